/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Percent change and growth that compounds.
 *
 * Level 1: a change in percent, and a value after it. 2: backwards, one change after another,
 * percentage points. 3: yearly rates (CAGR), months into a year, time to double (growth.h).
 */
#include <math.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/growth.h"
#include "exercises/problem_writer.h"

static const struct {
    const char *grows, *unit; /* "The monthly bill rose to 240 dollars" */
} things[] = {
    {"The number of rows", "million"},        {"Traffic", "requests a second"},
    {"The size of a dataset", "GB"},          {"The monthly bill", "dollars"},
    {"The length of a queue", "messages"},    {"The number of users", "thousand"},
    {"The time of a nightly job", "minutes"}, {"The number of queries", "thousand a day"},
};
enum { THINGS = sizeof things / sizeof things[0] };

/* Whole changes that are neither trivial nor ugly; the value before is a multiple of 20. */
static const int changes[] = {-75, -60, -50, -45, -40, -35, -30, -25, -20, -15, -10, -5,  5,
                              10,  15,  20,  25,  30,  35,  40,  45,  50,  60,  75,  120, 150};

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_change(gsl_rng *rng, struct problem *problem)
{
    int thing = draw_between(rng, 0, THINGS - 1), change = DRAW_FROM(rng, changes);
    int before = 20 * draw_between(rng, 2, 45), after = before + before * change / 100;
    problem_prompt(problem,
                   "%s went from %d to %d %s. By how many percent did it change? (A fall is "
                   "negative.)",
                   things[thing].grows, before, after, things[thing].unit);
    problem_answer(problem, ANSWER_PERCENT, "%d %%", change);
    problem->relative = 0.005; /* so that wrong answers are recognised rounded */
    problem_hint(problem, "How much is the change, and which share of the value before is that?");
    problem_hint(problem, "The change is %d - %d = %d.", after, before, after - before);
    problem_step(problem, "%d - %d = %d", after, before, after - before);
    problem_step(problem, "%d / %d = %g", after - before, before, change / 100.0);
    problem_step(problem, "= %d %%", change);
    problem_misconception(problem, "divided-by-the-new-value",
                          "the 100 % is the value before the change", "%.6g %%",
                          100.0 * (after - before) / after);
    problem_misconception(problem, "ratio-for-change",
                          "that is the new value in percent of the old; the change is 100 less",
                          "%d %%", 100 + change);
    problem_misconception(problem, "lost-the-sign", "a fall is negative, a rise positive", "%d %%",
                          -change);
    problem_misconception(problem, "difference-for-percent",
                          "the difference is still to be divided by the value before", "%d %%",
                          after - before);
}

