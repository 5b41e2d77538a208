/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decks of 10,000 cards: written, read, taken into the collection and out of it, beside SQLite
 * alone on as many rows. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content/content.h"
#include "content/deck.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/decks.h"
#include "tests/support/store.h"
#include "tui/importer.h"

enum { CARDS = 10000, ANSWERS = 10, TO_REACH_MS = 3000 };

static struct clock watch;
static int64_t begun;

static void start(void)
{
    begun = clock_elapsed_ms(&watch);
}

static void stop(const char *what)
{
    printf("%-44s %6lld ms (to reach %d)\n", what, (long long)(clock_elapsed_ms(&watch) - begun),
           TO_REACH_MS);
}

static void must(bool good, const struct error *error)
{
    if (good)
        return;
    (void)fprintf(stderr, "%s: %s\n", error->file, error->message);
    exit(1);
}

static void make_deck(struct deck *deck)
{
    struct error error = {0};
    must(instant_parse("2026-11-20T08:00:00+01:00", &deck->now, &error), &error);
    for (int i = 0; i < CARDS; i++) {
        char guid[32], front[96], back[96];
        (void)snprintf(guid, sizeof guid, "note%d", i);
        (void)snprintf(front, sizeof front, "What is the <word> number %d of the language?", i);
        (void)snprintf(back, sizeof back, "It is the one after number %d & means\n%d", i - 1,
                       i * 7);
        struct deck_note *note = deck_test_note(deck, DECK_BASIC, guid, front, back);
        struct deck_card *card = deck_test_card(deck, note, 0);
        card->phase = DECK_REVIEW;
        card->due = 20777 + i % 30;
        card->interval_days = 30;
        deck_test_history(deck, card, ANSWERS, deck->now.utc_ms - (int64_t)i * 1000);
    }
}

/* As many rows of the same size, by SQLite alone. */
static void time_sqlite(void)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    if (sqlite3_open("rows.db", &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode=WAL; CREATE TABLE event (sequence INTEGER PRIMARY KEY, "
                     "id TEXT UNIQUE, subject TEXT, payload TEXT); CREATE INDEX s ON event "
                     "(subject); BEGIN",
                     NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO event (id, subject, payload) VALUES (?1, ?2, ?3)", -1,
                           &s, NULL) != SQLITE_OK)
        exit(1);
    start();
    for (int i = 0; i < CARDS * (ANSWERS + 1); i++) {
        char id[48], subject[24];
        (void)snprintf(id, sizeof id, "019aa%08x-7000-8000-%012x", (unsigned)i * 2654435761U,
                       (unsigned)i);
        (void)snprintf(subject, sizeof subject, "%016x", (unsigned)i / ANSWERS * 40503U);
        (void)sqlite3_bind_text(s, 1, id, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(s, 2, subject, -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(s, 3, "{\"grade\":4,\"ms\":4000,\"interval\":3,\"ease\":250}", -1,
                                SQLITE_STATIC);
        if (sqlite3_step(s) != SQLITE_DONE || sqlite3_reset(s) != SQLITE_OK)
            exit(1);
    }
    (void)sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    stop("SQLite alone: 110,000 rows");
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
}

static void time_reading(void)
{
    struct harvest harvest = {0};
    struct error error = {0};
    start();
    must(content_harvest_file("deck.apkg", NULL, &harvest, &error), &error);
    stop("package read into drafts");
    harvest_release(&harvest);
}

static void time_import(struct collection *c, const char *path, const char *what)
{
    struct import_result result = {0};
    struct error error = {0};
    struct import_request request = {.paths = &path, .path_count = 1};
    start();
    must(import_run(c, &request, &result, &error), &error);
    stop(what);
    import_result_release(&result);
}

int main(void)
{
    struct deck deck = {0}, out;
    struct error error = {0};
    struct clock clock;
    clock_init_system(&watch);
    test_clock(&clock, "2026-11-20T08:00:00+01:00");
    make_deck(&deck);
    printf("%d cards with %d answers each\n", CARDS, ANSWERS);
    start();
    must(deck_write_apkg(&deck, "deck.apkg", &error), &error);
    stop("package written");
    start();
    must(deck_write_text(&deck, "deck.txt", &error), &error);
    stop("Anki text written");
    time_reading();
    struct collection *c = test_open("deck.db", &clock);
    time_import(c, "deck.apkg", "imported into an empty collection");
    must(deck_write_apkg(&deck, "deck.apkg", &error), &error);
    time_import(c, "deck.apkg", "imported again");
    start();
    must(collection_deck(c, NULL, NULL, &out, &error), &error);
    stop("collection as a deck");
    time_sqlite();
    deck_release(&out);
    deck_release(&deck);
    collection_close(c);
    return 0;
}
