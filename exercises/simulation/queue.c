/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting in front of servers, in three modes.
 *
 * `steady`: one line, c equal servers, first come first served, event by event, beside Erlang's
 * formulas. Load beyond what the servers can do is run all the same, as that is worth seeing: the
 * line grows for as long as customers come, its averages tell of the length of the run alone, and
 * the theory is "none" but for how fast it grows. `batch`: the same records in windows and one by
 * one. `autoscale`: a demand that changes, and workers that follow it late.
 *
 * In the first two nothing of the first tenth of customers is counted, and standard errors are
 * those of the means of 30 batches (exercises/latency.h); in the third all count, and there are
 * none: pieces of a day are not alike, and a run has few days. A prediction is exact where a run is
 * long enough to have forgotten how it began: ten relaxation times of the line before the first
 * customer that counts.
 *
 * Left out: customers who give up, lines of limited length, priorities, workers that fail, records
 * processed by several workers at once, scalers that look at the line.
 */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/batch_stream.h"
#include "exercises/queue_scenario.h"
#include "exercises/service_line.h"

enum { SINGLES = 150, BLOCKS = 200, LOOK_STEPS = 400, BINS = 40, TAIL = BINS + 1, QUANTILES = 3 };
static const double shares[QUANTILES] = {0.5, 0.95, 0.99};

/* What formulas say, computed once. */
struct theory {
    bool stable, settled; /* has a long run; and this run reaches it */
    double quantiles[QUANTILES];
    double bin; /* seconds */
    struct fluid fluid;
    double late, response, best_window;
};

struct queue {
    double values[QUEUE_PARAMETERS];
    enum queue_mode mode;
    struct theory theory;
    struct service_line line; /* steady, autoscale */
    struct batch_stream both; /* batch */
    struct scaler scaler;     /* autoscale */
    struct demand demand;
    double next_arrival, next_look, looks; /* looks made */
    uint64_t arrived_at_look;
    double seen_rate; /* at the last look */
    int asked, gone;  /* workers it asked for, and sent away */
    double closed_at; /* when the last had come; 0: not yet */
    double closed_areas[OVER_TIME_LEVELS];
    size_t closed_waiting;
    uint64_t steps;
    bool single; /* the last step was one event */
};

/* --- Running ------------------------------------------------------------------------------------
 */

static void foresee_steady(struct queue *q)
{
    enum { RELAXATIONS = 10 };
    struct erlang line = queue_line(q->values);
    struct theory *theory = &q->theory;
    double warm = (double)q->line.latency.warm_up / line.rate;
    theory->stable = erlang_load(&line) < line.servers;
    theory->settled = theory->stable && warm > RELAXATIONS * erlang_relaxation(&line);
    for (int i = 0; i < QUANTILES; i++)
        theory->quantiles[i] = erlang_response_quantile(&line, shares[i]);
    theory->bin = erlang_response_quantile(&line, 0.995) / BINS;
}

static void foresee_batch(struct queue *q)
{
    enum { WINDOWS = 200 };
    struct batch_window batch = queue_window(q->values);
    q->theory.late = batch_window_late(&batch);
    q->theory.response = batch_window_mean_response(&batch);
    q->theory.stable = !isnan(q->theory.late);
    q->theory.settled =
        q->theory.stable && batch_window_busy(&batch) < 0.9 && queue_rounds(q->values) > WINDOWS;
    q->theory.best_window = batch_window_best(&batch);
    q->theory.bin = NAN;
}

static void init_autoscale(struct queue *q, gsl_rng *rng)
{
    struct scaler_rules rules = queue_rules(q->values);
    double duration = q->values[QUEUE_CUSTOMERS] / q->values[QUEUE_RATE];
    q->demand = queue_demand(q->values);
    size_t first = scaler_wanted(&rules, demand_at(&q->demand, 0));
    scaler_init(&q->scaler, &rules, first);
    service_line_init(&q->line, (uint64_t)q->values[QUEUE_CUSTOMERS], rules.service, first, false,
                      duration);
    q->line.paid = (double)first;
    q->next_arrival = demand_next(&q->demand, 0, rng);
    q->next_look = rules.interval;
    q->seen_rate = demand_at(&q->demand, 0);
    q->theory.fluid = autoscale_fluid(&q->demand, &rules, duration);
    q->theory.bin = NAN;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct queue *q = state;
    struct batch_window batch = queue_window(values);
    uint64_t customers = (uint64_t)values[QUEUE_CUSTOMERS];
    memcpy(q->values, values, sizeof q->values);
    q->mode = (enum queue_mode)values[QUEUE_MODE];
    if (q->mode == QUEUE_AUTOSCALE) {
        init_autoscale(q, rng);
    } else if (q->mode == QUEUE_BATCH) {
        batch_stream_init(&q->both, &batch, customers, rng);
        foresee_batch(q);
    } else {
        service_line_init(&q->line, customers, values[QUEUE_SERVICE], (size_t)values[QUEUE_SERVERS],
                          true, (double)customers / values[QUEUE_RATE]);
        q->line.paid = values[QUEUE_SERVERS];
        q->next_arrival = gsl_ran_exponential(rng, 1 / values[QUEUE_RATE]);
        foresee_steady(q);
    }
}

static void release(void *state)
{
    struct queue *q = state;
    if (q->mode == QUEUE_BATCH)
        batch_stream_release(&q->both);
    else
        service_line_release(&q->line);
    if (q->mode == QUEUE_AUTOSCALE)
        scaler_release(&q->scaler);
}

static bool copy(void *to, const void *from)
{
    enum { MOST_WAITING = 1 << 16 };
    const struct queue *q = from;
    struct queue *twin = to;
    if (q->line.waiting.room > MOST_WAITING || q->both.collected.room > MOST_WAITING ||
        q->both.alone.room > MOST_WAITING)
        return false;
    *twin = *q;
    if (q->mode == QUEUE_BATCH)
        batch_stream_copy(&twin->both, &q->both);
    else
        service_line_copy(&twin->line, &q->line);
    if (q->mode == QUEUE_AUTOSCALE)
        scaler_copy(&twin->scaler, &q->scaler);
    return true;
}

/* The next customer; the one behind the last finds the door closed. */
static void arrive(struct queue *q, gsl_rng *rng)
{
    bool last = q->line.arrived == q->line.customers;
    service_line_arrive(&q->line, q->next_arrival, rng);
    if (last) {
        q->closed_at = q->line.clock;
        memcpy(q->closed_areas, q->line.over.area, sizeof q->closed_areas);
        q->closed_waiting = q->line.waiting.count;
        q->next_arrival = q->next_look = INFINITY;
    } else if (q->mode == QUEUE_AUTOSCALE) {
        q->next_arrival = demand_next(&q->demand, q->line.clock, rng);
    } else {
        q->next_arrival = q->line.clock + gsl_ran_exponential(rng, 1 / q->values[QUEUE_RATE]);
    }
}

static bool steady_event(struct queue *q, gsl_rng *rng)
{
    double departs = service_line_next(&q->line);
    if (q->next_arrival <= departs) {
        if (isinf(q->next_arrival))
            return false;
        arrive(q, rng);
    } else {
        service_line_depart(&q->line, rng);
    }
    return true;
}

static void staff(struct queue *q, gsl_rng *rng)
{
    service_line_staff(&q->line, q->scaler.ready, rng);
    q->line.paid = (double)(q->scaler.ready + q->line.sent_away + q->scaler.starting);
}

static void look(struct queue *q, gsl_rng *rng)
{
    size_t had = q->scaler.ready + q->scaler.starting;
    service_line_pass(&q->line, q->next_look);
    q->seen_rate = (double)(q->line.arrived - q->arrived_at_look) / q->values[QUEUE_INTERVAL];
    q->arrived_at_look = q->line.arrived;
    size_t wanted = scaler_wanted(&q->scaler.rules, q->seen_rate);
    q->asked = wanted > had ? (int)(wanted - had) : 0;
    q->gone = wanted < had ? (int)(had - wanted) : 0;
    scaler_want(&q->scaler, q->line.clock, wanted);
    staff(q, rng);
    q->looks++;
    q->next_look = (q->looks + 1) * q->values[QUEUE_INTERVAL];
}

