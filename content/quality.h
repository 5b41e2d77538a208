/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a card is worth asking: faithful, self-contained, short, about the subject, not a secret.
 * One place for all patterns, so that every card passes the same examination.
 */
#ifndef CONTENT_QUALITY_H
#define CONTENT_QUALITY_H

#include <stdbool.h>

#include "content/pattern.h"
#include "engine/base/text.h"

enum { BACK_WANTED = 25, BACK_AT_MOST = 60 }; /* words */

/* Why the offer cannot be a card, in a few words, or NULL. `last` is the verdict on the passage of
 * the offer before, replaced where this one has another. */
const char *quality_refusal(const struct offer *offer, bool explicit_card,
                            struct passage_verdict *last);

/* The confidence after all adjustments; appends the parts to `reason`. */
double quality_score(const struct offer *offer, double start, bool hedged, struct text *reason);

/* The text, shortened to the clause that answers where it is longer than wanted. */
struct slice quality_shorten(struct slice back);

/* Whether every bracket and double quote has its partner. */
bool quality_is_balanced(struct slice text);

/* Doubts and marks to come back later: why, or NULL. */
const char *quality_doubt(struct slice text);

/* Something that must not be shown: a password, a key, a host, a personal path. */
bool quality_is_private(struct slice text);

/* A heading under which nothing is to be learned: acknowledgements, goals, links. */
bool quality_is_aside(struct slice heading);

/* "It is probably so", "a lot of stuff": hardly a fact. */
bool quality_is_hedged(struct slice text);

/* First person, motivation, what was done today. */
bool quality_is_chatter(struct slice text);

#endif
