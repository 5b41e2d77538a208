/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cloud warehouse: pay for the bytes that queries scan, or for slots whatever they do.
 *
 * A query reads the columns it names, of the partitions that are not pruned away:
 * bytes = table x columns read / columns x (1 - pruned). On demand each TiB scanned has its price;
 * what is free each month is taken off first. Slots have a price an hour, however much they scan,
 * but only so many bytes a second come out of one.
 *
 * One wide table repeats the attributes of its dimensions in every row. Normalised (a star: facts,
 * and beside them a table for each dimension), a query reads the named columns of the narrower
 * facts, pruned alike, and those of the dimensions, which have no partitions to prune:
 * bytes = (table x (1 - repeated) x (1 - pruned) + dimensions) x columns read / columns.
 * Left out: keys that join them, results that are kept and read again for nothing, the minimum a
 * query is charged, slots that scale by themselves.
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
static const double least_queries = 1, most_queries = 100000; /* where to look */

/* --- Bytes --------------------------------------------------------------------------------------
 */

/* Stored in one wide table, or as facts with their dimensions beside them. */
static double stored_bytes(const double *values, bool normalised)
{
    return normalised ? values[TABLE] * (1 - values[REPEATED]) + values[DIMENSIONS] : values[TABLE];
}

static double column_share(const double *values)
{
    return fmin(values[COLUMNS_READ] / values[COLUMNS], 1);
}

/* What one query reads. The columns are taken as equally wide, and as named alike everywhere. */
static double scanned_bytes(const double *values, bool normalised)
{
    double facts = normalised ? values[TABLE] * (1 - values[REPEATED]) : values[TABLE];
    double beside = normalised ? values[DIMENSIONS] : 0;
    return (facts * (1 - values[PRUNED]) + beside) * column_share(values);
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

static double slots_month(const double *values)
{
    return values[SLOTS] * values[HOURS] * values[SLOT_HOUR];
}

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
    return total + bill_add(bill, "slots", slots_month(values));
}

static const char *why(const double *values, size_t alternative)
{
    (void)values;
    (void)alternative;
    return "so many slots cannot read that much in a month: more slots, or more hours";
}

/* One choice is between them, not both: how to pay, or how to lay out the table. */
static bool comparable(size_t first, size_t second)
{
    return first / 2 == second / 2 || first % 2 == second % 2;
}

static void title(const double *values, char *buffer, size_t size)
{
    char table[32];
    bytes_format(values[TABLE], table, sizeof table);
    (void)snprintf(buffer, size,
                   "%s, %.4g of %.4g columns, %.3g %% pruned: %.6g queries a month; %.6g slots",
                   table, values[COLUMNS_READ], values[COLUMNS], 100 * values[PRUNED],
                   values[QUERIES], values[SLOTS]);
}

/* --- Further results ----------------------------------------------------------------------------
 */

/* Where on demand costs what the slots do; the layout, and so the storage, is the same for both. */
static void observe_slots_pay(const double *values, struct report *report)
{
    static const char *const ids[] = {"bq_ondemand", "bq_slot_std", NULL};
    double even = slots_month(values) / values[ON_DEMAND];
    const char *note = "beyond the free TiB";
    if (!isfinite(even)) {
        even = NAN;
        note = "what is scanned costs nothing: slots never pay";
    } else if (even + values[FREE] > slot_capacity(values)) {
        note = "beyond the free TiB; but so many slots cannot read that much in a month";
    }
    report_break_even(report, "slots_pay_from_tebibytes", "TiB/month", even, ids, note);
}

/* table (1 - p) = table (1 - repeated) (1 - p) + dimensions, solved for p. */
static void observe_wide_reads_less(const double *values, struct report *report)
{
    double repeated = values[TABLE] * values[REPEATED];
    double even = 1 - values[DIMENSIONS] / repeated;
    const char *note = "pruned more, a query reads less of the wide table: dimensions are read "
                       "whatever is pruned";
    if (!(repeated > 0) || even < 0) {
        even = NAN;
        note = "the dimensions take more than they save: the wide table never reads more";
    } else if (!(values[DIMENSIONS] > 0)) {
        even = NAN;
        note = "dimensions of no size: normalised never reads more";
    }
    report_break_even(report, "wide_reads_less_from_pruned", "", even, NULL, note);
}

