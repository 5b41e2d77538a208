/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pipeline of tasks, day after day: started by what it needs (orchestrated), or by the clock.
 *
 * Both policies meet the same days: durations and failures are drawn before (schedule_day.h). The
 * first day is shown event by event, further days go by in blocks. Bounds hold of every
 * orchestrated day: longest path <= end <= (work - longest path) / m + longest path (Graham 1966),
 * where delays between attempts count as work. Mean attempts, the share of days on which all
 * succeeds, tasks touched by a failure and the work are exact; the mean end is known for a chain,
 * one worker, and a fan with a worker for each part. Else `makespan` beside it is the end of a day
 * on which each task takes its mean: the plan, and no more than that.
 *
 * Left out: tasks that keep several workers busy, days that run into the next, and data that is
 * wrong though every task succeeds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "engine/base/memory.h"
#include "exercises/identifier.h"
#include "exercises/moments.h"
#include "exercises/schedule_picture.h"
#include "exercises/schedule_question.h"
#include "exercises/schedule_theory.h"

enum { BLOCKS = 120, CURVE = 11, GRID = 41, POLICIES = 2, MOST_COPIED_DAYS = 1000 };
enum { ORCHESTRATED, FIXED };

enum event_kind {               /* in the order in which equal times are told */
                  EVENT_RETRY,  /* an attempt failed, another follows */
                  EVENT_FAILED, /* the last attempt failed */
                  EVENT_SKIPPED,
                  EVENT_DONE,
                  EVENT_STARTED,
                  EVENT_STALE, /* started on inputs that are not there or wrong */
                  EVENT_DAY_OVER
};

struct event {
    double time;
    enum event_kind kind;
    unsigned task, attempt;
};

/* Of the days so far, by policy. */
struct tally {
    struct moments makespan, path, work, right, stale, touched, waiting;
    double *ends; /* of each day; INFINITY where its result is not right: it never comes */
    double *all_ends;
};

struct dag {
    int policy;
    enum graph_shape shape;
    struct schedule_graph graph;
    struct day_chances chances;
    struct day_rules rules[POLICIES], curve_rules[CURVE];
    double minutes[GRAPH_TASKS]; /* mean of each task */
    double slack, curve_slack[CURVE];
    double planned_end[POLICIES], planned_path; /* of a day on which each task takes its mean */
    unsigned enough;                            /* workers */
    struct day_luck luck;                       /* of the newest day */
    struct day days[POLICIES];
    bool on_path[POLICIES][GRAPH_TASKS];
    struct event *events; /* of the first day */
    size_t event_count, shown;
    unsigned day, all_days; /* days that are over */
    struct tally tally[POLICIES];
    struct moments attempts, bound, held, curve_stale[CURVE], curve_end[CURVE];
    double latest; /* end of any day so far, for the horizon of pictures */
};

/* --- Days ---------------------------------------------------------------------------------------
 */

static struct day_luck *draw_luck(struct dag *d, gsl_rng *rng)
{
    /* A day has its own sequence: a day with more retries does not shift the days after it. */
    uint64_t seed = (uint64_t)gsl_rng_get(rng) << 32;
    gsl_rng *own = rng_from_seed(seed | gsl_rng_get(rng));
    day_draw(&d->luck, &d->graph, &d->chances, own);
    gsl_rng_free(own);
    return &d->luck;
}

static void run_both(struct dag *d, gsl_rng *rng)
{
    (void)draw_luck(d, rng);
    for (int policy = 0; policy < POLICIES; policy++)
        day_run(&d->days[policy], &d->graph, &d->luck, &d->rules[policy]);
}

static bool any_stale(const struct dag *d, const struct day *day)
{
    for (unsigned task = 0; task < d->graph.tasks; task++)
        if (day->outcome[task] == TASK_STALE)
            return true;
    return false;
}

static void tally_policy(struct dag *d, int policy)
{
    const struct day *day = &d->days[policy];
    struct tally *tally = &d->tally[policy];
    double spans[GRAPH_TASKS], delay = d->rules[0].delay;
    day_spans(day, &d->graph, &d->luck, delay, spans);
    double path = graph_critical_path(&d->graph, spans, d->on_path[policy]);
    moments_add(&tally->makespan, day->makespan);
    moments_add(&tally->path, path);
    moments_add(&tally->work, day->busy);
    moments_add(&tally->right, day->touched == 0);
    moments_add(&tally->stale, any_stale(d, day));
    moments_add(&tally->touched, day->touched);
    moments_add(&tally->waiting, day->waiting);
    tally->all_ends[d->day] = day->makespan;
    tally->ends[d->day] = day->touched ? INFINITY : day->makespan;
    d->latest = fmax(d->latest, day->makespan);
    if (policy == ORCHESTRATED) {
        double bound = day_graham_bound(&d->graph, spans, d->rules[policy].workers);
        double hair = 1e-9 * bound; /* sums are rounded */
        moments_add(&d->bound, bound);
        moments_add(&d->held, path <= day->makespan + hair && day->makespan <= bound + hair);
    }
}

