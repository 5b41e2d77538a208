/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of drills and questions of simulations for a quiz, one after the other. */
#ifndef TUI_QUIZ_EXERCISE_H
#define TUI_QUIZ_EXERCISE_H

#include "engine/quiz.h"
#include "tui/pricing.h"

/* Set the first five, then open; what next() fills lives in the arena. */
struct quiz_exercises {
    struct collection *collection;
    const char *matter; /* folded: what the quiz is about; NULL: nothing in particular */
    bool strict;        /* others than those that fit are not asked */
    uint64_t seed;
    struct arena *arena;

    enum quiz_form form;
    struct exercise_source *sources; /* that fit, in the order in which they are asked */
    size_t count, capacity, next;
    struct pricing pricing;
};
/* `form`: QUIZ_NUMBER or QUIZ_PREDICTION. */
bool quiz_exercises_open(struct quiz_exercises *exercises, enum quiz_form form,
                         struct error *error);
/* The next, with another problem of a skill where all have had their turn; `*found` false: none. */
bool quiz_exercises_next(struct quiz_exercises *exercises, struct quiz_item *item, bool *found,
                         struct error *error);
void quiz_exercises_close(struct quiz_exercises *exercises);

#endif
