/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quizzes by pipe: asked, scored, killed in the middle and gone on with. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "

static const char notes[] =
    "# Harbours\n\n"
    "**Breakwater:** a wall of stone that takes the force out of waves\n\n"
    "**Fairway:** the deep channel that large ships keep to\n\n"
    "**Mooring:** a fixed place where a boat is made fast\n\n"
    "**Ballast:** weight low in the hull that keeps it upright\n\n"
    "# Tides\n\n"
    "**Tide table:** a list of high and low waters with their times\n\n"
    "**Neap:** the smallest rise, when sun and moon pull crosswise\n\n"
    "**Slack water:** the short rest of the stream before it turns\n\n"
    "Q: How many hours lie between high and low water, about?\n"
    "A: Six\n\n"
    "Q: Who first explained the tides by gravity?\n"
    "A: Isaac Newton\n\n"
    "The steps of dropping an anchor:\n\n"
    "1. Turn into the wind\n2. Stop the boat\n3. Lower the anchor\n4. Pay out the chain\n";

static char *prepare(void)
{
    char *home = home_make();
    free(home_write(home, "notes/sea.md", notes));
    struct outcome outcome = tutor(home, "", NOW "import ~/notes");
    assert_int_equal(outcome.status, 0);
    outcome_release(&outcome);
    return home;
}

static struct outcome run(const char *home, const char *input, const char *line, int status)
{
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status != status || strstr(outcome.err, "Sanitizer"))
        fail_msg("'%s' exits %d (expected %d): %s%s", line, outcome.status, status, outcome.out,
                 outcome.err);
    return outcome;
}

static json_t *run_json(const char *home, const char *input, const char *line)
{
    json_error_t error;
    struct outcome outcome = run(home, input, line, 0);
    json_t *value = json_loads(outcome.out, 0, &error);
    if (!value)
        fail_msg("%s: %s", error.text, outcome.out);
    outcome_release(&outcome);
    return value;
}

static long number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value))
        fail_msg("no number %s", key);
    return (long)json_integer_value(value);
}

static const char *string(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    if (!value)
        fail_msg("no text %s", key);
    return value;
}

static long answers_today(const char *home)
{
    json_t *today = tutor_json(home, NOW "today --json");
    long done = number(json_object_get(today, "goal"), "done");
    json_decref(today);
    return done;
}

static void check_doctor(const char *home)
{
    struct outcome outcome = run(home, "", NOW "doctor", 0);
    outcome_release(&outcome);
}

/* What answers the item rightly, typed as a person would. */
static void add_right(const json_t *item, struct text *input)
{
    const json_t *choices = json_object_get(item, "choices"), *choice;
    const char *expected = string(item, "expected"), *kind = string(item, "kind");
    size_t i;
    if (!strcmp(kind, "order")) {
        char *copy = strdup(expected), *rest = copy, *step;
        while ((step = strsep(&rest, "\n")) != NULL)
            json_array_foreach(choices, i, choice)
            {
                if (!strcmp(json_string_value(choice), step))
                    text_printf(input, "%c ", 'a' + (int)i);
            }
        free(copy);
    } else if (!strcmp(kind, "choice")) {
        json_array_foreach(choices, i, choice)
        {
            if (!strcmp(json_string_value(choice), expected))
                text_printf(input, "%c", 'a' + (int)i);
        }
    } else {
        text_append(input, expected);
    }
    text_append(input, "\n");
}

/* The items of the quiz of this command line, from a run that answers nothing in another home. */
static json_t *items_of(const char *line)
{
    char *home = prepare();
    json_t *result = run_json(home, "", line), *items = json_object_get(result, "items");
    json_incref(items);
    assert_int_equal(number(result, "answered"), 0);
    assert_true(json_is_null(json_object_get(result, "finished")));
    json_decref(result);
    home_remove(home);
    return items;
}

