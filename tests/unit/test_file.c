/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"

/* Suites run in an empty folder of their own. */
static void test_written_is_read(void **state)
{
    (void)state;
    struct error error = {0};
    char *bytes = NULL;
    size_t length = 0;
    assert_true(file_write_atomic("a.bin", "x\0y", 3, &error));
    assert_true(file_read("a.bin", &bytes, &length, &error));
    assert_int_equal(length, 3);
    assert_memory_equal(bytes, "x\0y", 4); /* and terminated */
    free(bytes);
    assert_true(file_write_atomic("a.bin", "", 0, &error));
    assert_true(file_read("a.bin", &bytes, &length, &error));
    assert_int_equal(length, 0);
    assert_string_equal(bytes, "");
    free(bytes);
    struct stat status;
    assert_int_equal(stat("a.bin", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void test_reading_what_is_not_there(void **state)
{
    (void)state;
    struct error error = {0};
    char *bytes;
    size_t length;
    assert_false(file_read("none", &bytes, &length, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.file, "none");
    error_clear(&error);
    assert_false(file_read(".", &bytes, &length, &error));
    assert_non_null(strstr(error.message, "folder"));
}

static int files_beginning(const char *prefix)
{
    int count = 0;
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += !strncmp(entry->d_name, prefix, strlen(prefix));
    (void)closedir(folder);
    return count;
}

static void test_failed_write_leaves_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(file_write_atomic("no/such/folder/x", "a", 1, &error));
    assert_int_equal(error.kind, ERROR_FAILURE);
    error_clear(&error);
    assert_true(folder_make("target/inside", &error));
    assert_false(file_write_atomic("target", "a", 1, &error)); /* a folder is in the way */
    assert_int_equal(files_beginning("target"), 1);
}

static void test_folders(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(folder_make("one/two/three", &error));
    assert_true(folder_make("one/two/three", &error));
    assert_true(path_is_folder("one/two/three"));
    struct stat status;
    assert_int_equal(stat("one/two", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_true(file_write_atomic("one/file", "", 0, &error));
    assert_true(path_exists("one/file"));
    assert_false(path_is_folder("one/file"));
    assert_false(path_exists("one/none"));
    assert_false(folder_make("one/file/under", &error));
    assert_string_equal(error.file, "one/file");
}

static void check_owned(char *text, const char *expected)
{
    assert_string_equal(text, expected);
    free(text);
}

static void test_paths(void **state)
{
    (void)state;
    check_owned(path_join("a", "b"), "a/b");
    check_owned(path_join("a/", "b"), "a/b");
    check_owned(path_join("", "b"), "/b");
    check_owned(path_join("a", "/b"), "/b");
    check_owned(path_folder("a/b/c"), "a/b");
    check_owned(path_folder("c"), ".");
    check_owned(path_folder("/c"), "/");
    assert_string_equal(path_name("a/b.md"), "b.md");
    assert_string_equal(path_name("b.md"), "b.md");
    char *absolute = path_absolute("not-there.md");
    assert_int_equal(absolute[0], '/');
    assert_string_equal(path_name(absolute), "not-there.md");
    free(absolute);
}

static void test_folders_of_the_user(void **state)
{
    (void)state;
    assert_int_equal(setenv("HOME", "/h", 1), 0);
    assert_int_equal(setenv("XDG_DATA_HOME", "/data", 1), 0);
    assert_int_equal(setenv("XDG_CONFIG_HOME", "relative", 1), 0);
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
    check_owned(folder_of_user("XDG_DATA_HOME"), "/data/tutor338");
    check_owned(folder_of_user("XDG_CONFIG_HOME"), "/h/.config/tutor338"); /* relative: ignored */
    check_owned(folder_of_user("XDG_STATE_HOME"), "/h/.local/state/tutor338");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_is_read),
        cmocka_unit_test(test_reading_what_is_not_there),
        cmocka_unit_test(test_failed_write_leaves_nothing),
        cmocka_unit_test(test_folders),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_folders_of_the_user),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
