/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bayes and base rates: what an alarm is worth where what it looks for is rare.
 *
 * Level 1: from counts. 2: from a base rate, a hit rate and a false-alarm rate. 3: two alarms, no
 * alarm, and how rare false alarms must be.
 */
#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

struct story {
    const char *things, *bad, *one_bad; /* "payments", "are fraud", "is fraud" */
    const char *flags, *flagged;        /* "a filter flags", "A payment is flagged" */
    const char *passed;                 /* "A payment is not flagged" */
};

static const struct story stories[] = {
    {"payments", "are fraud", "is fraud", "the fraud filter flags", "A payment is flagged",
     "A payment is not flagged"},
    {"disks", "fail within the month", "fails within the month", "a health check warns about",
     "A disk is warned about", "A disk is not warned about"},
    {"log-ins", "come from bots", "comes from a bot", "the bot detector stops",
     "A log-in is stopped", "A log-in is not stopped"},
    {"blocks", "are corrupt", "is corrupt", "a quick scan reports", "A block is reported",
     "A block is not reported"},
    {"releases", "hide a regression", "hides a regression", "the benchmark gate rejects",
     "A release is rejected", "A release is not rejected"},
    {"tables", "hold personal data", "holds personal data", "a classifier marks",
     "A table is marked", "A table is not marked"},
};

