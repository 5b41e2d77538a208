/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before a run of the simulation `scan`, and its parameters by place. */
#ifndef EXERCISES_SCAN_QUESTION_H
#define EXERCISES_SCAN_QUESTION_H

#include "exercises/simulation.h"
#include "exercises/table_store.h"

enum scan_parameter {
    SCAN_QUERY,
    SCAN_ROWS,
    SCAN_COLUMNS,
    SCAN_COLUMNS_READ,
    SCAN_COLUMN_BYTES,
    SCAN_PAGE_BYTES,
    SCAN_SELECTIVITY,
    SCAN_SORTED,
    SCAN_ZONE_MAPS,
    SCAN_COMPRESSION,
    SCAN_DISTINCT,
    SCAN_SCHEMA,
    SCAN_DIMENSIONS,
    SCAN_DIMENSION_ROWS,
    SCAN_DIMENSION_COLUMNS,
    SCAN_ATTRIBUTE_BYTES,
    SCAN_OPERATIONS,
    SCAN_LAYOUT,
    SCAN_BANDWIDTH,
    SCAN_SEEK,
    SCAN_PROBE,
    SCAN_PARAMETERS
};

enum { SCAN_QUESTIONS = 4 };
extern const struct question scan_questions[SCAN_QUESTIONS];
enum { SCAN_PRESETS = 5 };
extern const struct preset scan_presets[SCAN_PRESETS];

/* A lookup or an insertion touches all columns, whatever columns-read says. */
struct table_parameters scan_parameters_from(const double *values);

#endif
