/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/fan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "engine/base/memory.h"
#include "exercises/tradeoff.h"

enum { LOWEST, LOWER, MEDIAN, UPPER, HIGHEST };
static const enum ink inks[FAN_SIDES] = {INK_SERIES_A, INK_SERIES_B};
const double fan_shares[FAN_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* --- Counting -----------------------------------------------------------------------------------
 */

void fan_init(struct fan *fan, int years, size_t capacity)
{
    *fan = (struct fan){.years = years, .capacity = capacity};
    for (int side = 0; side < FAN_SIDES; side++)
        fan->sorted[side] =
            memory_allocate(((size_t)years + 1) * capacity, sizeof *fan->sorted[side]);
}

void fan_release(struct fan *fan)
{
    for (int side = 0; side < FAN_SIDES; side++)
        free(fan->sorted[side]);
    memset(fan, 0, sizeof *fan);
}

void fan_copy(struct fan *to, const struct fan *from)
{
    struct fan copy = *from;
    fan_init(to, from->years, from->capacity);
    for (int side = 0; side < FAN_SIDES; side++) {
        copy.sorted[side] = to->sorted[side];
        memcpy(to->sorted[side], from->sorted[side],
               ((size_t)from->years + 1) * from->capacity * sizeof *from->sorted[side]);
    }
    *to = copy;
}

static void insert(double *sorted, size_t count, double value)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(sorted + low + 1, sorted + low, (count - low) * sizeof *sorted);
    sorted[low] = value;
}

void fan_add(struct fan *fan, const double *first, const double *second)
{
    const double *costs[FAN_SIDES] = {first, second};
    if (fan->count == fan->capacity)
        return;
    for (int side = 0; side < FAN_SIDES; side++)
        for (int year = 0; year <= fan->years; year++) {
            double cost = costs[side][year];
            insert(fan->sorted[side] + (size_t)year * fan->capacity, fan->count,
                   isfinite(cost) ? cost : (double)INFINITY);
        }
    fan->count++;
    double a = first[fan->years], b = second[fan->years];
    if (!isfinite(a) || !isfinite(b))
        return;
    fan->priced++;
    fan->cheaper += b < a;
    moments_add(&fan->totals[0], a);
    moments_add(&fan->totals[1], b);
}

double fan_quantile(const struct fan *fan, int side, int year, int which)
{
    if (!fan->count)
        return NAN;
    double value = gsl_stats_quantile_from_sorted_data(
        fan->sorted[side] + (size_t)year * fan->capacity, 1, fan->count, fan_shares[which]);
    return isfinite(value) ? value : (double)NAN;
}

