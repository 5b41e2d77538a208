/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first problems of a drill, one after the other, and the numbers in their texts. */
#ifndef TESTS_SUPPORT_SEEDS_H
#define TESTS_SUPPORT_SEEDS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/problem.h"

typedef void problem_check(const struct problem *problem);
typedef bool problem_holds(const struct problem *problem);

/* `check` on the first `seeds` problems of every level of a drill. */
void seeds_check_all(const char *drill, unsigned seeds, problem_check *check);

/* Fails, showing the problem, where `holds` does not for one of the first `seeds` of a level. */
void seeds_hold_level(const char *drill, int level, unsigned seeds, problem_holds *holds);

/* The numbers of a text with their signs, "-3", "2.5", "7/2", at most `most`; returns how many. */
size_t signed_numbers_in(const char *text, double *numbers, size_t most);

#endif
