/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A right answer to a drill is credited to its prerequisites, and undone together with them. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

/* "tails" needs "combinations" and "powers", "powers" needs "arithmetic". */
static const char *const *needed(const char *skill)
{
    static const char *const of_tails[] = {"combinations", "powers", NULL};
    static const char *const of_powers[] = {"arithmetic", NULL};
    return !strcmp(skill, "tails") ? of_tails : !strcmp(skill, "powers") ? of_powers : NULL;
}

static struct graded answer(struct collection *c, const char *skill, int grade)
{
    struct graded graded;
    struct error error = {0};
    struct answer given = {.kind = ITEM_DRILL,
                           .subject = skill,
                           .grade = grade,
                           .level = 1,
                           .prerequisites = needed(skill),
                           .distance = NAN};
    assert_true(collection_answer(c, &given, &graded, &error));
    return graded;
}

struct skill {
    double rating;
    int level;
    struct schedule schedule;
};

static struct skill skill_of(struct collection *c, const char *name)
{
    struct skill skill;
    struct error error = {0};
    assert_true(collection_skill(c, name, 3, &skill.level, &skill.rating, &error));
    assert_true(collection_schedule(c, ITEM_DRILL, name, &skill.schedule, &error));
    return skill;
}

static void assert_same(const struct skill *a, const struct skill *b)
{
    assert_true(a->rating == b->rating);
    assert_int_equal(a->schedule.reviewed, b->schedule.reviewed);
    assert_int_equal(a->schedule.due, b->schedule.due);
    assert_int_equal(a->schedule.interval_days, b->schedule.interval_days);
    assert_int_equal(a->schedule.repetitions, b->schedule.repetitions);
    assert_int_equal(a->schedule.ease_hundredths, b->schedule.ease_hundredths);
    assert_int_equal(a->schedule.last_review, b->schedule.last_review);
    assert_int_equal(a->schedule.last_seen, b->schedule.last_seen);
}

static struct undone undo(struct collection *c)
{
    struct undone undone;
    struct error error = {0};
    assert_true(collection_undo(c, &undone, &error));
    return undone;
}

static int answers_today(struct collection *c)
{
    struct day_fact fact;
    struct error error = {0};
    assert_true(collection_day(c, collection_today(c), &fact, &error));
    return fact.answers;
}

/* Right on the first day and again when due: due in 6 days, then in 16. */
static void practise(struct collection *c, const char *skill, int times)
{
    for (int i = 0; i < times; i++) {
        int due = skill_of(c, skill).schedule.due;
        if (i > 0)
            test_clock_add(&now, due - collection_today(c), 0);
        (void)answer(c, skill, 4);
    }
}

/* --- What a credit does ------------------------------------------------------------------------
 */

