/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "The purpose of X is Y", "X is the foundation of Y", "The drawbacks include Y": what a thing's
 * purpose, benefit, difference or problem is. */
#include <string.h>
#include <strings.h>

#include "content/clause.h"
#include "content/definition.h"
#include "content/pattern.h"
#include "content/verb.h"

static const char *const attributes[] = {
    "purpose",       "goal",        "aim",          "objective", "benefit",
    "benefits",      "challenge",   "challenges",   "problem",   "problems",
    "advantage",     "advantages",  "drawback",     "drawbacks", "disadvantage",
    "disadvantages", "difference",  "differences",  "danger",    "risk",
    "risks",         "cost",        "reason",       "role",      "idea",
    "task",          "point",       "foundation",   "limit",     "limitation",
    "limitations",   "alternative", "price",        "unit",      "default",
    "opposite",      "cause",       "effect",       "result",    "backbone",
    "basis",         "trade-off",   "downside",     "pitfall",   "pitfalls",
    "forms",         "parts",       "types",        "kinds",     "examples",
    "components",    "elements",    "concerns",     "stages",    "steps",
    "key",           "requirement", "requirements", "principle", "theme",
    "bottleneck",    "cure",        "criticism",    "function",  "functions",
    "job",           "feature",     "definition",   "remedy",    NULL};

/* "The main remedy for X", "The highest point of X": with these any noun tells one thing. */
static bool is_single(struct slice word)
{
    static const char *const single[] = {"main",    "primary", "principal", "chief",   "default",
                                         "first",   "typical", "usual",     "central", "standard",
                                         "maximum", "minimum", "optimal",   "only",    "major",
                                         "overall", "core",    "official",  "last",    NULL};
    return slice_is_any(word, single) ||
           (word.length > 5 && slice_ends(word, "est") && !slice_equals(word, "interest"));
}

static bool is_possessive(struct slice subject)
{
    return slice_holds(subject, "'s ") || slice_holds(subject, "’s ") ||
           slice_holds(subject, "s' ");
}

/* "The main purpose of X": the attribute is among the words before "of", "for", "between". */
static bool is_attribute(struct slice subject)
{
    struct slice words[6];
    size_t count = word_split(subject, words, 6);
    for (size_t w = 0; w + 1 < count && w < 4; w++) /* "the heart's main task" */
        if (slice_ends(words[w], "'s") || slice_ends(words[w], "’s") || slice_ends(words[w], "s'"))
            return slice_is_any(words[count - 1], attributes);
    bool single =
        count > 2 && (is_single(words[1]) || (slice_equals(words[1], "most") && count > 3));
    for (size_t i = 1; i + 1 < count && i < 5; i++)
        if (verb_is_preposition(words[i]) || slice_equals(words[i], "used"))
            return slice_is_any(words[i - 1], attributes) || (single && i > 2);
    return false;
}

static const char *lower_the(struct finder *f, struct slice text)
{
    return clause_inside(f, text);
}

/* "The purpose of X is to ...". */
static bool read_forward(struct finder *f, const struct block *block, const struct clause *c)
{
    bool includes = c->kind == CLAUSE_ACTIVE && !strcmp(c->verb, "include");
    static const char *const reasons[] = {"due ", "because ", "similar ", "different ", NULL};
    if ((c->kind != CLAUSE_BE && !includes) || !is_attribute(c->subject) ||
        !(slice_begins(c->subject, "the ") || is_possessive(c->subject)) ||
        slice_find_any(c->rest, reasons) == 0 ||
        (verb_is_preposition(word_first(c->rest)) && !slice_begins(c->rest, "to ")))
        return false;
    struct slice answer = c->rest;
    if (slice_begins(answer, "that ") && !word_is_pronoun(word_first(slice_from(answer, 5))))
        answer = slice_from(answer, 5);
    if (slice_holds_word(c->subject, "difference")) /* both sides belong to the answer */
        answer = slice_make(answer.at, (size_t)(c->sentence.at + c->sentence.length - answer.at));
    bool whole = slice_holds_word(c->subject, "difference") && word_count(answer) <= 40;
    struct clause asked = *c;
    asked.auxiliary = includes ? slice_of(c->plural ? "are" : "is") : c->auxiliary;
    if (whole) {
        struct definition d = {.block = block, .passage = c->sentence};
        d.line = finder_line(block, c->sentence);
        d.end_line = finder_end_line(block, c->sentence);
        return definition_offer_question(f, &d, clause_question(f, block, &asked, "What", ""),
                                         CARD_BASIC, finder_clean(f, answer),
                                         clause_group(f, block, c->sentence));
    }
    return clause_offer(f, block, c, includes ? CARD_LIST : CARD_BASIC,
                        clause_question(f, block, &asked, "What", ""), answer,
                        is_possessive(c->subject) ? 0.05 : 0.15);
}

