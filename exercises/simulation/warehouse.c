/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cloud warehouse: pay for the bytes that queries scan, or for slots whatever they do.
 *
 * A query reads the columns it names, of the partitions that are not pruned away:
 * bytes = table x columns read / columns x (1 - pruned). On demand each TiB scanned has its price;
 * what is free each month is taken off first. Slots have a price an hour, however much they scan,
 * but only so many bytes a second come out of one.
 *
 * One wide table repeats the attributes of its dimensions in every row. Normalised, a query reads
 * the narrow facts and the dimensions beside them, once each. Left out: results that are kept and
 * read again for nothing, the minimum a query is charged, slots that scale by themselves.
 */
#include <math.h>
#include <stdio.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_warehouse;

enum { WIDE, NORMALISED, SLOTS_WIDE, SLOTS_NORMALISED, ALTERNATIVES };
enum parameter_index {
    TABLE,
    COLUMNS,
    COLUMNS_READ,
    PRUNED,
    QUERIES,
    REPEATED,
    DIMENSIONS,
    FREE,
    SLOTS,
    HOURS,
    SLOT_RATE,
    UNCERTAINTY,
    ON_DEMAND,
    SLOT_HOUR,
    STORAGE,
    PARAMETERS
};
static const double tebibyte = 1099511627776.0, gigabyte = 1e9;
static const double seconds_an_hour = 3600;

/* --- Bytes --------------------------------------------------------------------------------------
 */

/* Stored in one wide table, or as facts with their dimensions beside them. */
static double stored_bytes(const double *values, bool normalised)
{
    return normalised ? values[TABLE] * (1 - values[REPEATED]) + values[DIMENSIONS] : values[TABLE];
}

/* What one query reads. The columns of a table are taken as equally wide. */
static double scanned_bytes(const double *values, bool normalised)
{
    double share = fmin(values[COLUMNS_READ] / values[COLUMNS], 1) * (1 - values[PRUNED]);
    double facts = normalised ? values[TABLE] * (1 - values[REPEATED]) : values[TABLE];
    return facts * share + (normalised ? values[DIMENSIONS] : 0);
}

static double scanned_tebibytes(const double *values, bool normalised)
{
    return values[QUERIES] * scanned_bytes(values, normalised) / tebibyte;
}

/* TiB that the slots can read in a month. */
static double slot_capacity(const double *values)
{
    return values[SLOTS] * values[SLOT_RATE] * values[HOURS] * seconds_an_hour / tebibyte;
}

/* --- Costs --------------------------------------------------------------------------------------
 */

static const char *name(const double *values, size_t alternative)
{
    static const char *const names[ALTERNATIVES] = {"on demand wide", "on demand normalised",
                                                    "slots wide", "slots normalised"};
    (void)values;
    return names[alternative];
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const by_bytes[] = {"bq_ondemand", "bq_storage", NULL};
    static const char *const by_slots[] = {"bq_slot_std", "bq_storage", NULL};
    (void)values;
    return alternative >= SLOTS_WIDE ? by_slots : by_bytes;
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    bool normalised = alternative == NORMALISED || alternative == SLOTS_NORMALISED;
    double tebibytes = scanned_tebibytes(values, normalised);
    double total =
        bill_add(bill, "storage", stored_bytes(values, normalised) / gigabyte * values[STORAGE]);
    if (alternative < SLOTS_WIDE)
        return total + bill_add(bill, "bytes scanned",
                                fmax(tebibytes - values[FREE], 0) * values[ON_DEMAND]);
    if (tebibytes > slot_capacity(values))
        return NAN; /* they cannot read that much */
    return total + bill_add(bill, "slots", values[SLOTS] * values[HOURS] * values[SLOT_HOUR]);
}

static const char *why(const double *values, size_t alternative)
{
    (void)values;
    (void)alternative;
    return "so many slots cannot read that much in a month: more slots, or more hours";
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(
        buffer, size,
        "%.4g GB: %.4g of %.4g columns, %.3g %% pruned, %.6g queries a month; %.6g slots",
        values[TABLE] / gigabyte, values[COLUMNS_READ], values[COLUMNS], 100 * values[PRUNED],
        values[QUERIES], values[SLOTS]);
}

/* Where on demand costs what the slots do, by the closed form. */
static void observe_break_even(const double *values, struct report *report)
{
    static const char *const ids[] = {"bq_ondemand", "bq_slot_std", NULL};
    double month = values[SLOTS] * values[HOURS] * values[SLOT_HOUR];
    report_break_even(report, "slots_pay_from_tebibytes", "TiB/month", month / values[ON_DEMAND],
                      ids, "beyond the free TiB; storage is the same for both");
}

