/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "content/definition.h"
#include "content/grammar.h"
#include "content/pattern.h"
#include "content/quality.h"
#include "content/verb.h"

enum { SENTENCE_AT_MOST = 800, WORDS_READ = 24, SUBJECT_WORDS = 9 };

struct slice clause_after(struct slice text, struct slice word)
{
    return slice_trim(slice_from(text, (size_t)(word.at + word.length - text.at)));
}

/* --- Subjects ------------------------------------------------------------------------------------
 */

static bool is_article(struct slice word)
{
    return slice_equals(word, "a") || slice_equals(word, "an") || slice_equals(word, "the");
}

/* Nouns that say nothing without what stands before or after them. */
static bool is_hollow(struct slice word)
{
    static const char *const hollow[] = {
        "advantage", "advantages", "answer",     "aspect",        "benefit",
        "benefits",  "case",       "category",   "chapter",       "concept",
        "concepts",  "course",     "difference", "disadvantage",  "idea",
        "ideas",     "problem",    "problems",   "disadvantages", "drawback",
        "example",   "examples",   "goal",       "goals",         "image",
        "lecture",   "list",       "method",     "option",        "options",
        "part",      "parts",      "point",      "process",       "purpose",
        "question",  "reason",     "reasons",    "rest",          "result",
        "results",   "section",    "solution",   "statement",     "step",
        "steps",     "thing",      "things",     "topic",         "trick",
        "video",     "way",        "ways",       "people",        "everyone",
        "author",    "book",       "authors",    "issue",         "approach",
        "situation", "good",       "bad",        "following",     "key",
        "note",      "system",     "service",    "data",          "users",
        "user",      "project",    NULL};
    return slice_is_any(word, hollow);
}

static bool begins_poorly(struct slice word)
{
    static const char *const poor[] = {"in",      "on",        "at",       "to",
                                       "for",     "with",      "by",       "when",
                                       "if",      "as",        "while",    "because",
                                       "since",   "after",     "before",   "although",
                                       "though",  "from",      "how",      "why",
                                       "whether", "where",     "not",      "no",
                                       "any",     "every",     "neither",  "and",
                                       "or",      "but",       "also",     "only",
                                       "even",    "just",      "again",    "first",
                                       "second",  "third",     "next",     "last",
                                       "two",     "three",     "several",  "few",
                                       "more",    "less",      "much",     "well",
                                       "today",   "now",       "within",   "without",
                                       "during",  "through",   "once",     "thanks",
                                       "given",   "see",       "maybe",    "perhaps",
                                       "thus",    "instead",   "whatever", "whoever",
                                       "above",   "below",     "so",       "then",
                                       "note",    "notice",    "recall",   "like",
                                       "e.g",     "it's",      "that's",   "there's",
                                       "it’s",    "i.e",       "ex",       "eg",
                                       "ie",      "q",         "today's",  "everybody",
                                       "anyone",  "about",     "around",   "approximately",
                                       "roughly", "nearly",    "someone",  "nobody",
                                       "various", "different", "certain",  "never",
                                       "often",   NULL};
    return slice_is_any(word_bare(word), poor);
}

static bool holds_odd_marks(struct slice subject)
{
    for (size_t at = 0; at < subject.length; at++) {
        char c = subject.at[at], next = at + 1 < subject.length ? subject.at[at + 1] : ' ';
        if (strchr("?!;:()[]{}=<>|\"`\n\t$", c) || (c == '.' && next == ' ') ||
            (c == '-' && (next == '-' || next == ' ')) || (unsigned char)c == 0xE2)
            return true;
    }
    return false;
}

/* "A, B and C", none of them long. */
static bool is_list(struct slice text)
{
    size_t commas = 0;
    for (size_t at = 0; at < text.length; at++)
        commas += text.at[at] == ',';
    return slice_holds_word(text, "and") && word_count(text) <= (commas + 2) * 3;
}

/* Nouns of which one asks whose they are. */
static bool is_ownable_noun(struct slice word)
{
    static const char *const nouns[] = {
        "idea",     "goal",       "purpose", "point",  "problem",      "benefit", "advantage",
        "drawback", "downside",   "aim",     "risk",   "disadvantage", "danger",  "objective",
        "pitfall",  "difference", "feature", "reason", "challenge",    NULL};
    return slice_is_any(word, nouns);
}

