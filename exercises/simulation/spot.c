/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interruptible ("spot") machines: cheap by the hour, and taken away at any time.
 *
 * A job runs with checkpoints (exercises/checkpoint.h says what is lost and how long it takes). One
 * job is played piece by piece, then many in blocks: the mean time to the end is compared with the
 * exact expectation, the formula (Daly 2006) with the best interval and the simple rule (Young
 * 1974). Lives of machines are exponential, or a bathtub of the same mean (after Kadupitiya and
 * others 2020): as E[T] has no simple form there, the best interval is the best of some whole
 * numbers of equal pieces, each solved exactly.
 *
 * Money: every hour on a machine is paid, restarts too, at the price of a spot machine; a machine
 * on demand is never taken away and does the work once. Each of the machines has a part of its own,
 * of the same length. Costs are expectations; their bands come from the mean time between
 * interruptions, which nobody promises: it is drawn anew while the interval stays as planned.
 *
 * Left out: prices that change by the hour, waiting until a spot machine is to be had at all,
 * warnings before an interruption, machines that are taken away together, the price of storing
 * checkpoints, and intervals that follow the age of the machine.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "exercises/checkpoint.h"
#include "exercises/moments.h"
#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_spot;

enum parameter_index {
    WORK,
    MEAN,
    CHECKPOINT,
    RESTART,
    PLAN,
    INTERVAL,
    HAZARD,
    EARLY_SHARE,
    EARLY_PART,
    LATE_PART,
    DEADLINE,
    MACHINE,
    MACHINES,
    PRICE_RATIO,
    JOBS,
    UNCERTAINTY,
    N2_SPOT,
    N2,
    E2_SPOT,
    E2,
    PARAMETERS
};
enum { PLAN_BEST, PLAN_RULE, PLAN_OWN, PLAN_NONE };
enum { EXPONENTIAL, BATHTUB };
enum { ON_DEMAND, WITH, WITHOUT, ALTERNATIVES };
enum { EVENTS = 600, BLOCKS = 50, COPIED = 8192, CURVE = 97, BINS = 40, DRAWS = 200 };
/* Hours, some eleven years; what takes longer is not priced. */
static const double endless = 1e5;
static const double most_interruptions = 1000, most_attempts = 3e7, most_segments = 5000;
static const double most_bathtub_checkpoints = 5000; /* work over the time of a checkpoint */

enum event_kind { WORKED, LOST, SAVED, SAVING_LOST, RESTARTED };
struct event {
    double start, end;
    enum event_kind kind;
};

struct spot {
    struct tradeoff_run costs; /* first: its pictures take this state */
    double values[PARAMETERS];
    struct checkpoint_plan plan;
    struct lifetime lifetime;
    struct job_expectation expected;
    uint64_t jobs, done;
    /* the first job, piece by piece */
    struct event events[EVENTS];
    size_t event_count;
    enum { WORKING, SAVING, RESTARTING, FINISHED } phase;
    double clock, kept, pending, life; /* work that is safe, and that is not yet; of the machine */
    double lost;
    long interruptions;
    double *hours; /* of each job */
    struct moments completion, loss, stops, each_loss, in_time;
    double jobs_at[BLOCKS + 1], mean_at[BLOCKS + 1], error_at[BLOCKS + 1];
    int points;
};

/* --- The plan -----------------------------------------------------------------------------------
 */

static struct lifetime lifetime_of(const double *values)
{
    if (values[HAZARD] == BATHTUB)
        return lifetime_bathtub(values[MEAN], values[EARLY_SHARE], values[EARLY_PART],
                                values[LATE_PART]);
    return lifetime_exponential(values[MEAN]);
}

static double best_interval(const double *values, const struct checkpoint_plan *plan)
{
    if (values[HAZARD] == BATHTUB) {
        const struct lifetime lifetime = lifetime_of(values);
        return checkpoint_best_even(plan, &lifetime);
    }
    return checkpoint_best_closed(plan, values[MEAN]);
}

/* With checkpoints, also where the person's own plan is to have none. */
static struct checkpoint_plan plan_with(const double *values)
{
    struct checkpoint_plan plan = {values[WORK], values[WORK], values[CHECKPOINT], values[RESTART]};
    if (values[PLAN] == PLAN_OWN)
        plan.interval = fmin(values[INTERVAL], values[WORK]);
    else if (values[PLAN] == PLAN_RULE)
        plan.interval = checkpoint_rule(&plan, values[MEAN]);
    else
        plan.interval = best_interval(values, &plan);
    return plan;
}

static struct checkpoint_plan plan_without(const double *values)
{
    return (struct checkpoint_plan){values[WORK], values[WORK], 0, values[RESTART]};
}

/* By the formula for exponential times, exactly for the bathtub. */
static struct job_expectation expect(const struct checkpoint_plan *plan,
                                     const struct lifetime *lifetime)
{
    return lifetime->bathtub ? checkpoint_expectation(plan, lifetime)
                             : checkpoint_formula(plan, lifetime->mean);
}

static double or_nothing(double hours)
{
    return hours < endless ? hours : (double)NAN;
}

static struct job_expectation expect_alternative(const double *values, size_t alternative)
{
    const struct lifetime lifetime = lifetime_of(values);
    const struct checkpoint_plan plan =
        alternative == WITH ? plan_with(values) : plan_without(values);
    return expect(&plan, &lifetime);
}

/* --- Money --------------------------------------------------------------------------------------
 */

static bool is_n2(const double *values)
{
    return values[MACHINE] == 0;
}

static double on_demand_price(const double *values)
{
    return values[is_n2(values) ? N2 : E2];
}

static double spot_price(const double *values)
{
    if (values[PRICE_RATIO] > 0)
        return values[PRICE_RATIO] * on_demand_price(values);
    return values[is_n2(values) ? N2_SPOT : E2_SPOT];
}

