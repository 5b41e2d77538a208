/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes to move data: links are told in bits a second, data in bytes.
 *
 * Level 1: seconds, round numbers. 2: hours and days, links that are used in part. 3: the rate that
 * a window asks for, the narrowest of several places, and from where on a courier wins.
 */
#include <math.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/problem_writer.h"

static const char *const jobs[] = {"A backup", "A snapshot", "A dataset", "The log of a day",
                                   "A training set"};

/* An answer in the unit that suits it, which the prompt leaves open. */
static void answer_time(struct problem *problem, double seconds)
{
    const char *text = readable_time(problem, seconds);
    problem_answer(problem, ANSWER_UNIT, "%s", text);
    problem->unit = strchr(text, ' ') + 1;
    problem->relative = 0.01;
}

/* A wrong answer, told as readably. */
static void add_wrong_time(struct problem *problem, const char *name, const char *reason,
                           double seconds)
{
    problem_misconception(problem, name, reason, "%s", readable_time(problem, seconds));
}

static const char *const eight_bits = "a byte has 8 bits, and links count bits";

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_seconds(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        const char *data, *rate;
        int least; /* of the rate */
    } units[] = {{"GB", "Gbps", 1}, {"MB", "Mbps", 10}};
    static const int amounts[] = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80};
    static const int rates[] = {1, 2, 4, 5, 8, 10, 20, 25, 40};
    int which = draw_between(rng, 0, 1), data, rate;
    do {
        data = DRAW_FROM(rng, amounts) * units[which].least;
        rate = DRAW_FROM(rng, rates) * units[which].least;
    } while (8 * data % rate != 0 || 8 * data / rate < 3 || 8 * data / rate > 150);
    const char *job = DRAW_FROM(rng, jobs);
    problem_prompt(problem,
                   "%s has %d %s. How long does it take to send it over an idle link of "
                   "%d %s?",
                   job, data, units[which].data, rate, units[which].rate);
    answer_time(problem, 8.0 * data / rate);
    problem_hint(problem, "The b of %s is a bit, the B of %s a byte.", units[which].rate,
                 units[which].data);
    problem_hint(problem, "%d %s are 8 · %d = %d %.1sbit.", data, units[which].data, data, 8 * data,
                 units[which].data);
    problem_step(problem, "%d %s = %d · 8 = %d %.1sbit", data, units[which].data, data, 8 * data,
                 units[which].data);
    problem_step(problem, "%d / %d = %s", 8 * data, rate, problem->answer);
    add_wrong_time(problem, "mixed-bits-and-bytes", eight_bits, (double)data / rate);
    add_wrong_time(problem, "divided-by-eight",
                   "there are more bits than bytes, so it takes longer, not shorter",
                   data / 8.0 / rate);
    add_wrong_time(problem, "rate-over-amount", "amount divided by rate, not the other way round",
                   rate / 8.0 / data);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_hours(gsl_rng *rng, struct problem *problem)
{
    static const double terabytes[] = {1, 1.5, 2, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50};
    static const int megabits[] = {200, 500, 1000, 1000, 2000, 5000, 10000, 25000};
    static const int shares[] = {100, 100, 50, 60, 70, 75, 80, 90};
    double terabyte = DRAW_FROM(rng, terabytes);
    int mbps = DRAW_FROM(rng, megabits), share = DRAW_FROM(rng, shares);
    const char *job = DRAW_FROM(rng, jobs);
    const char *link = mbps < 1000 ? problem_text(problem, "%d Mbps", mbps)
                                   : problem_text(problem, "%d Gbps", mbps / 1000);
    double used = mbps * 1e6 * share / 100, seconds = terabyte * 8e12 / used;
    problem_prompt(problem, "%s has %g TB. How long does it take to send it over %s link of %s%s?",
                   job, terabyte, share < 100 ? "a" : "an idle", link,
                   share < 100 ? problem_text(problem, ", of which %d %% can be used", share) : "");
    answer_time(problem, seconds);
    problem_hint(problem, "Terabytes to bits, then divide by bits a second.");
    problem_hint(problem, "%g TB are %g · 8 · 10^12 bits.", terabyte, terabyte);
    problem_step(problem, "%g TB = %g · 10^12 bits", terabyte, terabyte * 8);
    if (share < 100)
        problem_step(problem, "%d %% of %s = %g Mbps", share, link, used / 1e6);
    problem_step(problem, "%g · 10^12 / (%g · 10^%d) = %s s", terabyte * 8,
                 used / (used < 1e9 ? 1e6 : 1e9), used < 1e9 ? 6 : 9,
                 grouped(problem, (uint64_t)round(seconds)));
    problem_step(problem, "= %s", problem->answer);
    add_wrong_time(problem, "mixed-bits-and-bytes", eight_bits, seconds / 8);
    if (share < 100) {
        add_wrong_time(problem, "forgot-the-share", "the whole link cannot be used",
                       seconds * share / 100);
        add_wrong_time(problem, "took-the-other-share", "that share is what cannot be used",
                       seconds * share / (100 - share));
    }
    add_wrong_time(problem, "used-1024-for-1000",
                   "without an i the prefix counts in thousands: 1 TB is 1000 GB", seconds * 1.024);
    add_wrong_time(problem, "one-prefix-off", "a TB is a thousand GB", seconds / 1000);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_rate(gsl_rng *rng, struct problem *problem)
{
    static const int terabytes[] = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50, 60, 80};
    static const int windows[] = {2, 3, 4, 5, 6, 8, 10, 12};
    int terabyte = DRAW_FROM(rng, terabytes), hours = DRAW_FROM(rng, windows);
    const char *job = DRAW_FROM(rng, jobs);
    double gbps = terabyte * 8e3 / (hours * 3600.0);
    problem_prompt(problem,
                   "%s of %d TB must be at another site within %d hours. Which rate must the link "
                   "hold (give the unit, such as 3 Gbps)?",
                   job, terabyte, hours);
    problem_answer(problem, ANSWER_UNIT, "%.3g Gbps", gbps);
    problem->unit = "Gbps";
    problem->relative = 0.01;
    problem_hint(problem, "Bits divided by seconds.");
    problem_hint(problem, "%d TB are %d · 10^12 bits; %d hours are %d seconds.", terabyte,
                 8 * terabyte, hours, 3600 * hours);
    problem_step(problem, "%d TB = %d · 10^12 bits, %d h = %d s", terabyte, 8 * terabyte, hours,
                 3600 * hours);
    problem_step(problem, "%d · 10^12 / %d = %s", 8 * terabyte, 3600 * hours, problem->answer);
    problem_misconception(problem, "mixed-bits-and-bytes", eight_bits, "%.4g Gbps", gbps / 8);
    problem_misconception(problem, "divided-by-minutes",
                          "a rate of bits a second: divide by seconds", "%.5g Gbps", gbps * 60);
    problem_misconception(problem, "used-1024-for-1000",
                          "without an i the prefix counts in thousands: 1 TB is 1000 GB",
                          "%.4g Gbps", gbps * 1.024);
}

