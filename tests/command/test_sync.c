/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sync as a person and scripts see it: two homes, and a folder that both reach. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/devices.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

static const char notes[] = "# Storage\n\n**Quorum:** the least number of replicas that agree.\n\n"
                            "**Latency:** the time that a request waits for its answer.\n";

static char *laptop, *phone, *folder;

static int open_homes(void **state)
{
    (void)state;
    laptop = home_make();
    phone = home_make();
    folder = home_path(laptop, "shared");
    assert_int_equal(mkdir(folder, 0700), 0);
    free(home_write(laptop, "notes/a.md", notes));
    free(home_write(phone, "papers/a.md", notes));
    return 0;
}

static int close_homes(void **state)
{
    (void)state;
    free(folder);
    home_remove(laptop);
    home_remove(phone);
    return 0;
}

/* "%" stands for the folder. */
static struct outcome run(const char *home, const char *line)
{
    struct text whole = {0};
    const char *mark = strchr(line, '%');
    text_append_bytes(&whole, line, mark ? (size_t)(mark - line) : strlen(line));
    if (mark)
        text_printf(&whole, "%s%s", folder, mark + 1);
    struct outcome outcome = tutor(home, "", whole.data);
    text_release(&whole);
    return outcome;
}

static void expect(const char *home, const char *line, int status, const char *out, const char *err)
{
    struct outcome outcome = run(home, line);
    if (outcome.status != status || (out && !strstr(outcome.out, out)) ||
        (err && !strstr(outcome.err, err)))
        fail_msg("%s: %d\n%s%s", line, outcome.status, outcome.out, outcome.err);
    if (!err)
        assert_string_equal(outcome.err, "");
    outcome_release(&outcome);
}

static json_t *counts_of(const char *home, const char *line)
{
    struct outcome outcome = run(home, line);
    json_t *counts = json_loads(outcome.out, 0, NULL);
    if (outcome.status || !counts)
        fail_msg("%s: %d %s%s", line, outcome.status, outcome.out, outcome.err);
    outcome_release(&outcome);
    return counts;
}

static void expect_count(const json_t *counts, const char *name, int expected)
{
    const json_t *value = json_object_get(counts, name);
    if (!json_is_integer(value) || json_integer_value(value) != expected)
        fail_msg("%s is %d, not %d", name, (int)json_integer_value(value), expected);
}

/* The one event file of the folder; the caller frees. */
static char *event_file(void)
{
    char command[512], path[512] = "";
    (void)snprintf(command, sizeof command, "ls %s/*.jsonl", folder);
    FILE *list = popen(command, "r");
    assert_non_null(list);
    assert_non_null(fgets(path, sizeof path, list));
    (void)pclose(list);
    path[strcspn(path, "\n")] = '\0';
    return strdup(path);
}

static void what_was_learned_travels(void **state)
{
    (void)state;
    expect(laptop, "import ~/notes", 0, "4 new", NULL);
    json_t *counts = counts_of(laptop, "sync % --json --now 2026-11-20T08:00:00+01:00");
    expect_count(counts, "files", 0);
    expect_count(counts, "devices", 0);
    expect_count(counts, "read", 0);
    expect_count(counts, "new", 0);
    expect_count(counts, "written", 6);
    expect_count(counts, "waiting", 0);
    assert_string_equal(json_string_value(json_object_get(counts, "folder")), folder);
    json_decref(counts);
    expect(phone, "sync %", 0, "6 events came from 1 device. They have all from here.\n", NULL);
    counts = counts_of(phone, "sync --json"); /* the folder of the last time */
    expect_count(counts, "read", 0);
    expect_count(counts, "files", 1);
    expect_count(counts, "devices", 1);
    json_decref(counts);
    expect(phone, "cards state:active --json", 0, "Quorum", NULL);
    char *here = home_path(laptop, "notes"), *away = home_path(laptop, "away");
    assert_int_equal(rename(here, away), 0);
    expect(phone, "import", 0, "Read 0 files", NULL); /* what lies elsewhere is not missed */
    expect(phone, "today", 0, "", NULL);
    expect(phone, "import ~/papers", 0, "0 new, 0 changed, 0 moved, 4 unchanged, 0 orphaned", NULL);
    expect(phone, "sync", 0, "Nothing new from the other devices. Written for them: 3 events.\n",
           NULL);
    assert_int_equal(rename(away, here), 0);
    free(away);
    free(here);
    counts = counts_of(laptop, "sync --json");
    expect_count(counts, "new", 3);
    expect_count(json_object_get(counts, "kinds"), "file-read", 1);
    expect_count(json_object_get(counts, "kinds"), "source-registered", 1);
    json_decref(counts);
    expect(laptop, "sync", 0, "Nothing new from the other devices. They have all from here.\n",
           NULL);
    expect(laptop, "doctor", 0, "in order", NULL);
    expect(phone, "doctor", 0, "in order", NULL);
}

