/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quizzes on the screen: every page at three sizes, and what the keys do. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/quiz_cards.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"
#include "tui/quiz_run.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* Goes to where the app was told, as after a key. */
static void go(struct screen_test *test, const char *screen, const char *argument)
{
    app_replace(&test->app, screen, argument);
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

static void open_at(struct screen_test *test, int columns, int rows, bool ascii)
{
    struct screen_options options = {
        .columns = columns, .rows = rows, .first_screen = "today", .empty = true, .ascii = ascii};
    screen_open(test, &options);
    quiz_cards(test->collection, "/home/you/notes");
}

static const char *start_quiz(struct screen_test *test, struct quiz_options options)
{
    static char id[QUIZ_ID];
    struct error error = {0};
    struct answer_style style = {0};
    struct quiz_run *run = quiz_run_start(test->collection, &options, &style, &error);
    if (!run)
        fail_msg("%s", error.message);
    (void)snprintf(id, sizeof id, "%s", quiz_run_quiz(run)->id);
    quiz_run_free(run);
    return id;
}

/* A quiz that is over, with every third answer wrong. */
static void answer_quiz(struct screen_test *test, uint64_t seed, size_t wrong_every)
{
    struct quiz_options options = {.count = 8, .seed = seed};
    struct error error = {0};
    struct answer_style style = {0};
    struct quiz_run *run =
        quiz_run_resume(test->collection, start_quiz(test, options), &style, &error);
    assert_non_null(run);
    for (size_t i = 0; quiz_run_item(run); i++) {
        const struct quiz_item *item = quiz_run_item(run);
        bool known = item->form != QUIZ_ORDER && i % wrong_every != wrong_every - 1;
        assert_true(known ? quiz_run_answer(run, item->expected, &error)
                          : quiz_run_pass(run, &error));
        assert_int_equal(quiz_run_phase(run), QUIZ_JUDGED);
        assert_true(quiz_run_continue(run, &error));
    }
    quiz_run_free(run);
}

/* --- Pictures -----------------------------------------------------------------------------------
 */

struct scene {
    const char *name, *screen, *keys;
    struct quiz_options options; /* of a quiz that is open; count 0: none */
    int past;                    /* quizzes before */
    bool ascii;
};

#define ONLY(form, chance)                                                                         \
    {                                                                                              \
        .count = 3, .forms = 1U << (form), .seed = (chance)                                        \
    }

static const struct scene scenes[] = {
    {.name = "quiz", .screen = "quiz", .keys = "j"},
    {.name = "quiz-open", .screen = "quiz", .options = ONLY(QUIZ_CHOICE, 1)},
    {.name = "quiz-chosen", .screen = "quiz", .keys = "llljljlljlj j jj ", .past = 1},
    {.name = "quiz-choice", .screen = "quiz-asking", .options = ONLY(QUIZ_CHOICE, 1)},
    {.name = "quiz-choice-ascii",
     .screen = "quiz-asking",
     .options = ONLY(QUIZ_CHOICE, 1),
     .keys = "j\r",
     .ascii = true},
    {.name = "quiz-choice-answered",
     .screen = "quiz-asking",
     .options = ONLY(QUIZ_CHOICE, 1),
     .keys = "c"},
    {.name = "quiz-typed", .screen = "quiz-asking", .options = ONLY(QUIZ_TYPED, 2), .keys = "nep"},
    {.name = "quiz-typed-answered",
     .screen = "quiz-asking",
     .options = ONLY(QUIZ_TYPED, 2),
     .keys = "something else\r"},
    {.name = "quiz-noted",
     .screen = "quiz-asking",
     .options = ONLY(QUIZ_CLOZE, 4),
     .keys = "sprimg\r"},
    {.name = "quiz-order",
     .screen = "quiz-asking",
     .options = ONLY(QUIZ_ORDER, 3),
     .keys = "a b\r"},
    {.name = "quiz-order-answered",
     .screen = "quiz-asking",
     .options = ONLY(QUIZ_ORDER, 3),
     .keys = "abcd\r"},
    {.name = "quiz-number",
     .screen = "quiz-asking",
     .options = {.count = 2, .forms = 1U << QUIZ_NUMBER, .seed = 5, .minutes = 5},
     .keys = "12\r"},
    {.name = "quiz-result", .screen = "quiz-result", .past = 1},
    {.name = "quiz-result-missed", .screen = "quiz-result", .past = 1, .keys = "G"},
    {.name = "quiz-history-empty", .screen = "quiz-history"},
    {.name = "quiz-history", .screen = "quiz-history", .past = 7},
    {.name = "quiz-history-scores", .screen = "quiz-history", .past = 7, .keys = "v"},
    {.name = "quiz-history-topics", .screen = "quiz-history", .past = 7, .keys = "vv"},
    {.name = "quiz-history-ascii", .screen = "quiz-history", .past = 7, .keys = "v", .ascii = true},
};

static void open_scene(struct screen_test *test, const struct scene *scene, int columns, int rows)
{
    struct clock now;
    struct error error = {0};
    open_at(test, columns, rows, scene->ascii);
    now = test->clock;
    for (int i = 0; i < scene->past; i++) {
        char when[40], day[DAY_TEXT];
        (void)snprintf(when, sizeof when, "%sT18:00:00+01:00",
                       day_format(study_day(&now.fixed, 4) - 2 * (scene->past - i), day));
        assert_true(clock_init_fixed(&test->clock, when, &error));
        answer_quiz(test, (uint64_t)i + 1, (size_t)(2 + i % 4));
    }
    test->clock = now;
    const char *id = scene->options.count ? start_quiz(test, scene->options) : NULL;
    go(test, scene->screen, !strcmp(scene->screen, "quiz-asking") ? id : NULL);
    if (scene->keys)
        screen_type(test, scene->keys);
}

static void scenes_look_as_they_did(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        open_scene(&test, scene, sizes[i].columns, sizes[i].rows);
        screen_golden(&test, scene->name);
        screen_close(&test);
    }
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

static void from_today_to_the_result(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, 80, 24, false);
    go(&test, "today", NULL); /* read again, with its cards */
    screen_type(&test, "z");
    screen_expect(&test, "21 cards fit");
    screen_type(&test, "jj\033[D\033[D"); /* Length: five */
    screen_expect(&test, "5 questions");
    screen_type(&test, "jj ");
    screen_expect(&test, "[ ] choice");
    screen_type(&test, "j j j j j \r");
    screen_expect(&test, "Choose at least one kind");
    screen_type(&test, "kkkkk \r"); /* choice alone */
    screen_expect(&test, "1 of 5");
    for (int i = 0; i < 5; i++) {
        screen_type(&test, i % 2 ? "a" : "\r");
        screen_expect(&test, "From notes/day-00");
        screen_type(&test, "b"); /* answered already */
        screen_expect(&test, "This question has been answered.");
        screen_type(&test, "\r");
    }
    screen_expect(&test, "of 5 right");
    screen_expect(&test, "By topic");
    screen_type(&test, "t");
    screen_expect(&test, "Saved: 5 answers are now reviews.");
    screen_type(&test, "t");
    screen_expect(&test, "count as reviews already");
    screen_type(&test, "a");
    screen_expect(&test, "1 of 5");
    screen_type(&test, "\033");
    screen_expect(&test, "stays open");
    screen_type(&test, "k\r");
    screen_close(&test);
}

