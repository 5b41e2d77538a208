/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/collision.h"

#include <math.h>

static const double MULTIPLIED_OUT = 1e6;

/*
 * The sum of ln(1 - i/d) for i < n as an integral with its two corrections; the integral is -d
 * times the sum of y^k / (k (k - 1)), y = n/d, which loses no digits where y is small.
 */
static double log_none_of_many(double d, double n)
{
    double y = n / d, power = y, sum = 0;
    for (int k = 2; k < 200; k++) {
        double term = (power *= y) / (k * (k - 1.0));
        sum += term;
        if (term < sum * 1e-17)
            break;
    }
    return -d * sum - log1p(-y) / 2 - n / (d * (d - n)) / 12;
}

/* ln P(no collision among n of d) */
static double log_none(double d, double n)
{
    double sum = 0;
    if (n > d)
        return -INFINITY;
    if (n < MULTIPLIED_OUT) {
        for (long i = 1; i < (long)n; i++)
            sum += log1p(-(double)i / d);
        return sum;
    }
    /* Beyond half of the values, a million and more of them: certain to the last bit. */
    return n < d / 2 ? log_none_of_many(d, n) : -INFINITY;
}

double collision_probability(double values, double draws)
{
    return -expm1(log_none(values, draws));
}

double collision_expected(double values, double draws)
{
    return draws + values * expm1(draws * log1p(-1 / values));
}

double collision_first_beyond(double values, double probability)
{
    double none = 0, limit = log1p(-probability);
    for (double n = 1;; n++) { /* `none` is of n draws */
        if (none < limit)
            return n;
        if (n >= values)
            return n + 1;
        none += log1p(-n / values);
    }
}

double collision_draws_for(double values, double probability)
{
    return sqrt(-2 * values * log1p(-probability));
}
