/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spot machines: the formula, its best interval, the bathtub, and what it all costs. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/checkpoint.h"
#include "exercises/moments.h"
#include "exercises/price.h"
#include "exercises/simulation.h"

extern const struct simulation simulation_spot;

static bool near(double a, double b, double relative)
{
    return fabs(a - b) <= relative * fabs(b);
}

static void values_with(double *values, const char *settings)
{
    struct error error = {0};
    simulation_defaults(&simulation_spot, values);
    if (!simulation_apply(&simulation_spot, values, settings, &error))
        fail_msg("%s: %s", settings, error.message);
}

/* A whole run, observed. */
static void observe_values(const double *values, uint64_t seed, struct report *report)
{
    struct error error = {0};
    struct run *run = run_start(&simulation_spot, values, NULL, seed, &error);
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
    assert_non_null(report_observation(&report, name));
    double mean = report_mean(&report, name);
    report_release(&report);
    return mean;
}

/* --- The mathematics ----------------------------------------------------------------------------
 */

static void test_values_to_meet(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("", 1, &report);
    assert_true(fabs(report_mean(&report, "best_interval_hours") - 1.93) < 0.005);
    assert_true(fabs(report_mean(&report, "expected_hours") - 26.70) < 0.005);
    assert_true(fabs(report_mean(&report, "expected_hours_without_checkpoints") - 46.6) < 0.05);
    const struct prediction *rule = report_prediction(&report, "best_interval_hours");
    assert_true(near(rule->value, 2, 1e-12) && !rule->exact);
    /* by hand */
    double t = report_mean(&report, "best_interval_hours");
    assert_true(near(report_mean(&report, "expected_hours"),
                     24 / t * (20 + 0.1) * (exp((t + 0.1) / 20) - 1), 1e-12));
    assert_true(near(report_mean(&report, "expected_hours_without_checkpoints"),
                     (20 + 0.1) * (exp(24.0 / 20) - 1), 1e-12));
    report_release(&report);
}

static void test_parts_add_up_to_the_formula(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int i = 0; i < 500; i++) {
        double mean = exp(gsl_rng_uniform(rng) * 6 - 1), work = 1 + 100 * gsl_rng_uniform(rng);
        struct checkpoint_plan plan = {work, work * (0.01 + 0.99 * gsl_rng_uniform(rng)),
                                       gsl_rng_uniform(rng), gsl_rng_uniform(rng)};
        plan.interval = fmin(plan.interval, 20 * mean);
        struct job_expectation job = checkpoint_formula(&plan, mean);
        double count = work / plan.interval;
        assert_true(near(
            job.hours,
            count * (mean + plan.restart) * expm1((plan.interval + plan.checkpoint) / mean), 1e-9));
        assert_true(near(job.checkpoints, count * plan.checkpoint, 1e-12));
        assert_true(near(job.interruptions, count * expm1((plan.interval + plan.checkpoint) / mean),
                         1e-12));
        assert_true(job.lost >= 0);
    }
    gsl_rng_free(rng);
}

/* Minimised by Brent, and by Lambert's function; and not better beside it. */
static void test_best_interval_by_two_ways(void **state)
{
    (void)state;
    for (double mean = 0.1; mean < 2000; mean *= 1.7)
        for (double checkpoint = 0.001; checkpoint < 20; checkpoint *= 2.3) {
            struct checkpoint_plan plan = {1e6, 1, checkpoint, 0.2};
            double best = checkpoint_best(&plan, mean),
                   closed = checkpoint_best_closed(&plan, mean);
            assert_true(near(best, closed, 2e-6));
            assert_true(best < checkpoint_rule(&plan, mean) && best < mean * (1 + 1e-6));
            plan.interval = closed;
            double least = checkpoint_formula(&plan, mean).hours;
            plan.interval = closed * 1.01;
            assert_true(checkpoint_formula(&plan, mean).hours > least);
            plan.interval = closed * 0.99;
            assert_true(checkpoint_formula(&plan, mean).hours > least);
        }
    /* the rule becomes right where interruptions are rare; short jobs need one checkpoint */
    struct checkpoint_plan rare = {1e6, 1, 0.001, 0}, brief = {0.5, 0.5, 0.1, 0};
    assert_true(near(checkpoint_best(&rare, 1000), checkpoint_rule(&rare, 1000), 1e-3));
    assert_true(checkpoint_best(&brief, 20) == 0.5 && checkpoint_rule(&brief, 20) == 0.5);
}

/* The recursion for any law, given exponential lives, against the closed form. The bathtub with
 * everybody early and a far limit is exponential. */
