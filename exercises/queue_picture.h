/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of the simulation `queue`: the line as it is, how long it took, the line over time.
 * Reports are those of its observe(). */
#ifndef EXERCISES_QUEUE_PICTURE_H
#define EXERCISES_QUEUE_PICTURE_H

#include "exercises/queue_run.h"

void queue_draw(const void *state, const struct report *report, struct canvas *canvas);
void queue_draw_latency(const void *state, const struct report *report, struct canvas *canvas);
void queue_draw_over_time(const void *state, const struct report *report, struct canvas *canvas);

#endif
