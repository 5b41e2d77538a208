/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Due days moved apart: how far, how evenly, and that every replay does the same. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection.h"
#include "engine/fuzz.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *open_with(const char *path, const char *fuzz)
{
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    assert_true(collection_set(c, "fuzz", fuzz, &error));
    return c;
}

/* --- The rule ----------------------------------------------------------------------------------
 */

static void the_range_follows_the_interval(void **state)
{
    (void)state;
    static const struct {
        int interval, most;
    } rows[] = {{0, 0},
                {1, 0},
                {2, 0},
                {3, 1},
                {6, 2},
                {7, 2},
                {10, 2},
                {15, 2},
                {20, 3},
                {40, 4},
                {100, 7},
                {365, 20},
                {1000, FUZZ_MOST},
                {36500, FUZZ_MOST},
                {36501, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(fuzz_most(rows[i].interval), rows[i].most);
    for (int days = 3; days < 36500; days++) {
        assert_true(fuzz_most(days) >= fuzz_most(days - 1));
        assert_true(fuzz_most(days) < days);
    }
}

static void the_least_loaded_day_is_taken(void **state)
{
    (void)state;
    long load[FUZZ_DAYS] = {3, 1, 4, 1, 5}; /* an interval of 6: from 2 days before to 2 after */
    int seen[2] = {0};
    for (uint64_t seed = 0; seed < 200; seed++) {
        int shift = fuzz_choose(6, load, seed);
        assert_true(shift == -1 || shift == 1);
        assert_int_equal(shift, fuzz_choose(6, load, seed));
        seen[shift > 0]++;
    }
    assert_true(seen[0] > 60 && seen[1] > 60);
    load[4] = 0;
    assert_int_equal(fuzz_choose(6, load, 1), 2);
    assert_true(fuzz_seed("a", 2) != fuzz_seed("a", 3) && fuzz_seed("a", 2) != fuzz_seed("b", 2));
}

static void only_the_same_interval_is_moved(void **state)
{
    (void)state;
    struct schedule schedule;
    schedule_init(&schedule);
    schedule.reviewed = true;
    schedule.interval_days = 6;
    schedule.due = 100;
    fuzz_apply(&schedule, 2, 7);
    fuzz_apply(&schedule, 3, 6);
    fuzz_apply(&schedule, -3, 6);
    assert_int_equal(schedule.due, 100);
    fuzz_apply(&schedule, -2, 6);
    assert_int_equal(schedule.due, 98);
    assert_int_equal(schedule.interval_days, 6);
}

/* --- In a collection ---------------------------------------------------------------------------
 */

enum { CARDS = 1000 };

/* Learns all cards on one day, and again on the next; returns the most that are due on one day. */
static long most_on_a_day(struct collection *c, struct harvest *harvest)
{
    struct error error = {0};
    long due[12], most = 0, all = 0;
    char(*ids)[40] = calloc(CARDS, sizeof *ids);
    assert_non_null(ids);
    struct import_counts counts = test_import_one(c, harvest);
    assert_int_equal(counts.new_cards, CARDS);
    struct plan plan;
    assert_true(collection_cram(c, NULL, 0, &plan, &error));
    assert_int_equal(plan.count, CARDS);
    for (int day = 0; day < 2; day++) {
        for (size_t i = 0; i < CARDS; i++) {
            struct graded graded = test_grade(c, plan.items[i].card_id, 4);
            assert_int_equal(graded.after.interval_days, day ? 6 : 1);
        }
        test_clock_add(&now, day == 0, 0);
    }
    plan_release(&plan);
    free(ids);
    assert_true(collection_forecast(c, collection_today(c), 12, due, &error));
    for (int i = 0; i < 12; i++) {
        most = due[i] > most ? due[i] : most;
        all += due[i];
    }
    assert_int_equal(all, CARDS);
    return most;
}

/* 1,000 cards at an interval of 6: without fuzz all on one day, with it a fifth on each of five. */
static void cards_learned_together_come_apart(void **state)
{
    (void)state;
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", CARDS);
    struct collection *c = open_with("off.db", "no");
    assert_int_equal(most_on_a_day(c, &harvest), CARDS);
    collection_close(c);
    assert_int_equal(test_number("off.db", "SELECT count(*) FROM event WHERE payload ->> 'shift' "
                                           "IS NOT NULL"),
                     0);
    c = open_with("on.db", "yes");
    assert_in_range(most_on_a_day(c, &harvest), CARDS / 5, CARDS / 4);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
    harvest_release(&harvest);
}

static struct collection *learned(const char *path, const char *fuzz, struct harvest *harvest,
                                  const char *scheduler)
{
    struct error error = {0};
    static const int grades[] = {4, 5, 3, 4, 5, 1, 4, 4, 4};
    struct collection *c = open_with(path, fuzz);
    assert_true(collection_set(c, "scheduler", scheduler, &error));
    (void)test_import_one(c, harvest);
    for (size_t day = 0; day < sizeof grades / sizeof *grades; day++) {
        for (size_t i = 0; i < harvest->draft_count; i++) {
            char id[40];
            strcpy(id, test_find(c, harvest->drafts[i].front));
            struct schedule seen;
            assert_true(collection_preview(c, ITEM_CARD, id, grades[day], &seen, &error));
            struct graded graded = test_grade(c, id, grades[day]);
            assert_int_equal(seen.due, graded.after.due); /* the key's label */
            assert_true(abs(graded.after.due - collection_today(c) - graded.after.interval_days) <=
                        fuzz_most(graded.after.interval_days));
            if (grades[day] < 4)
                (void)test_grade(c, id, 4); /* again today */
        }
        test_clock_add(&now, 9, 0);
    }
    return c;
}

static const char differing[] =
    "SELECT count(*) FROM card WHERE due <> last_review + interval_days";

/* The intervals are SM-2's to the day, whether fuzz moves the due days or not. */
static void intervals_stay_exact(void **state)
{
    (void)state;
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", 12);
    collection_close(learned("exact.db", "no", &harvest, "sm2"));
    collection_close(learned("moved.db", "yes", &harvest, "sm2"));
    const char sum[] = "SELECT sum(interval_days * 1000 + ease_hundredths) FROM card";
    assert_int_equal(test_number("exact.db", sum), test_number("moved.db", sum));
    assert_int_equal(test_number("exact.db", differing), 0);
    assert_true(test_number("moved.db", differing) > 3);
    harvest_release(&harvest);
}

/* All events of a collection reach another one, the last first. */
static void arrive_backwards(const char *from, const char *to)
{
    char sql[512];
    test_clock(&now, "2027-11-20T08:00:00+01:00");
    (void)unlink(to);
    struct collection *c = test_open(to, &now);
    (void)snprintf(sql, sizeof sql,
                   "ATTACH '%s' AS other; INSERT INTO event (id, device, kind, subject, utc_ms, "
                   "offset_minutes, zone, study_day, payload) SELECT id, device, kind, subject, "
                   "utc_ms, offset_minutes, zone, study_day, payload FROM other.event ORDER BY "
                   "sequence DESC",
                   from);
    test_sql(to, sql);
    (void)test_doctor(c, true); /* the settings are known now, */
    collection_close(c);
    c = test_open(to, &now);
    (void)test_doctor(c, true); /* the scheduler among them */
    collection_close(c);
}

/* The same seed, clock and answers give the same days; and so does every replay. */
static void every_replay_does_the_same(void **state)
{
    (void)state;
    const char *const schedulers[] = {"sm2", "fsrs"};
    const char sum[] = "SELECT sum(due * length(front)) FROM card";
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", 12);
    for (int i = 0; i < 2; i++) {
        struct collection *c = learned("first.db", "yes", &harvest, schedulers[i]);
        assert_int_equal(test_doctor(c, false), 0);
        long before = test_number("first.db", sum);
        assert_int_equal(test_number("first.db", differing) > 3, 1);
        test_sql("first.db", "UPDATE card SET due = 1, interval_days = 1");
        assert_int_not_equal(test_doctor(c, false), 0);
        assert_int_equal(test_doctor(c, true), 0);
        assert_int_equal(test_number("first.db", sum), before);
        collection_close(c);
        collection_close(learned("second.db", "yes", &harvest, schedulers[i]));
        assert_int_equal(test_number("second.db", sum), before);
        arrive_backwards("first.db", "third.db");
        assert_int_equal(test_number("third.db", sum), before);
    }
    harvest_release(&harvest);
}

/* What was decided for SM-2's interval is not applied to that of FSRS, and comes back with SM-2;
 * fuzz turned off later leaves alone what was decided. */
static void another_scheduler_tells_it_anew(void **state)
{
    (void)state;
    struct error error = {0};
    struct harvest harvest;
    const char sum[] = "SELECT sum(due * length(front)) FROM card";
    test_harvest(&harvest, "/notes/a.md", "card", 12);
    struct collection *c = learned("told.db", "yes", &harvest, "sm2");
    long moved = test_number("told.db", differing), days = test_number("told.db", sum);
    assert_true(collection_set(c, "scheduler", "fsrs", &error));
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(test_number("told.db", differing) < moved);
    assert_true(collection_set(c, "scheduler", "sm2", &error));
    assert_true(collection_set(c, "fuzz", "no", &error));
    assert_int_equal(test_number("told.db", sum), days);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

/* Undone and given again, the answer leads to the same day; the card is no load to itself. */
static void undo_and_again(void **state)
{
    (void)state;
    struct error error = {0};
    struct undone undone;
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", 12);
    struct collection *c = learned("undo.db", "yes", &harvest, "sm2");
    char id[40];
    strcpy(id, test_find(c, harvest.drafts[3].front));
    struct graded first = test_grade(c, id, 4);
    assert_true(collection_undo(c, &undone, &error));
    struct graded second = test_grade(c, id, 4);
    assert_int_equal(first.before.due, second.before.due);
    assert_int_equal(first.after.due, second.after.due);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_range_follows_the_interval),
        cmocka_unit_test(the_least_loaded_day_is_taken),
        cmocka_unit_test(only_the_same_interval_is_moved),
        cmocka_unit_test(cards_learned_together_come_apart),
        cmocka_unit_test(intervals_stay_exact),
        cmocka_unit_test(every_replay_does_the_same),
        cmocka_unit_test(another_scheduler_tells_it_anew),
        cmocka_unit_test(undo_and_again),
    };
    return cmocka_run_group_tests_name("fuzz", tests, NULL, NULL);
}
