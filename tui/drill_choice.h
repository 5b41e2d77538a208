/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which drills a session asks, and why; and which drill practises what a card is about.
 *
 * Skills that are due come first, skills never tried after them (no more of these than the setting
 * new-skills-per-day admits, and each after the prerequisites that were never tried either). Within
 * both, first what the day's notes are about: the skills that most cards name, of today's plan and
 * of those answered today. Then what is most overdue in proportion to its interval, then by name.
 * Neighbours have different topics where equals in that sense leave a choice (interleaving: Rohrer,
 * Taylor 2007). All of it depends on the collection, the plan and the day alone.
 */
#ifndef TUI_DRILL_CHOICE_H
#define TUI_DRILL_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "exercises/drill.h"

enum drill_cause {
    DRILL_FOR_NOTES, /* the day's cards name it */
    DRILL_FOR_SKILL, /* never tried, and a skill that the day's cards name builds on it */
    DRILL_DUE,
    DRILL_NEW,
    DRILL_CAUSE_COUNT
};
const char *drill_cause_name(enum drill_cause cause); /* "notes", "skill", "due", "new" */

struct drill_chosen {
    const struct drill *drill;
    bool is_new; /* never tried */
    enum drill_cause cause;
    long cards;                   /* of the day that name it */
    const char *term;             /* DRILL_FOR_NOTES: what most of them call it; else NULL */
    const struct drill *leads_to; /* DRILL_FOR_SKILL: what builds on it; else NULL */
};

/* In the order in which they are asked. Zero-initialise; owns the array alone. */
struct drill_choice {
    struct drill_chosen *items;
    size_t count;
};

/* The drills of a session over the plan's cards: one after every few, as drill-every says. Reads at
 * most 200 cards. */
bool drill_choice_of_plan(struct collection *collection, const struct plan *plan,
                          struct drill_choice *choice, struct error *error);

/* At most `most` of the drills in `drills` (NULL-terminated, in name order). */
bool drill_choice_among(struct collection *collection, const struct drill *const *drills,
                        const struct plan *plan, size_t most, struct drill_choice *choice,
                        struct error *error);
void drill_choice_release(struct drill_choice *choice);

/* "Nines to downtime (your notes: availability)"; of a skill that is just due the title alone. */
void drill_choice_wording(const struct drill_chosen *chosen, struct text *out);

/* The drill of whose terms most occur in front, back, topic and headings of the card; of several
 * the first by name. NULL: none. */
const struct drill *drill_for_card(const struct card *card);
const struct drill *drill_for_card_among(const struct drill *const *drills,
                                         const struct card *card);

#endif
