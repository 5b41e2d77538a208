/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session as a state machine: what it asks, when it repeats, what undo brings back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "engine/base/text.h"
#include "exercises/drill.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"
#include "tui/session.h"

struct fixture {
    char *home;
    struct clock clock;
    struct collection *collection;
};

/* A collection with `cards` cards, each of its own paragraph. */
static void fixture_open(struct fixture *fixture, int cards)
{
    struct error error = {0};
    struct text notes = {0};
    fixture->home = home_make();
    assert_true(clock_init_fixed(&fixture->clock, "2026-03-10T09:00:00+01:00", &error));
    char *path = home_path(fixture->home, "collection.db");
    struct collection_options options = {
        .path = path, .clock = &fixture->clock, .writable = true, .seeded = true, .seed = 3};
    fixture->collection = collection_open(&options, &error);
    if (!fixture->collection)
        fail_msg("%s", error.message);
    for (int i = 0; i < cards; i++)
        text_printf(&notes, "## Part %d\n\nQ: What is gear %d made of?\nA: Alloy %d\n\n", i, i, i);
    struct harvest harvest = {0};
    struct content_options content = {0};
    struct import_counts counts = {0};
    content_harvest("/notes/gears.md", notes.data, notes.length, &content, &harvest);
    assert_true(collection_import_begin(fixture->collection, &error));
    assert_true(collection_import_source(fixture->collection, "/notes", "", &error));
    assert_true(collection_import_file(fixture->collection, &harvest, 1, 1, &counts, &error));
    assert_true(collection_import_end(fixture->collection, true, &counts, &error));
    assert_int_equal(counts.new_cards, cards);
    harvest_release(&harvest);
    text_release(&notes);
    free(path);
}

static void fixture_close(struct fixture *fixture)
{
    collection_close(fixture->collection);
    home_remove(fixture->home);
}

static struct session *start(struct fixture *fixture, long limit)
{
    struct error error = {0};
    struct session_options options = {.limit = limit, .seed = 5};
    struct session *session = session_start(fixture->collection, &options, &error);
    if (!session)
        fail_msg("%s", error.message);
    return session;
}

/* Answers the item in front with a grade for cards, giving up problems. */
static enum item_kind answer(struct session *session, int grade)
{
    struct error error = {0};
    enum item_kind kind = session_item(session)->kind;
    bool good;
    if (kind == ITEM_CARD)
        good = session_reveal(session) && session_grade(session, grade, NULL, &error);
    else
        good = session_type(session, session_item(session)->problem.answer, &error) &&
               session_continue(session, &error);
    if (!good)
        fail_msg("%s", error.message);
    return kind;
}

static void test_all_kinds_come(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, 12);
    struct session *session = start(&fixture, 0);
    int seen[3] = {0};
    while (session_phase(session) != SESSION_OVER)
        seen[answer(session, 4)]++;
    const struct session_summary *summary = session_summary(session);
    assert_int_equal(seen[ITEM_CARD], 10); /* the new cards that a day admits */
    assert_true(seen[ITEM_DRILL] >= 1);
    assert_int_equal(seen[ITEM_SIMULATION], 1);
    assert_int_equal(summary->cards, 10);
    assert_int_equal(summary->new_cards, 10);
    assert_int_equal(summary->by_grade[4] + summary->by_grade[5],
                     10 + seen[ITEM_DRILL] + seen[ITEM_SIMULATION]);
    assert_true(summary->day_earned);
    session_free(session);
    fixture_close(&fixture);
}

/* Under 4 an item comes again at the end until it has 4 or better; interval and ease stay. */
static void test_repeats_until_good(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    fixture_open(&fixture, 2);
    struct session *session = start(&fixture, 0);
    char first[64];
    (void)snprintf(first, sizeof first, "%s", session_item(session)->card.id);
    assert_int_equal(answer(session, 1), ITEM_CARD);
    int repeats = 0;
    while (session_phase(session) != SESSION_OVER) {
        bool again = session_item(session)->again;
        if (again)
            assert_string_equal(session_item(session)->card.id, first);
        (void)answer(session, again && repeats < 2 ? 3 : 4);
        repeats += again;
    }
    assert_int_equal(repeats, 3);
    assert_int_equal(session_summary(session)->repeats, 3);
    struct card card = {0};
    assert_true(collection_card(fixture.collection, first, &card, &error));
    assert_int_equal(card.schedule.repetitions, 1);
    assert_int_equal(card.schedule.interval_days, 1);
    assert_int_equal(card.schedule.ease_hundredths, 250);
    card_release(&card);
    session_free(session);
    fixture_close(&fixture);
}

