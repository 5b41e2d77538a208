/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t seen; /* the signal's number */

static void on_signal(int number)
{
    seen = number;
}

void interrupt_begin(struct interrupt *before)
{
    struct sigaction action = {.sa_handler = on_signal};
    seen = 0;
    (void)sigaction(SIGINT, &action, &before->interrupt);
    (void)sigaction(SIGTERM, &action, &before->end);
}

void interrupt_end(const struct interrupt *before)
{
    (void)sigaction(SIGINT, &before->interrupt, NULL);
    (void)sigaction(SIGTERM, &before->end, NULL);
}

int interrupt_seen(void)
{
    return seen;
}
