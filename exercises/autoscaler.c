/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/autoscaler.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* --- Demand -------------------------------------------------------------------------------------
 */

static double into_period(const struct demand *demand, double seconds)
{
    return fmod(seconds, demand->period);
}

double demand_at(const struct demand *demand, double seconds)
{
    double into = into_period(demand, seconds), swing = demand->swing;
    if (demand->shape == DEMAND_STEP)
        return demand->rate * (into < demand->period / 2 ? 1 - swing : 1 + swing);
    return demand->rate * (1 - swing * cos(2 * M_PI * into / demand->period));
}

double demand_until(const struct demand *demand, double seconds)
{
    double into = into_period(demand, seconds), half = demand->period / 2, beyond;
    if (demand->shape == DEMAND_STEP) /* the first half of a period lags behind the mean */
        beyond = into < half ? -into : into - 2 * half;
    else
        beyond = -sin(2 * M_PI * into / demand->period) * demand->period / (2 * M_PI);
    return demand->rate * (seconds + demand->swing * beyond);
}

double demand_peak(const struct demand *demand)
{
    return demand->rate * (1 + demand->swing);
}

double demand_next(const struct demand *demand, double seconds, gsl_rng *rng)
{
    double most = demand_peak(demand);
    do
        seconds += gsl_ran_exponential(rng, 1 / most);
    while (demand->swing > 0 && gsl_rng_uniform(rng) * most > demand_at(demand, seconds));
    return seconds;
}

/* --- The scaler ---------------------------------------------------------------------------------
 */

size_t scaler_wanted(const struct scaler_rules *rules, double rate)
{
    double wanted = ceil(rate * rules->service / rules->target - 1e-9);
    return wanted < (double)rules->minimum   ? rules->minimum
           : wanted > (double)rules->maximum ? rules->maximum
                                             : (size_t)wanted;
}

void scaler_init(struct scaler *scaler, const struct scaler_rules *rules, size_t ready)
{
    *scaler = (struct scaler){.rules = *rules, .ready = ready};
    scaler->groups = memory_allocate(rules->maximum, sizeof *scaler->groups);
}

void scaler_release(struct scaler *scaler)
{
    free(scaler->groups);
}

void scaler_copy(struct scaler *to, const struct scaler *from)
{
    *to = *from;
    to->groups = memory_allocate(from->rules.maximum, sizeof *to->groups);
    memcpy(to->groups, from->groups, from->rules.maximum * sizeof *to->groups);
}

static struct starting *group(const struct scaler *scaler, size_t position)
{
    return &scaler->groups[(scaler->head + position) % scaler->rules.maximum];
}

/* The newest of those that start are sent away first. */
static size_t cancel(struct scaler *scaler, size_t count)
{
    while (count && scaler->groups_count) {
        struct starting *newest = group(scaler, scaler->groups_count - 1);
        size_t gone = newest->count < count ? newest->count : count;
        newest->count -= gone;
        scaler->starting -= gone;
        count -= gone;
        scaler->groups_count -= newest->count == 0;
    }
    return count;
}

void scaler_want(struct scaler *scaler, double clock, size_t wanted)
{
    size_t have = scaler->ready + scaler->starting;
    if (wanted > have) { /* at least one each, `maximum` together: there is room */
        *group(scaler, scaler->groups_count++) =
            (struct starting){clock + scaler->rules.lag, wanted - have};
        scaler->starting += wanted - have;
    } else if (wanted < have) {
        scaler->ready -= cancel(scaler, have - wanted);
    }
}

double scaler_next(const struct scaler *scaler)
{
    return scaler->groups_count ? group(scaler, 0)->at : INFINITY;
}

void scaler_wake(struct scaler *scaler, double clock)
{
    while (scaler_next(scaler) <= clock) {
        size_t count = group(scaler, 0)->count;
        scaler->ready += count;
        scaler->starting -= count;
        scaler->head = (scaler->head + 1) % scaler->rules.maximum;
        scaler->groups_count--;
    }
}

/* --- Without chance -----------------------------------------------------------------------------
 */

struct flow {
    const struct demand *demand;
    double clock, backlog, worker_seconds;
    struct fluid fluid;
};

/* In pieces so short that the demand hardly changes in them. */
static void flow_on(struct flow *flow, const struct scaler *scaler, double to)
{
    enum { PIECES_A_PERIOD = 2000, MOST_PIECES = 4096 };
    double rest = to - flow->clock;
    double pieces = ceil(rest / flow->demand->period * PIECES_A_PERIOD);
    int count = pieces < MOST_PIECES ? pieces < 1 ? 1 : (int)pieces : MOST_PIECES;
    double came = demand_until(flow->demand, flow->clock), begin = flow->clock;
    for (int i = 1; i <= count; i++) {
        double next = demand_until(flow->demand, begin + rest * i / count);
        double done = (double)scaler->ready * rest / count / scaler->rules.service;
        flow->backlog = fmax(0, flow->backlog + next - came - done);
        flow->fluid.peak_backlog = fmax(flow->fluid.peak_backlog, flow->backlog);
        came = next;
    }
    flow->worker_seconds += rest * (double)(scaler->ready + scaler->starting);
    flow->clock = to;
}

struct fluid autoscale_fluid(const struct demand *demand, const struct scaler_rules *rules,
                             double duration)
{
    struct flow flow = {.demand = demand};
    struct scaler scaler;
    double end = fmin(duration, 2 * demand->period), interval = rules->interval;
    double from = end > demand->period ? end - demand->period : 0, before = 0;
    scaler_init(&scaler, rules, scaler_wanted(rules, demand_at(demand, 0)));
    for (double look = 1; flow.clock < end; look++) {
        double at = fmin(end, look * interval);
        for (double next; (next = scaler_next(&scaler)) < at; scaler_wake(&scaler, next))
            flow_on(&flow, &scaler, next);
        flow_on(&flow, &scaler, at);
        if (at <= from)
            before = flow.worker_seconds;
        double rate = (demand_until(demand, at) - demand_until(demand, at - interval)) / interval;
        scaler_want(&scaler, at, scaler_wanted(rules, rate));
        scaler_wake(&scaler, at);
    }
    scaler_release(&scaler);
    double counted = end - floor(from / interval) * interval;
    flow.fluid.mean_workers = counted > 0 ? (flow.worker_seconds - before) / counted : NAN;
    return flow.fluid;
}
