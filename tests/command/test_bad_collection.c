/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections that cannot be used: said clearly, status 4, and not a byte of them changed. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

enum { NOBODY = 65534 };

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "
#define HERE NOW "--collection ~/c/own.db "

static void run(const char *home, const char *input, const char *line, int status,
                const char *message)
{
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status != status || !strstr(outcome.err, message))
        fail_msg("'%s' exits %d (expected %d) and says: %s%s (expected: %s)", line, outcome.status,
                 status, outcome.out, outcome.err, message);
    outcome_release(&outcome);
}

/* A home with a collection of its own in folder c. */
static char *prepare(void)
{
    struct text notes = {0};
    char *home = home_make();
    for (int i = 0; i < 30; i++)
        text_printf(&notes, "## Part %d\n\n**Item %d:** the part that carries number %d\n\n", i, i,
                    i);
    free(home_write(home, "notes/parts.md", text_string(&notes)));
    text_release(&notes);
    char *folder = home_path(home, "c");
    assert_int_equal(mkdir(folder, 0700), 0);
    free(folder);
    run(home, "", HERE "import ~/notes", 0, "");
    run(home, "\n3\n\n3\nq\n", HERE "review --plain", 0, "");
    return home;
}

static uint64_t fingerprint(const char *home, const char *name)
{
    struct error error = {0};
    char *path = home_path(home, name), *bytes = NULL;
    size_t length = 0;
    if (!file_read(path, &bytes, &length, &error))
        fail_msg("%s", error.message);
    uint64_t hash = hash_bytes(bytes, length);
    free(bytes);
    free(path);
    return hash;
}

static void execute(const char *home, const char *sql)
{
    sqlite3 *db;
    char *path = home_path(home, "c/own.db"), *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(db);
    free(path);
}

static void test_newer_schema(void **state)
{
    (void)state;
    char *home = prepare();
    execute(home, "PRAGMA user_version = 999");
    uint64_t before = fingerprint(home, "c/own.db");
    run(home, "", HERE "cards", 4, "newer");
    run(home, "", HERE "today", 4, "newer");
    run(home, "", HERE "import ~/notes", 4, "newer");
    run(home, "", HERE "doctor --repair", 4, "newer");
    assert_true(before == fingerprint(home, "c/own.db"));
    home_remove(home);
}

static void test_a_foreign_database(void **state)
{
    (void)state;
    char *home = home_make();
    char *folder = home_path(home, "c");
    assert_int_equal(mkdir(folder, 0700), 0);
    free(folder);
    execute(home, "CREATE TABLE recipes (name TEXT)");
    uint64_t before = fingerprint(home, "c/own.db");
    run(home, "", HERE "today", 4, "own.db");
    assert_true(before == fingerprint(home, "c/own.db"));
    home_remove(home);
}

static void test_truncated(void **state)
{
    (void)state;
    char *home = prepare(), *path = home_path(home, "c/own.db");
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(truncate(path, status.st_size / 2), 0);
    struct outcome outcome = tutor(home, "", HERE "doctor");
    if (outcome.status != 1 && outcome.status != 4)
        fail_msg("doctor exits %d on half a file: %s", outcome.status, outcome.out);
    outcome_release(&outcome);
    free(path);
    home_remove(home);
}

/* Damage at many places: never a crash, and what is said names the file or the place. */
static void test_flipped_bytes(void **state)
{
    (void)state;
    char *home = prepare(), *path = home_path(home, "c/own.db"), *bytes = NULL;
    struct error error = {0};
    struct random_source source;
    size_t length = 0;
    int found = 0;
    assert_true(file_read(path, &bytes, &length, &error));
    random_init(&source, 9);
    for (int i = 0; i < 40; i++) {
        char *copy = malloc(length);
        assert_non_null(copy);
        memcpy(copy, bytes, length);
        for (int k = 0; k < 200; k++)
            copy[random_below(&source, length)] ^= (char)(1U << random_below(&source, 8));
        assert_true(file_write_atomic(path, copy, length, &error));
        free(copy);
        struct outcome outcome = tutor(home, "", HERE "doctor");
        if (outcome.status != 0 && outcome.status != 1 && outcome.status != 4)
            fail_msg("doctor exits %d: %s", outcome.status, outcome.err);
        found += outcome.status != 0;
        outcome_release(&outcome);
        outcome = tutor(home, "\n3\nq\n", HERE "review --plain");
        if (outcome.status != 0 && outcome.status != 1 && outcome.status != 4)
            fail_msg("review exits %d: %s", outcome.status, outcome.err);
        outcome_release(&outcome);
    }
    assert_true(found >= 35);
    free(bytes);
    free(path);
    home_remove(home);
}

/* Root may write everything, so another user tries. */
static void test_read_only(void **state)
{
    (void)state;
    if (getuid() != 0) {
        printf("# skipped: needs root to become another user\n");
        skip();
    }
    char *home = prepare(), *folder = home_path(home, "c"), *path = home_path(home, "c/own.db");
    char *parent = path_folder(home);
    assert_int_equal(chmod(parent, 0755), 0);
    assert_int_equal(chmod(home, 0755), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(chmod(path, 0444), 0);
    uint64_t before = fingerprint(home, "c/own.db");
    process_user = NOBODY;
    struct outcome outcome = tutor(home, "", HERE "cards");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "Item 7"));
    outcome_release(&outcome);
    run(home, "\n3\nq\n", HERE "review --plain", 4, "own.db");
    run(home, "", HERE "import ~/notes", 4, "own.db");
    run(home, "", NOW "--collection ~/none/deeper/own.db today", 4, "none");
    process_user = 0;
    assert_true(before == fingerprint(home, "c/own.db"));
    free(parent);
    free(folder);
    free(path);
    home_remove(home);
}

/* A folder where the collection should be. */
static void test_a_folder(void **state)
{
    (void)state;
    char *home = home_make(), *folder = home_path(home, "c/own.db");
    struct error error = {0};
    assert_true(folder_make(folder, &error));
    run(home, "", HERE "cards", 4, "own.db");
    run(home, "", HERE "today", 4, "own.db");
    free(folder);
    home_remove(home);
}

static void test_modes(void **state)
{
    (void)state;
    char *home = home_make();
    struct stat status;
    run(home, "", NOW "sample", 0, "");
    char *path = home_path(home, ".local/share/tutor338/collection.db"),
         *folder = path_folder(path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(stat(folder, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    free(folder);
    free(path);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_newer_schema), cmocka_unit_test(test_a_foreign_database),
        cmocka_unit_test(test_truncated),    cmocka_unit_test(test_flipped_bytes),
        cmocka_unit_test(test_read_only),    cmocka_unit_test(test_a_folder),
        cmocka_unit_test(test_modes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
