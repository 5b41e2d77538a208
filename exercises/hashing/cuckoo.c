/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cuckoo hashing: a key lives in one of its k buckets of l slots. Where all are full it pushes a
 * key out at random, which goes to another of its own buckets, and so on.
 *
 * Source: Pagh, Rodler (2001); k choices by Fotakis and others (2003), buckets by Dietzfelbinger
 * and Weidling (2005), the random walk as in Fotakis. It gives up after 20000 evictions (four times
 * the slots in a table of at most 64), far beyond what a key needs while there is a place for it.
 * Two choices of a key are different buckets where there are two.
 *
 * A bucket is filled from its left, so a search leaves it at the first empty slot: a miss looks at
 * no more than k l slots. Left out: rehashing with other functions, deletion.
 */
#include "exercises/hashing/probing.h"

enum { LONGEST_WALK = 20000, CHOICE_SHIFT = 30 };

struct buckets {
    uint64_t at[HASH_MOST_CHOICES];
    unsigned count;
};

static inline uint64_t bucket_count(const struct hash_table *table)
{
    return table->shape.slots / table->shape.bucket;
}

/* The buckets of a key: a repeated one moves on to the next that is none of them. */
INLINED struct buckets buckets_of(const struct hash_table *table, uint32_t key,
                                  enum hash_function function, unsigned choices, unsigned size)
{
    uint64_t count = size == 1 ? table->shape.slots : bucket_count(table);
    struct buckets buckets = {.count = choices};
    for (unsigned k = 0; k < choices; k++) {
        uint64_t at = hash_place(function, &table->keys, key, k, count);
        for (unsigned i = 0; i < k && count > choices; i++)
            if (buckets.at[i] == at) {
                at = at + 1 == count ? 0 : at + 1;
                i = (unsigned)-1;
            }
        buckets.at[k] = at;
    }
    return buckets;
}

/* Slots that finding a key in place `offset` of its bucket of choice `k` looks at: those before
 * are full, and stay so. */
INLINED uint64_t cost(unsigned size, unsigned k, unsigned offset)
{
    return (uint64_t)k * size + offset + 1;
}

INLINED void add_cost(struct hash_table *table, uint64_t probes)
{
    hash_count_probes(table, probes);
}

INLINED void take_cost(struct hash_table *table, uint64_t probes)
{
    table->probes -= probes;
    table->squares -= (probes - 1) * (probes - 1);
}

/* The first empty place of a bucket; its size for none. */
INLINED unsigned free_place(const struct hash_table *table, unsigned size, uint64_t bucket)
{
    const uint32_t *cells = &table->cells[bucket * size];
    unsigned offset = 0;
    while (offset < size && cells[offset])
        offset++;
    return offset;
}

/* Puts `key` where its choice `k` has room; false: it has none. */
INLINED bool put(struct hash_table *table, unsigned size, uint32_t key, uint64_t bucket, unsigned k)
{
    unsigned offset = free_place(table, size, bucket);
    if (offset == size)
        return false;
    uint64_t at = bucket * size + offset;
    table->cells[at] = key | k << CHOICE_SHIFT;
    table->looked += offset + 1 < size;
    table->longest = offset + 1 > table->longest ? offset + 1 : table->longest;
    add_cost(table, cost(size, k, offset));
    return true;
}

/* Takes the slot at `at` for `key` by its choice `k`; returns the key that was there. */
INLINED uint32_t push_out(struct hash_table *table, unsigned size, uint32_t key, uint64_t at,
                          unsigned k, unsigned *choice)
{
    unsigned offset = size > 1 ? (unsigned)(at % size) : 0;
    uint32_t out = table->cells[at];
    *choice = out >> CHOICE_SHIFT;
    take_cost(table, cost(size, *choice, offset));
    table->cells[at] = key | k << CHOICE_SHIFT;
    add_cost(table, cost(size, k, offset));
    return out & HASH_KEY;
}

static inline uint32_t longest_walk(const struct hash_table *table)
{
    uint64_t slots = table->shape.slots;
    return slots <= HASH_SMALL ? (uint32_t)(4 * slots) : LONGEST_WALK;
}

/* A slot of one of the key's buckets, other than the one it was pushed out of (choice `from`;
 * `choices`: it comes from outside). */
INLINED uint64_t victim(struct hash_table *table, unsigned size, const struct buckets *buckets,
                        unsigned from, unsigned *k)
{
    unsigned choices = buckets->count, open = from < choices ? choices - 1 : choices;
    *k = open > 1 ? (unsigned)hash_random(table, open) : 0;
    if (from < choices && *k >= from)
        ++*k;
    return buckets->at[*k] * size + (size > 1 ? hash_random(table, size) : 0);
}

