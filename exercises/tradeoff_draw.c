/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of a choice: costs along an axis, the map of the cheapest, the bill. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/tradeoff.h"

enum {
    MAP_COLUMNS = 61,
    MAP_ROWS = 25,
    NAME_COLUMNS = 22,
    LEAST_PLOT_ROWS = 5,
    ROWS_FOR_BARS = 12,
    FINE = 4 * TRADEOFF_POINTS,
    MANY_FLIPS = 5,
    FEW_FLIPS = 2, /* that are marked where there is no room for all: the first and the last */
    COLUMNS_FOR_FLIPS = 120
};
/* A ratio of costs from which on a logarithmic scale shows more. */
static const double wide_ratio = 40;

/* The letters of the alternatives, the same on every picture. */
struct letters {
    char of[TRADEOFF_ALTERNATIVES][2];
};

static struct letters find_letters(const struct tradeoff_run *run)
{
    const char *names[TRADEOFF_ALTERNATIVES + 1] = {NULL};
    char marks[MAP_CHOICES] = {0};
    struct letters letters = {0};
    for (size_t i = 0; i < run->tradeoff->alternative_count; i++)
        names[i] = run->tradeoff->name(run->values, i);
    (void)canvas_map_letters(names, marks);
    for (size_t i = 0; i < run->tradeoff->alternative_count; i++)
        letters.of[i][0] = marks[i];
    return letters;
}

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static enum ink series_ink(size_t alternative)
{
    static const enum ink inks[TRADEOFF_ALTERNATIVES] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C,
                                                         INK_SERIES_D, INK_SERIES_E};
    return inks[alternative];
}

static void fit(struct canvas *canvas, int row, enum ink color, const char *line)
{
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(color), line);
}

/* --- Costs along an axis ------------------------------------------------------------------------
 */

/* Typical costs along an axis that is not swept. */
static void costs_along(const struct tradeoff_run *run, size_t axis, double *x,
                        double y[][TRADEOFF_POINTS])
{
    const struct tradeoff *tradeoff = run->tradeoff;
    const struct tradeoff_axis *along = &tradeoff->axes[axis];
    double values[MOST_PARAMETERS];
    memcpy(values, run->values, sizeof values);
    for (int k = 0; k < TRADEOFF_POINTS; k++) {
        x[k] = tradeoff_place(along, k, TRADEOFF_POINTS);
        values[along->parameter] = x[k];
        for (size_t i = 0; i < tradeoff->alternative_count; i++)
            y[i][k] = tradeoff->cost(values, i, NULL);
    }
}

/* Those that were swept, with half their bands. */
static size_t swept_costs(const struct tradeoff_run *run, double *x, double y[][TRADEOFF_POINTS],
                          double half[][TRADEOFF_POINTS])
{
    for (int k = 0; k < run->points; k++) {
        x[k] = run->x[k];
        for (size_t i = 0; i < run->tradeoff->alternative_count; i++) {
            const struct band *band = &run->costs[i][k];
            y[i][k] = band->typical;
            half[i][k] = k % 4 == 0 ? (band->high - band->low) / 2 : NAN; /* sparse bars */
        }
    }
    return (size_t)run->points;
}

static bool spreads_wide(const double y[][TRADEOFF_POINTS], size_t alternatives, size_t count)
{
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < alternatives; i++)
        for (size_t k = 0; k < count; k++)
            if (isfinite(y[i][k])) {
                least = fmin(least, y[i][k]);
                most = fmax(most, y[i][k]);
            }
    return least > 0 && most > wide_ratio * least;
}

/* What is drawn of the costs: smooth curves, and the bars of their bands where there is room. */
struct curves {
    double x[TRADEOFF_POINTS], y[TRADEOFF_ALTERNATIVES][TRADEOFF_POINTS];
    double half[TRADEOFF_ALTERNATIVES][TRADEOFF_POINTS];
    size_t count;
    double fine_x[TRADEOFF_ALTERNATIVES][FINE], fine_y[TRADEOFF_ALTERNATIVES][FINE];
    struct plot_series series[2 * TRADEOFF_ALTERNATIVES];
    size_t series_count;
};

static void add_curve(struct curves *curves, const struct tradeoff_run *run, size_t axis, size_t i,
                      const char *letter)
{
    struct plot_series series = {.name = run->tradeoff->name(run->values, i),
                                 .x = curves->x,
                                 .y = curves->y[i],
                                 .count = curves->count,
                                 .ink = series_ink(i),
                                 .label = letter};
    if (!run->tradeoff->jumps && /* stairs are not smooth */
        curve_refine(curves->x, curves->y[i], curves->count, run->tradeoff->axes[axis].logarithmic,
                     curves->fine_x[i], curves->fine_y[i], FINE)) {
        series.x = curves->fine_x[i];
        series.y = curves->fine_y[i];
        series.count = FINE;
    }
    curves->series[curves->series_count++] = series;
}

