/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Products of matrices, and which shapes fit.
 *
 * Level 1: the shape of a product; a matrix times a vector. 2: two by two times two by two, and
 * one entry of a larger product. 3: X^T X, squares, and the cost of a chain.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* "2·3 + 1·4 = 10" for one entry of a product. */
static const char *entry_text(struct problem *problem, const struct matrix *a,
                              const struct matrix *b, size_t row, size_t column)
{
    const char *sum = "";
    double value = 0;
    for (size_t k = 0; k < a->columns; k++) {
        double x = a->at[row][k], y = b->at[k][column];
        value += x * y;
        sum = problem_text(problem, "%s%s%s·%s", sum, k ? " + " : "", factor_text(problem, x),
                           factor_text(problem, y));
    }
    return problem_text(problem, "%s = %g", sum, value);
}

static void add_entry_steps(struct problem *problem, const struct matrix *a, const struct matrix *b)
{
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < b->columns; k++)
            problem_step(problem, "row %zu, column %zu: %s", i + 1, k + 1,
                         entry_text(problem, a, b, i, k));
}

static bool by_entry(const struct matrix *a, const struct matrix *b, struct matrix *out)
{
    *out = *a;
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->columns; k++)
            out->at[i][k] *= b->at[i][k];
    return a->rows == b->rows && a->columns == b->columns;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_shape(gsl_rng *rng, struct problem *problem)
{
    int rows = draw_between(rng, 2, 64), inner = draw_between(rng, 2, 12);
    int columns = draw_between(rng, 2, 9);
    const char *story = draw_between(rng, 0, 1)
                            ? problem_text(problem,
                                           "A batch of %d rows with %d features each is multiplied "
                                           "by the weights of a layer, a matrix of %d x %d.",
                                           rows, inner, inner, columns)
                            : problem_text(problem,
                                           "A is %d x %d (rows x columns), B is %d x %d, "
                                           "and they are multiplied as AB.",
                                           rows, inner, inner, columns);
    problem_prompt(problem, "%s What shape is the product? Answer (rows, columns).", story);
    problem_answer(problem, ANSWER_VECTOR, "(%d, %d)", rows, columns);
    problem_hint(problem, "Every entry is a row of the first times a column of the second.");
    problem_hint(problem, "The inner numbers must agree, and vanish.");
    problem_step(problem, "(%d x %d) (%d x %d): the inner %d and %d agree", rows, inner, inner,
                 columns, inner, inner);
    problem_step(problem, "the outer ones remain: (%d, %d)", rows, columns);
    problem_misconception(problem, "kept-the-inner-numbers", "the inner numbers vanish", "(%d, %d)",
                          inner, inner);
    problem_misconception(problem, "exchanged-rows-and-columns",
                          "rows come from the first, columns from the second", "(%d, %d)", columns,
                          rows);
    problem_misconception(problem, "shape-of-the-first",
                          "the columns are those of the second matrix", "(%d, %d)", rows, inner);
}

