/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the merge tree one by one, on trees built by hand, and what always holds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"
#include "exercises/lsm_theory.h"
#include "tests/support/suite.h"

enum { KEYS = 100000, RECORD = 116 };

static const struct lsm_parameters usual = {.policy = LSM_LEVELED,
                                            .keys = KEYS,
                                            .operations = 100000,
                                            .key_bytes = 16,
                                            .value_bytes = 100,
                                            .entries_per_flush = 1000,
                                            .level0_trigger = 4,
                                            .level1_bytes = 500000,
                                            .size_ratio = 10,
                                            .target_file_bytes = 100000,
                                            .universal_size_ratio_percent = 1,
                                            .universal_max_size_amplification_percent = 200,
                                            .fifo_cap_bytes = 1000000};

static gsl_rng *new_rng(unsigned long seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    return rng;
}

static void begin(struct lsm *lsm, const struct lsm_parameters *parameters)
{
    gsl_rng *rng = new_rng(1);
    lsm_init(lsm, parameters, rng);
    gsl_rng_free(rng);
}

/* A file of `count` keys from `first`, `step` apart; deletions where `deleted`. */
static struct lsm_file *make(struct lsm *lsm, uint32_t first, uint32_t step, uint32_t count,
                             bool deleted)
{
    uint32_t *records = memory_allocate(count, sizeof *records);
    for (uint32_t i = 0; i < count; i++)
        records[i] = (first + i * step) << 1 | (deleted ? 1U : 0U);
    struct lsm_file *file = lsm_file_new(lsm, records, count, false);
    free(records);
    return file;
}

/* Adds a file: at the front of level 0, else where its keys belong. */
static void add(struct lsm *lsm, int level, uint32_t first, uint32_t step, uint32_t count,
                bool deleted)
{
    struct lsm_file *file = make(lsm, first, step, count, deleted);
    size_t place = level && !lsm_overlapping_level(lsm, level)
                       ? lsm_level_place(&lsm->levels[level], file->smallest)
                       : 0;
    lsm_level_insert(&lsm->levels[level], place, file);
    lsm_compute_targets(lsm);
}

static struct lsm_pick picked(const struct lsm *lsm)
{
    struct lsm_pick pick = {0};
    if (lsm->parameters.policy == LSM_LEVELED)
        lsm_pick_leveled(lsm, &pick);
    else if (lsm->parameters.policy == LSM_UNIVERSAL)
        lsm_pick_universal(lsm, &pick);
    else if (lsm->parameters.policy == LSM_FIFO)
        lsm_pick_fifo(lsm, &pick);
    else if (lsm->parameters.policy == LSM_LAZY_LEVELING)
        lsm_pick_lazy(lsm, &pick);
    else
        lsm_pick_segments(lsm, &pick);
    return pick;
}

static size_t marked(const struct lsm *lsm, const struct lsm_pick *pick, int level)
{
    size_t count = 0;
    for (size_t i = 0; pick->marked[level] && i < lsm->levels[level].count; i++)
        count += pick->marked[level][i];
    return count;
}

static void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("%.9g is not %.9g", value, expected);
}

/* --- Merging ------------------------------------------------------------------------------------
 */

static void test_the_newer_record_of_a_key_stays(void **state)
{
    (void)state;
    static const uint32_t newer[] = {2 << 1 | 1, 5 << 1, 9 << 1},
                          older[] = {1 << 1, 2 << 1, 5 << 1 | 1, 7 << 1, 11 << 1};
    static const uint32_t expected[] = {1 << 1, 2 << 1 | 1, 5 << 1, 7 << 1, 9 << 1, 11 << 1};
    uint32_t out[8];
    size_t count = lsm_merge_two((struct lsm_run){newer, 3}, (struct lsm_run){older, 5}, out);
    assert_int_equal(count, 6);
    assert_memory_equal(out, expected, sizeof expected);
    assert_int_equal(lsm_merge_two((struct lsm_run){newer, 0}, (struct lsm_run){older, 5}, out), 5);
    assert_int_equal(lsm_merge_two((struct lsm_run){newer, 3}, (struct lsm_run){older, 0}, out), 3);
}

