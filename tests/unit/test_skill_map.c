/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of skills, and what a skill's page says in words. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/practice.h"
#include "tests/support/store.h"
#include "tui/skill_page.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

static struct skill_map read_map(struct collection *c)
{
    struct skill_map map;
    struct error error = {0};
    assert_true(skill_map_read(c, &map, &error));
    return map;
}

static const struct skill_row *row_of(const struct skill_map *map, const char *name)
{
    size_t at = skill_map_find(map, name);
    assert_true(at < map->count);
    return &map->rows[at];
}

/* --- Order --------------------------------------------------------------------------------------
 */

static void every_topic_has_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++) {
        size_t order = skill_topic_order(drill_registry[i]->topic);
        assert_non_null(skill_topics[order]);
        assert_string_equal(skill_topics[order], drill_registry[i]->topic);
    }
    assert_null(skill_topics[skill_topic_order("cookery")]);
    assert_true(skill_topic_order("logic") < skill_topic_order("number sense"));
    assert_true(skill_topic_order("linear algebra") < skill_topic_order("systems"));
}

static void topics_hold_each_skill_once(void **state)
{
    (void)state;
    struct collection *c = fresh("map-order.db");
    struct skill_map map = read_map(c);
    size_t held = 0;
    for (size_t t = 0; t < map.topic_count; t++) {
        const struct skill_topic *topic = &map.topics[t];
        assert_int_equal(topic->first, held);
        held += topic->count;
        assert_true(t == 0 ||
                    skill_topic_order(map.topics[t - 1].name) < skill_topic_order(topic->name));
        for (size_t i = topic->first; i < topic->first + topic->count; i++) {
            assert_string_equal(map.rows[i].drill->topic, topic->name);
            assert_int_equal(skill_map_topic(&map, i), t);
        }
    }
    assert_int_equal(held, map.count);
    for (size_t i = 0; drill_registry[i]; i++)
        assert_ptr_equal(row_of(&map, drill_registry[i]->name)->drill, drill_registry[i]);
    assert_true(skill_map_find(&map, "cookery") == SIZE_MAX);
    skill_map_release(&map);
    collection_close(c);
}

/* Within a topic nothing stands above what it builds on. */
static void what_is_built_on_comes_first(void **state)
{
    (void)state;
    struct collection *c = fresh("map-first.db");
    struct skill_map map = read_map(c);
    size_t checked = 0;
    for (size_t i = 0; i < map.count; i++)
        for (size_t j = 0; j < i; j++)
            if (!strcmp(map.rows[i].drill->topic, map.rows[j].drill->topic)) {
                assert_false(skill_needs(map.rows[j].drill, map.rows[i].drill->name));
                checked += skill_needs(map.rows[i].drill, map.rows[j].drill->name);
            }
    assert_true(checked >= 5);
    skill_map_release(&map);
    collection_close(c);
}

/* --- State --------------------------------------------------------------------------------------
 */

static void a_skill_waits_for_what_it_needs(void **state)
{
    (void)state;
    struct collection *c = fresh("map-after.db");
    struct skill_map map = read_map(c);
    const struct drill *bases = drill_find("bases"), *begin;
    size_t at = 0;
    assert_true(skill_needs(bases, "powers"));
    assert_ptr_equal(skill_map_missing(&map, bases, &at), drill_find("powers"));
    assert_null(skill_map_missing(&map, bases, &at));
    begin = map.rows[skill_map_begin(&map)].drill;
    at = 0;
    assert_null(skill_map_missing(&map, begin, &at));
    skill_map_release(&map);

    practice_answer(c, "powers", 1, PRACTICE_RIGHT, 4000);
    map = read_map(c);
    at = 0;
    assert_null(skill_map_missing(&map, bases, &at));
    skill_map_release(&map);
    collection_close(c);
}

static void due_and_progress_are_counted(void **state)
{
    (void)state;
    struct collection *c = fresh("map-due.db");
    struct skill_map map;
    practice_answer(c, "powers", 1, PRACTICE_RIGHT, 4000);
    practice_answer(c, "spread", 1, PRACTICE_PLAINLY_WRONG, 9000);
    map = read_map(c);
    assert_false(row_of(&map, "powers")->due); /* tomorrow */
    assert_true(row_of(&map, "spread")->due);  /* wrong today: again today */
    assert_string_equal(map.rows[skill_map_begin(&map)].drill->name, "spread");
    assert_int_equal(map.due, 1);
    assert_int_equal(map.tried, 2);
    assert_true(fabs(map.level - 1) < 1e-9);
    assert_true(fabs(map.levels - (drill_find("powers")->levels + 3) / 2.0) < 1e-9);
    const struct skill_topic *topic =
        &map.topics[skill_map_topic(&map, skill_map_find(&map, "powers"))];
    assert_int_equal(topic->tried, 1);
    assert_int_equal(topic->due, 0);
    assert_true(fabs(topic->progress - 1.0 / drill_find("powers")->levels / (double)topic->count) <
                1e-9);
    skill_map_release(&map);

    test_clock_add(&now, 1, 0);
    map = read_map(c);
    assert_true(row_of(&map, "powers")->due);
    assert_int_equal(map.due, 2);
    skill_map_release(&map);
    collection_close(c);
}

