/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time, passed in. clock.c is the one file that asks the system what time it is.
 *
 * A study day is a local civil date, minus one while the local hour is before the rollover. It is
 * decided by civil time, never by subtracting hours, which is wrong on days that daylight saving
 * makes shorter or longer. A day is held as the number of days since 1970-01-01 (proleptic
 * Gregorian; Hinnant 2013, "chrono-compatible low-level date algorithms").
 */
#ifndef ENGINE_BASE_CLOCK_H
#define ENGINE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/error.h"

typedef int32_t day_number;

#define DAY_EVER INT32_MAX /* after every day */
#define DAY_NONE INT32_MIN /* "no day": never due, not started */

/* A moment, and the civil time people had on the wall then. */
enum { ZONE_TEXT = 48 };
struct instant {
    int64_t utc_ms;         /* milliseconds since 1970-01-01T00:00:00Z */
    int32_t offset_minutes; /* local minus UTC */
    char zone[ZONE_TEXT];   /* IANA name where known, else "+01:00" */
};

struct clock {
    bool frozen;
    struct instant fixed; /* what a frozen clock answers */
    int64_t elapsed_ms;   /* the same for durations: 0 unless a test moves it */
};

/* The system's clock and zone. */
void clock_init_system(struct clock *clock);

/*
 * A clock that stands at `when`: RFC 3339, "2026-11-20T08:00:00+01:00" or with Z; without an offset
 * the system's zone ($TZ) decides. A date alone means midnight.
 */
bool clock_init_fixed(struct clock *clock, const char *when, struct error *error);

struct instant clock_now(const struct clock *clock);

/* Another moment as this clock's zone has it: a frozen clock of a fixed offset keeps that. */
struct instant clock_at(const struct clock *clock, int64_t utc_ms);

/* Milliseconds of a clock that never goes back, for durations; on a frozen clock as it was set, 0
 * from the beginning. */
int64_t clock_elapsed_ms(const struct clock *clock);

/* Reads an RFC 3339 moment as clock_init_fixed() does. */
bool instant_parse(const char *when, struct instant *instant, struct error *error);

/* "2026-11-20T07:00:00Z" (milliseconds only where not zero). */
enum { INSTANT_TEXT = 40 };
const char *instant_format_utc(int64_t utc_ms, char buffer[INSTANT_TEXT]);

/* Local hour (0-23) and minute of the moment. */
int instant_local_hour(const struct instant *instant);
int instant_local_minute(const struct instant *instant);

/* The study day of a moment; `rollover_hour` 0-23. */
day_number study_day(const struct instant *instant, int rollover_hour);

day_number day_from_civil(int year, int month, int day);
void day_to_civil(day_number number, int *year, int *month, int *day);
int day_weekday(day_number number); /* 0 Monday ... 6 Sunday */

/* "2026-11-20"; DAY_NONE gives "". */
enum { DAY_TEXT = 16 };
const char *day_format(day_number number, char buffer[DAY_TEXT]);

/* Reads "YYYY-MM-DD", a real date. */
bool day_parse(const char *text, day_number *number, struct error *error);

#endif
