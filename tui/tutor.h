/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-screen tutor. */
#ifndef TUI_TUTOR_H
#define TUI_TUTOR_H

#include "tui/command.h"

/*
 * Opens the screen named `first_screen` and returns the exit status when the person leaves. NULL:
 * Today, or the first screen where there is no card yet. An argument may follow after a blank:
 * "simulation hash slots=64", "review drill:powers".
 */
int tutor_open(struct invocation *invocation, const char *first_screen, struct error *error);

#endif
