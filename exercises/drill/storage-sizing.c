/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much storage data needs: what arrives, how long it is kept, how often it is held, how well it
 * compresses, and the room to be left.
 *
 * Level 1: rows and vectors times their size. 2: retention, compression, copies and a limit of
 * fill. 3: how many nodes, arrivals that grow, the month in which a disk is full.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "exercises/drill.h"
#include "exercises/drill_systems.h"
#include "exercises/finance.h"
#include "exercises/problem_writer.h"

static const double gigabyte = 1e9, terabyte = 1e12;

/* The unit in which an amount is told, and how many of it there are. */
static const char *unit_of(double bytes)
{
    return bytes < 0.9995 * terabyte ? "GB" : "TB";
}

static const char *amount(struct problem *problem, double bytes)
{
    bool small = bytes < 0.9995 * terabyte;
    char *text = arena_allocate(&problem->arena, 64);
    (void)snprintf(text, 64, "%s %s", shown(problem, bytes / (small ? gigabyte : terabyte), 4),
                   unit_of(bytes));
    return text;
}

static void answer_amount(struct problem *problem, double bytes)
{
    problem->unit = unit_of(bytes);
    problem->relative = 0.005;
    problem_answer(problem, ANSWER_UNIT, "%s", amount(problem, bytes));
}