/* "Perform a scan", "Translate needs": an imperative, no subject. */
static bool commands(const struct slice *words, size_t count)
{
    static const char *const imperatives[] = {
        "perform",  "translate",  "use",     "define",   "choose", "make",  "create", "ensure",
        "identify", "understand", "add",     "consider", "keep",   "avoid", "get",    "give",
        "try",      "remember",   "don't",   "do",       "let",    "find",  "read",   "write",
        "take",     "put",        "install", "run",      "adopt",  "think", "look",   "start",
        "assume",   "focus",      "develop", "build",    "work",   NULL};
    bool article = count > 1 && (is_article(words[1]) || word_is_pronoun(word_bare(words[1])));
    return count > 1 &&
           (slice_is_any(words[0], imperatives) || (article && verb_of_base(words[0]) != NULL));
}

bool clause_is_subject(struct slice subject)
{
    struct slice words[SUBJECT_WORDS + 4];
    subject = slice_trim(subject);
    size_t that = slice_find(subject, " that ");
    if (that < subject.length && word_count(subject) <= SUBJECT_WORDS + 4)
        return !memchr(subject.at, ',', subject.length) &&
               clause_is_subject(
                   slice_until(subject, that)); /* what narrows it down may hold any word */
    size_t count = word_split(subject, words, SUBJECT_WORDS + 1);
    if (!count || count > SUBJECT_WORDS || !isalnum((unsigned char)subject.at[0]) ||
        holds_odd_marks(subject))
        return false;
    size_t first = is_article(words[0]) ? 1 : 0;
    if (first == count)
        return false; /* an article alone */
    bool most = first && slice_equals(words[first], "most");
    if (word_is_pronoun(word_bare(words[0])) || commands(words, count) ||
        (!most && word_is_pronoun(word_bare(words[first]))) || begins_poorly(words[0]) ||
        (first && begins_poorly(words[first]) && !slice_equals(words[first], "above")))
        return false;
    if (memchr(subject.at, ',', subject.length) && !is_list(subject))
        return false;
    bool of = first + 1 < count && verb_is_preposition(words[first + 1]);
    if (is_hollow(words[count - 1]) && count - first == 1)
        return false;
    if (is_ownable_noun(words[count - 1]) && (first || count <= 2))
        return false;
    if (slice_ends(words[0], "ly") && count > 1 && is_article(words[1]))
        return false;
    if (verb_is_gerund(words[0]) && slice_holds_word(subject, "and") &&
        word_is_plural(words[count - 1]))
        return false; /* "supporting A and B systems": which of them? */
    if (of && is_hollow(words[first]) && first == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct slice bare = word_bare(words[i]);
        const char *base = i && slice_equals(words[i - 1], "and") ? verb_of_base(bare) : NULL;
        if (base && !verb_may_be_noun(base))
            return false; /* two orders: "clean A and apply B" */
        if ((word_is_pronoun(bare) && !(most && i == first)) || slice_ends(bare, "n't") ||
            verb_is_modal(bare) || verb_is_be(bare) || slice_equals(bare, "has") ||
            slice_equals(bare, "not") || slice_equals(bare, "if") || slice_equals(bare, "where") ||
            slice_equals(bare, "if") || slice_equals(bare, "so"))
            return false;
    }
    return !word_is_stop(words[count - 1]) && !slice_ends(subject, "ly") && subject.length < 90;
}

/* "the", "each" and the like aside, the noun at the end of a short phrase, or before its "of". */
static struct slice head_of(struct slice subject)
{
    struct slice words[SUBJECT_WORDS];
    size_t count = word_split(subject, words, SUBJECT_WORDS), end = count;
    for (size_t i = 1; i < end; i++)
        if (verb_is_preposition(words[i]) || slice_equals(words[i], "used"))
            end = i;
    return end ? word_bare(words[end - 1]) : slice_until(subject, 0);
}

static bool is_plural_subject(struct slice subject)
{
    size_t of = slice_find(subject, " of "), and = slice_find_word(subject, "and");
    return (and < subject.length && of > and) ||
           (word_is_plural(head_of(subject)) && !slice_begins(subject, "a ") &&
            !slice_begins(subject, "an "));
}

/* --- The verb ------------------------------------------------------------------------------------
 */

