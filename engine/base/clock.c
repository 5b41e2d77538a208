/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/clock.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void format_offset(int32_t minutes, char *buffer, size_t size)
{
    int magnitude = abs((int)minutes);
    (void)snprintf(buffer, size, "%c%02d:%02d", minutes < 0 ? '-' : '+', magnitude / 60 % 100,
                   magnitude % 60);
}

/* The IANA name of the system's zone: $TZ, else where /etc/localtime points, else the offset. */
static void name_zone(struct instant *instant)
{
    const char *name = getenv("TZ");
    char path[PATH_MAX];
    if (name && name[0] == ':')
        name++;
    if (!name || !name[0]) {
        ssize_t length = readlink("/etc/localtime", path, sizeof path - 1);
        name = NULL;
        if (length > 0) {
            path[length] = '\0';
            name = strstr(path, "zoneinfo/");
            name = name ? name + strlen("zoneinfo/") : NULL;
        }
    }
    if (name && name[0] && strlen(name) < sizeof instant->zone)
        (void)snprintf(instant->zone, sizeof instant->zone, "%s", name);
    else
        format_offset(instant->offset_minutes, instant->zone, sizeof instant->zone);
}

static void set_system_offset(struct instant *instant)
{
    time_t seconds = (time_t)(instant->utc_ms / 1000);
    struct tm local;
    if (localtime_r(&seconds, &local))
        instant->offset_minutes = (int32_t)(local.tm_gmtoff / 60);
    name_zone(instant);
}

void clock_init_system(struct clock *clock)
{
    memset(clock, 0, sizeof *clock);
    tzset();
}

struct instant clock_now(const struct clock *clock)
{
    if (clock->frozen)
        return clock->fixed;
    struct instant now = {0};
    struct timespec ts;
    if (clock_gettime(CLOCK_REALTIME, &ts) == 0)
        now.utc_ms = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
    set_system_offset(&now);
    return now;
}

struct instant clock_at(const struct clock *clock, int64_t utc_ms)
{
    struct instant at = {.utc_ms = utc_ms};
    set_system_offset(&at);
    if (clock->frozen && strcmp(at.zone, clock->fixed.zone) != 0) {
        at = clock->fixed;
        at.utc_ms = utc_ms;
    }
    return at;
}

