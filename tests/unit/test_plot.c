/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes, names on plots, maps of choices and bills; what every plot must do is in test_canvas.c. */
#include "tests/support/suite.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "engine/base/axis.h"
#include "engine/base/canvas.h"
#include "engine/base/memory.h"

static gsl_rng *rng;

static int setup(void **state)
{
    (void)state;
    rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20080401);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    gsl_rng_free(rng);
    return 0;
}

static int below(int limit)
{
    return (int)gsl_rng_uniform_int(rng, (unsigned long)limit);
}

/* --- Canvases -------------------------------------------------------------------------------- */

static bool is_inside(int column, int row, int left, int top, int columns, int rows)
{
    return column >= left && column < left + columns && row >= top && row < top + rows;
}

/* Cells are sound, ASCII where that was asked for, and blank out of the rectangle. */
static void assert_drawn(const struct canvas *canvas, int left, int top, int columns, int rows)
{
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            const struct cell *cell = canvas_cell(canvas, column, row);
            size_t length = strlen(cell->bytes);
            assert_int_equal(utf8_valid_prefix(cell->bytes, length), length);
            assert_true(cell->style.ink < INK_COUNT);
            for (size_t i = 0; canvas->ascii && i < length; i++)
                assert_in_range((unsigned char)cell->bytes[i], 0x20, 0x7E);
            if (!is_inside(column, row, left, top, columns, rows))
                assert_string_equal(cell->bytes, " ");
        }
}

static int find_row(const struct canvas *canvas, const char *part, int *column)
{
    for (int row = 0; row < canvas->rows; row++) {
        char line[2048] = "";
        size_t used = 0;
        for (int c = 0; c < canvas->columns; c++)
            used += (size_t)snprintf(line + used, sizeof line - used, "%s",
                                     canvas_cell(canvas, c, row)->bytes);
        const char *found = strstr(line, part);
        if (!found)
            continue;
        *column = text_width(line, (size_t)(found - line));
        return row;
    }
    return -1;
}

static int count_of(const struct canvas *canvas, const char *part)
{
    int count = 0;
    struct text text = {0};
    canvas_to_text(canvas, &text);
    for (const char *at = text_string(&text); (at = strstr(at, part)); at += strlen(part))
        count++;
    text_release(&text);
    return count;
}

/* --- Axes ------------------------------------------------------------------------------------ */

static void test_ticks(void **state)
{
    (void)state;
    static const struct {
        double low, high;
        bool logarithmic, whole;
        int cells;
        bool across;
        const char *expected;
    } rows[] = {
        {0, 10, false, false, 60, true, "0 2 4 6 8 10"},
        {0, 1, false, false, 60, true, "0 0.2 0.4 0.6 0.8 1.0"},
        {0, 3e6, false, false, 60, true, "0 5e5 1e6 1.5e6 2e6 2.5e6 3e6"},
        {1, 1000, true, false, 40, true, "1 10 100 1000"},
        {1, 1000, true, false, 100, true, "1 2 5 10 20 50 100 200 500 1000"},
        {0.001, 1, true, false, 40, true, "0.001 0.01 0.1 1"},
        {1, 1e6, true, false, 70, true, "1 10 100 1000 10000 100000 1e6"},
        {1, 1e6, true, false, 40, true, "1 100 10000 1e6"},
        {1, 1e12, true, false, 40, true, "1 1000 1e6 1e9 1e12"},
        {1e-9, 1e-3, true, false, 60, true, "1e-9 1e-8 1e-7 1e-6 1e-5 0.0001 0.001"},
        {3, 40, true, false, 60, true, "5 10 20"},
        {2, 3, true, false, 60, true, "2.0 2.2 2.4 2.6 2.8 3.0"},
        {1.1, 9, true, false, 60, true, "2 5"},
        {5, 5, true, false, 40, true, "5 10"},
        {30, 70, true, true, 20, false, "30 35 40 45 50 55 60 65 70"},
        {1.1, 1.9, false, false, 9, true, "1.2 1.4 1.6 1.8"},
        {3, 70, true, true, 20, false, "2 5 10 20 50 100"},
        {3, 7000, true, true, 8, false, "10 100 1000 10000"},
        {INFINITY, -INFINITY, true, false, 40, true, "1 2 5 10"},
        {INFINITY, -INFINITY, false, true, 9, false, "0 0.2 0.4 0.6 0.8 1.0"},
        {1e-300, 1e300, true, false, 60, true, "1e-240 1e-160 1e-80 1 1e80 1e160 1e240"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct axis_range range = {rows[i].low, rows[i].high, rows[i].logarithmic, rows[i].whole};
        struct axis axis = axis_make(range, rows[i].cells, rows[i].across);
        char numbers[1024] = "";
        size_t used = 0;
        for (int k = 0; k < axis.tick_count; k++) {
            char number[AXIS_NUMBER];
            axis_format(&axis, axis.ticks[k], number);
            used += (size_t)snprintf(numbers + used, sizeof numbers - used, "%s%s", k ? " " : "",
                                     number);
        }
        assert_string_equal(numbers, rows[i].expected);
    }
}

static double any_number(void)
{
    static const double special[] = {0, -1, 1, NAN, INFINITY, -INFINITY, 5e-324, 1e308, -1e308};
    int kind = below(4);
    if (kind == 0)
        return special[below(9)];
    if (kind == 1)
        return gsl_rng_uniform(rng) * 100 - 50;
    return pow(10, gsl_rng_uniform(rng) * (kind == 2 ? 8 : 600) - (kind == 2 ? 4 : 300));
}

static void test_any_axis_is_sound(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct axis_range range = axis_range_given(NAN, NAN, round % 2);
        range.whole = round % 3 == 0;
        for (int i = below(4); i > 0; i--)
            axis_range_include(&range, any_number());
        int cells = below(200);
        bool across = round % 5 < 3;
        struct axis axis = axis_make(range, cells, across);
        assert_true(isfinite(axis.low) && isfinite(axis.high) && axis.low < axis.high);
        assert_true(!axis.logarithmic || axis.low > 0);
        if (range.low <= range.high) {
            assert_true(axis_unit(&axis, range.low) > -1e-6);
            assert_true(axis_unit(&axis, range.high) < 1 + 1e-6);
        }
        assert_true(axis.tick_count >= 2 ||
                    axis.high - axis.low < 1e-9 * fmax(fabs(axis.low), fabs(axis.high)));
        for (int k = 0; k < axis.tick_count; k++) {
            char number[AXIS_NUMBER];
            axis_format(&axis, axis.ticks[k], number);
            assert_true(strlen(number) > 0 && strlen(number) < 16);
            assert_int_equal(strspn(number, "-.e0123456789"), strlen(number));
            assert_true(k == 0 || axis.ticks[k] > axis.ticks[k - 1]);
            double unit = axis_unit(&axis, axis.ticks[k]);
            assert_true(unit > -1e-6 && unit < 1 + 1e-6);
        }
    }
}

