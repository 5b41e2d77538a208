/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A note as a tree: what the Markdown reader makes and what patterns, coverage and the note reader
 * of the terminal look at.
 *
 * Every block knows its source lines. Leaf blocks (and list items, whose own text is their first
 * paragraph) carry plain text without markup, spans over it, and a map from text offset to line, so
 * that a sentence inside a paragraph of many lines can cite its own. In that text a soft line break
 * is one blank and a hard one (two blanks, a backslash, or a line that ends in a colon) is "\n".
 *
 * The document owns everything in its arena; pointers live until document_release().
 */
#ifndef ENGINE_BASE_DOCUMENT_H
#define ENGINE_BASE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/memory.h"

enum block_kind {
    BLOCK_DOCUMENT,
    BLOCK_FRONT_MATTER, /* text: the YAML between the rules */
    BLOCK_HEADING,      /* level 1..6 */
    BLOCK_PARAGRAPH,
    BLOCK_LIST, /* ordered; children are items */
    BLOCK_ITEM, /* number (ordered lists), task, done; own text, then children */
    BLOCK_TABLE,
    BLOCK_ROW,  /* header: of the head */
    BLOCK_CELL, /* number: its column, from 0 */
    BLOCK_CODE, /* info: what follows the fence; text verbatim, lines ended by "\n" */
    BLOCK_QUOTE,
    BLOCK_CALLOUT, /* info: the title inside [!...] */
    BLOCK_RULE,
    BLOCK_DIAGRAM, /* text verbatim */
    BLOCK_KIND_COUNT
};
const char *block_kind_name(enum block_kind kind);

enum span_kind {
    SPAN_STRONG,
    SPAN_EMPHASIS,
    SPAN_CODE,
    SPAN_LINK, /* target: address */
    SPAN_IMAGE,
    SPAN_MARK, /* ==highlighted== */
    SPAN_MATH,
    SPAN_WIKILINK, /* target: page, perhaps with #heading */
    SPAN_TAG,      /* target: the tag without "#" */
    SPAN_STRIKE
};
struct span {
    enum span_kind kind;
    size_t start, end; /* bytes of the block's text */
    const char *target;
};

/* From `offset` on (up to the next mark) the text comes from `line`. */
struct line_mark {
    size_t offset;
    long line;
};

struct block {
    enum block_kind kind;
    int level, depth; /* depth: of the tree, the document is 0 */
    bool ordered, task, done, header;
    long number;
    long first_line, last_line; /* 1-based, inclusive; 0: the block holds no line */
    const char *text;           /* terminated, never NULL */
    size_t length;
    const struct line_mark *marks;
    size_t mark_count;
    const struct span *spans;
    size_t span_count;
    const char *info;
    struct block *parent, *first, *last, *next;
    const struct block *heading; /* the heading it stands under, NULL: none */
};

/* What a source line is, apart from its block. */
enum line_kind {
    LINE_TEXT,
    LINE_BLANK,
    LINE_FRONT_MATTER,
    LINE_FENCE, /* opens or closes code */
    LINE_CODE,
    LINE_RULE,
    LINE_DIAGRAM,
    LINE_MARKUP /* HTML or other markup that says nothing */
};

struct document {
    struct arena arena;
    struct block *root;
    size_t block_count;
    /* The source after repair of encoding and line ends, "\n" between lines; owned. */
    char *bytes;
    size_t length;
    size_t *starts; /* line_count + 1 offsets; line n begins at starts[n - 1] */
    unsigned char *kinds;
    long line_count;
};

struct block *document_add(struct document *document, struct block *parent, enum block_kind kind);
void document_release(struct document *document);

/* The source line (1-based) without its end; not terminated. */
const char *document_line(const struct document *document, long line, size_t *length);
/* Columns of white space before the line's text, tabs to multiples of 4. */
int document_indent(const struct document *document, long line);

/* The block after `block` in document order, NULL at the end. */
struct block *block_following(const struct block *block);
/* As block_following(), but not into the children of `block`. */
struct block *block_after(const struct block *block);

/* The source line that holds the byte at `offset` of the block's text. */
long block_line(const struct block *block, size_t offset);
/* Whether a span of `kind` covers the whole of start..end. */
bool block_covered(const struct block *block, enum span_kind kind, size_t start, size_t end);

#endif
