/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From typed text to a value. Reads
 *
 *     answer    = [currency] ["+" | "-"] quotient [scale] [percent | unit { part } ]
 *     quotient  = term ["/" term]  |  integer blank integer "/" integer
 *     term      = number ["^" integer]  |  number ("*" | "x") number "^" integer
 *     number    = digits, grouped by "_", or in threes by "," or blank; "." digits; "e" exponent
 *     scale     = "k" | "M" | "thousand" | "million" | "billion" | "trillion"
 *     percent   = "%" | "percent" | "per cent" | "pct"
 *     part      = ["," | "and"] number unit        only of time, always smaller: "1 h 30 min"
 *               | digit digit                      at the end, of the next unit: "1h30"
 *
 * and nothing else: what is left over makes the whole unreadable, so no prefix is ever accepted.
 * U+2212, U+00D7, superscripts, U+00B5 and fixed blanks are read as what they stand for. The value
 * is exact where it can be; what a double holds neither is refused, never read as 0. Lists
 * (vectors, matrices, sets) are arrays of the same quantities.
 */
#ifndef EXERCISES_ANSWER_READER_H
#define EXERCISES_ANSWER_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/text.h"
#include "exercises/number.h"
#include "exercises/unit.h"

struct answer_style {
    bool decimal_comma; /* "1,5" is one and a half, "1.500" fifteen hundred */
};

struct quantity {
    struct number number; /* percent already divided by 100 */
    bool has_unit, percent;
    bool unreduced; /* typed as a fraction that can be reduced */
    bool scaled;    /* typed with "k", "million" */
    bool decimal;   /* typed with a decimal point, exponent or percent sign */
    bool power;     /* typed as mantissa x base ^ exponent, held below */
    struct number mantissa, base;
    int exponent;
    struct unit unit; /* where has_unit */
    char parts[64];   /* "4 h 26 min" where more than one unit was typed, else empty */
};

enum { ANSWER_MESSAGE = 256 };

/*
 * `own_unit` (or NULL) is the problem's unit. False: cannot be read or is ambiguous, and `message`
 * is a sentence that says why.
 */
bool quantity_read(const char *typed, const struct answer_style *style, const char *own_unit,
                   struct quantity *quantity, char message[ANSWER_MESSAGE]);

/* What was understood: "3/4", "1500", "75 %", "2 TiB", "$1200.50", "4 h 26 min (4.433 h)". */
void quantity_format(const struct quantity *quantity, char *buffer, size_t size);

/*
 * Appends what stands for the number in an answer as people write it: without "x =" before it,
 * "about" or "~", one pair of parentheses around it, a full stop behind it.
 *
 *     spoken = [[name] "="] ["~" | "about" | "roughly" | ...] ( answer | "(" answer ")" ) ["."]
 *     name   = letters, digits, "_" and "'", beginning with a letter; ["(" anything ")"]
 */
void answer_unwrap(const char *typed, struct text *out);

/* What follows "x =", "P(A|B) =" or "=", blanks skipped; `text` itself where none of them is. */
const char *answer_after_name(const char *text);

/* Appends `typed` as the reader sees it: ASCII signs, single blanks, trimmed. */
void answer_normalise(const char *typed, struct text *out);

#endif