static void test_units_of_a_logarithmic_axis(void **state)
{
    (void)state;
    struct axis axis = axis_make(axis_range_given(0.01, 10000, true), 60, true);
    assert_float_equal(axis_unit(&axis, 0.01), 0, 1e-12);
    assert_float_equal(axis_unit(&axis, 1), 1.0 / 3, 1e-12);
    assert_float_equal(axis_unit(&axis, 10), 0.5, 1e-12);
    assert_float_equal(axis_unit(&axis, 1e7), 1.5, 1e-12);
    assert_false(axis_takes(true, 0));
    assert_false(axis_takes(true, -3));
    assert_false(axis_takes(false, NAN));
    assert_true(axis_takes(false, -3));
    struct axis_range empty = axis_range_given(0, 10, true);
    assert_true(empty.low > empty.high);
}

/* --- Plots ----------------------------------------------------------------------------------- */

enum { POINTS = 12, CURVES = 6, NAMES = 5 };
static const char *const curve_letters[CURVES] = {"A", "B", "C", "D", "E", NULL};
static const char *const curve_names[CURVES] = {"standard", "nearline",     "coldline",
                                                "archive",  "hosted disks", "theory"};
static const enum ink curve_inks[CURVES] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C,
                                            INK_SERIES_D, INK_SERIES_E, INK_THEORY};

struct curves {
    double x[CURVES][POINTS], y[CURVES][POINTS], error[POINTS];
    struct plot_series series[CURVES];
};

static void make_curves(struct curves *curves)
{
    for (int s = 0; s < CURVES; s++)
        curves->series[s] = (struct plot_series){.name = curve_names[s],
                                                 .label = curve_letters[s],
                                                 .x = curves->x[s],
                                                 .y = curves->y[s],
                                                 .count = POINTS,
                                                 .ink = curve_inks[s]};
}

static void test_any_plot_stays_inside(void **state)
{
    (void)state;
    static const char *const names[] = {"you", "break-even", "", NULL, "the end of the free tier"};
    for (int round = 0; round < 6000; round++) {
        struct curves curves;
        struct plot_mark marks[NAMES];
        make_curves(&curves);
        for (int i = 0; i < CURVES * POINTS; i++) {
            curves.x[i / POINTS][i % POINTS] = any_number();
            curves.y[i / POINTS][i % POINTS] = any_number();
            curves.error[i % POINTS] = any_number();
        }
        for (int i = 0; i < NAMES; i++)
            marks[i] = (struct plot_mark){any_number(), any_number(), names[below(NAMES)]};
        for (int s = 0; s < CURVES; s++) {
            curves.series[s].points = below(4) == 0;
            curves.series[s].error = below(3) ? NULL : curves.error;
            if (below(3) == 0)
                curves.series[s].label = below(2) ? NULL : "";
        }
        struct plot plot = {.title = below(2) ? "Title" : NULL,
                            .x_label = below(2) ? "gigabytes" : NULL,
                            .y_label = below(2) ? "EUR a month" : NULL,
                            .series = curves.series,
                            .series_count = (size_t)below(CURVES + 1),
                            .x_low = any_number(),
                            .x_high = any_number(),
                            .y_low = any_number(),
                            .y_high = any_number(),
                            .x_logarithmic = below(2),
                            .y_logarithmic = below(2),
                            .marks = marks,
                            .mark_count = (size_t)below(NAMES + 1)};
        int columns = below(round % 8 ? 50 : 200), rows = below(round % 8 ? 20 : 60);
        struct canvas canvas;
        canvas_init(&canvas, columns + 6, rows + 4);
        canvas.ascii = below(2);
        canvas_plot(&canvas, 3, 2, columns, rows, &plot);
        assert_drawn(&canvas, 3, 2, columns, rows);
        canvas_plot(&canvas, columns / 2, -3, columns, rows, &plot); /* clipped by the canvas */
        canvas_release(&canvas);
    }
}

