/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/linear_algebra.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit.h>

#include "engine/base/text.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

struct matrix matrix_of(size_t rows, size_t columns, const int *entries)
{
    struct matrix a = {.rows = rows, .columns = columns};
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < columns; k++)
            a.at[i][k] = entries[i * columns + k];
    return a;
}

struct matrix vector_of(size_t size, const int *entries)
{
    return matrix_of(size, 1, entries);
}

struct matrix matrix_draw(gsl_rng *rng, size_t rows, size_t columns, int low, int high, bool zeros)
{
    struct matrix a = {.rows = rows, .columns = columns};
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < columns; k++)
            a.at[i][k] = zeros ? draw_between(rng, low, high) : draw_nonzero(rng, low, high);
    return a;
}

struct matrix matrix_transpose(const struct matrix *a)
{
    struct matrix out = {.rows = a->columns, .columns = a->rows};
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->columns; k++)
            out.at[k][i] = a->at[i][k];
    return out;
}

void matrix_add_row(struct matrix *a, size_t to, size_t from, double factor)
{
    for (size_t k = 0; k < a->columns; k++)
        a->at[to][k] += factor * a->at[from][k];
}

/* --- To GSL and back ----------------------------------------------------------------------------
 */

static gsl_matrix_view view(struct matrix *a)
{
    return gsl_matrix_view_array_with_tda(&a->at[0][0], a->rows, a->columns, MATRIX_SIDE);
}

static _gsl_matrix_const_view view_const(const struct matrix *a)
{
    return gsl_matrix_const_view_array_with_tda(&a->at[0][0], a->rows, a->columns, MATRIX_SIDE);
}

static gsl_vector_view column(struct matrix *a)
{
    return gsl_vector_view_array_with_stride(&a->at[0][0], MATRIX_SIDE, a->rows);
}

static _gsl_vector_const_view column_const(const struct matrix *a)
{
    return gsl_vector_const_view_array_with_stride(&a->at[0][0], MATRIX_SIDE, a->rows);
}

double vector_dot(const struct matrix *a, const struct matrix *b)
{
    gsl_vector_const_view x = column_const(a), y = column_const(b);
    double out = NAN;
    return gsl_blas_ddot(&x.vector, &y.vector, &out) ? NAN : out;
}

double vector_norm(const struct matrix *a)
{
    gsl_vector_const_view x = column_const(a);
    return gsl_blas_dnrm2(&x.vector);
}

double vector_cosine(const struct matrix *a, const struct matrix *b)
{
    return vector_dot(a, b) / (vector_norm(a) * vector_norm(b));
}

bool matrix_product(const struct matrix *a, const struct matrix *b, struct matrix *out)
{
    struct matrix product = {.rows = a->rows, .columns = b->columns};
    if (a->columns != b->rows)
        return false;
    gsl_matrix_const_view x = view_const(a), y = view_const(b);
    gsl_matrix_view z = view(&product);
    if (gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, &x.matrix, &y.matrix, 0, &z.matrix))
        return false;
    *out = product;
    return true;
}

/* What is asked of a decomposition; NULL: not asked. */
struct lu_request {
    double *determinant;
    struct matrix *inverse, *solution;
    const struct matrix *right; /* side, for the solution */
};

static bool lu_results(struct matrix *lu, gsl_permutation *order, int sign,
                       const struct lu_request *request)
{
    gsl_matrix_view m = view(lu);
    double determinant = gsl_linalg_LU_det(&m.matrix, sign);
    bool good = true;
    if (request->determinant)
        *request->determinant = determinant;
    if ((request->inverse || request->solution) && fabs(determinant) < 1e-9)
        return false;
    if (request->inverse) {
        gsl_matrix_view inverse = view(request->inverse);
        good = !gsl_linalg_LU_invert(&m.matrix, order, &inverse.matrix);
    }
    if (good && request->solution) {
        gsl_vector_const_view b = column_const(request->right);
        gsl_vector_view x = column(request->solution);
        good = !gsl_linalg_LU_solve(&m.matrix, order, &b.vector, &x.vector);
    }
    return good;
}

static bool decompose(const struct matrix *a, const struct lu_request *request)
{
    struct matrix lu = *a;
    int sign;
    if (a->rows != a->columns)
        return false;
    gsl_permutation *order = gsl_permutation_alloc(a->rows);
    gsl_matrix_view m = view(&lu);
    bool good = order && !gsl_linalg_LU_decomp(&m.matrix, order, &sign) &&
                lu_results(&lu, order, sign, request);
    gsl_permutation_free(order);
    return good;
}

bool matrix_determinant(const struct matrix *a, double *out)
{
    return decompose(a, &(struct lu_request){.determinant = out});
}

bool matrix_inverse(const struct matrix *a, struct matrix *out)
{
    struct matrix inverse = {.rows = a->rows, .columns = a->rows};
    bool good = decompose(a, &(struct lu_request){.inverse = &inverse});
    if (good)
        *out = inverse;
    return good;
}

