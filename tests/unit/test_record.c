/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collection told as tables. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/record.h"
#include "tests/support/generate.h"
#include "tests/support/practice.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"

enum { ROWS = 8000, CELL = 64 };

/* What the tests look at of a row. */
struct row {
    char event[CELL], session[CELL], item[CELL], skill[CELL], prompt[CELL], typed[CELL];
    int64_t time, day, due, interval_before, interval_after;
    double ease_before, ease_after;
    bool known_before, repeat;
};
struct rows {
    const struct record_table *table;
    struct row items[ROWS];
    size_t count, most;
};
static struct rows rows;
static struct clock now;

static const struct record_value *value(const struct record_value *values, const char *name)
{
    return &values[record_column(rows.table, name)];
}

static void copy(char cell[CELL], const struct record_value *text)
{
    (void)snprintf(cell, CELL, "%s", text->known ? text->text : "");
}

static bool take(void *context, const struct record_value *values)
{
    (void)context;
    if (rows.count == ROWS)
        fail_msg("more rows than %d", ROWS);
    struct row *row = &rows.items[rows.count++];
    copy(row->event, value(values, "event_id"));
    copy(row->session, value(values, "session_id"));
    copy(row->item, value(values, "item_id"));
    copy(row->skill, value(values, "skill"));
    copy(row->prompt, value(values, "prompt"));
    copy(row->typed, value(values, "typed"));
    row->time = value(values, "time_utc")->integer;
    row->day = value(values, "study_day")->integer;
    row->due = value(values, "due")->integer;
    row->interval_before = value(values, "interval_before")->integer;
    row->interval_after = value(values, "interval_after")->integer;
    row->ease_before = value(values, "ease_before")->real;
    row->ease_after = value(values, "ease_after")->real;
    row->known_before = value(values, "ease_before")->known;
    row->repeat = value(values, "repeat")->integer != 0;
    return !rows.most || rows.count < rows.most;
}

static const struct record_request everything = {
    .since = DAY_NONE, .until = DAY_NONE, .card_state = -1};

static bool tell(struct collection *c, enum record_kind kind, const struct record_request *request)
{
    struct error error = {0};
    rows.table = record_table(kind);
    rows.count = 0;
    bool whole = collection_each_record(c, kind, request, take, NULL, &error);
    if (error.kind)
        fail_msg("%s", error.message);
    return whole;
}

static struct collection *fresh(const char *path, const char *when)
{
    test_clock(&now, when);
    (void)unlink(path);
    return test_open(path, &now);
}

/* --- Agreement with the tables ------------------------------------------------------------------
 */

/* In order of time; each row begins where the item's last one ended, and the last row of an item
 * says what the tables say. */
static void check_chains(struct collection *c, enum item_kind kind)
{
    size_t chained = 0, lasts = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i], *next = NULL;
        const char *name = kind == ITEM_CARD ? row->item : row->skill;
        if (i)
            assert_true(rows.items[i - 1].time <= row->time);
        for (size_t j = i + 1; j < rows.count && !next; j++)
            if (!strcmp(kind == ITEM_CARD ? rows.items[j].item : rows.items[j].skill, name))
                next = &rows.items[j];
        if (next) {
            assert_true(next->known_before);
            assert_int_equal(next->interval_before, row->interval_after);
            assert_true(next->ease_before == row->ease_after);
            assert_true(next->repeat == (next->day <= row->day));
            chained++;
            continue;
        }
        struct schedule schedule;
        struct error error = {0};
        assert_true(collection_schedule(c, kind, name, &schedule, &error));
        assert_int_equal(row->interval_after, schedule.interval_days);
        assert_int_equal(row->due, schedule.due);
        assert_int_equal(lround(row->ease_after * 100), schedule.ease_hundredths);
        lasts++;
    }
    assert_true(chained > 100 && lasts > 10);
}

