/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the challenge, of one of its days and of the goals, and the ways to them. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_OPEN_CHALLENGE, "open-challenge", "the challenge: every day, chain, pace, milestones",
     "C", "*", 0},
    {ACTION_OPEN_GOALS, "open-goals", "the goals that the notes name", "O", "*", 0},
    {ACTION_OPEN_GOALS, "today-goals", "the goals that the notes name", "g", "today", 10},
    {ACTION_ACCEPT, "challenge-day", "what was done on the day", "enter", "challenge", 3},
    {ACTION_CHALLENGE, "challenge-start", "start the challenge today", "s", "challenge", 4},
    {ACTION_CHALLENGE_JOURNAL, "challenge-start-journal",
     "start the challenge with the days that the journal counts", "n", "challenge", 3},
    {ACTION_INFORMATION, "challenge-numbers", "all numbers, and what they mean", "i", "challenge",
     5},
    {ACTION_REST, "challenge-rest", "declare the day a rest", "r", "challenge", 6},
    {ACTION_REVEAL, "challenge-more", "more of the text below the picture", "space", "challenge",
     4},
    {ACTION_NOW, "challenge-today", "the cursor back to today", "t 0", "challenge", 7},
    {ACTION_UP, "challenge-up", "a day back", "up k", "challenge", 0},
    {ACTION_DOWN, "challenge-down", "a day on", "down j", "challenge", 0},
    {ACTION_LEFT, "challenge-left", "a week back", "left h", "challenge", 0},
    {ACTION_RIGHT, "challenge-right", "a week on", "right l", "challenge", 0},
    {ACTION_PAGE_UP, "challenge-month-back", "a month back", "page-up ctrl-b", "challenge", 0},
    {ACTION_PAGE_DOWN, "challenge-month", "a month on", "page-down ctrl-f", "challenge", 0},
    {ACTION_ACCEPT, "day-open", "the card's note, the drill's skill, the simulation", "enter",
     "day", 3},
    {ACTION_ACCEPT, "goals-open", "open the note at the line", "enter", "goals", 3},
    {ACTION_TAKE, "goals-decide", "this number holds", "a", "goals", 4},
    {ACTION_REJECT, "goals-ask", "ask again: what the notes say holds", "x", "goals", 5},
    {ACTION_EDIT, "goals-edit", "open the editor at the line", "e", "goals", 6},
    {.name = NULL},
};

const struct command command_keys_challenge = {
    .name = "keys-challenge",
    .summary = "keys of the challenge and of the goals",
    .actions = rows,
};