static void tally_curve(struct dag *d)
{
    struct day day;
    for (int k = 0; k < CURVE; k++) {
        day_run(&day, &d->graph, &d->luck, &d->curve_rules[k]);
        moments_add(&d->curve_stale[k], any_stale(d, &day));
        moments_add(&d->curve_end[k], day.makespan);
    }
}

/* The newest day is over. */
static void tally_day(struct dag *d)
{
    double attempts = 0;
    for (unsigned task = 0; task < d->graph.tasks; task++)
        attempts += d->luck.attempts[task];
    moments_add(&d->attempts, attempts / d->graph.tasks);
    for (int policy = 0; policy < POLICIES; policy++)
        tally_policy(d, policy);
    tally_curve(d);
    d->day++;
}

/* --- Events of the first day --------------------------------------------------------------------
 */

static void add_event(struct dag *d, double time, enum event_kind kind, unsigned task,
                      unsigned attempt)
{
    d->events[d->event_count++] = (struct event){time, kind, task, attempt};
}

/* When the failed task that this one was skipped for had failed. */
static double skipped_at(const struct day *day, unsigned task)
{
    while (day->outcome[task] == TASK_SKIPPED)
        task = day->cause[task];
    return day->end[task];
}

static void add_task_events(struct dag *d, const struct day *day, unsigned task)
{
    if (day->outcome[task] == TASK_SKIPPED) {
        add_event(d, skipped_at(day, task), EVENT_SKIPPED, task, 0);
        return;
    }
    for (unsigned attempt = 0; attempt < d->luck.attempts[task]; attempt++) {
        bool last = attempt + 1 == d->luck.attempts[task];
        double start = day->start[task][attempt];
        add_event(d, start, last && isnan(day->ready[task]) ? EVENT_STALE : EVENT_STARTED, task,
                  attempt);
        add_event(d, last ? day->end[task] : start + d->luck.duration[task][attempt],
                  !last                 ? EVENT_RETRY
                  : d->luck.right[task] ? EVENT_DONE
                                        : EVENT_FAILED,
                  task, attempt);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->time < y->time || x->time > y->time)
        return x->time < y->time ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->task > y->task) - (x->task < y->task);
}

static void list_events(struct dag *d)
{
    const struct day *day = &d->days[d->policy];
    d->events = memory_allocate((size_t)d->graph.tasks * 2 * DAY_ATTEMPTS + 1, sizeof *d->events);
    for (unsigned task = 0; task < d->graph.tasks; task++)
        add_task_events(d, day, task);
    qsort(d->events, d->event_count, sizeof *d->events, by_time);
    add_event(d, day->makespan, EVENT_DAY_OVER, 0, 0);
}

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    enum graph_shape shape = (enum graph_shape)values[SCHEDULE_SHAPE];
    unsigned least = graph_least_tasks(shape), tasks = (unsigned)values[SCHEDULE_TASKS];
    if (tasks < least)
        return error_set(error, ERROR_USAGE, "a %s has %u to %d tasks, not %u",
                         graph_shape_names[shape], least, GRAPH_TASKS, tasks);
    return true;
}

static void make_plans(struct dag *d, const double *values)
{
    double most = fmax(2, d->slack);
    schedule_rules(values, &d->graph, &d->rules[ORCHESTRATED]);
    day_fix(&d->rules[FIXED], &d->graph, &d->rules[ORCHESTRATED], d->chances.mean, d->slack);
    for (int k = 0; k < CURVE; k++) {
        d->curve_slack[k] = most * k / (CURVE - 1);
        day_fix(&d->curve_rules[k], &d->graph, &d->rules[ORCHESTRATED], d->chances.mean,
                d->curve_slack[k]);
    }
    for (int policy = 0; policy < POLICIES; policy++)
        d->planned_end[policy] = schedule_expected_end(&d->graph, &d->rules[policy],
                                                       d->rules[policy].workers, d->chances.mean);
    d->planned_path = graph_critical_path(&d->graph, d->minutes, NULL);
    d->enough = schedule_enough_workers(&d->graph, &d->rules[ORCHESTRATED], d->chances.mean);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct dag *d = state;
    d->policy = (int)values[SCHEDULE_POLICY];
    d->shape = (enum graph_shape)values[SCHEDULE_SHAPE];
    d->chances = schedule_chances(values);
    d->slack = values[SCHEDULE_SLACK] / 100;
    d->all_days = (unsigned)values[SCHEDULE_DAYS];
    schedule_graph_from(values, &d->graph, rng);
    schedule_means(&d->graph, d->chances.mean, d->minutes);
    make_plans(d, values);
    for (int policy = 0; policy < POLICIES; policy++) {
        d->tally[policy].ends = memory_allocate(d->all_days, sizeof(double));
        d->tally[policy].all_ends = memory_allocate(d->all_days, sizeof(double));
    }
    run_both(d, rng);
    list_events(d);
}

