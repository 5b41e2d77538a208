/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many pages `scan` walks in a second: 4,000,000 rows of 20 columns, a query that uses 5 of
 * them, with and without zone maps. Laying out the matches, at the first step, counts too.
 */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/clock.h"
#include "exercises/simulation.h"

static void bench(const char *settings)
{
    const struct simulation *simulation = simulation_find("scan");
    double values[MOST_PARAMETERS];
    struct error error = {0};
    struct clock clock;
    struct report report = {0};
    simulation_defaults(simulation, values);
    struct run *run = simulation_apply(simulation, values, settings, &error)
                          ? run_start(simulation, values, NULL, 1, &error)
                          : NULL;
    if (!run) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    clock_init_system(&clock);
    int64_t start = clock_elapsed_ms(&clock);
    run_complete(run);
    int64_t taken = clock_elapsed_ms(&clock) - start;
    run_observe(run, &report);
    double pages = 0;
    static const char *const names[] = {"row.pages_read", "row.pages_skipped", "column.pages_read",
                                        "column.pages_skipped"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        pages += report_mean(&report, names[i]);
    (void)printf("scan, %s: %.0f pages/s (%.0f pages in %lld ms)\n", settings,
                 pages * 1000 / (double)(taken > 0 ? taken : 1), pages, (long long)taken);
    report_release(&report);
    run_free(run);
}

int main(void)
{
    bench("rows=4000000 columns=20 columns-read=5 page-bytes=512");
    bench("rows=4000000 columns=20 columns-read=5 page-bytes=512 zone-maps=both");
    bench("rows=4000000 columns=20 columns-read=5 page-bytes=4096 zone-maps=both");
    return 0;
}
