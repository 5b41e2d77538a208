/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of what people type: each row is judged, and all that come out otherwise are printed
 * before the test fails.
 */
#ifndef TESTS_SUPPORT_ANSWER_ROWS_H
#define TESTS_SUPPORT_ANSWER_ROWS_H

#include <stddef.h>

#include "engine/base/problem.h"
#include "exercises/answer_reader.h"

/*
 * `read_as`: NULL: not looked at. `message`: a part of it; "": none where the answer is right, some
 * where it is not; NULL: some, or where it is right not looked at.
 */
struct answer_row {
    const char *typed;
    enum answer_kind kind;
    const char *answer;
    enum verdict verdict;
    const char *read_as;
    const char *message;
};

/*
 * Each row poses its own problem, with tolerances as drills have them: 0.5 % for a decimal or an
 * amount, half of the fourth digit for a percentage; the unit is that of the answer.
 */
void answer_rows_check(const struct answer_row *rows, size_t count,
                       const struct answer_style *style);

struct problem_row {
    int problem; /* index */
    const char *typed;
    enum verdict verdict;
    const char *read_as;
    const char *message;
};

void problem_rows_check(const struct problem *problems, const struct problem_row *rows,
                        size_t count);

#endif
