/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of a day on the screen: a backlog, practice that changes no schedule, minutes that are
 * over. Each compared at three sizes with pictures that somebody looked at. */
#include <math.h>
#include <string.h>

#include "tests/support/screen.h"
#include "tests/support/suite.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void open_today(struct screen_test *test, size_t size)
{
    struct error error = {0};
    screen_open(test,
                &(struct screen_options){.columns = sizes[size].columns, .rows = sizes[size].rows});
    fixture_history(test);
    assert_true(collection_set(test->collection, "drill-every", "0", &error));
    assert_true(collection_set(test->collection, "simulations-per-session", "0", &error));
}

/* All that the plan holds, answered "good". */
static void learn(struct screen_test *test)
{
    struct error error = {0};
    struct plan plan;
    assert_true(collection_plan(test->collection, NULL, 0, &plan, &error));
    for (size_t i = 0; i < plan.count; i++) {
        struct answer answer = {.subject = plan.items[i].card_id, .grade = 4, .distance = NAN};
        assert_true(collection_answer(test->collection, &answer, NULL, &error));
    }
    plan_release(&plan);
}

/* More is due than two cards a day take. */
static void today_tells_of_a_backlog(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        struct error error = {0};
        open_today(&test, i);
        learn(&test);
        assert_true(collection_set(test.collection, "reviews-per-day", "2", &error));
        test.clock.fixed.utc_ms += INT64_C(9) * 86400000;
        app_replace(&test.app, "today", "");
        screen_type(&test, "\x0c");
        screen_expect(&test, "2 today");
        screen_golden(&test, "today-backlog");
        screen_close(&test);
    }
}

static void practice_changes_no_schedule(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        open_today(&test, i);
        screen_type(&test, "p");
        screen_expect(&test, "Practise which cards");
        screen_type(&test, "state:x\r");
        screen_expect(&test, "Practise which cards"); /* refused: it says what is wrong */
        screen_type(&test, "\x1b");
        screen_reject(&test, "Practise which cards");
        screen_type(&test, "pstorage");
        screen_golden(&test, "today-practise");
        screen_type(&test, "\r");
        screen_expect(&test, "Practice: changes no schedule");
        screen_golden(&test, "practice-asking");
        screen_type(&test, " ");
        screen_golden(&test, "practice-revealed");
        screen_type(&test, "1");
        screen_expect(&test, "It comes again in this practice.");
        screen_type(&test, "u");
        screen_expect(&test, "Taken back.");
        screen_type(&test, " 3");
        screen_expect(&test, "Its schedule stays as it was.");
        for (int k = 0; k < 40 && !screen_shows(&test, "no schedule changed"); k++)
            screen_type(&test, " 3");
        screen_golden(&test, "practice-summary");
        screen_type(&test, "u");
        screen_expect(&test, "Practice: changes no schedule");
        screen_expect(&test, "1 of 1");
        screen_close(&test);
    }
}

static void nothing_matches(void **state)
{
    (void)state;
    struct screen_test test;
    open_today(&test, 0);
    screen_type(&test, "pxyzzy\r");
    screen_expect(&test, "No active card matches.");
    screen_close(&test);
}

static void minutes_that_are_over_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        struct error error = {0};
        open_today(&test, i);
        assert_true(collection_set(test.collection, "session-minutes", "1", &error));
        screen_type(&test, "\r");
        test.clock.elapsed_ms += 61000;
        screen_type(&test, " 3");
        screen_expect(&test, "The minute is over;");
        screen_golden(&test, "summary-over");
        screen_close(&test);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(today_tells_of_a_backlog),
        cmocka_unit_test(practice_changes_no_schedule),
        cmocka_unit_test(nothing_matches),
        cmocka_unit_test(minutes_that_are_over_are_told),
    };
    return cmocka_run_group_tests_name("queue on the screen", tests, NULL, NULL);
}
