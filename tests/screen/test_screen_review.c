/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in a session, with real keys, and what the collection then holds. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/screen.h"
#include "tests/support/suite.h"

static void open_review(struct screen_test *test)
{
    screen_open(test, &(struct screen_options){.first_screen = "review"});
    screen_expect(test, "Bitcask-style store");
}

static long events(struct screen_test *test)
{
    struct collection_counts counts = {0};
    struct error error = {0};
    assert_true(collection_count(test->collection, &counts, &error));
    return counts.events;
}

static long in_state(struct screen_test *test, enum card_state state)
{
    struct collection_counts counts = {0};
    struct error error = {0};
    assert_true(collection_count(test->collection, &counts, &error));
    return counts.cards[state];
}

static void space_shows_and_a_digit_grades(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_reject(&test, "offset at which");
    screen_type(&test, "3");
    screen_expect(&test, "Show the answer first");
    screen_type(&test, " ");
    screen_expect(&test, "offset at which");
    screen_expect(&test, "1 again today   2 hard today   3 good 1 d   4 easy 1 d");
    long before = events(&test);
    screen_type(&test, " ");
    screen_expect(&test, "grade how well you knew it");
    assert_int_equal(events(&test), before);
    screen_type(&test, "3");
    screen_expect(&test, "Saved. It comes again in 1 day.");
    screen_expect(&test, "2 of");
    assert_int_equal(events(&test), before + 1);
    screen_close(&test);
}

static void enter_shows_as_well(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "\r");
    screen_expect(&test, "offset at which");
    screen_close(&test);
}

static void undo_brings_the_card_back(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "u");
    screen_expect(&test, "nothing to take back");
    screen_type(&test, " 1");
    screen_expect(&test, "comes again today");
    screen_type(&test, "u");
    screen_expect(&test, "Taken back.");
    screen_expect(&test, "Bitcask-style store");
    screen_expect(&test, "1 of");
    screen_close(&test);
}

static void a_cloze_shows_its_answer_in_place(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    for (int i = 0; i < 8 && !screen_shows(&test, "Merging closed segments"); i++)
        screen_type(&test, screen_shows(&test, "Answer") ? "\007\r" : "b");
    screen_expect(&test, "keeps only the [...] value");
    screen_type(&test, " ");
    screen_expect(&test, "keeps only the newest value");
    screen_close(&test);
}

static void care_is_committed(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    long active = in_state(&test, CARD_ACTIVE);
    screen_type(&test, "!");
    screen_expect(&test, "Suspended");
    assert_int_equal(in_state(&test, CARD_SUSPENDED), 1);
    screen_type(&test, "b");
    screen_expect(&test, "Put off until tomorrow");
    assert_int_equal(in_state(&test, CARD_ACTIVE), active - 1);
    screen_type(&test, "u");
    screen_expect(&test, "Taken back");
    screen_close(&test);
}

static void rejecting_asks_for_a_reason(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "x");
    screen_expect(&test, "Why is it no good card");
    screen_type(&test, "qu?:\033");
    screen_expect(&test, "Kept.");
    assert_int_equal(in_state(&test, CARD_REJECTED), 0);
    screen_type(&test, "xnot precise\r");
    screen_expect(&test, "Rejected.");
    assert_int_equal(in_state(&test, CARD_REJECTED), 1);
    screen_close(&test);
}

static void information_and_simulation_belong_to_the_card(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "i");
    screen_expect(&test, "About this card");
    screen_expect(&test, "confidence 0.95");
    screen_type(&test, "\033s");
    screen_expect(&test, "paused");
    screen_expect(&test, "128");
    screen_type(&test, "\033");
    screen_expect(&test, "Bitcask-style store");
    screen_type(&test, "b");
    if (!screen_shows(&test, "Answer")) {
        screen_type(&test, "s");
        screen_expect(&test, "No simulation belongs to this card.");
    }
    screen_close(&test);
}

static bool seen_reimport;
static bool note_reimport(struct app *app, const char *file, struct error *error)
{
    (void)app;
    (void)error;
    seen_reimport = strstr(file, "day-003-storage.md") != NULL;
    return true;
}

/* The editor is named by configuration; `true` stands in for one. */
static void edit_runs_the_editor_and_reads_again(void **state)
{
    (void)state;
    struct screen_test test;
    assert_int_equal(setenv("VISUAL", "true", 1), 0);
    open_review(&test);
    test.app.reimport = note_reimport;
    screen_type(&test, " e");
    assert_true(seen_reimport);
    assert_int_equal(test.app.edit_line, 12);
    screen_expect(&test, "offset at which");
    assert_int_equal(setenv("VISUAL", "/no/such/editor", 1), 0);
    screen_type(&test, "e");
    screen_expect(&test, "Problem: the editor");
    assert_int_equal(unsetenv("VISUAL"), 0);
    screen_close(&test);
}

