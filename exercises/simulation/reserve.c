/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reserved machines: cheaper by the hour, and paid whether they run or not.
 *
 * A term of demand is drawn (exercises/reservation.h says how, and which number of machines is best
 * to reserve) and shown day by day: what the reserved machines serve, what they idle, and what is
 * taken on demand above them. Three costs: all on demand, as many reserved as the highest hour
 * needs, and the best number reserved with the rest on demand. The best number is that of the
 * demand as it turned out; nobody knows it before, but last year's is a guide.
 *
 * One machine by itself: reserving pays when it runs more than a share r / d of the hours of the
 * term; where the need ends after x months of a term of T it pays from x = T r / (d u) on. Terms
 * are whole: what is needed longer than one is reserved for another.
 *
 * Costs are expectations over when the need ends; their bands come from that and from a demand that
 * is higher or lower all along than was planned for.
 *
 * Left out: paying upfront, contracts that can be sold or changed, plans that promise an amount of
 * money instead of machines, and starting the reservation later or step by step.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/reservation.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_reserve;

enum parameter_index {
    TERM,
    MACHINES,
    DAILY,
    WEEKEND,
    NOISE,
    GROWTH,
    STOP_RISK,
    LEVEL,
    RESERVED,
    USE,
    NEED,
    UNCERTAINTY,
    PRICE_ON_DEMAND,
    PRICE_ONE,
    PRICE_THREE,
    PARAMETERS
};
enum { ONE_YEAR, THREE_YEARS };
enum { LEVEL_BEST, LEVEL_OWN };
enum { ON_DEMAND, ONE, THREE, ALTERNATIVES };
enum { ALL_ON_DEMAND, PEAK, BEST, OWN, MIXES };
enum { DRAWS = 200, WEEK = 7 * HOURS_A_DAY, CURVE = 121 };
static const double hours_a_month = HOURS_A_YEAR / 12.0;

struct reserve {
    struct tradeoff_run single; /* first: one machine; its pictures take this state */
    double values[PARAMETERS];
    size_t hours, day, days;
    uint32_t *demand;
    struct demand_table table;
    size_t best, rule, level;
    struct band costs[MIXES];                       /* USD a year */
    double served, topped, idle, day_top, day_idle; /* machine-hours so far, and of the last day */
    uint32_t day_most;
};

/* --- Prices -------------------------------------------------------------------------------------
 */

static double years_of(const double *values)
{
    return values[TERM] == THREE_YEARS ? 3 : 1;
}

static double reserved_price(const double *values)
{
    return values[values[TERM] == THREE_YEARS ? PRICE_THREE : PRICE_ONE];
}

/* Of the term that was chosen, with on demand; NULL-terminated. */
static const char *const *both_prices(const double *values)
{
    static const char *const ids[2][3] = {{"ec2_t3m_ri1", "ec2_t3_medium", NULL},
                                          {"ec2_t3m_ri3", "ec2_t3_medium", NULL}};
    return ids[values[TERM] == THREE_YEARS];
}

/* --- One machine --------------------------------------------------------------------------------
 */

static const char *name(const double *values, size_t alternative)
{
    static const char *const names[ALTERNATIVES] = {"on demand", "one year", "three years"};
    (void)values;
    return names[alternative];
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const ids[ALTERNATIVES][2] = {
        {"ec2_t3_medium", NULL}, {"ec2_t3m_ri1", NULL}, {"ec2_t3m_ri3", NULL}};
    (void)values;
    return ids[alternative];
}

/* What is paid in a month that the machine is needed: whole terms, spread over those months. */
static double cost(const double *values, size_t alternative, struct bill *bill)
{
    double months = alternative == THREE ? 36 : 12, need = values[NEED];
    double used = values[USE] * hours_a_month;
    if (alternative == ON_DEMAND)
        return bill_add(bill, "hours that it runs", values[PRICE_ON_DEMAND] * used);
    double hour = values[alternative == THREE ? PRICE_THREE : PRICE_ONE];
    double paid = months * ceil(need / months * (1 - 1e-12)) * hours_a_month / need;
    double total = bill_add(bill, "hours that it runs", hour * used);
    total += bill_add(bill, "hours that it idles", hour * (hours_a_month - used));
    return total + bill_add(bill, "after the need has ended", hour * (paid - hours_a_month));
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "One machine: $%.4g an hour, $%.4g for one year, $%.4g for three",
                   values[PRICE_ON_DEMAND], values[PRICE_ONE], values[PRICE_THREE]);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_reserve,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .prices = prices,
    .unit = "USD/month",
    .axes = {{USE, 0.01, 1, false, "share of the hours that it runs"},
             {NEED, 1, 72, false, "months that it is needed"}},
    .axis_count = 2,
};

