/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hashcards: "Q: ..." and "A: ..." lines, "C: text with [clozes]". A card ends at a blank line, a
 * heading, a rule or the next card; an answer may hold blank lines only inside a fence.
 */
#include <string.h>

#include "content/pattern.h"
#include "engine/base/text.h"

enum part { PART_NONE, PART_QUESTION, PART_ANSWER, PART_CLOZE };

struct reader {
    struct finder *finder;
    enum part part;
    long first, last;
    struct text question, answer;
};

static struct offer offer_of(struct reader *r, enum card_kind kind, const char *front,
                             const char *back)
{
    const struct block *block = r->finder->document->root, *under = block;
    for (const struct block *b = block->first; b && b->first_line <= r->first; b = b->next)
        under = b;
    return (struct offer){.kind = kind,
                          .front = front,
                          .back = back,
                          .block = under,
                          .line = r->first,
                          .end_line = r->last,
                          .passage = slice_of(front)};
}

static const char *kept(struct reader *r, struct slice text)
{
    text = slice_trim(text);
    return arena_copy_bytes(&r->finder->harvest->arena, text.at, text.length);
}

/* The text with the cloze at `open` hidden and the brackets of all others taken away. */
static void hide(struct text *out, struct slice text, size_t hidden)
{
    for (size_t at = 0; at < text.length; at++) {
        const char *close = text.at[at] == '[' ? memchr(text.at + at, ']', text.length - at) : NULL;
        if (close && at == hidden) {
            text_append(out, "[...]");
            at = (size_t)(close - text.at);
        } else if (!(text.at[at] == '[' && close) && text.at[at] != ']') {
            text_append_bytes(out, text.at + at, 1);
        }
    }
}

static size_t make_clozes(struct reader *r)
{
    struct slice text = slice_of(text_string(&r->question));
    const char *group = finder_group(r->finder);
    size_t made = 0;
    for (size_t at = 0; at < text.length && made < 50; at++) {
        const char *close = text.at[at] == '[' ? memchr(text.at + at, ']', text.length - at) : NULL;
        size_t length = close ? (size_t)(close - text.at) - at - 1 : 0;
        if (!length)
            continue;
        struct text front = {0};
        hide(&front, text, at);
        struct offer offer = offer_of(r, CARD_CLOZE, kept(r, slice_of(text_string(&front))),
                                      kept(r, slice_make(text.at + at + 1, length)));
        offer.group = group;
        made += finder_offer(r->finder, &offer);
        text_release(&front);
    }
    return made;
}

static void finish(struct reader *r)
{
    struct slice question = slice_trim(slice_of(text_string(&r->question)));
    struct slice answer = slice_trim(slice_of(text_string(&r->answer)));
    struct harvest *harvest = r->finder->harvest;
    if (r->part == PART_CLOZE && !make_clozes(r)) {
        harvest_warn(harvest, r->first, "broken-block", "\"C:\" holds no [cloze]");
    } else if (r->part == PART_QUESTION || (r->part == PART_ANSWER && !answer.length)) {
        harvest_warn(harvest, r->first, "broken-block", "\"Q:\" has no \"A:\" after it");
    } else if (r->part == PART_ANSWER) {
        struct offer offer = offer_of(r, CARD_BASIC, kept(r, question), kept(r, answer));
        finder_offer(r->finder, &offer);
    }
    if (r->part != PART_NONE)
        finder_claim(r->finder, r->first, r->last);
    r->part = PART_NONE;
    text_clear(&r->question);
    text_clear(&r->answer);
}

static void begin(struct reader *r, enum part part, long line, struct slice text)
{
    finish(r);
    r->part = part;
    r->first = r->last = line;
    text_append_bytes(&r->question, text.at, text.length);
}

static void add_line(struct text *out, struct slice line)
{
    if (out->length)
        text_append(out, "\n");
    text_append_bytes(out, line.at, line.length);
}

static void read_line(struct reader *r, long line, struct slice raw, unsigned char kind)
{
    struct slice text = slice_trim(raw);
    bool code = kind == LINE_CODE || kind == LINE_FENCE;
    bool open = text.length > 1 && text.at[1] == ':' && !code && raw.at == text.at;
    if (open && text.at[0] == 'Q') {
        begin(r, PART_QUESTION, line, slice_trim(slice_from(text, 2)));
    } else if (open && text.at[0] == 'C') {
        if (memchr(text.at, '[', text.length) && !slice_holds(text, "]("))
            begin(r, PART_CLOZE, line, slice_trim(slice_from(text, 2)));
    } else if (open && text.at[0] == 'A' && r->part == PART_QUESTION) {
        r->part = PART_ANSWER;
        r->last = line;
        add_line(&r->answer, slice_trim(slice_from(text, 2)));
    } else if (r->part == PART_NONE) {
        return;
    } else if (kind == LINE_BLANK) {
        if (r->part != PART_QUESTION)
            finish(r);
    } else if (kind == LINE_RULE || (!code && text.length && text.at[0] == '#')) {
        finish(r);
    } else if (r->part == PART_QUESTION && line > r->last + 1) {
        finish(r); /* a blank line and then no answer */
    } else {
        r->last = line;
        if (kind != LINE_FENCE)
            add_line(r->part == PART_ANSWER ? &r->answer : &r->question, code ? raw : text);
    }
}

static void find(struct finder *f, const struct block *block)
{
    const struct document *d = f->document;
    struct reader r = {.finder = f};
    (void)block;
    for (long line = 1; line <= d->line_count; line++) {
        size_t length;
        const char *text = document_line(d, line, &length);
        bool begins = length > 1 && text[1] == ':';
        if (length < 65536 && (begins || r.part != PART_NONE))
            read_line(&r, line, slice_make(text, length), d->kinds[line - 1]);
    }
    finish(&r);
    text_release(&r.question);
    text_release(&r.answer);
}

const struct pattern pattern_question_answer = {
    .name = "question-answer",
    .confidence = 1,
    .summary = "Q: question, A: answer; C: text with [clozes] (hashcards)",
    .example = "Q: Which page does a B-tree split first?\nA: The leaf that overflows\n",
    .front = "Which page does a B-tree split first?",
    .back = "The leaf that overflows",
    .counter_example = "A: an answer without its question\n\nSection Q: nothing\n",
    .explicit_card = true,
    .find = find,
};