static void ask_times_vector(gsl_rng *rng, struct problem *problem)
{
    struct matrix a = matrix_draw(rng, 2, 2, -4, 6, false),
                  x = matrix_draw(rng, 2, 1, -3, 5, false);
    struct matrix y = a, t = matrix_transpose(&a), turned = a;
    (void)matrix_product(&a, &x, &y);
    (void)matrix_product(&t, &x, &turned);
    problem_prompt(problem, "What is A x, as a vector such as (1, 2)?\n%s\n    x = %s",
                   matrix_lines(problem, "A", &a), vector_text(problem, &x, 1));
    problem_answer(problem, ANSWER_VECTOR, "%s", vector_text(problem, &y, 1));
    problem_hint(problem, "Each entry is one row of A times x.");
    problem_hint(problem, "The first row gives %s.", entry_text(problem, &a, &x, 0, 0));
    problem_step(problem, "row 1: %s", entry_text(problem, &a, &x, 0, 0));
    problem_step(problem, "row 2: %s", entry_text(problem, &a, &x, 1, 0));
    problem_step(problem, "A x = %s", problem->answer);
    problem_misconception(problem, "columns-for-rows", "rows of A meet x, not columns", "%s",
                          vector_text(problem, &turned, 1));
    problem_misconception(problem, "multiplied-the-diagonal",
                          "every entry of a row takes part, not the diagonal only", "(%g, %g)",
                          a.at[0][0] * x.at[0][0], a.at[1][1] * x.at[1][0]);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_product(gsl_rng *rng, struct problem *problem)
{
    struct matrix a, b, product, other, entries;
    do {
        a = matrix_draw(rng, 2, 2, -3, 5, true);
        b = matrix_draw(rng, 2, 2, -3, 4, false);
        (void)matrix_product(&a, &b, &product);
        (void)matrix_product(&b, &a, &other);
    } while (fabs(product.at[0][1] - other.at[0][1]) < 0.5);
    problem_prompt(problem,
                   "What is AB? Type rows apart by a semicolon, such as [1 2; 3 4].\n%s\n%s",
                   matrix_lines(problem, "A", &a), matrix_lines(problem, "B", &b));
    problem_answer(problem, ANSWER_MATRIX, "%s", matrix_text(problem, &product, 1));
    problem_hint(problem, "Rows of A times columns of B.");
    problem_hint(problem, "First row, first column: %s.", entry_text(problem, &a, &b, 0, 0));
    add_entry_steps(problem, &a, &b);
    problem_step(problem, "AB = %s", problem->answer);
    problem_misconception(problem, "wrong-order", "this is BA; the order matters", "%s",
                          matrix_text(problem, &other, 1));
    if (by_entry(&a, &b, &entries))
        problem_misconception(problem, "multiplied-by-entry",
                              "rows meet columns; entries at the same place do not", "%s",
                              matrix_text(problem, &entries, 1));
}

static void ask_entry(gsl_rng *rng, struct problem *problem)
{
    struct matrix a = matrix_draw(rng, 3, 3, -4, 6, false),
                  b = matrix_draw(rng, 3, 3, -3, 5, false);
    struct matrix product = a, other = a;
    size_t row = gsl_rng_uniform_int(rng, 3), column = (row + 1 + gsl_rng_uniform_int(rng, 2)) % 3;
    (void)matrix_product(&a, &b, &product);
    (void)matrix_product(&b, &a, &other);
    problem_prompt(problem, "Which number stands in row %zu, column %zu of AB?\n%s\n%s", row + 1,
                   column + 1, matrix_lines(problem, "A", &a), matrix_lines(problem, "B", &b));
    problem_answer(problem, ANSWER_EXACT, "%g", product.at[row][column]);
    problem_hint(problem, "One row of A and one column of B are enough.");
    problem_hint(problem, "Row %zu of A, column %zu of B.", row + 1, column + 1);
    problem_step(problem, "row %zu of A times column %zu of B", row + 1, column + 1);
    problem_step(problem, "%s", entry_text(problem, &a, &b, row, column));
    problem_misconception(problem, "exchanged-row-and-column",
                          "the row is the first matrix's, the column the second's", "%g",
                          product.at[column][row]);
    problem_misconception(problem, "wrong-order", "this stands there in BA", "%g",
                          other.at[row][column]);
    problem_misconception(problem, "multiplied-by-entry",
                          "a row meets a column; entries at the same place do not", "%g",
                          a.at[row][column] * b.at[row][column]);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_gram(gsl_rng *rng, struct problem *problem)
{
    struct matrix x = matrix_draw(rng, 3, 2, -4, 5, true), t, gram, outer, entries;
    x.at[0][0] = draw_nonzero(rng, 1, 4);
    x.at[2][1] = draw_nonzero(rng, 2, 5);
    t = matrix_transpose(&x);
    (void)matrix_product(&t, &x, &gram);
    (void)matrix_product(&x, &t, &outer);
    entries = gram;
    entries.at[0][1] = entries.at[1][0] = 0;
    problem_prompt(problem,
                   "X holds three rows of data with two features. Least squares needs X^T X, which "
                   "is what? (Type it as [1 2; 3 4].)\n%s",
                   matrix_lines(problem, "X", &x));
    problem_answer(problem, ANSWER_MATRIX, "%s", matrix_text(problem, &gram, 1));
    problem_hint(problem, "2 x 3 times 3 x 2: the result is 2 x 2, and symmetric.");
    problem_hint(problem, "Its entries are the dot products of the columns of X.");
    problem_step(problem, "column 1 with itself: %s", entry_text(problem, &t, &x, 0, 0));
    problem_step(problem, "column 1 with column 2: %s", entry_text(problem, &t, &x, 0, 1));
    problem_step(problem, "column 2 with itself: %s", entry_text(problem, &t, &x, 1, 1));
    problem_step(problem, "X^T X = %s", problem->answer);
    problem_misconception(problem, "wrong-order", "this is X X^T, of the rows with one another",
                          "%s", matrix_text(problem, &outer, 1));
    problem_misconception(problem, "only-the-squares",
                          "the two columns meet one another, too, off the diagonal", "%s",
                          matrix_text(problem, &entries, 1));
}

static void ask_square(gsl_rng *rng, struct problem *problem)
{
    struct matrix a = matrix_draw(rng, 2, 2, -2, 3, false), square, cube, entries;
    (void)matrix_product(&a, &a, &square);
    (void)matrix_product(&square, &a, &cube);
    (void)by_entry(&square, &a, &entries);
    problem_prompt(problem,
                   "A step of a process multiplies its state by A. Which matrix makes three steps "
                   "at once, A^3? (Type it as [1 2; 3 4].)\n%s",
                   matrix_lines(problem, "A", &a));
    problem_answer(problem, ANSWER_MATRIX, "%s", matrix_text(problem, &cube, 1));
    problem_hint(problem, "First A^2 = A A, then A^2 times A.");
    problem_hint(problem, "A^2 = %s", matrix_text(problem, &square, 1));
    problem_step(problem, "A^2 = %s", matrix_text(problem, &square, 1));
    add_entry_steps(problem, &square, &a);
    problem_step(problem, "A^3 = %s", problem->answer);
    problem_misconception(problem, "one-step-too-few", "this is A^2", "%s",
                          matrix_text(problem, &square, 1));
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++)
            entries.at[i][k] = pow(a.at[i][k], 3);
    problem_misconception(problem, "power-by-entry", "a power of a matrix is repeated product",
                          "%s", matrix_text(problem, &entries, 1));
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++)
            entries.at[i][k] = 3 * a.at[i][k];
    problem_misconception(problem, "multiplied-by-three", "this is A + A + A", "%s",
                          matrix_text(problem, &entries, 1));
}

