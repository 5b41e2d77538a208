/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Caches that sit beside the program are known as look-aside caches": a definition that comes
 * before its term. And "..., referred to as B", "known as idle workers that wait for jobs". */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/definition.h"
#include "content/quality.h"
#include "content/verb.h"

static const char *const said[] = {" is known as ",
                                   " are known as ",
                                   " is usually known as ",
                                   " are usually known as ",
                                   " is commonly known as ",
                                   " are commonly known as ",
                                   " is often known as ",
                                   " are often known as ",
                                   " is sometimes known as ",
                                   " are sometimes known as ",
                                   " is called ",
                                   " are called ",
                                   " is usually called ",
                                   " are usually called ",
                                   " is commonly called ",
                                   " are commonly called ",
                                   " is often called ",
                                   " are often called ",
                                   " is sometimes called ",
                                   " are sometimes called ",
                                   " is referred to as ",
                                   " are referred to as ",
                                   " is usually referred to as ",
                                   " are usually referred to as ",
                                   " is commonly referred to as ",
                                   " are commonly referred to as ",
                                   " is often referred to as ",
                                   " are often referred to as ",
                                   " is sometimes referred to as ",
                                   " are sometimes referred to as ",
                                   " is termed ",
                                   " are termed ",
                                   " is usually termed ",
                                   " are usually termed ",
                                   " is commonly termed ",
                                   " are commonly termed ",
                                   " is often termed ",
                                   " are often termed ",
                                   " is sometimes termed ",
                                   " are sometimes termed ",
                                   NULL};
static const char *const reduced[] = {", known as ", ", referred to as ", ", called ",
                                      ", termed ",   " (known as ",       " (referred to as ",
                                      " (called ",   " (termed ",         NULL};
static const char *const named[] = {" known as ", " referred to as ", " called ", " termed ", NULL};

enum { NAME_WORDS = 3, MEANING_WORDS = 4 };

/* The first of the forms; `*length` is that of the form. */
static size_t find_form(struct slice text, const char *const *forms, size_t *length)
{
    size_t at = slice_find_any(text, forms);
    *length = 0;
    for (size_t i = 0; at < text.length && forms[i]; i++)
        if (slice_begins(slice_from(text, at), forms[i]) && strlen(forms[i]) > *length)
            *length = strlen(forms[i]);
    return at;
}

/* The name at the beginning of `text`: a noun of few words. "tightly coupled" is none, because
 * one cannot ask what it is. Length 0: none. */
static struct slice name_of(struct slice text)
{
    static const char *const more[] = {" in ",   " on ",      " by ",     " for ", " because ",
                                       " when ", " and are ", " and is ", NULL};
    size_t end = 0;
    text = slice_until(text, slice_find_any(text, more));
    while (end < text.length && !strchr(",;:()", text.at[end]))
        end++;
    struct slice name = slice_trim_any(slice_until(text, end), " .\n\"“”*_");
    struct slice words[NAME_WORDS + 1], none = slice_until(text, 0);
    size_t count = word_split(name, words, NAME_WORDS + 1);
    if (!count || count > NAME_WORDS || verb_is_participle(words[count - 1]) ||
        !clause_is_subject(name) || slice_holds_word(name, "and") || slice_holds_word(name, "or"))
        return none;
    return name;
}

/* Whether it has a verb of its own: outside "services that do not depend on each other" a finite
 * verb means that this is no noun phrase but a whole statement. */
static bool is_statement(struct slice text)
{
    static const char *const relatives[] = {" that ",  " which ", " who ",
                                            " where ", " whose ", NULL};
    static const char *const finite[] = {"is",  "are",  "was",   "were", "has",    "can",
                                         "may", "will", "would", "must", "should", NULL};
    return slice_holds_any(slice_until(text, slice_find_any(text, relatives)), finite);
}

static bool stands_alone(struct slice meaning)
{
    static const char *const loose[] = {"it",   "they", "this", "these", "those", "there", "we",
                                        "you",  "what", "if",   "when",  "that",  "which", "both",
                                        "such", "i",    "he",   "she",   "here",  "and",   NULL};
    size_t words = word_count(meaning);
    return words >= MEANING_WORDS && words <= BACK_WANTED && isalpha((unsigned char)*meaning.at) &&
           !slice_is_any(word_bare(word_first(meaning)), loose);
}

static void offer(struct finder *f, const struct block *block, struct slice sentence,
                  const char *ask, struct slice name, const char *meaning)
{
    struct definition d = {.block = block, .passage = sentence};
    d.line = finder_line(block, sentence);
    d.end_line = finder_end_line(block, sentence);
    const char *question =
        arena_format(&f->harvest->arena, "%s %s?", ask, definition_subject(f, name));
    definition_offer_question(f, &d, question, CARD_BASIC, meaning, NULL);
}

/* "Hardened resins" names what is meant, too short for a definition. */
static bool stands_alone_shortly(struct slice meaning)
{
    return word_count(meaning) >= 2 && word_count(meaning) <= 6 && clause_is_subject(meaning) &&
           !is_statement(meaning);
}

