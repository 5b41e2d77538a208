/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 100,000 answers out of the collection, in every format, beside SQLite's own dump of the events.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "tests/support/generate.h"
#include "tui/export.h"

enum { CARDS = 5000, REVIEWS = 100000, TO_REACH_MS = 10000 };

static struct clock watch;

static void must(bool good, const struct error *error)
{
    if (good)
        return;
    (void)fprintf(stderr, "bench_export: %s\n", error->message);
    exit(1);
}

static void report(const char *what, const char *path, int64_t begun)
{
    struct stat status = {0};
    (void)stat(path, &status);
    printf("%-38s %7lld ms, %6.1f MB (to reach: under %d)\n", what,
           (long long)(clock_elapsed_ms(&watch) - begun), (double)status.st_size / 1e6,
           TO_REACH_MS);
}

static void measure(struct collection *c, const char *what, const char *format, const char *path,
                    const char *written)
{
    struct error error = {0};
    struct export_request request = {.what = what, .format = format, .path = path};
    char name[64];
    int signal = 0;
    int64_t begun = clock_elapsed_ms(&watch);
    must(export_run(c, &request, &signal, &error), &error);
    (void)snprintf(name, sizeof name, "export %s as %s", what, format);
    report(name, written, begun);
}

static int write_event(void *context, int count, char **values, char **names)
{
    (void)names;
    for (int i = 0; i < count; i++)
        (void)fprintf(context, "%s,", values[i] ? values[i] : "");
    return fputc('\n', context) == EOF;
}

/* The events as they are, without a thought for what they mean. */
static void measure_dump(void)
{
    sqlite3 *db;
    FILE *out = fopen("export.dump", "w");
    int64_t begun = clock_elapsed_ms(&watch);
    if (!out || sqlite3_open("export.db", &db) != SQLITE_OK ||
        sqlite3_exec(db, "SELECT * FROM event WHERE kind = 'review' ORDER BY utc_ms, id",
                     write_event, out, NULL) != SQLITE_OK)
        exit(1);
    (void)sqlite3_close(db);
    (void)fclose(out);
    report("beside it: SQLite alone, the events", "export.dump", begun);
}

int main(void)
{
    struct clock clock;
    struct error error = {0};
    clock_init_system(&watch);
    must(clock_init_fixed(&clock, "2026-03-10T09:00:00Z", &error), &error);
    must(generate_collection("export.db", &clock, CARDS, REVIEWS, 338, &error), &error);
    struct collection_options options = {.path = "export.db", .clock = &clock};
    struct collection *c = collection_open(&options, &error);
    must(c != NULL, &error);
    measure(c, "reviews", "csv", "export-tables", "export-tables/reviews.csv");
    measure(c, "reviews", "jsonl", "export.jsonl", "export.jsonl");
    measure(c, "all", "html", "export.html", "export.html");
    measure(c, "all", "markdown", "export.md", "export.md");
    measure(c, "cards", "apkg", "export.apkg", "export.apkg");
    measure_dump();
    collection_close(c);
    return 0;
}
