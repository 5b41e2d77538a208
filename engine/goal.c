/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals as the notes tell of them: rows of one name are gathered, and what disagrees is asked. */
#include <stdlib.h>
#include <strings.h>

#include "engine/collection_internal.h"
#include "sql.h"

struct gathering {
    struct collection *c;
    struct arena arena;
    struct goal_row row;
    struct goal_entry *items;
    size_t count, capacity;
};

static void begin(struct gathering *g, const char *name)
{
    struct text setting = {0};
    char chosen[SETTING_TEXT_SIZE];
    g->count = 0;
    g->row = (struct goal_row){.name = arena_copy_string(&g->arena, name),
                               .text = {.number = -1},
                               .other = {.number = -1}};
    text_printf(&setting, SETTING_TARGET "%s", g->row.name);
    if (setting_find(text_string(&setting)))
        g->row.chosen = strtol(collection_setting(g->c, text_string(&setting), chosen), NULL, 10);
    text_release(&setting);
}

static void add(struct gathering *g, sqlite3_stmt *s)
{
    const char *name = column_copy(g->c, s, 1, &g->arena);
    const char *file = column_copy(g->c, s, 4, &g->arena);
    long line = (long)sqlite3_column_int64(s, 5);
    if (!name) {
        long number = (long)sqlite3_column_int64(s, 3);
        if (g->row.text.number < 0)
            g->row.text = (struct goal_source){number, file, line};
        else if (number != g->row.text.number && g->row.other.number < 0)
            g->row.other = (struct goal_source){number, file, line};
        return;
    }
    memory_reserve((void **)&g->items, g->count, &g->capacity, sizeof *g->items);
    struct goal_entry *item = &g->items[g->count++];
    *item = (struct goal_entry){.name = name,
                                .file = file,
                                .status = (enum goal_status)sqlite3_column_int(s, 2),
                                .line = line};
    g->row.done += item->status == GOAL_DONE;
    g->row.in_progress += item->status == GOAL_IN_PROGRESS;
}

/* "The text promises 11 books, the table lists 7"; NULL where they agree. */
static const char *disagreement(struct gathering *g)
{
    const struct goal_row *row = &g->row;
    if (row->other.number >= 0)
        return arena_format(&g->arena, "The text promises %ld %s, and elsewhere %ld",
                            row->text.number, row->name, row->other.number);
    if (row->text.number >= 0 && g->count && (long)g->count != row->text.number)
        return arena_format(&g->arena, "The text promises %ld %s, the table lists %zu",
                            row->text.number, row->name, g->count);
    return NULL;
}

static bool finish(struct gathering *g, bool (*visit)(void *, const struct goal_row *),
                   void *context)
{
    const char *both = disagreement(g);
    g->row.items = g->items;
    g->row.item_count = g->count;
    g->row.target = g->row.chosen ? g->row.chosen : g->row.text.number;
    if (both && g->row.chosen) /* never guessed: the person was asked */
        g->row.settled = arena_format(&g->arena, "%s: %ld holds, you decided", both, g->row.chosen);
    else if (both)
        g->row.question = arena_format(&g->arena, "%s: which holds?", both);
    bool more = visit(context, &g->row);
    arena_release(&g->arena);
    g->row.name = NULL;
    return more;
}

bool collection_each_goal(struct collection *c,
                          bool (*visit)(void *context, const struct goal_row *row), void *context,
                          struct error *error)
{
    struct gathering g = {.c = c};
    sqlite3_stmt *s = statement_of(c, sql_goal_all, error);
    bool more = true;
    if (!s)
        return false;
    enum step step = STEP_DONE;
    while (more && (step = statement_step(c, s, error)) == STEP_ROW) {
        const char *name = column_text(c, s, 0);
        if (g.row.name && strcasecmp(g.row.name, name) != 0)
            more = finish(&g, visit, context);
        if (!g.row.name)
            begin(&g, name);
        add(&g, s);
    }
    if (more && step == STEP_DONE && g.row.name)
        (void)finish(&g, visit, context);
    (void)sqlite3_reset(s);
    arena_release(&g.arena);
    free(g.items);
    return step != STEP_FAILED;
}
