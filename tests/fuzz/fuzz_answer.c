/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an answer to one problem of each kind, with either decimal mark. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "exercises/answer_compare.h"
#include "exercises/drill.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct problem problems[] = {
    {.kind = ANSWER_EXACT, .answer = "3/4", .expression = "2^10"},
    {.kind = ANSWER_EXACT, .answer = "3/4", .lowest_terms = true},
    {.kind = ANSWER_ESTIMATE, .answer = "1.5 h", .unit = "h"},
    {.kind = ANSWER_DECIMAL, .answer = "12", .prompt = "How much, in per cent?"},
    {.kind = ANSWER_DECIMAL, .answer = "0.634", .absolute = 0.0005},
    {.kind = ANSWER_UNIT, .answer = "2 TiB", .unit = "TiB", .relative = 0.01},
    {.kind = ANSWER_UNIT, .answer = "7 probes/s", .unit = "probes"},
    {.kind = ANSWER_PERCENT, .answer = "75%"},
    {.kind = ANSWER_ESTIMATE,
     .answer = "1.5e9",
     .misconceptions = {{"9", "x", "y"}},
     .misconception_count = 1},
    {.kind = ANSWER_CHOICE, .answer = "b", .choices = {"a", "b"}, .choice_count = 2},
    {.kind = ANSWER_SET, .answer = "{2, -3}", .absolute = 0.005},
    {.kind = ANSWER_INTERVAL, .answer = "(-inf, 2) or [5, inf)"},
    {.kind = ANSWER_FORMULA, .answer = "2n + 1", .variables = "n", .expression = "n + (n + 1)"},
    {.kind = ANSWER_VECTOR, .answer = "(1, -2)"},
    {.kind = ANSWER_MATRIX, .answer = "[1 2; 3 4]"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char typed[512];
    size_t length = size < sizeof typed - 1 ? size : sizeof typed - 1;
    memcpy(typed, data, length);
    typed[length] = '\0';
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++)
        for (int comma = 0; comma < 2; comma++) {
            const struct answer_style style = {.decimal_comma = comma};
            struct judgement got;
            answer_judge(&problems[i], typed, &style, &got);
            size_t shown = strlen(got.read_as);
            if (utf8_valid_prefix(got.read_as, shown) != shown ||
                (got.verdict == VERDICT_UNGRADED && !got.message[0]))
                abort();
        }
    return 0;
}
