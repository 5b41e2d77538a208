/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on pages: what is counted page by page, what formulas say, and what a person is shown. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/identifier.h"
#include "exercises/moments.h"
#include "exercises/scan_question.h"
#include "exercises/table_store.h"

static const struct simulation *scan(void)
{
    return simulation_find("scan");
}

static struct table_parameters with(const char *settings)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(scan(), values);
    if (!simulation_apply(scan(), values, settings, &error))
        fail_msg("%s", error.message);
    return scan_parameters_from(values);
}

static void near(double value, double expected, double relative)
{
    if (!(fabs(value - expected) <= relative * fabs(expected)))
        fail_msg("%.17g is not %.17g", value, expected);
}

static struct table_cost expected(const struct table_parameters *p, enum table_layout layout)
{
    struct table_cost cost;
    table_expect(p, layout, &cost);
    return cost;
}

static double bytes(const struct table_parameters *p, enum table_layout layout)
{
    struct table_cost cost = expected(p, layout);
    return table_bytes_read(p, &cost);
}

static double seconds(const struct table_parameters *p, enum table_layout layout)
{
    struct table_cost cost = expected(p, layout);
    return table_seconds(p, &cost);
}

static gsl_rng *rng_of(uint64_t seed)
{
    return rng_from_seed(seed);
}

/* --- Rows that are marked -----------------------------------------------------------------------
 */

static void test_marks_count_as_one_by_one(void **state)
{
    (void)state;
    gsl_rng *rng = rng_of(1);
    static const uint64_t sizes[] = {1, 63, 64, 65, 128, 500};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (uint64_t count = 0; count <= sizes[i]; count += 1 + sizes[i] / 9) {
            struct row_marks marks;
            row_marks_init(&marks, sizes[i]);
            row_marks_scatter(&marks, count, rng);
            assert_int_equal(marks.count, count);
            assert_int_equal(row_marks_between(&marks, 0, sizes[i]), count);
            for (uint64_t from = 0; from <= sizes[i]; from += 7)
                for (uint64_t to = from; to <= sizes[i]; to += 5) {
                    uint64_t slow = 0;
                    for (uint64_t row = from; row < to; row++)
                        slow += row_marks_has(&marks, row);
                    assert_int_equal(row_marks_between(&marks, from, to), slow);
                    assert_true(row_marks_any(&marks, from, to) == (slow > 0));
                }
            row_marks_release(&marks);
        }
    gsl_rng_free(rng);
}

/* Every pair of five rows is drawn as often as any other. */
static void test_scattered_marks_are_fair(void **state)
{
    (void)state;
    enum { DRAWS = 20000, PAIRS = 10 };
    gsl_rng *rng = rng_of(2);
    for (uint64_t count = 2; count <= 3; count++) { /* three: the other two are drawn */
        int seen[32] = {0};
        double chi = 0;
        for (int i = 0; i < DRAWS; i++) {
            struct row_marks marks;
            row_marks_init(&marks, 5);
            row_marks_scatter(&marks, count, rng);
            seen[marks.words[0]]++;
            row_marks_release(&marks);
        }
        for (int set = 0; set < 32; set++)
            if (__builtin_popcount((unsigned)set) == (int)count)
                chi += pow(seen[set] - DRAWS / (double)PAIRS, 2) / (DRAWS / (double)PAIRS);
            else
                assert_int_equal(seen[set], 0);
        assert_true(chi < 27.9); /* p = 0.001 with 9 degrees of freedom */
    }
    gsl_rng_free(rng);
}

/* --- Formulas -----------------------------------------------------------------------------------
 */

static int pages_of(unsigned set, int rows, int page_rows)
{
    int pages = 0;
    for (int first = 0; first < rows; first += page_rows)
        pages += (set >> first & ((1U << page_rows) - 1)) != 0;
    return pages;
}

/* Over every choice of rows of small tables. */
static void test_yao_by_enumeration(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 12; rows++)
        for (int page = 1; page <= rows; page++) {
            double sum[16] = {0}, sets[16] = {0};
            for (unsigned set = 0; set < 1U << rows; set++) {
                sum[__builtin_popcount(set)] += pages_of(set, rows, page);
                sets[__builtin_popcount(set)]++;
            }
            for (int k = 0; k <= rows; k++)
                assert_true(fabs(table_yao_pages(rows, page, k) - sum[k] / sets[k]) < 1e-12);
        }
}

/* Over every sequence of draws, rows put back. */
static void test_cardenas_by_enumeration(void **state)
{
    (void)state;
    for (int page = 1; page <= 5; page++)
        for (int draws = 0; draws <= 5; draws++) {
            double sum = 0, all = pow(5, draws);
            for (int code = 0; code < (int)all; code++) {
                unsigned set = 0;
                for (int i = 0, rest = code; i < draws; i++, rest /= 5)
                    set |= 1U << rest % 5;
                sum += pages_of(set, 5, page);
            }
            assert_true(fabs(table_cardenas_pages(5, page, draws) - sum / all) < 1e-12);
        }
}

