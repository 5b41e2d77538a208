/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FSRS-6: what its formulas promise, and its place in a collection. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/fsrs.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"

static struct clock test_now;

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fabs(b);
}

/* Somewhere between the bounds. */
static void any_parameters(struct random_source *random, double w[FSRS_PARAMETERS])
{
    for (int i = 0; i < FSRS_PARAMETERS; i++)
        w[i] = fsrs_least[i] + random_unit(random) * (fsrs_most[i] - fsrs_least[i]);
}

/* By the definition of stability, for every curve. */
static void recall_is_nine_in_ten_at_stability(void **state)
{
    (void)state;
    struct random_source random;
    double w[FSRS_PARAMETERS];
    random_init(&random, 1);
    for (int i = 0; i < 1000; i++) {
        any_parameters(&random, w);
        double stability = 0.01 + 1000 * random_unit(&random);
        assert_true(near(fsrs_retrievability(w, stability, stability), 0.9));
        assert_true(near(fsrs_retrievability(w, 0, stability), 1));
    }
    for (int days = 1; days < 36500; days *= 3)
        assert_int_equal(fsrs_interval(fsrs_default, days, 0.9), days);
    assert_int_equal(fsrs_interval(fsrs_default, 0.001, 0.9), 1);
    assert_int_equal(fsrs_interval(fsrs_default, 36500, 0.7), FSRS_INTERVAL_MOST);
}

/* A better grade never remembers less long, and everything stays within its limits. */
static void memories_stay_within_limits(void **state)
{
    (void)state;
    struct random_source random;
    double w[FSRS_PARAMETERS];
    random_init(&random, 2);
    for (int i = 0; i < 20000; i++) {
        any_parameters(&random, w);
        struct fsrs_memory memory = fsrs_first(w, 1 + (int)random_below(&random, 4));
        for (int k = 0; k < 10; k++) {
            int days = (int)random_below(&random, 4) ? (int)random_below(&random, 3000) : 0;
            memory = fsrs_next(w, memory, days, 1 + (int)random_below(&random, 4));
            assert_true(memory.stability >= FSRS_STABILITY_LEAST);
            assert_true(memory.stability <= FSRS_STABILITY_MOST);
            assert_true(memory.difficulty >= 1 && memory.difficulty <= 10);
        }
    }
    struct fsrs_memory memory = {20, 5};
    double before = 0;
    for (int rating = 1; rating <= 4; rating++) {
        double after = fsrs_next(fsrs_default, memory, 20, rating).stability;
        assert_true(after > before);
        before = after;
    }
}

static void grades_are_ratings(void **state)
{
    (void)state;
    static const int ratings[] = {1, 1, 1, 2, 3, 4};
    for (int grade = 0; grade <= 5; grade++)
        assert_int_equal(fsrs_rating(grade), ratings[grade]);
}

/* The ease is the factor by which "good" in time lengthens the interval. */
static void taken_over_from_another_program(void **state)
{
    (void)state;
    struct fsrs_memory memory = fsrs_from_interval(fsrs_default, 30, 1.9);
    assert_true(near(memory.stability, 30));
    assert_true(near(fsrs_next(fsrs_default, memory, 30, 3).stability, 30 * 1.9));
    for (int ease = 130; ease <= 1000; ease += 10) {
        memory = fsrs_from_interval(fsrs_default, 36500, ease / 100.0);
        assert_true(memory.difficulty >= 1 && memory.difficulty <= 10);
    }
}

static void parameters_as_text(void **state)
{
    (void)state;
    struct text text = {0}, again = {0};
    struct error error = {0};
    double w[FSRS_PARAMETERS];
    fsrs_parameters_write(fsrs_default, &text);
    assert_true(fsrs_parameters_read(text.data, w, &error));
    assert_memory_equal(w, fsrs_default, sizeof w);
    struct random_source random;
    random_init(&random, 3);
    any_parameters(&random, w);
    text_clear(&text);
    fsrs_parameters_write(w, &text);
    assert_true(text.length < SETTING_TEXT_SIZE);
    assert_true(fsrs_parameters_read(text.data, w, &error));
    fsrs_parameters_write(w, &again);
    assert_string_equal(text.data, again.data);
    text_release(&text);
    text_release(&again);
}

/* --- In a collection ---------------------------------------------------------------------------
 */

static struct collection *with_cards(const char *path)
{
    struct harvest harvest = {.file = "/notes/a.md"};
    test_clock(&test_now, "2026-03-01T10:00:00+01:00");
    struct collection *c = test_open(path, &test_now);
    for (int i = 0; i < 4; i++) {
        char front[16], back[16];
        (void)snprintf(front, sizeof front, "Topic %d", i);
        (void)snprintf(back, sizeof back, "answer %c", 'a' + i * 5);
        (void)test_draft(&harvest, "Part", front, back, i + 1);
    }
    (void)test_import_one(c, &harvest);
    harvest_release(&harvest);
    return c;
}

static void set(struct collection *c, const char *name, const char *value)
{
    struct error error = {0};
    if (!collection_set(c, name, value, &error))
        fail_msg("%s", error.message);
}