double fan_share(const struct fan *fan, double *standard_error)
{
    double count = (double)fan->priced, more = ((double)fan->cheaper + 2) / (count + 4);
    *standard_error = fan->priced ? sqrt(more * (1 - more) / (count + 4)) : (double)NAN;
    return fan->priced ? (double)fan->cheaper / count : (double)NAN;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

enum { MOST_STRIPES = 48, MOST_LEVELS = 256, POINTS = MOST_STRIPES * MOST_LEVELS };

/* The letters that maps give the names, as strings. */
struct letters {
    char of[FAN_SIDES][2];
};

static struct letters letters_of(const char *const names[FAN_SIDES])
{
    const char *const list[FAN_SIDES + 1] = {names[0], names[1], NULL};
    char each[MAP_CHOICES];
    struct letters letters = {{{0}}};
    (void)canvas_map_letters(list, each);
    for (int side = 0; side < FAN_SIDES; side++)
        letters.of[side][0] = each[side];
    return letters;
}

/* Dots of a curve, or of the shade about it. */
struct points {
    double x[POINTS], y[POINTS];
    size_t count;
};

static void add_point(struct points *points, double x, double y)
{
    if (points->count < POINTS && isfinite(y)) {
        points->x[points->count] = x;
        points->y[points->count++] = y;
    }
}

/* Between the ends of two years. */
static double quantile_at(const struct fan *fan, int side, double year, int which)
{
    int before = (int)floor(year);
    double rest = year - before, value = fan_quantile(fan, side, before, which);
    return rest > 0 ? value + rest * (fan_quantile(fan, side, before + 1, which) - value) : value;
}

static double highest(const struct fan *fan)
{
    double most = 0;
    for (int side = 0; side < FAN_SIDES; side++)
        for (int year = 0; year <= fan->years; year++)
            for (int which = 0; which < FAN_QUANTILES; which++)
                most = fmax(most, fan_quantile(fan, side, year, which)); /* passes over NaN */
    return most;
}

/* How fine the shade is: about three cells a stripe, and the dots of a cell upwards. */
struct grain {
    double most; /* the highest cost */
    int stripes, levels;
};

static struct grain grain_of(const struct fan *fan, const struct canvas *canvas, int rows)
{
    int stripes = canvas->columns / 3, levels = (rows - 5) * (canvas->ascii ? 1 : 4);
    return (struct grain){.most = highest(fan),
                          .stripes = stripes < MOST_STRIPES ? stripes : MOST_STRIPES,
                          .levels = levels < MOST_LEVELS ? levels : MOST_LEVELS};
}

/* Upright stripes, those of the two sides beside each other: every dot in the middle half, every
 * third beyond. */
static void shade(const struct fan *fan, int side, struct grain grain, struct points *points)
{
    points->count = 0;
    for (int i = 0; i < grain.stripes; i++) {
        double year = fan->years * (i + 0.25 + 0.5 * side) / grain.stripes;
        double low = quantile_at(fan, side, year, LOWEST);
        double high = quantile_at(fan, side, year, HIGHEST);
        double lower = quantile_at(fan, side, year, LOWER);
        double upper = quantile_at(fan, side, year, UPPER);
        for (int k = 0; k < grain.levels; k++) {
            double y = grain.most * k / grain.levels;
            if (y >= low && y <= high && ((y >= lower && y <= upper) || k % 3 == 0))
                add_point(points, year, y);
        }
    }
}

static void draw_median(const struct fan *fan, int side, struct points *points)
{
    points->count = 0;
    for (int year = 0; year <= fan->years; year++)
        add_point(points, year, fan_quantile(fan, side, year, MEDIAN));
}

static void draw_curves(const struct fan *fan, const char *const names[FAN_SIDES], int row,
                        struct canvas *canvas)
{
    struct points *shades = memory_allocate(FAN_SIDES, sizeof *shades);
    struct points *medians = memory_allocate(FAN_SIDES, sizeof *medians);
    struct plot_series series[2 * FAN_SIDES];
    struct letters letters = letters_of(names);
    struct grain grain = grain_of(fan, canvas, canvas->rows - row);
    char legends[FAN_SIDES][16];
    for (int side = 0; side < FAN_SIDES; side++) {
        shade(fan, side, grain, &shades[side]);
        (void)snprintf(legends[side], sizeof legends[side], "%s, 90 %%", letters.of[side]);
        draw_median(fan, side, &medians[side]);
        series[side] = (struct plot_series){.name = legends[side],
                                            .x = shades[side].x,
                                            .y = shades[side].y,
                                            .count = shades[side].count,
                                            .ink = inks[side],
                                            .points = true};
        series[FAN_SIDES + side] = (struct plot_series){.name = names[side],
                                                        .x = medians[side].x,
                                                        .y = medians[side].y,
                                                        .count = medians[side].count,
                                                        .ink = inks[side],
                                                        .label = letters.of[side]};
    }
    const struct plot plot = {.x_label = "years",
                              .y_label = "USD paid by then, worth today",
                              .x_low = 0,
                              .x_high = fan->years,
                              .series = series,
                              .series_count = 2 * FAN_SIDES};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
    free(shades);
    free(medians);
}

/* --- In few rows --- */

enum { YEAR_COLUMNS = 8, AMOUNT_COLUMNS = 12, LEAST_STRIP = 8, LEAST_CURVE_ROWS = 14 };

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* From the 5 % to the 95 % quantile on a scale from 0 to `most`; where one has no price, to the
 * end. */
static void draw_strip(const struct fan *fan, int side, int year, double most, int column, int row,
                       int columns, struct canvas *canvas)
{
    int places[FAN_QUANTILES];
    for (int which = 0; which < FAN_QUANTILES; which++) {
        double value = fan_quantile(fan, side, year, which);
        places[which] = columns - 1;
        if (isfinite(value) && most > 0)
            places[which] = (int)lround(fmax(value, 0) / most * (columns - 1));
    }
    for (int i = places[LOWEST]; i <= places[HIGHEST]; i++) {
        bool inner = i >= places[LOWER] && i <= places[UPPER];
        const char *mark = inner ? canvas->ascii ? "=" : "▒" : canvas->ascii ? "-" : "─";
        (void)canvas_text(canvas, column + i, row, ink(inks[side]), mark);
    }
    (void)canvas_text(canvas, column + places[MEDIAN], row,
                      (struct style){(uint8_t)inks[side], ATTRIBUTE_BOLD},
                      canvas->ascii ? "#" : "◆");
}

static void draw_strips(const struct fan *fan, const char *const names[FAN_SIDES], int row,
                        struct canvas *canvas)
{
    int each = (canvas->columns - YEAR_COLUMNS) / FAN_SIDES;
    int rows = canvas->rows - row - 1, shown = fan->years < rows ? fan->years : rows;
    double most = highest(fan);
    struct letters letters = letters_of(names);
    for (int side = 0; side < FAN_SIDES; side++) {
        int at = canvas_printf(canvas, YEAR_COLUMNS + side * each, row, ink(inks[side]), "%s %s",
                               letters.of[side], names[side]);
        (void)canvas_text(canvas, at, row, ink(INK_DIM), ", median");
    }
    for (int i = 1; i <= shown; i++) {
        int year = (i * fan->years + shown - 1) / shown;
        (void)canvas_printf(canvas, 0, ++row, ink(INK_DIM), "year %d", year);
        for (int side = 0; side < FAN_SIDES; side++) {
            int column = YEAR_COLUMNS + side * each, room = each - AMOUNT_COLUMNS - 1;
            char amount[48];
            money_format(fan_quantile(fan, side, year, MEDIAN), NULL, amount, sizeof amount);
            (void)canvas_text_fit(canvas, column, row, AMOUNT_COLUMNS - 1, ink(INK_TEXT), amount);
            draw_strip(fan, side, year, most, column + AMOUNT_COLUMNS, row, room, canvas);
        }
    }
    (void)canvas_text_fit(
        canvas, YEAR_COLUMNS, row + 1, canvas->columns - YEAR_COLUMNS, ink(INK_DIM),
        canvas->ascii ? "worth today, paid by then: # median, = middle half, - middle 90 %"
                      : "worth today, paid by then: ◆ median, ▒ middle half, ─ middle 90 %");
}

void fan_draw(const struct fan *fan, const char *const names[FAN_SIDES], int row,
              struct canvas *canvas)
{
    int each = (canvas->columns - YEAR_COLUMNS) / FAN_SIDES;
    if (canvas->rows - row >= LEAST_CURVE_ROWS)
        draw_curves(fan, names, row, canvas);
    else if (canvas->rows - row >= 3 && each >= AMOUNT_COLUMNS + LEAST_STRIP)
        draw_strips(fan, names, row, canvas);
}
