/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arithmetic sprint: before it, while it runs, its result, and practice of what was missed.
 * Only while it runs does the screen ask for ticks, one a second.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "tui/app.h"
#include "tui/flow.h"
#include "tui/sprint_session.h"
#include "tui/wording.h"

enum phase { READY, RUNNING, DONE, PRACTISING };
enum {
    SEEDS = 1000000000,
    PLOTTED = 20,
    PLOT_COLUMNS = 44,
    PLOT_ROWS = 14,
    PLOT_ROWS_LEAST = 6,
    PAGE_COLUMNS = 74
};

struct sprint_screen {
    enum phase phase;
    int level, seconds;
    bool ascii;
    struct sprint_past past; /* of this level and length, with the last one */
    long weak;               /* facts that will come early */
    struct sprint_session session;
    struct field field;
    struct sprint_mark last; /* what is told of the answer before */
    bool has_last;
    struct sprint_practice practice;
    struct scroll scroll;
    day_number today;
};

/* --- Opening ------------------------------------------------------------------------------------
 */

static void release(void *state)
{
    struct sprint_screen *screen = state;
    sprint_session_release(&screen->session);
    sprint_practice_release(&screen->practice);
    sprint_past_release(&screen->past);
    field_release(&screen->field);
    free(screen);
}

static bool count_weak(struct collection *collection, struct sprint_screen *screen,
                       struct error *error)
{
    struct sprint_memory *memories;
    size_t count;
    bool good =
        collection_sprint_memory(collection, SPRINT_SKILL, screen->level, &memories, &count, error);
    if (good)
        screen->weak = sprint_weak_count(memories, count);
    free(memories);
    return good;
}

static bool read_past(struct app *app, struct sprint_screen *screen, struct error *error)
{
    sprint_past_release(&screen->past);
    screen->today = collection_today(app->collection);
    return sprint_past_read(app->collection, screen->level, screen->seconds, &screen->past,
                            error) &&
           count_weak(app->collection, screen, error);
}

/* "seconds=60 level=2"; what is not said is the person's own level and 120 seconds. */
static bool read_argument(struct sprint_screen *screen, const char *argument, struct error *error)
{
    char *words = memory_copy_string(argument ? argument : ""), *rest = words, *word;
    bool good = true;
    while (good && (word = strsep(&rest, " ")) != NULL) {
        int value;
        char end;
        if (sscanf(word, "seconds=%d%c", &value, &end) == 1 && value >= SPRINT_SECONDS_LEAST &&
            value <= SPRINT_SECONDS_MOST)
            screen->seconds = value;
        else if (sscanf(word, "level=%d%c", &value, &end) == 1 && value >= 1 &&
                 value <= SPRINT_LEVELS)
            screen->level = value;
        else if (word[0])
            good = error_set(error, ERROR_USAGE, "a sprint knows nothing of \"%s\"", word);
    }
    free(words);
    return good;
}

static void *open_sprint(struct app *app, const char *argument, struct error *error)
{
    struct sprint_screen *screen = memory_allocate(1, sizeof *screen);
    screen->seconds = SPRINT_SECONDS;
    screen->ascii = app->ascii;
    if (read_argument(screen, argument, error) &&
        (screen->level || sprint_own_level(app->collection, &screen->level, error)) &&
        read_past(app, screen, error))
        return screen;
    release(screen);
    return NULL;
}

/* --- Phases -------------------------------------------------------------------------------------
 */

static void start(struct app *app, struct sprint_screen *screen)
{
    struct error error = {0};
    uint64_t seed = random_mix(app->seed, (uint64_t)app->next_problem++) % SEEDS;
    sprint_session_release(&screen->session);
    sprint_practice_release(&screen->practice);
    field_set(&screen->field, "");
    screen->has_last = false;
    screen->scroll = (struct scroll){0};
    if (sprint_session_start(&screen->session, app->collection, screen->level, screen->seconds,
                             seed, &error))
        screen->phase = RUNNING;
    else
        app_complain(app, &error);
}

/* The result is shown also where it could not be stored. */
static void finish(struct app *app, struct sprint_screen *screen)
{
    struct error error = {0};
    bool typing = field_text(&screen->field)[0] != '\0';
    screen->phase = DONE;
    field_set(&screen->field, "");
    if (!sprint_session_finish(&screen->session, &error) || !read_past(app, screen, &error))
        app_complain(app, &error);
    else
        app_say(app, "Time is over.%s%s", typing ? " What you were typing does not count." : "",
                screen->session.graded.day_earned ? " This day is earned." : "");
}

