/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the challenge, a picture of days a row; and that order never matters. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/streak.h"

enum { START = 20000, MORNING = 8 * 3600 * 1000 };

static struct day_fact fact_on(day_number day, int answers)
{
    return (struct day_fact){.day = day,
                             .answers = answers,
                             .due_at_open = -1,
                             .goal_answers = 10,
                             .goal_minutes = 10,
                             .goal_words = 25,
                             .goal_all_due = true,
                             .first_offset = 60,
                             .last_offset = 60,
                             .first_ms = (int64_t)day * 86400000 + MORNING,
                             .last_ms = (int64_t)day * 86400000 + 2 * MORNING};
}

/* 'E' earned, 'R' declared a rest, 'x' nothing. Today is the day after the last letter. */
static size_t facts_of(const char *letters, struct day_fact *facts)
{
    size_t count = 0;
    for (int i = 0; letters[i]; i++) {
        if (letters[i] == 'x')
            continue;
        facts[count] = fact_on(START + i, letters[i] == 'E' ? 10 : 0);
        if (letters[i] == 'R')
            facts[count] = (struct day_fact){.day = START + i, .rest = true, .due_at_open = -1};
        count++;
    }
    return count;
}

static void replay(const char *letters, struct streak *streak)
{
    struct challenge challenge = {.start = START, .length = 338, .rest_days = 14};
    struct day_fact facts[400];
    size_t count = facts_of(letters, facts);
    streak_replay(&challenge, facts, count, START + (day_number)strlen(letters), INT64_MAX, streak);
}

