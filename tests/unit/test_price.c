/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices: the shipped book, a person's file over it, every refusal, and prices as parameters. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "exercises/price.h"

#define HEADER "id,unit,price_usd,as_of,source\n"
#define WIDE "id,unit,price_usd,tier_from,tier_to,min_duration_days,as_of,source\n"

/* --- A simulation that only adds up ------------------------------------------------------------
 */

enum { AMOUNT, STANDARD, ARCHIVE_DAYS, EGRESS_TO, WAREHOUSE_TO, LATER, VALUES };

static const struct parameter parameters[VALUES] = {
    {.name = "amount",
     .unit = "GiB",
     .kind = PARAMETER_REAL,
     .minimum = 0,
     .maximum = 1e6,
     .initial = 100,
     .help = "what is stored"},
    PRICE("gcs_std", "GiB-month", "standard storage"),
    PRICE_DAYS("gcs_archive", "GiB-month", "the least that archive storage is paid for"),
    PRICE_TIER_END("gcs_egress", "GiB", "where the tier ends"),
    PRICE_TIER_END("bq_ondemand", "TiB scanned", "where the tier ends"),
    PRICE_OPTIONAL("gcs_later", "GiB-month", "a class to come"),
};

static const struct simulation bill = {
    .name = "bill", .parameters = parameters, .parameter_count = VALUES};

/* --- Books -------------------------------------------------------------------------------------
 */

static struct price_book *read_book(const char *bytes)
{
    struct error error = {0};
    struct price_book *book = price_book_read(bytes, strlen(bytes), "own.csv", &error);
    if (!book)
        fail_msg("%s:%ld: %s", error.file, error.line, error.message);
    return book;
}

static void test_shipped(void **state)
{
    (void)state;
    const struct price_book *book = price_book_shipped();
    assert_ptr_equal(book, price_book_shipped());
    assert_true(book->count >= 54);
    const struct price *price = price_find(book, "gcs_std");
    assert_true(price->amount == 0.02 && price->tier_from == 0 && isinf(price->tier_to));
    assert_true(price->minimum_days == 0 && !price->own);
    assert_string_equal(price->unit, "GiB-month");
    assert_string_equal(price->file, "prices.csv");
    assert_int_equal(price->line, 2);
    assert_int_equal(price->as_of, day_from_civil(2026, 9, 20));
    assert_true(price_find(book, "gcs_archive")->minimum_days == 365);
    assert_true(isnan(price_find(book, "gcs_archive_get")->minimum_days));
    assert_true(price_find(book, "aws_egress_2")->tier_from == 10240);
    assert_true(price_find(book, "aws_egress_2")->tier_to == 51200);
    assert_true(price_find(book, "s3_deep_bulk")->amount == 0.0025);
    assert_true(price_find(book, "nat_gb")->amount == 0.045);
    assert_null(price_find(book, "gcs"));
    for (size_t i = 0; i < book->count; i++) {
        const struct price *p = &book->prices[i];
        assert_true(p->source[0] && p->source_kind[0] && p->confidence[0] && p->provider[0]);
        assert_true(p->as_of >= day_from_civil(2023, 1, 1));
    }
}

