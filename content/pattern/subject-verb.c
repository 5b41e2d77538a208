/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "X stores Y", "X allows Y to Z", "X can Y": what a subject does. */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/pattern.h"
#include "content/verb.h"

/* What is added for forms that hardly ever go wrong. */
#define SURE 0.15

static bool is_any_verb(const char *verb, const char *const *list)
{
    return slice_is_any(slice_of(verb), list);
}

/* A single short noun phrase that may stand inside the question: "engineers", "the writer". */
static bool is_short_object(struct slice object)
{
    static const char *const loose[] = {"it", "them", "this", "these", "that", "which", NULL};
    return object.length && word_count(object) <= 5 && !slice_holds_any(object, loose) &&
           !memchr(object.at, ',', object.length);
}

/* "lets you refer to a part": what it lets one do. */
static bool read_letting(struct finder *f, const struct block *block, const struct clause *c)
{
    struct slice who = word_first(c->rest), action = clause_after(c->rest, who);
    bool person = slice_equals(who, "you") || slice_equals(who, "us") || word_is_plural(who);
    if (person && verb_of_base(word_first(action))) {
        const char *phrase = arena_format(&f->harvest->arena, "let %s do", finder_clean(f, who));
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                     clause_answer(action), 0);
    }
    return true;
}

/* "allows engineers to scale ...": "What does X allow engineers to do?" */
static bool read_enabling(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const verbs[] = {"allow", "enable", "help",      "let", "permit",
                                        "cause", "force",  "encourage", NULL};
    if (!is_any_verb(c->verb, verbs))
        return false;
    struct slice rest = c->rest;
    if (!strcmp(c->verb, "help") && (verb_of_base(word_first(rest)) || slice_begins(rest, "to "))) {
        struct slice action = slice_begins(rest, "to ") ? slice_from(rest, 3) : rest;
        const char *asked = clause_question(f, block, c, "What", "help to do");
        return clause_offer(f, block, c, CARD_BASIC, asked, action, 0) || true;
    }
    if (!strcmp(c->verb, "let"))
        return read_letting(f, block, c);
    size_t at = slice_find(slice_until(rest, 60), " to ");
    struct slice object = slice_until(rest, at);
    if (at >= rest.length || at >= 60 || !is_short_object(object) ||
        !islower((unsigned char)rest.at[at + 4]) ||
        (!strcmp(c->verb, "help") && !verb_of_base(word_first(slice_from(rest, at + 4)))))
        return false;
    /* "access to files", "attention to detail": the noun takes "to", and no action follows. */
    static const char *const directed[] = {"access",  "attention", "changes",     "references",
                                           "respect", "response",  "connections", NULL};
    if (slice_is_any(word_last(object), directed) ||
        word_count(clause_answer(slice_from(rest, at + 4))) < 2)
        return false;
    const char *phrase =
        arena_format(&f->harvest->arena, "%s %s to do", c->verb, clause_inside(f, object));
    clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                 clause_answer(slice_from(rest, at + 4)), SURE);
    return true;
}

/* "makes it easier for teams to ...", "needs to ...", "aims to ...". */
static bool read_infinitive(struct finder *f, const struct block *block, const struct clause *c)
{
    struct arena *arena = &f->harvest->arena;
    static const char *const verbs[] = {"need", "aim", "try", "have", "tend", "want", NULL};
    if (is_any_verb(c->verb, verbs) && slice_begins(c->rest, "to ")) {
        const char *phrase = arena_format(arena, "%s to do", c->verb);
        struct slice answer = clause_answer(slice_from(c->rest, 3));
        bool be = slice_begins(answer, "be ") && word_count(answer) > 2;
        if (be)
            phrase = arena_format(arena, "%s to be", c->verb);
        if (!slice_begins(answer, "do ") || word_count(answer) > 3)
            clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                         be ? slice_from(answer, strlen("be ")) : answer, 0);
        return true;
    }
    if (strcmp(c->verb, "make") != 0 || !slice_begins(c->rest, "it "))
        return false;
    size_t at = slice_find(slice_until(c->rest, 80), " to ");
    if (at >= c->rest.length || at >= 80 || word_count(slice_until(c->rest, at)) > 7)
        return true;
    const char *phrase =
        arena_format(arena, "make %s to do", clause_inside(f, slice_until(c->rest, at)));
    clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                 slice_from(c->rest, at + 4), 0);
    return true;
}

