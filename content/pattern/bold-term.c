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

/* The end of the emphasised run that begins the text, 0 for none. */
static size_t leading_span(const struct block *block)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        bool marks = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        if (marks && span->start == 0 && span->end > 1)
            return span->end;
    }
    return 0;
}

static void find(struct finder *f, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM)
        return;
    size_t end = leading_span(block);
    if (!end)
        return;
    struct slice text = slice_make(block->text, block->length);
    struct slice term = slice_until(text, end), rest = slice_from(text, end);
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
    struct definition d = {
        .term = term, .gloss = f->splitter.sentences[0], .block = block, .line = block->first_line};
    d.line = finder_line(block, term);
    d.passage = slice_make(text.at, (size_t)(d.gloss.at + d.gloss.length - text.at));
    d.end_line = finder_end_line(block, d.passage);
    definition_offer(f, &d);
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
