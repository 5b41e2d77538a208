/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linear probing: the next slot, and the next, around the end.
 *
 * Source: Knuth, "Notes on open addressing" (1963); The Art of Computer Programming 3, 6.4. A miss
 * is counted exactly over all home slots. Left out: that slots beside each other share a cache
 * line, which makes these probes cheaper than any other scheme's.
 */
#include "exercises/hashing/probing.h"

INLINED uint64_t next(uint64_t slots, uint64_t at, uint64_t tries, uint64_t step)
{
    (void)tries;
    (void)step;
    return at + 1 == slots ? 0 : at + 1;
}

INLINED uint64_t step_by(const struct hash_table *table, enum hash_function function, uint32_t key)
{
    (void)table;
    (void)function;
    (void)key;
    return 1;
}

static void fill(struct hash_table *table, uint32_t to)
{
    probing_fill(table, to, next, step_by);
}

static void step(struct hash_table *table)
{
    probing_step(table, next, step_by, "slot");
}

/* 1 + 2 + ... + L as the cluster is gone through: a length to add at every slot, and no branch. */
double linear_mean_miss(const uint32_t *cells, uint64_t slots)
{
    uint64_t start = 0, length = 0, total = 0;
    while (start < slots && cells[start])
        start++; /* begin behind the cluster that may wrap around */
    if (start == slots)
        return (double)slots;
    for (uint64_t at = start; at < slots; at++) {
        length = cells[at] ? length + 1 : 0;
        total += length;
    }
    for (uint64_t at = 0; at < start; at++) {
        length = cells[at] ? length + 1 : 0;
        total += length;
    }
    return 1 + (double)total / (double)slots;
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    (void)sample; /* the scan is cheaper than searches */
    return linear_mean_miss(table->cells, table->shape.slots);
}

const struct hash_method hash_linear = {
    .name = "linear", .title = "linear probing", .fill = fill, .step = step, .miss = miss};