/* Whether what stands after a word in -s shows that the word is a verb and no plural noun. */
static bool may_govern(const char *base, struct slice next)
{
    struct slice bare = word_bare(next);
    if (!bare.length)
        return false;
    if (verb_takes(base, bare) || slice_equals(bare, "about"))
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
static bool read_auxiliary(struct clause *c, struct slice clause, const struct slice *words,
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
    if (is_article(before) || verb_is_preposition(before) || slice_equals(before, "that") ||
        slice_equals(before, "and") || slice_equals(before, "or"))
        return NULL;
    if (third && !they &&
        (!word_is_plural(before) || !is_plural_subject(c->subject) || !verb_may_be_noun(third))) {
        c->plural = !verb_may_be_noun(third) && word_is_plural(before) &&
                    is_plural_subject(c->subject); /* "nodes contains" is a slip */
        return third;
    }
    if (base && !third && (they || which || is_plural_subject(c->subject))) {
        c->plural = true;
        return base;
    }
    if (!past || base)
        return NULL;
    c->auxiliary = slice_of("did");
    c->plural = they || is_plural_subject(c->subject);
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

/* Finds subject and verb; the subject may still be a pronoun. */
static bool split_clause(struct clause *c, struct slice clause)
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
                        (verb_is_modal(words[i]) && is_plural_subject(c->subject));
            return read_auxiliary(c, clause, words, count, i);
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
        if (!verb || !may_govern(verb, words[i + 1]) ||
            (c->auxiliary.length && slice_equals(words[i + 1], "to")))
            continue;
        c->kind = CLAUSE_ACTIVE;
        c->verb = verb;
        c->phrase = slice_from(clause, (size_t)(words[i].at - clause.at));
        c->rest = clause_after(clause, words[i]);
        return true;
    }
    return false;
}

/* --- One sentence --------------------------------------------------------------------------------
 */

/* Openers that say nothing about the subject. */
static struct slice without_opener(struct slice text)
{
    static const char *const openers[] = {"for example, ",
                                          "for instance, ",
                                          "in many cases, ",
                                          "as a result, ",
                                          "similarly, ",
                                          "in addition, ",
                                          "in most cases, ",
                                          "usually, ",
                                          "typically, ",
                                          "originally, ",
                                          "commonly, ",
                                          "in other cases, ",
                                          "often, ",
                                          "and ",
                                          "but ",
                                          "in particular, ",
                                          "initially, ",
                                          "additionally ",
                                          "eventually, ",
                                          "fundamentally, ",
                                          "likewise, ",
                                          "instead, ",
                                          "importantly, ",
                                          "previously, ",
                                          "finally, ",
                                          "understandably, ",
                                          "hence, ",
                                          NULL};
    text = grammar_without_opener(text);
    static const char *const loose[] = {"sometimes", "usually",   "typically",
                                        "commonly",  "generally", "currently",
                                        "therefore", "often",     NULL};
    if (slice_is_any(word_first(text), loose))
        text = clause_after(text, word_first(text));
    size_t opener = slice_begins_any(text, openers);
    return opener ? slice_trim(slice_from(text, opener)) : text;
}

static bool points_elsewhere(struct slice text)
{
    static const char *const words[] = {"this", "these", "those", "it",  "its",  "they",  "their",
                                        "them", "we",    "our",   "us",  "that", "here",  "such",
                                        "i",    "my",    "he",    "she", "so",   "above", NULL};
    return slice_holds_any(text, words);
}

/* "In a cluster, the master ...": what stands before the subject. False: it points elsewhere. */
static bool take_lead(struct slice *clause, struct slice *lead)
{
    static const char *const leads[] = {
        "in",    "on",    "at",      "for",      "with",      "within", "unlike",  "during",
        "under", "by",    "from",    "through",  "after",     "before", "when",    "if",
        "to",    "once",  "instead", "compared", "regarding", "using",  "without", "throughout",
        "like",  "given", "among",   "across",   NULL};
    *lead = slice_until(*clause, 0);
    if (!slice_is_any(word_first(*clause), leads))
        return true;
    size_t comma = slice_find(slice_until(*clause, 140), ", ");
    if (comma >= clause->length || comma >= 140)
        return false;
    struct slice first = slice_until(*clause, comma);
    if (points_elsewhere(first) || word_count(first) > 14)
        return false;
    *lead = first;
    *clause = slice_trim(slice_from(*clause, comma + 2));
    return !slice_begins(*clause, "and ") && !slice_begins(*clause, "or ");
}

