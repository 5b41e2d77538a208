/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The challenge: every day as a picture, what the day under the cursor was, and how it stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/challenge_text.h"
#include "tui/flow.h"
#include "tui/heatmap.h"
#include "tui/progress.h"
#include "tui/wording.h"

enum { LEGEND_FROM = 14, TABLE_FROM = 36 }; /* rows of the body */

struct challenge_screen {
    struct streak streak;
    day_number today, cursor;
    day_number asked; /* whether it shall be a day of rest; DAY_NONE: nothing is asked */
    int journal_days; /* that a challenge not started yet could count; 0: none */
    bool has_diary;
    struct day_diary diary; /* of the day under the cursor */
    struct day_fact goal;   /* of today */
    struct scroll scroll;
};

static void release(void *state)
{
    struct challenge_screen *screen = state;
    streak_release(&screen->streak);
    if (screen->has_diary)
        day_diary_release(&screen->diary);
    free(screen);
}

static bool is_started(const struct challenge_screen *screen)
{
    return screen->streak.start != DAY_NONE;
}

static day_number last_day(const struct challenge_screen *screen)
{
    return screen->streak.start + (day_number)screen->streak.day_count - 1;
}

static size_t place(const struct challenge_screen *screen)
{
    return (size_t)(screen->cursor - screen->streak.start);
}

static bool read_diary(struct app *app, struct challenge_screen *screen, struct error *error)
{
    if (screen->has_diary)
        day_diary_release(&screen->diary);
    screen->has_diary =
        collection_day_diary(app->collection, screen->cursor, &screen->diary, error);
    return screen->has_diary;
}

/* Within the picture; false: it could not be read. */
static bool move_to(struct app *app, struct challenge_screen *screen, day_number day,
                    struct error *error)
{
    if (!is_started(screen))
        return true;
    day_number last = last_day(screen);
    screen->cursor = day < screen->streak.start ? screen->streak.start : day > last ? last : day;
    screen->asked = DAY_NONE;
    screen->scroll.top = 0;
    return read_diary(app, screen, error);
}

static bool read_all(struct app *app, struct challenge_screen *screen, struct error *error)
{
    struct streak streak;
    if (!collection_streak(app->collection, &streak, error))
        return false;
    streak_release(&screen->streak);
    screen->streak = streak;
    screen->today = collection_today(app->collection);
    return collection_journal_days(app->collection, &screen->journal_days, error) &&
           collection_day(app->collection, screen->today, &screen->goal, error) &&
           move_to(app, screen, screen->cursor == DAY_NONE ? screen->today : screen->cursor, error);
}

static void *open_challenge(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct challenge_screen *screen = memory_allocate(1, sizeof *screen);
    screen->cursor = screen->asked = DAY_NONE;
    if (read_all(app, screen, error))
        return screen;
    release(screen);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_all(app, state, &error))
        app_complain(app, &error);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

/* `before`: days of it that are behind. */
static void start(struct app *app, struct challenge_screen *screen, int before)
{
    struct error error = {0};
    day_number first = collection_today(app->collection) - before;
    screen->cursor = DAY_NONE;
    if (collection_challenge_start(app->collection, first, &error) && read_all(app, screen, &error))
        app_say(app, "The challenge has started: this is day %d.", before + 1);
    else
        app_complain(app, &error);
}

static void ask_rest(struct app *app, struct challenge_screen *screen)
{
    char enter[KEY_TEXT];
    struct text line = {0};
    screen->asked = screen->cursor;
    wording_date(screen->cursor, screen->today, &line);
    app_say(app, "Rest on %s? %s declares it, other keys do not.", text_string(&line),
            app_key(app, ACTION_ACCEPT, enter));
    text_release(&line);
}

static void declare_rest(struct app *app, struct challenge_screen *screen)
{
    struct error error = {0};
    struct text line = {0};
    day_number day = screen->asked;
    screen->asked = DAY_NONE;
    if (!collection_rest(app->collection, day, &error) || !read_all(app, screen, &error)) {
        app_complain(app, &error);
        return;
    }
    wording_date(day, screen->today, &line);
    app_say(app, "%s is a day of rest; %d more can be declared.", text_string(&line),
            screen->streak.rest_left);
    text_release(&line);
}

static void open_day(struct app *app, const struct challenge_screen *screen)
{
    char day[DAY_TEXT];
    app_open(app, "day", day_format(screen->cursor, day));
}

static void show_numbers(struct app *app, const struct challenge_screen *screen)
{
    struct text text = {0};
    challenge_help(&screen->streak, screen->today, &text);
    overlay_open_text(app, "The challenge in numbers", text_string(&text));
    text_release(&text);
}

