/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving a cloud: tiered fees, when leaving is paid back, and what has no price. */
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

static const struct simulation *egress(void)
{
    return simulation_find("egress");
}

/* The report of a whole run with these settings over `base` (NULL: the shipped prices). */
static void report_over(const double *base, const char *settings, struct report *report)
{
    report_whole_run(egress(), base, settings, 7, report);
}

static double result(const char *settings, const char *name)
{
    struct report report;
    report_over(NULL, settings, &report);
    double value = report_mean(&report, name);
    report_release(&report);
    return value;
}

/* 100 TB in one month: 100,000 GB of 10^9 bytes, tier by tier by hand from the shipped prices. */
static void test_a_hundred_terabytes_leave_in_one_month(void **state)
{
    (void)state;
    struct report report;
    double by_hand = 10240 * 0.09 + 40960 * 0.085 + 48800 * 0.07;
    near(by_hand, 7819.2, 1e-9);
    report_over(NULL, "", &report);
    near(parameter_initial(&egress()->parameters[2]), 100e12, 0);
    assert_string_equal(egress()->parameters[2].name, "data-bytes");
    near(report_mean(&report, "cost.leave"), by_hand, 1e-9);
    near(report_mean(&report, "tier.first"), 921.6, 1e-9);
    near(report_mean(&report, "tier.second"), 3481.6, 1e-9);
    near(report_mean(&report, "tier.third"), 3416, 1e-9);
    const struct observation *leave = found(&report, "cost.leave");
    static const char *const ids[] = {"aws_egress_1", "aws_egress_2", "aws_egress_3"};
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(leave->prices[i], ids[i]);
    assert_null(leave->prices[3]);
    report_release(&report);
    near(result("gb=binary", "cost.leave"),
         10240 * 0.09 + 40960 * 0.085 + (100e12 / 1073741824 - 51200) * 0.07, 1e-9);
    near(result("share=0.1", "cost.leave"), 10000 * 0.09, 1e-9);
    near(result("fee-share=0.25", "cost.leave"), by_hand / 4, 1e-9);
    near(result("destination=region", "cost.leave"), 100000 * 0.02, 1e-9);
    near(result("provider=gcs data-bytes=1e12", "cost.leave"), 1e12 / 1073741824 * 0.12, 1e-9);
    near(result("data-bytes=0", "cost.leave"), 0, 0);
}

/* Tiers begin anew each month: spread out, less of it reaches the cheaper ones. */
static void test_spreading_costs_more(void **state)
{
    (void)state;
    struct report report;
    double before = 0;
    report_over(NULL, "spread-months=10", &report);
    near(report_mean(&report, "cost.leave"), 100000 * 0.09, 1e-9); /* 10,000 GB each month */
    near(report_mean(&report, "cost.leave_in_one_month"), 7819.2, 1e-9);
    report_release(&report);
    for (int months = 1; months <= 12; months++) {
        char settings[32];
        (void)snprintf(settings, sizeof settings, "spread-months=%d", months);
        double fee = result(settings, "cost.leave");
        assert_true(fee >= before);
        before = fee;
    }
}

/* Month by month, with nothing of the closed form: where the two sums pass one another. */
static double count_months(double bill, double saving, double once, double monthly, double both)
{
    double here = 0, away = once, day = 1.0 / 1000, at = 0;
    for (int i = 1; i < 200000; i++) {
        here += bill * day;
        away += (bill - saving) * day + (at < both - day / 2 ? bill : monthly) * day;
        at = i * day;
        if (here >= away)
            return at;
    }
    return NAN;
}

static void test_when_leaving_is_paid_back(void **state)
{
    (void)state;
    struct report report;
    double once = 60 * 800 + 7819.2, traffic = 1000 * 0.09;
    double form = 3 + (once + 3 * 14000) / (6000 - traffic);
    report_over(NULL, "", &report);
    near(report_mean(&report, "break_even.payback"), form, 1e-9 * form);
    near(report_mean(&report, "break_even.payback"), 19.55, 0.01);
    near(report_mean(&report, "break_even.payback"), count_months(20000, 6000, once, traffic, 3),
         0.01);
    near(report_mean(&report, "cost.paid_once"), once + 3 * 14000, 1e-9);
    near(report_mean(&report, "cost.stay_here"), 720000, 1e-6);
    near(report_mean(&report, "cost.move_away"), once + 3 * 34000 + 33 * (14000 + traffic), 1e-6);
    report_release(&report);
    /* double running lasts as long as the moving */
    double longer = 10 + (48000 + 9000 + 10 * 14000) / (6000 - traffic);
    near(result("spread-months=10 horizon-months=60", "break_even.payback"), longer, 1e-9 * longer);
}

