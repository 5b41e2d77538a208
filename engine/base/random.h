/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small seeded source of random numbers, passed to whoever needs one: SplitMix64 (Steele, Lea,
 * Flood 2014). One seed gives one sequence on every machine. Drills and simulations draw from
 * gsl_rng_mt19937 instead, seeded from here; random.c is the one file that asks the system for
 * entropy.
 */
#ifndef ENGINE_BASE_RANDOM_H
#define ENGINE_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random_source {
    uint64_t state;
};

void random_init(struct random_source *source, uint64_t seed);
void random_init_system(struct random_source *source);
uint64_t random_next(struct random_source *source);
uint64_t random_below(struct random_source *source, uint64_t bound); /* uniform; 0 for bound 0 */
double random_unit(struct random_source *source);                    /* [0, 1) */

/* Mixes several values into one seed, so that (seed, name, n) gives its own sequence. */
uint64_t random_mix(uint64_t a, uint64_t b);

/* FNV-1a, 64 and 128 bits (Fowler, Noll, Vo 1991): identity of content, no defence against malice.
 */
uint64_t hash_bytes(const void *bytes, size_t length);
void hash_bytes_128(const void *bytes, size_t length, uint64_t out[2]);

/* The same piece by piece: begin, extend by each, and `state` is the hash of all. */
void hash_begin_128(uint64_t state[2]);
void hash_extend_128(uint64_t state[2], const void *bytes, size_t length);

#endif
