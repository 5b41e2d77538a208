/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/question.h"

#include <math.h>
#include <stdio.h>

#include "exercises/availability/wording.h"
#include "exercises/problem_writer.h"

enum { MINUTES_A_YEAR = 60 * HOURS_A_YEAR };

/* --- How available is the whole -----------------------------------------------------------------
 */

/* What all questions draw over whatever stood there: it can be run, and nothing else matters. */
static void draw_independent(gsl_rng *rng, double *values)
{
    static const double shares[] = {0.9, 0.95, 0.98, 0.99, 0.995, 0.999};
    values[AVAILABILITY_SHARE] = shares[draw_between(rng, 0, 5)];
    values[AVAILABILITY_CREWS] = MOST_ARRANGED;
    values[AVAILABILITY_COMMON_CAUSE] = 0;
    values[AVAILABILITY_REPAIR_HOURS] = 4;
    values[AVAILABILITY_YEARS] = 100;
}

static void draw_whole(gsl_rng *rng, double *values)
{
    static const int quorums[][2] = {{3, 2}, {3, 2}, {4, 2}, {4, 3}, {5, 3}};
    draw_independent(rng, values);
    int arrangement = draw_between(rng, ARRANGED_SERIES, ARRANGED_K_OF_N);
    const int *quorum = quorums[draw_between(rng, 0, 4)];
    values[AVAILABILITY_ARRANGEMENT] = arrangement;
    values[AVAILABILITY_COMPONENTS] = arrangement == ARRANGED_SERIES     ? draw_between(rng, 2, 10)
                                      : arrangement == ARRANGED_PARALLEL ? draw_between(rng, 2, 3)
                                                                         : quorum[0];
    values[AVAILABILITY_NEEDED] = quorum[1];
}

static void ask_whole(const struct redundancy *r, struct problem *problem)
{
    char each[64];
    format_availability(1 - r->availability, " ", each, sizeof each);
    if (r->needed == r->components)
        problem_prompt(problem,
                       "A request passes through %d services in a row; each is up %s of the time, "
                       "independently, and all are needed. How available is the whole, in percent?",
                       r->components, each);
    else if (r->needed == 1)
        problem_prompt(problem,
                       "Of %d replicas one is enough. Each is up %s of the time, independently of "
                       "the others. How available is the whole, in percent?",
                       r->components, each);
    else
        problem_prompt(problem,
                       "Of %d servers at least %d must be up. Each is up %s of the time, "
                       "independently of the others. How available is the whole, in percent?",
                       r->components, r->needed, each);
}

/* One line for each number of components down at which the whole is still up. */
static void explain_quorum(const struct redundancy *r, struct problem *problem)
{
    double a = r->availability, ways = 1;
    int n = r->components;
    for (int down = 0; down <= n - r->needed; down++) {
        problem_step(problem, "%d up, %d down: %.0f x %.4g^%d x %.4g^%d = %.6g", n - down, down,
                     ways, a, n - down, 1 - a, down, ways * pow(a, n - down) * pow(1 - a, down));
        ways = round(ways * (n - down) / (down + 1));
    }
}

static void explain_whole(const struct redundancy *r, const char *answer, struct problem *problem)
{
    double a = r->availability;
    if (r->needed == r->components) {
        problem_hint(problem, "All must be up at once: what is the chance of that?");
        problem_hint(problem, "Independent chances multiply.");
        problem_step(problem, "all %d up: %.6g x %.6g x ... = %.6g^%d", r->components, a, a, a,
                     r->components);
    } else if (r->needed == 1) {
        problem_hint(problem, "It is down only while all are down at once.");
        problem_hint(problem, "Multiply the chances of being down, not of being up.");
        problem_step(problem, "each is down %.4g of the time; all %d at once: %.4g^%d = %.3g",
                     1 - a, r->components, 1 - a, r->components,
                     parallel_unavailability(a, r->components));
        problem_step(problem, "up the rest of the time: 1 - %.3g",
                     parallel_unavailability(a, r->components));
    } else {
        problem_hint(problem, "Sum over how many are down: none, one, ... as many as may be.");
        problem_hint(problem, "Which of them are down can be chosen in several ways.");
        explain_quorum(r, problem);
    }
    problem_step(problem, "together %s", answer);
}

