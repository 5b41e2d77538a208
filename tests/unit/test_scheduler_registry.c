/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every scheduler promises, whichever is chosen. */
#include <math.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/scheduler.h"
#include "tests/support/suite.h"

enum { HISTORIES = 2000, INTERVAL_MOST = 36500 };

/* One item's life: some reviews in time, some early, late, or repeated on the day. */
static day_number next_day(struct random_source *random, const struct schedule *schedule,
                           day_number day)
{
    switch (random_below(random, 5)) {
    case 0:
        return day;
    case 1:
        return day + 1 + (day_number)random_below(random, 3000);
    case 2:
        return day - 1; /* one date lived twice */
    default:
        return schedule->due != DAY_NONE && schedule->due > day ? schedule->due : day + 1;
    }
}

static void check_state(const struct schedule *schedule, const struct scheduling *scheduling,
                        day_number day, int grade)
{
    assert_true(schedule->reviewed);
    assert_in_range(schedule->interval_days, 1, INTERVAL_MOST);
    assert_true(schedule->due == schedule->last_review + schedule->interval_days);
    assert_int_equal(schedule->last_grade, grade);
    assert_int_equal(schedule->last_seen, day);
    assert_int_equal(schedule_again_today(schedule, day), grade < 4);
    double recall = schedule_retrievability(schedule, scheduling, schedule->last_review);
    for (int days = 1; days < 5000; days *= 5) {
        double later = schedule_retrievability(schedule, scheduling, schedule->last_review + days);
        assert_true(later > 0 && later <= recall && recall <= 1);
        recall = later;
    }
}

static void live(const struct scheduling *scheduling, struct random_source *random,
                 struct schedule *schedule)
{
    day_number day = 20000;
    schedule_init(schedule);
    assert_true(isnan(schedule_retrievability(schedule, scheduling, day)));
    for (int i = 0; i < 12; i++) {
        struct schedule before = *schedule;
        int grade = (int)random_below(random, 6);
        bool repeat = schedule_grade(schedule, scheduling, day, grade);
        assert_int_equal(repeat, before.last_review != DAY_NONE && day <= before.last_review);
        assert_int_equal(schedule->lapses, before.lapses + (!repeat && grade < 3 && before.passed));
        check_state(schedule, scheduling, day, grade);
        day = next_day(random, schedule, day);
    }
}

static void every_history_ends_in_a_state(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        struct scheduling scheduling;
        struct random_source random;
        scheduling_init(&scheduling, scheduler_registry[i]);
        random_init(&random, i);
        for (int k = 0; k < HISTORIES; k++) {
            struct schedule schedule;
            live(&scheduling, &random, &schedule);
        }
    }
}

/* The same history gives the same state, to the last bit: tables are compared with replays. */
static void a_history_is_repeatable(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        struct scheduling scheduling;
        scheduling_init(&scheduling, scheduler_registry[i]);
        for (uint64_t seed = 0; seed < 200; seed++) {
            struct random_source a, b;
            struct schedule first = {0}, second = {0};
            random_init(&a, seed);
            random_init(&b, seed);
            live(&scheduling, &a, &first);
            live(&scheduling, &b, &second);
            assert_int_equal(first.due, second.due);
            assert_int_equal(memcmp(&first.stability, &second.stability, sizeof first.stability),
                             0);
            assert_int_equal(memcmp(&first.difficulty, &second.difficulty, sizeof(double)), 0);
        }
    }
}

/* The buttons from "again" to "easy" promise intervals that do not fall. */
static void a_better_grade_never_comes_sooner(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        struct scheduling scheduling;
        struct random_source random;
        scheduling_init(&scheduling, scheduler_registry[i]);
        random_init(&random, 9);
        for (int k = 0; k < HISTORIES; k++) {
            struct schedule schedule;
            live(&scheduling, &random, &schedule);
            day_number day = schedule.due + (day_number)random_below(&random, 50), due = day;
            for (int grade = 0; grade <= 5; grade++) {
                struct schedule after = schedule;
                (void)schedule_grade(&after, &scheduling, day, grade);
                assert_true(after.due >= due);
                due = after.due;
            }
        }
    }
}

/* Where an item is asked as soon as it is due, nine of ten should be remembered. */
static void what_is_due_is_about_to_be_forgotten(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        struct scheduling scheduling;
        struct schedule schedule;
        scheduling_init(&scheduling, scheduler_registry[i]);
        schedule_init(&schedule);
        day_number day = 20000;
        for (int k = 0; k < 8; k++) {
            (void)schedule_grade(&schedule, &scheduling, day, 4);
            day = schedule.due;
            double recall = schedule_retrievability(&schedule, &scheduling, day);
            assert_true(fabs(recall - 0.9) < 0.03); /* intervals are whole days */
        }
    }
}

/* What came with an interval from elsewhere can be told at once, and goes on from there. */
static void an_interval_is_adopted(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        struct scheduling scheduling;
        struct schedule schedule;
        scheduling_init(&scheduling, scheduler_registry[i]);
        schedule_init(&schedule);
        schedule.reviewed = schedule.passed = true;
        schedule.repetitions = 4;
        schedule.interval_days = 40;
        schedule.last_review = 20000;
        schedule.due = 20040;
        if (scheduling.scheduler->adopt)
            scheduling.scheduler->adopt(&schedule, &scheduling);
        assert_int_equal(schedule.due, 20040);
        double recall = schedule_retrievability(&schedule, &scheduling, 20040);
        assert_true(fabs(recall - 0.9) < 1e-9);
        (void)schedule_grade(&schedule, &scheduling, 20040, 4);
        assert_in_range(schedule.interval_days, 80, 120); /* ease 2.5 */
    }
}

/* A pass before its day moves a skill nowhere; a failure counts at once. */
static void practice_before_its_day(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        struct scheduling scheduling;
        struct schedule schedule;
        scheduling_init(&scheduling, scheduler_registry[i]);
        schedule_init(&schedule);
        assert_false(schedule_practice(&schedule, &scheduling, 20000, 5));
        (void)schedule_practice(&schedule, &scheduling, schedule.due, 5);
        day_number due = schedule.due;
        int interval = schedule.interval_days;
        assert_true(due > 20005);
        assert_true(schedule_practice(&schedule, &scheduling, due - 1, 5));
        assert_int_equal(schedule.due, due);
        assert_false(schedule_practice(&schedule, &scheduling, due - 1, 0));
        assert_true(schedule.interval_days < interval);
        assert_int_equal(schedule.lapses, 1);
    }
}

static void names_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; scheduler_registry[i]; i++) {
        assert_ptr_equal(scheduler_find(scheduler_registry[i]->name), scheduler_registry[i]);
        assert_true(strlen(scheduler_registry[i]->title) > 0);
    }
    assert_non_null(scheduler_find("sm2"));
    assert_non_null(scheduler_find("fsrs"));
    assert_null(scheduler_find("SM2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_history_ends_in_a_state),
        cmocka_unit_test(a_history_is_repeatable),
        cmocka_unit_test(a_better_grade_never_comes_sooner),
        cmocka_unit_test(what_is_due_is_about_to_be_forgotten),
        cmocka_unit_test(an_interval_is_adopted),
        cmocka_unit_test(practice_before_its_day),
        cmocka_unit_test(names_are_unique),
    };
    return cmocka_run_group_tests_name("scheduler_registry", tests, NULL, NULL);
}