static void extra(const double *values, struct report *report)
{
    static const char *const scan[] = {"bq_ondemand", NULL};
    double tebibytes = values[TABLE] / tebibyte;
    report_cost(report, "full_scan", "USD", tebibytes * values[ON_DEMAND],
                tebibytes * values[ON_DEMAND], tebibytes * values[ON_DEMAND], scan);
    report_cost(report, "one_query", "USD",
                scanned_tebibytes(values, false) / values[QUERIES] * values[ON_DEMAND],
                scanned_tebibytes(values, false) / values[QUERIES] * values[ON_DEMAND],
                scanned_tebibytes(values, false) / values[QUERIES] * values[ON_DEMAND], scan);
    observe_break_even(values, report);
    report_value(report, "scanned_wide", "TiB/month", scanned_tebibytes(values, false));
    report_value(report, "scanned_normalised", "TiB/month", scanned_tebibytes(values, true));
    report_value(report, "slot_capacity", "TiB/month", slot_capacity(values));
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_warehouse,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .why = why,
    .prices = prices,
    .unit = "USD/month",
    .axes = {{QUERIES, 1, 100000, true, "queries a month"},
             {COLUMNS_READ, 1, 100, true, "columns that a query reads"},
             {PRUNED, 0, 0.999, false, "share of the partitions that is pruned"}},
    .axis_count = 3,
    .uncertain = {QUERIES, TABLE},
    .uncertain_count = 2,
    .uncertainty = UNCERTAINTY,
    .extra = extra,
};

static void init(void *state, const double *values, gsl_rng *rng)
{
    tradeoff_init(state, &tradeoff, values, rng);
}

