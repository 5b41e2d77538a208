/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Something Definition:" over a quote or a fence that holds prose. */
#include <string.h>

#include "content/definition.h"

/* The term of "Term definition:", length 0 for none. */
static struct slice term_of(const struct block *block)
{
    struct slice text = slice_trim_any(slice_make(block->text, block->length), " \t\n:");
    if (slice_begins(text, "definition of "))
        return slice_trim(slice_from(text, strlen("definition of ")));
    if (!slice_ends(text, " definition") || text.length > 80)
        return slice_until(text, 0);
    return slice_trim(slice_until(text, text.length - strlen(" definition")));
}

/* The gloss without "Term is" at its beginning. */
static struct slice without_subject(struct slice text, struct slice term)
{
    char begin[96];
    static const char *const verbs[] = {" is ", " are ", " refers to ", " means ", NULL};
    if (term.length >= sizeof begin || text.length <= term.length)
        return text;
    memcpy(begin, term.at, term.length);
    begin[term.length] = '\0';
    if (!slice_begins(text, begin))
        return text;
    struct slice rest = slice_from(text, term.length);
    for (size_t i = 0; verbs[i]; i++)
        if (slice_begins(rest, verbs[i]))
            return slice_from(rest, strlen(verbs[i]));
    return text;
}

static void find(struct finder *f, const struct block *block)
{
    const struct block *next = block_after(block);
    if ((block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_HEADING) || !next)
        return;
    struct slice term = term_of(block);
    if (!term.length || !definition_is_term(term))
        return;
    if (next->kind == BLOCK_QUOTE && next->first)
        next = next->first;
    bool holds = next->kind == BLOCK_CODE || next->kind == BLOCK_PARAGRAPH;
    if (!holds || (next->parent->kind != BLOCK_QUOTE && next->kind != BLOCK_CODE))
        return;
    struct slice text = slice_trim(slice_make(next->text, next->length));
    if (!text_is_english(text) || memchr(text.at, '{', text.length))
        return;
    f->split = NULL;
    splitter_split(&f->splitter, text);
    if (!f->splitter.count)
        return;
    struct definition d = {.term = term, .gloss = f->splitter.sentences[0], .block = next};
    d.passage = d.gloss;
    d.gloss = without_subject(d.gloss, term);
    d.line = block->first_line;
    d.end_line = next->last_line;
    definition_offer(f, &d);
}

const struct pattern pattern_definition_block = {
    .name = "definition-block",
    .confidence = 0.9,
    .summary = "\"Term definition:\" over a quote or a fence with prose",
    .example = "Race condition definition:\n\n> A race condition is an outcome that depends on the "
               "order in which threads happen to run.\n",
    .front = "What is a race condition?",
    .back = "An outcome that depends on the order in which threads happen to run",
    .counter_example = "By definition:\n\n    int main(void)\n",
    .find = find,
};
