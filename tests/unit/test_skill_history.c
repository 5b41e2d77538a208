/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a skill and the tally of all, against a model that the test keeps itself. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/random.h"
#include "engine/collection.h"
#include "tests/support/store.h"

enum { SKILLS = 3, MOST = 120 };
static const char *const skills[SKILLS] = {"bases", "powers", "spread"};

struct model_answer {
    int skill, grade, level, hints;
    int64_t ms;
    day_number day;
    bool misconception;
};
struct model {
    struct model_answer answers[MOST];
    size_t count;
};

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-09-01T08:00:00+02:00");
    (void)unlink(path);
    return test_open(path, &now);
}

static void answer(struct collection *c, const struct model_answer *given)
{
    char problem[64];
    struct graded graded;
    struct error error = {0};
    (void)snprintf(problem, sizeof problem, "%s@1/%d/%lld", skills[given->skill], given->level,
                   (long long)given->ms);
    struct answer stored = {.kind = ITEM_DRILL,
                            .subject = skills[given->skill],
                            .grade = given->grade,
                            .milliseconds = given->ms,
                            .typed = "7",
                            .problem = problem,
                            .verdict = given->grade >= 3 ? "correct" : "wrong",
                            .misconception = given->misconception ? "lost-a-zero" : NULL,
                            .hints = given->hints,
                            .level = given->level,
                            .distance = NAN};
    assert_true(collection_answer(c, &stored, &graded, &error));
}

/* Answers by chance over weeks; about one in eight is taken back at once. */
static void live(struct collection *c, struct model *model, uint64_t seed)
{
    struct random_source source;
    random_init(&source, seed);
    memset(model, 0, sizeof *model);
    for (int i = 0; i < MOST; i++) {
        struct model_answer given = {.skill = (int)random_below(&source, SKILLS),
                                     .grade = (int)random_below(&source, 6),
                                     .level = 1 + (int)random_below(&source, 3),
                                     .hints = (int)random_below(&source, 2),
                                     .ms = (int64_t)random_below(&source, 5) * 1700,
                                     .day = collection_today(c)};
        given.misconception = given.grade == 2;
        answer(c, &given);
        if (random_below(&source, 8) == 0) {
            struct undone undone;
            struct error error = {0};
            assert_true(collection_undo(c, &undone, &error));
            assert_string_equal(undone.kind, "drill");
        } else {
            model->answers[model->count++] = given;
        }
        test_clock_add(&now, (int)random_below(&source, 3), 1);
    }
}

static size_t model_of(const struct model *model, int skill, const struct model_answer **answers)
{
    size_t count = 0;
    for (size_t i = 0; i < model->count; i++)
        if (model->answers[i].skill == skill)
            answers[count++] = &model->answers[i];
    return count;
}

static void check_history(struct collection *c, const struct model *model, int skill)
{
    const struct model_answer *wanted[MOST];
    struct skill_history history;
    struct error error = {0};
    size_t count = model_of(model, skill, wanted);
    int level;
    double rating;
    assert_true(collection_skill_history(c, ITEM_DRILL, skills[skill], &history, &error));
    assert_int_equal(history.count, count);
    for (size_t i = 0; i < count; i++) {
        const struct skill_answer *told = &history.answers[i];
        assert_int_equal(told->study_day, wanted[i]->day);
        assert_int_equal(told->grade, wanted[i]->grade);
        assert_int_equal(told->level, wanted[i]->level);
        assert_int_equal(told->hints, wanted[i]->hints);
        assert_int_equal(told->milliseconds, wanted[i]->ms);
        assert_int_equal(told->right, wanted[i]->grade >= 3);
        assert_string_equal(told->verdict, wanted[i]->grade >= 3 ? "correct" : "wrong");
        assert_int_equal(told->misconception != NULL, wanted[i]->misconception);
        assert_int_equal(strncmp(told->problem, skills[skill], strlen(skills[skill])), 0);
        assert_true(i == 0 || told->at.utc_ms > history.answers[i - 1].at.utc_ms);
        double before = i ? history.answers[i - 1].rating : 1241; /* a beginner's */
        assert_true(told->right ? told->rating > before : told->rating < before);
    }
    assert_true(collection_skill(c, skills[skill], 3, &level, &rating, &error));
    assert_true(count > 0);
    assert_true(fabs(rating - history.answers[count - 1].rating) < 1e-9);
    skill_history_release(&history);
}

