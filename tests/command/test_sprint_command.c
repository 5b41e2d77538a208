/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'drill sprint' as a script or a person without a screen uses it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"

#define NOW " --now 2026-03-10T09:00:00+01:00 --seed 7"

static void check_doctor(const char *home)
{
    struct outcome outcome = tutor(home, "", "doctor");
    if (outcome.status != 0)
        fail_msg("doctor: %s%s", outcome.out, outcome.err);
    outcome_release(&outcome);
}

static json_int_t number_of(json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

static void expect(const struct outcome *outcome, const char *text)
{
    if (!strstr(outcome->out, text))
        fail_msg("no \"%s\" in:\n%s%s", text, outcome->out, outcome->err);
}

static void fails(const char *home, const char *line, int status)
{
    struct outcome outcome = tutor(home, "", line);
    assert_int_equal(outcome.status, status);
    outcome_release(&outcome);
}

/* The answers of the first `count` questions, a line each. */
static char *answers(const char *home, int count)
{
    char line[128];
    struct text input = {0};
    (void)snprintf(line, sizeof line, "drill sprint --json --count %d" NOW, count);
    json_t *questions = tutor_json(home, line);
    assert_int_equal(json_array_size(questions), count);
    for (int i = 0; i < count; i++) {
        json_t *question = json_array_get(questions, (size_t)i);
        assert_string_equal(json_string_value(json_object_get(question, "id")), "sprint@1/1/7");
        assert_int_equal(number_of(question, "number"), i + 1);
        assert_non_null(json_object_get(question, "prompt"));
        text_printf(&input, "%s\n", json_string_value(json_object_get(question, "answer")));
    }
    json_decref(questions);
    return text_take(&input);
}

static json_t *run_json(const char *home, const char *input, const char *line)
{
    struct outcome outcome = tutor(home, input, line);
    assert_int_equal(outcome.status, 0);
    json_t *result = json_loads(outcome.out, 0, NULL); /* nothing but one document */
    assert_non_null(result);
    outcome_release(&outcome);
    return result;
}

static void listed_questions_are_those_asked(void **state)
{
    (void)state;
    char *home = home_make(), *input = answers(home, 25);
    json_t *result = run_json(home, input, "drill sprint --json" NOW);
    assert_int_equal(number_of(result, "right"), 25);
    assert_int_equal(number_of(result, "wrong"), 0);
    assert_int_equal(number_of(result, "passed"), 0);
    assert_int_equal(number_of(result, "seconds"), 120);
    assert_int_equal(number_of(result, "level"), 1);
    assert_int_equal(number_of(result, "grade"), 4);
    assert_true(json_number_value(json_object_get(result, "per_minute")) == 12.5);
    assert_true(json_number_value(json_object_get(result, "accuracy")) == 1);
    assert_true(json_number_value(json_object_get(result, "best")) == 12.5);
    assert_true(json_is_true(json_object_get(result, "finished")));
    assert_int_equal(json_array_size(json_object_get(result, "missed")), 0);
    json_decref(result);
    json_t *today = tutor_json(home, "today --json" NOW);
    assert_int_equal(number_of(json_object_get(today, "goal"), "done"), 1);
    json_decref(today);
    check_doctor(home);
    free(input);
    home_remove(home);
}

static void listing_stores_nothing(void **state)
{
    (void)state;
    char *home = home_make();
    free(answers(home, 3));
    struct outcome outcome = tutor(home, "", "drill sprint --count 2 --level 2" NOW);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, " = "));
    struct outcome shown = tutor(home, "", "drill show sprint@1/2/7 --count 2");
    assert_string_equal(shown.out, outcome.out);
    outcome_release(&shown);
    outcome_release(&outcome);
    json_t *today = tutor_json(home, "today --json" NOW);
    assert_int_equal(number_of(json_object_get(today, "goal"), "done"), 0);
    json_decref(today);
    home_remove(home);
}

static void q_leaves_it_unfinished(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *result = run_json(home, "1\n\nq\n", "drill sprint --json" NOW);
    assert_true(json_is_false(json_object_get(result, "finished")));
    assert_int_equal(number_of(result, "wrong"), 1);
    assert_int_equal(number_of(result, "passed"), 1);
    assert_true(json_is_null(json_object_get(result, "per_minute")));
    assert_true(json_is_null(json_object_get(result, "best")));
    assert_true(json_is_null(json_object_get(result, "grade")));
    json_t *missed = json_object_get(result, "missed");
    assert_int_equal(json_array_size(missed), 2);
    assert_int_equal(number_of(json_array_get(missed, 0), "times"), 1);
    json_decref(result);
    json_t *today = tutor_json(home, "today --json" NOW);
    assert_int_equal(number_of(json_object_get(today, "goal"), "done"), 0);
    json_decref(today);
    check_doctor(home);
    home_remove(home);
}

