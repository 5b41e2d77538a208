/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prices: data with a date and a source, never constants in code.
 *
 * A book holds rows of comma-separated values (engine/base/csv.h). The first record names the
 * columns, in any order; others are passed over:
 *
 *     id        name of the row, "gcs_std"                                              required
 *     unit      what one price buys, "GiB-month", "1000 ops"                            required
 *     price_usd US dollars per unit, a finite number of at least 0                      required
 *     as_of     the day the source said so, YYYY-MM-DD                                  required
 *     source    where it was read                                                       required
 *     tier_from, tier_to   the amounts (in the unit) it holds for; empty: from 0, open
 *     min_duration_days    what is bought is paid for this long at least; empty: none
 *     provider, service, sku, region, source_kind, confidence, note       text, may be empty
 *
 * The shipped book is exercises/prices.csv. A person's file replaces rows of the same id and adds
 * others; what it has no column for (of provider, service, sku, region, tiers and days) stays as
 * shipped. A row without date or source, or with a number that cannot be, is refused, and the file
 * with it: half a list of prices is worse than none.
 */
#ifndef EXERCISES_PRICE_H
#define EXERCISES_PRICE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/clock.h"
#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "exercises/simulation.h"

struct price {
    const char *id, *provider, *service, *sku, *region, *unit;
    double amount;             /* USD per unit */
    double tier_from, tier_to; /* in the unit; INFINITY: open */
    double minimum_days;       /* NaN: none */
    day_number as_of;
    const char *source, *source_kind, *confidence, *note; /* "" where not said, but for `source` */
    bool own;                                             /* from the person's file */
    bool shipped_tier, shipped_days; /* an own row whose file has no column for these */
    const char *file;                /* "prices.csv" for the shipped ones */
    long line;
};

struct price_book {
    struct price *prices; /* in the order of the file, new ones of the person last */
    size_t count, capacity;
    struct arena arena; /* owns the texts, but for those of shipped rows */
};

/* The prices that come with the program; read once, never freed. */
const struct price_book *price_book_shipped(void);

/*
 * The shipped prices with those of the file at `path` over them (NULL, or no such file: the shipped
 * ones alone). NULL: the file is refused; ERROR_INPUT names file and line, and what was expected.
 */
struct price_book *price_book_open(const char *path, struct error *error);

/* The same from bytes in memory; `file` names them. */
struct price_book *price_book_read(const char *bytes, size_t length, const char *file,
                                   struct error *error);
void price_book_free(struct price_book *book);

/* NULL: there is no row of that id. */
const struct price *price_find(const struct price_book *book, const char *id);

/* Days from the price's date to `today`; negative where it is dated ahead. */
long price_age_days(const struct price *price, day_number today);

/* "62 days old", "1 day old", "today", "3 days ahead". */
enum { PRICE_AGE_TEXT = 40 };
const char *price_age_format(const struct price *price, day_number today,
                             char buffer[PRICE_AGE_TEXT]);

/* An amount as it would be typed: as many digits as give it back, an exponent only where people
 * would write one. `size` 64 always does. */
void price_format(double amount, char *buffer, size_t size);

/*
 * The value of a parameter that is a price (parameter->price not NULL) by this book (NULL: the
 * shipped one). An amount in USD per unit; the end of a tier, INFINITY where it is open; the
 * minimum in days, 0 where there is none. NaN: the book has no such row, which only an `optional`
 * parameter may meet. False, with ERROR_INPUT naming file and line: the row has another unit, or a
 * value beyond the range of the parameter.
 */
bool price_value(const struct price_book *book, const struct parameter *parameter, double *value,
                 struct error *error);

/* Sets the price parameters among `values` from the book; all of them, or none and the error
 * filled as by price_value(). */
bool price_book_apply(const struct price_book *book, const struct simulation *simulation,
                      double *values, struct error *error);

/* Whether the simulation has a parameter that is a price. */
bool price_is_used(const struct simulation *simulation);

/*
 * Parameters of a simulation. `row_id`, `per` and `what` are string literals: the row, its unit,
 * and what the person pays for.
 *
 *     PRICE("gcs_std", "GiB-month", "standard storage")   parameter gcs_std, USD per GiB-month
 *     PRICE_OPTIONAL(...)                                 NaN ("none") where there is no such row
 *     PRICE_TIER_END("gcs_egress", "GiB", "...")          parameter gcs_egress_to, GiB; INFINITY
 *                                                         ("open") where the tier has no end
 *     PRICE_TIER_END_OPTIONAL(...)
 *     PRICE_DAYS("gcs_archive", "GiB-month", "...")       parameter gcs_archive_days, days; 0: none
 *
 * What a person types is within the range; "open" ends no tier, and "none" leaves out an optional
 * row. Beyond the end of the last tier that has a row, a simulation says that there is no price.
 */
#define PRICE_PARAMETER(row_id, suffix, its_unit, most, per, what, field, may_lack)                \
    {                                                                                              \
        .name = row_id suffix, .unit = (its_unit), .kind = PARAMETER_REAL, .minimum = 0,           \
        .maximum = (most), .help = (what), .price = (row_id), .price_unit = (per),                 \
        .price_field = (field), .optional = (may_lack),                                            \
    }
#define PRICE(row_id, per, what)                                                                   \
    PRICE_PARAMETER(row_id, "", "USD per " per, 1e6, per, what, PRICE_AMOUNT, false)
#define PRICE_OPTIONAL(row_id, per, what)                                                          \
    PRICE_PARAMETER(row_id, "", "USD per " per, 1e6, per, what, PRICE_AMOUNT, true)
#define PRICE_TIER_END(row_id, per, what)                                                          \
    PRICE_PARAMETER(row_id, "_to", per, 1e18, per, what, PRICE_TIER_TO, false)
#define PRICE_TIER_END_OPTIONAL(row_id, per, what)                                                 \
    PRICE_PARAMETER(row_id, "_to", per, 1e18, per, what, PRICE_TIER_TO, true)
#define PRICE_DAYS(row_id, per, what)                                                              \
    PRICE_PARAMETER(row_id, "_days", "days", 36500, per, what, PRICE_MINIMUM_DAYS, false)

/* Generated from exercises/prices.csv. */
extern const char prices_shipped[];
extern const size_t prices_shipped_length;

#endif
