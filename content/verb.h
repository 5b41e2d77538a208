/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English verbs as the sentence patterns must know them: the base form of a finite verb, and which
 * words open or close what a verb governs. Word lists, no parser. */
#ifndef CONTENT_VERB_H
#define CONTENT_VERB_H

#include <stdbool.h>

#include "content/word.h"

/* The base form of "stores" (third person), "stored" (past) or "store"; NULL: no verb known here.
 */
const char *verb_of_third_person(struct slice word);
const char *verb_of_past(struct slice word);
/* Whether one of the three knows it. */
bool verb_may_be(struct slice word);
const char *verb_of_base(struct slice word);

/* "costs", "acts": as likely a noun. */
bool verb_may_be_noun(const char *base);

/* can, must, should, ... */
bool verb_is_modal(struct slice word);
/* is, are, was, were. */
bool verb_is_be(struct slice word);
/* "stored", "built", "known". */
bool verb_is_participle(struct slice word);
/* "storing". */
bool verb_is_gerund(struct slice word);
/* also, often, usually, ...: may stand before a verb and change little. */
bool verb_is_adverb(struct slice word);
bool verb_is_preposition(struct slice word);

/* Whether the verb takes this preposition before its object: "depend on", "lead to". */
bool verb_takes(const char *base, struct slice preposition);

#endif
