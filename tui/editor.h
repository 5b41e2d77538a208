/* SPDX-License-Identifier: GPL-3.0-or-later */
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
void editor_arguments_free(char **arguments);

#endif
