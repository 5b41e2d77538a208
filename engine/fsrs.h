/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FSRS-6, the free spaced repetition scheduler (Ye, Su, Cao 2022, "A Stochastic Shortest Path
 * Algorithm for Optimizing Spaced Repetition Scheduling"; version 6 of 2025): pure formulas over 21
 * parameters w. A memory has a stability S, the days after which the chance of recall has fallen to
 * .9, and a difficulty D from 1 to 10. Gaps are whole study days.
 */
#ifndef ENGINE_FSRS_H
#define ENGINE_FSRS_H

#include <stdbool.h>

#include "engine/base/error.h"
#include "engine/base/text.h"

enum { FSRS_PARAMETERS = 21 };

/* Published starting values, and the bounds within which parameters are fitted and accepted. */
extern const double fsrs_default[FSRS_PARAMETERS];
extern const double fsrs_least[FSRS_PARAMETERS], fsrs_most[FSRS_PARAMETERS];

/* Stability is kept within these, in days. */
#define FSRS_STABILITY_LEAST 0.001
#define FSRS_STABILITY_MOST 36500.0
enum { FSRS_INTERVAL_MOST = 36500 };

struct fsrs_memory {
    double stability, difficulty;
};

/* Rating 1 again, 2 hard, 3 good, 4 easy of a grade 0-5: 0 to 2 are "again". */
int fsrs_rating(int grade);

/* Chance of recall `days` after the last review: (1 + F t/S)^-w20 with F = .9^(-1/w20) - 1, so that
 * it is .9 at t = S for every w20. */
double fsrs_retrievability(const double w[FSRS_PARAMETERS], double days, double stability);

/* Days until recall has fallen to `retention`: whole, from 1 to FSRS_INTERVAL_MOST. */
int fsrs_interval(const double w[FSRS_PARAMETERS], double stability, double retention);
/* No memory that is given the interval, or was adopted with it, is less stable than this. */
double fsrs_stability_least(const double w[FSRS_PARAMETERS], int interval_days, double retention);

/* After the first rating of all; after a further one `days` later (0: on the same study day). */
struct fsrs_memory fsrs_first(const double w[FSRS_PARAMETERS], int rating);
struct fsrs_memory fsrs_next(const double w[FSRS_PARAMETERS], struct fsrs_memory memory, int days,
                             int rating);

/*
 * The memory of an item that another algorithm scheduled: stable for its interval, and as difficult
 * as makes an answer "good" at a recall of .9 lengthen it by the ease (2.5: two and a half times).
 */
struct fsrs_memory fsrs_from_interval(const double w[FSRS_PARAMETERS], int interval_days,
                                      double ease);

/* 21 numbers apart by blanks or commas, brackets allowed, each within its bounds; ERROR_USAGE names
 * the first that is not. */
bool fsrs_parameters_read(const char *text, double w[FSRS_PARAMETERS], struct error *error);
/* Ten digits each, apart by blanks: parameters that were read give the same text again. */
void fsrs_parameters_write(const double w[FSRS_PARAMETERS], struct text *out);

#endif