static bool is_over(const struct sprint_screen *screen)
{
    return screen->phase == RUNNING && !sprint_session_left(&screen->session);
}

static void answer(struct app *app, struct sprint_screen *screen, const char *typed)
{
    struct error error = {0};
    switch (sprint_session_answer(&screen->session, typed, &screen->last, &error)) {
    case SPRINT_TAKEN:
        screen->has_last = true;
        field_set(&screen->field, "");
        break;
    case SPRINT_LATE:
        finish(app, screen);
        break;
    case SPRINT_FAILED:
        app_complain(app, &error);
        break;
    case SPRINT_UNREAD: /* only digits are let in */
    default:
        break;
    }
}

static void practise(struct sprint_screen *screen)
{
    sprint_practice_release(&screen->practice);
    sprint_practice_start(&screen->practice, &screen->session.result);
    field_set(&screen->field, "");
    screen->has_last = false;
    screen->phase = PRACTISING;
}

static void practise_answer(struct app *app, struct sprint_screen *screen, const char *typed)
{
    struct sprint_practice *practice = &screen->practice;
    struct sprint_mark mark = {.question = practice->queue[0]};
    if (!sprint_read(&mark.question, typed, &mark.outcome))
        return;
    (void)snprintf(mark.typed, sizeof mark.typed, "%s", typed);
    screen->last = mark;
    screen->has_last = true;
    field_set(&screen->field, "");
    sprint_practice_take(practice, mark.outcome == SPRINT_RIGHT);
    if (!practice->count) {
        screen->phase = DONE;
        app_say(app, "Each was right once. They come early in the next sprint.");
    }
}

static void send(struct app *app, struct sprint_screen *screen, const char *typed)
{
    char *copy = memory_copy_string(typed);
    if (screen->phase == PRACTISING)
        practise_answer(app, screen, copy);
    else
        answer(app, screen, copy);
    free(copy);
}

static void resume(struct app *app, void *state)
{
    struct sprint_screen *screen = state;
    struct error error = {0};
    if (is_over(screen))
        finish(app, screen);
    else if (screen->phase == READY && !read_past(app, screen, &error))
        app_complain(app, &error);
}

static int pace(const void *state)
{
    const struct sprint_screen *screen = state;
    if (screen->phase != RUNNING)
        return -1;
    int64_t left = sprint_session_left(&screen->session), rest = left % 1000;
    return left && !rest ? 1000 : (int)rest;
}

