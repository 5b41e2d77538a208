/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict on intervals of numbers: "(2, 5]", "[3, inf)", "x >= 2", "2 < x <= 5",
 * "x < 2 or x > 5", "x > 2 and x <= 5", "none", "all". Overlapping pieces are joined, so that only
 * which numbers belong counts.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/answer_judge.h"

enum { PIECES = 8 };

struct interval {
    struct number low, high; /* infinite: not exact */
    bool low_closed, high_closed;
};

struct region {
    struct interval pieces[PIECES]; /* apart, from low to high */
    size_t count;
};

static const struct interval everything = {.low = {.value = -INFINITY},
                                           .high = {.value = INFINITY}};

/* --- Regions ------------------------------------------------------------------------------------
 */

static bool is_empty(const struct interval *interval)
{
    double low = interval->low.value, high = interval->high.value;
    return low > high || (low >= high && !(interval->low_closed && interval->high_closed));
}

static struct interval intersect(struct interval a, struct interval b)
{
    struct interval both = a;
    if (b.low.value > a.low.value || (b.low.value >= a.low.value && !b.low_closed)) {
        both.low = b.low;
        both.low_closed = b.low_closed;
    }
    if (b.high.value < a.high.value || (b.high.value <= a.high.value && !b.high_closed)) {
        both.high = b.high;
        both.high_closed = b.high_closed;
    }
    return both;
}

static bool touches(const struct interval *a, const struct interval *b)
{
    return b->low.value < a->high.value ||
           (b->low.value <= a->high.value && (b->low_closed || a->high_closed));
}

static int by_low(const void *one, const void *other)
{
    const struct interval *a = one, *b = other;
    if (a->low.value < b->low.value || a->low.value > b->low.value)
        return a->low.value < b->low.value ? -1 : 1;
    return (int)b->low_closed - (int)a->low_closed;
}

/* Sorts, joins what touches. */
static void tidy(struct region *region)
{
    size_t kept = 0;
    qsort(region->pieces, region->count, sizeof region->pieces[0], by_low);
    for (size_t i = 0; i < region->count; i++) {
        struct interval *last = kept ? &region->pieces[kept - 1] : NULL;
        const struct interval *next = &region->pieces[i];
        if (!last || !touches(last, next)) {
            region->pieces[kept++] = *next;
            continue;
        }
        if (next->high.value > last->high.value) {
            last->high = next->high;
            last->high_closed = next->high_closed;
        } else if (next->high.value >= last->high.value) {
            last->high_closed |= next->high_closed;
        }
    }
    region->count = kept;
}

/* --- Reading ------------------------------------------------------------------------------------
 */

struct interval_reader {
    const struct answer_style *style;
    char *message;
};

static bool refuse(struct interval_reader *reader, const char *sentence)
{
    (void)snprintf(reader->message, ANSWER_MESSAGE, "%s", sentence);
    return false;
}

static void copy_trimmed(char out[ANSWER_MESSAGE], const char *start, const char *end)
{
    while (start < end && *start == ' ')
        start++;
    while (end > start && end[-1] == ' ')
        end--;
    (void)snprintf(out, ANSWER_MESSAGE, "%.*s", (int)(end - start), start);
}

static bool read_end(struct interval_reader *reader, const char *typed, struct number *number)
{
    static const char *const infinities[] = {"inf", "infinity", "oo", "\xE2\x88\x9E"};
    const char *unsigned_part = typed + (*typed == '-' || *typed == '+');
    for (size_t i = 0; i < sizeof infinities / sizeof infinities[0]; i++)
        if (text_equal_ignoring_case(unsigned_part, infinities[i])) {
            *number = number_from_double(*typed == '-' ? -INFINITY : INFINITY);
            return true;
        }
    return element_read(typed, reader->style, number, reader->message);
}

/* "(2, 5]"; with a decimal comma only ";" parts the ends. */
static bool read_brackets(struct interval_reader *reader, const char *typed,
                          struct interval *interval)
{
    size_t length = strlen(typed);
    char low[ANSWER_MESSAGE], high[ANSWER_MESSAGE], last = length ? typed[length - 1] : '\0';
    bool comma = !(reader->style && reader->style->decimal_comma);
    const char *mark = strchr(typed, ';');
    if (!mark && comma)
        mark = strchr(typed, ',');
    if (length < 3 || (last != ')' && last != ']') || !mark)
        return refuse(reader, "an interval looks like (2, 5] or 2 < x <= 5");
    if (strchr(mark + 1, *mark))
        return refuse(reader, "an interval has two ends; leave out commas within numbers");
    copy_trimmed(low, typed + 1, mark);
    copy_trimmed(high, mark + 1, typed + length - 1);
    interval->low_closed = typed[0] == '[';
    interval->high_closed = last == ']';
    if (!read_end(reader, low, &interval->low) || !read_end(reader, high, &interval->high))
        return false;
    if ((interval->low_closed && isinf(interval->low.value)) ||
        (interval->high_closed && isinf(interval->high.value)))
        return refuse(reader, "infinity is never reached: that end is ( or )");
    if (is_empty(interval))
        return refuse(reader, "the smaller end of an interval stands first");
    return true;
}

