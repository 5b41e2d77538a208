/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quiz line by line: append-only, for pipes and screen readers. */
#ifndef TUI_QUIZ_PLAIN_H
#define TUI_QUIZ_PLAIN_H

#include <stdio.h>

#include "tui/quiz_run.h"

/* Asks until the quiz is over, "q" or the end of input: then it stays open. */
bool quiz_plain(struct collection *collection, struct quiz_run *run, FILE *in, FILE *out,
                struct error *error);

#endif
