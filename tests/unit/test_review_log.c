/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reviews of a collection as FSRS is fitted to them. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection.h"
#include "engine/fit.h"
#include "tests/support/near.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

static void check(struct collection *c, const struct fit_review *expected, size_t count)
{
    struct fit_log log = {0};
    struct error error = {0};
    assert_true(collection_review_log(c, &log, &error));
    assert_int_equal(log.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(log.reviews[i].card, expected[i].card);
        assert_int_equal(log.reviews[i].day, expected[i].day);
        assert_int_equal(log.reviews[i].grade, expected[i].grade);
    }
    fit_log_release(&log);
}

static void answers_in_order_without_those_undone(void **state)
{
    (void)state;
    struct collection *c = fresh("review-log.db");
    struct harvest harvest;
    struct error error = {0};
    struct undone undone;
    char a[40], b[40];
    test_harvest(&harvest, "/notes/a.md", "card", 3);
    (void)test_import_one(c, &harvest);
    check(c, NULL, 0);
    strcpy(a, test_find(c, harvest.drafts[0].front));
    strcpy(b, test_find(c, harvest.drafts[1].front));
    day_number day = collection_today(c);
    (void)test_grade(c, a, 4);
    test_clock_add(&now, 0, 1);
    (void)test_grade(c, b, 1);
    test_clock_add(&now, 0, 1);
    (void)test_grade(c, b, 3); /* a repeat of the day moves a memory, too */
    test_clock_add(&now, 1, 0);
    (void)test_grade(c, a, 5);
    const struct fit_review four[] = {{0, day, 4}, {1, day, 1}, {1, day, 3}, {0, day + 1, 5}};
    check(c, four, 4);
    assert_true(collection_undo(c, &undone, &error));
    check(c, four, 3);

    /* What was forgotten on purpose is learned as something new. */
    assert_true(collection_care(c, CARE_RESET, a, NULL, &error));
    test_clock_add(&now, 0, 1);
    (void)test_grade(c, a, 2);
    const struct fit_review after[] = {{0, day, 4}, {1, day, 1}, {1, day, 3}, {2, day + 1, 2}};
    check(c, after, 4);
    harvest_release(&harvest);
    collection_close(c);
}

/* A card that comes learned from elsewhere: its first answer here is not its first. */
static void cards_learned_elsewhere_wait_for_a_reset(void **state)
{
    (void)state;
    struct collection *c = fresh("review-log-elsewhere.db");
    struct harvest harvest;
    struct error error = {0};
    char a[40], b[40];
    test_harvest(&harvest, "/notes/a.md", "card", 2);
    harvest.drafts[0].schedule = "due=2026-11-20 interval=9 ease=270";
    harvest.drafts[1].back = "with an \"interval\":4 in its text";
    (void)test_import_one(c, &harvest);
    strcpy(a, test_find(c, harvest.drafts[0].front));
    strcpy(b, test_find(c, harvest.drafts[1].front));
    day_number day = collection_today(c);
    (void)test_grade(c, a, 4);
    test_clock_add(&now, 0, 1);
    (void)test_grade(c, b, 4);
    const struct fit_review one[] = {{0, day, 4}};
    check(c, one, 1);
    assert_true(collection_care(c, CARE_RESET, a, NULL, &error));
    test_clock_add(&now, 1, 0);
    (void)test_grade(c, a, 3);
    const struct fit_review two[] = {{0, day, 4}, {1, day + 1, 3}};
    check(c, two, 2);
    harvest_release(&harvest);
    collection_close(c);
}

/* With its answers it teaches all that they tell. */
static void histories_from_elsewhere_count(void **state)
{
    (void)state;
    struct collection *c = fresh("review-log-history.db");
    struct harvest harvest;
    struct draft_review reviews[2] = {{.grade = 4, .interval_days = 3, .ease_hundredths = 250},
                                      {.grade = 1, .interval_days = 1, .ease_hundredths = 250}};
    day_number day = collection_today(c);
    struct instant at = clock_now(&now);
    reviews[0].utc_ms = at.utc_ms - 10 * 86400000LL;
    reviews[1].utc_ms = at.utc_ms - 7 * 86400000LL;
    test_harvest(&harvest, "/notes/a.md", "card", 1);
    harvest.drafts[0].key = "anki:1#0";
    harvest.drafts[0].schedule = "due=2026-11-20 interval=7 ease=250";
    harvest.drafts[0].reviews = reviews;
    harvest.drafts[0].review_count = 2;
    (void)test_import_one(c, &harvest);
    (void)test_grade(c, test_find(c, harvest.drafts[0].front), 4);
    const struct fit_review three[] = {{0, day - 10, 4}, {0, day - 7, 1}, {0, day, 4}};
    check(c, three, 3);
    harvest_release(&harvest);
    collection_close(c);
}

/* The parameters in use are those of FSRS also while SM-2 decides. */
static void parameters_in_use(void **state)
{
    (void)state;
    struct collection *c = fresh("review-log-parameters.db");
    struct error error = {0};
    struct text list = {0};
    double w[FSRS_PARAMETERS], set[FSRS_PARAMETERS];
    collection_fsrs_parameters(c, w);
    assert_memory_equal(w, fsrs_default, sizeof w);
    memcpy(set, fsrs_default, sizeof set);
    set[3] = 12.5;
    fsrs_parameters_write(set, &list);
    assert_true(collection_set(c, "fsrs-parameters", text_string(&list), &error));
    collection_fsrs_parameters(c, w);
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        near_relative(w[k], set[k], 1e-9);
    text_release(&list);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_in_order_without_those_undone),
        cmocka_unit_test(cards_learned_elsewhere_wait_for_a_reset),
        cmocka_unit_test(histories_from_elsewhere_count),
        cmocka_unit_test(parameters_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