static void test_age(void **state)
{
    (void)state;
    char text[PRICE_AGE_TEXT];
    const struct price *price = price_find(price_book_shipped(), "gcs_std");
    static const struct {
        int month, day;
        long age;
        const char *text;
    } rows[] = {{11, 21, 62, "62 days old"},
                {9, 21, 1, "1 day old"},
                {9, 20, 0, "today"},
                {9, 17, -3, "3 days ahead"},
                {9, 19, -1, "1 day ahead"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        day_number today = day_from_civil(2026, rows[i].month, rows[i].day);
        assert_int_equal(price_age_days(price, today), rows[i].age);
        assert_string_equal(price_age_format(price, today, text), rows[i].text);
    }
}

static void test_own_rows_replace_and_add(void **state)
{
    (void)state;
    struct price_book *book = read_book("source,note,AS_OF,price_usd, unit ,id,colour\n"
                                        "my bill,\"ours,\nall\",2026-11-01,1.5e-2, GiB-month ,"
                                        "gcs_archive,red\n"
                                        "my bill,,2026-11-02,7,seat,desk,\n");
    const struct price *price = price_find(book, "gcs_archive"), *desk = price_find(book, "desk");
    assert_int_equal(book->count, price_book_shipped()->count + 1);
    assert_true(price->own && price->amount == 0.015 && price->line == 2);
    assert_string_equal(price->file, "own.csv");
    assert_string_equal(price->unit, "GiB-month");
    assert_string_equal(price->note, "ours, all");
    assert_string_equal(price->source, "my bill");
    /* The file has no column for these: as shipped. What belongs to the other source is gone. */
    assert_true(price->minimum_days == 365 && isinf(price->tier_to));
    assert_string_equal(price->provider, "gcp");
    assert_string_equal(price->sku, "archive storage");
    assert_string_equal(price->confidence, "");
    assert_string_equal(price->source_kind, "");
    assert_ptr_equal(desk, &book->prices[book->count - 1]);
    assert_true(desk->own && desk->line == 4 && isnan(desk->minimum_days));
    assert_string_equal(desk->provider, "");
    assert_false(price_find(book, "gcs_std")->own);
    price_book_free(book);
    book = read_book(WIDE "gcs_archive,GiB-month,1,,,,2026-11-01,x\n"
                          "gcs_egress,GiB,1,10,20.5,,2026-11-01,x\n");
    assert_true(isnan(price_find(book, "gcs_archive")->minimum_days));
    assert_true(price_find(book, "gcs_egress")->tier_from == 10);
    assert_true(price_find(book, "gcs_egress")->tier_to == 20.5);
    price_book_free(book);
}

static void test_files(void **state)
{
    (void)state;
    struct error error = {0};
    size_t shipped = price_book_shipped()->count;
    struct price_book *book = price_book_open(NULL, &error);
    assert_int_equal(book->count, shipped);
    price_book_free(book);
    book = price_book_open("no/such/prices.csv", &error);
    assert_int_equal(book->count, shipped);
    assert_int_equal(error.kind, ERROR_NONE);
    price_book_free(book);
    static const char good[] = HEADER "gcs_std,GiB-month,0.03,2026-11-01,me\n";
    assert_true(file_write_atomic("prices.csv", good, sizeof good - 1, &error));
    book = price_book_open("prices.csv", &error);
    assert_true(price_find(book, "gcs_std")->amount == 0.03);
    assert_string_equal(price_find(book, "gcs_std")->file, "prices.csv");
    price_book_free(book);
    assert_null(price_book_open(".", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

static void test_safe_to_show(void **state)
{
    (void)state;
    struct price_book *book = read_book(HEADER "x\x1b[2J,unit\xff,1,2026-11-01,\"a\tb\"\n");
    const struct price *price = &book->prices[book->count - 1];
    assert_null(strchr(price->id, '\x1b'));
    assert_int_equal(utf8_valid_prefix(price->unit, strlen(price->unit)), strlen(price->unit));
    assert_string_equal(price->source, "a b");
    price_book_free(book);
}

/* --- Refusals ----------------------------------------------------------------------------------
 */

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        long line;
        const char *part;
    } rows[] = {
        {"", 1, "columns id, unit, price_usd, as_of and source"},
        {"\n\n", 1, "holds nothing"},
        {"id,unit,price_usd,source\n", 1, "no column as_of; expected at least"},
        {"\n\nid,unit,price_usd,as_of\n", 3, "no column source"},
        {"unit,price_usd,as_of,source\n", 1, "no column id"},
        {"id,price_usd,as_of,source\n", 1, "no column unit"},
        {"id,unit,as_of,source\n", 1, "no column price_usd"},
        {"id,unit,price_usd,as_of,source,ID\n", 1, "column id stands there 2 times"},
        {HEADER "a,GB,1,2026-11-01\n", 2, "has 4 fields; expected 5"},
        {HEADER "a,GB,1,2026-11-01,x,y\n", 2, "has 6 fields; expected 5"},
        {HEADER "a,GB,1,2026-11-01,\"x\n", 2, "never closed"},
        {HEADER "a,GB,1,2026-11-01,x\nb,GB,1,,x\n", 3, "as_of '': expected the day of the price"},
        {HEADER "a,GB,1,2026-02-29,x\n", 2, "as_of '2026-02-29': expected"},
        {HEADER "a,GB,1,20.11.2026,x\n", 2, "YYYY-MM-DD"},
        {HEADER "a,GB,1,2026-11-01, \n", 2, "source '': expected where the price was read"},
        {HEADER " ,GB,1,2026-11-01,x\n", 2, "id '': expected the name"},
        {HEADER "a,,1,2026-11-01,x\n", 2, "unit '': expected what the price buys"},
        {HEADER "a,GB,,2026-11-01,x\n", 2, "price_usd '': expected a finite number"},
        {HEADER "a,GB,-0.01,2026-11-01,x\n", 2, "price_usd '-0.01': expected a finite number"},
        {HEADER "a,GB,nan,2026-11-01,x\n", 2, "price_usd 'nan'"},
        {HEADER "a,GB,inf,2026-11-01,x\n", 2, "price_usd 'inf'"},
        {HEADER "a,GB,1e999,2026-11-01,x\n", 2, "price_usd '1e999'"},
        {HEADER "a,GB,0x10,2026-11-01,x\n", 2, "price_usd '0x10'"},
        {HEADER "a,GB,\"0,02\",2026-11-01,x\n", 2, "price_usd '0,02'"},
        {HEADER "a,GB,1 2,2026-11-01,x\n", 2, "price_usd '1 2'"},
        {HEADER "a,GB,e,2026-11-01,x\n", 2, "price_usd 'e'"},
        {WIDE "a,GB,1,10,5,,2026-11-01,x\n", 2, "tier_to '5': expected a tier that ends above"},
        {WIDE "a,GB,1,10,10,,2026-11-01,x\n", 2, "tier_to '10'"},
        {WIDE "a,GB,1,-1,,,2026-11-01,x\n", 2, "tier_from '-1': expected a number of at least 0"},
        {WIDE "a,GB,1,,open,,2026-11-01,x\n", 2, "tier_to 'open'"},
        {WIDE "a,GB,1,,,-30,2026-11-01,x\n", 2, "min_duration_days '-30'"},
        {HEADER "a,GB,1,2026-11-01,x\nb,GB,1,2026-11-01,x\n\na,GB,2,2026-11-01,x\n", 5,
         "id 'a' stands in line 2 already"},
        /* the end is the shipped one, 10240 */
        {"id,unit,price_usd,tier_from,as_of,source\ngcs_egress,GiB,1,20000,2026-11-01,x\n", 2,
         "runs from 20000 to 10240"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct error error = {0};
        if (price_book_read(rows[i].bytes, strlen(rows[i].bytes), "own.csv", &error))
            fail_msg("taken: %s", rows[i].bytes);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_string_equal(error.file, "own.csv");
        if (error.line != rows[i].line || !strstr(error.message, rows[i].part))
            fail_msg("line %ld: '%s' does not say '%s'", error.line, error.message, rows[i].part);
    }
}

/* --- Parameters --------------------------------------------------------------------------------
 */

static void test_defaults(void **state)
{
    (void)state;
    double values[VALUES];
    char text[64];
    static const char *const shown[VALUES] = {"100", "0.02", "365", "10240", "open", "none"};
    simulation_defaults(&bill, values);
    for (int i = 0; i < VALUES; i++) {
        parameter_format(&parameters[i], values[i], text, sizeof text);
        assert_string_equal(text, shown[i]);
    }
    assert_true(isinf(values[WAREHOUSE_TO]) && isnan(values[LATER]));
    assert_string_equal(parameters[STANDARD].unit, "USD per GiB-month");
    assert_string_equal(parameters[ARCHIVE_DAYS].name, "gcs_archive_days");
    assert_string_equal(parameters[EGRESS_TO].name, "gcs_egress_to");
    assert_true(price_is_used(&bill));
    assert_false(price_is_used(simulation_find("hash")));
}

static void test_typing(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        int at;
        double value;
    } good[] = {{"gcs_std", "0.03", STANDARD, 0.03},
                {"gcs_std", "$0.04", STANDARD, 0.04},
                {"gcs_std", "0", STANDARD, 0},
                {"gcs_egress_to", "open", EGRESS_TO, INFINITY},
                {"gcs_egress_to", "5", EGRESS_TO, 5},
                {"gcs_later", "0.5", LATER, 0.5},
                {"gcs_archive_days", "30", ARCHIVE_DAYS, 30}};
    static const struct {
        const char *name, *text, *part;
    } bad[] = {{"gcs_std", "none", "from 0 to 1000000 USD per GiB-month"},
               {"gcs_std", "open", "expected a number"},
               {"gcs_std", "nan", "expected a number"},
               {"gcs_std", "-1", "expected a number"},
               {"gcs_std", "2e6", "expected a number"},
               {"gcs_std", "3 EUR", "expected a number"},
               {"gcs_egress_to", "none", "GiB, or open"},
               {"gcs_egress_to", "$5", "GiB, or open"},
               {"gcs_later", "inf", "per GiB-month, or none"},
               {"amount", "none", "from 0 to 1000000 GiB"},
               {"amount", "$5", "from 0 to 1000000 GiB"}};
    double values[VALUES], before[VALUES];
    struct error error = {0};
    simulation_defaults(&bill, values);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!simulation_set(&bill, values, good[i].name, good[i].text, &error))
            fail_msg("%s: %s", good[i].text, error.message);
        assert_true(values[good[i].at] == good[i].value);
    }
    assert_true(simulation_set(&bill, values, "gcs_later", "None", &error));
    assert_true(isnan(values[LATER]));
    memcpy(before, values, sizeof before);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct error refused = {0};
        assert_false(simulation_set(&bill, values, bad[i].name, bad[i].text, &refused));
        if (!strstr(refused.message, bad[i].part))
            fail_msg("'%s' does not say '%s'", refused.message, bad[i].part);
        assert_memory_equal(values, before, sizeof before);
    }
}

