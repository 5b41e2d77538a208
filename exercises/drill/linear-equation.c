/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linear equations.
 *
 * Level 1: ax + b = c. 2: x on both sides, parentheses, fractions as answers. 3: break-even and
 * mixtures in words.
 */
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

/* "3x + 5", the constant first. */
static const char *line(struct problem *problem, int slope, int constant)
{
    const int coefficients[] = {constant, slope};
    return polynomial_text(problem, coefficients, 2, "x");
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_plain(gsl_rng *rng, struct problem *problem)
{
    int x = draw_nonzero(rng, -9, 12),
        a = draw_between(rng, 2, 9) * (draw_between(rng, 0, 3) ? 1 : -1);
    int b = draw_nonzero(rng, -20, 20), c = a * x + b;
    problem_prompt(problem, "Solve for x:\n    %s = %d", line(problem, a, b), c);
    problem_answer(problem, ANSWER_EXACT, "%d", x);
    problem_hint(problem, "Do the same on both sides until x stands alone.");
    problem_hint(problem, "First %s %d on both sides.", b > 0 ? "subtract" : "add", abs(b));
    problem_step(problem, "%dx = %d %c %d = %d", a, c, b > 0 ? '-' : '+', abs(b), c - b);
    problem_step(problem, "x = %d / %s = %d", c - b, factor_text(problem, a), x);
    problem_misconception(problem, "moved-without-turning", "what crosses the = changes its sign",
                          "%s", fraction_text(problem, c + b, a));
    problem_misconception(problem, "subtracted-the-factor", "the factor of x is divided away", "%d",
                          c - b - a);
    problem_misconception(problem, "lost-the-sign", "the sign got lost in the division", "%d", -x);
    problem_misconception(problem, "stopped-early", "that is the multiple of x, not x", "%d",
                          c - b);
}

static void ask_price(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"millions of requests", "nodes", "TB"};
    int which = draw_between(rng, 0, 2), x = draw_between(rng, 3, 25);
    int fixed = 5 * draw_between(rng, 2, 30), each = draw_between(rng, 2, 15);
    int total = fixed + each * x;
    const char *first[] = {
        problem_text(problem, "A service costs $%d a month and $%d for each million requests.",
                     fixed, each),
        problem_text(problem, "A cluster costs $%d a day and $%d for each node.", fixed, each),
        problem_text(problem, "A transfer costs $%d and $%d for each TB.", fixed, each)};
    problem_prompt(problem, "%s The bill is $%d. How many %s is that?", first[which], total,
                   things[which]);
    problem_answer(problem, ANSWER_EXACT, "%d", x);
    problem_hint(problem, "Call the number x and write the bill with it.");
    problem_hint(problem, "%dx + %d = %d", each, fixed, total);
    problem_step(problem, "%dx = %d - %d = %d", each, total, fixed, total - fixed);
    problem_step(problem, "x = %d / %d = %d", total - fixed, each, x);
    problem_misconception(problem, "forgot-the-fixed-part",
                          "the fixed part is paid before anything is counted", "%s",
                          fraction_text(problem, total, each));
    problem_misconception(problem, "moved-without-turning", "what crosses the = changes its sign",
                          "%s", fraction_text(problem, total + fixed, each));
    problem_misconception(problem, "added-the-prices", "only the second price is paid again", "%s",
                          fraction_text(problem, total, each + fixed));
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_both_sides(gsl_rng *rng, struct problem *problem)
{
    int a, c, above, below = draw_between(rng, 1, 3);
    do {
        a = draw_nonzero(rng, -6, 9);
        c = draw_nonzero(rng, -6, 9);
    } while ((a - c) % below != 0 || abs(a - c) < 2);
    do
        above = draw_nonzero(rng, -15, 15);
    while (greatest_divisor(above, below) != 1);
    int b = draw_nonzero(rng, -15, 15), d = b + (a - c) / below * above;
    problem_prompt(problem, "Solve for x (a fraction is fine):\n    %s = %s", line(problem, a, b),
                   line(problem, c, d));
    problem_answer(problem, ANSWER_EXACT, "%s", fraction_text(problem, d - b, a - c));
    problem_hint(problem, "Bring x to one side and the numbers to the other.");
    problem_hint(problem, "%s %sx on both sides.", c > 0 ? "Subtract" : "Add",
                 coefficient_text(problem, abs(c)));
    problem_step(problem, "x to the left: %sx %c %sx = %dx", coefficient_text(problem, a),
                 c > 0 ? '-' : '+', coefficient_text(problem, abs(c)), a - c);
    problem_step(problem, "numbers to the right: %d%s = %d", d, added_text(problem, -b), d - b);
    problem_step(problem, "%dx = %d, so x = %s", a - c, d - b, problem->answer);
    if (a + c)
        problem_misconception(problem, "moved-without-turning",
                              "what crosses the = changes its sign: x was added", "%s",
                              fraction_text(problem, d - b, a + c));
    problem_misconception(problem, "moved-number-without-turning",
                          "what crosses the = changes its sign: the number was added", "%s",
                          fraction_text(problem, d + b, a - c));
    problem_misconception(problem, "turned-the-fraction",
                          "divided the wrong way round: the factor of x goes below", "%s",
                          d - b ? fraction_text(problem, a - c, d - b) : "1");
    problem_misconception(problem, "lost-the-sign", "the sign got lost", "%s",
                          fraction_text(problem, b - d, a - c));
}

static void ask_parentheses(gsl_rng *rng, struct problem *problem)
{
    int x = draw_nonzero(rng, -9, 9), a = draw_between(rng, 2, 7), c = draw_nonzero(rng, -9, 9);
    int b = draw_nonzero(rng, -9, 9), d;
    do
        d = draw_between(rng, -6, 9);
    while (abs(a - d) < 2 || d == 0);
    int e = a * (x + b) - c - d * x; /* a(x + b) - c = dx + e */
    problem_prompt(problem, "Solve for x:\n    %d(%s) %c %d = %s", a, line(problem, 1, b),
                   c > 0 ? '-' : '+', abs(c), line(problem, d, e));
    problem_answer(problem, ANSWER_EXACT, "%d", x);
    problem_hint(problem, "Multiply out first: the factor goes to both terms.");
    problem_hint(problem, "%d(%s) = %s", a, line(problem, 1, b), line(problem, a, a * b));
    problem_step(problem, "%s = %s", line(problem, a, a * b - c), line(problem, d, e));
    problem_step(problem, "%dx = %d", a - d, e - a * b + c);
    problem_step(problem, "x = %d / %s = %d", e - a * b + c, factor_text(problem, a - d), x);
    problem_misconception(problem, "multiplied-only-x",
                          "the factor before the parenthesis goes to both terms", "%s",
                          fraction_text(problem, e - b + c, a - d));
    problem_misconception(problem, "lost-the-sign", "the sign got lost", "%d", -x);
    if (a + d)
        problem_misconception(problem, "moved-without-turning",
                              "what crosses the = changes its sign", "%s",
                              fraction_text(problem, e - a * b + c, a + d));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_break_even(gsl_rng *rng, struct problem *problem)
{
    static const char *const scenes[][3] = {
        {"Plan A", "plan B", "TB"},
        {"A reserved machine", "an on-demand one", "hours"},
        {"A data centre", "the cloud", "servers"},
        {"A licence", "a service", "users"},
    };
    const char *const *scene = scenes[draw_between(rng, 0, 3)];
    int x = draw_between(rng, 5, 60), low = draw_between(rng, 2, 12),
        more = draw_between(rng, 2, 9);
    int high = low + more, cheap = 10 * draw_between(rng, 1, 12), dear = cheap + more * x;
    problem_prompt(problem,
                   "%s costs $%d and $%d for each of the %s; %s costs $%d and $%d. For how many %s "
                   "do both cost the same?",
                   scene[0], dear, low, scene[2], scene[1], cheap, high, scene[2]);
    problem_answer(problem, ANSWER_EXACT, "%d", x);
    problem_hint(problem, "Call the number x. Both costs are lines in x; where do they meet?");
    problem_hint(problem, "%d + %dx = %d + %dx", dear, low, cheap, high);
    problem_step(problem, "%d + %dx = %d + %dx", dear, low, cheap, high);
    problem_step(problem, "%d - %d = %dx - %dx: the dearer start is made up for by $%d each", dear,
                 cheap, high, low, more);
    problem_step(problem, "x = %d / %d = %d", dear - cheap, more, x);
    problem_misconception(problem, "forgot-one-start", "both have a part that is always paid", "%s",
                          fraction_text(problem, dear, more));
    problem_misconception(problem, "forgot-one-price",
                          "the other one grows, too: what counts is the difference of the prices",
                          "%s", fraction_text(problem, dear - cheap, high));
    problem_misconception(problem, "moved-without-turning", "what crosses the = changes its sign",
                          "%s", fraction_text(problem, dear - cheap, high + low));
}

/* a x + b y = total with x + y = count: one unknown is put in terms of the other. */
static void ask_mixture(gsl_rng *rng, struct problem *problem)
{
    static const char *const scenes[][4] = {
        {"messages", "kB", "weigh", "large"},
        {"nodes", "GiB", "hold", "large"},
        {"queries", "s", "take", "slow"},
        {"disks", "TB", "hold", "large"},
    };
    const char *const *scene = scenes[draw_between(rng, 0, 3)];
    int small = draw_between(rng, 2, 8), large = small + draw_between(rng, 2, 12);
    int x = draw_between(rng, 4, 40), y = draw_between(rng, 4, 40), count = x + y;
    int total = small * x + large * y;
    problem_prompt(problem,
                   "%d %s are of two kinds: %d %s and %d %s each. Together they %s %d %s. How many "
                   "are of the %s kind?",
                   count, scene[0], small, scene[1], large, scene[1], scene[2], total, scene[1],
                   scene[3]);
    problem_answer(problem, ANSWER_EXACT, "%d", y);
    problem_hint(problem, "If y are of the %s kind, %d - y are of the other.", scene[3], count);
    problem_hint(problem, "%d(%d - y) + %dy = %d", small, count, large, total);
    problem_step(problem, "%d · %d = %d, if all were of the other kind", small, count,
                 small * count);
    problem_step(problem, "%d - %d = %d is missing, and each of the %s kind adds %d - %d = %d",
                 total, small * count, total - small * count, scene[3], large, small,
                 large - small);
    problem_step(problem, "y = %d / %d = %d", total - small * count, large - small, y);
    problem_misconception(problem, "answered-the-other", "that is the number of the other kind",
                          "%d", x);
    problem_misconception(problem, "divided-by-the-whole",
                          "replacing one by a larger one adds only the difference", "%s",
                          fraction_text(problem, total - small * count, large));
    problem_misconception(problem, "forgot-the-others", "the others count as well", "%s",
                          fraction_text(problem, total, large));
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    bool other = draw_between(rng, 0, 1);
    (void)drill;
    if (level == 1)
        (other ? ask_plain : ask_price)(rng, problem);
    else if (level == 2)
        (other ? ask_both_sides : ask_parentheses)(rng, problem);
    else
        (other ? ask_break_even : ask_mixture)(rng, problem);
}

const struct drill drill_linear_equation = {
    .name = "linear-equation",
    .title = "Linear equations",
    .topic = "algebra",
    .version = 2,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms = (const char *const[]){"linear equation", "linear function", "equation",
                                   "elementary algebra", "algebraic", "solve for x",
                                   "slope intercept", "break even", NULL},
    .generate = generate,
};
