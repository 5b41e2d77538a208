/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hash functions, good and bad, and the keys they are given: record numbers from a random start,
 * one after another, or words that a person typed.
 *
 * A function gives 64 bits for each choice of a key (0: its home, 1...: the step of double hashing
 * or the further homes of a cuckoo table). What a weak function gives for a second choice is as
 * weak as the first, which is the point of showing it.
 */
#ifndef EXERCISES_HASHING_FUNCTION_H
#define EXERCISES_HASHING_FUNCTION_H

#include <stddef.h>
#include <stdint.h>

enum hash_function {
    HASH_UNIFORM,       /* a keyed mix (SplitMix64: Steele, Lea, Flood 2014), as good as random */
    HASH_IDENTITY,      /* the number itself; the last eight bytes of a word */
    HASH_CHARACTER_SUM, /* its characters added up (of a number: its digits) */
    HASH_FNV1A,         /* Fowler, Noll, Vo 1991 */
    HASH_SIPHASH,       /* SipHash-2-4 with a secret key (Aumasson, Bernstein 2012) */
    HASH_FUNCTIONS
};

struct hash_keys {
    uint64_t salt;      /* the first record number, and the secret of keyed functions */
    const char **words; /* key k is words[k - 1]; NULL: key k is the record salt + k */
    size_t word_count;
};

/* What a word or a record number is to a function. */
struct hash_input {
    unsigned char bytes[64];
    size_t length;
    uint64_t number;
    uint64_t salt;
};
void hash_input_of(const struct hash_keys *keys, uint64_t key, struct hash_input *input);
uint64_t hash_of_input(enum hash_function function, const struct hash_input *input,
                       unsigned choice);

/* 64 bits for key number `key` (from 1; any record, also before the first, where there are no
 * words). */
uint64_t hash_slowly(enum hash_function function, const struct hash_keys *keys, uint64_t key,
                     unsigned choice);

uint64_t siphash(uint64_t key0, uint64_t key1, const unsigned char *bytes, size_t length);

__extension__ typedef unsigned __int128 hash_wide;

static inline uint64_t hash_mix(uint64_t z)
{
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

static inline uint64_t hash_uniformly(uint64_t salt, uint64_t key, unsigned choice)
{
    return hash_mix(salt + key * 0x9E3779B97F4A7C15U + choice * 0xD1B54A32D192ED03U);
}

/*
 * From 64 bits to 0...range - 1. The good functions let their high bits choose, which needs no
 * division (Lemire 2019); the others take the remainder, as their users do.
 */
static inline uint64_t hash_reduce(enum hash_function function, uint64_t value, uint64_t range)
{
    if (function == HASH_UNIFORM || function == HASH_SIPHASH)
        return (uint64_t)((hash_wide)value * range >> 64);
    return value % range;
}

/* Place 0...range - 1 of a key; with a constant function the compiler leaves only what it needs. */
static inline uint64_t hash_place(enum hash_function function, const struct hash_keys *keys,
                                  uint32_t key, unsigned choice, uint64_t range)
{
    uint64_t value = function == HASH_UNIFORM && !keys->words
                         ? hash_uniformly(keys->salt, key, choice)
                         : hash_slowly(function, keys, key, choice);
    return hash_reduce(function, value, range);
}

/* How a key is called: "17", or the word. */
void hash_key_name(const struct hash_keys *keys, uint32_t key, char *buffer, size_t size);

#endif
