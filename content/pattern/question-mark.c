/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * obsidian-spaced-repetition: lines that ask, a line "?" (or "??" for both ways), lines that
 * answer, where flashcards are wanted. A blank line outside a fence ends the card.
 */
#include <string.h>

#include "content/written.h"

enum { LINES_AT_MOST = 2000, LINES_AHEAD = 200 };

struct reader {
    struct finder *finder;
    const struct block *under;
    struct text front, back;
};

/* 1: a line "?", 2: a line "??", else 0. */
static size_t separator(const struct document *d, long line)
{
    struct slice text = slice_trim(written_line(d, line));
    if (written_is_code(d, line) || text.length < 1 || text.length > 2 || text.at[0] != '?')
        return 0;
    return text.length == 1 || text.at[1] == '?' ? text.length : 0;
}

/* The text of the lines, without list and heading markers where they are a line's first. */
static void collect(struct text *out, const struct document *d, long first, long last)
{
    bool formula = false;
    text_clear(out);
    for (long line = first; line <= last; line++) {
        struct slice text = slice_trim(written_line(d, line));
        size_t marker = 0;
        if (written_append_formula(out, text, &formula))
            continue;
        if (!written_is_code(d, line)) {
            while (marker < text.length && text.at[marker] == '#')
                marker++;
            bool heading = marker && marker < text.length && text.at[marker] == ' ';
            text = heading ? slice_from(text, marker) : text;
            struct text plain = {0};
            written_append(&plain, text);
            struct slice said = slice_trim(slice_of(text_string(&plain)));
            if (said.length && !slice_equals(said, "+++")) {
                text_append(out, out->length ? "\n" : "");
                text_append(out, text_string(&plain));
            }
            text_release(&plain);
        } else {
            written_append_line(out, d, line);
        }
    }
}

static void offer_card(struct reader *r, long first, long middle, long last)
{
    struct finder *f = r->finder;
    collect(&r->front, f->document, first, middle - 1);
    collect(&r->back, f->document, middle + 1, last);
    if (!r->front.length || !r->back.length) {
        harvest_warn(f->harvest, middle, "broken-block", "nothing stands %s this \"?\"",
                     r->front.length ? "after" : "before");
        return;
    }
    r->under = written_block(f->document, r->under, first);
    const char *asked = arena_copy_string(&f->harvest->arena, text_string(&r->front));
    struct offer offer = {
        .kind = CARD_BASIC,
        .front = asked,
        .back = arena_copy_string(&f->harvest->arena, text_string(&r->back)),
        .block = r->under,
        .line = first,
        .end_line = last,
        .passage = slice_of(asked),
        .group = finder_group(f),
        .schedule = written_schedule(f, last, 0),
    };
    finder_offer(f, &offer);
    if (separator(f->document, middle) == 2) {
        const char *front = offer.front;
        offer.kind = CARD_REVERSE;
        offer.front = offer.back;
        offer.back = front;
        offer.schedule = written_schedule(f, last, 1);
        finder_offer(f, &offer);
    }
    finder_claim(f, first, last);
}

static bool ends_group(const struct document *d, long line)
{
    unsigned char kind = d->kinds[line - 1];
    return kind == LINE_BLANK || kind == LINE_RULE || kind == LINE_FRONT_MATTER;
}

/* The line before a line "+++" that ends a card with blank lines in it; `last` where none comes
 * before the next card. */
static long written_end(const struct reader *r, long last)
{
    const struct document *d = r->finder->document;
    for (long line = last + 1; line <= d->line_count && line < last + LINES_AHEAD; line++) {
        struct slice text = slice_trim(written_line(d, line));
        if (r->finder->claimed[line] || separator(d, line) || d->kinds[line - 1] == LINE_RULE ||
            (!written_is_code(d, line) && text.length && text.at[0] == '#'))
            break;
        if (slice_equals(text, "+++"))
            return line;
    }
    return last;
}

/* Lines without a blank one between them; two separators would share the lines between them. */
static long read_group(struct reader *r, long first, long last)
{
    const struct document *d = r->finder->document;
    long middle = 0, count = 0;
    for (long line = first; line <= last; line++) {
        if (r->finder->claimed[line])
            return last;
        if (!separator(d, line))
            continue;
        count++;
        if (!middle)
            middle = line;
        else
            harvest_warn(r->finder->harvest, line, "broken-block",
                         "a blank line is missing between this card and the one before");
    }
    if (count != 1 || last - first >= LINES_AT_MOST)
        return last;
    last = written_end(r, last);
    offer_card(r, first, middle, last);
    return last;
}

static void find(struct finder *f, const struct block *block)
{
    const struct document *d = f->document;
    struct reader r = {.finder = f};
    (void)block;
    for (long line = 1; f->flashcards && line <= d->line_count; line++) {
        long first = line;
        while (line <= d->line_count && !ends_group(d, line))
            line++;
        if (line > first)
            line = read_group(&r, first, line - 1) + 1;
    }
    text_release(&r.front);
    text_release(&r.back);
}

const struct pattern pattern_question_mark = {
    .name = "question-mark",
    .confidence = 1,
    .summary = "lines, a line \"?\" (or \"??\" both ways), lines (under #flashcards)",
    .example = "#flashcards\n\nWhich lock is shared by readers\nand held alone by a writer?\n?\n"
               "A readers-writer lock\n",
    .front = "Which lock is shared by readers\nand held alone by a writer?",
    .back = "A readers-writer lock",
    .counter_example = "Which lock is shared by readers?\n?\nNo tag, no card here\n",
    .explicit_card = true,
    .find = find,
};
