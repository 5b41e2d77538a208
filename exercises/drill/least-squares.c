/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares.
 *
 * Level 1: the best constant; the best line through the origin. 2: the best line. 3: what it
 * leaves over, and a plane over two features. Coefficients are drawn first; the errors put on top
 * are at right angles to every feature, so that the fit is just these coefficients.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

static double column_sum(const struct matrix *a, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < a->rows; i++)
        sum += a->at[i][k];
    return sum;
}

static double column_product(const struct matrix *x, size_t k, const struct matrix *y, size_t l)
{
    double sum = 0;
    for (size_t i = 0; i < x->rows; i++)
        sum += x->at[i][k] * y->at[i][l];
    return sum;
}

/* y = X c + errors, and the coefficients that GSL finds for it. */
struct fit {
    struct matrix x, y, c;
    double residual; /* sum of squares */
};

static struct fit fit_of(const struct matrix *x, const struct matrix *c, const int *errors)
{
    struct fit fit = {.x = *x, .y = *c, .c = *c};
    (void)matrix_product(x, c, &fit.y);
    for (size_t i = 0; i < x->rows; i++)
        fit.y.at[i][0] += errors[i];
    (void)least_squares(&fit.x, &fit.y, &fit.c, &fit.residual);
    return fit;
}

/* "(1, 3), (2, 5), (3, 4)" */
static const char *points_text(struct problem *problem, const struct fit *fit)
{
    const char *points = "";
    size_t last = fit->x.columns - 1;
    for (size_t i = 0; i < fit->x.rows; i++)
        points = problem_text(problem, "%s%s(%g, %g)", points, i ? ", " : "", fit->x.at[i][last],
                              fit->y.at[i][0]);
    return points;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_constant(gsl_rng *rng, struct problem *problem)
{
    int mean = draw_between(rng, 6, 60), a = draw_between(rng, 1, 5), b = draw_between(rng, 1, 5);
    const int ones[] = {1, 1, 1, 1}, level[] = {mean}, errors[] = {a, b + 1, -a - b, -1};
    struct matrix x = vector_of(4, ones), c = vector_of(1, level);
    struct fit fit = fit_of(&x, &c, errors);
    double low = mean - a - b, high = mean + fmax(a, b + 1);
    problem_prompt(problem,
                   "Four runs of a query took %g, %g, %g and %g ms. Which constant c makes the sum "
                   "of the squared errors smallest?",
                   fit.y.at[0][0], fit.y.at[1][0], fit.y.at[2][0], fit.y.at[3][0]);
    problem_answer(problem, ANSWER_EXACT, "%ld", lround(fit.c.at[0][0]));
    problem_hint(problem, "Where the sum of squares is smallest, the errors add up to 0.");
    problem_hint(problem, "That is the mean. The sum is %g.", column_sum(&fit.y, 0));
    problem_step(problem, "sum: %g", column_sum(&fit.y, 0));
    problem_step(problem, "divided by 4: %s", problem->answer);
    problem_misconception(problem, "took-the-sum", "divide by the number of runs", "%g",
                          column_sum(&fit.y, 0));
    problem_misconception(problem, "took-the-middle-of-the-range",
                          "that makes the greatest error smallest, not the squares", "%g",
                          (low + high) / 2);
    problem_misconception(problem, "took-the-minimum", "errors to both sides count", "%g", low);
}

static void ask_through_origin(gsl_rng *rng, struct problem *problem)
{
    static const int designs[][6] = {{1, 2, 3, 2, -1, 0}, {1, 2, 2, 2, -2, 1}, {1, 1, 2, 1, 1, -1},
                                     {2, 1, 3, 1, 1, -1}, {1, 3, 2, 1, -1, 1}, {2, 3, 1, 1, -1, 1}};
    const int *design = designs[draw_between(rng, 0, 5)];
    int slope = draw_between(rng, 3, 14), sign = draw_between(rng, 0, 1) ? 1 : -1;
    const int coefficient[] = {slope},
              errors[] = {sign * design[3], sign * design[4], sign * design[5]};
    struct matrix x = vector_of(3, design), c = vector_of(1, coefficient);
    struct fit fit = fit_of(&x, &c, errors);
    double xy = column_product(&fit.x, 0, &fit.y, 0), xx = column_product(&fit.x, 0, &fit.x, 0);
    problem_prompt(problem,
                   "Reading x GB took y seconds: (x, y) = %s. Which b makes y = b x fit best by "
                   "least squares?",
                   points_text(problem, &fit));
    problem_answer(problem, ANSWER_EXACT, "%ld", lround(fit.c.at[0][0]));
    problem_hint(problem, "b = (sum of x·y) / (sum of x·x).");
    problem_hint(problem, "The sum of x·x is %g.", xx);
    problem_step(problem, "sum of x·y: %g; sum of x·x: %g", xy, xx);
    problem_step(problem, "b = %g / %g = %s", xy, xx, problem->answer);
    problem_misconception(
        problem, "ratio-of-the-sums", "least squares gives points far out more weight", "%s",
        fraction_text(problem, lround(column_sum(&fit.y, 0)), lround(column_sum(&fit.x, 0))));
    problem_misconception(problem, "divided-by-the-count", "divide by the sum of x·x", "%s",
                          fraction_text(problem, lround(xy), 3));
    problem_misconception(problem, "stopped-early", "divide by the sum of x·x", "%g", xy);
}

/* --- Levels 2 and 3 -----------------------------------------------------------------------------
 */

/* Points at x = 1, 2, 3 or 0, 1, 2, 3 with errors at right angles to 1 and x. */
static struct fit draw_line(gsl_rng *rng)
{
    static const int three[] = {1, -2, 1}, four[][4] = {{1, -1, -1, 1}, {1, -3, 3, -1}};
    int size = draw_between(rng, 3, 4), sign = draw_between(rng, 0, 1) ? 1 : -1;
    int times = sign * draw_between(rng, 1, 3), start = draw_between(rng, 0, 1);
    const int *pattern = size == 3 ? three : four[draw_between(rng, 0, 1)];
    int errors[4], entries[8];
    for (int i = 0; i < size; i++) {
        errors[i] = times * pattern[i];
        entries[2 * i] = 1;
        entries[2 * i + 1] = start + i;
    }
    const int coefficients[] = {draw_between(rng, 10, 22), draw_between(rng, 1, 8)}; /* y above 0 */
    struct matrix x = matrix_of((size_t)size, 2, entries), c = vector_of(2, coefficients);
    return fit_of(&x, &c, errors);
}

static void add_line_steps(struct problem *problem, const struct fit *fit)
{
    double n = (double)fit->x.rows, mean_x = column_sum(&fit->x, 1) / n;
    double mean_y = column_sum(&fit->y, 0) / n;
    double xy = column_product(&fit->x, 1, &fit->y, 0) - n * mean_x * mean_y;
    double xx = column_product(&fit->x, 1, &fit->x, 1) - n * mean_x * mean_x;
    problem_hint(problem, "Take the means away first: they are %g and %g.", mean_x, mean_y);
    problem_hint(problem, "The slope is sum (x - %g)(y - %g) over sum (x - %g)^2.", mean_x, mean_y,
                 mean_x);
    problem_step(problem, "means: x %g, y %g", mean_x, mean_y);
    problem_step(problem, "slope: sum (x - %g)(y - %g) / sum (x - %g)^2 = %g / %g = %.0f", mean_x,
                 mean_y, mean_x, xy, xx, fit->c.at[1][0]);
    problem_step(problem, "intercept: %g - %s·%g = %.0f", mean_y,
                 factor_text(problem, round(fit->c.at[1][0])), mean_x, fit->c.at[0][0] + 0.0);
}

static void ask_line(gsl_rng *rng, struct problem *problem)
{
    static const char *const stories[] = {"Latency y (ms) was measured at load x",
                                          "A table had y GB in month x",
                                          "A job took y minutes on x files"};
    struct fit fit = draw_line(rng);
    double n = (double)fit.x.rows, a = round(fit.c.at[0][0]), b = round(fit.c.at[1][0]);
    double first = fit.y.at[0][0], last = fit.y.at[fit.y.rows - 1][0];
    problem_prompt(problem,
                   "%s: (x, y) = %s. Which line y = a + b x fits best by least squares? Answer "
                   "(a, b).",
                   draw_text(rng, stories, 3), points_text(problem, &fit));
    problem_answer(problem, ANSWER_VECTOR, "(%.0f, %.0f)", a, b);
    add_line_steps(problem, &fit);
    problem_step(problem, "(a, b) = %s", problem->answer);
    problem_misconception(problem, "exchanged-a-and-b", "a is the intercept, b the slope",
                          "(%.0f, %.0f)", b, a);
    problem_misconception(problem, "intercept-is-the-mean",
                          "at x = 0 the line is not at the mean of y", "(%.4g, %.0f)",
                          column_sum(&fit.y, 0) / n, b);
    problem_misconception(problem, "through-the-end-points",
                          "all points count, not the first and the last only", "(%s, %s)",
                          fraction_text(problem,
                                        lround((n - 1) * first - (last - first) * fit.x.at[0][1]),
                                        lround(n) - 1),
                          fraction_text(problem, lround(last - first), lround(n) - 1));
}

static void ask_residual(gsl_rng *rng, struct problem *problem)
{
    struct fit fit = draw_line(rng);
    double worst = 0, plain = 0;
    problem_prompt(problem,
                   "The line that fits best by least squares is laid through (x, y) = %s. What is "
                   "the sum of the squared errors that it leaves?",
                   points_text(problem, &fit));
    problem_answer(problem, ANSWER_EXACT, "%ld", lround(fit.residual));
    add_line_steps(problem, &fit);
    const char *squares = "";
    for (size_t i = 0; i < fit.x.rows; i++) {
        double error =
            fit.y.at[i][0] - round(fit.c.at[0][0]) - round(fit.c.at[1][0]) * fit.x.at[i][1];
        squares =
            problem_text(problem, "%s%s%s^2", squares, i ? " + " : "", factor_text(problem, error));
        worst = fmax(worst, error * error);
        plain += fabs(error);
    }
    problem_step(problem, "errors: %s = %s", squares, problem->answer);
    problem_misconception(problem, "added-the-errors", "errors of least squares always add up to 0",
                          "0");
    problem_misconception(problem, "forgot-to-square", "that is the sum of the sizes", "%g", plain);
    problem_misconception(problem, "only-the-greatest", "all errors count", "%g", worst);
    problem_misconception(problem, "took-the-mean", "the sum is asked for, not the mean", "%s",
                          fraction_text(problem, lround(fit.residual), (int64_t)fit.x.rows));
}

static void ask_plane(gsl_rng *rng, struct problem *problem)
{
    static const int corners[] = {1, -1, -1, 1, 1, -1, 1, -1, 1, 1, 1, 1};
    int error = draw_nonzero(rng, -3, 3);
    const int errors[] = {error, -error, -error, error};
    const int coefficients[] = {draw_between(rng, 8, 30), draw_nonzero(rng, -6, 7),
                                draw_nonzero(rng, -6, 7)};
    struct matrix x = matrix_of(4, 3, corners), c = vector_of(3, coefficients);
    struct fit fit = fit_of(&x, &c, errors);
    const double *y[] = {fit.y.at[0], fit.y.at[1], fit.y.at[2], fit.y.at[3]};
    problem_prompt(problem,
                   "An experiment switches a cache (u) and an index (v) off (-1) and on (1). "
                   "Latencies in ms, (u, v): y are (-1, -1): %g, (1, -1): %g, (-1, 1): %g, (1, 1): "
                   "%g. Which y = a + b u + c v fits best by least squares? Answer (a, b, c).",
                   *y[0], *y[1], *y[2], *y[3]);
    problem_answer(problem, ANSWER_VECTOR, "(%.0f, %.0f, %.0f)", fit.c.at[0][0], fit.c.at[1][0],
                   fit.c.at[2][0]);
    problem_hint(problem, "The columns 1, u and v are at right angles: each is fitted by itself.");
    problem_hint(problem, "b = (sum of u·y) / 4, and in the same way a and c.");
    problem_step(problem, "a: sum of y / 4 = %g / 4", column_sum(&fit.y, 0));
    problem_step(problem, "b: sum of u·y / 4 = %g / 4", column_product(&fit.x, 1, &fit.y, 0));
    problem_step(problem, "c: sum of v·y / 4 = %g / 4", column_product(&fit.x, 2, &fit.y, 0));
    problem_step(problem, "(a, b, c) = %s", problem->answer);
    problem_misconception(problem, "difference-for-slope",
                          "from -1 to 1 are two units: the difference of the means is twice that",
                          "(%.0f, %.0f, %.0f)", fit.c.at[0][0], 2 * fit.c.at[1][0],
                          2 * fit.c.at[2][0]);
    problem_misconception(problem, "exchanged-the-features", "b belongs to u, c to v",
                          "(%.0f, %.0f, %.0f)", fit.c.at[0][0], fit.c.at[2][0], fit.c.at[1][0]);
    problem_misconception(problem, "turned-the-signs", "on is 1, off is -1", "(%.0f, %.0f, %.0f)",
                          fit.c.at[0][0], -fit.c.at[1][0], -fit.c.at[2][0]);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][2] = {
        {ask_constant, ask_through_origin}, {ask_line, ask_line}, {ask_residual, ask_plane}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 1)](rng, problem);
}

const struct drill drill_least_squares = {
    .name = "least-squares",
    .title = "Least squares",
    .topic = "linear algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"linear-system", "matrix-product", NULL},
    .terms = (const char *const[]){"least squares", "linear regression", "regression", "ols",
                                   "residual", "normal equation", "line of best fit", "r squared",
                                   "mean squared error", "curve fitting", "trend line", NULL},
    .generate = generate,
};
