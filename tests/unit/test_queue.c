/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting in line: formulas met by a second way of computing, and runs that meet the formulas. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/batch_stream.h"
#include "exercises/drill.h"
#include "exercises/identifier.h"
#include "exercises/moments.h"
#include "exercises/queue_scenario.h"
#include "exercises/service_line.h"

static const struct simulation *queue(void)
{
    return simulation_find("queue");
}

static void set_up(double *values, const char *settings)
{
    struct error error = {0};
    simulation_defaults(queue(), values);
    if (!simulation_apply(queue(), values, settings, &error))
        fail_msg("%s: %s", settings, error.message);
}

static struct run *start(const char *settings, uint64_t seed)
{
    double values[QUEUE_PARAMETERS];
    struct error error = {0};
    set_up(values, settings);
    struct run *run = run_start(queue(), values, NULL, seed, &error);
    if (!run)
        fail_msg("%s: %s", settings, error.message);
    return run;
}

static void run_and_observe(const char *settings, uint64_t seed, struct report *report)
{
    struct run *run = start(settings, seed);
    run_complete(run);
    run_observe(run, report);
    run_free(run);
}

static bool near(double a, double b, double relative)
{
    return fabs(a - b) <= relative * fmax(fabs(a), fabs(b));
}

/* --- Erlang -------------------------------------------------------------------------------------
 */

static void test_waiting_probabilities(void **state)
{
    (void)state;
    assert_true(fabs(erlang_c(1, 0.8) - 0.8) < 1e-15);
    assert_true(fabs(erlang_c(2, 1.6) - 32.0 / 45) < 1e-15); /* a^2 / (2 + a) for two */
    assert_true(fabs(erlang_c(10, 8) - 0.4092) < 5e-5);
    assert_true(fabs(erlang_b(10, 8) - 0.1217) < 5e-5);
    assert_true(fabs(erlang_b(1, 3) - 0.75) < 1e-15);
}

/* The states of the line summed one by one, from logarithms. */
static double waiting_by_sum(unsigned servers, double load)
{
    double most = -INFINITY, sum = 0;
    for (unsigned k = 0; k <= servers; k++)
        most = fmax(most, k * log(load) - lgamma(k + 1.0));
    for (unsigned k = 0; k < servers; k++)
        sum += exp(k * log(load) - lgamma(k + 1.0) - most);
    double all_busy =
        exp(servers * log(load) - lgamma(servers + 1.0) - most) / (1 - load / servers);
    return all_busy / (sum + all_busy);
}

static void test_erlang_c_by_a_direct_sum(void **state)
{
    (void)state;
    static const unsigned servers[] = {1, 2, 3, 7, 10, 50, 170, 171, 500, 1000};
    static const double shares[] = {0.01, 0.3, 0.8, 0.95, 0.999};
    for (size_t i = 0; i < sizeof servers / sizeof *servers; i++)
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
            double load = servers[i] * shares[k];
            double a = erlang_c(servers[i], load), b = waiting_by_sum(servers[i], load);
            if (!near(a, b, 1e-9) && a > 1e-300)
                fail_msg("C(%u, %g) is %.15g, summed %.15g", servers[i], load, a, b);
        }
}

static void test_no_long_run_beyond_saturation(void **state)
{
    (void)state;
    struct erlang full = {2, 2, 1}, over = {2, 5, 1};
    assert_true(isnan(erlang_c(2, 2)) && isnan(erlang_mean_wait(&full)));
    assert_true(isnan(erlang_mean_wait(&over)) && isnan(erlang_wait_tail(&over, 1)));
    assert_true(isnan(erlang_wait_quantile(&over, 0.9)));
    assert_true(isnan(erlang_response_quantile(&over, 0.9)) && isnan(erlang_relaxation(&full)));
    assert_true(isfinite(erlang_b(2, 5)));
}

static const struct erlang lines[] = {
    {1, 0.8, 1}, {2, 1.6, 1}, {10, 8, 1}, {2, 1, 1}, {3, 0.02, 30}, {100, 950, 0.1}, {1, 0.01, 1},
};
enum { LINES = sizeof lines / sizeof *lines };

static double tail_of(double seconds, void *line)
{
    return erlang_response_tail(line, seconds);
}

