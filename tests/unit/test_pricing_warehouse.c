/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cloud warehouse, by the bytes that queries read and by the hour of slots. */
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

static const struct simulation *warehouse(void)
{
    return simulation_find("warehouse");
}

static void apply(double *values, const char *settings)
{
    struct error error = {0};
    if (!simulation_apply(warehouse(), values, settings, &error))
        fail_msg("%s", error.message);
}

/* The report of a whole run with these settings over `base` (NULL: the shipped prices). */
static void report_over(const double *base, const char *settings, struct report *report)
{
    report_whole_run(warehouse(), base, settings, 7, report);
}

static double value_of(const char *settings, const char *name)
{
    struct report report;
    report_over(NULL, settings, &report);
    double value = found(&report, name)->mean;
    report_release(&report);
    return value;
}

static void test_values_to_meet(void **state)
{
    (void)state;
    near(value_of("table-bytes=5e12", "cost.full_scan"), 28.42, 0.005);
    near(value_of("slots=100", "break_even.slots_pay_from_tebibytes"), 467, 0.5);
    near(value_of("", "cost.one_query"), 2.842, 0.0005); /* ten columns of a hundred */
    near(value_of("pruned=0.95", "cost.one_query"), 0.1421, 0.0001);
    /* one scan of all columns, its first TiB free: 4.5475 - 1 TiB, and the storage */
    near(value_of("columns-read=100 queries=1", "cost.on_demand_wide"), 28.42 - 6.25 + 115, 0.005);
    near(value_of("queries=0.1", "cost.on_demand_wide"), 115, 1e-9); /* within the free part */
}

/* Bytes added up column by column and partition by partition. */
static void test_bytes_counted_one_by_one(void **state)
{
    (void)state;
    enum { COLUMNS = 40, READ = 7, PARTITIONS = 20, LEFT = 3 };
    double column = 4e12 / COLUMNS, sum = 0, facts = 0, dimensions = 0;
    for (int c = 0; c < READ; c++) {
        for (int p = 0; p < LEFT; p++) {
            sum += column / PARTITIONS;
            facts += column * 0.3 / PARTITIONS;
        }
        dimensions += 5e10 / COLUMNS;
    }
    struct report report;
    report_over(NULL,
                "table-bytes=4e12 columns=40 columns-read=7 pruned=0.85 repeated=0.7 "
                "dimension-bytes=5e10 queries=1",
                &report);
    near(report_mean(&report, "scanned_wide") * 1099511627776.0, sum, 1e-6 * sum);
    near(report_mean(&report, "scanned_normalised") * 1099511627776.0, facts + dimensions,
         1e-6 * facts);
    report_release(&report);
}

static void test_roots_equal_the_closed_form(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "free-tib=0", "columns-read=30 pruned=0.5",
                                           "slots=50 slot-hours=200 bq_ondemand=5"};
    for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
        struct report report;
        report_over(NULL, settings[s], &report);
        assert_int_equal(report.prediction_count, 2);
        for (size_t i = 0; i < report.prediction_count; i++) {
            const struct prediction *theory = &report.predictions[i];
            near(report_mean(&report, theory->name), theory->value, 1e-9 * theory->value);
        }
        report_release(&report);
    }
}

/* Where pruning makes the wide table the smaller read, by looking on both sides. */
static void test_wide_reads_less_when_much_is_pruned(void **state)
{
    (void)state;
    double even = value_of("", "break_even.wide_reads_less_from_pruned");
    near(even, 1 - 20e9 / 3e12, 1e-12);
    assert_true(value_of("pruned=0.993", "scanned_wide") >
                value_of("pruned=0.993", "scanned_normalised"));
    assert_true(value_of("pruned=0.9934", "scanned_wide") <
                value_of("pruned=0.9934", "scanned_normalised"));
    struct report report;
    report_over(NULL, "dimension-bytes=0", &report);
    assert_true(isnan(report_mean(&report, "break_even.wide_reads_less_from_pruned")));
    report_release(&report);
    report_over(NULL, "repeated=0", &report);
    assert_true(isnan(report_mean(&report, "break_even.wide_reads_less_from_pruned")));
    assert_non_null(
        strstr(found(&report, "break_even.wide_reads_less_from_pruned")->note, "never reads more"));
    report_release(&report);
}

static void test_a_changed_price_moves_the_result(void **state)
{
    (void)state;
    struct report report;
    struct error error = {0};
    const char *own = "id,unit,price_usd,as_of,source\n"
                      "bq_ondemand,TiB scanned,5,2026-11-01,my contract\n";
    struct price_book *book = price_book_read(own, strlen(own), "prices.csv", &error);
    assert_non_null(book);
    double values[MOST_PARAMETERS];
    simulation_defaults(warehouse(), values);
    assert_true(price_book_apply(book, warehouse(), values, &error));
    report_over(values, "", &report);
    near(report_mean(&report, "break_even.slots_pay_from_tebibytes"), 2920.0 / 5, 1e-9);
    near(report_mean(&report, "cost.full_scan"), 5 * 5e12 / 1099511627776.0, 1e-9);
    report_release(&report);
    near(value_of("bq_slot_std=0.08", "break_even.slots_pay_from_tebibytes"), 934.4, 1e-9);
    price_book_free(book);
}

static void test_no_root_is_said(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "bq_ondemand=0", &report);
    const struct observation *even = found(&report, "break_even.slots_pay_from_tebibytes");
    assert_true(isnan(even->mean));
    assert_non_null(strstr(even->note, "never pay"));
    even = found(&report, "break_even.on_demand_wide_slots_wide");
    assert_true(isnan(even->mean));
    assert_non_null(strstr(even->note, "on demand wide costs less"));
    assert_int_equal(report.prediction_count, 0);
    report_release(&report);
}

