/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cards. Begun from the table, a fold reads the small columns only; texts are written when an event
 * brought some. What the person decided (accepted, rejected, suspended, edited) stays apart from
 * what the notes say; the table computes the state from both and from the number of sources.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/fuzz.h"
#include "sql.h"

void card_fold_init(struct card_fold *card)
{
    memset(card, 0, sizeof *card);
    card->buried_until = card->first_day = DAY_NONE;
    schedule_init(&card->schedule);
}

bool card_fold_load(struct fold *fold, struct error *error)
{
    struct card_fold *card = &fold->of.card;
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, sql_card_fold_get, error);
    if (!s)
        return false;
    bind_text(c, s, 1, fold->subject);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW) {
        card->exists = card->created = true;
        strncpy(card->created_id, column_text(c, s, 0), sizeof card->created_id - 1);
        card->decision = sqlite3_column_int(s, 1);
        card->suspended = sqlite3_column_int(s, 2) != 0;
        card->edited = sqlite3_column_int(s, 3) != 0;
        card->buried_until = column_day(s, 4);
        card->first_day = column_day(s, 5);
        column_schedule(s, 6, &card->schedule);
        (void)sqlite3_reset(s);
    }
    card->looked = true;
    return step != STEP_FAILED;
}

/* --- Applying ----------------------------------------------------------------------------------
 */

static const char *keep(struct fold *fold, const json_t *payload, const char *name,
                        const char *absent)
{
    const char *value = payload_text(payload, name);
    return arena_copy_string(&fold->arena, value ? value : absent);
}

static void take_details(struct fold *fold, const json_t *payload)
{
    struct card_fold *card = &fold->of.card;
    card->topic = keep(fold, payload, "topic", NULL);
    card->tags = keep(fold, payload, "tags", "");
    card->simulation = keep(fold, payload, "simulation", NULL);
    card->held = keep(fold, payload, "held", NULL);
    card->day = (int)payload_integer(payload, "day", 0);
    card->proposed = payload_integer(payload, "proposed", 0) != 0;
    card->details_changed = true;
}

static void take_wording(struct fold *fold, const json_t *payload)
{
    struct card_fold *card = &fold->of.card;
    card->front = keep(fold, payload, "front", "");
    card->back = keep(fold, payload, "back", "");
    card->wording_changed = true;
}

static void take_draft(struct fold *fold, const json_t *payload)
{
    struct card_fold *card = &fold->of.card;
    if (!card->edited)
        take_wording(fold, payload);
    card->kind = keep(fold, payload, "kind", "basic");
    card->pattern = keep(fold, payload, "pattern", "");
    card->passage = keep(fold, payload, "passage", NULL);
    card->reason = keep(fold, payload, "reason", NULL);
    card->confidence = payload_real(payload, "confidence", 0);
    const char *hash = payload_text(payload, "hash");
    card->text_hash = (int64_t)strtoull(hash ? hash : "0", NULL, 16);
    card->text_changed = true;
    take_details(fold, payload);
}

static int within(int64_t value, int least, int most)
{
    if (value < least)
        return least;
    return value > most ? most : (int)value;
}

/*
 * The card was learned elsewhere and goes on from there. How often is not told: often enough that
 * the next interval grows from the last; unless it came with its history. A last review in the
 * future would make the next ones repeats, so it was today at the latest; and the card is none of
 * today's new ones.
 */
static void take_interval(struct card_fold *card, const struct event *event, const json_t *payload)
{
    struct schedule known = card->schedule;
    day_number first = card->first_day;
    struct schedule *schedule = &card->schedule;
    int64_t interval = payload_integer(payload, "interval", -1);
    bool asked = schedule->last_grade >= 0 || (schedule->reviewed && !schedule->repetitions);
    if (interval < 0 || asked)
        return;
    schedule->reviewed = schedule->passed = true;
    schedule->repetitions = within(payload_integer(payload, "repetitions", 2), 1, 100000);
    schedule->lapses = within(payload_integer(payload, "lapses", known.lapses), 0, 1000000);
    schedule->interval_days = within(interval, 1, 36500);
    schedule->ease_hundredths = within(payload_integer(payload, "ease", 250), 130, 10000);
    schedule->due = within(payload_integer(payload, "due", event->study_day), 0, 1000000);
    schedule->last_review = schedule->due - schedule->interval_days;
    if (schedule->last_review > event->study_day)
        schedule->last_review = event->study_day;
    card->first_day =
        schedule->last_review < event->study_day ? schedule->last_review : event->study_day - 1;
    if (!payload_integer(payload, "history", 0) || known.last_review == DAY_NONE)
        return;
    schedule->passed = known.passed; /* its answers tell */
    schedule->last_review = known.last_review;
    card->first_day = first < card->first_day ? first : card->first_day;
}

