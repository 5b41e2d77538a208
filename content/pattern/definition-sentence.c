/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "X is a ...", "X refers to ...", "X is known as ..." and their like, in English sentences. */
#include <string.h>

#include "content/claim.h"
#include "content/clause.h"
#include "content/definition.h"
#include "content/grammar.h"
#include "content/quality.h"
#include "content/scope.h"
#include "content/verb.h"

/*
 * A verb with its blanks, and the question that it answers: "%s" is the subject, NULL asks by the
 * copula ("What is X?"). Then whether the answer names the subject, and whether what follows must
 * be a noun phrase. Earlier ones win.
 */
/* clang-format off */
#define FORMS(FORM) \
    FORM(" is defined as ", "How is %s defined?", true, false) \
    FORM(" are defined as ", "How are %s defined?", true, false) \
    FORM(" are broadly defined as ", "How are %s defined?", true, false) \
    FORM(" is broadly defined as ", "How is %s defined?", true, false) \
    FORM(" refers to ", "What does %s refer to?", true, false) \
    FORM(" refer to ", "What do %s refer to?", true, false) \
    FORM(" can be thought of as ", "What can %s be thought of as?", false, false) \
    FORM(" is also known as ", "What is %s also known as?", false, false) \
    FORM(" are also known as ", "What are %s also known as?", false, false) \
    FORM(" is known as ", "What is %s known as?", false, false) \
    FORM(" are known as ", "What are %s known as?", false, false) \
    FORM(" is called ", "What is %s called?", false, false) \
    FORM(" are called ", "What are %s called?", false, false) \
    FORM(" stands for ", "What does %s stand for?", false, false) \
    FORM(" means ", "What does %s mean?", true, false) \
    FORM(" mean ", "What do %s mean?", true, false) \
    FORM(" involves ", "What does %s involve?", true, false) \
    FORM(" involve ", "What do %s involve?", true, false) \
    FORM(" aims to ", "What does %s aim to do?", false, false) \
    FORM(" aim to ", "What do %s aim to do?", false, false) \
    FORM(" makes use of ", "What does %s make use of?", false, false) \
    FORM(" covers ", "What does %s cover?", false, false) \
    FORM(" emphasizes ", "What does %s emphasize?", false, false) \
    FORM(" encompasses ", "What does %s encompass?", false, false) \
    FORM(" is concerned with ", "What is %s concerned with?", false, false) \
    FORM(" is responsible for ", "What is %s responsible for?", false, false) \
    FORM(" are responsible for ", "What are %s responsible for?", false, false) \
    FORM(" consists of ", "What does %s consist of?", false, false) \
    FORM(" consist of ", "What do %s consist of?", false, false) \
    FORM(" is the process of ", "What is %s?", true, false) \
    FORM(" is ", NULL, true, true) \
    FORM(" are ", NULL, true, true)
/* clang-format on */

struct form {
    const char *verb, *question;
    bool reverse, noun;
};
#define FORM_ROW(verb, question, reverse, noun) {verb, question, reverse, noun},
static const struct form forms[] = {FORMS(FORM_ROW)};
#define FORM_VERB(verb, question, reverse, noun) verb,
static const char *const verbs[] = {FORMS(FORM_VERB) NULL};

enum { FORM_COUNT = sizeof forms / sizeof *forms, SUBJECT_AT_MOST = 120 };

static const char *question_for(struct finder *f, const struct form *form, const char *subject)
{
    struct arena *arena = &f->harvest->arena;
    struct slice name = slice_of(subject);
    bool plural = word_is_plural(word_last(name)) && !slice_holds(name, " of ") &&
                  !slice_begins(name, "a ") && !slice_begins(name, "an ");
    if (form->noun && plural)
        return arena_format(arena, "What are %s?", subject);
    if (form->question) {
        const char *hole = strstr(form->question, "%s");
        return arena_format(arena, "%.*s%s%s", (int)(hole - form->question), form->question,
                            subject, hole + 2);
    }
    return arena_format(arena, "What %s %s?", form->verb[1] == 'a' ? "are" : "is", subject);
}

