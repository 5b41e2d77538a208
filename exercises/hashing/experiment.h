/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables built and measured, trial after trial: the state of the simulation `hash`.
 *
 * A trial is one fresh table with keys of its own. A table that fails (cuckoo, hopscotch) before it
 * holds all of them counts for the load at failure alone. One that holds them is then filled on
 * until it fails, beside the picture, where it has at most 2^18 slots and its keys are not typed.
 */
#ifndef EXERCISES_HASHING_EXPERIMENT_H
#define EXERCISES_HASHING_EXPERIMENT_H

#include "exercises/hashing/quality.h"
#include "exercises/hashing/theory.h"
#include "exercises/moments.h"

enum { HASH_GRID = 20, FILLED_ON = 1 << 18 };

/* What is costly to find out and asked again for every frame; it follows from the rest. */
struct hash_cache {
    bool has_cost, has_curves, has_quality;
    uint64_t trial;
    uint32_t count, tries;
    struct hash_cost hit;
    double miss;
    struct hash_theory curves[HASH_GRID]; /* of the points of the grid */
    struct hash_quality quality;          /* of the first trial's keys */
};

struct length_sums {
    double sum, squares; /* of the number of lists of one length, over trials */
};

struct hash_experiment {
    struct hash_table table, onward; /* the one that is seen, and the one filled on */
    bool fills_on;
    uint64_t keys, trials, trial; /* trial: done */
    double load;
    uint64_t block; /* insertions a step; 0: the table is stepped slot by slot */
    uint64_t first_salt, failures;
    struct moments hit, miss, variance, longest, failure;
    struct moments hit_at[HASH_GRID], miss_at[HASH_GRID];
    struct length_sums *lengths;
    size_t length_count;
    char *typed;        /* the words, each ended */
    const char **words; /* NULL: keys are drawn */
    size_t word_count, repeated;
    struct hash_cache *cache;
};

void hash_experiment_init(struct hash_experiment *e, const struct hash_shape *shape, double load,
                          uint64_t trials, uint64_t salt);
/* Takes words in place of drawn keys, right after init. */
void hash_experiment_type(struct hash_experiment *e, const char *text);
void hash_experiment_release(struct hash_experiment *e);
/* False where the tables are large. */
bool hash_experiment_copy(struct hash_experiment *to, const struct hash_experiment *from);

/* False: all trials are done. `salt` is asked for the keys of the next trial. */
bool hash_experiment_step(struct hash_experiment *e, uint64_t (*salt)(void *), void *context);

/* The load and number of keys at point k of the curves; false: no such point. */
bool hash_experiment_point(const struct hash_experiment *e, int k, uint64_t *keys);

/* Of the table as it stands. */
void hash_experiment_cost(const struct hash_experiment *e, struct hash_cost *hit, double *miss);
const struct hash_quality *hash_experiment_quality(const struct hash_experiment *e);
const struct hash_theory *hash_experiment_curves(const struct hash_experiment *e);

/* Most keys that fit; UINT32_MAX for lists. */
uint64_t hash_capacity(const struct hash_shape *shape);

#endif
