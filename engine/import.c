/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import is one transaction; each file is a savepoint in it, so that a file that fails leaves
 * the others. Files whose size and time of change are as they were are not read at all.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/collection_internal.h"
#include "sql.h"

enum { CHANGES_WORTH_A_BACKUP = 100 };

void names_add(struct import *import, struct names *names, const char *name)
{
    memory_reserve((void **)&names->items, names->count, &names->capacity, sizeof *names->items);
    names->items[names->count++] = arena_copy_string(&import->arena, name);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Sorted, each once. */
static void names_sort(struct names *names)
{
    size_t kept = 0;
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    for (size_t i = 0; i < names->count; i++)
        if (!kept || strcmp(names->items[kept - 1], names->items[i]) != 0)
            names->items[kept++] = names->items[i];
    names->count = kept;
}

bool names_hold(const struct names *sorted, const char *name)
{
    return sorted->count && bsearch(&name, sorted->items, sorted->count, sizeof *sorted->items,
                                    compare_names) != NULL;
}

static void import_free(struct collection *c)
{
    struct import *import = c->import;
    c->import = NULL;
    if (!import)
        return;
    free(import->sources.items);
    free(import->seen.items);
    free(import->lost.items);
    free(import->gained.items);
    free(import->made.items);
    free(import->revived.items);
    free(import->detailed.items);
    free(import->details.items);
    absent_release(&import->known);
    arena_release(&import->arena);
    free(import);
}

bool collection_import_begin(struct collection *c, struct error *error)
{
    int64_t events = 0;
    if (!transaction_begin(c, error))
        return false;
    if (!statement_integer(c, statement_of(c, sql_event_count, error), 0, &events, error))
        return transaction_end(c, false, error);
    /* room for the pages of indexes, which are written in no order */
    (void)sqlite3_exec(c->db, "PRAGMA cache_size=-65536", NULL, NULL, NULL);
    c->import = memory_allocate(1, sizeof *c->import);
    c->import->had_events = events > 0;
    c->import->active_from = collection_setting_real(c, "confidence-active");
    return true;
}

static bool need_import(struct collection *c, struct error *error)
{
    if (c->import && !c->import->broken)
        return true;
    return error_set_at(error, ERROR_COLLECTION, c->path, 0, "the import was broken off");
}

bool collection_import_source(struct collection *c, const char *path, const char *tags,
                              struct error *error)
{
    char *old = NULL;
    if (!need_import(c, error))
        return false;
    tags = tags ? tags : "";
    names_add(c->import, &c->import->sources, path);
    sqlite3_stmt *s = statement_of(c, sql_event_last_registration, error);
    if (!s)
        return false;
    struct text subject = {0}, payload = {0};
    text_printf(&subject, "source/%s", path);
    bind_text(c, s, 1, subject.data);
    bind_text(c, s, 2, c->device);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW && sqlite3_column_int(s, 0))
        old = memory_copy_string(column_text(c, s, 1));
    (void)sqlite3_reset(s);
    bool good = step != STEP_FAILED;
    if (good && (!old || strcmp(old, tags) != 0)) {
        text_append(&payload, "{");
        json_add_text(&payload, "tags", tags);
        text_append(&payload, "}");
        good = event_append(c, EVENT_SOURCE_REGISTERED, subject.data, payload.data, NULL, error);
    }
    text_release(&subject);
    text_release(&payload);
    free(old);
    return good;
}

bool collection_import_is_unchanged(struct collection *c, const char *file, int64_t size,
                                    int64_t modified_ns, struct import_counts *counts)
{
    struct error ignored = {0};
    sqlite3_stmt *s = c->import ? statement_of(c, sql_stamp_get, &ignored) : NULL;
    if (!s)
        return false;
    bind_text(c, s, 1, file);
    bool same = statement_step(c, s, &ignored) == STEP_ROW && sqlite3_column_int64(s, 0) == size &&
                sqlite3_column_int64(s, 1) == modified_ns &&
                sqlite3_column_int(s, 2) == PATTERN_VERSION;
    long cards = same ? (long)sqlite3_column_int64(s, 3) : 0;
    (void)sqlite3_reset(s);
    if (!same)
        return false;
    names_add(c->import, &c->import->seen, file);
    if (counts) {
        counts->files++;
        counts->bytes += (long)size;
        counts->unchanged += cards;
    }
    return true;
}

static bool put_stamp(struct collection *c, const char *file, int64_t size, int64_t modified_ns,
                      size_t cards, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_stamp_put, error);
    if (!s)
        return false;
    bind_text(c, s, 1, file);
    bind_integer(c, s, 2, size);
    bind_integer(c, s, 3, modified_ns);
    bind_integer(c, s, 4, PATTERN_VERSION);
    bind_integer(c, s, 5, (int64_t)cards);
    return statement_run(c, s, error);
}

