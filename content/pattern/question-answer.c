/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hashcards: "Q: ..." and "A: ..." lines, "C: text with [clozes]". A card ends at a heading, a
 * rule, the next card, or a blank line, unless what follows that line plainly belongs to it: the
 * answer of a question, the list that an answer announces, formulas, a further paragraph with
 * clozes.
 */
#include <ctype.h>
#include <string.h>

#include "content/written.h"

enum { GAPS_AT_MOST = 50, LINES_AHEAD = 40 };
enum part { PART_NONE, PART_QUESTION, PART_ANSWER, PART_CLOZE };

struct reader {
    struct finder *finder;
    const struct block *under; /* where the last card stood */
    enum part part;
    long first, last;
    bool formula; /* inside "$$" */
    struct text question, answer;
};

static struct offer offer_of(struct reader *r, enum card_kind kind, const char *front,
                             const char *back)
{
    r->under = written_block(r->finder->document, r->under, r->first);
    return (struct offer){.kind = kind,
                          .front = front,
                          .back = back,
                          .block = r->under,
                          .line = r->first,
                          .end_line = r->last,
                          .passage = slice_of(front)};
}

static const char *kept(struct reader *r, struct slice text)
{
    text = slice_trim(text);
    return arena_copy_bytes(&r->finder->harvest->arena, text.at, text.length);
}

/* The insides of "[gap]"s, in order. */
static size_t find_gaps(struct slice text, struct slice *gaps)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length && count < GAPS_AT_MOST; at++) {
        const char *close = text.at[at] == '[' ? memchr(text.at + at, ']', text.length - at) : NULL;
        if (text.at[at] == '[' && !close)
            break;
        if (!close)
            continue;
        size_t length = (size_t)(close - text.at) - at - 1;
        if (length)
            gaps[count++] = slice_make(text.at + at + 1, length);
        at += length + 1;
    }
    return count;
}

/* The text with one gap hidden and the brackets of all others taken away. */
static void hide(struct text *out, struct slice text, const struct slice *gaps, size_t count,
                 size_t hidden)
{
    const char *from = text.at;
    for (size_t i = 0; i < count; i++) {
        text_append_bytes(out, from, (size_t)(gaps[i].at - 1 - from));
        if (i == hidden)
            text_append(out, "[...]");
        else
            text_append_bytes(out, gaps[i].at, gaps[i].length);
        from = gaps[i].at + gaps[i].length + 1;
    }
    text_append_bytes(out, from, (size_t)(text.at + text.length - from));
}

