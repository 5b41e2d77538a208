/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of the simulation `dag`, what is asked of it, and runs worth seeing. */
#ifndef EXERCISES_SCHEDULE_QUESTION_H
#define EXERCISES_SCHEDULE_QUESTION_H

#include "exercises/schedule_day.h"
#include "exercises/simulation.h"

enum schedule_parameter {
    SCHEDULE_POLICY,
    SCHEDULE_SHAPE,
    SCHEDULE_TASKS,
    SCHEDULE_WORKERS,
    SCHEDULE_MEAN,
    SCHEDULE_DURATIONS,
    SCHEDULE_SPREAD,
    SCHEDULE_FAILURE,
    SCHEDULE_RETRIES,
    SCHEDULE_DELAY,
    SCHEDULE_SLACK,
    SCHEDULE_ORDER,
    SCHEDULE_GRAPH,
    SCHEDULE_DAYS,
    SCHEDULE_PARAMETERS
};

enum { SCHEDULE_QUESTIONS = 4, SCHEDULE_PRESETS = 5 };
extern const struct question schedule_questions[SCHEDULE_QUESTIONS];
extern const struct preset schedule_presets[SCHEDULE_PRESETS];

struct day_chances schedule_chances(const double *values);
/* `rng` draws a layered graph where `graph` is 0; may be NULL where it is not. */
void schedule_graph_from(const double *values, struct schedule_graph *graph, gsl_rng *rng);
/* Orchestrated. */
void schedule_rules(const double *values, const struct schedule_graph *graph,
                    struct day_rules *rules);
/* Of each task, minutes. */
void schedule_means(const struct schedule_graph *graph, double mean, double *minutes);

#endif
