/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due beyond what a day takes, and when it will be gone: against days really lived. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "tests/support/store.h"
#include "tui/wording.h"

static struct clock now;

static struct collection *empty(const char *path, const char *limit)
{
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    assert_true(collection_set(c, "reviews-per-day", limit, &error));
    return c;
}

static void foresee(struct collection *c, struct plan *plan, struct backlog *backlog)
{
    struct error error = {0};
    assert_true(collection_plan(c, NULL, 0, plan, &error));
    assert_true(collection_backlog(c, plan, backlog, &error));
}

static void expect_words(struct collection *c, const char *expected)
{
    struct plan plan;
    struct backlog backlog;
    struct text words = {0};
    foresee(c, &plan, &backlog);
    wording_backlog(&plan, &backlog, &words);
    assert_string_equal(text_string(&words), expected);
    text_release(&words);
    plan_release(&plan);
}

/* Cards of the interval, due `late` days ago. */
static void add_due(const char *path, struct collection *c, int first, int count, int interval,
                    int late)
{
    char days[32], due[32], last[32];
    (void)snprintf(days, sizeof days, "%d", interval);
    (void)snprintf(due, sizeof due, "%d", collection_today(c) - late);
    (void)snprintf(last, sizeof last, "%d", collection_today(c) - late - interval);
    test_add_cards(
        path,
        &(struct test_cards){
            .first = first, .count = count, .interval = days, .last_review = last, .due = due});
}

static void what_today_takes_is_no_backlog(void **state)
{
    (void)state;
    struct collection *c = empty("none.db", "60");
    expect_words(c, "");
    add_due("none.db", c, 1, 60, 10, 3);
    expect_words(c, "");
    add_due("none.db", c, 61, 1, 10, 3);
    struct plan plan;
    struct backlog backlog;
    foresee(c, &plan, &backlog);
    assert_int_equal(plan.due, 61);
    assert_int_equal(plan.due_today, 60);
    assert_int_equal(plan.new_left, 0);
    assert_int_equal(backlog.left, 1);
    assert_int_equal(backlog.days, 2);
    assert_false(backlog.never);
    plan_release(&plan);
    collection_close(c);
}

/* Lives the days in the collection itself, missing as often as SM-2 expects; returns how many it
 * takes. Cards of a table have no events: they are given their schedule by hand after the answer.
 */
static int live(struct collection *c, const char *path)
{
    struct error error = {0};
    struct plan plan;
    struct scheduling scheduling;
    double misses = 0.5;
    collection_scheduling(c, &scheduling);
    for (int days = 1; days <= BACKLOG_DAYS; days++) {
        struct text sql = {0};
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        bool clear = plan.due == plan.due_today || plan.due_today < plan.room;
        text_append(&sql, "BEGIN;");
        for (size_t i = 0; i < plan.count; i++) {
            struct card card;
            assert_true(collection_card(c, plan.items[i].card_id, &card, &error));
            struct schedule schedule = card.schedule;
            misses += 1 - schedule_retrievability(&schedule, &scheduling, plan.study_day);
            bool missed = misses >= 1;
            misses -= missed;
            (void)schedule_grade(&schedule, &scheduling, plan.study_day, missed ? 1 : 4);
            text_printf(&sql,
                        "UPDATE card SET interval_days = %d, repetitions = %d, last_review = %d, "
                        "due = %d WHERE id = '%s';",
                        schedule.interval_days, schedule.repetitions, schedule.last_review,
                        schedule.due, card.id);
            card_release(&card);
        }
        plan_release(&plan);
        text_append(&sql, "COMMIT");
        test_sql(path, text_string(&sql));
        text_release(&sql);
        test_clock_add(&now, 1, 0);
        if (clear)
            return days;
    }
    return 0;
}

