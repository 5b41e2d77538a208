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

/* One element of an array, all equally likely. */
#define DRAW_FROM(rng, array)                                                                      \
    ((array)[draw_between(rng, 0, (int)(sizeof(array) / sizeof((array)[0])) - 1)])

/*
 * A question with a choice: `choices[0]` is right. Writes the prompt, the question and a lettered
 * line for each choice in random order, and sets the answer. Choices that are alike count once; the
 * texts must live as long as the problem.
 */
void problem_choose(struct problem *problem, gsl_rng *rng, const char *question,
                    const char *const *choices, size_t count);

/* What follows is in the problem's arena. */
const char *problem_text(struct problem *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *grouped(struct problem *problem, uint64_t value); /* "1,500,000" */

/* "-1234.50" as "-1,234.50". */
const char *with_marks(struct problem *problem, const char *digits);

/*
 * Numbers to so many significant digits, without zeros at the end of decimals:
 *
 *     grouped_digits  "8.76", "1,234,567", "0.0027": every digit before the point
 *     four_digits     "0.05", "12.35", "123457": the same without marks; no exponent from 1e-9 on
 *     three_digits    "0.00819", "46.6", "1,240": of at least 0, rounded before the point, too; no
 *                     exponent from 0.0001 on
 */
const char *grouped_digits(struct problem *problem, double value, int digits);
const char *four_digits(struct problem *problem, double value);
const char *three_digits(struct problem *problem, double value);

/* A time in the unit that suits it: to three digits from nanoseconds to days, "16 µs", "3.7 d"; to
 * four digits from milliseconds to hours, as downtime is told, "43.2 min", "8.76 h". */
const char *readable_time(struct problem *problem, double seconds);
const char *duration(struct problem *problem, double seconds);

#endif
