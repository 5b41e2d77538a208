/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lift and shift against autoscaling: machines for the peak all the time, or as many as are needed.
 *
 * A week of requests (exercises/traffic.h) is served minute by minute in three ways: by a fleet of
 * peak x headroom / capacity machines; by machines that follow the demand, late; by the same with
 * the best base of them reserved and the rest on demand. Further weeks, each with other noise and
 * bursts and a mean that may be other than planned, give the bands; the fleet and the base stay as
 * planned. Where demand moves slowly the fleet costs (peak x headroom) / (mean / target) times
 * what following it does.
 *
 * Break-evens and curves come from a smooth approximation (elastic_expect()), whole machines and
 * what noise adds through the scale-in left out; where the simulated weeks cross is beside it.
 *
 * Assumed: the discount of a reserved t3.medium holds for the machine that is chosen. Left out:
 * requests that wait instead of being refused, load balancers, and what depends on the scaling
 * policy of one provider.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/moments.h"
#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"
#include "exercises/traffic.h"

extern const struct simulation simulation_autoscale;

enum parameter_index {
    PATTERN,
    MEAN,
    RATIO,
    WEEKEND,
    NOISE,
    BURSTS,
    BURST_SIZE,
    BURST_MINUTES,
    MACHINE,
    CAPACITY,
    LAG,
    SCALE_IN,
    TARGET,
    MINIMUM,
    HEADROOM,
    FLEET,
    REFUSED_COST,
    EFFORT,
    EFFORT_MONTHS,
    WEEKS,
    UNCERTAINTY,
    M6I,
    M7G,
    T3,
    T3_RESERVED,
    PARAMETERS
};
enum { FLEET_SHIFT, AUTOSCALED, RESERVED_BASE, ALTERNATIVES };
enum { ON_DEMAND, RESERVED };
enum { MOST_WEEKS = 104, HOURS = 168, SWEEP = 9, HOUR = 60 };
static const double hours_a_month = 365.0 * 24 / 12, most_machines = 1e6;
static const double ratio_low = 1, ratio_high = 10;

/* What one week came to; sums over its minutes. */
struct outcome {
    double minutes, demand;           /* requests a second, summed */
    double refused[2], overloaded[2]; /* by the fleet, by those that follow; as demand; minutes */
    double paid, top;                 /* machine-minutes that follow, and those above the base */
};

/* What is fixed before the weeks come: machines. */
struct plan {
    uint32_t fleet, base;
};

struct autoscale {
    struct tradeoff_run costs; /* first: its pictures take this state */
    double values[PARAMETERS];
    struct traffic traffic;
    struct elastic elastic;
    struct plan plan;
    struct traffic_chance chance; /* of the week that is shown */
    double demand[TRAFFIC_WEEK];
    uint32_t paid[TRAFFIC_WEEK], ready[TRAFFIC_WEEK];
    int hours, weeks; /* gone through */
    struct outcome shown;
    double draws[ALTERNATIVES][MOST_WEEKS];
    struct moments used[2], unmet[2], late[2], saved; /* over weeks */
    struct outcome all;
    struct moments sweep[ALTERNATIVES][SWEEP]; /* cost at other ratios, mean as planned */
};

/* --- Prices -------------------------------------------------------------------------------------
 */

static double machine_price(const double *values)
{
    static const size_t rows[] = {M6I, M7G, T3};
    return values[rows[(size_t)values[MACHINE]]];
}

/* Price of a reserved hour over one on demand; NaN where there is none. */
static double reserved_share(const double *values)
{
    return values[T3] > 0 ? values[T3_RESERVED] / values[T3] : (double)NAN;
}

static double fleet_price(const double *values)
{
    return machine_price(values) * (values[FLEET] == RESERVED ? reserved_share(values) : 1);
}

static double effort_a_month(const double *values)
{
    return values[EFFORT] / values[EFFORT_MONTHS];
}

/* Of a rate, in requests a second. */
static double refused_a_month(const double *values, double rate)
{
    return rate * 3600 * hours_a_month / 1000 * values[REFUSED_COST];
}

static const char *name(const double *values, size_t alternative)
{
    static const char *const names[ALTERNATIVES] = {"lift and shift", "autoscaled",
                                                    "reserved base"};
    (void)values;
    return names[alternative];
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const alone[3][2] = {
        {"ec2_m6i_large", NULL}, {"ec2_m7g_large", NULL}, {"ec2_t3_medium", NULL}};
    static const char *const with[3][4] = {{"ec2_m6i_large", "ec2_t3_medium", "ec2_t3m_ri1", NULL},
                                           {"ec2_m7g_large", "ec2_t3_medium", "ec2_t3m_ri1", NULL},
                                           {"ec2_t3_medium", "ec2_t3m_ri1", NULL}};
    bool reserved =
        alternative == RESERVED_BASE || (alternative == FLEET_SHIFT && values[FLEET] == RESERVED);
    return reserved ? with[(size_t)values[MACHINE]] : alone[(size_t)values[MACHINE]];
}

/* --- Costs --------------------------------------------------------------------------------------
 */

static struct traffic traffic_of(const double *values)
{
    return (struct traffic){(enum traffic_pattern)values[PATTERN],
                            values[MEAN],
                            values[RATIO],
                            values[WEEKEND],
                            values[NOISE],
                            values[BURSTS],
                            values[BURST_SIZE],
                            values[BURST_MINUTES]};
}

static struct elastic elastic_of(const double *values)
{
    return (struct elastic){values[CAPACITY], values[TARGET], (uint32_t)values[MINIMUM],
                            values[LAG], (int)values[SCALE_IN]};
}

static double fleet_machines(const double *values)
{
    return values[MEAN] * values[RATIO] * values[HEADROOM] / values[CAPACITY];
}