/* The mean is the area below the tail. */
static double mean_by_area(const struct erlang *line)
{
    double area = NAN, error;
    struct erlang own = *line;
    gsl_function function = {.function = tail_of, .params = &own};
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(1000);
    int status = gsl_integration_qagiu(&function, 0, 1e-11, 1e-9, 1000, workspace, &area, &error);
    gsl_integration_workspace_free(workspace);
    assert_int_equal(status, GSL_SUCCESS);
    return area;
}

static void test_tails_quantiles_and_means_agree(void **state)
{
    (void)state;
    static const double levels[] = {0.01, 0.5, 0.95, 0.99, 0.999999};
    for (size_t i = 0; i < LINES; i++) {
        const struct erlang *line = &lines[i];
        double before = 1;
        assert_true(near(mean_by_area(line), erlang_mean_response(line), 1e-7));
        assert_true(near(erlang_mean_in_line(line), line->rate * erlang_mean_wait(line), 1e-12));
        assert_true(near(erlang_response_tail(line, 0), 1, 1e-15));
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
            double response = erlang_response_quantile(line, levels[k]);
            double wait = erlang_wait_quantile(line, levels[k]);
            double tail = erlang_response_tail(line, response);
            assert_true(near(tail, 1 - levels[k], 1e-8) && tail < before);
            assert_true(wait == 0 || near(erlang_wait_tail(line, wait), 1 - levels[k], 1e-9));
            assert_true(wait <= response);
            before = tail;
        }
        assert_true(isfinite(erlang_response_tail(line, 1e9)));
    }
}

/* One server: the response is exponential; and nothing special where two rates meet. */
static void test_response_in_known_cases(void **state)
{
    (void)state;
    struct erlang one = {1, 0.8, 1}, equal = {2, 1, 1}, beside = {2, 1 + 1e-9, 1};
    for (double t = 0; t < 30; t += 0.7) {
        assert_true(near(erlang_response_tail(&one, t), exp(-0.2 * t), 1e-12));
        assert_true(near(erlang_response_tail(&equal, t), exp(-t) * (1 + t / 3), 1e-12));
        assert_true(near(erlang_response_tail(&beside, t), exp(-t) * (1 + t / 3), 1e-6));
    }
    assert_true(near(erlang_response_quantile(&one, 0.95), log(20) / 0.2, 1e-10));
}

/* --- Runs of a steady line ----------------------------------------------------------------------
 */

/* Each prediction that is called exact, within four standard errors of the run's own batches. */
static int check_run(const char *settings, uint64_t seed)
{
    struct report report = {0};
    int checked = 0;
    run_and_observe(settings, seed, &report);
    for (size_t i = 0; i < report.prediction_count; i++) {
        const struct prediction *theory = &report.predictions[i];
        const struct observation *seen = report_observation(&report, theory->name);
        if (!theory->exact)
            continue;
        assert_non_null(seen);
        assert_true(seen->standard_error > 0);
        if (fabs(seen->mean - theory->value) > 4 * seen->standard_error)
            fail_msg("%s, seed %d: %s is %g, expected %g, standard error %g", settings, (int)seed,
                     theory->name, seen->mean, theory->value, seen->standard_error);
        checked++;
    }
    report_release(&report);
    return checked;
}

static void test_runs_meet_erlang(void **state)
{
    (void)state;
    static const char *const settings[] = {"servers=1 arrival-rate=0.8 customers=300000",
                                           "servers=2 arrival-rate=1.6 customers=300000",
                                           "servers=10 arrival-rate=8 customers=300000",
                                           "servers=1 arrival-rate=8 service-time=0.1"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        for (uint64_t seed = 0; seed < 6; seed++)
            assert_int_equal(check_run(settings[i], seed), 9);
}

/* One counts on the clock, the other asks the customers. */
static void test_littles_law(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "servers=2 arrival-rate=1.6",
                                           "servers=10 arrival-rate=8"};
    for (size_t i = 0; i < 3; i++)
        for (uint64_t seed = 0; seed < 5; seed++) {
            struct report report = {0};
            run_and_observe(settings[i], seed, &report);
            double on_the_clock = report_mean(&report, "mean_in_queue");
            double asked = report_mean(&report, "rate_times_wait");
            assert_true(near(on_the_clock, asked, 2e-3));
            assert_true(on_the_clock != asked);
            report_release(&report);
        }
}

