/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/devices.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "engine/quiz.h"
#include "tests/support/store.h"

static void must(bool good, const struct error *error, const char *what)
{
    if (good)
        return;
    char message[2048];
    error_format(error, message, sizeof message);
    (void)fprintf(stderr, "%s: %s\n", what, message);
    abort();
}

/* --- Files -------------------------------------------------------------------------------------
 */

char *file_text(const char *path, size_t *length)
{
    struct text all = {0};
    char piece[65536];
    FILE *file = fopen(path, "rb");
    for (size_t got; file && (got = fread(piece, 1, sizeof piece, file)) > 0;)
        text_append_bytes(&all, piece, got);
    if (file)
        (void)fclose(file);
    if (length)
        *length = all.length;
    return text_take(&all);
}

void file_put(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    struct error error = {0};
    must(file && fwrite(bytes, 1, length, file) == length, &error, path);
    must(fclose(file) == 0, &error, path);
}

void file_put_text(const char *path, const char *text)
{
    file_put(path, text, strlen(text));
}

static void empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char name[512];
        (void)snprintf(name, sizeof name, "%.200s/%.255s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            (void)remove(name);
    }
    if (folder)
        (void)closedir(folder);
    (void)mkdir(path, 0700);
}

/* --- Devices -----------------------------------------------------------------------------------
 */

void device_open(struct device *device, const char *test, int number, const char *when)
{
    struct error error = {0};
    *device = (struct device){.number = number};
    test_clock(&device->clock, when);
    (void)snprintf(device->path, sizeof device->path, "%.30s-%d.db", test, number);
    (void)snprintf(device->folder, sizeof device->folder, "%.30s-%d", test, number);
    (void)unlink(device->path);
    empty_folder(device->folder);
    struct collection_options options = {.path = device->path,
                                         .clock = &device->clock,
                                         .writable = true,
                                         .seeded = true,
                                         .seed = 1000 + (uint64_t)number};
    device->c = collection_open(&options, &error);
    must(device->c != NULL, &error, "open");
    (void)sqlite3_exec(device->c->db, "PRAGMA synchronous=OFF", NULL, NULL, NULL); /* no crashes */
    (void)snprintf(device->name, sizeof device->name, "%s", device->c->device);
    (void)snprintf(device->file, sizeof device->file, "%s/%s.jsonl", device->folder, device->name);
}

void device_close(struct device *device)
{
    collection_close(device->c);
}

bool device_try(struct device *device, bool accept_unknown, struct sync_counts *counts,
                struct error *error)
{
    struct sync_options options = {.folder = device->folder, .accept_unknown = accept_unknown};
    return collection_sync(device->c, &options, counts, error);
}

struct sync_counts device_sync(struct device *device)
{
    struct sync_counts counts;
    struct error error = {0};
    must(device_try(device, false, &counts, &error), &error, "sync");
    return counts;
}

void device_deliver(const struct device *from, const struct device *to, size_t length)
{
    char path[160];
    size_t whole;
    char *bytes = file_text(from->file, &whole);
    (void)snprintf(path, sizeof path, "%s/%s.jsonl", to->folder, from->name);
    file_put(path, bytes, length < whole ? length : whole);
    free(bytes);
}

static void carry_all(struct device *devices, int count)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            if (i != j && access(devices[i].file, F_OK) == 0)
                device_deliver(&devices[i], &devices[j], SIZE_MAX);
}

void devices_exchange(struct device *devices, int count)
{
    struct sync_counts counts;
    struct error error = {0};
    carry_all(devices, count); /* what is there in part only is whole before anyone reads */
    for (int i = 0; i < count; i++)
        must(device_try(&devices[i], true, &counts, &error), &error, "write");
    carry_all(devices, count);
    for (int i = 0; i < count; i++)
        (void)device_sync(&devices[i]);
}

/* --- What they hold ----------------------------------------------------------------------------
 */

static void dump_rows(sqlite3 *db, const char *sql, struct text *out)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        abort();
    while (sqlite3_step(s) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            if (sqlite3_column_type(s, i) == SQLITE_FLOAT)
                text_printf(out, "%.17g|", sqlite3_column_double(s, i));
            else
                text_printf(out, "%s|",
                            sqlite3_column_type(s, i) == SQLITE_NULL
                                ? "null"
                                : (const char *)sqlite3_column_text(s, i));
        }
        text_append(out, "\n");
    }
    (void)sqlite3_finalize(s);
}

