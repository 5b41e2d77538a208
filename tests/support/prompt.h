/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems solved a second time, from nothing but their prompts. */
#ifndef TESTS_SUPPORT_PROMPT_H
#define TESTS_SUPPORT_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/problem.h"

enum { PROMPT_NUMBERS = 12 };

struct prompt {
    const struct problem *problem;
    const char *text;
    double numbers[PROMPT_NUMBERS]; /* in order; "1,500" and "0x1F" are one number */
    double counts[PROMPT_NUMBERS];  /* the same, with "million" and "billion" behind them */
    size_t count;
};

void prompt_read(struct prompt *prompt, const struct problem *problem);
bool prompt_has(const struct prompt *prompt, const char *words);

typedef void solver(const struct prompt *prompt);

/* Solves the first `seeds` problems of every level of a drill. */
void prompt_solve_all(const char *drill, unsigned seeds, solver *const *by_level, int levels);

/* Fails unless "VALUE UNIT" (unit "" for none) is judged correct, and the canonical answer is
 * within `relative` of it. */
void prompt_expect(const struct prompt *prompt, double value, const char *unit, double relative);

#endif
