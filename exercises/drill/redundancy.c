/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts that are all needed, and parts beside each other of which some are enough. Parts fail
 * independently of each other throughout.
 *
 * Level 1: equal parts in a chain, two beside each other. 2: a chain of unlike parts, how many
 * replicas for a goal. 3: quorums, pairs within a chain, what each part of a chain must reach.
 */
#include <math.h>
#include <string.h>

#include "engine/base/text.h"
#include "exercises/drill.h"
#include "exercises/drill_systems.h"
#include "exercises/problem_writer.h"
#include "exercises/reliability.h"

static const double year = HOURS_A_YEAR * 3600.0; /* seconds */

static const char *percent(struct problem *problem, double share)
{
    return shown(problem, 100 * share, 8);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_chain(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.002, 0.001, 0.0005, 0.0002, 0.0001};
    static const char *const chains[][2] = {{"A request", "services"},
                                            {"A nightly job", "sources"},
                                            {"A dashboard", "tables on different servers"},
                                            {"A pipeline", "stages"}};
    int which = draw_between(rng, 0, 3), count = draw_between(rng, 2, 6);
    double down = DRAW_FROM(rng, downs), up = 1 - down;
    double all = 1 - series_unavailability(up, count);
    problem_prompt(problem,
                   "%s needs all of %d %s. Each is up %s %% of the time, independently of the "
                   "others. How much of the time are all of them up, in percent, to two decimals?",
                   chains[which][0], count, chains[which][1], percent(problem, up));
    answer_percent(problem, all, 3, 0.00006);
    problem_hint(problem, "All must be up at once: the shares are multiplied.");
    problem_hint(problem, "While they are small, the shares of time down just add up.");
    problem_step(problem, "each is down %s %% of the time; together about %d · %s %% = %s %%",
                 percent(problem, down), count, percent(problem, down),
                 percent(problem, count * down));
    problem_step(problem, "exactly: %s^%d = %s", shown(problem, up, 6), count, problem->answer);
    wrong_percent(problem, "took-the-weakest", "each further part can be the one that is down", up);
    wrong_percent(problem, "treated-as-redundant",
                  "here one failure is enough, nothing stands in for it", 1 - pow(down, count));
    wrong_percent(problem, "one-nine-off", "the shares down are ten times as large",
                  1 - count * down / 10);
}

static void ask_pair(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.2, 0.1, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005, 0.001};
    static const char *const pairs[] = {
        "Two replicas hold the same data", "Two servers share the load, and one can carry it",
        "Two links lead to the same site", "Two brokers stand in for each other"};
    const char *pair = DRAW_FROM(rng, pairs);
    double down = DRAW_FROM(rng, downs), none = parallel_unavailability(1 - down, 2);
    problem_prompt(problem,
                   "%s. Each is up %s %% of the time, independently of the other. How much of the "
                   "time is at least one of them up, in percent?",
                   pair, percent(problem, 1 - down));
    problem_answer(problem, ANSWER_PERCENT, "%s %%", percent(problem, 1 - none));
    problem->absolute = 0.05 * none; /* more would hide the nines */
    problem_hint(problem, "Ask how often both are down at once.");
    problem_hint(problem, "Multiply the shares of time down: %s · %s.", shown(problem, down, 3),
                 shown(problem, down, 3));
    problem_step(problem, "both are down %s · %s = %s of the time", shown(problem, down, 3),
                 shown(problem, down, 3), shown(problem, none, 6));
    problem_step(problem, "100 %% - %s %% = %s", percent(problem, none), problem->answer);
    wrong_percent(problem, "multiplied-the-time-up", "that is how often both are up",
                  (1 - down) * (1 - down));
    wrong_percent(problem, "halved-the-downtime",
                  "the shares down are multiplied, which does far more than halve them",
                  1 - down / 2);
    wrong_percent(problem, "took-one-alone", "the other stands in most of the time", 1 - down);
    wrong_percent(problem, "gave-the-share-down", "that is how often both are down", none);
    wrong_percent(problem, "one-nine-off", "count the decimals of the product", 1 - 10 * none);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_unlike_chain(gsl_rng *rng, struct problem *problem)
{
    static const double first[] = {0.0001, 0.0002, 0.0005}, second[] = {0.001, 0.002, 0.005},
                        third[] = {0.0025, 0.003, 0.004, 0.01, 0.02};
    static const char *const parts[][3] = {
        {"a load balancer", "a web server", "a database"},
        {"a network link", "an object store", "a query engine"},
        {"a message broker", "a stream processor", "a key-value store"}};
    const char *const *part = DRAW_FROM(rng, parts);
    double down[] = {DRAW_FROM(rng, first), DRAW_FROM(rng, second), DRAW_FROM(rng, third)};
    double up = (1 - down[0]) * (1 - down[1]) * (1 - down[2]), sum = down[0] + down[1] + down[2];
    problem_prompt(problem,
                   "A request passes %s (up %s %% of the time), %s (%s %%) and %s (%s %%), and "
                   "needs all of them. They fail independently. How much of the time does it get "
                   "through, in percent, to two decimals?",
                   part[0], percent(problem, 1 - down[0]), part[1], percent(problem, 1 - down[1]),
                   part[2], percent(problem, 1 - down[2]));
    answer_percent(problem, up, 3, 0.00006);
    problem_hint(problem, "Multiply the three shares of time up.");
    problem_hint(problem,
                 "A first look: the shares down add up to %s %%; that is a little too "
                 "much, as two may be down at once.",
                 percent(problem, sum));
    problem_step(problem, "%s · %s = %s", shown(problem, 1 - down[0], 6),
                 shown(problem, 1 - down[1], 6), shown(problem, (1 - down[0]) * (1 - down[1]), 7));
    problem_step(problem, "times %s: %s", shown(problem, 1 - down[2], 6), problem->answer);
    wrong_percent(problem, "took-the-weakest", "the other two are down at other times",
                  1 - down[2]);
    wrong_percent(problem, "took-the-mean", "one that is down is not made up for by the others",
                  1 - sum / 3);
    wrong_percent(problem, "treated-as-redundant", "here one failure is enough",
                  1 - down[0] * down[1] * down[2]);
}

