/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sprints: what is asked and when, and what the collection keeps of it. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection.h"
#include "exercises/sprint.h"
#include "tests/support/store.h"
#include "tui/sprint_session.h"

enum { SEEDS = 1000, QUESTIONS = 60 };

/* --- The state machine -------------------------------------------------------------------------
 */

/* Takes the question in front with that outcome, a second later. */
static void take(struct sprint *sprint, enum sprint_outcome outcome, int64_t *now)
{
    char typed[32] = "";
    struct sprint_mark mark;
    if (outcome != SPRINT_PASSED)
        (void)snprintf(typed, sizeof typed, "%ld",
                       sprint->question.answer + (outcome == SPRINT_WRONG));
    *now += 1000;
    assert_true(sprint_judge(sprint, typed, *now, &mark));
    assert_int_equal(mark.outcome, outcome);
    sprint_take(sprint, &mark, *now);
}

/* The answer by the signs in the text, without the reader that the sprint has. */
static long answer_of(const char *text)
{
    char sign[8];
    long a, b;
    int end = 0;
    assert_int_equal(sscanf(text, "%ld %7s %ld%n", &a, sign, &b, &end), 3);
    assert_int_equal(end, strlen(text));
    if (!strcmp(sign, "×"))
        return a * b;
    if (!strcmp(sign, "+"))
        return a + b;
    if (!strcmp(sign, "-"))
        return a - b;
    assert_string_equal(sign, "/");
    assert_int_equal(a % b, 0);
    return a / b;
}

static void check_question(const struct sprint_question *question)
{
    struct sprint_question read;
    long a, b;
    char sign[8];
    assert_true(question->answer > 0);
    assert_int_equal(question->answer, answer_of(question->text));
    assert_int_equal(question->answer, answer_of(question->fact));
    assert_true(sprint_question_read(question->fact, &read));
    assert_string_equal(read.text, question->fact);
    assert_string_equal(read.fact, question->fact); /* the key of a key is the key */
    assert_int_equal(read.answer, question->answer);
    assert_int_equal(sscanf(question->fact, "%ld %7s %ld", &a, sign, &b), 3);
    if (!strcmp(sign, "×") || !strcmp(sign, "+"))
        assert_true(a <= b);
    else
        assert_string_equal(question->fact, question->text);
}

static void questions_are_well_formed_and_never_twice_in_a_row(void **state)
{
    (void)state;
    for (int level = 1; level <= SPRINT_LEVELS; level++) {
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct sprint sprint;
            char before[3][SPRINT_FACT] = {"", "", ""};
            int64_t now = 0;
            sprint_start(&sprint, level, 120, seed, NULL, 0, now);
            for (int i = 0; i < QUESTIONS; i++) {
                check_question(&sprint.question);
                for (int k = 0; k < 3; k++)
                    assert_string_not_equal(sprint.question.fact, before[k]);
                (void)snprintf(before[i % 3], SPRINT_FACT, "%s", sprint.question.fact);
                take(&sprint, (enum sprint_outcome)((seed + (uint64_t)i * 7) % 5 % 3), &now);
            }
            sprint_release(&sprint);
        }
    }
}

static void all_kinds_of_a_level_come(void **state)
{
    (void)state;
    static const char *const signs[SPRINT_LEVELS][4] = {
        {"×", "/", "+", "-"}, {"×", "/", "+", "-"}, {"×", "/", "×", "-"}};
    for (int level = 1; level <= SPRINT_LEVELS; level++) {
        struct sprint sprint;
        int64_t now = 0;
        int counts[4] = {0};
        sprint_start(&sprint, level, 120, 1, NULL, 0, now);
        for (int i = 0; i < 400; i++) {
            for (int k = 0; k < 4; k++)
                counts[k] += strstr(sprint.question.text, signs[level - 1][k]) != NULL;
            take(&sprint, SPRINT_RIGHT, &now);
        }
        for (int k = 0; k < 4; k++)
            assert_true(counts[k] > 60);
        sprint_release(&sprint);
    }
}

