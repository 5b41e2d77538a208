/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arrangement of a run with other numbers of components: where more of them stop helping. */
#ifndef EXERCISES_AVAILABILITY_CURVE_H
#define EXERCISES_AVAILABILITY_CURVE_H

#include "exercises/availability/run.h"

/* The curve's first number of components and how many there are: this run's is among them. */
int curve_from(const struct availability *s);
int curve_count(const struct availability *s);

/* Nines of so many components: independent, or as dependent as curve_dependent() has them. */
double curve_nines(const struct availability *s, int components, bool dependent);

/*
 * With the run's common causes and crews; where its failures are independent, with a common cause
 * of 10 %, as is often found.
 */
struct redundancy curve_dependent(const struct availability *s, struct redundancy redundancy);

/* The number of dependent components from which one more adds less than 0.1 nines; 0: none. */
int curve_enough(const struct availability *s);

#endif
