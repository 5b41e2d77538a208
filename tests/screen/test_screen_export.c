/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exporting from inside the tutor. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"

#define UP "\033[A"
#define DOWN "\033[B"
#define RIGHT "\033[C"
#define LEFT "\033[D"

static char *file_at(const char *path)
{
    char *bytes;
    size_t length;
    struct error error = {0};
    if (!file_read(path, &bytes, &length, &error))
        fail_msg("%s: %s", path, error.message);
    return bytes;
}

/* Enter alone writes the report and says where it is. */
static void writes_the_report(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    (void)setenv("HOME", test.folder, 1);
    screen_type(&test, "E");
    screen_expect(&test, "~/tutor338-report.html");
    screen_type(&test, "\r");
    screen_expect(&test, "Written: ");
    char *path = path_join(test.folder, "tutor338-report.html"), *page = file_at(path);
    assert_non_null(strstr(page, "</html>"));
    screen_type(&test, DOWN);
    screen_type(&test, UP);
    free(page);
    free(path);
    screen_close(&test);
}

/* Only formats that take the table are offered, and the name follows the choice. */
static void offers_what_goes_together(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "export"});
    screen_type(&test, RIGHT); /* after all: reviews, of which there is no report */
    screen_expect(&test, "reviews");
    screen_reject(&test, "html");
    screen_expect(&test, "~/tutor338-reviews.jsonl");
    screen_type(&test, DOWN RIGHT);
    screen_expect(&test, "csv");
    screen_reject(&test, "~/tutor338-reviews.");
    screen_type(&test, RIGHT);
    screen_expect(&test, "~/tutor338-reviews.jsonl");
    screen_close(&test);
}

static void leaves_texts_out(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "export"});
    (void)setenv("HOME", test.folder, 1);
    screen_type(&test, DOWN DOWN RIGHT);
    screen_expect(&test, "left out");
    screen_type(&test, "\r");
    screen_expect(&test, "Written: ");
    char *path = path_join(test.folder, "tutor338-report.html"), *page = file_at(path);
    assert_non_null(strstr(page, "without texts of the notes"));
    /* a deck has nothing else, so that the choice is not there */
    screen_type(&test, UP UP);
    for (int i = 0; i < 5; i++)
        screen_type(&test, RIGHT);
    screen_expect(&test, "cards");
    screen_type(&test, DOWN);
    for (int i = 0; i < 4 && !screen_shows(&test, "apkg"); i++)
        screen_type(&test, RIGHT);
    screen_expect(&test, "kept");
    screen_type(&test, DOWN RIGHT);
    screen_expect(&test, "would be empty");
    free(page);
    free(path);
    screen_close(&test);
}

/* A name of one's own stays; what cannot be written is said, and nothing is there. */
static void takes_a_name(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "export"});
    (void)setenv("HOME", test.folder, 1);
    screen_type(&test, DOWN DOWN DOWN);
    screen_type(&test, "\025"); /* Ctrl-U empties the field or does nothing */
    for (int i = 0; i < 40; i++)
        screen_type(&test, "\177");
    screen_type(&test, "\r");
    screen_expect(&test, "Type where it should go first.");
    screen_type(&test, "~/nowhere/q.html\r");
    screen_expect(&test, "nowhere");
    screen_expect(&test, "cannot be written");
    for (int i = 0; i < 16; i++)
        screen_type(&test, "\177");
    screen_type(&test, "~/q.html\r");
    screen_expect(&test, "Written: ");
    char *path = path_join(test.folder, "q.html");
    assert_true(path_exists(path));
    free(path);
    screen_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_report),
        cmocka_unit_test(offers_what_goes_together),
        cmocka_unit_test(leaves_texts_out),
        cmocka_unit_test(takes_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
