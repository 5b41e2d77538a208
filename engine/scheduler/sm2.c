/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SM-2 by Wozniak's text of 1990 ("Optimization of learning"), to the letter where it is clear:
 * I(1) = 1, I(2) = 6, I(n) = I(n-1) x EF, fractions rounded up; EF starts at 2.5, changes by
 * 0.1 - (5-q)(0.08 + (5-q) 0.02) and is never under 1.3; under 3 the item starts again at I(1).
 *
 * Where the text leaves a choice, ours is:
 * - the new EF, changed by this very grade, enters I(n); many programs multiply by the old one;
 * - a fraction is rounded up, as the text says; many programs round to nearest or cut off;
 * - EF is kept on a failure ("without changing the E-Factor"); many programs lower it then too;
 * - a failure is repetition 1 itself, so that the next pass gives 6 days; many programs set the
 *   count to 0, so that the next pass gives 1 day again;
 * - an interval is at most 36,500 days; a late review counts from the day it happens.
 *
 * EF is held in hundredths: every step is a multiple of .01, so integers are exact, and rounding up
 * needs exactness (6 x 2.8 in floating point may be a hair over 17).
 */
#include "engine/scheduler.h"

#include <math.h>
#include <stdint.h>

enum { EASE_LEAST = 130, INTERVAL_MOST = 36500 };

static const int ease_change[] = {[3] = -14, [4] = 0, [5] = 10};

static int interval_after(int repetition, int previous, int ease)
{
    if (repetition == 1)
        return 1;
    if (repetition == 2)
        return 6;
    int64_t interval = ((int64_t)previous * ease + 99) / 100;
    return interval > INTERVAL_MOST ? INTERVAL_MOST : (int)interval;
}

static void review(struct schedule *schedule, const struct scheduling *scheduling, day_number today,
                   int grade)
{
    (void)scheduling;
    if (grade < 3) {
        schedule->repetitions = 1;
    } else {
        schedule->ease_hundredths += ease_change[grade > 5 ? 5 : grade];
        if (schedule->ease_hundredths < EASE_LEAST)
            schedule->ease_hundredths = EASE_LEAST;
        schedule->repetitions++;
    }
    schedule->interval_days =
        interval_after(schedule->repetitions, schedule->interval_days, schedule->ease_hundredths);
    schedule->due = today + schedule->interval_days;
}

/* SM-2 says nothing of recall but aims at intervals after which nine in ten are remembered; the
 * curve through that point is taken to be exponential. */
static double retrievability(const struct schedule *schedule, const struct scheduling *scheduling,
                             int days)
{
    (void)scheduling;
    return pow(0.9, (double)days / (schedule->interval_days > 0 ? schedule->interval_days : 1));
}

const struct scheduler scheduler_sm2 = {
    .name = "sm2",
    .title = "SM-2 (Wozniak 1990)",
    .review = review,
    .retrievability = retrievability,
};
