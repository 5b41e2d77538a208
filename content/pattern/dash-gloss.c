/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "- Term - explanation" and "> Term -- explanation", where nothing is emphasised. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

enum { LINES = 100 };

/* Whether the list gives a short word for a short word, as vocabularies do. */
static bool is_pair_list(const struct block *item)
{
    const struct block *list = item->kind == BLOCK_ITEM ? item->parent : NULL;
    const struct block *first = list ? list->first : NULL, *second = first ? first->next : NULL;
    return second && second->next && second->next->length && !first->first && !second->first &&
           strstr(first->text, " - ") && strstr(second->text, " - ") &&
           strstr(second->next->text, " - ") && first->length < 80 && second->length < 80;
}

static void offer_pair(struct finder *f, const struct definition *d)
{
    const char *question =
        arena_format(&f->harvest->arena, "What is “%s”?", finder_clean(f, d->term));
    definition_offer_question(f, d, outline_in_context(f, d->block, question), CARD_BASIC,
                              finder_clean(f, d->gloss), NULL);
}

/* "Many hands. -- Work gets lighter": no term, but a saying with its meaning. */
static void offer_saying(struct finder *f, const struct definition *definition)
{
    struct definition d = *definition;
    struct slice first = word_first(d.term);
    if (word_count(d.term) > 4 || word_is_pronoun(first) || word_is_stop(first) ||
        !isupper((unsigned char)d.term.at[0]) || d.term.at[d.term.length] != '.')
        return;
    d.adjust = -0.15;
    d.why = "no term";
    const char *question =
        arena_format(&f->harvest->arena, "What is meant by “%s”?", finder_clean(f, d.term));
    definition_offer_question(f, &d, question, CARD_BASIC,
                              finder_clean(f, quality_shorten(d.gloss)), NULL);
}

static void read_line(struct finder *f, const struct block *block, struct slice line)
{
    static const char *const dashes[] = {" -- ", " — ", " – ", " - ", NULL};
    for (size_t i = 0; dashes[i]; i++) {
        size_t at = slice_find(slice_until(line, 70), dashes[i]);
        if (!at || at >= line.length || at >= 70 || (!dashes[i + 1] && block->kind != BLOCK_ITEM))
            continue;
        struct slice term = slice_trim_any(slice_until(line, at), " ._*");
        struct slice gloss = slice_trim(slice_from(line, at + strlen(dashes[i])));
        size_t offset = (size_t)(line.at - block->text);
        if (word_count(term) > 6 || word_count(gloss) < (is_pair_list(block) ? 1U : 3U) ||
            !isalpha((unsigned char)term.at[0]) ||
            block_covered(block, SPAN_STRONG, offset, offset + term.length) ||
            block_covered(block, SPAN_EMPHASIS, offset, offset + term.length) ||
            block_covered(block, SPAN_CODE, offset, offset + term.length) ||
            slice_begins(term, "this is") || line.at[at - 1] == ' ' ||
            (word_is_pronoun(word_first(gloss)) && !slice_begins(gloss, "you can ")) ||
            slice_begins(gloss, "if "))
            return;
        splitter_split(&f->splitter, gloss);
        f->split = NULL;
        if (!f->splitter.count)
            return;
        struct definition d = {.term = term, .gloss = f->splitter.sentences[0], .block = block};
        d.passage = slice_make(line.at, (size_t)(d.gloss.at + d.gloss.length - line.at));
        d.line = finder_line(block, d.passage);
        d.end_line = finder_end_line(block, d.passage);
        if (word_count(gloss) < 3)
            offer_pair(f, &d);
        else if (definition_is_term(term))
            definition_offer(f, &d);
        else
            offer_saying(f, &d);
        return;
    }
}

enum { INNER_WORDS = 14, SPANS_MOST = 60 };

/* "between *cold work* - what is hammered - and *hot work* - what is poured": each name with what
 * stands between its dashes. */
static void read_between(struct finder *f, const struct block *block)
{
    for (size_t i = 0; i < block->span_count && i < SPANS_MOST; i++) {
        const struct span *span = &block->spans[i];
        bool name = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        struct slice rest = slice_make(block->text + span->end, block->length - span->end);
        if (!name || !slice_begins(rest, " - ") || !span->start)
            continue;
        struct slice gloss = slice_from(rest, 3);
        size_t end = slice_find(gloss, " - ");
        if (end >= gloss.length || word_count(slice_until(gloss, end)) > INNER_WORDS ||
            memchr(gloss.at, '.', end) || word_count(slice_until(gloss, end)) < 3)
            continue;
        struct definition d = {.term =
                                   slice_make(block->text + span->start, span->end - span->start),
                               .gloss = slice_until(gloss, end),
                               .block = block,
                               .adjust = -0.05};
        d.passage = slice_make(d.term.at, (size_t)(d.gloss.at + end - d.term.at));
        d.line = finder_line(block, d.passage);
        d.end_line = finder_end_line(block, d.passage);
        if (definition_is_term(d.term))
            definition_offer(f, &d);
    }
}

static void find(struct finder *f, const struct block *block)
{
    if (f->english && (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM))
        read_between(f, block);
    bool quoted = block->parent && block->parent->kind == BLOCK_QUOTE;
    bool text = block->kind == BLOCK_ITEM || (block->kind == BLOCK_PARAGRAPH && quoted);
    if (!text || !f->english)
        return;
    for (size_t i = 0; i < block->mark_count && i < LINES; i++)
        read_line(f, block, block_text_line(block, i));
}

const struct pattern pattern_dash_gloss = {
    .name = "dash-gloss",
    .confidence = 0.75,
    .summary = "- Term - explanation, without emphasis",
    .example = "- log shipper - a program that carries lines to a server\n",
    .front = "What is a log shipper?",
    .back = "A program that carries lines to a server",
    .counter_example = "- We left early - nobody minded that at all\n",
    .find = find,
};
