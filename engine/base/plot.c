/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas_plot(): curves with axes on a canvas.
 *
 * The drawing area is a grid of dots, 2x4 a cell in Braille and 1x1 in ASCII; the rest is layout:
 * title, legend and axis labels are left out, in that order, as the height shrinks. Curves differ
 * in their pattern of dots (or their letter), not in colour alone. Ticks stand at 1, 2 or 5 times a
 * power of ten (Heckbert 1990, "Nice numbers for graph labels").
 */
#include "engine/base/canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { NUMBER = 32, CURVES = 5, THEORY_PATTERN = CURVES - 1, ERROR_PATTERN, PATTERNS };

static const char ascii_marks[PATTERNS] = {'*', 'o', '+', 'x', '.', ':'};
/* Which of eight dots along a line are drawn. */
static const uint8_t dot_patterns[PATTERNS] = {0xFF, 0x0F, 0x27, 0x55, 0x11, 0x55};
static const char *const dot_samples[CURVES] = {"⠤⠤⠤", "⠤ ⠤", "⠤⠄⠠", "⠄⠄⠄", "⠄ ⠄"};

/* Theory is always dotted; other curves differ by their place. */
static size_t pattern_of(const struct plot *plot, size_t place)
{
    size_t before = 0;
    if (plot->series[place].ink == INK_THEORY)
        return THEORY_PATTERN;
    for (size_t s = 0; s < place; s++)
        before += plot->series[s].ink != INK_THEORY;
    return before % THEORY_PATTERN;
}

struct axis {
    double low, high, step;
    int decimals; /* of the numbers */
};

struct area {
    int column, row, columns, rows; /* cells of the drawing area alone */
    int dots_x, dots_y;             /* dots a cell */
    uint8_t *dots;                  /* per cell: Braille pattern, or the mark itself */
    uint8_t *inks;
    struct axis x, y;
};

static double nice(double value)
{
    double power = pow(10, floor(log10(value)));
    double fraction = value / power;
    return power * (fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10);
}

/* `whole` ticks: the ends become multiples of the step. */
static struct axis axis_make(double low, double high, int ticks, bool whole)
{
    struct axis axis = {low, high, 0, 0};
    if (!(high > low)) {
        double half = low != 0 ? fabs(low) / 10 : 1;
        axis.low = low - half;
        axis.high = low + half;
    }
    axis.step = nice((axis.high - axis.low) / (ticks > 1 ? ticks : 1));
    if (!(axis.step > 0) || !isfinite(axis.step)) /* the ends differ in the last bit only */
        axis.step = axis.high - axis.low;
    if (whole) {
        axis.low = floor(axis.low / axis.step + 1e-9) * axis.step;
        axis.high = ceil(axis.high / axis.step - 1e-9) * axis.step;
    }
    double decimals = -floor(log10(axis.step) + 1e-9);
    axis.decimals = decimals > 0 ? decimals < 12 ? (int)decimals : 12 : 0;
    return axis;
}

static void format_number(const struct axis *axis, double value, char buffer[NUMBER])
{
    double largest = fmax(fabs(axis->low), fabs(axis->high));
    if (fabs(value) < axis->step * 1e-6)
        value = 0;
    if (value == 0 || (largest < 1e6 && axis->decimals <= 5)) {
        (void)snprintf(buffer, NUMBER, "%.*f", value == 0 ? 0 : axis->decimals, value);
        return;
    }
    (void)snprintf(buffer, NUMBER, "%.4g", value);
    char *mark = strstr(buffer, "e+"); /* 1e+06 is 1e6 */
    if (mark) {
        size_t zeros = strspn(mark + 2, "0");
        memmove(mark + 1, mark + 2 + zeros, strlen(mark + 2 + zeros) + 1);
    }
}

/* The k-th tick, or NaN after the last. */
static double tick(const struct axis *axis, int k)
{
    double value = (ceil(axis->low / axis->step - 1e-9) + k) * axis->step;
    return k < 64 && value <= axis->high + axis->step * 1e-6 ? value : NAN;
}

