/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/skill_map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { DEEPEST = 16 }; /* a graph of prerequisites that goes in a circle is not followed for ever */

const char *const skill_topics[] = {
    "logic",    "number sense", "estimation", "algebra", "linear algebra",
    "calculus", "probability",  "statistics", "systems", NULL};

size_t skill_topic_order(const char *topic)
{
    size_t order = 0;
    while (skill_topics[order] && strcmp(skill_topics[order], topic) != 0)
        order++;
    return order;
}

/* --- Order --------------------------------------------------------------------------------------
 */

/* How many skills come one after another before this one, in whatever topics. */
static int depth_of(const struct drill *drill, int limit)
{
    int deepest = 0;
    for (size_t i = 0; limit > 0 && drill->prerequisites && drill->prerequisites[i]; i++) {
        const struct drill *before = drill_find(drill->prerequisites[i]);
        if (!before)
            continue;
        int depth = 1 + depth_of(before, limit - 1);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

static int compare_rows(const void *a, const void *b)
{
    const struct drill *left = ((const struct skill_row *)a)->drill;
    const struct drill *right = ((const struct skill_row *)b)->drill;
    size_t left_order = skill_topic_order(left->topic);
    size_t right_order = skill_topic_order(right->topic);
    if (left_order != right_order)
        return left_order < right_order ? -1 : 1;
    int topic = strcmp(left->topic, right->topic);
    if (topic)
        return topic;
    int depth = depth_of(left, DEEPEST) - depth_of(right, DEEPEST);
    return depth ? depth : strcmp(left->name, right->name);
}

/* --- Reading ------------------------------------------------------------------------------------
 */

static bool read_row(struct collection *collection, struct skill_map *map, struct skill_row *row,
                     struct error *error)
{
    const struct drill *drill = row->drill;
    row->tally = skill_tally_find(&map->tallies, drill->name);
    row->tried = row->tally != NULL;
    if (!collection_skill(collection, drill->name, drill->levels, &row->level, &row->rating,
                          error) ||
        !collection_schedule(collection, ITEM_DRILL, drill->name, &row->schedule, error))
        return false;
    row->due = row->tried && row->schedule.reviewed && schedule_is_due(&row->schedule, map->today);
    return true;
}

/* The rows are in order; those of a topic stand together. */
static void gather_topics(struct skill_map *map)
{
    map->topics = memory_allocate(map->count, sizeof *map->topics);
    for (size_t i = 0; i < map->count; i++) {
        const struct skill_row *row = &map->rows[i];
        if (!i || strcmp(map->rows[i - 1].drill->topic, row->drill->topic) != 0)
            map->topics[map->topic_count++] =
                (struct skill_topic){.name = row->drill->topic, .first = i};
        struct skill_topic *topic = &map->topics[map->topic_count - 1];
        topic->count++;
        topic->due += row->due;
        topic->tried += row->tried;
        topic->progress += row->tried ? (double)row->level / row->drill->levels : 0;
    }
    for (size_t i = 0; i < map->topic_count; i++)
        map->topics[i].progress /= (double)map->topics[i].count;
}

static void sum_up(struct skill_map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        const struct skill_row *row = &map->rows[i];
        map->due += row->due;
        map->tried += row->tried;
        map->level += row->tried ? row->level : 0;
        map->levels += row->tried ? row->drill->levels : 0;
    }
    if (map->tried) {
        map->level /= (double)map->tried;
        map->levels /= (double)map->tried;
    }
}

bool skill_map_read(struct collection *collection, struct skill_map *map, struct error *error)
{
    memset(map, 0, sizeof *map);
    if (!collection_skill_tallies(collection, &map->tallies, error))
        return false;
    while (drill_registry[map->count])
        map->count++;
    map->today = collection_today(collection);
    map->rows = memory_allocate(map->count, sizeof *map->rows);
    for (size_t i = 0; i < map->count; i++) {
        map->rows[i].drill = drill_registry[i];
        if (!read_row(collection, map, &map->rows[i], error)) {
            skill_map_release(map);
            return false;
        }
    }
    qsort(map->rows, map->count, sizeof *map->rows, compare_rows);
    gather_topics(map);
    sum_up(map);
    return true;
}

void skill_map_release(struct skill_map *map)
{
    skill_tallies_release(&map->tallies);
    free(map->rows);
    free(map->topics);
    memset(map, 0, sizeof *map);
}

/* --- Looking things up --------------------------------------------------------------------------
 */

size_t skill_map_find(const struct skill_map *map, const char *name)
{
    for (size_t i = 0; i < map->count; i++)
        if (!strcmp(map->rows[i].drill->name, name))
            return i;
    return SIZE_MAX;
}

size_t skill_map_topic(const struct skill_map *map, size_t row)
{
    size_t topic = 0;
    while (topic + 1 < map->topic_count && map->topics[topic + 1].first <= row)
        topic++;
    return topic;
}

const struct drill *skill_map_missing(const struct skill_map *map, const struct drill *drill,
                                      size_t *at)
{
    while (drill->prerequisites && drill->prerequisites[*at]) {
        size_t found = skill_map_find(map, drill->prerequisites[(*at)++]);
        if (found != SIZE_MAX && !map->rows[found].tried)
            return map->rows[found].drill;
    }
    return NULL;
}

size_t skill_map_begin(const struct skill_map *map)
{
    for (size_t i = 0; map->due && i < map->count; i++)
        if (map->rows[i].due)
            return i;
    for (size_t i = 0; i < map->count; i++) {
        size_t at = 0;
        if (!map->rows[i].tried && !skill_map_missing(map, map->rows[i].drill, &at))
            return i;
    }
    return 0;
}

bool skill_needs(const struct drill *drill, const char *name)
{
    for (size_t i = 0; drill->prerequisites && drill->prerequisites[i]; i++)
        if (!strcmp(drill->prerequisites[i], name))
            return true;
    return false;
}
