/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tui/quiz_compose.h"

struct quiz_run {
    struct collection *collection;
    struct answer_style style;
    struct quiz quiz;
    size_t index;
    enum quiz_phase phase;
    struct quiz_result result;
    bool earned;
    int64_t shown_at;
    size_t last; /* answered here */
    bool has_last;
};

static int64_t now_ms(const struct quiz_run *run)
{
    return clock_elapsed_ms(collection_clock(run->collection));
}

/* --- Beginning ----------------------------------------------------------------------------------
 */

static bool end(struct quiz_run *run, const char *reason, struct error *error)
{
    run->phase = QUIZ_OVER;
    return collection_quiz_end(run->collection, &run->quiz, reason, error);
}

/* The first question that is not answered, or the end. */
static bool show(struct quiz_run *run, struct error *error)
{
    while (run->index < run->quiz.count && run->quiz.given[run->index].answered)
        run->index++;
    memset(&run->result, 0, sizeof run->result);
    run->phase = QUIZ_ASKING;
    run->shown_at = now_ms(run);
    if (run->quiz.ended)
        run->phase = QUIZ_OVER;
    else if (run->index == run->quiz.count)
        return end(run, "finished", error);
    else if (quiz_run_left(run) == 0)
        return end(run, "time", error);
    return true;
}

static struct quiz_run *run_of(struct collection *collection, const struct answer_style *style)
{
    struct quiz_run *run = memory_allocate(1, sizeof *run);
    run->collection = collection;
    run->style = *style;
    return run;
}

static bool start(struct quiz_run *run, const struct quiz_options *options, struct error *error)
{
    struct quiz_draft draft;
    if (!quiz_compose(run->collection, options, &draft, error))
        return false;
    bool good = draft.count > 0;
    if (!good)
        (void)error_set(error, ERROR_NEGATIVE, "%s",
                        draft.fitting ? "nothing of that kind can be asked"
                                      : "there is nothing to ask about that");
    good = good && collection_quiz_start(run->collection, options, draft.items, draft.count,
                                         &run->quiz, error);
    quiz_draft_release(&draft);
    return good && show(run, error);
}

struct quiz_run *quiz_run_start(struct collection *collection, const struct quiz_options *options,
                                const struct answer_style *style, struct error *error)
{
    struct quiz_run *run = run_of(collection, style);
    if (start(run, options, error))
        return run;
    quiz_run_free(run);
    return NULL;
}

struct quiz_run *quiz_run_resume(struct collection *collection, const char *id,
                                 const struct answer_style *style, struct error *error)
{
    struct quiz_run *run = run_of(collection, style);
    if (collection_quiz(collection, id, &run->quiz, error) && show(run, error))
        return run;
    quiz_run_free(run);
    return NULL;
}

void quiz_run_free(struct quiz_run *run)
{
    if (!run)
        return;
    quiz_release(&run->quiz);
    free(run);
}

/* --- Looking ------------------------------------------------------------------------------------
 */

const struct quiz *quiz_run_quiz(const struct quiz_run *run)
{
    return &run->quiz;
}

enum quiz_phase quiz_run_phase(const struct quiz_run *run)
{
    return run->phase;
}

const struct quiz_item *quiz_run_item(const struct quiz_run *run)
{
    return run->phase == QUIZ_OVER ? NULL : &run->quiz.items[run->index];
}

size_t quiz_run_index(const struct quiz_run *run)
{
    return run->index;
}

const struct quiz_result *quiz_run_result(const struct quiz_run *run)
{
    return &run->result;
}

bool quiz_run_earned(const struct quiz_run *run)
{
    return run->earned;
}

static int64_t spent_here(const struct quiz_run *run)
{
    int64_t ms = now_ms(run) - run->shown_at;
    return ms < 0 ? 0 : ms;
}

int64_t quiz_run_left(const struct quiz_run *run)
{
    int64_t limit = (int64_t)run->quiz.options.minutes * 60 * 1000;
    if (!limit)
        return -1;
    int64_t spent = run->quiz.spent_ms + (run->phase == QUIZ_ASKING ? spent_here(run) : 0);
    return spent < limit ? limit - spent : 0;
}

bool quiz_run_check_time(struct quiz_run *run, bool *ended, struct error *error)
{
    *ended = run->phase == QUIZ_ASKING && quiz_run_left(run) == 0;
    return !*ended || end(run, "time", error);
}

/* --- Answering ----------------------------------------------------------------------------------
 */

/* Another instance of the program went on with the same quiz: what it did is read. */
static void catch_up(struct quiz_run *run)
{
    struct quiz fresh;
    struct error ignored = {0};
    if (!collection_quiz(run->collection, run->quiz.id, &fresh, &ignored))
        return;
    quiz_release(&run->quiz);
    run->quiz = fresh;
    (void)show(run, &ignored);
}

