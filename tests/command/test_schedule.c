/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `schedule` against sequences worked out by hand and, where they are, the shared vectors. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

static void log_line(struct text *log, const char *card, day_number day, long grade)
{
    char date[DAY_TEXT];
    text_printf(log, "{\"card\": \"%s\", \"time\": \"%sT12:00:00Z\", \"grade\": %ld}\n", card,
                day_format(day, date), grade);
}

static void check_step(json_t *got, long repetitions, long interval, double ease, day_number due)
{
    char date[DAY_TEXT];
    assert_int_equal(json_integer_value(json_object_get(got, "repetitions")), repetitions);
    assert_int_equal(json_integer_value(json_object_get(got, "interval_days")), interval);
    assert_true(json_real_value(json_object_get(got, "ease")) == ease);
    assert_string_equal(json_string_value(json_object_get(got, "due")), day_format(due, date));
}

/* Two cards interleaved, a repeat on the same day, and a late review. */
static void test_by_hand(void **state)
{
    (void)state;
    char *home = home_make();
    struct text log = {0};
    day_number start = day_from_civil(2026, 1, 1);
    log_line(&log, "a", start, 4);
    log_line(&log, "b", start, 2);
    log_line(&log, "b", start, 4);      /* a repeat of the day: nothing changes */
    log_line(&log, "a", start + 1, 4);  /* 6 days */
    log_line(&log, "a", start + 17, 3); /* ten days late; ease 2.36, 6 x 2.36 = 14.16, up to 15 */
    json_t *got = tutor_json_lines(home, text_string(&log), "schedule --algorithm sm2");
    assert_int_equal(json_array_size(got), 5);
    check_step(json_array_get(got, 0), 1, 1, 2.5, start + 1);
    check_step(json_array_get(got, 1), 1, 1, 2.5, start + 1);
    check_step(json_array_get(got, 2), 1, 1, 2.5, start + 1);
    check_step(json_array_get(got, 3), 2, 6, 2.5, start + 7);
    check_step(json_array_get(got, 4), 3, 15, 2.36, start + 32);
    json_decref(got);
    text_release(&log);
    home_remove(home);
}

/* Each step of a sequence on its due day. */
static void sequence_log(json_t *sequence, struct text *log, day_number *days)
{
    day_number day = day_from_civil(2026, 1, 1);
    size_t index;
    json_t *step;
    json_array_foreach(json_object_get(sequence, "steps"), index, step)
    {
        char card[32];
        (void)snprintf(card, sizeof card, "%lld",
                       (long long)json_integer_value(json_object_get(sequence, "id")));
        log_line(log, card, day, (long)json_integer_value(json_object_get(step, "grade")));
        day += (day_number)json_integer_value(json_object_get(step, "interval_days"));
        days[index] = day;
    }
}

/* Runs every sequence of a file of shared vectors through the command and checks each step. */
static void check_vectors(const char *file, const char *arguments,
                          void (*write_log)(json_t *sequence, struct text *log, day_number *days),
                          void (*check)(json_t *got, json_t *step, day_number day))
{
    char *path = shared_path(file);
    if (!path)
        skip();
    char *home = home_make();
    json_error_t cause;
    json_t *vectors = json_load_file(path, 0, &cause), *sequence;
    size_t index, steps = 0;
    assert_non_null(vectors);
    json_array_foreach(json_object_get(vectors, "sequences"), index, sequence)
    {
        struct text log = {0};
        day_number days[1000];
        write_log(sequence, &log, days);
        json_t *got = tutor_json_lines(home, text_string(&log), arguments), *step;
        size_t k;
        json_array_foreach(json_object_get(sequence, "steps"), k, step)
        {
            check(json_array_get(got, k), step, days[k]);
            steps++;
        }
        json_decref(got);
        text_release(&log);
    }
    assert_true(steps > 50);
    json_decref(vectors);
    home_remove(home);
    free(path);
}

static void check_sm2(json_t *got, json_t *step, day_number due)
{
    check_step(got, (long)json_integer_value(json_object_get(step, "repetitions")),
               (long)json_integer_value(json_object_get(step, "interval_days")),
               json_number_value(json_object_get(step, "ease")), due);
}

static void test_shared_vectors(void **state)
{
    (void)state;
    check_vectors("vectors/sm2.json", "schedule --algorithm sm2", sequence_log, check_sm2);
}

/* Each step `gap_days` after the one before. Ratings 1 to 4 are the grades 1, 3, 4, 5. */
static void fsrs_log(json_t *sequence, struct text *log, day_number *days)
{
    static const long grades[] = {0, 1, 3, 4, 5};
    day_number day = day_from_civil(2026, 1, 1);
    size_t index;
    json_t *step;
    json_array_foreach(json_object_get(sequence, "steps"), index, step)
    {
        day += (day_number)json_integer_value(json_object_get(step, "gap_days"));
        days[index] = day;
        log_line(log, "a", day, grades[json_integer_value(json_object_get(step, "rating"))]);
    }
}

