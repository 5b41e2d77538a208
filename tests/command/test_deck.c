/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decks at the command line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/deck.h"
#include "engine/base/file.h"
#include "tests/support/decks.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-11-20T08:00:00+01:00 --seed 7 "

static void write_sample(const char *home, const char *name)
{
    struct deck deck = {0};
    struct error error = {0};
    char *path = home_path(home, name);
    deck_test_sample(&deck);
    if (!deck_write_apkg(&deck, path, &error))
        fail_msg("%s", error.message);
    deck_release(&deck);
    free(path);
}

static long number(json_t *object, const char *key)
{
    return (long)json_integer_value(json_object_get(object, key));
}

static void expect(const char *home, const char *line, long files, long new_cards, long unchanged)
{
    json_t *result = tutor_json(home, line), *cards = json_object_get(result, "cards");
    assert_int_equal(number(result, "files"), files);
    assert_int_equal(number(cards, "new"), new_cards);
    assert_int_equal(number(cards, "unchanged"), unchanged);
    json_decref(result);
}

/* The message names the file, and the exit status is that of bad input. */
static void expect_refused(const char *home, const char *line, const char *file, const char *why)
{
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status != 3 || !strstr(outcome.err, file) || !strstr(outcome.err, why))
        fail_msg("'%s' exits %d: %s", line, outcome.status, outcome.err);
    outcome_release(&outcome);
}

static void test_import(void **state)
{
    (void)state;
    char *home = home_make();
    write_sample(home, "a.apkg");
    expect(home, NOW "import ~/a.apkg --dry-run --json", 1, 6, 0);
    char *media = home_path(home, ".local/share/tutor338/media");
    assert_false(path_exists(media));
    expect(home, NOW "import ~/a.apkg --tag anki --json", 1, 6, 0);
    assert_true(path_exists(media));
    expect(home, NOW "import ~/a.apkg --tag anki --json", 1, 0, 6);
    expect(home, NOW "import --json", 1, 0, 6);
    json_t *cards = tutor_json_lines(home, "", NOW "cards tag:anki due<7d --json");
    assert_int_equal(json_array_size(cards), 2);
    json_t *schedule = json_object_get(json_array_get(cards, 0), "schedule");
    assert_string_equal(json_string_value(json_object_get(schedule, "due")), "2026-11-25");
    assert_true(json_real_value(json_object_get(schedule, "ease")) == 2.3);
    json_decref(cards);
    json_t *today = tutor_json(home, NOW "today --json");
    assert_int_equal(number(today, "due"), 1);
    assert_int_equal(number(today, "new"), 3);
    json_t *goal = json_object_get(today, "goal");
    assert_int_equal(number(goal, "done"), 0);
    json_decref(today);
    struct outcome doctor = tutor(home, "", NOW "doctor");
    assert_int_equal(doctor.status, 0);
    outcome_release(&doctor);
    free(media);
    home_remove(home);
}

static void test_folder(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "notes/a.md", "# A\n\n**Berth:** where a hull is moored\n"));
    free(home_write(home, "notes/prices.csv", "name,price\nx,1\n"));
    free(home_write(home, "notes/anki.txt", "#separator:tab\none\ttwo\n"));
    free(home_write(home, "notes/plain.txt", "one\ttwo\n"));
    write_sample(home, "notes/deck.apkg");
    json_t *result = tutor_json(home, NOW "import ~/notes --json");
    assert_int_equal(number(result, "files"), 4); /* not the table */
    json_decref(result);
    json_t *cards = tutor_json_lines(home, "", NOW "cards file:anki.txt --json");
    assert_int_equal(json_array_size(cards), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(cards, 0), "pattern")),
                        "anki-text");
    json_decref(cards);
    cards = tutor_json_lines(home, "", NOW "cards file:plain.txt --json");
    assert_int_equal(json_array_size(cards), 0);
    json_decref(cards);
    cards = tutor_json_lines(home, "", NOW "cards file:deck.apkg --json");
    assert_int_equal(json_array_size(cards), 6);
    json_decref(cards);
    home_remove(home);
}

static void test_table(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "words.csv", "term,definition,id\nuno,one,1\ndos,two,2\n"));
    expect(home, NOW "import ~/words.csv --json", 1, 2, 0);
    free(home_write(home, "words.csv", "term,definition,id\nuno,\"1, one\",1\ndos,two,2\n"));
    json_t *result = tutor_json(home, NOW "import --json"),
           *cards = json_object_get(result, "cards");
    assert_int_equal(number(cards, "changed"), 1);
    assert_int_equal(number(cards, "unchanged"), 1);
    json_decref(result);
    home_remove(home);
}

static void test_refused(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "bad.apkg", "no zip file at all"));
    free(home_write(home, "all.colpkg", "x"));
    free(home_write(home, "x.docx", "x"));
    free(home_write(home, "list.csv", "name,price\nx,1\n"));
    free(home_write(home, "bro.csv", "front,back\na,b\nc,\"d\n"));
    free(home_write(home, "bro.txt", "#separator:tab\na\tb\nc\td\"\n"));
    expect_refused(home, NOW "import ~/bad.apkg", "bad.apkg", "no Anki package");
    expect_refused(home, NOW "import ~/all.colpkg", "all.colpkg", "whole collection");
    expect_refused(home, NOW "import ~/x.docx", "x.docx", "neither a note");
    expect_refused(home, NOW "import ~/list.csv", "list.csv:1", "front and back");
    expect_refused(home, NOW "import ~/bro.csv", "bro.csv:3", "");
    expect_refused(home, NOW "import ~/bro.txt", "bro.txt:3", "");
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    assert_int_equal(json_array_size(cards), 0);
    json_decref(cards);
    json_t *sources = tutor_json(home, NOW "import --json");
    assert_int_equal(number(sources, "files"), 0);
    json_decref(sources);
    home_remove(home);
}

static void test_help(void **state)
{
    (void)state;
    char *home = home_make();
    struct outcome outcome = tutor(home, "", "import --help");
    assert_non_null(strstr(outcome.out, ".apkg"));
    assert_non_null(strstr(outcome.out, "#separator:tab"));
    outcome_release(&outcome);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import),  cmocka_unit_test(test_folder), cmocka_unit_test(test_table),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
