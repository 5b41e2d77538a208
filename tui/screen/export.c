/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a report, tables or a deck: what, in which form, with or without texts, and where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/complete.h"
#include "tui/export.h"

enum { LINE_WHAT, LINE_FORMAT, LINE_TEXTS, LINE_PATH, LINES, LABEL_COLUMNS = 12 };

struct export_page {
    struct list list;
    int what;
    size_t format;
    bool redact;
    struct field path;
    bool own_path; /* typed by the person: no longer made from the choices */
    char said[1280];
    bool failed;
};

static const struct export_format *format_of(const struct export_page *page)
{
    return export_format_registry[page->format];
}

/* --- Choices ------------------------------------------------------------------------------------
 */

static void name_path(struct export_page *page)
{
    struct text path = {0};
    const struct export_format *format = format_of(page);
    bool all = page->what == EXPORT_ALL;
    if (format->file_name)
        text_printf(&path, "~/tutor338-%s", all ? "tables" : export_what_name(page->what));
    else if (all && format->what == 1 << EXPORT_ALL)
        text_printf(&path, "~/tutor338-report.%s", format->suffix);
    else
        text_printf(&path, "~/tutor338-%s.%s", export_what_name(page->what), format->suffix);
    if (!page->own_path)
        field_set(&page->path, text_string(&path));
    text_release(&path);
}

/* Formats that do not take what is chosen are passed over; every table has one. */
static void turn_format(struct export_page *page, int step)
{
    size_t count = 0;
    while (export_format_registry[count])
        count++;
    do
        page->format = (page->format + (step < 0 ? count - 1 : 1)) % count;
    while (!export_allows(format_of(page), page->what));
}

static void change(struct export_page *page, int step)
{
    page->said[0] = '\0';
    if (page->list.selected == LINE_WHAT)
        page->what = (page->what + EXPORT_WHAT_COUNT + step) % EXPORT_WHAT_COUNT;
    if (page->list.selected == LINE_FORMAT)
        turn_format(page, step);
    else if (!export_allows(format_of(page), page->what))
        turn_format(page, 1);
    if (page->list.selected == LINE_TEXTS)
        page->redact = !page->redact;
    page->redact = page->redact && format_of(page)->redacts;
    name_path(page);
}

static void release(void *state)
{
    struct export_page *page = state;
    field_release(&page->path);
    free(page);
}

/* The report first: it is what most people want to see. */
static void *open_page(struct app *app, const char *argument, struct error *error)
{
    (void)app;
    (void)argument;
    (void)error;
    struct export_page *page = memory_allocate(1, sizeof *page);
    page->list.count = LINES;
    page->what = EXPORT_ALL;
    while (strcmp(format_of(page)->name, "html") != 0)
        page->format++;
    name_path(page);
    return page;
}

/* --- Writing ------------------------------------------------------------------------------------
 */

static void write_it(struct app *app, struct export_page *page)
{
    struct error error = {0};
    int signal = 0;
    char *path = expand_home(field_text(&page->path));
    struct export_request request = {.what = export_what_name(page->what),
                                     .format = format_of(page)->name,
                                     .path = path,
                                     .redact = page->redact};
    bool good = export_run(app->collection, &request, &signal, &error);
    page->failed = !good;
    if (good)
        (void)snprintf(page->said, sizeof page->said, "Written: %s", path);
    else if (signal)
        (void)snprintf(page->said, sizeof page->said, "Stopped; nothing was written.");
    else
        error_format(&error, page->said, sizeof page->said);
    free(path);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct export_page *page = state;
    switch (action) {
    case ACTION_ACCEPT:
        write_it(app, page);
        return true;
    case ACTION_RIGHT:
    case ACTION_LEFT:
        change(page, action == ACTION_RIGHT ? 1 : -1);
        return true;
    default:
        return list_handle(&page->list, action, LINES);
    }
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct export_page *page = state;
    if (action == ACTION_ACCEPT && !page->path.text.length)
        return "Type where it should go first.";
    if ((action == ACTION_RIGHT || action == ACTION_LEFT) && page->list.selected == LINE_TEXTS &&
        !format_of(page)->redacts)
        return "A deck without texts would be empty.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct export_page *page = state;
    if (action == ACTION_ACCEPT)
        return "write";
    if (action == ACTION_RIGHT)
        return page->list.selected == LINE_PATH ? "" : "change";
    return NULL;
}

static bool typing(const void *state)
{
    return ((const struct export_page *)state)->list.selected == LINE_PATH;
}

