/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of the simulation `queue`: its state, its steps, and what it says about them. What is
 * observed stands in exercises/simulation/queue.c, what is drawn in exercises/queue_picture.c.
 */
#ifndef EXERCISES_QUEUE_RUN_H
#define EXERCISES_QUEUE_RUN_H

#include "exercises/batch_stream.h"
#include "exercises/queue_scenario.h"
#include "exercises/service_line.h"

enum { QUEUE_BINS = 40, QUEUE_TAIL = QUEUE_BINS + 1, QUEUE_QUANTILES = 3 };
extern const double queue_quantiles[QUEUE_QUANTILES]; /* half, 95 and 99 % */

/* What formulas say, computed once. */
struct queue_theory {
    bool stable, settled; /* has a long run; and this run reaches it */
    double quantiles[QUEUE_QUANTILES];
    double bin; /* seconds */
    struct fluid fluid;
    double late, response, best_window;
};

struct queue {
    double values[QUEUE_PARAMETERS];
    enum queue_mode mode;
    struct queue_theory theory;
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

/* As struct simulation asks for. One event a step at first, then many; in autoscale mode one look
 * of the scaler or more. */
void queue_init(void *state, const double *values, gsl_rng *rng);
bool queue_step(void *state, gsl_rng *rng);
void queue_describe(const void *state, char *buffer, size_t size);
void queue_release(void *state);
bool queue_copy(void *to, const void *from);

/* Nobody is there any more. */
bool queue_is_over(const struct queue *q);
const char *queue_plural(size_t count); /* "s", but for one */

#endif
