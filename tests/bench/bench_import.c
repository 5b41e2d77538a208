/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import of notes: beside md4c's own parser on the same bytes, and SQLite alone on the same rows.
 */
#include <md4c.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "content/content.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/generate.h"
#include "tui/importer.h"

static double now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static int block(MD_BLOCKTYPE type, void *detail, void *count)
{
    (void)type;
    (void)detail;
    ++*(long *)count;
    return 0;
}

static int span(MD_SPANTYPE type, void *detail, void *count)
{
    (void)type;
    (void)detail;
    ++*(long *)count;
    return 0;
}

static int characters(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *count)
{
    (void)type;
    (void)text;
    *(long *)count += (long)size;
    return 0;
}

static double time_md4c(const char *notes, size_t length)
{
    long count = 0;
    MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_WIKILINKS | MD_FLAG_LATEXMATHSPANS |
                                 MD_FLAG_NOINDENTEDCODEBLOCKS,
                        .enter_block = block,
                        .leave_block = block,
                        .enter_span = span,
                        .leave_span = span,
                        .text = characters};
    double began = now();
    (void)md_parse(notes, (MD_SIZE)length, &parser, &count);
    return now() - began;
}

static double time_harvest(const char *notes, size_t length, size_t *drafts)
{
    struct harvest harvest = {0};
    struct content_options options = {0};
    double began = now();
    content_harvest("/notes.md", notes, length, &options, &harvest);
    double took = now() - began;
    *drafts = harvest.draft_count;
    harvest_release(&harvest);
    return took;
}

struct rows {
    sqlite3 *from, *to;
};

static void execute(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fprintf(stderr, "bench_import: %s\n", message);
        exit(1);
    }
}

/* The rows of one table of the collection, read first, then inserted by prepared statements. */
static double copy_table(struct rows *rows, const char *table, const char *columns, int count,
                         long *inserted)
{
    struct text sql = {0};
    sqlite3_stmt *select, *insert;
    sqlite3_value **values = NULL;
    size_t used = 0, capacity = 0;
    text_printf(&sql, "SELECT %s FROM %s", columns, table);
    sqlite3_prepare_v2(rows->from, text_string(&sql), -1, &select, NULL);
    while (sqlite3_step(select) == SQLITE_ROW)
        for (int i = 0; i < count; i++) {
            memory_reserve((void **)&values, used, &capacity, sizeof(*values));
            values[used++] = sqlite3_value_dup(sqlite3_column_value(select, i));
        }
    sqlite3_finalize(select);
    text_clear(&sql);
    text_printf(&sql, "INSERT INTO %s (%s) VALUES (?", table, columns);
    for (int i = 1; i < count; i++)
        text_append(&sql, ",?");
    text_append(&sql, ")");
    sqlite3_prepare_v2(rows->to, text_string(&sql), -1, &insert, NULL);
    double began = now();
    for (size_t at = 0; at < used; at += (size_t)count) {
        for (int i = 0; i < count; i++)
            sqlite3_bind_value(insert, i + 1, values[at + (size_t)i]);
        (void)sqlite3_step(insert);
        sqlite3_reset(insert);
        ++*inserted;
    }
    double took = now() - began;
    sqlite3_finalize(insert);
    for (size_t i = 0; i < used; i++)
        sqlite3_value_free(values[i]);
    free(values);
    text_release(&sql);
    return took;
}

