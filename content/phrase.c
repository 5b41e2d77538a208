/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many phrases looked for at once. A list is compiled when it is first used, and found again by its
 * address: its phrases lie in buckets by their first two bytes, and a bit for each two bytes tells
 * whether any phrase begins so. So a pass over a text asks one bit at most places.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/byte.h"
#include "content/word.h"

enum { BUCKETS = 64 };

struct phrase {
    const char *text; /* folded */
    size_t length, index;
};

struct phrase_set {
    const char *const *list; /* NULL: a free place of the table */
    uint32_t pairs[32];      /* by the first two bytes, which of them begin a phrase */
    uint64_t lengths;        /* bit n: a phrase of n bytes, or of 63 and more */
    bool single;             /* a phrase of one byte, in the bucket of that byte and 0 */
    size_t count;
    unsigned short begin[BUCKETS + 1];
    struct phrase *phrases; /* in bucket order, within it in that of the list */
};

/* Grows by the number of lists in the source, and lives as long as they do. */
static struct {
    struct phrase_set **places;
    size_t count, room;
} sets;

const unsigned char byte_classes[256] = {
    [' '] = BYTE_SPACE,        ['\t' ... '\r'] = BYTE_SPACE, ['0' ... '9'] = BYTE_WORD,
    ['A' ... 'Z'] = BYTE_WORD, ['a' ... 'z'] = BYTE_WORD,    [0x80 ... 0xFF] = BYTE_WORD,
};

/* The same for both cases of a letter. */
static inline size_t bucket_of(char first, char second)
{
    return (((size_t)first & 31) * 5 + ((size_t)second & 31)) & (BUCKETS - 1);
}

static inline bool may_stand(const struct phrase_set *set, char first, char second)
{
    return set->pairs[(unsigned char)first & 31] >> ((unsigned char)second & 31) & 1;
}

static inline uint64_t bit_of_length(size_t length)
{
    return (uint64_t)1 << (length < 63 ? length : 63);
}

static const char *fold_copy(const char *string)
{
    char *copy = memory_copy_string(string);
    for (char *c = copy; *c; c++)
        *c = byte_fold(*c);
    return copy;
}

static struct phrase_set *compile(const char *const *list)
{
    struct phrase_set *set = memory_allocate(1, sizeof *set);
    unsigned short next[BUCKETS] = {0};
    set->list = list;
    for (; list[set->count]; set->count++)
        set->begin[bucket_of(list[set->count][0], list[set->count][1]) + 1]++;
    for (size_t b = 0; b < BUCKETS; b++) {
        set->begin[b + 1] = (unsigned short)(set->begin[b + 1] + set->begin[b]);
        next[b] = set->begin[b];
    }
    set->phrases = memory_allocate(set->count, sizeof *set->phrases);
    for (size_t i = 0; i < set->count; i++) {
        size_t length = strlen(list[i]), at = next[bucket_of(list[i][0], list[i][1])]++;
        set->phrases[at] = (struct phrase){fold_copy(list[i]), length, i};
        set->lengths |= bit_of_length(length);
        set->pairs[(unsigned char)list[i][0] & 31] |= (uint32_t)1
                                                      << ((unsigned char)list[i][1] & 31);
        set->single = set->single || length == 1;
    }
    return set;
}

static struct phrase_set **place_of(const char *const *list)
{
    size_t at = ((uintptr_t)list >> 3) * 0x9E3779B1U >> 8 & (sets.room - 1);
    while (sets.places[at] && sets.places[at]->list != list)
        at = (at + 1) & (sets.room - 1);
    return &sets.places[at];
}

static void grow(void)
{
    struct phrase_set **old = sets.places;
    size_t room = sets.room;
    sets.room = room ? room * 2 : 256;
    sets.places = memory_allocate(sets.room, sizeof(struct phrase_set *));
    for (size_t i = 0; i < room; i++)
        if (old[i])
            *place_of(old[i]->list) = old[i];
    free(old);
}

static const struct phrase_set *set_of(const char *const *list)
{
    if (sets.count * 2 >= sets.room)
        grow();
    struct phrase_set **place = place_of(list);
    if (!*place) {
        *place = compile(list);
        sets.count++;
    }
    return *place;
}

static inline bool stands_at(const struct phrase *phrase, const char *at, size_t room)
{
    if (phrase->length > room)
        return false;
    for (size_t i = 0; i < phrase->length; i++)
        if (byte_fold(at[i]) != phrase->text[i])
            return false;
    return true;
}

