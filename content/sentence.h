/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where sentences end: ICU's plain English sentence iterator, and one table of abbreviations that
 * rejoins what it cut ("e.g. Kafka", "Dr. Codd", "the U.S. West"). A newline always ends one.
 */
#ifndef CONTENT_SENTENCE_H
#define CONTENT_SENTENCE_H

#include <stddef.h>

#include "content/word.h"

/* Zero-initialise; one serves many texts. */
struct splitter {
    void *iterator; /* ICU's, made at the first use */
    struct slice *sentences;
    size_t count, capacity;
};

/*
 * Splits `text`; afterwards sentences[0..count) are its sentences in order, trimmed, none empty,
 * valid until the next call. Linear in the length.
 */
void splitter_split(struct splitter *splitter, struct slice text);
void splitter_release(struct splitter *splitter);

#endif
