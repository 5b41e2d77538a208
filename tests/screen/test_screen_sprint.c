/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sprint with real keys, under a clock that the test moves. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/sprint.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"

/* --- Talking to the screen ---------------------------------------------------------------------
 */

static void open_sprint(struct screen_test *test, const char *first_screen)
{
    screen_open(test, &(struct screen_options){.first_screen = first_screen});
    screen_expect(test, "Level 1: tables to 12");
}

/* Time passes; the loop is told that nothing was typed, as it is after the wait it asked for. */
static void pass_time(struct screen_test *test, int64_t milliseconds)
{
    test->clock.elapsed_ms += milliseconds;
    loop_tick(&test->loop);
    screen_settle(test);
}

/* Reads "7   ×   8" off the grid. */
static struct sprint_question question_on(struct screen_test *test)
{
    static const char *const signs[] = {"   ×   ", "   /   ", "   +   ", "   -   ", "   x   "};
    static const char *const plain[] = {"×", "/", "+", "-", "×"};
    struct sprint_question question = {0};
    char *shown = screen_text(test), text[64];
    for (size_t i = 0; i < 5; i++) {
        const char *at = strstr(shown, signs[i]);
        if (!at)
            continue;
        const char *from = at;
        while (from > shown && from[-1] >= '0' && from[-1] <= '9')
            from--;
        (void)snprintf(text, sizeof text, "%ld %s %ld", strtol(from, NULL, 10), plain[i],
                       strtol(at + strlen(signs[i]), NULL, 10));
        assert_true(sprint_question_read(text, &question));
    }
    assert_true(question.text[0]);
    free(shown);
    return question;
}

static void type_number(struct screen_test *test, long number, const char *after)
{
    char keys[32];
    (void)snprintf(keys, sizeof keys, "%ld%s", number, after);
    screen_type(test, keys);
}

static void answer_right(struct screen_test *test, int times)
{
    for (int i = 0; i < times; i++) {
        test->clock.elapsed_ms += 1500 + 200 * i;
        type_number(test, question_on(test).answer, "");
    }
}

struct rows {
    struct sprint_row items[16];
    size_t count;
};
static bool keep_row(void *context, const struct sprint_row *row)
{
    struct rows *rows = context;
    assert_true(rows->count < 16);
    rows->items[rows->count++] = *row;
    return true;
}
static struct rows sprints(struct screen_test *test)
{
    struct rows rows = {0};
    struct error error = {0};
    assert_true(collection_each_sprint(test->collection, SPRINT_SKILL, keep_row, &rows, &error));
    return rows;
}

static int answers_of_skill(struct screen_test *test)
{
    struct day_fact fact;
    struct error error = {0};
    assert_true(
        collection_day(test->collection, collection_today(test->collection), &fact, &error));
    return (int)fact.answers;
}

/* --- Behaviour ---------------------------------------------------------------------------------
 */

static void a_right_answer_needs_no_enter(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    screen_type(&test, "\r");
    screen_expect(&test, "120 s   0 right");
    struct sprint_question first = question_on(&test);
    test.clock.elapsed_ms += 2000;
    type_number(&test, first.answer, "");
    screen_expect(&test, ", right");
    screen_expect(&test, "118 s   1 right");
    assert_string_not_equal(question_on(&test).fact, first.fact);
    struct rows rows = sprints(&test);
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.items[0].right, 1);
    assert_false(rows.items[0].finished);
    assert_int_equal(answers_of_skill(&test), 0); /* no answer of the day */
    screen_close(&test);
}

static void wrong_digits_wait_for_enter_or_backspace(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    screen_type(&test, "\r");
    struct sprint_question first = question_on(&test);
    type_number(&test, first.answer, "7\x7f"); /* taken before the 7 was typed */
    struct sprint_question second = question_on(&test);
    screen_type(&test, "9999");
    screen_expect(&test, "9999");
    assert_string_equal(question_on(&test).text, second.text);
    screen_type(&test, "\x7f\x7f\x7f\x7fx");
    screen_expect(&test, "Type digits.");
    screen_reject(&test, "9999");
    screen_type(&test, "9998\r");
    char told[80];
    (void)snprintf(told, sizeof told, "%s = %ld, not 9998", second.text, second.answer);
    screen_expect(&test, told);
    struct sprint_question third = question_on(&test);
    screen_type(&test, "\t");
    (void)snprintf(told, sizeof told, "%s = %ld, passed", third.text, third.answer);
    screen_expect(&test, told);
    screen_type(&test, "\r");
    screen_expect(&test, ", passed");
    struct rows rows = sprints(&test);
    assert_int_equal(rows.items[0].right, 1);
    assert_int_equal(rows.items[0].wrong, 1);
    assert_int_equal(rows.items[0].passed, 2);
    screen_close(&test);
}

