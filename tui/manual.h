/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of commands says, as --help, as a man page and as shell completions. */
#ifndef TUI_MANUAL_H
#define TUI_MANUAL_H

#include <stdio.h>

#include "tui/command.h"

extern const struct option_row global_options[]; /* ends with a NULL name */

void manual_print_overview(FILE *out);
void manual_print_command(const struct command *command, FILE *out);
void manual_print_man(FILE *out);             /* roff */
void manual_print_bash_completion(FILE *out); /* for bash-completion */

#endif
