/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of a day: order, limits, siblings, what is left out; forecast and opening. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *with_cards(const char *path, int count, struct harvest *harvest)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    test_harvest(harvest, "/notes/a.md", "card", count);
    (void)test_import_one(c, harvest);
    return c;
}

static struct plan plan_of(struct collection *c)
{
    struct plan plan;
    struct error error = {0};
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    return plan;
}

static void new_cards_keep_their_allowance(void **state)
{
    (void)state;
    struct harvest harvest;
    struct collection *c = with_cards("new.db", 40, &harvest);
    struct plan plan = plan_of(c);
    assert_int_equal(plan.count, 10);
    assert_int_equal(plan.new_left, 10);
    (void)test_grade(c, plan.items[0].card_id, 5);
    (void)test_grade(c, plan.items[1].card_id, 2);
    char again[40];
    memcpy(again, plan.items[1].card_id, 40);
    plan_release(&plan);
    plan = plan_of(c);
    assert_int_equal(plan.count, 9);
    assert_int_equal(plan.new_left, 8);
    assert_int_equal(plan.done, 2);
    assert_true(plan.items[0].again);
    assert_string_equal(plan.items[0].card_id, again);
    plan_release(&plan);
    harvest_release(&harvest);
    collection_close(c);
}

/* Brings one card to interval 6 and another to 1, both due at known days. */
static void most_at_stake_comes_first(void **state)
{
    (void)state;
    struct harvest harvest;
    struct collection *c = with_cards("stake.db", 3, &harvest);
    char a[40], b[40];
    strcpy(a, test_find(c, harvest.drafts[0].front));
    strcpy(b, test_find(c, harvest.drafts[1].front));
    (void)test_grade(c, a, 4);
    test_clock_add(&now, 1, 0);
    (void)test_grade(c, a, 4); /* due in 6 days */
    test_clock_add(&now, 4, 0);
    (void)test_grade(c, b, 4);  /* due in 1 day */
    test_clock_add(&now, 4, 0); /* a 2 of 6 days late, b 3 of 1 */
    struct plan plan = plan_of(c);
    assert_int_equal(plan.due, 2);
    assert_string_equal(plan.items[0].card_id, b);
    assert_string_equal(plan.items[1].card_id, a);
    assert_true(plan.items[2].is_new);
    plan_release(&plan);
    long due[3];
    struct error error = {0};
    assert_true(collection_forecast(c, collection_today(c), 3, due, &error));
    assert_int_equal(due[0], 2);
    assert_int_equal(due[1], 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void siblings_are_apart(void **state)
{
    (void)state;
    struct harvest harvest;
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    struct collection *c = test_open("siblings.db", &now);
    test_harvest(&harvest, "/notes/a.md", "card", 9);
    for (size_t i = 0; i < 9; i++)
        harvest.drafts[i].group = i < 3 ? "one" : i < 6 ? "two" : NULL;
    (void)test_import_one(c, &harvest);
    struct plan plan = plan_of(c);
    assert_int_equal(plan.count, 5);
    (void)test_grade(c, test_find(c, harvest.drafts[1].front), 5);
    plan_release(&plan);
    plan = plan_of(c);
    assert_int_equal(plan.count, 4); /* group one has had its turn */
    plan_release(&plan);
    assert_true(collection_open_day(c, &error));
    struct day_fact fact;
    assert_true(collection_day(c, collection_today(c), &fact, &error));
    assert_int_equal(fact.due_at_open, 4);
    harvest_release(&harvest);
    collection_close(c);
}

static void care_takes_cards_out(void **state)
{
    (void)state;
    struct harvest harvest;
    struct error error = {0};
    struct collection *c = with_cards("care.db", 4, &harvest);
    char id[4][40];
    for (int i = 0; i < 4; i++)
        strcpy(id[i], test_find(c, harvest.drafts[i].front));
    assert_true(collection_care(c, CARE_SUSPEND, id[0], NULL, &error));
    assert_true(collection_care(c, CARE_BURY, id[1], NULL, &error));
    assert_true(collection_care(c, CARE_DUE, id[2], "2026-11-20", &error));
    struct plan plan = plan_of(c);
    assert_int_equal(plan.count, 2);
    assert_string_equal(plan.items[0].card_id, id[2]);
    assert_false(plan.items[0].is_new);
    plan_release(&plan);
    test_clock_add(&now, 1, 0);
    plan = plan_of(c);
    assert_int_equal(plan.count, 3);
    plan_release(&plan);
    assert_true(collection_care(c, CARE_RESET, id[2], NULL, &error));
    assert_true(collection_care(c, CARE_UNSUSPEND, id[0], NULL, &error));
    plan = plan_of(c);
    assert_int_equal(plan.new_left, 4);
    plan_release(&plan);
    assert_false(collection_care(c, CARE_DUE, id[2], "soon", &error));
    error_clear(&error);
    assert_false(collection_care(c, CARE_BURY, "ffff", NULL, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void topics_alternate(void **state)
{
    (void)state;
    struct harvest harvest;
    struct collection *c = with_cards("topics.db", 10, &harvest); /* two topics, five cards each */
    struct plan plan = plan_of(c);
    int changes = 0;
    struct card before, card;
    struct error error = {0};
    assert_true(collection_card(c, plan.items[0].card_id, &before, &error));
    for (size_t i = 1; i < plan.count; i++) {
        assert_true(collection_card(c, plan.items[i].card_id, &card, &error));
        changes += strcmp(card.topic, before.topic) != 0;
        card_release(&before);
        before = card;
    }
    card_release(&before);
    assert_int_equal(changes, 9);
    plan_release(&plan);
    harvest_release(&harvest);
    collection_close(c);
}

static void failing_often_makes_a_leech(void **state)
{
    (void)state;
    struct harvest harvest;
    struct undone undone;
    struct error error = {0};
    struct collection *c = with_cards("leech.db", 2, &harvest);
    char id[40];
    strcpy(id, test_find(c, harvest.drafts[0].front));
    for (int i = 0; i < 8; i++) {
        assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_ACTIVE);
        (void)test_grade(c, id, 4);
        test_clock_add(&now, 1, 0);
        (void)test_grade(c, id, 1);
        test_clock_add(&now, 1, 0);
    }
    assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_SUSPENDED);
    assert_true(collection_undo(c, &undone, &error));
    assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_ACTIVE);
    harvest_release(&harvest);
    collection_close(c);
}

/* Taken back from triage, a leech has eight tries again; on FSRS, too. */
static void a_leech_has_a_fresh_count_of_tries(void **state)
{
    (void)state;
    const char *const schedulers[] = {"sm2", "fsrs"};
    for (int which = 0; which < 2; which++) {
        struct harvest harvest;
        struct error error = {0};
        struct collection *c = with_cards("tries.db", 1, &harvest);
        assert_true(collection_set(c, "scheduler", schedulers[which], &error));
        char id[40];
        strcpy(id, test_find(c, harvest.drafts[0].front));
        for (int i = 1; i <= 16; i++) {
            assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_ACTIVE);
            (void)test_grade(c, id, 4);
            test_clock_add(&now, 2, 0);
            (void)test_grade(c, id, 1);
            test_clock_add(&now, 2, 0);
            if (i == 8) {
                assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_SUSPENDED);
                assert_true(collection_care(c, CARE_UNSUSPEND, id, NULL, &error));
            }
        }
        assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_SUSPENDED);
        assert_int_equal(test_doctor(c, false), 0);
        harvest_release(&harvest);
        collection_close(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_cards_keep_their_allowance),
        cmocka_unit_test(most_at_stake_comes_first),
        cmocka_unit_test(siblings_are_apart),
        cmocka_unit_test(care_takes_cards_out),
        cmocka_unit_test(topics_alternate),
        cmocka_unit_test(failing_often_makes_a_leech),
        cmocka_unit_test(a_leech_has_a_fresh_count_of_tries),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
