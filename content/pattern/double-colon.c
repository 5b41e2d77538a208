/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "front :: back" and "front ::: back" (both ways), where flashcards are wanted. */
#include <ctype.h>
#include <string.h>

#include "content/written.h"

enum { LINE_AT_MOST = 4096 }; /* longer lines are no flashcards */

static bool is_hexadecimal(struct slice word)
{
    size_t digits = 0;
    for (size_t at = 0; at < word.length; at++) {
        if (!isxdigit((unsigned char)word.at[at]))
            return false;
        digits += isdigit((unsigned char)word.at[at]) != 0;
    }
    return digits > 0;
}

/* Words that begin an answer and never name a member. */
static bool begins_phrase(struct slice word)
{
    static const char *const words[] = {"a",   "an",   "the",   "to",    "it",   "in",      "on",
                                        "by",  "when", "where", "which", "that", "what",    "how",
                                        "one", "two",  "three", "yes",   "no",   "because", NULL};
    return slice_is_any(word, words);
}

/* "std::vector", "Thread::close", "AWS::Region", "fe80::1", "a_b::c()": one name, not two sides. */
static bool is_qualified_name(struct slice left, struct slice right)
{
    static const char *const scopes[] = {"std",   "boost", "core",  "alloc",  "crate",  "self",
                                         "super", "tokio", "serde", "chrono", "parent", "static",
                                         "fmt",   "io",    "fs",    "detail", NULL};
    size_t capitals = 0;
    for (size_t at = 0; at < left.length; at++)
        capitals += isupper((unsigned char)left.at[at]) != 0;
    for (size_t at = 0; at < right.length; at++)
        if (strchr("_(<>;&", right.at[at]) || (at && islower((unsigned char)right.at[at - 1]) &&
                                               isupper((unsigned char)right.at[at])))
            return true;
    if (slice_is_any(word_bare(left), scopes) || memchr(left.at, '_', left.length) ||
        memchr(left.at, ':', left.length) || slice_holds(right, "::") || is_hexadecimal(left))
        return true;
    return !begins_phrase(right) && (capitals > 1 || (isupper((unsigned char)left.at[0]) &&
                                                      islower((unsigned char)right.at[0])));
}

/* What a person writes after "::" without a blank: no name of a member ends a line like that. Three
 * colons part no names. */
static bool is_written_tight(struct slice before, struct slice after, size_t width)
{
    size_t left = word_count(before), right = word_count(after);
    struct slice last = word_last(before), first = word_first(after);
    if (memchr(before.at, '/', before.length) || memchr(after.at, '/', after.length) ||
        is_qualified_name(last, first))
        return false;
    if (width == 3 && right > 1)
        return true;
    /* "use Some::Name" and "call some::name" are names still; a longer text asks. */
    return (left > 1 && right > 1) || (left == 1 && right == 1) || (left > 2 && right == 1) ||
           (left == 1 && begins_phrase(first));
}

/* "side:: other side", "side ::other side". */
static bool is_written_lopsided(struct slice before, struct slice after, bool blank_before)
{
    struct slice last = word_last(before), first = word_first(after);
    if (blank_before)
        return word_count(before) > 1 && !is_qualified_name(slice_make("", 0), first) &&
               !is_hexadecimal(first) && !isdigit((unsigned char)first.at[0]);
    /* "key:: value" is a property of Logseq or Dataview. */
    return word_count(before) > 1 && !is_qualified_name(last, slice_make("a", 1));
}

/* A type ("f :: Int -> Int") or a place inside "{{ ... }}" and "{% ... %}". */
static bool is_code(struct slice before, struct slice after)
{
    static const char *const opens[] = {"{{", "{%", "<%", NULL};
    static const char *const closes[] = {"}}", "%}", "%>", NULL};
    for (size_t i = 0; opens[i]; i++)
        if (slice_holds(before, opens[i]) && slice_holds(after, closes[i]))
            return true;
    return word_count(before) == 1 && slice_holds(after, " -> ");
}

/* Whether "::" at `at` separates two sides: not in an address, an ARN or a qualified name. */
static bool separates(struct slice line, size_t at, size_t width)
{
    struct slice before = slice_until(line, at), after = slice_from(line, at + width);
    bool blank_before = before.length && before.at[before.length - 1] == ' ';
    bool blank_after = after.length && after.at[0] == ' ';
    if (!slice_trim(before).length || !slice_trim(after).length || is_code(before, after))
        return false; /* ::1, std:: */
    if (blank_before && blank_after)
        return !slice_begins(word_last(slice_trim(before)), "arn:");
    before = slice_trim(before);
    after = slice_trim(after);
    return blank_before || blank_after ? is_written_lopsided(before, after, blank_before)
                                       : is_written_tight(before, after, width);
}

static void offer_sides(struct finder *f, const struct block *block, struct slice line, size_t at,
                        size_t width)
{
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
    offer.schedule = written_schedule(f, offer.end_line, 0);
    finder_offer(f, &offer);
    if (width == 3) {
        offer.kind = CARD_REVERSE;
        offer.front = back;
        offer.back = front;
        offer.schedule = written_schedule(f, offer.end_line, 1);
        finder_offer(f, &offer);
    }
    finder_claim(f, offer.line, offer.end_line);
}

static size_t colons(struct slice line, size_t at)
{
    size_t width = 0;
    while (at + width < line.length && line.at[at + width] == ':')
        width++;
    return width;
}

static void read_line(struct finder *f, const struct block *block, struct slice line)
{
    size_t tries = 0;
    if (line.length > LINE_AT_MOST || !line.length)
        return;
    for (size_t at = 0, width; at + 2 < line.length && tries < 20; at += width ? width : 1) {
        width = colons(line, at);
        if (width != 2 && width != 3)
            continue;
        size_t offset = (size_t)(line.at - block->text) + at;
        tries++;
        if (!block_covered(block, SPAN_CODE, offset, offset + width) &&
            !block_covered(block, SPAN_MATH, offset, offset + width) &&
            separates(line, at, width)) {
            if (!f->claimed[finder_line(block, line)])
                offer_sides(f, block, line, at, width);
            return;
        }
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
                       "arn:aws:s3:::bucket or `a :: b`.\n\nFill a std::vector here.\n",
    .explicit_card = true,
    .find = find,
};
