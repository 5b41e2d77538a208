/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Determinants and inverses.
 *
 * Level 1: 2 x 2 determinants. 2: 3 x 3 determinants, 2 x 2 inverses. 3: 3 x 3 inverses and the
 * rules of determinants. Matrices to be inverted are the identity after a few whole row operations,
 * so that the inverse is whole, too.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

static long whole(double value)
{
    return lround(value);
}

static double determinant_of(const struct matrix *a)
{
    double value = NAN;
    return matrix_determinant(a, &value) ? value : NAN;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void add_two_by_two(struct problem *problem, const struct matrix *m, bool area)
{
    double a = m->at[0][0], b = m->at[0][1], c = m->at[1][0], d = m->at[1][1];
    double determinant = determinant_of(m);
    problem_answer(problem, ANSWER_EXACT, "%ld", whole(area ? fabs(determinant) : determinant));
    problem_hint(problem, "The product of the diagonal minus the product of the other two.");
    problem_hint(problem, "The diagonal gives %s · %s = %g.", factor_text(problem, a),
                 factor_text(problem, d), a * d);
    problem_step(problem, "ad - bc = %s·%s - %s·%s", factor_text(problem, a),
                 factor_text(problem, d), factor_text(problem, b), factor_text(problem, c));
    problem_step(problem, "= %g - %s = %g", a * d, factor_text(problem, b * c), a * d - b * c);
    if (area)
        problem_step(problem, "an area has no sign: %s", problem->answer);
    problem_misconception(problem, "added-the-products", "the second product is subtracted", "%ld",
                          whole(a * d + b * c));
    problem_misconception(problem, area ? "kept-the-sign" : "wrong-order",
                          area ? "an area has no sign" : "the diagonal comes first: ad - bc", "%ld",
                          whole(area ? -fabs(determinant) : b * c - a * d));
    problem_misconception(problem, "rows-instead-of-diagonals",
                          "multiply along the diagonals, not along the rows", "%ld",
                          whole(a * b - c * d));
    problem_misconception(problem, "columns-instead-of-diagonals",
                          "multiply along the diagonals, not down the columns", "%ld",
                          whole(a * c - b * d));
}

static void ask_two_by_two(gsl_rng *rng, struct problem *problem)
{
    struct matrix m = matrix_draw(rng, 2, 2, -6, 9, false);
    problem_prompt(problem, "What is the determinant of A?\n%s", matrix_lines(problem, "A", &m));
    add_two_by_two(problem, &m, false);
}

static void ask_area(gsl_rng *rng, struct problem *problem)
{
    struct matrix m;
    do
        m = matrix_draw(rng, 2, 2, -5, 9, false);
    while (fabs(determinant_of(&m)) < 0.5);
    problem_prompt(problem,
                   "The unit square is mapped by A to a parallelogram. What is its area?\n%s",
                   matrix_lines(problem, "A", &m));
    add_two_by_two(problem, &m, true);
}

static void ask_singular(gsl_rng *rng, struct problem *problem)
{
    int x = draw_nonzero(rng, -6, 8), factor = draw_nonzero(rng, -3, 4),
        b = draw_nonzero(rng, 1, 6);
    problem_prompt(problem,
                   "For which k has the matrix no inverse?\n    [ %2d %2d ]\n    [  k %2d ]", b, x,
                   factor * x);
    problem_answer(problem, ANSWER_EXACT, "%d", factor * b);
    problem_hint(problem, "No inverse means: the determinant is 0.");
    problem_hint(problem, "%d·%s - %s·k = 0", b, factor_text(problem, factor * x),
                 factor_text(problem, x));
    problem_step(problem, "%d - %sk = 0", b * factor * x, factor_text(problem, x));
    problem_step(problem, "k = %d / %s = %d", b * factor * x, factor_text(problem, x), factor * b);
    problem_misconception(problem, "lost-the-sign", "ad - bc = 0 means ad = bc", "%d", -factor * b);
    problem_misconception(problem, "set-to-zero", "k itself need not be 0", "0");
    problem_misconception(problem, "stopped-early", "that is the multiple of k", "%d",
                          b * factor * x);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* The minor that belongs to an entry of the first row. */
static double minor_of(const struct matrix *m, size_t column)
{
    size_t one = column == 0 ? 1 : 0, other = column == 2 ? 1 : 2;
    return m->at[1][one] * m->at[2][other] - m->at[1][other] * m->at[2][one];
}

static void ask_three_by_three(gsl_rng *rng, struct problem *problem)
{
    struct matrix m = matrix_draw(rng, 3, 3, -3, 4, false);
    m.at[0][gsl_rng_uniform_int(rng, 3)] = 0;
    const double *top = m.at[0];
    double first = minor_of(&m, 0), second = minor_of(&m, 1), third = minor_of(&m, 2);
    problem_prompt(problem, "What is the determinant of A?\n%s", matrix_lines(problem, "A", &m));
    problem_answer(problem, ANSWER_EXACT, "%ld", whole(determinant_of(&m)));
    problem_hint(problem, "Expand along the first row, which has a 0.");
    problem_hint(problem, "The signs alternate: + - +. The first 2 x 2 determinant is %g.", first);
    problem_step(problem, "2 x 2 determinants below the first row: %g, %g, %g", first, second,
                 third);
    problem_step(problem, "%s·%s - %s·%s + %s·%s", factor_text(problem, top[0]),
                 factor_text(problem, first), factor_text(problem, top[1]),
                 factor_text(problem, second), factor_text(problem, top[2]),
                 factor_text(problem, third));
    problem_step(problem, "= %s", problem->answer);
    problem_misconception(problem, "forgot-the-alternating-sign",
                          "the signs alternate: the middle term is subtracted", "%ld",
                          whole(top[0] * first + top[1] * second + top[2] * third));
    problem_misconception(problem, "only-the-diagonal",
                          "that is right for triangular matrices only", "%ld",
                          whole(top[0] * m.at[1][1] * m.at[2][2]));
    problem_misconception(problem, "all-signs-turned", "begin with plus", "%ld",
                          whole(-determinant_of(&m)));
}

/* The identity after row operations: determinant 1, whole inverse. */
static struct matrix draw_unimodular(gsl_rng *rng, size_t size, int steps)
{
    struct matrix a = {.rows = size, .columns = size};
    for (size_t i = 0; i < size; i++)
        a.at[i][i] = 1;
    for (int i = 0; i < steps; i++) {
        size_t to = (size_t)(i + 1) % size;
        size_t from = (to + 1 + gsl_rng_uniform_int(rng, size - 1)) % size;
        matrix_add_row(&a, to, from, draw_nonzero(rng, -2, 3));
    }
    return a;
}

/* The greatest entry by size. */
static double greatest(const struct matrix *a)
{
    double size = 0;
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->columns; k++)
            size = fmax(size, fabs(a->at[i][k]));
    return size;
}

static struct matrix scaled(const struct matrix *a, double factor)
{
    struct matrix out = *a;
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->columns; k++)
            out.at[i][k] *= factor;
    return out;
}