/* The quantiles of the wait itself, told by the events. */
static double wait_quantile(const struct erlang *line, double share, uint64_t seed)
{
    enum { CUSTOMERS = 60000, COUNTED = 40000 };
    struct service_line run;
    gsl_rng *rng = rng_from_seed(seed);
    double *waits = calloc(CUSTOMERS, sizeof *waits), next = 0;
    size_t count = 0;
    assert_non_null(waits);
    service_line_init(&run, CUSTOMERS, line->service, line->servers, true, CUSTOMERS / line->rate);
    while (count < CUSTOMERS) {
        if (next <= service_line_next(&run)) {
            service_line_arrive(&run, next, rng);
            next = run.arrived < CUSTOMERS ? next + gsl_ran_exponential(rng, 1 / line->rate)
                                           : INFINITY;
        } else {
            service_line_depart(&run, rng);
        }
        if (run.event.kind == SERVICE_BEGUN_AT_ONCE || run.event.kind == SERVICE_DONE_NEXT)
            waits[count++] = run.event.waited;
    }
    service_line_release(&run);
    gsl_rng_free(rng);
    gsl_sort(waits + CUSTOMERS - COUNTED, 1, COUNTED);
    double quantile =
        gsl_stats_quantile_from_sorted_data(waits + CUSTOMERS - COUNTED, 1, COUNTED, share);
    free(waits);
    return quantile;
}

static void test_quantiles_of_the_wait(void **state)
{
    (void)state;
    static const double levels[] = {0.25, 0.5, 0.75, 0.9, 0.95};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
            struct moments moments = {0};
            double expected = erlang_wait_quantile(&lines[i], levels[k]);
            for (uint64_t seed = 0; seed < 20; seed++)
                moments_add(&moments, wait_quantile(&lines[i], levels[k], seed));
            double apart = fabs(moments_mean(&moments) - expected);
            if (apart > 4 * moments_error(&moments) + 1e-3 * expected)
                fail_msg("%u servers, %g of waits: %g, expected %g +- %g", lines[i].servers,
                         levels[k], moments_mean(&moments), expected, moments_error(&moments));
        }
}

static void test_more_than_can_be_served(void **state)
{
    (void)state;
    struct report report = {0};
    run_and_observe("servers=2 arrival-rate=3", 1, &report);
    assert_null(report_prediction(&report, "mean_wait"));
    assert_true(isnan(report_observation(&report, "mean_wait")->standard_error));
    assert_true(fabs(report_mean(&report, "line_growth") - 1) < 0.05);
    assert_true(report_prediction(&report, "line_growth")->value == 1);
    for (size_t i = 0; i < report.prediction_count; i++)
        assert_false(report.predictions[i].exact);
    report_release(&report);
}

static void test_a_short_run_near_saturation_is_not_called_exact(void **state)
{
    (void)state;
    struct report report = {0};
    run_and_observe("arrival-rate=0.99 customers=10000", 1, &report);
    assert_true(report.prediction_count > 0);
    for (size_t i = 0; i < report.prediction_count; i++)
        assert_false(report.predictions[i].exact);
    report_release(&report);
}

/* --- Batches and streaming ----------------------------------------------------------------------
 */

static void test_batches_and_streaming_meet_their_formulas(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "mode=batch overhead=0.1", /* streaming is busy for 88 % */
        "mode=batch window=5 overhead=0.4 service-time=0.6 arrival-rate=0.8", /* windows wait */
        "mode=batch window=100 overhead=2 service-time=0.2 arrival-rate=0.3 customers=50000",
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        for (uint64_t seed = 0; seed < 6; seed++)
            assert_int_equal(check_run(settings[i], seed), 6);
}

/* Lindley's recursion, in place of Spitzer's sum. */
static void test_late_windows_by_recursion(void **state)
{
    (void)state;
    static const struct batch_window batches[] = {
        {0.8, 5, 0.4, 0.6}, {0.8, 60, 0.2, 1}, {20, 1, 0.1, 0.035}, {2, 3, 0, 0.4}};
    for (size_t i = 0; i < sizeof batches / sizeof *batches; i++) {
        const struct batch_window *b = &batches[i];
        struct moments means = {0};
        gsl_rng *rng = rng_from_seed(i);
        for (int run = 0; run < 30; run++) {
            double late = 0, sum = 0;
            for (int k = -200; k < 10000; k++) {
                sum += k >= 0 ? late : 0;
                double work = b->overhead + b->service * gsl_ran_poisson(rng, b->rate * b->window);
                late = fmax(0, late + work - b->window);
            }
            moments_add(&means, sum / 10000);
        }
        gsl_rng_free(rng);
        double apart = fabs(moments_mean(&means) - batch_window_late(b));
        if (apart > 4 * moments_error(&means))
            fail_msg("late %g, expected %g +- %g", moments_mean(&means), batch_window_late(b),
                     moments_error(&means));
    }
}

