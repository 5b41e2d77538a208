/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- Numbers ------------------------------------------------------------------------------------
 */

/* "99.9900" is 99.99. */
static void drop_zeros(char *number)
{
    size_t length = strlen(number);
    if (!strchr(number, '.'))
        return;
    while (number[length - 1] == '0')
        number[--length] = '\0';
    if (number[length - 1] == '.')
        number[length - 1] = '\0';
}

void format_availability(double unavailability, const char *space, char *buffer, size_t size)
{
    enum { MOST_DECIMALS = 12 };
    char number[40];
    double missing = 100 * unavailability;
    if (!(missing > 0)) {
        (void)snprintf(buffer, size, "100%s%%", space);
        return;
    }
    int decimals = 2 - (int)floor(log10(missing) + 1e-9);
    if (decimals > MOST_DECIMALS) {
        (void)snprintf(buffer, size, "all but %.2g%s%%", missing, space);
        return;
    }
    (void)snprintf(number, sizeof number, "%.*f", decimals < 1 ? 1 : decimals, 100 - missing);
    drop_zeros(number);
    (void)snprintf(buffer, size, "%s%s%%", number, space);
}

void format_hours(double hours, char *buffer, size_t size)
{
    static const struct {
        double from, hours; /* from so many hours on, in units of so many */
        const char *one, *many;
    } units[] = {{2.0 * HOURS_A_YEAR, HOURS_A_YEAR, "year", "years"},
                 {72, 24, "day", "days"},
                 {1.995, 1, "hour", "hours"},
                 {1.995 / 60, 1.0 / 60, "minute", "minutes"},
                 {0, 1.0 / 3600, "second", "seconds"}};
    size_t i = 0;
    while (hours < units[i].from)
        i++;
    double amount = hours / units[i].hours;
    char number[40];
    (void)snprintf(number, sizeof number, amount >= 1000 ? "%.0f" : "%.3g", amount);
    if (amount >= 1e6 || (amount > 0 && amount < 1e-3))
        (void)snprintf(number, sizeof number, "%.2g", amount);
    (void)snprintf(buffer, size, "%s %s", number,
                   strcmp(number, "1") ? units[i].many : units[i].one);
}

void format_hours_short(double hours, char *buffer, size_t size)
{
    if (hours >= 1)
        (void)snprintf(buffer, size, "%.3g h", hours);
    else if (hours * MINUTES_AN_HOUR >= 1)
        (void)snprintf(buffer, size, "%.3g min", hours * MINUTES_AN_HOUR);
    else
        (void)snprintf(buffer, size, "%.3g s", hours * SECONDS_AN_HOUR);
}

/* --- What just happened -------------------------------------------------------------------------
 */

void format_moment(double hours, char *buffer, size_t size)
{
    double year = floor(hours / HOURS_A_YEAR), rest = hours - year * HOURS_A_YEAR;
    (void)snprintf(buffer, size, "year %.0f, day %.0f", year + 1, floor(rest / 24) + 1);
}

static void describe_failure(const struct availability *s, const char *moment, char *buffer,
                             size_t size)
{
    const struct redundancy *r = &s->plant.redundancy;
    char head[96], end[96];
    int up = r->components - s->plant.down;
    if (s->event == PLANT_COMMON_CAUSE)
        (void)snprintf(head, sizeof head, "one cause strikes all that were up (%d)", s->struck);
    else
        (void)snprintf(head, sizeof head, "%c fails%s", component_letter(s->component),
                       s->plant.down > r->crews ? " and waits for a crew" : "");
    if (plant_is_up(&s->plant))
        (void)snprintf(end, sizeof end, "%d of %d up, %d needed: the system stays up", up,
                       r->components, r->needed);
    else
        (void)snprintf(end, sizeof end, "%d of %d up, %d needed: the system is %s", up,
                       r->components, r->needed, s->was_up ? "DOWN" : "still down");
    (void)snprintf(buffer, size, "%s: %s; %s", moment, head, end);
}

static void describe_repair(const struct availability *s, const char *moment, char *buffer,
                            size_t size)
{
    const struct redundancy *r = &s->plant.redundancy;
    char length[48], letter = component_letter(s->component);
    int up = r->components - s->plant.down;
    if (!isnan(s->outage_length)) {
        format_hours(s->outage_length, length, sizeof length);
        (void)snprintf(buffer, size, "%s: %c is repaired; the system is up again after %s", moment,
                       letter, length);
        return;
    }
    (void)snprintf(buffer, size, "%s: %c is repaired; %d of %d up, %d needed%s", moment, letter, up,
                   r->components, r->needed,
                   plant_is_up(&s->plant) ? "" : ": the system is still down");
}

static void describe_disaster(const struct availability *s, const char *moment, char *buffer,
                              size_t size)
{
    const struct disaster *d = availability_last_disaster(s);
    char lost[48], lag[48];
    format_hours(d->lost, lost, sizeof lost);
    format_hours(d->lag, lag, sizeof lag);
    (void)snprintf(buffer, size,
                   "%s: a disaster takes the data; backups lose %s of it, a replica %s", moment,
                   lost, lag);
}

static void describe_years(const struct availability *s, char *buffer, size_t size)
{
    char longest[48];
    double from = floor(s->block_from / HOURS_A_YEAR + 1e-9) + 1, to = s->unavailable.count;
    format_hours(s->block_longest, longest, sizeof longest);
    if (to > from)
        (void)snprintf(buffer, size, "Years %.0f to %.0f: ", from, to);
    else
        (void)snprintf(buffer, size, "Year %.0f: ", to);
    size_t used = strlen(buffer);
    if (s->block_outages == 0)
        (void)snprintf(buffer + used, size - used, "no outage");
    else if (s->block_longest > 0)
        (void)snprintf(buffer + used, size - used, "%ld outage%s, the longest of %s",
                       s->block_outages, s->block_outages == 1 ? "" : "s", longest);
    else
        (void)snprintf(buffer + used, size - used, "an outage begins and is not over");
}

void availability_describe(const struct availability *s, char *buffer, size_t size)
{
    const struct redundancy *r = &s->plant.redundancy;
    char moment[64];
    format_moment(s->plant.hours, moment, sizeof moment);
    moment[0] = 'Y';
    if (s->happening == PLANT_EVENT && s->event == PLANT_REPAIR)
        describe_repair(s, moment, buffer, size);
    else if (s->happening == PLANT_EVENT)
        describe_failure(s, moment, buffer, size);
    else if (s->happening == DISASTER_STRUCK)
        describe_disaster(s, moment, buffer, size);
    else if (s->happening == YEARS_PASSED)
        describe_years(s, buffer, size);
    else if (s->happening == NOTHING_MORE)
        (void)snprintf(buffer, size, "Nothing more fails until the end, after %.0f year%s",
                       s->values[AVAILABILITY_YEARS],
                       s->values[AVAILABILITY_YEARS] == 1 ? "" : "s");
    else
        (void)snprintf(buffer, size, "%d component%s, %d needed: years of failures are to come",
                       r->components, r->components == 1 ? "" : "s", r->needed);
}
