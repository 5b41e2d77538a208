/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "..., X, which is a ...": the explanation that a sentence gives in passing. */
#include <ctype.h>
#include <string.h>

#include "content/article.h"
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
        /* "..., which is the model used there, is slow": the relative clause ended before. */
        static const char *const goes_on[] = {", is ", ", are ", ", was ", ", has ", NULL};
        static const char *const lone[] = {"short", "general",  "particular", "fact",
                                           "turn",  "practice", "addition",   NULL};
        struct slice head = word_first(term);
        bool done = !opens && word_count(term) > 1 && verb_is_participle(head) &&
                    slice_ends(head, "ed") &&
                    islower((unsigned char)head.at[0]); /* "we implemented L3" */
        if (done || slice_is_any(term, lone) || slice_find_any(gloss, goes_on) < gloss.length)
            continue;
        bool plural = word_is_plural(word_last(term));
        if (plural != (i == 1))
            continue; /* the clause speaks of something before the last word */
        struct definition d = {.term = term, .gloss = gloss, .block = block, .passage = sentence};
        d.line = finder_line(block, sentence);
        d.end_line = finder_end_line(block, sentence);
        if (article_is_missing(term, gloss)) {
            d.adjust = -0.1;
            d.why = "perhaps a name, in small letters";
        }
        definition_offer(f, &d);
    }
}

/* "Ada Lovelace" and "a mathematician of the last century": a person. */
static bool is_person(struct slice term, struct slice gloss)
{
    static const char *const roles[] = {
        "ceo",   "cto",      "cfo",     "founder",  "inventor", "author",  "president", "king",
        "queen", "director", "emperor", "composer", "leader",   "painter", "lawyer",    NULL};
    struct slice words[6];
    size_t count = word_split(term, words, 6);
    for (size_t i = 0; i < count; i++)
        if (!isupper((unsigned char)words[i].at[0]))
            return false;
    bool names = count >= 2 && count <= 3;
    count = word_split(gloss, words, 5);
    for (size_t i = 0; names && i < count; i++)
        if (slice_is_any(words[i], roles) || slice_ends(words[i], "ist") ||
            slice_ends(words[i], "ician"))
            return true;
    return false;
}

/* "Introns, parts of a gene, are removed": what stands between the commas, where a verb follows. */
static void read_commas(struct finder *f, const struct block *block, struct slice sentence)
{
    struct slice text = grammar_without_opener(sentence);
    size_t first = slice_find(slice_until(text, 60), ", ");
    if (first >= 60 || first >= text.length)
        return;
    struct slice term = slice_until(text, first), rest = slice_from(text, first + 2);
    size_t second = slice_find(rest, ", ");
    struct slice gloss = slice_until(rest, second);
    if (second >= rest.length || memchr(gloss.at, ',', gloss.length) || word_count(gloss) < 3 ||
        word_count(gloss) > 14 || word_count(term) > 4 || !clause_is_subject(term))
        return;
    struct slice verb = word_first(slice_from(rest, second + 2));
    const char *third = verb_of_third_person(verb);
    bool plural = word_is_plural(word_last(term)), be = verb_is_be(verb);
    bool follows = be || slice_equals(verb, "has") || slice_equals(verb, "have") ||
                   (third && !verb_may_be_noun(third));
    bool role = is_person(term, gloss);
    if (!follows || !(grammar_is_noun_phrase(gloss, plural) || role) ||
        slice_holds(gloss, " and ") || slice_begins(gloss, "which "))
        return;
    struct definition d = {.term = term, .gloss = gloss, .block = block, .passage = sentence};
    d.line = finder_line(block, sentence);
    d.end_line = finder_end_line(block, sentence);
    if (article_is_missing(term, gloss)) {
        d.adjust = -0.1;
        d.why = "perhaps a name, in small letters";
    }
    if (!role) {
        definition_offer(f, &d);
        return;
    }
    const char *question = arena_format(&f->harvest->arena, "Who is %s?", finder_clean(f, term));
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, gloss), NULL);
}

static void find(struct finder *f, const struct block *block)
{
    if (!clause_is_prose(block) || !strchr(block->text, ','))
        return;
    struct slice text = slice_make(block->text, block->length);
    bool which = slice_find_any(text, marks) < text.length;
    if (!text_is_english(text))
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++) {
        if (which)
            read_sentence(f, block, sentences[i]);
        read_commas(f, block, sentences[i]);
    }
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
