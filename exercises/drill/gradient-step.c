/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One step of gradient descent.
 *
 * Level 1: a parabola. 2: two parameters. 3: the mean squared error of a model on data; the
 * greatest rate that converges. All answers are exact decimals.
 */
#include <math.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* Rates as a number of hundredths. */
static int draw_rate(gsl_rng *rng)
{
    static const int rates[] = {5, 10, 20, 25, 1, 2};
    return rates[draw_between(rng, 0, 5)];
}

static void add_step(struct problem *problem, int start, double gradient, int rate,
                     const char *variable)
{
    double next = start - rate * gradient / 100;
    problem_answer(problem, ANSWER_EXACT, "%.10g", next + 0.0);
    problem_step(problem, "the gradient at %s = %d is %g", variable, start, gradient);
    problem_step(problem, "%d - %g·%s = %s", start, rate / 100.0, factor_text(problem, gradient),
                 problem->answer);
    problem_misconception(problem, "went-uphill", "the step goes against the gradient", "%.10g",
                          start + rate * gradient / 100);
    problem_misconception(problem, "forgot-the-rate", "the gradient is multiplied by the rate",
                          "%.10g", start - gradient);
    problem_misconception(problem, "gave-the-change",
                          "that is the step; the new value is asked for", "%.10g",
                          -rate * gradient / 100);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_parabola(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 5), m = draw_between(rng, -6, 8), rate = draw_rate(rng), start;
    do
        start = draw_between(rng, -9, 12);
    while (start == m);
    const char *square = a == 1 ? "" : problem_text(problem, "%d", a);
    problem_prompt(problem,
                   "Gradient descent minimises\n    f(x) = %s(x %c %d)^2\n"
                   "with the rate %g, from x = %d. What is x after one step?",
                   square, m < 0 ? '+' : '-', m < 0 ? -m : m, rate / 100.0, start);
    problem_hint(problem, "New x = old x - rate · f'(x).");
    problem_hint(problem, "f'(x) = %d(x %c %d)", 2 * a, m < 0 ? '+' : '-', m < 0 ? -m : m);
    add_step(problem, start, 2 * a * (start - m), rate, "x");
    problem_misconception(problem, "forgot-the-factor-two", "the derivative of u^2 is 2u", "%.10g",
                          start - rate * a * (start - m) / 100.0);
    problem_misconception(problem, "jumped-to-the-minimum",
                          "one step does not reach it with this rate", "%d", m);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_two(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 4), b = draw_between(rng, 1, 4), c = draw_nonzero(rng, -3, 3);
    int x = draw_nonzero(rng, -5, 6), y = draw_nonzero(rng, -5, 6), rate = draw_rate(rng);
    double gx = 2 * a * x + c * y, gy = 2 * b * y + c * x, r = rate / 100.0;
    problem_prompt(
        problem,
        "The loss of a model with two parameters is\n    f(x, y) = %sx^2 %c %sxy + %sy^2\n"
        "Gradient descent is at (%d, %d), with the rate %g. Where is it after one step? "
        "Answer (x, y).",
        coefficient_text(problem, a), c < 0 ? '-' : '+', coefficient_text(problem, abs(c)),
        coefficient_text(problem, b), x, y, r);
    problem_answer(problem, ANSWER_VECTOR, "(%.10g, %.10g)", x - r * gx + 0.0, y - r * gy + 0.0);
    problem_hint(problem, "The gradient holds the derivative by x and that by y.");
    const char *mixed = coefficient_text(problem, abs(c));
    char sign = c < 0 ? '-' : '+';
    problem_hint(problem, "By x, with y as a number: %dx %c %sy.", 2 * a, sign, mixed);
    problem_step(problem, "gradient: (%dx %c %sy, %dy %c %sx) = (%g, %g)", 2 * a, sign, mixed,
                 2 * b, sign, mixed, gx, gy);
    problem_step(problem, "(%d, %d) - %g·(%g, %g) = %s", x, y, r, gx, gy, problem->answer);
    problem_misconception(problem, "went-uphill", "the step goes against the gradient",
                          "(%.10g, %.10g)", x + r * gx, y + r * gy);
    problem_misconception(problem, "forgot-the-mixed-term", "xy depends on both", "(%.10g, %.10g)",
                          x - r * 2 * a * x, y - r * 2 * b * y);
    problem_misconception(problem, "forgot-the-rate", "the gradient is multiplied by the rate",
                          "(%.10g, %.10g)", x - gx, y - gy);
    problem_misconception(problem, "gave-the-gradient", "that is the gradient, not the new place",
                          "(%g, %g)", gx, gy);
}

