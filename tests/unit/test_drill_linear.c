/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drills of linear algebra: answers are computed again from the text of the prompt, in another way
 * than the drill computes them: by definition, by putting them in, by enumeration.
 */
#include "tests/support/suite.h"

#include <ctype.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/formula.h"
#include "exercises/linear_algebra.h"
#include "tests/support/seeds.h"

enum { SEEDS = 250, NUMBERS = 64 };

static void expect(const struct problem *problem, double found, double wanted, double within)
{
    if (!(fabs(found - wanted) <= within))
        fail_msg("%s: %s\n%g instead of %g (%s)", problem->id, problem->prompt, found, wanted,
                 problem->answer);
}

/* The rows in brackets below the prompt: two matrices above one another where there is a B. */
static size_t matrices_in(const char *prompt, struct matrix *out)
{
    const char *at = strchr(prompt, '\n');
    size_t rows = 0, columns = 0;
    double all[NUMBERS];
    assert_non_null(at);
    for (const char *row = at; (row = strchr(row, '[')); row++)
        rows++;
    bool two = strstr(at, "B = ") != NULL;
    size_t count = signed_numbers_in(strchr(at, '['), all, NUMBERS), each = rows / (two ? 2 : 1);
    columns = count / rows;
    for (size_t i = 0; i < rows * columns; i++)
        out[i / columns / each].at[i / columns % each][i % columns] = all[i];
    for (int i = 0; i < 2; i++) {
        out[i].rows = each;
        out[i].columns = columns;
    }
    return two ? 2 : 1;
}

static double answer_of(const struct problem *problem)
{
    double all[NUMBERS];
    assert_true(signed_numbers_in(problem->answer, all, NUMBERS) >= 1);
    return all[0];
}

/* --- Dot product --------------------------------------------------------------------------------
 */

static void check_dot(const struct problem *p)
{
    double v[NUMBERS], dot = 0, one = 0, other = 0, apart = 0, answer = answer_of(p);
    int a, b, c, d, e;
    if (sscanf(p->prompt, "For which k do the vectors (%d, %d, %d) and (%d, %d, k)", &a, &b, &c, &d,
               &e) == 5) {
        expect(p, a * d + b * e + c * answer, 0, 1e-12);
        return;
    }
    size_t count = signed_numbers_in(p->prompt, v, NUMBERS), n = count / 2;
    for (size_t i = 0; i < n; i++) {
        dot += v[i] * v[n + i];
        one += v[i] * v[i];
        other += v[n + i] * v[n + i];
        apart += (v[i] - v[n + i]) * (v[i] - v[n + i]);
    }
    if (strstr(p->prompt, "How long")) {
        double square = 0;
        for (size_t i = 0; i < count; i++)
            square += v[i] * v[i];
        expect(p, answer * answer, square, 1e-9);
    } else if (strstr(p->prompt, "distance")) {
        expect(p, answer * answer, apart, 1e-9);
    } else if (strstr(p->prompt, "cosine")) { /* law of cosines */
        expect(p, answer, (one + other - apart) / (2 * sqrt(one) * sqrt(other)), 0.0005);
    } else {
        expect(p, answer, dot, 0);
    }
}

static void test_dot_product(void **state)
{
    (void)state;
    seeds_check_all("dot-product", SEEDS, check_dot);
}

/* --- Products -----------------------------------------------------------------------------------
 */

static struct matrix by_definition(const struct matrix *a, const struct matrix *b)
{
    struct matrix out = {.rows = a->rows, .columns = b->columns};
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < b->columns; k++)
            for (size_t m = 0; m < a->columns; m++)
                out.at[i][k] += a->at[i][m] * b->at[m][k];
    return out;
}

static void expect_matrix(const struct problem *p, const struct matrix *wanted)
{
    double all[NUMBERS];
    assert_int_equal(signed_numbers_in(p->answer, all, NUMBERS), wanted->rows * wanted->columns);
    for (size_t i = 0; i < wanted->rows * wanted->columns; i++)
        expect(p, all[i], wanted->at[i / wanted->columns][i % wanted->columns], 1e-9);
}

