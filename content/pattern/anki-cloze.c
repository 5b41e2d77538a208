/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "{{c1::answer::hint}}" (Anki): one card for each number. Jinja's "{{ }}" has no number. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/pattern.h"
#include "engine/base/text.h"

struct gap {
    size_t start, end; /* of the whole "{{...}}" */
    struct slice answer, hint;
    int number;
};

/* The gap at or after `from`; false: none. */
static bool next_gap(struct slice text, size_t from, struct gap *gap)
{
    for (size_t at = from; at + 8 < text.length; at++) {
        if (strncmp(text.at + at, "{{c", 3) != 0 || !isdigit((unsigned char)text.at[at + 3]))
            continue;
        size_t body = at + 3;
        gap->number = 0;
        while (body < text.length && isdigit((unsigned char)text.at[body]) && gap->number < 1000)
            gap->number = gap->number * 10 + (text.at[body++] - '0');
        struct slice rest = slice_from(text, body);
        size_t end = slice_find(slice_until(rest, 2000), "}}");
        if (!slice_begins(rest, "::") || end >= rest.length || end < 3)
            continue;
        struct slice inside = slice_make(rest.at + 2, end - 2);
        size_t mark = slice_find(inside, "::");
        gap->answer = slice_until(inside, mark);
        gap->hint = mark < inside.length ? slice_from(inside, mark + 2) : slice_until(inside, 0);
        gap->start = at;
        gap->end = body + end + 2;
        return true;
    }
    return false;
}

static void append_gap(struct text *front, struct text *back, const struct gap *gap, int number)
{
    if (gap->number != number) {
        text_append_bytes(front, gap->answer.at, gap->answer.length);
        return;
    }
    text_printf(front, "[%.*s]", gap->hint.length ? (int)gap->hint.length : 3,
                gap->hint.length ? gap->hint.at : "...");
    text_append(back, back->length ? ", " : "");
    text_append_bytes(back, gap->answer.at, gap->answer.length);
}

static bool make_card(struct finder *f, const struct block *block, int number, const char *group)
{
    struct slice text = slice_make(block->text, block->length);
    struct text front = {0}, back = {0};
    struct gap gap;
    size_t at = 0;
    while (next_gap(text, at, &gap)) {
        text_append_bytes(&front, text.at + at, gap.start - at);
        append_gap(&front, &back, &gap, number);
        at = gap.end;
    }
    text_append_bytes(&front, text.at + at, text.length - at);
    bool made = false;
    if (back.length) {
        struct offer offer = {
            .kind = CARD_CLOZE,
            .front = arena_copy_string(&f->harvest->arena, text_string(&front)),
            .back = arena_copy_string(&f->harvest->arena, text_string(&back)),
            .block = block,
            .line = block->first_line,
            .end_line = block_line(block, block->length - 1),
            .passage = text,
            .group = group,
        };
        made = finder_offer(f, &offer);
        finder_claim(f, offer.line, offer.end_line);
    }
    text_release(&front);
    text_release(&back);
    return made;
}

static void read_block(struct finder *f, const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    struct gap gap;
    bool seen[21] = {false};
    for (size_t at = 0; next_gap(text, at, &gap); at = gap.end)
        if (gap.number >= 1 && gap.number <= 20)
            seen[gap.number] = true;
    const char *group = finder_group(f);
    for (int number = 1; number <= 20; number++)
        if (seen[number])
            make_card(f, block, number, group);
}

static void find(struct finder *f, const struct block *document)
{
    for (const struct block *b = document; b; b = block_following(b)) {
        bool text = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM;
        if (text && b->length < 65536 && strstr(b->text, "{{c"))
            read_block(f, b);
    }
}

const struct pattern pattern_anki_cloze = {
    .name = "anki-cloze",
    .confidence = 1,
    .summary = "{{c1::answer::hint}} inside a text becomes a gap (Anki)",
    .example = "A Bloom filter never gives a {{c1::false negative::which error}}.\n",
    .front = "A Bloom filter never gives a [which error].",
    .back = "false negative",
    .counter_example = "Render it with {{ name }} or {{ config(x='y') }}.\n",
    .explicit_card = true,
    .find = find,
};
