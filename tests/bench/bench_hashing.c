/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast tables are built by the simulation `hash`, measuring and curves included. Operations are
 * insertions into tables of about 2^20 slots, to a load of .9. $UNORDERED_MAP, where it was built,
 * is std::unordered_map with as many.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/clock.h"
#include "exercises/simulation.h"

static double milliseconds(const struct clock *clock, const char *settings)
{
    const struct simulation *simulation = simulation_find("hash");
    double values[32];
    struct error error = {0};
    simulation_defaults(simulation, values);
    if (!simulation_apply(simulation, values, settings, &error)) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    int64_t start = clock_elapsed_ms(clock);
    struct run *run = run_start(simulation, values, NULL, 1, &error);
    if (!run) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    run_complete(run);
    run_free(run);
    int64_t spent = clock_elapsed_ms(clock) - start;
    return spent > 0 ? (double)spent : 1;
}

/* One frame of the screen: what is observed, again and again. */
static void bench_observe(const struct clock *clock)
{
    const struct simulation *simulation = simulation_find("hash");
    double values[32];
    struct error error = {0};
    enum { TIMES = 200 };
    simulation_defaults(simulation, values);
    (void)simulation_apply(simulation, values, "slots=2^22 load=0.9", &error);
    struct run *run = run_start(simulation, values, NULL, 1, &error);
    (void)run_step(run, 20);
    int64_t start = clock_elapsed_ms(clock);
    for (int i = 0; i < TIMES; i++) {
        struct report report = {0};
        run_observe(run, &report);
        report_release(&report);
    }
    (void)printf("%-34s %11.3f ms\n", "observing a table of 2^22 slots",
                 (double)(clock_elapsed_ms(clock) - start) / TIMES);
    run_free(run);
}

int main(void)
{
    static const struct {
        const char *name, *settings;
        double slots;
    } rows[] = {
        {"linear", "scheme=linear slots=2^20", 1 << 20},
        {"quadratic", "scheme=quadratic slots=2^20", 1 << 20},
        {"double", "scheme=double slots=1048573", 1048573},
        {"robin-hood", "scheme=robin-hood slots=2^20", 1 << 20},
        {"cuckoo, 4 choices", "scheme=cuckoo slots=2^20 choices=4", 1 << 20},
        {"cuckoo, 2 buckets of 4", "scheme=cuckoo slots=2^20 choices=2 bucket=4", 1 << 20},
        {"hopscotch", "scheme=hopscotch slots=2^20", 1 << 20},
        {"chaining", "scheme=chaining slots=2^20", 1 << 20},
        {"two-choice", "scheme=two-choice slots=2^20", 1 << 20},
    };
    enum { TABLES = 10 };
    struct clock clock;
    clock_init_system(&clock);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char settings[128];
        (void)snprintf(settings, sizeof settings, "%s load=0.9 trials=%d", rows[i].settings,
                       TABLES);
        double spent = milliseconds(&clock, settings);
        (void)printf("hashing: %-25s %11.0f operations/s (to reach 20,000,000)\n", rows[i].name,
                     TABLES * 0.9 * rows[i].slots * 1000 / spent);
    }
    (void)printf("%-34s %11.0f ms (to stay below 1000)\n", "10^6 insertions again",
                 milliseconds(&clock, "slots=1111111 load=0.9"));
    bench_observe(&clock);
    const char *peer = getenv("UNORDERED_MAP");
    (void)fflush(stdout);
    if (!peer || access(peer, X_OK) != 0) {
        (void)printf("skipped: std::unordered_map (no g++)\n");
        return 0;
    }
    (void)execl(peer, peer, (char *)NULL);
    return 1;
}