/* The next event, whatever it is; false: none. */
static bool autoscale_event(struct queue *q, gsl_rng *rng)
{
    double departs = service_line_next(&q->line), wakes = scaler_next(&q->scaler);
    double people = fmin(q->next_arrival, departs), workers = fmin(q->next_look, wakes);
    if (isinf(people) && isinf(q->next_look))
        return false;
    if (workers < people) {
        if (q->next_look <= wakes) {
            look(q, rng);
            return true;
        }
        service_line_pass(&q->line, wakes);
        scaler_wake(&q->scaler, wakes);
        staff(q, rng);
    } else if (q->next_arrival <= departs) {
        arrive(q, rng);
    } else {
        service_line_depart(&q->line, rng);
        q->line.paid = (double)(q->scaler.ready + q->line.sent_away + q->scaler.starting);
    }
    return true;
}

/* Until the scaler has looked so many times; at the end of the day by events. */
static bool step_autoscale(struct queue *q, gsl_rng *rng)
{
    double looks = fmax(1, ceil(queue_rounds(q->values) / LOOK_STEPS));
    double until = q->looks + looks;
    uint64_t events = 2 * q->line.customers / BLOCKS;
    bool any = false;
    q->single = looks <= 1;
    while (isinf(q->next_look) ? events-- > 0 : q->looks < until) {
        if (!autoscale_event(q, rng))
            return any;
        any = true;
    }
    return true;
}

static bool step_events(struct queue *q, bool (*event)(struct queue *, gsl_rng *), uint64_t block,
                        gsl_rng *rng)
{
    q->single = q->steps < SINGLES;
    for (uint64_t i = q->single ? 1 : block; i > 0; i--)
        if (!event(q, rng)) {
            if (q->single || i == block)
                return false;
            break;
        }
    q->steps++;
    return true;
}

static bool batch_event(struct queue *q, gsl_rng *rng)
{
    return batch_stream_step(&q->both, rng);
}

static bool step(void *state, gsl_rng *rng)
{
    struct queue *q = state;
    double events = 2 * (q->values[QUEUE_CUSTOMERS] + queue_rounds(q->values));
    uint64_t block = (uint64_t)(events / BLOCKS) + 1;
    if (q->mode == QUEUE_AUTOSCALE)
        return step_autoscale(q, rng);
    return step_events(q, q->mode == QUEUE_BATCH ? batch_event : steady_event, block, rng);
}

/* --- What just happened -------------------------------------------------------------------------
 */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void describe_steady(const struct queue *q, char *buffer, size_t size)
{
    const struct service_event *event = &q->line.event;
    size_t waiting = q->line.waiting.count;
    int who = (int)event->customer + 1, next = (int)event->next + 1, place = (int)event->place + 1;
    char time[32];
    if (event->kind == SERVICE_NOTHING)
        (void)snprintf(buffer, size, "Nobody is there yet, and all servers are idle");
    else if (q->closed_at > 0 && !q->line.busy)
        (void)snprintf(buffer, size, "All %d customers are served", (int)q->line.customers);
    else if (!q->single)
        (void)snprintf(buffer, size, "%d of %d customers have come; now %zu wait, %zu are served",
                       (int)q->line.arrived, (int)q->line.customers, waiting, q->line.busy);
    else if (event->kind == SERVICE_BEGUN_AT_ONCE)
        (void)snprintf(buffer, size, "Customer %d comes, and server %d takes it at once", who,
                       place);
    else if (event->kind == SERVICE_IN_LINE)
        (void)snprintf(buffer, size,
                       "Customer %d comes, finds all servers busy, waits as number %zu", who,
                       waiting);
    else if (event->kind == SERVICE_DONE)
        (void)snprintf(buffer, size, "Customer %d is done, nobody waits: server %d is idle", who,
                       place);
    else
        (void)snprintf(buffer, size, "Customer %d is done, server %d takes %d, who waited %s", who,
                       place, next, queue_time(event->waited, time));
}

static void describe_batch(const struct queue *q, char *buffer, size_t size)
{
    const struct batch_stream *both = &q->both;
    const struct stream_event *event = &both->event;
    int records = (int)event->records, which = (int)event->record + 1;
    char time[32], other[32];
    if (event->kind == STREAM_NOTHING)
        (void)snprintf(buffer, size, "Both workers are idle; the first window opens");
    else if (!q->single)
        (void)snprintf(buffer, size, "%d records have come, %d windows are closed",
                       (int)both->arrived, (int)both->window);
    else if (event->kind == STREAM_RECORD)
        (void)snprintf(buffer, size, "Record %d comes: number %d in its window, %d in the line",
                       which, (int)(both->collected.count - both->closed_records),
                       (int)both->alone.count);
    else if (event->kind == STREAM_WINDOW)
        (void)snprintf(buffer, size, "The window ends with %d record%s; the worker %s", records,
                       plural(event->records),
                       both->closed.count ? "is still busy with one before" : "begins with them");
    else if (event->kind == STREAM_ALONE_DONE)
        (void)snprintf(buffer, size, "One by one: record %d is done, %s after it came", which,
                       queue_time(event->newest, time));
    else if (!event->records)
        (void)snprintf(buffer, size, "An empty batch is done: the overhead was for nothing");
    else
        (void)snprintf(buffer, size,
                       "A batch of %d is done: the first came %s ago, the last %s ago", records,
                       queue_time(event->oldest, time), queue_time(event->newest, other));
}

