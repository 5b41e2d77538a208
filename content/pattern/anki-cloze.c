/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "{{c1::answer::hint}}" (Anki): one card for each number. Jinja's "{{ }}" has no number. */
#include <string.h>

#include "content/cloze.h"
#include "content/pattern.h"

enum { TEXT_AT_MOST = 65536 };

static void read_block(struct finder *f, const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    struct offer model = {.block = block,
                          .line = block->first_line,
                          .end_line = block_line(block, block->length - 1),
                          .passage = text};
    size_t unclosed;
    cloze_offer(f, &model, text, &unclosed);
    finder_claim(f, model.line, model.end_line);
    if (unclosed < text.length)
        harvest_warn(f->harvest, block_line(block, unclosed), "broken-block",
                     "\"%.*s\" has no \"}}\" after it", 6, text.at + unclosed);
}

static void find(struct finder *f, const struct block *document)
{
    for (const struct block *b = document; b; b = block_following(b)) {
        bool text = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM;
        if (text && b->length && b->length < TEXT_AT_MOST && !f->claimed[b->first_line] &&
            strstr(b->text, "{{c") && cloze_begins(b, slice_make(b->text, b->length)))
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
    .counter_example = "Render it with {{ name }}, {% if c1 %}, ${{ c1::x }} or "
                       "{{ config(x='y') }}. Anki writes `{{c1::like this}}`.\n",
    .explicit_card = true,
    .find = find,
};
