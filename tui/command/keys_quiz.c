/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a quiz: choosing one, answering it, its result, and those before. */
#include "tui/command.h"

static const struct action_row rows[] = {
    {ACTION_ACCEPT, "quiz-start", "start the quiz, or go on with the open one", "enter", "quiz", 3},
    {ACTION_RIGHT, "quiz-more", "the next value of the marked line, or turn it on or off",
     "right l space", "quiz", 4},
    {ACTION_LEFT, "quiz-less", "the value before", "left h", "quiz", 0},
    {ACTION_OPEN_QUIZ_HISTORY, "quiz-past", "past quizzes and their scores", "p",
     "quiz quiz-result", 9},
    {ACTION_ACCEPT, "quiz-answer", "answer with what is marked or typed, then go on", "enter",
     "quiz-asking", 3},
    {ACTION_CHOOSE_1, "choose-a", "answer a", "a 1", "quiz-asking", 0},
    {ACTION_CHOOSE_2, "choose-b", "answer b", "b 2", "quiz-asking", 0},
    {ACTION_CHOOSE_3, "choose-c", "answer c", "c 3", "quiz-asking", 0},
    {ACTION_CHOOSE_4, "choose-d", "answer d", "d 4", "quiz-asking", 0},
    {ACTION_CHOOSE_5, "choose-e", "answer e", "e 5", "quiz-asking", 0},
    {ACTION_CHOOSE_6, "choose-f", "answer f", "f 6", "quiz-asking", 0},
    {ACTION_GIVE_UP, "pass", "pass: show the right answer", "- ctrl-g f4", "quiz-asking", 4},
    {ACTION_WAS_RIGHT, "quiz-was-right", "count what was typed as right: it means the same", "y f5",
     "quiz-asking", 4},
    {ACTION_END_QUIZ, "quiz-end", "end this quiz for good", "X ctrl-x", "quiz-asking", 5},
    {ACTION_ACCEPT, "quiz-done", "back to the quiz page", "enter", "quiz-result", 3},
    {ACTION_MISSED, "quiz-missed", "review the missed cards", "r", "quiz-result", 4},
    {ACTION_PRACTISE, "quiz-practise", "practise the missed drill", "d", "quiz-result", 5},
    {ACTION_RESTART, "quiz-again", "another quiz of the same kind", "a", "quiz-result", 6},
    {ACTION_TAKE_OVER, "quiz-take-over", "let the answers count as reviews", "t", "quiz-result", 7},
    {ACTION_ACCEPT, "quiz-look", "open the result of the marked quiz", "enter", "quiz-history", 3},
    {ACTION_PICTURE, "quiz-picture", "the list, the scores over time, or the topics", "v",
     "quiz-history", 4},
    {.name = NULL},
};

const struct command command_keys_quiz = {
    .name = "keys-quiz",
    .summary = "keys of a quiz",
    .actions = rows,
};