/* How many goals the file speaks of, whatever it lists under them. */
static long count_goals(const struct harvest *harvest)
{
    size_t items = harvest->goal_item_count, all = items + harvest->goal_target_count;
    long goals = 0;
    for (size_t i = 0; i < all; i++) {
        const char *name = NULL;
        bool known = false;
        for (size_t j = 0; j <= i && !known; j++) {
            const char *other =
                j < items ? harvest->goal_items[j].goal : harvest->goal_targets[j - items].goal;
            name = i < items ? harvest->goal_items[i].goal : harvest->goal_targets[i - items].goal;
            known = j < i && text_equal_ignoring_case(name, other);
        }
        goals += !known;
    }
    return goals;
}

static void count_harvest(const struct harvest *harvest, int64_t size, struct import_counts *counts)
{
    counts->files++;
    counts->bytes += (long)size;
    counts->simulations += (long)harvest->link_count;
    counts->goals += count_goals(harvest);
    counts->skipped += harvest->skipped;
    for (size_t i = 0; i < harvest->remark_count; i++) {
        if (!strcmp(harvest->remarks[i].kind, "conflict"))
            counts->conflicts++;
        else
            counts->clarify++;
    }
}

bool collection_import_file(struct collection *c, const struct harvest *harvest, int64_t size,
                            int64_t modified_ns, struct import_counts *counts, struct error *error)
{
    struct import_counts file = {0}, *import_counts = counts ? counts : &file;
    struct import_counts before = *import_counts;
    size_t cards = 0;
    if (!need_import(c, error) || !statement_execute(c, "SAVEPOINT file", error))
        return false;
    struct import kept = *c->import;
    struct day_state day = c->day;
    bool dirty = c->day_dirty;
    names_add(c->import, &c->import->seen, harvest->file);
    bool good = reconcile_file(c, harvest, import_counts, &cards, error) &&
                put_stamp(c, harvest->file, size, modified_ns, cards, error) &&
                statement_execute(c, "RELEASE file", error);
    if (good) {
        count_harvest(harvest, size, import_counts);
        return true;
    }
    *import_counts = before;
    c->import->lost.count = kept.lost.count;
    c->import->gained.count = kept.gained.count;
    c->import->made.count = kept.made.count;
    c->import->revived.count = kept.revived.count;
    c->import->detailed.count = kept.detailed.count;
    c->import->details.count = kept.details.count;
    c->import->changes = kept.changes;
    c->day = day;
    c->day_dirty = dirty;
    c->ids_known = false;
    if (sqlite3_get_autocommit(c->db) ||
        sqlite3_exec(c->db, "ROLLBACK TO file; RELEASE file", NULL, NULL, NULL) != SQLITE_OK)
        c->import->broken = true;
    return false;
}

/* --- The end -----------------------------------------------------------------------------------
 */

static bool is_under(const char *file, const char *source)
{
    size_t length = strlen(source);
    if (strncmp(file, source, length) != 0)
        return false;
    return !file[length] || file[length] == '/' || (length && source[length - 1] == '/');
}

static bool was_due(const struct import *import, const char *file)
{
    if (names_hold(&import->seen, file))
        return false;
    for (size_t i = 0; i < import->sources.count; i++)
        if (is_under(file, import->sources.items[i]))
            return true;
    return false;
}

static bool lose_file(struct collection *c, const char *file, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_card_source_of_file, error);
    if (!s)
        return false;
    bind_text(c, s, 1, file);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW)
        names_add(c->import, &c->import->lost, column_text(c, s, 0));
    if (step == STEP_FAILED || !(s = statement_of(c, sql_stamp_remove, error)))
        return false;
    bind_text(c, s, 1, file);
    struct text subject = {0};
    text_printf(&subject, "file/%s", file);
    bool good = statement_run(c, s, error) &&
                event_append(c, EVENT_FILE_GONE, subject.data, "{}", NULL, error);
    text_release(&subject);
    return good;
}

/* Whether this device had the file, of which another one spoke last. */
static bool was_read_here(struct collection *c, const char *file, bool *own, struct error *error)
{
    int64_t read = 0;
    struct text subject = {0};
    sqlite3_stmt *s = statement_of(c, sql_event_last_reading, error);
    text_printf(&subject, "file/%s", file);
    if (s) {
        bind_text(c, s, 1, subject.data);
        bind_text(c, s, 2, c->device);
    }
    bool good = statement_integer(c, s, 0, &read, error);
    *own = read != 0;
    text_release(&subject);
    return good;
}