static void describe_autoscale(const struct queue *q, char *buffer, size_t size)
{
    char clock[32], lag[32];
    double work = q->seen_rate * q->values[QUEUE_SERVICE];
    if (q->closed_at > 0 && !q->line.busy) {
        (void)snprintf(buffer, size, "All %d customers are served", (int)q->line.customers);
        return;
    }
    if (q->closed_at > 0) {
        (void)snprintf(buffer, size, "The last customer has come; %zu still wait",
                       q->line.waiting.count);
        return;
    }
    int written = snprintf(buffer, size, "At %s: %.3g a second came, work for %.3g; ",
                           queue_time(q->line.clock, clock), q->seen_rate, work);
    if (written < 0 || (size_t)written >= size)
        return;
    buffer += written;
    size -= (size_t)written;
    if (q->asked)
        (void)snprintf(buffer, size, "%d more start, ready in %s", q->asked,
                       queue_time(q->values[QUEUE_LAG], lag));
    else if (q->gone)
        (void)snprintf(buffer, size, "%d too many, they go", q->gone);
    else
        (void)snprintf(buffer, size, "enough are there or starting");
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct queue *q = state;
    if (q->mode == QUEUE_BATCH)
        describe_batch(q, buffer, size);
    else if (q->mode == QUEUE_AUTOSCALE)
        describe_autoscale(q, buffer, size);
    else
        describe_steady(q, buffer, size);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static void observe_estimate(struct report *report, const char *name, const char *unit,
                             struct estimate estimate)
{
    report_observe(report, name, unit, estimate.mean, estimate.standard_error);
}

/* Without a long run, or with pieces that are not alike, a standard error would be about nothing.
 */
static struct estimate told(bool stable, struct estimate estimate)
{
    if (!stable)
        estimate.standard_error = NAN;
    return estimate;
}

static void observe_quantiles(const struct queue *q, const struct latency *latency,
                              const char *group, bool stable, struct report *report)
{
    static const char *const names[QUANTILES] = {"latency_p50", "latency_p95", "latency_p99"};
    struct estimate quantiles[QUANTILES];
    char name[64];
    latency_quantiles(latency, shares, quantiles, QUANTILES);
    for (int i = 0; i < QUANTILES; i++) {
        (void)snprintf(name, sizeof name, "%s%s", group, names[i]);
        observe_estimate(report, name, "seconds", told(stable, quantiles[i]));
        if (q->theory.stable && q->mode == QUEUE_STEADY)
            report_predict(report, name, q->theory.quantiles[i], q->theory.settled,
                           "wait and service together, root by Brent's method");
    }
}

/* Customers a second among those that count, times their mean wait. */
static struct estimate rate_times_wait(const struct service_line *line)
{
    double by_batch[LATENCY_BATCHES];
    const struct latency *latency = &line->latency;
    const struct over_time *over = &line->over;
    double size = (double)latency->batch_size, last = over->clock;
    if (!over->marked)
        return (struct estimate){NAN, NAN};
    for (int i = 0; i < latency->batch && i + 1 < over->marked; i++)
        by_batch[i] = latency->batches[i].waits / (over->marks[i + 1][0] - over->marks[i][0]);
    double came = (double)(line->arrived - latency->warm_up);
    if (over->marked > LATENCY_BATCHES) {
        last = over->marks[LATENCY_BATCHES][0];
        came = size * LATENCY_BATCHES;
    }
    double rate = came / (last - over->marks[0][0]);
    bool complete = latency->batch < over->marked;
    struct estimate estimate =
        latency_estimate(latency, by_batch, rate * latency_wait(latency).mean);
    if (!complete || last <= over->marks[0][0])
        estimate = (struct estimate){NAN, NAN};
    return estimate;
}

static struct estimate scaled(struct estimate estimate, double factor)
{
    return (struct estimate){estimate.mean * factor, estimate.standard_error * factor};
}

static void predict_steady(const struct queue *q, struct report *report)
{
    static const char littles[] = "Little 1961: rate x mean wait";
    struct erlang line = queue_line(q->values);
    bool settled = q->theory.settled;
    double load = erlang_load(&line);
    if (!q->theory.stable) {
        report_predict(report, "line_growth", line.rate - line.servers / line.service, false,
                       "what comes less what all servers can do");
        return;
    }
    report_predict(report, "wait_probability", erlang_c(line.servers, load), settled,
                   "Erlang 1917: C = c B / (c - a (1 - B))");
    report_predict(report, "mean_wait", erlang_mean_wait(&line), settled,
                   "C / (c/s - rate); Erlang 1917");
    report_predict(report, "mean_response", erlang_mean_response(&line), settled,
                   "C / (c/s - rate) + s");
    report_predict(report, "mean_in_queue", erlang_mean_in_line(&line), settled, littles);
    report_predict(report, "rate_times_wait", erlang_mean_in_line(&line), settled, littles);
    report_predict(report, "utilisation", load / line.servers, settled, "a / c");
}

static void observe_steady(const struct queue *q, struct report *report)
{
    const struct service_line *line = &q->line;
    const struct over_time *over = &line->over;
    double clock = q->closed_at > 0 ? q->closed_at : line->clock;
    size_t waiting = q->closed_at > 0 ? q->closed_waiting : line->waiting.count;
    bool stable = q->theory.stable;
    observe_estimate(report, "wait_probability", "", told(stable, latency_waited(&line->latency)));
    observe_estimate(report, "mean_wait", "seconds", told(stable, latency_wait(&line->latency)));
    observe_estimate(report, "mean_response", "seconds",
                     told(stable, latency_response(&line->latency)));
    observe_estimate(report, "mean_in_queue", "customers",
                     told(stable, over_time_mean(over, SERVICE_WAITING)));
    if (stable)
        observe_estimate(report, "rate_times_wait", "customers", rate_times_wait(line));
    observe_estimate(
        report, "utilisation", "",
        told(stable, scaled(over_time_mean(over, SERVICE_BUSY), 1 / (double)line->place_count)));
    predict_steady(q, report);
    observe_quantiles(q, &line->latency, "", stable, report);
    if (!q->theory.stable)
        report_value(report, "line_growth", "customers/s",
                     clock > 0 ? (double)waiting / clock : NAN);
    report_value(report, "not_counted", "customers", (double)line->latency.warm_up);
    report_value(report, "batches", "", (double)line->latency.batch);
}

static void predict_batch(const struct queue *q, struct report *report)
{
    static const char source[] =
        "window/2 + overhead + service (rate x window + 1) + Spitzer's sum";
    static const char alone_source[] = "Pollaczek 1930, Khinchin 1932, equal services";
    struct batch_window batch = queue_window(q->values);
    bool settled = q->theory.settled, alone_settled = streaming_busy(&batch) < 0.97;
    double customers = q->values[QUEUE_CUSTOMERS], busy = batch_window_busy(&batch);
    if (q->theory.stable) {
        report_predict(report, "batch.mean_wait", batch.window / 2 + q->theory.late, settled,
                       "window/2 + Spitzer's sum, 1956");
        report_predict(report, "batch.mean_response", q->theory.response, settled, source);
        report_predict(report, "batch.utilisation", busy, settled, "overhead/window + rate x s");
    }
    if (streaming_busy(&batch) < 1) {
        alone_settled &= customers * pow(1 - streaming_busy(&batch), 2) > 1000;
        report_predict(report, "stream.mean_wait", streaming_mean_wait(&batch), alone_settled,
                       alone_source);
        report_predict(report, "stream.mean_response", streaming_mean_response(&batch),
                       alone_settled, alone_source);
        report_predict(report, "stream.utilisation", streaming_busy(&batch), alone_settled,
                       "rate x (overhead + s)");
    }
    if (!isnan(q->theory.best_window))
        report_predict(report, "best_window_seconds", q->theory.best_window, false,
                       "the window with the shortest mean response, minimised");
}

static void observe_batch(const struct queue *q, struct report *report)
{
    const struct batch_stream *both = &q->both;
    const struct latency *batch = &both->batch_latency, *alone = &both->alone_latency;
    struct batch_window costs = queue_window(q->values);
    bool keeps_up = batch_window_busy(&costs) < 1, alone_keeps_up = streaming_busy(&costs) < 1;
    observe_estimate(report, "batch.mean_wait", "seconds", told(keeps_up, latency_wait(batch)));
    observe_estimate(report, "batch.mean_response", "seconds",
                     told(keeps_up, latency_response(batch)));
    observe_estimate(report, "batch.utilisation", "", over_time_mean(&both->over, BATCH_BUSY));
    observe_estimate(report, "stream.mean_wait", "seconds",
                     told(alone_keeps_up, latency_wait(alone)));
    observe_estimate(report, "stream.mean_response", "seconds",
                     told(alone_keeps_up, latency_response(alone)));
    observe_estimate(report, "stream.utilisation", "", over_time_mean(&both->over, ALONE_BUSY));
    predict_batch(q, report);
    observe_quantiles(q, batch, "batch.", keeps_up, report);
    observe_quantiles(q, alone, "stream.", alone_keeps_up, report);
    report_value(report, "not_counted", "records", (double)batch->warm_up);
    report_value(report, "batches", "", (double)batch->batch);
}

/* Over the time in which customers came; NaN before it begins. */
static double mean_level(const struct queue *q, enum service_level level)
{
    bool closed = q->closed_at > 0;
    const double *areas = closed ? q->closed_areas : q->line.over.area;
    double clock = closed ? q->closed_at : q->line.clock;
    return clock > 0 ? areas[level] / clock : NAN;
}

static void observe_autoscale(const struct queue *q, struct report *report)
{
    static const char source[] = "without chance: work flows in and out; from below";
    const struct latency *latency = &q->line.latency;
    report_value(report, "peak_backlog", "customers", (double)q->line.most_waiting);
    report_value(report, "wait_probability", "", latency_waited(latency).mean);
    report_value(report, "mean_wait", "seconds", latency_wait(latency).mean);
    report_value(report, "mean_response", "seconds", latency_response(latency).mean);
    observe_quantiles(q, latency, "", false, report);
    report_value(report, "mean_in_queue", "customers", mean_level(q, SERVICE_WAITING));
    report_value(report, "mean_workers", "workers", mean_level(q, SERVICE_PAID));
    report_value(report, "utilisation", "",
                 mean_level(q, SERVICE_BUSY) / mean_level(q, SERVICE_THERE));
    report_value(report, "workers_for_the_peak", "workers",
                 (double)scaler_wanted(&q->scaler.rules, demand_peak(&q->demand)));
    report_predict(report, "peak_backlog", q->theory.fluid.peak_backlog, false, source);
    report_predict(report, "mean_workers", q->theory.fluid.mean_workers, false, source);
}

/* --- Curves -------------------------------------------------------------------------------------
 */

/* Seconds a bin: as far as 99.5 % of the responses reach, of both where there are two. */
static double bin_width(const struct queue *q)
{
    static const double most = 0.995;
    if (!isnan(q->theory.bin))
        return q->theory.bin;
    double far = q->mode == QUEUE_BATCH ? fmax(latency_quantile(&q->both.batch_latency, most),
                                               latency_quantile(&q->both.alone_latency, most))
                                        : latency_quantile(&q->line.latency, most);
    double width = far / BINS;
    return width > 0 ? width : 1;
}

/* Expected shares of responses beyond the ends of bins, ends[0] = 0; false: no formula. */
static bool expected_tail(const struct queue *q, const double *ends, double *tail)
{
    struct erlang line = queue_line(q->values);
    struct batch_window batch = queue_window(q->values);
    bool punctual = q->mode == QUEUE_BATCH && q->theory.stable &&
                    q->theory.late < 0.01 * q->values[QUEUE_WINDOW];
    if (punctual)
        batch_window_response_shares(&batch, ends, tail, TAIL);
    for (int i = 0; i < TAIL; i++)
        tail[i] = punctual ? 1 - tail[i] : erlang_response_tail(&line, ends[i]);
    return punctual || (q->mode == QUEUE_STEADY && q->theory.stable);
}

/* The curve is that of what takes longer; the histogram that of bins. */
static void observe_bins(const struct latency *latency, const char *name, const double *ends,
                         const double *tail, bool expected, struct report *report)
{
    double middles[BINS], seen[TAIL] = {1}, errors[TAIL] = {0}, theory[BINS], width = ends[1];
    char histogram_name[64];
    bool any = latency->kept_count > 0;
    latency_tail(latency, width, seen + 1, errors + 1, BINS);
    for (int i = 0; i < TAIL; i++)
        errors[i] *= 2;
    for (int i = 0; i < BINS; i++) {
        middles[i] = (i + 0.5) * width;
        theory[i] = tail[i] - tail[i + 1];
    }
    report_band(report,
                report_series(report, name, "seconds", "share that takes longer", ends, seen,
                              any ? TAIL : 0),
                errors);
    (void)snprintf(histogram_name, sizeof histogram_name, "%s_histogram", name);
    latency_histogram(latency, width, seen, errors, BINS);
    struct histogram *histogram =
        report_histogram(report, histogram_name, "seconds", middles, seen, errors, any ? BINS : 0);
    if (expected)
        report_histogram_theory(report, histogram, theory, false,
                                "response times in the long run, shares of bins");
}

/* Curves have the same names in each mode; those that mean nothing there are empty. */
static void observe_curves(const struct queue *q, struct report *report)
{
    bool batch = q->mode == QUEUE_BATCH, scales = q->mode == QUEUE_AUTOSCALE;
    const struct over_time *over = batch ? &q->both.over : &q->line.over;
    double width = bin_width(q), ends[TAIL], tail[TAIL], demand[OVER_TIME_SAMPLES];
    for (int i = 0; i < TAIL; i++)
        ends[i] = i * width;
    bool known = expected_tail(q, ends, tail);
    for (size_t i = 0; i < over->count; i++)
        demand[i] = scales ? demand_at(&q->demand, over->at[i]) * q->values[QUEUE_SERVICE] : 0;
    report_series(report, "queue_length", "seconds", "waiting", over->at,
                  over->level[batch ? BATCH_WAITING : SERVICE_WAITING], over->count);
    observe_bins(batch ? &q->both.batch_latency : &q->line.latency, "latency", ends, tail, known,
                 report);
    report_series(report, "latency_theory", "seconds", "share that takes longer", ends, tail,
                  known ? TAIL : 0);
    report_series(report, "stream_queue_length", "seconds", "waiting", over->at,
                  over->level[ALONE_WAITING], batch ? over->count : 0);
    if (batch)
        observe_bins(&q->both.alone_latency, "stream_latency", ends, tail, false, report);
    else
        report_series(report, "stream_latency", "seconds", "share that takes longer", ends, tail,
                      0);
    report_series(report, "workers", "seconds", "workers", over->at, over->level[SERVICE_THERE],
                  scales ? over->count : 0);
    report_series(report, "demand", "seconds", "workers", over->at, demand,
                  scales ? over->count : 0);
}

static void observe(const void *state, struct report *report)
{
    const struct queue *q = state;
    if (q->mode == QUEUE_BATCH)
        observe_batch(q, report);
    else if (q->mode == QUEUE_AUTOSCALE)
        observe_autoscale(q, report);
    else
        observe_steady(q, report);
    observe_curves(q, report);
}

/* --- Drawing: what all pictures share ------------------------------------------------------------
 */

static const struct style dim = {.ink = INK_DIM}, strong = {.ink = INK_STRONG}, plain = {0};
static const struct style theory_style = {.ink = INK_THEORY};

enum { LABEL = 10 }; /* columns of what stands before a row */

struct area {
    int row, rows;
};

static void draw_heading(const struct queue *q, struct canvas *canvas)
{
    const double *v = q->values;
    char line[256], service[32], other[32], third[32];
    (void)queue_time(v[QUEUE_SERVICE], service);
    if (q->mode == QUEUE_BATCH)
        (void)snprintf(line, sizeof line,
                       "A: windows of %s, B: one by one; %.4g records/s, %s each, overhead %s",
                       queue_time(v[QUEUE_WINDOW], third), v[QUEUE_RATE], service,
                       queue_time(v[QUEUE_OVERHEAD], other));
    else if (q->mode == QUEUE_AUTOSCALE)
        (void)snprintf(line, sizeof line,
                       "%.4g jobs a second, %.0f %% more or less; a new worker is ready in %s",
                       v[QUEUE_RATE], 100 * v[QUEUE_SWING], queue_time(v[QUEUE_LAG], other));
    else
        (void)snprintf(line, sizeof line,
                       "%.0f server%s, one line: %.4g customers a second, %s each%s",
                       v[QUEUE_SERVERS], v[QUEUE_SERVERS] > 1 ? "s" : "", v[QUEUE_RATE], service,
                       q->theory.stable ? "" : ", too many");
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, strong, line);
    describe(q, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, plain, line);
}