/* The same schema, the same rows, the same pragmas; nothing but SQLite. */
static double time_sqlite(const char *collection, long *inserted)
{
    struct rows rows;
    struct text sql = {0};
    sqlite3_stmt *schema;
    sqlite3_open(collection, &rows.from);
    remove("raw.db");
    sqlite3_open("raw.db", &rows.to);
    execute(rows.to, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
    sqlite3_prepare_v2(rows.from,
                       "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT "
                       "LIKE 'card_search%' AND name NOT "
                       "LIKE 'sqlite%' ORDER BY rowid",
                       -1, &schema, NULL);
    while (sqlite3_step(schema) == SQLITE_ROW)
        execute(rows.to, (const char *)sqlite3_column_text(schema, 0));
    sqlite3_finalize(schema);
    double began = now();
    execute(rows.to, "BEGIN IMMEDIATE");
    double took = now() - began;
    took += copy_table(
        &rows, "event",
        "id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload", 9, inserted);
    took += copy_table(&rows, "card",
                       "id, created, kind, front, back, pattern, confidence, passage, reason, "
                       "text_hash, topic, day, tags, simulation, held, proposed, source_count, "
                       "source_file, source_line, sibling",
                       20, inserted);
    took += copy_table(&rows, "card_source", "file, place, card, line, end_line, heading, sibling",
                       7, inserted);
    began = now();
    execute(rows.to, "COMMIT");
    took += now() - began;
    sqlite3_close(rows.from);
    sqlite3_close(rows.to);
    text_release(&sql);
    return took;
}

static double time_import(struct collection *collection, const char *path, long *cards)
{
    struct import_request request = {.paths = &path, .path_count = 1};
    struct import_result result = {0};
    struct error error = {0};
    double began = now();
    if (!import_run(collection, &request, &result, &error)) {
        fprintf(stderr, "bench_import: %s\n", error.message);
        exit(1);
    }
    double took = now() - began;
    *cards = result.counts.new_cards;
    import_result_release(&result);
    return took;
}

static void bench_size(size_t megabytes)
{
    struct error error = {0};
    struct clock clock;
    size_t length, drafts;
    long cards, again, rows = 0;
    char *notes = generate_notes(megabytes * 1000000, 338, &length);
    double size = (double)length / 1e6;
    clock_init_system(&clock);
    remove("import.db");
    if (!file_write_atomic("notes.md", notes, length, &error))
        exit(1);
    struct collection_options options = {.path = "import.db", .clock = &clock, .writable = true};
    struct collection *collection = collection_open(&options, &error);
    if (!collection)
        exit(1);
    double md4c = time_md4c(notes, length), harvest = time_harvest(notes, length, &drafts);
    double import = time_import(collection, "notes.md", &cards);
    double unchanged = time_import(collection, "notes.md", &again);
    collection_close(collection);
    double raw = time_sqlite("import.db", &rows);
    printf("import of %5.1f MB, %ld cards: %6.2f s, %5.1f MB/s\n", size, cards, import,
           size / import);
    printf(
        "  of it from text to %zu drafts:  %6.2f s, %5.1f MB/s (md4c alone %.3f s, ratio %.1f)\n",
        drafts, harvest, size / harvest, md4c, harvest / md4c);
    printf("  SQLite alone, the same %ld rows: %6.2f s; import runs at %.2f of its rate (to reach: "
           ".5)\n",
           rows, raw, raw / import);
    printf("  again, unchanged: %.1f ms\n", unchanged * 1000);
    free(notes);
}

/* Prose in which few cards are found. */
static void bench_prose(void)
{
    struct text notes = {0};
    struct error error = {0};
    struct clock clock;
    long cards;
    while (notes.length < 10 * 1000 * 1000)
        text_append(&notes, "They walked along the river for a while and talked about the weather, "
                            "which had been kind to them so far.\n\n");
    if (!file_write_atomic("prose.md", notes.data, notes.length, &error))
        exit(1);
    clock_init_system(&clock);
    remove("prose.db");
    struct collection_options options = {.path = "prose.db", .clock = &clock, .writable = true};
    struct collection *collection = collection_open(&options, &error);
    if (!collection)
        exit(1);
    double took = time_import(collection, "prose.md", &cards);
    printf("import of %5.1f MB of prose, %ld cards: %.2f s, %.1f MB/s (to reach: 20)\n",
           (double)notes.length / 1e6, cards, took, (double)notes.length / 1e6 / took);
    collection_close(collection);
    text_release(&notes);
}

/* A folder of many small files that did not change. */
static void bench_unchanged(void)
{
    struct error error = {0};
    struct clock clock;
    long cards;
    clock_init_system(&clock);
    (void)folder_make("many", &error);
    for (int i = 0; i < 2500; i++) {
        struct text name = {0}, note = {0};
        text_printf(&name, "many/note-%04d.md", i);
        text_printf(&note, "# Note %d\n\n**Item %d:** the part that carries number %d\n", i, i, i);
        (void)file_write_atomic(text_string(&name), note.data, note.length, &error);
        text_release(&name);
        text_release(&note);
    }
    remove("many.db");
    struct collection_options options = {.path = "many.db", .clock = &clock, .writable = true};
    struct collection *collection = collection_open(&options, &error);
    if (!collection)
        exit(1);
    double first = time_import(collection, "many", &cards);
    double again = time_import(collection, "many", &cards);
    printf("2,500 notes: first %.0f ms, unchanged %.1f ms (to reach: 30)\n", first * 1e3,
           again * 1e3);
    collection_close(collection);
}

int main(void)
{
    bench_size(10);
    bench_size(100);
    bench_prose();
    bench_unchanged();
    return 0;
}
