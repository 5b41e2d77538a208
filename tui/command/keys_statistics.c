/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the statistics, and the ways to them. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_OPEN_STATISTICS, "open-statistics",
     "statistics: retention, forecast, calibration, time", "R", "*", 0},
    {ACTION_OPEN_STATISTICS, "today-statistics", "how much you remember, in numbers", "r", "today",
     11},
    {ACTION_RIGHT, "statistics-next", "the next page", "tab right l", "statistics", 3},
    {ACTION_LEFT, "statistics-back", "the page before", "back-tab left h", "statistics", 0},
    {ACTION_INFORMATION, "statistics-table", "the numbers behind the page", "t i", "statistics", 4},
    {ACTION_PICTURE, "statistics-span", "over 7, 30, 90, 365 or all days", "d", "statistics", 5},
    {ACTION_ACCEPT, "statistics-alone", "this page alone, or all of them", "enter z", "statistics",
     6},
    {.name = NULL},
};

const struct command command_keys_statistics = {
    .name = "keys-statistics",
    .summary = "keys of the statistics",
    .actions = rows,
};
