/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table on pages, once with its rows one after another and once with each column by itself, and
 * what a query reads of either.
 *
 * The table. A fact table has `rows` rows of `columns` values of `column_bytes` each, and has to do
 * with `dimensions` dimensions (customer, product, day ...), each of `dimension_rows` entries that
 * are described by `dimension_columns` attributes of `attribute_bytes`. Normalised, a fact row
 * holds a key of KEY_BYTES for each dimension, and the attributes stand once in a table of their
 * own; wide, all attributes are repeated in every row. Pages are whole: the last one of a table or
 * a column is read in full, and what is left over at a page's end stays empty. A row that is wider
 * than a page takes several pages of its own.
 *
 * The query. An analytic one looks at one column in every row (the predicate), and uses
 * `columns_read` columns, that one among them, and one attribute of each dimension, of the
 * `selectivity` share of rows that match. It takes the lowest values of the predicate column, so
 * that a zone map (the least and the greatest value of that column in a page's rows; Moerkotte
 * 1998, "Small materialized aggregates") lets a page be skipped exactly where none of its rows
 * match. Without zone maps every page of what is used is read. Matching rows lie together at the
 * beginning of a sorted table, and anywhere else: every choice of rows is alike.
 * A lookup reads one row by its place, an insertion reads and rewrites the pages that get a row;
 * nothing stays in memory between two of them.
 *
 * Compression is of the column store alone. A dictionary gives each value ceil(log2 distinct) bits,
 * at least 1, and stores the values once a column; runs (a code and RUN_LENGTH_BITS for how often
 * it comes) serve where equal values lie together, which is the predicate column of a sorted table.
 * Each column is kept in whichever takes the fewest pages (Abadi, Madden, Ferreira 2006). Every
 * value is taken to be as frequent as the others.
 *
 * Time is that of one disk: bytes over bandwidth, one seek for each stretch of pages that lie side
 * by side (columns are read one after the other), and a fixed time for each row that is put into or
 * looked up in the hash table of a join.
 *
 * Left out: the index that finds a row's place, headers of pages and rows, caches, the log, the
 * work of a processor but for the join, and batches of insertions, by which column stores do
 * better.
 */
#ifndef EXERCISES_TABLE_STORE_H
#define EXERCISES_TABLE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/error.h"

enum table_query { QUERY_ANALYTIC, QUERY_LOOKUP, QUERY_INSERT };
enum table_layout { LAYOUT_ROW, LAYOUT_COLUMN, TABLE_LAYOUTS };
enum table_schema { SCHEMA_WIDE, SCHEMA_NORMALISED, TABLE_SCHEMAS };
enum table_compression { COMPRESSION_NONE, COMPRESSION_DICTIONARY, COMPRESSION_RUNS };
enum table_zone_maps {
    ZONE_MAPS_NONE,
    ZONE_MAPS_COLUMN,
    ZONE_MAPS_BOTH
}; /* stores that have them */

enum { KEY_BYTES = 4, RUN_LENGTH_BITS = 32 };

struct table_parameters {
    enum table_query query;
    enum table_schema schema;
    double rows, columns, columns_read; /* columns_read: of a lookup or an insertion, touched */
    double column_bytes, page_bytes;
    double selectivity; /* 0 to 1 */
    double distinct; /* values in each column, and in an attribute where it has so many entries */
    bool sorted;     /* by the predicate column */
    enum table_compression compression;
    enum table_zone_maps zone_maps;
    double dimensions, dimension_rows, dimension_columns, attribute_bytes;
    double operations;              /* lookups or insertions */
    double bandwidth, seek_seconds; /* bytes a second; to find a stretch of pages */
    double probe_seconds;           /* of a join, each row */
};

/* Rows that match: selectivity x rows, to the nearest. */
double table_matches(const struct table_parameters *parameters);

/* --- Where the bytes are ------------------------------------------------------------------------
 */

enum part_role {
    PART_ROWS, /* of the fact table, whole */
    PART_PREDICATE,
    PART_VALUE,
    PART_KEY,
    PART_ATTRIBUTE,      /* of a dimension, repeated in each fact row */
    PART_DIMENSION_ROWS, /* a dimension's table, whole rows */
    PART_DIMENSION_KEY,
    PART_DIMENSION_ATTRIBUTE
};
enum part_encoding { ENCODED_PLAIN, ENCODED_DICTIONARY, ENCODED_RUNS };

/*
 * `count` equal sequences of pages: tables, or columns. A unit is the least that is read: a page,
 * or where a row needs several pages these.
 */
struct table_part {
    enum part_role role;
    enum part_encoding encoding;
    unsigned count;
    bool used;                          /* by the query */
    bool prunable;                      /* only units with a match are read */
    bool dimension;                     /* its rows are those of a dimension */
    double rows, unit_rows, unit_pages; /* the last unit may hold fewer rows */
    double units, dictionary_pages;     /* of each */
    double dictionary_bytes;
    double bits;                      /* that a value (or row) takes */
    double needed_each, needed_match; /* bytes of a row that are needed: of each, of a match */
};

enum { TABLE_PARTS = 12 };
struct table_plan {
    struct table_part parts[TABLE_PARTS];
    size_t count;
};

/* Parts that the query uses come first, those of the fact table before those of dimensions. */
void table_plan(const struct table_parameters *parameters, enum table_layout layout,
                struct table_plan *plan);

/* Bytes of all pages of the plan. */
double table_stored_bytes(const struct table_parameters *parameters, const struct table_plan *plan);

