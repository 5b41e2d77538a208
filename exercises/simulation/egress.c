/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leaving a cloud: what it costs to take the data out, and when that is paid back.
 *
 * Data that leaves is paid in tiers that begin anew each month: the more leaves in one month, the
 * cheaper the last of it. Spread over s months, of q GB in all, the fee is s T(q / s), T the tiered
 * sum; with falling tiers never less than at once. Leaving costs more than the fee: the effort, and
 * months in which both places are paid for. With months counted from the day of the decision,
 *
 *     staying (t) = b t
 *     leaving (t) = effort + fee min(t, s) / s + (b + a) min(t, r) + (a + f) max(t - r, 0)
 *
 * b the bill here, a = b - saving the one there, f what still flows between the two each month, r
 * the months of double running, at least s: the old place is there until the last byte has left.
 * Where the saving exceeds f they meet at t = r + (effort + fee + a r) / (saving - f), if that is
 * beyond r.
 *
 * A GB is 10^9 bytes here; with gb=binary it is 2^30, as ends of tiers at 10,240 suggest, and the
 * fee 7 % smaller. The list of the other provider says GiB. Beyond the last tier no price is
 * sourced: that is said. Some providers waive the fee for those who leave; no source here says who
 * and when, so that `fee-share` (1: all of it is paid) is yours to set.
 *
 * Left out: interest (the months count alike), free amounts, data that grows while it is moved.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_egress;

enum { STAY, MOVE, ALTERNATIVES };
enum { TIERS = 3, MOST_MONTHS = 120 };
enum parameter_index {
    PROVIDER,
    DESTINATION,
    DATA,
    GB,
    SHARE,
    SPREAD,
    FEE_SHARE,
    BILL,
    SAVING,
    DOUBLE,
    DAYS,
    DAY_RATE,
    TRAFFIC,
    HORIZON,
    UNCERTAINTY,
    AWS_1,
    AWS_1_TO,
    AWS_2,
    AWS_2_TO,
    AWS_3,
    AWS_3_TO,
    AWS_REGION,
    AWS_REGION_TO,
    GCS_PRICE,
    GCS_TO,
    PARAMETERS
};
enum { AWS, GCS };
enum { ELSEWHERE, REGION };
enum { DECIMAL, BINARY };

/* --- Fees ---------------------------------------------------------------------------------------
 */

struct tiers {
    struct price_tier tiers[TIERS];
    size_t count;
};

static struct tiers find_tiers(const double *values)
{
    if (values[PROVIDER] == GCS && values[DESTINATION] == REGION)
        return (struct tiers){.count = 0}; /* not sourced */
    if (values[PROVIDER] == GCS)
        return (struct tiers){{{values[GCS_PRICE], values[GCS_TO]}}, 1};
    if (values[DESTINATION] == REGION)
        return (struct tiers){{{values[AWS_REGION], values[AWS_REGION_TO]}}, 1};
    return (struct tiers){{{values[AWS_1], values[AWS_1_TO]},
                           {values[AWS_2], values[AWS_2_TO]},
                           {values[AWS_3], values[AWS_3_TO]}},
                          TIERS};
}

static double unit_bytes(const double *values)
{
    return values[PROVIDER] == GCS || values[GB] == BINARY ? 1073741824.0 : 1e9;
}

static const char *unit_name(const double *values)
{
    return values[PROVIDER] == GCS ? "GiB" : "GB";
}

/* In GB or GiB. */
static double moved(const double *values)
{
    return values[DATA] * values[SHARE] / unit_bytes(values);
}

/* The most that has a price in one month. */
static double most_priced(const double *values)
{
    struct tiers list = find_tiers(values);
    return list.count ? list.tiers[list.count - 1].to : 0;
}

/* What leaves in one month; 0 without a price where nothing does. */
static double month_fee(const double *values, double quantity)
{
    struct tiers list = find_tiers(values);
    return quantity > 0 ? tiered_cost(list.tiers, list.count, quantity) : 0;
}

/* All of it, spread over so many months. */
static double fee(const double *values, double months)
{
    return values[FEE_SHARE] * months * month_fee(values, moved(values) / months);
}

static double traffic_fee(const double *values)
{
    return month_fee(values, values[TRAFFIC] / unit_bytes(values));
}

/* --- Leaving, month by month --------------------------------------------------------------------
 */

static double bill_there(const double *values)
{
    return fmax(values[BILL] - values[SAVING], 0);
}

static double effort(const double *values)
{
    return values[DAYS] * values[DAY_RATE];
}