/* (slots a month / price + free) / what a query reads, where the slots can read so much. */
static void predict_queries(const double *values, struct report *report)
{
    static const char *const names[2] = {"break_even.on_demand_wide_slots_wide",
                                         "break_even.on_demand_normalised_slots_normalised"};
    for (int layout = 0; layout < 2; layout++) {
        double tebibytes = slots_month(values) / values[ON_DEMAND] + values[FREE];
        double queries = tebibytes / (scanned_bytes(values, layout) / tebibyte);
        if (queries > least_queries && queries < most_queries && tebibytes <= slot_capacity(values))
            report_predict(report, names[layout], queries, true,
                           "(slots x hours x price / price of a TiB + free) / TiB of a query");
    }
}

static void extra(const double *values, struct report *report)
{
    static const char *const scan[] = {"bq_ondemand", NULL};
    double whole = values[TABLE] / tebibyte * values[ON_DEMAND];
    double query = scanned_bytes(values, false) / tebibyte * values[ON_DEMAND];
    report_cost(report, "full_scan", "USD", whole, whole, whole, scan);
    report_cost(report, "one_query", "USD", query, query, query, scan);
    observe_slots_pay(values, report);
    observe_wide_reads_less(values, report);
    predict_queries(values, report);
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
    .comparable = comparable,
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

/* --- The table as blocks ------------------------------------------------------------------------
 */

/* Part of a table: columns across, partitions down. What is read grows from its lower left. */
struct block {
    int column, row, columns, rows;
    double across, down; /* shares that are read */
    const char *blank;   /* what is not read looks like */
};

static const char *eighth(double filled)
{
    static const char *const eighths[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    return eighths[(int)ceil(8 * fmin(fmax(filled, 0), 1))];
}

static void draw_block(struct canvas *canvas, const struct block *block)
{
    const struct style dim = {.ink = INK_DIM}, read = {.ink = INK_SERIES_A};
    bool any = block->across > 0 && block->down > 0;
    int across = any ? (int)fmax(round(block->across * block->columns), 1) : 0;
    double down = block->down * block->rows;
    canvas_fill(canvas, block->column, block->row, block->columns, block->rows, dim, block->blank);
    for (int i = 0; i < block->rows && i < down; i++)
        canvas_fill(canvas, block->column, block->row + block->rows - 1 - i, across, 1, read,
                    canvas->ascii ? "#" : eighth(down - i));
}

/* Where the blocks stand: the wide table on the left, facts and dimensions on the right. */
struct layout {
    int row, rows, wide, facts, right, dimensions, beside, beside_rows;
};

static struct layout lay_out(const double *values, int row, const struct canvas *canvas)
{
    enum { GAP = 4, BETWEEN = 2, LEAST_RIGHT = 32, MOST_ROWS = 16 };
    double repeated = values[REPEATED], beside = fmin(values[DIMENSIONS] / values[TABLE], 2);
    double units = 2 - repeated + beside;
    int room = (canvas->columns > 120 ? 120 : canvas->columns) - GAP - BETWEEN;
    struct layout at = {.row = row, .rows = canvas->rows - row - 3};
    at.rows = at.rows > MOST_ROWS ? MOST_ROWS : at.rows;
    at.wide = (int)fmax(fmin(room / units, canvas->columns - GAP - LEAST_RIGHT), 2);
    at.facts = (int)fmax(round(at.wide * (1 - repeated)), 1);
    at.right = at.wide + GAP;
    at.dimensions = at.right + at.facts + BETWEEN;
    double cells = fmax(round(beside * at.wide * at.rows), 1);
    at.beside = (int)ceil(fmax(sqrt(2 * cells), cells / fmax(at.rows, 1)));
    at.beside_rows = (int)ceil(cells / at.beside);
    return at;
}

static void draw_blocks(const double *values, const struct layout *at, bool shown,
                        struct canvas *canvas)
{
    double across = shown ? column_share(values) : 0, down = 1 - values[PRUNED];
    const char *plain = canvas->ascii ? "." : "·", *shaded = canvas->ascii ? ":" : "░";
    int top = at->row + 1;
    const struct block blocks[] = {
        {0, top, at->facts, at->rows, across, down, plain},
        {at->facts, top, at->wide - at->facts, at->rows, across, down, shaded},
        {at->right, top, at->facts, at->rows, across, down, plain},
        {at->dimensions, top + at->rows - at->beside_rows, at->beside, at->beside_rows, across, 1,
         shaded},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i].columns > 0)
            draw_block(canvas, &blocks[i]);
}

static void draw_sums(const double *values, const struct layout *at, struct canvas *canvas)
{
    const struct style strong = {.ink = INK_STRONG};
    for (int normalised = 0; normalised < 2; normalised++) {
        char bytes[32], money[64], line[128];
        double read = scanned_bytes(values, normalised);
        bytes_format(read, bytes, sizeof bytes);
        money_format(read / tebibyte * values[ON_DEMAND], NULL, money, sizeof money);
        (void)snprintf(line, sizeof line, "reads %s: %s", bytes, money);
        int column = normalised ? at->right : 0;
        int cells = normalised ? canvas->columns - column : at->right - 1;
        (void)canvas_text_fit(canvas, column, at->row + at->rows + 1, cells, strong, line);
    }
}

static void draw_table(const void *state, const struct report *report, struct canvas *canvas)
{
    const double *values = ((const struct tradeoff_run *)state)->values;
    const struct style text = {.ink = INK_TEXT}, dim = {.ink = INK_DIM};
    char line[128], sizes[3][32];
    title(values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, (struct style){.ink = INK_STRONG}, line);
    struct layout at = lay_out(values, 1 + (canvas->rows > 14), canvas);
    if (at.rows < 1)
        return;
    bytes_format(stored_bytes(values, false), sizes[0], sizeof sizes[0]);
    bytes_format(values[TABLE] * (1 - values[REPEATED]), sizes[1], sizeof sizes[1]);
    bytes_format(values[DIMENSIONS], sizes[2], sizeof sizes[2]);
    (void)snprintf(line, sizeof line, "one wide table, %s", sizes[0]);
    (void)canvas_text_fit(canvas, 0, at.row, at.right - 1, text, line);
    (void)snprintf(line, sizeof line, "facts, %s; dimensions, %s", sizes[1], sizes[2]);
    (void)canvas_text_fit(canvas, at.right, at.row, canvas->columns - at.right, text, line);
    draw_blocks(values, &at, report, canvas);
    if (report)
        draw_sums(values, &at, canvas);
    (void)canvas_text_fit(canvas, 0, at.row + at.rows + 2, canvas->columns, dim,
                          canvas->ascii
                              ? "across: columns, down: partitions  # read  . facts  : dimensions"
                              : "across: columns, down: partitions  █ read  · facts  ░ dimensions");
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_scan(gsl_rng *rng, double *values)
{
    static const double columns[] = {20, 40, 50, 80, 100};
    values[TABLE] = draw_between(rng, 1, 20) * 1e12;
    values[COLUMNS] = columns[draw_between(rng, 0, 4)];
    values[COLUMNS_READ] = draw_between(rng, 2, 8);
    values[PRUNED] = draw_between(rng, 1, 19) / 20.0;
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
    static const double hours[] = {730, 730, 352, 200};
    values[SLOTS] = slots[draw_between(rng, 0, 5)];
    values[HOURS] = hours[draw_between(rng, 0, 3)];
}

static bool pose_slots(const double *values, struct problem *problem)
{
    double month = slots_month(values);
    double even = month / values[ON_DEMAND];
    if (!(even > 0))
        return false;
    problem_prompt(
        problem,
        "%.0f slots cost $%.4g an hour each and are paid %.0f hours a month; on demand a "
        "TiB scanned costs $%.4g. Beyond the free part, from how many TiB a month on do the slots "
        "pay?",
        values[SLOTS], values[SLOT_HOUR], values[HOURS], values[ON_DEMAND]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", even);
    problem->relative = 0.03;
    problem_hint(problem, "What do the slots cost in a month?");
    problem_step(problem, "%.0f x %.0f h x $%.4g = $%.6g a month", values[SLOTS], values[HOURS],
                 values[SLOT_HOUR], month);
    problem_step(problem, "$%.6g / $%.4g = %.4g", month, values[ON_DEMAND], even);
    problem_misconception(problem, "one-slot", "that is a single slot", "%.4g",
                          even / values[SLOTS]);
    problem_misconception(problem, "one-hour", "that is a single hour of the slots", "%.4g",
                          even / values[HOURS]);
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

static void draw_star(gsl_rng *rng, double *values)
{
    draw_scan(rng, values);
    values[REPEATED] = draw_between(rng, 3, 8) / 10.0;
    values[DIMENSIONS] = draw_between(rng, 1, 10) * 1e10;
}

/* The same query on facts with their dimensions beside them. */
static bool pose_star(const double *values, struct problem *problem)
{
    double share = column_share(values), read = scanned_bytes(values, true) / gigabyte;
    double facts = values[TABLE] / gigabyte * (1 - values[REPEATED]);
    double dimensions = values[DIMENSIONS] / gigabyte;
    if (!(read > 0))
        return false;
    problem_prompt(
        problem,
        "A wide table of %.4g TB is normalised: %.0f %% of it repeated what now stands "
        "once in dimension tables of %.4g GB. A query names %.0f of each %.0f columns; "
        "it prunes %.0f %% of the partitions of the facts, and the dimensions have none. "
        "How many GB does it read?",
        values[TABLE] / 1e12, 100 * values[REPEATED], dimensions, values[COLUMNS_READ],
        values[COLUMNS], 100 * values[PRUNED]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", read);
    problem->relative = 0.02;
    problem_hint(problem, "How much is left of the facts? Pruning does not touch the dimensions.");
    problem_step(problem, "facts: %.6g GB x %.2g = %.6g GB, of which %.2g is not pruned: %.6g GB",
                 values[TABLE] / gigabyte, 1 - values[REPEATED], facts, 1 - values[PRUNED],
                 facts * (1 - values[PRUNED]));
    problem_step(problem, "(%.6g + %.4g) x %.0f/%.0f = %.4g", facts * (1 - values[PRUNED]),
                 dimensions, values[COLUMNS_READ], values[COLUMNS], read);
    problem_misconception(problem, "still-wide", "that is what the wide table would read", "%.4g",
                          scanned_bytes(values, false) / gigabyte);
    problem_misconception(problem, "dimensions-forgotten", "the dimensions are read too", "%.4g",
                          facts * (1 - values[PRUNED]) * share);
    problem_misconception(problem, "dimensions-pruned",
                          "dimensions have no partitions that could be pruned", "%.4g",
                          (facts + dimensions) * (1 - values[PRUNED]) * share);
    problem_misconception(problem, "dimensions-whole",
                          "of the dimensions too only the named columns are read", "%.4g",
                          facts * (1 - values[PRUNED]) * share + dimensions);
    return true;
}

static const struct question questions[] = {
    {"query", draw_scan, pose_query},
    {"slots", draw_slots, pose_slots},
    {"pruning", draw_pruned, pose_saved},
    {"normalised", draw_star, pose_star},
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
                "share of the partitions (of the facts) that a filter lets a query skip"},
    [QUERIES] = {"queries", "queries/month", PARAMETER_REAL, 0.1, 1e9, 200, NULL,
                 "queries a month, all alike"},
    [REPEATED] = {"repeated", "", PARAMETER_REAL, 0, 0.99, 0.6, NULL,
                  "share of the wide table that repeats dimension attributes: yours"},
    [DIMENSIONS] = {"dimension-bytes", "bytes", PARAMETER_REAL, 0, 1e18, 2e10, NULL,
                    "all dimension tables together, when they stand by themselves: yours"},
    [FREE] = {"free-tib", "TiB/month", PARAMETER_REAL, 0, 1e6, 1, NULL,
              "scanned each month before anything is charged; of on demand only"},
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
    {"table", draw_table},      {"columns", tradeoff_draw_second}, {"pruning", tradeoff_draw_third},
    {"map", tradeoff_draw_map}, {"bill", tradeoff_draw_bill},
};

static const struct preset presets[] = {
    {"every column, every time", "columns-read=100 queries=100",
     "A star in place of the columns reads all of it, every time: ten times what ten cost."},
    {"ten columns and a date", "pruned=0.95",
     "The same question for cents; look at the picture of the table."},
    {"a busy dashboard", "queries=20000 columns-read=5",
     "Slots pay when the queries never rest: compare the bills."},
    {"slots by day only", "slot-hours=200 queries=5000",
     "Switched off at night, the same slots pay from far fewer queries on."},
    {"when wide wins", "pruned=0.999 queries=50000",
     "Almost all is pruned, and the dimensions are read every time: the wide table reads less."},
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
