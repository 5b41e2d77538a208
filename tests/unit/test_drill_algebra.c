/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drills of algebra, checked by a second way: what a prompt says is read from its text and put
 * to the test with the answer.
 */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/formula.h"
#include "exercises/growth_fit.h"
#include "tests/support/seeds.h"

enum { SEEDS = 300 };

/* The value of a part of the prompt at x. */
static double value_at(const char *start, size_t length, double x)
{
    static struct formula formula;
    char text[200], message[ANSWER_MESSAGE];
    (void)snprintf(text, sizeof text, "%.*s", (int)length, start);
    if (!formula_read(text, NULL, "x", &formula, message))
        fail_msg("'%s': %s", text, message);
    return formula_evaluate(&formula, &x);
}

/* The line of the prompt that is set in, up to its end. */
static const char *formula_line(const struct problem *problem, size_t *length)
{
    const char *start = strstr(problem->prompt, "\n    ");
    if (!start)
        return NULL;
    start += 5;
    *length = strcspn(start, "\n");
    return start;
}

static double number_answer(const struct problem *problem)
{
    double above, below = 1;
    assert_true(sscanf(problem->answer, "%lf/%lf", &above, &below) >= 1);
    return above / below;
}

/* The numbers of a text, in order; returns how many. */
static int numbers_in(const char *text, double *numbers, int most)
{
    char plain[1000];
    size_t to = 0;
    int count = 0;
    for (; *text && to < sizeof plain - 1; text++) /* "1,000" */
        if (*text != ',' || !(text[1] >= '0' && text[1] <= '9'))
            plain[to++] = *text;
    plain[to] = '\0';
    for (const char *at = plain; *at && count < most;) {
        if (*at >= '0' && *at <= '9') {
            char *end;
            numbers[count++] = strtod(at, &end);
            at = end;
        } else {
            at++;
        }
    }
    return count;
}

/* --- Linear equations ---------------------------------------------------------------------------
 */

static bool solves_equation(const struct problem *problem)
{
    size_t length = 0;
    const char *start = formula_line(problem, &length);
    double x = number_answer(problem), n[6];
    if (start) {
        size_t left = (size_t)(strchr(start, '=') - start);
        double a = value_at(start, left, x), b = value_at(start + left + 1, length - left - 1, x);
        return fabs(a - b) < 1e-9 * (1 + fabs(a));
    }
    int count = numbers_in(problem->prompt, n, 6);
    if (strstr(problem->prompt, "two kinds"))
        return count == 4 && fabs(n[1] * (n[0] - x) + n[2] * x - n[3]) < 1e-9;
    if (strstr(problem->prompt, "The bill"))
        return count == 3 && fabs(n[0] + n[1] * x - n[2]) < 1e-9;
    return count == 4 && fabs(n[0] + n[1] * x - n[2] - n[3] * x) < 1e-9;
}

static void test_linear_equations(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++)
        seeds_hold_level("linear-equation", level, SEEDS, solves_equation);
}

/* --- Quadratic equations ------------------------------------------------------------------------
 */

static bool has_these_roots(const struct problem *problem)
{
    size_t length = 0;
    const char *start = formula_line(problem, &length);
    if (!start) { /* n(n - 1)/2 or n(n - 1) */
        double n, count = number_answer(problem);
        int share = strstr(problem->prompt, "message to every other") ? 1 : 2;
        assert_int_equal(numbers_in(problem->prompt, &n, 1), 1);
        return fabs(count * (count - 1) / share - n) < 1e-9;
    }
    length = (size_t)(strchr(start, '=') - start);
    double c = value_at(start, length, 0), up = value_at(start, length, 1),
           down = value_at(start, length, -1);
    double a = (up + down) / 2 - c, b = (up - down) / 2, discriminant = b * b - 4 * a * c;
    if (!strcmp(problem->answer, "none"))
        return discriminant < 0;
    int count = 0;
    double sum = 0;
    for (const char *at = problem->answer; at; at = strchr(at + 1, ',')) {
        double above, below = 1;
        assert_true(sscanf(at + 1, "%lf/%lf", &above, &below) >= 1);
        double root = above / below, slope = fabs(2 * a * root + b);
        if (fabs(value_at(start, length, root)) > 1e-9 + 0.0051 * slope * (problem->absolute > 0))
            return false;
        count++;
        sum += root;
    }
    return count == (discriminant > 1e-9 ? 2 : 1) &&
           fabs(sum + (count == 2 ? b / a : b / a / 2)) < 0.011;
}

static void test_quadratic_equations(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++)
        seeds_hold_level("quadratic", level, SEEDS, has_these_roots);
}

/* Both values to meet of the kinds: two whole roots of different sign, and none. */
static void test_kinds_of_roots_occur(void **state)
{
    (void)state;
    int none = 0, one = 0, two = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem problem;
        struct judgement got;
        struct error error = {0};
        assert_true(drill_generate(drill_find("quadratic"), 2, seed, &problem, &error));
        none += !strcmp(problem.answer, "none");
        one += problem.answer[0] == '{' && !strchr(problem.answer, ',');
        two += strchr(problem.answer, ',') != NULL;
        if (!strcmp(problem.answer, "none")) {
            problem_judge(&problem, "no real roots", &got);
            assert_int_equal(got.verdict, VERDICT_CORRECT);
        }
        problem_release(&problem);
    }
    assert_true(none > 20 && one > 20 && two > 100);
}

