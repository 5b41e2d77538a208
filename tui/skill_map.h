/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All skills as a map: by topic in the order of the catalogue, and within a topic what others build
 * on first. Read once when something is to be shown; nothing here draws.
 */
#ifndef TUI_SKILL_MAP_H
#define TUI_SKILL_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/collection.h"
#include "exercises/drill.h"

struct skill_row {
    const struct drill *drill;
    int level; /* to ask next, 1..drill->levels */
    double rating;
    struct schedule schedule;
    const struct skill_tally *tally; /* NULL: never tried */
    bool tried, due;
};

struct skill_topic {
    const char *name;    /* "number sense" */
    size_t first, count; /* of its rows */
    long due, tried;
    double progress; /* the mean share of the levels reached, 0..1; a skill not tried has none */
};

struct skill_map {
    day_number today;
    struct skill_row *rows;
    size_t count;
    struct skill_topic *topics;
    size_t topic_count;
    long due, tried;
    double level, levels; /* of the skills tried, on average: the level, and how many there are */
    struct skill_tallies tallies;
};

bool skill_map_read(struct collection *collection, struct skill_map *map, struct error *error);
void skill_map_release(struct skill_map *map);

/* The place of a skill in the map; SIZE_MAX: there is none of that name. */
size_t skill_map_find(const struct skill_map *map, const char *name);
/* The topic whose rows hold that place. */
size_t skill_map_topic(const struct skill_map *map, size_t row);

/* What to look at first: the first skill due, else the first that needs none not yet tried. */
size_t skill_map_begin(const struct skill_map *map);

/* The prerequisite after `*at` (0 at first) that was never tried; NULL: no more. */
const struct drill *skill_map_missing(const struct skill_map *map, const struct drill *drill,
                                      size_t *at);

/* Is `drill` declared to need the skill of that name? */
bool skill_needs(const struct drill *drill, const char *name);

/* Where a topic stands in the order of the catalogue; one that it does not have comes last. */
size_t skill_topic_order(const char *topic);
extern const char *const skill_topics[]; /* in that order; NULL-terminated */

#endif
