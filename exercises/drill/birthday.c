/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Birthdays: how soon random values collide.
 *
 * Level 1: pairs, and three draws. 2: a few draws multiplied out. 3: many keys and hashes of many
 * bits, by the approximation; the answer is exact, and 3 % are forgiven.
 */
#include <math.h>
#include <stdio.h>

#include "exercises/collision.h"
#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

static const double APPROXIMATED = 0.03;

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_pairs(gsl_rng *rng, struct problem *problem)
{
    static const char *const stories[][2] = {
        {"", " services may each talk to every other one. How many pairs is that?"},
        {"", " keys are hashed. How many pairs of keys could collide?"},
        {"", " tables are compared, each with every other one. How many comparisons is that?"},
        {"In a team of ", " everybody talks once with everybody else. How many talks is that?"},
    };
    int n = draw_between(rng, 5, 41), which = draw_between(rng, 0, 3), pairs = n * (n - 1) / 2;
    problem_prompt(problem, "%s%d%s", stories[which][0], n, stories[which][1]);
    problem_answer(problem, ANSWER_EXACT, "%d", pairs);
    problem_hint(problem, "Each of the %d has %d partners.", n, n - 1);
    problem_hint(problem, "That counts every pair twice.");
    problem_step(problem, "%d · %d = %d counts every pair twice", n, n - 1, n * (n - 1));
    problem_step(problem, "%d / 2 = %d", n * (n - 1), pairs);
    problem_misconception(problem, "forgot-the-half", "this counts every pair twice", "%d",
                          n * (n - 1));
    problem_misconception(problem, "paired-with-itself", "none makes a pair with itself", "%d",
                          n * (n + 1) / 2);
    problem_misconception(problem, "paired-with-itself",
                          "none makes a pair with itself, and each pair counts once", "%d", n * n);
}

static void ask_three(gsl_rng *rng, struct problem *problem)
{
    static const int sizes[] = {4, 5, 6, 8, 10, 12, 16, 20};
    static const char *const stories[][2] = {{"keys are hashed to", "buckets"},
                                             {"requests are sent at random to", "servers"},
                                             {"jobs start at random in one of", "time slots"},
                                             {"replicas are put at random on", "racks"}};
    int d = sizes[draw_between(rng, 0, 7)], n = draw_between(rng, 2, 3);
    int which = draw_between(rng, 0, 3);
    int all = n == 2 ? d : d * d, apart = n == 2 ? d - 1 : (d - 1) * (d - 2);
    problem_prompt(problem,
                   "%s %s %d %s, all equally likely. How likely is it that %s get the same one?",
                   n == 2 ? "Two" : "Three", stories[which][0], d, stories[which][1],
                   n == 2 ? "both" : "at least two");
    problem_chance_ratio(problem, all - apart, all);
    problem_hint(problem, "How likely is it that all are different?");
    problem_hint(problem, "The second must miss 1 of %d%s.", d, n == 3 ? ", the third 2" : "");
    if (n == 3)
        problem_step(problem, "all different: %d/%d · %d/%d = %d/%d", d - 1, d, d - 2, d, apart,
                     all);
    else
        problem_step(problem, "different: %d/%d", apart, all);
    problem_step(problem, "1 - %d/%d = %s", apart, all, problem->answer);
    problem_misconception(problem, "complement", "that is the probability that all differ", "%d/%d",
                          apart, all);
    problem_misconception(problem, "first-is-fixed",
                          "they may meet at any place, not at a certain one", "1/%d", d * d);
    problem_misconception(problem, "draws-over-values",
                          "not how many there are but whether two meet", "%d/%d", n, d);
    if (n == 3)
        problem_misconception(problem, "added-chances",
                              "this counts it three times when all three meet", "3/%d", d);
}