static double clamp_magnitude(double value)
{
    return value > 1e300 ? 1e300 : value < -1e300 ? -1e300 : value;
}

static double error_at(const struct plot_series *series, size_t i)
{
    return series->error && isfinite(series->error[i]) ? fabs(series->error[i]) : 0;
}

/* The range of the finite data; 0..1 where there is none. */
static void data_range(const struct plot *plot, bool of_x, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t s = 0; s < plot->series_count; s++)
        for (size_t i = 0; i < plot->series[s].count; i++) {
            double x = plot->series[s].x[i], y = plot->series[s].y[i];
            if (!isfinite(x) || !isfinite(y))
                continue;
            double error = of_x ? 0 : error_at(&plot->series[s], i);
            *low = fmin(*low, clamp_magnitude(of_x ? x : y - error));
            *high = fmax(*high, clamp_magnitude(of_x ? x : y + error));
        }
    if (*low > *high) {
        *low = 0;
        *high = 1;
    }
}

static struct axis choose_axis(const struct plot *plot, bool of_x, int cells)
{
    double low = of_x ? plot->x_low : plot->y_low, high = of_x ? plot->x_high : plot->y_high;
    int ticks = of_x ? cells / 10 : cells / 3;
    bool given = isfinite(low) && isfinite(high) && low < high;
    if (!given)
        data_range(plot, of_x, &low, &high);
    return axis_make(clamp_magnitude(low), clamp_magnitude(high), ticks < 8 ? ticks : 8,
                     !given && !of_x);
}

/* --- Dots ------------------------------------------------------------------------------------ */

