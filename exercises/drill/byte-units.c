/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts of bytes: k, M, G, T count in thousands (SI), Ki, Mi, Gi, Ti in 1024s (IEC 80000-13,
 * 2008).
 *
 * Level 1: one prefix, exactly. 2: from one family to the other. 3: bills, nodes and links where
 * mixing them up costs something.
 */
#include <inttypes.h>
#include <math.h>

#include <gsl/gsl_math.h>

#include "exercises/drill.h"
#include "exercises/problem_writer.h"

static const char *const binary[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
static const char *const metric[] = {"bytes", "kB", "MB", "GB", "TB", "PB"};

static const char *const used_1000 = "an i in the prefix means steps of 1024";
static const char *const used_1024 = "without an i the prefix means steps of 1000";

/* Bytes of one KiB, MiB ... or kB, MB ... */
static double bytes_of(bool iec, int power)
{
    return gsl_pow_int(iec ? 1024 : 1000, power);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_bytes(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"A page of a database", "A batch of records", "A message",
                                         "A buffer", "A block of a file system"};
    static const int amounts[] = {2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64};
    bool iec = draw_between(rng, 0, 2) > 0;
    const char *thing = DRAW_FROM(rng, things);
    int n = DRAW_FROM(rng, amounts), step = iec ? 1024 : 1000;
    problem_prompt(problem, "%s has %d %s. How many bytes is that?", thing, n, iec ? "KiB" : "kB");
    problem_answer(problem, ANSWER_EXACT, "%d", n * step);
    problem_hint(problem, "Is there an i in the prefix? Ki is 1024, k is 1000.");
    if (iec) {
        problem_hint(problem, "1024 is 1000 + 24: take %d thousands, then %d times 24.", n, n);
        problem_step(problem, "%d · 1024 = %d · 1000 + %d · 24", n, n, n);
        problem_step(problem, "= %d + %d = %d", n * 1000, n * 24, n * step);
    } else {
        problem_hint(problem, "Thousands: three more zeros.");
        problem_step(problem, "k without an i is 1000");
        problem_step(problem, "%d · 1000 = %d", n, n * step);
    }
    problem_misconception(problem, iec ? "used-1000-for-1024" : "used-1024-for-1000",
                          iec ? used_1000 : used_1024, "%d", n * (iec ? 1000 : 1024));
    problem_misconception(problem, "mixed-bits-and-bytes", "these would be bits; a B is a byte",
                          "%d", 8 * n * step);
}

static void ask_difference(gsl_rng *rng, struct problem *problem)
{
    int n = draw_between(rng, 2, 25);
    problem_prompt(problem, "How many bytes more are %d KiB than %d kB?", n, n);
    problem_answer(problem, ANSWER_EXACT, "%d", 24 * n);
    problem_hint(problem, "How many bytes more is one KiB than one kB?");
    problem_hint(problem, "1024 - 1000 = 24, and there are %d of them.", n);
    problem_step(problem, "1 KiB - 1 kB = 1024 - 1000 = 24 bytes");
    problem_step(problem, "%d · 24 = %d", n, 24 * n);
    problem_misconception(problem, "took-both-for-the-same",
                          "Ki is 1024, k is 1000: they are not the same", "0");
    problem_misconception(problem, "took-only-one", "that is the difference of a single one", "24");
}

static void ask_next_prefix(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"A cache of", "A table file of", "A log segment of",
                                         "A memory limit of"};
    const char *thing = DRAW_FROM(rng, things);
    int power = draw_between(rng, 2, 3), n = draw_between(rng, 2, 16);
    problem_prompt(problem, "%s %s %s: how many %s is that?", thing,
                   grouped(problem, (uint64_t)n * 1024), binary[power - 1], binary[power]);
    problem_answer(problem, ANSWER_EXACT, "%d", n);
    problem_hint(problem, "From %s to %s it is one step.", binary[power - 1], binary[power]);
    problem_hint(problem, "A step of the prefixes with i is 1024: 2048, 4096 and 8192 are 2, 4 "
                          "and 8 of them.");
    problem_step(problem, "1 %s = 1024 %s", binary[power], binary[power - 1]);
    problem_step(problem, "%d / 1024 = %d", n * 1024, n);
    problem_misconception(problem, "used-1000-for-1024", used_1000, "%d.%03d", n * 1024 / 1000,
                          n * 1024 % 1000);
    problem_misconception(problem, "multiplied-instead-of-divided",
                          "a larger unit needs a smaller number", "%d", n * 1024 * 1024);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* The steps of `count` in one family to the other: both as bytes, then the quotient. */
static void explain_conversion(struct problem *problem, double count, bool to_iec, int power)
{
    const char *from = (to_iec ? metric : binary)[power], *to = (to_iec ? binary : metric)[power];
    double ratio = bytes_of(!to_iec, power) / bytes_of(to_iec, power);
    problem_hint(problem,
                 "Is the unit asked for the larger or the smaller one? More of the smaller "
                 "ones are needed.");
    problem_hint(problem, "1 %s is 1.024^%d = %.5g %s.", binary[power], power,
                 gsl_pow_int(1.024, power), metric[power]);
    problem_step(problem, "1 %s = %d^%d bytes, 1 %s = %d^%d bytes", from, to_iec ? 1000 : 1024,
                 power, to, to_iec ? 1024 : 1000, power);
    problem_step(problem, "1 %s = %.5g %s", from, ratio, to);
    problem_step(problem, "%g · %.5g = %s", count, ratio, problem->answer);
}

static void ask_convert(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"A snapshot measures", "A bucket holds",
                                         "A backup takes up", "An export wrote"};
    static const int amounts[] = {2,  3,  4,   5,   6,   8,   10,  12,  15,  16,  20,  24,  40,
                                  64, 96, 128, 150, 250, 300, 400, 500, 512, 600, 750, 800, 960};
    bool to_iec = draw_between(rng, 0, 2) > 0;
    const char *thing = DRAW_FROM(rng, things);
    int power = draw_between(rng, 2, 4), n = DRAW_FROM(rng, amounts);
    double factor = gsl_pow_int(1.024, power), right = to_iec ? n / factor : n * factor;
    const char *from = (to_iec ? metric : binary)[power], *to = (to_iec ? binary : metric)[power];
    problem_prompt(problem, "%s %d %s. How many %s is that, to three digits?", thing, n, from, to);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", right);
    problem->relative = 0.005;
    explain_conversion(problem, n, to_iec, power);
    problem_misconception(problem, "took-both-for-the-same",
                          "1024 and 1000 are not the same, and the gap widens with each prefix",
                          "%d", n);
    problem_misconception(problem, "converted-the-wrong-way",
                          "the prefixes with i are the larger units, so there are fewer of them",
                          "%.5g", to_iec ? n * factor : n / factor);
    problem_misconception(problem, "one-step-only",
                          "2.4 % is the gap of one step; each prefix adds a step", "%.5g",
                          to_iec ? n / 1.024 : n * 1.024);
}

