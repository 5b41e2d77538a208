/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines for the peak against machines that follow: the week, the formulas, the money. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/autoscaler.h"
#include "exercises/identifier.h"
#include "exercises/price.h"
#include "exercises/tradeoff.h"
#include "exercises/traffic.h"
#include "tests/support/near.h"
#include "tests/support/report.h"

static const struct simulation *autoscale(void)
{
    return simulation_find("autoscale");
}

/* Quiet demand, in which everything can be reckoned by hand. */
#define QUIET "noise=0 bursts=0 uncertainty=0 weeks=1 effort=0 scale-in=0 minimum=0 "
#define ON_OFF QUIET "pattern=on-off weekend=0 peak-to-mean=4.2 mean=1000 capacity=10 target=0.5 "

static void report_over(const double *base, const char *settings, struct report *report)
{
    report_whole_run(autoscale(), base, settings, 7, report);
}

static double result(const char *settings, const char *name)
{
    struct report report;
    report_over(NULL, settings, &report);
    if (!report_observation(&report, name))
        fail_msg("no result %s", name);
    double value = report_mean(&report, name);
    report_release(&report);
    return value;
}

/* --- The week -----------------------------------------------------------------------------------
 */

static struct traffic some_traffic(enum traffic_pattern pattern, double ratio, double weekend)
{
    return (struct traffic){.pattern = pattern,
                            .mean = 1000,
                            .ratio = ratio,
                            .weekend = weekend,
                            .noise = 0.2,
                            .bursts = 5,
                            .burst_size = 2,
                            .burst_minutes = 45};
}

/* Whatever the shape, the mean and the peak of the pattern are those that were asked for. */
static void test_mean_and_peak_of_the_pattern(void **state)
{
    (void)state;
    static const double ratios[] = {1, 1.001, 1.2, 2, 3.5, 10, 20}, weekends[] = {0, 0.5, 1};
    double *demand = calloc(TRAFFIC_WEEK, sizeof *demand);
    assert_non_null(demand);
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++)
        for (size_t k = 0; k < 6; k++) {
            struct traffic traffic =
                some_traffic(k < 3 ? TRAFFIC_WAVE : TRAFFIC_ON_OFF, ratios[i], weekends[k % 3]);
            double sum = 0, most = 0;
            traffic_fill(&traffic, NULL, demand);
            for (int m = 0; m < TRAFFIC_WEEK; m++) {
                sum += demand[m] / TRAFFIC_WEEK;
                most = fmax(most, demand[m]);
            }
            near(sum, 1000, 1e-6);
            near(most, 1000 * ratios[i], 1e-6 * most);
        }
    free(demand);
}

static void test_chance_keeps_the_mean(void **state)
{
    (void)state;
    enum { WEEKS = 200 };
    gsl_rng *rng = rng_from_seed(3);
    struct traffic_chance *chance = malloc(sizeof *chance);
    double *demand = calloc(TRAFFIC_WEEK, sizeof *demand);
    assert_true(chance && demand);
    const struct traffic traffic = some_traffic(TRAFFIC_WAVE, 3, 0.7);
    double sum = 0;
    for (int week = 0; week < WEEKS; week++) {
        traffic_chance_draw(chance, &traffic, rng);
        traffic_fill(&traffic, chance, demand);
        for (int m = 0; m < TRAFFIC_WEEK; m++)
            sum += demand[m] / TRAFFIC_WEEK / WEEKS;
    }
    near(sum, 1000 * (1 + 5 * 45 * 2.0 / TRAFFIC_WEEK), 8);
    free(demand);
    free(chance);
    gsl_rng_free(rng);
}

/* The queue of machines that start, of another simulation, gives the same numbers. */
static void test_following_as_a_line_of_starting_machines(void **state)
{
    (void)state;
    enum { MINUTES = 3000 };
    static double demand[MINUTES];
    static uint32_t paid[MINUTES], ready[MINUTES];
    static const int lags[] = {0, 1, 5, 37}, keeps[] = {0, 10, 60};
    gsl_rng *rng = rng_from_seed(11);
    for (size_t round = 0; round < 12; round++) {
        const struct elastic elastic = {10, 0.5, 2, lags[round % 4], keeps[round / 4]};
        for (int i = 0; i < MINUTES; i++)
            demand[i] = 200 * gsl_rng_uniform(rng);
        elastic_follow(&elastic, demand, MINUTES, paid, ready);
        struct scaler_rules rules = {1, 1, elastic.lag, 1, 0, 1000};
        struct scaler scaler;
        scaler_init(&scaler, &rules, paid[0]);
        for (int i = 0; i < MINUTES; i++) {
            uint32_t most = 2;
            for (int k = i - elastic.scale_in; k <= i; k++)
                if (k >= 0 && ceil(demand[k] / 5 - 1e-9) > most)
                    most = (uint32_t)ceil(demand[k] / 5 - 1e-9);
            assert_int_equal(paid[i], most);
            scaler_wake(&scaler, i);
            scaler_want(&scaler, i, most);
            scaler_wake(&scaler, i);
            assert_int_equal(ready[i], scaler.ready);
            assert_true(ready[i] >= elastic.minimum);
        }
        scaler_release(&scaler);
    }
    gsl_rng_free(rng);
}

