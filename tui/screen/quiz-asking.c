/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quiz being answered, one question a page. The run stores every answer when it is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/flow.h"
#include "tui/mathematics.h"
#include "tui/quiz_report.h"
#include "tui/quiz_run.h"

enum { TICK_MS = 1000 };

struct asking {
    struct quiz_run *run;
    struct field field;
    struct list choices;
    size_t chosen; /* of a choice that was answered */
    struct scroll scroll;
    struct text source;
};

static const struct quiz_item *item_of(const struct asking *asking)
{
    return quiz_run_item(asking->run);
}

static enum quiz_phase phase_of(const struct asking *asking)
{
    return quiz_run_phase(asking->run);
}

static bool is_choice(const struct asking *asking)
{
    const struct quiz_item *item = item_of(asking);
    return item && item->form == QUIZ_CHOICE;
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static void release(void *state)
{
    struct asking *asking = state;
    quiz_run_free(asking->run);
    field_release(&asking->field);
    text_release(&asking->source);
    free(asking);
}

/* Before each question. */
static void begin(struct asking *asking)
{
    const struct quiz_item *item = item_of(asking);
    field_set(&asking->field, "");
    text_clear(&asking->source);
    asking->scroll = (struct scroll){0};
    asking->choices = (struct list){.count = item ? item->choice_count : 0};
}

/* `argument`: the id of a quiz; NULL: the one that is open. */
static void *open_asking(struct app *app, const char *argument, struct error *error)
{
    char id[QUIZ_ID] = "";
    struct answer_style style = {.decimal_comma = app->config.decimal_comma};
    struct asking *asking = memory_allocate(1, sizeof *asking);
    if (!collection_open_day(app->collection, error) ||
        (!argument && !collection_quiz_unfinished(app->collection, id, error))) {
        release(asking);
        return NULL;
    }
    if (argument || id[0])
        asking->run = quiz_run_resume(app->collection, argument ? argument : id, &style, error);
    else
        (void)error_set(error, ERROR_NEGATIVE, "no quiz is open");
    if (asking->run) {
        begin(asking);
        return asking;
    }
    release(asking);
    return NULL;
}

/* --- Going on -----------------------------------------------------------------------------------
 */

static void show_result(struct app *app, const struct asking *asking)
{
    app_replace(app, "quiz-result", quiz_run_quiz(asking->run)->id);
}

/* After an answer: judged, unread, or the time was over. */
static void after_answer(struct app *app, struct asking *asking, bool good,
                         const struct error *error)
{
    if (!good) {
        app_complain(app, error);
        if (error->kind == ERROR_USAGE)
            begin(asking);
        return;
    }
    if (phase_of(asking) == QUIZ_ASKING) {
        app_say(app, "%s", quiz_run_result(asking->run)->note);
        return;
    }
    if (phase_of(asking) == QUIZ_OVER) {
        app_say(app, "The time is over; the open question does not count.");
        show_result(app, asking);
        return;
    }
    quiz_source_text(app->collection, item_of(asking), &asking->source);
    asking->scroll.follow = true;
    if (quiz_run_earned(asking->run))
        app_say(app, "This day is earned.");
}

static void answer(struct app *app, struct asking *asking, const char *typed)
{
    struct error error = {0};
    bool good = quiz_run_answer(asking->run, typed, &error);
    after_answer(app, asking, good, &error);
}

static void choose(struct app *app, struct asking *asking, size_t index)
{
    const char letter[] = {quiz_letter(index), '\0'};
    asking->chosen = asking->choices.selected = index;
    answer(app, asking, letter);
}

static void pass(struct app *app, struct asking *asking)
{
    struct error error = {0};
    asking->chosen = asking->choices.count;
    field_set(&asking->field, "");
    bool good = quiz_run_pass(asking->run, &error);
    after_answer(app, asking, good, &error);
}

static void go_on(struct app *app, struct asking *asking)
{
    struct error error = {0};
    if (!quiz_run_continue(asking->run, &error))
        app_complain(app, &error);
    begin(asking);
    if (phase_of(asking) != QUIZ_OVER)
        return;
    const struct quiz *quiz = quiz_run_quiz(asking->run);
    if (quiz->reason && !strcmp(quiz->reason, "time"))
        app_say(app, "The time is over.");
    show_result(app, asking);
}

static void accept(struct app *app, struct asking *asking)
{
    if (phase_of(asking) == QUIZ_OVER)
        show_result(app, asking);
    else if (phase_of(asking) == QUIZ_JUDGED)
        go_on(app, asking);
    else if (is_choice(asking))
        choose(app, asking, asking->choices.selected);
    else
        answer(app, asking, field_text(&asking->field));
}

static void count_as_right(struct app *app, struct asking *asking)
{
    struct error error = {0};
    if (!quiz_run_accept(asking->run, &error))
        app_complain(app, &error);
    else if (quiz_run_earned(asking->run))
        app_say(app, "Counted as right. This day is earned.");
    else
        app_say(app, "Counted as right.");
}

static void end_quiz(struct app *app, struct asking *asking)
{
    struct error error = {0};
    if (!quiz_run_end(asking->run, &error))
        app_complain(app, &error);
    else
        app_say(app, "Ended. What was answered is kept.");
    show_result(app, asking);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct asking *asking = state;
    if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_6) {
        choose(app, asking, (size_t)(action - ACTION_CHOOSE_1));
        return true;
    }
    switch (action) {
    case ACTION_ACCEPT:
        accept(app, asking);
        return true;
    case ACTION_GIVE_UP:
        pass(app, asking);
        return true;
    case ACTION_WAS_RIGHT:
        count_as_right(app, asking);
        return true;
    case ACTION_END_QUIZ:
        end_quiz(app, asking);
        return true;
    case ACTION_BACK:
        app_say(app, "The quiz stays open; the quiz page goes on with it.");
        app_back(app);
        return true;
    case ACTION_UP:
    case ACTION_DOWN:
        if (is_choice(asking) && phase_of(asking) == QUIZ_ASKING) {
            asking->scroll.follow = true;
            return list_handle(&asking->choices, action, 1);
        }
        return scroll_handle(&asking->scroll, action);
    default:
        return scroll_handle(&asking->scroll, action);
    }
}

