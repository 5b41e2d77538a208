/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing.h"

#include <math.h>
#include <stdbool.h>

#include "engine/base/random.h"

__extension__ typedef unsigned __int128 uint128;

static inline uint64_t mix(uint64_t z)
{
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

/* The high bits choose: floor(hash * slots / 2^64), without a division (Lemire 2019). */
static inline uint64_t uniform_home(uint64_t salt, uint32_t key, uint64_t slots)
{
    return (uint64_t)((uint128)mix(salt + key * 0x9E3779B97F4A7C15U) * slots >> 64);
}

static uint64_t fnv1a_home(uint64_t salt, uint32_t key, uint64_t slots)
{
    uint64_t value = salt + key;
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    return hash_bytes(bytes, sizeof bytes) % slots;
}

uint64_t hash_home(enum hash_function function, uint64_t salt, uint32_t key, uint64_t slots)
{
    switch (function) {
    case HASH_FNV1A:
        return fnv1a_home(salt, key, slots);
    case HASH_IDENTITY:
        return (salt + key) % slots;
    default:
        return uniform_home(salt, key, slots);
    }
}

static inline uint64_t insert(uint32_t *table, uint64_t slots, uint64_t home, uint32_t key)
{
    uint64_t at = home, probes = 1;
    while (table[at]) {
        at = at + 1 == slots ? 0 : at + 1;
        probes++;
    }
    table[at] = key;
    return probes;
}

static inline void add(struct probe_sums *sums, uint64_t probes)
{
    double displacement = (double)(probes - 1);
    sums->probes += probes;
    sums->squared_displacements += displacement * displacement;
}

void linear_insert(uint32_t *table, uint64_t slots, enum hash_function function, uint64_t salt,
                   uint32_t from, uint32_t to, struct probe_sums *sums)
{
    struct probe_sums local = *sums;
    if (function == HASH_UNIFORM) { /* the case that has to be fast, without a switch inside */
        for (uint32_t key = from; key <= to; key++)
            add(&local, insert(table, slots, uniform_home(salt, key, slots), key));
    } else {
        for (uint32_t key = from; key <= to; key++)
            add(&local, insert(table, slots, hash_home(function, salt, key, slots), key));
    }
    *sums = local;
}

double linear_mean_miss(const uint32_t *table, uint64_t slots)
{
    uint64_t start = 0, length = 0;
    double total = 0;
    while (start < slots && table[start])
        start++; /* begin behind the cluster that may wrap around */
    if (start == slots)
        return (double)slots;
    for (uint64_t i = 1; i <= slots; i++) {
        uint64_t at = start + i < slots ? start + i : start + i - slots;
        if (table[at]) {
            length++;
            continue;
        }
        total += (double)length * (double)(length + 1) / 2;
        length = 0;
    }
    return 1 + total / (double)slots;
}

/* Qr(m, n) for r = 0 or 1. */
static double knuth_q(int r, double slots, double keys)
{
    double sum = 0, term = 1;
    for (uint64_t step = 0; step <= (uint64_t)keys; step++) {
        double k = (double)step;
        double ratio = (keys - k) / slots * (r + k + 1) / (k + 1);
        sum += term;
        /* Ratios only fall from here on: the rest is less than a geometric series. */
        if (ratio < 1 && term * ratio / (1 - ratio) < sum * 1e-17)
            break;
        term *= ratio;
    }
    return sum;
}

double linear_expected_hit(double slots, double keys)
{
    return keys < 1 ? NAN : (1 + knuth_q(0, slots, keys - 1)) / 2;
}

double linear_expected_miss(double slots, double keys)
{
    return (1 + knuth_q(1, slots, keys)) / 2;
}
