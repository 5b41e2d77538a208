/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What formulas say about the leaf pages of a B+-tree and about its buffer pool. */
#ifndef EXERCISES_BTREE_THEORY_H
#define EXERCISES_BTREE_THEORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Leaf pages after `keys` insertions in random order, expected exactly: an insertion falls into
 * each of the gaps between keys alike, so a page of i records takes the next of n with chance
 * i/(n + 1) (the leftmost has a gap more), and expectations follow step by step. Takes time in
 * proportion to keys x page_records; NaN where that is beyond BTREE_THEORY_STEPS.
 */
enum { BTREE_THEORY_STEPS = 20000000 };
double btree_theory_random_pages(uint32_t keys, uint32_t page_records, bool rightmost_split);

/*
 * Pages a record after many random insertions: the limit of the same, Yao 1978 ("On random 2-3
 * trees"). For pages of C records where C + 1 is even it is 1/((C + 1)(H(C+1) - H((C+1)/2))), and
 * occupancy tends to ln 2 as C grows. `by_records` (or NULL; 0 to page_records) receives the pages
 * of each number of records.
 */
double btree_theory_limit_pages(uint32_t page_records, double *by_records);

/* Leaf pages after insertions in key order: full ones, or halves where the last one splits so. */
double btree_theory_ordered_pages(uint32_t keys, uint32_t page_records, bool rightmost_split);

/* Pages that are written alike. */
struct btree_class {
    double pages;
    double share;   /* of all writes, that go to one of them */
    double lookups; /* of all lookups, that go to one of them */
};

struct btree_theory {
    double hit_ratio;     /* of writes */
    double lookup_reads;  /* pages that a lookup reads; lookups leave the pool as it is */
    double pages_written; /* to disk for each write */
    bool exact;           /* false: the characteristic-time approximation */
};

/*
 * A pool with LRU under independent writes, in its steady state. Where every page is written alike
 * the hit ratio is pool/pages exactly, and each miss evicts a dirty page. Elsewhere a page is in
 * the pool when it was written within the last T writes, with T such that the pool is full: Che,
 * Tung and Wang 2002, good to about 1/pool. A checkpoint every so many writes (0: never) cleans
 * the pool: what was written since the last one it writes, and evictions find that much less.
 */
struct btree_theory btree_theory_pool(const struct btree_class *classes, size_t count, double pool,
                                      double checkpoint_writes);

#endif
