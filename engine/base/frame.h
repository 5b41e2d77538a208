/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around a plot or a map: title, label of the y axis and legend over it, the axes with
 * their numbers, the label of the x axis under it. frame_place() decides where, frame_draw() draws.
 *
 * As the height shrinks the title goes first, then the label of the x axis, the row of the legend,
 * the x axis, and the y axis last; also the y axis goes where the width is short.
 */
#ifndef ENGINE_BASE_FRAME_H
#define ENGINE_BASE_FRAME_H

#include "engine/base/axis.h"
#include "engine/base/canvas.h"

struct legend_item {
    char sample[16];   /* how the thing looks */
    const char *label; /* its letter, or NULL */
    const char *name;  /* NULL: left out of the legend */
    struct style style;
};

struct frame_request {
    int column, row, columns, rows; /* all the room there is */
    const char *title, *x_label, *y_label;
    const struct legend_item *legend;
    size_t legend_count;
    bool legend_wraps; /* it may take more than a row, and what has a letter
                        * loses its sample, then all names are shortened, then the title goes */
    int above, right;  /* to be kept free over and right of the area, where there is room */
    struct axis_range x, y;
    int dots_x, dots_y; /* dots a cell, of the drawing area */
};

struct frame {
    int column, row, columns, rows; /* of the drawing area alone, which may be empty */
    int dots_x, dots_y;
    int above, right; /* what was kept free */
    int title_rows, head_rows, legend_rows, legend_cap;
    bool legend_samples; /* else things that have a letter are shown by that alone */
    bool x_axis, y_axis, x_label;
    struct axis x, y;
};

struct frame frame_place(const struct frame_request *request);
void frame_draw(struct canvas *canvas, const struct frame_request *request,
                const struct frame *frame);

/* The cell, counted from the area's left or top, that a value within the axis's range is in. */
int frame_column(const struct frame *frame, double x);
int frame_row(const struct frame *frame, double y);

/* Is the value on the axis and within its range? */
bool axis_shows(const struct axis *axis, double value);

#endif