static void draw_clock(const struct queue *q, int row, struct canvas *canvas)
{
    char line[160], clock[32];
    const struct service_line *at = &q->line;
    if (q->mode == QUEUE_BATCH)
        (void)snprintf(line, sizeof line, "clock %s   came %d   done: in batches %d, one by one %d",
                       queue_time(q->both.clock, clock), (int)q->both.arrived,
                       (int)(q->both.arrived - q->both.collected.count - q->both.in_batch.count),
                       (int)q->both.alone_finished);
    else
        (void)snprintf(line, sizeof line,
                       "clock %s   came %d   in line %zu   at servers %zu   done %d",
                       queue_time(at->clock, clock), (int)at->arrived, at->waiting.count, at->busy,
                       (int)at->finished);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, dim, line);
}

/* A mark for each, or for several where they would not fit, over at most `rows` rows. Returns the
 * rows used. */
static int draw_crowd(const char *label, size_t count, int row, int rows, enum ink ink,
                      struct canvas *canvas)
{
    int room = canvas->columns - LABEL - 8;
    size_t cells = room > 0 && rows > 0 ? (size_t)room * (size_t)rows : 0;
    (void)canvas_text(canvas, 0, row, dim, label);
    if (!cells)
        return 1;
    size_t each = 1;
    for (int k = 0; count > cells * each; k++)
        each *= k % 3 == 1 ? 5 : 2; /* 1, 2, 10, 20, 100 ... */
    size_t marks = (count + each - 1) / each;
    for (size_t i = 0; i < marks; i++)
        (void)canvas_text(canvas, LABEL + (int)(i % (size_t)room), row + (int)(i / (size_t)room),
                          (struct style){.ink = (uint8_t)ink}, canvas->ascii ? "o" : "●");
    int last = row + (marks ? (int)((marks - 1) / (size_t)room) : 0);
    int end = LABEL + (marks ? (int)((marks - 1) % (size_t)room) + 2 : 0);
    if (!count)
        (void)canvas_text(canvas, LABEL, row, dim, "nobody");
    else if (each > 1)
        (void)canvas_printf(canvas, end, last, dim, "%zu each", each);
    else if (count > 5)
        (void)canvas_printf(canvas, end, last, strong, "%zu", count);
    return last - row + 1;
}

