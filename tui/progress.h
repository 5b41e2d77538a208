/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The goal of the day and other lines that several screens draw. */
#ifndef TUI_PROGRESS_H
#define TUI_PROGRESS_H

#include <stdbool.h>

#include "engine/collection.h"
#include "tui/widget.h"

/* "Day earned: 12 answers." or "3 more answers earn the day (7 of 10)." */
void progress_goal(struct collection *collection, struct text *out);

/* How much of the day's number of answers is there, 0..1. */
double progress_share(const struct day_fact *fact);

/* The text, with other separators than "·" in ASCII. */
void progress_plain(bool ascii, const char *text, struct text *out);

/* As much of "a · b · c" as fits, cut before a separator; the rest on rows below, if any. */
void progress_line(struct canvas *canvas, struct area area, int row, struct style style,
                   const char *text);

/* "Friday, 20 November 2026" */
void progress_date(day_number day, struct text *out);

/* "today", "3 d", "2.5 mo", "1.2 y": for keys' labels. */
void progress_interval(int days, char *buffer, size_t size);

#endif