static void take_schedule(struct fold *fold, const struct event *event, const json_t *payload)
{
    const struct scheduling *scheduling = &fold->c->scheduling;
    struct schedule *schedule = &fold->of.card.schedule;
    take_interval(&fold->of.card, event, payload);
    if (schedule->reviewed && scheduling->scheduler->adopt)
        scheduling->scheduler->adopt(schedule, scheduling);
}

static void create(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct card_fold *card = &fold->of.card;
    if (card->created)
        return; /* the same card from another device */
    take_draft(fold, payload);
    /* A decision that a clock put before the card's making stands. */
    card->suspended = card->suspended || payload_integer(payload, "suspended", 0) != 0;
    memcpy(card->created_id, event->id, sizeof card->created_id);
}

/* The due day moves as was decided when the answer was given, if the same interval comes out now:
 * another scheduler tells the history anew. */
static void review(struct fold *fold, const struct event *event, const struct answer_told *told)
{
    struct card_fold *card = &fold->of.card;
    const struct scheduling *scheduling = &fold->c->scheduling;
    if (card->first_day == DAY_NONE)
        card->first_day = event->study_day;
    bool repeat = schedule_grade(&card->schedule, scheduling, event->study_day, (int)told->grade);
    if (told->shift && (!repeat || scheduling->scheduler->again))
        fuzz_apply(&card->schedule, within(told->shift, -FUZZ_DAYS, FUZZ_DAYS),
                   within(told->of, 0, INT32_MAX));
}

/* Whether the schedule came with the answers up to that day: its interval counts from no earlier
 * one. Of an answer given in the moment of the import, which may be folded after it, that is so. So
 * it is of an answer that led to that very interval, whose due day fuzz moved ahead. */
static bool is_known(const struct schedule *schedule, day_number day, int64_t interval)
{
    day_number begins = schedule->due - schedule->interval_days;
    if (interval == schedule->interval_days)
        begins += fuzz_most(schedule->interval_days);
    return schedule->reviewed && day > schedule->last_review && day <= begins;
}

/* An answer given elsewhere teaches the same, but nobody was asked here: neither is it repeated
 * today, nor does it keep a schedule from being taken over. */
static void review_elsewhere(struct fold *fold, const struct event *event,
                             const struct answer_told *told)
{
    struct card_fold *card = &fold->of.card;
    struct schedule before = card->schedule;
    if (card->first_day == DAY_NONE)
        card->first_day = event->study_day;
    if (is_known(&before, event->study_day, told->interval)) {
        card->schedule.passed = told->grade >= 3;
        card->schedule.last_review = event->study_day;
        return;
    }
    (void)schedule_grade(&card->schedule, &fold->c->scheduling, event->study_day, (int)told->grade);
    card->schedule.last_grade = before.last_grade;
    card->schedule.last_seen = before.last_seen;
}

/* A card never reviewed that is given a day has been introduced by that. */
static void set_due(struct card_fold *card, day_number due)
{
    if (due == DAY_NONE)
        return;
    if (!card->schedule.reviewed)
        card->schedule.interval_days = 1;
    card->schedule.reviewed = true;
    card->schedule.due = due;
}

static bool leech_in(const json_t *payload)
{
    int64_t grade = payload_integer(payload, "grade", -1);
    return grade >= 0 && grade <= 5 && payload_integer(payload, "leech", 0) != 0;
}

static void edit(struct fold *fold, const json_t *payload)
{
    take_wording(fold, payload);
    fold->of.card.edited = fold->of.card.decided = true;
}

struct answer_told answer_told_in(const json_t *payload)
{
    return (struct answer_told){.grade = payload_integer(payload, "grade", -1),
                                .shift = payload_integer(payload, "shift", 0),
                                .of = payload_integer(payload, "of", 0),
                                .interval = payload_integer(payload, "interval", -1)};
}