/* "take advantage of": a noun that is part of the verb. */
static const char *fixed_phrase(const char *verb, struct slice *answer)
{
    static const char *const phrases[] = {"make use of",          "take advantage of",
                                          "give rise to",         "play a role in",
                                          "have access to",       "keep track of",
                                          "give access to",       "take part in",
                                          "provide access to",    "boil down to",
                                          "come down to",         "concern itself with",
                                          "take place in",        "lend itself to",
                                          "take care of",         "take the form of",
                                          "take account of",      "make up for",
                                          "put an end to",        "set out to",
                                          "take over from",       "put pressure on",
                                          "take precedence over", "have priority over",
                                          "give priority to",     NULL};
    size_t length = strlen(verb);
    for (size_t i = 0; phrases[i]; i++) {
        const char *noun = phrases[i] + length + 1;
        if (strncmp(phrases[i], verb, length) != 0 || phrases[i][length] != ' ' ||
            !slice_begins(*answer, noun))
            continue;
        *answer = slice_trim(slice_from(*answer, strlen(noun)));
        return phrases[i];
    }
    return NULL;
}

/* "has a major effect on Y", "plays an active part in Y": the words before Y, or NULL. */
static const char *effect_phrase(struct finder *f, const struct clause *c, struct slice *answer)
{
    static const char *const verbs[] = {"have", "play", "take", "exert", NULL};
    static const char *const nouns[] = {"effect",   "impact", "influence", "role",    "part",
                                        "interest", "stake",  "share",     "bearing", NULL};
    struct slice words[5];
    size_t count = word_split(*answer, words, 5);
    bool article = count > 3 && (slice_equals(words[0], "a") || slice_equals(words[0], "an"));
    if (!is_any_verb(c->verb, verbs) || !article)
        return NULL;
    size_t noun = slice_is_any(words[1], nouns) ? 1 : 2;
    if (noun + 1 >= count || !slice_is_any(words[noun], nouns) ||
        !(slice_equals(words[noun + 1], "on") || slice_equals(words[noun + 1], "in")))
        return NULL;
    struct slice said =
        slice_make(answer->at, (size_t)(words[noun + 1].at + words[noun + 1].length - answer->at));
    *answer = clause_after(*answer, words[noun + 1]);
    return arena_format(&f->harvest->arena, "%s %s", c->verb, finder_clean(f, said));
}

/* "provides better Y": what it improves. */
static bool improves(const struct clause *c, struct slice *answer)
{
    static const char *const verbs[] = {"provide", "offer",     "give",    "ensure",
                                        "deliver", "achieve",   "promise", "bring",
                                        "yield",   "guarantee", NULL};
    static const char *const better[] = {"better", "improved", "enhanced", NULL};
    struct slice first = word_first(*answer), rest = clause_after(*answer, first);
    if (!is_any_verb(c->verb, verbs) || !slice_is_any(first, better) ||
        slice_holds_word(rest, "than") || word_count(rest) < 1)
        return false;
    *answer = rest;
    return true;
}

/* "makes the contract voidable": what it makes voidable. */
static const char *making(struct finder *f, const struct clause *c, struct slice *answer)
{
    static const char *const endings[] = {"able", "ible", "ful", "ous", NULL};
    static const char *const adjectives[] = {"easier",   "harder", "faster", "slower",
                                             "possible", "safer",  "void",   "invalid",
                                             "simpler",  "safe",   NULL};
    struct slice last = word_last(*answer);
    bool ending = slice_is_any(last, adjectives);
    for (size_t i = 0; endings[i] && !ending; i++)
        ending = slice_ends(last, endings[i]) && last.length > strlen(endings[i]) + 2;
    if (strcmp(c->verb, "make") != 0 || !ending || word_count(*answer) > 8 ||
        word_count(*answer) < 2)
        return NULL;
    *answer = slice_trim(slice_until(*answer, (size_t)(last.at - answer->at)));
    return arena_format(&f->harvest->arena, "make %s", finder_clean(f, last));
}

