/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulation of owning, renting and being locked in, from the shipped prices. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/finance.h"
#include "exercises/price.h"
#include "exercises/tradeoff.h"
#include "tests/support/near.h"

static const struct simulation *tco(void)
{
    return simulation_find("tco");
}

static void apply(double *values, const char *settings)
{
    struct error error = {0};
    if (!simulation_apply(tco(), values, settings, &error))
        fail_msg("%s", error.message);
}

static void report_of(const double *values, uint64_t seed, struct report *report)
{
    struct error error = {0};
    struct run *run = run_start(tco(), values, NULL, seed, &error);
    if (!run)
        fail_msg("%s", error.message);
    run_complete(run);
    memset(report, 0, sizeof *report);
    run_observe(run, report);
    run_free(run);
}

static void report_over(const char *settings, struct report *report)
{
    double values[MOST_PARAMETERS];
    simulation_defaults(tco(), values);
    apply(values, settings);
    report_of(values, 7, report);
}

static double result(const char *settings, const char *name)
{
    struct report report;
    report_over(settings, &report);
    const struct observation *observation = report_observation(&report, name);
    if (!observation)
        fail_msg("no result %s", name);
    double mean = observation->mean;
    report_release(&report);
    return mean;
}

/* Only machine hours, so that all can be told by hand. */
#define HOURS_ONLY                                                                                 \
    "storage=0 egress=0 cloud-engineers=0 cloud-slack=0 cloud-price-decline=0 cloud-reserved=0 "   \
    "own-servers=1 own-machines-per-server=10 "
/* Nothing on premises but capital. */
#define CAPITAL_ONLY                                                                               \
    "own-server-watts=0 own-space-price=0 own-maintenance=0 own-failures=0 own-engineers=0 "       \
    "own-residual=0 own-network-price=0 own-installation=0 own-server-price=9000 "

static double month_factor(double years)
{
    return finance_annuity(finance_period_rate(0.08, 12), 12 * years);
}

/* --- Costs and break-evens by hand --------------------------------------------------------------
 */

static void test_a_rent_is_an_annuity(void **state)
{
    (void)state;
    near_relative(result(HOURS_ONLY "growth=0 utilisation=0.5 years=5", "cost.cloud"),
                  5 * 730 * 0.096 * month_factor(5), 1e-12);
    near_relative(
        result(HOURS_ONLY "growth=0 utilisation=0.5 years=1 cloud-machine=m7g-large", "cost.cloud"),
        5 * 730 * 0.0816 * month_factor(1), 1e-12);
    near_relative(
        result(HOURS_ONLY "growth=0 utilisation=0.5 years=5 discount-rate=0", "cost.cloud"),
        5 * 730 * 0.096 * 60, 1e-12);
    double first = 5 * 730 * 0.096 * month_factor(1);
    near_relative(result(HOURS_ONLY "growth=0.25 utilisation=0.5 years=4", "cost.cloud"),
                  first * 1.08 * finance_growing_annuity(0.08, 0.25, 4), 1e-12);
}

static void test_capital_is_paid_at_once(void **state)
{
    (void)state;
    near_relative(result(HOURS_ONLY CAPITAL_ONLY "growth=0", "cost.on_premises"), 9000, 1e-12);
    near_relative(result(HOURS_ONLY CAPITAL_ONLY "growth=0 years=6", "cost.on_premises"),
                  9000 + 9000 / pow(1.08, 5) * (1 - 0.8 / 1.08), 1e-12);
}

static void test_break_even_utilisation(void **state)
{
    (void)state;
    double even = 9000 / (7008 * 0.1 * month_factor(5) * 10 / 10);
    near_relative(result(HOURS_ONLY CAPITAL_ONLY "growth=0", "break_even.on_premises_cloud"), even,
                  1e-9);
    static const char *const settings[] = {"", "growth=0.4 years=8", "cloud-reserved=0",
                                           "discount-rate=0", "years=1 own-engineers=0.3"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct report report;
        report_over(settings[i], &report);
        const struct prediction *closed =
            report_prediction(&report, "break_even.on_premises_cloud");
        assert_true(closed && closed->exact);
        near_relative(report_mean(&report, "break_even.on_premises_cloud"), closed->value, 1e-9);
        report_release(&report);
    }
}

