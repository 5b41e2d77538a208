/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/quiz.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

static const char *const forms[QUIZ_FORM_COUNT] = {
    [QUIZ_CHOICE] = "choice", [QUIZ_TYPED] = "typed",   [QUIZ_CLOZE] = "cloze",
    [QUIZ_ORDER] = "order",   [QUIZ_NUMBER] = "number", [QUIZ_PREDICTION] = "prediction"};

static const struct {
    const char *name;
    int grade;
} verdicts[] = {[QUIZ_WRONG] = {"wrong", 1},
                [QUIZ_RIGHT] = {"correct", 4},
                [QUIZ_NOTED] = {"correct-with-note", 3},
                [QUIZ_PASSED] = {"passed", 0},
                [QUIZ_ACCEPTED] = {"accepted", 3}};
enum { VERDICTS = sizeof verdicts / sizeof *verdicts };

const char *quiz_form_name(enum quiz_form form)
{
    return forms[form];
}

enum quiz_form quiz_form_of(const char *name)
{
    int form = 0;
    while (form < QUIZ_FORM_COUNT && (!name || strcmp(forms[form], name) != 0))
        form++;
    return (enum quiz_form)form;
}

const char *quiz_verdict_name(enum quiz_verdict verdict)
{
    return verdicts[verdict].name;
}

int quiz_grade(enum quiz_verdict verdict)
{
    return verdicts[verdict].grade;
}

static enum quiz_verdict verdict_of(const char *name)
{
    for (int i = 0; name && i < VERDICTS; i++)
        if (!strcmp(verdicts[i].name, name))
            return (enum quiz_verdict)i;
    return QUIZ_WRONG;
}

void quiz_release(struct quiz *quiz)
{
    arena_release(&quiz->arena);
    memset(quiz, 0, sizeof *quiz);
}

static char *subject_of(const char *id)
{
    struct text subject = {0};
    text_printf(&subject, "quiz/%s", id);
    return text_take(&subject);
}

/* --- Writing the questions ----------------------------------------------------------------------
 */

static void write_options(const struct quiz_options *options, struct text *json)
{
    json_add_text(json, "topic", options->topic && *options->topic ? options->topic : NULL);
    json_add_integer(json, "forms", options->forms);
    json_add_integer(json, "day_first", options->day_first);
    json_add_integer(json, "day_last", options->day_last);
    json_add_integer(json, "count", options->count);
    json_add_integer(json, "minutes", options->minutes);
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%" PRIu64, options->seed);
    json_add_text(json, "seed", seed);
}

/* At most `count` texts, or until NULL; nothing for none. */
static void write_list(struct text *json, const char *name, const char *const *list, size_t count)
{
    if (!list || !count || !list[0])
        return;
    text_printf(json, ",\"%s\":[", name);
    for (size_t i = 0; i < count && list[i]; i++) {
        text_append(json, i ? "," : "");
        json_add_quoted(json, list[i]);
    }
    text_append(json, "]");
}

static void write_item(const struct quiz_item *item, struct text *json)
{
    text_append(json, "{");
    json_add_text(json, "form", quiz_form_name(item->form));
    json_add_text(json, "kind", item_kind_name(item->kind));
    json_add_text(json, "subject", item->subject);
    json_add_text(json, "item", item->item);
    json_add_text(json, "topic", item->topic);
    json_add_text(json, "skill", item->skill);
    json_add_text(json, "prompt", item->prompt);
    json_add_text(json, "expected", item->expected);
    write_list(json, "prerequisites", item->prerequisites, QUIZ_MOST);
    write_list(json, "choices", item->choices, item->choice_count);
    text_append(json, "}");
}

static void write_questions(const struct quiz_options *options, const struct quiz_item *items,
                            size_t count, struct text *json)
{
    text_append(json, "{");
    write_options(options, json);
    text_append(json, ",\"items\":[");
    for (size_t i = 0; i < count; i++) {
        text_append(json, i ? "," : "");
        write_item(&items[i], json);
    }
    text_append(json, "]}");
}

/* --- Reading them -------------------------------------------------------------------------------
 */

static const char *copy(struct quiz *quiz, const json_t *payload, const char *name,
                        const char *absent)
{
    const char *value = payload_text(payload, name);
    return arena_copy_string(&quiz->arena, value ? value : absent);
}

