/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk as three assets: which one binds, what one more of it costs, and a volume that sells them
 * apart. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/identifier.h"
#include "exercises/price.h"
#include "exercises/tradeoff.h"
#include "tests/support/near.h"
#include "tests/support/report.h"

static const struct simulation *assets(void)
{
    return simulation_find("disk-assets");
}

static void apply(double *values, const char *settings)
{
    struct error error = {0};
    if (!simulation_apply(assets(), values, settings, &error))
        fail_msg("%s", error.message);
}

static size_t index_of(const char *name)
{
    for (size_t i = 0; i < assets()->parameter_count; i++)
        if (!strcmp(assets()->parameters[i].name, name))
            return i;
    fail_msg("no parameter %s", name);
    return 0;
}

/* The report after `steps` of the growth. */
static void report_values(const double *values, long steps, struct report *report)
{
    struct error error = {0};
    struct run *run = run_start(assets(), values, NULL, 7, &error);
    assert_non_null(run);
    (void)run_step(run, steps);
    memset(report, 0, sizeof *report);
    run_observe(run, report);
    run_free(run);
}

static void report_over(const char *settings, long steps, struct report *report)
{
    double values[MOST_PARAMETERS];
    simulation_defaults(assets(), values);
    apply(values, settings);
    report_values(values, steps, report);
}

static double value_of(const char *settings, const char *name)
{
    struct report report;
    report_over(settings, 0, &report);
    double value = found(&report, name)->mean;
    report_release(&report);
    return value;
}

static void test_values_to_meet(void **state)
{
    (void)state;
    near(value_of("", "scan_hours"), 13.9, 0.05);
    near(value_of("", "scan_hours"), 10e12 / 200e6 / 3600, 1e-9);
    near(value_of("", "iops_per_tb"), 10, 1e-9);
    /* what notes link to: names and defaults */
    near(parameter_initial(&assets()->parameters[index_of("capacity-bytes")]), 10e12, 0);
    near(parameter_initial(&assets()->parameters[index_of("iops")]), 100, 0);
    near(parameter_initial(&assets()->parameters[index_of("bandwidth-bytes")]), 200e6, 0);
    near(value_of("data-bytes=25e12 reads=150 sequential-bytes=0", "disks"), 3, 0);
    near(value_of("data-bytes=25e12 reads=351 sequential-bytes=0", "disks"), 4, 0);
    near(value_of("data-bytes=25e12 reads=0 sequential-bytes=900e6", "disks"), 5, 0);
    near(value_of("data-bytes=20e12 reads=200 block-bytes=1 sequential-bytes=0", "disks"), 2, 0);
}

/* Disks suffice for all three, and one fewer does not for the one that binds. */
static void test_no_disk_too_few_or_too_many(void **state)
{
    (void)state;
    static const char *const names[] = {"capacity", "iops", "bandwidth"};
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(3);
    size_t bound[3] = {0};
    for (int round = 0; round < 60; round++) {
        struct report report;
        simulation_defaults(assets(), values);
        double capacity = values[index_of("capacity-bytes")] =
            pow(10, 11 + 3 * gsl_rng_uniform(rng));
        double iops = values[index_of("iops")] = pow(10, 1 + 3 * gsl_rng_uniform(rng));
        double bandwidth = values[index_of("bandwidth-bytes")] =
            pow(10, 7 + 2 * gsl_rng_uniform(rng));
        double data = values[index_of("data-bytes")] = pow(10, 12 + 3 * gsl_rng_uniform(rng));
        double reads = values[index_of("reads")] = pow(10, 1 + 3 * gsl_rng_uniform(rng));
        double stream = values[index_of("sequential-bytes")] =
            pow(10, 7 + 3 * gsl_rng_uniform(rng));
        double bytes = stream + reads * values[index_of("block-bytes")];
        report_values(values, 0, &report);
        double disks = report_mean(&report, "disks"), by[3];
        assert_true(disks == floor(disks) && disks >= 1);
        assert_true(disks * capacity >= data * (1 - 1e-9) && disks * iops >= reads * (1 - 1e-9) &&
                    disks * bandwidth >= bytes * (1 - 1e-9));
        size_t most = 0;
        for (size_t i = 0; i < 3; i++) {
            char name[64];
            (void)snprintf(name, sizeof name, "disks_by_%s", names[i]);
            by[i] = report_mean(&report, name);
            most = by[i] > by[most] ? i : most;
        }
        const double offers[3] = {capacity, iops, bandwidth}, needs[3] = {data, reads, bytes};
        if (disks > 1)
            assert_true((disks - 1) * offers[most] < needs[most]);
        bound[most]++;
        report_release(&report);
    }
    for (size_t i = 0; i < 3; i++)
        assert_true(bound[i] > 5);
    gsl_rng_free(rng);
}

