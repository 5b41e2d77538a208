/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "..., X, which is a ...": the explanation that a sentence gives in passing. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/grammar.h"
#include "content/quality.h"
#include "content/verb.h"

/* The last words of `before` that make a name: none of them a small word or a verb. */
static struct slice name_before(struct slice before)
{
    before = slice_trim(before);
    if (before.length && before.at[before.length - 1] == ')') {
        size_t open = before.length;
        while (open && before.at[open - 1] != '(')
            open--;
        before = slice_trim(slice_until(before, open ? open - 1 : 0));
    }
    size_t start = before.length;
    for (size_t words = 0; words < 4 && start; words++) {
        size_t at = start;
        while (at && before.at[at - 1] == ' ')
            at--;
        size_t end = at;
        while (at && before.at[at - 1] != ' ' && before.at[at - 1] != '\n')
            at--;
        struct slice word = slice_make(before.at + at, end - at);
        if (!word.length || word_is_stop(word) || word_is_third_person(word) ||
            strchr(".,;:!?)(", word.at[word.length - 1]) || slice_ends(word, "ly"))
            break;
        start = at;
    }
    return slice_trim(slice_from(before, start));
}

/* Up to the comma that closes the passing explanation, where what follows goes on without it. */
static struct slice gloss_until_comma(struct slice gloss, bool opens_sentence)
{
    if (!opens_sentence)
        return gloss;
    for (size_t at = 0; at + 1 < gloss.length; at++) {
        struct slice next = slice_trim(slice_from(gloss, at + 1));
        bool verb = verb_of_third_person(word_first(next)) ||
                    word_is_third_person(word_first(next)) || word_is_base_verb(word_first(next)) ||
                    slice_begins(next, "is ") || slice_begins(next, "are ") ||
                    slice_begins(next, "can ") || slice_begins(next, "has ");
        if (gloss.at[at] == ',' && verb)
            return slice_until(gloss, at);
    }
    return gloss;
}

static const char *const marks[] = {", which is ", ", which are ", NULL};

static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(sentence, marks[i]);
        if (at >= sentence.length || sentence.length > 1500)
            continue;
        struct slice before = slice_until(sentence, at);
        struct slice term = name_before(before);
        struct slice gloss = slice_from(sentence, at + strlen(marks[i]));
        if (word_count(term) > 1 && word_is_base_verb(word_first(term)) && term.at > before.at)
            term = slice_trim(slice_from(term, word_first(term).length));
        bool opens = term.length == slice_trim(before).length;
        gloss = slice_trim(gloss_until_comma(gloss, opens));
        if (!grammar_is_subject(term) || !grammar_is_noun_phrase(gloss, i == 1))
            continue;
        bool plural = word_is_plural(word_last(term));
        if (plural != (i == 1))
            continue; /* the clause speaks of something before the last word */
        struct definition d = {.term = term, .gloss = gloss, .block = block, .passage = sentence};
        d.line = finder_line(block, sentence);
        d.end_line = finder_end_line(block, sentence);
        definition_offer(f, &d);
    }
}

static void find(struct finder *f, const struct block *block)
{
    if ((block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM) ||
        !strstr(block->text, ", which "))
        return;
    struct slice text = slice_make(block->text, block->length);
    if (slice_find_any(text, marks) == text.length)
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++)
        read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_appositive = {
    .name = "appositive",
    .confidence = 0.75,
    .summary = "..., X, which is a ...",
    .example = "Each request carries a nonce, which is a number that is used only once.\n",
    .front = "What is a nonce?",
    .back = "A number that is used only once",
    .counter_example = "The build broke twice, which is a pity.\n",
    .find = find,
};