static void test_many_runs_become_one(void **state)
{
    (void)state;
    struct lsm lsm;
    begin(&lsm, &usual);
    uint32_t records[6][40];
    struct lsm_run runs[6];
    for (uint32_t run = 0; run < 6; run++) {
        for (uint32_t i = 0; i < 40; i++)
            records[run][i] = (i * (run + 1)) << 1 | (run & 1);
        runs[run] = (struct lsm_run){records[run], run == 3 ? 2 : 40};
    }
    struct lsm_run merged = lsm_merge(&lsm, runs, 6);
    for (size_t i = 0; i < merged.count; i++) {
        uint32_t key = merged.records[i] >> 1, run = 0;
        assert_true(i == 0 || key > merged.records[i - 1] >> 1);
        while (key % (run + 1) || key / (run + 1) >= (run == 3 ? 2U : 40U))
            run++;
        assert_int_equal(merged.records[i] & 1, run & 1);
    }
    lsm_release(&lsm);
}

static void test_a_flush_drops_older_versions(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    gsl_rng *rng = new_rng(4);
    p.keys = 200;
    p.delete_fraction = 0.5;
    lsm_init(&lsm, &p, rng);
    uint32_t *records = memory_allocate(p.keys, sizeof *records);
    lsm.phase = LSM_OVERWRITE;
    lsm_memtable_fill(&lsm, 5000, rng);
    size_t count = lsm_memtable_drain(&lsm, records), deletions = 0;
    assert_int_equal(count, 200);
    for (uint32_t i = 0; i < 200; i++) {
        assert_int_equal(records[i] >> 1, i);
        deletions += records[i] & 1;
    }
    assert_true(deletions > 60 && deletions < 140);
    assert_int_equal(lsm_memtable_drain(&lsm, records), 0);
    free(records);
    gsl_rng_free(rng);
    lsm_release(&lsm);
}

/* --- Sizes --------------------------------------------------------------------------------------
 */

/* Measured on RocksDB 7.8.3: keys of 16 hexadecimal digits, values of 100 bytes. */
static void test_sizes_of_files(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.keys = 1000000;
    p.distribution = LSM_SEQUENTIAL;
    begin(&lsm, &p);
    uint32_t *records = memory_allocate(9039, sizeof *records);
    for (uint32_t i = 0; i < 9039; i++)
        records[i] = i << 1;
    struct lsm_file *file = lsm_file_new(&lsm, records, 9039, true);
    assert_int_equal(file->bytes, 1037919);
    lsm_file_release(file);
    lsm.parameters.distribution = LSM_UNIFORM;
    lsm.parameters.keys = 100000;
    for (uint32_t i = 0; i < 9039; i++)
        records[i] = (i * 11) << 1;
    file = lsm_file_new(&lsm, records, 9039, true);
    assert_near((double)file->bytes / 9039, 125.68, 0.1);
    lsm_file_release(file);
    for (uint32_t i = 0; i < 8450; i++)
        records[i] = i << 1;
    file = lsm_file_new(&lsm, records, 8450, false);
    assert_near((double)file->bytes / 8450, 124.86, 0.15);
    lsm_file_release(file);
    free(records);
    lsm_release(&lsm);
}

static void test_deletions_weigh_more_where_they_prevail(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.delete_fraction = 0.5;
    begin(&lsm, &p);
    struct lsm_file *values = make(&lsm, 0, 1, 1000, false);
    struct lsm_file *deletions = make(&lsm, 0, 1, 1000, true);
    assert_int_equal(values->compensated_bytes, values->bytes);
    assert_int_equal(deletions->deletions, 1000);
    assert_true(deletions->bytes < values->bytes / 4);
    /* 1000 deletions over half of 1000 entries, each twice an average value */
    assert_near((double)(deletions->compensated_bytes - deletions->bytes), 1000 * 2 * 102.0, 8000);
    lsm_file_release(values);
    lsm_file_release(deletions);
    lsm_release(&lsm);
}

