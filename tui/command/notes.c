/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/note_view.h"
#include "tui/plain.h"

static void print_rows(const struct coverage *coverage, FILE *out)
{
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_row *row = &coverage->rows[i];
        struct text line = {0};
        text_printf(&line, "%5ld-%-5ld %-14s ", row->first_line, row->last_line, row->block);
        if (row->cards)
            text_printf(&line, "%zu card%s", row->cards, row->cards == 1 ? "" : "s");
        else
            text_printf(&line, "- %s", row->why ? row->why : "");
        text_printf(&line, "  | %s", row->text ? row->text : "");
        plain_print(out, "", text_string(&line));
        text_release(&line);
    }
}

static json_t *row_json(const struct coverage_row *row)
{
    return json_pack("{s:I, s:I, s:s, s:o, s:o, s:I}", "first_line", (json_int_t)row->first_line,
                     "last_line", (json_int_t)row->last_line, "block", row->block, "text",
                     json_text(row->text), "why", json_text(row->why), "cards",
                     (json_int_t)row->cards);
}

static void print_json(const char *file, const struct coverage *coverage, FILE *out)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < coverage->count; i++)
        json_array_append_new(rows, row_json(&coverage->rows[i]));
    json_print(json_pack("{s:o, s:o}", "file", json_text(file), "blocks", rows), out);
}

/* --- The note with its cards in the margin ------------------------------------------------------
 */

static void print_line(const struct note_block *block, long number, const char *line, bool ascii,
                       FILE *out)
{
    struct text text = {0};
    bool first = number == block->row->first_line;
    char count[24] = "";
    if (first && block->all)
        (void)snprintf(count, sizeof count, "%zu", block->all);
    const char *glyph = note_block_glyph(block, ascii);
    text_printf(&text, "%6ld %s%s%-3s ", number, *glyph ? "" : " ", glyph, count);
    text_append(&text, line);
    plain_print(out, "", text_string(&text));
    text_release(&text);
}

static void print_note(const struct note_view *view, bool ascii, FILE *out)
{
    for (size_t i = 0; i < view->block_count; i++) {
        const struct coverage_row *row = view->blocks[i].row;
        for (long number = row->first_line; number <= row->last_line; number++)
            if (number <= (long)view->lines.count)
                print_line(&view->blocks[i], number, note_view_line(view, number), ascii, out);
    }
}

/* Blocks without a card, and why; blank lines need no reason. */
static void print_left_out(const struct note_view *view, FILE *out)
{
    bool any = false;
    for (size_t i = 0; i < view->block_count; i++) {
        const struct note_block *block = &view->blocks[i];
        if (block->all || !strcmp(block->row->block, "blank"))
            continue;
        struct text line = {0};
        text_printf(&line, "%6ld", block->row->first_line);
        if (block->row->last_line > block->row->first_line)
            text_printf(&line, "-%ld", block->row->last_line);
        text_printf(&line, "  %s: %s", block->row->block,
                    block->row->why ? block->row->why : "read the notes again");
        (void)fprintf(out, "%s", any ? "" : "\nLeft out:\n");
        plain_print(out, "", text_string(&line));
        text_release(&line);
        any = true;
    }
}

/* Cards that wait because notes do not agree, and why. */
static void print_held(const struct note_view *view, FILE *out)
{
    bool any = false;
    for (size_t i = 0; i < view->card_count; i++) {
        const struct note_card *card = &view->cards[i];
        if (!card->held)
            continue;
        struct text line = {0};
        text_printf(&line, "%6ld  %s %s\n        %s", card->line, card->front, card->back,
                    card->held_why ? card->held_why : card->held);
        (void)fprintf(out, "%s", any ? "" : "\nHeld back:\n");
        plain_print(out, "", text_string(&line));
        text_release(&line);
        any = true;
    }
}

static json_t *held_json(const struct note_view *view)
{
    json_t *held = json_array();
    for (size_t i = 0; i < view->card_count; i++) {
        const struct note_card *card = &view->cards[i];
        if (card->held)
            json_array_append_new(
                held, json_pack("{s:o, s:I, s:o, s:o, s:o, s:o}", "id", json_text(card->id), "line",
                                (json_int_t)card->line, "front", json_text(card->front), "back",
                                json_text(card->back), "held", json_text(card->held), "held_why",
                                json_text(card->held_why)));
    }
    return held;
}