static void check_product(const struct problem *p)
{
    double v[NUMBERS];
    struct matrix m[2] = {0}, x = {.rows = 2, .columns = 1}, out;
    int row, column;
    if (!strchr(p->prompt, '\n')) {
        (void)signed_numbers_in(p->prompt, v, NUMBERS);
        double all[NUMBERS];
        (void)signed_numbers_in(p->answer, all, NUMBERS);
        if (p->kind == ANSWER_VECTOR) {
            expect(p, v[1], v[2], 0);
            expect(p, all[0], v[0], 0);
            expect(p, all[1], v[3], 0);
        } else {
            double left = v[0] * v[1] * v[3] + v[0] * v[3] * v[5];
            expect(p, all[0], fmin(left, v[2] * v[3] * v[5] + v[0] * v[1] * v[5]), 0);
        }
        return;
    }
    size_t count = matrices_in(p->prompt, m);
    const char *vector = strstr(p->prompt, "    x = ");
    if (sscanf(p->prompt, "Which number stands in row %d, column %d", &row, &column) == 2) {
        out = by_definition(&m[0], &m[1]);
        expect(p, answer_of(p), out.at[row - 1][column - 1], 0);
        return;
    }
    if (vector) {
        m[0].columns = 2;
        (void)signed_numbers_in(strchr(p->prompt, '['), v, NUMBERS);
        for (int i = 0; i < 4; i++)
            m[0].at[i / 2][i % 2] = v[i];
        (void)signed_numbers_in(vector, v, NUMBERS);
        x.at[0][0] = v[0];
        x.at[1][0] = v[1];
        out = by_definition(&m[0], &x);
    } else if (count == 2) {
        out = by_definition(&m[0], &m[1]);
    } else if (strstr(p->prompt, "X^T X")) {
        m[1] = matrix_transpose(&m[0]);
        out = by_definition(&m[1], &m[0]);
    } else {
        out = by_definition(&m[0], &m[0]);
        out = by_definition(&m[0], &out);
    }
    expect_matrix(p, &out);
}

static void test_matrix_product(void **state)
{
    (void)state;
    seeds_check_all("matrix-product", SEEDS, check_product);
}

/* --- Determinant and inverse --------------------------------------------------------------------
 */

static double leibniz(const struct matrix *m)
{
    if (m->rows == 2)
        return m->at[0][0] * m->at[1][1] - m->at[0][1] * m->at[1][0];
    double sum = 0; /* Sarrus */
    for (int i = 0; i < 3; i++)
        sum += m->at[0][i] * m->at[1][(i + 1) % 3] * m->at[2][(i + 2) % 3] -
               m->at[0][i] * m->at[1][(i + 2) % 3] * m->at[2][(i + 1) % 3];
    return sum;
}

static void check_determinant(const struct problem *p)
{
    double v[NUMBERS], answer = answer_of(p);
    struct matrix m[2] = {0};
    int a, b, n;
    if (!strchr(p->prompt, '\n')) {
        size_t count = signed_numbers_in(p->prompt, v, NUMBERS);
        if (strstr(p->prompt, "A and B")) {
            assert_true(count >= 5);
            a = (int)v[2], b = (int)v[3], n = (int)v[4];
            expect(p, answer * b, pow(a, n + 1), 1e-9);
        } else {
            expect(p, answer, pow(v[3], v[0]) * v[2], 0);
        }
        return;
    }
    if (strstr(p->prompt, "For which k")) {
        (void)signed_numbers_in(p->prompt, v, NUMBERS);
        expect(p, v[0] * v[2] - v[1] * answer, 0, 0);
        return;
    }
    (void)matrices_in(p->prompt, m);
    if (p->kind == ANSWER_MATRIX) {
        size_t size = m[0].rows;
        assert_int_equal(signed_numbers_in(p->answer, v, NUMBERS), size * size);
        m[1] = m[0];
        for (size_t i = 0; i < size * size; i++)
            m[1].at[i / size][i % size] = v[i];
        m[1] = by_definition(&m[0], &m[1]);
        for (size_t i = 0; i < size * size; i++)
            expect(p, m[1].at[i / size][i % size], i / size == i % size, 1e-9);
    } else {
        double determinant = leibniz(&m[0]);
        expect(p, answer, strstr(p->prompt, "area") ? fabs(determinant) : determinant, 0);
    }
}

static void test_determinant(void **state)
{
    (void)state;
    seeds_check_all("determinant", SEEDS, check_determinant);
}

/* --- Systems ------------------------------------------------------------------------------------
 */

