/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fermi estimates of load: a few rough factors, multiplied. A day is about 10^5 seconds.
 *
 * Level 1: from a day, an hour or a month to a second, and back. 2: users, actions and peaks. 3:
 * what the load needs: machines, network, storage.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/problem_writer.h"

static const double DAY = 86400, MONTH = 30 * 86400.0;

static const int digits[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 25};

/* "400,000", "7 million", "2.5 billion". */
static const char *round_count(struct problem *problem, double count)
{
    if (count < 1e6)
        return grouped(problem, (uint64_t)count);
    bool billions = count >= 1e9;
    return problem_text(problem, "%g %s", count / (billions ? 1e9 : 1e6),
                        billions ? "billion" : "million");
}

static void answer_estimate(struct problem *problem, double value)
{
    problem_answer(problem, ANSWER_ESTIMATE, "%s", three_digits(problem, value));
}

static void add_wrong(struct problem *problem, const char *name, const char *reason, double value)
{
    problem_misconception(problem, name, reason, "%s", three_digits(problem, value));
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_daily(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[][2] = {{"An interface takes", "calls"},
                                            {"A site serves", "pages"},
                                            {"A topic receives", "messages"},
                                            {"A fleet of sensors sends", "readings"}};
    const char *const *thing = DRAW_FROM(rng, things);
    double daily = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 6, 9));
    const char *count = round_count(problem, daily);
    problem_prompt(problem, "%s %s %s a day. About how many a second is that on average?", thing[0],
                   count, thing[1]);
    answer_estimate(problem, daily / DAY);
    problem_hint(problem, "How many seconds has a day, roughly?");
    problem_hint(problem, "24 · 60 · 60 = 86,400: about 10^5.");
    problem_step(problem, "%s / 10^5 ≈ %s", count, three_digits(problem, daily / 1e5));
    problem_step(problem, "with 86,400 seconds: %s", problem->answer);
    add_wrong(problem, "seconds-of-an-hour", "3,600 seconds are an hour; a day has 24 of them",
              daily / 3600);
    add_wrong(problem, "minutes-of-a-day", "1,440 are the minutes of a day, not the seconds",
              daily / 1440);
    add_wrong(problem, "hours-of-a-day", "that is the number for an hour", daily / 24);
}

static void ask_monthly(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"calls of an interface", "messages", "queries",
                                         "page views"};
    const char *thing = DRAW_FROM(rng, things);
    double monthly = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 6, 9));
    const char *count = round_count(problem, monthly);
    problem_prompt(problem,
                   "A plan allows %s %s in 30 days. About how many a second can be used up on "
                   "average?",
                   count, thing);
    answer_estimate(problem, monthly / MONTH);
    problem_hint(problem, "A day is about 10^5 seconds.");
    problem_hint(problem, "30 days are about 3 · 10^6 seconds, or rather 2.6 · 10^6.");
    problem_step(problem, "30 · 86,400 = 2,592,000 seconds, about 2.6 · 10^6");
    problem_step(problem, "%s / 2,592,000 = %s", count, problem->answer);
    add_wrong(problem, "forgot-the-days", "that would be the number if it were used up in one day",
              monthly / DAY);
    add_wrong(problem, "seconds-of-an-hour", "3,600 seconds are an hour", monthly / 30 / 3600);
    add_wrong(problem, "number-of-a-day", "that is the number for a day", monthly / 30);
}

static void ask_a_day(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[][2] = {{"An interface takes", "calls"},
                                            {"A table takes", "writes"},
                                            {"A topic receives", "messages"},
                                            {"A gateway sees", "requests"}};
    const char *const *thing = DRAW_FROM(rng, things);
    double rate = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 0, 4));
    problem_prompt(problem, "%s %s %s a second, day and night. About how many a day is that?",
                   thing[0], grouped(problem, (uint64_t)rate), thing[1]);
    answer_estimate(problem, rate * DAY);
    problem_hint(problem, "How many seconds has a day, roughly?");
    problem_hint(problem, "24 · 60 · 60 = 86,400: about 10^5, five zeros more.");
    problem_step(problem, "%s · 10^5 = %s", grouped(problem, (uint64_t)rate),
                 round_count(problem, rate * 1e5));
    problem_step(problem, "with 86,400 seconds: %s", problem->answer);
    add_wrong(problem, "seconds-of-an-hour", "3,600 seconds are an hour; a day has 24 of them",
              rate * 3600);
    add_wrong(problem, "minutes-of-a-day", "1,440 are the minutes of a day, not the seconds",
              rate * 1440);
    add_wrong(problem, "divided", "there are more in a day than in a second", rate / DAY);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_peak(gsl_rng *rng, struct problem *problem)
{
    static const char *const apps[] = {"A shop", "A news site", "A messenger", "A map service"};
    static const int peaks[] = {3, 4, 5, 8, 10};
    const char *app = DRAW_FROM(rng, apps);
    int visits = draw_between(rng, 2, 12), requests = draw_between(rng, 4, 30);
    int peak = DRAW_FROM(rng, peaks);
    double users = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 5, 7));
    const char *count = round_count(problem, users);
    double daily = users * visits * requests, rate = daily / DAY * peak;
    double place = pow(10, floor(log10(daily)));
    problem_prompt(problem,
                   "%s has %s users a day. Each opens it %d times, and each time it sends %d "
                   "requests. At the peak there are %d times as many as on average. About how many "
                   "requests a second is the peak?",
                   app, count, visits, requests, peak);
    answer_estimate(problem, rate);
    problem_hint(problem, "Requests a day first; then a second; then the peak.");
    problem_hint(problem, "%s · %d · %d is about %s a day, and a day is about 10^5 seconds.", count,
                 visits, requests, round_count(problem, round(daily / place) * place));
    problem_step(problem, "%s · %d · %d = %s requests a day", count, visits, requests,
                 round_count(problem, daily));
    problem_step(problem, "/ 86,400 s = %s a second on average",
                 three_digits(problem, rate / peak));
    problem_step(problem, "· %d at the peak = %s", peak, problem->answer);
    add_wrong(problem, "forgot-the-peak", "that is the average; the peak is what must be carried",
              rate / peak);
    add_wrong(problem, "forgot-the-requests-of-a-visit", "each time it sends several requests",
              rate / requests);
    add_wrong(problem, "forgot-the-visits", "each user opens it several times", rate / visits);
    add_wrong(problem, "seconds-of-an-hour", "3,600 seconds are an hour; a day has 24 of them",
              rate * 24);
    add_wrong(problem, "number-of-a-day", "that is the number for a day", daily);
}

