/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The challenge, its days and the goals with real keys, and pictures of them. */
#include <stdio.h>
#include <string.h>

#include "tests/support/screen.h"
#include "tests/support/suite.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes, DAYS = 40 };

/* Lets the app go where it was told to, as after a key. */
static void go(struct screen_test *test, const char *screen, const char *argument)
{
    app_replace(&test->app, screen, argument);
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

/* Goals of which one asks a question, as a journal would name them. */
static void import_goals(struct screen_test *test)
{
    static const struct {
        const char *goal, *name;
        enum goal_status status;
        long line;
    } items[] = {
        {"books", "The Art of Sorting", GOAL_DONE, 60},
        {"books", "Graphs by Hand", GOAL_IN_PROGRESS, 61},
        {"books", "Queues, and How to Wait", GOAL_PLANNED, 62},
        {"books", "A Field Guide to Storage Engines, with Exercises and Their Solutions",
         GOAL_PLANNED, 63},
        {"certificates", "Rope Work", GOAL_DONE, 70},
        {"projects", "A compiler for knitting", GOAL_IN_PROGRESS, 80},
        {"projects", "A map of all bakeries", GOAL_PLANNED, 81},
    };
    struct harvest harvest = {.file = "/home/you/notes/strategy.md"};
    struct import_counts counts = {0};
    struct error error = {0};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        *harvest_add_goal_item(&harvest) =
            (struct goal_item){items[i].goal, items[i].name, items[i].status, items[i].line};
    *harvest_add_goal_target(&harvest) =
        (struct goal_target){"books", 11, 24, "Reading and summing up 11 books"};
    *harvest_add_goal_target(&harvest) =
        (struct goal_target){"projects", 2, 26, "Two projects of my own"};
    assert_true(collection_import_begin(test->collection, &error));
    assert_true(collection_import_source(test->collection, harvest.file, "", &error));
    assert_true(collection_import_file(test->collection, &harvest, 8, 1, &counts, &error));
    assert_true(collection_import_end(test->collection, true, &counts, &error));
    harvest_release(&harvest);
}

static void open_on(struct screen_test *test, int columns, int rows, bool ascii, int days,
                    const char *screen, const char *argument)
{

    screen_open(test, &(struct screen_options){.columns = columns, .rows = rows, .ascii = ascii});
    if (days)
        fixture_challenge(test, days);
    if (!strcmp(screen, "goals"))
        import_goals(test);
    go(test, screen, argument);
}

struct scene {
    const char *name, *screen, *argument, *keys;
    int days;
    bool ascii;
};
static const struct scene scenes[] = {
    {.name = "challenge-start", .screen = "challenge"},
    {.name = "challenge", .screen = "challenge", .days = DAYS},
    {.name = "challenge-ascii", .screen = "challenge", .days = DAYS, .ascii = true},
    {.name = "challenge-frozen", .screen = "challenge", .days = DAYS, .keys = "hkkkk"},
    {.name = "challenge-numbers", .screen = "challenge", .days = DAYS, .keys = "i"},
    {.name = "challenge-rest", .screen = "challenge", .days = DAYS, .keys = "lr"},
    {.name = "goals", .screen = "goals"},
    {.name = "goals-ascii", .screen = "goals", .ascii = true},
    {.name = "goals-settled", .screen = "goals", .keys = "jja"},
    {.name = "day", .screen = "day", .argument = "2026-11-19", .days = DAYS},
};

static void scenes_look_as_they_did(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        open_on(&test, sizes[i].columns, sizes[i].rows, scene->ascii, scene->days, scene->screen,
                scene->argument);
        if (scene->keys)
            screen_type(&test, scene->keys);
        screen_golden(&test, scene->name);
        screen_close(&test);
    }
}

/* --- Keys --------------------------------------------------------------------------------------
 */

static void the_cursor_moves_by_days_weeks_and_months(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown;
    } moves[] = {
        {"k", "Thursday, 19 November 2026 · day 40"},
        {"j", "Friday, 20 November 2026 · day 41 · today"},
        {"\033[A", "Thursday, 19 November 2026"},
        {"h", "Thursday, 12 November 2026"},
        {"ll", "Thursday, 26 November 2026 · day 47"},
        {"\033[5~", "Monday, 26 October 2026"},
        {"\033[6~\033[6~", "Saturday, 26 December 2026"},
        {"G", "Monday, 13 September 2027 · day 338"},
        {"j", "Monday, 13 September 2027 · day 338"},
        {"g", "Sunday, 11 October 2026 · day 1"},
        {"k", "Sunday, 11 October 2026 · day 1"},
        {"t", "Friday, 20 November 2026 · day 41 · today"},
        {"g0", "Friday, 20 November 2026 · day 41 · today"},
    };
    struct screen_test test;
    open_on(&test, 80, 24, false, DAYS, "challenge", NULL);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        screen_type(&test, moves[i].keys);
        screen_expect(&test, moves[i].shown);
    }
    screen_close(&test);
}

