/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause.h"

#include <ctype.h>
#include <string.h>

#include "content/clause_internal.h"
#include "content/definition.h"
#include "content/pattern.h"
#include "content/quality.h"
#include "content/scope.h"
#include "content/verb.h"

const char *clause_inside(struct finder *f, struct slice text)
{
    char *subject = (char *)definition_subject(f, text);
    struct slice name = slice_of(subject);
    /* "Pipes" at the beginning of its sentence, and no name anywhere else. */
    if (word_count(name) == 1 && word_is_plural(name) && !word_is_acronym(name) &&
        !vocabulary_is_name(&f->vocabulary, name))
        subject[0] = (char)tolower((unsigned char)subject[0]);
    return subject;
}

struct slice clause_core(struct slice text)
{
    static const char *const ends[] = {", which ",    ", who ",      "; ",        " because ",
                                       ", as ",       " so that ",   " such as ", ", including ",
                                       ", such as ",  " (",          ", so ",     " since ",
                                       " due to ",    ", allowing ", ", making ", ", leading ",
                                       ", ensuring ", ", where ",    ", but ",    NULL};
    size_t offsets[sizeof ends / sizeof *ends], found = slice_find_each(text, ends, offsets);
    for (size_t i = 0; found && ends[i]; i++)
        if (offsets[i] + strlen(ends[i]) <= text.length)
            text = slice_until(text, offsets[i]);
    return slice_trim_any(text, " ,;.");
}

const char *clause_question(struct finder *f, const struct block *block, const struct clause *c,
                            const char *what, const char *phrase)
{
    struct arena *arena = &f->harvest->arena;
    const char *subject = scope_whole(f, block, clause_inside(f, c->subject));
    const char *does = c->plural ? "do" : "does";
    if (c->auxiliary.length) {
        char *copy = arena_copy_bytes(arena, c->auxiliary.at, c->auxiliary.length);
        copy[0] = (char)tolower((unsigned char)copy[0]);
        does = copy;
    }
    if (c->kind == CLAUSE_MODAL_BE)
        phrase = *phrase ? arena_format(arena, "be %s", phrase) : "be";
    const char *blank = *phrase ? " " : "";
    if (c->lead.length) {
        char *lead = (char *)finder_clean(f, c->lead);
        lead[0] = (char)toupper((unsigned char)lead[0]);
        return arena_format(arena, "%s, %c%s %s %s%s%s?", lead, tolower((unsigned char)what[0]),
                            what + 1, does, subject, blank, phrase);
    }
    const char *question = arena_format(arena, "%s %s %s%s%s?", what, does, subject, blank, phrase);
    return scope_question(f, block, subject, question);
}

/* Without what only says why: "..., as it has more than one node". */
static struct slice without_reason(struct slice text)
{
    static const char *const ends[] = {
        ", as it ",     ", as they ", " as it ",   " as they ",  " because ",     ", since ",
        " so that ",    ", so ",      " due to ",  ", as the ",  ", as most ",    ", meaning ",
        ", they ",      ", it ",      ", this ",   ", these ",   ", whereas ",    ", while ",
        ", and their ", ", and its ", ", however", " however ",  " in order to ", " but they ",
        " but it ",     ", and can ", ", and is ", ", and are ", ", and will ",   NULL};
    for (size_t i = 0; ends[i]; i++) {
        size_t at = slice_find(text, ends[i]);
        if (at < text.length && at > 0)
            text = slice_until(text, at);
    }
    return text;
}

/* "It's data", in a card about the owner. */
static struct slice without_owner(struct slice text)
{
    static const char *const owners[] = {"it's ", "its ", "their ", NULL};
    for (size_t i = 0; owners[i]; i++)
        if (slice_begins(text, owners[i]) && word_count(text) > 2)
            return slice_from(text, strlen(owners[i]));
    return text;
}

struct slice clause_answer(struct slice text)
{
    size_t by = slice_find(text, " by ");
    if (by > 2 && by < text.length && verb_is_gerund(word_first(slice_from(text, by + 4))) &&
        text.at[by - 1] != ',')
        text = slice_until(text, by);
    size_t also = slice_find(text, " as well as ");
    struct slice next =
        word_first(slice_from(text, also < text.length ? also + strlen(" as well as ") : also));
    if (also < text.length && verb_of_third_person(next) &&
        !word_is_plural(word_last(slice_until(text, also))))
        text = slice_until(text, also);
    return without_owner(without_reason(text));
}

const char *clause_group(struct finder *f, const struct block *block, struct slice sentence)
{
    return arena_format(&f->harvest->arena, "sentence-%ld-%zu", block->first_line,
                        (size_t)(sentence.at - block->text));
}

