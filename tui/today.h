/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the first look at a day needs, read in one go: the screen and the command show the same.
 */
#ifndef TUI_TODAY_H
#define TUI_TODAY_H

#include "engine/collection.h"
#include "tui/drill_choice.h"

struct today {
    struct plan plan;
    struct backlog backlog;
    struct day_fact fact;
    struct streak streak;
    struct collection_counts counts;
    struct drill_choice drills; /* that a session over the plan's cards would ask */
    const char *simulation;     /* whose question it would ask, or NULL; not owned */
    long target;                /* answers that earn the day; -1: no such goal */
    bool earned;
};

bool today_read(struct collection *collection, struct today *today, struct error *error);
void today_release(struct today *today);

#endif