/* Pages of all that the query uses. */
double table_used_pages(const struct table_plan *plan);

/* --- What reading it costs ----------------------------------------------------------------------
 */

enum { COST_FACT, COST_DIMENSIONS, COST_TABLES, COST_JOIN = COST_TABLES, COST_PARTS };

struct table_cost {
    double pages[COST_TABLES]; /* read */
    double seeks[COST_TABLES];
    double written;  /* pages, of the fact table */
    double pruned;   /* pages of columns that are used, skipped */
    double matching; /* pages of the fact table that are used and hold a match (or a row looked up
                        or inserted), each counted once */
    double needed;   /* bytes */
    double probes;   /* of joins, and rows put into their hash tables */
};

double table_bytes_read(const struct table_parameters *parameters, const struct table_cost *cost);
/* One of the parts of the bill: COST_FACT, COST_DIMENSIONS or COST_JOIN. */
double table_part_seconds(const struct table_parameters *parameters, const struct table_cost *cost,
                          int part);
double table_seconds(const struct table_parameters *parameters, const struct table_cost *cost);
double table_useful_share(const struct table_parameters *parameters,
                          const struct table_cost *cost); /* NaN where nothing is read */

/* Expected, in closed form; exact for whole tables, and as a mean over the places of matches. */
void table_expect(const struct table_parameters *parameters, enum table_layout layout,
                  struct table_cost *cost);

/*
 * The chance that none of `page_rows` given rows are among `matches` of `rows`, all choices of them
 * alike: C(rows - page_rows, matches)/C(rows, matches). Values need not be whole: the product (or,
 * beyond 64 rows, Stirling's series, good to 1e-9) is continued. Yao 1977, "Approximating block
 * accesses in database organizations".
 */
double table_page_untouched(double rows, double page_rows, double matches);

/* Distinct pages that hold `matches` rows of `rows` at `page_rows` a page: Yao 1977, with a last
 * page that is not full. */
double table_yao_pages(double rows, double page_rows, double matches);

/* The same if rows could be drawn twice: m (1 - (1 - 1/m)^matches) of m pages; Cardenas 1975. */
double table_cardenas_pages(double rows, double page_rows, double draws);

/*
 * The least number of columns read (touched), 1 to `columns`, from which on the row store reads as
 * few bytes, or takes as little time, as the column store; NaN: there is none. Both are linear in
 * the number of columns.
 */
double table_break_even_bytes(const struct table_parameters *parameters);
double table_break_even_seconds(const struct table_parameters *parameters);

/*
 * The selectivity above which reading only the pages of a row store that hold a match takes longer
 * than reading all pages in their order; NaN: there is none (rows are sorted, or seeks too cheap).
 */
double table_break_even_selectivity(const struct table_parameters *parameters);

/* --- Reading it page by page --------------------------------------------------------------------
 */

enum { WALKED_ROWS = 4000000, WALKED_PAGES = 4000000 };

/* The rows and dimension rows of which a walk is made: the table itself or, where that has more
 * rows or pages than the limits above, one like it that is smaller. False: it is a smaller one. */
bool table_walkable(const struct table_parameters *parameters, struct table_parameters *walked);

/* Some of `rows` rows, one bit each; zeroed, none of no rows. */
struct row_marks {
    uint64_t *words;
    uint64_t rows, count;
};
void row_marks_init(struct row_marks *marks, uint64_t rows);
void row_marks_release(struct row_marks *marks);
void row_marks_copy(struct row_marks *to, const struct row_marks *from);
bool row_marks_add(struct row_marks *marks, uint64_t row); /* false: it was there */
bool row_marks_has(const struct row_marks *marks, uint64_t row);
uint64_t row_marks_between(const struct row_marks *marks, uint64_t from,
                           uint64_t to); /* [from, to) */
bool row_marks_any(const struct row_marks *marks, uint64_t from, uint64_t to);
/* `count` different rows: the first ones, or any, all choices alike. */
void row_marks_first(struct row_marks *marks, uint64_t count);
void row_marks_scatter(struct row_marks *marks, uint64_t count, gsl_rng *rng);

/* Rows of a unit of a part, and whether an analytic query reads it. */
struct unit_view {
    uint64_t first, rows, matches;
    bool read;
};
struct unit_view table_unit(const struct table_part *part, uint64_t unit,
                            const struct row_marks *marks);

/* Reads the parts of a plan that the query uses, unit by unit. Holds no memory of its own. */
struct table_walk {
    struct table_plan plan;
    size_t part;
    unsigned copy; /* of `count` */
    uint64_t unit;
    bool before; /* the unit before was read */
    bool done;
    struct table_cost cost;
    /* The unit that came last. */
    struct unit_view last;
    size_t last_part;
    unsigned last_copy;
    uint64_t last_unit;
    uint64_t visited; /* pages read or skipped */
};
void table_walk_init(struct table_walk *walk, const struct table_parameters *parameters,
                     enum table_layout layout);
/* The next unit, read or skipped; false: there is none. `marks` are the matches. */
bool table_walk_next(struct table_walk *walk, const struct table_parameters *parameters,
                     const struct row_marks *marks);
/* One lookup or insertion, whatever row it is of. */
void table_walk_operation(struct table_walk *walk, const struct table_parameters *parameters);
/* A row is looked up or inserted: counts the pages that hold it and none of those marked so far. */
void table_walk_touch(struct table_walk *walk, const struct row_marks *marks, uint64_t row);

#endif