static void test_a_longer_lag_never_refuses_less(void **state)
{
    (void)state;
    static double demand[TRAFFIC_WEEK];
    static uint32_t paid[TRAFFIC_WEEK], ready[TRAFFIC_WEEK];
    static struct traffic_chance chance;
    gsl_rng *rng = rng_from_seed(5);
    for (int round = 0; round < 5; round++) {
        const struct traffic traffic = some_traffic(TRAFFIC_WAVE, 1.5 + round, 0.7);
        double before = 0;
        traffic_chance_draw(&chance, &traffic, rng);
        traffic_fill(&traffic, &chance, demand);
        for (int lag = 0; lag <= 240; lag += lag < 10 ? 1 : 23) {
            const struct elastic elastic = {100, 0.7, 3, lag, 10};
            double refused = 0;
            elastic_follow(&elastic, demand, TRAFFIC_WEEK, paid, ready);
            for (int i = 0; i < TRAFFIC_WEEK; i++) {
                assert_true(ready[i] >= 3 && ready[i] <= paid[i]);
                refused += fmax(demand[i] - ready[i] * elastic.capacity, 0);
            }
            assert_true(lag == 0 ? refused == 0 : refused >= before);
            before = refused;
        }
        assert_true(before > 0);
    }
    gsl_rng_free(rng);
}

/* --- The formulas -------------------------------------------------------------------------------
 */

/* peak x headroom over mean / target, to the last digit, in the simulation and in the formula. */
static void test_on_off_demand_meets_the_ratio(void **state)
{
    (void)state;
    static const char *const settings[] = {ON_OFF "headroom=1 lag=0", ON_OFF "headroom=1.5 lag=0",
                                           ON_OFF "headroom=2 lag=7 machine=t3-medium"};
    static const double headrooms[] = {1, 1.5, 2};
    for (size_t i = 0; i < 3; i++) {
        struct report report;
        report_over(NULL, settings[i], &report);
        double fleet = report_mean(&report, "cost.lift_and_shift");
        double follow = report_mean(&report, "cost.autoscaled"), expected = 4.2 * headrooms[i] / 2;
        near(fleet / follow, expected, 1e-9);
        near(report_mean(&report, "machine_hours_saved"), 1 - 1 / expected, 1e-9);
        near(report_prediction(&report, "cost.lift_and_shift")->value, fleet, 1e-9 * fleet);
        near(report_prediction(&report, "cost.autoscaled")->value, follow, 1e-9 * follow);
        near(report_mean(&report, "unmet_share.lift_and_shift"), 0, 0);
        report_release(&report);
    }
    near(result(ON_OFF "headroom=1", "cost.lift_and_shift"), 420 * 0.096 * 730, 1e-6);
}

/* Five mornings a week, all demand waits for the lag: 8 hours a day are on. */
static void test_what_the_lag_costs_on_off(void **state)
{
    (void)state;
    near(result(ON_OFF "lag=12", "unmet_share.autoscaled"), 12.0 / 480, 1e-9);
    near(result(ON_OFF "lag=12", "overload_hours_a_week.autoscaled"), 1, 1e-9);
    near(result(ON_OFF "lag=0", "unmet_share.autoscaled"), 0, 0);
    /* The month as a bill: 420 of 840 machines never matter, what is refused does. */
    double refused = 1000 * 12.0 / 480 * 3600 * 730 / 1000 * 0.5;
    near(result(ON_OFF "lag=12 refused-cost=0.5", "cost.autoscaled") -
             result(ON_OFF "lag=12", "cost.autoscaled"),
         refused, 1e-6 * refused);
}

/* The saving of lift and shift, on-off, is eaten where lag / 480 of the demand costs as much. */
static void test_the_lag_that_eats_the_saving(void **state)
{
    (void)state;
    double saving = (420 * 1.3 - 200) * 0.096 * 730, price = 0.5;
    double a_minute = 1000 / 480.0 * 3600 * 730 / 1000 * price;
    near(result(ON_OFF "headroom=1.3 refused-cost=0.5", "break_even.saving_eaten_at_lag"),
         saving / a_minute, 1e-6);
    struct report report;
    report_over(NULL, QUIET, &report);
    assert_true(isnan(report_mean(&report, "break_even.saving_eaten_at_lag")));
    assert_non_null(
        strstr(report_observation(&report, "break_even.saving_eaten_at_lag")->note, "nothing"));
    report_release(&report);
}

