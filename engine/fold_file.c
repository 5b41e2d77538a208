/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Note files: a device's last reading of a file says where its cards are and what else it holds.
 * One event lists all cards of the file, so that a line inserted at the top is one event and not
 * hundreds. Where several devices have a file of that path, the cards of all copies lie there, one
 * copy after the other; everything else is what the last reading of all says.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

struct file_rows {
    struct fold *fold;
    struct collection *c;
    const char *path;
    const struct copy *copy;       /* whose cards are being stored */
    const struct reading *reading; /* what of them is known without its payload, or NULL */
    size_t place;                  /* of its first card */
};

static bool clear(struct file_rows *rows, const char *sql, struct error *error)
{
    sqlite3_stmt *s = statement_of(rows->c, sql, error);
    if (!s)
        return false;
    bind_text(rows->c, s, 1, rows->path);
    return statement_run(rows->c, s, error);
}

static const char *text_at(const json_t *row, size_t at)
{
    const char *text = json_string_value(json_array_get(row, at));
    return text ? text : "";
}

static int64_t integer_at(const json_t *row, size_t at)
{
    return (int64_t)json_integer_value(json_array_get(row, at));
}

/* Cards that lay in the file before. */
static bool old_cards(struct file_rows *rows, const char ***cards, size_t *count,
                      struct error *error)
{
    size_t capacity = 0;
    sqlite3_stmt *s = statement_of(rows->c, sql_card_source_of_file, error);
    if (!s)
        return false;
    bind_text(rows->c, s, 1, rows->path);
    enum step step;
    while ((step = statement_step(rows->c, s, error)) == STEP_ROW) {
        memory_reserve((void **)cards, *count, &capacity, sizeof **cards);
        (*cards)[(*count)++] = column_copy(rows->c, s, 0, &rows->fold->arena);
    }
    return step == STEP_DONE;
}

static bool count_sources(struct file_rows *rows, const char *card, struct error *error)
{
    sqlite3_stmt *s = statement_of(rows->c, sql_card_fold_sources, error);
    if (!s)
        return false;
    bind_text(rows->c, s, 1, card);
    return statement_run(rows->c, s, error);
}

/* A card's only source needs no counting; true when that was so. */
static bool set_first_source(struct file_rows *rows, const struct source_row *row, bool *done,
                             struct error *error)
{
    struct text sibling = {0};
    sqlite3_stmt *s = statement_of(rows->c, sql_card_fold_first_source, error);
    if (!s)
        return false;
    if (row->group > 0)
        text_printf(&sibling, "%s#%lld", rows->path, (long long)row->group);
    bind_text(rows->c, s, 1, row->card);
    bind_text(rows->c, s, 2, rows->path);
    bind_integer(rows->c, s, 3, row->line);
    bind_text(rows->c, s, 4, sibling.length ? sibling.data : NULL);
    bool good = statement_run(rows->c, s, error);
    *done = good && sqlite3_changes(rows->c->db) == 1;
    text_release(&sibling);
    return good;
}

static bool add_source(struct file_rows *rows, const struct source_row *row, size_t place,
                       struct error *error)
{
    sqlite3_stmt *s = statement_of(rows->c, sql_card_source_add, error);
    if (!s)
        return false;
    bind_text(rows->c, s, 1, rows->path);
    bind_integer(rows->c, s, 2, (int64_t)(rows->place + place));
    bind_text(rows->c, s, 3, row->card);
    bind_integer(rows->c, s, 4, row->line);
    bind_integer(rows->c, s, 5, row->end_line);
    bind_text(rows->c, s, 6, row->heading);
    bind_integer(rows->c, s, 7, row->group);
    bind_text(rows->c, s, 8, rows->copy->device);
    return statement_run(rows->c, s, error);
}

static size_t count_cards(const struct file_rows *rows, const json_t *payload)
{
    const struct reading *reading = rows->reading;
    return reading ? reading->count : json_array_size(json_object_get(payload, "cards"));
}

/* In the payload: [card, line, end line, number of its heading, number of its group]. */
static struct source_row card_at(const struct file_rows *rows, const json_t *payload, size_t at)
{
    const struct reading *reading = rows->reading;
    if (reading)
        return reading->rows[at];
    const json_t *row = json_array_get(json_object_get(payload, "cards"), at);
    const json_t *headings = json_object_get(payload, "headings");
    return (struct source_row){.card = text_at(row, 0),
                               .heading = text_at(headings, (size_t)integer_at(row, 3)),
                               .line = integer_at(row, 1),
                               .end_line = integer_at(row, 2),
                               .group = integer_at(row, 4)};
}

