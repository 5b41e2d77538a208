/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitting FSRS from inside the tutor. */
#include <stdio.h>
#include <string.h>

#include "engine/base/random.h"
#include "tests/support/screen.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"

enum { CARDS = 30, REVIEWS = 20 };

/* A deck with its answers, given in another program: every fifth is forgotten, the longer the gap
 * the rather. */
static void answers_of_years(struct screen_test *test)
{
    static struct draft_review reviews[CARDS][REVIEWS];
    static char keys[CARDS][32];
    struct harvest harvest;
    struct random_source random;
    struct instant now = clock_now(&test->clock);
    random_init(&random, 338);
    test_harvest(&harvest, "/notes/deck.apkg", "card", CARDS);
    for (size_t card = 0; card < CARDS; card++) {
        int64_t day = -400 + (int64_t)card;
        for (size_t i = 0; i < REVIEWS; i++) {
            int64_t gap = 1 + (int64_t)random_below(&random, 18);
            day += i ? gap : 0;
            reviews[card][i] = (struct draft_review){
                .utc_ms = now.utc_ms + day * 86400000,
                .grade = random_below(&random, 60) < 6 + (uint64_t)gap ? 1 : 4,
            };
        }
        (void)snprintf(keys[card], sizeof keys[card], "anki:%zu#0", card);
        harvest.drafts[card].key = keys[card];
        harvest.drafts[card].reviews = reviews[card];
        harvest.drafts[card].review_count = REVIEWS;
    }
    (void)test_import_one(test->collection, &harvest);
    harvest_release(&harvest);
}

static void few_answers_are_too_few(void **state)
{
    (void)state;
    struct screen_test test;
    char value[SETTING_TEXT_SIZE];
    screen_open(&test, &(struct screen_options){0});
    screen_type(&test, ":optimize\r");
    screen_expect(&test, "No review tells yet how well you remember over days.");
    screen_expect(&test, "There is nothing to judge yet.");
    assert_string_equal(collection_setting(test.collection, "fsrs-parameters", value), "");
    screen_type(&test, "\033");
    screen_reject(&test, "No review tells");
    screen_close(&test);
}

static void what_is_better_is_kept(void **state)
{
    (void)state;
    static const int sizes[][2] = {{60, 15}, {80, 24}, {200, 60}};
    struct screen_test test;
    char value[SETTING_TEXT_SIZE];
    screen_open(&test, &(struct screen_options){0});
    answers_of_years(&test);
    screen_type(&test, ":optimize\r");
    assert_true(*collection_setting(test.collection, "fsrs-parameters", value));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        screen_resize(&test, sizes[i][0], sizes[i][1]);
        screen_golden(&test, "optimize");
    }
    screen_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_answers_are_too_few),
        cmocka_unit_test(what_is_better_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
