/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals that the notes name: how many are done, and where text and table disagree, the
 * question, which the person decides. The notes stay as they are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/wording.h"

enum row_kind { ROW_GOAL, ROW_SAYS, ROW_ITEM };

struct row {
    enum row_kind kind;
    const char *goal; /* its name */
    const char *text;
    const char *file; /* NULL: nowhere */
    long line;
    long number; /* ROW_SAYS: what would hold */
    bool holds;  /* it was decided for */
    enum goal_status status;
    double share; /* ROW_GOAL: done */
    bool asked, settled;
    const char *question; /* ROW_GOAL: the question, or how it was settled; NULL: neither */
};

struct goals {
    struct arena arena;
    struct row *rows;
    size_t count, capacity;
    struct list list;
    int top; /* the first line that is seen */
    int page;
};

static void release(void *state)
{
    struct goals *goals = state;
    arena_release(&goals->arena);
    free(goals->rows);
    free(goals);
}

static struct row *add_row(struct goals *goals, enum row_kind kind, const char *goal)
{
    memory_reserve((void **)&goals->rows, goals->count, &goals->capacity, sizeof *goals->rows);
    struct row *row = &goals->rows[goals->count++];
    *row = (struct row){.kind = kind, .goal = goal};
    return row;
}

static const char *copy(struct goals *goals, const char *string)
{
    return string ? arena_copy_string(&goals->arena, string) : NULL;
}

static void add_heading(struct goals *goals, const struct goal_row *goal, const char *name)
{
    struct row *row = add_row(goals, ROW_GOAL, name);
    struct text line = {0};
    long all = goal->target >= 0 ? goal->target : (long)goal->item_count;
    wording_goal(goal, &line);
    if (goal->in_progress)
        text_printf(&line, ", %ld in progress", goal->in_progress);
    row->text = copy(goals, text_string(&line));
    row->share = all > 0 ? (double)goal->done / (double)all : 0;
    row->asked = goal->question != NULL;
    row->settled = goal->settled != NULL;
    row->question = copy(goals, goal->question ? goal->question : goal->settled);
    text_release(&line);
}

/* "the text: 11" */
static void add_says(struct goals *goals, const struct goal_row *goal, const char *name,
                     const char *who, struct goal_source source)
{
    struct row *row = add_row(goals, ROW_SAYS, name);
    row->text = arena_format(&goals->arena, "%s: %ld", who, source.number);
    row->file = copy(goals, source.file);
    row->line = source.line;
    row->number = source.number;
    row->holds = goal->chosen == source.number;
}

static bool add_goal(void *context, const struct goal_row *goal)
{
    struct goals *goals = context;
    const char *name = copy(goals, goal->name);
    add_heading(goals, goal, name);
    if (goal->question || goal->settled) {
        add_says(goals, goal, name, "the text", goal->text);
        if (goal->other.number >= 0)
            add_says(goals, goal, name, "elsewhere", goal->other);
        if (goal->item_count)
            add_says(goals, goal, name, "the table",
                     (struct goal_source){(long)goal->item_count, goal->items[0].file,
                                          goal->items[0].line});
    }
    for (size_t i = 0; i < goal->item_count; i++) {
        struct row *row = add_row(goals, ROW_ITEM, name);
        row->text = copy(goals, goal->items[i].name);
        row->file = copy(goals, goal->items[i].file);
        row->line = goal->items[i].line;
        row->status = goal->items[i].status;
    }
    return true;
}

/* A heading opens where its first row says. */
static void find_places(struct goals *goals)
{
    for (size_t i = 0; i + 1 < goals->count; i++) {
        struct row *row = &goals->rows[i];
        if (row->kind != ROW_GOAL || goals->rows[i + 1].kind == ROW_GOAL)
            continue;
        row->file = goals->rows[i + 1].file;
        row->line = goals->rows[i + 1].line;
    }
}

static bool read_goals(struct app *app, struct goals *goals, struct error *error)
{
    arena_release(&goals->arena);
    goals->count = 0;
    bool good = collection_each_goal(app->collection, add_goal, goals, error);
    find_places(goals);
    goals->list.count = goals->count;
    if (goals->list.selected >= goals->count)
        goals->list.selected = goals->count ? goals->count - 1 : 0;
    return good;
}

static void *open_goals(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct goals *goals = memory_allocate(1, sizeof *goals);
    if (read_goals(app, goals, error))
        return goals;
    release(goals);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_goals(app, state, &error))
        app_complain(app, &error);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static const struct row *selected(const struct goals *goals)
{
    return goals->count ? &goals->rows[goals->list.selected] : NULL;
}

static void open_note(struct app *app, const struct row *row)
{
    struct text argument = {0};
    text_printf(&argument, "%s:%ld", row->file, row->line);
    app_open(app, "notes", text_string(&argument));
    text_release(&argument);
}