/* At each break-even that is found, both cost the same. */
static void test_break_evens_are_where_costs_meet(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *even, *parameter, *costs[2];
    } cases[] = {
        {"", "break_even.on_premises_cloud", "utilisation", {"cost.on_premises", "cost.cloud"}},
        {"",
         "break_even.on_premises_cloud_by_growth",
         "growth",
         {"cost.on_premises", "cost.cloud"}},
        {"",
         "break_even.on_premises_cloud_by_own_engineers",
         "own-engineers",
         {"cost.on_premises", "cost.cloud"}},
        {"scenario=lock-in",
         "break_even.portable_proprietary",
         "lock-better-chance",
         {"cost.portable", "cost.proprietary"}},
        {"scenario=lock-in",
         "break_even.portable_proprietary_by_lock_rewrite_months",
         "lock-rewrite-months",
         {"cost.portable", "cost.proprietary"}},
        {"scenario=lock-in",
         "break_even.portable_proprietary_by_lock_saving",
         "lock-saving",
         {"cost.portable", "cost.proprietary"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char there[500];
        double even = result(cases[i].settings, cases[i].even);
        assert_true(isfinite(even));
        (void)snprintf(there, sizeof there, "%s %s=%.15g", cases[i].settings, cases[i].parameter,
                       even);
        near_relative(result(there, cases[i].costs[0]), result(there, cases[i].costs[1]), 1e-9);
    }
}

static void test_payback_and_rate_of_return(void **state)
{
    (void)state;
    /* 9000 at once saves 350.40 a month: 25.7 months */
    const char *settings = HOURS_ONLY CAPITAL_ONLY "growth=0 utilisation=0.5";
    near_relative(result(settings, "break_even.payback_months"), 26, 0);
    double monthly = finance_period_rate(0.08, 12), months = 0;
    while (350.4 * finance_annuity(monthly, months) < 9000)
        months++;
    near_relative(result(settings, "break_even.discounted_payback_months"), months, 0);
    double rate = result(settings, "break_even.internal_rate_of_return");
    near_relative(350.4 * finance_annuity(finance_period_rate(rate, 12), 60), 9000, 1e-9);
    /* at that discount rate neither is cheaper */
    char there[500];
    (void)snprintf(there, sizeof there, "%s discount-rate=%.15g", settings, rate);
    near_relative(result(there, "cost.cloud"), result(there, "cost.on_premises"), 1e-9);
}

static void check_none(const char *settings, const char *name)
{
    struct report report;
    report_over(settings, &report);
    const struct observation *even = report_observation(&report, name);
    assert_non_null(even);
    if (!isnan(even->mean))
        fail_msg("%s is %g", name, even->mean);
    assert_true(even->note && strlen(even->note) > 20);
    report_release(&report);
}

static void test_no_break_even_is_said(void **state)
{
    (void)state;
    check_none("own-engineers=20", "break_even.on_premises_cloud");
    check_none("own-engineers=20", "break_even.payback_months");
    check_none("own-engineers=20", "break_even.discounted_payback_months");
    check_none("own-engineers=20", "break_even.internal_rate_of_return");
    check_none("egress=200000", "break_even.on_premises_cloud");
    check_none("egress=200000", "break_even.payback_months");
    check_none("egress=200000", "break_even.internal_rate_of_return");
    check_none("scenario=lock-in lock-better-saving=0", "break_even.portable_proprietary");
    check_none("scenario=lock-in lock-data=1e6", "break_even.portable_proprietary");
}

static void test_beyond_the_last_tier(void **state)
{
    (void)state;
    struct report report;
    report_over("egress=200000 growth=0", &report);
    const struct observation *cost = report_observation(&report, "cost.cloud");
    assert_true(isnan(cost->mean) && cost->note && strstr(cost->note, "last tier"));
    near_relative(report_mean(&report, "futures_without_price"), 1000, 0);
    assert_true(isnan(report_mean(&report, "futures_cloud_cheaper")));
    report_release(&report);
    /* the person knows the price of all the rest */
    near_relative(result("egress=200000 growth=0 aws_egress_3_to=open discount-rate=0 storage=0 "
                         "cloud-engineers=0 cloud-price-decline=0 utilisation=0.01 ec2_m6i_large=0",
                         "cost.cloud"),
                  60 * (10240 * 0.09 + 40960 * 0.085 + 148800 * 0.07), 1e-12);
    /* near the end some futures are beyond it, and most are not */
    report_over("egress=150000 growth=0", &report);
    double beyond = report_mean(&report, "futures_without_price");
    assert_true(beyond > 100 && beyond < 900);
    assert_true(isfinite(report_mean(&report, "cost.cloud")));
    report_release(&report);
}

/* --- Prices -------------------------------------------------------------------------------------
 */

static void test_each_price_moves_a_result(void **state)
{
    (void)state;
    static const char *const prices[] = {"ec2_m6i_large", "ec2_t3_medium",   "ec2_t3m_ri1",
                                         "ebs_gp3_gb",    "aws_egress_1",    "aws_egress_2",
                                         "aws_egress_3",  "aws_egress_1_to", "aws_egress_2_to"};
    const char *base = "egress=60000 growth=0";
    double before = result(base, "cost.cloud");
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
        double values[MOST_PARAMETERS];
        char settings[120], more[40] = "";
        simulation_defaults(tco(), values);
        for (size_t k = 0; k < tco()->parameter_count; k++)
            if (!strcmp(tco()->parameters[k].name, prices[i]))
                (void)snprintf(more, sizeof more, "%.10g", 1.5 * values[k]);
        assert_true(more[0]);
        if (!strcmp(prices[i], "aws_egress_2_to"))
            (void)snprintf(more, sizeof more, "55000");
        (void)snprintf(settings, sizeof settings, "%s %s=%s", base, prices[i], more);
        if (fabs(result(settings, "cost.cloud") - before) < 1e-6)
            fail_msg("%s moves nothing", prices[i]);
        near_relative(result(settings, "cost.on_premises"), result(base, "cost.on_premises"),
                      1e-15);
    }
    assert_true(result("cloud-machine=m7g-large ec2_m7g_large=1", "cost.cloud") >
                result("cloud-machine=m7g-large", "cost.cloud"));
    assert_true(result("scenario=lock-in aws_egress_2=1", "cost.portable") >
                result("scenario=lock-in", "cost.portable"));
}

