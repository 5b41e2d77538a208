/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Confidence intervals: how far a mean or a share that was measured may be from the true one.
 *
 * Level 1: the standard error and 95 % margin of a mean. 2: other levels, shares, and how many
 * measurements a narrower interval takes. 3: few values, by Student's t (1908); two means.
 */
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

struct measured {
    const char *what, *unit;
    int mean, step; /* means lie near the first; spreads are multiples of the second */
};

static const struct measured measures[] = {
    {"queries took", "ms", 250, 10},    {"nightly runs took", "min", 90, 2},
    {"files held", "MB", 600, 20},      {"restarts took", "s", 40, 1},
    {"compactions wrote", "GB", 80, 2}, {"deployments took", "min", 30, 1},
};

static const struct measured *draw_measured(gsl_rng *rng)
{
    return &measures[draw_between(rng, 0, 5)];
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_margin(gsl_rng *rng, struct problem *problem)
{
    static const int roots[] = {10, 8, 12, 20, 9, 25, 30};
    const struct measured *m = draw_measured(rng);
    int root = roots[draw_between(rng, 0, 6)], n = root * root;
    int mean = m->mean + m->step * draw_between(rng, -5, 5);
    double spread = m->step * draw_between(rng, 2, 9), error = spread / root;
    bool margin = draw_between(rng, 0, 2) > 0;
    double answer = margin ? normal_critical(0.95) * error : error;
    problem_prompt(
        problem, "%d %s %d %s on average, with a standard deviation of %s %s. %s (Give the unit.)",
        n, m->what, mean, m->unit, four_digits(problem, spread), m->unit,
        margin ? "What follows the ± of the 95 % confidence interval of the mean?"
               : "What is the standard error of the mean?");
    problem_measure(problem, answer, m->unit);
    problem_hint(problem, "Means scatter less than single values: by the root of their number.");
    problem_hint(problem, "Standard error = deviation / sqrt(n), and sqrt(%d) = %d.", n, root);
    if (margin)
        problem_hint(problem, "95 %% of a normal distribution lie within 1.96 standard errors.");
    problem_step(problem, "sqrt(%d) = %d", n, root);
    problem_step(problem, "%s %s / %d = %s %s", four_digits(problem, spread), m->unit, root,
                 four_digits(problem, error), m->unit);
    if (margin)
        problem_step(problem, "1.96 · %s = %s", four_digits(problem, error), problem->answer);
    problem_measure_misconception(problem, "deviation-for-error",
                                  "that is for single values; means scatter less",
                                  margin ? answer * root : spread);
    problem_measure_misconception(problem, "forgot-the-root", "divide by the root of n",
                                  answer / root);
    problem_measure_misconception(problem, "forgot-the-z", "that is one standard error, for 68 %",
                                  error);
    if (!margin)
        return;
    problem_measure_misconception(problem, "whole-width",
                                  "that is the whole width; what follows ± is half of it",
                                  2 * answer);
    problem_measure_misconception(problem, "one-sided-z", "1.645 leaves 5 % on one side alone",
                                  normal_critical(0.9) * error);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static const double confidences[] = {90, 95, 99};

static void ask_share(gsl_rng *rng, struct problem *problem)
{
    static const char *const stories[] = {"visitors bought something", "records had a defect",
                                          "queries hit the cache", "users opened the report"};
    static const int percents[] = {10, 20, 50, 80, 90, 36};
    static const int roots[] = {20, 30, 40, 50, 60};
    double p = percents[draw_between(rng, 0, 5)] / 100.0, root = roots[draw_between(rng, 0, 4)];
    double confidence = draw_number(rng, confidences, 3), n = root * root;
    double z = normal_critical(confidence / 100), error = sqrt(p * (1 - p)) / root;
    bool upper = draw_between(rng, 0, 1);
    double answer = upper ? p + z * error : p - z * error;
    problem_prompt(problem,
                   "In a random sample of %.0f, %.0f %% of %s. What is the %s end of the %.0f %% "
                   "confidence interval of that share?",
                   n, 100 * p, stories[draw_between(rng, 0, 3)], upper ? "upper" : "lower",
                   confidence);
    problem_chance(problem, answer);
    problem->absolute = fmin(0.002, 0.03 * z * error);
    problem_hint(problem, "The standard error of a share p is sqrt(p (1 - p) / n).");
    problem_hint(problem, "z is 1.645 for 90 %%, 1.960 for 95 %%, 2.576 for 99 %%.");
    problem_step(problem, "sqrt(%s · %s / %.0f) = %s", four_digits(problem, p),
                 four_digits(problem, 1 - p), n, four_digits(problem, error));
    problem_step(problem, "%.3f · %s = %s", z, four_digits(problem, error),
                 four_digits(problem, z * error));
    problem_step(problem, "%s %s %s = %s", four_digits(problem, p), upper ? "+" : "-",
                 four_digits(problem, z * error), problem->answer);
    problem_chance_misconception(problem, "other-end", "that is the other end", 2 * p - answer);
    problem_chance_misconception(problem, "forgot-the-z", "that is one standard error, for 68 %",
                                 upper ? p + error : p - error);
    problem_chance_misconception(problem, "margin-alone", "start from the share that was measured",
                                 z * error);
    problem_chance_misconception(problem, "one-sided-z",
                                 "this z leaves all of the risk on one side",
                                 upper ? p + normal_critical(2 * confidence / 100 - 1) * error
                                       : p - normal_critical(2 * confidence / 100 - 1) * error);
}

static void ask_how_many(gsl_rng *rng, struct problem *problem)
{
    const struct measured *m = draw_measured(rng);
    int n = 25 * draw_between(rng, 2, 20), factor = draw_between(rng, 2, 6);
    double margin = factor * m->step * draw_between(rng, 1, 3) / 2.0;
    int answer = n * factor * factor;
    problem_prompt(problem,
                   "%d %s %d %s ± %s %s on average (95 %% confidence). How many must be measured "
                   "altogether for ± %s %s?",
                   n, m->what, m->mean, m->unit, four_digits(problem, margin), m->unit,
                   four_digits(problem, margin / factor), m->unit);
    problem_answer(problem, ANSWER_EXACT, "%d", answer);
    problem->relative = 0.02;
    problem_hint(problem, "The margin falls with the root of the number of measurements.");
    problem_hint(problem, "%s / %s: the margin shall be %d times smaller.",
                 four_digits(problem, margin), four_digits(problem, margin / factor), factor);
    problem_step(problem, "%d times narrower takes %d^2 = %d times as many", factor, factor,
                 factor * factor);
    problem_step(problem, "%d · %d = %d", n, factor * factor, answer);
    problem_misconception(problem, "forgot-the-root",
                          "the margin falls with the root of n, not with n", "%d", n * factor);
    problem_misconception(problem, "more-for-altogether", "that is how many more", "%d",
                          answer - n);
}

static void ask_interval_end(gsl_rng *rng, struct problem *problem)
{
    static const int roots[] = {8, 10, 12, 15, 20};
    const struct measured *m = draw_measured(rng);
    int root = roots[draw_between(rng, 0, 4)], n = root * root;
    int mean = m->mean + m->step * draw_between(rng, -5, 5);
    double confidence = draw_number(rng, confidences, 3), z = normal_critical(confidence / 100);
    double spread = m->step * draw_between(rng, 3, 9), error = spread / root;
    bool upper = draw_between(rng, 0, 1);
    double answer = upper ? mean + z * error : mean - z * error;
    problem_prompt(problem,
                   "%d %s %d %s on average, with a standard deviation of %s %s. What is the %s end "
                   "of the %.0f %% confidence interval of the mean? (Give the unit.)",
                   n, m->what, mean, m->unit, four_digits(problem, spread), m->unit,
                   upper ? "upper" : "lower", confidence);
    problem_measure(problem, answer, m->unit);
    problem->relative = 0;
    problem->absolute = fmax(0.03 * z * error, 0.0006 * answer);
    problem_hint(problem, "Standard error = deviation / sqrt(n), and sqrt(%d) = %d.", n, root);
    problem_hint(problem, "z is 1.645 for 90 %%, 1.960 for 95 %%, 2.576 for 99 %%.");
    problem_step(problem, "%s / %d = %s", four_digits(problem, spread), root,
                 four_digits(problem, error));
    problem_step(problem, "%.3f · %s = %s", z, four_digits(problem, error),
                 four_digits(problem, z * error));
    problem_step(problem, "%d %s %s = %s", mean, upper ? "+" : "-", four_digits(problem, z * error),
                 problem->answer);
    problem_measure_misconception(problem, "other-end", "that is the other end", 2 * mean - answer);
    problem_measure_misconception(problem, "deviation-for-error",
                                  "that holds single values; means scatter less",
                                  upper ? mean + z * spread : mean - z * spread);
    problem_measure_misconception(problem, "forgot-the-z", "that is one standard error, for 68 %",
                                  upper ? mean + error : mean - error);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

/* The rows of a table of t, 95 %, that a problem may need; some to choose from. */
static const char *table_of_t(struct problem *problem)
{
    return arena_format(&problem->arena,
                        "Student's t for 95 %%: %.3f with 4 degrees of freedom, %.3f with 5, %.3f "
                        "with 8, %.3f with 9, %.3f with 15, %.3f with 16.",
                        student_critical(0.95, 4), student_critical(0.95, 5),
                        student_critical(0.95, 8), student_critical(0.95, 9),
                        student_critical(0.95, 15), student_critical(0.95, 16));
}

static void add_t_misconceptions(struct problem *problem, double error, int n, double spread)
{
    problem_measure_misconception(problem, "normal-for-few",
                                  "so few values make the deviation itself uncertain: t, not 1.96",
                                  normal_critical(0.95) * error);
    problem_measure_misconception(problem, "degrees-of-freedom",
                                  "the mean takes one: n - 1 degrees of freedom",
                                  student_critical(0.95, n) * error);
    problem_measure_misconception(problem, "deviation-for-error",
                                  "divide the deviation by the root of n",
                                  student_critical(0.95, n - 1) * spread);
    problem_measure_misconception(problem, "forgot-the-t", "that is one standard error", error);
}

static void ask_t_margin(gsl_rng *rng, struct problem *problem)
{
    static const int sizes[] = {5, 9, 10, 16};
    const struct measured *m = draw_measured(rng);
    int n = sizes[draw_between(rng, 0, 3)], mean = m->mean + m->step * draw_between(rng, -5, 5);
    double spread = m->step * draw_between(rng, 2, 9), error = spread / sqrt(n);
    double t = student_critical(0.95, n - 1);
    problem_prompt(problem,
                   "Only %d %s %d %s on average, with a standard deviation (divided by n - 1) of "
                   "%s %s. What follows the ± of the 95 %% confidence interval of the mean? (Give "
                   "the unit.)\n%s",
                   n, m->what, mean, m->unit, four_digits(problem, spread), m->unit,
                   table_of_t(problem));
    problem_measure(problem, t * error, m->unit);
    problem_hint(problem, "Few values: t takes the place of 1.96.");
    problem_hint(problem, "n - 1 = %d degrees of freedom; standard error = deviation / sqrt(%d).",
                 n - 1, n);
    problem_step(problem, "%d degrees of freedom: t = %.3f", n - 1, t);
    problem_step(problem, "standard error: %s / sqrt(%d) = %s", four_digits(problem, spread), n,
                 four_digits(problem, error));
    problem_step(problem, "%.3f · %s = %s", t, four_digits(problem, error), problem->answer);
    add_t_misconceptions(problem, error, n, spread);
}

static void ask_t_values(gsl_rng *rng, struct problem *problem)
{
    const struct measured *m = draw_measured(rng);
    double values[5];
    int middle = m->mean + m->step * draw_between(rng, -5, 5), rest = 0;
    for (int i = 0; i < 4; i++) {
        int away = draw_between(rng, -5, 5);
        values[i] = middle + m->step * away;
        rest += away;
    }
    values[4] = middle - m->step * (rest ? rest : 1); /* the mean is mostly whole */
    double mean = gsl_stats_mean(values, 1, 5), spread = gsl_stats_sd(values, 1, 5);
    double error = spread / sqrt(5), t = student_critical(0.95, 4);
    problem_prompt(problem,
                   "Five %s %.0f, %.0f, %.0f, %.0f and %.0f %s. What follows the ± of the 95 %% "
                   "confidence interval of the mean? (Give the unit.)\n%s",
                   m->what, values[0], values[1], values[2], values[3], values[4], m->unit,
                   table_of_t(problem));
    problem_measure(problem, t * error, m->unit);
    problem_hint(problem, "First the mean, then the deviation: squares summed, divided by 4.");
    problem_hint(problem, "Five values leave 4 degrees of freedom; divide by sqrt(5).");
    problem_step(problem, "mean %s; sum of squared distances %s", four_digits(problem, mean),
                 four_digits(problem, spread * spread * 4));
    problem_step(problem, "deviation: sqrt(%s / 4) = %s", four_digits(problem, spread * spread * 4),
                 four_digits(problem, spread));
    problem_step(problem, "standard error: %s / sqrt(5) = %s", four_digits(problem, spread),
                 four_digits(problem, error));
    problem_step(problem, "%.3f · %s = %s", t, four_digits(problem, error), problem->answer);
    problem_measure_misconception(problem, "divided-by-n", "a sample's deviation divides by n - 1",
                                  t * error * sqrt(0.8));
    add_t_misconceptions(problem, error, 5, spread);
}

static void ask_difference(gsl_rng *rng, struct problem *problem)
{
    static const int legs[][2] = {{3, 4}, {6, 8}, {5, 12}, {8, 15}, {4, 3}, {12, 5}};
    const struct measured *m = draw_measured(rng);
    const int *leg = legs[draw_between(rng, 0, 5)];
    int root = 5 * draw_between(rng, 2, 6), n = root * root, unit = draw_between(rng, 1, 3);
    double a = leg[0] * unit, b = leg[1] * unit, both = hypot(a, b) / root;
    int mean = m->mean + m->step * draw_between(rng, -5, 5);
    problem_prompt(problem,
                   "Before a change %d %s %d %s on average (standard deviation %s %s), after it %d "
                   "others %d %s (standard deviation %s %s). What follows the ± of the 95 %% "
                   "confidence interval of the difference of the means? (Give the unit.)",
                   n, m->what, mean, m->unit, four_digits(problem, a), m->unit, n,
                   mean - draw_between(rng, 1, 3), m->unit, four_digits(problem, b), m->unit);
    problem_measure(problem, normal_critical(0.95) * both, m->unit);
    problem_hint(problem, "Squares of standard errors add up, also for a difference.");
    problem_hint(problem, "sqrt(%s^2 + %s^2) / %d.", four_digits(problem, a),
                 four_digits(problem, b), root);
    problem_step(problem, "standard errors: %s / %d = %s and %s / %d = %s", four_digits(problem, a),
                 root, four_digits(problem, a / root), four_digits(problem, b), root,
                 four_digits(problem, b / root));
    problem_step(problem, "of the difference: sqrt(%s^2 + %s^2) = %s",
                 four_digits(problem, a / root), four_digits(problem, b / root),
                 four_digits(problem, both));
    problem_step(problem, "1.96 · %s = %s", four_digits(problem, both), problem->answer);
    problem_measure_misconception(problem, "added-errors", "their squares add up, not they",
                                  normal_critical(0.95) * (a + b) / root);
    problem_measure_misconception(problem, "subtracted-errors",
                                  "uncertainties never cancel: squares add up",
                                  normal_critical(0.95) * fabs(a - b) / root);
    problem_measure_misconception(problem, "forgot-the-z", "that is one standard error, for 68 %",
                                  both);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_margin, ask_margin, ask_margin},
        {ask_share, ask_how_many, ask_interval_end},
        {ask_t_margin, ask_t_values, ask_difference},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_confidence_interval = {
    .name = "confidence-interval",
    .title = "Confidence intervals: z and t",
    .topic = "statistics",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"spread", NULL},
    .terms = (const char *const[]){"confidence interval", "confidence level", "margin of error",
                                   "standard error", "sampling error", "significance level",
                                   "normal distribution", "central limit theorem", "t distribution",
                                   "student's t", "z score", NULL},
    .generate = generate,
};