static void ask_inverse(gsl_rng *rng, struct problem *problem)
{
    int divisor = draw_between(rng, 1, 3);
    struct matrix a, inverse, wrong;
    do {
        a = draw_unimodular(rng, 2, 3);
        a.at[0][0] *= divisor;
        a.at[0][1] *= divisor;
    } while (!matrix_inverse(&a, &inverse) || a.at[0][1] == 0 || a.at[1][0] == 0 ||
             greatest(&a) > 12);
    double p = a.at[0][0], q = a.at[0][1], r = a.at[1][0], s = a.at[1][1], d = p * s - q * r;
    problem_prompt(problem,
                   "What is the inverse of A? Type it as [1 2; 3 4]; fractions are fine.\n%s",
                   matrix_lines(problem, "A", &a));
    problem_answer(problem, ANSWER_MATRIX, "%s", matrix_text(problem, &inverse, divisor));
    problem_hint(problem, "First the determinant, ad - bc.");
    problem_hint(problem, "Exchange a and d, turn the signs of b and c, divide by %g.", d);
    problem_step(problem, "ad - bc = %s·%s - %s·%s = %g", factor_text(problem, p),
                 factor_text(problem, s), factor_text(problem, q), factor_text(problem, r), d);
    problem_step(problem, "a and d exchanged, b and c turned: [%g %g; %g %g]", s, -q + 0.0,
                 -r + 0.0, p);
    problem_step(problem, "divided by %g: %s", d, problem->answer);
    wrong = scaled(&inverse, d);
    problem_misconception(problem, "forgot-to-divide", "divide by the determinant", "%s",
                          matrix_text(problem, &wrong, 1));
    wrong = scaled(&inverse, d * d);
    problem_misconception(problem, "multiplied-by-the-determinant",
                          "divide by the determinant, do not multiply", "%s",
                          matrix_text(problem, &wrong, 1));
    const int exchanged[] = {(int)s, (int)q, (int)r, (int)p};
    wrong = matrix_of(2, 2, exchanged);
    wrong = scaled(&wrong, 1 / d);
    problem_misconception(problem, "kept-the-signs", "b and c change their signs", "%s",
                          matrix_text(problem, &wrong, divisor));
    wrong = scaled(&a, -1 / d);
    wrong.at[0][0] *= -1;
    wrong.at[1][1] *= -1;
    problem_misconception(problem, "kept-the-diagonal", "a and d change places", "%s",
                          matrix_text(problem, &wrong, divisor));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_large_inverse(gsl_rng *rng, struct problem *problem)
{
    struct matrix a, inverse, turned;
    do
        a = draw_unimodular(rng, 3, 4);
    while (!matrix_inverse(&a, &inverse) || greatest(&a) > 9 || greatest(&inverse) > 9);
    problem_prompt(problem, "What is the inverse of A? Its determinant is 1.\n%s",
                   matrix_lines(problem, "A", &a));
    problem_answer(problem, ANSWER_MATRIX, "%s", matrix_text(problem, &inverse, 1));
    problem_hint(problem, "Write the identity beside A and turn A into it by row operations.");
    problem_hint(problem, "With determinant 1 every entry of the inverse is whole.");
    problem_hint(problem, "The first row of the inverse is (%g, %g, %g).", inverse.at[0][0] + 0.0,
                 inverse.at[0][1] + 0.0, inverse.at[0][2] + 0.0);
    problem_step(problem,
                 "the inverse is the transposed matrix of cofactors, over the determinant");
    problem_step(problem, "cofactors of the first row: %g, %g, %g (signs + - +): its first column",
                 minor_of(&a, 0), -minor_of(&a, 1) + 0.0, minor_of(&a, 2));
    problem_step(problem, "the other two rows in the same way: %s", problem->answer);
    turned = matrix_transpose(&inverse);
    problem_misconception(problem, "forgot-to-transpose",
                          "these are the cofactors; the inverse has them transposed", "%s",
                          matrix_text(problem, &turned, 1));
    for (size_t i = 0; i < 9; i++)
        turned.at[i / 3][i % 3] = inverse.at[i / 3][i % 3] * (i % 2 ? -1 : 1);
    problem_misconception(problem, "forgot-the-alternating-sign",
                          "the signs of the cofactors alternate", "%s",
                          matrix_text(problem, &turned, 1));
    turned = matrix_transpose(&a);
    problem_misconception(problem, "transposed-instead",
                          "the transpose is the inverse for rotations only", "%s",
                          matrix_text(problem, &turned, 1));
}

static void ask_scaled(gsl_rng *rng, struct problem *problem)
{
    int d = draw_nonzero(rng, -6, 9), size = draw_between(rng, 2, 4), factor;
    do
        factor = draw_nonzero(rng, -3, 4);
    while (factor * factor == 1);
    long all = lround(pow(factor, size));
    problem_prompt(problem, "A is %d x %d and det A = %d. What is the determinant of %dA?", size,
                   size, d, factor);
    problem_answer(problem, ANSWER_EXACT, "%ld", all * d);
    problem_hint(problem, "%dA has every row multiplied by %d, and each row counts.", factor,
                 factor);
    problem_hint(problem, "There are %d rows.", size);
    problem_step(problem, "det(%dA) = %s^%d · det A", factor, factor_text(problem, factor), size);
    problem_step(problem, "= %ld · %s = %ld", all, factor_text(problem, d), all * d);
    problem_misconception(problem, "multiplied-once",
                          "that is for one row; all rows are multiplied", "%d", factor * d);
    problem_misconception(problem, "multiplied-by-the-size",
                          "the factor is raised to the number of rows", "%d", factor * size * d);
    problem_misconception(problem, "unchanged", "every row is multiplied, so it changes", "%d", d);
}

static void ask_rules(gsl_rng *rng, struct problem *problem)
{
    int a = draw_nonzero(rng, -6, 8), b = draw_nonzero(rng, -6, 9), power = draw_between(rng, 2, 3);
    long above = lround(pow(a, power));
    problem_prompt(problem,
                   "A and B are 3 x 3 with det A = %d and det B = %d. What is the determinant of "
                   "A^%d B^-1 A^T? (A fraction is fine.)",
                   a, b, power);
    problem_answer(problem, ANSWER_EXACT, "%s", fraction_text(problem, above * a, b));
    problem_hint(problem, "The determinant of a product is the product of the determinants.");
    problem_hint(problem, "An inverse has 1 over it, a transpose the same.");
    problem_step(problem, "det A^%d = %s^%d = %ld, det B^-1 = 1/%s, det A^T = %d", power,
                 factor_text(problem, a), power, above, factor_text(problem, b), a);
    problem_step(problem, "%ld · %s / %s = %s", above, factor_text(problem, a),
                 factor_text(problem, b), problem->answer);
    problem_misconception(problem, "forgot-the-inverse", "an inverse divides", "%ld",
                          above * a * b);
    problem_misconception(problem, "inverted-the-transpose",
                          "transposing leaves the determinant as it is", "%s",
                          fraction_text(problem, above, a * b));
    problem_misconception(problem, "turned-the-sign", "neither inverse nor transpose turn the sign",
                          "%s", fraction_text(problem, -above * a, b));
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][3] = {{ask_two_by_two, ask_area, ask_singular},
                                        {ask_three_by_three, ask_inverse, ask_inverse},
                                        {ask_large_inverse, ask_scaled, ask_rules}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_determinant = {
    .name = "determinant",
    .title = "Determinant and inverse",
    .topic = "linear algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"matrix-product", NULL},
    .terms = (const char *const[]){"determinant", "matrix", "inverse matrix", "matrix inverse",
                                   "matrix inversion", "invertible", "singular matrix", "cofactor",
                                   "linear algebra", NULL},
    .generate = generate,
};
