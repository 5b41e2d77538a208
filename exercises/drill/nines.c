/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nines of availability and the time they leave for being down.
 *
 * Level 1: a promise in percent to downtime. 2: downtime to percent, and how much of an error
 * budget is spent. 3: repair times, nines as a logarithm, releases that fit into a budget.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_systems.h"
#include "exercises/problem_writer.h"
#include "exercises/reliability.h"

static const char *const services[] = {
    "The order database", "A search service", "The feature store", "A message broker",
    "The login service",  "A payment API",    "The data catalogue"};

static const struct period {
    const char *name;
    int hours;
} periods[] = {{"a day", 24},
               {"a week", 168},
               {"a month of 30 days", 720},
               {"a year of 365 days", HOURS_A_YEAR}};
enum { PERIODS = sizeof periods / sizeof periods[0] };

/* The percentage up that leaves `down`, a share. */
static const char *up_text(struct problem *problem, double down)
{
    return shown(problem, 100 * (1 - down), 7);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_downtime(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.1,   0.05,   0.02,   0.01,   0.005,   0.002,
                                   0.001, 0.0005, 0.0002, 0.0001, 0.00005, 0.00001};
    const char *service = DRAW_FROM(rng, services);
    double down = DRAW_FROM(rng, downs);
    int which = draw_between(rng, 0, PERIODS - 1);
    const struct period *period = &periods[which], *other = &periods[(which + 1) % PERIODS];
    double seconds = down * period->hours * 3600;
    problem_prompt(problem,
                   "%s promises to be up %s %% of the time. How long may it be down in %s?",
                   service, up_text(problem, down), period->name);
    answer_duration(problem, seconds);
    problem_hint(problem, "What is not up is down: subtract the promise from 100 %%.");
    problem_hint(problem, "It may be down for %s %% of %s h.", shown(problem, 100 * down, 3),
                 shown(problem, period->hours, 4));
    problem_step(problem, "100 %% - %s %% = %s %% of the time", up_text(problem, down),
                 shown(problem, 100 * down, 3));
    problem_step(problem, "%s has %s h, and %s %% of them are %s · %s h", period->name,
                 shown(problem, period->hours, 4), shown(problem, 100 * down, 3),
                 shown(problem, down, 3), shown(problem, period->hours, 4));
    problem_step(problem, "= %s", problem->answer);
    wrong_duration(problem, "one-nine-off", "each further nine divides the downtime by ten",
                   seconds * 10);
    wrong_duration(problem, "one-nine-off", "that is the downtime of one nine more", seconds / 10);
    wrong_duration(problem, "percent-as-share", "0.1 % is 0.001, not 0.1", seconds * 100);
    wrong_duration(problem, "gave-the-time-up", "that is how long it is up",
                   (1 - down) * period->hours * 3600);
    wrong_duration(problem, "used-another-period", "the question names another period",
                   down * other->hours * 3600);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_achieved(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.02,  0.015,  0.01,   0.005,   0.0025, 0.002, 0.0015,
                                   0.001, 0.0005, 0.0004, 0.00025, 0.0002, 0.0001};
    const char *service = DRAW_FROM(rng, services);
    const struct period *period = &periods[draw_between(rng, 1, PERIODS - 1)];
    double down = DRAW_FROM(rng, downs), seconds = down * period->hours * 3600;
    const char *lost = duration(problem, seconds);
    problem_prompt(problem,
                   "%s was down for %s in %s. What share of the time was it up, in percent?",
                   service, lost, period->name);
    problem_answer(problem, ANSWER_PERCENT, "%s %%", up_text(problem, down));
    problem->absolute = 0.05 * down; /* a tolerance of the time up would hide the nines */
    problem_hint(problem, "First ask what share of the time it was down.");
    problem_hint(problem, "%s has %s h.", period->name, shown(problem, period->hours, 4));
    problem_step(problem, "%s of %s h: a share of %s, or %s %%, was lost", lost,
                 shown(problem, period->hours, 4), shown(problem, down, 3),
                 shown(problem, 100 * down, 3));
    problem_step(problem, "100 %% - %s %% = %s", shown(problem, 100 * down, 3), problem->answer);
    wrong_percent(problem, "gave-the-share-down", "that is the share of the time it was down",
                  down);
    wrong_percent(problem, "one-nine-off", "a decimal place was lost on the way to percent",
                  1 - 10 * down);
    wrong_percent(problem, "one-nine-off", "one decimal place too many", 1 - down / 10);
    wrong_percent(problem, "share-as-percent", "a share of 0.01 is 1 %, not 0.01 %",
                  1 - down / 100);
}

