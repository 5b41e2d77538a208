/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a running time grows: the k of c · n^k, from timings.
 *
 * Level 1: sizes that double, times that show a power of two. 2: two timings, any ratio; and what
 * comes next. 3: a table with noise: least squares on logarithms (gsl_fit_linear).
 */
#include <gsl/gsl_randist.h>
#include <math.h>

#include "engine/base/text.h"
#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/growth_fit.h"
#include "exercises/problem_writer.h"

static const char *const works[] = {"A sort",         "A join", "An index build", "A deduplication",
                                    "A training run", "A scan", "A merge",        "A layout"};

/* Three significant digits, as a stopwatch shows: what is written is also what is computed with. */
static double rounded(double value)
{
    double scale = pow(10, 2 - floor(log10(value)));
    return round(value * scale) / scale;
}

static const char *amount(struct problem *problem, double value)
{
    if (value >= 1000)
        return grouped(problem, (uint64_t)llround(value));
    return problem_text(problem, "%.3g", value);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_doubling(gsl_rng *rng, struct problem *problem)
{
    int k = draw_between(rng, 0, 4), start = draw_between(rng, 2, 40),
        factor = draw_between(rng, 0, 2) ? 2 : 10;
    k = factor == 10 && k > 3 ? 3 : k;
    double n = draw_between(rng, 1, 9) * 1000.0, grown = pow(factor, k);
    problem_prompt(
        problem,
        "%s takes %d ms for %s rows and %s ms for %s rows. Its time grows like n^k. What "
        "is k?",
        draw_text(rng, works, 8), start, amount(problem, n), amount(problem, start * grown),
        amount(problem, n * factor));
    problem_answer(problem, ANSWER_EXACT, "%d", k);
    problem_hint(problem, "n has grown by a factor of %d. By which factor has the time?", factor);
    problem_hint(problem, "%d^k = %g", factor, grown);
    problem_step(problem, "%s / %d = %g, while n has grown by %d", amount(problem, start * grown),
                 start, grown, factor);
    problem_step(problem, "%g = %d^%d, so k = %d", grown, factor, k, k);
    problem_misconception(problem, "factor-for-exponent",
                          "that is by how much the time has grown; k is an exponent", "%g", grown);
    problem_misconception(problem, "off-by-one-exponent",
                          "the time would grow by that factor once more", "%d", k + 1);
    problem_misconception(problem, "ratio-of-ratios", "factors are compared by their logarithms",
                          "%g", grown / factor);
    problem_misconception(problem, "off-by-one-exponent", "the time has grown more than that", "%d",
                          k - 1);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static const double exponents[] = {0.5, 0.8, 1, 1.2, 1.25, 1.5, 1.6, 1.75, 2, 2.25, 2.5, 2.8, 3};
enum { EXPONENTS = sizeof exponents / sizeof exponents[0] };

static void ask_ratio(gsl_rng *rng, struct problem *problem)
{
    static const int factors[] = {2, 3, 4, 5, 8, 10, 20};
    double drawn = exponents[draw_between(rng, 0, EXPONENTS - 1)];
    int factor = factors[draw_between(rng, 0, 6)];
    double n = draw_between(rng, 1, 9) * 1000.0;
    double first = draw_between(rng, 11, 90), second = rounded(first * pow(factor, drawn));
    double k = log(second / first) / log(factor);
    problem->absolute = 0.02;
    problem_prompt(
        problem,
        "%s takes %s ms for %s rows and %s ms for %s rows. Its time grows like n^k. What "
        "is k? (to two decimals)",
        draw_text(rng, works, 8), amount(problem, first), amount(problem, n),
        amount(problem, second), amount(problem, n * factor));
    problem_answer(problem, ANSWER_DECIMAL, "%.2f", k);
    problem_hint(problem, "n grows by a factor of %d, the time by %.4g: %d^k = %.4g.", factor,
                 second / first, factor, second / first);
    problem_hint(problem, "Take the logarithm of both sides.");
    problem_step(problem, "%s / %s = %.4g = %d^k", amount(problem, second), amount(problem, first),
                 second / first, factor);
    problem_step(problem, "k = ln(%.4g) / ln(%d) = %.4f / %.4f = %s", second / first, factor,
                 log(second / first), log(factor), problem->answer);
    problem_misconception(problem, "ratio-of-ratios", "factors are compared by their logarithms",
                          "%.4g", second / first / factor);
    problem_misconception(problem, "factor-for-exponent",
                          "that is by how much the time has grown; k is an exponent", "%.4g",
                          second / first);
    problem_misconception(problem, "turned-the-fraction",
                          "divided the wrong way round: the logarithm of n's factor goes below",
                          "%.4g", fabs(k) > 1e-9 ? 1 / k : 99);
    problem_misconception(problem, "forgot-the-base", "divide by the logarithm of the factor of n",
                          "%.4g", log(second / first));
}

static void ask_next(gsl_rng *rng, struct problem *problem)
{
    static const int factors[] = {2, 3, 4, 5, 10};
    double k = exponents[(draw_between(rng, 3, EXPONENTS + 1)) % EXPONENTS]; /* but 1 */
    int factor = factors[draw_between(rng, 0, 4)];
    double n = draw_between(rng, 1, 9) * 1000.0, first = draw_between(rng, 11, 90);
    double next = first * pow(factor, k);
    problem->relative = 0.02;
    problem_prompt(problem,
                   "%s takes %s ms for %s rows, and its time grows like n^%g. How many ms will it "
                   "take for %s rows? (to three digits)",
                   draw_text(rng, works, 8), amount(problem, first), amount(problem, n), k,
                   amount(problem, n * factor));
    problem_answer(problem, ANSWER_DECIMAL, "%.15g", rounded(next));
    problem_hint(problem, "n grows by a factor of %d.", factor);
    problem_hint(problem, "The time then grows by %d^%g.", factor, k);
    problem_step(problem, "%d^%g = %.4g", factor, k, pow(factor, k));
    problem_step(problem, "%s · %.4g = %s", amount(problem, first), pow(factor, k),
                 problem->answer);
    problem_misconception(problem, "linear-for-power", "the time does not grow as n does", "%.5g",
                          first * factor);
    problem_misconception(problem, "multiplied-base-and-exponent", "n^k is a power, not a product",
                          "%.5g", first * factor * k);
    problem_misconception(problem, "forgot-the-first-time",
                          "that is the factor by which the time grows", "%.5g", pow(factor, k));
    problem_misconception(problem, "raised-the-time", "what is raised is the factor of n", "%.5g",
                          pow(first, k));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

enum { TIMINGS = 5 };

static void append_table(struct problem *problem, const char *work, const double *sizes,
                         const double *times)
{
    struct text out = {0};
    text_printf(&out, "%s was timed:\n", work);
    text_printf(&out, "    %10s  %10s\n", "rows", "ms");
    for (int i = 0; i < TIMINGS; i++)
        text_printf(&out, "    %10s  %10s\n", amount(problem, sizes[i]), amount(problem, times[i]));
    text_append(&out, "Fit c · n^k to it: what is k? (within 0.1)");
    problem_prompt(problem, "%s", text_string(&out));
    text_release(&out);
}

static void ask_fit(gsl_rng *rng, struct problem *problem)
{
    double drawn = exponents[draw_between(rng, 1, EXPONENTS - 1)];
    double sizes[TIMINGS], times[TIMINGS], k, constant;
    double n = draw_between(rng, 1, 9) * 100.0, start = draw_between(rng, 4, 30);
    int factor = draw_between(rng, 2, 4);
    do
        for (int i = 0; i < TIMINGS; i++) {
            sizes[i] = n * pow(factor, i);
            times[i] = rounded(start * pow(factor, i * drawn) * exp(gsl_ran_gaussian(rng, 0.06)));
        }
    while (!growth_fit(sizes, times, TIMINGS, &k, &constant));
    double whole = times[TIMINGS - 1] / times[0], span = sizes[TIMINGS - 1] / sizes[0];
    append_table(problem, draw_text(rng, works, 8), sizes, times);
    problem->absolute = 0.1;
    problem_answer(problem, ANSWER_DECIMAL, "%.2f", k);
    problem_hint(problem, "On logarithmic axes c · n^k is a line, and k is its slope.");
    problem_hint(problem,
                 "By which factors do n and the time grow from the first row to the last?");
    problem_hint(problem, "k is about ln(%s) / ln(%s).", amount(problem, whole),
                 amount(problem, span));
    problem_step(problem, "first to last: n grows by a factor of %s, the time by %s",
                 amount(problem, span), amount(problem, whole));
    problem_step(problem, "so k is about ln(%s) / ln(%s) = %.2f", amount(problem, whole),
                 amount(problem, span), log(whole) / log(span));
    problem_step(problem, "least squares through the logarithms of all %d: k = %s", TIMINGS,
                 problem->answer);
    problem_misconception(problem, "ratio-of-ratios", "factors are compared by their logarithms",
                          "%.4g", whole / span);
    problem_misconception(problem, "turned-the-fraction",
                          "divided the wrong way round: the logarithm of n's factor goes below",
                          "%.4g", 1 / k);
    problem_misconception(problem, "slope-without-logarithms",
                          "the slope is that of the logarithms, not of the numbers", "%.4g",
                          (times[TIMINGS - 1] - times[0]) / (sizes[TIMINGS - 1] - sizes[0]));
    problem_misconception(problem, "factor-for-exponent",
                          "that is by how much the time grows from row to row; k is an exponent",
                          "%.4g", pow(whole, 1.0 / (TIMINGS - 1)));
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    (void)drill;
    if (level == 1)
        ask_doubling(rng, problem);
    else if (level == 3)
        ask_fit(rng, problem);
    else if (draw_between(rng, 0, 2))
        ask_ratio(rng, problem);
    else
        ask_next(rng, problem);
}

const struct drill drill_growth_exponent = {
    .name = "growth-exponent",
    .title = "Growth exponent from timings",
    .topic = "algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"logarithm", NULL},
    .terms =
        (const char *const[]){"big o", "big o notation", "time complexity",
                              "computational complexity", "asymptotic", "running time",
                              "linear time", "quadratic time", "polynomial time", "log-log", NULL},
    .generate = generate,
};
