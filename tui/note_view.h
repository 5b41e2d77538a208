/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One note as it is read back to its person: the lines of the file, what became of each block, and
 * the cards that the collection has from it.
 */
#ifndef TUI_NOTE_VIEW_H
#define TUI_NOTE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "content/content.h"
#include "engine/base/error.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "tui/note_text.h"
#include "tui/source_lines.h"

/* A card of the note; where it was never imported, one that an import would make. */
struct note_card {
    const char *id; /* NULL: not imported */
    enum card_state state;
    const char *front, *back, *held, *passage;
    const char *held_why; /* in words, or NULL */
    long line, end_line;
};

/* Lines that share a fate: a row of the coverage with its cards. */
struct note_block {
    const struct coverage_row *row;
    size_t cards[CARD_STATE_COUNT], all;
};

struct note_view {
    struct arena arena;
    char *file;    /* absolute */
    bool imported; /* the collection has read it */
    struct coverage coverage;
    struct source_lines lines;
    struct note_text text;
    struct note_card *cards; /* by line */
    size_t card_count, card_capacity;
    struct note_block *blocks;
    size_t block_count;
};

/* A file that cannot be read is ERROR_INPUT. `collection` NULL: as if never imported. */
bool note_view_open(struct collection *collection, const char *path, struct note_view *view,
                    struct error *error);
void note_view_release(struct note_view *view);

/* A line of the note as it reads, without its markup; "" past the end. */
const char *note_view_line(const struct note_view *view, long number);

/* The lines of the note as they read, with the card's passage marked in them; nothing is marked
 * where it is not found. The strings are the view's; release `shown`. */
void note_view_mark(const struct note_view *view, const struct note_card *card,
                    struct source_lines *shown);

/* The block that holds the line; the last where it is behind the end. */
size_t note_view_block(const struct note_view *view, long line);

/* Whether the card was made from lines of the block. */
bool note_block_holds(const struct note_block *block, const struct note_card *card);

/* What stands in the margin: "●" active, "○" proposed, "◌" put aside or rejected, "·" no card, ""
 * for a blank line; ASCII "*", "o", "-", ".". */
const char *note_block_glyph(const struct note_block *block, bool ascii);

/* "2 active, 1 proposed", or why there is none. */
void note_block_text(const struct note_block *block, struct text *out);

#endif
