/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether to open the full screen or to go line by line. */
#ifndef TUI_TERMINAL_CHOICE_H
#define TUI_TERMINAL_CHOICE_H

#include <stdbool.h>

#include "tui/command.h"

/* True when input and output are terminals, $TERM can move a cursor, and neither --plain nor --json
 * was given. */
bool terminal_is_usable(const struct invocation *invocation);

#endif