static void ask_replicas(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.3, 0.2, 0.1, 0.08, 0.05, 0.04, 0.02};
    static const double goals[] = {0.001, 0.0005, 0.0002, 0.0001, 0.00005, 0.00001, 0.000001};
    double down = DRAW_FROM(rng, downs), goal = DRAW_FROM(rng, goals);
    int count = 1;
    while (parallel_unavailability(1 - down, count) > goal * (1 + 1e-9))
        count++;
    double before = parallel_unavailability(1 - down, count - 1);
    problem_prompt(problem,
                   "A cheap machine is up %s %% of the time. How many of them, any one of which is "
                   "enough, are up at least %s %% of the time? They fail independently.",
                   percent(problem, 1 - down), percent(problem, 1 - goal));
    problem_answer(problem, ANSWER_EXACT, "%d", count);
    problem_hint(problem, "With n machines, all are down %s^n of the time.",
                 shown(problem, down, 3));
    problem_hint(problem, "Multiply by %s until at most %s is left.", shown(problem, down, 3),
                 shown(problem, goal, 3));
    problem_step(problem, "%s^%d = %s is still more than %s", shown(problem, down, 3), count - 1,
                 shown(problem, before, 3), shown(problem, goal, 3));
    problem_step(problem, "%s^%d = %s is not", shown(problem, down, 3), count,
                 shown(problem, parallel_unavailability(1 - down, count), 3));
    problem_step(problem, "number of machines: %d", count);
    problem_misconception(problem, "one-too-few", "that many miss the goal by a little", "%d",
                          count - 1);
    problem_misconception(problem, "one-too-many", "one machine fewer is enough", "%d", count + 1);
    problem_misconception(problem, "divided-the-downtime",
                          "each machine multiplies the share down, it does not divide it evenly",
                          "%d", (int)ceil(down / goal - 1e-9));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

/* "3 · 0.01^2 · 0.99 + 0.01^3": the ways to lose a quorum. */
static void add_quorum_step(struct problem *problem, double down, int count, int needed)
{
    struct text sum = {0};
    double ways = 1;
    for (int lost = 0; lost <= count; lost++) {
        if (lost > count - needed) {
            text_printf(&sum, "%s%.0f · %s^%d", sum.length ? " + " : "", ways,
                        shown(problem, down, 3), lost);
            if (lost < count)
                text_printf(&sum, " · %s^%d", shown(problem, 1 - down, 4), count - lost);
        }
        ways = ways * (count - lost) / (lost + 1);
    }
    problem_step(problem, "share of time down: %s", text_string(&sum));
    text_release(&sum);
}

static void ask_quorum(gsl_rng *rng, struct problem *problem)
{
    static const double downs[] = {0.1, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005, 0.002};
    static const char *const stores[] = {"A consensus group", "A replicated log",
                                         "A configuration store", "A lock service"};
    const char *store = DRAW_FROM(rng, stores);
    double down = DRAW_FROM(rng, downs);
    int count = draw_between(rng, 0, 2) ? 3 : 5, needed = count / 2 + 1;
    double lost = quorum_unavailability(1 - down, count, needed);
    problem_prompt(problem,
                   "%s has %d nodes and works while at least %d of them are up. Each node is up "
                   "%s %% of the time, independently. How long is the group down in a year of 365 "
                   "days?",
                   store, count, needed, percent(problem, 1 - down));
    answer_duration(problem, lost * year);
    problem_hint(problem, "It is down when %d or more of the %d nodes are.", count - needed + 1,
                 count);
    problem_hint(problem,
                 "Exactly k of n are down in C(n, k) ways, each with a share of "
                 "%s^k · %s^(n-k).",
                 shown(problem, down, 3), shown(problem, 1 - down, 4));
    add_quorum_step(problem, down, count, needed);
    problem_step(problem, "= %s, and of 8,760 h that is %s", shown(problem, lost, 4),
                 problem->answer);
    wrong_duration(problem, "treated-as-parallel", "one node that is up is not enough",
                   pow(down, count) * year);
    wrong_duration(problem, "treated-as-series", "it survives the loss of some nodes",
                   series_unavailability(1 - down, count) * year);
    wrong_duration(problem, "forgot-the-ways", "different nodes can be the ones that are down",
                   pow(down, count - needed + 1) * year);
}

