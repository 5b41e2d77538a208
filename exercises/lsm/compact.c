/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries out what was picked: reads the files, merges, drops, cuts, and puts files in place. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"

/* Files taken out of the tree, in the order newest to oldest, with their level. */
struct inputs {
    struct lsm_file **files;
    int *levels;
    size_t count;
    size_t place; /* the first place emptied on the output level */
};

static bool is_taken(const struct lsm_pick *pick, int level, size_t place)
{
    const struct lsm_range *range = &pick->range[level];
    if (pick->marked[level])
        return pick->marked[level][place];
    return place >= range->first && place < range->first + range->count;
}

static void take_level(struct lsm *lsm, const struct lsm_pick *pick, int number,
                       struct inputs *inputs)
{
    struct lsm_level *level = &lsm->levels[number];
    size_t kept = 0, first = level->count;
    for (size_t i = 0; i < level->count; i++) {
        struct lsm_file *file = level->files[i];
        if (!is_taken(pick, number, i)) {
            level->files[kept++] = file;
            continue;
        }
        first = kept < first ? kept : first;
        level->bytes -= file->bytes;
        level->compensated_bytes -= file->compensated_bytes;
        inputs->files[inputs->count] = file;
        inputs->levels[inputs->count++] = number;
    }
    /* Where nothing was taken the output is the newest of its level. */
    if (number == pick->output_level)
        inputs->place = kept == level->count ? 0 : first;
    level->count = kept;
}

static struct inputs take_inputs(struct lsm *lsm, const struct lsm_pick *pick)
{
    struct inputs inputs = {0};
    size_t files = 0;
    for (int level = 0; level < LSM_LEVELS; level++)
        files += lsm->levels[level].count;
    inputs.files = memory_allocate(files, sizeof(struct lsm_file *));
    inputs.levels = memory_allocate(files, sizeof *inputs.levels);
    for (int level = 0; level < LSM_LEVELS; level++)
        if (pick->marked[level] || pick->range[level].count || level == pick->output_level)
            take_level(lsm, pick, level, &inputs);
    return inputs;
}

static void count_inputs(struct lsm_event *event, const struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        event->records_in += inputs->files[i]->count;
        event->bytes_in += inputs->files[i]->bytes;
        if (inputs->levels[i] == event->to_level && event->to_level != event->from_level)
            event->files_overlap++;
        else
            event->files_from++;
    }
}

/* Records of files in a row that do not overlap, in one piece. */
static struct lsm_run concatenate(struct lsm_file *const *files, size_t count, uint32_t **owned)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += files[i]->count;
    uint32_t *records = memory_resize(NULL, total, sizeof *records), *to = records;
    for (size_t i = 0; i < count; i++) {
        memcpy(to, files[i]->records, files[i]->count * sizeof *to);
        to += files[i]->count;
    }
    *owned = records;
    return (struct lsm_run){records, total};
}

/* The inputs as sorted runs: a file of its own where files may overlap, else the whole level. */
static size_t make_runs(const struct lsm *lsm, const struct inputs *inputs, struct lsm_run *runs,
                        uint32_t **owned)
{
    size_t count = 0;
    for (size_t i = 0, end; i < inputs->count; i = end, count++) {
        struct lsm_file *file = inputs->files[i];
        end = i + 1;
        while (!lsm_overlapping_level(lsm, inputs->levels[i]) && end < inputs->count &&
               inputs->levels[end] == inputs->levels[i])
            end++;
        if (end == i + 1)
            runs[count] = (struct lsm_run){file->records, file->count};
        else
            runs[count] = concatenate(&inputs->files[i], end - i, &owned[count]);
    }
    return count;
}

/* Whether a file of a level below the output holds `key` in its range; `places` remember where the
 * last, smaller key was. */
static bool may_exist_below(const struct lsm *lsm, int output, uint32_t key, size_t *places)
{
    for (int number = output + 1; number < LSM_LEVELS; number++) {
        const struct lsm_level *level = &lsm->levels[number];
        size_t *place = &places[number];
        while (*place < level->count && level->files[*place]->largest < key)
            (*place)++;
        if (*place < level->count && level->files[*place]->smallest <= key)
            return true;
    }
    return false;
}

/*
 * A tombstone goes when nothing older of its key can lie below (KeyNotExistsBeyondOutputLevel): at
 * the bottom of the whole range, and in leveled compaction also key by key.
 */