static struct elastic_means expect(const double *values)
{
    const struct traffic traffic = traffic_of(values);
    const struct elastic elastic = elastic_of(values);
    double share = reserved_share(values);
    return elastic_expect(&traffic, &elastic, fleet_machines(values), isfinite(share) ? share : 1);
}

/* Machines on the average of a week, and requests a second that are refused. */
struct amounts {
    double fleet, paid, base, top;
    double refused[2]; /* by the fleet, by those that follow */
};

static double cost_of(const double *values, size_t alternative, const struct amounts *amounts,
                      struct bill *bill)
{
    double hour = machine_price(values) * hours_a_month, share = reserved_share(values);
    double refused = refused_a_month(values, amounts->refused[alternative != FLEET_SHIFT]);
    double total = bill_add(bill, "requests refused", refused);
    if (alternative == FLEET_SHIFT)
        return total + bill_add(bill, "machines for the peak",
                                amounts->fleet * fleet_price(values) * hours_a_month);
    total += bill_add(bill, "making it scalable", effort_a_month(values));
    if (alternative == AUTOSCALED)
        return total + bill_add(bill, "machines as needed", amounts->paid * hour);
    total += bill_add(bill, "reserved machines", amounts->base * share * hour);
    return total + bill_add(bill, "more on demand", amounts->top * hour);
}

static struct amounts amounts_of(const double *values)
{
    const struct elastic_means means = expect(values);
    return (struct amounts){fleet_machines(values),
                            means.paid,
                            means.base,
                            means.top,
                            {means.refused_fleet, means.refused}};
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    const struct amounts amounts = amounts_of(values);
    return cost_of(values, alternative, &amounts, bill);
}

/* All three by one look at the week. */
static void costs(const double *values, double *out)
{
    const struct amounts amounts = amounts_of(values);
    for (size_t i = 0; i < ALTERNATIVES; i++)
        out[i] = cost_of(values, i, &amounts, NULL);
}

static const char *why(const double *values, size_t alternative)
{
    (void)values;
    (void)alternative;
    return "without a price of t3.medium on demand there is no discount to reckon with";
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size,
                   "%.6g requests a second, peak %.3g times that, ready after %.0f min",
                   values[MEAN], values[RATIO], values[LAG]);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_autoscale,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .costs = costs,
    .why = why,
    .prices = prices,
    .unit = "USD/month",
    .axes = {{RATIO, 1, 10, true, "peak over mean"},
             {LAG, 0, 120, false, "minutes until a machine is ready"}},
    .axis_count = 2,
};

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    double most = values[MEAN] * fmax(values[RATIO] * values[HEADROOM],
                                      (values[RATIO] + values[BURST_SIZE]) / values[TARGET]);
    if (most / values[CAPACITY] > most_machines)
        return error_set(error, ERROR_USAGE,
                         "the peak would take %.3g machines, the most here are %.0f machines: "
                         "raise capacity or lower mean",
                         most / values[CAPACITY], most_machines);
    return true;
}

static void count_minute(struct outcome *sum, double capacity, double need, uint32_t paid,
                         uint32_t ready, struct plan plan)
{
    double missing[2] = {need - plan.fleet * capacity, need - ready * capacity};
    sum->minutes++;
    sum->demand += need;
    sum->paid += paid;
    sum->top += paid > plan.base ? paid - plan.base : 0;
    for (int i = 0; i < 2; i++)
        if (missing[i] > 1e-9 * need) {
            sum->refused[i] += missing[i];
            sum->overloaded[i]++;
        }
}

static double outcome_cost(const double *values, size_t alternative, const struct outcome *sum,
                           struct plan plan, struct bill *bill)
{
    const struct amounts amounts = {
        plan.fleet,
        sum->paid / sum->minutes,
        plan.base,
        sum->top / sum->minutes,
        {sum->refused[0] / sum->minutes, sum->refused[1] / sum->minutes}};
    return cost_of(values, alternative, &amounts, bill);
}

/* Arrays for a week that is not shown. */
struct scratch {
    double demand[TRAFFIC_WEEK];
    uint32_t paid[TRAFFIC_WEEK], ready[TRAFFIC_WEEK];
};

static struct outcome play_week(const struct autoscale *s, const struct traffic *traffic,
                                const struct traffic_chance *chance, struct plan plan,
                                struct scratch *scratch)
{
    struct outcome sum = {0};
    traffic_fill(traffic, chance, scratch->demand);
    elastic_follow(&s->elastic, scratch->demand, TRAFFIC_WEEK, scratch->paid, scratch->ready);
    for (int i = 0; i < TRAFFIC_WEEK; i++)
        count_minute(&sum, s->elastic.capacity, scratch->demand[i], scratch->paid[i],
                     scratch->ready[i], plan);
    return sum;
}

static double sweep_ratio(int point)
{
    return ratio_low * pow(ratio_high / ratio_low, (double)point / (SWEEP - 1));
}

static struct plan plan_of(const double *values)
{
    return (struct plan){(uint32_t)fmax(1, ceil(fleet_machines(values) - 1e-9)),
                         (uint32_t)round(expect(values).base)};
}

/* The same chance at every ratio, so that only the ratio makes the difference. */
static void sweep_week(struct autoscale *s, const struct traffic_chance *chance,
                       struct scratch *scratch)
{
    double values[PARAMETERS];
    memcpy(values, s->values, sizeof values);
    for (int k = 0; k < SWEEP; k++) {
        values[RATIO] = sweep_ratio(k);
        const struct traffic traffic = traffic_of(values);
        struct plan plan = plan_of(values);
        struct outcome sum = play_week(s, &traffic, chance, plan, scratch);
        for (size_t i = 0; i < ALTERNATIVES; i++)
            moments_add(&s->sweep[i][k], outcome_cost(values, i, &sum, plan, NULL));
    }
}

