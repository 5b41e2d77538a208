/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "==answer==" inside a sentence, where flashcards are wanted: the sentence with a gap. */
#include <ctype.h>

#include "content/written.h"

enum { HINT_AT_MOST = 200, SPANS_AT_MOST = 1000 };

/* The sentence of the block that holds the offset; the whole text where none does. */
static struct slice sentence_at(struct finder *f, const struct block *block, size_t offset)
{
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++) {
        size_t start = (size_t)(sentences[i].at - block->text);
        if (start <= offset && offset < start + sentences[i].length)
            return sentences[i];
    }
    return slice_make(block->text, block->length);
}

/* What may follow a mark: "^[hint]", and "[^1]" for those that are hidden together. */
struct suffix {
    struct slice hint;
    int group; /* 0: none */
    size_t length;
};

static struct suffix suffix_of(const struct block *block, const struct span *span)
{
    struct suffix suffix = {.hint = {0}};
    struct slice rest = slice_make(block->text + span->end, block->length - span->end);
    for (int i = 0; i < 2; i++) {
        struct slice at = slice_from(rest, suffix.length);
        size_t end = slice_find(at, "]");
        if (end >= at.length || end > HINT_AT_MOST)
            break;
        if (slice_begins(at, "^[")) {
            suffix.hint = slice_make(at.at + 2, end - 2);
        } else if (slice_begins(at, "[^") && isdigit((unsigned char)at.at[2])) {
            suffix.group = at.at[2] - '0';
        } else {
            break;
        }
        suffix.length += end + 1;
    }
    return suffix;
}

/* Whether a span is hidden where `chosen` is: itself, and those of its group. */
static bool is_hidden(const struct block *block, const struct span *span, const struct span *chosen)
{
    int group = suffix_of(block, chosen).group;
    return span == chosen || (group && suffix_of(block, span).group == group);
}

/* The sentence with gaps for what is hidden, and what stood there. */
static void hide(const struct block *block, struct slice sentence, const struct span *chosen,
                 struct text *front, struct text *back)
{
    size_t at = (size_t)(sentence.at - block->text), last = at + sentence.length;
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        if (span->kind != SPAN_MARK || span->start < at || span->end > last)
            continue;
        struct suffix suffix = suffix_of(block, span);
        text_append_bytes(front, block->text + at, span->start - at);
        if (!is_hidden(block, span, chosen)) {
            text_append_bytes(front, block->text + span->start, span->end - span->start);
        } else {
            if (suffix.hint.length)
                text_printf(front, "[%.*s]", (int)suffix.hint.length, suffix.hint.at);
            else
                text_append(front, "[...]");
            text_append(back, back->length ? ", " : "");
            text_append_bytes(back, block->text + span->start, span->end - span->start);
        }
        at = span->end + suffix.length;
    }
    if (at < last)
        text_append_bytes(front, block->text + at, last - at);
}

static void make_card(struct finder *f, const struct block *block, const struct span *span,
                      size_t index)
{
    struct slice sentence = sentence_at(f, block, span->start);
    size_t start = span->start - (size_t)(sentence.at - block->text);
    size_t length = span->end - span->start;
    if (!length || start + length > sentence.length)
        return;
    struct text front = {0}, back = {0};
    hide(block, sentence, span, &front, &back);
    struct offer offer = {
        .kind = CARD_CLOZE,
        .front = arena_copy_string(&f->harvest->arena, text_string(&front)),
        .back = finder_clean(f, slice_of(text_string(&back))),
        .block = block,
        .line = finder_line(block, sentence),
        .end_line = finder_end_line(block, sentence),
        .passage = sentence,
        .schedule = written_schedule(f, block_line(block, block->length - 1), index),
    };
    if (finder_offer(f, &offer))
        finder_claim(f, offer.line, offer.end_line);
    text_release(&front);
    text_release(&back);
}

/* Of those that are hidden together the first one makes the card. */
static bool is_first_of_group(const struct block *block, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (block->spans[i].kind == SPAN_MARK &&
            is_hidden(block, &block->spans[i], &block->spans[index]))
            return false;
    return true;
}

static void read_block(struct finder *f, const struct block *block)
{
    size_t index = 0;
    for (size_t i = 0; i < block->span_count && i < SPANS_AT_MOST && index < 200; i++)
        if (block->spans[i].kind == SPAN_MARK && is_first_of_group(block, i))
            make_card(f, block, &block->spans[i], index++);
}

static void find(struct finder *f, const struct block *document)
{
    if (!f->flashcards)
        return;
    for (const struct block *b = document; b; b = block_following(b))
        if ((b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM) && b->length &&
            !f->claimed[b->first_line])
            read_block(f, b);
}

const struct pattern pattern_highlight_cloze = {
    .name = "highlight-cloze",
    .confidence = 1,
    .summary = "==answer== inside a sentence becomes a gap (under #flashcards)",
    .example = "#flashcards\n\nA page fault is served by the ==kernel== while the thread waits.\n",
    .front = "A page fault is served by the [...] while the thread waits.",
    .back = "kernel",
    .counter_example = "No tag here, so ==this== stays a highlight.\n",
    .explicit_card = true,
    .find = find,
};
