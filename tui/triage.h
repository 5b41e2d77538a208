/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inbox as a state machine without a screen: cards that the notes only suggest, surest first,
 * twenty at a time. The screen and `triage --plain` are two faces of it. Every decision is
 * committed before the next card comes; cards that failed too often and were put aside follow at
 * the end.
 */
#ifndef TUI_TRIAGE_H
#define TUI_TRIAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/collection.h"

enum { TRIAGE_BATCH = 20 };

enum triage_phase {
    TRIAGE_DECIDING, /* a card is in front */
    TRIAGE_PAUSE,    /* the batch is done, others wait: triage_next_batch() */
    TRIAGE_EMPTY,    /* nothing waits, or the rest was skipped */
};

struct triage_item {
    struct card card;
    bool leech;          /* failed too often and suspended; accepting asks it again */
    struct card *rivals; /* cards of a conflict that answer the same question otherwise */
    size_t rival_count;
};

struct triage_summary {
    long accepted, rejected, edited, skipped; /* without what was taken back */
};

struct triage;
/* NULL on failure. An inbox with nothing in it is TRIAGE_EMPTY from the start. */
struct triage *triage_start(struct collection *collection, struct error *error);
void triage_free(struct triage *triage);

enum triage_phase triage_phase(const struct triage *triage);
const struct triage_item *triage_item(const struct triage *triage); /* NULL: none is in front */
const struct triage_summary *triage_summary(const struct triage *triage);
/* Place in the batch (from 1), its size, and how many cards wait in all, skipped ones included. */
void triage_progress(const struct triage *triage, long *position, long *batch, long *waiting);

/* Decisions on the card in front: committed, and the next one comes. */
bool triage_accept(struct triage *triage, struct error *error);
bool triage_reject(struct triage *triage, const char *reason, struct error *error); /* or NULL */
bool triage_skip(struct triage *triage, struct error *error);

/* Cards like the one in front, itself included: of its pattern, from its file, not skipped. Held
 * ones and leeches are decided one by one: then it is 1. */
size_t triage_alike(const struct triage *triage);
/* The same decision for all of them; `*count` receives how many. One undo takes all back. */
bool triage_accept_alike(struct triage *triage, size_t *count, struct error *error);
bool triage_reject_alike(struct triage *triage, const char *reason, size_t *count,
                         struct error *error);

/* Takes back the last step of this inbox, whatever it decided, and shows its card again. `*cards`
 * 0: there was none. */
bool triage_undo(struct triage *triage, size_t *cards, struct error *error);

/* The next twenty; after the last, what was skipped comes once more. */
bool triage_next_batch(struct triage *triage, struct error *error);

/* Reads the card in front again, after its note was edited. One that is gone is passed over. */
bool triage_refresh(struct triage *triage, struct error *error);

/* Takes over what the editor left of the text of card_wording_write(); `*changed` false where it is
 * as it was. What cannot be read is ERROR_INPUT and changes nothing. */
bool triage_edit(struct triage *triage, const char *text, bool *changed, struct error *error);
/* The same for the file of card_wording_file(), which is removed. */
bool triage_edit_done(struct triage *triage, const char *path, bool *changed, struct error *error);

/* How many cards of each kind wait, from the collection. */
struct triage_waiting {
    long proposed, held, leeches; /* held: part of proposed */
};
bool triage_count(struct collection *collection, struct triage_waiting *waiting,
                  struct error *error);

#endif
