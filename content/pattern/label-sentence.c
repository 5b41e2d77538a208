/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Loft bed:" over "This bed stands on ...": a label whose first sentence speaks of it as "this".
 */
#include <string.h>
#include <strings.h>

#include "content/definition.h"
#include "content/quality.h"

/* What the sentence says behind "This bed" or "It"; length 0: it speaks of something else. */
static struct slice said(struct slice sentence, struct slice term)
{
    struct slice first = word_first(sentence),
                 rest = slice_trim(slice_from(sentence, first.length));
    if (slice_equals(first, "it"))
        return rest;
    struct slice noun = word_first(rest), last = word_last(term);
    bool same =
        noun.length && noun.length == last.length && !strncasecmp(noun.at, last.at, noun.length);
    if (!slice_equals(first, "this") || !same)
        return slice_until(sentence, 0);
    return slice_trim(slice_from(rest, noun.length));
}

/* "stands", "lies": here a word in s is a verb. */
static bool is_verb(struct slice word)
{
    return word.length > 3 && slice_ends(word, "s") && !slice_ends(word, "ss");
}

static void find(struct finder *f, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH || !f->english)
        return;
    struct slice text = slice_make(block->text, block->length);
    const char *newline = memchr(text.at, '\n', text.length < 80 ? text.length : 80);
    if (!newline || newline == text.at || newline[-1] != ':')
        return;
    struct slice term = slice_trim_any(slice_until(text, (size_t)(newline - text.at)), " :*_");
    f->split = NULL;
    splitter_split(&f->splitter, slice_from(text, (size_t)(newline + 1 - text.at)));
    if (!f->splitter.count || !definition_is_term(term))
        return;
    struct slice sentence = f->splitter.sentences[0], rest = said(sentence, term);
    if (word_count(rest) < 4 || !is_verb(word_first(rest)))
        return;
    struct definition d = {.block = block, .passage = sentence};
    d.line = finder_line(block, text);
    d.end_line = finder_end_line(block, sentence);
    bool plural = word_is_plural(word_last(term));
    const char *question = arena_format(&f->harvest->arena, "What %s “%s” do?",
                                        plural ? "do" : "does", finder_clean(f, term));
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, quality_shorten(rest)),
                              NULL);
}

const struct pattern pattern_label_sentence = {
    .name = "label-sentence",
    .confidence = 0.65,
    .summary = "a label, and below it a sentence about \"this\"",
    .example = "Loft bed:\nThis bed stands on the four posts of a frame. There is room for a desk "
               "below it.\n",
    .front = "What does “Loft bed” do?",
    .back = "Stands on the four posts of a frame",
    .counter_example = "Loft bed:\nThis morning starts with a walk in the park.\n",
    .find = find,
};
