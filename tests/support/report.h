/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulation reports, in one line. */
#ifndef TESTS_SUPPORT_REPORT_H
#define TESTS_SUPPORT_REPORT_H

#include <stdint.h>

#include "exercises/simulation.h"

/* The report of a whole run with `settings` over the values at `base` (NULL: the shipped ones);
 * fails with the message where they cannot be set or run. */
void report_whole_run(const struct simulation *simulation, const double *base, const char *settings,
                      uint64_t seed, struct report *report);

/* Fails where there is no such result. */
const struct observation *found(const struct report *report, const char *name);

#endif
