/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/app.h"
#include "tui/card_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/exchange.h"
#include "tui/optimizer.h"

enum { FRAME_COLUMNS = APP_TEXT + 4, TALL_ROWS = 20 };

const struct screen *screen_find(const char *name)
{
    for (size_t i = 0; screen_registry[i]; i++) {
        if (!strcmp(screen_registry[i]->name, name))
            return screen_registry[i];
    }
    return NULL;
}

/* --- Life ---------------------------------------------------------------------------------------
 */

void app_init(struct app *app, struct collection *collection, const struct config *config,
              uint64_t seed)
{
    memset(app, 0, sizeof *app);
    app->collection = collection;
    app->clock = collection_clock(collection);
    app->config = *config;
    app->ascii = config->ascii;
    app->mouse = config->mouse;
    app->seed = seed;
    app->columns = 80;
    app->rows = 24;
    app->config.keymap.six_grades = collection_setting_integer(collection, "six-grades") != 0;
}

static void pop(struct app *app)
{
    struct view *view = &app->stack[--app->depth];
    view->screen->release(view->state);
}

void app_release(struct app *app)
{
    while (app->depth)
        pop(app);
    overlay_close(app);
    config_release(&app->config);
    free(app->go_argument);
    memset(app, 0, sizeof *app);
}

const struct view *app_front(const struct app *app)
{
    return &app->stack[app->depth - 1];
}

static bool push(struct app *app, const struct screen *screen, const char *argument,
                 struct error *error)
{
    void *state = screen->open(app, argument, error);
    if (!state)
        return false;
    if (app->depth == APP_DEPTH)
        pop(app);
    app->stack[app->depth++] = (struct view){screen, state};
    return true;
}

static bool has_cards(struct app *app)
{
    struct collection_counts counts = {0};
    struct error ignored = {0};
    if (!collection_count(app->collection, &counts, &ignored))
        return true;
    long cards = 0;
    for (int i = 0; i < CARD_STATE_COUNT; i++)
        cards += counts.cards[i];
    return cards > 0;
}

bool app_start(struct app *app, const char *screen, struct error *error)
{
    char *name = memory_copy_string(screen ? screen : has_cards(app) ? "today" : "welcome");
    char *argument = name;
    (void)strsep(&argument, " ");
    const struct screen *found = screen_find(name);
    bool ok = found ? push(app, found, argument, error)
                    : error_set(error, ERROR_USAGE, "there is no screen \"%s\"", name);
    free(name);
    return ok;
}

/* --- For screens --------------------------------------------------------------------------------
 */

void app_say(struct app *app, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(app->notice, sizeof app->notice, format, arguments);
    va_end(arguments);
    app->notice_bad = false;
    app->effects |= EFFECT_REDRAW;
}

void app_complain(struct app *app, const struct error *error)
{
    error_format(error, app->notice, sizeof app->notice);
    app->notice_bad = true;
    app->effects |= EFFECT_REDRAW;
}

void app_show_related(struct app *app, const char *card_id)
{
    struct text text = {0};
    struct error error = {0};
    if (card_text_related(app->collection, card_id, &text, &error))
        overlay_open_text(app, "Related cards", text_string(&text));
    else
        app_complain(app, &error);
    text_release(&text);
}

void app_edit(struct app *app, const char *file, long line)
{
    (void)snprintf(app->edit_file, sizeof app->edit_file, "%s", file);
    app->edit_line = line;
    app->effects |= EFFECT_EDIT;
}

static void go(struct app *app, enum destination where, const char *screen, const char *argument)
{
    free(app->go_argument);
    app->go = where;
    app->go_screen = screen ? screen_find(screen) : NULL;
    app->go_argument = memory_copy_string(argument);
}

void app_open(struct app *app, const char *screen, const char *argument)
{
    go(app, GO_PUSH, screen, argument);
}

bool app_open_note(struct app *app, const struct card *card)
{
    struct text argument = {0};
    if (!card->source_count)
        return false;
    text_printf(&argument, "%s:%ld", card->sources[0].file, card->sources[0].line);
    app_open(app, "notes", text_string(&argument));
    text_release(&argument);
    return true;
}

