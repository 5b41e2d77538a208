/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/dots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { CURVES = 5, THEORY_PATTERN = CURVES, ERROR_PATTERN, PATTERNS };

static const char *const ascii_marks[PATTERNS] = {"*", "o", "+", "x", "#", ".", ":"};
/* Which of eight dots along a line are drawn. */
static const uint8_t dot_patterns[PATTERNS] = {0xFF, 0x0F, 0x27, 0x55, 0x5F, 0x11, 0x55};
static const char *const dot_samples[PATTERNS] = {"⠤⠤⠤", "⠤ ⠤", "⠤⠄⠠", "⠄⠄⠄", "⠤⠤⠄", "⠄ ⠄", ""};

size_t dots_pattern(const struct plot *plot, size_t place)
{
    size_t before = 0;
    if (plot->series[place].ink == INK_THEORY)
        return THEORY_PATTERN;
    for (size_t s = 0; s < place; s++)
        before += plot->series[s].ink != INK_THEORY;
    return before % CURVES;
}

const char *dots_sample(size_t pattern, bool points, bool ascii)
{
    return ascii ? ascii_marks[pattern] : points ? "⠂ ⠂" : dot_samples[pattern];
}

void dots_init(struct dots *dots, const struct frame *frame)
{
    size_t cells = (size_t)frame->columns * (size_t)frame->rows;
    dots->frame = frame;
    dots->cells = memory_allocate(cells, 1);
    dots->inks = memory_allocate(cells, 1);
}

void dots_release(struct dots *dots)
{
    free(dots->cells);
    free(dots->inks);
}

