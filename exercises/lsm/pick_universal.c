/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What universal (size-tiered) compaction merges next (RocksDB's UniversalCompactionBuilder). A
 * sorted run is a file of level 0 or a whole other level. As soon as there are level0_trigger runs:
 * all of them, when the newer ones are too large beside the oldest (size amplification); else the
 * first series from the newest on in which each run is at most the sum of those before it, and some
 * percent; else, over the trigger, the newest, as many as are too many.
 */
#include "exercises/lsm/private.h"

enum { MOST_RUNS = 1024 };

struct sorted_run {
    int level;
    size_t place; /* on level 0 */
    uint64_t bytes, compensated_bytes;
};

static size_t list_runs(const struct lsm *lsm, struct sorted_run *runs)
{
    size_t count = 0;
    for (size_t i = 0; i < lsm->levels[0].count && count < MOST_RUNS - LSM_LEVELS; i++) {
        const struct lsm_file *file = lsm->levels[0].files[i];
        runs[count++] = (struct sorted_run){0, i, file->bytes, file->compensated_bytes};
    }
    for (int level = 1; level < LSM_LEVELS; level++)
        if (lsm->levels[level].count)
            runs[count++] = (struct sorted_run){level, 0, lsm->levels[level].bytes,
                                                lsm->levels[level].compensated_bytes};
    return count;
}

/* Length of the series from `start` on in which each run is at most the sum before it, plus
 * `percent`; at most `most` runs. */
static size_t series(const struct sorted_run *runs, size_t count, size_t start, double percent,
                     size_t most)
{
    uint64_t sum = runs[start].compensated_bytes;
    size_t length = 1;
    while (length < most && start + length < count) {
        const struct sorted_run *next = &runs[start + length];
        if ((double)sum * (100.0 + percent) / 100.0 < (double)next->bytes)
            break;
        sum += next->compensated_bytes;
        length++;
    }
    return length;
}

/* Takes runs `start` to `start + length - 1`. The output goes above the run that follows. */
static void take(const struct lsm *lsm, struct lsm_pick *pick, const struct sorted_run *runs,
                 size_t count, size_t start, size_t length)
{
    size_t after = start + length;
    pick->kind = LSM_COMPACTION;
    pick->start_level = runs[start].level;
    pick->output_level = after == count           ? LSM_LEVELS - 1
                         : runs[after].level == 0 ? 0
                                                  : runs[after].level - 1;
    pick->split = pick->output_level > 0;
    pick->bottom = after == count;
    for (size_t i = start; i < after; i++) {
        int level = runs[i].level;
        if (level == 0)
            lsm_mark(lsm, pick, 0, runs[i].place, 1);
        else
            pick->range[level] = (struct lsm_range){0, lsm->levels[level].count};
    }
}

static double size_amplification(const struct sorted_run *runs, size_t count)
{
    uint64_t newer = 0;
    for (size_t i = 0; i + 1 < count; i++)
        newer += runs[i].compensated_bytes;
    return 100 * (double)newer / (double)runs[count - 1].bytes;
}

void lsm_pick_universal(const struct lsm *lsm, struct lsm_pick *pick)
{
    const struct lsm_parameters *p = &lsm->parameters;
    struct sorted_run runs[MOST_RUNS];
    size_t count = list_runs(lsm, runs);
    if (count < p->level0_trigger || count < 2)
        return;
    pick->value = size_amplification(runs, count);
    if (pick->value >= p->universal_max_size_amplification_percent) {
        pick->reason = LSM_SIZE_AMPLIFICATION;
        take(lsm, pick, runs, count, 0, count);
        return;
    }
    for (size_t start = 0; start < count; start++) {
        size_t length = series(runs, count, start, p->universal_size_ratio_percent, SIZE_MAX);
        if (length < 2)
            continue;
        pick->reason = LSM_SIZE_RATIO;
        pick->value = (double)length;
        take(lsm, pick, runs, count, start, length);
        return;
    }
    if (count > p->level0_trigger) {
        pick->reason = LSM_RUN_COUNT;
        pick->value = (double)count;
        take(lsm, pick, runs, count, 0,
             series(runs, count, 0, UINT32_MAX, count - p->level0_trigger + 1));
    }
}
