/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/btree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* --- Which page a key lies in -------------------------------------------------------------------
 * Pages begin at set bits; a second level has one bit a word of the first, and so on up to a single
 * word, so that the last beginning at or before a key takes a few steps.
 */

static size_t words_of(size_t bits)
{
    return (bits + 63) / 64;
}

static void begin_page(struct btree *btree, uint32_t low)
{
    for (int level = 0; level < BTREE_BIT_LEVELS; level++, low /= 64)
        btree->lows[level][low / 64] |= UINT64_C(1) << low % 64;
}

static uint32_t last_bit(uint64_t word)
{
    return 63 - (uint32_t)__builtin_clzll(word);
}

/* There is one: page 0 begins at key 0. */
static uint32_t page_beginning(const struct btree *btree, uint32_t key)
{
    uint64_t word = btree->lows[0][key / 64] & UINT64_MAX >> (63 - key % 64);
    uint32_t at = key / 64;
    int level = 0;
    while (!word) {
        level++;
        word = btree->lows[level][at / 64] & ((UINT64_C(1) << at % 64) - 1);
        at /= 64;
    }
    at = at * 64 + last_bit(word);
    for (; level > 0; level--)
        at = at * 64 + last_bit(btree->lows[level - 1][at]);
    return at;
}

enum btree_phase btree_phase(const struct btree *btree)
{
    return btree->records < btree->parameters.keys ? BTREE_LOAD : BTREE_OVERWRITE;
}

uint32_t btree_page_of(const struct btree *btree, uint32_t key)
{
    if (btree_phase(btree) == BTREE_OVERWRITE)
        return btree->page_of[key];
    return btree->page_of[page_beginning(btree, key)];
}

/* From now on every key knows its page. */
static void index_all_keys(struct btree *btree)
{
    uint32_t page = 0;
    for (uint32_t key = 0; key < btree->parameters.keys; key++) {
        if (btree->pages[page].right != BTREE_NONE &&
            btree->pages[btree->pages[page].right].low == key)
            page = btree->pages[page].right;
        btree->page_of[key] = page;
    }
}

/* --- The pool ---------------------------------------------------------------------------------*/

static void count_written(struct btree *btree, struct btree_page *page)
{
    page->dirty = false;
    page->written_at = btree->clock;
    btree->dirty--;
}

static void unlink_page(struct btree *btree, const struct btree_page *page)
{
    if (page->newer != BTREE_NONE)
        btree->pages[page->newer].older = page->older;
    else
        btree->newest = page->older;
    if (page->older != BTREE_NONE)
        btree->pages[page->older].newer = page->newer;
    else
        btree->oldest = page->newer;
}

static void push_newest(struct btree *btree, uint32_t number)
{
    struct btree_page *page = &btree->pages[number];
    page->newer = BTREE_NONE;
    page->older = btree->newest;
    if (btree->newest != BTREE_NONE)
        btree->pages[btree->newest].newer = number;
    else
        btree->oldest = number;
    btree->newest = number;
}

static void evict_oldest(struct btree *btree, struct btree_counts *counts)
{
    struct btree_page *page = &btree->pages[btree->oldest];
    unlink_page(btree, page);
    page->pooled = false;
    btree->pooled--;
    btree->pooled_records -= page->records;
    if (page->dirty) {
        counts->pages_evicted_dirty++;
        count_written(btree, page);
    }
}

/* Into the pool, the newest and dirty. */
static void admit(struct btree *btree, uint32_t number, struct btree_counts *counts)
{
    struct btree_page *page = &btree->pages[number];
    page->pooled = page->dirty = true;
    btree->pooled++;
    btree->dirty++;
    btree->pooled_records += page->records;
    push_newest(btree, number);
    if (btree->pooled > btree->parameters.pool_pages)
        evict_oldest(btree, counts);
}

