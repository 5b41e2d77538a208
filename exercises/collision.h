/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The birthday problem (von Mises 1939): `draws` values, each one of `values` equally likely ones,
 * and whether two are the same. Both are whole numbers held in doubles.
 */
#ifndef EXERCISES_COLLISION_H
#define EXERCISES_COLLISION_H

/*
 * P(two draws are the same) = 1 - (1 - 1/d) (1 - 2/d) ... (1 - (n - 1)/d): multiplied out below a
 * million draws, summed by Euler and Maclaurin's formula beyond, good to ten digits either way.
 */
double collision_probability(double values, double draws);

/* The mean number of draws that meet a value drawn before: n - d (1 - (1 - 1/d)^n). */
double collision_expected(double values, double draws);

/* The first number of draws with a collision likelier than `probability`, exactly. Steps through
 * the draws: for at most 2^40 values or so. */
double collision_first_beyond(double values, double probability);

/* The same to a good approximation, however many values: sqrt(-2 d ln(1 - p)). */
double collision_draws_for(double values, double probability);

#endif
