/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What formulas say a hash table costs, for n keys in m slots under uniform hashing; a = n / m.
 * Each says whether it is an exact expectation or a limit for large tables.
 */
#ifndef EXERCISES_HASHING_THEORY_H
#define EXERCISES_HASHING_THEORY_H

#include <stdbool.h>
#include <stddef.h>

#include "exercises/hashing/table.h"

struct hash_formula {
    double value; /* NaN: none is known, or it has no sense here */
    bool exact;
    double tolerance; /* absolute, of an approximation; NaN where not known */
    const char *source;
};

struct hash_theory {
    struct hash_formula hit, miss, variance, longest, failure;
};
void hash_theory(const struct hash_shape *shape, double keys, struct hash_theory *theory);

/* How many slots hold 0, 1, ... count - 1 keys; false: not a scheme of lists. */
bool hash_theory_lengths(const struct hash_shape *shape, double keys, double *counts, size_t count,
                         struct hash_formula *formula);

/*
 * Knuth's finite formulas for linear probing (1963; TAOCP 3, 6.4): hit (1 + Q0(m, n - 1)) / 2, NaN
 * for no keys, and miss (1 + Q1(m, n)) / 2, for n < m; exact expectations. Qr = sum of C(r + k, k)
 * n (n - 1) ... (n - k + 1) / m^k, all terms positive, summed until the rest is below the last bit.
 */
double linear_expected_hit(double slots, double keys);
double linear_expected_miss(double slots, double keys);

/* Uniform probing (Peterson 1957), which double hashing costs as much as. */
double double_expected_hit(double slots, double keys);
double double_expected_miss(double slots, double keys);

/* Limits for large tables (Celis 1986; Viola 2005). */
double robin_hood_limit_miss(double load);
double robin_hood_limit_variance(double load);
/*
 * The law of a displacement in a large table, D = C + J: C is stationary for C' = max(C +
 * Poisson(a)
 * - 1, 0), and P(J = j) = P(Poisson(a) > j) / a. Fills P(D = 0) ... P(D = count - 1), count <= 64.
 */
void robin_hood_law(double load, double *probabilities, size_t count);

/*
 * The load up to which k choices among buckets of l slots can be met in a large table
 * (Dietzfelbinger and others 2010; Fountoulakis, Panagiotou 2012 for l = 1; Fernholz, Ramachandran
 * and Cain, Sanders, Wormald 2007 for k = 2; Fountoulakis, Khosla, Panagiotou 2011 for both): with
 * Q(x, y) = P(Poisson(x) >= y) and x the root of k l = x Q(x, l) / Q(x, l + 1), it is x / (k l Q(x,
 * l)^(k-1)).
 */
double cuckoo_threshold(unsigned choices, unsigned bucket);

/*
 * The share of lists with at least 1, 2, ... `count` keys when every key goes to the shortest of
 * `choices`: ds_i/dt = s_(i-1)^d - s_i^d from 0 to the load (Mitzenmacher 1996), s_0 = 1. A limit.
 */
void choices_tails(unsigned choices, double load, double *tails, size_t count);

#endif
