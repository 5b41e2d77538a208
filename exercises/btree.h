/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The leaf pages of a B+-tree that is updated in place, with a buffer pool, that only counts: which
 * key lies in which page, which pages are in the pool and dirty, and how often each is read and
 * written. No value and no disk; keys are the numbers 0 to keys - 1 in their sort order.
 *
 * A write of a key that is absent inserts it; a full page then splits in halves, the left one
 * keeping the odd record. With `rightmost_split`, a page that overflows at the end of the tree
 * stays full and a new one begins with the new record (as SQLite does; PostgreSQL leaves 90 %).
 * A write of a key that is there changes its page in place.
 *
 * The pool holds so many leaf pages, by exact LRU. A page is read from disk when it is touched and
 * absent, and written back when it is evicted dirty or by a checkpoint. Every touch is a write, so
 * the dirty pages are the most recent ones. A pool of no page writes each page at once.
 *
 * Left out: inner pages (cached, and their writes, fewer than one a split), the write-ahead log
 * (which writes each record once, as that of a merge tree does), page headers, deletions and
 * merges of pages, overflow pages, read-ahead, concurrency, whole pages in the log.
 */
#ifndef EXERCISES_BTREE_H
#define EXERCISES_BTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BTREE_MAXIMUM_KEYS = 1 << 24, BTREE_BIT_LEVELS = 4 };
#define BTREE_NONE UINT32_MAX

enum btree_phase { BTREE_LOAD, BTREE_OVERWRITE, BTREE_PHASES };

struct btree_parameters {
    uint32_t keys;              /* 1 to BTREE_MAXIMUM_KEYS */
    uint64_t overwrites;        /* that will follow the load */
    uint32_t page_records;      /* that fit in a page, at least 1 */
    uint64_t pool_pages;        /* 0: no pool */
    uint64_t checkpoint_writes; /* dirty pages are written every so many writes and at the end of
                                   the load; 0: never */
    bool rightmost_split;
};

struct btree_page {
    uint32_t low;          /* its keys are from here to below `low` of the page at its right */
    uint32_t records;      /* that it holds */
    uint32_t right;        /* BTREE_NONE: the last */
    uint32_t newer, older; /* its neighbours in the pool */
    uint32_t written_at;   /* `clock` of its last write to disk; 0: never */
    bool pooled, dirty;
};

struct btree_counts {
    uint64_t writes, hits; /* asked for; that found their page in the pool */
    uint64_t pages_read, pages_evicted_dirty, pages_checkpointed;
    uint64_t splits, checkpoints;
};

struct btree {
    struct btree_parameters parameters;
    uint64_t *present;                /* one bit a key */
    uint64_t *lows[BTREE_BIT_LEVELS]; /* one bit a key that begins a page, and one a word of that */
    uint32_t *page_of;                /* by key: while loading only where a page begins */
    struct btree_page *pages;         /* page 0 is the leftmost */
    size_t page_count, page_capacity;
    uint32_t newest, oldest; /* of the pool */
    uint64_t pooled, dirty;  /* pages */
    uint64_t pooled_records;
    uint32_t records, largest;
    uint32_t clock; /* set by the caller to tell its steps apart, from 1 */
    struct btree_counts counts[BTREE_PHASES];
    bool warm;                     /* the pool has forgotten the load */
    struct btree_counts warm_base; /* counts of the overwrites when it had */
};

/* `btree` is uninitialised before. */
void btree_init(struct btree *btree, const struct btree_parameters *parameters);
void btree_release(struct btree *btree);
void btree_copy(struct btree *to, const struct btree *from); /* `to` is uninitialised */

/* Inserts `key`, or overwrites it where it is there. */
void btree_write(struct btree *btree, uint32_t key);

/* --- Reading the state --- */

enum btree_phase btree_phase(const struct btree *btree);
uint32_t btree_page_of(const struct btree *btree, uint32_t key); /* also of an absent key */
/*
 * What a phase has counted. Overwrites are counted from when the pool has read as many pages as it
 * holds, at the latest from the middle; before that, all of them.
 */
struct btree_counts btree_counted(const struct btree *btree, enum btree_phase phase);
/* Pages written to disk for each write that counts; NaN before the first. */
double btree_pages_written(const struct btree *btree, enum btree_phase phase);
double btree_hit_ratio(const struct btree *btree, enum btree_phase phase);
/* Records in full pages over room for them. */
double btree_occupancy(const struct btree *btree);
/* Leaf pages that the lookup of a key reads from disk, averaged over all keys. */
double btree_lookup_reads(const struct btree *btree);

#endif