static void ask_expected_pairs(gsl_rng *rng, struct problem *problem)
{
    static const int sizes[] = {10, 20, 50, 100, 1000};
    int n = draw_between(rng, 5, 30), d = sizes[draw_between(rng, 0, 4)], pairs = n * (n - 1) / 2;
    problem_prompt(problem,
                   "%d keys are hashed to %d values. How many pairs of keys have the same value, "
                   "on average?",
                   n, d);
    problem_measure(problem, (double)pairs / d, NULL);
    problem_hint(problem, "How many pairs are there?");
    problem_hint(problem, "Each pair collides with probability 1/%d.", d);
    problem_step(problem, "%d · %d / 2 = %d pairs", n, n - 1, pairs);
    problem_step(problem, "%d / %d = %s", pairs, d, problem->answer);
    problem_measure_misconception(problem, "forgot-the-half", "this counts every pair twice",
                                  2.0 * pairs / d);
    problem_measure_misconception(problem, "draws-over-values",
                                  "that is the chance of the next key; count pairs", (double)n / d);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void add_collision_misconceptions(struct problem *problem, double d, double n)
{
    problem_chance_misconception(problem, "complement", "that is the probability that all differ",
                                 1 - collision_probability(d, n));
    problem_chance_misconception(problem, "draws-over-values",
                                 "that counts draws; any two of them may meet", n / d);
    problem_chance_misconception(problem, "one-is-fixed",
                                 "that is for one given value; any two may meet",
                                 -expm1((n - 1) * log1p(-1 / d)));
    problem_chance_misconception(problem, "forgot-the-half", "each pair counts once",
                                 -expm1(-n * (n - 1) / d));
}

static void ask_multiplied(gsl_rng *rng, struct problem *problem)
{
    static const double sizes[] = {10, 12, 16, 20, 26, 32, 50, 64, 100};
    static const char *const stories[][2] = {{"keys are hashed to", "buckets"},
                                             {"sessions are placed at random on", "servers"},
                                             {"cron jobs start at random in one of", "seconds"},
                                             {"files are put at random into", "folders"}};
    double d = draw_number(rng, sizes, 9);
    int n = draw_between(rng, 4, 7), which = draw_between(rng, 0, 3);
    char product[160] = "";
    size_t used = 0;
    for (int i = 1; i < n; i++)
        used += (size_t)snprintf(product + used, sizeof product - used, "%s%.0f/%.0f",
                                 i > 1 ? " · " : "", d - i, d);
    problem_prompt(problem,
                   "%d %s %.0f %s, all equally likely. How likely is it that at least two get "
                   "the same one?",
                   n, stories[which][0], d, stories[which][1]);
    problem_chance(problem, collision_probability(d, n));
    problem_hint(problem, "How likely is it that all %d are different?", n);
    problem_hint(problem, "The second misses 1 of %.0f, the third 2, ... the last %d.", d, n - 1);
    problem_step(problem, "all different: %s = %s", product,
                 four_digits(problem, 1 - collision_probability(d, n)));
    problem_step(problem, "1 minus that: %s", problem->answer);
    add_collision_misconceptions(problem, d, n);
}

static void explain_approximation(struct problem *problem, double d, double n)
{
    double pairs = n * (n - 1) / 2;
    problem_hint(problem, "Count pairs: n (n - 1) / 2, each collides with probability 1/d.");
    problem_hint(problem, "No collision: about e^(-pairs/d).");
    problem_step(problem, "about %s pairs over %s values: %s collisions on average",
                 scientific(problem, pairs), scientific(problem, d),
                 four_digits(problem, pairs / d));
    problem_step(problem, "P is about 1 - e^(-%s) = %s %%", four_digits(problem, pairs / d),
                 four_digits(problem, -100 * expm1(-pairs / d)));
}

static void ask_birthdays(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        const char *what;
        double d;
    } stories[] = {{"people are in a room, each born on any of the 365 days of a year", 365},
                   {"containers pick a port at random out of 1,000", 1000},
                   {"pods get a random suffix out of 676", 676},
                   {"files are sampled at random out of 2,000, with repetition", 2000}};
    int which = draw_between(rng, 0, 3);
    double d = stories[which].d, n = draw_between(rng, 10, 40);
    problem_prompt(problem,
                   "%.0f %s. How likely is it that at least two have the same? (3 %% off is near "
                   "enough.)",
                   n, stories[which].what);
    problem_chance(problem, collision_probability(d, n));
    problem->absolute = APPROXIMATED * collision_probability(d, n);
    explain_approximation(problem, d, n);
    problem_step(problem, "multiplied out exactly: %s", problem->answer);
    add_collision_misconceptions(problem, d, n);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_hashes(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        int bits;
        double keys;
    } cases[] = {{32, 5e3}, {32, 1e4}, {32, 2e4}, {32, 5e4}, {32, 1e5}, {40, 1e5},
                 {40, 2e5}, {40, 5e5}, {40, 1e6}, {48, 1e6}, {48, 2e6}, {48, 5e6},
                 {48, 1e7}, {64, 2e8}, {64, 5e8}, {64, 1e9}, {64, 2e9}, {64, 3e9},
                 {64, 4e9}, {64, 5e9}, {53, 1e7}, {53, 2e7}, {53, 5e7}, {53, 1e8}};
    static const char *const stories[] = {"rows get random keys", "events are told apart by hashes",
                                          "files are named by hashes"};
    int which = draw_between(rng, 0, (int)(sizeof cases / sizeof *cases) - 1);
    double n = cases[which].keys, d = ldexp(1, cases[which].bits);
    problem_prompt(problem,
                   "%s %s of %d bits. How likely is it that at least two get the same one? (3 %% "
                   "off is near enough.)",
                   grouped(problem, (uint64_t)n), draw_text(rng, stories, 3), cases[which].bits);
    problem_chance(problem, collision_probability(d, n));
    problem->absolute = APPROXIMATED * collision_probability(d, n);
    problem_hint(problem, "2^%d = %s values.", cases[which].bits, scientific(problem, d));
    explain_approximation(problem, d, n);
    problem_step(problem, "with every digit: %s", problem->answer);
    add_collision_misconceptions(problem, d, n);
}

