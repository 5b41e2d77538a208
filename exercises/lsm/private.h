/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the tree share with each other and nobody else. */
#ifndef EXERCISES_LSM_PRIVATE_H
#define EXERCISES_LSM_PRIVATE_H

#include "exercises/lsm.h"

/* --- size.c: bytes of a file -------------------------------------------------------------------*/

/* How records of one mean size fill the blocks of a table. */
struct lsm_layout {
    uint32_t block_records; /* in a full block */
    double block_bytes;     /* a full block with its trailer */
    double record_bytes, first_bytes, restart_bytes, index_bytes;
};
/* For `count` records, `deletions` of them, that lie within `span` keys of the key space. */
struct lsm_layout lsm_layout(const struct lsm_parameters *parameters, size_t count,
                             size_t deletions, uint64_t span);
/* Records after which the next one begins a new file where files end at `limit` bytes: the first
 * count whose closed blocks reach the limit. */
size_t lsm_layout_cut(const struct lsm_layout *layout, uint64_t limit);
/* Bytes of closed blocks when `count` records are in: what the rules of cutting look at. */
uint64_t lsm_layout_written(const struct lsm_layout *layout, size_t count);
/* Of a file whose records are known; a flush notes the age of its oldest key besides. */
uint64_t lsm_file_bytes(const struct lsm_parameters *parameters, const struct lsm_file *file,
                        bool flushed);

/* --- file.c: files and levels ------------------------------------------------------------------*/

struct lsm_file *lsm_file_new(struct lsm *lsm, const uint32_t *records, size_t count, bool flushed);
void lsm_file_release(struct lsm_file *file);
uint64_t lsm_file_span(const struct lsm_file *file);
void lsm_level_insert(struct lsm_level *level, size_t place, struct lsm_file *file);
/* Takes the file out without releasing it. */
struct lsm_file *lsm_level_remove(struct lsm_level *level, size_t place);
/* Where a file goes in a level of files that do not overlap. */
size_t lsm_level_place(const struct lsm_level *level, uint32_t smallest);

/* Files first to first + count - 1 of a level. */
struct lsm_range {
    size_t first, count;
};
/* Files that hold a key from `smallest` to `largest`. */
struct lsm_range lsm_level_overlap(const struct lsm_level *level, uint32_t smallest,
                                   uint32_t largest);
/* Files that lie within. */
struct lsm_range lsm_level_within(const struct lsm_level *level, uint32_t smallest,
                                  uint32_t largest);
uint64_t lsm_range_bytes(const struct lsm_level *level, struct lsm_range range);

/* --- memtable.c --------------------------------------------------------------------------------*/

void lsm_memtable_init(struct lsm *lsm);
/* Writes `count` operations of the current phase into the memtable. */
void lsm_memtable_fill(struct lsm *lsm, uint64_t count, gsl_rng *rng);
/* Empties it into `records` (room for one a key, or for entries_per_flush); returns how many. */
size_t lsm_memtable_drain(struct lsm *lsm, uint32_t *records);

struct lsm_plan *lsm_plan_new(const struct lsm_parameters *parameters, gsl_rng *rng);
struct lsm_plan *lsm_plan_share(struct lsm_plan *plan);
void lsm_plan_release(struct lsm_plan *plan);

/* --- merge.c -----------------------------------------------------------------------------------*/

/* A sorted sequence of records without two of one key. */
struct lsm_run {
    const uint32_t *records;
    size_t count;
};
/* Two runs as one; where both have a key the record of `newer` stays. `out` has room for both. */
size_t lsm_merge_two(struct lsm_run newer, struct lsm_run older, uint32_t *out);
/* Several, the newest first. The result lies in a buffer of the tree until the next merge. */
struct lsm_run lsm_merge(struct lsm *lsm, struct lsm_run *runs, size_t count);
uint32_t *lsm_scratch(struct lsm *lsm, int which, size_t count);

/* --- cut.c: where output files end -------------------------------------------------------------*/

struct lsm_cut {
    const struct lsm_layout *layout;
    uint64_t target_bytes;  /* of a file; UINT64_MAX: one file */
    uint64_t maximum_bytes; /* at which a file ends anyway */
    uint64_t maximum_compaction_bytes;
    bool at_boundaries; /* level_compaction_dynamic_file_size */
    const struct lsm_level *grandparents;
    struct lsm_range range; /* of the grandparents */
    /* where the next file begins, and what has been seen of the grandparents since */
    size_t start, boundaries;
    uint64_t overlapped_bytes;
    size_t next; /* grandparent inside which, or before which, the last record was */
    bool inside, seen;
};
/* The end (excluded) of the file that begins at cut->start, which moves there. */
size_t lsm_cut_next(struct lsm_cut *cut, struct lsm_run run);

/* --- score.c: leveled scores and targets -------------------------------------------------------*/

void lsm_compute_targets(struct lsm *lsm);
/* Both of LSM_LEVELS - 1; levels in falling order of score. */
void lsm_compute_scores(const struct lsm *lsm, int *levels, double *scores);
/* Order of picking in a level: overlap with the next one x 1024 over compensated bytes. */
uint64_t *lsm_overlap_ratios(const struct lsm *lsm, int level);

/* --- Picking -----------------------------------------------------------------------------------*/

/* What to compact. Level 0, and any level of overlapping files: those that are marked. */
struct lsm_pick {
    enum lsm_event_kind kind; /* LSM_NOTHING: nothing is due */
    enum lsm_reason reason;
    double value, overlap_ratio;
    int start_level, output_level;
    bool *marked[LSM_LEVELS];           /* one a file, NULL: none */
    struct lsm_range range[LSM_LEVELS]; /* levels in key order */
    int grandparent_level;              /* 0: none */
    struct lsm_range grandparents;
    uint64_t maximum_compaction_bytes;
    bool split;  /* into files of the target size */
    bool bottom; /* nothing older below: tombstones can go */
};
void lsm_pick_release(struct lsm_pick *pick);
void lsm_mark(const struct lsm *lsm, struct lsm_pick *pick, int level, size_t first, size_t count);

void lsm_pick_leveled(const struct lsm *lsm, struct lsm_pick *pick);
void lsm_pick_universal(const struct lsm *lsm, struct lsm_pick *pick);
void lsm_pick_fifo(const struct lsm *lsm, struct lsm_pick *pick);
void lsm_pick_lazy(const struct lsm *lsm, struct lsm_pick *pick);
void lsm_pick_segments(const struct lsm *lsm, struct lsm_pick *pick);

/* Whether no file below `level` overlaps the keys; below level 0 every file counts. */
bool lsm_is_bottom(const struct lsm *lsm, int level, uint32_t smallest, uint32_t largest);

/* --- compact.c ---------------------------------------------------------------------------------*/

/* Carries the pick out and fills lsm->event. */
void lsm_compact(struct lsm *lsm, struct lsm_pick *pick);

#endif