/* A power law is a straight line where both axes are logarithmic, whatever points it has. */
static void test_lines_are_straight_on_logarithmic_axes(void **state)
{
    (void)state;
    double x[] = {1, 10000}, y[] = {10, 10e8}; /* 10 x^2 */
    double zero[] = {0, -5, 1, 10000, 0}, more[] = {7, 7, 10, 10e8, 0};
    for (int extra = 0; extra < 2; extra++) {
        struct plot_series series = {.x = extra ? zero : x, .y = extra ? more : y};
        series.count = extra ? 5 : 2;
        struct plot plot = {
            .series = &series, .series_count = 1, .x_logarithmic = true, .y_logarithmic = true};
        struct canvas canvas;
        canvas_init(&canvas, 41, 3);
        canvas_resize(&canvas, 60, 2); /* no room for axes: all of it is the area */
        canvas.ascii = true;
        canvas_plot(&canvas, 0, 0, 60, 2, &plot);
        for (int column = 0; column < 60; column++)
            assert_string_equal(canvas_cell(&canvas, column, column < 30)->bytes, "*");
        canvas_release(&canvas);
    }
}

static void test_errors_on_a_logarithmic_axis(void **state)
{
    (void)state;
    double x[] = {1, 2, 3}, y[] = {100, 100, 100}, error[] = {50, 100, 1000};
    struct plot_series series = {.x = x, .y = y, .count = 3, .error = error, .points = true};
    struct plot plot = {
        .series = &series, .series_count = 1, .y_low = 1, .y_high = 10000, .y_logarithmic = true};
    struct canvas canvas;
    canvas_init(&canvas, 60, 31);
    canvas.ascii = true;
    canvas_plot(&canvas, 0, 0, 60, 31, &plot); /* an area of 29 rows, 7 a decade */
    int bars[3] = {0};
    for (int row = 0; row < 29; row++)
        for (int column = 6; column < 60; column++)
            if (!strcmp(canvas_cell(&canvas, column, row)->bytes, ":"))
                bars[column < 20 ? 0 : column < 50 ? 1 : 2]++;
    assert_in_range(bars[0], 2, 4);   /* 50 to 150 */
    assert_in_range(bars[1], 15, 17); /* 200 down to the bottom, for 0 has no place */
    assert_in_range(bars[2], 20, 22); /* 1100 down to the bottom */
    canvas_release(&canvas);
}

/* --- Names on plots -------------------------------------------------------------------------- */

/* Which marks have a letter of their own shape, five curves and the theory at once. */
static void test_patterns_differ(void **state)
{
    (void)state;
    struct curves curves;
    make_curves(&curves);
    for (int s = 0; s < CURVES; s++)
        for (int i = 0; i < POINTS; i++) {
            curves.x[s][i] = i;
            curves.y[s][i] = s;
        }
    struct plot plot = {.series = curves.series, .series_count = CURVES, .y_low = -1, .y_high = 6};
    static const char *const marks[] = {"*", "o", "+", "x", "#", "."};
    struct canvas canvas;
    canvas_init(&canvas, 90, 23);
    canvas.ascii = true;
    canvas_plot(&canvas, 0, 0, 90, 23, &plot);
    for (int s = 0; s < CURVES; s++) {
        int met = 0;
        for (int row = 2; row < 21; row++)
            met += !strcmp(canvas_cell(&canvas, 40, row)->bytes, marks[s]);
        assert_int_equal(met, 1);
    }
    canvas_release(&canvas);
    uint8_t seen[CURVES][8] = {{0}};
    canvas_init(&canvas, 90, 23);
    canvas_plot(&canvas, 0, 0, 90, 23, &plot);
    for (int s = 0; s < CURVES; s++) {
        int found = 0;
        for (int row = 2; row < 21; row++)
            for (int c = 0; c < 8; c++) {
                const struct cell *cell = canvas_cell(&canvas, 36 + c, row);
                if (cell->style.ink != curve_inks[s])
                    continue;
                seen[s][c] = (uint8_t)cell->bytes[2]; /* the last byte of a Braille character */
                found++;
            }
        assert_true(found);
    }
    canvas_release(&canvas);
    for (int s = 0; s < CURVES; s++)
        for (int t = 0; t < s; t++)
            assert_memory_not_equal(seen[s], seen[t], 8);
}

