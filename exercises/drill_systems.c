/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/drill_systems.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/problem_writer.h"

enum { ROOM = 64 };

const char *money(struct problem *problem, double dollars)
{
    char text[ROOM];
    double cents = round(fabs(dollars) * 100);
    (void)snprintf(text, sizeof text, "%.*f", fmod(cents, 100) > 0 ? 2 : 0, cents / 100);
    return problem_text(problem, "%s$%s", dollars < 0 && cents > 0 ? "-" : "",
                        with_marks(problem, text));
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
    problem_misconception(problem, name, reason, "%s %%", grouped_digits(problem, 100 * share, 8));
}