/* The same date of the month before or after, or the last day of that month. */
static day_number month_away(day_number from, int months)
{
    int year, month, date;
    day_to_civil(from, &year, &month, &date);
    int number = year * 12 + month - 1 + months;
    day_number first = day_from_civil(number / 12, number % 12 + 1, 1);
    day_number next = day_from_civil((number + 1) / 12, (number + 1) % 12 + 1, 1);
    return first + date - 1 < next ? first + date - 1 : next - 1;
}

/* Where the action moves the cursor; DAY_NONE: nowhere. */
static day_number target(const struct challenge_screen *screen, enum action action)
{
    day_number from = screen->cursor;
    switch (action) {
    case ACTION_UP:
        return from - 1;
    case ACTION_DOWN:
        return from + 1;
    case ACTION_LEFT:
        return from - 7;
    case ACTION_RIGHT:
        return from + 7;
    case ACTION_PAGE_UP:
        return month_away(from, -1);
    case ACTION_PAGE_DOWN:
        return month_away(from, 1);
    case ACTION_FIRST:
        return screen->streak.start;
    case ACTION_LAST:
        return last_day(screen);
    case ACTION_NOW:
        return screen->today;
    default:
        return DAY_NONE;
    }
}

/* What the text below the picture had no room for; after the end its beginning. */
static void turn(struct scroll *scroll)
{
    bool end = scroll->top + scroll->page >= scroll->lines;
    scroll->top = end ? 0 : scroll->top + scroll->page;
}

static bool handle_started(struct app *app, struct challenge_screen *screen, enum action action)
{
    struct error error = {0};
    day_number day = target(screen, action);
    if (day != DAY_NONE) {
        if (!move_to(app, screen, day, &error))
            app_complain(app, &error);
        return true;
    }
    bool asked = screen->asked != DAY_NONE;
    if (asked && action == ACTION_ACCEPT)
        declare_rest(app, screen);
    else if (action == ACTION_ACCEPT)
        open_day(app, screen);
    else if (action == ACTION_REST)
        ask_rest(app, screen);
    else if (action == ACTION_INFORMATION)
        show_numbers(app, screen);
    else if (action == ACTION_REVEAL)
        turn(&screen->scroll);
    else if (!asked || action != ACTION_BACK)
        return false;
    if (action != ACTION_REST)
        screen->asked = DAY_NONE;
    return true;
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct challenge_screen *screen = state;
    if (is_started(screen))
        return handle_started(app, screen, action);
    if (action == ACTION_CHALLENGE || action == ACTION_ACCEPT) {
        start(app, screen, 0);
        return true;
    }
    if (action == ACTION_CHALLENGE_JOURNAL) {
        start(app, screen, screen->journal_days);
        return true;
    }
    return scroll_handle(&screen->scroll, action);
}