/* Without ", for example" and ", among others" at the end. */
static struct slice without_tail(struct slice text)
{
    static const char *const tails[] = {", for example",  ", among others", ", for instance",
                                        ", respectively", " for example",   " and so on",
                                        ", of course",    " as well",       NULL};
    text = slice_trim_any(text, " ,;.");
    for (size_t i = 0; tails[i]; i++)
        if (slice_ends(text, tails[i]))
            return slice_trim_any(slice_until(text, text.length - strlen(tails[i])), " ,;");
    return text;
}

/* "many frameworks", "a specific design", "what it represents", "reach that state": who does not
 * know the answer already is no wiser. */
static bool says_little(struct slice text)
{
    static const char *const vague[] = {
        "countless ", "various ",       "a variety of ", "a number of ",     "a lot of ",
        "lots of ",   "a specific ",    "a certain ",    "a wide range of ", "a range of ",
        "a huge ",    "a significant ", "numerous ",     "no such ",         NULL};
    static const char *const amounts[] = {"many", "several", "some", "certain", "few", NULL};
    static const char *const open[] = {"what", "how", "where", "when", "why", "whether", NULL};
    bool same = slice_begins(text, "the same ") && word_count(text) <= 3;
    struct slice two = slice_from(text, slice_find(text, "the two "));
    if (same || slice_begins(text, "countless ") || (two.length && word_count(two) == 3))
        return true;
    bool list = slice_holds(text, ": ") || slice_holds(text, "such as");
    for (size_t i = 0; vague[i] && !list; i++)
        if (slice_begins(text, vague[i]))
            return true;
    static const char *const empty[] = {"data",        "the data", "the system", "the user",
                                        "things",      "users",    "the users",  "information",
                                        "the problem", "work",     NULL};
    if (slice_is_any(text, empty))
        return true;
    if (slice_is_any(word_first(text), amounts) && word_count(text) <= 4)
        return true;
    struct slice first = word_first(text), second = word_first(clause_after(text, first));
    if (slice_is_any(first, open) && word_is_pronoun(second))
        return true;
    struct slice last = word_last(text);
    struct slice before = word_last(slice_until(text, (size_t)(last.at - text.at)));
    return slice_equals(before, "that") && !verb_of_third_person(last) && word_count(text) > 2;
}

/* "Units called tables" to a question about tables. */
static bool names_asked(struct slice question, struct slice answer)
{
    size_t at = slice_find(answer, " called ");
    if (at >= answer.length)
        return false;
    struct slice name = slice_from(answer, at + strlen(" called "));
    return word_count(name) == 1 && text_holds_all(question, name);
}

/* The question without the heading before it, where that heading gives the answer away. */
static const char *without_given(struct finder *f, const char *question, const char *answer)
{
    const char *colon = strstr(question, ": ");
    if (!colon || !text_holds_all(slice_of(question), slice_of(answer)))
        return question;
    char *bare = arena_copy_string(&f->harvest->arena, colon + 2);
    bare[0] = (char)toupper((unsigned char)bare[0]);
    return bare;
}

bool clause_offer(struct finder *f, const struct block *block, const struct clause *c,
                  enum card_kind kind, const char *question, struct slice back, double adjust)
{
    static const char *const holding[] = {"have", "contain", "hold", "include",
                                          "own",  "consist", NULL};
    bool each = slice_begins(c->subject, "each ");
    if (clause_says_nothing(c->subject) || (each && !slice_is_any(slice_of(c->verb), holding)))
        return false;
    back = without_tail(back);
    if (says_little(back))
        return false;
    static const char *const loose[] = {"this", "these", "former", "latter", "i", "here", NULL};
    char *answer = (char *)finder_clean(f, quality_shorten(slice_trim_any(back, " ,;.")));
    char *many = strstr(answer, " these many ");
    if (many)
        memmove(many, many + strlen(" these"), strlen(many + strlen(" these")) + 1);
    if (slice_holds_any(slice_of(answer), loose) || word_count(slice_of(question)) > 34)
        return false;
    if (names_asked(slice_of(question), slice_of(answer)) ||
        !quality_is_balanced(slice_of(question)) || !quality_is_balanced(slice_of(answer)))
        return false;
    question = without_given(f, question, answer);
    struct definition d = {.block = block, .passage = c->sentence};
    d.adjust = adjust - (c->relative ? 0.05 : 0);
    d.line = finder_line(block, c->since);
    d.end_line = finder_end_line(block, c->sentence);
    const char *group = clause_group(f, block, c->sentence);
    return definition_offer_question(f, &d, question, kind, answer, group);
}
