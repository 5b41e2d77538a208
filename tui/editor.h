/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's editor, run with an argument vector: no text from anywhere reaches a shell. */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include <stdbool.h>

#include "engine/base/error.h"

/*
 * Runs $VISUAL, else $EDITOR, else "editor", split at blanks, as `... +LINE FILE`, or `...
 * FILE:LINE` for code, subl, hx and zed, and waits. The caller has given the terminal back. False
 * where it cannot be started or ends with a status other than 0.
 */
bool editor_run(const char *file, long line, struct error *error);

/* The argument vector for an editor's command, NULL-terminated; free with editor_arguments_free().
 */
char **editor_arguments(const char *editor, const char *file, long line);
void editor_arguments_free(char **arguments);

#endif
