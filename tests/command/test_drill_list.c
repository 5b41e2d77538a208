/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of drills: what it tells of each, and in which order. */
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/process.h"

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "

static json_t *skill_of(json_t *list, const char *name)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *skill = json_array_get(list, i);
        if (!strcmp(json_string_value(json_object_get(skill, "skill")), name))
            return skill;
    }
    fail_msg("no skill '%s'", name);
    return NULL;
}

/* Answers the one problem that the seed of NOW makes. */
static void answer(const char *home, const char *typed)
{
    struct outcome outcome = tutor(home, typed, NOW "drill powers --level 1 --count 1");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "saved: drill grade"));
    outcome_release(&outcome);
}

static void what_was_answered_is_told(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *problems = tutor_json(home, NOW "drill powers --json --level 1 --count 1");
    const char *right = json_string_value(json_object_get(json_array_get(problems, 0), "answer"));
    answer(home, "-77\n");
    char *line = malloc(strlen(right) + 2);
    assert_non_null(line);
    (void)strcat(strcpy(line, right), "\n");
    for (int i = 0; i < 3; i++)
        answer(home, line);
    free(line);
    json_decref(problems);

    json_t *list = tutor_json(home, NOW "drill --json");
    json_t *powers = skill_of(list, "powers"), *bases = skill_of(list, "bases");
    assert_int_equal(json_integer_value(json_object_get(powers, "answers")), 4);
    assert_true(json_number_value(json_object_get(powers, "accuracy")) == 0.75);
    /* A clock that stands measures nothing. */
    assert_true(json_is_null(json_object_get(powers, "median_ms")));
    assert_int_equal(json_array_size(json_object_get(powers, "prerequisites")), 0);
    assert_int_equal(json_integer_value(json_object_get(bases, "answers")), 0);
    assert_true(json_is_null(json_object_get(bases, "accuracy")));
    assert_true(json_is_null(json_object_get(bases, "median_ms")));
    assert_string_equal(
        json_string_value(json_array_get(json_object_get(bases, "prerequisites"), 0)), "powers");
    json_decref(list);
    home_remove(home);
}

/* JSON by name; for people by topic, each topic named once. */
static void lists_have_their_order(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *list = tutor_json(home, NOW "drill --json");
    for (size_t i = 1; i < json_array_size(list); i++)
        assert_true(strcmp(json_string_value(json_object_get(json_array_get(list, i - 1), "skill")),
                           json_string_value(json_object_get(json_array_get(list, i), "skill"))) <
                    0);
    json_decref(list);
    struct outcome outcome = tutor(home, "", NOW "drill");
    assert_int_equal(outcome.status, 0);
    static const char *const wanted[] = {"logic\n  ",
                                         "\n\nnumber sense\n  arithmetic ",
                                         "\n  bases ",
                                         "\n\nestimation\n  ",
                                         "\n\nstatistics\n  ",
                                         "\n\nsystems\n  ",
                                         "level 1 of 3, not tried yet\n"};
    const char *at = outcome.out;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        at = strstr(at, wanted[i]);
        if (!at)
            fail_msg("not there, or not in its place: '%s'", wanted[i]);
    }
    outcome_release(&outcome);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_answered_is_told),
        cmocka_unit_test(lists_have_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