static double disks_cost(const double *values, const char *name, double change)
{
    struct report report;
    double changed[MOST_PARAMETERS];
    memcpy(changed, values, sizeof changed);
    changed[index_of(name)] += change;
    report_values(changed, 0, &report);
    double cost = found(&report, "cost.disks")->mean;
    report_release(&report);
    return cost;
}

/* The cost one asset's need makes, by doing it: nothing where it does not bind. */
static void check_shadow(const char *settings, size_t binds)
{
    static const char *const names[3] = {"shadow_price_capacity", "shadow_price_iops",
                                         "shadow_price_bandwidth"};
    static const char *const needs[3] = {"data-bytes", "reads", "sequential-bytes"};
    static const double units[3] = {1e12, 1, 1e6};
    double values[MOST_PARAMETERS];
    struct report report;
    simulation_defaults(assets(), values);
    values[index_of("uncertainty")] = 0;
    apply(values, settings);
    report_values(values, 0, &report);
    double price[3];
    for (size_t i = 0; i < 3; i++) {
        price[i] = report_mean(&report, names[i]);
        assert_true(i == binds ? price[i] > 0 : price[i] == 0);
    }
    report_release(&report);
    for (size_t i = 0; i < 3; i++) {
        double change = values[index_of(needs[i])] * 1e-3;
        double up = disks_cost(values, needs[i], change);
        double down = disks_cost(values, needs[i], -change);
        double expected = price[i];
        if (i == 1) /* a read takes bandwidth too */
            expected += price[2] * values[index_of("block-bytes")] / 1e6;
        near((up - down) / (2 * change) * units[i], expected, 1e-6 * fmax(expected, 1e-3));
    }
}

static void test_shadow_prices_are_finite_differences(void **state)
{
    (void)state;
    check_shadow("", 1);
    check_shadow("data-bytes=500e12 reads=50", 0);
    check_shadow("sequential-bytes=8e9 reads=100", 2);
    check_shadow("fill=0.7", 1);
    check_shadow("disk-price=900 disk-months=36 iops=5000 bandwidth-bytes=1e10", 0);
}

static void test_the_price_of_a_read_at_defaults(void **state)
{
    (void)state;
    near(value_of("", "shadow_price_iops"), 15.0 / 100, 1e-12); /* 300 / 60 + 10 a disk */
    near(value_of("", "cost.disks"), 15 * 15, 1e-9);
    near(value_of("reads=1501", "cost.disks"), 15.01 * 15, 1e-9); /* in fractions of a disk */
    near(value_of("reads=1501", "cost.whole_disks"), 16 * 15, 1e-9);
}

/* 0.15 R = 1600 + 0.005 (R - 6000): reads bind, and the bandwidth is included. */
static void test_where_the_volume_beats_more_disks(void **state)
{
    (void)state;
    near(value_of("", "cost.volume"), 20000 * 0.08, 1e-9);
    near(value_of("", "break_even.disks_volume"), (1600 - 0.005 * 6000) / 0.145, 1e-9 * 1e4);
    near(value_of("included-iops=0 included-bytes=0 volumes=1", "break_even.disks_volume"),
         (1600 + 100 * 0.04) / (0.15 - 0.005 - 8192e-6 * 0.04), 1e-9 * 1e4);
    /* what is included is not charged, all beyond it is */
    near(value_of("reads=7000 sequential-bytes=400e6", "cost.volume"),
         1600 + 1000 * 0.005 + (7000 * 8192e-6 + 400 - 250) * 0.04, 1e-9);
}