static void ask_budget_used(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.01, 0.005, 0.002, 0.001, 0.0005};
    static const int shares[] = {5, 10, 15, 20, 25, 30, 40, 60, 70, 75, 80, 90};
    const char *service = DRAW_FROM(rng, services);
    const struct period *period = &periods[draw_between(rng, 1, PERIODS - 1)];
    double down = DRAW_FROM(rng, downs), budget = down * period->hours * 3600;
    double used = DRAW_FROM(rng, shares) / 100.0;
    const char *lost = duration(problem, budget * used);
    problem_prompt(problem,
                   "%s may be down in %s as long as it is up %s %% of the time. An incident took "
                   "%s. What percentage of this error budget is used up?",
                   service, period->name, up_text(problem, down), lost);
    answer_percent(problem, used, 0, 0.005);
    problem_hint(problem, "How long may it be down altogether? That is the budget.");
    problem_hint(problem, "The budget is %s of %s h.", shown(problem, down, 3),
                 shown(problem, period->hours, 4));
    problem_step(problem, "the budget: %s · %s h = %s", shown(problem, down, 3),
                 shown(problem, period->hours, 4), duration(problem, budget));
    problem_step(problem, "%s / %s = %s", lost, duration(problem, budget), problem->answer);
    wrong_percent(problem, "gave-what-is-left", "that much is left", 1 - used);
    wrong_percent(problem, "share-of-the-period", "the budget is the whole, not the period",
                  used * down);
    wrong_percent(problem, "one-nine-off", "the budget is ten times as long", used * 10);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_repair_time(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.05, 0.04, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001};
    static const int days[] = {5, 10, 20, 25, 30, 50, 60, 90, 100, 120, 200, 365};
    const char *service = DRAW_FROM(rng, services);
    double down = DRAW_FROM(rng, downs);
    int day = DRAW_FROM(rng, days);
    double seconds = day * 86400.0 * down / (1 - down);
    problem_prompt(problem,
                   "%s runs for %d days on average until it fails. How long may a repair take on "
                   "average if it is to be up %s %% of the time?",
                   service, day, up_text(problem, down));
    answer_duration(problem, seconds);
    problem_hint(problem, "Time up and time of repair alternate: up / (up + repair) is the share.");
    problem_hint(problem, "From a = up / (up + repair) follows repair = up · (1 - a) / a.");
    problem_step(problem, "repair / up = (1 - a) / a = %s / %s", shown(problem, down, 3),
                 shown(problem, 1 - down, 6));
    problem_step(problem, "repair = %d · 24 h · %s / %s", day, shown(problem, down, 3),
                 shown(problem, 1 - down, 6));
    problem_step(problem, "= %s", problem->answer);
    wrong_duration(problem, "share-of-the-time-up",
                   "the share is one of the whole cycle, the repair included",
                   day * 86400.0 * down);
    wrong_duration(problem, "one-nine-off", "a decimal place was lost", seconds * 10);
    wrong_duration(problem, "one-nine-off", "one decimal place too many", seconds / 10);
}

