/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A/B tests: how many visitors they take, and what counts say (chi-square).
 *
 * Level 1: days, the effect of halving the difference, expected counts. 2: the rule 16 p (1 - p) /
 * d^2 (Lehr 1992), and whether traffic is split as meant. 3: the formula of Fleiss (1981), and
 * Pearson's chi-square of a table of four, without the correction for continuity.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

static const char *const goals[] = {"order", "sign up", "open the report", "come back",
                                    "finish the upload"};

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_days(gsl_rng *rng, struct problem *problem)
{
    int days = draw_between(rng, 4, 40), a_day = 200 * draw_between(rng, 2, 30);
    int groups = draw_between(rng, 2, 3), share = draw_between(rng, 0, 1) ? 100 : 50;
    if (groups == 3)
        a_day = 600 * draw_between(rng, 1, 10);
    int used = a_day * share / 100, each = used / groups * days;
    problem_prompt(problem,
                   "A test compares %d versions and needs %s visitors for each. %s visitors come a "
                   "day; %d %% of them take part, evenly split. How many days does the test run?",
                   groups, grouped(problem, (uint64_t)each), grouped(problem, (uint64_t)a_day),
                   share);
    problem_answer(problem, ANSWER_EXACT, "%d", days);
    problem_hint(problem, "How many visitors are needed altogether?");
    problem_hint(problem, "How many take part on a day?");
    problem_step(problem, "%d · %s = %s needed", groups, grouped(problem, (uint64_t)each),
                 grouped(problem, (uint64_t)(each * groups)));
    problem_step(problem, "%d %% of %s = %s a day", share, grouped(problem, (uint64_t)a_day),
                 grouped(problem, (uint64_t)used));
    problem_step(problem, "%s / %s = %d", grouped(problem, (uint64_t)(each * groups)),
                 grouped(problem, (uint64_t)used), days);
    problem_misconception(problem, "one-group", "each version needs that many", "%g",
                          (double)each / used);
    problem_misconception(problem, "ignored-the-share", "not all visitors take part", "%g",
                          (double)each * groups / a_day);
}

static void ask_smaller_effect(gsl_rng *rng, struct problem *problem)
{
    int n = 100 * draw_between(rng, 4, 90), factor = draw_between(rng, 2, 5);
    int effect = factor * draw_between(rng, 1, 3);
    problem_prompt(problem,
                   "A test with %s visitors a version tells a difference of %d percentage points. "
                   "About how many a version does it take to tell one of %d, all else alike?",
                   grouped(problem, (uint64_t)n), effect, effect / factor);
    problem_answer(problem, ANSWER_EXACT, "%d", n * factor * factor);
    problem->relative = 0.01;
    problem_hint(problem, "Chance falls with the root of the number of visitors.");
    problem_hint(problem, "A difference %d times smaller takes %d^2 times as many.", factor,
                 factor);
    problem_step(problem, "%d / %d: %d times smaller", effect, effect / factor, factor);
    problem_step(problem, "%d^2 = %d times as many: %d", factor, factor * factor,
                 n * factor * factor);
    problem_misconception(problem, "forgot-the-square",
                          "chance falls with the root of n only, so n grows with the square", "%d",
                          n * factor);
    problem_misconception(problem, "wrong-way", "a smaller difference is harder to tell", "%g",
                          (double)n / factor);
}