/* "Axioms, which are ..., serve as": the subject without its passing explanation. */
static bool without_relative(struct slice subject, struct slice *bare)
{
    static const char *const marks[] = {", which ", ", who ", ", where ", NULL};
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(subject, marks[i]);
        if (at < subject.length) {
            *bare = slice_until(subject, at);
            return true;
        }
    }
    return false;
}

/* What the sentence before leaves for a pronoun. */
struct antecedent {
    struct slice subject, sentence;
    bool plural, certain;
};

/* "It", "They", "These encodings": the subject they stand for. */
static bool resolve(struct clause *c, const struct antecedent *a)
{
    struct slice words[4];
    size_t count = word_split(c->subject, words, 4);
    if (!a->certain || !count || count > 2)
        return false;
    struct slice last = word_bare(words[count - 1]), head = head_of(a->subject);
    bool many = slice_equals(words[0], "they") || slice_equals(words[0], "these");
    bool single = slice_equals(words[0], "it") || slice_equals(words[0], "this");
    bool agrees = (single && !a->plural) || (many && (a->plural || is_plural_subject(a->subject)));
    bool noun = count == 2 && last.length == head.length && word_count(a->subject) > 1 &&
                !strncasecmp(last.at, head.at, head.length);
    bool alone = count == 1 && !slice_equals(words[0], "this");
    if (!agrees || !(alone || noun))
        return false;
    c->subject = a->subject;
    c->since = a->sentence;
    c->borrowed = true;
    return true;
}

static struct clause *add(struct clause_list *list)
{
    void *clauses = list->clauses;
    memory_reserve(&clauses, list->count, &list->capacity, sizeof *list->clauses);
    list->clauses = clauses;
    struct clause *clause = &list->clauses[list->count++];
    memset(clause, 0, sizeof *clause);
    return clause;
}

/* Leaves out ", on the other hand," and its like right after the subject. */
static struct slice without_aside(struct slice subject)
{
    static const char *const asides[] = {", on the other hand",
                                         ", however",
                                         ", by contrast",
                                         ", for example",
                                         ", in turn",
                                         ", therefore",
                                         " however",
                                         " therefore",
                                         NULL};
    for (size_t i = 0; asides[i]; i++)
        if (slice_ends(subject, asides[i]))
            return slice_until(subject, subject.length - strlen(asides[i]));
    return subject;
}

/* "Data Lake (DL)" without the acronym. */
static struct slice without_acronym(struct slice subject)
{
    const char *open = memchr(subject.at, '(', subject.length);
    if (open && open > subject.at && subject.at[subject.length - 1] == ')')
        return slice_trim(slice_until(subject, (size_t)(open - subject.at)));
    return subject;
}

/* "Plan for failure: Consider ..." without the label. */
static struct slice without_label(struct slice text)
{
    size_t at = slice_find(slice_until(text, 60), ": ");
    if (at < 60 && at + 2 < text.length && isupper((unsigned char)text.at[at + 2]))
        return slice_from(text, at + 2);
    return text;
}

/* "The goal of X" is no thing that "it" could stand for; X is. */
static struct slice topic_of(struct slice subject)
{
    static const char *const begins[] = {
        "the goal of ",      "the purpose of ",           "the point of ", "the aim of ",
        "the main goal of ", "the objective of ",         "the role of ",  "the benefit of ",
        "the idea of ",      "the primary objective of ", "the task of ",  NULL};
    return slice_from(subject, slice_begins_any(subject, begins));
}

/* "It is crucial to ...": an "it" that stands for nothing before. */
static bool is_expletive(const struct clause *c)
{
    static const char *const states[] = {"similar", "equal",     "equivalent", "due",
                                         "able",    "identical", "close",      NULL};
    static const char *const after[] = {"to", "that", "when", "if", "whether", NULL};
    struct slice words[2];
    if (!slice_equals(c->subject, "it") || (c->kind != CLAUSE_BE && c->kind != CLAUSE_MODAL_BE))
        return false;
    return word_split(c->rest, words, 2) == 2 && slice_is_any(words[1], after) &&
           !verb_is_participle(words[0]) && !slice_is_any(words[0], states);
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
    if (is_article(word)) {
        name = slice_make(word.at, (size_t)(name.at + name.length - word.at));
        word = word_last(slice_until(before, (size_t)(word.at - before.at)));
    }
    return slice_is_any(word, places) ? slice_until(name, 0) : name;
}

