/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that are made by themselves, and a collection that is replaced by one. */
#include "tests/support/suite.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "sql.h"
#include "tests/support/store.h"

static struct clock now;

static void remove_all(const char *path)
{
    char command[256];
    (void)snprintf(command, sizeof command, "rm -rf %s %s-wal %s-shm %s.backups", path, path, path,
                   path);
    assert_int_equal(system(command), 0);
}

static struct collection *with_cards(const char *path, int cards)
{
    struct harvest harvest;
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    remove_all(path);
    struct collection *c = test_open(path, &now);
    test_harvest(&harvest, "/notes/a.md", "card", cards);
    (void)test_import_one(c, &harvest);
    harvest_release(&harvest);
    return c;
}

static bool take_id(void *context, const struct card *card)
{
    (void)snprintf(context, 40, "%s", card->id);
    return false;
}

static const char *some_card(struct collection *c)
{
    static char id[40];
    struct error error = {0};
    assert_true(collection_each_card(c, NULL, take_id, id, &error));
    return id;
}

/* Copies of `path` whose name ends in "-WHY.db"; NULL: all. */
static int copies(const char *path, const char *why)
{
    char folder[128], ending[64];
    int count = 0;
    (void)snprintf(folder, sizeof folder, "%s.backups", path);
    (void)snprintf(ending, sizeof ending, "-%s.db", why ? why : "");
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        size_t length = strlen(entry->d_name), wanted = strlen(ending);
        count += entry->d_name[0] != '.' &&
                 (!why || (length > wanted && !strcmp(entry->d_name + length - wanted, ending)));
    }
    if (entries)
        (void)closedir(entries);
    return count;
}

static long events_in(const char *path)
{
    return test_number(path, "SELECT count(*) FROM event");
}

static long events_of(struct collection *c)
{
    struct collection_counts counts;
    struct error error = {0};
    assert_true(collection_count(c, &counts, &error));
    return counts.events;
}

/* --- Copies ------------------------------------------------------------------------------------
 */

static void once_a_day_before_the_first_change(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("daily.db", 5);
    assert_int_equal(copies("daily.db", "daily"), 0); /* there was nothing to lose */
    for (int day = 1; day <= 3; day++) {
        long before = events_of(c);
        (void)test_grade(c, some_card(c), 4);
        (void)test_grade(c, some_card(c), 4);
        assert_true(collection_care(c, CARE_BURY, some_card(c), NULL, &error));
        assert_int_equal(copies("daily.db", "daily"), day);
        char *newest = NULL;
        FILE *list = popen("ls daily.db.backups/*-daily.db | tail -1", "r");
        size_t room = 0;
        ssize_t length = getline(&newest, &room, list);
        (void)pclose(list);
        assert_true(length > 0);
        newest[length - 1] = '\0';
        assert_int_equal(events_in(newest), before); /* as it was before the day's first answer */
        free(newest);
        test_clock_add(&now, 1, 0);
    }
    for (int day = 0; day < 12; day++) {
        (void)test_grade(c, some_card(c), 4);
        test_clock_add(&now, 1, 0);
    }
    assert_int_equal(copies("daily.db", NULL), 10);
    assert_int_equal(copies("daily.db", "daily"), 10);
    collection_close(c);
}

static void an_answer_is_kept_where_no_copy_can_be_made(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("nocopy.db", 3);
    assert_true(file_write_atomic("nocopy.db.backups", "a file, no folder", 17, &error));
    long before = events_of(c);
    (void)test_grade(c, some_card(c), 4);
    assert_int_equal(events_of(c), before + 1);
    assert_false(collection_backup(c, NULL, NULL, &error));
    assert_int_equal(error.kind, ERROR_COLLECTION);
    collection_close(c);
}