static void complete(struct app *app, struct export_page *page)
{
    struct completion completion;
    complete_path(field_text(&page->path), &completion);
    if (!completion.count)
        app_say(app, "No folder begins like this.");
    field_set(&page->path, completion.text);
    completion_release(&completion);
}

static void type(struct app *app, void *state, struct key key)
{
    struct export_page *page = state;
    page->said[0] = '\0';
    page->own_path = true;
    if (key.code == SPECIAL_TAB)
        complete(app, page);
    else
        (void)field_feed(&page->path, key);
    page->own_path = page->path.text.length > 0;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void value_text(const struct export_page *page, size_t line, struct text *out)
{
    if (line == LINE_WHAT)
        text_append(out, export_what_name(page->what));
    else if (line == LINE_FORMAT)
        text_append(out, format_of(page)->name);
    else
        text_append(out, page->redact ? "left out" : "kept");
}

static const char *help_of(const struct export_page *page, size_t line)
{
    static const char *const whats[EXPORT_WHAT_COUNT] = {
        [RECORD_REVIEWS] = "every answer to a card",
        [RECORD_QUIZZES] = "every answer in a quiz",
        [RECORD_DRILLS] = "every answer to a drill",
        [RECORD_SIMULATIONS] = "every prediction",
        [RECORD_CARDS] = "the active cards as they are now",
        [RECORD_DAYS] = "the days and how they went",
        [EXPORT_ALL] = "everything",
    };
    if (line == LINE_WHAT)
        return whats[page->what];
    if (line == LINE_FORMAT)
        return format_of(page)->summary;
    return page->redact ? "only numbers, for others" : "as in the notes";
}

static void draw_value(const struct export_page *page, struct canvas *canvas, struct area area,
                       size_t line)
{
    static const char *const labels[] = {"What", "Format", "Texts"};
    enum { VALUE_COLUMNS = 16 };
    bool selected = line == page->list.selected;
    int y = area.row + (int)line, column = area.column + LABEL_COLUMNS;
    struct text value = {0}, shown = {0};
    value_text(page, line, &value);
    text_printf(&shown, selected ? (canvas->ascii ? "< %s >" : "‹ %s ›") : "  %s",
                text_string(&value));
    (void)canvas_text(canvas, area.column + 2, y, style_of(INK_DIM), labels[line]);
    (void)canvas_text_fit(
        canvas, column, y, VALUE_COLUMNS,
        style_with(selected ? INK_STRONG : INK_TEXT, selected ? ATTRIBUTE_BOLD : 0),
        text_string(&shown));
    (void)canvas_text_fit(canvas, column + VALUE_COLUMNS + 1, y,
                          area.columns - LABEL_COLUMNS - VALUE_COLUMNS - 1, style_of(INK_DIM),
                          help_of(page, line));
    text_release(&value);
    text_release(&shown);
}

static void draw_path(const struct export_page *page, struct canvas *canvas, struct area area)
{
    int y = area.row + LINE_PATH, column = area.column + LABEL_COLUMNS + 2;
    (void)canvas_text(canvas, area.column + 2, y, style_of(INK_DIM),
                      format_of(page)->file_name ? "Folder" : "File");
    if (page->list.selected == LINE_PATH)
        field_draw(&page->path, canvas, column, y, area.columns - LABEL_COLUMNS - 2);
    else
        (void)canvas_text_fit(canvas, column, y, area.columns - LABEL_COLUMNS - 2,
                              style_of(INK_TEXT), field_text(&page->path));
}

/* What happened, or what Enter would do. */
static void draw_outcome(const struct export_page *page, struct canvas *canvas, struct area area)
{
    char *path = expand_home(field_text(&page->path));
    const char *text = page->said;
    struct style style = style_of(page->failed ? INK_BAD : INK_GOOD);
    if (!page->said[0]) {
        style = style_of(INK_DIM);
        text = path_exists(path) ? "There is one already. It is replaced when all of the new one "
                                   "is written."
                                 : "It stays on this computer: nothing is sent anywhere.";
    }
    (void)canvas_paragraph(canvas, area.column + 2, area.row, area.columns - 2, area.rows, 0, style,
                           text);
    free(path);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct export_page *page = state;
    list_mark(canvas, body, (int)page->list.selected, true);
    for (size_t line = 0; line < LINE_PATH; line++)
        draw_value(page, canvas, body, line);
    draw_path(page, canvas, body);
    (void)area_cut_top(&body, LINES + 1);
    draw_outcome(page, canvas, body);
}

const struct screen screen_export = {
    .name = "export",
    .title = "Export",
    .open = open_page,
    .release = release,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .typing = typing,
    .type = type,
    .draw = draw,
};
