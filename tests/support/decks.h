/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decks for tests. */
#ifndef TESTS_SUPPORT_DECKS_H
#define TESTS_SUPPORT_DECKS_H

#include "engine/base/deck.h"

/* A note of a stock shape (not DECK_FIELDS) with its two fields and no card; strings are copied. */
struct deck_note *deck_test_note(struct deck *deck, enum deck_shape shape, const char *guid,
                                 const char *first, const char *second);

/* A further card of the note: new, to be changed. The note must be the deck's last. */
struct deck_card *deck_test_card(struct deck *deck, struct deck_note *note, int ordinal);

/* `count` reviews of the card, three days apart until `last_ms`, all "good" but the first. */
void deck_test_history(struct deck *deck, struct deck_card *card, size_t count, int64_t last_ms);

/*
 * Four notes, six cards: basic with lines, markup characters, a picture and a history; reversed;
 * cloze with two numbers, one nested; a suspended basic one. One medium, "cell.png". Now is
 * 2026-11-20T08:00:00+01:00.
 */
void deck_test_sample(struct deck *deck);

/* A zip file of entries, to be freed by the caller. */
struct test_entry {
    const char *name;
    const void *bytes;
    size_t length;
};
char *deck_test_zip(const struct test_entry *entries, size_t count, size_t *length);

/* The bytes of the entry of that name, to be freed by the caller; NULL: there is none. */
char *deck_test_unzip(const char *zip, size_t length, const char *name, size_t *size);

/* The bytes in one zstd frame, to be freed by the caller. */
char *deck_test_zstd(const void *bytes, size_t length, size_t *packed);

/* The bytes of a new SQLite database after the statements; with `base`, of that one after them. */
char *deck_test_database(const char *base, size_t base_length, const char *sql, size_t *length);

#endif