static void dump_table(sqlite3 *db, const char *name, struct text *out)
{
    struct text sql = {0};
    sqlite3_stmt *s = NULL;
    text_printf(&sql, "SELECT * FROM main.%s", name);
    if (sqlite3_prepare_v2(db, sql.data, -1, &s, NULL) != SQLITE_OK)
        abort();
    int columns = sqlite3_column_count(s);
    (void)sqlite3_finalize(s);
    for (int i = 0; i < columns; i++)
        text_printf(&sql, "%s%d", i ? ", " : " ORDER BY ", i + 1);
    text_printf(out, "== %s\n", name);
    dump_rows(db, sql.data, out);
    text_release(&sql);
}

void device_dump(struct device *device, bool events, struct text *out)
{
    static const char tables[] =
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN ('event', "
        "'local', 'file_stamp') AND name NOT LIKE 'card_search%' AND name NOT LIKE 'sqlite%' "
        "ORDER BY name";
    sqlite3 *db = device->c->db;
    sqlite3_stmt *s = NULL;
    if (events)
        dump_rows(db,
                  "SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, "
                  "payload FROM event ORDER BY id",
                  out);
    if (sqlite3_prepare_v2(db, tables, -1, &s, NULL) != SQLITE_OK)
        abort();
    while (sqlite3_step(s) == SQLITE_ROW)
        dump_table(db, (const char *)sqlite3_column_text(s, 0), out);
    (void)sqlite3_finalize(s);
}

/* --- A life ------------------------------------------------------------------------------------
 */

static bool pick_card(struct device *device, struct random_source *random, char id[40])
{
    sqlite3_stmt *s = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(device->c->db, "SELECT id FROM card ORDER BY id", -1, &s, NULL) !=
        SQLITE_OK)
        abort();
    for (uint64_t n = 1; sqlite3_step(s) == SQLITE_ROW; n++)
        if (!random_below(random, n)) {
            (void)snprintf(id, 40, "%s", (const char *)sqlite3_column_text(s, 0));
            found = true;
        }
    (void)sqlite3_finalize(s);
    return found;
}

static const char *among(struct random_source *random, const char *const *words, size_t count)
{
    return words[random_below(random, count)];
}

/* Notes say different things in different versions; a few terms are defined in all of them. */
static void add_note(struct harvest *harvest, const char *file, struct random_source *random)
{
    static const char *const terms[] = {"quorum", "latency", "shard"};
    static const char *const words[] = {"least number replicas agree", "time request waits",
                                        "part table lives alone", "colour of old tea"};
    int version = (int)random_below(random, 4), count = 2 + (int)random_below(random, 5);
    memset(harvest, 0, sizeof *harvest);
    harvest->file = arena_copy_string(&harvest->arena, file);
    harvest->words = 40 + 30 * (long)random_below(random, 5);
    for (int i = 0; i < count; i++) {
        bool common = random_below(random, 2) == 0;
        char front[128], back[128];
        (void)snprintf(front, sizeof front, "What does the %s number %d of %s do for a reader?",
                       i % 2 ? "buffer" : "cursor", i, common ? "all notes" : file);
        (void)snprintf(back, sizeof back, "It keeps the pages of version %d in order",
                       common ? 0 : version);
        struct draft *draft =
            test_draft(harvest, version % 2 ? "Part one" : "Part two", front, back, i * 3 + 1);
        draft->confidence = random_below(random, 3) ? 0.9 : 0.5;
        draft->day = (int)random_below(random, 4);
        draft->group = i % 3 ? "g" : NULL;
        if (random_below(random, 2))
            draft->claim = (struct claim){CLAIM_DEFINITION, among(random, terms, 3),
                                          among(random, words, 4), ""};
    }
}

