/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the collection keeps of sprints and what a sprint asks by, said in the same words. */
#ifndef ENGINE_BASE_SPRINT_H
#define ENGINE_BASE_SPRINT_H

#include <stdbool.h>
#include <stddef.h>

/* What became of one question; the names are stored. */
enum sprint_outcome { SPRINT_RIGHT, SPRINT_WRONG, SPRINT_PASSED, SPRINT_OUTCOME_COUNT };
const char *sprint_outcome_name(enum sprint_outcome outcome); /* "right", "wrong", "passed" */
enum sprint_outcome sprint_outcome_of(const char *name);      /* SPRINT_OUTCOME_COUNT: none such */

enum { SPRINT_FACT = 32 };

/*
 * How one fact ("7 × 8") went in the last sprints. Both means are exponential: the sums of a sprint
 * count one half, those of the sprint before that asked the fact a quarter, and so on; a fact that
 * is known again fades within a few sprints. (A median would need every single time.)
 */
struct sprint_memory {
    char fact[SPRINT_FACT];
    long asked, missed;  /* wrong or passed */
    double miss_share;   /* 0..1: mean share missed */
    double milliseconds; /* mean time of right answers; 0: there was none, or time stood still */
};

#endif