/* --- Running ------------------------------------------------------------------------------------
 */

/* Costs a year of the mixes, when demand is `factor` times as high and ends at `stop`. */
static void drawn_costs(const struct reserve *s, double factor, double stop, double cost[MIXES])
{
    const double levels[MIXES] = {0, (double)s->table.most, (double)s->best, (double)s->level};
    double top[MIXES] = {0}, years = years_of(s->values);
    for (size_t h = 0; h < s->hours && (double)h < stop; h++)
        for (int i = 0; i < MIXES; i++)
            top[i] += fmax(factor * s->demand[h] - levels[i], 0);
    for (int i = 0; i < MIXES; i++)
        cost[i] = (reserved_price(s->values) * levels[i] * (double)s->hours +
                   s->values[PRICE_ON_DEMAND] * top[i]) /
                  years;
}

static void find_bands(struct reserve *s, gsl_rng *rng)
{
    double draws[MIXES][DRAWS];
    double sigma = band_sigma(s->values[UNCERTAINTY]), rate = -log1p(-s->values[STOP_RISK]);
    const size_t levels[MIXES] = {0, s->table.most, s->best, s->level};
    for (int i = 0; i < DRAWS; i++) {
        double drawn[MIXES], factor = gsl_ran_lognormal(rng, 0, sigma);
        double life = gsl_ran_exponential(rng, 1);
        drawn_costs(s, factor, rate > 0 ? life / rate * HOURS_A_YEAR : INFINITY, drawn);
        for (int k = 0; k < MIXES; k++)
            draws[k][i] = drawn[k];
    }
    for (int k = 0; k < MIXES; k++) {
        double typical = reservation_cost(&s->table, levels[k], reserved_price(s->values),
                                          s->values[PRICE_ON_DEMAND]) /
                         years_of(s->values);
        struct band band = band_of(draws[k], DRAWS);
        s->costs[k] = (struct band){fmin(band.low, typical), typical, fmax(band.high, typical)};
    }
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct reserve *s = state;
    const struct demand_shape shape = {values[MACHINES], values[DAILY], values[WEEKEND],
                                       values[NOISE], values[GROWTH]};
    memcpy(s->values, values, sizeof s->values);
    s->days = (size_t)years_of(values) * 365;
    s->hours = s->days * HOURS_A_DAY;
    s->demand = memory_allocate(s->hours, sizeof *s->demand);
    demand_draw(&shape, s->hours, rng, s->demand);
    demand_table_fill(&s->table, s->demand, s->hours, values[STOP_RISK]);
    s->best = reservation_best(&s->table, reserved_price(values), values[PRICE_ON_DEMAND]);
    s->rule = reservation_rule(&s->table, reserved_price(values), values[PRICE_ON_DEMAND]);
    s->level = values[LEVEL] == LEVEL_OWN ? (size_t)values[RESERVED] : s->best;
    find_bands(s, rng);
    tradeoff_init(&s->single, &tradeoff, values, rng);
    while (tradeoff_step(&s->single, rng))
        continue;
}

static void release(void *state)
{
    struct reserve *s = state;
    free(s->demand);
    demand_table_release(&s->table);
}

static bool step(void *state, gsl_rng *rng)
{
    struct reserve *s = state;
    (void)rng;
    if (s->day == s->days)
        return false;
    s->day_top = s->day_idle = 0;
    s->day_most = 0;
    for (size_t h = s->day * HOURS_A_DAY; h < (s->day + 1) * HOURS_A_DAY; h++) {
        double needed = s->demand[h], level = (double)s->level;
        s->served += fmin(needed, level);
        s->day_top += fmax(needed - level, 0);
        s->day_idle += fmax(level - needed, 0);
        s->day_most = s->demand[h] > s->day_most ? s->demand[h] : s->day_most;
    }
    s->topped += s->day_top;
    s->idle += s->day_idle;
    s->day++;
    return true;
}

static const char *const day_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};