static const struct story *draw_story(gsl_rng *rng)
{
    return &stories[draw_between(rng, 0, 5)];
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_counts(gsl_rng *rng, struct problem *problem)
{
    const struct story *story = draw_story(rng);
    int each = draw_between(rng, 2, 10), right = each * draw_between(rng, 1, 4);
    int wrong = each * draw_between(rng, 4, 11), bad = right + draw_between(rng, 1, right / 2 + 1);
    int total = (bad + wrong) * draw_between(rng, 6, 15) / 100 * 100 + 500, flagged = right + wrong;
    problem_prompt(problem,
                   "Of %s %s, %d %s; %s %d of these, and %d of all the others, too. %s: how likely "
                   "is it one that %s?",
                   grouped(problem, (uint64_t)total), story->things, bad, story->bad, story->flags,
                   right, wrong, story->flagged, story->one_bad);
    problem_chance_ratio(problem, right, flagged);
    problem_hint(problem, "Look only at those picked out: what share of them is it really?");
    problem_hint(problem, "%d + %d are picked out.", right, wrong);
    problem_step(problem, "picked out: %d rightly and %d wrongly, %d together", right, wrong,
                 flagged);
    problem_step(problem, "%d / %d = %s %% or %s", right, flagged,
                 four_digits(problem, 100.0 * right / flagged), problem->answer);
    problem_misconception(problem, "turned-the-condition-round",
                          "that is how many of the bad ones are picked out, not how many of those "
                          "picked out are bad",
                          "%d/%d", right, bad);
    problem_misconception(problem, "part-to-part",
                          "divide by all that are picked out, not by the false alarms alone",
                          "%d/%d", right, wrong);
    problem_misconception(problem, "base-rate", "that is how common it is before any alarm",
                          "%d/%d", bad, total);
    problem_misconception(problem, "complement", "that is the share of false alarms", "%d/%d",
                          wrong, flagged);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* In per cent. */
static const double priors[] = {0.1, 0.2, 0.5, 1, 2, 5, 10};
static const double hits[] = {80, 90, 95, 98, 99};
static const double alarms[] = {1, 2, 3, 4, 5, 8, 10};

static void tell_rates(struct problem *problem, const struct story *story, double prior, double hit,
                       double alarm, const char *question)
{
    problem_prompt(problem, "%s %% of all %s %s. Of these, %s %s %%, and of the others %s %%. %s",
                   four_digits(problem, prior), story->things, story->bad, story->flags,
                   four_digits(problem, hit), four_digits(problem, alarm), question);
}

static void ask_posterior(gsl_rng *rng, struct problem *problem)
{
    const struct story *story = draw_story(rng);
    double prior = draw_number(rng, priors, 7), hit = draw_number(rng, hits, 5);
    double alarm = draw_number(rng, alarms, 7);
    double right = prior * hit * 10, wrong = (100 - prior) * alarm * 10; /* of 100,000 */
    double answer = bayes_posterior(prior / 100, hit / 100, alarm / 100);
    tell_rates(problem, story, prior, hit, alarm,
               arena_format(&problem->arena, "%s. How likely is it that it %s?", story->flagged,
                            story->one_bad));
    problem_chance(problem, answer);
    problem_hint(problem, "Imagine 100,000 %s and count.", story->things);
    problem_hint(problem, "%.0f of them %s; %s %% of these are picked out.", prior * 1000,
                 story->bad, four_digits(problem, hit));
    problem_step(problem, "of 100,000 %s %.0f %s, and %s %% of these, %.0f, are picked out",
                 story->things, prior * 1000, story->bad, four_digits(problem, hit), right);
    problem_step(problem, "of the other %.0f, %s %% are: %.0f false alarms", 1000 * (100 - prior),
                 four_digits(problem, alarm), wrong);
    problem_step(problem, "%.0f / (%.0f + %.0f) = %s", right, right, wrong, problem->answer);
    problem_chance_misconception(problem, "turned-the-condition-round",
                                 "that is how many of the bad ones are picked out, not how many "
                                 "of those picked out are bad",
                                 hit / 100);
    problem_chance_misconception(problem, "ignored-the-base-rate",
                                 "most things are good, so even rare false alarms are many",
                                 1 - alarm / 100);
    problem_chance_misconception(problem, "ignored-the-base-rate",
                                 "this treats good and bad as equally common", hit / (hit + alarm));
    problem_chance_misconception(problem, "joint-for-conditional",
                                 "that is bad and picked out among all; divide by all picked out",
                                 prior * hit / 1e4);
    problem_chance_misconception(problem, "base-rate", "that is how common it is before any alarm",
                                 prior / 100);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_two_alarms(gsl_rng *rng, struct problem *problem)
{
    const struct story *story = draw_story(rng);
    double prior = draw_number(rng, priors, 5), hit = draw_number(rng, hits, 3);
    double alarm = draw_number(rng, alarms + 2, 5), ratio = hit / alarm;
    double once = bayes_posterior(prior / 100, hit / 100, alarm / 100);
    double twice = bayes_posterior(once, hit / 100, alarm / 100), odds = prior / (100 - prior);
    tell_rates(problem, story, prior, hit, alarm,
               arena_format(&problem->arena,
                            "One is picked out by this and also by a second, independent check "
                            "with the same rates. How likely is it that it %s?",
                            story->one_bad));
    problem_chance(problem, twice);
    problem_hint(problem, "What the first alarm leaves is the base rate of the second.");
    problem_hint(problem, "In odds: each alarm multiplies them by %s / %s.",
                 four_digits(problem, hit), four_digits(problem, alarm));
    problem_step(problem, "odds before: %s / %s = %s", four_digits(problem, prior),
                 four_digits(problem, 100 - prior), four_digits(problem, odds));
    problem_step(problem, "each alarm multiplies them by %s / %s = %s: %s after two",
                 four_digits(problem, hit), four_digits(problem, alarm),
                 four_digits(problem, ratio), four_digits(problem, odds * ratio * ratio));
    problem_step(problem, "odds / (1 + odds): %s", problem->answer);
    problem_chance_misconception(problem, "one-alarm", "that is after the first alarm alone", once);
    problem_chance_misconception(problem, "turned-the-condition-round",
                                 "that is how likely a bad one meets both alarms", hit * hit / 1e4);
    problem_chance_misconception(problem, "multiplied-posteriors",
                                 "a second alarm makes it likelier, not less likely", once * once);
}

static void ask_no_alarm(gsl_rng *rng, struct problem *problem)
{
    const struct story *story = draw_story(rng);
    double prior = draw_number(rng, priors + 3, 4), hit = draw_number(rng, hits, 4);
    double alarm = draw_number(rng, alarms, 7);
    double missed = prior * (100 - hit) * 10, good = (100 - prior) * (100 - alarm) * 10;
    tell_rates(problem, story, prior, hit, alarm,
               arena_format(&problem->arena, "%s. How likely is it that it %s nevertheless?",
                            story->passed, story->one_bad));
    problem_chance(problem, bayes_posterior(prior / 100, 1 - hit / 100, 1 - alarm / 100));
    problem_hint(problem, "Count those that are not picked out, good and bad, of 100,000.");
    problem_hint(problem, "%s %% of the bad ones are missed.", four_digits(problem, 100 - hit));
    problem_step(problem, "of 100,000, %.0f are bad and %s %% of them, %.0f, are missed",
                 prior * 1000, four_digits(problem, 100 - hit), missed);
    problem_step(problem, "%s %% of the other %.0f pass, too: %.0f",
                 four_digits(problem, 100 - alarm), 1000 * (100 - prior), good);
    problem_step(problem, "%.0f / (%.0f + %.0f) = %s", missed, missed, good, problem->answer);
    problem_chance_misconception(problem, "turned-the-condition-round",
                                 "that is how many of the bad ones are missed", 1 - hit / 100);
    problem_chance_misconception(
        problem, "base-rate", "that no alarm came makes it less likely than before", prior / 100);
    problem_chance_misconception(problem, "joint-for-conditional",
                                 "divide by all that are not picked out",
                                 prior * (100 - hit) / 1e4);
}

static void ask_needed_rate(gsl_rng *rng, struct problem *problem)
{
    static const double worth[] = {50, 75, 80, 90};
    const struct story *story = draw_story(rng);
    double prior = draw_number(rng, priors, 6), hit = draw_number(rng, hits, 5);
    double wanted = draw_number(rng, worth, 4), right = prior * hit * 10;
    double allowed = right * (100 - wanted) / wanted, good = 1000 * (100 - prior);
    problem_prompt(problem,
                   "%s %% of all %s %s; of these, %s %s %%. What share of the others may be picked "
                   "out at most if %s %% of all that are picked out shall be right?",
                   four_digits(problem, prior), story->things, story->bad, story->flags,
                   four_digits(problem, hit), four_digits(problem, wanted));
    problem_chance(problem, allowed / good);
    problem_hint(problem, "Of 100,000, how many are picked out rightly?");
    problem_hint(problem, "To each %s right ones there may be %s wrong ones.",
                 four_digits(problem, wanted), four_digits(problem, 100 - wanted));
    problem_step(problem, "of 100,000, %.0f are picked out rightly", right);
    problem_step(problem, "so %s · %s / %s = %s may be picked out wrongly",
                 four_digits(problem, right), four_digits(problem, 100 - wanted),
                 four_digits(problem, wanted), four_digits(problem, allowed));
    problem_step(problem, "of %.0f others that is %s", good, problem->answer);
    problem_chance_misconception(problem, "complement",
                                 "that is a share of those picked out, not of the others",
                                 1 - wanted / 100);
    problem_chance_misconception(problem, "ignored-the-base-rate",
                                 "this treats good and bad as equally common",
                                 hit / 100 * (100 - wanted) / wanted);
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static void (*const hard[])(gsl_rng *, struct problem *) = {ask_two_alarms, ask_no_alarm,
                                                                ask_needed_rate};
    (void)drill;
    if (level == 1)
        ask_counts(rng, problem);
    else if (level == 2)
        ask_posterior(rng, problem);
    else
        hard[draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_bayes = {
    .name = "bayes",
    .title = "Bayes and base rates",
    .topic = "probability",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms =
        (const char *const[]){"bayes", "bayesian", "base rate", "prior probability", "posterior",
                              "conditional probability", "false positive", "false positive rate",
                              "false alarm", "precision and recall", "confusion matrix", NULL},
    .generate = generate,
};
