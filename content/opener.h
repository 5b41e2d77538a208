/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What begins a sentence and says nothing of its matter: who says it, that it should be noted. */
#ifndef CONTENT_OPENER_H
#define CONTENT_OPENER_H

#include "content/word.h"

/* The sentence from where it says something: without "Note that", "The author argues that", "We
 * then" before a verb, "WARNING:". */
struct slice opener_skip(struct slice sentence);

#endif
