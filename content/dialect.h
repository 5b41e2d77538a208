/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What other tools write into notes that md4c would take for text: drawers, blocks and headings of
 * Org, properties and macros of Logseq and Notion, containers, admonitions, attributes, roles and
 * definition lists of Pandoc, MkDocs and MyST, citations and environments of LaTeX. Rules that go
 * by the form of a line or a mark, used by content/prepare.c.
 */
#ifndef CONTENT_DIALECT_H
#define CONTENT_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/document.h"
#include "engine/base/text.h"

struct dialect {
    struct document *document;
    bool org;      /* lines of stars are headings */
    long code_end; /* the line that closes a block of code; 0: none is open */
    long drawer_end;
};
/* Also marks the properties below the title of an exported page as front matter. */
void dialect_init(struct dialect *dialect, struct document *document);

/* A line that is no text: settles its kind and appends what md4c reads instead. False: none. */
bool dialect_takes_line(struct dialect *dialect, long line, struct text *out);

/* What to read of a line of text: leave out `skip` bytes, write the others between both, and then
 * what a later line says. */
struct dialect_edit {
    size_t skip;
    const char *prefix, *suffix;
    const char *more; /* NULL: nothing */
    size_t more_length;
};
struct dialect_edit dialect_edit(const struct dialect *dialect, long line);

/* The bytes at `text` that say nothing to a reader; the line begins at `line_start` of `out`. What
 * stands for them is appended. */
size_t dialect_inline(struct text *out, size_t line_start, const char *text, size_t length);

/* Takes a role ":ref:" away that was appended just before a code span. */
void dialect_drop_role(struct text *out, size_t line_start);

/* The length of the line without the name " ^a1b2c3" that Obsidian gives to blocks. */
size_t dialect_without_name(const char *text, size_t length);

/* The length of emoji and their blank that only decorate the beginning of a text. */
size_t dialect_decoration(const char *text, size_t length);

#endif