static bool store_cards(struct file_rows *rows, const json_t *payload, bool fresh,
                        struct error *error)
{
    size_t count = count_cards(rows, payload);
    for (size_t i = 0; i < count; i++) {
        struct source_row row = card_at(rows, payload, i);
        bool done = false;
        if (!add_source(rows, &row, i, error) ||
            (fresh && !row.absent && !set_first_source(rows, &row, &done, error)) ||
            (fresh && !row.absent && !done && !count_sources(rows, row.card, error)))
            return false;
    }
    for (size_t i = 0; !fresh && i < count; i++) {
        struct source_row row = card_at(rows, payload, i);
        if (!row.absent && !count_sources(rows, row.card, error))
            return false;
    }
    return true;
}

static bool store_remarks(struct file_rows *rows, const json_t *payload, struct error *error)
{
    const json_t *remarks = json_object_get(payload, "remarks");
    for (size_t i = 0; i < json_array_size(remarks); i++) {
        const json_t *row = json_array_get(remarks, i);
        sqlite3_stmt *s = statement_of(rows->c, sql_remark_add, error);
        if (!s)
            return false;
        bind_text(rows->c, s, 1, rows->path);
        bind_integer(rows->c, s, 2, (int64_t)i);
        bind_text(rows->c, s, 3, text_at(row, 0));
        bind_integer(rows->c, s, 4, integer_at(row, 1));
        bind_text(rows->c, s, 5, text_at(row, 2));
        bind_text(rows->c, s, 6, text_at(row, 3));
        if (!statement_run(rows->c, s, error))
            return false;
    }
    return true;
}

static bool store_links(struct file_rows *rows, const json_t *payload, struct error *error)
{
    const json_t *links = json_object_get(payload, "links");
    for (size_t i = 0; i < json_array_size(links); i++) {
        const json_t *row = json_array_get(links, i);
        sqlite3_stmt *s = statement_of(rows->c, sql_link_add, error);
        if (!s)
            return false;
        bind_text(rows->c, s, 1, rows->path);
        bind_integer(rows->c, s, 2, (int64_t)i);
        bind_text(rows->c, s, 3, text_at(row, 0));
        bind_text(rows->c, s, 4, text_at(row, 1));
        bind_integer(rows->c, s, 5, integer_at(row, 2));
        bind_integer(rows->c, s, 6, integer_at(row, 3));
        if (!statement_run(rows->c, s, error))
            return false;
    }
    return true;
}

static bool store_days(struct file_rows *rows, const json_t *payload, struct error *error)
{
    const json_t *days = json_object_get(payload, "days");
    for (size_t i = 0; i < json_array_size(days); i++) {
        sqlite3_stmt *s = statement_of(rows->c, sql_declared_add, error);
        if (!s)
            return false;
        bind_text(rows->c, s, 1, rows->path);
        bind_integer(rows->c, s, 2, integer_at(days, i));
        if (!statement_run(rows->c, s, error))
            return false;
    }
    return true;
}

/* One entry (name, status) or one target (number, text) of a goal. */
static bool store_goal(struct file_rows *rows, const json_t *row, size_t place, bool is_target,
                       struct error *error)
{
    sqlite3_stmt *s = statement_of(rows->c, sql_goal_add, error);
    if (!s)
        return false;
    bind_text(rows->c, s, 1, rows->path);
    bind_integer(rows->c, s, 2, (int64_t)place);
    bind_text(rows->c, s, 3, text_at(row, 0));
    bind_text(rows->c, s, 4, is_target ? NULL : text_at(row, 1));
    bind_integer(rows->c, s, 5, is_target ? 0 : integer_at(row, 2));
    bind_text(rows->c, s, 6, NULL);
    if (is_target)
        bind_integer(rows->c, s, 6, integer_at(row, 1));
    bind_integer(rows->c, s, 7, integer_at(row, is_target ? 2 : 3));
    bind_text(rows->c, s, 8, is_target ? text_at(row, 3) : NULL);
    return statement_run(rows->c, s, error);
}

/* Entries are [goal, name, status, line], targets [goal, number, line, text]. */
static bool store_goals(struct file_rows *rows, const json_t *payload, struct error *error)
{
    const json_t *items = json_object_get(payload, "goals");
    const json_t *targets = json_object_get(payload, "targets");
    size_t count = json_array_size(items);
    for (size_t i = 0; i < count; i++)
        if (!store_goal(rows, json_array_get(items, i), i, false, error))
            return false;
    for (size_t i = 0; i < json_array_size(targets); i++)
        if (!store_goal(rows, json_array_get(targets, i), count + i, true, error))
            return false;
    return true;
}