static void release(void *state)
{
    struct dag *d = state;
    for (int policy = 0; policy < POLICIES; policy++) {
        free(d->tally[policy].ends);
        free(d->tally[policy].all_ends);
    }
    free(d->events);
}

static void *copy_of(const void *items, size_t count, size_t size)
{
    void *copy = memory_allocate(count, size);
    memcpy(copy, items, count * size);
    return copy;
}

static bool copy(void *to, const void *from)
{
    const struct dag *d = from;
    struct dag *twin = to;
    if (d->all_days > MOST_COPIED_DAYS)
        return false;
    *twin = *d;
    for (int policy = 0; policy < POLICIES; policy++) {
        twin->tally[policy].ends = copy_of(d->tally[policy].ends, d->all_days, sizeof(double));
        twin->tally[policy].all_ends =
            copy_of(d->tally[policy].all_ends, d->all_days, sizeof(double));
    }
    twin->events = copy_of(d->events, d->event_count, sizeof *d->events);
    return true;
}

static bool step(void *state, gsl_rng *rng)
{
    struct dag *d = state;
    if (d->shown < d->event_count) {
        if (++d->shown == d->event_count)
            tally_day(d);
        return true;
    }
    if (d->day == d->all_days)
        return false;
    unsigned block = (d->all_days - 1 + BLOCKS - 1) / BLOCKS;
    for (; block && d->day < d->all_days; block--) {
        run_both(d, rng);
        tally_day(d);
    }
    return true;
}

/* --- What just happened -------------------------------------------------------------------------
 */

static const char *plural(unsigned count)
{
    return count == 1 ? "" : "s";
}

static void describe_start(const struct dag *d, const struct event *event, char *buffer,
                           size_t size)
{
    const struct day *day = &d->days[d->policy];
    const char *name = d->graph.names[event->task];
    const char *blamed = d->graph.names[day->cause[event->task]];
    unsigned inputs = graph_inputs(&d->graph, event->task);
    unsigned worker = day->worker[event->task][event->attempt] + 1U;
    if (event->attempt)
        (void)snprintf(buffer, size, "%.1f min: attempt %u of %s begins on worker %u%s",
                       event->time, event->attempt + 1, name, worker,
                       event->kind == EVENT_STALE ? ", on stale data" : "");
    else if (event->kind == EVENT_STALE && day->outcome[day->cause[event->task]] == TASK_STALE &&
             day->end[day->cause[event->task]] <= event->time)
        (void)snprintf(buffer, size, "%.1f min: %s starts on what %s made of stale data",
                       event->time, name, blamed);
    else if (event->kind == EVENT_STALE && day->end[day->cause[event->task]] <= event->time)
        (void)snprintf(buffer, size, "%.1f min: %s starts though %s failed: it reads stale data",
                       event->time, name, blamed);
    else if (event->kind == EVENT_STALE)
        (void)snprintf(buffer, size, "%.1f min: %s starts, %s is not done: it reads stale data",
                       event->time, name, blamed);
    else if (d->policy == FIXED)
        (void)snprintf(buffer, size, "%.1f min: %s starts by the clock, %s", event->time, name,
                       inputs ? "and its inputs are there" : "it needs no inputs");
    else
        (void)snprintf(buffer, size, "%.1f min: %s starts on worker %u, %s", event->time, name,
                       worker, inputs ? "as its inputs are there" : "it needs no inputs");
}

