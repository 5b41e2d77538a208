/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reserved machines: when one pays, and how many of a changing demand. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/price.h"
#include "exercises/reservation.h"
#include "exercises/simulation.h"
#include "exercises/solve.h"

extern const struct simulation simulation_reserve;

static bool near(double a, double b, double relative)
{
    return fabs(a - b) <= relative * fabs(b) + 1e-12;
}

static void values_with(double *values, const char *settings)
{
    struct error error = {0};
    simulation_defaults(&simulation_reserve, values);
    if (!simulation_apply(&simulation_reserve, values, settings, &error))
        fail_msg("%s: %s", settings, error.message);
}

static void observe_values(const double *values, uint64_t seed, struct report *report)
{
    struct error error = {0};
    struct run *run = run_start(&simulation_reserve, values, NULL, seed, &error);
    if (!run)
        fail_msg("%s", error.message);
    run_complete(run);
    run_observe(run, report);
    run_free(run);
}

static void observe_settings(const char *settings, uint64_t seed, struct report *report)
{
    double values[MOST_PARAMETERS];
    values_with(values, settings);
    observe_values(values, seed, report);
}

static double result(const char *settings, const char *name)
{
    struct report report = {0};
    observe_settings(settings, 1, &report);
    if (!report_observation(&report, name))
        fail_msg("no %s", name);
    double mean = report_mean(&report, name);
    report_release(&report);
    return mean;
}

/* --- One machine --------------------------------------------------------------------------------
 */

static void test_values_to_meet(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("", 1, &report);
    const struct observation *one = report_observation(&report, "break_even.one_year");
    const struct observation *three = report_observation(&report, "break_even.three_years");
    assert_true(fabs(one->mean - 0.627) < 0.0005 && fabs(three->mean - 0.433) < 0.0005);
    assert_true(near(one->mean, 0.0261 / 0.0416, 1e-9));
    assert_true(near(three->mean, 0.0180 / 0.0416, 1e-9));
    assert_string_equal(one->unit, "share of the hours");
    assert_string_equal(one->prices[0], "ec2_t3m_ri1");
    assert_string_equal(three->prices[0], "ec2_t3m_ri3");
    assert_string_equal(one->prices[1], "ec2_t3_medium");
    report_release(&report);
}

/* By root finding over the cost of what is used in the months until the need ends. */
static double loss_at(double months, const void *context)
{
    const double *r = context; /* term, reserved, on demand, use */
    return r[0] * r[1] - months * r[3] * r[2];
}

static void test_months(void **state)
{
    (void)state;
    const double term[4] = {36, 0.018, 0.0416, 0.8};
    double root;
    struct solve_range range = {0.1, 36, false};
    assert_int_equal(solve_roots(loss_at, term, range, &root, 1), 1);
    assert_true(near(result("use=0.8", "break_even.three_years_months"), root, 1e-9));
    assert_true(near(result("use=1", "break_even.one_year_months"), 12 * 0.0261 / 0.0416, 1e-9));
    /* there nothing is lost and nothing saved; a month earlier a month on demand is lost */
    char settings[96];
    (void)snprintf(settings, sizeof settings, "term=three-years use=0.8 need-months=%.15g", root);
    assert_true(fabs(result(settings, "commitment_loss")) < 1e-6);
    (void)snprintf(settings, sizeof settings, "term=three-years use=0.8 need-months=%.15g",
                   root - 1);
    assert_true(near(result(settings, "commitment_loss"), 730 * 0.8 * 0.0416, 1e-6));
    assert_true(near(result("term=three-years", "commitment_paid"), 36 * 730 * 0.018, 1e-12));
    /* a machine that hardly runs is never worth it */
    assert_true(isnan(reservation_months(12, 0.0261, 0.0416, 0.6)));
    struct report report = {0};
    observe_settings("use=0.3", 1, &report);
    const struct observation *none = report_observation(&report, "break_even.one_year_months");
    assert_true(isnan(none->mean) && none->note && none->note[0]);
    report_release(&report);
}