static const char *name(const double *values, size_t alternative)
{
    static const char *const names[ALTERNATIVES] = {"on demand", "spot with checkpoints",
                                                    "spot without"};
    (void)values;
    return names[alternative];
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const on_demand[2][2] = {{"gce_n2s2", NULL}, {"gce_e2s2", NULL}};
    static const char *const spot[2][2] = {{"gce_n2s2_spot", NULL}, {"gce_e2s2_spot", NULL}};
    bool listed = alternative != ON_DEMAND && !(values[PRICE_RATIO] > 0);
    return (listed ? spot : on_demand)[!is_n2(values)];
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    double hour =
        values[MACHINES] * (alternative == ON_DEMAND ? on_demand_price : spot_price)(values);
    if (alternative == ON_DEMAND)
        return bill_add(bill, "the work itself", values[WORK] * hour);
    const struct job_expectation job = expect_alternative(values, alternative);
    if (!(job.hours < endless))
        return NAN;
    double total = bill_add(bill, "the work itself", values[WORK] * hour);
    total += bill_add(bill, "checkpoints", job.checkpoints * hour);
    total += bill_add(bill, "work lost", job.lost * hour);
    return total + bill_add(bill, "restarts", job.interruptions * values[RESTART] * hour);
}

static const char *why(const double *values, size_t alternative)
{
    const struct lifetime lifetime = lifetime_of(values);
    const struct checkpoint_plan plan =
        alternative == WITH ? plan_with(values) : plan_without(values);
    if (lifetime.bathtub && plan.interval + plan.checkpoint >= lifetime.limit)
        return "no machine lives long enough for a piece of the job";
    return alternative == WITH
               ? "interrupted so often with this interval that it would take over ten years"
               : "interrupted so often without checkpoints that it would take over ten years";
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "%.4g h of work, interrupted every %.4g h on average%s",
                   values[WORK], values[MEAN],
                   values[HAZARD] == BATHTUB ? " (early or at the limit)" : "");
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_spot,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .why = why,
    .prices = prices,
    .unit = "USD/job",
    .axes = {{MEAN, 0.1, 1000, true, "hours between interruptions"},
             {PRICE_RATIO, 0.05, 1, false, "price of spot over on demand"}},
    .axis_count = 2,
};

/* The expected cost when interruptions come at another mean time than was planned for. */
static struct band spot_band(const struct spot *s, size_t alternative, gsl_rng *rng)
{
    struct checkpoint_plan plan =
        alternative == WITH ? plan_with(s->values) : plan_without(s->values);
    double hour = s->values[MACHINES] * spot_price(s->values), draws[DRAWS];
    double typical = cost(s->values, alternative, NULL), sigma = band_sigma(s->values[UNCERTAINTY]);
    double values[PARAMETERS];
    memcpy(values, s->values, sizeof values);
    for (int i = 0; i < DRAWS; i++) {
        values[MEAN] = s->values[MEAN] * gsl_ran_lognormal(rng, 0, sigma);
        const struct lifetime lifetime = lifetime_of(values);
        draws[i] = hour * fmin(expect(&plan, &lifetime).hours, endless);
    }
    struct band band = band_of(draws, DRAWS);
    if (!isfinite(typical))
        return (struct band){NAN, NAN, NAN};
    return (struct band){fmin(band.low, typical), typical, fmax(band.high, typical)};
}

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    const struct lifetime lifetime = lifetime_of(values);
    if (lifetime.bathtub && values[WORK] > most_bathtub_checkpoints * values[CHECKPOINT])
        return error_set(error, ERROR_USAGE,
                         "with the bathtub checkpoint-hours must be at least %.4g hours here",
                         values[WORK] / most_bathtub_checkpoints);
    const struct checkpoint_plan plan =
        values[PLAN] == PLAN_NONE ? plan_without(values) : plan_with(values);
    if (checkpoint_segments(&plan) > most_segments)
        return error_set(error, ERROR_USAGE,
                         "the job would be cut into %.3g pieces: take at most 5000, by longer "
                         "intervals, dearer checkpoints or fewer work-hours",
                         checkpoint_segments(&plan));
    const struct job_expectation job = checkpoint_expectation(&plan, &lifetime);
    if (lifetime.bathtub && !isfinite(job.hours))
        return error_set(
            error, ERROR_USAGE,
            "no machine lives longer than %.3g hours, less than a piece of the job takes: "
            "raise mean-hours or take shorter intervals",
            lifetime.limit);
    if (!(job.interruptions <= most_interruptions))
        return error_set(
            error, ERROR_USAGE,
            "a job would be interrupted more than %.0f times on average: raise mean-hours "
            "or take shorter intervals",
            most_interruptions);
    double most = floor(most_attempts / (checkpoint_segments(&plan) + job.interruptions));
    if (values[JOBS] > most)
        return error_set(error, ERROR_USAGE,
                         "jobs must be a whole number from 100 to %.0f jobs here", most);
    return true;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct spot *s = state;
    memcpy(s->values, values, sizeof s->values);
    s->plan = values[PLAN] == PLAN_NONE ? plan_without(values) : plan_with(values);
    if (values[PLAN] == PLAN_BEST && values[HAZARD] == EXPONENTIAL)
        s->plan.interval = checkpoint_best(&s->plan, values[MEAN]);
    s->lifetime = lifetime_of(values);
    s->expected = checkpoint_expectation(&s->plan, &s->lifetime);
    s->jobs = (uint64_t)values[JOBS];
    s->hours = memory_allocate(s->jobs, sizeof *s->hours);
    tradeoff_init(&s->costs, &tradeoff, values, rng);
    while (tradeoff_step(&s->costs, rng))
        continue;
    for (size_t i = WITH; i < ALTERNATIVES; i++)
        s->costs.here[i] = spot_band(s, i, rng);
    s->life = lifetime_draw(&s->lifetime, rng);
}

static void release(void *state)
{
    free(((struct spot *)state)->hours);
}

static bool copy(void *to, const void *from)
{
    const struct spot *s = from;
    struct spot *twin = to;
    if (s->jobs > COPIED)
        return false;
    *twin = *s;
    twin->hours = memory_allocate(s->jobs, sizeof *s->hours);
    memcpy(twin->hours, s->hours, s->jobs * sizeof *s->hours);
    return true;
}

static void end_job(struct spot *s, double hours, double lost, long interruptions)
{
    s->hours[s->done++] = hours;
    moments_add(&s->completion, hours);
    moments_add(&s->loss, lost);
    moments_add(&s->stops, (double)interruptions);
    moments_add(&s->in_time, hours <= s->values[DEADLINE]);
}