void app_replace(struct app *app, const char *screen, const char *argument)
{
    go(app, GO_REPLACE, screen, argument);
}

void app_back(struct app *app)
{
    go(app, GO_BACK, NULL, NULL);
}

bool app_is_typing(const struct app *app)
{
    const struct view *view = app_front(app);
    return app->overlay.kind == OVERLAY_NONE && view->screen->typing &&
           view->screen->typing(view->state);
}

const char *app_disabled(const struct app *app, enum action action)
{
    const struct view *view = app_front(app);
    return view->screen->disabled ? view->screen->disabled(app, view->state, action) : NULL;
}

const char *app_key(const struct app *app, enum action action, char buffer[KEY_TEXT])
{
    const struct action_row *row;
    struct key key, found = {0};
    bool any = false, own = false; /* a key of the screen's own is what its hints name */
    for (size_t i = 0; !own && (row = action_row_at(i)); i++) {
        bool general = !strcmp(row->screens, "*");
        if (row->action != action || (general && any) ||
            !keymap_has(&app->config.keymap, row, app_front(app)->screen->name) ||
            !keymap_key(&app->config.keymap, row, app_is_typing(app), &key))
            continue;
        found = key;
        any = true;
        own = !general;
    }
    return any ? key_label(found, app->ascii, buffer) : "?";
}

/* --- Going from screen to screen ----------------------------------------------------------------
 */

static void resume(struct app *app)
{
    const struct view *view = app_front(app);
    if (view->screen->resume)
        view->screen->resume(app, view->state);
}

static void go_to(struct app *app, const struct screen *screen, const char *argument, bool replace)
{
    struct error error = {0};
    /* A list that is open further down is returned to, not opened twice. */
    for (size_t i = 0; i < app->depth && !argument; i++) {
        if (app->stack[i].screen == screen && !strcmp(screen->name, "today")) {
            while (app->depth > i + 1)
                pop(app);
            resume(app);
            return;
        }
    }
    size_t depth = app->depth;
    if (!push(app, screen, argument, &error)) {
        app_complain(app, &error);
        return;
    }
    if (replace && app->depth == depth + 1) {
        struct view old = app->stack[depth - 1];
        app->stack[depth - 1] = app->stack[depth];
        app->depth--;
        old.screen->release(old.state);
    }
}

static void go_back(struct app *app)
{
    if (app->depth > 1) {
        pop(app);
        resume(app);
    } else if (strcmp(app_front(app)->screen->name, "today") != 0 &&
               strcmp(app_front(app)->screen->name, "welcome") != 0) {
        go_to(app, screen_find("today"), NULL, true);
    } else {
        char key[KEY_TEXT];
        app_say(app, "This is the first screen. %s leaves.", app_key(app, ACTION_QUIT, key));
    }
}

