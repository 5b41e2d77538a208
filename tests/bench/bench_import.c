/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import of notes: beside md4c's own parser on the same bytes, and SQLite alone on the same rows.
 */
#include <md4c.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "content/content.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tests/support/generate.h"
#include "tui/importer.h"

static double now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Of this process alone: other programs do not count. */
static double processor(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
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

/* --- SQLite alone --------------------------------------------------------------------------------
 */

enum { BATCH = 4096 };

/* One value as it was read; texts lie in the arena of the batch. */
struct value {
    int type, length;
    union {
        int64_t integer;
        double real;
        const char *text;
    } of;
};

struct copy {
    sqlite3 *from, *to;
    struct value *values; /* of BATCH rows */
    struct arena arena;
    int columns;
    long inserted;
    double took, processor;
};

static void execute(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fprintf(stderr, "bench_import: %s\n", message);
        exit(1);
    }
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        fprintf(stderr, "bench_import: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
    return statement;
}

static struct value value_of(struct copy *copy, sqlite3_stmt *select, int at)
{
    struct value value = {.type = sqlite3_column_type(select, at)};
    if (value.type == SQLITE_INTEGER) {
        value.of.integer = sqlite3_column_int64(select, at);
    } else if (value.type == SQLITE_FLOAT) {
        value.of.real = sqlite3_column_double(select, at);
    } else if (value.type == SQLITE_TEXT) {
        const char *text = (const char *)sqlite3_column_text(select, at);
        value.length = sqlite3_column_bytes(select, at);
        value.of.text = arena_copy_bytes(&copy->arena, text, (size_t)value.length);
    }
    return value;
}

static void bind(sqlite3_stmt *insert, int at, const struct value *value)
{
    if (value->type == SQLITE_INTEGER)
        sqlite3_bind_int64(insert, at, value->of.integer);
    else if (value->type == SQLITE_FLOAT)
        sqlite3_bind_double(insert, at, value->of.real);
    else if (value->type == SQLITE_TEXT)
        sqlite3_bind_text(insert, at, value->of.text, value->length, SQLITE_STATIC);
    else
        sqlite3_bind_null(insert, at);
}

/* Only the inserting is timed, not the reading. Returns whether there was anything to insert. */
static bool copy_batch(struct copy *copy, sqlite3_stmt *select, sqlite3_stmt *insert)
{
    size_t rows = 0, columns = (size_t)copy->columns;
    for (; rows < BATCH && sqlite3_step(select) == SQLITE_ROW; rows++)
        for (size_t i = 0; i < columns; i++)
            copy->values[rows * columns + i] = value_of(copy, select, (int)i);
    double began = now(), worked = processor();
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < columns; i++)
            bind(insert, (int)i + 1, &copy->values[row * columns + i]);
        (void)sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    copy->took += now() - began;
    copy->processor += processor() - worked;
    copy->inserted += (long)rows;
    arena_release(&copy->arena);
    return rows == BATCH;
}

