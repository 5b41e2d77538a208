/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the sprint, and the ways to it. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_OPEN_SPRINT, "sprint", "open the arithmetic sprint", "A", "*", 0},
    {ACTION_OPEN_SPRINT, "drills-sprint", "arithmetic against the clock", "t", "drills", 7},
    {ACTION_ACCEPT, "sprint-enter", "start, or check what is typed", "enter", "sprint", 3},
    {ACTION_SKIP, "sprint-pass", "pass: see the answer and go on", "tab", "sprint", 4},
    {ACTION_PRACTISE_MISSED, "sprint-missed", "practise what was missed, untimed", "m", "sprint",
     5},
    {ACTION_LEFT, "sprint-easier", "an easier level", "left h", "sprint", 6},
    {ACTION_RIGHT, "sprint-harder", "a harder level", "right l", "sprint", 7},
    {.name = NULL},
};

const struct command command_keys_sprint = {
    .name = "keys-sprint",
    .summary = "keys of the arithmetic sprint",
    .actions = rows,
};