enum sign { LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL, SAME };

/* The sign that `at` begins with; its length, 0 for none. */
static size_t read_sign(const char *at, enum sign *sign)
{
    static const struct {
        const char *text;
        enum sign sign;
    } signs[] = {{"<=", LESS_OR_EQUAL}, {"=<", LESS_OR_EQUAL}, {"\xE2\x89\xA4", LESS_OR_EQUAL},
                 {">=", MORE_OR_EQUAL}, {"=>", MORE_OR_EQUAL}, {"\xE2\x89\xA5", MORE_OR_EQUAL},
                 {"<", LESS},           {">", MORE},           {"=", SAME}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (!strncmp(at, signs[i].text, strlen(signs[i].text))) {
            *sign = signs[i].sign;
            return strlen(signs[i].text);
        }
    return 0;
}

static bool is_variable(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return length && !text[length] && !text_equal_ignoring_case(text, "inf") &&
           !text_equal_ignoring_case(text, "infinity") && !text_equal_ignoring_case(text, "oo");
}

/* Where "x `sign` number" holds. */
static struct interval half_line(enum sign sign, struct number number)
{
    struct interval half = everything;
    if (sign == MORE || sign == MORE_OR_EQUAL || sign == SAME) {
        half.low = number;
        half.low_closed = sign != MORE && isfinite(number.value);
    }
    if (sign == LESS || sign == LESS_OR_EQUAL || sign == SAME) {
        half.high = number;
        half.high_closed = sign != LESS && isfinite(number.value);
    }
    return half;
}

static enum sign turned(enum sign sign)
{
    static const enum sign other[] = {[LESS] = MORE,
                                      [LESS_OR_EQUAL] = MORE_OR_EQUAL,
                                      [MORE] = LESS,
                                      [MORE_OR_EQUAL] = LESS_OR_EQUAL,
                                      [SAME] = SAME};
    return other[sign];
}

/* "x >= 2", "2 <= x", "2 < x <= 5": two or three parts. */
static bool read_comparison(struct interval_reader *reader, const char *typed,
                            struct interval *interval)
{
    char parts[3][ANSWER_MESSAGE];
    enum sign signs[3];
    size_t count = 0, length = 0;
    const char *start = typed, *at = typed;
    for (; *at && count < 3; at += length ? length : 1) {
        length = read_sign(at, &signs[count]);
        if (length) {
            copy_trimmed(parts[count++], start, at);
            start = at + length;
        }
    }
    if (count == 0 || count > 2)
        return refuse(reader, "an interval looks like (2, 5] or 2 < x <= 5");
    copy_trimmed(parts[count], start, start + strlen(start));
    *interval = everything;
    size_t middle = count == 2 || is_variable(parts[1]) ? 1 : 0;
    if (!is_variable(parts[middle]))
        return refuse(reader, "one side of it must be the variable, such as x >= 2");
    for (size_t i = 0; i <= count; i++) {
        struct number number;
        if (i == middle)
            continue;
        if (!read_end(reader, parts[i], &number))
            return false;
        enum sign sign = i < middle ? turned(signs[i]) : signs[i - 1];
        *interval = intersect(*interval, half_line(sign, number));
    }
    return true;
}

/* One piece, or several that must hold at once. */
static bool read_alternative(struct interval_reader *reader, const char *typed,
                             struct interval *interval)
{
    *interval = everything;
    for (;;) {
        char one[ANSWER_MESSAGE];
        struct interval part = everything;
        const char *join = strstr(typed, " and ");
        copy_trimmed(one, typed, join ? join : typed + strlen(typed));
        bool bracket = one[0] == '(' || one[0] == '[';
        enum sign sign;
        for (const char *at = one; bracket && *at; at++)
            bracket = !read_sign(at, &sign); /* "(1/2) <= x" */
        if (!(bracket ? read_brackets : read_comparison)(reader, one, &part))
            return false;
        *interval = intersect(*interval, part);
        if (!join)
            return true;
        typed = join + strlen(" and ");
    }
}

static const char *find_union(const char *at, size_t *length)
{
    static const char *const signs[] = {" or ", " U ", " u ", "\xE2\x88\xAA", ")U(", ")U["};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const char *hit = strstr(at, signs[i]);
        if (!hit || (first && hit >= first))
            continue;
        bool tight = signs[i][0] == ')';
        first = tight ? hit + 1 : hit;
        *length = tight ? 1 : strlen(signs[i]);
    }
    return first;
}

static bool read_alternatives(struct interval_reader *reader, const char *at, struct region *region)
{
    for (;;) {
        size_t length = 0;
        char one[ANSWER_MESSAGE];
        struct interval piece = everything;
        const char *join = find_union(at, &length);
        copy_trimmed(one, at, join ? join : at + strlen(at));
        if (!read_alternative(reader, one, &piece))
            return false;
        if (region->count == PIECES)
            return refuse(reader, "these are too many intervals");
        if (!is_empty(&piece))
            region->pieces[region->count++] = piece;
        if (!join)
            break;
        at = join + length;
    }
    tidy(region);
    return true;
}