static void ask_expected_count(gsl_rng *rng, struct problem *problem)
{
    int first = 100 * draw_between(rng, 2, 20), second = 100 * draw_between(rng, 2, 20);
    int percent = draw_between(rng, 3, 40), did = (first + second) * percent / 100;
    int least = (first < second ? first : second) * percent / 100;
    int away = draw_between(rng, 1, least / 2 < 30 ? least / 2 : 30);
    int a = first * percent / 100 + away;
    problem_prompt(problem,
                   "Of %d visitors who saw version A %d did %s, of %d who saw version B %d did. "
                   "How many of version A would one expect if the versions made no difference?",
                   first, a, draw_text(rng, goals, 5), second, did - a);
    problem_answer(problem, ANSWER_EXACT, "%d", first * percent / 100);
    problem_hint(problem, "Without a difference both have the share of all visitors.");
    problem_hint(problem, "%d of all %d did.", did, first + second);
    problem_step(problem, "share of all: %d / %d = %d %%", did, first + second, percent);
    problem_step(problem, "%d %% of %d = %d", percent, first, first * percent / 100);
    problem_misconception(problem, "halved-the-sum", "the groups need not be of the same size",
                          "%g", did / 2.0);
    problem_misconception(problem, "measured-for-expected",
                          "that is what was seen; both versions share one rate here", "%d", a);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_lehr(gsl_rng *rng, struct problem *problem)
{
    static const int shares[] = {2, 4, 5, 8, 10, 20, 25, 30, 40, 50};
    int percent = shares[draw_between(rng, 0, 9)];
    double points = percent < 8 ? draw_between(rng, 1, 4) * 0.25 : draw_between(rng, 2, 8) * 0.5;
    double p = percent / 100.0, d = points / 100, answer = 16 * p * (1 - p) / (d * d);
    problem_prompt(problem,
                   "%d %% of visitors %s. A test shall tell a change by %s percentage point%s. "
                   "About how many visitors does each version need, by the rule 16 p (1 - p) / d^2 "
                   "(two-sided 5 %%, power 80 %%)?",
                   percent, draw_text(rng, goals, 5), four_digits(problem, points),
                   points > 0.99 && points < 1.01 ? "" : "s");
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "Write both as parts of 1: p = %s, d = %s.", four_digits(problem, p),
                 four_digits(problem, d));
    problem_hint(problem, "p (1 - p) is the variance of a yes or no.");
    problem_step(problem, "p (1 - p) = %s · %s = %s", four_digits(problem, p),
                 four_digits(problem, 1 - p), four_digits(problem, p * (1 - p)));
    problem_step(problem, "16 · %s / %s^2 = %s", four_digits(problem, p * (1 - p)),
                 four_digits(problem, d), problem->answer);
    problem_measure_misconception(problem, "forgot-the-square", "the difference is squared",
                                  16 * p * (1 - p) / d);
    problem_measure_misconception(problem, "share-for-variance", "the variance is p (1 - p)",
                                  16 * p / (d * d));
    problem_measure_misconception(problem, "both-versions", "that is for both versions together",
                                  2 * answer);
    problem_measure_misconception(problem, "percent-for-parts",
                                  "write shares as parts of 1, not as per cent",
                                  16 * p * (1 - p) / (points * points));
}

static void ask_split(gsl_rng *rng, struct problem *problem)
{
    static const int halves[] = {200, 450, 500, 800, 1000, 1250, 2000, 5000};
    int half = halves[draw_between(rng, 0, 7)];
    int away = (int)lround(sqrt(half) * draw_between(rng, 5, 25) / 10.0);
    double answer = 2.0 * away * away / half;
    problem_prompt(problem,
                   "Traffic should be split evenly, but version A got %s visitors and version B "
                   "%s. What is chi-square (one degree of freedom)? From 3.84 on the split is "
                   "suspect at 5 %%.",
                   grouped(problem, (uint64_t)(half + away)),
                   grouped(problem, (uint64_t)(half - away)));
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "How many of each would one expect?");
    problem_hint(problem, "Add (seen - expected)^2 / expected over both versions.");
    problem_step(problem, "expected: %s of each, %d away on both sides",
                 grouped(problem, (uint64_t)half), away);
    problem_step(problem, "a split as uneven as this by chance: %s %%; %s",
                 four_digits(problem, 100 * gsl_cdf_chisq_Q(answer, 1)),
                 answer >= gsl_cdf_chisq_Qinv(0.05, 1) ? "suspect" : "not suspect at 5 %");
    problem_step(problem, "%d^2 / %d + %d^2 / %d = %s", away, half, away, half, problem->answer);
    problem_measure_misconception(problem, "one-cell", "both versions add to it", answer / 2);
    problem_measure_misconception(problem, "forgot-the-square", "the distances are squared",
                                  2.0 * away / half);
    problem_measure_misconception(problem, "divided-by-all",
                                  "divide by what is expected of each, not by all", answer / 4);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_fleiss(gsl_rng *rng, struct problem *problem)
{
    static const double pairs[][2] = {{2, 2.5}, {4, 5},   {5, 6},   {8, 10},  {10, 12}, {10, 11},
                                      {12, 15}, {20, 22}, {20, 25}, {30, 33}, {40, 45}, {50, 55},
                                      {50, 52}, {60, 66}, {3, 4},   {15, 18}};
    static const double powers[] = {80, 90};
    const double *pair = pairs[draw_between(rng, 0, 15)];
    double power = draw_number(rng, powers, 2), p = pair[0] / 100, q = pair[1] / 100;
    double z = normal_critical(0.95), with = gsl_cdf_ugaussian_Pinv(power / 100);
    double answer = ceil(sample_size_of_shares(p, q, 0.95, power / 100));
    problem_prompt(problem,
                   "%s %% of visitors %s; a new version is worth it from %s %% on. How many "
                   "visitors must see each version, for a two-sided test at 5 %% with a power of "
                   "%.0f %%? (2 %% off is near enough.)",
                   four_digits(problem, pair[0]), draw_text(rng, goals, 5),
                   four_digits(problem, pair[1]), power);
    problem_measure(problem, answer, NULL);
    problem->relative = 0.02;
    problem_hint(problem, "n = (z + z')^2 (p (1 - p) + q (1 - q)) / (q - p)^2.");
    problem_hint(problem, "z = %.3f for 5 %% on two sides, z' = %.3f for a power of %.0f %%.", z,
                 with, power);
    problem_step(problem, "(%.3f + %.3f)^2 = %s", z, with,
                 four_digits(problem, (z + with) * (z + with)));
    problem_step(problem, "variances: %s · %s + %s · %s = %s", four_digits(problem, p),
                 four_digits(problem, 1 - p), four_digits(problem, q), four_digits(problem, 1 - q),
                 four_digits(problem, p * (1 - p) + q * (1 - q)));
    problem_step(problem, "%s · %s / %s^2 = %s", four_digits(problem, (z + with) * (z + with)),
                 four_digits(problem, p * (1 - p) + q * (1 - q)), four_digits(problem, q - p),
                 problem->answer);
    problem_measure_misconception(problem, "forgot-the-power",
                                  "with this n a real difference is missed half of the time",
                                  ceil(answer * z * z / ((z + with) * (z + with))));
    problem_measure_misconception(problem, "one-variance", "both versions vary by chance",
                                  ceil(answer * p * (1 - p) / (p * (1 - p) + q * (1 - q))));
    problem_measure_misconception(problem, "both-versions", "that is for both versions together",
                                  2 * answer);
    problem_measure_misconception(problem, "forgot-the-square", "the sum z + z' is squared",
                                  ceil(answer / (z + with)));
}