/* A bar with what it is of before and what it says behind. */
static void draw_progress(const char *label, const char *what, double share, const char *note,
                          enum ink ink, int row, struct canvas *canvas)
{
    enum { WHAT = 16, NOTE = 24, LEAST = 6 };
    int column = LABEL + WHAT, note_columns = NOTE;
    int bar = canvas->columns - column - note_columns - 1;
    if (bar < LEAST) { /* narrow: the note goes */
        note_columns = 0;
        bar = canvas->columns - column;
    }
    (void)canvas_text_fit(canvas, 0, row, LABEL - 1, dim, label);
    (void)canvas_text_fit(canvas, LABEL, row, WHAT - 1, plain, what);
    if (bar > 0 && !isnan(share))
        canvas_bar(canvas, column, row, bar, share, (struct style){.ink = (uint8_t)ink});
    if (note_columns)
        (void)canvas_text_fit(canvas, column + bar + 1, row, note_columns, dim, note);
}

/* "label value (theory value)" */
static int draw_value(const char *label, const char *value, const char *theory, int column, int row,
                      struct canvas *canvas)
{
    column = canvas_printf(canvas, column, row, dim, "%s ", label);
    column = canvas_text(canvas, column, row, strong, value);
    if (theory && *theory)
        column = canvas_printf(canvas, column, row, theory_style, " (%s)", theory);
    return column + 3;
}

static double predicted(const struct report *report, const char *name)
{
    const struct prediction *prediction = report_prediction(report, name);
    return prediction ? prediction->value : NAN;
}

/* A time that was measured and what theory says. */
static int draw_time(const struct report *report, const char *label, const char *name, int column,
                     int row, struct canvas *canvas)
{
    char seen[32], expected[32], theory[48];
    (void)snprintf(theory, sizeof theory, "theory %s",
                   queue_time(predicted(report, name), expected));
    return draw_value(label, queue_time(report_mean(report, name), seen), theory, column, row,
                      canvas);
}

static int draw_share(const struct report *report, const char *label, const char *name, int column,
                      int row, struct canvas *canvas)
{
    char seen[32] = "none", theory[48] = "theory none";
    double mean = report_mean(report, name), expected = predicted(report, name);
    if (!isnan(mean))
        (void)snprintf(seen, sizeof seen, "%.3g %%", 100 * mean);
    if (!isnan(expected))
        (void)snprintf(theory, sizeof theory, "theory %.3g %%", 100 * expected);
    return draw_value(label, seen, theory, column, row, canvas);
}

/* "done within: half 3.4 s, 95 % 14.9 s, 99 % 23 s" */
static void draw_quantiles(const struct report *report, int row, struct canvas *canvas)
{
    char line[192], half[32], most[32], nearly[32];
    (void)snprintf(line, sizeof line, "done within: half %s, 95 %% %s, 99 %% %s",
                   queue_time(report_mean(report, "latency_p50"), half),
                   queue_time(report_mean(report, "latency_p95"), most),
                   queue_time(report_mean(report, "latency_p99"), nearly));
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, plain, line);
}

/* Whether customers count yet; else says so. */
static bool draw_counting(const struct queue *q, int row, struct canvas *canvas)
{
    const struct latency *latency =
        q->mode == QUEUE_BATCH ? &q->both.alone_latency : &q->line.latency;
    char line[128];
    if (latency_counted(latency) > 0)
        return true;
    (void)snprintf(line, sizeof line,
                   "Counted from number %d on: by then the empty start is forgotten",
                   (int)latency->warm_up + 1);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, dim, line);
    return false;
}

/* --- Drawing: the line now -----------------------------------------------------------------------
 */

/* By their numbers while these are short, and the newest stands out. */
static int draw_waiting(const struct queue *q, struct area area, struct canvas *canvas)
{
    enum { TOKEN = 4, MOST_NUMBERS = 200, SHORT = 999 };
    const struct service_line *line = &q->line;
    size_t waiting = line->waiting.count;
    int room = (canvas->columns - LABEL) / TOKEN * area.rows;
    if (waiting > MOST_NUMBERS || (int)waiting > room || line->arrived > SHORT || !waiting)
        return draw_crowd("in line", waiting, area.row, area.rows, INK_SERIES_A, canvas);
    int a_row = (canvas->columns - LABEL) / TOKEN;
    (void)canvas_text(canvas, 0, area.row, dim, "in line");
    for (int i = 0; i < (int)waiting; i++) {
        int who = (int)line->started + i + 1;
        bool fresh = line->event.kind == SERVICE_IN_LINE && i == (int)waiting - 1;
        struct style style = {fresh ? INK_ACCENT : INK_SERIES_A, fresh ? ATTRIBUTE_BOLD : 0};
        (void)canvas_printf(canvas, LABEL + i % a_row * TOKEN, area.row + i / a_row, style, "%d",
                            who);
    }
    return ((int)waiting - 1) / a_row + 1;
}

static void draw_server(const struct queue *q, uint32_t number, int row, struct canvas *canvas)
{
    const struct place *place = &q->line.places[number];
    const struct service_event *event = &q->line.event;
    char label[24], what[32], left[32], note[48];
    double share = (q->line.clock - place->began) / (place->done - place->began);
    bool fresh = (event->kind == SERVICE_BEGUN_AT_ONCE || event->kind == SERVICE_DONE_NEXT) &&
                 event->place == number;
    (void)snprintf(label, sizeof label, "server %u", number + 1);
    (void)snprintf(what, sizeof what, "customer %d", (int)place->customer + 1);
    (void)snprintf(note, sizeof note, "%s left", queue_time(place->done - q->line.clock, left));
    if (place->busy)
        draw_progress(label, what, share, note, fresh ? INK_ACCENT : INK_SERIES_B, row, canvas);
    else
        draw_progress(label, "idle", NAN, "", INK_DIM, row, canvas);
}

/* A row each, or a character each where there are more. */
static void draw_servers(const struct queue *q, struct area area, struct canvas *canvas)
{
    int servers = (int)q->line.place_count, a_row = canvas->columns - LABEL;
    if (servers <= area.rows) {
        for (int i = 0; i < servers; i++)
            draw_server(q, (uint32_t)i, area.row + i, canvas);
        return;
    }
    if (a_row < 1 || area.rows < 1)
        return;
    (void)canvas_text(canvas, 0, area.row, dim, "servers");
    for (int i = 0; i < servers && i / a_row < area.rows; i++) {
        bool busy = q->line.places[i].busy;
        const char *mark = busy ? canvas->ascii ? "#" : "█" : canvas->ascii ? "." : "·";
        (void)canvas_text(canvas, LABEL + i % a_row, area.row + i / a_row,
                          (struct style){.ink = busy ? INK_SERIES_B : INK_DIM}, mark);
    }
    int below = area.row + (servers - 1) / a_row + 1;
    if (below < area.row + area.rows)
        (void)canvas_printf(canvas, LABEL, below, dim, "%s busy  %s idle",
                            canvas->ascii ? "#" : "█", canvas->ascii ? "." : "·");
}

/* Returns the rows used; so do the next ones. */
static int draw_steady(const struct queue *q, struct area area, struct canvas *canvas)
{
    int servers = (int)q->line.place_count, own = area.rows - 1;
    if (servers + 1 > area.rows) { /* in a row or two of characters, and the legend */
        int a_row = canvas->columns > LABEL ? canvas->columns - LABEL : 1;
        own = (servers - 1) / a_row + 2;
    } else {
        own = servers;
    }
    own = own < area.rows - 1 ? own : area.rows - 1;
    int used = draw_waiting(q, (struct area){area.row, area.rows - own}, canvas);
    draw_servers(q, (struct area){area.row + used, own}, canvas);
    return used + own;
}