static void a_full_quiz_by_pipe(void **state)
{
    (void)state;
    static const char line[] = NOW "quiz --json --count 10";
    struct text input = {0};
    json_t *items = items_of(line), *item;
    size_t i;
    assert_int_equal(json_array_size(items), 10);
    json_array_foreach(items, i, item)
    {
        if (i == 4)
            text_append(&input, "-\n"); /* passed */
        else
            add_right(item, &input);
    }
    char *home = prepare();
    json_t *result = run_json(home, text_string(&input), line);
    assert_true(
        json_equal(json_object_get(json_array_get(items, 3), "prompt"),
                   json_object_get(json_array_get(json_object_get(result, "items"), 3), "prompt")));
    assert_int_equal(number(result, "count"), 10);
    assert_int_equal(number(result, "answered"), 10);
    assert_int_equal(number(result, "right"), 9);
    assert_float_equal(json_number_value(json_object_get(result, "score")), 0.9, 1e-9);
    assert_string_equal(string(result, "finished"), "2026-03-10T08:00:00Z");
    assert_string_equal(string(result, "reason"), "finished");
    assert_int_equal(json_array_size(json_object_get(result, "missed")), 1);
    assert_int_equal(json_integer_value(json_array_get(json_object_get(result, "missed"), 0)), 5);
    item = json_array_get(json_object_get(result, "items"), 4);
    assert_string_equal(string(item, "verdict"), "passed");
    assert_true(json_is_null(json_object_get(item, "typed")));
    assert_int_equal(number(item, "grade"), 0);
    long counted = 0, right = 0;
    json_array_foreach(json_object_get(result, "by_topic"), i, item)
    {
        counted += number(item, "count");
        right += number(item, "right");
    }
    assert_int_equal(counted, 10);
    assert_int_equal(right, 9);
    assert_int_equal(answers_today(home), 10);
    check_doctor(home);
    text_release(&input);
    json_decref(items);
    json_decref(result);
    home_remove(home);
}

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        count++;
    return count;
}

static void lines_say_what_is_needed(void **state)
{
    (void)state;
    char *home = prepare();
    struct outcome outcome =
        run(home, "z\na\na\nb\n-\nq\n", NOW "quiz --plain --kind choice --count 4 --topic harb", 0);
    assert_non_null(strstr(outcome.out, "Quiz, 4 questions: harb, choice"));
    assert_non_null(strstr(outcome.out, "[1/4] choice, Harbours"));
    assert_non_null(strstr(outcome.out, "   a) "));
    assert_non_null(strstr(outcome.out, "Choose one of a to "));
    assert_int_equal(count_of(outcome.out, "\nsaved: question "), 4);
    assert_non_null(strstr(outcome.out, "saved: question 4 of 4, passed"));
    assert_non_null(strstr(outcome.out, "Result: "));
    assert_non_null(strstr(outcome.out, "By kind:\n   choice: "));
    assert_non_null(strstr(outcome.out, "Missed:"));
    assert_non_null(strstr(outcome.out, "sea.md:"));
    outcome_release(&outcome);
    outcome = run(home, "isac newton\nq\n", NOW "quiz --kind typed --topic tides --count 9", 0);
    outcome_release(&outcome);
    outcome = run(home, "a wall\n+\n-\nq\n", NOW "quiz --kind typed --count 3", 0);
    assert_non_null(strstr(outcome.out, "+ counts it as right, if it means the same."));
    assert_non_null(strstr(outcome.out, "saved: the last answer counts as right"));
    assert_int_equal(count_of(outcome.out, "\nsaved: question "), 2);
    outcome_release(&outcome);
    home_remove(home);
}

/* Answers until `wanted` lines "saved" have come. */
static int answer(struct talk *talk, int wanted)
{
    char line[512];
    int saved = 0;
    while (saved < wanted && talk_line(talk, line, sizeof line)) {
        if (!strncmp(line, "saved", 5))
            saved++;
        else if (!strncmp(line, "Type ", 5))
            talk_write(talk, "-\n");
    }
    return saved;
}

