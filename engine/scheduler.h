/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Schedulers: pure functions from what is remembered of an item and a graded review to what is
 * remembered next. One file in engine/scheduler/ ends in one filled `const struct scheduler
 * scheduler_NAME`. A scheduler reads no clock and no database.
 */
#ifndef ENGINE_SCHEDULER_H
#define ENGINE_SCHEDULER_H

#include <stdbool.h>

#include "engine/base/clock.h"
#include "engine/fsrs.h"

/* What is remembered of one item (a card, a drill's skill, a simulation's question). */
struct schedule {
    bool reviewed;          /* false: nothing below means anything yet */
    int repetitions;        /* n of the interval I(n) that holds; a failure makes it 1 */
    int interval_days;      /* >= 1 once reviewed */
    int ease_hundredths;    /* SM-2's EF in hundredths, 250 at the start */
    double stability;       /* FSRS, days; NaN under SM-2 */
    double difficulty;      /* FSRS, 1..10; NaN under SM-2 */
    bool passed;            /* the last review that counted was a pass */
    int lapses;             /* failures right after a pass */
    day_number last_review; /* study day of the last review that counted */
    day_number due;         /* study day */
    int last_grade;         /* the latest grade of all, repeats of the day included; -1: none */
    day_number last_seen;   /* study day of that grade */
};

/* Nothing is known yet. */
void schedule_init(struct schedule *schedule);

/* Whether the item must come again on `today`: its latest grade that day is under 4. */
bool schedule_again_today(const struct schedule *schedule, day_number today);

/* Whether the item is to be asked on `today`: never asked, due, or to come again. */
bool schedule_is_due(const struct schedule *schedule, day_number today);

/* A scheduler with what it is set to. */
struct scheduling {
    const struct scheduler *scheduler;
    double retention; /* FSRS: the chance of recall at which an item is due, 0.7..0.99 */
    double parameters[FSRS_PARAMETERS];
};

struct scheduler {
    const char *name;  /* "sm2" */
    const char *title; /* "SM-2 (Wozniak 1990)" */
    /* Applies the first review of a study day. Grades 0-5. */
    void (*review)(struct schedule *schedule, const struct scheduling *scheduling, day_number today,
                   int grade);
    /* Applies a repeat on the study day of the last review. NULL: it changes nothing. */
    void (*again)(struct schedule *schedule, const struct scheduling *scheduling, int grade);
    /* Makes its own of an interval and an ease that another program left. NULL: it needs no more.
     */
    void (*adopt)(struct schedule *schedule, const struct scheduling *scheduling);
    /* Chance of recall so many days after the last review; only where there was one. */
    double (*retrievability)(const struct schedule *schedule, const struct scheduling *scheduling,
                             int days);
};

extern const struct scheduler *const scheduler_registry[];
const struct scheduler *scheduler_find(const char *name);

/* The scheduler with its published parameters and a wanted retention of .9. */
void scheduling_init(struct scheduling *scheduling, const struct scheduler *scheduler);
/* Whether both make the same of every history. */
bool scheduling_equal(const struct scheduling *a, const struct scheduling *b);

/*
 * Folds one grade: the first of a study day is a review, a further one of the same day a repeat; it
 * changes neither ease nor interval under SM-2. Returns whether it was a repeat.
 */
bool schedule_grade(struct schedule *schedule, const struct scheduling *scheduling,
                    day_number today, int grade);

/*
 * The same for skills, which can be practised on any day: a pass before the due day says little of
 * how long it will be remembered, so it changes neither ease nor interval. A failure counts on
 * every day.
 */
bool schedule_practice(struct schedule *schedule, const struct scheduling *scheduling,
                       day_number today, int grade);

/* SM-2's ease factor; NaN before the first review and where FSRS schedules. */
double schedule_ease(const struct schedule *schedule);

/* Chance that the item is recalled on `today`, 0..1; NaN before the first review. */
double schedule_retrievability(const struct schedule *schedule, const struct scheduling *scheduling,
                               day_number today);

#endif