static void pictures(void **state)
{
    (void)state;
    static const struct {
        const char *lived, *seen;
        int earned, chain, best, tokens, behind;
    } rows[] = {
        {"", "?", 0, 0, 0, 2, 0},
        {"E", "E?", 1, 1, 1, 2, 0},
        {"EEx", "EEF?", 2, 2, 2, 1, 1},
        {"EExx", "EEF.?", 2, 0, 2, 1, 2},
        {"EExEx", "EEFEF?", 3, 3, 3, 0, 2},
        {"EExExEx", "EEFEFE.?", 4, 0, 4, 0, 3},
        {"EERRE", "EERRE?", 3, 3, 3, 2, 2},
        {"EEEEEEE", "EEEEEEE?", 7, 7, 7, 3, 0},
        {"EEEEEEEEEEEEEE", "EEEEEEEEEEEEEE?", 14, 14, 14, 3, 0}, /* three at most */
        {"ExERxE", "EFERFE?", 3, 3, 3, 0, 3},
        {"xxE", "F.E?", 1, 1, 1, 1, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct streak streak;
        replay(rows[i].lived, &streak);
        for (size_t d = 0; rows[i].seen[d]; d++)
            assert_int_equal(day_status_glyph(streak.days[d].status), rows[i].seen[d]);
        assert_int_equal(streak.earned, rows[i].earned);
        assert_int_equal(streak.chain, rows[i].chain);
        assert_int_equal(streak.best, rows[i].best);
        assert_int_equal(streak.tokens, rows[i].tokens);
        assert_int_equal(streak.behind, rows[i].behind);
        assert_int_equal(streak.day_count, 338);
        streak_release(&streak);
    }
}

static void each_way_to_earn(void **state)
{
    (void)state;
    struct day_fact fact = fact_on(START, 9);
    assert_false(day_fact_earned(&fact));
    fact.due_at_open = 9;
    assert_true(day_fact_earned(&fact));
    fact.due_at_open = 10;
    assert_false(day_fact_earned(&fact));
    fact.active_seconds = 599;
    assert_false(day_fact_earned(&fact));
    fact.active_seconds = 600;
    assert_true(day_fact_earned(&fact));
    fact = fact_on(START, 0);
    fact.due_at_open = 0;
    assert_false(day_fact_earned(&fact)); /* at least one answer */
    fact.answers = 1;
    assert_true(day_fact_earned(&fact));
    fact = fact_on(START, 0);
    fact.journal_words = 25;
    assert_true(day_fact_earned(&fact));
    fact.goal_words = 0;
    assert_false(day_fact_earned(&fact));
}

static void travel_skips_a_date(void **state)
{
    (void)state;
    struct challenge challenge = {.start = START, .length = 338, .rest_days = 14};
    struct day_fact facts[] = {fact_on(START, 10), fact_on(START + 2, 10)};
    struct streak streak;
    facts[1].first_offset = 13 * 60;
    facts[1].first_ms = facts[0].last_ms + (int64_t)35 * 3600 * 1000;
    streak_replay(&challenge, facts, 2, START + 2, INT64_MAX, &streak);
    assert_int_equal(streak.days[1].status, DAY_TRAVEL);
    assert_int_equal(streak.chain, 2);
    assert_int_equal(streak.tokens, 2);
    streak_release(&streak);
    facts[1].first_ms = facts[0].last_ms + (int64_t)36 * 3600 * 1000;
    streak_replay(&challenge, facts, 2, START + 2, INT64_MAX, &streak);
    assert_int_equal(streak.days[1].status, DAY_FROZEN);
    streak_release(&streak);
}

/* Two days with events, `days` apart and `hours` of real time between them. */
static enum day_status between(int days, int hours, int offset, bool same_zone, int *earned)
{
    struct challenge challenge = {.start = START, .length = 338, .rest_days = 14};
    struct day_fact facts[] = {fact_on(START, 10), fact_on(START + days, 10)};
    struct streak streak;
    facts[1].first_offset = facts[1].last_offset = offset;
    facts[1].first_ms = facts[0].last_ms + (int64_t)hours * 3600 * 1000;
    facts[1].last_ms = facts[1].first_ms + 1000;
    facts[1].same_zone = same_zone;
    streak_replay(&challenge, facts, 2, START + days, INT64_MAX, &streak);
    enum day_status status = streak.days[1].status;
    for (int i = 1; i < days; i++)
        assert_int_equal(streak.days[i].status == DAY_TRAVEL, status == DAY_TRAVEL);
    assert_int_equal(streak.chain, 2);
    *earned = streak.earned;
    streak_release(&streak);
    return status;
}

static void travel_is_an_offset_and_36_hours(void **state)
{
    (void)state;
    static const struct {
        int days, hours, offset;
        bool same_zone;
        enum day_status status;
    } rows[] = {
        {2, 35, 13 * 60, false, DAY_TRAVEL},
        {2, 36, 13 * 60, false, DAY_FROZEN}, /* a day was really missed */
        {2, 35, 60, false, DAY_FROZEN},      /* nobody moved */
        {2, 34, 2 * 60, true, DAY_FROZEN},   /* clocks went forward, at home */
        {2, 34, 11 * 60 + 30, true, DAY_FROZEN},
        {3, 35, 14 * 60, false, DAY_TRAVEL}, /* two dates skipped at once */
        {2, 20, -10 * 60, false, DAY_TRAVEL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int earned;
        assert_int_equal(
            between(rows[i].days, rows[i].hours, rows[i].offset, rows[i].same_zone, &earned),
            rows[i].status);
        assert_int_equal(earned, 2);
    }
}

/* Auckland on the 2nd day, then Los Angeles, where it is the 1st again. */
static void a_date_lived_ahead_is_not_taken_away(void **state)
{
    (void)state;
    struct challenge challenge = {.start = START, .length = 338, .rest_days = 14};
    struct day_fact facts[] = {fact_on(START, 10), fact_on(START + 1, 10), fact_on(START, 3)};
    struct streak streak;
    int64_t now = facts[1].last_ms + 1;
    streak_replay(&challenge, facts, 3, START, now, &streak);
    assert_int_equal(streak.earned, 2);
    assert_int_equal(streak.chain, 2);
    assert_int_equal(streak.days[0].answers, 13); /* one date lived twice is one day */
    assert_int_equal(streak.days[1].status, DAY_EARNED);
    assert_int_equal(streak.behind, 0);
    streak_release(&streak);
    streak_replay(&challenge, facts, 3, START, facts[1].first_ms - 1, &streak);
    assert_int_equal(streak.earned, 1); /* a clock that was ahead: not yet */
    assert_int_equal(streak.days[1].status, DAY_FUTURE);
    streak_release(&streak);
    challenge.length = 1;
    streak_replay(&challenge, facts, 3, START, now, &streak);
    assert_int_equal(streak.day_count, 2);
    streak_release(&streak);
}

static void the_last_earned_day_ends_it(void **state)
{
    (void)state;
    static const int lengths[] = {338, 100, 7, 1};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct challenge challenge = {.start = START, .length = lengths[i], .rest_days = 14};
        struct day_fact facts[400];
        struct streak streak;
        for (int d = 0; d < 400; d++)
            facts[d] = fact_on(START + d + (d >= 5), 10); /* one day was missed: frozen */
        streak_replay(&challenge, facts, 400, START + 400, INT64_MAX, &streak);
        bool before = lengths[i] <= 5;
        assert_int_equal(streak.earned, lengths[i]);
        assert_int_equal(streak.finished, START + lengths[i] - before);
        assert_int_equal(streak.end_projected, streak.finished);
        assert_int_equal(streak.end_original, START + lengths[i] - 1);
        assert_int_equal(streak.behind, !before);
        assert_int_equal(streak.chain, 400); /* which goes on */
        streak_release(&streak);
        streak_replay(&challenge, facts, (size_t)lengths[i] - 1, START + 400, INT64_MAX, &streak);
        assert_int_equal(streak.finished, DAY_NONE);
        streak_release(&streak);
    }
}

static void rests_are_counted(void **state)
{
    (void)state;
    struct challenge challenge = {.start = START, .length = 10, .rest_days = 4};
    struct day_fact facts[] = {fact_on(START, 10), fact_on(START + 1, 10), fact_on(START + 5, 0),
                               fact_on(START + 40, 0)};
    struct streak streak;
    for (int i = 1; i < 4; i++)
        facts[i].rest = true;
    streak_replay(&challenge, facts, 4, START + 2, INT64_MAX, &streak);
    assert_int_equal(streak.days[1].status, DAY_EARNED); /* a rest that was studied */
    assert_true(streak.days[1].rest);
    assert_int_equal(streak.days[5].status, DAY_FUTURE);
    assert_true(streak.days[5].rest);
    assert_int_equal(streak.rest_left, 1); /* one lies beyond the picture */
    streak_release(&streak);
}

static void declared_days_are_counted_apart(void **state)
{
    (void)state;
    struct challenge challenge = {.start = START, .length = 338, .rest_days = 14};
    struct day_fact facts[] = {fact_on(START, 10),
                               {.day = START, .declared = true},
                               {.day = START + 1, .declared = true, .due_at_open = -1}};
    struct streak streak;
    facts[1].due_at_open = -1;
    streak_replay(&challenge, facts, 3, START + 3, INT64_MAX, &streak);
    assert_int_equal(streak.earned, 1);
    assert_int_equal(streak.declared, 1); /* the first is earned anyway */
    assert_true(streak.days[0].declared && streak.days[1].declared);
    assert_int_equal(streak.days[1].status, DAY_FROZEN);
    streak_release(&streak);
}

static void milestones_have_dates(void **state)
{
    (void)state;
    struct streak streak;
    struct milestone stones[MILESTONES];
    replay("EEEEExEEEExx", &streak); /* 9 of 12 */
    assert_int_equal(streak_milestones(&streak, stones), 9);
    static const int days[] = {7, 30, 50, 100, 169, 200, 250, 300, 338};
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(stones[i].days, days[i]);
        assert_int_equal(stones[i].reached, i == 0);
    }
    assert_int_equal(stones[0].day, START + 7);
    assert_int_equal(stones[1].day, START + 11 + 28); /* 21 more at three in four days */
    assert_int_equal(stones[8].day, streak.end_projected);
    streak_release(&streak);
    struct challenge challenge = {.start = START, .length = 100, .rest_days = 14};
    streak_replay(&challenge, NULL, 0, START, INT64_MAX, &streak);
    assert_int_equal(streak_milestones(&streak, stones), 4); /* 7, 30, 50, 100: half is 50 */
    assert_int_equal(stones[3].days, 100);
    assert_int_equal(stones[3].day, DAY_NONE);
    streak_release(&streak);
}