static void ask_devices(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"sensors", "phones", "meters", "servers", "cars"};
    static const struct {
        const char *words;
        int seconds;
    } pauses[] = {{"5 minutes", 300},   {"10 minutes", 600}, {"15 minutes", 900},
                  {"30 minutes", 1800}, {"2 hours", 7200},   {"6 hours", 21600}};
    const char *thing = DRAW_FROM(rng, things);
    int pause = draw_between(rng, 0, 5), values = draw_between(rng, 4, 40);
    double devices = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 5, 7));
    const char *count = round_count(problem, devices);
    double rate = devices * values / pauses[pause].seconds;
    problem_prompt(
        problem,
        "Each of %s %s reports every %s; a report becomes %d rows. About how many rows a "
        "second are written?",
        count, thing, pauses[pause].words, values);
    answer_estimate(problem, rate);
    problem_hint(problem, "In %s each of them reports once.", pauses[pause].words);
    problem_hint(problem, "%s are %s seconds.", pauses[pause].words,
                 grouped(problem, (uint64_t)pauses[pause].seconds));
    problem_step(problem, "%s reports in %s seconds = %s a second", count,
                 grouped(problem, (uint64_t)pauses[pause].seconds),
                 three_digits(problem, rate / values));
    problem_step(problem, "· %d rows = %s", values, problem->answer);
    add_wrong(problem, "forgot-the-rows", "each report becomes several rows", rate / values);
    add_wrong(problem, "forgot-the-seconds", "that is the number for the whole pause",
              devices * values);
    add_wrong(problem, "minutes-for-seconds", "a minute has 60 seconds", rate * 60);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_machines(gsl_rng *rng, struct problem *problem)
{
    static const int peaks[] = {3, 4, 5, 8}, costs[] = {5, 10, 20, 40, 50, 80, 100};
    static const int cores[] = {4, 8, 16, 32, 64};
    int peak, cost, core;
    double daily, busy;
    do {
        peak = DRAW_FROM(rng, peaks);
        cost = DRAW_FROM(rng, costs);
        core = DRAW_FROM(rng, cores);
        daily = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 7, 9));
        busy = daily / DAY * peak * cost / 1000;
    } while (busy / core < 4 || busy / core > 400);
    problem_prompt(
        problem,
        "A service takes %s requests a day, %d times as many at the peak as on average. A "
        "request keeps one core busy for %d ms. Machines have %d cores, and half of "
        "their time is to stay free. About how many machines does the peak need?",
        round_count(problem, daily), peak, cost, core);
    answer_estimate(problem, 2 * busy / core);
    problem_hint(problem,
                 "Requests a second at the peak; then cores that are busy; then machines.");
    problem_hint(problem, "%s a day are about %s a second on average.", round_count(problem, daily),
                 three_digits(problem, daily / DAY));
    problem_step(problem, "at the peak %s requests a second",
                 three_digits(problem, daily / DAY * peak));
    problem_step(problem, "· %g s = %s cores busy", cost / 1000.0, three_digits(problem, busy));
    problem_step(problem, "/ (%d · 0.5) = %s", core, problem->answer);
    add_wrong(problem, "forgot-the-cores", "that is the number of cores; a machine has several",
              2 * busy);
    add_wrong(problem, "forgot-the-peak", "that is for the average; the peak is asked for",
              2 * busy / core / peak);
    add_wrong(problem, "seconds-for-milliseconds", "a request takes milliseconds, not seconds",
              2000 * busy / core);
    add_wrong(problem, "seconds-of-an-hour", "3,600 seconds are an hour; a day has 24 of them",
              48 * busy / core);
}

