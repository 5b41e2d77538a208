/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast days of a pipeline of 50 tasks go by: in the simulation, which runs each day once by
 * need and twelve times by the clock (the chosen slack and the curve), and a day alone.
 */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/clock.h"
#include "exercises/identifier.h"
#include "exercises/schedule_day.h"
#include "exercises/simulation.h"

static double seconds_since(struct clock *clock, int64_t start)
{
    int64_t taken = clock_elapsed_ms(clock) - start;
    return (double)(taken > 0 ? taken : 1) / 1000;
}

static void bench_simulation(struct clock *clock, const char *name, const char *settings)
{
    enum { DAYS = 10000 };
    const struct simulation *dag = simulation_find("dag");
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(dag, values);
    if (!simulation_apply(dag, values, settings, &error)) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    int64_t start = clock_elapsed_ms(clock);
    struct run *run = run_start(dag, values, NULL, 1, &error);
    if (!run) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    run_complete(run);
    (void)printf("pipelines, %s of 50 tasks: %.0f days/s\n", name,
                 DAYS / seconds_since(clock, start));
    run_free(run);
}

static void bench_days(struct clock *clock)
{
    enum { DAYS = 200000 };
    const struct day_chances chances = {.mean = 10, .spread = 0.4, .failure = 0.1, .retries = 1};
    struct schedule_graph graph;
    struct day_rules rules;
    struct day_luck luck;
    struct day day;
    gsl_rng *rng = rng_from_seed(1);
    double sum = 0;
    graph_build(&graph, GRAPH_LAYERED, 50, rng);
    day_rules_init(&rules, &graph, 4, 2);
    int64_t start = clock_elapsed_ms(clock);
    for (int i = 0; i < DAYS; i++) {
        day_draw(&luck, &graph, &chances, rng);
        day_run(&day, &graph, &luck, &rules);
        sum += day.makespan;
    }
    (void)printf("pipelines, one orchestrated day of 50 tasks: %.0f days/s (mean end %.0f min)\n",
                 DAYS / seconds_since(clock, start), sum / DAYS);
    gsl_rng_free(rng);
}

int main(void)
{
    struct clock clock;
    clock_init_system(&clock);
    bench_simulation(&clock, "warehouse", "tasks=50 workers=4 days=10000");
    bench_simulation(&clock, "layered", "shape=layered graph=1 tasks=50 workers=4 days=10000");
    bench_days(&clock);
    return 0;
}