/* --- What is possible ---------------------------------------------------------------------------
 */

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct asking *asking = state;
    bool open = phase_of(asking) == QUIZ_ASKING;
    if (action == ACTION_UNDO)
        return "An answer in a quiz stays: the right one has been shown.";
    if (action == ACTION_END_QUIZ && phase_of(asking) == QUIZ_OVER)
        return "The quiz has ended.";
    if (action == ACTION_WAS_RIGHT && !quiz_run_can_accept(asking->run))
        return "That is for words that were typed and judged wrong.";
    if (action == ACTION_GIVE_UP && !open)
        return "This question has been answered.";
    if (action < ACTION_CHOOSE_1 || action > ACTION_CHOOSE_6)
        return NULL;
    if (!is_choice(asking))
        return "There is nothing to choose from here.";
    if (!open)
        return "This question has been answered.";
    return (size_t)(action - ACTION_CHOOSE_1) < asking->choices.count
               ? NULL
               : "There are not so many answers.";
}

static const char *label(const void *state, enum action action)
{
    const struct asking *asking = state;
    bool open = phase_of(asking) == QUIZ_ASKING;
    if (action == ACTION_ACCEPT)
        return !open ? "go on" : is_choice(asking) ? "take the marked" : "answer";
    if (action == ACTION_GIVE_UP)
        return open ? "pass" : "";
    if (action == ACTION_WAS_RIGHT)
        return quiz_run_can_accept(asking->run) ? "it was right" : "";
    if (action == ACTION_END_QUIZ)
        return "end it";
    return action == ACTION_BACK ? "later" : NULL;
}

static bool typing(const void *state)
{
    const struct asking *asking = state;
    return phase_of(asking) == QUIZ_ASKING && !is_choice(asking);
}

static void type(struct app *app, void *state, struct key key)
{
    (void)app;
    struct asking *asking = state;
    (void)field_feed(&asking->field, key);
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    const struct asking *asking = state;
    const struct quiz *quiz = quiz_run_quiz(asking->run);
    long long left = quiz_run_left(asking->run);
    if (phase_of(asking) == QUIZ_OVER)
        return;
    int used = snprintf(buffer, size, "%zu of %zu", quiz_run_index(asking->run) + 1, quiz->count);
    if (left >= 0 && used > 0 && (size_t)used < size)
        (void)snprintf(buffer + used, size - (size_t)used, " %s %lld:%02lld left",
                       app->ascii ? "|" : "·", (left + 999) / 60000, (left + 999) / 1000 % 60);
}

static int pace(const void *state)
{
    const struct asking *asking = state;
    return phase_of(asking) == QUIZ_ASKING && quiz_run_left(asking->run) >= 0 ? TICK_MS : -1;
}

