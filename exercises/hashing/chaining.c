/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Separate chaining: a slot holds a list, a new key goes to its end.
 *
 * Source: Knuth, TAOCP 3, 6.4. A miss compares the whole list of its slot, so over all slots it
 * compares exactly keys / slots; that the slot itself is read is not counted. Left out: the memory
 * of the links, and that each is likely to miss the cache.
 */
#include "exercises/hashing/probing.h"

INLINED void fill_with(struct hash_table *table, uint32_t to, enum hash_function function)
{
    for (uint32_t key = table->count + 1; key <= to; key++) {
        uint64_t at = hash_place(function, &table->keys, key, 0, table->shape.slots);
        uint32_t length = ++table->cells[at];
        hash_count_probes(table, length);
        table->longest = length > table->longest ? length : table->longest;
    }
    if (to > table->count)
        table->count = to;
}

static void fill(struct hash_table *table, uint32_t to)
{
    if (table->shape.function == HASH_UNIFORM)
        fill_with(table, to, HASH_UNIFORM);
    else
        fill_with(table, to, table->shape.function);
}

static void step(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    (void)hash_walk_begin(table);
    struct hash_label name = hash_label(table, walk->key);
    uint32_t length = table->cells[walk->home];
    walk->at = walk->home;
    if (length)
        hash_walk_tell(table, "%s belongs to slot %d, behind the %u that %s there", name.text,
                       (int)walk->home, length, length > 1 ? "are" : "is");
    else
        hash_walk_tell(table, "%s is the first in slot %d", name.text, (int)walk->home);
    fill(table, walk->key);
    walk->placed = true;
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    (void)sample;
    return (double)table->count / (double)table->shape.slots;
}

const struct hash_method hash_chaining = {.name = "chaining",
                                          .title = "separate chaining",
                                          .lists = true,
                                          .fill = fill,
                                          .step = step,
                                          .miss = miss};
