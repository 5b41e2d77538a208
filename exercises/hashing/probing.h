/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open addressing where a key takes the first empty slot of its probe sequence: linear, quadratic
 * and double hashing differ in the next slot alone. These bodies are inlined into each scheme, so
 * that the compiler sees the one sequence.
 */
#ifndef EXERCISES_HASHING_PROBING_H
#define EXERCISES_HASHING_PROBING_H

#include "exercises/hashing/table.h"

/* The slot after `at`, the `tries`-th that is looked at (from 1); `step` is double hashing's. */
typedef uint64_t next_slot(uint64_t slots, uint64_t at, uint64_t tries, uint64_t step);
/* What a key adds each time; 0 where the scheme has no such thing. */
typedef uint64_t step_of(const struct hash_table *table, enum hash_function function, uint32_t key);

#define INLINED static inline __attribute__((always_inline))

enum { PROBING_AHEAD = 12 };

/* Homes are computed some keys ahead, so that their slots are on the way when they are needed. */
INLINED void probing_fill_with(struct hash_table *table, uint32_t to, enum hash_function function,
                               next_slot *next, step_of *step)
{
    uint32_t *cells = table->cells;
    uint64_t slots = table->shape.slots, probes = 0, squares = 0, homes[16];
    uint32_t first = table->count + 1;
    for (uint32_t key = first; key < first + PROBING_AHEAD && key <= to; key++) {
        homes[key % 16] = hash_place(function, &table->keys, key, 0, slots);
        __builtin_prefetch(&cells[homes[key % 16]], 1);
    }
    for (uint32_t key = first; key <= to; key++) {
        uint64_t at = homes[key % 16], tries = 1;
        if (key + PROBING_AHEAD <= to) {
            uint64_t ahead = hash_place(function, &table->keys, key + PROBING_AHEAD, 0, slots);
            homes[(key + PROBING_AHEAD) % 16] = ahead;
            __builtin_prefetch(&cells[ahead], 1);
        }
        if (cells[at]) {
            uint64_t by = step(table, function, key);
            do
                at = next(slots, at, tries++, by);
            while (cells[at]);
        }
        cells[at] = key;
        probes += tries;
        squares += (tries - 1) * (tries - 1);
    }
    if (to > table->count)
        table->count = to;
    table->probes += probes;
    table->squares += squares;
}

INLINED void probing_fill(struct hash_table *table, uint32_t to, next_slot *next, step_of *step)
{
    if (table->shape.function == HASH_UNIFORM) /* without a switch inside */
        probing_fill_with(table, to, HASH_UNIFORM, next, step);
    else
        probing_fill_with(table, to, table->shape.function, next, step);
}

/* Looks at one slot; `gap` (or NULL) says how the sequence goes on. */
INLINED void probing_step(struct hash_table *table, next_slot *next, step_of *step, const char *on)
{
    struct hash_walk *walk = &table->walk;
    bool fresh = hash_walk_begin(table);
    uint64_t by = step(table, table->shape.function, walk->key);
    walk->at = fresh ? walk->home : next(table->shape.slots, walk->at, walk->tries - 1, by);
    uint32_t met = table->cells[walk->at];
    int at = (int)walk->at, tries = (int)walk->tries;
    struct hash_label name = hash_label(table, walk->key), other = hash_label(table, met);
    if (met) {
        hash_walk_tell(table, "Slot %d holds %s: %s (home %d) looks %d %s on", at, other.text,
                       name.text, (int)walk->home, (int)(by ? by : walk->tries), on);
        return;
    }
    table->cells[walk->at] = walk->key;
    hash_count_probes(table, walk->tries);
    hash_walk_tell(table, "Slot %d is empty: %s goes there, after %d probe%s", at, name.text, tries,
                   tries > 1 ? "s" : "");
    hash_walk_end(table);
}

INLINED uint64_t probing_miss(const struct hash_table *table, uint64_t home, uint64_t by,
                              next_slot *next)
{
    uint64_t tries = 1;
    for (uint64_t at = home; table->cells[at]; tries++)
        at = next(table->shape.slots, at, tries, by);
    return tries;
}

#endif
