/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run of `availability` has measured, and what theory says of it. */
#ifndef EXERCISES_AVAILABILITY_OBSERVE_H
#define EXERCISES_AVAILABILITY_OBSERVE_H

#include "exercises/availability/run.h"
#include "exercises/simulation.h"

void availability_observe(const struct availability *s, struct report *report);

#endif