/* What every write does to its page, before it is changed. */
static void touch(struct btree *btree, uint32_t number, struct btree_counts *counts)
{
    struct btree_page *page = &btree->pages[number];
    if (!page->pooled) {
        counts->pages_read++;
        admit(btree, number, counts);
        return;
    }
    counts->hits++;
    if (number != btree->newest) {
        unlink_page(btree, page);
        push_newest(btree, number);
    }
    btree->dirty += !page->dirty;
    page->dirty = true;
}

/* Dirty pages are the newest ones, so the first clean page ends the search. */
static void checkpoint(struct btree *btree, struct btree_counts *counts)
{
    counts->checkpoints++;
    for (uint32_t at = btree->newest; at != BTREE_NONE && btree->pages[at].dirty;
         at = btree->pages[at].older) {
        counts->pages_checkpointed++;
        count_written(btree, &btree->pages[at]);
    }
}

/* --- Inserting --------------------------------------------------------------------------------*/

/* The key of a page before which it holds `rank` others. */
static uint32_t key_at_rank(const struct btree *btree, const struct btree_page *page, uint32_t rank)
{
    size_t word = page->low / 64;
    uint64_t bits = btree->present[word] & UINT64_MAX << page->low % 64;
    for (;;) {
        uint32_t here = (uint32_t)__builtin_popcountll(bits);
        if (rank < here)
            break;
        rank -= here;
        bits = btree->present[++word];
    }
    for (; rank; rank--)
        bits &= bits - 1;
    return (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits);
}

/* The page holds one record too many; `key` was the last to come. */
static void split(struct btree *btree, uint32_t number, uint32_t key, struct btree_counts *counts)
{
    void *items = btree->pages;
    memory_reserve(&items, btree->page_count, &btree->page_capacity, sizeof *btree->pages);
    btree->pages = items;
    struct btree_page *left = &btree->pages[number];
    bool append = btree->parameters.rightmost_split && key == btree->largest;
    uint32_t kept = append ? left->records - 1 : (left->records + 1) / 2;
    uint32_t low = append ? key : key_at_rank(btree, left, kept),
             made = (uint32_t)btree->page_count++;
    btree->pages[made] =
        (struct btree_page){.low = low, .records = left->records - kept, .right = left->right};
    if (left->pooled)
        btree->pooled_records -= left->records - kept;
    left->records = kept;
    left->right = made;
    btree->page_of[low] = made;
    begin_page(btree, low);
    counts->splits++;
    admit(btree, made, counts);
}

static void insert(struct btree *btree, uint32_t key, struct btree_counts *counts)
{
    uint32_t number = btree_page_of(btree, key);
    if (btree->records)
        touch(btree, number, counts);
    else
        admit(btree, number, counts); /* the first page is not read */
    btree->present[key / 64] |= UINT64_C(1) << key % 64;
    btree->largest = btree->records && btree->largest > key ? btree->largest : key;
    btree->records++;
    btree->pages[number].records++;
    btree->pooled_records += btree->pages[number].pooled;
    if (btree->pages[number].records > btree->parameters.page_records)
        split(btree, number, key, counts);
    if (btree->records == btree->parameters.keys)
        index_all_keys(btree);
}

/* --- Writing ----------------------------------------------------------------------------------*/

/* Once as many pages were read as the pool holds, none is left that was not touched since. */
static void warm_up(struct btree *btree)
{
    const struct btree_counts *counts = &btree->counts[BTREE_OVERWRITE];
    const struct btree_parameters *p = &btree->parameters;
    btree->warm = p->pool_pages >= btree->page_count || counts->pages_read >= p->pool_pages ||
                  counts->writes >= p->overwrites / 2;
    btree->warm_base = *counts;
}

