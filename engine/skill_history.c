/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a skill went: the fold of its events once more, with a note of each answer on the way. The
 * tally of all skills needs no fold, so it reads only what it counts.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { GRADE_RIGHT = 3, GRADE_MOST = 5 };

/* --- One skill ----------------------------------------------------------------------------------
 */

static const char *keep(struct skill_history *history, const char *text)
{
    return arena_copy_string(&history->arena, text);
}

static void note_answer(struct skill_history *history, const struct fold *fold,
                        const struct event *event, const json_t *payload)
{
    void *answers = history->answers;
    memory_reserve(&answers, history->count, &history->capacity, sizeof *history->answers);
    history->answers = answers;
    int grade = (int)payload_integer(payload, "grade", 0);
    history->answers[history->count++] = (struct skill_answer){
        .study_day = event->study_day,
        .at = event->at,
        .milliseconds = payload_integer(payload, "ms", 0),
        .level = (int)payload_integer(payload, "level", 1),
        .grade = grade,
        .hints = (int)payload_integer(payload, "hints", 0),
        .right = grade >= GRADE_RIGHT,
        .verdict = keep(history, payload_text(payload, "verdict")),
        .misconception = keep(history, payload_text(payload, "misconception")),
        .problem = keep(history, payload_text(payload, "problem")),
        .rating = fold->of.skill.rating,
    };
}

/* The fold decides what an answer is: one that it passes over is passed over here. */
static bool tell_event(struct skill_history *history, struct fold *fold, const struct event *event,
                       struct error *error)
{
    json_t *payload = json_loads(event->payload, 0, NULL);
    int before = fold->of.skill.answers;
    bool good = !payload || fold_apply(fold, event, payload, error);
    if (good && payload && event_kind_is_answer(event->kind) && fold->of.skill.answers > before)
        note_answer(history, fold, event, payload);
    json_decref(payload);
    return good;
}

static bool tell(struct skill_history *history, struct fold *fold, struct error *error)
{
    enum step step;
    sqlite3_stmt *s = statement_of(fold->c, sql_event_of_subject, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, fold->subject);
    while ((step = statement_step(fold->c, s, error)) == STEP_ROW) {
        struct event event;
        if (event_from_row(fold->c, s, &event) && !tell_event(history, fold, &event, error)) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

bool collection_skill_history(struct collection *c, enum item_kind kind, const char *subject,
                              struct skill_history *history, struct error *error)
{
    struct text name = {0};
    struct fold fold;
    memset(history, 0, sizeof *history);
    if (kind == ITEM_CARD)
        return error_set(error, ERROR_USAGE, "a card is no skill");
    setting_scheduling(c, &c->scheduling);
    item_subject(kind, subject, &name);
    bool good =
        fold_begin(&fold, c, text_string(&name), false, error) && tell(history, &fold, error);
    fold_release(&fold);
    text_release(&name);
    if (!good)
        skill_history_release(history);
    return good;
}

void skill_history_release(struct skill_history *history)
{
    arena_release(&history->arena);
    free(history->answers);
    memset(history, 0, sizeof *history);
}

/* --- All skills ---------------------------------------------------------------------------------
 */

/* What is counted of the drill that the rows are about now. */
struct counting {
    struct skill_tally *tally; /* NULL: no row yet */
    bool last[TALLY_RECENT];   /* whether each of the last was right, in a ring */
    int64_t *times;
    size_t time_count, time_capacity;
};

static int compare_times(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void count_end(struct counting *counting)
{
    struct skill_tally *tally = counting->tally;
    size_t count = counting->time_count, middle = count / 2;
    int64_t *times = counting->times;
    if (!tally)
        return;
    if (count) {
        qsort(times, count, sizeof *times, compare_times);
        tally->median_ms = count % 2 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
    tally->recent = tally->answers < TALLY_RECENT ? tally->answers : TALLY_RECENT;
    for (long i = 0; i < tally->recent; i++)
        tally->recent_right += counting->last[i];
    counting->time_count = 0;
}

static void count_begin(struct counting *counting, struct skill_tallies *tallies, const char *name)
{
    void *items = tallies->items;
    memory_reserve(&items, tallies->count, &tallies->capacity, sizeof *tallies->items);
    tallies->items = items;
    counting->tally = &tallies->items[tallies->count++];
    *counting->tally =
        (struct skill_tally){.name = arena_copy_string(&tallies->arena, name), .median_ms = -1};
}

static void count_answer(struct counting *counting, day_number day, int64_t grade, int64_t ms)
{
    struct skill_tally *tally = counting->tally;
    bool right = grade >= GRADE_RIGHT;
    counting->last[tally->answers % TALLY_RECENT] = right;
    tally->answers++;
    tally->right += right;
    tally->last_day = day;
    if (!right || ms <= 0)
        return;
    void *times = counting->times;
    memory_reserve(&times, counting->time_count, &counting->time_capacity, sizeof *counting->times);
    counting->times = times;
    counting->times[counting->time_count++] = ms;
}

static void count_row(struct counting *counting, struct skill_tallies *tallies,
                      struct collection *c, sqlite3_stmt *s)
{
    const char *name = column_text(c, s, 0);
    bool graded = sqlite3_column_type(s, 2) == SQLITE_INTEGER;
    int64_t grade = sqlite3_column_int64(s, 2);
    if (!graded || grade < 0 || grade > GRADE_MOST)
        return;
    if (!counting->tally || strcmp(counting->tally->name, name) != 0) {
        count_end(counting);
        count_begin(counting, tallies, name);
    }
    count_answer(counting, sqlite3_column_int(s, 1), grade, sqlite3_column_int64(s, 3));
}

bool collection_skill_tallies(struct collection *c, struct skill_tallies *tallies,
                              struct error *error)
{
    struct counting counting = {0};
    enum step step = STEP_FAILED;
    memset(tallies, 0, sizeof *tallies);
    sqlite3_stmt *s = statement_of(c, sql_drill_answers, error);
    while (s && (step = statement_step(c, s, error)) == STEP_ROW)
        count_row(&counting, tallies, c, s);
    count_end(&counting);
    free(counting.times);
    if (step == STEP_DONE)
        return true;
    skill_tallies_release(tallies);
    return false;
}

const struct skill_tally *skill_tally_find(const struct skill_tallies *tallies, const char *name)
{
    for (size_t i = 0; i < tallies->count; i++)
        if (!strcmp(tallies->items[i].name, name))
            return &tallies->items[i];
    return NULL;
}

void skill_tallies_release(struct skill_tallies *tallies)
{
    arena_release(&tallies->arena);
    free(tallies->items);
    memset(tallies, 0, sizeof *tallies);
}
