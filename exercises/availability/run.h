/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of the simulation `availability`: the plant's events and the disasters beside them, what is
 * measured on the way, and enough of the past to draw it. One plain struct: a copy of its bytes is
 * an independent run.
 */
#ifndef EXERCISES_AVAILABILITY_RUN_H
#define EXERCISES_AVAILABILITY_RUN_H

#include "engine/base/error.h"
#include "exercises/availability/parameter.h"
#include "exercises/availability/plant.h"
#include "exercises/moments.h"

enum { AVAILABILITY_POINTS = 20, HISTORY = 256, DISASTERS_KEPT = 32 };
enum { SECONDS_AN_HOUR = 3600, MINUTES_AN_HOUR = 60 };

/* What happened to the components until `end`, to be read backwards from their states then. */
struct history {
    double from, end; /* nothing is known of before */
    int count;
    struct plant_change changes[HISTORY];
    uint8_t states[MOST_COMPONENTS];
};

struct disaster {
    double hours;
    double lost, restoring;   /* with backups, hours */
    double lag, failing_over; /* with a replica, hours */
};

enum happening { NOTHING_YET, PLANT_EVENT, DISASTER_STRUCK, YEARS_PASSED, NOTHING_MORE };

struct availability {
    double values[AVAILABILITY_PARAMETERS];
    struct plant plant;
    double end, next_disaster, backup_phase;
    int events;
    /* of the year that runs, and of all that are over */
    double year_down, year_component_hours, year_outages, year_restoring, year_disasters;
    struct moments unavailable, outages, components_down, restoring, disasters_a_year;
    double outage_began; /* NaN: none is known to have begun */
    bool down_at_start;
    double longest;
    struct moments outage_lengths;
    struct moments lost, down_with_backups, met_rpo, met_rto;
    struct moments lag, down_with_replica, replica_met_rpo, replica_met_rto;
    double worst_lost, worst_down, worst_lag, worst_failover;
    struct disaster disasters[DISASTERS_KEPT];
    int disaster_count; /* all of them; the last DISASTERS_KEPT are kept */
    double years_at[AVAILABILITY_POINTS], unavailable_at[AVAILABILITY_POINTS],
        error_at[AVAILABILITY_POINTS];
    int points;
    struct history history, longest_history;
    /* what the last step did */
    enum happening happening;
    enum plant_event event;
    int component, struck;
    bool was_up;
    double outage_length; /* that ended with it; NaN: none did */
    double block_from, block_longest;
    long block_outages;
};

/* Whether the values fit together; else a sentence with the range that would. */
bool availability_check(const double *values, struct error *error);
/* `s` is zeroed. */
void availability_init(struct availability *s, const double *values, gsl_rng *rng);
/* The first events one by one, then years in blocks; false: the years are over. */
bool availability_step(struct availability *s, gsl_rng *rng);

/* NULL: none has struck yet. */
const struct disaster *availability_last_disaster(const struct availability *s);

#endif
