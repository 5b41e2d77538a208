/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a typed text is the answer, forgiving what says nothing about knowledge.
 *
 * Both texts are folded (case, white space, quotation marks, dashes) and cut into words. Then, in
 * this order, as much as is needed is forgiven:
 *
 *     right           articles; punctuation and hyphens; a leading "to" or "by"
 *     right, noted    accents; singular for plural; spelling; joined or parted words;
 *                     the items of a list ("a, b and c") in another order;
 *                     an acronym or its words, where the expected text itself has both
 *
 * Spelling: a word may have one slip (a letter changed, added, left out, or two neighbours swapped:
 * Damerau 1964) for every five letters of the shorter of the two words, never in its first letter.
 *
 * Never forgiven: anything in a word that holds a digit, signs such as % < + #, acronyms in
 * capitals, negations, prefixes that turn a word round (micro and macro, inter and intra), words
 * one slip apart that mean different things (content and context), a word too many or too few.
 */
#ifndef EXERCISES_NEAR_MISS_H
#define EXERCISES_NEAR_MISS_H

#include <stdbool.h>

enum near_verdict { NEAR_WRONG, NEAR_NOTED, NEAR_RIGHT };

enum { NEAR_NOTE = 512 };

struct near_miss {
    enum near_verdict verdict;
    char note[NEAR_NOTE]; /* what was forgiven: a sentence to be shown, or empty */
};

void near_miss_judge(const char *expected, const char *typed, struct near_miss *miss);

/* Whether the texts would pass for each other, whichever was expected. */
bool near_miss_alike(const char *a, const char *b);

#endif
