/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before a run of the simulation `hash`, and its parameters by place. */
#ifndef EXERCISES_HASHING_QUESTION_H
#define EXERCISES_HASHING_QUESTION_H

#include "exercises/simulation.h"

enum hash_parameter {
    HASH_SCHEME,
    HASH_FUNCTION,
    HASH_SLOTS,
    HASH_LOAD,
    HASH_CHOICES,
    HASH_BUCKET,
    HASH_TRIALS,
    HASH_PARAMETERS
};

enum { HASH_QUESTIONS = 6 };
extern const struct question hash_questions[HASH_QUESTIONS];

#endif