static void a_copy_writes_over_nothing_else(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("copy.db", 3), *other = with_cards("other.db", 2);
    assert_true(file_write_atomic("notes.md", "# mine", 6, &error));
    assert_false(collection_backup(c, "notes.md", NULL, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    char *text;
    size_t length;
    assert_true(file_read("notes.md", &text, &length, &error));
    assert_string_equal(text, "# mine");
    free(text);
    error_clear(&error);
    assert_false(collection_backup(c, "other.db", NULL, &error)); /* somebody works on it */
    assert_int_equal(error.kind, ERROR_INPUT);
    error_clear(&error);
    assert_false(collection_backup(c, "copy.db", NULL, &error));
    (void)unlink("again.db");
    assert_true(collection_backup(c, "again.db", NULL, &error));
    (void)test_grade(c, some_card(c), 4);
    assert_true(collection_backup(c, "again.db", NULL, &error)); /* an older copy */
    assert_int_equal(events_in("again.db"), events_of(c));
    assert_false(path_exists("again.db-wal"));
    assert_false(path_exists("again.db.part"));
    collection_close(other);
    collection_close(c);
}

/* --- Restoring ---------------------------------------------------------------------------------
 */

/* Restoring it fails as said, and leaves the collection and its folder as they were. */
static void refused(const char *path, const char *backup, enum error_kind kind, const char *said)
{
    struct error error = {0};
    long events = events_in(path);
    int kept = copies(path, NULL);
    char fresh[128];
    (void)snprintf(fresh, sizeof fresh, "%s.restoring", path);
    assert_false(collection_restore(path, backup, &now, &error));
    if (error.kind != kind || !strstr(error.message, said))
        fail_msg("%s: %s", backup, error.message);
    assert_int_equal(events_in(path), events);
    assert_int_equal(copies(path, NULL), kept);
    assert_false(path_exists(fresh));
}

static void what_is_no_sound_collection_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    char *bytes;
    size_t length;
    struct collection *c = with_cards("keep.db", 12);
    (void)unlink("sound.db");
    assert_true(collection_backup(c, "sound.db", NULL, &error));
    collection_close(c);
    assert_true(file_read("sound.db", &bytes, &length, &error));
    refused("keep.db", "missing.db", ERROR_INPUT, "does not exist");
    assert_true(file_write_atomic("text.db", "no database at all, only a text", 31, &error));
    refused("keep.db", "text.db", ERROR_COLLECTION, "no SQLite database");
    assert_true(file_write_atomic("empty.db", "", 0, &error));
    refused("keep.db", "empty.db", ERROR_COLLECTION, "holds no collection");
    (void)unlink("foreign.db");
    test_sql("foreign.db", "CREATE TABLE t (a)");
    refused("keep.db", "foreign.db", ERROR_COLLECTION, "another program");
    assert_true(file_write_atomic("newer.db", bytes, length, &error));
    test_sql("newer.db", "PRAGMA user_version = 99");
    refused("keep.db", "newer.db", ERROR_COLLECTION, "newer than this program");
    assert_true(file_write_atomic("cut.db", bytes, length / 2, &error));
    refused("keep.db", "cut.db", ERROR_COLLECTION, "");
    memset(bytes + length / 2, 0xA5, 8192);
    assert_true(file_write_atomic("hurt.db", bytes, length, &error));
    refused("keep.db", "hurt.db", ERROR_COLLECTION, "");
    refused("keep.db", ".", ERROR_COLLECTION, "is a folder");
    free(bytes);
}

/* Another instance goes on with what was restored; what it had stored before is in the copy. */
static void an_open_instance_goes_on(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("open.db", 6);
    struct undone undone;
    (void)unlink("early.db");
    assert_true(collection_backup(c, "early.db", NULL, &error));
    long early = events_of(c);
    (void)test_grade(c, some_card(c), 4);
    assert_true(collection_restore("open.db", "early.db", &now, &error));
    assert_int_equal(events_of(c), early);
    assert_int_equal(copies("open.db", "before-restore"), 1);
    (void)test_grade(c, some_card(c), 3);
    struct collection *second = test_open("open.db", &now);
    assert_int_equal(events_of(second), early + 1); /* the answer is where everybody looks */
    assert_int_equal(test_doctor(second, false), 0);
    assert_true(collection_undo(second, &undone, &error));
    assert_int_equal(events_of(c), early + 2);
    collection_close(second);
    collection_close(c);
    assert_false(path_exists("open.db-wal"));
    assert_int_equal(test_number("open.db", "SELECT count(*) FROM undone"), 1);
}

static void what_was_there_is_kept(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("new.db", 4);
    (void)unlink("small.db");
    assert_true(collection_backup(c, "small.db", NULL, &error));
    (void)test_grade(c, some_card(c), 4);
    long events = events_of(c);
    collection_close(c);
    assert_true(collection_restore("new.db", "small.db", &now, &error));
    assert_int_equal(events_in("new.db"), events - 1);
    FILE *list = popen("ls new.db.backups/*-before-restore.db", "r");
    char kept[256] = "";
    assert_non_null(fgets(kept, sizeof kept, list));
    (void)pclose(list);
    kept[strcspn(kept, "\n")] = '\0';
    assert_true(collection_restore("new.db", kept, &now, &error)); /* and back */
    assert_int_equal(events_in("new.db"), events);
    remove_all("new.db");
    assert_true(collection_restore("new.db", "small.db", &now, &error)); /* where nothing is */
    assert_int_equal(events_in("new.db"), events - 1);
    c = test_open("new.db", &now);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* What cannot be read any more is moved aside, its log is not taken for the new one's. */
static void a_damaged_collection_is_replaced(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = with_cards("ruin.db", 5);
    (void)unlink("rescue.db");
    assert_true(collection_backup(c, "rescue.db", NULL, &error));
    long events = events_of(c);
    collection_close(c);
    assert_true(file_write_atomic("ruin.db", "nothing that was a database", 27, &error));
    assert_true(file_write_atomic("ruin.db-wal", "rest of a log", 13, &error));
    assert_true(collection_restore("ruin.db", "rescue.db", &now, &error));
    assert_int_equal(events_in("ruin.db"), events);
    assert_int_equal(copies("ruin.db", "damaged"), 1);
    c = test_open("ruin.db", &now);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* An old copy comes back in the shape of today: an instance that is open knows its tables. */
static void an_old_copy_is_brought_up_to_date(void **state)
{
    (void)state;
    struct error error = {0};
    struct text path = {0};
    const char *root = getenv("SOURCE_ROOT");
    text_printf(&path, "%s/tests/fixtures/collection/version-1.db", root ? root : ".");
    struct collection *c = with_cards("current.db", 3);
    long events = events_in(path.data);
    assert_true(collection_restore("current.db", path.data, &now, &error));
    assert_int_equal(events_of(c), events);
    (void)test_grade(c, some_card(c), 4);
    assert_int_equal(test_number("current.db", "PRAGMA user_version"), sql_migration_count);
    assert_int_equal(test_number(path.data, "PRAGMA user_version"), 1);
    assert_int_equal(test_doctor(c, false), 0);
    assert_false(path_exists("current.db.restoring.backups"));
    collection_close(c);
    text_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once_a_day_before_the_first_change),
        cmocka_unit_test(an_answer_is_kept_where_no_copy_can_be_made),
        cmocka_unit_test(a_copy_writes_over_nothing_else),
        cmocka_unit_test(what_is_no_sound_collection_is_refused),
        cmocka_unit_test(an_open_instance_goes_on),
        cmocka_unit_test(what_was_there_is_kept),
        cmocka_unit_test(a_damaged_collection_is_replaced),
        cmocka_unit_test(an_old_copy_is_brought_up_to_date),
    };
    return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
