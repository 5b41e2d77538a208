/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/lsm_theory.h"

#include <math.h>

double lsm_theory_levels(double data, double memtable, double ratio)
{
    /* A hair less, so that an exact power is no level more. */
    double levels = ceil(log(data / memtable * (ratio - 1) / ratio) / log(ratio) - 1e-9);
    return levels > 1 ? levels : 1;
}

double lsm_theory_leveled(double data, double level1, double ratio)
{
    double written = 1 + 2, above = level1, left = data - level1;
    if (left <= 0)
        return 1 + 1 + data / level1;
    for (; left > above * ratio; above *= ratio) {
        written += ratio;
        left -= above * ratio;
    }
    return written + left / above;
}

double lsm_theory_fluid(double levels, double ratio, double runs, double last_runs)
{
    return 1 + (levels - 1) * (ratio - 1) / (runs + 1) + (ratio - 1) / (last_runs + 1);
}

double lsm_theory_universal(double data, double memtable, double amplification)
{
    double doublings = log2(amplification * data / memtable);
    return 1 + fmax(0, doublings) + (1 + amplification) / amplification;
}

double lsm_theory_segments(double data, double memtable, double together)
{
    return 1 + fmax(0, log(data / memtable) / log(together));
}

int lsm_theory_best_ratio(double data, double level1)
{
    int best = 2;
    for (int ratio = 3; ratio <= 32; ratio++)
        if (lsm_theory_leveled(data, level1, ratio) < lsm_theory_leveled(data, level1, best))
            best = ratio;
    return best;
}

double lsm_theory_missing_reads(double runs, double bits_per_key)
{
    return runs * pow(0.6185, bits_per_key);
}
