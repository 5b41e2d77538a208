/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/vocabulary.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/byte.h"
#include "engine/base/memory.h"

enum { WORDS_AT_MOST = 1 << 18 };

static uint64_t hash_of(struct slice word)
{
    uint64_t hash = 1469598103934665603U; /* FNV-1a */
    for (size_t at = 0; at < word.length; at++)
        hash = (hash ^ (uint64_t)(unsigned char)byte_fold(word.at[at])) * 1099511628211U;
    return hash ? hash : 1;
}

static struct vocabulary_entry *place(const struct vocabulary *v, uint64_t hash)
{
    size_t at = (size_t)hash & (v->room - 1);
    while (v->entries[at].hash && v->entries[at].hash != hash)
        at = (at + 1) & (v->room - 1);
    return &v->entries[at];
}

static void grow(struct vocabulary *v)
{
    struct vocabulary larger = {.room = v->room ? v->room * 2 : 1024, .count = v->count};
    larger.entries = memory_allocate(larger.room, sizeof *larger.entries);
    for (size_t i = 0; i < v->room; i++)
        if (v->entries[i].hash)
            *place(&larger, v->entries[i].hash) = v->entries[i];
    free(v->entries);
    *v = larger;
}

static void count_word(struct vocabulary *v, struct slice word, bool after_article)
{
    if (v->count * 2 >= v->room) {
        if (v->count >= WORDS_AT_MOST)
            return;
        grow(v);
    }
    uint64_t hash = hash_of(word);
    struct vocabulary_entry *entry = place(v, hash);
    v->count += !entry->hash;
    entry->hash = hash;
    if (isupper((unsigned char)word.at[0]))
        entry->upper++;
    else
        entry->lower++;
    entry->counted += after_article;
}

static void count_text(struct vocabulary *v, struct slice text)
{
    bool inside = false, article = false;
    for (;;) {
        struct slice word = word_first(text);
        if (!word.length)
            return;
        text = slice_from(text, (size_t)(word.at + word.length - text.at));
        struct slice bare = word_bare(word);
        char last = word.at[word.length - 1];
        /* "Term: ..." begins a line of its own, in whatever letters. */
        if (inside && last != ':' && bare.length > 1 && isalpha((unsigned char)bare.at[0]))
            count_word(v, bare, article);
        article = byte_fold(word.at[0]) == 'a' &&
                  (word.length == 1 || (word.length == 2 && byte_fold(word.at[1]) == 'n'));
        inside = last != '.' && last != '!' && last != '?' && last != ':';
    }
}

void vocabulary_fill(struct vocabulary *vocabulary, const struct document *document)
{
    grow(vocabulary);
    for (const struct block *b = document->root; b; b = block_following(b))
        if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM)
            count_text(vocabulary, slice_make(b->text, b->length));
}

void vocabulary_release(struct vocabulary *vocabulary)
{
    free(vocabulary->entries);
    memset(vocabulary, 0, sizeof *vocabulary);
}

bool vocabulary_is_name(const struct vocabulary *vocabulary, struct slice word)
{
    const struct vocabulary_entry *entry = place(vocabulary, hash_of(word_bare(word)));
    return entry->upper && entry->upper * 2 >= entry->lower;
}

bool vocabulary_is_strictly_name(const struct vocabulary *vocabulary, struct slice word)
{
    const struct vocabulary_entry *entry = place(vocabulary, hash_of(word_bare(word)));
    return entry->upper > entry->lower * 2;
}

bool vocabulary_is_countable(const struct vocabulary *vocabulary, struct slice word)
{
    return place(vocabulary, hash_of(word_bare(word)))->counted > 0;
}

bool vocabulary_knows(const struct vocabulary *vocabulary, struct slice word)
{
    return place(vocabulary, hash_of(word_bare(word)))->hash != 0;
}
