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

/* What happened on one study day. */
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
    bool late; /* earned by events that arrived from elsewhere; kept for merges */
    bool declared;
    int answers, minutes;
};

struct streak {
    day_number start; /* DAY_NONE: not started, then everything is 0 */
    int length;
    int day; /* "Day 41": calendar day of the challenge, 1 on the start */
    int earned, chain, best;
    double share;    /* earned of the days so far that are over or earned, 0..1; NaN: none */
    double strength; /* 0..1, half-life 13 days */
    int tokens, rest_left, behind;
    day_number end_original, end_projected; /* end_projected DAY_NONE: no pace yet */
    struct streak_day *days; /* from the start to the later of start + length - 1 and today */
    size_t day_count;
};

/* `facts` in any order, one or more a day (they add up). */
void streak_replay(const struct challenge *challenge, const struct day_fact *facts, size_t count,
                   day_number today, struct streak *streak);
void streak_release(struct streak *streak);

/* Whether the fact meets the goal that it carries. */
bool day_fact_earned(const struct day_fact *fact);

#endif