/* All columns that are stored; the order is that of the rows. */
static void copy_table(struct copy *copy, const char *table)
{
    struct text names = {0}, sql = {0};
    sqlite3_stmt *columns =
        prepare(copy->from, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0");
    sqlite3_bind_text(columns, 1, table, -1, SQLITE_STATIC);
    for (copy->columns = 0; sqlite3_step(columns) == SQLITE_ROW; copy->columns++)
        text_printf(&names, "%s%s", copy->columns ? "," : "",
                    (const char *)sqlite3_column_text(columns, 0));
    sqlite3_finalize(columns);
    text_printf(&sql, "SELECT %s FROM %s", text_string(&names), table);
    sqlite3_stmt *select = prepare(copy->from, text_string(&sql));
    text_clear(&sql);
    text_printf(&sql, "INSERT INTO %s (%s) VALUES (?", table, text_string(&names));
    for (int i = 1; i < copy->columns; i++)
        text_append(&sql, ",?");
    text_append(&sql, ")");
    sqlite3_stmt *insert = prepare(copy->to, text_string(&sql));
    copy->values = memory_allocate((size_t)copy->columns * BATCH, sizeof *copy->values);
    while (copy_batch(copy, select, insert))
        ;
    free(copy->values);
    sqlite3_finalize(select);
    sqlite3_finalize(insert);
    text_release(&names);
    text_release(&sql);
}

/*
 * The reference: what SQLite alone needs for the rows that an import left behind. The same schema
 * with all its indexes and triggers, made before; the same pragmas, cache and flags as an import;
 * one transaction; every table of the collection with every column that is stored, table by table
 * in the order of its rows, by one prepared statement each that binds from memory without copying.
 * The time is that of the inserting and of the commit, not of reading the rows.
 */
static double time_sqlite(const char *collection, long *inserted, double *worked_all)
{
    struct copy copy = {0};
    sqlite3_open(collection, &copy.from);
    remove("raw.db");
    sqlite3_open_v2("raw.db", &copy.to,
                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    execute(copy.to, "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL;"
                     "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
                     "PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536");
    sqlite3_stmt *schema =
        prepare(copy.from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL "
                           "AND name NOT LIKE 'sqlite%' AND name NOT IN (SELECT name "
                           "FROM pragma_table_list WHERE type = 'shadow') "
                           "ORDER BY rowid");
    while (sqlite3_step(schema) == SQLITE_ROW)
        execute(copy.to, (const char *)sqlite3_column_text(schema, 0));
    sqlite3_finalize(schema);
    double began = now();
    execute(copy.to, "BEGIN IMMEDIATE");
    copy.took = now() - began;
    sqlite3_stmt *tables =
        prepare(copy.from, "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                           "sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite%' "
                           "AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = "
                           "'shadow') "
                           "ORDER BY rowid");
    while (sqlite3_step(tables) == SQLITE_ROW)
        copy_table(&copy, (const char *)sqlite3_column_text(tables, 0));
    sqlite3_finalize(tables);
    began = now();
    double worked = processor();
    execute(copy.to, "INSERT INTO card_search (card_search) VALUES ('rebuild')");
    execute(copy.to, "COMMIT");
    copy.took += now() - began;
    copy.processor += processor() - worked;
    sqlite3_close(copy.from);
    sqlite3_close(copy.to);
    *inserted = copy.inserted;
    *worked_all = copy.processor;
    return copy.took;
}

/* --- Import --------------------------------------------------------------------------------------
 */

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

static struct collection *open_fresh(const char *path)
{
    static struct clock clock;
    struct error error = {0};
    clock_init_system(&clock);
    remove(path);
    struct collection_options options = {.path = path, .clock = &clock, .writable = true};
    struct collection *collection = collection_open(&options, &error);
    if (!collection) {
        fprintf(stderr, "bench_import: %s\n", error.message);
        exit(1);
    }
    return collection;
}

/* --- Each figure from a process of its own -------------------------------------------------------
 */

/* Shared with the children. */
struct figures {
    size_t bytes, drafts;
    long cards, rows;
    double import, import_processor, again, harvest, md4c, raw, raw_processor;
};

typedef void part_function(struct figures *figures);

/* Runs the part; returns the most memory that it held, in MB. */
static double measure(part_function *part, struct figures *figures)
{
    struct rusage usage;
    int status = 1;
    (void)fflush(NULL);
    pid_t child = fork();
    if (!child) {
        part(figures);
        _exit(0);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        exit(1);
    return (double)usage.ru_maxrss / 1024;
}

static void store_notes(const struct text *notes)
{
    struct error error = {0};
    if (!file_write_atomic("notes.md", notes->data, notes->length, &error))
        exit(1);
}

static void make_rich(struct figures *figures)
{
    struct text notes = {0};
    notes.data = generate_notes(figures->bytes, 338, &notes.length);
    store_notes(&notes);
}

/* Prose in which few cards are found. */
static void make_prose(struct figures *figures)
{
    struct text notes = {0};
    while (notes.length < figures->bytes)
        text_append(&notes, "They walked along the river for a while and talked about the weather, "
                            "which had been kind to them so far.\n\n");
    store_notes(&notes);
}

static void parse_part(struct figures *figures)
{
    struct error error = {0};
    char *notes;
    size_t length;
    if (!file_read("notes.md", &notes, &length, &error))
        exit(1);
    figures->bytes = length;
    figures->md4c = time_md4c(notes, length);
    figures->harvest = time_harvest(notes, length, &figures->drafts);
}

static void import_part(struct figures *figures)
{
    long again;
    struct collection *collection = open_fresh("import.db");
    double worked = processor();
    figures->import = time_import(collection, "notes.md", &figures->cards);
    figures->import_processor = processor() - worked;
    figures->again = time_import(collection, "notes.md", &again);
    collection_close(collection);
}

static void sqlite_part(struct figures *figures)
{
    figures->raw = time_sqlite("import.db", &figures->rows, &figures->raw_processor);
}

static void bench_size(struct figures *figures, const char *what, part_function *make,
                       size_t megabytes)
{
    *figures = (struct figures){.bytes = megabytes * 1000000};
    (void)measure(make, figures);
    (void)measure(parse_part, figures);
    double peak = measure(import_part, figures), size = (double)figures->bytes / 1e6;
    printf("import of %5.1f MB of %s, %ld cards: %.2f s, %.1f MB/s (%.3f s a MB), again %.1f ms, "
           "peak %.0f MB%s\n",
           size, what, figures->cards, figures->import, size / figures->import,
           figures->import / size, figures->again * 1000, peak,
           megabytes == 100 ? " (to reach: under 1024)" : "");
    printf("  of it from text to %zu drafts: %.2f s, %.1f MB/s (md4c alone %.3f s, ratio %.1f)\n",
           figures->drafts, figures->harvest, size / figures->harvest, figures->md4c,
           figures->harvest / figures->md4c);
    if (make == make_prose) {
        printf("  rate where few cards come of it: %.1f MB/s (to reach: 20)\n",
               size / figures->import);
        return;
    }
    (void)measure(sqlite_part, figures);
    printf("  SQLite alone, the same %ld rows: %.2f s; import runs at %.2f of its rate (to reach: "
           ".5); by processor time %.2f s of %.2f s, %.2f\n",
           figures->rows, figures->raw, figures->raw / figures->import, figures->raw_processor,
           figures->import_processor, figures->raw_processor / figures->import_processor);
}

/* A folder of many small files that did not change. */
static void bench_unchanged(void)
{
    struct error error = {0};
    long cards;
    (void)folder_make("many", &error);
    for (int i = 0; i < 2500; i++) {
        struct text name = {0}, note = {0};
        text_printf(&name, "many/note-%04d.md", i);
        text_printf(&note, "# Note %d\n\n**Item %d:** the part that carries number %d\n", i, i, i);
        (void)file_write_atomic(text_string(&name), note.data, note.length, &error);
        text_release(&name);
        text_release(&note);
    }
    struct collection *collection = open_fresh("many.db");
    double first = time_import(collection, "many", &cards);
    double again = time_import(collection, "many", &cards);
    printf("2,500 notes: first %.0f ms, unchanged %.1f ms (to reach: 30)\n", first * 1e3,
           again * 1e3);
    collection_close(collection);
}

/* The sizes in MB may be given; else 1, 10 and 100, whose times a MB should be alike. */
int main(int count, char **arguments)
{
    static const size_t usual[] = {1, 10, 100};
    struct figures *figures =
        mmap(NULL, sizeof *figures, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (figures == MAP_FAILED)
        return 1;
    for (size_t i = 0; i < (count > 1 ? (size_t)count - 1 : 3); i++) {
        size_t megabytes = count > 1 ? strtoul(arguments[i + 1], NULL, 10) : usual[i];
        bench_size(figures, "notes", make_rich, megabytes);
        bench_size(figures, "prose", make_prose, megabytes);
    }
    bench_unchanged();
    return 0;
}
