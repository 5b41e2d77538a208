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

static void test_shared_vectors(void **state)
{
    (void)state;
    char *path = shared_path("vectors/sm2.json");
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
        day_number due[1000];
        sequence_log(sequence, &log, due);
        json_t *got = tutor_json_lines(home, text_string(&log), "schedule --algorithm sm2"), *step;
        size_t k;
        json_array_foreach(json_object_get(sequence, "steps"), k, step)
        {
            check_step(json_array_get(got, k),
                       (long)json_integer_value(json_object_get(step, "repetitions")),
                       (long)json_integer_value(json_object_get(step, "interval_days")),
                       json_number_value(json_object_get(step, "ease")), due[k]);
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

static void test_bad_logs(void **state)
{
    (void)state;
    static const struct {
        const char *log, *place;
    } rows[] = {
        {"nonsense\n", "standard input:1:"},
        {"{\"card\":\"a\",\"time\":\"2026-01-01T12:00:00Z\",\"grade\":6}\n", "standard input:1:"},
        {"{\"card\":\"a\",\"time\":\"2026-01-01T12:00:00Z\",\"grade\":3}\n{\"card\":\"a\",\"time\":"
         "\"2026-01-01T11:00:00Z\",\"grade\":3}\n",
         "standard input:2:"},
        {"{\"card\":\"a\",\"time\":\"2026-01-01T12:00:00Z\",\"grade\":3}\n{\"card\":\"a\",\"ti",
         "standard input:2:"},
        {"{\"card\":\"a\",\"time\":\"some day\",\"grade\":3}\n", "standard input:1:"},
        {"{\"time\":\"2026-01-01T12:00:00Z\",\"grade\":3}\n", "standard input:1:"},
    };
    char *home = home_make();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome outcome = tutor(home, rows[i].log, "schedule");
        assert_int_equal(outcome.status, 3);
        if (!strstr(outcome.err, rows[i].place))
            fail_msg("no place '%s' in: %s", rows[i].place, outcome.err);
        assert_string_equal(outcome.out, "");
        outcome_release(&outcome);
    }
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_shared_vectors),
        cmocka_unit_test(test_bad_logs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