static enum item_kind kind_of(const char *name)
{
    enum item_kind kind = ITEM_CARD;
    while (kind < ITEM_SIMULATION && (!name || strcmp(item_kind_name(kind), name) != 0))
        kind++;
    return name ? kind : ITEM_CARD;
}

static const char *const *read_names(struct quiz *quiz, const json_t *array)
{
    size_t count = json_array_size(array), kept = 0;
    if (!count)
        return NULL;
    const char **names = arena_allocate(&quiz->arena, (count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(array, i));
        if (name)
            names[kept++] = arena_copy_string(&quiz->arena, name);
    }
    return names;
}

/* A form that this version does not know was written by a later one. */
static bool read_item(struct quiz *quiz, const json_t *value, struct quiz_item *item)
{
    const json_t *choices = json_object_get(value, "choices"), *choice;
    size_t i;
    item->form = quiz_form_of(payload_text(value, "form"));
    item->kind = kind_of(payload_text(value, "kind"));
    item->subject = copy(quiz, value, "subject", "");
    item->item = copy(quiz, value, "item", "");
    item->topic = copy(quiz, value, "topic", NULL);
    item->skill = copy(quiz, value, "skill", NULL);
    item->prerequisites = read_names(quiz, json_object_get(value, "prerequisites"));
    item->prompt = copy(quiz, value, "prompt", "");
    item->expected = copy(quiz, value, "expected", "");
    json_array_foreach(choices, i, choice)
    {
        const char *text = json_string_value(choice);
        if (text && item->choice_count < QUIZ_CHOICES)
            item->choices[item->choice_count++] = arena_copy_string(&quiz->arena, text);
    }
    return item->form < QUIZ_FORM_COUNT;
}

static void read_options(struct quiz *quiz, const json_t *payload)
{
    struct quiz_options *options = &quiz->options;
    const char *seed = payload_text(payload, "seed");
    options->topic = copy(quiz, payload, "topic", NULL);
    options->forms = (unsigned)payload_integer(payload, "forms", QUIZ_ALL_FORMS) & QUIZ_ALL_FORMS;
    options->day_first = (int)payload_integer(payload, "day_first", 0);
    options->day_last = (int)payload_integer(payload, "day_last", 0);
    options->count = (long)payload_integer(payload, "count", 0);
    options->minutes = (long)payload_integer(payload, "minutes", 0);
    options->seed = seed ? strtoull(seed, NULL, 10) : 0;
}

static bool read_questions(struct quiz *quiz, const json_t *payload)
{
    const json_t *items = json_object_get(payload, "items");
    size_t count = json_array_size(items);
    bool good = count > 0 && count <= QUIZ_MOST;
    quiz->items = arena_allocate(&quiz->arena, (count + 1) * sizeof *quiz->items);
    quiz->given = arena_allocate(&quiz->arena, (count + 1) * sizeof *quiz->given);
    quiz->count = good ? count : 0;
    for (size_t i = 0; good && i < count; i++)
        good = read_item(quiz, json_array_get(items, i), &quiz->items[i]);
    read_options(quiz, payload);
    return good;
}

static void count_given(struct quiz *quiz, const struct quiz_given *given)
{
    quiz->answered++;
    quiz->right += quiz_grade(given->verdict) >= 3;
    quiz->spent_ms += given->milliseconds > 0 ? given->milliseconds : 0;
}

static void read_answer(struct quiz *quiz, int64_t number, const json_t *payload)
{
    if (number < 1 || (size_t)number > quiz->count)
        return;
    struct quiz_given *given = &quiz->given[number - 1];
    given->answered = true;
    given->verdict = verdict_of(payload_text(payload, "verdict"));
    given->typed = copy(quiz, payload, "typed", NULL);
    given->misconception = copy(quiz, payload, "misconception", NULL);
    given->milliseconds = payload_integer(payload, "ms", 0);
    given->level = (int)payload_integer(payload, "level", 0);
    given->distance = payload_real(payload, "distance", NAN);
    given->reviewed = payload_integer(payload, "reviewed", 0) != 0;
    count_given(quiz, given);
}

/* A statement of one text; NULL on failure. */
static sqlite3_stmt *prepare(struct collection *c, const char *sql, const char *text,
                             struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (s)
        bind_text(c, s, 1, text);
    return s;
}

