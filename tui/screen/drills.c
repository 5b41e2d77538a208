/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of skills: by topic, how far each one is, and what is due. Beside it, where there is
 * room, the page of the skill under the mark. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/skill_page.h"

/* Columns: from which the page stands beside the map; of the map then at least; from which the map
 * shows ratings. */
enum { PANEL_FROM = 116, MAP_LEAST = 60, MAP_MOST = 92, GAP = 3, RATING_FROM = 72 };

struct drills {
    struct skill_map map;
    struct skill_page *page; /* of the skill under the mark; NULL: it could not be read */
    struct skill_view view;
    struct list list; /* of skills; `top` is not used */
    int top, rows;    /* the first line shown, headings counted; lines there are room for */
};

static void release(void *state)
{
    struct drills *drills = state;
    skill_map_release(&drills->map);
    skill_page_free(drills->page);
    free(drills);
}

static const struct skill_row *selected(const struct drills *drills)
{
    return &drills->map.rows[drills->list.selected];
}

static void read_page(struct app *app, struct drills *drills)
{
    struct error error = {0};
    skill_page_free(drills->page);
    drills->page = NULL;
    drills->view.picture = 0;
    if (!drills->map.count)
        return;
    drills->page = skill_page_open(app->collection, selected(drills)->drill, &error);
    if (!drills->page)
        app_complain(app, &error);
}

/* `argument`: the name of the skill to mark; NULL: where to begin. */
static void *open_drills(struct app *app, const char *argument, struct error *error)
{
    struct drills *drills = memory_allocate(1, sizeof *drills);
    if (!skill_map_read(app->collection, &drills->map, error)) {
        free(drills);
        return NULL;
    }
    size_t found = argument ? skill_map_find(&drills->map, argument) : SIZE_MAX;
    drills->list.count = drills->map.count;
    drills->list.selected = found < drills->map.count ? found : skill_map_begin(&drills->map);
    read_page(app, drills);
    return drills;
}

