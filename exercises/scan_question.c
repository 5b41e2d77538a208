/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/scan_question.h"

#include <math.h>

#include "exercises/problem_writer.h"

struct table_parameters scan_parameters_from(const double *values)
{
    enum table_query query = (enum table_query)values[SCAN_QUERY];
    return (struct table_parameters){
        .query = query,
        .schema = (enum table_schema)values[SCAN_SCHEMA],
        .rows = values[SCAN_ROWS],
        .columns = values[SCAN_COLUMNS],
        .columns_read = values[query == QUERY_ANALYTIC ? SCAN_COLUMNS_READ : SCAN_COLUMNS],
        .column_bytes = values[SCAN_COLUMN_BYTES],
        .page_bytes = values[SCAN_PAGE_BYTES],
        .selectivity = values[SCAN_SELECTIVITY],
        .distinct = values[SCAN_DISTINCT],
        .sorted = values[SCAN_SORTED] != 0,
        .compression = (enum table_compression)values[SCAN_COMPRESSION],
        .zone_maps = (enum table_zone_maps)values[SCAN_ZONE_MAPS],
        .dimensions = values[SCAN_DIMENSIONS],
        .dimension_rows = values[SCAN_DIMENSION_ROWS],
        .dimension_columns = values[SCAN_DIMENSION_COLUMNS],
        .attribute_bytes = values[SCAN_ATTRIBUTE_BYTES],
        .operations = values[SCAN_OPERATIONS],
        .bandwidth = values[SCAN_BANDWIDTH],
        .seek_seconds = values[SCAN_SEEK] / 1e3,
        .probe_seconds = values[SCAN_PROBE] / 1e9,
    };
}

/* A whole table of plain values, nothing skipped, nothing joined. */
static bool is_plain_scan(const struct table_parameters *p)
{
    return p->query == QUERY_ANALYTIC && p->compression == COMPRESSION_NONE &&
           p->zone_maps == ZONE_MAPS_NONE && p->dimensions == 0;
}

static const char *plural(double count)
{
    return count == 1 ? "" : "s";
}

struct scale {
    const char *unit;
    double size;
};

