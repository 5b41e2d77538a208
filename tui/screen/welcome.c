/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first screen: four ways to begin. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/complete.h"
#include "tui/importer.h"
#include "tui/wording.h"

static const struct {
    enum action action;
    const char *title, *text;
} choices[] = {
    {ACTION_SAMPLE, "Try the sample", "a few short notes; the first question comes at once"},
    {ACTION_IMPORT, "Import my notes", "a folder or file of Markdown or plain text"},
    {ACTION_CHALLENGE, "Start the 338 days", "a daily goal, counted from today"},
    {ACTION_QUIT, "Leave", "nothing is changed"},
};
enum { CHOICES = sizeof choices / sizeof *choices };

struct welcome {
    struct list list;
    bool importing;
    struct field path;
    struct completion completion;
    char problem[640]; /* of the last import */
};

static void release(void *state)
{
    struct welcome *welcome = state;
    field_release(&welcome->path);
    completion_release(&welcome->completion);
    free(welcome);
}

/* `argument` "import": with the path field open. */
static void *open_welcome(struct app *app, const char *argument, struct error *error)
{
    (void)app;
    (void)error;
    struct welcome *welcome = memory_allocate(1, sizeof *welcome);
    welcome->list.count = CHOICES;
    welcome->importing = argument && !strcmp(argument, "import");
    return welcome;
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static bool run_import(struct app *app, const char *path, const char *tags,
                       struct import_counts *counts, struct error *error)
{
    struct import_result result = {0};
    struct import_request request = {.paths = &path, .path_count = 1, .tags = tags};
    bool ok = import_run(app->collection, &request, &result, error);
    *counts = result.counts;
    import_result_release(&result);
    return ok;
}

static void try_sample(struct app *app)
{
    struct error error = {0};
    struct import_counts counts;
    char *folder = NULL;
    if (sample_write(&folder, &error) && run_import(app, folder, "sample", &counts, &error))
        app_replace(app, "review", NULL);
    else
        app_complain(app, &error);
    free(folder);
}

static void import_typed(struct app *app, struct welcome *welcome)
{
    struct error error = {0};
    struct import_counts counts;
    char *path = expand_home(field_text(&welcome->path));
    welcome->problem[0] = '\0';
    if (!path[0]) {
        (void)snprintf(welcome->problem, sizeof welcome->problem,
                       "Type a folder or a file first; Tab completes it.");
    } else if (!run_import(app, path, NULL, &counts, &error)) {
        error_format(&error, welcome->problem, sizeof welcome->problem);
    } else {
        struct text said = {0};
        wording_count(counts.files, "file", "files", &said);
        text_append(&said, " read: ");
        wording_count(counts.new_cards, "new card", "new cards", &said);
        if (counts.proposed)
            text_printf(&said, ", %ld of them to be looked at first", counts.proposed);
        app_say(app, "%s.", text_string(&said));
        text_release(&said);
        app_replace(app, "today", NULL);
    }
    free(path);
}

static void start_challenge(struct app *app)
{
    struct error error = {0};
    struct streak streak = {.start = DAY_NONE};
    bool ok = collection_streak(app->collection, &streak, &error);
    bool under_way = ok && streak.start != DAY_NONE;
    streak_release(&streak);
    if (ok && !under_way)
        ok = collection_challenge_start(app->collection, collection_today(app->collection), &error);
    if (!ok) {
        app_complain(app, &error);
        return;
    }
    app_say(app, under_way ? "The challenge is under way already."
                           : "The challenge has started: this is day 1.");
    app_replace(app, "today", NULL);
}

static bool handle_importing(struct app *app, struct welcome *welcome, enum action action)
{
    if (action == ACTION_ACCEPT)
        import_typed(app, welcome);
    else if (action == ACTION_BACK)
        welcome->importing = false;
    else
        return action == ACTION_UP || action == ACTION_DOWN;
    return true;
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct welcome *welcome = state;
    if (welcome->importing)
        return handle_importing(app, welcome, action);
    if (action == ACTION_ACCEPT)
        action = choices[welcome->list.selected].action;
    switch (action) {
    case ACTION_SAMPLE:
        try_sample(app);
        return true;
    case ACTION_IMPORT:
        welcome->importing = true;
        return true;
    case ACTION_CHALLENGE:
        start_challenge(app);
        return true;
    case ACTION_QUIT:
        app->effects |= EFFECT_QUIT;
        return true;
    default:
        return list_handle(&welcome->list, action, CHOICES);
    }
}

static const char *label(const void *state, enum action action)
{
    const struct welcome *welcome = state;
    if (action == ACTION_ACCEPT && welcome->importing)
        return "import";
    return NULL;
}

static bool typing(const void *state)
{
    const struct welcome *welcome = state;
    return welcome->importing;
}

static void type(struct app *app, void *state, struct key key)
{
    struct welcome *welcome = state;
    welcome->problem[0] = '\0';
    completion_release(&welcome->completion);
    if (key.code != SPECIAL_TAB) {
        (void)field_feed(&welcome->path, key);
        return;
    }
    complete_path(field_text(&welcome->path), &welcome->completion);
    if (!welcome->completion.count)
        app_say(app, "No folder or note begins like this.");
    field_set(&welcome->path, welcome->completion.text);
    if (welcome->completion.count == 1)
        completion_release(&welcome->completion);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void draw_choices(const struct welcome *welcome, struct canvas *canvas, struct area area)
{
    int step = area.rows >= 2 * CHOICES ? 2 : 1;
    for (int i = 0; i < CHOICES && i * step < area.rows; i++) {
        int row = area.row + i * step;
        bool selected = !welcome->importing && (size_t)i == welcome->list.selected;
        list_mark(canvas, area, i * step, selected);
        (void)canvas_printf(canvas, area.column + 2, row, style_of(INK_ACCENT), "%d", i + 1);
        (void)canvas_text(canvas, area.column + 5, row,
                          style_with(INK_STRONG, selected ? ATTRIBUTE_BOLD : 0), choices[i].title);
        (void)canvas_text_fit(canvas, area.column + 26, row, area.columns - 26, style_of(INK_DIM),
                              choices[i].text);
    }
}

static void draw_import(const struct welcome *welcome, struct canvas *canvas, struct area area)
{
    int column = canvas_text(canvas, area.column, area.row, style_of(INK_ACCENT), "Folder or file");
    field_draw(&welcome->path, canvas, column + 1, area.row,
               area.columns - (column + 1 - area.column));
    (void)area_cut_top(&area, 1);
    if (welcome->problem[0]) {
        (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                               style_of(INK_BAD), welcome->problem);
        return;
    }
    area_line(canvas, area, 0, style_of(INK_DIM),
              "Tab completes, Enter imports, Esc goes back. Notes are never changed.");
    (void)area_cut_top(&area, 1);
    const struct completion *completion = &welcome->completion;
    for (size_t i = 0; i < completion->count && (int)i < area.rows; i++) {
        bool more = (int)i == area.rows - 1 && i + 1 < completion->count;
        char rest[48];
        (void)snprintf(rest, sizeof rest, "and %zu more", completion->count - i);
        area_line(canvas, area, (int)i, style_of(INK_TEXT), more ? rest : completion->names[i]);
    }
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct welcome *welcome = state;
    bool tall = body.rows >= 16;
    area_line(canvas, area_cut_top(&body, 1), 0, style_of(INK_STRONG), "Keep what you write down.");
    struct area text = area_cut_top(&body, tall ? 3 : 2);
    (void)canvas_paragraph(canvas, text.column, text.row, text.columns, 2, 0, style_of(INK_TEXT),
                           "Your notes become questions that come back just before you would "
                           "forget, with drills and simulations beside them.");
    draw_choices(welcome, canvas, area_cut_top(&body, tall ? 2 * CHOICES : CHOICES + 1));
    if (welcome->importing)
        draw_import(welcome, canvas, body);
}

const struct screen screen_welcome = {
    .name = "welcome",
    .title = "Welcome",
    .open = open_welcome,
    .release = release,
    .handle = handle,
    .label = label,
    .typing = typing,
    .type = type,
    .draw = draw,
};