static void plain_tells_every_answer(void **state)
{
    (void)state;
    char *home = home_make(), *input = answers(home, 1);
    struct text lines = {0};
    text_printf(&lines, "%snonsense\n\n99999\n", input);
    struct outcome outcome = tutor(home, text_string(&lines), "drill sprint" NOW);
    assert_int_equal(outcome.status, 0);
    expect(&outcome, "Sprint of 120 seconds, level 1: tables to 12");
    expect(&outcome, "[1] ");
    expect(&outcome, ", right\n");
    expect(&outcome, "Type a whole number");
    expect(&outcome, ", passed\n");
    expect(&outcome, ", not 99999\n");
    expect(&outcome, "0.5 a minute: 1 right, 1 wrong, 1 passed, 33 % right.");
    expect(&outcome, "This is your first sprint");
    expect(&outcome, "Missed: ");
    expect(&outcome, "saved: sprint ");
    int saved = 0;
    for (const char *at = outcome.out; (at = strstr(at, "\nsaved: ")); at++)
        saved++;
    assert_int_equal(saved, 4);
    outcome_release(&outcome);
    outcome = tutor(home, "", "drill sprint" NOW);
    expect(&outcome, "Nothing was answered");
    outcome_release(&outcome);
    text_release(&lines);
    free(input);
    home_remove(home);
}

static void missed_facts_come_early_next_time(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *result = run_json(home, "\nq\n", "drill sprint --json" NOW);
    const char *fact = json_string_value(
        json_object_get(json_array_get(json_object_get(result, "missed"), 0), "fact"));
    json_t *questions =
        tutor_json(home, "drill sprint --json --count 2 --seed 99 --now 2026-03-11T09:00:00+01:00");
    assert_string_equal(json_string_value(json_object_get(json_array_get(questions, 1), "fact")),
                        fact);
    json_decref(questions);
    json_decref(result);
    home_remove(home);
}

static void options_out_of_range_are_refused(void **state)
{
    (void)state;
    char *home = home_make();
    fails(home, "drill sprint --seconds 9", 2);
    fails(home, "drill sprint --seconds 601", 2);
    fails(home, "drill sprint --level 4", 2);
    fails(home, "drill sprint --level 0", 2);
    fails(home, "drill powers --seconds 60", 2);
    fails(home, "drill sprint more", 2);
    fails(home, "drill show sprint@2/1/7", 2);
    fails(home, "drill show sprint@1/4/7", 2);
    fails(home, "drill check sprint@1/1/7 --answer 5", 2);
    home_remove(home);
}

/* Killed under the clock of the system: what was saved is kept, nothing is finished. */
static void a_kill_keeps_the_answers(void **state)
{
    (void)state;
    for (int wanted = 1; wanted <= 8; wanted++) {
        char *home = home_make(), line[512];
        int saved = 0;
        struct talk talk = talk_start(home, "drill sprint --plain --seed 7");
        while (saved < wanted && talk_line(&talk, line, sizeof line)) {
            saved += !strncmp(line, "saved", 5);
            if (line[0] == '[')
                talk_write(&talk, "1\n");
        }
        assert_int_equal(talk_end(&talk, SIGKILL), 128 + SIGKILL);
        char *path = home_path(home, ".local/share/tutor338/collection.db");
        assert_true(test_number(path, "SELECT correct + wrong + passed FROM sprint") >= saved);
        assert_int_equal(test_number(path, "SELECT count(*) FROM sprint WHERE finished"), 0);
        assert_int_equal(test_number(path, "SELECT count(*) FROM event WHERE kind = 'drill'"), 0);
        free(path);
        check_doctor(home);
        json_t *result = run_json(home, "1\nq\n", "drill sprint --json --seed 8");
        assert_true(json_is_null(json_object_get(result, "best")));
        assert_int_equal(json_array_size(json_object_get(result, "last")), 0);
        json_decref(result);
        home_remove(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed_questions_are_those_asked),
        cmocka_unit_test(listing_stores_nothing),
        cmocka_unit_test(q_leaves_it_unfinished),
        cmocka_unit_test(plain_tells_every_answer),
        cmocka_unit_test(missed_facts_come_early_next_time),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(a_kill_keeps_the_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
