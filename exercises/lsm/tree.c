/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree as a whole: phases, flushes, samples, and what can be read from it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"
#include "exercises/lsm_theory.h"

/* The numbers before go to RocksDB's own files. */
enum { FIRST_FILE_NUMBER = 8 };

uint32_t lsm_default_entries_per_flush(uint64_t memtable_bytes, uint32_t key_bytes,
                                       uint32_t value_bytes)
{
    uint64_t entries = memtable_bytes / ((uint64_t)key_bytes + value_bytes);
    return entries < 1 ? 1 : entries > UINT32_MAX ? UINT32_MAX : (uint32_t)entries;
}

void lsm_init(struct lsm *lsm, const struct lsm_parameters *parameters, gsl_rng *rng)
{
    memset(lsm, 0, sizeof *lsm);
    lsm->parameters = *parameters;
    lsm->plan = lsm_plan_new(parameters, rng);
    lsm_memtable_init(lsm);
    lsm->next_file_number = FIRST_FILE_NUMBER;
    lsm_compute_targets(lsm);
}

void lsm_release(struct lsm *lsm)
{
    for (int level = 0; level < LSM_LEVELS; level++) {
        for (size_t i = 0; i < lsm->levels[level].count; i++)
            lsm_file_release(lsm->levels[level].files[i]);
        free(lsm->levels[level].files);
    }
    for (int i = 0; i < 2; i++)
        free(lsm->scratch[i]);
    free(lsm->bits);
    free(lsm->deleted);
    free(lsm->summary);
    lsm_plan_release(lsm->plan);
    memset(lsm, 0, sizeof *lsm);
}

void lsm_copy(struct lsm *to, const struct lsm *from)
{
    *to = *from;
    to->plan = lsm_plan_share(from->plan);
    lsm_memtable_init(to);
    memset(to->scratch, 0, sizeof to->scratch);
    memset(to->scratch_capacity, 0, sizeof to->scratch_capacity);
    for (int number = 0; number < LSM_LEVELS; number++) {
        struct lsm_level *level = &to->levels[number];
        level->capacity = level->count;
        level->files = memory_resize(NULL, level->count, sizeof(struct lsm_file *));
        for (size_t i = 0; i < level->count; i++) {
            level->files[i] = from->levels[number].files[i];
            level->files[i]->references++;
        }
    }
}

/* --- Steps -------------------------------------------------------------------------------------*/

static uint64_t phase_operations(const struct lsm *lsm)
{
    return lsm->phase == LSM_LOAD ? lsm->parameters.keys : lsm->parameters.operations;
}

/* Samples that fall due at or before `operations`: the n-th of 400 at n/400 of the phase. */
static void take_samples(struct lsm *lsm, uint64_t operations)
{
    struct lsm_totals *totals = &lsm->totals[lsm->phase];
    uint64_t all = phase_operations(lsm);
    while (totals->samples < LSM_SAMPLES &&
           (totals->samples + 1) * all / LSM_SAMPLES <= operations) {
        double space = lsm_space_amplification(lsm), runs = (double)lsm_sorted_runs(lsm);
        size_t sample = totals->samples++;
        totals->space[sample] = space;
        totals->write[sample] = lsm_write_amplification(lsm, lsm->phase);
        totals->runs[sample] = runs;
        totals->space_sum += space;
        totals->space_peak = fmax(totals->space_peak, space);
        totals->runs_sum += runs;
    }
}

static bool compact_if_due(struct lsm *lsm)
{
    struct lsm_pick pick = {0};
    if (lsm->parameters.policy == LSM_LEVELED)
        lsm_pick_leveled(lsm, &pick);
    else if (lsm->parameters.policy == LSM_UNIVERSAL)
        lsm_pick_universal(lsm, &pick);
    else if (lsm->parameters.policy == LSM_LAZY_LEVELING)
        lsm_pick_lazy(lsm, &pick);
    else if (lsm->parameters.policy == LSM_FIFO)
        lsm_pick_fifo(lsm, &pick);
    else
        lsm_pick_segments(lsm, &pick);
    if (pick.kind != LSM_NOTHING)
        lsm_compact(lsm, &pick);
    lsm_pick_release(&pick);
    return pick.kind != LSM_NOTHING;
}

/* Older versions of a key in the memtable are dropped here; tombstones stay. */
static void flush(struct lsm *lsm, uint64_t operations)
{
    struct lsm_totals *totals = &lsm->totals[lsm->phase];
    uint32_t *records = lsm_scratch(lsm, 0, (size_t)operations);
    size_t count = lsm_memtable_drain(lsm, records);
    struct lsm_file *file = lsm_file_new(lsm, records, count, true);
    lsm_level_insert(&lsm->levels[0], 0, file);
    lsm_compute_targets(lsm);
    totals->flushes++;
    totals->records_flushed += count;
    totals->bytes_flushed += file->bytes;
    lsm->event = (struct lsm_event){.kind = LSM_FLUSH,
                                    .reason = LSM_MEMTABLE_FULL,
                                    .value = (double)count,
                                    .files_out = 1,
                                    .records_in = operations,
                                    .records_out = count,
                                    .bytes_out = file->bytes,
                                    .smallest = file->smallest,
                                    .largest = file->largest};
}