static void states_read_as_words(void **state)
{
    (void)state;
    struct collection *c = fresh("map-words.db");
    struct text text = {0};
    practice_answer(c, "powers", 1, PRACTICE_RIGHT, 4000);
    practice_answer(c, "spread", 1, PRACTICE_PLAINLY_WRONG, 4000);
    struct skill_map map = read_map(c);
    skill_level_text(row_of(&map, "powers"), false, &text);
    text_append(&text, " ");
    skill_level_text(row_of(&map, "powers"), true, &text);
    text_append(&text, " ");
    skill_level_text(row_of(&map, "bases"), true, &text);
    assert_string_equal(text_string(&text), "▮▯▯▯ #... ...");
    text_clear(&text);
    static const char *const names[] = {"powers", "spread", "bases"};
    for (size_t i = 0; i < 3; i++) {
        skill_when(row_of(&map, names[i]), map.today, false, &text);
        text_append(&text, "|");
        skill_when(row_of(&map, names[i]), map.today, true, &text);
        text_append(&text, "|");
    }
    assert_string_equal(text_string(&text), "in 1 day|1 d|due|due|new|new|");
    text_release(&text);
    skill_map_release(&map);
    collection_close(c);
}

/* --- The page -----------------------------------------------------------------------------------
 */

static struct skill_page *open_page(struct collection *c, const char *name)
{
    struct error error = {0};
    struct skill_page *page = skill_page_open(c, drill_find(name), &error);
    assert_non_null(page);
    return page;
}

static void expect_words(const struct skill_page *page, enum skill_picture picture,
                         const char *wanted)
{
    struct text words = {0};
    skill_page_words(page, picture, &words);
    assert_string_equal(text_string(&words), wanted);
    text_release(&words);
}

static void a_month_is_compared(void **state)
{
    (void)state;
    struct collection *c = fresh("page-month.db");
    test_clock_add(&now, -40, 0);
    for (uint64_t i = 0; i < 8; i++)
        practice_answer(c, "powers", i, i % 2 ? PRACTICE_RIGHT : 0, 60000);
    struct skill_page *page = open_page(c, "powers");
    expect_words(page, PICTURE_TIME, "time: 1 min 0 s at the median");
    expect_words(page, PICTURE_ACCURACY, "accuracy: 4 of 8 right (50 %)");
    double then = page->history.answers[7].rating;
    skill_page_free(page);

    test_clock_add(&now, 40, 0);
    for (uint64_t i = 0; i < 20; i++)
        practice_answer(c, "powers", 50 + i, PRACTICE_RIGHT, 48000);
    page = open_page(c, "powers");
    struct text wanted = {0};
    double last = page->history.answers[27].rating;
    text_printf(&wanted, "rating: %.0f, %ld higher than a month ago", last,
                lround(last) - lround(then));
    expect_words(page, PICTURE_RATING, text_string(&wanted));
    text_release(&wanted);
    expect_words(page, PICTURE_TIME, "time: 48 s at the median, 12 s faster than a month ago");
    expect_words(page, PICTURE_ACCURACY,
                 "accuracy: 20 of the last 20 right (100 %), of all 28 86 %");
    skill_page_free(page);
    collection_close(c);
}

static void few_answers_are_told_as_they_are(void **state)
{
    (void)state;
    struct collection *c = fresh("page-few.db");
    struct text table = {0};
    struct skill_page *page = open_page(c, "powers");
    expect_words(page, PICTURE_RATING, "no answers yet");
    assert_non_null(page->example);
    skill_page_table(page, &table);
    assert_string_equal(text_string(&table), "There are no answers yet.\n");
    skill_page_free(page);

    practice_answer(c, "powers", 1, PRACTICE_PLAINLY_WRONG, 0);
    page = open_page(c, "powers");
    expect_words(page, PICTURE_RATING, "rating: 1145 after the first answer");
    expect_words(page, PICTURE_ACCURACY, "accuracy: 0 of 1 right (0 %)");
    expect_words(page, PICTURE_TIME, "time: no right answer was measured");
    expect_words(page, PICTURE_MISTAKES, "No known mistake was met.");
    text_clear(&table);
    skill_page_table(page, &table);
    assert_string_equal(text_string(&table), "day         level  answer      time   Elo  mistake\n"
                                             "20 Nov          1  wrong          -  1145\n");
    text_release(&table);
    skill_page_free(page);
    collection_close(c);
}

