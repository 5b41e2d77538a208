/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in quizzes, as those tell of them (engine/quiz.h). */
#include <inttypes.h>
#include <stdio.h>

#include "engine/quiz.h"
#include "engine/record_internal.h"

struct telling {
    struct recording *recording;
    long done;
    bool ended;
};

static void fill_times(struct recording *r, const struct quiz_answer_row *row)
{
    recording_text(r, ANSWER_EVENT, row->event_id);
    recording_text(r, ANSWER_SESSION, row->session_id);
    recording_integer(r, ANSWER_TIME, row->utc_ms);
    recording_integer(r, ANSWER_OFFSET, row->utc_offset_minutes);
    recording_day(r, ANSWER_DAY, row->study_day);
}

static void fill_texts(struct recording *r, const struct quiz_answer_row *row)
{
    recording_text(r, ANSWER_KIND, row->kind);
    recording_text(r, ANSWER_ITEM, row->item_id);
    recording_text(r, ANSWER_TOPIC, row->topic);
    recording_text(r, ANSWER_SKILL, row->skill);
    recording_text(r, ANSWER_GENERATOR, row->generator);
    recording_text(r, ANSWER_PROMPT, row->prompt);
    recording_text(r, ANSWER_EXPECTED, row->expected);
    recording_text(r, ANSWER_TYPED, row->typed);
    recording_text(r, ANSWER_VERDICT, row->verdict);
    recording_text(r, ANSWER_MISCONCEPTION, row->misconception);
}

static void fill_known(struct recording *r, enum answer_column column, int64_t value)
{
    if (value >= 0)
        recording_integer(r, column, value);
}

static bool take(void *context, const struct quiz_answer_row *row)
{
    struct telling *telling = context;
    struct recording *r = telling->recording;
    char seed[24];
    if (!recording_wants(r, row->study_day))
        return true;
    recording_clear(r);
    fill_times(r, row);
    fill_texts(r, row);
    (void)snprintf(seed, sizeof seed, "%" PRIu64, (uint64_t)row->seed);
    recording_text(r, ANSWER_SEED, row->generator ? seed : NULL);
    fill_known(r, ANSWER_GRADE, row->grade);
    fill_known(r, ANSWER_MS, row->milliseconds);
    fill_known(r, ANSWER_HINTS, row->hints);
    fill_known(r, ANSWER_INTERVAL_BEFORE, row->interval_before);
    fill_known(r, ANSWER_INTERVAL_AFTER, row->interval_after);
    recording_real(r, ANSWER_EASE_BEFORE, row->ease_before);
    recording_real(r, ANSWER_EASE_AFTER, row->ease_after);
    recording_day(r, ANSWER_DUE, row->due);
    telling->ended = !recording_visit(r) || !recording_pulse(r, ++telling->done, 0);
    return !telling->ended;
}

bool record_quizzes(struct recording *recording, struct error *error)
{
    struct telling telling = {.recording = recording};
    return collection_each_quiz_answer(recording->c, take, &telling, error) && !telling.ended;
}
