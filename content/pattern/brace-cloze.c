/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "{{answer}}" inside a text, where flashcards are wanted: a gap of obsidian-spaced-repetition. A
 * template's place is written the same way; what stands inside must be plain words, and the text
 * must be more than the place, or a schedule of that program must follow.
 */
#include <ctype.h>
#include <string.h>

#include "content/written.h"

enum { GAPS_AT_MOST = 32, GAP_LENGTH = 200, TEXT_AT_MOST = 4096, WORDS_AROUND = 3 };

/* "Rubisco", "the most abundant protein"; no "user.name", "c1::x", "x | upper". */
static bool is_answer(struct slice inside)
{
    if (!inside.length || inside.length > GAP_LENGTH || isspace((unsigned char)inside.at[0]) ||
        isspace((unsigned char)inside.at[inside.length - 1]))
        return false;
    for (size_t at = 0; at < inside.length; at++)
        if (strchr("{}|_<>%$=.:/\\", inside.at[at]))
            return false;
    return true;
}

/* The insides of the gaps, in order. */
static size_t find_gaps(const struct block *block, struct slice *gaps)
{
    struct slice text = slice_make(block->text, block->length);
    size_t count = 0;
    for (size_t from = 0; from < text.length && count < GAPS_AT_MOST;) {
        size_t open = from + slice_find(slice_from(text, from), "{{");
        size_t length = slice_find(slice_from(text, open), "}}");
        if (open >= text.length || open + length >= text.length)
            break;
        struct slice inside = slice_make(text.at + open + 2, length - 2);
        bool covered = block_covered(block, SPAN_CODE, open, open + length) ||
                       block_covered(block, SPAN_MATH, open, open + length);
        if (!covered && is_answer(inside) && (!open || text.at[open - 1] != '$'))
            gaps[count++] = inside;
        from = open + length + 2;
    }
    return count;
}

/* The text with one gap hidden and the braces of the others taken away. */
static const char *hide(struct finder *f, const struct block *block, const struct slice *gaps,
                        size_t count, size_t hidden)
{
    struct text out = {0};
    const char *from = block->text;
    for (size_t i = 0; i < count; i++) {
        text_append_bytes(&out, from, (size_t)(gaps[i].at - 2 - from));
        if (i == hidden)
            text_append(&out, "[...]");
        else
            text_append_bytes(&out, gaps[i].at, gaps[i].length);
        from = gaps[i].at + gaps[i].length + 2;
    }
    text_append(&out, from);
    const char *front = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return front;
}

static void read_block(struct finder *f, const struct block *block)
{
    struct slice gaps[GAPS_AT_MOST];
    size_t count = find_gaps(block, gaps), hidden = 0;
    long last = block_line(block, block->length - 1);
    for (size_t i = 0; i < count; i++)
        hidden += word_count(gaps[i]);
    size_t words = word_count(slice_make(block->text, block->length));
    if (!count || (words < hidden + WORDS_AROUND && !written_schedule(f, last, 0)))
        return;
    struct offer offer = {.kind = CARD_CLOZE,
                          .block = block,
                          .line = block->first_line,
                          .end_line = last,
                          .passage = slice_make(block->text, block->length),
                          .group = finder_group(f)};
    for (size_t i = 0; i < count; i++) {
        offer.front = hide(f, block, gaps, count, i);
        offer.back = arena_copy_bytes(&f->harvest->arena, gaps[i].at, gaps[i].length);
        offer.schedule = written_schedule(f, last, i);
        finder_offer(f, &offer);
    }
    finder_claim(f, offer.line, last);
}

static void find(struct finder *f, const struct block *document)
{
    if (!f->flashcards)
        return;
    for (const struct block *b = document; b; b = block_following(b)) {
        bool text = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM;
        if (text && b->length && b->length < TEXT_AT_MOST && !f->claimed[b->first_line] &&
            strstr(b->text, "{{"))
            read_block(f, b);
    }
}

const struct pattern pattern_brace_cloze = {
    .name = "brace-cloze",
    .confidence = 1,
    .summary = "{{answer}} inside a text becomes a gap (under #flashcards)",
    .example = "#flashcards\n\nA violin has {{four}} strings.\n",
    .front = "A violin has [...] strings.",
    .back = "four",
    .counter_example = "#flashcards\n\nThe page greets {{ user }} and {{user.name}} and `{{name}}` "
                       "in turn.\n\n{{embed}}\n",
    .explicit_card = true,
    .find = find,
};
