/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the simulation player. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_PLAY, "play", "play or pause", "space", "simulation", 3},
    {ACTION_STEP, "step", "one step", "right l n", "simulation", 4},
    {ACTION_STEP_BACK, "step-back", "one step back", "left h N", "simulation", 5},
    {ACTION_ACCEPT, "parameter", "change the marked parameter", "enter", "simulation", 6},
    {ACTION_LOWER, "lower", "a little less of the marked parameter", ", <", "simulation", 0},
    {ACTION_RAISE, "raise", "a little more of it", ". >", "simulation", 0},
    {ACTION_PICTURE, "picture", "another picture of the same run", "m", "simulation", 7},
    {ACTION_ZOOM, "zoom", "the picture alone, without the numbers", "z", "simulation", 0},
    {ACTION_PREDICT, "predict", "guess the result before the run", "p", "simulation", 8},
    {ACTION_COMPARE, "compare", "two settings side by side", "v", "simulation", 9},
    {ACTION_SIDE, "side", "change the values of the other run", "tab", "simulation", 10},
    {ACTION_PRESETS, "presets", "runs worth seeing, and those of your notes", "o", "simulation",
     11},
    {ACTION_INFORMATION, "table", "measured and theory as a table", "t", "simulation", 12},
    {ACTION_KEYS, "keys", "type keys of your own", "y", "simulation", 13},
    {ACTION_WRITE, "write", "write the run to a file", "w", "simulation", 14},
    {ACTION_FASTER, "faster", "twice as fast", "+ f", "simulation", 15},
    {ACTION_SLOWER, "slower", "half as fast", "-", "simulation", 16},
    {ACTION_RESTART, "restart", "from the beginning", "r", "simulation", 17},
    {ACTION_SCRUB, "scrub", "ahead on the time line", "] page-down", "simulation", 18},
    {ACTION_SCRUB_BACK, "scrub-back", "back on the time line", "[ page-up", "simulation", 19},
    {ACTION_LAST, "finish", "run to the end", "end G", "simulation", 0},
    {ACTION_FIRST, "beginning", "back to the beginning", "home g", "simulation", 0},
    {.name = NULL},
};

const struct command command_keys_simulation = {
    .name = "keys-simulation",
    .summary = "keys of the simulation player",
    .actions = rows,
};