/* A deck that every device may take over; its answers have the same ids everywhere. */
static void add_deck(struct harvest *harvest, struct random_source *random)
{
    memset(harvest, 0, sizeof *harvest);
    harvest->file = "/notes/deck.apkg";
    for (int i = 0; i < 3; i++) {
        char front[64];
        (void)snprintf(front, sizeof front, "Deck asks %d", i);
        struct draft *draft = test_draft(harvest, "Deck", front,
                                         random_below(random, 2) ? "So it is" : "So it was", i + 1);
        size_t count = 1 + random_below(random, 4);
        struct draft_review *reviews = arena_allocate(&harvest->arena, count * sizeof *reviews);
        for (size_t k = 0; k < count; k++)
            reviews[k] = (struct draft_review){.utc_ms = INT64_C(1793500000000) + i * 1000 +
                                                         (int64_t)k * 86400000,
                                               .grade = k % 2 ? 4 : 1,
                                               .milliseconds = 3000,
                                               .interval_days = 1 + (int64_t)k * 3,
                                               .ease_hundredths = 250};
        draft->key = arena_format(&harvest->arena, "key-%d", i);
        draft->reviews = reviews;
        draft->review_count = count;
        draft->repetitions = (int)count;
        draft->schedule = arena_format(&harvest->arena, "due=2026-11-%02d interval=%zu ease=250",
                                       10 + (int)count * 3, count * 3);
    }
}

static void import_some(struct device *device, struct random_source *random)
{
    struct harvest harvests[3];
    const struct harvest *list[3];
    char own[32];
    size_t count = 1 + random_below(random, 3);
    (void)snprintf(own, sizeof own, "/notes/own-%d.md", device->number);
    for (size_t i = 0; i < count; i++) {
        if (i == 2)
            add_deck(&harvests[i], random);
        else
            add_note(&harvests[i], i ? own : "/notes/shared.md", random);
        list[i] = &harvests[i];
    }
    (void)test_import(device->c, list, count);
    for (size_t i = 0; i < count; i++)
        harvest_release(&harvests[i]);
}

static void answer(struct device *device, struct random_source *random)
{
    static const char *const skills[] = {"powers", "arithmetic", "nines"};
    static const char *const needs[] = {"powers", NULL};
    struct graded graded;
    struct error error = {0};
    char id[40];
    struct answer given = {.grade = (int)random_below(random, 6),
                           .milliseconds = (int64_t)random_below(random, 90000),
                           .verdict = "correct",
                           .level = 1,
                           .distance = NAN};
    switch (random_below(random, 4)) {
    case 0:
        given.kind = ITEM_DRILL;
        given.subject = among(random, skills, 3);
        given.prerequisites = strcmp(given.subject, "powers") != 0 ? needs : NULL;
        break;
    case 1:
        given.kind = ITEM_SIMULATION;
        given.subject = "hashing:probes";
        given.distance = 0.25;
        break;
    default:
        if (!pick_card(device, random, id))
            return;
        given.subject = id;
        given.typed = random_below(random, 2) ? "a \"quote\"\n\\ and 日本" : NULL;
    }
    must(collection_answer(device->c, &given, &graded, &error), &error, "answer");
}

static void care(struct device *device, struct random_source *random)
{
    struct error ignored = {0};
    char id[40];
    enum care care = (enum care)random_below(random, CARE_DUE + 1);
    if (!pick_card(device, random, id))
        return;
    if (!random_below(random, 4))
        (void)collection_edit(device->c, id, "my own words", "for it", &ignored);
    else
        (void)collection_care(device->c, care, id, care == CARE_DUE ? "2026-12-24" : "no",
                              &ignored);
}

static void set(struct device *device, struct random_source *random)
{
    static const char *const rows[][2] = {
        {"goal-answers", "3"}, {"goal-answers", "7"}, {"rollover", "2"},     {"rollover", "4"},
        {"scheduler", "fsrs"}, {"scheduler", "sm2"},  {"scheduler", "fsrs"}, {"retention", "0.8"},
        {"retention", "0.93"}, {"flashcards", "yes"}, {"flashcards", "no"},  {"leech-lapses", "2"},
    };
    const char *const *row = rows[random_below(random, sizeof rows / sizeof *rows)];
    struct error error = {0};
    must(collection_set(device->c, row[0], row[1], &error), &error, row[0]);
}