/* "User is responsible for ...": one of many, without an article; and 'a "special case"'. */
static void demote(struct definition *d)
{
    struct slice first = word_first(d->gloss),
                 second = word_first(slice_from(d->gloss, first.length));
    static const char *const roles[] = {"user",  "customer", "client", "developer", "owner",
                                        "admin", "engineer", "server", "provider",  NULL};
    bool bare = slice_is_any(d->term, roles);
    bool quoted = second.length && (second.at[0] == '"' || slice_begins(second, "“"));
    if (!bare && !quoted)
        return;
    d->adjust -= 0.2;
    d->why = bare ? "one of many, without an article" : "a figure of speech";
}

/* "all cores sharing one memory": an action, by which one can tell what involves it. */
static bool holds_gerund(struct slice gloss)
{
    struct slice words[5];
    size_t count = word_split(gloss, words, 5);
    for (size_t i = 0; i < count; i++)
        if (verb_is_gerund(words[i]))
            return true;
    return false;
}

/* "a hash table, it's a big one": what a speaker adds after a comma is another statement. */
static struct slice before_splice(struct slice gloss)
{
    static const char *const joints[] = {", it's ", ", it’s ",     ", it is ",
                                         ", so it", ", they are ", NULL};
    size_t end = slice_find_any(gloss, joints);
    size_t comma = slice_find(gloss, ", ");
    struct slice rest = slice_from(gloss, comma + 2);
    size_t verb = slice_find(rest, " is ");
    if (comma < end && verb < rest.length && word_count(slice_until(rest, verb)) < 4 &&
        !slice_is_any(word_first(rest),
                      (const char *const[]){"which", "that", "who", "whose", "where", "and", "when",
                                            "but", NULL}) &&
        clause_is_subject(slice_until(rest, verb)))
        end = comma;
    return slice_until(gloss, end);
}

static void offer(struct finder *f, const struct form *form, struct definition *d)
{
    d->gloss = before_splice(d->gloss);
    const char *subject = scope_whole(f, d->block, definition_subject(f, d->term));
    bool plural = form->verb[1] == 'a';
    const char *back =
        finder_clean(f, quality_shorten(clause_predicate(slice_trim(d->gloss), plural)));
    demote(d);
    const char *group = finder_group(f);
    bool defines = form->noun || form->reverse;
    if (word_count(slice_of(back)) < (defines ? 3U : 2U))
        return;
    const char *question = scope_question(f, d->block, subject, question_for(f, form, subject));
    size_t offset = (size_t)(d->term.at - d->block->text);
    if (block_covered(d->block, SPAN_CODE, offset, offset + d->term.length))
        question =
            arena_format(&f->harvest->arena, "In code, %c%s", question[0] | 32, question + 1);
    size_t from = f->harvest->draft_count;
    if (!definition_offer_question(f, d, question, CARD_BASIC, back, group))
        return;
    bool involves = slice_ends(slice_of(question), " involve?");
    if (involves) { /* what it involves, others do as well */
        d->adjust -= 0.05;
        d->why = "involves, but is not";
    }
    if (form->reverse && (!involves || holds_gerund(d->gloss)))
        definition_offer_reverse(f, d, d->term, back, group);
    if (defines)
        claim_definition(f, from, d->block, d->term, back);
}

