/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every write, sync and open of the file system, and every allocation of SQLite, fails once: an
 * answer or an import then either succeeds or changes nothing, and the collection stays sound.
 */
#include "tests/support/suite.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/quiz.h"
#include "tests/support/fault.h"
#include "tests/support/store.h"

/* --- What is done while it fails ---------------------------------------------------------------
 */

static struct clock now;
static char *sound;
static size_t sound_length;
static char card_id[40];

/* An answer and two credits. */
static bool do_drill(struct collection *c, struct error *error)
{
    static const char *const prerequisites[] = {"byte-units", "percent-change", NULL};
    struct graded graded;
    struct answer answer = {.kind = ITEM_DRILL,
                            .subject = "storage-sizing",
                            .grade = 4,
                            .level = 1,
                            .prerequisites = prerequisites};
    return collection_answer(c, &answer, &graded, error);
}

/* Ends the open quiz and begins another. */
static bool do_quiz_start(struct collection *c, struct error *error)
{
    struct quiz quiz = {0};
    struct quiz_item items[2] = {
        {.form = QUIZ_TYPED, .subject = card_id, .item = card_id, .prompt = "?", .expected = "x"},
        {.form = QUIZ_TYPED, .subject = card_id, .item = card_id, .prompt = "!", .expected = "y"}};
    struct quiz_options options = {.count = 2};
    bool good = collection_quiz_start(c, &options, items, 2, &quiz, error);
    quiz_release(&quiz);
    return good;
}

static bool read_open_quiz(struct collection *c, struct quiz *quiz, struct error *error)
{
    char id[QUIZ_ID];
    return collection_quiz_unfinished(c, id, error) && collection_quiz(c, id, quiz, error);
}

/* An answer and the review that it is; of the question that is open. */
static bool do_quiz_answer(struct collection *c, struct error *error)
{
    struct quiz quiz = {0};
    struct quiz_given given = {.verdict = QUIZ_NOTED, .typed = "x", .distance = NAN};
    bool good =
        read_open_quiz(c, &quiz, error) && collection_quiz_answer(c, &quiz, 1, &given, NULL, error);
    quiz_release(&quiz);
    return good;
}

/* The first answer becomes a review, and the quiz says so. */
static bool do_quiz_review(struct collection *c, struct error *error)
{
    struct quiz quiz = {0};
    long made;
    bool good = read_open_quiz(c, &quiz, error) && collection_quiz_review(c, &quiz, &made, error);
    quiz_release(&quiz);
    return good;
}

/* A quiz with its first question answered; from now on answers are reviews. */
static void prepare_quiz(struct collection *c)
{
    struct error error = {0};
    struct quiz quiz = {0};
    struct quiz_given given = {.verdict = QUIZ_RIGHT, .typed = "x", .distance = NAN};
    assert_true(do_quiz_start(c, &error));
    assert_true(read_open_quiz(c, &quiz, &error));
    assert_true(collection_quiz_answer(c, &quiz, 0, &given, NULL, &error));
    assert_true(collection_set(c, "quiz-counts-as-review", "yes", &error));
    quiz_release(&quiz);
}

static void prepare(void)
{
    struct harvest harvest;
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    struct collection *c = test_open("sound.db", &now);
    test_harvest(&harvest, "/notes/a.md", "card", 8);
    (void)test_import_one(c, &harvest);
    strcpy(card_id, test_find(c, harvest.drafts[0].front));
    assert_true(collection_open_day(c, &error)); /* the backup of the day is made */
    (void)test_grade(c, card_id, 3);
    assert_true(do_drill(c, &error));
    prepare_quiz(c);
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
    struct graded graded;
    struct answer answer = {.kind = ITEM_CARD, .subject = card_id, .grade = 4, .milliseconds = 100};
    return collection_answer(c, &answer, &graded, error);
}

static bool do_import(struct collection *c, struct error *error)
{
    struct import_counts counts = {0};
    struct harvest harvest;
    test_harvest(&harvest, "/notes/b.md", "horse", 6);
    bool good = collection_import_begin(c, error) &&
                collection_import_source(c, "/notes/b.md", "", error) &&
                collection_import_file(c, &harvest, 10, 10, &counts, error);
    good = collection_import_end(c, good, &counts, error) && good;
    harvest_release(&harvest);
    return good;
}

