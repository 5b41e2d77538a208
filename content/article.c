/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/article.h"

#include <ctype.h>
#include <string.h>

enum { KIND_WORDS = 7, WORD_ROOM = 32 };

struct slice article_head(struct slice term)
{
    size_t of = slice_find(term, " of ");
    return word_last(of && of < term.length ? slice_until(term, of) : term);
}

/* "separation of powers", "freedom of speech": nothing of which there are many. */
static bool is_abstract(struct slice noun)
{
    static const char *const endings[] = {"tion", "sion", "ing", "ity",  "ism", "ness", "ance",
                                          "ence", "dom",  "acy", "ment", "ics", NULL};
    for (size_t i = 0; endings[i]; i++)
        if (slice_ends(noun, endings[i]))
            return true;
    return false;
}

/* "a language with types", "the largest city of Asia": what such glosses explain has a name of its
 * own; "a grey metal": what has no plural. */
static bool tells_name_or_mass(struct slice gloss)
{
    static const char *const kinds[] = {
        "language",   "framework",    "library",      "tool",        "engine",    "service",
        "platform",   "product",      "database",     "project",     "package",   "program",
        "kernel",     "system",       "software",     "application", "app",       "distribution",
        "company",    "organisation", "organization", "alliance",    "format",    "protocol",
        "solution",   "standard",     "algorithm",    "broker",      "warehouse", "store",
        "client",     "server",       "shell",        "editor",      "compiler",  "website",
        "city",       "town",         "country",      "state",       "continent", "capital",
        "river",      "mountain",     "sea",          "ocean",       "island",    "lake",
        "planet",     "moon",         "star",         "god",         "goddess",   "king",
        "queen",      "philosopher",  "poet",         "writer",      "painter",   "composer",
        "physicist",  "scientist",    "genus",        "novel",       "poem",      "play",
        "opera",      "game",         "field",        "branch",      "study",     "discipline",
        "art",        "science",      "practice",     "ability",     "act",       "process",
        "property",   "use",          "material",     "metal",       "gas",       "liquid",
        "substance",  "mineral",      "powder",       "sauce",       "cheese",    "disease",
        "religion",   "sport",        "measure",      "degree",      "amount",    "idea",
        "concept",    "principle",    "method",       "technique",   "way",       "approach",
        "technology", "fluid",        "oil",          "drink",       "dance",     "style",
        "philosophy", "period",       "quality",      "theory",      NULL};
    struct slice rest = slice_from(gloss, word_first(gloss).length);
    for (size_t i = 0; i < KIND_WORDS; i++) {
        struct slice word = word_first(rest), bare = word_bare(word);
        if (!bare.length || slice_is_any(bare, kinds))
            return bare.length > 0;
        static const char *const ends[] = {"that", "which", "who", "where", "of", "to", NULL};
        if (slice_is_any(bare, ends))
            return false;
        rest = slice_from(rest, (size_t)(word.at + word.length - rest.at));
    }
    return false;
}

/* Whether the note writes its plural in small letters. */
static bool has_plural(const struct vocabulary *vocabulary, struct slice noun)
{
    char room[WORD_ROOM];
    if (noun.length + 1 >= sizeof room || slice_ends(noun, "s"))
        return false;
    memcpy(room, noun.at, noun.length);
    room[noun.length] = 's';
    struct slice plural = slice_make(room, noun.length + 1);
    return vocabulary_knows(vocabulary, plural) && !vocabulary_is_name(vocabulary, plural);
}

/* "Principle of least surprise", "League of Nations". */
static enum article of_phrase(struct slice term, struct slice gloss)
{
    static const char *const single[] = {"principle", "law",     "theory",   "rule", "theorem",
                                         "paradox",   "problem", "doctrine", NULL};
    struct slice first = word_first(gloss), head = article_head(term);
    bool a = slice_equals(first, "a") || slice_equals(first, "an");
    if (is_abstract(head) || word_is_acronym(head) || word_is_plural(head))
        return ARTICLE_UNKNOWN;
    if (slice_equals(first, "the") || slice_is_any(head, single))
        return ARTICLE_THE;
    return a && islower((unsigned char)word_last(term).at[0]) ? ARTICLE_ONE : ARTICLE_UNKNOWN;
}

enum article article_of(const struct vocabulary *vocabulary, struct slice term, struct slice gloss)
{
    size_t of = slice_find(term, " of ");
    struct slice first = word_bare(word_first(gloss)), noun = word_bare(term);
    if (of && of < term.length)
        return of_phrase(term, gloss);
    bool one = slice_equals(first, "a") || slice_equals(first, "an");
    if (word_count(term) != 1 || !(one || slice_equals(first, "the")) || noun.length < 3 ||
        is_abstract(noun) || word_is_acronym(noun) || word_is_plural(noun))
        return ARTICLE_UNKNOWN;
    for (size_t at = 1; at < noun.length; at++)
        if (!islower((unsigned char)noun.at[at]))
            return ARTICLE_UNKNOWN; /* "SQLite", "C3" */
    /* Small letters inside sentences and never "a" before them: "made of teak". */
    bool bare = vocabulary_knows(vocabulary, noun) && !vocabulary_is_countable(vocabulary, noun);
    bool common = islower((unsigned char)noun.at[0]) && one && !bare && !tells_name_or_mass(gloss);
    bool seen = vocabulary_knows(vocabulary, noun) && !vocabulary_is_name(vocabulary, noun) &&
                vocabulary_is_countable(vocabulary, noun);
    if (common || seen || has_plural(vocabulary, noun))
        return ARTICLE_ONE;
    bool known_name = vocabulary_knows(vocabulary, noun) && vocabulary_is_name(vocabulary, noun);
    bool capital = isupper((unsigned char)noun.at[0]) != 0;
    return capital && !known_name && !tells_name_or_mass(gloss) ? ARTICLE_QUOTED : ARTICLE_UNKNOWN;
}

bool article_is_missing(struct slice term, struct slice gloss)
{
    struct slice noun = word_bare(term), first = word_first(gloss);
    return word_count(term) == 1 && islower((unsigned char)noun.at[0]) && !is_abstract(noun) &&
           !word_is_plural(noun) && slice_is_any(first, (const char *const[]){"a", "an", NULL}) &&
           slice_is_any(word_bare(word_first(slice_from(gloss, first.length))),
                        (const char *const[]){"new", "popular", "modern", "famous", NULL});
}
