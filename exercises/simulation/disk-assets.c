/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk is three assets in one box: capacity C, random reads a second I (IOPS), and bandwidth W.
 * They are bought together, and one of them binds: a workload of D bytes, R random reads a second
 * of b bytes and S bytes a second read in a row takes
 *
 *     x = max(D / C, R / I, (R b + S) / W) disks.
 *
 * In fractions of a disk that is a linear programme: least cost p x with C x >= D, I x >= R,
 * W x >= R b + S. Its dual values are the shadow prices (Dantzig 1963): p / C, p / I or p / W for
 * the asset that binds, nothing for the slack ones. Disks come whole, so a fleet has ceil(x); the
 * costs that are compared count fractions, and are at most one disk below. A cloud volume sells the
 * three apart; part of the reads and of the bandwidth is included.
 *
 * A run is five years of a growing workload. Response times take the reads of a disk as a queue
 * with random arrivals and service (M/M/1): 1 / I / (1 - u), an approximation (Kleinrock 1975).
 * Left out: copies (data-bytes is all that is stored), writes, the seeks that reading in a row
 * takes, and the most that one volume can hold or do.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_disk_assets;

enum { DISKS, VOLUME, ALTERNATIVES };
enum asset { BY_CAPACITY, BY_IOPS, BY_BANDWIDTH, ASSETS };
enum parameter_index {
    CAPACITY,
    IOPS,
    BANDWIDTH,
    DATA,
    READS,
    BLOCK,
    STREAM,
    FILL,
    BUYING,
    DATA_GROWTH,
    READS_GROWTH,
    STREAM_GROWTH,
    DISK_PRICE,
    DISK_MONTHS,
    DISK_RUNNING,
    VOLUMES,
    INCLUDED_IOPS,
    INCLUDED_BANDWIDTH,
    UNCERTAINTY,
    VOLUME_GB,
    VOLUME_IOPS,
    VOLUME_MBPS,
    PARAMETERS
};
enum { WHEN_NEEDED, NEVER };
enum { MONTHS = 60, SIZES = 61 };
static const double gigabyte = 1e9, terabyte = 1e12, megabyte = 1e6;
static const double seconds_an_hour = 3600;
static const char *const asset_names[] = {"capacity", "IOPS", "bandwidth", NULL};

/* --- Three assets -------------------------------------------------------------------------------
 */

/* What the workload asks of an asset, and what a disk has of it to give. */
static double need(const double *values, enum asset asset)
{
    const double needs[ASSETS] = {values[DATA], values[READS],
                                  values[READS] * values[BLOCK] + values[STREAM]};
    return needs[asset];
}

static double offer(const double *values, enum asset asset)
{
    static const enum parameter_index offers[ASSETS] = {CAPACITY, IOPS, BANDWIDTH};
    return values[offers[asset]];
}

/* Disks by one asset, in fractions. */
static double disks_by(const double *values, enum asset asset)
{
    return need(values, asset) / (offer(values, asset) * values[FILL]);
}

static enum asset binding(const double *values)
{
    enum asset most = BY_CAPACITY;
    for (enum asset asset = BY_IOPS; asset < ASSETS; asset++)
        if (disks_by(values, asset) > disks_by(values, most))
            most = asset;
    return most;
}

/* Rounding of the last digit buys no disk. */
static double whole(double disks)
{
    return fmax(ceil(disks * (1 - 1e-12)), 1);
}

static double disks_needed(const double *values)
{
    return whole(disks_by(values, binding(values)));
}

static double disk_month(const double *values)
{
    return values[DISK_PRICE] / values[DISK_MONTHS] + values[DISK_RUNNING];
}

/* USD a month for one byte, read a second or byte a second more. */
static double shadow_price(const double *values, enum asset asset)
{
    return asset == binding(values) ? disk_month(values) / (offer(values, asset) * values[FILL])
                                    : 0;
}

/* --- Costs --------------------------------------------------------------------------------------
 */

static const char *name(const double *values, size_t alternative)
{
    (void)values;
    return alternative == DISKS ? "disks" : "volume";
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const volume[] = {"ebs_gp3_gb", "ebs_gp3_iops", "ebs_gp3_mbps", NULL};
    static const char *const none[] = {NULL};
    (void)values;
    return alternative == VOLUME ? volume : none;
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    if (alternative == DISKS) {
        double disks = disks_by(values, binding(values));
        return bill_add(bill, "price of disks", disks * values[DISK_PRICE] / values[DISK_MONTHS]) +
               bill_add(bill, "running disks", disks * values[DISK_RUNNING]);
    }
    double iops = need(values, BY_IOPS) - values[VOLUMES] * values[INCLUDED_IOPS];
    double bandwidth = need(values, BY_BANDWIDTH) - values[VOLUMES] * values[INCLUDED_BANDWIDTH];
    return bill_add(bill, "capacity", values[DATA] / gigabyte * values[VOLUME_GB]) +
           bill_add(bill, "IOPS not included", fmax(iops, 0) * values[VOLUME_IOPS]) +
           bill_add(bill, "bandwidth not incl.",
                    fmax(bandwidth, 0) / megabyte * values[VOLUME_MBPS]);
}

