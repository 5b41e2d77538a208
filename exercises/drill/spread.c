/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean, deviation, percentile (gsl_stats_*). Which deviation and which percentile is meant is said
 * in the prompt: divided by n or n - 1; nearest rank, or between ranks (h = (n - 1) p from 0, type
 * 7 of Hyndman, Fan 1996, as gsl_stats_quantile_from_sorted_data).
 *
 * Level 1: mean, median, range. 2: deviation and nearest-rank percentile. 3: interpolated
 * percentile, means and deviations of parts put together.
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>

#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

enum { MOST_VALUES = 24 };

static const char *const stories[] = {
    "Response times in ms", "Sizes of files in MB",      "Lengths of a queue",
    "Runs took, in min",    "Restarts took, in seconds", "Rows of partitions, in thousands",
};

static const char *draw_story(gsl_rng *rng)
{
    return draw_text(rng, stories, 6);
}

/* "3, 8, 12" */
static const char *listed(struct problem *problem, const double *values, int count)
{
    char *text = arena_allocate(&problem->arena, 16 * MOST_VALUES);
    size_t used = 0;
    for (int i = 0; i < count; i++)
        used += (size_t)snprintf(text + used, 16 * MOST_VALUES - used, "%s%.0f", i ? ", " : "",
                                 values[i]);
    return text;
}

static void draw_values(gsl_rng *rng, double *values, int count, int low, int high)
{
    for (int i = 0; i < count; i++)
        values[i] = draw_between(rng, low, high);
}

