/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table: row and header give the cell. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

enum { COLUMNS = 10 };

static const struct block *cell_at(const struct block *row, long column)
{
    const struct block *cell = row ? row->first : NULL;
    while (cell && cell->number < column)
        cell = cell->next;
    return cell && cell->number == column ? cell : NULL;
}

/* Columns that keep accounts instead of saying something. */
static bool is_account(struct slice header)
{
    static const char *const words[] = {"status", "progress", "completion", "done",     "link",
                                        "links",  "url",      "proof",      "date",     "notes",
                                        "due",    "author",   "source",     "finished", "started",
                                        "page",   "pages",    NULL};
    return !header.length || slice_holds_any(header, words) ||
           !isalpha((unsigned char)header.at[0]);
}

/* A table that keeps accounts is none to learn from. */
static bool keeps_accounts(const struct block *header)
{
    static const char *const words[] = {"status",   "completion", "proof",   "book",
                                        "books",    "paper",      "article", "certificate",
                                        "bootcamp", "project",    NULL};
    const struct block *cell = header->first;
    for (size_t i = 0; cell && i < COLUMNS; cell = cell->next, i++)
        if (slice_holds_any(slice_make(cell->text, cell->length), words))
            return true;
    return false;
}

static bool has_link(const struct block *cell)
{
    for (size_t i = 0; i < cell->span_count; i++)
        if (cell->spans[i].kind == SPAN_LINK || cell->spans[i].kind == SPAN_IMAGE)
            return true;
    return slice_holds(slice_make(cell->text, cell->length), ":/");
}

static const char *question_for(struct finder *f, const struct block *block, struct slice row,
                                struct slice header)
{
    struct arena *arena = &f->harvest->arena;
    const char *name = definition_subject(f, row), *what = outline_small(f, header, true);
    bool phrase = word_count(header) > 3 || outline_form_of(header) != FORM_NOUN ||
                  slice_ends(header, "ed") || slice_ends(header, "ive") ||
                  slice_ends(header, "able") || slice_ends(header, "ible") ||
                  slice_holds_word(header, "for") || slice_holds_word(header, "by") ||
                  slice_holds_word(header, "when");
    const char *question =
        phrase ? arena_format(arena, "What does the table give for “%s” under “%s”?",
                              finder_clean(f, row), finder_clean(f, header))
               : arena_format(arena, "What %s the %s of %s?",
                              word_is_plural(word_last(header)) ? "are" : "is", what, name);
    return outline_in_context(f, block, question);
}

static void find(struct finder *f, const struct block *block)
{
    if (block->kind != BLOCK_CELL || block->number < 1 || block->number >= COLUMNS || !f->english)
        return;
    const struct block *row = block->parent, *table = row ? row->parent : NULL;
    if (!table || table->kind != BLOCK_TABLE || row->header || !table->first->header ||
        keeps_accounts(table->first))
        return;
    const struct block *header = cell_at(table->first, block->number), *key = cell_at(row, 0);
    if (!header || !key || key->length < 2 || word_count(slice_make(key->text, key->length)) > 6)
        return;
    struct slice column = slice_trim(slice_make(header->text, header->length));
    struct slice text = slice_trim(slice_make(block->text, block->length));
    static const char *const empty[] = {"-", "n/a", "none", "x", "?", "tbd", "yes", "no", NULL};
    if (is_account(column) || has_link(block) || has_link(key) || slice_is_any(text, empty) ||
        text.at[0] == ':' || word_count(text) > BACK_WANTED)
        return;
    struct offer offer = {.kind = CARD_TABLE,
                          .front =
                              question_for(f, block, slice_make(key->text, key->length), column),
                          .back = outline_capitalised(f, finder_clean(f, text)),
                          .block = block,
                          .line = block->first_line,
                          .end_line = block->last_line,
                          .passage = text};
    offer.group = arena_format(&f->harvest->arena, "table-row-%ld", row->first_line);
    finder_offer(f, &offer);
}

const struct pattern pattern_table_cell = {
    .name = "table-cell",
    .confidence = 0.7,
    .summary = "a table: what stands in the row and the column",
    .example = "| Planet | Moons | Day length |\n|---|---|---|\n| Mars | two | 24.6 hours |\n",
    .front = "What is the day length of Mars?",
    .back = "24.6 hours",
    .counter_example = "| Book | Status |\n|---|---|\n| Dune | finished |\n",
    .find = find,
};