static void title(const double *values, char *buffer, size_t size)
{
    char data[32], reads[32], stream[32];
    bytes_format(values[DATA], data, sizeof data);
    place_format(values[READS], reads, sizeof reads);
    bytes_format(values[STREAM], stream, sizeof stream);
    (void)snprintf(buffer, size, "%s, %s random reads/s of %.4g bytes, %s/s in a row", data, reads,
                   values[BLOCK], stream);
}

/* --- Results of the values ----------------------------------------------------------------------
 */

static double scan_hours(const double *values)
{
    return values[CAPACITY] / values[BANDWIDTH] / seconds_an_hour;
}

static void observe_values(const double *values, struct report *report)
{
    double disks = disks_needed(values), month = disks * disk_month(values);
    report_value(report, "scan_hours", "hours", scan_hours(values));
    report_value(report, "iops_per_tb", "IOPS/TB", values[IOPS] / (values[CAPACITY] / terabyte));
    report_value(report, "disks", "disks", disks);
    report_value(report, "disks_by_capacity", "disks", disks_by(values, BY_CAPACITY));
    report_value(report, "disks_by_iops", "disks", disks_by(values, BY_IOPS));
    report_value(report, "disks_by_bandwidth", "disks", disks_by(values, BY_BANDWIDTH));
    report_value(report, "shadow_price_capacity", "USD/TB-month",
                 shadow_price(values, BY_CAPACITY) * terabyte);
    report_value(report, "shadow_price_iops", "USD/IOPS-month", shadow_price(values, BY_IOPS));
    report_value(report, "shadow_price_bandwidth", "USD/MBps-month",
                 shadow_price(values, BY_BANDWIDTH) * megabyte);
    report_cost(report, "whole_disks", "USD/month", month, month, month, NULL);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_disk_assets,
    .title = title,
    .alternative_count = ALTERNATIVES,
    .name = name,
    .cost = cost,
    .prices = prices,
    .unit = "USD/month",
    .axes = {{READS, 10, 100000, true, "random reads a second"},
             {DATA, 1e11, 1e15, true, "bytes to hold"}},
    .axis_count = 2,
    .uncertain = {DATA, READS, STREAM},
    .uncertain_count = 3,
    .uncertainty = UNCERTAINTY,
};

/* --- Five years ---------------------------------------------------------------------------------
 */

struct fleet {
    struct tradeoff_run run;        /* swept at once; first */
    double values[MOST_PARAMETERS]; /* with the workload of this month */
    int month;
    double bought; /* this month */
    double x[MONTHS + 1], disks[MONTHS + 1], needs[ASSETS][MONTHS + 1];
};

static void note_month(struct fleet *fleet, double disks)
{
    fleet->x[fleet->month] = fleet->month;
    fleet->disks[fleet->month] = disks;
    for (enum asset asset = BY_CAPACITY; asset < ASSETS; asset++)
        fleet->needs[asset][fleet->month] = disks_by(fleet->values, asset);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct fleet *fleet = state;
    tradeoff_init(&fleet->run, &tradeoff, values, rng);
    while (tradeoff_step(&fleet->run, rng)) {
    }
    memcpy(fleet->values, values, PARAMETERS * sizeof *values);
    note_month(fleet, disks_needed(values));
}

/* Each month strays a little, so that after all of them 90 % are within the uncertainty. */
static bool step(void *state, gsl_rng *rng)
{
    static const enum parameter_index grown[] = {DATA, READS, STREAM};
    static const enum parameter_index growths[] = {DATA_GROWTH, READS_GROWTH, STREAM_GROWTH};
    struct fleet *fleet = state;
    double *values = fleet->values;
    double sigma = band_sigma(values[UNCERTAINTY]) / sqrt(MONTHS);
    if (fleet->month == MONTHS)
        return false;
    for (size_t i = 0; i < sizeof grown / sizeof *grown; i++)
        values[grown[i]] *= (1 + values[growths[i]]) * gsl_ran_lognormal(rng, 0, sigma);
    double had = fleet->disks[fleet->month];
    double has = values[BUYING] == WHEN_NEEDED ? fmax(had, disks_needed(values)) : had;
    fleet->bought = has - had;
    fleet->month++;
    note_month(fleet, has);
    return true;
}