static void ask_table(gsl_rng *rng, struct problem *problem)
{
    static const double sizes[] = {200, 400, 500, 1000, 2000};
    double n = draw_number(rng, sizes, 5), percent = draw_between(rng, 2, 9) * 5;
    double middle = n * percent / 100, scatter = sqrt(n * percent * (100 - percent)) / 100;
    double away = ceil(scatter * draw_between(rng, 6, 22) / 14);
    double a = middle - away, b = middle + away, first = n * (middle * 2) / (2 * n);
    double answer = chi_square_of_table(a, n - a, b, n - b);
    problem_prompt(problem,
                   "Of %.0f visitors who saw version A %.0f did %s, of %.0f who saw version B %.0f "
                   "did. What is chi-square of this table of four counts (without correction)?",
                   n, a, draw_text(rng, goals, 5), n, b);
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "If the versions made no difference, %.0f of each would have.", first);
    problem_hint(problem, "Add (seen - expected)^2 / expected over all four: also those who did "
                          "not.");
    problem_step(problem, "expected: %.0f did and %.0f did not, in both; each is %.0f away", first,
                 n - first, away);
    problem_step(problem, "as far by chance alone: %s %%; %s",
                 four_digits(problem, 100 * gsl_cdf_chisq_Q(answer, 1)),
                 answer >= gsl_cdf_chisq_Qinv(0.05, 1) ? "beyond 3.84, so significant at 5 %"
                                                       : "below 3.84: not significant at 5 %");
    problem_step(problem, "2 · %.0f^2 / %.0f + 2 · %.0f^2 / %.0f = %s", away, first, away,
                 n - first, problem->answer);
    problem_measure_misconception(problem, "forgot-who-did-not",
                                  "those who did not are two of the four counts",
                                  2 * away * away / first);
    problem_measure_misconception(problem, "one-version", "both versions add to it", answer / 2);
    problem_measure_misconception(problem, "forgot-the-square", "the distances are squared",
                                  2 * away / first + 2 * away / (n - first));
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_days, ask_smaller_effect, ask_expected_count},
        {ask_lehr, ask_lehr, ask_split},
        {ask_fleiss, ask_table, ask_table},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_sample_size = {
    .name = "sample-size",
    .title = "Sample size and chi-square",
    .topic = "statistics",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"confidence-interval", NULL},
    .terms = (const char *const[]){"sample size", "a/b test", "a/b testing", "ab test",
                                   "statistical power", "effect size", "chi square",
                                   "hypothesis test", "hypothesis testing", "null hypothesis",
                                   "p-value", "statistical significance", NULL},
    .generate = generate,
};
