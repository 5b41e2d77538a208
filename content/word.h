/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slices of text and what patterns must know about English words. Comparisons ignore ASCII case.
 * A slice borrows its bytes and is not terminated.
 */
#ifndef CONTENT_WORD_H
#define CONTENT_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "content/byte.h"
#include "engine/base/memory.h"

struct slice {
    const char *at;
    size_t length;
};
static inline struct slice slice_make(const char *at, size_t length)
{
    return (struct slice){at, length};
}

static inline struct slice slice_of(const char *string)
{
    return slice_make(string, strlen(string));
}

/* What is left after `start` bytes. */
static inline struct slice slice_from(struct slice slice, size_t start)
{
    if (start > slice.length)
        start = slice.length;
    if (!start)
        return slice; /* which may be the empty one, without an address */
    return slice_make(slice.at + start, slice.length - start);
}

static inline struct slice slice_until(struct slice slice, size_t end)
{
    return slice_make(slice.at, end < slice.length ? end : slice.length);
}

struct slice slice_trim(struct slice slice); /* white space at both ends */
struct slice slice_trim_any(struct slice slice, const char *set);

/* Whether the bytes at `at`, as many as the string has, are the string. */
bool slice_matches(const char *at, const char *string, size_t length);

/* Most calls end at the length or at the first character: that much is done on the spot. */
static inline bool slice_stands(const char *at, const char *string, size_t length)
{
    return !length || (byte_fold(at[0]) == byte_fold(string[0]) &&
                       slice_matches(at + 1, string + 1, length - 1));
}

static inline bool slice_equals(struct slice slice, const char *string)
{
    size_t length = strlen(string);
    return slice.length == length && slice_stands(slice.at, string, length);
}

static inline bool slice_begins(struct slice slice, const char *prefix)
{
    size_t length = strlen(prefix);
    return slice.length >= length && slice_stands(slice.at, prefix, length);
}

static inline bool slice_ends(struct slice slice, const char *suffix)
{
    size_t length = strlen(suffix);
    return slice.length >= length && slice_stands(slice.at + slice.length - length, suffix, length);
}

/* Offset of `wanted`, or `length` where it is not found. */
size_t slice_find_bytes(struct slice slice, const char *wanted, size_t length);

static inline size_t slice_find(struct slice slice, const char *wanted)
{
    return slice_find_bytes(slice, wanted, strlen(wanted));
}

static inline bool slice_holds(struct slice slice, const char *wanted)
{
    return slice_find(slice, wanted) < slice.length;
}

/* As slice_find(), but only where no letter or digit stands beside it. */
size_t slice_find_word(struct slice slice, const char *word);
bool slice_holds_word(struct slice slice, const char *word);

/*
 * The same for many phrases at once (content/phrase.c), in one pass over the slice. A list ends in
 * NULL and must never change or go away: it is compiled when it is first used.
 */
bool slice_is_any(struct slice slice, const char *const *phrases);
/* Whether one of the phrases (begun by a letter) occurs as whole words. */
bool slice_holds_any(struct slice slice, const char *const *phrases);
/* The first offset at which any of the phrases stands, or `length`. */
size_t slice_find_any(struct slice slice, const char *const *phrases);
/* The length of the first phrase of the list that the slice begins with, or 0. */
size_t slice_begins_any(struct slice slice, const char *const *phrases);
/* Fills `offsets` with what slice_find() would give for each. Returns how many were found. */
size_t slice_find_each(struct slice slice, const char *const *phrases, size_t *offsets);

/* Words are what white space separates. */
size_t word_count(struct slice slice);
/* Fills at most `room` words; returns how many. */
size_t word_split(struct slice slice, struct slice *words, size_t room);
struct slice word_first(struct slice slice);
struct slice word_last(struct slice slice);

/* The word without punctuation around it. */
struct slice word_bare(struct slice word);

bool word_is_stop(struct slice word);           /* the, of, and, is, ... */
bool word_is_small(struct slice word);          /* the ones that acronyms skip */
bool word_is_pronoun(struct slice word);        /* this, it, they, ...: means nothing by itself */
bool word_is_plural(struct slice word);         /* by its ending */
bool word_is_acronym(struct slice word);        /* two capitals or more, or capitals inside */
bool word_starts_with_vowel(struct slice word); /* takes "an" */

/* Whether it is a verb in the third person ("collects"), or in its base form ("collect"), of those
 * that definitions begin with. */
bool word_is_third_person(struct slice word);
bool word_is_base_verb(struct slice word);

/* Whether enough of the words are English ones for English patterns to make sense. */
bool text_is_english(struct slice text);

/* Words that carry meaning and that both texts hold, as a share of those of the shorter. */
double text_overlap(struct slice a, struct slice b);
/* Whether `text` holds every meaningful word of `part`. */
bool text_holds_all(struct slice text, struct slice part);

#endif
