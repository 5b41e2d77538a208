/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Due cards by what is at stake: compared with a plain sort of all cards, and what it reads. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/random.h"
#include "engine/collection_internal.h"
#include "engine/fuzz.h"
#include "tests/support/store.h"

enum { TODAY_LIMIT = 60 };

static struct clock now;

static struct collection *empty(const char *path, const char *scheduler)
{
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    assert_true(collection_set(c, "new-per-day", "0", &error));
    assert_true(collection_set(c, "scheduler", scheduler, &error));
    return c;
}

static const char add_card[] =
    "INSERT INTO card (id, created, kind, front, back, pattern, confidence, text_hash, day, tags, "
    "proposed, reviewed, repetitions, interval_days, stability, difficulty, passed, last_review, "
    "due, source_count) ";

/* --- Against a plain sort ----------------------------------------------------------------------
 */

/* What a person's scheduler could have left: intervals, stabilities, moved and late days. */
static void add_random_card(struct text *sql, struct random_source *random, int number,
                            day_number today, bool fsrs, bool fuzz)
{
    double stability = exp(8 * random_unit(random) - 1.5);
    int interval = fsrs ? fsrs_interval(fsrs_default, stability, 0.9)
                        : 1 + (int)random_below(random, random_below(random, 4) ? 12 : 300);
    int most = fuzz ? fuzz_most(interval) : 0;
    int shift = (int)random_below(random, (uint64_t)(2 * most + 1)) - most;
    day_number last = today - (day_number)random_below(random, (uint64_t)interval * 3 + 2);
    text_printf(sql,
                "%sVALUES ('%032x', 'e%d', 'basic', 'f', 'b', 'term', .9, %d, 0, '', 0, 1, 3, "
                "%d, ",
                add_card, number * 7919 % 100003, number, number, interval);
    if (fsrs)
        text_printf(sql, "%.17g, 5", stability);
    else
        text_append(sql, "NULL, NULL");
    text_printf(sql, ", 1, %d, %d, 1);", last, last + interval + shift);
}

struct expected {
    char id[40];
    double recall;
    day_number due;
};
struct naive {
    struct scheduling scheduling;
    day_number today;
    struct expected items[1000];
    size_t count;
};

static bool take(void *context, const struct card *card)
{
    struct naive *naive = context;
    if (card->state != CARD_ACTIVE || !card->schedule.reviewed || card->schedule.due > naive->today)
        return true;
    struct expected *one = &naive->items[naive->count++];
    (void)snprintf(one->id, sizeof one->id, "%s", card->id);
    one->recall = schedule_retrievability(&card->schedule, &naive->scheduling, naive->today);
    one->due = card->schedule.due;
    return true;
}

static int compare(const void *left, const void *right)
{
    const struct expected *a = left, *b = right;
    if (a->recall < b->recall || a->recall > b->recall)
        return a->recall < b->recall ? -1 : 1;
    return a->due != b->due ? (a->due < b->due ? -1 : 1) : strcmp(a->id, b->id);
}

static void sort_all(struct collection *c, struct naive *naive)
{
    struct error error = {0};
    *naive = (struct naive){.today = collection_today(c)};
    collection_scheduling(c, &naive->scheduling);
    assert_true(collection_each_card(c, NULL, take, naive, &error));
    qsort(naive->items, naive->count, sizeof *naive->items, compare);
}

static struct collection *random_collection(const char *path, const char *scheduler, uint64_t seed,
                                            bool fuzz)
{
    struct collection *c = empty(path, scheduler);
    struct random_source random;
    struct text sql = {0};
    random_init(&random, seed);
    int count = 20 + (int)random_below(&random, 900);
    text_append(&sql, "BEGIN;");
    for (int i = 0; i < count; i++)
        add_random_card(&sql, &random, i, collection_today(c), !strcmp(scheduler, "fsrs"), fuzz);
    text_append(&sql, "COMMIT");
    test_sql(path, text_string(&sql));
    text_release(&sql);
    return c;
}

static void compare_with_sort(const char *scheduler)
{
    static struct naive naive;
    struct error error = {0};
    for (uint64_t seed = 1; seed <= 25; seed++) {
        struct plan plan;
        struct collection *c = random_collection("stake.db", scheduler, seed, false);
        sort_all(c, &naive);
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        size_t most = naive.count < TODAY_LIMIT ? naive.count : TODAY_LIMIT;
        assert_int_equal(plan.count, most);
        for (size_t i = 0; i < most; i++)
            assert_string_equal(plan.items[i].card_id, naive.items[i].id);
        plan_release(&plan);
        collection_close(c);
    }
}

