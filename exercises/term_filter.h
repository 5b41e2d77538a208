/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which terms can occur in a text at all: a bit for the beginnings of each of its words, up to six
 * letters. Of hundreds of terms this leaves the few that are worth drill_terms_in(), which decides.
 */
#ifndef EXERCISES_TERM_FILTER_H
#define EXERCISES_TERM_FILTER_H

#include <stdbool.h>
#include <stdint.h>

enum { TERM_FILTER_BITS = 1 << 16 };

struct term_filter {
    uint64_t bits[TERM_FILTER_BITS / 64];
};

void term_filter_fill(struct term_filter *filter, const char *text);

/* False only where drill_terms_in() would not find the term in that text, in no number either. */
bool term_filter_passes(const struct term_filter *filter, const char *term);

#endif
