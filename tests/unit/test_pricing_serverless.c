/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests one by one against machines by the hour: where stairs and line meet, and where they only
 * jump over one another. */
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

static const struct simulation *serverless(void)
{
    return simulation_find("serverless");
}

static void report_seed(const double *base, const char *settings, uint64_t seed,
                        struct report *report)
{
    report_whole_run(serverless(), base, settings, seed, report);
}

/* The report of a whole run with these settings over `base` (NULL: the shipped prices). */
static void report_over(const double *base, const char *settings, struct report *report)
{
    report_seed(base, settings, 7, report);
}

/* 512 MB are half a GB: 0.05 GB-seconds and a request, from the shipped prices by hand. */
static const double request_price = 0.20 / 1e6 + 0.05 * 0.0000166667;

static void test_the_machine_pays_from_25_8_requests_a_second(void **state)
{
    (void)state;
    struct report report;
    double by_hand = 0.096 / 3600 / request_price;
    report_over(NULL, "", &report);
    const struct observation *even = found(&report, "break_even.serverless_machines");
    near(even->mean, 25.8, 0.05);
    near(even->mean, by_hand, 1e-9 * by_hand);
    assert_string_equal(even->unit, "requests a second");
    static const char *const ids[] = {"lambda_req", "lambda_gbs_x86", "ec2_m6i_large"};
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(even->prices[i], ids[i]);
    assert_null(even->prices[3]);
    near(report_mean(&report, "million_requests.serverless"), 1e6 * request_price, 1e-9);
    near(report_mean(&report, "cost.serverless"), 20 * 2628000 * request_price, 1e-9);
    near(report_mean(&report, "cost.machines"), 0.096 * 730, 1e-9);
    near(report_mean(&report, "cost.containers"), 2 * (0.04048 + 4 * 0.004445) * 730, 1e-9);
    report_release(&report);
}

/* A machine serves 30 requests a second on average, and is worth 25.8: each of the first stairs is
 * met once, and left by a jump, until one is met that is not. */
static void test_every_stair_is_met_and_jumped(void **state)
{
    (void)state;
    static const char *const names[] = {
        "break_even.serverless_machines",   "break_even.serverless_machines_2",
        "break_even.serverless_machines_3", "break_even.serverless_machines_4",
        "break_even.serverless_machines_5", "break_even.serverless_machines_6",
        "break_even.serverless_machines_7"};
    static const char *const jumps[] = {"break_even.jump_1", "break_even.jump_2",
                                        "break_even.jump_3", "break_even.jump_4",
                                        "break_even.jump_5", "break_even.jump_6"};
    struct report report;
    double even = 0.096 / 3600 / request_price;
    report_over(NULL, "", &report);
    for (int i = 0; i < 7; i++)
        near(report_mean(&report, names[i]), (i + 1) * even, 1e-9 * even);
    assert_null(report_observation(&report, "break_even.serverless_machines_8"));
    for (int i = 0; i < 6; i++) {
        const struct observation *jump = found(&report, jumps[i]);
        near(jump->mean, 30 * (i + 1), 1e-9 * jump->mean);
        assert_non_null(strstr(jump->note, "at no place do both cost the same"));
    }
    assert_null(
        report_observation(&report, "break_even.jump_7")); /* 7 x 25.8 < 7 x 30 < 8 x 25.8 */
    report_release(&report);
}

/* Step by step along the requests, without any root finding: the choice changes where it says. */
static void test_the_choice_changes_only_where_it_is_told(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(3);
    simulation_defaults(serverless(), values);
    void *memory = calloc(1, serverless()->state_size);
    assert_non_null(memory);
    serverless()->init(memory, values, rng);
    const struct tradeoff_run *run = memory;
    struct flip flips[TRADEOFF_FLIPS];
    size_t count = tradeoff_flips(run, 0, INFINITY, flips), at = 0;
    assert_int_equal(count, 13);
    for (double rate = 0.05; rate < 200; rate += 0.1) {
        values[1] = rate;
        while (at < count && flips[at].place < rate)
            at++;
        size_t expected = at ? flips[at - 1].after : flips[0].before;
        assert_int_equal(tradeoff_cheapest(run->tradeoff, values), (int)expected);
    }
    for (size_t i = 1; i < count; i++)
        assert_true(flips[i].before == flips[i - 1].after && flips[i].jump == (i % 2 == 1));
    free(memory);
    gsl_rng_free(rng);
}