static void sprint(struct device *device, struct random_source *random)
{
    struct error error = {0};
    char id[SPRINT_ID];
    must(collection_sprint_id(device->c, id, &error), &error, "sprint");
    struct sprint_run run = {.id = id, .skill = "arithmetic", .level = 1, .seconds = 60};
    for (int i = 1; i <= 3; i++) {
        struct sprint_answer given = {.number = i,
                                      .fact = i % 2 ? "7 × 8" : "6 + 9",
                                      .typed = "56",
                                      .outcome = (enum sprint_outcome)random_below(random, 3),
                                      .milliseconds = 1500};
        must(collection_sprint_answer(device->c, &run, &given, &error), &error, "sprint");
    }
    struct answer end = {.kind = ITEM_DRILL,
                         .subject = "arithmetic",
                         .grade = 4,
                         .milliseconds = 60000,
                         .level = 1,
                         .distance = NAN};
    if (random_below(random, 2))
        must(collection_sprint_end(device->c, &run, &end, NULL, &error), &error, "sprint end");
}

static void quiz(struct device *device, struct random_source *random)
{
    struct error error = {0};
    struct quiz quiz;
    struct graded graded;
    struct quiz_options options = {.count = 2};
    char id[40] = "none";
    long made;
    (void)pick_card(device, random, id);
    struct quiz_item items[2] = {{.form = QUIZ_TYPED,
                                  .subject = id,
                                  .item = id,
                                  .prompt = "What?",
                                  .expected = "That",
                                  .topic = "Part one"},
                                 {.form = QUIZ_NUMBER,
                                  .kind = ITEM_DRILL,
                                  .subject = "powers",
                                  .item = "powers@1/1/1",
                                  .skill = "powers",
                                  .prompt = "2^10",
                                  .expected = "1024"}};
    must(collection_quiz_start(device->c, &options, items, 2, &quiz, &error), &error, "quiz");
    for (size_t i = 0; i < 2; i++) {
        struct quiz_given given = {.verdict = (enum quiz_verdict)random_below(random, 4),
                                   .typed = "x",
                                   .milliseconds = 2500,
                                   .level = 1,
                                   .distance = NAN};
        if (random_below(random, 4))
            must(collection_quiz_answer(device->c, &quiz, i, &given, NULL, &error), &error, "quiz");
    }
    if (quiz_can_accept(&quiz.items[0], &quiz.given[0]))
        must(collection_quiz_accept(device->c, &quiz, 0, &graded, &error), &error, "accept");
    if (random_below(random, 2))
        must(collection_quiz_end(device->c, &quiz, "finished", &error), &error, "quiz end");
    if (random_below(random, 3) == 0)
        must(collection_quiz_review(device->c, &quiz, &made, &error), &error, "quiz review");
    quiz_release(&quiz);
}

static void decide(struct device *device, struct random_source *random)
{
    struct error ignored = {0};
    day_number today = collection_today(device->c);
    switch (random_below(random, 3)) {
    case 0:
        (void)collection_challenge_start(device->c, today - (int)random_below(random, 9), &ignored);
        break;
    case 1:
        (void)collection_rest(device->c, today + 1 + (int)random_below(random, 5), &ignored);
        break;
    default:
        (void)collection_open_day(device->c, &ignored);
    }
}

/* A minute passes mostly; some clocks are wrong, some people travel. */
static void pass_time(struct device *device, struct random_source *random)
{
    static const int offsets[] = {60, 60, -300, 540};
    struct instant *now = &device->clock.fixed;
    switch (random_below(random, 12)) {
    case 0:
        test_clock_add(&device->clock, 1 + (int)random_below(random, 20), 0);
        break;
    case 1:
        test_clock_add(&device->clock, -(int)random_below(random, 12), 0);
        break;
    case 2:
        now->offset_minutes = offsets[random_below(random, 4)];
        (void)snprintf(now->zone, sizeof now->zone, "%+03d:00", now->offset_minutes / 60);
        break;
    case 3:
    case 4:
        break; /* the same moment */
    default:
        test_clock_add(&device->clock, 0, (int)random_below(random, 200));
    }
}

void device_live(struct device *device, struct random_source *random)
{
    struct error error = {0};
    pass_time(device, random);
    switch (random_below(random, 12)) {
    case 0:
    case 1:
        import_some(device, random);
        break;
    case 2:
        care(device, random);
        break;
    case 3:
        set(device, random);
        break;
    case 4:
        sprint(device, random);
        break;
    case 5:
        quiz(device, random);
        break;
    case 6:
        decide(device, random);
        break;
    case 7:
        must(collection_undo(device->c, NULL, &error), &error, "undo");
        break;
    default:
        answer(device, random);
    }
}