static bool copy(void *to, const void *from)
{
    memcpy(to, from, sizeof(struct fleet));
    return true;
}

static double disks_now(const struct fleet *fleet)
{
    return fleet->disks[fleet->month];
}

/* The share of an asset that is used; above 1: more is asked for than there is. */
static double used(const struct fleet *fleet, enum asset asset)
{
    return need(fleet->values, asset) / (offer(fleet->values, asset) * disks_now(fleet));
}

/* Seconds; NaN where reads come faster than they are served. */
static double response(const struct fleet *fleet)
{
    double u = used(fleet, BY_IOPS);
    return u < 1 ? 1 / fleet->values[IOPS] / (1 - u) : NAN;
}

static void describe_overload(const struct fleet *fleet, char *buffer, size_t size)
{
    enum asset most = binding(fleet->values);
    double over = need(fleet->values, most) - offer(fleet->values, most) * disks_now(fleet);
    char amount[32];
    if (most == BY_IOPS) {
        place_format(over, amount, sizeof amount);
        (void)snprintf(buffer, size, "Month %d: overload, each second %s more reads wait",
                       fleet->month, amount);
        return;
    }
    bytes_format(over, amount, sizeof amount);
    (void)snprintf(buffer, size,
                   most == BY_CAPACITY ? "Month %d: the disks are full, %s have no place"
                                       : "Month %d: overload, each second %s more wait to be read",
                   fleet->month, amount);
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct fleet *fleet = state;
    enum asset most = binding(fleet->values);
    char disks[32], bought[32];
    place_format(disks_now(fleet), disks, sizeof disks);
    place_format(fleet->bought, bought, sizeof bought);
    if (fleet->month == 0)
        (void)snprintf(buffer, size,
                       "Five years lie ahead: which of the three will run out first?");
    else if (used(fleet, most) > 1 + 1e-9)
        describe_overload(fleet, buffer, size);
    else if (fleet->bought > 0)
        (void)snprintf(buffer, size, "Month %d: %s %s: %s %s bought, %s in all", fleet->month,
                       asset_names[most], most == BY_IOPS ? "bind" : "binds", bought,
                       fleet->bought > 1 ? "disks" : "disk", disks);
    else
        (void)snprintf(buffer, size, "Month %d: the %s disks suffice, %.0f %% of their %s used",
                       fleet->month, disks, 100 * used(fleet, most), asset_names[most]);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* What disks of other sizes would do, all else as it is: terabytes, hours, IOPS a TB. */
static void by_size(const double *values, double *size, double *hours, double *iops)
{
    for (int k = 0; k < SIZES; k++) {
        size[k] = 0.1 * pow(1000, (double)k / (SIZES - 1));
        hours[k] = size[k] * terabyte / values[BANDWIDTH] / seconds_an_hour;
        iops[k] = values[IOPS] / size[k];
    }
}

static void observe_series(const struct fleet *fleet, struct report *report)
{
    static const char *const names[ASSETS] = {"needed_capacity", "needed_iops", "needed_bandwidth"};
    double size[SIZES], hours[SIZES], iops[SIZES];
    size_t count = (size_t)fleet->month + 1;
    report_series(report, "disks", "months", "disks", fleet->x, fleet->disks, count);
    for (enum asset asset = BY_CAPACITY; asset < ASSETS; asset++)
        report_series(report, names[asset], "months", "disks", fleet->x, fleet->needs[asset],
                      count);
    by_size(fleet->values, size, hours, iops);
    report_series(report, "scan_hours", "TB a disk", "hours", size, hours, SIZES);
    report_series(report, "iops_per_tb", "TB a disk", "IOPS/TB", size, iops, SIZES);
}

static void observe(const void *state, struct report *report)
{
    static const char *const names[ASSETS] = {"used_capacity", "used_iops", "used_bandwidth"};
    const struct fleet *fleet = state;
    report_value(report, "disks_now", "disks", disks_now(fleet));
    for (enum asset asset = BY_CAPACITY; asset < ASSETS; asset++)
        report_value(report, names[asset], "", used(fleet, asset));
    report_value(report, "month", "months", fleet->month);
    observe_values(fleet->run.values, report);
    tradeoff_observe_results(&fleet->run, report);
    if (isfinite(response(fleet)))
        report_predict(report, "response_seconds", response(fleet), false,
                       "M/M/1 at each disk: 1 / IOPS / (1 - u); Kleinrock 1975");
    observe_series(fleet, report);
}

/* --- Pictures -----------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* An amount of an asset in words: "270 TB", "2,700 reads/s", "5.4 GB/s". */
static void asset_format(enum asset asset, double amount, char *buffer, size_t size)
{
    char number[40];
    if (asset == BY_IOPS)
        place_format(amount, number, sizeof number);
    else
        bytes_format(amount, number, sizeof number);
    (void)snprintf(buffer, size, "%s%s", number,
                   asset == BY_CAPACITY ? ""
                   : asset == BY_IOPS   ? " reads/s"
                                        : "/s");
}

/* The workload and the disk, and nothing that follows from them. */
static void draw_secret(const struct fleet *fleet, struct canvas *canvas)
{
    char line[160], amounts[ASSETS][48];
    for (enum asset asset = BY_CAPACITY; asset < ASSETS; asset++)
        asset_format(asset, offer(fleet->values, asset), amounts[asset], sizeof amounts[asset]);
    title(fleet->values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)snprintf(line, sizeof line, "One disk: %s, %s, %s", amounts[0], amounts[1], amounts[2]);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    (void)canvas_text_fit(canvas, 0, 3, canvas->columns, ink(INK_DIM),
                          "Which of the three binds, and how many disks does it take?");
}

static void draw_asset(const struct fleet *fleet, enum asset asset, int row, struct canvas *canvas)
{
    static const char *const more[ASSETS] = {"a TB more", "one more", "a MB/s more"};
    static const double unit[ASSETS] = {1e12, 1, 1e6};
    static const enum ink inks[ASSETS] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C};
    enum { NAME = 11, TEXT = 46, LEAST_BAR = 6, ROOM_FOR_WORDS = 72 };
    int bar = canvas->columns - NAME - TEXT;
    char total[64], price[64], line[192];
    bool binds = asset == binding(fleet->values);
    bar = bar < LEAST_BAR ? LEAST_BAR : bar > 60 ? 60 : bar;
    asset_format(asset, offer(fleet->values, asset) * disks_now(fleet), total, sizeof total);
    money_format(shadow_price(fleet->values, asset) * unit[asset], NULL, price, sizeof price);
    (void)snprintf(line, sizeof line, "%.0f %% of %s; %s%s %s", 100 * used(fleet, asset), total,
                   more[asset], canvas->columns < ROOM_FOR_WORDS ? ":" : " costs",
                   binds ? price : "nothing");
    (void)canvas_text_fit(canvas, 0, row, NAME - 1, ink(inks[asset]), asset_names[asset]);
    canvas_bar(canvas, NAME, row, bar, used(fleet, asset),
               ink(used(fleet, asset) > 1 + 1e-9 ? INK_BAD : inks[asset]));
    (void)canvas_text_fit(canvas, NAME + bar + 1, row, canvas->columns - NAME - bar - 1,
                          ink(binds ? INK_STRONG : INK_TEXT), line);
}