/* Without cents: "$6,635". */
enum { MONEY = 40 };
static const char *dollars(double amount, char buffer[MONEY])
{
    money_format(fabs(amount) >= 100 ? round(amount) : amount, NULL, buffer, MONEY);
    char *cents = strchr(buffer, '.');
    if (cents && fabs(amount) >= 100)
        *cents = '\0';
    return buffer;
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct reserve *s = state;
    char money[3][MONEY];
    if (!s->day) {
        (void)snprintf(buffer, size, "%.0f days of demand lie ahead", (double)s->days);
        return;
    }
    if (s->day < s->days) {
        (void)snprintf(buffer, size,
                       "Day %d, a %s: up to %u machines; %.0f machine-hours on demand, %.0f idle",
                       (int)s->day, day_names[(s->day - 1) % 7], s->day_most, s->day_top,
                       s->day_idle);
        return;
    }
    (void)snprintf(buffer, size, "A year: %s all on demand, %s for the peak, %s with %d reserved",
                   dollars(s->costs[ALL_ON_DEMAND].typical, money[0]),
                   dollars(s->costs[PEAK].typical, money[1]),
                   dollars(s->costs[OWN].typical, money[2]), (int)s->level);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static void observe_level(const struct reserve *s, struct report *report)
{
    double reserved_hours = (double)s->level * s->table.hours;
    double all = s->table.most ? s->table.top[0] : 0;
    double top = s->level < s->table.most ? s->table.top[s->level] : 0;
    double sum = 0;
    const struct demand_shape shape = {s->values[MACHINES], s->values[DAILY], s->values[WEEKEND],
                                       s->values[NOISE], s->values[GROWTH]};
    report_value(report, "best_reserved_machines", "machines", (double)s->best);
    report_value(report, "reserved_by_quantile", "machines", (double)s->rule);
    report_value(report, "reserved_machines", "machines", (double)s->level);
    report_value(report, "peak_machines", "machines", (double)s->table.most);
    for (size_t h = 0; h < s->hours; h++)
        sum += s->demand[h];
    report_value(report, "mean_machines", "machines", sum / (double)s->hours);
    report_predict(report, "mean_machines", demand_expected_mean(&shape, years_of(s->values)),
                   false, "mean of the waves and the growth, whole weeks");
    report_value(report, "idle_reserved_share", "",
                 s->level ? 1 - (all - top) / reserved_hours : (double)NAN);
    if (!s->level)
        report->observations[report->observation_count - 1].note = "nothing is reserved";
    report_value(report, "on_demand_share", "", all > 0 ? top / all : 0);
}

static void observe_costs(const struct reserve *s, struct report *report)
{
    static const char *const on_demand[] = {"ec2_t3_medium", NULL};
    static const char *const names[MIXES] = {"on_demand", "reserved_peak", "best_mix", "own_mix"};
    int count = s->values[LEVEL] == LEVEL_OWN ? MIXES : OWN;
    for (int i = 0; i < count; i++)
        (void)report_cost(report, names[i], "USD/year", s->costs[i].low, s->costs[i].typical,
                          s->costs[i].high,
                          i == ALL_ON_DEMAND ? on_demand : both_prices(s->values));
    double all = s->costs[ALL_ON_DEMAND].typical;
    report_value(report, "saved_share", "",
                 all > 0 ? 1 - s->costs[count - 1].typical / all : (double)NAN);
    if (!(all > 0))
        report->observations[report->observation_count - 1].note =
            "on demand costs nothing, so there is nothing to save";
}

/* The share of the hours from which a whole term is cheaper: by root finding. */
static void observe_share(const struct reserve *s, size_t alternative, const char *key,
                          struct report *report)
{
    double values[PARAMETERS], root, months = alternative == THREE ? 36 : 12;
    const char *ids[] = {prices(s->values, alternative)[0], "ec2_t3_medium", NULL};
    double ratio =
        s->values[alternative == THREE ? PRICE_THREE : PRICE_ONE] / s->values[PRICE_ON_DEMAND];
    char full[64];
    memcpy(values, s->values, sizeof values);
    values[NEED] = months;
    if (tradeoff_break_even(&tradeoff, values, 0, ON_DEMAND, alternative, &root, 1) != 1) {
        report_break_even(report, key, "share of the hours", NAN, ids,
                          ratio >= 1 ? "reserving costs no less than on demand at any use"
                                     : "one of the two is cheaper from 0.01 to 1 of the hours");
        return;
    }
    report_break_even(report, key, "share of the hours", root, ids, NULL);
    (void)snprintf(full, sizeof full, "break_even.%s", key);
    report_predict(report, full, ratio, true, "price reserved over price on demand");
}

static void observe_months(const struct reserve *s, size_t alternative, const char *key,
                           struct report *report)
{
    const char *ids[] = {prices(s->values, alternative)[0], "ec2_t3_medium", NULL};
    double hour = s->values[alternative == THREE ? PRICE_THREE : PRICE_ONE];
    double months = reservation_months(alternative == THREE ? 36 : 12, hour,
                                       s->values[PRICE_ON_DEMAND], s->values[USE]);
    report_break_even(report, key, "months", months, ids,
                      isfinite(months) ? "ends the need earlier, on demand was cheaper"
                                       : "at these prices and this use on demand is cheaper, "
                                         "however long it is needed");
}

/* After how many months one term of three years beats terms of one. */
static void observe_terms(const struct reserve *s, struct report *report)
{
    static const char *const ids[] = {"ec2_t3m_ri1", "ec2_t3m_ri3", NULL};
    double terms = 36 * s->values[PRICE_THREE] / (12 * s->values[PRICE_ONE]);
    if (terms < 3)
        report_break_even(report, "three_years_from_months", "months", 12 * floor(terms), ids,
                          "up to here terms of one year, one after another, cost no more");
    else
        report_break_even(report, "three_years_from_months", "months", NAN, ids,
                          "three terms of one year cost no more than one of three years");
}

static void observe_single(const struct reserve *s, struct report *report)
{
    double months = 12 * years_of(s->values), hour = s->values[PRICE_ON_DEMAND];
    observe_share(s, ONE, "one_year", report);
    observe_share(s, THREE, "three_years", report);
    observe_months(s, ONE, "one_year_months", report);
    observe_months(s, THREE, "three_years_months", report);
    observe_terms(s, report);
    report_value(report, "commitment_paid", "USD",
                 reserved_price(s->values) * months * hours_a_month);
    report_value(report, "commitment_loss", "USD",
                 hours_a_month * (reserved_price(s->values) * months -
                                  hour * s->values[USE] * fmin(s->values[NEED], months)));
    report->observations[report->observation_count - 1].note =
        "one machine reserved for the term and needed need-months of it, against on demand; below "
        "0: saved";
}

/* Machines against the share of the hours that need more. */
static size_t duration_curve(const struct reserve *s, double *x, double *y)
{
    size_t count = 0;
    size_t stride = s->table.most / CURVE + 1;
    for (size_t q = 0; q < s->table.most && count < CURVE; q += stride) {
        x[count] = 100 * s->table.above[q] / s->table.hours;
        y[count++] = (double)q + 1;
    }
    return count;
}

/* USD a year against the number reserved. */
static size_t cost_curve(const struct reserve *s, double *x, double *y)
{
    size_t count = 0, last = s->table.most + s->table.most / 8 + 1;
    size_t stride = last / CURVE + 1;
    for (size_t q = 0; q <= last && count < CURVE; q += stride) {
        x[count] = (double)q;
        y[count++] =
            reservation_cost(&s->table, q, reserved_price(s->values), s->values[PRICE_ON_DEMAND]) /
            years_of(s->values);
    }
    return count;
}

static void observe_series(const struct reserve *s, struct report *report)
{
    double x[CURVE], y[CURVE];
    size_t weeks = s->day < 7 ? (s->day ? 1 : 0) : s->day / 7; /* whole ones, but for the first */
    double *ends = memory_allocate(2 * (weeks + 1), sizeof *ends), *means = ends + weeks + 1;
    for (size_t week = 0; week < weeks; week++) {
        size_t first = 7 * week, end = first + 7 < s->day ? first + 7 : s->day;
        ends[week] = (double)end;
        for (size_t h = first * HOURS_A_DAY; h < end * HOURS_A_DAY; h++)
            means[week] += s->demand[h] / (double)((end - first) * HOURS_A_DAY);
    }
    report_series(report, "demand", "days", "machines, mean of the week", ends, means, weeks);
    free(ends);
    size_t count = cost_curve(s, x, y);
    report_series(report, "cost_by_count", "machines reserved", "USD/year", x, y, count);
    count = duration_curve(s, x, y);
    report_series(report, "machines_by_share", "% of the hours", "machines", x, y, count);
}

static void observe(const void *state, struct report *report)
{
    const struct reserve *s = state;
    observe_level(s, report);
    observe_costs(s, report);
    observe_single(s, report);
    observe_series(s, report);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

enum { LABEL = 6, LEAST_PLOT_ROWS = 6 };

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static int draw_head(const struct reserve *s, const char *second, struct canvas *canvas)
{
    char line[200];
    (void)snprintf(line, sizeof line,
                   "%.6g machines: $%.4g an hour on demand, $%.4g reserved for %s",
                   s->values[MACHINES], s->values[PRICE_ON_DEMAND], reserved_price(s->values),
                   s->values[TERM] == THREE_YEARS ? "three years" : "one year");
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), second);
    return 2;
}

