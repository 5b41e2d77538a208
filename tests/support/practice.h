/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who practised for weeks: answers to drills given through the engine, day by day. */
#ifndef TESTS_SUPPORT_PRACTICE_H
#define TESTS_SUPPORT_PRACTICE_H

#include "engine/collection.h"
#include "tests/support/screen.h"

/* One answer to a fresh problem of the skill at the person's level: right, or wrong with the
 * problem's misconception of that number (or none it knows). Aborts on failure. */
enum { PRACTICE_RIGHT = -1, PRACTICE_PLAINLY_WRONG = -2 };
void practice_answer(struct collection *c, const char *skill, uint64_t seed, int misconception,
                     int64_t milliseconds);

/* Seven weeks of a dozen skills, up to yesterday of `clock`, which stands as before afterwards. */
void practice_weeks(struct collection *c, struct clock *clock);

/*
 * Types the right answer to the problem on the screen, and goes on: the one of this number (0
 * first) in a practice that began without answers that day, made again as the session makes it.
 */
void practice_solve(struct screen_test *test, const char *skill, uint64_t number);

#endif
