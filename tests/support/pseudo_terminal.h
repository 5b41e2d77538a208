/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a full-screen program on a terminal of its own and measures it; for benchmarks. */
#ifndef TESTS_SUPPORT_PSEUDO_TERMINAL_H
#define TESTS_SUPPORT_PSEUDO_TERMINAL_H

#include <stdbool.h>

struct start_figures {
    double first_screen_ms; /* from exec to the last byte of the first burst of output */
    double key_ms;          /* processor time a key press costs, over many; 0: not measured */
    long resident_kb;       /* peak */
};

/*
 * Starts `arguments` at 80x24, waits until it is quiet, presses each character of `keys`, then
 * those of `quit`. False where the program cannot be run.
 */
bool terminal_measure(char *const arguments[], const char *keys, const char *quit,
                      struct start_figures *figures);

#endif
