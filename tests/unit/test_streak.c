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
    streak_replay(&challenge, facts, count, START + (day_number)strlen(letters), streak);
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
    streak_replay(&challenge, facts, 2, START + 2, &streak);
    assert_int_equal(streak.days[1].status, DAY_TRAVEL);
    assert_int_equal(streak.chain, 2);
    assert_int_equal(streak.tokens, 2);
    streak_release(&streak);
    facts[1].first_ms = facts[0].last_ms + (int64_t)36 * 3600 * 1000;
    streak_replay(&challenge, facts, 2, START + 2, &streak);
    assert_int_equal(streak.days[1].status, DAY_FROZEN);
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
    streak_replay(&challenge, facts, 2, START + 4, &streak); /* E F E F, today open */
    assert_int_equal(streak.end_original, START + 9);
    assert_int_equal(streak.end_projected, START + 3 + 16);
    assert_true(fabs(streak.share - 0.5) < 1e-12);
    streak_release(&streak);
    streak_replay(&challenge, facts, 10, START + 40, &streak);
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
    streak_replay(&challenge, NULL, 0, START, &streak);
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
        streak_replay(&challenge, facts, 90, START + 58, &first);
        for (size_t i = 89; i > 0; i--) {
            size_t other = random_below(&random, i + 1);
            struct day_fact kept = facts[i];
            facts[i] = facts[other];
            facts[other] = kept;
        }
        streak_replay(&challenge, facts, 90, START + 58, &second);
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
        cmocka_unit_test(rests_run_out),
        cmocka_unit_test(ends_are_projected),
        cmocka_unit_test(strength_halves_in_13_days),
        cmocka_unit_test(not_started_is_empty),
        cmocka_unit_test(order_does_not_matter),
    };
    return cmocka_run_group_tests_name("streak", tests, NULL, NULL);
}
