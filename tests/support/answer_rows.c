/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/answer_rows.h"

#include <string.h>

#include "exercises/answer_compare.h"
#include "tests/support/suite.h"

static void pose(const struct answer_row *row, struct problem *problem)
{
    memset(problem, 0, sizeof *problem);
    problem->kind = row->kind;
    problem->answer = row->answer;
    if (row->kind == ANSWER_DECIMAL || row->kind == ANSWER_UNIT)
        problem->relative = 0.005;
    if (row->kind == ANSWER_PERCENT)
        problem->absolute = 0.00006;
    if (row->kind == ANSWER_FORMULA)
        problem->variables = "x";
    const char *blank = strrchr(row->answer, ' ');
    if (row->kind == ANSWER_UNIT || row->kind == ANSWER_ESTIMATE)
        problem->unit = strchr(row->answer, '$') ? "$" : blank ? blank + 1 : NULL;
}

static bool message_fits(const struct judgement *got, const char *message)
{
    bool right = got->verdict == VERDICT_CORRECT;
    if (!message)
        return right || got->message[0];
    return message[0] ? strstr(got->message, message) != NULL : right == !got->message[0];
}

/* 1 where the row fails. */
static int check(const struct problem *problem, const char *typed, const struct answer_style *style,
                 enum verdict verdict, const char *read_as, const char *message)
{
    struct judgement got;
    answer_judge(problem, typed, style, &got);
    if (got.verdict == verdict && message_fits(&got, message) &&
        (!read_as || !strcmp(got.read_as, read_as)))
        return 0;
    print_error("'%s' for %s (%s): %s, read as '%s': %s\n", typed, problem->answer,
                answer_kind_name(problem->kind), verdict_name(got.verdict), got.read_as,
                got.message);
    return 1;
}

void answer_rows_check(const struct answer_row *rows, size_t count,
                       const struct answer_style *style)
{
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        struct problem problem;
        pose(&rows[i], &problem);
        failed += check(&problem, rows[i].typed, style, rows[i].verdict, rows[i].read_as,
                        rows[i].message);
    }
    assert_int_equal(failed, 0);
}

void problem_rows_check(const struct problem *problems, const struct problem_row *rows,
                        size_t count)
{
    int failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += check(&problems[rows[i].problem], rows[i].typed, NULL, rows[i].verdict,
                        rows[i].read_as, rows[i].message);
    assert_int_equal(failed, 0);
}