static void copy_sorted(const double *values, int count, double *sorted)
{
    for (int i = 0; i < count; i++)
        sorted[i] = values[i];
    gsl_sort(sorted, 1, (size_t)count);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_mean(gsl_rng *rng, struct problem *problem)
{
    double values[5], sorted[5];
    int rest = 0, mean = draw_between(rng, 10, 60);
    for (int i = 0; i < 4; i++) {
        int away = draw_between(rng, -8, 6);
        values[i] = mean + away;
        rest -= away;
    }
    values[4] = mean + rest;
    copy_sorted(values, 5, sorted);
    problem_prompt(problem, "%s: %s. What is their mean?", draw_story(rng),
                   listed(problem, values, 5));
    problem_answer(problem, ANSWER_EXACT, "%.0f", gsl_stats_mean(values, 1, 5));
    problem_hint(problem, "Add all five and divide.");
    problem_hint(problem, "Or guess a value and take the mean of the distances from it.");
    problem_step(problem, "the sum is %d", 5 * mean);
    problem_step(problem, "%d / 5 = %s", 5 * mean, problem->answer);
    problem_misconception(problem, "median-for-mean", "that is the median, the one in the middle",
                          "%.0f", sorted[2]);
    problem_misconception(problem, "middle-of-the-range",
                          "the values in between count for the mean, too", "%g",
                          (sorted[0] + sorted[4]) / 2);
    problem_misconception(problem, "forgot-to-divide", "divide the sum by five", "%d", 5 * mean);
}

static void ask_median(gsl_rng *rng, struct problem *problem)
{
    double values[8], sorted[8];
    int count = draw_between(rng, 5, 8);
    draw_values(rng, values, count, 5, 60);
    values[draw_between(rng, 0, count - 1)] = 10 * draw_between(rng, 15, 60); /* far out */
    copy_sorted(values, count, sorted);
    double low = sorted[(count - 1) / 2], high = sorted[count / 2];
    problem_prompt(problem, "%s: %s. What is their median?%s", draw_story(rng),
                   listed(problem, values, count),
                   count % 2 ? "" : " (Of two in the middle take the mean.)");
    problem_answer(problem, ANSWER_EXACT, "%g",
                   gsl_stats_median_from_sorted_data(sorted, 1, (size_t)count));
    problem_hint(problem, "Sort them first.");
    if (count % 2)
        problem_hint(problem, "The median is number %d of %d.", count / 2 + 1, count);
    else
        problem_hint(problem, "In the middle are numbers %d and %d.", count / 2, count / 2 + 1);
    problem_step(problem, "sorted: %s", listed(problem, sorted, count));
    if (count % 2)
        problem_step(problem, "in the middle: %s", problem->answer);
    else
        problem_step(problem, "in the middle: %.0f and %.0f, mean %s", low, high, problem->answer);
    problem_misconception(problem, "mean-for-median", "one value far out pulls the mean away", "%g",
                          gsl_stats_mean(values, 1, (size_t)count));
    problem_misconception(problem, "not-sorted", "sort before you look for the middle", "%.0f",
                          values[(count - 1) / 2]);
    problem_misconception(problem, "one-of-two", "there are two in the middle: take their mean",
                          "%.0f", low);
    problem_misconception(problem, "one-of-two", "there are two in the middle: take their mean",
                          "%.0f", high);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* Whole distances from a mean, with the sum of their squares. */
static const struct {
    int away[6], count;
    int squares;
} shapes[] = {
    {{-3, -1, 1, 3}, 4, 20},       {{-5, -1, 1, 5}, 4, 52},        {{-4, -4, 4, 4}, 4, 64},
    {{-3, -3, -1, 2, 5}, 5, 48},   {{-4, -2, 0, 2, 4}, 5, 40},     {{-6, -3, 0, 3, 6}, 5, 90},
    {{-4, -1, -1, 1, 5}, 5, 44},   {{-5, -3, 1, 3, 4}, 5, 60},     {{-4, -2, -1, 1, 2, 4}, 6, 42},
    {{-6, -2, 0, 0, 2, 6}, 6, 80}, {{-3, -3, -2, 0, 4, 4}, 6, 54},
};

static void ask_deviation(gsl_rng *rng, struct problem *problem)
{
    int which = draw_between(rng, 0, 10), n = shapes[which].count;
    int scale = draw_between(rng, 1, 3), mean = draw_between(rng, 20, 60);
    bool sample = draw_between(rng, 0, 1);
    int squares = shapes[which].squares * scale * scale, divisor = sample ? n - 1 : n;
    double values[6];
    for (int i = 0; i < n; i++)
        values[i] = mean + scale * shapes[which].away[i];
    gsl_ran_shuffle(rng, values, (size_t)n, sizeof *values);
    double answer = sample ? gsl_stats_sd(values, 1, (size_t)n)
                           : gsl_stats_sd_with_fixed_mean(values, 1, (size_t)n, mean);
    problem_prompt(problem, "%s: %s. What is their standard deviation, %s?", draw_story(rng),
                   listed(problem, values, n),
                   sample ? "as a sample's (divided by n - 1)"
                          : "as that of all there are (divided by n)");
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "First the mean, then the squares of the distances from it.");
    problem_hint(problem, "The mean is %d; divide the sum of squares by %d.", mean, divisor);
    problem_step(problem, "mean: %d", mean);
    problem_step(problem, "squares of distances, summed: %d", squares);
    problem_step(problem, "sqrt(%d / %d) = sqrt(%s) = %s", squares, divisor,
                 four_digits(problem, (double)squares / divisor), problem->answer);
    problem_measure_misconception(problem, sample ? "divided-by-n" : "divided-by-n-1",
                                  sample ? "a sample's deviation divides by n - 1"
                                         : "here all there are count: divide by n",
                                  sqrt((double)squares / (sample ? n : n - 1)));
    problem_measure_misconception(problem, "variance-for-deviation", "take the root",
                                  (double)squares / divisor);
    problem_measure_misconception(problem, "mean-distance",
                                  "that is the mean distance: square, then take the root",
                                  gsl_stats_absdev_m(values, 1, (size_t)n, mean));
    problem_measure_misconception(problem, "forgot-to-divide", "divide the sum of squares",
                                  sqrt(squares));
}

static void ask_nearest_rank(gsl_rng *rng, struct problem *problem)
{
    static const int percents[] = {25, 50, 75, 80, 90, 95};
    double values[MOST_VALUES], sorted[MOST_VALUES];
    int count = draw_between(rng, 8, 16), percent = percents[draw_between(rng, 0, 5)];
    int rank = (percent * count + 99) / 100, floored = percent * count / 100;
    draw_values(rng, values, count, 5, 99);
    values[draw_between(rng, 0, count - 1)] = 10 * draw_between(rng, 15, 60);
    copy_sorted(values, count, sorted);
    problem_prompt(problem,
                   "%s: %s. What is their percentile %d by nearest rank, that is the smallest "
                   "value that at least %d %% of the values do not exceed?",
                   draw_story(rng), listed(problem, values, count), percent, percent);
    problem_answer(problem, ANSWER_EXACT, "%.0f", sorted[rank - 1]);
    problem_hint(problem, "Sort them first.");
    problem_hint(problem, "Its number is %d %% of %d, rounded up.", percent, count);
    problem_step(problem, "sorted: %s", listed(problem, sorted, count));
    problem_step(problem, "%d %% of %d = %g, rounded up: number %d", percent, count,
                 percent * count / 100.0, rank);
    problem_step(problem, "number %d is %s", rank, problem->answer);
    problem_misconception(problem, "not-sorted", "sort before you count", "%.0f", values[rank - 1]);
    if (floored >= 1)
        problem_misconception(problem, "rounded-down",
                              "fewer than the share asked for lie at or below that", "%.0f",
                              sorted[floored - 1]);
    if (rank < count)
        problem_misconception(problem, "one-too-far", "a smaller value is enough", "%.0f",
                              sorted[rank]);
    problem_misconception(problem, "share-of-the-largest",
                          "a percentile counts values; it takes no share of the largest", "%g",
                          sorted[count - 1] * percent / 100);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_interpolated(gsl_rng *rng, struct problem *problem)
{
    static const double percents[] = {10, 25, 75, 80, 90, 95};
    double sorted[MOST_VALUES], values[MOST_VALUES], percent = draw_number(rng, percents, 6);
    int count = draw_between(rng, 7, 12);
    draw_values(rng, values, count, 5, 99);
    values[draw_between(rng, 0, count - 1)] = 10 * draw_between(rng, 15, 40);
    copy_sorted(values, count, sorted);
    double at = (count - 1) * percent / 100, part = at - floor(at);
    int low = (int)floor(at), high = low + 1 < count ? low + 1 : low;
    double answer = gsl_stats_quantile_from_sorted_data(sorted, 1, (size_t)count, percent / 100);
    problem_prompt(problem,
                   "%s: %s. What is their percentile %.0f between ranks: at h = (n - 1) · %s in "
                   "the sorted values, counted from 0, with the part of h between two of them "
                   "taken in proportion?",
                   draw_story(rng), listed(problem, values, count), percent,
                   four_digits(problem, percent / 100));
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "Sort; the smallest has number 0.");
    problem_hint(problem, "h = %d · %s = %s.", count - 1, four_digits(problem, percent / 100),
                 four_digits(problem, at));
    problem_step(problem, "sorted: %s", listed(problem, sorted, count));
    problem_step(problem, "h = %d · %s = %s", count - 1, four_digits(problem, percent / 100),
                 four_digits(problem, at));
    problem_step(problem, "number %d is %.0f, number %d is %.0f", low, sorted[low], high,
                 sorted[high]);
    problem_step(problem, "%.0f + %s · (%.0f - %.0f) = %s", sorted[low], four_digits(problem, part),
                 sorted[high], sorted[low], problem->answer);
    problem_measure_misconception(
        problem, "counted-from-one", "the smallest has number 0, not number 1",
        low ? sorted[low - 1] + part * (sorted[low] - sorted[low - 1]) : answer);
    problem_measure_misconception(problem, "nearest-rank",
                                  "that is by nearest rank; here it lies between two",
                                  sorted[(int)ceil(percent * count / 100) - 1]);
    problem_measure_misconception(problem, "rounded-down", "the part of h counts, too",
                                  sorted[low]);
    problem_measure_misconception(problem, "rounded-up", "the part of h counts, too", sorted[high]);
}

static void ask_pooled_mean(gsl_rng *rng, struct problem *problem)
{
    int weights[3], means[3], sum = 0, count = 0, busy = draw_between(rng, 0, 2);
    for (int i = 0; i < 3; i++) { /* the busy one is fast, so that its weight is felt */
        weights[i] = 100 * (i == busy ? draw_between(rng, 15, 30) : draw_between(rng, 1, 9));
        means[i] = 5 * (i == busy ? draw_between(rng, 4, 20) : draw_between(rng, 25, 60));
        sum += weights[i] * means[i];
        count += weights[i];
    }
    problem_prompt(problem,
                   "Three shards answered %d, %d and %d requests in %d, %d and %d ms on average. "
                   "How long did a request take on average over all? (Give the unit.)",
                   weights[0], weights[1], weights[2], means[0], means[1], means[2]);
    problem_measure(problem, (double)sum / count, "ms");
    problem_hint(problem, "The shards do not count alike: weigh each by its requests.");
    problem_hint(problem, "All the time, divided by all %d requests.", count);
    problem_step(problem, "%d · %d + %d · %d + %d · %d = %s ms", weights[0], means[0], weights[1],
                 means[1], weights[2], means[2], grouped(problem, (uint64_t)sum));
    problem_step(problem, "%s ms / %d = %s", grouped(problem, (uint64_t)sum), count,
                 problem->answer);
    problem_measure_misconception(problem, "mean-of-means",
                                  "shards with more requests count for more",
                                  (means[0] + means[1] + means[2]) / 3.0);
}

static void ask_pooled_deviation(gsl_rng *rng, struct problem *problem)
{
    static const int triples[][3] = {{3, 4, 5},   {4, 3, 5},   {6, 8, 10},  {8, 6, 10},
                                     {5, 12, 13}, {12, 5, 13}, {8, 15, 17}, {9, 12, 15}};
    const int *triple = triples[draw_between(rng, 0, 7)];
    int scale = draw_between(rng, 1, 4), middle = 10 * draw_between(rng, 8, 30);
    int each = 100 * draw_between(rng, 2, 30), away = triple[0] * scale, own = triple[1] * scale;
    problem_prompt(problem,
                   "Two hosts answered %d requests each. The first took %d ms on average, the "
                   "second %d ms, each with a standard deviation of %d ms (divided by n). What is "
                   "the standard deviation of all of them? (Give the unit.)",
                   each, middle - away, middle + away, own);
    problem_measure(problem, hypot(own, away), "ms");
    problem_hint(problem, "Variance of all = mean of the variances + variance of the means.");
    problem_hint(problem, "The means lie %d ms to either side of %d ms.", away, middle);
    problem_step(problem, "mean of the variances: %d^2 = %d", own, own * own);
    problem_step(problem, "variance of the means: %d^2 = %d", away, away * away);
    problem_step(problem, "sqrt(%d + %d) = %s", own * own, away * away, problem->answer);
    problem_measure_misconception(problem, "ignored-the-means",
                                  "that the means differ spreads them, too", own);
    problem_measure_misconception(problem, "added-deviations", "their squares add up, not they",
                                  own + away);
    problem_measure_misconception(problem, "added-variances",
                                  "equal parts do not double a variance", own * M_SQRT2);
    problem_measure_misconception(problem, "variance-for-deviation", "take the root",
                                  own * own + away * away);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_mean, ask_median, ask_median},
        {ask_deviation, ask_deviation, ask_nearest_rank},
        {ask_interpolated, ask_pooled_mean, ask_pooled_deviation},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_spread = {
    .name = "spread",
    .title = "Mean, deviation, percentile",
    .topic = "statistics",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms = (const char *const[]){"standard deviation", "variance", "arithmetic mean",
                                   "weighted average", "median", "percentile", "quantile",
                                   "quartile", "interquartile range", "outlier", "histogram",
                                   "descriptive statistics", NULL},
    .generate = generate,
};
