/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/note_view.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tui/wording.h"

void note_view_release(struct note_view *view)
{
    coverage_release(&view->coverage);
    source_lines_release(&view->lines);
    note_text_release(&view->text);
    free(view->file);
    free(view->cards);
    free(view->blocks);
    arena_release(&view->arena);
    memset(view, 0, sizeof *view);
}

static struct note_card *add_card(struct note_view *view)
{
    memory_reserve((void **)&view->cards, view->card_count, &view->card_capacity,
                   sizeof *view->cards);
    return &view->cards[view->card_count++];
}

/* A card may lie in the file at two places: it is listed at both. */
static bool add_known(void *context, const struct card *card)
{
    struct note_view *view = context;
    for (size_t i = 0; i < card->source_count; i++) {
        const struct card_source *source = &card->sources[i];
        if (strcmp(source->file, view->file) != 0)
            continue;
        *add_card(view) = (struct note_card){
            .id = arena_copy_string(&view->arena, card->id),
            .state = card->state,
            .front = arena_copy_string(&view->arena, card->front),
            .back = arena_copy_string(&view->arena, card->back),
            .held = arena_copy_string(&view->arena, card->held),
            .held_why = arena_copy_string(&view->arena, card->held_why),
            .passage = arena_copy_string(&view->arena, card->passage),
            .line = source->line,
            .end_line = source->end_line,
        };
    }
    return true;
}

static void add_drafts(struct note_view *view, double active_from)
{
    const struct harvest *harvest = &view->coverage.harvest;
    for (size_t i = 0; i < harvest->draft_count; i++) {
        const struct draft *draft = &harvest->drafts[i];
        bool active = !draft->held && (draft->explicit_card || draft->confidence >= active_from);
        *add_card(view) = (struct note_card){
            .state = active ? CARD_ACTIVE : CARD_PROPOSED,
            .front = draft->front,
            .back = draft->back,
            .held = draft->held,
            .passage = draft->passage,
            .line = draft->line,
            .end_line = draft->end_line,
        };
    }
}

static bool find_file(void *context, const struct note_row *row)
{
    struct note_view *view = context;
    view->imported = !strcmp(row->path, view->file);
    return !view->imported;
}

const char *note_view_line(const struct note_view *view, long number)
{
    bool there = number >= 1 && number <= (long)view->lines.count;
    return note_text_line(&view->text, number, there ? view->lines.lines[number - 1] : "");
}

void note_view_mark(const struct note_view *view, const struct note_card *card,
                    struct source_lines *shown)
{
    *shown = (struct source_lines){.first = card->line, .capacity = 1};
    shown->count = card->end_line < card->line ? 0 : (size_t)(card->end_line - card->line) + 1;
    shown->lines = memory_allocate(shown->count + 1, sizeof *shown->lines);
    for (size_t i = 0; i < shown->count; i++)
        shown->lines[i] = note_view_line(view, card->line + (long)i);
    (void)source_lines_mark(shown, card->line, card->end_line, card->passage);
}

size_t note_view_block(const struct note_view *view, long line)
{
    size_t block = 0;
    while (block + 1 < view->block_count && view->blocks[block].row->last_line < line)
        block++;
    return block;
}

static int compare_cards(const void *left, const void *right)
{
    const struct note_card *a = left, *b = right;
    int order = (a->line > b->line) - (a->line < b->line);
    return order ? order : strcmp(a->front, b->front);
}

bool note_block_holds(const struct note_block *block, const struct note_card *card)
{
    return card->line <= block->row->last_line && card->end_line >= block->row->first_line &&
           strcmp(block->row->block, "blank") != 0;
}

/* Both are in order of line, but a card may reach over several blocks. */
static void count_cards(struct note_view *view)
{
    for (size_t i = 0; i < view->card_count; i++) {
        const struct note_card *card = &view->cards[i];
        size_t low = 0, high = view->block_count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (view->blocks[middle].row->last_line < card->line)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < view->block_count && view->blocks[low].row->first_line <= card->end_line;
             low++)
            if (note_block_holds(&view->blocks[low], card)) {
                view->blocks[low].cards[card->state]++;
                view->blocks[low].all++;
            }
    }
}

static bool read_cards(struct collection *collection, struct note_view *view, struct error *error)
{
    double active_from = 0.75;
    if (collection) {
        active_from = collection_setting_real(collection, "confidence-active");
        if (!collection_each_note(collection, find_file, view, error))
            return false;
    }
    if (!view->imported)
        add_drafts(view, active_from);
    else if (!collection_each_card_of_file(collection, view->file, add_known, view, error))
        return false;
    if (view->card_count)
        qsort(view->cards, view->card_count, sizeof *view->cards, compare_cards);
    return true;
}

bool note_view_open(struct collection *collection, const char *path, struct note_view *view,
                    struct error *error)
{
    struct content_options options = {0};
    memset(view, 0, sizeof *view);
    view->file = path_absolute(path);
    if (!content_coverage(path, &options, &view->coverage, error) ||
        !source_lines_read(path, 1, 0, &view->lines, error) ||
        (!view->coverage.harvest.skipped && !note_text_read(path, &view->text, error)) ||
        !read_cards(collection, view, error)) {
        note_view_release(view);
        return false;
    }
    view->block_count = view->coverage.count;
    view->blocks = memory_allocate(view->block_count, sizeof *view->blocks);
    for (size_t i = 0; i < view->block_count; i++)
        view->blocks[i].row = &view->coverage.rows[i];
    count_cards(view);
    return true;
}

const char *note_block_glyph(const struct note_block *block, bool ascii)
{
    if (!strcmp(block->row->block, "blank"))
        return "";
    if (block->cards[CARD_ACTIVE])
        return ascii ? "*" : "●";
    if (block->cards[CARD_PROPOSED])
        return ascii ? "o" : "○";
    if (block->all)
        return ascii ? "-" : "◌";
    return ascii ? "." : "·";
}

void note_block_text(const struct note_block *block, struct text *out)
{
    static const enum card_state order[] = {CARD_ACTIVE, CARD_PROPOSED, CARD_SUSPENDED,
                                            CARD_REJECTED, CARD_ORPHANED};
    size_t from = out->length;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (block->cards[order[i]])
            text_printf(out, "%s%zu %s", out->length > from ? ", " : "", block->cards[order[i]],
                        card_state_name(order[i]));
    if (out->length == from && block->row->cards)
        text_append(out, "no card yet: read the notes again");
    else if (out->length == from)
        text_printf(out, "no card: %s", block->row->why ? block->row->why : "nothing to ask");
}