static void wrong_amount(struct problem *problem, const char *name, const char *reason,
                         double bytes)
{
    problem_misconception(problem, name, reason, "%s", amount(problem, bytes));
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_rows(gsl_rng *rng, struct problem *problem)
{
    static const int millions[] = {1, 2, 3, 4, 5, 6, 8, 10, 20, 50};
    static const int sizes[] = {100, 200, 250, 300, 400, 500, 800, 1000};
    static const int keeps[] = {7, 10, 30, 90, 100, 365};
    static const char *const things[] = {"events", "orders", "log lines", "readings", "clicks"};
    const char *thing = DRAW_FROM(rng, things);
    int million = DRAW_FROM(rng, millions), size = DRAW_FROM(rng, sizes),
        days = DRAW_FROM(rng, keeps);
    double daily = million * 1e6 * size;
    problem_prompt(problem,
                   "%d million %s arrive a day, %s bytes each, and are kept for %d days. How much "
                   "storage do they need? (Give the unit, such as 12 GB.)",
                   million, thing, shown(problem, size, 1), days);
    answer_amount(problem, daily * days);
    problem_hint(problem, "First the bytes of one day.");
    problem_hint(problem, "A million times %s bytes are %s MB; 1,000 MB are a GB.",
                 shown(problem, size, 1), shown(problem, size, 1));
    problem_step(problem, "a day: %d · 10^6 · %s bytes = %s", million, shown(problem, size, 1),
                 amount(problem, daily));
    problem_step(problem, "%d days: %d · %s = %s", days, days, amount(problem, daily),
                 problem->answer);
    wrong_amount(problem, "forgot-the-days", "that is what arrives in one day", daily);
    wrong_amount(problem, "one-prefix-off", "a million times a thousand bytes is a GB",
                 daily * days * 1000);
    wrong_amount(problem, "one-prefix-off", "a million times a thousand bytes is a GB",
                 daily * days / 1000);
}

static void ask_vectors(gsl_rng *rng, struct problem *problem)
{
    static const int millions[] = {1, 2, 3, 4, 5, 10, 20, 25, 30, 50, 100};
    static const int dimensions[] = {100, 200, 250, 300, 400, 500, 600, 750, 1000, 1500};
    static const struct {
        const char *name;
        int bytes;
    } types[] = {{"a 32-bit float", 4},
                 {"a 32-bit float", 4},
                 {"a 16-bit float", 2},
                 {"a double of 64 bits", 8}};
    int million = DRAW_FROM(rng, millions), dimension = DRAW_FROM(rng, dimensions);
    int which = draw_between(rng, 0, 3), bytes = types[which].bytes;
    double total = million * 1e6 * dimension * bytes;
    problem_prompt(problem,
                   "A feature store holds %d million vectors of %s numbers, each %s. How much "
                   "memory do the vectors take? (Give the unit, such as 12 GB.)",
                   million, shown(problem, dimension, 1), types[which].name);
    answer_amount(problem, total);
    problem_hint(problem, "How many bytes has one number, and how many one vector?");
    problem_hint(problem, "%d bits are %d bytes; a vector has %s · %d bytes.", 8 * bytes, bytes,
                 shown(problem, dimension, 1), bytes);
    problem_step(problem, "a vector: %s · %d = %s bytes", shown(problem, dimension, 1), bytes,
                 shown(problem, dimension * bytes, 1));
    problem_step(problem, "%d million of them: %s", million, problem->answer);
    wrong_amount(problem, "counted-numbers", "a number has more than one byte", total / bytes);
    wrong_amount(problem, "one-prefix-off", "a million times a thousand bytes is a GB",
                 total * 1000);
    wrong_amount(problem, "one-prefix-off", "a million times a thousand bytes is a GB",
                 total / 1000);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_retention(gsl_rng *rng, struct problem *problem)
{
    static const int dailies[] = {20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400};
    static const int keeps[] = {7, 14, 30, 60, 90, 180, 365}, ratios[] = {2, 3, 4, 5, 6, 8, 10};
    int daily = DRAW_FROM(rng, dailies), days = DRAW_FROM(rng, keeps),
        ratio = DRAW_FROM(rng, ratios);
    int copies = draw_between(rng, 2, 3);
    double raw = (double)daily * days * gigabyte, total = raw / ratio * copies;
    problem_prompt(problem,
                   "A log takes in %d GB a day and keeps %d days. It compresses to 1/%d of its "
                   "size, and each byte is held on %d machines. How much storage does it need?",
                   daily, days, ratio, copies);
    answer_amount(problem, total);
    problem_hint(problem, "Arrivals times days, divided by what compression saves, times copies.");
    problem_hint(problem, "Before compression one copy has %d · %d GB.", daily, days);
    problem_step(problem, "%d · %d GB = %s before compression", daily, days, amount(problem, raw));
    problem_step(problem, "/ %d: %s a copy", ratio, amount(problem, raw / ratio));
    problem_step(problem, "· %d copies = %s", copies, problem->answer);
    wrong_amount(problem, "forgot-the-copies", "every copy takes its own room", raw / ratio);
    wrong_amount(problem, "forgot-the-compression", "what is stored is compressed", raw * copies);
    wrong_amount(problem, "counted-copies-besides", "the first of the copies is counted already",
                 raw / ratio * (copies + 1));
    wrong_amount(problem, "saved-instead-of-kept", "1/n of the size is left, not saved",
                 raw * (1 - 1.0 / ratio) * copies);
}

static void ask_headroom(gsl_rng *rng, struct problem *problem)
{
    static const int fills[] = {60, 70, 75, 80, 85, 90};
    int fill = DRAW_FROM(rng, fills), data = draw_between(rng, 3, 60),
        copies = draw_between(rng, 2, 3);
    double held = data * copies * terabyte, total = held / (fill / 100.0);
    problem_prompt(problem,
                   "%d TB of data are held in %d copies, and disks are to be at most %d %% full. "
                   "How much disk space must be bought?",
                   data, copies, fill);
    answer_amount(problem, total);
    problem_hint(problem, "The data is %d %% of what must be bought.", fill);
    problem_hint(problem, "Divide by %.2f; do not add %d %%.", fill / 100.0, 100 - fill);
    problem_step(problem, "%d copies of %d TB: %s", copies, data, amount(problem, held));
    problem_step(problem, "%s / %.2f = %s", amount(problem, held), fill / 100.0, problem->answer);
    wrong_amount(problem, "added-the-free-share",
                 "the free share is one of the disks, not of the data", held * (2 - fill / 100.0));
    wrong_amount(problem, "multiplied-by-the-fill", "disks must be larger than the data",
                 held * (fill / 100.0));
    wrong_amount(problem, "forgot-the-copies", "every copy takes its own room", total / copies);
    wrong_amount(problem, "forgot-the-headroom", "the disks would be full", held);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_nodes(gsl_rng *rng, struct problem *problem)
{
    static const int fills[] = {60, 65, 70, 75, 80}, disks[] = {2, 4, 6, 8, 10, 12, 16};
    static const int ratios[] = {2, 3, 4, 5};
    int daily = draw_between(rng, 4, 40) * 50, days = draw_between(rng, 3, 18) * 10;
    int ratio = DRAW_FROM(rng, ratios), fill = DRAW_FROM(rng, fills), disk = DRAW_FROM(rng, disks);
    double stored = (double)daily * days * 3 / ratio, usable = disk * 1000.0 * fill / 100;
    double exact = stored / usable;
    int nodes = (int)ceil(exact - 1e-9);
    problem_prompt(problem,
                   "A cluster takes in %s GB a day, compresses it to 1/%d, keeps it for %d days in "
                   "3 copies, and fills its disks to at most %d %%. A node has %d TB. How many "
                   "nodes are needed?",
                   shown(problem, daily, 1), ratio, days, fill, disk);
    problem_answer(problem, ANSWER_EXACT, "%d", nodes);
    problem_hint(problem, "What is stored altogether, and what may one node hold?");
    problem_hint(problem, "A node holds %d TB · %.2f = %s.", disk, fill / 100.0,
                 amount(problem, usable * gigabyte));
    problem_step(problem, "stored: %s GB · %d · 3 / %d = %s", shown(problem, daily, 1), days, ratio,
                 amount(problem, stored * gigabyte));
    problem_step(problem, "a node: %d TB · %.2f = %s", disk, fill / 100.0,
                 amount(problem, usable * gigabyte));
    problem_step(problem, "%s / %s = %s, rounded up: %d", amount(problem, stored * gigabyte),
                 amount(problem, usable * gigabyte), shown(problem, exact, 4), nodes);
    problem_misconception(problem, "rounded-down", "the rest must be put somewhere, too", "%d",
                          (int)floor(exact));
    problem_misconception(problem, "forgot-the-copies", "every copy takes its own room", "%d",
                          (int)ceil(exact / 3));
    problem_misconception(problem, "forgot-the-headroom", "the disks would be full", "%d",
                          (int)ceil(exact * fill / 100));
    problem_misconception(problem, "forgot-the-compression", "what is stored is compressed", "%d",
                          (int)ceil(exact * ratio));
}

static void ask_growth(gsl_rng *rng, struct problem *problem)
{
    static const int growths[] = {2, 3, 4, 5, 6, 8, 10, 15, 20}, terms[] = {6, 12, 18, 24};
    int first = draw_between(rng, 1, 20), growth = DRAW_FROM(rng, growths),
        months = DRAW_FROM(rng, terms);
    double rate = growth / 100.0, factor = finance_growing_annuity(0, rate, months);
    double total = first * terabyte * factor;
    problem_prompt(problem,
                   "%d TB arrive in the first month, and each month %d %% more than in the one "
                   "before. Nothing is deleted. How much is stored after %d months?",
                   first, growth, months);
    answer_amount(problem, total);
    problem_hint(problem, "The sum is first · (1 + q + q^2 + ...), with q = %.2f and %d terms.",
                 1 + rate, months);
    problem_hint(problem, "1 + q + ... + q^(n-1) = (q^n - 1) / (q - 1).");
    problem_step(problem, "q^n = %.2f^%d = %s", 1 + rate, months,
                 shown(problem, pow(1 + rate, months), 6));
    problem_step(problem, "(q^n - 1) / (q - 1) = %s / %.2f = %s",
                 shown(problem, pow(1 + rate, months) - 1, 6), rate, shown(problem, factor, 6));
    problem_step(problem, "%d TB · %s = %s", first, shown(problem, factor, 6), problem->answer);
    wrong_amount(problem, "forgot-the-growth", "each month brings more than the one before",
                 first * terabyte * months);
    wrong_amount(problem, "grew-linearly", "growth builds on what has grown before",
                 first * terabyte * (months + rate * months * (months - 1) / 2));
    wrong_amount(problem, "gave-one-month", "that is about what one month brings, not the sum",
                 first * terabyte * pow(1 + rate, months - 1));
    wrong_amount(problem, "one-term-too-many", "the first month has not grown yet",
                 first * terabyte * finance_growing_annuity(0, rate, months + 1));
}

static void ask_full(gsl_rng *rng, struct problem *problem)
{
    static const int growths[] = {2, 3, 4, 5, 6, 8, 10, 12, 15};
    int growth, used, disk;
    double exact, apart;
    do {
        growth = DRAW_FROM(rng, growths);
        used = draw_between(rng, 20, 60);
        disk = draw_between(rng, 7, 12) * 10;
        exact = log((double)disk / used) / log1p(growth / 100.0);
        apart = fabs(exact - round(exact)); /* so that rounding on the way does no harm */
    } while (disk < used * 1.2 || apart < 0.05);
    int months = (int)ceil(exact);
    problem_prompt(
        problem,
        "A cluster of %d TB holds %d TB today, and what it holds grows by %d %% a month. "
        "After how many whole months does it no longer fit?",
        disk, used, growth);
    problem_answer(problem, ANSWER_EXACT, "%d", months);
    problem_hint(problem, "After n months it is %d · %.2f^n TB.", used, 1 + growth / 100.0);
    problem_hint(problem, "Solve %.2f^n = %d/%d with logarithms, and round up.", 1 + growth / 100.0,
                 disk, used);
    problem_step(problem, "n = ln(%d/%d) / ln(%.2f) = %s / %s = %s", disk, used, 1 + growth / 100.0,
                 shown(problem, log((double)disk / used), 4),
                 shown(problem, log1p(growth / 100.0), 4), shown(problem, exact, 4));
    problem_step(problem, "the next whole month: %d", months);
    problem_misconception(problem, "rounded-down", "then it still fits", "%d", months - 1);
    problem_misconception(problem, "grew-linearly", "growth builds on what has grown before", "%d",
                          (int)ceil(((double)disk / used - 1) / (growth / 100.0)));
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_rows, ask_rows, ask_vectors},
        {ask_retention, ask_retention, ask_headroom},
        {ask_nodes, ask_growth, ask_full},
    };
    (void)drill;
    DRAW_FROM(rng, askers[level - 1])(rng, problem);
}

const struct drill drill_storage_sizing = {
    .name = "storage-sizing",
    .title = "Storage sizing",
    .topic = "systems",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"byte-units", "percent-change", NULL},
    .terms = (const char *const[]){"data retention", "retention period", "retention policy",
                                   "compression", "compression ratio", "replication factor",
                                   "disk space", "storage class", "storage cost",
                                   "storage capacity", "object storage", "backup", NULL},
    .generate = generate,
};