static void follow(struct app *app)
{
    enum destination where = app->go;
    app->go = GO_NOWHERE;
    if (where == GO_BACK)
        go_back(app);
    else if (where == GO_PUSH && app->go_screen)
        go_to(app, app->go_screen, app->go_argument, false);
    else if (where == GO_REPLACE && app->go_screen)
        go_to(app, app->go_screen, app->go_argument, true);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void open_screen(struct app *app, const char *name)
{
    if (!strcmp(app_front(app)->screen->name, name))
        app_say(app, "You are there already.");
    else
        app_open(app, name, NULL);
}

/* What is kept may move what is due. */
static void optimize(struct app *app)
{
    struct optimization optimization;
    struct error error = {0};
    struct text text = {0};
    if (!optimize_collection(app->collection, OPTIMIZE_SEED, NULL, &optimization, &error) ||
        !optimization_keep(app->collection, &optimization, &error)) {
        app_complain(app, &error);
        return;
    }
    optimization.compare = true;
    optimization_text(&optimization, &text);
    overlay_open_text(app, "FSRS, fitted to you", text_string(&text));
    text_release(&text);
    resume(app);
}

/* Cards and days may come of it: the screen in front shows them. */
static void exchange(struct app *app)
{
    struct sync_counts counts;
    struct error error = {0};
    struct text text = {0};
    char message[2048];
    char *folder = exchange_folder(app->collection, &app->config, NULL, &error);
    struct sync_options options = {.folder = folder};
    if (folder && collection_sync(app->collection, &options, &counts, &error)) {
        exchange_text(&counts, &text);
        overlay_open_text(app, "Your other devices", text_string(&text));
        resume(app);
    } else {
        error_format(&error, message, sizeof message);
        text_append_safe(&text, message, strlen(message), false);
        overlay_open_text(app, "Nothing was exchanged", text_string(&text));
    }
    text_release(&text);
    free(folder);
}

static bool do_general(struct app *app, enum action action)
{
    switch (action) {
    case ACTION_HELP:
        overlay_open(app, OVERLAY_HELP);
        return true;
    case ACTION_PALETTE:
        overlay_open(app, OVERLAY_PALETTE);
        return true;
    case ACTION_QUIT:
        app->effects |= EFFECT_QUIT;
        return true;
    case ACTION_BACK:
        app_back(app);
        return true;
    case ACTION_STOP:
        app->effects |= EFFECT_STOP;
        return true;
    case ACTION_OPTIMIZE:
        optimize(app);
        return true;
    case ACTION_SYNC:
        exchange(app);
        return true;
    case ACTION_REDRAW:
        app->effects |= EFFECT_REPAINT;
        return true;
    case ACTION_MOUSE:
        app->mouse = !app->mouse;
        app->effects |= EFFECT_MOUSE;
        app_say(app, app->mouse ? "Mouse on: the wheel scrolls; selecting text needs Shift."
                                : "Mouse off: selecting and copying work as usual.");
        return true;
    default:
        return false;
    }
}

static bool do_open(struct app *app, enum action action)
{
    static const struct {
        enum action action;
        const char *screen;
    } doors[] = {{ACTION_OPEN_TODAY, "today"},         {ACTION_OPEN_REVIEW, "review"},
                 {ACTION_OPEN_DRILLS, "drills"},       {ACTION_OPEN_SIMULATIONS, "simulations"},
                 {ACTION_OPEN_WELCOME, "welcome"},     {ACTION_OPEN_TRIAGE, "triage"},
                 {ACTION_OPEN_NOTES, "notes"},         {ACTION_OPEN_SPRINT, "sprint"},
                 {ACTION_OPEN_QUIZ, "quiz"},           {ACTION_OPEN_QUIZ_HISTORY, "quiz-history"},
                 {ACTION_OPEN_EXPORT, "export"},       {ACTION_OPEN_GOALS, "goals"},
                 {ACTION_OPEN_CHALLENGE, "challenge"}, {ACTION_OPEN_STATISTICS, "statistics"}};
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        if (doors[i].action == action) {
            open_screen(app, doors[i].screen);
            return true;
        }
    }
    return false;
}

