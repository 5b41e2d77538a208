/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line that ends in #flashcard or #card asks (Obsidian_to_Anki, flashcards-obsidian, Logseq), the
 * lines right below answer: up to a blank line, or, below a list item, all that stand deeper.
 */
#include <string.h>

#include "content/prepare.h"
#include "content/written.h"

enum { LINES_AT_MOST = 40 };

/* The line without the tag at its end; length 0: it has none. `both`: the tag asks both ways. */
static struct slice asked(struct slice line, bool *both)
{
    static const char *const tags[] = {"#flashcard",    "#card",         "#flashcard-reverse",
                                       "#card-reverse", "#card/reverse", NULL};
    line = slice_trim(line);
    struct slice tag = word_last(line);
    if (tag.length == line.length || !slice_is_any(tag, tags))
        return slice_until(line, 0);
    *both = slice_ends(tag, "reverse");
    return slice_trim(slice_until(line, line.length - tag.length));
}

/* The line's own text, without markers of lists and quotations. */
static struct slice own_text(struct slice line)
{
    return slice_trim(slice_from(line, prepare_skip_containers(line.at, line.length, NULL)));
}

/* Whether the line still answers the question that stands at `first`. */
static bool answers(const struct finder *f, long first, long line, bool item)
{
    const struct document *d = f->document;
    bool both;
    unsigned char kind = d->kinds[line - 1];
    struct slice text = written_line(d, line);
    if (f->claimed[line] || kind == LINE_BLANK || kind == LINE_RULE || asked(text, &both).length ||
        (!written_is_code(d, line) && text.length && text.at[0] == '#'))
        return false;
    return !item || document_indent(d, line) > document_indent(d, first);
}

static void offer_card(struct finder *f, long first, long last, struct slice question, bool both)
{
    struct text front = {0}, back = {0};
    written_append(&front, question);
    for (long line = first + 1; line <= last; line++)
        written_append_line(&back, f->document, line);
    struct arena *arena = &f->harvest->arena;
    struct slice answer = slice_trim(slice_of(text_string(&back)));
    struct offer offer = {.kind = CARD_BASIC,
                          .front = arena_copy_string(arena, text_string(&front)),
                          .back = arena_copy_bytes(arena, answer.at, answer.length),
                          .block = written_block(f->document, NULL, first),
                          .line = first,
                          .end_line = last,
                          .group = finder_group(f),
                          .schedule = written_schedule(f, last, 0)};
    offer.passage = slice_of(offer.front);
    if (front.length && *offer.back && finder_offer(f, &offer)) {
        const char *asks = offer.front;
        offer.kind = CARD_REVERSE;
        offer.front = offer.back;
        offer.back = asks;
        offer.schedule = written_schedule(f, last, 1);
        if (both)
            finder_offer(f, &offer);
        finder_claim(f, first, last);
    }
    text_release(&front);
    text_release(&back);
}

static void find(struct finder *f, const struct block *block)
{
    const struct document *d = f->document;
    (void)block;
    for (long line = 1; line < d->line_count; line++) {
        bool both = false;
        struct slice raw = written_line(d, line), question = asked(raw, &both);
        if (!question.length || d->kinds[line - 1] != LINE_TEXT || f->claimed[line] ||
            question.at[0] == '#' || slice_holds(question, "::"))
            continue;
        struct slice own = own_text(question);
        bool item = own.at != question.at && question.at[0] != '>';
        long last = line;
        while (last < d->line_count && last < line + LINES_AT_MOST &&
               answers(f, line, last + 1, item))
            last++;
        if (last > line && own.length)
            offer_card(f, line, last, own, both);
        line = last;
    }
}

const struct pattern pattern_tag_card = {
    .name = "tag-card",
    .confidence = 1,
    .summary = "a line tagged #flashcard or #card asks, the lines below answer",
    .example = "Which bone is the longest #flashcard\nThe thigh bone\n",
    .front = "Which bone is the longest",
    .back = "The thigh bone",
    .counter_example = "All of these are #card\n\nA paragraph of its own.\n\n#card\nNo question.\n",
    .explicit_card = true,
    .find = find,
};