static void test_batch_formulas_at_their_edges(void **state)
{
    (void)state;
    struct batch_window calm = {0.2, 3600, 2, 2}, short_one = calm, many = {1e6, 1e4, 0, 1e-7};
    assert_true(fabs(batch_window_mean_wait(&calm) - 1800) < 1e-6);
    assert_true(fabs(batch_window_mean_response(&calm) - (1800 + 2 + 2 * 721)) < 1e-6);
    assert_true(
        near(streaming_mean_response(&calm), 4 + 8, 1e-12)); /* busy .8, half a service x 4 */
    short_one.window = 3;                                    /* 2/3 + .4: overload */
    assert_true(isnan(batch_window_late(&short_one)));
    short_one.overhead = 3;
    assert_true(isnan(streaming_mean_wait(&short_one)));
    assert_true(batch_window_late(&many) >= 0); /* 10^10 records: normal tails */
    short_one.overhead = 0;
    assert_true(isnan(batch_window_best(&short_one)));
}

static void test_the_best_window_is_best(void **state)
{
    (void)state;
    static const struct batch_window batches[] = {
        {0.8, 60, 0.2, 1}, {0.2, 60, 2, 2}, {50, 1, 1, 0.01}};
    for (size_t i = 0; i < sizeof batches / sizeof *batches; i++) {
        struct batch_window b = batches[i];
        double best = batch_window_best(&b);
        assert_true(best > b.overhead / (1 - b.rate * b.service));
        b.window = best;
        double shortest = batch_window_mean_response(&b);
        for (double factor = 0.7; factor < 4; factor *= 1.13) {
            b.window = best * factor;
            double other = batch_window_mean_response(&b);
            assert_true(isnan(other) || other >= shortest * (1 - 1e-6));
        }
    }
}

static void test_shares_of_batch_responses(void **state)
{
    (void)state;
    static const struct batch_window batches[] = {
        {0.2, 3600, 2, 2}, {1e4, 60, 1, 1e-5}, {1e-3, 1, 0, 0.1}};
    enum { GRID = 4000 };
    for (size_t i = 0; i < sizeof batches / sizeof *batches; i++) {
        double seconds[GRID], shares[GRID], mean = 0;
        double most = 2.5 * batch_window_mean_response(&batches[i]);
        for (int k = 0; k < GRID; k++)
            seconds[k] = most * (k + 0.5) / GRID;
        batch_window_response_shares(&batches[i], seconds, shares, GRID);
        for (int k = 0; k < GRID; k++) {
            assert_true(k == 0 || shares[k] >= shares[k - 1]);
            mean += (1 - shares[k]) * most / GRID;
        }
        assert_true(near(shares[GRID - 1], 1, 1e-9));
        assert_true(near(mean, batch_window_mean_response(&batches[i]), 1e-3));
    }
}

static void test_batches_bear_what_streaming_cannot(void **state)
{
    (void)state;
    struct report report = {0};
    run_and_observe("mode=batch overhead=2 customers=20000", 1, &report);
    assert_null(report_prediction(&report, "stream.mean_response"));
    assert_non_null(report_prediction(&report, "batch.mean_response"));
    assert_true(report_mean(&report, "stream.mean_response") >
                20 * report_mean(&report, "batch.mean_response"));
    report_release(&report);
}

/* --- Autoscaling --------------------------------------------------------------------------------
 */

static void test_demand(void **state)
{
    (void)state;
    for (int shape = 0; shape < DEMAND_SHAPES; shape++) {
        struct demand demand = {(enum demand_shape)shape, 20, 0.6, 1000};
        double sum = 0, most = 0, step = 0.25;
        for (double t = 0; t < 2500; t += step) {
            assert_true(fabs(sum - demand_until(&demand, t)) < 5);
            most = fmax(most, demand_at(&demand, t));
            sum += step * demand_at(&demand, t + step / 2);
        }
        assert_true(near(most, demand_peak(&demand), 1e-4));
        gsl_rng *rng = rng_from_seed(3);
        double came[4] = {0};
        for (double t = demand_next(&demand, 0, rng); t < 4000; t = demand_next(&demand, t, rng))
            came[(int)(fmod(t, 1000) / 250)]++;
        for (int k = 0; k < 4; k++) {
            double expected =
                4 * (demand_until(&demand, 250 * (k + 1)) - demand_until(&demand, 250 * k));
            assert_true(fabs(came[k] - expected) < 4.5 * sqrt(expected));
        }
        gsl_rng_free(rng);
    }
}

