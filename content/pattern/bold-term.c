/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "**Term:** explanation", "__Term__ - explanation", also in lists and quotes. */
#include <string.h>

#include "content/definition.h"

/* The length of a separator between term and gloss at `text`, 0 for none. */
static size_t separator(struct slice text)
{
    static const char *const separators[] = {
        ":", " - ", " -- ", " – ", " — ", " : ", " -", ", first and foremost, ", "：", NULL};
    for (size_t i = 0; separators[i]; i++)
        if (slice_begins(text, separators[i]))
            return strlen(separators[i]);
    return 0;
}

/* "(the RDS)" between the term and the separator. */
static size_t parenthesis(struct slice text)
{
    if (!slice_begins(text, " ("))
        return 0;
    const char *close = memchr(text.at, ')', text.length);
    return close && close - text.at < 60 ? (size_t)(close - text.at) + 1 : 0;
}

/* The end of the emphasised run that begins at `start`, 0 for none. */
static size_t span_from(const struct block *block, size_t start)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        bool marks = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        if (marks && span->start == start && span->end > start + 1)
            return span->end;
    }
    return 0;
}

/* Whether a new entry begins at this line: a strong term with its separator. */
static bool begins_entry(const struct block *block, size_t start)
{
    size_t end = span_from(block, start);
    if (!end || !block_covered(block, SPAN_STRONG, start, end))
        return false;
    struct slice rest = slice_make(block->text + end, block->length - end);
    return block->text[end - 1] == ':' || separator(slice_from(rest, parenthesis(rest))) > 0;
}

static void offer_entry(struct finder *f, const struct block *block, size_t start, size_t stop)
{
    size_t end = span_from(block, start);
    if (!end || end > stop)
        return;
    struct slice text = slice_make(block->text + start, stop - start);
    struct slice term = slice_until(text, end - start), rest = slice_from(text, end - start);
    size_t gap = parenthesis(rest);
    size_t cut = gap + separator(slice_from(rest, gap));
    if (term.at[term.length - 1] == ':')
        term.length--;
    else if (cut == gap)
        return;
    struct slice gloss = slice_trim(slice_from(rest, cut));
    if (!gloss.length || gloss.at[0] == '\n')
        return;
    f->split = NULL;
    splitter_split(&f->splitter, gloss);
    if (!f->splitter.count)
        return;
    struct definition d = {.term = term, .gloss = f->splitter.sentences[0], .block = block};
    d.line = finder_line(block, term);
    d.passage = slice_make(text.at, (size_t)(d.gloss.at + d.gloss.length - text.at));
    d.end_line = finder_end_line(block, d.passage);
    definition_offer(f, &d);
}

enum { LINES = 100 };

static void find(struct finder *f, const struct block *block)
{
    if ((block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM) || !block->span_count)
        return;
    size_t start = 0;
    for (size_t i = 1; i < block->mark_count && i < LINES; i++) {
        size_t next = block->marks[i].offset;
        if (!begins_entry(block, next))
            continue;
        offer_entry(f, block, start, next);
        start = next;
    }
    offer_entry(f, block, start, block->length);
}

const struct pattern pattern_bold_term = {
    .name = "bold-term",
    .confidence = 0.9,
    .summary = "**Term:** explanation, or __Term__ - explanation",
    .example = "- __Write amplification__ - bytes written to disk for each byte the program "
               "stores\n",
    .front = "What is write amplification?",
    .back = "Bytes written to disk for each byte the program stores",
    .counter_example = "**Content:** A Course\n\n**Everything** was rebuilt - twice.\n",
    .find = find,
};
