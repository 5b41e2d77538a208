/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/document.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[BLOCK_KIND_COUNT] = {
    [BLOCK_DOCUMENT] = "document", [BLOCK_FRONT_MATTER] = "front matter",
    [BLOCK_HEADING] = "heading",   [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_LIST] = "list",         [BLOCK_ITEM] = "list item",
    [BLOCK_TABLE] = "table",       [BLOCK_ROW] = "table row",
    [BLOCK_CELL] = "table cell",   [BLOCK_CODE] = "code",
    [BLOCK_QUOTE] = "quote",       [BLOCK_CALLOUT] = "callout",
    [BLOCK_RULE] = "rule",         [BLOCK_DIAGRAM] = "diagram",
};

const char *block_kind_name(enum block_kind kind)
{
    return kind_names[kind];
}

struct block *document_add(struct document *document, struct block *parent, enum block_kind kind)
{
    struct block *block = arena_allocate(&document->arena, sizeof *block);
    block->kind = kind;
    block->text = "";
    block->parent = parent;
    document->block_count++;
    if (!parent) {
        document->root = block;
        return block;
    }
    block->depth = parent->depth + 1;
    if (parent->last)
        parent->last->next = block;
    else
        parent->first = block;
    parent->last = block;
    return block;
}

void document_release(struct document *document)
{
    arena_release(&document->arena);
    free(document->bytes);
    free(document->starts);
    free(document->kinds);
    memset(document, 0, sizeof *document);
}

const char *document_line(const struct document *document, long line, size_t *length)
{
    if (line < 1 || line > document->line_count) {
        *length = 0;
        return "";
    }
    size_t start = document->starts[line - 1], end = document->starts[line];
    if (end > start && document->bytes[end - 1] == '\n')
        end--;
    *length = end - start;
    return document->bytes + start;
}

int document_indent(const struct document *document, long line)
{
    size_t length;
    const char *text = document_line(document, line, &length);
    int column = 0;
    for (size_t at = 0; at < length && column < 1000; at++) {
        if (text[at] == ' ')
            column++;
        else if (text[at] == '\t')
            column += 4 - column % 4;
        else
            break;
    }
    return column;
}

struct block *block_after(const struct block *block)
{
    while (block && !block->next)
        block = block->parent;
    return block ? block->next : NULL;
}

struct block *block_following(const struct block *block)
{
    return block->first ? block->first : block_after(block);
}

long block_line(const struct block *block, size_t offset)
{
    if (!block->mark_count)
        return block->first_line;
    size_t low = 0, high = block->mark_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (block->marks[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return block->marks[low].line;
}

bool block_covered(const struct block *block, enum span_kind kind, size_t start, size_t end)
{
    for (size_t i = 0; i < block->span_count; i++)
        if (block->spans[i].kind == kind && block->spans[i].start <= start &&
            block->spans[i].end >= end)
            return true;
    return false;
}
