/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regions: the beta-factor model against enumeration, costs against their bills. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/identifier.h"
#include "exercises/price.h"
#include "exercises/tradeoff.h"
#include "tests/support/near.h"
#include "tests/support/report.h"

static const struct simulation *regions(void)
{
    return simulation_find("regions");
}

static void report_of(const char *settings, struct report *report)
{
    report_whole_run(regions(), NULL, settings, 7, report);
}

/* Every combination of up and down of the common part and of each region. */
static double enumerate(double a, double common_share, int count)
{
    double common = 1 - common_share * (1 - a), own = a / common, up = 0;
    for (unsigned bits = 0; bits < 1U << (count + 1); bits++) {
        double probability = bits & 1 ? common : 1 - common;
        bool any = false;
        for (int i = 1; i <= count; i++) {
            bool works = bits >> i & 1;
            probability *= works ? own : 1 - own;
            any = any || works;
        }
        up += (bits & 1) && any ? probability : 0;
    }
    return up;
}

static void test_being_up_equals_enumeration(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        double a, common;
    } rows[] = {{"availability=0.99 common-cause=0", 0.99, 0},
                {"availability=0.999 common-cause=0.1", 0.999, 0.1},
                {"availability=0.9 common-cause=0.5", 0.9, 0.5},
                {"availability=0.5 common-cause=1", 0.5, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct report report;
        report_of(rows[i].settings, &report);
        for (int n = 1; n <= 4; n++) {
            char key[32];
            (void)snprintf(key, sizeof key, "availability_%d", n);
            near(report_mean(&report, key), enumerate(rows[i].a, rows[i].common, n), 1e-12);
        }
        near(report_mean(&report, "availability_1"), rows[i].a, 1e-12);
        report_release(&report);
    }
}

static void test_independent_regions(void **state)
{
    (void)state;
    struct report report;
    report_of("availability=0.99 common-cause=0 failover-minutes=0", &report);
    near(report_mean(&report, "availability_2"), 0.9999, 1e-12);
    near(report_mean(&report, "availability_3"), 0.999999, 1e-12);
    near(report_mean(&report, "hours_down_2"), 0.876, 1e-9);
    report_release(&report);
}

static void test_break_evens_equal_the_closed_form(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "common-cause=0 availability=0.98",
                                           "machines=3 changes=100000", "ec2_m6i_large=0.2",
                                           "availability=0.97 outages=20 failover-minutes=30"};
    size_t compared = 0;
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        struct report report;
        report_of(settings[s], &report);
        for (size_t i = 0; i < report.prediction_count; i++, compared++)
            near(report_mean(&report, report.predictions[i].name), report.predictions[i].value,
                 1e-9 * report.predictions[i].value);
        report_release(&report);
    }
    assert_true(compared >= 8);
}

static void test_prices_move_it_and_no_root_is_said(void **state)
{
    (void)state;
    struct report before, dearer, common;
    report_of("", &before);
    report_of("ec2_m6i_large=0.192", &dearer);
    report_of("common-cause=1", &common);
    const char *even = "break_even.one_region_two_regions";
    assert_true(report_mean(&dearer, even) > 1.5 * report_mean(&before, even));
    assert_true(isnan(report_mean(&common, even)));
    assert_non_null(strstr(report_observation(&common, even)->note, "one region costs less"));
    report_release(&before);
    report_release(&dearer);
    report_release(&common);
}

static void test_bills_add_up(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(3);
    void *memory = calloc(1, regions()->state_size);
    assert_non_null(memory);
    simulation_defaults(regions(), values);
    regions()->init(memory, values, rng);
    const struct tradeoff *tradeoff = ((struct tradeoff_run *)memory)->tradeoff;
    for (int round = 0; round < 1000; round++) {
        values[0] = pow(10, gsl_rng_uniform(rng) * 6);
        values[1] = gsl_rng_uniform(rng);
        values[2] = 0.9 + 0.1 * gsl_rng_uniform(rng);
        values[5] = 1 + (double)gsl_rng_uniform_int(rng, 100);
        for (size_t k = 0; k < tradeoff->alternative_count; k++) {
            struct bill bill = {0};
            double cost = tradeoff->cost(values, k, &bill), sum = 0;
            for (size_t line = 0; line < bill.count; line++)
                sum += bill.lines[line].amount;
            near(sum, cost, 1e-9 * cost);
        }
    }
    free(memory);
    gsl_rng_free(rng);
}

/* More regions are never down longer, but for the traffic that has to move. */
static void test_more_regions_are_up_more(void **state)
{
    (void)state;
    gsl_rng *rng = rng_from_seed(9);
    for (int round = 0; round < 200; round++) {
        struct report report;
        char settings[160];
        (void)snprintf(settings, sizeof settings,
                       "availability=%.6f common-cause=%.6f failover-minutes=0",
                       0.5 + 0.4999 * gsl_rng_uniform(rng), gsl_rng_uniform(rng));
        report_of(settings, &report);
        for (int n = 1; n < 4; n++) {
            char fewer[32], more[32];
            (void)snprintf(fewer, sizeof fewer, "hours_down_%d", n);
            (void)snprintf(more, sizeof more, "hours_down_%d", n + 1);
            assert_true(report_mean(&report, more) <= report_mean(&report, fewer) + 1e-9);
        }
        report_release(&report);
    }
    gsl_rng_free(rng);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_being_up_equals_enumeration),
        cmocka_unit_test(test_independent_regions),
        cmocka_unit_test(test_break_evens_equal_the_closed_form),
        cmocka_unit_test(test_prices_move_it_and_no_root_is_said),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_more_regions_are_up_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
