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

struct mark {
    day_number day;
    int64_t sequence;
};
struct marks {
    struct mark *items;
    size_t count, capacity;
};

static bool read_marks(struct collection *c, const char *sql, struct marks *marks,
                       struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (!s)
        return false;
    bind_text(c, s, 1, c->device);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&marks->items, marks->count, &marks->capacity,
                       sizeof *marks->items);
        marks->items[marks->count++] =
            (struct mark){sqlite3_column_int(s, 0), sqlite3_column_int64(s, 1)};
    }
    return step == STEP_DONE;
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

/* Both lists are in order of day; walked from the end, `border` is the first that this device
 * stored of any later day. */
static bool mark_days(struct collection *c, const struct marks *others, const struct marks *own,
                      struct day_fact *facts, size_t count, struct error *error)
{
    int64_t border = INT64_MAX;
    size_t later = own->count;
    for (size_t i = others->count; i > 0; i--) {
        const struct mark *other = &others->items[i - 1];
        while (later > 0 && own->items[later - 1].day > other->day) {
            later--;
            if (own->items[later].sequence < border)
                border = own->items[later].sequence;
        }
        while (count > 0 && facts[count - 1].day > other->day)
            count--;
        struct day_fact *fact = count > 0 ? &facts[count - 1] : NULL;
        bool earned = true;
        if (!fact || fact->day != other->day || other->sequence < border || !day_fact_earned(fact))
            continue;
        if (!earned_in_time(c, fact, border, &earned, error))
            return false;
        fact->late = !earned;
    }
    return true;
}

bool late_mark(struct collection *c, struct day_fact *facts, size_t count, struct error *error)
{
    struct marks others = {0}, own = {0};
    bool good = read_marks(c, sql_event_days_of_others, &others, error);
    if (good && others.count)
        good = read_marks(c, sql_event_days_of_device, &own, error) &&
               mark_days(c, &others, &own, facts, count, error);
    free(others.items);
    free(own.items);
    return good;
}