static void six_grades_when_they_are_set(void **state)
{
    (void)state;
    struct screen_test test;
    struct error error = {0};
    open_review(&test);
    assert_true(collection_set(test.collection, "six-grades", "1", &error) ||
                collection_set(test.collection, "six-grades", "yes", &error));
    test.app.config.keymap.six_grades = true;
    screen_type(&test, "\033");
    screen_type(&test, "\r ");
    screen_expect(&test, "0 today   1 today   2 today   3 today   4 1 d   5 1 d");
    screen_type(&test, "5");
    screen_expect(&test, "Saved.");
    screen_close(&test);
}

/* Where front and back do not fit, showing the answer goes to it, and the arrows scroll. */
static void a_long_card_scrolls_to_its_answer(void **state)
{
    (void)state;
    struct screen_test test;
    struct error error = {0};
    struct text front = {0};
    for (int i = 1; i <= 40; i++)
        text_printf(&front, "line %d\n", i);
    screen_open(&test, &(struct screen_options){.columns = 60, .rows = 15, .cards = 1});
    struct plan plan = {0};
    assert_true(collection_plan(test.collection, NULL, 0, &plan, &error));
    assert_true(collection_edit(test.collection, plan.items[0].card_id, text_string(&front),
                                "the end of it", &error));
    plan_release(&plan);
    screen_type(&test, "\r");
    screen_expect(&test, "line 1");
    screen_reject(&test, "line 40");
    screen_type(&test, "jj");
    screen_reject(&test, "line 2\n");
    screen_type(&test, " ");
    screen_expect(&test, "the end of it");
    screen_type(&test, "g");
    screen_expect(&test, "line 1\n");
    text_release(&front);
    screen_close(&test);
}

static void a_screen_can_be_opened_with_an_argument(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "simulation hash slots=256"});
    screen_expect(&test, "256 slots");
    screen_type(&test, "\033");
    screen_expect(&test, "Enter start");
    screen_close(&test);
}

/* --- Drills --- */

static void open_drill(struct screen_test *test)
{
    screen_open(test, &(struct screen_options){.first_screen = "drills", .empty = true});
    while (!screen_shows(test, "▸ Powers of two and ten"))
        screen_type(test, "j");
    screen_type(test, "\r");
    screen_expect(test, "Powers of two and ten");
    screen_expect(test, "1 of 10");
}

static void what_cannot_be_read_costs_nothing(void **state)
{
    (void)state;
    struct screen_test test;
    open_drill(&test);
    long before = events(&test);
    screen_type(&test, "\r");
    screen_expect(&test, "Type an answer first");
    screen_type(&test, "12abc?q:\r");
    screen_expect(&test, "Not graded");
    assert_int_equal(events(&test), before);
    screen_close(&test);
}

static void the_right_answer_is_told(void **state)
{
    (void)state;
    struct screen_test test;
    open_drill(&test);
    const struct view *view = app_front(&test.app);
    assert_string_equal(view->screen->name, "review");
    screen_type(&test, "\024");
    screen_expect(&test, "Hint");
    screen_type(&test, "\007");
    screen_expect(&test, "Given up.");
    screen_expect(&test, "Step by step");
    screen_type(&test, "\r");
    screen_expect(&test, "2 of");
    screen_close(&test);
}

static void a_session_ends_in_its_summary(void **state)
{
    (void)state;
    struct screen_test test;
    struct error error = {0};
    screen_open(&test, &(struct screen_options){.cards = 1});
    assert_true(collection_set(test.collection, "drill-every", "0", &error));
    assert_true(collection_set(test.collection, "simulations-per-session", "0", &error));
    screen_type(&test, "\r 4");
    screen_expect(&test, "Session done");
    screen_expect(&test, "1 card");
    screen_expect(&test, "Day earned");
    screen_type(&test, "\r");
    screen_expect(&test, "All done for today");
    screen_type(&test, "\r");
    screen_expect(&test, "Nothing is due now.");
    screen_type(&test, "\033");
    screen_expect(&test, "All done for today");
    screen_type(&test, "q");
    assert_true(test.left);
    screen_close(&test);
}

/* --- The first screen --- */

static void the_sample_leads_to_a_first_answer(void **state)
{
    (void)state;
    struct screen_test test;
    char *folder = NULL;
    assert_int_equal(setenv("XDG_DATA_HOME", "data", 1), 0);
    screen_open(&test, &(struct screen_options){.empty = true});
    screen_type(&test, "1");
    screen_expect(&test, "1 of");
    screen_type(&test, " ");
    screen_expect(&test, "3 good");
    screen_type(&test, "3");
    screen_expect(&test, "Saved.");
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
    free(folder);
    screen_close(&test);
}

static void the_challenge_starts_today(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.empty = true});
    screen_type(&test, "3");
    screen_expect(&test, "Day 1 of 338");
    screen_type(&test, "c");
    screen_expect(&test, "The challenge");
    screen_expect(&test, "Today, open");
    screen_close(&test);
}