/* How long a read takes, and why. */
static void response_format(const struct fleet *fleet, char *buffer, size_t size)
{
    double idle = 1000 / fleet->values[IOPS], takes = 1000 * response(fleet);
    double u = used(fleet, BY_IOPS);
    if (u >= 1 - 1e-9)
        (void)snprintf(buffer, size,
                       "Reads queue without end, no room is left to catch up (idle: %.3g ms)",
                       idle);
    else if (u > 0.9)
        (void)snprintf(buffer, size,
                       "A read takes about %.3g %s, idle %.3g ms: no room for a queue",
                       takes < 1000 ? takes : takes / 1000, takes < 1000 ? "ms" : "s", idle);
    else
        (void)snprintf(buffer, size,
                       "A read takes about %.3g ms, idle %.3g ms (approximately 1/(1-u))", takes,
                       idle);
}

static void draw_response(const struct fleet *fleet, int row, struct canvas *canvas)
{
    char line[256], disks[64], volume[64];
    money_format(disks_now(fleet) * disk_month(fleet->values), NULL, disks, sizeof disks);
    money_format(cost(fleet->values, VOLUME, NULL), NULL, volume, sizeof volume);
    (void)snprintf(line, sizeof line, "A month of these disks: %s; of a cloud volume: %s", disks,
                   volume);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_TEXT), line);
    response_format(fleet, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, row + 1, canvas->columns,
                          ink(used(fleet, BY_IOPS) < 1 - 1e-9 ? INK_TEXT : INK_BAD), line);
}

/* The three numbers of disks, where there is no room for their curves. */
static void draw_ceilings(const struct fleet *fleet, int row, struct canvas *canvas)
{
    char line[160];
    (void)snprintf(line, sizeof line,
                   "Disks by capacity: %.3g, by IOPS: %.3g, by bandwidth: %.3g; the most counts",
                   disks_by(fleet->values, BY_CAPACITY), disks_by(fleet->values, BY_IOPS),
                   disks_by(fleet->values, BY_BANDWIDTH));
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_TEXT), line);
}

