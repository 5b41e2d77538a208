/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long work that a person may stop: between begin and end SIGINT and SIGTERM are only noted, so
 * that the work can end where nothing is half-done. One at a time.
 */
#ifndef TUI_INTERRUPT_H
#define TUI_INTERRUPT_H

#include <signal.h>

/* What the signals did before. */
struct interrupt {
    struct sigaction interrupt, end;
};

void interrupt_begin(struct interrupt *before);
void interrupt_end(const struct interrupt *before);

/* The signal that came since the last begin, also after its end; 0: none. */
int interrupt_seen(void);

#endif