static void curves_are_those_of_the_last_answers(void **state)
{
    (void)state;
    struct collection *c = fresh("page-curves.db");
    for (uint64_t i = 0; i < SKILL_ANSWERS + 5; i++)
        practice_answer(c, "powers", i, i % 5 == 4 ? PRACTICE_PLAINLY_WRONG : PRACTICE_RIGHT,
                        (int64_t)(1000 * (i + 1)));
    struct skill_page *page = open_page(c, "powers");
    assert_int_equal(page->count, SKILL_ANSWERS);
    assert_int_equal(page->first, 5);
    assert_true(page->number[0] == 6 && page->number[SKILL_ANSWERS - 1] == SKILL_ANSWERS + 5);
    assert_true(page->right[0] == 100 && isnan(page->wrong[0]));
    assert_true(isnan(page->right[4]) && page->wrong[4] == 0 && isnan(page->seconds[4]));
    assert_true(fabs(page->share[20] - 80) < 1e-9); /* 2 wrong in any 10 */
    assert_true(page->seconds[0] == 6);
    /* Right before and with number 26: 14 16 17 18 19 | 21 22 23 24 26, in seconds the same. */
    assert_true(fabs(page->median_seconds[20] - 20) < 1e-9);
    skill_page_free(page);
    collection_close(c);
}

static void mistakes_have_their_reasons(void **state)
{
    (void)state;
    struct collection *c = fresh("page-mistakes.db");
    struct graded graded;
    struct error error = {0};
    struct answer gone = {.kind = ITEM_DRILL,
                          .subject = "byte-units",
                          .grade = 2,
                          .problem = "byte-units@999/1/1",
                          .verdict = "wrong",
                          .misconception = "of-another-version",
                          .level = 1,
                          .distance = NAN};
    for (int i = 0; i < 4; i++)
        assert_true(collection_answer(c, &gone, &graded, &error));
    practice_answer(c, "byte-units", 3, 0, 4000);
    practice_answer(c, "byte-units", 3, 0, 4000);
    struct skill_page *page = open_page(c, "byte-units");
    struct problem problem;
    assert_true(drill_regenerate(page->history.answers[4].problem, &problem, &error));
    assert_int_equal(page->mistake_count, 2);
    assert_string_equal(page->mistakes[0].name, "of-another-version");
    assert_int_equal(page->mistakes[0].count, 4);
    assert_null(page->mistakes[0].reason);
    assert_string_equal(page->mistakes[1].name, problem.misconceptions[0].name);
    assert_int_equal(page->mistakes[1].count, 2);
    assert_string_equal(page->mistakes[1].reason, problem.misconceptions[0].reason);
    problem_release(&problem);
    skill_page_free(page);
    collection_close(c);
}

/* --- Room ---------------------------------------------------------------------------------------
 */

/* The page draws in any room without leaving it, and turning shows every picture. */
static void pages_fit_any_room(void **state)
{
    (void)state;
    struct collection *c = fresh("page-room.db");
    practice_weeks(c, &now);
    struct skill_map map = read_map(c);
    struct skill_page *page = open_page(c, "byte-units");
    for (int rows = 0; rows <= 60; rows += 3) {
        for (int columns = 0; columns <= 120; columns += 20) {
            struct canvas canvas;
            struct skill_view view = {0};
            canvas_init(&canvas, columns, rows);
            skill_view_draw(&view, page, &map, &canvas, (struct area){0, 0, columns, rows});
            assert_true(view.shown >= 1 && view.shown <= view.pictures);
            int turns = 0;
            while (skill_view_turn(&view) && view.picture)
                turns++;
            assert_int_equal(turns, view.shown == view.pictures ? 0 : view.pictures - 1);
            canvas_release(&canvas);
        }
    }
    skill_page_free(page);
    skill_map_release(&map);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_topic_has_its_place),
        cmocka_unit_test(topics_hold_each_skill_once),
        cmocka_unit_test(what_is_built_on_comes_first),
        cmocka_unit_test(a_skill_waits_for_what_it_needs),
        cmocka_unit_test(due_and_progress_are_counted),
        cmocka_unit_test(states_read_as_words),
        cmocka_unit_test(a_month_is_compared),
        cmocka_unit_test(few_answers_are_told_as_they_are),
        cmocka_unit_test(curves_are_those_of_the_last_answers),
        cmocka_unit_test(mistakes_have_their_reasons),
        cmocka_unit_test(pages_fit_any_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
