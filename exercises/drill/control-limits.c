/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Control charts (Shewhart 1931): limits about the mean of what is watched, and how often they
 * alarm, for nothing or for a reason. Values are normal and independent.
 *
 * Level 1: limits. 2: how often a value lies outside by chance. 3: charts of shares, how soon a
 * shift is seen, limits for a given rate of false alarms.
 */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "exercises/drill.h"
#include "exercises/drill_systems.h"
#include "exercises/problem_writer.h"

/* Share of values beyond `width` deviations, on either side. */
static double outside(double width)
{
    return 2 * gsl_cdf_ugaussian_Q(width);
}

static void answer_near(struct problem *problem, double value, int digits)
{
    problem_answer(problem, ANSWER_DECIMAL, "%s", shown(problem, value, digits));
    problem->relative = 0.005;
}

static void wrong_near(struct problem *problem, const char *name, const char *reason, double value)
{
    problem_misconception(problem, name, reason, "%s", shown(problem, value, 5));
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static const char *const measures[][2] = {{"The daily row count of a table", "thousand rows"},
                                          {"The time of a nightly load", "minutes"},
                                          {"The latency of a query", "milliseconds"},
                                          {"The size of a daily file", "megabytes"},
                                          {"The null count of a column", "rows"}};

static void ask_limit(gsl_rng *rng, struct problem *problem)
{
    const char *const *measure = DRAW_FROM(rng, measures);
    int sigma = draw_between(rng, 2, 15), mean = sigma * 4 + draw_between(rng, 5, 200);
    int width = draw_between(rng, 2, 3), up = draw_between(rng, 0, 1) ? 1 : -1;
    int limit = mean + up * width * sigma;
    problem_prompt(problem,
                   "%s has a mean of %d %s and a standard deviation of %d. Where is the %s control "
                   "limit, at %d sigma?",
                   measure[0], mean, measure[1], sigma, up > 0 ? "upper" : "lower", width);
    problem_answer(problem, ANSWER_EXACT, "%d", limit);
    problem_hint(problem, "Sigma is the standard deviation.");
    problem_hint(problem, "Go %d times %d %s from %d.", width, sigma, up > 0 ? "up" : "down", mean);
    problem_step(problem, "%d · %d = %d", width, sigma, width * sigma);
    problem_step(problem, "%d %s %d = %d", mean, up > 0 ? "+" : "-", width * sigma, limit);
    problem_misconception(problem, "took-one-sigma", "the limit is several sigma away", "%d",
                          mean + up * sigma);
    problem_misconception(problem, "other-side", "that is the other limit", "%d",
                          mean - up * width * sigma);
    problem_misconception(problem, "gave-the-distance", "the limit lies about the mean", "%d",
                          width * sigma);
    problem_misconception(problem, "halved-the-distance",
                          "the limits are that many sigma away on each side", "%d",
                          mean + up * width * sigma / 2);
}

static void ask_limit_of_means(gsl_rng *rng, struct problem *problem)
{
    const char *const *measure = DRAW_FROM(rng, measures);
    int root = draw_between(rng, 2, 5), count = root * root, part = draw_between(rng, 1, 6);
    int sigma = part * root, mean = sigma * 4 + draw_between(rng, 5, 150), limit = mean + 3 * part;
    problem_prompt(problem,
                   "%s has a mean of %d %s and a standard deviation of %d. A chart shows means of "
                   "%d values each. Where is its upper control limit, at 3 sigma of these means?",
                   measure[0], mean, measure[1], sigma, count);
    problem_answer(problem, ANSWER_EXACT, "%d", limit);
    problem_hint(problem,
                 "Means spread less than single values: by the root of how many there are.");
    problem_hint(problem, "Their standard deviation is %d / √%d.", sigma, count);
    problem_step(problem, "sigma of the means: %d / √%d = %d / %d = %d", sigma, count, sigma, root,
                 part);
    problem_step(problem, "%d + 3 · %d = %d", mean, part, limit);
    problem_misconception(problem, "spread-of-single-values", "means spread less", "%d",
                          mean + 3 * sigma);
    problem_misconception(problem, "divided-by-the-count", "divide by the root of the count", "%s",
                          shown(problem, mean + 3.0 * sigma / count, 6));
    problem_misconception(problem, "other-side", "that is the lower limit", "%d", mean - 3 * part);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_false_alarms(gsl_rng *rng, struct problem *problem)
{
    static const double widths[] = {1.5, 2, 2, 2.5, 3, 3, 3, 3.5};
    static const struct {
        const char *name;
        int checks;
    } rhythms[] = {{"every minute for a day", 1440}, {"every 5 minutes for a week", 2016},
                   {"every hour for a month", 720},  {"every 10 minutes for a day", 144},
                   {"every hour for a week", 168},   {"every 15 minutes for a week", 672}};
    double width = DRAW_FROM(rng, widths);
    int which = draw_between(rng, 0, 5), metrics = draw_between(rng, 1, 12) * 5;
    double expected = outside(width) * metrics * rhythms[which].checks;
    problem_prompt(problem,
                   "%d metrics are checked %s, %d times each, with limits at %s sigma. Nothing is "
                   "wrong. How many false alarms are to be expected?",
                   metrics, rhythms[which].name, rhythms[which].checks, shown(problem, width, 2));
    answer_near(problem, expected, 4);
    problem->relative = 0.02; /* tables have two digits of the tail */
    problem_hint(problem, "Which share of normal values lies beyond %s sigma, both sides counted?",
                 shown(problem, width, 2));
    problem_hint(problem, "Beyond 2 sigma: 0.0455; beyond 3 sigma: 0.0027.");
    problem_step(problem, "beyond %s sigma: 2 · %s = %s", shown(problem, width, 2),
                 shown(problem, outside(width) / 2, 4), shown(problem, outside(width), 4));
    problem_step(problem, "%d · %d · %s = %s", metrics, rhythms[which].checks,
                 shown(problem, outside(width), 4), problem->answer);
    wrong_near(problem, "one-side-only", "values below the lower limit alarm, too", expected / 2);
    wrong_near(problem, "forgot-the-metrics", "each metric can alarm", expected / metrics);
    wrong_near(problem, "counted-those-inside", "those within the limits do not alarm",
               (1 - outside(width)) * metrics * rhythms[which].checks);
}

static void ask_run_length(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        const char *name;
        int minutes;
    } rhythms[] = {{"every minute", 1},      {"every 5 minutes", 5},   {"every 10 minutes", 10},
                   {"every 15 minutes", 15}, {"every 30 minutes", 30}, {"every 60 minutes", 60},
                   {"every 2 minutes", 2}};
    static const double widths[] = {2, 2.5, 3, 3, 3.5};
    static const char *const things[] = {"A row count", "A queue length", "A null rate",
                                         "A load time", "A feature mean"};
    const char *thing = DRAW_FROM(rng, things);
    double width = DRAW_FROM(rng, widths);
    int which = draw_between(rng, 0, 6);
    double checks = 1 / outside(width), seconds = 60.0 * rhythms[which].minutes * checks;
    problem_prompt(problem,
                   "%s is checked %s, with control limits at %s sigma. How long is it on average "
                   "from one false alarm to the next?",
                   thing, rhythms[which].name, shown(problem, width, 2));
    answer_duration(problem, seconds);
    problem->relative = 0.02;
    problem_hint(problem, "A false alarm has the same chance p at each check; one comes every 1/p "
                          "checks.");
    problem_hint(problem, "Beyond 2 sigma: p = 0.0455; beyond 3 sigma: p = 0.0027.");
    problem_step(problem, "p = 2 · %s = %s", shown(problem, outside(width) / 2, 4),
                 shown(problem, outside(width), 4));
    problem_step(problem, "1/p = %s checks", shown(problem, checks, 5));
    problem_step(problem, "times %d min: %s", rhythms[which].minutes, problem->answer);
    wrong_duration(problem, "one-side-only", "values below the lower limit alarm, too",
                   2 * seconds);
    wrong_duration(problem, "halved-the-time", "on average the whole 1/p checks pass", seconds / 2);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_share_chart(gsl_rng *rng, struct problem *problem)
{
    static const double shares[] = {0.01, 0.02, 0.03, 0.04, 0.05, 0.08, 0.1, 0.2};
    static const int counts[] = {400, 500, 625, 800, 900, 1000, 1600, 2000, 2500, 4000, 10000};
    static const char *const things[] = {"rows fail validation", "records arrive late",
                                         "fields are null", "requests are retried"};
    const char *thing = DRAW_FROM(rng, things);
    double share = DRAW_FROM(rng, shares);
    int count = DRAW_FROM(rng, counts);
    double sigma = sqrt(share * (1 - share) / count), limit = share + 3 * sigma;
    problem_prompt(problem,
                   "In the long run %s %% of the %s. Batches have %s each. Above which share of a "
                   "batch does a chart with limits at 3 sigma alarm, in percent?",
                   shown(problem, 100 * share, 3), thing, shown(problem, count, 1));
    problem_answer(problem, ANSWER_PERCENT, "%s %%", shown(problem, 100 * limit, 4));
    problem->absolute = 0.05 * sigma;
    problem_hint(problem,
                 "The number in a batch is binomial: a share spreads by √(p (1 - p) / n).");
    problem_hint(problem, "√(%s · %s / %s) = %s.", shown(problem, share, 3),
                 shown(problem, 1 - share, 3), shown(problem, count, 1), shown(problem, sigma, 4));
    problem_step(problem, "sigma = √(%s · %s / %s) = %s", shown(problem, share, 3),
                 shown(problem, 1 - share, 3), shown(problem, count, 1), shown(problem, sigma, 4));
    problem_step(problem, "%s + 3 · %s = %s, which is %s", shown(problem, share, 3),
                 shown(problem, sigma, 4), shown(problem, limit, 5), problem->answer);
    wrong_percent(problem, "took-one-sigma", "the limit is three sigma away", share + sigma);
    wrong_percent(problem, "forgot-the-batch", "a share of a batch spreads less than one row",
                  share + 3 * sqrt(share * (1 - share)));
    wrong_percent(problem, "forgot-the-mean", "the limit lies about the long-run share", 3 * sigma);
    wrong_percent(problem, "took-the-variance", "sigma is the root of the variance",
                  share + 3 * sigma * sigma);
}

static void ask_shift(gsl_rng *rng, struct problem *problem)
{
    static const double shifts[] = {0.5, 0.8, 1, 1.2, 1.5, 1.8, 2, 2.5};
    static const int counts[] = {1, 4, 9, 16};
    double shift = DRAW_FROM(rng, shifts), moved;
    int count;
    do {
        count = DRAW_FROM(rng, counts);
        moved = shift * sqrt(count);
    } while (moved > 4);
    double seen = gsl_cdf_ugaussian_Q(3 - moved) + gsl_cdf_ugaussian_Q(3 + moved);
    problem_prompt(problem,
                   "A chart shows means of %d value%s, with limits at 3 sigma of these means. The "
                   "process moves up by %s standard deviations of a single value. With what "
                   "probability does the next point lie outside, in percent?",
                   count, count > 1 ? "s each" : "", shown(problem, shift, 2));
    problem_answer(problem, ANSWER_PERCENT, "%s %%", shown(problem, 100 * seen, 4));
    problem->relative = 0.02;
    problem_hint(problem, "How far is the upper limit now, in sigmas of the means?");
    problem_hint(problem, "The shift is %s · √%d sigmas of the means.", shown(problem, shift, 2),
                 count);
    problem_step(problem, "the mean moves by %s · √%d = %s of the chart's sigmas",
                 shown(problem, shift, 2), count, shown(problem, moved, 4));
    problem_step(problem, "the upper limit is 3 - %s = %s of them away, the lower one 3 + %s",
                 shown(problem, moved, 4), shown(problem, 3 - moved, 4), shown(problem, moved, 4));
    if (gsl_cdf_ugaussian_Q(3 + moved) < 1e-5 * seen)
        problem_step(problem, "beyond the lower one lies next to nothing; beyond the upper one %s",
                     problem->answer);
    else
        problem_step(problem, "normal tails beyond them: %s + %s, together %s",
                     shown(problem, gsl_cdf_ugaussian_Q(3 - moved), 4),
                     shown(problem, gsl_cdf_ugaussian_Q(3 + moved), 2), problem->answer);
    if (count > 1)
        wrong_percent(problem, "spread-of-single-values",
                      "the means spread less, so the shift weighs more",
                      gsl_cdf_ugaussian_Q(3 - shift));
    wrong_percent(problem, "gave-those-inside", "that is how often it is missed", 1 - seen);
    wrong_percent(problem, "forgot-the-shift", "that is how often it alarms for nothing",
                  outside(3));
    wrong_percent(problem, "both-sides", "the process moved to one side only",
                  2 * gsl_cdf_ugaussian_Q(fabs(3 - moved)));
}

static void ask_width(gsl_rng *rng, struct problem *problem)
{
    static const int metrics[] = {10, 20, 25, 40, 50, 80, 100, 200, 250, 400, 500};
    static const struct {
        const char *name;
        int checks;
    } rhythms[] = {{"once a day", 1}, {"once an hour", 24}, {"every minute", 1440}};
    static const int spans[] = {7, 30, 100};
    int metric = DRAW_FROM(rng, metrics), which = draw_between(rng, 0, 2),
        days = DRAW_FROM(rng, spans);
    double chance = 1.0 / ((double)metric * rhythms[which].checks * days);
    double width = gsl_cdf_ugaussian_Qinv(chance / 2);
    problem_prompt(problem,
                   "%d metrics are checked %s, which is %d a day each. At how many sigma must the "
                   "limits be for one false alarm in %d days over all, to two decimals?",
                   metric, rhythms[which].name, rhythms[which].checks, days);
    problem_answer(problem, ANSWER_DECIMAL, "%.3f", width);
    problem->absolute = 0.0061;
    problem_hint(problem, "How many checks are there in %d days, and what chance may each have?",
                 days);
    problem_hint(problem, "Half of that chance lies above the upper limit: look up its quantile.");
    problem_step(problem, "checks: %d · %d · %d = %s", metric, rhythms[which].checks, days,
                 shown(problem, 1 / chance, 1));
    problem_step(problem, "each may alarm with a chance of 1/%s, half of it on each side: %s",
                 shown(problem, 1 / chance, 1), shown(problem, chance / 2, 3));
    problem_step(problem, "the normal quantile of that tail: %s", problem->answer);
    problem_misconception(problem, "one-side-only", "values below the lower limit alarm, too",
                          "%.3f", gsl_cdf_ugaussian_Qinv(chance));
    problem_misconception(problem, "forgot-the-metrics", "each metric can alarm", "%.3f",
                          gsl_cdf_ugaussian_Qinv(chance * metric / 2));
    problem_misconception(problem, "always-three", "3 sigma alarm once in 370 checks", "3");
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_limit, ask_limit, ask_limit_of_means},
        {ask_false_alarms, ask_false_alarms, ask_run_length},
        {ask_share_chart, ask_shift, ask_width},
    };
    (void)drill;
    DRAW_FROM(rng, askers[level - 1])(rng, problem);
}

const struct drill drill_control_limits = {
    .name = "control-limits",
    .title = "Control limits, false alarms",
    .topic = "systems",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"confidence-interval", NULL},
    .terms =
        (const char *const[]){"control chart", "control limit", "statistical process control",
                              "three sigma", "3 sigma", "six sigma", "anomaly detection",
                              "alert threshold", "alert fatigue", "false alarm", "outlier", NULL},
    .generate = generate,
};