static bool load_row(struct collection *c, struct quiz *quiz, struct error *error)
{
    sqlite3_stmt *s = prepare(c, sql_quiz_get, quiz->id, error);
    enum step step = s ? statement_step(c, s, error) : STEP_FAILED;
    if (step == STEP_DONE)
        return error_set(error, ERROR_USAGE, "there is no quiz '%s'", quiz->id);
    if (step == STEP_FAILED)
        return false;
    quiz->started_ms = sqlite3_column_int64(s, 0);
    quiz->study_day = sqlite3_column_int(s, 1);
    quiz->ended = sqlite3_column_type(s, 2) != SQLITE_NULL;
    quiz->ended_ms = sqlite3_column_int64(s, 2);
    quiz->reason = column_copy(c, s, 3, &quiz->arena);
    quiz->reviewed = sqlite3_column_int(s, 4) != 0;
    (void)sqlite3_reset(s);
    return true;
}

static bool load_questions(struct collection *c, struct quiz *quiz, struct error *error)
{
    char *subject = subject_of(quiz->id);
    sqlite3_stmt *s = prepare(c, sql_quiz_questions, subject, error);
    enum step step = s ? statement_step(c, s, error) : STEP_FAILED;
    json_t *payload = step == STEP_ROW ? json_loads(column_text(c, s, 0), 0, NULL) : NULL;
    bool good = payload && read_questions(quiz, payload);
    if (s)
        (void)sqlite3_reset(s);
    json_decref(payload);
    free(subject);
    if (!good && step != STEP_FAILED)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0,
                            "the questions of quiz %s cannot be read", quiz->id);
    return good;
}

