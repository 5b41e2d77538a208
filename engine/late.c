/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days earned by events of another device that arrived late.
 *
 * An event is late where it is another device's, and this device had stored something of a later
 * study day before it (events are numbered as they are stored). A day is late where it is earned,
 * and would not be without its late events.
 */
#include <jansson.h>
#include <stdlib.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* Days of the challenge from the last back to the first, with what this device stored of later
 * ones: `border` is the first of that. */
struct walk {
    struct collection *c;
    day_number *own; /* later days of this device not passed yet, in order */
    size_t count, capacity;
    int64_t border;
};

static bool others_exist(struct collection *c, bool *exist, struct error *error)
{
    int64_t found = 0;
    sqlite3_stmt *s = statement_of(c, sql_event_of_others, error);
    if (s)
        bind_text(c, s, 1, c->device);
    bool good = statement_integer(c, s, 0, &found, error);
    *exist = found != 0;
    return good;
}

/* From `start` on; day by day, never event by event. */
static bool read_own_days(struct walk *walk, day_number start, struct error *error)
{
    struct collection *c = walk->c;
    for (int64_t day = (int64_t)start - 1, next;; day = next) {
        sqlite3_stmt *s = statement_of(c, sql_event_next_day_of_device, error);
        if (s) {
            bind_text(c, s, 1, c->device);
            bind_integer(c, s, 2, day);
        }
        if (!statement_integer(c, s, INT64_MAX, &next, error))
            return false;
        if (next == INT64_MAX)
            return true;
        memory_reserve((void **)&walk->own, walk->count, &walk->capacity, sizeof *walk->own);
        walk->own[walk->count++] = (day_number)next;
    }
}

/* Takes in the own days behind `day`. */
static bool lower_border(struct walk *walk, day_number day, struct error *error)
{
    struct collection *c = walk->c;
    for (; walk->count && walk->own[walk->count - 1] > day; walk->count--) {
        int64_t first;
        sqlite3_stmt *s = statement_of(c, sql_event_first_of_day_of_device, error);
        if (s) {
            bind_text(c, s, 1, c->device);
            bind_integer(c, s, 2, walk->own[walk->count - 1]);
        }
        if (!statement_integer(c, s, INT64_MAX, &first, error))
            return false;
        if (first < walk->border)
            walk->border = first;
    }
    return true;
}

/* Whether another device's event of the day was stored behind the border. */
static bool has_late_event(struct walk *walk, day_number day, bool *late, struct error *error)
{
    struct collection *c = walk->c;
    int64_t found = 0;
    *late = false;
    if (walk->border == INT64_MAX)
        return true;
    sqlite3_stmt *s = statement_of(c, sql_event_of_day_since, error);
    if (s) {
        bind_integer(c, s, 1, day);
        bind_text(c, s, 2, c->device);
        bind_integer(c, s, 3, walk->border);
    }
    bool good = statement_integer(c, s, 0, &found, error);
    *late = found != 0;
    return good;
}

/* Folds the day without what came from other devices from `border` on. */
static bool earned_in_time(struct collection *c, const struct day_fact *fact, int64_t border,
                           bool *earned, struct error *error)
{
    struct day_state state;
    struct day_fact in_time;
    struct day_goal goal = {fact->goal_answers, fact->goal_minutes, fact->goal_words,
                            fact->goal_all_due};
    sqlite3_stmt *s = statement_of(c, sql_event_of_day_in_time, error);
    if (!s)
        return false;
    day_state_init(&state, fact->day);
    bind_integer(c, s, 1, fact->day);
    bind_text(c, s, 2, c->device);
    bind_integer(c, s, 3, border);
    enum step step = STEP_ROW;
    *earned = false;
    while (!*earned && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct event event;
        json_t *payload = event_from_row(c, s, &event) ? json_loads(event.payload, 0, NULL) : NULL;
        if (payload)
            day_state_apply(&state, &event, payload);
        json_decref(payload);
        state.due_at_open = fact->due_at_open; /* the day's, whoever opened it */
        day_fact_of(&state, &goal, &in_time);
        *earned = day_fact_earned(&in_time);
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

static bool mark(struct walk *walk, struct day_fact *fact, struct error *error)
{
    bool late, earned = true;
    if (!lower_border(walk, fact->day, error))
        return false;
    if (!day_fact_earned(fact))
        return true;
    if (!has_late_event(walk, fact->day, &late, error) ||
        (late && !earned_in_time(walk->c, fact, walk->border, &earned, error)))
        return false;
    fact->late = !earned;
    return true;
}

bool late_mark(struct collection *c, day_number start, struct day_fact *facts, size_t count,
               struct error *error)
{
    struct walk walk = {.c = c, .border = INT64_MAX};
    bool others = false;
    bool good = start == DAY_NONE || (others_exist(c, &others, error) &&
                                      (!others || read_own_days(&walk, start, error)));
    for (size_t i = count; good && others && i > 0 && facts[i - 1].day >= start; i--)
        good = mark(&walk, &facts[i - 1], error);
    free(walk.own);
    return good;
}
