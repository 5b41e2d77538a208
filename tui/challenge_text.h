/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The challenge in sentences, for its screen and `streak`. Each appends without a newline. */
#ifndef TUI_CHALLENGE_TEXT_H
#define TUI_CHALLENGE_TEXT_H

#include "engine/base/text.h"
#include "engine/collection.h"
#include "engine/streak.h"

/* "37 of 338 days earned · strength 71 % · 2 freeze tokens · 12 days of rest left" */
void challenge_totals(const struct streak *streak, struct text *out);

/* "Lately 6.3 earned days a week. To end on 23 Oct 2027, as planned, takes 7.0." */
void challenge_pace(const struct streak *streak, day_number today, struct text *out);

/* "Reached: 7 on 10 Oct, 30 on 2 Nov. Next: 50, about 4 Jan." */
void challenge_milestones(const struct streak *streak, day_number today, struct text *out);

/* "30 earned days   reached on 2 Nov" */
void challenge_milestone(const struct milestone *milestone, int length, day_number today,
                         struct text *out);

/* The milestone reached today: "30 days earned: the first month is yours." Nothing where none was.
 * Returns whether there is one. */
bool challenge_milestone_today(const struct streak *streak, day_number today, struct text *out);

/* The status of a day and why: "Earned: 10 answers and 12 minutes." `index` is its place in
 * streak->days. */
void challenge_day(const struct streak *streak, size_t index, const struct day_fact *fact,
                   struct text *out);

/* What was done: "10 reviews: 1 again, 9 good · 3 drills, 2 right · 12 minutes"; nothing where
 * nothing was. */
void challenge_done(const struct day_diary *diary, struct text *out);

/* "again", "hard", "good", "easy" */
const char *challenge_grade(int grade);

/* What the numbers mean, and how days are earned; paragraphs. */
void challenge_help(const struct streak *streak, day_number today, struct text *out);

/* What the challenge is, before it has been started. */
void challenge_invitation(const struct streak *streak, const struct day_fact *goal,
                          struct text *out);

#endif
