/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What runs at the start and at a key must not read more the more was ever answered: the planner
 * finds an index for each of these statements. A partial index is only found where the statement
 * repeats its condition word for word.
 */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "sql.h"
#include "tests/support/store.h"

static struct clock now;

static const struct {
    const char *name, *sql;
} statements[] = {
    {"event_last_id", sql_event_last_id},
    {"event_later_of_subject", sql_event_later_of_subject},
    {"event_of_subject", sql_event_of_subject},
    {"event_of_day", sql_event_of_day},
    {"event_zone", sql_event_zone},
    {"event_of_others", sql_event_of_others},
    {"event_next_day_of_device", sql_event_next_day_of_device},
    {"event_first_of_day_of_device", sql_event_first_of_day_of_device},
    {"event_of_day_since", sql_event_of_day_since},
    {"event_of_day_in_time", sql_event_of_day_in_time},
    {"event_by_id", sql_event_by_id},
    {"event_newest_undoable", sql_event_newest_undoable},
    {"event_reviews", sql_event_reviews},
    {"day_answers", sql_day_answers},
    {"day_crams", sql_day_crams},
    {"skill_introduced", sql_skill_introduced},
    {"answer_times", sql_answer_times},
    {"plan_due_count", sql_plan_due_count},
    {"plan_due_buried", sql_plan_due_buried},
    {"plan_introduced", sql_plan_introduced},
    {"plan_new_available", sql_plan_new_available},
    {"plan_seen", sql_plan_seen},
    {"plan_next_interval", sql_plan_next_interval},
    {"plan_next_due", sql_plan_next_due},
    {"plan_last_topic", sql_plan_last_topic},
    {"plan_due_group", sql_plan_due_group},
    {"fuzz_load", sql_fuzz_load},
    {"plan_new", sql_plan_new},
    {"plan_card", sql_plan_card},
    {"card_fold_put", sql_card_fold_put},
    {"card_get", sql_card_get},
    {"card_state_counts", sql_card_state_counts},
};

/* A walk over a whole table in order of its number, unless it ends at the first fitting row; or
 * rows gathered to be sorted into groups. */
static bool reads_all(const char *name, const char *detail)
{
    static const char *const first_row[] = {"event_newest_undoable", "event_last_of_device"};
    static const char *const few[] = {"SCAN CONSTANT", "SCAN 8 CONSTANT", "SCAN kinds",
                                      "SCAN (subquery"};
    for (size_t i = 0; i < sizeof first_row / sizeof *first_row; i++)
        if (!strcmp(name, first_row[i]))
            return false;
    for (size_t i = 0; i < sizeof few / sizeof *few; i++)
        if (!strncmp(detail, few[i], strlen(few[i])))
            return false;
    return (!strncmp(detail, "SCAN ", 5) && !strstr(detail, "INDEX")) ||
           strstr(detail, "B-TREE FOR GROUP BY");
}

static void statements_find_an_index(void **state)
{
    (void)state;
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink("plan.db");
    struct collection *c = test_open("plan.db", &now);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        struct text sql = {0};
        sqlite3_stmt *s = NULL;
        text_printf(&sql, "EXPLAIN QUERY PLAN %s", statements[i].sql);
        assert_int_equal(sqlite3_prepare_v2(c->db, text_string(&sql), -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW) {
            const char *detail = (const char *)sqlite3_column_text(s, 3);
            if (reads_all(statements[i].name, detail))
                fail_msg("%s: %s", statements[i].name, detail);
        }
        (void)sqlite3_finalize(s);
        text_release(&sql);
    }
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements_find_an_index)};
    return cmocka_run_group_tests_name("query plan", tests, NULL, NULL);
}