int64_t clock_elapsed_ms(const struct clock *clock)
{
    struct timespec ts;
    if (clock->frozen)
        return clock->elapsed_ms;
    if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
        return 0;
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Reads exactly `count` digits. */
static bool digits(const char **at, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        *value = *value * 10 + (**at - '0');
    }
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool read_date(const char **at, day_number *number)
{
    int year, month, day;
    if (!digits(at, 4, &year) || *(*at)++ != '-' || !digits(at, 2, &month) || *(*at)++ != '-' ||
        !digits(at, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *number = day_from_civil(year, month, day);
    return true;
}

static bool read_time(const char **at, int64_t *ms)
{
    int hour, minute, second;
    if (!digits(at, 2, &hour) || *(*at)++ != ':' || !digits(at, 2, &minute))
        return false;
    second = 0;
    *ms = 0;
    if (**at == ':') {
        (*at)++;
        if (!digits(at, 2, &second))
            return false;
    }
    if (**at == '.') {
        int64_t scale = 100;
        for ((*at)++; **at >= '0' && **at <= '9'; (*at)++, scale /= 10)
            *ms += (**at - '0') * scale;
    }
    *ms += ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
    return hour < 24 && minute < 60 && second < 61;
}

/* "Z", "+01:00", "+0100" or nothing; `*given` tells which. */
static bool read_offset(const char **at, bool *given, int32_t *minutes)
{
    *given = **at != '\0';
    *minutes = 0;
    if (!*given)
        return true;
    if (**at == 'Z' || **at == 'z') {
        (*at)++;
        return **at == '\0';
    }
    int sign = **at == '-' ? -1 : 1, hour, minute;
    if (**at != '+' && **at != '-')
        return false;
    (*at)++;
    if (!digits(at, 2, &hour))
        return false;
    if (**at == ':')
        (*at)++;
    if (!digits(at, 2, &minute) || **at != '\0' || hour > 18 || minute > 59)
        return false;
    *minutes = sign * (hour * 60 + minute);
    return true;
}

/* The UTC moment of a civil time in the system's zone. */
static int64_t utc_of_local(day_number day, int64_t ms)
{
    struct tm local = {0};
    int year, month, date;
    day_to_civil(day, &year, &month, &date);
    local.tm_year = year - 1900;
    local.tm_mon = month - 1;
    local.tm_mday = date;
    local.tm_hour = (int)(ms / 3600000);
    local.tm_min = (int)(ms / 60000 % 60);
    local.tm_sec = (int)(ms / 1000 % 60);
    local.tm_isdst = -1;
    return (int64_t)mktime(&local) * 1000 + ms % 1000;
}

bool instant_parse(const char *when, struct instant *instant, struct error *error)
{
    const char *at = when;
    day_number day;
    int64_t ms = 0;
    bool given = false;
    int32_t offset = 0;
    memset(instant, 0, sizeof *instant);
    bool good = read_date(&at, &day);
    if (good && (*at == 'T' || *at == 't' || *at == ' ')) {
        at++;
        good = read_time(&at, &ms) && read_offset(&at, &given, &offset);
    }
    if (!good || *at)
        return error_set(error, ERROR_USAGE,
                         "'%s' is no time; expected RFC 3339, such as 2026-11-20T08:00:00+01:00",
                         when);
    if (given) {
        instant->utc_ms = (int64_t)day * 86400000 + ms - (int64_t)offset * 60000;
        instant->offset_minutes = offset;
        format_offset(offset, instant->zone, sizeof instant->zone);
    } else {
        instant->utc_ms = utc_of_local(day, ms);
        set_system_offset(instant);
    }
    return true;
}

bool clock_init_fixed(struct clock *clock, const char *when, struct error *error)
{
    clock_init_system(clock);
    clock->frozen = true;
    clock->elapsed_ms = 0;
    return instant_parse(when, &clock->fixed, error);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t local_ms(const struct instant *instant)
{
    return instant->utc_ms + (int64_t)instant->offset_minutes * 60000;
}

const char *instant_format_utc(int64_t utc_ms, char buffer[INSTANT_TEXT])
{
    char date[DAY_TEXT];
    int64_t day = floor_divide(utc_ms, 86400000), ms = utc_ms - day * 86400000;
    day_format((day_number)day, date);
    int written = snprintf(buffer, INSTANT_TEXT, "%sT%02d:%02d:%02d", date, (int)(ms / 3600000),
                           (int)(ms / 60000 % 60), (int)(ms / 1000 % 60));
    if (ms % 1000)
        (void)snprintf(buffer + written, (size_t)(INSTANT_TEXT - written), ".%03dZ",
                       (int)(ms % 1000));
    else
        (void)snprintf(buffer + written, (size_t)(INSTANT_TEXT - written), "Z");
    return buffer;
}

int instant_local_hour(const struct instant *instant)
{
    int64_t local = local_ms(instant);
    return (int)((local - floor_divide(local, 86400000) * 86400000) / 3600000);
}

int instant_local_minute(const struct instant *instant)
{
    int64_t local = local_ms(instant);
    return (int)((local - floor_divide(local, 3600000) * 3600000) / 60000);
}

day_number study_day(const struct instant *instant, int rollover_hour)
{
    day_number civil = (day_number)floor_divide(local_ms(instant), 86400000);
    return instant_local_hour(instant) < rollover_hour ? civil - 1 : civil;
}

day_number day_from_civil(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void day_to_civil(day_number number, int *year, int *month, int *day)
{
    int z = number + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

int day_weekday(day_number number)
{
    int weekday = (int)((number + 3) % 7); /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

const char *day_format(day_number number, char buffer[DAY_TEXT])
{
    int year, month, day;
    buffer[0] = '\0';
    if (number == DAY_NONE)
        return buffer;
    day_to_civil(number, &year, &month, &day);
    (void)snprintf(buffer, DAY_TEXT, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return buffer;
}

bool day_parse(const char *text, day_number *number, struct error *error)
{
    const char *at = text;
    if (read_date(&at, number) && !*at)
        return true;
    return error_set(error, ERROR_USAGE, "'%s' is no date; expected YYYY-MM-DD", text);
}