static bool load_answers(struct collection *c, struct quiz *quiz, struct error *error)
{
    sqlite3_stmt *s = prepare(c, sql_quiz_answers, quiz->id, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    while (step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        json_t *payload = json_loads(column_text(c, s, 1), 0, NULL);
        if (payload)
            read_answer(quiz, sqlite3_column_int64(s, 0), payload);
        json_decref(payload);
    }
    return step == STEP_DONE;
}

bool collection_quiz(struct collection *c, const char *id, struct quiz *quiz, struct error *error)
{
    memset(quiz, 0, sizeof *quiz);
    (void)snprintf(quiz->id, sizeof quiz->id, "%s", id);
    bool good =
        load_row(c, quiz, error) && load_questions(c, quiz, error) && load_answers(c, quiz, error);
    if (!good)
        quiz_release(quiz);
    return good;
}

bool collection_quiz_unfinished(struct collection *c, char id[QUIZ_ID], struct error *error)
{
    sqlite3_stmt *s = prepare(c, sql_quiz_open, c->device, error);
    enum step step = s ? statement_step(c, s, error) : STEP_FAILED;
    id[0] = '\0';
    if (step == STEP_ROW) {
        (void)snprintf(id, QUIZ_ID, "%s", column_text(c, s, 0));
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

/* --- Beginning and end --------------------------------------------------------------------------
 */

static bool append(struct collection *c, enum event_kind kind, const char *id, const char *payload,
                   struct event *event, struct error *error)
{
    char *subject = subject_of(id);
    bool good = event_append(c, kind, subject, payload, event, error);
    free(subject);
    return good;
}

static bool append_end(struct collection *c, const char *id, const char *reason,
                       struct error *error)
{
    struct text payload = {0};
    text_append(&payload, "{");
    json_add_text(&payload, "reason", reason);
    text_append(&payload, "}");
    bool good = append(c, EVENT_QUIZ_ENDED, id, payload.data, NULL, error);
    text_release(&payload);
    return good;
}

static bool end_unfinished(struct collection *c, struct error *error)
{
    char id[QUIZ_ID];
    return collection_quiz_unfinished(c, id, error) && (!id[0] || append_end(c, id, "left", error));
}

/* No other quiz has it: of a seeded collection it depends on the number of events before it. */
static bool new_id(struct collection *c, char id[QUIZ_ID], struct error *error)
{
    int64_t stored;
    if (!statement_integer(c, statement_of(c, sql_event_count, error), 0, &stored, error))
        return false;
    uint64_t chance = c->seeded ? random_mix(c->seed, hash_bytes(c->device, strlen(c->device)))
                                : random_next(&c->random);
    (void)snprintf(id, QUIZ_ID, "%016" PRIx64, random_mix(chance, (uint64_t)stored));
    return true;
}

bool collection_quiz_start(struct collection *c, const struct quiz_options *options,
                           const struct quiz_item *items, size_t count, struct quiz *quiz,
                           struct error *error)
{
    char id[QUIZ_ID];
    struct text payload = {0};
    if (!count || count > QUIZ_MOST)
        return error_set(error, ERROR_USAGE, "a quiz has 1 to %d questions, not %zu", QUIZ_MOST,
                         count);
    backup_daily(c);
    if (!transaction_begin(c, error))
        return false;
    write_questions(options, items, count, &payload);
    bool good = end_unfinished(c, error) && new_id(c, id, error) &&
                append(c, EVENT_QUIZ_STARTED, id, payload.data, NULL, error);
    text_release(&payload);
    bool read = good && collection_quiz(c, id, quiz, error);
    if (transaction_end(c, read, error))
        return true;
    if (read)
        quiz_release(quiz);
    return false;
}

bool collection_quiz_end(struct collection *c, struct quiz *quiz, const char *reason,
                         struct error *error)
{
    if (quiz->ended)
        return true;
    if (!transaction_begin(c, error))
        return false;
    quiz->ended_ms = c->now.utc_ms;
    if (!transaction_end(c, append_end(c, quiz->id, reason, error), error))
        return false;
    quiz->ended = true;
    quiz->reason = arena_copy_string(&quiz->arena, reason);
    return true;
}

/* --- Answers ------------------------------------------------------------------------------------
 */

/* "powers@1/2/77": generator "powers@1" and seed 77. */
static void write_problem(const char *id, struct text *json)
{
    const char *slash = strchr(id, '/'), *last = slash ? strchr(slash + 1, '/') : NULL;
    if (!last)
        return;
    char *generator = memory_copy_bytes(id, (size_t)(slash - id));
    json_add_text(json, "generator", generator);
    json_add_integer(json, "seed", strtoll(last + 1, NULL, 10));
    free(generator);
}

static void write_schedule(const struct schedule *schedule, const char *ease, const char *interval,
                           struct text *json)
{
    if (!schedule->reviewed)
        return;
    json_add_real(json, ease, schedule_ease(schedule));
    json_add_integer(json, interval, schedule->interval_days);
}

static void write_answer(const struct quiz_item *item, size_t index, const struct quiz_given *given,
                         const struct graded *graded, bool reviewed, struct text *json)
{
    text_append(json, "{");
    json_add_integer(json, "number", (int64_t)index + 1);
    json_add_text(json, "form", quiz_form_name(item->form));
    json_add_text(json, "kind", item_kind_name(item->kind));
    json_add_text(json, "subject", item->subject);
    json_add_text(json, "item", item->item);
    json_add_text(json, "topic", item->topic);
    json_add_text(json, "skill", item->skill);
    if (item->kind != ITEM_CARD)
        write_problem(item->item, json);
    json_add_text(json, "prompt", item->prompt);
    json_add_text(json, "expected", item->expected);
    json_add_text(json, "typed", given->typed);
    json_add_text(json, "verdict", quiz_verdict_name(given->verdict));
    json_add_text(json, "misconception", given->misconception);
    json_add_integer(json, "grade", quiz_grade(given->verdict));
    json_add_integer(json, "ms", given->milliseconds);
    json_add_integer(json, "hints", 0);
    if (item->kind == ITEM_DRILL)
        json_add_integer(json, "level", given->level);
    json_add_real(json, "distance", given->distance);
    write_schedule(&graded->before, "ease_before", "interval_before", json);
    if (reviewed) {
        write_schedule(&graded->after, "ease_after", "interval_after", json);
        json_add_integer(json, "due", graded->after.due);
        json_add_integer(json, "reviewed", 1);
    }
    text_append(json, "}");
}

/* The answer as a review of its card, a drill or a prediction. */
static bool append_review(struct collection *c, const struct quiz *quiz, size_t index,
                          const struct quiz_given *given, struct graded *graded,
                          struct error *error)
{
    const struct quiz_item *item = &quiz->items[index];
    bool right = quiz_grade(given->verdict) >= 3;
    char of[QUIZ_ID + 24];
    (void)snprintf(of, sizeof of, "%s/%zu", quiz->id, index + 1);
    struct answer answer = {.kind = item->kind,
                            .subject = item->subject,
                            .grade = quiz_grade(given->verdict),
                            .milliseconds = given->milliseconds,
                            .typed = given->typed,
                            .problem = item->kind == ITEM_CARD ? NULL : item->item,
                            .verdict = right ? "correct" : "wrong",
                            .misconception = given->misconception,
                            .level = given->level,
                            .prerequisites = item->prerequisites,
                            .distance = given->distance,
                            .quiz = of};
    return answer_store(c, &answer, graded, error);
}

/* Whether the item can still be reviewed; its schedule. */
static bool item_is_there(struct collection *c, const struct quiz_item *item,
                          struct schedule *schedule, struct error *error)
{
    struct error gone = {0};
    schedule_init(schedule);
    if (collection_schedule(c, item->kind, item->subject, schedule, &gone))
        return true;
    if (gone.kind != ERROR_USAGE)
        *error = gone;
    return false;
}

/* Another instance of the program may have the same quiz open. */
static bool check_open(struct collection *c, const struct quiz *quiz, size_t index,
                       struct error *error)
{
    int64_t answered = 0;
    struct quiz now = {0};
    memcpy(now.id, quiz->id, sizeof now.id);
    bool good = load_row(c, &now, error);
    bool ended = now.ended;
    quiz_release(&now);
    if (good && ended)
        return error_set(error, ERROR_USAGE, "this quiz has ended");
    sqlite3_stmt *s = good ? prepare(c, sql_quiz_answered, quiz->id, error) : NULL;
    if (!s)
        return false;
    bind_integer(c, s, 2, (int64_t)index + 1);
    if (!statement_integer(c, s, 0, &answered, error))
        return false;
    return !answered ||
           error_set(error, ERROR_USAGE, "question %zu has been answered already", index + 1);
}

static bool append_answer(struct collection *c, const struct quiz *quiz, size_t index,
                          const struct quiz_given *given, bool *reviewed, struct graded *graded,
                          struct error *error)
{
    struct error trouble = {0};
    bool before = false, after = false;
    bool there = item_is_there(c, &quiz->items[index], &graded->before, &trouble);
    if (trouble.kind != ERROR_NONE) {
        *error = trouble;
        return false;
    }
    *reviewed = there && setting_integer_on(c, "quiz-counts-as-review", c->today) != 0;
    if (*reviewed && !append_review(c, quiz, index, given, graded, error))
        return false;
    struct text payload = {0};
    struct event event;
    write_answer(&quiz->items[index], index, given, graded, *reviewed, &payload);
    bool good = day_is_earned(c, &before, error) &&
                append(c, EVENT_QUIZ, quiz->id, payload.data, &event, error) &&
                day_is_earned(c, &after, error);
    if (good)
        memcpy(graded->event_id, event.id, sizeof graded->event_id);
    graded->day_earned = after && !before;
    text_release(&payload);
    return good;
}

static void note_given(struct quiz *quiz, size_t index, const struct quiz_given *given,
                       bool reviewed)
{
    struct quiz_given *kept = &quiz->given[index];
    *kept = *given;
    kept->answered = true;
    kept->reviewed = reviewed;
    kept->typed = arena_copy_string(&quiz->arena, given->typed);
    kept->misconception = arena_copy_string(&quiz->arena, given->misconception);
    count_given(quiz, kept);
}

bool collection_quiz_answer(struct collection *c, struct quiz *quiz, size_t index,
                            const struct quiz_given *given, struct graded *graded,
                            struct error *error)
{
    struct graded result = {0};
    bool reviewed = false;
    if (index >= quiz->count)
        return error_set(error, ERROR_USAGE, "this quiz has %zu questions", quiz->count);
    backup_daily(c);
    if (!transaction_begin(c, error))
        return false;
    bool good = check_open(c, quiz, index, error) &&
                append_answer(c, quiz, index, given, &reviewed, &result, error);
    if (!transaction_end(c, good, error))
        return false;
    note_given(quiz, index, given, reviewed);
    if (graded)
        *graded = result;
    return true;
}

bool quiz_can_accept(const struct quiz_item *item, const struct quiz_given *given)
{
    return given->answered && given->verdict == QUIZ_WRONG && given->typed && given->typed[0] &&
           (item->form == QUIZ_TYPED || item->form == QUIZ_CLOZE);
}

/* Undoes the one event that the bound statement names, if there is one. */
static bool undo_found(struct collection *c, sqlite3_stmt *s, const char *subject,
                       struct error *error)
{
    char id[EVENT_ID_TEXT] = "";
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW)
        (void)snprintf(id, sizeof id, "%s", column_text(c, s, 0));
    (void)sqlite3_reset(s);
    return step != STEP_FAILED && (!id[0] || undo_append(c, id, subject, error));
}

/* The answer, and the review that was made of it. */
static bool take_back(struct collection *c, const struct quiz *quiz, size_t index,
                      struct error *error)
{
    struct text subject = {0}, review = {0}, of = {0};
    text_printf(&subject, "quiz/%s", quiz->id);
    text_printf(&of, "%s/%zu", quiz->id, index + 1);
    item_subject(quiz->items[index].kind, quiz->items[index].subject, &review);
    sqlite3_stmt *s = prepare(c, sql_quiz_answer_event, quiz->id, error);
    if (s)
        bind_integer(c, s, 2, (int64_t)index + 1);
    bool good = s && undo_found(c, s, subject.data, error);
    s = good ? prepare(c, sql_quiz_review_event, review.data, error) : NULL;
    if (s)
        bind_text(c, s, 2, of.data);
    good = s && undo_found(c, s, review.data, error);
    text_release(&subject);
    text_release(&review);
    text_release(&of);
    return good;
}

bool collection_quiz_accept(struct collection *c, struct quiz *quiz, size_t index,
                            struct graded *graded, struct error *error)
{
    struct graded result = {0};
    bool reviewed = false;
    if (index >= quiz->count || !quiz_can_accept(&quiz->items[index], &quiz->given[index]))
        return error_set(error, ERROR_USAGE,
                         "only words that were typed and judged wrong can be counted as right");
    struct quiz_given given = quiz->given[index];
    given.verdict = QUIZ_ACCEPTED;
    given.misconception = NULL;
    if (!transaction_begin(c, error))
        return false;
    bool good = take_back(c, quiz, index, error) &&
                append_answer(c, quiz, index, &given, &reviewed, &result, error);
    if (!transaction_end(c, good, error))
        return false;
    quiz->given[index].verdict = QUIZ_ACCEPTED;
    quiz->given[index].misconception = NULL;
    quiz->given[index].reviewed = reviewed;
    quiz->right++;
    if (graded)
        *graded = result;
    return true;
}

static bool append_reviews(struct collection *c, const struct quiz *quiz, long *made,
                           struct error *error)
{
    for (size_t i = 0; i < quiz->count; i++) {
        const struct quiz_given *given = &quiz->given[i];
        struct schedule schedule;
        struct graded graded;
        struct error trouble = {0};
        if (!given->answered || given->reviewed)
            continue;
        if (item_is_there(c, &quiz->items[i], &schedule, &trouble)) {
            if (!append_review(c, quiz, i, given, &graded, error))
                return false;
            ++*made;
        } else if (trouble.kind != ERROR_NONE) {
            *error = trouble;
            return false;
        }
    }
    return true;
}

bool collection_quiz_review(struct collection *c, struct quiz *quiz, long *made,
                            struct error *error)
{
    struct quiz now;
    *made = 0;
    backup_daily(c);
    if (!transaction_begin(c, error))
        return false;
    if (!collection_quiz(c, quiz->id, &now, error))
        return transaction_end(c, false, error);
    bool good = now.reviewed || (append_reviews(c, &now, made, error) &&
                                 append(c, EVENT_QUIZ_REVIEWED, now.id, "{}", NULL, error));
    quiz_release(&now);
    good = transaction_end(c, good, error);
    quiz->reviewed = quiz->reviewed || good;
    return good;
}

/* --- All quizzes --------------------------------------------------------------------------------
 */

bool collection_each_quiz(struct collection *c,
                          bool (*visit)(void *context, const struct quiz_row *row), void *context,
                          struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_quiz_list, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    bool more = true;
    while (more && step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        bool has_topic = sqlite3_column_type(s, 3) != SQLITE_NULL;
        struct quiz_row row = {.id = column_text(c, s, 0),
                               .started_ms = sqlite3_column_int64(s, 1),
                               .study_day = sqlite3_column_int(s, 2),
                               .topic = has_topic ? column_text(c, s, 3) : NULL,
                               .count = (long)sqlite3_column_int64(s, 4),
                               .ended = sqlite3_column_type(s, 5) != SQLITE_NULL,
                               .ended_ms = sqlite3_column_int64(s, 5),
                               .reviewed = sqlite3_column_int(s, 7) != 0,
                               .answered = (long)sqlite3_column_int64(s, 8),
                               .right = (long)sqlite3_column_int64(s, 9),
                               .milliseconds = sqlite3_column_int64(s, 10)};
        row.reason = row.ended ? column_text(c, s, 6) : NULL;
        more = visit(context, &row);
    }
    if (s)
        (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

bool collection_each_quiz_topic(struct collection *c,
                                bool (*visit)(void *context, const char *topic, long count,
                                              long right),
                                void *context, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_quiz_topics, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    bool more = true;
    while (more && step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW)
        more = visit(context, column_text(c, s, 0), (long)sqlite3_column_int64(s, 1),
                     (long)sqlite3_column_int64(s, 2));
    if (s)
        (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

static void fill_row(const struct event *event, const json_t *payload, struct quiz_answer_row *row)
{
    *row = (struct quiz_answer_row){
        .event_id = event->id,
        .session_id = event->subject + strlen("quiz/"),
        .utc_ms = event->at.utc_ms,
        .utc_offset_minutes = event->at.offset_minutes,
        .study_day = event->study_day,
        .kind = payload_text(payload, "form"),
        .item_id = payload_text(payload, "item"),
        .topic = payload_text(payload, "topic"),
        .skill = payload_text(payload, "skill"),
        .generator = payload_text(payload, "generator"),
        .seed = payload_integer(payload, "seed", -1),
        .prompt = payload_text(payload, "prompt"),
        .expected = payload_text(payload, "expected"),
        .typed = payload_text(payload, "typed"),
        .verdict = payload_text(payload, "verdict"),
        .misconception = payload_text(payload, "misconception"),
        .grade = (int)payload_integer(payload, "grade", -1),
        .milliseconds = payload_integer(payload, "ms", -1),
        .hints = (int)payload_integer(payload, "hints", 0),
        .ease_before = payload_real(payload, "ease_before", NAN),
        .ease_after = payload_real(payload, "ease_after", NAN),
        .interval_before = (int)payload_integer(payload, "interval_before", -1),
        .interval_after = (int)payload_integer(payload, "interval_after", -1),
        .due = (day_number)payload_integer(payload, "due", DAY_NONE),
    };
}

bool collection_each_quiz_answer(struct collection *c,
                                 bool (*visit)(void *context, const struct quiz_answer_row *row),
                                 void *context, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_quiz_results, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    bool more = true;
    while (more && step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct event event;
        struct quiz_answer_row row;
        json_t *payload = event_from_row(c, s, &event) ? json_loads(event.payload, 0, NULL) : NULL;
        if (payload) {
            fill_row(&event, payload, &row);
            more = visit(context, &row);
        }
        json_decref(payload);
    }
    if (s)
        (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

bool collection_each_quiz_card(struct collection *c,
                               bool (*visit)(void *context, const struct quiz_card *card),
                               void *context, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_quiz_pool, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    bool more = true;
    if (s)
        bind_integer(c, s, 1, collection_today(c));
    while (more && step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct quiz_card card = {.id = column_text(c, s, 0),
                                 .kind = card_kind_of(column_text(c, s, 1)),
                                 .pattern = column_text(c, s, 2),
                                 .topic = column_text(c, s, 3),
                                 .day = sqlite3_column_int(s, 4),
                                 .group = column_text(c, s, 5),
                                 .front = column_text(c, s, 6),
                                 .back = column_text(c, s, 7),
                                 .seen = sqlite3_column_int(s, 8) != 0,
                                 .simulation = column_text(c, s, 9)};
        more = visit(context, &card);
    }
    if (s)
        (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

bool collection_each_quiz_group(struct collection *c,
                                bool (*visit)(void *context, const char *topic, int day, long count,
                                              long seen),
                                void *context, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_quiz_groups, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    bool more = true;
    if (s)
        bind_integer(c, s, 1, collection_today(c));
    while (more && step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW)
        more = visit(context, column_text(c, s, 0), sqlite3_column_int(s, 1),
                     (long)sqlite3_column_int64(s, 2), (long)sqlite3_column_int64(s, 3));
    if (s)
        (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}