static void sm2_equals_a_plain_sort(void **state)
{
    (void)state;
    compare_with_sort("sm2");
}

static void fsrs_equals_a_plain_sort(void **state)
{
    (void)state;
    compare_with_sort("fsrs");
}

static const struct expected *expected_of(const struct naive *naive, const char *id)
{
    for (size_t i = 0; i < naive->count; i++)
        if (!strcmp(naive->items[i].id, id))
            return &naive->items[i];
    return NULL;
}

/* Fuzz moved the due days by which candidates are found: the order of the plan is exact, and twice
 * as many are found as are taken, so that none of the third most at stake is missed. */
static void moved_days_keep_the_order(void **state)
{
    (void)state;
    static struct naive naive;
    struct error error = {0};
    const char *const schedulers[] = {"sm2", "fsrs"};
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct plan plan;
        struct collection *c = random_collection("moved.db", schedulers[seed % 2], seed, true);
        sort_all(c, &naive);
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        for (size_t i = 1; i < plan.count; i++) {
            const struct expected *a = expected_of(&naive, plan.items[i - 1].card_id);
            const struct expected *b = expected_of(&naive, plan.items[i].card_id);
            assert_non_null(a);
            assert_non_null(b);
            assert_true(compare(a, b) < 0);
        }
        for (size_t i = 0; i < plan.count / 3; i++)
            assert_string_equal(plan.items[i].card_id, naive.items[i].id);
        plan_release(&plan);
        collection_close(c);
    }
}

/* A card set due by hand and never asked counts from its day on; one of a far day is left out. */
static void days_set_by_hand_take_part(void **state)
{
    (void)state;
    struct error error = {0};
    const char *const schedulers[] = {"sm2", "fsrs"};
    for (int i = 0; i < 2; i++) {
        struct plan plan;
        struct harvest harvest;
        struct collection *c = empty("hand.db", schedulers[i]);
        test_harvest(&harvest, "/notes/a.md", "card", 4);
        (void)test_import_one(c, &harvest);
        char late[40], due[40], far[40];
        strcpy(late, test_find(c, harvest.drafts[0].front));
        strcpy(due, test_find(c, harvest.drafts[1].front));
        strcpy(far, test_find(c, harvest.drafts[2].front));
        assert_true(collection_care(c, CARE_DUE, late, "2026-11-15", &error));
        assert_true(collection_care(c, CARE_DUE, due, "2026-11-20", &error));
        assert_true(collection_care(c, CARE_DUE, far, "2026-12-24", &error));
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        assert_int_equal(plan.count, 2);
        assert_string_equal(plan.items[0].card_id, late);
        assert_string_equal(plan.items[1].card_id, due);
        plan_release(&plan);
        harvest_release(&harvest);
        collection_close(c);
    }
}

/* --- What is read ------------------------------------------------------------------------------
 */

static long steps_of_stake(struct collection *c)
{
    long steps = 0;
    for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(c->db, s)) != NULL;)
        if (strstr(sqlite3_sql(s), "interval_days"))
            steps += sqlite3_stmt_status(s, SQLITE_STMTSTATUS_VM_STEP, 1);
    return steps;
}

/* Steps of SQLite's machine that finding the cards of a plan takes, with so many cards, all due. */
static long steps_with(int count, const char *scheduler)
{
    struct error error = {0};
    struct plan plan;
    char due[64], last[96];
    struct collection *c = empty("many.db", scheduler);
    (void)snprintf(due, sizeof due, "%d - i * 104729 %% 300", collection_today(c));
    (void)snprintf(last, sizeof last, "%s - i * 7919 %% 97 - 1", due);
    test_add_cards("many.db", &(struct test_cards){
                                  .first = 1,
                                  .count = count,
                                  .interval = "i * 7919 % 97 + 1",
                                  .stability = strcmp(scheduler, "fsrs") != 0
                                                   ? NULL
                                                   : "i * 7919 % 97 + .51 + (i % 100) / 101.0",
                                  .last_review = last,
                                  .due = due});
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_int_equal(plan.count, TODAY_LIMIT);
    assert_int_equal(plan.due, count);
    plan_release(&plan);
    (void)steps_of_stake(c);
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    plan_release(&plan);
    long steps = steps_of_stake(c);
    collection_close(c);
    return steps;
}

