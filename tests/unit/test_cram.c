/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice that changes no schedule; and what a session does when its minutes are over. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection.h"
#include "tests/support/store.h"
#include "tui/session.h"

static struct clock now;

static struct collection *with_cards(const char *path, int count, struct harvest *harvest)
{
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    assert_true(collection_set(c, "drill-every", "0", &error));
    assert_true(collection_set(c, "simulations-per-session", "0", &error));
    test_harvest(harvest, "/notes/a.md", "card", count);
    (void)test_import_one(c, harvest);
    return c;
}

static struct session *start(struct collection *c, const struct session_options *options)
{
    struct error error = {0};
    struct session *session = session_start(c, options, &error);
    assert_non_null(session);
    return session;
}

static void grade(struct session *session, int value)
{
    struct error error = {0};
    assert_true(session_reveal(session));
    assert_true(session_grade(session, value, NULL, &error));
}

static void front_is(const struct session *session, const char *front)
{
    assert_non_null(session_item(session));
    assert_string_equal(session_item(session)->card.front, front);
}

static const char schedules[] =
    "SELECT sum(interval_days * 7 + repetitions * 3 + ease_hundredths + coalesce(due, 5) + "
    "last_grade * 11 + coalesce(last_seen, 1)) FROM card";

/* Due or not, what is most at stake first, never asked last; nothing of a schedule changes. */
static void all_cards_come_and_stay_as_they_are(void **state)
{
    (void)state;
    struct harvest harvest;
    struct collection *c = with_cards("cram.db", 4, &harvest);
    const char *fronts[4];
    for (int i = 0; i < 4; i++)
        fronts[i] = harvest.drafts[i].front;
    (void)test_grade(c, test_find(c, fronts[2]), 4);
    test_clock_add(&now, 1, 0);
    (void)test_grade(c, test_find(c, fronts[2]), 4);
    (void)test_grade(c, test_find(c, fronts[3]), 4); /* 1 day: more at stake than 6 */
    test_clock_add(&now, 1, 0);
    long before = test_number("cram.db", schedules);
    struct session *session = start(c, &(struct session_options){.cram = true});
    const char *order[] = {fronts[3], fronts[2], fronts[0], fronts[1]};
    int days[6];
    struct error error = {0};
    assert_false(session_preview(session, days, &error));
    assert_int_equal(error.kind, ERROR_NONE);
    for (int i = 0; i < 4; i++) {
        front_is(session, order[i]);
        grade(session, i == 1 ? 1 : i == 2 ? 3 : 5);
    }
    front_is(session, fronts[2]); /* under 4: again, until it is 4 or better */
    assert_true(session_item(session)->again);
    grade(session, 3);
    front_is(session, fronts[0]);
    grade(session, 4);
    front_is(session, fronts[2]);
    grade(session, 4);
    assert_int_equal(session_phase(session), SESSION_OVER);
    const struct session_summary *summary = session_summary(session);
    assert_true(summary->cram);
    assert_int_equal(summary->cards, 7);
    assert_int_equal(summary->repeats, 3);
    assert_int_equal(summary->new_cards, 0);
    session_free(session);
    assert_int_equal(test_number("cram.db", schedules), before);
    assert_int_equal(test_number("cram.db", "SELECT count(*) FROM event WHERE kind = 'cram'"), 7);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void it_takes_back_what_it_noted(void **state)
{
    (void)state;
    struct error error = {0};
    struct harvest harvest;
    struct collection *c = with_cards("undo.db", 3, &harvest);
    struct session *session = start(c, &(struct session_options){.cram = true});
    bool found;
    grade(session, 1);
    front_is(session, harvest.drafts[1].front);
    assert_true(session_undo(session, &found, &error));
    assert_true(found);
    front_is(session, harvest.drafts[0].front);
    long position, total;
    session_progress(session, &position, &total);
    assert_int_equal(total, 3);
    assert_int_equal(test_number("undo.db", "SELECT count(*) FROM undone"), 1);
    assert_true(session_undo(session, &found, &error));
    assert_false(found);
    session_free(session);
    harvest_release(&harvest);
    collection_close(c);
}

/* It takes time, which counts for the day; its answers do not, as they can be had for nothing. */
static void its_minutes_count_and_its_answers_do_not(void **state)
{
    (void)state;
    struct error error = {0};
    struct harvest harvest;
    struct day_fact fact;
    struct day_diary diary;
    struct collection *c = with_cards("day.db", 12, &harvest);
    struct session *session = start(c, &(struct session_options){.cram = true, .minutes = 60});
    for (int i = 0; i < 12; i++) {
        now.elapsed_ms += i ? 50000 : 90000; /* idle time is capped */
        grade(session, 4);
    }
    session_free(session);
    assert_true(collection_day(c, collection_today(c), &fact, &error));
    assert_int_equal(fact.answers, 0);
    assert_int_equal(fact.active_seconds, 60 + 11 * 50);
    assert_true(day_fact_earned(&fact)); /* by ten active minutes */
    assert_true(collection_day_diary(c, collection_today(c), &diary, &error));
    assert_int_equal(diary.crams, 12);
    assert_int_equal(diary.cards, 0);
    day_diary_release(&diary);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void a_query_and_a_limit_narrow_it(void **state)
{
    (void)state;
    struct error error = {0};
    struct harvest harvest;
    struct card_filter filter = {0};
    struct collection *c = with_cards("query.db", 12, &harvest); /* topics of five cards */
    assert_true(card_filter_parse("part 1", &filter, &error));
    struct session *session =
        start(c, &(struct session_options){.cram = true, .filter = &filter, .limit = 2});
    long position, total;
    session_progress(session, &position, &total);
    assert_int_equal(total, 2);
    session_free(session);
    card_filter_release(&filter);
    assert_true(card_filter_parse("xyzzy", &filter, &error));
    session = start(c, &(struct session_options){.cram = true, .filter = &filter});
    assert_int_equal(session_phase(session), SESSION_OVER);
    session_free(session);
    card_filter_release(&filter);
    struct answer answer = {.kind = ITEM_DRILL, .subject = "powers", .grade = 4, .cram = true};
    assert_false(collection_answer(c, &answer, NULL, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    harvest_release(&harvest);
    collection_close(c);
}

/* After its minutes a session asks nothing new, but what must come again still comes; it tells what
 * is left, and undo goes back into it. */
static void minutes_that_are_over_are_told(void **state)
{
    (void)state;
    struct error error = {0};
    struct harvest harvest;
    struct collection *c = with_cards("time.db", 8, &harvest);
    struct session *session = start(c, &(struct session_options){.minutes = 1});
    bool found;
    grade(session, 1);
    now.elapsed_ms += 61000;
    grade(session, 4);
    assert_true(session_item(session)->again);
    front_is(session, harvest.drafts[0].front);
    grade(session, 4);
    assert_int_equal(session_phase(session), SESSION_OVER);
    assert_int_equal(session_summary(session)->minutes, 1);
    assert_int_equal(session_summary(session)->left, 6);
    assert_true(session_undo(session, &found, &error) && found);
    assert_int_equal(session_summary(session)->left, 0);
    assert_true(session_undo(session, &found, &error) && found);
    grade(session, 4);
    assert_false(session_item(session)->again);
    session_free(session);
    harvest_release(&harvest);
    collection_close(c);
}

/* Left at any key and begun again: the same cards in the same order, those failed before first. */
static void a_session_left_is_resumed(void **state)
{
    (void)state;
    const char *const schedulers[] = {"sm2", "fsrs"};
    for (int which = 0; which < 2; which++) {
        struct error error = {0};
        struct harvest harvest;
        struct plan plan, later;
        struct collection *c = with_cards("resume.db", 9, &harvest);
        assert_true(collection_set(c, "scheduler", schedulers[which], &error));
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        struct session *session = start(c, &(struct session_options){0});
        grade(session, 4);
        grade(session, 2);
        grade(session, 3);
        assert_true(session_reveal(session));
        session_free(session); /* in the middle of a card */
        assert_true(collection_plan(c, NULL, 0, &later, &error));
        assert_int_equal(later.count, plan.count - 1);
        assert_true(later.items[0].again && later.items[1].again && !later.items[2].again);
        for (size_t i = 2; i < later.count; i++)
            assert_string_equal(later.items[i].card_id, plan.items[i + 1].card_id);
        plan_release(&later);
        session = start(c, &(struct session_options){0});
        grade(session, 3);
        grade(session, 4);
        for (size_t i = 3; i < plan.count; i++)
            grade(session, 4);
        assert_true(session_item(session)->again);
        grade(session, 4);
        assert_int_equal(session_phase(session), SESSION_OVER);
        session_free(session);
        plan_release(&plan);
        harvest_release(&harvest);
        collection_close(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_cards_come_and_stay_as_they_are),
        cmocka_unit_test(it_takes_back_what_it_noted),
        cmocka_unit_test(its_minutes_count_and_its_answers_do_not),
        cmocka_unit_test(a_query_and_a_limit_narrow_it),
        cmocka_unit_test(minutes_that_are_over_are_told),
        cmocka_unit_test(a_session_left_is_resumed),
    };
    return cmocka_run_group_tests_name("cram", tests, NULL, NULL);
}