enum mark { SERVED, TOPPED, IDLE, MARKS };
static const struct {
    const char *sign, *ascii, *means;
    enum ink ink;
} marks[MARKS] = {
    [SERVED] = {"█", "#", "reserved and used", INK_SERIES_A},
    [TOPPED] = {"▒", "+", "on demand", INK_BAD},
    [IDLE] = {"·", ".", "reserved and idle", INK_DIM},
};

static void draw_legend(int row, struct canvas *canvas)
{
    int column = LABEL;
    for (int i = 0; i < MARKS; i++) {
        (void)canvas_text(canvas, column, row, ink(marks[i].ink),
                          canvas->ascii ? marks[i].ascii : marks[i].sign);
        column = canvas_text(canvas, column + 2, row, ink(INK_DIM), marks[i].means) + 3;
    }
}

/* One column of the chart; `rows` rows end above `bottom`. */
static void draw_hour(const struct reserve *s, double needed, int column, int bottom, int rows,
                      struct canvas *canvas)
{
    double each = fmax((double)s->table.most, (double)s->level) / rows;
    for (int i = 0; i < rows; i++) {
        double middle = (i + 0.5) * each;
        int mark = middle <= needed ? (middle <= (double)s->level ? SERVED : TOPPED)
                                    : (middle <= (double)s->level ? IDLE : MARKS);
        if (mark < MARKS)
            (void)canvas_text(canvas, column, bottom - 1 - i, ink(marks[mark].ink),
                              canvas->ascii ? marks[mark].ascii : marks[mark].sign);
    }
}

