/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts as SVG inside a page: vectors with axes and ticks, a title and a description for screen
 * readers, and a title on every bar. They are 400 units wide and scale with their place. Colours
 * come from the page's style sheet, by the classes plot-bar, plot-range, plot-axis, plot-grid,
 * plot-text, plot-line and heat-0 ... heat-4, heat-mark.
 */
#ifndef TUI_SVG_PLOT_H
#define TUI_SVG_PLOT_H

#include "engine/base/text.h"
#include "tui/export_report.h"

enum { SVG_WIDTH = 400 };

/* `id` is the page's own for this chart; `description` a sentence. */
void svg_plot(struct text *out, const struct chart *chart, const char *id, const char *description);

/* A small curve, from first to last. */
void svg_sparkline(struct text *out, const double *values, size_t count, const char *title);

/* The days of the challenge in calendar weeks, in pictures of half a year beside each other. */
void svg_heatmap(struct text *out, const struct streak *streak, day_number today);

#endif
