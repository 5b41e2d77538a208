/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Serverless functions against machines: paying for each request, or for machines that wait.
 *
 * A request costs its share of a million requests and GB x seconds of memory, where a GB is 1024 MB
 * of the size that is set: 512 MB are half a GB. (Counted as 0.512 GB the break-even of the shipped
 * prices would be at 25.3 requests a second, not 25.8.) A machine costs the hour, busy or not, and
 * machines come whole: n = ceil(peak / (served by one x target utilisation)) + spare. So the one is
 * a straight line through zero and the other a staircase: where n is the same, they meet at
 * n c / 3600 = r s (r requests a second, s dollars a request, c dollars an hour); at the edge of a
 * stair one may jump over the other without meeting it. Containers are smaller stairs.
 *
 * The peak costs machines and no requests: that is what bursts cost. In the day that is drawn, half
 * of all requests come in bursts of a quarter of an hour at the peak rate, as a Poisson process.
 *
 * Left out: that the memory of a machine suffices for what it works on at once; cold starts, which
 * cost time and not money; limits of how many functions may run at once; storage, network and load
 * balancers. How many requests a machine works on at once is assumed, not sourced: measure yours.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_serverless;

enum { SERVERLESS, MACHINES, CONTAINERS, ALTERNATIVES };
enum { QUARTERS = TRADEOFF_POINTS - 1 }; /* of an hour, in a day: one for each step but the first */
enum parameter_index {
    PROCESSOR,
    RATE,
    PEAK,
    MEMORY,
    DURATION,
    FREE_REQUESTS,
    FREE_GB_SECONDS,
    MACHINE_SLOTS,
    MACHINE_RATE,
    UTILISATION,
    SPARE,
    CONTAINER_VCPU,
    CONTAINER_GB,
    CONTAINER_SLOTS,
    UNCERTAINTY,
    REQUESTS_PRICE,
    X86_PRICE,
    X86_TO,
    ARM_PRICE,
    ARM_TO,
    M6I_PRICE,
    M7G_PRICE,
    VCPU_PRICE,
    GB_PRICE,
    PARAMETERS
};
enum { X86, ARM };
static const double hours_a_month = 365.0 * 24 / 12, days_a_month = 365.0 / 12;

/* --- What is needed -----------------------------------------------------------------------------
 */

static double gb_seconds(const double *values)
{
    return values[MEMORY] / 1024 * values[DURATION] / 1000;
}

static double gb_second_price(const double *values)
{
    return values[values[PROCESSOR] == X86 ? X86_PRICE : ARM_PRICE];
}

/* Of the first tier, with nothing free. */
static double request_price(const double *values)
{
    return values[REQUESTS_PRICE] / 1e6 + gb_seconds(values) * gb_second_price(values);
}

static double machine_price(const double *values)
{
    return values[values[PROCESSOR] == X86 ? M6I_PRICE : M7G_PRICE];
}

/* Requests a second that one machine, or container, serves when it never waits. */
static double served(const double *values, size_t alternative)
{
    if (alternative == MACHINES && values[MACHINE_RATE] > 0)
        return values[MACHINE_RATE];
    return values[alternative == MACHINES ? MACHINE_SLOTS : CONTAINER_SLOTS] * 1000 /
           values[DURATION];
}

/* How many would be needed if they came in parts. */
static double needed(const double *values, size_t alternative)
{
    return values[RATE] * values[PEAK] / (served(values, alternative) * values[UTILISATION]);
}

/* At least one; a part of 1e-12 above a whole number is rounding. */
static double whole(const double *values, size_t alternative)
{
    return fmax(ceil(needed(values, alternative) * (1 - 1e-12)), 1);
}

/* --- Costs --------------------------------------------------------------------------------------
 */