/* Where each missed fact came again: after 3 to 5 others, again and again until it was right. */
static void missed_come_again(uint64_t seed, int (*outcome_of)(int number, bool again))
{
    struct sprint sprint;
    int64_t now = 0;
    int missed_at[QUESTIONS + 1];
    char facts[QUESTIONS + 1][SPRINT_FACT];
    sprint_start(&sprint, 1 + (int)(seed % 3), 120, seed, NULL, 0, now);
    for (int number = 1; number <= QUESTIONS; number++) {
        int waits = 0;
        for (int i = 1; i < number; i++)
            if (missed_at[i] && !strcmp(facts[i], sprint.question.fact)) {
                assert_in_range(number - i - 1, 3, 5);
                missed_at[i] = 0;
                waits++;
            }
        assert_true(waits <= 1);
        for (int i = 1; i < number - 6; i++)
            assert_int_equal(missed_at[i], 0); /* none is forgotten */
        int outcome = outcome_of(number, waits > 0);
        (void)snprintf(facts[number], SPRINT_FACT, "%s", sprint.question.fact);
        missed_at[number] = outcome != SPRINT_RIGHT;
        take(&sprint, (enum sprint_outcome)outcome, &now);
    }
    sprint_release(&sprint);
}

static int always_wrong(int number, bool again)
{
    (void)again;
    return number % 2 ? SPRINT_WRONG : SPRINT_PASSED;
}
static int wrong_once(int number, bool again)
{
    (void)number;
    return again ? SPRINT_RIGHT : SPRINT_WRONG;
}
static int now_and_then(int number, bool again)
{
    return number % 3 == 0 && (!again || number % 2) ? SPRINT_PASSED : SPRINT_RIGHT;
}

static void missed_facts_come_after_three_to_five_others(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        missed_come_again(seed, always_wrong);
        missed_come_again(seed, wrong_once);
        missed_come_again(seed, now_and_then);
    }
}