static void pace_is_of_four_weeks(void **state)
{
    (void)state;
    struct streak streak;
    replay("EEEEEEEEEEEEEExxxxxxxxxxxxxxEEEEEEEEEEEEEE", &streak); /* 14 of the last 28 */
    assert_true(fabs(streak.pace - 3.5) < 1e-12);
    assert_true(fabs(streak.pace_needed - 7.0 * 310 / 296) < 1e-12); /* more than a week has */
    streak_release(&streak);
    replay("EEEE", &streak);
    assert_true(fabs(streak.pace - 7) < 1e-12);
    assert_true(fabs(streak.pace_needed - 7) < 1e-12);
    streak_release(&streak);
    struct challenge short_one = {.start = START, .length = 3, .rest_days = 14};
    streak_replay(&short_one, NULL, 0, START + 3, INT64_MAX, &streak);
    assert_true(isnan(streak.pace_needed)); /* its end is past */
    assert_true(fabs(streak.pace) < 1e-12);
    streak_release(&streak);
    replay("", &streak);
    assert_true(isnan(streak.pace));
    assert_true(fabs(streak.pace_needed - 7) < 1e-12);
    streak_release(&streak);
}

static void rests_run_out(void **state)
{
    (void)state;
    struct streak streak;
    replay("ERRRRRRRRRRRRRRRRE", &streak); /* 16 declared, 14 allowed */
    assert_int_equal(streak.days[14].status, DAY_REST);
    assert_int_equal(streak.days[15].status, DAY_FROZEN);
    assert_int_equal(streak.days[16].status, DAY_MISSED);
    assert_int_equal(streak.rest_left, 0);
    streak_release(&streak);
}

