/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/formula_name.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* Aliases share a `which` with the name that is shown, the first of its kind. */
static const struct function {
    const char *name;
    int which;
    double (*value)(double);
} functions[] = {
    {"sqrt", 0, sqrt},  {"exp", 1, exp},      {"ln", 2, log},
    {"log2", 3, log2},  {"log10", 4, log10},  {"sin", 5, sin},
    {"cos", 6, cos},    {"abs", 7, fabs},     {"log", 2, log},
    {"log_2", 3, log2}, {"log_10", 4, log10}, {"\xE2\x88\x9A", 0, sqrt} /* U+221A */,
};
static const struct constant {
    const char *name;
    double value;
} constants[] = {{"pi", M_PI}, {"e", M_E}, {"\xCF\x80", M_PI} /* U+03C0 */};
enum {
    FUNCTION_COUNT = sizeof functions / sizeof functions[0],
    CONSTANT_COUNT = sizeof constants / sizeof constants[0]
};

const char *formula_function_name(int which)
{
    return functions[which].name;
}

double formula_function_value(int which, double argument)
{
    return functions[which].value(argument);
}

const char *formula_constant_name(int which)
{
    return constants[which].name;
}

double formula_constant_value(int which)
{
    return constants[which].value;
}

static void keep_longest(struct formula_name *best, enum formula_operation operation, int which,
                         size_t length)
{
    if (length > best->length)
        *best = (struct formula_name){operation, which, length};
}

struct formula_name formula_find_name(const struct formula *formula, const char *at)
{
    struct formula_name best = {0};
    for (int exact = 1; exact >= 0; exact--)
        for (int i = 0; i < formula->variable_count; i++) {
            const char *name = formula->variables[i];
            size_t length = strlen(name);
            if (exact ? !strncmp(at, name, length) : !strncasecmp(at, name, length))
                keep_longest(&best, FORMULA_VARIABLE, i, length);
        }
    for (int i = 0; i < FUNCTION_COUNT; i++)
        if (!strncasecmp(at, functions[i].name, strlen(functions[i].name)))
            keep_longest(&best, FORMULA_FUNCTION, functions[i].which, strlen(functions[i].name));
    for (int i = 0; i < CONSTANT_COUNT; i++)
        if (!strncmp(at, constants[i].name, strlen(constants[i].name)))
            keep_longest(&best, FORMULA_CONSTANT, i, strlen(constants[i].name));
    return best;
}
