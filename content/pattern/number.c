/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence with one measured number: the number is left out. */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/outline.h"
#include "content/pattern.h"
#include "content/verb.h"

/* "10", "1/17", "60%", "2,000", "5TB", "$3"; no year, no version, no name that holds digits. */
static bool is_measure(struct slice word)
{
    size_t at = 0, digits = 0, letters = 0, points = 0;
    struct slice bare = slice_trim_any(word, ".,;:()");
    if (word.at[0] == ':' || slice_holds(word, "::"))
        return false; /* part of an address */
    while (at < bare.length && strchr("$~<>", bare.at[at]))
        at++;
    if (at >= bare.length || !isdigit((unsigned char)bare.at[at]))
        return false;
    for (; at < bare.length; at++) {
        unsigned char c = (unsigned char)bare.at[at];
        digits += isdigit(c) != 0;
        letters += isalpha(c) != 0;
        points += c == '.';
        if (!isalnum(c) && !strchr(".,/%-", c))
            return false;
    }
    bool year = digits == 4 && bare.length == 4 && (bare.at[0] == '1' || bare.at[0] == '2') &&
                (bare.at[1] == '9' || bare.at[1] == '0') && bare.at[2] != '0';
    if (points && !letters && !memchr(bare.at, '%', bare.length) && bare.length < 6 &&
        bare.at[0] != '0')
        return false; /* more likely a version */
    return !year && letters <= 4 && points <= 1 && digits <= 12;
}

/* Numbers that name something. */
static bool names_something(struct slice before, bool first)
{
    static const char *const names[] = {
        "chapter",  "version", "part",      "figure",    "step",      "stage",    "day",
        "week",     "table",   "section",   "page",      "phase",     "python",   "type",
        "class",    "http",    "lecture",   "level",     "module",    "layer",    "item",
        "#",        "v",       "principle", "question",  "line",      "exercise", "option",
        "tag",      "java",    "openjdk",   "release",   "port",      "error",    "code",
        "property", "rule",    "law",       "article",   "amendment", "clause",   "equation",
        "theorem",  "lemma",   "problem",   "paragraph", "remaining", "act",      NULL};
    if (isupper((unsigned char)before.at[0]) && !first)
        return true; /* Java 11 */
    return slice_is_any(word_bare(before), names) || slice_ends(before, "#");
}

static bool is_unit(struct slice word)
{
    static const char *const units[] = {
        "%",         "percent", "bytes",   "byte",     "kb",        "mb",        "gb",
        "tb",        "pb",      "ms",      "seconds",  "second",    "minutes",   "minute",
        "hours",     "hour",    "days",    "years",    "iops",      "gb/s",      "mb/s",
        "bits",      "bit",     "gib",     "mib",      "tib",       "times",     "dollars",
        "cents",     "usd",     "eur",     "euros",    "ns",        "us",        "hz",
        "ghz",       "million", "billion", "thousand", "petabytes", "terabytes", "gigabytes",
        "megabytes", NULL};
    struct slice bare = slice_trim_any(word, ".,;:()");
    return slice_is_any(bare, units);
}

/* One number, and nothing in front of it that only an earlier sentence explains. */
static bool find_number(struct slice sentence, struct slice *number)
{
    static const char *const loose[] = {
        "this",        "these",  "it",    "they",    "we",      "our", "here",
        "he",          "she",    "its",   "then",    "those",   "i",   "for instance",
        "for example", "recall", "might", "imagine", "suppose", "say", NULL};
    struct slice words[32];
    size_t count = word_split(sentence, words, 32), found = 0;
    bool verb = false;
    if (count < 6 || count > 28 || slice_holds_any(sentence, loose))
        return false;
    for (size_t i = 0; i < count; i++) {
        verb = verb || (i && (verb_is_be(words[i]) || verb_is_modal(words[i]) ||
                              verb_of_third_person(words[i]) || verb_of_base(words[i])));
        if (!is_measure(words[i]) || (i && names_something(words[i - 1], i == 1)) || !i)
            continue;
        found++;
        *number = slice_trim_any(words[i], ".,;:()");
        if (i + 1 < count && is_unit(words[i + 1])) {
            struct slice unit = slice_trim_any(words[i + 1], ".,;:()");
            *number = slice_make(number->at, (size_t)(unit.at + unit.length - number->at));
        }
    }
    return found == 1 && verb;
}

