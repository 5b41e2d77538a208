/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/grammar.h"

#include <ctype.h>
#include <string.h>

#include "content/verb.h"

static const char *const openers[] = {"finally, ",
                                      "however, ",
                                      "therefore, ",
                                      "additionally, ",
                                      "furthermore, ",
                                      "moreover, ",
                                      "fundamentally, ",
                                      "basically, ",
                                      "in general, ",
                                      "in many ways, ",
                                      "in some ways, ",
                                      "in a sense, ",
                                      "generally, ",
                                      "essentially, ",
                                      "to begin with, ",
                                      "in short, ",
                                      "by contrast, ",
                                      "in contrast, ",
                                      "on the other hand, ",
                                      "simply put, ",
                                      "in other words, ",
                                      "and, ",
                                      "finally ",
                                      "so, ",
                                      "then, ",
                                      "thus, ",
                                      "first, ",
                                      "second, ",
                                      "in simple terms, ",
                                      "formally, ",
                                      "in practice, ",
                                      NULL};

struct slice grammar_without_opener(struct slice clause)
{
    size_t opener = slice_begins_any(clause, openers);
    return opener ? slice_trim(slice_from(clause, opener)) : clause;
}

/* Subjects that begin so say something about something else. */
static const char *const poor_starts[] = {
    "in",      "on",      "at",        "to",       "for",     "with",   "by",      "when",
    "if",      "as",      "while",     "because",  "since",   "after",  "before",  "although",
    "though",  "from",    "how",       "why",      "whether", "where",  "not",     "no",
    "any",     "every",   "either",    "neither",  "and",     "or",     "but",     "also",
    "only",    "even",    "just",      "again",    "first",   "second", "third",   "next",
    "last",    "two",     "three",     "several",  "few",     "more",   "less",    "much",
    "well",    "today",   "now",       "using",    "having",  "being",  "within",  "without",
    "during",  "through", "once",      "thanks",   "given",   "see",    "e.g.",    "i.e.",
    "good",    "great",   "better",    "bad",      "best",    "maybe",  "perhaps", "typically",
    "usually", "often",   "sometimes", "commonly", NULL};

/* Nouns that need an "of ..." to be subjects at all. */
static const char *const hollow[] = {
    "example",    "goal",         "purpose",       "point",      "reason",        "advantage",
    "advantages", "disadvantage", "disadvantages", "difference", "problem",       "benefit",
    "benefits",   "feature",      "features",      "idea",       "thing",         "things",
    "way",        "ways",         "result",        "answer",     "question",      "case",
    "solution",   "category",     "step",          "part",       "aspect",        "approach",
    "key",        "best",         "main",          "most",       "previous",      "above",
    "following",  "concept",      "process",       "system",     "statement",     "concepts",
    "topic",      "list",         "rest",          "author",     "book",          "chapter",
    "course",     "service",      "method",        "data",       "disadvantages", "conclusions",
    "tables",     "people",       "everyone",      NULL};

static const char *const finite[] = {
    "is",    "are",    "was",  "were", "has",   "have",    "had",  "can",   "will",
    "would", "should", "must", "may",  "might", "could",   "does", "do",    "did",
    "that",  "which",  "who",  "if",   "when",  "because", "so",   "where", NULL};

static bool is_article(struct slice word)
{
    return slice_equals(word, "a") || slice_equals(word, "an") || slice_equals(word, "the");
}