static void ask_pairs_in_chain(gsl_rng *rng, struct problem *problem)
{
    static const double outer[] = {0.05, 0.04, 0.03, 0.02, 0.01},
                        inner[] = {0.0002, 0.0005, 0.001, 0.0025, 0.005};
    static const char *const tiers[][2] = {{"web servers", "database"},
                                           {"ingest nodes", "object store"},
                                           {"brokers", "stream processor"}};
    const char *const *tier = DRAW_FROM(rng, tiers);
    double a = DRAW_FROM(rng, outer), b = DRAW_FROM(rng, inner);
    double pair = parallel_unavailability(1 - a, 2), lost = pair + b - pair * b;
    problem_prompt(problem,
                   "Two %s stand in for each other, each up %s %% of the time; behind them there "
                   "is one %s, up %s %%. All fail independently, and a request needs both tiers. "
                   "How long do requests fail in a year of 365 days?",
                   tier[0], percent(problem, 1 - a), tier[1], percent(problem, 1 - b));
    answer_duration(problem, lost * year);
    problem_hint(problem, "First the pair: both are down %s · %s of the time.",
                 shown(problem, a, 3), shown(problem, a, 3));
    problem_hint(problem, "Then the chain: up = (1 - %s) · %s.", shown(problem, pair, 4),
                 shown(problem, 1 - b, 5));
    problem_step(problem, "the pair is up 1 - %s^2 = %s of the time", shown(problem, a, 3),
                 shown(problem, 1 - pair, 6));
    problem_step(problem, "both tiers: %s · %s = %s", shown(problem, 1 - pair, 6),
                 shown(problem, 1 - b, 5), shown(problem, 1 - lost, 8));
    problem_step(problem, "down %s of 8,760 h: %s", shown(problem, lost, 5), problem->answer);
    wrong_duration(problem, "treated-as-series", "one of the pair is enough",
                   (1 - (1 - a) * (1 - a) * (1 - b)) * year);
    wrong_duration(problem, "treated-as-parallel", "both tiers are needed", pair * b * year);
    wrong_duration(problem, "forgot-the-pair", "both of the pair may be down, too", b * year);
    wrong_duration(problem, "forgot-the-single-part", "what is there only once counts most",
                   pair * year);
}

static void ask_each_of_chain(gsl_rng *rng, struct problem *problem)
{
    static const double goals[] = {0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005};
    double goal = DRAW_FROM(rng, goals);
    int count = draw_between(rng, 3, 12);
    double each = exp(log1p(-goal) / count);
    problem_prompt(problem,
                   "A request calls %d services and needs all of them; it is to get through %s %% "
                   "of the time. How much of the time must each be up, if all are alike and fail "
                   "independently? In percent, to three decimals.",
                   count, percent(problem, 1 - goal));
    answer_percent(problem, each, 4, 0.0000051);
    problem_hint(problem, "With a for each, a^%d = %s.", count, shown(problem, 1 - goal, 5));
    problem_hint(problem,
                 "Take the root of order %d. As a first guess the share down is divided "
                 "by %d.",
                 count, count);
    problem_step(problem, "a = %s^(1/%d); ln a = %.7f / %d = %.8f", shown(problem, 1 - goal, 5),
                 count, log1p(-goal), count, log1p(-goal) / count);
    problem_step(problem, "a = %s", problem->answer);
    wrong_percent(problem, "same-as-the-goal", "in a chain each must be better than the whole",
                  1 - goal);
    wrong_percent(problem, "multiplied-instead-of-divided",
                  "the parts must be better than the chain, not worse", pow(1 - goal, count));
    wrong_percent(problem, "treated-as-redundant", "none of them stands in for another",
                  1 - pow(goal, 1.0 / count));
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_chain, ask_chain, ask_pair},
        {ask_unlike_chain, ask_unlike_chain, ask_replicas},
        {ask_quorum, ask_pairs_in_chain, ask_each_of_chain},
    };
    (void)drill;
    DRAW_FROM(rng, askers[level - 1])(rng, problem);
}

const struct drill drill_redundancy = {
    .name = "redundancy",
    .title = "Parts in series and parallel",
    .topic = "systems",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"nines", "tails", NULL},
    .terms =
        (const char *const[]){"redundancy", "redundant", "replica", "replication",
                              "replication factor", "failover", "quorum", "single point of failure",
                              "fault tolerance", "high availability", "reliability", "sla", NULL},
    .generate = generate,
};
