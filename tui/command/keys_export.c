/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the export page. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_OPEN_EXPORT, "export", "write a report, tables or a deck to a file", "E", "*", 0},
    {ACTION_ACCEPT, "export-write", "write it", "enter", "export", 3},
    {ACTION_RIGHT, "export-more", "the next value of the marked line", "right l space", "export",
     4},
    {ACTION_LEFT, "export-less", "the value before", "left h", "export", 0},
    {.name = NULL},
};

const struct command command_keys_export = {
    .name = "keys-export",
    .summary = "keys of the export page",
    .actions = rows,
};
