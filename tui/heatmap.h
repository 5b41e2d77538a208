/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The days of the challenge as a picture: calendar weeks as columns, Monday to Sunday as rows.
 *
 * A glyph for every status, so that it can be read without colour; earned days in four shades by
 * what was done, the larger of answers and minutes: below 15, 30, 60, and more. A day that only the
 * journal tells of is hollow.
 */
#ifndef TUI_HEATMAP_H
#define TUI_HEATMAP_H

#include "engine/streak.h"
#include "tui/widget.h"

/* Rows: months, seven days, legend; with a cursor one more, that points at its week. */
enum { HEATMAP_LEAST = 8, HEATMAP_ROWS = 9, HEATMAP_CURSOR_ROWS = 10 };

/* From the start of the challenge; the latest weeks where not all fit. What there are no rows for
 * is left out, the legend first. */
void heatmap_draw(struct canvas *canvas, struct area area, const struct streak *streak,
                  day_number today);
/* With one day marked, and the weeks around it where not all fit. */
void heatmap_draw_cursor(struct canvas *canvas, struct area area, const struct streak *streak,
                         day_number today, day_number cursor);
/* All weeks as lines of text, each ended by a newline. */
void heatmap_text(const struct streak *streak, day_number today, bool ascii, struct text *out);

#endif