static int draw_batch(const struct queue *q, struct area area, struct canvas *canvas)
{
    const struct batch_stream *both = &q->both;
    size_t open = both->collected.count - both->closed_records;
    double window = both->costs.window, into = both->clock - both->window * window;
    double lasts = both->batch_done - both->batch_began;
    bool at_work = isfinite(both->batch_done), alone = isfinite(both->alone_done);
    bool over = isinf(both->window_end), spaced = area.rows >= 6;
    char what[48], note[64], time[32];
    (void)snprintf(what, sizeof what, "%zu record%s", open, plural(open));
    (void)snprintf(note, sizeof note, "closes in %s", queue_time(window - into, time));
    draw_progress("window", over ? "closed" : what, over ? NAN : into / window, over ? "" : note,
                  INK_SERIES_A, area.row, canvas);
    (void)snprintf(what, sizeof what, "batch of %zu", both->in_batch.count);
    (void)snprintf(note, sizeof note, "%s left%s", queue_time(both->batch_done - both->clock, time),
                   both->closed.count ? ", more wait" : "");
    draw_progress("worker A", at_work ? what : "idle",
                  at_work ? (both->clock - both->batch_began) / lasts : NAN, at_work ? note : "",
                  INK_SERIES_A, area.row + 1, canvas);
    if (area.rows < 4)
        return 2;
    int row = area.row + 2 + spaced;
    int used = draw_crowd("in line", both->alone.count - alone, row, area.rows - 3 - spaced,
                          INK_SERIES_B, canvas);
    (void)snprintf(what, sizeof what, "record %d", (int)both->alone_finished + 1);
    (void)snprintf(note, sizeof note, "%s left", queue_time(both->alone_done - both->clock, time));
    lasts = both->alone_done - both->alone_began;
    draw_progress("worker B", alone ? what : "idle",
                  alone ? (both->clock - both->alone_began) / lasts : NAN, alone ? note : "",
                  INK_SERIES_B, row + used, canvas);
    return row + used + 1 - area.row;
}

/* A character for each worker: busy, idle, starting; several where there are too many. */
static void draw_workers(const struct queue *q, int row, bool legend, struct canvas *canvas)
{
    static const char *const marks[2][3] = {{"█", "□", "░"}, {"#", "_", "+"}};
    static const enum ink inks[3] = {INK_SERIES_B, INK_TEXT, INK_ACCENT};
    static const char *const names[3] = {"busy", "idle", "starting"};
    size_t busy = q->line.busy, there = q->line.ready + q->line.sent_away;
    size_t counts[3] = {busy, there - busy, q->scaler.starting};
    int room = canvas->columns - LABEL, column = LABEL;
    size_t all = there + q->scaler.starting, each = 1;
    char next[32];
    while (room > 0 && all > (size_t)room * each)
        each *= 2;
    (void)canvas_text(canvas, 0, row, dim, "workers");
    for (int kind = 0; kind < 3; kind++)
        for (size_t i = 0; i < (counts[kind] + each - 1) / each; i++)
            column = canvas_text(canvas, column, row, (struct style){.ink = (uint8_t)inks[kind]},
                                 marks[canvas->ascii][kind]);
    column = LABEL;
    for (int kind = 0; legend && kind < 3; kind++) {
        column = canvas_text(canvas, column, row + 1, (struct style){.ink = (uint8_t)inks[kind]},
                             marks[canvas->ascii][kind]);
        column =
            canvas_printf(canvas, column, row + 1, dim, " %zu %s  ", counts[kind], names[kind]);
    }
    if (legend && q->scaler.starting)
        (void)canvas_printf(canvas, column, row + 1, dim, "(next in %s)",
                            queue_time(scaler_next(&q->scaler) - q->line.clock, next));
}

static int draw_autoscale(const struct queue *q, struct area area, struct canvas *canvas)
{
    double rate = demand_at(&q->demand, q->line.clock), most = demand_peak(&q->demand);
    bool legend = area.rows >= 4;
    char what[48], note[64];
    (void)snprintf(what, sizeof what, "%.3g a second", rate);
    (void)snprintf(note, sizeof note, "work for %.3g workers", rate * q->values[QUEUE_SERVICE]);
    draw_progress("demand", what, rate / most, note, INK_SERIES_A, area.row, canvas);
    draw_workers(q, area.row + 1, legend, canvas);
    int row = area.row + 2 + legend;
    int used = draw_crowd("in line", q->line.waiting.count, row, area.row + area.rows - row,
                          INK_BAD, canvas);
    return row + used - area.row;
}

/* --- Drawing: results ----------------------------------------------------------------------------
 */

static void draw_steady_numbers(const struct queue *q, const struct report *report,
                                struct area area, struct canvas *canvas)
{
    double mean = report_mean(report, "mean_in_queue");
    double product = report_mean(report, "rate_times_wait");
    char seen[48], expected[48];
    if (!q->theory.stable) {
        (void)canvas_printf(canvas, 0, area.row, plain,
                            "The line grows by %.3g customers a second (theory %.3g).",
                            report_mean(report, "line_growth"), predicted(report, "line_growth"));
        (void)canvas_text_fit(canvas, 0, area.row + 1, area.rows > 1 ? canvas->columns : 0, plain,
                              "There is no mean wait: it is longer the longer one looks.");
        return;
    }
    if (!draw_counting(q, area.row, canvas))
        return;
    int column = draw_share(report, "have to wait", "wait_probability", 0, area.row, canvas);
    (void)draw_time(report, "mean wait", "mean_wait", column, area.row, canvas);
    if (area.rows > 1)
        draw_quantiles(report, area.row + 1, canvas);
    if (area.rows < 3 || isnan(product))
        return;
    (void)snprintf(seen, sizeof seen, "%.3g", mean);
    (void)snprintf(expected, sizeof expected, "theory %.3g", predicted(report, "mean_in_queue"));
    column = draw_value("in line on average", seen, expected, 0, area.row + 2, canvas);
    (void)snprintf(seen, sizeof seen, "%.3g", product);
    (void)draw_value("Little's law: rate x wait", seen, "", column, area.row + 2, canvas);
}

/* Who is faster, and what that costs. */
static void draw_verdict(const struct queue *q, int row, struct canvas *canvas)
{
    struct batch_window batch = queue_window(q->values);
    double busy = batch_window_busy(&batch), alone = streaming_busy(&batch);
    double response = q->theory.response, sooner = streaming_mean_response(&batch);
    char line[192];
    if (busy >= 1 && alone >= 1)
        (void)snprintf(line, sizeof line, "Neither can keep up: both lines grow.");
    else if (alone >= 1)
        (void)snprintf(line, sizeof line,
                       "One by one cannot keep up: each record pays the overhead. Batches can.");
    else if (busy >= 1)
        (void)snprintf(line, sizeof line,
                       "Batches cannot keep up: windows are too short for their overhead.");
    else if (isnan(response))
        (void)snprintf(line, sizeof line,
                       "Batches only just keep up: windows wait for each other.");
    else
        (void)snprintf(line, sizeof line,
                       "Theory: %s is %.3g times sooner, and its worker %.3g times as busy.",
                       sooner < response ? "one by one" : "a batch",
                       fmax(sooner, response) / fmin(sooner, response),
                       sooner < response ? alone / busy : busy / alone);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, plain, line);
}

static void draw_batch_numbers(const struct queue *q, const struct report *report, struct area area,
                               struct canvas *canvas)
{
    if (!draw_counting(q, area.row, canvas))
        return;
    int column = draw_time(report, "A: latency", "batch.mean_response", 0, area.row, canvas);
    (void)draw_share(report, "busy", "batch.utilisation", column, area.row, canvas);
    if (area.rows < 2)
        return;
    column = draw_time(report, "B: latency", "stream.mean_response", 0, area.row + 1, canvas);
    (void)draw_share(report, "busy", "stream.utilisation", column, area.row + 1, canvas);
    if (area.rows > 2)
        draw_verdict(q, area.row + 2, canvas);
}

