/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tails of the binomial and the Poisson distribution (gsl_cdf_binomial_*, gsl_cdf_poisson_*).
 *
 * Level 1: all, none, and two of three. 2: at least k of n; a mean count and none, or more than
 * one. 3: beyond a limit, and the limit for a given risk.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

/* --- Level 1 ------------------------------------------------------------------------------------
 */

struct crowd {
    const char *things, *event, *other; /* "disks", "fails", "survives" */
};

static const struct crowd crowds[] = {
    {"replicas", "is down", "is up"},     {"requests", "times out", "is answered in time"},
    {"batch jobs", "fails", "ends well"}, {"spot servers", "is taken away", "stays"},
    {"messages", "is lost", "arrives"},
};

static void ask_all_or_none(gsl_rng *rng, struct problem *problem)
{
    static const int parts[] = {10, 20, 30, 40, 50, 5};
    const struct crowd *crowd = &crowds[draw_between(rng, 0, 4)];
    int percent = parts[draw_between(rng, 0, 5)], n = draw_between(rng, 2, 3);
    bool all = draw_between(rng, 0, 1);
    double p = percent / 100.0, one = all ? p : 1 - p, every = pow(one, n);
    problem_prompt(problem,
                   "Of %d %s each one %s with probability %d %%, independently of the others. How "
                   "likely is it that %s?",
                   n, crowd->things, crowd->event, percent,
                   all      ? arena_format(&problem->arena, "each one %s", crowd->event)
                   : n == 2 ? arena_format(&problem->arena, "at least one of them %s", crowd->event)
                            : arena_format(&problem->arena, "at least one %s", crowd->event));
    problem_chance(problem, all ? every : 1 - every);
    problem_hint(problem, "Independent: probabilities of \"and\" are multiplied.");
    if (!all)
        problem_hint(problem, "At least one is the opposite of none: 1 minus P(each one %s).",
                     crowd->other);
    problem_hint(problem, "P(each one %s) = %s^%d.", all ? crowd->event : crowd->other,
                 four_digits(problem, one), n);
    problem_step(problem, "each one %s: %s^%d = %s", all ? crowd->event : crowd->other,
                 four_digits(problem, one), n, four_digits(problem, every));
    problem_step(problem, "%s%s", all ? "in per cent: " : "1 minus that: ", problem->answer);
    problem_chance_misconception(problem, "added-instead-of-multiplied",
                                 all ? "independent events happen together by the product"
                                     : "adding counts twice when more than one does",
                                 n * p);
    problem_chance_misconception(problem, "complement", "that is the opposite",
                                 all ? 1 - every : every);
    problem_chance_misconception(problem, "all-for-some", "that is every one, not at least one",
                                 pow(p, n));
    problem_chance_misconception(problem, "one-alone", "that is for one alone", p);
}