static void check_near(json_t *got, json_t *step, const char *name)
{
    double expected = json_number_value(json_object_get(step, name));
    double is = json_number_value(json_object_get(got, name));
    assert_int_equal(json_is_null(json_object_get(got, name)),
                     json_is_null(json_object_get(step, name)));
    if (!(fabs(is - expected) <= 1e-6 * fabs(expected)))
        fail_msg("%s is %.10g, not %.10g", name, is, expected);
}

static void check_fsrs(json_t *got, json_t *step, day_number day)
{
    char date[DAY_TEXT];
    long interval = (long)json_integer_value(json_object_get(step, "interval_days"));
    check_near(got, step, "retrievability");
    check_near(got, step, "stability");
    check_near(got, step, "difficulty");
    assert_int_equal(json_integer_value(json_object_get(got, "interval_days")), interval);
    assert_string_equal(json_string_value(json_object_get(got, "due")),
                        day_format(day + (day_number)interval, date));
}

static void test_shared_vectors_of_fsrs(void **state)
{
    (void)state;
    check_vectors("vectors/fsrs6.json", "schedule --algorithm fsrs", fsrs_log, check_fsrs);
}

static double stability_of(const char *home, const char *log, const char *arguments)
{
    json_t *got = tutor_json_lines(home, log, arguments);
    double stability = json_number_value(
        json_object_get(json_array_get(got, json_array_size(got) - 1), "stability"));
    json_decref(got);
    return stability;
}

/* Parameters as plain numbers and as JSON; the first one is the stability after a failure. */
static void test_parameters(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0.5 1.2 2.3 8.2 6.4 0.8 3.0 0.01 1.8 0.16 0.79 1.4 0.06 0.26 1.6 0.6 1.8 0.5 0.09 0.06 .2",
        "{\"log_loss\": 0.3, \"parameters\": [0.5, 1.2, 2.3, 8.2, 6.4, 0.8, 3, 0.01, 1.8, 0.16, "
        "0.79, 1.4, 0.06, 0.26, 1.6, 0.6, 1.8, 0.5, 0.09, 0.06, 0.2]}\n",
    };
    char *home = home_make();
    struct text log = {0}, path = {0}, arguments = {0};
    struct error error = {0};
    log_line(&log, "a", day_from_civil(2026, 1, 1), 0);
    text_printf(&path, "%s/parameters", home);
    text_printf(&arguments, "schedule --algorithm fsrs --parameters %s", path.data);
    for (size_t i = 0; i < 2; i++) {
        assert_true(file_write_atomic(path.data, texts[i], strlen(texts[i]), &error));
        assert_true(stability_of(home, log.data, arguments.data) == 0.5);
    }
    assert_true(stability_of(home, log.data, "schedule --algorithm fsrs") == 0.212);
    text_release(&log);
    text_release(&path);
    text_release(&arguments);
    home_remove(home);
}

/* "good" stays for 2.3065 days until recall is .9, so for longer until it is .8. */
static void test_retention(void **state)
{
    (void)state;
    char *home = home_make();
    struct text log = {0};
    log_line(&log, "a", day_from_civil(2026, 1, 1), 4);
    json_t *got = tutor_json_lines(home, log.data, "schedule --algorithm fsrs --retention 0.8");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(got, 0), "interval_days")),
                     8);
    json_decref(got);
    text_release(&log);
    home_remove(home);
}

static void test_bad_parameters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"1 2 3", "not 3"},
        {"0.2 1 2 8 6 .8 3 .001 1.8 .1 .7 1.4 .06 .2 1.6 .6 1.8 .5 .09 .06 .15 1", "more"},
        {"0.2 1 2 8 6 .8 3 .001 1.8 .1 .7 1.4 .06 .2 1.6 .6 1.8 .5 .09 .06 nan", "parameter 21"},
        {"0.2 1 2 8 60 .8 3 .001 1.8 .1 .7 1.4 .06 .2 1.6 .6 1.8 .5 .09 .06 .15", "parameter 5"},
        {"0.2 1 2 eight", "parameter 4"},
    };
    char *home = home_make();
    struct text path = {0}, arguments = {0};
    struct error error = {0};
    text_printf(&path, "%s/parameters", home);
    text_printf(&arguments, "schedule --algorithm fsrs --parameters %s", path.data);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(file_write_atomic(path.data, rows[i].text, strlen(rows[i].text), &error));
        struct outcome outcome = tutor(home, "", arguments.data);
        assert_int_equal(outcome.status, 3);
        if (!strstr(outcome.err, rows[i].said) || !strstr(outcome.err, path.data))
            fail_msg("not '%s' in: %s", rows[i].said, outcome.err);
        outcome_release(&outcome);
    }
    struct outcome outcome = tutor(home, "", "schedule --retention 0.8");
    assert_int_equal(outcome.status, 2); /* SM-2 has none */
    outcome_release(&outcome);
    text_release(&path);
    text_release(&arguments);
    home_remove(home);
}

