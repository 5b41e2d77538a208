/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Definite integrals.
 *
 * Level 1: a line or a parabola. 2: 1/x, exponentials, and rates that change. 3: areas between
 * curves, means, substitution and parts. The integrand is the problem's expression where there is
 * one, so that a test can integrate it numerically.
 */
#include <math.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* Several terms, which stand in parentheses before dx. */
static bool is_sum(const char *function)
{
    int depth = 0;
    for (const char *c = function; *c; c++) {
        depth += (*c == '(') - (*c == ')');
        if (!depth && c > function && strchr("+-", *c))
            return true;
    }
    return false;
}

static void prompt_integral(struct problem *problem, const char *function, int from, int to)
{
    problem_prompt(problem,
                   is_sum(function)
                       ? "What is this integral?\n    integral from %d to %d of (%s) dx"
                       : "What is this integral?\n    integral from %d to %d of %s dx",
                   from, to, function);
    problem_expression(problem, "%s", function);
}

/* To three decimals or three digits, whichever is finer. */
static void answer_decimal(struct problem *problem, double value)
{
    problem_answer(problem, ANSWER_DECIMAL, "%.3f", value);
    problem->absolute = 0.0011;
    problem->relative = 0.0051; /* three significant digits, rounded, are right */
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static int value_at(const int *c, int x)
{
    return c[0] + (c[1] + (c[2] + c[3] * x) * x) * x;
}

static void ask_polynomial(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 0, 1) ? draw_nonzero(rng, -2, 3) : 0;
    int b = draw_nonzero(rng, -4, 5), c = draw_nonzero(rng, -5, 8);
    int from = draw_between(rng, -1, 1), to = from + draw_between(rng, 2, 4);
    const int f[] = {c, 2 * b, 3 * a, 0}, whole[] = {0, c, b, a};
    const char *antiderivative = polynomial_text(problem, whole, 4, "x");
    int high = value_at(whole, to), low = value_at(whole, from), slope = value_at(f, to);
    prompt_integral(problem, polynomial_text(problem, f, 3, "x"), from, to);
    problem_answer(problem, ANSWER_EXACT, "%d", high - low);
    problem_hint(problem,
                 "f is what stands before dx. Find F with F' = f; the answer is F at the end "
                 "minus F at the start.");
    problem_hint(problem, "F(x) = %s", antiderivative);
    problem_step(problem, "F(x) = %s", antiderivative);
    problem_step(problem, "F(%d) - F(%d) = %d - %s = %d", to, from, high, factor_text(problem, low),
                 high - low);
    problem_misconception(problem, "forgot-the-lower-end", "F at the start is subtracted", "%d",
                          high);
    problem_misconception(problem, "added-the-ends", "F at the start is subtracted, not added",
                          "%d", high + low);
    problem_misconception(problem, "did-not-integrate", "these are values of f, not of F", "%d",
                          slope - value_at(f, from));
    problem_misconception(problem, "wrong-order", "the end minus the start", "%d", low - high);
}

static void ask_ramp(gsl_rng *rng, struct problem *problem)
{
    int b = draw_between(rng, 1, 6), a = draw_between(rng, 5, 60), t = 2 * draw_between(rng, 2, 15);
    int total = a * t + b * t * t / 2;
    problem_prompt(problem,
                   "An upload runs at %d + %st MB a second after t seconds. How many MB have been "
                   "sent after %d seconds?",
                   a, coefficient_text(problem, b), t);
    problem_answer(problem, ANSWER_EXACT, "%d", total);
    problem_hint(problem, "The amount is the integral of the rate.");
    problem_hint(problem, "The integral of %st is %s.", coefficient_text(problem, b),
                 b % 2 ? problem_text(problem, "%d/2 t^2", b)
                       : problem_text(problem, "%st^2", coefficient_text(problem, b / 2)));
    problem_step(problem, "%d·%d + %s%d^2/2", a, t, b == 1 ? "" : problem_text(problem, "%d·", b),
                 t);
    problem_step(problem, "= %d + %d = %d", a * t, b * t * t / 2, total);
    problem_misconception(problem, "rate-at-the-end", "the rate was lower before", "%d",
                          (a + b * t) * t);
    problem_misconception(problem, "forgot-the-half", "the integral of t is t^2/2", "%d",
                          a * t + b * t * t);
    problem_misconception(problem, "gave-the-rate", "that is the rate then, not the amount", "%d",
                          a + b * t);
    problem_misconception(problem, "rate-at-the-start", "the rate grew meanwhile", "%d", a * t);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_reciprocal(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 9), from = draw_between(rng, 1, 4);
    int to = from * draw_between(rng, 2, 6) + draw_between(rng, 0, 1);
    double value = a * log((double)to / from);
    prompt_integral(problem, problem_text(problem, "%d/x", a), from, to);
    answer_decimal(problem, value);
    problem_hint(problem, "1/x is the derivative of ln x.");
    problem_hint(problem, "F(x) = %d ln x", a);
    problem_step(problem, "%d (ln %d - ln %d) = %d ln(%s)", a, to, from, a,
                 fraction_text(problem, to, from));
    problem_step(problem, "= %s", problem->answer);
    problem_misconception(problem, "power-rule", "the power rule fails at x^-1: it is ln x", "%.6g",
                          a * (1.0 / to - 1.0 / from));
    problem_misconception(problem, "subtracted-inside", "ln b - ln a is ln(b/a), not ln(b - a)",
                          "%.6g", a * log(to - from));
    problem_misconception(problem, "decimal-logarithm", "the natural logarithm is meant", "%.6g",
                          a * log10((double)to / from));
    problem_misconception(problem, "forgot-the-lower-end", "F at the start is subtracted", "%.6g",
                          a * log(to));
}