static bool commit(struct quiz_run *run, const char *typed, struct error *error)
{
    const struct quiz_result *result = &run->result;
    struct graded graded = {0};
    struct quiz_given given = {
        .verdict = result->verdict,
        .typed = typed,
        .misconception = result->misconception[0] ? result->misconception : NULL,
        .milliseconds = spent_here(run),
        .level = result->level,
        .distance = result->distance,
    };
    if (!collection_quiz_answer(run->collection, &run->quiz, run->index, &given, &graded, error)) {
        if (error->kind == ERROR_USAGE)
            catch_up(run);
        return false;
    }
    run->earned = graded.day_earned;
    run->last = run->index;
    run->has_last = true;
    run->phase = QUIZ_JUDGED;
    return true;
}

static bool may_answer(struct quiz_run *run, bool *ended, struct error *error)
{
    if (run->phase != QUIZ_ASKING)
        return error_set(error, ERROR_USAGE, "no question is open");
    return quiz_run_check_time(run, ended, error);
}

bool quiz_run_answer(struct quiz_run *run, const char *typed, struct error *error)
{
    bool ended = false;
    if (!may_answer(run, &ended, error))
        return false;
    if (ended)
        return true;
    quiz_judge(&run->quiz.items[run->index], typed, &run->style, &run->result);
    return !run->result.judged || commit(run, typed, error);
}

bool quiz_run_pass(struct quiz_run *run, struct error *error)
{
    bool ended = false;
    if (!may_answer(run, &ended, error))
        return false;
    if (ended)
        return true;
    quiz_judge(&run->quiz.items[run->index], "", &run->style, &run->result); /* for the level */
    run->result.judged = true;
    run->result.verdict = QUIZ_PASSED;
    run->result.note[0] = run->result.misconception[0] = '\0';
    run->result.distance = NAN;
    return commit(run, NULL, error);
}

bool quiz_run_can_accept(const struct quiz_run *run)
{
    return run->has_last &&
           quiz_can_accept(&run->quiz.items[run->last], &run->quiz.given[run->last]);
}

bool quiz_run_accept(struct quiz_run *run, struct error *error)
{
    struct graded graded = {0};
    if (!run->has_last)
        return error_set(error, ERROR_USAGE, "nothing has been answered");
    if (!collection_quiz_accept(run->collection, &run->quiz, run->last, &graded, error))
        return false;
    run->result.verdict = QUIZ_ACCEPTED;
    run->result.note[0] = run->result.misconception[0] = '\0';
    run->earned = run->earned || graded.day_earned;
    return true;
}

bool quiz_run_continue(struct quiz_run *run, struct error *error)
{
    if (run->phase != QUIZ_JUDGED)
        return true;
    run->earned = false;
    return show(run, error);
}

bool quiz_run_end(struct quiz_run *run, struct error *error)
{
    return end(run, "left", error);
}

bool quiz_run_review(struct quiz_run *run, long *made, struct error *error)
{
    return collection_quiz_review(run->collection, &run->quiz, made, error);
}

/* --- Words --------------------------------------------------------------------------------------
 */

char quiz_letter(size_t index)
{
    return (char)('a' + (int)index);
}

static size_t choice_of(const struct quiz_item *item, const char *text)
{
    size_t at = 0;
    while (at < item->choice_count && strcmp(item->choices[at], text) != 0)
        at++;
    return at;
}

void quiz_expected_text(const struct quiz_item *item, struct text *out)
{
    if (item->form == QUIZ_CHOICE)
        text_printf(out, "%c) %s", quiz_letter(choice_of(item, item->expected)), item->expected);
    else if (item->form != QUIZ_ORDER)
        text_append(out, item->expected);
    for (const char *at = item->form == QUIZ_ORDER ? item->expected : ""; *at;) {
        size_t length = strcspn(at, "\n");
        struct text step = {0};
        text_append_bytes(&step, at, length);
        text_printf(out, "%s%c) %s", at == item->expected ? "" : "\n",
                    quiz_letter(choice_of(item, text_string(&step))), text_string(&step));
        text_release(&step);
        at += length + (at[length] == '\n');
    }
}

void quiz_typed_text(const struct quiz_item *item, const struct quiz_given *given, struct text *out)
{
    if (!given->typed) {
        text_append(out, "(passed)");
        return;
    }
    size_t letter = given->typed[0] >= 'a' ? (size_t)(given->typed[0] - 'a') : item->choice_count;
    if (item->form == QUIZ_CHOICE && !given->typed[1] && letter < item->choice_count)
        text_printf(out, "%c) %s", given->typed[0], item->choices[letter]);
    else
        text_append(out, given->typed);
}

const char *quiz_verdict_words(enum quiz_verdict verdict)
{
    static const char *const words[] = {[QUIZ_WRONG] = "Not right",
                                        [QUIZ_RIGHT] = "Right",
                                        [QUIZ_NOTED] = "Right, with a note",
                                        [QUIZ_PASSED] = "Passed",
                                        [QUIZ_ACCEPTED] = "Right by your word"};
    return words[verdict];
}
