/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From events to tables. A fold holds the state of one subject; begun from the tables it takes the
 * next event, begun from nothing it takes all of them. Live changes, undo, events that arrive late
 * and the replay of everything all run through fold_begin, fold_apply, fold_store.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum subject_class subject_class_of(const char *subject)
{
    static const struct {
        const char *prefix;
        enum subject_class class;
    } classes[] = {
        {"drill/", SUBJECT_SKILL},       {"simulation/", SUBJECT_SKILL},
        {"setting/", SUBJECT_SETTING},   {"file/", SUBJECT_FILE},
        {"source/", SUBJECT_SOURCE},     {"day/", SUBJECT_DAY},
        {SPRINT_PREFIX, SUBJECT_SPRINT}, {"quiz/", SUBJECT_QUIZ},
    };
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (!strncmp(subject, classes[i].prefix, strlen(classes[i].prefix)))
            return classes[i].class;
    return SUBJECT_CARD;
}

/* What follows the prefix. */
static const char *name_of(const char *subject)
{
    return strchr(subject, '/') + 1;
}

/* --- Classes small enough to live here ---------------------------------------------------------
 */

static bool clear_row(struct fold *fold, const char *sql, struct error *error)
{
    sqlite3_stmt *s = statement_of(fold->c, sql, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, name_of(fold->subject));
    return statement_run(fold->c, s, error);
}

static struct registration *registration_of(struct source_fold *source, const char *device)
{
    for (size_t i = 0; i < source->count; i++)
        if (!strcmp(source->items[i].device, device))
            return &source->items[i];
    return NULL;
}

static void forget_source(struct source_fold *source, const char *device)
{
    struct registration *item = registration_of(source, device);
    if (item)
        memmove(item, item + 1, (size_t)(source->items + --source->count - item) * sizeof *item);
}

/* The last that registered the path is the last of the list: its tags count. */
static void source_apply(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct source_fold *source = &fold->of.source;
    const struct registration *before = registration_of(source, event->device);
    const char *tags = payload_text(payload, "tags");
    day_number first =
        before && before->registered < event->study_day ? before->registered : event->study_day;
    forget_source(source, event->device);
    if (event->kind != EVENT_SOURCE_REGISTERED)
        return;
    memory_reserve((void **)&source->items, source->count, &source->capacity,
                   sizeof *source->items);
    struct registration *item = &source->items[source->count++];
    *item = (struct registration){.tags = arena_copy_string(&fold->arena, tags ? tags : ""),
                                  .registered = first};
    memcpy(item->device, event->device, sizeof item->device);
}

static bool source_store(struct fold *fold, struct error *error)
{
    const struct source_fold *source = &fold->of.source;
    if (!source->count)
        return clear_row(fold, sql_source_remove, error);
    day_number first = source->items[0].registered;
    for (size_t i = 1; i < source->count; i++)
        first = source->items[i].registered < first ? source->items[i].registered : first;
    sqlite3_stmt *s = statement_of(fold->c, sql_source_put, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, name_of(fold->subject));
    bind_text(fold->c, s, 2, source->items[source->count - 1].tags);
    bind_integer(fold->c, s, 3, first);
    return statement_run(fold->c, s, error);
}

static bool setting_apply(struct fold *fold, const struct event *event, const json_t *payload,
                          struct error *error)
{
    const char *value = payload_text(payload, "value");
    sqlite3_stmt *s = statement_of(fold->c, sql_setting_add, error);
    if (!s || !value)
        return s != NULL;
    bind_text(fold->c, s, 1, name_of(fold->subject));
    bind_integer(fold->c, s, 2, payload_integer(payload, "from", event->study_day));
    bind_integer(fold->c, s, 3, event->at.utc_ms);
    bind_text(fold->c, s, 4, event->id);
    bind_text(fold->c, s, 5, value);
    return statement_run(fold->c, s, error);
}

static bool rest_change(struct fold *fold, const char *sql, struct error *error)
{
    day_number day;
    struct error ignored = {0};
    if (!day_parse(name_of(fold->subject), &day, &ignored))
        return true;
    sqlite3_stmt *s = statement_of(fold->c, sql, error);
    if (!s)
        return false;
    bind_integer(fold->c, s, 1, day);
    return statement_run(fold->c, s, error);
}

/* A rest is declared before its day starts, or it is none. */
static bool rest_apply(struct fold *fold, const struct event *event, struct error *error)
{
    day_number day;
    struct error ignored = {0};
    if (event->kind != EVENT_REST || !day_parse(name_of(fold->subject), &day, &ignored) ||
        event->study_day >= day)
        return true;
    return rest_change(fold, sql_rest_day_add, error);
}