static void ask_majority(gsl_rng *rng, struct problem *problem)
{
    static const int parts[] = {60, 70, 75, 80, 90, 95};
    static const char *const stories[] = {"replicas of a log", "zones", "voters of a cluster",
                                          "sensors"};
    int percent = parts[draw_between(rng, 0, 5)];
    double p = percent / 100.0, two = 3 * p * p * (1 - p), three = p * p * p;
    problem_prompt(problem,
                   "Each of 3 %s works with probability %d %%, independently of the others. At "
                   "least 2 must work. How likely is that?",
                   draw_text(rng, stories, 4), percent);
    problem_chance(problem, gsl_cdf_binomial_Q(1, p, 3));
    problem_hint(problem, "Either all three work, or exactly two.");
    problem_hint(problem, "Exactly two: there are 3 ways to choose the one that does not.");
    problem_step(problem, "all three: %s^3 = %s", four_digits(problem, p),
                 four_digits(problem, three));
    problem_step(problem, "exactly two: 3 · %s^2 · %s = %s", four_digits(problem, p),
                 four_digits(problem, 1 - p), four_digits(problem, two));
    problem_step(problem, "together: %s", problem->answer);
    problem_chance_misconception(problem, "forgot-the-ways",
                                 "there are 3 ways to choose the one that does not work",
                                 three + two / 3);
    problem_chance_misconception(problem, "exactly-for-at-least", "all three is enough, too", two);
    problem_chance_misconception(problem, "all-for-some", "two are enough", three);
    problem_chance_misconception(problem, "two-alone", "this leaves the third one out", p * p);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_at_least(gsl_rng *rng, struct problem *problem)
{
    static const int parts[] = {1, 2, 5, 10, 20};
    const struct crowd *crowd = &crowds[draw_between(rng, 0, 4)];
    int n = draw_between(rng, 4, 12), percent = parts[draw_between(rng, 0, 4)];
    double p = percent / 100.0;
    double none = gsl_ran_binomial_pdf(0, p, (unsigned)n);
    double one = gsl_ran_binomial_pdf(1, p, (unsigned)n);
    problem_prompt(problem,
                   "Of %d %s each one %s with probability %d %%, independently of the others. How "
                   "likely is it that this happens to at least two?",
                   n, crowd->things, crowd->event, percent);
    problem_chance(problem, gsl_cdf_binomial_Q(1, p, (unsigned)n));
    problem->absolute *= 2; /* what is left of 1 has fewer digits */
    problem_hint(problem, "At least two is everything but none and exactly one.");
    problem_hint(problem, "None: %s^%d. Exactly one: %d ways.", four_digits(problem, 1 - p), n, n);
    problem_step(problem, "none: %s^%d = %.6f", four_digits(problem, 1 - p), n, none);
    problem_step(problem, "exactly one: %d · %s · %s^%d = %.6f", n, four_digits(problem, p),
                 four_digits(problem, 1 - p), n - 1, one);
    problem_step(problem, "1 minus both: %s", problem->answer);
    problem_chance_misconception(problem, "at-least-one", "one is not enough here", 1 - none);
    problem_chance_misconception(problem, "complement", "that is none or one", none + one);
    problem_chance_misconception(problem, "forgot-the-ways",
                                 "any one of them may be the one: n ways", 1 - none - one / n);
    problem_chance_misconception(problem, "exactly-for-at-least", "more than two count, too",
                                 gsl_ran_binomial_pdf(2, p, (unsigned)n));
}

struct stream {
    const char *what, *time;
};

static const struct stream streams[] = {
    {"Messages reach a partition", "millisecond"},
    {"Disks of a fleet fail", "week"},
    {"Incidents wake a team", "night"},
    {"Requests reach a server", "millisecond"},
    {"Broken records come with a feed", "minute"},
};

static const double means[] = {0.5, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4};

static void tell_stream(struct problem *problem, const struct stream *stream, double mean,
                        const char *question)
{
    problem_prompt(problem,
                   "%s at a mean rate of %s a %s, independently of each other (Poisson). %s",
                   stream->what, four_digits(problem, mean), stream->time, question);
}

static void ask_small_count(gsl_rng *rng, struct problem *problem)
{
    const struct stream *stream = &streams[draw_between(rng, 0, 4)];
    double mean = draw_number(rng, means, 9), none = exp(-mean), one = mean * none;
    int which = draw_between(rng, 0, 2);
    static const char *const asked[] = {"none at all", "at least one", "at least two"};
    double answer =
        which == 0 ? gsl_cdf_poisson_P(0, mean) : gsl_cdf_poisson_Q((unsigned)which - 1, mean);
    tell_stream(problem, stream, mean,
                arena_format(&problem->arena, "How likely is it that a %s brings %s?", stream->time,
                             asked[which]));
    problem_chance(problem, answer);
    problem_hint(problem, "P(k) = e^(-m) m^k / k! with the mean m.");
    problem_hint(problem, "None: e^(-%s).", four_digits(problem, mean));
    problem_step(problem, "none: e^(-%s) = %.5f", four_digits(problem, mean), none);
    if (which == 2)
        problem_step(problem, "exactly one: %s · %.5f = %.5f", four_digits(problem, mean), none,
                     one);
    problem_step(problem, "%s: %s",
                 which == 0   ? "in per cent"
                 : which == 1 ? "1 minus that"
                              : "1 minus both",
                 problem->answer);
    problem_chance_misconception(problem, "complement", "that is the opposite", 1 - answer);
    problem_chance_misconception(problem, "exactly-for-at-least", "that is exactly one", one);
    problem_chance_misconception(problem, "at-least-one", "one is not enough here",
                                 which == 2 ? 1 - none : answer);
    problem_chance_misconception(problem, "mean-for-chance",
                                 "the mean counts two where there are two; a probability does not",
                                 mean < 1 ? mean : answer);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_overflow(gsl_rng *rng, struct problem *problem)
{
    const struct stream *stream = &streams[draw_between(rng, 0, 4)];
    double mean = draw_number(rng, means + 2, 7);
    unsigned limit = (unsigned)draw_between(rng, (int)floor(mean) + 1, (int)floor(mean) + 3);
    double within = gsl_cdf_poisson_P(limit, mean), beyond = gsl_cdf_poisson_Q(limit, mean);
    tell_stream(problem, stream, mean,
                arena_format(
                    &problem->arena,
                    "At most %u can be dealt with. How likely is it that a %s brings more than %u?",
                    limit, stream->time, limit));
    problem_chance(problem, beyond);
    problem->absolute = fmax(problem->absolute, 0.012 * beyond); /* so few digits are left of 1 */
    problem_hint(problem, "More than %u is everything but 0, 1, ... %u.", limit, limit);
    problem_hint(problem, "P(k) = e^(-m) m^k / k!, so take e^(-m) out of the sum.");
    problem_step(problem, "m^k / k! for k = 0 to %u: %s = %s", limit,
                 poisson_terms(problem, mean, limit), four_digits(problem, within * exp(mean)));
    problem_step(problem, "times e^(-%s) = %.6f: at most %u has probability %.6f",
                 four_digits(problem, mean), exp(-mean), limit, within);
    problem_step(problem, "1 minus that: %s", problem->answer);
    problem_chance_misconception(problem, "off-by-one", "exactly the limit is not beyond it",
                                 gsl_cdf_poisson_Q(limit - 1, mean));
    problem_chance_misconception(problem, "complement", "that is the probability of staying within",
                                 within);
    problem_chance_misconception(problem, "exactly-for-at-least", "that is exactly the limit",
                                 gsl_ran_poisson_pdf(limit, mean));
    problem_chance_misconception(problem, "exactly-for-at-least",
                                 "that is one more than the limit exactly",
                                 gsl_ran_poisson_pdf(limit + 1, mean));
}

/* The smallest c with P(N > c) <= risk. */
static unsigned limit_for(double mean, double risk)
{
    unsigned limit = 0;
    while (limit < 1000 && gsl_cdf_poisson_Q(limit, mean) > risk)
        limit++;
    return limit;
}

static void ask_limit(gsl_rng *rng, struct problem *problem)
{
    static const double risks[] = {10, 5, 2, 1, 0.1};
    const struct stream *stream = &streams[draw_between(rng, 0, 4)];
    double mean = draw_number(rng, means, 9), risk = draw_number(rng, risks, 5);
    unsigned limit = limit_for(mean, risk / 100);
    tell_stream(problem, stream, mean,
                arena_format(&problem->arena,
                             "How many must one be able to deal with, if more shall come in at "
                             "most %s %% of all %ss?",
                             four_digits(problem, risk), stream->time));
    problem_answer(problem, ANSWER_EXACT, "%u", limit);
    problem_hint(problem, "Add P(0) + P(1) + ... until at most %s %% are left.",
                 four_digits(problem, risk));
    problem_hint(problem, "P(0) = e^(-%s) = %.5f; each next is P(k) = P(k - 1) · %s / k.",
                 four_digits(problem, mean), exp(-mean), four_digits(problem, mean));
    if (limit)
        problem_step(problem, "P(more than %u) = %s %%: too much", limit - 1,
                     four_digits(problem, 100 * gsl_cdf_poisson_Q(limit - 1, mean)));
    problem_step(problem, "P(more than %u) = %s %%: enough", limit,
                 four_digits(problem, 100 * gsl_cdf_poisson_Q(limit, mean)));
    problem_step(problem, "so %u", limit);
    problem_misconception(problem, "off-by-one", "more come too often", "%u",
                          limit ? limit - 1 : 0);
    problem_misconception(problem, "off-by-one", "one fewer is enough", "%u", limit + 1);
    problem_misconception(problem, "mean-is-enough",
                          "more than the mean come about as often as fewer", "%.0f", ceil(mean));
}

static void ask_rare(gsl_rng *rng, struct problem *problem)
{
    static const double sizes[] = {1000, 2000, 5000, 10000};
    static const double wanted[] = {0.5, 1, 1.5, 2, 2.5, 3};
    const struct crowd *crowd = &crowds[draw_between(rng, 0, 4)];
    double n = draw_number(rng, sizes, 4), mean = draw_number(rng, wanted, 6), p = mean / n;
    unsigned limit = (unsigned)draw_between(rng, 1, 3);
    double within = gsl_cdf_poisson_P(limit, mean);
    problem_prompt(problem,
                   "Of %s %s each one %s with probability %s %%, independently of the others. How "
                   "likely is it that this happens to more than %u? (2 %% off is near enough.)",
                   grouped(problem, (uint64_t)n), crowd->things, crowd->event,
                   four_digits(problem, 100 * p), limit);
    double answer = gsl_cdf_binomial_Q(limit, p, (unsigned)n);
    problem_chance(problem, answer);
    problem->absolute = 0.02 * answer;
    problem_hint(problem, "Many chances, each of them small: the count is nearly Poisson.");
    problem_hint(problem, "Its mean is %s · %s %% = %s.", grouped(problem, (uint64_t)n),
                 four_digits(problem, 100 * p), four_digits(problem, mean));
    problem_step(problem, "mean %s; m^k / k! for k = 0 to %u: %s", four_digits(problem, mean),
                 limit, poisson_terms(problem, mean, limit));
    problem_step(problem, "at most %u: e^(-%s) · %s = %.5f, so more: %s %%", limit,
                 four_digits(problem, mean), four_digits(problem, within * exp(mean)), within,
                 four_digits(problem, 100 * (1 - within)));
    problem_step(problem, "by the binomial distribution itself: %s", problem->answer);
    problem_chance_misconception(problem, "off-by-one", "exactly the limit is not beyond it",
                                 gsl_cdf_binomial_Q(limit - 1, p, (unsigned)n));
    problem_chance_misconception(problem, "complement", "that is at most the limit", 1 - answer);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_all_or_none, ask_all_or_none, ask_majority},
        {ask_at_least, ask_at_least, ask_small_count},
        {ask_overflow, ask_limit, ask_rare},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_tails = {
    .name = "tails",
    .title = "Binomial and Poisson tails",
    .topic = "probability",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"inclusion-exclusion", NULL},
    .terms = (const char *const[]){"binomial", "binomial distribution", "poisson",
                                   "poisson distribution", "bernoulli", "probability distribution",
                                   "tail probability", "random variable", "expected value",
                                   "rare event", "combinatorics", NULL},
    .generate = generate,
};
