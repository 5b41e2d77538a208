/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a note that a card was taken from, line by line: for pipes and screen readers. */
#ifndef TUI_SOURCE_PLAIN_H
#define TUI_SOURCE_PLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/collection.h"

/* Where the card comes from, then its lines with `around` more before and after. ">" stands beside
 * what it was made from: of a line that holds more than that, the part alone, with what stands
 * before and after it on lines of their own. */
void source_plain(FILE *out, const struct card *card, long around, bool ascii);

#endif