static void ask_keys_for(gsl_rng *rng, struct problem *problem)
{
    static const double bits[] = {32, 40, 48, 53, 60, 64, 96, 122, 128};
    static const double chances[] = {1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.5};
    int width = (int)draw_number(rng, bits, 9);
    double p = draw_number(rng, chances, 6), d = ldexp(1, width), n = collision_draws_for(d, p);
    problem_prompt(problem,
                   "Random keys have %d bits. After about how many keys has the probability of a "
                   "collision reached %s %%? (3 %% off is near enough; 1.5e9 is a number.)",
                   width, four_digits(problem, 100 * p));
    problem->relative = APPROXIMATED;
    problem_answer(problem, ANSWER_DECIMAL, "%s", scientific(problem, n));
    problem_hint(problem, "With n keys, P = 1 - e^(-n^2 / 2d): solve for n.");
    problem_hint(problem, "n = sqrt(-2 d ln(1 - p)); for small p, -ln(1 - p) is p.");
    problem_step(problem, "d = 2^%d = %s, and -ln(1 - %s) = %s", width, scientific(problem, d),
                 four_digits(problem, p), four_digits(problem, -log1p(-p)));
    problem_step(problem, "n = sqrt(2 · %s · %s) = %s", scientific(problem, d),
                 four_digits(problem, -log1p(-p)), problem->answer);
    problem_misconception(problem, "share-of-the-values",
                          "that is when a new key meets an old one with this probability", "%.3e",
                          p * d);
    problem_misconception(problem, "forgot-the-half", "there are n^2 / 2 pairs, not n^2", "%.3e",
                          n / M_SQRT2);
    problem_misconception(problem, "root-of-the-values",
                          "at the root of the number of values the probability is 39 %", "%.3e",
                          sqrt(d));
    problem_misconception(problem, "forgot-the-root", "n^2 is that large, not n", "%.3e", n * n);
}

/* The fewest bits with n^2 / 2 / 2^bits <= p. */
static void ask_bits_for(gsl_rng *rng, struct problem *problem)
{
    int zeros = draw_between(rng, 4, 12), rarity = draw_between(rng, 2, 9);
    int factor = draw_between(rng, 1, 9);
    double n = factor * pow(10, zeros), exact = log2(n / 2) + log2(n) + rarity * log2(10);
    int bits = (int)ceil(exact);
    problem_prompt(problem,
                   "%s keys are drawn at random. How many bits must they have at least for a "
                   "collision to have a probability of at most 10^-%d?",
                   grouped(problem, (uint64_t)n), rarity);
    problem_answer(problem, ANSWER_EXACT, "%d", bits);
    problem_hint(problem, "For rare collisions P is n^2 / (2 · 2^b).");
    problem_hint(problem, "So 2^b >= n^2 / 2 · 10^%d; 10^3 is about 2^10.", rarity);
    problem_step(problem, "2^b >= %d^2 · 10^%d / 2 · 10^%d = %s", factor, 2 * zeros, rarity,
                 scientific(problem, n * n / 2 * pow(10, rarity)));
    problem_step(problem, "log2 of that is %.2f", exact);
    problem_step(problem, "rounded up: %d", bits);
    problem_misconception(problem, "one-number-each",
                          "that many bits only number the keys one by one", "%.0f", ceil(log2(n)));
    problem_misconception(problem, "one-given-key",
                          "that is for one given key to be met; any two may collide", "%.0f",
                          ceil(log2(n) + rarity * log2(10)));
    problem_misconception(problem, "forgot-the-half", "each pair counts once", "%.0f",
                          ceil(exact + 1));
    problem_misconception(problem, "rounded-down", "that is not quite enough", "%d", bits - 1);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_pairs, ask_three, ask_expected_pairs},
        {ask_multiplied, ask_birthdays, ask_birthdays},
        {ask_hashes, ask_keys_for, ask_bits_for},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_birthday = {
    .name = "birthday",
    .title = "Birthdays: random keys collide",
    .topic = "probability",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"powers", "tails", NULL},
    .terms = (const char *const[]){"birthday problem", "birthday paradox", "collision",
                                   "collision probability", "hashing", "hash function", "md5",
                                   "uuid", "guid", "surrogate key", "unique identifier",
                                   "random identifier", NULL},
    .generate = generate,
};
