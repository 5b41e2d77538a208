/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every generator of problems uses to fill one: text goes to the problem's arena, and lists
 * that are full take no more. Set the answer with problem_answer() before any misconception.
 */
#ifndef EXERCISES_PROBLEM_WRITER_H
#define EXERCISES_PROBLEM_WRITER_H

#include <gsl/gsl_rng.h>

#include "engine/base/problem.h"

void problem_prompt(struct problem *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void problem_answer(struct problem *problem, enum answer_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void problem_expression(struct problem *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void problem_hint(struct problem *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void problem_step(struct problem *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * A known wrong answer. Left out where the numbers drawn happen to make it right, or make it the
 * same as one that is there already.
 */
void problem_misconception(struct problem *problem, const char *name, const char *reason,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A whole number from `low` to `high`, both included. */
int draw_between(gsl_rng *rng, int low, int high);

/* "1,500,000"; in the problem's arena. */
const char *grouped(struct problem *problem, uint64_t value);

#endif
