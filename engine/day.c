/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { IDLE_MS = 60000 }; /* an item counts as active for so long at most */

void day_state_init(struct day_state *state, day_number day)
{
    memset(state, 0, sizeof *state);
    state->day = day;
    state->due_at_open = -1;
}

/* Ties are broken by value, never by which came first: the order of events must not matter. */
static void add_time(struct day_state *state, const struct event *event)
{
    int64_t ms = event->at.utc_ms;
    int offset = event->at.offset_minutes;
    bool none = !state->first_ms && !state->last_ms;
    if (none || ms < state->first_ms || (ms == state->first_ms && offset < state->first_offset)) {
        state->first_ms = ms;
        state->first_offset = offset;
    }
    if (none || ms > state->last_ms || (ms == state->last_ms && offset > state->last_offset)) {
        state->last_ms = ms;
        state->last_offset = offset;
    }
}

static void add_opening(struct day_state *state, const struct event *event, const json_t *payload)
{
    int64_t ms = event->at.utc_ms;
    if (state->opened_id[0] && (ms > state->opened_ms || (ms == state->opened_ms &&
                                                          strcmp(event->id, state->opened_id) > 0)))
        return;
    state->opened_ms = ms;
    (void)snprintf(state->opened_id, sizeof state->opened_id, "%s", event->id);
    state->due_at_open = (int)payload_integer(payload, "due", 0);
}

/* Counts for the day, and is no answer of it. */
static bool only_takes_time(enum event_kind kind)
{
    return kind == EVENT_SPRINT || kind == EVENT_CRAM;
}

void day_state_apply(struct day_state *state, const struct event *event, const json_t *payload)
{
    if (event_kind_is_answer(event->kind) && payload_text(payload, "quiz")) {
        /* A review made of a quiz answer: that one counts. */
    } else if (event_kind_is_answer(event->kind) || only_takes_time(event->kind)) {
        int64_t ms = payload_integer(payload, "ms", 0);
        state->answers += !only_takes_time(event->kind);
        state->active_ms += ms < 0 ? 0 : ms > IDLE_MS ? IDLE_MS : ms;
    } else if (event->kind == EVENT_DAY_OPENED) {
        add_opening(state, event, payload);
    } else if (event->kind == EVENT_FILE_READ && payload_integer(payload, "new_words", 0) > 0) {
        state->journal_words += (int)payload_integer(payload, "new_words", 0);
    } else {
        return;
    }
    add_time(state, event);
}

static void read_row(struct collection *c, sqlite3_stmt *s, struct day_state *state)
{
    state->day = sqlite3_column_int(s, 0);
    state->answers = sqlite3_column_int(s, 1);
    state->active_ms = sqlite3_column_int64(s, 2);
    state->due_at_open = sqlite3_column_int(s, 3);
    state->opened_ms = sqlite3_column_int64(s, 4);
    (void)snprintf(state->opened_id, sizeof state->opened_id, "%s", column_text(c, s, 5));
    state->journal_words = sqlite3_column_int(s, 6);
    state->first_ms = sqlite3_column_int64(s, 7);
    state->first_offset = sqlite3_column_int(s, 8);
    state->last_ms = sqlite3_column_int64(s, 9);
    state->last_offset = sqlite3_column_int(s, 10);
}

bool day_state_load(struct collection *c, day_number day, struct day_state *state,
                    struct error *error)
{
    day_state_init(state, day);
    sqlite3_stmt *s = statement_of(c, sql_day_get, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, day);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW)
        read_row(c, s, state);
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* A day on which nothing counts has no row. */
bool day_state_store(struct collection *c, const struct day_state *state, struct error *error)
{
    bool empty = !state->first_ms && !state->last_ms;
    sqlite3_stmt *s = statement_of(c, empty ? sql_day_remove : sql_day_put, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, state->day);
    if (empty)
        return statement_run(c, s, error);
    bind_integer(c, s, 2, state->answers);
    bind_integer(c, s, 3, state->active_ms);
    bind_integer(c, s, 4, state->due_at_open);
    bind_integer(c, s, 5, state->opened_ms);
    bind_text(c, s, 6, state->opened_id);
    bind_integer(c, s, 7, state->journal_words);
    bind_integer(c, s, 8, state->first_ms);
    bind_integer(c, s, 9, state->first_offset);
    bind_integer(c, s, 10, state->last_ms);
    bind_integer(c, s, 11, state->last_offset);
    return statement_run(c, s, error);
}

bool day_flush(struct collection *c, struct error *error)
{
    if (!c->day_dirty)
        return true;
    c->day_dirty = false;
    return day_state_store(c, &c->day, error);
}

