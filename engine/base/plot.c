/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas_plot(): curves with axes on a canvas. Title, axes and legend are frame.h's, the curves
 * dots.h's, the names at marks and curves plot_label.h's; here they are put together.
 */
#include "engine/base/canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/dots.h"
#include "engine/base/memory.h"
#include "engine/base/plot_label.h"

/* --- What is to be shown --------------------------------------------------------------------- */

static void include_data(const struct plot *plot, bool of_x, struct axis_range *range)
{
    for (size_t s = 0; s < plot->series_count; s++)
        for (size_t i = 0; i < plot->series[s].count; i++) {
            const struct plot_series *series = &plot->series[s];
            double x = series->x[i], y = series->y[i];
            if (!axis_takes(plot->x_logarithmic, x) || !axis_takes(plot->y_logarithmic, y))
                continue;
            axis_range_include(range, of_x ? x : y);
            if (of_x || !series->error || !isfinite(series->error[i]))
                continue;
            axis_range_include(range, y - fabs(series->error[i]));
            axis_range_include(range, y + fabs(series->error[i]));
        }
}

static struct axis_range range_of(const struct plot *plot, bool of_x)
{
    struct axis_range range =
        of_x ? axis_range_given(plot->x_low, plot->x_high, plot->x_logarithmic)
             : axis_range_given(plot->y_low, plot->y_high, plot->y_logarithmic);
    if (range.low > range.high) {
        include_data(plot, of_x, &range);
        range.whole = !of_x;
    }
    return range;
}

static bool has_labels(const struct plot *plot)
{
    for (size_t s = 0; s < plot->series_count; s++)
        if (plot->series[s].label && plot->series[s].label[0])
            return true;
    return false;
}

static int label_room(const struct plot *plot)
{
    int widest = 0;
    for (size_t s = 0; s < plot->series_count; s++) {
        const char *label = plot->series[s].label ? plot->series[s].label : "";
        int width = text_width(label, strlen(label));
        widest = width > widest ? width : widest;
    }
    return widest ? widest + 2 : 0; /* a blank before and after */
}

/* --- Legend ---------------------------------------------------------------------------------- */

static size_t series_items(const struct plot *plot, bool ascii, struct legend_item *items)
{
    for (size_t s = 0; s < plot->series_count; s++) {
        const struct plot_series *series = &plot->series[s];
        items[s] =
            (struct legend_item){.label = series->label && series->label[0] ? series->label : NULL,
                                 .name = series->name,
                                 .style = {.ink = (uint8_t)series->ink}};
        (void)snprintf(items[s].sample, sizeof items[s].sample, "%s",
                       dots_sample(dots_pattern(plot, s), series->points, ascii));
    }
    return plot->series_count;
}

static size_t mark_items(const struct plot_marks *marks, struct legend_item *items)
{
    size_t count = 0;
    for (int i = 0; i < marks->count; i++) {
        const struct placed_mark *place = &marks->places[i];
        if (place->mark->label && place->mark->label[0])
            items[count++] =
                (struct legend_item){.label = place->number, .name = place->mark->label};
    }
    return count;
}

/* --- Layout ---------------------------------------------------------------------------------- */

/* Names of marks in rows over the area, as few as do; else numbers, and the names in the legend. */
static struct frame arrange(struct frame_request *request, const struct plot *plot,
                            struct plot_marks *marks, struct legend_item *items)
{
    int most = request->rows >= 24 ? 3 : request->rows >= 14 ? 2 : request->rows >= 7 ? 1 : 0;
    struct frame frame = frame_place(request);
    marks_collect(marks, plot, &frame);
    if (!marks->count)
        return frame;
    for (request->above = 1; request->above <= most; request->above++) {
        frame = frame_place(request);
        marks_collect(marks, plot, &frame);
        if (frame.above == request->above && marks_place(marks, &frame, frame.above))
            return frame;
    }
    request->above = 0;
    marks->numbered = true;
    request->legend_count += mark_items(marks, items + request->legend_count);
    request->legend_wraps = true;
    frame = frame_place(request);
    marks_collect(marks, plot, &frame);
    return frame;
}

static void draw_area(struct canvas *canvas, const struct frame *frame, const struct plot *plot,
                      struct plot_marks *marks)
{
    struct dots dots;
    struct curve_end *ends = memory_allocate(plot->series_count, sizeof *ends);
    marks->taken =
        memory_allocate((size_t)(frame->columns + frame->right) * (size_t)frame->rows, 1);
    dots_init(&dots, frame);
    for (size_t s = 0; s < plot->series_count; s++)
        dots_errors(&dots, &plot->series[s]);
    for (size_t s = 0; s < plot->series_count; s++)
        ends[s] = dots_curve(&dots, &plot->series[s], dots_pattern(plot, s));
    marks_draw_lines(canvas, marks, frame);
    dots_draw(canvas, &dots);
    marks_draw(canvas, marks, frame);
    labels_draw(canvas, marks, frame, plot, ends);
    dots_release(&dots);
    free(marks->taken);
    free(ends);
}

void canvas_plot(struct canvas *canvas, int column, int row, int columns, int rows,
                 const struct plot *plot)
{
    if (columns < 1 || rows < 1)
        return;
    struct plot_marks marks = {.count = 0};
    struct legend_item *items =
        memory_allocate(plot->series_count + PLOT_MARKS, sizeof(struct legend_item));
    struct frame_request request = {
        .column = column,
        .row = row,
        .columns = columns,
        .rows = rows,
        .title = plot->title,
        .x_label = plot->x_label,
        .y_label = plot->y_label,
        .legend = items,
        .legend_count = series_items(plot, canvas->ascii, items),
        .legend_wraps = has_labels(plot),
        .right = label_room(plot),
        .x = range_of(plot, true),
        .y = range_of(plot, false),
        .dots_x = canvas->ascii ? 1 : 2,
        .dots_y = canvas->ascii ? 1 : 4,
    };
    struct frame frame = arrange(&request, plot, &marks, items);
    frame_draw(canvas, &request, &frame);
    draw_area(canvas, &frame, plot, &marks);
    free(items);
}
