/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory and disk fail while tables are made again, and while a collection is copied or replaced:
 * it is then the old one or the new one, whole.
 */
#include "tests/support/suite.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "tests/support/fault.h"
#include "tests/support/store.h"

static struct clock now;
static char *sound;
static size_t sound_length;
static char card_id[40];

static void prepare(void)
{
    struct harvest harvest;
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    struct collection *c = test_open("sound.db", &now);
    test_harvest(&harvest, "/notes/a.md", "card", 5);
    (void)test_import_one(c, &harvest);
    strcpy(card_id, test_find(c, harvest.drafts[0].front));
    assert_true(collection_open_day(c, &error)); /* the backup of the day is made */
    for (int i = 0; i < 3; i++)
        (void)test_grade(c, test_find(c, harvest.drafts[i].front), i + 2);
    harvest_release(&harvest);
    collection_close(c);
    assert_true(file_read("sound.db", &sound, &sound_length, &error));
}

static struct collection *open_copy(void)
{
    struct error error = {0};
    (void)unlink("hurt.db-wal");
    (void)unlink("hurt.db-shm");
    assert_true(file_write_atomic("hurt.db", sound, sound_length, &error));
    return test_open("hurt.db", &now);
}

static long events_of(struct collection *c)
{
    struct collection_counts counts;
    struct error error = {0};
    assert_true(collection_count(c, &counts, &error));
    return counts.events;
}

static bool do_answer(struct collection *c, struct error *error)
{
    struct answer answer = {.kind = ITEM_CARD, .subject = card_id, .grade = 4, .milliseconds = 100};
    return collection_answer(c, &answer, NULL, error);
}

static bool do_undo(struct collection *c, struct error *error)
{
    struct undone undone;
    return collection_undo(c, &undone, error);
}

/* --- Repairs -----------------------------------------------------------------------------------
 */

/* A doctor and a copy allocate tens of thousands of times: every so many of them is refused, and
 * every few copies are looked at by the doctor. */
enum { SPARE = 997, FEW = 11 };

/* One review is undone, and the cards are not what the events say. */
static struct collection *open_harmed(void)
{
    struct error error = {0};
    struct collection *c = open_copy();
    for (int i = 0; i < 3; i++)
        assert_true(do_answer(c, &error) && do_undo(c, &error));
    collection_close(c);
    test_sql("hurt.db", "UPDATE card SET ease_hundredths = 777, held = 'nonsense'");
    return test_open("hurt.db", &now);
}

/* Nothing else is wrong than before: what the doctor found was repaired, or is there still. */
static void expect_harm_or_none(struct collection *c)
{
    struct doctor_report report;
    struct error error = {0};
    assert_true(collection_doctor(c, false, &report, &error));
    for (size_t i = 0; i < report.count; i++)
        if (strncmp(report.problems[i].where, "card:", 5) != 0)
            fail_msg("%s: %s", report.problems[i].where, report.problems[i].message);
    doctor_report_release(&report);
}

static void repairs_lose_no_undoing(void **state)
{
    (void)state;
    bool reached = true;
    for (long n = 1; reached; n += SPARE) {
        struct doctor_report report = {0};
        struct error error = {0};
        struct collection *c = open_harmed();
        fault.refused_allocation = n;
        (void)collection_doctor(c, true, &report, &error);
        reached = fault.refused;
        memset(&fault, 0, sizeof fault);
        doctor_report_release(&report);
        collection_close(c);
        c = test_open("hurt.db", &now);
        expect_harm_or_none(c);
        assert_int_equal(test_doctor(c, true), 0);
        collection_close(c);
    }
}

/* Another scheduler for all of history, or none of it. */
static void schedules_are_folded_whole_or_not(void **state)
{
    (void)state;
    for (int allocation = 0; allocation < 2; allocation++) {
        bool reached = true;
        for (long n = 1; reached; n += allocation ? FEW : 1) {
            struct error error = {0};
            char value[SETTING_TEXT_SIZE];
            struct collection *c = open_copy();
            *(allocation ? &fault.refused_allocation : &fault.countdown) = n;
            bool good = collection_set(c, "scheduler", "fsrs", &error);
            reached = fault.failed || fault.refused;
            memset(&fault, 0, sizeof fault);
            assert_true(good || error.kind != ERROR_NONE);
            collection_close(c);
            c = test_open("hurt.db", &now);
            assert_string_equal(collection_setting(c, "scheduler", value), good ? "fsrs" : "sm2");
            assert_int_equal(test_doctor(c, false), 0);
            collection_close(c);
        }
    }
}

/* --- Backups -----------------------------------------------------------------------------------
 */

static bool is_left_over(const char *path)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s.restoring", path);
    return path_exists(name);
}

/* The collection is the old one or the new one, whole; and a copy is whole or not there. */
static bool try_copies(long number, bool allocation, bool lasting)
{
    struct error error = {0};
    struct collection *c = open_copy();
    (void)unlink("copy.db");
    assert_true(do_answer(c, &error));
    long events = events_of(c);
    collection_close(c);
    c = test_open("hurt.db", &now);
    fault.lasting = lasting;
    *(allocation ? &fault.refused_allocation : &fault.countdown) = number;
    bool copied = collection_backup(c, "copy.db", NULL, &error);
    bool restored = collection_restore("hurt.db", "sound.db", &now, &error);
    bool reached = fault.failed || fault.refused;
    memset(&fault, 0, sizeof fault);
    assert_true((copied && restored) || reached);
    assert_int_equal(copied, path_exists("copy.db"));
    assert_false(path_exists("copy.db.part"));
    assert_false(is_left_over("hurt.db"));
    collection_close(c);
    c = test_open("hurt.db", &now);
    assert_int_equal(events_of(c), restored ? events - 1 : events);
    if (number % FEW == 0)
        assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
    assert_int_equal(test_number("hurt.db", "SELECT count(*) FROM pragma_integrity_check "
                                            "WHERE integrity_check <> 'ok'"),
                     0);
    if (copied)
        assert_int_equal(test_number("copy.db", "SELECT max(sequence) FROM event"), events);
    return !reached;
}

static void copies_are_whole_or_not_there(void **state)
{
    (void)state;
    for (int lasting = 0; lasting < 2; lasting++)
        for (long n = 1; !try_copies(n, false, lasting); n += lasting ? 3 : 1)
            assert_true(n < 5000);
    for (long n = 1; !try_copies(n, true, false); n += SPARE)
        assert_true(n < 1000000);
}

int main(void)
{
    bool in_memory = test_enter_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repairs_lose_no_undoing),
        cmocka_unit_test(schedules_are_folded_whole_or_not),
        cmocka_unit_test(copies_are_whole_or_not_there),
    };
    fault_install_memory();
    if (sqlite3_initialize() != SQLITE_OK)
        return 1;
    fault_install_file_system();
    prepare();
    int failed = cmocka_run_group_tests_name("repair faults", tests, NULL, NULL);
    if (in_memory)
        test_leave_memory();
    free(sound);
    return failed;
}
