/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots, lowest places and bands against what is known in closed form. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#include "exercises/solve.h"
#include "tests/support/near.h"

static double parabola(double x, const void *context)
{
    const double *roots = context;
    return (x - roots[0]) * (x - roots[1]);
}

static double jump(double x, const void *context)
{
    return x < *(const double *)context ? -1 : 1;
}

static double flat(double x, const void *context)
{
    (void)x;
    return *(const double *)context;
}

static double with_hole(double x, const void *context)
{
    (void)context;
    return x > 2 && x < 4 ? NAN : x - 5;
}

static void test_roots_are_found_in_order(void **state)
{
    (void)state;
    double known[2] = {0.3, 7.25}, roots[4];
    struct solve_range linear = {0, 10, false}, logarithmic = {0.01, 100, true};
    assert_int_equal(solve_roots(parabola, known, linear, roots, 4), 2);
    near(roots[0], 0.3, 1e-12);
    near(roots[1], 7.25, 1e-11);
    assert_int_equal(solve_roots(parabola, known, logarithmic, roots, 4), 2);
    near(roots[1], 7.25, 1e-11);
    assert_int_equal(solve_roots(parabola, known, linear, roots, 1), 1);
}

static void test_what_is_no_root_is_not_found(void **state)
{
    (void)state;
    double roots[4], at = 3.3, zero = 0, one = 1, outside[2] = {20, 30};
    struct solve_range range = {0, 10, false};
    assert_int_equal(solve_roots(jump, &at, range, roots, 4), 0);
    assert_int_equal(solve_roots(flat, &zero, range, roots, 4), 0);
    assert_int_equal(solve_roots(flat, &one, range, roots, 4), 0);
    assert_int_equal(solve_roots(parabola, outside, range, roots, 4), 0);
    struct solve_range empty = {5, 5, false}, impossible = {0, 10, true};
    assert_int_equal(solve_roots(parabola, outside, empty, roots, 4), 0);
    assert_int_equal(solve_roots(parabola, outside, impossible, roots, 4), 0);
}

static void test_a_hole_hides_nothing_beside_it(void **state)
{
    (void)state;
    double roots[4];
    struct solve_range range = {0, 10, false};
    assert_int_equal(solve_roots(with_hole, NULL, range, roots, 4), 1);
    near(roots[0], 5, 1e-11);
}

static double bowl(double x, const void *context)
{
    double middle = *(const double *)context;
    return (x - middle) * (x - middle) + 3;
}

static void test_the_lowest_place(void **state)
{
    (void)state;
    double place, middle = 1.2345, beyond = 40;
    struct solve_range range = {0.001, 10, true}, linear = {0, 10, false};
    assert_true(solve_minimum(bowl, &middle, range, &place));
    near(place, middle, 1e-6);
    assert_true(solve_minimum(bowl, &middle, linear, &place));
    near(place, middle, 1e-6);
    assert_true(solve_minimum(bowl, &beyond, linear, &place));
    near(place, 10, 0); /* the end is the lowest */
    double none = NAN;
    assert_false(solve_minimum(flat, &none, linear, &place));
}

static void test_bands(void **state)
{
    (void)state;
    double draws[1001], nothing[2] = {NAN, INFINITY};
    for (int i = 0; i <= 1000; i++)
        draws[i] = 1000 - i;
    struct band band = band_of(draws, 1001);
    near(band.low, 50, 1e-9);
    near(band.typical, 500, 1e-9);
    near(band.high, 950, 1e-9);
    band = band_of(nothing, 2);
    assert_true(isnan(band.low) && isnan(band.typical) && isnan(band.high));
}

/* 90 % of lognormal factors lie where the share says. */
static void test_the_spread_of_a_share(void **state)
{
    (void)state;
    assert_true(band_sigma(0) == 0);
    near(exp(band_sigma(0.5) * 1.6448536269514722), 1.5, 1e-9);
    near(exp(-band_sigma(3) * 1.6448536269514722), 0.25, 1e-9);
}

/* The curve meets its points, never leaves the range of two neighbours, and is close to what it
 * samples. */
static void test_refined_curves(void **state)
{
    (void)state;
    double x[20], y[20], fine_x[191], fine_y[191];
    for (int i = 0; i < 20; i++) {
        x[i] = i;
        y[i] = exp(-i / 5.0);
    }
    assert_true(curve_refine(x, y, 20, false, fine_x, fine_y, 191));
    for (int i = 0; i < 191; i++) {
        int before = i / 10;
        near(fine_x[i], i / 10.0, 1e-9);
        near(fine_y[i], exp(-fine_x[i] / 5.0), 3e-3);
        if (i % 10 == 0)
            near(fine_y[i], y[before], 1e-12);
        else
            assert_true(fine_y[i] <= y[before] && fine_y[i] >= y[before + 1]);
    }
    y[7] = NAN;
    assert_false(curve_refine(x, y, 20, false, fine_x, fine_y, 191));
    assert_false(curve_refine(x, y, 2, false, fine_x, fine_y, 191));
    x[3] = x[2];
    assert_false(curve_refine(x, y, 7, false, fine_x, fine_y, 191));
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roots_are_found_in_order),
        cmocka_unit_test(test_what_is_no_root_is_not_found),
        cmocka_unit_test(test_a_hole_hides_nothing_beside_it),
        cmocka_unit_test(test_the_lowest_place),
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_refined_curves),
        cmocka_unit_test(test_the_spread_of_a_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
