/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ladder of latencies, from a dated table (latency_ladder.h).
 *
 * Level 1: which takes longest, and which order of magnitude. 2: times, ratios and orders. 3: many
 * of them in a row, within a budget, and behind a cache.
 */
#include <math.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/drill.h"
#include "exercises/latency_ladder.h"
#include "exercises/problem_writer.h"

/* --- Rungs --------------------------------------------------------------------------------------
 */

/* Rungs so far apart that no measurement turns them round. */
static const double APART = 5;

static const struct rung *rung(const char *id)
{
    return latency_rung(latency_ladder_shipped(), id);
}

/* `count` rungs from the fastest to the slowest, each at least `apart` times the one before. */
static void draw_rungs(gsl_rng *rng, double apart, const struct rung **rungs, int count)
{
    const struct latency_ladder *ladder = latency_ladder_shipped();
    bool good;
    do {
        good = true;
        for (int i = 0; i < count; i++) {
            rungs[i] = &ladder->rungs[draw_between(rng, 0, (int)ladder->count - 1)];
            good &= i == 0 || rungs[i]->seconds >= apart * rungs[i - 1]->seconds;
        }
    } while (!good);
}

/* "2026", or "2020 to 2026": of the rows used. */
static const char *years(struct problem *problem, const struct rung *const *rungs, int count)
{
    int first = 9999, last = 0, month, day;
    for (int i = 0; i < count; i++) {
        int year;
        day_to_civil(rungs[i]->as_of, &year, &month, &day);
        first = year < first ? year : first;
        last = year > last ? year : last;
    }
    return first == last ? problem_text(problem, "%d", first)
                         : problem_text(problem, "%d to %d", first, last);
}

static const char *takes(struct problem *problem, const struct rung *of)
{
    return problem_text(problem, "%s takes about %s", of->what,
                        readable_time(problem, of->seconds));
}

static const char *span(struct problem *problem, const struct rung *of)
{
    return readable_time(problem, of->seconds);
}

static void answer_time(struct problem *problem, double seconds)
{
    const char *text = readable_time(problem, seconds);
    problem_answer(problem, ANSWER_ESTIMATE, "%s", text);
    problem->unit = strchr(text, ' ') + 1;
}

static void add_wrong_time(struct problem *problem, const char *name, const char *reason,
                           double seconds)
{
    problem_misconception(problem, name, reason, "%s", readable_time(problem, seconds));
}