/* The product, one factor at a time. */
static double slow_untouched(double rows, double page_rows, double matches)
{
    long double sum = 0;
    for (double i = 0; i < page_rows; i++)
        sum += log1pl(-(long double)matches / ((long double)rows - i));
    return (double)expl(sum);
}

static void test_untouched_pages_of_every_size(void **state)
{
    (void)state;
    static const double cases[][3] = {
        {1e4, 42, 100},    {1e6, 4096, 50}, {1e6, 4097, 50},    {1e6, 4097, 5000},
        {1e9, 1e5, 1e4},   {1e9, 8e6, 300}, {1e8, 5000, 7e4},   {1e6, 9e5, 3},
        {1e10, 6e5, 1e5},  {5000, 4900, 2}, {1e5, 4999, 150.5}, {1e7, 1e6, 20},
        {1e6, 10, 999000}, {1e4, 64, 50},   {1e4, 65, 50},      {500, 65, 200},
        {1e5, 512, 1000},  {400, 150, 30},  {8000, 3900, 4000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        near(table_page_untouched(cases[i][0], cases[i][1], cases[i][2]),
             slow_untouched(cases[i][0], cases[i][1], cases[i][2]), 1e-9);
    assert_true(table_page_untouched(100, 10, 91) == 0);
    assert_true(table_page_untouched(100, 10, 0) == 1);
    near(table_page_untouched(100, 10, 90), 1 / 17310309456440.0, 1e-9); /* C(100, 10) */
    assert_true(table_page_untouched(10000, 5000, 4999) < 1e-300);
}

static void test_drawing_twice_touches_fewer_pages(void **state)
{
    (void)state;
    for (double k = 2; k < 1000; k += 37) {
        double yao = table_yao_pages(1000, 20, k), cardenas = table_cardenas_pages(1000, 20, k);
        assert_true(cardenas < yao && yao <= fmin(k, 50) + 1e-9);
    }
    near(table_yao_pages(1000, 20, 1), 1, 1e-12);
    near(table_yao_pages(1000, 20, 1000), 50, 1e-12);
    near(table_cardenas_pages(1000, 20, 1), 1, 1e-12);
}

/* --- Pages and bytes ----------------------------------------------------------------------------
 */

static void test_a_full_scan_counted_by_hand(void **state)
{
    (void)state;
    struct table_parameters p = with(""); /* 96 B a row: 42 a page; 512 values a block */
    struct table_cost rows = expected(&p, LAYOUT_ROW), columns = expected(&p, LAYOUT_COLUMN);
    assert_true(rows.pages[COST_FACT] == 239 && table_bytes_read(&p, &rows) == 239 * 4096);
    assert_true(columns.pages[COST_FACT] == 3 * 20);
    assert_true(rows.seeks[COST_FACT] == 1 && columns.seeks[COST_FACT] == 3);
    near(table_seconds(&p, &rows), 239 * 4096 / 2e8 + 1e-4, 1e-12);
    near(rows.needed, 10000 * 8 + 100 * 16, 1e-12);
    p.selectivity = 1; /* selectivity saves no page of a whole scan */
    assert_true(bytes(&p, LAYOUT_ROW) == 239 * 4096);
    p = with("rows=1000000000 columns=100 columns-read=5 column-bytes=50 page-bytes=1000000");
    assert_true(bytes(&p, LAYOUT_ROW) == 5e12 && bytes(&p, LAYOUT_COLUMN) == 2.5e11);
}

static void test_a_row_wider_than_a_page(void **state)
{
    (void)state;
    struct table_parameters p = with("columns=1000 columns-read=1 rows=10");
    struct table_plan plan;
    table_plan(&p, LAYOUT_ROW, &plan);
    assert_true(plan.parts[0].unit_pages == 2 && plan.parts[0].unit_rows == 1); /* 8000 bytes */
    assert_true(expected(&p, LAYOUT_ROW).pages[COST_FACT] == 20);
    assert_true(expected(&p, LAYOUT_COLUMN).pages[COST_FACT] == 1);
}

static void test_encodings(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        double bits;
        enum part_encoding encoding;
    } cases[] = {
        {"compression=none", 64, ENCODED_PLAIN},
        {"compression=dictionary distinct=256", 8, ENCODED_DICTIONARY},
        {"compression=dictionary distinct=257", 9, ENCODED_DICTIONARY},
        {"compression=dictionary distinct=2", 1, ENCODED_DICTIONARY},
        {"compression=dictionary distinct=1000000", 64, ENCODED_PLAIN}, /* as many as rows */
        {"compression=run-length distinct=256", 8, ENCODED_DICTIONARY}, /* not sorted */
        {"compression=dictionary sorted=1", 8, ENCODED_DICTIONARY},
        {"compression=run-length sorted=1", 256 * 40 / 10000.0, ENCODED_RUNS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct table_parameters p = with(cases[i].settings);
        struct table_plan plan;
        table_plan(&p, LAYOUT_COLUMN, &plan);
        assert_int_equal(plan.parts[0].encoding, cases[i].encoding);
        near(plan.parts[0].bits, cases[i].bits, 1e-12);
        assert_true(plan.parts[1].encoding != ENCODED_RUNS);
        if (cases[i].encoding == ENCODED_DICTIONARY)
            assert_true(plan.parts[0].bits >= log2(fmin(p.distinct, p.rows)));
    }
}

/* 10000 values of 8 bits on 3 pages of 4096 bytes, and 256 x 8 bytes of dictionary on one. */
static void test_compressed_bytes_by_hand(void **state)
{
    (void)state;
    struct table_parameters p = with("compression=dictionary");
    assert_true(bytes(&p, LAYOUT_COLUMN) == 3 * (3 + 1) * 4096);
    assert_true(bytes(&p, LAYOUT_ROW) == 239 * 4096);
    p = with("compression=run-length sorted=1"); /* 256 runs of 5 bytes: one page, and its values */
    assert_true(bytes(&p, LAYOUT_COLUMN) == (2 + 2 * 4) * 4096);
}

/* Wide: 12 x 8 + 2 x 5 x 20 bytes a row. Normalised: 12 x 8 + 2 x 4, and 1000 rows of 104 twice. */
static void test_schemas_by_hand(void **state)
{
    (void)state;
    struct table_parameters p = with("dimensions=2 schema=wide");
    struct table_cost cost = expected(&p, LAYOUT_ROW);
    assert_true(cost.pages[COST_FACT] == ceil(10000 / 13.0) && cost.pages[COST_DIMENSIONS] == 0);
    assert_true(cost.probes == 0);
    assert_true(expected(&p, LAYOUT_COLUMN).pages[COST_FACT] == 3 * 20 + 2 * 50);
    p = with("dimensions=2 schema=normalised");
    cost = expected(&p, LAYOUT_ROW);
    assert_true(cost.pages[COST_FACT] == ceil(10000 / 39.0));
    assert_true(cost.pages[COST_DIMENSIONS] == 2 * ceil(1000 / 39.0));
    assert_true(cost.probes == 2 * (100 + 1000));
    near(table_part_seconds(&p, &cost, COST_JOIN), 2200 * 50e-9, 1e-12);
    cost = expected(&p, LAYOUT_COLUMN);
    assert_true(cost.pages[COST_FACT] == 3 * 20 + 2 * 10);
    assert_true(cost.pages[COST_DIMENSIONS] == 2 * (1 + 5));
}

/* A dictionary makes the wide table cheap where plain it was dear. */
static void test_compression_turns_the_schema(void **state)
{
    (void)state;
    struct table_parameters p = with("rows=20000 columns=6 columns-read=2 dimensions=3 "
                                     "dimension-rows=400 schema=wide");
    struct table_parameters star = p;
    star.schema = SCHEMA_NORMALISED;
    assert_true(seconds(&star, LAYOUT_COLUMN) < seconds(&p, LAYOUT_COLUMN));
    p.compression = star.compression = COMPRESSION_DICTIONARY;
    assert_true(seconds(&star, LAYOUT_COLUMN) > seconds(&p, LAYOUT_COLUMN));
    assert_true(seconds(&star, LAYOUT_ROW) < seconds(&p, LAYOUT_ROW));
}

/* --- Page by page, and in closed form -----------------------------------------------------------
 */

static struct table_parameters random_parameters(gsl_rng *rng)
{
    static const double pages[] = {512, 1000, 4096, 65536}, widths[] = {1, 4, 8, 33, 200};
    struct table_parameters p = with("");
    p.rows = 1 + (double)gsl_rng_uniform_int(rng, 20000);
    p.columns = 1 + (double)gsl_rng_uniform_int(rng, 30);
    p.columns_read = 1 + (double)gsl_rng_uniform_int(rng, (unsigned long)p.columns);
    p.column_bytes = widths[gsl_rng_uniform_int(rng, 5)];
    p.page_bytes = pages[gsl_rng_uniform_int(rng, 4)];
    p.selectivity = pow(gsl_rng_uniform(rng), 4);
    p.sorted = gsl_rng_uniform_int(rng, 2);
    p.distinct = floor(pow(2, 1 + 16 * gsl_rng_uniform(rng)));
    p.compression = (enum table_compression)gsl_rng_uniform_int(rng, 3);
    p.zone_maps = (enum table_zone_maps)gsl_rng_uniform_int(rng, 3);
    p.schema = (enum table_schema)gsl_rng_uniform_int(rng, 2);
    p.dimensions = (double)gsl_rng_uniform_int(rng, 4);
    p.dimension_rows = 1 + (double)gsl_rng_uniform_int(rng, 3000);
    return p;
}

static struct table_cost walked(const struct table_parameters *p, enum table_layout layout,
                                gsl_rng *rng)
{
    struct table_walk walk;
    struct row_marks marks;
    row_marks_init(&marks, (uint64_t)p->rows);
    if (p->sorted)
        row_marks_first(&marks, (uint64_t)table_matches(p));
    else
        row_marks_scatter(&marks, (uint64_t)table_matches(p), rng);
    table_walk_init(&walk, p, layout);
    while (table_walk_next(&walk, p, &marks))
        continue;
    row_marks_release(&marks);
    return walk.cost;
}

static const char *const cost_names[] = {"pages",           "dimension pages", "seeks",
                                         "dimension seeks", "pruned",          "written",
                                         "matching",        "needed",          "probes"};
enum { COSTS = sizeof cost_names / sizeof *cost_names };

static void flatten(const struct table_cost *cost, double out[COSTS])
{
    const double values[COSTS] = {cost->pages[0], cost->pages[1], cost->seeks[0],
                                  cost->seeks[1], cost->pruned,   cost->written,
                                  cost->matching, cost->needed,   cost->probes};
    memcpy(out, values, sizeof values);
}

/* Whatever does not depend on where the matches lie. */
static void test_walks_are_counted_exactly(void **state)
{
    (void)state;
    gsl_rng *rng = rng_of(3);
    for (int i = 0; i < 600; i++) {
        struct table_parameters p = random_parameters(rng);
        for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
            bool prunes = p.zone_maps == ZONE_MAPS_BOTH ||
                          (p.zone_maps == ZONE_MAPS_COLUMN && layout == LAYOUT_COLUMN);
            double seen[COSTS], wanted[COSTS];
            struct table_cost cost = walked(&p, (enum table_layout)layout, rng);
            struct table_cost formula = expected(&p, (enum table_layout)layout);
            flatten(&cost, seen);
            flatten(&formula, wanted);
            for (size_t k = 0; k < COSTS; k++) {
                bool of_place = k == 6 || (prunes && (k == 0 || k == 2 || k == 4 || k == 7));
                if (of_place && !p.sorted)
                    continue;
                if (fabs(seen[k] - wanted[k]) > 1e-9 * fabs(wanted[k]))
                    fail_msg("run %d, %s: %.12g is not %.12g", i, cost_names[k], seen[k],
                             wanted[k]);
            }
        }
    }
    gsl_rng_free(rng);
}

static void check_scattered(const char *settings)
{
    enum { SEEDS = 20 };
    struct table_parameters p = with(settings);
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        struct moments moments[COSTS] = {{0}};
        double wanted[COSTS], seen[COSTS];
        struct table_cost formula = expected(&p, (enum table_layout)layout);
        flatten(&formula, wanted);
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            gsl_rng *rng = rng_of(100 + seed);
            struct table_cost cost = walked(&p, (enum table_layout)layout, rng);
            gsl_rng_free(rng);
            flatten(&cost, seen);
            for (size_t k = 0; k < COSTS; k++)
                moments_add(&moments[k], seen[k]);
        }
        for (size_t k = 0; k < COSTS; k++) {
            double off = fabs(moments[k].mean - wanted[k]);
            /* where hardly a page is left out, no seed may have met one */
            if (off > 4 * moments_error(&moments[k]) + 1e-3 * wanted[k] / SEEDS)
                fail_msg("%s, %s: %g is not %g, standard error %g", settings, cost_names[k],
                         moments[k].mean, wanted[k], moments_error(&moments[k]));
        }
    }
}

