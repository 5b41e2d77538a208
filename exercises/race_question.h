/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before a run of the simulation `btree-lsm`, and its parameters by place. */
#ifndef EXERCISES_RACE_QUESTION_H
#define EXERCISES_RACE_QUESTION_H

#include "exercises/simulation.h"
#include "exercises/storage_race.h"

enum race_parameter {
    RACE_KEYS,
    RACE_OPERATIONS,
    RACE_DISTRIBUTION,
    RACE_ZIPF_EXPONENT,
    RACE_LOAD,
    RACE_KEY_BYTES,
    RACE_VALUE_BYTES,
    RACE_PAGE_BYTES,
    RACE_POOL_BYTES,
    RACE_CHECKPOINT_WRITES,
    RACE_RIGHTMOST_SPLIT,
    RACE_POLICY,
    RACE_MEMTABLE_BYTES,
    RACE_LEVEL0_TRIGGER,
    RACE_LEVEL1_BYTES,
    RACE_RATIO,
    RACE_TARGET_FILE_BYTES,
    RACE_PARAMETERS
};

enum { RACE_QUESTIONS = 3 };
extern const struct question race_questions[RACE_QUESTIONS];
enum { RACE_PRESETS = 5 };
extern const struct preset race_presets[RACE_PRESETS];

struct race_parameters race_parameters_from(const double *values);

#endif
