/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which questions a quiz asks. The same collection, options and seed give the same quiz.
 *
 *   - A quiz tests what was learned: cards asked before come first; new ones only fill up.
 *   - No card twice, no two cards of one sentence, list or row while there are others, never side
 * by side; at most a third of one pattern while there are others.
 *   - Of ten questions two are problems of drills and one is a prediction, where these forms are
 *     asked for. Where a topic or days are asked for they must fit: their name, title, topic or
 *     terms be named by the topic, or by the topics of those days. Skills practised before come
 *     first, at the person's level, then those that fit to the cards, then by chance.
 *     Without a card there is no quiz, unless exercises were asked for by name.
 *   - A card with a back of at most three words is as often typed as chosen, a name that an acronym
 *     stands for is typed; longer ones are chosen, or left out where no good wrong answers are
 *     found: of more words nobody types the very ones.
 */
#ifndef TUI_QUIZ_COMPOSE_H
#define TUI_QUIZ_COMPOSE_H

#include "engine/base/text.h"
#include "engine/quiz.h"

struct quiz_draft {
    struct arena arena;
    struct quiz_item *items;
    size_t count;
    long fitting; /* cards that the topic and days asked for have, whatever can be asked of them */
};
/* `count` of the options 0 means 10. Fewer items where there are not so many; none is no error. */
bool quiz_compose(struct collection *collection, const struct quiz_options *options,
                  struct quiz_draft *draft, struct error *error);
void quiz_draft_release(struct quiz_draft *draft);

/* The steps of a card that asks for an order; 0 where it does not, or they cannot be told apart. */
size_t quiz_steps(const struct quiz_card *card, const char *steps[QUIZ_CHOICES],
                  struct arena *arena);

/* "choice,typed" as bits; ERROR_USAGE for another word. */
bool quiz_forms_read(const char *text, unsigned *forms, struct error *error);
/* "10-40" or "7": ERROR_USAGE for anything else. */
bool quiz_days_read(const char *text, int *first, int *last, struct error *error);
/* "Docker, days 10-40, choice and typed, at most 5 min": what was asked for; "" for everything. */
void quiz_options_text(const struct quiz_options *options, struct text *out);

#endif