static void test_scattered_matches_agree_with_yao(void **state)
{
    (void)state;
    check_scattered("zone-maps=both selectivity=0.005");
    check_scattered("zone-maps=both selectivity=0.002 rows=100000");
    check_scattered("zone-maps=both selectivity=0.0007 rows=123457 page-bytes=1024");
    check_scattered("zone-maps=both selectivity=0.3 rows=5000 column-bytes=200 columns-read=12");
    check_scattered("zone-maps=both selectivity=0.001 rows=50000 compression=dictionary "
                    "page-bytes=512 dimensions=2 schema=normalised");
    check_scattered("selectivity=0.002 columns=1000 columns-read=2 zone-maps=both rows=60000");
}

/* Each page with a row looked up counts once, whichever of its rows came first. */
static void test_touched_pages_count_once(void **state)
{
    (void)state;
    struct table_parameters p = with("query=lookup rows=1000 page-bytes=512");
    gsl_rng *rng = rng_of(9);
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        struct table_walk walk;
        struct row_marks marks;
        row_marks_init(&marks, 1000);
        table_walk_init(&walk, &p, (enum table_layout)layout);
        for (int i = 0; i < 60; i++) {
            uint64_t row = gsl_rng_uniform_int(rng, 1000), touched = 0;
            table_walk_touch(&walk, &marks, row);
            (void)row_marks_add(&marks, row);
            const struct table_part *part = &walk.plan.parts[0]; /* all columns are alike */
            for (uint64_t unit = 0; unit < (uint64_t)part->units; unit++)
                touched += table_unit(part, unit, &marks).matches > 0;
            assert_true(walk.cost.matching == (double)touched * (layout ? 12 : 1));
        }
        row_marks_release(&marks);
    }
    gsl_rng_free(rng);
}