static void the_missed_are_reviewed(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, 80, 24, false);
    const char *id =
        start_quiz(&test, (struct quiz_options){.count = 2, .seed = 9, .forms = 1U << QUIZ_TYPED});
    go(&test, "quiz-asking", id);
    screen_type(&test, "wrong\r\rwrong\r\r");
    screen_expect(&test, "0 of 2 right, 0 %");
    screen_type(&test, "r");
    screen_expect(&test, "1 of 2");
    screen_expect(&test, "show the answer");
    screen_type(&test, " 3 3");
    screen_expect(&test, "2 cards");
    screen_close(&test);
}

static void a_missed_drill_is_practised(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, 80, 24, false);
    const char *id =
        start_quiz(&test, (struct quiz_options){.count = 1, .seed = 9, .forms = 1U << QUIZ_NUMBER});
    go(&test, "quiz-asking", id);
    screen_type(&test, "\007\r"); /* Ctrl-G passes */
    screen_expect(&test, "0 of 1 right");
    screen_type(&test, "r");
    screen_expect(&test, "No card was missed.");
    screen_type(&test, "d");
    screen_expect(&test, "1 of 10");
    screen_close(&test);
}

static void it_can_be_ended_and_is_never_undone(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, 80, 24, false);
    const char *id =
        start_quiz(&test, (struct quiz_options){.count = 4, .seed = 2, .forms = 1U << QUIZ_CHOICE});
    go(&test, "quiz-asking", id);
    screen_type(&test, "f");
    screen_expect(&test, "There are not so many answers.");
    screen_type(&test, "a\rX");
    screen_expect(&test, "Ended. What was answered is kept.");
    screen_expect(&test, "it was ended before the other 3");
    screen_type(&test, "\r");
    screen_reject(&test, "Go on with the open quiz");
    screen_type(&test, "p\r");
    screen_expect(&test, "of 1 right");
    screen_close(&test);
}