/* --- Cutting ------------------------------------------------------------------------------------
 */

/* Ends of the files that a run of `count` keys, one apart, is cut into. */
static size_t cut_all(struct lsm *lsm, uint32_t count, size_t grandparents, bool bottom,
                      size_t *ends)
{
    uint32_t *records = memory_allocate(count, sizeof *records);
    uint64_t target = lsm->parameters.target_file_bytes;
    struct lsm_layout layout = lsm_layout(&lsm->parameters, count, 0, count);
    size_t files = 0;
    for (uint32_t i = 0; i < count; i++)
        records[i] = i << 1;
    struct lsm_cut cut = {.layout = &layout,
                          .target_bytes = target,
                          .maximum_bytes = grandparents && !bottom ? 2 * target : target,
                          .maximum_compaction_bytes = 25 * target,
                          .at_boundaries = true,
                          .grandparents = &lsm->levels[3],
                          .range = {0, grandparents}};
    while (cut.start < count && files < 64)
        ends[files++] = lsm_cut_next(&cut, (struct lsm_run){records, count});
    assert_int_equal(cut.start, count);
    free(records);
    return files;
}

static void test_files_end_at_the_target(void **state)
{
    (void)state;
    struct lsm lsm;
    size_t ends[64];
    begin(&lsm, &usual);
    struct lsm_layout layout = lsm_layout(&usual, 5000, 0, 5000);
    size_t full = lsm_layout_cut(&layout, usual.target_file_bytes);
    assert_near((double)full, 100000 / 124.5, 40);
    size_t files = cut_all(&lsm, 5000, 0, true, ends);
    assert_int_equal(files, 5000 / full + 1);
    assert_int_equal(ends[0], full);
    assert_int_equal(ends[1], 2 * full);
    lsm_release(&lsm);
}

static void test_files_end_at_a_boundary_from_half_the_target(void **state)
{
    (void)state;
    struct lsm lsm;
    size_t ends[64];
    begin(&lsm, &usual);
    /* a target is about 800 records: boundaries at 300 (too soon) and at 600 (75 %) */
    add(&lsm, 3, 0, 1, 300, false);
    add(&lsm, 3, 300, 1, 300, false);
    add(&lsm, 3, 600, 1, 3000, false);
    size_t files = cut_all(&lsm, 3000, 3, false, ends);
    assert_int_equal(ends[0], 600);
    /* no more boundaries: up to twice the target */
    struct lsm_layout layout = lsm_layout(&usual, 3000, 0, 3000);
    assert_int_equal(ends[1], 600 + lsm_layout_cut(&layout, 200000));
    assert_true(files >= 3);
    /* at the bottom a file is never larger than the target */
    (void)cut_all(&lsm, 3000, 3, true, ends);
    assert_int_equal(ends[1], 600 + lsm_layout_cut(&layout, 100000));
    lsm_release(&lsm);
}

static void test_each_boundary_met_makes_the_next_less_likely(void **state)
{
    (void)state;
    struct lsm lsm;
    size_t ends[64];
    begin(&lsm, &usual);
    /* each new grandparent is two boundaries, an end and a beginning: 10 % more. At 500 records
     * (62 %) ten boundaries ask for 90 %, so that the file goes on to 750. */
    for (uint32_t i = 0; i < 20; i++)
        add(&lsm, 3, i * 50, 1, 50, false);
    (void)cut_all(&lsm, 1000, 20, false, ends);
    assert_int_equal(ends[0], 750);
    lsm_release(&lsm);
}

/* --- Scores -------------------------------------------------------------------------------------
 */