static bool means_all(const char *text)
{
    static const char *const texts[] = {"all",    "all numbers", "all real numbers",
                                        "always", "R",           "\xE2\x84\x9D",
                                        "any",    "any number",  "everything"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (text_equal_ignoring_case(text, texts[i]))
            return true;
    return false;
}

static bool read_region(const char *typed, const struct answer_style *style, struct region *region,
                        char message[ANSWER_MESSAGE])
{
    struct interval_reader reader = {style, message};
    struct text plain = {0};
    bool good = true;
    region->count = 0;
    message[0] = '\0';
    answer_normalise(typed, &plain);
    if (plain.length >= ANSWER_MESSAGE)
        good = refuse(&reader, "this is too long for an answer");
    else if (means_all(text_string(&plain)))
        region->pieces[region->count++] = everything;
    else if (!means_none(text_string(&plain)))
        good = read_alternatives(&reader, text_string(&plain), region);
    text_release(&plain);
    return good;
}

/* --- Verdict ------------------------------------------------------------------------------------
 */

static void append_end(struct text *out, struct number number)
{
    char shown[64];
    element_format(number, shown, sizeof shown);
    text_append(out, isinf(number.value) ? (number.value < 0 ? "-inf" : "inf") : shown);
}

static void format_region(const struct region *region, struct text *out)
{
    for (size_t i = 0; i < region->count; i++) {
        const struct interval *piece = &region->pieces[i];
        text_printf(out, "%s%s", i ? " or " : "", piece->low_closed ? "[" : "(");
        append_end(out, piece->low);
        text_append(out, ", ");
        append_end(out, piece->high);
        text_append(out, piece->high_closed ? "]" : ")");
    }
    if (!region->count)
        text_append(out, "none");
}

static bool same_end(struct number a, struct number e, const struct problem *problem)
{
    if (isinf(a.value) || isinf(e.value))
        return isinf(a.value) && isinf(e.value) && (a.value > 0) == (e.value > 0);
    return answer_close(a, e, problem->absolute, problem->relative);
}

static bool same_ends(const struct region *a, const struct region *e, const struct problem *problem)
{
    bool same = a->count == e->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_end(a->pieces[i].low, e->pieces[i].low, problem) &&
               same_end(a->pieces[i].high, e->pieces[i].high, problem);
    return same;
}

/* Right but for ends that are rounded where exact ones are asked for. */
static bool exact_but_rounded(const struct region *a, const struct region *e,
                              const struct problem *problem)
{
    bool rounded = a->count == e->count && problem->absolute <= 0 && problem->relative <= 0;
    for (size_t i = 0; rounded && i < a->count; i++) {
        const struct interval *own = &a->pieces[i], *other = &e->pieces[i];
        rounded = own->low_closed == other->low_closed && own->high_closed == other->high_closed &&
                  (same_end(own->low, other->low, problem) || is_rounded(own->low, other->low)) &&
                  (same_end(own->high, other->high, problem) || is_rounded(own->high, other->high));
    }
    return rounded;
}

static bool same_region(const struct region *a, const struct region *e,
                        const struct problem *problem)
{
    bool same = same_ends(a, e, problem);
    for (size_t i = 0; same && i < a->count; i++)
        same = a->pieces[i].low_closed == e->pieces[i].low_closed &&
               a->pieces[i].high_closed == e->pieces[i].high_closed;
    return same;
}

static bool decide_known(const struct problem *problem, const struct region *own,
                         struct judgement *judgement)
{
    struct region wrong;
    char message[ANSWER_MESSAGE];
    for (size_t i = 0; i < problem->misconception_count; i++)
        if (read_region(problem->misconceptions[i].answer, NULL, &wrong, message) &&
            same_region(own, &wrong, problem)) {
            decide_misconception(judgement, problem->misconceptions[i].name,
                                 problem->misconceptions[i].reason);
            return true;
        }
    return false;
}

void judge_interval(const struct problem *problem, const char *typed,
                    const struct answer_style *style, struct judgement *judgement)
{
    struct region own, expected;
    struct text shown = {0};
    char message[ANSWER_MESSAGE];
    if (!read_region(typed, style, &own, message)) {
        decide(judgement, VERDICT_UNGRADED, "%s", message);
        return;
    }
    format_region(&own, &shown);
    echo(judgement, text_string(&shown));
    text_release(&shown);
    if (!read_region(problem->answer, NULL, &expected, message))
        decide(judgement, VERDICT_UNGRADED, "the problem's own answer cannot be read: %s", message);
    else if (same_region(&own, &expected, problem))
        decide(judgement, VERDICT_CORRECT, "%s", "");
    else if (decide_known(problem, &own, judgement))
        return;
    else if (exact_but_rounded(&own, &expected, problem))
        decide_rounded(judgement);
    else if (same_ends(&own, &expected, problem))
        decide(judgement, VERDICT_WRONG, "the ends are right; which of them belong to it?");
    else
        decide(judgement, VERDICT_WRONG, "%s", judgement_no_more);
}
