/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The components of exercises/reliability.h one failure and repair after the other.
 *
 * The first state is drawn from the long run's law: the plant has been in service for ever, and
 * means over any span of time agree with the closed forms exactly. Times are hours since then.
 */
#ifndef EXERCISES_PLANT_H
#define EXERCISES_PLANT_H

#include <stdbool.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "exercises/reliability.h"

enum component_state { COMPONENT_UP, COMPONENT_REPAIRED, COMPONENT_WAITING };
enum plant_event { PLANT_QUIET, PLANT_FAILURE, PLANT_COMMON_CAUSE, PLANT_REPAIR };

/* A component that went from one state to another. */
struct plant_change {
    double hours;
    uint8_t component, before, after; /* enum component_state */
};

struct plant {
    struct redundancy redundancy;
    double hours;
    uint8_t states[MOST_COMPONENTS]; /* enum component_state */
    uint8_t queue[MOST_COMPONENTS];  /* those down, longest first: the first `crews` in repair */
    int down;
    struct plant_change changes[2 * MOST_COMPONENTS]; /* of the last event */
    int change_count;
};

void plant_init(struct plant *plant, const struct redundancy *redundancy, gsl_rng *rng);

/* On to the next event, or to `limit` hours where none comes before (PLANT_QUIET). */
enum plant_event plant_next(struct plant *plant, double limit, gsl_rng *rng);

bool plant_is_up(const struct plant *plant);

/* 'A', 'B', ... 'Z'; '#' beyond. */
char component_letter(int component);

#endif
