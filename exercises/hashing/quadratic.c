/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quadratic probing by triangular numbers: 1, 3, 6, 10... from home. In a table of a power of two
 * slots this meets every slot once (Knuth, TAOCP 3, 6.4, exercise 20); in others it may not, so
 * those are refused. Keys of one home still follow each other (secondary clustering).
 *
 * A miss is counted over all homes in tables of up to 4096 slots, in others over evenly spaced
 * ones.
 */
#include "exercises/hashing/probing.h"

INLINED uint64_t next(uint64_t slots, uint64_t at, uint64_t tries, uint64_t step)
{
    (void)step;
    return (at + tries) & (slots - 1);
}

INLINED uint64_t step_by(const struct hash_table *table, enum hash_function function, uint32_t key)
{
    (void)table;
    (void)function;
    (void)key;
    return 0;
}

static void fill(struct hash_table *table, uint32_t to)
{
    probing_fill(table, to, next, step_by);
}

static void step(struct hash_table *table)
{
    probing_step(table, next, step_by, "slots");
}

static double miss(const struct hash_table *table, uint32_t sample)
{
    uint64_t slots = table->shape.slots, stride = 1, looked = 0, count = 0;
    if (sample && slots > sample)
        stride = slots / sample | 1; /* odd: not in step with a power of two */
    for (uint64_t home = 0; home < slots; home += stride, count++)
        looked += probing_miss(table, home, 0, next);
    return (double)looked / (double)count;
}

const struct hash_method hash_quadratic = {
    .name = "quadratic", .title = "quadratic probing", .fill = fill, .step = step, .miss = miss};
