/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small matrices for drills: drawn, written and computed. The numbers are doubles, computed by GSL,
 * whole or simple fractions by the choice of the problem; nothing here allocates but texts, which
 * go to the problem's arena. A function that returns bool is false where GSL reports an error or
 * where there is no result, and leaves the rest alone.
 */
#ifndef EXERCISES_LINEAR_ALGEBRA_H
#define EXERCISES_LINEAR_ALGEBRA_H

#include <stdbool.h>
#include <stddef.h>

#include <gsl/gsl_rng.h>

#include "engine/base/problem.h"

enum { MATRIX_SIDE = 6 };

struct matrix {
    size_t rows, columns; /* 1 to MATRIX_SIDE; a vector is one column */
    double at[MATRIX_SIDE][MATRIX_SIDE];
};

struct matrix matrix_of(size_t rows, size_t columns, const int *entries); /* row by row */
struct matrix vector_of(size_t size, const int *entries);
/* Whole entries from `low` to `high`, none 0 unless `zeros`. */
struct matrix matrix_draw(gsl_rng *rng, size_t rows, size_t columns, int low, int high, bool zeros);
struct matrix matrix_transpose(const struct matrix *a);
/* Adds `factor` times row `from` to row `to`. */
void matrix_add_row(struct matrix *a, size_t to, size_t from, double factor);

double vector_dot(const struct matrix *a, const struct matrix *b); /* gsl_blas_ddot */
double vector_norm(const struct matrix *a);                        /* gsl_blas_dnrm2 */
/* The cosine of the angle between two vectors, neither 0. */
double vector_cosine(const struct matrix *a, const struct matrix *b);

bool matrix_product(const struct matrix *a, const struct matrix *b, struct matrix *out);
bool matrix_determinant(const struct matrix *a, double *out); /* LU, gsl_linalg_LU_det */
bool matrix_inverse(const struct matrix *a, struct matrix *out);
bool matrix_solve(const struct matrix *a, const struct matrix *b, struct matrix *x); /* LU */

/* Singular values above 1e-10 of the largest (gsl_linalg_SV_decomp); any shape. -1: failed. */
int matrix_rank(const struct matrix *a);

/* Of a symmetric matrix, greatest eigenvalue first; vectors are the columns (gsl_eigen_symmv). */
bool matrix_eigen(const struct matrix *a, struct matrix *values, struct matrix *vectors);

/* Coefficients c that make |y - X c|^2 smallest, and that sum (gsl_multifit_linear). */
bool least_squares(const struct matrix *x, const struct matrix *y, struct matrix *c,
                   double *residual);

/* "[1 2; 3 4]", entries as fractions over `divisor`: 0.5 over 2 is "1/2". */
const char *matrix_text(struct problem *problem, const struct matrix *a, int divisor);
/* "(1, 2)" from a vector, in the same way. */
const char *vector_text(struct problem *problem, const struct matrix *a, int divisor);
/* On lines of their own, whole entries aligned in brackets: "    A = [ 1  2 ]\n        [ 3 -4 ]".
 */
const char *matrix_lines(struct problem *problem, const char *name, const struct matrix *a);

#endif
