/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a note, repaired: what every later step may take for granted. The result is valid
 * UTF-8 without NUL, byte order mark, carriage returns and other control characters, and its lines
 * keep their numbers. Hyphens that a PDF left at its line ends (U+2010 and a blank inside a word)
 * are joined again.
 */
#ifndef CONTENT_SOURCE_H
#define CONTENT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/document.h"
#include "engine/base/draft.h"

/* Whether the first 8 kB look like no text at all. */
bool source_is_binary(const char *bytes, size_t length);

/* Fills bytes, starts, kinds (all LINE_TEXT or LINE_BLANK) and line_count of `document`; warns of
 * "invalid-utf8" and "nul-byte" once a line. */
void source_load(struct document *document, const char *bytes, size_t length,
                 struct harvest *harvest);

#endif
