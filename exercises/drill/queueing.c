/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Queues in the long run: Little's law, one server with random arrivals and services (M/M/1), and
 * several (Erlang).
 *
 * Level 1: Little's law three ways, utilisation. 2: one server: response, line, speed needed. 3:
 * several servers: who is turned away, who waits and how long, how many servers are enough.
 */
#include <math.h>
#include <stdbool.h>

#include "engine/base/text.h"
#include "exercises/drill.h"
#include "exercises/drill_systems.h"
#include "exercises/erlang.h"
#include "exercises/problem_writer.h"

static void answer_near(struct problem *problem, double value, int digits)
{
    problem_answer(problem, ANSWER_DECIMAL, "%s", shown(problem, value, digits));
    problem->relative = 0.005;
}

static void wrong_near(struct problem *problem, const char *name, const char *reason, double value)
{
    problem_misconception(problem, name, reason, "%s", shown(problem, value, 5));
}

static const char *const servers[] = {"A database", "An API server", "A search node",
                                      "A model server", "A stream worker"};

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_inside(gsl_rng *rng, struct problem *problem)
{
    static const int stays[] = {10, 20, 25, 40, 50, 80, 100, 200, 250, 400, 500};
    const char *server = DRAW_FROM(rng, servers);
    int rate = draw_between(rng, 2, 40) * 20, stay = DRAW_FROM(rng, stays);
    double inside = rate * stay / 1000.0;
    problem_prompt(problem,
                   "%s answers %d requests a second, and each spends %d ms in it on average. How "
                   "many requests are in it at once, on average?",
                   server, rate, stay);
    answer_near(problem, inside, 4);
    problem_hint(problem, "Little's law: number inside = arrivals a second · time inside.");
    problem_hint(problem, "%d ms are %s s.", stay, shown(problem, stay / 1000.0, 4));
    problem_step(problem, "number inside = rate · time = %d a second · %s s", rate,
                 shown(problem, stay / 1000.0, 4));
    problem_step(problem, "= %s", problem->answer);
    wrong_near(problem, "mixed-milliseconds-and-seconds", "a second has 1000 ms",
               (double)rate * stay);
    wrong_near(problem, "divided-instead-of-multiplied", "longer stays mean more inside, not fewer",
               (double)rate / stay);
    wrong_near(problem, "divided-instead-of-multiplied", "longer stays mean more inside, not fewer",
               rate / (stay / 1000.0));
}

static void ask_time(gsl_rng *rng, struct problem *problem)
{
    static const int rates[] = {2, 4, 5, 8, 10, 20, 25, 40, 50};
    const char *server = DRAW_FROM(rng, servers);
    int rate = DRAW_FROM(rng, rates), seconds = draw_between(rng, 2, 50), inside = rate * seconds;
    problem_prompt(problem,
                   "In front of %c%s there are %d jobs on average, and %d jobs a second get done. "
                   "How long does a job wait on average?",
                   server[0] - 'A' + 'a', server + 1, inside, rate);
    answer_duration(problem, seconds);
    problem_hint(problem, "As many arrive as get done. Little's law: number = rate · time.");
    problem_hint(problem, "Time = number / rate.");
    problem_step(problem, "time = number / rate = %d / %d a second", inside, rate);
    problem_step(problem, "= %s", problem->answer);
    wrong_duration(problem, "multiplied-instead-of-divided", "a faster rate empties it sooner",
                   (double)inside * rate);
    wrong_duration(problem, "upside-down", "time is number over rate", (double)rate / inside);
    wrong_duration(problem, "one-job-only", "that is the time between two jobs that get done",
                   1.0 / rate);
}

