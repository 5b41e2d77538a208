/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters, questions and presets of the simulation `availability`. */
#ifndef EXERCISES_AVAILABILITY_QUESTION_H
#define EXERCISES_AVAILABILITY_QUESTION_H

#include <stddef.h>

#include "exercises/reliability.h"
#include "exercises/simulation.h"

enum availability_parameter {
    AVAILABILITY_SHARE,
    AVAILABILITY_ARRANGEMENT,
    AVAILABILITY_COMPONENTS,
    AVAILABILITY_NEEDED,
    AVAILABILITY_REPAIR_HOURS,
    AVAILABILITY_CREWS,
    AVAILABILITY_COMMON_CAUSE,
    AVAILABILITY_YEARS,
    AVAILABILITY_DISASTERS,
    AVAILABILITY_BACKUP_INTERVAL,
    AVAILABILITY_BACKUP_HOURS,
    AVAILABILITY_RESTORE_HOURS,
    AVAILABILITY_LAG_SECONDS,
    AVAILABILITY_FAILOVER_MINUTES,
    AVAILABILITY_RTO_HOURS,
    AVAILABILITY_RPO_HOURS,
    AVAILABILITY_PARAMETERS
};

enum arrangement { ARRANGED_SERIES, ARRANGED_PARALLEL, ARRANGED_K_OF_N };

/* Components in a row of a picture that asks how many there should be. */
enum { MOST_ARRANGED = 20 };

struct redundancy redundancy_from(const double *values);

/* "99.99 %" of an unavailability of 1e-4: as many digits as tell it from 100 %, three of what is
 * missing. `space` between number and sign or "". */
void format_availability(double unavailability, const char *space, char *buffer, size_t size);

/* "3.2 hours", "14 minutes", "2.5 days", "40 years": three digits at most, of a time in hours. */
void format_hours(double hours, char *buffer, size_t size);

enum { AVAILABILITY_QUESTIONS = 4, AVAILABILITY_PRESETS = 6 };
extern const struct question availability_questions[AVAILABILITY_QUESTIONS];
extern const struct preset availability_presets[AVAILABILITY_PRESETS];

#endif
