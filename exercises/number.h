/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rational number that is exact as long as numerator and denominator fit in 125 bits, and a
 * double from then on. What people type, and what drills compute, mostly fits.
 */
#ifndef EXERCISES_NUMBER_H
#define EXERCISES_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 int128;

struct number {
    bool exact;
    int128 numerator, denominator; /* lowest terms, denominator > 0; meaningless unless exact */
    double value; /* always there; may be infinite after an overflow, or 0 where it is not exact */
};

struct number number_from_integer(int64_t value);
struct number number_from_ratio(int128 numerator, int128 denominator); /* denominator not 0 */
struct number number_from_double(double value);                        /* not exact */

struct number number_add(struct number a, struct number b);
struct number number_multiply(struct number a, struct number b);
struct number number_divide(struct number a, struct number b); /* b not 0 */
struct number number_negate(struct number a);
struct number number_power(struct number base, int exponent); /* 0^-n is infinite */

bool number_is_zero(struct number a);
bool number_is_integer(struct number a);

/* Equal as rationals where both are exact, else to the last few bits. */
bool number_equal(struct number a, struct number b);

/* How many decimals write the number in full, at most 30; -1: no few do, as of 1/3, or unknown. */
int number_decimals(struct number a);

/*
 * For people: "1024", "3/4"; with `decimal` "0.75", every digit where they end, "1e-20". What does
 * not end and what is not exact is rounded to six digits: "0.333333", "1.60694e60". 128 bytes are
 * enough.
 */
void number_format(struct number a, bool decimal, char *buffer, size_t size);

#endif