static void add_bars(struct curves *curves, size_t i)
{
    curves->series[curves->series_count++] = (struct plot_series){.x = curves->x,
                                                                  .y = curves->y[i],
                                                                  .count = curves->count,
                                                                  .ink = series_ink(i),
                                                                  .points = true,
                                                                  .error = curves->half[i]};
}

static void gather_curves(const struct tradeoff_run *run, size_t axis, bool bars,
                          const struct letters *letters, struct curves *curves)
{
    size_t alternatives = run->tradeoff->alternative_count;
    curves->count = TRADEOFF_POINTS;
    curves->series_count = 0;
    if (axis == 0)
        curves->count = swept_costs(run, curves->x, curves->y, curves->half);
    else
        costs_along(run, axis, curves->x, curves->y);
    for (size_t i = 0; i < alternatives; i++)
        add_curve(curves, run, axis, i, letters->of[i]);
    for (size_t i = 0; bars && i < alternatives; i++)
        add_bars(curves, i);
}

static void plot_costs(const struct tradeoff_run *run, size_t axis, const struct flip *flips,
                       size_t flip_count, int row, struct canvas *canvas)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    const struct tradeoff_axis *along = &tradeoff->axes[axis];
    struct curves curves;
    struct plot_mark marks[TRADEOFF_FLIPS + 1];
    char labels[TRADEOFF_FLIPS][24];
    size_t mark_count = 0;
    struct letters letters = find_letters(run);
    bool bars = axis == 0 && canvas->rows - row >= ROWS_FOR_BARS;
    gather_curves(run, axis, bars, &letters, &curves);
    for (size_t i = 0; i < flip_count; i++) {
        double values[MOST_PARAMETERS];
        memcpy(values, run->values, sizeof values);
        values[along->parameter] = flips[i].place;
        place_format(flips[i].place, labels[i], sizeof labels[i]);
        marks[mark_count++] = (struct plot_mark){
            flips[i].place, tradeoff->cost(values, flips[i].after, NULL), labels[i]};
    }
    double here = run->values[along->parameter];
    if (here >= along->low && here <= along->high && (axis > 0 || run->points == TRADEOFF_POINTS))
        marks[mark_count++] = (struct plot_mark){here, NAN, "here"};
    const struct plot plot = {.x_label = along->label,
                              .y_label = tradeoff->unit,
                              .x_low = along->low,
                              .x_high = along->high,
                              .series = curves.series,
                              .series_count = curves.series_count,
                              .x_logarithmic = along->logarithmic,
                              .y_logarithmic =
                                  spreads_wide(curves.y, tradeoff->alternative_count, curves.count),
                              .marks = marks,
                              .mark_count = mark_count};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static int draw_head(const struct tradeoff_run *run, const char *second, struct canvas *canvas)
{
    char line[256];
    run->tradeoff->title(run->values, line, sizeof line);
    fit(canvas, 0, INK_STRONG, line);
    fit(canvas, 1, INK_TEXT, second);
    return 2;
}

static void draw_costs(const struct tradeoff_run *run, size_t axis, struct canvas *canvas)
{
    struct flip flips[TRADEOFF_FLIPS];
    char line[256];
    bool swept = axis > 0 || run->points == TRADEOFF_POINTS;
    double limit = swept ? INFINITY : run->points ? run->x[run->points - 1] : -INFINITY;
    size_t count = tradeoff_flips(run, axis, limit, flips);
    if (swept)
        tradeoff_tell_flips(run, axis, flips, count, line, sizeof line);
    else
        tradeoff_describe(run, line, sizeof line);
    int row = draw_head(run, line, canvas);
    if (count > MANY_FLIPS && canvas->columns < COLUMNS_FOR_FLIPS) {
        flips[FEW_FLIPS - 1] = flips[count - 1];
        count = FEW_FLIPS;
    }
    if (canvas->rows - row >= LEAST_PLOT_ROWS && (axis > 0 || run->points > 0))
        plot_costs(run, axis, flips, count, row, canvas);
}

/* Before a guess: who takes part, and no cost. */
static void draw_secret(const struct tradeoff_run *run, struct canvas *canvas)
{
    char line[256];
    tradeoff_describe(run, line, sizeof line);
    int row = draw_head(run, line, canvas);
    struct letters letters = find_letters(run);
    for (size_t i = 0; i < run->tradeoff->alternative_count; i++)
        (void)canvas_printf(canvas, 2, row + (int)i, ink(series_ink(i)), "%s  %s", letters.of[i],
                            run->tradeoff->name(run->values, i));
}