static bool check(const double *values, struct error *error)
{
    if (values[COLUMNS_READ] > values[COLUMNS])
        return error_set(error, ERROR_USAGE,
                         "columns-read %.0f: the table has %.0f columns, expected at most as many",
                         values[COLUMNS_READ], values[COLUMNS]);
    return true;
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_scan(gsl_rng *rng, double *values)
{
    static const double columns[] = {20, 40, 50, 80, 100};
    values[TABLE] = draw_between(rng, 1, 20) * 1e12;
    values[COLUMNS] = columns[draw_between(rng, 0, 4)];
    values[COLUMNS_READ] = draw_between(rng, 2, 8);
    values[PRUNED] = draw_between(rng, 0, 9) / 10.0;
}

static bool pose_query(const double *values, struct problem *problem)
{
    double bytes = scanned_bytes(values, false), dollars = bytes / tebibyte * values[ON_DEMAND];
    double whole = values[TABLE] / tebibyte * values[ON_DEMAND];
    if (!(dollars > 0))
        return false;
    problem_prompt(problem,
                   "A table of %.4g TB has %.0f equally wide columns. A query names %.0f of them, "
                   "and its date filter prunes %.0f %% of the partitions. At $%.4g per TiB scanned "
                   "(the free part is used up), what does it cost in dollars?",
                   values[TABLE] / 1e12, values[COLUMNS], values[COLUMNS_READ],
                   100 * values[PRUNED], values[ON_DEMAND]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", dollars);
    problem->relative = 0.03;
    problem_hint(problem, "Only the named columns of the partitions that are left are read.");
    problem_step(problem, "%.4g TB x %.0f/%.0f x %.2g = %.4g TB", values[TABLE] / 1e12,
                 values[COLUMNS_READ], values[COLUMNS], 1 - values[PRUNED], bytes / 1e12);
    problem_step(problem, "a TiB is 1.0995 TB: %.4g TiB", bytes / tebibyte);
    problem_step(problem, "%.4g x $%.4g = $%.4g", bytes / tebibyte, values[ON_DEMAND], dollars);
    problem_misconception(problem, "rows-not-columns",
                          "a column store does not read the columns that are not named", "%.4g",
                          whole * (1 - values[PRUNED]));
    problem_misconception(problem, "whole-table", "that is what reading all of it costs", "%.4g",
                          whole);
    problem_misconception(problem, "used-1000-for-1024", "the price is per TiB, not per TB", "%.4g",
                          bytes / 1e12 * values[ON_DEMAND]);
    return true;
}

static void draw_slots(gsl_rng *rng, double *values)
{
    static const double slots[] = {50, 100, 200, 400, 500, 1000};
    values[SLOTS] = slots[draw_between(rng, 0, 5)];
}

static bool pose_slots(const double *values, struct problem *problem)
{
    double month = values[SLOTS] * values[HOURS] * values[SLOT_HOUR];
    double even = month / values[ON_DEMAND];
    if (!(even > 0))
        return false;
    problem_prompt(
        problem,
        "%.0f slots cost $%.4g an hour each and are paid %.0f hours a month; on demand a "
        "TiB scanned costs $%.4g. From how many TiB a month on do the slots pay?",
        values[SLOTS], values[SLOT_HOUR], values[HOURS], values[ON_DEMAND]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", even);
    problem->relative = 0.03;
    problem_hint(problem, "What do the slots cost in a month?");
    problem_step(problem, "%.0f x %.0f h x $%.4g = $%.6g a month", values[SLOTS], values[HOURS],
                 values[SLOT_HOUR], month);
    problem_step(problem, "$%.6g / $%.4g = %.4g", month, values[ON_DEMAND], even);
    problem_misconception(problem, "one-slot", "that is a single slot", "%.4g",
                          even / values[SLOTS]);
    return true;
}

static void draw_pruned(gsl_rng *rng, double *values)
{
    values[TABLE] = draw_between(rng, 1, 20) * 1e12;
    values[PRUNED] = draw_between(rng, 1, 19) / 20.0;
    values[QUERIES] = draw_between(rng, 2, 40) * 10;
}

static bool pose_saved(const double *values, struct problem *problem)
{
    double whole = values[QUERIES] * values[TABLE] / tebibyte * values[ON_DEMAND];
    double saved = whole * values[PRUNED];
    if (!(saved > 0))
        return false;
    problem_prompt(problem,
                   "%.0f queries a month each read all columns of a table of %.4g TB, at $%.4g per "
                   "TiB. Partitioning lets them skip %.0f %% of it. How many dollars a month does "
                   "that save?",
                   values[QUERIES], values[TABLE] / 1e12, values[ON_DEMAND], 100 * values[PRUNED]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", saved);
    problem->relative = 0.03;
    problem_hint(problem, "First the month without partitions.");
    problem_step(problem, "%.0f x %.4g TiB x $%.4g = $%.6g", values[QUERIES],
                 values[TABLE] / tebibyte, values[ON_DEMAND], whole);
    problem_step(problem, "%.3g of that is saved: $%.4g", values[PRUNED], saved);
    problem_misconception(problem, "what-is-left", "that is what is still paid", "%.4g",
                          whole - saved);
    return true;
}

static const struct question questions[] = {
    {"query", draw_scan, pose_query},
    {"slots", draw_slots, pose_slots},
    {"pruning", draw_pruned, pose_saved},
};

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[PARAMETERS] = {
    [TABLE] = {"table-bytes", "bytes", PARAMETER_REAL, 1e6, 1e18, 5e12, NULL,
               "the wide table, as it is stored"},
    [COLUMNS] = {"columns", "columns", PARAMETER_INTEGER, 1, 10000, 100, NULL,
                 "of the table, taken as equally wide"},
    [COLUMNS_READ] = {"columns-read", "columns", PARAMETER_INTEGER, 1, 10000, 10, NULL,
                      "that a query names"},
    [PRUNED] = {"pruned", "", PARAMETER_REAL, 0, 0.999999, 0, NULL,
                "share of the partitions that a filter lets the query skip"},
    [QUERIES] = {"queries", "queries/month", PARAMETER_REAL, 0.1, 1e9, 200, NULL,
                 "queries a month, all alike"},
    [REPEATED] = {"repeated", "", PARAMETER_REAL, 0, 0.99, 0.6, NULL,
                  "share of the wide table that repeats attributes of dimensions"},
    [DIMENSIONS] = {"dimension-bytes", "bytes", PARAMETER_REAL, 0, 1e18, 2e10, NULL,
                    "the dimension tables, when they stand by themselves"},
    [FREE] = {"free-tib", "TiB/month", PARAMETER_REAL, 0, 1e6, 1, NULL,
              "scanned each month before anything is charged"},
    [SLOTS] = {"slots", "slots", PARAMETER_REAL, 1, 1e6, 100, NULL, "that are paid by the hour"},
    [HOURS] = {"slot-hours", "hours/month", PARAMETER_REAL, 1, 744, 730, NULL,
               "that the slots are kept in a month"},
    [SLOT_RATE] = {"slot-bytes", "bytes/s", PARAMETER_REAL, 1e5, 1e12, 1e8, NULL,
                   "that one slot reads a second: assumed, measure yours"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.3, NULL,
                     "queries and table may be this share more, or as much less"},
    [ON_DEMAND] = PRICE("bq_ondemand", "TiB scanned", "queries paid by what they read"),
    [SLOT_HOUR] = PRICE("bq_slot_std", "slot-hour", "a slot for an hour"),
    [STORAGE] = PRICE("bq_storage", "GB-month", "storage of tables"),
};

static const struct picture pictures[] = {
    {"columns", tradeoff_draw_second},
    {"pruning", tradeoff_draw_third},
    {"map", tradeoff_draw_map},
    {"bill", tradeoff_draw_bill},
};

static const struct preset presets[] = {
    {"all columns, every time", "columns-read=100 queries=100",
     "A star in place of the columns reads everything, every time."},
    {"ten columns and a date", "columns-read=10 pruned=0.95", "The same question for a few cents."},
    {"a busy dashboard", "queries=20000 columns-read=5", "Slots pay when the queries never rest."},
    {"slots by day", "slot-hours=200 queries=5000", "Slots that are switched off at night."},
    {"nothing repeated", "repeated=0 dimension-bytes=0", "Normalising then changes nothing."},
};

static const char *const topics[] = {"cloud cost", "data warehouse", NULL};

const struct simulation simulation_warehouse = {
    .name = "warehouse",
    .title = "Cloud warehouse: pay by bytes or by slots",
    .summary = "What queries on a table cost by the bytes they read, and by the hour of slots.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = TRADEOFF_SERIES_4,
    .version = 1,
    .state_size = sizeof(struct tradeoff_run),
    .check = check,
    .init = init,
    .step = tradeoff_step,
    .describe = tradeoff_describe,
    .observe = tradeoff_observe,
    .draw = tradeoff_draw,
    .copy = tradeoff_copy,
    .picture = "costs",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