static void draw_labels(const struct reserve *s, int bottom, int rows, struct canvas *canvas)
{
    double most = fmax((double)s->table.most, (double)s->level);
    int level = most > 0 ? (int)(((double)s->level - 1e-9) / most * rows) : 0;
    level = level < 0 ? 0 : level >= rows ? rows - 1 : level;
    if (level < rows - 1)
        (void)canvas_printf(canvas, 0, bottom - rows, ink(INK_DIM), "%5.0f", most);
    (void)canvas_printf(canvas, 0, bottom - 1 - level, ink(INK_STRONG), "%5d", (int)s->level);
}

/* The last seven days, hour by hour. */
static void draw_week(const struct reserve *s, int row, int rows, struct canvas *canvas)
{
    size_t first = s->day > 7 ? s->day - 7 : 0, hours = (s->day - first) * HOURS_A_DAY;
    int width = canvas->columns - LABEL, bottom = row + rows;
    if (width < 7 || rows < 1)
        return;
    for (int column = 0; column < width; column++) {
        size_t hour = (size_t)column * WEEK / (size_t)width;
        if (hour < hours)
            draw_hour(s, s->demand[first * HOURS_A_DAY + hour], LABEL + column, bottom, rows,
                      canvas);
    }
    draw_labels(s, bottom, rows, canvas);
    for (size_t day = first; day < s->day && width >= 35; day++) {
        int column = LABEL + (int)((day - first) * (size_t)width / 7);
        (void)canvas_printf(canvas, column, bottom, ink(INK_DIM), "%.*s", width < 70 ? 3 : 10,
                            day_names[day % 7]);
    }
}

/* What was paid so far, in the three ways. */
static void draw_paid(const struct reserve *s, int row, struct canvas *canvas)
{
    double hours = (double)(s->day * HOURS_A_DAY), r = reserved_price(s->values);
    double d = s->values[PRICE_ON_DEMAND];
    char money[3][MONEY];
    int column = canvas_printf(
        canvas, 0, row, ink(INK_TEXT), "so far: %s all on demand, %s for the peak (%d), ",
        dollars(d * (s->served + s->topped), money[0]),
        dollars(r * (double)s->table.most * hours, money[1]), (int)s->table.most);
    (void)canvas_printf(canvas, column, row, ink(INK_STRONG), "%s this mix",
                        dollars(r * (double)s->level * hours + d * s->topped, money[2]));
}

static void draw_days(const struct report *report, const struct reserve *s, int row,
                      struct canvas *canvas)
{
    const struct series *demand = report_find_series(report, "demand");
    const double ends[2] = {1, (double)s->days}, level[2] = {(double)s->level, (double)s->level};
    const struct plot_series series[] = {
        {.name = "machines needed, mean of the week",
         .x = demand->x,
         .y = demand->y,
         .count = demand->count,
         .ink = INK_SERIES_A},
        {.name = "reserved", .x = ends, .y = level, .count = 2, .ink = INK_THEORY}};
    const struct plot plot = {.x_label = "days",
                              .y_label = "machines",
                              .x_low = 1,
                              .x_high = (double)s->days,
                              .series = series,
                              .series_count = 2};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct reserve *s = state;
    char line[200];
    describe(state, line, sizeof line);
    int row = draw_head(s, report ? line : "", canvas) + (canvas->rows >= 16);
    if (!report)
        return;
    int left = canvas->rows - row, rows = left - 3;
    bool plot = canvas->rows >= 26;
    if (plot)
        rows = rows / 2 < 16 ? rows / 2 : 16;
    draw_week(s, row, left < 7 ? left - 1 : rows, canvas);
    if (left < 7)
        return;
    row += rows + 1;
    draw_legend(row++, canvas);
    draw_paid(s, row++, canvas);
    if (plot && s->day > 7 && canvas->rows - row > LEAST_PLOT_ROWS)
        draw_days(report, s, row + 1, canvas);
}