static void test_renewal_equals_the_closed_form(void **state)
{
    (void)state;
    struct lifetime tub = {true, 5, 1, 5, 1, 1e4}, exponential = lifetime_exponential(5);
    for (double interval = 0.3; interval < 24; interval *= 1.37) {
        struct checkpoint_plan plan = {24, interval, 0.1, 0.25};
        struct job_expectation a = checkpoint_expectation(&plan, &tub);
        struct job_expectation b = checkpoint_expectation(&plan, &exponential);
        assert_true(near(a.hours, b.hours, 1e-9) && near(a.interruptions, b.interruptions, 1e-9));
        assert_true(near(a.lost, b.lost, 1e-8) && near(a.checkpoints, b.checkpoints, 1e-12));
    }
    /* whole pieces: formula and expectation are the same */
    struct checkpoint_plan whole = {24, 2, 0.1, 0.1};
    assert_true(checkpoint_segments(&whole) == 12);
    assert_true(near(checkpoint_formula(&whole, 20).hours,
                     checkpoint_expectation(&whole, &(struct lifetime){.mean = 20}).hours, 1e-12));
}

static double survival(double hours, void *lifetime)
{
    return lifetime_survival(lifetime, hours);
}

/* The bathtub's mean is what was asked for, its integral that of its survival, its draws follow. */
static void test_bathtub(void **state)
{
    (void)state;
    static const double shapes[][3] = {
        {0.45, 0.04, 0.03}, {0, 0.04, 0.03}, {0.95, 0.5, 0.5}, {0.3, 0.005, 0.2}};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_integration_workspace *room = gsl_integration_workspace_alloc(1000);
    for (size_t i = 0; i < 4; i++) {
        struct lifetime tub = lifetime_bathtub(13.2, shapes[i][0], shapes[i][1], shapes[i][2]);
        gsl_function function = {survival, &tub};
        double value, error;
        struct moments lives = {0}, beyond = {0};
        assert_true(near(lifetime_lived(&tub, 1e9), 13.2, 1e-9));
        for (double to = 0.25; to < 1; to += 0.25) {
            assert_int_equal(gsl_integration_qag(&function, 0, to * tub.limit, 0, 1e-9, 1000, 6,
                                                 room, &value, &error),
                             GSL_SUCCESS);
            assert_true(near(lifetime_lived(&tub, to * tub.limit), value, 1e-7));
        }
        for (int k = 0; k < 100000; k++) {
            double life = lifetime_draw(&tub, rng);
            assert_true(life >= 0 && life <= tub.limit);
            moments_add(&lives, life);
            moments_add(&beyond, life > tub.limit / 2);
        }
        assert_true(fabs(lives.mean - 13.2) < 4 * moments_error(&lives));
        assert_true(fabs(beyond.mean - lifetime_survival(&tub, tub.limit / 2)) <
                    4 * moments_error(&beyond) + 1e-6);
        assert_true(lifetime_survival(&tub, tub.limit) == 0 && lifetime_survival(&tub, -1) == 1);
    }
    gsl_integration_workspace_free(room);
    gsl_rng_free(rng);
}

static void test_best_even_is_the_best_of_those_around(void **state)
{
    (void)state;
    struct lifetime tub = lifetime_bathtub(13.2, 0.45, 0.04, 0.03);
    struct checkpoint_plan plan = {24, 24, 0.1, 0.1};
    double best = checkpoint_best_even(&plan, &tub), least;
    plan.interval = best;
    least = checkpoint_expectation(&plan, &tub).hours;
    assert_true(near(24 / best, round(24 / best), 1e-9));
    for (int pieces = 5; pieces <= 40; pieces++) {
        plan.interval = 24.0 / pieces;
        assert_true(checkpoint_expectation(&plan, &tub).hours > least * 0.995);
    }
    /* longer than any machine lives: never */
    struct checkpoint_plan none = {24, 24, 0, 0.1};
    assert_true(isinf(checkpoint_expectation(&none, &tub).hours));
}

/* --- What is played -----------------------------------------------------------------------------
 */

/* Means over 20 seeds within 4 standard errors, for settings beside the defaults. */
static void test_measured_agrees_with_expected(void **state)
{
    (void)state;
    static const char *const settings[] = {"",
                                           "plan=none",
                                           "hazard=bathtub mean-hours=13.2",
                                           "hazard=bathtub plan=none work-hours=6",
                                           "mean-hours=2 restart-hours=1",
                                           "plan=own interval-hours=5 checkpoint-hours=1",
                                           "plan=rule restart-hours=0 work-hours=3"};
    static const char *const names[] = {"completion_hours", "interruptions", "work_lost_share"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct moments means[3] = {{0}};
        double expected[3];
        for (uint64_t seed = 1; seed <= 20; seed++) {
            struct report report = {0};
            observe_settings(settings[i], seed, &report);
            for (size_t k = 0; k < 3; k++) {
                const struct prediction *theory = report_prediction(&report, names[k]);
                assert_true(theory->exact);
                expected[k] = theory->value;
                moments_add(&means[k], report_mean(&report, names[k]));
            }
            report_release(&report);
        }
        for (size_t k = 0; k < 3; k++)
            if (fabs(means[k].mean - expected[k]) > 4 * moments_error(&means[k]))
                fail_msg("%s: %s is %g, expected %g", settings[i], names[k], means[k].mean,
                         expected[k]);
    }
}