/* A page is skipped exactly where none of its rows match. */
static void test_zone_maps_skip_what_cannot_match(void **state)
{
    (void)state;
    struct table_parameters p = with("zone-maps=both selectivity=0.02 rows=2000");
    struct table_plan plan;
    struct row_marks marks;
    gsl_rng *rng = rng_of(4);
    row_marks_init(&marks, 2000);
    row_marks_scatter(&marks, 40, rng);
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        table_plan(&p, (enum table_layout)layout, &plan);
        for (uint64_t unit = 0; unit < (uint64_t)plan.parts[0].units; unit++) {
            struct unit_view view = table_unit(&plan.parts[0], unit, &marks);
            bool any = false;
            for (uint64_t row = view.first; row < view.first + view.rows; row++)
                any |= row_marks_has(&marks, row);
            assert_true(view.read == any);
        }
    }
    row_marks_release(&marks);
    gsl_rng_free(rng);
}

static void test_sorted_pages_are_pruned_by_share(void **state)
{
    (void)state;
    struct table_parameters p = with("zone-maps=both sorted=1 rows=420000 selectivity=0.1");
    struct table_cost cost = expected(&p, LAYOUT_ROW);
    assert_true(cost.pages[COST_FACT] == 1000 && cost.pruned == 9000);
    p.sorted = false; /* 1 - (1 - s)^42, nearly: rows are not put back */
    cost = expected(&p, LAYOUT_ROW);
    near(cost.pruned / 10000, pow(0.9, 42), 2e-3);
}

