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

#endif
