/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Robin Hood hashing: linear probing in which a key that is further from home takes the slot of one
 * that is nearer, which then goes on looking.
 *
 * Source: Celis, Larson, Munro (1985). Keys with one home stay in the order in which they came. A
 * miss ends at the first key that is nearer to its home than the search is to its own, so a key
 * with displacement D is passed by the searches from D + 1 homes: the mean miss over all homes is
 * exactly 1 + (keys + sum of displacements) / slots, and no search needs to be made.
 */
#include "exercises/hashing/probing.h"

static inline uint64_t after(const struct hash_table *table, uint64_t at)
{
    return at + 1 == table->shape.slots ? 0 : at + 1;
}

INLINED void fill_with(struct hash_table *table, uint32_t to, enum hash_function function)
{
    uint32_t *cells = table->cells, *displacements = table->aside;
    uint64_t slots = table->shape.slots, probes = 0, squares = 0, homes[16];
    for (uint32_t key = table->count + 1, last = key + PROBING_AHEAD; key < last && key <= to;
         key++)
        homes[key % 16] = hash_place(function, &table->keys, key, 0, slots);
    for (uint32_t newcomer = table->count + 1; newcomer <= to; newcomer++) {
        uint32_t key = newcomer;
        uint64_t at = homes[key % 16], distance = 0;
        if (key + PROBING_AHEAD <= to) {
            uint64_t ahead = hash_place(function, &table->keys, key + PROBING_AHEAD, 0, slots);
            homes[(key + PROBING_AHEAD) % 16] = ahead;
            __builtin_prefetch(&cells[ahead], 1);
            __builtin_prefetch(&displacements[ahead], 1);
        }
        probes++;
        while (cells[at]) {
            uint32_t resident = displacements[at];
            if (resident < distance) {
                uint32_t poorer = key;
                squares += distance * distance - (uint64_t)resident * resident;
                key = cells[at];
                cells[at] = poorer;
                displacements[at] = (uint32_t)distance;
                distance = resident;
            }
            at = at + 1 == slots ? 0 : at + 1;
            distance++;
            probes++; /* one slot on, whoever moves: the sum of displacements grows by one */
        }
        cells[at] = key;
        displacements[at] = (uint32_t)distance;
        squares += distance * distance;
    }
    if (to > table->count)
        table->count = to;
    table->probes += probes;
    table->squares += squares;
}

static void fill(struct hash_table *table, uint32_t to)
{
    if (table->shape.function == HASH_UNIFORM)
        fill_with(table, to, HASH_UNIFORM);
    else
        fill_with(table, to, table->shape.function);
}

static void settle(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    struct hash_label name = hash_label(table, walk->key);
    table->cells[walk->at] = walk->key;
    table->aside[walk->at] = (uint32_t)walk->distance;
    table->probes += walk->distance + 1;
    table->squares += walk->distance * walk->distance;
    hash_walk_tell(table, "Slot %d is empty: %s goes there, %d from home%s", (int)walk->at,
                   name.text, (int)walk->distance, walk->evictions ? "; all have a place" : "");
    hash_walk_end(table);
}

/* The poorer takes the slot, the richer is carried on. */
static void swap(struct hash_table *table, uint32_t resident)
{
    struct hash_walk *walk = &table->walk;
    uint64_t distance = walk->distance;
    struct hash_label name = hash_label(table, walk->key);
    struct hash_label other = hash_label(table, table->cells[walk->at]);
    hash_walk_tell(table, "Slot %d: %s is %d from home, %s only %u: they change places, %s goes on",
                   (int)walk->at, name.text, (int)distance, other.text, resident, other.text);
    uint32_t richer = table->cells[walk->at];
    table->cells[walk->at] = walk->key;
    table->aside[walk->at] = (uint32_t)distance;
    table->probes += distance - resident;
    table->squares += distance * distance - (uint64_t)resident * resident;
    walk->key = richer;
    walk->distance = resident;
    walk->evictions++;
}

static void step(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    bool fresh = hash_walk_begin(table);
    walk->at = fresh ? walk->home : after(table, walk->at);
    walk->distance = fresh ? 0 : walk->distance + 1;
    uint32_t met = table->cells[walk->at], resident = met ? table->aside[walk->at] : 0;
    if (!met) {
        settle(table);
    } else if (resident < walk->distance) {
        swap(table, resident);
    } else {
        struct hash_label name = hash_label(table, walk->key), other = hash_label(table, met);
        hash_walk_tell(table, "Slot %d holds %s, %u from home; %s is %d, no further: it goes on",
                       (int)walk->at, other.text, resident, name.text, (int)walk->distance);
    }
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    (void)sample;
    return 1 + (double)table->probes / (double)table->shape.slots;
}

const struct hash_method hash_robin_hood = {
    .name = "robin-hood", .title = "Robin Hood hashing", .fill = fill, .step = step, .miss = miss};
