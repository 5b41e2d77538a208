/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause_internal.h"

#include <ctype.h>
#include <string.h>

#include "content/grammar.h"

struct slice clause_after(struct slice text, struct slice word)
{
    return slice_trim(slice_from(text, (size_t)(word.at + word.length - text.at)));
}

/* Openers that say nothing about the subject. */
struct slice clause_without_opener(struct slice text)
{
    static const char *const openers[] = {"for example, ",
                                          "for instance, ",
                                          "in many cases, ",
                                          "in many ways, ",
                                          "in some ways, ",
                                          "in some cases, ",
                                          "in a way, ",
                                          "as a result, ",
                                          "similarly, ",
                                          "in addition, ",
                                          "in most cases, ",
                                          "usually, ",
                                          "typically, ",
                                          "commonly, ",
                                          "in other cases, ",
                                          "often, ",
                                          "and ",
                                          "but ",
                                          "in particular, ",
                                          "additionally ",
                                          "eventually, ",
                                          "fundamentally, ",
                                          "likewise, ",
                                          "instead, ",
                                          "importantly, ",
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
bool clause_take_lead(struct slice *clause, struct slice *lead)
{
    static const char *const leads[] = {"in",
                                        "on",
                                        "at",
                                        "for",
                                        "with",
                                        "within",
                                        "unlike",
                                        "during",
                                        "under",
                                        "by",
                                        "from",
                                        "through",
                                        "after",
                                        "before",
                                        "when",
                                        "if",
                                        "to",
                                        "once",
                                        "instead",
                                        "compared",
                                        "regarding",
                                        "using",
                                        "without",
                                        "throughout",
                                        "like",
                                        "given",
                                        "among",
                                        "originally",
                                        "initially",
                                        "previously",
                                        "historically",
                                        "traditionally",
                                        "nowadays",
                                        "across",
                                        NULL};
    *lead = slice_until(*clause, 0);
    if (!slice_is_any(word_bare(word_first(*clause)), leads))
        return true;
    size_t comma = slice_find(slice_until(*clause, 140), ", ");
    if (comma >= clause->length || comma >= 140)
        return false;
    struct slice first = slice_until(*clause, comma);
    if (points_elsewhere(first) || word_count(first) > 14)
        return false;
    static const char *const hollow[] = {"in many ways", "in some ways", "in a sense",
                                         "in a way",     "in general",   NULL};
    *lead = slice_trim_any(first, " \"“”");
    if (slice_is_any(*lead, hollow)) /* "In many ways, what is ...?" asks nothing more */
        lead->length = 0;
    *clause = slice_trim(slice_from(*clause, comma + 2));
    return !slice_begins(*clause, "and ") && !slice_begins(*clause, "or ");
}

/* "Axioms, which are ..., serve as": the subject without its passing explanation. */
bool clause_without_relative(struct slice subject, struct slice *bare)
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

/* Leaves out ", on the other hand," and its like right after the subject. */
struct slice clause_without_aside(struct slice subject)
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
    size_t such = slice_find(subject, " such as ");
    if (such < subject.length && word_count(subject) <= 9)
        return slice_trim_any(slice_until(subject, such), " ,");
    for (size_t i = 0; asides[i]; i++)
        if (slice_ends(subject, asides[i]))
            return slice_until(subject, subject.length - strlen(asides[i]));
    return subject;
}

/* "Data Lake (DL)" without the acronym. */
struct slice clause_without_acronym(struct slice subject)
{
    const char *open = memchr(subject.at, '(', subject.length);
    if (open && open > subject.at && subject.at[subject.length - 1] == ')')
        return slice_trim(slice_until(subject, (size_t)(open - subject.at)));
    return subject;
}

/* "Plan for failure: Consider ..." without the label. */
struct slice clause_without_label(struct slice text)
{
    size_t at = slice_find(slice_until(text, 60), ": ");
    if (at < 60 && at + 2 < text.length && isupper((unsigned char)text.at[at + 2]))
        return slice_from(text, at + 2);
    return text;
}

/* "The goal of X" is no thing that "it" could stand for; X is. */
struct slice clause_topic(struct slice subject)
{
    static const char *const begins[] = {
        "the goal of ",      "the purpose of ",           "the point of ", "the aim of ",
        "the main goal of ", "the objective of ",         "the role of ",  "the benefit of ",
        "the idea of ",      "the primary objective of ", "the task of ",  NULL};
    return slice_from(subject, slice_begins_any(subject, begins));
}
