/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an Anki package holds: its zip file, and the collection inside (content/deck_collection.c).
 */
#ifndef CONTENT_DECK_PACKAGE_H
#define CONTENT_DECK_PACKAGE_H

#include "content/deck.h"

/*
 * Reads the notes, cards and history of a collection of Anki from the bytes of its SQLite file,
 * which become the callee's (memory of sqlite3_malloc64). Nothing of it is run: it is opened in
 * memory, read-only, and an authorizer lets the statements here see the tables they name and
 * nothing else; a view or virtual table in a table's place is refused.
 */
bool deck_read_collection(unsigned char *bytes, size_t length, const struct deck_input *input,
                          struct deck *deck, struct error *error);

/* Unpacks a frame of zstd into memory of sqlite3_malloc64; more than `most` bytes are refused. */
bool deck_unpack_zstd(const unsigned char *bytes, size_t length, size_t most, unsigned char **out,
                      size_t *out_length, const char *path, struct error *error);

#endif
