/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of mathematics as they stand on the screen, asked and answered; pictures that somebody
 * looked at. */
#include <stdio.h>
#include <string.h>

#include "tests/support/screen.h"
#include "tests/support/suite.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes, SEEDS = 200, ANSWERS = 40 };

struct scene {
    const char *name, *drill;
    int level;
    const char *shows; /* the first seed whose problem shows that */
    const char *typed; /* not yet sent */
    bool ascii;
};

static const struct scene scenes[] = {
    {"mathematics-product", "matrix-product", 3, "A³", "[1 2; 3 -4]", false},
    {"mathematics-root", "derivative", 3, "√", "x/sqrt(x^2 + 1)", false},
    {"mathematics-inequality", "inequality", 3, "    ──", "(2, 7/2]", false},
    {"mathematics-eigenpair", "eigenpairs", 3, "belonging to", "-27/2", false},
    {"mathematics-integral", "integral", 2, "⌠", "3/4", false},
    {"mathematics-ascii", "derivative", 3, "\\/", "12x/(2x^2 + 5)", true},
};

/* Right answers, so that problems of the level come. */
static void reach_level(struct screen_test *test, const struct scene *scene)
{
    struct error error = {0};
    for (int i = 0; i < ANSWERS; i++) {
        struct graded graded = {0};
        struct answer answer = {.kind = ITEM_DRILL,
                                .subject = scene->drill,
                                .grade = 5,
                                .milliseconds = 9000,
                                .typed = "1",
                                .verdict = "correct",
                                .level = scene->level};
        if (!collection_answer(test->collection, &answer, &graded, &error))
            fail_msg("%s", error.message);
    }
}

static void follow_up(struct screen_test *test)
{
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

static void ask(struct screen_test *test, const struct scene *scene)
{
    char argument[64];
    (void)snprintf(argument, sizeof argument, "drill:%s", scene->drill);
    for (test->app.seed = 1; test->app.seed <= SEEDS; test->app.seed++) {
        app_replace(&test->app, "review", argument);
        follow_up(test);
        if (screen_shows(test, scene->shows))
            return;
    }
    fail_msg("%s: no problem shows %s", scene->name, scene->shows);
}

static void mathematics_is_set(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        struct screen_options options = {
            .columns = sizes[i].columns, .rows = sizes[i].rows, .ascii = scene->ascii};
        char name[64];
        screen_open(&test, &options);
        reach_level(&test, scene);
        ask(&test, scene);
        screen_type(&test, scene->typed);
        (void)snprintf(name, sizeof name, "%s-asked", scene->name);
        screen_golden(&test, name);
        screen_type(&test, "\r");
        (void)snprintf(name, sizeof name, "%s-answered", scene->name);
        screen_golden(&test, name);
        screen_close(&test);
    }
}

/* The reading follows what is typed and never judges; no room, no reading. */
static void reading_is_quiet(void **state)
{
    (void)state;
    const struct scene scene = {"", "derivative", 3, "√", "", false};
    struct screen_test test;
    struct screen_options options = {.columns = 80, .rows = 24};
    screen_open(&test, &options);
    reach_level(&test, &scene);
    ask(&test, &scene);
    screen_type(&test, "x/");
    screen_reject(&test, "Reads as");
    screen_type(&test, "sqrt(x)");
    screen_expect(&test, "Reads as  ────");
    screen_reject(&test, "orrect");
    screen_type(&test, "+");
    screen_reject(&test, "Reads as");
    screen_type(&test, "1");
    screen_expect(&test, "Reads as  ──── + 1");
    screen_resize(&test, 60, 15);
    screen_expect(&test, "Reads as");
    screen_close(&test);
}

int main(void)
{
    enum { SCENES = sizeof scenes / sizeof *scenes };
    struct CMUnitTest tests[SCENES + 1];
    for (size_t i = 0; i < SCENES; i++)
        tests[i] = (struct CMUnitTest){scenes[i].name, mathematics_is_set, NULL, NULL,
                                       (void *)(uintptr_t)&scenes[i]};
    tests[SCENES] = (struct CMUnitTest)cmocka_unit_test(reading_is_quiet);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