bool slice_is_any(struct slice slice, const char *const *phrases)
{
    const struct phrase_set *set = set_of(phrases);
    if (!slice.length || !(set->lengths & bit_of_length(slice.length)))
        return false;
    char second = slice.length > 1 ? slice.at[1] : '\0';
    if (!may_stand(set, slice.at[0], second))
        return false;
    size_t bucket = bucket_of(slice.at[0], second);
    for (size_t i = set->begin[bucket]; i < set->begin[bucket + 1]; i++)
        if (set->phrases[i].length == slice.length &&
            stands_at(&set->phrases[i], slice.at, slice.length))
            return true;
    return false;
}

/* Calls for every phrase that stands at an offset; true ends the search. */
typedef bool visit_function(const struct phrase *phrase, struct slice slice, size_t at, void *data);

static inline bool visit_bucket(const struct phrase_set *set, size_t bucket, struct slice slice,
                                size_t at, visit_function *visit, void *data)
{
    for (size_t i = set->begin[bucket]; i < set->begin[bucket + 1]; i++)
        if (stands_at(&set->phrases[i], slice.at + at, slice.length - at) &&
            visit(&set->phrases[i], slice, at, data))
            return true;
    return false;
}

static inline bool visit_at(const struct phrase_set *set, struct slice slice, size_t at,
                            visit_function *visit, void *data)
{
    char first = slice.at[at], second = at + 1 < slice.length ? slice.at[at + 1] : '\0';
    bool pair = may_stand(set, first, second);
    if (pair && visit_bucket(set, bucket_of(first, second), slice, at, visit, data))
        return true;
    return set->single && may_stand(set, first, '\0') &&
           !(pair && bucket_of(first, '\0') == bucket_of(first, second)) &&
           visit_bucket(set, bucket_of(first, '\0'), slice, at, visit, data);
}

static inline bool ends_word(const struct phrase *phrase, struct slice slice, size_t at, void *data)
{
    size_t end = at + phrase->length;
    (void)data;
    return end == slice.length || !byte_is_word(slice.at[end]);
}

static inline bool is_enough(const struct phrase *phrase, struct slice slice, size_t at, void *data)
{
    (void)phrase, (void)slice, (void)at, (void)data;
    return true;
}

struct offsets {
    size_t *at, found;
};

static inline bool note_first(const struct phrase *phrase, struct slice slice, size_t at,
                              void *data)
{
    struct offsets *offsets = data;
    if (offsets->at[phrase->index] == slice.length) {
        offsets->at[phrase->index] = at;
        offsets->found++;
    }
    return false;
}

static inline bool note_least(const struct phrase *phrase, struct slice slice, size_t at,
                              void *data)
{
    const struct phrase **least = data;
    (void)slice, (void)at;
    if (!*least || phrase->index < (*least)->index)
        *least = phrase;
    return false;
}

size_t slice_begins_any(struct slice slice, const char *const *phrases)
{
    const struct phrase *least = NULL;
    if (slice.length)
        (void)visit_at(set_of(phrases), slice, 0, note_least, &least);
    return least ? least->length : 0;
}

bool slice_holds_any(struct slice slice, const char *const *phrases)
{
    const struct phrase_set *set = set_of(phrases);
    bool inside = false; /* of a word: only beginnings are tried */
    for (size_t at = 0; at < slice.length; at++) {
        bool word = byte_is_word(slice.at[at]);
        if (word && !inside && visit_at(set, slice, at, ends_word, NULL))
            return true;
        inside = word;
    }
    return false;
}

size_t slice_find_any(struct slice slice, const char *const *phrases)
{
    const struct phrase_set *set = set_of(phrases);
    for (size_t at = 0; at < slice.length; at++)
        if (visit_at(set, slice, at, is_enough, NULL))
            return at;
    return slice.length;
}

size_t slice_find_each(struct slice slice, const char *const *phrases, size_t *offsets)
{
    const struct phrase_set *set = set_of(phrases);
    struct offsets noted = {.at = offsets};
    for (size_t i = 0; i < set->count; i++)
        offsets[i] = slice.length;
    for (size_t at = 0; at < slice.length; at++)
        (void)visit_at(set, slice, at, note_first, &noted);
    return noted.found;
}