static const char *name(const double *values, size_t alternative)
{
    static const char *const names[] = {"serverless", "machines", "containers"};
    (void)values;
    return names[alternative];
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const ids[2][ALTERNATIVES][3] = {
        [X86] = {{"lambda_req", "lambda_gbs_x86", NULL},
                 {"ec2_m6i_large", NULL},
                 {"fargate_vcpu", "fargate_gb", NULL}},
        [ARM] = {{"lambda_req", "lambda_gbs_arm", NULL},
                 {"ec2_m7g_large", NULL},
                 {"fargate_vcpu", "fargate_gb", NULL}}};
    return ids[(size_t)values[PROCESSOR]][alternative];
}

/* So many requests in a part of a month, which has its part of what is free and of the tiers. */
static double serverless_cost(const double *values, double requests, double months,
                              struct bill *bill)
{
    const struct price_tier tier = {gb_second_price(values),
                                    months * values[values[PROCESSOR] == X86 ? X86_TO : ARM_TO]};
    double paid = fmax(requests - months * values[FREE_REQUESTS], 0);
    double memory = fmax(requests * gb_seconds(values) - months * values[FREE_GB_SECONDS], 0);
    double total = bill_add(bill, "requests", paid / 1e6 * values[REQUESTS_PRICE]);
    return total + bill_add(bill, "memory x time", tiered_cost(&tier, 1, memory));
}

/* By the hour: what the mean load keeps busy, and what waits for the peak, leaves room above it, is
 * spare, or is there because they come whole. */
static double hours_cost(const double *values, size_t alternative, double count, double price,
                         struct bill *bill)
{
    double each = price * hours_a_month, busy = values[RATE] / served(values, alternative);
    double total = bill_add(bill, "at work", each * busy);
    return total + bill_add(bill, "waiting", each * (count - busy));
}

static double containers_cost(const double *values, struct bill *bill)
{
    double price =
        values[CONTAINER_VCPU] * values[VCPU_PRICE] + values[CONTAINER_GB] * values[GB_PRICE];
    if (values[PROCESSOR] == ARM)
        return NAN;
    return hours_cost(values, CONTAINERS, whole(values, CONTAINERS), price, bill);
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    if (alternative == SERVERLESS)
        return serverless_cost(values, values[RATE] * 3600 * hours_a_month, 1, bill);
    if (alternative == CONTAINERS)
        return containers_cost(values, bill);
    return hours_cost(values, MACHINES, whole(values, MACHINES) + values[SPARE],
                      machine_price(values), bill);
}

static const char *why(const double *values, size_t alternative)
{
    (void)values;
    if (alternative == CONTAINERS)
        return "the price of containers on ARM is not sourced; compare them on x86";
    return "more GB-seconds a month than the first tier, beyond which no price is sourced; set its "
           "end in your prices.csv";
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size,
                   "%.4g requests a second of %.4g ms and %.4g MB, at the peak %.3g times that",
                   values[RATE], values[DURATION], values[MEMORY], values[PEAK]);
}

/* --- Stairs -------------------------------------------------------------------------------------
 */

static const struct tradeoff tradeoff;

/* The edges of one staircase along an axis: needed() is a straight line there. */
struct stairs {
    double at_zero, slope, next; /* `next`: the whole number of the next edge */
};

static struct stairs find_stairs(const double *values, const struct tradeoff_axis *axis,
                                 size_t alternative)
{
    double moved[MOST_PARAMETERS];
    memcpy(moved, values, PARAMETERS * sizeof *moved);
    moved[axis->parameter] = axis->low;
    double low = needed(moved, alternative);
    moved[axis->parameter] = axis->high;
    struct stairs stairs = {.slope = (needed(moved, alternative) - low) / (axis->high - axis->low)};
    stairs.at_zero = low - stairs.slope * axis->low;
    stairs.next = fmax(floor(low * (1 + 1e-9)) + 1, 1);
    return stairs;
}

static double next_edge(const struct stairs *stairs)
{
    return stairs->slope > 0 ? (stairs->next - stairs->at_zero) / stairs->slope : (double)INFINITY;
}

