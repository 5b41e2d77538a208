/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence that no other pattern made a card of: the term that it stresses is left out. */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/definition.h"
#include "content/pattern.h"
#include "content/quality.h"

/* Drafts looked at; keeps a huge file linear. */
enum { LOOK_BACK = 48, DEFINITIONS = 400 };

/* Whether a card was made of this sentence already. */
static bool is_asked(const struct finder *f, struct slice sentence)
{
    const struct harvest *h = f->harvest;
    for (size_t i = 0; i < LOOK_BACK && i < h->draft_count; i++) {
        const struct draft *draft = &h->drafts[h->draft_count - 1 - i];
        size_t length = draft->passage ? strlen(draft->passage) : 0;
        if (length && length <= sentence.length && !strncmp(draft->passage, sentence.at, length))
            return true;
    }
    return false;
}

static bool stands_alone(struct slice sentence)
{
    static const char *const loose[] = {
        "this", "these", "it",    "they", "we",          "our",          "here",
        "he",   "she",   "its",   "his",  "those",       "them",         "you",
        "your", "still", "again", "too",  "for example", "for instance", NULL};
    static const char *const starts[] = {"but", "and", "so", "however", "also", "then", "or", NULL};
    size_t words = word_count(sentence);
    return words >= 7 && !slice_holds(sentence, "e.g") && !slice_holds(sentence, ": ") &&
           words <= 26 && isupper((unsigned char)sentence.at[0]) && slice_ends(sentence, ".") &&
           !slice_holds_any(sentence, loose) &&
           !slice_is_any(word_bare(word_first(sentence)), starts) &&
           !memchr(sentence.at, '(', sentence.length);
}

static void offer(struct finder *f, const struct block *block, struct slice sentence,
                  struct slice term)
{
    struct slice before = slice_until(sentence, (size_t)(term.at - sentence.at));
    struct slice after = slice_from(sentence, before.length + term.length);
    if (slice_begins(slice_trim(after), ",") || slice_holds_word(before, finder_clean(f, term)) ||
        slice_holds_word(after, finder_clean(f, term)))
        return;
    struct offer card = {.kind = CARD_CLOZE, .block = block, .passage = sentence};
    card.front = finder_clean(
        f, slice_of(arena_format(&f->harvest->arena, "%.*s[...]%.*s", (int)before.length, before.at,
                                 (int)after.length, after.at)));
    card.back = finder_clean(f, term);
    card.line = finder_line(block, sentence);
    card.end_line = finder_end_line(block, sentence);
    card.group = clause_group(f, block, sentence);
    finder_offer(f, &card);
}

/* A term of several words, or one that was explained before. */
static bool is_worth_asking(const struct finder *f, struct slice term)
{
    size_t words = word_count(term);
    if (words > 4 || slice_holds_word(term, "and") || slice_holds_word(term, "or"))
        return false;
    const struct harvest *h = f->harvest;
    for (size_t i = 0; words == 1 && i < DEFINITIONS && i < h->draft_count; i++) {
        const struct draft *draft = &h->drafts[h->draft_count - 1 - i];
        if (draft->kind == CARD_REVERSE && slice_equals(term, draft->back))
            return true;
    }
    return words > 1;
}

/* The first stressed term of the sentence. */
static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    size_t start = (size_t)(sentence.at - block->text), end = start + sentence.length;
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        bool stressed = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        if (!stressed || span->start < start || span->end > end)
            continue;
        struct slice term = slice_make(block->text + span->start, span->end - span->start);
        if (!is_worth_asking(f, term) || !definition_is_term(term) || !stands_alone(sentence) ||
            is_asked(f, sentence))
            return;
        offer(f, block, sentence, term);
        return;
    }
}

static void find(struct finder *f, const struct block *block)
{
    if ((block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM) || !block->span_count ||
        block->span_count > 64 || !text_is_english(slice_make(block->text, block->length)))
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++)
        if (sentences[i].length < 300)
            read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_term_cloze = {
    .name = "term-cloze",
    .confidence = 0.4,
    .summary = "a sentence whose stressed term is left out",
    .example = "Nobody should ever edit a page of the *rollback segment* by hand.\n",
    .front = "Nobody should ever edit a page of the [...] by hand",
    .back = "rollback segment",
    .counter_example =
        "It holds the *rollback segment* of them all for a very long time. For example "
        "nobody edits the *undo log* of the server by hand.\n",
    .find = find,
};
