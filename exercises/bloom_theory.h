/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a plain Bloom filter costs and errs (Bloom 1970; the limit of a large filter with
 * independent hashes as in Broder, Mitzenmacher 2004).
 */
#ifndef EXERCISES_BLOOM_THEORY_H
#define EXERCISES_BLOOM_THEORY_H

/* The share of strangers taken for keys: (1 - e^(-k n / m))^k, n keys, m bits, k hashes. */
double bloom_rate(double keys, double bits, double hashes);

/* The whole number of hashes, 1 to 64, with the lowest rate; near b ln 2. */
double bloom_best_hashes(double bits_per_key);

/* Bits a key for `rate` with the best number of hashes, taken as a real number: -ln p / (ln 2)^2.
 */
double bloom_bits_for(double rate);

#endif
