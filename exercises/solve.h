/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a curve is zero, where it is lowest, and how wide a band of draws is: GSL's solvers with
 * every status looked at. Nothing is guessed: what is not found in the range is said to be absent.
 */
#ifndef EXERCISES_SOLVE_H
#define EXERCISES_SOLVE_H

#include <stdbool.h>
#include <stddef.h>

/* May return a value that is not finite where it is not defined; such places hold no root. */
typedef double solve_function(double x, const void *context);

/* Where to look: `logarithmic` samples in equal ratios, `low` is then above 0. */
struct solve_range {
    double low, high;
    bool logarithmic;
};

/*
 * Places where the function changes its sign, from low to high, at most `most` of them: the range
 * is sampled at 200 places and each change refined by Brent's method (Brent 1973; gsl_root_fsolver)
 * to 1e-12 of the range. A jump over zero is no root. A function that is zero all along has none.
 */
size_t solve_roots(solve_function *function, const void *context, struct solve_range range,
                   double *roots, size_t most);

/* The lowest place of the range (Brent's minimum; gsl_min_fminimizer), which may be one of its
 * ends. False: the function is finite nowhere. */
bool solve_minimum(solve_function *function, const void *context, struct solve_range range,
                   double *place);

/* The 5 %, 50 % and 95 % quantiles of draws. */
struct band {
    double low, typical, high;
};
/* Sorts `draws` in place; those that are not finite are left out. NaNs for none. */
struct band band_of(double *draws, size_t count);

/* How far a lognormal factor spreads (the sigma of gsl_ran_lognormal) so that 90 % of the draws lie
 * between 1/(1 + share) and 1 + share. */
double band_sigma(double share);

/*
 * The curve through `count` points (x rising) at `fine` places from the first to the last, evenly
 * or in equal ratios: cubic, and monotone wherever the points are, so that nothing is shown that
 * they do not say (Steffen 1990; gsl_interp_steffen). False, with nothing filled: fewer than three
 * points, x that does not rise, or a point that is not finite.
 */
bool curve_refine(const double *x, const double *y, size_t count, bool logarithmic, double *fine_x,
                  double *fine_y, size_t fine);

#endif
