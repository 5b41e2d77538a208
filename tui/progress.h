/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The challenge in pictures and sentences: the heatmap, the goal of the day. */
#ifndef TUI_PROGRESS_H
#define TUI_PROGRESS_H

#include <stdbool.h>

#include "engine/collection.h"
#include "tui/widget.h"

enum { HEATMAP_ROWS = 9 }; /* months, seven days, legend */

/*
 * Calendar weeks as columns, Monday to Sunday as rows, from the start of the challenge; the latest
 * weeks where not all fit. The legend is left out where the area is one row short.
 */
void heatmap_draw(struct canvas *canvas, struct area area, const struct streak *streak,
                  day_number today);

/* "Day earned: 12 answers." or "3 more answers earn the day (7 of 10)." */
void progress_goal(struct collection *collection, struct text *out);

/* How much of the day's number of answers is there, 0..1. */
double progress_share(const struct day_fact *fact);

/* As much of "a · b · c" as fits, cut before a separator; the rest on rows below, if any. */
void progress_line(struct canvas *canvas, struct area area, int row, struct style style,
                   const char *text);

/* "Friday, 20 November 2026" */
void progress_date(day_number day, struct text *out);

/* "today", "3 d", "2.5 mo", "1.2 y": for keys' labels. */
void progress_interval(int days, char *buffer, size_t size);

#endif
