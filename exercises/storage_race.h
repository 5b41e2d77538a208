/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A B+-tree that is updated in place and a log-structured merge tree that meet the same writes in
 * the same order. The merge tree goes event by event as in the simulation `compaction`; the B+-tree
 * takes each write as the memtable does.
 *
 * Both are measured in bytes written to pages or files over bytes of user data (key and value).
 * Both also write each record once to a log, which is left out of both.
 */
#ifndef EXERCISES_STORAGE_RACE_H
#define EXERCISES_STORAGE_RACE_H

#include "exercises/btree.h"
#include "exercises/btree_theory.h"
#include "exercises/lsm.h"

struct race_parameters {
    struct lsm_parameters lsm;
    uint32_t page_bytes;
    uint64_t pool_bytes, checkpoint_writes;
    bool rightmost_split;
};

/* One curve: as of n/LSM_SAMPLES of each phase. */
typedef double race_samples[LSM_PHASES][LSM_SAMPLES];

struct race {
    struct race_parameters parameters;
    struct lsm lsm;
    struct btree btree;
    struct btree_counts before; /* of both phases, as of the last step's beginning */
    double pages_expected;      /* after the load */
    bool pages_exact;           /* in expectation */
    bool loaded;                /* from then on `theory` holds, of the pages that the load made */
    struct btree_theory theory;
    size_t samples[LSM_PHASES];
    race_samples btree_written, lsm_written, btree_space, lsm_space;
};

/* False, with the error filled: nothing that can be run. */
bool race_check(const struct race_parameters *parameters, struct error *error);
/* `race` is uninitialised before, and stays where it is. */
void race_init(struct race *race, const struct race_parameters *parameters, gsl_rng *rng);
void race_release(struct race *race);
void race_copy(struct race *to, const struct race *from);
/* One event of the merge tree, and the writes that led to it. False when all are done. */
bool race_step(struct race *race, gsl_rng *rng);

uint32_t race_record_bytes(const struct race_parameters *parameters);
uint32_t race_page_records(const struct race_parameters *parameters);
uint64_t race_pool_pages(const struct race_parameters *parameters);
/* Loading in key order? */
bool race_ordered(const struct race_parameters *parameters);
/* Leaf pages that the load is expected to make; *exact (or NULL): not only a limit. */
double race_expected_pages(const struct race_parameters *parameters, bool *exact);

/* Of the phase that runs, or that ran last. NaN before its first write. */
enum lsm_phase race_phase(const struct race *race);
double race_btree_written(const struct race *race, enum lsm_phase phase);
double race_lsm_written(const struct race *race, enum lsm_phase phase);
/* Bytes of all pages over bytes of all user data that there will be. */
double race_btree_space(const struct race *race);
/* What the B+-tree did in the last step. */
struct btree_counts race_last_counts(const struct race *race);
/*
 * Record size from which the B+-tree writes less, as far as the pages it writes for a write and the
 * merge tree's amplification stay as they are. NaN where pages are not written for single records:
 * in the load, with keys in order, and where the pool holds all.
 */
double race_break_even_bytes(const struct race *race);

#endif
