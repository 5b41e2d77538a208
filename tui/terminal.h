/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal: the one place that knows about curses. It shows a canvas, reads keys, and gives the
 * terminal back whatever happens.
 *
 * Only one may be open at a time. Signals are turned into keys: a changed size is SPECIAL_RESIZE;
 * HUP, TERM and INT are SPECIAL_END_OF_INPUT with terminal_signal() telling which. SIGTSTP stops
 * and comes back as SPECIAL_RESIZE. A crash restores the terminal and goes on crashing.
 */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/base/canvas.h"
#include "engine/base/error.h"
#include "tui/config.h"
#include "tui/key.h"

struct terminal_options {
    FILE *in, *out;
    const char *type; /* NULL: $TERM */
    enum theme theme;
    bool no_color; /* as --no-color; $NO_COLOR is looked at as well */
};

struct terminal;
/* NULL on failure (ERROR_FAILURE), the terminal untouched. */
struct terminal *terminal_open(const struct terminal_options *options, struct error *error);
void terminal_close(struct terminal *terminal); /* NULL is fine */

void terminal_size(const struct terminal *terminal, int *columns, int *rows);
/* For terminals that cannot tell their size, as pipes in tests. */
void terminal_set_size(struct terminal *terminal, int columns, int rows);

/* Shows the canvas: only what changed is written, nothing at all where nothing did. */
void terminal_draw(struct terminal *terminal, const struct canvas *canvas);
/* The next terminal_draw() paints everything. */
void terminal_repaint(struct terminal *terminal);

/* Waits at most `timeout_ms` (-1: for ever) for a key; false: none came. */
bool terminal_read(struct terminal *terminal, int timeout_ms, struct key *key);
/* The signal that asked to leave; 0: none. */
int terminal_signal(const struct terminal *terminal);

void terminal_mouse(struct terminal *terminal, bool on);

/* Stops the process as Ctrl-Z does, with the terminal given back meanwhile. */
void terminal_stop(struct terminal *terminal);

/* Gives the terminal to the editor until it ends; ERROR_FAILURE where it cannot be started or
 * fails. */
bool terminal_edit(struct terminal *terminal, const char *file, long line, struct error *error);

#endif