static void tick(struct app *app, void *state)
{
    if (is_over(state))
        finish(app, state);
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

static bool typing(const void *state)
{
    const struct sprint_screen *screen = state;
    return screen->phase == RUNNING || screen->phase == PRACTISING;
}

static bool matches(const struct sprint_screen *screen)
{
    const char *typed = field_text(&screen->field);
    const struct sprint_question *question =
        screen->phase == PRACTISING ? &screen->practice.queue[0] : &screen->session.sprint.question;
    return sprint_question_matches(question, typed);
}

static void type(struct app *app, void *state, struct key key)
{
    struct sprint_screen *screen = state;
    if (is_over(screen)) {
        finish(app, screen);
        return;
    }
    if (key.code == SPECIAL_TAB) {
        send(app, screen, "");
        return;
    }
    bool digit = key.code >= '0' && key.code <= '9';
    if (key_is_text(key) && !digit)
        app_say(app, "Type digits. Enter checks them, Tab passes, Esc leaves.");
    else if (!digit || strlen(field_text(&screen->field)) < SPRINT_TYPED - 1)
        (void)field_feed(&screen->field, key);
    if (matches(screen))
        send(app, screen, field_text(&screen->field));
}

static void change_level(struct app *app, struct sprint_screen *screen, int by)
{
    struct error error = {0};
    screen->level += by;
    if (!read_past(app, screen, &error))
        app_complain(app, &error);
}

static void say_unfinished(struct app *app, const struct sprint_screen *screen)
{
    if (screen->session.sprint.count)
        app_say(app, "Unfinished: the answers are kept, but this sprint is no result.");
    else
        app_say(app, "Left before an answer; nothing is kept of it.");
}

/* False: the general handler goes back. */
static bool go_back(struct app *app, struct sprint_screen *screen)
{
    if (screen->phase == RUNNING)
        say_unfinished(app, screen);
    if (screen->phase != PRACTISING)
        return false;
    screen->phase = DONE;
    field_set(&screen->field, "");
    return true;
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct sprint_screen *screen = state;
    if (is_over(screen)) {
        finish(app, screen);
        return true;
    }
    switch (action) {
    case ACTION_ACCEPT:
        if (typing(screen))
            send(app, screen, field_text(&screen->field));
        else
            start(app, screen);
        return true;
    case ACTION_SKIP:
        send(app, screen, "");
        return true;
    case ACTION_PRACTISE_MISSED:
        practise(screen);
        return true;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        change_level(app, screen, action == ACTION_RIGHT ? 1 : -1);
        return true;
    case ACTION_BACK:
        return go_back(app, screen);
    default:
        return scroll_handle(&screen->scroll, action);
    }
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct sprint_screen *screen = state;
    switch (action) {
    case ACTION_SKIP:
        return typing(screen) ? NULL : "Nothing is asked now; Enter starts a sprint.";
    case ACTION_PRACTISE_MISSED:
        if (screen->phase != DONE)
            return "This is for the end of a sprint.";
        return screen->session.result.missed_count ? NULL : "Nothing was missed.";
    case ACTION_LEFT:
    case ACTION_RIGHT:
        if (screen->phase != READY)
            return "The level is chosen before a sprint starts.";
        if (screen->level == (action == ACTION_LEFT ? 1 : SPRINT_LEVELS))
            return action == ACTION_LEFT ? "This is the easiest level."
                                         : "This is the hardest level.";
        return NULL;
    default:
        return NULL;
    }
}

static const char *label(const void *state, enum action action)
{
    const struct sprint_screen *screen = state;
    static const char *const enter[] = {"start", "check", "again", "check"};
    if (action == ACTION_ACCEPT)
        return enter[screen->phase];
    if (action == ACTION_PRACTISE_MISSED)
        return "practise missed";
    if (action == ACTION_BACK && screen->phase == PRACTISING)
        return "to the result";
    if (action == ACTION_BACK && screen->phase == RUNNING)
        return "stop";
    return NULL;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    const struct sprint_screen *screen = state;
    (void)snprintf(buffer, size, "level %d of %d %s %d s", screen->level, SPRINT_LEVELS,
                   app->ascii ? "|" : "·", screen->seconds);
}

/* --- Drawing: before ----------------------------------------------------------------------------
 */

static void best_words(const struct sprint_screen *screen, struct text *out)
{
    const struct sprint_past *past = &screen->past;
    if (!past->count) {
        text_append(out, "No finished sprint of this level and length yet.");
        return;
    }
    text_append(out, "Personal best: ");
    sprint_rate_words(past->best, out);
    text_append(out, " right a minute, on ");
    wording_date(past->best_day, screen->today, out);
    text_append(out, ".");
}

static void ready_content(struct flow *flow, const void *context)
{
    const struct sprint_screen *screen = context;
    struct text line = {0};
    text_printf(&line, "As much arithmetic as fits into %d seconds.", screen->seconds);
    flow_text(flow, 0, style_with(INK_STRONG, ATTRIBUTE_BOLD), text_string(&line));
    flow_gap(flow);
    flow_text(flow, 0, style_of(INK_TEXT),
              "A right answer is taken as soon as its digits are typed. Enter checks what is "
              "typed, Tab passes. What is missed comes again after a few others, and early in the "
              "next sprints.");
    flow_gap(flow);
    text_clear(&line);
    text_printf(&line, "Level %d: %s.", screen->level, sprint_level_words(screen->level));
    flow_text(flow, 0, style_of(INK_ACCENT), text_string(&line));
    text_clear(&line);
    best_words(screen, &line);
    flow_text(flow, 0, style_of(INK_TEXT), text_string(&line));
    text_clear(&line);
    if (screen->weak)
        wording_count(screen->weak, "fact was missed or slow lately; it comes early.",
                      "facts were missed or slow lately; they come early.", &line);
    flow_text(flow, 0, style_of(INK_TEXT), text_string(&line));
    text_release(&line);
}

/* --- Drawing: a question ------------------------------------------------------------------------
 */

static void draw_centred(struct canvas *canvas, struct area area, int row, struct style style,
                         const char *text)
{
    int width = text_width(text, strlen(text));
    if (row >= 0 && row < area.rows)
        (void)canvas_text(canvas, area.column + (area.columns - width) / 2, area.row + row, style,
                          text);
}

/* The time left as a bar and in seconds, and how many were right. */
static void draw_time(const struct sprint_screen *screen, struct canvas *canvas, struct area line)
{
    const struct sprint_session *session = &screen->session;
    int64_t left = sprint_session_left(session);
    long seconds = (long)((left + 999) / 1000);
    bool last = seconds <= 10;
    char words[48];
    (void)snprintf(words, sizeof words, "%3ld s   %ld right", seconds,
                   session->sprint.tally[SPRINT_RIGHT]);
    int width = (int)strlen(words) + 2;
    canvas_bar(canvas, line.column, line.row, line.columns - width,
               (double)seconds / screen->seconds, style_of(last ? INK_BAD : INK_ACCENT));
    area_right(canvas, line, 0, style_with(last ? INK_BAD : INK_STRONG, last ? ATTRIBUTE_BOLD : 0),
               words);
}

static void draw_practice(const struct sprint_screen *screen, struct canvas *canvas,
                          struct area line)
{
    const struct sprint_practice *practice = &screen->practice;
    char words[64];
    (void)snprintf(words, sizeof words, "%zu of %zu left, untimed", practice->count,
                   practice->total);
    canvas_bar(canvas, line.column, line.row, line.columns - (int)strlen(words) - 2,
               (double)practice->count / (double)practice->total, style_of(INK_ACCENT));
    area_right(canvas, line, 0, style_of(INK_STRONG), words);
}

static void draw_last(const struct sprint_screen *screen, struct canvas *canvas, struct area area,
                      int row)
{
    struct text line = {0};
    bool right = screen->last.outcome == SPRINT_RIGHT;
    if (!screen->has_last)
        return;
    sprint_mark_words(&screen->last, screen->ascii, &line);
    if (right)
        text_append(&line, ", right");
    draw_centred(canvas, area, row,
                 style_with(right ? INK_GOOD : INK_BAD, right ? 0 : ATTRIBUTE_BOLD),
                 text_string(&line));
    text_release(&line);
}

/* "7   ×   8": the signs stand well apart from the numbers. */
static void spaced_words(const struct sprint_question *question, bool ascii, struct text *out)
{
    struct text words = {0};
    sprint_fact_words(question, ascii, &words);
    const char *end = strstr(words.data, " =");
    for (const char *at = words.data; at < end; at++) {
        text_append_bytes(out, at, 1);
        if (*at == ' ')
            text_append(out, "  ");
    }
    text_release(&words);
}

static void draw_question(const struct sprint_screen *screen, struct canvas *canvas,
                          struct area body)
{
    enum { BOX_ROWS = 7, BOX_COLUMNS = 38 };
    struct text words = {0};
    const struct sprint_question *question =
        screen->phase == PRACTISING ? &screen->practice.queue[0] : &screen->session.sprint.question;
    struct area line = area_cut_top(&body, 1);
    if (screen->phase == PRACTISING)
        draw_practice(screen, canvas, line);
    else
        draw_time(screen, canvas, line);
    int top = (body.rows - BOX_ROWS - 2) / 2 + 2;
    struct area box = {body.column + (body.columns - BOX_COLUMNS) / 2, body.row + top, BOX_COLUMNS,
                       BOX_ROWS};
    draw_last(screen, canvas, body, top - 2);
    canvas_box(canvas, box.column, box.row, box.columns, box.rows, style_of(INK_DIM), NULL);
    spaced_words(question, screen->ascii, &words);
    draw_centred(canvas, box, 2, style_with(INK_STRONG, ATTRIBUTE_BOLD), text_string(&words));
    int width = (int)strlen(field_text(&screen->field));
    field_draw(&screen->field, canvas, box.column + (box.columns - width) / 2, box.row + 4,
               width + 1);
    text_release(&words);
}

/* --- Drawing: the result ------------------------------------------------------------------------
 */

static void fact_line(struct flow *flow, const struct sprint_screen *screen,
                      const struct sprint_fact *fact, const char *rest)
{
    struct text line = {0};
    sprint_fact_words(&fact->question, screen->ascii, &line);
    text_append(&line, rest);
    flow_text(flow, 2, style_of(INK_TEXT), text_string(&line));
    text_release(&line);
}

static void facts_content(struct flow *flow, const struct sprint_screen *screen)
{
    const struct sprint_result *result = &screen->session.result;
    char rest[32];
    if (result->missed_count)
        flow_text(flow, 0, style_of(INK_DIM), "Missed");
    for (size_t i = 0; i < result->missed_count; i++) {
        (void)snprintf(rest, sizeof rest, ", %ld times", result->missed[i].times);
        fact_line(flow, screen, &result->missed[i], result->missed[i].times > 1 ? rest : "");
    }
    if (result->slow_count)
        flow_text(flow, 0, style_of(INK_DIM), "Slowest");
    for (size_t i = 0; i < result->slow_count; i++) {
        (void)snprintf(rest, sizeof rest, ", %.1f s", result->slow[i].milliseconds / 1000);
        fact_line(flow, screen, &result->slow[i], rest);
    }
}

static void compared_words(const struct sprint_screen *screen, struct text *out)
{
    const struct sprint_session *session = &screen->session;
    if (sprint_session_is_best(session)) {
        text_append(out, "A personal best, after ");
        sprint_rate_words(session->past.best, out);
        text_append(out, ".");
    } else if (session->past.count) {
        text_append(out, "Your best: ");
        sprint_rate_words(session->past.best, out);
        text_append(out, ", on ");
        wording_date(session->past.best_day, screen->today, out);
        text_append(out, ".");
    } else {
        text_append(out, "The first of this kind.");
    }
}

static void done_content(struct flow *flow, const void *context)
{
    const struct sprint_screen *screen = context;
    const struct sprint_result *result = &screen->session.result;
    struct text line = {0};
    if (!screen->session.sprint.count) {
        flow_text(flow, 0, style_of(INK_STRONG), "Nothing was answered, so nothing is stored.");
        return;
    }
    sprint_rate_words(result->per_minute, &line);
    text_append(&line, " right a minute");
    flow_text(flow, 0, style_with(INK_STRONG, ATTRIBUTE_BOLD), text_string(&line));
    text_clear(&line);
    text_printf(&line, "%ld right, %ld wrong, %ld passed", result->right, result->wrong,
                result->passed);
    flow_text(flow, 0, style_of(INK_TEXT), text_string(&line));
    text_clear(&line);
    text_printf(&line, "%.0f %% right", 100 * result->accuracy);
    if (result->median_ms > 0)
        text_printf(&line, ", median %.1f s", result->median_ms / 1000);
    flow_text(flow, 0, style_of(INK_TEXT), text_string(&line));
    text_clear(&line);
    compared_words(screen, &line);
    flow_text(flow, 0, style_of(sprint_session_is_best(&screen->session) ? INK_GOOD : INK_TEXT),
              text_string(&line));
    text_release(&line);
    flow_gap(flow);
    facts_content(flow, screen);
}

static void draw_rates(const struct sprint_screen *screen, struct canvas *canvas, struct area area)
{
    const struct sprint_past *past = &screen->past;
    double x[PLOTTED] = {0}, high = 0;
    size_t count = past->count < PLOTTED ? past->count : PLOTTED;
    const double *rates = past->rates + past->count - count;
    for (size_t i = 0; i < count; i++) {
        x[i] = (double)(past->count - count + i + 1);
        high = rates[i] > high ? rates[i] : high;
    }
    struct plot_series series = {.x = x, .y = rates, .count = count, .ink = INK_SERIES_A};
    struct plot plot = {.title = "right a minute",
                        .x_label = "sprint",
                        .series = &series,
                        .series_count = 1,
                        .x_low = x[0],
                        .x_high = x[count - 1],
                        .y_high = high > 0 ? high * 1.1 : 1};
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

/* Text on the left; the last sprints on the right, where there are two and the text has room. */
static void draw_page(struct sprint_screen *screen, struct canvas *canvas, struct area body,
                      int columns_least, void (*content)(struct flow *flow, const void *context))
{
    if (screen->past.count >= 2 && body.rows >= PLOT_ROWS_LEAST && body.columns >= columns_least) {
        int width = body.columns / 2 < PLOT_COLUMNS ? body.columns / 2 : PLOT_COLUMNS;
        struct area plot = {body.column + body.columns - width, body.row, width,
                            body.rows < PLOT_ROWS ? body.rows : PLOT_ROWS};
        draw_rates(screen, canvas, plot);
        body.columns -= width + 1;
    }
    flow_draw(canvas, body, &screen->scroll, content, screen);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct sprint_screen *screen = state;
    screen->ascii = app->ascii;
    if (screen->phase == READY)
        draw_page(screen, canvas, body, PAGE_COLUMNS, ready_content);
    else if (screen->phase == DONE)
        draw_page(screen, canvas, body, 0, done_content);
    else
        draw_question(screen, canvas, body);
}

const struct screen screen_sprint = {
    .name = "sprint",
    .title = "Arithmetic sprint",
    .open = open_sprint,
    .release = release,
    .resume = resume,
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