static void test_roots_equal_the_closed_form(void **state)
{
    (void)state;
    static const char *const settings[] = {"",
                                           "monthly-saving=9000",
                                           "spread-months=7 monthly-saving=12000",
                                           "destination=region",
                                           "provider=gcs data-bytes=8e12",
                                           "double-months=0 effort-days=5",
                                           "fee-share=0 double-months=1.5",
                                           "aws_egress_1=0.2 aws_egress_3=0.01"};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        static const char *const names[] = {"break_even.payback",
                                            "break_even.stay_here_move_away_by_monthly_saving"};
        struct report report;
        report_over(NULL, settings[s], &report);
        for (size_t i = 0; i < 2; i++) {
            const struct prediction *theory = report_prediction(&report, names[i]);
            if (!theory)
                fail_msg("%s: no closed form of %s", settings[s], names[i]);
            near(report_mean(&report, names[i]), theory->value, 1e-9 * theory->value);
        }
        report_release(&report);
    }
}

/* A saving of 3,350: what is left at the horizon buys the fee of 125,869 GB and not of more. */
static void test_the_amount_from_which_leaving_does_not_pay(void **state)
{
    (void)state;
    double left = (3350 - 90) * 33 - 48000 - 3 * (20000 - 3350);
    double bytes = (51200 + (left - 921.6 - 3481.6) / 0.07) * 1e9;
    near(result("monthly-saving=3350", "break_even.stay_here_move_away"), bytes, 1e-9 * bytes);
    char settings[80];
    (void)snprintf(settings, sizeof settings, "monthly-saving=3350 data-bytes=%.17g",
                   bytes * (1 - 1e-9));
    near(result(settings, "break_even.payback"), 36, 1e-6);
    (void)snprintf(settings, sizeof settings, "monthly-saving=3350 data-bytes=%.17g",
                   bytes * (1 + 1e-9));
    assert_true(isnan(result(settings, "break_even.payback")));
    struct report report;
    report_over(NULL, "", &report);
    assert_true(isnan(found(&report, "break_even.stay_here_move_away")->mean));
    assert_non_null(strstr(found(&report, "break_even.stay_here_move_away")->note,
                           "move away costs less all the way"));
    report_release(&report);
}

static void test_no_payback_is_said(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "monthly-saving=2500", &report);
    assert_true(isnan(found(&report, "break_even.payback")->mean));
    assert_non_null(
        strstr(found(&report, "break_even.payback")->note, "not within the horizon of 36 months"));
    report_release(&report);
    report_over(NULL, "traffic-bytes=100e12", &report);
    assert_true(isnan(found(&report, "break_even.payback")->mean));
    assert_non_null(strstr(found(&report, "break_even.payback")->note, "never"));
    report_release(&report);
    report_over(NULL, "effort-days=0 data-bytes=0 double-months=0 monthly-saving=20000",
                &report); /* spread-months keeps one month of double running, at no bill there */
    assert_true(isnan(found(&report, "break_even.payback")->mean));
    assert_non_null(strstr(found(&report, "break_even.payback")->note, "never behind"));
    report_release(&report);
}

static void test_what_has_no_price_has_no_cost(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *part;
    } rows[] = {{"data-bytes=2e14", "last tier"},
                {"provider=gcs", "last tier"},
                {"provider=gcs destination=region data-bytes=1e12", "not sourced"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const names[] = {"cost.leave", "cost.move_away", "break_even.payback"};
        struct report report;
        report_over(NULL, rows[i].settings, &report);
        for (size_t k = 0; k < 3; k++) {
            const struct observation *none = found(&report, names[k]);
            assert_true(isnan(none->mean));
            if (!strstr(none->note, rows[i].part))
                fail_msg("%s, %s: %s", rows[i].settings, names[k], none->note);
        }
        assert_true(isfinite(found(&report, "cost.stay_here")->mean));
        report_release(&report);
    }
    near(result("data-bytes=153600e9", "cost.leave"), 921.6 + 3481.6 + 102400 * 0.07, 1e-9);
    near(result("data-bytes=2e14 spread-months=2", "cost.leave"), 2 * 7819.2, 1e-9);
}

static void test_a_changed_price_moves_the_result(void **state)
{
    (void)state;
    struct report report;
    struct error error = {0};
    const char *own = "id,unit,price_usd,as_of,source\n"
                      "aws_egress_3,GB,0.05,2026-11-01,my contract\n";
    struct price_book *book = price_book_read(own, strlen(own), "prices.csv", &error);
    assert_non_null(book);
    double values[MOST_PARAMETERS];
    simulation_defaults(egress(), values);
    assert_true(price_book_apply(book, egress(), values, &error));
    report_over(values, "", &report);
    near(report_mean(&report, "cost.leave"), 4403.2 + 48800 * 0.05, 1e-9);
    report_release(&report);
    near(result("aws_egress_3=0.05", "cost.leave"), 4403.2 + 48800 * 0.05, 1e-9);
    price_book_free(book);
}

