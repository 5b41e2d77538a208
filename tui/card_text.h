/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screens say about a card, appended to `out`. */
#ifndef TUI_CARD_TEXT_H
#define TUI_CARD_TEXT_H

#include "engine/base/problem.h"
#include "engine/base/text.h"
#include "engine/collection.h"

enum { CARD_RELATED = 5 };

/* "Docker > Components, Containers, day 4": headings, topic, day, each said once. */
void card_text_context(const struct card *card, struct text *out);

/* "From notes/day-4.md:12". */
void card_text_source(const struct card *card, struct text *out);

/* Why the card is not asked: "Held back: ..."; nothing where it is not held. */
const char *card_text_held(const struct card *card);

/* Cards of other notes and days that are about the same things, or that there are none. */
bool card_text_related(struct collection *collection, const char *id, struct text *out,
                       struct error *error);

/* All that is known: schedule, pattern, confidence, why, passage. Several lines. */
void card_text_information(const struct card *card, day_number today, struct text *out);

/* The question's simulation with the parameters it drew: "bloom keys=1000 ...". */
void card_text_question(const struct problem *problem, struct text *out);

#endif
