/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "X is used for Y", "X is based on Y", "X is managed through Y", "X is designed to Y". */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/clause.h"
#include "content/grammar.h"
#include "content/pattern.h"
#include "content/scope.h"
#include "content/verb.h"

/* What is added for forms that hardly ever go wrong. */
#define SURE 0.15

/* "required": a need of something that another sentence names. */
static bool is_need(struct slice participle)
{
    static const char *const needs[] = {"needed", "required", "necessary", NULL};
    return slice_is_any(participle, needs);
}

/* "is used to build": "What is X used for?" => "To build". */
static bool read_purpose(struct finder *f, const struct block *block, const struct clause *c,
                         struct slice participle, struct slice rest)
{
    static const char *const used[] = {"used",   "needed",  "required", "necessary",
                                       "useful", "helpful", NULL};
    static const char *const able[] = {"able",  "designed",    "intended", "built",
                                       "meant", "responsible", NULL};
    struct slice action = slice_from(rest, 3);
    if (!slice_begins(rest, "to ") ||
        (!verb_of_base(word_first(action)) && !slice_begins(action, "be ")))
        return false;
    double sure = c->kind == CLAUSE_BE && !is_need(participle) ? SURE : 0;
    bool be = slice_begins(action, "be ");
    if (slice_is_any(participle, able) && be) {
        const char *phrase =
            arena_format(&f->harvest->arena, "%s to be", finder_clean(f, participle));
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                     clause_answer(slice_from(action, 3)), sure);
    } else if (slice_is_any(participle, able)) {
        const char *phrase =
            arena_format(&f->harvest->arena, "%s to do", finder_clean(f, participle));
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase), action,
                     sure);
    } else if (slice_is_any(participle, used)) {
        const char *phrase =
            arena_format(&f->harvest->arena, "%s for", finder_clean(f, participle));
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase), rest,
                     sure);
    }
    return true;
}

/* "crucial to", "useful in": what it is good for. */
static bool serves(struct slice state)
{
    static const char *const words[] = {"crucial",   "important", "essential",  "vital",
                                        "necessary", "useful",    "beneficial", "helpful",
                                        "critical",  "central",   "suitable",   NULL};
    return slice_is_any(state, words);
}

static bool is_year(struct slice word)
{
    word = word_bare(word);
    for (size_t at = 0; at < word.length; at++)
        if (!isdigit((unsigned char)word.at[at]))
            return false;
    return word.length == 4 && strchr("12", word.at[0]);
}

/* "was founded by Ada": a person did it. */
static bool is_maker(struct slice state, struct slice preposition, struct slice first)
{
    static const char *const made[] = {
        "founded",   "studied",   "proposed",  "written",  "discovered",  "invented",   "developed",
        "created",   "composed",  "painted",   "built",    "introduced",  "led",        "designed",
        "coined",    "published", "described", "directed", "established", "formulated", "proved",
        "conquered", "ruled",     "signed",    NULL};
    return slice_equals(preposition, "by") && slice_is_any(state, made) &&
           isupper((unsigned char)first.at[0]) && !word_is_acronym(first);
}

/* "is common in Y" asks where, "is stored in order" how, "is expanded before Y" when; NULL: the
 * preposition stays in the question. */
static const char *adverb_for(const struct clause *c, struct slice state, struct slice preposition,
                              struct slice first)
{
    static const char *const spread[] = {
        "common",   "widespread", "rare",     "inevitable",  "prevalent", "frequent",
        "uncommon", "found",      "located",  "unavoidable", "visible",   "abundant",
        "popular",  "situated",   "produced", "formed",      NULL};
    static const char *const manners[] = {
        "close", "parallel", "collaboration", "isolation",    "sequence",
        "turn",  "order",    "detail",        "batches",      "sorted",
        "real",  "secret",   "harmony",       "alphabetical", NULL};
    static const char *const times[] = {"before", "after", "during", NULL};
    static const char *const places[] = {"in", "on", "at", "along", "near", "under", NULL};
    bool in = slice_equals(preposition, "in"), place = slice_is_any(preposition, places);
    bool most = slice_ends(state, "est") && state.length > 5;
    if (in && is_year(first))
        return "When";
    if (place && (slice_is_any(state, spread) || most))
        return "Where";
    if (in && serves(state) && !verb_is_gerund(first))
        return "Where";
    if (in && slice_is_any(first, manners))
        return "How";
    bool timed = slice_is_any(preposition, times) && c->kind == CLAUSE_BE;
    return timed && verb_is_participle(state) ? "When" : NULL;
}

