/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Balanced allocation: of d lists that a key may go to it takes the shortest, the first of them
 * where several are.
 *
 * Source: Azar, Broder, Karlin, Upfal (1994); Mitzenmacher, "The power of two choices" (1996). The
 * choices are drawn with replacement, so they may be the same list. A search goes through the lists
 * in the order of the choices; a miss therefore compares exactly d keys / slots over all choices.
 */
#include "exercises/hashing/table.h"

#include <math.h>
#include <stdio.h>

enum { CHOICE_BITS = 3 };

/* Where `key` goes among its choices; `*choice` tells which. */
static uint64_t shortest(const struct hash_table *table, uint32_t key, unsigned *choice)
{
    uint64_t slots = table->shape.slots, best = hash_home(table, key, 0, slots);
    *choice = 0;
    for (unsigned k = 1; k < table->shape.choices; k++) {
        uint64_t at = hash_home(table, key, k, slots);
        if (table->cells[at] >= table->cells[best])
            continue;
        best = at;
        *choice = k;
    }
    return best;
}

static void fill(struct hash_table *table, uint32_t to)
{
    for (uint32_t key = table->count + 1; key <= to; key++) {
        unsigned choice;
        uint64_t at = shortest(table, key, &choice);
        uint32_t length = ++table->cells[at];
        table->places[key - 1] = length << CHOICE_BITS | choice;
        table->longest = length > table->longest ? length : table->longest;
        table->count = key;
    }
}

static void step(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    char others[96];
    int used = 0;
    unsigned choice;
    (void)hash_walk_begin(table);
    walk->at = shortest(table, walk->key, &choice);
    for (unsigned k = 0; k < table->shape.choices; k++) {
        uint64_t at = hash_home(table, walk->key, k, table->shape.slots);
        if (at != walk->at)
            walk->other = at;
        if (used < (int)sizeof others)
            used += snprintf(others + used, sizeof others - (size_t)used, "%s%d (%u)",
                             k ? k + 1 < table->shape.choices ? ", " : " or " : "", (int)at,
                             table->cells[at]);
    }
    struct hash_label name = hash_label(table, walk->key);
    hash_walk_tell(table, "%s may go to slot %s: to %d, where fewer are", name.text, others,
                   (int)walk->at);
    fill(table, walk->key);
    walk->placed = true;
}

/* Lists of earlier choices are gone through whole: they may have grown since. */
static uint64_t search(const struct hash_table *table, uint32_t key)
{
    uint32_t place = table->places[key - 1];
    uint64_t probes = place >> CHOICE_BITS;
    for (unsigned k = 0; k < (place & ((1U << CHOICE_BITS) - 1)); k++)
        probes += table->cells[hash_home(table, key, k, table->shape.slots)];
    return probes;
}

static struct hash_cost hit(const struct hash_table *table, uint32_t sample)
{
    uint32_t stride = sample && table->count > sample ? table->count / sample : 1;
    double count = 0, sum = 0, squares = 0;
    for (uint32_t key = 1; key <= table->count; key += stride) {
        double probes = (double)search(table, key);
        count++;
        sum += probes;
        squares += probes * probes;
    }
    double mean = sum / count;
    return (struct hash_cost){mean, fmax(squares / count - mean * mean, 0)};
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    (void)sample;
    return table->shape.choices * (double)table->count / (double)table->shape.slots;
}

const struct hash_method hash_two_choice = {.name = "two-choice",
                                            .title = "lists with a choice",
                                            .lists = true,
                                            .fill = fill,
                                            .step = step,
                                            .hit = hit,
                                            .miss = miss};
