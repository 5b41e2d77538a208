/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the patterns for cards written over several source lines share: raw lines as plain text, the
 * block that stands at a line, and schedules that another program left in a comment.
 */
#ifndef CONTENT_WRITTEN_H
#define CONTENT_WRITTEN_H

#include "content/pattern.h"
#include "engine/base/text.h"

/* The source line; one that is too long to be part of a card is empty. */
struct slice written_line(const struct document *document, long line);

/* Whether the line belongs to a fence, whose text is taken as it is. */
bool written_is_code(const struct document *document, long line);

/* "|---|:--|": what stands under the head of a table and says nothing. */
bool written_is_table_rule(struct slice line);

/* Appends a line of text without inline markup, comments and #flashcards tags, after a newline
 * where `out` holds something. Maths stays as it is; a table's rule is left out. */
void written_append(struct text *out, struct slice line);

/* Appends the lines of a formula as they are: `*inside` says, and keeps, whether the text is inside
 * "$$ ... $$". False: the line is none of them, and nothing was appended. */
bool written_append_formula(struct text *out, struct slice line, bool *inside);

/* Appends a source line: code as it is, fences not at all, text by written_append(). */
void written_append_line(struct text *out, const struct document *document, long line);

/* The block of the outermost level that stands at the line or before it, sought onwards from
 * `from`, a block of that level; the root where there is none. */
const struct block *written_block(const struct document *document, const struct block *from,
                                  long line);

/* The schedule of the card `index` (from 0) whose text ends on `line`:
 * "<!--SR:!2026-01-02,4,270-->" at its end or on the line after it. In the form of draft.schedule,
 * or NULL. */
const char *written_schedule(struct finder *finder, long line, size_t index);

#endif
