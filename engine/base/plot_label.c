/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/plot_label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_GAP = 2 };

static int width_of(const char *text)
{
    return text_width(text, strlen(text));
}

static int within(int value, int low, int high)
{
    return value > high ? high : value < low ? low : value;
}

/* --- Marks ----------------------------------------------------------------------------------- */

static const char *mark_name(const struct placed_mark *place)
{
    return place->mark->label ? place->mark->label : "";
}

void marks_collect(struct plot_marks *marks, const struct plot *plot, const struct frame *frame)
{
    marks->count = 0;
    for (size_t i = 0; i < plot->mark_count && i < PLOT_MARKS; i++) {
        const struct plot_mark *mark = &plot->marks[i];
        if (!axis_shows(&frame->x, mark->x))
            continue;
        int at = marks->count++;
        for (; at > 0 && marks->places[at - 1].mark->x > mark->x; at--)
            marks->places[at] = marks->places[at - 1];
        marks->places[at] =
            (struct placed_mark){.mark = mark, .column = frame_column(frame, mark->x), .row = -1};
    }
    for (int i = 0; i < marks->count; i++)
        (void)snprintf(marks->places[i].number, sizeof marks->places[i].number, "%d",
                       (i + 1) % 100);
}

/*
 * In one row: each as far left as it can be, then, from the right, moved over the middle of its
 * line as far as the next name lets it. False: some name cannot cover its own line.
 */
static bool place_in_a_row(struct plot_marks *marks, int columns)
{
    int free_from = 0, free_until = columns;
    for (int i = 0; i < marks->count; i++) {
        struct placed_mark *place = &marks->places[i];
        int width = width_of(mark_name(place));
        if (!width)
            continue;
        place->row = 0;
        place->start = place->column - width + 1;
        place->start = place->start < free_from ? free_from : place->start;
        if (place->start > place->column || place->start + width > columns)
            return false;
        free_from = place->start + width + NAME_GAP;
    }
    for (int i = marks->count - 1; i >= 0; i--) {
        struct placed_mark *place = &marks->places[i];
        int width = width_of(mark_name(place));
        if (!width)
            continue;
        int latest = free_until - width < place->column ? free_until - width : place->column;
        place->start = within(place->column - width / 2, place->start, latest);
        free_until = place->start - NAME_GAP;
    }
    return true;
}

/* No name beside it in its row, and no line of one over the name of the other. */
static bool are_apart(const struct placed_mark *a, const struct placed_mark *b)
{
    int a_end = a->start + width_of(mark_name(a)), b_end = b->start + width_of(mark_name(b));
    if (a->row == b->row)
        return a_end + NAME_GAP <= b->start || b_end + NAME_GAP <= a->start;
    const struct placed_mark *upper = a->row < b->row ? a : b, *lower = upper == a ? b : a;
    int lower_end = upper == a ? b_end : a_end;
    return upper->column == lower->column || upper->column < lower->start ||
           upper->column >= lower_end;
}

static bool is_apart(const struct plot_marks *marks, int which)
{
    for (int i = 0; i < which; i++)
        if (marks->places[i].row >= 0 && !are_apart(&marks->places[i], &marks->places[which]))
            return false;
    return true;
}

/* Like a flag at its line, to the right where that can be, in the first row with room. */
static bool place_flag(struct plot_marks *marks, int which, int rows, int columns)
{
    struct placed_mark *place = &marks->places[which];
    int width = width_of(mark_name(place));
    for (place->row = 0; place->row < rows; place->row++)
        for (place->start = place->column; place->start > place->column - width; place->start--)
            if (place->start >= 0 && place->start + width <= columns && is_apart(marks, which))
                return true;
    place->row = -1;
    return false;
}

bool marks_place(struct plot_marks *marks, const struct frame *frame, int rows)
{
    int columns = frame->columns + frame->right;
    if (rows == 1)
        return place_in_a_row(marks, columns);
    for (int i = 0; i < marks->count; i++)
        if (mark_name(&marks->places[i])[0] && !place_flag(marks, i, rows, columns))
            return false;
    return true;
}

void marks_draw_lines(struct canvas *canvas, const struct plot_marks *marks,
                      const struct frame *frame)
{
    for (int i = 0; i < marks->count; i++) {
        const struct placed_mark *place = &marks->places[i];
        int column = frame->column + place->column;
        int first = place->row >= 0 && !marks->numbered ? place->row + 1 - frame->above : 0;
        for (int row = first; row < frame->rows; row++)
            if (!canvas->ascii || row % 2 == 0)
                (void)canvas_text(canvas, column, frame->row + row, (struct style){.ink = INK_DIM},
                                  canvas->ascii ? "|" : "┊");
    }
}

/* Are the cells of the area (and what is right of it) free, and those beside them? Numbers that
 * touch would read as one. */
static bool is_free(const struct plot_marks *marks, const struct frame *frame, int column, int row,
                    int width)
{
    int columns = frame->columns + frame->right;
    if (row < 0 || row >= frame->rows || column < 0 || column + width > columns)
        return false;
    for (int c = column - 1; c <= column + width; c++)
        if (c >= 0 && c < columns && marks->taken[row * columns + c])
            return false;
    return true;
}

static void take(struct plot_marks *marks, const struct frame *frame, int column, int row,
                 int width)
{
    int columns = frame->columns + frame->right;
    for (int c = column; c < column + width; c++)
        if (row >= 0 && row < frame->rows && c >= 0 && c < columns)
            marks->taken[row * columns + c] = true;
}

