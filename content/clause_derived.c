/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause_internal.h"

#include <ctype.h>
#include <string.h>

#include "content/verb.h"

enum { WORDS_READ = CLAUSE_WORDS_READ };

struct clause *clause_add(struct clause_list *list)
{
    void *clauses = list->clauses;
    memory_reserve(&clauses, list->count, &list->capacity, sizeof *list->clauses);
    list->clauses = clauses;
    struct clause *clause = &list->clauses[list->count++];
    memset(clause, 0, sizeof *clause);
    return clause;
}

/* The last words of `before` that make a name: no small word, no verb. */
static struct slice name_before(struct slice before)
{
    before = slice_trim_any(before, " ,");
    size_t start = before.length;
    for (size_t words = 0; words < 4 && start; words++) {
        struct slice word = word_last(slice_until(before, start));
        if (!word.length || word_is_stop(word) || verb_of_third_person(word) != NULL ||
            strchr(".,;:!?)(", word.at[word.length - 1]) || verb_is_adverb(word) ||
            verb_is_preposition(word) || (verb_is_gerund(word) && !words))
            if (words || !word.length || word_is_stop(word) || verb_is_adverb(word) ||
                (verb_of_third_person(word) && !verb_may_be_noun(verb_of_third_person(word))))
                break;
        start = (size_t)(word.at - before.at);
        while (start && before.at[start - 1] == ' ')
            start--;
    }
    struct slice name = slice_trim(slice_from(before, start));
    if (word_count(name) > 1 && verb_of_base(word_first(name)) && start)
        name = clause_after(name, word_first(name));
    return name;
}

/* With its article; empty where the name is only the place of something ("in sorted order"). */
static struct slice whole_name(struct slice phrase, struct slice name)
{
    static const char *const places[] = {"in",  "on",   "behind", "of",  "with", "at",
                                         "for", "from", "into",   "and", "or",   NULL};
    struct slice before = slice_until(phrase, (size_t)(name.at - phrase.at));
    struct slice word = word_last(before);
    if (clause_is_article(word)) {
        name = slice_make(word.at, (size_t)(name.at + name.length - word.at));
        word = word_last(slice_until(before, (size_t)(word.at - before.at)));
    }
    return slice_is_any(word, places) ? slice_until(name, 0) : name;
}

/* "... field tags, which act as aliases": also a statement about field tags. */
void clause_add_relative(struct clause_list *list, const struct clause *main)
{
    static const char *const marks[] = {", which ", " which ", NULL};
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(main->phrase, marks[i]);
        if (at >= main->phrase.length)
            continue;
        struct slice name = whole_name(main->phrase, name_before(slice_until(main->phrase, at)));
        struct slice rest = slice_from(main->phrase, at + strlen(marks[i]) - strlen("which "));
        struct clause relative = {.sentence = main->sentence, .since = main->since};
        if (!clause_split(&relative, rest) || !slice_equals(relative.subject, "which") ||
            !clause_is_subject(name))
            return;
        bool plural = word_is_plural(word_last(name));
        if (relative.kind != CLAUSE_MODAL && relative.kind != CLAUSE_MODAL_BE &&
            !slice_equals(relative.auxiliary, "did") && plural != relative.plural)
            return; /* it speaks of something before the last word */
        relative.subject = name;
        relative.plural = plural;
        relative.relative = true;
        *clause_add(list) = relative;
        return;
    }
}

/* "X, which is based on Y, gives Z": also a statement about X and Y. */
void clause_add_inner(struct clause_list *list, const struct clause *main, struct slice subject)
{
    struct slice rest = slice_from(main->subject, subject.length + strlen(", "));
    struct clause inner = {.sentence = main->sentence, .since = main->since};
    if (!clause_is_subject(subject) || !clause_split(&inner, rest) ||
        !slice_equals(inner.subject, "which"))
        return;
    inner.subject = subject;
    inner.plural = clause_is_plural(subject);
    inner.relative = true;
    *clause_add(list) = inner;
}