/* --- Who wins where -----------------------------------------------------------------------------
 */

static void test_a_projection_is_never_dearer_in_columns(void **state)
{
    (void)state;
    gsl_rng *rng = rng_of(5);
    for (int i = 0; i < 500; i++) {
        struct table_parameters p = random_parameters(rng);
        p.zone_maps = ZONE_MAPS_NONE;
        p.dimensions = 0;
        p.page_bytes = p.column_bytes * floor(p.page_bytes / p.column_bytes); /* no room lost */
        /* but for the ends of columns: a page each */
        double ends = p.columns_read * p.page_bytes;
        assert_true(bytes(&p, LAYOUT_COLUMN) <= bytes(&p, LAYOUT_ROW) + ends);
        p.compression = COMPRESSION_NONE;
        p.rows = p.page_bytes / p.column_bytes * (1 + (double)(i % 50));
        assert_true(bytes(&p, LAYOUT_COLUMN) <= bytes(&p, LAYOUT_ROW));
    }
    gsl_rng_free(rng);
}

static void test_compression_never_adds_pages(void **state)
{
    (void)state;
    gsl_rng *rng = rng_of(6);
    for (int i = 0; i < 500; i++) {
        struct table_parameters p = random_parameters(rng);
        p.zone_maps = ZONE_MAPS_NONE;
        double last = INFINITY;
        for (int compression = 0; compression < 3; compression++) {
            p.compression = (enum table_compression)compression;
            assert_true(bytes(&p, LAYOUT_COLUMN) <= last);
            last = bytes(&p, LAYOUT_COLUMN);
        }
    }
    gsl_rng_free(rng);
}

static void test_one_row_is_cheaper_in_rows(void **state)
{
    (void)state;
    static const char *const queries[] = {"query=lookup", "query=insert"};
    for (int i = 0; i < 2; i++) {
        struct table_parameters p = with(queries[i]);
        struct table_cost rows = expected(&p, LAYOUT_ROW), columns = expected(&p, LAYOUT_COLUMN);
        assert_true(rows.pages[COST_FACT] == 100 && columns.pages[COST_FACT] == 1200);
        assert_true(rows.written == (i ? 100 : 0) && columns.written == (i ? 1200 : 0));
        assert_true(table_seconds(&p, &rows) < table_seconds(&p, &columns));
        assert_true(table_break_even_bytes(&p) == 1);
    }
    gsl_rng *rng = rng_of(7);
    for (int i = 0; i < 300; i++) {
        struct table_parameters p = random_parameters(rng);
        p.query = i % 2 ? QUERY_LOOKUP : QUERY_INSERT;
        p.columns_read = p.columns;
        if (p.columns * p.column_bytes + p.dimensions * 100 > p.page_bytes)
            continue;
        assert_true(bytes(&p, LAYOUT_ROW) <= bytes(&p, LAYOUT_COLUMN));
    }
    gsl_rng_free(rng);
}

static void test_a_normalised_lookup_fetches_its_dimensions(void **state)
{
    (void)state;
    struct table_parameters p = with("query=lookup operations=1 dimensions=3 schema=normalised");
    struct table_cost cost = expected(&p, LAYOUT_ROW);
    assert_true(cost.pages[COST_FACT] == 1 && cost.pages[COST_DIMENSIONS] == 3);
    cost = expected(&p, LAYOUT_COLUMN); /* 12 columns, 3 keys; a key and five attributes each */
    assert_true(cost.pages[COST_FACT] == 15 && cost.pages[COST_DIMENSIONS] == 18);
    p = with("query=insert operations=1 dimensions=3 schema=normalised");
    cost = expected(&p, LAYOUT_COLUMN);
    assert_true(cost.pages[COST_FACT] == 15 && cost.pages[COST_DIMENSIONS] == 0);
}

