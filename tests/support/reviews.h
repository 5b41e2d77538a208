/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Review logs of a person whose memory is known, from a seed. */
#ifndef TESTS_SUPPORT_REVIEWS_H
#define TESTS_SUPPORT_REVIEWS_H

#include "engine/fit.h"

/*
 * `count` reviews of a memory that forgets as FSRS with `w` says: some new cards a day, each asked
 * about when a recall of .9 is left, often earlier or later, passes rated hard, good or easy by
 * chance, failures often repeated on the same day. The first day is 2024-01-01.
 */
void reviews_generate(struct fit_log *log, const double w[FSRS_PARAMETERS], size_t count,
                      uint64_t seed);

/* Parameters of a person: each drawn within its bounds, about the published by `share` of the
 * widths in which people differ. */
void reviews_person(double w[FSRS_PARAMETERS], double share, uint64_t seed);

/* The log as `schedule` and `optimize --log` read it; the caller frees. */
char *reviews_text(const struct fit_log *log);

#endif
