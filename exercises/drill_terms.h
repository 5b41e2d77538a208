/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which drills a piece of notes leads to: how many of a drill's terms it names.
 *
 * Text and term are compared word by word. A word is a run of letters, digits and combining marks
 * of any script, so "queue" is not in "queued", "enqueue", "queue2" or "queué": other forms of a
 * word are terms of their own. Small and capital ASCII letters are the same, and so are singular
 * and simple plural on either side ("queue" "queues", "latency" "latencies", "hash" "hashes",
 * "matrix" "matrices"); a possessive 's or ' at the end is no part of a word ("bayes" in "Bayes'
 * theorem").
 *
 * Between two words of a phrase may stand anything of blanks, hyphens and dashes, underscores,
 * slashes, asterisks and back quotes, with one line break at most: "bloom filter" is in
 * "bloom-filter", "bloom_filter" and "**Bloom** filter". It is not in "bloom, filter", "bloom.
 * Filter" or over the end of a paragraph.
 *
 * Invalid UTF-8 parts words and does no harm.
 */
#ifndef EXERCISES_DRILL_TERMS_H
#define EXERCISES_DRILL_TERMS_H

#include <stddef.h>

#include "exercises/drill.h"

/* More terms than that are not looked for. */
enum { DRILL_TERMS_MOST = 64 };

/* How many different terms of the drill occur in the text; 0 for a drill without terms. Takes time
 * in proportion to the text and allocates nothing. */
size_t drill_terms_in(const struct drill *drill, const char *text);

#endif
