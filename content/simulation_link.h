/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which passages a simulation illustrates: by the words of their subject, and by a fence
 * "sim NAME" with lines "parameter = value", which says so outright.
 */
#ifndef CONTENT_SIMULATION_LINK_H
#define CONTENT_SIMULATION_LINK_H

#include "content/word.h"
#include "engine/base/document.h"
#include "engine/base/draft.h"

/* "NAME parameter=value ..." for a card from that passage, in the arena, or NULL. */
const char *simulation_for(struct slice passage, const char *front, struct arena *arena);

/* Adds a link for every fence and for every paragraph or item that names a subject. A fence of an
 * unusable form gives a warning "broken-block". */
void simulation_find_links(const struct document *document, struct harvest *harvest);

#endif
