/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of pipelines without running them. All values are exact in expectation where they
 * are given at all; durations and failures are independent, as in exercises/schedule_day.h.
 */
#ifndef EXERCISES_SCHEDULE_THEORY_H
#define EXERCISES_SCHEDULE_THEORY_H

#include "exercises/schedule_day.h"

/* Mean attempts of a task, the geometric law cut off: (1 - q^(r+1)) / (1 - q), q the probability
 * that an attempt fails. Without a limit to retries it is 1 / (1 - q). */
double schedule_attempts(double failure, unsigned retries);
/* A task is right in the end: 1 - q^(r+1). */
double schedule_success(double failure, unsigned retries);

/*
 * Orchestrated: tasks of a day that fail or are skipped on average. A task is right if it and the a
 * tasks that it needs, near or far, are: the sum of 1 - success^(a+1).
 */
double schedule_touched(const struct schedule_graph *graph, const struct day_chances *chances);

/* Mean worker-minutes of a day. Orchestrated, a task is run with probability success^a. */
double schedule_work(const struct schedule_graph *graph, const struct day_chances *chances,
                     bool fixed);

/*
 * The mean of the greatest of `count` independent durations of mean 1: the harmonic number H_n of
 * exponential ones (Renyi 1953), else integrated numerically. NaN: the integration failed.
 */
double schedule_maximum(unsigned count, const struct day_chances *chances);

/*
 * The mean makespan of an orchestrated day where it is known, else NaN: a chain; one worker who is
 * never kept waiting by a delay; a fan with a worker for each part and no failures. `source` is
 * set to why.
 */
double schedule_makespan(const struct schedule_graph *graph, enum graph_shape shape,
                         const struct day_chances *chances, unsigned workers, double delay,
                         const char **source);

/* The fewest workers with whom list scheduling by `rules` ends a day of these means as soon as the
 * longest path does: more cannot help. */
unsigned schedule_enough_workers(const struct schedule_graph *graph, const struct day_rules *rules,
                                 double mean);
/* The makespan of a day of these means with so many workers. */
double schedule_expected_end(const struct schedule_graph *graph, const struct day_rules *rules,
                             unsigned workers, double mean);

#endif
