/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals as the notes tell of them: rows of one name are gathered, and what disagrees is asked. */
#include <stdlib.h>
#include <strings.h>

#include "engine/collection_internal.h"
#include "sql.h"

struct gathering {
    struct arena arena;
    struct goal_row row;
    struct goal_entry *items;
    size_t count, capacity;
    long other_target; /* a second one that the text names; -1: none */
};

static void begin(struct gathering *g, const char *name)
{
    g->count = 0;
    g->other_target = -1;
    g->row = (struct goal_row){.name = arena_copy_string(&g->arena, name), .target = -1};
}

static void add(struct gathering *g, struct collection *c, sqlite3_stmt *s)
{
    const char *name = column_copy(c, s, 1, &g->arena);
    if (!name) {
        long target = (long)sqlite3_column_int64(s, 3);
        if (g->row.target < 0)
            g->row.target = target;
        else if (target != g->row.target && g->other_target < 0)
            g->other_target = target;
        return;
    }
    memory_reserve((void **)&g->items, g->count, &g->capacity, sizeof *g->items);
    struct goal_entry *item = &g->items[g->count++];
    *item = (struct goal_entry){.name = name,
                                .file = column_copy(c, s, 4, &g->arena),
                                .status = (enum goal_status)sqlite3_column_int(s, 2),
                                .line = (long)sqlite3_column_int64(s, 5)};
    g->row.done += item->status == GOAL_DONE;
    g->row.in_progress += item->status == GOAL_IN_PROGRESS;
}

/* Never guessed: the person is asked. */
static const char *question_of(struct gathering *g)
{
    const struct goal_row *row = &g->row;
    if (g->other_target >= 0)
        return arena_format(&g->arena, "The notes name %ld %s, and also %ld: which is right?",
                            row->target, row->name, g->other_target);
    if (row->target >= 0 && g->count && (long)g->count != row->target)
        return arena_format(&g->arena,
                            "The strategy names %ld %s, the table lists %zu: which is right?",
                            row->target, row->name, g->count);
    return NULL;
}

static bool finish(struct gathering *g, bool (*visit)(void *, const struct goal_row *),
                   void *context)
{
    g->row.items = g->items;
    g->row.item_count = g->count;
    g->row.question = question_of(g);
    bool more = visit(context, &g->row);
    arena_release(&g->arena);
    g->row.name = NULL;
    return more;
}

bool collection_each_goal(struct collection *c,
                          bool (*visit)(void *context, const struct goal_row *row), void *context,
                          struct error *error)
{
    struct gathering g = {0};
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
        add(&g, c, s);
    }
    if (more && step == STEP_DONE && g.row.name)
        (void)finish(&g, visit, context);
    (void)sqlite3_reset(s);
    arena_release(&g.arena);
    free(g.items);
    return step != STEP_FAILED;
}
