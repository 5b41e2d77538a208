/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formulas as people type them: "2x+1", "n(n+1)/2", "3*2^(n-1)", "n log2 n".
 *
 *     sum      = product { ("+" | "-") product }
 *     product  = signed { ("*" | "/") signed | power }        the latter: "2n", "n(n+1)"
 *     signed   = ("-" | "+") signed | power                   -x^2 is -(x^2)
 *     power    = atom [ "^" ( ("-" | "+") exponent | power ) ]      2^3^2 is 2^(3^2)
 *     atom     = number | variable | "pi" | "e" | "(" sum ")" | function ("(" sum ")" | atom)
 *     function = sqrt exp ln log log2 log10 sin cos abs       log is the natural one
 *
 * What two readers would take for two things is refused, with both: 1/2n, 2^2n, x^2y, log 2n, x2.
 * Signs such as U+2212, U+00D7 and superscripts are read as answer_normalise() reads them.
 * Functions are known in either case, and so is a variable where no other differs from it by case
 * only.
 *
 * Nothing here allocates but formula_format(); length, nesting and nodes are bounded.
 */
#ifndef EXERCISES_FORMULA_H
#define EXERCISES_FORMULA_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/text.h"
#include "exercises/answer_reader.h"

enum {
    FORMULA_LONGEST = 200, /* bytes */
    FORMULA_NODES = 2 * FORMULA_LONGEST + 8,
    FORMULA_DEPTH = 40, /* parentheses, signs and powers within one another */
    FORMULA_VARIABLES = 8,
    FORMULA_NAME = 16,
    FORMULA_POINTS = 5 /* at which two formulas are compared */
};

enum formula_operation {
    FORMULA_NUMBER,
    FORMULA_VARIABLE,
    FORMULA_CONSTANT,
    FORMULA_ADD,
    FORMULA_SUBTRACT,
    FORMULA_NEGATE,
    FORMULA_MULTIPLY,
    FORMULA_DIVIDE,
    FORMULA_POWER,
    FORMULA_FUNCTION
};

/* A tree whose operands stand before their operation; the last node is the root. */
struct formula_node {
    enum formula_operation operation;
    int which;       /* variable, constant or function; else 0 */
    int left, right; /* operands (left: the only one); else -1 */
    double value;    /* of a number */
};

struct formula {
    struct formula_node nodes[FORMULA_NODES];
    int count;
    char variables[FORMULA_VARIABLES][FORMULA_NAME]; /* that may occur, in the order given */
    int variable_count;
};

/*
 * `variables` are the names that may occur, apart by blanks; NULL or "": only numbers. `style` as
 * for other answers, may be NULL. False: `message` says what is wrong, beginning with its column
 * (characters of `typed`, from 1).
 */
bool formula_read(const char *typed, const struct answer_style *style, const char *variables,
                  struct formula *formula, char message[ANSWER_MESSAGE]);

/* `values` has one for each variable. NaN or infinite where the formula has no value. */
double formula_evaluate(const struct formula *formula, const double *values);

/* Appends the formula as it was understood: "2*n + 1", "n*ln(n)/2". Read again, it is the same. */
void formula_format(const struct formula *formula, struct text *out);

/* Whether the same operations are done in the same order: "2x + 1" and "2*x+1". */
bool formula_same(const struct formula *a, const struct formula *b);

enum formula_relation {
    FORMULA_EQUAL,
    FORMULA_DIFFERENT,
    FORMULA_NO_VALUE /* too few points found where both have a value */
};

/*
 * Compares the values at FORMULA_POINTS points drawn from `seed`: positive and negative ones, a
 * whole number and a large one; where one of the formulas has no value, another point is drawn,
 * at last among the whole numbers (for (-1)^n). Equal: |a - e| <= max(absolute, relative * |e|),
 * with at least 1e-12 and 1e-9. Both have the same variables. A test by sampling: unequal is
 * certain, equal is not (Schwartz 1980, Zippel 1979, for polynomials).
 */
enum formula_relation formula_compare(const struct formula *typed, const struct formula *expected,
                                      uint64_t seed, double absolute, double relative);

#endif