/* --- The player --- */

static void a_run_plays_pauses_and_goes_back(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "s");
    assert_int_equal(app_pace(&test.app), -1);
    screen_type(&test, "\033[Bjjjjj\r40\r");
    screen_expect(&test, "is changed");
    screen_type(&test, " ");
    screen_expect(&test, "Predict first");
    screen_reject(&test, "theory"); /* which would be the answer */
    screen_type(&test, "\033");
    screen_expect(&test, "No guess this time.");
    screen_type(&test, " ");
    screen_expect(&test, "playing");
    assert_int_equal(app_pace(&test.app), 250);
    loop_tick(&test.loop);
    loop_tick(&test.loop);
    screen_settle(&test);
    screen_expect(&test, "step 2");
    screen_type(&test, "+");
    screen_expect(&test, "8 steps a second");
    screen_type(&test, " h");
    screen_expect(&test, "paused");
    screen_expect(&test, "step 1");
    screen_type(&test, "g");
    screen_expect(&test, "step 0");
    screen_type(&test, "h");
    screen_expect(&test, "This is the beginning.");
    screen_type(&test, "G");
    screen_expect(&test, "complete");
    screen_close(&test);
}

/* A value out of range leaves the old one. */
static void a_guess_is_stored_and_revealed(void **state)
{
    (void)state;
    struct screen_test test;
    struct schedule schedule;
    struct error error = {0};
    open_review(&test);
    screen_type(&test, "s 12\r");
    screen_expect(&test, "Your guess is stored.");
    screen_expect(&test, "playing");
    assert_true(collection_schedule(test.collection, ITEM_SIMULATION, "hash:miss-near-full",
                                    &schedule, &error));
    assert_true(schedule.reviewed);
    screen_type(&test, "G");
    screen_expect(&test, "Your guess 12, the answer");
    screen_type(&test, "\r");
    screen_reject(&test, "Your guess 12");
    screen_type(&test, "p");
    screen_expect(&test, "a successful search"); /* another question */
    screen_close(&test);
}

static void a_bad_value_is_refused_in_words(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "sjj\r99999999\r");
    screen_expect(&test, "from 2 to 4194304 slots");
    screen_type(&test, "\033");
    screen_expect(&test, "128 slots");
    screen_close(&test);
}

/* --- Overlays --- */

static void help_runs_what_is_marked(void **state)
{
    (void)state;
    struct screen_test test;
    open_review(&test);
    screen_type(&test, "?again\r");
    screen_expect(&test, "Show the answer first, then grade.");
    screen_type(&test, "\033?reveal\r");
    screen_expect(&test, "offset at which");
    screen_close(&test);
}

static void palette_finds_by_letters(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    screen_type(&test, ":drl\r");
    screen_expect(&test, "Skill");
    screen_type(&test, "\020zzzz");
    screen_expect(&test, "Nothing matches");
    screen_type(&test, "\033\033");
    screen_expect(&test, "Enter start");
    screen_close(&test);
}

static void rebound_keys_work_and_are_shown(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "review",
                                                .config = "[keys]\nreveal = semicolon\n"});
    screen_expect(&test, "then press ;.");
    screen_type(&test, " ");
    screen_reject(&test, "offset at which");
    screen_type(&test, ";");
    screen_expect(&test, "offset at which");
    screen_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(space_shows_and_a_digit_grades),
        cmocka_unit_test(enter_shows_as_well),
        cmocka_unit_test(undo_brings_the_card_back),
        cmocka_unit_test(a_cloze_shows_its_answer_in_place),
        cmocka_unit_test(care_is_committed),
        cmocka_unit_test(rejecting_asks_for_a_reason),
        cmocka_unit_test(information_and_simulation_belong_to_the_card),
        cmocka_unit_test(edit_runs_the_editor_and_reads_again),
        cmocka_unit_test(six_grades_when_they_are_set),
        cmocka_unit_test(a_long_card_scrolls_to_its_answer),
        cmocka_unit_test(a_screen_can_be_opened_with_an_argument),
        cmocka_unit_test(what_cannot_be_read_costs_nothing),
        cmocka_unit_test(the_right_answer_is_told),
        cmocka_unit_test(a_session_ends_in_its_summary),
        cmocka_unit_test(the_sample_leads_to_a_first_answer),
        cmocka_unit_test(the_challenge_starts_today),
        cmocka_unit_test(a_run_plays_pauses_and_goes_back),
        cmocka_unit_test(a_guess_is_stored_and_revealed),
        cmocka_unit_test(a_bad_value_is_refused_in_words),
        cmocka_unit_test(help_runs_what_is_marked),
        cmocka_unit_test(palette_finds_by_letters),
        cmocka_unit_test(rebound_keys_work_and_are_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
