/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units with exact factors: amounts of data (bits and bytes, powers of 1000 and of 1024), time,
 * counts, money, and quotients of two of them ("MB/s", "$/month", "requests/s").
 *
 * A year is 365 days and a month its twelfth, as availability tables count; currencies are not
 * converted into each other.
 */
#ifndef EXERCISES_UNIT_H
#define EXERCISES_UNIT_H

#include <stdbool.h>
#include <stddef.h>

#include "exercises/number.h"

enum { UNIT_SYMBOL = 32 };

struct unit {
    char symbol[UNIT_SYMBOL];         /* as it is shown */
    struct number factor;             /* in bits, seconds, pieces, units of the currency */
    int bits, seconds, pieces, money; /* exponents */
    char currency[4];                 /* "USD"; empty without money */
};

/*
 * Reads the whole of `text` as a unit. `own` (may be NULL) is a symbol that the problem uses and
 * that counts pieces where it is not a known unit ("probes"). On failure `message` says what was
 * meant, perhaps.
 */
bool unit_read(const char *text, const char *own, struct unit *unit, char *message, size_t size);

/* Whether two amounts can be compared. */
bool unit_same_dimension(const struct unit *a, const struct unit *b);

#endif
