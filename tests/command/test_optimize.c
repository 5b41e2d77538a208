/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimize: FSRS fitted to a log and to a collection, and what is kept of it. */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/text.h"
#include "engine/collection.h"
#include "engine/fit.h"
#include "tests/support/generate.h"
#include "tests/support/near.h"
#include "tests/support/process.h"
#include "tests/support/reviews.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-11-20T08:00:00+01:00 "

static json_t *parse(const char *text)
{
    json_error_t cause;
    json_t *value = json_loads(text, 0, &cause);
    if (!value)
        fail_msg("%s in %s", cause.text, text);
    return value;
}

static void read_parameters(const json_t *value, const char *name, double w[FSRS_PARAMETERS])
{
    const json_t *list = json_object_get(value, name);
    assert_int_equal(json_array_size(list), FSRS_PARAMETERS);
    for (size_t k = 0; k < FSRS_PARAMETERS; k++) {
        w[k] = json_number_value(json_array_get(list, k));
        assert_true(w[k] >= fsrs_least[k] && w[k] <= fsrs_most[k]);
    }
}

static double number(const json_t *value, const char *name)
{
    return json_number_value(json_object_get(value, name));
}

static const json_t *algorithm(const json_t *value, const char *name)
{
    size_t index;
    json_t *one;
    json_array_foreach(
        json_object_get(value, "algorithms"), index,
        one) if (!strcmp(json_string_value(json_object_get(one, "name")), name)) return one;
    return NULL;
}

/* The keys of the contract, the same text twice, and numbers that hold when computed again. */
static void a_log_is_fitted(void **state)
{
    (void)state;
    char *home = home_make();
    struct fit_log log = {0};
    double person[FSRS_PARAMETERS], w[FSRS_PARAMETERS];
    reviews_person(person, 1, 4);
    reviews_generate(&log, person, 6000, 4);
    char *text = reviews_text(&log);
    free(home_write(home, "log.jsonl", text));
    struct outcome first = tutor(home, "", NOW "optimize --json --log ~/log.jsonl");
    struct outcome second = tutor(home, text, NOW "optimize --log - --json");
    assert_int_equal(first.status, 0);
    assert_string_equal(first.out, second.out);
    json_t *value = parse(first.out);
    read_parameters(value, "parameters", w);
    assert_int_equal(number(value, "reviews"), 6000);
    assert_int_equal(number(value, "scored"), fit_log_scored(&log, log.count));
    assert_true(number(value, "seconds") == 0); /* a clock that stands */
    assert_string_equal(json_string_value(json_object_get(value, "outcome")), "better");
    assert_true(json_is_false(json_object_get(value, "kept")));

    struct fit_model *model = fit_model_new(&log, log.count, 1);
    near_relative(fit_value(model, w), number(value, "minimised"), 1e-12);
    assert_true(fit_value(model, w) <= fit_value(model, person));
    fit_model_free(model);
    struct scheduling scheduling;
    struct fit_scores scores;
    scheduling_init(&scheduling, scheduler_find("fsrs"));
    memcpy(scheduling.parameters, w, sizeof w);
    fit_score(&log, 0, &scheduling, &scores);
    near_relative(number(value, "log_loss"), scores.log_loss, 1e-9);
    near_relative(number(value, "rmse_bins"), scores.rmse_bins, 1e-9);
    near_relative(number(value, "auc"), scores.auc, 1e-9);

    assert_int_equal(json_array_size(json_object_get(value, "algorithms")), 3);
    double later = ceil(0.2 * number(value, "scored")) - 1;
    assert_true(number(algorithm(value, "sm2"), "reviews") >= later);
    assert_true(number(algorithm(value, "fsrs-fitted"), "log_loss") <
                number(algorithm(value, "fsrs-default"), "log_loss"));
    json_decref(value);
    outcome_release(&first);
    outcome_release(&second);
    free(text);
    fit_log_release(&log);
    home_remove(home);
}

