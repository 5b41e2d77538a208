/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Systems of linear equations.
 *
 * Level 1: two equations, two unknowns. 2: rank, and how many free unknowns remain. 3: three
 * equations. The solution is drawn first.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* "2x - 3y + z = 4" */
static const char *equation_text(struct problem *problem, const double *row, size_t size,
                                 double right)
{
    static const char *const names[] = {"x", "y", "z"};
    const char *left = "";
    for (size_t k = 0; k < size; k++) {
        double entry = row[k];
        if (entry == 0)
            continue;
        const char *sign = entry < 0 ? (left[0] ? " - " : "-") : left[0] ? " + " : "";
        left = fabs(entry) == 1
                   ? problem_text(problem, "%s%s%s", left, sign, names[k])
                   : problem_text(problem, "%s%s%g%s", left, sign, fabs(entry), names[k]);
    }
    return problem_text(problem, "%s = %g", left[0] ? left : "0", right);
}

/* Before an unknown: 1 is not written. */
static const char *coefficient_text(struct problem *problem, double whole)
{
    return whole == 1 ? "" : whole == -1 ? "-" : problem_text(problem, "%g", whole);
}

/* The solution is whole by the choice of the numbers; LU leaves the last bits open. */
static struct matrix rounded(const struct matrix *x)
{
    struct matrix out = *x;
    for (size_t i = 0; i < x->rows; i++)
        out.at[i][0] = round(x->at[i][0]) + 0.0;
    return out;
}

static void prompt_system(struct problem *problem, const char *before, const struct matrix *a,
                          const struct matrix *b)
{
    const char *all = before;
    for (size_t i = 0; i < a->rows; i++)
        all = problem_text(problem, "%s\n    %s", all,
                           equation_text(problem, a->at[i], a->columns, b->at[i][0]));
    problem_prompt(problem, "%s", all);
}