/* Curves that end at the same place, or nearly: letters one under another in the curves' order. */
static void test_letters_stand_apart(void **state)
{
    (void)state;
    for (int spread = 0; spread < 3; spread++)
        for (int rows = 12; rows <= 40; rows += 7) {
            struct curves curves;
            struct canvas canvas;
            make_curves(&curves);
            for (int s = 0; s < CURVES; s++)
                for (int i = 0; i < POINTS; i++) {
                    curves.x[s][i] = i;
                    curves.y[s][i] = 100.0 * i - s * spread;
                }
            struct plot plot = {.series = curves.series, .series_count = CURVES};
            canvas_init(&canvas, 76, rows);
            canvas_plot(&canvas, 0, 0, 76, rows, &plot);
            int last = -1;
            for (int s = 0; s < 5; s++) {
                int found = -1;
                for (int row = 2; row < rows - 2; row++)
                    if (!strcmp(canvas_cell(&canvas, 74, row)->bytes, curve_letters[s])) {
                        assert_int_equal(found, -1);
                        found = row;
                    }
                assert_true(found > last);
                assert_int_equal(canvas_cell(&canvas, 74, found)->style.ink, curve_inks[s]);
                last = found;
            }
            canvas_release(&canvas);
        }
}

/* A curve that ends early, or leaves through the top, has its letter there. */
static void test_letter_of_a_curve_that_ends_early(void **state)
{
    (void)state;
    double x[] = {0, 5, 10}, y[] = {0, 5, NAN}, steep[] = {0, 50, 100};
    for (int leaves = 0; leaves < 2; leaves++) {
        struct plot_series series = {.label = "Q", .x = x, .y = leaves ? steep : y, .count = 3};
        struct plot plot = {.series = &series, .series_count = 1, .x_low = 0, .x_high = 10};
        plot.y_high = 10;
        struct canvas canvas;
        int column = 0, row;
        canvas_init(&canvas, 60, 20);
        canvas_plot(&canvas, 0, 0, 60, 20, &plot);
        row = find_row(&canvas, "Q", &column);
        assert_in_range(row, leaves ? 0 : 8, leaves ? 1 : 10);
        assert_in_range(column, leaves ? 6 : 28, leaves ? 12 : 34);
        canvas_release(&canvas);
    }
}

static struct plot plot_with_marks(struct plot_series *series, const struct plot_mark *marks,
                                   size_t count)
{
    static double x[] = {1, 1e6}, y[] = {1, 1e4};
    *series = (struct plot_series){
        .name = "standard", .label = "A", .x = x, .y = y, .count = 2, .ink = INK_SERIES_A};
    return (struct plot){.title = "Cost",
                         .x_label = "gigabytes",
                         .y_label = "EUR",
                         .series = series,
                         .series_count = 1,
                         .x_logarithmic = true,
                         .y_logarithmic = true,
                         .marks = marks,
                         .mark_count = count};
}

/* Five names, wherever they are: each is there once and whole, by its line or in the legend. */
static void test_names_of_marks_are_readable(void **state)
{
    (void)state;
    static const char *const names[NAMES] = {"alpha wins", "bravo", "charlie is best", "d",
                                             "echo or alpha"};
    static const int sizes[][2] = {{76, 10}, {76, 12}, {60, 12}, {120, 40}, {200, 60}};
    for (int round = 0; round < 4000; round++) {
        struct plot_mark marks[NAMES];
        struct plot_series series;
        for (int i = 0; i < NAMES; i++)
            marks[i] =
                (struct plot_mark){pow(10, below(3) ? gsl_rng_uniform(rng) * 6 : (double)below(7)),
                                   below(2) ? NAN : pow(10, gsl_rng_uniform(rng) * 4), names[i]};
        struct plot plot = plot_with_marks(&series, marks, NAMES);
        const int *size = sizes[round % 5];
        struct canvas canvas;
        canvas_init(&canvas, size[0], size[1]);
        canvas.ascii = below(2);
        canvas_plot(&canvas, 0, 0, size[0], size[1], &plot);
        for (int i = 0; i < NAMES; i++) {
            char padded[32];
            (void)snprintf(padded, sizeof padded, "%s", names[i]);
            if (strlen(names[i]) > 1) /* "d" is in other words */
                assert_int_equal(count_of(&canvas, padded), 1);
        }
        assert_drawn(&canvas, 0, 0, size[0], size[1]);
        canvas_release(&canvas);
    }
}

/* Does a line go down unbroken from below the row to the last row of the area? */
static bool is_line(const struct canvas *canvas, int column, int row, int bottom)
{
    while (++row <= bottom)
        if (strcmp(canvas_cell(canvas, column, row)->bytes, "┊") != 0)
            return false;
    return true;
}