/* What is ready is the least that was wanted during the last lag. */
static void test_ready_is_the_least_wanted(void **state)
{
    (void)state;
    enum { LOOKS = 400 };
    gsl_rng *rng = rng_from_seed(9);
    for (size_t lag = 0; lag < 12; lag++) {
        struct scaler_rules rules = {1, 0.7, (double)lag, 1, 1, 30};
        struct scaler scaler;
        size_t wanted[LOOKS];
        scaler_init(&scaler, &rules, 5);
        for (size_t t = 0; t < LOOKS; t++) {
            wanted[t] = t < 13 ? 5 : 1 + gsl_rng_uniform_int(rng, 30);
            scaler_wake(&scaler, (double)t - 0.5);
            scaler_want(&scaler, (double)t, wanted[t]);
            scaler_wake(&scaler, (double)t);
            size_t least = wanted[t];
            for (size_t back = 0; back <= lag && back <= t; back++)
                least = wanted[t - back] < least ? wanted[t - back] : least;
            assert_int_equal(scaler.ready, least);
            assert_int_equal(scaler.ready + scaler.starting, wanted[t]);
        }
        scaler_release(&scaler);
    }
    gsl_rng_free(rng);
}

static void test_wanted_workers(void **state)
{
    (void)state;
    struct scaler_rules rules = {0.5, 0.7, 60, 30, 2, 40};
    assert_int_equal(scaler_wanted(&rules, 20), 15); /* 10 busy / .7 = 14.3 */
    assert_int_equal(scaler_wanted(&rules, 0), 2);
    assert_int_equal(scaler_wanted(&rules, 1e9), 40);
    assert_int_equal(scaler_wanted(&rules, 14), 10); /* exactly */
}

static void test_longer_lag_never_helps_without_chance(void **state)
{
    (void)state;
    for (int shape = 0; shape < DEMAND_SHAPES; shape++)
        for (double target = 0.5; target <= 1; target += 0.25) {
            struct demand demand = {(enum demand_shape)shape, 20, 0.6, 3600};
            double before = 0;
            for (double lag = 0; lag <= 2400; lag += 37) {
                struct scaler_rules rules = {0.5, target, lag, 30, 1, 60};
                struct fluid fluid = autoscale_fluid(&demand, &rules, 1e5);
                assert_true(fluid.peak_backlog >= before - 1e-6);
                before = fluid.peak_backlog;
            }
            assert_true(before > 0);
        }
    /* 6 workers do 12 a second, 32 come, for the lag and the interval in which it is not seen */
    struct demand step = {DEMAND_STEP, 20, 0.6, 3600};
    struct scaler_rules rules = {0.5, 0.7, 300, 30, 1, 60};
    assert_true(near(autoscale_fluid(&step, &rules, 14400).peak_backlog, 20 * 330, 1e-6));
}

static void test_longer_lag_never_helps_on_average(void **state)
{
    (void)state;
    static const int lags[] = {0, 60, 180, 400, 900};
    for (int shape = 0; shape < DEMAND_SHAPES; shape++) {
        double before = 0;
        for (size_t i = 0; i < sizeof lags / sizeof *lags; i++) {
            struct moments peaks = {0};
            char settings[256];
            (void)snprintf(settings, sizeof settings,
                           "mode=autoscale arrival-rate=20 service-time=0.5 swing=0.7 "
                           "max-workers=60 customers=72000 demand=%s lag=%d",
                           shape == DEMAND_STEP ? "step" : "daily", lags[i]);
            for (uint64_t seed = 0; seed < 5; seed++) {
                struct report report = {0};
                run_and_observe(settings, seed, &report);
                moments_add(&peaks, report_mean(&report, "peak_backlog"));
                report_release(&report);
            }
            assert_true(moments_mean(&peaks) >= before);
            before = moments_mean(&peaks);
        }
    }
}

