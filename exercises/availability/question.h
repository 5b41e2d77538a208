/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulation `availability` asks, and its runs worth seeing. */
#ifndef EXERCISES_AVAILABILITY_QUESTION_H
#define EXERCISES_AVAILABILITY_QUESTION_H

#include "exercises/availability/parameter.h"
#include "exercises/simulation.h"

enum { AVAILABILITY_QUESTIONS = 4, AVAILABILITY_PRESETS = 6 };
extern const struct question availability_questions[AVAILABILITY_QUESTIONS];
extern const struct preset availability_presets[AVAILABILITY_PRESETS];

#endif
