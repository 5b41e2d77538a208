/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "- RAM (fast, but volatile)", "the *agile method* (small steps)": explained in parentheses. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/grammar.h"
#include "content/outline.h"
#include "content/quality.h"

enum { GLOSS_WORDS = 20 };

/* "see chapter 2", "optional", "e.g. ...": no explanation. */
static bool explains(struct slice gloss)
{
    static const char *const begins[] = {
        "e.g", "eg",    "ex",   "i.e",      "ie",     "see",      "note",     "optional", "most",
        "in",  "at",    "on",   "although", "second", "open",     "also",     "or",       "and",
        "but", "which", "this", "http",     "aka",    "formerly", "previous", NULL};
    static const char *const ends[] = {"etc", "others", "only", "below", "above", NULL};
    size_t words = word_count(gloss);
    bool remark = slice_is_any(word_bare(word_last(gloss)), ends);
    return words >= 1 && words <= GLOSS_WORDS && gloss.length > 5 && !remark &&
           !isdigit((unsigned char)gloss.at[0]) && !word_is_acronym(word_first(gloss)) &&
           !slice_is_any(word_bare(word_first(gloss)), begins) &&
           !memchr(gloss.at, '?', gloss.length) && !slice_begins(gloss, "for example");
}

/* The parenthesis that opens at `open`, nested ones inside; length 0: it never closes. */
static struct slice inside_of(struct slice text, size_t open)
{
    int depth = 0;
    for (size_t at = open; at < text.length && at < open + 300; at++) {
        depth += (text.at[at] == '(') - (text.at[at] == ')');
        if (!depth)
            return slice_make(text.at + open + 1, at - open - 1);
    }
    return slice_until(text, 0);
}

static bool is_verbal_noun(struct slice word)
{
    return slice_ends(word, "ing") && word.length > 5;
}

static const char *question_for(struct finder *f, const struct block *block, struct slice term,
                                struct slice gloss)
{
    struct arena *arena = &f->harvest->arena;
    const char *name = outline_subject(f, term), *question;
    struct slice first = word_first(gloss);
    bool plural = outline_is_many(term);
    size_t commas = 0;
    for (size_t at = 0; at < gloss.length; at++)
        commas += gloss.at[at] == ',';
    if (outline_is_imperative(term) && !slice_equals(first, "called"))
        question = arena_format(arena, "How is “%s” explained?", finder_clean(f, term));
    else if (slice_equals(first, "called"))
        question = arena_format(arena, "What is “%s” called?", finder_clean(f, term));
    else if (slice_equals(first, "for") || slice_equals(first, "to"))
        question = arena_format(arena, "What %s %s for?", plural ? "are" : "is", name);
    else if (slice_equals(first, "if") || slice_equals(first, "when"))
        question = arena_format(arena, "When does “%s” apply?", finder_clean(f, term));
    else if (is_verbal_noun(first) || (grammar_is_noun_phrase(gloss, plural) && !commas))
        question = arena_format(arena, "What %s %s?", plural ? "are" : "is", name);
    else
        question = arena_format(arena, "How %s %s described?", plural ? "are" : "is", name);
    return outline_in_context(f, block, question);
}

static void offer(struct finder *f, const struct block *block, struct slice term,
                  struct slice gloss)
{
    struct slice last = word_last(gloss);
    size_t words = word_count(gloss);
    bool letters = word_count(term) == 1 && term.length <= 6 && word_is_acronym(term) &&
                   words + 1 >= term.length && words <= term.length + 1;
    if (letters || slice_holds(term, " - ") || (words < 2 && !word_is_plural(last)) ||
        (words < 3 && !word_is_plural(last) && word_count(term) > 1))
        return;
    if (!explains(gloss) || (!definition_is_term(term) && !outline_is_imperative(term)))
        return;
    struct definition d = {.block = block};
    d.passage = slice_make(term.at, (size_t)(gloss.at + gloss.length - term.at));
    d.line = finder_line(block, d.passage);
    d.end_line = finder_end_line(block, d.passage);
    if (words < 3) {
        d.adjust = -0.1;
        d.why = "very short gloss";
    }
    const char *question = question_for(f, block, term, gloss);
    if (slice_begins(gloss, "called "))
        gloss = slice_from(gloss, strlen("called "));
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, gloss), NULL);
}

/* "Term (gloss)" as the whole item, but for a colon or dash behind it. */
static bool read_item(struct finder *f, const struct block *block, struct slice text)
{
    const char *open = memchr(text.at, '(', text.length < 90 ? text.length : 90);
    if (!open || open < text.at + 2 || open[-1] != ' ')
        return false;
    struct slice term = slice_trim_any(slice_until(text, (size_t)(open - text.at)), " \t*_:");
    struct slice gloss = inside_of(text, (size_t)(open - text.at));
    struct slice rest = slice_from(text, (size_t)(gloss.at + gloss.length + 1 - text.at));
    rest = slice_trim_any(rest, " .");
    if (!gloss.length || (rest.length && word_count(rest) > 8) || word_count(term) > 7 ||
        (rest.length && strchr(":-", rest.at[0])))
        return false;
    offer(f, block, term, gloss);
    return true;
}

/* An emphasised name, or one of capitalised words, right before a parenthesis of a sentence. */
static void read_name(struct finder *f, const struct block *block, size_t open)
{
    struct slice text = slice_make(block->text, block->length);
    struct slice gloss = inside_of(text, open);
    if (word_count(gloss) < 3)
        return;
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        bool marks = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        bool noun = is_verbal_noun(word_first(gloss)) || grammar_is_noun_phrase(gloss, false);
        if (marks && span->end + 1 == open && span->start < span->end) {
            if (noun)
                offer(f, block, slice_make(block->text + span->start, span->end - span->start),
                      gloss);
            return;
        }
    }
    struct slice word = word_last(slice_trim(slice_until(text, open)));
    bool name = word.length > 3 && isupper((unsigned char)word.at[0]) && word.at > text.at + 2;
    struct slice first = word_first(gloss);
    if (name && (slice_equals(first, "a") || slice_equals(first, "an") || word_is_acronym(first)) &&
        isalpha((unsigned char)word.at[word.length - 1]))
        offer(f, block, word, gloss);
}

static void find(struct finder *f, const struct block *block)
{
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!text || !f->english || !memchr(block->text, '(', block->length))
        return;
    if (block->kind == BLOCK_ITEM && read_item(f, block, slice_make(block->text, block->length)))
        return;
    size_t seen = 0;
    for (size_t at = 2; at < block->length && seen < 200 && block->span_count < 500; at++) {
        if (block->text[at] != '(' || block->text[at - 1] != ' ')
            continue;
        seen++;
        read_name(f, block, at);
    }
}

const struct pattern pattern_parenthesis_gloss = {
    .name = "parenthesis-gloss",
    .confidence = 0.7,
    .summary = "a term of a list, or an emphasised one, explained in parentheses",
    .example = "# Disks\n\n- Hot spare (takes over when another disk fails)\n- Cold spare\n",
    .front = "Disks: how is a hot spare described?",
    .back = "Takes over when another disk fails",
    .counter_example = "- Hot spare (see chapter 2)\n- Parity (XOR)\n",
    .find = find,
};