static void time_runs_out_while_typing(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    assert_int_equal(app_pace(&test.app), -1);
    screen_type(&test, "\r");
    assert_int_equal(app_pace(&test.app), 1000);
    answer_right(&test, 10);
    long answer = question_on(&test).answer;
    screen_type(&test, "99999");
    pass_time(&test, 60000 - test.clock.elapsed_ms + 250);
    screen_expect(&test, " 60 s   10 right");
    assert_int_equal(app_pace(&test.app), 750); /* until 59 is to be shown */
    pass_time(&test, 59749);
    screen_expect(&test, "  1 s   10 right");
    assert_int_equal(app_pace(&test.app), 1);
    pass_time(&test, 1);
    screen_expect(&test, "What you were typing does not count");
    screen_expect(&test, "5 right a minute");
    screen_expect(&test, "10 right, 0 wrong, 0 passed");
    screen_expect(&test, "The first of this kind.");
    assert_int_equal(app_pace(&test.app), -1);
    type_number(&test, answer, ""); /* too late */
    struct rows rows = sprints(&test);
    assert_int_equal(rows.items[0].right, 10);
    assert_true(rows.items[0].finished);
    assert_int_equal(answers_of_skill(&test), 1);
    screen_close(&test);
}

/* The wait may end late: a key that comes after the time is no answer either. */
static void a_key_after_the_time_ends_it(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    screen_type(&test, "\r");
    answer_right(&test, 2);
    long answer = question_on(&test).answer;
    test.clock.elapsed_ms += 120000;
    type_number(&test, answer, "");
    screen_expect(&test, "1 right a minute");
    screen_expect(&test, "2 right, 0 wrong, 0 passed");
    screen_close(&test);
}

static void idle_costs_nothing(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    screen_type(&test, "\r");
    size_t bytes = test.bytes;
    pass_time(&test, 0);
    assert_int_equal(test.bytes, bytes); /* the same second: not one byte */
    pass_time(&test, 1000);
    assert_true(test.bytes > bytes);
    screen_type(&test, "\033");
    assert_int_equal(app_pace(&test.app), -1);
    screen_close(&test);
}

static void esc_leaves_it_unfinished(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "drills"});
    screen_expect(&test, "t sprint");
    screen_type(&test, "t\r");
    answer_right(&test, 3);
    screen_type(&test, "\033");
    screen_expect(&test, "Unfinished: the answers are kept");
    screen_expect(&test, "Drills");
    struct rows rows = sprints(&test);
    assert_int_equal(rows.items[0].right, 3);
    assert_false(rows.items[0].finished);
    screen_type(&test, "t");
    screen_expect(&test, "No finished sprint");
    screen_type(&test, "\r\033");
    screen_expect(&test, "nothing is kept");
    assert_int_equal(sprints(&test).count, 1);
    assert_int_equal(answers_of_skill(&test), 0);
    screen_close(&test);
}

static void the_palette_knows_the_sprint(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "today"});
    screen_type(&test, "\x10sprint");
    screen_expect(&test, "open the arithmetic sprint");
    screen_type(&test, "\r");
    screen_expect(&test, "As much arithmetic as fits into 120 seconds");
    screen_close(&test);
}

static void the_level_is_chosen_before(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    screen_type(&test, "h");
    screen_expect(&test, "This is the easiest level.");
    screen_type(&test, "ll");
    screen_expect(&test, "Level 3: two digits times or by two");
    screen_type(&test, "l");
    screen_expect(&test, "This is the hardest level.");
    screen_type(&test, "m");
    screen_expect(&test, "This is for the end of a sprint.");
    screen_type(&test, "\r");
    answer_right(&test, 1);
    assert_int_equal(sprints(&test).items[0].level, 3);
    screen_close(&test);
}

static void what_was_missed_is_practised(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint seconds=60");
    screen_type(&test, "\r");
    struct sprint_question missed = question_on(&test);
    screen_type(&test, "\t");
    answer_right(&test, 2);
    struct sprint_question also = question_on(&test);
    screen_type(&test, "99999\r");
    pass_time(&test, 60000);
    screen_expect(&test, "Missed");
    long events = sprints(&test).items[0].right;
    screen_type(&test, "m");
    screen_expect(&test, "2 of 2 left, untimed");
    assert_string_equal(question_on(&test).text, missed.text);
    screen_type(&test, "99998\r");
    screen_expect(&test, ", not 99998");
    assert_string_equal(question_on(&test).text, also.text);
    type_number(&test, also.answer, "");
    screen_expect(&test, "1 of 2 left, untimed");
    screen_type(&test, "\t");
    screen_expect(&test, ", passed");
    type_number(&test, missed.answer, "");
    screen_expect(&test, "Each was right once.");
    screen_expect(&test, "right a minute");
    assert_int_equal(sprints(&test).items[0].right, events); /* practice is not stored */
    screen_type(&test, "m\033");
    screen_expect(&test, "right a minute");
    screen_close(&test);
}