static void ask_one_point(gsl_rng *rng, struct problem *problem)
{
    int w = draw_between(rng, -3, 6), x = draw_between(rng, 2, 8), t;
    int rate = draw_between(rng, 1, 2); /* small enough not to run away */
    do
        t = draw_between(rng, -10, 40);
    while (t == w * x);
    problem_prompt(problem,
                   "A model predicts wx. For x = %d the target is %d, and the loss is (wx%s)^2. "
                   "What is w after one step of gradient descent from w = %d with the rate %g?",
                   x, t, added_text(problem, -t), w, rate / 100.0);
    problem_hint(problem, "The derivative is taken by w; x and the target are data.");
    problem_hint(problem, "It is 2·(wx%s)·x, and the error is %d%s.", added_text(problem, -t),
                 w * x, added_text(problem, -t));
    add_step(problem, w, 2 * x * (w * x - t), rate, "w");
    problem_misconception(problem, "forgot-the-inner-derivative", "the error depends on w by x",
                          "%.10g", w - rate * 2 * (w * x - t) / 100.0);
    problem_misconception(problem, "forgot-the-factor-two", "the derivative of u^2 is 2u", "%.10g",
                          w - rate * x * (w * x - t) / 100.0);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_mean_error(gsl_rng *rng, struct problem *problem)
{
    int x[2] = {draw_between(rng, 1, 4), draw_between(rng, -3, 5)}, y[2], error[2];
    int w = draw_between(rng, -2, 4), b = draw_between(rng, -3, 5), rate = draw_rate(rng);
    for (int i = 0; i < 2; i++) {
        error[i] = draw_nonzero(rng, -5, 5);
        y[i] = w * x[i] + b - error[i];
    }
    double gw = error[0] * x[0] + error[1] * x[1], gb = error[0] + error[1], r = rate / 100.0;
    problem_prompt(
        problem,
        "A model predicts wx + b and is trained on (x, y) = (%d, %d) and (%d, %d) by "
        "the mean squared error. It stands at w = %d, b = %d. Where is it after one step "
        "of gradient descent with the rate %g? Answer (w, b).",
        x[0], y[0], x[1], y[1], w, b, r);
    problem_answer(problem, ANSWER_VECTOR, "(%.10g, %.10g)", w - r * gw + 0.0, b - r * gb + 0.0);
    problem_hint(problem, "First the errors, prediction minus target.");
    problem_hint(problem, "By w: the mean of 2·error·x. By b: the mean of 2·error.");
    problem_step(problem, "errors: %d and %d", error[0], error[1]);
    problem_step(problem, "by w: (2·%s·%s + 2·%s·%s)/2 = %g", factor_text(problem, error[0]),
                 factor_text(problem, x[0]), factor_text(problem, error[1]),
                 factor_text(problem, x[1]), gw);
    problem_step(problem, "by b: (2·%s + 2·%s)/2 = %g", factor_text(problem, error[0]),
                 factor_text(problem, error[1]), gb);
    problem_step(problem, "(%d, %d) - %g·(%g, %g) = %s", w, b, r, gw, gb, problem->answer);
    problem_misconception(problem, "went-uphill",
                          "the error is prediction minus target, and the step goes against it",
                          "(%.10g, %.10g)", w + r * gw, b + r * gb);
    problem_misconception(problem, "sum-for-mean", "the mean divides by the number of rows",
                          "(%.10g, %.10g)", w - 2 * r * gw, b - 2 * r * gb);
    problem_misconception(problem, "forgot-the-factor-two", "the derivative of u^2 is 2u",
                          "(%.10g, %.10g)", w - r * gw / 2, b - r * gb / 2);
    problem_misconception(problem, "forgot-the-input", "by w, each error is multiplied by its x",
                          "(%.10g, %.10g)", w - r * gb, b - r * gb);
}

static void ask_limit(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 2, 60), b = draw_between(rng, 1, a);
    problem_prompt(
        problem,
        "Gradient descent minimises\n    f(x, y) = %dx^2 + %sy^2\nIt converges for every "
        "rate from 0 up to a limit. Which limit? (A fraction is fine.)",
        a, coefficient_text(problem, b));
    problem_answer(problem, ANSWER_EXACT, "1/%d", a);
    problem_hint(problem, "A step multiplies x by a constant; its size must be below 1.");
    problem_hint(problem, "x becomes x - rate·%dx = (1 - %d rate) x.", 2 * a, 2 * a);
    problem_step(problem, "|1 - %d rate| < 1 means rate < 2/%d", 2 * a, 2 * a);
    problem_step(problem, "y allows %s, which is not less; the limit is 1/%d",
                 fraction_text(problem, 1, b), a);
    problem_misconception(problem, "flattest-direction",
                          "the steepest direction sets the limit, not the flattest", "1/%d", b);
    problem_misconception(problem, "stopped-at-one-step",
                          "at that rate one step hits the minimum; twice as much still converges",
                          "1/%d", 2 * a);
    problem_misconception(problem, "forgot-the-factor-two", "the derivative of u^2 is 2u", "2/%d",
                          a);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    (void)drill;
    if (level == 1)
        ask_parabola(rng, problem);
    else if (level == 2)
        (draw_between(rng, 0, 1) ? ask_two : ask_one_point)(rng, problem);
    else
        (draw_between(rng, 0, 2) ? ask_mean_error : ask_limit)(rng, problem);
}

const struct drill drill_gradient_step = {
    .name = "gradient-step",
    .title = "Step of gradient descent",
    .topic = "calculus",
    .version = 2,
    .levels = 3,
    .prerequisites = (const char *const[]){"derivative", NULL},
    .terms = (const char *const[]){"gradient descent", "stochastic gradient descent", "gradient",
                                   "sgd", "learning rate", "step size", "loss function",
                                   "cost function", "backpropagation", "neural network", NULL},
    .generate = generate,
};
