/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SM-2 by our own table, by properties, and by the given sequences where they are at hand. */
#include "tests/support/suite.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/random.h"
#include "engine/scheduler.h"

static struct scheduling sm2;

static void review_when_due(struct schedule *schedule, int grade)
{
    day_number today = schedule->reviewed ? schedule->due : 20000;
    assert_false(schedule_grade(schedule, &sm2, today, grade));
}

static void follows_the_table(void **state)
{
    (void)state;
    static const struct {
        int grade, repetitions, interval, ease;
    } rows[] = {
        {4, 1, 1, 250},  {4, 2, 6, 250}, {5, 3, 16, 260},                  /* 6 x 2.60 = 15.6 */
        {3, 4, 40, 246},                                                   /* 16 x 2.46 = 39.36 */
        {1, 1, 1, 246},  {4, 2, 6, 246}, {4, 3, 15, 246},                  /* 14.76 */
        {0, 1, 1, 246},  {2, 1, 1, 246}, {5, 2, 6, 256},  {5, 3, 16, 266}, /* 15.96 */
        {5, 4, 45, 276},                                                   /* 44.16 */
    };
    struct schedule schedule;
    schedule_init(&schedule);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        review_when_due(&schedule, rows[i].grade);
        assert_int_equal(schedule.repetitions, rows[i].repetitions);
        assert_int_equal(schedule.interval_days, rows[i].interval);
        assert_int_equal(schedule.ease_hundredths, rows[i].ease);
    }
    assert_int_equal(schedule.lapses, 2);
}

static void whole_products_are_not_rounded_up(void **state)
{
    (void)state;
    struct schedule schedule;
    schedule_init(&schedule);
    for (int i = 0; i < 3; i++)
        review_when_due(&schedule, 4);
    assert_int_equal(schedule.interval_days, 15); /* 6 x 2.50 exactly */
    schedule.ease_hundredths = 290;
    schedule.interval_days = 10;
    review_when_due(&schedule, 5);
    assert_int_equal(schedule.interval_days, 30); /* 10 x 3.00 exactly */
}

static void stays_in_bounds(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 5);
    for (int card = 0; card < 2000; card++) {
        struct schedule schedule;
        schedule_init(&schedule);
        for (int i = 0; i < 60; i++) {
            review_when_due(&schedule, (int)random_below(&random, 6));
            assert_true(schedule.ease_hundredths >= 130);
            assert_in_range(schedule.interval_days, 1, 36500);
            assert_true(schedule.repetitions >= 1);
        }
    }
}

static void interval_is_capped(void **state)
{
    (void)state;
    struct schedule schedule;
    schedule_init(&schedule);
    for (int i = 0; i < 40; i++)
        review_when_due(&schedule, 5);
    assert_int_equal(schedule.interval_days, 36500);
}

static void same_day_repeats_change_nothing(void **state)
{
    (void)state;
    struct schedule schedule, before;
    schedule_init(&schedule);
    assert_false(schedule_grade(&schedule, &sm2, 100, 1));
    assert_true(schedule_again_today(&schedule, 100));
    before = schedule;
    assert_true(schedule_grade(&schedule, &sm2, 100, 3));
    assert_true(schedule_again_today(&schedule, 100));
    assert_true(schedule_grade(&schedule, &sm2, 100, 5));
    assert_false(schedule_again_today(&schedule, 100));
    assert_int_equal(schedule.interval_days, before.interval_days);
    assert_int_equal(schedule.ease_hundredths, before.ease_hundredths);
    assert_int_equal(schedule.due, before.due);
    assert_int_equal(schedule.last_grade, 5);
}

static void late_reviews_count_from_their_day(void **state)
{
    (void)state;
    struct schedule schedule;
    schedule_init(&schedule);
    (void)schedule_grade(&schedule, &sm2, 100, 4);
    (void)schedule_grade(&schedule, &sm2, 150, 4);
    assert_int_equal(schedule.due, 156);
}

static void check_sequence(const json_t *sequence)
{
    const json_t *steps = json_object_get(sequence, "steps");
    struct schedule schedule;
    schedule_init(&schedule);
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        review_when_due(&schedule, (int)json_integer_value(json_object_get(step, "grade")));
        assert_int_equal(schedule.repetitions,
                         json_integer_value(json_object_get(step, "repetitions")));
        assert_int_equal(schedule.interval_days,
                         json_integer_value(json_object_get(step, "interval_days")));
        assert_int_equal(schedule.ease_hundredths,
                         lround(json_number_value(json_object_get(step, "ease")) * 100));
    }
}

static void meets_the_given_sequences(void **state)
{
    (void)state;
    char path[1024];
    const char *root = getenv("SOURCE_ROOT");
    (void)snprintf(path, sizeof path, "%s/../shared/vectors/sm2.json", root ? root : ".");
    json_t *all = json_load_file(path, 0, NULL);
    if (!all) {
        print_message("# skipped: %s is not there\n", path);
        skip();
    }
    const json_t *sequences = json_object_get(all, "sequences");
    assert_true(json_array_size(sequences) > 0);
    for (size_t i = 0; i < json_array_size(sequences); i++)
        check_sequence(json_array_get(sequences, i));
    json_decref(all);
}

static void early_practice_proves_nothing(void **state)
{
    (void)state;
    struct schedule schedule, before;
    schedule_init(&schedule);
    assert_false(schedule_practice(&schedule, &sm2, 100, 4));
    assert_false(schedule_practice(&schedule, &sm2, 101, 4));
    assert_int_equal(schedule.due, 107);
    before = schedule;
    assert_true(schedule_practice(&schedule, &sm2, 102, 5));
    assert_int_equal(schedule.last_seen, 102);
    assert_int_equal(schedule.last_grade, 5);
    assert_int_equal(schedule.due, before.due);
    assert_int_equal(schedule.interval_days, before.interval_days);
    assert_int_equal(schedule.ease_hundredths, before.ease_hundredths);
    assert_int_equal(schedule.repetitions, before.repetitions);
    assert_false(schedule_practice(&schedule, &sm2, 103, 1)); /* forgotten: that counts */
    assert_int_equal(schedule.due, 104);
    assert_int_equal(schedule.lapses, 1);
    assert_false(schedule_practice(&schedule, &sm2, 104, 4)); /* on its day, it counts again */
    assert_int_equal(schedule.last_review, 104);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_table),
        cmocka_unit_test(whole_products_are_not_rounded_up),
        cmocka_unit_test(stays_in_bounds),
        cmocka_unit_test(interval_is_capped),
        cmocka_unit_test(same_day_repeats_change_nothing),
        cmocka_unit_test(late_reviews_count_from_their_day),
        cmocka_unit_test(early_practice_proves_nothing),
        cmocka_unit_test(meets_the_given_sequences),
    };
    scheduling_init(&sm2, scheduler_find("sm2"));
    return sm2.scheduler ? cmocka_run_group_tests_name("sm2", tests, NULL, NULL) : 1;
}
