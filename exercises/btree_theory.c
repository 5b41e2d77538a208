/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/btree_theory.h"

#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"

/* --- Pages ------------------------------------------------------------------------------------*/

/*
 * Expected pages by their records, apart from the leftmost and the rightmost page, of which the
 * chance of each number of records is kept. A page owns the gap after each of its keys.
 */
struct growth {
    uint32_t room, left, right; /* records of a full page, and of the halves of one too full */
    bool rightmost_split;
    double *inner, *first, *last;
};

/* One insertion into `pages`, of which each of i records owns i + `extra` of the n + 1 gaps;
 * returns the expected splits. */
static double grow(double *pages, uint32_t room, double extra, double gap)
{
    double splits = pages[room] * (room + extra) * gap;
    for (uint32_t i = room; i > 0; i--)
        pages[i] += gap * ((i - 1 + extra) * pages[i - 1] - (i + extra) * pages[i]);
    return splits;
}

static void grow_by_one(struct growth *g, double gap)
{
    double appended = g->rightmost_split ? g->last[g->room] * gap : 0;
    double inner = grow(g->inner, g->room, 0, gap), first = grow(g->first, g->room, 1, gap);
    double last = grow(g->last, g->room, 0, gap) - appended;
    g->inner[g->left] += inner + last;
    g->inner[g->right] += inner + first;
    g->first[g->left] += first;
    g->last[g->right] += last;
    g->inner[g->room] += appended;
    g->last[1] += appended;
}

double btree_theory_random_pages(uint32_t keys, uint32_t room, bool rightmost_split)
{
    if (keys <= room)
        return 1;
    if ((double)keys * room > BTREE_THEORY_STEPS)
        return NAN;
    double *room_for_all = memory_allocate(3 * ((size_t)room + 1), sizeof *room_for_all);
    struct growth g = {.room = room,
                       .left = (room + 2) / 2,
                       .right = (room + 1) / 2,
                       .rightmost_split = rightmost_split,
                       .inner = room_for_all,
                       .first = room_for_all + room + 1,
                       .last = room_for_all + 2 * ((size_t)room + 1)};
    double appended = rightmost_split ? 1 / (room + 1.0) : 0, pages = 2; /* the first split */
    g.first[g.left] += 1 - appended;
    g.last[g.right] += 1 - appended;
    g.first[room] += appended;
    g.last[1] += appended;
    for (uint32_t n = room + 1; n < keys; n++)
        grow_by_one(&g, 1 / (n + 1.0));
    for (uint32_t i = 1; i <= room; i++)
        pages += g.inner[i];
    free(room_for_all);
    return pages;
}

double btree_theory_limit_pages(uint32_t room, double *by_records)
{
    uint32_t left = (room + 2) / 2, right = (room + 1) / 2;
    double pages = 0, records = 0, before = 0;
    double *by = memory_allocate((size_t)room + 1, sizeof *by);
    /* With one split a record: (i + 1) a(i) = (i - 1) a(i - 1) + what halves bring. */
    for (uint32_t i = 1; i <= room; i++) {
        double halves = (i == left) + (i == right);
        before = by[i] = ((i - 1.0) * before + halves) / (i + 1.0);
        pages += by[i];
        records += i * by[i];
    }
    for (uint32_t i = 0; by_records && i <= room; i++)
        by_records[i] = by[i] / records;
    free(by);
    return pages / records;
}

double btree_theory_ordered_pages(uint32_t keys, uint32_t room, bool rightmost_split)
{
    if (keys <= room)
        return 1;
    if (rightmost_split)
        return ceil((double)keys / room);
    uint32_t kept = (room + 2) / 2;
    return 1 + ceil(((double)keys - room) / kept);
}

/* --- The pool ---------------------------------------------------------------------------------*/

/* Pages of which some write was among the last `writes`, as writes come at random times. */
static double touched(const struct btree_class *classes, size_t count, double writes)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum -= classes[i].pages * expm1(-classes[i].share * writes);
    return sum;
}

/* The time in which the writes touch as many pages as the pool holds: Newton's steps from below,
 * where a concave function is never overshot. */
static double characteristic_time(const struct btree_class *classes, size_t count, double pool)
{
    double time = pool;
    for (int round = 0; round < 200; round++) {
        double slope = 0;
        for (size_t i = 0; i < count; i++)
            slope += classes[i].pages * classes[i].share * exp(-classes[i].share * time);
        double missing = pool - touched(classes, count, time);
        if (missing <= 1e-9 * pool || slope <= 0)
            break;
        time += missing / slope;
    }
    return time;
}

/* What finds its page in the pool: of writes, or of lookups. */
static double hits_within(const struct btree_class *classes, size_t count, double time,
                          bool lookups)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum -= classes[i].pages * (lookups ? classes[i].lookups : classes[i].share) *
               expm1(-classes[i].share * time);
    return sum;
}

static bool all_alike(const struct btree_class *classes, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (classes[i].share != classes[0].share || classes[i].lookups != classes[0].lookups)
            return false;
    return true;
}

/* Nothing is ever evicted: a checkpoint writes what exactly so many writes have touched. */
static double all_cached(const struct btree_class *classes, size_t count, double writes)
{
    double sum = 0;
    for (size_t i = 0; writes > 0 && i < count; i++)
        sum -= classes[i].pages * expm1(writes * log1p(-fmin(classes[i].share, 1)));
    return writes > 0 ? sum / writes : 0;
}

struct btree_theory btree_theory_pool(const struct btree_class *classes, size_t count, double pool,
                                      double checkpoint_writes)
{
    double pages = 0, every = checkpoint_writes;
    for (size_t i = 0; i < count; i++)
        pages += classes[i].pages;
    if (pool >= pages)
        return (struct btree_theory){
            .hit_ratio = 1, .pages_written = all_cached(classes, count, every), .exact = true};
    if (pool < 1)
        return (struct btree_theory){.lookup_reads = 1, .pages_written = 1, .exact = true};
    bool alike = all_alike(classes, count);
    double time = characteristic_time(classes, count, pool);
    double hits = alike ? pool / pages : hits_within(classes, count, time, false);
    double found = alike ? pool / pages : hits_within(classes, count, time, true);
    struct btree_theory theory = {
        .hit_ratio = hits, .lookup_reads = 1 - found, .exact = every <= 0 && alike};
    if (every <= 0)
        theory.pages_written = 1 - hits;
    else if (time < every)
        theory.pages_written = (1 - hits) * (1 - time / every) + pool / every;
    else
        theory.pages_written = touched(classes, count, every) / every;
    return theory;
}
