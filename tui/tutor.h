/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-screen tutor. */
#ifndef TUI_TUTOR_H
#define TUI_TUTOR_H

#include "tui/command.h"
#include "tui/session.h"

/*
 * Opens the screen named `first_screen` and returns the exit status when the person leaves. NULL:
 * Today, or the first screen where there is no card yet. An argument may follow after a blank:
 * "simulation hash slots=64", "review drill:powers".
 */
/* `session` (or NULL) is what the first review was asked for; its filter must outlive the call. */
int tutor_open(struct invocation *invocation, const char *first_screen,
               const struct session_options *session, struct error *error);

#endif