static void describe_event(const struct dag *d, const struct event *event, char *buffer,
                           size_t size)
{
    const struct day *day = &d->days[d->policy];
    const char *name = d->graph.names[event->task];
    bool reached[GRAPH_TASKS];
    unsigned after = graph_descendants(&d->graph, event->task, reached);
    if (event->kind == EVENT_RETRY)
        (void)snprintf(buffer, size, "%.1f min: attempt %u of %s fails; the next in %.4g minutes",
                       event->time, event->attempt + 1, name, d->rules[0].delay);
    else if (event->kind == EVENT_FAILED)
        (void)snprintf(buffer, size, "%.1f min: %s fails for good; %u task%s after it %s",
                       event->time, name, after, plural(after),
                       d->policy == FIXED ? "will not wait" : "cannot run");
    else if (event->kind == EVENT_SKIPPED)
        (void)snprintf(buffer, size, "%.1f min: %s is skipped, it needs %s", event->time, name,
                       d->graph.names[day->cause[event->task]]);
    else if (event->kind == EVENT_DONE)
        (void)snprintf(buffer, size, "%.1f min: %s is done%s", event->time, name,
                       day->outcome[event->task] == TASK_STALE ? ", and wrong" : "");
    else
        describe_start(d, event, buffer, size);
}

