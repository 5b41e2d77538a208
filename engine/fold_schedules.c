/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All schedules again, when the scheduler or what it is set to changes. The events are read once,
 * in the order in which they were stored; the state of every card is held meanwhile. A card whose
 * events were not stored in order of their time (a clock that went back, another device, answers
 * from another program) is folded by itself afterwards. Skills are few and have ratings: they are
 * folded by themselves, too.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* What is known of one card so far. */
struct progress {
    const char *subject;
    int64_t last_ms;
    day_number first_day;
    bool created, touched; /* `touched`: something else than its making happened */
    bool disordered;
    bool is_skill;
    struct schedule schedule;
};

struct refold {
    struct collection *c;
    struct arena names;
    struct progress *items;
    size_t count, capacity;
    size_t *places; /* a hash table of indices + 1; 0: free */
    size_t room;    /* a power of two */
    struct fold fold;
};

/* --- Subjects ----------------------------------------------------------------------------------
 */

static size_t place_of(const struct refold *refold, const char *subject)
{
    uint64_t hash = hash_bytes(subject, strlen(subject));
    size_t at = (size_t)(hash ^ hash >> 32) & (refold->room - 1);
    while (refold->places[at] &&
           strcmp(refold->items[refold->places[at] - 1].subject, subject) != 0)
        at = (at + 1) & (refold->room - 1);
    return at;
}

static void make_room(struct refold *refold)
{
    if (refold->count * 2 < refold->room)
        return;
    free(refold->places);
    refold->room = refold->room ? refold->room * 2 : 1024;
    refold->places = memory_allocate(refold->room, sizeof *refold->places);
    for (size_t i = 0; i < refold->count; i++)
        refold->places[place_of(refold, refold->items[i].subject)] = i + 1;
}

static struct progress *progress_of(struct refold *refold, const char *subject)
{
    make_room(refold);
    size_t at = place_of(refold, subject);
    if (refold->places[at])
        return &refold->items[refold->places[at] - 1];
    memory_reserve((void **)&refold->items, refold->count, &refold->capacity,
                   sizeof *refold->items);
    struct progress *item = &refold->items[refold->count++];
    memset(item, 0, sizeof *item);
    item->subject = arena_copy_string(&refold->names, subject);
    item->is_skill = subject_class_of(subject) == SUBJECT_SKILL;
    item->last_ms = INT64_MIN;
    item->first_day = DAY_NONE;
    schedule_init(&item->schedule);
    refold->places[at] = refold->count;
    return item;
}

/* --- Payloads ----------------------------------------------------------------------------------
 */

/* A string of plain characters, which JSON holds as they are; NULL: something else. */
static const char *skip_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    while (*at >= 0x20 && *at < 0x7F && *at != '"' && *at != '\\')
        at++;
    return *at == '"' ? at + 1 : NULL;
}

static const char *skip_integer(const char *at, int64_t *value)
{
    bool negative = *at == '-';
    const char *first = at += negative;
    for (*value = 0; isdigit((unsigned char)*at) && at - first < 18; at++)
        *value = *value * 10 + (*at - '0');
    if (negative)
        *value = -*value;
    return at == first || (*first == '0' && at - first > 1) ? NULL : at;
}

/* Where a member's number is kept; NULL: nobody asks for it. */
static int64_t *number_of(struct answer_told *told, const char *member)
{
    const struct {
        const char *name;
        int64_t *value;
    } numbers[] = {{"\"grade\":", &told->grade},
                   {"\"shift\":", &told->shift},
                   {"\"of\":", &told->of},
                   {"\"interval\":", &told->interval}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!strncmp(member, numbers[i].name, strlen(numbers[i].name)))
            return numbers[i].value;
    return NULL;
}

/* One member and what ends it. */
static const char *skip_member(const char *at, struct answer_told *told)
{
    int64_t number = 0, *wanted = number_of(told, at);
    if (!(at = skip_string(at)) || *at++ != ':')
        return NULL;
    bool is_number = isdigit((unsigned char)*at) || *at == '-';
    if (wanted && !is_number)
        return NULL; /* a parser knows what to make of it */
    if (!(at = is_number ? skip_integer(at, &number) : skip_string(at)))
        return NULL;
    if (wanted)
        *wanted = number;
    return *at == ',' || *at == '}' ? at : NULL;
}

/* What an object of plain strings and integers tells, as nearly all answers are: much cheaper than
 * a parser. False: a parser must read it. */