static void ends_are_projected(void **state)
{
    (void)state;
    struct challenge challenge = {.start = START, .length = 10, .rest_days = 14};
    struct day_fact facts[10];
    struct streak streak;
    for (int i = 0; i < 10; i++)
        facts[i] = fact_on(START + 2 * i, 10);
    streak_replay(&challenge, facts, 2, START + 4, INT64_MAX, &streak); /* E F E F, today open */
    assert_int_equal(streak.end_original, START + 9);
    assert_int_equal(streak.end_projected, START + 3 + 16);
    assert_true(fabs(streak.share - 0.5) < 1e-12);
    streak_release(&streak);
    streak_replay(&challenge, facts, 10, START + 40, INT64_MAX, &streak);
    assert_int_equal(streak.earned, 10);
    assert_int_equal(streak.end_projected, START + 18);
    streak_release(&streak);
}

static void strength_halves_in_13_days(void **state)
{
    (void)state;
    char lived[64] = "EEEEEEEEEEEEEEEEEEEEE";
    struct streak before, after;
    replay(lived, &before);
    strcat(lived, "xxxxxxxxxxxxxxxx"); /* F . F . F and then 11 missed */
    replay(lived, &after);
    int missed = 0;
    for (size_t i = 0; i < after.day_count; i++)
        missed += after.days[i].status == DAY_MISSED;
    assert_int_equal(missed, 13);
    assert_true(fabs(after.strength - before.strength / 2) < 1e-12);
    streak_release(&before);
    streak_release(&after);
}

static void not_started_is_empty(void **state)
{
    (void)state;
    struct challenge challenge = {.start = DAY_NONE, .length = 338, .rest_days = 14};
    struct streak streak;
    streak_replay(&challenge, NULL, 0, START, INT64_MAX, &streak);
    assert_int_equal(streak.day_count, 0);
    assert_int_equal(streak.earned, 0);
    streak_release(&streak);
}

static struct day_fact random_fact(struct random_source *random)
{
    struct day_fact fact = fact_on(START + (int)random_below(random, 60), 0);
    fact.answers = (int)random_below(random, 14);
    fact.due_at_open = (int)random_below(random, 12) - 1;
    fact.rest = random_below(random, 9) == 0;
    fact.first_ms += (int64_t)random_below(random, 40000000);
    fact.last_ms = fact.first_ms + (int64_t)random_below(random, 40000000);
    fact.first_offset = (int)random_below(random, 3) * 60;
    fact.last_offset = (int)random_below(random, 3) * 60;
    return fact;
}

static void order_does_not_matter(void **state)
{
    (void)state;
    struct random_source random;
    struct challenge challenge = {.start = START, .length = 50, .rest_days = 4};
    random_init(&random, 338);
    for (int round = 0; round < 300; round++) {
        struct day_fact facts[90];
        struct streak first, second;
        for (int i = 0; i < 90; i++)
            facts[i] = random_fact(&random);
        streak_replay(&challenge, facts, 90, START + 58, INT64_MAX, &first);
        for (size_t i = 89; i > 0; i--) {
            size_t other = random_below(&random, i + 1);
            struct day_fact kept = facts[i];
            facts[i] = facts[other];
            facts[other] = kept;
        }
        streak_replay(&challenge, facts, 90, START + 58, INT64_MAX, &second);
        assert_int_equal(first.day_count, second.day_count);
        for (size_t i = 0; i < first.day_count; i++)
            assert_int_equal(first.days[i].status, second.days[i].status);
        assert_int_equal(first.chain, second.chain);
        assert_int_equal(first.best, second.best);
        assert_int_equal(first.end_projected, second.end_projected);
        streak_release(&first);
        streak_release(&second);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures),
        cmocka_unit_test(each_way_to_earn),
        cmocka_unit_test(travel_skips_a_date),
        cmocka_unit_test(travel_is_an_offset_and_36_hours),
        cmocka_unit_test(a_date_lived_ahead_is_not_taken_away),
        cmocka_unit_test(the_last_earned_day_ends_it),
        cmocka_unit_test(rests_are_counted),
        cmocka_unit_test(declared_days_are_counted_apart),
        cmocka_unit_test(milestones_have_dates),
        cmocka_unit_test(pace_is_of_four_weeks),
        cmocka_unit_test(rests_run_out),
        cmocka_unit_test(ends_are_projected),
        cmocka_unit_test(strength_halves_in_13_days),
        cmocka_unit_test(not_started_is_empty),
        cmocka_unit_test(order_does_not_matter),
    };
    return cmocka_run_group_tests_name("streak", tests, NULL, NULL);
}
