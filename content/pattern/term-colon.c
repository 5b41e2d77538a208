/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Term: explanation", one a line or with aligned continuation lines, in text, lists and quotes. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/script.h"

/* Where the term ends and the gloss begins: a colon with a blank behind it, or with a character of
 * a script that has no blanks, or the wide one. Returns the term's length; `*gloss` is set to where
 * the gloss begins. 0: none. */
static size_t separator(struct slice line, size_t *gloss)
{
    for (size_t at = 0; at < line.length && at < 90; at++) {
        if (!strncmp(line.at + at, "：", 3)) {
            *gloss = at + 3;
            return at;
        }
        if (line.at[at] != ':')
            continue;
        bool blank = at + 1 == line.length || strchr(" \t\n", line.at[at + 1]) ||
                     script_begins(line.at[at + 1]);
        if (!blank || (at && line.at[at - 1] == ':'))
            return 0;
        *gloss = at + 1;
        return at;
    }
    return 0;
}

static bool begins_entry(struct slice line)
{
    size_t gloss;
    size_t term = separator(line, &gloss);
    return term && definition_is_term(slice_until(line, term));
}

/* The lines from `index` on that belong to one entry: up to the next entry, or to a line that
 * stands further left. `*next` is set to the line after them. */
static struct slice entry_at(struct finder *f, const struct block *block, size_t index,
                             size_t *next)
{
    struct slice first = block_text_line(block, index);
    struct slice entry = first;
    int indent = document_indent(f->document, block->marks[index].line);
    for (*next = index + 1; *next < block->mark_count; (*next)++) {
        struct slice line = block_text_line(block, *next);
        if (begins_entry(line) || slice_begins(line, "note:") || slice_holds(line, "    ") ||
            document_indent(f->document, block->marks[*next].line) < indent)
            break;
        entry.length = (size_t)(line.at + line.length - entry.at);
    }
    return entry;
}

/* A gloss that begins on its own line is one line, or ends like a sentence: else it is an outline.
 */
static bool is_outline(struct slice after, struct slice gloss, const struct block *block)
{
    size_t blank = strspn(after.at, " \t\n");
    bool own_line = memchr(after.at, '\n', blank) != NULL;
    if (!own_line || !gloss.length)
        return false;
    bool sentence = strchr(".!?", gloss.at[gloss.length - 1]) != NULL;
    bool lines = finder_line(block, gloss) != finder_end_line(block, gloss);
    return !sentence && (lines || word_count(gloss) < 4);
}

/* Without what stands far right of it, or in brackets at its end: a remark. */
static struct slice without_margin(struct slice gloss)
{
    size_t far = slice_find(gloss, "    ");
    if (word_count(slice_until(gloss, far)) > 2)
        gloss = slice_trim(slice_until(gloss, far));
    for (size_t at = gloss.length; at-- > 1;)
        if (gloss.at[at] == '[' && gloss.at[gloss.length - 1] == ']' && gloss.at[at - 1] == ' ' &&
            word_count(slice_until(gloss, at)) > 2)
            return slice_trim(slice_until(gloss, at));
    return gloss;
}

enum { POINTS = 6, POINT_WORDS = 7 };

/* Short lines one below the other, of which a later one begins anew with a capital, are points:
 * "Lowers the rent" over "Raises the income". NULL: one text, or none. */
static const char *points_of(struct finder *f, const struct block *block, struct slice gloss)
{
    char *points = NULL;
    size_t count = 0, capitals = 0;
    for (size_t line = 0; line < block->mark_count && count <= POINTS; line++) {
        struct slice text = block_text_line(block, line);
        if (text.at + text.length <= gloss.at)
            continue;
        if (text.at >= gloss.at + gloss.length)
            break;
        if (text.at < gloss.at)
            text = slice_from(text, (size_t)(gloss.at - text.at));
        if (!text.length || word_count(text) > POINT_WORDS ||
            strchr(".,;:", text.at[text.length - 1]))
            return NULL;
        capitals += count && isupper((unsigned char)text.at[0]);
        points = arena_format(&f->harvest->arena, "%s%s%s", points ? points : "",
                              points ? "\n" : "", outline_capitalised(f, finder_clean(f, text)));
        count++;
    }
    return capitals && count <= POINTS && isupper((unsigned char)gloss.at[0]) ? points : NULL;
}

/* The points as the answer to one question. */
static bool offer_points(struct finder *f, const struct block *block, struct slice term,
                         struct slice gloss, struct slice entry)
{
    const char *points = definition_is_term(term) ? points_of(f, block, gloss) : NULL;
    if (!points)
        return false;
    struct definition d = {.term = term,
                           .gloss = gloss,
                           .block = block,
                           .line = finder_line(block, entry),
                           .end_line = finder_end_line(block, entry),
                           .adjust = -0.2,
                           .why = "points below each other",
                           .passage = entry};
    const char *question = outline_in_context(
        f, block,
        arena_format(&f->harvest->arena, "what is noted about %s?", definition_subject(f, term)));
    return definition_offer_question(f, &d, outline_capitalised(f, question), CARD_LIST, points,
                                     NULL);
}

static void offer_entry(struct finder *f, const struct block *block, struct slice entry)
{
    size_t start, end = separator(entry, &start);
    if (!end)
        return;
    struct slice term = slice_until(entry, end);
    struct slice gloss = without_margin(slice_trim(slice_from(entry, start)));
    size_t offset = (size_t)(entry.at - block->text);
    if (block_covered(block, SPAN_CODE, offset, offset + end) ||
        block_covered(block, SPAN_STRONG, offset, offset + end) || !gloss.length ||
        block_covered(block, SPAN_LINK, offset, offset + start + 1) || /* a title */
        offer_points(f, block, term, gloss, entry))
        return;
    struct splitter *splitter = &f->splitter;
    f->split = NULL;
    splitter_split(splitter, gloss);
    if (!splitter->count || is_outline(slice_from(entry, start), splitter->sentences[0], block))
        return;
    struct definition d = {.term = term,
                           .gloss = splitter->sentences[0],
                           .block = block,
                           .line = finder_line(block, entry)};
    d.passage = slice_make(entry.at, (size_t)(d.gloss.at + d.gloss.length - entry.at));
    d.end_line = finder_end_line(block, d.passage);
    definition_offer(f, &d);
}

static void find(struct finder *f, const struct block *block)
{
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!text || !memchr(block->text, ':', block->length)) {
        if (!text || !strstr(block->text, "："))
            return;
    }
    for (size_t index = 0, next; index < block->mark_count; index = next) {
        struct slice line = block_text_line(block, index);
        next = index + 1;
        if (!begins_entry(line) || (index && block->mark_count > 200))
            continue;
        offer_entry(f, block, entry_at(f, block, index, &next));
    }
}

const struct pattern pattern_term_colon = {
    .name = "term-colon",
    .confidence = 0.9,
    .summary = "Term: explanation, also over several aligned lines",
    .example = "Idempotence: running an operation twice has the same effect\n"
               "             as running it once\n",
    .front = "What is idempotence?",
    .back = "Running an operation twice has the same effect as running it once",
    .counter_example = "Note: this is not about terms\n\nSee https://example.org/a:b for more\n",
    .find = find,
};