static void test_a_changed_price_moves_the_result(void **state)
{
    (void)state;
    struct report report;
    struct error error = {0};
    const char *own = "id,unit,price_usd,as_of,source\n"
                      "ebs_gp3_gb,GB-month,0.04,2026-11-01,my contract\n";
    struct price_book *book = price_book_read(own, strlen(own), "prices.csv", &error);
    assert_non_null(book);
    double values[MOST_PARAMETERS];
    simulation_defaults(assets(), values);
    assert_true(price_book_apply(book, assets(), values, &error));
    report_values(values, 0, &report);
    near(report_mean(&report, "cost.volume"), 800, 1e-9);
    near(report_mean(&report, "break_even.disks_volume"), 800 / 0.15, 1e-5); /* all included */
    report_release(&report);
    near(value_of("ebs_gp3_iops=0.01", "break_even.disks_volume"), (1600 - 60) / 0.14, 1e-5);
    price_book_free(book);
}

static void test_no_root_is_said(void **state)
{
    (void)state;
    struct report report;
    report_over("disk-price=0 disk-running=0", 0, &report);
    const struct observation *even = found(&report, "break_even.disks_volume");
    assert_true(isnan(even->mean));
    assert_non_null(strstr(even->note, "disks costs less all the way"));
    assert_true(found(&report, "cost.disks")->mean == 0);
    report_release(&report);
}

/* Each month there are enough disks, and none is ever given back. */
static void test_the_fleet_keeps_up(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "fill=0.7", "data-growth=0.1 reads-growth=-0.05",
                                           "sequential-growth=0.2 uncertainty=2"};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        double most = s == 1 ? 0.7 : 1;
        struct report report;
        report_over(settings[s], 1000, &report);
        const struct series *disks = report_find_series(&report, "disks");
        assert_int_equal(disks->count, 61);
        static const char *const needs[] = {"needed_capacity", "needed_iops", "needed_bandwidth"};
        for (size_t k = 0; k < disks->count; k++) {
            double needed = 0;
            for (size_t i = 0; i < 3; i++)
                needed = fmax(needed, report_find_series(&report, needs[i])->y[k]);
            assert_true(disks->y[k] >= needed * (1 - 1e-9));
            assert_true(k == 0 || disks->y[k] >= disks->y[k - 1]);
            if (k > 0 && disks->y[k] > disks->y[k - 1])
                assert_true(disks->y[k] - 1 < needed); /* not one too many is bought */
        }
        assert_true(report_mean(&report, "used_iops") <= most + 1e-9);
        report_release(&report);
    }
}

static void test_without_buying_the_queue_has_no_end(void **state)
{
    (void)state;
    struct report report;
    report_over("buying=never fill=0.6 uncertainty=0", 0, &report);
    double disks = report_mean(&report, "disks_now"), u = 1500 / (disks * 100);
    near(report_mean(&report, "used_iops"), u, 1e-12);
    const struct prediction *response = report_prediction(&report, "response_seconds");
    assert_non_null(response);
    assert_false(response->exact);
    near(response->value, 0.01 / (1 - u), 1e-12);
    report_release(&report);
    report_over("buying=never fill=0.6 uncertainty=0", 60, &report);
    near(report_mean(&report, "disks_now"), disks, 0);
    near(report_mean(&report, "used_iops"), u * pow(1.02, 60), 1e-9);
    assert_null(report_prediction(&report, "response_seconds")); /* it has none */
    report_release(&report);
}

/* Twice the disk: twice the hours, half the reads for a TB. */
static void test_bigger_disks_are_slower(void **state)
{
    (void)state;
    struct report report;
    report_over("", 0, &report);
    const struct series *hours = report_find_series(&report, "scan_hours");
    const struct series *iops = report_find_series(&report, "iops_per_tb");
    for (size_t k = 0; k < hours->count; k++) {
        near(hours->y[k] / hours->x[k], 1e12 / 200e6 / 3600, 1e-9);
        near(iops->y[k] * iops->x[k], 100, 1e-9);
    }
    near(value_of("capacity-bytes=20e12", "scan_hours"), 2 * value_of("", "scan_hours"), 1e-9);
    near(value_of("capacity-bytes=20e12", "iops_per_tb"), 5, 1e-12);
    report_release(&report);
}

