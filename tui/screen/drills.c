/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The skills, with how far one is and what is due. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/drill.h"
#include "tui/app.h"
#include "tui/wording.h"

struct row {
    const struct drill *drill;
    int level;
    double rating;
    struct schedule schedule;
};

struct drills {
    struct row *rows;
    struct list list;
    int page;
    day_number today;
};

static void release(void *state)
{
    struct drills *drills = state;
    free(drills->rows);
    free(drills);
}

static bool read_rows(struct collection *collection, struct drills *drills, struct error *error)
{
    size_t count = 0;
    while (drill_registry[count])
        count++;
    free(drills->rows);
    drills->rows = memory_allocate(count, sizeof *drills->rows);
    drills->list.count = count;
    drills->today = collection_today(collection);
    for (size_t i = 0; i < count; i++) {
        struct row *row = &drills->rows[i];
        row->drill = drill_registry[i];
        if (!collection_skill(collection, row->drill->name, row->drill->levels, &row->level,
                              &row->rating, error) ||
            !collection_schedule(collection, ITEM_DRILL, row->drill->name, &row->schedule, error))
            return false;
    }
    return true;
}

static void *open_drills(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct drills *drills = memory_allocate(1, sizeof *drills);
    if (read_rows(app->collection, drills, error))
        return drills;
    release(drills);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_rows(app->collection, state, &error))
        app_complain(app, &error);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct drills *drills = state;
    if (action == ACTION_ACCEPT && drills->list.count) {
        char argument[96];
        (void)snprintf(argument, sizeof argument, "drill:%s",
                       drills->rows[drills->list.selected].drill->name);
        app_open(app, "review", argument);
        return true;
    }
    return action == ACTION_ACCEPT || list_handle(&drills->list, action, drills->page);
}

static const char *label(const void *state, enum action action)
{
    (void)state;
    return action == ACTION_ACCEPT ? "practise" : NULL;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct drills *drills = state;
    if (drills->list.count)
        (void)snprintf(buffer, size, "%zu of %zu", drills->list.selected + 1, drills->list.count);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* "new", "due", "3 Dec". */
static void when(const struct drills *drills, const struct row *row, struct text *out)
{
    if (!row->schedule.reviewed)
        text_append(out, "new");
    else if (row->schedule.due <= drills->today)
        text_append(out, "due");
    else
        wording_date(row->schedule.due, drills->today, out);
}

static void draw_row(const struct drills *drills, struct canvas *canvas, struct area area, int line,
                     size_t index)
{
    const struct row *row = &drills->rows[index];
    bool selected = index == drills->list.selected;
    struct style name = style_with(selected ? INK_STRONG : INK_TEXT, selected ? ATTRIBUTE_BOLD : 0);
    bool wide = area.columns >= 74;
    int y = area.row + line, right = area.column + area.columns - 2;
    struct text due = {0};
    when(drills, row, &due);
    bool is_due = row->schedule.reviewed && row->schedule.due <= drills->today;
    list_mark(canvas, area, line, selected);
    (void)canvas_text_fit(canvas, area.column + 2, y, wide ? 36 : area.columns - 28, name,
                          row->drill->title);
    if (wide)
        (void)canvas_text_fit(canvas, area.column + 39, y, right - 25 - (area.column + 39),
                              style_of(INK_DIM), row->drill->topic);
    (void)canvas_printf(canvas, right - 23, y, style_of(INK_TEXT), "%d of %d", row->level,
                        row->drill->levels);
    if (row->schedule.reviewed)
        (void)canvas_printf(canvas, right - 15, y, style_of(INK_DIM), "%4.0f", row->rating);
    (void)canvas_text_fit(canvas, right - 8, y, 8, style_of(is_due ? INK_ACCENT : INK_DIM),
                          text_string(&due));
    text_release(&due);
}

static void draw_heading(struct canvas *canvas, struct area area)
{
    int right = area.column + area.columns - 2;
    struct style dim = style_of(INK_DIM);
    (void)canvas_text(canvas, area.column + 2, area.row, dim, "Skill");
    if (area.columns >= 74)
        (void)canvas_text(canvas, area.column + 39, area.row, dim, "Topic");
    (void)canvas_text(canvas, right - 23, area.row, dim, "Level");
    (void)canvas_text(canvas, right - 15, area.row, dim, "Elo");
    (void)canvas_text(canvas, right - 8, area.row, dim, "Next");
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct drills *drills = state;
    if (!drills->list.count) {
        area_line(canvas, body, 0, style_of(INK_TEXT), "There are no drills in this program.");
        return;
    }
    draw_heading(canvas, area_cut_top(&body, 1));
    drills->page = body.rows;
    size_t top = list_top(&drills->list, body.rows);
    for (int line = 0; line < body.rows && top + (size_t)line < drills->list.count; line++)
        draw_row(drills, canvas, body, line, top + (size_t)line);
    list_arrows(canvas, body, &drills->list);
}

const struct screen screen_drills = {
    .name = "drills",
    .title = "Drills",
    .open = open_drills,
    .release = release,
    .resume = resume,
    .handle = handle,
    .label = label,
    .status = status,
    .draw = draw,
};
