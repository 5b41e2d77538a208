/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every simulation in the player: its pictures, its table, two runs, and screens too small for it.
 */
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/simulation.h"
#include "tests/support/screen.h"

static void open_one(struct screen_test *test, const struct simulation *simulation, int columns,
                     int rows)
{
    static char first[80];
    (void)snprintf(first, sizeof first, "simulation %s", simulation->name);
    struct screen_options options = {.columns = columns, .rows = rows, .first_screen = first};
    screen_open(test, &options);
}

static void test_every_picture_is_turned_to(void **state)
{
    (void)state;
    for (size_t i = 0; simulation_registry[i]; i++) {
        const struct simulation *simulation = simulation_registry[i];
        struct screen_test test;
        open_one(&test, simulation, 100, 30);
        screen_expect(&test, simulation->title);
        screen_type(&test, "lll\033Gt");
        screen_expect(&test, "Measured and theory");
        screen_type(&test, " ");
        for (size_t p = 0; p < simulation->picture_count; p++) {
            char named[80];
            (void)snprintf(named, sizeof named, "Picture: %s.", simulation->pictures[p].name);
            screen_type(&test, "m");
            screen_expect(&test, named);
        }
        screen_type(&test, "v");
        screen_expect(&test, "(Enter changes its values)");
        screen_close(&test);
    }
}

/* A title as wide as the screen, and a picture without a row. */
static void test_small_screens(void **state)
{
    (void)state;
    for (size_t i = 0; simulation_registry[i]; i++) {
        struct screen_test test;
        int title = (int)strlen(simulation_registry[i]->title);
        open_one(&test, simulation_registry[i], title + 12, 12);
        screen_type(&test, "l\033G");
        screen_resize(&test, title + 4, 8);
        screen_resize(&test, 20, 5);
        screen_type(&test, "mmz");
        screen_resize(&test, 80, 24);
        screen_expect(&test, simulation_registry[i]->title);
        screen_close(&test);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_picture_is_turned_to),
        cmocka_unit_test(test_small_screens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
