/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What formulas say about log-structured merge trees. They are predictions: they assume full
 * levels, worst cases or averages over them, and overshoot a real engine's writes about twofold.
 * Sizes are in any one unit (records or bytes), T is the size ratio between levels.
 */
#ifndef EXERCISES_LSM_THEORY_H
#define EXERCISES_LSM_THEORY_H

/*
 * Levels below the memtable: ceil(log_T(data/memtable x (T - 1)/T)), at least 1.
 * Dayan, Athanassoulis and Idreos 2017 ("Monkey"); for T >= 2 and data > memtable.
 */
double lsm_theory_levels(double data, double memtable, double ratio);

/*
 * Writes a record of leveled compaction: 1 for the flush, 2 from level 0 into level 1 (as large as
 * what comes), T for every further level that is full, and for the last one its real ratio to the
 * level above. RocksDB's tuning guide counts so; for uniform overwrites and data > level 1.
 */
double lsm_theory_leveled(double data, double level1, double ratio);

/*
 * Writes a record of a fluid tree: 1 for the flush, (T - 1)/(K + 1) for every level but the last
 * and (T - 1)/(Z + 1) for the last, where levels hold up to K runs and the last up to Z. Leveled:
 * K = Z = 1; tiered: K = Z = T - 1; lazy leveling: K = T - 1, Z = 1.
 * Dayan and Idreos 2018 ("Dostoevsky"); for T >= 2, uniform overwrites, full levels.
 */
double lsm_theory_fluid(double levels, double ratio, double runs, double last_runs);

/*
 * Writes a record of universal compaction: 1 for the flush, 1 for every doubling from a memtable to
 * `amplification` x data, and (1 + a)/a for the merge of everything each time that much is new.
 * The tiered formula with T = 2, plus full merges; rough: equal sizes make runs merge sooner.
 */
double lsm_theory_universal(double data, double memtable, double amplification);

/* Writes a record of segments that are merged `together` at a time: 1 and one a level of merges. */
double lsm_theory_segments(double data, double memtable, double together);

/* The whole T from 2 to 32 at which lsm_theory_leveled() is least. */
int lsm_theory_best_ratio(double data, double level1);

/* Runs that a lookup of a missing key reads: all, or those whose filter of so many bits a key errs
 * (0.6185^bits, the least for a Bloom filter: Bloom 1970). */
double lsm_theory_missing_reads(double runs, double bits_per_key);

#endif