static void misunderstand_whole(const struct redundancy *r, struct problem *problem)
{
    double a = r->availability;
    char wrong[64];
    int n = r->components;
    if (r->needed < n) {
        format_availability(series_unavailability(a, n), "", wrong, sizeof wrong);
        problem_misconception(problem, "series-for-parallel",
                              "that is all up at once; here some may be down", "%s", wrong);
        problem_misconception(problem, "added", "no share of time is above 100 %", "%.6g%%",
                              100 * a * n);
    }
    if (r->needed > 1) {
        format_availability(parallel_unavailability(a, n), "", wrong, sizeof wrong);
        problem_misconception(problem, "parallel-for-series",
                              "that would do if one of them were enough", "%s", wrong);
    }
    if (r->needed > 1 && r->needed < n) {
        format_availability(series_unavailability(a, r->needed), "", wrong, sizeof wrong);
        problem_misconception(problem, "no-spare",
                              "the others can take the place of one that fails", "%s", wrong);
    }
    format_availability(1 - a, "", wrong, sizeof wrong);
    problem_misconception(problem, "like-one", "the whole is not as available as each part", "%s",
                          wrong);
}

static bool pose_whole(const double *values, struct problem *problem)
{
    struct redundancy r = redundancy_from(values);
    double down = redundancy_unavailability(&r);
    char answer[64];
    if (!redundancy_is_independent(&r) || r.components < 2 || down < 1e-11 || down > 0.999)
        return false;
    format_availability(down, "", answer, sizeof answer);
    ask_whole(&r, problem);
    problem->absolute = 0.05 * down; /* five percent of what is missing to 100 % */
    problem_answer(problem, ANSWER_PERCENT, "%s", answer);
    explain_whole(&r, answer, problem);
    misunderstand_whole(&r, problem);
    return true;
}

/* --- How long is it down ------------------------------------------------------------------------
 */

static void draw_downtime(gsl_rng *rng, double *values)
{
    static const double shares[] = {0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999};
    draw_independent(rng, values);
    values[AVAILABILITY_ARRANGEMENT] = ARRANGED_SERIES;
    values[AVAILABILITY_COMPONENTS] = 1;
    values[AVAILABILITY_SHARE] = shares[draw_between(rng, 0, 7)];
}

static bool pose_downtime(const double *values, struct problem *problem)
{
    struct redundancy r = redundancy_from(values);
    double down = redundancy_unavailability(&r), minutes = down * MINUTES_A_YEAR;
    char share[64], answer[64];
    if (down < 1e-11 || down > 0.5)
        return false;
    format_availability(down, " ", share, sizeof share);
    problem_prompt(problem,
                   "A system is up %s of the time. How many minutes is it down in a year of 365 "
                   "days, on average?",
                   share);
    problem->relative = 0.03;
    (void)snprintf(answer, sizeof answer, minutes < 1000 ? "%.4g" : "%.0f", minutes);
    problem_answer(problem, ANSWER_DECIMAL, "%s", answer);
    problem_hint(problem, "What is missing to 100 %%, times a year.");
    problem_hint(problem, "A year has 365 x 24 x 60 = 525,600 minutes.");
    problem_step(problem, "down %.3g of the time", down);
    problem_step(problem, "%.3g x 525,600 minutes: %s", down, answer);
    problem_misconception(problem, "a-month", "that is a month; a year is asked for", "%.4g",
                          minutes / 12);
    problem_misconception(problem, "hours", "those are hours; minutes are asked for", "%.4g",
                          minutes / 60);
    problem_misconception(problem, "percent-as-share", "a percent is a hundredth", "%.0f",
                          minutes * 100);
    return true;
}

/* --- What a common cause does -------------------------------------------------------------------
 */

static void draw_shared(gsl_rng *rng, double *values)
{
    static const double shares[] = {0.95, 0.98, 0.99, 0.995, 0.999};
    static const double causes[] = {0.05, 0.1, 0.2};
    draw_independent(rng, values);
    values[AVAILABILITY_ARRANGEMENT] = ARRANGED_PARALLEL;
    values[AVAILABILITY_COMPONENTS] = draw_between(rng, 2, 4);
    values[AVAILABILITY_SHARE] = shares[draw_between(rng, 0, 4)];
    values[AVAILABILITY_COMMON_CAUSE] = causes[draw_between(rng, 0, 2)];
}

