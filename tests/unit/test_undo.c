/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo takes back the newest answer or decision, again and again, and deletes nothing. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *with_cards(const char *path, struct harvest *harvest)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    test_harvest(harvest, "/notes/a.md", "card", 6);
    (void)test_import_one(c, harvest);
    return c;
}

static void takes_back_one_by_one(void **state)
{
    (void)state;
    struct harvest harvest;
    struct error error = {0};
    struct undone undone;
    struct schedule schedule;
    struct day_fact fact;
    struct collection *c = with_cards("undo.db", &harvest);
    char id[40];
    strcpy(id, test_find(c, harvest.drafts[0].front));
    (void)test_grade(c, id, 4);
    test_clock_add(&now, 1, 0);
    struct graded second = test_grade(c, id, 2);
    assert_true(collection_care(c, CARE_SUSPEND, id, NULL, &error));
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(undone.kind, "suspend");
    assert_string_equal(undone.subject, id);
    assert_int_equal(test_state(c, harvest.drafts[0].front), CARD_ACTIVE);
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(undone.kind, "review");
    assert_string_equal(undone.event_id, second.event_id);
    assert_true(collection_schedule(c, ITEM_CARD, id, &schedule, &error));
    assert_memory_equal(&schedule.interval_days, &second.before.interval_days, sizeof(int));
    assert_int_equal(schedule.due, second.before.due);
    assert_int_equal(schedule.last_grade, 4);
    assert_true(collection_day(c, collection_today(c), &fact, &error));
    assert_int_equal(fact.answers, 0);
    assert_true(collection_undo(c, &undone, &error));
    assert_true(collection_schedule(c, ITEM_CARD, id, &schedule, &error));
    assert_false(schedule.reviewed);
    assert_true(collection_undo(c, &undone, &error));
    assert_false(undone.found);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void takes_back_rejections_and_edits(void **state)
{
    (void)state;
    struct harvest harvest;
    struct error error = {0};
    struct undone undone;
    struct card card;
    struct collection *c = with_cards("reject.db", &harvest);
    char id[40];
    strcpy(id, test_find(c, harvest.drafts[0].front));
    assert_true(collection_edit(c, id, "my own", "words", &error));
    assert_true(collection_care(c, CARE_REJECT, id, "no", &error));
    assert_true(collection_undo(c, &undone, &error));
    assert_true(collection_card(c, id, &card, &error));
    assert_int_equal(card.state, CARD_ACTIVE);
    assert_string_equal(card.front, "my own");
    card_release(&card);
    assert_true(collection_undo(c, &undone, &error));
    assert_true(collection_card(c, id, &card, &error));
    assert_string_equal(card.front, harvest.drafts[0].front);
    assert_false(card.edited);
    card_release(&card);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void takes_back_drills(void **state)
{
    (void)state;
    struct harvest harvest;
    struct error error = {0};
    struct undone undone;
    struct graded graded;
    int level;
    double before, after;
    struct collection *c = with_cards("drill.db", &harvest);
    struct answer answer = {.kind = ITEM_DRILL, .subject = "powers", .grade = 5, .level = 1};
    assert_true(collection_skill(c, "powers", 4, &level, &before, &error));
    assert_true(collection_answer(c, &answer, &graded, &error));
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(undone.kind, "drill");
    assert_string_equal(undone.subject, "powers");
    assert_true(collection_skill(c, "powers", 4, &level, &after, &error));
    assert_true(before == after);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

/* Further back than today, day by day, and past what was undone before; a new answer in between is
 * the next to go. */
static void goes_back_over_days(void **state)
{
    (void)state;
    struct harvest harvest;
    struct error error = {0};
    struct undone undone;
    struct graded given[4];
    struct day_fact fact;
    struct collection *c = with_cards("days.db", &harvest);
    char id[40];
    strcpy(id, test_find(c, harvest.drafts[0].front));
    for (int i = 0; i < 4; i++) { /* two yesterday, two today */
        given[i] = test_grade(c, id, 3 + i % 2);
        if (i == 1)
            test_clock_add(&now, 1, 0);
    }
    day_number today = collection_today(c);
    for (int i = 3; i >= 1; i--) {
        assert_true(collection_undo(c, &undone, &error));
        assert_string_equal(undone.event_id, given[i].event_id);
    }
    assert_true(collection_day(c, today, &fact, &error));
    assert_int_equal(fact.answers, 0);
    assert_true(collection_day(c, today - 1, &fact, &error));
    assert_int_equal(fact.answers, 1);
    struct graded fresh = test_grade(c, id, 5);
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(undone.event_id, fresh.event_id);
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(undone.event_id, given[0].event_id);
    assert_true(collection_undo(c, &undone, &error));
    assert_false(undone.found);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_back_one_by_one),
        cmocka_unit_test(takes_back_rejections_and_edits),
        cmocka_unit_test(takes_back_drills),
        cmocka_unit_test(goes_back_over_days),
    };
    return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
