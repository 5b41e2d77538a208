/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/bloom_theory.h"

#include <math.h>

double bloom_rate(double keys, double bits, double hashes)
{
    return pow(-expm1(-hashes * keys / bits), hashes);
}

double bloom_best_hashes(double bits_per_key)
{
    double best = 1;
    for (int k = 2; k <= 64; k++)
        if (bloom_rate(1, bits_per_key, k) < bloom_rate(1, bits_per_key, best))
            best = k;
    return best;
}

double bloom_bits_for(double rate)
{
    return -log(rate) / (M_LN2 * M_LN2);
}
