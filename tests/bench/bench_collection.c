/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of the collection, each beside what SQLite alone takes in the same run. */
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "tests/support/generate.h"

enum { CARDS = 100000, REVIEWS = 1000000, ANSWERS = 200, REPLAYED = 20000000 };

static double seconds(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void must(bool good, const struct error *error)
{
    char message[2048];
    if (good)
        return;
    error_format(error, message, sizeof message);
    (void)fprintf(stderr, "bench_collection: %s\n", message);
    exit(1);
}

static long resident_kilobytes(void)
{
    char line[256];
    long value = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld", &value) == 1)
            break;
    if (status)
        (void)fclose(status);
    return value;
}

static struct collection *open_at(const char *path, const struct clock *clock, bool writable)
{
    struct error error = {0};
    struct collection_options options = {.path = path, .clock = clock, .writable = writable};
    struct collection *c = collection_open(&options, &error);
    must(c != NULL, &error);
    return c;
}

/* In a process of its own, so that memory is that of opening alone. */
static int open_and_plan(const char *path, const struct clock *clock)
{
    struct error error = {0};
    struct plan plan;
    struct streak streak;
    double start = seconds();
    struct collection *c = open_at(path, clock, true);
    double opened = seconds();
    must(collection_plan(c, NULL, 0, &plan, &error), &error);
    double planned = seconds();
    must(collection_streak(c, &streak, &error), &error);
    double streaked = seconds();
    printf("open %.2f ms, plan %.2f ms (%ld due, %zu planned), streak %.2f ms, %.1f MB resident\n",
           (opened - start) * 1e3, (planned - opened) * 1e3, plan.due, plan.count,
           (streaked - planned) * 1e3, (double)resident_kilobytes() / 1024);
    plan_release(&plan);
    streak_release(&streak);
    collection_close(c);
    return 0;
}

static void bench_answers(const char *path, const struct clock *clock)
{
    struct error error = {0};
    struct plan plan;
    struct collection *c = open_at(path, clock, true);
    must(collection_plan(c, NULL, ANSWERS, &plan, &error), &error);
    double start = 0;
    for (int i = -1; i < ANSWERS; i++) {
        struct graded graded;
        if (i == 0)
            start = seconds(); /* the first answer of a day makes the day's backup */
        struct answer answer = {.kind = ITEM_CARD,
                                .subject = plan.items[(size_t)(i + 1) % plan.count].card_id,
                                .grade = 4,
                                .milliseconds = 3000,
                                .distance = NAN};
        must(collection_answer(c, &answer, &graded, &error), &error);
    }
    double ours = (seconds() - start) / ANSWERS;
    plan_release(&plan);
    collection_close(c);
    sqlite3 *db = NULL;
    (void)unlink("plain.db");
    (void)sqlite3_open("plain.db", &db);
    (void)sqlite3_exec(db,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                       "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)",
                       NULL, NULL, NULL);
    start = seconds();
    for (int i = 0; i < ANSWERS; i++)
        (void)sqlite3_exec(db, "INSERT INTO t (b) VALUES ('a graded answer of some length')", NULL,
                           NULL, NULL);
    double plain = (seconds() - start) / ANSWERS;
    (void)sqlite3_close(db);
    printf("graded answer committed in %.3f ms; sqlite one-row insert %.3f ms\n", ours * 1e3,
           plain * 1e3);
}

static void bench_replay(const char *name, const char *target)
{
    struct schedule schedules[1024];
    struct scheduling scheduling;
    uint64_t state = 1;
    for (int i = 0; i < 1024; i++)
        schedule_init(&schedules[i]);
    scheduling_init(&scheduling, scheduler_find(name));
    double start = seconds();
    for (int i = 0; i < REPLAYED; i++) {
        struct schedule *schedule = &schedules[i % 1024];
        state = state * 6364136223846793005U + 1442695040888963407U;
        (void)schedule_grade(schedule, &scheduling, schedule->reviewed ? schedule->due : i,
                             (int)(state >> 33) % 6);
        if (schedule->due > 100000000)
            schedule_init(schedule);
    }
    printf("%s replay in memory %.1f million reviews/s%s\n", name,
           REPLAYED / (seconds() - start) / 1e6, target);
}

/* The schedules alone, of all cards with their reviews, there and back. */
static void bench_refold(const char *path, const struct clock *clock)
{
    static const char *const schedulers[] = {"fsrs", "sm2"};
    struct error error = {0};
    struct collection *c = open_at(path, clock, true);
    for (size_t i = 0; i < 2; i++) {
        double start = seconds();
        must(collection_set(c, "scheduler", schedulers[i], &error), &error);
        double took = seconds() - start;
        printf("all schedules under %s in %.2f s, %.0f reviews/s (to reach: under 10 s)\n",
               schedulers[i], took, REVIEWS / took);
    }
    printf("  %.1f MB resident at most\n", (double)resident_kilobytes() / 1024);
    collection_close(c);
}

/* In a process of its own, as opening is. */
static int examine(const char *path, const struct clock *clock)
{
    struct error error = {0};
    struct doctor_report report;
    struct collection *c = open_at(path, clock, false);
    double start = seconds();
    must(collection_doctor(c, false, &report, &error), &error);
    double took = seconds() - start;
    printf("doctor: %zu problems in %.1f s, %.0f events/s, %.1f MB resident at most\n",
           report.count, took, (CARDS + REVIEWS) / took, (double)resident_kilobytes() / 1024);
    doctor_report_release(&report);
    collection_close(c);
    return 0;
}

/* Row by row with one prepared statement, as any program that has rows to store. */
static void copy_rows(sqlite3 *from, sqlite3 *to, const char *table, const char *columns, int count)
{
    struct text sql = {0};
    sqlite3_stmt *read = NULL, *write = NULL;
    text_printf(&sql, "SELECT %s FROM %s", columns, table);
    (void)sqlite3_prepare_v2(from, sql.data, -1, &read, NULL);
    text_clear(&sql);
    text_printf(&sql, "INSERT INTO %s VALUES (?", table);
    for (int i = 1; i < count; i++)
        text_append(&sql, ", ?");
    text_append(&sql, ")");
    (void)sqlite3_prepare_v2(to, sql.data, -1, &write, NULL);
    text_release(&sql);
    while (read && write && sqlite3_step(read) == SQLITE_ROW) {
        for (int i = 0; i < count; i++)
            (void)sqlite3_bind_value(write, i + 1, sqlite3_column_value(read, i));
        if (sqlite3_step(write) != SQLITE_DONE)
            (void)fprintf(stderr, "rows: %s\n", sqlite3_errmsg(to));
        (void)sqlite3_reset(write);
    }
    (void)sqlite3_finalize(read);
    (void)sqlite3_finalize(write);
}

/* The same rows of every table, inserted by plain statements into an empty copy of the schema. */
static double bench_plain_import(const char *path)
{
    sqlite3 *db = NULL;
    struct text schema = {0};
    sqlite3_stmt *s = NULL;
    (void)unlink("rows.db");
    (void)sqlite3_open(path, &db);
    (void)sqlite3_prepare_v2(db,
                             "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
                             "tbl_name NOT LIKE 'card_search%'",
                             -1, &s, NULL);
    while (sqlite3_step(s) == SQLITE_ROW)
        text_printf(&schema, "%s;\n", (const char *)sqlite3_column_text(s, 0));
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    (void)sqlite3_open("rows.db", &db);
    (void)sqlite3_exec(db,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
                       "cache_size=-65536",
                       NULL, NULL, NULL);
    (void)sqlite3_exec(db, schema.data, NULL, NULL, NULL);
    text_release(&schema);
    sqlite3 *old = NULL;
    (void)sqlite3_open(path, &old);
    double start = seconds();
    (void)sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    copy_rows(old, db, "event", "*", 10);
    copy_rows(old, db, "card",
              "id, created, kind, front, back, pattern, confidence, passage, reason, text_hash,"
              "topic, day, tags, simulation, held, proposed, decision, reject_reason, suspended,"
              "edited, buried_until, reviewed, repetitions, interval_days, ease_hundredths,"
              "stability, difficulty, passed, lapses, last_review, due, last_grade, last_seen,"
              "first_day, source_count, source_file, source_line, sibling",
              38);
    copy_rows(old, db, "card_source", "*", 7);
    copy_rows(old, db, "note_file", "*", 3);
    (void)sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    double took = seconds() - start;
    (void)sqlite3_close(old);
    (void)sqlite3_close(db);
    return took;
}

static void bench_import(const struct clock *clock)
{
    struct error error = {0};
    (void)unlink("import.db");
    double start = seconds();
    must(generate_collection("import.db", clock, CARDS, 0, 3, &error), &error);
    double ours = seconds() - start, plain = bench_plain_import("import.db");
    printf("import of %d cards %.2f s, %.0f cards/s; sqlite alone, same rows %.2f s; ratio %.2f\n",
           CARDS, ours, CARDS / ours, plain, plain / ours);
}

static bool count_card(void *context, const struct card *card)
{
    (void)card;
    ++*(long *)context;
    return true;
}

/* One rare word, one that thousands of cards have, several, and a begun one; the slowest counts. */
static void bench_search(const char *path, const struct clock *clock)
{
    static const char *const texts[] = {"4711",        "index", "index partition",
                                        "order keeps", "part",  "what does the"};
    struct error error = {0};
    struct collection *c = open_at(path, clock, false);
    double slowest = 0, related = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        long cards = 0;
        double start = seconds();
        must(collection_search(c, texts[i], NULL, 20, count_card, &cards, &error), &error);
        double took = seconds() - start;
        printf("  search for '%s': %ld cards in %.2f ms\n", texts[i], cards, took * 1e3);
        slowest = took > slowest ? took : slowest;
    }
    struct plan plan;
    must(collection_plan(c, NULL, 20, &plan, &error), &error);
    for (size_t i = 0; i < plan.count; i++) {
        long cards = 0;
        double start = seconds();
        must(collection_related(c, plan.items[i].card_id, 5, count_card, &cards, &error), &error);
        double took = seconds() - start;
        related = took > related ? took : related;
    }
    printf("full-text search over %d cards, best 20 of them: %.2f ms (to reach: 20); related cards "
           "%.2f ms\n",
           CARDS, slowest * 1e3, related * 1e3);
    plan_release(&plan);
    collection_close(c);
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct clock clock;
    struct stat status;
    must(clock_init_fixed(&clock, "2026-11-20T08:00:00+01:00", &error), &error);
    if (argc == 3 && !strcmp(argv[1], "open"))
        return open_and_plan(argv[2], &clock);
    if (argc == 3 && !strcmp(argv[1], "doctor"))
        return examine(argv[2], &clock);
    if (argc == 3 && !strcmp(argv[1], "refold")) {
        bench_refold(argv[2], &clock);
        return 0;
    }
    bench_replay("sm2", " (to reach: over 5)");
    bench_replay("fsrs", "");
    bench_import(&clock);
    (void)unlink("large.db");
    double start = seconds();
    must(generate_collection("large.db", &clock, CARDS, REVIEWS, 3, &error), &error);
    (void)stat("large.db", &status);
    printf("generated %d cards and %d reviews in %.1f s, %.0f MB\n", CARDS, REVIEWS,
           seconds() - start, (double)status.st_size / 1e6);
    (void)fflush(stdout);
    char command[4096];
    (void)snprintf(command, sizeof command, "'%s' open large.db", argv[0]);
    if (system(command) != 0 || system(command) != 0)
        return 1;
    (void)snprintf(command, sizeof command, "'%s' refold large.db && '%s' doctor large.db", argv[0],
                   argv[0]);
    if (system(command) != 0)
        return 1;
    bench_answers("large.db", &clock);
    bench_search("large.db", &clock);
    struct collection *c = open_at("large.db", &clock, true);
    start = seconds();
    must(transaction_begin(c, &error), &error);
    must(transaction_end(c, fold_everything(c, &error) && search_rebuild(c, &error), &error),
         &error);
    printf("rebuild from all events %.1f s\n", seconds() - start);
    collection_close(c);
    return 0;
}
