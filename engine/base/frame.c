/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/frame.h"

#include <string.h>

static const struct style dim = {.ink = INK_DIM};

static int width_of(const char *text)
{
    return text_width(text, strlen(text));
}

static bool given(const char *text)
{
    return text && text[0];
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* --- Legend ---------------------------------------------------------------------------------- */

enum {
    NO_CAP = 1000,
    LEGEND_GAP = 2,
    LEGEND_SHORTEST = 3,
    LEGEND_READABLE = 8,
    LEGEND_LONGEST = 60
};

/* How the items are written: no name longer than `cap`, samples beside letters or not. */
struct legend_form {
    int cap;
    bool samples;
};
static const struct legend_form whole_form = {NO_CAP, true};

static bool shows_sample(const struct legend_item *item, struct legend_form form)
{
    return item->sample[0] && (form.samples || !item->label);
}

static int item_width(const struct legend_item *item, struct legend_form form)
{
    int width = smaller(width_of(item->name), form.cap);
    width += item->label ? width_of(item->label) + 1 : 0;
    return width + (shows_sample(item, form) ? width_of(item->sample) + 1 : 0);
}

static void draw_item(struct canvas *canvas, int column, int row, int cells,
                      struct legend_form form, const struct legend_item *item)
{
    int right = column + cells;
    if (shows_sample(item, form))
        column = canvas_text_fit(canvas, column, row, cells, item->style, item->sample) + 1;
    if (item->label)
        column = canvas_text_fit(canvas, column, row, right - column, item->style, item->label) + 1;
    (void)canvas_text_fit(canvas, column, row, smaller(right - column, form.cap), item->style,
                          item->name);
}

/*
 * Puts the items one after another into rows of `columns`, the first of which begins at `indent`.
 * Draws where `canvas` is not NULL, never more than `rows`. Returns the rows that all of it takes.
 */
static int flow(struct canvas *canvas, int left, int row, int indent, int rows,
                struct legend_form form, const struct frame_request *request)
{
    int at = indent, used = 0;
    for (size_t i = 0; i < request->legend_count; i++) {
        const struct legend_item *item = &request->legend[i];
        if (!item->name)
            continue;
        int width = item_width(item, form);
        if (at + width > request->columns && at > 0) {
            used++;
            at = 0;
        }
        if (canvas && used < rows)
            draw_item(canvas, left + at, row + used, smaller(width, request->columns - at), form,
                      item);
        at += width + LEGEND_GAP;
    }
    return used + 1;
}

/* One row, the last name that fits cut, what does not fit left out. */
static void draw_in_a_row(struct canvas *canvas, int column, int row, int right,
                          const struct frame_request *request)
{
    for (size_t i = 0; i < request->legend_count; i++) {
        const struct legend_item *item = &request->legend[i];
        if (!item->name || column + width_of(item->sample) + 4 > right)
            continue;
        draw_item(canvas, column, row, right - column, whole_form, item);
        column += smaller(item_width(item, whole_form), right - column) + LEGEND_GAP;
    }
}

static int legend_indent(const struct frame_request *request)
{
    int label = given(request->y_label) ? width_of(request->y_label) + 3 : 0;
    return smaller(label, request->columns);
}

static bool has_legend(const struct frame_request *request)
{
    for (size_t i = 0; i < request->legend_count; i++)
        if (request->legend[i].name)
            return true;
    return false;
}

static int rows_taken(const struct frame_request *request, struct legend_form form)
{
    return flow(NULL, 0, 0, legend_indent(request), 0, form, request);
}

/* What has a letter loses its sample, then names become shorter, until all is in `most` rows. */
static struct legend_form legend_form(const struct frame_request *request, int most)
{
    struct legend_form form = whole_form;
    form.samples = rows_taken(request, form) <= most;
    for (int cap = LEGEND_LONGEST; cap >= LEGEND_SHORTEST; cap--) {
        if (rows_taken(request, form) <= most)
            break;
        form.cap = cap;
    }
    return form;
}

/* The title gives its row to names that would be cut too short. */
static void place_legend(const struct frame_request *request, struct frame *frame)
{
    int most = request->rows >= 24 ? 4 : request->rows >= 16 ? 3 : request->rows >= 9 ? 2 : 1;
    struct legend_form form = whole_form;
    int rows = 1;
    frame->title_rows = given(request->title) && request->rows >= 7;
    if (request->legend_wraps && has_legend(request)) {
        form = legend_form(request, most);
        if (form.cap < LEGEND_READABLE && frame->title_rows) {
            frame->title_rows = 0;
            form = legend_form(request, ++most);
        }
        rows = rows_taken(request, form);
    }
    frame->legend_rows = smaller(rows, most);
    frame->legend_cap = form.cap;
    frame->legend_samples = form.samples;
}

/* --- Placing --------------------------------------------------------------------------------- */

static int number_width(const struct axis *axis)
{
    int widest = 0;
    for (int k = 0; k < axis->tick_count; k++) {
        char number[AXIS_NUMBER];
        axis_format(axis, axis->ticks[k], number);
        int width = (int)strlen(number);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void place_columns(const struct frame_request *request, struct frame *frame)
{
    int margin = number_width(&frame->y) + 1;
    frame->column = request->column;
    frame->columns = request->columns;
    frame->y_axis = request->rows >= 3 && request->columns - margin >= 6;
    if (frame->y_axis) {
        frame->column += margin;
        frame->columns -= margin;
    }
    frame->right = frame->columns - request->right >= 16 ? request->right : 0;
    frame->columns -= frame->right;
}

struct frame frame_place(const struct frame_request *request)
{
    struct frame frame = {.dots_x = request->dots_x, .dots_y = request->dots_y};
    int rows = request->rows;
    place_legend(request, &frame);
    if ((given(request->y_label) || has_legend(request)) && rows >= 6)
        frame.head_rows = frame.legend_rows;
    frame.x_axis = rows >= 4;
    frame.x_label = given(request->x_label) && rows >= 8;
    frame.row = request->row + frame.title_rows + frame.head_rows;
    frame.rows = rows - frame.title_rows - frame.head_rows - (frame.x_axis ? 2 : 0) - frame.x_label;
    frame.above = frame.rows - request->above >= 3 ? request->above : 0;
    frame.row += frame.above;
    frame.rows -= frame.above;
    frame.y = axis_make(request->y, frame.rows, false);
    place_columns(request, &frame);
    frame.x = axis_make(request->x, frame.columns, true);
    return frame;
}

int frame_column(const struct frame *frame, double x)
{
    return axis_dot(axis_unit(&frame->x, x), frame->columns * frame->dots_x) / frame->dots_x;
}

int frame_row(const struct frame *frame, double y)
{
    return axis_dot(1 - axis_unit(&frame->y, y), frame->rows * frame->dots_y) / frame->dots_y;
}

bool axis_shows(const struct axis *axis, double value)
{
    if (!axis_takes(axis->logarithmic, value))
        return false;
    double unit = axis_unit(axis, value);
    return unit >= -1e-9 && unit <= 1 + 1e-9;
}

/* --- Drawing --------------------------------------------------------------------------------- */

static void draw_y_axis(struct canvas *canvas, const struct frame *frame)
{
    int line = frame->column - 1, used = frame->rows;
    canvas_fill(canvas, line, frame->row, 1, frame->rows, dim, canvas->ascii ? "|" : "│");
    for (int k = 0; k < frame->y.tick_count; k++) {
        char number[AXIS_NUMBER];
        int row = frame_row(frame, frame->y.ticks[k]);
        if (row < 0 || row >= used)
            continue;
        used = row;
        axis_format(&frame->y, frame->y.ticks[k], number);
        (void)canvas_text(canvas, line - (int)strlen(number), frame->row + row, dim, number);
        (void)canvas_text(canvas, line, frame->row + row, dim, canvas->ascii ? "+" : "┤");
    }
}

static void draw_x_axis(struct canvas *canvas, const struct frame *frame, int left, int right)
{
    int row = frame->row + frame->rows, free_from = left;
    canvas_rule(canvas, frame->column, row, frame->columns, dim);
    if (frame->column > left)
        (void)canvas_text(canvas, frame->column - 1, row, dim, canvas->ascii ? "+" : "└");
    for (int k = 0; k < frame->x.tick_count; k++) {
        char number[AXIS_NUMBER];
        int column = frame->column + frame_column(frame, frame->x.ticks[k]);
        axis_format(&frame->x, frame->x.ticks[k], number);
        int width = (int)strlen(number), start = column - width / 2;
        if (start + width > right)
            start = right - width;
        if (start < free_from || column >= frame->column + frame->columns)
            continue;
        (void)canvas_text(canvas, column, row, dim, canvas->ascii ? "+" : "┬");
        (void)canvas_text(canvas, start, row + 1, dim, number);
        free_from = start + width + 1;
    }
}

static void draw_x_label(struct canvas *canvas, const struct frame_request *request)
{
    int width = smaller(width_of(request->x_label), request->columns);
    (void)canvas_text_fit(canvas, request->column + request->columns - width,
                          request->row + request->rows - 1, request->columns, dim,
                          request->x_label);
}

static void draw_head(struct canvas *canvas, const struct frame_request *request,
                      const struct frame *frame)
{
    int row = request->row;
    if (frame->title_rows)
        (void)canvas_text_fit(canvas, request->column, row++, request->columns,
                              (struct style){.ink = INK_STRONG}, request->title);
    if (!frame->head_rows)
        return;
    if (given(request->y_label))
        (void)canvas_text_fit(canvas, request->column, row, request->columns, dim,
                              request->y_label);
    int indent = legend_indent(request);
    if (request->legend_wraps)
        (void)flow(canvas, request->column, row, indent, frame->legend_rows,
                   (struct legend_form){frame->legend_cap, frame->legend_samples}, request);
    else
        draw_in_a_row(canvas, request->column + indent, row, request->column + request->columns,
                      request);
}

void frame_draw(struct canvas *canvas, const struct frame_request *request,
                const struct frame *frame)
{
    draw_head(canvas, request, frame);
    if (frame->y_axis)
        draw_y_axis(canvas, frame);
    if (frame->x_axis)
        draw_x_axis(canvas, frame, request->column, request->column + request->columns);
    if (frame->x_label)
        draw_x_label(canvas, request);
}
