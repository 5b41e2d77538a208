/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"

enum { RAW_INTERNAL_BYTES = 8 };

static uint32_t count_deletions(const uint32_t *records, size_t count)
{
    uint32_t deletions = 0;
    for (size_t i = 0; i < count; i++)
        deletions += records[i] & 1;
    return deletions;
}

/*
 * RocksDB's compensated_file_size: where deletions are at least half of the entries, each one over
 * half counts as twice an average value, so that it sinks sooner. The average is over all files
 * ever written (GetAverageValueSize, in whole numbers).
 */
static uint64_t compensated_bytes(struct lsm *lsm, const struct lsm_file *file)
{
    const struct lsm_parameters *p = &lsm->parameters;
    lsm->seen_records += file->count;
    lsm->seen_values += file->count - file->deletions;
    lsm->seen_bytes += file->bytes;
    if (file->deletions * 2 < file->count || !lsm->seen_values)
        return file->bytes;
    uint64_t raw_values = lsm->seen_values * p->value_bytes;
    uint64_t raw_keys = lsm->seen_records * (p->key_bytes + (uint64_t)RAW_INTERNAL_BYTES);
    uint64_t value = raw_values / lsm->seen_values;
    uint64_t average =
        (uint64_t)((double)value * (double)lsm->seen_bytes / (double)(raw_keys + raw_values));
    return file->bytes + (uint64_t)(file->deletions * 2 - file->count) * average * 2;
}

struct lsm_file *lsm_file_new(struct lsm *lsm, const uint32_t *records, size_t count, bool flushed)
{
    struct lsm_file *file = memory_allocate(1, sizeof *file);
    file->records = memory_resize(NULL, count, sizeof *records);
    memcpy(file->records, records, count * sizeof *records);
    file->number = lsm->next_file_number++;
    file->references = 1;
    file->count = (uint32_t)count;
    file->deletions = lsm->parameters.delete_fraction > 0 ? count_deletions(records, count) : 0;
    file->smallest = records[0] >> 1;
    file->largest = records[count - 1] >> 1;
    file->bytes = lsm_file_bytes(&lsm->parameters, file, flushed);
    file->compensated_bytes = compensated_bytes(lsm, file);
    return file;
}

void lsm_file_release(struct lsm_file *file)
{
    if (--file->references)
        return;
    free(file->records);
    free(file);
}

uint64_t lsm_file_span(const struct lsm_file *file)
{
    return (uint64_t)file->largest - file->smallest + 1;
}

void lsm_level_insert(struct lsm_level *level, size_t place, struct lsm_file *file)
{
    void *files = level->files;
    memory_reserve(&files, level->count, &level->capacity, sizeof(struct lsm_file *));
    level->files = files;
    memmove(&level->files[place + 1], &level->files[place],
            (level->count - place) * sizeof(struct lsm_file *));
    level->files[place] = file;
    level->count++;
    level->bytes += file->bytes;
    level->compensated_bytes += file->compensated_bytes;
}

struct lsm_file *lsm_level_remove(struct lsm_level *level, size_t place)
{
    struct lsm_file *file = level->files[place];
    level->count--;
    memmove(&level->files[place], &level->files[place + 1],
            (level->count - place) * sizeof(struct lsm_file *));
    level->bytes -= file->bytes;
    level->compensated_bytes -= file->compensated_bytes;
    return file;
}

/* The first file whose largest key is at least `key`. */
static size_t first_reaching(const struct lsm_level *level, uint32_t key)
{
    size_t low = 0, high = level->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (level->files[middle]->largest < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t lsm_level_place(const struct lsm_level *level, uint32_t smallest)
{
    return first_reaching(level, smallest);
}

struct lsm_range lsm_level_overlap(const struct lsm_level *level, uint32_t smallest,
                                   uint32_t largest)
{
    struct lsm_range range = {first_reaching(level, smallest), 0};
    while (range.first + range.count < level->count &&
           level->files[range.first + range.count]->smallest <= largest)
        range.count++;
    return range;
}

struct lsm_range lsm_level_within(const struct lsm_level *level, uint32_t smallest,
                                  uint32_t largest)
{
    struct lsm_range range = lsm_level_overlap(level, smallest, largest);
    if (range.count && level->files[range.first]->smallest < smallest) {
        range.first++;
        range.count--;
    }
    if (range.count && level->files[range.first + range.count - 1]->largest > largest)
        range.count--;
    return range;
}

uint64_t lsm_range_bytes(const struct lsm_level *level, struct lsm_range range)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < range.count; i++)
        bytes += level->files[range.first + i]->bytes;
    return bytes;
}