static void add_sums(struct outcome *all, const struct outcome *sum)
{
    all->minutes += sum->minutes;
    all->demand += sum->demand;
    all->paid += sum->paid;
    all->top += sum->top;
    for (int i = 0; i < 2; i++) {
        all->refused[i] += sum->refused[i];
        all->overloaded[i] += sum->overloaded[i];
    }
}

static void end_week(struct autoscale *s, const struct outcome *sum)
{
    double machines[2] = {s->plan.fleet * sum->minutes, sum->paid};
    for (size_t i = 0; i < ALTERNATIVES; i++) {
        double draws[MOST_WEEKS];
        s->draws[i][s->weeks] = outcome_cost(s->values, i, sum, s->plan, NULL);
        memcpy(draws, s->draws[i], sizeof draws);
        s->costs.here[i] = band_of(draws, (size_t)s->weeks + 1);
    }
    for (int i = 0; i < 2; i++) {
        double served = sum->demand - sum->refused[i];
        if (machines[i] > 0)
            moments_add(&s->used[i], served / (machines[i] * s->elastic.capacity));
        moments_add(&s->unmet[i], sum->demand > 0 ? sum->refused[i] / sum->demand : 0);
        moments_add(&s->late[i], sum->overloaded[i] / HOUR);
    }
    moments_add(&s->saved, 1 - machines[1] / machines[0]);
    add_sums(&s->all, sum);
    s->weeks++;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct autoscale *s = state;
    memcpy(s->values, values, sizeof s->values);
    s->traffic = traffic_of(values);
    s->elastic = elastic_of(values);
    s->plan = plan_of(values);
    tradeoff_init(&s->costs, &tradeoff, values, rng);
    while (tradeoff_step(&s->costs, rng))
        continue;
    traffic_chance_draw(&s->chance, &s->traffic, rng);
    traffic_fill(&s->traffic, &s->chance, s->demand);
    elastic_follow(&s->elastic, s->demand, TRAFFIC_WEEK, s->paid, s->ready);
}

static void step_hour(struct autoscale *s)
{
    for (int i = s->hours * HOUR; i < (s->hours + 1) * HOUR; i++)
        count_minute(&s->shown, s->elastic.capacity, s->demand[i], s->paid[i], s->ready[i],
                     s->plan);
    s->hours++;
}

static bool step(void *state, gsl_rng *rng)
{
    struct autoscale *s = state;
    if (s->hours < HOURS) {
        step_hour(s);
        if (s->hours < HOURS)
            return true;
        struct scratch *scratch = memory_allocate(1, sizeof *scratch);
        end_week(s, &s->shown);
        sweep_week(s, &s->chance, scratch);
        free(scratch);
        return true;
    }
    if (s->weeks >= (int)s->values[WEEKS])
        return false;
    struct scratch *scratch = memory_allocate(1, sizeof *scratch);
    struct traffic_chance *chance = memory_allocate(1, sizeof *chance);
    struct traffic traffic = s->traffic;
    traffic.mean *= gsl_ran_lognormal(rng, 0, band_sigma(s->values[UNCERTAINTY]));
    traffic_chance_draw(chance, &traffic, rng);
    struct outcome sum = play_week(s, &traffic, chance, s->plan, scratch);
    end_week(s, &sum);
    sweep_week(s, chance, scratch);
    free(chance);
    free(scratch);
    return true;
}

static bool copy(void *to, const void *from)
{
    *(struct autoscale *)to = *(const struct autoscale *)from;
    return true;
}

