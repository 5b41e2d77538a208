/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drills of calculus: the formulas of the prompts are read, differentiated, integrated and
 * minimised numerically, and the answers compared.
 */
#include "tests/support/suite.h"

#include <ctype.h>
#include <gsl/gsl_deriv.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/formula.h"
#include "tests/support/seeds.h"

enum { SEEDS = 250, NUMBERS = 32 };

static void expect(const struct problem *problem, double found, double wanted, double within)
{
    if (!(fabs(found - wanted) <= within))
        fail_msg("%s: %s\n%.9g instead of %.9g (%s)", problem->id, problem->prompt, found, wanted,
                 problem->answer);
}

/* The text from after `before` up to `after`, read as a formula in x. */
static void formula_between(const struct problem *p, const char *before, const char *after,
                            const char *variables, struct formula *formula)
{
    char message[ANSWER_MESSAGE], text[FORMULA_LONGEST];
    const char *start = strstr(p->prompt, before);
    assert_non_null(start);
    start += strlen(before);
    const char *end = strstr(start, after);
    assert_non_null(end);
    (void)snprintf(text, sizeof text, "%.*s", (int)(end - start), start);
    if (!formula_read(text, NULL, variables, formula, message))
        fail_msg("%s: '%s': %s", p->id, text, message);
}

/* The last line of the prompt, in x, without "f(x) =". */
static void formula_line(const struct problem *p, struct formula *formula)
{
    char message[ANSWER_MESSAGE];
    const char *line = strrchr(p->prompt, '\n'), *name = strstr(line, "f(x) = ");
    if (!formula_read(name ? name + 7 : line + 1, NULL, "x", formula, message))
        fail_msg("%s: '%s': %s", p->id, line, message);
}

static double value_of(double x, void *formula)
{
    return formula_evaluate(formula, &x);
}

static double slope_of(const struct formula *formula, double x)
{
    gsl_function f = {value_of, (void *)(uintptr_t)formula};
    double slope, error;
    assert_int_equal(gsl_deriv_central(&f, x, 1e-4, &slope, &error), GSL_SUCCESS);
    return slope;
}

/* --- Derivative ---------------------------------------------------------------------------------
 */

static void check_derivative(const struct problem *p)
{
    struct formula f, derivative;
    char message[ANSWER_MESSAGE];
    int tried = 0;
    assert_true(formula_read(p->expression, NULL, "x", &f, message));
    assert_true(formula_read(p->answer, NULL, "x", &derivative, message));
    for (double x = -1.7; x < 4; x += 0.43) {
        double value = formula_evaluate(&f, &x), wanted = formula_evaluate(&derivative, &x);
        if (!isfinite(value) || fabs(wanted) > 1e9)
            continue;
        double slope = slope_of(&f, x);
        if (!isfinite(slope))
            continue;
        expect(p, slope, wanted, 1e-5 * (1 + fabs(value) + fabs(wanted)));
        tried++;
    }
    assert_true(tried >= 3);
    struct judgement judgement;
    problem_judge(p, p->expression, &judgement); /* the question typed back costs nothing */
    assert_int_equal(judgement.verdict, VERDICT_UNGRADED);
}

static void test_derivative(void **state)
{
    (void)state;
    seeds_check_all("derivative", SEEDS, check_derivative);
}

/* --- Gradient step ------------------------------------------------------------------------------
 */

static double partial(const struct formula *f, const double *at, int which)
{
    double up[2] = {at[0], at[1]}, down[2] = {at[0], at[1]}, h = 1e-3;
    up[which] += h;
    down[which] -= h;
    return (formula_evaluate(f, up) - formula_evaluate(f, down)) / (2 * h);
}

