/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exponent of a growth c * n^k from timings. */
#ifndef EXERCISES_GROWTH_FIT_H
#define EXERCISES_GROWTH_FIT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Least squares of log(times) on log(sizes), by gsl_fit_linear: `exponent` is the slope, `constant`
 * the time at size 1. False: fewer than 2 points or more than 16, a value that is not above 0, or
 * all sizes equal.
 */
bool growth_fit(const double *sizes, const double *times, size_t count, double *exponent,
                double *constant);

#endif
