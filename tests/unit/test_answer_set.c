/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets and intervals as answers. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "tests/support/answer_rows.h"

enum { ROOTS, NO_ROOTS, ROUNDED, HALF_OPEN, RAY, OUTSIDE, NOWHERE, EVERYWHERE };
static const struct problem problems[] = {
    [ROOTS] = {.kind = ANSWER_SET,
               .answer = "{2, -3}",
               .misconceptions = {{"{-2, 3}", "signs-turned", "the factors have the other signs"}},
               .misconception_count = 1},
    [NO_ROOTS] = {.kind = ANSWER_SET, .answer = "none"},
    [ROUNDED] = {.kind = ANSWER_SET, .answer = "{2.41, -0.41}", .absolute = 0.0051},
    [HALF_OPEN] = {.kind = ANSWER_INTERVAL, .answer = "(2, 5]"},
    [RAY] = {.kind = ANSWER_INTERVAL,
             .answer = "[3/2, inf)",
             .misconceptions = {{"(-inf, 3/2]", "kept-the-sign", "dividing by -2 turns the sign"}},
             .misconception_count = 1},
    [OUTSIDE] = {.kind = ANSWER_INTERVAL, .answer = "(-inf, -2) or (2, inf)"},
    [NOWHERE] = {.kind = ANSWER_INTERVAL, .answer = "none"},
    [EVERYWHERE] = {.kind = ANSWER_INTERVAL, .answer = "(-inf, inf)"},
};