/* x^2 + x - 6 = 0 is met at some seed, and its roots in either order are right. */
static void test_the_value_to_meet(void **state)
{
    (void)state;
    bool met = false;
    for (uint64_t seed = 0; seed < 5000 && !met; seed++) {
        struct problem problem;
        struct judgement got;
        struct error error = {0};
        assert_true(drill_generate(drill_find("quadratic"), 1, seed, &problem, &error));
        met = strstr(problem.prompt, "x^2 + x - 6 = 0") != NULL;
        if (met) {
            static const char *const right[] = {"{2, -3}", "-3, 2", "2 or -3"};
            assert_string_equal(problem.answer, "{2, -3}");
            for (size_t i = 0; i < 3; i++) {
                problem_judge(&problem, right[i], &got);
                assert_int_equal(got.verdict, VERDICT_CORRECT);
            }
            problem_judge(&problem, "{-2, 3}", &got);
            assert_string_equal(got.misconception, "turned-the-signs");
        }
        problem_release(&problem);
    }
    assert_true(met);
}

/* --- Logarithms ---------------------------------------------------------------------------------
 */

static bool is_logarithm(const struct problem *problem)
{
    double n[6], x = number_answer(problem);
    const char *prompt = problem->prompt;
    double base, argument, below = 1;
    int count = numbers_in(prompt, n, 6);
    if (strstr(prompt, "binary search")) /* each comparison leaves half, rounded down */
    {
        int steps = 0;
        for (long left = lround(n[0]); left > 0; left /= 2)
            steps++;
        return fabs(x - steps) < 0.5;
    }
    if (strstr(prompt, "B-tree")) /* pages of each level, from the leaves up to one root */
    {
        int levels = 1;
        for (double pages = ceil(n[2] / n[1]); pages > 1; pages = ceil(pages / n[0]))
            levels++;
        return fabs(x - levels) < 0.5;
    }
    if (strstr(prompt, "The logarithm of the number"))
        return count == 2 && fabs(log(x) / log(n[0]) - n[1]) < 1e-9;
    const char *law = strstr(prompt, "Without a calculator");
    if (law) {
        size_t length = 0;
        const char *start = formula_line(problem, &length);
        assert_int_equal(sscanf(strstr(prompt, "to base"), "to base %lf", &base), 1);
        return fabs(log(value_at(start, length, 0)) / log(base) - x) < 1e-6;
    }
    if (sscanf(prompt, "What is the logarithm of %lf/%lf to base %lf", &argument, &below, &base) ==
        3)
        return fabs(pow(base, x) * below / argument - 1) < 1e-9;
    if (sscanf(prompt, "What is the logarithm of %lf to base %lf", &argument, &base) == 2)
        return fabs(pow(base, x) / argument - 1) < 1e-9;
    if (sscanf(prompt, "Solve for x:\n    %lf^x = %lf/%lf", &base, &argument, &below) >= 2)
        return fabs(pow(base, x) * below / argument - 1) < 1e-9;
    if (sscanf(prompt, "On a logarithmic axis to base %lf", &base) == 1) {
        argument = count == 5 ? n[3] / n[4] : n[3];
        return fabs(pow(base, x) / argument - 1) < 1e-9;
    }
    return false;
}

static void test_logarithms(void **state)
{
    (void)state;
    seeds_hold_level("logarithm", 1, SEEDS, is_logarithm);
    seeds_hold_level("logarithm", 2, SEEDS, is_logarithm);
}

/* By multiplying on in small steps, not by logarithms. */
static bool grows_or_decays_so_long(const struct problem *problem)
{
    double n[4], x = number_answer(problem), t = 0, left = 1;
    int count = numbers_in(problem->prompt, n, 4);
    if (strstr(problem->prompt, "halves")) {
        double step = pow(0.5, 0.01 / n[0]);
        for (; left > n[1] / n[2]; left *= step)
            t += 0.01;
        return count == 3 && fabs(t - x) < 0.061;
    }
    double step = pow(1 + n[0] / 100, 0.01);
    for (; left < n[1]; left *= step)
        t += 0.01;
    return count == 2 && fabs(t - x) < 0.061;
}

static void test_growth_and_decay(void **state)
{
    (void)state;
    seeds_hold_level("logarithm", 3, SEEDS, grows_or_decays_so_long);
}

/* --- Inequalities -------------------------------------------------------------------------------
 */

static bool holds_between(double a, const char *sign, double b)
{
    if (sign[0] == '<')
        return sign[1] == '=' ? a <= b : a < b;
    return sign[1] == '=' ? a >= b : a > b;
}