/* Disks by each asset, and those there are. */
static void plot_fleet(const struct fleet *fleet, int row, struct canvas *canvas)
{
    static const enum ink inks[ASSETS] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C};
    static const char *const labels[ASSETS] = {"C", "I", "B"};
    struct plot_series series[ASSETS + 1];
    size_t count = (size_t)fleet->month + 1;
    for (int i = 0; i < ASSETS; i++)
        series[i] = (struct plot_series){.name = asset_names[i],
                                         .x = fleet->x,
                                         .y = fleet->needs[i],
                                         .count = count,
                                         .ink = inks[i],
                                         .label = labels[i]};
    series[ASSETS] = (struct plot_series){.name = "disks there are",
                                          .x = fleet->x,
                                          .y = fleet->disks,
                                          .count = count,
                                          .ink = INK_TEXT};
    const struct plot plot = {.x_label = "months",
                              .y_label = "disks needed by",
                              .x_low = 0,
                              .x_high = MONTHS,
                              .y_logarithmic = true,
                              .series = series,
                              .series_count = ASSETS + 1};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    enum { LEAST_PLOT = 5 };
    const struct fleet *fleet = state;
    char line[256], work[200];
    if (!report) {
        draw_secret(fleet, canvas);
        return;
    }
    title(fleet->values, work, sizeof work);
    (void)snprintf(line, sizeof line, "Month %d: %s", fleet->month, work);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(fleet, line, sizeof line);
    int row = canvas->rows > 5 ? 2 : 1;
    if (row == 2)
        (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    for (enum asset asset = BY_CAPACITY; asset < ASSETS; asset++)
        draw_asset(fleet, asset, row++, canvas);
    draw_response(fleet, row, canvas);
    row += 2;
    if (canvas->rows - row >= LEAST_PLOT)
        plot_fleet(fleet, row, canvas);
    else
        draw_ceilings(fleet, row, canvas);
}

static void draw_costs(const void *state, const struct report *report, struct canvas *canvas)
{
    if (report)
        tradeoff_draw(state, report, canvas);
    else
        draw_secret(state, canvas);
}

static void draw_bill(const void *state, const struct report *report, struct canvas *canvas)
{
    if (report)
        tradeoff_draw_bill(state, report, canvas);
    else
        draw_secret(state, canvas);
}

/* How long it takes to read a disk, and what it does for each TB, as disks grow. */
static void draw_sizes(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct fleet *fleet = state;
    const double *values = fleet->values;
    double size[SIZES], hours[SIZES], iops[SIZES];
    char line[160], capacity[32];
    if (!report) {
        draw_secret(fleet, canvas);
        return;
    }
    by_size(values, size, hours, iops);
    const struct plot_series series[] = {{.name = "hours to read it all",
                                          .x = size,
                                          .y = hours,
                                          .count = SIZES,
                                          .ink = INK_SERIES_A,
                                          .label = "H"},
                                         {.name = "IOPS a TB",
                                          .x = size,
                                          .y = iops,
                                          .count = SIZES,
                                          .ink = INK_SERIES_B,
                                          .label = "I"}};
    const struct plot_mark here = {values[CAPACITY] / terabyte, NAN, "here"};
    const struct plot plot = {.x_label = "TB that a disk holds",
                              .x_low = size[0],
                              .x_high = size[SIZES - 1],
                              .x_logarithmic = true,
                              .y_logarithmic = true,
                              .series = series,
                              .series_count = 2,
                              .marks = &here,
                              .mark_count = 1};
    bytes_format(values[CAPACITY], capacity, sizeof capacity);
    (void)snprintf(line, sizeof line, "A disk of %s: %.3g hours to read it all, %.3g IOPS a TB",
                   capacity, scan_hours(values), values[IOPS] / (values[CAPACITY] / terabyte));
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT),
                          "Capacity grows, the arm and the heads do not: both get worse with size");
    if (canvas->rows > 6)
        canvas_plot(canvas, 0, 2, canvas->columns, canvas->rows - 2, &plot);
}