static void typed_answers_are_read_strictly(void **state)
{
    (void)state;
    struct sprint_question question;
    enum sprint_outcome outcome;
    assert_true(sprint_question_read("8 × 7", &question));
    assert_string_equal(question.fact, "7 × 8");
    static const struct {
        const char *typed;
        int outcome; /* -1: not read */
    } cases[] = {{"56", SPRINT_RIGHT},  {" 056 ", SPRINT_RIGHT},
                 {"54", SPRINT_WRONG},  {"", SPRINT_PASSED},
                 {"  ", SPRINT_PASSED}, {"5 6", -1},
                 {"56x", -1},           {"-56", -1},
                 {"56.0", -1},          {"99999999999", SPRINT_WRONG},
                 {"999999999999", -1},  {"0x38", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool read = sprint_read(&question, cases[i].typed, &outcome);
        assert_int_equal(read, cases[i].outcome >= 0);
        if (read)
            assert_int_equal(outcome, cases[i].outcome);
    }
    assert_true(sprint_question_matches(&question, "56"));
    assert_false(sprint_question_matches(&question, "5"));
    assert_false(sprint_question_matches(&question, "056"));
    static const char *const bad[] = {"",       "7",         "7 ×",    "7 × ",   "7×8",
                                      "7 / 2",  "3 / 0",     "3 - 7",  "7 × 8 ", "7 ^ 2",
                                      "-7 × 8", "12345 + 1", "7 × 8x", "7  × 8", "1 + 99999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(sprint_question_read(bad[i], &question));
}

static void weak_facts_come_early(void **state)
{
    (void)state;
    static const struct sprint_memory memories[] = {
        {"6 × 7", 4, 2, 0.5, 2000}, {"7 × 8", 3, 3, 1, 0},      {"12 + 13", 3, 0, 0, 1800},
        {"20 - 11", 2, 0, 0, 2200}, {"96 / 12", 2, 0, 0, 9000}, {"5 × 5", 9, 1, 0.1, 1500},
        {"no fact", 3, 3, 1, 0}};
    enum { COUNT = sizeof memories / sizeof *memories };
    assert_int_equal(sprint_weak_count(memories, COUNT), 3);
    int firsts = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct sprint sprint;
        int64_t now = 0;
        bool seen[COUNT] = {false};
        sprint_start(&sprint, 1, 120, seed, memories, COUNT, now);
        for (int number = 1; number <= 6; number++) {
            for (int i = 0; i < COUNT; i++)
                seen[i] = seen[i] || !strcmp(sprint.question.fact, memories[i].fact);
            if (number == 2)
                firsts += !strcmp(sprint.question.fact, "7 × 8");
            take(&sprint, SPRINT_RIGHT, &now);
        }
        assert_true(seen[0] && seen[1] && seen[4]);
        sprint_release(&sprint);
    }
    assert_in_range(firsts, 70, 130); /* its weight is half of all */
}

static void the_same_seed_is_the_same_sprint(void **state)
{
    (void)state;
    struct sprint a, b, c;
    int64_t now_a = 0, now_b = 500, now_c = 0;
    int same = 0;
    sprint_start(&a, 2, 120, 7, NULL, 0, now_a);
    sprint_start(&b, 2, 120, 7, NULL, 0, now_b);
    sprint_start(&c, 2, 120, 8, NULL, 0, now_c);
    for (int i = 0; i < QUESTIONS; i++) {
        assert_string_equal(a.question.text, b.question.text);
        same += !strcmp(a.question.text, c.question.text);
        take(&a, i % 4 ? SPRINT_RIGHT : SPRINT_PASSED, &now_a);
        take(&b, i % 4 ? SPRINT_RIGHT : SPRINT_PASSED, &now_b);
        take(&c, SPRINT_RIGHT, &now_c);
    }
    assert_true(same < 5);
    assert_int_equal(sprint_left(&a, 119999), 1);
    assert_int_equal(sprint_left(&a, 120000), 0);
    assert_int_equal(sprint_left(&b, 120000), 500);
    sprint_release(&a);
    sprint_release(&b);
    sprint_release(&c);
}

static void the_result_counts(void **state)
{
    (void)state;
    struct sprint sprint;
    struct sprint_result result;
    struct sprint_practice practice = {0};
    int64_t now = 0;
    char missed[SPRINT_FACT];
    sprint_start(&sprint, 1, 120, 3, NULL, 0, now);
    (void)snprintf(missed, sizeof missed, "%s", sprint.question.fact);
    while (sprint.count < 20)
        take(&sprint, !strcmp(sprint.question.fact, missed) ? SPRINT_WRONG : SPRINT_RIGHT, &now);
    sprint_result(&sprint, &result);
    assert_int_equal(result.right + result.wrong, 20);
    assert_true(result.wrong >= 3);
    assert_true(fabs(result.per_minute - (double)result.right / 2) < 1e-9);
    assert_true(fabs(result.accuracy - (double)result.right / 20) < 1e-9);
    assert_true(result.median_ms == 1000);
    assert_int_equal(result.missed_count, 1);
    assert_string_equal(result.missed[0].question.fact, missed);
    assert_int_equal(result.missed[0].times, result.wrong);
    assert_int_equal(result.slow_count, SPRINT_LIST);
    sprint_practice_start(&practice, &result);
    sprint_practice_take(&practice, false);
    assert_int_equal(practice.count, 1);
    sprint_practice_take(&practice, true);
    assert_int_equal(practice.count, 0);
    sprint_practice_release(&practice);
    sprint_result_release(&result);
    sprint_release(&sprint);
}

static void grades_follow_accuracy_and_the_usual_rate(void **state)
{
    (void)state;
    static const struct {
        long right, wrong;
        double rate, median;
        int grade;
    } cases[] = {{19, 1, 10, 10, 5}, {19, 1, 9.9, 10, 4}, {19, 1, 10, NAN, 4}, {18, 1, 10, 5, 4},
                 {9, 1, 10, 5, 4},   {89, 11, 50, 5, 3},  {8, 2, 5, 1, 3},     {79, 21, 50, 5, 2},
                 {6, 4, 5, 1, 2},    {59, 41, 50, 5, 1},  {0, 1, 0, NAN, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sprint_result result = {
            .right = cases[i].right, .wrong = cases[i].wrong, .per_minute = cases[i].rate};
        assert_int_equal(sprint_grade(&result, cases[i].median), cases[i].grade);
    }
}

/* --- In the collection -------------------------------------------------------------------------
 */

static struct clock now;
static struct error error;

static void answer(struct sprint_session *session, bool right, int64_t milliseconds)
{
    char typed[32];
    struct sprint_mark mark;
    now.elapsed_ms += milliseconds;
    (void)snprintf(typed, sizeof typed, "%ld", session->sprint.question.answer + !right);
    assert_int_equal(sprint_session_answer(session, typed, &mark, &error), SPRINT_TAKEN);
}

/* A sprint with that many right answers after one wrong one; the name of the fact missed. */
static void run_sprint(struct collection *c, int right, bool to_the_end, char missed[SPRINT_FACT])
{
    struct sprint_session session;
    assert_true(sprint_session_start(&session, c, 1, 60, 11, &error));
    (void)snprintf(missed, SPRINT_FACT, "%s", session.sprint.question.fact);
    answer(&session, false, 2500);
    for (int i = 0; i < right; i++)
        answer(&session, true, 1000);
    if (to_the_end) {
        now.elapsed_ms += 60000;
        struct sprint_mark mark;
        assert_int_equal(sprint_session_answer(&session, "1", &mark, &error), SPRINT_LATE);
        assert_true(sprint_session_finish(&session, &error));
    }
    sprint_session_release(&session);
}

static const struct sprint_memory *memory_of(const struct sprint_memory *memories, size_t count,
                                             const char *fact)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(memories[i].fact, fact))
            return &memories[i];
    fail_msg("nothing is known of %s", fact);
    return NULL;
}

