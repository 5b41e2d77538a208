/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/fuzz.h"
#include "sql.h"

enum { PASS = 3, AGAIN_UNDER = 4 }; /* the lowest grade of a right answer; that ends repeats */
static const double CREDITED_SHARE = 0.25; /* of a right answer, to each prerequisite */

static const struct {
    const char *name, *prefix;
    enum event_kind event;
} items[] = {
    [ITEM_CARD] = {"card", "", EVENT_REVIEW},
    [ITEM_DRILL] = {"drill", "drill/", EVENT_DRILL},
    [ITEM_SIMULATION] = {"simulation", "simulation/", EVENT_PREDICTION},
};

const char *item_kind_name(enum item_kind kind)
{
    return items[kind].name;
}

void item_subject(enum item_kind kind, const char *name, struct text *subject)
{
    text_printf(subject, "%s%s", items[kind].prefix, name);
}

/* State of an item from the tables; a card that does not exist is ERROR_USAGE. */
static bool load_item(struct fold *fold, struct collection *c, enum item_kind kind,
                      const char *name, struct error *error)
{
    struct text subject = {0};
    item_subject(kind, name, &subject);
    bool good = fold_begin(fold, c, text_string(&subject), true, error);
    text_release(&subject);
    if (good && (kind == ITEM_CARD) != (fold->class == SUBJECT_CARD))
        return error_set(error, ERROR_USAGE, "'%s' is no %s", name, items[kind].name);
    if (good && kind == ITEM_CARD && !fold->of.card.exists)
        return error_set(error, ERROR_USAGE, "there is no card '%s'", name);
    return good;
}

static struct schedule *schedule_in(struct fold *fold)
{
    return fold->class == SUBJECT_CARD ? &fold->of.card.schedule : &fold->of.skill.schedule;
}

bool collection_schedule(struct collection *c, enum item_kind kind, const char *subject,
                         struct schedule *schedule, struct error *error)
{
    struct fold fold;
    schedule_init(schedule);
    bool good = load_item(&fold, c, kind, subject, error);
    if (good)
        *schedule = *schedule_in(&fold);
    fold_release(&fold);
    return good;
}

/* --- Fuzz ---------------------------------------------------------------------------------------
 */

enum { LOAD_MOST = 200 }; /* cards of a day that are counted: beyond, days are alike */

/* Cards due on each day that may be chosen, without the one that is moved. */
static bool count_load(struct collection *c, const struct schedule *before, day_number first,
                       int days, long load[FUZZ_DAYS], struct error *error)
{
    for (int i = 0; i < days; i++) {
        int64_t count = 0;
        sqlite3_stmt *s = statement_of(c, sql_fuzz_load, error);
        if (s) {
            bind_integer(c, s, 1, first + i);
            bind_integer(c, s, 2, LOAD_MOST);
        }
        if (!statement_integer(c, s, 0, &count, error))
            return false;
        load[i] = (long)count - (before->reviewed && before->due == first + i && count > 0);
    }
    return true;
}

/*
 * Grades a schedule; for a card also moves the day that comes out, where the person wants that.
 * What is decided here is written down with the answer, so that every replay does the same.
 */
static bool grade_with_fuzz(struct collection *c, const struct scheduling *scheduling,
                            const char *card_id, day_number today, int grade,
                            struct schedule *schedule, int *shift, struct error *error)
{
    struct schedule before = *schedule;
    long load[FUZZ_DAYS];
    *shift = 0;
    bool repeat = schedule_grade(schedule, scheduling, today, grade);
    int most = fuzz_most(schedule->interval_days);
    if (!most || (repeat && !scheduling->scheduler->again) || !setting_integer_on(c, "fuzz", today))
        return true;
    if (!count_load(c, &before, schedule->due - most, 2 * most + 1, load, error))
        return false;
    *shift = fuzz_choose(schedule->interval_days, load, fuzz_seed(card_id, schedule->repetitions));
    fuzz_apply(schedule, *shift, schedule->interval_days);
    return true;
}