static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    struct slice number;
    bool address = slice_holds(sentence, "::") || slice_holds(sentence, "[");
    if (sentence.length > 300 || address || !isupper((unsigned char)sentence.at[0]) ||
        slice_holds(sentence, "*") || slice_ends(sentence, "?") || slice_ends(sentence, ":") ||
        !find_number(sentence, &number))
        return;
    struct slice before = slice_until(sentence, (size_t)(number.at - sentence.at));
    struct slice after = slice_from(sentence, (size_t)(number.at + number.length - sentence.at));
    struct offer offer = {.kind = CARD_CLOZE, .block = block, .passage = sentence};
    offer.front = arena_format(&f->harvest->arena, "%.*s[...]%.*s", (int)before.length, before.at,
                               (int)after.length, after.at);
    offer.back = finder_clean(f, number);
    offer.line = finder_line(block, sentence);
    offer.end_line = finder_end_line(block, sentence);
    offer.group = clause_group(f, block, sentence);
    finder_offer(f, &offer);
}

enum { COUNTED_WORDS = 4, COUNT_LINES = 20 };

/* "34 provinces" as a whole line asks how many there are. */
static void read_line(struct finder *f, const struct block *block, struct slice line)
{
    line = slice_trim_any(line, " \t*_.!");
    struct slice words[COUNTED_WORDS + 2];
    size_t count = word_split(line, words, COUNTED_WORDS + 2);
    if (count < 2 || count > COUNTED_WORDS + 1 || !is_measure(words[0]) || words[0].length > 6 ||
        strspn(words[0].at, "0123456789,") < words[0].length || is_unit(words[1]) ||
        !word_is_plural(words[count - 1]) || slice_holds(line, ":"))
        return;
    for (size_t i = 1; i < count; i++)
        if (!isalpha((unsigned char)words[i].at[0]) || word_is_stop(words[i]))
            return;
    struct slice what = slice_make(words[1].at, (size_t)(line.at + line.length - words[1].at));
    const char *question =
        arena_format(&f->harvest->arena, "how many %s are there?", outline_small(f, what, false));
    struct offer offer = {.kind = CARD_BASIC,
                          .block = block,
                          .passage = line,
                          .front = outline_capitalised(f, outline_in_context(f, block, question)),
                          .back = finder_clean(f, words[0]),
                          .line = finder_line(block, line),
                          .end_line = finder_end_line(block, line)};
    finder_offer(f, &offer);
}

enum { YEAR_WORDS = 6 };

/* "The Treaty of Olm (1604)" as a whole line asks for the year. */
static void read_year(struct finder *f, const struct block *block, struct slice line)
{
    line = slice_trim_any(line, " \t*_.:");
    size_t at = slice_find(line, " (");
    struct slice name = slice_until(line, at), year = slice_from(line, at + 2);
    size_t words = word_count(name);
    if (at >= line.length || year.length != 5 || !slice_ends(year, ")") ||
        strspn(year.at, "0123456789") != 4 || (year.at[0] != '1' && year.at[0] != '2') ||
        words < 2 || words > YEAR_WORDS || !isupper((unsigned char)line.at[0]))
        return;
    struct offer offer = {.kind = CARD_BASIC,
                          .block = block,
                          .passage = line,
                          .back = finder_clean(f, slice_until(year, 4)),
                          .line = finder_line(block, line),
                          .end_line = finder_end_line(block, line)};
    offer.front =
        arena_format(&f->harvest->arena, "Which year is given for “%s”?", finder_clean(f, name));
    finder_offer(f, &offer);
}

static void find(struct finder *f, const struct block *block)
{
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    for (size_t i = 0; text && f->english && i < block->mark_count && i < COUNT_LINES; i++) {
        read_line(f, block, block_text_line(block, i));
        read_year(f, block, block_text_line(block, i));
    }
    if (!clause_is_prose(block) || !strpbrk(block->text, "0123456789") ||
        !text_is_english(slice_make(block->text, block->length)))
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++)
        read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_number = {
    .name = "number",
    .confidence = 0.6,
    .summary = "a sentence with one measured number",
    .example = "An entry of the index takes 24 bytes for every key.\n",
    .front = "An entry of the index takes [...] for every key.",
    .back = "24 bytes",
    .counter_example = "It takes 24 bytes. See chapter 3 for the rest of the story.\n",
    .find = find,
};
