/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "front :: back" and "front ::: back" (both ways), where flashcards are wanted. */
#include <ctype.h>
#include <string.h>

#include "content/pattern.h"

enum { LINE_AT_MOST = 4096 }; /* longer lines are no flashcards */

/* Whether "::" at `at` separates two sides: not in an address, an ARN or a qualified name. */
static bool separates(struct slice line, size_t at, size_t width)
{
    struct slice before = slice_until(line, at), after = slice_from(line, at + width);
    bool blank_before = before.length && before.at[before.length - 1] == ' ';
    bool blank_after = after.length && after.at[0] == ' ';
    if (!slice_trim(before).length || !slice_trim(after).length)
        return false;
    if (blank_before != blank_after)
        return false; /* ::1, std:: */
    if (blank_before)
        return !slice_begins(word_last(slice_trim(before)), "arn:");
    /* Written without blanks: only between sentences, never inside one long name. */
    struct slice left = word_last(before);
    if (memchr(left.at, ':', left.length))
        return false;
    return word_count(before) > 1 && word_count(after) > 1 && !memchr(line.at, '/', line.length) &&
           !(isupper((unsigned char)word_last(before).at[0]) &&
             islower((unsigned char)after.at[0]));
}

static void read_line(struct finder *f, const struct block *block, struct slice line)
{
    if (line.length > LINE_AT_MOST)
        return;
    for (size_t at = 0; at + 2 < line.length; at++) {
        if (line.at[at] != ':' || line.at[at + 1] != ':')
            continue;
        size_t width = line.at[at + 2] == ':' ? 3 : 2;
        size_t offset = (size_t)(line.at - block->text) + at;
        if (block_covered(block, SPAN_CODE, offset, offset + width) ||
            !separates(line, at, width)) {
            at += width - 1;
            continue;
        }
        const char *front = finder_clean(f, slice_until(line, at));
        const char *back = finder_clean(f, slice_from(line, at + width));
        struct offer offer = {.kind = CARD_BASIC,
                              .front = front,
                              .back = back,
                              .block = block,
                              .line = finder_line(block, line),
                              .end_line = finder_end_line(block, line),
                              .passage = line,
                              .group = finder_group(f)};
        finder_offer(f, &offer);
        if (width == 3) {
            offer.kind = CARD_REVERSE;
            offer.front = back;
            offer.back = front;
            finder_offer(f, &offer);
        }
        finder_claim(f, offer.line, offer.end_line);
        return;
    }
}

static void find(struct finder *f, const struct block *document)
{
    if (!f->flashcards)
        return;
    for (const struct block *b = document; b; b = block_following(b)) {
        bool text = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM;
        if (!text || !strstr(b->text, "::"))
            continue;
        for (size_t i = 0; i < b->mark_count; i++)
            read_line(f, b, block_text_line(b, i));
    }
}

const struct pattern pattern_double_colon = {
    .name = "double-colon",
    .confidence = 1,
    .summary = "front :: back, front ::: back both ways (under #flashcards)",
    .example = "#flashcards\n\nquorum of five replicas :: three\n",
    .front = "quorum of five replicas",
    .back = "three",
    .counter_example = "#flashcards\n\nCall Thread::close, ping ::1 and read "
                       "arn:aws:s3:::bucket or `a :: b`.\n",
    .explicit_card = true,
    .find = find,
};
