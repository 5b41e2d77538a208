/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors and matrices as answers. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "tests/support/answer_rows.h"

enum { PAIR, TRIPLE, SQUARE, WIDE, ROUNDED, COLUMN, PROBLEMS };
static const struct problem problems[] = {
    [PAIR] = {.kind = ANSWER_VECTOR,
              .answer = "(1, -2)",
              .misconceptions = {{"(-2, 1)", "exchanged", "the unknowns are exchanged"}},
              .misconception_count = 1},
    [TRIPLE] = {.kind = ANSWER_VECTOR, .answer = "(3/2, 0, 12)"},
    [SQUARE] = {.kind = ANSWER_MATRIX,
                .answer = "[1 2; 3 4]",
                .misconceptions = {{"[1 4; 9 16]", "by-entry", "entries are not multiplied"}},
                .misconception_count = 1},
    [WIDE] = {.kind = ANSWER_MATRIX, .answer = "[1 0 2; 0 1 -1]"},
    [ROUNDED] = {.kind = ANSWER_VECTOR, .answer = "(0.333, 0.667)", .absolute = 0.0051},
    [COLUMN] = {.kind = ANSWER_MATRIX, .answer = "[1; 2]"},
};

static const struct problem_row table[] = {
    {PAIR, "(1, -2)", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "(1,-2)", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "1, −2", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "[1 -2]", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "  ( 1   -2 ) ", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "[1; -2]", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "[[1], [-2]]", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "<1, -2>", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "((1+1)/2, -4/2)", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "100%, -200 %", VERDICT_CORRECT, "(1, -2)", ""},
    {PAIR, "(-1, 2)", VERDICT_WRONG, "(-1, 2)", "every sign"},
    {PAIR, "(-2, 1)", VERDICT_WRONG, "(-2, 1)", "exchanged"},
    {PAIR, "(1, 2)", VERDICT_WRONG, "(1, 2)", "1 of 2 entries right; wrong: entry 2"},
    {PAIR, "(5, 2)", VERDICT_WRONG, "(5, 2)", "no entry is right"},
    {PAIR, "(1, -2, 0)", VERDICT_WRONG, "(1, -2, 0)", "3 entries; a vector of 2"},
    {PAIR, "1", VERDICT_WRONG, "(1)", "1 entry; a vector of 2"},
    {PAIR, "[1 2; 3 4]", VERDICT_WRONG, "[1 2; 3 4]",
     "shape 2 x 2 (rows x columns); a vector of 2"},
    {PAIR, "(1, -2", VERDICT_UNGRADED, "", "bracket"},
    {PAIR, "1, -2)", VERDICT_UNGRADED, "", "bracket"},
    {PAIR, "(1, -2]", VERDICT_UNGRADED, "", NULL},
    {PAIR, "()", VERDICT_UNGRADED, "", "no entry"},
    {PAIR, "(1,,2)", VERDICT_UNGRADED, "", "missing"},
    {PAIR, "(1, 2,)", VERDICT_UNGRADED, "", "missing"},
    {PAIR, "(1, x)", VERDICT_UNGRADED, "", NULL},
    {PAIR, "(1, 2abc)", VERDICT_UNGRADED, "", NULL},
    {PAIR, "(1, nan)", VERDICT_UNGRADED, "", NULL},
    {PAIR, "(1, 1/0)", VERDICT_UNGRADED, "", NULL},
    {PAIR, "(1 ms, 2 ms)", VERDICT_UNGRADED, "", "unit"},
    {PAIR, "(12,500)", VERDICT_UNGRADED, "", "one number or two"},
    {TRIPLE, "(1.5, 0, 12)", VERDICT_CORRECT, "(3/2, 0, 12)", ""},
    {TRIPLE, "(1 1/2, 0, 12)", VERDICT_CORRECT, "(3/2, 0, 12)", ""},
    {TRIPLE, "3/2 0 12", VERDICT_CORRECT, "(3/2, 0, 12)", ""},
    {TRIPLE, "6/4; 0; 1.2e1", VERDICT_CORRECT, "(3/2, 0, 12)", ""},
    {TRIPLE, "(1, 1, 12)", VERDICT_WRONG, "(1, 1, 12)", "wrong: entry 1, entry 2"},
    {SQUARE, "[1 2; 3 4]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[1,2;3,4]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[[1, 2], [3, 4]]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[[1 2][3 4]]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[1 2] [3 4]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "(1, 2), (3, 4)", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "((1, 2); (3, 4))", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "1 2; 3 4", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "1 2\n3 4\n", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[ 1   2 ]\n[ 3   4 ]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[2/2 sqrt(4); 3 2^2]", VERDICT_CORRECT, "[1 2; 3 4]", ""},
    {SQUARE, "[1 3; 2 4]", VERDICT_WRONG, "[1 3; 2 4]", "transpose"},
    {SQUARE, "[1 4; 9 16]", VERDICT_WRONG, "[1 4; 9 16]", "not multiplied"},
    {SQUARE, "[1 2; 3 5]", VERDICT_WRONG, NULL, "3 of 4 entries right; wrong: row 2 column 2"},
    {SQUARE, "[0 2; 3 5]", VERDICT_WRONG, NULL, "row 1 column 1, row 2 column 2"},
    {SQUARE, "1 2 3 4", VERDICT_WRONG, "[1 2 3 4]",
     "shape 1 x 4 (rows x columns); one of 2 x 2 is asked for"},
    {SQUARE, "5", VERDICT_WRONG, "[5]", "shape 1 x 1"},
    {SQUARE, "[1 2; 3]", VERDICT_UNGRADED, "", "row 2 has 1 entry, row 1 has 2"},
    {SQUARE, "[1 2; 3 4", VERDICT_UNGRADED, "", "bracket"},
    {SQUARE, "[1 2;; 3 4]", VERDICT_UNGRADED, "", "missing"},
    {SQUARE, "[1 2] 3 [3 4]", VERDICT_UNGRADED, "", NULL},
    {WIDE, "[1 0 2; 0 1 -1]", VERDICT_CORRECT, "[1 0 2; 0 1 -1]", ""},
    {WIDE, "[1 0; 0 1; 2 -1]", VERDICT_WRONG, NULL, "transpose"},
    {WIDE, "[1 0; 0 1; 2 1]", VERDICT_WRONG, NULL, "shape 3 x 2 (rows x columns); one of 2 x 3"},
    {ROUNDED, "(1/3, 2/3)", VERDICT_CORRECT, "(1/3, 2/3)", ""},
    {ROUNDED, "(.33, 66.7 %)", VERDICT_CORRECT, NULL, ""},
    {ROUNDED, "(0.3, 0.7)", VERDICT_WRONG, NULL, "no entry"},
    {COLUMN, "[1; 2]", VERDICT_CORRECT, "[1; 2]", ""},
    {COLUMN, "[1 2]", VERDICT_WRONG, "[1 2]", "shape 1 x 2 (rows x columns); one of 2 x 1"},
};

