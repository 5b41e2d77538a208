/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quizzes in the collection: nothing is lost, a day counts each answer once, replay agrees. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/text.h"
#include "engine/quiz.h"
#include "tests/support/store.h"

static struct clock now;
static struct error error;

static struct collection *with_cards(const char *path)
{
    struct harvest harvest;
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    memset(&error, 0, sizeof error);
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    test_harvest(&harvest, "/notes/a.md", "card", 12);
    (void)test_import_one(c, &harvest);
    harvest_release(&harvest);
    return c;
}

static void must(bool good)
{
    if (!good)
        fail_msg("%s", error.message);
}

static char card_ids[12][40];

static bool keep_id(void *context, const struct card *card)
{
    size_t *count = context;
    if (*count < 12)
        (void)snprintf(card_ids[(*count)++], 40, "%s", card->id);
    return true;
}

/* Four cards, a drill and a prediction; `minutes` of time. */
static void start(struct collection *c, long minutes, struct quiz *quiz)
{
    size_t count = 0;
    struct quiz_options options = {.topic = "part",
                                   .count = 6,
                                   .minutes = minutes,
                                   .seed = 18446744073709551615U,
                                   .day_first = 3,
                                   .day_last = 9,
                                   .forms = 1U << QUIZ_TYPED};
    must(collection_each_card(c, NULL, keep_id, &count, &error));
    struct quiz_item items[6] = {
        {.form = QUIZ_CHOICE,
         .expected = "two",
         .choices = {"one", "two", "three"},
         .choice_count = 3,
         .topic = "Part 1"},
        {.form = QUIZ_TYPED, .expected = "a \"quoted\"\nback", .topic = "Part 1"},
        {.form = QUIZ_CLOZE, .expected = "gap"},
        {.form = QUIZ_ORDER,
         .expected = "x\ny\nz",
         .choices = {"y", "x", "z"},
         .choice_count = 3,
         .topic = "Part 2"},
        {.form = QUIZ_NUMBER,
         .kind = ITEM_DRILL,
         .subject = "powers",
         .skill = "powers",
         .item = "powers@2/1/77",
         .expected = "1024",
         .topic = "number sense"},
        {.form = QUIZ_PREDICTION,
         .kind = ITEM_SIMULATION,
         .subject = "hash:miss-growth",
         .skill = "hash:miss-growth",
         .item = "hash:miss-growth@1/1/5",
         .expected = "1.8"}};
    for (size_t i = 0; i < 6; i++) {
        items[i].prompt = "What?";
        if (i < 4)
            items[i].subject = items[i].item = card_ids[i];
    }
    must(collection_quiz_start(c, &options, items, 6, quiz, &error));
}

static bool give(struct collection *c, struct quiz *quiz, size_t index, enum quiz_verdict verdict,
                 struct graded *graded)
{
    struct quiz_given given = {.verdict = verdict,
                               .typed = verdict == QUIZ_PASSED ? NULL : "typed \"so\"",
                               .milliseconds = 5000,
                               .level = 1,
                               .distance = NAN};
    return collection_quiz_answer(c, quiz, index, &given, graded, &error);
}

static int answers_today(struct collection *c)
{
    struct day_fact fact;
    must(collection_day(c, collection_today(c), &fact, &error));
    return fact.answers;
}

static void same_items(const struct quiz *a, const struct quiz *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->items[i].form, b->items[i].form);
        assert_int_equal(a->items[i].kind, b->items[i].kind);
        assert_string_equal(a->items[i].item, b->items[i].item);
        assert_string_equal(a->items[i].expected, b->items[i].expected);
        assert_int_equal(a->items[i].choice_count, b->items[i].choice_count);
        for (size_t j = 0; j < a->items[i].choice_count; j++)
            assert_string_equal(a->items[i].choices[j], b->items[i].choices[j]);
    }
}