bool collection_preview(struct collection *c, enum item_kind kind, const char *subject, int grade,
                        struct schedule *after, struct error *error)
{
    if (grade < 0 || grade > 5)
        return error_set(error, ERROR_USAGE, "a grade is 0 to 5, not %d", grade);
    if (!collection_schedule(c, kind, subject, after, error))
        return false;
    struct scheduling scheduling;
    collection_scheduling(c, &scheduling);
    day_number today = collection_today(c);
    int shift;
    if (kind == ITEM_CARD)
        return grade_with_fuzz(c, &scheduling, subject, today, grade, after, &shift, error);
    (void)schedule_practice(after, &scheduling, today, grade);
    return true;
}

bool collection_skill(struct collection *c, const char *skill, int levels, int *level,
                      double *rating, struct error *error)
{
    struct fold fold;
    bool good = load_item(&fold, c, ITEM_DRILL, skill, error);
    if (good) {
        *rating = fold.of.skill.rating;
        *level = skill_level(*rating, levels);
    }
    fold_release(&fold);
    return good;
}

bool collection_skills_introduced(struct collection *c, long *count, struct error *error)
{
    int64_t value = 0;
    sqlite3_stmt *s = statement_of(c, sql_skill_introduced, error);
    if (s)
        bind_integer(c, s, 1, collection_today(c));
    bool good = statement_integer(c, s, 0, &value, error);
    *count = (long)value;
    return good;
}

/* What an answer to a card decides. What a setting says later must not change what happened: so it
 * is written down. */
struct decision {
    bool leech;
    int shift, of; /* how far its due day moves, for which interval */
};

static bool decide(struct collection *c, const struct answer *answer, const struct schedule *before,
                   struct decision *decision, struct error *error)
{
    struct schedule after = *before;
    long limit = setting_integer_on(c, "leech-lapses", c->today);
    *decision = (struct decision){0};
    if (answer->kind != ITEM_CARD || answer->cram)
        return true;
    if (!grade_with_fuzz(c, &c->scheduling, answer->subject, c->today, answer->grade, &after,
                         &decision->shift, error))
        return false;
    decision->of = after.interval_days;
    decision->leech = limit > 0 && after.lapses > before->lapses && after.lapses % limit == 0;
    return true;
}

static void write_payload(const struct answer *answer, const struct decision *decision,
                          struct text *json)
{
    text_append(json, "{");
    json_add_integer(json, "grade", answer->grade);
    json_add_integer(json, "ms", answer->milliseconds);
    json_add_text(json, "typed", answer->typed);
    json_add_text(json, "problem", answer->problem);
    json_add_text(json, "verdict", answer->verdict);
    json_add_text(json, "misconception", answer->misconception);
    if (answer->hints)
        json_add_integer(json, "hints", answer->hints);
    if (answer->kind == ITEM_DRILL)
        json_add_integer(json, "level", answer->level);
    if (answer->kind == ITEM_SIMULATION)
        json_add_real(json, "distance", answer->distance);
    if (decision->leech)
        json_add_integer(json, "leech", 1);
    if (decision->shift) {
        json_add_integer(json, "shift", decision->shift);
        json_add_integer(json, "of", decision->of);
    }
    json_add_text(json, "quiz", answer->quiz);
    text_append(json, "}");
}

bool day_is_earned(struct collection *c, bool *earned, struct error *error)
{
    struct day_state state = c->day;
    struct day_fact fact;
    struct day_goal goal;
    if (state.day != c->today && !day_state_load(c, c->today, &state, error))
        return false;
    if (!goal_on(c, c->today, &goal, error))
        return false;
    day_fact_of(&state, &goal, &fact);
    *earned = day_fact_earned(&fact);
    return true;
}

