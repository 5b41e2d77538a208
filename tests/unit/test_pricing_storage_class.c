/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Storage classes, and with them all that a choice between priced alternatives is made of. */
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

static const struct simulation *classes(void)
{
    return simulation_find("storage-class");
}

/* The report of a whole run with these settings over `base` (NULL: the shipped prices). */
static void report_over(const double *base, const char *settings, struct report *report)
{
    report_whole_run(classes(), base, settings, 7, report);
}

static void test_where_classes_cost_the_same(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "", &report);
    near(report_mean(&report, "price_ratio"), 16.67, 0.005);
    near(report_mean(&report, "break_even.coldline_archive"), 0.0933, 0.0001);
    near(report_mean(&report, "break_even.nearline_coldline"), 0.60, 1e-9);
    near(report_mean(&report, "break_even.standard_nearline"), 1.0, 1e-9);
    near(ceil(report_mean(&report, "break_even.coldest_pays_from_day")), 22, 0);
    const struct observation *even = found(&report, "break_even.coldline_archive");
    static const char *const ids[] = {"gcs_coldline", "gcs_coldline_get", "gcs_archive",
                                      "gcs_archive_get"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(even->prices[i], ids[i]);
    assert_null(even->prices[4]);
    report_release(&report);
}

static void test_roots_equal_the_closed_form(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "provider=s3", "data=123456 provider=gcs",
                                           "archive-ratio=0.0588",
                                           "gcs_std=0.026 gcs_archive_get=0.08"};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        struct report report;
        size_t compared = 0;
        report_over(NULL, settings[s], &report);
        for (size_t i = 0; i < report.prediction_count; i++) {
            const struct prediction *theory = &report.predictions[i];
            near(report_mean(&report, theory->name), theory->value, 1e-9 * theory->value);
            compared++;
        }
        assert_true(compared >= 3);
        report_release(&report);
    }
}

/* Unread data, day by day: the root along the days and the closed form of the coldest class. */
static void test_the_day_from_which_deleting_early_pays(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "reads=0", &report);
    near(report_mean(&report, "break_even.standard_archive_by_keep_days"),
         report_mean(&report, "break_even.coldest_pays_from_day"), 1e-6);
    report_release(&report);
}

static void test_a_changed_price_moves_the_result(void **state)
{
    (void)state;
    struct report report;
    struct error error = {0};
    const char *own = "id,unit,price_usd,as_of,source\n"
                      "gcs_archive_get,GiB,0.10,2026-11-01,my contract\n";
    struct price_book *book = price_book_read(own, strlen(own), "prices.csv", &error);
    assert_non_null(book);
    double values[MOST_PARAMETERS];
    simulation_defaults(classes(), values);
    assert_true(price_book_apply(book, classes(), values, &error));
    report_over(values, "", &report);
    near(report_mean(&report, "break_even.coldline_archive"), 0.0028 / 0.08, 1e-9);
    report_release(&report);
    report_over(NULL, "gcs_archive_get=0.10", &report); /* live, or on the command line */
    near(report_mean(&report, "break_even.coldline_archive"), 0.0028 / 0.08, 1e-9);
    report_release(&report);
    price_book_free(book);
}

static void test_no_root_is_said(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "gcs_archive_get=0", &report);
    const struct observation *even = found(&report, "break_even.coldline_archive");
    assert_true(isnan(even->mean));
    assert_non_null(strstr(even->note, "archive costs less all the way"));
    report_release(&report);
}

static void test_what_has_no_price_has_no_cost(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "write-requests=1000000", &report);
    assert_true(isfinite(found(&report, "cost.standard")->mean));
    assert_true(isnan(found(&report, "cost.archive")->mean));
    assert_non_null(strstr(found(&report, "cost.archive")->note, "not sourced"));
    report_release(&report);
    report_over(NULL, "provider=s3 data=60000", &report);
    assert_true(isnan(found(&report, "cost.standard")->mean));
    assert_non_null(strstr(found(&report, "cost.standard")->note, "last tier"));
    report_release(&report);
}