static bool pose_shared(const double *values, struct problem *problem)
{
    struct redundancy r = redundancy_from(values);
    double a = r.availability, n = r.components;
    double strikes = r.common_cause / redundancy_hours_up(&r) * HOURS_A_YEAR;
    double hours = redundancy_unavailability(&r) * HOURS_A_YEAR;
    char each[64];
    if (r.needed != 1 || n < 2 || r.common_cause <= 0 || r.crews < r.components || hours < 1e-6)
        return false;
    format_availability(1 - a, " ", each, sizeof each);
    problem_prompt(problem,
                   "%d replicas are each up %s of the time, repaired in %.3g hours on average; one "
                   "is enough. Of each one's failures %.3g %% have a common cause that strikes all "
                   "at once, and each has its own repair crew. How many hours a year are all of "
                   "them down?",
                   r.components, each, r.repair_hours, 100 * r.common_cause);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", hours);
    problem_hint(problem, "How often does the common cause strike in a year?");
    problem_hint(problem, "The outage ends when the first of them is repaired.");
    problem_step(problem,
                 "one is up %.4g hours between failures; %.3g of them are common: %.3g a "
                 "year",
                 redundancy_hours_up(&r), r.common_cause, strikes);
    problem_step(problem,
                 "the first of %d repairs ends after %.3g/%d = %.3g hours: %.3g hours a "
                 "year",
                 r.components, r.repair_hours, r.components, r.repair_hours / n,
                 strikes * r.repair_hours / n);
    problem_step(problem, "by chance at once: %.3g^%d x 8760 = %.3g hours a year", 1 - a,
                 r.components, HOURS_A_YEAR * parallel_unavailability(a, r.components));
    problem_step(problem, "both, which overlap a little, exactly by the Markov chain: %.3g", hours);
    problem_misconception(problem, "independent", "the common cause strikes all of them at once",
                          "%.3g", HOURS_A_YEAR * parallel_unavailability(a, r.components));
    problem_misconception(problem, "series", "they are down together only now and then", "%.3g",
                          HOURS_A_YEAR * series_unavailability(a, r.components));
    return true;
}

/* --- What a backup loses ------------------------------------------------------------------------
 */

static void draw_lost(gsl_rng *rng, double *values)
{
    static const int intervals[] = {4, 6, 8, 12, 24, 48, 168};
    double interval = intervals[draw_between(rng, 0, 6)];
    values[AVAILABILITY_DISASTERS] = 1;
    values[AVAILABILITY_BACKUP_INTERVAL] = interval;
    values[AVAILABILITY_BACKUP_HOURS] = draw_between(rng, 0, 2) * interval / 4;
}

static bool pose_lost(const double *values, struct problem *problem)
{
    double interval = values[AVAILABILITY_BACKUP_INTERVAL];
    double duration = values[AVAILABILITY_BACKUP_HOURS];
    double mean = backup_loss_mean(interval, duration);
    if (values[AVAILABILITY_DISASTERS] <= 0 || duration > interval)
        return false;
    if (duration > 0)
        problem_prompt(problem,
                       "A backup begins every %.4g hours and can be restored from once it is "
                       "complete, %.4g hours later. A disaster comes at any moment. How many hours "
                       "of data are lost, on average?",
                       interval, duration);
    else
        problem_prompt(
            problem,
            "A backup is made every %.4g hours and is complete at once. A disaster comes "
            "at any moment. How many hours of data are lost, on average?",
            interval);
    problem->relative = 0.02;
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", mean);
    problem_hint(problem, "How much is lost just after a backup is complete, and just before the "
                          "next one is?");
    problem_hint(problem, "A backup holds what there was when it began.");
    problem_step(problem,
                 "just after one is complete: %.4g hours; just before the next: %.4g + "
                 "%.4g = %.4g",
                 duration, duration, interval, duration + interval);
    problem_step(problem, "any moment between is as likely: %.4g + %.4g/2 = %.4g", duration,
                 interval, mean);
    problem_misconception(problem, "worst-case", "that is the most that can be lost, not the mean",
                          "%.4g", backup_loss_worst(interval, duration));
    problem_misconception(problem, "instant-backup",
                          "a backup that is not complete yet cannot be restored from", "%.4g",
                          interval / 2);
    problem_misconception(problem, "whole-interval", "on average half of the interval has passed",
                          "%.4g", interval);
    return true;
}

const struct question availability_questions[AVAILABILITY_QUESTIONS] = {
    {"whole", draw_whole, pose_whole},
    {"downtime", draw_downtime, pose_downtime},
    {"common-cause", draw_shared, pose_shared},
    {"data-lost", draw_lost, pose_lost},
};

const struct preset availability_presets[AVAILABILITY_PRESETS] = {
    {"chain of five services", "arrangement=series components=5 availability=0.999",
     "99.9 % each, 44 hours down a year: all are needed."},
    {"two replicas", "", "Two nines each become four together."},
    {"two of three quorum", "arrangement=k-of-n components=3 needed=2",
     "Down three times as long as two replicas."},
    {"common cause 10 %", "arrangement=parallel components=3 common-cause=0.1",
     "A third replica hardly helps: see nines."},
    {"one repair crew", "arrangement=parallel components=4 repair-crews=1 availability=0.9",
     "Failures wait, and more are down at once."},
    {"nightly backup against a replica", "disaster-rate=1 backup-hours=3 rpo-hours=4",
     "Hours of data or seconds: see recovery."},
};
