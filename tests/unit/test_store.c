/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, refusing, events, answers, settings, backups: the collection as a store. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock test_now;

static int set_up(void **state)
{
    (void)state;
    test_clock(&test_now, "2026-11-20T08:00:00+01:00");
    return 0;
}

static struct collection *fresh(const char *path)
{
    (void)unlink(path);
    char log[256];
    (void)snprintf(log, sizeof log, "%s-wal", path);
    (void)unlink(log);
    return test_open(path, &test_now);
}

static struct collection *with_cards(const char *path, int count)
{
    struct collection *c = fresh(path);
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", count);
    struct import_counts counts = test_import_one(c, &harvest);
    assert_int_equal(counts.new_cards, count);
    harvest_release(&harvest);
    return c;
}

static const char *first_card(struct collection *c)
{
    static char id[40];
    struct plan plan;
    struct error error = {0};
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_true(plan.count > 0);
    memcpy(id, plan.items[0].card_id, sizeof id);
    plan_release(&plan);
    return id;
}

static void makes_private_files(void **state)
{
    (void)state;
    struct stat status;
    struct collection *c = test_open("deep/folder/c.db", &test_now);
    assert_int_equal(stat("deep/folder/c.db", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(stat("deep/folder", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    collection_close(c);
}

static void expect_refusal(const char *path, bool writable, const char *part)
{
    struct error error = {0};
    struct collection_options options = {.path = path, .clock = &test_now, .writable = writable};
    assert_null(collection_open(&options, &error));
    assert_int_equal(error.kind, ERROR_COLLECTION);
    assert_non_null(strstr(error.message, part));
    assert_true(error.file[0]);
}

static void refuses_what_is_no_collection(void **state)
{
    (void)state;
    struct error error = {0};
    char *bytes;
    size_t length;
    assert_true(file_write_atomic("text.db",
                                  "these are my notes, no database at all, and long "
                                  "enough to be read as a header of one..............",
                                  98, &error));
    expect_refusal("text.db", true, "not a collection");
    expect_refusal("text.db", false, "not a collection");
    assert_true(file_read("text.db", &bytes, &length, &error));
    assert_int_equal(length, 98);
    free(bytes);
    test_sql("other.db", "CREATE TABLE recipes (name TEXT)");
    expect_refusal("other.db", true, "another program");
    expect_refusal("/proc/none/c.db", true, "made");
    assert_int_equal(mkdir("folder.db", 0700), 0);
    expect_refusal("folder.db", true, "folder");
}

static void refuses_newer_version_unharmed(void **state)
{
    (void)state;
    char *before, *after;
    size_t length_before, length_after;
    struct error error = {0};
    collection_close(with_cards("newer.db", 3));
    test_sql("newer.db", "PRAGMA user_version=99");
    assert_true(file_read("newer.db", &before, &length_before, &error));
    expect_refusal("newer.db", true, "newer");
    expect_refusal("newer.db", false, "newer");
    assert_true(file_read("newer.db", &after, &length_after, &error));
    assert_int_equal(length_before, length_after);
    assert_memory_equal(before, after, length_before);
    free(before);
    free(after);
}

static void missing_file_reads_as_empty(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection_options options = {.path = "none.db", .clock = &test_now};
    struct collection *c = collection_open(&options, &error);
    struct collection_counts counts;
    struct plan plan;
    assert_non_null(c);
    assert_true(collection_count(c, &counts, &error));
    assert_int_equal(counts.cards[CARD_ACTIVE], 0);
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_int_equal(plan.count, 0);
    assert_false(collection_set(c, "length", "100", &error));
    assert_int_equal(error.kind, ERROR_COLLECTION);
    collection_close(c);
    assert_false(path_exists("none.db"));
}

static void answer_is_kept(void **state)
{
    (void)state;
    struct collection *c = with_cards("answer.db", 12);
    struct graded graded = test_grade(c, first_card(c), 5);
    assert_false(graded.before.reviewed);
    assert_int_equal(graded.after.interval_days, 1);
    assert_int_equal(graded.after.ease_hundredths, 260);
    assert_false(graded.again_today);
    char *id = memory_copy_string(first_card(c));
    collection_close(c);
    c = test_open("answer.db", &test_now);
    graded = test_grade(c, id, 2);
    assert_true(graded.again_today);
    graded = test_grade(c, id, 4);
    assert_true(graded.repeat);
    assert_false(graded.again_today);
    assert_int_equal(graded.after.due, collection_today(c) + 1);
    assert_int_equal(test_doctor(c, false), 0);
    free(id);
    collection_close(c);
}

static void tenth_answer_earns_the_day(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("earn.db", 30);
    struct streak streak;
    char ids[12][40];
    struct plan plan;
    assert_true(collection_challenge_start(c, collection_today(c), &error));
    assert_true(collection_open_day(c, &error));
    assert_true(collection_set(c, "new-per-day", "30", &error));
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    for (int i = 0; i < 12; i++)
        memcpy(ids[i], plan.items[i].card_id, 40);
    plan_release(&plan);
    for (int i = 0; i < 12; i++)
        assert_int_equal(test_grade(c, ids[i], 4).day_earned, i == 9);
    assert_true(collection_streak(c, &streak, &error));
    assert_int_equal(streak.earned, 1);
    assert_int_equal(streak.chain, 1);
    assert_int_equal(streak.day, 1);
    streak_release(&streak);
    collection_close(c);
}

static void event_ids_increase_when_the_clock_goes_back(void **state)
{
    (void)state;
    struct collection *c = with_cards("back.db", 12);
    char id[40];
    memcpy(id, first_card(c), sizeof id);
    (void)test_grade(c, id, 4);
    test_clock_add(&test_now, -30, 0);
    (void)test_grade(c, id, 4);
    test_clock_add(&test_now, 365, 0);
    (void)test_grade(c, id, 4);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
    assert_int_equal(
        test_number("back.db", "SELECT count(*) FROM (SELECT id, lag(id) OVER (ORDER BY sequence) "
                               "AS before FROM event) WHERE before >= id"),
        0);
}

static void seeded_runs_are_identical(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        char path[16];
        (void)snprintf(path, sizeof path, "seed%d.db", i);
        struct collection *c = with_cards(path, 12);
        (void)test_grade(c, first_card(c), 4);
        collection_close(c);
    }
    test_sql("seed0.db",
             "ATTACH 'seed1.db' AS other; CREATE TEMP TABLE t (n INTEGER CHECK (n = 0));"
             "INSERT INTO t SELECT count(*) FROM "
             "(SELECT * FROM main.event EXCEPT SELECT * FROM other.event)");
}

static void events_cannot_be_changed(void **state)
{
    (void)state;
    struct collection *c = with_cards("append.db", 3);
    collection_close(c);
    long events = test_number("append.db", "SELECT count(*) FROM event");
    assert_true(events > 3);
    assert_int_equal(test_number("append.db", "SELECT count(*) FROM sqlite_schema "
                                              "WHERE type = 'trigger' AND tbl_name = 'event'"),
                     2);
}

static void settings_have_ranges_and_days(void **state)
{
    (void)state;
    char buffer[SETTING_TEXT_SIZE];
    struct error error = {0};
    struct collection *c = fresh("settings.db");
    assert_string_equal(collection_setting(c, "length", buffer), "338");
    assert_false(collection_set(c, "length", "0", &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    assert_false(collection_set(c, "colour", "blue", &error));
    error_clear(&error);
    assert_false(collection_set(c, "scheduler", "magic", &error));
    error_clear(&error);
    assert_true(collection_set(c, "length", "100", &error));
    assert_int_equal(collection_setting_integer(c, "length"), 100);
    assert_true(collection_set(c, "goal-answers", "3", &error));
    assert_int_equal(collection_setting_integer(c, "goal-answers"), 10);
    test_clock_add(&test_now, 1, 0);
    assert_int_equal(collection_setting_integer(c, "goal-answers"), 3);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void two_instances_work(void **state)
{
    (void)state;
    struct collection *a = with_cards("two.db", 20);
    struct collection *b = test_open("two.db", &test_now);
    for (int i = 0; i < 5; i++) {
        (void)test_grade(a, first_card(a), 4);
        (void)test_grade(b, first_card(b), 4);
    }
    struct day_fact fact;
    struct error error = {0};
    assert_true(collection_day(a, collection_today(a), &fact, &error));
    assert_int_equal(fact.answers, 10);
    assert_int_equal(test_doctor(b, false), 0);
    collection_close(a);
    collection_close(b);
}

static void backup_and_restore(void **state)
{
    (void)state;
    struct error error = {0};
    char *written = NULL;
    struct collection *c = with_cards("keep.db", 12);
    assert_true(collection_backup(c, NULL, &written, &error));
    assert_true(path_exists(written));
    (void)test_grade(c, first_card(c), 4);
    long events = test_number("keep.db", "SELECT count(*) FROM event");
    collection_close(c);
    assert_true(collection_restore("keep.db", written, &test_now, &error));
    assert_int_equal(test_number("keep.db", "SELECT count(*) FROM event"), events - 1);
    free(written);
    assert_true(file_write_atomic("bad.db", "nothing of use", 14, &error));
    assert_false(collection_restore("keep.db", "bad.db", &test_now, &error));
    assert_int_equal(error.kind, ERROR_COLLECTION);
    assert_int_equal(test_number("keep.db", "SELECT count(*) FROM event"), events - 1);
}

static void ten_backups_are_kept(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("many.db", 3);
    for (int i = 0; i < 14; i++)
        assert_true(collection_backup(c, NULL, NULL, &error));
    collection_close(c);
    FILE *list = popen("ls many.db.backups | wc -l", "r");
    int count = 0;
    assert_int_equal(fscanf(list, "%d", &count), 1);
    (void)pclose(list);
    assert_int_equal(count, 10);
}

static void drills_have_levels(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = fresh("drill.db");
    int level;
    double rating;
    assert_true(collection_skill(c, "powers", 3, &level, &rating, &error));
    assert_int_equal(level, 1);
    struct answer answer = {.kind = ITEM_DRILL,
                            .subject = "powers",
                            .grade = 5,
                            .level = 1,
                            .problem = "powers@1/1/7",
                            .typed = "8",
                            .distance = NAN};
    for (int i = 0; i < 60; i++) {
        struct graded graded;
        answer.level = level;
        assert_true(collection_answer(c, &answer, &graded, &error));
        assert_true(collection_skill(c, "powers", 3, &level, &rating, &error));
    }
    assert_int_equal(level, 3);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static bool count_card(void *context, const struct card *card)
{
    (void)card;
    ++*(int *)context;
    return true;
}

static int count_matching(struct collection *c, const char *query)
{
    struct card_filter filter;
    struct error error = {0};
    int count = 0;
    assert_true(card_filter_parse(query, &filter, &error));
    assert_true(collection_each_card(c, &filter, count_card, &count, &error));
    card_filter_release(&filter);
    return count;
}

static void filters_narrow(void **state)
{
    (void)state;
    struct error error = {0};
    struct card_filter filter;
    struct collection *c = with_cards("filter.db", 20);
    assert_int_equal(count_matching(c, ""), 20);
    assert_int_equal(count_matching(c, "NUMBER \"card 17 asks\""), 1);
    assert_int_equal(count_matching(c, "topic:\"part 0\""), 5);
    assert_int_equal(count_matching(c, "state:rejected"), 0);
    assert_int_equal(count_matching(c, "file:a.md state:active"), 20);
    assert_int_equal(count_matching(c, "file:b.md"), 0);
    assert_int_equal(count_matching(c, "due<7d"), 0);
    (void)test_grade(c, first_card(c), 4);
    assert_int_equal(count_matching(c, "due<7d"), 1);
    assert_false(card_filter_parse("state:odd", &filter, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(makes_private_files, set_up),
        cmocka_unit_test_setup(refuses_what_is_no_collection, set_up),
        cmocka_unit_test_setup(refuses_newer_version_unharmed, set_up),
        cmocka_unit_test_setup(missing_file_reads_as_empty, set_up),
        cmocka_unit_test_setup(answer_is_kept, set_up),
        cmocka_unit_test_setup(tenth_answer_earns_the_day, set_up),
        cmocka_unit_test_setup(event_ids_increase_when_the_clock_goes_back, set_up),
        cmocka_unit_test_setup(seeded_runs_are_identical, set_up),
        cmocka_unit_test_setup(events_cannot_be_changed, set_up),
        cmocka_unit_test_setup(settings_have_ranges_and_days, set_up),
        cmocka_unit_test_setup(two_instances_work, set_up),
        cmocka_unit_test_setup(backup_and_restore, set_up),
        cmocka_unit_test_setup(ten_backups_are_kept, set_up),
        cmocka_unit_test_setup(drills_have_levels, set_up),
        cmocka_unit_test_setup(filters_narrow, set_up),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
