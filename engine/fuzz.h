/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz: cards learned on one day get intervals alike and would come back on one day for ever.
 * Moving each due day a little spreads them. The interval itself stays what the scheduler says, so
 * that the next one is exact.
 *
 * How far: as Anki documents it, one day and 15 % of the part of the interval from 2.5 to 7 days,
 * 10 % of the part from 7 to 20, 5 % of what is beyond; nothing under 2.5 days. Ours is bounded by
 * FUZZ_MOST.
 */
#ifndef ENGINE_FUZZ_H
#define ENGINE_FUZZ_H

#include <stdint.h>

#include "engine/scheduler.h"

enum {
    FUZZ_MOST = 30,               /* days that a due day is moved by at most */
    FUZZ_DAYS = 2 * FUZZ_MOST + 1 /* most days to choose from */
};

/* Days that an interval may be lengthened or shortened by; 0: it is left alone. */
int fuzz_most(int interval_days);

/* The seed of the choice: the same card and repetition choose alike on every device. */
uint64_t fuzz_seed(const char *card_id, int repetitions);

/*
 * How far to move, from -fuzz_most() to fuzz_most(): to a day on which the fewest cards are due, by
 * chance where there are several. `load` has 2 fuzz_most() + 1 counts, from the earliest day on.
 */
int fuzz_choose(int interval_days, const long *load, uint64_t seed);

/* Moves the due day of a schedule just made anew, where its interval is `of`, for which `shift` was
 * decided, and `shift` is possible; else it changes nothing. */
void fuzz_apply(struct schedule *schedule, int shift, int of);

#endif