static void fill_and_flush(struct lsm *lsm, gsl_rng *rng)
{
    struct lsm_totals *totals = &lsm->totals[lsm->phase];
    uint64_t left = phase_operations(lsm) - totals->operations;
    uint64_t count = lsm->parameters.entries_per_flush;
    bool full = count <= left;
    count = full ? count : left;
    /* Samples on the way see the files as they are before this flush. */
    take_samples(lsm, totals->operations + count - (full ? 1 : 0));
    lsm_memtable_fill(lsm, count, rng);
    totals->operations += count;
    flush(lsm, count);
}

bool lsm_step(struct lsm *lsm, gsl_rng *rng)
{
    if (lsm->phase == LSM_PHASES)
        return false;
    if (compact_if_due(lsm))
        return true;
    take_samples(lsm, lsm->totals[lsm->phase].operations);
    while (lsm->phase < LSM_PHASES && lsm->totals[lsm->phase].operations == phase_operations(lsm))
        lsm->phase++;
    if (lsm->phase == LSM_PHASES)
        return false;
    fill_and_flush(lsm, rng);
    return true;
}

/* --- Reading -----------------------------------------------------------------------------------*/

bool lsm_overlapping_level(const struct lsm *lsm, int level)
{
    return level == 0 || lsm->parameters.policy == LSM_LAZY_LEVELING;
}

size_t lsm_sorted_runs(const struct lsm *lsm)
{
    size_t runs = 0;
    for (int level = 0; level < LSM_LEVELS; level++)
        runs += lsm_overlapping_level(lsm, level) ? lsm->levels[level].count
                                                  : (lsm->levels[level].count > 0);
    return runs;
}

uint64_t lsm_total_bytes(const struct lsm *lsm)
{
    uint64_t bytes = 0;
    for (int level = 0; level < LSM_LEVELS; level++)
        bytes += lsm->levels[level].bytes;
    return bytes;
}

double lsm_space_amplification(const struct lsm *lsm)
{
    const struct lsm_parameters *p = &lsm->parameters;
    return (double)lsm_total_bytes(lsm) / ((double)p->keys * (p->key_bytes + p->value_bytes));
}

double lsm_write_amplification(const struct lsm *lsm, enum lsm_phase phase)
{
    const struct lsm_totals *totals = &lsm->totals[phase];
    if (!totals->operations)
        return NAN;
    return (double)(totals->records_flushed + totals->records_compacted) /
           (double)totals->operations;
}

/* RocksDB's EstimateCompactionBytesNeeded: level 0 once it is due, then what each level has too
 * much of, rewritten with its share of the level below. */
uint64_t lsm_debt_bytes(const struct lsm *lsm)
{
    const struct lsm_parameters *p = &lsm->parameters;
    double debt = 0, coming = 0;
    if (p->policy != LSM_LEVELED)
        return 0;
    if (lsm_score(lsm, 0) >= 1) {
        coming = (double)lsm->levels[0].bytes;
        debt = coming + (double)lsm->levels[lsm->base_level].bytes;
    }
    for (int number = lsm->base_level; number + 1 < LSM_LEVELS; number++) {
        const struct lsm_level *level = &lsm->levels[number];
        double bytes = (double)level->bytes + coming, excess = bytes - (double)level->target_bytes;
        coming = fmax(0, excess);
        if (coming > 0)
            debt += coming * (1 + (double)lsm->levels[number + 1].bytes / bytes);
    }
    return (uint64_t)debt;
}

static bool holds(const struct lsm_file *file, uint32_t key)
{
    size_t low = 0, high = file->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->records[middle] >> 1 < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < file->count && file->records[low] >> 1 == key;
}

size_t lsm_probes(const struct lsm *lsm, uint32_t key, bool *found)
{
    size_t probes = 0;
    *found = false;
    for (int number = 0; number < LSM_LEVELS && !*found; number++) {
        const struct lsm_level *level = &lsm->levels[number];
        size_t first = lsm_overlapping_level(lsm, number) ? 0 : lsm_level_place(level, key);
        for (size_t i = first; i < level->count && !*found; i++) {
            const struct lsm_file *file = level->files[i];
            if (key >= file->smallest && key <= file->largest) {
                probes++;
                *found = holds(file, key);
            }
            if (!lsm_overlapping_level(lsm, number))
                break;
        }
    }
    return probes;
}

static const double filter_bits = 10;

double lsm_mean_probes(const struct lsm *lsm, bool filtered)
{
    enum { READS = 256 };
    uint32_t keys = lsm->parameters.keys, reads = keys < READS ? keys : READS;
    double sum = 0;
    for (uint32_t i = 0; i < reads; i++) {
        bool found;
        uint32_t key = (uint32_t)(((uint64_t)i * 2 + 1) * keys / (2 * reads));
        double probes = (double)lsm_probes(lsm, key, &found), vain = probes - (found ? 1 : 0);
        sum += filtered ? probes - vain + lsm_theory_missing_reads(vain, filter_bits) : probes;
    }
    return sum / reads;
}