static void check_gradient(const struct problem *p)
{
    double v[NUMBERS], answer[NUMBERS], a, b;
    struct formula f;
    (void)signed_numbers_in(p->answer, answer, NUMBERS);
    if (strstr(p->prompt, "converges")) {
        const double one[2] = {1, 0}, other[2] = {0, 1};
        formula_between(p, "f(x, y) = ", "\n", "x y", &f);
        a = formula_evaluate(&f, one);
        b = formula_evaluate(&f, other);
        for (int side = -1; side <= 1; side += 2) { /* just below it shrinks, just above it grows */
            double rate = answer[0] * (1 + side * 0.01), x = 1, y = 1;
            for (int i = 0; i < 2000; i++) {
                x -= rate * 2 * a * x;
                y -= rate * 2 * b * y;
            }
            assert_true(side < 0 ? hypot(x, y) < 1e-3 : hypot(x, y) > 1e3);
        }
    } else if (strstr(p->prompt, "(wx")) {
        (void)signed_numbers_in(p->prompt, v, NUMBERS); /* x, target, target, 2, w, rate */
        double error = v[4] * v[0] - v[1];
        expect(p, answer[0], v[4] - v[5] * 2 * v[0] * error, 1e-9);
    } else if (strstr(p->prompt, "two parameters")) {
        formula_between(p, "f(x, y) = ", "\n", "x y", &f);
        (void)signed_numbers_in(strstr(p->prompt, "is at ("), v, NUMBERS);
        expect(p, answer[0], v[0] - v[2] * partial(&f, v, 0), 1e-6);
        expect(p, answer[1], v[1] - v[2] * partial(&f, v, 1), 1e-6);
    } else if (strstr(p->prompt, "mean squared")) {
        (void)signed_numbers_in(strstr(p->prompt, "trained on"), v, NUMBERS); /* x y x y w b rate */
        double step[2] = {0}, at[2] = {v[4], v[5]}, h = 1e-3;
        for (int k = 0; k < 2; k++)
            for (int side = -1; side <= 1; side += 2) {
                double w = at[0] + (k == 0) * side * h, c = at[1] + (k == 1) * side * h;
                double loss = (pow(w * v[0] + c - v[1], 2) + pow(w * v[2] + c - v[3], 2)) / 2;
                step[k] += side * loss / (2 * h);
            }
        expect(p, answer[0], v[4] - v[6] * step[0], 1e-6);
        expect(p, answer[1], v[5] - v[6] * step[1], 1e-6);
    } else {
        formula_between(p, "f(x) = ", "\n", "x", &f);
        (void)signed_numbers_in(strstr(p->prompt, "with the rate"), v, NUMBERS);
        expect(p, answer[0], v[1] - v[0] * slope_of(&f, v[1]), 1e-6);
    }
}

static void test_gradient_step(void **state)
{
    (void)state;
    seeds_check_all("gradient-step", SEEDS, check_gradient);
}

/* --- Integral -----------------------------------------------------------------------------------
 */

static double integrate(struct formula *f, double from, double to)
{
    gsl_function function = {value_of, f};
    gsl_integration_workspace *work = gsl_integration_workspace_alloc(200);
    double value, error;
    assert_int_equal(gsl_integration_qag(&function, from, to, 1e-10, 1e-10, 200, GSL_INTEG_GAUSS31,
                                         work, &value, &error),
                     GSL_SUCCESS);
    gsl_integration_workspace_free(work);
    return value;
}

static void check_area(const struct problem *p, double answer)
{
    struct formula parabola, line, difference = {0};
    char message[ANSWER_MESSAGE], text[FORMULA_LONGEST], one[80], other[80];
    assert_int_equal(
        sscanf(strchr(p->prompt, '\n'), "\n    y = %79[^\n]\n    y = %79[^\n]", one, other), 2);
    assert_true(formula_read(one, NULL, "x", &parabola, message));
    assert_true(formula_read(other, NULL, "x", &line, message));
    (void)snprintf(text, sizeof text, "(%s) - (%s)", other, one);
    assert_true(formula_read(text, NULL, "x", &difference, message));
    int from = -20, to = 20; /* the ends are whole, and the line is above between them */
    for (double x; x = from, formula_evaluate(&difference, &x) < 0;)
        from++;
    for (double x; x = to, formula_evaluate(&difference, &x) < 0;)
        to--;
    expect(p, answer, integrate(&difference, from, to), 1e-8 * fabs(answer));
}