static void test_scores(void **state)
{
    (void)state;
    struct lsm lsm;
    begin(&lsm, &usual);
    add(&lsm, 0, 0, 1, 100, false);
    assert_near(lsm_score(&lsm, 0), 0.25, 0);
    add(&lsm, 0, 0, 1, 6000, false); /* more bytes than level 1 may have */
    assert_near(lsm_score(&lsm, 0), (double)lsm.levels[0].bytes / 500000, 1e-12);
    add(&lsm, 1, 0, 1, 2000, false);
    assert_near(lsm_score(&lsm, 1), (double)lsm.levels[1].bytes / 500000, 1e-12);
    assert_int_equal(lsm.levels[2].target_bytes, 5000000);
    assert_int_equal(lsm.levels[3].target_bytes, 50000000);
    add(&lsm, 2, 0, 1, 2000, false);
    assert_near(lsm_score(&lsm, 2), (double)lsm.levels[2].bytes / 5000000, 1e-12);
    lsm_release(&lsm);
}

static void test_dynamic_levels_hang_on_the_last(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.dynamic_levels = true;
    begin(&lsm, &p);
    assert_int_equal(lsm.base_level, LSM_LEVELS - 1);
    add(&lsm, 6, 0, 1, 2000, false); /* less than level 1: merged into directly */
    assert_int_equal(lsm.base_level, 6);
    add(&lsm, 6, 10000, 1, 60000, false);
    uint64_t last = lsm.levels[6].bytes;
    assert_int_equal(lsm.base_level, 4); /* 7.7 MB, .77 MB, .077 MB */
    assert_int_equal(lsm.levels[3].target_bytes, UINT64_MAX);
    assert_int_equal(lsm.levels[4].target_bytes, 500000); /* never below level 1's size */
    assert_near((double)lsm.levels[6].target_bytes, (double)last, (double)last / 1000);
    /* a score over 1 is tenfold, less what comes from above */
    add(&lsm, 4, 0, 10, 6000, false);
    assert_near(lsm_score(&lsm, 4), 10 * (double)lsm.levels[4].bytes / 500000, 1e-9);
    lsm_release(&lsm);
}

/* --- Picking ------------------------------------------------------------------------------------
 */