/* "What are hardened resins usually called?" */
static void offer_name(struct finder *f, const struct block *block, struct slice sentence,
                       struct slice meaning, struct slice form, struct slice name)
{
    struct definition d = {.block = block, .passage = sentence, .adjust = -0.1};
    form = slice_trim(form);
    struct slice be = word_first(form);
    d.why = "the other way round";
    d.line = finder_line(block, sentence);
    d.end_line = finder_end_line(block, sentence);
    const char *question = arena_format(&f->harvest->arena, "What %.*s %s%.*s?", (int)be.length,
                                        be.at, definition_subject(f, meaning),
                                        (int)(form.length - be.length), form.at + be.length);
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, name), NULL);
}

static const char *ask_for(struct slice name)
{
    return word_is_plural(word_last(name)) && !slice_begins(name, "a ") ? "What are" : "What is";
}

/* "Xs that VERB are known as B". */
static bool read_backward(struct finder *f, const struct block *block, struct slice half,
                          struct slice sentence)
{
    size_t length, at = find_form(half, said, &length);
    if (at == half.length)
        return false;
    struct slice meaning = slice_trim(slice_until(half, at));
    struct slice name = name_of(slice_from(half, at + length));
    if (name.length && stands_alone(meaning) && !is_statement(meaning) &&
        !memchr(meaning.at, ',', meaning.length))
        offer(f, block, sentence, ask_for(name), name, finder_clean(f, meaning));
    if (name.length && stands_alone_shortly(meaning))
        offer_name(f, block, sentence, meaning, slice_make(half.at + at, length), name);
    return true;
}

/* "Files can be read by two programs, referred to as sharing". Without "also", which points back.
 */
static bool read_reduced(struct finder *f, const struct block *block, struct slice half,
                         struct slice sentence)
{
    static const char *const passives[] = {" is ", " are ", " be ", NULL};
    size_t length, at = find_form(half, reduced, &length);
    struct slice meaning = slice_trim(slice_until(half, at));
    size_t be = slice_find_any(meaning, passives);
    if (at == half.length || be == meaning.length)
        return false;
    struct slice verb = word_first(slice_from(meaning, be + (meaning.at[be + 1] == 'a' ? 5 : 4)));
    struct slice name = name_of(slice_from(half, at + length));
    if (!name.length || !verb_is_participle(verb) || !stands_alone(meaning) ||
        memchr(meaning.at, ',', meaning.length))
        return true;
    size_t also = slice_find(meaning, " also ");
    const char *back = finder_clean(f, meaning);
    if (also < meaning.length)
        back =
            arena_format(&f->harvest->arena, "%s %s", finder_clean(f, slice_until(meaning, also)),
                         finder_clean(f, slice_from(meaning, also + strlen(" also "))));
    offer(f, block, sentence, "What is meant by", name, back);
    return true;
}

/* "known as idle workers that wait for jobs": the name, its last word and what it does. */
static void read_relative(struct finder *f, const struct block *block, struct slice half,
                          struct slice sentence)
{
    size_t length, at = find_form(half, named, &length);
    if (at == half.length)
        return;
    struct slice rest = slice_from(half, at + length);
    size_t that = slice_find(rest, " that ");
    struct slice name = name_of(slice_until(rest, that));
    if (that == rest.length || word_count(name) < 2 || name.length != that)
        return;
    struct slice noun = word_last(name);
    struct slice meaning = quality_shorten(slice_trim_any(slice_from(rest, that + 1), " .\n"));
    meaning = slice_make(noun.at, (size_t)(meaning.at + meaning.length - noun.at));
    if (stands_alone(meaning) && word_is_plural(noun))
        offer(f, block, sentence, "What are", name, finder_clean(f, meaning));
}

static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    static const char *const joints[] = {", while ", ", whereas ", "; ", NULL};
    for (struct slice rest = sentence; rest.length;) {
        size_t length, at = find_form(rest, joints, &length);
        struct slice half = slice_trim_any(slice_until(rest, at), " .\n");
        if (!read_backward(f, block, half, sentence) && !read_reduced(f, block, half, sentence))
            read_relative(f, block, half, sentence);
        rest = slice_from(rest, at + length);
    }
}

static void find(struct finder *f, const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    if (!clause_is_prose(block) || slice_find_any(text, named) == text.length ||
        !text_is_english(text))
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++)
        if (sentences[i].length <= 800)
            read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_naming = {
    .name = "naming",
    .confidence = 0.75,
    .summary = "what it is, then \"is known as X\", \"is called X\" or \", referred to as X\"",
    .example = "Bulky logs stay on one disk, while records that no reader can reach any more are "
               "known as dead rows.\n",
    .front = "What are dead rows?",
    .back = "Records that no reader can reach any more",
    .counter_example = "It is called progress. These are known as tightly packed. They, called "
                       "early, came.\n",
    .find = find,
};