/* Enough workers from the beginning: a line M/M/c. */
static void test_constant_demand_is_a_steady_line(void **state)
{
    (void)state;
    struct erlang line = {10, 8, 1};
    struct moments waits = {0};
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct report report = {0};
        run_and_observe("mode=autoscale swing=0 arrival-rate=8 min-workers=10 max-workers=10", seed,
                        &report);
        moments_add(&waits, report_mean(&report, "mean_wait"));
        assert_true(near(report_mean(&report, "mean_workers"), 10, 1e-9));
        report_release(&report);
    }
    assert_true(fabs(moments_mean(&waits) - erlang_mean_wait(&line)) < 4 * moments_error(&waits));
}

/* --- What is measured ---------------------------------------------------------------------------
 */

static void test_what_customers_met(void **state)
{
    (void)state;
    enum { CUSTOMERS = 100000 };
    struct latency latency;
    const double levels[] = {0, 0.5, 0.99, 1};
    struct estimate quantiles[4];
    latency_init(&latency, CUSTOMERS, false);
    assert_true(isnan(latency_wait(&latency).mean) && isnan(latency_quantile(&latency, 0.5)));
    for (int i = 0; i < CUSTOMERS + 50; i++) { /* in disorder, evenly from 0 to 1 */
        double value = fmod(i * 0.6180339887498949, 1);
        latency_add(&latency, i % 4 ? value : 0, value);
    }
    assert_int_equal(latency.warm_up, 10000);
    assert_int_equal(latency.batch, LATENCY_BATCHES);
    assert_true(latency_counted(&latency) == 90000);
    assert_true(fabs(latency_waited(&latency).mean - 0.75) < 1e-9);
    assert_true(fabs(latency_response(&latency).mean - 0.5) < 1e-3);
    latency_quantiles(&latency, levels, quantiles, 4);
    for (int i = 0; i < 4; i++)
        assert_true(fabs(quantiles[i].mean - levels[i]) < 2e-3);
    assert_true(fabs(latency_quantile(&latency, 0.99) - quantiles[2].mean) < 1e-12);
    double shares[4], tail[4], errors[4];
    latency_histogram(&latency, 0.25, shares, errors, 4);
    latency_tail(&latency, 0.25, tail, errors, 4);
    for (int i = 0; i < 4; i++)
        assert_true(fabs(shares[i] - 0.25) < 2e-3 && fabs(tail[i] - 0.75 + 0.25 * i) < 2e-3);
    latency_release(&latency);
}

static void test_levels_over_time(void **state)
{
    (void)state;
    struct over_time over;
    const double one[OVER_TIME_LEVELS] = {1, 0, 5, 0}, three[OVER_TIME_LEVELS] = {3, 0, 5, 0};
    over_time_init(&over, 10);
    over_time_advance(&over, 7, three);
    assert_true(isnan(over_time_mean(&over, 0).mean));
    for (int i = 0; i < 100; i++) {
        over_time_mark(&over);
        over_time_advance(&over, over.clock + 1, one);
        over_time_advance(&over, over.clock + 3, three);
    }
    assert_true(near(over_time_mean(&over, 0).mean, 2.5, 1e-12));
    assert_true(over_time_mean(&over, 0).standard_error < 1e-12);
    assert_true(near(over_time_mean(&over, 2).mean, 5, 1e-12));
    assert_true(over.count > 0 && over.count < OVER_TIME_SAMPLES); /* 40 times as long as thought */
    for (size_t i = 1; i < over.count; i++)
        assert_true(near(over.at[i] - over.at[i - 1], over.spacing, 1e-9));
}

/* --- The simulation in its other modes ----------------------------------------------------------
 */

static const char *const every_mode[] = {
    "servers=3 arrival-rate=2",
    "servers=40 arrival-rate=90 customers=3000",
    "mode=batch customers=3000",
    "mode=batch customers=3000 window=1 overhead=2",
    "mode=autoscale arrival-rate=20 service-time=0.5 customers=20000 period=600 lag=30 interval=5",
    "mode=autoscale demand=step customers=3000 swing=1",
};
enum { EVERY_MODE = sizeof every_mode / sizeof *every_mode };