/* Its output is what `schedule` takes. */
static void schedule_reads_what_was_fitted(void **state)
{
    (void)state;
    char *home = home_make();
    struct fit_log log = {0};
    reviews_generate(&log, fsrs_default, 1500, 4);
    char *text = reviews_text(&log);
    struct outcome fitted = tutor(home, text, NOW "optimize --log - --json");
    json_t *value = parse(fitted.out);
    double w[FSRS_PARAMETERS];
    read_parameters(value, "parameters", w);
    free(home_write(home, "fitted.json", fitted.out));
    json_t *steps = tutor_json_lines(
        home, "{\"card\": \"a\", \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 4}\n",
        "schedule --algorithm fsrs --parameters ~/fitted.json");
    near_relative(number(json_array_get(steps, 0), "stability"), w[2], 1e-12);
    json_decref(steps);
    json_decref(value);
    outcome_release(&fitted);
    free(text);
    fit_log_release(&log);
    home_remove(home);
}

/* Lines of different cards may stand in any order: time decides. */
static void a_log_by_cards_is_the_same_log(void **state)
{
    (void)state;
    char *home = home_make();
    struct text a = {0}, b = {0};
    for (int card = 0; card < 2; card++)
        for (int day = 1; day < 20; day += 6)
            text_printf(&a, "{\"card\":\"%d\",\"time\":\"2026-01-%02dT1%d:00:00Z\",\"grade\":%d}\n",
                        card, day, card, card ? 4 : day % 4 + 1);
    for (int day = 1; day < 20; day += 6)
        for (int card = 0; card < 2; card++)
            text_printf(&b, "{\"card\":\"%d\",\"time\":\"2026-01-%02dT1%d:00:00Z\",\"grade\":%d}\n",
                        card, day, card, card ? 4 : day % 4 + 1);
    struct outcome first = tutor(home, text_string(&a), NOW "optimize --log - --json");
    struct outcome second = tutor(home, text_string(&b), NOW "optimize --log - --json");
    assert_int_equal(first.status, 0);
    assert_string_equal(first.out, second.out);
    outcome_release(&first);
    outcome_release(&second);
    text_release(&a);
    text_release(&b);
    home_remove(home);
}

static void bad_lines_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"{\"card\": \"a\", \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 6}\n", ":1: no grade"},
        {"{\"card\": \"a\", \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 4}\n{\"card\": \"a\"",
         ":2: "},
        {"{\"card\": \"a\", \"time\": \"2026-01-02T12:00:00Z\", \"grade\": 4}\n"
         "{\"card\": \"b\", \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 4}\n"
         "{\"card\": \"a\", \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 4}\n",
         ":3: the time is before"},
        {"{\"card\": 1, \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 4}\n", ":1: no card"},
        {"{\"card\": \"a\", \"time\": \"yesterday\", \"grade\": 4}\n", ":1: "},
        {"\n", ":1: an empty line"},
    };
    char *home = home_make();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char said[128];
        free(home_write(home, "log.jsonl", rows[i].text));
        struct outcome outcome = tutor(home, "", "optimize --log ~/log.jsonl");
        assert_int_equal(outcome.status, 3);
        (void)snprintf(said, sizeof said, "log.jsonl%s", rows[i].said);
        if (!strstr(outcome.err, said))
            fail_msg("no \"%s\" in %s", said, outcome.err);
        outcome_release(&outcome);
        outcome = tutor(home, rows[i].text, "optimize --log -");
        assert_int_equal(outcome.status, 3);
        assert_non_null(strstr(outcome.err, "standard input:"));
        outcome_release(&outcome);
    }
    struct outcome outcome = tutor(home, "", "optimize --log ~/none.jsonl");
    assert_int_equal(outcome.status, 3);
    assert_non_null(strstr(outcome.err, "none.jsonl"));
    outcome_release(&outcome);
    home_remove(home);
}

static void expect(const char *home, const char *input, const char *line, const char *const *shown)
{
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status)
        fail_msg("%s: %d %s", line, outcome.status, outcome.err);
    for (; *shown; shown++)
        if (!strstr(outcome.out, *shown))
            fail_msg("no \"%s\" in %s", *shown, outcome.out);
    outcome_release(&outcome);
}

