/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/note_text.h"

#include <stdlib.h>
#include <string.h>

#include "content/markdown.h"
#include "engine/base/file.h"
#include "engine/base/text.h"

void note_text_release(struct note_text *text)
{
    free(text->lines);
    free(text->headings);
    arena_release(&text->arena);
    memset(text, 0, sizeof *text);
}

static bool is_prose(const struct block *block)
{
    return block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH ||
           block->kind == BLOCK_ITEM;
}

/* What stands before the text: the heading's level, the item's bullet, the bar of a quotation. */
static void add_prefix(const struct document *document, const struct block *block, long line,
                       struct text *out)
{
    bool first = line == block->first_line;
    for (const struct block *b = block->parent; b; b = b->parent)
        if (b->kind == BLOCK_QUOTE || b->kind == BLOCK_CALLOUT)
            text_append(out, "> ");
    for (int i = document_indent(document, line); i > 0; i--)
        text_append(out, " ");
    for (int i = 0; block->kind == BLOCK_HEADING && first && i < block->level; i++)
        text_append(out, i + 1 < block->level ? "#" : "# ");
    if (block->kind != BLOCK_ITEM || !first)
        return;
    if (block->parent && block->parent->ordered)
        text_printf(out, "%ld. ", block->number);
    else
        text_append(out, "- ");
    if (block->task)
        text_append(out, block->done ? "[x] " : "[ ] ");
}

/* The part of the block's text that comes from one line. Some marks share a line. */
static void add_line(struct note_text *text, const struct document *document,
                     const struct block *block, size_t first, size_t after)
{
    long line = block->marks[first].line;
    size_t start = block->marks[first].offset;
    size_t end = after < block->mark_count ? block->marks[after].offset : block->length;
    while (end > start && strchr(" \t\n", block->text[end - 1]))
        end--;
    if (line < 1 || (size_t)line > text->count || end <= start || text->lines[line - 1] ||
        memchr(block->text + start, '\n', end - start))
        return;
    struct text out = {0};
    add_prefix(document, block, line, &out);
    text_append_bytes(&out, block->text + start, end - start);
    text->lines[line - 1] = arena_copy_string(&text->arena, text_string(&out));
    text->headings[line - 1] = block->kind == BLOCK_HEADING;
    text_release(&out);
}

static void add_block(struct note_text *text, const struct document *document,
                      const struct block *block)
{
    for (size_t first = 0, after; first < block->mark_count; first = after) {
        for (after = first + 1;
             after < block->mark_count && block->marks[after].line == block->marks[first].line;)
            after++;
        add_line(text, document, block, first, after);
    }
}

bool note_text_read(const char *file, struct note_text *text, struct error *error)
{
    char *bytes;
    size_t length;
    struct document document = {0};
    struct harvest warnings = {.file = file};
    memset(text, 0, sizeof *text);
    if (!file_read(file, &bytes, &length, error))
        return false;
    markdown_read(&document, bytes, length, &warnings);
    text->count = (size_t)document.line_count;
    text->lines = memory_allocate(text->count, sizeof *text->lines);
    text->headings = memory_allocate(text->count, sizeof *text->headings);
    for (const struct block *block = document.root->first; block; block = block_following(block))
        if (is_prose(block))
            add_block(text, &document, block);
    document_release(&document);
    harvest_release(&warnings);
    free(bytes);
    return true;
}

const char *note_text_line(const struct note_text *text, long number, const char *raw)
{
    if (number < 1 || (size_t)number > text->count || !text->lines[number - 1])
        return raw;
    return text->lines[number - 1];
}

bool note_text_is_heading(const struct note_text *text, long number)
{
    return number >= 1 && (size_t)number <= text->count && text->headings[number - 1];
}
