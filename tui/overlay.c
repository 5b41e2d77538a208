/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/overlay.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"

/* --- Which rows match ---------------------------------------------------------------------------
 */

int fuzzy_score(const char *query, const char *text)
{
    int score = 1;
    bool together = false;
    const char *at = text;
    for (; *query; query++) {
        int wanted = tolower((unsigned char)*query);
        if (wanted == ' ') {
            together = false;
            continue;
        }
        const char *found = at;
        while (*found && tolower((unsigned char)*found) != wanted)
            found++;
        if (!*found)
            return 0;
        bool starts_word = found == text || found[-1] == ' ' || found[-1] == '-';
        score += together && found == at ? 8 : starts_word ? 6 : 1;
        together = true;
        at = found + 1;
    }
    return score;
}

static bool contains(const char *text, const char *query)
{
    size_t length = strlen(query);
    for (; *text; text++) {
        if (!strncasecmp(text, query, length))
            return true;
    }
    return !length;
}

/* A match in the name weighs more than one in the summary; 0: none. */
static int match(const struct app *app, const struct action_row *row)
{
    const char *query = field_text(&app->overlay.query);
    if (!query[0])
        return 1;
    if (app->overlay.kind == OVERLAY_HELP) {
        char keys[64];
        (void)keymap_labels(&app->config.keymap, row, app->ascii, keys, sizeof keys);
        return contains(row->name, query) || contains(row->summary, query) || !strcmp(keys, query);
    }
    int name = fuzzy_score(query, row->name), summary = fuzzy_score(query, row->summary);
    return 2 * name > summary ? 2 * name : summary;
}

/* Rows of this screen come before those of every screen; then the better match. */
static void collect(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    const struct action_row *row;
    int weights[OVERLAY_ROWS];
    size_t count = 0;
    for (size_t i = 0; (row = action_row_at(i)) && count < OVERLAY_ROWS; i++) {
        if (!keymap_has(&app->config.keymap, row, app_front(app)->screen->name))
            continue;
        int weight = match(app, row);
        if (!weight)
            continue;
        if (overlay->kind == OVERLAY_HELP)
            weight = strcmp(row->screens, "*") != 0;
        size_t place = count++;
        for (; place > 0 && weights[place - 1] < weight; place--) {
            weights[place] = weights[place - 1];
            overlay->rows[place] = overlay->rows[place - 1];
        }
        weights[place] = weight;
        overlay->rows[place] = row;
    }
    overlay->list.count = count;
    overlay->list.selected = 0;
}

/* --- Opening and keys ---------------------------------------------------------------------------
 */

void overlay_close(struct app *app)
{
    field_release(&app->overlay.query);
    free(app->overlay.text);
    memset(&app->overlay, 0, sizeof app->overlay);
}

void overlay_open(struct app *app, enum overlay_kind kind)
{
    overlay_close(app);
    app->overlay.kind = kind;
    if (kind == OVERLAY_HELP)
        (void)snprintf(app->overlay.title, sizeof app->overlay.title, "Keys: %s",
                       app_front(app)->screen->title);
    else
        (void)snprintf(app->overlay.title, sizeof app->overlay.title, "Commands");
    collect(app);
}

void overlay_open_text(struct app *app, const char *title, const char *text)
{
    overlay_close(app);
    app->overlay.kind = OVERLAY_TEXT;
    app->overlay.text = memory_copy_string(text);
    (void)snprintf(app->overlay.title, sizeof app->overlay.title, "%s", title);
}

static enum action moving(struct key key)
{
    switch (key.control ? 0 : key.code) {
    case SPECIAL_UP:
    case SPECIAL_WHEEL_UP:
        return ACTION_UP;
    case SPECIAL_DOWN:
    case SPECIAL_WHEEL_DOWN:
        return ACTION_DOWN;
    case SPECIAL_PAGE_UP:
        return ACTION_PAGE_UP;
    case SPECIAL_PAGE_DOWN:
        return ACTION_PAGE_DOWN;
    default:
        return ACTION_NONE;
    }
}

static void run_selected(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    if (!overlay->list.count)
        return;
    const struct action_row *row = overlay->rows[overlay->list.selected];
    const char *reason = app_disabled(app, row->action);
    if (reason) {
        app_say(app, "%s", reason);
        return;
    }
    overlay_close(app);
    app_do(app, row->action);
}

static void feed_text(struct app *app, struct key key)
{
    const struct action_row *row =
        keymap_find(&app->config.keymap, app_front(app)->screen->name, key);
    enum action action = moving(key) != ACTION_NONE ? moving(key) : row ? row->action : ACTION_NONE;
    if (key.code == SPECIAL_HOME || key.code == SPECIAL_END)
        action = key.code == SPECIAL_HOME ? ACTION_FIRST : ACTION_LAST;
    if (scroll_handle(&app->overlay.scroll, action))
        return;
    overlay_close(app);
    if (action == ACTION_STOP)
        app_do(app, action);
}

