/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "There are two kinds of X: A and B", "The parts of X are A, B and C", "A, B and C are the three
 * parts of X": a counted list inside a sentence. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"

static const char *const numbers[] = {"two", "three", "four", "five", "six", "seven", "eight", "2",
                                      "3",   "4",     "5",    "6",    "7",   "8",     NULL};
static const char *const written[] = {"two", "three", "four", "five", "six", "seven", "eight"};

/* 2 to 8, or 0. */
static size_t number_of(struct slice word)
{
    for (size_t i = 0; numbers[i]; i++)
        if (slice_equals(word, numbers[i]))
            return i % 7 + 2;
    return 0;
}

/* How many items "A, B, and C" holds; 0 when it does not read as a list. */
static size_t count_items(struct slice list)
{
    size_t commas = 0, items = 1;
    size_t last = list.length;
    for (size_t at = 0; at < list.length; at++)
        if (list.at[at] == ',') {
            commas++;
            last = at;
        }
    struct slice tail = slice_from(list, last < list.length ? last + 1 : 0);
    bool joined = slice_holds_word(tail, "and") || slice_holds_word(tail, "or");
    if (!joined)
        return 0;
    bool oxford =
        commas && (slice_begins(slice_trim(tail), "and ") || slice_begins(slice_trim(tail), "or "));
    items = commas + (oxford ? 1 : 2);
    return word_count(list) <= items * 6 ? items : 0;
}

static bool is_list(struct slice list, size_t wanted)
{
    static const char *const bad[] = {"which", "where", "because", "it",  "they", "this", "etc",
                                      "these", "that",  "is",      "are", "will", "you",  NULL};
    size_t items = count_items(list);
    return items >= 2 && items <= 8 && (!wanted || items == wanted) && !slice_holds_any(list, bad);
}

static void offer(struct finder *f, const struct block *block, struct slice passage,
                  const char *question, struct slice list)
{
    struct definition d = {.block = block, .passage = passage};
    d.line = finder_line(block, passage);
    d.end_line = finder_end_line(block, passage);
    definition_offer_question(f, &d, question, CARD_LIST, finder_clean(f, list), NULL);
}

/* "the three main layers", with the number written out. */
static const char *counted(struct finder *f, size_t number, struct slice what)
{
    const char *clean = finder_clean(f, what);
    return arena_format(&f->harvest->arena, "What are the %s %s?", written[number - 2], clean);
}

/* "There are three layers of networking: A, B and C". */
static bool read_there_are(struct finder *f, const struct block *block, struct slice sentence)
{
    size_t at = slice_find(sentence, "there are ");
    if (at >= sentence.length || at > 40)
        return false;
    struct slice rest = slice_from(sentence, at + strlen("there are "));
    struct slice first = word_first(rest);
    size_t number = number_of(first);
    size_t colon = slice_find(rest, ": "),
           cut = colon < rest.length ? colon : slice_find(rest, ", ");
    if (!number || cut >= rest.length)
        return false;
    struct slice what = slice_trim(slice_make(rest.at + first.length, cut - first.length));
    struct slice list = slice_trim(slice_from(rest, cut + 2));
    if (!is_list(slice_trim_any(list, ". "), number) || word_count(what) > 12 || !what.length)
        return false;
    const char *question = counted(f, number, what);
    struct slice place = slice_trim_any(slice_until(sentence, at), " ,");
    bool named = slice_begins(place, "within ") || slice_begins(place, "in ") ||
                 slice_begins(place, "with ");
    if (place.length && !named)
        return false;
    if (named) {
        char *lead =
            arena_format(&f->harvest->arena, "%.*s, %s", (int)place.length, place.at, question);
        lead[place.length + 2] = 'w';
        question = lead;
    }
    offer(f, block, sentence, question, list);
    return true;
}

/* "The two poles of a magnet are A and B": any noun, because the number must agree. */
static bool read_numbered(struct finder *f, const struct block *block, struct slice sentence,
                          struct slice subject, struct slice list)
{
    struct slice word = word_first(slice_from(subject, strlen("the ")));
    size_t number = number_of(word);
    struct slice what = slice_trim(slice_from(subject, strlen("the ") + word.length));
    if (!is_list(slice_trim_any(list, ". "), number) || word_count(what) > 10 ||
        word_count(what) < 2 || slice_holds(what, ",") || word_is_pronoun(word_first(list)))
        return false;
    offer(f, block, sentence, counted(f, number, what), list);
    return true;
}

/* "The main parts of X are A, B and C"; "The architecture of X consists of A, B and C". */
static bool read_parts(struct finder *f, const struct block *block, struct slice sentence)
{
    size_t at = slice_find(sentence, " are ");
    if (at >= sentence.length || !slice_begins(sentence, "the "))
        return false;
    struct slice subject = slice_until(sentence, at);
    struct slice list = slice_trim(slice_from(sentence, at + 5));
    static const char *const heads[] = {"components", "parts",  "types",   "kinds",   "layers",
                                        "stages",     "steps",  "phases",  "pillars", "principles",
                                        "elements",   "levels", "factors", "ways",    "models",
                                        "properties", "modes",  "states",  "classes", NULL};
    size_t first = word_first(slice_from(subject, strlen("the "))).length;
    bool numbered = number_of(slice_make(subject.at + strlen("the "), first)) > 0;
    if (numbered)
        return read_numbered(f, block, sentence, subject, list);
    if (!slice_holds_any(subject, heads) || !slice_holds_word(subject, "of") ||
        word_count(subject) > 9 || word_is_pronoun(word_first(list)))
        return false;
    if (!is_list(slice_trim_any(list, ". "), 0))
        return false;
    const char *asked = definition_subject(f, subject);
    offer(f, block, sentence, arena_format(&f->harvest->arena, "What are %s?", asked), list);
    return true;
}

/* "A, B and C are the three main parts of X". */
static bool read_backward(struct finder *f, const struct block *block, struct slice sentence)
{
    size_t at = slice_find(sentence, " are the ");
    if (at >= sentence.length)
        return false;
    struct slice list = slice_until(sentence, at);
    struct slice rest = slice_from(sentence, at + strlen(" are the "));
    size_t number = number_of(word_first(rest));
    if (!number || !is_list(list, number) || word_count(rest) > 16 ||
        memchr(rest.at, ',', rest.length))
        return false;
    struct slice what = slice_trim(slice_from(rest, word_first(rest).length));
    offer(f, block, sentence, counted(f, number, slice_trim_any(what, ". ")), list);
    return true;
}

static void find(struct finder *f, const struct block *block)
{
    if (!clause_is_prose(block) || !f->english)
        return;
    if (!slice_holds(slice_make(block->text, block->length), " are ")) /* all forms have it */
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++) {
        if (sentences[i].length > 800)
            continue;
        if (!read_there_are(f, block, sentences[i]) && !read_backward(f, block, sentences[i]))
            read_parts(f, block, sentences[i]);
    }
}

const struct pattern pattern_enumeration = {
    .name = "enumeration",
    .confidence = 0.8,
    .summary = "There are two kinds of X: A and B; the parts of X are A, B and C",
    .example = "There are two kinds of numeric error: rounding and truncation.\n",
    .front = "What are the two kinds of numeric error?",
    .back = "Rounding and truncation",
    .counter_example = "There are many reasons, and some are good.\n",
    .find = find,
};