/* --- Further pictures ---------------------------------------------------------------------------
 */

static void draw_share(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct reserve *s = state;
    double share = 100 * reserved_price(s->values) / s->values[PRICE_ON_DEMAND];
    double ends[2] = {0, 100}, level[2] = {(double)s->best, (double)s->best};
    char line[200], label[40];
    if (!report) {
        (void)draw_head(s, "", canvas);
        return;
    }
    (void)snprintf(line, sizeof line,
                   "Reserve what is needed in more than %.3g %% of the hours: %d machine%s", share,
                   (int)s->best, s->best == 1 ? "" : "s");
    int row = draw_head(s, share < 100 ? line : "Reserving is no cheaper than on demand", canvas);
    const struct series *curve = report_find_series(report, "machines_by_share");
    (void)snprintf(label, sizeof label, "%.3g %% of the hours", share);
    const struct plot_series series[] = {
        {.name = "machines needed at least",
         .x = curve->x,
         .y = curve->y,
         .count = curve->count,
         .ink = INK_SERIES_A},
        {.name = "best to reserve", .x = ends, .y = level, .count = 2, .ink = INK_THEORY}};
    const struct plot_mark place = {share, (double)s->best, label};
    const struct plot plot = {.x_label = "% of the hours",
                              .y_label = "machines",
                              .x_high = 100,
                              .series = series,
                              .series_count = 2,
                              .marks = &place,
                              .mark_count = share <= 100};
    if (curve->count > 1 && canvas->rows - row >= LEAST_PLOT_ROWS)
        canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw_count(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct reserve *s = state;
    char line[200], money[3][MONEY], best[40];
    if (!report) {
        (void)draw_head(s, "", canvas);
        return;
    }
    (void)snprintf(line, sizeof line, "A year: %s with none reserved, %s with %d, %s with %d",
                   dollars(s->costs[ALL_ON_DEMAND].typical, money[0]),
                   dollars(s->costs[BEST].typical, money[1]), (int)s->best,
                   dollars(s->costs[PEAK].typical, money[2]), (int)s->table.most);
    int row = draw_head(s, line, canvas);
    const struct series *curve = report_find_series(report, "cost_by_count");
    const struct plot_series series[] = {{.name = "cost of a year",
                                          .x = curve->x,
                                          .y = curve->y,
                                          .count = curve->count,
                                          .ink = INK_SERIES_A}};
    (void)snprintf(best, sizeof best, "best %d", (int)s->best);
    const struct plot_mark places[] = {
        {(double)s->best, s->costs[BEST].typical, best},
        {(double)s->table.most, s->costs[PEAK].typical, "peak"},
        {(double)s->level, s->costs[OWN].typical, "yours"},
    };
    bool own = s->values[LEVEL] == LEVEL_OWN && (double)s->level <= curve->x[curve->count - 1];
    const struct plot plot = {.x_label = "machines reserved",
                              .y_label = "USD a year",
                              .series = series,
                              .series_count = 1,
                              .marks = places,
                              .mark_count = own ? 3 : 2};
    if (curve->count > 1 && canvas->rows - row >= LEAST_PLOT_ROWS)
        canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

/* Prices of some machine, reserved at a share of the price on demand. */
static void draw_prices(gsl_rng *rng, double *values)
{
    static const double on_demand[] = {0.02, 0.04, 0.05, 0.1, 0.2, 0.4};
    static const double shares[] = {0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75};
    values[TERM] = draw_between(rng, 0, 1);
    values[PRICE_ON_DEMAND] = on_demand[draw_between(rng, 0, 5)];
    double reserved = values[PRICE_ON_DEMAND] * shares[draw_between(rng, 0, 7)];
    values[values[TERM] == THREE_YEARS ? PRICE_THREE : PRICE_ONE] = reserved;
}

static double ratio_of(const double *values)
{
    return reserved_price(values) / values[PRICE_ON_DEMAND];
}

static bool pose_share(const double *values, struct problem *problem)
{
    double r = reserved_price(values), d = values[PRICE_ON_DEMAND], ratio = ratio_of(values);
    if (!(ratio > 0 && ratio < 1))
        return false;
    problem_prompt(problem,
                   "A machine costs $%.4g an hour on demand, or $%.4g an hour reserved for %s, "
                   "running or not. From which share of the hours on, in per cent, is it cheaper "
                   "to reserve it?",
                   d, r, values[TERM] == THREE_YEARS ? "three years" : "a year");
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", 100 * ratio);
    problem->relative = 0.02;
    problem_hint(problem, "Write down what an hour of the term costs in both ways, with u for the "
                          "share.");
    problem_step(problem, "on demand u x $%.4g, reserved $%.4g whatever u is", d, r);
    problem_step(problem, "u = %.4g / %.4g, in per cent %.3g", r, d, 100 * ratio);
    problem_misconception(problem, "discount", "that is the discount, not the share it needs",
                          "%.3g", 100 * (1 - ratio));
    return true;
}

static void draw_months(gsl_rng *rng, double *values)
{
    static const double uses[] = {0.8, 0.9, 1};
    draw_prices(rng, values);
    values[USE] = uses[draw_between(rng, 0, 2)];
}

static bool pose_months(const double *values, struct problem *problem)
{
    double r = reserved_price(values), d = values[PRICE_ON_DEMAND], use = values[USE];
    double term = 12 * years_of(values), months = reservation_months(term, r, d, use);
    if (!(months > 0))
        return false;
    problem_prompt(problem,
                   "A machine is reserved for %.0f months at $%.4g an hour; on demand it would be "
                   "$%.4g. It runs %.3g %% of the hours, until nobody needs it any more. How many "
                   "months must it be needed for the reservation to have paid?",
                   term, r, d, 100 * use);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", months);
    problem->relative = 0.03;
    problem_hint(problem, "The reservation is paid to the end of its term.");
    problem_step(problem, "reserved, a month of the term: $%.4g an hour, %.0f times", r, term);
    problem_step(problem, "on demand, a month of need: %.3g x $%.4g = $%.4g an hour", use, d,
                 use * d);
    problem_step(problem, "%.0f x %.4g / %.4g = %.3g", term, r, use * d, months);
    problem_misconception(problem, "whole-term", "it pays before, as each month saves something",
                          "%.0f", term);
    problem_misconception(problem, "discount",
                          "that is when the saving would be used up, counted "
                          "from the end",
                          "%.3g", term - months);
    return true;
}

static void draw_level(gsl_rng *rng, double *values)
{
    static const double means[] = {20, 30, 40, 50, 100}, swings[] = {0.2, 0.4, 0.5, 0.6, 0.8};
    draw_prices(rng, values);
    values[MACHINES] = means[draw_between(rng, 0, 4)];
    values[DAILY] = swings[draw_between(rng, 0, 4)];
}

static bool pose_level(const double *values, struct problem *problem)
{
    double low = round(values[MACHINES] * (1 - values[DAILY]));
    double high = round(values[MACHINES] * (1 + values[DAILY]));
    double ratio = ratio_of(values), level = low + (high - low) * (1 - ratio);
    if (!(ratio > 0 && ratio < 1) || high - low < 8)
        return false;
    problem_prompt(problem,
                   "Between %.0f and %.0f machines are needed, each number in about as many hours. "
                   "A machine costs $%.4g an hour on demand and $%.4g reserved. How many are best "
                   "reserved?",
                   low, high, values[PRICE_ON_DEMAND], reserved_price(values));
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", level);
    problem->relative = 0.05;
    problem_hint(problem,
                 "The first %.0f run all the time. Which share of the hours must the last "
                 "reserved machine run?",
                 low);
    problem_step(problem, "one more pays while it runs more than %.4g / %.4g = %.3g of the hours",
                 reserved_price(values), values[PRICE_ON_DEMAND], ratio);
    problem_step(problem, "more than q are needed in a share (%.0f - q) / %.0f of the hours", high,
                 high - low);
    problem_step(problem, "q = %.0f + %.0f x (1 - %.3g) = %.3g", low, high - low, ratio, level);
    problem_misconception(problem, "mean",
                          "the mean is right only where reserved is half the price", "%.3g",
                          (low + high) / 2);
    problem_misconception(problem, "peak", "the last machines would hardly ever run", "%.0f", high);
    problem_misconception(problem, "wrong-end", "the dearer reserving is, the fewer are reserved",
                          "%.3g", low + (high - low) * ratio);
    return true;
}

static void draw_idle(gsl_rng *rng, double *values)
{
    draw_prices(rng, values);
    values[USE] = draw_between(rng, 1, 7) / 20.0; /* below every share that is drawn */
}

static bool pose_idle(const double *values, struct problem *problem)
{
    double r = reserved_price(values), d = values[PRICE_ON_DEMAND], use = values[USE];
    double loss = HOURS_A_YEAR * (r - use * d);
    if (!(loss > 0) || !(use > 0) || use > 0.95 * ratio_of(values))
        return false;
    problem_prompt(problem,
                   "A machine is reserved at $%.4g an hour, and runs %.3g %% of the 8760 hours of "
                   "a year. On demand it would cost $%.4g an hour. How many dollars a year does "
                   "the reservation lose?",
                   r, 100 * use, d);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", loss);
    problem->relative = 0.03;
    problem_hint(problem, "Reserved, all hours are paid; on demand only those that it runs.");
    problem_step(problem, "reserved: 8760 x $%.4g = $%.4g", r, HOURS_A_YEAR * r);
    problem_step(problem, "on demand: %.4g x $%.4g = $%.4g", HOURS_A_YEAR * use, d,
                 HOURS_A_YEAR * use * d);
    problem_step(problem, "%.4g - %.4g = %.4g", HOURS_A_YEAR * r, HOURS_A_YEAR * use * d, loss);
    problem_misconception(problem, "idle-hours", "the hours that it runs were cheaper by it",
                          "%.4g", HOURS_A_YEAR * (1 - use) * r);
    return true;
}

static const struct question questions[] = {
    {"share", draw_prices, pose_share},
    {"months", draw_months, pose_months},
    {"level", draw_level, pose_level},
    {"idle", draw_idle, pose_idle},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const terms[] = {"one-year", "three-years", NULL};
static const char *const levels[] = {"best", "own", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [TERM] = {.name = "term",
              .unit = "",
              .kind = PARAMETER_CHOICE,
              .choices = terms,
              .help = "how long is reserved, and how long the demand is looked at"},
    [MACHINES] = {"machines", "machines", PARAMETER_REAL, 1, 1000, 20, NULL,
                  "needed on average on a working day, at the beginning"},
    [DAILY] = {"daily-swing", "", PARAMETER_REAL, 0, 1, 0.4, NULL,
               "how far a day goes above and below its mean, as a share"},
    [WEEKEND] = {"weekend-dip", "", PARAMETER_REAL, 0, 1, 0.3, NULL,
                 "how much less is needed on two days of seven, as a share"},
    [NOISE] = {"noise", "", PARAMETER_REAL, 0, 0.5, 0.1, NULL,
               "what nobody foresees, as a share; it lasts some hours"},
    [GROWTH] = {"growth", "", PARAMETER_REAL, -0.9, 1, 0, NULL,
                "more needed each year, as a share; below 0: less"},
    [STOP_RISK] = {"stop-risk", "", PARAMETER_REAL, 0, 0.9, 0, NULL,
                   "chance that within a year nothing is needed any more"},
    [LEVEL] = {.name = "level",
               .unit = "",
               .kind = PARAMETER_CHOICE,
               .choices = levels,
               .help = "reserved is what turns out best, or your own number"},
    [RESERVED] = {"reserved", "machines", PARAMETER_INTEGER, 0, 100000, 20, NULL,
                  "machines reserved, where the level is your own"},
    [USE] = {"use", "", PARAMETER_REAL, 0.01, 1, 0.8, NULL,
             "share of the hours that one machine runs"},
    [NEED] = {"need-months", "months", PARAMETER_REAL, 1, 120, 24, NULL,
              "that one machine is needed"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.2, NULL,
                     "all demand may be this share more, or as much less"},
    [PRICE_ON_DEMAND] = PRICE("ec2_t3_medium", "hour", "t3.medium, on demand"),
    [PRICE_ONE] = PRICE("ec2_t3m_ri1", "hour", "t3.medium, reserved for one year"),
    [PRICE_THREE] = PRICE("ec2_t3m_ri3", "hour", "t3.medium, reserved for three years"),
};

static const struct picture pictures[] = {
    {"hours", draw_share},
    {"count", draw_count},
    {"use", tradeoff_draw},
    {"map", tradeoff_draw_map},
};

static const struct preset presets[] = {
    {"three years", "term=three-years", "Cheaper by the hour, so more of the demand is reserved."},
    {"it grows by a third each year", "term=three-years growth=0.35",
     "What is reserved from the first day idles at first, and is soon too little."},
    {"it may be switched off", "term=three-years stop-risk=0.3",
     "One chance in three a year that it all ends: far fewer are reserved."},
    {"reserved for the peak", "level=own reserved=40",
     "Much of it idles: the reservation saves nothing."},
    {"nights and weekends off", "daily-swing=1 weekend-dip=0.9",
     "Few machines run most of the hours; the rest are better on demand."},
};

static const char *const topics[] = {"cloud cost", "capacity planning", NULL};
static const char *const series_names[] = {"demand", "cost_by_count", "machines_by_share", NULL};

const struct simulation simulation_reserve = {
    .name = "reserve",
    .title = "Reserved machines: how many, how long",
    .summary = "How many machines of a changing demand are best reserved, and when it pays at all.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct reserve),
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .picture = "demand",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .release = release,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