void tradeoff_draw(const void *state, const struct report *report, struct canvas *canvas)
{
    if (report)
        draw_costs(state, 0, canvas);
    else
        draw_secret(state, canvas);
}

void tradeoff_draw_second(const void *state, const struct report *report, struct canvas *canvas)
{
    if (report)
        draw_costs(state, 1, canvas);
    else
        draw_secret(state, canvas);
}

void tradeoff_draw_third(const void *state, const struct report *report, struct canvas *canvas)
{
    if (report)
        draw_costs(state, 2, canvas);
    else
        draw_secret(state, canvas);
}

/* --- The map ------------------------------------------------------------------------------------
 */

void tradeoff_draw_map(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tradeoff_run *run = state;
    const struct tradeoff *tradeoff = run->tradeoff;
    const struct tradeoff_axis *x = &tradeoff->axes[0], *y = &tradeoff->axes[1];
    const char *names[TRADEOFF_ALTERNATIVES + 1] = {NULL};
    uint8_t choices[MAP_ROWS * MAP_COLUMNS];
    double values[MOST_PARAMETERS];
    if (!report) {
        draw_secret(run, canvas);
        return;
    }
    memcpy(values, run->values, sizeof values);
    for (int j = 0; j < MAP_ROWS; j++)
        for (int i = 0; i < MAP_COLUMNS; i++) {
            values[x->parameter] = tradeoff_place(x, i, MAP_COLUMNS);
            values[y->parameter] = tradeoff_place(y, j, MAP_ROWS);
            int cheapest = tradeoff_cheapest(tradeoff, values);
            choices[j * MAP_COLUMNS + i] = cheapest < 0 ? 255 : (uint8_t)cheapest;
        }
    for (size_t i = 0; i < tradeoff->alternative_count; i++)
        names[i] = tradeoff->name(run->values, i);
    int row = draw_head(run, "What is cheapest where; everything else is as set", canvas);
    const struct region_map map = {.x_label = x->label,
                                   .y_label = y->label,
                                   .x_low = x->low,
                                   .x_high = x->high,
                                   .y_low = y->low,
                                   .y_high = y->high,
                                   .x_logarithmic = x->logarithmic,
                                   .y_logarithmic = y->logarithmic,
                                   .choices = choices,
                                   .columns = MAP_COLUMNS,
                                   .rows = MAP_ROWS,
                                   .names = names,
                                   .here_x = run->values[x->parameter],
                                   .here_y = run->values[y->parameter]};
    canvas_map(canvas, 0, row, canvas->columns, canvas->rows - row, &map);
}

/* --- The bill -----------------------------------------------------------------------------------
 */

/* The names of all lines of all bills, each once, in the order they come. */
static size_t line_names(const struct bill *bills, size_t count, const char **names, size_t most)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < bills[i].count; k++) {
            size_t at = 0;
            while (at < used && strcmp(names[at], bills[i].lines[k].name) != 0)
                at++;
            if (at == used && used < most)
                names[used++] = bills[i].lines[k].name;
        }
    return used;
}

/* Right-aligned in its column; blank where there is no such line. */
static void draw_amount(struct canvas *canvas, int right, int row, struct style style,
                        const char *text)
{
    int width = text_width(text, strlen(text));
    (void)canvas_text(canvas, right - width, row, style, text);
}

/* An amount that leaves a blank beside it, without cents where they have no room. */
static void format_amount(double amount, int each, char *buffer, size_t size)
{
    double dollars = round(amount);
    money_format(amount, NULL, buffer, size);
    if (fabs(amount) < 100 || text_width(buffer, strlen(buffer)) < each)
        return;
    money_format(dollars, NULL, buffer, size);
    char *point = strrchr(buffer, '.');
    if (point)
        *point = '\0';
}

static void draw_line(const struct bill *bills, size_t count, const char *name, int row, int each,
                      struct canvas *canvas)
{
    (void)canvas_text_fit(canvas, 0, row, NAME_COLUMNS - 1, ink(INK_TEXT), name);
    for (size_t i = 0; i < count; i++) {
        double amount = 0;
        bool found = false;
        for (size_t k = 0; k < bills[i].count; k++)
            if (!strcmp(bills[i].lines[k].name, name)) {
                amount += bills[i].lines[k].amount;
                found = true;
            }
        char text[48];
        format_amount(amount, each, text, sizeof text);
        draw_amount(canvas, NAME_COLUMNS + (int)(i + 1) * each, row, ink(INK_TEXT),
                    found ? text : "-");
    }
}

