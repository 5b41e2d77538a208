/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the judges of the kinds of answers share; answer_judge() of answer_compare.h is the door.
 * Each judge fills a zeroed judgement.
 */
#ifndef EXERCISES_ANSWER_JUDGE_H
#define EXERCISES_ANSWER_JUDGE_H

#include "engine/base/problem.h"
#include "exercises/answer_reader.h"

/* Sets verdict and message; what was typed may be part of it. */
void decide(struct judgement *judgement, enum verdict verdict, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Wrong, for a known reason. */
void decide_misconception(struct judgement *judgement, const char *name, const char *reason);
/* Sets `read_as`, cut where it is long. */
void echo(struct judgement *judgement, const char *understood);

/*
 * One number of a list, or an end of an interval: as quantity_read() without a unit, or else a
 * formula without variables, "(1 + sqrt(5))/2", whose value is then not exact.
 */
bool element_read(const char *typed, const struct answer_style *style, struct number *number,
                  char message[ANSWER_MESSAGE]);

/* As it is echoed: "-3/4", but "2.414" and not "1207/500". */
void element_format(struct number number, char *buffer, size_t size);

/* Whether `a` is `e` rounded to the decimals it has, and within a hundredth of it: 0.33 for 1/3. */
bool is_rounded(struct number a, struct number e);
/* Ungraded, since it is right but for that. */
void decide_rounded(struct judgement *judgement);

/* Whether a text says that there is nothing: "none", "no real roots", "{}". */
bool means_none(const char *typed);

void judge_formula(const struct problem *problem, const char *typed,
                   const struct answer_style *style, struct judgement *judgement);
/* Whether `typed` is the problem's expression but for blanks and signs of multiplication. */
bool repeats_formula(const struct problem *problem, const char *typed,
                     const struct answer_style *style);
void judge_set(const struct problem *problem, const char *typed, const struct answer_style *style,
               struct judgement *judgement);
void judge_interval(const struct problem *problem, const char *typed,
                    const struct answer_style *style, struct judgement *judgement);
/* Vectors, too. */
void judge_matrix(const struct problem *problem, const char *typed,
                  const struct answer_style *style, struct judgement *judgement);

#endif