static void test_the_file_with_the_least_overlap_is_picked(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.level1_bytes = 100000;
    begin(&lsm, &p);
    add(&lsm, 1, 0, 1, 500, false);
    add(&lsm, 1, 1000, 1, 500, false);
    add(&lsm, 1, 2000, 1, 500, false);
    add(&lsm, 2, 0, 1, 900, false);
    add(&lsm, 2, 1000, 1, 300, false);
    add(&lsm, 2, 2000, 1, 900, false);
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.kind, LSM_COMPACTION);
    assert_int_equal(pick.start_level, 1);
    assert_int_equal(pick.output_level, 2);
    assert_int_equal(pick.range[1].first, 1);
    assert_int_equal(pick.range[1].count, 1);
    assert_int_equal(pick.range[2].first, 1);
    assert_near(pick.overlap_ratio, 0.6, 0.02);
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_equal_overlap_takes_the_smaller_key(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.level1_bytes = 100000;
    begin(&lsm, &p);
    for (uint32_t i = 0; i < 3; i++) {
        add(&lsm, 1, i * 1000, 1, 500, false);
        add(&lsm, 2, i * 1000, 1, 500, false);
    }
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.range[1].first, 0);
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_more_files_come_along_where_that_is_free(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.level1_bytes = 50000;
    begin(&lsm, &p);
    for (uint32_t i = 0; i < 3; i++)
        add(&lsm, 1, i * 300, 1, 200, false);
    add(&lsm, 1, 5000, 1, 200, false);
    add(&lsm, 2, 0, 1, 800, false);     /* overlaps the first three */
    add(&lsm, 2, 4000, 1, 2000, false); /* and this the fourth */
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.range[1].first, 0);
    assert_int_equal(pick.range[1].count, 3);
    assert_int_equal(pick.range[2].count, 1);
    assert_true(pick.bottom);
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_up_to_four_files_move_unread(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.level1_bytes = 50000;
    begin(&lsm, &p);
    for (uint32_t i = 0; i < 6; i++)
        add(&lsm, 1, i * 300, 1, 200, false);
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.kind, LSM_TRIVIAL_MOVE);
    assert_int_equal(pick.range[1].count, 4);
    lsm_compact(&lsm, &pick);
    assert_int_equal(lsm.levels[1].count, 2);
    assert_int_equal(lsm.levels[2].count, 4);
    assert_int_equal(lsm.totals[LSM_LOAD].trivial_moves, 1);
    assert_int_equal(lsm.totals[LSM_LOAD].compactions, 0);
    assert_int_equal(lsm.totals[LSM_LOAD].records_compacted, 0);
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_level0_goes_down_together(void **state)
{
    (void)state;
    struct lsm lsm;
    begin(&lsm, &usual);
    for (uint32_t i = 0; i < 4; i++)
        add(&lsm, 0, i * 100, 3, 400, false);
    add(&lsm, 1, 0, 1, 500, false);
    add(&lsm, 1, 90000, 1, 500, false); /* beyond all of them */
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.reason, LSM_LEVEL0_SCORE);
    assert_int_equal(marked(&lsm, &pick, 0), 4);
    assert_int_equal(pick.range[1].count, 1);
    lsm_compact(&lsm, &pick);
    assert_int_equal(lsm.levels[0].count, 0);
    assert_int_equal(lsm.levels[1].files[lsm.levels[1].count - 1]->smallest, 90000);
    assert_int_equal(lsm.event.records_out, 1399); /* no key twice */
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_level0_in_key_order_moves_unread(void **state)
{
    (void)state;
    struct lsm lsm;
    begin(&lsm, &usual);
    for (uint32_t i = 0; i < 4; i++)
        add(&lsm, 0, 1000 + i * 500, 1, 400, false);
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.kind, LSM_TRIVIAL_MOVE); /* one by one while level 1 is empty */
    assert_int_equal(marked(&lsm, &pick, 0), 1);
    lsm_pick_release(&pick);
    add(&lsm, 1, 0, 1, 900, false);
    pick = picked(&lsm);
    assert_int_equal(pick.kind, LSM_TRIVIAL_MOVE);
    assert_int_equal(marked(&lsm, &pick, 0), 4);
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

/* --- Tombstones ---------------------------------------------------------------------------------
 */

static void compact_once(struct lsm *lsm)
{
    struct lsm_pick pick = picked(lsm);
    assert_int_equal(pick.kind, LSM_COMPACTION);
    lsm_compact(lsm, &pick);
    lsm_pick_release(&pick);
}

static uint32_t deletions_in(const struct lsm *lsm, int level)
{
    uint32_t deletions = 0;
    for (size_t i = 0; i < lsm->levels[level].count; i++)
        deletions += lsm->levels[level].files[i]->deletions;
    return deletions;
}

static void test_tombstones_go_where_nothing_is_older(void **state)
{
    (void)state;
    for (int older = 0; older < 3; older++) {
        struct lsm_parameters p = usual;
        struct lsm lsm;
        p.delete_fraction = 0.1;
        begin(&lsm, &p);
        /* 0: nothing below; 1: all keys lie below; 2: half of them do */
        if (older)
            add(&lsm, 2, 0, 1, older == 1 ? 1000 : 200, false);
        for (uint32_t i = 0; i < 4; i++)
            add(&lsm, 0, 0, 1, 400, i == 3);
        compact_once(&lsm);
        assert_int_equal(deletions_in(&lsm, 1), older == 0 ? 0 : older == 1 ? 400 : 200);
        assert_int_equal(lsm.event.tombstones_dropped, 400 - deletions_in(&lsm, 1));
        lsm_release(&lsm);
    }
}

/* --- The other policies -------------------------------------------------------------------------
 */

static void universal(struct lsm *lsm, const uint32_t *counts, size_t count)
{
    struct lsm_parameters p = usual;
    p.policy = LSM_UNIVERSAL;
    begin(lsm, &p);
    for (size_t i = count; i-- > 0;)
        add(lsm, 0, 0, 1, counts[i], false); /* counts[0] is the newest */
}

