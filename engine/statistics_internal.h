/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the statistics share: statistics.c tells the answers again, statistics_tally.c
 * counts them. */
#ifndef ENGINE_STATISTICS_INTERNAL_H
#define ENGINE_STATISTICS_INTERNAL_H

#include "engine/base/event.h"
#include "engine/statistics.h"

enum { STATISTICS_PASS = 3 };

/* A review that counts, with what it found. */
struct tally_review {
    day_number day;
    int grade, hour;      /* 0-5; 0-23 */
    int64_t milliseconds; /* that count */
    bool imported, repeat;
    int interval_days;               /* before it; 0: new */
    size_t topic, pattern;           /* numbers of groups */
    double chances[SCHEDULERS_MOST]; /* of recall, one a calibration; NaN: it has none */
};

void tally_begin(struct statistics *statistics, const struct statistics_request *request,
                 const struct scheduling *scheduling, day_number today);
bool tally_wants(const struct statistics *statistics, day_number day);
struct statistics_day *tally_day(struct statistics *statistics, day_number day);
void tally_review(struct statistics *statistics, const struct tally_review *review);
/* A group of that number, which begins empty. */
struct statistics_group *tally_group(struct statistics_groups *groups, size_t number,
                                     const char *name);
void tally_card(struct statistics *statistics, enum card_state state,
                const struct schedule *schedule, size_t topic, size_t pattern);
/* Sums become means, groups come into their order. */
void tally_end(struct statistics *statistics);

#endif
