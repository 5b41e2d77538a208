/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heading tagged #card asks, the text up to the next heading answers; #card-reverse both ways. */
#include <string.h>

#include "content/written.h"

enum { WORDS_AT_MOST = 60 };
static const double proposed = 0.7;

/* 0: no card, 1: one, 2: both ways. */
static int ways(const struct block *heading)
{
    int found = 0;
    for (size_t i = 0; i < heading->span_count; i++) {
        if (heading->spans[i].kind != SPAN_TAG)
            continue; /* other spans may have no target */
        struct slice tag = slice_of(heading->spans[i].target);
        if (slice_equals(tag, "card-reverse") || slice_equals(tag, "card/reverse"))
            return 2;
        if (slice_equals(tag, "card"))
            found = 1;
    }
    return found;
}

/* Whether another kind of written card begins here. */
static bool begins_card(const struct finder *f, const struct block *block)
{
    return f->claimed[block->first_line] ||
           (block->kind == BLOCK_PARAGRAPH &&
            (slice_begins(slice_make(block->text, block->length), "Q:") ||
             slice_begins(slice_make(block->text, block->length), "C:")));
}

/* What stands under the heading; returns its last line, 0: nothing. */
static long collect(const struct finder *f, const struct block *heading, struct text *body)
{
    long last = 0;
    for (const struct block *b = block_after(heading); b; b = block_following(b)) {
        if (b->kind == BLOCK_HEADING || b->kind == BLOCK_RULE || begins_card(f, b))
            break;
        bool text = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM || b->kind == BLOCK_CODE ||
                    b->kind == BLOCK_CELL;
        if (!text || !b->length || body->length > 65536)
            continue;
        struct slice part = slice_trim_any(slice_make(b->text, b->length), "\n");
        const char *between = b->kind == BLOCK_CELL && b->number > 0 ? ", " : "\n";
        text_append(body, body->length ? between : "");
        text_append_bytes(body, part.at, part.length);
        last = b->last_line > last ? b->last_line : last;
    }
    return last;
}

/* A long answer is not cut; the person is asked instead. */
static void propose(struct finder *f, const struct offer *offer)
{
    struct harvest *h = f->harvest;
    struct draft *draft = &h->drafts[h->draft_count - 1];
    draft->explicit_card = false;
    draft->confidence = proposed;
    draft->reason = arena_format(&h->arena, "%s; an answer of %zu words", draft->reason,
                                 word_count(slice_of(draft->back)));
    if (offer->kind == CARD_REVERSE)
        return;
    struct remark *remark = harvest_add_remark(h);
    remark->kind = "clarify";
    remark->file = h->file;
    remark->line = offer->line;
    remark->text = offer->front;
    remark->why = "an answer of more than 60 words: split it";
}

static void offer_side(struct finder *f, const struct offer *offer, bool is_long)
{
    if (finder_offer(f, offer) && is_long)
        propose(f, offer);
}

static void read_heading(struct finder *f, const struct block *heading, int both)
{
    struct text body = {0};
    long last = collect(f, heading, &body);
    if (!last) {
        harvest_warn(f->harvest, heading->first_line, "broken-block",
                     "nothing stands under this heading tagged #card");
    } else {
        const char *answer = arena_copy_string(&f->harvest->arena, text_string(&body));
        struct offer offer = {.kind = CARD_BASIC,
                              .front = finder_clean(f, slice_make(heading->text, heading->length)),
                              .back = answer,
                              .block = heading,
                              .line = heading->first_line,
                              .end_line = last,
                              .passage = slice_of(answer),
                              .group = finder_group(f),
                              .schedule = written_schedule(f, last, 0)};
        bool is_long = word_count(slice_of(offer.back)) > WORDS_AT_MOST;
        offer_side(f, &offer, is_long);
        if (both > 1) {
            const char *front = offer.front;
            offer.kind = CARD_REVERSE;
            offer.front = offer.back;
            offer.back = front;
            offer.schedule = written_schedule(f, last, 1);
            offer_side(f, &offer, is_long);
        }
        finder_claim(f, heading->first_line, last);
    }
    text_release(&body);
}

static void find(struct finder *f, const struct block *document)
{
    for (const struct block *b = document; b; b = block_following(b)) {
        int both = b->kind == BLOCK_HEADING && b->length ? ways(b) : 0;
        if (both && !f->claimed[b->first_line])
            read_heading(f, b, both);
    }
}

const struct pattern pattern_card_heading = {
    .name = "card-heading",
    .confidence = 1,
    .summary = "a heading tagged #card asks, the text under it answers",
    .example = "## What does a write barrier order? #card\n\nStores before it and stores after "
               "it.\n",
    .front = "What does a write barrier order?",
    .back = "Stores before it and stores after it.",
    .counter_example = "## What does a write barrier order?\n\nStores, says the #card index.\n",
    .explicit_card = true,
    .find = find,
};
