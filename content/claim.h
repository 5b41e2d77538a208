/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a card says that other notes may say otherwise, in a form that the engine can compare
 * without knowing the language (struct claim in engine/base/draft.h).
 */
#ifndef CONTENT_CLAIM_H
#define CONTENT_CLAIM_H

#include "content/pattern.h"

/* All drafts from number `from` on say that the letters stand for the name. Those that the notes
 * hardly support claim nothing. */
void claim_expansion(struct harvest *harvest, size_t from, const char *letters, const char *name);

/* All drafts from number `from` on say that this is what the term means. */
void claim_definition(struct finder *finder, size_t from, const struct block *block,
                      struct slice term, const char *definition);

/* "sorted buffer memory": the folded words that carry meaning, at most 24. Exposed for tests. */
const char *claim_words(struct arena *arena, const char *text);

#endif
