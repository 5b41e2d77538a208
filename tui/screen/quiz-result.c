/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quiz that is over: the score, by kind and topic, what was missed, and what to do about it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "tui/app.h"
#include "tui/flow.h"
#include "tui/quiz_report.h"
#include "tui/quiz_run.h"
#include "tui/wording.h"

enum { NAME_COLUMNS = 32, WIDE = 90, WIDE_NAME = 48, SCORE_COLUMNS = 12 };

struct result {
    struct quiz quiz;
    struct quiz_shares kinds, topics;
    char **sources; /* one for each item */
    struct scroll scroll;
};

/* --- Opening ------------------------------------------------------------------------------------
 */

static void release(void *state)
{
    struct result *result = state;
    for (size_t i = 0; result->sources && i < result->quiz.count; i++)
        free(result->sources[i]);
    free(result->sources);
    quiz_shares_release(&result->kinds);
    quiz_shares_release(&result->topics);
    quiz_release(&result->quiz);
    free(result);
}

static bool newest(void *context, const struct quiz_row *row)
{
    (void)snprintf(context, QUIZ_ID, "%s", row->id);
    return false;
}

static bool read_quiz(struct app *app, const char *id, struct result *result, struct error *error)
{
    char found[QUIZ_ID] = "";
    if (!id && !collection_each_quiz(app->collection, newest, found, error))
        return false;
    if (!id && !found[0])
        return error_set(error, ERROR_NEGATIVE, "there is no quiz yet");
    return collection_quiz(app->collection, id ? id : found, &result->quiz, error);
}

/* `argument`: the id of a quiz; NULL: the newest. */
static void *open_result(struct app *app, const char *argument, struct error *error)
{
    struct result *result = memory_allocate(1, sizeof *result);
    if (!read_quiz(app, argument, result, error)) {
        release(result);
        return NULL;
    }
    quiz_shares_by_kind(&result->quiz, &result->kinds);
    quiz_shares_by_topic(&result->quiz, &result->topics);
    result->sources = memory_allocate(result->quiz.count + 1, sizeof *result->sources);
    for (size_t i = 0; i < result->quiz.count; i++) {
        struct text source = {0};
        if (quiz_missed(&result->quiz, i))
            quiz_source_text(app->collection, &result->quiz.items[i], &source);
        result->sources[i] = text_take(&source);
    }
    return result;
}

/* --- What to do about it ------------------------------------------------------------------------
 */

/* The next missed item of that kind from `*at` on; NULL: there is none. */
static const struct quiz_item *missed_item(const struct result *result, enum item_kind kind,
                                           size_t *at)
{
    for (; *at < result->quiz.count; ++*at)
        if (quiz_missed(&result->quiz, *at) && result->quiz.items[*at].kind == kind)
            return &result->quiz.items[(*at)++];
    return NULL;
}

static const struct quiz_item *first_missed(const struct result *result, enum item_kind kind)
{
    size_t at = 0;
    return missed_item(result, kind, &at);
}

static void review_missed(struct app *app, const struct result *result)
{
    struct text argument = {0};
    const struct quiz_item *item;
    text_append(&argument, "cards:");
    for (size_t at = 0; (item = missed_item(result, ITEM_CARD, &at));)
        text_printf(&argument, "%s ", item->item);
    app_open(app, "review", text_string(&argument));
    text_release(&argument);
}

static void practise(struct app *app, const struct result *result)
{
    char argument[96];
    const struct quiz_item *item = first_missed(result, ITEM_DRILL);
    (void)snprintf(argument, sizeof argument, "drill:%s", item->subject);
    app_open(app, "review", argument);
}

static void take_over(struct app *app, struct result *result)
{
    struct error error = {0};
    struct text said = {0};
    long made = 0;
    if (!collection_quiz_review(app->collection, &result->quiz, &made, &error)) {
        app_complain(app, &error);
        return;
    }
    wording_count(made, "answer is now a review", "answers are now reviews", &said);
    app_say(app, "Saved: %s.", text_string(&said));
    text_release(&said);
}

static void again(struct app *app, const struct result *result)
{
    struct error error = {0};
    struct answer_style style = {.decimal_comma = app->config.decimal_comma};
    struct quiz_options options = result->quiz.options;
    options.seed = random_mix(app->seed, random_mix(options.seed, (uint64_t)app->next_problem));
    app->next_problem++;
    struct quiz_run *run = quiz_run_start(app->collection, &options, &style, &error);
    if (run)
        app_replace(app, "quiz-asking", quiz_run_quiz(run)->id);
    else
        app_complain(app, &error);
    quiz_run_free(run);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct result *result = state;
    switch (action) {
    case ACTION_ACCEPT:
        if (result->quiz.ended)
            app_replace(app, "quiz", NULL);
        else
            app_replace(app, "quiz-asking", result->quiz.id);
        return true;
    case ACTION_MISSED:
        review_missed(app, result);
        return true;
    case ACTION_PRACTISE:
        practise(app, result);
        return true;
    case ACTION_RESTART:
        again(app, result);
        return true;
    case ACTION_TAKE_OVER:
        take_over(app, result);
        return true;
    default:
        return scroll_handle(&result->scroll, action);
    }
}

