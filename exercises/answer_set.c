/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict on a set of numbers, in any order: "{2, -3}", "2 or -3", "x = 2, x = -3", "1 ± 2",
 * "none". Numbers stand apart by ";", "or", "and", and "," unless it is the decimal mark.
 */
#include <ctype.h>
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/answer_judge.h"
#include "exercises/formula.h"

enum { SET_MOST = 12 };

struct number_set {
    struct number items[SET_MOST];
    size_t count;
};

/* --- Shared with intervals ----------------------------------------------------------------------
 */

/* "2 -3" is hardly meant to be -1. */
static bool looks_like_two(const char *typed)
{
    for (const char *at = typed + strspn(typed, " "); *at; at++)
        if (at[0] == ' ' && (at[1] == '-' || at[1] == '+') && at[2] != ' ' && at > typed &&
            !strchr("+-*/^(", at[-1]))
            return true;
    return false;
}

bool element_read(const char *typed, const struct answer_style *style, struct number *number,
                  char message[ANSWER_MESSAGE])
{
    struct quantity quantity;
    struct formula formula;
    char other[ANSWER_MESSAGE];
    if (quantity_read(typed, style, NULL, &quantity, message)) {
        if (quantity.has_unit || quantity.percent)
            (void)snprintf(message, ANSWER_MESSAGE, "plain numbers are expected, without a unit");
        *number = quantity.number;
        return !quantity.has_unit && !quantity.percent;
    }
    if (looks_like_two(typed)) {
        (void)snprintf(message, ANSWER_MESSAGE, "one number or two? Put a comma between two");
        return false;
    }
    if (!formula_read(typed, style, NULL, &formula, other))
        return false;
    (void)feclearexcept(FE_UNDERFLOW);
    *number = number_from_double(formula_evaluate(&formula, NULL));
    bool vanished = fabs(number->value) < DBL_MIN && fetestexcept(FE_UNDERFLOW);
    if (isfinite(number->value) && !vanished)
        return true;
    (void)snprintf(message, ANSWER_MESSAGE, "%s",
                   vanished ? "this number is too close to zero to read"
                            : "this has no value, or one too large to read");
    return false;
}

void element_format(struct number number, char *buffer, size_t size)
{
    bool tenths = number.exact && number.denominator >= 100 &&
                  (1000000 % number.denominator == 0 || number.denominator > 9999);
    number_format(number, tenths, buffer, size);
}

bool means_none(const char *typed)
{
    static const char *const texts[] = {"none",
                                        "no solution",
                                        "no solutions",
                                        "no real solution",
                                        "no real solutions",
                                        "no real root",
                                        "no real roots",
                                        "no root",
                                        "no roots",
                                        "empty",
                                        "empty set",
                                        "the empty set",
                                        "{}",
                                        "{ }",
                                        "\xE2\x88\x85"};
    struct text plain = {0};
    bool none = false;
    answer_normalise(typed, &plain);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        none |= text_equal_ignoring_case(text_string(&plain), texts[i]);
    text_release(&plain);
    return none;
}

/* --- Reading ------------------------------------------------------------------------------------
 */

/* Where the next number ends, and how long the sign is that parts it from the one after. */
static const char *find_separator(const char *at, char comma, size_t *length)
{
    for (; *at; at++) {
        *length = 1;
        if (*at == ';' || (*at == comma && comma))
            return at;
        *length = 4;
        if (!strncmp(at, " or ", 4))
            return at;
        *length = 5;
        if (!strncmp(at, " and ", 5))
            return at;
    }
    *length = 0;
    return at;
}

/* "1,500": one number or two? */
static bool comma_groups(const char *start, const char *at)
{
    if (*at != ',' || at == start || !isdigit((unsigned char)at[-1]))
        return false;
    size_t digits = strspn(at + 1, "0123456789");
    return digits == 3;
}

static bool add_item(struct number_set *set, struct number number, char *message)
{
    for (size_t i = 0; i < set->count; i++)
        if (number_equal(set->items[i], number))
            return true;
    if (set->count == SET_MOST) {
        (void)snprintf(message, ANSWER_MESSAGE, "these are too many numbers");
        return false;
    }
    set->items[set->count++] = number;
    return true;
}

static bool read_piece(const char *piece, const struct answer_style *style, struct number_set *set,
                       char *message)
{
    static const char both[] = "\xC2\xB1"; /* U+00B1 */
    char one[ANSWER_MESSAGE];
    struct number number;
    piece = answer_after_name(piece);
    const char *sign = strstr(piece, both);
    if (!sign)
        return element_read(piece, style, &number, message) && add_item(set, number, message);
    for (int minus = 0; minus < 2; minus++) {
        (void)snprintf(one, sizeof one, "%.*s%c%s", (int)(sign - piece), piece, minus ? '-' : '+',
                       sign + strlen(both));
        if (!element_read(one, style, &number, message) || !add_item(set, number, message))
            return false;
    }
    return true;
}

