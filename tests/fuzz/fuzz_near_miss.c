/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any two texts, parted by the first newline: judged, and each is right for itself. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/near_miss.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[1024];
    struct near_miss miss, same;
    size_t length = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, length);
    text[length] = '\0';
    char *typed = strchr(text, '\n');
    if (!typed)
        return 0;
    *typed++ = '\0';
    near_miss_judge(text, typed, &miss);
    if (strlen(miss.note) >= NEAR_NOTE || (miss.verdict == NEAR_WRONG && miss.note[0]))
        abort();
    near_miss_judge(text, text, &same);
    if (same.verdict == NEAR_NOTED || (same.verdict == NEAR_WRONG && miss.verdict != NEAR_WRONG))
        abort();
    return 0;
}
