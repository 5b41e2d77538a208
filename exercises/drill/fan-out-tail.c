/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tail at fan-out: a request that waits for the slowest of many servers is slow far more often
 * than each of them (Dean and Barroso 2013, "The tail at scale"). Servers are taken to be slow
 * independently of each other.
 *
 * Level 1: two or three servers. 2: the tail of n servers (growth.h). 3: backwards: how many
 * servers, how rarely each may be slow, and what a second copy saves.
 */
#include <math.h>

#include <gsl/gsl_math.h>

#include "exercises/drill.h"
#include "exercises/growth.h"
#include "exercises/problem_writer.h"

static const char *const requests[] = {"A search", "A page", "A query", "A dashboard",
                                       "A recommendation"};

/* Chances so near to 1 that 100 % would be right are not asked for. */
static const double MOST = 0.95;

static void answer_percent(struct problem *problem, double share)
{
    problem_answer(problem, ANSWER_PERCENT, "%.3g %%", 100 * share);
    problem->relative = 0.005;
}

/* Wrong answers to "how often is at least one of `count` slow?". */
static void add_tail_misconceptions(struct problem *problem, double slow, double count)
{
    problem_misconception(problem, "all-fast",
                          "that is the chance that all are fast; it is slow in the other cases",
                          "%.5g %%", 100 * (1 - any_slow(slow, count)));
    problem_misconception(problem, "added-the-chances",
                          "chances add up only where no two can be slow at once", "%.5g %%",
                          100 * slow * count);
    if (count < 4)
        problem_misconception(problem, "all-slow", "that is the chance that all are slow together",
                              "%.5g %%", 100 * pow(slow, count));
    problem_misconception(problem, "tail-of-one-server",
                          "one slow server is enough, and there are several that can be it",
                          "%.5g %%", 100 * slow);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_few(gsl_rng *rng, struct problem *problem)
{
    static const int shares[] = {5, 10, 15, 20, 25, 30, 40, 50, 60};
    const char *request = DRAW_FROM(rng, requests);
    int share = DRAW_FROM(rng, shares), count = draw_between(rng, 0, 2) ? 2 : 3;
    double slow = share / 100.0, fast = 1 - slow;
    problem_prompt(problem,
                   "%s waits for the answers of %d servers. Each is slow with a chance of %d %%, "
                   "independently of the others. How likely is it that at least one is slow, in "
                   "percent?",
                   request, count, share);
    problem_answer(problem, ANSWER_PERCENT, "%.6g %%", 100 * any_slow(slow, count));
    problem->relative = 0.005;
    problem_hint(problem, "Ask the opposite: how likely is it that all are fast?");
    problem_hint(problem, "One is fast with a chance of %g; chances of all together multiply.",
                 fast);
    problem_step(problem, "all fast: %g^%d = %.6g", fast, count, gsl_pow_int(fast, count));
    problem_step(problem, "at least one slow: 1 - %.6g = %s", gsl_pow_int(fast, count),
                 problem->answer);
    add_tail_misconceptions(problem, slow, count);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_many(gsl_rng *rng, struct problem *problem)
{
    static const int tails[] = {50, 20, 10, 10, 10, 5, 1, 1}; /* in thousandths */
    static const int counts[] = {5,  8,  10, 12, 15, 16,  20,  24,  25,  30,  32,
                                 40, 50, 60, 64, 80, 100, 120, 150, 200, 250, 300};
    const char *request = DRAW_FROM(rng, requests);
    int count, tail, milliseconds = 10 * draw_between(rng, 2, 50);
    do {
        count = DRAW_FROM(rng, counts);
        tail = DRAW_FROM(rng, tails);
    } while (any_slow(tail / 1000.0, count) > MOST);
    double slow = tail / 1000.0, percentile = 100 - tail / 10.0;
    problem_prompt(problem,
                   "%s makes %d calls at once and waits for the last. Each is done within %d ms in "
                   "%g %% of the cases (its p%g), independently of the others. In how many percent "
                   "of the cases does it take longer than %d ms altogether, to three digits?",
                   request, count, milliseconds, percentile, percentile, milliseconds);
    answer_percent(problem, any_slow(slow, count));
    problem_hint(problem, "Ask the opposite: how likely is it that all are done by then?");
    problem_hint(problem, "All %d are done by then with a chance of %g^%d.", count, 1 - slow,
                 count);
    problem_step(problem, "all in time: %g^%d = exp(%d · ln(%g)) = %.6g", 1 - slow, count, count,
                 1 - slow, 1 - any_slow(slow, count));
    problem_step(problem, "1 - %.6g = %s", 1 - any_slow(slow, count), problem->answer);
    add_tail_misconceptions(problem, slow, count);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_share(gsl_rng *rng, struct problem *problem)
{
    static const int counts[] = {5, 8, 10, 20, 25, 30, 40, 50, 80, 100, 200};
    static const int goals[] = {50, 60, 75, 80, 90, 95, 99};
    const char *request = DRAW_FROM(rng, requests);
    int count = DRAW_FROM(rng, counts), goal = DRAW_FROM(rng, goals);
    double chance = 1 - goal / 100.0;
    problem_prompt(problem,
                   "%s makes %d calls at once and waits for the last. %d %% of all are to see no "
                   "slow call. How many percent of the calls may be slow at most, to three "
                   "digits?",
                   request, count, goal);
    answer_percent(problem, share_for_any_slow(chance, count));
    problem_hint(problem, "All %d calls are fast with a chance of (1 - q)^%d.", count, count);
    problem_hint(problem, "(1 - q)^%d = %g: take the root of order %d.", count, goal / 100.0,
                 count);
    problem_step(problem, "1 - q = %g^(1/%d) = exp(ln(%g) / %d) = %.7g", goal / 100.0, count,
                 goal / 100.0, count, 1 - share_for_any_slow(chance, count));
    problem_step(problem, "q = %s", problem->answer);
    problem_misconception(problem, "goal-for-one-call",
                          "with that many slow calls, far more requests meet one", "%d %%",
                          100 - goal);
    problem_misconception(problem, "divided-by-the-calls",
                          "nearly, and on the safe side: that counts cases with two slow calls "
                          "twice",
                          "%.5g %%", 100 * chance / count);
    problem_misconception(problem, "answered-with-the-fast",
                          "that many must be fast; the others may be slow", "%.6g %%",
                          100 * (1 - share_for_any_slow(chance, count)));
}

static void ask_count(gsl_rng *rng, struct problem *problem)
{
    static const int tails[] = {50, 20, 10, 5, 1}; /* in thousandths */
    static const int chances[] = {10, 20, 25, 30, 40, 50, 60, 75, 80, 90};
    const char *request = DRAW_FROM(rng, requests);
    int tail = DRAW_FROM(rng, tails), percent = DRAW_FROM(rng, chances);
    double slow = tail / 1000.0;
    double exact = growth_periods(-percent / 100.0, -slow);
    problem_prompt(
        problem,
        "%s waits for n independent calls; %g %% of calls are slow. From which n on does "
        "it meet a slow one in at least %d %% of the cases?",
        request, 100 * slow, percent);
    problem_answer(problem, ANSWER_EXACT, "%.0f", ceil(exact));
    problem_hint(problem, "It meets none with a chance of %g^n.", 1 - slow);
    problem_hint(problem, "%g^n = %g: take logarithms.", 1 - slow, 1 - percent / 100.0);
    problem_step(problem, "%g^n = %g, so n = ln(%g) / ln(%g)", 1 - slow, 1 - percent / 100.0,
                 1 - percent / 100.0, 1 - slow);
    problem_step(problem, "= %.6g / %.6g = %.5g", log1p(-percent / 100.0), log1p(-slow), exact);
    problem_step(problem, "rounded up: %s", problem->answer);
    problem_misconception(problem, "added-the-chances",
                          "chances add up only where no two can be slow at once", "%.0f",
                          ceil(percent / 100.0 / slow - 1e-9));
    problem_misconception(problem, "rounded-down", "with that many it is still a little less",
                          "%.0f", floor(exact));
    problem_misconception(problem, "took-the-opposite",
                          "that is where it meets none in that many cases", "%.0f",
                          ceil(growth_periods(percent / 100.0 - 1, -slow)));
}

/* A second copy of each call squares its chance of being slow. */
static void ask_second_try(gsl_rng *rng, struct problem *problem)
{
    static const int shares[] = {1, 2, 3, 4, 5, 10};
    static const int counts[] = {10, 20, 25, 40, 50, 80, 100, 200, 400};
    const char *request = DRAW_FROM(rng, requests);
    int share, count;
    do {
        share = DRAW_FROM(rng, shares);
        count = DRAW_FROM(rng, counts);
    } while (any_slow(share * share / 1e4, count) > MOST);
    double slow = share / 100.0, both = slow * slow;
    problem_prompt(
        problem,
        "%s makes %d calls at once and waits for the last; each is slow with a chance of "
        "%d %%. Every call is sent to two replicas, the faster answer counts, and all "
        "are independent. In how many percent of the cases is a call slow, to three digits?",
        request, count, share);
    answer_percent(problem, any_slow(both, count));
    problem_hint(problem, "When is a call that was sent twice slow? When both copies are.");
    problem_hint(problem, "%g · %g = %g; now the tail of %d such calls.", slow, slow, both, count);
    problem_step(problem, "both copies slow: %g² = %g", slow, both);
    problem_step(problem, "all %d calls fast: %g^%d = %.6g", count, 1 - both, count,
                 1 - any_slow(both, count));
    problem_step(problem, "1 - %.6g = %s", 1 - any_slow(both, count), problem->answer);
    problem_misconception(problem, "one-copy-only", "that is without the second copy", "%.5g %%",
                          100 * any_slow(slow, count));
    problem_misconception(problem, "halved-the-chance",
                          "two copies do not halve the chance of a slow call: they square it",
                          "%.5g %%", 100 * any_slow(slow / 2, count));
    problem_misconception(problem, "twice-as-many-calls",
                          "the second copy helps: a call is slow only if both are", "%.5g %%",
                          100 * any_slow(slow, 2 * count));
    problem_misconception(problem, "added-the-chances",
                          "chances add up only where no two can be slow at once", "%.5g %%",
                          100 * both * count);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_few, ask_few, ask_few},
        {ask_many, ask_many, ask_many},
        {ask_share, ask_count, ask_second_try},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_fan_out_tail = {
    .name = "fan-out-tail",
    .title = "The tail at fan-out",
    .topic = "estimation",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"percent-change", "tails", NULL},
    .terms = (const char *const[]){"tail latency", "latency", "fan out", "p99", "p95", "percentile",
                                   "99th percentile", "straggler", "scatter gather",
                                   "hedged request", "microservice", NULL},
    .generate = generate,
};
