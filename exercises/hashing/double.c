/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Double hashing: each key has a step of its own, from 1 to slots - 1. The number of slots must be
 * prime, or some steps would not reach every slot.
 *
 * Source: Guibas, Szemeredi, "The analysis of double hashing" (1978); Lueker, Molodowitch (1988):
 * it costs as much as if every probe were drawn anew. A miss is counted over all pairs of home and
 * step in tables of up to 67 slots, in others over pairs drawn from the table's own generator.
 */
#include "exercises/hashing/probing.h"

enum { ALL_PAIRS = 67 };

INLINED uint64_t next(uint64_t slots, uint64_t at, uint64_t tries, uint64_t step)
{
    (void)tries;
    at += step;
    return at >= slots ? at - slots : at;
}

INLINED uint64_t step_by(const struct hash_table *table, enum hash_function function, uint32_t key)
{
    uint64_t slots = table->shape.slots;
    return slots < 3 ? 1 : 1 + hash_place(function, &table->keys, key, 1, slots - 1);
}

static void fill(struct hash_table *table, uint32_t to)
{
    probing_fill(table, to, next, step_by);
}

static void step(struct hash_table *table)
{
    probing_step(table, next, step_by, "slots");
}

static double all_pairs(const struct hash_table *table)
{
    uint64_t slots = table->shape.slots, looked = 0;
    for (uint64_t home = 0; home < slots; home++)
        for (uint64_t by = 1; by < slots; by++)
            looked += probing_miss(table, home, by, next);
    return (double)looked / (double)(slots * (slots - 1));
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    uint64_t slots = table->shape.slots, looked = 0;
    uint64_t searches = sample && sample < slots ? sample : slots;
    uint64_t salt = table->keys.salt ^ table->count;
    if (slots <= ALL_PAIRS)
        return all_pairs(table);
    for (uint64_t i = 0; i < searches; i++) {
        uint64_t home = hash_reduce(HASH_UNIFORM, hash_uniformly(salt, (uint32_t)i, 2), slots);
        uint64_t by = hash_reduce(HASH_UNIFORM, hash_uniformly(salt, (uint32_t)i, 3), slots - 1);
        looked += probing_miss(table, home, by + 1, next);
    }
    return (double)looked / (double)searches;
}

const struct hash_method hash_double = {
    .name = "double", .title = "double hashing", .fill = fill, .step = step, .miss = miss};
