/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "engine/base/random.h"
#include "exercises/formula.h"
#include "exercises/formula_name.h"

/* --- Values -------------------------------------------------------------------------------------
 */

static double node_value(const struct formula_node *node, const double *done, const double *values)
{
    double left = node->left >= 0 ? done[node->left] : 0;
    double right = node->right >= 0 ? done[node->right] : 0;
    switch (node->operation) {
    case FORMULA_NUMBER:
        return node->value;
    case FORMULA_VARIABLE:
        return values[node->which];
    case FORMULA_CONSTANT:
        return formula_constant_value(node->which);
    case FORMULA_ADD:
        return left + right;
    case FORMULA_SUBTRACT:
        return left - right;
    case FORMULA_NEGATE:
        return -left;
    case FORMULA_MULTIPLY:
        return left * right;
    case FORMULA_DIVIDE:
        return right == 0 ? NAN : left / right;
    case FORMULA_POWER:
        return left == 0 && right <= 0 ? (right == 0 ? 1 : NAN) : pow(left, right);
    case FORMULA_FUNCTION:
        return formula_function_value(node->which, left);
    }
    return NAN;
}

/* Operands stand before their operation: one pass, and no recursion. */
double formula_evaluate(const struct formula *formula, const double *values)
{
    double done[FORMULA_NODES];
    double last = NAN;
    for (int i = 0; i < formula->count; i++) {
        last = done[i] = node_value(&formula->nodes[i], done, values);
        if (!isfinite(last))
            return NAN; /* 1/(1/0) has no value, though 1/inf would be 0 */
    }
    return last;
}

/* --- Text ---------------------------------------------------------------------------------------
 */

enum precedence { LOOSE = 1, MINUS, FACTOR, RAISED, WHOLE };

static enum precedence precedence_of(enum formula_operation operation)
{
    switch (operation) {
    case FORMULA_ADD:
    case FORMULA_SUBTRACT:
        return LOOSE;
    case FORMULA_NEGATE:
        return MINUS;
    case FORMULA_MULTIPLY:
    case FORMULA_DIVIDE:
        return FACTOR;
    case FORMULA_POWER:
        return RAISED;
    default:
        return WHOLE;
    }
}

static void append_node(const struct formula *formula, int at, enum precedence least,
                        struct text *out);

static void append_binary(const struct formula *formula, const struct formula_node *node,
                          struct text *out)
{
    static const struct {
        const char *sign;
        enum precedence left, right;
    } forms[] = {
        [FORMULA_ADD] = {" + ", LOOSE, FACTOR},    [FORMULA_SUBTRACT] = {" - ", LOOSE, FACTOR},
        [FORMULA_MULTIPLY] = {"*", MINUS, RAISED}, [FORMULA_DIVIDE] = {"/", MINUS, RAISED},
        [FORMULA_POWER] = {"^", WHOLE, RAISED},
    };
    append_node(formula, node->left, forms[node->operation].left, out);
    text_append(out, forms[node->operation].sign);
    append_node(formula, node->right, forms[node->operation].right, out);
}

static void append_plain(const struct formula *formula, const struct formula_node *node,
                         struct text *out)
{
    switch (node->operation) {
    case FORMULA_NUMBER:
        text_printf(out, "%.15g", node->value);
        return;
    case FORMULA_VARIABLE:
        text_append(out, formula->variables[node->which]);
        return;
    case FORMULA_CONSTANT:
        text_append(out, formula_constant_name(node->which));
        return;
    case FORMULA_NEGATE:
        text_append(out, "-");
        append_node(formula, node->left, RAISED, out);
        return;
    case FORMULA_FUNCTION:
        text_printf(out, "%s(", formula_function_name(node->which));
        append_node(formula, node->left, LOOSE, out);
        text_append(out, ")");
        return;
    default:
        append_binary(formula, node, out);
    }
}

static void append_node(const struct formula *formula, int at, enum precedence least,
                        struct text *out)
{
    const struct formula_node *node = &formula->nodes[at];
    bool enclosed = precedence_of(node->operation) < least;
    text_append(out, enclosed ? "(" : "");
    append_plain(formula, node, out);
    text_append(out, enclosed ? ")" : "");
}

void formula_format(const struct formula *formula, struct text *out)
{
    if (formula->count)
        append_node(formula, formula->count - 1, LOOSE, out);
}

/* --- Comparison ---------------------------------------------------------------------------------
 */

bool formula_same(const struct formula *a, const struct formula *b)
{
    if (a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++) {
        const struct formula_node *one = &a->nodes[i], *other = &b->nodes[i];
        if (one->operation != other->operation || one->which != other->which ||
            one->left != other->left || one->right != other->right || one->value != other->value)
            return false;
    }
    return true;
}

enum { TRIES = 20 };

/* Kinds of points; each of the FORMULA_POINTS begins with its own. */
static double draw_value(struct random_source *source, int kind, int point)
{
    double unit = random_unit(source);
    switch (kind) {
    case 0:
        return 0.5 + 3.5 * unit;
    case 1:
        return -0.5 - 3.5 * unit;
    case 2:
        return 1 + 3 * point + (int)(3 * unit); /* another whole number for every point */
    case 3:
        return -unit;
    default:
        return 4 + 6 * unit;
    }
}

/* Draws until both have a value. */
static bool find_point(const struct formula *typed, const struct formula *expected, int point,
                       struct random_source *source, double *a, double *e)
{
    for (int try = 0; try < FORMULA_POINTS * TRIES; try++) {
        double values[FORMULA_VARIABLES];
        for (int i = 0; i < FORMULA_VARIABLES; i++)
            values[i] = draw_value(source, (point + try / TRIES) % FORMULA_POINTS, point);
        *a = formula_evaluate(typed, values);
        *e = formula_evaluate(expected, values);
        if (isfinite(*a) && isfinite(*e))
            return true;
    }
    return false;
}

enum formula_relation formula_compare(const struct formula *typed, const struct formula *expected,
                                      uint64_t seed, double absolute, double relative)
{
    struct random_source source;
    double a, e;
    random_init(&source, seed);
    absolute = fmax(absolute, 1e-12);
    relative = fmax(relative, 1e-9);
    for (int point = 0; point < FORMULA_POINTS; point++) {
        if (!find_point(typed, expected, point, &source, &a, &e))
            return FORMULA_NO_VALUE;
        if (fabs(a - e) > fmax(absolute, relative * fabs(e)))
            return FORMULA_DIFFERENT;
    }
    return FORMULA_EQUAL;
}