static void what_means_the_same_is_right(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, 80, 24, false);
    const char *id =
        start_quiz(&test, (struct quiz_options){.count = 2, .seed = 2, .forms = 1U << QUIZ_TYPED});
    go(&test, "quiz-asking", id);
    screen_type(&test, "something else\r");
    screen_expect(&test, "Not right.");
    screen_type(&test, "y");
    screen_expect(&test, "✓ Right by your word.");
    screen_expect(&test, "Counted as right.");
    screen_reject(&test, "it was right");
    screen_type(&test, "y");
    screen_expect(&test, "That is for words that were typed and judged wrong.");
    screen_type(&test, "\ry\033OS"); /* typed, then passed */
    screen_type(&test, "y");
    screen_expect(&test, "That is for words that were typed and judged wrong.");
    screen_type(&test, "\r");
    screen_expect(&test, "1 of 2 right");
    screen_close(&test);
}

static void the_time_is_shown_and_ends_it(void **state)
{
    (void)state;
    struct screen_test test;
    struct quiz quiz;
    struct error error = {0};
    open_at(&test, 80, 24, false);
    const char *id = start_quiz(
        &test,
        (struct quiz_options){.count = 4, .seed = 2, .forms = 1U << QUIZ_CHOICE, .minutes = 2});
    assert_true(collection_quiz(test.collection, id, &quiz, &error));
    struct quiz_given given = {
        .verdict = QUIZ_RIGHT, .typed = "a", .milliseconds = 59000, .distance = NAN};
    assert_true(collection_quiz_answer(test.collection, &quiz, 0, &given, NULL, &error));
    go(&test, "quiz-asking", id);
    screen_expect(&test, "2 of 4 · 1:01 left");
    assert_int_equal(app_pace(&test.app), 1000);
    given.milliseconds = 61000;
    assert_true(collection_quiz_answer(test.collection, &quiz, 1, &given, NULL, &error));
    go(&test, "quiz-asking", id);
    screen_type(&test, "\r");
    screen_expect(&test, "the time was over before the other 2");
    quiz_release(&quiz);
    screen_close(&test);
}

enum { SCENES = sizeof scenes / sizeof *scenes };

int main(void)
{
    struct CMUnitTest tests[SCENES + 5] = {
        cmocka_unit_test(from_today_to_the_result),
        cmocka_unit_test(the_missed_are_reviewed),
        cmocka_unit_test(a_missed_drill_is_practised),
        cmocka_unit_test(it_can_be_ended_and_is_never_undone),
        cmocka_unit_test(what_means_the_same_is_right),
        cmocka_unit_test(the_time_is_shown_and_ends_it),
    };
    for (size_t i = 0; i < SCENES; i++)
        tests[5 + i] = (struct CMUnitTest){.name = scenes[i].name,
                                           .test_func = scenes_look_as_they_did,
                                           .initial_state = (void *)(uintptr_t)&scenes[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