/* --- One subject -------------------------------------------------------------------------------
 */

bool fold_begin(struct fold *fold, struct collection *c, const char *subject, bool from_tables,
                struct error *error)
{
    memset(fold, 0, sizeof *fold);
    fold->c = c;
    fold->subject = memory_copy_string(subject);
    fold->class = subject_class_of(subject);
    switch (fold->class) {
    case SUBJECT_CARD:
        card_fold_init(&fold->of.card);
        return !from_tables || card_fold_load(fold, error);
    case SUBJECT_SKILL:
        skill_fold_init(&fold->of.skill);
        return !from_tables || skill_fold_load(fold, error);
    case SUBJECT_SETTING:
        return from_tables || clear_row(fold, sql_setting_clear, error);
    case SUBJECT_DAY:
        return from_tables || rest_change(fold, sql_rest_day_remove, error);
    case SUBJECT_SPRINT:
        return from_tables || sprint_fold_clear(fold, error);
    case SUBJECT_QUIZ:
        return quiz_fold_begin(fold, error);
    case SUBJECT_SOURCE:
    case SUBJECT_FILE:
        break; /* a device's last event says everything */
    }
    return true;
}

bool fold_apply(struct fold *fold, const struct event *event, const json_t *payload,
                struct error *error)
{
    switch (fold->class) {
    case SUBJECT_CARD:
        card_fold_apply(fold, event, payload);
        return true;
    case SUBJECT_SKILL:
        skill_fold_apply(fold, event, payload);
        return true;
    case SUBJECT_SOURCE:
        if (event->kind == EVENT_SOURCE_REGISTERED || event->kind == EVENT_SOURCE_FORGOTTEN)
            source_apply(fold, event, payload);
        return true;
    case SUBJECT_SETTING:
        return event->kind == EVENT_UNDO || setting_apply(fold, event, payload, error);
    case SUBJECT_DAY:
        return rest_apply(fold, event, error);
    case SUBJECT_SPRINT:
        return sprint_fold_apply(fold, event, payload, error);
    case SUBJECT_QUIZ:
        return quiz_fold_apply(fold, event, payload, error);
    case SUBJECT_FILE:
        if (event->kind == EVENT_FILE_READ || event->kind == EVENT_FILE_GONE)
            file_fold_apply(fold, event, payload);
        return true;
    }
    return true;
}

bool fold_store(struct fold *fold, struct error *error)
{
    switch (fold->class) {
    case SUBJECT_CARD:
        return card_fold_store(fold, error);
    case SUBJECT_SKILL:
        return skill_fold_store(fold, error);
    case SUBJECT_SOURCE:
        return source_store(fold, error);
    case SUBJECT_FILE:
        return file_fold_store(fold, error);
    case SUBJECT_QUIZ:
        return quiz_fold_store(fold, error);
    case SUBJECT_SETTING:
    case SUBJECT_DAY:
    case SUBJECT_SPRINT:
        break; /* stored as they were applied */
    }
    return true;
}

void fold_release(struct fold *fold)
{
    if (fold->class == SUBJECT_FILE)
        file_fold_release(fold);
    if (fold->class == SUBJECT_SOURCE)
        free(fold->of.source.items);
    free(fold->subject);
    arena_release(&fold->arena);
}

static json_t *parse(const char *payload)
{
    return json_loads(payload, 0, NULL);
}

static bool fold_next(struct collection *c, const struct event *event, const json_t *payload,
                      struct error *error)
{
    struct fold fold;
    bool good = fold_begin(&fold, c, event->subject, true, error) &&
                fold_apply(&fold, event, payload, error) && fold_store(&fold, error);
    fold_release(&fold);
    return good;
}

