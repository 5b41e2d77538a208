/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several drills write and draw: choices, fractions, polynomials. Text goes to the problem's
 * arena.
 */
#ifndef EXERCISES_DRILL_TEXT_H
#define EXERCISES_DRILL_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/problem.h"
#include "exercises/problem_writer.h"

/* One of `count` texts. */
const char *draw_text(gsl_rng *rng, const char *const *texts, int count);

/* As draw_between(), but not 0. */
int draw_nonzero(gsl_rng *rng, int low, int high);

/* The greatest common divisor; of 0 and 0 it is 0. */
int64_t greatest_divisor(int64_t a, int64_t b);

/* "3/4" in lowest terms, "-2" for whole numbers. `below` is not 0. */
const char *fraction_text(struct problem *problem, int64_t above, int64_t below);

/* "3", but "(-3)": as it stands behind a sign or as a factor within a sum. */
const char *factor_text(struct problem *problem, double value);

/* What stands before a variable: "3", "-3", and for 1 and -1 "" and "-". */
const char *coefficient_text(struct problem *problem, double whole);

/* What is added, sign and size apart: " + 3", " - 3". */
const char *added_text(struct problem *problem, double value);

/* "2x^2 - 3x + 1" from coefficients by rising power (the order of gsl_poly_eval); "0" for none. */
const char *polynomial_text(struct problem *problem, const int *coefficients, int count,
                            const char *variable);

/*
 * A choice between texts. Set the prompt first, then choice_right(), then the wrong ones; those
 * that read the same as another are left out. choice_finish() shuffles, and lists them below the
 * prompt as a), b), c)...
 */
void choice_right(struct problem *problem, const char *text);
void choice_wrong(struct problem *problem, const char *name, const char *reason, const char *text);
void choice_finish(struct problem *problem, gsl_rng *rng);

#endif