static void test_roots_equal_the_closed_form(void **state)
{
    (void)state;
    static const char *const settings[] = {"",
                                           "processor=arm",
                                           "memory=128 duration=20 rate=100",
                                           "spare=2 machine-slots=100",
                                           "ec2_m6i_large=0.2 lambda_req=0.4 utilisation=1",
                                           "machine-rate=300 peak-to-mean=1"};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        struct report report;
        report_over(NULL, settings[s], &report);
        const struct prediction *theory =
            report_prediction(&report, "break_even.serverless_machines");
        if (!theory)
            fail_msg("%s: no closed form", settings[s]);
        near(report_mean(&report, theory->name), theory->value, 1e-9 * theory->value);
        report_release(&report);
    }
}

static void test_a_changed_price_moves_the_result(void **state)
{
    (void)state;
    struct report report;
    struct error error = {0};
    const char *own = "id,unit,price_usd,as_of,source\n"
                      "ec2_m6i_large,hour,0.048,2026-11-01,my contract\n";
    struct price_book *book = price_book_read(own, strlen(own), "prices.csv", &error);
    assert_non_null(book);
    double values[MOST_PARAMETERS], half = 0.048 / 3600 / request_price;
    simulation_defaults(serverless(), values);
    assert_true(price_book_apply(book, serverless(), values, &error));
    report_over(values, "", &report);
    near(report_mean(&report, "break_even.serverless_machines"), half, 1e-9 * half);
    report_release(&report);
    report_over(NULL, "ec2_m6i_large=0.048", &report); /* live, or on the command line */
    near(report_mean(&report, "break_even.serverless_machines"), half, 1e-9 * half);
    report_release(&report);
    price_book_free(book);
}

/* A machine that serves less than it is worth is never met. */
static void test_no_root_is_said(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "peak-to-mean=20", &report);
    const struct observation *even = found(&report, "break_even.serverless_machines");
    assert_true(isnan(even->mean));
    assert_non_null(strstr(even->note, "serverless costs less all the way"));
    assert_null(report_observation(&report, "break_even.jump_1"));
    report_release(&report);
}

static void test_what_has_no_price_has_no_cost(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "processor=arm", &report);
    assert_true(isfinite(found(&report, "cost.serverless")->mean));
    assert_true(isnan(found(&report, "cost.containers")->mean));
    assert_non_null(strstr(found(&report, "cost.containers")->note, "ARM is not sourced"));
    report_release(&report);
    report_over(NULL, "rate=50000", &report); /* 6.6e9 GB-seconds a month */
    assert_true(isnan(found(&report, "cost.serverless")->mean));
    assert_non_null(strstr(found(&report, "cost.serverless")->note, "first tier"));
    assert_true(isfinite(found(&report, "cost.machines")->mean));
    report_release(&report);
    report_over(NULL, "rate=45000", &report); /* 5.9e9 */
    assert_true(isfinite(found(&report, "cost.serverless")->mean));
    report_release(&report);
}

/* What is free leaves the line at nothing until it is used up, and then only shifts it. */
static void test_the_free_part(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "rate=0.3 free-requests=1e6 free-gb-seconds=400000", &report);
    near(report_mean(&report, "cost.serverless"), 0, 1e-12);
    report_release(&report);
    double saved = 1e6 * 0.20 / 1e6 + 400000 * 0.0000166667;
    double even = (0.096 * 730 + saved) / (2628000 * request_price);
    report_over(NULL, "free-requests=1e6 free-gb-seconds=400000", &report);
    near(report_mean(&report, "cost.serverless"), 20 * 2628000 * request_price - saved, 1e-9);
    near(report_mean(&report, "break_even.serverless_machines"), even, 1e-9 * even);
    report_release(&report);
}

/* Bursts cost machines and no requests. */
static void test_what_bursts_cost(void **state)
{
    (void)state;
    struct report steady, bursts;
    report_over(NULL, "rate=100 peak-to-mean=1", &steady);
    report_over(NULL, "rate=100 peak-to-mean=10", &bursts);
    near(report_mean(&steady, "cost.serverless"), report_mean(&bursts, "cost.serverless"), 1e-9);
    near(report_mean(&steady, "machines"), 2, 0);  /* 100 / 60 */
    near(report_mean(&bursts, "machines"), 17, 0); /* 1000 / 60 */
    near(report_mean(&bursts, "cost.machines"), 17 * 0.096 * 730, 1e-9);
    near(report_mean(&bursts, "machine_utilisation"), 100.0 / 1700, 1e-12);
    report_release(&steady);
    report_release(&bursts);
    report_over(NULL, "rate=30", &steady); /* exactly full: one machine, not two */
    near(report_mean(&steady, "machines"), 1, 0);
    report_release(&steady);
    report_over(NULL, "rate=0", &steady);
    near(report_mean(&steady, "cost.serverless"), 0, 0);
    near(report_mean(&steady, "machines"), 1, 0);
    report_release(&steady);
}