/* The range of requests a second depends on the values: it is given as the run has it. */
static size_t edges_along(const double *values, const struct tradeoff_axis *axis,
                          double places[TRADEOFF_JUMPS])
{
    struct stairs machines = find_stairs(values, axis, MACHINES);
    struct stairs containers = find_stairs(values, axis, CONTAINERS);
    size_t count = 0;
    while (count < TRADEOFF_JUMPS) {
        double a = next_edge(&machines), b = next_edge(&containers), place = fmin(a, b);
        if (!(place < axis->high * (1 - 1e-6)))
            break;
        places[count++] = place;
        machines.next += a <= place * (1 + 1e-6);
        containers.next += b <= place * (1 + 1e-6);
    }
    return count;
}

/* 1, 2, 5, 10, 20, 50 ...: the first that is not below. */
static double round_up(double value)
{
    double unit = pow(10, floor(log10(value)));
    double first = value / unit;
    return unit * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
}

/* The most requests a second to look at: seven times the first break-even shows stairs that cross
 * and, with the shipped prices, where they no longer do. */
static double most_requests(const double *values)
{
    double even = machine_price(values) / 3600 / request_price(values);
    double most = fmax(2.5 * values[RATE], isfinite(even) ? 7 * even : 100);
    return round_up(fmin(fmax(most, 1), 1e5));
}

static struct tradeoff_axis rate_axis(const double *values)
{
    return (struct tradeoff_axis){RATE, 0, most_requests(values), false,
                                  "requests a second, the mean"};
}

/* --- A day --------------------------------------------------------------------------------------
 */

struct state {
    struct tradeoff_run run;  /* first */
    struct tradeoff tradeoff; /* with the axis that suits the values */
    double requests[QUARTERS], bills[ALTERNATIVES][QUARTERS]; /* of a quarter; so far */
    bool burst[QUARTERS];
    int quarters; /* that have passed */
    double total; /* requests */
};

/* Half of the requests come in bursts. */
static double burst_share(const double *values)
{
    return 0.5 / values[PEAK];
}

static double quarter_rate(const double *values, bool burst)
{
    double calm = values[RATE] * values[PEAK] / (2 * values[PEAK] - 1);
    return burst ? values[RATE] * values[PEAK] : calm;
}

/* Poisson, or where a count would not fit an unsigned the normal distribution near to it. */
static double draw_requests(gsl_rng *rng, double mean)
{
    if (mean > 1e9)
        return round(mean + gsl_ran_gaussian(rng, sqrt(mean)));
    return gsl_ran_poisson(rng, mean);
}

static void pass_quarter(struct state *state, gsl_rng *rng)
{
    const double *values = state->run.values;
    int now = state->quarters++;
    state->burst[now] = gsl_rng_uniform(rng) < burst_share(values);
    double rate = quarter_rate(values, state->burst[now]);
    state->requests[now] = rate > 0 ? draw_requests(rng, rate * 900) : 0;
    state->total += state->requests[now];
    double day = (double)state->quarters / QUARTERS;
    state->bills[SERVERLESS][now] = serverless_cost(values, state->total, 1 / days_a_month, NULL);
    for (size_t i = MACHINES; i < ALTERNATIVES; i++)
        state->bills[i][now] = cost(values, i, NULL) / days_a_month * day;
}

static void init(void *memory, const double *values, gsl_rng *rng)
{
    struct state *state = memory;
    state->tradeoff = tradeoff;
    state->tradeoff.axes[0] = rate_axis(values);
    tradeoff_init(&state->run, &state->tradeoff, values, rng);
}

static bool step(void *memory, gsl_rng *rng)
{
    struct state *state = memory;
    if (!tradeoff_step(&state->run, rng))
        return false;
    if (state->run.points > 1)
        pass_quarter(state, rng);
    return true;
}

