/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How unevenly keys fall on shards when they are spread at random.
 *
 * Level 1: the hottest shard against the mean. 2: standard deviation of a shard (Poisson), empty
 * shards. 3: how many shards exceed a limit, and whether any does (gsl_cdf_poisson_Q; shards taken
 * as independent, which they are not quite: the prompt says so).
 */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/hashing/theory.h"
#include "exercises/problem_writer.h"

static const char *const parts[] = {"shards", "partitions", "nodes", "buckets"};

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_factor(gsl_rng *rng, struct problem *problem)
{
    static const int tenths[] = {12, 13, 14, 15, 16, 18, 20, 24, 25, 30};
    int count = 4 * draw_between(rng, 2, 12), mean = 10 * draw_between(rng, 2, 30);
    int tenth = tenths[draw_between(rng, 0, 9)], hottest = mean * tenth / 10;
    const char *part = draw_text(rng, parts, 3);
    problem_prompt(problem,
                   "%s GB lie on %d %s; the fullest holds %d GB. How many times the mean is that?",
                   grouped(problem, (uint64_t)(count * mean)), count, part, hottest);
    problem_measure(problem, tenth / 10.0, NULL);
    problem_hint(problem, "How much would each hold if all held the same?");
    problem_hint(problem, "The mean is %d / %d GB.", count * mean, count);
    problem_step(problem, "mean: %d / %d = %d GB", count * mean, count, mean);
    problem_step(problem, "%d / %d = %s", hottest, mean, problem->answer);
    problem_measure_misconception(problem, "share-of-all", "that is its share of everything",
                                  (double)hottest / (count * mean));
    problem_measure_misconception(problem, "excess-alone",
                                  "that is by how much it is above the mean", tenth / 10.0 - 1);
    problem_measure_misconception(problem, "turned-round", "the mean is divided by the fullest",
                                  10.0 / tenth);
}

static void ask_usable(gsl_rng *rng, struct problem *problem)
{
    static const double factors[] = {1.25, 1.6, 2, 2.5, 1.5, 1.2};
    int count = 4 * draw_between(rng, 2, 12), each = 60 * draw_between(rng, 2, 20);
    double factor = draw_number(rng, factors, 6), answer = count * each / factor;
    const char *part = draw_text(rng, parts, 3);
    problem_prompt(problem,
                   "Each of %d %s can take %s requests a second. The busiest gets %s times the "
                   "mean. How many requests a second can all of them take together before the "
                   "busiest is overloaded?",
                   count, part, grouped(problem, (uint64_t)each), four_digits(problem, factor));
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "The busiest is the first to reach its limit.");
    problem_hint(problem, "Then the mean is %s / %s.", grouped(problem, (uint64_t)each),
                 four_digits(problem, factor));
    problem_step(problem, "the mean may be %d / %s = %s", each, four_digits(problem, factor),
                 four_digits(problem, each / factor));
    problem_step(problem, "%d · %s = %s", count, four_digits(problem, each / factor),
                 problem->answer);
    problem_measure_misconception(problem, "ignored-the-skew",
                                  "the busiest would be far beyond its limit", count * each);
    problem_measure_misconception(problem, "turned-round", "skew takes capacity away",
                                  count * each * factor);
    problem_measure_misconception(problem, "mean-alone", "that is one of them on average",
                                  each / factor);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_scatter(gsl_rng *rng, struct problem *problem)
{
    static const int counts[] = {10, 20, 25, 50, 64, 100};
    int count = counts[draw_between(rng, 0, 5)], root = draw_between(rng, 4, 30);
    int mean = root * root, sigmas = draw_between(rng, 2, 3), which = draw_between(rng, 0, 2);
    static const char *const asked[] = {
        "What is the standard deviation of the number on one of them, as a Poisson number?",
        "What part of the mean is the standard deviation of the number on one of them (Poisson)?",
        "How many keys lie on one that is 2 standard deviations above the mean (Poisson)?",
        "How many keys lie on one that is 3 standard deviations above the mean (Poisson)?"};
    problem_prompt(problem, "%s keys fall at random on %d %s. %s",
                   grouped(problem, (uint64_t)(mean * count)), count, draw_text(rng, parts, 4),
                   asked[which < 2 ? which : sigmas]);
    if (which == 1)
        problem_chance(problem, 1.0 / root);
    else
        problem_measure(problem, which ? mean + sigmas * root : root, NULL);
    problem_hint(problem, "The mean is %s / %d.", grouped(problem, (uint64_t)(mean * count)),
                 count);
    problem_hint(problem, "The variance of a Poisson number is its mean.");
    problem_step(problem, "mean: %d, standard deviation: sqrt(%d) = %d", mean, mean, root);
    if (which == 0)
        problem_step(problem, "so %s", problem->answer);
    else if (which == 1)
        problem_step(problem, "%d / %d = %s", root, mean, problem->answer);
    else
        problem_step(problem, "%d + %d · %d = %s", mean, sigmas, root, problem->answer);
    if (which == 1) {
        problem_chance_misconception(problem, "root-of-all-keys",
                                     "what counts are the keys of one, not of all",
                                     1 / sqrt((double)mean * count));
        problem_chance_misconception(problem, "forgot-the-root", "the root of the mean",
                                     1.0 / mean);
        return;
    }
    problem_measure_misconception(
        problem, "root-of-all-keys", "what counts are the keys of one, not of all",
        (which ? mean : 0) + (which ? sigmas : 1) * sqrt((double)mean * count));
    problem_measure_misconception(problem, "variance-for-deviation",
                                  "the mean is the variance: take the root",
                                  which ? mean + sigmas * mean : mean);
    problem_measure_misconception(problem, "distance-alone", "start from the mean", sigmas * root);
}