static void ask_percent(gsl_rng *rng, struct problem *problem)
{
    int power = draw_between(rng, 1, 5);
    bool more = draw_between(rng, 0, 1);
    double factor = gsl_pow_int(1.024, power), gap = more ? factor - 1 : 1 - 1 / factor;
    problem_prompt(problem, "By how many percent is 1 %s %s than 1 %s (to three digits)?",
                   (more ? binary : metric)[power], more ? "more" : "less",
                   (more ? metric : binary)[power]);
    problem_answer(problem, ANSWER_PERCENT, "%.3g %%", 100 * gap);
    problem->relative = 0.005;
    problem_hint(problem, "Each step of the prefixes is a factor of 1024 / 1000 = 1.024.");
    problem_hint(problem, "%s and %s are %d step%s up: 1.024^%d.", binary[power], metric[power],
                 power, power > 1 ? "s" : "", power);
    problem_step(problem, "1 %s / 1 %s = 1.024^%d = %.5f", binary[power], metric[power], power,
                 factor);
    if (more)
        problem_step(problem, "%.5f - 1 = %s", factor, problem->answer);
    else
        problem_step(problem, "1 - 1 / %.5f = %s", factor, problem->answer);
    problem_misconception(problem, "added-instead-of-multiplied",
                          "the steps multiply: 1.024 · 1.024 is more than 1 + 2 · 0.024", "%.5g %%",
                          2.4 * power);
    problem_misconception(problem, "one-step-only", "2.4 % is the gap of one step", "2.4 %%");
    problem_misconception(problem, "wrong-base", "the unit behind \"than\" is the 100 %", "%.5g %%",
                          100 * (more ? 1 - 1 / factor : factor - 1));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_bill(gsl_rng *rng, struct problem *problem)
{
    static const int cents[] = {1, 2, 3, 4, 5, 8, 10};
    int tb = draw_between(rng, 2, 60), cent = DRAW_FROM(rng, cents);
    double gib = tb * bytes_of(false, 4) / bytes_of(true, 3), thousand = 10.0 * tb * cent;
    problem_prompt(problem,
                   "Suppose that an object store charges %d cent%s a month for each GiB. How many "
                   "dollars a month do %d TB cost?",
                   cent, cent > 1 ? "s" : "", tb);
    problem_answer(problem, ANSWER_DECIMAL, "%.2f", gib * cent / 100);
    problem->relative = 0.005;
    problem_hint(problem, "The bill counts GiB, the data are told in TB: go through bytes.");
    problem_hint(problem, "1 TB is 10^12 bytes and 1 GiB 2^30, so 1 TB is 931.3 GiB.");
    problem_step(problem, "%d TB = %d · 10^12 / 2^30 GiB = %.1f GiB", tb, tb, gib);
    problem_step(problem, "%.1f · %.2f = %s", gib, cent / 100.0, problem->answer);
    problem_misconception(problem, "used-1000-for-1024", "1 TB is 1000 GB, but only 931.3 GiB",
                          "%.2f", thousand);
    problem_misconception(problem, "used-1024-for-1000", "1024 GiB are one TiB, not one TB", "%.2f",
                          thousand * 1.024);
    problem_misconception(problem, "forgot-the-cents", "that many cents; a dollar has 100", "%.0f",
                          gib * cent);
}

static double nodes_for(int gigabytes, bool data_iec, double cache, bool cache_iec)
{
    return ceil(gigabytes * bytes_of(data_iec, 3) / (cache * bytes_of(cache_iec, 3)));
}

static void ask_nodes(gsl_rng *rng, struct problem *problem)
{
    static const int memories[] = {16, 32, 64, 128, 256}, shares[] = {25, 50, 75};
    int memory = 0, share = 0, data = 0;
    for (int i = 0; i < 50; i++) { /* until mixing up the units matters */
        memory = DRAW_FROM(rng, memories);
        share = DRAW_FROM(rng, shares);
        data = 50 * ((memory * share * draw_between(rng, 8, 40) / 100 + 49) / 50);
        if (nodes_for(data, false, memory * share / 100.0, true) !=
            nodes_for(data, false, memory * share / 100.0, false))
            break;
    }
    double cache = memory * share / 100.0, held = cache * bytes_of(true, 3) / bytes_of(false, 3);
    double nodes = nodes_for(data, false, cache, true);
    problem_prompt(
        problem,
        "A node has %d GiB of memory and keeps %d %% of it for its cache. How many nodes "
        "are needed to cache %d GB?",
        memory, share, data);
    problem_answer(problem, ANSWER_EXACT, "%.0f", nodes);
    problem_hint(problem, "First the cache of one node, then how often it goes into the data.");
    problem_hint(problem, "1 GiB = 1.0737 GB; and part of a node is a whole node.");
    problem_step(problem, "%d GiB · %.2f = %g GiB = %.2f GB a node", memory, share / 100.0, cache,
                 held);
    problem_step(problem, "%d / %.2f = %.2f nodes", data, held, data / held);
    problem_step(problem, "rounded up: %.0f", nodes);
    problem_misconception(problem, "used-1000-for-1024", "a GiB holds 7.4 % more than a GB", "%.0f",
                          nodes_for(data, false, cache, false));
    problem_misconception(problem, "rounded-down", "the last part of the data needs a node, too",
                          "%.0f", floor(data / held));
    problem_misconception(problem, "converted-the-wrong-way",
                          "a GiB is the larger unit: fewer nodes, not more", "%.0f",
                          nodes_for(data, true, cache, false));
}

static void ask_link(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"A disk reads", "A backup runs at", "A stream carries"};
    const char *thing = DRAW_FROM(rng, things);
    int mib = 25 * draw_between(rng, 4, 100);
    double gbps = mib * 8 * bytes_of(true, 2) / bytes_of(false, 3);
    problem_prompt(problem,
                   "%s %d MiB/s. How many Gbps (gigabits a second) is that, to three "
                   "digits?",
                   thing, mib);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", gbps);
    problem->relative = 0.005;
    problem_hint(problem, "Links count bits, and in thousands.");
    problem_hint(problem,
                 "MiB to bytes: times 1024^2. Bytes to bits: times 8. Then divide by 10^9.");
    problem_step(problem, "%d MiB/s = %d · 1,048,576 bytes/s = %.5g · 10^6 bytes/s", mib, mib,
                 mib * 1.048576);
    problem_step(problem, "times 8: %.5g · 10^6 bits/s", mib * 1.048576 * 8);
    problem_step(problem, "divided by 10^9: %s", problem->answer);
    problem_misconception(problem, "used-1000-for-1024", "a MiB is 1,048,576 bytes", "%.5g",
                          mib * 8 / 1000.0);
    problem_misconception(problem, "mixed-bits-and-bytes", "a byte has 8 bits", "%.5g", gbps / 8);
    problem_misconception(problem, "used-1024-for-1000", "a gigabit is 10^9 bits, not 2^30", "%.5g",
                          mib * 8 / 1024.0);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][4] = {
        {ask_bytes, ask_bytes, ask_difference, ask_next_prefix},
        {ask_convert, ask_convert, ask_convert, ask_percent},
        {ask_bill, ask_nodes, ask_nodes, ask_link},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 3)](rng, problem);
}

const struct drill drill_byte_units = {
    .name = "byte-units",
    .title = "Bytes: thousands or 1024s",
    .topic = "number sense",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"powers", NULL},
    .terms = (const char *const[]){"kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte",
                                   "kibibyte", "mebibyte", "gibibyte", "tebibyte", "mib", "gib",
                                   "binary prefix", NULL},
    .generate = generate,
};