static char *all_pictures(const struct run *run, int columns, int rows, bool ascii, bool told)
{
    struct text out = {0};
    struct report report = {0};
    char line[256];
    run_observe(run, &report);
    for (size_t picture = 0; picture <= queue()->picture_count; picture++) {
        struct canvas canvas;
        canvas_init(&canvas, columns, rows);
        canvas.ascii = ascii;
        run_draw(run, picture, told ? &report : NULL, &canvas);
        canvas_to_text(&canvas, &out);
        canvas_release(&canvas);
    }
    for (size_t i = 0; told && i < report.observation_count; i++)
        if (isfinite(report.observations[i].mean))
            text_printf(&out, "%s %.17g\n", report.observations[i].name,
                        report.observations[i].mean);
    run_describe(run, line, sizeof line);
    text_append(&out, line);
    report_release(&report);
    return text_take(&out);
}

static void test_every_mode_steps_back_and_repeats(void **state)
{
    (void)state;
    for (size_t i = 0; i < EVERY_MODE; i++) {
        struct run *run = start(every_mode[i], 3), *again = start(every_mode[i], 3);
        run_complete(run);
        long end = run_position(run), target = end * 2 / 3;
        assert_true(end > 20);
        run_seek(run, target);
        (void)run_step(again, target);
        char *a = all_pictures(run, 90, 40, false, true);
        char *b = all_pictures(again, 90, 40, false, true);
        assert_string_equal(a, b);
        free(a);
        free(b);
        run_free(run);
        run_free(again);
    }
}

/* At every size, as ASCII, and at every stage; no number that does not exist. */
static void test_every_picture(void **state)
{
    (void)state;
    static const int columns[] = {0, 1, 5, 12, 20, 37, 58, 76, 150},
                     rows[] = {0, 1, 2, 3, 5, 7, 12, 24, 50};
    for (size_t i = 0; i < EVERY_MODE; i++) {
        struct run *run = start(every_mode[i], 4);
        for (int stage = 0; stage < 4; stage++) {
            for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
                char *text = all_pictures(run, columns[c], rows[c], false, true);
                assert_null(strstr(text, "nan"));
                free(text);
                free(all_pictures(run, columns[c], rows[8 - c], false, false));
            }
            char *text = all_pictures(run, 100, 40, true, true);
            for (const char *c = text; *c; c++)
                assert_true((unsigned char)*c < 0x80);
            free(text);
            if (stage < 2)
                (void)run_step(run, stage ? 170 : 12);
            else
                run_complete(run);
        }
        run_free(run);
    }
}

static void test_pictures_before_a_guess_tell_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < EVERY_MODE; i++) {
        struct run *run = start(every_mode[i], 5);
        run_complete(run);
        char *text = all_pictures(run, 120, 50, false, false);
        assert_null(strstr(text, "theory"));
        assert_null(strstr(text, "done within"));
        assert_null(strstr(text, "┤"));
        free(text);
        run_free(run);
    }
}

static void check_described(const char *settings)
{
    struct run *run = start(settings, 6);
    char line[256];
    do {
        run_describe(run, line, sizeof line);
        assert_true(strlen(line) > 10 && strlen(line) < 100);
        run_describe(run, line, 4);
        assert_true(strlen(line) < 4);
    } while (run_step(run, 1));
    run_free(run);
}

static void test_every_step_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < EVERY_MODE; i++)
        check_described(every_mode[i]);
    check_described("mode=batch arrival-rate=0.1 window=2 overhead=0.1 customers=1000");
}

/* Each parameter at both ends in the modes that the registry's suite does not walk. */
static void test_extreme_parameters(void **state)
{
    (void)state;
    for (int mode = QUEUE_BATCH; mode < QUEUE_MODES; mode++)
        for (size_t k = 1; k < QUEUE_PARAMETERS; k++)
            for (int high = 0; high < 2; high++) {
                const struct parameter *parameter = &queue()->parameters[k];
                struct error error = {0};
                double values[QUEUE_PARAMETERS];
                simulation_defaults(queue(), values);
                values[QUEUE_MODE] = mode;
                values[QUEUE_CUSTOMERS] = 2000;
                values[k] = high && k != QUEUE_CUSTOMERS ? parameter->maximum : parameter->minimum;
                struct run *run = run_start(queue(), values, NULL, 1, &error);
                if (!run) {
                    assert_int_equal(error.kind, ERROR_USAGE);
                    continue;
                }
                run_complete(run);
                char *text = all_pictures(run, 80, 24, false, true);
                assert_null(strstr(text, "nan"));
                free(text);
                run_free(run);
            }
}