static void ask_chain(gsl_rng *rng, struct problem *problem)
{
    int p, q, r, s, left, right;
    do {
        p = 10 * draw_between(rng, 1, 10);
        q = draw_between(rng, 2, 10);
        r = 10 * draw_between(rng, 1, 10);
        s = draw_between(rng, 1, 5);
        left = p * q * r + p * r * s;
        right = q * r * s + p * q * s;
    } while (left == right);
    int best = left < right ? left : right;
    problem_prompt(problem,
                   "A is %d x %d, B is %d x %d, C is %d x %d (rows x columns). How many "
                   "multiplications of numbers does ABC take, in the cheaper order?",
                   p, q, q, r, r, s);
    problem_answer(problem, ANSWER_EXACT, "%d", best);
    problem_hint(problem, "(a x b) times (b x c) takes a·b·c multiplications.");
    problem_hint(problem, "(AB)C: %d·%d·%d for AB, and then a %d x %d times C.", p, q, r, p, r);
    problem_step(problem, "(AB)C: %d·%d·%d + %d·%d·%d = %d", p, q, r, p, r, s, left);
    problem_step(problem, "A(BC): %d·%d·%d + %d·%d·%d = %d", q, r, s, p, q, s, right);
    problem_step(problem, "the cheaper one: %d", best);
    problem_misconception(problem, "dearer-order", "the other order takes fewer", "%d",
                          left + right - best);
    problem_misconception(problem, "forgot-the-second-product",
                          "this is the first product only; the second is to be added", "%d",
                          left < right ? p * q * r : q * r * s);
    problem_misconception(problem, "multiplied-all-sides", "two products are made, one by one",
                          "%d", p * q * r * s);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][3] = {{ask_shape, ask_times_vector, ask_times_vector},
                                        {ask_product, ask_product, ask_entry},
                                        {ask_gram, ask_square, ask_chain}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_matrix_product = {
    .name = "matrix-product",
    .title = "Matrix products and shapes",
    .topic = "linear algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"dot-product", NULL},
    .terms = (const char *const[]){"matrix", "matrix multiplication", "matrix product", "matmul",
                                   "tensor", "transpose", "linear transformation", "linear algebra",
                                   NULL},
    .generate = generate,
};