static void a_skill_never_tried_gets_the_rating_only(void **state)
{
    (void)state;
    struct collection *c = fresh("new.db");
    struct skill before = skill_of(c, "combinations");
    (void)answer(c, "tails", 4);
    struct skill after = skill_of(c, "combinations");
    double expected = 1 / (1 + pow(10, (1000 - before.rating) / 400));
    assert_true(fabs(after.rating - before.rating - 0.25 * 120 * (1 - expected)) < 1e-9);
    assert_false(after.schedule.reviewed);
    assert_int_equal(after.schedule.due, DAY_NONE);
    assert_int_equal(after.schedule.last_grade, -1);
    assert_int_equal(answers_today(c), 1);
    /* The first answer of its own is still its first: it moves the rating with full weight. */
    struct graded graded = answer(c, "combinations", 4);
    assert_false(graded.before.reviewed);
    expected = 1 / (1 + pow(10, (1000 - after.rating) / 400));
    double rating = skill_of(c, "combinations").rating;
    assert_true(fabs(rating - after.rating - 120 * (1 - expected)) < 1e-9);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void only_right_answers_and_direct_prerequisites_count(void **state)
{
    (void)state;
    struct collection *c = fresh("direct.db");
    struct skill powers = skill_of(c, "powers"), arithmetic = skill_of(c, "arithmetic");
    for (int grade = 0; grade < 3; grade++)
        (void)answer(c, "tails", grade);
    struct skill same = skill_of(c, "powers");
    assert_same(&same, &powers);
    assert_int_equal(test_number("direct.db", "SELECT count(*) FROM event WHERE kind = 'credit'"),
                     0);
    (void)answer(c, "tails", 3); /* after a hint */
    assert_true(skill_of(c, "powers").rating > powers.rating);
    struct skill root = skill_of(c, "arithmetic");
    assert_same(&root, &arithmetic);
    assert_int_equal(test_number("direct.db", "SELECT count(*) FROM event WHERE kind = 'credit' "
                                              "AND payload ->> 'from' = 'tails' AND payload ->> "
                                              "'share' = 0.25 AND payload ->> 'of' = (SELECT id "
                                              "FROM event WHERE payload ->> 'grade' = 3)"),
                     2);
    collection_close(c);
}

static void a_credited_skill_falls_due_later(void **state)
{
    (void)state;
    struct collection *c = fresh("due.db");
    practise(c, "powers", 3);
    struct skill before = skill_of(c, "powers");
    assert_int_equal(before.schedule.interval_days, 15);
    test_clock_add(&now, 10, 0);
    (void)answer(c, "tails", 4);
    struct skill after = skill_of(c, "powers");
    assert_int_equal(after.schedule.due, before.schedule.due + 4); /* 15 / 4 = 3.75 */
    after.schedule.due = before.schedule.due;
    after.rating = before.rating;
    assert_same(&after, &before);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* On the day of its own review nothing is gained; later no more than an interval from that day. */
static void the_due_day_is_bounded(void **state)
{
    (void)state;
    struct collection *c = fresh("bound.db");
    practise(c, "powers", 3);
    int due = skill_of(c, "powers").schedule.due;
    (void)answer(c, "tails", 4);
    assert_int_equal(skill_of(c, "powers").schedule.due, due);
    test_clock_add(&now, 2, 0);
    for (int i = 0; i < 3; i++) {
        (void)answer(c, "tails", 4);
        assert_int_equal(skill_of(c, "powers").schedule.due, due + 2);
    }
    test_clock_add(&now, -9, 0); /* a clock put back takes nothing away */
    (void)answer(c, "tails", 4);
    assert_int_equal(skill_of(c, "powers").schedule.due, due + 2);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void a_skill_to_be_repeated_today_stays_due(void **state)
{
    (void)state;
    struct collection *c = fresh("again.db");
    practise(c, "powers", 3);
    test_clock_add(&now, 3, 0);
    (void)answer(c, "powers", 3);
    struct skill before = skill_of(c, "powers");
    assert_true(before.schedule.interval_days > 15);
    assert_true(schedule_again_today(&before.schedule, collection_today(c)));
    (void)answer(c, "tails", 5);
    struct skill after = skill_of(c, "powers");
    assert_true(after.rating > before.rating);
    after.rating = before.rating;
    assert_same(&after, &before);
    assert_int_equal(after.schedule.last_grade, 3);
    assert_true(schedule_again_today(&after.schedule, collection_today(c)));
    collection_close(c);
}

/* Credit alone leads to the higher levels, where it adds ever less. */
static void credit_fades(void **state)
{
    (void)state;
    struct collection *c = fresh("fades.db");
    double first = 0, last = 0;
    for (int i = 0; i < 400; i++) {
        double before = skill_of(c, "combinations").rating;
        (void)answer(c, "tails", 4);
        last = skill_of(c, "combinations").rating - before;
        if (i == 0)
            first = last;
        assert_true(last > 0);
    }
    assert_int_equal(skill_of(c, "combinations").level, 3);
    assert_true(last < first / 10);
    collection_close(c);
}

/* --- Undo --------------------------------------------------------------------------------------
 */

static void undo_takes_the_credits_back(void **state)
{
    (void)state;
    struct collection *c = fresh("undo.db");
    practise(c, "powers", 3);
    test_clock_add(&now, 5, 0);
    struct skill powers = skill_of(c, "powers"), combinations = skill_of(c, "combinations");
    struct graded graded = answer(c, "tails", 4);
    long events = test_number("undo.db", "SELECT count(*) FROM event");
    struct undone undone = undo(c);
    assert_string_equal(undone.kind, "drill");
    assert_string_equal(undone.event_id, graded.event_id);
    struct skill after = skill_of(c, "powers");
    assert_same(&after, &powers);
    after = skill_of(c, "combinations");
    assert_same(&after, &combinations);
    assert_int_equal(test_number("undo.db", "SELECT count(*) FROM event"), events + 3);
    assert_int_equal(test_doctor(c, false), 0);
    undone = undo(c); /* the answer before, not a credit */
    assert_string_equal(undone.kind, "drill");
    assert_string_equal(undone.subject, "powers");
    collection_close(c);
}

/* What was answered in between keeps its own credits. */
static void undo_after_another_answer(void **state)
{
    (void)state;
    struct collection *c = fresh("between.db");
    (void)answer(c, "tails", 4);
    struct skill combinations = skill_of(c, "combinations"), arithmetic = skill_of(c, "arithmetic");
    test_clock_add(&now, 0, 5);
    (void)answer(c, "tails", 5);
    test_clock_add(&now, 0, 5);
    (void)answer(c, "combinations", 1);
    test_clock_add(&now, 0, 5);
    (void)answer(c, "powers", 4);
    assert_string_equal(undo(c).subject, "powers");
    struct skill root = skill_of(c, "arithmetic");
    assert_same(&root, &arithmetic);
    assert_string_equal(undo(c).subject, "combinations");
    assert_string_equal(undo(c).subject, "tails");
    struct skill after = skill_of(c, "combinations");
    assert_same(&after, &combinations);
    assert_string_equal(undo(c).subject, "tails");
    assert_false(undo(c).found);
    assert_int_equal(test_number("between.db", "SELECT count(*) FROM skill"), 0);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* --- Replay ------------------------------------------------------------------------------------
 */

struct step {
    const char *skill;
    int grade, hour;
};

/* Whatever was stored first: (time, id) decides. */
static void order_of_insertion_does_not_matter(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {"powers", 4, 1},  {"tails", 5, 30},  {"powers", 1, 40},  {"tails", 3, 41},
        {"powers", 4, 42}, {"tails", 4, 170}, {"powers", 5, 190}, {"tails", 4, 300},
    };
    static const size_t orders[][8] = {
        {0, 1, 2, 3, 4, 5, 6, 7},
        {7, 6, 5, 4, 3, 2, 1, 0},
        {1, 0, 3, 2, 5, 4, 7, 6},
        {5, 1, 7, 3, 0, 4, 2, 6},
    };
    struct skill first[2];
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct collection *c = fresh("order.db");
        struct instant start = now.fixed;
        for (size_t k = 0; k < 8; k++) {
            const struct step *step = &steps[orders[i][k]];
            now.fixed = start;
            test_clock_add(&now, 0, 60 * step->hour);
            (void)answer(c, step->skill, step->grade);
        }
        struct skill last[] = {skill_of(c, "powers"), skill_of(c, "combinations")};
        for (size_t k = 0; k < 2; k++) {
            if (i > 0)
                assert_same(&last[k], &first[k]);
            first[k] = last[k];
        }
        assert_int_equal(test_doctor(c, false), 0);
        collection_close(c);
    }
}

static void a_credit_of_a_damaged_collection_does_no_harm(void **state)
{
    (void)state;
    struct collection *c = fresh("damaged.db");
    (void)answer(c, "tails", 4);
    struct skill powers = skill_of(c, "powers");
    collection_close(c);
    static const char *const payloads[] = {
        "{\"share\":1e9}", "{\"share\":-1}", "{\"share\":0}", "{\"share\":\"all\"}", "{}",
        "no json"};
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        char sql[512];
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO event SELECT NULL, 'ffff%zu', device, kind, subject, utc_ms + "
                       "1, offset_minutes, zone, study_day, '%s' FROM event WHERE kind = 'credit' "
                       "AND subject = 'drill/powers' LIMIT 1",
                       i, payloads[i]);
        test_sql("damaged.db", sql);
    }
    c = test_open("damaged.db", &now);
    struct error error = {0};
    struct doctor_report report;
    assert_true(collection_doctor(c, false, &report, &error));
    assert_int_equal(report.count, 6); /* the tables agree with the events, such as they are */
    assert_string_equal(report.problems[0].code, "bad-payload");
    for (size_t i = 1; i < report.count; i++)
        assert_string_equal(report.problems[i].code, "unknown-answer");
    doctor_report_release(&report);
    test_clock_add(&now, 0, 1);
    (void)answer(c, "powers", 4); /* and folded behind them all */
    (void)undo(c);
    struct skill after = skill_of(c, "powers");
    assert_same(&after, &powers);
    assert_string_equal(undo(c).subject, "tails");
    assert_false(skill_of(c, "powers").rating == powers.rating);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_skill_never_tried_gets_the_rating_only),
        cmocka_unit_test(only_right_answers_and_direct_prerequisites_count),
        cmocka_unit_test(a_credited_skill_falls_due_later),
        cmocka_unit_test(the_due_day_is_bounded),
        cmocka_unit_test(a_skill_to_be_repeated_today_stays_due),
        cmocka_unit_test(credit_fades),
        cmocka_unit_test(undo_takes_the_credits_back),
        cmocka_unit_test(undo_after_another_answer),
        cmocka_unit_test(order_of_insertion_does_not_matter),
        cmocka_unit_test(a_credit_of_a_damaged_collection_does_no_harm),
    };
    return cmocka_run_group_tests_name("credit", tests, NULL, NULL);
}
