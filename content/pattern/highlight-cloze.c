/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "==answer==" inside a sentence, where flashcards are wanted: the sentence with a gap. */
#include "content/written.h"

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

static void make_card(struct finder *f, const struct block *block, const struct span *span,
                      size_t index)
{
    struct slice sentence = sentence_at(f, block, span->start);
    size_t start = span->start - (size_t)(sentence.at - block->text);
    size_t length = span->end - span->start;
    if (!length || start + length > sentence.length)
        return;
    struct text front = {0};
    text_append_bytes(&front, sentence.at, start);
    text_append(&front, "[...]");
    text_append_bytes(&front, sentence.at + start + length, sentence.length - start - length);
    struct offer offer = {
        .kind = CARD_CLOZE,
        .front = arena_copy_string(&f->harvest->arena, text_string(&front)),
        .back = finder_clean(f, slice_make(sentence.at + start, length)),
        .block = block,
        .line = finder_line(block, sentence),
        .end_line = finder_end_line(block, sentence),
        .passage = sentence,
        .schedule = written_schedule(f, block_line(block, block->length - 1), index),
    };
    if (finder_offer(f, &offer))
        finder_claim(f, offer.line, offer.end_line);
    text_release(&front);
}

static void read_block(struct finder *f, const struct block *block)
{
    size_t index = 0;
    for (size_t i = 0; i < block->span_count && index < 200; i++)
        if (block->spans[i].kind == SPAN_MARK)
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