/* Applies the events of a statement that are all of one subject. */
static bool apply_rows(struct fold *fold, sqlite3_stmt *s, struct error *error)
{
    enum step step;
    while ((step = statement_step(fold->c, s, error)) == STEP_ROW) {
        struct event event;
        bool known = event_from_row(fold->c, s, &event);
        json_t *payload = known ? parse(event.payload) : NULL;
        bool good = !payload || fold_apply(fold, &event, payload, error);
        json_decref(payload);
        if (!good) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

bool fold_subject_again(struct collection *c, const char *subject, struct error *error)
{
    struct fold fold;
    bool good = fold_begin(&fold, c, subject, false, error);
    if (fold.class == SUBJECT_CARD)
        fold.of.card.decided = true; /* or no longer */
    sqlite3_stmt *s = good ? statement_of(c, sql_event_of_subject, error) : NULL;
    if (s) {
        bind_text(c, s, 1, fold.subject);
        good = apply_rows(&fold, s, error) && fold_store(&fold, error);
    }
    fold_release(&fold);
    return s && good;
}

bool fold_day_again(struct collection *c, day_number day, struct error *error)
{
    struct day_state state;
    day_state_init(&state, day);
    if (!day_flush(c, error))
        return false;
    c->day.day = DAY_NONE;
    sqlite3_stmt *s = statement_of(c, sql_event_of_day, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, day);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        struct event event;
        json_t *payload = event_from_row(c, s, &event) ? parse(event.payload) : NULL;
        if (payload)
            day_state_apply(&state, &event, payload);
        json_decref(payload);
    }
    return step == STEP_DONE && day_state_store(c, &state, error);
}

static bool mark_undone(struct collection *c, const char *target, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_undone_add, error);
    if (!s)
        return false;
    bind_text(c, s, 1, target);
    return statement_run(c, s, error);
}

/* Marks the target and folds what it belonged to without it. */
static bool fold_undo(struct collection *c, const json_t *payload, struct error *error)
{
    const char *target = payload_text(payload, "event");
    sqlite3_stmt *s;
    if (!target)
        return true;
    if (!mark_undone(c, target, error) || !(s = statement_of(c, sql_event_by_id, error)))
        return false;
    bind_text(c, s, 1, target);
    enum step step = statement_step(c, s, error);
    if (step != STEP_ROW)
        return step == STEP_DONE;
    struct event event;
    bool known = event_from_row(c, s, &event);
    char *subject = memory_copy_string(event.subject);
    bool good = c->bind_status == SQLITE_OK || collection_fail(c, error);
    (void)sqlite3_reset(s);
    good = good && (!known || (fold_subject_again(c, subject, error) &&
                               fold_day_again(c, event.study_day, error)));
    free(subject);
    return good;
}

static bool is_latest(struct collection *c, const struct event *event, bool *latest,
                      struct error *error)
{
    int64_t later = 0;
    sqlite3_stmt *s = statement_of(c, sql_event_later_of_subject, error);
    if (s) {
        bind_text(c, s, 1, event->subject);
        bind_integer(c, s, 2, event->at.utc_ms);
        bind_text(c, s, 3, event->id);
    }
    bool good = statement_integer(c, s, 0, &later, error);
    *latest = !later;
    return good;
}

/* Whether the event can be applied to what the tables hold of its subject. They do not tell the
 * events of a quiz or of a source, nor those of a card before it was made. */
static bool is_next(struct collection *c, const struct event *event, bool *next,
                    struct error *error)
{
    enum subject_class class = subject_class_of(event->subject);
    int64_t others = 0;
    *next = false;
    if (class == SUBJECT_QUIZ || class == SUBJECT_SOURCE || event->kind == EVENT_CARD_CREATED)
        return true;
    if (class == SUBJECT_FILE) {
        sqlite3_stmt *s = statement_of(c, sql_event_of_other_device, error);
        if (s) {
            bind_text(c, s, 1, event->subject);
            bind_text(c, s, 2, event->device);
        }
        if (!statement_integer(c, s, 0, &others, error) || others)
            return s && others;
    }
    return is_latest(c, event, next, error);
}

static bool unreadable(struct collection *c, const struct event *event, struct error *error)
{
    return error_set_at(error, ERROR_COLLECTION, c->path, 0, "an event cannot be read: %s",
                        event->id);
}

bool fold_event(struct collection *c, const struct event *event, struct error *error)
{
    json_t *payload = parse(event->payload);
    if (!payload)
        return unreadable(c, event, error);
    bool good, latest = false;
    if (event->kind == EVENT_UNDO)
        good = fold_undo(c, payload, error);
    else
        good = is_next(c, event, &latest, error) &&
               (latest ? fold_next(c, event, payload, error)
                       : fold_subject_again(c, event->subject, error)) &&
               day_apply(c, event, payload, error);
    json_decref(payload);
    return good;
}

bool fold_reading(struct collection *c, const struct event *event, const struct reading *reading,
                  bool *stands, struct error *error)
{
    *stands = false;
    if (!is_next(c, event, stands, error))
        return false;
    if (!*stands)
        return fold_event(c, event, error);
    json_t *rest = parse(reading->rest);
    struct fold fold;
    if (!rest)
        return unreadable(c, event, error);
    bool good =
        fold_begin(&fold, c, event->subject, true, error) && fold_apply(&fold, event, rest, error);
    fold.of.file.reading = reading;
    good = good && fold_store(&fold, error) && day_apply(c, event, rest, error);
    fold_release(&fold);
    json_decref(rest);
    return good;
}

