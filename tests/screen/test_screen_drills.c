/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of skills and a skill's page under the fingers. */
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/practice.h"

static void follow_up(struct screen_test *test)
{
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

static void open_beginner(struct screen_test *test, int columns, int rows)
{
    screen_open(test,
                &(struct screen_options){
                    .columns = columns, .rows = rows, .first_screen = "drills", .empty = true});
}

/* The map in front, Today behind it, weeks of answers. */
static void open_practised(struct screen_test *test, const struct screen_options *options)
{
    struct screen_options today = *options;
    today.first_screen = "today";
    screen_open(test, &today);
    practice_weeks(test->collection, &test->clock);
    app_open(&test->app, "drills", NULL);
    follow_up(test);
}

static void topics_are_jumped_between(void **state)
{
    (void)state;
    struct screen_test test;
    open_beginner(&test, 80, 24);
    screen_expect(&test, "▸ Truth tables, and NULL in SQL");
    screen_type(&test, "\t");
    screen_expect(&test, "▸ Arithmetic in the head");
    screen_type(&test, "j");
    screen_type(&test, "l");
    screen_expect(&test, "▸ The ladder of latencies");
    screen_type(&test, "jj");
    screen_type(&test, "h"); /* to the first of the topic, then of the one before */
    screen_expect(&test, "▸ The ladder of latencies");
    screen_type(&test, "h");
    screen_expect(&test, "▸ Arithmetic in the head");
    screen_type(&test, "\033[Z"); /* Shift-Tab */
    screen_expect(&test, "▸ Truth tables, and NULL in SQL");
    screen_type(&test, "h");
    screen_expect(&test, "▸ Truth tables, and NULL in SQL");
    screen_close(&test);
}

static void the_mark_stays_in_sight(void **state)
{
    (void)state;
    struct screen_test test;
    open_beginner(&test, 60, 15);
    screen_type(&test, "G");
    screen_expect(&test, "44 of 44");
    screen_expect(&test, "▸ Parts in series and parallel");
    screen_type(&test, "l"); /* the last topic */
    screen_expect(&test, "44 of 44");
    for (int i = 0; i < 44; i++) {
        screen_expect(&test, "▸ ");
        screen_type(&test, "k");
    }
    screen_expect(&test, "1 of 44");
    screen_expect(&test, "Logic");
    screen_type(&test, "\033[6~"); /* a page down */
    screen_expect(&test, "▸ ");
    screen_reject(&test, "1 of 44");
    screen_type(&test, "g");
    screen_expect(&test, "▸ Truth tables, and NULL in SQL");
    screen_close(&test);
}

/* Scrolled into a topic, the first line is still its heading. */
static void a_topic_keeps_its_heading(void **state)
{
    (void)state;
    struct screen_test test;
    open_beginner(&test, 60, 15);
    screen_type(&test, "llllljjjjjj");
    char *shown = screen_text(&test);
    const char *columns = strstr(shown, "Skill "), *line = columns ? strchr(columns, '\n') : NULL;
    assert_non_null(line);
    assert_int_equal(strncmp(line + 2, "Calculus", 8), 0);
    free(shown);
    screen_close(&test);
}

static void beginners_are_told_where_to_begin(void **state)
{
    (void)state;
    struct screen_test test;
    open_beginner(&test, 80, 24);
    screen_expect(&test, "44 skills wait. Enter asks ten easy problems");
    screen_expect(&test, "after powers");
    screen_expect(&test, "▯▯▯▯");
    practice_answer(test.collection, "powers", 1, PRACTICE_RIGHT, 4000);
    screen_type(&test, "i");
    screen_expect(&test, "A problem of level 1:");
    screen_type(&test, "t");
    screen_expect(&test, "There are no answers yet.");
    screen_type(&test, "\033");
    screen_expect(&test, "1 of 44 skills tried, none due, mean level 1.0 of 4");
    screen_reject(&test, "after powers");
    screen_close(&test);
}

static void the_page_stands_beside_the_map(void **state)
{
    (void)state;
    struct screen_test test;
    open_practised(&test, &(struct screen_options){.columns = 140, .rows = 40, .empty = true});
    screen_expect(&test, "▸ Logarithms");
    screen_expect(&test, "rating: 1299");
    screen_type(&test, "k");
    screen_expect(&test, "▸ Linear equations");
    screen_reject(&test, "rating: 1299");
    screen_expect(&test, "accuracy: ");
    screen_resize(&test, 100, 40);
    screen_reject(&test, "accuracy: ");
    screen_resize(&test, 140, 40);
    screen_expect(&test, "accuracy: ");
    screen_close(&test);
}

static void the_page_turns_and_tells_its_numbers(void **state)
{
    (void)state;
    struct screen_test test;
    open_practised(&test, &(struct screen_options){.columns = 60, .rows = 15, .empty = true});
    while (!screen_shows(&test, "▸ Bytes: thousands"))
        screen_type(&test, "k");
    screen_type(&test, "i");
    screen_expect(&test, "rating: ");
    screen_type(&test, "m");
    screen_expect(&test, "accuracy: ");
    screen_reject(&test, "rating: ");
    screen_type(&test, "m");
    screen_expect(&test, "time: ");
    screen_type(&test, "m");
    screen_expect(&test, "Mistakes met most");
    screen_type(&test, "m");
    screen_expect(&test, "rating: ");
    screen_type(&test, "t");
    screen_expect(&test, "The numbers behind the plots");
    screen_expect(&test, "day         level  answer      time   Elo  mistake");
    screen_type(&test, " ");
    screen_resize(&test, 100, 60);
    screen_expect(&test, "time: ");
    screen_type(&test, "m");
    screen_expect(&test, "All pictures are shown.");
    screen_type(&test, "\r");
    screen_expect(&test, "1 of 10");
    screen_close(&test);
}

/* Ten right answers end in what they changed; Enter is back at the map, which has read it. */
static void practice_returns_to_the_map(void **state)
{
    (void)state;
    struct screen_test test;
    open_practised(&test, &(struct screen_options){.empty = true});
    while (!screen_shows(&test, "▸ Powers of two and ten"))
        screen_type(&test, "k");
    screen_expect(&test, "1344");
    screen_type(&test, "\r");
    for (uint64_t number = 0; number < 10; number++)
        practice_solve(&test, "powers", number);
    screen_expect(&test, "Session done");
    screen_expect(&test, "Powers of two and ten: Elo 1344 before, 1392 now.");
    screen_expect(&test, "Up to level 2 of 4:");
    screen_expect(&test, "It is due in ");
    screen_type(&test, "\r");
    screen_expect(&test, "▸ Powers of two and ten");
    screen_expect(&test, "▮▮▯▯ 2/4 1392");
    screen_close(&test);
}

static void taking_back_goes_on_practising(void **state)
{
    (void)state;
    struct screen_test test;
    open_practised(&test, &(struct screen_options){.empty = true});
    app_open(&test.app, "review", "drill:powers");
    follow_up(&test);
    for (uint64_t number = 0; number < 10; number++)
        practice_solve(&test, "powers", number);
    screen_expect(&test, "Session done");
    screen_type(&test, "u");
    screen_expect(&test, "Taken back");
    screen_expect(&test, "Powers of two and ten");
    screen_expect(&test, "1 of 10");
    screen_close(&test);
}

static void nothing_is_told_by_colour_alone(void **state)
{
    (void)state;
    struct screen_test plain, ascii;
    open_practised(&plain, &(struct screen_options){.no_color = true, .empty = true});
    screen_expect(&plain, "▸ Logarithms");
    screen_expect(&plain, "due");
    assert_null(strstr(text_string(&plain.raw), "\033[38;5;"));
    screen_close(&plain);
    open_practised(&ascii, &(struct screen_options){.ascii = true, .empty = true});
    screen_expect(&ascii, "> Logarithms");
    screen_expect(&ascii, "#.. 1/3");
    screen_type(&ascii, "i");
    screen_expect(&ascii, "#.. level 1 of 3");
    char *shown = screen_text(&ascii);
    for (const char *at = shown; *at; at++)
        assert_true((unsigned char)*at < 0x80);
    free(shown);
    screen_close(&ascii);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(topics_are_jumped_between),
        cmocka_unit_test(the_mark_stays_in_sight),
        cmocka_unit_test(a_topic_keeps_its_heading),
        cmocka_unit_test(beginners_are_told_where_to_begin),
        cmocka_unit_test(the_page_stands_beside_the_map),
        cmocka_unit_test(the_page_turns_and_tells_its_numbers),
        cmocka_unit_test(practice_returns_to_the_map),
        cmocka_unit_test(taking_back_goes_on_practising),
        cmocka_unit_test(nothing_is_told_by_colour_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
