/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names on a plot: marks with their vertical lines, letters at the ends of curves. No name
 * covers another: marks are named in rows of their own over the area, each name over its line;
 * where they do not fit, or there is no such row, marks have numbers, which the legend explains.
 */
#ifndef ENGINE_BASE_PLOT_LABEL_H
#define ENGINE_BASE_PLOT_LABEL_H

#include "engine/base/dots.h"

struct placed_mark {
    const struct plot_mark *mark;
    int column;     /* of its line, in the area */
    int start, row; /* of its name in the rows over the area; row -1: no place was found */
    char number[4];
};

struct plot_marks {
    struct placed_mark places[PLOT_MARKS]; /* those in range, from left to right */
    int count;
    bool numbered;
    /* For a number or a letter, each cell of the area and of what is free right of it. */
    bool *taken;
};

/* Only what is in range, and no place for a name yet. */
void marks_collect(struct plot_marks *marks, const struct plot *plot, const struct frame *frame);
/* Puts every name into one of `rows` rows as wide as area and right margin; false: they do not
 * fit. */
bool marks_place(struct plot_marks *marks, const struct frame *frame, int rows);

void marks_draw_lines(struct canvas *canvas, const struct plot_marks *marks,
                      const struct frame *frame);
/* Names or numbers, and the marks themselves: over the curves. */
void marks_draw(struct canvas *canvas, struct plot_marks *marks, const struct frame *frame);

/* The letters at the ends of curves. */
void labels_draw(struct canvas *canvas, struct plot_marks *marks, const struct frame *frame,
                 const struct plot *plot, const struct curve_end *ends);

#endif