static const char *no_rest(const struct challenge_screen *screen)
{
    const struct streak *streak = &screen->streak;
    if (screen->cursor <= screen->today)
        return "A day of rest is declared before it begins: move the cursor to a day to come.";
    if (streak->days[place(screen)].rest)
        return "It is a day of rest already.";
    return streak->rest_left > 0 ? NULL : "No day of rest is left.";
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct challenge_screen *screen = state;
    bool of_days = action == ACTION_REST || action == ACTION_NOW || action == ACTION_INFORMATION ||
                   action == ACTION_REVEAL;
    if (!is_started(screen) && action == ACTION_CHALLENGE_JOURNAL)
        return screen->journal_days ? NULL : "No journal among your notes counts its days.";
    if (!is_started(screen))
        return of_days ? "The challenge has not been started." : NULL;
    if (action == ACTION_CHALLENGE || action == ACTION_CHALLENGE_JOURNAL)
        return "The challenge is under way.";
    if (action == ACTION_REVEAL && screen->scroll.lines <= screen->scroll.page)
        return "All of the text is shown.";
    return action == ACTION_REST ? no_rest(screen) : NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct challenge_screen *screen = state;
    if (action == ACTION_ACCEPT && !is_started(screen))
        return "start";
    if (action == ACTION_ACCEPT)
        return screen->asked != DAY_NONE ? "declare it" : "answers";
    if (action == ACTION_CHALLENGE_JOURNAL)
        return is_started(screen) || !screen->journal_days ? "" : "with the journal";
    if (action == ACTION_CHALLENGE)
        return ""; /* Enter does the same */
    return NULL;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct challenge_screen *screen = state;
    if (screen->streak.earned)
        (void)snprintf(buffer, size, "%d of %d earned", screen->streak.earned,
                       screen->streak.length);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* "Day 20" of a journal would else lie twenty days ahead. */
static void offer_journal(struct flow *flow, const struct challenge_screen *screen)
{
    struct text line = {0};
    text_append(&line, "Your journal counts ");
    wording_count(screen->journal_days, "day", "days", &line);
    text_append(&line, " already. n starts it with them, on ");
    wording_date(screen->today - screen->journal_days, screen->today, &line);
    text_printf(&line,
                ": today is day %d. They are shown as told by the journal; what earns a day "
                "is what is done here.",
                screen->journal_days + 1);
    flow_text(flow, 0, style_of(INK_ACCENT), text_string(&line));
    flow_gap(flow);
    text_release(&line);
}

static void invitation(struct flow *flow, const void *context)
{
    const struct challenge_screen *screen = context;
    struct text text = {0};
    challenge_invitation(&screen->streak, &screen->goal, &text);
    flow_text(flow, 0, style_of(INK_TEXT), text_string(&text));
    flow_gap(flow);
    flow_text(flow, 0, style_of(INK_ACCENT), "Enter starts it: today is day 1.");
    flow_gap(flow);
    if (screen->journal_days)
        offer_journal(flow, screen);
    flow_text(flow, 0, style_of(INK_DIM),
              "All of these numbers are settings; 'tutor338 config' shows them.");
    text_release(&text);
}

static void put(struct flow *flow, struct style style, const struct text *text)
{
    struct text line = {0};
    progress_plain(flow->canvas->ascii, text->data ? text->data : "", &line);
    flow_text(flow, 0, style, text_string(&line));
    text_release(&line);
}

static void day_lines(struct flow *flow, const struct challenge_screen *screen)
{
    const struct streak_day *day = &screen->streak.days[place(screen)];
    struct text line = {0};
    progress_date(screen->cursor, &line);
    text_printf(&line, " · day %d", (int)(screen->cursor - screen->streak.start + 1));
    if (screen->cursor == screen->today)
        text_append(&line, " · today");
    put(flow, style_of(INK_STRONG), &line);
    text_clear(&line);
    if (screen->has_diary)
        challenge_day(&screen->streak, place(screen), &screen->diary.fact, &line);
    put(flow, style_of(day->status == DAY_EARNED ? INK_GOOD : INK_TEXT), &line);
    text_clear(&line);
    if (screen->has_diary)
        challenge_done(&screen->diary, &line);
    put(flow, style_of(INK_DIM), &line);
    text_release(&line);
}

static void milestone_lines(struct flow *flow, const struct challenge_screen *screen)
{
    struct milestone stones[MILESTONES];
    size_t count = streak_milestones(&screen->streak, stones);
    flow_text(flow, 0, style_of(INK_STRONG), "Milestones, in earned days");
    for (size_t i = 0; i < count; i++) {
        struct text line = {0};
        challenge_milestone(&stones[i], screen->streak.length, screen->today, &line);
        put(flow, style_of(stones[i].reached ? INK_GOOD : INK_DIM), &line);
        text_release(&line);
    }
}

static void sentences(struct flow *flow, const void *context)
{
    const struct challenge_screen *screen = context;
    struct text line = {0};
    bool airy = flow->rows > 12;
    day_lines(flow, screen);
    if (airy)
        flow_gap(flow);
    challenge_totals(&screen->streak, &line);
    put(flow, style_of(INK_TEXT), &line);
    text_clear(&line);
    challenge_pace(&screen->streak, screen->today, &line);
    put(flow, style_of(INK_TEXT), &line);
    text_clear(&line);
    if (airy) {
        flow_gap(flow);
        milestone_lines(flow, screen);
    } else {
        challenge_milestones(&screen->streak, screen->today, &line);
        put(flow, style_of(INK_TEXT), &line);
    }
    text_release(&line);
}

static void draw_headline(const struct challenge_screen *screen, struct canvas *canvas,
                          struct area *body)
{
    struct text line = {0};
    wording_streak(&screen->streak, &line);
    int width = text_width(text_string(&line), line.length);
    int rows = body->rows >= LEGEND_FROM && width > body->columns ? 2 : 1;
    progress_line(canvas, area_cut_top(body, rows), 0, style_of(INK_STRONG), text_string(&line));
    text_release(&line);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct challenge_screen *screen = state;
    if (!is_started(screen)) {
        flow_draw(canvas, body, &screen->scroll, invitation, screen);
        return;
    }
    bool legend = body.rows >= LEGEND_FROM, roomy = body.rows >= TABLE_FROM;
    draw_headline(screen, canvas, &body);
    if (roomy)
        (void)area_cut_top(&body, 1);
    heatmap_draw_cursor(canvas, area_cut_top(&body, legend ? HEATMAP_CURSOR_ROWS : HEATMAP_LEAST),
                        &screen->streak, screen->today, screen->cursor);
    if (roomy)
        (void)area_cut_top(&body, 1);
    flow_draw(canvas, body, &screen->scroll, sentences, screen);
}

const struct screen screen_challenge = {
    .name = "challenge",
    .title = "The challenge",
    .open = open_challenge,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .status = status,
    .draw = draw,
};
