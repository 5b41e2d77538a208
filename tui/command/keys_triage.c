/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the inbox and of the notes. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_ACCEPT, "triage-confirm", "go on, do what is asked", "enter", "triage", 3},
    {ACTION_TAKE, "triage-accept", "a good card: ask it from now on", "a", "triage", 4},
    {ACTION_REJECT, "triage-reject", "no good card; never import it again", "x r", "triage", 5},
    {ACTION_SKIP, "triage-skip", "decide later", "space n", "triage", 6},
    {ACTION_UNDO, "triage-undo", "take back the last decision", "u ctrl-u", "triage", 7},
    {ACTION_EDIT, "triage-edit", "edit front and back", "e", "triage", 8},
    {ACTION_TAKE_ALIKE, "triage-accept-all", "accept all of its pattern in this file", "A",
     "triage", 9},
    {ACTION_REJECT_ALIKE, "triage-reject-all", "reject all of its pattern in this file", "X R",
     "triage", 10},
    {ACTION_SOURCE, "triage-source", "open the note at its line", "o ctrl-e", "triage", 11},
    {ACTION_OPEN_NOTES, "triage-note", "the note with its cards, at this card's line", "N",
     "triage", 12},
    {ACTION_RELATED, "triage-related", "cards of other notes and days about the same", "c",
     "triage", 85},
    {ACTION_RELATED, "notes-related", "the same for the first card of the marked lines", "c",
     "notes", 85},
    {ACTION_ACCEPT, "notes-open", "open the note; the cards of its marked lines", "enter", "notes",
     3},
    {ACTION_EDIT, "notes-edit", "open the editor at the marked line", "e", "notes", 4},
    {ACTION_RIGHT, "notes-more", "more of the marked lines' cards", "right l space", "notes", 5},
    {ACTION_LEFT, "notes-less", "back to the first of them", "left h", "notes", 0},
    {.name = NULL},
};

const struct command command_keys_triage = {
    .name = "keys-triage",
    .summary = "keys of the inbox and of the notes",
    .actions = rows,
};