static double double_months(const double *values)
{
    return fmax(values[DOUBLE], values[SPREAD]);
}

/* What has been paid after so many months, parts of one included. */
static double paid_leaving(const double *values, double months, struct bill *bill)
{
    double both = fmin(months, double_months(values)), after = months - both;
    double total = bill_add(bill, "bill here", values[BILL] * both);
    total += bill_add(bill, "bill there", bill_there(values) * months);
    total += bill_add(bill, "effort", effort(values));
    total += bill_add(bill, "fee for the data",
                      fee(values, values[SPREAD]) * fmin(months / values[SPREAD], 1));
    return total + bill_add(bill, "traffic after", after > 0 ? traffic_fee(values) * after : 0);
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    if (alternative == STAY)
        return bill_add(bill, "bill here", values[BILL] * values[HORIZON]);
    return paid_leaving(values, values[HORIZON], bill);
}

/* How far leaving is ahead after so many months. */
static double ahead(double months, const void *values)
{
    return ((const double *)values)[BILL] * months - paid_leaving(values, months, NULL);
}

/* The month in which leaving is paid back, by root finding; NaN: none within the horizon. */
static double find_payback(const double *values)
{
    double roots[1];
    struct solve_range range = {0, values[HORIZON], false};
    return solve_roots(ahead, values, range, roots, 1) ? roots[0] : (double)NAN;
}

/* The same in closed form, whatever the horizon; NaN: never, or not priced. */
static double payback_form(const double *values)
{
    double both = double_months(values), gain = values[BILL] - bill_there(values);
    double once = effort(values) + fee(values, values[SPREAD]) + bill_there(values) * both;
    gain -= traffic_fee(values);
    return gain > 0 ? both + once / gain : (double)NAN;
}

/* --- The choice ---------------------------------------------------------------------------------
 */

static const char *name(const double *values, size_t alternative)
{
    (void)values;
    return alternative == STAY ? "stay here" : "move away";
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const none[] = {NULL};
    static const char *const aws[] = {"aws_egress_1", "aws_egress_2", "aws_egress_3", NULL};
    static const char *const region[] = {"aws_interregion", NULL};
    static const char *const gcs[] = {"gcs_egress", NULL};
    if (alternative == STAY)
        return none;
    if (values[PROVIDER] == GCS)
        return gcs;
    return values[DESTINATION] == REGION ? region : aws;
}

static const char *why(const double *values, size_t alternative)
{
    (void)alternative;
    if (values[PROVIDER] == GCS && values[DESTINATION] == REGION)
        return "what Google takes between its regions is not sourced";
    return "more in a month than the last tier whose price is sourced; spread it over more months";
}

static void title(const double *values, char *buffer, size_t size)
{
    char bytes[64], saving[48];
    bytes_format(values[DATA] * values[SHARE], bytes, sizeof bytes);
    money_format(values[SAVING], "USD/month", saving, sizeof saving);
    (void)snprintf(buffer, size, "%s %s from %s, to save %s; over %.0f months", bytes,
                   values[DESTINATION] == REGION ? "to another region" : "away",
                   values[PROVIDER] == GCS ? "Google" : "Amazon", saving, values[HORIZON]);
}

/* --- The run ------------------------------------------------------------------------------------
 */

static const struct tradeoff tradeoff;

struct state {
    struct tradeoff_run run;  /* first; the sweep over the data is complete from the start */
    struct tradeoff tradeoff; /* with axes that suit the values */
    double payback;           /* month; NaN: none within the horizon */
    struct band leaving[MOST_MONTHS + 1];
    double paid_back[MOST_MONTHS + 1]; /* the share of the draws that are paid back by then */
    int months;                        /* that have passed */
};

/* Up to where there is a price, and not far beyond what is asked. */
static struct tradeoff_axis data_axis(const double *values)
{
    double most = most_priced(values) * values[SPREAD] * unit_bytes(values) / values[SHARE];
    double high = fmin(fmin(most, 1000 * fmax(values[DATA], 1e9)), 1e18);
    high = high > 1e3 ? high : 1e15;
    return (struct tradeoff_axis){DATA, high / 1e4, high, true, "bytes to be moved"};
}

static struct tradeoff_axis saving_axis(const double *values)
{
    return (struct tradeoff_axis){SAVING, 0, fmax(values[BILL], 1), false, "saving, USD a month"};
}

/* Values with what is uncertain multiplied by the factors of a draw. */
static void draw_values(const struct tradeoff_run *run, int draw, double *drawn)
{
    memcpy(drawn, run->values, PARAMETERS * sizeof *drawn);
    for (size_t k = 0; k < run->tradeoff->uncertain_count; k++)
        drawn[run->tradeoff->uncertain[k]] *= run->factors[draw][k];
}

