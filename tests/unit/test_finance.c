/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Present values, annuities, rates of return and paybacks, against tables and by second ways. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#include "exercises/finance.h"

static void assert_near(double value, double expected, double relative)
{
    if (!(fabs(value - expected) <= relative * fmax(fabs(expected), 1e-300)))
        fail_msg("%.15g, expected %.15g", value, expected);
}

static void test_present_values_of_tables(void **state)
{
    (void)state;
    static const double hundreds[] = {0, 100, 100, 100, 100, 100};
    static const double project[] = {-1000, 400, 400, 400};
    assert_true(fabs(finance_npv(0.08, hundreds, 6) - 399.271) < 5e-4);
    assert_true(fabs(100 * finance_annuity(0.08, 5) - 399.271) < 5e-4);
    assert_true(fabs(finance_npv(0.1, project, 4) - -5.26) < 5e-3);
    assert_true(finance_npv(0.3, project, 1) == -1000);
    assert_true(finance_npv(0.3, project, 0) == 0);
}

static void test_a_rate_of_zero_adds(void **state)
{
    (void)state;
    static const double flows[] = {-7, 1, 2, 3};
    assert_true(finance_annuity(0, 5) == 5);
    assert_true(finance_npv(0, flows, 4) == -1);
    assert_near(finance_annuity(1e-13, 5), 5, 1e-12); /* and nearly zero is nearly that */
    assert_near(finance_growing_annuity(0, 0, 7), 7, 1e-12);
}

static void test_annuities_are_sums(void **state)
{
    (void)state;
    static const double rates[] = {-0.2, 0, 0.01, 0.08, 0.5};
    static const double growths[] = {-0.5, 0, 0.08, 0.3};
    for (size_t r = 0; r < 5; r++)
        for (size_t g = 0; g < 4; g++)
            for (int count = 1; count <= 30; count += 7) {
                double sum = 0, growing = 0;
                for (int k = 1; k <= count; k++) {
                    sum += pow(1 + rates[r], -k);
                    growing += pow(1 + growths[g], k - 1) * pow(1 + rates[r], -k);
                }
                assert_near(finance_annuity(rates[r], count), sum, 1e-11);
                assert_near(finance_growing_annuity(rates[r], growths[g], count), growing, 1e-11);
            }
}

static void test_period_rates_compound(void **state)
{
    (void)state;
    assert_near(pow(1 + finance_period_rate(0.08, 12), 12), 1.08, 1e-14);
    assert_true(finance_period_rate(0.12, 12) < 0.01);
    assert_true(finance_period_rate(0, 12) == 0);
}

static void test_rates_of_return(void **state)
{
    (void)state;
    static const double five[] = {-1000, 300, 300, 300, 300, 300};
    static const double three[] = {-1000, 400, 400, 400};
    static const double loss[] = {-1000, 300, 300};
    static const double doubled[] = {-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}; /* a year of months */
    double rates[4];
    assert_int_equal(finance_irr(five, 6, 1, rates, 4), 1);
    assert_true(fabs(100 * rates[0] - 15.238) < 5e-4);
    assert_near(1000 / 300.0, finance_annuity(rates[0], 5), 1e-10);
    assert_int_equal(finance_irr(three, 4, 1, rates, 4), 1);
    assert_true(fabs(100 * rates[0] - 9.70) < 5e-3);
    assert_int_equal(finance_irr(loss, 3, 1, rates, 4), 1);
    assert_true(rates[0] < 0);
    assert_int_equal(finance_irr(doubled, 13, 12, rates, 4), 1);
    assert_near(rates[0], 1, 1e-10);
}

static void test_streams_with_no_rate_or_several(void **state)
{
    (void)state;
    static const double always[] = {10, 20, 30}, never[] = {-10, -20, -30}, nothing[] = {0, 0};
    static const double two[] = {-100, 230, -132}; /* (q - 1.1) (q - 1.2) */
    static const double none[] = {100, -200, 150}; /* changes its sign, and has no real rate */
    double rates[4];
    assert_int_equal(finance_irr(always, 3, 1, rates, 4), 0);
    assert_int_equal(finance_irr(never, 3, 1, rates, 4), 0);
    assert_int_equal(finance_irr(nothing, 2, 1, rates, 4), 0);
    assert_int_equal(finance_irr(none, 3, 1, rates, 4), 0);
    assert_int_equal(finance_irr(two, 3, 1, rates, 4), 2);
    assert_near(rates[0], 0.1, 1e-9);
    assert_near(rates[1], 0.2, 1e-9);
    assert_int_equal(finance_irr(two, 3, 1, rates, 1), 1);
}

static void test_paybacks(void **state)
{
    (void)state;
    static const double project[] = {-1000, 400, 400, 400, 400};
    static const double gift[] = {1, -5};
    const double broken[] = {-1, NAN, 5};
    assert_int_equal(finance_payback(0, project, 5), 3);
    assert_int_equal(finance_payback(0.1, project, 4), -1); /* 994.7 by then */
    assert_int_equal(finance_payback(0.1, project, 5), 4);
    assert_int_equal(finance_payback(0, project, 3), -1);
    assert_int_equal(finance_payback(0, gift, 2), 0);
    assert_int_equal(finance_payback(0, broken, 3), -1);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_present_values_of_tables),
        cmocka_unit_test(test_a_rate_of_zero_adds),
        cmocka_unit_test(test_annuities_are_sums),
        cmocka_unit_test(test_period_rates_compound),
        cmocka_unit_test(test_rates_of_return),
        cmocka_unit_test(test_streams_with_no_rate_or_several),
        cmocka_unit_test(test_paybacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