static void ask_bandwidth(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"pages", "pictures", "clips", "map tiles"};
    static const int peaks[] = {3, 4, 5}, sizes[] = {20, 40, 50, 80, 100, 200, 300, 500, 800};
    const char *thing = DRAW_FROM(rng, things);
    int peak = DRAW_FROM(rng, peaks), size = DRAW_FROM(rng, sizes);
    double daily = DRAW_FROM(rng, digits) * pow(10, draw_between(rng, 6, 8));
    double rate = daily / DAY * peak, bits = rate * size * 8e3, scale = bits < 999.5e6 ? 1e6 : 1e9;
    problem->unit = scale < 1e9 ? "Mbps" : "Gbps";
    problem_prompt(problem,
                   "A site sends %s %s a day, %d kB each, %d times as many at the peak as on "
                   "average. About which rate must its network carry (give the unit)?",
                   round_count(problem, daily), thing, size, peak);
    problem_answer(problem, ANSWER_ESTIMATE, "%s %s", three_digits(problem, bits / scale),
                   problem->unit);
    problem_hint(problem, "How many a second at the peak, and how many bits has each?");
    problem_hint(problem, "%s a day are about %s a second on average.", round_count(problem, daily),
                 three_digits(problem, daily / DAY));
    problem_step(problem, "at the peak %s a second", three_digits(problem, rate));
    problem_step(problem, "· %d kB = %s MB/s", size, three_digits(problem, rate * size / 1000));
    problem_step(problem, "· 8 bits = %s", problem->answer);
    problem_misconception(problem, "mixed-bits-and-bytes", "a byte has 8 bits", "%s %s",
                          three_digits(problem, bits / 8 / scale), problem->unit);
    problem_misconception(problem, "forgot-the-peak", "that is the average; the peak is larger",
                          "%s %s", three_digits(problem, bits / peak / scale), problem->unit);
    problem_misconception(problem, "seconds-of-an-hour",
                          "3,600 seconds are an hour; a day has 24 of them", "%s %s",
                          three_digits(problem, bits * 24 / scale), problem->unit);
}

static void ask_storage(gsl_rng *rng, struct problem *problem)
{
    static const int sizes[] = {50, 100, 200, 250, 400, 500, 1000, 2000};
    static const int days[] = {7, 14, 30, 60, 90, 365};
    int size = DRAW_FROM(rng, sizes), kept = DRAW_FROM(rng, days), copies = draw_between(rng, 2, 4);
    int rate = DRAW_FROM(rng, digits) * 100 * draw_between(rng, 1, 20);
    double once = (double)rate * size * DAY * kept, scale = 1e9;
    problem->unit = "GB";
    if (once * copies >= 999.5e9) {
        scale = 1e12;
        problem->unit = "TB";
    }
    problem_prompt(problem,
                   "A log takes %s events a second of %s bytes each and keeps them for %d days, in "
                   "%d copies. About how much storage is that (give the unit)?",
                   grouped(problem, (uint64_t)rate), grouped(problem, (uint64_t)size), kept,
                   copies);
    problem_answer(problem, ANSWER_ESTIMATE, "%s %s", three_digits(problem, once * copies / scale),
                   problem->unit);
    problem_hint(problem,
                 "Bytes a second, times seconds a day (about 10^5), times days, times copies.");
    problem_hint(problem, "%s · %s bytes = %s MB/s.", grouped(problem, (uint64_t)rate),
                 grouped(problem, (uint64_t)size), three_digits(problem, rate * size / 1e6));
    problem_step(problem, "%s · %s bytes = %s MB/s", grouped(problem, (uint64_t)rate),
                 grouped(problem, (uint64_t)size), three_digits(problem, rate * size / 1e6));
    problem_step(problem, "· 86,400 s = %s GB a day",
                 three_digits(problem, rate * size * DAY / 1e9));
    problem_step(problem, "· %d days · %d copies = %s", kept, copies, problem->answer);
    problem_misconception(problem, "forgot-the-copies", "each copy takes up as much", "%s %s",
                          three_digits(problem, once / scale), problem->unit);
    problem_misconception(problem, "one-day-only", "that is a single day", "%s %s",
                          three_digits(problem, once * copies / kept / scale), problem->unit);
    problem_misconception(problem, "seconds-of-an-hour",
                          "3,600 seconds are an hour; a day has 24 of them", "%s %s",
                          three_digits(problem, once * copies / 24 / scale), problem->unit);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_daily, ask_monthly, ask_a_day},
        {ask_peak, ask_peak, ask_devices},
        {ask_machines, ask_bandwidth, ask_storage},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_requests_per_second = {
    .name = "requests-per-second",
    .title = "Requests a second, by estimate",
    .topic = "estimation",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", "powers", NULL},
    .terms = (const char *const[]){"requests per second", "rps", "queries per second", "qps",
                                   "throughput", "back of the envelope", "fermi estimate",
                                   "fermi problem", "capacity planning", "daily active user",
                                   "peak load", "order of magnitude", NULL},
    .generate = generate,
};
