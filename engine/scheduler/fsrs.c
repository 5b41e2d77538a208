/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FSRS-6 as a scheduler. An item is due when its chance of recall has fallen to the wanted
 * retention. `repetitions` counts passes since the last failure, as people know it from SM-2; it
 * decides nothing. A repeat of the same day does count here: it has a formula of its own.
 */
#include <math.h>

#include "engine/scheduler.h"

static void remember(struct schedule *schedule, const struct scheduling *scheduling,
                     struct fsrs_memory memory, day_number reviewed)
{
    schedule->stability = memory.stability;
    schedule->difficulty = memory.difficulty;
    schedule->interval_days =
        fsrs_interval(scheduling->parameters, memory.stability, scheduling->retention);
    schedule->due = reviewed + schedule->interval_days;
}

static struct fsrs_memory memory_after(const struct schedule *schedule,
                                       const struct scheduling *scheduling, int days, int grade)
{
    struct fsrs_memory memory = {schedule->stability, schedule->difficulty};
    if (isnan(memory.stability))
        return fsrs_first(scheduling->parameters, fsrs_rating(grade));
    return fsrs_next(scheduling->parameters, memory, days, fsrs_rating(grade));
}

static void review(struct schedule *schedule, const struct scheduling *scheduling, day_number today,
                   int grade)
{
    int days = schedule->last_review == DAY_NONE ? 0 : today - schedule->last_review;
    schedule->repetitions = grade < 3 ? 0 : schedule->repetitions + 1;
    remember(schedule, scheduling, memory_after(schedule, scheduling, days, grade), today);
}

static void again(struct schedule *schedule, const struct scheduling *scheduling, int grade)
{
    remember(schedule, scheduling, memory_after(schedule, scheduling, 0, grade),
             schedule->last_review);
}

static void adopt(struct schedule *schedule, const struct scheduling *scheduling)
{
    if (!isnan(schedule->stability))
        return; /* the answers were told, and tell more */
    struct fsrs_memory memory = fsrs_from_interval(scheduling->parameters, schedule->interval_days,
                                                   schedule->ease_hundredths / 100.0);
    schedule->stability = memory.stability;
    schedule->difficulty = memory.difficulty;
}

static double retrievability(const struct schedule *schedule, const struct scheduling *scheduling,
                             int days)
{
    return fsrs_retrievability(scheduling->parameters, days, schedule->stability);
}

const struct scheduler scheduler_fsrs = {
    .name = "fsrs",
    .title = "FSRS-6",
    .review = review,
    .again = again,
    .adopt = adopt,
    .retrievability = retrievability,
};
