/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leveled compaction merges next (RocksDB's LevelCompactionBuilder with kMinOverlappingRatio):
 * from the level with the highest score the file that overlaps the fewest bytes below for its own
 * size, with all it overlaps there, and with more files of its level where that costs nothing.
 */
#include <stdlib.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"

enum { FILES_MOVED_TOGETHER = 4, COMPACTION_TARGETS = 25 };

/* Smallest and largest key of something that grows. */
struct interval {
    uint32_t smallest, largest;
    bool any;
};

static void cover(struct interval *interval, const struct lsm_file *file)
{
    if (!interval->any || file->smallest < interval->smallest)
        interval->smallest = file->smallest;
    if (!interval->any || file->largest > interval->largest)
        interval->largest = file->largest;
    interval->any = true;
}

static void cover_range(struct interval *interval, const struct lsm_level *level,
                        struct lsm_range range)
{
    for (size_t i = 0; i < range.count; i++)
        cover(interval, level->files[range.first + i]);
}

static bool overlaps(const struct interval *interval, const struct lsm_file *file)
{
    return file->smallest <= interval->largest && file->largest >= interval->smallest;
}

void lsm_mark(const struct lsm *lsm, struct lsm_pick *pick, int level, size_t first, size_t count)
{
    if (!pick->marked[level])
        pick->marked[level] = memory_allocate(lsm->levels[level].count, sizeof(bool));
    for (size_t i = first; i < first + count; i++)
        pick->marked[level][i] = true;
}

void lsm_pick_release(struct lsm_pick *pick)
{
    for (int level = 0; level < LSM_LEVELS; level++)
        free(pick->marked[level]);
}

bool lsm_is_bottom(const struct lsm *lsm, int level, uint32_t smallest, uint32_t largest)
{
    for (int below = level + 1; below < LSM_LEVELS; below++)
        if (lsm->levels[below].count &&
            (level == 0 || lsm_level_overlap(&lsm->levels[below], smallest, largest).count))
            return false;
    return true;
}

/* The file with the lowest ratio; of equal ones the smaller key. */
static size_t least_overlap(const struct lsm *lsm, int number, double *ratio)
{
    const struct lsm_level *level = &lsm->levels[number];
    uint64_t *ratios = lsm_overlap_ratios(lsm, number);
    size_t best = 0;
    for (size_t i = 1; i < level->count; i++)
        if (ratios[i] < ratios[best] ||
            (ratios[i] == ratios[best] && level->files[i]->smallest < level->files[best]->smallest))
            best = i;
    *ratio = (double)ratios[best] / 1024;
    free(ratios);
    return best;
}

/*
 * From the oldest file of level 0 on, those that overlap neither each other nor the base level:
 * they can sink as they are. Not while the base level is empty.
 */
static bool sink_from_level0(const struct lsm *lsm, struct lsm_pick *pick, struct interval *taken)
{
    const struct lsm_level *level = &lsm->levels[0], *base = &lsm->levels[pick->output_level];
    struct interval interval = {0};
    if (!base->count)
        return false;
    for (size_t i = level->count; i-- > 0;) {
        const struct lsm_file *file = level->files[i];
        if (interval.any && overlaps(&interval, file))
            break;
        cover(&interval, file);
        if (lsm_level_overlap(base, interval.smallest, interval.largest).count)
            break;
        lsm_mark(lsm, pick, 0, i, 1);
        *taken = interval;
    }
    return pick->marked[0] != NULL;
}

/* All files of level 0 that overlap the first one, or one that was added for that reason. */
static struct interval take_level0(const struct lsm *lsm, struct lsm_pick *pick, size_t first)
{
    const struct lsm_level *level = &lsm->levels[0];
    struct interval interval = {0};
    bool grown = true;
    cover(&interval, level->files[first]);
    lsm_mark(lsm, pick, 0, first, 1);
    while (grown) {
        grown = false;
        for (size_t i = 0; i < level->count; i++)
            if (!pick->marked[0][i] && overlaps(&interval, level->files[i])) {
                pick->marked[0][i] = grown = true;
                cover(&interval, level->files[i]);
            }
    }
    return interval;
}

/* Up to four files in a row that overlap nothing below move down together. */
static struct lsm_range extend_move(const struct lsm *lsm, const struct lsm_pick *pick,
                                    size_t first)
{
    const struct lsm_level *level = &lsm->levels[pick->start_level];
    const struct lsm_level *below = &lsm->levels[pick->output_level];
    uint64_t bytes = level->files[first]->bytes;
    struct lsm_range range = {first, 1};
    while (range.count < FILES_MOVED_TOGETHER && first + range.count < level->count) {
        const struct lsm_file *file = level->files[first + range.count];
        bytes += file->bytes;
        if (lsm_level_overlap(below, level->files[first]->smallest, file->largest).count ||
            bytes > pick->maximum_compaction_bytes)
            break;
        range.count++;
    }
    return range;
}

/*
 * More files of the start level, as long as no more files of the output level come in: first all
 * that overlap what is taken, else those that lie within.
 */
static struct lsm_range expand(const struct lsm *lsm, int number, struct lsm_range range,
                               const struct lsm_level *below, struct lsm_range taken_below)
{
    const struct lsm_level *level = &lsm->levels[number];
    struct interval all = {0}, grown = {0};
    cover_range(&all, level, range);
    cover_range(&all, below, taken_below);
    struct lsm_range wider = lsm_level_overlap(level, all.smallest, all.largest);
    cover_range(&grown, level, wider);
    if (wider.count > range.count &&
        lsm_level_overlap(below, grown.smallest, grown.largest).count == taken_below.count)
        return wider;
    wider = lsm_level_within(level, all.smallest, all.largest);
    return wider.count > range.count ? wider : range;
}

/* Level 0 takes part in expansion, too: files that overlap what the base level brings in. */
static void expand_level0(const struct lsm *lsm, struct lsm_pick *pick, struct interval *interval)
{
    const struct lsm_level *below = &lsm->levels[pick->output_level];
    struct lsm_range taken = pick->range[pick->output_level];
    struct interval all = *interval;
    cover_range(&all, below, taken);
    bool *before = pick->marked[0], grown = true;
    size_t added = 0;
    pick->marked[0] = NULL;
    lsm_mark(lsm, pick, 0, 0, 0);
    while (grown) {
        grown = false;
        for (size_t i = 0; i < lsm->levels[0].count; i++)
            if (!pick->marked[0][i] && overlaps(&all, lsm->levels[0].files[i])) {
                pick->marked[0][i] = grown = true;
                added += !before[i];
                cover(&all, lsm->levels[0].files[i]);
            }
    }
    struct interval files = {0};
    for (size_t i = 0; i < lsm->levels[0].count; i++)
        if (pick->marked[0][i])
            cover(&files, lsm->levels[0].files[i]);
    if (added && lsm_level_overlap(below, files.smallest, files.largest).count == taken.count) {
        *interval = files;
        free(before);
        return;
    }
    free(pick->marked[0]);
    pick->marked[0] = before;
}

static bool level0_disjoint(const struct lsm_level *level)
{
    for (size_t i = 0; i < level->count; i++)
        for (size_t j = i + 1; j < level->count; j++)
            if (level->files[i]->smallest <= level->files[j]->largest &&
                level->files[j]->smallest <= level->files[i]->largest)
                return false;
    return true;
}

/* Whether the files may move unread: nothing of the output level takes part, and none of them
 * overlaps too much of the level after. */
static bool is_trivial_move(const struct lsm *lsm, const struct lsm_pick *pick)
{
    const struct lsm_level *level = &lsm->levels[pick->start_level];
    const struct lsm_level *after =
        pick->output_level + 1 < LSM_LEVELS ? &lsm->levels[pick->output_level + 1] : NULL;
    struct lsm_range range = pick->range[pick->start_level];
    if (pick->range[pick->output_level].count)
        return false;
    for (size_t i = 0; after && i < level->count; i++) {
        const struct lsm_file *file = level->files[i];
        bool taken = pick->start_level ? i >= range.first && i < range.first + range.count
                                       : pick->marked[0][i];
        if (taken && file->bytes + lsm_range_bytes(after, lsm_level_overlap(after, file->smallest,
                                                                            file->largest)) >
                         pick->maximum_compaction_bytes)
            return false;
    }
    return true;
}

/* What lies below the output decides where files are cut and whether tombstones can go. */
static void look_below(const struct lsm *lsm, struct lsm_pick *pick, struct interval interval)
{
    cover_range(&interval, &lsm->levels[pick->output_level], pick->range[pick->output_level]);
    for (int level = pick->output_level + 1; level < LSM_LEVELS; level++) {
        struct lsm_range range =
            lsm_level_overlap(&lsm->levels[level], interval.smallest, interval.largest);
        if (range.count) {
            pick->grandparent_level = level;
            pick->grandparents = range;
            break;
        }
    }
    pick->bottom = lsm_is_bottom(lsm, pick->output_level, interval.smallest, interval.largest);
}

static void pick_level0(const struct lsm *lsm, struct lsm_pick *pick)
{
    const struct lsm_level *base = &lsm->levels[pick->output_level];
    struct interval interval = {0};
    pick->reason = LSM_LEVEL0_SCORE;
    if (sink_from_level0(lsm, pick, &interval)) {
        pick->kind = is_trivial_move(lsm, pick) ? LSM_TRIVIAL_MOVE : LSM_COMPACTION;
        pick->bottom = lsm_is_bottom(lsm, pick->output_level, interval.smallest, interval.largest);
        return;
    }
    size_t first = least_overlap(lsm, 0, &pick->overlap_ratio);
    interval = take_level0(lsm, pick, first);
    pick->range[pick->output_level] = lsm_level_overlap(base, interval.smallest, interval.largest);
    if (pick->range[pick->output_level].count)
        expand_level0(lsm, pick, &interval);
    pick->overlap_ratio = 0;
    pick->kind = level0_disjoint(&lsm->levels[0]) && is_trivial_move(lsm, pick) ? LSM_TRIVIAL_MOVE
                                                                                : LSM_COMPACTION;
    look_below(lsm, pick, interval);
}

static void pick_level(const struct lsm *lsm, struct lsm_pick *pick)
{
    const struct lsm_level *level = &lsm->levels[pick->start_level];
    const struct lsm_level *below = &lsm->levels[pick->output_level];
    struct interval interval = {0};
    size_t first = least_overlap(lsm, pick->start_level, &pick->overlap_ratio);
    struct lsm_range range = {first, 1};
    struct lsm_range taken =
        lsm_level_overlap(below, level->files[first]->smallest, level->files[first]->largest);
    range = taken.count ? expand(lsm, pick->start_level, range, below, taken)
                        : extend_move(lsm, pick, first);
    pick->reason = LSM_LEVEL_SCORE;
    pick->range[pick->start_level] = range;
    pick->range[pick->output_level] = taken;
    pick->kind = is_trivial_move(lsm, pick) ? LSM_TRIVIAL_MOVE : LSM_COMPACTION;
    cover_range(&interval, level, range);
    look_below(lsm, pick, interval);
}

void lsm_pick_leveled(const struct lsm *lsm, struct lsm_pick *pick)
{
    int levels[LSM_LEVELS - 1];
    double scores[LSM_LEVELS - 1];
    lsm_compute_scores(lsm, levels, scores);
    if (scores[0] < 1)
        return;
    pick->value = scores[0];
    pick->start_level = levels[0];
    pick->output_level = levels[0] ? levels[0] + 1 : lsm->base_level;
    pick->maximum_compaction_bytes = lsm->parameters.target_file_bytes * COMPACTION_TARGETS;
    pick->split = true;
    if (pick->start_level == 0)
        pick_level0(lsm, pick);
    else
        pick_level(lsm, pick);
}
