/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Eigenvalues and eigenvectors of symmetric matrices.
 *
 * Level 1: [a b; b a], and A v = l v for a given v. 2: any 2 x 2 with whole eigenvalues; the
 * direction. 3: 3 x 3 in which one coordinate keeps to itself, and powers. The pairs are drawn
 * first, and the matrix is made of them.
 */
#include <math.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* Eigenvalues by size, as GSL finds them, rounded to what they are by construction. */
static struct matrix eigenvalues_of(const struct matrix *a)
{
    struct matrix values = {.rows = a->rows, .columns = 1}, vectors;
    if (matrix_eigen(a, &values, &vectors))
        for (size_t i = 0; i < values.rows; i++)
            values.at[i][0] = round(values.at[i][0]) + 0.0;
    return values;
}

/*
 * Whole symmetric A with the eigenvalue `great` for (1, slope) and `small` for (-slope, 1); their
 * difference must be a multiple of 1 + slope^2.
 */
static struct matrix from_pairs(int great, int small, int slope)
{
    int step = (great - small) / (1 + slope * slope);
    const int entries[] = {small + step, step * slope, step * slope, small + step * slope * slope};
    return matrix_of(2, 2, entries);
}

static void add_two_values(struct problem *problem, const struct matrix *m)
{
    struct matrix values = eigenvalues_of(m);
    double a = m->at[0][0], b = m->at[0][1], d = m->at[1][1], great = values.at[0][0];
    double small = values.at[1][0];
    problem_answer(problem, ANSWER_SET, "{%g, %g}", great, small);
    problem_hint(problem, "Their sum is the trace %g, their product the determinant %g.", a + d,
                 a * d - b * b);
    const int polynomial[] = {(int)(a * d - b * b), (int)-(a + d), 1};
    problem_hint(problem, "They are the roots of %s = 0.",
                 polynomial_text(problem, polynomial, 3, "l"));
    problem_step(problem, "sum (trace): %g + %s = %g", a, factor_text(problem, d), a + d);
    problem_step(problem, "product (determinant): %s·%s - %s^2 = %g", factor_text(problem, a),
                 factor_text(problem, d), factor_text(problem, b), a * d - b * b);
    problem_step(problem, "the two numbers with this sum and product: %s", problem->answer);
    problem_misconception(problem, "took-the-diagonal",
                          "the diagonal has them only if all else is 0", "{%g, %g}", a, d);
    problem_misconception(problem, "turned-the-signs", "the roots of (l - p)(l - q) are p and q",
                          "{%g, %g}", -great, -small);
    problem_misconception(problem, "trace-and-determinant",
                          "these are the sum and the product of the eigenvalues", "{%g, %g}", a + d,
                          a * d - b * b);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_equal_diagonal(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, -4, 9), b = draw_nonzero(rng, -6, 6);
    const int entries[] = {a, b, b, a};
    struct matrix m = matrix_of(2, 2, entries);
    problem_prompt(problem, "What are the eigenvalues of A? Answer {l1, l2} in any order.\n%s",
                   matrix_lines(problem, "A", &m));
    problem_hint(problem, "Try A on (1, 1) and on (1, -1): what are they multiplied by?");
    add_two_values(problem, &m);
}