static bool all_reviewed(const struct result *result)
{
    for (size_t i = 0; i < result->quiz.count; i++)
        if (result->quiz.given[i].answered && !result->quiz.given[i].reviewed)
            return false;
    return true;
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct result *result = state;
    if (action == ACTION_MISSED && !first_missed(result, ITEM_CARD))
        return "No card was missed.";
    if (action == ACTION_PRACTISE && !first_missed(result, ITEM_DRILL))
        return "No drill was missed.";
    if (action == ACTION_TAKE_OVER && (result->quiz.reviewed || all_reviewed(result)))
        return result->quiz.answered ? "The answers count as reviews already."
                                     : "No question was answered.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct result *result = state;
    switch (action) {
    case ACTION_ACCEPT:
        return result->quiz.ended ? "done" : "go on";
    case ACTION_MISSED:
        return first_missed(result, ITEM_CARD) ? "review missed" : "";
    case ACTION_PRACTISE:
        return first_missed(result, ITEM_DRILL) ? "practise" : "";
    case ACTION_RESTART:
        return "again";
    case ACTION_TAKE_OVER:
        return result->quiz.reviewed || all_reviewed(result) ? "" : "count as reviews";
    case ACTION_OPEN_QUIZ_HISTORY:
        return "past quizzes";
    default:
        return NULL;
    }
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static enum ink ink_of(long right, long count)
{
    return right * 10 >= count * 8 ? INK_GOOD : right * 2 >= count ? INK_TEXT : INK_BAD;
}

/* Name, "3 of 4", and a bar where there is room. */
static void share_line(struct flow *flow, const struct quiz_share *share)
{
    int names = flow->area.columns >= WIDE ? WIDE_NAME : NAME_COLUMNS, line = flow->line;
    size_t length = strlen(share->name), fits = text_fit(share->name, length, names - 4);
    struct text name = {0};
    char score[48];
    text_printf(&name, "%.*s%s", (int)fits, share->name,
                fits == length        ? ""
                : flow->canvas->ascii ? "~"
                                      : "…");
    (void)snprintf(score, sizeof score, "%ld of %ld", share->right, share->count);
    flow_text(flow, 2, style_of(INK_TEXT), text_string(&name));
    flow->line = line;
    flow_text(flow, names, style_of(ink_of(share->right, share->count)), score);
    if (flow->area.columns > names + SCORE_COLUMNS + 10) {
        flow->line = line;
        flow_bar(flow, names + SCORE_COLUMNS, (double)share->right / (double)share->count,
                 ink_of(share->right, share->count));
    }
    text_release(&name);
}

static void share_lines(struct flow *flow, const char *title, const struct quiz_shares *shares)
{
    flow_gap(flow);
    flow_text(flow, 0, style_of(INK_DIM), title);
    for (size_t i = 0; i < shares->count; i++)
        share_line(flow, &shares->items[i]);
}

static void labelled(struct flow *flow, const char *name, struct style style, const char *text)
{
    int line = flow->line;
    flow_text(flow, 2, style_of(INK_DIM), name);
    flow->line = line;
    flow_text(flow, 9, style, text);
}

static void missed_lines(struct flow *flow, const struct result *result, size_t index)
{
    const struct quiz_item *item = &result->quiz.items[index];
    struct text typed = {0}, expected = {0};
    char number[24];
    flow_gap(flow);
    (void)snprintf(number, sizeof number, "%zu.", index + 1);
    int line = flow->line;
    flow_text(flow, 0, style_of(INK_DIM), number);
    flow->line = line;
    flow_text(flow, 4, style_of(INK_STRONG), item->prompt);
    quiz_typed_text(item, &result->quiz.given[index], &typed);
    quiz_expected_text(item, &expected);
    labelled(flow, "you", style_of(INK_BAD), text_string(&typed));
    labelled(flow, "right", style_of(INK_GOOD), text_string(&expected));
    flow_text(flow, 9, style_of(INK_DIM), result->sources[index]);
    text_release(&typed);
    text_release(&expected);
}

static void content(struct flow *flow, const void *context)
{
    const struct result *result = context;
    const struct quiz *quiz = &result->quiz;
    struct text score = {0};
    quiz_score_text(quiz, &score);
    text_append(&score, ".");
    flow_text(flow, 0, style_of(INK_STRONG), text_string(&score));
    text_release(&score);
    if (!quiz->answered)
        return;
    flow_bar(flow, 0, (double)quiz->right / (double)quiz->answered,
             ink_of((long)quiz->right, (long)quiz->answered));
    share_lines(flow, "By kind", &result->kinds);
    share_lines(flow, "By topic", &result->topics);
    flow_gap(flow);
    flow_text(flow, 0, style_of(INK_DIM),
              quiz->right == quiz->answered ? "Nothing was missed." : "Missed");
    for (size_t i = 0; i < quiz->count; i++)
        if (quiz_missed(quiz, i))
            missed_lines(flow, result, i);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct result *result = state;
    flow_draw(canvas, body, &result->scroll, content, result);
}

const struct screen screen_quiz_result = {
    .name = "quiz-result",
    .title = "Quiz result",
    .open = open_result,
    .release = release,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .draw = draw,
};