static void test_table(void **state)
{
    (void)state;
    problem_rows_check(problems, table, sizeof table / sizeof table[0]);
}

static void test_decimal_comma(void **state)
{
    (void)state;
    static const char *const typed[] = {"(0,333; 0,667)", "(0,333, 0,667)", "0,333 0,667"};
    const struct answer_style comma = {.decimal_comma = true};
    struct judgement got;
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        answer_judge(&problems[ROUNDED], typed[i], &comma, &got);
        assert_int_equal(got.verdict, VERDICT_CORRECT);
    }
    answer_judge(&problems[SQUARE], "[1,0 2; 3 4,0]", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
}

/* What is long, or has more entries than anything asked for, is refused whole. */
static void test_long_answers(void **state)
{
    (void)state;
    char typed[600] = "(1, -2";
    struct judgement got;
    memset(typed + 6, ' ', 400);
    strcpy(typed + 406, ", 7)");
    for (int i = 0; i < PROBLEMS; i++) {
        problem_judge(&problems[i], typed, &got);
        assert_true(got.verdict != VERDICT_CORRECT);
    }
    typed[0] = '\0';
    for (int i = 0; i < 70; i++)
        strcat(typed, "1 ");
    problem_judge(&problems[PAIR], typed, &got);
    assert_int_equal(got.verdict, VERDICT_UNGRADED);
    memset(typed, '(', 250);
    typed[250] = '\0';
    problem_judge(&problems[SQUARE], typed, &got);
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
