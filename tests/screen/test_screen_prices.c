/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices in the player: where one comes from, how old it is, and what was set by hand. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/process.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"

#define HEADER "id,unit,price_usd,as_of,source\n"
#define SCREEN "simulation storage-class"

static char *home_with(const char *prices)
{
    char *home = home_make();
    assert_int_equal(setenv("XDG_CONFIG_HOME", home, 1), 0);
    free(home_write(home, "tutor338/prices.csv", prices));
    return home;
}

static void leave(char *home)
{
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
    home_remove(home);
}

/* Marks the parameter of that name, the marked one being told in the line of help. */
static void mark(struct screen_test *test, const char *help)
{
    for (int i = 0; i < 48 && !screen_shows(test, help); i++)
        screen_type(test, "j");
    screen_expect(test, help);
}

static void a_price_tells_its_age(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_archive,GiB-month,0.004,2026-11-01,my bill\n");
    struct screen_test test;
    struct screen_options options = {.first_screen = SCREEN};
    screen_open(&test, &options);
    mark(&test, "gcs_std: USD per GiB-month, of 2026-09-20 (61 days old), cloud.google.com");
    screen_type(&test, "\r"); /* while it is typed the range is told */
    screen_expect(&test, "gcs_std: standard storage (0 to 1000000 USD per GiB-month)");
    screen_type(&test, "0.03\r");
    screen_expect(&test, "gcs_std: USD per GiB-month, set by hand; the row says 0.02, of 2026");
    mark(&test, "gcs_archive: USD per GiB-month, your own of 2026-11-01 (19 days old), my bill");
    screen_type(&test, "\r-1\r");
    screen_expect(&test, "expected a number from 0 to 1000000 USD per GiB-month");
    screen_type(&test, "\033");
    screen_close(&test);
    leave(home);
}

static void the_table_lists_what_was_used(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_archive,GiB-month,0.004,2026-11-01,my bill\n");
    struct screen_test test;
    struct screen_options options = {.first_screen = SCREEN, .columns = 200, .rows = 60};
    screen_open(&test, &options);
    screen_type(&test, "t");
    screen_expect(&test, "Prices used, oldest first");
    screen_expect(&test, "of 2026-09-20 (61 days old), cloud.google.com/storage/pricing");
    screen_expect(&test, "your own of 2026-11-01 (19 days old), my bill");
    screen_expect(&test, "gcs_archive            0.004 USD per GiB-month");
    screen_reject(&test, "infracost"); /* the other provider's */
    screen_close(&test);
    leave(home);
}

/* A preset is over the person's prices, as the run it was opened with. */
static void a_preset_keeps_the_person_s_prices(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_std,GiB-month,0.5,2026-11-01,my bill\n");
    struct screen_test test;
    struct screen_options options = {.first_screen = SCREEN, .columns = 200, .rows = 60};
    screen_open(&test, &options);
    mark(&test, "gcs_std: USD per GiB-month, your own of 2026-11-01 (19 days old), my bill");
    screen_type(&test, "\r9\r");
    screen_expect(&test, "gcs_std: USD per GiB-month, set by hand; the row says 0.5");
    screen_type(&test, "o\r");
    screen_expect(&test, "a backup nobody reads");
    screen_expect(&test, "gcs_std: USD per GiB-month, your own of 2026-11-01");
    screen_close(&test);
    leave(home);
}

static void a_refused_file_is_told(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_std,GiB-month,0.5,,my bill\n");
    struct screen_test test;
    struct screen_options options = {.first_screen = "simulations", .columns = 200};
    screen_open(&test, &options);
    screen_type(&test, "G\r");
    for (int i = 0; i < 40 && !screen_shows(&test, "prices.csv:2"); i++)
        screen_type(&test, "\033k\r"); /* others may stand behind it in the list */
    screen_expect(&test, "prices.csv:2: as_of ''");
    screen_expect(&test, "Simulations");
    screen_close(&test);
    leave(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_price_tells_its_age),
        cmocka_unit_test(the_table_lists_what_was_used),
        cmocka_unit_test(a_preset_keeps_the_person_s_prices),
        cmocka_unit_test(a_refused_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
