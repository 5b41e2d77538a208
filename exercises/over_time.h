/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Levels (how many wait, how many are busy) watched on the clock: their averages over time, with
 * standard errors by the means of batches between marks, and samples at even spacing for a curve.
 * Seconds throughout.
 */
#ifndef EXERCISES_OVER_TIME_H
#define EXERCISES_OVER_TIME_H

#include <stddef.h>

#include "exercises/latency.h"

enum { OVER_TIME_LEVELS = 4, OVER_TIME_SAMPLES = 400 };

struct over_time {
    double clock;
    double area[OVER_TIME_LEVELS];                           /* sums of level x seconds since 0 */
    double marks[LATENCY_BATCHES + 1][1 + OVER_TIME_LEVELS]; /* the clock, then the areas */
    int marked;
    double spacing, next; /* of samples */
    bool first_only;
    size_t count;
    double at[OVER_TIME_SAMPLES], level[OVER_TIME_LEVELS][OVER_TIME_SAMPLES];
};

/* `duration` is about how long it will last: samples are thinned out where it lasts longer. */
void over_time_init(struct over_time *over, double duration);
/* Samples only up to `first` seconds, so much the closer to each other. */
void over_time_init_first(struct over_time *over, double first);

/* The samples that are due before `to`. */
void over_time_sample(struct over_time *over, double to, const double *levels);

/* The levels, OVER_TIME_LEVELS of them, were such from the clock on until `to`. */
static inline void over_time_advance(struct over_time *over, double to, const double *levels)
{
    double lasted = to - over->clock;
    if (to >= over->next)
        over_time_sample(over, to, levels);
    for (int k = 0; k < OVER_TIME_LEVELS; k++)
        over->area[k] += lasted * levels[k];
    over->clock = to;
}

/* A batch begins now, and the one before ends; after LATENCY_BATCHES + 1 marks nothing counts. */
void over_time_mark(struct over_time *over);

/* The average since the first mark; NaN before it. */
struct estimate over_time_mean(const struct over_time *over, int level);

#endif
