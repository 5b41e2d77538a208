/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One day of the challenge: every answer that was given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"
#include "tui/app.h"
#include "tui/challenge_text.h"
#include "tui/progress.h"
#include "tui/wording.h"

struct day_screen {
    day_number day;
    bool read;
    struct day_diary diary;
    char title[40];
    struct list list;
    int page;
};

static void release(void *state)
{
    struct day_screen *screen = state;
    if (screen->read)
        day_diary_release(&screen->diary);
    free(screen);
}

/* What is shown stays where the collection cannot be read. */
static bool read_day(struct app *app, struct day_screen *screen, struct error *error)
{
    struct day_diary diary;
    if (!collection_day_diary(app->collection, screen->day, &diary, error))
        return false;
    if (screen->read)
        day_diary_release(&screen->diary);
    screen->diary = diary;
    screen->read = true;
    screen->list.count = diary.count;
    if (screen->list.selected >= diary.count)
        screen->list.selected = diary.count ? diary.count - 1 : 0;
    return true;
}

/* `argument`: the date; NULL: today. */
static void *open_day(struct app *app, const char *argument, struct error *error)
{
    struct day_screen *screen = memory_allocate(1, sizeof *screen);
    struct text title = {0};
    screen->day = collection_today(app->collection);
    if ((argument && !day_parse(argument, &screen->day, error)) || !read_day(app, screen, error)) {
        release(screen);
        return NULL;
    }
    progress_date(screen->day, &title);
    (void)snprintf(screen->title, sizeof screen->title, "%s", text_string(&title));
    text_release(&title);
    return screen;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_day(app, state, &error))
        app_complain(app, &error);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void open_card(struct app *app, const struct day_answer *answer)
{
    struct card card;
    struct error error = {0};
    if (!collection_card(app->collection, answer->subject, &card, &error)) {
        app_complain(app, &error);
        return;
    }
    if (!app_open_note(app, &card))
        app_say(app, "This card comes from no note any more.");
    card_release(&card);
}

static void open_marked(struct app *app, const struct day_screen *screen)
{
    const struct day_answer *answer = &screen->diary.answers[screen->list.selected];
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(answer->subject, ":"), answer->subject);
    if (answer->kind == ITEM_CARD)
        open_card(app, answer);
    else if (answer->kind == ITEM_DRILL)
        app_open(app, "skill", name);
    else
        app_open(app, "simulation", name);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct day_screen *screen = state;
    if (action == ACTION_ACCEPT && screen->diary.count) {
        open_marked(app, screen);
        return true;
    }
    return list_handle(&screen->list, action, screen->page);
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct day_screen *screen = state;
    return action == ACTION_ACCEPT && !screen->diary.count ? "Nothing was answered on this day."
                                                           : NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct day_screen *screen = state;
    if (action != ACTION_ACCEPT || !screen->diary.count)
        return NULL;
    enum item_kind kind = screen->diary.answers[screen->list.selected].kind;
    return kind == ITEM_CARD ? "note" : kind == ITEM_DRILL ? "skill" : "simulation";
}

static const char *heading(const void *state)
{
    const struct day_screen *screen = state;
    return screen->title;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct day_screen *screen = state;
    if (screen->diary.count)
        (void)snprintf(buffer, size, "%zu of %zu", screen->list.selected + 1, screen->diary.count);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static const char *title_of(const struct day_answer *answer)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(answer->subject, ":"), answer->subject);
    if (answer->front)
        return answer->front;
    if (answer->kind == ITEM_CARD)
        return "a card that is gone";
    const struct drill *drill = answer->kind == ITEM_DRILL ? drill_find(name) : NULL;
    const struct simulation *simulation =
        answer->kind == ITEM_SIMULATION ? simulation_find(name) : NULL;
    return drill ? drill->title : simulation ? simulation->title : answer->subject;
}

static const char *grade_of(const struct day_answer *answer)
{
    if (answer->kind == ITEM_CARD && !answer->quiz)
        return challenge_grade(answer->grade);
    if (answer->kind == ITEM_SIMULATION && !answer->quiz)
        return answer->grade >= 3 ? "close" : "off";
    return answer->grade >= 3 ? "right" : "wrong";
}

/* "18:04  card   good   What does a segment hold?" */
static void draw_answer(const struct day_screen *screen, size_t index, struct canvas *canvas,
                        struct area area, int row)
{
    const struct day_answer *answer = &screen->diary.answers[index];
    static const char *const kinds[] = {
        [ITEM_CARD] = "card", [ITEM_DRILL] = "drill", [ITEM_SIMULATION] = "guess"};
    bool selected = index == screen->list.selected;
    struct text line = {0};
    list_mark(canvas, area, row, selected);
    text_printf(&line, "%02d:%02d  %-5s  %-5s  ", instant_local_hour(&answer->at),
                instant_local_minute(&answer->at), answer->quiz ? "quiz" : kinds[answer->kind],
                grade_of(answer));
    text_append(&line, title_of(answer));
    if (answer->typed && answer->kind != ITEM_CARD) {
        text_append(&line, ": ");
        text_append(&line, answer->typed);
    }
    if (answer->other_device)
        text_append(&line, " (another device)");
    for (size_t i = 0; i < line.length; i++)
        if (line.data[i] == '\n' || line.data[i] == '\t')
            line.data[i] = ' ';
    struct area rest = {area.column + 2, area.row, area.columns - 4, area.rows};
    area_line(canvas, rest, row, style_of(selected ? INK_STRONG : INK_TEXT), text_string(&line));
    text_release(&line);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct day_screen *screen = state;
    struct text done = {0}, line = {0};
    challenge_done(&screen->diary, &done);
    progress_plain(canvas->ascii, text_string(&done), &line);
    text_release(&done);
    if (!line.length)
        text_append(&line, "Nothing was answered on this day.");
    int columns = body.columns;
    int rows =
        canvas_paragraph(canvas, 0, 0, columns, 0, 0, style_of(INK_TEXT), text_string(&line));
    struct area top = area_cut_top(&body, rows + (body.rows > 12));
    (void)canvas_paragraph(canvas, top.column, top.row, columns, top.rows, 0, style_of(INK_DIM),
                           text_string(&line));
    text_release(&line);
    screen->page = body.rows;
    size_t first = list_top(&screen->list, body.rows);
    for (int row = 0; row < body.rows && first + (size_t)row < screen->diary.count; row++)
        draw_answer(screen, first + (size_t)row, canvas, body, row);
    list_arrows(canvas, body, &screen->list);
}

const struct screen screen_day = {
    .name = "day",
    .title = "One day",
    .open = open_day,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .heading = heading,
    .status = status,
    .draw = draw,
};