/* Slots read only so much in a month; beyond there is no cost, and a sentence says why. */
static void test_slots_have_a_capacity(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "slots=1 slot-hours=1 slot-bytes=1e8", &report);
    near(report_mean(&report, "slot_capacity"), 3600 * 1e8 / 1099511627776.0, 1e-12);
    assert_true(isnan(report_mean(&report, "cost.slots_wide")));
    assert_non_null(strstr(found(&report, "cost.slots_wide")->note, "cannot read that much"));
    assert_true(isfinite(report_mean(&report, "cost.on_demand_wide")));
    report_release(&report);
    report_over(NULL, "slot-bytes=1e5", &report);
    assert_non_null(strstr(found(&report, "break_even.slots_pay_from_tebibytes")->note,
                           "cannot read that much"));
    report_release(&report);
}

/* Pairs that differ in both how they are paid and how they are laid out are not told, unless the
 * choice flips there. */
static void test_break_evens_that_mean_little_are_left_out(void **state)
{
    (void)state;
    struct report report;
    report_over(NULL, "", &report);
    assert_null(report_observation(&report, "break_even.on_demand_wide_slots_normalised"));
    assert_null(report_observation(&report, "break_even.on_demand_normalised_slots_wide"));
    const struct observation *layout = found(&report, "break_even.slots_wide_slots_normalised");
    assert_true(isnan(layout->mean));
    assert_non_null(strstr(layout->note, "slots normalised costs less where both can be had"));
    report_release(&report);
}

static void test_bands_widen_with_uncertainty(void **state)
{
    (void)state;
    struct report sure, unsure, wild;
    report_over(NULL, "uncertainty=0", &sure);
    report_over(NULL, "uncertainty=0.2", &unsure);
    report_over(NULL, "uncertainty=1", &wild);
    const char *names[] = {"cost.on_demand_wide", "cost.on_demand_normalised", "cost.slots_wide"};
    for (size_t i = 0; i < 3; i++) {
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
    simulation_defaults(warehouse(), values);
    struct tradeoff_run *run = calloc(1, warehouse()->state_size);
    assert_non_null(run);
    warehouse()->init(run, values, rng);
    for (int round = 0; round < 1000; round++) {
        for (size_t i = 0; i < warehouse()->parameter_count; i++)
            if (!warehouse()->parameters[i].price)
                values[i] = fmin(fmax(parameter_initial(&warehouse()->parameters[i]) *
                                          pow(10, 2 * gsl_rng_uniform(rng) - 1),
                                      warehouse()->parameters[i].minimum),
                                 warehouse()->parameters[i].maximum);
        for (size_t k = 0; k < run->tradeoff->alternative_count; k++) {
            struct bill bill = {0};
            double cost = run->tradeoff->cost(values, k, &bill), sum = 0;
            for (size_t line = 0; line < bill.count; line++)
                sum += bill.lines[line].amount;
            if (!isfinite(cost))
                continue;
            near(sum, cost, 1e-9 * cost);
            checked++;
        }
    }
    assert_true(checked > 1000);
    free(run);
    gsl_rng_free(rng);
}

static void test_places_and_bytes_in_words(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *place, *bytes;
    } rows[] = {{0.0933, "0.0933", "0.0933 bytes"}, {12, "12", "12 bytes"},
                {999, "999", "999 bytes"},          {999.6, "1,000", "1 kB"},
                {2344, "2,340", "2.34 kB"},         {100000, "100,000", "100 kB"},
                {2.5e8, "250,000,000", "250 MB"},   {5e12, "5,000,000,000,000", "5 TB"},
                {3e21, "3e+21", "3,000 EB"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        place_format(rows[i].value, text, sizeof text);
        assert_string_equal(text, rows[i].place);
        bytes_format(rows[i].value, text, sizeof text);
        assert_string_equal(text, rows[i].bytes);
    }
}

static void test_absurd_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {{"table-bytes", "-5"}, {"table-bytes", "1e400"},
                                         {"pruned", "1"},       {"pruned", "-0.1"},
                                         {"slots", "0"},        {"queries", "nan"},
                                         {"slot-hours", "800"}, {"bq_ondemand", "-1"},
                                         {"repeated", "1"},     {"free-tib", "inf"}};
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(warehouse(), values);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (simulation_set(warehouse(), values, bad[i][0], bad[i][1], &error))
            fail_msg("%s %s was taken", bad[i][0], bad[i][1]);
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "expected a number from"));
    }
    apply(values, "columns=20 columns-read=30");
    error = (struct error){0};
    assert_null(run_start(warehouse(), values, NULL, 1, &error));
    assert_non_null(strstr(error.message, "expected at most as many"));
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_to_meet),
        cmocka_unit_test(test_bytes_counted_one_by_one),
        cmocka_unit_test(test_roots_equal_the_closed_form),
        cmocka_unit_test(test_wide_reads_less_when_much_is_pruned),
        cmocka_unit_test(test_a_changed_price_moves_the_result),
        cmocka_unit_test(test_no_root_is_said),
        cmocka_unit_test(test_slots_have_a_capacity),
        cmocka_unit_test(test_break_evens_that_mean_little_are_left_out),
        cmocka_unit_test(test_bands_widen_with_uncertainty),
        cmocka_unit_test(test_bills_add_up),
        cmocka_unit_test(test_places_and_bytes_in_words),
        cmocka_unit_test(test_absurd_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