bool day_apply(struct collection *c, const struct event *event, const json_t *payload,
               struct error *error)
{
    if (!event_kind_is_answer(event->kind) && event->kind != EVENT_DAY_OPENED &&
        event->kind != EVENT_FILE_READ && !only_takes_time(event->kind))
        return true;
    if (c->day.day != event->study_day &&
        (!day_flush(c, error) || !day_state_load(c, event->study_day, &c->day, error)))
        return false;
    day_state_apply(&c->day, event, payload);
    c->day_dirty = true;
    return true;
}

bool goal_on(struct collection *c, day_number day, struct day_goal *goal, struct error *error)
{
    char yes[SETTING_TEXT_SIZE];
    *goal = (struct day_goal){
        .answers = (int)setting_integer_on(c, "goal-answers", day),
        .minutes = (int)setting_integer_on(c, "goal-minutes", day),
        .words = (int)setting_integer_on(c, "goal-words", day),
        .all_due = !strcmp(setting_on(c, "goal-all-due", day, yes), "yes"),
    };
    return c->bind_status == SQLITE_OK || collection_fail(c, error);
}

void day_fact_of(const struct day_state *state, const struct day_goal *goal, struct day_fact *fact)
{
    *fact = (struct day_fact){
        .day = state->day,
        .answers = state->answers,
        .active_seconds = (int)(state->active_ms / 1000),
        .due_at_open = state->due_at_open,
        .journal_words = state->journal_words,
        .first_offset = state->first_offset,
        .last_offset = state->last_offset,
        .first_ms = state->first_ms,
        .last_ms = state->last_ms,
        .goal_answers = goal->answers,
        .goal_minutes = goal->minutes,
        .goal_words = goal->words,
        .goal_all_due = goal->all_due,
    };
}

bool collection_day(struct collection *c, day_number day, struct day_fact *fact,
                    struct error *error)
{
    struct day_state state;
    struct day_goal goal;
    if (!day_state_load(c, day, &state, error) || !goal_on(c, day, &goal, error))
        return false;
    day_fact_of(&state, &goal, fact);
    return true;
}

bool collection_open_day(struct collection *c, struct error *error)
{
    struct day_state state;
    long due = 0, fresh = 0;
    if (!day_state_load(c, collection_today(c), &state, error))
        return false;
    if (state.due_at_open >= 0)
        return true;
    if (!transaction_begin(c, error))
        return false;
    struct text payload = {0}, subject = {0};
    char day[DAY_TEXT];
    bool good = plan_counts(c, c->today, &due, &fresh, error);
    text_append(&payload, "{");
    json_add_integer(&payload, "due", due + fresh);
    text_append(&payload, "}");
    text_printf(&subject, "day/%s", day_format(c->today, day));
    good = good && event_append(c, EVENT_DAY_OPENED, subject.data, payload.data, NULL, error);
    text_release(&payload);
    text_release(&subject);
    return transaction_end(c, good, error);
}

static bool is_declared_rest(struct collection *c, day_number day, bool *known, struct error *error)
{
    int64_t found = 0;
    sqlite3_stmt *s = statement_of(c, sql_rest_day_get, error);
    if (s)
        bind_integer(c, s, 1, day);
    bool good = statement_integer(c, s, 0, &found, error);
    *known = found != 0;
    return good;
}

bool collection_rest(struct collection *c, day_number day, struct error *error)
{
    char text[DAY_TEXT];
    if (day <= collection_today(c))
        return error_set(error, ERROR_USAGE, "a day of rest is declared before it starts; not '%s'",
                         day_format(day, text));
    struct streak streak;
    bool known = false;
    if (!is_declared_rest(c, day, &known, error) || known)
        return known;
    if (!collection_streak(c, &streak, error))
        return false;
    bool left = streak.start == DAY_NONE || streak.rest_left > 0;
    streak_release(&streak);
    if (!left)
        return error_set(error, ERROR_USAGE, "no day of rest is left");
    if (!transaction_begin(c, error))
        return false;
    struct text subject = {0};
    text_printf(&subject, "day/%s", day_format(day, text));
    bool good = event_append(c, EVENT_REST, subject.data, "{}", NULL, error);
    text_release(&subject);
    return transaction_end(c, good, error);
}

/* --- The streak --------------------------------------------------------------------------------
 */

struct facts {
    struct day_fact *items;
    size_t count, capacity;
};

