/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences that the screens and --plain share. Each appends to `out` without a newline. */
#ifndef TUI_WORDING_H
#define TUI_WORDING_H

#include "engine/base/text.h"
#include "engine/collection.h"
#include "engine/streak.h"

/* "Day 41 of 338 · chain 12 · best 19 · 92 % of days · ends 4 Dec (3 behind)"; totals first after a
 * break, and no zeroes. */
void wording_streak(const struct streak *streak, struct text *out);

/* "again today", "1 day", "12 days", "2.5 months", "1.2 years". */
void wording_interval(int days, struct text *out);

/* "1 card", "3 cards". */
void wording_count(long count, const char *one, const char *many, struct text *out);

/* "4 Dec", with the year where it is not `reference`'s. */
void wording_date(day_number day, day_number reference, struct text *out);

/* "Docker > Components", the heading path of a source. */
void wording_heading(const struct card_source *source, struct text *out);

/* The front, or for a cloze the front with the answer filled in where `revealed`. */
void wording_cloze(const char *front, const char *back, struct text *out);

/* "books 3 of 11"; without a target, of those listed. */
void wording_goal(const struct goal_row *goal, struct text *out);

/* "212 due, 60 today · cleared in 5 days · new cards wait"; nothing without a backlog. */
void wording_backlog(const struct plan *plan, const struct backlog *backlog, struct text *out);

/* "The 15 minutes are over; 23 items wait for another session."; nothing where none does. */
void wording_time_over(long minutes, long left, struct text *out);

/* "42 s", "3 min 10 s". */
void wording_duration(int64_t milliseconds, struct text *out);

#endif