static void test_a_persons_price_list(void **state)
{
    (void)state;
    static const char list[] = "id,unit,price_usd,as_of,source\n"
                               "ec2_m6i_large,hour,0.192,2026-11-01,my invoice\n";
    struct error error = {0};
    double values[MOST_PARAMETERS];
    struct report report;
    struct price_book *book = price_book_read(list, strlen(list), "mine.csv", &error);
    assert_non_null(book);
    simulation_defaults(tco(), values);
    apply(values, HOURS_ONLY "growth=0 utilisation=0.5");
    assert_true(price_book_apply(book, tco(), values, &error));
    report_of(values, 7, &report);
    near_relative(report_mean(&report, "cost.cloud"), 5 * 730 * 0.192 * month_factor(5), 1e-12);
    report_release(&report);
    price_book_free(book);
}

static void test_a_reservation_takes_its_discount(void **state)
{
    (void)state;
    const char *half = "storage=0 egress=0 cloud-engineers=0 growth=0 cloud-reserved=0.5";
    const char *none = "storage=0 egress=0 cloud-engineers=0 growth=0 cloud-reserved=0";
    near_relative(result(half, "cost.cloud") / result(none, "cost.cloud"),
                  0.5 + 0.5 * 0.0261 / 0.0416, 1e-12);
    struct error error = {0};
    double values[MOST_PARAMETERS];
    simulation_defaults(tco(), values);
    apply(values, "ec2_t3_medium=0");
    assert_null(run_start(tco(), values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_non_null(strstr(error.message, "above 0 USD per hour"));
    apply(values, "cloud-reserved=0");
    struct run *run = run_start(tco(), values, NULL, 1, &error);
    assert_non_null(run);
    run_free(run);
}

static void test_results_name_their_prices(void **state)
{
    (void)state;
    struct report report;
    report_over("", &report);
    assert_null(report_observation(&report, "cost.on_premises")->prices[0]);
    static const char *const ids[] = {"ec2_m6i_large", "ec2_t3_medium", "ec2_t3m_ri1", "ebs_gp3_gb",
                                      "aws_egress_1",  "aws_egress_2",  "aws_egress_3"};
    static const char *const names[] = {"cost.cloud", "break_even.on_premises_cloud",
                                        "break_even.payback_months",
                                        "break_even.internal_rate_of_return"};
    for (size_t n = 0; n < 4; n++) {
        const struct observation *observation = report_observation(&report, names[n]);
        for (size_t i = 0; i < 7; i++)
            assert_string_equal(observation->prices[i], ids[i]);
        assert_null(observation->prices[7]);
    }
    report_release(&report);
    report_over("scenario=lock-in", &report);
    assert_string_equal(report_observation(&report, "cost.portable")->prices[0], "aws_egress_1");
    report_release(&report);
}

/* --- Futures ------------------------------------------------------------------------------------
 */

static void check_band(const char *settings, const char *name)
{
    double width = -1;
    static const char *const uncertain[] = {"0.1", "0.3", "0.6"};
    for (size_t i = 0; i < 3; i++) {
        struct report report;
        char all[200];
        (void)snprintf(all, sizeof all, "%s uncertainty=%s", settings, uncertain[i]);
        report_over(all, &report);
        const struct observation *cost = report_observation(&report, name);
        assert_true(cost->low < cost->mean && cost->mean < cost->high);
        assert_true(cost->high - cost->low > width);
        width = cost->high - cost->low;
        report_release(&report);
    }
}

static void test_bands_widen(void **state)
{
    (void)state;
    check_band("", "cost.cloud");
    check_band("", "cost.on_premises");
    check_band("scenario=lock-in lock-better-chance=0.8", "cost.proprietary");
}

static void test_without_uncertainty_all_futures_agree(void **state)
{
    (void)state;
    struct report report;
    report_over("uncertainty=0 own-failures=0", &report);
    static const char *const names[] = {"cost.cloud", "cost.on_premises"};
    for (size_t i = 0; i < 2; i++) {
        const struct observation *cost = report_observation(&report, names[i]);
        near_relative(cost->low, cost->mean, 1e-12);
        near_relative(cost->high, cost->mean, 1e-12);
    }
    double share = report_mean(&report, "futures_cloud_cheaper");
    assert_true(share == 0 || share == 1);
    report_release(&report);
}

/* |mean - theory| within 4 standard errors, for every theory called exact. */
static void check_means(const char *settings, size_t least)
{
    double values[MOST_PARAMETERS];
    simulation_defaults(tco(), values);
    apply(values, settings);
    for (uint64_t seed = 0; seed < 5; seed++) {
        struct report report;
        size_t compared = 0;
        report_of(values, seed, &report);
        for (size_t i = 0; i < report.prediction_count; i++) {
            const struct prediction *theory = &report.predictions[i];
            const struct observation *seen = report_observation(&report, theory->name);
            if (!theory->exact || strncmp(theory->name, "mean_cost", 9) != 0)
                continue;
            compared++;
            if (fabs(seen->mean - theory->value) > 4 * seen->standard_error + 1e-9 * theory->value)
                fail_msg("%s: %g, expected %g", theory->name, seen->mean, theory->value);
        }
        assert_true(compared >= least);
        report_release(&report);
    }
}

static void test_means_over_futures(void **state)
{
    (void)state;
    check_means("egress=0", 1);
    check_means("aws_egress_1_to=open uncertainty=0.6 years=9", 1);
    check_means("scenario=lock-in", 2);
    check_means("scenario=lock-in lock-better-chance=0.6 years=8 lock-rewrite-months=4", 2);
    check_means("scenario=lock-in lock-saving=0.6", 2);
}

/* The share of futures, recounted from the series: the fan's quantiles are in order. */
static void test_the_fan_is_in_order(void **state)
{
    (void)state;
    struct report report;
    report_over("growth=0.1", &report);
    for (int side = 1; side <= 2; side++)
        for (size_t t = 0; t <= 5; t++) {
            double before = -INFINITY;
            static const int shares[] = {5, 25, 50, 75, 95};
            for (size_t i = 0; i < 5; i++) {
                char name[32];
                (void)snprintf(name, sizeof name, "cost_%d_%d", side, shares[i]);
                double y = report_find_series(&report, name)->y[t];
                assert_true(y >= before);
                before = y;
            }
        }
    assert_true(report_find_series(&report, "cost_2_50")->y[0] == 0);
    near_relative(report_find_series(&report, "cost_1_50")->y[0], 45000, 1e-12);
    const struct observation *share = report_observation(&report, "futures_cloud_cheaper");
    assert_true(share->mean > 0 && share->mean < 1);
    near_relative(share->standard_error, sqrt(share->mean * (1 - share->mean) / 1000), 0.05);
    report_release(&report);
}

/* --- Lock-in ------------------------------------------------------------------------------------
 */

/* Two years, no discount: 2 B x = q ((y B - e) - ((y - x) B - f)), where both would leave. */
static void test_lock_in_of_two_years(void **state)
{
    (void)state;
    const char *settings = "scenario=lock-in years=2 discount-rate=0 lock-data=0 lock-cost=10000 "
                           "engineer-cost=120000 lock-better-saving=0.5 lock-saving=0.02 "
                           "lock-portable-months=0.5 lock-rewrite-months=2 lock-better-chance=0.25";
    double b = 120000, portable = 0.5 * b - 5000, proprietary = (0.5 - 0.02) * b - 20000;
    near_relative(result(settings, "cost.portable"), 2 * b - 0.25 * portable, 1e-12);
    near_relative(result(settings, "cost.proprietary"), 2 * b * 0.98 - 0.25 * proprietary, 1e-12);
    near_relative(result(settings, "break_even.portable_proprietary"),
                  2 * b * 0.02 / (portable - proprietary), 1e-9);
    near_relative(result(settings, "opportunity_cost.proprietary"), 0.25 * 20000, 1e-9);
    near_relative(result(settings, "opportunity_cost.portable"), 0.25 * 5000, 1e-9);
    near_relative(result(settings, "leaves.proprietary"), 0.25, 1e-12);
}

static void test_an_exit_plan_pays(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS], without, with;
    without = result("scenario=lock-in", "opportunity_cost.proprietary");
    with = result("scenario=lock-in lock-rewrite-months=2", "opportunity_cost.proprietary");
    assert_true(with < without / 2);
    simulation_defaults(tco(), values);
    for (size_t i = 0; i < tco()->preset_count; i++)
        if (strstr(tco()->presets[i].name, "with an exit plan")) {
            assert_true(result(tco()->presets[i].settings, "cost.proprietary") <
                        result("scenario=lock-in", "cost.proprietary"));
            return;
        }
    fail_msg("no preset with an exit plan");
}

/* What cannot be priced is nowhere a smaller sum of what can. */
static void test_a_lock_in_without_a_price(void **state)
{
    (void)state;
    struct report report;
    report_over("scenario=lock-in lock-data=1e6", &report);
    static const char *const names[] = {"cost.portable", "cost.proprietary",
                                        "opportunity_cost.portable", "leaves.proprietary",
                                        "mean_cost.portable"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(isnan(report_mean(&report, names[i])));
    assert_true(isnan(report_find_series(&report, "running_1")->y[0]));
    near_relative(report_mean(&report, "futures_without_price"), 1000, 0);
    report_release(&report);
    assert_true(
        isfinite(result("scenario=lock-in lock-data=1e6 lock-better-chance=0", "cost.portable")));
    assert_true(
        isfinite(result("scenario=lock-in lock-data=1e6 aws_egress_3_to=open", "cost.portable")));
}

/* --- What a person types and sees ---------------------------------------------------------------
 */

static void test_refused_input(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *part;
    } bad[] = {{"years", "0", "from 1 to 20 years"},
               {"years", "2.5", "a whole number"},
               {"discount-rate", "-0.1", "from 0 to 1 a year"},
               {"discount-rate", "inf", "from 0 to 1"},
               {"utilisation", "0", "from 0.01 to 1"},
               {"growth", "-1", "from -0.9 to 3 a year"},
               {"own-pue", "0.9", "from 1 to 5"},
               {"own-refresh-years", "0", "from 1 to 20 years"},
               {"lock-better-chance", "1.1", "from 0 to 1"},
               {"ec2_m6i_large", "-1", "USD per hour"},
               {"cloud-machine", "abacus", "m6i-large"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double values[MOST_PARAMETERS];
        struct error error = {0};
        simulation_defaults(tco(), values);
        assert_false(simulation_set(tco(), values, bad[i].name, bad[i].text, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.message, bad[i].part))
            fail_msg("'%s' does not say '%s'", error.message, bad[i].part);
    }
}

/* "maintenance" is no number that is missing. */
static void check_text(const char *text)
{
    static const char *const wrong[] = {" nan",  "$nan", "-nan", "(nan", "xnan",
                                        " inf ", "$inf", "-inf", "(inf", "xinf"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (strstr(text, wrong[i]))
            fail_msg("shown: %s", text);
}

static void look(const struct run *run, size_t picture, bool guessed, int columns, int rows)
{
    struct report report = {0};
    struct canvas canvas;
    struct text out = {0};
    canvas_init(&canvas, columns, rows);
    run_observe(run, &report);
    run_draw(run, picture, guessed ? &report : NULL, &canvas);
    canvas_to_text(&canvas, &out);
    check_text(text_string(&out));
    text_release(&out);
    canvas_release(&canvas);
    report_release(&report);
}

/* Every picture of the ends of every range, in both scenarios. */
static void test_extremes_in_every_picture(void **state)
{
    (void)state;
    for (size_t k = 0; k < tco()->parameter_count; k++)
        for (int end = 0; end < 4; end++) {
            double values[MOST_PARAMETERS];
            struct error error = {0};
            char line[256];
            simulation_defaults(tco(), values);
            apply(values, end < 2 ? "futures=30" : "futures=30 scenario=lock-in");
            values[k] = end % 2 ? tco()->parameters[k].maximum : tco()->parameters[k].minimum;
            struct run *run = run_start(tco(), values, NULL, 1, &error);
            if (!run) {
                assert_true(error.kind == ERROR_USAGE && error.message[0]);
                continue;
            }
            for (int stage = 0; stage < 3; stage++) {
                run_describe(run, line, sizeof line);
                check_text(line);
                for (size_t picture = 0; picture <= tco()->picture_count; picture++)
                    look(run, picture, true, 76, stage == 1 ? 40 : 10);
                if (stage == 0)
                    (void)run_step(run, 3);
                else
                    run_complete(run);
            }
            run_free(run);
        }
}

static void test_pictures_of_every_size(void **state)
{
    (void)state;
    static const int columns[] = {0, 1, 8, 20, 40, 76, 150};
    static const int rows[] = {0, 1, 2, 3, 5, 10, 17, 50};
    static const char *const settings[] = {"", "years=20", "scenario=lock-in", "egress=1e6"};
    for (size_t s = 0; s < 4; s++) {
        double values[MOST_PARAMETERS];
        struct error error = {0};
        simulation_defaults(tco(), values);
        apply(values, settings[s]);
        struct run *run = run_start(tco(), values, NULL, 1, &error);
        run_complete(run);
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
            for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
                for (size_t picture = 0; picture <= tco()->picture_count; picture++) {
                    look(run, picture, true, columns[c], rows[r]);
                    look(run, picture, false, columns[c], rows[r]);
                }
        run_free(run);
    }
}

/* Before a guess no cost and no place where the choice flips can be read. */
static void test_nothing_is_given_away(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(tco(), values);
    struct run *run = run_start(tco(), values, NULL, 1, &error);
    run_complete(run);
    for (size_t picture = 0; picture <= tco()->picture_count; picture++) {
        struct canvas canvas;
        struct text out = {0};
        canvas_init(&canvas, 100, 30);
        run_draw(run, picture, NULL, &canvas);
        canvas_to_text(&canvas, &out);
        assert_null(strchr(text_string(&out), '$'));
        assert_null(strstr(text_string(&out), "0.404"));
        assert_non_null(strstr(text_string(&out), "on premises"));
        text_release(&out);
        canvas_release(&canvas);
    }
    run_free(run);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void pose(const char *name, const char *settings, struct problem *problem)
{
    double values[MOST_PARAMETERS];
    simulation_defaults(tco(), values);
    apply(values, settings);
    for (size_t i = 0; i < tco()->question_count; i++)
        if (!strcmp(tco()->questions[i].name, name)) {
            assert_true(question_pose(tco(), &tco()->questions[i], values, 1, problem));
            return;
        }
    fail_msg("no question %s", name);
}

static const char *misconception(const struct problem *problem, const char *name)
{
    for (size_t i = 0; i < problem->misconception_count; i++)
        if (!strcmp(problem->misconceptions[i].name, name))
            return problem->misconceptions[i].answer;
    fail_msg("no misconception %s", name);
    return NULL;
}

static void test_answers_by_hand(void **state)
{
    (void)state;
    struct problem problem;
    /* 100 machines all year, 8760 hours at 0.096: 84,096, in round figures 84,100 */
    pose("worth", HOURS_ONLY "own-machines-per-server=100 utilisation=1 growth=0", &problem);
    near_relative(strtod(problem.answer, NULL), round(84100 * 3.992710037), 1e-6);
    near_relative(strtod(misconception(&problem, "undiscounted"), NULL), 420500, 0);
    problem_release(&problem);
    pose("growth", HOURS_ONLY "utilisation=1 years=4 growth=0.5 cloud-price-decline=0.1", &problem);
    near_relative(strtod(problem.answer, NULL), round(8410 * pow(1.35, 3)), 1e-3);
    problem_release(&problem);
    pose("payback", HOURS_ONLY CAPITAL_ONLY "growth=0 utilisation=0.5", &problem);
    assert_string_equal(problem.answer, "26"); /* 9000 / 350 */
    problem_release(&problem);
    pose("payback",
         HOURS_ONLY CAPITAL_ONLY "own-space-price=50 own-engineers=0.01 growth=0 utilisation=0.5",
         &problem);
    assert_string_equal(problem.answer, "42"); /* 9000 / (350 - 50 - 83) */
    assert_string_equal(misconception(&problem, "forgets-running-costs"), "26");
    assert_string_equal(misconception(&problem, "forgets-staff"), "30");
    problem_release(&problem);
    pose("exit", "scenario=lock-in lock-data=20000 lock-rewrite-months=3", &problem);
    near_relative(strtod(problem.answer, NULL), round(10240 * 0.09 + 9760 * 0.085 + 25000), 1e-9);
    problem_release(&problem);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_rent_is_an_annuity),
        cmocka_unit_test(test_capital_is_paid_at_once),
        cmocka_unit_test(test_break_even_utilisation),
        cmocka_unit_test(test_break_evens_are_where_costs_meet),
        cmocka_unit_test(test_payback_and_rate_of_return),
        cmocka_unit_test(test_no_break_even_is_said),
        cmocka_unit_test(test_beyond_the_last_tier),
        cmocka_unit_test(test_each_price_moves_a_result),
        cmocka_unit_test(test_a_persons_price_list),
        cmocka_unit_test(test_a_reservation_takes_its_discount),
        cmocka_unit_test(test_results_name_their_prices),
        cmocka_unit_test(test_bands_widen),
        cmocka_unit_test(test_without_uncertainty_all_futures_agree),
        cmocka_unit_test(test_means_over_futures),
        cmocka_unit_test(test_the_fan_is_in_order),
        cmocka_unit_test(test_lock_in_of_two_years),
        cmocka_unit_test(test_an_exit_plan_pays),
        cmocka_unit_test(test_a_lock_in_without_a_price),
        cmocka_unit_test(test_refused_input),
        cmocka_unit_test(test_extremes_in_every_picture),
        cmocka_unit_test(test_pictures_of_every_size),
        cmocka_unit_test(test_nothing_is_given_away),
        cmocka_unit_test(test_answers_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
