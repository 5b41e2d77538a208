/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hopscotch hashing: a key lives within H slots of its home. The nearest empty slot is found by
 * linear probing; while it is too far, a key in the H - 1 slots before it hops into it.
 *
 * Source: Herlihy, Shavit, Tzafrir (2008). H is 64, the bits of the map that each home keeps of its
 * keys (32 in the paper, which a large table outgrows before a load of .9), and 8 in tables of at
 * most 64 slots, so that hops can be seen. With the map a search compares only keys of its own
 * home: hits and misses cost what separate chaining costs, and that formula is shown. Left out:
 * concurrency, which the scheme was made for, and rehashing.
 */
#include "exercises/hashing/probing.h"

enum { RANGE = 64, SMALL_RANGE = 8 };

static inline uint64_t range_of(uint64_t slots)
{
    uint64_t range = slots <= HASH_SMALL ? SMALL_RANGE : RANGE;
    return range < slots ? range : slots;
}

static inline uint64_t back(uint64_t slots, uint64_t at, uint64_t by)
{
    return at >= by ? at - by : at + slots - by;
}

/* The key furthest before the empty slot that may hop into it; by how far, 0 for none. */
static inline uint64_t hop(const struct hash_table *table, uint64_t empty, uint64_t range)
{
    for (uint64_t by = range - 1; by; by--)
        if (table->aside[back(table->shape.slots, empty, by)] + by < range)
            return by;
    return 0;
}

/* Moves the key `by` slots before `empty` into it; returns the slot that is empty now. */
static inline uint64_t move(struct hash_table *table, uint64_t empty, uint64_t by)
{
    uint64_t from = back(table->shape.slots, empty, by);
    uint64_t was = table->aside[from], is = was + by;
    table->cells[empty] = table->cells[from];
    table->aside[empty] = (uint32_t)is;
    table->squares += is * is - was * was;
    table->cells[from] = 0;
    return from;
}

/* `distance` < range from the home. */
static inline void put(struct hash_table *table, uint32_t key, uint64_t home, uint64_t at,
                       uint64_t distance)
{
    uint8_t with_home = ++table->homes[home];
    table->cells[at] = key;
    table->aside[at] = (uint32_t)distance;
    table->squares += distance * distance;
    table->probes += with_home; /* 1 + 2 + ... in all */
    table->longest = with_home > table->longest ? with_home : table->longest;
}

INLINED void fill_with(struct hash_table *table, uint32_t to, enum hash_function function)
{
    uint64_t slots = table->shape.slots, range = range_of(slots), homes[16];
    for (uint32_t key = table->count + 1, last = key + PROBING_AHEAD; key < last && key <= to;
         key++)
        homes[key % 16] = hash_place(function, &table->keys, key, 0, slots);
    for (uint32_t key = table->count + 1; key <= to; key++) {
        uint64_t home = homes[key % 16], at = home, distance = 0;
        if (key + PROBING_AHEAD <= to) {
            uint64_t ahead = hash_place(function, &table->keys, key + PROBING_AHEAD, 0, slots);
            homes[(key + PROBING_AHEAD) % 16] = ahead;
            __builtin_prefetch(&table->cells[ahead], 1);
            __builtin_prefetch(&table->aside[ahead], 1);
            __builtin_prefetch(&table->homes[ahead], 1);
        }
        while (table->cells[at] && distance < slots) {
            at = at + 1 == slots ? 0 : at + 1;
            distance++;
        }
        while (distance >= range) {
            uint64_t by = distance < slots ? hop(table, at, range) : 0;
            if (!by) {
                table->failed = key;
                return;
            }
            at = move(table, at, by);
            distance -= by;
        }
        put(table, key, home, at, distance);
        table->count = key;
    }
}

static void fill(struct hash_table *table, uint32_t to)
{
    if (table->shape.function == HASH_UNIFORM)
        fill_with(table, to, HASH_UNIFORM);
    else
        fill_with(table, to, table->shape.function);
}

/* --- Step by step: first the empty slot is found, then it is moved nearer, then it is taken
 * -------
 */

static void look(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    uint64_t slots = table->shape.slots, range = range_of(slots);
    struct hash_label name = hash_label(table, walk->key);
    walk->at = walk->home;
    for (walk->distance = 0; table->cells[walk->at] && walk->distance < slots; walk->distance++)
        walk->at = walk->at + 1 == slots ? 0 : walk->at + 1;
    if (walk->distance < range) {
        put(table, walk->key, walk->home, walk->at, walk->distance);
        hash_walk_tell(table, "%s (home %d) goes to slot %d, %d from home", name.text,
                       (int)walk->home, (int)walk->at, (int)walk->distance);
        hash_walk_end(table);
        return;
    }
    hash_walk_tell(table, "%s (home %d): the nearest empty slot, %d, is %d away; it must be < %d",
                   name.text, (int)walk->home, (int)walk->at, (int)walk->distance, (int)range);
}

static void bring_nearer(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    uint64_t range = range_of(table->shape.slots), empty = walk->at;
    uint64_t by = walk->distance < table->shape.slots ? hop(table, empty, range) : 0;
    if (!by) {
        struct hash_label name = hash_label(table, walk->key);
        hash_walk_tell(table, "No key may hop on: %s has no place, the table must grow", name.text);
        hash_walk_fail(table);
        return;
    }
    walk->at = move(table, empty, by);
    walk->other = empty;
    walk->distance -= by;
    walk->evictions++;
    struct hash_label other = hash_label(table, table->cells[empty]);
    hash_walk_tell(table, "%s hops from slot %d to %d, still within reach of its home", other.text,
                   (int)walk->at, (int)empty);
}

static void step(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    if (hash_walk_begin(table)) {
        look(table);
        return;
    }
    walk->other = table->shape.slots;
    if (walk->distance >= range_of(table->shape.slots)) {
        bring_nearer(table);
        return;
    }
    struct hash_label name = hash_label(table, walk->key);
    put(table, walk->key, walk->home, walk->at, walk->distance);
    hash_walk_tell(table, "Slot %d is near enough: %s goes there, %d from home", (int)walk->at,
                   name.text, (int)walk->distance);
    hash_walk_end(table);
}

static struct hash_cost hit(const struct hash_table *table, uint32_t sample)
{
    (void)sample;
    double moved = 0, n = table->count;
    for (uint64_t at = 0; at < table->shape.slots; at++)
        moved += table->cells[at] ? table->aside[at] : 0;
    return (struct hash_cost){(double)table->probes / n,
                              (double)table->squares / n - moved / n * moved / n};
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    (void)sample;
    return (double)table->count / (double)table->shape.slots;
}

const struct hash_method hash_hopscotch = {.name = "hopscotch",
                                           .title = "hopscotch hashing",
                                           .fails = true,
                                           .fill = fill,
                                           .step = step,
                                           .hit = hit,
                                           .miss = miss};
