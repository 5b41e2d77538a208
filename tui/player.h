/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the simulation screen plays: one run, or two beside each other on the same seed and the same
 * typed keys. Both stand at the same step, as far as each has one. Nothing here draws.
 */
#ifndef TUI_PLAYER_H
#define TUI_PLAYER_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/clock.h"
#include "exercises/simulation.h"

enum { PLAYER_SIDES = 2, PLAYER_FASTEST = 1 << 20 };

struct player_side {
    double *values;
    struct run *run;
    struct report report; /* of where the run stands */
    char description[256];
};

struct player {
    const struct simulation *simulation;
    double *base; /* the defaults, with the person's own prices */
    uint64_t seed;
    char *input; /* typed keys, "" for none */
    struct player_side sides[PLAYER_SIDES];
    int side_count, side; /* 1 or 2; the one whose parameters are changed */
    size_t picture;       /* which one is looked at, as run_draw() counts */
    int speed;            /* steps a second */
    bool playing;
};

/* At the beginning of a run with the values `base` (copied; NULL: the defaults); NULL with the
 * error filled. */
struct player *player_open(const struct simulation *simulation, const double *base, uint64_t seed,
                           struct error *error);
void player_free(struct player *player);

/* Changes of the side that is edited; false, with nothing changed, where the values do not fit.
 * The run is made again up to the step where it stood. */
bool player_set(struct player *player, const char *name, const char *text, struct error *error);
/* A little less or more of a parameter: the nearest value in that direction that fits. */
bool player_nudge(struct player *player, size_t parameter, int direction, struct error *error);
/* The next picture; its name, or NULL where there is only one. */
const char *player_turn_picture(struct player *player);
bool player_apply(struct player *player, const char *settings, struct error *error);
/* As player_apply() over what it was opened with, at the beginning: a preset. */
bool player_load(struct player *player, const char *settings, struct error *error);
/* Typed keys for both sides, from the beginning; "" draws them from the seed again. */
bool player_input(struct player *player, const char *text, struct error *error);

/* Shows a second run with the same values beside the first, or takes it away (the one edited
 * stays). */
bool player_compare(struct player *player, struct error *error);

/* Moves; false where no side could. */
bool player_step(struct player *player, long steps);
bool player_back(struct player *player, long steps);
void player_seek(struct player *player, long position);
void player_complete(struct player *player);
/* Steps of one frame: as many as the speed asks for, but it stops after `budget_ms` of work. */
void player_frame(struct player *player, long frame_ms, const struct clock *clock, long budget_ms);

const struct player_side *player_front(const struct player *player); /* the side that is edited */
long player_position(const struct player *player);                   /* the further of the sides */
long player_furthest(const struct player *player);
bool player_finished(const struct player *player); /* every side */

#endif