static void test_one_term_against_several(void **state)
{
    (void)state;
    /* 2 terms of a year are 0.0522, three years at once 0.054: dearer up to 24 months */
    assert_true(result("", "break_even.three_years_from_months") == 24);
    assert_true(result("ec2_t3m_ri3=0.01", "break_even.three_years_from_months") == 12);
    assert_true(isnan(result("ec2_t3m_ri3=0.03", "break_even.three_years_from_months")));
}

static void test_no_break_even_is_said(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("ec2_t3m_ri1=0.05", 1, &report);
    const struct observation *none = report_observation(&report, "break_even.one_year");
    assert_true(isnan(none->mean) && none->note && strstr(none->note, "no less"));
    assert_true(report_mean(&report, "best_reserved_machines") == 0);
    assert_true(isnan(report_mean(&report, "idle_reserved_share")));
    assert_non_null(report_observation(&report, "idle_reserved_share")->note);
    assert_true(
        near(report_mean(&report, "cost.best_mix"), report_mean(&report, "cost.on_demand"), 1e-12));
    report_release(&report);
}

/* --- How many -----------------------------------------------------------------------------------
 */

/* Hour by hour, as a bill would be. */
static double naive_cost(const uint32_t *demand, size_t hours, double stop_risk, size_t q, double r,
                         double d)
{
    double sum = 0;
    for (size_t h = 0; h < hours; h++)
        sum += r * (double)q +
               d * fmax((double)demand[h] - (double)q, 0) * pow(1 - stop_risk, (double)h / 8760);
    return sum;
}

/* The rule, the search and a naive search agree, at random demands and prices. */
static void test_rule_search_and_bill_agree(void **state)
{
    (void)state;
    enum { HOURS = 1000 };
    uint32_t demand[HOURS];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int i = 0; i < 60; i++) {
        struct demand_shape shape = {1 + 40 * gsl_rng_uniform(rng), gsl_rng_uniform(rng),
                                     gsl_rng_uniform(rng), gsl_rng_uniform(rng) / 2,
                                     gsl_rng_uniform(rng) * 2 - 0.9};
        double risk = i % 2 ? 0.9 * gsl_rng_uniform(rng) : 0, d = 0.01 + gsl_rng_uniform(rng);
        double r = d * 1.2 * gsl_rng_uniform(rng), least = INFINITY;
        struct demand_table table;
        size_t best = 0;
        demand_draw(&shape, HOURS, rng, demand);
        demand_table_fill(&table, demand, HOURS, risk);
        for (size_t q = 0; q <= table.most + 2; q++) {
            double cost = naive_cost(demand, HOURS, risk, q, r, d);
            assert_true(near(reservation_cost(&table, q, r, d), cost, 1e-9));
            if (cost < least * (1 - 1e-12)) {
                least = cost;
                best = q;
            }
        }
        assert_int_equal(reservation_best(&table, r, d), best);
        assert_int_equal(reservation_rule(&table, r, d), best);
        demand_table_release(&table);
    }
    gsl_rng_free(rng);
}

/* The rule is the quantile of the hours' demand. */
static void test_rule_is_a_quantile(void **state)
{
    (void)state;
    uint32_t *demand = memory_allocate(HOURS_A_YEAR, sizeof *demand);
    double *sorted = memory_allocate(HOURS_A_YEAR, sizeof *sorted);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct demand_shape shape = {300, 0.5, 0.3, 0.1, 0.1};
    struct demand_table table;
    demand_draw(&shape, HOURS_A_YEAR, rng, demand);
    demand_table_fill(&table, demand, HOURS_A_YEAR, 0);
    for (size_t h = 0; h < HOURS_A_YEAR; h++)
        sorted[h] = demand[h];
    gsl_sort(sorted, 1, HOURS_A_YEAR);
    for (double ratio = 0.05; ratio < 1; ratio += 0.05) {
        double quantile = gsl_stats_quantile_from_sorted_data(sorted, 1, HOURS_A_YEAR, 1 - ratio);
        assert_true(fabs((double)reservation_rule(&table, ratio, 1) - quantile) <= 1);
    }
    assert_int_equal(reservation_rule(&table, 0, 1), table.most);
    assert_int_equal(reservation_rule(&table, 1, 1), 0);
    demand_table_release(&table);
    gsl_rng_free(rng);
    free(sorted);
    free(demand);
}