/* "takes place in the cytoplasm": where. */
static bool read_place(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const times[] = {"before", "after", "during", "when", NULL};
    static const char *const places[] = {"in", "on", "within", "inside", "outside", NULL};
    bool take = !strcmp(c->verb, "take") && slice_begins(c->rest, "place ");
    static const char *const possible[] = {"can", "could", "may", "might", NULL};
    if ((!take && strcmp(c->verb, "occur") != 0) || slice_is_any(c->auxiliary, possible))
        return false;
    struct slice rest = take ? slice_from(c->rest, strlen("place ")) : c->rest;
    struct slice first = word_first(rest), second = word_first(clause_after(rest, first));
    bool article = slice_equals(second, "the") || slice_equals(second, "a") ||
                   slice_equals(second, "an") || !verb_is_gerund(second);
    bool time = slice_is_any(first, times), place = slice_is_any(first, places) && article;
    if (time || place)
        clause_offer(
            f, block, c, CARD_BASIC,
            clause_question(f, block, c, time ? "When" : "Where", take ? "take place" : "occur"),
            clause_predicate(rest, c->plural), 0);
    return time || place || take;
}

/* "provides us with Y", "depends on Y", "ensures that Y": the words that stay in the question. */
static const char *governing(struct finder *f, const struct clause *c, struct slice *answer)
{
    struct arena *arena = &f->harvest->arena;
    const char *fixed = fixed_phrase(c->verb, answer);
    fixed = fixed ? fixed : effect_phrase(f, c, answer);
    fixed = fixed ? fixed : making(f, c, answer);
    if (fixed)
        return fixed;
    struct slice first = word_first(*answer), after = clause_after(*answer, first);
    if (verb_takes(c->verb, first)) {
        *answer = after;
        return arena_format(arena, "%s %s", c->verb, finder_clean(f, first));
    }
    static const char *const persons[] = {"us", "you", "users", "developers", "engineers", NULL};
    if (slice_is_any(first, persons) && slice_begins(after, "with ")) {
        *answer = slice_from(after, 5);
        return arena_format(arena, "%s %s with", c->verb, finder_clean(f, first));
    }
    bool us = slice_equals(first, "us") || slice_equals(first, "you");
    if (us && !verb_is_be(word_first(after)) && strcmp(c->verb, "mean") != 0) {
        *answer = after;
        return arena_format(arena, "%s %s", c->verb, finder_clean(f, first));
    }
    if (slice_equals(first, "that"))
        *answer = after;
    return c->verb;
}

static bool is_number(struct slice word)
{
    static const char *const numbers[] = {"one",      "two",    "three", "four", "five",
                                          "six",      "seven",  "ten",   "half", "hundred",
                                          "thousand", "twelve", "eight", "nine", NULL};
    return word.length && (isdigit((unsigned char)word.at[0]) || slice_is_any(word, numbers));
}

static bool may_answer(struct slice answer)
{
    static const char *const bad[] = {
        "it",  "them",  "this", "these", "themselves", "itself", "so",      "more",     "less",
        "not", "early", "late", "again", "back",       "away",   "quickly", "faster",   "nothing",
        "if",  "when",  "each", "and",   "or",         "to",     "well",    "together", NULL};
    static const char *const about[] = {"about ", "up to ",     "at least ", "more than ",
                                        "over ",  "less than ", NULL};
    struct slice first = word_first(answer);
    for (size_t i = 0; about[i]; i++)
        if (slice_begins(answer, about[i])) /* "about seven items", "at least 3 copies" */
            return is_number(word_first(slice_from(answer, strlen(about[i]))));
    return answer.length > 2 && !slice_is_any(word_bare(first), bad) &&
           !verb_is_preposition(first) && !(verb_is_adverb(first) && word_count(answer) < 3);
}