static struct lsm_run drop_tombstones(struct lsm *lsm, const struct lsm_pick *pick,
                                      struct lsm_run run)
{
    bool by_key = lsm->parameters.policy == LSM_LEVELED && pick->output_level > 0;
    size_t places[LSM_LEVELS] = {0}, kept = 0;
    if (lsm->parameters.delete_fraction <= 0 || (!pick->bottom && !by_key))
        return run;
    uint32_t *to = lsm_scratch(lsm, 0, run.count);
    for (size_t i = 0; i < run.count; i++) {
        uint32_t record = run.records[i];
        bool drops = (record & 1) && (pick->bottom || !may_exist_below(lsm, pick->output_level,
                                                                       record >> 1, places));
        to[kept] = record;
        kept += !drops;
    }
    lsm->event.tombstones_dropped = run.count - kept;
    return (struct lsm_run){to, kept};
}

static void place_output(struct lsm *lsm, int level, size_t *place, struct lsm_file *file)
{
    if (!lsm_overlapping_level(lsm, level))
        *place = lsm_level_place(&lsm->levels[level], file->smallest);
    lsm_level_insert(&lsm->levels[level], *place, file);
}

static void write_output(struct lsm *lsm, const struct lsm_pick *pick, struct lsm_run run,
                         size_t place)
{
    uint64_t target = lsm->parameters.target_file_bytes;
    size_t deletions = 0;
    for (size_t i = 0; lsm->parameters.delete_fraction > 0 && i < run.count; i++)
        deletions += run.records[i] & 1;
    uint64_t span = (uint64_t)(run.records[run.count - 1] >> 1) - (run.records[0] >> 1) + 1;
    struct lsm_layout layout = lsm_layout(&lsm->parameters, run.count, deletions, span);
    bool twice = !pick->bottom && pick->grandparents.count;
    struct lsm_cut cut = {.layout = &layout,
                          .target_bytes = pick->split ? target : UINT64_MAX,
                          .maximum_bytes = twice ? 2 * target : target,
                          .maximum_compaction_bytes = pick->maximum_compaction_bytes,
                          .at_boundaries = lsm->parameters.policy == LSM_LEVELED,
                          .grandparents = &lsm->levels[pick->grandparent_level],
                          .range = pick->grandparents};
    for (size_t start = 0; start < run.count;) {
        size_t end = lsm_cut_next(&cut, run);
        struct lsm_file *file = lsm_file_new(lsm, run.records + start, end - start, false);
        place_output(lsm, pick->output_level, &place, file);
        lsm->event.files_out++;
        lsm->event.records_out += file->count;
        lsm->event.bytes_out += file->bytes;
        start = end;
    }
    lsm->event.smallest = run.records[0] >> 1;
    lsm->event.largest = run.records[run.count - 1] >> 1;
}

static void merge_inputs(struct lsm *lsm, const struct lsm_pick *pick, const struct inputs *inputs)
{
    struct lsm_totals *totals = &lsm->totals[lsm->phase];
    struct lsm_run *runs = memory_allocate(inputs->count, sizeof *runs);
    uint32_t **owned = memory_allocate(inputs->count, sizeof *owned);
    size_t count = make_runs(lsm, inputs, runs, owned);
    struct lsm_run run = drop_tombstones(lsm, pick, lsm_merge(lsm, runs, count));
    if (run.count)
        write_output(lsm, pick, run, inputs->place);
    totals->records_compacted += lsm->event.records_out;
    totals->bytes_compacted += lsm->event.bytes_out;
    totals->compactions++;
    for (size_t i = 0; i < count; i++)
        free(owned[i]);
    free(owned);
    free(runs);
}

static void move_inputs(struct lsm *lsm, const struct lsm_pick *pick, const struct inputs *inputs)
{
    size_t place = 0;
    for (size_t i = 0; i < inputs->count; i++)
        place_output(lsm, pick->output_level, &place, inputs->files[i]);
    lsm->event.files_out = inputs->count;
    lsm->event.smallest = inputs->files[0]->smallest;
    lsm->event.largest = inputs->files[inputs->count - 1]->largest;
    lsm->totals[lsm->phase].trivial_moves++;
}

void lsm_compact(struct lsm *lsm, struct lsm_pick *pick)
{
    lsm->event = (struct lsm_event){.kind = pick->kind,
                                    .reason = pick->reason,
                                    .value = pick->value,
                                    .overlap_ratio = pick->overlap_ratio,
                                    .from_level = pick->start_level,
                                    .to_level = pick->output_level};
    struct inputs inputs = take_inputs(lsm, pick);
    count_inputs(&lsm->event, &inputs);
    if (pick->kind == LSM_COMPACTION)
        merge_inputs(lsm, pick, &inputs);
    else if (pick->kind == LSM_TRIVIAL_MOVE)
        move_inputs(lsm, pick, &inputs);
    else
        lsm->totals[lsm->phase].drops++;
    for (size_t i = 0; pick->kind != LSM_TRIVIAL_MOVE && i < inputs.count; i++)
        lsm_file_release(inputs.files[i]);
    free(inputs.files);
    free(inputs.levels);
    lsm_compute_targets(lsm);
}