static void find_bands(struct state *state)
{
    static const double slack = 1e-9; /* of rounding, as a share of what is paid */
    const double *values = state->run.values;
    for (int month = 0; month <= (int)values[HORIZON]; month++) {
        double draws[TRADEOFF_DRAWS], typical = paid_leaving(values, month, NULL);
        int back = 0;
        for (int i = 0; i < TRADEOFF_DRAWS; i++) {
            double drawn[MOST_PARAMETERS];
            draw_values(&state->run, i, drawn);
            draws[i] = paid_leaving(drawn, month, NULL);
            back += month > 0 && draws[i] <= values[BILL] * month * (1 + slack);
        }
        struct band band = band_of(draws, TRADEOFF_DRAWS);
        state->leaving[month] =
            (struct band){fmin(band.low, typical), typical, fmax(band.high, typical)};
        state->paid_back[month] = (double)back / TRADEOFF_DRAWS;
    }
}

static void init(void *memory, const double *values, gsl_rng *rng)
{
    struct state *state = memory;
    state->tradeoff = tradeoff;
    state->tradeoff.axes[0] = data_axis(values);
    state->tradeoff.axes[1] = saving_axis(values);
    tradeoff_init(&state->run, &state->tradeoff, values, rng);
    while (tradeoff_step(&state->run, rng))
        ;
    find_bands(state);
    state->payback = find_payback(values);
}

static bool step(void *memory, gsl_rng *rng)
{
    struct state *state = memory;
    (void)rng;
    if (state->months >= (int)state->run.values[HORIZON])
        return false;
    state->months++;
    return true;
}

static bool copy(void *to, const void *from)
{
    struct state *state = to;
    memcpy(state, from, sizeof *state);
    state->run.tradeoff = &state->tradeoff;
    return true;
}

static bool check(const double *values, struct error *error)
{
    if (values[SAVING] <= values[BILL])
        return true;
    return error_set(error, ERROR_USAGE,
                     "monthly-saving cannot be more than monthly-bill: expected 0 to %.10g USD a "
                     "month",
                     values[BILL]);
}