static void draw_autoscale_numbers(const struct queue *q, const struct report *report,
                                   struct area area, struct canvas *canvas)
{
    char seen[32], other[64];
    (void)snprintf(seen, sizeof seen, "%.0f", report_mean(report, "peak_backlog"));
    (void)snprintf(other, sizeof other, "without chance %.0f", predicted(report, "peak_backlog"));
    int column = draw_value("longest line", seen, other, 0, area.row, canvas);
    double waits = report_mean(report, "mean_wait");
    (void)draw_value("mean wait", queue_time(waits, seen), "", column, area.row, canvas);
    if (area.rows < 2 || !draw_counting(q, area.row + 1, canvas))
        return;
    (void)snprintf(seen, sizeof seen, "%.3g", report_mean(report, "mean_workers"));
    (void)snprintf(other, sizeof other, "the peak wants %.0f",
                   report_mean(report, "workers_for_the_peak"));
    column = draw_value("workers paid for", seen, other, 0, area.row + 1, canvas);
    (void)canvas_printf(canvas, column, area.row + 1, dim, "busy %.3g %% of their time",
                        100 * report_mean(report, "utilisation"));
    if (area.rows > 2)
        draw_quantiles(report, area.row + 2, canvas);
}

static void draw_numbers(const struct queue *q, const struct report *report, struct area area,
                         struct canvas *canvas)
{
    if (q->mode == QUEUE_BATCH)
        draw_batch_numbers(q, report, area, canvas);
    else if (q->mode == QUEUE_AUTOSCALE)
        draw_autoscale_numbers(q, report, area, canvas);
    else
        draw_steady_numbers(q, report, area, canvas);
}

/* --- Drawing: curves -----------------------------------------------------------------------------
 */

/* The unit in which a length of time is best read. */
static double time_unit(double longest, const char **name)
{
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{86400, "days"}, {3600, "hours"}, {60, "minutes"}, {1, "seconds"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (longest > 3 * units[i].seconds) {
            *name = units[i].name;
            return units[i].seconds;
        }
    *name = longest > 0.5 ? "seconds" : "milliseconds";
    return longest > 0.5 ? 1 : 1e-3;
}

struct curve {
    const struct series *series;
    const char *name;
    enum ink ink;
};

enum { MOST_CURVES = 3 };

/* A box of the canvas with up to three curves over time, or a sentence where there are none. */
static void draw_curves(const struct curve *curves, size_t count, struct plot plot, int column,
                        struct area area, int columns, struct canvas *canvas)
{
    double x[MOST_CURVES][OVER_TIME_SAMPLES], longest = 0, highest = 0;
    struct plot_series series[MOST_CURVES];
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (curves[i].series->count)
            longest = fmax(longest, curves[i].series->x[curves[i].series->count - 1]);
    double unit = time_unit(longest, &plot.x_label);
    for (size_t i = 0; i < count; i++) {
        const struct series *own = curves[i].series;
        if (!own->count)
            continue;
        for (size_t k = 0; k < own->count; k++) {
            x[used][k] = own->x[k] / unit;
            highest = fmax(highest, own->y[k]);
        }
        series[used] = (struct plot_series){.name = curves[i].name,
                                            .x = x[used],
                                            .y = own->y,
                                            .count = own->count,
                                            .ink = curves[i].ink,
                                            .error = own->error};
        used++;
    }
    struct plot_mark marks[QUANTILES];
    for (size_t i = 0; i < plot.mark_count && i < QUANTILES; i++) {
        marks[i] = plot.marks[i];
        marks[i].x /= unit;
    }
    plot.marks = marks;
    plot.y_high = highest > 0 ? highest * 1.05 : 1;
    plot.series = series;
    plot.series_count = used;
    if (longest > 0)
        canvas_plot(canvas, column, area.row, columns, area.rows, &plot);
    else
        (void)canvas_text_fit(canvas, column, area.row, columns, dim,
                              "Nothing is measured yet: play on.");
}

static void draw_line_over_time(const struct queue *q, const struct report *report, int column,
                                struct area area, int columns, struct canvas *canvas)
{
    const struct series *waiting = report_find_series(report, "queue_length");
    const struct series *alone = report_find_series(report, "stream_queue_length");
    double ends[2] = {0, 0}, mean[2];
    struct series theory = {.x = ends, .y = mean, .count = 2};
    struct curve curves[MOST_CURVES] = {{waiting, "in line", INK_SERIES_A}};
    size_t count = 1;
    if (q->mode == QUEUE_BATCH) {
        curves[0].name = "A, not begun";
        curves[count++] = (struct curve){alone, "B, in line", INK_SERIES_B};
    } else if (q->theory.stable && waiting->count) {
        ends[1] = waiting->x[waiting->count - 1];
        mean[0] = mean[1] = predicted(report, "mean_in_queue");
        curves[count++] = (struct curve){&theory, "mean by theory", INK_THEORY};
    }
    struct plot plot = {.title = q->mode == QUEUE_BATCH ? "records waiting, in the first windows"
                                                        : "customers waiting",
                        .y_label = "waiting"};
    draw_curves(curves, count, plot, column, area, columns, canvas);
}

static void draw_workers_over_time(const struct report *report, int column, struct area area,
                                   int columns, struct canvas *canvas)
{
    const struct curve curves[] = {
        {report_find_series(report, "workers"), "workers there", INK_SERIES_B},
        {report_find_series(report, "demand"), "work that comes", INK_SERIES_A},
    };
    struct plot plot = {.title = "workers there, and workers' worth of work", .y_label = "workers"};
    draw_curves(curves, 2, plot, column, area, columns, canvas);
}

/* Beside or above each other, as there is room. */
static void draw_over_time(const struct queue *q, const struct report *report, struct area area,
                           struct canvas *canvas)
{
    enum { TALL = 16, WIDE = 64 };
    int columns = canvas->columns, half = columns / 2 - 1, top = area.rows / 2;
    if (q->mode != QUEUE_AUTOSCALE) {
        draw_line_over_time(q, report, 0, area, columns, canvas);
    } else if (area.rows >= TALL) {
        draw_workers_over_time(report, 0, (struct area){area.row, top}, columns, canvas);
        draw_line_over_time(q, report, 0, (struct area){area.row + top, area.rows - top}, columns,
                            canvas);
    } else if (columns >= WIDE) {
        draw_workers_over_time(report, 0, area, half, canvas);
        draw_line_over_time(q, report, columns - half, area, half, canvas);
    } else {
        draw_line_over_time(q, report, 0, area, columns, canvas);
    }
}

/* Of the one line: where half, 95 % and 99 % are done. */
static size_t mark_quantiles(const struct report *report, struct plot_mark *marks)
{
    static const char *const names[QUANTILES] = {"latency_p50", "latency_p95", "latency_p99"};
    static const char *const labels[QUANTILES] = {"half", "95 %", "99 %"};
    size_t count = 0;
    for (int i = 0; i < QUANTILES; i++) {
        double at = report_mean(report, names[i]);
        if (!isnan(at))
            marks[count++] = (struct plot_mark){at, 1 - shares[i], labels[i]};
    }
    return count;
}

static void draw_latencies(const struct queue *q, const struct report *report, struct area area,
                           struct canvas *canvas)
{
    struct plot_mark marks[QUANTILES];
    struct series latency = *report_find_series(report, "latency");
    struct series alone = *report_find_series(report, "stream_latency");
    const struct series *theory = report_find_series(report, "latency_theory");
    bool batch = q->mode == QUEUE_BATCH, crowded = area.rows < 20;
    if (crowded) /* the band would hide the curve */
        latency.error = alone.error = NULL;
    struct curve curves[MOST_CURVES] = {
        {theory, batch ? "theory of A" : "theory", INK_THEORY},
        {&latency, batch ? "A, in batches" : "measured", INK_SERIES_A},
        {&alone, "B, one by one", INK_SERIES_B}};
    if (!latency.count)
        theory = &latency;
    curves[0].series = theory;
    struct plot plot = {.title = "what share takes longer, from coming to being done",
                        .y_label = "share",
                        .marks = marks,
                        .mark_count = batch ? 0 : mark_quantiles(report, marks)};
    draw_curves(curves, batch ? 3 : 2, plot, 0, area, canvas->columns, canvas);
}

/* --- Pictures ------------------------------------------------------------------------------------
 */

/* Nobody is there any more. */
static bool is_over(const struct queue *q)
{
    if (q->mode == QUEUE_BATCH)
        return isinf(q->both.next_record) && isinf(q->both.batch_done) && isinf(q->both.alone_done);
    return q->closed_at > 0 && !q->line.busy;
}

/* The curve that tells most; both where there is room. */
static void draw_best_curves(const struct queue *q, const struct report *report, struct area area,
                             struct canvas *canvas)
{
    enum { BOTH = 24 };
    bool steady = q->mode == QUEUE_STEADY && q->theory.stable;
    int rows = area.rows >= BOTH ? area.rows / 2 : area.rows;
    struct area rest = {area.row + rows + 1, area.rows - rows - 1}, first = {area.row, rows};
    bool latencies_first = steady || q->mode == QUEUE_BATCH;
    if (latencies_first || rest.rows > 0)
        draw_latencies(q, report, latencies_first ? first : rest, canvas);
    if (!latencies_first || rest.rows > 0)
        draw_over_time(q, report, latencies_first ? rest : first, canvas);
}

static int draw_now(const struct queue *q, struct area area, struct canvas *canvas)
{
    return q->mode == QUEUE_BATCH       ? draw_batch(q, area, canvas)
           : q->mode == QUEUE_AUTOSCALE ? draw_autoscale(q, area, canvas)
                                        : draw_steady(q, area, canvas);
}

/* The line as it is; when all are gone, what came of it. */
static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    enum { HEAD = 3, NUMBERS = 3, LEAST_CURVES = 6, LEAST_BELOW = 9, MOST_NOW = 14 };
    const struct queue *q = state;
    bool spaced = canvas->rows >= 16, over = report && is_over(q);
    int row = HEAD + spaced, room = canvas->rows - row, rest;
    int numbers = !report ? 0 : room >= 7 ? NUMBERS : room >= 3 ? 1 : 0;
    int now = over ? 0 : room - numbers;
    draw_heading(q, canvas);
    draw_clock(q, 2, canvas);
    if (report && now > LEAST_BELOW + 6) /* curves below it */
        now = now / 2 < MOST_NOW ? now / 2 : MOST_NOW;
    if (now > 1)
        now = draw_now(q, (struct area){row, now}, canvas);
    row += now + (now && spaced);
    if (numbers)
        draw_numbers(q, report, (struct area){row, numbers}, canvas);
    row += numbers + spaced;
    rest = canvas->rows - row;
    if (report && rest >= (over ? LEAST_CURVES : LEAST_BELOW))
        draw_best_curves(q, report, (struct area){row, rest}, canvas);
}