/* From where the job stands now to its end. */
static void run_on(struct spot *s, gsl_rng *rng)
{
    double left = s->plan.work - s->kept;
    while (left > s->plan.work * 1e-12) {
        double piece = fmin(s->plan.interval, left), length = piece + s->plan.checkpoint;
        if (s->life > length) {
            s->life -= length;
            s->clock += length;
            left -= piece;
            continue;
        }
        s->clock += s->life + s->plan.restart;
        s->lost += s->life;
        s->interruptions++;
        moments_add(&s->each_loss, s->life);
        s->life = lifetime_draw(&s->lifetime, rng);
    }
    end_job(s, s->clock, s->lost, s->interruptions);
}

static void run_job(struct spot *s, gsl_rng *rng)
{
    s->clock = s->kept = s->lost = 0;
    s->interruptions = 0;
    s->life = lifetime_draw(&s->lifetime, rng);
    run_on(s, rng);
}

static void add_event(struct spot *s, enum event_kind kind, double hours)
{
    s->events[s->event_count++] = (struct event){s->clock, s->clock + hours, kind};
    s->clock += hours;
}

static void interrupt(struct spot *s, gsl_rng *rng)
{
    double lost = s->pending + s->life;
    if (s->phase == SAVING) /* the work before it is lost as well */
        s->events[s->event_count - 1].kind = LOST;
    add_event(s, s->phase == SAVING ? SAVING_LOST : LOST, s->life);
    s->lost += lost;
    s->interruptions++;
    moments_add(&s->each_loss, lost);
    s->pending = 0;
    s->life = lifetime_draw(&s->lifetime, rng);
    s->phase = RESTARTING;
}

static void save(struct spot *s)
{
    if (s->plan.checkpoint > 0)
        add_event(s, SAVED, s->plan.checkpoint);
    s->life -= s->plan.checkpoint;
    s->kept += s->pending;
    s->pending = 0;
    s->phase = s->plan.work - s->kept > s->plan.work * 1e-12 ? WORKING : FINISHED;
    if (s->phase == FINISHED)
        end_job(s, s->clock, s->lost, s->interruptions);
}

static void work(struct spot *s, gsl_rng *rng)
{
    double piece = fmin(s->plan.interval, s->plan.work - s->kept);
    if (s->event_count + 4 > EVENTS) { /* too long a story: the rest in one go */
        run_on(s, rng);
        s->phase = FINISHED;
    } else if (s->life <= piece) {
        interrupt(s, rng);
    } else {
        add_event(s, WORKED, piece);
        s->life -= piece;
        s->pending = piece;
        s->phase = SAVING;
        if (!(s->plan.checkpoint > 0))
            save(s);
    }
}

/* The next piece of the first job. */
static void step_first(struct spot *s, gsl_rng *rng)
{
    if (s->phase == WORKING) {
        work(s, rng);
    } else if (s->phase == RESTARTING) {
        add_event(s, RESTARTED, s->plan.restart);
        s->phase = WORKING;
    } else if (s->life <= s->plan.checkpoint) {
        interrupt(s, rng);
    } else {
        save(s);
    }
}

static bool step(void *state, gsl_rng *rng)
{
    struct spot *s = state;
    if (s->phase != FINISHED) {
        step_first(s, rng);
        return true;
    }
    if (s->done == s->jobs)
        return false;
    for (uint64_t block = (s->jobs + BLOCKS - 1) / BLOCKS; block && s->done < s->jobs; block--)
        run_job(s, rng);
    s->jobs_at[s->points] = (double)s->done;
    s->mean_at[s->points] = s->completion.mean;
    s->error_at[s->points++] = 2 * moments_error(&s->completion);
    return true;
}