static void describe(const void *memory, char *buffer, size_t size)
{
    const struct state *state = memory;
    const double *values = state->run.values;
    int month = state->months;
    char apart[48];
    double leaving = state->leaving[month].typical, here = values[BILL] * month;
    money_format(fabs(here - leaving), NULL, apart, sizeof apart);
    if (!isfinite(leaving))
        (void)snprintf(buffer, size, "Month %d: %s", month, why(values, MOVE));
    else if (month == 0)
        (void)snprintf(buffer, size, "The decision: %s of work, and nothing is saved yet", apart);
    else if (isfinite(state->payback) && state->payback <= month && state->payback > month - 1)
        (void)snprintf(buffer, size, "Month %d: paid back, %s ahead of staying", month, apart);
    else
        (void)snprintf(buffer, size, "Month %d: leaving is %s %s%s", month, apart,
                       here < leaving ? "behind" : "ahead",
                       month <= double_months(values) ? ", both places are paid" : "");
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* Of something the draws change. */
static void observe_cost(const struct state *state, const char *key,
                         double (*of)(const double *values), struct report *report)
{
    double draws[TRADEOFF_DRAWS], typical = of(state->run.values);
    int unpriced = 0;
    char note[120];
    for (int i = 0; i < TRADEOFF_DRAWS; i++) {
        double drawn[MOST_PARAMETERS];
        draw_values(&state->run, i, drawn);
        draws[i] = of(drawn);
        unpriced += isnan(draws[i]);
    }
    struct band band = band_of(draws, TRADEOFF_DRAWS);
    if (!isfinite(typical))
        band.low = band.high = NAN;
    struct observation *cost =
        report_cost(report, key, "USD", fmin(band.low, typical), typical, fmax(band.high, typical),
                    prices(state->run.values, MOVE));
    (void)snprintf(note, sizeof note,
                   "%d of %d draws move more than has a price; low and high "
                   "are those of the others",
                   unpriced, TRADEOFF_DRAWS);
    if (isnan(typical))
        cost->note = arena_copy_string(&report->arena, why(state->run.values, MOVE));
    else if (unpriced)
        cost->note = arena_copy_string(&report->arena, note);
}

static double fee_spread(const double *values)
{
    return fee(values, values[SPREAD]);
}

static double fee_at_once(const double *values)
{
    return fee(values, 1);
}

static double paid_once(const double *values)
{
    return effort(values) + fee_spread(values) + bill_there(values) * double_months(values);
}

static void observe_payback(const struct state *state, struct report *report)
{
    const double *values = state->run.values;
    double form = payback_form(values);
    char note[160];
    if (isfinite(state->payback))
        note[0] = '\0';
    else if (isnan(cost(values, MOVE, NULL)))
        (void)snprintf(note, sizeof note, "%s", why(values, MOVE));
    else if (isfinite(form) && form <= values[HORIZON])
        (void)snprintf(note, sizeof note, "leaving is never behind: nothing is paid for it");
    else if (isfinite(form))
        (void)snprintf(note, sizeof note, "not within the horizon of %.0f months: after %.4g",
                       values[HORIZON], form);
    else
        (void)snprintf(note, sizeof note,
                       "never: what still flows between the two costs all that is saved");
    report_break_even(report, "payback", "months", state->payback, prices(values, MOVE),
                      note[0] ? note : NULL);
    if (isfinite(state->payback) && isfinite(form))
        report_predict(report, "break_even.payback", form, true,
                       "double months + what is paid once / (saving - traffic)");
}

/* The saving from which leaving is paid back just at the horizon. */
static void predict_saving(const double *values, struct report *report)
{
    static const char *const key = "break_even.stay_here_move_away_by_monthly_saving";
    double both = double_months(values), after = values[HORIZON] - both;
    double saving = (values[BILL] * both + effort(values) + fee_spread(values) +
                     traffic_fee(values) * fmax(after, 0)) /
                    values[HORIZON];
    if (after > 0 && isfinite(report_mean(report, key)))
        report_predict(report, key, saving, true,
                       "(bill x double months + effort + fee + traffic) / horizon");
}

static const char *const tier_names[TIERS] = {"tier.first", "tier.second", "tier.third"};

/* What each tier takes of one month. */
static void observe_tiers(const double *values, struct report *report)
{
    struct tiers list = find_tiers(values);
    double month = moved(values) / values[SPREAD], from = 0;
    for (size_t i = 0; i < list.count; i++) {
        double part = fmax(fmin(month, list.tiers[i].to) - from, 0);
        report_value(report, tier_names[i], "USD a month",
                     values[FEE_SHARE] * part * list.tiers[i].price);
        from = list.tiers[i].to;
    }
}

static void observe_curves(const struct state *state, struct report *report)
{
    double x[MOST_MONTHS + 1], here[MOST_MONTHS + 1], away[MOST_MONTHS + 1];
    double half[MOST_MONTHS + 1];
    size_t count = (size_t)state->months + 1;
    for (size_t i = 0; i < count; i++) {
        x[i] = (double)i;
        here[i] = state->run.values[BILL] * (double)i;
        away[i] = state->leaving[i].typical;
        half[i] = (state->leaving[i].high - state->leaving[i].low) / 2;
    }
    report_series(report, "staying", "month", "USD so far", x, here, count);
    report_band(report, report_series(report, "leaving", "month", "USD so far", x, away, count),
                half);
    report_series(report, "paid_back", "month", "share of the draws", x, state->paid_back, count);
}

static void observe(const void *memory, struct report *report)
{
    const struct state *state = memory;
    const double *values = state->run.values;
    observe_cost(state, "leave", fee_spread, report);
    observe_cost(state, "leave_in_one_month", fee_at_once, report);
    observe_cost(state, "paid_once", paid_once, report);
    observe_payback(state, report);
    tradeoff_observe(&state->run, report);
    predict_saving(values, report);
    observe_tiers(values, report);
    report_value(report, "moved", unit_name(values), moved(values));
    report_value(report, "paid_back_share", "", state->paid_back[state->months]);
    observe_curves(state, report);
}

/* --- Pictures -----------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static void line_at(struct canvas *canvas, int row, enum ink color, const char *line)
{
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(color), line);
}

/* Before a guess: what is compared, and no amount. */
static void draw_secret(const struct state *state, struct canvas *canvas)
{
    char line[256];
    title(state->run.values, line, sizeof line);
    line_at(canvas, 0, INK_STRONG, line);
    line_at(canvas, 1, INK_TEXT,
            "Leaving costs once, staying each month: which is less, and when?");
}

static void tell_payback(const struct state *state, char *buffer, size_t size)
{
    const double *values = state->run.values;
    bool over = state->months == (int)values[HORIZON];
    if (isfinite(state->payback) && (over || state->payback <= state->months))
        (void)snprintf(buffer, size, "Paid back after %.3g months; by now in %.0f of 100 draws",
                       state->payback, 100 * state->paid_back[state->months]);
    else if (over && isfinite(cost(values, MOVE, NULL)))
        (void)snprintf(buffer, size,
                       "Not paid back within %.0f months; in %.0f of 100 draws it would be",
                       values[HORIZON], 100 * state->paid_back[state->months]);
    else
        describe(state, buffer, size);
}

static void plot_paid(const struct state *state, int row, struct canvas *canvas)
{
    double x[MOST_MONTHS + 1], here[MOST_MONTHS + 1], away[MOST_MONTHS + 1];
    double low[MOST_MONTHS + 1], high[MOST_MONTHS + 1];
    const double *values = state->run.values, horizon = values[HORIZON];
    size_t count = (size_t)state->months + 1;
    char label[32];
    for (size_t i = 0; i < count; i++) {
        x[i] = (double)i;
        here[i] = values[BILL] * (double)i;
        away[i] = state->leaving[i].typical;
        low[i] = state->leaving[i].low;
        high[i] = state->leaving[i].high;
    }
    const struct plot_series series[] = {
        {.name = "stay here", .x = x, .y = here, .count = count, .ink = INK_SERIES_A, .label = "S"},
        {.name = "move away", .x = x, .y = away, .count = count, .ink = INK_SERIES_B, .label = "M"},
        {.name = "its 90 %", .x = x, .y = low, .count = count, .ink = INK_DIM, .points = true},
        {.name = NULL, .x = x, .y = high, .count = count, .ink = INK_DIM, .points = true}};
    (void)snprintf(label, sizeof label, "paid back %.3g", state->payback);
    const struct plot_mark mark = {state->payback, values[BILL] * state->payback, label};
    double most = fmax(values[BILL] * horizon, state->leaving[(int)horizon].high);
    const struct plot plot = {.x_label = "month",
                              .y_label = "USD so far",
                              .x_low = 0,
                              .x_high = horizon,
                              .y_low = 0,
                              .y_high = most > 0 ? most : 1,
                              .series = series,
                              .series_count = 4,
                              .marks = &mark,
                              .mark_count = state->payback <= state->months};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw(const void *memory, const struct report *report, struct canvas *canvas)
{
    const struct state *state = memory;
    char line[256];
    if (!report) {
        draw_secret(state, canvas);
        return;
    }
    title(state->run.values, line, sizeof line);
    line_at(canvas, 0, INK_STRONG, line);
    tell_payback(state, line, sizeof line);
    line_at(canvas, 1, INK_TEXT, line);
    if (canvas->rows > 6)
        plot_paid(state, 2, canvas);
}

/* One tier of the staircase: as wide as it is long, as high as it is dear, filled as far as the
 * month's data goes. */
static void draw_tier(struct canvas *canvas, int left, int right, int top, int bottom, int filled)
{
    const char *full = canvas->ascii ? "#" : "█", *empty = canvas->ascii ? "." : "░";
    int edge = filled < left ? left : filled > right ? right : filled;
    canvas_fill(canvas, left, top, edge - left, bottom - top, ink(INK_SERIES_B), full);
    canvas_fill(canvas, edge, top, right - edge, bottom - top, ink(INK_DIM), empty);
}

static void draw_staircase(const double *values, int row, struct canvas *canvas)
{
    struct tiers list = find_tiers(values);
    double month = moved(values) / values[SPREAD], from = 0, dearest = 0;
    double end = most_priced(values);
    int bottom = canvas->rows - 2, height = bottom - row - 1;
    end = isfinite(end) ? end : 2 * fmax(month, 1);
    for (size_t i = 0; i < list.count; i++)
        dearest = fmax(dearest, list.tiers[i].price);
    if (height < 3 || !(dearest > 0) || !(end > 0))
        return;
    double scale = canvas->columns / end;
    int filled = (int)round(fmin(month, end) * scale), free = 0;
    for (size_t i = 0; i < list.count; i++) {
        double to = fmin(list.tiers[i].to, end);
        int left = (int)round(from * scale), right = (int)round(to * scale);
        int high = (int)round(list.tiers[i].price / dearest * height);
        char end_of[64];
        draw_tier(canvas, left, right, bottom - (high > 0 ? high : 1), bottom, filled);
        int at = left > free ? left : free;
        free = 1 + canvas_printf(canvas, at, bottom - high - 1, ink(INK_STRONG), "$%.4g",
                                 list.tiers[i].price);
        bill_amount(to, end_of, sizeof end_of); /* "153,600" */
        int width = (int)strlen(end_of);
        if (right - width > left)
            (void)canvas_text(canvas, right - width, bottom, ink(INK_DIM), end_of);
        from = to;
    }
    (void)canvas_printf(canvas, 0, bottom + 1, ink(INK_DIM),
                        "%s a month: as wide as the tier, as high as its price; filled: this data",
                        unit_name(values));
}

static void draw_tiers(const void *memory, const struct report *report, struct canvas *canvas)
{
    const struct state *state = memory;
    const double *values = state->run.values;
    char line[256], month[48], all[48], once[48], quantity[32];
    if (!report) {
        draw_secret(state, canvas);
        return;
    }
    double spread = values[SPREAD];
    place_format(moved(values) / spread, quantity, sizeof quantity);
    money_format(fee(values, spread) / spread, NULL, month, sizeof month);
    money_format(fee(values, spread), NULL, all, sizeof all);
    double other = spread > 1 ? 1 : 10; /* months to compare it with */
    money_format(fee(values, other), NULL, once, sizeof once);
    (void)snprintf(line, sizeof line, "%s %s a month for %.0f month%s: %s a month", quantity,
                   unit_name(values), spread, spread > 1 ? "s" : "", month);
    line_at(canvas, 0, INK_STRONG, line);
    if (isnan(fee(values, spread)))
        (void)snprintf(line, sizeof line, "No fee can be said: %s", why(values, MOVE));
    else
        (void)snprintf(line, sizeof line, "In all %s; %s it would be %s, as tiers begin anew", all,
                       spread > 1 ? "in one month" : "spread over ten", once);
    line_at(canvas, 1, INK_TEXT, line);
    draw_staircase(values, 3, canvas);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_egress,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .why = why,
    .prices = prices,
    .unit = "USD",
    .axes = {{DATA, 1e10, 1e14, true, "bytes to be moved"},
             {SAVING, 0, 20000, false, "saving, USD a month"}},
    .axis_count = 2,
    .uncertain = {DATA, SAVING, DAYS},
    .uncertain_count = 3,
    .uncertainty = UNCERTAINTY,
};

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_leaving(gsl_rng *rng, double *values)
{
    static const double terabytes[] = {5, 8, 20, 30, 40, 60, 80, 100, 120, 150};
    values[DATA] = terabytes[draw_between(rng, 0, 9)] * 1e12;
    values[BILL] = 1000 * draw_between(rng, 15, 40);
    values[SAVING] = 500 * draw_between(rng, 8, 20);
    values[DOUBLE] = draw_between(rng, 1, 4);
    values[DAYS] = 10 * draw_between(rng, 2, 10);
}

/* "the first 10,240 GB at $0.09, then up to 51,200 at $0.085" */
static const char *list_of_tiers(const double *values, struct problem *problem)
{
    struct tiers list = find_tiers(values);
    struct text text = {0};
    for (size_t i = 0; i < list.count; i++) {
        char to[32];
        (void)snprintf(to, sizeof to, "%.6g", list.tiers[i].to);
        if (isfinite(list.tiers[i].to))
            text_printf(&text, "%s%s %s at $%.4g", i ? ", then up to " : "the first ", to,
                        unit_name(values), list.tiers[i].price);
        else
            text_printf(&text, "%s%s at $%.4g", i ? ", beyond each " : "each ", unit_name(values),
                        list.tiers[i].price);
    }
    const char *copy_of = arena_copy_string(&problem->arena, text_string(&text));
    text_release(&text);
    return copy_of;
}

/* The steps of a tiered sum, as far as it is filled. */
static void add_tier_steps(const double *values, double quantity, struct problem *problem)
{
    struct tiers list = find_tiers(values);
    double from = 0;
    for (size_t i = 0; i < list.count && quantity > from; i++) {
        double part = fmin(quantity, list.tiers[i].to) - from;
        problem_step(problem, "%.7g %s x $%.4g = $%.6g", part, unit_name(values),
                     list.tiers[i].price, part * list.tiers[i].price);
        from = list.tiers[i].to;
    }
}

static bool pose_fee(const double *values, struct problem *problem)
{
    struct tiers list = find_tiers(values);
    double quantity = moved(values), total = month_fee(values, quantity);
    if (!(total > 0))
        return false;
    size_t last = 0;
    while (last + 1 < list.count && quantity > list.tiers[last].to)
        last++;
    problem_prompt(problem,
                   "%.7g %s leave a cloud in one month. Each month is charged in tiers, per %s: "
                   "%s. What does it cost in dollars?",
                   quantity, unit_name(values), unit_name(values), list_of_tiers(values, problem));
    problem_answer(problem, ANSWER_DECIMAL, "%.5g", total);
    problem->relative = 0.01;
    problem_hint(problem, "Each part is charged at the price of its own tier.");
    add_tier_steps(values, quantity, problem);
    problem_step(problem, "in all $%.5g", total);
    problem_misconception(problem, "all-at-the-last-tier",
                          "the cheaper price holds for what is beyond the tier before, not for all",
                          "%.5g", quantity * list.tiers[last].price);
    problem_misconception(problem, "all-at-the-first-tier", "what is beyond a tier costs less",
                          "%.5g", quantity * list.tiers[0].price);
    return true;
}

static void draw_spread(gsl_rng *rng, double *values)
{
    static const double terabytes[] = {40, 60, 80, 100, 120};
    draw_leaving(rng, values);
    values[DATA] = terabytes[draw_between(rng, 0, 4)] * 1e12;
    values[SPREAD] = draw_between(rng, 2, 10);
}

static bool pose_spread(const double *values, struct problem *problem)
{
    double months = values[SPREAD], part = moved(values) / months;
    double once = month_fee(values, moved(values)), spread = months * month_fee(values, part);
    if (!(spread > once * 1.001) || months < 2)
        return false;
    problem_prompt(problem,
                   "%.7g %s are to leave a cloud. Each month is charged in tiers, per %s: %s. In "
                   "one month that costs $%.6g. What does it cost in dollars, spread evenly over "
                   "%.0f months?",
                   moved(values), unit_name(values), unit_name(values),
                   list_of_tiers(values, problem), once, months);
    problem_answer(problem, ANSWER_DECIMAL, "%.5g", spread);
    problem->relative = 0.01;
    problem_hint(problem, "The tiers begin anew each month.");
    add_tier_steps(values, part, problem);
    problem_step(problem, "a month $%.6g, and %.0f of them: $%.5g", spread / months, months,
                 spread);
    problem_misconception(problem, "the-same-in-parts",
                          "smaller months reach less of the cheaper tiers", "%.6g", once);
    return true;
}

static bool pose_payback(const double *values, struct problem *problem)
{
    double both = double_months(values), once = paid_once(values), total = payback_form(values);
    double saving = values[BILL] - bill_there(values), flow = traffic_fee(values);
    if (!isfinite(total) || !(once > 0))
        return false;
    problem_prompt(problem,
                   "A cloud costs $%.6g a month, another place would cost $%.6g less. For %.0f "
                   "months both are paid in full; the work costs $%.6g, taking the data out $%.6g, "
                   "and afterwards $%.4g a month go for what still flows between the two. After "
                   "how many months in all is leaving paid back?",
                   values[BILL], saving, both, effort(values), fee_spread(values), flow);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", total);
    problem->relative = 0.02;
    problem_hint(problem, "What is paid beside the old bill until the old place is closed?");
    problem_step(problem, "%.0f months of the new bill of $%.6g: $%.6g", both, bill_there(values),
                 both * bill_there(values));
    problem_step(problem, "with work and fee $%.6g", once);
    problem_step(problem, "each month after that gains $%.6g - $%.4g = $%.6g", saving, flow,
                 saving - flow);
    problem_step(problem, "%.0f + %.6g / %.6g = %.4g", both, once, saving - flow, total);
    problem_misconception(problem, "forgets-double-running", "while both places run, both are paid",
                          "%.4g", (effort(values) + fee_spread(values)) / (saving - flow));
    problem_misconception(problem, "fee-only", "the fee is the smaller part of it", "%.4g",
                          fee_spread(values) / (saving - flow));
    return true;
}

static const struct question questions[] = {
    {"fee", draw_leaving, pose_fee},
    {"spread", draw_spread, pose_spread},
    {"payback", draw_leaving, pose_payback},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const providers[] = {"aws", "gcs", NULL};
static const char *const destinations[] = {"elsewhere", "region", NULL};
static const char *const units[] = {"decimal", "binary", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [PROVIDER] = {.name = "provider",
                  .unit = "",
                  .kind = PARAMETER_CHOICE,
                  .choices = providers,
                  .help = "whose cloud is left"},
    [DESTINATION] = {.name = "destination",
                     .unit = "",
                     .kind = PARAMETER_CHOICE,
                     .choices = destinations,
                     .help = "elsewhere, over the internet, or another region of the same cloud"},
    [DATA] = {"data-bytes", "bytes", PARAMETER_REAL, 0, 1e18, 100e12, NULL, "that are there"},
    [GB] = {.name = "gb",
            .unit = "",
            .kind = PARAMETER_CHOICE,
            .choices = units,
            .help = "what Amazon's list means by a GB: 10^9 bytes, or binary, 2^30"},
    [SHARE] = {"share", "", PARAMETER_REAL, 0.001, 1, 1, NULL, "of the data that is moved"},
    [SPREAD] = {"spread-months", "months", PARAMETER_INTEGER, 1, 60, 1, NULL,
                "over which the data is moved, evenly"},
    [FEE_SHARE] = {"fee-share", "", PARAMETER_REAL, 0, 1, 1, NULL,
                   "of the list price that you pay; 0: waived for those who leave (not sourced)"},
    [BILL] = {"monthly-bill", "USD a month", PARAMETER_REAL, 0, 1e9, 20000, NULL,
              "where you are, without the leaving (assumed; set yours)"},
    [SAVING] = {"monthly-saving", "USD a month", PARAMETER_REAL, 0, 1e9, 6000, NULL,
                "after leaving, at most the bill (assumed; set yours)"},
    [DOUBLE] = {"double-months", "months", PARAMETER_REAL, 0, 60, 3, NULL,
                "in which both places are paid (assumed; set yours)"},
    [DAYS] = {"effort-days", "days", PARAMETER_REAL, 0, 1e5, 60, NULL,
              "of an engineer, for all of the move (assumed; set yours)"},
    [DAY_RATE] = {"day-rate", "USD a day", PARAMETER_REAL, 0, 1e5, 800, NULL,
                  "of an engineer (assumed; set yours)"},
    [TRAFFIC] = {"traffic-bytes", "bytes a month", PARAMETER_REAL, 0, 1e18, 1e12, NULL,
                 "that still leave the old cloud afterwards, yours"},
    [HORIZON] = {"horizon-months", "months", PARAMETER_INTEGER, 1, MOST_MONTHS, 36, NULL,
                 "that are looked at"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.3, NULL,
                     "data, saving and effort may be this share more, or as much less"},
    [AWS_1] = PRICE("aws_egress_1", "GB", "out to the internet, first tier"),
    [AWS_1_TO] = PRICE_TIER_END("aws_egress_1", "GB", "the end of the first tier, a month"),
    [AWS_2] = PRICE("aws_egress_2", "GB", "out to the internet, second tier"),
    [AWS_2_TO] = PRICE_TIER_END("aws_egress_2", "GB", "the end of the second tier, a month"),
    [AWS_3] = PRICE("aws_egress_3", "GB", "out to the internet, third tier"),
    [AWS_3_TO] = PRICE_TIER_END("aws_egress_3", "GB", "the end of the third tier, a month"),
    [AWS_REGION] = PRICE("aws_interregion", "GB", "out to another region"),
    [AWS_REGION_TO] = PRICE_TIER_END("aws_interregion", "GB", "the end of its tier, a month"),
    [GCS_PRICE] = PRICE("gcs_egress", "GiB", "out to the internet"),
    [GCS_TO] = PRICE_TIER_END("gcs_egress", "GiB", "the end of its first tier, a month"),
};

static const struct picture pictures[] = {
    {"tiers", draw_tiers},
    {"data", tradeoff_draw},
    {"map", tradeoff_draw_map},
    {"bill", tradeoff_draw_bill},
};

static const struct preset presets[] = {
    {"the fee waived", "fee-share=0", "Hardly sooner: it is not the fee that holds you."},
    {"spread over ten months", "spread-months=10",
     "The fee is larger, and ten months are paid twice."},
    {"the amount decides", "monthly-saving=3350",
     "Just paid back; look at the costs by amount of data for how much would be too much."},
    {"a small saving", "monthly-saving=2500", "Not paid back within the horizon."},
    {"still talking to each other", "traffic-bytes=60e12",
     "What flows between two clouds each month eats the saving."},
    {"to another region", "destination=region double-months=1 effort-days=20",
     "Between regions of one cloud a GB costs less."},
    {"from Google", "provider=gcs data-bytes=10e12",
     "One tier is sourced; more than it holds in a month cannot be said."},
};

static const char *const topics[] = {"cloud cost", "lock-in", NULL};
static const char *const series[] = {"cost_1",  "cost_2",    "cheapest", "staying",
                                     "leaving", "paid_back", NULL};

const struct simulation simulation_egress = {
    .name = "egress",
    .title = "Leaving a cloud: the fee and the rest",
    .summary = "What taking the data out costs, tier by tier, and when leaving is paid back.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series,
    .version = 1,
    .state_size = sizeof(struct state),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .copy = copy,
    .picture = "payback",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