/* Files of the sources that were not there any more. What only other devices have stays. */
static bool lose_files(struct collection *c, struct error *error)
{
    struct names gone = {0}, others = {0};
    names_sort(&c->import->seen);
    sqlite3_stmt *s = statement_of(c, sql_note_file_all, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    while (step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW)
        if (was_due(c->import, column_text(c, s, 0)))
            names_add(c->import, strcmp(column_text(c, s, 1), c->device) != 0 ? &others : &gone,
                      column_text(c, s, 0));
    bool good = step == STEP_DONE;
    for (size_t i = 0; good && i < others.count; i++) {
        bool own = false;
        good = was_read_here(c, others.items[i], &own, error);
        if (own)
            names_add(c->import, &gone, others.items[i]);
    }
    for (size_t i = 0; good && i < gone.count; i++)
        good = lose_file(c, gone.items[i], error);
    free(others.items);
    free(gone.items);
    return good;
}

static bool is_orphan(struct collection *c, const char *card, bool *orphan, struct error *error)
{
    int64_t state = -1;
    sqlite3_stmt *s = statement_of(c, sql_card_state_get, error);
    if (s)
        bind_text(c, s, 1, card);
    bool good = statement_integer(c, s, -1, &state, error);
    *orphan = state == CARD_ORPHANED;
    return good;
}

/* A card that has moved takes the details of its new place, unless it lies at others too. */
static bool move_details(struct collection *c, struct error *error)
{
    struct import *import = c->import;
    for (size_t i = 0; i < import->detailed.count; i++) {
        const char *card = import->detailed.items[i];
        int64_t sources = 0;
        if (!names_hold(&import->lost, card) && !names_hold(&import->revived, card))
            continue;
        sqlite3_stmt *s = statement_of(c, sql_card_source_count, error);
        if (s) {
            bind_text(c, s, 1, card);
            bind_text(c, s, 2, c->device);
        }
        if (!statement_integer(c, s, 0, &sources, error) ||
            (sources == 1 &&
             !event_append(c, EVENT_DETAILS_CHANGED, card, import->details.items[i], NULL, error)))
            return false;
    }
    return true;
}

/* A card that one file lost and another gained has moved; one that nobody holds is an orphan. */
static bool count_moves(struct collection *c, struct import_counts *counts, struct error *error)
{
    struct import *import = c->import;
    names_sort(&import->lost);
    names_sort(&import->gained);
    if (import->gained.count) /* else nobody looks for one */
        names_sort(&import->made);
    for (size_t i = 0; i < import->lost.count; i++) {
        bool orphan;
        if (!is_orphan(c, import->lost.items[i], &orphan, error))
            return false;
        counts->orphaned += orphan;
        import->changes += orphan;
    }
    names_sort(&import->revived);
    for (size_t i = 0; i < import->gained.count; i++) {
        const char *card = import->gained.items[i];
        if (names_hold(&import->lost, card) || names_hold(&import->revived, card))
            counts->moved++;
        else if (!names_hold(&import->made, card))
            counts->unchanged++;
    }
    return true;
}

bool collection_import_end(struct collection *c, bool commit, struct import_counts *counts,
                           struct error *error)
{
    struct import_counts unused = {0};
    struct import *import = c->import;
    if (!import)
        return true;
    bool good = commit && need_import(c, error) && lose_files(c, error) &&
                count_moves(c, counts ? counts : &unused, error) && move_details(c, error) &&
                across_settle(c, counts ? counts : &unused, error);
    if (good && import->had_events && import->changes > CHANGES_WORTH_A_BACKUP)
        good = backup_rotate(c, "import", NULL, error);
    else if (good && import->had_events && import->changes)
        backup_daily(c);
    import_free(c);
    good = transaction_end(c, good, error);
    (void)sqlite3_exec(c->db, "PRAGMA cache_size=-8000", NULL, NULL, NULL);
    return good || !commit;
}

bool collection_forget_source(struct collection *c, const char *path, struct error *error)
{
    int64_t known = 0;
    struct text subject = {0};
    if (!need_import(c, error))
        return false;
    names_add(c->import, &c->import->sources, path);
    text_printf(&subject, "source/%s", path);
    sqlite3_stmt *s = statement_of(c, sql_event_last_registration, error);
    if (s) {
        bind_text(c, s, 1, subject.data);
        bind_text(c, s, 2, c->device);
    }
    bool good = statement_integer(c, s, 0, &known, error);
    if (good && known)
        good = event_append(c, EVENT_SOURCE_FORGOTTEN, subject.data, "{}", NULL, error);
    text_release(&subject);
    return good;
}

/* --- Sources -----------------------------------------------------------------------------------
 */

bool collection_sources(struct collection *c, struct source **sources, size_t *count,
                        struct error *error)
{
    size_t capacity = 0;
    *sources = NULL;
    *count = 0;
    sqlite3_stmt *s = statement_of(c, sql_source_all, error);
    if (!s)
        return false;
    bind_text(c, s, 1, c->device);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)sources, *count, &capacity, sizeof **sources);
        (*sources)[(*count)++] = (struct source){memory_copy_string(column_text(c, s, 0)),
                                                 memory_copy_string(column_text(c, s, 1)),
                                                 sqlite3_column_int(s, 2) != 0};
    }
    if (step == STEP_DONE)
        return true;
    sources_release(*sources, *count);
    *sources = NULL;
    *count = 0;
    return false;
}

void sources_release(struct source *sources, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(sources[i].path);
        free(sources[i].tags);
    }
    free(sources);
}