static void ask_decay(gsl_rng *rng, struct problem *problem)
{
    int rate = 10 * draw_between(rng, 2, 60), life = draw_between(rng, 2, 12);
    int t = draw_between(rng, 2, 20);
    double value = rate * life * (1 - exp(-(double)t / life));
    problem_prompt(problem,
                   "After t seconds a backlog drains at this many messages a second:\n"
                   "    %d e^(-t/%d)\n"
                   "How many messages drain in the first %d seconds?",
                   rate, life, t);
    problem_expression(problem, "%d*e^(-t/%d)", rate, life);
    problem_answer(problem, ANSWER_DECIMAL, "%.1f", value);
    problem->relative = 0.0051;
    problem_hint(problem, "The integral of e^(-t/%d) is -%d e^(-t/%d).", life, life, life);
    problem_hint(problem, "If it went on for ever: %d·%d = %d.", rate, life, rate * life);
    problem_step(problem, "%d·%d·(1 - e^(-%d/%d))", rate, life, t, life);
    problem_step(problem, "= %d · %.5f = %s", rate * life, 1 - exp(-(double)t / life),
                 problem->answer);
    problem_misconception(problem, "divided-instead", "integrating multiplies by the time constant",
                          "%.6g", (double)rate / life * (1 - exp(-(double)t / life)));
    problem_misconception(problem, "forgot-the-lower-end", "e^0 is 1, not 0", "%.6g",
                          rate * life * exp(-(double)t / life));
    problem_misconception(problem, "rate-at-the-start", "the rate falls all the time", "%d",
                          rate * t);
    problem_misconception(problem, "forgot-the-inner-factor",
                          "the factor in the exponent must be undone", "%.6g",
                          rate * (1 - exp(-(double)t / life)));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_area(gsl_rng *rng, struct problem *problem)
{
    int p = draw_between(rng, -4, 3), width = draw_between(rng, 2, 9), q = p + width;
    int k = draw_between(rng, 1, 4), slope = draw_between(rng, -4, 5),
        base = draw_between(rng, -5, 9);
    /* The line minus the parabola is -k(x - p)(x - q). */
    const int line[] = {base, slope};
    const int parabola[] = {base + k * p * q, slope - k * (p + q), k};
    problem_prompt(
        problem, "What area do these curves enclose? (A fraction is fine.)\n    y = %s\n    y = %s",
        polynomial_text(problem, parabola, 3, "x"), polynomial_text(problem, line, 2, "x"));
    problem_answer(problem, ANSWER_EXACT, "%s",
                   fraction_text(problem, k * width * width * width, 6));
    problem_hint(problem, "They meet where both are equal; integrate the difference between.");
    problem_hint(problem, "They meet at x = %d and x = %d.", p, q);
    problem_step(problem, "they meet at x = %d and x = %d", p, q);
    const int difference[] = {-k * p * q, k * (p + q), -k};
    problem_step(problem, "difference: %s", polynomial_text(problem, difference, 3, "x"));
    problem_step(problem, "integral from %d to %d: %s", p, q, problem->answer);
    problem_misconception(problem, "lost-the-sign", "the upper curve minus the lower one", "%s",
                          fraction_text(problem, -k * width * width * width, 6));
    problem_misconception(problem, "forgot-to-divide",
                          "an antiderivative of x^2 is x^3/3, of x it is x^2/2", "%d",
                          k * width * width * width);
    problem_misconception(problem, "took-the-triangle", "the parabola is rounder than that", "%s",
                          fraction_text(problem, k * width * width * width, 8));
}

static void ask_mean(gsl_rng *rng, struct problem *problem)
{
    int hours = 6 * draw_between(rng, 1, 4), base = 10 * draw_between(rng, 2, 40);
    int k = draw_between(rng, 2, 6), peak = k * hours * hours / 4;
    int mean = base + k * hours * hours / 6;
    problem_prompt(problem,
                   "At hour t of a shift of %d hours the load, in requests a second, is\n    %d + "
                   "%dt(%d - t)\n"
                   "What is its mean?",
                   hours, base, k, hours);
    problem_answer(problem, ANSWER_EXACT, "%d", mean);
    problem_hint(problem, "The mean is the integral divided by the length.");
    problem_hint(problem, "t(%d - t) = %dt - t^2 has the antiderivative %dt^2 - t^3/3.", hours,
                 hours, hours / 2);
    problem_step(problem, "integral of t(%d - t) from 0 to %d: %d - %d = %d", hours, hours,
                 hours * hours * hours / 2, hours * hours * hours / 3, hours * hours * hours / 6);
    problem_step(problem, "%d + %d·%d/%d = %d", base, k, hours * hours * hours / 6, hours, mean);
    problem_misconception(problem, "gave-the-peak", "that is the greatest load, in the middle",
                          "%d", base + peak);
    problem_misconception(problem, "mean-of-start-and-peak",
                          "the load is near its peak for longer than near its start", "%s",
                          fraction_text(problem, 2 * base + peak, 2));
    problem_misconception(problem, "forgot-to-divide", "divide by the length of the shift", "%d",
                          mean * hours);
    problem_misconception(problem, "mean-of-the-ends", "the ends say nothing about the middle",
                          "%d", base);
}

static void ask_parts(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 9), to = draw_between(rng, 1, 6), b = draw_between(rng, 0, 5);
    double value = a + b - (a * (to + 1) + b) * exp(-to);
    const int factor[] = {b, a};
    const char *line = polynomial_text(problem, factor, 2, "x");
    const int constant[] = {a + b, a};
    const char *sum = polynomial_text(problem, constant, 2, "x");
    const char *times = b ? problem_text(problem, "(%s)", line) : line;
    prompt_integral(problem, problem_text(problem, "%s*e^(-x)", times), 0, to);
    answer_decimal(problem, value);
    problem_hint(problem, "By parts: the integral of u v' is u v minus the integral of u' v.");
    problem_hint(problem, "With v = -e^(-x): F(x) = -(%s) e^(-x).", sum);
    problem_step(problem, "F(x) = -%s e^(-x) - %se^(-x) = -(%s) e^(-x)", times,
                 a == 1 ? "" : problem_text(problem, "%d ", a), sum);
    problem_step(problem, "F(%d) - F(0) = -%d e^(-%d) + %d", to, a * (to + 1) + b, to, a + b);
    problem_step(problem, "= %s", problem->answer);
    problem_misconception(problem, "product-of-the-integrals",
                          "the integral of a product is not the product of the integrals", "%.6g",
                          (a * to * to / 2.0 + b * to) * (1 - exp(-to)));
    problem_misconception(problem, "forgot-the-second-part", "the integral of u' v is missing",
                          "%.6g", b - (a * to + b) * exp(-to));
    problem_misconception(problem, "lost-a-sign", "v = -e^(-x): both parts are negative", "%.6g",
                          -value);
    problem_misconception(problem, "forgot-the-lower-end", "F at 0 is subtracted, and is not 0",
                          "%.6g", -(a * (to + 1) + b) * exp(-to));
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][3] = {{ask_polynomial, ask_polynomial, ask_ramp},
                                        {ask_reciprocal, ask_decay, ask_decay},
                                        {ask_area, ask_mean, ask_parts}};
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_integral = {
    .name = "integral",
    .title = "Definite integrals",
    .topic = "calculus",
    .version = 2,
    .levels = 3,
    .prerequisites = (const char *const[]){"derivative", NULL},
    .terms = (const char *const[]){"integral", "definite integral", "calculus", "antiderivative",
                                   "area under the curve", "riemann sum", "integration by parts",
                                   "cumulative distribution", "probability density", NULL},
    .generate = generate,
};