static void ask_utilisation(gsl_rng *rng, struct problem *problem)
{
    static const int services[] = {2, 4, 5, 8, 10, 20, 25, 40, 50};
    const char *server = DRAW_FROM(rng, servers);
    int service, busy, rate;
    do {
        service = DRAW_FROM(rng, services);
        busy = draw_between(rng, 4, 19) * 5;
        rate = busy * 10 / service;
    } while (rate * service != busy * 10);
    problem_prompt(problem,
                   "%s serves one request at a time, in %d ms on average. %d requests arrive a "
                   "second. What share of the time is it busy, in percent?",
                   server, service, rate);
    answer_percent(problem, busy / 100.0, 0, 0.003);
    problem_hint(problem, "How much work arrives in a second?");
    problem_hint(problem, "%d requests of %d ms each, out of 1,000 ms.", rate, service);
    problem_step(problem, "%d · %d ms = %d ms of work in each second", rate, service,
                 rate * service);
    problem_step(problem, "= %s", problem->answer);
    wrong_percent(problem, "gave-the-idle-share", "that is the share of the time it is idle",
                  1 - busy / 100.0);
    wrong_percent(problem, "upside-down", "work that arrives over work that can be done",
                  100.0 / busy);
    wrong_percent(problem, "one-prefix-off", "a second has 1000 ms", busy / 1000.0);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static const char *const random_arrivals =
    "Arrivals are at random, a Poisson process, and service times are exponential.";

static void ask_response(gsl_rng *rng, struct problem *problem)
{
    static const int services[] = {2, 4, 5, 8, 10, 20, 25, 40, 50, 100};
    static const int percents[] = {20, 40, 50, 60, 70, 75, 80, 90, 95};
    const char *server = DRAW_FROM(rng, servers);
    int service = DRAW_FROM(rng, services), busy = DRAW_FROM(rng, percents);
    bool waiting = draw_between(rng, 0, 1);
    double seconds = service / 1000.0;
    struct erlang line = {1, busy / 100.0 / seconds, seconds};
    double response = erlang_mean_response(&line), wait = erlang_mean_wait(&line);
    problem_prompt(problem,
                   "%s serves one request at a time, in %d ms on average, and is busy %d %% of the "
                   "time. %s %s on average?",
                   server, service, busy, random_arrivals,
                   waiting ? "How long does a request wait in line"
                           : "How long does a request take, waiting included,");
    answer_duration(problem, waiting ? wait : response);
    problem_hint(problem,
                 "With one such server (M/M/1) a request takes: service / share of time idle.");
    problem_hint(problem, "The share idle is %.2f%s.", 1 - busy / 100.0,
                 waiting ? "; waiting is what is left without the service itself" : "");
    if (waiting)
        problem_step(problem, "waiting and service: %d ms / %.2f = %s", service, 1 - busy / 100.0,
                     duration(problem, response));
    else
        problem_step(problem, "service / share idle = %d ms / (1 - %.2f)", service, busy / 100.0);
    if (waiting)
        problem_step(problem, "%s - %d ms = %s", duration(problem, response), service,
                     problem->answer);
    else
        problem_step(problem, "= %s", problem->answer);
    wrong_duration(problem, waiting ? "added-the-service" : "left-out-the-service",
                   waiting ? "that is waiting and service together" : "the service takes time, too",
                   waiting ? response : wait);
    wrong_duration(problem, "divided-by-the-load", "the line depends on the share that is idle",
                   seconds / (busy / 100.0));
    wrong_duration(problem, "grew-linearly", "near full load the line grows without limit",
                   seconds * (1 + busy / 100.0));
    wrong_duration(problem, "no-waiting", "random arrivals make a line even before full load",
                   seconds);
}

static void ask_many_inside(gsl_rng *rng, struct problem *problem)
{
    static const int percents[] = {50, 60, 70, 75, 80, 85, 90, 95};
    const char *server = DRAW_FROM(rng, servers);
    int busy = DRAW_FROM(rng, percents), count = draw_between(rng, 2, 8);
    double load = busy / 100.0, share = pow(load, count);
    problem_prompt(problem,
                   "%s serves one request at a time and is busy %d %% of the time. %s How much of "
                   "the time are there %d or more requests in it, in percent?",
                   server, busy, random_arrivals, count);
    problem_answer(problem, ANSWER_PERCENT, "%s %%", shown(problem, 100 * share, 4));
    problem->relative = 0.005;
    problem_hint(problem,
                 "With one such server (M/M/1) n are inside for a share of (1 - b) · b^n, where b "
                 "is the share busy.");
    problem_hint(problem, "Summed from n = %d on, that is b^%d.", count, count);
    problem_step(problem, "a share of b^%d = %.2f^%d", count, load, count);
    problem_step(problem, "= %s", problem->answer);
    wrong_percent(problem, "exactly-that-many", "more than that many count, too",
                  (1 - load) * share);
    wrong_percent(problem, "off-by-one-exponent", "that is with one request more", share * load);
    wrong_percent(problem, "off-by-one-exponent", "that is with one request fewer", share / load);
    wrong_percent(problem, "gave-the-others", "that is how often there are fewer", 1 - share);
}

static void ask_speed(gsl_rng *rng, struct problem *problem)
{
    static const int goals[] = {10, 20, 25, 40, 50, 100, 200};
    int goal = DRAW_FROM(rng, goals), rate = draw_between(rng, 2, 30) * 10,
        needed = rate + 1000 / goal;
    problem_prompt(problem,
                   "%d requests a second arrive at one server. %s How many requests a second must "
                   "it be able to serve so that one takes %d ms on average, waiting included?",
                   rate, random_arrivals, goal);
    answer_near(problem, needed, 4);
    problem_hint(problem,
                 "With one such server (M/M/1) the mean response is 1 / (speed - arrivals).");
    problem_hint(problem, "So the server must be faster than the arrivals by 1 / %s s.",
                 shown(problem, goal / 1000.0, 4));
    problem_step(problem, "speed - arrivals = 1 / %s s = %d a second",
                 shown(problem, goal / 1000.0, 4), 1000 / goal);
    problem_step(problem, "speed = %d + %d = %d", rate, 1000 / goal, needed);
    wrong_near(problem, "no-waiting", "that is fast enough only without a line", 1000.0 / goal);
    wrong_near(problem, "no-spare-capacity", "then the line never ends", rate);
    wrong_near(problem, "took-littles-law", "rate times time is the number inside",
               rate * goal / 1000.0);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

/* B(0) = 1, B(1) = ..., two or three to a line. */
static void add_recursion(struct problem *problem, int count, double load)
{
    struct text line = {0};
    problem_step(problem, "B(0) = 1, and B(k) = a B(k-1) / (k + a B(k-1)) with a = %s",
                 shown(problem, load, 4));
    for (int k = 1; k <= count; k++) {
        text_printf(&line, "%sB(%d) = %s", line.length ? ", " : "", k,
                    shown(problem, erlang_b((unsigned)k, load), 5));
        if (k % 3 == 0 || k == count) {
            problem_step(problem, "%s", text_string(&line));
            text_release(&line);
            line = (struct text){0};
        }
    }
}

/* Servers and a load in erlangs below them, not so light that nothing happens. */
static void draw_servers(gsl_rng *rng, int *count, int *load)
{
    *count = draw_between(rng, 2, 12);
    do
        *load = draw_between(rng, 1, *count - 1);
    while (*load < *count - 4);
}

static void ask_turned_away(gsl_rng *rng, struct problem *problem)
{
    static const int holds[] = {2, 4, 5, 10, 20, 30, 60};
    int count, load, hold = DRAW_FROM(rng, holds);
    draw_servers(rng, &count, &load);
    double blocked = erlang_b((unsigned)count, load);
    problem_prompt(problem,
                   "A pool has %d connections. %s requests a minute arrive at random, each holds a "
                   "connection for %d s on average, and one that finds none free is turned away. "
                   "What share is turned away, in percent?",
                   count, shown(problem, 60.0 * load / hold, 4), hold);
    problem_answer(problem, ANSWER_PERCENT, "%s %%", shown(problem, 100 * blocked, 5));
    problem->relative = 0.005;
    problem_hint(problem, "Offered load: a = arrivals a second · seconds each holds, here %d.",
                 load);
    problem_hint(problem, "Erlang B, one connection after the other: B(0) = 1, B(k) = a B(k-1) / "
                          "(k + a B(k-1)).");
    add_recursion(problem, count, load);
    problem_step(problem, "turned away: %s", problem->answer);
    wrong_percent(problem, "share-that-waits", "that is Erlang C, where all may wait",
                  erlang_c((unsigned)count, load));
    wrong_percent(problem, "one-step-short", "the recursion has one step for each connection",
                  erlang_b((unsigned)count - 1, load));
    wrong_percent(problem, "gave-the-utilisation", "that is load over connections",
                  (double)load / count);
}

static void ask_waits(gsl_rng *rng, struct problem *problem)
{
    static const int services[] = {20, 50, 100, 200, 500};
    int count, load, service = DRAW_FROM(rng, services);
    bool long_wait = draw_between(rng, 0, 1);
    draw_servers(rng, &count, &load);
    double seconds = service / 1000.0, b = erlang_b((unsigned)count, load);
    struct erlang line = {(unsigned)count, load / seconds, seconds};
    double waits = erlang_c((unsigned)count, load), mean = erlang_mean_wait(&line);
    problem_prompt(problem,
                   "%s requests a second share one line in front of %d equal workers; one takes "
                   "%d ms on average. %s %s",
                   shown(problem, line.rate, 4), count, service, random_arrivals,
                   long_wait ? "How long does a request wait on average?"
                             : "What share of the requests has to wait, in percent?");
    if (long_wait) {
        answer_duration(problem, mean);
    } else {
        problem_answer(problem, ANSWER_PERCENT, "%s %%", shown(problem, 100 * waits, 5));
        problem->relative = 0.005;
    }
    problem_hint(problem, "Offered load: a = arrivals a second · service in seconds = %d.", load);
    problem_hint(problem, "First Erlang B by its recursion, then C = c B / (c - a (1 - B)).");
    if (long_wait)
        problem_hint(problem, "The mean wait is C · service / (c - a).");
    add_recursion(problem, count, load);
    problem_step(problem, "C = %d · %s / (%d - %d · (1 - %s)) = %s", count, shown(problem, b, 5),
                 count, load, shown(problem, b, 5),
                 long_wait ? shown(problem, waits, 5) : problem->answer);
    if (!long_wait) {
        wrong_percent(problem, "share-turned-away", "that is Erlang B, where nobody may wait", b);
        wrong_percent(problem, "gave-the-utilisation", "that is load over workers",
                      (double)load / count);
        return;
    }
    problem_step(problem, "wait = %s · %d ms / (%d - %d) = %s", shown(problem, waits, 5), service,
                 count, load, problem->answer);
    wrong_duration(problem, "added-the-service", "that is waiting and service together",
                   mean + seconds);
    wrong_duration(problem, "only-those-who-wait", "those who do not wait count with zero",
                   mean / waits);
    wrong_duration(problem, "one-fast-server", "several servers are not one that is faster",
                   seconds / count * ((double)load / count) / (1 - (double)load / count));
}

static void ask_enough(gsl_rng *rng, struct problem *problem)
{
    static const double goals[] = {0.1, 0.05, 0.02, 0.01};
    static const int holds[] = {2, 4, 5, 10, 12, 20, 30};
    int load = draw_between(rng, 1, 8), hold = DRAW_FROM(rng, holds);
    double goal = DRAW_FROM(rng, goals);
    int count = 1;
    while (erlang_b((unsigned)count, load) > goal)
        count++;
    problem_prompt(problem,
                   "%s queries a minute arrive at random, each holds a worker for %d s on average, "
                   "and one that finds none free is turned away. How many workers are enough so "
                   "that at most %s %% are turned away?",
                   shown(problem, 60.0 * load / hold, 4), hold, shown(problem, 100 * goal, 2));
    problem_answer(problem, ANSWER_EXACT, "%d", count);
    problem_hint(problem, "Offered load: a = arrivals a second · seconds each holds, here %d.",
                 load);
    problem_hint(problem, "Add workers by B(k) = a B(k-1) / (k + a B(k-1)), from B(0) = 1, until "
                          "it is small enough.");
    add_recursion(problem, count, load);
    problem_step(problem, "the first at most %s: B(%d)", shown(problem, goal, 2), count);
    problem_misconception(problem, "one-too-few", "that many turn a few more away", "%d",
                          count - 1);
    problem_misconception(problem, "one-too-many", "one worker fewer is enough", "%d", count + 1);
    problem_misconception(problem, "as-many-as-the-load",
                          "arrivals bunch up: that many would turn many away", "%d", load);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_inside, ask_time, ask_utilisation},
        {ask_response, ask_many_inside, ask_speed},
        {ask_turned_away, ask_waits, ask_enough},
    };
    (void)drill;
    DRAW_FROM(rng, askers[level - 1])(rng, problem);
}

const struct drill drill_queueing = {
    .name = "queueing",
    .title = "Queues and waiting",
    .topic = "systems",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"requests-per-second", NULL},
    .terms = (const char *const[]){"queue", "queueing", "queuing", "little's law", "throughput",
                                   "latency", "utilization", "utilisation", "backlog",
                                   "backpressure", "arrival rate", "erlang", NULL},
    .generate = generate,
};