void app_do(struct app *app, enum action action)
{
    const struct view *view = app_front(app);
    const char *reason = app_disabled(app, action);
    app->effects |= EFFECT_REDRAW;
    if (reason) {
        app_say(app, "%s", reason);
        return;
    }
    if (!view->screen->handle(app, view->state, action) && !do_open(app, action))
        (void)do_general(app, action);
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

/* In a text field these edit the line. */
static bool belongs_to_field(struct key key)
{
    if (key.control)
        return false;
    return key_is_text(key) || key.code == SPECIAL_LEFT || key.code == SPECIAL_RIGHT ||
           key.code == SPECIAL_HOME || key.code == SPECIAL_END || key.code == SPECIAL_BACKSPACE ||
           key.code == SPECIAL_DELETE || key.code == SPECIAL_TAB;
}

static void feed_screen(struct app *app, struct key key)
{
    const struct view *view = app_front(app);
    bool typing = app_is_typing(app);
    if (typing && belongs_to_field(key)) {
        view->screen->type(app, view->state, key);
        return;
    }
    if (key.pasted)
        return;
    if (key.code == SPECIAL_WHEEL_UP || key.code == SPECIAL_WHEEL_DOWN) {
        app_do(app, key.code == SPECIAL_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
        return;
    }
    const struct action_row *row = keymap_find(&app->config.keymap, view->screen->name, key);
    if (row) {
        app_do(app, row->action);
    } else if (key.code != SPECIAL_CLICK) {
        char name[KEY_TEXT], help[KEY_TEXT];
        app_say(app, "%s does nothing here. %s shows the keys.", key_label(key, app->ascii, name),
                app_key(app, ACTION_HELP, help));
    }
}

static bool is_too_small(const struct app *app)
{
    return app->columns < APP_COLUMNS || app->rows < APP_ROWS;
}

static unsigned take_effects(struct app *app)
{
    follow(app);
    unsigned effects = app->effects;
    app->effects = 0;
    return effects;
}

unsigned app_feed(struct app *app, struct key key)
{
    app->effects |= EFFECT_REDRAW;
    if (key.code == SPECIAL_RESIZE)
        return take_effects(app);
    app->notice[0] = '\0';
    if (key.code == SPECIAL_END_OF_INPUT) {
        app->effects |= EFFECT_QUIT;
    } else if (is_too_small(app)) {
        const struct action_row *row =
            keymap_find(&app->config.keymap, app_front(app)->screen->name, key);
        if (row && (row->action == ACTION_QUIT || row->action == ACTION_STOP))
            app_do(app, row->action);
    } else if (app->overlay.kind != OVERLAY_NONE) {
        overlay_feed(app, key);
    } else {
        feed_screen(app, key);
    }
    return take_effects(app);
}

int app_pace(const struct app *app)
{
    const struct view *view = app_front(app);
    return view->screen->pace ? view->screen->pace(view->state) : -1;
}

unsigned app_tick(struct app *app)
{
    const struct view *view = app_front(app);
    if (view->screen->tick)
        view->screen->tick(app, view->state);
    app->effects |= EFFECT_REDRAW;
    return take_effects(app);
}

unsigned app_edited(struct app *app, const struct error *error)
{
    struct error problem = *error;
    if (problem.kind == ERROR_NONE && app->reimport)
        (void)app->reimport(app, app->edit_file, &problem);
    resume(app);
    if (problem.kind != ERROR_NONE)
        app_complain(app, &problem);
    app->effects |= EFFECT_REDRAW | EFFECT_REPAINT;
    return take_effects(app);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* Leaves out parts from the end until the rest fits. */
static void cut_status(char *status, int columns)
{
    while (status[0] && text_width(status, strlen(status)) > columns) {
        char *end = status + strlen(status);
        while (end > status && strncmp(end, " · ", 4) != 0 && strncmp(end, " | ", 3) != 0)
            end--;
        *end = '\0';
    }
}

static void draw_title(const struct app *app, struct canvas *canvas, struct area area)
{
    const struct view *view = app_front(app);
    char status[160] = "";
    if (view->screen->status)
        view->screen->status(app, view->state, status, sizeof status);
    int column = canvas_text(canvas, area.column, area.row, style_of(INK_DIM), "tutor338 ");
    column = canvas_text(canvas, column, area.row, style_of(INK_DIM), app->ascii ? "- " : "· ");
    column = canvas_text(canvas, column, area.row, style_of(INK_STRONG),
                         view->screen->heading ? view->screen->heading(view->state)
                                               : view->screen->title);
    struct area rest = {column + 2, area.row, area.column + area.columns - column - 2, 1};
    cut_status(status, rest.columns);
    area_right(canvas, rest, 0, style_of(INK_DIM), status);
    if (area.rows > 1)
        canvas_rule(canvas, area.column, area.row + 1, area.columns, style_of(INK_DIM));
}

/* Whether there is nothing to go back to. */
static bool is_root(const struct app *app)
{
    const char *name = app_front(app)->screen->name;
    return app->depth == 1 && !app_is_typing(app) &&
           (!strcmp(name, "today") || !strcmp(name, "welcome"));
}

/* Rows of the bottom line in order; returns how many. */
static size_t collect_hints(const struct app *app, const struct action_row **hints, size_t room)
{
    const struct action_row *row;
    size_t count = 0;
    for (size_t i = 0; (row = action_row_at(i)) && count < room; i++) {
        if (!row->hint || !keymap_has(&app->config.keymap, row, app_front(app)->screen->name) ||
            app_disabled(app, row->action) || (row->action == ACTION_BACK && is_root(app)))
            continue;
        size_t place = count++;
        for (; place > 0 && hints[place - 1]->hint > row->hint; place--)
            hints[place] = hints[place - 1];
        hints[place] = row;
    }
    return count;
}

/* "today-drills" is called "drills" on the screen today. */
static void hint_label(const struct app *app, const struct action_row *row, char *buffer,
                       size_t size)
{
    const struct view *view = app_front(app);
    const char *label = view->screen->label ? view->screen->label(view->state, row->action) : NULL;
    size_t prefix = strlen(view->screen->name);
    const char *name = row->name;
    if (!strncmp(name, view->screen->name, prefix) && name[prefix] == '-')
        name += prefix + 1;
    if (!label && row->action == ACTION_QUIT)
        label = "leave";
    (void)snprintf(buffer, size, "%s", label ? label : name);
    for (char *at = buffer; *at; at++)
        *at = *at == '-' ? ' ' : *at;
}

static void draw_hints(const struct app *app, struct canvas *canvas, struct area area)
{
    const struct action_row *hints[48];
    size_t count = collect_hints(app, hints, 48);
    int column = area.column, end = area.column + area.columns;
    for (size_t i = 0; i < count; i++) {
        char label[64], name[KEY_TEXT];
        struct key key;
        if (!keymap_key(&app->config.keymap, hints[i], app_is_typing(app), &key))
            continue;
        hint_label(app, hints[i], label, sizeof label);
        if (!label[0])
            continue;
        (void)key_label(key, app->ascii, name);
        int width = text_width(name, strlen(name)) + 1 + text_width(label, strlen(label));
        if (column + width > end)
            break;
        column = canvas_text(canvas, column, area.row, style_of(INK_ACCENT), name);
        column = canvas_text(canvas, column + 1, area.row, style_of(INK_DIM), label) + 2;
    }
}

static void draw_notice(const struct app *app, struct canvas *canvas, struct area area)
{
    if (!app->notice[0])
        return;
    int column = area.column;
    if (app->notice_bad)
        column =
            canvas_text(canvas, column, area.row, style_with(INK_BAD, ATTRIBUTE_BOLD), "Problem: ");
    (void)canvas_text_fit(canvas, column, area.row, area.column + area.columns - column,
                          style_of(app->notice_bad ? INK_BAD : INK_STRONG), app->notice);
}

static void draw_too_small(const struct app *app, struct canvas *canvas)
{
    char line[80];
    (void)snprintf(line, sizeof line, "Needs %dx%d, has %dx%d. q leaves.", APP_COLUMNS, APP_ROWS,
                   app->columns, app->rows);
    (void)canvas_text(canvas, 0, 0, style_of(INK_TEXT), line);
}

static void draw_frame(struct app *app, struct canvas *canvas)
{
    const struct view *view = app_front(app);
    struct area area = {1, 0, canvas->columns - 2, canvas->rows};
    if (!view->screen->wide)
        area = area_centre(area, FRAME_COLUMNS);
    bool tall = canvas->rows >= TALL_ROWS;
    struct area title = area_cut_top(&area, tall ? 2 : 1);
    struct area hints = area_cut_bottom(&area, 1), notice = area_cut_bottom(&area, 1);
    if (tall)
        (void)area_cut_top(&area, 1);
    view->screen->draw(app, view->state, canvas, area);
    draw_title(app, canvas, title);
    draw_hints(app, canvas, hints); /* what can be done may depend on what there was room for */
    draw_notice(app, canvas, notice);
}

void app_draw(struct app *app, struct canvas *canvas)
{
    canvas_clear(canvas);
    canvas->ascii = app->ascii;
    app->columns = canvas->columns;
    app->rows = canvas->rows;
    if (is_too_small(app)) {
        draw_too_small(app, canvas);
        return;
    }
    draw_frame(app, canvas);
    if (app->overlay.kind != OVERLAY_NONE)
        overlay_draw(app, canvas);
}