static void a_sprint_is_one_answer_of_the_day(void **state)
{
    (void)state;
    struct day_fact fact;
    struct schedule schedule;
    char missed[SPRINT_FACT];
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("one.db", &now);
    run_sprint(c, 19, true, missed);
    assert_true(collection_day(c, collection_today(c), &fact, &error));
    assert_int_equal(fact.answers, 1);
    assert_int_equal(test_number("one.db", "SELECT count(*) FROM event WHERE kind = 'sprint'"), 21);
    assert_int_equal(test_number("one.db", "SELECT active_ms FROM day"), 2500 + 19 * 1000 + 1000);
    assert_true(collection_schedule(c, ITEM_DRILL, "arithmetic", &schedule, &error));
    assert_int_equal(schedule.last_grade, 4); /* 95 %, and nothing to compare the rate with */
    assert_int_equal(test_number("one.db", "SELECT payload ->> 'problem' = 'sprint@1/1/11' FROM "
                                           "event WHERE kind = 'drill'"),
                     1);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void undo_takes_the_grade_and_passes_over_the_answers(void **state)
{
    (void)state;
    struct undone undone;
    char missed[SPRINT_FACT];
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("undo.db", &now);
    run_sprint(c, 3, false, missed);
    assert_true(collection_undo(c, &undone, &error));
    assert_false(undone.found);
    run_sprint(c, 3, true, missed);
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(undone.kind, "drill");
    assert_int_equal(test_number("undo.db", "SELECT sum(correct) FROM sprint"), 6);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void facts_are_remembered_and_fade(void **state)
{
    (void)state;
    struct sprint_memory *memories;
    size_t count;
    char missed[SPRINT_FACT], ignored[SPRINT_FACT];
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("facts.db", &now);
    run_sprint(c, 2, false, missed); /* left before the fact came again; still known */
    assert_true(collection_sprint_memory(c, "arithmetic", 1, &memories, &count, &error));
    assert_int_equal(count, 3);
    assert_int_equal(sprint_weak_count(memories, count), 1);
    const struct sprint_memory *memory = memory_of(memories, count, missed);
    assert_true(memory->asked == 1 && memory->missed == 1 && memory->miss_share == 1 &&
                memory->milliseconds == 0);
    free(memories);
    run_sprint(c, 8, true, ignored);
    assert_true(collection_sprint_memory(c, "arithmetic", 1, &memories, &count, &error));
    memory = memory_of(memories, count, missed);
    assert_true(memory->asked > 1 && memory->miss_share < 1 && memory->milliseconds == 1000);
    free(memories);
    assert_true(collection_sprint_memory(c, "arithmetic", 2, &memories, &count, &error));
    assert_int_equal(count, 0); /* of another level */
    free(memories);
    collection_close(c);
}

static void only_finished_sprints_are_results(void **state)
{
    (void)state;
    struct sprint_past past;
    char missed[SPRINT_FACT];
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("best.db", &now);
    static const int rights[] = {7, 12, 9, 30, 8, 10, 11};
    for (int i = 0; i < 7; i++)
        run_sprint(c, rights[i], i != 3, missed); /* the one of 30 is unfinished */
    assert_true(sprint_past_read(c, 1, 60, &past, &error));
    assert_int_equal(past.count, 6);
    assert_true(past.best == 12);
    assert_true(past.median == 10); /* of 12, 9, 8, 10, 11 */
    assert_true(past.rates[0] == 7 && past.rates[5] == 11);
    assert_true(fabs(past.accuracies[1] - 12.0 / 13) < 1e-9);
    sprint_past_release(&past);
    assert_true(sprint_past_read(c, 1, 120, &past, &error));
    assert_int_equal(past.count, 0);
    assert_true(isnan(past.best) && isnan(past.median));
    sprint_past_release(&past);
    collection_close(c);
}

static void the_doctor_replays_and_repairs(void **state)
{
    (void)state;
    char missed[SPRINT_FACT];
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("doctor.db", &now);
    run_sprint(c, 9, true, missed);
    test_clock_add(&now, 1, 0);
    run_sprint(c, 4, false, missed);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
    test_sql("doctor.db", "UPDATE sprint SET correct = 99; DELETE FROM sprint_fact");
    c = test_open("doctor.db", &now);
    assert_int_equal(test_doctor(c, false), 2);
    assert_int_equal(test_doctor(c, true), 0); /* all repaired */
    assert_int_equal(test_doctor(c, false), 0);
    assert_int_equal(test_number("doctor.db", "SELECT sum(correct) FROM sprint"), 13);
    assert_int_equal(test_number("doctor.db", "SELECT sum(asked) FROM sprint_fact"), 15);
    collection_close(c);
}

/* What another device wrote may be anything. */
static void strange_events_do_no_harm(void **state)
{
    (void)state;
    struct sprint_memory *memories;
    size_t count;
    char missed[SPRINT_FACT];
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("strange.db", &now);
    run_sprint(c, 2, false, missed);
    collection_close(c);
    static const char *const payloads[] = {
        "{}",
        "{\"fact\":\"7 × 8\"}",
        "{\"fact\":\"7 × 8\",\"result\":\"eaten\"}",
        "{\"fact\":7,\"result\":\"right\"}",
        "{\"fact\":\"\",\"result\":\"right\",\"ms\":-5,\"level\":1}",
        "{\"fact\":\"a fact that is far too long to be one of arithmetic\",\"result\":\"wrong\"}",
        "{\"fact\":\"1 + 1\",\"result\":\"right\",\"ms\":9e99,\"level\":-3,\"seconds\":0}",
    };
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        char sql[512];
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, "
                       "zone, study_day, payload) VALUES ('x%zu', 'other', 'sprint', "
                       "'sprint/arithmetic%s', 1, 0, 'UTC', 20000, '%s')",
                       i, i % 2 ? "/x" : "", payloads[i]);
        test_sql("strange.db", sql);
    }
    c = test_open("strange.db", &now);
    assert_true(test_doctor(c, false) > 0);
    assert_int_equal(test_doctor(c, true), 0);
    assert_int_equal(test_doctor(c, false), 0);
    for (int level = 1; level <= SPRINT_LEVELS; level++) {
        assert_true(collection_sprint_memory(c, "arithmetic", level, &memories, &count, &error));
        (void)sprint_weak_count(memories, count);
        free(memories);
    }
    struct sprint_past past;
    assert_true(sprint_past_read(c, 1, 60, &past, &error));
    sprint_past_release(&past);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_well_formed_and_never_twice_in_a_row),
        cmocka_unit_test(all_kinds_of_a_level_come),
        cmocka_unit_test(missed_facts_come_after_three_to_five_others),
        cmocka_unit_test(typed_answers_are_read_strictly),
        cmocka_unit_test(weak_facts_come_early),
        cmocka_unit_test(the_same_seed_is_the_same_sprint),
        cmocka_unit_test(the_result_counts),
        cmocka_unit_test(grades_follow_accuracy_and_the_usual_rate),
        cmocka_unit_test(a_sprint_is_one_answer_of_the_day),
        cmocka_unit_test(undo_takes_the_grade_and_passes_over_the_answers),
        cmocka_unit_test(facts_are_remembered_and_fade),
        cmocka_unit_test(only_finished_sprints_are_results),
        cmocka_unit_test(the_doctor_replays_and_repairs),
        cmocka_unit_test(strange_events_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
