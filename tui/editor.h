/* SPDX-License-Identifier: GPL-3.0-or-later */
<<<<<<< HEAD
/* Which editor, and the words that start it at a line. No shell is involved. */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

/* `configured` where not empty, else $VISUAL, else $EDITOR, else "editor". */
const char *editor_command(const char *configured);

/*
 * The command split at blanks, then "+LINE FILE"; "FILE:LINE" for code, subl, hx and zed. A line
 * below 1 is left out. NULL-terminated; the caller frees with editor_arguments_free().
 */
char **editor_arguments(const char *command, const char *file, long line);
=======
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
>>>>>>> main
void editor_arguments_free(char **arguments);

#endif