/* To every prerequisite of a drill that was answered right. */
static bool append_credits(struct collection *c, const struct answer *answer, const char *event_id,
                           struct error *error)
{
    bool good = true;
    if (answer->kind != ITEM_DRILL || answer->grade < PASS)
        return true;
    for (size_t i = 0; good && answer->prerequisites && answer->prerequisites[i]; i++) {
        struct text subject = {0}, payload = {0};
        item_subject(ITEM_DRILL, answer->prerequisites[i], &subject);
        text_append(&payload, "{");
        json_add_text(&payload, "of", event_id);
        json_add_text(&payload, "from", answer->subject);
        json_add_real(&payload, "share", CREDITED_SHARE);
        text_append(&payload, "}");
        good = event_append(c, EVENT_CREDIT, subject.data, payload.data, NULL, error);
        text_release(&payload);
        text_release(&subject);
    }
    return good;
}

static bool append_answer(struct collection *c, const struct answer *answer, const char *subject,
                          struct graded *graded, struct error *error)
{
    struct text payload = {0};
    struct event event;
    struct decision decision;
    bool before = false, after = false;
    if (!decide(c, answer, &graded->before, &decision, error))
        return false;
    write_payload(answer, &decision, &payload);
    bool good = day_is_earned(c, &before, error) &&
                event_append(c, answer->cram ? EVENT_CRAM : items[answer->kind].event, subject,
                             payload.data, &event, error) &&
                append_credits(c, answer, event.id, error) && day_is_earned(c, &after, error);
    if (good) {
        memcpy(graded->event_id, event.id, sizeof graded->event_id);
        graded->day_earned = after && !before;
    }
    text_release(&payload);
    return good;
}

bool answer_store(struct collection *c, const struct answer *answer, struct graded *graded,
                  struct error *error)
{
    struct text subject = {0};
    struct fold fold = {0};
    *graded = (struct graded){0};
    item_subject(answer->kind, answer->subject, &subject);
    bool good = load_item(&fold, c, answer->kind, answer->subject, error);
    if (good)
        graded->before = *schedule_in(&fold);
    fold_release(&fold);
    good = good && append_answer(c, answer, text_string(&subject), graded, error) &&
           collection_schedule(c, answer->kind, answer->subject, &graded->after, error);
    graded->repeat =
        graded->before.last_review != DAY_NONE && c->today <= graded->before.last_review;
    graded->again_today = schedule_again_today(&graded->after, c->today);
    if (answer->cram) {
        graded->repeat = false;
        graded->again_today = answer->grade < AGAIN_UNDER;
    }
    text_release(&subject);
    return good;
}

bool collection_answer(struct collection *c, const struct answer *answer, struct graded *graded,
                       struct error *error)
{
    struct graded result = {0};
    if (answer->grade < 0 || answer->grade > 5)
        return error_set(error, ERROR_USAGE, "a grade is 0 to 5, not %d", answer->grade);
    if (answer->cram && answer->kind != ITEM_CARD)
        return error_set(error, ERROR_USAGE, "only cards are practised without a schedule");
    backup_daily(c);
    if (!transaction_begin(c, error))
        return false;
    bool good = transaction_end(c, answer_store(c, answer, &result, error), error);
    if (good && graded)
        *graded = result;
    return good;
}

bool collection_median_ms(struct collection *c, enum item_kind kind, const char *subject,
                          long least, int64_t *median, struct error *error)
{
    int64_t *times = NULL;
    size_t count = 0, capacity = 0;
    struct text name = {0};
    item_subject(kind, subject, &name);
    sqlite3_stmt *s = statement_of(c, sql_answer_times, error);
    enum step step = STEP_FAILED;
    if (s) {
        bind_text(c, s, 1, text_string(&name));
        while ((step = statement_step(c, s, error)) == STEP_ROW) {
            memory_reserve((void **)&times, count, &capacity, sizeof *times);
            times[count++] = sqlite3_column_int64(s, 0);
        }
    }
    bool enough = step == STEP_DONE && count > 0 && (long)count >= least;
    if (enough)
        *median = count % 2 ? times[count / 2] : (times[count / 2 - 1] + times[count / 2]) / 2;
    free(times);
    text_release(&name);
    return enough;
}
