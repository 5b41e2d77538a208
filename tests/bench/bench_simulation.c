/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast simulations run. Operations of `hash` are insertions into a table of 2^20 slots. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/clock.h"
#include "exercises/simulation.h"

static void set(const struct simulation *simulation, double *values, const char *name,
                const char *text)
{
    struct error error = {0};
    if (!simulation_set(simulation, values, name, text, &error)) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
}

int main(void)
{
    const struct simulation *simulation = simulation_find("hash");
    double values[32];
    struct error error = {0};
    struct clock clock;
    clock_init_system(&clock);
    simulation_defaults(simulation, values);
    set(simulation, values, "slots", "2^20");
    set(simulation, values, "load", "0.9");
    set(simulation, values, "trials", "40");
    int64_t start = clock_elapsed_ms(&clock);
    struct run *run = run_start(simulation, values, NULL, 1, &error);
    run_complete(run);
    double seconds = (double)(clock_elapsed_ms(&clock) - start) / 1000;
    run_free(run);
    (void)printf("hashing: %.0f operations/s (to reach 20,000,000)\n",
                 40 * 0.9 * 1048576 / (seconds > 0 ? seconds : 0.001));
    return 0;
}
