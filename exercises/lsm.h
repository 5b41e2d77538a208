/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A log-structured merge tree that only counts: which key lies in which file, and how often each
 * record is written. No value and no disk; keys are the numbers 0 to keys - 1 in their sort order.
 *
 * The rules of `leveled`, `universal` and `fifo` are those of RocksDB 7.8 with its defaults, no
 * compression, one compaction at a time, and writes that wait until nothing is left to compact
 * (source: the code of RocksDB 7.8.3, db/version_set.cc and db/compaction/). `lazy-leveling` is
 * Dayan and Idreos 2018 ("Dostoevsky"); `segments` is a plain log of segments that are merged when
 * several of similar size lie beside each other (Bitcask's cousin without a key directory).
 *
 * Left out: time, caches, concurrency, snapshots, range deletions, compression, time to live.
 */
#ifndef EXERCISES_LSM_H
#define EXERCISES_LSM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/error.h"

enum { LSM_LEVELS = 7, LSM_SAMPLES = 400, LSM_MAXIMUM_KEYS = 1 << 24 };

enum lsm_policy {
    LSM_LEVELED,
    LSM_UNIVERSAL,
    LSM_LAZY_LEVELING,
    LSM_FIFO,
    LSM_SEGMENTS,
    LSM_POLICIES
};
enum lsm_distribution { LSM_UNIFORM, LSM_ZIPF, LSM_SEQUENTIAL, LSM_DISTRIBUTIONS };
enum lsm_phase { LSM_LOAD, LSM_OVERWRITE, LSM_PHASES };

struct lsm_parameters {
    enum lsm_policy policy;
    uint32_t keys;       /* 1 to LSM_MAXIMUM_KEYS: each is loaded once */
    uint64_t operations; /* overwrites after the load */
    enum lsm_distribution distribution;
    double zipf_exponent;
    uint32_t key_bytes, value_bytes;
    double delete_fraction; /* of the overwrites */
    uint32_t entries_per_flush;
    uint32_t level0_trigger;
    uint64_t level1_bytes;
    double size_ratio; /* target of a level over that of the level above; also T of lazy-leveling */
    uint64_t target_file_bytes;
    bool dynamic_levels;
    uint32_t universal_size_ratio_percent, universal_max_size_amplification_percent;
    uint64_t fifo_cap_bytes;
    bool ordered_load; /* in key order, whatever the overwrites are; `sequential` always does */
};

/* A sorted file. Records are key << 1, or-ed with 1 where the key is deleted. Never changed once
 * written, and shared between copies of a tree. */
struct lsm_file {
    uint64_t number; /* rising, in the order in which they were written */
    uint32_t *records;
    uint32_t count, deletions;
    uint32_t smallest, largest; /* keys */
    uint64_t bytes;
    uint64_t compensated_bytes; /* more where deletions prevail: they should sink sooner */
    size_t references;
};

/* Level 0 (in lazy-leveling every level) holds overlapping files, the newest first; any other
 * level holds files in key order that do not overlap. */
struct lsm_level {
    struct lsm_file **files;
    size_t count, capacity;
    uint64_t bytes, compensated_bytes;
    uint64_t target_bytes; /* UINT64_MAX: not in use */
};

enum lsm_event_kind {
    LSM_NOTHING,
    LSM_FLUSH,
    LSM_COMPACTION,
    LSM_TRIVIAL_MOVE, /* files change their level without being read or written */
    LSM_DROP          /* files are deleted as a whole */
};

enum lsm_reason {
    LSM_MEMTABLE_FULL,      /* value: records in the memtable */
    LSM_LEVEL0_SCORE,       /* value: the larger of files/trigger and bytes/level 1 */
    LSM_LEVEL_SCORE,        /* value: bytes/target */
    LSM_SIZE_AMPLIFICATION, /* value: newer runs over the oldest, in percent */
    LSM_SIZE_RATIO,         /* value: runs that are merged */
    LSM_RUN_COUNT,          /* value: runs that there are */
    LSM_CAP,                /* value: bytes over the cap */
    LSM_LEVEL_FULL,         /* value: runs of the level (lazy-leveling) */
    LSM_LAST_LEVEL_FULL,    /* value: bytes/capacity (lazy-leveling) */
    LSM_SIMILAR_SEGMENTS    /* value: segments that are merged */
};

/* What the last step did. */
struct lsm_event {
    enum lsm_event_kind kind;
    enum lsm_reason reason;
    double value; /* see enum lsm_reason */
    int from_level, to_level;
    size_t files_from;    /* taken from levels above to_level */
    size_t files_overlap; /* taken from to_level itself */
    size_t files_out;
    uint64_t records_in, records_out, tombstones_dropped;
    uint64_t bytes_in, bytes_out;
    double overlap_ratio; /* bytes below over own bytes of the file picked; leveled, from level 1 */
    uint32_t smallest, largest; /* keys of the result */
};

struct lsm_totals {
    uint64_t operations; /* done */
    uint64_t records_flushed, records_compacted;
    uint64_t bytes_flushed, bytes_compacted;
    uint64_t flushes, compactions, trivial_moves, drops;
    /* LSM_SAMPLES times, at equal counts of operations */
    size_t samples;
    double space[LSM_SAMPLES];                    /* bytes of all files over keys x (key + value) */
    double write[LSM_SAMPLES], runs[LSM_SAMPLES]; /* write amplification so far; sorted runs */
    double space_sum, space_peak, runs_sum;
};

struct lsm_plan; /* what no step changes: order of the load, distribution; shared between copies */

struct lsm {
    struct lsm_parameters parameters;
    struct lsm_plan *plan;
    struct lsm_level levels[LSM_LEVELS];
    int base_level;           /* where level 0 is merged to */
    uint64_t *bits, *deleted; /* memtable: one bit a key; empty between steps */
    uint64_t *summary;        /* one bit a word of `bits` */
    uint64_t next_file_number;
    enum lsm_phase phase; /* LSM_PHASES: done */
    struct lsm_totals totals[LSM_PHASES];
    struct lsm_event event;
    /* of all files ever written: for the average size of a value */
    uint64_t seen_records, seen_values, seen_bytes;
    uint32_t *scratch[2]; /* buffers of merges */
    size_t scratch_capacity[2];
    /* Told of every write in its order, as the memtable takes it; NULL after lsm_init(). */
    void (*on_write)(void *context, uint32_t key);
    void *context;
};

/* False, with the error filled: a run would take minutes, or the tree has too few levels. */
bool lsm_parameters_check(const struct lsm_parameters *parameters, struct error *error);

/* memtable bytes / (key + value), at least 1: what a flush holds unless told otherwise. */
uint32_t lsm_default_entries_per_flush(uint64_t memtable_bytes, uint32_t key_bytes,
                                       uint32_t value_bytes);

/* Draws the order of the load from `rng`. `lsm` is uninitialised before. */
void lsm_init(struct lsm *lsm, const struct lsm_parameters *parameters, gsl_rng *rng);
void lsm_release(struct lsm *lsm);
/* `to` (uninitialised) shares files with `from` and is else independent of it. */
void lsm_copy(struct lsm *to, const struct lsm *from);

/*
 * One event: a compaction where one is due, else a flush after as many operations as it takes;
 * `lsm->event` says which. False when both phases are done.
 */
bool lsm_step(struct lsm *lsm, gsl_rng *rng);

/* --- Reading the state --- */

bool lsm_overlapping_level(const struct lsm *lsm, int level); /* files may overlap */
size_t lsm_sorted_runs(const struct lsm *lsm);
uint64_t lsm_total_bytes(const struct lsm *lsm);
double lsm_space_amplification(const struct lsm *lsm);
/* (records written by flushes and compactions) / operations of a phase; NaN before the first. */
double lsm_write_amplification(const struct lsm *lsm, enum lsm_phase phase);
/* Priority of a level as RocksDB computes it: a compaction is due from 1. 0 for other policies. */
double lsm_score(const struct lsm *lsm, int level);
/* Bytes that have yet to be rewritten before every level is within its target. */
uint64_t lsm_debt_bytes(const struct lsm *lsm);
/* Files whose range holds `key`, in the order in which a read meets them, up to the one that has
 * it (included); *found says whether any has. */
size_t lsm_probes(const struct lsm *lsm, uint32_t key, bool *found);
/* Files that a read of a key meets, averaged over keys evenly spread; `filtered`: those that are
 * opened when each has a Bloom filter of ten bits a key, as engines are usually set. */
double lsm_mean_probes(const struct lsm *lsm, bool filtered);
/* How often each key is overwritten, as a share of all overwrites; `shares` has room for one a
 * key. */
void lsm_key_shares(const struct lsm *lsm, double *shares);

#endif