static void set_dot(struct dots *dots, int x, int y, const struct plot_series *series,
                    size_t pattern)
{
    static const uint8_t braille[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    const struct frame *frame = dots->frame;
    if (x < 0 || y < 0 || x >= frame->columns * frame->dots_x || y >= frame->rows * frame->dots_y)
        return;
    size_t cell =
        (size_t)(y / frame->dots_y) * (size_t)frame->columns + (size_t)(x / frame->dots_x);
    if (frame->dots_x == 1)
        dots->cells[cell] = (uint8_t)ascii_marks[pattern][0];
    else
        dots->cells[cell] |= braille[y % 4][x % 2];
    dots->inks[cell] = (uint8_t)series->ink;
}

/* The part of a segment inside the unit square (Liang and Barsky 1984); false: none. */
static bool clip(double p[2], double q[2])
{
    double from = 0, to = 1, d[2] = {q[0] - p[0], q[1] - p[1]};
    for (int side = 0; side < 4; side++) {
        int k = side / 2;
        double toward = side % 2 ? d[k] : -d[k], room = side % 2 ? 1 - p[k] : p[k];
        if (toward == 0 && room < 0)
            return false;
        if (toward < 0)
            from = fmax(from, room / toward);
        if (toward > 0)
            to = fmin(to, room / toward);
    }
    if (!(from <= to))
        return false;
    double start[2] = {p[0], p[1]};
    for (int k = 0; k < 2; k++) {
        p[k] = start[k] + from * d[k];
        q[k] = start[k] + to * d[k];
    }
    return true;
}

/* Draws what can be seen of a segment and moves `end` where that reaches further right. */
static void draw_segment(struct dots *dots, const double a[2], const double b[2],
                         const struct plot_series *series, size_t pattern, unsigned *phase,
                         struct curve_end *end)
{
    double p[2] = {a[0], a[1]}, q[2] = {b[0], b[1]};
    if (!clip(p, q))
        return;
    const struct frame *frame = dots->frame;
    int wide = frame->columns * frame->dots_x, high = frame->rows * frame->dots_y;
    int x0 = axis_dot(p[0], wide), y0 = axis_dot(1 - p[1], high);
    int x1 = axis_dot(q[0], wide), y1 = axis_dot(1 - q[1], high);
    int steps = abs(x1 - x0) > abs(y1 - y0) ? abs(x1 - x0) : abs(y1 - y0);
    for (int k = 0; k <= steps; k++) {
        double share = steps ? (double)k / steps : 0;
        bool drawn = frame->dots_x == 1 || dot_patterns[pattern] >> (*phase % 8) & 1;
        if (drawn)
            set_dot(dots, (int)lround(x0 + share * (x1 - x0)), (int)lround(y0 + share * (y1 - y0)),
                    series, pattern);
        *phase += k < steps; /* the last dot is the first of the next segment */
    }
    if (x0 > end->x)
        *end = (struct curve_end){x0, y0};
    if (x1 >= end->x)
        *end = (struct curve_end){x1, y1};
}

/* Where a point is in the unit square; false: nowhere. */
static bool place(const struct frame *frame, double x, double y, double point[2])
{
    if (!axis_takes(frame->x.logarithmic, x) || !axis_takes(frame->y.logarithmic, y))
        return false;
    point[0] = axis_unit(&frame->x, x);
    point[1] = axis_unit(&frame->y, y);
    return true;
}

void dots_errors(struct dots *dots, const struct plot_series *series)
{
    const struct frame *frame = dots->frame;
    for (size_t i = 0; series->error && i < series->count; i++) {
        struct curve_end ignored = {-1, -1};
        double from[2], to[2], error = fabs(series->error[i]);
        unsigned phase = 0;
        if (!isfinite(error) || !(error > 0) || !place(frame, series->x[i], series->y[i], from))
            continue;
        memcpy(to, from, sizeof to);
        to[1] = axis_unit(&frame->y, series->y[i] + error);
        /* down to 0 is below every logarithmic axis */
        from[1] = axis_takes(frame->y.logarithmic, series->y[i] - error)
                      ? axis_unit(&frame->y, series->y[i] - error)
                      : fmin(from[1], -1);
        draw_segment(dots, from, to, series, ERROR_PATTERN, &phase, &ignored);
    }
}

/* Dots that a column is wide: four fifths of the distance between two. */
static int column_dots(const struct dots *dots, const struct plot_series *series)
{
    const struct frame *frame = dots->frame;
    int wide = frame->columns * frame->dots_x;
    double from[2], to[2];
    if (series->count < 2 || !place(frame, series->x[0], series->y[0], from) ||
        !place(frame, series->x[1], series->y[1], to))
        return wide / 8 + 1;
    int column = (int)floor(0.8 * fmin(fabs(to[0] - from[0]), 1) * (wide - 1));
    return column < 1 ? 1 : column;
}

/* A value that is the axis's lowest has no column. */
static struct curve_end draw_columns(struct dots *dots, const struct plot_series *series,
                                     size_t pattern)
{
    const struct frame *frame = dots->frame;
    int wide = frame->columns * frame->dots_x, high = frame->rows * frame->dots_y;
    int column = column_dots(dots, series);
    struct curve_end end = {-1, -1};
    for (size_t i = 0; i < series->count; i++) {
        double point[2];
        if (!place(frame, series->x[i], series->y[i], point) || !(point[1] > 0) || point[0] < 0 ||
            point[0] > 1)
            continue;
        int left = axis_dot(point[0], wide) - (column - 1) / 2;
        int top = axis_dot(1 - fmin(point[1], 1), high);
        for (int x = left; x < left + column; x++)
            for (int y = top; y < high; y++)
                set_dot(dots, x, y, series, pattern);
        end = (struct curve_end){left + column - 1, top};
    }
    return end;
}

struct curve_end dots_curve(struct dots *dots, const struct plot_series *series, size_t pattern)
{
    if (series->bars)
        return draw_columns(dots, series, pattern);
    struct curve_end end = {-1, -1};
    double previous[2] = {NAN, NAN}, point[2];
    unsigned phase = 0;
    for (size_t i = 0; i < series->count; i++) {
        if (!place(dots->frame, series->x[i], series->y[i], point)) {
            previous[0] = NAN;
            continue;
        }
        if (series->points || isnan(previous[0])) {
            unsigned always = 0;
            draw_segment(dots, point, point, series, pattern, &always, &end);
        } else {
            draw_segment(dots, previous, point, series, pattern, &phase, &end);
        }
        memcpy(previous, point, sizeof previous);
    }
    return end;
}

void dots_draw(struct canvas *canvas, const struct dots *dots)
{
    const struct frame *frame = dots->frame;
    for (int row = 0; row < frame->rows; row++)
        for (int column = 0; column < frame->columns; column++) {
            size_t cell = (size_t)row * (size_t)frame->columns + (size_t)column;
            struct style style = {.ink = dots->inks[cell]};
            char bytes[5] = {0};
            if (!dots->cells[cell])
                continue;
            (void)utf8_encode(frame->dots_x == 1 ? dots->cells[cell] : 0x2800U + dots->cells[cell],
                              bytes);
            (void)canvas_text(canvas, frame->column + column, frame->row + row, style, bytes);
        }
}