/* "views X as Y": "How does S view X?" */
static bool read_view(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const verbs[] = {"view", "see", "treat", "consider", "define", NULL};
    size_t at = slice_find(c->rest, " as ");
    struct slice object = slice_until(c->rest, at);
    if (!is_any_verb(c->verb, verbs) || at >= c->rest.length || !is_short_object(object))
        return false;
    const char *phrase =
        arena_format(&f->harvest->arena, "%s %s", c->verb, clause_inside(f, object));
    clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "How", phrase),
                 slice_from(c->rest, at + 1), 0);
    return true;
}

/* After "can" or "will": verbs that ask better than "What can X do?" */
static bool asks_by_itself(const struct clause *c)
{
    static const char *const verbs[] = {"involve", "contain", "include", "require", "have",
                                        "need",    "mean",    "store",   "support", NULL};
    return is_any_verb(c->verb, verbs) || verb_takes(c->verb, word_first(c->rest));
}

static void read_clause(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const dull[] = {"begin",     "start",  "see",    "say",    "come", "go",
                                       "want",      "ask",    "tell",   "know",   "wait", "fall",
                                       "seem",      "appear", "become", "remain", "stay", "look",
                                       "recommend", "get",    NULL};
    if (c->owner.length || c->expletive || c->negated)
        return;
    static const char *const possible[] = {"can", "could", "may", "might", NULL};
    bool when = slice_begins(c->rest, "when ");
    if (when && slice_is_any(c->auxiliary, possible))
        return;
    if (when) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "When", c->verb),
                     c->rest, 0);
        return;
    }
    if (read_enabling(f, block, c) || read_infinitive(f, block, c) || read_place(f, block, c))
        return;
    bool says = !strcmp(c->verb, "say") && slice_begins(c->rest, "that ");
    if ((is_any_verb(c->verb, dull) && !says) || read_view(f, block, c))
        return;
    if (c->several) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", "do"),
                     clause_answer(c->phrase), 0);
        return;
    }
    struct slice answer = c->rest;
    if (improves(c, &answer)) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", "improve"),
                     clause_answer(answer), 0);
        return;
    }
    static const char *const differing[] = {"differ", "vary", NULL};
    static const char *const working[] = {"work", "happen", "occur", "operate", "function", NULL};
    static const char *const means[] = {"by", "through", "via", NULL};
    struct slice first = word_first(answer);
    bool differs = is_any_verb(c->verb, differing) && verb_is_preposition(first) &&
                   !verb_takes(c->verb, first);
    if (differs || (is_any_verb(c->verb, working) && slice_is_any(first, means))) {
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "How", c->verb), answer,
                     0);
        return;
    }
    static const char *const events[] = {"occur", "happen", "become", "appear", NULL};
    bool maybe = slice_equals(c->auxiliary, "might") || slice_equals(c->auxiliary, "could");
    if (maybe && (c->plural || word_is_plural(word_last(c->subject)) || !strcmp(c->verb, "have")))
        return; /* what some of them perhaps do */
    if (c->kind == CLAUSE_MODAL && !asks_by_itself(c)) {
        if (!is_any_verb(c->verb, events) && word_count(c->phrase) > 1 &&
            !verb_is_preposition(word_first(c->rest)))
            clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", "do"),
                         clause_answer(c->phrase), -0.05);
        return;
    }
    const char *phrase = governing(f, c, &answer);
    if (may_answer(answer))
        clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", phrase),
                     clause_answer(answer), 0);
}

static void find(struct finder *f, const struct block *block)
{
    size_t count;
    const struct clause *clauses = clause_read(f, block, &count);
    for (size_t i = 0; i < count; i++)
        if (clauses[i].kind == CLAUSE_ACTIVE || clauses[i].kind == CLAUSE_MODAL)
            read_clause(f, block, &clauses[i]);
}

const struct pattern pattern_subject_verb = {
    .name = "subject-verb",
    .confidence = 0.6,
    .summary = "X stores Y, X allows Y to Z, X can Y",
    .example = "A write-ahead log stores every change before it reaches the table.\n",
    .front = "What does a write-ahead log store?",
    .back = "Every change before it reaches the table",
    .counter_example = "It stores them. This helps. We store logs because we must.\n",
    .find = find,
};