static void ask_narrowest(gsl_rng *rng, struct problem *problem)
{
    static const int sources[] = {300, 400, 500, 600, 800, 1000, 1500, 2000};
    static const int stores[] = {250, 350, 450, 550, 700, 900, 1200, 1800};
    static const int links[] = {2, 5, 10, 20};
    int source = DRAW_FROM(rng, sources), store = DRAW_FROM(rng, stores);
    int link = DRAW_FROM(rng, links), terabyte = draw_between(rng, 2, 30);
    double carried = link * 125.0, slowest = fmin(carried, source < store ? source : store);
    double seconds = terabyte * 1e6 / slowest;
    problem_prompt(problem,
                   "%d TB are copied from a disk that reads %d MB/s over a link of %d Gbps to a "
                   "store that writes %d MB/s, all three at the same time. How long does it take?",
                   terabyte, source, link, store);
    answer_time(problem, seconds);
    problem_hint(problem, "While all three work at once, the slowest sets the pace.");
    problem_hint(problem, "Compare them in one unit: %d Gbps are %g MB/s.", link, carried);
    problem_step(problem, "%d Gbps = %d000 / 8 MB/s = %g MB/s", link, link, carried);
    problem_step(problem, "the slowest of %d, %g and %d MB/s is %g MB/s", source, carried, store,
                 slowest);
    problem_step(problem, "%d · 10^6 MB / %g MB/s = %s s", terabyte, slowest,
                 grouped(problem, (uint64_t)round(seconds)));
    problem_step(problem, "= %s", problem->answer);
    add_wrong_time(problem, "mixed-bits-and-bytes", eight_bits,
                   terabyte * 1e6 / fmin(link * 1000, source < store ? source : store));
    add_wrong_time(problem, "took-the-link", "the link is not the slowest of the three",
                   terabyte * 1e6 / carried);
    add_wrong_time(problem, "took-the-source", "the source is not the slowest of the three",
                   terabyte * 1e6 / source);
    add_wrong_time(problem, "took-the-store", "the store is not the slowest of the three",
                   terabyte * 1e6 / store);
    add_wrong_time(problem, "one-after-the-other",
                   "they work at the same time, none waits to begin",
                   terabyte * 1e6 * (1 / carried + 1.0 / source + 1.0 / store));
}

