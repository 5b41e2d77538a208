/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FIFO, lazy leveling and plain segments: whole files only. */
#include <math.h>

#include "exercises/lsm/private.h"

/* Over the cap the oldest files go until the rest fits (RocksDB's PickSizeCompaction). */
void lsm_pick_fifo(const struct lsm *lsm, struct lsm_pick *pick)
{
    const struct lsm_level *level = &lsm->levels[0];
    uint64_t bytes = level->bytes, cap = lsm->parameters.fifo_cap_bytes;
    if (bytes <= cap)
        return;
    pick->kind = LSM_DROP;
    pick->reason = LSM_CAP;
    pick->value = (double)(bytes - cap);
    for (size_t i = level->count; i-- > 0 && bytes > cap;) {
        bytes -= level->files[i]->bytes;
        lsm_mark(lsm, pick, 0, i, 1);
    }
}

static int last_level(const struct lsm *lsm)
{
    int last = 0;
    for (int level = 1; level < LSM_LEVELS; level++)
        if (lsm->levels[level].count)
            last = level;
    return last;
}

/* All runs of a level become one run of the next; with the last level's run where that is next. */
static void take_level(const struct lsm *lsm, struct lsm_pick *pick, int level, bool with_next)
{
    pick->kind = LSM_COMPACTION;
    pick->start_level = level;
    pick->output_level = level + 1 < LSM_LEVELS ? level + 1 : level;
    lsm_mark(lsm, pick, level, 0, lsm->levels[level].count);
    if (with_next && pick->output_level > level)
        lsm_mark(lsm, pick, pick->output_level, 0, lsm->levels[pick->output_level].count);
    pick->bottom = pick->output_level >= last_level(lsm);
}

/*
 * Dayan and Idreos 2018: levels hold up to T runs, the last one a single run. A level that has T
 * runs is merged down; when the last level has outgrown T^last memtables it becomes one deeper, as
 * it is.
 */
void lsm_pick_lazy(const struct lsm *lsm, struct lsm_pick *pick)
{
    const struct lsm_parameters *p = &lsm->parameters;
    int last = last_level(lsm);
    size_t most = (size_t)fmax(2, round(p->size_ratio));
    double memtable = (double)p->entries_per_flush * (p->key_bytes + p->value_bytes);
    double capacity = memtable * pow(p->size_ratio, last);
    if (last && last + 1 < LSM_LEVELS && (double)lsm->levels[last].bytes > capacity * 1.1) {
        pick->kind = LSM_TRIVIAL_MOVE;
        pick->reason = LSM_LAST_LEVEL_FULL;
        pick->value = (double)lsm->levels[last].bytes / capacity;
        pick->start_level = last;
        pick->output_level = last + 1;
        lsm_mark(lsm, pick, last, 0, lsm->levels[last].count);
        return;
    }
    for (int level = 0; level < LSM_LEVELS; level++)
        if (lsm->levels[level].count >= most) {
            pick->reason = LSM_LEVEL_FULL;
            pick->value = (double)lsm->levels[level].count;
            take_level(lsm, pick, level, level + 1 >= last);
            return;
        }
}

/*
 * level0_trigger segments side by side of which none is more than twice as large as another become
 * one, the newest such series first.
 */
void lsm_pick_segments(const struct lsm *lsm, struct lsm_pick *pick)
{
    const struct lsm_level *level = &lsm->levels[0];
    size_t wanted = lsm->parameters.level0_trigger > 2 ? lsm->parameters.level0_trigger : 2;
    for (size_t start = 0; start + wanted <= level->count; start++) {
        uint32_t least = UINT32_MAX, most = 0;
        for (size_t i = start; i < start + wanted; i++) {
            uint32_t count = level->files[i]->count;
            least = count < least ? count : least;
            most = count > most ? count : most;
        }
        if (most / 2 > least)
            continue;
        pick->kind = LSM_COMPACTION;
        pick->reason = LSM_SIMILAR_SEGMENTS;
        pick->value = (double)wanted;
        pick->bottom = start + wanted == level->count;
        lsm_mark(lsm, pick, 0, start, wanted);
        return;
    }
}
