/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How good a hash function is on the keys at hand: whether homes are spread as evenly as chance
 * would (chi-square), and whether flipping one bit of a key flips half of the hash (avalanche).
 *
 * The chi-square test (Pearson 1900) is over runs of neighbouring slots wide enough for five keys
 * each; p below .001 is too uneven for chance, above .999 too even. At most 65536 keys are looked
 * at. Avalanche: the first 32 bits of up to 64 keys against the 32 bits that choose the slot.
 */
#ifndef EXERCISES_HASHING_QUALITY_H
#define EXERCISES_HASHING_QUALITY_H

#include <stdbool.h>

#include "exercises/hashing/table.h"

enum { AVALANCHE_BITS = 32 };

struct hash_quality {
    double chi_square, p; /* NaN: fewer than ten keys */
    unsigned bins;
    double flips[AVALANCHE_BITS][AVALANCHE_BITS]; /* of hash bit [.][j] by key bit [i]; NaN: none */
    double avalanche;                             /* mean of flips; .5 is ideal */
    double bias; /* largest |2 flips - 1|: 0 is ideal, 1 is worst */
};

void hash_measure(const struct hash_shape *shape, const struct hash_keys *keys, uint64_t count,
                  struct hash_quality *quality);
/* "as even as chance", "too uneven for chance", "too even for chance". */
const char *hash_verdict(const struct hash_quality *quality);

#endif
