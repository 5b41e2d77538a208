/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The challenge out of events: clocks that change, are wrong or travel, settings that change, other
 * devices; and that the order in which events arrive does not matter.
 */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "tests/support/store.h"

static struct clock now;

static void must(bool good, const struct error *error)
{
    if (!good)
        fail_msg("%s", error->message);
}

static struct collection *fresh(const char *path, const char *when)
{
    (void)unlink(path);
    test_clock(&now, when);
    return test_open(path, &now);
}

static void use_zone(const char *zone)
{
    assert_int_equal(setenv("TZ", zone, 1), 0);
    tzset();
}

/* Drills: they need no cards. */
static bool answer(struct collection *c, int count, int64_t milliseconds)
{
    struct graded graded = {0};
    for (int i = 0; i < count; i++) {
        struct error error = {0};
        struct answer given = {.kind = ITEM_DRILL,
                               .subject = "powers",
                               .grade = 4,
                               .milliseconds = milliseconds,
                               .problem = "powers@1/1/1",
                               .level = 1,
                               .distance = NAN};
        must(collection_answer(c, &given, &graded, &error), &error);
    }
    return graded.day_earned;
}

static struct streak streak_of(struct collection *c)
{
    struct streak streak;
    struct error error = {0};
    must(collection_streak(c, &streak, &error), &error);
    return streak;
}

static void set(struct collection *c, const char *name, const char *value)
{
    struct error error = {0};
    must(collection_set(c, name, value, &error), &error);
}

static void start(struct collection *c)
{
    struct error error = {0};
    must(collection_challenge_start(c, collection_today(c), &error), &error);
}

static day_number day_of(const char *text)
{
    day_number day;
    assert_true(day_parse(text, &day, NULL));
    return day;
}

static void expect_glyphs(struct collection *c, const char *glyphs)
{
    struct streak streak = streak_of(c);
    char seen[64] = "";
    for (size_t i = 0; i < strlen(glyphs); i++)
        seen[i] = day_status_glyph(streak.days[i].status);
    assert_string_equal(seen, glyphs);
    streak_release(&streak);
}

/* --- Clocks ------------------------------------------------------------------------------------
 */

static void study_days_of_zones(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *when, *day;
    } rows[] = {
        {"America/New_York", "2026-03-08T04:30:00", "2026-03-08"},
        {"America/New_York", "2026-03-08T03:30:00", "2026-03-07"},
        {"America/New_York", "2026-11-01T03:30:00", "2026-10-31"},
        {"America/New_York", "2026-11-01T04:00:00", "2026-11-01"},
        {"Australia/Lord_Howe", "2026-04-05T03:59:00", "2026-04-04"}, /* half an hour back */
        {"Australia/Lord_Howe", "2026-04-05T04:00:00", "2026-04-05"},
        {"Australia/Lord_Howe", "2026-10-04T03:59:00", "2026-10-03"}, /* and forward */
        {"Australia/Lord_Howe", "2026-10-04T04:00:00", "2026-10-04"},
        {"Asia/Kolkata", "2026-03-08T03:59:00", "2026-03-07"}, /* never changes */
        {"Asia/Kolkata", "2026-03-08T04:00:00", "2026-03-08"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[DAY_TEXT];
        use_zone(rows[i].zone);
        struct collection *c = fresh("zone.db", rows[i].when);
        assert_string_equal(day_format(collection_today(c), text), rows[i].day);
        collection_close(c);
    }
    use_zone("Europe/Zurich");
}

/* Each of 400 mornings and evenings over both changes is its own day, without a gap. */
static void no_day_is_lost_when_clocks_change(void **state)
{
    (void)state;
    static const char *const zones[] = {"America/New_York", "Australia/Lord_Howe", "UTC"};
    for (size_t z = 0; z < 3; z++) {
        use_zone(zones[z]);
        for (int i = 0; i < 400; i++) {
            char when[40], day[DAY_TEXT];
            struct clock clock;
            struct error error = {0};
            day_number date = day_from_civil(2026, 1, 1) + i;
            for (int hour = 5; hour < 24; hour += 18) {
                (void)snprintf(when, sizeof when, "%sT%02d:00:00", day_format(date, day), hour);
                must(clock_init_fixed(&clock, when, &error), &error);
                struct instant at = clock_now(&clock);
                assert_int_equal(study_day(&at, 4), date);
            }
        }
    }
    use_zone("Europe/Zurich");
}