/* Days drawn with many seeds have the mean that was asked for, bursts or not. */
static void test_days_have_the_mean_rate(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "peak-to-mean=1", "peak-to-mean=12", "rate=1e5"};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        enum { DAYS = 60 };
        double sum = 0, squares = 0, expected = 0;
        for (uint64_t seed = 0; seed < DAYS; seed++) {
            struct report report;
            report_seed(NULL, settings[s], seed, &report);
            double requests = report_mean(&report, "day.requests");
            expected = report_prediction(&report, "day.requests")->value;
            sum += requests;
            squares += requests * requests;
            near(report_mean(&report, "day.machines") * 365 / 12,
                 report_mean(&report, "cost.machines"), 1e-6);
            report_release(&report);
        }
        double mean = sum / DAYS;
        double error = sqrt(fmax(squares / DAYS - mean * mean, 0) / (DAYS - 1));
        assert_true(error > 0);
        near(mean, expected, 4 * error);
    }
}

static void test_bands_widen_with_uncertainty(void **state)
{
    (void)state;
    struct report sure, unsure, wild;
    report_over(NULL, "rate=200 uncertainty=0", &sure);
    report_over(NULL, "rate=200 uncertainty=0.2", &unsure);
    report_over(NULL, "rate=200 uncertainty=1", &wild);
    const char *names[] = {"cost.serverless", "cost.machines", "cost.containers"};
    for (size_t i = 0; i < 3; i++) {
        const struct observation *a = found(&sure, names[i]), *b = found(&unsure, names[i]);
        const struct observation *c = found(&wild, names[i]);
        assert_true(a->low == a->mean && a->high == a->mean);
        assert_true(b->low < b->mean && b->mean < b->high);
        assert_true(c->low < b->low && b->high < c->high);
    }
    report_release(&sure);
    report_release(&unsure);
    report_release(&wild);
}

static void test_bills_add_up(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(5);
    size_t checked = 0;
    simulation_defaults(serverless(), values);
    void *memory = calloc(1, serverless()->state_size);
    assert_non_null(memory);
    serverless()->init(memory, values, rng);
    const struct tradeoff *tradeoff = ((struct tradeoff_run *)memory)->tradeoff;
    for (int round = 0; round < 2000; round++) {
        simulation_defaults(serverless(), values);
        values[0] = (double)gsl_rng_uniform_int(rng, 2);
        for (size_t i = 1; i < 8; i++)
            values[i] = pow(10, gsl_rng_uniform(rng) * (i == 2 ? 2 : 4));
        for (size_t k = 0; k < tradeoff->alternative_count; k++) {
            struct bill bill = {0};
            double cost = tradeoff->cost(values, k, &bill), sum = 0;
            for (size_t line = 0; line < bill.count; line++) {
                sum += bill.lines[line].amount;
                assert_true(!(bill.lines[line].amount < -1e-9 * cost));
            }
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
    static const char *const bad[][2] = {
        {"rate", "-5"},       {"rate", "1e9"},         {"memory", "0"}, {"duration", "nan"},
        {"utilisation", "0"}, {"peak-to-mean", "0.5"}, {"rate", "inf"}, {"lambda_req", "-1"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double values[MOST_PARAMETERS];
        struct error error = {0};
        simulation_defaults(serverless(), values);
        if (simulation_set(serverless(), values, bad[i][0], bad[i][1], &error))
            fail_msg("%s %s was taken", bad[i][0], bad[i][1]);
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "expected a number from"));
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_machine_pays_from_25_8_requests_a_second),
        cmocka_unit_test(test_every_stair_is_met_and_jumped),
        cmocka_unit_test(test_the_choice_changes_only_where_it_is_told),
        cmocka_unit_test(test_roots_equal_the_closed_form),
        cmocka_unit_test(test_a_changed_price_moves_the_result),
        cmocka_unit_test(test_no_root_is_said),
        cmocka_unit_test(test_what_has_no_price_has_no_cost),
        cmocka_unit_test(test_the_free_part),
        cmocka_unit_test(test_what_bursts_cost),
        cmocka_unit_test(test_days_have_the_mean_rate),
        cmocka_unit_test(test_bands_widen_with_uncertainty),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_absurd_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
