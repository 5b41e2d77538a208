/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the drills about running systems share: how amounts are told. Texts are in the problem's
 * arena.
 */
#ifndef EXERCISES_DRILL_SYSTEMS_H
#define EXERCISES_DRILL_SYSTEMS_H

#include <gsl/gsl_rng.h>

#include "engine/base/problem.h"
#include "exercises/problem_writer.h"

/* "$1,200.50", "$400", "-$5.26". */
const char *money(struct problem *problem, double dollars);

/* Sets an answer in the unit that suits it; right to three digits is right. */
void answer_duration(struct problem *problem, double seconds);
void wrong_duration(struct problem *problem, const char *name, const char *reason, double seconds);

/* Sets an answer in percent; `tolerance` is a share. */
void answer_percent(struct problem *problem, double share, int decimals, double tolerance);
/* A wrong answer in percent. */
void wrong_percent(struct problem *problem, const char *name, const char *reason, double share);

#endif