static void test_rule_agrees_in_every_run(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "",           "term=three-years growth=0.35", "term=three-years stop-risk=0.3", "noise=0.5",
        "machines=1", "daily-swing=1 weekend-dip=1"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        for (uint64_t seed = 1; seed <= 5; seed++) {
            struct report report = {0};
            observe_settings(settings[i], seed, &report);
            assert_true(report_mean(&report, "best_reserved_machines") ==
                        report_mean(&report, "reserved_by_quantile"));
            double best = report_mean(&report, "cost.best_mix");
            assert_true(best <= report_mean(&report, "cost.on_demand") * (1 + 1e-12));
            assert_true(best <= report_mean(&report, "cost.reserved_peak") * (1 + 1e-12));
            report_release(&report);
        }
}

static void test_demand(void **state)
{
    (void)state;
    enum { HOURS = 52 * 7 * 24 };
    uint32_t *demand = memory_allocate(HOURS, sizeof *demand);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct demand_shape shape = {500, 0.4, 0.3, 0, 0};
    double sum = 0;
    demand_draw(&shape, HOURS, rng, demand);
    for (size_t h = 0; h < HOURS; h++)
        sum += demand[h];
    assert_true(near(sum / HOURS, demand_expected_mean(&shape, 1), 1e-3));
    assert_int_equal(demand[14], 700);          /* the top of a working day */
    assert_int_equal(demand[2], 300);           /* its bottom */
    assert_int_equal(demand[5 * 24 + 14], 490); /* of the weekend */
    assert_int_equal(demand[7 * 24 + 14], 700);
    shape.growth = 1;
    assert_true(near(demand_expected_mean(&shape, 1), 500 / log(2) * (1 - 0.3 * 2 / 7), 1e-12));
    assert_true(near(demand_still_needed(0.3, 2 * 8760), 0.49, 1e-12));
    gsl_rng_free(rng);
    free(demand);
}

/* --- Money --------------------------------------------------------------------------------------
 */

static void test_costs(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("", 1, &report);
    double mean = report_mean(&report, "mean_machines"),
           peak = report_mean(&report, "peak_machines");
    double best = report_mean(&report, "best_reserved_machines");
    double top = report_mean(&report, "on_demand_share") * mean;
    assert_true(near(report_mean(&report, "cost.on_demand"), 8760 * 0.0416 * mean, 1e-9));
    assert_true(near(report_mean(&report, "cost.reserved_peak"), 8760 * 0.0261 * peak, 1e-9));
    assert_true(
        near(report_mean(&report, "cost.best_mix"), 8760 * (0.0261 * best + 0.0416 * top), 1e-9));
    assert_true(near(report_mean(&report, "idle_reserved_share"), 1 - (mean - top) / best, 1e-9));
    assert_true(near(
        report_mean(&report, "saved_share"),
        1 - report_mean(&report, "cost.best_mix") / report_mean(&report, "cost.on_demand"), 1e-9));
    assert_string_equal(report_observation(&report, "cost.best_mix")->prices[0], "ec2_t3m_ri1");
    report_release(&report);
    observe_settings("level=own reserved=0", 1, &report);
    assert_true(
        near(report_mean(&report, "cost.own_mix"), report_mean(&report, "cost.on_demand"), 1e-12));
    report_release(&report);
}

static void test_prices_move_the_costs(void **state)
{
    (void)state;
    static const char own[] = "id,unit,price_usd,as_of,source\n"
                              "ec2_t3_medium,hour,0.0832,2026-11-01,my bill\n";
    struct error error = {0};
    double values[MOST_PARAMETERS];
    struct report report = {0};
    struct price_book *book = price_book_read(own, sizeof own - 1, "own.csv", &error);
    assert_non_null(book);
    simulation_defaults(&simulation_reserve, values);
    assert_true(price_book_apply(book, &simulation_reserve, values, &error));
    observe_values(values, 1, &report);
    assert_true(
        near(report_mean(&report, "cost.on_demand"), 2 * result("", "cost.on_demand"), 1e-9));
    assert_true(near(report_mean(&report, "break_even.one_year"), 0.0261 / 0.0832, 1e-9));
    assert_true(report_mean(&report, "best_reserved_machines") >
                result("", "best_reserved_machines"));
    report_release(&report);
    price_book_free(book);
    assert_true(result("ec2_t3m_ri1=0", "best_reserved_machines") == result("", "peak_machines"));
}

