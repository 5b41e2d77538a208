/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections that released versions wrote: opened, brought up to date, nothing lost. */
#include "tests/support/suite.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "sql.h"
#include "tests/support/store.h"

static struct clock now;

/* A copy of tests/fixtures/collection/NAME beside the test. */
static void copy_fixture(const char *name, const char *path)
{
    const char *root = getenv("SOURCE_ROOT");
    char command[1024], buffer[4096];
    (void)snprintf(command, sizeof command, "%s/tests/fixtures/collection/%s", root ? root : ".",
                   name);
    FILE *from = fopen(command, "rb"), *to = fopen(path, "wb");
    assert_non_null(from);
    assert_non_null(to);
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, from)) > 0;)
        assert_int_equal(fwrite(buffer, 1, got, to), got);
    (void)fclose(from);
    assert_int_equal(fclose(to), 0);
}

static bool add_card(void *context, const struct card *card)
{
    text_printf(context, "%s %s %s|%s due %d after %d\n", card->id, card_state_name(card->state),
                card->front, card->back, (int)card->schedule.due, card->schedule.interval_days);
    return true;
}

static char *cards_of(struct collection *c)
{
    struct text all = {0};
    struct error error = {0};
    assert_true(collection_each_card(c, NULL, add_card, &all, &error));
    return text_take(&all);
}

static bool count(void *context, const struct card *card)
{
    (void)card;
    ++*(long *)context;
    return true;
}

static long search(struct collection *c, const char *text)
{
    struct error error = {0};
    long cards = 0;
    assert_true(collection_search(c, text, NULL, 0, count, &cards, &error));
    return cards;
}

static void version_1_keeps_its_cards_and_reviews(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection_counts counts;
    struct plan plan;
    copy_fixture("version-1.db", "version-1.db");
    assert_int_equal(test_number("version-1.db", "PRAGMA user_version"), 1);
    long events = test_number("version-1.db", "SELECT count(*) FROM event"),
         reviews = test_number("version-1.db", "SELECT sum(reviewed) FROM card"),
         active = test_number("version-1.db", "SELECT count(*) FROM card WHERE state = 1");
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("version-1.db", &now);
    assert_true(collection_count(c, &counts, &error));
    assert_int_equal(counts.cards[CARD_ACTIVE], active);
    assert_int_equal(counts.events, events);
    assert_true(reviews > 0);
    assert_int_equal(test_number("version-1.db", "SELECT sum(reviewed) FROM card"), reviews);
    assert_int_equal(test_number("version-1.db", "PRAGMA user_version"), sql_migration_count);
    assert_true(path_is_folder("version-1.db.backups")); /* a copy from before */
    assert_int_equal(search(c, "breakwater stone"), 2);
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_true(plan.due > 0);
    plan_release(&plan);
    collection_close(c);
}

static void version_1_is_read_without_being_changed(void **state)
{
    (void)state;
    struct error error = {0};
    copy_fixture("version-1.db", "read.db");
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection_options options = {.path = "read.db", .clock = &now};
    struct collection *c = collection_open(&options, &error);
    assert_non_null(c);
    assert_int_equal(search(c, "fairway"), 4 + 1); /* two definitions both ways, one question */
    char *read = cards_of(c);
    collection_close(c);
    assert_int_equal(test_number("read.db", "PRAGMA user_version"), 1);
    c = test_open("read.db", &now);
    char *written = cards_of(c);
    assert_string_equal(read, written);
    assert_int_equal(test_number("read.db", "PRAGMA user_version"), sql_migration_count);
    free(read);
    free(written);
    collection_close(c);
}

/* --- Every version -----------------------------------------------------------------------------
 */

/* The rows of the query, one a line. */
static char *rows_of(const char *path, const char *query)
{
    struct text all = {0};
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, query, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", path, sqlite3_errmsg(db));
    while (sqlite3_step(s) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            const char *value = (const char *)sqlite3_column_text(s, i);
            text_printf(&all, "%s|", value ? value : "-");
        }
        text_append(&all, "\n");
    }
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    return text_take(&all);
}

