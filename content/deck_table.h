/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes in lines and columns: what Anki's text and comma-separated values share. */
#ifndef CONTENT_DECK_TABLE_H
#define CONTENT_DECK_TABLE_H

#include "content/deck.h"
#include "content/word.h"

enum { DECK_COLUMNS = 256 };

/* What a column holds. */
enum deck_column {
    DECK_COLUMN_NONE, /* nothing said */
    DECK_COLUMN_FRONT,
    DECK_COLUMN_BACK,
    DECK_COLUMN_TAGS,
    DECK_COLUMN_DECK,
    DECK_COLUMN_GUID,
    DECK_COLUMN_NOTETYPE,
    DECK_COLUMN_OTHER /* it has a name that says nothing to us */
};

struct deck_table {
    const struct deck_input *input;
    struct deck *deck;
    char separator;
    bool html;         /* fields hold HTML */
    bool headed;       /* the first record names the columns, and must */
    long lines_before; /* above the bytes that are read */
    enum deck_column columns[DECK_COLUMNS];
    const char *tags, *deck_name, *notetype; /* of every note; NULL: none given */
};

/* Keeps the value, as plain text, in the deck's arena. */
void deck_table_set(struct deck_table *table, const char **kept, struct slice value);

/* Which columns these names make. `cards`: front and back are told by theirs too. */
void deck_table_name_columns(struct deck_table *table, const char *const *names, size_t count,
                             bool cards);

/* Reads the records into notes. */
bool deck_table_read(struct deck_table *table, const char *bytes, size_t length,
                     struct error *error);

#endif
