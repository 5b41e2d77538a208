/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views for other tools say what the program says. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/collection.h"
#include "tests/support/store.h"

#define FILE_NAME "views.db"

static struct clock now;

static struct collection *fresh(void)
{
    struct harvest harvest = {0};
    test_clock(&now, "2026-11-20T03:30:00+01:00"); /* before the rollover: still the 19th */
    (void)unlink(FILE_NAME);
    struct collection *c = test_open(FILE_NAME, &now);
    harvest.file = arena_copy_string(&harvest.arena, "/notes/a.md");
    (void)test_draft(&harvest, "Knots", "knot 1", "a bowline", 1);
    (void)test_draft(&harvest, "Knots", "knot 2", "a sheet bend", 2);
    (void)test_draft(&harvest, "Knots", "knot 3", "a clove hitch", 3);
    (void)test_draft(&harvest, "Bends", "knot 4", "a reef", 4);
    (void)test_import_one(c, &harvest);
    harvest_release(&harvest);
    return c;
}

static void practise(struct collection *c, int grade)
{
    struct error error = {0};
    struct answer answer = {.kind = ITEM_DRILL,
                            .subject = "powers",
                            .grade = grade,
                            .level = 2,
                            .milliseconds = 90000,
                            .typed = "2^10 'or' so",
                            .verdict = "correct",
                            .distance = NAN};
    assert_true(collection_answer(c, &answer, NULL, &error));
}

static void must_set(struct collection *c, const char *name, const char *value)
{
    struct error error = {0};
    if (!collection_set(c, name, value, &error))
        fail_msg("%s", error.message);
}

static void answers_and_days(void **state)
{
    (void)state;
    struct error error = {0};
    struct undone undone;
    struct collection *c = fresh();
    (void)test_grade(c, test_find(c, "knot 1"), 4);
    practise(c, 5);
    practise(c, 1);
    assert_true(collection_undo(c, &undone, &error));
    assert_int_equal(test_number(FILE_NAME, "SELECT count(*) FROM view_answers"), 2);
    assert_int_equal(test_number(FILE_NAME,
                                 "SELECT count(*) FROM view_answers WHERE kind = 'drill'"
                                 " AND item_id = 'powers' AND grade = 5 AND level = 2"
                                 " AND milliseconds = 90000 AND typed = '2^10 ''or'' so'"
                                 " AND time_utc = '2026-11-20T02:30:00.000Z'"
                                 " AND utc_offset_min = 60 AND study_day = '2026-11-19'"),
                     1);
    assert_int_equal(test_number(FILE_NAME, "SELECT count(*) FROM view_answers JOIN view_cards"
                                            " ON item_id = id WHERE front = 'knot 1'"),
                     1);
    /* An item counts for a minute at most. */
    assert_int_equal(
        test_number(FILE_NAME, "SELECT count(*) FROM view_days WHERE minutes >= 1 AND minutes < 1.5"
                               " AND answers = 2 AND study_day = '2026-11-19'"),
        1);
    collection_close(c);
}

static void cards_and_skills(void **state)
{
    (void)state;
    struct card card;
    struct error error = {0};
    struct collection *c = fresh();
    char id[40];
    (void)snprintf(id, sizeof id, "%s", test_find(c, "knot 2"));
    (void)test_grade(c, id, 5);
    practise(c, 4);
    assert_true(collection_care(c, CARE_SUSPEND, id, NULL, &error));
    assert_true(collection_care(c, CARE_REJECT, test_find(c, "knot 3"), NULL, &error));
    assert_true(collection_card(c, id, &card, &error));
    assert_int_equal(card.schedule.interval_days, 1);
    assert_int_equal(test_number(FILE_NAME,
                                 "SELECT count(*) FROM view_cards WHERE front = 'knot 2'"
                                 " AND state = 'suspended' AND interval_days = 1 AND ease = 2.6"
                                 " AND last_review = '2026-11-19' AND due = '2026-11-20'"
                                 " AND source_file = '/notes/a.md'"),
                     1);
    card_release(&card);
    assert_int_equal(
        test_number(FILE_NAME, "SELECT count(*) FROM view_cards WHERE state = 'rejected'"), 1);
    assert_int_equal(test_number(FILE_NAME, "SELECT count(*) FROM view_cards WHERE due IS NULL"),
                     3);
    assert_int_equal(test_number(FILE_NAME,
                                 "SELECT count(*) FROM view_skills WHERE kind = 'drill'"
                                 " AND name = 'powers' AND answers = 1 AND due = '2026-11-20'"),
                     1);
    assert_int_equal(test_number(FILE_NAME, "SELECT count(*) FROM view_quizzes"), 0);
    must_set(c, "scheduler", "fsrs");
    assert_int_equal(test_number(FILE_NAME,
                                 "SELECT count(*) FROM view_cards WHERE front = 'knot 2'"
                                 " AND ease IS NULL AND round(stability, 4) = 8.2956"
                                 " AND interval_days = 8 AND difficulty BETWEEN 1 AND 10"),
                     1);
    assert_int_equal(test_number(FILE_NAME, "SELECT count(*) FROM view_skills WHERE name = 'powers'"
                                            " AND ease IS NULL AND stability > 2"),
                     1);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_and_days),
        cmocka_unit_test(cards_and_skills),
    };
    return cmocka_run_group_tests_name("views", tests, NULL, NULL);
}