static void check_integral(const struct problem *p)
{
    struct formula f;
    char message[ANSWER_MESSAGE];
    double v[NUMBERS], answer, wanted;
    (void)signed_numbers_in(p->answer, v, NUMBERS);
    answer = v[0];
    if (strstr(p->prompt, "enclose")) {
        check_area(p, answer);
        return;
    }
    if (strstr(p->prompt, "What is this integral")) {
        assert_true(formula_read(p->expression, NULL, "x", &f, message));
        (void)signed_numbers_in(strstr(p->prompt, "integral from"), v, NUMBERS);
        wanted = integrate(&f, v[0], v[1]);
    } else if (strstr(p->prompt, "backlog")) {
        assert_true(formula_read(p->expression, NULL, "t", &f, message));
        (void)signed_numbers_in(strstr(p->prompt, "in the first"), v, NUMBERS);
        wanted = integrate(&f, 0, v[0]);
        expect(p, answer, wanted, 0.051);
        return;
    } else if (strstr(p->prompt, "upload")) {
        formula_between(p, "runs at ", " MB", "t", &f);
        (void)signed_numbers_in(strstr(p->prompt, "sent after"), v, NUMBERS);
        wanted = integrate(&f, 0, v[0]);
    } else {
        formula_between(p, "is\n    ", "\n", "t", &f);
        (void)signed_numbers_in(p->prompt, v, NUMBERS);
        wanted = integrate(&f, 0, v[0]) / v[0];
    }
    expect(p, answer, wanted, 1e-8 * fabs(wanted) + (p->kind == ANSWER_EXACT ? 1e-8 : 0.00051));
}

static void test_integral(void **state)
{
    (void)state;
    seeds_check_all("integral", SEEDS, check_integral);
}

/* --- Newton -------------------------------------------------------------------------------------
 */

/* GSL refuses to begin where the guess is not below both ends, so it is looked for first. */
static double minimum_of(struct formula *f, double from, double to)
{
    gsl_function function = {value_of, f};
    double best = from + 0.37;
    for (double x = best; x < to; x += 0.37)
        best = value_of(x, f) < value_of(best, f) ? x : best;
    gsl_min_fminimizer *solver = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
    assert_int_equal(gsl_min_fminimizer_set(solver, &function, best, from, to), GSL_SUCCESS);
    for (int i = 0; i < 100; i++)
        if (gsl_min_fminimizer_iterate(solver) ||
            gsl_min_test_interval(gsl_min_fminimizer_x_lower(solver),
                                  gsl_min_fminimizer_x_upper(solver), 1e-7, 0) == GSL_SUCCESS)
            break;
    double at = gsl_min_fminimizer_x_minimum(solver);
    gsl_min_fminimizer_free(solver);
    return at;
}

static double root_of(struct formula *f, double from, double to)
{
    gsl_function function = {value_of, f};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    assert_int_equal(gsl_root_fsolver_set(solver, &function, from, to), GSL_SUCCESS);
    for (int i = 0; i < 100; i++)
        if (gsl_root_fsolver_iterate(solver) ||
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 1e-12, 0) == GSL_SUCCESS)
            break;
    double at = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return at;
}

static double newton(const struct formula *f, double x)
{
    return x - formula_evaluate(f, &x) / slope_of(f, x);
}

static void check_newton(const struct problem *p)
{
    struct formula f;
    double v[NUMBERS], answer;
    (void)signed_numbers_in(p->answer, v, NUMBERS);
    answer = v[0];
    const char *from = strstr(p->prompt, "from x =");
    if (from)
        (void)signed_numbers_in(from, v, NUMBERS);
    if (strstr(p->prompt, "this cost ")) {
        formula_line(p, &f);
        expect(p, answer, minimum_of(&f, 0.1, 60), 1e-3);
    } else if (strstr(p->prompt, "this many seconds")) {
        formula_between(p, "\n    ", "\n", "x", &f);
        expect(p, answer, minimum_of(&f, 0.1, 60), 1e-3);
    } else if (strstr(p->prompt, "towards that minimum")) {
        formula_line(p, &f);
        double h = 1e-3, x = v[0], slope = slope_of(&f, x);
        double bend = (slope_of(&f, x + h) - slope_of(&f, x - h)) / (2 * h);
        expect(p, answer, x - slope / bend, 1e-4);
    } else if (strstr(p->prompt, "two steps")) {
        formula_between(p, "f(x) = ", " approaches", "x", &f);
        expect(p, answer, newton(&f, newton(&f, v[0])), 0.00006);
        double root = root_of(&f, 0, 2 * v[0]); /* two steps are near, and on the upper side */
        assert_true(answer > root - 0.0001 && answer - root < 0.05);
    } else {
        if (strstr(p->prompt, "is the root"))
            formula_between(p, "f(x) = ", ".", "x", &f);
        else
            formula_line(p, &f);
        expect(p, answer, newton(&f, v[0]), 1e-5);
    }
}

static void test_newton_step(void **state)
{
    (void)state;
    seeds_check_all("newton-step", SEEDS, check_newton);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_derivative),
        cmocka_unit_test(test_gradient_step),
        cmocka_unit_test(test_integral),
        cmocka_unit_test(test_newton_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