static void ask_empty(gsl_rng *rng, struct problem *problem)
{
    static const int counts[] = {50, 100, 128, 200, 256, 500, 1000};
    static const double loads[] = {0.5, 1, 1.5, 2, 2.5, 3, 4};
    int count = counts[draw_between(rng, 0, 6)];
    double load = draw_number(rng, loads, 7), keys = load * count, counted[1];
    struct hash_shape shape = {.scheme = SCHEME_CHAINING, .slots = (unsigned)count};
    struct hash_formula formula;
    const char *part = draw_text(rng, parts, 4);
    (void)hash_theory_lengths(&shape, keys, counted, 1, &formula);
    problem_prompt(problem,
                   "%.0f keys fall at random on %d %s. How many of these stay empty, on average? "
                   "(4 %% off is near enough.)",
                   keys, count, part);
    problem_measure(problem, counted[0], NULL);
    problem->relative = 0.04;
    problem_hint(problem, "A key misses a given one with probability 1 - 1/%d.", count);
    problem_hint(problem, "All %.0f miss it: (1 - 1/%d)^%.0f, about e^(-%s).", keys, count, keys,
                 four_digits(problem, load));
    problem_step(problem, "each stays empty with probability (1 - 1/%d)^%.0f = %s; e^(-%s) = %s",
                 count, keys, four_digits(problem, counted[0] / count), four_digits(problem, load),
                 four_digits(problem, exp(-load)));
    problem_step(problem, "%d · %s = %s", count, four_digits(problem, counted[0] / count),
                 problem->answer);
    problem_measure_misconception(problem, "one-key-each",
                                  "keys fall on each other: it is not one for each",
                                  load < 1 ? count - keys : 0);
    problem_measure_misconception(problem, "complement", "those are the ones with a key",
                                  count - counted[0]);
    problem_measure_misconception(problem, "chance-for-count", "that is one's chance to be empty",
                                  counted[0] / count);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static const double small_means[] = {1, 1.5, 2, 2.5, 3, 4, 5};
static const double many[] = {20, 50, 100, 200, 500, 1000};

static void explain_tail(struct problem *problem, double mean, unsigned limit)
{
    problem_hint(problem, "Keys on one of them are nearly Poisson with mean %s.",
                 four_digits(problem, mean));
    problem_hint(problem, "P(more than %u) = 1 - e^(-%s) (1 + m + m^2/2 + ... + m^%u/%u!).", limit,
                 four_digits(problem, mean), limit, limit);
    problem_step(problem, "m^k / k! for k = 0 to %u: %s", limit,
                 poisson_terms(problem, mean, limit));
    problem_step(problem, "summed, times e^(-%s): at most %u with probability %.6f",
                 four_digits(problem, mean), limit, gsl_cdf_poisson_P(limit, mean));
    problem_step(problem, "more than %u: %.6f", limit, gsl_cdf_poisson_Q(limit, mean));
}

static void ask_over(gsl_rng *rng, struct problem *problem)
{
    double mean = draw_number(rng, small_means, 7), count = draw_number(rng, many + 2, 4);
    unsigned limit = (unsigned)ceil(mean) + (unsigned)draw_between(rng, 1, 3);
    double beyond = gsl_cdf_poisson_Q(limit, mean);
    bool any = draw_between(rng, 0, 2) == 0;
    double some = -expm1(count * log1p(-beyond));
    const char *part = draw_text(rng, parts, 4);
    any = any && some < 0.99;
    problem_prompt(problem,
                   "%.0f hot keys fall at random on %.0f %s, each of which copes with %u of them. "
                   "%s (Poisson%s; 3 %% off is near enough.)",
                   mean * count, count, part, limit,
                   any ? "How likely is it that at least one gets more?"
                       : "How many get more, on average?",
                   any ? ", as if independent" : "");
    if (any) {
        problem_chance(problem, some);
        problem->absolute = fmin(0.03 * some, 0.3 * (1 - some));
    } else {
        problem_measure(problem, count * beyond, NULL);
        problem->relative = 0.03;
    }
    explain_tail(problem, mean, limit);
    if (any)
        problem_step(problem, "1 - (1 - %.6f)^%.0f = %s", beyond, count, problem->answer);
    else
        problem_step(problem, "%.0f · %.6f = %s", count, beyond, problem->answer);
    if (any) {
        problem_chance_misconception(problem, "one-alone", "that is for a given one", beyond);
        problem_chance_misconception(problem, "complement", "that is for none", 1 - some);
        return;
    }
    problem_measure_misconception(problem, "off-by-one", "with exactly the limit it copes",
                                  count * gsl_cdf_poisson_Q(limit - 1, mean));
    problem_measure_misconception(problem, "chance-for-count", "that is one's chance", beyond);
    problem_measure_misconception(problem, "complement", "those are the ones that cope",
                                  count * (1 - beyond));
}

/* The smallest room with fewer than one beyond it on average. */
static void ask_room(gsl_rng *rng, struct problem *problem)
{
    double mean = draw_number(rng, small_means, 7), count = draw_number(rng, many, 6);
    unsigned limit = 0;
    while (count * gsl_cdf_poisson_Q(limit, mean) >= 1)
        limit++;
    problem_prompt(problem,
                   "%.0f hot keys fall at random on %.0f %s. For how many keys must each have "
                   "room, so that on average fewer than one of them gets more (Poisson)?",
                   mean * count, count, draw_text(rng, parts, 4));
    problem_answer(problem, ANSWER_EXACT, "%u", limit);
    problem_hint(problem, "For each of them P(more than c) must be below 1/%.0f.", count);
    problem_hint(problem, "P(0) = e^(-%s); each next is P(k) = P(k - 1) · %s / k. Add them up.",
                 four_digits(problem, mean), four_digits(problem, mean));
    if (limit)
        problem_step(problem, "more than %u: %.0f · %.6f = %s, too many", limit - 1, count,
                     gsl_cdf_poisson_Q(limit - 1, mean),
                     four_digits(problem, count * gsl_cdf_poisson_Q(limit - 1, mean)));
    problem_step(problem, "more than %u: %.0f · %.6f = %s, fewer than one", limit, count,
                 gsl_cdf_poisson_Q(limit, mean),
                 four_digits(problem, count * gsl_cdf_poisson_Q(limit, mean)));
    problem_step(problem, "so %u", limit);
    problem_misconception(problem, "off-by-one", "one or more would get more than that", "%u",
                          limit ? limit - 1 : 0);
    problem_misconception(problem, "off-by-one", "one less is enough", "%u", limit + 1);
    problem_misconception(problem, "mean-is-enough", "about half of them get more than the mean",
                          "%.0f", ceil(mean));
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_factor, ask_usable, ask_usable},
        {ask_scatter, ask_scatter, ask_empty},
        {ask_over, ask_over, ask_room},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_shard_skew = {
    .name = "shard-skew",
    .title = "Shard skew: uneven by chance",
    .topic = "probability",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"tails", NULL},
    .terms = (const char *const[]){"shard", "sharding", "data skew", "skew", "hotspot", "hot spot",
                                   "hot partition", "hot key", "partition key", "hash partitioning",
                                   "consistent hashing", "hashing", NULL},
    .generate = generate,
};