static const char *const day_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static void describe(const void *state, char *buffer, size_t size)
{
    const struct autoscale *s = state;
    if (s->hours == 0) {
        (void)snprintf(buffer, size, "The week begins, with %u machine%s following the demand",
                       s->ready[0], s->ready[0] == 1 ? "" : "s");
    } else if (s->weeks <= 1) {
        int last = s->hours * HOUR - 1, late = 0;
        for (int i = last - HOUR + 1; i <= last; i++)
            late += s->demand[i] > s->ready[i] * s->elastic.capacity * (1 + 1e-9);
        int used = snprintf(buffer, size, "%s %02d:00: %.4g requests a second, %u machine%s ready",
                            day_names[(s->hours - 1) / 24], (s->hours - 1) % 24 + 1,
                            s->demand[last], s->ready[last], s->ready[last] == 1 ? "" : "s");
        if (late && used > 0 && (size_t)used < size)
            (void)snprintf(buffer + used, size - (size_t)used, "; too few for %d min", late);
    } else {
        char fleet[48], follow[48];
        money_format(s->costs.here[FLEET_SHIFT].typical, NULL, fleet, sizeof fleet);
        money_format(s->costs.here[AUTOSCALED].typical, NULL, follow, sizeof follow);
        (void)snprintf(buffer, size, "%d weeks: lift and shift %s a month, autoscaled %s", s->weeks,
                       fleet, follow);
    }
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* What following saves at a ratio, by the mean of the simulated weeks. */
static double simulated_saving(const struct autoscale *s, int point)
{
    return s->sweep[FLEET_SHIFT][point].mean - s->sweep[AUTOSCALED][point].mean;
}

/* The first place where it changes its sign, on straight lines between the ratios. */
static double simulated_break_even(const struct autoscale *s)
{
    for (int k = 1; k < SWEEP && s->weeks > 0; k++) {
        double before = simulated_saving(s, k - 1), now = simulated_saving(s, k);
        double step = sweep_ratio(k) / sweep_ratio(k - 1);
        if ((before < 0) != (now < 0))
            return sweep_ratio(k - 1) * pow(step, before / (before - now));
    }
    return NAN;
}

/* Where following costs what the fleet does along an axis, as the run found it; how many places. */
static size_t even_places(const struct autoscale *s, size_t axis, double *places, size_t most)
{
    for (size_t i = 0; i < s->costs.crossing_count; i++) {
        const struct crossing *at = &s->costs.crossings[i];
        if (at->axis != axis || at->first != FLEET_SHIFT || at->second != AUTOSCALED)
            continue;
        size_t count = at->count < most ? at->count : most;
        memcpy(places, at->places, count * sizeof *places);
        return count;
    }
    return 0;
}

static const char *no_ratio(const struct autoscale *s)
{
    if (!s->weeks)
        return "no week is over yet";
    return simulated_saving(s, 0) < 0
               ? "lift and shift costs less at every ratio from 1 to 10"
               : "autoscaled costs no more than lift and shift at any ratio from 1 to 10";
}

static void observe_break_evens(const struct autoscale *s, struct report *report)
{
    const char *const *ids = prices(s->values, FLEET_SHIFT);
    double place = simulated_break_even(s), lag;
    report_break_even(report, "simulated_ratio", "", place, ids,
                      isfinite(place) ? "the mean of the simulated weeks, whole machines"
                                      : no_ratio(s));
    size_t found = even_places(s, 1, &lag, 1);
    report_break_even(report, "saving_eaten_at_lag", "minutes", found ? lag : (double)NAN, ids,
                      found ? "what is refused then costs as much as following saves"
                      : s->values[REFUSED_COST] > 0
                          ? "no lag from 0 to 120 minutes changes which of the two costs less"
                          : "a refused request costs nothing here: no lag eats the saving");
}

static const char *const keys[2] = {"lift_and_shift", "autoscaled"};

static void observe_service(const struct autoscale *s, struct report *report)
{
    char key[64];
    for (int i = 0; i < 2; i++) {
        (void)snprintf(key, sizeof key, "utilisation.%s", keys[i]);
        report_observe(report, key, "", moments_mean(&s->used[i]), moments_error(&s->used[i]));
        (void)snprintf(key, sizeof key, "unmet_share.%s", keys[i]);
        report_observe(report, key, "", moments_mean(&s->unmet[i]), moments_error(&s->unmet[i]));
        (void)snprintf(key, sizeof key, "overload_hours_a_week.%s", keys[i]);
        report_observe(report, key, "hours", moments_mean(&s->late[i]), moments_error(&s->late[i]));
    }
    report_observe(report, "machine_hours_saved", "", moments_mean(&s->saved),
                   moments_error(&s->saved));
    double ratio = s->values[RATIO] * s->values[HEADROOM] * s->values[TARGET];
    report_predict(report, "machine_hours_saved", 1 - 1 / ratio, false,
                   "1 - (mean / target) / (peak x headroom): slow demand, no minimum");
    report_value(report, "fleet_machines", "machines", s->plan.fleet);
    report_value(report, "reserved_machines", "machines", s->plan.base);
}

static void predict_costs(const struct autoscale *s, struct report *report)
{
    static const char *const names[] = {"cost.lift_and_shift", "cost.autoscaled",
                                        "cost.reserved_base"};
    for (size_t i = 0; i < ALTERNATIVES; i++) {
        double value = cost(s->values, i, NULL);
        if (isfinite(value))
            report_predict(report, names[i], value, false,
                           "no whole machines; noise only in what is refused");
    }
}

static void observe_week(const struct autoscale *s, struct report *report)
{
    double x[HOURS], demand[HOURS], capacity[HOURS];
    for (int h = 0; h < s->hours; h++) {
        x[h] = h;
        demand[h] = capacity[h] = 0;
        for (int i = h * HOUR; i < (h + 1) * HOUR; i++) {
            demand[h] += s->demand[i] / HOUR;
            capacity[h] += s->ready[i] * s->elastic.capacity / HOUR;
        }
    }
    report_series(report, "demand", "hours", "requests a second", x, demand, (size_t)s->hours);
    report_series(report, "capacity", "hours", "requests a second", x, capacity, (size_t)s->hours);
}

/* Costs are those of the formula until a week is over, and say so. */
static void note_formula(struct report *report)
{
    for (size_t i = 0; i < report->observation_count; i++) {
        struct observation *at = &report->observations[i];
        if (at->kind == OBSERVED_COST && isfinite(at->mean))
            at->note =
                arena_copy_string(&report->arena, "by the formula: no simulated week is over yet");
    }
}

static void observe(const void *state, struct report *report)
{
    const struct autoscale *s = state;
    tradeoff_observe(&s->costs, report);
    if (!s->weeks)
        note_formula(report);
    predict_costs(s, report);
    observe_break_evens(s, report);
    observe_service(s, report);
    observe_week(s, report);
}

/* --- Pictures -----------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static int draw_head(const struct autoscale *s, const char *second, struct canvas *canvas)
{
    char line[200];
    title(s->values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), second);
    return 2;
}

/* A part of the week, ready to be plotted: at most CURVE places. */
enum { CURVE = 2 * TRAFFIC_WEEK / 5 };
struct curves {
    double x[CURVE], demand[CURVE], ready[CURVE], refused[CURVE];
    size_t count;
};

/* Of every `each` minutes that at which most is missing, so that no short gap is lost. */
static void take_curves(const struct autoscale *s, int from, int to, int each, double unit,
                        struct curves *curves)
{
    curves->count = 0;
    for (int i = from; i + each <= to && curves->count < CURVE; i += each) {
        int worst = i;
        double most = -INFINITY;
        for (int k = i; k < i + each; k++)
            if (s->demand[k] - s->ready[k] * s->elastic.capacity > most) {
                most = s->demand[k] - s->ready[k] * s->elastic.capacity;
                worst = k;
            }
        size_t at = curves->count++;
        curves->x[at] = i / unit;
        curves->demand[at] = s->demand[worst];
        curves->ready[at] = s->ready[worst] * s->elastic.capacity;
        curves->refused[at] = most > 1e-9 * s->demand[worst] ? s->demand[worst] : (double)NAN;
    }
}

/* Bars from the capacity up to the demand: the gap. */
static void gap_bars(const struct curves *curves, double *middle, double *half)
{
    for (size_t i = 0; i < curves->count; i++) {
        middle[i] =
            isfinite(curves->refused[i]) ? (curves->demand[i] + curves->ready[i]) / 2 : (double)NAN;
        half[i] = (curves->demand[i] - curves->ready[i]) / 2;
    }
}

static void plot_demand(const struct autoscale *s, const struct curves *curves, double low,
                        double high, const char *unit, int row, struct canvas *canvas)
{
    double middle[CURVE], half[CURVE], top = 0;
    double ends[2] = {low, high}, level = s->plan.fleet * s->elastic.capacity;
    double fleet[2] = {level, level};
    gap_bars(curves, middle, half);
    for (size_t i = 0; i < curves->count; i++)
        top = fmax(top, fmax(curves->demand[i], curves->ready[i]));
    const struct plot_series series[] = {{.name = "lift and shift",
                                          .x = ends,
                                          .y = fleet,
                                          .count = 2,
                                          .ink = INK_THEORY,
                                          .label = "L"},
                                         {.name = "ready machines",
                                          .x = curves->x,
                                          .y = curves->ready,
                                          .count = curves->count,
                                          .ink = INK_SERIES_B,
                                          .label = "R"},
                                         {.name = "demand",
                                          .x = curves->x,
                                          .y = curves->demand,
                                          .count = curves->count,
                                          .ink = INK_SERIES_A,
                                          .label = "D"},
                                         {.name = "refused",
                                          .x = curves->x,
                                          .y = middle,
                                          .error = half,
                                          .count = curves->count,
                                          .ink = INK_BAD,
                                          .points = true,
                                          .label = "X"}};
    const struct plot plot = {.x_label = unit,
                              .y_label = "requests a second",
                              .x_low = low,
                              .x_high = high,
                              .y_high = 1.05 * fmax(top, level),
                              .series = series,
                              .series_count = 4};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

/* What each way cost so far in this week, without what making it scalable cost. */
static double spent(const struct autoscale *s, size_t alternative)
{
    double values[PARAMETERS];
    memcpy(values, s->values, sizeof values);
    values[EFFORT] = 0;
    if (!s->hours)
        return 0;
    return outcome_cost(values, alternative, &s->shown, s->plan, NULL) * s->hours / hours_a_month;
}

static int draw_meters(const struct autoscale *s, int row, struct canvas *canvas)
{
    static const enum ink inks[] = {INK_THEORY, INK_SERIES_B, INK_SERIES_C};
    double most = 0;
    char money[48];
    for (size_t i = 0; i < ALTERNATIVES; i++)
        most = fmax(most, isfinite(spent(s, i)) ? spent(s, i) : 0);
    bool bars = canvas->rows >= 18 && canvas->columns >= 50;
    int column = bars ? 0 : canvas_text(canvas, 0, row, ink(INK_DIM), "so far: ");
    for (size_t i = 0; i < ALTERNATIVES; i++) {
        money_format(spent(s, i), NULL, money, sizeof money);
        if (!bars) {
            column = canvas_printf(canvas, column, row, ink(inks[i]), "%s %s%s", name(s->values, i),
                                   money, i + 1 < ALTERNATIVES ? ", " : "");
            continue;
        }
        (void)canvas_printf(canvas, 0, row, ink(INK_TEXT), "%-15s%12s", name(s->values, i), money);
        if (most > 0 && isfinite(spent(s, i)))
            canvas_bar(canvas, 29, row, canvas->columns - 29, spent(s, i) / most * s->hours / HOURS,
                       ink(inks[i]));
        row++;
    }
    return bars ? row : row + 1;
}

static void draw_secret(const struct autoscale *s, struct canvas *canvas)
{
    (void)draw_head(s, "What do you expect? The week is shown after your guess.", canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct autoscale *s = state;
    char line[200];
    if (!report) {
        draw_secret(s, canvas);
        return;
    }
    describe(state, line, sizeof line);
    int row = draw_meters(s, draw_head(s, line, canvas), canvas);
    struct curves *curves = memory_allocate(1, sizeof *curves);
    take_curves(s, 0, s->hours * HOUR, 10, 24.0 * HOUR, curves);
    if (canvas->rows - row >= 5)
        plot_demand(s, curves, 0, 7, "days since Monday, 0 h", row, canvas);
    free(curves);
}

/* The minute at which most was missing so far; -1: none. */
static int worst_minute(const struct autoscale *s)
{
    int worst = -1;
    double most = 0;
    for (int i = 0; i < s->hours * HOUR; i++) {
        double missing = s->demand[i] - s->ready[i] * s->elastic.capacity;
        if (missing > most + 1e-9 * s->demand[i]) {
            most = missing;
            worst = i;
        }
    }
    return worst;
}

/* Three hours about the worst minute, minute by minute. */
static void draw_moment(const void *state, const struct report *report, struct canvas *canvas)
{
    enum { AROUND = 90 };
    const struct autoscale *s = state;
    char line[200];
    if (!report) {
        draw_secret(s, canvas);
        return;
    }
    int worst = worst_minute(s), seen = s->hours * HOUR;
    if (worst < 0) {
        (void)draw_head(s, "No request of this week was refused by the machines that follow so far",
                        canvas);
        return;
    }
    int from = worst > AROUND ? worst - AROUND : 0, to = from + 2 * AROUND;
    to = to < seen ? to : seen;
    (void)snprintf(line, sizeof line,
                   "The worst minute so far, %s %02d:%02d: %.4g wanted, %.4g ready a second",
                   day_names[worst / TRAFFIC_DAY], worst / HOUR % 24, worst % HOUR,
                   s->demand[worst], s->ready[worst] * s->elastic.capacity);
    int row = draw_head(s, line, canvas);
    struct curves *curves = memory_allocate(1, sizeof *curves);
    take_curves(s, from, to, 1, HOUR, curves);
    for (size_t i = 0; i < curves->count; i++)
        curves->x[i] -= (double)(worst / TRAFFIC_DAY * 24);
    double midnight = worst / TRAFFIC_DAY * 24;
    if (canvas->rows - row >= 5)
        plot_demand(s, curves, (double)from / HOUR - midnight, (double)to / HOUR - midnight,
                    "hour of the day", row, canvas);
    free(curves);
}

/* Costs against peak over mean: curves by the formula, dots of the simulated weeks. */
static void plot_ratios(const struct autoscale *s, int row, struct canvas *canvas)
{
    static const enum ink inks[] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C};
    static const char *const letters[] = {"L", "A", "R"};
    const struct tradeoff_run *run = &s->costs;
    double y[ALTERNATIVES][TRADEOFF_POINTS], x[ALTERNATIVES * SWEEP], dots[ALTERNATIVES * SWEEP];
    struct plot_series series[ALTERNATIVES + 1];
    for (size_t i = 0; i < ALTERNATIVES; i++) {
        for (int k = 0; k < run->points; k++)
            y[i][k] = run->costs[i][k].typical;
        for (size_t k = 0; k < SWEEP; k++) {
            x[i * SWEEP + k] = sweep_ratio((int)k);
            dots[i * SWEEP + k] = moments_mean(&s->sweep[i][k]);
        }
        series[i] = (struct plot_series){.name = name(s->values, i),
                                         .x = run->x,
                                         .y = y[i],
                                         .count = (size_t)run->points,
                                         .ink = inks[i],
                                         .label = letters[i]};
    }
    series[ALTERNATIVES] = (struct plot_series){.name = "simulated",
                                                .x = x,
                                                .y = dots,
                                                .count = ALTERNATIVES * SWEEP,
                                                .ink = INK_STRONG,
                                                .points = true};
    double values[PARAMETERS], place = NAN;
    bool found = even_places(s, 0, &place, 1) > 0;
    memcpy(values, s->values, sizeof values);
    values[RATIO] = found ? place : ratio_low;
    const struct plot_mark mark = {place, cost(values, FLEET_SHIFT, NULL), "break-even"};
    const struct plot plot = {.x_label = "peak over mean",
                              .y_label = "USD a month",
                              .x_low = ratio_low,
                              .x_high = ratio_high,
                              .x_logarithmic = true,
                              .y_logarithmic = true,
                              .series = series,
                              .series_count = ALTERNATIVES + (s->weeks > 0),
                              .marks = &mark,
                              .mark_count = found};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static double saving_at(const struct autoscale *s, double ratio)
{
    double values[PARAMETERS];
    memcpy(values, s->values, sizeof values);
    values[RATIO] = ratio;
    return cost(values, FLEET_SHIFT, NULL) - cost(values, AUTOSCALED, NULL);
}

/* Where the fleet is the cheaper one, by the formula and by the simulated weeks. */
static void tell_ratios(const struct autoscale *s, char *buffer, size_t size)
{
    double places[2], simulated = simulated_break_even(s);
    char text[2][72];
    size_t found = even_places(s, 0, places, 2);
    if (found == 0) {
        (void)snprintf(buffer, size, "At every ratio from 1 to 10 %s costs less",
                       name(s->values, saving_at(s, 3) < 0 ? FLEET_SHIFT : AUTOSCALED));
    } else if (found == 1) {
        place_format(places[0], text[0], sizeof text[0]);
        place_format(simulated, text[1], sizeof text[1]);
        (void)snprintf(buffer, size, "%s a peak of %s times the mean the fleet is cheaper; %s%s",
                       saving_at(s, ratio_low) < 0 ? "Below" : "Above", text[0],
                       isfinite(simulated) ? "simulated " : "simulated: no such place",
                       isfinite(simulated) ? text[1] : "");
    } else {
        place_format(places[0], text[0], sizeof text[0]);
        place_format(places[1], text[1], sizeof text[1]);
        (void)snprintf(buffer, size,
                       "The fleet costs as much as following at a peak of %s and %s times the mean",
                       text[0], text[1]);
    }
    if (found == 1 && !s->weeks)
        *strchr(buffer, ';') = '\0';
}

static void draw_ratios(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct autoscale *s = state;
    char line[256];
    if (!report) {
        draw_secret(s, canvas);
        return;
    }
    tell_ratios(s, line, sizeof line);
    int row = draw_head(s, line, canvas);
    if (canvas->rows - row >= 5)
        plot_ratios(s, row, canvas);
}

/* The bill of the simulated weeks; before the first is over, of the formula. */
static void take_bill(const struct autoscale *s, size_t alternative, struct bill *bill)
{
    if (s->weeks)
        (void)outcome_cost(s->values, alternative, &s->all, s->plan, bill);
    else
        (void)cost(s->values, alternative, bill);
}

static void draw_bill(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct autoscale *s = state;
    char line[120];
    if (!report) {
        draw_secret(s, canvas);
        return;
    }
    if (s->weeks)
        (void)snprintf(line, sizeof line, "A month by the mean of %d simulated week%s", s->weeks,
                       s->weeks == 1 ? "" : "s");
    else
        (void)snprintf(line, sizeof line, "A month by the formula, as no week is over yet");
    int row = draw_head(s, line, canvas);
    int each = (canvas->rows - row) / ALTERNATIVES;
    for (size_t i = 0; i < ALTERNATIVES; i++) {
        struct bill bill = {0};
        take_bill(s, i, &bill);
        if (each < 3)
            return;
        (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_STRONG), name(s->values, i));
        (void)canvas_bill(canvas, 2, row + 1, canvas->columns - 2, each - 1, bill.lines, bill.count,
                          "USD a month");
        row += each < 8 ? each : 8;
    }
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_saved(gsl_rng *rng, double *values)
{
    static const double means[] = {200, 500, 800, 1000, 2000, 5000};
    static const double targets[] = {0.5, 0.6, 0.7, 0.8};
    values[MEAN] = means[draw_between(rng, 0, 5)];
    values[RATIO] = draw_between(rng, 5, 12) / 2.0;
    values[TARGET] = targets[draw_between(rng, 0, 3)];
    values[HEADROOM] = draw_between(rng, 11, 15) / 10.0;
}

static bool pose_saved(const double *values, struct problem *problem)
{
    double peak = values[MEAN] * values[RATIO], headroom = values[HEADROOM];
    double fleet = peak * headroom, follow = values[MEAN] / values[TARGET];
    double saved = 100 * (1 - follow / fleet);
    if (!(saved > 0))
        return false;
    problem_prompt(
        problem,
        "A service gets %.6g requests a second on average and %.6g at its peak. Machines "
        "for the peak with headroom of %.3g times run all week; or machines follow the "
        "demand, which moves slowly, busy for %.3g of the time. Which share of the "
        "machine hours is saved, in per cent?",
        values[MEAN], peak, headroom, values[TARGET]);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", saved);
    problem->relative = 0.02;
    problem_hint(problem, "How much capacity does each way keep, on the average of the week?");
    problem_step(problem, "for the peak %.6g x %.3g = %.6g", peak, headroom, fleet);
    problem_step(problem, "following %.6g / %.3g = %.6g on average", values[MEAN], values[TARGET],
                 follow);
    problem_step(problem, "saved in per cent: 100 x (1 - %.6g / %.6g) = %.3g", follow, fleet,
                 saved);
    problem_misconception(problem, "fully-busy",
                          "machines that follow are not busy all the time either", "%.3g",
                          100 * (1 - values[MEAN] / fleet));
    problem_misconception(problem, "share-left", "that is what is still paid", "%.3g", 100 - saved);
    return true;
}

static void draw_machines(gsl_rng *rng, double *values)
{
    static const double capacities[] = {40, 60, 75, 90, 120, 150};
    draw_saved(rng, values);
    values[CAPACITY] = capacities[draw_between(rng, 0, 5)];
}

static bool pose_machines(const double *values, struct problem *problem)
{
    double peak = values[MEAN] * values[RATIO], needed = fleet_machines(values);
    double whole = plan_of(values).fleet;
    problem_prompt(
        problem,
        "The peak is %.6g requests a second, and there is to be room for %.3g times that. "
        "A machine takes %.4g requests a second. How many machines are needed?",
        peak, values[HEADROOM], values[CAPACITY]);
    problem_answer(problem, ANSWER_EXACT, "%.0f", whole);
    problem_hint(problem, "Machines come whole.");
    problem_step(problem, "%.6g x %.3g = %.6g requests a second", peak, values[HEADROOM],
                 peak * values[HEADROOM]);
    problem_step(problem, "%.6g / %.4g = %.6g, rounded up %.0f", peak * values[HEADROOM],
                 values[CAPACITY], needed, whole);
    problem_misconception(problem, "no-headroom", "the headroom is left out", "%.0f",
                          ceil(peak / values[CAPACITY] - 1e-9));
    problem_misconception(problem, "for-the-mean", "that many for the mean: too few most evenings",
                          "%.0f", ceil(values[MEAN] / values[CAPACITY] - 1e-9));
    return true;
}

static void draw_burst(gsl_rng *rng, double *values)
{
    static const double sizes[] = {1.5, 2, 3, 4};
    draw_saved(rng, values);
    values[CAPACITY] = 100;
    values[BURSTS] = 1;
    values[BURST_SIZE] = sizes[draw_between(rng, 0, 3)];
    values[BURST_MINUTES] = 30;
    values[LAG] = draw_between(rng, 2, 10);
}

static bool pose_burst(const double *values, struct problem *problem)
{
    double mean = values[MEAN], burst = mean * (1 + values[BURST_SIZE]);
    double ready = fmax(values[MINIMUM], ceil(mean / (values[TARGET] * values[CAPACITY]) - 1e-9));
    double room = ready * values[CAPACITY], missing = burst - room;
    double minutes = fmin(values[LAG], values[BURST_MINUTES]);
    double refused = missing * minutes * 60;
    if (!(missing > 0) || !(minutes > 0))
        return false;
    problem_prompt(problem,
                   "%.6g requests a second come steadily; machines of %.4g requests a second each "
                   "follow, busy for %.3g of the time, so that %.0f are ready. At once %.6g a "
                   "second come, for %.0f minutes, and further machines are ready after %.0f "
                   "minutes. How many requests are refused?",
                   mean, values[CAPACITY], values[TARGET], ready, burst, values[BURST_MINUTES],
                   values[LAG]);
    problem_answer(problem, ANSWER_DECIMAL, "%.6g", refused);
    problem->relative = 0.02;
    problem_hint(problem, "What the ready machines take is not refused.");
    problem_step(problem, "ready: %.0f x %.4g = %.6g a second", ready, values[CAPACITY], room);
    problem_step(problem, "missing: %.6g - %.6g = %.6g a second", burst, room, missing);
    problem_step(problem, "%.6g x %.0f x 60 s = %.6g", missing, minutes, refused);
    problem_misconception(problem, "no-room", "the spare part of the ready machines helps first",
                          "%.6g", (burst - mean) * minutes * 60);
    problem_misconception(problem, "whole-burst", "after the lag the machines are there", "%.6g",
                          missing * values[BURST_MINUTES] * 60);
    return true;
}

static const struct question questions[] = {
    {"saved", draw_saved, pose_saved},
    {"machines", draw_machines, pose_machines},
    {"burst", draw_burst, pose_burst},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const patterns[] = {"daily-wave", "on-off", NULL};
static const char *const machines[] = {"m6i-large", "m7g-large", "t3-medium", NULL};
static const char *const fleets[] = {"on-demand", "reserved", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [PATTERN] = {.name = "pattern",
                 .unit = "",
                 .kind = PARAMETER_CHOICE,
                 .choices = patterns,
                 .help = "a wave with its peak in the evening, or all demand in some hours"},
    [MEAN] = {"mean", "requests/s", PARAMETER_REAL, 1, 1e6, 1000, NULL,
              "planned mean demand of the week, bursts left out; yours"},
    [RATIO] = {"peak-to-mean", "", PARAMETER_REAL, 1, 20, 3, NULL,
               "peak of the pattern over its mean, noise and bursts left out; yours"},
    [WEEKEND] = {"weekend", "", PARAMETER_REAL, 0, 1, 0.7, NULL,
                 "level of Saturday and Sunday over a working day's; a flat week raises it"},
    [NOISE] = {"noise", "", PARAMETER_REAL, 0, 1, 0.05, NULL,
               "relative deviation about the pattern, lasting half an hour"},
    [BURSTS] = {"bursts", "bursts/week", PARAMETER_REAL, 0, 50, 2, NULL,
                "sudden additional demand, at any minute"},
    [BURST_SIZE] = {"burst-size", "", PARAMETER_REAL, 0, 20, 1, NULL,
                    "what a burst adds, times the mean"},
    [BURST_MINUTES] = {"burst-minutes", "minutes", PARAMETER_INTEGER, 1, 1440, 30, NULL,
                       "how long a burst lasts"},
    [MACHINE] = {.name = "machine",
                 .unit = "",
                 .kind = PARAMETER_CHOICE,
                 .choices = machines,
                 .help = "whose price is paid"},
    [CAPACITY] = {"capacity", "requests/s", PARAMETER_REAL, 0.1, 1e6, 100, NULL,
                  "what one machine takes; assumed, measure yours"},
    [LAG] = {"lag", "minutes", PARAMETER_INTEGER, 0, 240, 5, NULL,
             "from the demand to the machine that serves it, measuring and starting"},
    [SCALE_IN] = {"scale-in", "minutes", PARAMETER_INTEGER, 0, 720, 15, NULL,
                  "how long a machine is kept that is not wanted any more"},
    [TARGET] = {"target", "", PARAMETER_REAL, 0.1, 1, 0.6, NULL,
                "share of the time that machines that follow are to be busy"},
    [MINIMUM] = {"minimum", "machines", PARAMETER_INTEGER, 0, 10000, 2, NULL,
                 "never fewer that follow"},
    [HEADROOM] = {"headroom", "", PARAMETER_REAL, 1, 5, 1.3, NULL,
                  "the fleet is made for so many times the peak"},
    [FLEET] = {.name = "fleet",
               .unit = "",
               .kind = PARAMETER_CHOICE,
               .choices = fleets,
               .help = "how the fleet for the peak is paid"},
    [REFUSED_COST] = {"refused-cost", "USD per 1000 requests", PARAMETER_REAL, 0, 1e6, 0, NULL,
                      "what a thousand refused requests cost you; assumed nothing"},
    [EFFORT] = {"effort", "USD", PARAMETER_REAL, 0, 1e9, 6000, NULL,
                "making the service scalable, once; assumed, yours will differ"},
    [EFFORT_MONTHS] = {"effort-months", "months", PARAMETER_REAL, 1, 120, 24, NULL,
                       "over which that effort is written off; yours"},
    [WEEKS] = {"weeks", "weeks", PARAMETER_INTEGER, 1, MOST_WEEKS, 12, NULL,
               "simulated, for the bands; the first is shown"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 2, 0.1, NULL,
                     "the mean may be this share more than planned, or as much less"},
    [M6I] = PRICE("ec2_m6i_large", "hour", "an m6i.large on demand"),
    [M7G] = PRICE("ec2_m7g_large", "hour", "an m7g.large on demand"),
    [T3] = PRICE("ec2_t3_medium", "hour", "a t3.medium on demand"),
    [T3_RESERVED] = PRICE("ec2_t3m_ri1", "hour",
                          "a t3.medium reserved for a year; its discount is assumed for all"),
};

static const struct picture pictures[] = {
    {"moment", draw_moment},    {"ratios", draw_ratios}, {"lags", tradeoff_draw_second},
    {"map", tradeoff_draw_map}, {"bill", draw_bill},
};

static const struct preset presets[] = {
    {"a shop with evenings", "peak-to-mean=3.5 weekend=1",
     "Half of the fleet idles until evening."},
    {"steady batch load", "peak-to-mean=1.05 weekend=1 noise=0.02 bursts=0 headroom=1.1",
     "Autoscaling gains nothing: there is no valley."},
    {"a launch day, slow machines", "bursts=4 burst-size=4 burst-minutes=60 lag=20 refused-cost=2",
     "Each burst is refused for as long as machines take to start."},
    {"nights and weekends off", "pattern=on-off peak-to-mean=4.2 weekend=0 minimum=0 bursts=0",
     "What does not run is not paid."},
    {"the fleet reserved", "fleet=reserved", "A discount for the fleet moves the break-even."},
};

static const char *const topics[] = {"cloud cost", "autoscaling", NULL};
static const char *const series[] = {"cost_1", "cost_2",   "cost_3", "cheapest",
                                     "demand", "capacity", NULL};

const struct simulation simulation_autoscale = {
    .name = "autoscale",
    .title = "Lift and shift against autoscaling",
    .summary = "Machines for the peak all the time, or as many as the demand needs, a little late.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series,
    .version = 1,
    .state_size = sizeof(struct autoscale),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .copy = copy,
    .picture = "week",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