bool grammar_is_subject(struct slice subject)
{
    struct slice words[8];
    size_t count = word_split(subject, words, 8);
    if (!count || count > 6 || !isalnum((unsigned char)subject.at[0]))
        return false;
    size_t first = is_article(words[0]) ? 1 : 0;
    if (first == count || word_is_pronoun(words[first]) || word_is_pronoun(words[0]) ||
        slice_is_any(words[0], poor_starts) || slice_is_any(words[first], poor_starts))
        return false;
    if (slice_is_any(words[count - 1], hollow) && count - first == 1)
        return false;
    static const char *const relative[] = {
        "key",       "main",     "best",  "most",         "example",       "previous",  "above",
        "following", "category", "other", "disadvantage", "disadvantages", "advantage", NULL};
    bool of = first + 1 < count && slice_equals(words[first + 1], "of");
    if (slice_is_any(words[first], relative) || (of && slice_is_any(words[first], hollow)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (slice_is_any(words[i], finite) || word_is_pronoun(words[i]) ||
            word_is_third_person(words[i]) != 0)
            if (!(i == count - 1 && word_is_third_person(words[i])))
                return false;
    for (size_t at = 0; at < subject.length; at++)
        if (strchr(",;:()[]{}<>=/|?\"`", subject.at[at]) ||
            (subject.at[at] == '.' && at + 1 < subject.length && subject.at[at + 1] == ' ') ||
            (subject.at[at] == '-' && at + 1 < subject.length &&
             (subject.at[at + 1] == '-' || subject.at[at + 1] == ' ')))
            return false;
    return !slice_ends(subject, "ly") && !word_is_stop(words[count - 1]);
}

/* Judgements of worth are no definitions. */
static const char *const judgements[] = {"a bit",
                                         "a lot",
                                         "a good",
                                         "a great",
                                         "an important",
                                         "a key",
                                         "a major",
                                         "a critical",
                                         "a crucial",
                                         "a must",
                                         "the best",
                                         "the most",
                                         "the same",
                                         "the only",
                                         "the key",
                                         "an example",
                                         "a problem",
                                         "a common",
                                         "a better",
                                         "a big",
                                         "the main",
                                         "the reason",
                                         "an issue",
                                         "a huge",
                                         "a popular",
                                         "a solid",
                                         "a cool",
                                         "the first",
                                         "the second",
                                         "the third",
                                         "the next",
                                         "the last",
                                         "the case",
                                         "the answer",
                                         "a fundamental aspect",
                                         "a result",
                                         "a win",
                                         "one of",
                                         "the three",
                                         "the two",
                                         "the primary",
                                         "the foundation",
                                         "the right",
                                         "a challenge",
                                         "a fine",
                                         "a topic",
                                         "the worst",
                                         "a means",
                                         "a critical component",
                                         "an option",
                                         "a thing",
                                         "the bread",
                                         "all",
                                         NULL};

static bool begins_any(struct slice text, const char *const *words)
{
    for (; *words; words++) {
        size_t length = strlen(*words);
        if (slice_begins(text, *words) &&
            (text.length == length || !isalpha((unsigned char)text.at[length])))
            return true;
    }
    return false;
}

/* Whether what follows "is" or "are" names a kind of thing. */
bool grammar_is_noun_phrase(struct slice text, bool plural)
{
    struct slice words[6];
    size_t count = word_split(text, words, 6);
    if (count < 3 || begins_any(text, judgements))
        return false;
    if (slice_equals(words[0], "a") || slice_equals(words[0], "an") ||
        slice_equals(words[0], "the") || slice_equals(words[0], "something"))
        return true;
    static const char *const praise[] = {"good",     "great",        "best",    "important",
                                         "critical", "key",          "crucial", "essential",
                                         "useful",   "common",       "similar", "very",
                                         "becoming", "advantageous", NULL};
    if (!plural || isdigit((unsigned char)words[0].at[0]) || slice_is_any(words[0], praise) ||
        word_is_stop(words[0]) || slice_ends(words[0], "ly") ||
        (slice_ends(words[0], "ing") && !memchr(words[0].at, '-', words[0].length)) ||
        slice_ends(words[0], "ed") || slice_ends(word_bare(words[0]), "able") ||
        slice_ends(word_bare(words[0]), "ful"))
        return false;
    static const char *const after[] = {"of",   "that", "which", "who",   "with",
                                        "used", "for",  "where", "whose", NULL};
    if (word_is_plural(words[0]) && (slice_is_any(words[1], after) || verb_is_participle(words[1])))
        return true;
    for (size_t i = 0; i < count && i < 4; i++) {
        if (word_is_stop(words[i]) || verb_is_preposition(words[i]))
            break;
        if (i > 0 && word_is_plural(words[i]))
            return true;
    }
    return false;
}

bool grammar_is_kind(struct slice text)
{
    static const char *const kinds[] = {"subset",   "part",     "type",       "branch",   "form",
                                        "superset", "member",   "extension",  "kind",     "fork",
                                        "variant",  "subclass", "subtype",    "species",  "breed",
                                        "province", "dialect",  "derivative", "subfield", NULL};
    struct slice words[10];
    size_t count = word_split(text, words, 10);
    bool article = count > 3 && (slice_equals(words[0], "a") || slice_equals(words[0], "an"));
    return article && count < 10 && slice_is_any(words[1], kinds) && slice_equals(words[2], "of") &&
           !slice_holds_word(text, "that");
}