static size_t make_clozes(struct reader *r)
{
    struct slice text = slice_of(text_string(&r->question)), gaps[GAPS_AT_MOST];
    size_t made = 0, count = find_gaps(text, gaps);
    const char *group = finder_group(r->finder);
    for (size_t i = 0; i < count; i++) {
        struct text front = {0};
        hide(&front, text, gaps, count, i);
        struct offer offer =
            offer_of(r, CARD_CLOZE, kept(r, slice_of(text_string(&front))), kept(r, gaps[i]));
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
    r->formula = false;
    r->first = r->last = line;
    written_append(&r->question, text);
}

/* What the line opens: 'Q', 'A' or 'C', also "问：", "答："; 0: nothing. `length` is of the mark.
 */
static char opening(struct slice text, size_t *length)
{
    static const char *const marks[] = {"Q", "A", "C", "问", "答", "問", NULL};
    static const char *const colons[] = {":", "：", NULL};
    static const char kinds[] = "QACQAQ";
    for (size_t i = 0; text.length > 1 && marks[i]; i++) {
        size_t width = strlen(marks[i]);
        if (text.length < width || memcmp(text.at, marks[i], width) != 0)
            continue;
        size_t colon = slice_begins_any(slice_from(text, width), colons);
        *length = width + colon;
        return colon ? kinds[i] : '\0';
    }
    return '\0';
}

static bool is_opening(struct slice text)
{
    size_t length;
    return opening(text, &length) != '\0';
}

/* Where the part of a card that stands at the line must end, whatever it is. */
static bool is_border(const struct reader *r, long line)
{
    const struct document *d = r->finder->document;
    struct slice text = written_line(d, line);
    return r->finder->claimed[line] || d->kinds[line - 1] == LINE_RULE ||
           (!written_is_code(d, line) && (is_opening(text) || (text.length && text.at[0] == '#')));
}

/* "[gap]", but no link, footnote, task or wikilink. */
static bool holds_gap(struct slice text)
{
    for (size_t at = 0; at < text.length; at++) {
        const char *close = text.at[at] == '[' ? memchr(text.at + at, ']', text.length - at) : NULL;
        if (!close)
            continue;
        size_t end = (size_t)(close - text.at);
        char next = end + 1 < text.length ? text.at[end + 1] : '\0';
        if (end > at + 1 && !strchr("^[ !", text.at[at + 1]) && next != '(' && next != ']' &&
            !(end == at + 2 && strchr("xX-", text.at[at + 1])))
            return true;
        at = end;
    }
    return false;
}

/* Whether a line from `line` on, up to a blank one, holds a gap. */
static bool paragraph_holds_gap(const struct reader *r, long line)
{
    const struct document *d = r->finder->document;
    for (long first = line; line <= d->line_count && line < first + LINES_AHEAD; line++) {
        if (d->kinds[line - 1] == LINE_BLANK || (line > first && is_border(r, line)))
            return false;
        if (holds_gap(written_line(d, line)))
            return true;
    }
    return false;
}

static bool begins_item(struct slice text)
{
    text = slice_trim(text);
    size_t digits = 0;
    while (digits < text.length && isdigit((unsigned char)text.at[digits]))
        digits++;
    if (digits)
        return digits + 1 < text.length && strchr(".)", text.at[digits]) &&
               text.at[digits + 1] == ' ';
    return text.length > 1 && strchr("-*+", text.at[0]) && text.at[1] == ' ';
}

/* An "A:" for the question comes soon. */
static bool answer_follows(const struct reader *r, long line)
{
    const struct document *d = r->finder->document;
    size_t length;
    for (long last = line + LINES_AHEAD; line <= d->line_count && line < last; line++)
        if (is_border(r, line))
            return opening(written_line(d, line), &length) == 'A' && !r->finder->claimed[line];
    return false;
}

/* The list, table, fence or formula after a blank line belongs to an answer that announces it. */
static bool answer_goes_on(const struct reader *r, long line)
{
    const struct document *d = r->finder->document;
    struct slice said = slice_trim(slice_of(text_string(&r->answer)));
    struct slice next = slice_trim(written_line(d, line));
    if (!said.length || slice_begins(next, "$$"))
        return true;
    bool code = written_is_code(d, line);
    if (slice_ends(said, ":"))
        return code || begins_item(next) || (next.length && next.at[0] == '|');
    return !code && begins_item(next) && begins_item(written_line(d, r->last));
}

/* Whether the card goes on after the blank line. */
static bool goes_on(const struct reader *r, long blank)
{
    const struct document *d = r->finder->document;
    long next = blank + 1;
    while (next <= d->line_count && d->kinds[next - 1] == LINE_BLANK)
        next++;
    if (next > d->line_count)
        return false;
    if (r->part == PART_QUESTION)
        return answer_follows(r, next);
    if (is_border(r, next))
        return false;
    return r->part == PART_ANSWER ? answer_goes_on(r, next)
                                  : !r->question.length || paragraph_holds_gap(r, next);
}

/* A line that begins a card or its answer; false: it does neither. */
static bool read_opening(struct reader *r, long line, struct slice text)
{
    size_t length = 0;
    char kind = opening(text, &length);
    struct slice rest = slice_from(text, length);
    if (!kind)
        return false;
    if (kind == 'Q') {
        begin(r, PART_QUESTION, line, rest);
    } else if (kind == 'C') {
        if (!memchr(text.at, '[', text.length) && !paragraph_holds_gap(r, line))
            return false;
        begin(r, PART_CLOZE, line, rest);
    } else if (r->part == PART_QUESTION) {
        r->part = PART_ANSWER;
        r->last = line;
        if (slice_trim(rest).length)
            written_append(&r->answer, rest);
    } else {
        return false;
    }
    return true;
}

static void read_line(struct reader *r, long line)
{
    const struct document *d = r->finder->document;
    unsigned char kind = d->kinds[line - 1];
    struct slice text = written_line(d, line);
    bool code = written_is_code(d, line);
    if (r->finder->claimed[line]) {
        finish(r);
    } else if ((!code && read_opening(r, line, text)) || r->part == PART_NONE) {
        return;
    } else if (kind == LINE_BLANK) {
        if (!goes_on(r, line))
            finish(r);
    } else if (kind == LINE_RULE || (!code && text.length && text.at[0] == '#')) {
        finish(r);
    } else {
        r->last = line;
        struct text *out = r->part == PART_ANSWER ? &r->answer : &r->question;
        if (kind != LINE_MARKUP && !written_append_formula(out, text, &r->formula))
            written_append_line(out, d, line);
    }
}

static void find(struct finder *f, const struct block *block)
{
    struct reader r = {.finder = f};
    (void)block;
    for (long line = 1; line <= f->document->line_count; line++) {
        size_t length;
        const char *text = document_line(f->document, line, &length);
        bool begins = length > 1 && (text[1] == ':' || (unsigned char)text[0] >= 0xE5 ||
                                     (unsigned char)text[1] == 0xEF);
        if (begins || r.part != PART_NONE)
            read_line(&r, line);
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
