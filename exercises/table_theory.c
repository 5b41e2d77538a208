/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "exercises/solve.h"
#include "exercises/table_store.h"

/* --- Pages that hold some of the rows -----------------------------------------------------------
 */

enum { FEW_TERMS = 64, MOST_TERMS = 4096, STIRLING_FROM = 200 };

/* ln of the product of (rows - more - i)/(rows - i) over i < fewer. */
static double product(double rows, double fewer, double more)
{
    double sum = 0;
    for (double i = 0; i < fewer && sum > -745; i++)
        sum += log1p(-more / (rows - i));
    return sum;
}

/* What is left of Stirling's series of ln x! behind x ln x - x + ln(2 pi x)/2. */
static double stirling_rest(double x)
{
    return 1 / (12 * x) - 1 / (360 * x * x * x);
}

/* ln x! - ln (x - y)! - y ln x, with terms no larger than y. */
static double falling(double x, double y)
{
    double shrink = log1p(-y / x);
    return -(x - y) * shrink - y - shrink / 2 + stirling_rest(x) - stirling_rest(x - y);
}

double table_page_untouched(double rows, double page_rows, double matches)
{
    double left = rows - page_rows - matches;
    if (matches <= 0 || page_rows <= 0)
        return 1;
    if (left < 0)
        return 0;
    if (page_rows <= FEW_TERMS)
        return exp(product(rows, page_rows, matches));
    if (left > STIRLING_FROM)
        return exp(page_rows * log1p(-matches / rows) + falling(rows - matches, page_rows) -
                   falling(rows, page_rows));
    if (page_rows <= MOST_TERMS)
        return exp(product(rows, page_rows, matches));
    if (matches <= MOST_TERMS)
        return exp(product(rows, matches, page_rows));
    return 0; /* less than 1e-1000 */
}

double table_yao_pages(double rows, double page_rows, double matches)
{
    double pages = ceil(rows / page_rows), last = rows - (pages - 1) * page_rows;
    double full = pages > 1 ? 1 - table_page_untouched(rows, page_rows, matches) : 0;
    return (pages - 1) * full + 1 - table_page_untouched(rows, last, matches);
}

double table_cardenas_pages(double rows, double page_rows, double draws)
{
    double pages = ceil(rows / page_rows), last = rows - (pages - 1) * page_rows;
    if (draws <= 0)
        return 0;
    return -(pages - 1) * expm1(draws * log1p(-page_rows / rows)) -
           expm1(draws * log1p(-last / rows));
}

/* --- What a query costs, expected ---------------------------------------------------------------
 */

/* Of the units of a part: expected to hold a match, the rows in them, and the stretches they form.
 */
struct touched {
    double units, rows, stretches;
};

static struct touched clustered(const struct table_part *part, double matches)
{
    double units = ceil(matches / part->unit_rows);
    return (struct touched){units, fmin(units * part->unit_rows, part->rows), matches > 0};
}

/* A stretch begins where a unit holds a match and the one before it does not. */
static struct touched scattered(const struct table_part *part, double matches)
{
    double n = part->rows, r = part->unit_rows, m = part->units, last = n - (m - 1) * r;
    double none = table_page_untouched(n, r, matches);
    double last_none = table_page_untouched(n, last, matches);
    struct touched touched = {.units = (m - 1) * (1 - none) + 1 - last_none,
                              .rows = (m - 1) * r * (1 - none) + last * (1 - last_none),
                              .stretches = 1 - (m > 1 ? none : last_none)};
    if (m > 1)
        touched.stretches += none - table_page_untouched(n, r + last, matches);
    if (m > 2)
        touched.stretches += (m - 2) * (none - table_page_untouched(n, 2 * r, matches));
    return touched;
}

/* Without a dictionary the first unit begins a stretch if it is read; behind one it never does. */
static double pruned_seeks(const struct table_parameters *p, const struct table_part *part,
                           const struct touched *touched, double matches)
{
    if (part->dictionary_pages <= 0 || matches <= 0)
        return touched->stretches;
    double first = p->sorted ? 1 : 1 - table_page_untouched(part->rows, part->unit_rows, matches);
    return 1 + touched->stretches - first;
}

static void expect_part(const struct table_parameters *p, const struct table_part *part,
                        double matches, struct table_cost *cost)
{
    int place = part->dimension ? COST_DIMENSIONS : COST_FACT;
    struct touched touched = {0};
    if (!part->dimension)
        touched = p->sorted ? clustered(part, matches) : scattered(part, matches);
    double units = part->prunable ? touched.units : part->units;
    double rows = part->prunable ? touched.rows : part->rows;
    bool dictionary = !part->prunable || matches > 0;
    double pages = units * part->unit_pages + (dictionary ? part->dictionary_pages : 0);
    cost->pages[place] += part->count * pages;
    cost->seeks[place] +=
        part->count * (part->prunable ? pruned_seeks(p, part, &touched, matches) : 1);
    cost->pruned += part->count * (part->units - units) * part->unit_pages;
    cost->matching += part->count * touched.units * part->unit_pages;
    cost->needed += part->count * (rows * part->needed_each +
                                   (part->dimension ? 0 : matches) * part->needed_match +
                                   (dictionary ? part->dictionary_bytes : 0));
}