/* Every name is over the line it names, and no line runs through another's name. */
static void test_names_stand_over_their_lines(void **state)
{
    (void)state;
    static const char *const names[3] = {"alpha wins", "bravo", "charlie"};
    int named = 0;
    for (int round = 0; round < 2000; round++) {
        struct plot_mark marks[3];
        struct plot_series series;
        for (int i = 0; i < 3; i++)
            marks[i] = (struct plot_mark){pow(10, gsl_rng_uniform(rng) * 6), NAN, names[i]};
        struct plot plot = plot_with_marks(&series, marks, 3);
        plot.series_count = 0;
        plot.x_low = plot.y_low = 1;
        plot.x_high = plot.y_high = 1e6;
        struct canvas canvas;
        canvas_init(&canvas, 100, 30);
        canvas_plot(&canvas, 0, 0, 100, 30, &plot);
        int bottom = 26, all = 0;
        for (int c = 0; c < 100; c++)
            all += is_line(&canvas, c, bottom - 1, bottom);
        for (int i = 0; i < 3 && all == 3; i++) { /* no two in the same column */
            int column = 0, row = find_row(&canvas, names[i], &column), lines = 0;
            if (row < 2) /* in the legend, with a number */
                continue;
            named++;
            for (int c = column; c < column + (int)strlen(names[i]); c++)
                lines += is_line(&canvas, c, row, bottom);
            assert_true(lines >= 1);
        }
        canvas_release(&canvas);
    }
    assert_true(named > 3000);
}

/* However few rows there are, no number is written over another. */
static void test_numbers_of_the_y_axis_stay_whole(void **state)
{
    (void)state;
    for (int rows = 3; rows < 20; rows++)
        for (int round = 0; round < 100; round++) {
            int decades = 1 + round / 10;
            struct plot plot = {.y_low = pow(10, round % 10), .y_logarithmic = true};
            struct canvas canvas;
            plot.y_high = pow(10, round % 10 + decades);
            canvas_init(&canvas, 40, rows);
            canvas_plot(&canvas, 0, 0, 40, rows, &plot);
            for (int row = 0; row < rows; row++) {
                char number[64] = "";
                int c = 0, used = 0;
                for (; c < 8 && (unsigned char)canvas_cell(&canvas, c, row)->bytes[0] < 0x80; c++)
                    if (canvas_cell(&canvas, c, row)->bytes[0] != ' ')
                        number[used++] = canvas_cell(&canvas, c, row)->bytes[0];
                if (c == 8 || !number[0] || strcmp(canvas_cell(&canvas, c, row)->bytes, "┤") != 0)
                    continue;
                double mantissa = atof(number) / pow(10, floor(log10(atof(number)) + 1e-9));
                assert_true(fabs(mantissa - 1) < 1e-6 || fabs(mantissa - 2) < 1e-6 ||
                            fabs(mantissa - 5) < 1e-6);
            }
            canvas_release(&canvas);
        }
}

static void test_marks_out_of_range_are_left_out(void **state)
{
    (void)state;
    struct plot_mark marks[] = {{1e7, 5, "beyond"},  {0, 5, "zero"},     {-4, 5, "below"},
                                {NAN, 5, "nowhere"}, {100, 1e9, "high"}, {1000, 100, "seen"}};
    struct plot_series series;
    struct plot plot = plot_with_marks(&series, marks, 6);
    struct canvas canvas;
    canvas_init(&canvas, 76, 12);
    canvas_plot(&canvas, 0, 0, 76, 12, &plot);
    assert_int_equal(count_of(&canvas, "beyond") + count_of(&canvas, "zero"), 0);
    assert_int_equal(count_of(&canvas, "below") + count_of(&canvas, "nowhere"), 0);
    assert_int_equal(count_of(&canvas, "high"), 1);
    assert_int_equal(count_of(&canvas, "seen"), 1);
    assert_int_equal(count_of(&canvas, "◆"), 1);
    canvas_release(&canvas);
}

/* --- Maps ------------------------------------------------------------------------------------ */

