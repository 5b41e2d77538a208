/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line below a heading where it is no sentence: it says what the heading is or does. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

enum { WORDS_LEAST = 5, WORDS_MOST = 32 };

/* "This is the first step -- moving things": what stands behind the dash. */
static struct slice behind_this(struct slice line)
{
    if (!slice_begins(line, "this is ") && !slice_begins(line, "it is "))
        return line;
    size_t dash = slice_find(line, " -- ");
    if (dash < line.length)
        return slice_from(line, dash + 4);
    return slice_until(line, 0);
}

/* Whether the line has no verb of its own. */
static bool is_fragment(struct slice line)
{
    static const char *const subjects[] = {
        "i",    "we",   "you",      "they",      "it",          "this",   "these", "there",
        "he",   "she",  "here",     "see",       "note",        "as",     "in",    "for",
        "when", "if",   "how",      "what",      "to",          "with",   "then",  "and",
        "but",  "also", "probably", "basically", "interesting", "search", "read",  "use",
        "from", "some", "most",     "all",       NULL};
    static const char *const begins[] = {"a", "an", "the", "any", "one", "set", "have", NULL};
    static const char *const joints[] = {"of", "or",  "for",  "that", "which",
                                         "to", "and", "with", NULL};
    struct slice first = word_first(line), second = word_first(slice_from(line, first.length));
    struct slice third =
        word_first(slice_from(line, (size_t)(second.at + second.length - line.at)));
    bool noun = slice_is_any(second, joints) || slice_is_any(third, joints);
    bool gerund = slice_ends(first, "ing") && first.length > 5;
    /* "growth, care and harvest of ..." */
    bool series = first.at[first.length - 1] == ',' && slice_holds(line, " and ") &&
                  slice_holds(line, " of ");
    if (!slice_is_any(first, begins) && !gerund && !series && !(noun && !word_is_base_verb(first)))
        return false;
    if (slice_is_any(word_bare(first), subjects) || !isalpha((unsigned char)first.at[0]) ||
        (memchr(first.at, ',', first.length) && !series) || line.at[line.length - 1] == ')')
        return false;
    struct slice words[WORDS_MOST];
    size_t count = word_split(line, words, WORDS_MOST);
    static const char *const finite[] = {"is",   "are",   "was",    "were",  "has",   "have",
                                         "can",  "will",  "should", "must",  "do",    "does",
                                         "need", "needs", "may",    "could", "would", NULL};
    static const char *const relative[] = {"that", "which", "who", "where", "when", "whose", NULL};
    for (size_t i = 0; i < count; i++) {
        if (slice_is_any(words[i], relative))
            return i > 1;
        if ((i && slice_is_any(words[i], finite)) || (i && word_is_third_person(words[i])))
            return false;
    }
    return true;
}

static void offer(struct finder *f, const struct block *heading, const struct block *block,
                  struct slice line, const char *question)
{
    struct definition d = {.block = block, .passage = line};
    if (slice_begins(line, "have ")) {
        d.adjust = -0.1;
        d.why = "advice rather than what it is";
    }
    d.line = heading->first_line;
    d.end_line = finder_end_line(block, line);
    struct slice gloss = quality_shorten(outline_without_parentheses(f, behind_this(line), true));
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, gloss), NULL);
}

/* "Murphy's Law" over a quotation: what it says. */
static bool is_law(struct slice name)
{
    static const char *const laws[] = {"law",       "principle",  "rule",     "theorem", "razor",
                                       "axiom",     "lemma",      "maxim",    "motto",   "paradox",
                                       "postulate", "hypothesis", "doctrine", "proverb", NULL};
    return slice_is_any(word_bare(word_last(name)), laws) && word_count(name) > 1;
}

static void offer_law(struct finder *f, const struct block *heading, const struct block *block,
                      struct slice name, struct slice line)
{
    static const char *const quotes[][2] = {{"\"", "\""}, {"“", "”"}};
    for (size_t i = 0; i < 2; i++) {
        size_t width = strlen(quotes[i][0]);
        if (!slice_begins(line, quotes[i][0]))
            continue;
        struct slice said = slice_from(line, width);
        said = slice_until(said, slice_find(said, quotes[i][1]));
        offer(f, heading, block, said,
              arena_format(&f->harvest->arena, "What does %s say?", finder_clean(f, name)));
    }
}

