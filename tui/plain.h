/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session line by line: append-only, no cursor movement, for pipes and screen readers. */
#ifndef TUI_PLAIN_H
#define TUI_PLAIN_H

#include "tui/command.h"
#include "tui/session.h"

/* Runs until the session is over or the person leaves (q, end of input). */
bool plain_session(struct invocation *invocation, struct collection *collection,
                   struct session *session, struct error *error);

/* One line of input without its newline, the caller's; NULL at the end of input. */
char *plain_read_line(FILE *in);

/* Text made safe to print, line by line, each indented by `indent`. */
void plain_print(FILE *out, const char *indent, const char *text);

/* The question behind `mark`, then each choice on a line of its own, nothing wrapped. */
void plain_question(FILE *out, const char *mark, const struct problem *problem);
/* The answer behind `mark`, of a choice with its letter, then the steps. */
void plain_answer(FILE *out, const char *mark, const struct problem *problem);

/* What was done, what comes tomorrow, how the day stands. */
void plain_summary(FILE *out, struct collection *collection, const struct session_summary *summary);

#endif