static void test_letters_of_maps(void **state)
{
    (void)state;
    static const struct {
        const char *names[MAP_CHOICES + 2];
        const char *expected;
    } rows[] = {
        {{"standard", "nearline", "coldline", "archive", NULL}, "SNCA"},
        {{"S3 standard", "S3 infrequent", "S3 glacier", NULL}, "SIG"},
        {{"alpha", "alps", "all", NULL}, "ALB"},
        {{"xx", "xylophone", NULL}, "AY"},
        {{"日本", "", "a", NULL}, "ABC"},
        {{"one", NULL}, "O"},
        {{"a", "b", "c", "d", "e", "f", NULL}, "ABCDE"},
        {{NULL}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char letters[MAP_CHOICES + 1] = "";
        size_t count = canvas_map_letters(rows[i].names, letters);
        assert_int_equal(count, strlen(rows[i].expected));
        assert_memory_equal(letters, rows[i].expected, count);
    }
    assert_int_equal(canvas_map_letters(NULL, (char[MAP_CHOICES]){0}), 0);
}

struct box {
    int column, row, columns, rows;
};

/* The drawing area, found by its axes; the whole canvas where it has none. */
static struct box find_area(const struct canvas *canvas)
{
    int column = 0, bottom = find_row(canvas, "└", &column), top = bottom, right = column + 1;
    if (bottom < 0)
        return (struct box){0, 0, canvas->columns, canvas->rows};
    while (top > 0 && (!strcmp(canvas_cell(canvas, column, top - 1)->bytes, "│") ||
                       !strcmp(canvas_cell(canvas, column, top - 1)->bytes, "┤")))
        top--;
    while (right < canvas->columns && strcmp(canvas_cell(canvas, right, bottom)->bytes, " ") != 0)
        right++;
    return (struct box){column + 1, top, right - column - 1, bottom - top};
}

/* Computed apart from the map: which sample is nearest to a cell. */
static int expected_choice(const struct region_map *map, struct box area, int column, int row)
{
    double x = area.columns > 1 ? (double)column / (area.columns - 1) : 0.5;
    double y = area.rows > 1 ? (double)(area.rows - 1 - row) / (area.rows - 1) : 0.5;
    int sample_x = (int)floor(x * (map->columns - 1) + 0.5);
    int sample_y = (int)floor(y * (map->rows - 1) + 0.5);
    return map->choices[sample_y * map->columns + sample_x];
}

static void assert_map_cell(const struct canvas *canvas, const struct region_map *map,
                            struct box area, int column, int row, const char *letters)
{
    static const enum ink inks[] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C, INK_SERIES_D,
                                    INK_SERIES_E};
    const struct cell *cell = canvas_cell(canvas, area.column + column, area.row + row);
    int choice = expected_choice(map, area, column, row);
    bool border = false;
    if (choice == MAP_UNKNOWN) {
        assert_string_equal(cell->bytes, " ");
        return;
    }
    for (int side = 0; side < 4; side++) {
        int c = column + (side == 0) - (side == 1), r = row + (side == 2) - (side == 3);
        if (is_inside(c, r, 0, 0, area.columns, area.rows))
            border = border || expected_choice(map, area, c, r) != choice;
    }
    assert_int_equal(cell->style.ink, inks[choice]);
    if (border)
        assert_int_equal(cell->bytes[0], letters[choice]);
    else if (strcmp(cell->bytes, "·") != 0)
        assert_int_equal(cell->bytes[0], tolower((unsigned char)letters[choice]));
}

static void test_maps_say_what_was_chosen(void **state)
{
    (void)state;
    static const char *const names[] = {"standard", "nearline", "coldline",
                                        "archive",  "hosted",   NULL};
    static const char letters[] = "SNCAH";
    for (int round = 0; round < 1500; round++) {
        int columns = 1 + below(60), rows = 1 + below(40), patch = 1 + below(9);
        uint8_t choices[60 * 40];
        for (int i = 0; i < columns * rows; i++) {
            int kind = (i % columns / patch * 7 + i / columns / patch * 3 + round) % 6;
            choices[i] = kind < 5 ? (uint8_t)kind : MAP_UNKNOWN;
        }
        struct region_map map = {.title = "The cheapest",
                                 .x_label = "gigabytes",
                                 .y_label = "reads",
                                 .x_low = 1,
                                 .x_high = 1e6,
                                 .y_high = 4,
                                 .x_logarithmic = true,
                                 .choices = choices,
                                 .columns = columns,
                                 .rows = rows,
                                 .names = names,
                                 .here_x = NAN,
                                 .here_y = 1};
        struct canvas canvas;
        canvas_init(&canvas, round % 3 ? 10 + below(90) : 1 + below(200),
                    round % 3 ? 6 + below(30) : 1 + below(2));
        canvas_map(&canvas, 0, 0, canvas.columns, canvas.rows, &map);
        struct box area = find_area(&canvas);
        assert_true(area.columns > 0 && area.rows > 0);
        for (int row = 0; row < area.rows; row++)
            for (int column = 0; column < area.columns; column++)
                assert_map_cell(&canvas, &map, area, column, row, letters);
        canvas_release(&canvas);
    }
}

static void test_any_map_stays_inside(void **state)
{
    (void)state;
    static const char *const names[] = {"standard", "nearline", "coldline", NULL};
    uint8_t choices[20];
    for (int round = 0; round < 6000; round++) {
        for (int i = 0; i < 20; i++)
            choices[i] = (uint8_t)(below(4) ? below(3) : below(256));
        struct region_map map = {.title = below(2) ? "Title" : NULL,
                                 .x_label = below(2) ? "gigabytes" : "",
                                 .y_label = below(2) ? "reads of all in a month" : NULL,
                                 .x_low = any_number(),
                                 .x_high = any_number(),
                                 .y_low = any_number(),
                                 .y_high = any_number(),
                                 .x_logarithmic = below(2),
                                 .y_logarithmic = below(2),
                                 .choices = below(9) ? choices : NULL,
                                 .columns = below(6),
                                 .rows = below(5),
                                 .names = below(9) ? names : NULL,
                                 .here_x = any_number(),
                                 .here_y = any_number()};
        int columns = below(round % 8 ? 50 : 201), rows = below(round % 8 ? 20 : 61);
        struct canvas canvas;
        canvas_init(&canvas, columns + 6, rows + 4);
        canvas.ascii = below(2);
        canvas_map(&canvas, 3, 2, columns, rows, &map);
        assert_drawn(&canvas, 3, 2, columns, rows);
        canvas_map(&canvas, -columns / 2, 3, columns, rows, &map); /* clipped by the canvas */
        canvas_release(&canvas);
    }
}