/* --- Everything --------------------------------------------------------------------------------
 */

/* Days while everything is folded: in order of their number. */
struct days {
    struct day_state *items;
    size_t count, capacity;
};

static struct day_state *day_in(struct days *days, day_number day)
{
    size_t low = 0, high = days->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (days->items[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < days->count && days->items[low].day == day)
        return &days->items[low];
    memory_reserve((void **)&days->items, days->count, &days->capacity, sizeof *days->items);
    memmove(days->items + low + 1, days->items + low, (days->count - low) * sizeof *days->items);
    days->count++;
    day_state_init(&days->items[low], day);
    return &days->items[low];
}

struct replay {
    struct collection *c;
    struct fold fold;
    bool open; /* the fold holds a subject */
    struct days days;
};

static bool replay_close(struct replay *replay, struct error *error)
{
    if (!replay->open)
        return true;
    bool good = fold_store(&replay->fold, error);
    fold_release(&replay->fold);
    replay->open = false;
    return good;
}

static bool replay_event(struct replay *replay, const struct event *event, const json_t *payload,
                         struct error *error)
{
    if (!replay->open || strcmp(replay->fold.subject, event->subject) != 0) {
        if (!replay_close(replay, error))
            return false;
        replay->open = true;
        if (!fold_begin(&replay->fold, replay->c, event->subject, false, error))
            return false;
    }
    day_state_apply(day_in(&replay->days, event->study_day), event, payload);
    return fold_apply(&replay->fold, event, payload, error);
}

static bool replay_rows(struct replay *replay, sqlite3_stmt *s, struct error *error)
{
    enum step step = STEP_FAILED;
    while (s && (step = statement_step(replay->c, s, error)) == STEP_ROW) {
        struct event event;
        if (!event_from_row(replay->c, s, &event) || event.kind == EVENT_UNDO)
            continue;
        json_t *payload = parse(event.payload);
        bool good = !payload || replay_event(replay, &event, payload, error);
        json_decref(payload);
        if (!good) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

static bool empty_tables(struct collection *c, struct error *error)
{
    return statement_execute(c,
                             "DELETE FROM undone; DELETE FROM card; DELETE FROM card_source;"
                             "DELETE FROM note_file; DELETE FROM remark; DELETE FROM "
                             "simulation_link; DELETE FROM declared_day; DELETE FROM goal;"
                             "DELETE FROM source; DELETE FROM claim; DELETE FROM hold;"
                             "DELETE FROM skill; DELETE FROM day; DELETE FROM rest_day;"
                             "DELETE FROM setting; DELETE FROM sprint; DELETE FROM sprint_fact;"
                             "DELETE FROM quiz; DELETE FROM quiz_answer",
                             error);
}

/* Read here, not by SQL: where memory fails, json_valid() says no instead of failing. */
static bool rebuild_undone(struct collection *c, struct error *error)
{
    enum step step;
    sqlite3_stmt *s = statement_of(c, sql_event_undoings, error);
    if (!s)
        return false;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        json_t *payload = parse(column_text(c, s, 0));
        const char *target = payload_text(payload, "event");
        bool good = c->bind_status == SQLITE_OK || collection_fail(c, error);
        good = good && (!target || mark_undone(c, target, error));
        json_decref(payload);
        if (!good) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

/* The settings first, and from them what the fold of all others depends on. */
static bool replay_all(struct replay *replay, struct error *error)
{
    struct collection *c = replay->c;
    if (!replay_rows(replay, statement_of(c, sql_event_all_settings, error), error) ||
        !replay_close(replay, error))
        return false;
    setting_scheduling(c, &c->scheduling);
    if (c->cause.kind != ERROR_NONE && error)
        *error = c->cause;
    return c->cause.kind == ERROR_NONE &&
           replay_rows(replay, statement_of(c, sql_event_all_others, error), error) &&
           replay_close(replay, error);
}

bool fold_everything(struct collection *c, struct error *error)
{
    struct replay replay = {.c = c};
    c->day.day = DAY_NONE;
    c->day_dirty = false;
    c->replaying = true;
    error_clear(&c->cause);
    bool good = empty_tables(c, error) && rebuild_undone(c, error) && replay_all(&replay, error);
    for (size_t i = 0; good && i < replay.days.count; i++)
        good = day_state_store(c, &replay.days.items[i], error);
    good = good && across_settle(c, NULL, error);
    c->replaying = false;
    if (replay.open)
        fold_release(&replay.fold);
    free(replay.days.items);
    return good;
}
