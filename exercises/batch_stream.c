/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/batch_stream.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

void batch_stream_init(struct batch_stream *both, const struct batch_window *costs,
                       uint64_t customers, gsl_rng *rng)
{
    *both = (struct batch_stream){.costs = *costs,
                                  .customers = customers,
                                  .window_end = costs->window,
                                  .batch_done = INFINITY,
                                  .alone_done = INFINITY};
    both->next_record = gsl_ran_exponential(rng, 1 / costs->rate);
    latency_init(&both->batch_latency, customers, false);
    latency_init(&both->alone_latency, customers, false);
    over_time_init_first(&both->over, SAMPLED_WINDOWS * costs->window);
}

void batch_stream_release(struct batch_stream *both)
{
    free(both->collected.items);
    free(both->closed.items);
    free(both->in_batch.items);
    free(both->alone.items);
    latency_release(&both->batch_latency);
    latency_release(&both->alone_latency);
}

void batch_stream_copy(struct batch_stream *to, const struct batch_stream *from)
{
    *to = *from;
    fifo_copy(&to->collected, &from->collected);
    fifo_copy(&to->closed, &from->closed);
    fifo_copy(&to->in_batch, &from->in_batch);
    fifo_copy(&to->alone, &from->alone);
    latency_copy(&to->batch_latency, &from->batch_latency);
    latency_copy(&to->alone_latency, &from->alone_latency);
}

static void pass(struct batch_stream *both, double to)
{
    bool batch_busy = isfinite(both->batch_done), alone_busy = isfinite(both->alone_done);
    double levels[OVER_TIME_LEVELS] = {
        [BATCH_BUSY] = batch_busy,
        [ALONE_BUSY] = alone_busy,
        [BATCH_WAITING] = (double)both->collected.count,
        [ALONE_WAITING] = (double)(both->alone.count - alone_busy),
    };
    over_time_advance(&both->over, to, levels);
    both->clock = to;
}

/* --- One by one ---------------------------------------------------------------------------------
 */

static void take_alone(struct batch_stream *both)
{
    both->alone_done = INFINITY;
    if (!both->alone.count)
        return;
    both->alone_began = both->clock;
    both->alone_done = both->clock + both->costs.overhead + both->costs.service;
}

static void alone_is_done(struct batch_stream *both)
{
    double came = fifo_pop(&both->alone), response = both->clock - came;
    latency_add(&both->alone_latency, both->alone_began - came, response);
    both->event =
        (struct stream_event){STREAM_ALONE_DONE, both->alone_finished++, 1, response, response};
    take_alone(both);
}

/* --- In batches ---------------------------------------------------------------------------------
 */

static void take_batch(struct batch_stream *both)
{
    both->batch_done = INFINITY;
    if (!both->closed.count)
        return;
    double records = fifo_pop(&both->closed);
    both->closed_records -= (uint64_t)records;
    for (double i = 0; i < records; i++)
        fifo_push(&both->in_batch, fifo_pop(&both->collected));
    both->batch_began = both->clock;
    both->batch_done = both->clock + both->costs.overhead + both->costs.service * records;
}

static void batch_is_done(struct batch_stream *both)
{
    both->event = (struct stream_event){.kind = STREAM_BATCH_DONE,
                                        .record = both->batches_finished++,
                                        .records = both->in_batch.count};
    if (both->in_batch.count)
        both->event.oldest = both->clock - fifo_at(&both->in_batch, 0);
    while (both->in_batch.count) {
        double came = fifo_pop(&both->in_batch);
        both->event.newest = both->clock - came;
        latency_add(&both->batch_latency, both->batch_began - came, both->event.newest);
    }
    take_batch(both);
}

static void close_window(struct batch_stream *both)
{
    uint64_t records = both->collected.count - both->closed_records;
    both->event = (struct stream_event){.kind = STREAM_WINDOW, .records = records};
    both->closed_records += records;
    fifo_push(&both->closed, (double)records);
    both->window++;
    both->window_end = (both->window + 1) * both->costs.window;
    if (both->arrived >= both->customers) {
        if (both->over.marked == LATENCY_BATCHES)
            over_time_mark(&both->over);
        both->window_end = both->next_record = INFINITY;
    }
    if (isinf(both->batch_done))
        take_batch(both);
}

/* --- Both ---------------------------------------------------------------------------------------
 */

static void record_comes(struct batch_stream *both, gsl_rng *rng)
{
    const struct latency *latency = &both->alone_latency;
    uint64_t due = latency->warm_up + (uint64_t)both->over.marked * latency->batch_size;
    if (both->arrived == due)
        over_time_mark(&both->over);
    both->event = (struct stream_event){.kind = STREAM_RECORD, .record = both->arrived++};
    fifo_push(&both->collected, both->clock);
    fifo_push(&both->alone, both->clock);
    if (isinf(both->alone_done))
        take_alone(both);
    both->next_record = both->clock + gsl_ran_exponential(rng, 1 / both->costs.rate);
}

bool batch_stream_step(struct batch_stream *both, gsl_rng *rng)
{
    double work = fmin(both->batch_done, both->alone_done);
    double input = fmin(both->next_record, both->window_end), at = fmin(work, input);
    if (isinf(at))
        return false;
    pass(both, at);
    if (at == both->next_record)
        record_comes(both, rng);
    else if (at == both->window_end)
        close_window(both);
    else if (at == both->batch_done)
        batch_is_done(both);
    else
        alone_is_done(both);
    return true;
}
