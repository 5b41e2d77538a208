/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who reviewed cards for months: what the plan of each day asks, answered by chance. */
#ifndef TESTS_SUPPORT_REVIEWED_H
#define TESTS_SUPPORT_REVIEWED_H

#include <stdint.h>

#include "engine/collection.h"

/* 160 cards of four topics and three patterns, some topics harder than others, and `days` days of
 * answers up to yesterday of `clock`, which stands as before afterwards. Aborts on failure. */
void reviewed_live(struct collection *c, struct clock *clock, int days, uint64_t seed);

#endif