static void describe_day(const struct dag *d, char *buffer, size_t size)
{
    const struct day *day = &d->days[d->policy];
    unsigned failed = 0, tasks = d->graph.tasks;
    for (unsigned task = 0; task < tasks; task++)
        failed += day->outcome[task] == TASK_FAILED;
    unsigned rest = day->touched - failed;
    if (!day->touched)
        (void)snprintf(buffer, size, "Day %u ends at %.1f min, all %u tasks right", d->day,
                       day->makespan, tasks);
    else if (!failed)
        (void)snprintf(buffer, size, "Day %u ends at %.1f min: %u of %u tasks ran on stale data",
                       d->day, day->makespan, rest, tasks);
    else
        (void)snprintf(buffer, size, "Day %u ends at %.1f min: %u task%s failed, %u %s", d->day,
                       day->makespan, failed, plural(failed), rest,
                       d->policy == FIXED ? "ran on stale data" : "skipped after that");
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct dag *d = state;
    if (!d->shown)
        (void)snprintf(buffer, size, "The day has not begun; %u task%s will start %s",
                       d->graph.tasks, plural(d->graph.tasks),
                       d->policy == FIXED ? "by the clock" : "when their inputs are there");
    else if (d->shown < d->event_count)
        describe_event(d, &d->events[d->shown - 1], buffer, size);
    else
        describe_day(d, buffer, size);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static const char *const policies[] = {"orchestrated", "fixed", NULL};

static void observe_moments(struct report *report, const char *prefix, const char *name,
                            const char *unit, const struct moments *moments)
{
    char full[64];
    (void)snprintf(full, sizeof full, "%s%s", prefix, name);
    (void)report_observe(report, full, unit, moments_mean(moments), moments_error(moments));
}

/* The share of days does not exceed `share` ends by this time; NaN: no day is over. */
static double quantile_of(const struct dag *d, int policy, double share)
{
    if (!d->day)
        return NAN;
    double *sorted = copy_of(d->tally[policy].all_ends, d->day, sizeof *sorted);
    gsl_sort(sorted, 1, d->day);
    double quantile = gsl_stats_quantile_from_sorted_data(sorted, 1, d->day, share);
    free(sorted);
    return quantile;
}

static void observe_policy(const struct dag *d, int policy, struct report *report)
{
    const struct tally *tally = &d->tally[policy];
    char prefix[32], name[64];
    (void)snprintf(prefix, sizeof prefix, "%s.", policies[policy]);
    observe_moments(report, prefix, "makespan", "min", &tally->makespan);
    observe_moments(report, prefix, "success_probability", "", &tally->right);
    observe_moments(report, prefix, "stale_share", "", &tally->stale);
    observe_moments(report, prefix, "cascade_size", "tasks", &tally->touched);
    observe_moments(report, prefix, "waiting", "min", &tally->waiting);
    (void)snprintf(name, sizeof name, "%smakespan_95", prefix);
    report_value(report, name, "min", quantile_of(d, policy, 0.95));
}

static void predict(const struct dag *d, struct report *report)
{
    const struct day_chances *c = &d->chances;
    double success = schedule_success(c->failure, c->retries), tasks = d->graph.tasks;
    bool fixed = d->policy == FIXED;
    const char *source = "the plan: each task takes its mean, none fails";
    double end =
        schedule_makespan(&d->graph, d->shape, c, d->rules[0].workers, d->rules[0].delay, &source);
    bool known = !fixed && isfinite(end), chain = !fixed && d->shape == GRAPH_CHAIN;
    report_predict(report, "makespan", known ? end : d->planned_end[d->policy], known, source);
    report_predict(report, "critical_path", chain ? end : d->planned_path, chain,
                   "longest path of the means; of random days it is longer; Fulkerson 1962");
    report_predict(report, "total_work", schedule_work(&d->graph, c, fixed), true,
                   "mean attempts of the tasks that are reached");
    report_predict(report, "attempts_per_task", schedule_attempts(c->failure, c->retries), true,
                   "(1 - q^(r+1)) / (1 - q); 1 / (1 - q) without limit");
    report_predict(report, "orchestrated.success_probability", pow(success, tasks), true,
                   "(1 - q^(r+1))^n");
    report_predict(report, "orchestrated.stale_share", 0, true, "a task waits for its inputs");
    report_predict(report, "orchestrated.cascade_size", schedule_touched(&d->graph, c), true,
                   "sum of 1 - (1 - q^(r+1))^(needed tasks + 1)");
    report_predict(report, "bounds_held", 1, true, "Graham 1966");
    if (fixed)
        return;
    report_predict(report, "success_probability", pow(success, tasks), true, "(1 - q^(r+1))^n");
    report_predict(report, "stale_share", 0, true, "a task waits for its inputs");
    report_predict(report, "cascade_size", schedule_touched(&d->graph, c), true,
                   "sum of 1 - (1 - q^(r+1))^(needed tasks + 1)");
}

/* The share of days whose result is there, and right, at each time. */
static void observe_ends(const struct dag *d, int policy, struct report *report)
{
    double x[GRID], y[GRID], band[GRID], days = d->day;
    char name[64];
    (void)snprintf(name, sizeof name, "right_by.%s", policies[policy]);
    for (int k = 0; k < GRID; k++) {
        unsigned there = 0;
        x[k] = d->latest * k / (GRID - 1);
        for (unsigned day = 0; day < d->day; day++)
            there += d->tally[policy].ends[day] <= x[k];
        y[k] = days > 0 ? there / days : NAN;
        band[k] = days > 1 ? 2 * sqrt(y[k] * (1 - y[k]) / days) : 0;
    }
    report_band(
        report,
        report_series(report, name, "minutes", "days right by then", x, y, d->day ? GRID : 0),
        band);
}

static void observe_curve(const struct dag *d, struct report *report)
{
    double x[CURVE], stale[CURVE], end[CURVE], band[CURVE], end_band[CURVE];
    size_t count = d->day ? CURVE : 0;
    for (int k = 0; k < CURVE; k++) {
        x[k] = 100 * d->curve_slack[k];
        stale[k] = moments_mean(&d->curve_stale[k]);
        end[k] = moments_mean(&d->curve_end[k]);
        band[k] = d->day > 1 ? 2 * moments_error(&d->curve_stale[k]) : 0;
        end_band[k] = d->day > 1 ? 2 * moments_error(&d->curve_end[k]) : 0;
    }
    report_band(report,
                report_series(report, "fixed_stale_share", "slack, per cent",
                              "days with stale data", x, stale, count),
                band);
    report_band(
        report,
        report_series(report, "fixed_makespan", "slack, per cent", "minutes", x, end, count),
        end_band);
}

static void observe(const void *state, struct report *report)
{
    const struct dag *d = state;
    const struct tally *tally = &d->tally[d->policy];
    observe_moments(report, "", "makespan", "min", &tally->makespan);
    observe_moments(report, "", "critical_path", "min", &tally->path);
    observe_moments(report, "", "total_work", "min", &tally->work);
    observe_moments(report, "", "attempts_per_task", "", &d->attempts);
    observe_moments(report, "", "success_probability", "", &tally->right);
    observe_moments(report, "", "stale_share", "", &tally->stale);
    observe_moments(report, "", "cascade_size", "tasks", &tally->touched);
    observe_moments(report, "", "waiting", "min", &tally->waiting);
    for (int policy = 0; policy < POLICIES; policy++)
        observe_policy(d, policy, report);
    observe_moments(report, "", "graham_bound", "min", &d->bound);
    observe_moments(report, "", "bounds_held", "", &d->held);
    report_value(report, "enough_workers", "workers", d->enough);
    predict(d, report);
    observe_ends(d, ORCHESTRATED, report);
    observe_ends(d, FIXED, report);
    observe_curve(d, report);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* Of a canvas: no row is left for results, the title has them; no room to name both policies. */
enum { SHORT_ROWS = 14, NARROW = 74 };

/* "Fixed, 50 % slack: mean end 83 min, 29.3 % right (orchestrated 65, 90.8 %)" */
static void format_results(const struct dag *d, bool narrow, char *line, size_t size)
{
    static const char *const names[] = {"orchestrated", "fixed"};
    const struct tally *own = &d->tally[d->policy], *other = &d->tally[1 - d->policy];
    char head[40] = "Orchestrated";
    if (d->policy == FIXED)
        (void)snprintf(head, sizeof head, "Fixed, %.3g %% slack", 100 * d->slack);
    if (narrow)
        (void)snprintf(line, size, "%s: mean %.0f min, %.0f %% right",
                       d->policy == FIXED ? "Fixed" : head, own->makespan.mean,
                       100 * own->right.mean);
    else
        (void)snprintf(line, size, "%s: mean end %.0f min, %.3g %% right (%s %.0f, %.3g %%)", head,
                       own->makespan.mean, 100 * own->right.mean, names[1 - d->policy],
                       other->makespan.mean, 100 * other->right.mean);
}

static void format_title(const struct dag *d, char *line, size_t size)
{
    char head[48] = "Orchestrated";
    unsigned workers = d->rules[0].workers;
    if (d->policy == FIXED)
        (void)snprintf(head, sizeof head, "Fixed, %.4g %% slack", 100 * d->slack);
    (void)snprintf(line, size, "%s: %u task%s, %u worker%s, day %u of %u", head, d->graph.tasks,
                   plural(d->graph.tasks), workers, plural(workers), d->day ? d->day : 1,
                   d->all_days);
}

/* What runs, and what just happened; returns the first free row. */
static int draw_head(const struct dag *d, bool results, struct canvas *canvas)
{
    char line[200];
    if (results && d->day && canvas->rows < SHORT_ROWS)
        format_results(d, canvas->columns < NARROW, line, sizeof line);
    else
        format_title(d, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(d, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    return canvas->rows >= 16 ? 3 : 2;
}

static double now_of(const struct dag *d)
{
    if (d->shown == d->event_count)
        return INFINITY;
    return d->shown ? d->events[d->shown - 1].time : -1;
}

static int draw_day(const struct dag *d, int policy, bool told, int row, int rows,
                    struct canvas *canvas)
{
    double end = d->day ? 0 : d->planned_end[d->policy];
    for (int i = 0; i < POLICIES; i++) /* both to one scale where both are drawn */
        if (i == d->policy || canvas->rows >= 24)
            end = fmax(end, d->days[i].makespan);
    bool over = d->shown == d->event_count;
    struct gantt gantt = {.graph = &d->graph,
                          .luck = &d->luck,
                          .rules = &d->rules[policy],
                          .day = &d->days[policy],
                          .now = now_of(d),
                          .horizon = end > 0 ? end : 1,
                          .on_path = told && over ? d->on_path[policy] : NULL,
                          .times = told};
    return gantt_draw(&gantt, row, rows, canvas);
}

/* Both policies over the days so far. */
static void draw_results(const struct dag *d, int row, struct canvas *canvas)
{
    char line[160] = "the same day also runs the other way: both are seen when it is over";
    if (d->day)
        format_results(d, canvas->columns < NARROW, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_STRONG), line);
}

static void draw_bounds(const struct dag *d, int row, struct canvas *canvas)
{
    const struct tally *tally = &d->tally[ORCHESTRATED];
    if (d->day)
        (void)canvas_printf(canvas, 0, row, ink(INK_THEORY),
                            "orchestrated: longest path %.1f <= end %.1f <= %.1f (Graham's bound)",
                            tally->path.mean, tally->makespan.mean, d->bound.mean);
}

static void draw_ends_plot(const struct dag *d, const struct report *report, int row, int rows,
                           struct canvas *canvas)
{
    const struct series *series[] = {report_find_series(report, "right_by.orchestrated"),
                                     report_find_series(report, "right_by.fixed")};
    static const char *const names[] = {"orchestrated", "fixed"};
    static const char *const labels[] = {"O", "F"};
    struct plot_series curves[POLICIES];
    for (int i = 0; i < POLICIES; i++)
        curves[i] = (struct plot_series){.name = names[i],
                                         .x = series[i]->x,
                                         .y = series[i]->y,
                                         .count = series[i]->count,
                                         .ink = i ? INK_SERIES_B : INK_SERIES_A,
                                         .label = labels[i]};
    struct plot plot = {.x_label = "minutes",
                        .y_label = "share of days right by then",
                        .y_low = 0,
                        .y_high = 1,
                        .x_low = 0,
                        .x_high = d->latest > 0 ? d->latest : 1,
                        .series = curves,
                        .series_count = POLICIES};
    canvas_plot(canvas, 0, row, canvas->columns, rows, &plot);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct dag *d = state;
    int row = draw_head(d, report != NULL, canvas), tasks = (int)d->graph.tasks;
    bool results = report && canvas->rows >= SHORT_ROWS;
    int left = canvas->rows - row - results;
    bool both = report && canvas->rows >= 24 && left >= 2 * tasks + 8;
    row += draw_day(d, d->policy, report != NULL, row, both ? tasks + 1 : left, canvas);
    if (both) {
        (void)canvas_printf(canvas, 0, row + 1, ink(INK_STRONG), "The same day, %s:",
                            d->policy == FIXED ? "orchestrated" : "by the clock");
        row += 2 + draw_day(d, 1 - d->policy, true, row + 2, tasks + 1, canvas);
        draw_bounds(d, ++row, canvas);
        row++;
    }
    if (results)
        draw_results(d, row++, canvas);
    row += canvas->rows - row >= 10;
    if (report && d->day && canvas->rows - row >= 5)
        draw_ends_plot(d, report, row, canvas->rows - row, canvas);
}

static void draw_graph_picture(const void *state, const struct report *report,
                               struct canvas *canvas)
{
    const struct dag *d = state;
    bool on_path[GRAPH_TASKS];
    (void)graph_critical_path(&d->graph, d->minutes, on_path);
    (void)canvas_printf(canvas, 0, 0, ink(INK_STRONG), "What needs what: %u tasks in %u layers",
                        d->graph.tasks, d->graph.layers);
    if (report)
        (void)canvas_printf(canvas, 0, 1, ink(INK_TEXT),
                            "IN CAPITALS: the longest path, %.4g minutes of mean times",
                            d->planned_path);
    int row = canvas->rows >= 16 ? 3 : 2;
    (void)graph_draw(&d->graph, d->minutes, report ? on_path : NULL, row, canvas->rows - row,
                     canvas);
}

static void draw_ends(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct dag *d = state;
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG),
                          "By when the result is there and right: share of all days");
    if (!report || !d->day) {
        (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_DIM),
                              "shown once the first day is over");
        return;
    }
    (void)canvas_printf(canvas, 0, 1, ink(INK_TEXT),
                        "19 of 20 days end by minute %.1f orchestrated, %.1f by the clock",
                        quantile_of(d, ORCHESTRATED, 0.95), quantile_of(d, FIXED, 0.95));
    draw_ends_plot(d, report, 2, canvas->rows - 2, canvas);
}

