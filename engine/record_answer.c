/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers with what they found and left behind: all events that move a schedule, in order of time,
 * each applied to the little that is remembered of its subject.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/record_internal.h"
#include "sql.h"

enum { SESSION_GAP_MS = 30 * 60000, DEVICES = 64 };

/* What is remembered of a card, a skill or a question. */
struct item {
    const char *subject; /* NULL: a free place */
    struct schedule schedule;
    double rating;
    int answers;
    bool created;
};

/* The sitting that a device is in. */
struct sitting {
    char device[DEVICE_TEXT], id[EVENT_ID_TEXT];
    int64_t last_ms;
};

struct replay {
    struct recording *recording;
    struct fold fold; /* of whichever subject the event is about */
    struct arena subjects;
    struct item *items; /* a table of `room` places, a power of two */
    size_t count, room;
    struct sitting sittings[DEVICES];
    size_t sitting_count;
};

/* --- What is remembered -------------------------------------------------------------------------
 */

static struct item *place_of(struct item *items, size_t room, const char *subject)
{
    size_t at = (size_t)hash_bytes(subject, strlen(subject)) & (room - 1);
    while (items[at].subject && strcmp(items[at].subject, subject) != 0)
        at = (at + 1) & (room - 1);
    return &items[at];
}

static void grow(struct replay *replay)
{
    enum { FIRST_ROOM = 1024 };
    size_t room = replay->room ? 2 * replay->room : FIRST_ROOM;
    struct item *items = memory_allocate(room, sizeof *items);
    for (size_t i = 0; i < replay->room; i++)
        if (replay->items[i].subject)
            *place_of(items, room, replay->items[i].subject) = replay->items[i];
    free(replay->items);
    replay->items = items;
    replay->room = room;
}

static struct item *item_of(struct replay *replay, const char *subject)
{
    if (replay->count * 2 >= replay->room)
        grow(replay);
    struct item *item = place_of(replay->items, replay->room, subject);
    if (!item->subject) {
        struct skill_fold skill;
        skill_fold_init(&skill);
        *item = (struct item){.subject = arena_copy_string(&replay->subjects, subject),
                              .schedule = skill.schedule,
                              .rating = skill.rating};
        replay->count++;
    }
    return item;
}

/* Through the fold of its kind, so that nothing here can disagree with the tables. */
static void apply(struct replay *replay, struct item *item, const struct event *event,
                  const json_t *payload)
{
    struct fold *fold = &replay->fold;
    fold->class = subject_class_of(event->subject);
    if (fold->class == SUBJECT_SKILL) {
        fold->of.skill = (struct skill_fold){
            .rating = item->rating, .answers = item->answers, .schedule = item->schedule};
        skill_fold_apply(fold, event, payload);
        item->rating = fold->of.skill.rating;
        item->answers = fold->of.skill.answers;
        item->schedule = fold->of.skill.schedule;
    } else {
        card_fold_init(&fold->of.card);
        fold->of.card.schedule = item->schedule;
        fold->of.card.created = item->created;
        card_fold_apply(fold, event, payload);
        item->schedule = fold->of.card.schedule;
        item->created = fold->of.card.created;
    }
    arena_clear(&fold->arena);
}

/* The id of the sitting that the answer belongs to. What was answered in other programs counts as a
 * device of its own. */
static const char *sit(struct replay *replay, const struct event *event)
{
    const char *device = event->kind == EVENT_REVIEW_IMPORTED ? "" : event->device;
    struct sitting *sitting = NULL;
    for (size_t i = 0; i < replay->sitting_count && !sitting; i++)
        if (!strcmp(replay->sittings[i].device, device))
            sitting = &replay->sittings[i];
    if (!sitting) { /* of more devices than anyone has the last place serves all others */
        replay->sitting_count += replay->sitting_count < DEVICES;
        sitting = &replay->sittings[replay->sitting_count - 1];
        *sitting = (struct sitting){.last_ms = INT64_MIN / 2};
        memcpy(sitting->device, device, strlen(device) + 1);
    }
    if (event->at.utc_ms - sitting->last_ms >= SESSION_GAP_MS)
        memcpy(sitting->id, event->id, sizeof sitting->id);
    sitting->last_ms = event->at.utc_ms;
    return sitting->id;
}