static void draw_totals(const struct tradeoff_run *run, int row, int each, struct canvas *canvas)
{
    size_t count = run->tradeoff->alternative_count;
    int cheapest = tradeoff_cheapest(run->tradeoff, run->values);
    double most = 0;
    bool bands = false;
    for (size_t i = 0; i < count; i++) {
        most = fmax(most, isfinite(run->here[i].typical) ? run->here[i].typical : 0);
        bands = bands || run->here[i].high > run->here[i].low;
    }
    (void)canvas_text_fit(canvas, 0, row, NAME_COLUMNS - 1, ink(INK_STRONG), "in all");
    if (bands)
        (void)canvas_text_fit(canvas, 0, row + 1, NAME_COLUMNS - 1, ink(INK_DIM),
                              "low to high (90 %)");
    for (size_t i = 0; i < count; i++) {
        const struct band *band = &run->here[i];
        char text[48], low[48], high[48], both[100];
        int right = NAME_COLUMNS + (int)(i + 1) * each;
        format_amount(band->typical, each, text, sizeof text);
        draw_amount(canvas, right, row,
                    (struct style){(uint8_t)((int)i == cheapest ? INK_GOOD : INK_STRONG),
                                   (int)i == cheapest ? ATTRIBUTE_BOLD : 0},
                    text);
        money_format(band->low, NULL, low, sizeof low);
        money_format(band->high, NULL, high, sizeof high);
        (void)snprintf(both, sizeof both, "%s-%s", low, high + (high[0] == '$'));
        if (bands && (int)strlen(both) < each)
            draw_amount(canvas, right, row + 1, ink(INK_DIM), both);
        if (most > 0 && isfinite(band->typical))
            canvas_bar(canvas, right - each + 2, row + 1 + bands, each - 2, band->typical / most,
                       ink(series_ink(i)));
        int below = row + 2 + bands; /* or over the bar, which is short there */
        if ((int)i == cheapest)
            draw_amount(canvas, right, below < canvas->rows ? below : below - 1, ink(INK_GOOD),
                        "cheapest");
    }
}

/* What of a name fits into a column stands above, the rest below it. Returns the lines it took. */
static int draw_name(struct canvas *canvas, int right, int row, int each, bool two,
                     struct style style, char *name)
{
    char *rest = NULL;
    for (char *at = name; two && *at; at++)
        if (*at == ' ' && at > name + 1 && text_width(name, (size_t)(at - name)) < each)
            rest = at;
    if (rest && text_width(name, strlen(name)) >= each)
        *rest++ = '\0';
    else
        rest = NULL;
    name[text_fit(name, strlen(name), each - 1)] = '\0';
    draw_amount(canvas, right, row, style, name);
    if (!rest)
        return 1;
    rest[text_fit(rest, strlen(rest), each - 1)] = '\0';
    draw_amount(canvas, right, row + 1, style, rest);
    return 2;
}

/* The names over their columns; returns the row below. */
static int draw_names(const struct tradeoff_run *run, int row, int each, struct canvas *canvas)
{
    enum { ROWS_FOR_TWO_LINES = 11 };
    struct letters letters = find_letters(run);
    bool two = canvas->rows >= ROWS_FOR_TWO_LINES;
    int lines = 1;
    for (size_t i = 0; i < run->tradeoff->alternative_count; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s %s", letters.of[i],
                       run->tradeoff->name(run->values, i));
        int used = draw_name(canvas, NAME_COLUMNS + (int)(i + 1) * each, row, each, two,
                             ink(series_ink(i)), name);
        lines = used > lines ? used : lines;
    }
    return row + lines;
}

void tradeoff_draw_bill(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tradeoff_run *run = state;
    const struct tradeoff *tradeoff = run->tradeoff;
    size_t count = tradeoff->alternative_count;
    struct bill bills[TRADEOFF_ALTERNATIVES] = {0};
    const char *names[TRADEOFF_ALTERNATIVES * TRADEOFF_LINES];
    char line[96];
    if (!report) {
        draw_secret(run, canvas);
        return;
    }
    (void)snprintf(line, sizeof line, "The bill, in %s", tradeoff->unit);
    int row = draw_head(run, line, canvas) + (canvas->rows > 14);
    int each = (canvas->columns - NAME_COLUMNS) / (int)count;
    each = each > 18 ? 18 : each;
    if (each < 8)
        return;
    for (size_t i = 0; i < count; i++)
        (void)tradeoff->cost(run->values, i, &bills[i]);
    row = draw_names(run, row, each, canvas);
    size_t lines = line_names(bills, count, names, TRADEOFF_ALTERNATIVES * TRADEOFF_LINES);
    for (size_t k = 0; k < lines && row < canvas->rows - 4; k++)
        draw_line(bills, count, names[k], row++, each, canvas);
    canvas_rule(canvas, 0, row++, NAME_COLUMNS + (int)count * each, ink(INK_DIM));
    draw_totals(run, row, each, canvas);
}