static void check_refused(const char *settings, const char *part)
{
    double values[QUEUE_PARAMETERS];
    struct error error = {0};
    set_up(values, settings);
    assert_null(run_start(queue(), values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

static void test_absurd_combinations_are_refused(void **state)
{
    (void)state;
    check_refused("mode=autoscale min-workers=30", "from 1 to max-workers, 20 workers");
    check_refused("mode=batch arrival-rate=1e-6", "a window from 1e+05 seconds on");
    check_refused("mode=autoscale arrival-rate=1e-6", "an interval from 1e+05 seconds on");
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void check_answer(const char *question, const char *settings, const char *answer)
{
    double values[QUEUE_PARAMETERS];
    set_up(values, settings);
    for (size_t i = 0; i < queue()->question_count; i++) {
        struct problem problem;
        if (strcmp(queue()->questions[i].name, question) != 0)
            continue;
        bool posed = question_pose(queue(), &queue()->questions[i], values, 1, &problem);
        assert_true(posed == (answer != NULL));
        if (posed && strcmp(problem.answer, answer) != 0)
            fail_msg("%s, %s: %s, expected %s", question, settings, problem.answer, answer);
        if (posed)
            problem_release(&problem);
        return;
    }
    fail_msg("no question %s", question);
}

static void test_answers(void **state)
{
    (void)state;
    check_answer("waiting", "", "80");
    check_answer("waiting", "servers=2 arrival-rate=1.6", "71.1");
    check_answer("waiting", "servers=10 arrival-rate=8", "40.9");
    check_answer("busier", "", "4.75"); /* .95/.05 over .8/.2 */
    check_answer("one-more", "", "21"); /* 4 over .64/2.8 / 1.2 */
    check_answer("window", "mode=batch window=3600 arrival-rate=0.2 service-time=2 overhead=2",
                 "3244");
    check_answer("waiting", "arrival-rate=1", NULL);
    check_answer("waiting", "mode=batch", NULL);
    check_answer("busier", "arrival-rate=0.93", NULL);
    check_answer("window", "", NULL);
    check_answer("window", "mode=batch overhead=20", NULL);
}

static void test_times_are_readable(void **state)
{
    (void)state;
    static const struct {
        double seconds;
        const char *text;
    } times[] = {{0, "0 s"},         {0.0021, "2.1 ms"}, {0.82, "0.82 s"},      {99.96, "100 s"},
                 {852, "14.2 min"},  {10800, "3 h"},     {86400 * 4, "4 days"}, {NAN, "none"},
                 {1e9, "11574 days"}};
    char buffer[32];
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        assert_string_equal(queue_time(times[i].seconds, buffer), times[i].text);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waiting_probabilities),
        cmocka_unit_test(test_erlang_c_by_a_direct_sum),
        cmocka_unit_test(test_no_long_run_beyond_saturation),
        cmocka_unit_test(test_tails_quantiles_and_means_agree),
        cmocka_unit_test(test_response_in_known_cases),
        cmocka_unit_test(test_runs_meet_erlang),
        cmocka_unit_test(test_littles_law),
        cmocka_unit_test(test_quantiles_of_the_wait),
        cmocka_unit_test(test_more_than_can_be_served),
        cmocka_unit_test(test_a_short_run_near_saturation_is_not_called_exact),
        cmocka_unit_test(test_batches_and_streaming_meet_their_formulas),
        cmocka_unit_test(test_late_windows_by_recursion),
        cmocka_unit_test(test_batch_formulas_at_their_edges),
        cmocka_unit_test(test_the_best_window_is_best),
        cmocka_unit_test(test_shares_of_batch_responses),
        cmocka_unit_test(test_batches_bear_what_streaming_cannot),
        cmocka_unit_test(test_demand),
        cmocka_unit_test(test_ready_is_the_least_wanted),
        cmocka_unit_test(test_wanted_workers),
        cmocka_unit_test(test_longer_lag_never_helps_without_chance),
        cmocka_unit_test(test_longer_lag_never_helps_on_average),
        cmocka_unit_test(test_constant_demand_is_a_steady_line),
        cmocka_unit_test(test_what_customers_met),
        cmocka_unit_test(test_levels_over_time),
        cmocka_unit_test(test_every_mode_steps_back_and_repeats),
        cmocka_unit_test(test_every_picture),
        cmocka_unit_test(test_pictures_before_a_guess_tell_nothing),
        cmocka_unit_test(test_every_step_is_described),
        cmocka_unit_test(test_extreme_parameters),
        cmocka_unit_test(test_absurd_combinations_are_refused),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_times_are_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
