/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a changed price takes to be seen: a whole run, its results, and every picture of it. */
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include "engine/base/clock.h"
#include "exercises/price.h"

enum { ROUNDS = 10 };

static void draw_pictures(const struct run *run, const struct report *report)
{
    struct canvas canvas;
    canvas_init(&canvas, 100, 32);
    for (size_t i = 0; i <= run_simulation(run)->picture_count; i++) {
        canvas_clear(&canvas);
        run_draw(run, i, report, &canvas);
    }
    canvas_release(&canvas);
}

static void measure(const struct simulation *simulation, const struct clock *clock)
{
    double values[MOST_PARAMETERS];
    int64_t running = 0, drawing = 0;
    long steps = 0;
    simulation_defaults(simulation, values);
    for (int i = 0; i < ROUNDS; i++) {
        struct error error = {0};
        struct report report = {0};
        int64_t begun = clock_elapsed_ms(clock);
        struct run *run = run_start(simulation, values, NULL, (uint64_t)i + 1, &error);
        if (!run)
            exit(1);
        run_complete(run);
        run_observe(run, &report);
        int64_t ran = clock_elapsed_ms(clock);
        draw_pictures(run, &report);
        drawing += clock_elapsed_ms(clock) - ran;
        running += ran - begun;
        steps = run_position(run);
        report_release(&report);
        run_free(run);
    }
    printf("%s: a run of %ld steps %.1f ms (to reach 1000), a picture %.2f ms (to reach 10)\n",
           simulation->name, steps, (double)running / ROUNDS,
           (double)drawing / ROUNDS / (double)(simulation->picture_count + 1));
}

int main(void)
{
    struct clock clock;
    clock_init_system(&clock);
    (void)gsl_set_error_handler_off();
    for (size_t i = 0; simulation_registry[i]; i++)
        if (price_is_used(simulation_registry[i]))
            measure(simulation_registry[i], &clock);
    return 0;
}
