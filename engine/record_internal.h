/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the records share: record.c the tables, record_answer.c answers replayed,
 * record_quiz.c answers in quizzes, record_state.c cards and days. */
#ifndef ENGINE_RECORD_INTERNAL_H
#define ENGINE_RECORD_INTERNAL_H

#include "engine/record.h"

/* Columns of every table of answers. */
enum answer_column {
    ANSWER_EVENT,
    ANSWER_SESSION,
    ANSWER_TIME,
    ANSWER_OFFSET,
    ANSWER_DAY,
    ANSWER_KIND,
    ANSWER_ITEM,
    ANSWER_TOPIC,
    ANSWER_SKILL,
    ANSWER_GENERATOR,
    ANSWER_SEED,
    ANSWER_PROMPT,
    ANSWER_EXPECTED,
    ANSWER_TYPED,
    ANSWER_VERDICT,
    ANSWER_MISCONCEPTION,
    ANSWER_GRADE,
    ANSWER_MS,
    ANSWER_HINTS,
    ANSWER_EASE_BEFORE,
    ANSWER_EASE_AFTER,
    ANSWER_INTERVAL_BEFORE,
    ANSWER_INTERVAL_AFTER,
    ANSWER_DUE,
    ANSWER_LEVEL,
    ANSWER_DISTANCE,
    ANSWER_REPEAT,
    ANSWER_COLUMNS
};

/* One telling: where rows go to. */
struct recording {
    struct collection *c;
    enum record_kind kind;
    const struct record_table *table;
    const struct record_request *request;
    bool (*visit)(void *context, const struct record_value *values);
    void *context;
    struct record_value values[RECORD_COLUMNS];
};
void recording_clear(struct recording *recording);
void recording_text(struct recording *recording, size_t column, const char *value); /* or NULL */
void recording_integer(struct recording *recording, size_t column, int64_t value);
void recording_real(struct recording *recording, size_t column, double value); /* NaN: unknown */
void recording_day(struct recording *recording, size_t column, day_number day);
/* Hands the row over, without what is redacted; false: no more. */
bool recording_visit(struct recording *recording);
bool recording_wants(const struct recording *recording, day_number day);
bool recording_pulse(const struct recording *recording, long done, long total);

bool record_answers(struct recording *recording, struct error *error);
bool record_quizzes(struct recording *recording, struct error *error);
bool record_cards(struct recording *recording, struct error *error);
bool record_days(struct recording *recording, struct error *error);

#endif