static void test_undo_brings_the_card_back(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    bool found;
    fixture_open(&fixture, 6);
    struct session *session = start(&fixture, 0);
    char first[64];
    long position, before, after;
    session_progress(session, &position, &before);
    (void)snprintf(first, sizeof first, "%s", session_item(session)->card.id);
    (void)answer(session, 1);
    session_progress(session, &position, &after);
    assert_int_equal(after, before + 1);
    assert_true(session_undo(session, &found, &error));
    assert_true(found);
    assert_string_equal(session_item(session)->card.id, first);
    assert_false(session_item(session)->card.schedule.reviewed);
    session_progress(session, &position, &after);
    assert_int_equal(position, 1);
    assert_int_equal(after, before);
    assert_int_equal(session_summary(session)->cards, 0);
    assert_true(session_care(session, CARE_SUSPEND, NULL, &error));
    assert_string_not_equal(session_item(session)->card.id, first);
    assert_true(session_undo(session, &found, &error));
    assert_string_equal(session_item(session)->card.id, first);
    assert_true(session_undo(session, &found, &error));
    assert_false(found);
    session_free(session);
    fixture_close(&fixture);
}

static void test_preview_is_what_happens(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    int days[6];
    fixture_open(&fixture, 3);
    struct session *session = start(&fixture, 0);
    assert_true(session_preview(session, days, &error));
    assert_int_equal(days[0], 0); /* again today */
    assert_int_equal(days[3], 0);
    assert_int_equal(days[4], 1);
    struct graded graded;
    assert_true(session_reveal(session));
    assert_true(session_grade(session, 4, &graded, &error));
    assert_int_equal(graded.after.interval_days, 1);
    assert_false(graded.again_today);
    session_free(session);
    fixture_close(&fixture);
}

/* What cannot be read costs nothing; hints lower the grade; giving up is 0. */
static void test_problems(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    fixture_open(&fixture, 1);
    struct session *session = start(&fixture, 0);
    while (session_item(session)->kind != ITEM_DRILL)
        (void)answer(session, 4);
    assert_true(session_type(session, "12abc", &error));
    assert_int_equal(session_phase(session), SESSION_ASKING);
    assert_int_equal(session_item(session)->judgement.verdict, VERDICT_UNGRADED);
    assert_int_equal(session_summary(session)->drills, 0);
    assert_non_null(session_hint(session));
    char right[256];
    (void)snprintf(right, sizeof right, "%s", session_item(session)->problem.answer);
    assert_true(session_type(session, right, &error));
    assert_int_equal(session_phase(session), SESSION_JUDGED);
    assert_int_equal(session_item(session)->grade, 3);
    assert_int_equal(session_summary(session)->drills, 1);
    session_free(session);
    fixture_close(&fixture);
}

/* A right answer to a drill helps what it builds on, which still reads as not tried. */
static void test_drills_credit_their_prerequisites(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    fixture_open(&fixture, 12);
    struct session_options options = {.drill = "bases", .limit = 1, .seed = 5};
    struct session *session = session_start(fixture.collection, &options, &error);
    const struct drill *drill = drill_find("bases");
    assert_non_null(session);
    assert_true(session_type(session, session_item(session)->problem.answer, &error));
    const char *needed = drill->prerequisites[0];
    double before, after;
    int level;
    bool found;
    assert_true(collection_skill(fixture.collection, needed, 3, &level, &after, &error));
    assert_true(session_undo(session, &found, &error) && found);
    assert_true(collection_skill(fixture.collection, needed, 3, &level, &before, &error));
    assert_true(after > before);
    session_free(session);
    fixture_close(&fixture);
}

