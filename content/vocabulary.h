/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the words of one note are written inside its sentences: whether "Airflow" keeps its capital
 * when it moves from the beginning of a sentence into the middle of a question.
 */
#ifndef CONTENT_VOCABULARY_H
#define CONTENT_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/word.h"
#include "engine/base/document.h"

struct vocabulary_entry {
    uint64_t hash;                  /* 0: free */
    unsigned lower, upper, counted; /* counted: after "a" or "an" */
};
struct vocabulary {
    struct vocabulary_entry *entries;
    size_t count, room; /* room is a power of two */
};
void vocabulary_fill(struct vocabulary *vocabulary, const struct document *document);
void vocabulary_release(struct vocabulary *vocabulary);

/* Whether the word is a name here: often enough written with a capital inside sentences. */
bool vocabulary_is_name(const struct vocabulary *vocabulary, struct slice word);
/* Whether it hardly ever goes without its capital. */
bool vocabulary_is_strictly_name(const struct vocabulary *vocabulary, struct slice word);
/* Whether it stands after "a" or "an" somewhere: a thing of which there are many. */
bool vocabulary_is_countable(const struct vocabulary *vocabulary, struct slice word);
/* Whether it was seen inside a sentence at all. */
bool vocabulary_knows(const struct vocabulary *vocabulary, struct slice word);

#endif
