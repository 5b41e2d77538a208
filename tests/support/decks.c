/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/decks.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zstd.h>

struct deck_note *deck_test_note(struct deck *deck, enum deck_shape shape, const char *guid,
                                 const char *first, const char *second)
{
    const struct deck_model *model = deck_stock_model(deck, shape, deck_shape_name(shape));
    struct deck_note *note = deck_add_note(deck);
    note->guid = arena_copy_string(&deck->arena, guid);
    note->model = model;
    note->fields = arena_allocate(&deck->arena, 2 * sizeof *note->fields);
    note->fields[0] = arena_copy_string(&deck->arena, first);
    note->fields[1] = arena_copy_string(&deck->arena, second);
    note->deck = "Biology::Cells";
    note->line = (long)deck->note_count;
    return note;
}

struct deck_card *deck_test_card(struct deck *deck, struct deck_note *note, int ordinal)
{
    note->cards = deck_grow(&deck->arena, note->cards, note->card_count, sizeof *note->cards);
    struct deck_card *card = &note->cards[note->card_count++];
    *card = (struct deck_card){
        .ordinal = ordinal, .due = DAY_NONE, .place = note->line, .ease_hundredths = 250};
    return card;
}

void deck_test_history(struct deck *deck, struct deck_card *card, size_t count, int64_t last_ms)
{
    struct deck_review *reviews = arena_allocate(&deck->arena, count * sizeof *reviews);
    for (size_t i = 0; i < count; i++)
        reviews[i] = (struct deck_review){
            .utc_ms = last_ms - (int64_t)(count - 1 - i) * 3 * 86400000,
            .button = i ? 3 : 1,
            .ease_hundredths = 250,
            .interval_days = 3,
            .last_days = i ? 3 : 0,
            .milliseconds = 4000 + (int64_t)i,
            .kind = i ? REVIEW_REVIEW : REVIEW_LEARN,
        };
    card->reviews = reviews;
    card->review_count = count;
    card->answers = (int)count;
}

static void set_tags(struct deck *deck, struct deck_note *note)
{
    const char **tags = arena_allocate(&deck->arena, 2 * sizeof *tags);
    tags[0] = "cell";
    tags[1] = "exam::first";
    note->tags = tags;
    note->tag_count = 2;
}

static void set_review(struct deck_card *card, const char *due, int interval, int ease)
{
    struct error error = {0};
    card->phase = DECK_REVIEW;
    (void)day_parse(due, &card->due, &error);
    card->interval_days = interval;
    card->ease_hundredths = ease;
    card->lapses = 1;
}

void deck_test_sample(struct deck *deck)
{
    static const char picture[] = "\x89PNG\r\n\x1a\nnot really";
    struct error error = {0};
    (void)instant_parse("2026-11-20T08:00:00+01:00", &deck->now, &error);
    struct deck_note *note =
        deck_test_note(deck, DECK_BASIC, "aB3$x", "What is a < b & \"c\"?\n  indented  twice",
                       "An order\n[picture cell.png]");
    set_tags(deck, note);
    struct deck_card *card = deck_test_card(deck, note, 0);
    set_review(card, "2026-11-25", 7, 230);
    deck_test_history(deck, card, 4, INT64_C(1763452800123));
    note = deck_test_note(deck, DECK_REVERSED, "rev-1", "mitosis", "division of the nucleus");
    set_tags(deck, note);
    (void)deck_test_card(deck, note, 0);
    card = deck_test_card(deck, note, 1);
    set_review(card, "2026-11-18", 2, 250);
    note = deck_test_note(deck, DECK_CLOZE, "clz",
                          "The {{c1::mitochondrion {{c2::inside::where}} the cell}} makes "
                          "{{c1::energy}}",
                          "");
    set_tags(deck, note);
    (void)deck_test_card(deck, note, 0);
    (void)deck_test_card(deck, note, 1);
    note = deck_test_note(deck, DECK_BASIC, "susp", "ribosome", "makes proteins");
    deck_test_card(deck, note, 0)->suspended = true;
    struct deck_media *media = deck_add_media(deck);
    media->name = "cell.png";
    media->bytes = picture;
    media->length = sizeof picture - 1;
}

/* --- Packages by hand --------------------------------------------------------------------------
 */

static void must(bool good, const char *what)
{
    if (good)
        return;
    (void)fprintf(stderr, "a fixture cannot be made: %s\n", what);
    abort();
}

char *deck_test_zip(const struct test_entry *entries, size_t count, size_t *length)
{
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
    zip_stat_t about;
    must(zip != NULL, "zip");
    zip_source_keep(target);
    for (size_t i = 0; i < count; i++)
        must(zip_file_add(zip, entries[i].name,
                          zip_source_buffer(zip, entries[i].bytes, entries[i].length, 0),
                          ZIP_FL_ENC_UTF_8) >= 0,
             entries[i].name);
    must(zip_close(zip) == 0 && zip_source_open(target) == 0 &&
             zip_source_stat(target, &about) == 0,
         "zip");
    char *bytes = memory_allocate(about.size + 1, 1);
    must(zip_source_read(target, bytes, about.size) == (zip_int64_t)about.size, "zip");
    (void)zip_source_close(target);
    zip_source_free(target);
    *length = (size_t)about.size;
    return bytes;
}

char *deck_test_unzip(const char *zip, size_t length, const char *name, size_t *size)
{
    zip_t *archive =
        zip_open_from_source(zip_source_buffer_create(zip, length, 0, NULL), ZIP_RDONLY, NULL);
    zip_stat_t about;
    char *bytes = NULL;
    must(archive != NULL, "unzip");
    if (zip_stat(archive, name, 0, &about) == 0) {
        zip_file_t *file = zip_fopen(archive, name, 0);
        bytes = memory_allocate(about.size + 1, 1);
        must(zip_fread(file, bytes, about.size) == (zip_int64_t)about.size, name);
        (void)zip_fclose(file);
        *size = (size_t)about.size;
    }
    zip_discard(archive);
    return bytes;
}

char *deck_test_zstd(const void *bytes, size_t length, size_t *packed)
{
    size_t room = ZSTD_compressBound(length);
    char *out = memory_allocate(room, 1);
    *packed = ZSTD_compress(out, room, bytes, length, 3);
    must(!ZSTD_isError(*packed), "zstd");
    return out;
}

char *deck_test_database(const char *base, size_t base_length, const char *sql, size_t *length)
{
    sqlite3 *db;
    sqlite3_int64 size;
    must(sqlite3_open(":memory:", &db) == SQLITE_OK, "database");
    if (base) {
        unsigned char *copy = sqlite3_malloc64(base_length);
        memcpy(copy, base, base_length);
        must(sqlite3_deserialize(
                 db, "main", copy, (sqlite3_int64)base_length, (sqlite3_int64)base_length,
                 SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK,
             "database");
    }
    char *message = NULL;
    int status = sqlite3_exec(db, sql, NULL, NULL, &message);
    must(status == SQLITE_OK, message);
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    char *kept = memory_copy_bytes((const char *)bytes, (size_t)size);
    *length = (size_t)size;
    sqlite3_free(bytes);
    (void)sqlite3_close(db);
    return kept;
}
