/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Share of the variance that principal components hold.
 *
 * Level 1: from given variances along the components. 2: from a correlation, or how many
 * components are enough. 3: from a covariance matrix of 2 x 2. Eigenvalues are drawn first.
 */
#include <math.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* Sets a percentage to one decimal. */
static void answer_share(struct problem *problem, double share)
{
    problem_answer(problem, ANSWER_PERCENT, "%.1f %%", 100 * share);
    problem->absolute = 0.0055; /* rounding to whole per cent is right, too */
}

enum { MOST = 5 };

/* Falling variances. */
static int draw_variances(gsl_rng *rng, int *values)
{
    int count = draw_between(rng, 3, MOST), value = draw_between(rng, 1, 3);
    for (int i = count - 1; i >= 0; i--) {
        values[i] = value;
        value += draw_between(rng, 1, 3 + 3 * (count - i));
    }
    return count;
}

static const char *variances_text(struct problem *problem, const int *values, int count)
{
    const char *text = "";
    for (int i = 0; i < count; i++)
        text = problem_text(problem, "%s%s%d", text,
                            !i               ? ""
                            : i == count - 1 ? " and "
                                             : ", ",
                            values[i]);
    return text;
}

static int sum_of(const int *values, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_share(gsl_rng *rng, struct problem *problem)
{
    int values[MOST], count = draw_variances(rng, values), kept = draw_between(rng, 1, 2);
    int total = sum_of(values, count), held = sum_of(values, kept);
    double squares = 0, square = 0;
    for (int i = 0; i < count; i++) {
        squares += values[i] * values[i];
        square += i < kept ? values[i] * values[i] : 0;
    }
    problem_prompt(problem,
                   "A covariance matrix of %d features has the eigenvalues %s. Which share of the "
                   "variance do%s hold, in per cent?",
                   count, variances_text(problem, values, count),
                   kept == 1 ? "es the first principal component"
                             : " the first two principal components");
    answer_share(problem, (double)held / total);
    problem_hint(problem, "An eigenvalue is the variance along its component.");
    problem_hint(problem, "All of them add up to %d.", total);
    problem_step(problem, "whole variance: %d; kept: %d", total, held);
    problem_step(problem, "%d / %d = %s", held, total, problem->answer);
    problem_misconception(problem, "share-of-the-rest", "divide by all of them, those kept as well",
                          "%.3f %%", 100.0 * held / (total - held));
    problem_misconception(problem, "counted-components", "components differ in variance", "%.3f %%",
                          100.0 * kept / count);
    problem_misconception(problem, "lost-share", "that is the share that is lost", "%.3f %%",
                          100.0 * (total - held) / total);
    problem_misconception(problem, "squared-the-eigenvalues",
                          "eigenvalues are variances already (singular values would be squared)",
                          "%.3f %%", 100 * square / squares);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_correlation(gsl_rng *rng, struct problem *problem)
{
    static const char *const pairs[] = {"CPU and memory use", "rows read and bytes read",
                                        "latency and queue length", "price and storage size",
                                        "clicks and visits"};
    int r = draw_between(rng, 5, 96);
    bool second = draw_between(rng, 0, 2) == 0;
    struct matrix c = {.rows = 2, .columns = 2, .at = {{1, r / 100.0}, {r / 100.0, 1}}};
    struct matrix values = c, vectors;
    (void)matrix_eigen(&c, &values, &vectors);
    double value = values.at[second][0];
    problem_prompt(problem,
                   "Two standardised features, %s, have the correlation %.2f. Which share of their "
                   "variance does the %s principal component hold, in per cent?",
                   draw_text(rng, pairs, 5), r / 100.0, second ? "second" : "first");
    answer_share(problem, value / 2);
    problem_hint(problem, "The matrix is [1 r; r 1]; its eigenvalues are 1 + r and 1 - r.");
    problem_hint(problem, "Together they are 2, the variance of two standardised features.");
    problem_step(problem, "eigenvalue: 1 %c %.2f = %.2f", second ? '-' : '+', r / 100.0, value);
    problem_step(problem, "%.2f / 2 = %s", value, problem->answer);
    problem_misconception(problem, "took-the-correlation", "the correlation is not the share",
                          "%d %%", r);
    problem_misconception(problem, "squared-the-correlation",
                          "r^2 is the share of one feature that the other explains", "%.3f %%",
                          r * r / 100.0);
    problem_misconception(problem, "the-other-component",
                          "that is the share of the other component", "%.3f %%", 100 - 50 * value);
    problem_misconception(problem, "forgot-the-total", "divide by the whole variance, 2", "%.3f %%",
                          100 * value);
}

static void ask_count(gsl_rng *rng, struct problem *problem)
{
    static const int wanted[] = {60, 70, 75, 80, 85, 90, 95};
    int values[MOST], count = draw_variances(rng, values), share = wanted[draw_between(rng, 0, 6)];
    int total = sum_of(values, count), kept = 1;
    while (100 * sum_of(values, kept) < share * total)
        kept++;
    problem_prompt(problem,
                   "The principal components of %d features have the variances %s. How many of "
                   "them must be kept to hold at least %d %% of the variance?",
                   count, variances_text(problem, values, count), share);
    problem_answer(problem, ANSWER_EXACT, "%d", kept);
    problem_hint(problem, "Add from the greatest on until the share is reached.");
    problem_hint(problem, "%d %% of %d is %.4g.", share, total, share * total / 100.0);
    problem_step(problem, "at least %.4g of %d is needed", share * total / 100.0, total);
    problem_step(problem, "the first %d hold%s %d, one fewer %d", kept, kept == 1 ? "s" : "",
                 sum_of(values, kept), sum_of(values, kept - 1));
    problem_step(problem, "components to keep: %d", kept);
    problem_misconception(problem, "one-too-few", "their share is still below", "%d", kept - 1);
    problem_misconception(problem, "one-too-many", "one fewer is enough", "%d", kept + 1);
    problem_misconception(problem, "counted-components", "components differ in variance", "%d",
                          (count * share + 99) / 100);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_covariance(gsl_rng *rng, struct problem *problem)
{
    int slope = draw_nonzero(rng, -3, 3), step = draw_between(rng, 1, 3);
    int small = draw_between(rng, 1, 6), great = small + step * (1 + slope * slope);
    const int entries[] = {small + step, step * slope, step * slope, small + step * slope * slope};
    struct matrix c = matrix_of(2, 2, entries), values = c, vectors;
    (void)matrix_eigen(&c, &values, &vectors);
    double total = c.at[0][0] + c.at[1][1], first = values.at[0][0];
    double determinant = c.at[0][0] * c.at[1][1] - c.at[0][1] * c.at[0][1];
    problem_prompt(
        problem,
        "Two features have the covariance matrix C. Which share of the variance does the "
        "first principal component hold, in per cent?\n%s",
        matrix_lines(problem, "C", &c));
    answer_share(problem, first / total);
    problem_hint(problem, "The variances along the components are the eigenvalues of C.");
    problem_hint(problem, "They add up to the trace %g, and their product is the determinant %g.",
                 total, determinant);
    problem_step(problem, "sum %g, product %g: the eigenvalues are %d and %d", total, determinant,
                 great, small);
    problem_step(problem, "%d / %g = %s", great, total, problem->answer);
    problem_misconception(problem, "took-the-diagonal",
                          "a principal component is not one of the features", "%.3f %%",
                          100 * fmax(c.at[0][0], c.at[1][1]) / total);
    problem_misconception(problem, "divided-by-the-smaller", "divide by the sum of both", "%.3f %%",
                          100.0 * great / small);
    problem_misconception(problem, "second-component", "that is the share of the second one",
                          "%.3f %%", 100.0 * small / total);
    problem_misconception(problem, "divided-by-the-determinant",
                          "the whole variance is the trace, not the determinant", "%.3f %%",
                          100.0 * great / determinant);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    (void)drill;
    if (level == 1)
        ask_share(rng, problem);
    else if (level == 2)
        (draw_between(rng, 0, 1) ? ask_correlation : ask_count)(rng, problem);
    else
        ask_covariance(rng, problem);
}

const struct drill drill_principal_components = {
    .name = "principal-components",
    .title = "Principal components",
    .topic = "linear algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"eigenpairs", NULL},
    .terms = (const char *const[]){"principal component", "principal component analysis", "pca",
                                   "dimensionality reduction", "explained variance", "covariance",
                                   "covariance matrix", "singular value decomposition", "svd",
                                   "curse of dimensionality", NULL},
    .generate = generate,
};