/* "-3 < 2x + 1 <= 5", with |x - 2| as abs(x - 2). */
static bool inequality_holds(const char *line, size_t length, double x)
{
    char text[200];
    const char *previous_sign = NULL;
    double previous = 0;
    size_t to = 0;
    bool open = true, all = true;
    for (size_t i = 0; i < length && to < sizeof text - 5; i++)
        if (line[i] == '|') {
            to += (size_t)snprintf(text + to, 5, "%s", open ? "abs(" : ")");
            open = !open;
        } else {
            text[to++] = line[i];
        }
    text[to] = '\0';
    for (const char *at = text;;) {
        size_t part = strcspn(at, "<>");
        double value = value_at(at, part, x);
        if (!isfinite(value))
            return false;
        if (previous_sign)
            all = all && holds_between(previous, previous_sign, value);
        if (!at[part])
            return all;
        previous = value;
        previous_sign = at + part;
        at += part + 1 + (at[part + 1] == '=');
    }
}

static bool belongs(const char *region, double x)
{
    for (const char *at = region; at; at = strstr(at, " or ")) {
        char open, close, low[20], high[20];
        at += strncmp(at, " or ", 4) ? 0 : 4;
        if (sscanf(at, "%c%19[^,], %19[^])]%c", &open, low, high, &close) != 4)
            fail_msg("'%s'", region);
        double a = strtod(low, NULL), b = strtod(high, NULL); /* reads "inf", too */
        if ((open == '[' ? x >= a : x > a) && (close == ']' ? x <= b : x < b))
            return true;
    }
    return false;
}

static bool interval_is_where_it_holds(const struct problem *problem)
{
    size_t length = 0;
    const char *start = formula_line(problem, &length);
    double n[3];
    if (!start) /* a budget */
    {
        assert_int_equal(numbers_in(problem->prompt, n, 3), 3);
        for (double x = -2; x < 100; x += 0.25)
            if (belongs(problem->answer, x) != (x >= 0 && n[1] + n[2] * x <= n[0]))
                return false;
        return true;
    }
    for (double x = -60; x <= 60; x += 0.25)
        if (belongs(problem->answer, x) != inequality_holds(start, length, x))
            return false;
    return true;
}

static void test_inequalities(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++)
        seeds_hold_level("inequality", level, SEEDS, interval_is_where_it_holds);
}

/* --- Growth -------------------------------------------------------------------------------------
 */

static bool exponent_fits_two(const struct problem *problem)
{
    double n[6], x = number_answer(problem);
    int count = numbers_in(problem->prompt, n, 6);
    if (strstr(problem->prompt, "How many ms")) /* first, n, k, larger n */
        return count == 4 && fabs(n[0] * pow(n[3] / n[1], n[2]) / x - 1) < 0.0051;
    return count == 4 && fabs(n[0] * pow(n[3] / n[1], x) / n[2] - 1) < 0.03;
}

/* Slope as covariance over variance, from the table as it is printed. */
static bool slope_fits_the_table(const struct problem *problem)
{
    double n[12], mx = 0, my = 0, xy = 0, xx = 0;
    if (numbers_in(problem->prompt, n, 10) != 10)
        return false;
    for (int i = 0; i < 5; i++) {
        mx += log10(n[2 * i]) / 5;
        my += log10(n[2 * i + 1]) / 5;
    }
    for (int i = 0; i < 5; i++) {
        xy += (log10(n[2 * i]) - mx) * (log10(n[2 * i + 1]) - my);
        xx += (log10(n[2 * i]) - mx) * (log10(n[2 * i]) - mx);
    }
    return fabs(xy / xx - number_answer(problem)) < 0.00501;
}

static void test_growth_exponents(void **state)
{
    (void)state;
    seeds_hold_level("growth-exponent", 1, SEEDS, exponent_fits_two);
    seeds_hold_level("growth-exponent", 2, SEEDS, exponent_fits_two);
    seeds_hold_level("growth-exponent", 3, SEEDS, slope_fits_the_table);
}

static void test_growth_fit(void **state)
{
    (void)state;
    const double sizes[] = {100, 200, 400}, times[] = {3, 12, 48}, same[] = {7, 7, 7},
                 wrong[] = {3, 0, 48};
    double k, c;
    assert_true(growth_fit(sizes, times, 3, &k, &c));
    assert_true(fabs(k - 2) < 1e-12 && fabs(c - 3e-4) < 1e-12);
    assert_true(growth_fit(sizes, same, 3, &k, &c));
    assert_true(fabs(k) < 1e-12 && fabs(c - 7) < 1e-9);
    assert_false(growth_fit(same, times, 3, &k, &c));
    assert_false(growth_fit(sizes, wrong, 3, &k, &c));
    assert_false(growth_fit(sizes, times, 1, &k, &c));
    assert_false(growth_fit(sizes, times, 17, &k, &c));
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_linear_equations),     cmocka_unit_test(test_quadratic_equations),
        cmocka_unit_test(test_kinds_of_roots_occur), cmocka_unit_test(test_the_value_to_meet),
        cmocka_unit_test(test_logarithms),           cmocka_unit_test(test_growth_and_decay),
        cmocka_unit_test(test_inequalities),         cmocka_unit_test(test_growth_exponents),
        cmocka_unit_test(test_growth_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