static void draw_slack_plot(const struct dag *d, const struct series *series, bool share, int row,
                            int rows, struct canvas *canvas)
{
    struct plot_series curve = {.name = share ? "stale share" : "mean end",
                                .x = series->x,
                                .y = series->y,
                                .count = series->count,
                                .ink = share ? INK_SERIES_B : INK_SERIES_A,
                                .error = series->error};
    struct plot_mark chosen = {100 * d->slack, NAN, "chosen"};
    struct plot plot = {.x_label = "slack, per cent",
                        .y_label = share ? "share of days with stale data" : "end, minutes",
                        .y_low = 0,
                        .y_high = share ? 1 : 0,
                        .series = &curve,
                        .series_count = 1,
                        .marks = &chosen,
                        .mark_count = 1};
    canvas_plot(canvas, 0, row, canvas->columns, rows, &plot);
}

static void draw_slack(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct dag *d = state;
    char line[160];
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG),
                          "Fixed clock times: slack buys right data, and costs time");
    if (!report || !d->day) {
        (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_DIM),
                              "shown once the first day is over");
        return;
    }
    const struct series *stale = report_find_series(report, "fixed_stale_share");
    const struct series *end = report_find_series(report, "fixed_makespan");
    (void)snprintf(
        line, sizeof line,
        "chosen: %.4g %% slack, %.1f %% stale, ends at %.0f min (orchestrated %.0f, none)",
        100 * d->slack, 100 * d->tally[FIXED].stale.mean, d->tally[FIXED].makespan.mean,
        d->tally[ORCHESTRATED].makespan.mean);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    int rows = canvas->rows - 2, upper = rows >= 20 ? rows / 2 : rows;
    draw_slack_plot(d, stale, true, 2, upper, canvas);
    if (upper < rows)
        draw_slack_plot(d, end, false, 2 + upper, rows - upper, canvas);
}