static void resume(struct app *app, void *state)
{
    struct drills *drills = state;
    struct skill_map map;
    struct error error = {0};
    if (!skill_map_read(app->collection, &map, &error)) {
        app_complain(app, &error);
        return;
    }
    skill_map_release(&drills->map);
    drills->map = map;
    read_page(app, drills);
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

/* To the first skill of the next topic, or of this one and then of the one before. */
static void move_topic(struct drills *drills, int direction)
{
    const struct skill_map *map = &drills->map;
    size_t topic = skill_map_topic(map, drills->list.selected);
    if (direction > 0 && topic + 1 < map->topic_count)
        topic++;
    else if (direction < 0 && drills->list.selected == map->topics[topic].first && topic > 0)
        topic--;
    else if (direction > 0)
        return;
    drills->list.selected = map->topics[topic].first;
}

static bool move(struct drills *drills, enum action action)
{
    if (action != ACTION_LEFT && action != ACTION_RIGHT)
        return list_handle(&drills->list, action, drills->rows - 1);
    move_topic(drills, action == ACTION_RIGHT ? 1 : -1);
    return true;
}

static void open_for_selected(struct app *app, const struct drills *drills, const char *screen,
                              const char *prefix)
{
    char argument[96];
    (void)snprintf(argument, sizeof argument, "%s%s", prefix, selected(drills)->drill->name);
    app_open(app, screen, argument);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct drills *drills = state;
    size_t before = drills->list.selected;
    if (!drills->map.count)
        return action == ACTION_ACCEPT || action == ACTION_INFORMATION;
    if (action == ACTION_ACCEPT)
        open_for_selected(app, drills, "review", "drill:");
    else if (action == ACTION_INFORMATION)
        open_for_selected(app, drills, "skill", "");
    else if (!move(drills, action))
        return false;
    if (drills->list.selected != before)
        read_page(app, drills);
    return true;
}

static const char *label(const void *state, enum action action)
{
    (void)state;
    switch (action) {
    case ACTION_ACCEPT:
        return "practise";
    case ACTION_INFORMATION:
        return "plots";
    case ACTION_RIGHT:
        return "next topic";
    default:
        return NULL;
    }
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct drills *drills = state;
    if (drills->list.count)
        (void)snprintf(buffer, size, "%zu of %zu", drills->list.selected + 1, drills->list.count);
}

/* --- One line of the map ------------------------------------------------------------------------
 */

/* Where things stand in a line, in columns from its beginning. */
struct columns {
    int title, level, rating, recent, when; /* `rating` 0: left out */
    int end;
    bool brief;
};

static struct columns columns_of(int width)
{
    bool wide = width >= RATING_FROM;
    struct columns at = {.title = 2, .end = width - 2, .brief = !wide};
    at.when = at.end - (wide ? 13 : 6);
    at.recent = at.when - (wide ? 8 : 7);
    at.rating = wide ? at.recent - 6 : 0;
    at.level = (wide ? at.rating : at.recent) - 9;
    return at;
}

/* "after powers, arithmetic": what is not tried and comes before. */
static void after_words(const struct skill_map *map, const struct drill *drill, struct text *out)
{
    size_t at = 0;
    const struct drill *missing;
    while ((missing = skill_map_missing(map, drill, &at)) != NULL) {
        text_append(out, out->length ? ", " : "after ");
        text_append(out, missing->name);
    }
    for (size_t i = 0; i < out->length; i++)
        out->data[i] = out->data[i] == '-' ? ' ' : out->data[i];
}

static void draw_tried(const struct skill_row *row, day_number today, struct canvas *canvas,
                       struct area area, const struct columns *at)
{
    struct text when = {0};
    int x = area.column, y = area.row;
    (void)canvas_printf(canvas, x + at->level + row->drill->levels + 1, y, style_of(INK_DIM),
                        "%d/%d", row->level, row->drill->levels);
    if (at->rating)
        (void)canvas_printf(canvas, x + at->rating, y, style_of(INK_DIM), "%4.0f", row->rating);
    (void)canvas_printf(canvas, x + at->recent, y, style_of(INK_TEXT), "%4.0f %%",
                        100.0 * (double)row->tally->recent_right / (double)row->tally->recent);
    skill_when(row, today, at->brief, &when);
    (void)canvas_text_fit(
        canvas, x + at->when, y, at->end - at->when,
        style_with(row->due ? INK_ACCENT : INK_DIM, row->due ? ATTRIBUTE_BOLD : 0),
        text_string(&when));
    text_release(&when);
}

/* What may be begun is "new" where a due one is "due"; the others say after what. */
static bool draw_untried(const struct skill_map *map, const struct skill_row *row,
                         struct canvas *canvas, struct area area, const struct columns *at)
{
    struct text after = {0};
    after_words(map, row->drill, &after);
    bool ready = !after.length;
    int column = ready ? at->when : at->level + row->drill->levels + 1;
    (void)canvas_text_fit(canvas, area.column + column, area.row, at->end - column,
                          style_of(ready ? INK_TEXT : INK_DIM),
                          ready ? "new" : text_string(&after));
    text_release(&after);
    return ready;
}

static void draw_skill(const struct drills *drills, struct canvas *canvas, struct area area,
                       size_t index)
{
    const struct skill_row *row = &drills->map.rows[index];
    struct columns at = columns_of(area.columns);
    bool marked = index == drills->list.selected, ready = true;
    struct text level = {0};
    if (row->tried)
        draw_tried(row, drills->map.today, canvas, area, &at);
    else
        ready = draw_untried(&drills->map, row, canvas, area, &at);
    skill_level_text(row, canvas->ascii, &level);
    (void)canvas_text(canvas, area.column + at.level, area.row,
                      style_of(row->tried ? INK_ACCENT : INK_DIM), text_string(&level));
    text_release(&level);
    list_mark(canvas, area, 0, marked);
    (void)canvas_text_fit(canvas, area.column + at.title, area.row, at.level - at.title - 1,
                          style_with(marked  ? INK_STRONG
                                     : ready ? INK_TEXT
                                             : INK_DIM,
                                     marked ? ATTRIBUTE_BOLD : 0),
                          row->drill->title);
}

static void draw_topic(const struct skill_topic *topic, struct canvas *canvas, struct area area)
{
    enum { BAR = 4, TRIED = 14 };
    struct columns at = columns_of(area.columns);
    char name[40];
    (void)snprintf(name, sizeof name, "%s", topic->name);
    name[0] = (char)toupper((unsigned char)name[0]);
    int x = area.column, y = area.row;
    (void)canvas_text_fit(canvas, x, y, at.level - TRIED - 1,
                          style_with(INK_STRONG, ATTRIBUTE_BOLD), name);
    (void)canvas_printf(canvas, x + at.level - TRIED, y, style_of(INK_DIM), "%2ld of %zu tried",
                        topic->tried, topic->count);
    if (topic->tried) {
        canvas_bar(canvas, x + at.level, y, BAR, topic->progress, style_of(INK_GOOD));
        (void)canvas_printf(canvas, x + at.level + BAR, y, style_of(INK_TEXT), "%3.0f %%",
                            100 * topic->progress);
    }
    if (topic->due)
        (void)canvas_printf(canvas, x + at.when, y, style_with(INK_ACCENT, ATTRIBUTE_BOLD),
                            "%ld due", topic->due);
}

/* --- The map ------------------------------------------------------------------------------------
 */

/* Lines from the beginning: each topic has one for its heading. */
static int line_of(const struct skill_map *map, size_t row)
{
    return (int)(row + skill_map_topic(map, row)) + 1;
}

/* The marked skill is seen, below the line that the heading of its topic takes. */
static void scroll_to_mark(struct drills *drills, int rows)
{
    int line = line_of(&drills->map, drills->list.selected);
    int lines = (int)(drills->map.count + drills->map.topic_count);
    drills->rows = rows;
    if (line <= drills->top)
        drills->top = line - 1;
    if (line >= drills->top + rows)
        drills->top = line - rows + 1;
    if (drills->top + rows > lines)
        drills->top = lines > rows ? lines - rows : 0;
}

/* The first line is the heading of what is below it, also where that is further up. */
static void draw_line(const struct drills *drills, struct canvas *canvas, struct area area,
                      int line, bool first)
{
    const struct skill_map *map = &drills->map;
    size_t topic = 0;
    while (topic + 1 < map->topic_count && line_of(map, map->topics[topic + 1].first) - 1 <= line)
        topic++;
    int heading = line_of(map, map->topics[topic].first) - 1;
    if (first || line == heading)
        draw_topic(&map->topics[topic], canvas, area);
    else
        draw_skill(drills, canvas, area, map->topics[topic].first + (size_t)(line - heading) - 1);
}

static void draw_map(struct drills *drills, struct canvas *canvas, struct area area)
{
    int lines = (int)(drills->map.count + drills->map.topic_count);
    scroll_to_mark(drills, area.rows);
    for (int i = 0; i < area.rows && drills->top + i < lines; i++) {
        struct area line = {area.column, area.row + i, area.columns, 1};
        draw_line(drills, canvas, line, drills->top + i, i == 0);
    }
    struct list all = {.count = (size_t)lines, .top = (size_t)drills->top};
    list_arrows(canvas, area, &all);
}

static void summary_words(const struct skill_map *map, struct text *out)
{
    text_printf(out, "%ld of %zu skills tried, ", map->tried, map->count);
    if (map->due)
        text_printf(out, "%ld due, ", map->due);
    else
        text_append(out, "none due, ");
    text_printf(out, "mean level %.1f of %.0f", map->level, map->levels);
}

/* What there is; to a beginner what to do. */
static void draw_summary(struct app *app, const struct drills *drills, struct canvas *canvas,
                         struct area *area)
{
    struct text text = {0};
    char enter[KEY_TEXT], plots[KEY_TEXT];
    if (drills->map.tried)
        summary_words(&drills->map, &text);
    else
        text_printf(&text,
                    "%zu skills wait. %s asks ten easy problems of the marked one, %s shows an "
                    "example. Begin with any that says \"new\"; \"after\" names what comes first.",
                    drills->map.count, app_key(app, ACTION_ACCEPT, enter),
                    app_key(app, ACTION_INFORMATION, plots));
    int used = canvas_paragraph(canvas, area->column, area->row, area->columns - 2, area->rows, 0,
                                style_of(INK_TEXT), text_string(&text));
    (void)area_cut_top(area, used);
    text_release(&text);
}

static void draw_heading(struct canvas *canvas, struct area area)
{
    struct columns at = columns_of(area.columns);
    struct style dim = style_of(INK_DIM);
    int x = area.column, y = area.row;
    (void)canvas_text(canvas, x + at.title, y, dim, "Skill");
    (void)canvas_text(canvas, x + at.level, y, dim, "Level");
    if (at.rating)
        (void)canvas_text(canvas, x + at.rating, y, dim, " Elo");
    (void)canvas_text(canvas, x + at.recent, y, dim, at.rating ? "Last 20" : "Right");
    (void)canvas_text(canvas, x + at.when, y, dim, "Next");
}

static void draw_panel(struct drills *drills, struct canvas *canvas, struct area panel)
{
    if (!drills->page)
        return;
    area_line(canvas, area_cut_top(&panel, 1), 0, style_with(INK_STRONG, ATTRIBUTE_BOLD),
              drills->page->drill->title);
    skill_view_draw(&drills->view, drills->page, &drills->map, canvas, panel);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct drills *drills = state;
    if (!drills->list.count) {
        area_line(canvas, body, 0, style_of(INK_TEXT), "There are no drills in this program.");
        return;
    }
    struct area map = body, panel = body;
    if (body.columns >= PANEL_FROM) {
        map.columns = (body.columns - GAP) * 45 / 100;
        map.columns = map.columns < MAP_LEAST  ? MAP_LEAST
                      : map.columns > MAP_MOST ? MAP_MOST
                                               : map.columns;
        panel.column += map.columns + GAP;
        panel.columns -= map.columns + GAP;
        draw_panel(drills, canvas, panel);
    }
    draw_summary(app, drills, canvas, &map);
    draw_heading(canvas, area_cut_top(&map, 1));
    draw_map(drills, canvas, map);
}

const struct screen screen_drills = {
    .name = "drills",
    .title = "Drills",
    .wide = true,
    .open = open_drills,
    .release = release,
    .resume = resume,
    .handle = handle,
    .label = label,
    .status = status,
    .draw = draw,
};
