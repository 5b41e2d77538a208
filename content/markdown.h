/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markdown and plain-text outlines to a document tree, by md4c.
 *
 * What differs from CommonMark, because notes are written by people in a hurry: four blanks are
 * outline, not code; a setext heading counts only at column 0, one line, without [ ] | + ->, over
 * one unbroken rule; "$" opens maths only when no digit follows; HTML tags are unwrapped; drawings
 * become BLOCK_DIAGRAM; "#word" becomes a tag and leaves the text, "==" becomes a span.
 *
 * Time is linear in the length, nesting is cut off at 64 levels, and a document holds at most two
 * million blocks (then a warning "too-large").
 */
#ifndef CONTENT_MARKDOWN_H
#define CONTENT_MARKDOWN_H

#include "engine/base/document.h"
#include "engine/base/draft.h"

/* Parses what source_load() left in `document`. Warnings go to the harvest. */
void markdown_parse(struct document *document, struct harvest *harvest);

/* Both steps: zero-initialise `document`, document_release() after. */
void markdown_read(struct document *document, const char *bytes, size_t length,
                   struct harvest *harvest);

#endif