/* "is stored in Y" asks with the preposition, "is found by scanning" asks how. */
static bool read_preposition(struct finder *f, const struct block *block, const struct clause *c,
                             struct slice state, struct slice preposition, struct slice rest)
{
    static const char *const asked[] = {"on", "of",   "for",     "through", "around",
                                        "as", "with", "into",    "from",    "by",
                                        "in", "to",   "between", "than",    NULL};
    const char *said = finder_clean(f, state);
    struct slice first = word_first(rest);
    if (slice_equals(preposition, "using") && verb_is_participle(state))
        return clause_offer(
            f, block, c, CARD_BASIC,
            clause_question(f, block, c, "What", arena_format(&f->harvest->arena, "%s with", said)),
            rest, 0);
    if ((slice_equals(preposition, "when") || slice_equals(preposition, "if")) &&
        word_count(rest) > 2) {
        struct slice back = slice_make(preposition.at, preposition.length + rest.length + 1);
        return clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "When", said),
                            back, 0);
    }
    if (c->relative && slice_equals(preposition, "than"))
        return false; /* it may speak of something further before */
    const char *adverb = adverb_for(c, state, preposition, first);
    if ((!adverb && !slice_is_any(preposition, asked)) || word_is_pronoun(first) || !rest.length ||
        slice_equals(first, "well") || slice_equals(first, "ways") || slice_equals(first, "that"))
        return false;
    if (slice_equals(preposition, "by") && verb_is_gerund(first)) {
        struct slice back = slice_make(preposition.at, preposition.length + rest.length + 1);
        return clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "How", said),
                            back, 0);
    }
    if (is_maker(state, preposition, first)) {
        const char *by = arena_format(&f->harvest->arena, "%s by", said);
        size_t in = slice_find(rest, " in ");
        return clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "Who", by),
                            slice_until(rest, in), SURE);
    }
    if (adverb && is_year(first))
        rest = slice_until(rest, first.length);
    if (adverb) {
        struct slice back = slice_make(preposition.at, preposition.length + rest.length + 1);
        return clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, adverb, said),
                            clause_answer(back), SURE);
    }
    bool purpose = serves(state) && (slice_equals(preposition, "to") || verb_is_gerund(first));
    const char *phrase = arena_format(&f->harvest->arena, "%s %s", said,
                                      purpose ? "for" : finder_clean(f, preposition));
    bool as = slice_equals(first, "as"); /* "referred to as" */
    if (as)
        phrase = arena_format(&f->harvest->arena, "%s as", phrase);
    return clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                        clause_answer(as ? clause_after(rest, first) : rest), 0);
}

/* "rigid and uses too much": "rigid". */
static struct slice without_second_verb(struct slice text)
{
    static const char *const joints[] = {" and ", " or ", " but ", NULL};
    size_t end = text.length;
    for (size_t i = 0; joints[i]; i++)
        for (size_t from = 0; from < end;) {
            size_t at = from + slice_find(slice_from(text, from), joints[i]);
            struct slice next = at < end ? word_first(slice_from(text, at + strlen(joints[i])))
                                         : slice_until(text, 0);
            const char *third = verb_of_third_person(next);
            if (next.length && ((third && !verb_may_be_noun(third)) || verb_is_modal(next) ||
                                slice_equals(next, "uses")))
                end = at;
            from = at + 1;
        }
    return slice_trim_any(slice_until(text, end), " ,");
}