static void set_dot(struct area *area, int x, int y, const struct plot_series *series,
                    size_t pattern)
{
    static const uint8_t braille[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    if (x < 0 || y < 0 || x >= area->columns * area->dots_x || y >= area->rows * area->dots_y)
        return;
    size_t cell = (size_t)(y / area->dots_y) * (size_t)area->columns + (size_t)(x / area->dots_x);
    if (area->dots_x == 1)
        area->dots[cell] = (uint8_t)ascii_marks[pattern];
    else
        area->dots[cell] |= braille[y % 4][x % 2];
    area->inks[cell] = (uint8_t)series->ink;
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

static int to_dot(double unit, int dots)
{
    return (int)lround(unit * (dots - 1));
}

static void draw_segment(struct area *area, const double a[2], const double b[2],
                         const struct plot_series *series, size_t pattern, unsigned *phase)
{
    double p[2] = {a[0], a[1]}, q[2] = {b[0], b[1]};
    if (!clip(p, q))
        return;
    int wide = area->columns * area->dots_x, high = area->rows * area->dots_y;
    int x0 = to_dot(p[0], wide), y0 = to_dot(1 - p[1], high);
    int x1 = to_dot(q[0], wide), y1 = to_dot(1 - q[1], high);
    int steps = abs(x1 - x0) > abs(y1 - y0) ? abs(x1 - x0) : abs(y1 - y0);
    for (int k = 0; k <= steps; k++) {
        double share = steps ? (double)k / steps : 0;
        bool drawn = area->dots_x == 1 || dot_patterns[pattern] >> (*phase % 8) & 1;
        if (drawn)
            set_dot(area, (int)lround(x0 + share * (x1 - x0)), (int)lround(y0 + share * (y1 - y0)),
                    series, pattern);
        *phase += k < steps; /* the last dot is the first of the next segment */
    }
}

/* The bars of the error, under the curve. A point that is exact has none. */
static void draw_errors(struct area *area, const struct plot_series *series)
{
    for (size_t i = 0; series->error && i < series->count; i++) {
        double error = error_at(series, i), high = area->y.high - area->y.low;
        unsigned phase = 0;
        if (!isfinite(series->x[i]) || !isfinite(series->y[i]) || !(error > 0))
            continue;
        double x = (clamp_magnitude(series->x[i]) - area->x.low) / (area->x.high - area->x.low);
        double from[2] = {x, (clamp_magnitude(series->y[i] - error) - area->y.low) / high};
        double to[2] = {x, (clamp_magnitude(series->y[i] + error) - area->y.low) / high};
        draw_segment(area, from, to, series, ERROR_PATTERN, &phase);
    }
}

static void draw_series(struct area *area, const struct plot_series *series, size_t pattern)
{
    double previous[2] = {NAN, NAN};
    unsigned phase = 0;
    for (size_t i = 0; i < series->count; i++) {
        double x = clamp_magnitude(series->x[i]), y = clamp_magnitude(series->y[i]);
        double point[2] = {(x - area->x.low) / (area->x.high - area->x.low),
                           (y - area->y.low) / (area->y.high - area->y.low)};
        if (!isfinite(series->x[i]) || !isfinite(series->y[i])) {
            previous[0] = NAN;
            continue;
        }
        if (series->points || isnan(previous[0])) {
            unsigned always = 0;
            draw_segment(area, point, point, series, pattern, &always);
        } else {
            draw_segment(area, previous, point, series, pattern, &phase);
        }
        memcpy(previous, point, sizeof previous);
    }
}

static void put_dots(struct canvas *canvas, const struct area *area)
{
    for (int row = 0; row < area->rows; row++)
        for (int column = 0; column < area->columns; column++) {
            size_t cell = (size_t)row * (size_t)area->columns + (size_t)column;
            struct style style = {.ink = area->inks[cell]};
            char bytes[5] = {0};
            if (!area->dots[cell])
                continue;
            (void)utf8_encode(area->dots_x == 1 ? area->dots[cell] : 0x2800U + area->dots[cell],
                              bytes);
            (void)canvas_text(canvas, area->column + column, area->row + row, style, bytes);
        }
}

/* --- Axes, title, legend --------------------------------------------------------------------- */

static int y_row(const struct area *area, double value)
{
    double unit = (value - area->y.low) / (area->y.high - area->y.low);
    return area->row + to_dot(1 - unit, area->rows * area->dots_y) / area->dots_y;
}

static int number_width(const struct axis *axis)
{
    int widest = 0;
    for (int k = 0; isfinite(tick(axis, k)); k++) {
        char number[NUMBER];
        format_number(axis, tick(axis, k), number);
        int width = (int)strlen(number);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void draw_y_axis(struct canvas *canvas, const struct area *area)
{
    const struct style dim = {.ink = INK_DIM};
    int line = area->column - 1;
    canvas_fill(canvas, line, area->row, 1, area->rows, dim, canvas->ascii ? "|" : "│");
    for (int k = 0; isfinite(tick(&area->y, k)); k++) {
        char number[NUMBER];
        double value = tick(&area->y, k);
        int row = y_row(area, value);
        if (row < area->row || row >= area->row + area->rows)
            continue;
        format_number(&area->y, value, number);
        (void)canvas_text(canvas, line - (int)strlen(number), row, dim, number);
        (void)canvas_text(canvas, line, row, dim, canvas->ascii ? "+" : "┤");
    }
}

static void draw_x_axis(struct canvas *canvas, const struct area *area, int left, int right)
{
    const struct style dim = {.ink = INK_DIM};
    int row = area->row + area->rows, free_from = left;
    canvas_rule(canvas, area->column, row, area->columns, dim);
    if (area->column > left)
        (void)canvas_text(canvas, area->column - 1, row, dim, canvas->ascii ? "+" : "└");
    for (int k = 0; isfinite(tick(&area->x, k)); k++) {
        char number[NUMBER];
        double value = tick(&area->x, k);
        double unit = (value - area->x.low) / (area->x.high - area->x.low);
        int column = area->column + to_dot(unit, area->columns * area->dots_x) / area->dots_x;
        format_number(&area->x, value, number);
        int width = (int)strlen(number), start = column - width / 2;
        if (start + width > right)
            start = right - width;
        if (start < free_from || column >= area->column + area->columns)
            continue;
        (void)canvas_text(canvas, column, row, dim, canvas->ascii ? "+" : "┬");
        (void)canvas_text(canvas, start, row + 1, dim, number);
        free_from = start + width + 1;
    }
}

static void draw_legend(struct canvas *canvas, int column, int row, int right,
                        const struct plot *plot)
{
    for (size_t s = 0; s < plot->series_count; s++) {
        const struct plot_series *series = &plot->series[s];
        struct style style = {.ink = (uint8_t)series->ink};
        size_t pattern = pattern_of(plot, s);
        char mark[2] = {ascii_marks[pattern], '\0'};
        const char *sample = canvas->ascii ? mark : series->points ? "⠂ ⠂" : dot_samples[pattern];
        int sample_width = canvas->ascii ? 1 : 3;
        if (!series->name || column + sample_width + 4 > right)
            continue;
        (void)canvas_text(canvas, column, row, style, sample);
        column += sample_width + 1;
        column = canvas_text_fit(canvas, column, row, right - column, style, series->name) + 2;
    }
}

/* Rows over the drawing area: title, then the y label and the legend beside each other. */
static int draw_head(struct canvas *canvas, int column, int row, int columns, int rows,
                     const struct plot *plot)
{
    int used = 0;
    bool named = plot->series_count > 0 && plot->series[0].name;
    if (plot->title && plot->title[0] && rows >= 7)
        (void)canvas_text_fit(canvas, column, row + used++, columns,
                              (struct style){.ink = INK_STRONG}, plot->title);
    bool label = plot->y_label && plot->y_label[0];
    if ((label || named) && rows >= 6) {
        int after = column;
        if (label)
            after = canvas_text_fit(canvas, column, row + used, columns,
                                    (struct style){.ink = INK_DIM}, plot->y_label) +
                    3;
        draw_legend(canvas, after, row + used, column + columns, plot);
        used++;
    }
    return used;
}

static void draw_area(struct canvas *canvas, struct area *area, const struct plot *plot)
{
    size_t cells = (size_t)area->columns * (size_t)area->rows;
    area->dots = memory_allocate(cells, 1);
    area->inks = memory_allocate(cells, 1);
    for (size_t s = 0; s < plot->series_count; s++)
        draw_errors(area, &plot->series[s]);
    for (size_t s = 0; s < plot->series_count; s++)
        draw_series(area, &plot->series[s], pattern_of(plot, s));
    put_dots(canvas, area);
    free(area->dots);
    free(area->inks);
}

void canvas_plot(struct canvas *canvas, int column, int row, int columns, int rows,
                 const struct plot *plot)
{
    if (columns < 1 || rows < 1)
        return;
    int head = draw_head(canvas, column, row, columns, rows, plot);
    bool x_axis = rows >= 4, x_label = plot->x_label && plot->x_label[0] && rows >= 8;
    struct area area = {.column = column, .row = row + head, .columns = columns};
    area.rows = rows - head - (x_axis ? 2 : 0) - x_label;
    area.dots_x = canvas->ascii ? 1 : 2;
    area.dots_y = canvas->ascii ? 1 : 4;
    area.y = choose_axis(plot, false, area.rows);
    int margin = number_width(&area.y) + 1;
    bool y_axis = rows >= 3 && columns - margin >= 6;
    if (y_axis) {
        area.column += margin;
        area.columns -= margin;
    }
    area.x = choose_axis(plot, true, area.columns);
    if (y_axis)
        draw_y_axis(canvas, &area);
    if (x_axis)
        draw_x_axis(canvas, &area, column, column + columns);
    if (x_label) {
        int width = text_width(plot->x_label, strlen(plot->x_label));
        int start = column + columns - width > column ? column + columns - width : column;
        (void)canvas_text_fit(canvas, start, row + rows - 1, columns,
                              (struct style){.ink = INK_DIM}, plot->x_label);
    }
    draw_area(canvas, &area, plot);
}
