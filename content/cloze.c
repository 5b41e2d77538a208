/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/cloze.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"

enum { NESTED_AT_MOST = 16, NUMBER_AT_MOST = 50 };

struct gap {
    size_t open, body, hint, close; /* hint: of its "::", or `close`; close 0: none */
    size_t braces;                  /* plain ones open inside */
    int number;
};

struct gaps {
    struct gap *items;
    size_t count, capacity;
    size_t stack[NESTED_AT_MOST];
    size_t depth;
};

/* The number of the opening at the beginning of `rest`, whose length goes to `length`; 0: none. */
static int opening(struct slice rest, size_t *length)
{
    size_t at = 3;
    int number = 0;
    if (!slice_begins(rest, "{{c"))
        return 0;
    for (; at < rest.length && at < 6 && isdigit((unsigned char)rest.at[at]); at++)
        number = number * 10 + (rest.at[at] - '0');
    if (!slice_begins(slice_from(rest, at), "::"))
        return 0;
    *length = at + 2;
    return number;
}

/* Whether the text's byte is shown as code of the block; a text from elsewhere holds none. */
static bool is_code(const struct block *block, struct slice text, size_t at)
{
    if (!block || text.at < block->text || text.at + text.length > block->text + block->length)
        return false;
    size_t offset = (size_t)(text.at - block->text) + at;
    return block_covered(block, SPAN_CODE, offset, offset + 1);
}

bool cloze_begins(const struct block *block, struct slice text)
{
    size_t length;
    for (size_t from = 0; from < text.length;) {
        size_t at = from + slice_find(slice_from(text, from), "{{c");
        if (at >= text.length)
            return false;
        if (opening(slice_from(text, at), &length) && !is_code(block, text, at))
            return true;
        from = at + 1;
    }
    return false;
}

static void open_gap(struct gaps *gaps, size_t at, size_t length, int number)
{
    memory_reserve((void **)&gaps->items, gaps->count, &gaps->capacity, sizeof *gaps->items);
    gaps->items[gaps->count] = (struct gap){.open = at, .body = at + length, .number = number};
    if (gaps->depth < NESTED_AT_MOST)
        gaps->stack[gaps->depth++] = gaps->count;
    gaps->count++;
}

/* One character inside a gap. Returns the bytes taken. */
static size_t read_inside(struct gaps *gaps, struct slice text, size_t at)
{
    struct gap *top = &gaps->items[gaps->stack[gaps->depth - 1]];
    char next = at + 1 < text.length ? text.at[at + 1] : '\0';
    if (text.at[at] == '{') {
        top->braces++;
    } else if (text.at[at] == '}' && top->braces) {
        top->braces--;
    } else if (text.at[at] == '}' && next == '}') {
        top->close = at;
        top->hint = top->hint ? top->hint : at;
        gaps->depth--;
        return 2;
    } else if (text.at[at] == ':' && next == ':' && !top->hint) {
        top->hint = at;
        return 2;
    }
    return 1;
}

static void find_gaps(struct gaps *gaps, const struct block *block, struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        size_t length = 0;
        int number = text.at[at] == '{' ? opening(slice_from(text, at), &length) : 0;
        if (number && !is_code(block, text, at)) {
            open_gap(gaps, at, length, number);
            at += length;
        } else {
            at += gaps->depth ? read_inside(gaps, text, at) : 1;
        }
    }
}

struct side {
    struct text front, back;
    const struct gap *hidden;
    const struct gap *stack[NESTED_AT_MOST];
    size_t depth;
};

static void enter(struct side *side, const struct gap *gap, int number)
{
    side->stack[side->depth++] = gap;
    if (gap->number != number || side->hidden)
        return;
    side->hidden = gap;
    text_append(&side->back, side->back.length ? ", " : "");
}

static void leave(struct side *side, struct slice text)
{
    const struct gap *gap = side->stack[--side->depth];
    if (side->hidden != gap)
        return;
    side->hidden = NULL;
    size_t from = gap->hint + 2;
    if (gap->hint < gap->close && from < gap->close)
        text_printf(&side->front, "[%.*s]", (int)(gap->close - from), text.at + from);
    else
        text_append(&side->front, "[...]");
}

/* The text with the gaps of one number hidden. */
static void render(struct side *side, const struct gaps *gaps, struct slice text, int number)
{
    size_t next = 0;
    for (size_t at = 0; at < text.length;) {
        const struct gap *top = side->depth ? side->stack[side->depth - 1] : NULL;
        if (next < gaps->count && gaps->items[next].open == at) {
            const struct gap *gap = &gaps->items[next++];
            if (gap->close && side->depth < NESTED_AT_MOST)
                enter(side, gap, number);
            at = gap->body;
        } else if (top && at == top->close) {
            leave(side, text);
            at += 2;
        } else {
            if (!top || at < top->hint)
                text_append_bytes(side->hidden ? &side->back : &side->front, text.at + at, 1);
            at++;
        }
    }
}

static bool offer_number(struct finder *f, const struct offer *model, const struct gaps *gaps,
                         struct slice text, int number)
{
    struct side side = {.depth = 0};
    render(&side, gaps, text, number);
    struct slice front = slice_trim(slice_of(text_string(&side.front)));
    struct slice back = slice_trim(slice_of(text_string(&side.back)));
    struct offer offer = *model;
    offer.kind = CARD_CLOZE;
    offer.front = arena_copy_bytes(&f->harvest->arena, front.at, front.length);
    offer.back = arena_copy_bytes(&f->harvest->arena, back.at, back.length);
    bool taken = finder_offer(f, &offer);
    text_release(&side.front);
    text_release(&side.back);
    return taken;
}

size_t cloze_offer(struct finder *finder, const struct offer *model, struct slice text,
                   size_t *unclosed)
{
    struct gaps gaps = {.count = 0};
    bool seen[NUMBER_AT_MOST + 1] = {false};
    struct offer offer = *model;
    size_t made = 0;
    find_gaps(&gaps, model->block, text);
    *unclosed = text.length;
    for (size_t i = gaps.count; i > 0; i--) {
        const struct gap *gap = &gaps.items[i - 1];
        if (!gap->close)
            *unclosed = gap->open;
        else if (gap->number <= NUMBER_AT_MOST)
            seen[gap->number] = true;
    }
    offer.group = finder_group(finder);
    for (int number = 1; number <= NUMBER_AT_MOST; number++)
        if (seen[number])
            made += offer_number(finder, &offer, &gaps, text, number);
    free(gaps.items);
    return made;
}

bool cloze_show(struct slice text, int number, struct text *front, struct text *back)
{
    struct gaps gaps = {.count = 0};
    struct side side = {.depth = 0};
    bool found = false;
    find_gaps(&gaps, NULL, text);
    for (size_t i = 0; i < gaps.count; i++)
        found = found || (gaps.items[i].close && gaps.items[i].number == number);
    if (found) {
        render(&side, &gaps, text, number);
        text_append(front, text_string(&side.front));
        text_append(back, text_string(&side.back));
    }
    text_release(&side.front);
    text_release(&side.back);
    free(gaps.items);
    return found;
}