/* "These are best described as the seeds of the year" below "Heirlooms": what they are. Length 0:
 * it does not begin so. */
static struct slice behind_these(struct slice line)
{
    static const char *const begins[] = {
        "these are best described as ", "these are ", "they are ", "this is best described as ",
        "it is best described as ",     NULL};
    static const char *const articles[] = {"a", "an", "the", NULL};
    size_t length = slice_begins_any(line, begins);
    struct slice rest = slice_from(line, length);
    bool noun = length && slice_is_any(word_first(rest), articles);
    return noun ? rest : slice_until(line, 0);
}

/* The first words below the heading, perhaps those of a bullet. */
static const struct block *first_below(const struct block *heading)
{
    const struct block *block = heading->next;
    return block && block->kind == BLOCK_LIST && block->first ? block->first : block;
}

/* The bullets of a list say what the heading is only where the first one points to it. */
static bool read_these(struct finder *f, const struct block *heading)
{
    const struct block *block = heading->kind == BLOCK_HEADING ? first_below(heading) : NULL;
    if (!block || !f->english || (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM))
        return false;
    struct slice name = slice_trim_any(slice_make(heading->text, heading->length), " :*_");
    struct slice line = slice_trim_any(block_text_line(block, 0), " .");
    struct slice gloss = behind_these(line);
    if (!gloss.length || !definition_is_term(name) || word_count(name) > 3 ||
        word_count(gloss) > WORDS_MOST || memchr(line.at, ':', line.length) ||
        !outline_is_many(name))
        return false;
    struct definition d = {.block = block, .passage = line, .adjust = -0.1, .why = "by a pronoun"};
    d.line = heading->first_line;
    d.end_line = finder_end_line(block, line);
    return definition_offer_question(
        f, &d, arena_format(&f->harvest->arena, "What are %s?", definition_subject(f, name)),
        CARD_BASIC, finder_clean(f, gloss), NULL);
}

static void find(struct finder *f, const struct block *heading)
{
    if (read_these(f, heading))
        return;
    const struct block *block = heading->next;
    if (heading->kind != BLOCK_HEADING || !block || block->kind != BLOCK_PARAGRAPH || !f->english)
        return;
    struct slice name = slice_trim_any(slice_make(heading->text, heading->length), " :*_");
    struct slice text = slice_make(block->text, block->length);
    const char *newline = memchr(text.at, '\n', text.length);
    if (newline)
        text.length = (size_t)(newline - text.at);
    f->split = NULL;
    splitter_split(&f->splitter, slice_until(text, 1200));
    if (!f->splitter.count || !definition_is_term(name) || slice_begins(name, "day ") ||
        word_count(name) > 5)
        return;
    struct slice line = f->splitter.sentences[0], gloss = behind_this(line);
    size_t words = word_count(gloss);
    if (words < WORDS_LEAST || words > WORDS_MOST || memchr(line.at, ':', line.length) ||
        line.at[line.length - 1] == '?' || slice_holds(line, "   ") || slice_holds(line, "["))
        return;
    if (is_law(name)) {
        offer_law(f, heading, block, name, line);
        return;
    }
    const char *subject = definition_subject(f, name);
    bool many = outline_is_many(name);
    struct slice first = word_first(gloss), second = word_first(slice_from(gloss, first.length));
    bool does = word_is_third_person(first) || slice_ends(first, "vs");
    bool object = slice_is_any(second, (const char *const[]){"the", "a", "an", NULL});
    if (does && object)
        offer(f, heading, block, line,
              arena_format(&f->harvest->arena, "What %s %s do?", many ? "do" : "does", subject));
    else if (gloss.at != line.at ? slice_ends(first, "ing") : is_fragment(gloss))
        offer(f, heading, block, line,
              arena_format(&f->harvest->arena, "In short, what %s %s?", many ? "are" : "is",
                           subject));
}

const struct pattern pattern_heading_gloss = {
    .name = "heading-gloss",
    .confidence = 0.75,
    .summary = "a heading, and below it what it is, without a verb",
    .example = "# Sourdough\n\nA leaven of wild yeast that is fed with flour and water.\n",
    .front = "In short, what is Sourdough?",
    .back = "A leaven of wild yeast that is fed with flour and water",
    .counter_example = "# Sourdough\n\nWe bake it on Sundays, and it takes all day.\n",
    .find = find,
};