/* ------------------------------------------------------------------------------------------------
 */

static const char *const durations[] = {"lognormal", "exponential", NULL};
static const char *const orders[] = {"listed", "longest-path-first", NULL};

static const struct parameter parameters[SCHEDULE_PARAMETERS] = {
    [SCHEDULE_POLICY] = {.name = "policy",
                         .unit = "",
                         .kind = PARAMETER_CHOICE,
                         .minimum = 0,
                         .maximum = 1,
                         .initial = ORCHESTRATED,
                         .choices = policies,
                         .help =
                             "a task starts when its inputs are there, or at a fixed clock time"},
    [SCHEDULE_SHAPE] = {.name = "shape",
                        .unit = "",
                        .kind = PARAMETER_CHOICE,
                        .minimum = 0,
                        .maximum = GRAPH_SHAPES - 1,
                        .initial = GRAPH_WAREHOUSE,
                        .choices = graph_shape_names,
                        .help = "which task needs which"},
    [SCHEDULE_TASKS] = {.name = "tasks",
                        .unit = "tasks",
                        .kind = PARAMETER_INTEGER,
                        .minimum = 1,
                        .maximum = GRAPH_TASKS,
                        .initial = 8,
                        .help = "of a day"},
    [SCHEDULE_WORKERS] = {.name = "workers",
                          .unit = "workers",
                          .kind = PARAMETER_INTEGER,
                          .minimum = 1,
                          .maximum = 64,
                          .initial = 2,
                          .help = "tasks that can run at the same time"},
    [SCHEDULE_MEAN] = {.name = "mean",
                       .unit = "minutes",
                       .kind = PARAMETER_REAL,
                       .minimum = 0.1,
                       .maximum = 1440,
                       .initial = 10,
                       .help = "of a task of usual size"},
    [SCHEDULE_DURATIONS] = {.name = "durations",
                            .unit = "",
                            .kind = PARAMETER_CHOICE,
                            .minimum = 0,
                            .maximum = DAY_DISTRIBUTIONS - 1,
                            .initial = DAY_LOGNORMAL,
                            .choices = durations,
                            .help = "how they vary about their mean"},
    [SCHEDULE_SPREAD] = {.name = "spread",
                         .unit = "%",
                         .kind = PARAMETER_REAL,
                         .minimum = 0,
                         .maximum = 300,
                         .initial = 40,
                         .help = "lognormal: standard deviation over mean"},
    [SCHEDULE_FAILURE] = {.name = "failure",
                          .unit = "",
                          .kind = PARAMETER_REAL,
                          .minimum = 0,
                          .maximum = 0.95,
                          .initial = 0.1,
                          .help = "probability that an attempt fails"},
    [SCHEDULE_RETRIES] = {.name = "retries",
                          .unit = "",
                          .kind = PARAMETER_INTEGER,
                          .minimum = 0,
                          .maximum = DAY_RETRIES,
                          .initial = 1,
                          .help = "after the first attempt of a task"},
    [SCHEDULE_DELAY] = {.name = "retry-delay",
                        .unit = "minutes",
                        .kind = PARAMETER_REAL,
                        .minimum = 0,
                        .maximum = 1440,
                        .initial = 2,
                        .help = "from a failed attempt to the next"},
    [SCHEDULE_SLACK] = {.name = "slack",
                        .unit = "%",
                        .kind = PARAMETER_REAL,
                        .minimum = 0,
                        .maximum = 1000,
                        .initial = 50,
                        .help = "fixed: clock times are as expected and that much later"},
    [SCHEDULE_ORDER] = {.name = "order",
                        .unit = "",
                        .kind = PARAMETER_CHOICE,
                        .minimum = 0,
                        .maximum = 1,
                        .initial = 0,
                        .choices = orders,
                        .help = "which of several tasks that may start a free worker takes"},
    [SCHEDULE_GRAPH] = {.name = "graph",
                        .unit = "",
                        .kind = PARAMETER_INTEGER,
                        .minimum = 0,
                        .maximum = 9999,
                        .initial = 0,
                        .help = "layered: number of the random graph; 0: drawn from the seed"},
    [SCHEDULE_DAYS] = {.name = "days",
                       .unit = "days",
                       .kind = PARAMETER_INTEGER,
                       .minimum = 1,
                       .maximum = 10000,
                       .initial = 400,
                       .help = "standard errors are over them"},
};

static const struct picture pictures[] = {
    {"graph", draw_graph_picture},
    {"end times", draw_ends},
    {"slack", draw_slack},
};

static const char *const topics[] = {"orchestration", "scheduling", "pipelines", NULL};
static const char *const series_names[] = {"right_by.orchestrated", "right_by.fixed",
                                           "fixed_stale_share", "fixed_makespan", NULL};

const struct simulation simulation_dag = {
    .name = "dag",
    .title = "Pipelines: started by need or by the clock",
    .summary = "Runs dependent tasks with failures and retries, orchestrated and on fixed clock "
               "times.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = SCHEDULE_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct dag),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .picture = "day",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .release = release,
    .copy = copy,
    .questions = schedule_questions,
    .question_count = SCHEDULE_QUESTIONS,
    .presets = schedule_presets,
    .preset_count = SCHEDULE_PRESETS,
};
