/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'drill sprint': line by line, as one JSON document, or the full screen in a terminal. */
#ifndef TUI_SPRINT_PLAIN_H
#define TUI_SPRINT_PLAIN_H

#include "tui/command.h"

/* Runs the command with its options; returns the exit status. */
int sprint_command(struct invocation *invocation, struct error *error);

/* Whether an id is that of a sprint, "sprint@1/2/77". */
bool sprint_is_id(const char *id);
/* Prints the questions that the sprint of that id begins with where nothing was missed before. */
int sprint_show(struct invocation *invocation, const char *id, struct error *error);

#endif