static void ask_courier(gsl_rng *rng, struct problem *problem)
{
    static const int times[] = {12, 18, 20, 24, 30, 36, 48, 60, 72};
    static const int megabits[] = {100, 200, 500, 1000, 2000, 5000, 10000};
    static const int shares[] = {50, 60, 70, 80, 90};
    int hours = DRAW_FROM(rng, times), mbps = DRAW_FROM(rng, megabits);
    int share = DRAW_FROM(rng, shares);
    double bytes = hours * 3600.0 * mbps * 1e6 * share / 100 / 8;
    const char *link = mbps < 1000 ? problem_text(problem, "%d Mbps", mbps)
                                   : problem_text(problem, "%d Gbps", mbps / 1000);
    problem_prompt(problem,
                   "A courier brings disks in %d hours, copying included. A link of %s can be used "
                   "to %d %%. From how many TB on is the courier faster (give the unit)?",
                   hours, link, share);
    problem_answer(problem, ANSWER_UNIT, "%.3g TB", bytes / 1e12);
    problem->unit = "TB";
    problem->relative = 0.01;
    problem_hint(problem, "How much does the link carry in the time of the courier?");
    problem_hint(problem, "%d hours are %d seconds, and %d %% of the link are %g Mbps.", hours,
                 3600 * hours, share, mbps * share / 100.0);
    problem_step(problem, "%d s · %g · 10^6 bits/s = %.4g · 10^12 bits", 3600 * hours,
                 mbps * share / 100.0, bytes * 8 / 1e12);
    problem_step(problem, "divided by 8: %s", problem->answer);
    problem_misconception(problem, "mixed-bits-and-bytes", eight_bits, "%.4g TB", bytes * 8 / 1e12);
    problem_misconception(problem, "forgot-the-share", "the whole link cannot be used", "%.4g TB",
                          bytes / 1e12 / share * 100);
    problem_misconception(problem, "one-prefix-off", "a TB is a thousand GB", "%.4g TB",
                          bytes / 1e9);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_seconds, ask_seconds, ask_seconds},
        {ask_hours, ask_hours, ask_hours},
        {ask_rate, ask_narrowest, ask_courier},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_transfer_time = {
    .name = "transfer-time",
    .title = "How long a transfer takes",
    .topic = "estimation",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", "byte-units", NULL},
    .terms = (const char *const[]){"bandwidth", "throughput", "transfer time", "data transfer",
                                   "file transfer", "gbps", "mbps", "network link", "egress",
                                   "data migration", "upload speed", "download speed", NULL},
    .generate = generate,
};
