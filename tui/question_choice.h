/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which question of a simulation a session asks. */
#ifndef TUI_QUESTION_CHOICE_H
#define TUI_QUESTION_CHOICE_H

#include <stdbool.h>

#include "engine/base/error.h"
#include "engine/collection.h"
#include "exercises/simulation.h"
#include "tui/pricing.h"

enum { QUESTION_SUBJECT = 96 };

struct question_choice {
    const struct simulation *simulation; /* NULL: none is due */
    char subject[QUESTION_SUBJECT];      /* "simulation:question" */
};

/*
 * The first that is due, starting at a place that turns with the day. Nothing is asked with other
 * prices than the person's: where these are refused, the question is passed over and `trouble` says
 * why.
 */
bool question_choose(struct collection *collection, const struct pricing *pricing,
                     struct question_choice *choice, struct error *trouble, struct error *error);

#endif