/* False: it gave up, and the key it carried last has no place. */
INLINED bool wander(struct hash_table *table, uint32_t key, struct buckets buckets,
                    enum hash_function function, unsigned choices, unsigned size)
{
    unsigned from = choices;
    for (uint32_t left = longest_walk(table); left; left--) {
        unsigned k;
        uint64_t at = victim(table, size, &buckets, from, &k);
        key = push_out(table, size, key, at, k, &from);
        buckets = buckets_of(table, key, function, choices, size);
        for (unsigned i = 0; i < choices; i++)
            if (i != from && put(table, size, key, buckets.at[i], i))
                return true;
    }
    return false;
}

enum { AHEAD = 8 };

INLINED void fill_with(struct hash_table *table, uint32_t to, enum hash_function function,
                       unsigned choices, unsigned size)
{
    struct buckets ahead[AHEAD] = {{{0}, 0}};
    uint32_t begun = table->count;
    for (uint32_t key = table->count + 1; key <= to && !table->failed; key++) {
        for (; begun < to && begun < key + AHEAD - 1; begun++) {
            struct buckets *next = &ahead[(begun + 1) % AHEAD];
            *next = buckets_of(table, begun + 1, function, choices, size);
            for (unsigned k = 0; k < choices; k++)
                __builtin_prefetch(&table->cells[next->at[k] * size], 1);
        }
        struct buckets *own = &ahead[key % AHEAD];
        unsigned k = 0;
        while (k < choices && !put(table, size, key, own->at[k], k))
            k++;
        if (k < choices || wander(table, key, *own, function, choices, size))
            table->count = key;
        else
            table->failed = key;
    }
}

/* The usual shapes, without a switch inside. */
static void fill(struct hash_table *table, uint32_t to)
{
    unsigned choices = table->shape.choices, size = table->shape.bucket;
    if (table->shape.function != HASH_UNIFORM)
        fill_with(table, to, table->shape.function, choices, size);
    else if (choices == 2 && size == 1)
        fill_with(table, to, HASH_UNIFORM, 2, 1);
    else if (choices == 3 && size == 1)
        fill_with(table, to, HASH_UNIFORM, 3, 1);
    else if (choices == 4 && size == 1)
        fill_with(table, to, HASH_UNIFORM, 4, 1);
    else if (choices == 2 && size == 4)
        fill_with(table, to, HASH_UNIFORM, 2, 4);
    else
        fill_with(table, to, HASH_UNIFORM, choices, size);
}

/* --- Step by step -------------------------------------------------------------------------------
 */

/* Where the carried key has room; false: nowhere. walk.distance holds the choice it came from. */
static bool settle(struct hash_table *table, const struct buckets *buckets, bool fresh)
{
    struct hash_walk *walk = &table->walk;
    for (unsigned k = 0; k < buckets->count; k++) {
        unsigned size = table->shape.bucket, offset = free_place(table, size, buckets->at[k]);
        if ((!fresh && k == walk->distance) || !put(table, size, walk->key, buckets->at[k], k))
            continue;
        struct hash_label name = hash_label(table, walk->key);
        walk->at = buckets->at[k] * size + offset;
        if (walk->evictions)
            hash_walk_tell(table, "%s finds slot %d empty: all have a place after %u eviction%s",
                           name.text, (int)walk->at, walk->evictions,
                           walk->evictions > 1 ? "s" : "");
        else
            hash_walk_tell(table, "%s goes to slot %d, its choice %u", name.text, (int)walk->at,
                           k + 1);
        return true;
    }
    return false;
}

static void evict(struct hash_table *table, const struct buckets *buckets, bool fresh)
{
    struct hash_walk *walk = &table->walk;
    unsigned k, from, size = table->shape.bucket;
    struct hash_label name = hash_label(table, walk->key);
    walk->at = victim(table, size, buckets, fresh ? buckets->count : (unsigned)walk->distance, &k);
    walk->key = push_out(table, size, walk->key, walk->at, k, &from);
    walk->distance = from;
    walk->evictions++;
    struct hash_label out = hash_label(table, walk->key);
    hash_walk_tell(table, "%s finds its %u choices full: it pushes %s out of slot %d", name.text,
                   buckets->count, out.text, (int)walk->at);
}

static void step(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    bool fresh = hash_walk_begin(table);
    struct buckets buckets = buckets_of(table, walk->key, table->shape.function,
                                        table->shape.choices, table->shape.bucket);
    if (settle(table, &buckets, fresh)) {
        hash_walk_end(table);
    } else if (walk->evictions < longest_walk(table)) {
        evict(table, &buckets, fresh);
    } else {
        struct hash_label name = hash_label(table, walk->key);
        hash_walk_tell(table, "After %u evictions %s still has no place: the table must grow",
                       walk->evictions, name.text);
        hash_walk_fail(table);
    }
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    (void)sample; /* every bucket is known */
    return table->shape.choices * (double)table->looked / (double)bucket_count(table);
}

const struct hash_method hash_cuckoo = {.name = "cuckoo",
                                        .title = "cuckoo hashing",
                                        .fails = true,
                                        .fill = fill,
                                        .step = step,
                                        .miss = miss};