/* "is more normalised but ...": what it is like. */
static void read_quality(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const vague[] = {
        "important", "widespread", "common", "simple", "similar",    "good",  "possible",
        "crucial",   "key",        "not",    "very",   "inevitable", "it",    "that",
        "there",     "true",       "clear",  "now",    "such",       "going", "best",
        "great",     "easy",       "fairly", "about",  "why",        "how",   "what",
        "nothing",   "usually",    "often",  "also",   "called",     NULL};
    struct slice first = word_first(c->rest);
    struct slice answer = clause_answer(c->rest);
    const char *comma = memchr(answer.at, ',', answer.length);
    if (!comma)
        answer = without_second_verb(answer);
    bool list =
        slice_holds(answer, " and ") || slice_holds(answer, " but ") || slice_holds(answer, " or ");
    if (c->kind != CLAUSE_BE || verb_is_gerund(word_first(c->subject)) ||
        slice_holds_word(answer, "be") || slice_holds_word(answer, "is") ||
        isupper((unsigned char)answer.at[0]) || !list || word_count(answer) > 22 ||
        verb_is_gerund(first) || slice_is_any(word_bare(first), vague) ||
        verb_is_preposition(first) || word_is_stop(first) == (slice_equals(first, "more") == false))
        return;
    clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "How", "described"), answer,
                 -0.1);
}

static const char *capital(struct finder *f, const char *text)
{
    char *copy = arena_copy_string(&f->harvest->arena, text);
    copy[0] = (char)toupper((unsigned char)copy[0]);
    return copy;
}

/* "X is known as Y": what Y means. */
static bool read_name(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const forms[] = {"known as ", "referred to as ", "called ", "termed ", NULL};
    struct slice rest = c->rest;
    while (verb_is_adverb(word_first(rest)) && word_count(rest) > 2)
        rest = clause_after(rest, word_first(rest));
    for (size_t i = 0; forms[i]; i++) {
        if (!slice_begins(rest, forms[i]) || c->borrowed || c->relative ||
            word_count(c->subject) < (slice_begins(c->subject, "the ") ? 3U : 2U))
            continue;
        struct slice name = clause_core(slice_from(rest, strlen(forms[i])));
        if (word_count(name) > 4 || memchr(name.at, '.', name.length))
            return false;
        const char *question =
            arena_format(&f->harvest->arena, "What is meant by %s?", clause_inside(f, name));
        return clause_offer(f, block, c, CARD_BASIC, question, c->subject, 0);
    }
    return false;
}

/* What "For production tasks" is about: without its preposition; a lead with a name needs none. */
static const char *lead_noun(struct finder *f, const struct clause *c)
{
    struct slice noun = clause_after(c->lead, word_first(c->lead));
    return word_count(noun) <= 3 ? finder_clean(f, word_last(noun)) : "";
}

/* "is a subset of Y": what it is a subset of. */
static void read_kind(struct finder *f, const struct block *block, const struct clause *c,
                      const struct slice *words)
{
    if (c->kind != CLAUSE_BE || !grammar_is_kind(clause_core(c->rest)))
        return;
    struct slice whole = clause_core(clause_after(c->rest, words[2]));
    const char *phrase = arena_format(&f->harvest->arena, "%s %s of", finder_clean(f, words[0]),
                                      finder_clean(f, words[1]));
    clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase), whole,
                 SURE);
}

/* The forms that need no participle: "is a ...", "is about ...", "is where ..."; true: it was one.
 */
