/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Targets and scores of leveled compaction (RocksDB's CalculateBaseBytes and
 * ComputeCompactionScore). A score of 1 means that a compaction is due.
 */
#include <math.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"

static uint64_t times(uint64_t bytes, double factor)
{
    double product = (double)bytes * factor;
    return product >= 1.8e19 ? UINT64_MAX : (uint64_t)product;
}

static uint64_t part(uint64_t bytes, double divisor)
{
    return (uint64_t)((double)bytes / divisor);
}

/* Level 1 has its own size, each level below is size_ratio times larger. */
static void static_targets(struct lsm *lsm)
{
    const struct lsm_parameters *p = &lsm->parameters;
    lsm->base_level = 1;
    for (int level = 0; level < LSM_LEVELS; level++)
        lsm->levels[level].target_bytes =
            level < 2 ? p->level1_bytes : times(lsm->levels[level - 1].target_bytes, p->size_ratio);
}

/*
 * The largest level stands for the last one, each level above is to be size_ratio times smaller, up
 * to the one that fits level 1's size: the base level, which level 0 is merged to. No target is
 * below level 1's size.
 */
static void dynamic_targets(struct lsm *lsm)
{
    const struct lsm_parameters *p = &lsm->parameters;
    uint64_t largest = 0, bytes;
    int first = -1;
    for (int level = 0; level < LSM_LEVELS; level++)
        lsm->levels[level].target_bytes = UINT64_MAX;
    for (int level = 1; level < LSM_LEVELS; level++) {
        largest = lsm->levels[level].bytes > largest ? lsm->levels[level].bytes : largest;
        if (first < 0 && lsm->levels[level].count)
            first = level;
    }
    lsm->base_level = first < 0 ? LSM_LEVELS - 1 : first;
    if (first < 0)
        return;
    bytes = largest;
    for (int level = LSM_LEVELS - 2; level >= first; level--)
        bytes = part(bytes, p->size_ratio);
    if (bytes <= part(p->level1_bytes, p->size_ratio)) {
        bytes = part(p->level1_bytes, p->size_ratio) + 1;
    } else {
        for (; lsm->base_level > 1 && bytes > p->level1_bytes; lsm->base_level--)
            bytes = part(bytes, p->size_ratio);
        bytes = bytes < p->level1_bytes ? bytes : p->level1_bytes;
    }
    for (int level = lsm->base_level; level < LSM_LEVELS; level++) {
        bytes = level > lsm->base_level ? times(bytes, p->size_ratio) : bytes;
        lsm->levels[level].target_bytes = bytes > p->level1_bytes ? bytes : p->level1_bytes;
    }
}

void lsm_compute_targets(struct lsm *lsm)
{
    if (lsm->parameters.dynamic_levels)
        dynamic_targets(lsm);
    else
        static_targets(lsm);
}

/* With dynamic levels scores over 1 are tenfold, so that they can be lowered and stay over 1. */
static const double dynamic_scale = 10;

static double level0_score(const struct lsm *lsm)
{
    const struct lsm_parameters *p = &lsm->parameters;
    const struct lsm_level *level = &lsm->levels[0], *base = &lsm->levels[lsm->base_level];
    double bytes = (double)level->compensated_bytes;
    double score = (double)level->count / p->level0_trigger;
    if (!p->dynamic_levels)
        return fmax(score, bytes / (double)p->level1_bytes);
    if (level->compensated_bytes >= p->level1_bytes)
        score = fmax(score, 1.01);
    if (level->compensated_bytes > base->target_bytes)
        score =
            fmax(score, bytes / fmax((double)base->compensated_bytes, (double)base->target_bytes));
    return score > 1 ? score * dynamic_scale : score;
}

/* `coming`: bytes that levels above will hand down, which lower the score with dynamic levels. */
static double level_score(const struct lsm *lsm, int number, double coming)
{
    const struct lsm_level *level = &lsm->levels[number];
    double bytes = (double)level->compensated_bytes, target = (double)level->target_bytes;
    if (!lsm->parameters.dynamic_levels || level->compensated_bytes < level->target_bytes)
        return bytes / target;
    return bytes / (target + coming) * dynamic_scale;
}

static void sort_falling(int *levels, double *scores)
{
    for (int i = 0; i < LSM_LEVELS - 2; i++)
        for (int j = i + 1; j < LSM_LEVELS - 1; j++)
            if (scores[i] < scores[j]) {
                double score = scores[i];
                int level = levels[i];
                scores[i] = scores[j];
                levels[i] = levels[j];
                scores[j] = score;
                levels[j] = level;
            }
}

void lsm_compute_scores(const struct lsm *lsm, int *levels, double *scores)
{
    double coming = (double)lsm->levels[0].bytes;
    for (int number = 0; number < LSM_LEVELS - 1; number++) {
        const struct lsm_level *level = &lsm->levels[number];
        levels[number] = number;
        scores[number] = number ? level_score(lsm, number, coming) : level0_score(lsm);
        if (number && level->bytes > level->target_bytes)
            coming += (double)(level->bytes - level->target_bytes);
    }
    sort_falling(levels, scores);
}

double lsm_score(const struct lsm *lsm, int level)
{
    int levels[LSM_LEVELS - 1];
    double scores[LSM_LEVELS - 1];
    if (lsm->parameters.policy != LSM_LEVELED)
        return 0;
    lsm_compute_scores(lsm, levels, scores);
    for (int i = 0; i < LSM_LEVELS - 1; i++)
        if (levels[i] == level)
            return scores[i];
    return 0;
}

/* RocksDB's SortFileByOverlappingRatio. On level 0 files overlap, and the walk along the next level
 * does not go back: the ratio is then no exact one, but it is the engine's. Of two equal keys the
 * older one counts as the larger. */
uint64_t *lsm_overlap_ratios(const struct lsm *lsm, int number)
{
    const struct lsm_level *level = &lsm->levels[number], *below = &lsm->levels[number + 1];
    uint64_t *ratios = memory_allocate(level->count, sizeof *ratios);
    size_t next = 0;
    for (size_t i = 0; i < level->count; i++) {
        const struct lsm_file *file = level->files[i];
        uint64_t overlap = 0;
        while (next < below->count && below->files[next]->largest < file->smallest)
            next++;
        for (; next < below->count && below->files[next]->smallest < file->largest; next++) {
            overlap += below->files[next]->bytes;
            if (below->files[next]->largest >= file->largest)
                break;
        }
        ratios[i] = overlap * 1024 / file->compensated_bytes;
    }
    return ratios;
}