/* Its days lie behind today; Today leads here instead of starting at once. */
static void days_of_a_journal_are_counted(void **state)
{
    (void)state;
    struct screen_test test;
    struct streak streak;
    struct error error = {0};
    open_on(&test, 80, 24, false, 0, "today", NULL);
    screen_type(&test, "c");
    screen_expect(&test, "Your journal counts 5 days already.");
    screen_type(&test, "n");
    screen_expect(&test, "The challenge has started: this is day 6.");
    assert_true(collection_streak(test.collection, &streak, &error));
    assert_int_equal(streak.start, collection_today(test.collection) - 5);
    assert_true(streak.days[4].declared);
    streak_release(&streak);
    screen_close(&test);
}

static void a_month_ends_where_it_ends(void **state)
{
    (void)state;
    struct screen_test test;
    open_on(&test, 80, 24, false, 21, "challenge", NULL); /* from 30 October */
    screen_type(&test, "gj\033[6~");
    screen_expect(&test, "Monday, 30 November 2026"); /* there is no 31st */
    screen_close(&test);
}

static void each_day_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown[3];
    } days[] = {
        {"g", {"day 1", "Earned: 10 answers.", "10 drills, 10 right"}},
        {"gjjjjjjj", {"day 8", "Rest, declared before it began"}},
        {"gljjj", {"day 11", "Frozen: one of 3 freeze tokens", "The journal tells of it."}},
        {"gljjjj", {"day 12", "Missed: two days in a row are never frozen. 4 answers of 7"}},
        {"glllj\033[Bjj", {"day 26", "Travel: this date was skipped"}},
        {"tk", {"day 40", "Earned: 15 answers", "4 reviews: 1 again, 1 hard, 1 good, 1 easy"}},
        {"tlj", {"day 49", "To come."}},
    };
    struct screen_test test;
    open_on(&test, 80, 24, false, DAYS, "challenge", NULL);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        screen_type(&test, days[i].keys);
        for (size_t j = 0; j < 3 && days[i].shown[j]; j++)
            screen_expect(&test, days[i].shown[j]);
    }
    screen_close(&test);
}

static void a_rest_is_declared_and_confirmed(void **state)
{
    (void)state;
    struct screen_test test;
    struct streak streak;
    struct error error = {0};
    open_on(&test, 80, 24, false, DAYS, "challenge", NULL);
    screen_type(&test, "r");
    screen_expect(&test, "A day of rest is declared before it begins");
    screen_type(&test, "jjr");
    screen_expect(&test, "Rest on 22 Nov? Enter declares it, other keys do not.");
    screen_type(&test, "i "); /* not that */
    screen_type(&test, "r\033");
    screen_expect(&test, "day 43"); /* still here */
    screen_type(&test, "\r");
    screen_expect(&test, "Nothing was answered on this day."); /* Enter opens the day again */
    screen_type(&test, "\033r\r");
    screen_expect(&test, "22 Nov is a day of rest; 11 more can be declared.");
    screen_expect(&test, "A day of rest, declared.");
    screen_type(&test, "r");
    screen_expect(&test, "It is a day of rest already.");
    assert_true(collection_streak(test.collection, &streak, &error));
    assert_true(streak.days[42].rest);
    assert_int_equal(streak.rest_left, 11);
    streak_release(&streak);
    screen_close(&test);
}

static void a_day_opens_its_answers(void **state)
{
    (void)state;
    struct screen_test test;
    open_on(&test, 80, 24, false, DAYS, "challenge", NULL);
    screen_type(&test, "k\r");
    screen_expect(&test, "Thursday, 19 November 2026");
    screen_expect(&test, "1 of 15");
    screen_type(&test, "\r"); /* the skill of the drill */
    screen_expect(&test, "Powers of two and ten");
    screen_expect(&test, "Elo");
    screen_type(&test, "\033G");
    screen_expect(&test, "15 of 15");
    screen_type(&test, "\r");
    screen_expect(&test, "Bloom filter");
    screen_close(&test);
}