static const struct problem_row table[] = {
    {ROOTS, "{2, -3}", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "-3, 2", VERDICT_CORRECT, "{-3, 2}", ""},
    {ROOTS, "2,-3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "2 or -3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "2 and −3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "2; -3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "x = 2 or x = -3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "x1=2, x2=-3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "2, -3, 2", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "4/2, or -3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "-1/2 ± 5/2", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "sqrt(4), -3", VERDICT_CORRECT, "{2, -3}", ""},
    {ROOTS, "2", VERDICT_WRONG, "{2}", "not all of them"},
    {ROOTS, "2, 3", VERDICT_WRONG, "{2, 3}", "1 of these 2 belongs"},
    {ROOTS, "3, -2", VERDICT_WRONG, "{3, -2}", "other signs"},
    {ROOTS, "none", VERDICT_WRONG, "none", "at least one"},
    {ROOTS, "2, -3, 4", VERDICT_WRONG, "{2, -3, 4}", "2 of these 3 belong "},
    {ROOTS, "2 -3", VERDICT_UNGRADED, "", "one number or two"},
    {ROOTS, "2 ms, 3 ms", VERDICT_UNGRADED, "", "without a unit"},
    {ROOTS, "2, abc", VERDICT_UNGRADED, "", "number"},
    {ROOTS, "2,", VERDICT_UNGRADED, "", NULL},
    {ROOTS, "{2, -3", VERDICT_UNGRADED, "", NULL},
    {ROOTS, "1,500", VERDICT_UNGRADED, "", "Leave a blank"},
    {ROOTS, "1/0, 2", VERDICT_UNGRADED, "", NULL},
    {NO_ROOTS, "none", VERDICT_CORRECT, "none", ""},
    {NO_ROOTS, "No real roots", VERDICT_CORRECT, "none", ""},
    {NO_ROOTS, "{}", VERDICT_CORRECT, "none", ""},
    {NO_ROOTS, "∅", VERDICT_CORRECT, "none", ""},
    {NO_ROOTS, "0", VERDICT_WRONG, "{0}", ""},
    {ROUNDED, "2.414, -0.414", VERDICT_CORRECT, "{2.414, -0.414}", ""},
    {ROUNDED, "1 ± sqrt(2)", VERDICT_CORRECT, NULL, ""},
    {ROUNDED, "1 + √2 or 1 - √2", VERDICT_CORRECT, NULL, ""},
    {ROUNDED, "2.41, 2.412", VERDICT_WRONG, NULL, ""},
    {ROUNDED, "2.4, -0.4", VERDICT_WRONG, NULL, ""},

    {HALF_OPEN, "(2, 5]", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "(2,5]", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "(2; 5]", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "2 < x <= 5", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "5 ≥ x > 2", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "x > 2 and x <= 5", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "(2, 3] or (3, 5]", VERDICT_CORRECT, "(2, 5]", ""},
    {HALF_OPEN, "[2, 5]", VERDICT_WRONG, "[2, 5]", "which of them belong"},
    {HALF_OPEN, "(2, 3) or (3, 5]", VERDICT_WRONG, "(2, 3) or (3, 5]", "not the answer"},
    {HALF_OPEN, "(2, 6]", VERDICT_WRONG, "(2, 6]", "not the answer"},
    {HALF_OPEN, "(5, 2]", VERDICT_UNGRADED, "", "smaller end"},
    {HALF_OPEN, "2, 5", VERDICT_UNGRADED, "", "looks like"},
    {HALF_OPEN, "(2, 5", VERDICT_UNGRADED, "", "looks like"},
    {HALF_OPEN, "(1,000, 2,000)", VERDICT_UNGRADED, "", "leave out commas"},
    {HALF_OPEN, "2 < 3", VERDICT_UNGRADED, "", "variable"},
    {HALF_OPEN, "2 < x < 3 < 4", VERDICT_UNGRADED, "", "looks like"},
    {RAY, "x >= 3/2", VERDICT_CORRECT, "[3/2, inf)", ""},
    {RAY, "x => 1.5", VERDICT_CORRECT, "[3/2, inf)", ""},
    {RAY, "1.5 <= n", VERDICT_CORRECT, "[3/2, inf)", ""},
    {RAY, "(3/2) <= n", VERDICT_CORRECT, "[1.5, inf)", ""},
    {RAY, "[1.5, ∞)", VERDICT_CORRECT, "[3/2, inf)", ""},
    {RAY, "[1.5, inf]", VERDICT_UNGRADED, "", "infinity"},
    {RAY, "x > 1.5", VERDICT_WRONG, "(3/2, inf)", "which of them belong"},
    {RAY, "x <= 1.5", VERDICT_WRONG, "(-inf, 3/2]", "turns the sign"},
    {OUTSIDE, "x < -2 or x > 2", VERDICT_CORRECT, "(-inf, -2) or (2, inf)", ""},
    {OUTSIDE, "x > 2 or x < -2", VERDICT_CORRECT, "(-inf, -2) or (2, inf)", ""},
    {OUTSIDE, "(-inf,-2) U (2,inf)", VERDICT_CORRECT, "(-inf, -2) or (2, inf)", ""},
    {OUTSIDE, "(-inf,-2)∪(2,∞)", VERDICT_CORRECT, "(-inf, -2) or (2, inf)", ""},
    {OUTSIDE, "(-inf,-2)U(2,∞)", VERDICT_CORRECT, "(-inf, -2) or (2, inf)", ""},
    {OUTSIDE, "-2 > x > 2", VERDICT_WRONG, "none", ""},
    {NOWHERE, "none", VERDICT_CORRECT, "none", ""},
    {NOWHERE, "x > 2 and x < 1", VERDICT_CORRECT, "none", ""},
    {NOWHERE, "all", VERDICT_WRONG, "(-inf, inf)", ""},
    {EVERYWHERE, "all real numbers", VERDICT_CORRECT, "(-inf, inf)", ""},
    {EVERYWHERE, "x < 1 or x >= 1", VERDICT_CORRECT, "(-inf, inf)", ""},
    {EVERYWHERE, "x < 1 or x > 1", VERDICT_WRONG, "(-inf, 1) or (1, inf)", ""},
};

static void test_table(void **state)
{
    (void)state;
    problem_rows_check(problems, table, sizeof table / sizeof table[0]);
}

static void test_decimal_comma(void **state)
{
    (void)state;
    const struct answer_style comma = {.decimal_comma = true};
    struct judgement got;
    answer_judge(&problems[ROUNDED], "2,414; -0,414", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
    answer_judge(&problems[RAY], "[1,5; inf)", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
    answer_judge(&problems[RAY], "x >= 1,5", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
}

/* What is long is refused whole, never cut and then judged. */
static void test_long_answers(void **state)
{
    (void)state;
    char typed[2000] = "2 or -3";
    struct judgement got;
    memset(typed + 7, ' ', 300);
    strcpy(typed + 307, "7");
    for (int i = ROOTS; i <= EVERYWHERE; i++) {
        problem_judge(&problems[i], typed, &got);
        assert_int_equal(got.verdict, VERDICT_UNGRADED);
    }
    typed[0] = '\0';
    for (int i = 0; i < 100; i++)
        strcat(typed, "(1,2) or ");
    problem_judge(&problems[HALF_OPEN], typed, &got);
    assert_int_equal(got.verdict, VERDICT_UNGRADED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_decimal_comma),
        cmocka_unit_test(test_long_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