void overlay_feed(struct app *app, struct key key)
{
    struct overlay *overlay = &app->overlay;
    if (overlay->kind == OVERLAY_TEXT) {
        feed_text(app, key);
        return;
    }
    if (list_handle(&overlay->list, moving(key), overlay->page))
        return;
    if (field_feed(&overlay->query, key)) {
        collect(app);
        return;
    }
    if (key.code == SPECIAL_ENTER)
        run_selected(app);
    else if (key.code == SPECIAL_ESCAPE || key.code == SPECIAL_F1 || key.control)
        overlay_close(app);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void draw_row(struct app *app, struct canvas *canvas, struct area area, int line,
                     const struct action_row *row, bool selected)
{
    bool possible = !app_disabled(app, row->action), wide = area.columns >= 70;
    int keys_width = wide ? 14 : 10, name_width = wide ? 19 : 17;
    int column = area.column + 2, y = area.row + line;
    struct style name = style_with(possible ? INK_TEXT : INK_DIM, selected ? ATTRIBUTE_BOLD : 0);
    char keys[64];
    (void)keymap_labels(&app->config.keymap, row, app->ascii, keys, sizeof keys);
    if (!possible)
        (void)canvas_text(canvas, area.column, y, style_of(INK_DIM), "-");
    list_mark(canvas, area, line, selected);
    (void)canvas_text_fit(canvas, column, y, keys_width, style_of(possible ? INK_ACCENT : INK_DIM),
                          keys);
    column += keys_width + 1;
    (void)canvas_text_fit(canvas, column, y, name_width, name, row->name);
    column += name_width + 1;
    (void)canvas_text_fit(canvas, column, y, area.column + area.columns - 2 - column, name,
                          row->summary);
}

static void draw_list(struct app *app, struct canvas *canvas, struct area area)
{
    struct overlay *overlay = &app->overlay;
    struct area top = area_cut_top(&area, 2), bottom = area_cut_bottom(&area, 1);
    int column = canvas_text(canvas, top.column, top.row, style_of(INK_DIM), "Search: ");
    field_draw(&overlay->query, canvas, column, top.row, top.columns - (column - top.column));
    overlay->page = area.rows;
    size_t first = list_top(&overlay->list, area.rows);
    for (int line = 0; line < area.rows && first + (size_t)line < overlay->list.count; line++) {
        size_t index = first + (size_t)line;
        draw_row(app, canvas, area, line, overlay->rows[index], index == overlay->list.selected);
    }
    list_arrows(canvas, area, &overlay->list);
    if (!overlay->list.count)
        area_line(canvas, area, 0, style_of(INK_DIM),
                  "Nothing matches. Delete a few letters to see more.");
    const char *reason = overlay->list.count
                             ? app_disabled(app, overlay->rows[overlay->list.selected]->action)
                             : NULL;
    area_line(canvas, bottom, 0, style_of(reason ? INK_BAD : INK_DIM),
              reason ? reason : "Enter runs it   Esc closes   type to search   - not now");
}

static void draw_text(struct app *app, struct canvas *canvas, struct area area)
{
    struct area bottom = area_cut_bottom(&area, 2);
    scroll_draw(&app->overlay.scroll, canvas, area, style_of(INK_TEXT), app->overlay.text);
    area_line(canvas, bottom, 1, style_of(INK_DIM),
              app->overlay.scroll.lines > area.rows ? "Up and Down scroll   any other key closes"
                                                    : "Any key closes");
}

/* As tall as a text needs, where it needs less than the screen. */
static int overlay_rows(const struct overlay *overlay, const struct canvas *canvas, int columns)
{
    int most = canvas->rows - 2;
    int wanted = 44;
    if (overlay->kind == OVERLAY_TEXT)
        wanted = canvas_paragraph((struct canvas *)canvas, 0, 0, columns - 6, 0, 0,
                                  style_of(INK_TEXT), overlay->text) +
                 4;
    return wanted < most ? wanted : most;
}

void overlay_draw(struct app *app, struct canvas *canvas)
{
    struct overlay *overlay = &app->overlay;
    struct area box = {0, 0, canvas->columns, canvas->rows};
    box = area_centre(box, canvas->columns - 4 < APP_TEXT ? canvas->columns - 2 : APP_TEXT);
    int rows = overlay_rows(overlay, canvas, box.columns);
    box.row = canvas->rows > rows + 6 ? 3 : 1;
    box.rows = rows;
    canvas->cursor_column = canvas->cursor_row = -1;
    canvas_fill(canvas, box.column, box.row, box.columns, box.rows, style_of(INK_TEXT), " ");
    canvas_box(canvas, box.column, box.row, box.columns, box.rows, style_of(INK_DIM),
               overlay->title);
    struct area inside = {box.column + 2, box.row + 1, box.columns - 4, box.rows - 2};
    if (overlay->kind == OVERLAY_TEXT)
        draw_text(app, canvas, inside);
    else
        draw_list(app, canvas, inside);
}
