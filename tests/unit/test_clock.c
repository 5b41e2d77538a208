/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/clock.h"

static void use_zone(const char *zone)
{
    assert_int_equal(setenv("TZ", zone, 1), 0);
    tzset();
}

static void check_day(const char *zone, const char *when, int rollover, const char *expected)
{
    struct clock clock;
    struct error error = {0};
    char day[DAY_TEXT];
    use_zone(zone);
    assert_true(clock_init_fixed(&clock, when, &error));
    struct instant now = clock_now(&clock);
    assert_string_equal(day_format(study_day(&now, rollover), day), expected);
}

/* Subtracting four hours would be wrong by a day on both. */
static void test_study_day_when_clocks_change(void **state)
{
    (void)state;
    check_day("America/New_York", "2026-03-08T04:30:00", 4, "2026-03-08");
    check_day("America/New_York", "2026-03-08T03:59:00", 4, "2026-03-07");
    check_day("America/New_York", "2026-11-01T03:30:00", 4, "2026-10-31");
    check_day("America/New_York", "2026-11-01T04:00:00", 4, "2026-11-01");
    check_day("Europe/Zurich", "2026-03-29T04:00:00", 4, "2026-03-29");
    check_day("Europe/Zurich", "2026-10-25T03:59:59", 4, "2026-10-24");
    check_day("Australia/Lord_Howe", "2026-10-04T04:10:00", 4, "2026-10-04");
}

static void test_study_day_with_an_offset(void **state)
{
    (void)state;
    check_day("UTC", "2026-11-20T03:59:59+01:00", 4, "2026-11-19");
    check_day("UTC", "2026-11-20T04:00:00+01:00", 4, "2026-11-20");
    check_day("UTC", "2026-11-20T23:30:00-08:00", 4, "2026-11-20");
    check_day("UTC", "2026-11-20T00:00:00Z", 0, "2026-11-20");
    check_day("UTC", "2026-01-01T00:30:00+14:00", 4, "2025-12-31");
    check_day("UTC", "1969-12-31T23:59:59Z", 4, "1969-12-31");
}

static void check_utc(const char *zone, const char *when, const char *expected)
{
    struct instant instant;
    struct error error = {0};
    char text[INSTANT_TEXT];
    use_zone(zone);
    assert_true(instant_parse(when, &instant, &error));
    assert_string_equal(instant_format_utc(instant.utc_ms, text), expected);
}