static void clocks_that_change_are_no_travel(void **state)
{
    (void)state;
    use_zone("Europe/Zurich");
    struct collection *c = fresh("summer.db", "2026-03-28T22:00:00");
    start(c);
    assert_true(answer(c, 10, 1000));
    test_clock(&now, "2026-03-30T08:00:00"); /* 33 hours later, another offset, the same place */
    assert_true(answer(c, 10, 1000));
    expect_glyphs(c, "EFE");
    collection_close(c);
    c = fresh("flight.db", "2026-03-28T22:00:00");
    start(c);
    (void)answer(c, 10, 1000);
    use_zone("Asia/Tokyo");
    test_clock(&now, "2026-03-30T14:00:00");
    (void)answer(c, 10, 1000);
    expect_glyphs(c, "ETE");
    collection_close(c);
    use_zone("Europe/Zurich");
}

static void the_date_line_both_ways(void **state)
{
    (void)state;
    struct collection *c = fresh("east.db", "2026-05-10T20:00:00-07:00");
    start(c);
    (void)answer(c, 10, 1000);
    test_clock(&now, "2026-05-12T09:00:00+12:00"); /* 18 hours later: the 11th was skipped */
    (void)answer(c, 10, 1000);
    expect_glyphs(c, "ETE");
    test_clock(&now, "2026-05-13T09:00:00+12:00");
    (void)answer(c, 10, 1000);
    test_clock(&now, "2026-05-12T18:00:00-07:00"); /* the 12th again, after the 13th */
    struct streak streak = streak_of(c);
    assert_int_equal(streak.earned, 3);
    assert_int_equal(streak.chain, 3);
    assert_int_equal(streak.day, 3);
    streak_release(&streak);
    (void)answer(c, 4, 1000);
    streak = streak_of(c);
    assert_int_equal(streak.days[2].answers, 14); /* one day */
    assert_int_equal(streak.earned, 3);
    streak_release(&streak);
    collection_close(c);
}

