/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists side by side, drawn with blanks: a line of headers, and below each its entries. */
#include <ctype.h>
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { COLUMNS = 4, LINES = 12, GAP = 4, HEADER_WORDS = 4, SHIFT = 10 };

struct cell {
    struct slice text;
    size_t start;
};

struct columns {
    struct cell headers[COLUMNS];
    size_t count;
    struct text entries[COLUMNS];
    bool bullets[COLUMNS];
    bool ruled; /* a rule stands below the headers */
    long line, end_line;
};

/* The cells of a source line: what `GAP` blanks or more separate. Too many: 0. */
static size_t split(struct slice line, struct cell *cells)
{
    size_t count = 0, at = 0;
    while (at < line.length) {
        while (at < line.length && line.at[at] == ' ')
            at++;
        size_t start = at, blanks = 0;
        while (at < line.length && blanks < GAP) {
            blanks = line.at[at] == ' ' ? blanks + 1 : 0;
            at++;
        }
        struct slice text = slice_trim(slice_make(line.at + start, at - start));
        if (!text.length)
            break;
        if (count == COLUMNS)
            return 0;
        cells[count++] = (struct cell){text, start};
    }
    return count;
}

static bool is_header(const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct slice text = cells[i].text;
        if (word_count(text) > HEADER_WORDS || !isalpha((unsigned char)text.at[0]) ||
            !isalpha((unsigned char)text.at[text.length - 1]))
            return false;
    }
    return count > 1;
}

/* Drawings, and rules between header and entries. */
static bool is_drawn(struct slice line)
{
    for (size_t at = 0; at < line.length; at++)
        if (strchr("|[]+{}<>", line.at[at]) || (unsigned char)line.at[at] == 0xE2)
            return true;
    return false;
}

static bool is_rule(struct slice line)
{
    for (size_t at = 0; at < line.length; at++)
        if (!strchr("-= ", line.at[at]))
            return false;
    return true;
}

static size_t column_of(const struct columns *c, size_t start)
{
    size_t best = COLUMNS, distance = SHIFT;
    for (size_t i = 0; i < c->count; i++) {
        size_t at = c->headers[i].start, apart = at > start ? at - start : start - at;
        if (apart < distance) {
            distance = apart;
            best = i;
        }
    }
    return best;
}

/* Adds the cell to its column; a cell without the column's bullet goes on with the entry above. */
static bool add_entry(struct columns *c, const struct cell *cell)
{
    size_t column = column_of(c, cell->start);
    if (column == COLUMNS)
        return false;
    struct text *entries = &c->entries[column];
    bool bullet = slice_begins(cell->text, "- ");
    struct slice text = slice_trim_any(cell->text, " -()");
    if (!entries->length)
        c->bullets[column] = bullet;
    bool goes_on = entries->length && c->bullets[column] && !bullet;
    text_printf(entries, "%s%c%.*s",
                !entries->length ? ""
                : goes_on        ? " "
                                 : "\n",
                goes_on ? text.at[0] : toupper((unsigned char)text.at[0]), (int)text.length - 1,
                text.at + 1);
    return text.length > 1;
}

static bool read(struct finder *f, long first, struct columns *c)
{
    const struct document *d = f->document;
    size_t length;
    const char *at = document_line(d, first, &length);
    c->line = c->end_line = first;
    c->count = length < 400 ? split(slice_make(at, length), c->headers) : 0;
    if (!is_header(c->headers, c->count) || is_drawn(slice_make(at, length)))
        return false;
    for (long line = first + 1; line <= d->line_count && line <= first + LINES; line++) {
        at = document_line(d, line, &length);
        struct slice text = slice_make(at, length);
        struct cell cells[COLUMNS];
        if (!slice_trim(text).length)
            break;
        if (is_rule(text)) {
            c->ruled = c->ruled || line == first + 1;
            continue;
        }
        size_t count = length < 400 && !is_drawn(text) ? split(text, cells) : 0;
        for (size_t i = 0; i < count; i++)
            if (!add_entry(c, &cells[i]))
                return false;
        if (!count)
            return false;
        c->end_line = line;
    }
    for (size_t i = 0; i < c->count; i++)
        if (!c->entries[i].length || !(c->ruled || c->bullets[i]))
            return false;
    return c->end_line > first;
}