static bool copy(void *to, const void *from)
{
    struct state *state = to;
    memcpy(state, from, sizeof *state);
    state->run.tradeoff = &state->tradeoff;
    return true;
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static size_t jumps(const double *values, size_t axis, double places[TRADEOFF_JUMPS])
{
    struct tradeoff_axis rates = rate_axis(values);
    return edges_along(values, axis == 0 ? &rates : &tradeoff.axes[axis], places);
}

/* The first stair that the straight line meets; NaN: none of the first eight, or not straight. */
static double first_meeting(const double *values)
{
    double even = machine_price(values) / 3600 / request_price(values);
    double tier = values[values[PROCESSOR] == X86 ? X86_TO : ARM_TO];
    double edge = served(values, MACHINES) * values[UTILISATION] / values[PEAK];
    if (values[FREE_REQUESTS] > 0 || values[FREE_GB_SECONDS] > 0)
        return NAN;
    for (int n = 1; n <= 8; n++) {
        double place = (n + values[SPARE]) * even;
        bool sourced = place * 3600 * hours_a_month * gb_seconds(values) < tier;
        if (sourced && place > (n - 1) * edge * (1 + 1e-6) && place < n * edge * (1 - 1e-6) &&
            place < most_requests(values))
            return place;
    }
    return NAN;
}

static void extra(const double *values, struct report *report)
{
    double meeting = first_meeting(values), machines = whole(values, MACHINES) + values[SPARE];
    report_value(report, "machines", "", machines);
    report_value(report, "machine_utilisation", "",
                 values[RATE] / (served(values, MACHINES) * machines));
    report_value(report, "containers", "", whole(values, CONTAINERS));
    report_value(report, "million_requests.serverless", "USD", 1e6 * request_price(values));
    report_value(report, "million_requests.machines_full", "USD",
                 1e6 * machine_price(values) / 3600 * values[PEAK] /
                     (served(values, MACHINES) * values[UTILISATION]));
    if (isfinite(meeting) && isfinite(report_mean(report, "break_even.serverless_machines")))
        report_predict(report, "break_even.serverless_machines", meeting, true,
                       "n machines x price an hour / 3600 / price of a request");
}

/* Where the choice flips at the edge of a stair. */
static void observe_jumps(const struct state *state, struct report *report)
{
    struct flip flips[TRADEOFF_FLIPS];
    const double *values = state->run.values;
    size_t count = tradeoff_flips(&state->run, 0, INFINITY, flips);
    int told = 0;
    for (size_t i = 0; i < count; i++) {
        char key[32], note[160];
        if (!flips[i].jump)
            continue;
        (void)snprintf(key, sizeof key, "jump_%d", ++told);
        (void)snprintf(note, sizeof note,
                       "one more is needed here: from %s to %s, and at no place do both cost the "
                       "same",
                       name(values, flips[i].before), name(values, flips[i].after));
        report_break_even(report, key, "requests a second", flips[i].place,
                          prices(values, flips[i].before), note);
    }
}

static void observe_day(const struct state *state, struct report *report)
{
    static const char *const names[] = {"day.serverless", "day.machines", "day.containers"};
    double hours[QUARTERS], load[QUARTERS];
    const double *values = state->run.values;
    size_t count = (size_t)state->quarters;
    for (size_t i = 0; i < count; i++) {
        hours[i] = (double)(i + 1) / 4;
        load[i] = state->requests[i] / 900;
    }
    report_value(report, "day.requests", "requests", state->total);
    for (size_t i = 0; i < ALTERNATIVES; i++)
        report_value(report, names[i], "USD", count ? state->bills[i][count - 1] : 0);
    report_series(report, "load", "hour of the day", "requests a second", hours, load, count);
    for (size_t i = 0; i < ALTERNATIVES; i++)
        report_series(report, names[i], "hour of the day", "USD", hours, state->bills[i], count);
    if (state->quarters < QUARTERS)
        return;
    report_predict(report, "day.requests", values[RATE] * 86400, true, "the mean rate x 86400 s");
    if (!(values[FREE_REQUESTS] > 0) && !(values[FREE_GB_SECONDS] > 0) &&
        isfinite(state->run.here[SERVERLESS].typical))
        report_predict(report, "day.serverless", cost(values, SERVERLESS, NULL) / days_a_month,
                       true, "the month / 30.42 days");
}

static void observe(const void *memory, struct report *report)
{
    const struct state *state = memory;
    tradeoff_observe(&state->run, report);
    observe_jumps(state, report);
    observe_day(state, report);
}

/* --- The picture of the day ---------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static void tell_day(const struct state *state, char *buffer, size_t size)
{
    int last = state->quarters - 1;
    char serverless[32], machines[32], load[32];
    if (last < 0) {
        (void)snprintf(buffer, size, "A day begins; half of its requests come in bursts");
        return;
    }
    money_format(state->bills[SERVERLESS][last], NULL, serverless, sizeof serverless);
    money_format(state->bills[MACHINES][last], NULL, machines, sizeof machines);
    place_format(state->requests[last] / 900, load, sizeof load);
    (void)snprintf(buffer, size, "%02d:%02d: %s%s a second; so far serverless %s, machines %s",
                   state->quarters / 4, state->quarters % 4 * 15,
                   state->burst[last] ? "a burst, " : "", load, serverless, machines);
}

/* The load as it came, under what the machines could serve. */
static void plot_load(const struct state *state, int row, int rows, struct canvas *canvas)
{
    double x[2 * QUARTERS], y[2 * QUARTERS], level[2];
    const double *values = state->run.values, ends[2] = {0, 24};
    for (int i = 0; i < state->quarters; i++) { /* flat for a quarter, then up or down */
        x[2 * i] = i / 4.0;
        x[2 * i + 1] = (i + 1) / 4.0;
        y[2 * i] = y[2 * i + 1] = state->requests[i] / 900;
    }
    level[0] = level[1] =
        (whole(values, MACHINES) + values[SPARE]) * served(values, MACHINES) * values[UTILISATION];
    struct plot_series series[] = {{.name = "what machines are there for",
                                    .x = ends,
                                    .y = level,
                                    .count = 2,
                                    .ink = INK_SERIES_B,
                                    .label = "M"},
                                   {.name = "requests",
                                    .x = x,
                                    .y = y,
                                    .count = 2 * (size_t)state->quarters,
                                    .ink = INK_STRONG,
                                    .label = "R"}};
    const struct plot plot = {.x_label = "hour of the day",
                              .y_label = "requests a second",
                              .x_low = 0,
                              .x_high = 24,
                              .y_low = 0,
                              .y_high = 1.1 * fmax(level[0], values[RATE] * values[PEAK]),
                              .series = series,
                              .series_count = 2};
    canvas_plot(canvas, 0, row, canvas->columns, rows, &plot);
}

static void plot_bills(const struct state *state, int row, int rows, struct canvas *canvas)
{
    static const char *const letters[] = {"S", "M", "C"};
    static const enum ink inks[] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C};
    double x[QUARTERS];
    struct plot_series series[ALTERNATIVES];
    for (int i = 0; i < state->quarters; i++)
        x[i] = (i + 1) / 4.0;
    for (size_t i = 0; i < ALTERNATIVES; i++)
        series[i] = (struct plot_series){.name = name(state->run.values, i),
                                         .x = x,
                                         .y = state->bills[i],
                                         .count = (size_t)state->quarters,
                                         .ink = inks[i],
                                         .label = letters[i]};
    const struct plot plot = {.x_label = "hour of the day",
                              .y_label = "USD so far",
                              .x_low = 0,
                              .x_high = 24,
                              .series = series,
                              .series_count = ALTERNATIVES};
    canvas_plot(canvas, 0, row, canvas->columns, rows, &plot);
}

