/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the app and a terminal. */
#ifndef TUI_RUN_H
#define TUI_RUN_H

#include <stdbool.h>

#include "tui/app.h"
#include "tui/terminal.h"

/*
 * One turn: draws if something changed, waits at most `timeout_ms` (-1: until a key or the app's
 * pace) for a key, and does what it asks for. False: the person, a signal or the end of input asks
 * to leave.
 */
struct loop {
    struct app *app;
    struct terminal *terminal;
    struct canvas canvas;
    bool stale; /* must be drawn */
};
void loop_init(struct loop *loop, struct app *app, struct terminal *terminal);
bool loop_turn(struct loop *loop, int timeout_ms);
void loop_release(struct loop *loop);

/* Until the end; returns the exit status. */
int app_run(struct app *app, struct terminal *terminal);

#endif