static struct schedule schedule_of(struct collection *c, const char *front)
{
    struct schedule schedule;
    struct error error = {0};
    char id[40];
    (void)snprintf(id, sizeof id, "%s", test_find(c, front));
    assert_true(collection_schedule(c, ITEM_CARD, id, &schedule, &error));
    return schedule;
}

static void grade(struct collection *c, const char *front, int value)
{
    char id[40];
    (void)snprintf(id, sizeof id, "%s", test_find(c, front));
    (void)test_grade(c, id, value);
}

/* Another scheduler tells all answers anew, and back again; what was answered stays. */
static void a_change_replays(void **state)
{
    (void)state;
    struct collection *c = with_cards("change.db");
    grade(c, "Topic 0", 4);
    test_clock_add(&test_now, 1, 0);
    grade(c, "Topic 0", 4);
    grade(c, "Topic 1", 1);
    grade(c, "Topic 1", 4); /* a repeat */
    struct schedule sm2 = schedule_of(c, "Topic 0"), repeated = schedule_of(c, "Topic 1");
    assert_int_equal(sm2.interval_days, 6);
    assert_true(isnan(sm2.stability));

    set(c, "scheduler", "fsrs");
    struct schedule fsrs = schedule_of(c, "Topic 0"), again = schedule_of(c, "Topic 1");
    struct fsrs_memory memory = fsrs_next(fsrs_default, fsrs_first(fsrs_default, 3), 1, 3);
    assert_true(near(fsrs.stability, memory.stability));
    assert_true(near(fsrs.difficulty, memory.difficulty));
    assert_int_equal(fsrs.interval_days, fsrs_interval(fsrs_default, memory.stability, 0.9));
    assert_int_equal(fsrs.due, fsrs.last_review + fsrs.interval_days);
    memory = fsrs_next(fsrs_default, fsrs_first(fsrs_default, 1), 0, 3);
    assert_true(near(again.stability, memory.stability)); /* where a repeat counts */
    assert_int_equal(again.lapses, repeated.lapses);
    assert_int_equal(test_doctor(c, false), 0);

    set(c, "scheduler", "sm2");
    struct schedule back = schedule_of(c, "Topic 0");
    assert_int_equal(back.interval_days, sm2.interval_days);
    assert_int_equal(back.due, sm2.due);
    assert_true(isnan(back.stability));
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void settings_move_what_is_due(void **state)
{
    (void)state;
    struct collection *c = with_cards("settings.db");
    struct text parameters = {0};
    double w[FSRS_PARAMETERS];
    set(c, "scheduler", "fsrs");
    grade(c, "Topic 0", 5);
    assert_int_equal(schedule_of(c, "Topic 0").interval_days, 8);
    set(c, "retention", "0.8");
    int longer = schedule_of(c, "Topic 0").interval_days;
    assert_int_equal(longer, fsrs_interval(fsrs_default, 8.2956, 0.8));
    assert_true(longer > 8);
    memcpy(w, fsrs_default, sizeof w);
    w[3] = 20;
    fsrs_parameters_write(w, &parameters);
    set(c, "retention", "0.9");
    set(c, "fsrs-parameters", parameters.data);
    assert_int_equal(schedule_of(c, "Topic 0").interval_days, 20);
    assert_int_equal(test_doctor(c, false), 0);
    set(c, "fsrs-parameters", "");
    assert_int_equal(schedule_of(c, "Topic 0").interval_days, 8);
    text_release(&parameters);

    struct error error = {0};
    assert_false(collection_set(c, "fsrs-parameters", "1 2 3", &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    assert_false(collection_set(c, "retention", "1", &error));
    assert_int_equal(schedule_of(c, "Topic 0").interval_days, 8);
    collection_close(c);
}

/* What the keys promise is what then happens. */
static void the_preview_holds(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("preview.db");
    set(c, "scheduler", "fsrs");
    for (int day = 0; day < 60; day++) {
        char id[40];
        struct schedule after;
        int given = day % 7 ? 3 + day % 3 : 1;
        (void)snprintf(id, sizeof id, "%s", test_find(c, "Topic 2"));
        assert_true(collection_preview(c, ITEM_CARD, id, given, &after, &error));
        struct graded graded = test_grade(c, id, given);
        assert_int_equal(graded.after.due, after.due);
        assert_true(near(graded.after.stability, after.stability));
        test_clock_add(&test_now, day % 5, 30); /* also on one day */
    }
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* A card that never was asked and is given a day begins like a new one. */
static void a_day_was_set(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("set.db");
    char id[40];
    (void)snprintf(id, sizeof id, "%s", test_find(c, "Topic 3"));
    set(c, "scheduler", "fsrs");
    assert_true(collection_care(c, CARE_DUE, id, "2026-03-01", &error));
    grade(c, "Topic 3", 4);
    assert_true(near(schedule_of(c, "Topic 3").stability, fsrs_default[2]));
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recall_is_nine_in_ten_at_stability),
        cmocka_unit_test(memories_stay_within_limits),
        cmocka_unit_test(grades_are_ratings),
        cmocka_unit_test(taken_over_from_another_program),
        cmocka_unit_test(parameters_as_text),
        cmocka_unit_test(a_change_replays),
        cmocka_unit_test(settings_move_what_is_due),
        cmocka_unit_test(the_preview_holds),
        cmocka_unit_test(a_day_was_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