static bool is_small(const struct matrix *a, double most)
{
    for (size_t i = 0; i < a->rows; i++)
        for (size_t k = 0; k < a->columns; k++)
            if (fabs(a->at[i][k]) > most)
                return false;
    return true;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void add_two_unknowns(struct problem *problem, const struct matrix *a,
                             const struct matrix *b, const struct matrix *x)
{
    double p = a->at[0][0], q = a->at[0][1], r = a->at[1][0], s = a->at[1][1];
    double determinant = p * s - q * r, right = p * b->at[1][0] - r * b->at[0][0];
    problem_answer(problem, ANSWER_VECTOR, "%s", vector_text(problem, x, 1));
    problem_hint(problem, "Get rid of x: multiply each equation by the other's factor of x.");
    problem_hint(problem, "%s times the second minus %s times the first.", factor_text(problem, p),
                 factor_text(problem, r));
    problem_step(problem, "x cancels: %sy = %g", coefficient_text(problem, determinant), right);
    problem_step(problem, "y = %g / %s = %g", right, factor_text(problem, determinant),
                 x->at[1][0]);
    problem_step(problem, "first equation: %sx = %g - %s·%s = %g", coefficient_text(problem, p),
                 b->at[0][0], factor_text(problem, q), factor_text(problem, x->at[1][0]),
                 p * x->at[0][0]);
    problem_step(problem, "x = %g, so the answer is %s", x->at[0][0], problem->answer);
    problem_misconception(problem, "exchanged-the-unknowns", "x comes first", "(%g, %g)",
                          x->at[1][0], x->at[0][0]);
    problem_misconception(problem, "lost-a-sign", "y has the other sign: put it in to see",
                          "(%.0f, %.0f)", x->at[0][0], -x->at[1][0]);
    problem_misconception(problem, "lost-a-sign", "x has the other sign: put it in to see",
                          "(%.0f, %.0f)", -x->at[0][0], x->at[1][0]);
}

static void ask_two(gsl_rng *rng, struct problem *problem)
{
    struct matrix a, x = matrix_draw(rng, 2, 1, -6, 8, false), b = x;
    double determinant = 0;
    do
        a = matrix_draw(rng, 2, 2, -4, 6, false);
    while (!matrix_determinant(&a, &determinant) || fabs(determinant) < 0.5 ||
           fabs(determinant) > 20);
    (void)matrix_product(&a, &x, &b);
    (void)matrix_solve(&a, &b, &x);
    x = rounded(&x);
    prompt_system(problem, "Solve, and answer with (x, y):", &a, &b);
    add_two_unknowns(problem, &a, &b, &x);
}

static void ask_story(gsl_rng *rng, struct problem *problem)
{
    static const char *const stories[][3] = {
        {"small", "large", "GB of memory"},
        {"hot", "cold", "shards"},
        {"read", "write", "units of capacity"},
    };
    const char *const *story = stories[draw_between(rng, 0, 2)];
    int each = draw_between(rng, 2, 6), more = each + draw_between(rng, 1, 8);
    const int solution[] = {draw_between(rng, 3, 20), draw_between(rng, 2, 15)};
    const int entries[] = {1, 1, each, more};
    struct matrix a = matrix_of(2, 2, entries), x = vector_of(2, solution), b = x;
    (void)matrix_product(&a, &x, &b);
    problem_prompt(
        problem,
        "A cluster of %g nodes has x %s and y %s ones. A %s node has %d %s, a %s one %d; "
        "together they have %g. How many are there of each? Answer (x, y).",
        b.at[0][0], story[0], story[1], story[0], each, story[2], story[1], more, b.at[1][0]);
    (void)matrix_solve(&a, &b, &x);
    x = rounded(&x);
    add_two_unknowns(problem, &a, &b, &x);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* Rows that are combinations of the first `rank`. */
static struct matrix draw_of_rank(gsl_rng *rng, size_t rows, size_t columns, int rank)
{
    struct matrix a;
    do {
        a = matrix_draw(rng, rows, columns, -3, 4, true);
        for (size_t i = (size_t)rank; i < rows; i++)
            for (size_t k = 0; k < columns; k++)
                a.at[i][k] = 0;
        for (size_t i = (size_t)rank; i < rows; i++)
            for (size_t from = 0; from < (size_t)rank; from++)
                matrix_add_row(&a, i, from, draw_nonzero(rng, -2, 2));
    } while (matrix_rank(&a) != rank || !is_small(&a, 12));
    return a;
}

static void add_rank_steps(struct problem *problem, int rank, size_t rows)
{
    if ((size_t)rank == rows)
        problem_step(problem, "elimination leaves no row of zeros");
    else
        problem_step(
            problem, "elimination turns %zu of %zu rows into zeros: %s", rows - (size_t)rank, rows,
            rank == 1 ? "every row is a multiple of the first" : "row 3 is made of rows 1 and 2");
}

static void ask_rank(gsl_rng *rng, struct problem *problem)
{
    int rank = draw_between(rng, 1, 3);
    size_t columns = (size_t)draw_between(rng, 3, 4);
    struct matrix a = draw_of_rank(rng, 3, columns, rank);
    problem_prompt(problem, "What is the rank of A?\n%s", matrix_lines(problem, "A", &a));
    problem_answer(problem, ANSWER_EXACT, "%d", matrix_rank(&a));
    problem_hint(problem, "How many rows remain after elimination that are not all 0?");
    problem_hint(problem, "Is one row a sum of multiples of the others?");
    add_rank_steps(problem, rank, 3);
    problem_step(problem, "rows left, and so the rank: %s", problem->answer);
    problem_misconception(problem, "counted-rows", "rows that follow from others do not count",
                          "3");
    problem_misconception(problem, "counted-columns", "the rank is at most the number of rows",
                          "%zu", columns);
    problem_misconception(problem, "counted-what-vanishes", "the rows that remain are counted",
                          "%d", 3 - rank);
}

static void ask_free(gsl_rng *rng, struct problem *problem)
{
    int rank = draw_between(rng, 1, 2), columns = draw_between(rng, 3, 5);
    struct matrix a = draw_of_rank(rng, 3, (size_t)columns, rank);
    problem_prompt(problem,
                   "How many unknowns can be chosen freely in A x = 0? (The dimension of its "
                   "solutions.)\n%s",
                   matrix_lines(problem, "A", &a));
    problem_answer(problem, ANSWER_EXACT, "%d", columns - rank);
    problem_hint(problem, "Each independent row fixes one of the %d unknowns.", columns);
    problem_hint(problem, "Find the rank first; it is less than 3.");
    add_rank_steps(problem, rank, 3);
    problem_step(problem, "%d unknowns - rank %d = %d", columns, rank, columns - rank);
    problem_misconception(problem, "gave-the-rank", "that many unknowns are fixed, not free", "%d",
                          rank);
    problem_misconception(problem, "rows-for-columns", "unknowns are columns", "%d", 3 - rank);
    problem_misconception(problem, "took-all-rows-as-independent",
                          "a row that follows from others fixes nothing", "%d", columns - 3);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_three(gsl_rng *rng, struct problem *problem)
{
    struct matrix upper = matrix_draw(rng, 3, 3, -2, 3, false), x, b;
    upper.at[1][0] = upper.at[2][0] = upper.at[2][1] = 0;
    upper.at[0][0] = 1;
    int second = draw_nonzero(rng, -2, 3), third = draw_nonzero(rng, -2, 2);
    int last = draw_nonzero(rng, -2, 2);
    struct matrix a = upper;
    matrix_add_row(&a, 2, 1, last);
    matrix_add_row(&a, 2, 0, third);
    matrix_add_row(&a, 1, 0, second);
    x = matrix_draw(rng, 3, 1, -4, 5, false);
    struct matrix right = x, solution = x;
    (void)matrix_product(&upper, &x, &right);
    (void)matrix_product(&a, &x, &b);
    (void)matrix_solve(&a, &b, &solution);
    prompt_system(problem, "Solve, and answer with (x, y, z):", &a, &b);
    problem_answer(problem, ANSWER_VECTOR, "%s", vector_text(problem, &solution, 1));
    problem_hint(problem, "Use the first equation to remove x from the other two.");
    problem_hint(problem, "Subtract %s times the first from the second.",
                 factor_text(problem, second));
    problem_step(problem, "second - %s·first: %s", factor_text(problem, second),
                 equation_text(problem, upper.at[1], 3, right.at[1][0]));
    problem_step(problem, "third - %s·first - %s·that: %s", factor_text(problem, third),
                 factor_text(problem, last),
                 equation_text(problem, upper.at[2], 3, right.at[2][0]));
    problem_step(problem, "from the last upwards: z = %g, y = %g, x = %g", x.at[2][0], x.at[1][0],
                 x.at[0][0]);
    problem_step(problem, "the answer is %s", problem->answer);
    problem_misconception(problem, "reversed-the-unknowns", "x comes first, z last", "(%g, %g, %g)",
                          x.at[2][0], x.at[1][0], x.at[0][0]);
    problem_misconception(problem, "lost-a-sign", "z has the other sign: put it in to see",
                          "(%g, %g, %g)", x.at[0][0], x.at[1][0], -x.at[2][0]);
    problem_misconception(problem, "took-the-right-side",
                          "these are the right sides; the equations are still to be solved",
                          "(%g, %g, %g)", b.at[0][0], b.at[1][0], b.at[2][0]);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][2] = {
        {ask_two, ask_story}, {ask_rank, ask_free}, {ask_three, ask_three}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 1)](rng, problem);
}

const struct drill drill_linear_system = {
    .name = "linear-system",
    .title = "Systems of linear equations and rank",
    .topic = "linear algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"linear-equation", NULL},
    .terms =
        (const char *const[]){"linear system", "system of equations", "system of linear equations",
                              "simultaneous equation", "gaussian elimination", "row reduction",
                              "matrix", "matrix rank", "full rank", "free variable",
                              "linearly independent", "linear algebra", NULL},
    .generate = generate,
};
