/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a session: cards, drills and predictions. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_REVEAL, "reveal", "show the answer", "space", "review", 3},
    {ACTION_ACCEPT, "accept", "show the answer, send what is typed, go on", "enter", "review", 4},
    {ACTION_GRADE_1, "again", "grade: not known, again today", "1", "review/four", 0},
    {ACTION_GRADE_3, "hard", "grade: known with effort", "2", "review/four", 0},
    {ACTION_GRADE_4, "good", "grade: known", "3", "review/four", 0},
    {ACTION_GRADE_5, "easy", "grade: known at once", "4", "review/four", 0},
    {ACTION_GRADE_0, "grade-0", "grade 0: a blank", "0", "review/six", 0},
    {ACTION_GRADE_1, "grade-1", "grade 1: wrong, it looked familiar", "1", "review/six", 0},
    {ACTION_GRADE_2, "grade-2", "grade 2: wrong, it seemed easy once shown", "2", "review/six", 0},
    {ACTION_GRADE_3, "grade-3", "grade 3: right with much effort", "3", "review/six", 0},
    {ACTION_GRADE_4, "grade-4", "grade 4: right after a moment", "4", "review/six", 0},
    {ACTION_GRADE_5, "grade-5", "grade 5: right at once", "5", "review/six", 0},
    {ACTION_HINT, "hint", "show a hint", "ctrl-t f2", "review", 10},
    {ACTION_GIVE_UP, "give-up", "give up and show the steps", "ctrl-g f4", "review", 11},
    {ACTION_UNDO, "undo", "take back the last answer", "u ctrl-u", "review", 12},
    {ACTION_EDIT, "edit", "edit the note at its line", "e ctrl-e", "review", 13},
    {ACTION_SIMULATION, "simulation", "open the card's simulation", "s", "review", 14},
    {ACTION_INFORMATION, "information", "what is known about the card", "i", "review", 15},
    {ACTION_RELATED, "related", "cards of other notes and days about the same", "c", "review", 85},
    {ACTION_PRACTISE, "practise", "drill what the card is about", "d", "review", 84},
    {ACTION_BURY, "bury", "not before tomorrow", "b", "review", 16},
    {ACTION_SUSPEND, "suspend", "do not ask this card any more", "!", "review", 17},
    {ACTION_REJECT, "reject", "this is no good card; never import it again", "x", "review", 18},
    {.name = NULL},
};

const struct command command_keys_review = {
    .name = "keys-review",
    .summary = "keys of a session",
    .actions = rows,
};