static bool scan_answer(const char *payload, struct answer_told *told)
{
    const char *at = payload;
    *told = answer_told_in(NULL);
    if (*at != '{')
        return false;
    do
        at = skip_member(at + 1, told);
    while (at && *at == ',');
    return at && at[1] == '\0';
}

/* --- Cards -------------------------------------------------------------------------------------
 */

/* Of what makes or describes a card only a schedule from another program counts. */
static bool says_nothing(enum event_kind kind, const char *payload)
{
    return (kind == EVENT_CARD_CREATED || kind == EVENT_DETAILS_CHANGED) &&
           !strstr(payload, "\"interval\"");
}

static void apply(struct refold *refold, struct progress *item, const struct event *event)
{
    struct card_fold *card = &refold->fold.of.card;
    struct answer_told told = answer_told_in(NULL);
    json_t *payload = NULL;
    bool is_answer = event->kind == EVENT_REVIEW || event->kind == EVENT_REVIEW_IMPORTED;
    bool needs_none = event->kind == EVENT_RESET || says_nothing(event->kind, event->payload);
    if (!needs_none && !(is_answer && scan_answer(event->payload, &told))) {
        if (!(payload = json_loads(event->payload, 0, NULL)))
            return;
        told = answer_told_in(payload);
    }
    card->schedule = item->schedule;
    card->first_day = item->first_day;
    card->created = item->created;
    card_fold_schedule(&refold->fold, event, &told, payload);
    item->schedule = card->schedule;
    item->first_day = card->first_day;
    item->created = card->created;
    item->touched = item->touched || event->kind != EVENT_CARD_CREATED || payload;
    json_decref(payload);
}

/* From columns kind, subject, utc_ms, study_day, payload. */
static bool read_event(struct collection *c, sqlite3_stmt *s, struct event *event)
{
    event->kind = event_kind_of(column_text(c, s, 0));
    event->subject = column_text(c, s, 1);
    event->at.utc_ms = sqlite3_column_int64(s, 2);
    event->study_day = sqlite3_column_int(s, 3);
    event->payload = column_text(c, s, 4);
    return c->bind_status == SQLITE_OK;
}

static void take_event(struct refold *refold, const struct event *event)
{
    struct progress *item = progress_of(refold, event->subject);
    item->disordered = item->disordered || event->at.utc_ms <= item->last_ms;
    item->last_ms = event->at.utc_ms;
    if (!item->disordered && !item->is_skill)
        apply(refold, item, event);
}

static bool read_all(struct refold *refold, struct error *error)
{
    struct collection *c = refold->c;
    sqlite3_stmt *s = statement_of(c, sql_event_of_schedules, error);
    enum step step = STEP_FAILED;
    struct event event = {0};
    while (s && (step = statement_step(c, s, error)) == STEP_ROW)
        if (read_event(c, s, &event))
            take_event(refold, &event);
    return step == STEP_DONE;
}

/* Its events in order of time and id. */
static bool read_in_order(struct refold *refold, struct progress *item, struct error *error)
{
    struct collection *c = refold->c;
    sqlite3_stmt *s = statement_of(c, sql_event_of_schedule, error);
    enum step step = STEP_FAILED;
    struct event event = {0};
    schedule_init(&item->schedule);
    item->first_day = DAY_NONE;
    item->created = false;
    item->touched = true;
    if (s)
        bind_text(c, s, 1, item->subject);
    while (s && (step = statement_step(c, s, error)) == STEP_ROW)
        if (read_event(c, s, &event))
            apply(refold, item, &event);
    return step == STEP_DONE;
}

static bool store_card(struct collection *c, const struct progress *item, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_card_fold_schedule, error);
    if (!s)
        return false;
    bind_text(c, s, 1, item->subject);
    bind_day(c, s, 2, item->first_day);
    bind_schedule(c, s, 3, &item->schedule);
    return statement_run(c, s, error);
}

static bool store(struct refold *refold, struct progress *item, struct error *error)
{
    if (item->is_skill)
        return fold_subject_again(refold->c, item->subject, error);
    if (item->disordered && !read_in_order(refold, item, error))
        return false;
    return !item->touched || store_card(refold->c, item, error);
}

bool fold_schedules(struct collection *c, struct error *error)
{
    struct refold refold = {.c = c, .fold = {.c = c, .class = SUBJECT_CARD}};
    card_fold_init(&refold.fold.of.card);
    bool good = read_all(&refold, error);
    for (size_t i = 0; good && i < refold.count; i++)
        good = store(&refold, &refold.items[i], error);
    free(refold.items);
    free(refold.places);
    arena_release(&refold.names);
    return good;
}