static void print_view(const struct note_view *view, bool ascii, FILE *out)
{
    size_t states[CARD_STATE_COUNT] = {0};
    struct text line = {0};
    for (size_t i = 0; i < view->card_count; i++)
        states[view->cards[i].state]++;
    print_note(view, ascii, out);
    print_left_out(view, out);
    print_held(view, out);
    text_printf(
        &line, "\n%s active %zu, %s proposed %zu, %s put aside or rejected %zu, %s no card.",
        ascii ? "*" : "●", states[CARD_ACTIVE], ascii ? "o" : "○", states[CARD_PROPOSED],
        ascii ? "-" : "◌", states[CARD_SUSPENDED] + states[CARD_REJECTED] + states[CARD_ORPHANED],
        ascii ? "." : "·");
    if (!view->imported)
        text_append(&line, " Not imported: this is what an import would make.");
    plain_print(out, "", text_string(&line));
    text_release(&line);
}

static void print_view_json(const char *file, const struct note_view *view, FILE *out)
{
    json_t *blocks = json_array();
    for (size_t i = 0; i < view->block_count; i++) {
        const struct note_block *block = &view->blocks[i];
        json_t *states = json_object();
        for (int state = 0; state < CARD_STATE_COUNT; state++)
            json_object_set_new(states, card_state_name((enum card_state)state),
                                json_integer((json_int_t)block->cards[state]));
        json_t *value = row_json(block->row);
        json_object_set_new(value, "states", states);
        json_array_append_new(blocks, value);
    }
    json_print(json_pack("{s:o, s:b, s:o, s:o}", "file", json_text(file), "imported",
                         view->imported, "blocks", blocks, "held", held_json(view)),
               out);
}

static int show_note(struct invocation *invocation, const char *file, struct error *error)
{
    struct note_view view;
    struct collection *collection = invocation_open(invocation, false, error);
    bool good = collection && note_view_open(collection, file, &view, error);
    if (good && invocation->json)
        print_view_json(file, &view, invocation->out);
    else if (good)
        print_view(&view, invocation->ascii, invocation->out);
    if (good)
        note_view_release(&view);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static int coverage_of(struct invocation *invocation, const char *file, struct error *error)
{
    struct coverage coverage = {0};
    struct content_options options = {0};
    if (!content_coverage(file, &options, &coverage, error))
        return (int)error->kind;
    if (invocation->json)
        print_json(file, &coverage, invocation->out);
    else
        print_rows(&coverage, invocation->out);
    coverage_release(&coverage);
    return 0;
}

static int list_sources(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    struct source *sources = NULL;
    size_t count = 0;
    bool good = collection && collection_sources(collection, &sources, &count, error);
    json_t *array = json_array();
    for (size_t i = 0; good && i < count; i++) {
        if (!invocation->json)
            plain_print(invocation->out, "", sources[i].path);
        json_array_append_new(array, json_pack("{s:o, s:o}", "path", json_text(sources[i].path),
                                               "tags", json_text(sources[i].tags)));
    }
    if (good && invocation->json)
        json_print(json_pack("{s:O}", "sources", array), invocation->out);
    json_decref(array);
    if (good)
        sources_release(sources, count);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static int run(struct invocation *invocation, struct error *error)
{
    if (!invocation->argument_count)
        return list_sources(invocation, error);
    if (invocation_flag(invocation, "coverage"))
        return coverage_of(invocation, invocation->arguments[0], error);
    return show_note(invocation, invocation->arguments[0], error);
}

static const struct option_row options[] = {
    {"coverage", NULL, "every line of the file: its block, and its cards or why there is none",
     OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_notes = {
    .name = "notes",
    .summary = "what became of the lines of a note; without FILE, the registered sources",
    .arguments = "[FILE]",
    .details =
        "The lines of the note with their cards in the margin, and what was left out and why.",
    .options = options,
    .maximum_arguments = 1,
    .run = run,
};
