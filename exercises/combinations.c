/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/combinations.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

long choose(int n, int k)
{
    gsl_sf_result result;
    if (k < 0 || k > n || n < 0)
        return 0;
    if (gsl_sf_choose_e((unsigned)n, (unsigned)k, &result) != GSL_SUCCESS)
        return 0;
    return lround(result.val);
}

long choices_of_every_group(int groups, int each, int k)
{
    long count = 0;
    for (int missing = 0; missing <= groups; missing++) {
        long part = choose(groups, missing) * choose(each * (groups - missing), k);
        count += missing % 2 ? -part : part;
    }
    return count;
}

static long power(long base, int exponent)
{
    long value = 1;
    while (exponent-- > 0)
        value *= base;
    return value;
}

long texts_holding(int signs, int length, int wanted)
{
    long count = 0;
    for (int missing = 0; missing <= wanted; missing++) {
        long part = choose(wanted, missing) * power(signs - missing, length);
        count += missing % 2 ? -part : part;
    }
    return count;
}