static void test_parse(void **state)
{
    (void)state;
    check_utc("UTC", "2026-11-20T08:00:00+01:00", "2026-11-20T07:00:00Z");
    check_utc("UTC", "2026-11-20T08:00:00+0130", "2026-11-20T06:30:00Z");
    check_utc("UTC", "2026-11-20t08:00:00z", "2026-11-20T08:00:00Z");
    check_utc("UTC", "2026-11-20 08:00", "2026-11-20T08:00:00Z");
    check_utc("UTC", "2026-11-20", "2026-11-20T00:00:00Z");
    check_utc("UTC", "2026-11-20T08:00:00.25Z", "2026-11-20T08:00:00.250Z");
    check_utc("UTC", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z");
    check_utc("UTC", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
    check_utc("Europe/Zurich", "2026-07-01T12:00:00", "2026-07-01T10:00:00Z");
    check_utc("Europe/Zurich", "2026-12-01T12:00:00", "2026-12-01T11:00:00Z");
}

static void test_invalid_input_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "now",
                                      "2026",
                                      "2026-13-01",
                                      "2026-02-29",
                                      "2026-00-10",
                                      "2026-01-00",
                                      "2026-1-1",
                                      "2026-01-01T",
                                      "2026-01-01T24:00",
                                      "2026-01-01T10:60",
                                      "2026-01-01T10:00:61",
                                      "2026-01-01x",
                                      "2026-01-01T10:00:00+",
                                      "2026-01-01T10:00:00+1",
                                      "2026-01-01T10:00:00+19:00",
                                      "2026-01-01T10:00:00Zx",
                                      " 2026-01-01",
                                      "2026-01-01T10:00:00 +01:00"};
    use_zone("UTC");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct instant instant;
        struct error error = {0};
        assert_false(instant_parse(bad[i], &instant, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_non_null(strstr(error.message, "RFC 3339"));
    }
}

static void test_local_hour(void **state)
{
    (void)state;
    struct instant instant;
    struct error error = {0};
    assert_true(instant_parse("2026-11-20T08:45:00+05:30", &instant, &error));
    assert_int_equal(instant_local_hour(&instant), 8);
    assert_int_equal(instant_local_minute(&instant), 45);
    assert_string_equal(instant.zone, "+05:30");
    assert_true(instant_parse("1960-01-01T00:10:00-03:30", &instant, &error));
    assert_int_equal(instant_local_hour(&instant), 0);
    assert_int_equal(instant_local_minute(&instant), 10);
}

static void test_zone_has_its_name(void **state)
{
    (void)state;
    struct instant instant;
    struct error error = {0};
    use_zone("Europe/Zurich");
    assert_true(instant_parse("2026-07-01T12:00:00", &instant, &error));
    assert_string_equal(instant.zone, "Europe/Zurich");
    assert_int_equal(instant.offset_minutes, 120);
}

static void test_days_and_dates(void **state)
{
    (void)state;
    assert_int_equal(day_from_civil(1970, 1, 1), 0);
    assert_int_equal(day_from_civil(2000, 3, 1), 11017);
    assert_int_equal(day_weekday(0), 3);
    assert_int_equal(day_weekday(day_from_civil(2026, 11, 20)), 4);
    assert_int_equal(day_weekday(day_from_civil(1969, 12, 29)), 0);
    for (day_number day = -800000; day < 800000; day += 1) {
        int year, month, date;
        day_to_civil(day, &year, &month, &date);
        assert_int_equal(day_from_civil(year, month, date), day);
    }
}

static void test_day_text(void **state)
{
    (void)state;
    char text[DAY_TEXT];
    day_number day;
    struct error error = {0};
    assert_string_equal(day_format(DAY_NONE, text), "");
    assert_string_equal(day_format(0, text), "1970-01-01");
    assert_true(day_parse("2026-11-20", &day, &error));
    assert_string_equal(day_format(day, text), "2026-11-20");
    assert_false(day_parse("2026-11-20T00:00", &day, &error));
    assert_false(day_parse("2025-02-29", &day, &(struct error){0}));
    assert_int_equal(error.kind, ERROR_USAGE);
}

static void test_frozen_clock_stands_still(void **state)
{
    (void)state;
    struct clock clock;
    struct error error = {0};
    assert_true(clock_init_fixed(&clock, "2026-11-20T08:00:00Z", &error));
    assert_int_equal(clock_now(&clock).utc_ms, clock_now(&clock).utc_ms);
    assert_int_equal(clock_elapsed_ms(&clock), 0);
    clock_init_system(&clock);
    assert_true(clock_now(&clock).utc_ms > 0);
    assert_true(clock_elapsed_ms(&clock) >= 0);
}

/* Its own offset, whatever the system's zone did then; a named zone has that of the moment. */
static void test_another_moment(void **state)
{
    (void)state;
    struct clock clock;
    struct error error = {0};
    assert_true(clock_init_fixed(&clock, "2026-11-20T08:00:00+05:30", &error));
    struct instant at = clock_at(&clock, INT64_C(1782000000000));
    assert_int_equal(at.utc_ms, INT64_C(1782000000000));
    assert_int_equal(at.offset_minutes, 330);
    assert_string_equal(at.zone, clock.fixed.zone);
    (void)setenv("TZ", "Europe/Zurich", 1);
    clock_init_system(&clock);
    assert_int_equal(clock_at(&clock, INT64_C(1782000000000)).offset_minutes, 120);
    assert_int_equal(clock_at(&clock, INT64_C(1795000000000)).offset_minutes, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_study_day_when_clocks_change),
        cmocka_unit_test(test_study_day_with_an_offset),
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_invalid_input_is_refused),
        cmocka_unit_test(test_local_hour),
        cmocka_unit_test(test_zone_has_its_name),
        cmocka_unit_test(test_days_and_dates),
        cmocka_unit_test(test_day_text),
        cmocka_unit_test(test_frozen_clock_stands_still),
        cmocka_unit_test(test_another_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