static void few_reviews_are_too_few(void **state)
{
    (void)state;
    char *home = home_make();
    static const char *const none[] = {"No review tells", "nothing to judge", NULL};
    expect(home, "", "optimize --evaluate", none);
    expect(home, "", "optimize", (const char *const[]){"No review tells", NULL});
    char *collection = home_path(home, ".local/share/tutor338/collection.db");
    assert_int_equal(access(collection, F_OK), -1); /* nothing to keep, nothing is made */
    free(collection);
    expect(home, "", "optimize --log - --evaluate", none);
    struct fit_log log = {0};
    reviews_generate(&log, fsrs_default, 300, 5);
    char *text = reviews_text(&log);
    static const char *const few[] = {"From 400 on", "SM-2 ", "FSRS as published",
                                      "nothing was fitted", NULL};
    expect(home, text, "optimize --log - --evaluate", few);
    struct outcome outcome = tutor(home, text, NOW "optimize --log - --json");
    json_t *value = parse(outcome.out);
    double w[FSRS_PARAMETERS];
    read_parameters(value, "parameters", w);
    assert_memory_equal(w, fsrs_default, sizeof w);
    assert_string_equal(json_string_value(json_object_get(value, "outcome")), "too-few");
    assert_null(algorithm(value, "fsrs-fitted"));
    json_decref(value);
    outcome_release(&outcome);
    free(text);
    fit_log_release(&log);
    home_remove(home);
}

/* What is kept is the setting; --evaluate keeps nothing; a second time there is nothing to gain. */
static void a_collection_keeps_what_is_better(void **state)
{
    (void)state;
    char *home = home_make(), *database = home_path(home, "large.db");
    struct clock clock;
    struct error error = {0};
    assert_true(clock_init_fixed(&clock, "2026-11-20T08:00:00+01:00", &error));
    if (!generate_collection(database, &clock, 1000, 12000, 1, &error))
        fail_msg("%s", error.message);
    static const char *const table[] = {"SM-2 ",          "FSRS as published",
                                        "FSRS fitted",    "All are judged on the latest",
                                        "knows you best", NULL};
    expect(home, "", NOW "optimize --evaluate --collection ~/large.db", table);
    json_t *value = tutor_json(home, NOW "config fsrs-parameters --json --collection ~/large.db");
    assert_string_equal(json_string_value(json_object_get(value, "fsrs-parameters")), "");
    json_decref(value);

    value = tutor_json(home, NOW "optimize --json --collection ~/large.db");
    double w[FSRS_PARAMETERS], kept[FSRS_PARAMETERS];
    read_parameters(value, "parameters", w);
    assert_true(json_is_true(json_object_get(value, "kept")));
    json_decref(value);
    value = tutor_json(home, NOW "config fsrs-parameters --json --collection ~/large.db");
    assert_true(fsrs_parameters_read(json_string_value(json_object_get(value, "fsrs-parameters")),
                                     kept, &error));
    json_decref(value);
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        near_relative(kept[k], w[k], 1e-9);

    value = tutor_json(home, NOW "optimize --json --collection ~/large.db");
    assert_true(json_is_false(json_object_get(value, "kept")));
    assert_non_null(algorithm(value, "fsrs-in-use"));
    json_decref(value);
    static const char *const stays[] = {"it did no better", "The parameters in use stay.", NULL};
    expect(home, "", NOW "optimize --collection ~/large.db", stays);
    free(database);
    home_remove(home);
}

/* Ctrl-C leaves nothing behind. */
static void test_interrupted(void **state)
{
    (void)state;
    char *home = home_make();
    struct talk talk = talk_start(home, "optimize --log -");
    talk_write(&talk, "{\"card\": \"a\", \"time\": \"2026-01-01T12:00:00Z\", \"grade\": 4}\n");
    assert_int_equal(kill(talk.pid, SIGINT), 0); /* it waits for more */
    assert_int_equal(talk_end(&talk, 0), 130);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_is_fitted),
        cmocka_unit_test(schedule_reads_what_was_fitted),
        cmocka_unit_test(a_log_by_cards_is_the_same_log),
        cmocka_unit_test(bad_lines_are_named),
        cmocka_unit_test(few_reviews_are_too_few),
        cmocka_unit_test(a_collection_keeps_what_is_better),
        cmocka_unit_test(test_interrupted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