static void ask_value_of(gsl_rng *rng, struct problem *problem)
{
    int slope = draw_nonzero(rng, -3, 3), small = draw_between(rng, -5, 5);
    int great = small + (1 + slope * slope) * draw_between(rng, 1, 2);
    bool first = draw_between(rng, 0, 1) && great != 0;
    struct matrix m = from_pairs(great, small, slope), image = m;
    const int direction[] = {first ? 1 : -slope, first ? slope : 1};
    struct matrix v = vector_of(2, direction);
    (void)matrix_product(&m, &v, &image);
    int value = (int)lround(vector_dot(&v, &image) / vector_dot(&v, &v));
    problem_prompt(problem, "v = %s is an eigenvector of A. What is its eigenvalue?\n%s",
                   vector_text(problem, &v, 1), matrix_lines(problem, "A", &m));
    problem_answer(problem, ANSWER_EXACT, "%d", value);
    problem_hint(problem, "A v is a multiple of v; the multiple is asked for.");
    problem_hint(problem, "The first entry of A v is %g.", image.at[0][0]);
    problem_step(problem, "A v = %s", vector_text(problem, &image, 1));
    problem_step(problem, "%g / %s = %d", image.at[0][0], factor_text(problem, v.at[0][0]), value);
    problem_misconception(problem, "the-other-eigenvalue",
                          "that belongs to the vector at right angles", "%d",
                          great + small - value);
    problem_misconception(problem, "gave-an-entry", "A v is divided by v, entry by entry", "%g",
                          image.at[0][0]);
    problem_misconception(problem, "took-the-trace", "the trace is the sum of all eigenvalues",
                          "%d", great + small);
    problem_misconception(problem, "lost-the-sign", "the sign is the other one", "%d", -value);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static struct matrix draw_square(gsl_rng *rng, int *slope, int *great, int *small)
{
    do
        *slope = draw_nonzero(rng, -3, 3);
    while (abs(*slope) == 1);
    *small = draw_between(rng, -6, 6);
    *great = *small + (1 + *slope * *slope) * draw_between(rng, 1, 2);
    return from_pairs(*great, *small, *slope);
}

static void ask_values(gsl_rng *rng, struct problem *problem)
{
    int slope, great, small;
    struct matrix m = draw_square(rng, &slope, &great, &small);
    problem_prompt(problem, "What are the eigenvalues of A? Answer {l1, l2} in any order.\n%s",
                   matrix_lines(problem, "A", &m));
    add_two_values(problem, &m);
}

static void ask_vector(gsl_rng *rng, struct problem *problem)
{
    int slope, great, small;
    struct matrix m = draw_square(rng, &slope, &great, &small), values, vectors;
    double ratio = slope;
    if (matrix_eigen(&m, &values, &vectors))
        ratio = round(vectors.at[1][0] / vectors.at[0][0]);
    problem_prompt(problem,
                   "%d is the greatest eigenvalue of A. Which of its eigenvectors begins with 1? "
                   "Answer (1, k).\n%s",
                   great, matrix_lines(problem, "A", &m));
    problem_answer(problem, ANSWER_VECTOR, "(1, %g)", ratio);
    problem_hint(problem, "Solve A v = %sv for v = (1, k).", coefficient_text(problem, great));
    const int row[] = {(int)m.at[0][0], (int)m.at[0][1]};
    const char *first = polynomial_text(problem, row, 2, "k");
    problem_hint(problem, "The first row says %s = %d.", first, great);
    problem_step(problem, "first row: %s = %d", first, great);
    problem_step(problem, "k = %g / %s = %g", great - m.at[0][0], factor_text(problem, m.at[0][1]),
                 ratio);
    problem_step(problem, "the eigenvector: (1, %g)", ratio);
    problem_misconception(problem, "the-other-direction",
                          "that is the eigenvector of the smaller eigenvalue", "(1, %s)",
                          fraction_text(problem, -1, slope));
    problem_misconception(problem, "lost-the-sign", "the sign of the second entry is the other one",
                          "(1, %d)", -slope);
    problem_misconception(problem, "exchanged-the-entries", "the slope is turned over", "(1, %s)",
                          fraction_text(problem, 1, slope));
    problem_misconception(
        problem, "took-a-row", "that is a row of the matrix, scaled", "(1, %s)",
        fraction_text(problem, lround(m.at[0][1]), m.at[0][0] != 0 ? lround(m.at[0][0]) : 1));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_three(gsl_rng *rng, struct problem *problem)
{
    int slope, great, small, alone;
    struct matrix block = draw_square(rng, &slope, &great, &small);
    do
        alone = draw_nonzero(rng, -7, 12);
    while (alone == great || alone == small);
    size_t own = gsl_rng_uniform_int(rng, 3), at[2] = {own == 0 ? 1 : 0, own == 2 ? 1 : 2};
    struct matrix m = {.rows = 3, .columns = 3}, values;
    for (size_t i = 0; i < 4; i++)
        m.at[at[i / 2]][at[i % 2]] = block.at[i / 2][i % 2];
    m.at[own][own] = alone;
    values = eigenvalues_of(&m);
    double a = block.at[0][0], b = block.at[0][1], d = block.at[1][1];
    problem_prompt(problem,
                   "What are the three eigenvalues of A? Answer {l1, l2, l3} in any order.\n%s",
                   matrix_lines(problem, "A", &m));
    problem_answer(problem, ANSWER_SET, "{%g, %g, %g}", values.at[0][0], values.at[1][0],
                   values.at[2][0]);
    problem_hint(problem, "Row and column %zu are 0 but for the diagonal: one eigenvalue is there.",
                 own + 1);
    problem_hint(problem, "The other two are those of [%g %g; %g %g].", a, b, b, d);
    problem_step(problem, "coordinate %zu keeps to itself: %d", own + 1, alone);
    problem_step(problem, "[%g %g; %g %g]: sum %g, product %g, so %d and %d", a, b, b, d, a + d,
                 a * d - b * b, great, small);
    problem_step(problem, "all three: %s", problem->answer);
    problem_misconception(problem, "took-the-diagonal",
                          "the diagonal has them only if all else is 0", "{%g, %g, %d}", a, d,
                          alone);
    problem_misconception(problem, "forgot-one", "the coordinate that keeps to itself counts, too",
                          "{%d, %d}", great, small);
    problem_misconception(problem, "turned-the-signs", "the roots of (l - p)(l - q) are p and q",
                          "{%d, %d, %d}", -great, -small, alone);
}

static void ask_power(gsl_rng *rng, struct problem *problem)
{
    int slope, great, small, power = draw_between(rng, 3, 4), other;
    struct matrix m;
    do
        m = draw_square(rng, &slope, &great, &small);
    while (abs(great) > 6 || abs(small) > 6 || great == 0 || small == 0);
    other = draw_between(rng, 0, 1);
    struct matrix values = eigenvalues_of(&m);
    double value = values.at[other][0], result = pow(value, power);
    problem_prompt(problem,
                   "A step of a process multiplies its state by A. What is the eigenvalue of "
                   "A^%d, that is, of %d steps, belonging to the eigenvector (%d, %d)?\n%s",
                   power, power, other ? -slope : 1, other ? 1 : slope,
                   matrix_lines(problem, "A", &m));
    problem_answer(problem, ANSWER_EXACT, "%.0f", result + 0.0);
    problem_hint(problem, "Every step multiplies the eigenvector by its eigenvalue again.");
    problem_hint(problem, "The eigenvalue of A for this vector is %g.", value);
    problem_step(problem, "A v = %sv", coefficient_text(problem, value));
    problem_step(problem, "A^%d v = %s^%d v, and that is %s", power, factor_text(problem, value),
                 power, problem->answer);
    problem_misconception(problem, "multiplied-by-the-power",
                          "eigenvalues of a power are powers, not multiples", "%g", value * power);
    problem_misconception(problem, "one-step-only", "that is the eigenvalue of A itself", "%g",
                          value);
    problem_misconception(problem, "the-other-eigenvalue",
                          "that belongs to the vector at right angles", "%.0f",
                          pow(values.at[1 - other][0], power) + 0.0);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][2] = {
        {ask_equal_diagonal, ask_value_of}, {ask_values, ask_vector}, {ask_three, ask_power}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 1)](rng, problem);
}

const struct drill drill_eigenpairs = {
    .name = "eigenpairs",
    .title = "Eigenvalues and eigenvectors",
    .topic = "linear algebra",
    .version = 2,
    .levels = 3,
    .prerequisites = (const char *const[]){"determinant", "linear-system", "quadratic", NULL},
    .terms =
        (const char *const[]){"eigenvalue", "eigenvector", "eigendecomposition", "spectral theorem",
                              "characteristic polynomial", "diagonalization", "symmetric matrix",
                              "power iteration", "pagerank", "matrix", NULL},
    .generate = generate,
};
