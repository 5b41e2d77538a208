/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause.h"

#include <ctype.h>
#include <string.h>

#include "content/clause_internal.h"
#include "content/verb.h"

enum { SUBJECT_WORDS = CLAUSE_SUBJECT_WORDS };

bool clause_is_article(struct slice word)
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
                                       "often",   "whereas",   "rather",   NULL};
    return slice_is_any(word_bare(word), poor);
}

static bool holds_odd_marks(struct slice subject)
{
    for (size_t at = 0; at < subject.length; at++) {
        char c = subject.at[at], next = at + 1 < subject.length ? subject.at[at + 1] : ' ';
        /* "the cell’s", "semi‐arid": punctuation that belongs to the word */
        if (slice_begins(slice_from(subject, at), "\xE2\x80\x99") ||
            slice_begins(slice_from(subject, at), "\xE2\x80\x90")) {
            at += 2;
            continue;
        }
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
bool clause_is_ownable_noun(struct slice word)
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
    bool article =
        count > 1 && (clause_is_article(words[1]) || word_is_pronoun(word_bare(words[1])));
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
               !verb_of_past(word_last(slice_until(subject, that))) &&
               clause_is_subject(
                   slice_until(subject, that)); /* what narrows it down may hold any word */
    size_t count = word_split(subject, words, SUBJECT_WORDS + 1);
    if (!count || count > SUBJECT_WORDS || !isalnum((unsigned char)subject.at[0]) ||
        holds_odd_marks(subject))
        return false;
    size_t first = clause_is_article(words[0]) ? 1 : 0;
    if (first == count)
        return false; /* an article alone */
    bool most = first && slice_equals(words[first], "most");
    bool each = slice_equals(words[0], "each") && count > 1 && count <= 4 &&
                !slice_equals(words[1], "of") && !word_is_pronoun(words[1]);
    if (each)
        return clause_is_subject(slice_from(subject, (size_t)(words[1].at - subject.at)));
    if (word_is_pronoun(word_bare(words[0])) || commands(words, count) ||
        (!most && word_is_pronoun(word_bare(words[first]))) || begins_poorly(words[0]) ||
        (first && begins_poorly(words[first]) && !slice_equals(words[first], "above")))
        return false;
    if (memchr(subject.at, ',', subject.length) && !is_list(subject))
        return false;
    bool of = first + 1 < count && verb_is_preposition(words[first + 1]);
    if (is_hollow(words[count - 1]) && count - first == 1)
        return false;
    if (clause_is_ownable_noun(words[count - 1]) && (first || count <= 2))
        return false;
    if (slice_ends(words[0], "ly") && count > 1 && clause_is_article(words[1]))
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
            slice_equals(bare, "when") || slice_equals(bare, "so"))
            return false;
    }
    return !word_is_stop(words[count - 1]) && !slice_ends(subject, "ly") && subject.length < 90;
}

bool clause_says_nothing(struct slice subject)
{
    static const char *const anybody[] = {
        "engineers",  "developers",     "programmers", "vendors",       "companies",     "teams",
        "customers",  "scientists",     "researchers", "students",      "organizations", "systems",
        "businesses", "experts",        "changes",     "organisations", "applications",  "clients",
        "things",     "considerations", "techniques",  "approaches",    "methods",       NULL};
    static const char *const loose[] = {"similar", "multiple", "many",    "almost",   "such",
                                        "certain", "example",  "various", "specific", NULL};
    struct slice words[CLAUSE_SUBJECT_WORDS];
    size_t count = word_split(subject, words, CLAUSE_SUBJECT_WORDS);
    size_t first = count && clause_is_article(words[0]) ? 1 : 0;
    if (first >= count)
        return false;
    static const char *const one[] = {"engineer",   "user",    "customer", "developer", "analyst",
                                      "client",     "owner",   "provider", "manager",   "scientist",
                                      "programmer", "student", NULL};
    if (!first && slice_is_any(words[count - 1], one))
        return true; /* one of many, without an article */
    return slice_is_any(words[first], loose) ||
           (count - first == 1 && slice_is_any(words[first], anybody));
}

/* "the", "each" and the like aside, the noun at the end of a short phrase, or before its "of". */
struct slice clause_head(struct slice subject)
{
    struct slice words[SUBJECT_WORDS];
    size_t count = word_split(subject, words, SUBJECT_WORDS), end = count;
    for (size_t i = 1; i < end; i++)
        if (verb_is_preposition(words[i]) || slice_equals(words[i], "used") ||
            slice_equals(words[i], "such"))
            end = i;
    return end ? word_bare(words[end - 1]) : slice_until(subject, 0);
}

bool clause_is_plural(struct slice subject)
{
    size_t of = slice_find(subject, " of "), and = slice_find_word(subject, "and");
    return (and < subject.length && of > and) ||
           (word_is_plural(clause_head(subject)) && !slice_begins(subject, "a ") &&
            !slice_begins(subject, "an "));
}