/* --- Rows ---------------------------------------------------------------------------------------
 */

static bool is_of(enum record_kind kind, enum event_kind event)
{
    switch (kind) {
    case RECORD_REVIEWS:
        return event == EVENT_REVIEW || event == EVENT_REVIEW_IMPORTED;
    case RECORD_DRILLS:
        return event == EVENT_DRILL;
    default:
        return event == EVENT_PREDICTION;
    }
}

static void fill_event(struct recording *r, const struct event *event, const json_t *payload,
                       const char *session)
{
    recording_clear(r);
    recording_text(r, ANSWER_EVENT, event->id);
    recording_text(r, ANSWER_SESSION, session);
    recording_integer(r, ANSWER_TIME, event->at.utc_ms);
    recording_integer(r, ANSWER_OFFSET, event->at.offset_minutes);
    recording_day(r, ANSWER_DAY, event->study_day);
    recording_text(r, ANSWER_KIND, event_kind_name(event->kind));
    recording_text(r, ANSWER_TYPED, payload_text(payload, "typed"));
    recording_text(r, ANSWER_VERDICT, payload_text(payload, "verdict"));
    recording_text(r, ANSWER_MISCONCEPTION, payload_text(payload, "misconception"));
    recording_integer(r, ANSWER_GRADE, payload_integer(payload, "grade", 0));
    recording_integer(r, ANSWER_MS, payload_integer(payload, "ms", 0));
    recording_integer(r, ANSWER_HINTS, payload_integer(payload, "hints", 0));
    recording_real(r, ANSWER_DISTANCE, payload_real(payload, "distance", NAN));
    if (event->kind == EVENT_DRILL)
        recording_integer(r, ANSWER_LEVEL, payload_integer(payload, "level", 1));
}

static void fill_schedules(struct recording *r, const struct schedule *before,
                           const struct schedule *after, day_number day)
{
    if (before->reviewed) {
        recording_real(r, ANSWER_EASE_BEFORE, schedule_ease(before));
        recording_integer(r, ANSWER_INTERVAL_BEFORE, before->interval_days);
    }
    if (after->reviewed) {
        recording_real(r, ANSWER_EASE_AFTER, schedule_ease(after));
        recording_integer(r, ANSWER_INTERVAL_AFTER, after->interval_days);
        recording_day(r, ANSWER_DUE, after->due);
    }
    recording_integer(r, ANSWER_REPEAT,
                      before->last_review != DAY_NONE && day <= before->last_review);
}

/* "powers@1/3/42", and behind a blank what was set otherwise: the generator before the first slash,
 * the seed behind the last. */
static void fill_identifier(struct recording *r, const char *problem, struct arena *arena)
{
    char *name = arena_copy_bytes(arena, problem, strcspn(problem, " "));
    char *first = strchr(name, '/'), *last = strrchr(name, '/');
    recording_text(r, ANSWER_ITEM, problem);
    if (!first || first == last)
        return;
    *first = '\0';
    recording_text(r, ANSWER_GENERATOR, name);
    recording_text(r, ANSWER_SEED, last + 1);
}

static void fill_problem(struct recording *r, const struct event *event, const json_t *payload,
                         struct arena *arena)
{
    const struct record_request *request = r->request;
    const char *skill = strchr(event->subject, '/') + 1;
    const char *problem = payload_text(payload, "problem");
    struct record_problem told = {0};
    recording_text(r, ANSWER_SKILL, skill);
    if (problem)
        fill_identifier(r, problem, arena);
    if (request->problem && !request->redact)
        request->problem(request->context,
                         event->kind == EVENT_DRILL ? ITEM_DRILL : ITEM_SIMULATION, skill,
                         problem ? problem : "", &told);
    recording_text(r, ANSWER_TOPIC, told.topic);
    recording_text(r, ANSWER_PROMPT, told.prompt);
    recording_text(r, ANSWER_EXPECTED, told.expected);
}