/* The column as an outline: its header leads to its entries. */
static void read_column(struct finder *f, const struct block *block, const struct columns *c,
                        size_t column, struct outline *o)
{
    *o = (struct outline){.lead = c->headers[column].text, .block = block, .whole = true};
    o->line = c->line;
    o->end_line = c->end_line;
    struct slice rest =
        slice_of(arena_copy_string(&f->harvest->arena, text_string(&c->entries[column])));
    while (rest.length && o->count < OUTLINE_ITEMS) {
        const char *newline = memchr(rest.at, '\n', rest.length);
        size_t end = newline ? (size_t)(newline - rest.at) : rest.length;
        o->items[o->count++] = (struct outline_item){.text = slice_until(rest, end),
                                                     .block = block,
                                                     .line = c->line,
                                                     .end_line = c->end_line};
        rest = slice_from(rest, end + (newline != NULL));
    }
}

/* "What characterises a rip saw?", or what stands under the header as against the other one. */
static const char *question_for(struct finder *f, const struct outline *o, struct slice other)
{
    struct slice label = outline_label(o);
    const char *question = label.length ? outline_question(f, o) : NULL;
    return question ? question
                    : outline_in_context(
                          f, o->block,
                          arena_format(&f->harvest->arena, "Which %s points tell “%s” from “%s”?",
                                       outline_number(f, o->count), finder_clean(f, o->lead),
                                       finder_clean(f, other)));
}

static void offer(struct finder *f, const struct block *block, const struct columns *c)
{
    const char *group = finder_group(f);
    for (size_t i = 0; i < c->count; i++) {
        struct outline o;
        struct outline_answers answers = {0};
        read_column(f, block, c, i, &o);
        for (size_t k = 0; k < o.count; k++)
            outline_add_answer(&answers, finder_clean(f, o.items[k].text));
        const char *label = outline_in_context(
            f, block, outline_capitalised(f, finder_clean(f, c->headers[i].text)));
        struct offer offer = {
            .block = block,
            .line = c->line,
            .end_line = c->end_line,
            .passage = slice_of(arena_copy_string(&f->harvest->arena, text_string(&c->entries[i]))),
            .group = group};
        if (outline_is_many(outline_label(&o)) || outline_form(&o) == FORM_TRAIT) {
            offer.adjust = 0.1;
            offer.why = "the header says what they are";
        }
        if (answers.count)
            outline_offer_answers(f, &offer, question_for(f, &o, c->headers[i ? 0 : 1].text), label,
                                  &answers);
    }
}

/* Whether the line above leads to the columns as to one list. */
static bool is_led(const struct document *d, long line)
{
    for (long above = line - 1; above >= 1 && above >= line - 2; above--) {
        size_t length;
        const char *at = document_line(d, above, &length);
        struct slice text = slice_trim(slice_make(at, length));
        if (text.length)
            return text.at[text.length - 1] == ':';
    }
    return false;
}

static void find(struct finder *f, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH || !f->english || block->mark_count > LINES ||
        !strstr(block->text, "    "))
        return;
    struct columns c = {0};
    for (long line = block->first_line; line <= block->last_line; line++) {
        size_t length;
        const char *at = document_line(f->document, line, &length);
        if (!slice_holds(slice_trim(slice_make(at, length)), "    "))
            continue;
        if (!is_led(f->document, line) && read(f, line, &c))
            offer(f, block, &c);
        break;
    }
    for (size_t i = 0; i < COLUMNS; i++)
        text_release(&c.entries[i]);
}

const struct pattern pattern_columns = {
    .name = "columns",
    .confidence = 0.65,
    .summary = "lists side by side, drawn with blanks",
    .example = "# Saws\n\nThere are two of them on the wall.\n\nRip saw            Panel "
               "saw\n--------           ---------\n"
               "coarse teeth       fine teeth\ncuts along         cuts across\n",
    .front = "Saws: which two items come under “Rip saw”?",
    .back = "Coarse teeth\nCuts along",
    .counter_example = "# Saws\n\nA rip saw   cuts along the grain.\n",
    .find = find,
};
