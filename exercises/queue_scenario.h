/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of the simulation `queue`: what its file, its questions and its tests share. */
#ifndef EXERCISES_QUEUE_SCENARIO_H
#define EXERCISES_QUEUE_SCENARIO_H

#include <stdbool.h>

#include "exercises/autoscaler.h"
#include "exercises/batch_window.h"
#include "exercises/erlang.h"
#include "exercises/simulation.h"

enum queue_mode { QUEUE_STEADY, QUEUE_BATCH, QUEUE_AUTOSCALE, QUEUE_MODES };
enum queue_parameter {
    QUEUE_MODE,
    QUEUE_SERVERS,
    QUEUE_RATE,
    QUEUE_SERVICE,
    QUEUE_CUSTOMERS,
    QUEUE_WINDOW,
    QUEUE_OVERHEAD,
    QUEUE_DEMAND,
    QUEUE_SWING,
    QUEUE_PERIOD,
    QUEUE_LAG,
    QUEUE_INTERVAL,
    QUEUE_TARGET,
    QUEUE_MINIMUM,
    QUEUE_MAXIMUM,
    QUEUE_PARAMETERS
};

struct erlang queue_line(const double *values);
struct batch_window queue_window(const double *values);
struct demand queue_demand(const double *values);
struct scaler_rules queue_rules(const double *values);

/* Windows or looks of the scaler in the whole run; 0 in steady mode. */
double queue_rounds(const double *values);
bool queue_check(const double *values, struct error *error);

/* "0.82 s", "14.2 min", "3 h"; "none" for NaN. */
const char *queue_time(double seconds, char buffer[32]);

extern const struct question queue_questions[];
enum { QUEUE_QUESTIONS = 4 };
extern const struct preset queue_presets[];
enum { QUEUE_PRESETS = 5 };

#endif