/* Half of an interval is lost each time, and a little less. */
static void test_lost_each_time(void **state)
{
    (void)state;
    double lost = result("plan=own interval-hours=2 jobs=40000", "lost_per_interruption_hours");
    double length = 2.1, exact = 20 - length / expm1(length / 20);
    assert_true(fabs(lost - exact) < 0.02 && exact < length / 2);
}

static void test_completion_times(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("deadline-hours=100000 machines=50", 1, &report);
    assert_true(report_mean(&report, "done_in_time") == 1);
    assert_true(report_mean(&report, "all_machines_done_in_time") == 1);
    double mean = report_mean(&report, "completion_hours"), sum = 0;
    assert_true(report_mean(&report, "completion_p95_hours") > mean);
    const struct histogram *seen = report_find_histogram(&report, "completion_histogram");
    for (size_t i = 0; i < seen->count; i++)
        sum += seen->means[i];
    assert_true(near(sum, 1, 1e-9));
    report_release(&report);
    /* nobody is done before the work can be */
    assert_true(result("deadline-hours=24", "done_in_time") == 0);
    double one = result("", "done_in_time");
    assert_true(one > 0 && one < 1);
    assert_true(near(result("", "all_machines_done_in_time"), pow(one, 10), 1e-12));
}

/* --- Money --------------------------------------------------------------------------------------
 */

static void test_costs(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("machines=3", 1, &report);
    assert_true(near(report_mean(&report, "cost.on_demand"), 3 * 24 * 0.0971, 1e-12));
    assert_true(near(report_mean(&report, "cost.spot_with_checkpoints"),
                     3 * report_mean(&report, "expected_hours") * 0.0235, 1e-9));
    assert_true(near(report_mean(&report, "cost.spot_without"),
                     3 * report_mean(&report, "expected_hours_without_checkpoints") * 0.0235,
                     1e-9));
    assert_string_equal(report_observation(&report, "cost.on_demand")->prices[0], "gce_n2s2");
    assert_string_equal(report_observation(&report, "cost.spot_without")->prices[0],
                        "gce_n2s2_spot");
    report_release(&report);
    assert_true(near(result("machine=e2-standard-2", "cost.on_demand"), 10 * 24 * 0.06701, 1e-12));
    assert_true(near(result("gce_n2s2=1", "cost.on_demand"), 240, 1e-12));
    assert_true(near(result("price-ratio=0.5", "cost.spot_with_checkpoints"),
                     result("", "cost.spot_with_checkpoints") * 0.5 * 0.0971 / 0.0235, 1e-12));
}

static void test_own_prices_move_the_costs(void **state)
{
    (void)state;
    static const char own[] = "id,unit,price_usd,as_of,source\n"
                              "gce_n2s2_spot,hour,0.047,2026-11-01,my bill\n";
    struct error error = {0};
    double values[MOST_PARAMETERS];
    struct report report = {0};
    struct price_book *book = price_book_read(own, sizeof own - 1, "own.csv", &error);
    assert_non_null(book);
    simulation_defaults(&simulation_spot, values);
    assert_true(price_book_apply(book, &simulation_spot, values, &error));
    observe_values(values, 1, &report);
    assert_true(near(report_mean(&report, "cost.spot_with_checkpoints"),
                     2 * result("", "cost.spot_with_checkpoints"), 1e-9));
    report_release(&report);
    price_book_free(book);
}