static void it_starts_with_one_key(void **state)
{
    (void)state;
    struct screen_test test;
    open_on(&test, 80, 24, false, 0, "challenge", NULL);
    screen_type(&test, "r");
    screen_expect(&test, "The challenge has not been started.");
    screen_type(&test, "\r");
    screen_expect(&test, "The challenge has started: this is day 1.");
    screen_expect(&test, "Day 1 of 338");
    screen_type(&test, "s");
    screen_expect(&test, "The challenge is under way.");
    screen_close(&test);
}

static void today_leads_to_it(void **state)
{
    (void)state;
    struct screen_test test;
    open_on(&test, 80, 24, false, DAYS, "today", NULL);
    screen_type(&test, "c");
    screen_expect(&test, "Friday, 20 November 2026 · day 41 · today");
    screen_type(&test, "\033");
    screen_type(&test, "g");
    screen_expect(&test, "The notes name no goals yet.");
    screen_type(&test, "C");
    screen_expect(&test, "tutor338 · The challenge");
    screen_type(&test, "O");
    screen_expect(&test, "They are read from tables");
    screen_close(&test);
}

/* 900 days are 129 weeks: more than fit beside each other. */
static void a_long_challenge_scrolls(void **state)
{
    (void)state;
    struct screen_test test;
    struct error error = {0};
    screen_open(&test, &(struct screen_options){.columns = 80, .rows = 24});
    fixture_challenge(&test, DAYS);
    assert_true(collection_set(test.collection, "length", "900", &error));
    go(&test, "challenge", NULL);
    screen_expect(&test, "Mon  ░░░░F");
    screen_reject(&test, "<");
    screen_expect(&test, "Day 41 of 900");
    screen_type(&test, "G");
    screen_expect(&test, "day 900");
    screen_expect(&test, "   <");
    screen_expect(&test, "^");
    screen_reject(&test, "░░░░F");
    screen_type(&test, "g");
    screen_expect(&test, "Mon  ░░░░F");
    screen_close(&test);
}

/* 29 earned days, and the 30th today. */
static void today_names_a_milestone(void **state)
{
    (void)state;
    struct screen_test test;
    open_on(&test, 80, 24, false, 34, "today", NULL);
    screen_reject(&test, "30 earned days");
    fixture_answer(&test, 10);
    go(&test, "today", NULL);
    screen_expect(&test, "30 earned days: the first month is yours.");
    test.clock.fixed.utc_ms += 86400000;
    go(&test, "today", NULL);
    screen_reject(&test, "30 earned days");
    screen_close(&test);
}

static void a_question_of_goals_is_decided(void **state)
{
    (void)state;
    struct screen_test test;
    open_on(&test, 80, 24, false, 0, "goals", NULL);
    screen_expect(&test, "which holds?");
    screen_type(&test, "a");
    screen_expect(&test, "Move to one of the numbers that disagree.");
    screen_type(&test, "x");
    screen_expect(&test, "Nothing was decided for this goal.");
    screen_type(&test, "ja");
    screen_expect(&test, "11 holds, you decided");
    screen_expect(&test, "books 1 of 11");
    screen_type(&test, "ja");
    screen_expect(&test, "4 holds, you decided");
    screen_expect(&test, "books 1 of 4");
    screen_type(&test, "a");
    screen_expect(&test, "It holds already.");
    screen_type(&test, "x");
    screen_expect(&test, "which holds?");
    screen_expect(&test, "books 1 of 11");
    screen_close(&test);
}

int main(void)
{
    enum { SCENES = sizeof scenes / sizeof *scenes };
    const struct CMUnitTest keys[] = {
        cmocka_unit_test(the_cursor_moves_by_days_weeks_and_months),
        cmocka_unit_test(days_of_a_journal_are_counted),
        cmocka_unit_test(a_month_ends_where_it_ends),
        cmocka_unit_test(each_day_says_why),
        cmocka_unit_test(a_rest_is_declared_and_confirmed),
        cmocka_unit_test(a_day_opens_its_answers),
        cmocka_unit_test(it_starts_with_one_key),
        cmocka_unit_test(today_leads_to_it),
        cmocka_unit_test(today_names_a_milestone),
        cmocka_unit_test(a_long_challenge_scrolls),
        cmocka_unit_test(a_question_of_goals_is_decided),
    };
    enum { KEYS = sizeof keys / sizeof *keys };
    struct CMUnitTest tests[SCENES + KEYS];
    for (size_t i = 0; i < SCENES; i++)
        tests[i] = (struct CMUnitTest){scenes[i].name, scenes_look_as_they_did, NULL, NULL,
                                       (void *)(uintptr_t)&scenes[i]};
    memcpy(tests + SCENES, keys, sizeof keys);
    return cmocka_run_group_tests_name("screen_challenge", tests, NULL, NULL);
}