/* "... field tags, which act as aliases": also a statement about field tags. */
static void add_relative(struct clause_list *list, const struct clause *main)
{
    static const char *const marks[] = {", which ", " which ", NULL};
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(main->phrase, marks[i]);
        if (at >= main->phrase.length)
            continue;
        struct slice name = whole_name(main->phrase, name_before(slice_until(main->phrase, at)));
        struct slice rest = slice_from(main->phrase, at + strlen(marks[i]) - strlen("which "));
        struct clause relative = {.sentence = main->sentence, .since = main->since};
        if (!split_clause(&relative, rest) || !slice_equals(relative.subject, "which") ||
            !clause_is_subject(name))
            return;
        bool plural = word_is_plural(word_last(name));
        if (relative.kind != CLAUSE_MODAL && relative.kind != CLAUSE_MODAL_BE &&
            !slice_equals(relative.auxiliary, "did") && plural != relative.plural)
            return; /* it speaks of something before the last word */
        relative.subject = name;
        relative.plural = plural;
        relative.relative = true;
        *add(list) = relative;
        return;
    }
}

/* "X, which is based on Y, gives Z": also a statement about X and Y. */
static void add_inner(struct clause_list *list, const struct clause *main, struct slice subject)
{
    struct slice rest = slice_from(main->subject, subject.length + strlen(", "));
    struct clause inner = {.sentence = main->sentence, .since = main->since};
    if (!clause_is_subject(subject) || !split_clause(&inner, rest) ||
        !slice_equals(inner.subject, "which"))
        return;
    inner.subject = subject;
    inner.plural = is_plural_subject(subject);
    inner.relative = true;
    *add(list) = inner;
}

/* "X is a tool that does Y": where the whole is too long for one answer, also "X does Y". */
static void add_that(struct clause_list *list, const struct clause *main)
{
    if (main->kind != CLAUSE_BE || word_count(main->rest) < 18 || main->relative)
        return;
    size_t at = slice_find(main->rest, " that ");
    struct clause that = {.sentence = main->sentence, .since = main->since};
    struct slice head = slice_until(main->rest, at);
    if (at >= main->rest.length || word_count(head) > 12 || memchr(head.at, ',', head.length) ||
        !split_clause(&that, slice_from(main->rest, at + 1)) ||
        !slice_equals(that.subject, "that") || that.plural != main->plural)
        return;
    that.subject = main->subject;
    that.borrowed = main->borrowed;
    that.relative = true;
    *add(list) = that;
}

/* "The main idea", "The drawback": an idea or drawback of what was spoken of. */
static bool is_ownable(struct slice subject)
{
    return slice_begins(subject, "the ") && word_count(subject) <= 4 &&
           is_ownable_noun(word_last(subject));
}

/* Where the last clause goes on with a second verb: "supports A and provides B"; length: nowhere.
 */