void card_fold_schedule(struct fold *fold, const struct event *event,
                        const struct answer_told *told, const json_t *payload)
{
    struct card_fold *card = &fold->of.card;
    bool graded = told->grade >= 0 && told->grade <= 5;
    switch (event->kind) {
    case EVENT_CARD_CREATED:
        if (!card->created)
            take_schedule(fold, event, payload);
        card->created = true;
        break;
    case EVENT_DETAILS_CHANGED:
        take_schedule(fold, event, payload);
        break;
    case EVENT_RESET:
        schedule_init(&card->schedule);
        card->first_day = DAY_NONE;
        break;
    case EVENT_DUE:
        set_due(card, (day_number)payload_integer(payload, "due", DAY_NONE));
        break;
    case EVENT_REVIEW:
        if (graded)
            review(fold, event, told);
        break;
    case EVENT_REVIEW_IMPORTED:
        if (graded)
            review_elsewhere(fold, event, told);
        break;
    default:
        break;
    }
}

void card_fold_apply(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct card_fold *card = &fold->of.card;
    switch (event->kind) {
    case EVENT_CARD_CREATED:
        create(fold, event, payload);
        break;
    case EVENT_TEXT_CHANGED:
        take_draft(fold, payload);
        break;
    case EVENT_DETAILS_CHANGED:
        if (json_object_get(payload, "proposed"))
            take_details(fold, payload);
        break;
    case EVENT_ACCEPT:
        card->decided = card->decided || card->decision == 2; /* it has its vote back */
        card->decision = 1;
        break;
    case EVENT_REJECT:
        card->decision = 2;
        card->reject_reason = keep(fold, payload, "reason", "");
        card->decided = true;
        break;
    case EVENT_EDIT:
        edit(fold, payload);
        break;
    case EVENT_SUSPEND:
    case EVENT_UNSUSPEND:
        card->suspended = event->kind == EVENT_SUSPEND;
        break;
    case EVENT_BURY:
        card->buried_until = (day_number)payload_integer(payload, "until", DAY_NONE);
        break;
    case EVENT_REVIEW: /* failed too often: put aside to be looked at */
        card->suspended = card->suspended || leech_in(payload);
        break;
    default:
        break;
    }
    struct answer_told told = answer_told_in(payload);
    card_fold_schedule(fold, event, &told, payload);
}

/* --- Storing -----------------------------------------------------------------------------------
 */

static void bind_texts(struct collection *c, sqlite3_stmt *s, const struct card_fold *card)
{
    bind_text(c, s, 3, card->kind);
    bind_text(c, s, 4, card->front);
    bind_text(c, s, 5, card->back);
    bind_text(c, s, 6, card->pattern);
    bind_real(c, s, 7, card->confidence);
    bind_text(c, s, 8, card->passage);
    bind_text(c, s, 9, card->reason);
    bind_integer(c, s, 10, card->text_hash);
    bind_text(c, s, 11, card->topic);
    bind_integer(c, s, 12, card->day);
    bind_text(c, s, 13, card->tags);
    bind_text(c, s, 14, card->simulation);
    bind_text(c, s, 15, card->held);
    bind_integer(c, s, 16, card->proposed);
}

static bool find_source(struct fold *fold, struct first_source *source, struct error *error)
{
    struct collection *c = fold->c;
    *source = (struct first_source){0};
    sqlite3_stmt *s = statement_of(c, sql_card_fold_first, error);
    if (!s)
        return false;
    bind_text(c, s, 1, fold->subject);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        int64_t line = sqlite3_column_int64(s, 1), sibling = sqlite3_column_int64(s, 2);
        if (source->count++ &&
            (strcmp(source->file, column_text(c, s, 0)) != 0 || line >= source->line))
            continue; /* rows come by file, within it by place: the first line counts */
        source->file = column_copy(c, s, 0, &fold->arena);
        source->line = line;
        source->sibling =
            sibling > 0 ? arena_format(&fold->arena, "%s#%lld", source->file, (long long)sibling)
                        : NULL;
    }
    return step == STEP_DONE;
}