/* "X is a tool that does Y": where the whole is too long for one answer, also "X does Y". */
void clause_add_that(struct clause_list *list, const struct clause *main)
{
    if (main->kind != CLAUSE_BE || word_count(main->rest) < 18 || main->relative)
        return;
    size_t at = slice_find(main->rest, " that ");
    struct clause that = {.sentence = main->sentence, .since = main->since};
    struct slice head = slice_until(main->rest, at);
    if (at >= main->rest.length || word_count(head) > 12 || memchr(head.at, ',', head.length) ||
        !clause_split(&that, slice_from(main->rest, at + 1)) ||
        !slice_equals(that.subject, "that") || that.plural != main->plural)
        return;
    that.subject = main->subject;
    that.borrowed = main->borrowed;
    that.relative = true;
    *clause_add(list) = that;
}

/* Where the last clause goes on with a second verb: "supports A and provides B"; length: nowhere.
 */
size_t clause_second_verb(const struct clause *c, size_t *skip)
{
    static const char *const joints[] = {" and ", ", but ", " but ", NULL};
    static const char *const particles[] = {"down", "up", "out", "off", "away", NULL};
    size_t relative = slice_find(c->rest, " that "), which = slice_find(c->rest, "which ");
    size_t best = c->rest.length;
    relative = which < relative ? which : relative;
    if (slice_begins(c->rest, "where ") || slice_begins(c->rest, "how ") ||
        slice_begins(c->rest, "what ") || slice_begins(c->rest, "that "))
        return best;
    for (size_t i = 0; joints[i] && c->kind != CLAUSE_MODAL; i++) {
        for (size_t from = 0; from < best;) {
            size_t at = from + slice_find(slice_from(c->rest, from), joints[i]);
            if (at >= best || at > relative)
                break;
            struct slice tail = slice_from(c->rest, at + strlen(joints[i]));
            struct slice verb = word_first(tail), next = word_first(clause_after(tail, verb));
            const char *third = verb_of_third_person(verb), *base = verb_of_base(verb);
            bool plural = c->plural && c->kind == CLAUSE_ACTIVE && !c->auxiliary.length && base &&
                          !third && !word_is_plural(next) &&
                          (!verb_may_be_noun(base) || slice_is_any(next, particles));
            bool same = verb_is_be(verb) || verb_is_modal(verb) || plural ||
                        (third && !c->plural && clause_may_govern(third, next));
            if (same && next.length && islower((unsigned char)verb.at[0])) {
                best = at;
                *skip = strlen(joints[i]);
                break;
            }
            from = at + 1;
        }
    }
    return best;
}

static void cut(struct slice *text, const char *end)
{
    if (text->at < end && text->at + text->length > end)
        text->length = (size_t)(end - text->at);
    *text = slice_trim_any(*text, " ,");
}

/* Gives each verb of the last clause a clause; a short pair stays together for "What does X do?" */
void clause_split_predicate(struct clause_list *list)
{
    for (int round = 0; round < 3; round++) {
        struct clause first = list->clauses[list->count - 1], next = first;
        size_t skip = 0, at = clause_second_verb(&first, &skip);
        if (at >= first.rest.length)
            return;
        struct slice tail = slice_trim(slice_from(first.rest, at + skip));
        struct slice verb = word_first(tail);
        bool aux = verb_is_be(verb) || verb_is_modal(verb);
        bool place = !strcmp(first.verb, "take") && slice_begins(first.rest, "place ");
        if (!aux && !place && first.kind == CLAUSE_ACTIVE && !first.auxiliary.length &&
            word_count(first.phrase) <= 16) {
            list->clauses[list->count - 1].several = true;
            return;
        }
        struct slice words[WORDS_READ];
        size_t count = word_split(tail, words, WORDS_READ);
        next.kind = CLAUSE_ACTIVE;
        next.auxiliary = slice_until(tail, 0);
        const char *third = verb_of_third_person(verb);
        next.verb = third ? third : verb_of_base(verb);
        next.phrase = tail;
        next.rest = clause_after(tail, verb);
        if (aux && !clause_read_auxiliary(&next, tail, words, count, 0))
            return;
        struct clause *kept = &list->clauses[list->count - 1];
        cut(&kept->phrase, first.rest.at + at);
        cut(&kept->rest, first.rest.at + at);
        next.lead = slice_until(next.lead, 0);
        *clause_add(list) = next;
    }
}