/* The number of rows left by elimination with exact small integers. */
static int rank_by_elimination(struct matrix m)
{
    size_t rank = 0;
    for (size_t column = 0; column < m.columns && rank < m.rows; column++) {
        size_t pivot = rank;
        while (pivot < m.rows && m.at[pivot][column] == 0)
            pivot++;
        if (pivot == m.rows)
            continue;
        for (size_t k = 0; k < m.columns; k++) {
            double kept = m.at[rank][k];
            m.at[rank][k] = m.at[pivot][k];
            m.at[pivot][k] = kept;
        }
        for (size_t i = rank + 1; i < m.rows; i++) {
            double factor = m.at[i][column], head = m.at[rank][column];
            for (size_t k = 0; k < m.columns; k++)
                m.at[i][k] = m.at[i][k] * head - m.at[rank][k] * factor;
        }
        rank++;
    }
    return (int)rank;
}

static void check_system(const struct problem *p)
{
    double x[NUMBERS], v[NUMBERS];
    struct matrix m[2] = {0};
    size_t count = signed_numbers_in(p->answer, x, NUMBERS);
    if (p->kind == ANSWER_EXACT) {
        (void)matrices_in(p->prompt, m);
        int rank = rank_by_elimination(m[0]);
        expect(p, x[0], strstr(p->prompt, "rank") ? rank : (int)m[0].columns - rank, 0);
        return;
    }
    if (strstr(p->prompt, "cluster")) {
        assert_int_equal(signed_numbers_in(p->prompt, v, NUMBERS), 4);
        expect(p, x[0] + x[1], v[0], 0);
        expect(p, v[1] * x[0] + v[2] * x[1], v[3], 0);
        return;
    }
    int equations = 0;
    for (const char *at = strchr(p->prompt, '\n'); at; at = strchr(at + 1, '\n')) {
        char left[80];
        double right;
        struct formula formula;
        char message[ANSWER_MESSAGE];
        assert_int_equal(sscanf(at + 1, " %79[^=]= %lf", left, &right), 2);
        assert_true(formula_read(left, NULL, "x y z", &formula, message));
        expect(p, formula_evaluate(&formula, x), right, 1e-9);
        equations++;
    }
    assert_int_equal(equations, count);
}

static void test_linear_system(void **state)
{
    (void)state;
    seeds_check_all("linear-system", SEEDS, check_system);
}

/* --- Eigenpairs ---------------------------------------------------------------------------------
 */

static void check_eigen(const struct problem *p)
{
    double x[NUMBERS], v[NUMBERS], sum = 0;
    struct matrix m[2] = {0};
    (void)matrices_in(p->prompt, m);
    size_t count = signed_numbers_in(p->answer, x, NUMBERS);
    if (p->kind == ANSWER_SET) { /* each is a root of det(A - l I); they add up to the trace */
        assert_int_equal(count, m[0].rows);
        for (size_t i = 0; i < count; i++) {
            m[1] = m[0];
            for (size_t k = 0; k < count; k++)
                m[1].at[k][k] -= x[i];
            expect(p, leibniz(&m[1]), 0, 1e-9);
            sum += x[i] - m[0].at[i][i];
        }
        expect(p, sum, 0, 1e-9);
        return;
    }
    (void)signed_numbers_in(p->prompt, v, NUMBERS);
    struct matrix direction = {.rows = 2, .columns = 1}, image;
    int power = strstr(p->prompt, "A step") ? (int)v[0] : 1;
    double value = x[0];
    if (p->kind == ANSWER_VECTOR) {
        direction.at[0][0] = x[0];
        direction.at[1][0] = x[1];
        value = v[0];
        expect(p, x[0], 1, 0);
    } else {
        direction.at[0][0] = v[power == 1 ? 0 : 2];
        direction.at[1][0] = v[power == 1 ? 1 : 3];
    }
    image = direction;
    for (int i = 0; i < power; i++)
        image = by_definition(&m[0], &image);
    expect(p, image.at[0][0], value * direction.at[0][0], 1e-9);
    expect(p, image.at[1][0], value * direction.at[1][0], 1e-9);
}

static void test_eigenpairs(void **state)
{
    (void)state;
    seeds_check_all("eigenpairs", SEEDS, check_eigen);
}

/* --- Least squares ------------------------------------------------------------------------------
 */

/* Sum of squared errors of y = c0 f0 + ..., for the points of the prompt. */
static double squares(const double *points, size_t count, double a, double b)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double error = points[2 * i + 1] - a - b * points[2 * i];
        sum += error * error;
    }
    return sum;
}

