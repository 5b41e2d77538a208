/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A quiz being answered, without a screen: the quiz screen and the command are two faces of it.
 * Every answer is on disk when quiz_run_answer() returns; the right one is then told.
 *
 * With a time limit, what counts is the time from each question's appearance to its answer: that of
 * the answers given, stored with them, and that of the open question by the clock that never goes
 * back. When it is used up the open question does not count and the quiz ends.
 */
#ifndef TUI_QUIZ_RUN_H
#define TUI_QUIZ_RUN_H

#include "engine/quiz.h"
#include "exercises/answer_reader.h"
#include "exercises/near_miss.h"

enum quiz_phase { QUIZ_ASKING, QUIZ_JUDGED, QUIZ_OVER };

/* What became of what was typed. */
struct quiz_result {
    bool judged;               /* false: it could not be read, and costs nothing */
    enum quiz_verdict verdict; /* where judged */
    char note[NEAR_NOTE + 64]; /* what was forgiven, what was understood, or why it is unread */
    char misconception[64];
    int level;
    double distance;
};

/* Judges without storing: also for tests. */
void quiz_judge(const struct quiz_item *item, const char *typed, const struct answer_style *style,
                struct quiz_result *result);

struct quiz_run;

/* Composes a quiz and stores it. ERROR_NEGATIVE where there is nothing to ask. NULL on failure. */
struct quiz_run *quiz_run_start(struct collection *collection, const struct quiz_options *options,
                                const struct answer_style *style, struct error *error);
/* Goes on with a quiz, also with one that is over (then in QUIZ_OVER). NULL on failure. */
struct quiz_run *quiz_run_resume(struct collection *collection, const char *id,
                                 const struct answer_style *style, struct error *error);
void quiz_run_free(struct quiz_run *run);

const struct quiz *quiz_run_quiz(const struct quiz_run *run);
enum quiz_phase quiz_run_phase(const struct quiz_run *run);
/* The question in front, also while judged; NULL when over. Its place, from 0. */
const struct quiz_item *quiz_run_item(const struct quiz_run *run);
size_t quiz_run_index(const struct quiz_run *run);
/* Of the last thing typed. */
const struct quiz_result *quiz_run_result(const struct quiz_run *run);
/* The last answer earned the day. */
bool quiz_run_earned(const struct quiz_run *run);

/* Milliseconds left, 0 when it is used up; -1: there is no limit. */
int64_t quiz_run_left(const struct quiz_run *run);
/* Ends the quiz where the time is used up; `*ended` tells. */
bool quiz_run_check_time(struct quiz_run *run, bool *ended, struct error *error);

/* Judges and stores. An answer that cannot be read is not stored: the result says why. Where time
 * was over before, the quiz ends and the answer does not count. ERROR_USAGE where another instance
 * of the program has answered it or ended the quiz; the run then stands where that one does. */
bool quiz_run_answer(struct quiz_run *run, const char *typed, struct error *error);
/* Does not know: stored, the right answer is told. */
bool quiz_run_pass(struct quiz_run *run, struct error *error);
/* Whether the last answer, judged wrong, may be counted as right by the person's word, until the
 * next one is given; does it. */
bool quiz_run_can_accept(const struct quiz_run *run);
bool quiz_run_accept(struct quiz_run *run, struct error *error);
/* From QUIZ_JUDGED to the next question, or to the end. */
bool quiz_run_continue(struct quiz_run *run, struct error *error);
/* Ends it for good. */
bool quiz_run_end(struct quiz_run *run, struct error *error);
/* Makes reviews of the answers, once. */
bool quiz_run_review(struct quiz_run *run, long *made, struct error *error);

/* "c" for the choice with index 2. */
char quiz_letter(size_t index);
/* The right answer as a line: with its letter for a choice, on one line for an order. */
void quiz_expected_text(const struct quiz_item *item, struct text *out);
/* What was typed, with the text of a choice: "b: Kafka"; "(passed)". */
void quiz_typed_text(const struct quiz_item *item, const struct quiz_given *given,
                     struct text *out);
/* "Right", "Right, with a note", "Not right", "Passed", "Right by your word". */
const char *quiz_verdict_words(enum quiz_verdict verdict);

#endif