static void test_limit_counts_every_item(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, 12);
    struct session *session = start(&fixture, 7);
    int seen[3] = {0};
    while (session_phase(session) != SESSION_OVER)
        seen[answer(session, 4)]++;
    assert_int_equal(seen[ITEM_CARD] + seen[ITEM_DRILL] + seen[ITEM_SIMULATION], 7);
    assert_int_equal(seen[ITEM_DRILL], 1);
    session_free(session);
    fixture_close(&fixture);
}

/* Practice of "negation", four problems from seed 70 on. */
static struct session *practise(struct fixture *fixture)
{
    struct error error = {0};
    struct session_options options = {
        .drill = "negation", .limit = 4, .level = 2, .seed = 70, .seeds_in_order = true};
    struct session *session = session_start(fixture->collection, &options, &error);
    if (!session)
        fail_msg("%s", error.message);
    return session;
}

/* As many problems as were asked for, whatever becomes of them, each with the next seed. */
static void test_practice_asks_what_it_was_told(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    fixture_open(&fixture, 1);
    assert_true(collection_set(fixture.collection, "session-minutes", "1", &error));
    struct session *session = practise(&fixture);
    bool found;
    assert_string_equal(session_item(session)->problem.id, "negation@1/2/70");
    assert_true(session_give_up(session, &error));
    assert_int_equal(session_item(session)->grade, 0);
    assert_true(session_continue(session, &error));
    assert_string_equal(session_item(session)->problem.id, "negation@1/2/71");
    assert_true(session_undo(session, &found, &error));
    assert_string_equal(session_item(session)->problem.id, "negation@1/2/70");
    assert_true(session_give_up(session, &error));
    assert_true(session_continue(session, &error));
    assert_true(session_skip(session, &error));
    assert_string_equal(session_item(session)->problem.id, "negation@1/2/72");
    (void)answer(session, 4);
    assert_string_equal(session_item(session)->problem.id, "negation@1/2/73");
    (void)answer(session, 4);
    assert_int_equal(session_phase(session), SESSION_OVER);
    assert_int_equal(session_summary(session)->drills, 3);
    session_free(session);
    fixture_close(&fixture);
}

/* Practice begun out of a session: taking back reaches its answers first, and the session stays
 * where it is until its own are reached. */
static void test_undo_after_practice_within(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    bool found;
    fixture_open(&fixture, 3);
    struct session *session = start(&fixture, 0);
    char first[64], second[64];
    (void)snprintf(first, sizeof first, "%s", session_item(session)->card.id);
    (void)answer(session, 4);
    (void)snprintf(second, sizeof second, "%s", session_item(session)->card.id);
    struct session *practice = session_practise(session, drill_find("powers"), &error);
    assert_non_null(practice);
    assert_string_equal(session_item(practice)->subject, "powers");
    (void)answer(practice, 4);
    session_free(practice);
    assert_true(session_undo(session, &found, &error));
    assert_true(found);
    assert_string_equal(session_item(session)->card.id, second);
    assert_int_equal(session_summary(session)->cards, 1);
    assert_true(session_undo(session, &found, &error));
    assert_true(found);
    assert_string_equal(session_item(session)->card.id, first);
    assert_int_equal(session_summary(session)->cards, 0);
    session_free(session);
    fixture_close(&fixture);
}

static void test_nothing_to_ask(void **state)
{
    (void)state;
    struct fixture fixture;
    struct error error = {0};
    fixture_open(&fixture, 1);
    struct card_filter filter = {0};
    assert_true(card_filter_parse("nowhere", &filter, &error));
    struct session_options options = {.filter = &filter};
    struct session *session = session_start(fixture.collection, &options, &error);
    assert_non_null(session);
    assert_int_equal(session_phase(session), SESSION_OVER);
    assert_null(session_item(session));
    card_filter_release(&filter);
    session_free(session);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_kinds_come),
        cmocka_unit_test(test_repeats_until_good),
        cmocka_unit_test(test_undo_brings_the_card_back),
        cmocka_unit_test(test_preview_is_what_happens),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_drills_credit_their_prerequisites),
        cmocka_unit_test(test_limit_counts_every_item),
        cmocka_unit_test(test_practice_asks_what_it_was_told),
        cmocka_unit_test(test_undo_after_practice_within),
        cmocka_unit_test(test_nothing_to_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
