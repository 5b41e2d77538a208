/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table, its keys in their slots, the curves, and how good the hash function is. */
#ifndef EXERCISES_HASHING_PICTURE_H
#define EXERCISES_HASHING_PICTURE_H

#include "exercises/hashing/experiment.h"
#include "exercises/simulation.h"

/* What the header says and what just happened. `report` NULL: nothing is told that was measured. */
void hash_draw(const struct hash_experiment *e, const char *heading, const char *happened,
               const struct report *report, struct canvas *canvas);

#endif
