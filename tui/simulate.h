/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulation run from beginning to end, without a screen: as tables and as JSON. */
#ifndef TUI_SIMULATE_H
#define TUI_SIMULATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "engine/base/error.h"
#include "exercises/simulation.h"
#include "tui/pricing.h"

/* Runs "NAME parameter=value ..." over the person's prices and prints its results beside theory. */
bool simulate_plain(const char *link, uint64_t seed, const struct clock *clock, FILE *out,
                    struct error *error);

/* Whether the simulation of "NAME parameter=value ..." is there; notes may name others. */
bool simulate_exists(const char *link);

/* `pricing` is what the run was started with; it is not looked at where there are no prices. */
void simulate_print_plain(const struct run *run, const struct pricing *pricing, FILE *out);
void simulate_print_json(const struct run *run, const struct pricing *pricing, FILE *out);

/*
 * The run as a file, whole or not at all; the ending decides: ".svg" that picture, ".csv" results
 * and series as a table, ".json" all of it. Another ending is ERROR_USAGE.
 */
bool simulate_write(const struct run *run, const struct pricing *pricing, size_t picture,
                    const char *path, struct error *error);

/* A picture of the run (as run_draw() counts them) as SVG, whatever the path is called. */
bool simulate_write_svg(const struct run *run, size_t picture, const char *path,
                        struct error *error);

#endif