static void is_gone_on_with_as_it_was(void **state)
{
    (void)state;
    struct quiz quiz, again;
    char id[QUIZ_ID];
    struct collection *c = with_cards("resume.db");
    start(c, 5, &quiz);
    assert_int_equal(quiz.options.seed, 18446744073709551615U);
    must(give(c, &quiz, 0, QUIZ_RIGHT, NULL));
    must(give(c, &quiz, 1, QUIZ_NOTED, NULL));
    must(give(c, &quiz, 2, QUIZ_PASSED, NULL));
    collection_close(c); /* as if it had been killed */
    c = test_open("resume.db", &now);
    must(collection_quiz_unfinished(c, id, &error));
    assert_string_equal(id, quiz.id);
    must(collection_quiz(c, id, &again, &error));
    same_items(&quiz, &again);
    assert_int_equal(again.answered, 3);
    assert_int_equal(again.right, 2);
    assert_int_equal(again.spent_ms, 15000);
    assert_string_equal(again.given[1].typed, "typed \"so\"");
    assert_null(again.given[2].typed);
    assert_int_equal(again.given[2].verdict, QUIZ_PASSED);
    assert_false(again.given[3].answered);
    assert_int_equal(again.options.minutes, 5);
    assert_int_equal(again.options.day_first, 3);
    assert_string_equal(again.options.topic, "part");
    assert_false(again.ended);
    must(collection_quiz_end(c, &again, "finished", &error));
    must(collection_quiz_unfinished(c, id, &error));
    assert_string_equal(id, "");
    quiz_release(&quiz);
    quiz_release(&again);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void an_answer_is_given_once(void **state)
{
    (void)state;
    struct quiz quiz, stale;
    struct collection *c = with_cards("once.db");
    start(c, 0, &quiz);
    must(collection_quiz(c, quiz.id, &stale, &error));
    must(give(c, &quiz, 0, QUIZ_WRONG, NULL));
    assert_false(give(c, &stale, 0, QUIZ_RIGHT, NULL)); /* another instance of the program */
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    assert_false(give(c, &quiz, 6, QUIZ_RIGHT, NULL));
    error_clear(&error);
    must(collection_quiz_end(c, &quiz, "left", &error));
    assert_false(give(c, &stale, 1, QUIZ_RIGHT, NULL));
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    assert_int_equal(answers_today(c), 1);
    quiz_release(&stale);
    assert_false(collection_quiz(c, "nosuch", &stale, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    quiz_release(&quiz);
    collection_close(c);
}

static void answers_count_for_the_day(void **state)
{
    (void)state;
    struct quiz quiz;
    struct graded graded = {0};
    struct schedule schedule;
    struct undone undone;
    struct collection *c = with_cards("day.db");
    must(collection_set(c, "goal-answers", "3", &error));
    test_clock_add(&now, 1, 0); /* a goal holds from tomorrow */
    start(c, 0, &quiz);
    for (size_t i = 0; i < 3; i++) {
        assert_false(graded.day_earned);
        must(give(c, &quiz, i, QUIZ_RIGHT, &graded));
    }
    assert_true(graded.day_earned);
    assert_int_equal(answers_today(c), 3);
    must(collection_schedule(c, ITEM_CARD, quiz.items[0].item, &schedule, &error));
    assert_false(schedule.reviewed); /* no review */
    must(collection_undo(c, &undone, &error));
    assert_false(undone.found); /* an answer of a quiz stays */
    assert_int_equal(answers_today(c), 3);
    assert_int_equal(test_doctor(c, false), 0);
    quiz_release(&quiz);
    collection_close(c);
}

static void becomes_reviews_once(void **state)
{
    (void)state;
    static const enum quiz_verdict verdicts[] = {QUIZ_RIGHT,  QUIZ_NOTED, QUIZ_WRONG,
                                                 QUIZ_PASSED, QUIZ_RIGHT, QUIZ_WRONG};
    static const int grades[] = {4, 3, 1, 0, 4, 1};
    struct quiz quiz;
    struct schedule schedule;
    struct undone undone;
    long made;
    struct collection *c = with_cards("reviews.db");
    start(c, 0, &quiz);
    for (size_t i = 0; i < 6; i++)
        must(give(c, &quiz, i, verdicts[i], NULL));
    must(collection_quiz_review(c, &quiz, &made, &error));
    assert_int_equal(made, 6);
    assert_true(quiz.reviewed);
    for (size_t i = 0; i < 6; i++) {
        must(collection_schedule(c, quiz.items[i].kind, quiz.items[i].subject, &schedule, &error));
        assert_int_equal(schedule.last_grade, grades[i]);
    }
    assert_int_equal(answers_today(c), 6); /* not twelve */
    must(collection_quiz_review(c, &quiz, &made, &error));
    assert_int_equal(made, 0);
    assert_int_equal(test_doctor(c, false), 0);
    must(collection_undo(c, &undone, &error)); /* the reviews can be undone like any */
    assert_string_equal(undone.kind, "prediction");
    assert_int_equal(answers_today(c), 6);
    assert_int_equal(test_doctor(c, false), 0);
    quiz_release(&quiz);
    collection_close(c);
}

static void the_setting_makes_reviews_at_once(void **state)
{
    (void)state;
    struct quiz quiz;
    struct schedule schedule;
    long made;
    struct collection *c = with_cards("setting.db");
    start(c, 0, &quiz);
    must(give(c, &quiz, 0, QUIZ_WRONG, NULL));
    must(collection_set(c, "quiz-counts-as-review", "yes", &error));
    must(give(c, &quiz, 1, QUIZ_RIGHT, NULL));
    must(collection_schedule(c, ITEM_CARD, quiz.items[1].item, &schedule, &error));
    assert_int_equal(schedule.last_grade, 4);
    must(collection_schedule(c, ITEM_CARD, quiz.items[0].item, &schedule, &error));
    assert_false(schedule.reviewed);
    assert_int_equal(answers_today(c), 2);
    must(collection_quiz_review(c, &quiz, &made, &error));
    assert_int_equal(made, 1); /* the first only */
    assert_int_equal(answers_today(c), 2);
    assert_int_equal(test_doctor(c, false), 0);
    quiz_release(&quiz);
    collection_close(c);
}

static bool count_row(void *context, const struct quiz_row *row)
{
    text_printf(context, "%ld/%ld/%ld %s;", row->right, row->answered, row->count,
                row->ended ? row->reason : "open");
    return true;
}

static bool keep_topic(void *context, const char *topic, long count, long right)
{
    text_printf(context, "%s %ld/%ld;", topic, right, count);
    return true;
}

/* Typed words judged wrong can be called right: one answer, one review, the day's count the same.
 */
static void the_person_knows_better(void **state)
{
    (void)state;
    struct quiz quiz, again;
    struct graded graded;
    struct schedule schedule;
    struct collection *c = with_cards("accept.db");
    must(collection_set(c, "quiz-counts-as-review", "yes", &error));
    start(c, 0, &quiz);
    must(give(c, &quiz, 0, QUIZ_WRONG, NULL));
    must(give(c, &quiz, 1, QUIZ_WRONG, NULL));
    must(give(c, &quiz, 2, QUIZ_PASSED, NULL));
    assert_false(collection_quiz_accept(c, &quiz, 0, NULL, &error)); /* it was chosen */
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    assert_false(collection_quiz_accept(c, &quiz, 2, NULL, &error)); /* nothing was typed */
    error_clear(&error);
    must(collection_schedule(c, ITEM_CARD, card_ids[1], &schedule, &error));
    assert_int_equal(schedule.last_grade, 1);

    must(collection_quiz_accept(c, &quiz, 1, &graded, &error));
    assert_int_equal(quiz.right, 1);
    assert_int_equal(quiz.given[1].verdict, QUIZ_ACCEPTED);
    assert_int_equal(graded.after.last_grade, 3);
    must(collection_schedule(c, ITEM_CARD, card_ids[1], &schedule, &error));
    assert_int_equal(schedule.last_grade, 3);
    assert_int_equal(schedule.lapses, 0);
    assert_int_equal(answers_today(c), 3);
    assert_false(collection_quiz_accept(c, &quiz, 1, NULL, &error)); /* once */
    error_clear(&error);

    must(collection_quiz(c, quiz.id, &again, &error));
    assert_int_equal(again.answered, 3);
    assert_int_equal(again.right, 1);
    assert_int_equal(again.given[1].verdict, QUIZ_ACCEPTED);
    assert_string_equal(again.given[1].typed, "typed \"so\"");
    assert_int_equal(test_doctor(c, false), 0);
    quiz_release(&again);
    quiz_release(&quiz);
    collection_close(c);
}

static void another_quiz_ends_the_open_one(void **state)
{
    (void)state;
    struct quiz first, second;
    struct text rows = {0}, topics = {0};
    struct collection *c = with_cards("two.db");
    start(c, 0, &first);
    must(give(c, &first, 0, QUIZ_RIGHT, NULL));
    test_clock_add(&now, 0, 5);
    start(c, 0, &second);
    assert_string_not_equal(first.id, second.id);
    must(give(c, &second, 0, QUIZ_NOTED, NULL));
    must(give(c, &second, 1, QUIZ_WRONG, NULL));
    must(give(c, &second, 2, QUIZ_WRONG, NULL));
    must(collection_each_quiz(c, count_row, &rows, &error));
    assert_string_equal(text_string(&rows), "1/3/6 open;1/1/6 left;");
    must(collection_each_quiz_topic(c, keep_topic, &topics, &error));
    assert_string_equal(text_string(&topics), "Part 1 2/3; 0/1;");
    text_release(&rows);
    text_release(&topics);
    quiz_release(&first);
    quiz_release(&second);
    collection_close(c);
}

struct seen {
    long rows;
    struct quiz_answer_row last;
};

static bool look(void *context, const struct quiz_answer_row *row)
{
    struct seen *seen = context;
    seen->rows++;
    if (!strcmp(row->kind, "choice")) {
        assert_string_equal(row->expected, "two");
        assert_string_equal(row->typed, "typed \"so\"");
        assert_string_equal(row->verdict, "correct");
        assert_string_equal(row->topic, "Part 1");
        assert_int_equal(row->grade, 4);
        assert_int_equal(row->milliseconds, 5000);
        assert_int_equal(row->utc_offset_minutes, 60);
        assert_null(row->skill);
        assert_null(row->generator);
        assert_true(row->ease_before == 2.5);
        assert_int_equal(row->interval_before, 1);
        assert_true(isnan(row->ease_after));
        assert_int_equal(row->interval_after, -1);
        assert_int_equal(row->due, DAY_NONE);
    } else {
        assert_string_equal(row->kind, "number");
        assert_string_equal(row->generator, "powers@2");
        assert_int_equal(row->seed, 77);
        assert_string_equal(row->skill, "powers");
        assert_string_equal(row->item_id, "powers@2/1/77");
        assert_true(isnan(row->ease_before));
        assert_int_equal(row->interval_after, 1);
        assert_int_equal(row->due, row->study_day + 1);
    }
    return true;
}

static void rows_hold_what_an_export_tells(void **state)
{
    (void)state;
    struct quiz quiz;
    struct seen seen = {0};
    struct collection *c = with_cards("export.db");
    size_t count = 0;
    must(collection_each_card(c, NULL, keep_id, &count, &error));
    (void)test_grade(c, card_ids[0], 4);
    start(c, 0, &quiz);
    must(give(c, &quiz, 0, QUIZ_RIGHT, NULL));
    must(collection_set(c, "quiz-counts-as-review", "yes", &error));
    must(give(c, &quiz, 4, QUIZ_RIGHT, NULL));
    must(collection_each_quiz_answer(c, look, &seen, &error));
    assert_int_equal(seen.rows, 2);
    quiz_release(&quiz);
    collection_close(c);
}

static void a_card_that_is_gone_can_be_answered(void **state)
{
    (void)state;
    struct harvest empty = {0};
    struct quiz quiz;
    long made;
    struct collection *c = with_cards("gone.db");
    start(c, 0, &quiz);
    struct quiz_item *item = &quiz.items[0];
    item->subject = "nosuchcard";
    must(give(c, &quiz, 0, QUIZ_RIGHT, NULL));
    must(give(c, &quiz, 1, QUIZ_RIGHT, NULL));
    empty.file = "/notes/a.md";
    (void)test_import_one(c, &empty); /* all cards lose their source */
    must(give(c, &quiz, 2, QUIZ_RIGHT, NULL));
    must(collection_quiz_review(c, &quiz, &made, &error));
    assert_int_equal(made, 3);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&empty);
    quiz_release(&quiz);
    collection_close(c);
}

static void repair_rebuilds_the_tables(void **state)
{
    (void)state;
    struct quiz quiz, again;
    struct collection *c = with_cards("repair.db");
    start(c, 0, &quiz);
    must(give(c, &quiz, 0, QUIZ_RIGHT, NULL));
    must(give(c, &quiz, 1, QUIZ_WRONG, NULL));
    must(collection_quiz_end(c, &quiz, "left", &error));
    test_sql("repair.db", "UPDATE quiz_answer SET correct = 1; DELETE FROM quiz;"
                          "UPDATE day SET answers = 9");
    assert_int_equal(test_doctor(c, false), 3);
    assert_int_equal(test_doctor(c, true), 0);
    assert_int_equal(test_doctor(c, false), 0);
    must(collection_quiz(c, quiz.id, &again, &error));
    assert_int_equal(again.right, 1);
    assert_string_equal(again.reason, "left");
    quiz_release(&quiz);
    quiz_release(&again);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_gone_on_with_as_it_was),
        cmocka_unit_test(an_answer_is_given_once),
        cmocka_unit_test(answers_count_for_the_day),
        cmocka_unit_test(becomes_reviews_once),
        cmocka_unit_test(the_setting_makes_reviews_at_once),
        cmocka_unit_test(the_person_knows_better),
        cmocka_unit_test(another_quiz_ends_the_open_one),
        cmocka_unit_test(rows_hold_what_an_export_tells),
        cmocka_unit_test(a_card_that_is_gone_can_be_answered),
        cmocka_unit_test(repair_rebuilds_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