static void killed_and_gone_on_with(void **state)
{
    (void)state;
    for (int n = 1; n <= 6; n++) {
        char *home = prepare();
        struct talk talk = talk_start(home, NOW "quiz --plain --count 8");
        assert_int_equal(answer(&talk, n), n);
        assert_int_equal(talk_end(&talk, SIGKILL), 128 + SIGKILL);
        assert_int_equal(answers_today(home), n);
        check_doctor(home);
        json_t *open = run_json(home, "q\n", NOW "quiz --resume --json");
        assert_int_equal(number(open, "answered"), n);
        assert_int_equal(number(open, "count"), 8);
        struct text input = {0};
        json_t *item;
        size_t i;
        json_array_foreach(json_object_get(open, "items"), i, item)
        {
            if (i >= (size_t)n)
                add_right(item, &input);
        }
        json_t *result = run_json(home, text_string(&input), NOW "quiz --resume --json");
        assert_string_equal(string(result, "quiz"), string(open, "quiz"));
        assert_int_equal(number(result, "answered"), 8);
        assert_int_equal(number(result, "right"), 8 - n);
        assert_int_equal(answers_today(home), 8);
        struct outcome outcome = run(home, "", NOW "quiz --resume", 1);
        assert_non_null(strstr(outcome.err, "no quiz is open"));
        outcome_release(&outcome);
        text_release(&input);
        json_decref(open);
        json_decref(result);
        home_remove(home);
    }
}

static void nothing_to_ask_is_exit_1(void **state)
{
    (void)state;
    char *home = home_make();
    static const char *const lines[] = {NOW "quiz",
                                        NOW "quiz --json",
                                        NOW "quiz --kind choice",
                                        NOW "quiz --kind typed,cloze,order --json",
                                        NOW "quiz --resume",
                                        NOW "quiz --topic nowhere-at-all",
                                        NOW "quiz --days 3-9 --count 200",
                                        NOW "quiz --review"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct outcome outcome = run(home, "", lines[i], 1);
        assert_string_equal(outcome.out, "");
        assert_non_null(strstr(outcome.err, "tutor338"));
        outcome_release(&outcome);
    }
    struct outcome outcome = run(home, "", NOW "quiz --history", 0);
    assert_string_equal(outcome.out, "");
    outcome_release(&outcome);
    json_t *list = run_json(home, "", NOW "quiz --history --json");
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    outcome = run(home, "1\n", NOW "quiz --kind number --count 1", 0); /* drills need no card */
    outcome_release(&outcome);
    home_remove(home);
}

static void wrong_options_are_exit_2(void **state)
{
    (void)state;
    char *home = prepare();
    static const char *const lines[] = {NOW "quiz --kind essay", NOW "quiz --kind choice,essay",
                                        NOW "quiz --days 9-3",   NOW "quiz --days a",
                                        NOW "quiz --count 0",    NOW "quiz --count 201",
                                        NOW "quiz --minutes 0",  NOW "quiz Docker",
                                        NOW "quiz --nosuch"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct outcome outcome = run(home, "", lines[i], 2);
        assert_string_equal(outcome.out, "");
        outcome_release(&outcome);
    }
    json_t *list = run_json(home, "", NOW "quiz --history --json");
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    home_remove(home);
}

static void answers_become_reviews_when_asked(void **state)
{
    (void)state;
    char *home = prepare();
    json_t *first =
        run_json(home, "a\n-\na\n", NOW "quiz --kind choice --kind typed --count 3 --json");
    assert_int_equal(number(first, "answered"), 3);
    json_t *made = run_json(home, "", NOW "quiz --review --json");
    assert_int_equal(number(made, "reviews"), 3);
    assert_string_equal(string(made, "quiz"), string(first, "quiz"));
    json_decref(made);
    made = run_json(home, "", NOW "quiz --review --json");
    assert_int_equal(number(made, "reviews"), 0);
    assert_int_equal(answers_today(home), 3);
    json_t *history = run_json(home, "", NOW "quiz --history --json");
    assert_int_equal(json_array_size(history), 1);
    assert_int_equal(number(json_array_get(history, 0), "answered"), 3);
    struct outcome outcome = run(home, "", NOW "quiz --history", 0);
    assert_int_equal(strncmp(outcome.out, "2026-03-10 ", 11), 0);
    outcome_release(&outcome);
    check_doctor(home);
    json_decref(first);
    json_decref(made);
    json_decref(history);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_quiz_by_pipe),
        cmocka_unit_test(lines_say_what_is_needed),
        cmocka_unit_test(killed_and_gone_on_with),
        cmocka_unit_test(nothing_to_ask_is_exit_1),
        cmocka_unit_test(wrong_options_are_exit_2),
        cmocka_unit_test(answers_become_reviews_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