static struct day_fact *add_fact(struct facts *facts)
{
    memory_reserve((void **)&facts->items, facts->count, &facts->capacity, sizeof *facts->items);
    struct day_fact *fact = &facts->items[facts->count++];
    *fact = (struct day_fact){.due_at_open = -1};
    return fact;
}

/* The study day from which another goal holds, after `day`; INT32_MAX: none does. */
static bool next_goal(struct collection *c, day_number day, day_number *next, struct error *error)
{
    int64_t found = INT32_MAX;
    sqlite3_stmt *s = statement_of(c, sql_setting_goal_after, error);
    if (s)
        bind_integer(c, s, 1, day);
    bool good = statement_integer(c, s, INT32_MAX, &found, error);
    *next = (day_number)found;
    return good;
}

static bool gather_days(struct collection *c, struct facts *facts, struct error *error)
{
    struct day_goal goal = {0};
    day_number until = INT32_MIN; /* from which another goal holds than `goal` */
    sqlite3_stmt *s = statement_of(c, sql_day_all, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    while (step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct day_state state;
        read_row(c, s, &state);
        if (state.day >= until &&
            (!goal_on(c, state.day, &goal, error) || !next_goal(c, state.day, &until, error))) {
            step = STEP_FAILED;
            break;
        }
        day_fact_of(&state, &goal, add_fact(facts));
    }
    if (s)
        (void)sqlite3_reset(s);
    return step == STEP_DONE;
}

static bool zone_at(struct collection *c, const struct day_fact *fact, bool last,
                    char zone[ZONE_TEXT], struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_event_zone, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, fact->day);
    bind_integer(c, s, 2, last ? fact->last_ms : fact->first_ms);
    bind_integer(c, s, 3, last ? fact->last_offset : fact->first_offset);
    enum step step = statement_step(c, s, error);
    (void)snprintf(zone, ZONE_TEXT, "%s", step == STEP_ROW ? column_text(c, s, 0) : "");
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* Asked only where a date lies between two days and the offset changed: that is rare. */
static bool compare_zones(struct collection *c, struct facts *facts, struct error *error)
{
    for (size_t i = 1; i < facts->count; i++) {
        const struct day_fact *before = &facts->items[i - 1];
        struct day_fact *fact = &facts->items[i];
        char left[ZONE_TEXT], arrived[ZONE_TEXT];
        if (before->last_offset == fact->first_offset)
            continue;
        if (!zone_at(c, before, true, left, error) || !zone_at(c, fact, false, arrived, error))
            return false;
        fact->same_zone = left[0] && !strcmp(left, arrived);
    }
    return true;
}

/* Days that one column of numbers names, counted from `base`. */
static bool gather_marks(struct collection *c, const char *sql, day_number base, bool rest,
                         struct facts *facts, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    while (step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct day_fact *fact = add_fact(facts);
        fact->day = base + sqlite3_column_int(s, 0);
        fact->rest = rest;
        fact->declared = !rest;
    }
    return step == STEP_DONE;
}

/* Facts of days first, in order: zones and arrivals are found by their neighbours. */
static bool gather(struct collection *c, day_number start, struct facts *facts, struct error *error)
{
    return gather_days(c, facts, error) && compare_zones(c, facts, error) &&
           late_mark(c, start, facts->items, facts->count, error) &&
           gather_marks(c, sql_rest_day_all, 0, true, facts, error) &&
           (start == DAY_NONE ||
            gather_marks(c, sql_declared_day_all, start - 1, false, facts, error));
}

bool collection_journal_days(struct collection *c, int *last, struct error *error)
{
    int64_t number = 0;
    bool good =
        statement_integer(c, statement_of(c, sql_declared_day_last, error), 0, &number, error);
    *last = (int)number;
    return good;
}

bool collection_streak(struct collection *c, struct streak *streak, struct error *error)
{
    char start[SETTING_TEXT_SIZE];
    struct error ignored = {0};
    struct facts facts = {0};
    struct instant now = clock_now(c->clock);
    day_number today = setting_study_day(c, &now);
    struct challenge challenge = {
        .start = DAY_NONE,
        .length = (int)setting_integer_on(c, "length", today),
        .rest_days = (int)setting_integer_on(c, "rest-days", today),
    };
    memset(streak, 0, sizeof *streak);
    streak->start = DAY_NONE;
    if (setting_on(c, "start", today, start)[0] && !day_parse(start, &challenge.start, &ignored))
        challenge.start = DAY_NONE;
    bool good = gather(c, challenge.start, &facts, error);
    if (good)
        streak_replay(&challenge, facts.items, facts.count, today, now.utc_ms, streak);
    free(facts.items);
    return good;
}