/* What is not at its default, and read back to the last bit. */
static void test_settings(void **state)
{
    (void)state;
    static const double amounts[] = {0.0000133334, 0.00099, 0.02, 1.0 / 3, 2e-7 / 7, 123456.789, 0};
    double values[VALUES], again[VALUES];
    struct text settings = {0};
    struct error error = {0};
    simulation_defaults(&bill, values);
    simulation_settings(&bill, values, &settings);
    assert_string_equal(text_string(&settings), "");
    values[LATER] = 0.5;
    values[EGRESS_TO] = INFINITY;
    values[WAREHOUSE_TO] = 12;
    simulation_settings(&bill, values, &settings);
    assert_string_equal(text_string(&settings),
                        " gcs_egress_to=open bq_ondemand_to=12 gcs_later=0.5");
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        simulation_defaults(&bill, again);
        values[STANDARD] = amounts[i];
        text_clear(&settings);
        simulation_settings(&bill, values, &settings);
        assert_true(simulation_apply(&bill, again, text_string(&settings), &error));
        assert_memory_equal(again, values, sizeof values);
    }
    char text[64];
    parameter_format(&parameters[STANDARD], 0.0000133334, text, sizeof text);
    assert_string_equal(text, "0.0000133334");
    text_release(&settings);
}