/* "The goal of X is to ...": asks for the goal. */
static bool read_goal(struct finder *f, const struct block *block, struct slice clause,
                      struct slice passage)
{
    static const char *const begins[] = {"the goal of ",      "the purpose of ",   "the point of ",
                                         "the aim of ",       "the core idea of ", "the task of ",
                                         "the main goal of ", "the role of ",      NULL};
    bool begun = false;
    for (size_t i = 0; begins[i] && !begun; i++)
        begun = slice_begins(clause, begins[i]);
    size_t at = begun ? slice_find(slice_until(clause, SUBJECT_AT_MOST), " is to ") : 0;
    if (!begun || at >= clause.length || at >= SUBJECT_AT_MOST)
        return false;
    struct slice subject = slice_until(clause, at);
    if (word_count(subject) > 9 || slice_holds_word(subject, "this") ||
        slice_holds_word(subject, "it") || memchr(subject.at, ',', subject.length))
        return false;
    struct definition d = {.term = subject, .block = block, .passage = passage};
    d.line = finder_line(block, passage);
    d.end_line = finder_end_line(block, passage);
    const char *question =
        arena_format(&f->harvest->arena, "What is %s?", definition_subject(f, subject));
    struct slice goal = quality_shorten(slice_from(clause, at + strlen(" is ")));
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, goal), NULL);
    return true;
}

/* One clause: a subject, one of the verbs, what is said. */
static bool read_clause(struct finder *f, const struct block *block, struct slice clause,
                        struct slice passage)
{
    size_t offsets[FORM_COUNT];
    clause = grammar_without_opener(slice_trim(clause));
    if (clause.length && clause.at[clause.length - 1] == '?')
        return false;
    struct slice begin = slice_until(clause, SUBJECT_AT_MOST);
    if (!slice_find_each(begin, verbs, offsets))
        return false;
    if (read_goal(f, block, clause, passage))
        return true;
    for (size_t i = 0; i < FORM_COUNT; i++) {
        const struct form *form = &forms[i];
        size_t at = offsets[i];
        if (at == begin.length)
            continue;
        struct slice subject = slice_trim_any(slice_until(clause, at), " \t\n,\"“”*_");
        const char *open = memchr(subject.at, '(', subject.length);
        if (open && open > subject.at && subject.at[subject.length - 1] == ')')
            subject = slice_trim(slice_until(subject, (size_t)(open - subject.at)));
        struct slice gloss = slice_from(clause, at + strlen(form->verb));
        bool plural = form->verb[1] == 'a';
        if (!grammar_is_subject(subject) || (form->noun && !grammar_is_noun_phrase(gloss, plural)))
            continue;
        static const char *const bad[] = {"not", "that",  "you",  "if",   "it", "they",
                                          "we",  "there", "less", "more", NULL};
        if (slice_is_any(word_bare(word_first(gloss)), bad))
            continue;
        if (grammar_is_kind(clause_core(gloss)))
            return true; /* asked as "What is X a subset of?" */
        struct definition d = {.term = subject, .gloss = gloss, .block = block};
        d.passage = passage;
        d.line = finder_line(block, passage);
        d.end_line = finder_end_line(block, passage);
        offer(f, form, &d);
        return true;
    }
    return false;
}

/* "Encoding is ..., while decoding is ...": two statements. */
static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    static const char *const joints[] = {", while ", ", whereas ", "; ", ", and finally ", NULL};
    size_t offsets[sizeof joints / sizeof *joints];
    if (sentence.length > 1500)
        return;
    bool joined = slice_find_each(sentence, joints, offsets) > 0;
    for (size_t i = 0; joined && joints[i]; i++) {
        size_t at = offsets[i];
        if (at == sentence.length)
            continue;
        struct slice second = slice_from(sentence, at + strlen(joints[i]));
        read_clause(f, block, slice_until(sentence, at), sentence);
        read_clause(f, block, second, sentence);
        return;
    }
    read_clause(f, block, sentence, sentence);
}

static void find(struct finder *f, const struct block *block)
{
    if (!clause_is_prose(block))
        return;
    struct slice text = slice_make(block->text, block->length);
    if (slice_find_any(text, verbs) == text.length || !text_is_english(text))
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++)
        read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_definition_sentence = {
    .name = "definition-sentence",
    .confidence = 0.75,
    .summary = "X is a ..., X refers to ..., X is defined as ..., X is known as ...",
    .example = "A semaphore is a counter that threads raise and lower to share a resource.\n",
    .front = "What is a semaphore?",
    .back = "A counter that threads raise and lower to share a resource",
    .counter_example = "It is a good idea. There are many ways. This is known as progress.\n",
    .find = find,
};