/* Without effort, minimum and chance: r x headroom = 1 / target, whatever the shape. */
static void test_break_even_equals_the_closed_form(void **state)
{
    (void)state;
    static const char *const shapes[] = {"", "weekend=0.2 ", "machine=m7g-large mean=50000 "};
    for (size_t i = 0; i < 3; i++) {
        char settings[300];
        (void)snprintf(settings, sizeof settings, QUIET "lag=0 headroom=1.1 target=0.5 %s",
                       shapes[i]);
        near(result(settings, "break_even.lift_and_shift_autoscaled"), 2 / 1.1, 1e-9 * 2);
    }
    /* with effort: r = (E / (p H) + m / (t c)) c / (m h) */
    double effort = 6000.0 / 24 / (0.096 * 730);
    near(result(QUIET "lag=0 effort=6000 headroom=1.1 target=0.5",
                "break_even.lift_and_shift_autoscaled"),
         (effort + 20) / 11, 1e-9 * 3);
    near(result(QUIET "lag=0 headroom=1.1 target=0.5 mean=100000 noise=0",
                "break_even.simulated_ratio"),
         2 / 1.1, 0.01);
}

static void test_no_break_even_is_said(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "effort=1e7", &report);
    const struct observation *even =
        report_observation(&report, "break_even.lift_and_shift_autoscaled");
    assert_true(even && isnan(even->mean) && even->note);
    assert_non_null(strstr(even->note, "lift and shift costs less all the way"));
    even = report_observation(&report, "break_even.simulated_ratio");
    assert_true(even && isnan(even->mean));
    assert_non_null(strstr(even->note, "at every ratio"));
    report_release(&report);
    report_over(NULL, "headroom=2 effort=0 minimum=0 scale-in=0", &report);
    even = report_observation(&report, "break_even.simulated_ratio");
    assert_true(even && isnan(even->mean));
    assert_non_null(strstr(even->note, "autoscaled costs no more"));
    report_release(&report);
}

/* The fleet knows only the peak. */
static void test_the_fleet_does_not_know_the_shape(void **state)
{
    (void)state;
    static const char *const shapes[] = {"pattern=on-off", "weekend=0.1", "noise=0.3 bursts=20",
                                         "lag=60 scale-in=200 minimum=30", "uncertainty=1"};
    double cost = result("weeks=2", "cost.lift_and_shift");
    near(cost, 39 * 0.096 * 730, 1e-9 * cost);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        near(result(shapes[i], "cost.lift_and_shift"), cost, 1e-9 * cost);
    near(result("mean=500 peak-to-mean=6", "cost.lift_and_shift"), cost, 1e-9 * cost);
}

/* The approximation beside the weeks. */
static void test_the_approximation_is_near(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "uncertainty=0 noise=0 mean=20000", "uncertainty=0 noise=0 mean=20000 scale-in=120 lag=30",
        "uncertainty=0 noise=0 bursts=0 mean=20000 refused-cost=2 peak-to-mean=8 lag=60",
        "uncertainty=0 noise=0.02 mean=20000 pattern=on-off"};
    static const char *const names[] = {"cost.lift_and_shift", "cost.autoscaled",
                                        "cost.reserved_base"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct report report;
        report_over(NULL, settings[i], &report);
        for (size_t k = 0; k < 3; k++) {
            double value = report_mean(&report, names[k]);
            near(report_prediction(&report, names[k])->value, value, 0.03 * value);
        }
        report_release(&report);
    }
}

/* --- Money --------------------------------------------------------------------------------------
 */

static void test_a_changed_price_moves_the_result(void **state)
{
    (void)state;
    struct error error = {0};
    const char *own = "id,unit,price_usd,as_of,source\n"
                      "ec2_m6i_large,hour,0.192,2026-11-01,my contract\n";
    struct price_book *book = price_book_read(own, strlen(own), "prices.csv", &error);
    assert_non_null(book);
    double values[MOST_PARAMETERS], cost = result("weeks=1", "cost.lift_and_shift");
    struct report report;
    simulation_defaults(autoscale(), values);
    assert_true(price_book_apply(book, autoscale(), values, &error));
    report_over(values, "weeks=1", &report);
    near(report_mean(&report, "cost.lift_and_shift"), 2 * cost, 1e-9 * cost);
    report_release(&report);
    price_book_free(book);
    near(result("weeks=1 ec2_m6i_large=0.192", "cost.lift_and_shift"), 2 * cost, 1e-9 * cost);
    near(result("weeks=1 fleet=reserved", "cost.lift_and_shift"), cost * 0.0261 / 0.0416,
         1e-9 * cost);
}

