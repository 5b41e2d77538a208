/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the queue (plan.c, stake.c, backlog.c) share and nobody else may include. */
#ifndef ENGINE_PLAN_INTERNAL_H
#define ENGINE_PLAN_INTERNAL_H

#include "engine/collection_internal.h"

/* A card that may come today. */
struct candidate {
    char id[40];
    double recall;  /* chance that it is recalled today, by the scheduler in use */
    double order;   /* the same had it been asked one interval before it was due: see stake.c */
    day_number due; /* DAY_NONE: never asked */
    size_t place;   /* among those never asked */
    char *sibling, *topic; /* or NULL; read later */
    bool used;
};
struct candidates {
    struct candidate *items;
    size_t count, capacity;
};
struct candidate *candidates_add(struct candidates *list, const char *id);
void candidates_release(struct candidates *list);

/*
 * The `most` due cards with most at stake (the lowest chance of recall; then by due day and id),
 * the first of them first; all for 0. Reads no more rows than can still enter.
 */
bool stake_gather(struct collection *c, day_number today, size_t most, struct candidates *list,
                  struct error *error);

/* What the schedule says of a card today; one never asked is behind all others. */
void stake_weigh(struct candidate *candidate, const struct schedule *schedule,
                 const struct scheduling *scheduling, day_number today);
/* Those with most at stake first; where that is equal, as stake_gather() has them. */
void stake_sort(struct candidates *list);

/*
 * Fills what is to be foreseen of a backlog of which `per_day` and `left` are known; `asked` cards
 * were asked today already. Reads a bounded number of rows.
 */
bool backlog_foresee(struct collection *c, day_number today, long asked, struct backlog *backlog,
                     struct error *error);

#endif