static void describe_event(const struct spot *s, char *buffer, size_t size)
{
    const struct event *last = &s->events[s->event_count - 1];
    double hours = last->end - last->start, work = s->plan.work;
    if (last->kind == WORKED)
        (void)snprintf(buffer, size, "%.3g h of work, not yet safe; safe are %.3g of %.4g h", hours,
                       s->kept, work);
    else if (last->kind == SAVED)
        (void)snprintf(buffer, size, "A checkpoint is written: %.3g of %.4g h are safe", s->kept,
                       work);
    else if (last->kind == RESTARTED)
        (void)snprintf(buffer, size,
                       "A fresh machine is ready after %.3g h; it goes on from %.3g h", hours,
                       s->kept);
    else if (last->kind == LOST)
        (void)snprintf(buffer, size,
                       "The machine is taken away: %.3g h of work are lost, back to %.3g h", hours,
                       s->kept);
    else
        (void)snprintf(buffer, size,
                       "Taken away while the checkpoint was written: the work before it is lost, "
                       "back to %.3g h",
                       s->kept);
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct spot *s = state;
    if (s->points > 0)
        (void)snprintf(buffer, size, "%d jobs: %.4g h on average, where %.4g h are expected",
                       (int)s->done, s->completion.mean, s->expected.hours);
    else if (s->phase == FINISHED)
        (void)snprintf(buffer, size,
                       "Done after %.3g h, %.2g h more than the work alone; taken away %ld time%s",
                       s->clock, s->clock - s->plan.work, s->interruptions,
                       s->interruptions == 1 ? "" : "s");
    else if (s->event_count)
        describe_event(s, buffer, size);
    else
        (void)snprintf(buffer, size, "A job of %.4g h begins on its first machine", s->plan.work);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static void observe_plan(const struct spot *s, struct report *report)
{
    const double *values = s->values;
    struct checkpoint_plan plan = plan_with(values);
    const struct lifetime *lifetime = &s->lifetime;
    const struct checkpoint_plan without = plan_without(values);
    struct job_expectation expected;
    plan.interval = values[HAZARD] == EXPONENTIAL ? checkpoint_best(&plan, values[MEAN])
                                                  : best_interval(values, &plan);
    report_value(report, "best_interval_hours", "hours", plan.interval);
    report_predict(report, "best_interval_hours", checkpoint_rule(&plan, values[MEAN]), false,
                   "sqrt(2 c M), Young 1974");
    report_value(report, "interval_hours", "hours", s->plan.interval);
    expected = expect(&s->plan, lifetime);
    report_value(report, "expected_hours", "hours", or_nothing(expected.hours));
    expected = expect(&without, lifetime);
    report_value(report, "expected_hours_without_checkpoints", "hours", or_nothing(expected.hours));
    if (!(expected.hours < endless))
        report->observations[report->observation_count - 1].note =
            arena_copy_string(&report->arena, why(values, WITHOUT));
    if (lifetime->bathtub)
        report_value(report, "limit_hours", "hours", lifetime->limit);
}

static double p95(const struct spot *s)
{
    if (!s->done)
        return NAN;
    double *sorted = memory_allocate(s->done, sizeof *sorted);
    memcpy(sorted, s->hours, s->done * sizeof *sorted);
    gsl_sort(sorted, 1, s->done);
    double value = gsl_stats_quantile_from_sorted_data(sorted, 1, s->done, 0.95);
    free(sorted);
    return value;
}

static void observe_jobs(const struct spot *s, struct report *report)
{
    static const char renewal[] = "renewal argument, with the last piece as short as it is";
    double work = s->plan.work, in_time = moments_mean(&s->in_time), all = s->values[MACHINES];
    report_observe(report, "completion_hours", "hours", moments_mean(&s->completion),
                   moments_error(&s->completion));
    report_predict(report, "completion_hours", s->expected.hours, true, renewal);
    report_value(report, "completion_p95_hours", "hours", p95(s));
    report_observe(report, "interruptions", "", moments_mean(&s->stops), moments_error(&s->stops));
    report_predict(report, "interruptions", s->expected.interruptions, true, renewal);
    report_observe(report, "work_lost_share", "", moments_mean(&s->loss) / work,
                   moments_error(&s->loss) / work);
    report_predict(report, "work_lost_share", s->expected.lost / work, true, renewal);
    report_observe(report, "lost_per_interruption_hours", "hours", moments_mean(&s->each_loss),
                   moments_error(&s->each_loss));
    if (s->expected.interruptions > 0)
        report_predict(report, "lost_per_interruption_hours",
                       s->expected.lost / s->expected.interruptions, false,
                       "lost over interruptions; about half of an interval");
    report_observe(report, "done_in_time", "", in_time, moments_error(&s->in_time));
    report_observe(report, "all_machines_done_in_time", "", pow(in_time, all),
                   all * pow(in_time, all - 1) * moments_error(&s->in_time));
}

/* The closed forms of break-evens that have one. */
static void predict_ratios(const struct spot *s, struct report *report)
{
    static const char *const names[] = {"break_even.on_demand_spot_with_checkpoints_by_price_ratio",
                                        "break_even.on_demand_spot_without_by_price_ratio"};
    for (size_t i = 0; i < 2; i++) {
        double ratio = s->plan.work / expect_alternative(s->values, i + 1).hours;
        if (ratio >= tradeoff.axes[1].low && ratio <= tradeoff.axes[1].high)
            report_predict(report, names[i], ratio, true, "W / E[T]: hours times their price");
    }
}

/* Hours to the end against the interval; about the best one. */
static size_t interval_curve(const struct spot *s, double *x, double *y)
{
    struct checkpoint_plan plan = plan_with(s->values);
    double best = best_interval(s->values, &plan), low = best / 8;
    double high = fmin(plan.work, 12 * best);
    size_t count = 0;
    low = fmax(low, plan.work / most_segments);
    for (int i = 0; i < CURVE && low < high; i++) {
        plan.interval = low * pow(high / low, (double)i / (CURVE - 1));
        double hours = or_nothing(expect(&plan, &s->lifetime).hours);
        x[count] = plan.interval;
        y[count] = hours;
        count += isfinite(hours) ? 1 : 0;
    }
    return count;
}

static void observe_series(const struct spot *s, struct report *report)
{
    double x[CURVE], y[CURVE], theory[BLOCKS + 1], jobs[BLOCKS + 1];
    report_band(report,
                report_series(report, "completion_hours", "jobs", "hours", s->jobs_at, s->mean_at,
                              (size_t)s->points),
                s->error_at);
    for (int k = 0; k <= BLOCKS; k++) {
        jobs[k] = (double)s->jobs * k / BLOCKS;
        theory[k] = s->expected.hours;
    }
    report_series(report, "completion_hours_theory", "jobs", "hours", jobs, theory, BLOCKS + 1);
    size_t count = interval_curve(s, x, y);
    report_series(report, "hours_by_interval", "hours between checkpoints", "hours to the end", x,
                  y, count);
}

/* Shares of the jobs that end in each part of the time. */
static void observe_histogram(const struct spot *s, struct report *report)
{
    double least = s->plan.work, most = 0, values[BINS], means[BINS] = {0}, errors[BINS];
    least += checkpoint_segments(&s->plan) * s->plan.checkpoint;
    for (uint64_t i = 0; i < s->done; i++)
        most = fmax(most, s->hours[i]);
    double width = fmax(most - least, 1e-3) / BINS;
    for (uint64_t i = 0; i < s->done; i++)
        means[(int)fmin(fmax((s->hours[i] - least) / width, 0), BINS - 1)] += 1 / (double)s->done;
    for (int i = 0; i < BINS; i++) {
        values[i] = least + (i + 0.5) * width;
        errors[i] = s->done ? sqrt(means[i] * (1 - means[i]) / (double)s->done) : (double)NAN;
    }
    if (s->done)
        (void)report_histogram(report, "completion_histogram", "hours", values, means, errors,
                               BINS);
}

static void observe(const void *state, struct report *report)
{
    const struct spot *s = state;
    observe_plan(s, report);
    observe_jobs(s, report);
    tradeoff_observe(&s->costs, report);
    predict_ratios(s, report);
    observe_series(s, report);
    observe_histogram(s, report);
}

/* --- The time line ------------------------------------------------------------------------------
 */

enum { LABEL = 7, LEAST_PLOT_ROWS = 6 };

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* What a cell of the time line shows. */
enum mark { MARK_NONE, MARK_WORK, MARK_LOST, MARK_RESTART, MARK_SAVED, MARK_TAKEN, MARKS };
static const struct {
    const char *sign, *ascii, *means;
    enum ink ink;
} marks[MARKS] = {
    [MARK_NONE] = {" ", " ", "", INK_TEXT},
    [MARK_WORK] = {"█", "=", "work", INK_SERIES_A},
    [MARK_LOST] = {"░", "-", "work lost", INK_BAD},
    [MARK_RESTART] = {"·", ".", "restart", INK_DIM},
    [MARK_SAVED] = {"C", "C", "checkpoint", INK_GOOD},
    [MARK_TAKEN] = {"x", "x", "machine taken away", INK_STRONG},
};

static const char *sign_of(enum mark mark, const struct canvas *canvas)
{
    return canvas->ascii ? marks[mark].ascii : marks[mark].sign;
}

static void draw_legend(int row, struct canvas *canvas)
{
    int column = 0;
    for (int mark = MARK_WORK; mark < MARKS; mark++) {
        int width = (int)strlen(marks[mark].means) + 2;
        if (column + width > canvas->columns)
            break;
        (void)canvas_text(canvas, column, row, ink(marks[mark].ink),
                          sign_of((enum mark)mark, canvas));
        column = canvas_text(canvas, column + 2, row, ink(INK_DIM), marks[mark].means) + 3;
    }
}

/* Hours in a row of the time line: a round number with which `hours` need at most `rows`. */
static double hours_a_row(double hours, int rows)
{
    static const double round_numbers[] = {0.1, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 12, 24, 48, 72, 168};
    for (size_t i = 0; i < sizeof round_numbers / sizeof *round_numbers; i++)
        if (hours <= round_numbers[i] * rows)
            return round_numbers[i];
    return 24 * ceil(hours / rows / 24);
}

struct timeline {
    int row, rows, cells; /* cells of one row */
    double hours;         /* of one row */
};

static void put_mark(const struct timeline *line, int cell, enum mark mark, struct canvas *canvas)
{
    if (cell >= 0 && cell < line->rows * line->cells)
        (void)canvas_text(canvas, LABEL + cell % line->cells, line->row + cell / line->cells,
                          ink(marks[mark].ink), sign_of(mark, canvas));
}

static int cell_at(const struct timeline *line, double hours)
{
    double cell = floor(hours / line->hours * line->cells);
    return cell < line->rows * line->cells ? (int)cell : line->rows * line->cells;
}

static void draw_event(const struct timeline *line, const struct event *event,
                       struct canvas *canvas)
{
    static const enum mark shown[] = {[WORKED] = MARK_WORK,
                                      [LOST] = MARK_LOST,
                                      [SAVED] = MARK_WORK,
                                      [SAVING_LOST] = MARK_LOST,
                                      [RESTARTED] = MARK_RESTART};
    int first = cell_at(line, event->start), last = cell_at(line, event->end);
    for (int cell = first; cell < last || cell == first; cell++)
        put_mark(line, cell, shown[event->kind], canvas);
}

/* Checkpoints and interruptions, which may be shorter than a cell: above all else. */
static void draw_moments(const struct spot *s, const struct timeline *line, struct canvas *canvas)
{
    bool dense = s->plan.interval / line->hours * line->cells < 3;
    for (size_t i = 0; i < s->event_count; i++) {
        const struct event *event = &s->events[i], *next = event + 1;
        if (event->kind == SAVED && !dense)
            put_mark(line, cell_at(line, (event->start + event->end) / 2), MARK_SAVED, canvas);
        if (event->kind == LOST && i + 1 < s->event_count && next->kind == SAVING_LOST)
            continue; /* it ends with the checkpoint that was not finished */
        if (event->kind == LOST || event->kind == SAVING_LOST)
            put_mark(line, cell_at(line, event->end), MARK_TAKEN, canvas);
    }
}

/* Returns the rows used. */
static int draw_timeline(const struct spot *s, int row, int rows, struct canvas *canvas)
{
    struct timeline line = {.row = row, .cells = canvas->columns - LABEL};
    double end = s->event_count ? s->events[s->event_count - 1].end : 0;
    double horizon = fmax(fmin(s->expected.hours * 1.25, 4 * s->plan.work), end);
    if (line.cells < 8 || rows < 1)
        return 0;
    line.hours = hours_a_row(horizon, rows);
    line.rows = (int)ceil(horizon / line.hours);
    line.rows = line.rows < rows ? line.rows : rows;
    for (int i = 0; i < line.rows; i++)
        (void)canvas_printf(canvas, 0, row + i, ink(INK_DIM), "%4.4g h", i * line.hours);
    for (size_t i = 0; i < s->event_count; i++)
        draw_event(&line, &s->events[i], canvas);
    draw_moments(s, &line, canvas);
    return line.rows;
}

static void draw_job(const struct spot *s, int row, struct canvas *canvas)
{
    double lost = 0, restarts = 0, saved = 0;
    for (size_t i = 0; i < s->event_count; i++) {
        double hours = s->events[i].end - s->events[i].start;
        enum event_kind kind = s->events[i].kind;
        lost += kind == LOST || kind == SAVING_LOST ? hours : 0;
        restarts += kind == RESTARTED ? hours : 0;
        saved += kind == SAVED ? hours : 0;
    }
    double end = s->event_count ? s->events[s->event_count - 1].end : 0;
    char parts[128];
    int column = canvas_printf(canvas, 0, row, ink(INK_STRONG), "this job: %.4g h", end);
    (void)snprintf(parts, sizeof parts,
                   ", of which checkpoints %.3g h, lost %.3g h, restarts %.3g h", saved, lost,
                   restarts);
    (void)canvas_text_fit(canvas, column, row, canvas->columns - column, ink(INK_TEXT), parts);
}

static void draw_means(const struct spot *s, const struct report *report, int row,
                       struct canvas *canvas)
{
    double mean = report_mean(report, "completion_hours");
    int column =
        canvas_printf(canvas, 0, row, ink(INK_STRONG), "%d jobs: %.4g h", (int)s->done, mean);
    column =
        canvas_printf(canvas, column, row, ink(INK_THEORY), " (exactly %.4g)", s->expected.hours);
    char shares[128];
    (void)snprintf(shares, sizeof shares, ", %.3g %% work lost, %.3g %% in %.4g h",
                   100 * report_mean(report, "work_lost_share"),
                   100 * report_mean(report, "done_in_time"), s->values[DEADLINE]);
    (void)canvas_text_fit(canvas, column, row, canvas->columns - column, ink(INK_TEXT), shares);
}

static int draw_head(const struct spot *s, const char *second, struct canvas *canvas)
{
    char line[256];
    title(s->values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), second);
    return 2;
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct spot *s = state;
    char line[256];
    describe(state, line, sizeof line);
    int row = draw_head(s, report ? line : "", canvas) + (canvas->rows >= 16);
    if (!report) {
        draw_legend(row, canvas);
        return;
    }
    int left = canvas->rows - row, rows = left - 3; /* the legend, two lines of numbers */
    bool plot = canvas->rows >= 24 && s->points > 0;
    if (left < 6) { /* room for the time line alone */
        (void)draw_timeline(s, row, left, canvas);
        return;
    }
    row += draw_timeline(s, row, plot ? rows / 3 : rows < 8 ? rows : 8, canvas);
    draw_legend(row++, canvas);
    row += canvas->rows >= 16;
    draw_job(s, row++, canvas);
    if (s->done > 1)
        draw_means(s, report, row++, canvas);
    if (plot && canvas->rows - row > LEAST_PLOT_ROWS) {
        const struct plot mean = {.x_label = "jobs", .y_label = "hours to the end"};
        report_plot(report, "completion_hours", "mean of the jobs so far", &mean, row + 1, canvas);
    }
}