/* By trying every number of columns. */
static void test_break_even_columns(void **state)
{
    (void)state;
    gsl_rng *rng = rng_of(8);
    int found = 0, none = 0;
    for (int i = 0; i < 500; i++) {
        struct table_parameters p = random_parameters(rng), tried = p;
        double first[2] = {NAN, NAN};
        for (double c = p.columns; c >= 1; c--) {
            tried.columns_read = c;
            if (bytes(&tried, LAYOUT_ROW) <= bytes(&tried, LAYOUT_COLUMN) * (1 + 1e-9))
                first[0] = c;
            if (seconds(&tried, LAYOUT_ROW) <= seconds(&tried, LAYOUT_COLUMN) * (1 + 1e-9))
                first[1] = c;
        }
        double even[2] = {table_break_even_bytes(&p), table_break_even_seconds(&p)};
        for (int k = 0; k < 2; k++) {
            if (!(isnan(even[k]) ? isnan(first[k]) : even[k] == first[k]))
                fail_msg("run %d, %d: %g is not %g of %g", i, k, even[k], first[k], p.columns);
            found += !isnan(even[k]);
            none += isnan(even[k]);
        }
    }
    assert_true(found > 50 && none > 50);
    gsl_rng_free(rng);
}

/* c (0.1 ms + 20 pages) = 0.1 ms + 239 pages, a page in 20.48 us: 9.8, so from 10 on. */
static void test_break_even_by_hand(void **state)
{
    (void)state;
    struct table_parameters p = with("");
    assert_true(table_break_even_seconds(&p) == 10 && table_break_even_bytes(&p) == 12);
}

static double fetching(struct table_parameters p, double share)
{
    p.zone_maps = ZONE_MAPS_BOTH;
    p.selectivity = share;
    return seconds(&p, LAYOUT_ROW);
}

static void test_break_even_selectivity(void **state)
{
    (void)state;
    struct table_parameters p = with("rows=4000000 seek-time=8");
    double share = table_break_even_selectivity(&p), scan_seconds = seconds(&p, LAYOUT_ROW);
    assert_true(share > 1e-6 && share < 0.01);
    near(fetching(p, share), scan_seconds, 2e-3); /* matches are whole */
    assert_true(fetching(p, share * 1.05) > scan_seconds);
    assert_true(fetching(p, share * 0.95) < scan_seconds);
    p.sorted = true;
    assert_true(isnan(table_break_even_selectivity(&p)));
    p.sorted = false;
    p.seek_seconds = 0;
    assert_true(isnan(table_break_even_selectivity(&p)));
    p = with("rows=1");
    assert_true(isnan(table_break_even_selectivity(&p)));
    p = with("rows=30"); /* a single page */
    assert_true(isnan(table_break_even_selectivity(&p)));
}

/* --- Runs ---------------------------------------------------------------------------------------
 */

static struct run *start(const char *settings, uint64_t seed)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(scan(), values);
    if (!simulation_apply(scan(), values, settings, &error))
        fail_msg("%s", error.message);
    struct run *run = run_start(scan(), values, NULL, seed, &error);
    if (!run)
        fail_msg("%s: %s", settings, error.message);
    return run;
}

/* NaN is "none" and has then a reason; nothing is infinite. */
static void check_report(const struct report *report, const char *settings)
{
    for (size_t i = 0; i < report->observation_count; i++) {
        const struct observation *o = &report->observations[i];
        if (isinf(o->mean))
            fail_msg("%s: %s is infinite", settings, o->name);
        if (o->kind == OBSERVED_BREAK_EVEN)
            assert_true(o->note && o->note[0]);
    }
    for (size_t i = 0; i < report->series_count; i++)
        for (size_t k = 0; k < report->series[i].count; k++)
            assert_true(isfinite(report->series[i].y[k]) && report->series[i].y[k] >= 0);
    for (size_t i = 0; i < report->prediction_count; i++)
        assert_true(!isinf(report->predictions[i].value));
}

static const char *const corners[] = {
    "",
    "rows=1 selectivity=1",
    "rows=1 selectivity=0 zone-maps=both",
    "rows=1 columns=1 columns-read=1 column-bytes=1",
    "selectivity=0 zone-maps=both compression=dictionary",
    "selectivity=1 zone-maps=both",
    "columns=1000 columns-read=1000 column-bytes=512 page-bytes=512 rows=100000",
    "rows=10000000000 columns=1000 columns-read=1000 column-bytes=65536 page-bytes=65536",
    "rows=10000000000 page-bytes=67108864 compression=run-length sorted=1 distinct=2",
    "rows=1e10 page-bytes=67108864 compression=dictionary distinct=2 selectivity=.5 zone-maps=both",
    "dimensions=20 dimension-columns=100 dimension-rows=1000000000 schema=normalised",
    "dimensions=20 dimension-columns=100 attribute-bytes=4096 schema=wide query=lookup",
    "query=insert sorted=1 operations=100000 rows=1000",
    "query=insert dimensions=3 schema=normalised compression=run-length",
    "disk-bandwidth-bytes=1000 seek-time=1000 probe-time=1000000 dimensions=20 schema=normalised",
    "seek-time=0 probe-time=0 disk-bandwidth-bytes=10000000000000",
};
enum { CORNERS = sizeof corners / sizeof *corners };