/* A risk that the need ends reserves fewer; what may end costs no more on demand. */
static void test_risk_of_stopping(void **state)
{
    (void)state;
    double before = INFINITY;
    for (int risk = 0; risk <= 90; risk += 15) {
        struct report report = {0};
        char settings[64];
        (void)snprintf(settings, sizeof settings, "term=three-years stop-risk=%g", risk / 100.0);
        observe_settings(settings, 1, &report);
        double best = report_mean(&report, "best_reserved_machines");
        assert_true(best <= before);
        before = best;
        report_release(&report);
    }
    assert_true(before < result("term=three-years", "best_reserved_machines"));
    assert_true(result("stop-risk=0.5", "cost.on_demand") < result("", "cost.on_demand"));
}

static void test_bands(void **state)
{
    (void)state;
    static const char *const names[] = {"cost.on_demand", "cost.best_mix", "cost.reserved_peak"};
    for (size_t i = 0; i < 3; i++) {
        double before = -1;
        for (int k = 0; k < 3; k++) {
            struct report report = {0};
            char settings[64];
            (void)snprintf(settings, sizeof settings, "uncertainty=%g", 0.4 * k);
            observe_settings(settings, 1, &report);
            const struct observation *cost = report_observation(&report, names[i]);
            double width = cost->high - cost->low;
            assert_true(cost->low <= cost->mean && cost->mean <= cost->high);
            assert_true(k ? width > before : width < 1e-6);
            before = width;
            report_release(&report);
        }
    }
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {{"machines", "0"},       {"machines", "inf"},
                                         {"daily-swing", "1.1"},  {"weekend-dip", "-0.1"},
                                         {"noise", "2"},          {"growth", "-1"},
                                         {"stop-risk", "1"},      {"reserved", "-1"},
                                         {"reserved", "2.5"},     {"use", "0"},
                                         {"need-months", "0"},    {"uncertainty", "-1"},
                                         {"ec2_t3_medium", "-1"}, {"ec2_t3m_ri1", "nan"}};
    double values[MOST_PARAMETERS];
    simulation_defaults(&simulation_reserve, values);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {0};
        assert_false(simulation_set(&simulation_reserve, values, bad[i][0], bad[i][1], &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "from"));
    }
}

/* Prices of nothing: defined results, and words for what does not exist. */
static void test_free_machines(void **state)
{
    (void)state;
    static const char *const settings[] = {"ec2_t3_medium=0", "ec2_t3m_ri1=0 ec2_t3m_ri3=0",
                                           "ec2_t3_medium=0 ec2_t3m_ri1=0 ec2_t3m_ri3=0"};
    for (size_t i = 0; i < 3; i++) {
        struct report report = {0};
        observe_settings(settings[i], 1, &report);
        for (size_t k = 0; k < report.observation_count; k++) {
            const struct observation *seen = &report.observations[k];
            if (!isfinite(seen->mean) && !seen->note)
                fail_msg("%s: %s is %g", settings[i], seen->name, seen->mean);
            if (seen->kind == OBSERVED_COST)
                assert_true(isfinite(seen->low) && isfinite(seen->high));
        }
        for (size_t k = 0; k < report.prediction_count; k++)
            assert_true(isfinite(report.predictions[k].value));
        report_release(&report);
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_to_meet),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_one_term_against_several),
        cmocka_unit_test(test_no_break_even_is_said),
        cmocka_unit_test(test_rule_search_and_bill_agree),
        cmocka_unit_test(test_rule_is_a_quantile),
        cmocka_unit_test(test_rule_agrees_in_every_run),
        cmocka_unit_test(test_demand),
        cmocka_unit_test(test_costs),
        cmocka_unit_test(test_prices_move_the_costs),
        cmocka_unit_test(test_risk_of_stopping),
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_absurd_values_are_refused),
        cmocka_unit_test(test_free_machines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