static int compare_times(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static int64_t model_median(const struct model_answer **answers, size_t count)
{
    int64_t times[MOST];
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (answers[i]->grade >= 3 && answers[i]->ms > 0)
            times[kept++] = answers[i]->ms;
    qsort(times, kept, sizeof *times, compare_times);
    return !kept ? -1 : kept % 2 ? times[kept / 2] : (times[kept / 2 - 1] + times[kept / 2]) / 2;
}

static void check_tally(const struct skill_tallies *tallies, const struct model *model, int skill)
{
    const struct model_answer *wanted[MOST];
    long count = (long)model_of(model, skill, wanted), right = 0, recent_right = 0;
    const struct skill_tally *tally = skill_tally_find(tallies, skills[skill]);
    for (long i = 0; i < count; i++) {
        right += wanted[i]->grade >= 3;
        recent_right += i >= count - 20 && wanted[i]->grade >= 3;
    }
    assert_non_null(tally);
    assert_int_equal(tally->answers, count);
    assert_int_equal(tally->right, right);
    assert_int_equal(tally->recent, count < 20 ? count : 20);
    assert_int_equal(tally->recent_right, recent_right);
    assert_int_equal(tally->median_ms, model_median(wanted, (size_t)count));
    assert_int_equal(tally->last_day, wanted[count - 1]->day);
}

static void check_all(struct collection *c, const struct model *model)
{
    struct skill_tallies tallies;
    struct error error = {0};
    assert_true(collection_skill_tallies(c, &tallies, &error));
    assert_int_equal(tallies.count, SKILLS);
    for (int skill = 0; skill < SKILLS; skill++) {
        check_history(c, model, skill);
        check_tally(&tallies, model, skill);
    }
    skill_tallies_release(&tallies);
}

static void lives_are_told_as_they_were(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct model model;
        struct collection *c = fresh("history.db");
        live(c, &model, seed);
        check_all(c, &model);
        assert_int_equal(test_doctor(c, false), 0);
        collection_close(c);
    }
}

/* A list command opens for reading: there no transaction has chosen a scheduler. */
static void reading_is_enough(void **state)
{
    (void)state;
    struct model model;
    struct error error = {0};
    struct collection *c = fresh("history-read.db");
    live(c, &model, 9);
    collection_close(c);
    struct collection_options options = {.path = "history-read.db", .clock = &now};
    c = collection_open(&options, &error);
    assert_non_null(c);
    check_all(c, &model);
    collection_close(c);
}

static void what_was_never_tried_is_empty(void **state)
{
    (void)state;
    struct skill_history history;
    struct skill_tallies tallies;
    struct undone undone;
    struct error error = {0};
    struct collection *c = fresh("history-empty.db");
    assert_true(collection_skill_history(c, ITEM_DRILL, "powers", &history, &error));
    assert_int_equal(history.count, 0);
    skill_history_release(&history);
    assert_true(collection_skill_tallies(c, &tallies, &error));
    assert_int_equal(tallies.count, 0);
    assert_null(skill_tally_find(&tallies, "powers"));
    skill_tallies_release(&tallies);
    answer(c, &(struct model_answer){.skill = 1, .grade = 5, .level = 1, .ms = 900});
    assert_true(collection_undo(c, &undone, &error));
    assert_true(undone.found);
    assert_true(collection_skill_tallies(c, &tallies, &error));
    assert_int_equal(tallies.count, 0);
    skill_tallies_release(&tallies);
    assert_false(collection_skill_history(c, ITEM_CARD, "powers", &history, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    collection_close(c);
}

/* A simulation's question has a history, but is no drill. */
static void questions_are_told_apart(void **state)
{
    (void)state;
    struct skill_history history;
    struct skill_tallies tallies;
    struct graded graded;
    struct error error = {0};
    struct collection *c = fresh("history-question.db");
    struct answer guess = {.kind = ITEM_SIMULATION,
                           .subject = "hash:probes",
                           .grade = 4,
                           .milliseconds = 5000,
                           .problem = "hash:probes@1/1/3",
                           .verdict = "correct",
                           .distance = 0.1};
    assert_true(collection_answer(c, &guess, &graded, &error));
    assert_true(collection_skill_history(c, ITEM_SIMULATION, "hash:probes", &history, &error));
    assert_int_equal(history.count, 1);
    assert_string_equal(history.answers[0].problem, "hash:probes@1/1/3");
    skill_history_release(&history);
    assert_true(collection_skill_tallies(c, &tallies, &error));
    assert_int_equal(tallies.count, 0);
    skill_tallies_release(&tallies);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lives_are_told_as_they_were),
        cmocka_unit_test(reading_is_enough),
        cmocka_unit_test(what_was_never_tried_is_empty),
        cmocka_unit_test(questions_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