static bool fill_card(struct recording *r, const struct event *event, struct arena *arena,
                      struct error *error)
{
    recording_text(r, ANSWER_ITEM, event->subject);
    if (r->request->redact)
        return true;
    sqlite3_stmt *s = statement_of(r->c, sql_record_card_text, error);
    if (!s)
        return false;
    bind_text(r->c, s, 1, event->subject);
    enum step step = statement_step(r->c, s, error);
    if (step == STEP_ROW) {
        recording_text(r, ANSWER_PROMPT, column_copy(r->c, s, 0, arena));
        recording_text(r, ANSWER_EXPECTED, column_copy(r->c, s, 1, arena));
        recording_text(r, ANSWER_TOPIC, column_copy(r->c, s, 2, arena));
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

/* An answer, and the item as it was before; `more` receives whether another row is wanted. */
static bool tell(struct replay *replay, const struct event *event, const json_t *payload,
                 const struct schedule *before, const struct item *item, bool *more,
                 struct error *error)
{
    struct recording *r = replay->recording;
    struct arena arena = {0};
    bool good = true;
    fill_event(r, event, payload, sit(replay, event));
    fill_schedules(r, before, &item->schedule, event->study_day);
    if (subject_class_of(event->subject) == SUBJECT_SKILL)
        fill_problem(r, event, payload, &arena);
    else
        good = fill_card(r, event, &arena, error);
    if (good)
        *more = recording_visit(r);
    arena_release(&arena);
    return good;
}

/* --- The replay ---------------------------------------------------------------------------------
 */

static bool is_wanted(const struct recording *r, const struct event *event, const json_t *payload)
{
    int64_t grade = payload_integer(payload, "grade", -1);
    return is_of(r->kind, event->kind) && grade >= 0 && grade <= 5 &&
           recording_wants(r, event->study_day);
}

static bool take(struct replay *replay, const struct event *event, bool *more, struct error *error)
{
    struct recording *r = replay->recording;
    if (subject_class_of(event->subject) !=
        (r->kind == RECORD_REVIEWS ? SUBJECT_CARD : SUBJECT_SKILL))
        return true;
    json_t *payload = json_loads(event->payload, 0, NULL);
    if (!payload)
        return true; /* doctor tells */
    struct item *item = item_of(replay, event->subject);
    struct schedule before = item->schedule;
    apply(replay, item, event, payload);
    bool good =
        !is_wanted(r, event, payload) || tell(replay, event, payload, &before, item, more, error);
    json_decref(payload);
    return good;
}

static bool take_all(struct replay *replay, sqlite3_stmt *s, long total, struct error *error)
{
    struct recording *r = replay->recording;
    enum step step;
    long done = 0;
    while ((step = statement_step(r->c, s, error)) == STEP_ROW) {
        struct event event;
        bool known = event_from_row(r->c, s, &event), more = true;
        if (event_kind_is_answer(event.kind) || event.kind == EVENT_REVIEW_IMPORTED)
            (void)sit(replay, &event);
        if ((known && !take(replay, &event, &more, error)) || !more ||
            !recording_pulse(r, ++done, total)) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

bool record_answers(struct recording *recording, struct error *error)
{
    struct replay replay = {.recording = recording};
    struct collection *c = recording->c;
    int64_t total = 0;
    setting_scheduling(c, &c->scheduling);
    replay.fold.c = c;
    if (!statement_integer(c, statement_of(c, sql_record_event_count, error), 0, &total, error))
        return false;
    sqlite3_stmt *s = statement_of(c, sql_record_events, error);
    bool good = s && take_all(&replay, s, (long)total, error);
    arena_release(&replay.fold.arena);
    arena_release(&replay.subjects);
    free(replay.items);
    return good;
}