static void check_universal(const uint32_t *counts, size_t count, enum lsm_event_kind kind,
                            enum lsm_reason reason, size_t taken, int output)
{
    struct lsm lsm;
    universal(&lsm, counts, count);
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.kind, kind);
    if (kind != LSM_NOTHING) {
        assert_int_equal(pick.reason, reason);
        assert_int_equal(marked(&lsm, &pick, 0), taken);
        assert_int_equal(pick.output_level, output);
    }
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_universal_order_of_rules(void **state)
{
    (void)state;
    static const uint32_t few[] = {100, 100, 100}, amplified[] = {2000, 4000, 1000, 3000},
                          like[] = {1000, 1000, 1500, 90000}, apart[] = {100, 1000, 5000, 40000},
                          crowded[] = {100, 900, 3000, 9000, 60000};
    check_universal(few, 3, LSM_NOTHING, 0, 0, 0);
    check_universal(amplified, 4, LSM_COMPACTION, LSM_SIZE_AMPLIFICATION, 4, 6);
    check_universal(like, 4, LSM_COMPACTION, LSM_SIZE_RATIO, 3, 0);
    check_universal(apart, 4, LSM_NOTHING, 0, 0, 0);
    check_universal(crowded, 5, LSM_COMPACTION, LSM_RUN_COUNT, 2, 0);
}

static void test_fifo_drops_the_oldest(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.policy = LSM_FIFO;
    begin(&lsm, &p);
    for (uint32_t i = 0; i < 9; i++)
        add(&lsm, 0, i, 90, 1000, false);
    struct lsm_pick pick = picked(&lsm); /* 9 x 126.5 kB over a cap of 1 MB */
    assert_int_equal(pick.kind, LSM_DROP);
    assert_int_equal(marked(&lsm, &pick, 0), 2);
    lsm_compact(&lsm, &pick);
    assert_int_equal(lsm.levels[0].count, 7);
    assert_int_equal(lsm.levels[0].files[6]->smallest, 2);
    assert_true(lsm_total_bytes(&lsm) <= p.fifo_cap_bytes);
    lsm_pick_release(&pick);
    lsm_release(&lsm);
}

static void test_segments_of_like_size_are_merged(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm lsm;
    p.policy = LSM_SEGMENTS;
    begin(&lsm, &p);
    add(&lsm, 0, 0, 1, 9000, false);
    for (uint32_t i = 0; i < 3; i++)
        add(&lsm, 0, i, 90, 1000, false);
    struct lsm_pick pick = picked(&lsm);
    assert_int_equal(pick.kind, LSM_NOTHING);
    lsm_pick_release(&pick);
    add(&lsm, 0, 3, 90, 600, false);
    compact_once(&lsm);
    assert_int_equal(lsm.levels[0].count, 2);
    assert_int_equal(lsm.levels[0].files[0]->count, 3600);
    assert_int_equal(lsm.levels[0].files[1]->count, 9000);
    lsm_release(&lsm);
}

/* --- What always holds --------------------------------------------------------------------------
 */

/* What a read finds: 0 nothing, 1 a value, 2 a tombstone. */
static int find(const struct lsm *lsm, uint32_t key)
{
    for (int level = 0; level < LSM_LEVELS; level++)
        for (size_t i = 0; i < lsm->levels[level].count; i++) {
            const struct lsm_file *file = lsm->levels[level].files[i];
            if (key < file->smallest || key > file->largest)
                continue;
            for (uint32_t k = 0; k < file->count; k++)
                if (file->records[k] >> 1 == key)
                    return file->records[k] & 1 ? 2 : 1;
        }
    return 0;
}

