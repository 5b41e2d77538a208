/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Truth tables: how many rows make a condition true.
 *
 * Level 1: two conditions, four rows. 2: three conditions, eight rows, with "if ... then". 3: SQL,
 * where NULL is a third value and WHERE keeps only what is TRUE (Kleene's strong logic, 1938).
 */
#include "engine/base/text.h"
#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

enum { FALSE_VALUE = -1, NULL_VALUE = 0, TRUE_VALUE = 1, NODES = 16 };
enum operation { VARIABLE, NOT, AND, OR, XOR, IF };

struct node {
    enum operation operation;
    int left, right; /* of a variable, `left` is its number */
};

/* Operands stand before their operation; the last node is the whole. */
struct condition {
    struct node nodes[NODES];
    int count, variables;
};

/* How a condition is misread. */
enum reading { AS_MEANT, IF_AS_AND, OR_AS_XOR, NULL_AS_FALSE };

/* --- Values -------------------------------------------------------------------------------------
 */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int value_of(enum operation operation, int a, int b, enum reading reading)
{
    if (operation == OR && reading == OR_AS_XOR)
        operation = XOR;
    if (operation == IF && reading == IF_AS_AND)
        operation = AND;
    switch (operation) {
    case NOT:
        return -a;
    case AND:
        return smaller(a, b);
    case OR:
        return larger(a, b);
    case XOR:
        return -a * b;
    default:
        return larger(-a, b);
    }
}

static int evaluate(const struct condition *condition, const int *values, enum reading reading)
{
    int done[NODES] = {0}, last = 0;
    for (int i = 0; i < condition->count; i++) {
        const struct node *node = &condition->nodes[i];
        if (node->operation == VARIABLE) {
            int value = values[node->left];
            last = reading == NULL_AS_FALSE && value == NULL_VALUE ? FALSE_VALUE : value;
        } else {
            last = value_of(node->operation, done[node->left],
                            node->right < 0 ? 0 : done[node->right], reading);
        }
        done[i] = last;
    }
    return last;
}

/* The values of row `row`: all TRUE first. `kinds` is 2, or 3 with NULL. */
static void row_values(int row, int variables, int kinds, int *values)
{
    for (int i = variables - 1; i >= 0; i--, row /= kinds)
        values[i] = kinds == 2 ? 1 - 2 * (row % 2) : 1 - row % 3;
}

static int row_count(int variables, int kinds)
{
    int rows = 1;
    while (variables-- > 0)
        rows *= kinds;
    return rows;
}

/* Rows whose value is at least `least`. */
static int count_rows(const struct condition *condition, int kinds, int least, enum reading reading)
{
    int count = 0, values[3] = {0};
    for (int row = 0; row < row_count(condition->variables, kinds); row++) {
        row_values(row, condition->variables, kinds, values);
        count += evaluate(condition, values, reading) >= least;
    }
    return count;
}

/* --- Text ---------------------------------------------------------------------------------------
 */

static const char *const names[] = {"a", "b", "c"};

static const char *value_name(int value)
{
    return value > 0 ? "TRUE" : value < 0 ? "FALSE" : "NULL";
}

/* With `values`, those stand in place of the names. */
static void append(const struct condition *condition, int at, const int *values, bool inner,
                   struct text *out)
{
    static const char *const words[] = {
        [AND] = " AND ", [OR] = " OR ", [XOR] = " XOR ", [IF] = " -> "};
    const struct node *node = &condition->nodes[at];
    if (node->operation == VARIABLE) {
        text_append(out, values ? value_name(values[node->left]) : names[node->left]);
    } else if (node->operation == NOT) {
        text_append(out, "NOT ");
        append(condition, node->left, values, true, out);
    } else {
        text_append(out, inner ? "(" : "");
        append(condition, node->left, values, true, out);
        text_append(out, words[node->operation]);
        append(condition, node->right, values, true, out);
        text_append(out, inner ? ")" : "");
    }
}

static const char *condition_text(struct problem *problem, const struct condition *condition,
                                  const int *values)
{
    struct text out = {0};
    append(condition, condition->count - 1, values, false, &out);
    const char *kept = problem_text(problem, "%s", text_string(&out));
    text_release(&out);
    return kept;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static int add(struct condition *condition, enum operation operation, int left, int right)
{
    condition->nodes[condition->count] = (struct node){operation, left, right};
    return condition->count++;
}

/* A variable, half of the time with NOT. */
static int add_literal(struct condition *condition, gsl_rng *rng, int variable)
{
    int at = add(condition, VARIABLE, variable, -1);
    return draw_between(rng, 0, 1) ? add(condition, NOT, at, -1) : at;
}

static int add_pair(struct condition *condition, gsl_rng *rng, const enum operation *operations,
                    int count, int left, int right)
{
    int pair = add(condition, operations[draw_between(rng, 0, count - 1)], left, right);
    return draw_between(rng, 0, 3) == 0 ? add(condition, NOT, pair, -1) : pair;
}

/* (a . b) . a or (a . b) . b, with NOT here and there; with three variables the last one is c. */
static void draw_condition(struct condition *condition, gsl_rng *rng, int variables,
                           const enum operation *operations, int count)
{
    *condition = (struct condition){.variables = variables};
    int first = add_literal(condition, rng, 0), second = add_literal(condition, rng, 1);
    int pair = add_pair(condition, rng, operations, count, first, second);
    int third = add_literal(condition, rng, variables == 3 ? 2 : draw_between(rng, 0, 1));
    if (draw_between(rng, 0, 1))
        (void)add_pair(condition, rng, operations, count, pair, third);
    else
        (void)add_pair(condition, rng, operations, count, third, pair);
}

/* --- Problems -----------------------------------------------------------------------------------
 */

static void add_rows(struct problem *problem, const struct condition *condition, int kinds)
{
    int values[3] = {0}, rows = row_count(condition->variables, kinds);
    for (int row = 0; row < rows; row++) {
        row_values(row, condition->variables, kinds, values);
        int value = evaluate(condition, values, AS_MEANT);
        problem_step(problem, "%s: %s", condition_text(problem, condition, values),
                     value_name(value));
    }
    problem_step(problem, "rows that are TRUE: %s", problem->answer);
}

static void ask_rows(gsl_rng *rng, struct problem *problem, int variables)
{
    static const enum operation operations[] = {AND, OR, XOR, IF};
    struct condition condition;
    draw_condition(&condition, rng, variables, operations, variables == 3 ? 4 : 3);
    int rows = row_count(variables, 2), count = count_rows(&condition, 2, TRUE_VALUE, AS_MEANT);
    problem_prompt(problem,
                   "%s can each be TRUE or FALSE. In how many of the %d rows of its truth table is "
                   "this TRUE?\n    %s",
                   variables == 3 ? "a, b and c" : "a and b", rows,
                   condition_text(problem, &condition, NULL));
    problem_answer(problem, ANSWER_EXACT, "%d", count);
    problem_hint(problem,
                 "Write down all %d rows, beginning with all TRUE; work from the inner "
                 "parentheses outwards.",
                 rows);
    if (variables == 3)
        problem_hint(problem, "p -> q is FALSE only where p is TRUE and q is FALSE.");
    else
        problem_hint(problem, "NOT belongs only to what follows it directly, or to a parenthesis.");
    problem_hint(problem, "p OR q includes both; p XOR q means exactly one of them.");
    add_rows(problem, &condition, 2);
    problem_misconception(problem, "if-as-and",
                          "p -> q is TRUE also where p is FALSE: nothing was promised then", "%d",
                          count_rows(&condition, 2, TRUE_VALUE, IF_AS_AND));
    problem_misconception(problem, "or-as-exclusive", "OR is TRUE also where both sides are", "%d",
                          count_rows(&condition, 2, TRUE_VALUE, OR_AS_XOR));
    problem_misconception(problem, "counted-the-false-rows",
                          "that is the number of rows that are FALSE", "%d", rows - count);
}

static void ask_null(gsl_rng *rng, struct problem *problem)
{
    static const enum operation operations[] = {AND, OR};
    struct condition condition;
    draw_condition(&condition, rng, 2, operations, 2);
    int count = count_rows(&condition, 3, TRUE_VALUE, AS_MEANT);
    problem_prompt(problem,
                   "A table t has 9 rows: one for each way in which the columns a and b can be "
                   "TRUE, FALSE or NULL. How many rows does this return?\n    SELECT * FROM t "
                   "WHERE %s",
                   condition_text(problem, &condition, NULL));
    problem_answer(problem, ANSWER_EXACT, "%d", count);
    problem_hint(problem, "NULL means unknown: a result is NULL where it depends on the unknown.");
    problem_hint(problem, "NOT NULL is NULL; FALSE AND NULL is FALSE; TRUE OR NULL is TRUE.");
    problem_hint(problem, "WHERE keeps a row only where the condition is TRUE, not where it is "
                          "NULL.");
    add_rows(problem, &condition, 3);
    problem_misconception(problem, "null-as-false",
                          "NULL is not FALSE: NOT NULL is NULL, and does not keep a row", "%d",
                          count_rows(&condition, 3, TRUE_VALUE, NULL_AS_FALSE));
    problem_misconception(problem, "kept-null-rows",
                          "WHERE drops the rows for which the condition is NULL", "%d",
                          count_rows(&condition, 3, NULL_VALUE, AS_MEANT));
    problem_misconception(problem, "forgot-null",
                          "some rows that hold a NULL make the condition TRUE", "%d",
                          count_rows(&condition, 2, TRUE_VALUE, AS_MEANT));
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    (void)drill;
    if (level < 3)
        ask_rows(rng, problem, level + 1);
    else
        ask_null(rng, problem);
}

const struct drill drill_truth_table = {
    .name = "truth-table",
    .title = "Truth tables, and NULL in SQL",
    .topic = "logic",
    .version = 1,
    .levels = 3,
    .terms =
        (const char *const[]){"truth table", "boolean", "boolean algebra", "boolean logic",
                              "propositional logic", "logical operator", "logical connective",
                              "three-valued logic", "where clause", "null value", "is null", NULL},
    .generate = generate,
};