/* `number` 0: nothing is decided. */
static void decide(struct app *app, struct goals *goals, const char *name, long number)
{
    char setting[SETTING_TEXT_SIZE], value[32], goal[64];
    struct error error = {0};
    (void)snprintf(goal, sizeof goal, "%s", name);
    (void)snprintf(setting, sizeof setting, SETTING_TARGET "%s", name);
    (void)snprintf(value, sizeof value, "%ld", number);
    if (!collection_set(app->collection, setting, value, &error) || !read_goals(app, goals, &error))
        app_complain(app, &error);
    else if (number)
        app_say(app, "The goal is %ld %s. The notes stay as they are.", number, goal);
    else
        app_say(app, "What the notes say holds again.");
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct goals *goals = state;
    const struct row *row = selected(goals);
    if (!row || list_handle(&goals->list, action, goals->page))
        return row != NULL;
    switch (action) {
    case ACTION_ACCEPT:
        open_note(app, row);
        return true;
    case ACTION_EDIT:
        app_edit(app, row->file, row->line);
        return true;
    case ACTION_TAKE:
        decide(app, goals, row->goal, row->number);
        return true;
    case ACTION_REJECT:
        decide(app, goals, row->goal, 0);
        return true;
    default:
        return false;
    }
}

static bool is_settled(const struct goals *goals, const char *goal)
{
    for (size_t i = 0; i < goals->count; i++)
        if (goals->rows[i].kind == ROW_GOAL && !strcmp(goals->rows[i].goal, goal))
            return goals->rows[i].settled;
    return false;
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct goals *goals = state;
    const struct row *row = selected(goals);
    if (action != ACTION_ACCEPT && action != ACTION_EDIT && action != ACTION_TAKE &&
        action != ACTION_REJECT)
        return NULL;
    if (!row)
        return "The notes name no goals.";
    if (action == ACTION_TAKE)
        return row->kind != ROW_SAYS ? "Move to one of the numbers that disagree."
               : row->holds          ? "It holds already."
                                     : NULL;
    if (action == ACTION_REJECT)
        return is_settled(goals, row->goal) ? NULL : "Nothing was decided for this goal.";
    return row->file ? NULL : "It comes from no note.";
}