static void test_bands_widen_with_uncertainty(void **state)
{
    (void)state;
    struct report sure, unsure, wild;
    report_over(NULL, "uncertainty=0", &sure);
    report_over(NULL, "uncertainty=0.2", &unsure);
    report_over(NULL, "uncertainty=1", &wild);
    const char *names[] = {"cost.standard", "cost.nearline", "cost.coldline", "cost.archive"};
    for (size_t i = 0; i < 4; i++) {
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
    simulation_defaults(classes(), values);
    void *memory = calloc(1, classes()->state_size);
    assert_non_null(memory);
    classes()->init(memory, values, rng);
    const struct tradeoff *tradeoff = ((struct tradeoff_run *)memory)->tradeoff;
    for (int round = 0; round < 2000; round++) {
        simulation_defaults(classes(), values);
        for (size_t i = 1; i < 6; i++)
            values[i] = pow(10, gsl_rng_uniform(rng) * 5);
        values[0] = (double)gsl_rng_uniform_int(rng, 2);
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
    assert_true(checked > 1000);
    free(memory);
    gsl_rng_free(rng);
}

static void test_tiers(void **state)
{
    (void)state;
    struct price_tier tiers[] = {{0.09, 10}, {0.05, 50}, {0.01, INFINITY}};
    near(tiered_cost(tiers, 3, 5), 0.45, 1e-12);
    near(tiered_cost(tiers, 3, 10), 0.9, 1e-12);
    near(tiered_cost(tiers, 3, 60), 0.9 + 2 + 0.1, 1e-12);
    assert_true(isnan(tiered_cost(tiers, 2, 60))); /* beyond what is sourced */
    tiers[2].price = NAN;
    assert_true(isnan(tiered_cost(tiers, 3, 60)));
    near(tiered_cost(tiers, 3, 50), 2.9, 1e-12);
    near(tiered_cost(tiers, 3, 0), 0, 0);
}

static void test_money_in_words(void **state)
{
    (void)state;
    static const struct {
        double amount;
        const char *unit, *text;
    } rows[] = {
        {28.4217, NULL, "$28.42"},
        {1234.5, "USD/month", "$1,234.50 a month"},
        {0.00423, NULL, "$0.00423"},
        {12345678, NULL, "$12,345,678"},
        {-3.5, "USD/year", "-$3.50 a year"},
        {NAN, "USD/month", "none"},
        {0, NULL, "$0.00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        money_format(rows[i].amount, rows[i].unit, text, sizeof text);
        assert_string_equal(text, rows[i].text);
    }
}

static void test_places_in_words(void **state)
{
    (void)state;
    static const struct {
        double place;
        const char *text;
    } rows[] = {{0.09333, "0.0933"},    {999.4, "999"},    {1214.43, "1,210"},
                {2339957, "2,340,000"}, {-1e4, "-10,000"}, {1e18, "1e+18"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[72];
        place_format(rows[i].place, text, sizeof text);
        assert_string_equal(text, rows[i].text);
    }
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {{"data", "-5"},     {"data", "1e400"}, {"reads", "nan"},
                                         {"keep-days", "0"}, {"reads", "-1"},   {"gcs_std", "-1"},
                                         {"data", "inf"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double values[MOST_PARAMETERS];
        struct error error = {0};
        simulation_defaults(classes(), values);
        if (simulation_set(classes(), values, bad[i][0], bad[i][1], &error))
            fail_msg("%s %s was taken", bad[i][0], bad[i][1]);
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "expected a number from"));
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_classes_cost_the_same),
        cmocka_unit_test(test_roots_equal_the_closed_form),
        cmocka_unit_test(test_the_day_from_which_deleting_early_pays),
        cmocka_unit_test(test_a_changed_price_moves_the_result),
        cmocka_unit_test(test_no_root_is_said),
        cmocka_unit_test(test_what_has_no_price_has_no_cost),
        cmocka_unit_test(test_bands_widen_with_uncertainty),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_tiers),
        cmocka_unit_test(test_money_in_words),
        cmocka_unit_test(test_places_in_words),
        cmocka_unit_test(test_absurd_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