static void a_folder_is_named_or_known(void **state)
{
    (void)state;
    expect(laptop, "sync", 2, "", "'sync' needs a folder the first time: tutor338 sync DIR");
    expect(laptop, "sync ~/nowhere", 3, "", "does not exist; expected the folder for sync");
    expect(laptop, "sync ~/notes/a.md", 3, "", "is no folder; expected the folder for sync");
    expect(laptop, "sync a b", 2, "", "");
    struct text config = {0};
    text_printf(&config, "[folders]\nsync = %s\n", folder);
    free(home_write(laptop, ".config/tutor338/config.ini", config.data));
    free(home_write(laptop, "config/tutor338/config.ini", config.data));
    text_release(&config);
    expect(laptop, "import ~/notes", 0, "4 new", NULL);
    expect(laptop, "sync", 0, "No other device has written here yet. Written for them: 6 events.\n",
           NULL);
    expect(laptop, "help sync", 0, "--accept-unknown", NULL);
}

static void a_bad_line_is_named_and_nothing_changes(void **state)
{
    (void)state;
    expect(laptop, "import ~/notes", 0, "4 new", NULL);
    expect(laptop, "sync %", 0, "6 events", NULL);
    char *path = event_file(), expected[640];
    size_t length;
    char *bytes = file_text(path, &length);
    file_put(path, bytes, length - 10);
    (void)snprintf(expected, sizeof expected, "%s:6: the last line is not whole", path);
    expect(phone, "sync %", 3, "", expected);
    expect(phone, "cards", 0, "", NULL);
    struct text bad = {0};
    text_printf(&bad, "%shello\n%s", bytes, bytes);
    file_put(path, bad.data, bad.length);
    text_release(&bad);
    (void)snprintf(expected, sizeof expected, "%s:7: is no JSON: expected an event", path);
    expect(phone, "sync %", 3, "", expected);
    expect(laptop, "sync %", 3, "", "move it away, and what the collection holds");
    file_put(path, bytes, length);
    expect(phone, "sync %", 0, "6 events came from 1 device", NULL);
    (void)unlink(path); /* lost: it is written anew */
    expect(laptop, "sync %", 0, "Written for them: 6 events.", NULL);
    char *again = file_text(path, NULL);
    assert_string_equal(again, bytes);
    free(again);
    free(bytes);
    free(path);
}

static void a_folder_that_may_not_be_written_to(void **state)
{
    (void)state;
    enum { NOBODY = 65534 };
    struct outcome start;
    char *parent = path_folder(laptop);
    assert_int_equal(chmod(parent, 0755), 0);
    assert_int_equal(chmod(laptop, 0777), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    process_user = geteuid() == 0 ? NOBODY : 0; /* root may write everywhere */
    start = run(laptop, "challenge start 2026-10-01 --collection ~/own/c.db");
    assert_int_equal(start.status, 0);
    outcome_release(&start);
    expect(laptop, "sync % --collection ~/own/c.db", 5, "", "cannot be written: Permission denied");
    process_user = 0;
    assert_int_equal(chmod(folder, 0755), 0);
    free(parent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_learned_travels, open_homes, close_homes),
        cmocka_unit_test_setup_teardown(a_folder_is_named_or_known, open_homes, close_homes),
        cmocka_unit_test_setup_teardown(a_bad_line_is_named_and_nothing_changes, open_homes,
                                        close_homes),
        cmocka_unit_test_setup_teardown(a_folder_that_may_not_be_written_to, open_homes,
                                        close_homes),
    };
    return cmocka_run_group_tests_name("sync command", tests, NULL, NULL);
}
