/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which good-looking cards still only get proposed: rules by the form of question and answer, drawn
 * from what a strict reader turned down. They never drop a card.
 */
#ifndef CONTENT_PRECISION_H
#define CONTENT_PRECISION_H

#include "content/pattern.h"

/* Below what becomes active by itself, and not below what defines (content/settle.c). */
#define PRECISION_PROPOSED 0.7

/* Whether the term can be asked for by its gloss: few other terms would fit. */
bool precision_reverses(struct slice gloss, struct slice term);

/* Why the offer is at most proposed, or NULL. */
const char *precision_doubt(const struct offer *offer);

/* Whether other terms would answer "Which term fits: ...?" as well. */
bool precision_is_loose_reverse(const struct offer *offer);

#endif
