/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of time, times and events in words, for all that `availability` shows and asks. */
#ifndef EXERCISES_AVAILABILITY_WORDING_H
#define EXERCISES_AVAILABILITY_WORDING_H

#include <stddef.h>

#include "exercises/availability/run.h"

/* "99.99 %" of an unavailability of 1e-4: as many digits as tell it from 100 %, three of what is
 * missing. `space` between number and sign, or "". */
void format_availability(double unavailability, const char *space, char *buffer, size_t size);

/* "3.2 hours", "14 minutes", "2.5 days", "40 years": three digits, of a time in hours. */
void format_hours(double hours, char *buffer, size_t size);

/* "52.6 min" or "3.2 h", where room is short. */
void format_hours_short(double hours, char *buffer, size_t size);

/* "year 3, day 120" of hours since the beginning; both count from 1. */
void format_moment(double hours, char *buffer, size_t size);

/* What the last step did, one line. */
void availability_describe(const struct availability *s, char *buffer, size_t size);

#endif
