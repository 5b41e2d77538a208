/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on every screen. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_HELP, "help", "show the keys of this screen", "? f1", "*", 1},
    {ACTION_QUIT, "quit", "leave the tutor", "q", "*", 2},
    {ACTION_PALETTE, "palette", "find a command by name", "ctrl-p colon", "*", 90},
    {ACTION_BACK, "back", "go back", "esc", "*", 80},
    {ACTION_UP, "up", "move or scroll up", "up k", "*", 0},
    {ACTION_DOWN, "down", "move or scroll down", "down j", "*", 0},
    {ACTION_LEFT, "left", "move left", "left h", "*", 0},
    {ACTION_RIGHT, "right", "move right", "right l", "*", 0},
    {ACTION_PAGE_UP, "page-up", "a page up", "page-up ctrl-b", "*", 0},
    {ACTION_PAGE_DOWN, "page-down", "a page down", "page-down ctrl-f", "*", 0},
    {ACTION_FIRST, "first", "to the beginning", "home g", "*", 0},
    {ACTION_LAST, "last", "to the end", "end G", "*", 0},
    {ACTION_OPEN_TODAY, "today", "open the plan of the day", "T", "*", 0},
    {ACTION_OPEN_DRILLS, "drills", "open the list of drills", "D", "*", 0},
    {ACTION_OPEN_SIMULATIONS, "simulations", "open the list of simulations", "S", "*", 0},
    {ACTION_OPEN_TRIAGE, "triage", "decide on proposed cards", "I", "*", 0},
    {ACTION_OPEN_NOTES, "notes", "open the notes and what became of their lines", "N", "*", 0},
    {ACTION_OPEN_QUIZ, "quiz", "choose a quiz, or go on with the open one", "Z", "*", 0},
    {ACTION_OPEN_QUIZ_HISTORY, "quiz-history", "past quizzes and their scores", "H", "*", 0},
    {ACTION_OPEN_WELCOME, "welcome", "open the first screen: sample, import, challenge", "W", "*",
     0},
    {ACTION_MOUSE, "mouse", "turn the mouse on or off", "m", "*", 0},
    {ACTION_REDRAW, "redraw", "draw the whole screen again", "ctrl-l", "*", 0},
    {ACTION_STOP, "stop", "stop, and return to the shell until fg", "ctrl-z", "*", 0},
    {.name = NULL},
};

const struct command command_keys_general = {
    .name = "keys-general",
    .summary = "keys of every screen",
    .actions = rows,
};
