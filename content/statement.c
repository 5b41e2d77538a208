/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/statement.h"

#include <ctype.h>
#include <string.h>

#include "content/opener.h"
#include "content/verb.h"

enum { WORDS_LEAST = 5 };

bool statement_is_break(struct slice word)
{
    static const char *const breaks[] = {
        "because",  "since", "but",  "which",   "when",   "where",  "while",
        "if",       "so",    "that", "unless",  "until",  "though", "who",
        "although", "as",    "than", "whereas", "before", "after",  NULL};
    return slice_is_any(word_bare(word), breaks);
}

bool statement_is_joint(struct slice word)
{
    static const char *const joints[] = {
        "of",    "for", "with", "in",      "from", "by",   "through", "into",    "on", "at",
        "about", "to",  "over", "between", "onto", "upon", "via",     "without", NULL};
    return slice_is_any(word_bare(word), joints);
}

bool statement_is_joining(struct slice word)
{
    static const char *const joining[] = {"and", "or", "as", "like", "than", "all", "both", NULL};
    return slice_is_any(word_bare(word), joining);
}

bool statement_is_article(struct slice word)
{
    static const char *const articles[] = {"a",    "an",   "the",   "its",   "their",
                                           "your", "this", "these", "those", NULL};
    return slice_is_any(word_bare(word), articles);
}

bool statement_says(const struct statement *s, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        struct slice bare = word_bare(s->words[i]);
        if (bare.length >= 3 && !word_is_stop(bare) && !verb_is_adverb(bare) &&
            !word_is_pronoun(bare))
            return true;
    }
    return false;
}

bool statement_ends_with(struct slice word, const char *marks)
{
    return word.length && strchr(marks, word.at[word.length - 1]);
}

/* Fills words and which of them stand in brackets. */
static void split(struct statement *s)
{
    int depth = 0;
    s->count = word_split(s->text, s->words, STATEMENT_WORDS + 1);
    for (size_t i = 0; i < s->count; i++) {
        for (size_t at = 0; at < s->words[i].length; at++)
            depth += s->words[i].at[at] == '(';
        s->aside[i] = depth > 0;
        for (size_t at = 0; at < s->words[i].length; at++)
            depth -= s->words[i].at[at] == ')' && depth > 0;
    }
}

/* Whether it needs nothing before it and says something. */
static bool stands_alone(const struct statement *s)
{
    static const char *const loose[] = {"this", "these", "it", "they", "those", "we", NULL};
    bool command = verb_of_base(word_bare(s->words[0])) != NULL;
    for (size_t i = 1; i < 4 && i < s->count && !command; i++)
        if (slice_is_any(word_bare(s->words[i]), loose))
            return false;
    static const char *const starts[] = {
        "this",    "that",    "these",       "those",   "it",      "they",    "he",     "she",
        "its",     "their",   "his",         "her",     "here",    "and",     "or",     "but",
        "then",    "also",    "such",        "another", "both",    "see",     "note",   "thus",
        "however", "hence",   "it's",        "which",   "what",    "why",     "how",    "who",
        "whom",    "let",     "let's",       "e.g",     "eg",      "ex",      "i.e",    "look",
        "read",    "yes",     "no",          "section", "chapter", "don’t",   "didn't", "we're",
        "we’re",   "let’s",   "we",          "i",       "our",     "my",      "has",    "have",
        "is",      "are",     "does",        "did",     "can",     "could",   "would",  "currently",
        "there's", "there’s", "interesting", "nice",    "cool",    "nothing", "just",   NULL};
    /* what is done by now, on the day of the note */
    static const char *const journal[] = {"should now", "is now done", "was done", NULL};
    return s->count >= WORDS_LEAST && s->count <= STATEMENT_WORDS &&
           isalpha((unsigned char)s->text.at[0]) && !statement_ends_with(s->text, "?:,") &&
           !slice_is_any(word_bare(s->words[0]), starts) && !slice_holds(s->text, "[...]") &&
           !slice_holds(s->text, "{{") && !slice_holds(s->text, "->") &&
           !slice_holds(s->text, " | ") && !slice_holds_any(s->text, journal);
}

/* "If the disk fails, ...", "In a cluster, ...": where the main clause begins. */
static size_t main_clause(const struct statement *s)
{
    static const char *const openers[] = {
        "if",     "when",    "while",     "although", "though", "since",  "because", "as",
        "once",   "unless",  "whereas",   "in",       "for",    "by",     "with",    "at",
        "on",     "to",      "after",     "before",   "even",   "during", "rather",  "instead",
        "unlike", "despite", "ideally",   "often",    "given",  "from",   "over",    "sometimes",
        "so",     "usually", "typically", "first",    "second", "much",   "due",     NULL};
    static const char *const adverbs[] = {"often",     "sometimes", "usually",
                                          "typically", "even",      NULL};
    if (slice_is_any(s->words[0], adverbs))
        return 1;
    if (!slice_is_any(word_bare(s->words[0]), openers))
        return 0;
    for (size_t i = 0; i + 3 < s->count && i < 20; i++)
        if (statement_ends_with(s->words[i], ","))
            return i + 1;
    return 0;
}

