/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What English sentence patterns must agree on: which words make a subject that stands by itself,
 * and which make a noun phrase that explains it. Word lists, no parser: in doubt the answer is no.
 */
#ifndef CONTENT_GRAMMAR_H
#define CONTENT_GRAMMAR_H

#include "content/word.h"

/* Without "However, ", "In general, " and their like at its beginning. */
struct slice grammar_without_opener(struct slice clause);

/* At most six words, no pronoun, no finite verb, nothing that points elsewhere. */
bool grammar_is_subject(struct slice subject);

/* Whether what follows "is" (or "are": `plural`) names a kind of thing, and is no mere judgement.
 */
bool grammar_is_noun_phrase(struct slice text, bool plural);

/* "a subset of Y", "a type of Y", and nothing more: better asked for than defined. */
bool grammar_is_kind(struct slice text);

#endif