static bool do_undo(struct collection *c, struct error *error)
{
    struct undone undone;
    return collection_undo(c, &undone, error);
}

/*
 * Each failure is tried, and what it left is opened again; the whole replay of the doctor, which
 * takes most of the time, looks at every eighth. Under the sanitizers all is slower by far: there
 * every ninth failure of an allocation is tried.
 */
enum { DOCTOR_EVERY = 8 };
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALLOCATION_STEP 9
#endif
#endif
#ifndef ALLOCATION_STEP
#define ALLOCATION_STEP 1
#endif

static void look_at(struct collection *c, long number)
{
    if (number / ALLOCATION_STEP % DOCTOR_EVERY == 0)
        assert_int_equal(test_doctor(c, false), 0);
}

struct deed {
    bool (*act)(struct collection *c, struct error *error);
    long events; /* appended on success */
};
static const struct deed deeds[] = {{do_answer, 1},     {do_drill, 3},      {do_import, 8},
                                    {do_undo, 3},       {do_quiz_start, 2}, {do_quiz_answer, 2},
                                    {do_quiz_review, 2}};
enum { DEEDS = sizeof deeds / sizeof deeds[0] };

/* Acts with the fault that is set; true once the fault was no longer reached. */
static bool try_deed(const struct deed *deed, long number, bool allocation, bool lasting)
{
    struct error error = {0};
    struct collection *c = open_copy();
    long before = events_of(c);
    memset(&fault, 0, sizeof fault);
    fault.lasting = lasting;
    *(allocation ? &fault.refused_allocation : &fault.countdown) = number;
    bool good = deed->act(c, &error);
    bool reached = fault.failed || fault.refused;
    memset(&fault, 0, sizeof fault);
    assert_true(good || error.kind != ERROR_NONE);
    assert_true(good || reached);
    assert_int_equal(events_of(c), before + (good ? deed->events : 0));
    collection_close(c);
    c = test_open("hurt.db", &now);
    assert_int_equal(events_of(c), before + (good ? deed->events : 0));
    look_at(c, number);
    error_clear(&error);
    assert_true(good || deed->act(c, &error)); /* the next try works */
    collection_close(c);
    return !reached;
}

static void every_operation_fails_once(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++)
        for (int lasting = 0; lasting < 2; lasting++)
            for (long n = 1; !try_deed(&deeds[i], n, false, lasting); n++)
                assert_true(n < 2000);
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++)
        for (long n = 1; !try_deed(&deeds[i], n, true, false); n += ALLOCATION_STEP)
            assert_true(n < 20000);
}

static void opening_survives_faults(void **state)
{
    (void)state;
    for (int allocation = 0; allocation < 2; allocation++) {
        bool reached = true;
        for (long n = 1; reached; n += allocation ? ALLOCATION_STEP : 1) {
            struct error error = {0};
            struct collection_options options = {.path = "new.db", .clock = &now, .writable = true};
            (void)unlink("new.db");
            (void)unlink("new.db-wal");
            (void)unlink("new.db-shm");
            *(allocation ? &fault.refused_allocation : &fault.countdown) = n;
            struct collection *c = collection_open(&options, &error);
            reached = fault.failed || fault.refused;
            memset(&fault, 0, sizeof fault);
            assert_true(c || error.kind == ERROR_COLLECTION);
            collection_close(c);
            c = test_open("new.db", &now);
            look_at(c, n);
            collection_close(c);
        }
    }
}

int main(void)
{
    bool in_memory = test_enter_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_fails_once),
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(opening_survives_faults),
    };
    fault_install_memory();
    if (sqlite3_initialize() != SQLITE_OK)
        return 1;
    fault_install_file_system();
    prepare();
    int failed = cmocka_run_group_tests_name("faults", tests, NULL, NULL);
    if (in_memory)
        test_leave_memory();
    free(sound);
    return failed;
}