static void check_files(const struct lsm *lsm)
{
    for (int number = 0; number < LSM_LEVELS; number++) {
        const struct lsm_level *level = &lsm->levels[number];
        uint64_t bytes = 0;
        for (size_t i = 0; i < level->count; i++) {
            const struct lsm_file *file = level->files[i];
            bytes += file->bytes;
            assert_true(file->count > 0 && file->smallest == file->records[0] >> 1);
            assert_int_equal(file->largest, file->records[file->count - 1] >> 1);
            for (uint32_t k = 1; k < file->count; k++)
                assert_true(file->records[k] >> 1 > file->records[k - 1] >> 1);
            if (i && !lsm_overlapping_level(lsm, number))
                assert_true(file->smallest > level->files[i - 1]->largest);
        }
        assert_int_equal(bytes, level->bytes);
    }
}

/* Keeps what was flushed last of each key and compares it with what is found after every event. */
static void check_run(const struct lsm_parameters *parameters, unsigned long seed)
{
    struct lsm lsm;
    gsl_rng *rng = new_rng(seed);
    char *last = memory_allocate(parameters->keys, 1);
    lsm_init(&lsm, parameters, rng);
    while (lsm_step(&lsm, rng)) {
        assert_true(lsm.event.kind != LSM_NOTHING);
        check_files(&lsm);
        const struct lsm_file *newest = lsm.levels[0].count ? lsm.levels[0].files[0] : NULL;
        for (uint32_t i = 0; lsm.event.kind == LSM_FLUSH && i < newest->count; i++)
            last[newest->records[i] >> 1] = newest->records[i] & 1 ? 2 : 1;
        for (uint32_t key = 0; parameters->policy != LSM_FIFO && key < parameters->keys; key++) {
            int found = find(&lsm, key);
            bool read;
            if (found != last[key] && !(found == 0 && last[key] == 2))
                fail_msg("policy %d: key %u is %d, not %d", parameters->policy, key, found,
                         last[key]);
            (void)lsm_probes(&lsm, key, &read);
            assert_int_equal(read, found != 0);
        }
    }
    assert_int_equal(lsm.phase, LSM_PHASES);
    assert_int_equal(lsm.totals[LSM_LOAD].operations, parameters->keys);
    assert_int_equal(lsm.totals[LSM_OVERWRITE].operations, parameters->operations);
    assert_int_equal(lsm.totals[LSM_OVERWRITE].samples, LSM_SAMPLES);
    free(last);
    gsl_rng_free(rng);
    lsm_release(&lsm);
}

static void test_no_policy_loses_or_revives_a_key(void **state)
{
    (void)state;
    for (int policy = 0; policy < LSM_POLICIES; policy++)
        for (int distribution = 0; distribution < LSM_DISTRIBUTIONS; distribution++)
            for (int dynamic = 0; dynamic < (policy == LSM_LEVELED ? 2 : 1); dynamic++) {
                struct lsm_parameters p = usual;
                p.policy = (enum lsm_policy)policy;
                p.distribution = (enum lsm_distribution)distribution;
                p.dynamic_levels = dynamic;
                p.zipf_exponent = 0.9;
                p.delete_fraction = 0.3;
                p.keys = 400;
                p.operations = 1200;
                p.entries_per_flush = 20;
                p.level1_bytes = 8000;
                p.target_file_bytes = 4096;
                p.size_ratio = 3;
                p.fifo_cap_bytes = 20000;
                check_run(&p, 7);
            }
}

static void test_a_copy_goes_its_own_way(void **state)
{
    (void)state;
    struct lsm_parameters p = usual;
    struct lsm first, second;
    gsl_rng *rng = new_rng(3);
    p.keys = 20000;
    lsm_init(&first, &p, rng);
    for (int i = 0; i < 60; i++)
        assert_true(lsm_step(&first, rng));
    gsl_rng *other = gsl_rng_clone(rng);
    lsm_copy(&second, &first);
    while (lsm_step(&first, rng))
        continue;
    uint64_t written = first.totals[LSM_OVERWRITE].records_compacted;
    lsm_release(&first);
    while (lsm_step(&second, other))
        continue;
    check_files(&second);
    assert_int_equal(second.totals[LSM_OVERWRITE].records_compacted, written);
    lsm_release(&second);
    gsl_rng_free(rng);
    gsl_rng_free(other);
}