#define AT(card, time, grade)                                                                      \
    "{\"card\":\"" card "\",\"time\":\"2026-01-01T" time "Z\",\"grade\":" grade "}"
#define GOOD AT("a", "12:00:00", "3") "\n"

/* Nothing is printed before the whole log is known to be sound. */
static void test_bad_logs(void **state)
{
    (void)state;
    static const struct {
        const char *log, *place, *said;
    } rows[] = {
        {"nonsense\n", "standard input:1:", "expected near"},
        {GOOD AT("a", "13:00:00", "6") "\n", "standard input:2:", "no grade from 0 to 5"},
        {GOOD AT("a", "13:00:00", "-1") "\n", "standard input:2:", "no grade from 0 to 5"},
        {AT("a", "12:00:00", "2.5"), "standard input:1:", "no grade from 0 to 5"},
        {AT("a", "12:00:00", "\"3\""), "standard input:1:", "no grade from 0 to 5"},
        {AT("a", "12:00:00", "99999999999999999999"), "standard input:1:", "too big"},
        {"{\"card\":\"a\",\"time\":\"2026-01-01T12:00:00Z\"}", "standard input:1:", "no grade"},
        {GOOD AT("a", "11:00:00", "3") "\n", "standard input:2:", "before the card's last review"},
        {AT("z", "12:00:00", "3") "\n" GOOD AT("z", "11:59:59", "3") "\n" AT("a", "11:00:00", "3"),
         "standard input:3:", "before the card's last review"}, /* the first that goes back */
        {GOOD "{\"card\":\"a\",\"ti", "standard input:2:", "expected"}, /* cut off */
        {GOOD "\n" GOOD, "standard input:2:", "an empty line"},
        {"{\"card\":\"a\",\"time\":\"some day\",\"grade\":3}\n", "standard input:1:", ""},
        {"{\"card\":\"a\",\"time\":\"2026-02-30T12:00:00Z\",\"grade\":3}", "standard input:1:", ""},
        {"{\"card\":\"a\",\"grade\":3}", "standard input:1:", "no time"},
        {"{\"time\":\"2026-01-01T12:00:00Z\",\"grade\":3}\n", "standard input:1:", "no card"},
        {"{\"card\":7,\"time\":\"2026-01-01T12:00:00Z\",\"grade\":3}",
         "standard input:1:", "no card"},
        {"[1, 2]\n", "standard input:1:", "no card"},
        {GOOD "3\n", "standard input:2:", "expected"},
        {AT("a", "12:00:00", "3") AT("a", "12:00:01", "3"), "standard input:1:", "end of file"},
        {"{\"card\":\"a\",\"grade\":1,\"grade\":2}", "standard input:1:", "duplicate"},
        {"{\"card\":\"\xff\"}\n", "standard input:1:", "not UTF-8"},
    };
    char *home = home_make();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome outcome = tutor(home, rows[i].log, "schedule");
        if (outcome.status != 3 || !strstr(outcome.err, rows[i].place) ||
            !strstr(outcome.err, rows[i].said) || outcome.out[0])
            fail_msg("exit %d: %s\n%s%s", outcome.status, rows[i].log, outcome.out, outcome.err);
        outcome_release(&outcome);
    }
    home_remove(home);
}

/* No log is no mistake; nor are further members, several cards at one time, a last line without an
 * end, or Windows' ends of lines. */
static void test_good_logs(void **state)
{
    (void)state;
    static const struct {
        const char *log;
        size_t lines;
    } rows[] = {
        {"", 0},
        {GOOD AT("a", "12:00:00", "3"), 2},
        {GOOD AT("b", "11:00:00", "0"), 2},
        {"{\"card\":\"\",\"time\":\"2026-01-01T12:00:00+05:30\",\"grade\":5,\"ms\":7}\r\n", 1},
    };
    char *home = home_make();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *got = tutor_json_lines(home, rows[i].log, "schedule");
        assert_int_equal(json_array_size(got), rows[i].lines);
        json_decref(got);
    }
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_shared_vectors),
        cmocka_unit_test(test_shared_vectors_of_fsrs),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_retention),
        cmocka_unit_test(test_bad_parameters),
        cmocka_unit_test(test_bad_logs),
        cmocka_unit_test(test_good_logs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