static void test_maps_mark_a_place(void **state)
{
    (void)state;
    static const char *const names[] = {"standard", "nearline", NULL};
    static const uint8_t choices[] = {0, 1};
    struct region_map map = {.x_low = 1,
                             .x_high = 10000,
                             .y_low = 0,
                             .y_high = 8,
                             .x_logarithmic = true,
                             .choices = choices,
                             .columns = 2,
                             .rows = 1,
                             .names = names,
                             .here_x = 100,
                             .here_y = 4};
    struct canvas canvas;
    canvas_init(&canvas, 63, 14);
    canvas_map(&canvas, 0, 0, 63, 14, &map);
    struct box area = find_area(&canvas);
    const struct cell *middle =
        canvas_cell(&canvas, area.column + area.columns / 2, area.row + area.rows / 2);
    assert_string_equal(middle->bytes, "◆");
    assert_int_equal(count_of(&canvas, "◆ here"), 1);
    map.here_x = 1e5;
    canvas_clear(&canvas);
    canvas_map(&canvas, 0, 0, 63, 14, &map);
    assert_int_equal(count_of(&canvas, "◆"), 1);
    assert_int_equal(count_of(&canvas, "◆ here: outside the map"), 1);
    canvas_release(&canvas);
}

/* --- Bills ----------------------------------------------------------------------------------- */