static const char *label(const void *state, enum action action)
{
    (void)state;
    return action == ACTION_ACCEPT   ? "note"
           : action == ACTION_TAKE   ? "this holds"
           : action == ACTION_REJECT ? "ask again"
                                     : NULL;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct goals *goals = state;
    int asked = 0;
    for (size_t i = 0; i < goals->count; i++)
        asked += goals->rows[i].asked;
    if (asked)
        (void)snprintf(buffer, size, asked == 1 ? "%d question" : "%d questions", asked);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* Rows and the lines that belong to them are drawn on a page that may be longer than its place. */
struct page {
    const struct app *app;
    struct goals *goals;
    struct canvas *canvas;
    struct area area;
    int line;        /* the next one, from the beginning of the page */
    int first, last; /* of the marked row */
};

static const char *glyph(enum goal_status status, bool ascii)
{
    switch (status) {
    case GOAL_DONE:
        return ascii ? "x" : "✓";
    case GOAL_IN_PROGRESS:
        return ascii ? "*" : "▸";
    default:
        return ascii ? "." : "·";
    }
}

/* "journal.md:24" at the right edge; a long name is cut, the line never. */
static int draw_place(const struct page *page, const struct row *row, int at)
{
    char line[32];
    const char *slash = strrchr(row->file, '/'), *name = slash ? slash + 1 : row->file;
    int digits = snprintf(line, sizeof line, ":%ld", row->line);
    int most = page->area.columns / (row->kind == ROW_SAYS ? 2 : 4) - digits;
    int width = text_width(name, strlen(name));
    width = width < most ? width : most;
    int column = page->area.column + page->area.columns - 2 - width - digits;
    column = canvas_text_fit(page->canvas, column, at, width, style_of(INK_DIM), name);
    (void)canvas_text(page->canvas, column, at, style_of(INK_DIM), line);
    return width + digits;
}

static void draw_heading(const struct page *page, const struct row *row, int at, bool marked)
{
    enum { BAR = 20 };
    int column =
        canvas_text_fit(page->canvas, page->area.column + 2, at, page->area.columns - 4,
                        style_with(marked ? INK_ACCENT : INK_STRONG, ATTRIBUTE_BOLD), row->text);
    int bar = page->area.column + (page->area.columns > 70 ? 46 : 34);
    if (column < bar)
        canvas_bar(page->canvas, bar, at, BAR, row->share, style_of(INK_GOOD));
}

static void draw_entry(const struct page *page, const struct row *row, int at, bool marked)
{
    static const char *const words[] = {
        [GOAL_PLANNED] = "planned", [GOAL_IN_PROGRESS] = "in progress", [GOAL_DONE] = "done"};
    bool ascii = page->canvas->ascii, says = row->kind == ROW_SAYS;
    int right = row->file ? draw_place(page, row, at) : 0;
    int room = page->area.columns - right - 5;
    struct text line = {0};
    if (says)
        text_printf(&line, "  %s %s%s", row->holds ? (ascii ? "=" : "●") : (ascii ? "-" : "○"),
                    row->text, row->holds ? ", which holds" : "");
    else
        text_printf(&line, "  %s %-11s  %s", glyph(row->status, ascii), words[row->status],
                    row->text);
    enum ink ink = marked ? INK_STRONG : says ? INK_ACCENT : INK_TEXT;
    (void)canvas_text_fit(page->canvas, page->area.column + 2, at, room, style_of(ink),
                          text_string(&line));
    text_release(&line);
}

/* The canvas's row of the page's line; -1: it is not seen. */
static int seen(const struct page *page, int line)
{
    int at = line - page->goals->top;
    return at >= 0 && at < page->area.rows ? page->area.row + at : -1;
}

static void draw_question(struct page *page, const struct row *row)
{
    char key[KEY_TEXT], hint[96];
    int columns = page->area.columns - 6, at = page->line - page->goals->top;
    struct style style = style_of(row->asked ? INK_BAD : INK_DIM);
    int lines = canvas_paragraph(page->canvas, 0, 0, columns, 0, 0, style, row->question);
    int skip = at < 0 ? -at : 0, first = at < 0 ? 0 : at;
    if (skip < lines && first < page->area.rows)
        (void)canvas_paragraph(page->canvas, page->area.column + 4, page->area.row + first, columns,
                               page->area.rows - first, skip, style, row->question);
    if (row->asked && seen(page, page->line) >= 0)
        (void)canvas_text(page->canvas, page->area.column + 2, seen(page, page->line), style, "?");
    page->line += lines;
    if (!row->asked)
        return;
    (void)snprintf(hint, sizeof hint, "Move to the number that holds; %s decides.",
                   app_key(page->app, ACTION_TAKE, key));
    at = seen(page, page->line++);
    if (at >= 0)
        (void)canvas_text(page->canvas, page->area.column + 4, at, style_of(INK_DIM), hint);
}

static void draw_row(struct page *page, size_t index)
{
    const struct row *row = &page->goals->rows[index];
    bool marked = index == page->goals->list.selected;
    page->line += row->kind == ROW_GOAL && index > 0; /* a gap */
    if (marked)
        page->first = page->line;
    int at = seen(page, page->line++);
    if (at >= 0) {
        list_mark(page->canvas, page->area, at - page->area.row, marked);
        if (row->kind == ROW_GOAL)
            draw_heading(page, row, at, marked);
        else
            draw_entry(page, row, at, marked);
    }
    if (row->question)
        draw_question(page, row);
    if (marked)
        page->last = page->line - 1;
}

static void draw_rows(struct page *page)
{
    page->line = 0;
    for (size_t i = 0; i < page->goals->count; i++)
        draw_row(page, i);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct goals *goals = state;
    if (!goals->count) {
        (void)canvas_paragraph(
            canvas, body.column, body.row, body.columns, body.rows, 0, style_of(INK_TEXT),
            "The notes name no goals yet. They are read from tables with a column \"Status\" "
            "(books, "
            "projects, certificates, bootcamps, papers, articles) and from a list below a heading "
            "\"Strategy\" that says how many.");
        return;
    }
    struct canvas nowhere = {0};
    struct page page = {.app = app, .goals = goals, .canvas = &nowhere, .area = body};
    draw_rows(&page); /* to measure */
    goals->page = body.rows;
    if (page.last >= goals->top + body.rows)
        goals->top = page.last - body.rows + 1;
    if (page.first < goals->top || goals->list.selected == 0)
        goals->top = page.first;
    page.canvas = canvas;
    int lines = page.line;
    draw_rows(&page);
    struct area edge = {body.column + body.columns - 1, body.row, 1, body.rows};
    if (goals->top > 0)
        area_line(canvas, edge, 0, style_of(INK_ACCENT), canvas->ascii ? "^" : "↑");
    if (goals->top + body.rows < lines)
        area_line(canvas, edge, body.rows - 1, style_of(INK_ACCENT), canvas->ascii ? "v" : "↓");
}

const struct screen screen_goals = {
    .name = "goals",
    .title = "Goals",
    .open = open_goals,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .status = status,
    .draw = draw,
};
