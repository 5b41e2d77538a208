/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same records to two workers, event by event: one collects them for a window and processes
 * each batch as a whole, the other takes them one by one as they come. Costs as in
 * exercises/batch_window.h. A window that ends while the worker is busy waits its turn; the next
 * one begins all the same. Seconds throughout; records are numbered from 0.
 */
#ifndef EXERCISES_BATCH_STREAM_H
#define EXERCISES_BATCH_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "exercises/batch_window.h"
#include "exercises/service_line.h"

enum stream_event_kind {
    STREAM_NOTHING,
    STREAM_RECORD, /* came: to both */
    STREAM_WINDOW, /* ended */
    STREAM_BATCH_DONE,
    STREAM_ALONE_DONE, /* one record, by the other worker */
};
struct stream_event {
    enum stream_event_kind kind;
    uint64_t record, records; /* which; of the batch */
    double oldest, newest;    /* responses in a batch; of the one record both */
};

/* What is averaged over time: workers busy, and records that no worker has begun with. */
enum stream_level { BATCH_BUSY, ALONE_BUSY, BATCH_WAITING, ALONE_WAITING };

enum { SAMPLED_WINDOWS = 8 };

struct batch_stream {
    struct batch_window costs;
    uint64_t customers, arrived; /* those that count; all */
    double clock, next_record, window_end;
    double window;                  /* number of the one that is open, from 0 */
    struct fifo collected;          /* when the records came that no batch has taken yet */
    struct fifo closed;             /* sizes of the batches that wait for the worker */
    struct fifo in_batch;           /* when the records of the batch at work came */
    uint64_t closed_records;        /* of `collected`, in batches that wait */
    double batch_began, batch_done; /* done INFINITY: the worker is idle */
    struct fifo alone; /* when they came; the first is at work where alone_done is finite */
    double alone_began, alone_done;
    uint64_t alone_finished, batches_finished;
    struct latency batch_latency, alone_latency;
    struct over_time
        over; /* levels in the order of enum stream_level; samples of the first windows */
    struct stream_event event;
};

void batch_stream_init(struct batch_stream *both, const struct batch_window *costs,
                       uint64_t customers, gsl_rng *rng);
void batch_stream_release(struct batch_stream *both);
void batch_stream_copy(struct batch_stream *to, const struct batch_stream *from);

/* The next event; false: none. The records of the window in which the last one that counts came
 * still come, so that it is a whole one. */
bool batch_stream_step(struct batch_stream *both, gsl_rng *rng);

#endif