static void bests_are_of_one_level_and_length(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    static const int right[] = {4, 9, 6};
    for (int i = 0; i < 3; i++) {
        screen_type(&test, "\r");
        answer_right(&test, right[i]);
        pass_time(&test, 120000);
        screen_expect(&test, i == 0   ? "The first of this kind."
                             : i == 1 ? "A personal best, after 2."
                                      : "Your best: 4.5, on 20 Nov.");
    }
    screen_type(&test, "\033D");
    screen_type(&test, "t");
    screen_expect(&test, "Personal best: 4.5 right a minute");
    screen_type(&test, "l");
    screen_expect(&test, "No finished sprint of this level");
    screen_close(&test);
}

static void an_empty_sprint_is_none(void **state)
{
    (void)state;
    struct screen_test test;
    open_sprint(&test, "sprint");
    screen_type(&test, "\r");
    pass_time(&test, 120000);
    screen_expect(&test, "Nothing was answered, so nothing is stored.");
    assert_int_equal(sprints(&test).count, 0);
    assert_int_equal(answers_of_skill(&test), 0);
    screen_close(&test);
}

/* --- Pictures ----------------------------------------------------------------------------------
 */

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};

/* Four sprints of 60 seconds, the last of which misses two facts. */
static void play(struct screen_test *test)
{
    static const int right[] = {6, 8, 7, 9};
    for (int i = 0; i < 4; i++) {
        screen_type(test, "\r");
        if (i == 3) {
            test->clock.elapsed_ms += 2500;
            screen_type(test, "\t");
            test->clock.elapsed_ms += 3000;
            screen_type(test, "1\r");
        }
        answer_right(test, right[i]);
        pass_time(test, 60000);
    }
}

static void pictures(struct screen_test *test, const char *suffix)
{
    char name[64];
    const char *const scenes[] = {"sprint",      "sprint-running", "sprint-wrong",
                                  "sprint-last", "sprint-done",    "sprint-practice"};
    for (int i = 0; i < 6; i++) {
        if (i == 1) {
            screen_type(test, "\r");
            answer_right(test, 3);
            screen_type(test, "9");
        } else if (i == 2) {
            test->clock.elapsed_ms += 9000;
            screen_type(test, "999\r");
        } else if (i == 3) {
            pass_time(test, 60000 - (test->clock.elapsed_ms % 1000) - 25000);
        } else if (i == 4) {
            pass_time(test, 60000);
            play(test);
        } else if (i == 5) {
            screen_type(test, "m");
        }
        (void)snprintf(name, sizeof name, "%s%s", scenes[i], suffix);
        screen_golden(test, name);
    }
}

static void every_page_fits_every_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct screen_test test;
        screen_open(&test, &(struct screen_options){.columns = sizes[i].columns,
                                                    .rows = sizes[i].rows,
                                                    .first_screen = "sprint seconds=60"});
        pictures(&test, "");
        screen_close(&test);
    }
}

static void it_needs_neither_colour_nor_unicode(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){
                           .first_screen = "sprint seconds=60", .no_color = true, .ascii = true});
    pictures(&test, "-ascii");
    char *shown = screen_text(&test);
    for (const char *at = shown; *at; at++)
        assert_true((unsigned char)*at < 0x80);
    free(shown);
    screen_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_answer_needs_no_enter),
        cmocka_unit_test(wrong_digits_wait_for_enter_or_backspace),
        cmocka_unit_test(time_runs_out_while_typing),
        cmocka_unit_test(a_key_after_the_time_ends_it),
        cmocka_unit_test(idle_costs_nothing),
        cmocka_unit_test(esc_leaves_it_unfinished),
        cmocka_unit_test(the_palette_knows_the_sprint),
        cmocka_unit_test(the_level_is_chosen_before),
        cmocka_unit_test(what_was_missed_is_practised),
        cmocka_unit_test(bests_are_of_one_level_and_length),
        cmocka_unit_test(an_empty_sprint_is_none),
        cmocka_unit_test(every_page_fits_every_size),
        cmocka_unit_test(it_needs_neither_colour_nor_unicode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