/* Which asset binds over reads and data. */
static void draw_binding(const void *state, const struct report *report, struct canvas *canvas)
{
    enum { COLUMNS = 61, ROWS = 25 };
    const struct fleet *fleet = state;
    const struct tradeoff_axis *x = &tradeoff.axes[0], *y = &tradeoff.axes[1];
    uint8_t choices[ROWS * COLUMNS];
    double values[MOST_PARAMETERS];
    if (!report) {
        draw_secret(fleet, canvas);
        return;
    }
    memcpy(values, fleet->values, sizeof values);
    for (int j = 0; j < ROWS; j++)
        for (int i = 0; i < COLUMNS; i++) {
            values[READS] = x->low * pow(x->high / x->low, (double)i / (COLUMNS - 1));
            values[DATA] = y->low * pow(y->high / y->low, (double)j / (ROWS - 1));
            choices[j * COLUMNS + i] = (uint8_t)binding(values);
        }
    const struct region_map map = {.x_label = x->label,
                                   .y_label = y->label,
                                   .x_low = x->low,
                                   .x_high = x->high,
                                   .y_low = y->low,
                                   .y_high = y->high,
                                   .x_logarithmic = true,
                                   .y_logarithmic = true,
                                   .choices = choices,
                                   .columns = COLUMNS,
                                   .rows = ROWS,
                                   .names = asset_names,
                                   .here_x = fleet->values[READS],
                                   .here_y = fleet->values[DATA]};
    char line[160];
    title(fleet->values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT),
                          "Which asset binds where; the other two have room to spare");
    canvas_map(canvas, 0, 2, canvas->columns, canvas->rows - 2, &map);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_disk(gsl_rng *rng, double *values)
{
    static const double terabytes[] = {1, 2, 4, 8, 10, 12, 16, 18, 20, 24, 30};
    values[CAPACITY] = terabytes[draw_between(rng, 0, 10)] * terabyte;
    values[BANDWIDTH] = draw_between(rng, 10, 30) * 10 * megabyte;
    values[IOPS] = draw_between(rng, 7, 20) * 10;
}

static bool pose_scan(const double *values, struct problem *problem)
{
    double hours = scan_hours(values), seconds = values[CAPACITY] / values[BANDWIDTH];
    if (!(hours > 0))
        return false;
    problem_prompt(problem,
                   "A disk of %.4g TB is read from end to end at %.4g MB/s. How many hours does "
                   "that take?",
                   values[CAPACITY] / terabyte, values[BANDWIDTH] / megabyte);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", hours);
    problem->relative = 0.02;
    problem_hint(problem, "A TB is a million MB. An hour is 3600 seconds.");
    const char *megabytes = grouped(problem, (uint64_t)llround(values[CAPACITY] / megabyte));
    problem_step(problem, "%.4g TB = %s MB", values[CAPACITY] / terabyte, megabytes);
    problem_step(problem, "%s MB / %.4g MB/s = %.6g s", megabytes, values[BANDWIDTH] / megabyte,
                 seconds);
    problem_step(problem, "%.6g s / 3600 = %.4g", seconds, hours);
    problem_misconception(problem, "thousand-mb-a-tb",
                          "a TB is a million MB; a thousand MB are a GB", "%.4g", hours / 1000);
    problem_misconception(problem, "used-1024-for-1000",
                          "disks are sold by powers of ten, 1 TB = 1,000,000 MB", "%.4g",
                          hours * 1.024 * 1.024);
    problem_misconception(problem, "seconds", "that is in seconds", "%.6g", seconds);
    problem_misconception(problem, "minutes", "that is in minutes", "%.6g", seconds / 60);
    return true;
}

