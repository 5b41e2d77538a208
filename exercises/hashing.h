/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open addressing without a picture: hash functions, the building of tables, what a built table
 * costs, and what formulas say it should. A table is an array of key numbers, 0 for an empty slot;
 * the keys themselves are consecutive record numbers from a random start.
 */
#ifndef EXERCISES_HASHING_H
#define EXERCISES_HASHING_H

#include <stdint.h>

enum hash_function {
    HASH_UNIFORM,  /* a keyed mix, as good as random (SplitMix64; stands for SipHash) */
    HASH_FNV1A,    /* Fowler, Noll, Vo: of the eight bytes of the key, modulo the slots */
    HASH_IDENTITY, /* the key modulo the slots */
    HASH_FUNCTIONS
};

/* The home slot of key number `key` (from 1) in a table of `slots`. */
uint64_t hash_home(enum hash_function function, uint64_t salt, uint32_t key, uint64_t slots);

/* What insertions cost: probes include the last, displacement is probes - 1. */
struct probe_sums {
    uint64_t probes;
    double squared_displacements;
};

/* Inserts keys `from` to `to` (included) by linear probing. At least one slot stays empty. */
void linear_insert(uint32_t *table, uint64_t slots, enum hash_function function, uint64_t salt,
                   uint32_t from, uint32_t to, struct probe_sums *sums);

/*
 * Probes of an unsuccessful search, averaged exactly over all home slots: a cluster of L slots
 * costs 2 + 3 + ... + (L + 1), an empty slot 1. A cluster may wrap around the end.
 */
double linear_mean_miss(const uint32_t *table, uint64_t slots);

/*
 * Knuth's finite formulas for linear probing with uniform hashing (1963; TAOCP 3, section 6.4):
 * hit (1 + Q0(m, n - 1)) / 2, NaN for no keys, and miss (1 + Q1(m, n)) / 2, for n < m; exact
 * expectations. Qr = sum of C(r + k, k) n (n - 1) ... (n - k + 1) / m^k, all terms positive, summed
 * until the rest is below the last bit.
 */
double linear_expected_hit(double slots, double keys);
double linear_expected_miss(double slots, double keys);

#endif
