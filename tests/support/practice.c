/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/practice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "exercises/drill.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"

static void must(bool good, const struct error *error, const char *what)
{
    if (good)
        return;
    (void)fprintf(stderr, "%s: %s\n", what, error->message);
    abort();
}

void practice_answer(struct collection *c, const char *skill, uint64_t seed, int misconception,
                     int64_t milliseconds)
{
    struct error error = {0};
    struct problem problem;
    struct graded graded;
    int level;
    double rating;
    const struct drill *drill = drill_find(skill);
    must(drill != NULL, &error, skill);
    must(collection_skill(c, skill, drill->levels, &level, &rating, &error), &error, skill);
    must(drill_generate(drill, level, seed, &problem, &error), &error, skill);
    bool right = misconception == PRACTICE_RIGHT;
    bool named = misconception >= 0 && (size_t)misconception < problem.misconception_count;
    const struct misconception *met = named ? &problem.misconceptions[misconception] : NULL;
    struct answer answer = {.kind = ITEM_DRILL,
                            .subject = skill,
                            .grade = right ? 4
                                     : met ? 2
                                           : 1,
                            .milliseconds = milliseconds,
                            .typed = right ? problem.answer
                                     : met ? met->answer
                                           : "0",
                            .problem = problem.id,
                            .verdict = right ? "correct" : "wrong",
                            .misconception = met ? met->name : NULL,
                            .level = level,
                            .distance = NAN};
    must(collection_answer(c, &answer, &graded, &error), &error, skill);
    problem_release(&problem);
}

/* --- Seven weeks --------------------------------------------------------------------------------
 */

/* Who practises a skill whenever it falls due. */
struct habit {
    const char *skill;
    int days_ago, times; /* the first day; problems a day */
    int wrong_of_ten;    /* at the beginning; half of it at the end */
    double seconds;      /* at the beginning; two thirds of it at the end */
};

static const struct habit habits[] = {
    {"powers", 47, 14, 1, 22}, {"arithmetic", 45, 14, 1, 14},     {"byte-units", 40, 8, 4, 45},
    {"bases", 33, 12, 1, 60},  {"percent-change", 30, 10, 1, 50}, {"truth-table", 24, 6, 2, 75},
    {"nines", 21, 12, 0, 40},  {"linear-equation", 18, 6, 3, 35}, {"bayes", 12, 4, 7, 120},
    {"spread", 9, 5, 4, 80},   {"dot-product", 6, 4, 2, 90},      {"logarithm", 1, 3, 0, 30},
};
enum { HABITS = sizeof habits / sizeof *habits, FIRST_DAY = 47 };

static void practise(struct collection *c, const struct habit *habit, int days_ago)
{
    double left = (double)days_ago / habit->days_ago; /* 1 at the beginning, 0 at the end */
    for (int i = 0; i < habit->times; i++) {
        uint64_t seed = (uint64_t)(days_ago * 100 + i + 1);
        uint64_t chance = random_mix(hash_bytes(habit->skill, 4), seed);
        bool wrong = (double)(chance % 1000) < 100.0 * habit->wrong_of_ten * (0.5 + 0.5 * left);
        double noise = 0.6 + (double)(chance / 1000 % 1000) / 1000;
        double seconds = habit->seconds * (0.67 + 0.33 * left) * noise;
        int met = chance / 7 % 4 ? (int)(chance / 11 % 2) : PRACTICE_PLAINLY_WRONG;
        practice_answer(c, habit->skill, seed, wrong ? met : PRACTICE_RIGHT,
                        (int64_t)(seconds * 1000));
    }
}

static bool is_due(struct collection *c, const char *skill)
{
    struct schedule schedule;
    struct error error = {0};
    must(collection_schedule(c, ITEM_DRILL, skill, &schedule, &error), &error, skill);
    return !schedule.reviewed || schedule.due <= collection_today(c);
}

void practice_weeks(struct collection *c, struct clock *clock)
{
    struct clock now = *clock;
    for (int days_ago = FIRST_DAY; days_ago > 0; days_ago--) {
        *clock = now;
        test_clock_add(clock, -days_ago, 0);
        for (size_t i = 0; i < HABITS; i++)
            if (days_ago <= habits[i].days_ago && is_due(c, habits[i].skill))
                practise(c, &habits[i], days_ago);
    }
    *clock = now;
}

/* --- On the screen ------------------------------------------------------------------------------
 */

void practice_solve(struct screen_test *test, const char *skill, uint64_t number)
{
    struct error error = {0};
    struct problem problem;
    int level;
    double rating;
    char begin[24];
    const struct drill *drill = drill_find(skill);
    uint64_t day = (uint64_t)collection_today(test->collection);
    uint64_t seed = random_mix(test->app.seed, random_mix(day, number)) % 1000000000U;
    assert_true(collection_skill(test->collection, skill, drill->levels, &level, &rating, &error));
    assert_true(drill_generate(drill, level, seed, &problem, &error));
    (void)snprintf(begin, sizeof begin, "%s", problem.prompt);
    begin[strcspn(begin, "\n")] = '\0';
    screen_expect(test, begin);
    screen_type(test, problem.answer);
    screen_type(test, "\r");
    screen_expect(test, "Correct");
    screen_type(test, "\r");
    problem_release(&problem);
}