static bool pose_density(const double *values, struct problem *problem)
{
    double terabytes = values[CAPACITY] / terabyte, density = values[IOPS] / terabytes;
    if (!(density > 0))
        return false;
    problem_prompt(problem,
                   "A disk of %.4g TB serves %.4g random reads a second. How many IOPS are there "
                   "for each TB?",
                   terabytes, values[IOPS]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", density);
    problem->relative = 0.02;
    problem_hint(problem, "The arm is one, however much lies under it.");
    problem_step(problem, "%.4g reads a second are shared by %.4g TB", values[IOPS], terabytes);
    problem_step(problem, "%.4g / %.4g = %.4g", values[IOPS], terabytes, density);
    problem_misconception(problem, "not-divided", "that is what the whole disk does", "%.4g",
                          values[IOPS]);
    problem_misconception(problem, "upside-down", "that is TB for each IOPS", "%.4g", 1 / density);
    return true;
}

/* Any of the three may bind. */
static void draw_workload(gsl_rng *rng, double *values)
{
    static const double data[] = {5, 15, 35, 75, 125, 250};
    static const double reads[] = {150, 450, 950, 1450, 2450};
    static const double streams[] = {50, 350, 900, 2500};
    values[DATA] = data[draw_between(rng, 0, 5)] * terabyte;
    values[READS] = reads[draw_between(rng, 0, 4)];
    values[STREAM] = streams[draw_between(rng, 0, 3)] * megabyte;
    values[BLOCK] = 4000;
}

static void ask_workload(const double *values, struct problem *problem, const char *asked)
{
    problem_prompt(
        problem,
        "A disk has %.4g TB, %.4g IOPS and %.4g MB/s. The workload holds %.4g TB, makes "
        "%.6g random reads a second of %.6g bytes each, and reads %.6g MB/s in a row. %s",
        values[CAPACITY] / terabyte, values[IOPS], values[BANDWIDTH] / megabyte,
        values[DATA] / terabyte, values[READS], values[BLOCK], values[STREAM] / megabyte, asked);
}

/* The three ceilings, worked out. */
static void tell_ceilings(const double *values, struct problem *problem)
{
    problem_step(problem, "capacity: %.4g TB / %.4g TB = %.3g disks", values[DATA] / terabyte,
                 values[CAPACITY] / terabyte, disks_by(values, BY_CAPACITY));
    problem_step(problem, "IOPS: %.6g / %.4g = %.3g disks", values[READS], values[IOPS],
                 disks_by(values, BY_IOPS));
    problem_step(problem, "bandwidth: %.4g MB/s / %.4g MB/s = %.3g disks",
                 need(values, BY_BANDWIDTH) / megabyte, values[BANDWIDTH] / megabyte,
                 disks_by(values, BY_BANDWIDTH));
}

static bool pose_disks(const double *values, struct problem *problem)
{
    double disks = disks_needed(values), sum = 0;
    if (values[FILL] != 1 || !(disks < 1e9))
        return false;
    ask_workload(values, problem, "How many disks does it take?");
    problem_answer(problem, ANSWER_EXACT, "%.0f", disks);
    problem_hint(problem, "Each asset asks for a number of disks of its own.");
    tell_ceilings(values, problem);
    problem_step(problem, "the most counts, that of %s; in whole disks %.0f",
                 asset_names[binding(values)], disks);
    for (enum asset asset = BY_CAPACITY; asset < ASSETS; asset++)
        sum += whole(disks_by(values, asset));
    problem_misconception(problem, "capacity-only",
                          "so many hold the data, but do not serve it fast enough", "%.0f",
                          whole(disks_by(values, BY_CAPACITY)));
    problem_misconception(problem, "added-up",
                          "one disk gives all three at once: the largest counts, not the sum",
                          "%.0f", sum);
    problem_misconception(problem, "rounded-down", "so many just do not suffice", "%.0f",
                          floor(disks_by(values, binding(values))));
    return true;
}

/* What one TB more costs: something only where capacity binds. */
static bool pose_shadow(const double *values, struct problem *problem)
{
    double share = disk_month(values) / (values[CAPACITY] / terabyte);
    double price = shadow_price(values, BY_CAPACITY) * terabyte;
    if (values[FILL] != 1 || !(share > 0.01))
        return false;
    char asked[200];
    (void)snprintf(asked, sizeof asked,
                   "A disk costs $%.4g a month, and fractions of a disk can be bought. By how many "
                   "dollars a month does one TB more of data raise the cost?",
                   disk_month(values));
    ask_workload(values, problem, asked);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", price);
    problem->relative = 0.02;
    problem_hint(problem, "Which asset binds? Only its price is felt.");
    tell_ceilings(values, problem);
    if (price > 0)
        problem_step(problem, "capacity binds, a TB is 1/%.4g of a disk: $%.4g / %.4g = %.4g",
                     values[CAPACITY] / terabyte, disk_month(values), values[CAPACITY] / terabyte,
                     price);
    else
        problem_step(problem, "%s, so room is left over; the shadow price of a TB is 0",
                     binding(values) == BY_IOPS ? "IOPS bind" : "bandwidth binds");
    problem_misconception(problem, "slack-has-a-price",
                          "capacity does not bind: a TB more fits on the disks that are there",
                          "%.4g", share);
    problem_misconception(problem, "never-felt",
                          "capacity binds here: a TB more takes more of a disk", "0");
    problem_misconception(problem, "whole-disk", "a TB is not a whole disk", "%.4g",
                          disk_month(values));
    return true;
}

static const struct question questions[] = {
    {"scan", draw_disk, pose_scan},
    {"density", draw_disk, pose_density},
    {"disks", draw_workload, pose_disks},
    {"shadow-price", draw_workload, pose_shadow},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const buyings[] = {"when-needed", "never", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [CAPACITY] = {"capacity-bytes", "bytes", PARAMETER_REAL, 1e9, 1e15, 10e12, NULL,
                  "that a disk holds"},
    [IOPS] = {"iops", "reads/s", PARAMETER_REAL, 1, 1e7, 100, NULL,
              "random reads a second that a disk serves"},
    [BANDWIDTH] = {"bandwidth-bytes", "bytes/s", PARAMETER_REAL, 1e5, 1e12, 200e6, NULL,
                   "that come off a disk in a second"},
    [DATA] = {"data-bytes", "bytes", PARAMETER_REAL, 1e9, 1e18, 20e12, NULL,
              "to hold at first, with all copies"},
    [READS] = {"reads", "reads/s", PARAMETER_REAL, 0, 1e8, 1500, NULL,
               "random reads a second at first"},
    [BLOCK] = {"block-bytes", "bytes", PARAMETER_REAL, 1, 1e9, 8192, NULL,
               "that a random read brings"},
    [STREAM] = {"sequential-bytes", "bytes/s", PARAMETER_REAL, 0, 1e14, 100e6, NULL,
                "read in a row, at first"},
    [FILL] = {"fill", "", PARAMETER_REAL, 0.1, 1, 1, NULL,
              "share of each asset that is used at most: below 1 leaves room for the queue"},
    [BUYING] = {"buying", "", PARAMETER_CHOICE, 0, 1, WHEN_NEEDED, buyings,
                "whether disks are bought as the workload grows"},
    [DATA_GROWTH] = {"data-growth", "a month", PARAMETER_REAL, -0.1, 0.3, 0.03, NULL,
                     "of the data: yours"},
    [READS_GROWTH] = {"reads-growth", "a month", PARAMETER_REAL, -0.1, 0.3, 0.02, NULL,
                      "of the random reads: yours"},
    [STREAM_GROWTH] = {"sequential-growth", "a month", PARAMETER_REAL, -0.1, 0.3, 0.02, NULL,
                       "of what is read in a row: yours"},
    [DISK_PRICE] = {"disk-price", "USD", PARAMETER_REAL, 0, 1e6, 300, NULL,
                    "of one disk: assumed, put in yours"},
    [DISK_MONTHS] = {"disk-months", "months", PARAMETER_REAL, 1, 240, 60, NULL,
                     "that a disk lasts: assumed, put in yours"},
    [DISK_RUNNING] = {"disk-running", "USD/month", PARAMETER_REAL, 0, 1e5, 10, NULL,
                      "power and a disk's share of the machine: assumed, put in yours"},
    [VOLUMES] = {"volumes", "volumes", PARAMETER_INTEGER, 1, 100000, 2, NULL,
                 "that the data lies on in the cloud, each with its included part"},
    [INCLUDED_IOPS] = {"included-iops", "reads/s", PARAMETER_REAL, 0, 1e7, 3000, NULL,
                       "that a volume serves for nothing more: assumed, not sourced"},
    [INCLUDED_BANDWIDTH] = {"included-bytes", "bytes/s", PARAMETER_REAL, 0, 1e12, 125e6, NULL,
                            "that a volume gives for nothing more: assumed, not sourced"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.3, NULL,
                     "the workload may be this share more, or as much less"},
    [VOLUME_GB] = PRICE("ebs_gp3_gb", "GB-month", "capacity of a cloud volume"),
    [VOLUME_IOPS] = PRICE("ebs_gp3_iops", "IOPS-month", "reads a second beyond the included"),
    [VOLUME_MBPS] = PRICE("ebs_gp3_mbps", "MBps-month", "bandwidth beyond the included"),
};

static const struct picture pictures[] = {
    {"sizes", draw_sizes},
    {"binding", draw_binding},
    {"costs", draw_costs},
    {"bill", draw_bill},
};

static const struct preset presets[] = {
    {"an archive", "data-bytes=500e12 reads=50 sequential-bytes=50e6",
     "Capacity binds: reads and bandwidth lie idle, and cost nothing more."},
    {"a database", "data-bytes=2e12 reads=5000 sequential-bytes=20e6 volumes=1",
     "IOPS bind, the disks are nearly empty; see at which reads a volume is cheaper (costs)."},
    {"video for many", "data-bytes=20e12 reads=100 sequential-bytes=8e9",
     "Bandwidth binds: look at the price of a MB/s more."},
    {"no disk is bought", "buying=never fill=0.6",
     "Reads take longer and longer, then queue without end."},
    {"room for the queue", "fill=0.7",
     "Kept at 70 % there are more disks, and a read takes a few times as long as idle, no more."},
    {"thirty terabytes", "capacity-bytes=30e12 bandwidth-bytes=280e6",
     "A bigger disk takes longer to read and has fewer IOPS for each TB (sizes)."},
};

static const char *const topics[] = {"cloud cost", "storage", NULL};
static const char *const series[] = {
    "disks",      "needed_capacity", "needed_iops", "needed_bandwidth",
    "scan_hours", "iops_per_tb",     NULL};

const struct simulation simulation_disk_assets = {
    .name = "disk-assets",
    .title = "A disk is three assets: one of them binds",
    .summary = "How many disks a growing workload takes by capacity, reads and bandwidth.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series,
    .version = 1,
    .state_size = sizeof(struct fleet),
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .copy = copy,
    .picture = "fleet",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