/* A pause of two weeks, a large import learned long ago, and what comes due meanwhile. */
static void what_is_foreseen_comes_true(void **state)
{
    (void)state;
    static const struct {
        int due, interval, late, later;
    } rows[] = {
        {212, 20, 14, 0}, {300, 6, 14, 0}, {150, 1, 30, 0}, {100, 40, 5, 500}, {61, 300, 0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct collection *c = empty("live.db", "60");
        struct plan plan;
        struct backlog backlog;
        add_due("live.db", c, 1, rows[i].due, rows[i].interval, rows[i].late);
        for (int day = 1; rows[i].later && day <= 10; day++)
            add_due("live.db", c, 10000 * day, rows[i].later / 10, 30, -day);
        foresee(c, &plan, &backlog);
        assert_int_equal(plan.due_today, 60);
        plan_release(&plan);
        assert_int_equal(backlog.days, live(c, "live.db"));
        collection_close(c);
    }
}

/* More comes due than is taken: no day is promised; what is promised instead holds. */
static void nothing_is_promised_that_limits_cannot_reach(void **state)
{
    (void)state;
    struct error error = {0};
    struct plan plan;
    struct backlog backlog;
    char limit[16];
    struct collection *c = empty("never.db", "20");
    for (int day = 0; day < 60; day++)
        add_due("never.db", c, 100 * day + 1, 30, 400, -day);
    foresee(c, &plan, &backlog);
    assert_int_equal(backlog.left, 10);
    assert_int_equal(backlog.days, 0);
    assert_true(backlog.never);
    assert_in_range(backlog.would, 25, 45);
    plan_release(&plan);
    long would = backlog.would;
    for (long less = 5; less >= 0; less -= 5) {
        (void)snprintf(limit, sizeof limit, "%ld", would - less);
        assert_true(collection_set(c, "reviews-per-day", limit, &error));
        foresee(c, &plan, &backlog);
        assert_int_equal(backlog.left > 0 && backlog.never, less > 0);
        plan_release(&plan);
    }
    collection_close(c);
}

/* Siblings come one a day, however much a day takes. Those that wait while there is room for more
 * are no backlog: it is cleared before the last of ten has come. */
static void siblings_that_wait_are_no_backlog(void **state)
{
    (void)state;
    struct plan plan;
    struct backlog backlog;
    char day[32];
    struct collection *c = empty("siblings.db", "5");
    add_due("siblings.db", c, 1, 6, 100, 3);
    (void)snprintf(day, sizeof day, "%d", collection_today(c) - 200);
    test_add_cards("siblings.db", &(struct test_cards){.first = 100,
                                                       .count = 10,
                                                       .interval = "100",
                                                       .last_review = day,
                                                       .due = "20000",
                                                       .sibling = "'list'"});
    foresee(c, &plan, &backlog);
    assert_int_equal(plan.due, 16);
    assert_int_equal(plan.due_today, 5);
    assert_int_equal(backlog.days, 2);
    plan_release(&plan);
    collection_close(c);
}

static long steps_of_backlog(struct collection *c)
{
    long steps = 0;
    for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(c->db, s)) != NULL;)
        if (strstr(sqlite3_sql(s), "ORDER BY due LIMIT"))
            steps += sqlite3_stmt_status(s, SQLITE_STMTSTATUS_VM_STEP, 1);
    return steps;
}

/* A hundred thousand due: said without a promise, and read no further than an answer can depend
 * on. */
static void a_huge_backlog_is_not_read(void **state)
{
    (void)state;
    struct collection *c = empty("huge.db", "60");
    add_due("huge.db", c, 1, 100000, 30, 40);
    expect_words(c,
                 "100000 due, 60 today · 60 a day does not clear it in 60 days · new cards wait");
    assert_in_range(steps_of_backlog(c), 4000, 400000);
    collection_close(c);
}

static void the_words_say_which(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = empty("words.db", "60");
    add_due("words.db", c, 1, 212, 20, 14);
    expect_words(c, "212 due, 60 today · cleared in 5 days · new cards wait");
    assert_true(collection_set(c, "reviews-per-day", "2", &error));
    expect_words(c, "212 due, 2 today · 2 a day is too few, 10 would clear it · new cards wait");
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_today_takes_is_no_backlog),
        cmocka_unit_test(what_is_foreseen_comes_true),
        cmocka_unit_test(nothing_is_promised_that_limits_cannot_reach),
        cmocka_unit_test(siblings_that_wait_are_no_backlog),
        cmocka_unit_test(a_huge_backlog_is_not_read),
        cmocka_unit_test(the_words_say_which),
    };
    return cmocka_run_group_tests_name("backlog", tests, NULL, NULL);
}
