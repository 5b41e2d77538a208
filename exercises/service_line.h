/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of customers in front of workers, first come first served, event by event. Who comes when
 * is the caller's; a service takes an exponential time. Workers may become more or fewer: one that
 * is sent away finishes its customer first. Seconds throughout; customers are numbered from 0.
 */
#ifndef EXERCISES_SERVICE_LINE_H
#define EXERCISES_SERVICE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "exercises/over_time.h"

/* Numbers in the order of their coming. */
struct fifo {
    double *items;
    size_t head, count, room; /* a power of two, or 0 */
};
void fifo_push(struct fifo *fifo, double item);
double fifo_pop(struct fifo *fifo);                       /* of one that is not empty */
double fifo_at(const struct fifo *fifo, size_t position); /* 0: the first */
void fifo_copy(struct fifo *to, const struct fifo *from);

struct departure {
    double at;
    uint32_t place;
};

/* Where a worker stands who keeps to a place; without places only their number is known. */
struct place {
    uint64_t customer;
    double began, done;
    bool busy;
};

enum service_event_kind {
    SERVICE_NOTHING,
    SERVICE_BEGUN_AT_ONCE,
    SERVICE_IN_LINE,
    SERVICE_DONE,      /* and the worker is idle, or has gone */
    SERVICE_DONE_NEXT, /* and the worker took the next one */
};
struct service_event {
    enum service_event_kind kind;
    uint64_t customer, next; /* who came or left, and who followed */
    uint32_t place;
    double waited; /* by the one who followed */
};

/* What is averaged over time: customers in line, workers busy, workers there, workers paid for. */
enum service_level { SERVICE_WAITING, SERVICE_BUSY, SERVICE_THERE, SERVICE_PAID };

struct service_line {
    double service; /* mean seconds */
    uint64_t customers, arrived, started, finished;
    double clock;
    struct fifo waiting;       /* when they came */
    struct departure *leaving; /* a heap, the earliest first */
    size_t busy, leaving_room;
    size_t ready;     /* workers that take customers, busy or idle */
    size_t sent_away; /* busy ones that go after their customer; beside `ready` */
    struct place *places;
    uint32_t *idle; /* places, the next to take a customer last; NULL where there are no places */
    size_t place_count, idle_count;
    size_t most_waiting;
    struct latency latency;
    struct over_time over; /* levels in the order of enum service_level */
    double paid;           /* workers, as the caller says */
    struct service_event event;
};

/* All idle. `places`: workers keep to `ready` places, their number does not change, and the first
 * tenth of the customers does not count; without, all do. */
void service_line_init(struct service_line *line, uint64_t customers, double service, size_t ready,
                       bool places, double duration);
void service_line_release(struct service_line *line);
void service_line_copy(struct service_line *to, const struct service_line *from);

double service_line_next(const struct service_line *line);    /* departure; INFINITY: none */
void service_line_pass(struct service_line *line, double to); /* time, without an event */
/* At `at`, the clock or later. */
void service_line_arrive(struct service_line *line, double at, gsl_rng *rng);
void service_line_depart(struct service_line *line, gsl_rng *rng);
/* At the clock: more take from the line; fewer send idle ones away, then busy ones. */
void service_line_staff(struct service_line *line, size_t ready, gsl_rng *rng);

#endif
