/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a typed answer to a verdict: correct, wrong (with the misconception where one is
 * recognised) or ungraded, which costs no attempt: it cannot be read, is ambiguous, repeats the
 * question, or would be right but for a missing unit or percent sign.
 *
 * Two values are equal where |a - e| <= max(absolute, relative * |e|), in the problem's unit; with
 * both tolerances 0, exact rationals are compared. problem_judge() of exercises/drill.h is
 * answer_judge() with a decimal point.
 */
#ifndef EXERCISES_ANSWER_COMPARE_H
#define EXERCISES_ANSWER_COMPARE_H

#include "engine/base/problem.h"
#include "exercises/answer_reader.h"

void answer_judge(const struct problem *problem, const char *typed,
                  const struct answer_style *style, struct judgement *judgement);

/* Whether `a` is close enough to `e`. */
bool answer_close(struct number a, struct number e, double absolute, double relative);

#endif