static void test_corners_run_to_their_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < CORNERS; i++) {
        struct run *run = start(corners[i], 1);
        struct report report = {0};
        run_observe(run, &report);
        check_report(&report, corners[i]);
        report_release(&report);
        run_complete(run);
        assert_true(run_finished(run) && run_position(run) <= 250);
        run_observe(run, &report);
        check_report(&report, corners[i]);
        report_release(&report);
        run_free(run);
    }
}

static void test_every_picture_on_every_canvas(void **state)
{
    (void)state;
    static const int columns[] = {0, 1, 9, 30, 58, 78, 150}, rows[] = {0, 1, 2, 3, 5, 10, 20, 46};
    for (size_t i = 0; i < CORNERS; i++) {
        struct run *run = start(corners[i], 2);
        for (int stage = 0; stage < 3; stage++) {
            struct report report = {0};
            run_observe(run, &report);
            for (size_t k = 0; k < 7 * 8 * 8; k++) {
                struct canvas canvas;
                canvas_init(&canvas, columns[k % 7], rows[k / 7 % 8]);
                canvas.ascii = k / 56 % 2;
                run_draw(run, k / 112, k % 3 ? &report : NULL, &canvas);
                for (int at = 0; canvas.ascii && at < canvas.columns * canvas.rows; at++)
                    assert_true((unsigned char)canvas.cells[at].bytes[0] < 0x80);
                canvas_release(&canvas);
            }
            report_release(&report);
            (void)run_step(run, stage ? 1000 : 7);
        }
        run_free(run);
    }
}

/* What a run shows is what the walk counts. */
static void test_results_are_those_of_the_walk(void **state)
{
    (void)state;
    struct run *run = start("zone-maps=both selectivity=0.003 sorted=1 columns-read=5", 3);
    struct report report = {0};
    run_complete(run);
    run_observe(run, &report);
    assert_true(report_mean(&report, "row.pages_read") == 1); /* 30 rows, side by side */
    assert_true(report_mean(&report, "column.pages_read") == 5);
    assert_true(report_mean(&report, "row.pages_skipped") == 238);
    assert_true(report_mean(&report, "bytes_read") == 5 * 4096); /* layout is column */
    near(report_mean(&report, "row.useful_share"), (42 * 8 + 30 * 32) / 4096.0, 1e-12);
    report_release(&report);
    run_free(run);
}

static void test_lookups_agree_with_cardenas(void **state)
{
    (void)state;
    struct moments touched = {0};
    double expectation = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct run *run = start("query=lookup operations=150", seed);
        struct report report = {0};
        run_complete(run);
        run_observe(run, &report);
        moments_add(&touched, report_mean(&report, "row.pages_with_matches"));
        expectation = report_prediction(&report, "row.pages_with_matches")->value;
        assert_true(report_mean(&report, "row.pages_read") == 150);
        report_release(&report);
        run_free(run);
    }
    assert_true(fabs(touched.mean - expectation) <= 4 * moments_error(&touched));
}

/* Too large to walk: said, and nothing is set beside a formula as if it had been measured. */
static void test_large_tables_say_that_they_are_computed(void **state)
{
    (void)state;
    struct run *run = start("rows=1000000000 columns=100 columns-read=5 column-bytes=50 "
                            "page-bytes=1000000",
                            1);
    struct report report = {0};
    run_complete(run);
    run_observe(run, &report);
    assert_true(report_mean(&report, "row.bytes_read") == 5e12);
    assert_true(report_mean(&report, "column.bytes_read") == 2.5e11);
    near(report_mean(&report, "row.seconds"), 25000, 1e-6);
    assert_true(report_mean(&report, "walked_rows") == WALKED_ROWS);
    assert_non_null(strstr(report_observation(&report, "row.bytes_read")->note, "not walked"));
    assert_null(report_prediction(&report, "row.bytes_read"));
    report_release(&report);
    run_free(run);
    run = start("rows=4000000", 1);
    run_observe(run, &report);
    assert_null(report_observation(&report, "row.bytes_read")->note);
    assert_non_null(report_prediction(&report, "row.bytes_read"));
    report_release(&report);
    run_free(run);
}

static void test_before_a_guess_nothing_is_told(void **state)
{
    (void)state;
    static const char *const told[] = {"979", "246", "4.99", "1.53", "from 10", "of 12 columns on"};
    struct run *run = start("", 1);
    for (int stage = 0; stage < 3; stage++) {
        for (size_t picture = 0; picture < 4; picture++) {
            struct canvas canvas;
            struct text text = {0};
            canvas_init(&canvas, 100, 30);
            run_draw(run, picture, NULL, &canvas);
            canvas_to_text(&canvas, &text);
            for (size_t i = 0; i < sizeof told / sizeof *told; i++)
                assert_null(strstr(text_string(&text), told[i]));
            text_release(&text);
            canvas_release(&canvas);
        }
        (void)run_step(run, stage ? 1000 : 20);
    }
    run_free(run);
}

