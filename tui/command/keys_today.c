/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the screens around a session: first screen, today, summary, lists. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_OPEN_REVIEW, "start", "start today's session", "enter space", "today", 3},
    {ACTION_OPEN_DRILLS, "today-drills", "choose a drill", "d", "today", 4},
    {ACTION_OPEN_SIMULATIONS, "today-simulations", "choose a simulation", "s", "today", 5},
    {ACTION_OPEN_TRIAGE, "today-triage", "decide on proposed cards", "t", "today", 6},
    {ACTION_OPEN_QUIZ, "today-quiz", "choose a quiz", "z", "today", 6},
    {ACTION_IMPORT, "today-import", "import notes", "i", "today", 7},
    {ACTION_OPEN_NOTES, "today-notes", "what became of the notes' lines", "n", "today", 9},
    {ACTION_CHALLENGE, "today-challenge", "the challenge: start it, see its days", "c", "today", 8},
    {ACTION_CRAM, "today-practise", "practise cards without changing their schedule", "p", "today",
     10},
    {ACTION_SAMPLE, "sample", "try the sample", "1", "welcome", 0},
    {ACTION_IMPORT, "import", "import my notes", "2", "welcome", 0},
    {ACTION_CHALLENGE, "challenge", "start the 338 days", "3", "welcome", 0},
    {ACTION_QUIT, "leave", "leave the tutor", "4", "welcome", 0},
    {ACTION_ACCEPT, "choose", "take what is marked", "enter", "welcome drills simulations", 3},
    {ACTION_ACCEPT, "done", "back to today", "enter", "summary", 3},
    {ACTION_UNDO, "summary-undo", "take back the last answer", "u", "summary", 4},
    {.name = NULL},
};

const struct command command_keys_today = {
    .name = "keys-today",
    .summary = "keys of the first screen, today, summary and the lists",
    .actions = rows,
};
