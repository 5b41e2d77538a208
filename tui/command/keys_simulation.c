/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the simulation player. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_PLAY, "play", "play or pause", "space p", "simulation", 3},
    {ACTION_STEP, "step", "one step", "right l n", "simulation", 4},
    {ACTION_STEP_BACK, "step-back", "one step back", "left h N", "simulation", 5},
    {ACTION_ACCEPT, "parameter", "change the marked parameter", "enter", "simulation", 6},
    {ACTION_INFORMATION, "table", "measured and theory as a table", "t", "simulation", 7},
    {ACTION_FASTER, "faster", "twice as fast", "+ f", "simulation", 8},
    {ACTION_SLOWER, "slower", "half as fast", "-", "simulation", 9},
    {ACTION_RESTART, "restart", "from the beginning", "r", "simulation", 10},
    {ACTION_LAST, "finish", "run to the end", "end G", "simulation", 0},
    {ACTION_FIRST, "beginning", "back to the beginning", "home g", "simulation", 0},
    {.name = NULL},
};

const struct command command_keys_simulation = {
    .name = "keys-simulation",
    .summary = "keys of the simulation player",
    .actions = rows,
};