/* --- Further pictures ---------------------------------------------------------------------------
 */

/* The costs with the ratio of prices as it is, for a place on the axis. */
static struct tradeoff_run costs_as_listed(const struct spot *s)
{
    struct tradeoff_run run = s->costs;
    run.values[PRICE_RATIO] = spot_price(s->values) / on_demand_price(s->values);
    return run;
}

static void draw_ratio(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tradeoff_run run = costs_as_listed(state);
    tradeoff_draw_second(&run, report, canvas);
}

static void draw_map(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tradeoff_run run = costs_as_listed(state);
    tradeoff_draw_map(&run, report, canvas);
}

/* Where columns are narrow. */
static const char *short_name(const double *values, size_t alternative)
{
    static const char *const names[ALTERNATIVES] = {"on demand", "checkpoints", "no checkpoints"};
    (void)values;
    return names[alternative];
}

static void draw_bill(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct spot *s = state;
    struct tradeoff_run run = s->costs;
    struct tradeoff brief = tradeoff;
    brief.name = short_name;
    run.tradeoff = &brief;
    tradeoff_draw_bill(&run, report, canvas);
}

static void draw_interval(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct spot *s = state;
    char line[256], best_label[40], rule_label[40];
    if (!report) {
        (void)draw_head(s, "", canvas);
        return;
    }
    const struct series *hours = report_find_series(report, "hours_by_interval");
    struct checkpoint_plan plan = plan_with(s->values);
    double best = report_mean(report, "best_interval_hours");
    double rule = checkpoint_rule(&plan, s->values[MEAN]);
    double without = report_mean(report, "expected_hours_without_checkpoints");
    plan.interval = best;
    double least = or_nothing(expect(&plan, &s->lifetime).hours);
    plan.interval = rule;
    double by_rule = or_nothing(expect(&plan, &s->lifetime).hours);
    int used = snprintf(line, sizeof line, "Best every %.3g h: %.5g h; by the rule, %.3g h: %.5g h",
                        best, least, rule, by_rule);
    if (!isfinite(least) || !isfinite(by_rule))
        (void)snprintf(line, sizeof line, "With such checkpoints the job takes over ten years");
    else if (isfinite(without) && used > 0 && used < (int)sizeof line)
        (void)snprintf(line + used, sizeof line - (size_t)used, "; without: %.4g h", without);
    int row = draw_head(s, line, canvas);
    (void)snprintf(best_label, sizeof best_label, "best %.3g", best);
    (void)snprintf(rule_label, sizeof rule_label, "rule %.3g", rule);
    const struct plot_series series[] = {{.name = "expected",
                                          .x = hours->x,
                                          .y = hours->y,
                                          .count = hours->count,
                                          .ink = INK_SERIES_A}};
    const struct plot_mark places[] = {{best, least, best_label}, {rule, by_rule, rule_label}};
    const struct plot plot = {.x_label = "hours of work between checkpoints",
                              .y_label = "hours to the end",
                              .series = series,
                              .series_count = 1,
                              .x_logarithmic = true,
                              .marks = places,
                              .mark_count = 2};
    if (hours->count > 1 && canvas->rows - row >= LEAST_PLOT_ROWS)
        canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

/* The outline of a histogram. */
static void draw_completion(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct spot *s = state;
    const struct histogram *seen =
        report ? report_find_histogram(report, "completion_histogram") : NULL;
    double x[2 * BINS + 2], y[2 * BINS + 2];
    char line[256];
    if (!seen) {
        (void)draw_head(s, report ? "No job is done yet" : "", canvas);
        return;
    }
    double half = (seen->values[1] - seen->values[0]) / 2;
    for (size_t i = 0; i < BINS; i++) {
        x[2 * i + 1] = seen->values[i] - half;
        x[2 * i + 2] = seen->values[i] + half;
        y[2 * i + 1] = y[2 * i + 2] = 100 * seen->means[i];
    }
    x[0] = x[1];
    x[2 * BINS + 1] = x[2 * BINS];
    y[0] = y[2 * BINS + 1] = 0;
    double mean = report_mean(report, "completion_hours");
    double most = report_mean(report, "completion_p95_hours");
    (void)snprintf(line, sizeof line,
                   "%d jobs: mean %.4g h, 95 %% within %.4g h, %.3g %% by the deadline of %.4g h",
                   (int)s->done, mean, most, 100 * report_mean(report, "done_in_time"),
                   s->values[DEADLINE]);
    int row = draw_head(s, line, canvas);
    const struct plot_series series[] = {
        {.name = "jobs", .x = x, .y = y, .count = 2 * BINS + 2, .ink = INK_SERIES_A}};
    struct plot_mark places[] = {
        {mean, NAN, "mean"}, {most, NAN, "95 %"}, {s->values[DEADLINE], NAN, "deadline"}};
    bool late = s->values[DEADLINE] < x[0] || s->values[DEADLINE] > x[2 * BINS];
    const struct plot plot = {.x_label = "hours to the end",
                              .y_label = "% of the jobs",
                              .series = series,
                              .series_count = 1,
                              .marks = places,
                              .mark_count = late ? 2 : 3};
    if (canvas->rows - row >= LEAST_PLOT_ROWS)
        canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_rule(gsl_rng *rng, double *values)
{
    static const double means[] = {2, 4, 5, 8, 10, 16, 20, 25, 50};
    static const double checkpoints[] = {0.04, 0.05, 0.1, 0.16, 0.2, 0.25};
    values[MEAN] = means[draw_between(rng, 0, 8)];
    values[CHECKPOINT] = checkpoints[draw_between(rng, 0, 5)];
}

static bool pose_rule(const double *values, struct problem *problem)
{
    double mean = values[MEAN], checkpoint = values[CHECKPOINT], best = sqrt(2 * mean * checkpoint);
    if (values[HAZARD] != EXPONENTIAL || !(best < values[WORK]) || checkpoint > mean / 8)
        return false;
    problem_prompt(problem,
                   "A machine is taken away every %.4g hours on average, at random; a checkpoint "
                   "takes %.3g hours to write. After how many hours of work is it best to write "
                   "one? (The simple rule will do.)",
                   mean, checkpoint);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", best);
    problem->relative = 0.08;
    problem_hint(problem, "With t hours between checkpoints they cost c / t of the time.");
    problem_hint(problem,
                 "An interruption costs about t / 2: t / 2M of the time. Make both equal.");
    problem_step(problem, "time lost, as a share: c / t + t / (2 M), lowest at t = sqrt(2 c M)");
    problem_step(problem, "sqrt(2 x %.3g x %.4g) = %.3g", checkpoint, mean, best);
    problem_misconception(problem, "no-two", "an interruption costs half of an interval, not all",
                          "%.3g", sqrt(mean * checkpoint));
    problem_misconception(problem, "half-the-mean",
                          "it depends on what a checkpoint costs: cheap ones are written often",
                          "%.3g", mean / 2);
    problem_misconception(problem, "the-mean", "then two of three intervals would be interrupted",
                          "%.3g", mean);
    return true;
}

static void draw_without(gsl_rng *rng, double *values)
{
    static const double works[] = {4, 6, 8, 12, 24}, means[] = {8, 10, 12, 20, 24};
    values[WORK] = works[draw_between(rng, 0, 4)];
    values[MEAN] = means[draw_between(rng, 0, 4)];
}

static bool pose_without(const double *values, struct problem *problem)
{
    const struct checkpoint_plan plan = plan_without(values);
    double work = values[WORK], mean = values[MEAN], restart = values[RESTART];
    double hours = checkpoint_formula(&plan, mean).hours;
    if (values[HAZARD] != EXPONENTIAL || work > 4 * mean || work < mean / 10)
        return false;
    problem_prompt(problem,
                   "A job needs %.4g hours on a machine that is taken away every %.4g hours on "
                   "average, at random. There are no checkpoints: it begins again from nothing, "
                   "%.3g hours later. How many hours pass on average until it is done?",
                   work, mean, restart);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", hours);
    problem->relative = 0.1;
    problem_hint(problem, "An attempt succeeds with chance e^(-W/M).");
    problem_hint(problem, "On average e^(W/M) - 1 attempts fail.");
    problem_step(problem, "attempts that fail: e^(%.4g/%.4g) - 1 = %.3g", work, mean,
                 expm1(work / mean));
    problem_step(problem,
                 "with what the last one takes, each counts M + R: (%.4g + %.3g) x %.3g = "
                 "%.3g",
                 mean, restart, expm1(work / mean), hours);
    problem_misconception(problem, "work-alone", "failed attempts take time too", "%.4g", work);
    problem_misconception(problem, "restarts-alone",
                          "an interruption costs the work done, not just the restart", "%.3g",
                          work + work / mean * restart);
    problem_misconception(problem, "interrupted-once-each",
                          "the repeated work is interrupted as well", "%.3g",
                          work + work / mean * (restart + work / 2));
    return true;
}

static void draw_lost(gsl_rng *rng, double *values)
{
    static const double intervals[] = {0.5, 1, 2, 3, 4, 6}, means[] = {10, 20, 24, 50};
    values[PLAN] = PLAN_OWN;
    values[INTERVAL] = intervals[draw_between(rng, 0, 5)];
    values[MEAN] = means[draw_between(rng, 0, 3)];
}

static bool pose_lost(const double *values, struct problem *problem)
{
    double mean = values[MEAN], length = values[INTERVAL] + values[CHECKPOINT];
    double lost = mean - length / expm1(length / mean);
    if (values[HAZARD] != EXPONENTIAL || values[PLAN] != PLAN_OWN || length > values[WORK] / 3 ||
        length > mean)
        return false;
    problem_prompt(problem,
                   "A checkpoint is written after every %.3g h of work and takes %.3g h. "
                   "The machine is taken away every %.4g hours on average, at random. How many "
                   "hours are lost each time?",
                   values[INTERVAL], values[CHECKPOINT], mean);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", lost);
    problem->relative = 0.1;
    problem_hint(problem, "It happens anywhere between two checkpoints, about equally likely.");
    problem_step(problem, "from one checkpoint to the next: s = %.3g + %.3g = %.3g hours",
                 values[INTERVAL], values[CHECKPOINT], length);
    problem_step(problem, "about half of it, %.3g; a little less, as early is likelier than late",
                 length / 2);
    problem_step(problem, "exactly M - s / (e^(s/M) - 1) = %.3g", lost);
    problem_misconception(problem, "whole-interval",
                          "only what was done since the checkpoint is lost, half of it on average",
                          "%.3g", length);
    problem_misconception(problem, "mean-time", "what is older than the last checkpoint is safe",
                          "%.4g", mean);
    return true;
}

static void draw_worth(gsl_rng *rng, double *values)
{
    static const double means[] = {0.5, 1, 2, 5, 20, 100}, works[] = {3, 6, 24, 72};
    static const double ratios[] = {0.25, 0.4, 0.6, 0.75, 0.85, 0.95};
    values[MEAN] = means[draw_between(rng, 0, 5)];
    values[WORK] = works[draw_between(rng, 0, 3)];
    values[PRICE_RATIO] = ratios[draw_between(rng, 0, 5)];
}

/* What it costs with an alternative, as a step. */
static void step_cost(struct problem *problem, const double *values, size_t alternative)
{
    double hours = expect_alternative(values, alternative).hours;
    double price = alternative == ON_DEMAND ? on_demand_price(values) : spot_price(values);
    if (alternative == ON_DEMAND)
        hours = values[WORK];
    if (hours < endless)
        problem_step(problem, "%s: %.4g h x $%.4g = $%.4g", name(values, alternative), hours, price,
                     hours * price);
    else
        problem_step(problem, "%s: not done in ten years", name(values, alternative));
}

static bool pose_worth(const double *values, struct problem *problem)
{
    double costs[ALTERNATIVES], least = INFINITY, second = INFINITY;
    int best = tradeoff_cheapest(&tradeoff, values);
    for (size_t i = 0; i < ALTERNATIVES; i++) {
        costs[i] = cost(values, i, NULL);
        if ((int)i == best)
            least = costs[i];
        else if (costs[i] < second)
            second = costs[i];
    }
    if (values[HAZARD] != EXPONENTIAL || values[PLAN] != PLAN_BEST || best < 0 ||
        !(second > least * 1.001))
        return false;
    problem_prompt(problem,
                   "An hour on demand costs $%.4g, an hour of spot $%.4g. A job needs %.4g hours; "
                   "spot machines are taken away every %.4g hours on average, a checkpoint takes "
                   "%.3g hours, a restart %.3g. What is cheapest on average?",
                   on_demand_price(values), spot_price(values), values[WORK], values[MEAN],
                   values[CHECKPOINT], values[RESTART]);
    for (size_t i = 0; i < ALTERNATIVES; i++)
        problem->choices[problem->choice_count++] = name(values, i);
    problem_answer(problem, ANSWER_CHOICE, "%s", name(values, (size_t)best));
    problem_hint(problem,
                 "Checkpoints every sqrt(2 c M) hours lose about sqrt(2 c / M) of the time.");
    problem_hint(problem, "Without them it takes (M + R)(e^(W/M) - 1) hours.");
    for (size_t i = 0; i < ALTERNATIVES; i++)
        step_cost(problem, values, i);
    problem_step(problem, "so cheapest is %s", name(values, (size_t)best));
    return true;
}

static const struct question questions[] = {
    {"rule", draw_rule, pose_rule},
    {"without", draw_without, pose_without},
    {"lost", draw_lost, pose_lost},
    {"worth", draw_worth, pose_worth},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const plans[] = {"best", "rule", "own", "none", NULL};
static const char *const hazards[] = {"exponential", "bathtub", NULL};
static const char *const machines[] = {"n2-standard-2", "e2-standard-2", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [WORK] = {"work-hours", "hours", PARAMETER_REAL, 0.1, 1000, 24, NULL,
              "that the job takes when nothing happens"},
    [MEAN] = {"mean-hours", "hours", PARAMETER_REAL, 0.1, 1000, 20, NULL,
              "that a spot machine lives on average; nobody promises them"},
    [CHECKPOINT] = {"checkpoint-hours", "hours", PARAMETER_REAL, 0.001, 10, 0.1, NULL,
                    "to write a checkpoint"},
    [RESTART] = {"restart-hours", "hours", PARAMETER_REAL, 0, 24, 0.1, NULL,
                 "from an interruption until work goes on, on a fresh machine"},
    [PLAN] = {.name = "plan",
              .unit = "",
              .kind = PARAMETER_CHOICE,
              .choices = plans,
              .help =
                  "checkpoints at the best interval, by the rule sqrt(2 c M), at your own, none"},
    [INTERVAL] = {"interval-hours", "hours", PARAMETER_REAL, 0.01, 1000, 2, NULL,
                  "of work between checkpoints, where the plan is your own"},
    [HAZARD] = {.name = "hazard",
                .unit = "",
                .kind = PARAMETER_CHOICE,
                .choices = hazards,
                .help = "machines die at any age alike, or early and at a limit"},
    [EARLY_SHARE] = {"early-share", "", PARAMETER_REAL, 0, 0.95, 0.45, NULL,
                     "of the bathtub: machines that die early (assumed)"},
    [EARLY_PART] = {"early-part", "", PARAMETER_REAL, 0.005, 0.5, 0.04, NULL,
                    "mean life of those, as a part of the limit (assumed)"},
    [LATE_PART] =
        {"late-part", "", PARAMETER_REAL, 0.005, 0.5, 0.03, NULL,
         "how long before the limit the others die on average, as a part of it (assumed)"},
    [DEADLINE] = {"deadline-hours", "hours", PARAMETER_REAL, 0.1, 100000, 30, NULL,
                  "by which the job should be done"},
    [MACHINE] = {.name = "machine",
                 .unit = "",
                 .kind = PARAMETER_CHOICE,
                 .choices = machines,
                 .help = "whose prices are compared"},
    [MACHINES] = {"machines", "machines", PARAMETER_INTEGER, 1, 10000, 10, NULL,
                  "each with a part of its own, of the same length"},
    [PRICE_RATIO] = {"price-ratio", "", PARAMETER_REAL, 0, 2, 0, NULL,
                     "price of spot over on demand; 0: as in the list"},
    [JOBS] = {"jobs", "jobs", PARAMETER_INTEGER, 100, 100000, 4000, NULL,
              "that are played; standard errors are over them"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.5, NULL,
                     "the mean life may be this share more, or as much less"},
    [N2_SPOT] = PRICE("gce_n2s2_spot", "hour", "n2-standard-2, spot"),
    [N2] = PRICE("gce_n2s2", "hour", "n2-standard-2, on demand"),
    [E2_SPOT] = PRICE("gce_e2s2_spot", "hour", "e2-standard-2, spot"),
    [E2] = PRICE("gce_e2s2", "hour", "e2-standard-2, on demand"),
};

static const struct picture pictures[] = {
    {"interval", draw_interval}, {"costs", tradeoff_draw}, {"ratio", draw_ratio},
    {"map", draw_map},           {"bill", draw_bill},      {"completion", draw_completion},
};

static const struct preset presets[] = {
    {"no checkpoints at all", "plan=none", "A day of work takes two, and some jobs take a week."},
    {"a checkpoint every ten minutes", "plan=own interval-hours=0.1667",
     "Hardly anything is lost, and over a third of the time goes into checkpoints."},
    {"machines that live an hour", "mean-hours=1",
     "A checkpoint every 23 minutes, and it is still a bargain."},
    {"no machine older than a day", "hazard=bathtub mean-hours=13.2",
     "Those that survive the first hours are safe until the limit."},
    {"spot at nine tenths of the price", "price-ratio=0.9",
     "Interruptions eat up what is saved: look at the bill."},
};

static const char *const topics[] = {"cloud cost", "fault tolerance", NULL};
static const char *const series_names[] = {"cost_1",
                                           "cost_2",
                                           "cost_3",
                                           "cheapest",
                                           "completion_hours",
                                           "completion_hours_theory",
                                           "hours_by_interval",
                                           NULL};

const struct simulation simulation_spot = {
    .name = "spot",
    .title = "Spot machines: how often to save the work",
    .summary = "A job on interruptible machines: how often to write checkpoints, and when it pays.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct spot),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .picture = "time line",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .release = release,
    .copy = copy,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