static void a_wrong_clock_heals(void **state)
{
    (void)state;
    struct collection *c = fresh("wrong.db", "2026-11-01T10:00:00+01:00");
    struct error error = {0};
    start(c);
    (void)answer(c, 10, 1000);
    test_clock(&now, "2026-12-02T10:00:00+01:00"); /* a month ahead */
    (void)answer(c, 10, 1000);
    set(c, "goal-answers", "30");
    must(collection_challenge_start(c, collection_today(c), &error), &error);
    struct streak streak = streak_of(c);
    assert_int_equal(streak.day, 1);
    streak_release(&streak);
    test_clock(&now, "2026-11-02T10:00:00+01:00"); /* and right again */
    must(collection_challenge_start(c, day_of("2026-11-01"), &error), &error);
    set(c, "goal-answers", "12");
    assert_true(answer(c, 10, 1000));
    streak = streak_of(c);
    assert_int_equal(streak.day, 2);
    assert_int_equal(streak.earned, 2);
    assert_int_equal(streak.chain, 2);
    streak_release(&streak);
    test_clock(&now, "2026-12-03T10:00:00+01:00"); /* what was decided while it was ahead is over */
    streak = streak_of(c);
    assert_int_equal(streak.start, day_of("2026-11-01"));
    assert_int_equal(collection_setting_integer(c, "goal-answers"), 12);
    streak_release(&streak);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* --- Settings ----------------------------------------------------------------------------------
 */

static void another_rollover_holds_from_the_next_day(void **state)
{
    (void)state;
    static const struct {
        const char *changed, *to, *later, *day;
    } rows[] = {
        {"2026-11-20T10:00:00+01:00", "6", "2026-11-20T23:00:00+01:00", "2026-11-20"},
        {"2026-11-20T05:00:00+01:00", "6", "2026-11-20T05:30:00+01:00", "2026-11-20"},
        {"2026-11-20T10:00:00+01:00", "6", "2026-11-21T05:00:00+01:00", "2026-11-20"},
        {"2026-11-20T10:00:00+01:00", "6", "2026-11-21T06:00:00+01:00", "2026-11-21"},
        {"2026-11-20T10:00:00+01:00", "0", "2026-11-21T00:10:00+01:00", "2026-11-21"},
        {"2026-11-21T01:00:00+01:00", "0", "2026-11-21T01:10:00+01:00", "2026-11-20"},
        {"2026-11-21T01:00:00+01:00", "0", "2026-11-21T03:59:00+01:00", "2026-11-20"},
        {"2026-11-21T01:00:00+01:00", "0", "2026-11-21T04:00:00+01:00", "2026-11-21"},
        {"2026-11-21T01:00:00+01:00", "0", "2026-11-22T00:00:00+01:00", "2026-11-22"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[DAY_TEXT];
        struct collection *c = fresh("rollover.db", rows[i].changed);
        day_number before = collection_today(c), begins = collection_setting_begins(c, "rollover");
        set(c, "rollover", rows[i].to);
        assert_int_equal(collection_today(c), before); /* today never moves */
        assert_true(begins > before);
        test_clock(&now, rows[i].later);
        assert_string_equal(day_format(collection_today(c), text), rows[i].day);
        collection_close(c);
    }
}

static void another_goal_starts_tomorrow(void **state)
{
    (void)state;
    struct collection *c = fresh("goal.db", "2026-11-20T10:00:00+01:00");
    start(c);
    (void)answer(c, 10, 1000);
    set(c, "goal-answers", "3");
    test_clock_add(&now, 1, 0);
    assert_true(answer(c, 3, 1000));
    set(c, "goal-answers", "50");
    set(c, "goal-minutes", "0");
    test_clock_add(&now, 1, 0);
    (void)answer(c, 20, 60000);
    expect_glyphs(c, "EE?");
    (void)answer(c, 30, 1000);
    expect_glyphs(c, "EEE");
    collection_close(c);
}

static void a_target_is_no_goal_of_the_day(void **state)
{
    (void)state;
    struct collection *c = fresh("target.db", "2026-11-20T10:00:00+01:00");
    set(c, "goal-target-books", "7");
    assert_int_equal(collection_setting_integer(c, "goal-target-books"), 7); /* at once */
    collection_close(c);
}

/* --- Ways to earn ------------------------------------------------------------------------------
 */

static void one_due_card_earns_the_day(void **state)
{
    (void)state;
    struct collection *c = fresh("due.db", "2026-11-20T10:00:00+01:00");
    struct harvest harvest;
    struct error error = {0};
    start(c);
    test_harvest(&harvest, "/notes/a.md", "card", 1);
    (void)test_import_one(c, &harvest);
    must(collection_open_day(c, &error), &error);
    struct graded graded = test_grade(c, test_find(c, "card 0 asks after aaa"), 4);
    assert_true(graded.day_earned);
    harvest_release(&harvest);
    collection_close(c);
}

static void idle_time_is_capped(void **state)
{
    (void)state;
    struct collection *c = fresh("idle.db", "2026-11-20T10:00:00+01:00");
    start(c);
    assert_false(answer(c, 1, 3600 * 1000)); /* an hour on one item is a minute */
    assert_false(answer(c, 8, 60000));
    expect_glyphs(c, "?");
    set(c, "goal-answers", "0"); /* from tomorrow */
    test_clock_add(&now, 1, 0);
    assert_false(answer(c, 9, 60000));
    assert_true(answer(c, 1, 60000));
    collection_close(c);
}

static void write_note(struct collection *c, const char *file, int words)
{
    struct harvest harvest;
    test_harvest(&harvest, file, "card", 1);
    harvest.words = words;
    (void)test_import_one(c, &harvest);
    harvest_release(&harvest);
}

static void a_journal_earns_the_day_after_it_was_registered(void **state)
{
    (void)state;
    struct collection *c = fresh("journal.db", "2026-11-20T10:00:00+01:00");
    start(c);
    write_note(c, "/notes/journal.md", 100);
    write_note(c, "/notes/journal.md", 200); /* registered today: it cannot earn today */
    expect_glyphs(c, "?");
    test_clock_add(&now, 1, 0);
    write_note(c, "/notes/journal.md", 224);
    expect_glyphs(c, "F?");
    write_note(c, "/notes/journal.md", 225);
    expect_glyphs(c, "FE");
    collection_close(c);
}

static void a_rest_is_declared_before(void **state)
{
    (void)state;
    struct collection *c = fresh("rest.db", "2026-11-20T10:00:00+01:00");
    struct error error = {0};
    struct undone undone;
    start(c);
    assert_false(collection_rest(c, day_of("2026-11-20"), &error));
    for (int i = 1; i <= 14; i++) {
        error_clear(&error);
        must(collection_rest(c, day_of("2026-11-20") + i, &error), &error);
    }
    must(collection_rest(c, day_of("2026-11-21"), &error), &error); /* it is one already */
    assert_false(collection_rest(c, day_of("2026-12-20"), &error));
    struct streak streak = streak_of(c);
    assert_int_equal(streak.rest_left, 0);
    streak_release(&streak);
    error_clear(&error);
    must(collection_undo(c, &undone, &error), &error);
    must(collection_rest(c, day_of("2026-12-20"), &error), &error);
    test_clock(&now, "2026-11-22T10:00:00+01:00");
    assert_true(answer(c, 10, 1000));
    expect_glyphs(c, "FRE");
    collection_close(c);
}

/* --- Other devices -----------------------------------------------------------------------------
 */

struct made {
    char id[40], device[24], kind[24], subject[64], payload[96];
    int64_t utc_ms;
    int offset;
    day_number day;
};

/* Stores and folds one event as it came from elsewhere. */
static void receive(struct collection *c, const struct made *made)
{
    struct error error = {0};
    sqlite3_stmt *s = NULL;
    struct event event = {.kind = event_kind_of(made->kind),
                          .subject = made->subject,
                          .at = {.utc_ms = made->utc_ms, .offset_minutes = made->offset},
                          .study_day = made->day,
                          .payload = made->payload};
    (void)snprintf(event.id, sizeof event.id, "%s", made->id);
    (void)snprintf(event.device, sizeof event.device, "%s", made->device);
    (void)snprintf(event.at.zone, sizeof event.at.zone, "zone%d", made->offset);
    must(transaction_begin(c, &error), &error);
    assert_int_equal(
        sqlite3_prepare_v2(c->db,
                           "INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, "
                           "zone, study_day, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                           -1, &s, NULL),
        SQLITE_OK);
    bind_text(c, s, 1, event.id);
    bind_text(c, s, 2, event.device);
    bind_text(c, s, 3, made->kind);
    bind_text(c, s, 4, event.subject);
    bind_integer(c, s, 5, made->utc_ms);
    bind_integer(c, s, 6, made->offset);
    bind_text(c, s, 7, event.at.zone);
    bind_integer(c, s, 8, made->day);
    bind_text(c, s, 9, event.payload);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    (void)sqlite3_finalize(s);
    must(transaction_end(c, fold_event(c, &event, &error), &error), &error);
}

static struct made drill_of(const char *device, day_number day, int number)
{
    struct made made = {
        .utc_ms = (int64_t)day * 86400000 + 36000000 + number * 1000, .offset = 60, .day = day};
    (void)snprintf(made.id, sizeof made.id, "%08d-%04d-%s", (int)day, number, device);
    (void)snprintf(made.device, sizeof made.device, "%s", device);
    (void)snprintf(made.kind, sizeof made.kind, "drill");
    (void)snprintf(made.subject, sizeof made.subject, "drill/powers");
    (void)snprintf(made.payload, sizeof made.payload, "{\"grade\":4,\"ms\":1000,\"level\":1}");
    return made;
}

static void receive_drills(struct collection *c, const char *device, day_number day, int first,
                           int count)
{
    for (int i = first; i < first + count; i++) {
        struct made made = drill_of(device, day, i);
        receive(c, &made);
    }
}

static void expect_late(struct collection *c, const char *late)
{
    struct streak streak = streak_of(c);
    for (size_t i = 0; late[i]; i++)
        assert_int_equal(streak.days[i].late, late[i] == 'L');
    streak_release(&streak);
}

static void what_arrives_late_earns_its_day(void **state)
{
    (void)state;
    day_number first = day_of("2026-11-20");
    struct collection *c = fresh("late.db", "2026-11-20T10:00:00+01:00");
    start(c);
    (void)answer(c, 10, 1000);
    receive_drills(c, "phone", first, 0, 5); /* the same day: earned here anyway */
    test_clock_add(&now, 1, 0);
    (void)answer(c, 4, 1000);
    receive_drills(c, "phone", first + 1, 0, 6); /* arrived on its day: not late */
    expect_glyphs(c, "EE");
    test_clock_add(&now, 2, 0);
    expect_glyphs(c, "EEF?");
    (void)answer(c, 1, 1000);
    receive_drills(c, "tablet", first, 0, 10);    /* earned long ago */
    receive_drills(c, "phone", first + 2, 0, 10); /* this one was frozen */
    expect_glyphs(c, "EEE?");
    expect_late(c, "--L-");
    struct streak streak = streak_of(c);
    assert_int_equal(streak.tokens, 2); /* its token is back */
    assert_int_equal(streak.chain, 3);
    streak_release(&streak);
    receive_drills(c, "phone", first + 3, 0, 10); /* today is not over */
    expect_glyphs(c, "EEEE");
    expect_late(c, "--L-");
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* --- Order -------------------------------------------------------------------------------------
 */

enum { MADE = 160, DAYS = 24 };

static struct made random_event(struct random_source *random, int number, day_number start_day)
{
    static const char *const devices[] = {"phone", "tablet", "laptop"};
    static const int offsets[] = {60, 60, 60, 120, -300, 720};
    char day[DAY_TEXT];
    size_t kind = random_below(random, 12);
    struct made made = drill_of(devices[random_below(random, 3)],
                                start_day + (int)random_below(random, DAYS), number);
    made.offset = offsets[random_below(random, 6)];
    made.utc_ms += (int64_t)random_below(random, 4) * 7000000;
    if (kind == 0) {
        (void)snprintf(made.kind, sizeof made.kind, "day-opened");
        (void)snprintf(made.subject, sizeof made.subject, "day/%s", day_format(made.day, day));
        (void)snprintf(made.payload, sizeof made.payload, "{\"due\":%d}",
                       (int)random_below(random, 6));
    } else if (kind == 1) {
        (void)snprintf(made.kind, sizeof made.kind, "rest");
        (void)snprintf(made.subject, sizeof made.subject, "day/%s",
                       day_format(made.day + (int)random_below(random, 4) - 1, day));
        (void)snprintf(made.payload, sizeof made.payload, "{}");
    } else if (kind == 2) {
        (void)snprintf(made.kind, sizeof made.kind, "setting");
        (void)snprintf(made.subject, sizeof made.subject, "setting/goal-answers");
        (void)snprintf(made.payload, sizeof made.payload, "{\"value\":\"%d\",\"from\":%d}",
                       2 + (int)random_below(random, 8), (int)made.day + 1);
    } else {
        (void)snprintf(made.payload, sizeof made.payload, "{\"grade\":%d,\"ms\":%d,\"level\":1}",
                       (int)random_below(random, 6), (int)random_below(random, 200000));
    }
    return made;
}

static void describe(struct collection *c, struct text *out)
{
    struct streak streak = streak_of(c);
    text_printf(out, "%d %d %d %d %d %d %.12f %.12f:", streak.earned, streak.chain, streak.best,
                streak.tokens, streak.rest_left, (int)streak.end_projected, streak.strength,
                streak.pace);
    for (size_t i = 0; i < DAYS + 8; i++)
        text_printf(out, " %c%d/%d", day_status_glyph(streak.days[i].status),
                    streak.days[i].answers, streak.days[i].minutes);
    streak_release(&streak);
}

static void shuffle(struct random_source *random, struct made *made)
{
    for (size_t i = MADE - 1; i > 0; i--) {
        size_t other = random_below(random, i + 1);
        struct made kept = made[i];
        made[i] = made[other];
        made[other] = kept;
    }
}

static void the_order_of_arrival_does_not_matter(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 4);
    day_number first = day_of("2026-10-01");
    for (int round = 0; round < 6; round++) {
        struct made made[MADE];
        struct text expected = {0};
        for (int i = 0; i < MADE; i++)
            made[i] = random_event(&random, i, first);
        for (int order = 0; order < 4; order++) {
            struct text seen = {0};
            struct error error = {0};
            struct collection *c = fresh("order.db", "2026-10-01T09:00:00+02:00");
            start(c);
            test_clock(&now, "2026-10-27T09:00:00+01:00");
            for (int i = 0; i < MADE; i++)
                receive(c, &made[i]);
            describe(c, order ? &seen : &expected);
            if (order)
                assert_string_equal(text_string(&seen), text_string(&expected));
            text_clear(&seen);
            must(transaction_begin(c, &error), &error); /* and folded from nothing */
            must(transaction_end(c, fold_everything(c, &error), &error), &error);
            describe(c, &seen);
            assert_string_equal(text_string(&seen), text_string(&expected));
            text_release(&seen);
            collection_close(c);
            shuffle(&random, made);
        }
        text_release(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(study_days_of_zones),
        cmocka_unit_test(no_day_is_lost_when_clocks_change),
        cmocka_unit_test(clocks_that_change_are_no_travel),
        cmocka_unit_test(the_date_line_both_ways),
        cmocka_unit_test(a_wrong_clock_heals),
        cmocka_unit_test(another_rollover_holds_from_the_next_day),
        cmocka_unit_test(another_goal_starts_tomorrow),
        cmocka_unit_test(a_target_is_no_goal_of_the_day),
        cmocka_unit_test(one_due_card_earns_the_day),
        cmocka_unit_test(idle_time_is_capped),
        cmocka_unit_test(a_journal_earns_the_day_after_it_was_registered),
        cmocka_unit_test(a_rest_is_declared_before),
        cmocka_unit_test(what_arrives_late_earns_its_day),
        cmocka_unit_test(the_order_of_arrival_does_not_matter),
    };
    return cmocka_run_group_tests_name("streak_history", tests, NULL, NULL);
}