static struct scale byte_scale(double bytes)
{
    static const struct scale scales[] = {
        {"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}};
    size_t i = 0;
    while (i < 4 && bytes < scales[i].size)
        i++;
    return scales[i];
}

static struct scale time_scale(double seconds)
{
    if (seconds >= 7200)
        return (struct scale){"h", 3600};
    if (seconds >= 120)
        return (struct scale){"min", 60};
    return seconds >= 1 ? (struct scale){"s", 1} : (struct scale){"ms", 1e-3};
}

static double pick(gsl_rng *rng, const double *from, int count)
{
    return from[draw_between(rng, 0, count - 1)];
}

/* --- Bytes --------------------------------------------------------------------------------------
 */

static void draw_bytes(gsl_rng *rng, double *values)
{
    static const double rows[] = {1e6, 1e7, 2e7, 5e7, 1e8, 1e9}, columns[] = {20, 25, 40, 50, 80};
    static const double read[] = {2, 3, 4, 5, 10}, bytes[] = {4, 8, 10};
    static const double shares[] = {0.01, 0.02, 0.1};
    values[SCAN_ROWS] = pick(rng, rows, 6);
    values[SCAN_COLUMNS] = pick(rng, columns, 5);
    values[SCAN_COLUMNS_READ] = pick(rng, read, 5);
    values[SCAN_COLUMN_BYTES] = pick(rng, bytes, 3);
    values[SCAN_SELECTIVITY] = pick(rng, shares, 3);
    values[SCAN_PAGE_BYTES] = 100000;
    values[SCAN_LAYOUT] = draw_between(rng, 0, 1);
}

/* Pages that are not full differ from the plain product: asked only where that is little. */
static bool pose_bytes(const double *values, struct problem *problem)
{
    struct table_parameters p = scan_parameters_from(values);
    struct table_cost cost;
    bool column = values[SCAN_LAYOUT] == LAYOUT_COLUMN;
    double each = p.rows * p.column_bytes, used = column ? p.columns_read : p.columns;
    table_expect(&p, column ? LAYOUT_COLUMN : LAYOUT_ROW, &cost);
    double bytes = table_bytes_read(&p, &cost), percent = 100 * p.selectivity;
    if (!is_plain_scan(&p) || bytes > 1.04 * each * used)
        return false;
    struct scale scale = byte_scale(bytes);
    problem_prompt(problem,
                   "A table has %s rows of %.0f columns, %.0f bytes each. A query uses %.0f "
                   "column%s of the %.3g %% of rows that match, wherever they lie. There is no "
                   "index and no zone map. How much does a %s store read? (With its unit.)",
                   grouped(problem, (uint64_t)p.rows), p.columns, p.column_bytes, p.columns_read,
                   plural(p.columns_read), percent, column ? "column" : "row");
    problem->unit = scale.unit;
    problem->relative = 0.05;
    problem_answer(problem, ANSWER_UNIT, "%.4g %s", bytes / scale.size, scale.unit);
    problem_hint(problem, "What lies on one page: values of one row, or values of one column?");
    problem_hint(problem, "Which rows match is known only after looking at all of them.");
    problem_step(problem,
                 column ? "a column store reads the %.0f columns that are used, all rows"
                        : "a row store reads whole rows: all %.0f columns",
                 used);
    problem_step(problem, "%s rows x %.0f columns x %.0f bytes, in whole pages of %.0f: %.4g %s",
                 grouped(problem, (uint64_t)p.rows), used, p.column_bytes, p.page_bytes,
                 bytes / scale.size, scale.unit);
    problem_misconception(problem, column ? "whole-rows" : "row-store-projects",
                          column ? "a column that is not used lies on pages of its own"
                                 : "the other columns lie on the same pages: they come along",
                          "%.4g %s", each * (column ? p.columns : p.columns_read) / scale.size,
                          scale.unit);
    problem_misconception(problem, "selectivity-saves",
                          "to find the rows that match, every page must be looked at", "%.4g %s",
                          bytes * p.selectivity / scale.size, scale.unit);
    problem_misconception(problem, "both-at-once",
                          "neither the rows nor the other columns can be left out", "%.4g %s",
                          each * p.columns_read * p.selectivity / scale.size, scale.unit);
    return true;
}

/* --- Pages touched by scattered matches ---------------------------------------------------------
 */

static void draw_touched(gsl_rng *rng, double *values)
{
    static const double rows[] = {1e5, 2e5, 1e6, 5e6}, widths[] = {10, 20, 25, 40};
    static const double shares[] = {0.005, 0.01, 0.02, 0.05};
    values[SCAN_ROWS] = pick(rng, rows, 4);
    values[SCAN_COLUMNS] = 20;
    values[SCAN_COLUMN_BYTES] = 4;
    values[SCAN_PAGE_BYTES] = 80 * pick(rng, widths, 4);
    values[SCAN_SELECTIVITY] = pick(rng, shares, 4);
    values[SCAN_ZONE_MAPS] = ZONE_MAPS_BOTH;
    values[SCAN_LAYOUT] = LAYOUT_ROW;
}

static bool pose_touched(const double *values, struct problem *problem)
{
    struct table_parameters p = scan_parameters_from(values);
    struct table_plan plan;
    table_plan(&p, LAYOUT_ROW, &plan);
    const struct table_part *fact = &plan.parts[0];
    double matches = table_matches(&p), rows = fact->unit_rows, pages = fact->units;
    double touched = table_yao_pages(p.rows, rows, matches), miss = 1 - matches / p.rows;
    if (p.query != QUERY_ANALYTIC || p.sorted || fact->unit_pages > 1 || pages < 20 || rows < 2 ||
        matches < 10 || touched > 0.99 * pages)
        return false;
    problem_prompt(problem,
                   "%s rows fill %s pages of a row store, %.0f on each. %s rows match, scattered "
                   "anywhere. How many pages hold at least one of them, on average?",
                   grouped(problem, (uint64_t)p.rows), grouped(problem, (uint64_t)pages), rows,
                   grouped(problem, (uint64_t)matches));
    problem->relative = 0.05;
    problem_answer(problem, ANSWER_DECIMAL, "%.0f", touched);
    problem_hint(problem, "Ask for the opposite: a page on which no row matches.");
    problem_hint(problem, "About (1 - share that matches)^(rows on a page) of the pages.");
    problem_step(problem, "a row does not match with chance %.4g, none of %.0f: about %.4g", miss,
                 rows, pow(miss, rows));
    problem_step(problem, "%.0f x (1 - %.4g), about %.0f", pages, pow(miss, rows),
                 pages * (1 - pow(miss, rows)));
    problem_step(problem, "exactly, rows drawn without putting back (Yao 1977): %.0f", touched);
    problem_misconception(problem, "a-page-each", "some pages hold more than one of them", "%.0f",
                          matches);
    problem_misconception(problem, "side-by-side",
                          "that is if the matches lay side by side: scattered, they touch far more",
                          "%.0f", ceil(matches / rows));
    problem_misconception(problem, "all-pages", "some pages hold none of them", "%.0f", pages);
    return true;
}

/* --- Blocks that zone maps skip -----------------------------------------------------------------
 */

static void draw_pruned(gsl_rng *rng, double *values)
{
    static const double pages[] = {512, 800, 1600, 4096}, shares[] = {0.001, 0.002, 0.005, 0.01};
    static const double large[] = {0.05, 0.1, 0.2, 0.3};
    bool sorted = draw_between(rng, 0, 2) == 0;
    values[SCAN_ROWS] = 1e6;
    values[SCAN_COLUMN_BYTES] = 8;
    values[SCAN_PAGE_BYTES] = pick(rng, pages, 4);
    values[SCAN_SELECTIVITY] = sorted ? pick(rng, large, 4) : pick(rng, shares, 4);
    values[SCAN_SORTED] = sorted;
    values[SCAN_ZONE_MAPS] = ZONE_MAPS_COLUMN;
    values[SCAN_LAYOUT] = LAYOUT_COLUMN;
}

static bool pose_pruned(const double *values, struct problem *problem)
{
    struct table_parameters p = scan_parameters_from(values);
    struct table_plan plan;
    table_plan(&p, LAYOUT_COLUMN, &plan);
    const struct table_part *part = &plan.parts[0];
    double rows = part->unit_rows, matches = table_matches(&p), s = p.selectivity;
    double units = p.sorted ? ceil(matches / rows) : table_yao_pages(p.rows, rows, matches);
    double pruned = 100 * (1 - units / part->units);
    if (p.query != QUERY_ANALYTIC || p.zone_maps == ZONE_MAPS_NONE || part->units < 20 ||
        matches < 1)
        return false;
    problem_prompt(problem,
                   "A column of %s values lies in blocks of %s, and a zone map holds the least "
                   "and the greatest value of each. The table is %ssorted by it. A query wants "
                   "the lowest %.3g %% of the values. What share of the blocks is skipped, in per "
                   "cent?",
                   grouped(problem, (uint64_t)p.rows), grouped(problem, (uint64_t)rows),
                   p.sorted ? "" : "not ", 100 * s);
    problem->absolute = 2;
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", pruned);
    problem_hint(problem, "A block is skipped if not one of its values is wanted.");
    if (p.sorted) {
        problem_hint(problem, "Sorted, the wanted values lie side by side.");
        problem_step(problem, "%.0f wanted values fill %.0f of %.0f blocks", matches, units,
                     part->units);
        problem_step(problem, "in per cent, 100 x (1 - %.0f/%.0f) = %.3g", units, part->units,
                     pruned);
    } else {
        problem_hint(problem, "One wanted value among %.0f is enough to read the block.", rows);
        problem_step(problem, "a value is not wanted with chance 1 - %.4g = %.4g", s, 1 - s);
        problem_step(problem, "none of %.0f: %.4g^%.0f, in per cent %.3g", rows, 1 - s, rows,
                     pruned);
    }
    problem_misconception(problem, p.sorted ? "as-if-scattered" : "as-if-sorted",
                          p.sorted ? "sorted, the wanted values do not lie in every block"
                                   : "that is if the table were sorted: here one value is enough",
                          "%.3g", 100 * (p.sorted ? pow(1 - s, rows) : 1 - s));
    problem_misconception(problem, "read-for-skipped", "that is the share that is read", "%.3g",
                          100 - pruned);
    return true;
}

/* --- Time ---------------------------------------------------------------------------------------
 */

static void draw_time(gsl_rng *rng, double *values)
{
    static const double rows[] = {2e8, 5e8, 1e9}, columns[] = {50, 100, 200}, read[] = {2, 5, 10};
    static const double bytes[] = {25, 50}, bandwidths[] = {1e8, 2e8, 5e8, 1e9, 2e9, 5e9};
    values[SCAN_ROWS] = pick(rng, rows, 3);
    values[SCAN_COLUMNS] = pick(rng, columns, 3);
    values[SCAN_COLUMNS_READ] = pick(rng, read, 3);
    values[SCAN_COLUMN_BYTES] = pick(rng, bytes, 2);
    values[SCAN_PAGE_BYTES] = 1000000;
    values[SCAN_BANDWIDTH] = pick(rng, bandwidths, 6);
    values[SCAN_LAYOUT] = draw_between(rng, 0, 1);
}

static bool pose_time(const double *values, struct problem *problem)
{
    struct table_parameters p = scan_parameters_from(values);
    struct table_cost cost;
    bool column = values[SCAN_LAYOUT] == LAYOUT_COLUMN;
    double all = p.rows * p.columns * p.column_bytes, share = p.columns_read / p.columns;
    double read = all * (column ? share : 1);
    table_expect(&p, column ? LAYOUT_COLUMN : LAYOUT_ROW, &cost);
    double seconds = table_seconds(&p, &cost);
    if (!is_plain_scan(&p) || seconds > 1.04 * read / p.bandwidth)
        return false;
    struct scale scale = time_scale(seconds), table = byte_scale(all), part = byte_scale(read);
    struct scale speed = byte_scale(p.bandwidth);
    problem_prompt(problem,
                   "A table of %.4g %s has %.0f columns of the same width. One disk gives %.4g "
                   "%s a second. How long does it take to go through %.0f column%s of every row, "
                   "in a %s store? (With its unit.)",
                   all / table.size, table.unit, p.columns, p.bandwidth / speed.size, speed.unit,
                   p.columns_read, plural(p.columns_read), column ? "column" : "row");
    problem->unit = scale.unit;
    problem->relative = 0.05;
    problem_answer(problem, ANSWER_UNIT, "%.4g %s", seconds / scale.size, scale.unit);
    problem_hint(problem, "First: how many bytes must come from the disk?");
    problem_hint(problem, "Bytes over bytes a second; the seeks do not matter here.");
    if (column)
        problem_step(problem, "%.0f of %.0f columns are read: %.4g %s x %.4g = %.4g %s",
                     p.columns_read, p.columns, all / table.size, table.unit, share,
                     read / part.size, part.unit);
    else
        problem_step(problem, "whole rows are read, all %.4g %s", all / table.size, table.unit);
    problem_step(problem, "at %.4g %s a second: %.4g %s", p.bandwidth / speed.size, speed.unit,
                 seconds / scale.size, scale.unit);
    problem_misconception(problem, column ? "whole-rows" : "row-store-projects",
                          column ? "a column that is not used lies on pages of its own"
                                 : "the other columns lie on the same pages: they come along",
                          "%.4g %s", seconds * (column ? 1 / share : share) / scale.size,
                          scale.unit);
    problem_misconception(problem, "bits-for-bytes", "the bandwidth is in bytes, not in bits",
                          "%.4g %s", 8 * seconds / scale.size, scale.unit);
    return true;
}

const struct question scan_questions[SCAN_QUESTIONS] = {
    {"bytes-read", draw_bytes, pose_bytes},
    {"pages-touched", draw_touched, pose_touched},
    {"blocks-skipped", draw_pruned, pose_pruned},
    {"scan-time", draw_time, pose_time},
};

const struct preset scan_presets[SCAN_PRESETS] = {
    {"one whole row", "query=lookup operations=40",
     "The row store reads one page a row, the column store a block of every column."},
    {"sorted, with zone maps", "sorted=1 zone-maps=both selectivity=0.1",
     "Matches lie side by side: nine pages of ten are skipped, in both stores."},
    {"scattered, with zone maps", "zone-maps=both selectivity=0.01",
     "One match is enough to read a block: of 512 values nearly every block has one."},
    {"a star, or one wide table",
     "rows=20000 columns=6 columns-read=2 dimensions=3 dimension-rows=400 schema=normalised "
     "compression=dictionary",
     "Look at the bill: wide rows cost the row store most, a dictionary makes them cheap."},
    {"five terabytes",
     "rows=1000000000 columns=100 columns-read=5 column-bytes=50 page-bytes=1000000 "
     "disk-bandwidth-bytes=500000000",
     "Hours or minutes: five columns of a hundred are a twentieth of the time."},
};
