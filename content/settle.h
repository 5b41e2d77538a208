/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several patterns found in one file, made one set: no card twice, no question with two
 * answers. Of two compatible answers the better stays; incompatible ones are both held back and
 * remarked on. An answer that fits two questions loses its reverse.
 */
#ifndef CONTENT_SETTLE_H
#define CONTENT_SETTLE_H

#include "engine/base/draft.h"

/* Also sorts the drafts by line. Explicit cards are only freed of exact duplicates. */
void settle_drafts(struct harvest *harvest);

#endif