/* Rows are [place of the card, kind, term, words, scope]. */
static bool store_claims(struct file_rows *rows, const json_t *payload, struct error *error)
{
    const json_t *claims = json_object_get(payload, "claims");
    for (size_t i = 0; i < json_array_size(claims); i++) {
        const json_t *row = json_array_get(claims, i);
        sqlite3_stmt *s = statement_of(rows->c, sql_claim_add, error);
        if (!s)
            return false;
        across_touch(rows->c, text_at(row, 1), text_at(row, 2));
        bind_text(rows->c, s, 1, rows->path);
        bind_integer(rows->c, s, 2, (int64_t)rows->place + integer_at(row, 0));
        bind_text(rows->c, s, 3, text_at(row, 1));
        bind_text(rows->c, s, 4, text_at(row, 2));
        bind_text(rows->c, s, 5, text_at(row, 3));
        bind_text(rows->c, s, 6, text_at(row, 4));
        if (!statement_run(rows->c, s, error))
            return false;
    }
    return true;
}

static bool store_file(struct file_rows *rows, const json_t *payload, struct error *error)
{
    const char *hash = payload_text(payload, "hash");
    sqlite3_stmt *s = statement_of(rows->c, sql_note_file_put, error);
    if (!s)
        return false;
    bind_text(rows->c, s, 1, rows->path);
    bind_integer(rows->c, s, 2, (int64_t)strtoull(hash ? hash : "0", NULL, 16));
    bind_integer(rows->c, s, 3, payload_integer(payload, "words", 0));
    bind_text(rows->c, s, 4, rows->copy->device);
    return statement_run(rows->c, s, error) && store_remarks(rows, payload, error) &&
           store_links(rows, payload, error) && store_days(rows, payload, error) &&
           store_goals(rows, payload, error);
}

static bool store_copies(struct file_rows *rows, bool fresh, struct error *error)
{
    const struct file_fold *file = &rows->fold->of.file;
    bool good = true;
    for (size_t i = 0; good && i < file->count; i++) {
        const json_t *payload = file->copies[i].payload;
        rows->copy = &file->copies[i];
        rows->reading = i + 1 == file->count ? file->reading : NULL;
        good = store_cards(rows, payload, fresh, error) && store_claims(rows, payload, error);
        rows->place += count_cards(rows, payload);
    }
    return good && store_file(rows, rows->copy->payload, error);
}

void file_fold_apply(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct file_fold *file = &fold->of.file;
    for (size_t i = 0; i < file->count; i++) {
        if (strcmp(file->copies[i].device, event->device) != 0)
            continue;
        json_decref(file->copies[i].payload);
        memmove(file->copies + i, file->copies + i + 1, (--file->count - i) * sizeof *file->copies);
        break;
    }
    if (event->kind == EVENT_FILE_GONE)
        return;
    memory_reserve((void **)&file->copies, file->count, &file->capacity, sizeof *file->copies);
    struct copy *copy = &file->copies[file->count++];
    memcpy(copy->device, event->device, sizeof copy->device);
    copy->payload = json_incref((json_t *)(uintptr_t)payload);
}

void file_fold_release(struct fold *fold)
{
    struct file_fold *file = &fold->of.file;
    for (size_t i = 0; i < file->count; i++)
        json_decref(file->copies[i].payload);
    free(file->copies);
}

bool file_fold_store(struct fold *fold, struct error *error)
{
    struct file_rows rows = {.fold = fold, .c = fold->c, .path = fold->subject + strlen("file/")};
    const char **old = NULL;
    size_t old_count = 0;
    bool good =
        old_cards(&rows, &old, &old_count, error) && across_touch_file(fold->c, rows.path, error) &&
        clear(&rows, sql_claim_clear, error) && clear(&rows, sql_card_source_clear, error) &&
        clear(&rows, sql_remark_clear, error) && clear(&rows, sql_link_clear, error) &&
        clear(&rows, sql_declared_clear, error) && clear(&rows, sql_goal_clear, error);
    if (good && fold->of.file.count)
        good = store_copies(&rows, old_count == 0, error);
    else if (good)
        good = clear(&rows, sql_note_file_remove, error);
    for (size_t i = 0; good && i < old_count; i++)
        good = count_sources(&rows, old[i], error);
    free(old);
    return good;
}