static void check_least_squares(const struct problem *p)
{
    double c[NUMBERS], v[NUMBERS];
    const char *points = strstr(p->prompt, "(x, y) = ");
    (void)signed_numbers_in(p->answer, c, NUMBERS);
    if (!points && p->kind == ANSWER_EXACT) {
        assert_int_equal(signed_numbers_in(p->prompt, v, NUMBERS), 4);
        expect(p, 4 * c[0], v[0] + v[1] + v[2] + v[3], 0);
        return;
    }
    if (!points) { /* the normal equations: errors at right angles to 1, u and v */
        const char *data = strstr(p->prompt, "are (-1, -1)");
        double sums[3] = {0};
        assert_int_equal(signed_numbers_in(data, v, NUMBERS), 12);
        for (size_t i = 0; i < 4; i++) {
            const double *row = v + 3 * i;
            double error = row[2] - c[0] - c[1] * row[0] - c[2] * row[1];
            sums[0] += error;
            sums[1] += error * row[0];
            sums[2] += error * row[1];
        }
        for (int i = 0; i < 3; i++)
            expect(p, sums[i], 0, 1e-9);
        return;
    }
    size_t count = signed_numbers_in(points, v, NUMBERS) / 2;
    bool origin = strstr(p->prompt, "y = b x") != NULL;
    if (p->kind == ANSWER_EXACT && !origin) { /* no line near by, nor any whole one, does better */
        double best = INFINITY;
        for (int a = -10; a <= 40; a++)
            for (int b = -10; b <= 20; b++)
                best = fmin(best, squares(v, count, a, b));
        expect(p, c[0], best, 1e-9);
        return;
    }
    double a = origin ? 0 : c[0], b = origin ? c[0] : c[1], least = squares(v, count, a, b);
    for (int i = -1; i <= 1; i++)
        for (int k = -1; k <= 1; k++)
            assert_true(squares(v, count, a + (origin ? 0 : i * 0.01), b + k * 0.01) >=
                        least - 1e-9);
}

static void test_least_squares(void **state)
{
    (void)state;
    seeds_check_all("least-squares", SEEDS, check_least_squares);
}

/* --- Principal components -----------------------------------------------------------------------
 */

static void check_components(const struct problem *p)
{
    double v[NUMBERS], answer = answer_of(p);
    struct matrix m[2] = {0};
    if (strchr(p->prompt, '\n')) { /* quadratic formula */
        (void)matrices_in(p->prompt, m);
        double trace = m[0].at[0][0] + m[0].at[1][1], root;
        root = sqrt(trace * trace - 4 * leibniz(&m[0]));
        expect(p, answer, 100 * (trace + root) / 2 / trace, 0.051);
        return;
    }
    size_t count = signed_numbers_in(p->prompt, v, NUMBERS);
    if (strstr(p->prompt, "standardised")) {
        expect(p, answer, 50 * (strstr(p->prompt, "second") ? 1 - v[0] : 1 + v[0]), 0.051);
        return;
    }
    size_t features = (size_t)v[0], kept = strstr(p->prompt, "first two") ? 2 : 1;
    double all = 0, held = 0;
    for (size_t i = 1; i <= features; i++)
        all += v[i];
    if (p->kind == ANSWER_EXACT) {
        for (kept = 0; held < v[count - 1] / 100 * all - 1e-9; kept++)
            held += v[kept + 1];
        expect(p, answer, (double)kept, 0);
        return;
    }
    for (size_t i = 1; i <= kept; i++)
        held += v[i];
    expect(p, answer, 100 * held / all, 0.051);
}

static void test_principal_components(void **state)
{
    (void)state;
    seeds_check_all("principal-components", SEEDS, check_components);
}

/* --- What the routines refuse -------------------------------------------------------------------
 */

static void test_edges(void **state)
{
    (void)state;
    static const int singular[] = {1, 2, 2, 4}, wide[] = {1, 0, 2, 0, 1, -1}, nothing[4] = {0};
    struct matrix a = matrix_of(2, 2, singular), b = matrix_of(2, 3, wide), out = {0};
    struct matrix zero = matrix_of(2, 2, nothing);
    double value = 7;
    assert_false(matrix_inverse(&a, &out));
    assert_false(matrix_solve(&a, &a, &out));
    assert_false(matrix_product(&b, &b, &out));
    assert_false(matrix_determinant(&b, &value));
    assert_true(matrix_determinant(&a, &value));
    assert_true(fabs(value) < 1e-12);
    assert_int_equal(matrix_rank(&a), 1);
    assert_int_equal(matrix_rank(&b), 2);
    assert_int_equal(matrix_rank(&zero), 0);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dot_product),          cmocka_unit_test(test_matrix_product),
        cmocka_unit_test(test_determinant),          cmocka_unit_test(test_linear_system),
        cmocka_unit_test(test_eigenpairs),           cmocka_unit_test(test_least_squares),
        cmocka_unit_test(test_principal_components), cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
