/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a formula: what is read is shown, and what is shown is read again as the same
 * values; what is not read says where.
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* NaN is itself here; a shown number has 15 digits, so powers differ a little. */
static int same_value(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b));
}

static void read_again(const struct formula *formula, const char *variables)
{
    static const double points[][2] = {{2, 3}, {-1.5, 0.25}, {0, 1}};
    static struct formula again;
    char message[ANSWER_MESSAGE];
    struct text shown = {0};
    formula_format(formula, &shown);
    /* Parentheses and blanks may make it longer than what can be typed, or nest deeper. */
    if (shown.length <= FORMULA_LONGEST &&
        formula_read(text_string(&shown), NULL, variables, &again, message))
        for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
            double first = formula_evaluate(formula, points[i]);
            /* Near a pole or a wall of the domain, and when large, the last digit decides. */
            if (isfinite(first) && fabs(first) < 1e6 && fabs(first) > 1e-6 &&
                isfinite(formula_evaluate(&again, points[i])) && formula_same(formula, &again) &&
                !same_value(first, formula_evaluate(&again, points[i])))
                abort();
        }
    else if (shown.length <= FORMULA_LONGEST && !strstr(message, "nested"))
        abort();
    text_release(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const variables[] = {"n", "x y", "e n_max", NULL};
    static struct formula formula;
    char typed[512], message[ANSWER_MESSAGE];
    size_t length = size < sizeof typed - 1 ? size : sizeof typed - 1;
    memcpy(typed, data, length);
    typed[length] = '\0';
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        for (int comma = 0; comma < 2; comma++) {
            const struct answer_style style = {.decimal_comma = comma};
            if (!formula_read(typed, &style, variables[i], &formula, message)) {
                if (strncmp(message, "column ", 7) != 0 && !strstr(message, "too long"))
                    abort();
                continue;
            }
            if (message[0] || formula_compare(&formula, &formula, 1, 0, 0) == FORMULA_DIFFERENT)
                abort();
            read_again(&formula, variables[i]);
        }
    return 0;
}