static void ask_how_many_nines(gsl_rng *rng, struct problem *problem)
{
    const char *service = DRAW_FROM(rng, services);
    int digit = draw_between(rng, 2, 9), place = draw_between(rng, 2, 5);
    double down = digit / pow(10, place), nines = reliability_nines(down);
    problem_prompt(problem,
                   "%s is up %s %% of the time. With the share down written as 10^-n, n counts its "
                   "nines. What is n, to two decimals?",
                   service, up_text(problem, down));
    problem_answer(problem, ANSWER_DECIMAL, "%.2f", nines);
    problem->absolute = 0.0101; /* logarithms by heart have two decimals */
    problem_hint(problem, "Down for a share of %s: n is minus its logarithm to base ten.",
                 shown(problem, down, 3));
    problem_hint(problem, "By heart: log 2 = 0.30, log 3 = 0.48, log 7 = 0.85; 4, 5, 6, 8 and 9 "
                          "are made of them.");
    problem_step(problem, "the share down is %s = %d · 10^-%d", shown(problem, down, 3), digit,
                 place);
    problem_step(problem, "n = %d - log %d = %d - %.3f = %s", place, digit, place, log10(digit),
                 problem->answer);
    problem_misconception(problem, "counted-whole-nines",
                          "a part of a nine is left: 99.95 % is more than three", "%d", place - 1);
    problem_misconception(problem, "added-the-logarithm",
                          "more downtime is fewer nines: the logarithm is subtracted", "%.3f",
                          place + log10(digit));
    problem_misconception(problem, "divided-a-nine-evenly",
                          "nines are a logarithm: the first tenth saved counts for more than the "
                          "last",
                          "%.3f", place - digit / 10.0);
}

static void ask_releases(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.005, 0.002, 0.001, 0.0005};
    static const int pauses[] = {20, 25, 30, 40, 45, 50, 60, 75, 90};
    const char *service = DRAW_FROM(rng, services);
    const struct period *month = &periods[2];
    double down = DRAW_FROM(rng, downs);
    int budget = (int)lround(down * month->hours * 3600), pause = DRAW_FROM(rng, pauses);
    int lost = draw_between(rng, 2, budget / 120), left = budget - 60 * lost;
    problem_prompt(problem,
                   "%s must be up %s %% of %s. Incidents took %d min of it, and each release takes "
                   "it down for %d s. How many releases still fit?",
                   service, up_text(problem, down), month->name, lost, pause);
    problem_answer(problem, ANSWER_EXACT, "%d", left / pause);
    problem_hint(problem, "Work out the budget of the month in seconds first.");
    problem_hint(problem, "%s · %d h = %s s; take the incidents off.", shown(problem, down, 3),
                 month->hours, shown(problem, budget, 1));
    problem_step(problem, "the budget: %s · %d · 3,600 s = %s s", shown(problem, down, 3),
                 month->hours, shown(problem, budget, 1));
    problem_step(problem, "incidents: %d · 60 s = %s s, so %s s are left", lost,
                 shown(problem, 60 * lost, 1), shown(problem, left, 1));
    problem_step(problem, "%s / %d = %s, of which only whole releases count: %s",
                 shown(problem, left, 1), pause, shown(problem, (double)left / pause, 4),
                 problem->answer);
    problem_misconception(problem, "rounded-up", "the last one would overdraw the budget", "%d",
                          left / pause + 1);
    problem_misconception(problem, "forgot-the-incidents", "incidents spend the same budget", "%d",
                          budget / pause);
    problem_misconception(problem, "one-nine-off", "the budget is ten times as long", "%d",
                          left / pause * 10);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_downtime, ask_downtime, ask_downtime},
        {ask_achieved, ask_achieved, ask_budget_used},
        {ask_repair_time, ask_how_many_nines, ask_releases},
    };
    (void)drill;
    DRAW_FROM(rng, askers[level - 1])(rng, problem);
}

const struct drill drill_nines = {
    .name = "nines",
    .title = "Nines and downtime",
    .topic = "systems",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"percent-change", NULL},
    .terms = (const char *const[]){"availability", "high availability", "uptime", "downtime", "sla",
                                   "slo", "service level agreement", "service level objective",
                                   "error budget", "outage", "reliability", "five nines", NULL},
    .generate = generate,
};