/* "Lichens are made of two", said of lichens: "made of two". */
static struct slice without_echo(struct slice answer, struct slice owner)
{
    static const char *const be[] = {" is ", " are ", NULL};
    for (size_t i = 0; be[i]; i++)
        if (answer.length > owner.length && !strncasecmp(answer.at, owner.at, owner.length) &&
            slice_begins(slice_from(answer, owner.length), be[i]))
            return slice_from(answer, owner.length + strlen(be[i]));
    return answer;
}

/* "The core idea is to ...", after a sentence about X: the core idea of X. */
static void read_owned(struct finder *f, const struct block *block, const struct clause *c)
{
    if (c->kind != CLAUSE_BE)
        return;
    struct slice answer = slice_begins(c->rest, "that ") ? slice_from(c->rest, 5) : c->rest;
    bool difference = slice_holds_word(c->subject, "difference");
    if (slice_begins(c->owner, "the difference"))
        return;
    const char *owner = clause_inside(f, c->owner);
    const char *question =
        arena_format(&f->harvest->arena, "What %s %s of %s?", finder_clean(f, c->auxiliary),
                     clause_inside(f, c->subject), owner);
    if (difference)
        question = arena_format(&f->harvest->arena, "What sets %s apart?", owner);
    answer = without_echo(answer, c->owner);
    static const char *const loose[] = {"this", "it", "these", NULL};
    if (!slice_is_any(word_first(answer), loose))
        clause_offer(f, block, c, CARD_BASIC, question, answer, -0.05);
}

/* "A and B are key to Y", "A, B and C are all critical for Y": what is key to Y. */
static bool read_key(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const keys[] = {"key",       "critical", "crucial",  "essential",
                                       "necessary", "vital",    "integral", NULL};
    struct slice rest = c->rest;
    while (slice_begins(rest, "all ") || slice_begins(rest, "both "))
        rest = clause_after(rest, word_first(rest));
    struct slice first = word_first(rest), second = word_first(clause_after(rest, first));
    bool list = slice_holds_word(c->subject, "and");
    if (c->kind != CLAUSE_BE || c->borrowed || c->relative || word_count(rest) > 14 ||
        !(list || slice_equals(first, "key")) || !slice_is_any(first, keys) ||
        !(slice_equals(second, "to") || slice_equals(second, "for")))
        return false;
    const char *question =
        arena_format(&f->harvest->arena, "What is %s?", finder_clean(f, clause_core(rest)));
    return clause_offer(f, block, c, CARD_BASIC, question, c->subject, 0);
}

/* "Agility is the foundation of Y": asks for the subject. */
static void read_backward(struct finder *f, const struct block *block, const struct clause *c)
{
    bool other = slice_begins(c->rest, "other ") || slice_begins(c->rest, "the ");
    bool be =
        c->kind == CLAUSE_BE || (c->kind == CLAUSE_MODAL_BE && slice_equals(c->auxiliary, "will"));
    if (!be || !other || !is_attribute(c->rest) || word_count(c->rest) > 16 || c->borrowed ||
        c->relative || c->lead.length || word_count(c->subject) > 8)
        return;
    struct slice what = clause_core(c->rest);
    bool will = c->kind == CLAUSE_MODAL_BE;
    const char *question =
        arena_format(&f->harvest->arena, "What %s %s%s?", finder_clean(f, c->auxiliary),
                     will ? "be " : "", lower_the(f, what));
    clause_offer(f, block, c, CARD_BASIC, question, c->subject, 0);
}

static void find(struct finder *f, const struct block *block)
{
    size_t count;
    const struct clause *clauses = clause_read(f, block, &count);
    for (size_t i = 0; i < count; i++)
        if (clauses[i].owner.length)
            read_owned(f, block, &clauses[i]);
        else if (!clauses[i].negated && !clauses[i].expletive && !read_key(f, block, &clauses[i]) &&
                 !read_forward(f, block, &clauses[i]))
            read_backward(f, block, &clauses[i]);
}

const struct pattern pattern_attribute = {
    .name = "attribute",
    .confidence = 0.6,
    .summary = "the purpose of X is Y, X is the foundation of Y",
    .example = "The main drawback of linear probing is that full runs grow together.\n",
    .front = "What is the main drawback of linear probing?",
    .back = "Full runs grow together",
    .counter_example = "The purpose is clear. It is the goal of this. The benefit grew.\n",
    .find = find,
};
