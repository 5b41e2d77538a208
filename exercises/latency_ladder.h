/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long things take in a computer and between computers: orders of magnitude, each with a date
 * and a source.
 *
 * A ladder is read from comma-separated values (engine/base/csv.h); the first record names the
 * columns, in any order, others are passed over:
 *
 *     id           "ssd_read"
 *     what         noun phrase that fits before "takes"
 *     nanoseconds  above 0, none below that of the row before
 *     as_of        the day the number was given, YYYY-MM-DD
 *     source       where it was read
 *
 * The shipped one is exercises/latencies.csv.
 */
#ifndef EXERCISES_LATENCY_LADDER_H
#define EXERCISES_LATENCY_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/clock.h"
#include "engine/base/error.h"
#include "engine/base/memory.h"

struct rung {
    const char *id, *what, *source;
    double seconds;
    day_number as_of;
};

struct latency_ladder {
    struct rung *rungs; /* from the fastest to the slowest */
    size_t count, capacity;
    struct arena arena; /* owns the texts */
};

/* The one that comes with the program; read once, never freed. */
const struct latency_ladder *latency_ladder_shipped(void);

/* NULL: refused; ERROR_INPUT names file and line, and what was expected. `file` names the bytes. */
struct latency_ladder *latency_ladder_read(const char *bytes, size_t length, const char *file,
                                           struct error *error);
void latency_ladder_free(struct latency_ladder *ladder);

/* NULL: there is no rung of that id. */
const struct rung *latency_rung(const struct latency_ladder *ladder, const char *id);

/* Generated from exercises/latencies.csv. */
extern const char latencies_shipped[];
extern const size_t latencies_shipped_length;

#endif
