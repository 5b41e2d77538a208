/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/store.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void must(bool good, const struct error *error, const char *what)
{
    if (good)
        return;
    char message[2048];
    error_format(error, message, sizeof message);
    (void)fprintf(stderr, "%s: %s\n", what, message);
    abort();
}

void test_clock(struct clock *clock, const char *when)
{
    struct error error = {0};
    must(clock_init_fixed(clock, when, &error), &error, when);
}

void test_clock_add(struct clock *clock, int days, int minutes)
{
    clock->fixed.utc_ms += ((int64_t)days * 1440 + minutes) * 60000;
}

struct collection *test_open(const char *path, const struct clock *clock)
{
    struct error error = {0};
    struct collection_options options = {
        .path = path, .clock = clock, .writable = true, .seeded = true, .seed = 7};
    struct collection *c = collection_open(&options, &error);
    must(c != NULL, &error, "open");
    return c;
}

struct draft *test_draft(struct harvest *harvest, const char *heading, const char *front,
                         const char *back, long at)
{
    struct draft *draft = harvest_add_draft(harvest);
    const char **path = arena_allocate(&harvest->arena, sizeof *path);
    path[0] = arena_copy_string(&harvest->arena, heading);
    draft->kind = CARD_BASIC;
    draft->front = arena_copy_string(&harvest->arena, front);
    draft->back = arena_copy_string(&harvest->arena, back);
    draft->pattern = "term";
    draft->confidence = 0.9;
    draft->line = draft->end_line = at;
    draft->heading = path;
    draft->heading_count = 1;
    draft->topic = path[0];
    draft->passage = draft->front;
    return draft;
}

void test_harvest(struct harvest *harvest, const char *file, const char *name, int count)
{
    memset(harvest, 0, sizeof *harvest);
    harvest->file = arena_copy_string(&harvest->arena, file);
    for (int i = 0; i < count; i++) {
        char front[96], back[96], heading[32];
        (void)snprintf(heading, sizeof heading, "Part %d", i / 5);
        (void)snprintf(front, sizeof front, "%s %d asks after %c%c%c", name, i, 'a' + i % 26,
                       'a' + i / 26 % 26, 'a' + i * 7 % 26);
        (void)snprintf(back, sizeof back, "number %d of %s is %d", i, name, i * i * 31 + 17);
        (void)test_draft(harvest, heading, front, back, i + 1);
    }
}

struct import_counts test_import(struct collection *c, const struct harvest *const *harvests,
                                 size_t count)
{
    static int64_t stamp;
    struct error error = {0};
    struct import_counts counts = {0};
    must(collection_import_begin(c, &error), &error, "begin");
    must(collection_import_source(c, "/notes", "", &error), &error, "source");
    for (size_t i = 0; i < count; i++)
        must(collection_import_file(c, harvests[i], 100, ++stamp, &counts, &error), &error, "file");
    must(collection_import_end(c, true, &counts, &error), &error, "end");
    return counts;
}

struct import_counts test_import_one(struct collection *c, const struct harvest *harvest)
{
    return test_import(c, &harvest, 1);
}

struct search {
    const char *front;
    char id[40];
    enum card_state state;
};

static bool compare_front(void *context, const struct card *card)
{
    struct search *search = context;
    if (strcmp(card->front, search->front) != 0)
        return true;
    (void)snprintf(search->id, sizeof search->id, "%s", card->id);
    search->state = card->state;
    return false;
}

static struct search search_front(struct collection *c, const char *front)
{
    struct search search = {.front = front, .state = CARD_STATE_COUNT};
    struct error error = {0};
    must(collection_each_card(c, NULL, compare_front, &search, &error), &error, "each card");
    return search;
}

const char *test_find(struct collection *c, const char *front)
{
    static char id[40];
    struct search search = search_front(c, front);
    memcpy(id, search.id, sizeof id);
    return id;
}

enum card_state test_state(struct collection *c, const char *front)
{
    return search_front(c, front).state;
}

struct graded test_grade(struct collection *c, const char *id, int grade)
{
    struct error error = {0};
    struct graded graded;
    struct answer answer = {
        .kind = ITEM_CARD, .subject = id, .grade = grade, .milliseconds = 4000, .distance = NAN};
    must(collection_answer(c, &answer, &graded, &error), &error, id);
    return graded;
}

static size_t examine(struct collection *c, bool repair, const char *passed)
{
    struct doctor_report report;
    struct error error = {0};
    must(collection_doctor(c, repair, &report, &error), &error, "doctor");
    size_t open = 0;
    for (size_t i = 0; i < report.count; i++) {
        if (passed && !strcmp(report.problems[i].code, passed))
            continue;
        (void)fprintf(stderr, "# %s %s: %s%s\n", report.problems[i].code, report.problems[i].where,
                      report.problems[i].message, report.problems[i].repaired ? " (repaired)" : "");
        open += !report.problems[i].repaired;
    }
    doctor_report_release(&report);
    return open;
}

size_t test_doctor(struct collection *c, bool repair)
{
    return examine(c, repair, NULL);
}

size_t test_doctor_but(struct collection *c, const char *code)
{
    return examine(c, false, code);
}

void test_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        (void)fprintf(stderr, "%s: %s\n", sql, message ? message : sqlite3_errmsg(db));
        abort();
    }
    (void)sqlite3_close(db);
}

long test_number(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
        abort();
    long number = (long)sqlite3_column_int64(s, 0);
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    return number;
}

static char memory_folder[] = "/dev/shm/tutor338-XXXXXX";

bool test_enter_memory(void)
{
    return mkdtemp(memory_folder) && chdir(memory_folder) == 0;
}

void test_leave_memory(void)
{
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", memory_folder);
    if (chdir("/") != 0 || system(command) != 0)
        (void)fprintf(stderr, "# %s stays behind\n", memory_folder);
}

void test_add_cards(const char *path, const struct test_cards *cards)
{
    char sql[2000];
    (void)snprintf(
        sql, sizeof sql,
        "WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
        "INSERT INTO card (id, created, kind, front, back, pattern, confidence, text_hash, day, "
        "tags, proposed, reviewed, repetitions, interval_days, stability, difficulty, passed, "
        "last_review, due, source_count, sibling) "
        "SELECT printf('%%032x', i), 'e' || i, 'basic', 'front ' || i, 'back', 'term', .9, i, 0, "
        "'', 0, 1, 3, %s, %s, %s, 1, %s, %s, 1, %s FROM n",
        cards->first, cards->first + cards->count - 1, cards->interval,
        cards->stability ? cards->stability : "NULL", cards->stability ? "5" : "NULL",
        cards->last_review, cards->due, cards->sibling ? cards->sibling : "NULL");
    test_sql(path, sql);
}
