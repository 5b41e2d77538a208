/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

static const char *const state_names[] = {
    [CARD_PROPOSED] = "proposed", [CARD_ACTIVE] = "active",     [CARD_SUSPENDED] = "suspended",
    [CARD_ORPHANED] = "orphaned", [CARD_REJECTED] = "rejected",
};

const char *card_state_name(enum card_state state)
{
    return state_names[state];
}

enum card_state card_state_of(const char *name)
{
    int state = 0;
    while (state < CARD_STATE_COUNT && strcmp(state_names[state], name) != 0)
        state++;
    return (enum card_state)state;
}

void card_release(struct card *card)
{
    arena_release(&card->arena);
    memset(card, 0, sizeof *card);
}

bool card_resolve(struct collection *c, const char *given, char id[40], struct error *error)
{
    char end[40];
    size_t length = strlen(given);
    if (length == 0 || length >= sizeof end - 1)
        return error_set(error, ERROR_USAGE, "there is no card '%s'", given);
    memcpy(end, given, length + 1);
    memcpy(end + length, "~", 2); /* sorts after every character of an id */
    sqlite3_stmt *s = statement_of(c, sql_card_by_prefix, error);
    if (!s)
        return false;
    bind_text(c, s, 1, given);
    bind_text(c, s, 2, end);
    int found = 0;
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW)
        if (found++ == 0) {
            strncpy(id, column_text(c, s, 0), 39);
            id[39] = '\0';
        }
    if (step == STEP_FAILED)
        return false;
    if (found == 1 || (found && !strcmp(id, given)))
        return true;
    return error_set(error, ERROR_USAGE,
                     found ? "more than one card begins with '%s'" : "there is no card '%s'",
                     given);
}

/* The parts of `text` between newlines; NULL for none. */
static const char *const *split_lines(struct arena *arena, const char *text, size_t *count)
{
    *count = 0;
    if (!text || !text[0])
        return NULL;
    size_t lines = 1;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    const char **parts = arena_allocate(arena, lines * sizeof *parts);
    for (const char *at = text;;) {
        size_t length = strcspn(at, "\n");
        parts[(*count)++] = arena_copy_bytes(arena, at, length);
        if (!at[length])
            return parts;
        at += length + 1;
    }
}

static void read_columns(struct collection *c, sqlite3_stmt *s, struct card *card)
{
    struct arena *arena = &card->arena;
    bool accepted = sqlite3_column_int(s, 17) == 1;
    card->id = column_copy(c, s, 0, arena);
    card->state = (enum card_state)sqlite3_column_int(s, 1);
    card->held = accepted ? NULL : column_copy(c, s, 2, arena);
    card->kind = card_kind_of(column_text(c, s, 3));
    if (card->kind == CARD_KIND_COUNT)
        card->kind = CARD_BASIC;
    card->front = column_copy(c, s, 4, arena);
    card->back = column_copy(c, s, 5, arena);
    card->pattern = column_copy(c, s, 6, arena);
    card->confidence = sqlite3_column_double(s, 7);
    card->topic = column_copy(c, s, 8, arena);
    card->day = sqlite3_column_int(s, 9);
    card->tags = split_lines(arena, column_text(c, s, 10), &card->tag_count);
    card->simulation = column_copy(c, s, 11, arena);
    card->passage = column_copy(c, s, 12, arena);
    card->reason = column_copy(c, s, 13, arena);
    card->group = column_copy(c, s, 14, arena);
    card->edited = sqlite3_column_int(s, 15) != 0;
    card->buried_until = column_day(s, 16);
    column_schedule(s, 18, &card->schedule);
    card->algorithm = c->scheduling.scheduler->name;
}