/* Of curves: the heading, then the curves; before a guess a sentence. */
static bool draw_above_curves(const struct queue *q, const struct report *report, struct area *area,
                              struct canvas *canvas)
{
    draw_heading(q, canvas);
    *area = (struct area){2, canvas->rows - 2};
    if (!report)
        (void)canvas_text_fit(canvas, 0, 2, canvas->columns, dim,
                              "The curves would tell the answer: they come after the guess.");
    return report != NULL;
}

static void draw_latency_picture(const void *state, const struct report *report,
                                 struct canvas *canvas)
{
    const struct queue *q = state;
    struct area area;
    if (!draw_above_curves(q, report, &area, canvas))
        return;
    if (area.rows > 12) {
        draw_numbers(q, report, (struct area){area.row, 3}, canvas);
        area = (struct area){area.row + 4, area.rows - 4};
    }
    draw_latencies(q, report, area, canvas);
}

static void draw_time_picture(const void *state, const struct report *report, struct canvas *canvas)
{
    struct area area;
    if (draw_above_curves(state, report, &area, canvas))
        draw_over_time(state, report, area, canvas);
}

static const struct picture pictures[] = {
    {"latency", draw_latency_picture},
    {"over time", draw_time_picture},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const modes[] = {"steady", "batch", "autoscale", NULL};
static const char *const shapes[] = {"daily", "step", NULL};

static const struct parameter parameters[QUEUE_PARAMETERS] = {
    [QUEUE_MODE] = {"mode", "", PARAMETER_CHOICE, 0, QUEUE_MODES - 1, QUEUE_STEADY, modes,
                    "one line and servers; windows against one by one; workers that follow"},
    [QUEUE_SERVERS] = {"servers", "servers", PARAMETER_INTEGER, 1, 1000, 1, NULL,
                       "steady: all alike, in front of one line"},
    [QUEUE_RATE] = {"arrival-rate", "customers/s", PARAMETER_REAL, 1e-6, 1e6, 0.8, NULL,
                    "mean number that come in a second, at random (Poisson)"},
    [QUEUE_SERVICE] = {"service-time", "seconds", PARAMETER_REAL, 1e-6, 1e6, 1, NULL,
                       "mean, exponential; batch: of each record, always the same"},
    [QUEUE_CUSTOMERS] = {"customers", "customers", PARAMETER_INTEGER, 1000, 5000000, 100000, NULL,
                         "length of the run; the first tenth is not counted"},
    [QUEUE_WINDOW] = {"window", "seconds", PARAMETER_REAL, 1e-6, 1e6, 60, NULL,
                      "batch: records are collected for so long"},
    [QUEUE_OVERHEAD] = {"overhead", "seconds", PARAMETER_REAL, 0, 1e6, 0.2, NULL,
                        "batch: of each batch, and of each record that is processed alone"},
    [QUEUE_DEMAND] = {"demand", "", PARAMETER_CHOICE, 0, DEMAND_SHAPES - 1, DEMAND_DAILY, shapes,
                      "autoscale: a smooth wave, or half a period low, half high"},
    [QUEUE_SWING] = {"swing", "", PARAMETER_REAL, 0, 1, 0.5, NULL,
                     "autoscale: how far the rate goes above and below its mean"},
    [QUEUE_PERIOD] = {"period", "seconds", PARAMETER_REAL, 1e-3, 1e9, 3600, NULL,
                      "autoscale: of the demand; 86400 is a day"},
    [QUEUE_LAG] = {"lag", "seconds", PARAMETER_REAL, 0, 1e6, 120, NULL,
                   "autoscale: from asking for a worker until it is ready"},
    [QUEUE_INTERVAL] = {"interval", "seconds", PARAMETER_REAL, 1e-3, 1e6, 30, NULL,
                        "autoscale: between two looks at the demand"},
    [QUEUE_TARGET] = {"target", "", PARAMETER_REAL, 0.01, 1, 0.7, NULL,
                      "autoscale: share of time that workers are meant to be busy"},
    [QUEUE_MINIMUM] = {"min-workers", "workers", PARAMETER_INTEGER, 1, 10000, 1, NULL,
                       "autoscale: never fewer"},
    [QUEUE_MAXIMUM] = {"max-workers", "workers", PARAMETER_INTEGER, 1, 10000, 20, NULL,
                       "autoscale: never more"},
};

static const char *const topics[] = {"queueing", "latency", "stream processing", "autoscaling",
                                     NULL};
static const char *const series_names[] = {
    "queue_length",   "latency", "latency_theory", "stream_queue_length",
    "stream_latency", "workers", "demand",         NULL};

const struct simulation simulation_queue = {
    .name = "queue",
    .title = "Queues: who waits, and how long",
    .summary = "Customers in front of servers, records in windows, and workers that come "
               "late.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = QUEUE_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct queue),
    .check = queue_check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .picture = "line",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .release = release,
    .copy = copy,
    .questions = queue_questions,
    .question_count = QUEUE_QUESTIONS,
    .presets = queue_presets,
    .preset_count = QUEUE_PRESETS,
};