bool card_fold_add(struct collection *c, const char *id, const struct card_fold *card,
                   const struct first_source *source, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_card_fold_add, error);
    if (!s)
        return false;
    bind_integer(c, s, 35, source->count);
    bind_text(c, s, 36, source->file);
    if (source->file)
        bind_integer(c, s, 37, source->line);
    bind_text(c, s, 38, source->sibling);
    bind_text(c, s, 1, id);
    bind_text(c, s, 2, card->created_id);
    bind_texts(c, s, card);
    bind_integer(c, s, 17, card->decision);
    bind_text(c, s, 18, card->decision == 2 ? card->reject_reason : NULL);
    bind_integer(c, s, 19, card->suspended);
    bind_integer(c, s, 20, card->edited);
    bind_day(c, s, 21, card->buried_until);
    bind_day(c, s, 22, card->first_day);
    bind_schedule(c, s, 23, &card->schedule);
    return statement_run(c, s, error) && search_add(c, card, error);
}

static bool add_row(struct fold *fold, struct error *error)
{
    struct first_source source;
    return find_source(fold, &source, error) &&
           card_fold_add(fold->c, fold->subject, &fold->of.card, &source, error);
}

static bool put_small(struct fold *fold, struct error *error)
{
    const struct card_fold *card = &fold->of.card;
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, sql_card_fold_put, error);
    if (!s)
        return false;
    bind_text(c, s, 1, fold->subject);
    bind_text(c, s, 2, card->created_id);
    bind_integer(c, s, 3, card->decision);
    bind_integer(c, s, 4, card->suspended);
    bind_integer(c, s, 5, card->edited);
    bind_day(c, s, 6, card->buried_until);
    bind_day(c, s, 7, card->first_day);
    bind_schedule(c, s, 8, &card->schedule);
    bind_text(c, s, 20, card->reject_reason);
    return statement_run(c, s, error);
}

static bool put_text(struct fold *fold, struct error *error)
{
    const struct card_fold *card = &fold->of.card;
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, sql_card_fold_text, error);
    if (!s)
        return false;
    bind_text(c, s, 1, fold->subject);
    bind_text(c, s, 2, card->kind);
    bind_text(c, s, 3, card->pattern);
    bind_real(c, s, 4, card->confidence);
    bind_text(c, s, 5, card->passage);
    bind_text(c, s, 6, card->reason);
    bind_integer(c, s, 7, card->text_hash);
    return statement_run(c, s, error);
}

static bool put_details(struct fold *fold, struct error *error)
{
    const struct card_fold *card = &fold->of.card;
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, sql_card_fold_details, error);
    if (!s)
        return false;
    bind_text(c, s, 1, fold->subject);
    bind_text(c, s, 2, card->topic);
    bind_integer(c, s, 3, card->day);
    bind_text(c, s, 4, card->tags);
    bind_text(c, s, 5, card->simulation);
    bind_text(c, s, 6, card->held);
    bind_integer(c, s, 7, card->proposed);
    return statement_run(c, s, error);
}

static bool put_wording(struct fold *fold, struct error *error)
{
    sqlite3_stmt *s = statement_of(fold->c, sql_card_fold_wording, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, fold->subject);
    bind_text(fold->c, s, 2, fold->of.card.front);
    bind_text(fold->c, s, 3, fold->of.card.back);
    return statement_run(fold->c, s, error);
}

static bool row_exists(struct fold *fold, bool *exists, struct error *error)
{
    int64_t found = 0;
    sqlite3_stmt *s = statement_of(fold->c, sql_card_exists, error);
    if (s)
        bind_text(fold->c, s, 1, fold->subject);
    bool good = statement_integer(fold->c, s, 0, &found, error);
    *exists = found != 0;
    return good;
}

bool card_fold_store(struct fold *fold, struct error *error)
{
    struct card_fold *card = &fold->of.card;
    if (!card->created)
        return true; /* events of a card that nobody made: doctor tells */
    if (!card->looked && !row_exists(fold, &card->exists, error))
        return false;
    if (!card->exists)
        return card->text_changed ? add_row(fold, error) : true;
    bool reworded = card->wording_changed || card->details_changed;
    return put_small(fold, error) && (!reworded || search_remove(fold, error)) &&
           (!card->text_changed || put_text(fold, error)) &&
           (!card->details_changed || put_details(fold, error)) &&
           (!card->wording_changed || put_wording(fold, error)) &&
           (!reworded || search_put(fold, error)) &&
           (!card->decided || across_touch_card(fold->c, fold->subject, error));
}