/* At the break-even both cost the same; the ratio of prices has a closed form. */
static void test_break_evens(void **state)
{
    (void)state;
    struct report report = {0};
    char settings[64];
    observe_settings("", 1, &report);
    double hours = report_mean(&report, "expected_hours");
    double without = report_mean(&report, "expected_hours_without_checkpoints");
    double mean = report_mean(&report, "break_even.on_demand_spot_with_checkpoints");
    double mean_without = report_mean(&report, "break_even.on_demand_spot_without");
    assert_true(
        near(report_mean(&report, "break_even.on_demand_spot_with_checkpoints_by_price_ratio"),
             24 / hours, 1e-9));
    assert_true(near(report_mean(&report, "break_even.on_demand_spot_without_by_price_ratio"),
                     24 / without, 1e-9));
    report_release(&report);
    assert_true(near((mean_without + 0.1) * expm1(24 / mean_without) * 0.0235, 24 * 0.0971, 1e-9));
    (void)snprintf(settings, sizeof settings, "mean-hours=%.15g jobs=100", mean);
    assert_true(
        near(result(settings, "cost.spot_with_checkpoints"), result("", "cost.on_demand"), 1e-9));
    (void)snprintf(settings, sizeof settings, "mean-hours=%.15g jobs=100", mean * 0.9);
    assert_true(result(settings, "cost.spot_with_checkpoints") > result("", "cost.on_demand"));
}

static void test_no_break_even_is_said(void **state)
{
    (void)state;
    struct report report = {0};
    observe_settings("price-ratio=1.5", 1, &report);
    const struct observation *none =
        report_observation(&report, "break_even.on_demand_spot_with_checkpoints");
    assert_true(isnan(none->mean) && none->note && none->note[0]);
    report_release(&report);
    observe_settings("mean-hours=1", 1, &report);
    assert_true(isnan(report_mean(&report, "expected_hours_without_checkpoints")));
    assert_non_null(report_observation(&report, "expected_hours_without_checkpoints")->note);
    assert_true(isnan(report_mean(&report, "cost.spot_without")));
    assert_non_null(strstr(report_observation(&report, "cost.spot_without")->note, "ten years"));
    report_release(&report);
    observe_settings("hazard=bathtub mean-hours=13", 1, &report);
    assert_non_null(strstr(report_observation(&report, "cost.spot_without")->note, "long enough"));
    report_release(&report);
}

static void test_bands(void **state)
{
    (void)state;
    static const char *const names[] = {"cost.spot_with_checkpoints", "cost.spot_without"};
    static const char *const hazards[] = {"exponential", "bathtub"};
    for (size_t i = 0; i < 4; i++) {
        double widths[3];
        for (int k = 0; k < 3; k++) {
            struct report report = {0};
            char settings[80];
            (void)snprintf(settings, sizeof settings, "hazard=%s uncertainty=%g work-hours=12",
                           hazards[i / 2], 0.3 * k);
            observe_settings(settings, 1, &report);
            const struct observation *cost = report_observation(&report, names[i % 2]);
            assert_true(cost->low <= cost->mean && cost->mean <= cost->high);
            widths[k] = cost->high - cost->low;
            report_release(&report);
        }
        assert_true(widths[0] < 1e-9 && widths[0] < widths[1] && widths[1] < widths[2]);
    }
}

static void check_refused(const char *settings, const char *part)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    values_with(values, settings);
    assert_null(run_start(&simulation_spot, values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"work-hours", "0"},   {"work-hours", "-1"},       {"mean-hours", "0"},
        {"mean-hours", "inf"}, {"checkpoint-hours", "0"},  {"restart-hours", "-0.1"},
        {"machines", "1.5"},   {"price-ratio", "nan"},     {"gce_n2s2", "-1"},
        {"early-share", "1"},  {"deadline-hours", "1e99"}, {"jobs", "99"}};
    double values[MOST_PARAMETERS];
    simulation_defaults(&simulation_spot, values);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {0};
        assert_false(simulation_set(&simulation_spot, values, bad[i][0], bad[i][1], &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "from"));
    }
    check_refused("plan=none mean-hours=1", "interrupted more than");
    check_refused("plan=none hazard=bathtub mean-hours=13", "no machine lives longer");
    check_refused("plan=own interval-hours=0.01 work-hours=1000", "at most 5000");
    check_refused("mean-hours=0.5 jobs=100000 work-hours=100", "jobs must be");
    check_refused("hazard=bathtub checkpoint-hours=0.001 work-hours=100", "checkpoint-hours must");
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_to_meet),
        cmocka_unit_test(test_parts_add_up_to_the_formula),
        cmocka_unit_test(test_best_interval_by_two_ways),
        cmocka_unit_test(test_renewal_equals_the_closed_form),
        cmocka_unit_test(test_bathtub),
        cmocka_unit_test(test_best_even_is_the_best_of_those_around),
        cmocka_unit_test(test_measured_agrees_with_expected),
        cmocka_unit_test(test_lost_each_time),
        cmocka_unit_test(test_completion_times),
        cmocka_unit_test(test_costs),
        cmocka_unit_test(test_own_prices_move_the_costs),
        cmocka_unit_test(test_break_evens),
        cmocka_unit_test(test_no_break_even_is_said),
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_absurd_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