/* A backlog five times as long is read hardly further. */
static void what_is_read_is_bounded(void **state)
{
    (void)state;
    const char *const schedulers[] = {"sm2", "fsrs"};
    for (int i = 0; i < 2; i++) {
        long few = steps_with(20000, schedulers[i]), many = steps_with(100000, schedulers[i]);
        print_message("%s: %ld steps of 20,000 cards, %ld of 100,000\n", schedulers[i], few, many);
        assert_true(many < 100000);
        assert_true(many < 2 * few);
    }
}

/* The index finds and orders them: nothing is sorted, and no row is read that is not wanted. */
static void the_index_answers(void **state)
{
    (void)state;
    struct collection *c = empty("explain.db", "sm2");
    const char *const queries[] = {
        "EXPLAIN QUERY PLAN SELECT id, stability, last_review FROM card WHERE state = 1 AND "
        "reviewed = 1 AND interval_days = ?1 AND due = ?2 ORDER BY stability, last_review, id",
        "EXPLAIN QUERY PLAN SELECT min(due) FROM card WHERE state = 1 AND reviewed = 1 AND "
        "interval_days = ?1 AND due > ?2 AND due <= ?3",
        "EXPLAIN QUERY PLAN SELECT min(interval_days) FROM card WHERE state = 1 AND reviewed = 1 "
        "AND interval_days > ?1"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3_stmt *s = NULL;
        int rows = 0;
        assert_int_equal(sqlite3_prepare_v2(c->db, queries[i], -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW) {
            rows++;
            assert_non_null(
                strstr((const char *)sqlite3_column_text(s, 3), "USING INDEX card_stake"));
        }
        assert_int_equal(rows, 1);
        (void)sqlite3_finalize(s);
    }
    collection_close(c);
}

/* --- Siblings ----------------------------------------------------------------------------------
 */

/* One long list in front of the others fills no plan with one card, be they due or new. */
static void a_long_list_hides_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    for (int due = 0; due < 2; due++) {
        struct harvest harvest;
        struct plan plan;
        struct collection *c = empty("list.db", "sm2");
        assert_true(collection_set(c, "new-per-day", "10", &error));
        test_harvest(&harvest, "/notes/a.md", "card", 700);
        for (size_t i = 0; i < 600; i++)
            harvest.drafts[i].group = "list";
        (void)test_import_one(c, &harvest);
        if (due) {
            char sql[256];
            day_number today = collection_today(c);
            (void)snprintf(sql, sizeof sql,
                           "UPDATE card SET reviewed = 1, interval_days = 2, due = %d - (sibling "
                           "IS NOT NULL), last_review = %d - 2 - (sibling IS NOT NULL)",
                           today, today);
            test_sql("list.db", sql);
        }
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        assert_int_equal(plan.count, due ? TODAY_LIMIT : 10);
        plan_release(&plan);
        harvest_release(&harvest);
        collection_close(c);
    }
}

/* A due card and a new one of the same sentence; and after an answer in a session before. */
static void a_due_card_keeps_its_new_sibling_away(void **state)
{
    (void)state;
    struct error error = {0};
    struct harvest harvest;
    struct plan plan;
    struct collection *c = empty("mixed.db", "sm2");
    assert_true(collection_set(c, "new-per-day", "10", &error));
    test_harvest(&harvest, "/notes/a.md", "card", 3);
    harvest.drafts[0].group = harvest.drafts[1].group = "sentence";
    (void)test_import_one(c, &harvest);
    char first[40];
    strcpy(first, test_find(c, harvest.drafts[0].front));
    (void)test_grade(c, first, 4);
    test_clock_add(&now, 1, 0);
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_int_equal(plan.count, 2);
    assert_string_equal(plan.items[0].card_id, first);
    assert_string_equal(plan.items[1].card_id, test_find(c, harvest.drafts[2].front));
    plan_release(&plan);
    (void)test_grade(c, first, 5);
    collection_close(c);
    c = test_open("mixed.db", &now);
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_int_equal(plan.count, 1);
    assert_string_equal(plan.items[0].card_id, test_find(c, harvest.drafts[2].front));
    plan_release(&plan);
    harvest_release(&harvest);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sm2_equals_a_plain_sort),
        cmocka_unit_test(fsrs_equals_a_plain_sort),
        cmocka_unit_test(moved_days_keep_the_order),
        cmocka_unit_test(days_set_by_hand_take_part),
        cmocka_unit_test(what_is_read_is_bounded),
        cmocka_unit_test(the_index_answers),
        cmocka_unit_test(a_long_list_hides_nothing),
        cmocka_unit_test(a_due_card_keeps_its_new_sibling_away),
    };
    return cmocka_run_group_tests_name("stake", tests, NULL, NULL);
}
