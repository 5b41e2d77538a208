/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange with other devices from inside the tutor. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/devices.h"
#include "tests/support/screen.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"

static void without_a_folder_it_says_what_is_needed(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    screen_type(&test, ":sync\r");
    screen_expect(&test, "'sync' needs a folder the first time: tutor338 sync DIR");
    screen_close(&test);
}

/* A card of another device is due on the screen at once. */
static void what_comes_is_there_at_once(void **state)
{
    (void)state;
    struct screen_test test;
    struct device phone;
    struct harvest harvest;
    char config[600], here[400];
    device_open(&phone, "screen-sync", 1, "2026-11-20T07:00:00+01:00");
    test_harvest(&harvest, "/notes/a.md", "card", 3);
    (void)test_import_one(phone.c, &harvest);
    harvest_release(&harvest);
    (void)device_sync(&phone);
    assert_non_null(getcwd(here, sizeof here));
    (void)snprintf(config, sizeof config, "[folders]\nsync = %s/%s\n", here, phone.folder);
    screen_open(&test, &(struct screen_options){.config = config});
    screen_reject(&test, "card 0 asks");
    screen_type(&test, ":sync\r");
    screen_expect(&test, "5 events came from 1 device.");
    screen_type(&test, "\033");
    screen_type(&test, ":sync\r");
    screen_expect(&test, "Nothing new from the other devices.");
    assert_int_equal(test_state(test.collection, "card 0 asks after aaa"), CARD_ACTIVE);
    screen_close(&test);
    file_put_text(phone.file, "hello\nhello\n");
    screen_open(&test, &(struct screen_options){.config = config});
    screen_type(&test, ":sync\r");
    screen_expect(&test, "Nothing was exchanged");
    screen_expect(&test, "JSON");
    screen_close(&test);
    device_close(&phone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_folder_it_says_what_is_needed),
        cmocka_unit_test(what_comes_is_there_at_once),
    };
    return cmocka_run_group_tests_name("screen sync", tests, NULL, NULL);
}
