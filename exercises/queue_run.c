/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/queue_run.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SINGLES = 150, BLOCKS = 200, LOOK_STEPS = 600 };
const double queue_quantiles[QUEUE_QUANTILES] = {0.5, 0.95, 0.99};

/* --- Running ------------------------------------------------------------------------------------
 */

static void foresee_steady(struct queue *q)
{
    enum { RELAXATIONS = 10 };
    struct erlang line = queue_line(q->values);
    struct queue_theory *theory = &q->theory;
    double warm = (double)q->line.latency.warm_up / line.rate;
    theory->stable = erlang_load(&line) < line.servers;
    theory->settled = theory->stable && warm > RELAXATIONS * erlang_relaxation(&line);
    for (int i = 0; i < QUEUE_QUANTILES; i++)
        theory->quantiles[i] = erlang_response_quantile(&line, queue_quantiles[i]);
    theory->bin = erlang_response_quantile(&line, 0.995) / QUEUE_BINS;
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

void queue_init(void *state, const double *values, gsl_rng *rng)
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

void queue_release(void *state)
{
    struct queue *q = state;
    if (q->mode == QUEUE_BATCH)
        batch_stream_release(&q->both);
    else
        service_line_release(&q->line);
    if (q->mode == QUEUE_AUTOSCALE)
        scaler_release(&q->scaler);
}

bool queue_copy(void *to, const void *from)
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

bool queue_step(void *state, gsl_rng *rng)
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

const char *queue_plural(size_t count)
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
                       queue_plural(event->records),
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

void queue_describe(const void *state, char *buffer, size_t size)
{
    const struct queue *q = state;
    if (q->mode == QUEUE_BATCH)
        describe_batch(q, buffer, size);
    else if (q->mode == QUEUE_AUTOSCALE)
        describe_autoscale(q, buffer, size);
    else
        describe_steady(q, buffer, size);
}

/* Nobody is there any more. */
bool queue_is_over(const struct queue *q)
{
    if (q->mode == QUEUE_BATCH)
        return isinf(q->both.next_record) && isinf(q->both.batch_done) && isinf(q->both.alone_done);
    return q->closed_at > 0 && !q->line.busy;
}