void btree_write(struct btree *btree, uint32_t key)
{
    bool present = btree->present[key / 64] >> key % 64 & 1, loading = btree_phase(btree) == 0;
    struct btree_counts *counts = &btree->counts[loading ? BTREE_LOAD : BTREE_OVERWRITE];
    uint64_t every = btree->parameters.checkpoint_writes;
    if (!loading && !btree->warm)
        warm_up(btree);
    counts->writes++;
    if (present)
        touch(btree, btree_page_of(btree, key), counts);
    else
        insert(btree, key, counts);
    bool loaded = loading && btree->records == btree->parameters.keys;
    if (every && (counts->writes % every == 0 || loaded))
        checkpoint(btree, counts);
}

void btree_init(struct btree *btree, const struct btree_parameters *parameters)
{
    size_t bits = parameters->keys;
    memset(btree, 0, sizeof *btree);
    btree->parameters = *parameters;
    btree->present = memory_allocate(words_of(bits), sizeof *btree->present);
    btree->page_of = memory_allocate(bits, sizeof *btree->page_of);
    for (int level = 0; level < BTREE_BIT_LEVELS; level++) {
        bits = words_of(bits);
        btree->lows[level] = memory_allocate(bits, sizeof *btree->lows[level]);
    }
    btree->newest = btree->oldest = BTREE_NONE;
    btree->clock = 1;
    void *items = NULL;
    memory_reserve(&items, 0, &btree->page_capacity, sizeof *btree->pages);
    btree->pages = items;
    btree->pages[0] = (struct btree_page){.right = BTREE_NONE};
    btree->page_count = 1;
    begin_page(btree, 0);
}

void btree_release(struct btree *btree)
{
    free(btree->present);
    free(btree->page_of);
    for (int level = 0; level < BTREE_BIT_LEVELS; level++)
        free(btree->lows[level]);
    free(btree->pages);
    memset(btree, 0, sizeof *btree);
}

static void *copy_of(const void *from, size_t count, size_t size)
{
    void *to = memory_resize(NULL, count, size);
    memcpy(to, from, count * size);
    return to;
}

void btree_copy(struct btree *to, const struct btree *from)
{
    size_t bits = from->parameters.keys;
    *to = *from;
    to->present = copy_of(from->present, words_of(bits), sizeof *to->present);
    to->page_of = copy_of(from->page_of, bits, sizeof *to->page_of);
    for (int level = 0; level < BTREE_BIT_LEVELS; level++) {
        bits = words_of(bits);
        to->lows[level] = copy_of(from->lows[level], bits, sizeof *to->lows[level]);
    }
    to->pages = copy_of(from->pages, from->page_count, sizeof *to->pages);
    to->page_capacity = from->page_count;
}

/* --- Reading ----------------------------------------------------------------------------------*/

struct btree_counts btree_counted(const struct btree *btree, enum btree_phase phase)
{
    struct btree_counts counts = btree->counts[phase];
    const struct btree_counts *base = &btree->warm_base;
    if (phase == BTREE_LOAD || !btree->warm)
        return counts;
    counts.writes -= base->writes;
    counts.hits -= base->hits;
    counts.pages_read -= base->pages_read;
    counts.pages_evicted_dirty -= base->pages_evicted_dirty;
    counts.pages_checkpointed -= base->pages_checkpointed;
    counts.splits -= base->splits;
    counts.checkpoints -= base->checkpoints;
    return counts;
}

double btree_pages_written(const struct btree *btree, enum btree_phase phase)
{
    struct btree_counts counts = btree_counted(btree, phase);
    uint64_t pages = counts.pages_evicted_dirty + counts.pages_checkpointed;
    return counts.writes ? (double)pages / (double)counts.writes : NAN;
}

double btree_hit_ratio(const struct btree *btree, enum btree_phase phase)
{
    struct btree_counts counts = btree_counted(btree, phase);
    return counts.writes ? (double)counts.hits / (double)counts.writes : NAN;
}

double btree_occupancy(const struct btree *btree)
{
    return btree->records / ((double)btree->page_count * btree->parameters.page_records);
}

double btree_lookup_reads(const struct btree *btree)
{
    return btree->records ? 1 - (double)btree->pooled_records / btree->records : NAN;
}