/* Off by a step from ns to µs to ms. */
static void add_wrong_prefixes(struct problem *problem, double seconds)
{
    add_wrong_time(problem, "one-prefix-up", "from ns to µs to ms to s each step is a thousand",
                   seconds * 1000);
    if (seconds >= 1e-6)
        add_wrong_time(problem, "one-prefix-down",
                       "from ns to µs to ms to s each step is a thousand", seconds / 1000);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_extreme(gsl_rng *rng, struct problem *problem)
{
    const struct rung *rungs[3];
    draw_rungs(rng, APART, rungs, 3);
    bool longest = draw_between(rng, 0, 1);
    const struct rung *right = rungs[longest ? 2 : 0], *middle = rungs[1];
    const struct rung *other = rungs[longest ? 0 : 2];
    const char *choices[] = {right->what, middle->what, other->what};
    problem_choose(problem, rng,
                   problem_text(problem, "Which takes the %s time? (Table of %s.)",
                                longest ? "longest" : "shortest", years(problem, rungs, 3)),
                   choices, 3);
    problem_hint(problem, "Where does each happen: in the processor, in memory, on a disk, on a "
                          "network?");
    problem_hint(problem, "In the middle: %s.", takes(problem, middle));
    problem_step(problem, "%s", takes(problem, rungs[0]));
    problem_step(problem, "%s", takes(problem, rungs[1]));
    problem_step(problem, "%s", takes(problem, rungs[2]));
    problem_step(problem, "the %s: %s", longest ? "longest" : "shortest", problem->answer);
    problem_misconception(problem, "the-middle-one", takes(problem, middle), "%s", middle->what);
    problem_misconception(problem, "the-other-end", takes(problem, other), "%s", other->what);
}

/* Which power of a hundred. */
static void ask_magnitude(gsl_rng *rng, struct problem *problem)
{
    const struct rung *of;
    draw_rungs(rng, APART, &of, 1);
    const char *choices[4] = {span(problem, of)}, *reason = takes(problem, of);
    static const double factors[] = {100, 1e-2, 1e4, 1e-4, 1e6};
    int count = 1;
    for (int i = 0; i < 5 && count < 4; i++) {
        double seconds = of->seconds * factors[i];
        if (seconds >= 0.9e-9 && seconds < 60)
            choices[count++] = readable_time(problem, seconds);
    }
    problem_choose(problem, rng,
                   problem_text(problem, "About how long does this take: %s? (Table of %s.)",
                                of->what, years(problem, &of, 1)),
                   choices, (size_t)count);
    problem_hint(problem, "Memory takes about 100 ns, an SSD some 100 µs, a spinning disk about 10 "
                          "ms, a journey over an ocean about 100 ms.");
    problem_hint(problem, "Next to it on the ladder: %s.",
                 takes(problem, of == latency_ladder_shipped()->rungs ? of + 1 : of - 1));
    problem_step(problem, "look it up on the ladder of %s", years(problem, &of, 1));
    problem_step(problem, "%s", reason);
    for (int i = 1; i < count; i++)
        problem_misconception(problem, "wrong-magnitude", reason, "%s", choices[i]);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_time(gsl_rng *rng, struct problem *problem)
{
    const struct rung *of;
    draw_rungs(rng, APART, &of, 1);
    const struct latency_ladder *ladder = latency_ladder_shipped();
    problem_prompt(problem, "About how long does this take: %s? (Give the unit; table of %s.)",
                   of->what, years(problem, &of, 1));
    answer_time(problem, of->seconds);
    problem_hint(problem, "Processor: nanoseconds. Memory: 100 ns. SSD: 100 µs. Spinning disk: 10 "
                          "ms. Another continent: 100 ms.");
    if (of > ladder->rungs)
        problem_hint(problem, "A little faster: %s.", takes(problem, of - 1));
    if (of < ladder->rungs + ladder->count - 1)
        problem_hint(problem, "A little slower: %s.", takes(problem, of + 1));
    problem_step(problem, "look it up on the ladder of %s", years(problem, &of, 1));
    problem_step(problem, "%s", takes(problem, of));
    add_wrong_prefixes(problem, of->seconds);
}

static void ask_ratio(gsl_rng *rng, struct problem *problem)
{
    const struct rung *rungs[2];
    draw_rungs(rng, 10, rungs, 2);
    double ratio = rungs[1]->seconds / rungs[0]->seconds;
    problem_prompt(
        problem,
        "One thing: %s.\nThe other: %s.\nAbout how many times longer does the other take? "
        "(Table of %s.)",
        rungs[0]->what, rungs[1]->what, years(problem, rungs, 2));
    problem_answer(problem, ANSWER_ESTIMATE, "%s", three_digits(problem, ratio));
    problem_hint(problem, "How long does each take? Then divide, in one unit.");
    problem_hint(problem, "On the ladder: %s.", takes(problem, rungs[0]));
    problem_step(problem, "%s", takes(problem, rungs[0]));
    problem_step(problem, "%s", takes(problem, rungs[1]));
    problem_step(problem, "%s / %s = %s", span(problem, rungs[1]), span(problem, rungs[0]),
                 problem->answer);
    problem_misconception(problem, "one-prefix-down", "from ns to µs to ms each step is a thousand",
                          "%s", three_digits(problem, ratio / 1000));
    problem_misconception(problem, "one-prefix-up", "from ns to µs to ms each step is a thousand",
                          "%s", three_digits(problem, ratio * 1000));
    problem_misconception(problem, "upside-down", "the longer time is divided by the shorter",
                          "%.6g", 1 / ratio);
}

static void ask_order(gsl_rng *rng, struct problem *problem)
{
    static const int wrong[][3] = {{0, 2, 1}, {1, 0, 2}, {2, 1, 0}};
    const struct rung *rungs[3];
    int place[3] = {0, 1, 2}; /* of a letter on the ladder */
    char letters[3];
    draw_rungs(rng, APART, rungs, 3);
    gsl_ran_shuffle(rng, place, 3, sizeof *place);
    for (int i = 0; i < 3; i++)
        letters[place[i]] = (char)('P' + i);
    const char *choices[4] = {
        problem_text(problem, "%c, %c, %c", letters[0], letters[1], letters[2])};
    for (int i = 0; i < 3; i++)
        choices[i + 1] = problem_text(problem, "%c, %c, %c", letters[wrong[i][0]],
                                      letters[wrong[i][1]], letters[wrong[i][2]]);
    const char *question = problem_text(
        problem, "Which order is right, the fastest first? (Table of %s.)\nP: %s\nQ: %s\nR: %s",
        years(problem, rungs, 3), rungs[place[0]]->what, rungs[place[1]]->what,
        rungs[place[2]]->what);
    problem_choose(problem, rng, question, choices, 4);
    problem_hint(problem, "Where does each happen: in the processor, in memory, on a disk, on a "
                          "network?");
    problem_hint(problem, "%c is in the middle.", letters[1]);
    for (int i = 0; i < 3; i++)
        problem_step(problem, "%c: %s", letters[i], span(problem, rungs[i]));
    problem_step(problem, "the order: %s", problem->answer);
    problem_misconception(problem, "swapped-the-slower-two", takes(problem, rungs[2]), "%s",
                          choices[1]);
    problem_misconception(problem, "swapped-the-faster-two", takes(problem, rungs[0]), "%s",
                          choices[2]);
    problem_misconception(problem, "slowest-first", "that is the slowest first", "%s", choices[3]);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static const struct {
    const char *id, *head, *tail; /* around the number */
    int least, most;              /* powers of ten */
} chains[] = {
    {"memory_read", "A lookup follows a chain of", "pointers, each into memory that no cache holds",
     3, 7},
    {"ssd_read", "An index is read from an SSD in", "random reads of 8 KiB, one after the other", 2,
     6},
    {"disk_read", "An index is read from a spinning disk in",
     "random reads of 8 KiB, one after the other", 2, 5},
    {"region_trip", "A request calls services of its region", "times, one call after the other", 1,
     3},
    {"cache_query", "A job sends a cache server of its region",
     "simple queries, each after the answer to the last", 2, 6},
    {"ssd_sync", "A log is kept on an SSD; it takes", "writes, each durable before the next begins",
     2, 6},
    {"object_get", "A job opens", "small files in an object store, one after the other", 1, 5},
    {"ocean_trip", "A job in Western Europe asks a server in the east of North America",
     "times, each after the answer to the last", 1, 4},
    {"memory_megabyte", "A filter reads a column in memory, from front to back:", "MiB", 1, 5},
    {"disk_megabyte", "A scan reads a table from a spinning disk, from front to back:", "MiB", 1,
     6},
};
enum { CHAINS = sizeof chains / sizeof chains[0] };

static double draw_times(gsl_rng *rng, int chain)
{
    static const int firsts[] = {1, 2, 3, 4, 5, 6, 8};
    return DRAW_FROM(rng, firsts) *
           pow(10, draw_between(rng, chains[chain].least, chains[chain].most));
}

static void ask_chain(gsl_rng *rng, struct problem *problem)
{
    int chain = draw_between(rng, 0, CHAINS - 1);
    const struct rung *of = rung(chains[chain].id);
    double times = draw_times(rng, chain);
    const char *count = grouped(problem, (uint64_t)times);
    problem_prompt(problem,
                   "%s %s %s. About how long does that take, with nothing else to do? (Give the "
                   "unit; table of %s.)",
                   chains[chain].head, count, chains[chain].tail, years(problem, &of, 1));
    answer_time(problem, of->seconds * times);
    problem_hint(problem, "How long does one take? They wait for each other, so the times add up.");
    problem_hint(problem, "On the ladder: %s.", takes(problem, of));
    problem_step(problem, "%s", takes(problem, of));
    problem_step(problem, "%s · %s = %s", count, span(problem, of), problem->answer);
    add_wrong_prefixes(problem, of->seconds * times);
    add_wrong_time(problem, "only-one", "that is a single one; they are done one after the other",
                   of->seconds);
}

static void ask_budget(gsl_rng *rng, struct problem *problem)
{
    static const int budgets[] = {50, 100, 200, 250, 400, 500, 800, 1000, 2000};
    int chain = draw_between(rng, 0, 5), budget = DRAW_FROM(rng, budgets);
    const struct rung *of = rung(chains[chain].id);
    double times = budget / 1000.0 / of->seconds;
    problem_prompt(problem,
                   "A request must be answered within %d ms and spends half of them waiting for "
                   "this, one after the other: %s. About how many can it do? (Table of %s.)",
                   budget, of->what, years(problem, &of, 1));
    problem_answer(problem, ANSWER_ESTIMATE, "%s", three_digits(problem, times / 2));
    problem_hint(problem, "How long does one take, and how often does it go into the half?");
    problem_hint(problem, "On the ladder: %s.", takes(problem, of));
    problem_step(problem, "half of %d ms = %s", budget, readable_time(problem, budget / 2000.0));
    problem_step(problem, "%s / %s = %s", readable_time(problem, budget / 2000.0),
                 span(problem, of), problem->answer);
    problem_misconception(problem, "one-prefix-up", "from ns to µs to ms each step is a thousand",
                          "%s", three_digits(problem, times * 500));
    problem_misconception(problem, "one-prefix-down", "from ns to µs to ms each step is a thousand",
                          "%.6g", times / 2000);
}

static void ask_cache(gsl_rng *rng, struct problem *problem)
{
    static const char *const pairs[][2] = {
        {"memory_read", "ssd_read"},    {"memory_read", "disk_read"},
        {"memory_read", "region_trip"}, {"ssd_read", "object_get"},
        {"ssd_read", "disk_read"},      {"cache_query", "object_get"},
        {"cache_query", "ocean_trip"},  {"region_trip", "coast_trip"},
        {"cache_query", "far_trip"},    {"l1_hit", "memory_read"}};
    static const double hits[] = {80, 85, 90, 95, 98, 99, 99.9};
    const char *const *pair = DRAW_FROM(rng, pairs);
    const struct rung *rungs[] = {rung(pair[0]), rung(pair[1])};
    double hit = DRAW_FROM(rng, hits), share = hit / 100;
    double fast = share * rungs[0]->seconds, slow = (1 - share) * rungs[1]->seconds;
    problem_prompt(problem,
                   "%g %% of lookups find what they want at once; this is all they cost: %s.\nThe "
                   "others cost this: %s.\nAbout how long does a lookup take on average? (Give the "
                   "unit; table of %s.)",
                   hit, rungs[0]->what, rungs[1]->what, years(problem, rungs, 2));
    answer_time(problem, fast + slow);
    problem_hint(problem, "Weigh each time with its share; which of the two products is larger?");
    problem_hint(problem, "The slow one: %s, and that for %g %% of them.", takes(problem, rungs[1]),
                 100 - hit);
    problem_step(problem, "%g · %s = %s", share, span(problem, rungs[0]),
                 readable_time(problem, fast));
    problem_step(problem, "%g · %s = %s", 1 - share, span(problem, rungs[1]),
                 readable_time(problem, slow));
    problem_step(problem, "together: %s", problem->answer);
    add_wrong_time(problem, "forgot-the-misses", "the few slow ones are what takes the time",
                   rungs[0]->seconds);
    add_wrong_time(problem, "forgot-the-hits", "only a share of them is slow", rungs[1]->seconds);
    add_wrong_time(problem, "swapped-the-shares", "the larger share is the fast one",
                   (1 - share) * rungs[0]->seconds + share * rungs[1]->seconds);
    add_wrong_prefixes(problem, fast + slow);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_extreme, ask_extreme, ask_magnitude},
        {ask_time, ask_ratio, ask_order},
        {ask_chain, ask_budget, ask_cache},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_latency_ladder = {
    .name = "latency-ladder",
    .title = "The ladder of latencies",
    .topic = "estimation",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"powers", NULL},
    .terms = (const char *const[]){"latency", "cache miss", "l1 cache", "memory hierarchy",
                                   "main memory", "random access", "disk seek", "ssd", "hdd",
                                   "nvme", "round trip", "order of magnitude", NULL},
    .generate = generate,
};