/* A reserved hour as dear as any other is of no use, a free one replaces all. */
static void test_the_base_follows_the_discount(void **state)
{
    (void)state;
    double follow = result(QUIET, "cost.autoscaled");
    near(result(QUIET "ec2_t3m_ri1=0.0416", "cost.reserved_base"), follow, 1e-9 * follow);
    assert_true(result(QUIET, "cost.reserved_base") < follow);
    near(result(QUIET "ec2_t3m_ri1=0", "cost.reserved_base"), 0, 0.01 * follow);
    struct report report;
    report_over(NULL, "ec2_t3_medium=0 weeks=1", &report);
    const struct observation *cost = report_observation(&report, "cost.reserved_base");
    assert_true(cost && isnan(cost->mean) && cost->note);
    report_release(&report);
}

static void test_bills_add_up(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    gsl_rng *rng = rng_from_seed(5);
    simulation_defaults(autoscale(), values);
    void *memory = calloc(1, autoscale()->state_size);
    assert_non_null(memory);
    autoscale()->init(memory, values, rng);
    const struct tradeoff *tradeoff = ((struct tradeoff_run *)memory)->tradeoff;
    for (int round = 0; round < 500; round++) {
        for (size_t i = 0; i < autoscale()->parameter_count; i++) {
            const struct parameter *parameter = &autoscale()->parameters[i];
            if (parameter->kind == PARAMETER_REAL && !parameter->price && parameter->minimum > 0)
                values[i] =
                    fmin(parameter->maximum, parameter->minimum * pow(10, gsl_rng_uniform(rng)));
        }
        for (size_t k = 0; k < tradeoff->alternative_count; k++) {
            struct bill bill = {0};
            double cost = tradeoff->cost(values, k, &bill), sum = 0;
            for (size_t line = 0; line < bill.count; line++)
                sum += bill.lines[line].amount;
            assert_true(isfinite(cost));
            near(sum, cost, 1e-9 * cost);
        }
    }
    free(memory);
    gsl_rng_free(rng);
}

static void test_bands_widen_with_uncertainty(void **state)
{
    (void)state;
    struct report sure, unsure;
    report_over(NULL, "uncertainty=0.05", &sure);
    report_over(NULL, "uncertainty=1", &unsure);
    static const char *const names[] = {"cost.autoscaled", "cost.reserved_base"};
    for (size_t i = 0; i < 2; i++) {
        const struct observation *a = report_observation(&sure, names[i]);
        const struct observation *b = report_observation(&unsure, names[i]);
        assert_true(a->low < a->mean && a->mean < a->high);
        assert_true(b->low < a->low && b->high > a->high);
    }
    report_release(&sure);
    report_release(&unsure);
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"mean", "0"},      {"mean", "inf"},         {"target", "0"},   {"target", "1.1"},
        {"lag", "-1"},      {"peak-to-mean", "0.5"}, {"headroom", "0"}, {"capacity", "nan"},
        {"capacity", "-1"}, {"ec2_t3_medium", "-1"}};
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(autoscale(), values);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        error = (struct error){0};
        if (simulation_set(autoscale(), values, bad[i][0], bad[i][1], &error))
            fail_msg("%s %s was taken", bad[i][0], bad[i][1]);
        assert_int_equal(error.kind, ERROR_USAGE);
    }
    error = (struct error){0};
    assert_true(simulation_apply(autoscale(), values, "mean=1e6 capacity=0.1", &error));
    assert_null(run_start(autoscale(), values, NULL, 1, &error));
    assert_non_null(strstr(error.message, "1000000 machines"));
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean_and_peak_of_the_pattern),
        cmocka_unit_test(test_chance_keeps_the_mean),
        cmocka_unit_test(test_following_as_a_line_of_starting_machines),
        cmocka_unit_test(test_a_longer_lag_never_refuses_less),
        cmocka_unit_test(test_on_off_demand_meets_the_ratio),
        cmocka_unit_test(test_what_the_lag_costs_on_off),
        cmocka_unit_test(test_the_lag_that_eats_the_saving),
        cmocka_unit_test(test_break_even_equals_the_closed_form),
        cmocka_unit_test(test_no_break_even_is_said),
        cmocka_unit_test(test_the_fleet_does_not_know_the_shape),
        cmocka_unit_test(test_the_approximation_is_near),
        cmocka_unit_test(test_a_changed_price_moves_the_result),
        cmocka_unit_test(test_the_base_follows_the_discount),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_bands_widen_with_uncertainty),
        cmocka_unit_test(test_absurd_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
