/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics with real keys, and pictures of every page. */
#include <string.h>

#include "tests/support/reviewed.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes, DAYS = 100 };

/* Lets the app go where it was told to, as after a key. */
static void go(struct screen_test *test, const char *screen)
{
    app_replace(&test->app, screen, NULL);
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

/* Months of reviews take their time, so they are lived once; the app starts anew for each test. */
static struct screen_test lived;

static int live(void **state)
{
    (void)state;
    screen_open(&lived, &(struct screen_options){.columns = 80, .rows = 24});
    reviewed_live(lived.collection, &lived.clock, DAYS, 5);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    screen_close(&lived);
    return 0;
}

static struct screen_test *open_lived(int columns, int rows, bool ascii)
{
    if (lived.app.overlay.kind != OVERLAY_NONE)
        screen_type(&lived, "\033");
    lived.app.ascii = ascii;
    screen_resize(&lived, columns, rows);
    go(&lived, "statistics");
    return &lived;
}

struct scene {
    const char *name, *keys;
    bool ascii;
    bool alone; /* also where there is room for all */
};
static const struct scene scenes[] = {
    {.name = "statistics"},
    {.name = "statistics-ascii", .ascii = true},
    {.name = "statistics-alone", .keys = "d", .alone = true},
    {.name = "statistics-forecast", .keys = "\t", .alone = true},
    {.name = "statistics-calibration", .keys = "\t\t", .alone = true},
    {.name = "statistics-reviews", .keys = "\t\t\td", .alone = true},
    {.name = "statistics-reviews-ascii", .keys = "\t\t\t", .alone = true, .ascii = true},
    {.name = "statistics-time", .keys = "\t\t\t\t", .alone = true},
    {.name = "statistics-year", .keys = "\t\t\t\t\t", .alone = true},
    {.name = "statistics-topics", .keys = "\t\t\t\t\t\t", .alone = true},
    {.name = "statistics-patterns", .keys = "hhh", .alone = true},
    {.name = "statistics-answers", .keys = "hh", .alone = true},
    {.name = "statistics-cards", .keys = "h", .alone = true},
    {.name = "statistics-table", .keys = "t"},
    {.name = "statistics-topics-table", .keys = "\t\t\t\t\t\tt", .alone = true},
    {.name = "statistics-days", .keys = "\t\t\tt"},
};

static void scenes_look_as_they_did(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test *test = open_lived(sizes[i].columns, sizes[i].rows, scene->ascii);
        if (scene->keys)
            screen_type(test, scene->keys);
        if (scene->alone && sizes[i].columns == 200)
            screen_type(test, "\r");
        screen_golden(test, scene->name);
    }
}

static void nothing_looks_as_it_did(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        screen_open(&test, &(struct screen_options){
                               .columns = sizes[i].columns, .rows = sizes[i].rows, .empty = true});
        go(&test, "statistics");
        screen_golden(&test, "statistics-empty");
        screen_close(&test);
    }
}

/* --- Keys --------------------------------------------------------------------------------------
 */

static void pages_turn_both_ways(void **state)
{
    (void)state;
    struct screen_test *test = open_lived(80, 24, false);
    screen_expect(test, "[Retention]");
    screen_type(test, "\t");
    screen_expect(test, "[Forecast]");
    screen_type(test, "hh");
    screen_expect(test, "[Cards]");
    screen_type(test, "l");
    screen_expect(test, "[Retention]");
    screen_type(test, "G");
    screen_expect(test, "[Cards]");
    screen_type(test, "g");
    screen_expect(test, "[Retention]");
}

static void the_span_changes_what_is_told(void **state)
{
    (void)state;
    static const char *const spans[] = {"in the last 90 days", "in the last 365 days", "in all",
                                        "in the last 7 days", "in the last 30 days"};
    struct screen_test *test = open_lived(80, 24, false);
    screen_expect(test, "Remembered in the last 30 days");
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        screen_type(test, "d");
        screen_expect(test, spans[i]);
    }
}

static void the_table_is_behind_a_key(void **state)
{
    (void)state;
    struct screen_test *test = open_lived(80, 24, false);
    screen_type(test, "t");
    screen_expect(test, "Interval before  share");
    screen_type(test, "\033");
    screen_reject(test, "Interval before  share");
}

/* All pages at once, or the marked one. */
static void a_large_screen_shows_all(void **state)
{
    (void)state;
    struct screen_test *test = open_lived(200, 60, false);
    screen_expect(test, "[Retention]");
    screen_expect(test, "Patterns");
    screen_expect(test, "active cards:");
    screen_type(test, "\r");
    screen_reject(test, "active cards:");
    screen_type(test, "\r");
    screen_expect(test, "active cards:");
    screen_resize(test, 80, 24);
    screen_reject(test, "active cards:");
    screen_type(test, "\r");
    screen_expect(test, "One page is all there is room for.");
}

static void today_leads_to_it(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.columns = 80, .rows = 24});
    screen_type(&test, "r");
    screen_expect(&test, "Statistics");
    screen_expect(&test, "No learned card came back");
    screen_type(&test, "\033TR");
    screen_expect(&test, "[Retention]");
    screen_close(&test);
}

static void nothing_yet_says_what_will_be_here(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.columns = 60, .rows = 15, .empty = true});
    go(&test, "statistics");
    screen_expect(&test, "There are no cards yet.");
    screen_type(&test, "t");
    screen_reject(&test, "Interval before");
    screen_close(&test);
}

int main(void)
{
    enum { SCENES = sizeof scenes / sizeof *scenes };
    const struct CMUnitTest keys[] = {
        cmocka_unit_test(pages_turn_both_ways),
        cmocka_unit_test(the_span_changes_what_is_told),
        cmocka_unit_test(the_table_is_behind_a_key),
        cmocka_unit_test(a_large_screen_shows_all),
    };
    const struct CMUnitTest others[] = {
        /* with screens of their own: there is one at a time */
        cmocka_unit_test(nothing_looks_as_it_did),
        cmocka_unit_test(today_leads_to_it),
        cmocka_unit_test(nothing_yet_says_what_will_be_here),
    };
    enum { KEYS = sizeof keys / sizeof *keys };
    struct CMUnitTest tests[SCENES + KEYS];
    for (size_t i = 0; i < SCENES; i++)
        tests[i] = (struct CMUnitTest){scenes[i].name, scenes_look_as_they_did, NULL, NULL,
                                       (void *)(uintptr_t)&scenes[i]};
    memcpy(tests + SCENES, keys, sizeof keys);
    return cmocka_run_group_tests_name("screen_statistics", tests, live, leave) +
           cmocka_run_group_tests_name("screen_statistics_others", others, NULL, NULL);
}
