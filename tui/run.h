/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the app and a terminal. */
#ifndef TUI_RUN_H
#define TUI_RUN_H

#include <stdbool.h>

#include "tui/app.h"
#include "tui/terminal.h"

struct loop {
    struct app *app;
    struct terminal *terminal;
    struct canvas canvas;
    bool stale; /* must be drawn */
};
void loop_init(struct loop *loop, struct app *app, struct terminal *terminal);
void loop_release(struct loop *loop);

enum turn {
    TURN_LEAVE, /* the person, a signal or the end of input asks to leave */
    TURN_KEY,   /* a key was handled */
    TURN_IDLE,  /* none came in time */
};
/* Draws if something changed, waits at most `timeout_ms` (-1: for ever) for a key, and does what
 * it asks for. */
enum turn loop_turn(struct loop *loop, int timeout_ms);

/* Lets the screen in front move on, as after a turn that took app_pace() milliseconds. */
void loop_tick(struct loop *loop);

/* Until the end; returns the exit status. */
int app_run(struct app *app, struct terminal *terminal);

#endif