static void test_apply(void **state)
{
    (void)state;
    struct error error = {0};
    double values[VALUES], shipped[VALUES];
    struct price_book *book = read_book(WIDE "gcs_std,GiB-month,0.5,,,,2026-11-01,x\n"
                                             "gcs_archive,GiB-month,0.1,,,,2026-11-01,x\n"
                                             "gcs_egress,GiB,0.1,,,,2026-11-01,x\n"
                                             "gcs_later,GiB-month,0.25,,,,2026-11-01,x\n");
    simulation_defaults(&bill, values);
    simulation_defaults(&bill, shipped);
    values[AMOUNT] = 7;
    assert_true(price_book_apply(book, &bill, values, &error));
    assert_true(values[AMOUNT] == 7 && values[STANDARD] == 0.5 && values[LATER] == 0.25);
    assert_true(values[ARCHIVE_DAYS] == 0 && isinf(values[EGRESS_TO]));
    assert_true(price_book_apply(NULL, &bill, values, &error));
    shipped[AMOUNT] = 7;
    assert_memory_equal(values, shipped, sizeof values);
    price_book_free(book);
}

static void check_not_applied(const struct simulation *simulation, const char *bytes, long line,
                              const char *part)
{
    struct error error = {0};
    double values[VALUES], before[VALUES];
    struct price_book *book = read_book(bytes);
    simulation_defaults(simulation, values);
    memcpy(before, values, sizeof before);
    assert_false(price_book_apply(book, simulation, values, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_int_equal(error.line, line);
    assert_string_equal(error.file, line ? "own.csv" : "");
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
    assert_memory_equal(values, before, simulation->parameter_count * sizeof *values);
    price_book_free(book);
}

static void test_apply_refuses(void **state)
{
    (void)state;
    check_not_applied(
        &bill, HEADER "gcs_later,GiB-month,1,2026-11-01,x\ngcs_std,GB-month,1,2026-11-01,x\n", 3,
        "gcs_std is a price per 'GB-month'; expected per GiB-month");
    check_not_applied(&bill, HEADER "gcs_later,GiB,1,2026-11-01,x\n", 2,
                      "gcs_later is a price per 'GiB'");
    check_not_applied(&bill, HEADER "gcs_std,GiB-month,2e6,2026-11-01,x\n", 2,
                      "gcs_std is 2000000; expected 0 to 1000000 USD per GiB-month");
    check_not_applied(&bill, WIDE "gcs_archive,GiB-month,1,,,1e6,2026-11-01,x\n", 2,
                      "gcs_archive_days is 1000000; expected 0 to 36500 days");
    static const struct parameter lost[] = {PRICE("gcs_lost", "GiB", "a row that is not there")};
    static const struct simulation bad = {.name = "bad", .parameters = lost, .parameter_count = 1};
    check_not_applied(&bad, HEADER, 0, "there is no price gcs_lost, in GiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_age),
        cmocka_unit_test(test_own_rows_replace_and_add),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_safe_to_show),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_apply),
        cmocka_unit_test(test_apply_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
