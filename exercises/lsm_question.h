/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before a run of the simulation `compaction`, and its parameters by place. */
#ifndef EXERCISES_LSM_QUESTION_H
#define EXERCISES_LSM_QUESTION_H

#include "exercises/simulation.h"

enum lsm_parameter {
    LSM_POLICY,
    LSM_KEYS,
    LSM_OPERATIONS,
    LSM_DISTRIBUTION,
    LSM_ZIPF_EXPONENT,
    LSM_KEY_BYTES,
    LSM_VALUE_BYTES,
    LSM_DELETE_FRACTION,
    LSM_MEMTABLE_BYTES,
    LSM_ENTRIES_PER_FLUSH,
    LSM_LEVEL0_TRIGGER,
    LSM_LEVEL1_BYTES,
    LSM_RATIO,
    LSM_TARGET_FILE_BYTES,
    LSM_DYNAMIC_LEVELS,
    LSM_UNIVERSAL_RATIO,
    LSM_UNIVERSAL_AMPLIFICATION,
    LSM_FIFO_CAP,
    LSM_PARAMETERS
};

enum { LSM_QUESTIONS = 3 };
extern const struct question lsm_questions[LSM_QUESTIONS];
enum { LSM_PRESETS = 8 };
extern const struct preset lsm_presets[LSM_PRESETS];

struct lsm_parameters;
struct lsm_parameters lsm_parameters_from(const double *values);

#endif
