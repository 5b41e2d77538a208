/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quadratic equations; the roots are those of gsl_poly_solve_quadratic.
 *
 * Level 1: whole roots, x^2 alone. 2: any first coefficient, fractions, one root or none. 3: roots
 * with square roots, rounded, and equations in words.
 */
#include <gsl/gsl_poly.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

/* "x^2 + x - 6" from coefficients by rising power. */
static const char *left_side(struct problem *problem, int a, int b, int c)
{
    const int coefficients[] = {c, b, a};
    return polynomial_text(problem, coefficients, 3, "x");
}

/* Distinct real roots, from low to high; 0 to 2 of them. */
static int real_roots(int a, int b, int c, double roots[2])
{
    int count = gsl_poly_solve_quadratic(a, b, c, &roots[0], &roots[1]);
    return count == 2 && fabs(roots[1] - roots[0]) < 1e-12 ? 1 : count;
}

/* The root (-b + sign * root) / 2a as a fraction; `root` is the square root of the discriminant. */
static const char *root_text(struct problem *problem, int a, int b, int root)
{
    return fraction_text(problem, root - b, 2L * a);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_whole(gsl_rng *rng, struct problem *problem)
{
    int p = draw_nonzero(rng, -9, 9), q;
    do
        q = draw_nonzero(rng, -9, 9);
    while (q == p || q == -p);
    int b = -p - q, c = p * q;
    double roots[2] = {0};
    (void)real_roots(1, b, c, roots);
    long low = lround(roots[0]), high = lround(roots[1]);
    problem_prompt(problem, "Find all real x with\n    %s = 0", left_side(problem, 1, b, c));
    problem_answer(problem, ANSWER_SET, "{%ld, %ld}", high, low);
    problem_hint(problem, "Which two numbers have the product %d and the sum %d?", c, -b);
    problem_hint(problem, "x^2 - (p + q)x + pq = (x - p)(x - q)");
    problem_step(problem, "two numbers with product %d and sum %d: %ld and %ld", c, -b, high, low);
    problem_step(problem, "(%s)(%s) = 0, so x is one of %s", left_side(problem, 0, 1, (int)-high),
                 left_side(problem, 0, 1, (int)-low), problem->answer);
    problem_misconception(problem, "turned-the-signs",
                          "x - p is 0 at p: the roots have the other sign than in the factors",
                          "{%ld, %ld}", -high, -low);
    problem_misconception(problem, "one-root-only", "there are two", "{%ld}", high);
    problem_misconception(problem, "one-root-only", "there are two", "{%ld}", low);
    problem_misconception(problem, "read-off-coefficients", "the coefficients are not the roots",
                          "{%d, %d}", b, c);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void add_formula_hints(struct problem *problem, int a, int b, int c)
{
    problem_hint(problem, "The discriminant b^2 - 4ac tells how many roots there are.");
    problem_hint(problem, "x = (-b ± sqrt(b^2 - 4ac)) / (2a), with a = %d, b = %d, c = %d.", a, b,
                 c);
    problem_step(problem, "b^2 - 4ac = %d - 4 · %d · %s = %d", b * b, a, factor_text(problem, c),
                 b * b - 4 * a * c);
}

static void add_slips(struct problem *problem, int a, int b, int root)
{
    problem_misconception(problem, "turned-the-signs", "the formula begins with -b", "{%s, %s}",
                          root_text(problem, a, -b, root), root_text(problem, a, -b, -root));
    problem_misconception(problem, "divided-by-a", "the formula divides by 2a", "{%s, %s}",
                          fraction_text(problem, root - b, a),
                          fraction_text(problem, -root - b, a));
    problem_misconception(problem, "forgot-to-divide", "the formula divides by 2a", "{%d, %d}",
                          root - b, -root - b);
    problem_misconception(problem, "one-root-only", "the square root has two signs", "{%s}",
                          root_text(problem, a, b, root));
}

/* (px - q)(rx - s) = 0 */
static void ask_fractions(gsl_rng *rng, struct problem *problem)
{
    int p = draw_between(rng, 2, 4), r = draw_between(rng, 1, 3), q, s;
    do {
        q = draw_nonzero(rng, -7, 7);
        s = draw_nonzero(rng, -7, 7);
    } while (greatest_divisor(p, q) != 1 || greatest_divisor(r, s) != 1 || q * r == s * p);
    int a = p * r, b = -(p * s + q * r), c = q * s, root = abs(p * s - q * r);
    problem_prompt(problem, "Find all real x with\n    %s = 0\n(fractions are fine)",
                   left_side(problem, a, b, c));
    problem_answer(problem, ANSWER_SET, "{%s, %s}", root_text(problem, a, b, root),
                   root_text(problem, a, b, -root));
    add_formula_hints(problem, a, b, c);
    problem_step(problem, "its square root is %d: x = (%d ± %d) / %d", root, -b, root, 2 * a);
    problem_step(problem, "x is one of %s", problem->answer);
    add_slips(problem, a, b, root);
    problem_misconception(problem, "no-roots", "the discriminant is above 0: there are two roots",
                          "none");
}

static void ask_double(gsl_rng *rng, struct problem *problem)
{
    int p = draw_between(rng, 1, 3), q;
    do
        q = draw_nonzero(rng, -9, 9);
    while (greatest_divisor(p, q) != 1);
    int a = p * p, b = -2 * p * q, c = q * q;
    problem_prompt(problem, "Find all real x with\n    %s = 0", left_side(problem, a, b, c));
    problem_answer(problem, ANSWER_SET, "{%s}", fraction_text(problem, q, p));
    add_formula_hints(problem, a, b, c);
    problem_step(problem, "the discriminant is 0: there is one root, -b / (2a) = %d / %d", -b,
                 2 * a);
    problem_step(problem, "x is %s", problem->answer);
    problem_misconception(problem, "turned-the-signs", "the formula begins with -b", "{%s}",
                          fraction_text(problem, -q, p));
    problem_misconception(problem, "both-signs", "only x^2 = k has a root of either sign",
                          "{%s, %s}", fraction_text(problem, q, p), fraction_text(problem, -q, p));
    problem_misconception(problem, "no-roots", "a discriminant of 0 gives one root, not none",
                          "none");
}

static void ask_none(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 4), b = draw_nonzero(rng, -8, 8);
    int c = b * b / (4 * a) + draw_between(rng, 1, 6), discriminant = b * b - 4 * a * c;
    double roots[2] = {0};
    problem_prompt(problem, "Find all real x with\n    %s = 0\n(type \"none\" if there is none)",
                   left_side(problem, a, b, c));
    problem_answer(problem, ANSWER_SET, "none");
    add_formula_hints(problem, a, b, c);
    problem_step(problem, "no real number has the square %d, so there is none", discriminant);
    int turned = b * b + 4 * a * c; /* the roots of a x^2 + b x - c */
    if (real_roots(a, b, -c, roots) == 2)
        problem_misconception(
            problem, "lost-the-minus",
            problem_text(problem, "b^2 - 4ac is below 0; %d is b^2 + 4ac", turned), "{%.2f, %.2f}",
            roots[1], roots[0]);
    problem_misconception(problem, "answered-the-vertex",
                          "that is where it is lowest; it is above 0 even there", "{%s}",
                          fraction_text(problem, -b, 2L * a));
    problem_misconception(problem, "zero-is-a-root", "at 0 it is not 0", "{0}");
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static bool is_square(int value)
{
    int root = (int)lround(sqrt(value));
    return root * root == value;
}

static void ask_rounded(gsl_rng *rng, struct problem *problem)
{
    int a, b, c;
    do {
        a = draw_between(rng, 1, 4);
        b = draw_nonzero(rng, -9, 9);
        c = draw_nonzero(rng, -9, 9);
    } while (b * b - 4 * a * c <= 0 || is_square(b * b - 4 * a * c));
    double roots[2] = {0};
    (void)real_roots(a, b, c, roots);
    int discriminant = b * b - 4 * a * c;
    problem->absolute = 0.006;
    problem_prompt(problem, "Find all real x with\n    %s = 0\nto two decimals.",
                   left_side(problem, a, b, c));
    problem_answer(problem, ANSWER_SET, "{%.2f, %.2f}", roots[1], roots[0]);
    add_formula_hints(problem, a, b, c);
    problem_hint(problem, "sqrt(%d) lies between %d and %d.", discriminant,
                 (int)floor(sqrt(discriminant)), (int)ceil(sqrt(discriminant)));
    problem_step(problem, "sqrt(%d) = %.4f", discriminant, sqrt(discriminant));
    problem_step(problem, "(%d + %.4f) / %d = %.2f and (%d - %.4f) / %d = %.2f", -b,
                 sqrt(discriminant), 2 * a, roots[1], -b, sqrt(discriminant), 2 * a, roots[0]);
    problem_step(problem, "x is one of %s", problem->answer);
    problem_misconception(problem, "turned-the-signs", "the formula begins with -b", "{%.2f, %.2f}",
                          -roots[0], -roots[1]);
    problem_misconception(problem, "one-root-only", "the square root has two signs", "{%.2f}",
                          roots[1]);
    problem_misconception(problem, "divided-by-a", "the formula divides by 2a", "{%.2f, %.2f}",
                          2 * roots[1], 2 * roots[0]);
    problem_misconception(problem, "divided-only-the-root", "all of -b ± sqrt(...) is divided",
                          "{%.2f, %.2f}", -b + sqrt(discriminant) / (2 * a),
                          -b - sqrt(discriminant) / (2 * a));
}

/* n(n - 1)/2 = pairs, n(n - 1) = links: the number that is asked for is the positive root. */
static void ask_words(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        const char *before, *between;
        int share; /* n(n - 1)/share */
    } texts[] = {
        {"Every two nodes of a cluster keep one connection; there are ",
         " connections. How many nodes are there?", 2},
        {"Every server sends one message to every other; ",
         " messages are sent. How many servers are there?", 1},
        {"A nested loop compares every record with every one after it, ",
         " comparisons in all. How many records are there?", 2},
        {"A schema review pairs each team with each other once, in ",
         " meetings. How many teams are there?", 2},
    };
    int which = draw_between(rng, 0, 3), n = draw_between(rng, 5, 40), share = texts[which].share;
    int pairs = n * (n - 1) / share, root = 2 * n - 1;
    double roots[2] = {0};
    (void)real_roots(1, -1, -share * pairs, roots);
    problem_prompt(problem, "%s%d%s", texts[which].before, pairs, texts[which].between);
    problem_answer(problem, ANSWER_EXACT, "%ld", lround(roots[1]));
    problem_hint(problem, "Each of the n has n - 1 others%s.",
                 share == 2 ? "; that counts every pair twice" : "");
    problem_hint(problem, "n(n - 1)%s = %d", share == 2 ? "/2" : "", pairs);
    problem_step(problem, "n(n - 1) = %d, so n^2 - n - %d = 0", share * pairs, share * pairs);
    problem_step(problem, "n = (1 ± sqrt(1 + 4 · %d)) / 2 = (1 ± %d) / 2", share * pairs, root);
    problem_step(problem, "%ld is no number of things, so n is %s", lround(roots[0]),
                 problem->answer);
    problem_misconception(problem, "kept-the-negative-root", "a number of things is not below 0",
                          "%d", 1 - n);
    problem_misconception(problem, "off-by-one", "each has one other fewer than there are", "%d",
                          n - 1);
    problem_misconception(problem, "forgot-the-half",
                          share == 2 ? "every pair was counted twice"
                                     : "both directions are counted here",
                          "%.2f", (1 + sqrt(1 + 4.0 * (share == 2 ? 1 : 2) * pairs)) / 2);
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    int kind = draw_between(rng, 0, 4);
    (void)drill;
    if (level == 1)
        ask_whole(rng, problem);
    else if (level == 2)
        (kind < 3 ? ask_fractions : kind == 3 ? ask_double : ask_none)(rng, problem);
    else
        (kind < 3 ? ask_rounded : ask_words)(rng, problem);
}

const struct drill drill_quadratic = {
    .name = "quadratic",
    .title = "Quadratic equations",
    .topic = "algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"linear-equation", NULL},
    .terms = (const char *const[]){"quadratic", "quadratic equation", "quadratic formula",
                                   "parabola", "discriminant", "polynomial",
                                   "completing the square", "factoring", NULL},
    .generate = generate,
};
