/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"

size_t lsm_merge_two(struct lsm_run newer, struct lsm_run older, uint32_t *out)
{
    const uint32_t *a = newer.records, *b = older.records;
    const uint32_t *a_end = a + newer.count, *b_end = b + older.count;
    uint32_t *to = out;
    /* Without branches on the keys, which no processor can foresee. */
    while (a < a_end && b < b_end) {
        uint32_t from_a = *a, from_b = *b;
        bool take_a = from_a >> 1 <= from_b >> 1, pass_b = from_b >> 1 <= from_a >> 1;
        *to++ = take_a ? from_a : from_b;
        a += take_a;
        b += pass_b;
    }
    if (a < a_end)
        memcpy(to, a, (size_t)(a_end - a) * sizeof *a);
    to += a_end - a;
    if (b < b_end)
        memcpy(to, b, (size_t)(b_end - b) * sizeof *b);
    to += b_end - b;
    return (size_t)(to - out);
}

uint32_t *lsm_scratch(struct lsm *lsm, int which, size_t count)
{
    if (count > lsm->scratch_capacity[which]) {
        size_t capacity = lsm->scratch_capacity[which] * 2;
        capacity = capacity > count ? capacity : count;
        lsm->scratch[which] =
            memory_resize(lsm->scratch[which], capacity, sizeof *lsm->scratch[which]);
        lsm->scratch_capacity[which] = capacity;
    }
    return lsm->scratch[which];
}

/* The neighbours that are smallest together: merging them first moves the fewest records. */
static size_t smallest_pair(const struct lsm_run *runs, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i + 1 < count; i++)
        if (runs[i].count + runs[i + 1].count < runs[best].count + runs[best + 1].count)
            best = i;
    return best;
}

/* Makes one of two neighbours and returns where. */
static size_t join(struct lsm_run *runs, size_t count, size_t at, struct lsm_run joined)
{
    runs[at] = joined;
    memmove(&runs[at + 1], &runs[at + 2], (count - at - 2) * sizeof *runs);
    return count - 1;
}

/* At most so many records are written by all the merges but the last. */
static size_t room_for_stack(const struct lsm_run *runs, size_t count)
{
    struct lsm_run *sizes = memory_resize(NULL, count, sizeof *sizes);
    size_t room = 0;
    memcpy(sizes, runs, count * sizeof *sizes);
    while (count > 2) {
        size_t at = smallest_pair(sizes, count), merged = sizes[at].count + sizes[at + 1].count;
        room += merged;
        count = join(sizes, count, at, (struct lsm_run){NULL, merged});
    }
    free(sizes);
    return room;
}

/* Results are stacked in the second buffer; the first takes the last one. */
struct lsm_run lsm_merge(struct lsm *lsm, struct lsm_run *runs, size_t count)
{
    size_t total = 0, used = 0;
    for (size_t i = 0; i < count; i++)
        total += runs[i].count;
    uint32_t *last = lsm_scratch(lsm, 0, total);
    uint32_t *stack = count > 2 ? lsm_scratch(lsm, 1, room_for_stack(runs, count)) : NULL;
    while (count > 1) {
        size_t at = smallest_pair(runs, count);
        uint32_t *out = count == 2 ? last : stack + used;
        size_t merged = lsm_merge_two(runs[at], runs[at + 1], out);
        used += merged;
        count = join(runs, count, at, (struct lsm_run){out, merged});
    }
    return runs[0];
}