static void test_samples_and_defaults(void **state)
{
    (void)state;
    assert_int_equal(lsm_default_entries_per_flush(1048576, 16, 100), 9039);
    assert_int_equal(lsm_default_entries_per_flush(10, 16, 100), 1);
    struct lsm_parameters p = usual;
    struct lsm lsm;
    gsl_rng *rng = new_rng(1);
    p.keys = 1000;
    p.operations = 0;
    lsm_init(&lsm, &p, rng);
    assert_true(isnan(lsm_write_amplification(&lsm, LSM_LOAD)));
    while (lsm_step(&lsm, rng))
        continue;
    assert_int_equal(lsm.totals[LSM_LOAD].flushes, 1);
    assert_near(lsm_write_amplification(&lsm, LSM_LOAD), 1, 0);
    assert_int_equal(lsm.totals[LSM_LOAD].samples, LSM_SAMPLES);
    gsl_rng_free(rng);
    lsm_release(&lsm);
}

static void test_formulas(void **state)
{
    (void)state;
    assert_near(lsm_theory_levels(1000, 10, 10), 2, 0);
    assert_near(lsm_theory_levels(1112, 10, 10), 3, 0); /* 1112/10 x .9 is over 100 */
    assert_near(lsm_theory_levels(5, 10, 10), 1, 0);
    assert_near(lsm_theory_leveled(40, 10, 10), 3 + 3, 1e-12);
    assert_near(lsm_theory_leveled(310, 10, 10), 3 + 10 + 2, 1e-12);
    assert_near(lsm_theory_leveled(5, 10, 10), 2.5, 1e-12);
    assert_near(lsm_theory_fluid(3, 10, 1, 1), 1 + 3 * 4.5, 1e-12);
    assert_near(lsm_theory_fluid(3, 10, 9, 1), 1 + 2 * 0.9 + 4.5, 1e-12);
    assert_near(lsm_theory_universal(64, 1, 1), 1 + 6 + 2, 1e-12);
    assert_near(lsm_theory_segments(64, 1, 4), 4, 1e-12);
    assert_near(lsm_theory_missing_reads(4, 10), 4 * 0.008194, 1e-4);
    int best = lsm_theory_best_ratio(1e6, 100);
    for (int ratio = 2; ratio <= 32; ratio++)
        assert_true(lsm_theory_leveled(1e6, 100, best) <= lsm_theory_leveled(1e6, 100, ratio));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_newer_record_of_a_key_stays),
        cmocka_unit_test(test_many_runs_become_one),
        cmocka_unit_test(test_a_flush_drops_older_versions),
        cmocka_unit_test(test_sizes_of_files),
        cmocka_unit_test(test_deletions_weigh_more_where_they_prevail),
        cmocka_unit_test(test_files_end_at_the_target),
        cmocka_unit_test(test_files_end_at_a_boundary_from_half_the_target),
        cmocka_unit_test(test_each_boundary_met_makes_the_next_less_likely),
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_dynamic_levels_hang_on_the_last),
        cmocka_unit_test(test_the_file_with_the_least_overlap_is_picked),
        cmocka_unit_test(test_equal_overlap_takes_the_smaller_key),
        cmocka_unit_test(test_more_files_come_along_where_that_is_free),
        cmocka_unit_test(test_up_to_four_files_move_unread),
        cmocka_unit_test(test_level0_goes_down_together),
        cmocka_unit_test(test_level0_in_key_order_moves_unread),
        cmocka_unit_test(test_tombstones_go_where_nothing_is_older),
        cmocka_unit_test(test_universal_order_of_rules),
        cmocka_unit_test(test_fifo_drops_the_oldest),
        cmocka_unit_test(test_segments_of_like_size_are_merged),
        cmocka_unit_test(test_no_policy_loses_or_revives_a_key),
        cmocka_unit_test(test_a_copy_goes_its_own_way),
        cmocka_unit_test(test_samples_and_defaults),
        cmocka_unit_test(test_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
