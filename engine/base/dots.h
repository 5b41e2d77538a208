/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dots of a plot's curves: 2x4 a cell in Braille, one mark a cell in ASCII. Curves differ in
 * their pattern of dots (or their mark), not in colour alone.
 */
#ifndef ENGINE_BASE_DOTS_H
#define ENGINE_BASE_DOTS_H

#include "engine/base/frame.h"

struct dots {
    const struct frame *frame;
    uint8_t *cells; /* Braille pattern, or the mark itself; 0: nothing */
    uint8_t *inks;
};

/* The last place of a curve that can be seen, in dots from the top left; x < 0: none can. */
struct curve_end {
    int x, y;
};

/* How the curve at `place` looks: theory is dotted always, five others differ by their place. */
size_t dots_pattern(const struct plot *plot, size_t place);
/* As the legend shows it. */
const char *dots_sample(size_t pattern, bool points, bool ascii);

void dots_init(struct dots *dots, const struct frame *frame);
void dots_release(struct dots *dots);
void dots_errors(struct dots *dots, const struct plot_series *series);
struct curve_end dots_curve(struct dots *dots, const struct plot_series *series, size_t pattern);
void dots_draw(struct canvas *canvas, const struct dots *dots);

#endif
