/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics: read once when the screen is opened, and again when it is back in front. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/statistics_view.h"

struct statistics_screen {
    struct statistics_book book;
    struct statistics_view view;
};

static void release(void *state)
{
    struct statistics_screen *screen = state;
    statistics_book_release(&screen->book);
    free(screen);
}

static void *open_statistics(struct app *app, const char *argument, struct error *error)
{
    struct statistics_screen *screen = memory_allocate(1, sizeof *screen);
    (void)argument;
    if (statistics_book_read(app->collection, NULL, &screen->book, error))
        return screen;
    free(screen);
    return NULL;
}

/* What is shown stays where the collection cannot be read. */
static void resume(struct app *app, void *state)
{
    struct statistics_screen *screen = state;
    struct statistics_book book;
    struct error error = {0};
    if (!statistics_book_read(app->collection, NULL, &book, &error)) {
        app_complain(app, &error);
        return;
    }
    book.span = screen->book.span;
    statistics_book_release(&screen->book);
    screen->book = book;
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void show_table(struct app *app, const struct statistics_screen *screen)
{
    struct text text = {0};
    statistics_table(&screen->book, screen->view.page, app->columns - 8, 0, &text);
    overlay_open_text(app, statistics_title(screen->view.page), text_string(&text));
    text_release(&text);
}

static void turn(struct statistics_screen *screen, int by)
{
    screen->view.page =
        (enum statistics_page)(((int)screen->view.page + PAGE_COUNT + by) % PAGE_COUNT);
    screen->view.scroll.top = 0;
}

static void change_span(struct app *app, struct statistics_screen *screen)
{
    struct text words = {0};
    screen->book.span = (screen->book.span + 1) % SPAN_COUNT;
    statistics_span_words(&screen->book, &words);
    app_say(app, "Retention, reviews and time %s.", text_string(&words));
    text_release(&words);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct statistics_screen *screen = state;
    if (statistics_is_empty(&screen->book))
        return false;
    switch (action) {
    case ACTION_RIGHT:
    case ACTION_LEFT:
        turn(screen, action == ACTION_RIGHT ? 1 : -1);
        return true;
    case ACTION_FIRST:
    case ACTION_LAST:
        if (screen->view.scroll.lines)
            return scroll_handle(&screen->view.scroll, action);
        screen->view.page = action == ACTION_FIRST ? PAGE_RETENTION : PAGE_COUNT - 1;
        return true;
    case ACTION_INFORMATION:
        show_table(app, screen);
        return true;
    case ACTION_PICTURE:
        change_span(app, screen);
        return true;
    case ACTION_ACCEPT:
        screen->view.alone = !screen->view.alone;
        return true;
    default:
        return scroll_handle(&screen->view.scroll, action);
    }
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct statistics_screen *screen = state;
    bool of_pages = action == ACTION_RIGHT || action == ACTION_LEFT || action == ACTION_PICTURE ||
                    action == ACTION_INFORMATION || action == ACTION_ACCEPT;
    if (of_pages && statistics_is_empty(&screen->book))
        return "There are no cards yet.";
    if (action == ACTION_PICTURE && !screen->view.all && !statistics_has_days(screen->view.page))
        return "This page is not about days that can be chosen.";
    if (action == ACTION_ACCEPT && !screen->view.all && !screen->view.alone)
        return "One page is all there is room for.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct statistics_screen *screen = state;
    if (action == ACTION_ACCEPT)
        return screen->view.all ? "page alone" : screen->view.alone ? "all pages" : "";
    if (action == ACTION_PICTURE)
        return screen->view.all || statistics_has_days(screen->view.page) ? "span" : "";
    return action == ACTION_RIGHT ? "next" : NULL;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct statistics_screen *screen = state;
    struct text words = {0};
    if (statistics_is_empty(&screen->book) ||
        (!screen->view.all && !statistics_has_days(screen->view.page)))
        return;
    statistics_span_words(&screen->book, &words);
    (void)snprintf(buffer, size, "%s", text_string(&words));
    text_release(&words);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct statistics_screen *screen = state;
    if (!statistics_is_empty(&screen->book)) {
        statistics_view_draw(&screen->view, &screen->book, canvas, body);
        return;
    }
    struct text text = {0};
    statistics_nothing(&text);
    body = area_centre(body, 100);
    (void)canvas_paragraph(canvas, body.column, body.row, body.columns, body.rows, 0,
                           style_of(INK_TEXT), text_string(&text));
    text_release(&text);
}

const struct screen screen_statistics = {
    .name = "statistics",
    .title = "Statistics",
    .wide = true,
    .open = open_statistics,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .status = status,
    .draw = draw,
};
