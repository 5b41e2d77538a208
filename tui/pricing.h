/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The prices in force: the shipped ones, those of the person's
 * $XDG_CONFIG_HOME/tutor338/prices.csv over them, and the day to which their age is counted. What a
 * run made of them is told here too, in words and as JSON: row, age, source, and what was set by
 * hand.
 */
#ifndef TUI_PRICING_H
#define TUI_PRICING_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "engine/base/clock.h"
#include "engine/base/error.h"
#include "engine/base/text.h"
#include "exercises/price.h"
#include "exercises/simulation.h"

struct pricing {
    struct price_book *book; /* NULL: not read, as the simulation has no prices */
    day_number today;        /* the civil day of the clock */
};

/*
 * Reads the person's file for a simulation, where it has prices (NULL: for any). ERROR_INPUT names
 * file and line of what is refused; pricing_release() may then be called or not.
 */
bool pricing_open(struct pricing *pricing, const struct simulation *simulation,
                  const struct clock *clock, struct error *error);
void pricing_release(struct pricing *pricing);

/* Where the person's file is, or would be; the caller frees. */
char *pricing_path(void);

/* simulation_defaults(), with the prices in force. ERROR_INPUT as price_book_apply(). */
bool pricing_defaults(const struct pricing *pricing, const struct simulation *simulation,
                      double *values, struct error *error);

/* One price parameter of a run. */
struct price_use {
    const struct parameter *parameter;
    const struct price *row; /* NULL: there is none, the parameter is optional */
    double value;            /* in the run */
    double listed;           /* what the row says; NaN without one */
    bool changed;            /* they differ: set by hand */
    bool used;               /* an observation names its row, or none names any */
};

/*
 * Fills `uses` (MOST_PARAMETERS of room) with the price parameters, the oldest row first, those
 * without a row last; returns how many. `report` is that of the run.
 */
size_t pricing_uses(const struct pricing *pricing, const struct run *run,
                    const struct report *report, struct price_use *uses);

/* Appends the section "Prices used", rows of one date and source together; nothing where the
 * simulation has no prices. */
void pricing_text(const struct pricing *pricing, const struct run *run, const struct report *report,
                  struct text *out);

/* Appends "gcs_std: USD per GiB-month, of 2026-09-20 (62 days old), SOURCE". */
void pricing_help(const struct pricing *pricing, const struct parameter *parameter, double value,
                  struct text *out);

/* [{id, parameter, price, unit, listed, as_of, age_days, source, confidence, own, changed, used}]:
 * every price parameter, in the order of pricing_uses(). */
json_t *pricing_json(const struct pricing *pricing, const struct run *run,
                     const struct report *report);

/* All rows, or those that a simulation uses (NULL: all): as text, and as a JSON array. */
void pricing_list(const struct pricing *pricing, const struct simulation *simulation,
                  struct text *out);
json_t *pricing_list_json(const struct pricing *pricing, const struct simulation *simulation);

#endif