static void tick(struct app *app, void *state)
{
    struct asking *asking = state;
    struct error error = {0};
    bool ended = false;
    if (!quiz_run_check_time(asking->run, &ended, &error))
        app_complain(app, &error);
    if (ended)
        after_answer(app, asking, true, &error);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* The mark before a choice once it was answered. */
static const char *sign_of(const struct asking *asking, size_t index, bool ascii)
{
    const struct quiz_item *item = item_of(asking);
    if (phase_of(asking) == QUIZ_ASKING)
        return index == asking->choices.selected ? (ascii ? ">" : "▸") : "";
    if (!strcmp(item->choices[index], item->expected))
        return ascii ? "+" : "✓";
    return index == asking->chosen ? (ascii ? "x" : "✗") : "";
}

static enum ink ink_of(const struct asking *asking, size_t index)
{
    const struct quiz_item *item = item_of(asking);
    if (phase_of(asking) == QUIZ_ASKING)
        return index == asking->choices.selected ? INK_STRONG : INK_TEXT;
    if (!strcmp(item->choices[index], item->expected))
        return INK_GOOD;
    return index == asking->chosen ? INK_BAD : INK_DIM;
}

static void choice_lines(struct flow *flow, const struct asking *asking)
{
    const struct quiz_item *item = item_of(asking);
    bool choosing = item->form == QUIZ_CHOICE;
    for (size_t i = 0; i < item->choice_count; i++) {
        char letter[] = {quiz_letter(i), ')', '\0'};
        int line = flow->line;
        if (choosing) {
            if (i == asking->choices.selected && phase_of(asking) == QUIZ_ASKING)
                flow_focus(flow);
            flow_text(flow, 0, style_of(INK_ACCENT), sign_of(asking, i, flow->canvas->ascii));
            flow->line = line;
        }
        flow_text(flow, 2, style_of(INK_ACCENT), letter);
        flow->line = line;
        flow_text(flow, 5, style_of(choosing ? ink_of(asking, i) : INK_TEXT), item->choices[i]);
    }
}

/* Mathematics is set in problems; notes are shown as they are written. */
static void prose(struct flow *flow, const struct quiz_item *item, int indent, const char *text)
{
    if (item->kind == ITEM_CARD)
        flow_text(flow, indent, style_of(INK_STRONG), text);
    else
        flow_mathematics(flow, indent, style_of(INK_STRONG), text);
}

static void verdict_lines(struct flow *flow, const struct asking *asking)
{
    static const enum ink inks[] = {[QUIZ_WRONG] = INK_BAD,
                                    [QUIZ_RIGHT] = INK_GOOD,
                                    [QUIZ_NOTED] = INK_GOOD,
                                    [QUIZ_PASSED] = INK_STRONG,
                                    [QUIZ_ACCEPTED] = INK_GOOD};
    static const char *const signs[][2] = {[QUIZ_WRONG] = {"✗ ", "x "},
                                           [QUIZ_RIGHT] = {"✓ ", "+ "},
                                           [QUIZ_NOTED] = {"✓ ", "+ "},
                                           [QUIZ_PASSED] = {"", ""},
                                           [QUIZ_ACCEPTED] = {"✓ ", "+ "}};
    const struct quiz_item *item = item_of(asking);
    const struct quiz_result *result = quiz_run_result(asking->run);
    struct text line = {0};
    flow_gap(flow);
    flow_focus(flow);
    text_printf(&line, "%s%s.", signs[result->verdict][flow->canvas->ascii],
                quiz_verdict_words(result->verdict));
    flow_text(flow, 0, style_with(inks[result->verdict], ATTRIBUTE_BOLD), text_string(&line));
    flow_text(flow, 2, style_of(INK_TEXT), result->note);
    text_clear(&line);
    quiz_expected_text(item, &line);
    if (item->form != QUIZ_CHOICE) {
        flow_text(flow, 0, style_of(INK_DIM), "Answer");
        prose(flow, item, 2, text_string(&line));
    }
    text_release(&line);
}

static void content(struct flow *flow, const void *context)
{
    const struct asking *asking = context;
    const struct quiz_item *item = item_of(asking);
    bool open = phase_of(asking) == QUIZ_ASKING;
    prose(flow, item, 0, item->prompt);
    flow_gap(flow);
    choice_lines(flow, asking);
    if (item->form == QUIZ_CHOICE && open)
        return;
    if (item->choice_count && item->form != QUIZ_CHOICE)
        flow_gap(flow);
    if (open) {
        flow_focus(flow);
        flow_field(flow, item->form == QUIZ_ORDER ? "Letters in order" : "Answer", &asking->field);
        return;
    }
    if (item->form != QUIZ_CHOICE && field_text(&asking->field)[0]) {
        struct text line = {0};
        text_printf(&line, "You: %s", field_text(&asking->field));
        flow_text(flow, 0, style_of(INK_TEXT), text_string(&line));
        text_release(&line);
    }
    verdict_lines(flow, asking);
}

static void draw_context(const struct asking *asking, struct canvas *canvas, struct area area)
{
    const struct quiz_item *item = item_of(asking);
    const char *right = quiz_form_name(item->form);
    struct area rest = area;
    rest.columns -= text_width(right, strlen(right)) + 2;
    (void)canvas_text_fit(canvas, rest.column, rest.row, rest.columns, style_of(INK_DIM),
                          item->topic ? item->topic : "");
    area_right(canvas, area, 0, style_of(INK_ACCENT), right);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct asking *asking = state;
    if (phase_of(asking) == QUIZ_OVER) {
        area_line(canvas, body, 0, style_of(INK_STRONG), "This quiz has ended.");
        return;
    }
    draw_context(asking, canvas, area_cut_top(&body, body.rows >= 14 ? 2 : 1));
    struct area source = area_cut_bottom(&body, 1);
    flow_draw(canvas, body, &asking->scroll, content, asking);
    if (phase_of(asking) == QUIZ_JUDGED)
        (void)canvas_text_fit(canvas, source.column, source.row, source.columns, style_of(INK_DIM),
                              text_string(&asking->source));
}

const struct screen screen_quiz_asking = {
    .name = "quiz-asking",
    .title = "Quiz",
    .open = open_asking,
    .release = release,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .typing = typing,
    .type = type,
    .status = status,
    .draw = draw,
    .pace = pace,
    .tick = tick,
};