static void test_amounts(void **state)
{
    (void)state;
    static const struct {
        double amount;
        const char *expected;
    } rows[] = {
        {0, "0.00"},
        {1, "1.00"},
        {12.345, "12.35"},
        {999.994, "999.99"},
        {999.996, "1,000.00"},
        {1234.5, "1,234.50"},
        {9999.99, "9,999.99"},
        {9999.999, "10,000"},
        {10000, "10,000"},
        {1234567.8, "1,234,568"},
        {0.01, "0.01"},
        {0.0049996, "0.005"},
        {0.00123456, "0.001235"},
        {0.0000123456, "0.00001235"},
        {1.5e-9, "1.5e-9"},
        {2e15, "2e15"},
        {1e300, "1e300"},
        {-120.5, "-120.50"},
        {-123456, "-123,456"},
        {-0.005, "-0.005"},
        {-0.0, "0.00"},
        {999999999999999, "999,999,999,999,999"},
        {NAN, "none"},
        {INFINITY, "none"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char buffer[32];
        bill_amount(rows[i].amount, buffer, sizeof buffer);
        assert_string_equal(buffer, rows[i].expected);
    }
}

static const struct bill_line sample_bill[] = {
    {"storage", 1234.5},
    {"requests", 0.0053},
    {"egress to the internet", 9120.25},
    {"retrieval", 88},
    {"deletion", 0},
    {"not known", NAN},
    {"discount for 3 years", -120.5},
    {"support", 12345},
};
enum { SAMPLE_LINES = sizeof sample_bill / sizeof sample_bill[0] };

static void test_bill_is_complete_where_there_is_room(void **state)
{
    (void)state;
    struct canvas canvas;
    int column = 0, point = -1;
    canvas_init(&canvas, 76, 12);
    assert_int_equal(canvas_bill(&canvas, 0, 0, 76, 12, sample_bill, SAMPLE_LINES, "EUR a month"),
                     10);
    static const char *const parts[] = {
        "1,234.50", "0.0053", "9,120.25", "88.00",       "none",
        "-120.50",  "12,345", "54 %",     "total      ", " 22,667 EUR a month"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_true(find_row(&canvas, parts[i], &column) >= 0);
    for (int row = 0; row < 7; row++)
        for (int c = 0; c < 40; c++)
            if (!strcmp(canvas_cell(&canvas, c, row)->bytes, ".")) {
                assert_true(point < 0 || c == point);
                point = c;
            }
    assert_true(point > 0);
    assert_int_equal(find_row(&canvas, "storage", &column), 0); /* in the order given */
    assert_int_equal(find_row(&canvas, "support", &column), 7);
    canvas_release(&canvas);
}

/* What cannot be shown is in a sum: what is seen adds up to the total in any number of rows. */
static void test_bill_sums_what_does_not_fit(void **state)
{
    (void)state;
    static const struct bill_line lines[] = {{"a", 1.25}, {"b", 500}, {"c", 30}, {"d", 2},
                                             {"e", 4000}, {"f", 7.5}, {"g", 60}};
    for (int rows = 1; rows <= 10; rows++) {
        struct canvas canvas;
        canvas_init(&canvas, 40, rows);
        int used = canvas_bill(&canvas, 0, 0, 40, rows, lines, 7, NULL), shown = 0, more = 0;
        assert_in_range(used, 1, rows);
        double sum = 0, total = 0;
        for (int row = 0; row < used; row++) {
            char line[128] = "", *at = line, *end;
            for (int c = 0; c < 20; c++)
                if (strcmp(canvas_cell(&canvas, c, row)->bytes, ",") != 0)
                    at += snprintf(at, 8, "%s", canvas_cell(&canvas, c, row)->bytes);
            if (sscanf(line, "and %d more", &more) != 1 && line[1] == ' ')
                shown++;
            for (at = line; *at && !(isdigit((unsigned char)*at) && strchr(at, '.')); at++)
                ;
            if (!strncmp(line, "and ", 4))
                at = strstr(line, "more") + 4;
            double value = strtod(at, &end);
            if (!strncmp(line, "total", 5))
                total = value;
            else if (end != at)
                sum += value;
        }
        assert_float_equal(total, 4600.75, 1e-9);
        assert_int_equal(shown + more, rows < 3 ? 0 : 7);
        if (rows >= 3)
            assert_float_equal(sum, total, 0.001);
        if (rows == 4) { /* the largest two remain */
            int column = 0;
            assert_int_equal(find_row(&canvas, "b ", &column), 0);
            assert_int_equal(find_row(&canvas, "e ", &column), 1);
            assert_int_equal(find_row(&canvas, "and 5 more", &column), 2);
        }
        canvas_release(&canvas);
    }
}

/* Where it is narrow names are cut, not the amounts, and the unit is whole. */
static void test_narrow_bill_keeps_amounts_and_unit(void **state)
{
    (void)state;
    struct canvas canvas;
    int column = 0;
    canvas_init(&canvas, 30, 9);
    (void)canvas_bill(&canvas, 0, 0, 30, 9, sample_bill, SAMPLE_LINES, "EUR");
    static const char *const parts[] = {"1,234.50", "0.0053", "9,120.25",
                                        "egress",   "…",      "22,667 EUR"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_true(find_row(&canvas, parts[i], &column) >= 0);
    canvas_release(&canvas);
}

static void test_any_bill_stays_inside(void **state)
{
    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct bill_line lines[SAMPLE_LINES];
        for (int i = 0; i < SAMPLE_LINES; i++)
            lines[i] = (struct bill_line){below(5) ? sample_bill[i].name : NULL, any_number()};
        int columns = below(round % 8 ? 60 : 201), rows = below(round % 8 ? 14 : 61);
        struct canvas canvas;
        canvas_init(&canvas, columns + 6, rows + 4);
        canvas.ascii = below(2);
        int used = canvas_bill(&canvas, 3, 2, columns, rows, lines, (size_t)below(SAMPLE_LINES + 1),
                               below(2) ? "EUR a month" : NULL);
        assert_in_range(used, 0, rows);
        assert_drawn(&canvas, 3, 2, columns, rows);
        (void)canvas_bill(&canvas, -columns / 2, -1, columns, rows, lines, SAMPLE_LINES, "EUR");
        canvas_release(&canvas);
    }
}

/* --- Inks ------------------------------------------------------------------------------------ */

static void test_series_have_colours_of_their_own(void **state)
{
    (void)state;
    char colours[CURVES][8] = {{0}};
    for (int s = 0; s < CURVES; s++) {
        struct canvas canvas;
        struct text svg = {0};
        canvas_init(&canvas, 1, 1);
        (void)canvas_text(&canvas, 0, 0, (struct style){.ink = (uint8_t)curve_inks[s]}, "x");
        canvas_to_svg(&canvas, &svg);
        const char *text = strstr(text_string(&svg), "<text");
        assert_non_null(text);
        memcpy(colours[s], strstr(text, "fill=\"") + 6, 7);
        assert_int_equal(colours[s][0], '#');
        for (int t = 0; t < s; t++)
            assert_string_not_equal(colours[s], colours[t]);
        text_release(&svg);
        canvas_release(&canvas);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_any_axis_is_sound),
        cmocka_unit_test(test_units_of_a_logarithmic_axis),
        cmocka_unit_test(test_any_plot_stays_inside),
        cmocka_unit_test(test_lines_are_straight_on_logarithmic_axes),
        cmocka_unit_test(test_errors_on_a_logarithmic_axis),
        cmocka_unit_test(test_patterns_differ),
        cmocka_unit_test(test_letters_stand_apart),
        cmocka_unit_test(test_letter_of_a_curve_that_ends_early),
        cmocka_unit_test(test_names_of_marks_are_readable),
        cmocka_unit_test(test_names_stand_over_their_lines),
        cmocka_unit_test(test_numbers_of_the_y_axis_stay_whole),
        cmocka_unit_test(test_marks_out_of_range_are_left_out),
        cmocka_unit_test(test_letters_of_maps),
        cmocka_unit_test(test_maps_say_what_was_chosen),
        cmocka_unit_test(test_any_map_stays_inside),
        cmocka_unit_test(test_maps_mark_a_place),
        cmocka_unit_test(test_amounts),
        cmocka_unit_test(test_bill_is_complete_where_there_is_room),
        cmocka_unit_test(test_bill_sums_what_does_not_fit),
        cmocka_unit_test(test_narrow_bill_keeps_amounts_and_unit),
        cmocka_unit_test(test_any_bill_stays_inside),
        cmocka_unit_test(test_series_have_colours_of_their_own),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
