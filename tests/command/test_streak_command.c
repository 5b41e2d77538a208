/* SPDX-License-Identifier: GPL-3.0-or-later */
/* streak, rest, goals and the settings they rest on, as other programs see them. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

static void run(const char *home, const char *line)
{
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status)
        fail_msg("%s: %d %s", line, outcome.status, outcome.err);
    outcome_release(&outcome);
}

static void expect_out(const char *home, const char *line, const char *const *shown)
{
    struct outcome outcome = tutor(home, "", line);
    assert_int_equal(outcome.status, 0);
    for (; *shown; shown++)
        if (!strstr(outcome.out, *shown))
            fail_msg("no \"%s\" in %s", *shown, outcome.out);
    outcome_release(&outcome);
}

static void require(const json_t *object, const char *names)
{
    char *list = strdup(names), *rest = list;
    for (char *name; (name = strsep(&rest, " "));)
        if (!json_object_get(object, name))
            fail_msg("no key %s", name);
    free(list);
}

static void the_streak_is_told_in_words_and_numbers(void **state)
{
    (void)state;
    char *home = home_make();
    static const char *const before[] = {"The challenge has not been started", NULL};
    expect_out(home, "streak --now 2026-11-20T08:00:00+01:00", before);
    run(home, "challenge start 2026-11-17 --now 2026-11-20T08:00:00+01:00");
    run(home, "rest 2026-11-25 --now 2026-11-20T08:00:00+01:00");
    run(home, "rest 2026-11-25 --now 2026-11-20T08:00:00+01:00"); /* it is one already */
    static const char *const shown[] = {"Day 4 of 338 · ends 20 Oct 2027 (3 behind)",
                                        "The first earned day is still to come · no freeze token",
                                        "13 days of rest left",
                                        "Tue F·",
                                        "Wed ×R",
                                        "Thu F·",
                                        "Fri ?·",
                                        "R rest",
                                        "Milestones, in earned days:",
                                        "   7  to come",
                                        " 169  to come, half of it",
                                        NULL};
    expect_out(home, "streak --now 2026-11-20T08:00:00+01:00", shown);
    static const char *const ascii[] = {"Wed xR", "# earned", NULL};
    expect_out(home, "streak --ascii --now 2026-11-20T08:00:00+01:00", ascii);
    json_t *streak = tutor_json(home, "streak --json --now 2026-11-20T08:00:00+01:00");
    require(streak, "start length day earned chain best share strength tokens rest_left behind "
                    "end_original end_projected days finished declared pace pace_needed "
                    "milestones");
    assert_int_equal(json_integer_value(json_object_get(streak, "rest_left")), 13);
    const json_t *days = json_object_get(streak, "days");
    assert_int_equal(json_array_size(days), 338);
    require(json_array_get(days, 0), "day status late declared rest answers minutes");
    assert_string_equal(json_string_value(json_object_get(json_array_get(days, 1), "status")),
                        "missed");
    assert_true(json_is_true(json_object_get(json_array_get(days, 8), "rest")));
    const json_t *stones = json_object_get(streak, "milestones");
    assert_int_equal(json_array_size(stones), 9);
    assert_true(json_is_null(json_object_get(json_array_get(stones, 0), "day")));
    json_decref(streak);
    home_remove(home);
}

static void another_length_is_a_setting(void **state)
{
    (void)state;
    char *home = home_make();
    run(home, "config length 100 --now 2026-11-20T08:00:00+01:00");
    run(home, "challenge start --now 2026-11-20T08:00:00+01:00");
    json_t *streak = tutor_json(home, "streak --json --now 2026-11-20T08:00:00+01:00");
    assert_int_equal(json_array_size(json_object_get(streak, "days")), 100);
    assert_string_equal(json_string_value(json_object_get(streak, "end_original")), "2027-02-27");
    assert_int_equal(json_array_size(json_object_get(streak, "milestones")), 4);
    json_decref(streak);
    home_remove(home);
}

/* Between midnight and the rollover "tomorrow" is the day after the date on the wall. */
static void a_rollover_changed_at_night(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *day = tutor_json(home, "config rollover 0 --json --now 2026-11-21T01:00:00+01:00");
    assert_string_equal(json_string_value(json_object_get(day, "from")), "2026-11-22");
    json_decref(day);
    day = tutor_json(home, "today --json --now 2026-11-21T01:10:00+01:00");
    assert_string_equal(json_string_value(json_object_get(day, "study_day")), "2026-11-20");
    json_decref(day);
    day = tutor_json(home, "today --json --now 2026-11-22T00:10:00+01:00");
    assert_string_equal(json_string_value(json_object_get(day, "study_day")), "2026-11-22");
    json_decref(day);
    home_remove(home);
}

static const char journal[] = "## Strategy\n\n* Reading 11 books\n\n## Books\n\n"
                              "Books | Status\n--- | ---\nA | :white_check_mark:\nB |\n";

static json_t *books_of(const char *home)
{
    json_t *goals = tutor_json(home, "goals --json --now 2026-11-20T08:00:00+01:00");
    json_t *books = json_incref(json_array_get(goals, 0));
    json_decref(goals);
    return books;
}

static void expect_goal(const char *home, long target, bool asked, bool settled)
{
    json_t *books = books_of(home);
    require(books, "name target done in_progress items question settled chosen text other");
    assert_int_equal(json_integer_value(json_object_get(books, "target")), target);
    assert_int_equal(json_is_string(json_object_get(books, "question")), asked);
    assert_int_equal(json_is_string(json_object_get(books, "settled")), settled);
    json_decref(books);
}

static void a_question_is_asked_settled_and_goes(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "notes/journal.md", journal));
    run(home, "import ~/notes --now 2026-11-20T08:00:00+01:00");
    expect_goal(home, 11, true, false);
    static const char *const asked[] = {
        "The text promises 11 books, the table lists 2: which holds?",
        "text: 11, ",
        "journal.md:3",
        "table: 2, ",
        "journal.md:9",
        NULL};
    expect_out(home, "goals --now 2026-11-20T08:00:00+01:00", asked);
    run(home, "config goal-target-books 2 --now 2026-11-20T08:00:00+01:00");
    expect_goal(home, 2, false, true);
    static const char *const settled[] = {"books 1 of 2", "2 holds, you decided", NULL};
    expect_out(home, "goals --now 2026-11-20T08:00:00+01:00", settled);
    run(home, "config goal-target-books 0 --now 2026-11-20T08:00:00+01:00");
    expect_goal(home, 11, true, false);
    run(home, "config goal-target-books 2 --now 2026-11-20T08:00:00+01:00");
    struct text agreed = {0}; /* the notes agree: nothing is asked, nothing was settled */
    text_append(&agreed, journal);
    agreed.data[strstr(agreed.data, "11") - agreed.data] = ' ';
    agreed.data[strstr(agreed.data, "1 books") - agreed.data] = '2';
    free(home_write(home, "notes/journal.md", text_string(&agreed)));
    text_release(&agreed);
    run(home, "import --now 2026-11-20T09:00:00+01:00");
    expect_goal(home, 2, false, false);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_streak_is_told_in_words_and_numbers),
        cmocka_unit_test(another_length_is_a_setting),
        cmocka_unit_test(a_rollover_changed_at_night),
        cmocka_unit_test(a_question_is_asked_settled_and_goes),
    };
    return cmocka_run_group_tests_name("streak_command", tests, NULL, NULL);
}
