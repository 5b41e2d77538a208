/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Derivatives as formulas.
 *
 * Level 1: polynomials. 2: chain and product rule. 3: quotients, roots, logarithms, and the shapes
 * that queues and models bring along.
 */
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* f(x) = `function`, which typed back is no answer; the answer follows. */
static void ask_formula(struct problem *problem, const char *before, const char *function,
                        const char *derivative)
{
    problem->variables = "x";
    problem_prompt(problem, "%sWhat is the derivative of this function?\n    f(x) = %s", before,
                   function);
    problem_expression(problem, "%s", function);
    problem_answer(problem, ANSWER_FORMULA, "%s", derivative);
}

static const char *line(struct problem *problem, int slope, int constant)
{
    const int coefficients[] = {constant, slope};
    return polynomial_text(problem, coefficients, 2, "x");
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

enum { TERMS = 4 };

static void ask_polynomial(gsl_rng *rng, struct problem *problem)
{
    int c[TERMS], d[TERMS - 1], lowered[TERMS - 1], kept[TERMS], degree = draw_between(rng, 2, 3);
    for (int i = 0; i < TERMS; i++)
        c[i] = i > degree ? 0 : i == degree ? draw_nonzero(rng, -4, 6) : draw_nonzero(rng, -7, 9);
    for (int i = 1; i < TERMS; i++) {
        d[i - 1] = i * c[i];
        lowered[i - 1] = c[i];
        kept[i] = i * c[i];
    }
    kept[0] = 0;
    ask_formula(problem, "", polynomial_text(problem, c, degree + 1, "x"),
                polynomial_text(problem, d, degree, "x"));
    problem_hint(problem, "Term by term: x^n has the derivative n x^(n-1).");
    problem_hint(problem, "A constant has the derivative 0.");
    int first[TERMS] = {0}, below[TERMS] = {0};
    first[degree] = c[degree];
    below[degree - 1] = degree * c[degree];
    const char *term = polynomial_text(problem, first, TERMS, "x");
    const char *becomes = polynomial_text(problem, below, TERMS, "x");
    problem_hint(problem, "%s becomes %s.", term, becomes);
    const char *product = abs(c[degree]) == 1 ? ""
                                              : problem_text(problem, "%d·%s%s = ", degree,
                                                             factor_text(problem, c[degree]),
                                                             degree == 3 ? "x^2" : "x");
    problem_step(problem, "the first term: %s becomes %s%s", term, product, becomes);
    problem_step(problem, "all terms, the constant %d dropped: %s", c[0], problem->answer);
    problem_misconception(problem, "kept-the-exponent", "the exponent goes down by one", "%s",
                          polynomial_text(problem, kept, degree + 1, "x"));
    problem_misconception(problem, "forgot-the-factor", "the exponent comes down as a factor", "%s",
                          polynomial_text(problem, lowered, degree, "x"));
    problem_misconception(problem, "kept-the-constant", "a constant does not change: derivative 0",
                          "%s + (%d)", problem->answer, c[0]);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_power(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 2, 6), b = draw_nonzero(rng, -7, 9), n = draw_between(rng, 3, 6);
    const char *inner = line(problem, a, b);
    ask_formula(problem, "", problem_text(problem, "(%s)^%d", inner, n),
                problem_text(problem, "%d(%s)^%d", n * a, inner, n - 1));
    problem_hint(problem, "Chain rule: the outer derivative times the inner one.");
    problem_hint(problem, "The inner function %s has the derivative %d.", inner, a);
    problem_step(problem, "outer: %d(%s)^%d, inner: %d", n, inner, n - 1, a);
    problem_step(problem, "product: %s", problem->answer);
    problem_misconception(problem, "forgot-the-inner-derivative",
                          "the inside changes, too: times its derivative", "%d(%s)^%d", n, inner,
                          n - 1);
    problem_misconception(problem, "kept-the-exponent", "the exponent goes down by one",
                          "%d(%s)^%d", n * a, inner, n);
    problem_misconception(problem, "inner-derivative-inside", "the inside stays as it is",
                          "%d*%d^%d", n, a, n - 1);
}

/* "3 ", "-3 ", nothing for 1: what stands before a function. */
static const char *times_text(struct problem *problem, int factor)
{
    return factor == 1 ? "" : factor == -1 ? "-" : problem_text(problem, "%d ", factor);
}

static void ask_product(gsl_rng *rng, struct problem *problem)
{
    int k = draw_nonzero(rng, -4, 6), a = draw_between(rng, 1, 9), b = draw_nonzero(rng, -6, 6);
    const char *factor = line(problem, a, b), *power = line(problem, k, 0);
    const char *exponential = problem_text(problem, "e^(%s)", power);
    ask_formula(problem, "", problem_text(problem, "(%s)*%s", factor, exponential),
                problem_text(problem, "(%s)*%s", line(problem, a * k, a + b * k), exponential));
    problem_hint(problem, "Product rule: (u v)' = u' v + u v'.");
    problem_hint(problem, "u' = %d, and v' = %s%s.", a, times_text(problem, k), exponential);
    problem_step(problem, "u' v + u v' = %s%s + (%s)·%s%s", times_text(problem, a), exponential,
                 factor, k < 0 ? problem_text(problem, "(%d) ", k) : times_text(problem, k),
                 exponential);
    problem_step(problem, "taken together: %s", problem->answer);
    problem_misconception(problem, "product-of-the-derivatives", "(u v)' is u' v + u v', not u' v'",
                          "%d*%s", a * k, exponential);
    problem_misconception(problem, "half-of-the-product-rule", "u' v is missing", "%d*(%s)*%s", k,
                          factor, exponential);
    problem_misconception(problem, "half-of-the-product-rule", "u v' is missing", "%d*%s", a,
                          exponential);
    problem_misconception(problem, "forgot-the-inner-derivative",
                          "the exponent changes, too: times its derivative", "(%s)*%s",
                          line(problem, a, a + b), exponential);
}

static void ask_logarithm(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 9), b = draw_between(rng, 1, 12);
    const int inner[] = {b, 0, a}, outer[] = {0, 2 * a};
    const char *inside = polynomial_text(problem, inner, 3, "x");
    const char *above = polynomial_text(problem, outer, 2, "x");
    ask_formula(problem, "", problem_text(problem, "ln(%s)", inside),
                problem_text(problem, "(%s)/(%s)", above, inside));
    problem_hint(problem, "Chain rule; ln u has the derivative 1/u.");
    problem_hint(problem, "The inner derivative is %s.", above);
    problem_step(problem, "outer: 1/(%s), inner: %s", inside, above);
    problem_step(problem, "product: %s", problem->answer);
    problem_misconception(problem, "forgot-the-inner-derivative",
                          "the inside changes, too: times its derivative", "1/(%s)", inside);
    problem_misconception(problem, "inner-derivative-inside",
                          "1/u times u', where u stays as it is", "1/(%s)", above);
    problem_misconception(problem, "logarithm-of-the-derivative",
                          "the derivative is not taken inside of the function", "ln(%s)", above);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_quotient(gsl_rng *rng, struct problem *problem)
{
    int a, b, c, d;
    do {
        a = draw_between(rng, 1, 7);
        b = draw_nonzero(rng, -8, 8);
        c = draw_between(rng, 1, 5);
        d = draw_between(rng, 1, 9);
    } while (a * d == b * c);
    const char *above = line(problem, a, b), *below = line(problem, c, d);
    ask_formula(problem, "", problem_text(problem, "(%s)/(%s)", above, below),
                problem_text(problem, "%d/(%s)^2", a * d - b * c, below));
    problem_hint(problem, "Quotient rule: (u/v)' = (u' v - u v') / v^2.");
    problem_hint(problem, "u' = %d and v' = %d.", a, c);
    problem_step(problem, "(%s(%s) - %s(%s)) / (%s)^2", coefficient_text(problem, a), below,
                 coefficient_text(problem, c), above, below);
    problem_step(problem, "above, x cancels: %d - %s, so %s", a * d, factor_text(problem, b * c),
                 problem->answer);
    problem_misconception(problem, "quotient-of-the-derivatives",
                          "(u/v)' is (u' v - u v')/v^2, not u'/v'", "%d/%d", a, c);
    problem_misconception(problem, "wrong-order", "u' v comes first: the sign is turned",
                          "%d/(%s)^2", b * c - a * d, below);
    problem_misconception(problem, "forgot-the-square", "below stands v^2", "%d/(%s)",
                          a * d - b * c, below);
    problem_misconception(problem, "added-instead", "u v' is subtracted", "(%s)/(%s)^2",
                          line(problem, 2 * a * c, a * d + b * c), below);
}

static void ask_queue(gsl_rng *rng, struct problem *problem)
{
    int m = draw_between(rng, 5, 60), c = draw_between(rng, 1, 20);
    ask_formula(problem,
                problem_text(problem,
                             "A server handles %d requests a second. At x requests a second, "
                             "x/(%d - x) of them are in it on average, and each costs %d. ",
                             m, m, c),
                problem_text(problem, "%s/(%d - x)", line(problem, c, 0), m),
                problem_text(problem, "%d/(%d - x)^2", c * m, m));
    problem_hint(problem, "Quotient rule: (u/v)' = (u' v - u v') / v^2.");
    problem_hint(problem, "v = %d - x has the derivative -1.", m);
    problem_step(problem, "(%s(%d - x) - %sx·(-1)) / (%d - x)^2", coefficient_text(problem, c), m,
                 coefficient_text(problem, c), m);
    problem_step(problem, "above, x cancels: %s", problem->answer);
    problem_misconception(problem, "forgot-the-inner-sign", "the derivative of -x is -1",
                          "(%d - %d*x)/(%d - x)^2", c * m, 2 * c, m);
    problem_misconception(problem, "quotient-of-the-derivatives",
                          "(u/v)' is (u' v - u v')/v^2, not u'/v'", "%d", -c);
    problem_misconception(problem, "only-above", "below depends on x, too", "%d/(%d - x)", c, m);
}

static void ask_root(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 6), b = draw_between(rng, 1, 20);
    const int inner[] = {b, 0, a};
    const char *inside = polynomial_text(problem, inner, 3, "x");
    ask_formula(problem, "", problem_text(problem, "sqrt(%s)", inside),
                problem_text(problem, "%s/sqrt(%s)", line(problem, a, 0), inside));
    problem_hint(problem, "A root is a power of 1/2; then the chain rule.");
    problem_hint(problem, "sqrt(u) has the derivative 1/(2 sqrt(u)).");
    problem_step(problem, "1/(2 sqrt(%s)) times the inner derivative %dx", inside, 2 * a);
    problem_step(problem, "= %s", problem->answer);
    problem_misconception(problem, "forgot-the-inner-derivative",
                          "the inside changes, too: times its derivative", "1/(2*sqrt(%s))",
                          inside);
    problem_misconception(problem, "forgot-the-half", "sqrt(u)' is 1/(2 sqrt(u))", "%d*x/sqrt(%s)",
                          2 * a, inside);
    problem_misconception(problem, "root-above", "the root goes below: the exponent is -1/2",
                          "%d*x*sqrt(%s)", a, inside);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][3] = {{ask_polynomial, ask_polynomial, ask_polynomial},
                                        {ask_power, ask_product, ask_logarithm},
                                        {ask_quotient, ask_queue, ask_root}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_derivative = {
    .name = "derivative",
    .title = "Derivatives",
    .topic = "calculus",
    .version = 2,
    .levels = 3,
    .terms = (const char *const[]){"derivative", "partial derivative", "calculus", "chain rule",
                                   "product rule", "quotient rule", "differentiation",
                                   "differentiable", "tangent line", "backpropagation", NULL},
    .generate = generate,
};
