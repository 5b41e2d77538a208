/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Newton's method, and minima.
 *
 * Level 1: one step towards a square root; a minimum of a parabola. 2: one step for a cubic; the
 * cheapest x of a x + b / x. 3: a step towards a minimum; a root after two steps.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* x0 - value / slope, for whole numbers, as a fraction. */
static void add_newton(struct problem *problem, int start, int value, int slope)
{
    problem_answer(problem, ANSWER_EXACT, "%s",
                   fraction_text(problem, start * slope - value, slope));
    problem_hint(problem, "Next x = x - f(x)/f'(x), the zero of the tangent.");
    problem_hint(problem, "f(%d) = %d; now f'(%d).", start, value, start);
    problem_step(problem, "f(%d) = %d, f'(%d) = %d", start, value, start, slope);
    problem_step(problem, "%d - %s/%s = %s", start, factor_text(problem, value),
                 factor_text(problem, slope), problem->answer);
    problem_misconception(problem, "wrong-sign", "the quotient is subtracted", "%s",
                          fraction_text(problem, start * slope + value, slope));
    problem_misconception(problem, "forgot-to-divide", "f(x) is divided by the slope f'(x)", "%d",
                          start - value);
    if (value)
        problem_misconception(problem, "turned-the-quotient", "it is f over f', not f' over f",
                              "%s", fraction_text(problem, start * value - slope, value));
    problem_misconception(problem, "gave-the-change", "that is the step; the new x is asked for",
                          "%s", fraction_text(problem, -value, slope));
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_square_root(gsl_rng *rng, struct problem *problem)
{
    int start = draw_between(rng, 2, 9), a;
    do
        a = start * start + draw_nonzero(rng, -2 * start + 1, 2 * start);
    while (a < 2);
    problem_prompt(
        problem,
        "√%d is the root of f(x) = x^2 - %d. What is x after one step of Newton's method "
        "from x = %d? (A fraction is fine.)",
        a, a, start);
    add_newton(problem, start, start * start - a, 2 * start);
    problem_misconception(problem, "forgot-the-factor-two", "f'(x) = 2x", "%s",
                          fraction_text(problem, a, start));
}

static void ask_parabola(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 6), m = draw_between(rng, 2, 25), c = draw_between(rng, 5, 90);
    const int coefficients[] = {c + a * m * m, -2 * a * m, a};
    problem_prompt(problem, "For which x is this cost smallest?\n    %s",
                   polynomial_text(problem, coefficients, 3, "x"));
    problem_answer(problem, ANSWER_EXACT, "%d", m);
    problem_hint(problem, "At the bottom the derivative is 0.");
    problem_hint(problem, "The derivative is %dx - %d.", 2 * a, 2 * a * m);
    problem_step(problem, "%dx - %d = 0", 2 * a, 2 * a * m);
    problem_step(problem, "x = %d / %d = %d", 2 * a * m, 2 * a, m);
    problem_misconception(problem, "gave-the-cost", "that is the cost there; x is asked for", "%d",
                          c);
    problem_misconception(problem, "forgot-the-factor-two", "the derivative of x^2 is 2x", "%d",
                          2 * m);
    problem_misconception(problem, "lost-the-sign", "the sign is the other one", "%d", -m);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_cubic(gsl_rng *rng, struct problem *problem)
{
    int a, b, start, value, slope;
    do {
        a = draw_between(rng, -4, 6);
        b = draw_nonzero(rng, -9, 12);
        start = draw_between(rng, 1, 4);
        value = start * start * start - a * start - b;
        slope = 3 * start * start - a;
    } while (!value || !slope || !a);
    const int coefficients[] = {-b, -a, 0, 1};
    problem_prompt(problem,
                   "What is x after one step of Newton's method from x = %d? (A fraction is "
                   "fine.)\n    f(x) = %s",
                   start, polynomial_text(problem, coefficients, 4, "x"));
    add_newton(problem, start, value, slope);
}

static void ask_balance(gsl_rng *rng, struct problem *problem)
{
    static const char *const stories[] = {
        "With x partitions, a scan reads them for", "With batches of x files, a day costs",
        "Checkpoints every x minutes cost", "With x replicas, reads and writes take"};
    int a = draw_between(rng, 2, 9), root = draw_between(rng, 2, 30), b = a * root * root;
    problem_prompt(problem,
                   "%s this many seconds:\n    %dx + %d/x\nWhich x > 0 makes that smallest?",
                   draw_text(rng, stories, 4), a, b);
    problem_answer(problem, ANSWER_EXACT, "%d", root);
    problem_hint(problem, "At the minimum the derivative is 0.");
    problem_hint(problem, "The derivative is %d - %d/x^2.", a, b);
    problem_step(problem, "%d = %d/x^2, so x^2 = %d/%d = %d", a, b, b, a, root * root);
    problem_step(problem, "x = √%d = %d", root * root, root);
    problem_misconception(problem, "forgot-the-root", "that is x^2", "%d", root * root);
    problem_misconception(problem, "gave-the-cost", "that is the time there; x is asked for", "%d",
                          2 * a * root);
    problem_misconception(problem, "forgot-the-factor", "divide by the factor of x first", "%.6g",
                          sqrt(b));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_towards_minimum(gsl_rng *rng, struct problem *problem)
{
    int a, b, start, slope, bend;
    do {
        a = draw_between(rng, 1, 3);
        b = draw_between(rng, 1, 12);
        start = draw_between(rng, 2, 5);
        slope = 4 * start * start * start - 2 * a * start - b;
        bend = 12 * start * start - 2 * a;
    } while (!slope);
    const int coefficients[] = {0, -b, -a, 0, 1};
    problem_prompt(problem,
                   "f has its minimum where f' is 0. What is x after one Newton step towards that "
                   "minimum, from x = %d? (A fraction is fine.)\n    f(x) = %s",
                   start, polynomial_text(problem, coefficients, 5, "x"));
    problem_answer(problem, ANSWER_EXACT, "%s", fraction_text(problem, start * bend - slope, bend));
    int value = start * start * start * start - a * start * start - b * start;
    problem_hint(problem, "Newton's method for f' = 0: next x = x - f'(x)/f''(x).");
    problem_hint(problem, "f'(%d) = %d", start, slope);
    problem_step(problem, "f'(%d) = %d, f''(%d) = %d", start, slope, start, bend);
    problem_step(problem, "%d - %s/%d = %s", start, factor_text(problem, slope), bend,
                 problem->answer);
    problem_misconception(problem, "step-to-a-root",
                          "that step leads to a root of f; a minimum is a root of f'", "%s",
                          fraction_text(problem, start * slope - value, slope));
    problem_misconception(problem, "wrong-sign", "the quotient is subtracted", "%s",
                          fraction_text(problem, start * bend + slope, bend));
    problem_misconception(problem, "gradient-step", "f' is divided by f''", "%d", start - slope);
}

static void ask_two_steps(gsl_rng *rng, struct problem *problem)
{
    int start = draw_between(rng, 2, 5), cube = start * start * start, a;
    do
        a = cube + draw_nonzero(rng, -cube / 2, cube / 2 + 2);
    while (a < 2);
    double x = start, first = (2 * x + a / (x * x)) / 3,
           next = (2 * first + a / (first * first)) / 3;
    problem_prompt(problem,
                   "Newton's method for f(x) = x^3 - %d approaches the cube root of %d. What is x "
                   "after two steps from x = %d, to three decimals?",
                   a, a, start);
    problem_answer(problem, ANSWER_DECIMAL, "%.4f", next);
    problem->absolute = 0.00055;
    problem_hint(problem, "Next x = x - (x^3 - %d)/(3x^2).", a);
    problem_hint(problem, "The first step leads to %.4f.", first);
    problem_step(problem, "%d - %s/%d = %.5f", start, factor_text(problem, cube - a),
                 3 * start * start, first);
    problem_step(problem, "again from there: %.5f - %s/%.5f = %s", first,
                 factor_text(problem, first * first * first - a), 3 * first * first,
                 problem->answer);
    problem_misconception(problem, "one-step-only", "that is after one step", "%.5f", first);
    problem_misconception(problem, "wrong-sign", "the quotient is subtracted", "%.5f",
                          2 * start - first);
    problem_misconception(problem, "square-root-rule", "the derivative of x^3 is 3x^2", "%.5f",
                          (first + a / first) / 2);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][2] = {{ask_square_root, ask_parabola},
                                        {ask_cubic, ask_balance},
                                        {ask_towards_minimum, ask_two_steps}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 1)](rng, problem);
}

const struct drill drill_newton_step = {
    .name = "newton-step",
    .title = "Newton's method and minima",
    .topic = "calculus",
    .version = 2,
    .levels = 3,
    .prerequisites = (const char *const[]){"derivative", NULL},
    .terms = (const char *const[]){"newton's method", "newton raphson", "root finding",
                                   "convergence", "local minimum", "global minimum", "minimization",
                                   "optimization problem", "second derivative", "convex", "hessian",
                                   "calculus", NULL},
    .generate = generate,
};