static void test_reviews_agree(void **state)
{
    (void)state;
    struct error error = {0};
    test_clock(&now, "2026-03-10T09:00:00Z");
    (void)unlink("agree.db");
    assert_true(generate_collection("agree.db", &now, 200, 3000, 338, &error));
    struct collection *c = test_open("agree.db", &now);
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    struct collection_counts counts;
    assert_true(collection_count(c, &counts, &error));
    assert_int_equal(rows.count,
                     test_number("agree.db", "SELECT count(*) FROM event WHERE kind = 'review'"));
    check_chains(c, ITEM_CARD);
    collection_close(c);
}

static void test_drills_agree(void **state)
{
    (void)state;
    struct collection *c = fresh("drills.db", "2026-03-10T09:00:00Z");
    practice_weeks(c, &now);
    assert_true(tell(c, RECORD_DRILLS, &everything));
    assert_int_equal(rows.count,
                     test_number("drills.db", "SELECT count(*) FROM event WHERE kind = 'drill'"));
    assert_string_equal(rows.items[0].prompt, ""); /* nobody told of problems */
    for (size_t i = 0; i < rows.count; i++) {
        struct schedule schedule;
        struct error error = {0};
        bool last = true;
        for (size_t j = i + 1; j < rows.count && last; j++)
            last = strcmp(rows.items[j].skill, rows.items[i].skill) != 0;
        assert_true(collection_schedule(c, ITEM_DRILL, rows.items[i].skill, &schedule, &error));
        if (last) /* credit may have moved the day since, never ease and interval */
            assert_int_equal(rows.items[i].interval_after, schedule.interval_days);
        if (last)
            assert_int_equal(lround(rows.items[i].ease_after * 100), schedule.ease_hundredths);
    }
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    assert_int_equal(rows.count, 0);
    collection_close(c);
}

/* What was undone is not told, and what a reset did shows. */
static void test_undo_and_reset(void **state)
{
    (void)state;
    struct error error = {0};
    struct undone undone;
    struct harvest harvest = {0};
    struct collection *c = fresh("undo.db", "2026-03-10T09:00:00Z");
    test_harvest(&harvest, "/notes/a.md", "Card", 2);
    (void)test_import_one(c, &harvest);
    char *id = memory_copy_string(test_find(c, harvest.drafts[0].front));
    (void)test_grade(c, id, 4);
    test_clock_add(&now, 1, 0);
    (void)test_grade(c, id, 5);
    assert_true(collection_undo(c, &undone, &error));
    (void)test_grade(c, id, 3);
    assert_true(collection_care(c, CARE_RESET, id, NULL, &error));
    test_clock_add(&now, 1, 0);
    (void)test_grade(c, id, 4);
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    assert_int_equal(rows.count, 3);
    assert_false(rows.items[0].known_before);
    assert_int_equal(rows.items[1].interval_before, rows.items[0].interval_after);
    assert_true(rows.items[1].ease_after < rows.items[1].ease_before);
    assert_false(rows.items[2].known_before); /* forgotten by the reset */
    assert_string_equal(rows.items[0].prompt, harvest.drafts[0].front);
    harvest_release(&harvest);
    free(id);
    collection_close(c);
}

/* --- Sessions, bounds, redaction ----------------------------------------------------------------
 */

static struct collection *three_sittings(void)
{
    struct harvest harvest = {0};
    struct collection *c = fresh("sitting.db", "2026-03-10T09:00:00Z");
    test_harvest(&harvest, "/notes/a.md", "Card", 1);
    (void)test_import_one(c, &harvest);
    char *id = memory_copy_string(test_find(c, harvest.drafts[0].front));
    static const int minutes[] = {0, 29, 29, 30, 1, 24 * 60};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        test_clock_add(&now, 0, minutes[i]);
        (void)test_grade(c, id, 4);
    }
    harvest_release(&harvest);
    free(id);
    return c;
}