bool matrix_solve(const struct matrix *a, const struct matrix *b, struct matrix *x)
{
    struct matrix solution = {.rows = a->rows, .columns = 1};
    bool good =
        a->rows == b->rows && decompose(a, &(struct lu_request){.solution = &solution, .right = b});
    if (good)
        *x = solution;
    return good;
}

int matrix_rank(const struct matrix *a)
{
    struct matrix tall = a->rows < a->columns ? matrix_transpose(a) : *a;
    gsl_matrix_view u = view(&tall);
    gsl_matrix *v = gsl_matrix_alloc(tall.columns, tall.columns);
    gsl_vector *s = gsl_vector_alloc(tall.columns), *work = gsl_vector_alloc(tall.columns);
    int rank = -1;
    if (v && s && work && !gsl_linalg_SV_decomp(&u.matrix, v, s, work)) {
        rank = 0;
        for (size_t i = 0; i < s->size; i++)
            rank += gsl_vector_get(s, i) > 1e-10 * gsl_vector_get(s, 0);
    }
    gsl_vector_free(work);
    gsl_vector_free(s);
    gsl_matrix_free(v);
    return rank;
}

bool matrix_eigen(const struct matrix *a, struct matrix *values, struct matrix *vectors)
{
    struct matrix copy = *a, l = {.rows = a->rows, .columns = 1};
    struct matrix v = {.rows = a->rows, .columns = a->rows};
    gsl_matrix_view m = view(&copy), columns = view(&v);
    gsl_vector_view lambda = column(&l);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(a->rows);
    bool good = work && !gsl_eigen_symmv(&m.matrix, &lambda.vector, &columns.matrix, work) &&
                !gsl_eigen_symmv_sort(&lambda.vector, &columns.matrix, GSL_EIGEN_SORT_VAL_DESC);
    if (work)
        gsl_eigen_symmv_free(work);
    if (good) {
        *values = l;
        *vectors = v;
    }
    return good;
}

bool least_squares(const struct matrix *x, const struct matrix *y, struct matrix *c,
                   double *residual)
{
    struct matrix best = {.rows = x->columns, .columns = 1}, covariance;
    covariance = (struct matrix){.rows = x->columns, .columns = x->columns};
    gsl_matrix_const_view design = view_const(x);
    gsl_vector_const_view right = column_const(y);
    gsl_vector_view coefficients = column(&best);
    gsl_matrix_view spread = view(&covariance);
    gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(x->rows, x->columns);
    bool good = work && !gsl_multifit_linear(&design.matrix, &right.vector, &coefficients.vector,
                                             &spread.matrix, residual, work);
    if (work)
        gsl_multifit_linear_free(work);
    if (good)
        *c = best;
    return good;
}

/* --- Text ---------------------------------------------------------------------------------------
 */

static void append_entries(struct problem *problem, const struct matrix *a, int divisor,
                           const char *between, struct text *out)
{
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->columns; k++)
            text_printf(out, "%s%s",
                        k   ? " "
                        : i ? between
                            : "",
                        fraction_text(problem, lround(a->at[i][k] * divisor), divisor));
}

static const char *keep(struct problem *problem, struct text *text)
{
    const char *kept = problem_text(problem, "%s", text_string(text));
    text_release(text);
    return kept;
}

const char *matrix_text(struct problem *problem, const struct matrix *a, int divisor)
{
    struct text out = {0};
    text_append(&out, "[");
    append_entries(problem, a, divisor, "; ", &out);
    text_append(&out, "]");
    return keep(problem, &out);
}

const char *vector_text(struct problem *problem, const struct matrix *a, int divisor)
{
    struct text out = {0};
    text_append(&out, "(");
    append_entries(problem, a, divisor, ", ", &out);
    text_append(&out, ")");
    return keep(problem, &out);
}

static int column_width(const struct matrix *a, size_t k)
{
    int width = 1;
    for (size_t i = 0; i < a->rows; i++) {
        int length = snprintf(NULL, 0, "%ld", lround(a->at[i][k]));
        width = length > width ? length : width;
    }
    return width;
}

const char *matrix_lines(struct problem *problem, const char *name, const struct matrix *a)
{
    struct text out = {0};
    size_t middle = (a->rows - 1) / 2;
    for (size_t i = 0; i < a->rows; i++) {
        text_printf(&out, "%s    %*s%s[", i ? "\n" : "", (int)strlen(name), i == middle ? name : "",
                    i == middle && name[0] ? " = "
                    : name[0]              ? "   "
                                           : "");
        for (size_t k = 0; k < a->columns; k++)
            text_printf(&out, " %*ld", column_width(a, k) + (k ? 1 : 0), lround(a->at[i][k]));
        text_append(&out, " ]");
    }
    return keep(problem, &out);
}