/* "Logging, alerting, and tracing": commas that belong to the subject. */
static bool is_list(const struct statement *s, size_t from, size_t end)
{
    bool joined = false;
    for (size_t i = from; i < end; i++)
        joined = joined || statement_is_joining(s->words[i]);
    return joined;
}

/* Whether the word at `i` is the finite verb of the clause that begins at `from`. */
static bool is_finite(const struct statement *s, size_t from, size_t i)
{
    struct slice word = word_bare(s->words[i]), before = word_bare(s->words[i - 1]);
    if (verb_is_be(word) || verb_is_modal(word))
        return true;
    if (statement_is_joint(before) || statement_is_article(before) ||
        statement_ends_with(s->words[i], ","))
        return false;
    static const char *const persons[] = {"you", "they", NULL};
    const char *third = verb_of_third_person(word), *base = verb_of_base(word);
    bool adverb =
        verb_is_adverb(before) && i >= from + 2 && word_is_plural(word_bare(s->words[i - 2]));
    if (base && (adverb || slice_is_any(before, persons)))
        return true;
    if (third)
        return !verb_may_be_noun(third) || i - from >= 2;
    return base && !verb_may_be_noun(base) && (word_is_plural(before) || i - from == 1);
}

/* "The way the data is stored impacts ...", "the belief that clouds are ...": the verb of a clause
 * inside the subject. */
static bool is_relative(const struct statement *s, size_t verb)
{
    static const char *const inner[] = {"that", "which", "who", "where", "whose", "when", NULL};
    static const char *const determiners[] = {"the", "a", "an", NULL};
    for (size_t i = s->subject + 1; i < verb; i++) {
        if (slice_is_any(word_bare(s->words[i]), inner) || statement_ends_with(s->words[i], ","))
            return !is_list(s, s->subject, verb);
        bool joined = statement_is_joint(s->words[i - 1]) ||
                      statement_is_joining(s->words[i - 1]) ||
                      verb_is_gerund(word_bare(s->words[i - 1]));
        if (slice_is_any(word_bare(s->words[i]), determiners) && !joined)
            return true;
    }
    return false;
}

/* The finite verb from the word `from` on, or the count. */
static size_t next_verb(const struct statement *s, size_t from)
{
    for (size_t i = from; i + 1 < s->count; i++) {
        if (!s->aside[i] && is_finite(s, s->subject, i))
            return i;
        if (!s->aside[i] && statement_ends_with(s->words[i], ";:"))
            break;
    }
    return s->count;
}

/* Finds subject and verb. After a clause inside the subject the second verb is that of the
 * sentence: "The way the data is stored impacts its use". */
static void find_verb(struct statement *s)
{
    s->subject = main_clause(s);
    s->exists = slice_equals(s->words[s->subject], "there");
    if (verb_of_base(word_bare(s->words[s->subject]))) {
        s->verb = s->subject;
        s->command = true;
        return;
    }
    s->verb = next_verb(s, s->subject + 1);
    if (s->verb >= s->count || !is_relative(s, s->verb))
        return;
    s->verb = next_verb(s, s->verb + 2);
    if (s->verb < s->count &&
        (statement_is_break(s->words[s->verb - 1]) || statement_is_joining(s->words[s->verb - 1])))
        s->verb = s->count;
}

/* "These steel beams carry the roof": what they are is said. */
static struct slice without_these(struct slice text)
{
    struct slice words[4];
    size_t count = slice_begins(text, "these ") ? word_split(text, words, 4) : 0;
    if (count < 4 || !isalpha((unsigned char)words[1].at[0]) || verb_may_be(words[1]) ||
        word_is_stop(words[1]))
        return text;
    bool named = word_is_plural(words[1]) || word_is_plural(words[2]);
    return named ? slice_from(text, (size_t)(words[1].at - text.at)) : text;
}

bool statement_read(struct statement *s, struct slice text)
{
    memset(s, 0, sizeof *s);
    s->text = without_these(opener_skip(slice_trim_any(text, " \t\n*\"“")));
    if (slice_ends(s->text, ":") && verb_of_base(word_first(s->text)))
        s->text.length--; /* an order that leads to how it is done */
    split(s);
    if (!s->count || !stands_alone(s))
        return false;
    find_verb(s);
    return true;
}
