/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/drill_systems.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/problem_writer.h"

enum { ROOM = 64 };

/* "1234.50" with marks between thousands. */
static const char *with_marks(struct problem *problem, const char *digits)
{
    size_t whole = strcspn(digits, "."), sign = digits[0] == '-';
    char *text = arena_allocate(&problem->arena, 2 * ROOM), *to = text;
    for (size_t i = 0; digits[i]; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return text;
}

const char *shown(struct problem *problem, double value, int digits)
{
    char text[ROOM];
    int decimals = 0;
    if (value != 0)
        decimals = digits - 1 - (int)floor(log10(fabs(value)));
    (void)snprintf(text, sizeof text, "%.*f", decimals > 0 ? decimals : 0, value);
    if (strchr(text, '.')) {
        size_t end = strlen(text);
        while (text[end - 1] == '0')
            end--;
        text[end - (text[end - 1] == '.')] = '\0';
    }
    return with_marks(problem, text);
}

const char *money(struct problem *problem, double dollars)
{
    char text[ROOM], *out = arena_allocate(&problem->arena, 2 * ROOM);
    double cents = round(fabs(dollars) * 100);
    (void)snprintf(text, sizeof text, "%.*f", fmod(cents, 100) > 0 ? 2 : 0, cents / 100);
    (void)snprintf(out, 2 * (size_t)ROOM, "%s$%s", dollars < 0 && cents > 0 ? "-" : "",
                   with_marks(problem, text));
    return out;
}

const char *duration(struct problem *problem, double seconds)
{
    static const struct {
        const char *symbol;
        double seconds, below; /* of a unit; of a time that is told in it */
    } units[] = {{"ms", 1e-3, 1}, {"s", 1, 180}, {"min", 60, 10800}, {"h", 3600, INFINITY}};
    size_t i = 0;
    while (seconds >= units[i].below * (1 - 1e-9))
        i++;
    char *text = arena_allocate(&problem->arena, ROOM);
    (void)snprintf(text, ROOM, "%s %s", shown(problem, seconds / units[i].seconds, 4),
                   units[i].symbol);
    return text;
}

void answer_duration(struct problem *problem, double seconds)
{
    const char *text = duration(problem, seconds);
    problem_answer(problem, ANSWER_UNIT, "%s", text);
    problem->unit = strchr(text, ' ') + 1;
    problem->relative = 0.005;
}

void wrong_duration(struct problem *problem, const char *name, const char *reason, double seconds)
{
    problem_misconception(problem, name, reason, "%s", duration(problem, seconds));
}

void answer_percent(struct problem *problem, double share, int decimals, double tolerance)
{
    problem_answer(problem, ANSWER_PERCENT, "%.*f %%", decimals, 100 * share);
    problem->absolute = tolerance;
}

void wrong_percent(struct problem *problem, const char *name, const char *reason, double share)
{
    problem_misconception(problem, name, reason, "%s %%", shown(problem, 100 * share, 8));
}