static void test_bands_widen_with_uncertainty(void **state)
{
    (void)state;
    struct report sure, unsure, wild;
    report_over(NULL, "data-bytes=2e13 uncertainty=0", &sure);
    report_over(NULL, "data-bytes=2e13 uncertainty=0.2", &unsure);
    report_over(NULL, "data-bytes=2e13 uncertainty=1", &wild);
    const char *names[] = {"cost.leave", "cost.paid_once", "cost.move_away"};
    for (size_t i = 0; i < 3; i++) {
        const struct observation *a = found(&sure, names[i]), *b = found(&unsure, names[i]);
        const struct observation *c = found(&wild, names[i]);
        assert_true(a->low == a->mean && a->high == a->mean);
        assert_true(b->low < b->mean && b->mean < b->high);
        assert_true(c->low < b->low && b->high < c->high);
    }
    near(report_mean(&sure, "paid_back_share"), 1, 0);
    assert_true(report_mean(&wild, "paid_back_share") < 1);
    report_release(&sure);
    report_release(&unsure);
    report_release(&wild);
    report_over(NULL, "uncertainty=1", &wild); /* some draws have no price: said, not left out */
    assert_non_null(strstr(found(&wild, "cost.leave")->note, "more than has a price"));
    report_release(&wild);
    near(result("monthly-saving=2500 uncertainty=0", "paid_back_share"), 0, 0);
}

static void test_bills_add_up(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(5);
    size_t checked = 0;
    simulation_defaults(egress(), values);
    void *memory = calloc(1, egress()->state_size);
    assert_non_null(memory);
    egress()->init(memory, values, rng);
    const struct tradeoff *tradeoff = ((struct tradeoff_run *)memory)->tradeoff;
    for (int round = 0; round < 2000; round++) {
        simulation_defaults(egress(), values);
        for (size_t i = 0; i < 2; i++)
            values[i] = (double)gsl_rng_uniform_int(rng, 2);
        values[2] = pow(10, 8 + gsl_rng_uniform(rng) * 7);
        values[5] = 1 + (double)gsl_rng_uniform_int(rng, 12);
        values[8] = 20000 * gsl_rng_uniform(rng);
        values[9] = 12 * gsl_rng_uniform(rng);
        values[12] = pow(10, 8 + gsl_rng_uniform(rng) * 7);
        values[13] = 1 + (double)gsl_rng_uniform_int(rng, 120);
        for (size_t k = 0; k < tradeoff->alternative_count; k++) {
            struct bill bill = {0};
            double cost = tradeoff->cost(values, k, &bill), sum = 0;
            for (size_t line = 0; line < bill.count; line++)
                sum += bill.lines[line].amount;
            if (!isfinite(cost))
                continue;
            near(sum, cost, 1e-9 * cost);
            checked++;
        }
    }
    assert_true(checked > 2000);
    free(memory);
    gsl_rng_free(rng);
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {{"data-bytes", "-5"},     {"data-bytes", "1e400"},
                                         {"share", "0"},           {"monthly-bill", "nan"},
                                         {"spread-months", "0"},   {"fee-share", "1.5"},
                                         {"double-months", "inf"}, {"aws_egress_1", "-1"}};
    double values[MOST_PARAMETERS];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {0};
        simulation_defaults(egress(), values);
        if (simulation_set(egress(), values, bad[i][0], bad[i][1], &error))
            fail_msg("%s %s was taken", bad[i][0], bad[i][1]);
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "expected a"));
    }
    struct error error = {0};
    simulation_defaults(egress(), values);
    assert_true(simulation_set(egress(), values, "monthly-saving", "30000", &error));
    assert_null(run_start(egress(), values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_non_null(strstr(error.message, "expected 0 to 20000 USD a month"));
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_hundred_terabytes_leave_in_one_month),
        cmocka_unit_test(test_spreading_costs_more),
        cmocka_unit_test(test_when_leaving_is_paid_back),
        cmocka_unit_test(test_roots_equal_the_closed_form),
        cmocka_unit_test(test_the_amount_from_which_leaving_does_not_pay),
        cmocka_unit_test(test_no_payback_is_said),
        cmocka_unit_test(test_what_has_no_price_has_no_cost),
        cmocka_unit_test(test_a_changed_price_moves_the_result),
        cmocka_unit_test(test_bands_widen_with_uncertainty),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_absurd_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
