/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

void schedule_init(struct schedule *schedule)
{
    *schedule = (struct schedule){
        .ease_hundredths = 250,
        .stability = NAN,
        .difficulty = NAN,
        .last_review = DAY_NONE,
        .due = DAY_NONE,
        .last_grade = -1,
        .last_seen = DAY_NONE,
    };
}

bool schedule_again_today(const struct schedule *schedule, day_number today)
{
    return schedule->last_seen == today && schedule->last_grade >= 0 && schedule->last_grade < 4;
}

bool schedule_is_due(const struct schedule *schedule, day_number today)
{
    return !schedule->reviewed || schedule->due <= today || schedule_again_today(schedule, today);
}

const struct scheduler *scheduler_find(const char *name)
{
    for (size_t i = 0; scheduler_registry[i]; i++)
        if (!strcmp(scheduler_registry[i]->name, name))
            return scheduler_registry[i];
    return NULL;
}

void scheduling_init(struct scheduling *scheduling, const struct scheduler *scheduler)
{
    *scheduling = (struct scheduling){.scheduler = scheduler, .retention = 0.9};
    memcpy(scheduling->parameters, fsrs_default, sizeof scheduling->parameters);
}

bool scheduling_equal(const struct scheduling *a, const struct scheduling *b)
{
    bool same = a->scheduler == b->scheduler && !(a->retention < b->retention) &&
                !(a->retention > b->retention);
    for (int i = 0; same && i < FSRS_PARAMETERS; i++)
        same = !(a->parameters[i] < b->parameters[i]) && !(a->parameters[i] > b->parameters[i]);
    return same;
}

bool schedule_grade(struct schedule *schedule, const struct scheduling *scheduling,
                    day_number today, int grade)
{
    const struct scheduler *scheduler = scheduling->scheduler;
    /* A day before the last review (one date lived twice) is no gap to learn from either. */
    bool repeat = schedule->last_review != DAY_NONE && today <= schedule->last_review;
    if (repeat) {
        if (scheduler->again)
            scheduler->again(schedule, scheduling, grade);
    } else {
        bool passed = grade >= 3;
        if (!passed && schedule->passed)
            schedule->lapses++;
        scheduler->review(schedule, scheduling, today, grade);
        schedule->reviewed = true;
        schedule->passed = passed;
        schedule->last_review = today;
    }
    schedule->last_grade = grade;
    schedule->last_seen = today;
    return repeat;
}

bool schedule_practice(struct schedule *schedule, const struct scheduling *scheduling,
                       day_number today, int grade)
{
    if (!schedule->reviewed || today >= schedule->due || grade < 3)
        return schedule_grade(schedule, scheduling, today, grade);
    schedule->last_grade = grade;
    schedule->last_seen = today;
    return true;
}

double schedule_ease(const struct schedule *schedule)
{
    bool has = schedule->reviewed && isnan(schedule->stability);
    return has ? schedule->ease_hundredths / 100.0 : NAN;
}

double schedule_retrievability(const struct schedule *schedule, const struct scheduling *scheduling,
                               day_number today)
{
    if (!schedule->reviewed || schedule->last_review == DAY_NONE)
        return NAN;
    int days = today > schedule->last_review ? today - schedule->last_review : 0;
    return scheduling->scheduler->retrievability(schedule, scheduling, days);
}
