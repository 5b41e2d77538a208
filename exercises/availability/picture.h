/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of `availability`, and what they are made of. */
#ifndef EXERCISES_AVAILABILITY_PICTURE_H
#define EXERCISES_AVAILABILITY_PICTURE_H

#include "engine/base/canvas.h"
#include "exercises/availability/run.h"
#include "exercises/simulation.h"

/* Whole pictures, as struct simulation's draw(): `state` is a struct availability. */
void availability_draw_timeline(const void *state, const struct report *report,
                                struct canvas *canvas);
void availability_draw_nines(const void *state, const struct report *report, struct canvas *canvas);
void availability_draw_recovery(const void *state, const struct report *report,
                                struct canvas *canvas);

/* The curves of nines, from `row` to the canvas's end. */
void availability_plot_nines(const struct availability *s, const struct report *report, int row,
                             struct canvas *canvas);

enum { LABEL = 10, WIDE_ROWS = 18 };
enum mark { MARK_NONE, MARK_UP, MARK_REPAIRED, MARK_WAITING, MARK_DOWN, MARK_DISASTER, MARKS };

/* What a mark means, and how it looks. */
struct mark_look {
    const char *unicode, *ascii, *meaning;
    enum ink ink;
    bool bold;
};
extern const struct mark_look mark_looks[MARKS];

static inline struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* Returns the column after it. */
int page_put(struct canvas *canvas, int column, int row, enum mark mark);

/* A stretch of time in a row of cells. */
struct page {
    double from, to;
    int cells;
};
/* The cell of a moment; beyond 0 .. cells - 1 where the page does not hold it. */
int page_cell(const struct page *page, double hours);

/* The arrangement, on row 0. */
void availability_draw_head(const struct availability *s, const char *what, struct canvas *canvas);

#endif