static size_t second_verb(const struct clause *c, size_t *skip)
{
    static const char *const joints[] = {" and ", ", but ", " but ", NULL};
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
                          !third && !verb_may_be_noun(base) && !word_is_plural(next);
            bool same = verb_is_be(verb) || verb_is_modal(verb) || plural ||
                        (third && !c->plural && may_govern(third, next));
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
static void split_predicate(struct clause_list *list)
{
    for (int round = 0; round < 3; round++) {
        struct clause first = list->clauses[list->count - 1], next = first;
        size_t skip = 0, at = second_verb(&first, &skip);
        if (at >= first.rest.length)
            return;
        struct slice tail = slice_trim(slice_from(first.rest, at + skip));
        struct slice verb = word_first(tail);
        bool aux = verb_is_be(verb) || verb_is_modal(verb);
        if (!aux && first.kind == CLAUSE_ACTIVE && !first.auxiliary.length &&
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
        if (aux && !read_auxiliary(&next, tail, words, count, 0))
            return;
        struct clause *kept = &list->clauses[list->count - 1];
        cut(&kept->phrase, first.rest.at + at);
        cut(&kept->rest, first.rest.at + at);
        next.lead = slice_until(next.lead, 0);
        *add(list) = next;
    }
}

/* "X, which is based on Y, gives Z": both what X is based on and what it gives. */
static bool read_interrupted(struct clause_list *list, struct slice text, struct slice sentence,
                             struct antecedent *before)
{
    size_t at = slice_find(slice_until(text, 80), ", which ");
    struct slice subject = slice_until(text, at);
    if (at >= text.length || at >= 80 || !clause_is_subject(subject))
        return false;
    struct slice inner = slice_from(text, at + strlen(", "));
    for (size_t from = 0; from < inner.length;) {
        size_t comma = from + slice_find(slice_from(inner, from), ", ");
        if (comma >= inner.length)
            return false;
        struct slice rest = slice_trim(slice_from(inner, comma + 1));
        struct slice verb = word_first(rest);
        from = comma + 1;
        if (!verb_is_be(verb) && !verb_is_modal(verb) && !verb_of_third_person(verb))
            continue;
        struct clause told = {.sentence = sentence, .since = sentence}, main = told;
        struct slice last = word_last(slice_until(inner, comma));
        struct slice whole = slice_from(inner, (size_t)(last.at - inner.at));
        if (split_clause(&told, slice_until(inner, comma)) && slice_equals(told.subject, "which")) {
            told.subject = subject;
            *add(list) = told;
        }
        if (split_clause(&main, whole) && word_count(main.subject) == 1) {
            main.subject = subject;
            main.plural = is_plural_subject(subject);
            *before = (struct antecedent){subject, sentence, main.plural, true};
            *add(list) = main;
        }
        return true;
    }
    return false;
}

/* Makes the subject one that stands by itself; false: it does not, or the clause was added. */
static bool settle_subject(struct clause_list *list, struct clause *read,
                           const struct antecedent *old)
{
    struct slice subject;
    read->subject = without_acronym(without_aside(read->subject));
    if (without_relative(read->subject, &subject)) {
        add_inner(list, read, subject);
        read->subject = subject;
    }
    add_relative(list, read);
    read->expletive = is_expletive(read);
    if (read->expletive ||
        (slice_equals(read->subject, "you") && slice_begins(read->lead, "to "))) {
        *add(list) = *read;
        return false;
    }
    if (clause_is_subject(read->subject) || resolve(read, old))
        return true;
    if (old->certain && is_ownable(read->subject)) {
        read->owner = old->subject;
        read->since = old->sentence;
        *add(list) = *read;
    }
    return false;
}

static void read_statement(struct clause_list *list, struct slice text, struct slice sentence,
                           struct antecedent *before)
{
    struct clause read = {.sentence = sentence, .since = sentence};
    text = slice_trim_any(without_opener(without_label(slice_trim_any(text, " \t\n.,;"))), " ,");
    struct antecedent none = {0}, old = *before;
    *before = none;
    if (text.length < 12 || text.at[text.length - 1] == '?' || !take_lead(&text, &read.lead) ||
        !split_clause(&read, text))
        return;
    if (!read.lead.length && read_interrupted(list, text, sentence, before))
        return;
    bool that = read.kind == CLAUSE_BE && slice_begins(read.rest, "that ") &&
                !slice_holds(read.subject, " of ") && !slice_holds(read.subject, " between ");
    struct slice inner = slice_from(read.rest, that ? strlen("that ") : 0);
    if (that && !is_ownable(read.subject) && !split_clause(&read, inner))
        return; /* "The major difference is that X ..." */
    if (!settle_subject(list, &read, &old)) {
        if (read.owner.length)
            *before = old;
        return;
    }
    struct slice topic = topic_of(read.subject);
    bool whole = topic.at == read.subject.at;
    *before = (struct antecedent){.subject = topic,
                                  .sentence = read.since,
                                  .plural = whole ? read.plural : is_plural_subject(topic),
                                  .certain = !slice_holds_word(topic, "that")};
    *add(list) = read;
    split_predicate(list);
    add_that(list, &read);
}

/* Whether the text has a subject (or "it") and a finite verb of its own. */
static bool is_statement(struct slice text)
{
    struct clause c = {0};
    struct slice lead, subject;
    text = slice_trim_any(without_opener(without_label(text)), " ,");
    if (text.length < 12 || !take_lead(&text, &lead) || !split_clause(&c, text))
        return false;
    const char *end = c.subject.at + c.subject.length;
    subject = without_acronym(without_aside(c.subject));
    if (subject.length == c.subject.length && *end == ',')
        return false; /* "software, and its code, is": no second statement */
    without_relative(subject, &subject);
    return clause_is_subject(subject) || (slice_equals(c.subject, "it") && !is_expletive(&c)) ||
           slice_equals(c.subject, "they");
}

/* A statement so short that what follows "and" cannot belong to its object. */
static bool is_short_statement(struct slice text)
{
    struct clause c = {0};
    struct slice lead;
    text = slice_trim_any(without_opener(without_label(text)), " ,");
    return take_lead(&text, &lead) && split_clause(&c, text) && c.kind == CLAUSE_ACTIVE &&
           word_count(c.rest) <= 4 &&
           !slice_holds_word(slice_from(c.rest, word_first(c.rest).length), "to") &&
           !slice_holds_word(c.rest, "that");
}

/* Where "A is ..., while B is ..." goes on with B; `length` when it does not. */
static size_t find_joint(struct slice text, size_t *skip)
{
    static const char *const joints[] = {
        ", while ",   ", whereas ", "; ",      ", but ", ", and ",          ", so ", " and it ",
        " and they ", " but it ",   ", they ", ", it ",  " while another ", " and ", NULL};
    static const size_t kept[] = {8, 10, 2, 6, 6, 5, 5,
                                  5, 5,  2, 2, 7, 5}; /* where the second statement begins */
    size_t best = text.length, offsets[sizeof joints / sizeof *joints];
    if (!slice_find_each(text, joints, offsets))
        return best;
    for (size_t i = 0; joints[i]; i++) {
        size_t at = offsets[i];
        bool bare = !joints[i + 1];
        if (at >= best || (bare && !is_short_statement(slice_until(text, at))) ||
            !is_statement(slice_from(text, at + kept[i])) || !is_statement(slice_until(text, at)))
            continue;
        best = at;
        *skip = kept[i];
    }
    return best;
}

/* "A is ..., while B is ...": two statements; what "it" means after them is not certain. */
static void read_sentence(struct clause_list *list, struct slice sentence,
                          struct antecedent *before)
{
    size_t skip = 0, at = find_joint(sentence, &skip);
    if (at >= sentence.length) {
        read_statement(list, sentence, sentence, before);
        return;
    }
    read_statement(list, slice_until(sentence, at), sentence, before);
    struct antecedent first = *before;
    read_statement(list, slice_from(sentence, at + skip), sentence, before);
    bool same = first.certain && before->certain && first.subject.at == before->subject.at;
    before->certain = same;
}

/* "Data Warehouse:" before its explanation, or the heading over its first sentence. */
static bool label(struct slice sentence, struct antecedent *before)
{
    if (sentence.length < 3 || sentence.at[sentence.length - 1] != ':' || word_count(sentence) > 5)
        return false;
    struct slice term = slice_until(sentence, sentence.length - 1);
    *before = (struct antecedent){.subject = term,
                                  .sentence = sentence,
                                  .plural = is_plural_subject(term),
                                  .certain = definition_is_term(term) && clause_is_subject(term)};
    return true;
}

/* A fence without a language that holds a passage of a book. */
static bool is_quotation(const struct block *block)
{
    struct slice text = slice_trim(slice_make(block->text, block->length));
    if (block->kind != BLOCK_CODE || (block->info && *block->info) || word_count(text) < 12 ||
        !isupper((unsigned char)text.at[0]) || !slice_holds(text, "."))
        return false;
    size_t odd = 0;
    for (size_t at = 0; at < text.length; at++)
        odd += strchr("{}=$<>\\|;_#", text.at[at]) != NULL;
    return odd * 100 < text.length;
}

struct slice clause_predicate(struct slice rest, bool plural)
{
    struct clause c = {.kind = CLAUSE_BE, .rest = rest, .plural = plural};
    size_t skip = 0, at = second_verb(&c, &skip);
    for (size_t from = 0; from < at;) {
        size_t comma = from + slice_find(slice_from(rest, from), ", and ");
        if (comma >= at)
            break;
        if (word_count(slice_until(rest, comma)) >= 4 && is_statement(slice_from(rest, comma + 6)))
            at = comma;
        from = comma + 1;
    }
    return slice_until(rest, at);
}

const struct clause *clause_read(struct finder *f, const struct block *block, size_t *count)
{
    struct clause_list *list = &f->clauses;
    if (list->block != block) {
        list->block = block;
        list->count = 0;
        bool prose = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
                     block->kind == BLOCK_QUOTE || is_quotation(block);
        size_t sentences = 0;
        const struct slice *split = prose ? finder_sentences(f, block, &sentences) : NULL;
        if (!prose || !text_is_english(slice_make(block->text, block->length)))
            sentences = 0;
        struct antecedent before = {0};
        for (size_t i = 0; i < sentences; i++)
            if (split[i].length > SENTENCE_AT_MOST)
                before.certain = false;
            else if (!label(split[i], &before))
                read_sentence(list, split[i], &before);
    }
    *count = list->count;
    return list->clauses;
}

void clause_list_release(struct clause_list *list)
{
    free(list->clauses);
    memset(list, 0, sizeof *list);
}

/* --- Cards ---------------------------------------------------------------------------------------
 */

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

/* The day's topic or the heading, where "the master node" needs it and it says something new. */
static const char *context_of(struct finder *f, const struct block *block, const char *subject)
{
    struct slice text = slice_of(subject);
    size_t words = word_count(text);
    if (!slice_begins(text, "the ") || words > 4 || slice_holds_word(text, "of"))
        return NULL;
    for (size_t at = 4; at < text.length; at++)
        if (isupper((unsigned char)text.at[at]))
            return NULL;
    const char *context = f->day && f->topic ? f->topic
                          : block->heading   ? block->heading->text
                                             : "";
    const char *dash = strstr(context, " - ");
    const char *name = finder_clean(f, slice_of(dash ? dash + 3 : context));
    if (strlen(name) > 44 || strlen(name) < 2 || strpbrk(name, "#:?.|") ||
        text_overlap(slice_of(name), slice_from(text, 4)) > 0.6)
        return NULL;
    return name;
}

const char *clause_question(struct finder *f, const struct block *block, const struct clause *c,
                            const char *what, const char *phrase)
{
    struct arena *arena = &f->harvest->arena;
    const char *subject = clause_inside(f, c->subject);
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
    const char *context = context_of(f, block, subject);
    const char *question = arena_format(arena, "%s %s %s%s%s?", what, does, subject, blank, phrase);
    if (!context)
        return definition_in_context(f, block, subject, question);
    return arena_format(arena, "%s: %c%s", context, tolower((unsigned char)question[0]),
                        question + 1);
}

/* Without what only says why: "..., as it has more than one node". */
static struct slice without_reason(struct slice text)
{
    static const char *const ends[] = {
        ", as it ",     ", as they ", " as it ",   " as they ", " because ",  ", since ",
        " so that ",    ", so ",      " due to ",  ", as the ", ", as most ", ", meaning ",
        ", they ",      ", it ",      ", this ",   ", these ",  ", whereas ", ", while ",
        ", and their ", ", and its ", ", however", " however ", NULL};
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
        if (slice_begins(text, owners[i]))
            return slice_from(text, strlen(owners[i]));
    return text;
}

struct slice clause_answer(struct slice text)
{
    size_t by = slice_find(text, " by ");
    if (by > 2 && by < text.length && verb_is_gerund(word_first(slice_from(text, by + 4))) &&
        text.at[by - 1] != ',')
        text = slice_until(text, by);
    return without_owner(without_reason(text));
}

const char *clause_group(struct finder *f, const struct block *block, struct slice sentence)
{
    return arena_format(&f->harvest->arena, "sentence-%ld-%zu", block->first_line,
                        (size_t)(sentence.at - block->text));
}

bool clause_offer(struct finder *f, const struct block *block, const struct clause *c,
                  enum card_kind kind, const char *question, struct slice back, double adjust)
{
    static const char *const loose[] = {"this", "these", "former", "latter", "i", "here", NULL};
    char *answer = (char *)finder_clean(f, quality_shorten(slice_trim_any(back, " ,;.")));
    char *many = strstr(answer, " these many ");
    if (many)
        memmove(many, many + strlen(" these"), strlen(many + strlen(" these")) + 1);
    if (slice_holds_any(slice_of(answer), loose) || word_count(slice_of(question)) > 34)
        return false;
    struct definition d = {.block = block, .passage = c->sentence};
    d.adjust = adjust - (c->relative ? 0.05 : 0);
    d.line = finder_line(block, c->since);
    d.end_line = finder_end_line(block, c->sentence);
    const char *group = clause_group(f, block, c->sentence);
    return definition_offer_question(f, &d, question, kind, answer, group);
}