static void test_sessions(void **state)
{
    (void)state;
    struct collection *c = three_sittings();
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    static const size_t first[] = {0, 0, 0, 3, 3, 5};
    assert_int_equal(rows.count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(rows.items[i].session, rows.items[first[i]].event);
    collection_close(c);
}

static void test_bounds(void **state)
{
    (void)state;
    struct collection *c = three_sittings();
    day_number day = day_from_civil(2026, 3, 10);
    struct record_request request = everything;
    request.since = day + 1;
    assert_true(tell(c, RECORD_REVIEWS, &request));
    assert_int_equal(rows.count, 1);
    assert_true(rows.items[0].known_before); /* what came before it still counts */
    request.since = DAY_NONE;
    request.until = day;
    assert_true(tell(c, RECORD_REVIEWS, &request));
    assert_int_equal(rows.count, 5);
    request.since = request.until = day + 7;
    assert_true(tell(c, RECORD_REVIEWS, &request));
    assert_int_equal(rows.count, 0);
    collection_close(c);
}

/* What another program writes meanwhile is not seen before the tables are done. */
static void test_hold(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = three_sittings();
    struct collection *other = test_open("sitting.db", &now);
    assert_true(collection_hold(c, &error));
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    assert_int_equal(rows.count, 6);
    char *id = memory_copy_string(rows.items[0].item);
    (void)test_grade(other, id, 4);
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    assert_int_equal(rows.count, 6);
    collection_let_go(c);
    assert_true(tell(c, RECORD_REVIEWS, &everything));
    assert_int_equal(rows.count, 7);
    (void)test_grade(c, id, 4); /* and it can be written to again */
    free(id);
    collection_close(other);
    collection_close(c);
}

static bool no_text(void *context, const struct record_value *values)
{
    const struct record_table *table = context;
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].redacted && values[i].known)
            fail_msg("%s.%s tells '%s'", table->name, table->columns[i].name, values[i].text);
    rows.count++;
    return true;
}

static void test_redaction(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = three_sittings();
    struct record_request request = everything;
    request.redact = true;
    for (int kind = 0; kind < RECORD_KIND_COUNT; kind++) {
        const struct record_table *table = record_table((enum record_kind)kind);
        assert_true(collection_each_record(c, (enum record_kind)kind, &request, no_text,
                                           (void *)(uintptr_t)table, &error));
    }
    collection_close(c);
}

static bool end_it(void *context, long done, long total)
{
    (void)context;
    (void)done;
    (void)total;
    return false;
}

static void test_ending(void **state)
{
    (void)state;
    struct error error = {0};
    test_clock(&now, "2026-03-10T09:00:00Z");
    (void)unlink("ending.db");
    assert_true(generate_collection("ending.db", &now, 100, 2000, 1, &error));
    struct collection *c = test_open("ending.db", &now);
    struct record_request request = everything;
    rows.most = 3;
    assert_false(tell(c, RECORD_REVIEWS, &everything));
    assert_int_equal(rows.count, 3);
    rows.most = 0;
    request.pulse = end_it;
    assert_false(tell(c, RECORD_REVIEWS, &request));
    assert_true(rows.count < 300);
    collection_close(c);
}

/* Every table's own key tells its rows apart by name, and no two columns are called the same. */
static void test_columns(void **state)
{
    (void)state;
    for (int kind = 0; kind < RECORD_KIND_COUNT; kind++) {
        const struct record_table *table = record_table((enum record_kind)kind);
        assert_true(table->column_count <= RECORD_COLUMNS);
        assert_true(table->columns[record_column(table, table->key)].required);
        for (size_t i = 0; i < table->column_count; i++) {
            const struct record_column *column = &table->columns[i];
            assert_true(column->description[strlen(column->description) - 1] == '.');
            assert_false(column->required && column->redacted);
            assert_int_equal(record_column(table, column->name), i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reviews_agree),  cmocka_unit_test(test_drills_agree),
        cmocka_unit_test(test_undo_and_reset), cmocka_unit_test(test_sessions),
        cmocka_unit_test(test_bounds),         cmocka_unit_test(test_hold),
        cmocka_unit_test(test_redaction),      cmocka_unit_test(test_ending),
        cmocka_unit_test(test_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