static bool read_sources(struct collection *c, struct card *card, struct error *error)
{
    size_t capacity = 0;
    struct card_source *sources = NULL;
    sqlite3_stmt *s = statement_of(c, sql_card_source_of_card, error);
    if (!s)
        return false;
    bind_text(c, s, 1, card->id);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&sources, card->source_count, &capacity, sizeof *sources);
        struct card_source *source = &sources[card->source_count++];
        source->file = column_copy(c, s, 0, &card->arena);
        source->line = (long)sqlite3_column_int64(s, 1);
        source->end_line = (long)sqlite3_column_int64(s, 2);
        source->heading = split_lines(&card->arena, column_text(c, s, 3), &source->heading_count);
    }
    size_t size = card->source_count * sizeof *sources;
    if (sources) {
        card->sources = arena_allocate(&card->arena, size);
        memcpy(card->sources, sources, size);
    }
    free(sources);
    return step == STEP_DONE;
}

bool card_read(struct collection *c, const char *id, struct card *card, struct error *error)
{
    memset(card, 0, sizeof *card);
    sqlite3_stmt *s = statement_of(c, sql_card_get, error);
    if (!s)
        return false;
    bind_text(c, s, 1, id);
    enum step step = statement_step(c, s, error);
    if (step != STEP_ROW)
        return false;
    read_columns(c, s, card);
    bool good = c->bind_status == SQLITE_OK || collection_fail(c, error);
    (void)sqlite3_reset(s);
    good = good && read_sources(c, card, error) && (!card->held || across_explain(c, card, error));
    if (!good)
        card_release(card);
    return good;
}

bool collection_card(struct collection *c, const char *id, struct card *card, struct error *error)
{
    char whole[40];
    memset(card, 0, sizeof *card);
    if (!card_resolve(c, id, whole, error))
        return false;
    return card_read(c, whole, card, error) ||
           error_set(error, ERROR_USAGE, "there is no card '%s'", id);
}

/* --- Lists -------------------------------------------------------------------------------------
 */

struct listed {
    const char *id, *file;
    int64_t line;
};
struct list {
    struct arena arena;
    struct listed *items;
    size_t count, capacity;
};

static int compare_listed(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    int order = a->file == b->file ? 0 : strcmp(a->file, b->file);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    return order ? order : strcmp(a->id, b->id);
}

/* Ids of the cards that the query can decide on, with their places. Files repeat: kept once. */
static bool gather(struct collection *c, const struct card_filter *filter, struct list *list,
                   struct error *error)
{
    const char *file = "";
    sqlite3_stmt *s = statement_of(c, sql_card_list, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, filter ? filter->state : -1);
    bind_integer(c, s, 2, filter ? filter->day : 0);
    if (filter && filter->due_within_days >= 0)
        bind_integer(c, s, 3, (int64_t)collection_today(c) + filter->due_within_days);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        const char *path = column_text(c, s, 1);
        memory_reserve((void **)&list->items, list->count, &list->capacity, sizeof *list->items);
        if (strcmp(path, file) != 0)
            file = arena_copy_string(&list->arena, path);
        list->items[list->count++] =
            (struct listed){column_copy(c, s, 0, &list->arena), file, sqlite3_column_int64(s, 2)};
    }
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_listed);
    return step == STEP_DONE;
}

/* Reads the listed cards one after the other; what has gone since is passed over. */
static bool visit_list(struct collection *c, const struct list *list,
                       const struct card_filter *filter,
                       bool (*visit)(void *context, const struct card *card), void *context,
                       struct error *error)
{
    struct error cause = {0};
    day_number today = collection_today(c);
    bool good = true, more = true;
    for (size_t i = 0; good && more && i < list->count; i++) {
        struct card card;
        if (!card_read(c, list->items[i].id, &card, &cause)) {
            good = cause.kind == ERROR_NONE; /* gone since: another instance */
            continue;
        }
        if (!filter || card_matches(&card, filter, today))
            more = visit(context, &card);
        card_release(&card);
    }
    if (!good && error && error->kind == ERROR_NONE)
        *error = cause;
    return good;
}

bool collection_each_card(struct collection *c, const struct card_filter *filter,
                          bool (*visit)(void *context, const struct card *card), void *context,
                          struct error *error)
{
    struct list list = {0};
    bool good =
        gather(c, filter, &list, error) && visit_list(c, &list, filter, visit, context, error);
    free(list.items);
    arena_release(&list.arena);
    return good;
}

