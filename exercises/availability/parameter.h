/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of the simulation `availability`, by their places. */
#ifndef EXERCISES_AVAILABILITY_PARAMETER_H
#define EXERCISES_AVAILABILITY_PARAMETER_H

#include "exercises/reliability.h"

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

/* The components that parameter values describe. */
struct redundancy redundancy_from(const double *values);

#endif