static bool read_plain(struct finder *f, const struct block *block, const struct clause *c,
                       const struct slice *words, size_t count)
{
    if (c->kind == CLAUSE_BE && grammar_is_noun_phrase(c->rest, c->plural)) {
        bool which = slice_begins(c->rest, "the ") && slice_holds_word(c->rest, "of");
        if ((c->borrowed || word_count(c->subject) > 1) && (!which || word_count(c->rest) > 6))
            clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", ""),
                         clause_answer(c->rest), c->borrowed ? -0.1 : 0);
        return true;
    }
    if (c->lead.length && count == 1 && verb_is_participle(words[0])) {
        const char *question =
            arena_format(&f->harvest->arena, "%s, what %s %s?", finder_clean(f, c->lead),
                         c->plural ? "are" : "is", finder_clean(f, words[0]));
        clause_offer(f, block, c, CARD_BASIC,
                     scope_question(f, block, lead_noun(f, c), capital(f, question)), c->subject,
                     0);
        return true;
    }
    if (c->kind == CLAUSE_MODAL_BE && isupper((unsigned char)words[0].at[0])) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", ""), c->rest, 0);
        return true;
    }
    if (slice_equals(words[0], "about") && count > 2) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", "about"),
                     clause_after(c->rest, words[0]), 0);
        return true;
    }
    if (slice_equals(words[0], "where") && count > 3) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", ""), c->rest,
                     -0.05);
        return true;
    }
    return false;
}

static void read_clause(struct finder *f, const struct block *block, const struct clause *c)
{
    struct slice words[6];
    size_t count = word_split(c->rest, words, 6), at = 0;
    while (at + 1 < count && (verb_is_adverb(words[at]) ||
                              (slice_equals(words[at], "most") && verb_is_adverb(words[at + 1]))))
        at++;
    bool maybe = slice_equals(c->auxiliary, "might") || slice_equals(c->auxiliary, "could");
    if (!count || maybe || c->negated || c->expletive || c->owner.length ||
        slice_equals(c->subject, "you"))
        return;
    read_kind(f, block, c, words);
    if (read_name(f, block, c) || read_plain(f, block, c, words, count))
        return;
    static const char *const states[] = {"used", "more", NULL};
    if (at + 1 >= count || word_is_stop(words[at]) != slice_is_any(words[at], states) ||
        verb_is_preposition(words[at]) || verb_is_gerund(words[at]))
        return;
    struct slice state = word_bare(words[at]), rest = clause_after(c->rest, words[at + 1]);
    struct slice from = clause_after(c->rest, words[at]);
    struct slice last = word_bare(word_last(c->subject));
    if (state.length == last.length && !strncasecmp(state.at, last.at, last.length))
        return; /* "episodic memory is memory for events" */
    if (slice_equals(state, "key"))
        return; /* "What is key to Y?" asks better */
    if (read_purpose(f, block, c, state, from))
        return;
    bool stated = words[at].length == state.length;
    size_t next = at + 1;
    bool degree = slice_equals(words[at], "more") || slice_equals(words[at], "less") ||
                  slice_equals(words[at], "very") || slice_equals(words[at], "well");
    bool compared = slice_equals(words[at], "more") || slice_equals(words[at], "less");
    if (compared && !slice_holds_word(c->rest, "than")) {
        read_quality(f, block, c);
        return; /* more than what? */
    }
    if (degree && at + 3 < count) {
        next++;
        state = slice_make(state.at, (size_t)(words[at + 1].at + words[at + 1].length - state.at));
    }
    while (next + 2 < count && verb_is_adverb(words[next]))
        next++;
    rest = clause_after(c->rest, words[next]);
    if (slice_equals(words[0], "most") && at)
        state = slice_make(words[0].at, (size_t)(state.at + state.length - words[0].at));
    if (!stated || !read_preposition(f, block, c, state, words[next], rest))
        read_quality(f, block, c);
}

static void find(struct finder *f, const struct block *block)
{
    size_t count;
    const struct clause *clauses = clause_read(f, block, &count);
    for (size_t i = 0; i < count; i++)
        if (clauses[i].kind == CLAUSE_BE || clauses[i].kind == CLAUSE_MODAL_BE)
            read_clause(f, block, &clauses[i]);
}

const struct pattern pattern_state = {
    .name = "state",
    .confidence = 0.6,
    .summary = "X is used for Y, X is based on Y, X is designed to Y",
    .example = "A bloom filter is used to skip files that cannot hold a key.\n",
    .front = "What is a bloom filter used for?",
    .back = "To skip files that cannot hold a key",
    .counter_example = "It is used often. They are based on this. That is not for us.\n",
    .find = find,
};
