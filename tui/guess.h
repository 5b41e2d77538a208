/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Predict first: a question of a simulation, posed of the run that is about to be made. The guess
 * is stored when it is given; from then on the question comes in reviews, with other parameters.
 */
#ifndef TUI_GUESS_H
#define TUI_GUESS_H

#include <stdbool.h>

#include "engine/collection.h"
#include "exercises/answer_reader.h"
#include "exercises/simulation.h"

/* Zero-initialise. */
struct guess {
    const struct question *question; /* NULL: none is posed */
    struct problem problem;
    struct judgement judgement; /* of the answer, when `given` */
    bool given;
    char typed[128];
    struct graded graded;
    int64_t shown_at;
};

/* The grade of a prediction: within a tenth 5, within two times 4, any other right 3, a known
 * misconception 2, else 1. */
int guess_grade(const struct judgement *judgement);

/*
 * Poses the next question after the one before that has sense at these values; false: there is
 * none.
 */
bool guess_pose(struct guess *guess, const struct simulation *simulation, const double *values,
                uint64_t seed, const struct clock *clock);

/* Judges and stores. True and not `given`: the answer could not be read, the judgement says why. */
bool guess_give(struct guess *guess, struct collection *collection, const char *typed,
                const struct answer_style *style, struct error *error);
void guess_release(struct guess *guess);

#endif