static void draw_day(const void *memory, const struct report *report, struct canvas *canvas)
{
    enum { ROWS_FOR_BOTH = 20 };
    const struct state *state = memory;
    char line[256];
    int half = canvas->rows >= ROWS_FOR_BOTH ? (canvas->rows - 2) / 2 : 0;
    if (!report) {
        tradeoff_draw(state, NULL, canvas);
        return;
    }
    title(state->run.values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    tell_day(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    if (!state->quarters)
        return;
    if (half)
        plot_load(state, 2, half, canvas);
    plot_bills(state, 2 + half, canvas->rows - 2 - half, canvas);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_serverless,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .why = why,
    .prices = prices,
    .jumps = jumps,
    .unit = "USD/month",
    .axes = {{RATE, 0, 200, false, "requests a second, the mean"},
             {DURATION, 10, 10000, true, "milliseconds a request takes"},
             {PEAK, 1, 100, true, "peak over mean"}},
    .axis_count = 3,
    .uncertain = {RATE, DURATION, PEAK},
    .uncertain_count = 3,
    .uncertainty = UNCERTAINTY,
    .extra = extra,
};

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_request(gsl_rng *rng, double *values)
{
    static const double sizes[] = {128, 256, 512, 1024, 2048}, times[] = {20, 50, 100, 200, 400};
    values[PROCESSOR] = draw_between(rng, X86, ARM);
    values[MEMORY] = sizes[draw_between(rng, 0, 4)];
    values[DURATION] = times[draw_between(rng, 0, 4)];
    values[RATE] = draw_between(rng, 1, 60);
}

/* Whether a request has one price, whatever came before. */
static bool is_straight(const double *values)
{
    return !(values[FREE_REQUESTS] > 0) && !(values[FREE_GB_SECONDS] > 0) &&
           isfinite(cost(values, SERVERLESS, NULL)) && gb_second_price(values) > 0 &&
           values[REQUESTS_PRICE] > 0;
}

static bool pose_break_even(const double *values, struct problem *problem)
{
    double request = request_price(values), second = machine_price(values) / 3600;
    double memory = values[MEMORY] / 1024;
    if (!is_straight(values) || !(second > 0))
        return false;
    problem_prompt(problem,
                   "A million requests cost $%.4g, and a GB-second of memory $%.6g. A request "
                   "takes %.4g ms with %.4g MB (a GB is 1024 MB). A machine costs $%.4g an hour. "
                   "From how many requests a second on is the machine the cheaper, if one is "
                   "enough?",
                   values[REQUESTS_PRICE], gb_second_price(values), values[DURATION],
                   values[MEMORY], machine_price(values));
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", second / request);
    problem->relative = 0.02;
    problem_hint(problem, "What does one request cost, and what a second of the machine?");
    problem_step(problem, "a request: %.4g GB x %.4g s = %.4g GB-seconds, x $%.6g = $%.4g", memory,
                 values[DURATION] / 1000, gb_seconds(values), gb_second_price(values),
                 gb_seconds(values) * gb_second_price(values));
    problem_step(problem, "and $%.4g for being a request: $%.5g in all",
                 values[REQUESTS_PRICE] / 1e6, request);
    problem_step(problem, "a second of the machine: $%.4g / 3600 = $%.5g", machine_price(values),
                 second);
    problem_step(problem, "%.5g / %.5g = %.4g", second, request, second / request);
    problem_misconception(problem, "memory-only", "each request is paid for, too", "%.4g",
                          second / (gb_seconds(values) * gb_second_price(values)));
    problem_misconception(problem, "requests-only", "the memory is paid for as long as it is held",
                          "%.4g", second / (values[REQUESTS_PRICE] / 1e6));
    return true;
}

static bool pose_bill(const double *values, struct problem *problem)
{
    double requests = values[RATE] * 3600 * hours_a_month, total = cost(values, SERVERLESS, NULL);
    double paid = requests / 1e6 * values[REQUESTS_PRICE];
    if (!is_straight(values) || !(requests > 0))
        return false;
    problem_prompt(problem,
                   "%.4g requests a second, all month (730 hours), each %.4g ms with %.4g MB. A "
                   "million requests cost $%.4g, a GB-second $%.6g (a GB is 1024 MB), nothing is "
                   "free. What is the monthly bill in dollars?",
                   values[RATE], values[DURATION], values[MEMORY], values[REQUESTS_PRICE],
                   gb_second_price(values));
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", total);
    problem->relative = 0.03;
    problem_hint(problem, "A month of 730 hours has 2,628,000 seconds.");
    problem_step(problem, "%.4g x 2,628,000 s = %.4g million requests: $%.4g", values[RATE],
                 requests / 1e6, paid);
    problem_step(problem, "%.4g GB-seconds each: %.4g in all: $%.4g", gb_seconds(values),
                 requests * gb_seconds(values), total - paid);
    problem_step(problem, "together $%.4g", total);
    problem_misconception(problem, "requests-only", "the memory is paid for as long as it is held",
                          "%.4g", paid);
    problem_misconception(problem, "memory-only", "each request is paid for, too", "%.4g",
                          total - paid);
    return true;
}

static void draw_machines(gsl_rng *rng, double *values)
{
    draw_request(rng, values);
    values[RATE] = 10 * draw_between(rng, 3, 60);
    values[PEAK] = draw_between(rng, 2, 8);
    values[UTILISATION] = draw_between(rng, 5, 8) / 10.0;
    values[SPARE] = draw_between(rng, 0, 2);
}

static bool pose_machines(const double *values, struct problem *problem)
{
    double one = served(values, MACHINES), peak = values[RATE] * values[PEAK];
    double parts = needed(values, MACHINES), count = whole(values, MACHINES) + values[SPARE];
    if (!(peak > 0) || count > 1e9)
        return false;
    problem_prompt(problem,
                   "%.4g requests a second come on average, at the peak %.3g times as many. One "
                   "machine serves %.4g a second when it never waits, and is to be busy to %.3g %% "
                   "at most; %.0f more run as spare. How many machines are paid for?",
                   values[RATE], values[PEAK], one, 100 * values[UTILISATION], values[SPARE]);
    problem_answer(problem, ANSWER_EXACT, "%.0f", count);
    problem_hint(problem, "Machines are there for the peak, and come whole.");
    problem_step(problem, "at the peak %.4g x %.3g = %.5g a second", values[RATE], values[PEAK],
                 peak);
    problem_step(problem, "%.5g / (%.4g x %.3g) = %.5g, so %.0f", peak, one, values[UTILISATION],
                 parts, whole(values, MACHINES));
    problem_step(problem, "with %.0f spare: %.0f", values[SPARE], count);
    problem_misconception(problem, "mean-only", "machines for the mean are too few at the peak",
                          "%.0f", ceil(parts / values[PEAK] * (1 - 1e-12)) + values[SPARE]);
    problem_misconception(problem, "no-room", "they are not to be busy all the time", "%.0f",
                          ceil(peak / one * (1 - 1e-12)) + values[SPARE]);
    problem_misconception(problem, "rounded-down", "a part of a machine is a whole one", "%.0f",
                          floor(parts) + values[SPARE]);
    return true;
}

static const struct question questions[] = {
    {"break-even", draw_request, pose_break_even},
    {"bill", draw_request, pose_bill},
    {"machines", draw_machines, pose_machines},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const processors[] = {"x86", "arm", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [PROCESSOR] = {.name = "processor",
                   .unit = "",
                   .kind = PARAMETER_CHOICE,
                   .choices = processors,
                   .help = "x86: functions and an m6i.large; arm: functions and an m7g.large"},
    [RATE] = {"rate", "requests a second", PARAMETER_REAL, 0, 1e5, 20, NULL, "on average, yours"},
    [PEAK] = {"peak-to-mean", "", PARAMETER_REAL, 1, 100, 2, NULL,
              "requests a second at the peak, over the mean; machines are there for it"},
    [MEMORY] = {"memory", "MB", PARAMETER_REAL, 1, 1e5, 512, NULL,
                "of a function; 1024 MB are a GB"},
    [DURATION] = {"duration", "ms", PARAMETER_REAL, 1, 1e6, 100, NULL, "that a request takes"},
    [FREE_REQUESTS] = {"free-requests", "requests", PARAMETER_REAL, 0, 1e12, 0, NULL,
                       "a month; 1e6 where the list's note on free ones holds for you"},
    [FREE_GB_SECONDS] = {"free-gb-seconds", "GB-seconds", PARAMETER_REAL, 0, 1e12, 0, NULL,
                         "a month; 400000 where the list's note on free ones holds for you"},
    [MACHINE_SLOTS] = {"machine-slots", "requests", PARAMETER_REAL, 0.1, 1e5, 10, NULL,
                       "that one machine works on at once (assumed; measure yours)"},
    [MACHINE_RATE] = {"machine-rate", "requests a second", PARAMETER_REAL, 0, 1e6, 0, NULL,
                      "that one machine serves, as you measured; 0: slots / duration"},
    [UTILISATION] = {"utilisation", "", PARAMETER_REAL, 0.05, 1, 0.6, NULL,
                     "how busy machines may be at the peak (assumed)"},
    [SPARE] = {"spare", "machines", PARAMETER_INTEGER, 0, 1000, 0, NULL,
               "that run beside those the load needs, yours"},
    [CONTAINER_VCPU] = {"container-vcpu", "vCPU", PARAMETER_REAL, 0.25, 16, 1, NULL,
                        "processors of one container (assumed: half the machine)"},
    [CONTAINER_GB] = {"container-gb", "GB", PARAMETER_REAL, 0.5, 120, 4, NULL,
                      "memory of one container (assumed: half the machine)"},
    [CONTAINER_SLOTS] = {"container-slots", "requests", PARAMETER_REAL, 0.1, 1e5, 5, NULL,
                         "that one container works on at once (assumed; measure yours)"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.3, NULL,
                     "rate, duration and peak may be this share more, or as much less"},
    [REQUESTS_PRICE] = PRICE("lambda_req", "1000000", "a million requests"),
    [X86_PRICE] = PRICE("lambda_gbs_x86", "GB-second", "memory x time on x86"),
    [X86_TO] = PRICE_TIER_END("lambda_gbs_x86", "GB-second", "the end of the first tier, a month"),
    [ARM_PRICE] = PRICE("lambda_gbs_arm", "GB-second", "memory x time on ARM"),
    [ARM_TO] = PRICE_TIER_END("lambda_gbs_arm", "GB-second", "the end of the first tier, a month"),
    [M6I_PRICE] = PRICE("ec2_m6i_large", "hour", "an m6i.large, x86"),
    [M7G_PRICE] = PRICE("ec2_m7g_large", "hour", "an m7g.large, ARM"),
    [VCPU_PRICE] = PRICE("fargate_vcpu", "hour", "a processor of a container"),
    [GB_PRICE] = PRICE("fargate_gb", "hour", "a GB of memory of a container"),
};

static const struct picture pictures[] = {
    {"day", draw_day},
    {"peak", tradeoff_draw_third},
    {"map", tradeoff_draw_map},
    {"bill", tradeoff_draw_bill},
};

static const struct preset presets[] = {
    {"now and then", "rate=0.5", "A machine would wait nearly all the time."},
    {"all day long", "rate=150", "Stairs and line cross again and again; look at the map, too."},
    {"bursts", "rate=20 peak-to-mean=20",
     "Machines for the peak; the day shows what they wait for."},
    {"slow and large", "memory=2048 duration=1500 rate=10 machine-slots=4",
     "A request of 3 GB-seconds: the break-even comes early, if a machine can take so much."},
    {"on ARM", "processor=arm", "Both get cheaper; no price of containers is sourced."},
    {"with the free part", "rate=2 free-requests=1e6 free-gb-seconds=400000",
     "The line begins at nothing, and the break-even moves."},
};

static const char *const topics[] = {"cloud cost", "serverless", NULL};
static const char *const series[] = {"cost_1",       "cost_2",         "cost_3",
                                     "cheapest",     "load",           "day.serverless",
                                     "day.machines", "day.containers", NULL};

const struct simulation simulation_serverless = {
    .name = "serverless",
    .title = "Serverless: a line against a staircase",
    .summary = "What requests cost one by one, and on machines that are paid for while they wait.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series,
    .version = 1,
    .state_size = sizeof(struct state),
    .init = init,
    .step = step,
    .describe = tradeoff_describe,
    .observe = observe,
    .draw = tradeoff_draw,
    .copy = copy,
    .picture = "stairs",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