/* A card that lies in the file twice is listed once. */
static bool gather_of_file(struct collection *c, const char *file, struct list *list,
                           struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_card_list_of_file, error);
    if (!s)
        return false;
    bind_text(c, s, 1, file);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&list->items, list->count, &list->capacity, sizeof *list->items);
        list->items[list->count++] =
            (struct listed){column_copy(c, s, 0, &list->arena), "", sqlite3_column_int64(s, 1)};
    }
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_listed);
    return step == STEP_DONE;
}

bool collection_each_card_of_file(struct collection *c, const char *file,
                                  bool (*visit)(void *context, const struct card *card),
                                  void *context, struct error *error)
{
    struct list list = {0};
    bool good =
        gather_of_file(c, file, &list, error) && visit_list(c, &list, NULL, visit, context, error);
    free(list.items);
    arena_release(&list.arena);
    return good;
}

static bool gather_answered(struct collection *c, long most, struct list *list, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_card_list_answered, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, collection_today(c));
    bind_integer(c, s, 2, most < 0 ? 0 : most);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&list->items, list->count, &list->capacity, sizeof *list->items);
        list->items[list->count++] = (struct listed){column_copy(c, s, 0, &list->arena), "", 0};
    }
    return step == STEP_DONE;
}

bool collection_each_card_answered(struct collection *c, long most,
                                   bool (*visit)(void *context, const struct card *card),
                                   void *context, struct error *error)
{
    struct list list = {0};
    bool good =
        gather_answered(c, most, &list, error) && visit_list(c, &list, NULL, visit, context, error);
    free(list.items);
    arena_release(&list.arena);
    return good;
}

bool collection_each_note(struct collection *c,
                          bool (*visit)(void *context, const struct note_row *row), void *context,
                          struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_note_file_counts, error);
    bool more = true;
    if (!s)
        return false;
    enum step step = STEP_DONE;
    while (more && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct arena arena = {0};
        struct note_row row = {.path = column_copy(c, s, 0, &arena)};
        for (int state = 0; state < CARD_STATE_COUNT; state++)
            row.cards[state] = (long)sqlite3_column_int64(s, state + 1);
        more = visit(context, &row);
        arena_release(&arena);
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

bool collection_count(struct collection *c, struct collection_counts *counts, struct error *error)
{
    memset(counts, 0, sizeof *counts);
    sqlite3_stmt *s = statement_of(c, sql_card_state_counts, error);
    if (!s)
        return false;
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW) {
        for (int state = 0; state < CARD_STATE_COUNT; state++)
            counts->cards[state] = (long)sqlite3_column_int64(s, state);
        counts->held = (long)sqlite3_column_int64(s, CARD_STATE_COUNT);
        (void)sqlite3_reset(s);
    }
    if (step == STEP_FAILED || !(s = statement_of(c, sql_count_others, error)))
        return false;
    step = statement_step(c, s, error);
    if (step == STEP_ROW) {
        counts->clarify = (long)sqlite3_column_int64(s, 0);
        counts->conflicts = (long)sqlite3_column_int64(s, 1);
        counts->simulations = (long)sqlite3_column_int64(s, 2);
        counts->sources = (long)sqlite3_column_int64(s, 3);
        counts->events = (long)sqlite3_column_int64(s, 4);
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

bool collection_each_remark(struct collection *c, const char *kind,
                            bool (*visit)(void *context, const struct remark_row *row),
                            void *context, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_remark_all, error);
    bool more = true;
    if (!s)
        return false;
    enum step step = STEP_DONE;
    while (more && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct arena arena = {0};
        struct remark_row row = {
            .kind = column_copy(c, s, 0, &arena),
            .file = column_copy(c, s, 1, &arena),
            .line = (long)sqlite3_column_int64(s, 2),
            .text = column_copy(c, s, 3, &arena),
            .why = column_copy(c, s, 4, &arena),
        };
        if (!kind || !strcmp(kind, row.kind))
            more = visit(context, &row);
        arena_release(&arena);
    }
    (void)sqlite3_reset(s);
    if (step == STEP_FAILED || !more || (kind && strcmp(kind, "conflict") != 0))
        return step != STEP_FAILED;
    return across_each_remark(c, visit, context, error);
}