/* What a person would miss. */
static const char *const kept[] = {
    "SELECT * FROM event ORDER BY sequence",
    ("SELECT id, state, front, back, reviewed, repetitions, interval_days, ease_hundredths, passed,"
     "lapses, last_review, due, last_grade, last_seen, first_day, source_file FROM card "
     "ORDER BY id"),
    "SELECT subject, rating, answers, interval_days, due, last_grade FROM skill ORDER BY subject",
    "SELECT day, answers, active_ms, due_at_open FROM day ORDER BY day",
    "SELECT * FROM undone ORDER BY event",
    "SELECT * FROM rest_day ORDER BY day",
    "SELECT * FROM setting ORDER BY name, event",
    "SELECT * FROM source ORDER BY path",
};
enum { KEPT = sizeof kept / sizeof *kept };

static const char schema[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE "
                             "name NOT LIKE 'sqlite_%' ORDER BY type, name";

static bool has_fixture(int version)
{
    const char *root = getenv("SOURCE_ROOT");
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/tests/fixtures/collection/version-%d.db",
                   root ? root : ".", version);
    return path_exists(path);
}

/* A collection of that version: the fixture, or the last one before brought so far. */
static void make_version(int version, const char *path)
{
    char name[32], sql[64];
    int from = version;
    while (!has_fixture(from))
        from--;
    (void)snprintf(name, sizeof name, "version-%d.db", from);
    copy_fixture(name, path);
    for (; from < version; from++) {
        test_sql(path, sql_migrations[from]);
        (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", from + 1);
        test_sql(path, sql);
    }
}

static void migrates(int version)
{
    char path[32], backups[64];
    char *before[KEPT];
    (void)snprintf(path, sizeof path, "each-%d.db", version);
    (void)snprintf(backups, sizeof backups, "%s.backups", path);
    char command[96]; /* copies that an earlier run left */
    (void)snprintf(command, sizeof command, "rm -rf '%s'", backups);
    assert_int_equal(system(command), 0);
    make_version(version, path);
    assert_int_equal(test_number(path, "PRAGMA user_version"), version);
    assert_true(test_number(path, "SELECT count(*) FROM event WHERE kind = 'review'") > 0);
    for (size_t i = 0; i < KEPT; i++)
        before[i] = rows_of(path, kept[i]);
    test_clock(&now, "2026-03-03T09:00:00+01:00");
    struct collection *c = test_open(path, &now);
    assert_int_equal(test_number(path, "PRAGMA user_version"), sql_migration_count);
    for (size_t i = 0; i < KEPT; i++) {
        char *after = rows_of(path, kept[i]);
        assert_string_equal(after, before[i]);
        free(after);
        free(before[i]);
    }
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(path_is_folder(backups) == (version < sql_migration_count));
    collection_close(c);
    (void)unlink("today.db");
    collection_close(test_open("today.db", &now));
    char *migrated = rows_of(path, schema), *fresh = rows_of("today.db", schema);
    assert_string_equal(migrated, fresh);
    free(migrated);
    free(fresh);
}

static void every_version_loses_nothing(void **state)
{
    (void)state;
    for (int version = 1; version <= sql_migration_count; version++)
        migrates(version);
}

/* What was begun under an old version goes on: an answer, its undoing, another scheduler. */
static void old_histories_go_on(void **state)
{
    (void)state;
    struct error error = {0};
    struct undone undone;
    struct plan plan;
    for (int version = 1; version <= sql_migration_count; version++) {
        make_version(version, "goes-on.db");
        test_clock(&now, "2026-03-05T09:00:00+01:00");
        struct collection *c = test_open("goes-on.db", &now);
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        assert_true(plan.count > 0);
        (void)test_grade(c, plan.items[0].card_id, 4);
        plan_release(&plan);
        assert_true(collection_undo(c, &undone, &error));
        assert_string_equal(undone.kind, "review");
        assert_true(collection_undo(c, &undone, &error)); /* one given under the old version */
        assert_true(undone.found);
        assert_true(collection_set(c, "scheduler", "fsrs", &error));
        assert_int_equal(test_doctor(c, false), 0);
        collection_close(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_loses_nothing),
        cmocka_unit_test(old_histories_go_on),
        cmocka_unit_test(version_1_keeps_its_cards_and_reviews),
        cmocka_unit_test(version_1_is_read_without_being_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