static void check_refused(const char *settings, const char *part)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(scan(), values);
    assert_true(simulation_apply(scan(), values, settings, &error));
    assert_null(run_start(scan(), values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

static void test_what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    check_refused("columns-read=13", "expected 1 to 12 columns");
    check_refused("column-bytes=5000", "1 to 4096 bytes");
    check_refused("attribute-bytes=5000", "1 to 4096 bytes");
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void check_answer(const char *name, const char *settings, const char *answer)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    struct problem problem;
    simulation_defaults(scan(), values);
    assert_true(simulation_apply(scan(), values, settings, &error));
    for (size_t i = 0; i < scan()->question_count; i++)
        if (!strcmp(scan()->questions[i].name, name)) {
            bool posed = question_pose(scan(), &scan()->questions[i], values, 1, &problem);
            assert_true(posed == (answer != NULL));
            if (!posed)
                return;
            assert_string_equal(problem.answer, answer);
            problem_release(&problem);
            return;
        }
    fail_msg("no question %s", name);
}

static void test_answers(void **state)
{
    (void)state;
    static const char large[] =
        "rows=1000000000 columns=100 columns-read=5 column-bytes=50 page-bytes=1000000 "
        "disk-bandwidth-bytes=500000000 ";
    char settings[256];
    (void)snprintf(settings, sizeof settings, "%slayout=row", large);
    check_answer("scan-time", settings, "2.778 h"); /* 5e12/5e8 = 10000 s */
    check_answer("bytes-read", settings, "5 TB");
    (void)snprintf(settings, sizeof settings, "%slayout=column", large);
    check_answer("scan-time", settings, "8.333 min");
    check_answer("bytes-read", settings, "250 GB");
    check_answer("pages-touched", "zone-maps=both", "82"); /* 239 (1 - .99^42) = 82 */
    check_answer("blocks-skipped", "zone-maps=column-store sorted=1 selectivity=0.1 rows=512000",
                 "90");
    check_answer("blocks-skipped", "zone-maps=column-store selectivity=0.001 rows=512000", "59.9");
    check_answer("pages-touched", "sorted=1", NULL);
    check_answer("blocks-skipped", "", NULL);
    check_answer("bytes-read", "zone-maps=both", NULL);
    check_answer("scan-time", "query=lookup", NULL);
}

/* A guess that follows a known slip is told so. */
static void test_misconceptions_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *name;
    } slips[] = {{"0.25 TB", "row-store-projects"}, {"0.05 TB", "selectivity-saves"}};
    double values[MOST_PARAMETERS];
    struct error error = {0};
    struct problem problem;
    simulation_defaults(scan(), values);
    assert_true(simulation_apply(scan(), values,
                                 "rows=1000000000 columns=100 columns-read=5 column-bytes=50 "
                                 "page-bytes=1000000 layout=row",
                                 &error));
    assert_true(question_pose(scan(), &scan()->questions[0], values, 1, &problem));
    bool seen[2] = {false, false};
    for (size_t i = 0; i < problem.misconception_count; i++)
        for (size_t k = 0; k < 2; k++)
            seen[k] |= !strcmp(problem.misconceptions[i].answer, slips[k].typed) &&
                       !strcmp(problem.misconceptions[i].name, slips[k].name);
    assert_true(seen[0] && seen[1]);
    problem_release(&problem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_count_as_one_by_one),
        cmocka_unit_test(test_scattered_marks_are_fair),
        cmocka_unit_test(test_yao_by_enumeration),
        cmocka_unit_test(test_cardenas_by_enumeration),
        cmocka_unit_test(test_untouched_pages_of_every_size),
        cmocka_unit_test(test_drawing_twice_touches_fewer_pages),
        cmocka_unit_test(test_a_full_scan_counted_by_hand),
        cmocka_unit_test(test_a_row_wider_than_a_page),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_compressed_bytes_by_hand),
        cmocka_unit_test(test_schemas_by_hand),
        cmocka_unit_test(test_compression_turns_the_schema),
        cmocka_unit_test(test_walks_are_counted_exactly),
        cmocka_unit_test(test_scattered_matches_agree_with_yao),
        cmocka_unit_test(test_touched_pages_count_once),
        cmocka_unit_test(test_zone_maps_skip_what_cannot_match),
        cmocka_unit_test(test_sorted_pages_are_pruned_by_share),
        cmocka_unit_test(test_a_projection_is_never_dearer_in_columns),
        cmocka_unit_test(test_compression_never_adds_pages),
        cmocka_unit_test(test_one_row_is_cheaper_in_rows),
        cmocka_unit_test(test_a_normalised_lookup_fetches_its_dimensions),
        cmocka_unit_test(test_break_even_columns),
        cmocka_unit_test(test_break_even_by_hand),
        cmocka_unit_test(test_break_even_selectivity),
        cmocka_unit_test(test_corners_run_to_their_end),
        cmocka_unit_test(test_every_picture_on_every_canvas),
        cmocka_unit_test(test_results_are_those_of_the_walk),
        cmocka_unit_test(test_lookups_agree_with_cardenas),
        cmocka_unit_test(test_large_tables_say_that_they_are_computed),
        cmocka_unit_test(test_before_a_guess_nothing_is_told),
        cmocka_unit_test(test_what_makes_no_sense_is_refused),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_misconceptions_are_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
