/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The challenge of N days as a pure replay of facts about days: no clock, no database, and the
 * order in which the facts arrive does not matter.
 */
#ifndef ENGINE_STREAK_H
#define ENGINE_STREAK_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/clock.h"

/*
 * What happened on one study day.
 *
 * A day belongs to the date on the wall where it was lived. Who flies west lives one date twice:
 * that is one day, its events add up. Who flies east may skip a date: that day is travel.
 */
struct day_fact {
    day_number day;
    int answers;        /* graded answers of every kind */
    int active_seconds; /* idle time capped at 60 s an item */
    int due_at_open;   /* reviews due plus new-card allowance when first opened; -1: never opened */
    int journal_words; /* new words in sources registered before that day */
    bool rest;         /* declared before the day started */
    bool declared;     /* a journal's "Day N" without more */
    int first_offset, last_offset; /* UTC offsets of its first and last event, minutes */
    int64_t first_ms, last_ms;     /* of its events; 0: none */
    /* The zone was the same as at the last event of the day with events before: then another offset
     * is daylight saving, not travel. */
    bool same_zone;
    bool late; /* what earns it arrived from another device after the day was decided here */
    /* the goal that held on the day; 0: not a way to earn it */
    int goal_answers, goal_minutes, goal_words;
    bool goal_all_due;
};

enum day_status {
    DAY_FUTURE,
    DAY_OPEN,   /* today, not earned yet */
    DAY_EARNED, /* E */
    DAY_REST,   /* R */
    DAY_TRAVEL, /* T */
    DAY_FROZEN, /* F */
    DAY_MISSED,
};
const char *day_status_name(enum day_status status); /* "future", "open", "earned", ... */
char day_status_glyph(enum day_status status);       /* ' ', '?', 'E', 'R', 'T', 'F', '.' */

struct challenge {
    day_number start; /* DAY_NONE: not started */
    int length;       /* 338 */
    int rest_days;    /* 14 at most may be declared */
};

struct streak_day {
    day_number day;
    enum day_status status;
    /*
     * Earned by what another device did, and arrived here late: after this device had stored
     * something of a later study day, that is, when the day seemed to be over. It says how this
     * collection came to know, so it alone may differ between two collections of the same events.
     */
    bool late;
    bool declared;
    bool rest; /* declared a rest, whatever became of it */
    int answers, minutes;
    int tokens; /* left after it */
};

struct streak {
    day_number start; /* DAY_NONE: not started, then everything is 0 */
    int length;
    int day; /* "Day 41": calendar day of the challenge, 1 on the start, 0 before it */
    int earned, chain, best;
    int declared;    /* days that only the journal tells of */
    double share;    /* earned of the days so far that are over or earned, 0..1; NaN: none */
    double strength; /* 0..1, half-life 13 days */
    int tokens, rest_left, behind;
    int over; /* days until the end of the challenge that are over or earned: of which `share` tells
               */
    day_number end_original, end_projected; /* end_projected DAY_NONE: no pace yet */
    day_number finished;                    /* the day earned last of `length`; DAY_NONE: not yet */
    /* Earned days a week: of the last 28 days that are over or earned (of all, where there are
     * fewer); and what would end the challenge on the original end, which may be more than a week
     * has. NaN: no day is over; the original end is past. */
    double pace, pace_needed;
    struct streak_day *days; /* from the start to the later of start + length - 1 and today */
    size_t day_count;
};

/*
 * `facts` in any order, one or more a day (they add up). `now_ms` is the moment that `today` was
 * taken from: a date after today counts already when it was lived before (east of here); events of
 * a clock that was ahead lie after `now_ms`, and count for nothing until then.
 */
void streak_replay(const struct challenge *challenge, const struct day_fact *facts, size_t count,
                   day_number today, int64_t now_ms, struct streak *streak);
void streak_release(struct streak *streak);

/* Whether the fact meets the goal that it carries. */
bool day_fact_earned(const struct day_fact *fact);
/* The answers that earn the day: the goal's, or all that was due where that is fewer; 0: answers do
 * not earn it. */
int day_fact_answers_needed(const struct day_fact *fact);

/* A number of earned days worth naming. */
struct milestone {
    int days;
    /* When it was reached, else when it will be at the pace of end_projected (DAY_NONE: no pace).
     */
    day_number day;
    bool reached;
};
enum { MILESTONES = 9 };
/* 7, 30, 50, 100, half of the length, 200, 250, 300 and the length, as far as the length goes; in
 * order. Returns how many. */
size_t streak_milestones(const struct streak *streak, struct milestone milestones[MILESTONES]);

#endif
