/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What drills about chance share: answers that are probabilities or measured numbers, with
 * tolerances under which a value rounded to three significant digits is right, and the few
 * formulas that more than one of them asks for.
 */
#ifndef EXERCISES_DRILL_CHANCE_H
#define EXERCISES_DRILL_CHANCE_H

#include <gsl/gsl_rng.h>

#include "engine/base/problem.h"
#include "exercises/drill_text.h"

/* As four_digits(), with an exponent for what is large: "1.342e16". */
const char *scientific(struct problem *problem, double value);

/* One of `count` numbers. */
double draw_number(gsl_rng *rng, const double *numbers, int count);

/*
 * The answer is a probability, shown in per cent. Half a unit of the third digit is forgiven, and
 * up to 0.6 % of the probability or of its complement, whichever is less.
 */
void problem_chance(struct problem *problem, double probability);
void problem_chance_misconception(struct problem *problem, const char *name, const char *reason,
                                  double probability);

/* The same probability as a fraction in lowest terms: "2/9". */
void problem_chance_ratio(struct problem *problem, int part, int whole);

/* The answer is a number, 0.6 % of it forgiven; `unit` may be NULL. */
void problem_measure(struct problem *problem, double value, const char *unit);
void problem_measure_misconception(struct problem *problem, const char *name, const char *reason,
                                   double value);

/* P(bad | flagged) by Bayes (1763): prior x hit / (prior x hit + (1 - prior) x false alarm). */
double bayes_posterior(double prior, double hit, double false_alarm);

/* The terms m^i / i! for i = 0 to `last`, "1 + 3 + 4.5", whose sum times e^-m is P(N <= last). */
const char *poisson_terms(struct problem *problem, double mean, unsigned last);

/* The z with P(|Z| <= z) = confidence: 1.95996 for 0.95. */
double normal_critical(double confidence);

/* The same of Student's t (1908): 2.26216 for 0.95 and 9 degrees of freedom. */
double student_critical(double confidence, double degrees);

/*
 * How many of each group tell apart two shares (Fleiss 1981, without the correction for
 * continuity): (z + z')^2 (p (1 - p) + q (1 - q)) / (p - q)^2, two-sided at `confidence` with
 * `power`; not rounded.
 */
double sample_size_of_shares(double p, double q, double confidence, double power);

/* Pearson's (1900) chi-square of the counts {a, b; c, d}, n (a d - b c)^2 / the four totals. */
double chi_square_of_table(double a, double b, double c, double d);

#endif
