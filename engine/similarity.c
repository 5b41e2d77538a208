/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"

int64_t text_identity(const char *folded_front, const char *folded_back)
{
    uint64_t hash[2];
    hash_begin_128(hash);
    hash_extend_128(hash, folded_front, strlen(folded_front) + 1);
    hash_extend_128(hash, folded_back, strlen(folded_back));
    return (int64_t)random_mix(hash[0], hash[1]);
}

static int compare_pairs(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Neighbouring characters as numbers, sorted. */
static uint64_t *pairs_of(const char *text, size_t *count)
{
    size_t length = strlen(text);
    uint64_t *pairs = memory_allocate(length + 1, sizeof *pairs);
    uint32_t before = ' ', now;
    *count = 0;
    for (size_t i = 0; i < length;) {
        i += utf8_decode(text + i, length - i, &now, NULL);
        pairs[(*count)++] = (uint64_t)before << 32 | now;
        before = now;
    }
    qsort(pairs, *count, sizeof *pairs, compare_pairs);
    return pairs;
}

double text_similarity(const char *a, const char *b)
{
    size_t count_a, count_b, shared = 0;
    if (!strcmp(a, b))
        return 1;
    uint64_t *pairs_a = pairs_of(a, &count_a), *pairs_b = pairs_of(b, &count_b);
    for (size_t i = 0, j = 0; i < count_a && j < count_b;) {
        if (pairs_a[i] == pairs_b[j]) {
            shared++;
            i++;
            j++;
        } else if (pairs_a[i] < pairs_b[j]) {
            i++;
        } else {
            j++;
        }
    }
    free(pairs_a);
    free(pairs_b);
    return count_a + count_b ? 2.0 * (double)shared / (double)(count_a + count_b) : 1;
}

enum { COMMON_LEAST = 4 };

bool words_alike(const char *a, size_t length_a, const char *b, size_t length_b)
{
    size_t least = length_a < length_b ? length_a : length_b, same = 0;
    while (same < least && a[same] == b[same])
        same++;
    if (length_a == length_b && same == least)
        return true;
    return same >= COMMON_LEAST && same * 3 >= least * 2;
}