static void test_bands_widen_with_uncertainty(void **state)
{
    (void)state;
    struct report sure, unsure, wild;
    report_over("uncertainty=0", 0, &sure);
    report_over("uncertainty=0.2", 0, &unsure);
    report_over("uncertainty=1", 0, &wild);
    const char *names[] = {"cost.disks", "cost.volume"};
    for (size_t i = 0; i < 2; i++) {
        const struct observation *a = found(&sure, names[i]), *b = found(&unsure, names[i]);
        const struct observation *c = found(&wild, names[i]);
        assert_true(a->low == a->mean && a->high == a->mean);
        assert_true(b->low < b->mean && b->mean < b->high);
        assert_true(c->low < b->low && b->high < c->high);
        assert_true(a->mean == b->mean && b->mean == c->mean);
    }
    report_release(&sure);
    report_release(&unsure);
    report_release(&wild);
}

/* What the bill's lines add up to is the cost, wherever the values are. */
static void test_bills_add_up(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(5);
    size_t checked = 0;
    simulation_defaults(assets(), values);
    struct tradeoff_run *run = calloc(1, assets()->state_size);
    assert_non_null(run);
    assets()->init(run, values, rng);
    for (int round = 0; round < 1000; round++) {
        for (size_t i = 0; i < assets()->parameter_count; i++) {
            const struct parameter *parameter = &assets()->parameters[i];
            if (parameter->kind == PARAMETER_REAL && !parameter->price)
                values[i] =
                    fmin(fmax(parameter_initial(parameter) * pow(10, 2 * gsl_rng_uniform(rng) - 1),
                              parameter->minimum),
                         parameter->maximum);
        }
        for (size_t k = 0; k < run->tradeoff->alternative_count; k++) {
            struct bill bill = {0};
            double cost = run->tradeoff->cost(values, k, &bill), sum = 0;
            for (size_t line = 0; line < bill.count; line++)
                sum += bill.lines[line].amount;
            assert_true(isfinite(cost) && cost > 0);
            near(sum, cost, 1e-9 * cost);
            checked++;
        }
    }
    assert_int_equal(checked, 2000);
    free(run);
    gsl_rng_free(rng);
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {{"capacity-bytes", "0"},
                                         {"capacity-bytes", "1e400"},
                                         {"iops", "0"},
                                         {"bandwidth-bytes", "-1"},
                                         {"data-bytes", "nan"},
                                         {"reads", "-5"},
                                         {"sequential-bytes", "-1"},
                                         {"fill", "0"},
                                         {"fill", "1.5"},
                                         {"disk-months", "0"},
                                         {"disk-price", "-1"},
                                         {"ebs_gp3_gb", "-0.1"},
                                         {"reads-growth", "2"},
                                         {"included-iops", "inf"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double values[MOST_PARAMETERS];
        struct error error = {0};
        simulation_defaults(assets(), values);
        if (simulation_set(assets(), values, bad[i][0], bad[i][1], &error))
            fail_msg("%s %s was taken", bad[i][0], bad[i][1]);
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "expected a number from"));
    }
}

/* What is asked about one asset has the answer it should have, over many draws. */
static void test_slack_assets_cost_nothing_in_the_question(void **state)
{
    (void)state;
    size_t nothing = 0, something = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        double values[MOST_PARAMETERS];
        struct problem problem;
        struct report report;
        assert_true(question_generate(assets(), &assets()->questions[3], seed, values, &problem));
        report_values(values, 0, &report);
        double price = report_mean(&report, "shadow_price_capacity");
        near(strtod(problem.answer, NULL), price, 1e-3 * price);
        if (price > 0)
            something++;
        else
            nothing++;
        report_release(&report);
        problem_release(&problem);
    }
    assert_true(nothing > 10 && something > 10);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_to_meet),
        cmocka_unit_test(test_no_disk_too_few_or_too_many),
        cmocka_unit_test(test_shadow_prices_are_finite_differences),
        cmocka_unit_test(test_the_price_of_a_read_at_defaults),
        cmocka_unit_test(test_where_the_volume_beats_more_disks),
        cmocka_unit_test(test_a_changed_price_moves_the_result),
        cmocka_unit_test(test_no_root_is_said),
        cmocka_unit_test(test_the_fleet_keeps_up),
        cmocka_unit_test(test_without_buying_the_queue_has_no_end),
        cmocka_unit_test(test_bigger_disks_are_slower),
        cmocka_unit_test(test_bands_widen_with_uncertainty),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_absurd_values_are_refused),
        cmocka_unit_test(test_slack_assets_cost_nothing_in_the_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