/* On the line, as high as there is room. */
static void draw_number(struct canvas *canvas, struct plot_marks *marks, const struct frame *frame,
                        const struct placed_mark *place)
{
    int width = (int)strlen(place->number);
    for (int row = 0; row < frame->rows; row++) {
        int column = within(place->column, 0, frame->columns - width);
        if (!is_free(marks, frame, column, row, width))
            continue;
        take(marks, frame, column, row, width);
        (void)canvas_text(canvas, frame->column + column, frame->row + row,
                          (struct style){INK_STRONG, ATTRIBUTE_BOLD}, place->number);
        return;
    }
}

void marks_draw(struct canvas *canvas, struct plot_marks *marks, const struct frame *frame)
{
    const struct style strong = {INK_STRONG, ATTRIBUTE_BOLD};
    for (int i = 0; i < marks->count; i++) {
        const struct placed_mark *place = &marks->places[i];
        if (!axis_shows(&frame->y, place->mark->y))
            continue;
        int row = frame_row(frame, place->mark->y);
        take(marks, frame, place->column, row, 1);
        (void)canvas_text(canvas, frame->column + place->column, frame->row + row, strong,
                          canvas->ascii ? "X" : "◆");
    }
    for (int i = 0; i < marks->count; i++) {
        const struct placed_mark *place = &marks->places[i];
        if (marks->numbered && mark_name(place)[0])
            draw_number(canvas, marks, frame, place);
        else if (place->row >= 0)
            (void)canvas_text(canvas, frame->column + place->start,
                              frame->row - frame->above + place->row,
                              (struct style){.ink = INK_TEXT}, mark_name(place));
    }
}

/* --- Letters at the ends of curves ----------------------------------------------------------- */

struct curve_label {
    const struct plot_series *series;
    int x, y; /* of the end, in dots */
    int row;
};

static int compare_ends(const void *a, const void *b)
{
    const struct curve_label *left = a, *right = b;
    int order = (left->y > right->y) - (left->y < right->y);
    return order ? order : (left->series > right->series) - (left->series < right->series);
}

/* Of the curves that reach the right edge (or end within the area), from top to bottom. */
static int collect_ends(const struct frame *frame, const struct plot *plot,
                        const struct curve_end *ends, bool at_edge, struct curve_label *labels)
{
    int count = 0;
    for (size_t s = 0; s < plot->series_count && count < PLOT_LABELS; s++) {
        const char *label = plot->series[s].label;
        bool reaches = ends[s].x / frame->dots_x >= frame->columns - 2;
        if (label && label[0] && ends[s].x >= 0 && reaches == at_edge)
            labels[count++] = (struct curve_label){&plot->series[s], ends[s].x, ends[s].y,
                                                   ends[s].y / frame->dots_y};
    }
    qsort(labels, (size_t)count, sizeof *labels, compare_ends);
    return count;
}

static void draw_label(struct canvas *canvas, struct plot_marks *marks, const struct frame *frame,
                       int column, int row, const struct plot_series *series)
{
    int width = width_of(series->label);
    take(marks, frame, column, row, width);
    (void)canvas_text(canvas, frame->column + column, frame->row + row,
                      (struct style){(uint8_t)series->ink, ATTRIBUTE_BOLD}, series->label);
}

/* One below another in the order of the curves, pushed down and then up until all have a row. */
static void draw_edge_labels(struct canvas *canvas, struct plot_marks *marks,
                             const struct frame *frame, struct curve_label *labels, int count)
{
    for (int i = 1; i < count; i++)
        if (labels[i].row <= labels[i - 1].row)
            labels[i].row = labels[i - 1].row + 1;
    for (int i = count - 1, limit = frame->rows - 1; i >= 0; i--) {
        labels[i].row = labels[i].row < limit ? labels[i].row : limit;
        limit = labels[i].row - 1;
    }
    for (int i = 0; i < count; i++) {
        int width = width_of(labels[i].series->label);
        int column = frame->right ? frame->columns + 1 : frame->columns - width;
        int row = labels[i].row;
        if (is_free(marks, frame, column, row, width))
            draw_label(canvas, marks, frame, column, row, labels[i].series);
    }
}

/* Beside the end, or a few rows off where that place is taken. */
static void draw_inner_label(struct canvas *canvas, struct plot_marks *marks,
                             const struct frame *frame, const struct curve_label *label)
{
    static const int shifts[] = {0, -1, 1, -2, 2, -3, 3};
    int width = width_of(label->series->label);
    int column = label->x / frame->dots_x + 1;
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++)
        if (is_free(marks, frame, column, label->row + shifts[i], width)) {
            draw_label(canvas, marks, frame, column, label->row + shifts[i], label->series);
            return;
        }
}

void labels_draw(struct canvas *canvas, struct plot_marks *marks, const struct frame *frame,
                 const struct plot *plot, const struct curve_end *ends)
{
    struct curve_label labels[PLOT_LABELS] = {{0}};
    int count = collect_ends(frame, plot, ends, true, labels);
    draw_edge_labels(canvas, marks, frame, labels, count);
    count = collect_ends(frame, plot, ends, false, labels);
    for (int i = 0; i < count; i++)
        draw_inner_label(canvas, marks, frame, &labels[i]);
}
