/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/sprint.h"

#include <string.h>

static const char *const names[SPRINT_OUTCOME_COUNT] = {
    [SPRINT_RIGHT] = "right", [SPRINT_WRONG] = "wrong", [SPRINT_PASSED] = "passed"};

const char *sprint_outcome_name(enum sprint_outcome outcome)
{
    return names[outcome];
}

enum sprint_outcome sprint_outcome_of(const char *name)
{
    int outcome = 0;
    while (outcome < SPRINT_OUTCOME_COUNT && strcmp(names[outcome], name) != 0)
        outcome++;
    return (enum sprint_outcome)outcome;
}
