/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/quality.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"

enum { MOST_KEYS = 65536, MOST_FLIPPED = 64, A_BIN = 5 };

static void chi_square(const struct hash_shape *shape, const struct hash_keys *keys, uint64_t count,
                       struct hash_quality *quality)
{
    uint64_t looked = count < MOST_KEYS ? count : MOST_KEYS;
    uint64_t bins = looked / A_BIN < shape->slots ? looked / A_BIN : shape->slots;
    quality->chi_square = quality->p = NAN;
    quality->bins = (unsigned)bins;
    if (bins < 2)
        return;
    uint32_t *met = memory_allocate(bins, sizeof *met);
    for (uint32_t key = 1; key <= looked; key++)
        met[hash_place(shape->function, keys, key, 0, shape->slots) * bins / shape->slots]++;
    double sum = 0;
    uint64_t begin = 0;
    for (uint64_t bin = 0; bin < bins; bin++) {
        /* the first slot of the next bin: the least with slot * bins / slots > bin */
        uint64_t end = ((bin + 1) * shape->slots + bins - 1) / bins;
        double expected = (double)looked * (double)(end - begin) / (double)shape->slots;
        sum += (met[bin] - expected) * (met[bin] - expected) / expected;
        begin = end;
    }
    free(met);
    quality->chi_square = sum;
    quality->p = gsl_cdf_chisq_Q(sum, (double)bins - 1);
}

/* The 32 bits that choose the slot. */
static uint32_t choosing(enum hash_function function, uint64_t value)
{
    return (uint32_t)(function == HASH_UNIFORM || function == HASH_SIPHASH ? value >> 32 : value);
}

/* The hash of a key with one bit flipped; false: the key has no such bit. */
static bool flipped(enum hash_function function, const struct hash_keys *keys, uint32_t key,
                    unsigned bit, uint64_t *value)
{
    struct hash_input input;
    if (!keys->words) {
        uint64_t record = (keys->salt + key) ^ (uint64_t)1 << bit;
        *value = hash_slowly(function, keys, record - keys->salt, 0);
        return true;
    }
    hash_input_of(keys, key, &input);
    if (bit / 8 >= input.length)
        return false;
    input.bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
    input.number = 0;
    for (size_t i = 0; i < input.length; i++)
        input.number = input.number << 8 | input.bytes[i];
    *value = hash_of_input(function, &input, 0);
    return true;
}

static void measure_bit(const struct hash_shape *shape, const struct hash_keys *keys,
                        uint64_t count, unsigned bit, double *flips)
{
    double tried = 0;
    for (int j = 0; j < AVALANCHE_BITS; j++)
        flips[j] = 0;
    for (uint32_t key = 1; key <= count && key <= MOST_FLIPPED; key++) {
        uint64_t value;
        if (!flipped(shape->function, keys, key, bit, &value))
            continue;
        uint32_t change = choosing(shape->function, value) ^
                          choosing(shape->function, hash_slowly(shape->function, keys, key, 0));
        tried++;
        for (int j = 0; j < AVALANCHE_BITS; j++)
            flips[j] += change >> j & 1;
    }
    for (int j = 0; j < AVALANCHE_BITS; j++)
        flips[j] = tried > 0 ? flips[j] / tried : NAN;
}

void hash_measure(const struct hash_shape *shape, const struct hash_keys *keys, uint64_t count,
                  struct hash_quality *quality)
{
    double sum = 0, met = 0, worst = 0;
    chi_square(shape, keys, count, quality);
    for (unsigned i = 0; i < AVALANCHE_BITS; i++) {
        measure_bit(shape, keys, count, i, quality->flips[i]);
        for (int j = 0; j < AVALANCHE_BITS; j++) {
            double share = quality->flips[i][j];
            if (isnan(share))
                continue;
            sum += share;
            met++;
            worst = fmax(worst, fabs(2 * share - 1));
        }
    }
    quality->avalanche = met > 0 ? sum / met : NAN;
    quality->bias = met > 0 ? worst : NAN;
}

const char *hash_verdict(const struct hash_quality *quality)
{
    return quality->p < 0.001   ? "too uneven for chance"
           : quality->p > 0.999 ? "too even for chance"
                                : "as even as chance";
}
