/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause_internal.h"

#include <ctype.h>
#include <string.h>

#include "content/verb.h"

enum { WORDS_READ = CLAUSE_WORDS_READ, SUBJECT_WORDS = CLAUSE_SUBJECT_WORDS };

/* Whether what stands after a word in -s shows that the word is a verb and no plural noun. */
bool clause_may_govern(const char *base, struct slice next)
{
    struct slice bare = word_bare(next);
    if (!bare.length)
        return false;
    if (verb_takes(base, bare) || slice_equals(bare, "about") || slice_equals(bare, "when"))
        return true;
    if (slice_equals(bare, "to"))
        return !strcmp(base, "need") || !strcmp(base, "aim") || !strcmp(base, "try") ||
               !strcmp(base, "have") || !strcmp(base, "help") || !strcmp(base, "tend") ||
               !strcmp(base, "serve");
    if (verb_is_be(bare) || verb_is_modal(bare) || verb_is_preposition(bare) ||
        slice_equals(bare, "and") || slice_equals(bare, "or") || slice_equals(bare, "has") ||
        slice_equals(bare, "have") || slice_equals(bare, "do") || slice_equals(bare, "does"))
        return false;
    if ((verb_of_third_person(bare) && !word_is_plural(bare)) ||
        (verb_may_be_noun(base) && verb_of_base(bare) && !verb_may_be_noun(verb_of_base(bare))) ||
        (verb_may_be_noun(base) && (slice_equals(bare, "that") || slice_equals(bare, "which"))))
        return false;
    return isalnum((unsigned char)bare.at[0]) || (unsigned char)bare.at[0] >= 0x80;
}

/* Reads the words after an auxiliary; false where they are none that a question can be made of. */
bool clause_read_auxiliary(struct clause *c, struct slice clause, const struct slice *words,
                           size_t count, size_t at)
{
    bool modal = verb_is_modal(words[at]);
    c->auxiliary = word_bare(words[at]);
    size_t next = at + 1;
    while (next < count && verb_is_adverb(words[next]))
        next++;
    if (next >= count || slice_equals(words[next], "no") || slice_equals(words[next], "never"))
        return false;
    c->negated = slice_equals(words[next], "not");
    if (c->negated && (modal || next + 1 >= count))
        return false;
    c->verb = "be";
    c->kind = CLAUSE_BE;
    if (modal) {
        bool be = slice_equals(words[next], "be");
        c->kind = be ? CLAUSE_MODAL_BE : CLAUSE_MODAL;
        c->verb = be ? "be" : verb_of_base(words[next]);
        if (!c->verb)
            return false;
        c->phrase = slice_from(clause, (size_t)(words[next].at - clause.at));
        c->rest = clause_after(clause, words[next]);
        return true;
    }
    c->phrase = c->rest = clause_after(clause, words[at]);
    return true;
}

/* The verb that `word` is after this subject, or NULL; sets number and auxiliary. */
static const char *finite_verb(struct clause *c, struct slice word, struct slice before)
{
    bool alone = word_count(c->subject) == 1;
    bool which = alone && slice_equals(before, "which");
    bool they = alone && slice_equals(before, "they");
    const char *third = verb_of_third_person(word), *base = verb_of_base(word);
    const char *past = verb_of_past(word);
    c->auxiliary = slice_until(word, 0);
    if (clause_is_article(before) || verb_is_preposition(before) || slice_equals(before, "that") ||
        slice_equals(before, "and") || slice_equals(before, "or"))
        return NULL;
    if (third && !they &&
        (!word_is_plural(before) || !clause_is_plural(c->subject) || !verb_may_be_noun(third))) {
        c->plural = !verb_may_be_noun(third) && word_is_plural(before) &&
                    clause_is_plural(c->subject); /* "nodes contains" is a slip */
        return third;
    }
    if (base && !third && (they || which || clause_is_plural(c->subject))) {
        c->plural = true;
        return base;
    }
    if (!past || base)
        return NULL;
    c->auxiliary = slice_of("did");
    c->plural = they || clause_is_plural(c->subject);
    return past;
}

/* "does not keep": only why and how it differs are asked of it. */
static bool read_negation(struct clause *c, struct slice clause, const struct slice *words)
{
    c->kind = CLAUSE_MODAL;
    c->negated = true;
    c->plural = slice_equals(words[0], "do");
    c->auxiliary = words[0];
    c->verb = verb_of_base(words[2]);
    c->phrase = c->rest = clause_after(clause, words[0]);
    return c->verb != NULL;
}

/* "Async functions return a future": the first word is a noun, the second the verb. */
static bool is_noun_before_verb(const char *verb, const struct slice *words)
{
    static const char *const determiners[] = {
        "a", "an", "the", "its", "their", "every", "which", "all", "each", "you", "us", "no", NULL};
    return verb_may_be_noun(verb) && word_is_plural(words[0]) && verb_of_base(words[1]) &&
           slice_is_any(words[2], determiners);
}

/* Finds subject and verb; the subject may still be a pronoun. */
bool clause_split(struct clause *c, struct slice clause)
{
    struct slice words[WORDS_READ];
    size_t count = word_split(clause, words, WORDS_READ);
    for (size_t i = 1; i + 1 < count && i <= SUBJECT_WORDS + 5; i++) {
        size_t end = i;
        while (end > 1 && verb_is_adverb(words[end - 1]))
            end--;
        size_t length = (size_t)(words[end - 1].at + words[end - 1].length - clause.at);
        c->subject = slice_trim_any(slice_until(clause, length), " ,");
        if (slice_equals(words[end - 1], "that"))
            continue;
        if (verb_is_be(words[i]) || verb_is_modal(words[i])) {
            c->plural = slice_equals(words[i], "are") || slice_equals(words[i], "were") ||
                        (verb_is_modal(words[i]) && clause_is_plural(c->subject));
            return clause_read_auxiliary(c, clause, words, count, i);
        }
        bool lexical =
            islower((unsigned char)words[i].at[words[i].at[0] == '(']) &&
            isalpha((unsigned char)words[i].at[words[i].length - 1]) && verb_may_be(words[i]) &&
            !slice_holds_word(slice_from(c->subject, word_first(c->subject).length), "that");
        bool does = slice_equals(words[i], "does") || slice_equals(words[i], "do");
        if (does && slice_equals(words[i + 1], "not") && i + 2 < count)
            return read_negation(c, clause, words + i);
        const char *verb = lexical ? finite_verb(c, words[i], word_bare(words[end - 1])) : NULL;
        if (verb && !strcmp(verb, "have") && verb_is_participle(words[i + 1]))
            return false; /* the perfect tense */
        if (verb && slice_equals(words[i + 1], "been"))
            return false;
        if (verb && verb_may_be_noun(verb) && i + 2 >= count)
            continue; /* "large costs Cloud" */
        if (verb && i + 2 < count && is_noun_before_verb(verb, words + i))
            continue;
        bool told = verb && c->auxiliary.length && slice_equals(words[i + 1], "that");
        bool counted = i + 2 < count && slice_equals(words[i + 1], "at") &&
                       (slice_equals(words[i + 2], "least") || slice_equals(words[i + 2], "most"));
        if (!verb || (!told && !counted && !clause_may_govern(verb, words[i + 1])) ||
            (c->auxiliary.length && slice_equals(words[i + 1], "to") && strcmp(verb, "help") != 0))
            continue;
        c->kind = CLAUSE_ACTIVE;
        c->verb = verb;
        c->phrase = slice_from(clause, (size_t)(words[i].at - clause.at));
        c->rest = clause_after(clause, words[i]);
        return true;
    }
    return false;
}