static bool read_pieces(const char *at, const struct answer_style *style, struct number_set *set,
                        char *message)
{
    char piece[ANSWER_MESSAGE], comma = style && style->decimal_comma ? '\0' : ',';
    for (;;) {
        size_t length;
        const char *end = find_separator(at, comma, &length);
        if (comma_groups(at, end)) {
            (void)snprintf(message, ANSWER_MESSAGE,
                           "one number or two? Leave a blank after the comma");
            return false;
        }
        (void)snprintf(piece, sizeof piece, "%.*s", (int)(end - at), at);
        if (!read_piece(piece, style, set, message))
            return false;
        if (!length)
            return true;
        at = end + length;
        at += !strncmp(at, "or ", 3) ? 3 : !strncmp(at, " or ", 4) ? 4 : 0; /* "2, or 3" */
    }
}

/* "{2, -3}", "(2, -3)", "[2, -3]"; but not "(1 + 2)/3". */
static bool is_enclosed(const char *text, size_t length)
{
    bool listed = strpbrk(text, ",;") && !strpbrk(text + 1, "([");
    char last = text[length - 1];
    return (text[0] == '{' && last == '}') ||
           (listed && ((text[0] == '(' && last == ')') || (text[0] == '[' && last == ']')));
}

static bool exact_but_rounded(const struct number_set *a, const struct number_set *e,
                              const struct problem *problem)
{
    bool rounded = a->count == e->count && problem->absolute <= 0 && problem->relative <= 0;
    for (size_t i = 0; rounded && i < a->count; i++) {
        bool found = false;
        for (size_t k = 0; k < e->count; k++)
            found |= number_equal(a->items[i], e->items[k]) || is_rounded(a->items[i], e->items[k]);
        rounded = found;
    }
    return rounded;
}

static bool read_set(const char *typed, const struct answer_style *style, struct number_set *set,
                     char message[ANSWER_MESSAGE])
{
    struct text plain = {0};
    bool good = true;
    set->count = 0;
    message[0] = '\0';
    answer_normalise(typed, &plain);
    char *text = text_take(&plain);
    size_t length = strlen(text);
    if (length >= ANSWER_MESSAGE) {
        (void)snprintf(message, ANSWER_MESSAGE, "this is too long for an answer");
        good = false;
    } else if (!means_none(text)) {
        bool braced = is_enclosed(text, length);
        text[length - (braced ? 1 : 0)] = '\0';
        good = read_pieces(text + braced, style, set, message);
    }
    free(text);
    return good;
}

static void format_set(const struct number_set *set, struct text *out)
{
    char number[64];
    for (size_t i = 0; i < set->count; i++) {
        element_format(set->items[i], number, sizeof number);
        text_printf(out, "%s%s", i ? ", " : "{", number);
    }
    text_append(out, set->count ? "}" : "none");
}

/* --- Verdict ------------------------------------------------------------------------------------
 */

static bool holds(const struct number_set *set, struct number number, const struct problem *problem)
{
    for (size_t i = 0; i < set->count; i++)
        if (answer_close(number, set->items[i], problem->absolute, problem->relative))
            return true;
    return false;
}

static size_t common(const struct number_set *a, const struct number_set *b,
                     const struct problem *problem)
{
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        count += holds(b, a->items[i], problem);
    return count;
}

/* Either holds the other: counts alone would let two numbers near one pass for two. */
static bool same_set(const struct number_set *a, const struct number_set *e,
                     const struct problem *problem)
{
    size_t expected_found = 0;
    for (size_t i = 0; i < e->count; i++)
        for (size_t k = 0; k < a->count; k++)
            if (answer_close(a->items[k], e->items[i], problem->absolute, problem->relative)) {
                expected_found++;
                break;
            }
    return a->count == e->count && common(a, e, problem) == a->count && expected_found == e->count;
}

static void decide_wrong_set(const struct number_set *typed, const struct number_set *expected,
                             const struct problem *problem, struct judgement *judgement)
{
    size_t right = common(typed, expected, problem);
    if (typed->count == 0)
        decide(judgement, VERDICT_WRONG, "there is at least one");
    else if (right == typed->count)
        decide(judgement, VERDICT_WRONG, "right as far as it goes, but not all of them");
    else if (right)
        decide(judgement, VERDICT_WRONG, "%zu of these %zu belong%s to the answer, not all", right,
               typed->count, right == 1 ? "s" : "");
    else
        decide(judgement, VERDICT_WRONG, "%s", judgement_no_more);
}

void judge_set(const struct problem *problem, const char *typed, const struct answer_style *style,
               struct judgement *judgement)
{
    struct number_set own, expected, wrong;
    struct text shown = {0};
    char message[ANSWER_MESSAGE];
    if (!read_set(typed, style, &own, message)) {
        decide(judgement, VERDICT_UNGRADED, "%s", message);
        return;
    }
    format_set(&own, &shown);
    echo(judgement, text_string(&shown));
    text_release(&shown);
    if (!read_set(problem->answer, NULL, &expected, message)) {
        decide(judgement, VERDICT_UNGRADED, "the problem's own answer cannot be read: %s", message);
        return;
    }
    if (same_set(&own, &expected, problem)) {
        decide(judgement, VERDICT_CORRECT, "%s", "");
        return;
    }
    for (size_t i = 0; i < problem->misconception_count; i++)
        if (read_set(problem->misconceptions[i].answer, NULL, &wrong, message) &&
            same_set(&own, &wrong, problem)) {
            decide_misconception(judgement, problem->misconceptions[i].name,
                                 problem->misconceptions[i].reason);
            return;
        }
    if (exact_but_rounded(&own, &expected, problem))
        decide_rounded(judgement);
    else
        decide_wrong_set(&own, &expected, problem, judgement);
}