/* `matches` need not be whole. */
static void expect_analytic(const struct table_parameters *p, const struct table_plan *plan,
                            double matches, struct table_cost *cost)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->parts[i].used)
            expect_part(p, &plan->parts[i], matches, cost);
    if (p->schema == SCHEMA_NORMALISED)
        cost->probes = p->dimensions * (matches + p->dimension_rows);
}

/* Rows are drawn again and again, so that one can come twice; appended ones fall on the last page.
 */
static void expect_operations(const struct table_parameters *p, enum table_layout layout,
                              struct table_cost *cost)
{
    struct table_walk one;
    table_walk_init(&one, p, layout);
    table_walk_operation(&one, p);
    double *values[] = {&one.cost.pages[0], &one.cost.pages[1], &one.cost.seeks[0],
                        &one.cost.seeks[1], &one.cost.written,  &one.cost.needed,
                        &one.cost.probes};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        *values[i] *= p->operations;
    *cost = one.cost;
    bool appended = p->query == QUERY_INSERT && !p->sorted;
    for (size_t i = 0; i < one.plan.count; i++) {
        const struct table_part *part = &one.plan.parts[i];
        double units = appended ? p->operations > 0
                                : table_cardenas_pages(part->rows, part->unit_rows, p->operations);
        if (part->used && !part->dimension)
            cost->matching += part->count * part->unit_pages * units;
    }
}

void table_expect(const struct table_parameters *parameters, enum table_layout layout,
                  struct table_cost *cost)
{
    struct table_plan plan;
    memset(cost, 0, sizeof *cost);
    table_plan(parameters, layout, &plan);
    if (parameters->query == QUERY_ANALYTIC)
        expect_analytic(parameters, &plan, table_matches(parameters), cost);
    else
        expect_operations(parameters, layout, cost);
}

/* --- Where the better store changes -------------------------------------------------------------
 */

typedef double cost_measure(const struct table_parameters *, const struct table_cost *);

static double measure(const struct table_parameters *parameters, enum table_layout layout,
                      double columns_read, cost_measure *of)
{
    struct table_parameters changed = *parameters;
    struct table_cost cost;
    changed.columns_read = columns_read;
    table_expect(&changed, layout, &cost);
    return of(&changed, &cost);
}

static double break_even(const struct table_parameters *p, cost_measure *of)
{
    double rows = measure(p, LAYOUT_ROW, 1, of), one = measure(p, LAYOUT_COLUMN, 1, of);
    double each = measure(p, LAYOUT_COLUMN, 2, of) - one, slack = 1e-9 * rows;
    if (one >= rows - slack)
        return 1;
    if (each <= 0)
        return NAN;
    double columns = ceil(1 + (rows - slack - one) / each);
    return columns <= p->columns ? columns : NAN;
}

double table_break_even_bytes(const struct table_parameters *parameters)
{
    return break_even(parameters, table_bytes_read);
}

double table_break_even_seconds(const struct table_parameters *parameters)
{
    return break_even(parameters, table_seconds);
}

struct scan_race {
    struct table_parameters parameters;
    struct table_plan plan;
    double whole; /* seconds of reading all pages */
};

/* How much longer the pages with a match take than all, at exp(x) of the rows. */
static double lead(double x, const void *context)
{
    const struct scan_race *race = context;
    struct table_cost cost = {0};
    expect_analytic(&race->parameters, &race->plan, exp(x) * race->parameters.rows, &cost);
    return table_part_seconds(&race->parameters, &cost, COST_FACT) - race->whole;
}

double table_break_even_selectivity(const struct table_parameters *parameters)
{
    enum { GRID = 100 };
    struct scan_race race = {.parameters = *parameters};
    struct table_cost cost;
    race.parameters.query = QUERY_ANALYTIC;
    race.parameters.zone_maps = ZONE_MAPS_NONE;
    table_expect(&race.parameters, LAYOUT_ROW, &cost);
    race.whole = table_part_seconds(&race.parameters, &cost, COST_FACT);
    race.parameters.zone_maps = ZONE_MAPS_BOTH;
    table_plan(&race.parameters, LAYOUT_ROW, &race.plan);
    if (parameters->sorted || parameters->rows < 2)
        return NAN;
    double root, first = -log(parameters->rows), before = first, slack = 1e-9 * race.whole;
    if (lead(first, &race) >= -slack)
        return NAN;
    for (int i = 1; i < GRID; i++) { /* the first change of sign: at 1 both are equal again */
        double x = first * (1 - (double)i / GRID);
        if (lead(x, &race) > slack)
            return solve_roots(lead, &race, (struct solve_range){before, x, false}, &root, 1)
                       ? exp(root)
                       : NAN;
        before = x;
    }
    return NAN;
}