static void ask_after(gsl_rng *rng, struct problem *problem)
{
    int thing = draw_between(rng, 0, THINGS - 1), change = DRAW_FROM(rng, changes);
    int before = 20 * draw_between(rng, 2, 45), part = before * abs(change) / 100;
    int after = before + before * change / 100;
    problem_prompt(problem, "%s stood at %d %s and then %s by %d %%. At how many %s is it now?",
                   things[thing].grows, before, things[thing].unit, change > 0 ? "rose" : "fell",
                   abs(change), things[thing].unit);
    problem_answer(problem, ANSWER_EXACT, "%d", after);
    problem_hint(problem, "How much are %d %% of %d?", abs(change), before);
    problem_hint(problem, "10 %% of %d is %d.", before, before / 10);
    problem_step(problem, "%d %% of %d = %d", abs(change), before, part);
    problem_step(problem, "%d %c %d = %d", before, change > 0 ? '+' : '-', part, after);
    if (abs(change) < 100)
        problem_misconception(problem, "wrong-direction", "a rise is added, a fall is taken away",
                              "%d", before - before * change / 100);
    problem_misconception(problem, "change-only", "that is the change; the value was asked for",
                          "%d", part);
    problem_misconception(problem, "percent-as-amount", "percent of the value before, not as many",
                          "%d", before + change);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_before(gsl_rng *rng, struct problem *problem)
{
    int thing = draw_between(rng, 0, THINGS - 1), change = DRAW_FROM(rng, changes);
    int before = 20 * draw_between(rng, 2, 45), after = before + before * change / 100;
    problem_prompt(problem, "%s %s by %d %% to %d %s. At how many %s was it before?",
                   things[thing].grows, change > 0 ? "rose" : "fell", abs(change), after,
                   things[thing].unit, things[thing].unit);
    problem_answer(problem, ANSWER_EXACT, "%d", before);
    problem_hint(problem,
                 "The value before is the 100 %%. How many percent of it is the value now?");
    problem_hint(problem, "%d is %d %% of it.", after, 100 + change);
    problem_step(problem, "before · %g = %d", 1 + change / 100.0, after);
    problem_step(problem, "%d / %g = %d", after, 1 + change / 100.0, before);
    problem_misconception(problem, "percent-of-the-new-value",
                          "the percentage is of the value before, not of the value now", "%.6g",
                          after - after * change / 100.0);
    problem_misconception(problem, "wrong-direction", "that would be the same change once more",
                          "%.6g", after + after * change / 100.0);
}

static void ask_chain(gsl_rng *rng, struct problem *problem)
{
    static const char *const pairs[][2] = {{"Traffic", "week"},
                                           {"The cloud bill", "month"},
                                           {"The size of a table", "quarter"},
                                           {"Latency", "release"}};
    const char *const *pair = DRAW_FROM(rng, pairs);
    int first = 10 * draw_between(rng, 1, 6) * (draw_between(rng, 0, 1) ? 1 : -1);
    int second = 10 * draw_between(rng, 1, 6) * (draw_between(rng, 0, 2) ? -1 : 1);
    double factor = (1 + first / 100.0) * (1 + second / 100.0);
    int hundredths = first + second + first * second / 100;
    problem_prompt(problem,
                   "%s %s by %d %% in one %s and %s by %d %% in the next. By how many percent did "
                   "it change altogether? (A fall is negative.)",
                   pair[0], first > 0 ? "rose" : "fell", abs(first), pair[1],
                   second > 0 ? "rose" : "fell", abs(second));
    problem_answer(problem, ANSWER_PERCENT, "%d %%", hundredths);
    problem_hint(problem, "Changes that follow each other multiply: turn each into a factor.");
    problem_hint(problem, "The first is a factor of %g.", 1 + first / 100.0);
    problem_step(problem, "%g · %g = %g", 1 + first / 100.0, 1 + second / 100.0, factor);
    problem_step(problem, "%g - 1 = %d %%", factor, hundredths);
    problem_misconception(problem, "added-the-percentages",
                          "the second percentage is of another value than the first", "%d %%",
                          first + second);
    problem_misconception(problem, "ratio-for-change", "that is the end in percent of the start",
                          "%d %%", 100 + hundredths);
    problem_misconception(problem, "lost-the-sign", "a fall is negative, a rise positive", "%d %%",
                          -hundredths);
}

/* The rise that makes up for a fall. */
static void ask_undo(gsl_rng *rng, struct problem *problem)
{
    static const char *const names[] = {"Throughput", "The number of users", "A budget",
                                        "Query traffic", "The capacity of a cluster"};
    static const int falls[] = {10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90};
    const char *name = DRAW_FROM(rng, names);
    int fall = DRAW_FROM(rng, falls), left = 100 - fall;
    problem_prompt(
        problem,
        "%s fell by %d %%. By how many percent must it rise to be where it was (to three "
        "digits)?",
        name, fall);
    problem_answer(problem, ANSWER_PERCENT, "%.3g %%", 100.0 * fall / left);
    problem->relative = 0.005;
    problem_hint(problem, "Begin with 100 before the fall. What is left, and what is missing?");
    problem_hint(problem, "%d is left and %d is missing.", left, fall);
    problem_step(problem, "of 100, %d is left and %d is missing", left, fall);
    problem_step(problem, "%d / %d = %s", fall, left, problem->answer);
    problem_misconception(problem, "same-percentage-back",
                          "the rise is a percentage of less: of what is left", "%d %%", fall);
    problem_misconception(problem, "ratio-for-change",
                          "that is what it was in percent of what is left; the rise is 100 less",
                          "%.5g %%", 10000.0 / left);
}

static void ask_points(gsl_rng *rng, struct problem *problem)
{
    static const char *const shares[] = {"The error rate", "The share of slow queries",
                                         "The conversion rate", "The share of rows with nulls"};
    static const int befores[] = {2, 4, 5, 8, 10, 20};
    static const int rises[] = {10, 20, 25, 40, 50, 75, 100, 150};
    const char *share = DRAW_FROM(rng, shares);
    int before = DRAW_FROM(rng, befores), rise = DRAW_FROM(rng, rises);
    double points = before * rise / 100.0;
    problem_prompt(
        problem,
        "%s went up from %d %% to %g %%. By how many percent (not percentage points) did "
        "it rise?",
        share, before, before + points);
    problem_answer(problem, ANSWER_PERCENT, "%d %%", rise);
    problem->relative = 0.005;
    problem_hint(problem, "Points are the difference; percent compares it with the value before.");
    problem_hint(problem, "The difference in points is %g.", points);
    problem_step(problem, "in points: %g - %d = %g", before + points, before, points);
    problem_step(problem, "%g / %d = %d %%", points, before, rise);
    problem_misconception(problem, "points-for-percent",
                          "that is the difference in percentage points", "%g %%", points);
    problem_misconception(problem, "divided-by-the-new-value",
                          "the 100 % is the value before the change", "%.6g %%",
                          100 * points / (before + points));
    problem_misconception(problem, "ratio-for-change", "the change is 100 less", "%d %%",
                          100 + rise);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_yearly_rate(gsl_rng *rng, struct problem *problem)
{
    int thing = draw_between(rng, 0, THINGS - 1), years = draw_between(rng, 2, 8);
    int before = 10 * draw_between(rng, 2, 40), tenths = draw_between(rng, 13, 60);
    int after = before * tenths / 10;
    double ratio = (double)after / before, growth = (double)(after - before) / before;
    problem_prompt(problem,
                   "%s grew from %d to %d %s in %d years. Which yearly rate of growth is that, in "
                   "percent (to three digits)?",
                   things[thing].grows, before, after, things[thing].unit, years);
    problem_answer(problem, ANSWER_PERCENT, "%.3g %%", 100 * growth_rate(growth, years));
    problem->relative = 0.005;
    problem_hint(problem, "The same factor each year, %d times over, is the whole factor.", years);
    problem_hint(problem, "The whole factor is %d / %d = %g; take its root of order %d.", after,
                 before, ratio, years);
    problem_step(problem, "%d / %d = %g", after, before, ratio);
    problem_step(problem, "%g^(1/%d) = exp(ln(%g) / %d) = %.5g", ratio, years, ratio, years,
                 1 + growth_rate(growth, years));
    problem_step(problem, "less 1: %s", problem->answer);
    problem_misconception(problem, "divided-by-the-years",
                          "each year grows on top of the last: take a root, do not divide",
                          "%.5g %%", 100 * growth / years);
    problem_misconception(problem, "growth-altogether", "that is the growth of all the years",
                          "%.5g %%", 100 * growth);
    problem_misconception(problem, "counted-the-ends",
                          "both ends were counted: the steps between them grow", "%.5g %%",
                          100 * growth_rate(growth, years + 1));
}

static void ask_per_year(gsl_rng *rng, struct problem *problem)
{
    int thing = draw_between(rng, 0, THINGS - 1), tenths = 5 * draw_between(rng, 2, 12);
    bool weeks = draw_between(rng, 0, 3) == 0;
    if (weeks)
        tenths = draw_between(rng, 3, 20);
    int periods = weeks ? 52 : 12;
    double rate = tenths / 1000.0, growth = growth_over(rate, periods);
    problem_prompt(
        problem,
        "%s grows by %g %% a %s. By how many percent does it grow in a year of %d %s (to "
        "three digits)?",
        things[thing].grows, tenths / 10.0, weeks ? "week" : "month", periods,
        weeks ? "weeks" : "months");
    problem_answer(problem, ANSWER_PERCENT, "%.3g %%", 100 * growth);
    problem->relative = 0.005;
    problem_hint(problem, "Growth multiplies: %d times the same factor.", periods);
    problem_hint(problem, "The factor of one %s is %g; ln(1 + x) is a little less than x.",
                 weeks ? "week" : "month", 1 + rate);
    problem_step(problem, "%g^%d = exp(%d · ln(%g)) = %.5g", 1 + rate, periods, periods, 1 + rate,
                 1 + growth);
    problem_step(problem, "less 1: %s", problem->answer);
    problem_misconception(problem, "added-the-percentages",
                          "each period grows on top of the last: multiply the factors", "%.5g %%",
                          100 * rate * periods);
    problem_misconception(problem, "ratio-for-change", "the change is 100 less", "%.5g %%",
                          100 * (1 + growth));
    problem_misconception(problem, "one-period-too-few", "that is one period too few", "%.5g %%",
                          100 * growth_over(rate, periods - 1));
}

static void ask_time_to_grow(gsl_rng *rng, struct problem *problem)
{
    static const char *const words[] = {"", "", "doubled", "tripled"};
    int thing = draw_between(rng, 0, THINGS - 1), times = draw_between(rng, 0, 3) ? 2 : 3;
    int percent = draw_between(rng, 2, 12);
    double rate = percent / 100.0, months = growth_periods(times - 1, rate);
    problem_prompt(problem,
                   "%s grows by %d %% a month. After how many months has it %s (within 3 %%)?",
                   things[thing].grows, percent, words[times]);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", months);
    problem->relative = 0.03;
    problem_hint(problem, "How often must a factor of %g be taken to reach %d? Take logarithms.",
                 1 + rate, times);
    if (times == 2)
        problem_hint(problem, "Rule of thumb: 72 divided by the percentage.");
    else
        problem_hint(problem, "ln(%d) = %.4g; divide it by the logarithm of the factor.", times,
                     log(times));
    problem_step(problem, "%g^n = %d, so n = ln(%d) / ln(%g)", 1 + rate, times, times, 1 + rate);
    problem_step(problem, "= %.5g / %.5g = %s", log(times), log1p(rate), problem->answer);
    problem_misconception(problem, "added-the-percentages",
                          "each month grows on top of the last, so it takes less time", "%.5g",
                          (times - 1) / rate);
    problem_misconception(problem, "forgot-what-is-there-already",
                          "there is one times as much at the start", "%.5g", times / rate);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][4] = {
        {ask_change, ask_change, ask_after, ask_after},
        {ask_before, ask_chain, ask_undo, ask_points},
        {ask_yearly_rate, ask_yearly_rate, ask_per_year, ask_time_to_grow},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 3)](rng, problem);
}

const struct drill drill_percent_change = {
    .name = "percent-change",
    .title = "Percent change and growth",
    .topic = "number sense",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms = (const char *const[]){"percent change", "percentage change", "percentage point",
                                   "growth rate", "cagr", "compound annual growth rate",
                                   "compound interest", "compounding", "year over year",
                                   "month over month", "exponential growth", NULL},
    .generate = generate,
};
