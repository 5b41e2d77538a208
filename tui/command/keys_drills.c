/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the map of skills and of a skill's page. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_INFORMATION, "drills-page", "how the skill went: plots and mistakes", "i", "drills", 5},
    {ACTION_RIGHT, "drills-topic", "to the next topic", "tab right l", "drills", 6},
    {ACTION_LEFT, "drills-topic-back", "to the topic before", "back-tab left h", "drills", 0},
    {ACTION_ACCEPT, "skill-practise", "practise this skill", "enter", "skill", 3},
    {ACTION_PICTURE, "skill-picture", "the next plot, where not all fit", "m", "skill", 4},
    {ACTION_INFORMATION, "skill-table", "the numbers behind the plots", "t i", "skill", 5},
    {.name = NULL},
};

const struct command command_keys_drills = {
    .name = "keys-drills",
    .summary = "keys of the map of skills",
    .actions = rows,
};
