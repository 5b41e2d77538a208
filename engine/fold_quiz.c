/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quizzes. The events of one are few, so it is folded from nothing each time. */
#include <stdio.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

static const char *id_of(const struct fold *fold)
{
    return fold->subject + strlen("quiz/");
}

static bool run_with_id(const struct fold *fold, const char *sql, struct error *error)
{
    sqlite3_stmt *s = statement_of(fold->c, sql, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, id_of(fold));
    return statement_run(fold->c, s, error);
}

bool quiz_fold_begin(struct fold *fold, struct error *error)
{
    return run_with_id(fold, sql_quiz_answer_clear, error);
}

static const char *keep(struct fold *fold, const json_t *payload, const char *name)
{
    return arena_copy_string(&fold->arena, payload_text(payload, name));
}

static void start(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct quiz_fold *quiz = &fold->of.quiz;
    if (quiz->started)
        return;
    quiz->started = true;
    memcpy(quiz->device, event->device, sizeof quiz->device);
    quiz->started_ms = event->at.utc_ms;
    quiz->day = event->study_day;
    quiz->topic = keep(fold, payload, "topic");
    quiz->items = (int64_t)json_array_size(json_object_get(payload, "items"));
}

static void end(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct quiz_fold *quiz = &fold->of.quiz;
    if (quiz->ended)
        return;
    quiz->ended = true;
    quiz->ended_ms = event->at.utc_ms;
    quiz->reason = keep(fold, payload, "reason");
}

static bool add_answer(struct fold *fold, const struct event *event, const json_t *payload,
                       struct error *error)
{
    struct collection *c = fold->c;
    const char *form = payload_text(payload, "form");
    int64_t ms = payload_integer(payload, "ms", 0);
    sqlite3_stmt *s = statement_of(c, sql_quiz_answer_add, error);
    if (!s)
        return false;
    bind_text(c, s, 1, id_of(fold));
    bind_integer(c, s, 2, payload_integer(payload, "number", 0));
    bind_text(c, s, 3, event->id);
    bind_text(c, s, 4, form ? form : "");
    bind_text(c, s, 5, payload_text(payload, "topic"));
    bind_integer(c, s, 6, payload_integer(payload, "grade", 0) >= 3);
    bind_integer(c, s, 7, ms < 0 ? 0 : ms);
    return statement_run(c, s, error);
}

bool quiz_fold_apply(struct fold *fold, const struct event *event, const json_t *payload,
                     struct error *error)
{
    switch (event->kind) {
    case EVENT_QUIZ_STARTED:
        start(fold, event, payload);
        return true;
    case EVENT_QUIZ:
        return add_answer(fold, event, payload, error);
    case EVENT_QUIZ_ENDED:
        end(fold, event, payload);
        return true;
    case EVENT_QUIZ_REVIEWED:
        fold->of.quiz.reviewed = true;
        return true;
    default:
        return true;
    }
}

bool quiz_fold_store(struct fold *fold, struct error *error)
{
    const struct quiz_fold *quiz = &fold->of.quiz;
    struct collection *c = fold->c;
    if (!quiz->started)
        return run_with_id(fold, sql_quiz_remove, error);
    sqlite3_stmt *s = statement_of(c, sql_quiz_put, error);
    if (!s)
        return false;
    bind_text(c, s, 1, id_of(fold));
    bind_text(c, s, 2, quiz->device);
    bind_integer(c, s, 3, quiz->started_ms);
    bind_integer(c, s, 4, quiz->day);
    bind_text(c, s, 5, quiz->topic);
    bind_integer(c, s, 6, quiz->items);
    if (quiz->ended)
        bind_integer(c, s, 7, quiz->ended_ms);
    bind_text(c, s, 8, quiz->ended ? quiz->reason : NULL);
    bind_integer(c, s, 9, quiz->reviewed);
    return statement_run(c, s, error);
}
