/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the output of a compaction is cut into files (RocksDB's ShouldStopBefore). A file ends
 * - at its maximum: the target size, or twice that where it may end sooner for a good reason;
 * - at a boundary of a grandparent (a file of the next level down) when it is at least half its
 *   target, and 5 % more for each boundary met since it began, up to 90 %: the file then overlaps
 *   fewer files when it is merged down in its turn;
 * - at a boundary where it would begin to overlap too much, or where it would reach over a whole
 *   grandparent that it has no key of.
 */
#include "exercises/lsm/private.h"

/* The first place from `from` on whose key is at least `key`. */
static size_t place_of(struct lsm_run run, size_t from, uint64_t key)
{
    size_t step = 1, low = from, high;
    while (low + step < run.count && run.records[low + step] >> 1 < key) {
        low += step;
        step *= 2;
    }
    high = low + step < run.count ? low + step : run.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (run.records[middle] >> 1 < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct lsm_file *grandparent(const struct lsm_cut *cut)
{
    return cut->next < cut->range.count ? cut->grandparents->files[cut->range.first + cut->next]
                                        : NULL;
}

/* The first record from `from` on that enters or leaves a grandparent. */
static size_t next_boundary(const struct lsm_cut *cut, struct lsm_run run, size_t from)
{
    const struct lsm_file *file = grandparent(cut);
    if (!file)
        return run.count;
    return place_of(run, from, cut->inside ? (uint64_t)file->largest + 1 : file->smallest);
}

/* Moves along the grandparents to `key`; returns the boundaries crossed. */
static size_t cross(struct lsm_cut *cut, uint32_t key)
{
    const struct lsm_file *file;
    size_t crossed = 0;
    while ((file = grandparent(cut)) != NULL) {
        if (cut->inside ? key <= file->largest : key < file->smallest)
            break;
        crossed++;
        if (cut->inside)
            cut->next++;
        else if (cut->seen)
            cut->overlapped_bytes += file->bytes;
        cut->inside = !cut->inside;
    }
    if (!cut->seen) {
        cut->overlapped_bytes = cut->inside && file ? file->bytes : 0;
        cut->seen = true;
        return 0;
    }
    cut->boundaries += crossed;
    return crossed;
}

static bool ends_at_boundary(const struct lsm_cut *cut, size_t crossed, uint64_t entered_bytes,
                             uint64_t written)
{
    size_t percent = 50 + (cut->boundaries * 5 < 40 ? cut->boundaries * 5 : 40);
    if (cut->overlapped_bytes + written > cut->maximum_compaction_bytes)
        return true;
    if (!cut->at_boundaries)
        return false;
    return (crossed >= (cut->inside ? 3U : 2U) && entered_bytes > cut->target_bytes / 8) ||
           written >= (cut->target_bytes + 99) / 100 * percent;
}

/* Whether a file ends before the record at `place`. */
static bool ends_before(struct lsm_cut *cut, struct lsm_run run, size_t place)
{
    uint64_t before = cut->overlapped_bytes;
    size_t crossed = cross(cut, run.records[place] >> 1);
    uint64_t written = lsm_layout_written(cut->layout, place - cut->start);
    if (place == cut->start)
        return false;
    return written >= cut->maximum_bytes ||
           (crossed && ends_at_boundary(cut, crossed, cut->overlapped_bytes - before, written));
}

size_t lsm_cut_next(struct lsm_cut *cut, struct lsm_run run)
{
    if (cut->target_bytes == UINT64_MAX) {
        cut->start = run.count;
        return run.count;
    }
    size_t full = cut->start + lsm_layout_cut(cut->layout, cut->maximum_bytes);
    size_t place = cut->start;
    if (!cut->seen)
        (void)ends_before(cut, run, place);
    while (place < run.count) {
        size_t boundary = next_boundary(cut, run, place);
        place = boundary < full ? boundary : full;
        if (place >= run.count || ends_before(cut, run, place) || place >= full)
            break;
    }
    place = place < run.count ? place : run.count;
    cut->start = place;
    cut->boundaries = 0;
    const struct lsm_file *file = grandparent(cut);
    cut->overlapped_bytes = cut->inside && file ? file->bytes : 0;
    return place;
}
