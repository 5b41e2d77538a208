/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every simulation: the suite walks the registry, so each newcomer meets it. */
#include "tests/support/suite.h"

#include <ctype.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/hashing/theory.h"
#include "exercises/price.h"
#include "exercises/simulation.h"

enum { MOST = MOST_PARAMETERS, SEEDS = 20 };

static const struct simulation *all(size_t i)
{
    return simulation_registry[i];
}

static void append_report(const struct report *report, struct text *out)
{
    for (size_t i = 0; i < report->observation_count; i++)
        text_printf(out, "%s %.17g %.17g %.17g %.17g %s\n", report->observations[i].name,
                    report->observations[i].mean, report->observations[i].standard_error,
                    report->observations[i].low, report->observations[i].high,
                    report->observations[i].unit);
    for (size_t i = 0; i < report->prediction_count; i++)
        text_printf(out, "%s %.17g %d\n", report->predictions[i].name, report->predictions[i].value,
                    report->predictions[i].exact);
    for (size_t i = 0; i < report->series_count; i++)
        for (size_t k = 0; k < report->series[i].count; k++)
            text_printf(out, "%s %.17g %.17g\n", report->series[i].name, report->series[i].x[k],
                        report->series[i].y[k]);
    for (size_t i = 0; i < report->histogram_count; i++)
        for (size_t k = 0; k < report->histograms[i].count; k++)
            text_printf(out, "%s %.17g %.17g\n", report->histograms[i].name,
                        report->histograms[i].values[k], report->histograms[i].means[k]);
}

/* A number that is none is never shown as "nan" or "inf". */
static void expect_no_nan(const struct run *run, const char *shown)
{
    static const char *const words[] = {"nan", "-nan", "inf", "-inf", "NaN", "$nan", "$inf"};
    char *copy = memory_copy_string(shown), *rest = copy;
    for (const char *word; (word = strsep(&rest, " \n(),:;%x=")) != NULL;)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (!strcmp(word, words[i]))
                fail_msg("%s shows '%s':\n%s", run_simulation(run)->name, word, shown);
    free(copy);
}

/* Every picture, and what is drawn before a guess. */
static void draw_all(const struct run *run, const struct report *report, struct canvas *canvas,
                     struct text *out)
{
    for (size_t i = 0; i <= run_simulation(run)->picture_count; i++) {
        struct text shown = {0};
        canvas_clear(canvas);
        run_draw(run, i, NULL, canvas);
        canvas_to_text(canvas, &shown);
        canvas_clear(canvas);
        run_draw(run, i, report, canvas);
        canvas_to_text(canvas, &shown);
        expect_no_nan(run, text_string(&shown));
        text_append(out, text_string(&shown));
        text_release(&shown);
    }
}

/* All that can be seen of a run. */
static char *picture(const struct run *run, int columns, int rows, bool ascii)
{
    struct text out = {0};
    struct report report = {0};
    struct canvas canvas;
    char line[512];
    run_observe(run, &report);
    canvas_init(&canvas, columns, rows);
    canvas.ascii = ascii;
    append_report(&report, &out);
    draw_all(run, &report, &canvas, &out);
    run_describe(run, line, sizeof line);
    expect_no_nan(run, line);
    text_append(&out, line);
    canvas_release(&canvas);
    report_release(&report);
    return text_take(&out);
}

static struct run *start(const struct simulation *simulation, const double *values, uint64_t seed)
{
    struct error error = {0};
    struct run *run = run_start(simulation, values, NULL, seed, &error);
    assert_non_null(run);
    return run;
}

static void test_one_seed_gives_the_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        char *seen[3];
        simulation_defaults(all(i), values);
        for (int k = 0; k < 3; k++) {
            struct run *run = start(all(i), values, k == 2 ? 8 : 7);
            (void)run_step(run, 40);
            run_complete(run);
            assert_true(run_finished(run));
            assert_int_equal(run_step(run, 1), 0);
            seen[k] = picture(run, 100, 40, false);
            run_free(run);
        }
        assert_string_equal(seen[0], seen[1]);
        assert_string_not_equal(seen[0], seen[2]);
        for (int k = 0; k < 3; k++)
            free(seen[k]);
    }
}

static void run_extreme(const struct simulation *simulation, const double *values)
{
    struct error error = {0};
    struct run *run = run_start(simulation, values, NULL, 3, &error);
    if (!run) {
        assert_int_equal(error.kind, ERROR_USAGE);
        assert_true(error.message[0]);
        return;
    }
    free(picture(run, 80, 24, false));
    (void)run_step(run, 2);
    free(picture(run, 80, 24, true));
    run_complete(run);
    free(picture(run, 80, 24, false));
    run_free(run);
}

/* The ends of the range, and of a price what has no number: no row, a tier without end. */
static size_t extremes(const struct parameter *parameter, double out[4])
{
    size_t count = 0;
    out[count++] = parameter->minimum;
    out[count++] = parameter->maximum;
    if (parameter->optional)
        out[count++] = NAN;
    if (parameter->price && parameter->price_field == PRICE_TIER_TO)
        out[count++] = INFINITY;
    return count;
}

static void test_extreme_parameters(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++)
        for (size_t k = 0; k < all(i)->parameter_count; k++) {
            double values[MOST], extreme[4];
            size_t count = extremes(&all(i)->parameters[k], extreme);
            for (size_t at = 0; at < count; at++) {
                simulation_defaults(all(i), values);
                values[k] = extreme[at];
                run_extreme(all(i), values);
            }
        }
}

static void draw_at(const struct run *run, const struct report *report, int columns, int rows,
                    bool ascii)
{
    struct canvas canvas;
    struct text shown = {0};
    canvas_init(&canvas, columns, rows);
    canvas.ascii = ascii;
    draw_all(run, report, &canvas, &shown);
    text_release(&shown);
    canvas_release(&canvas);
}

static void test_every_canvas(void **state)
{
    (void)state;
    static const int columns[] = {0, 1, 2, 5, 6, 9, 20, 60, 80, 200};
    static const int rows[] = {0, 1, 2, 3, 4, 7, 12, 15, 24, 60};
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        simulation_defaults(all(i), values);
        struct run *run = start(all(i), values, 5);
        for (int stage = 0; stage < 3; stage++) {
            struct report report = {0};
            run_observe(run, &report);
            for (size_t c = 0; c < 10; c++)
                for (size_t r = 0; r < 10; r++)
                    draw_at(run, &report, columns[c], rows[r], (c + r + (size_t)stage) % 2);
            report_release(&report);
            if (stage == 0)
                (void)run_step(run, 9);
            else
                run_complete(run);
        }
        run_free(run);
    }
}

static void test_ascii_is_ascii(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        simulation_defaults(all(i), values);
        struct run *run = start(all(i), values, 5);
        run_complete(run);
        struct canvas canvas;
        struct report report = {0};
        run_observe(run, &report);
        canvas_init(&canvas, 100, 40);
        canvas.ascii = true;
        for (size_t p = 0; p <= all(i)->picture_count; p++) {
            canvas_clear(&canvas);
            run_draw(run, p, &report, &canvas);
            for (int row = 0; row < 40; row++)
                for (int column = 0; column < 100; column++)
                    assert_true((unsigned char)canvas_cell(&canvas, column, row)->bytes[0] < 0x80);
        }
        canvas_release(&canvas);
        report_release(&report);
        run_free(run);
    }
}

static void check_back(struct run *run, const struct simulation *simulation, const double *values,
                       long back)
{
    long position = run_position(run), target = position > back ? position - back : 0;
    struct run *fresh = start(simulation, values, run_seed(run));
    assert_true(run_back(run, back));
    assert_int_equal(run_step(fresh, target), target);
    assert_int_equal(run_position(run), target);
    char *a = picture(run, 80, 30, false), *b = picture(fresh, 80, 30, false);
    assert_string_equal(a, b);
    free(a);
    free(b);
    run_free(fresh);
}

static void test_step_back_equals_running_again(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        simulation_defaults(all(i), values);
        struct run *run = start(all(i), values, 11);
        assert_false(run_back(run, 1));
        (void)run_step(run, 30);
        check_back(run, all(i), values, 1);
        check_back(run, all(i), values, 7);
        run_complete(run);
        check_back(run, all(i), values, 1);
        assert_false(run_finished(run));
        check_back(run, all(i), values, 20);
        run_complete(run);
        check_back(run, all(i), values, 1000000000);
        assert_int_equal(run_position(run), 0);
        run_free(run);
    }
}

/* More steps than snapshots: some are dropped on the way, and what is left still serves. */
static void test_step_back_in_a_long_run(void **state)
{
    (void)state;
    const struct simulation *bitcask = simulation_find("bitcask");
    double values[MOST];
    struct error error = {0};
    simulation_defaults(bitcask, values);
    assert_true(simulation_set(bitcask, values, "operations", "1982", &error));
    struct run *run = start(bitcask, values, 21);
    run_complete(run);
    assert_int_equal(run_position(run), 2000); /* 16 keys first, and an accident at the end */
    static const long back[] = {1, 1, 99, 500, 3, 1200, 16, 600};
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
        check_back(run, bitcask, values, back[i]);
    run_complete(run);
    check_back(run, bitcask, values, 2);
    run_free(run);
}

static void test_every_step_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        char line[256];
        simulation_defaults(all(i), values);
        struct run *run = start(all(i), values, 2);
        do {
            memset(line, 'x', sizeof line);
            run_describe(run, line, sizeof line);
            assert_true(strlen(line) > 3);
            for (const char *c = line; *c; c++)
                assert_true((unsigned char)*c >= 0x20 && *c != 0x7F);
            run_describe(run, line, 4); /* a small buffer is terminated */
            assert_true(strlen(line) < 4);
        } while (run_step(run, 1));
        run_free(run);
    }
}

static double mean_of(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->observation_count; i++)
        if (!strcmp(report->observations[i].name, name))
            return report->observations[i].mean;
    fail_msg("no observation named %s", name);
    return NAN;
}

/* |simulated - exact| <= 4 standard errors between seeds, for every exact prediction. */
static void check_agreement(const struct simulation *simulation, const double *values)
{
    double sum[MOST] = {0}, squares[MOST] = {0};
    struct report last = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct run *run = start(simulation, values, seed);
        run_complete(run);
        report_release(&last);
        run_observe(run, &last);
        run_free(run);
        for (size_t i = 0; i < last.prediction_count && i < MOST; i++) {
            if (!last.predictions[i].exact)
                continue;
            double mean = mean_of(&last, last.predictions[i].name);
            sum[i] += mean;
            squares[i] += mean * mean;
        }
    }
    for (size_t i = 0; i < last.prediction_count; i++) {
        double mean = sum[i] / SEEDS;
        double error = sqrt(fmax(squares[i] / SEEDS - mean * mean, 0) / (SEEDS - 1));
        double least = 1e-12 * fabs(last.predictions[i].value); /* what does not vary is rounded */
        if (last.predictions[i].exact && fabs(mean - last.predictions[i].value) > 4 * error + least)
            fail_msg("%s: %s is %g, expected %g, standard error %g", simulation->name,
                     last.predictions[i].name, mean, last.predictions[i].value, error);
    }
    report_release(&last);
}

static void test_agreement_with_theory(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        simulation_defaults(all(i), values);
        check_agreement(all(i), values);
    }
}

static void set(const struct simulation *simulation, double *values, const char *name,
                const char *text)
{
    struct error error = {0};
    if (!simulation_set(simulation, values, name, text, &error))
        fail_msg("%s", error.message);
}

static void check_hash(const char *slots, const char *load, const char *trials)
{
    const struct simulation *hash = simulation_find("hash");
    double values[MOST];
    simulation_defaults(hash, values);
    set(hash, values, "slots", slots);
    set(hash, values, "load", load);
    set(hash, values, "trials", trials);
    check_agreement(hash, values);
}

static void test_hash_agrees_at_many_sizes(void **state)
{
    (void)state;
    check_hash("1000", "0.9", "50");
    check_hash("64", "0.5", "200");
    check_hash("64", "95%", "200");
    check_hash("7", "0.7", "500");
    check_hash("2^16", "0.8", "2");
}

static void test_knuth_finite_formulas(void **state)
{
    (void)state;
    assert_true(fabs(linear_expected_miss(1000, 900) - 41.0) < 0.05);
    assert_true(fabs(linear_expected_miss(1e9, 9e8) - 50.5) < 1e-3);
    assert_true(fabs(linear_expected_hit(1e9, 9e8) - 5.5) < 1e-5);
    assert_true(fabs(linear_expected_miss(10, 9) - 5.5) < 1e-12); /* (m + 1) / 2 */
    assert_true(fabs(linear_expected_miss(4194304, 4194303) - 2097152.5) < 1e-3);
    assert_true(fabs(linear_expected_hit(5, 1) - 1) < 1e-15);
    assert_true(isnan(linear_expected_hit(5, 0)));
    assert_true(fabs(linear_expected_miss(5, 0) - 1) < 1e-15);
    /* the hit is the mean of the misses before each insertion */
    double sum = 0;
    for (int n = 0; n < 50; n++)
        sum += linear_expected_miss(64, n);
    assert_true(fabs(sum / 50 - linear_expected_hit(64, 50)) < 1e-12);
}

/* By looking at every home slot, as a search would. */
static void test_mean_miss_counts_clusters(void **state)
{
    (void)state;
    uint32_t table[13];
    for (unsigned pattern = 0; pattern < (1U << 13) - 1; pattern++) {
        uint64_t probes = 0;
        for (unsigned i = 0; i < 13; i++)
            table[i] = pattern >> i & 1;
        for (unsigned home = 0; home < 13; home++)
            for (unsigned at = home;; at = (at + 1) % 13) {
                probes++;
                if (!table[at])
                    break;
            }
        assert_true(fabs(linear_mean_miss(table, 13) - (double)probes / 13) < 1e-12);
    }
}

static void check_refused(const struct simulation *simulation, const char *name, const char *text,
                          const char *part)
{
    double values[MOST], before[MOST];
    struct error error = {0};
    simulation_defaults(simulation, values);
    memcpy(before, values, sizeof before);
    assert_false(simulation_set(simulation, values, name, text, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
    assert_memory_equal(values, before, simulation->parameter_count * sizeof(double));
}

static void test_bad_parameters(void **state)
{
    (void)state;
    const struct simulation *hash = simulation_find("hash");
    check_refused(hash, "slots", "1", "a whole number from 2 to 4194304 slots");
    check_refused(hash, "slots", "1e9", "from 2 to 4194304 slots");
    check_refused(hash, "slots", "12.5", "a whole number");
    check_refused(hash, "slots", "12abc", "a whole number");
    check_refused(hash, "slots", "nan", "a whole number");
    check_refused(hash, "load", "4.5", "a number from 0 to 4");
    check_refused(hash, "load", "", "a number from 0 to 4");
    check_refused(hash, "trials", "0", "tables");
    check_refused(hash, "scheme", "magic", "linear");
    check_refused(hash, "colour", "1", "no parameter");
}

static void test_parameters_are_read_and_written(void **state)
{
    (void)state;
    const struct simulation *hash = simulation_find("hash");
    double values[MOST];
    char text[64];
    simulation_defaults(hash, values);
    set(hash, values, "slots", "2^12");
    assert_true(values[2] == 4096);
    set(hash, values, "slots", "1,000 slots");
    parameter_format(&hash->parameters[2], values[2], text, sizeof text);
    assert_string_equal(text, "1000");
    set(hash, values, "load", "75%");
    parameter_format(&hash->parameters[3], values[3], text, sizeof text);
    assert_string_equal(text, "0.75");
    set(hash, values, "function", "FNV1a");
    parameter_format(&hash->parameters[1], values[1], text, sizeof text);
    assert_string_equal(text, "fnv1a");
    for (size_t i = 0; all(i); i++) {
        double defaults[MOST], again[MOST];
        simulation_defaults(all(i), defaults);
        memset(again, 0, sizeof again);
        for (size_t k = 0; k < all(i)->parameter_count; k++) {
            parameter_format(&all(i)->parameters[k], defaults[k], text, sizeof text);
            set(all(i), again, all(i)->parameters[k].name, text);
        }
        assert_memory_equal(again, defaults, all(i)->parameter_count * sizeof(double));
    }
}

static void test_hash_needs_an_empty_slot(void **state)
{
    (void)state;
    const struct simulation *hash = simulation_find("hash");
    double values[MOST];
    struct error error = {0};
    simulation_defaults(hash, values);
    set(hash, values, "slots", "8");
    set(hash, values, "load", "0.99");
    assert_null(run_start(hash, values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_non_null(strstr(error.message, "at least one empty slot"));
}

static void check_question(const struct simulation *simulation, const struct question *question,
                           uint64_t seed)
{
    struct problem problem, again;
    double values[MOST], same[MOST];
    struct error error = {0};
    struct judgement judgement;
    assert_true(question_generate(simulation, question, seed, values, &problem));
    assert_true(question_regenerate(problem.id, same, &again, &error));
    assert_string_equal(problem.prompt, again.prompt);
    assert_string_equal(problem.answer, again.answer);
    assert_memory_equal(values, same, simulation->parameter_count * sizeof(double));
    problem_judge(&problem, problem.answer, &judgement);
    assert_int_equal(judgement.verdict, VERDICT_CORRECT);
    assert_true(problem.step_count >= 2 && problem.prompt[0]);
    const char *last = problem.steps[problem.step_count - 1];
    assert_true(strlen(last) >= strlen(problem.answer));
    assert_string_equal(last + strlen(last) - strlen(problem.answer), problem.answer);
    for (size_t i = 0; i < problem.misconception_count; i++) {
        problem_judge(&problem, problem.misconceptions[i].answer, &judgement);
        assert_int_equal(judgement.verdict, VERDICT_WRONG);
    }
    run_free(start(simulation, values, seed)); /* what is asked can be run */
    problem_release(&problem);
    problem_release(&again);
}

/* Posed of a run as it stands: the id alone brings the same problem back. */
static void test_questions_are_posed_of_a_run(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++)
        for (size_t k = 0; k < all(i)->question_count; k++)
            for (uint64_t seed = 0; seed < 20; seed++) {
                struct problem drawn, posed, again;
                double values[MOST], same[MOST];
                struct error error = {0};
                assert_true(question_generate(all(i), &all(i)->questions[k], seed, values, &drawn));
                assert_true(question_pose(all(i), &all(i)->questions[k], values, 7, &posed));
                assert_string_equal(drawn.prompt, posed.prompt);
                assert_string_not_equal(drawn.id, posed.id);
                if (!question_regenerate(posed.id, same, &again, &error))
                    fail_msg("%s: %s", posed.id, error.message);
                assert_string_equal(again.prompt, posed.prompt);
                assert_string_equal(again.id, posed.id);
                assert_memory_equal(values, same, all(i)->parameter_count * sizeof(double));
                problem_release(&drawn);
                problem_release(&posed);
                problem_release(&again);
            }
}

static void test_a_question_without_sense_is_not_posed(void **state)
{
    (void)state;
    const struct simulation *hash = simulation_find("hash");
    struct problem problem;
    struct error error = {0};
    double values[MOST];
    simulation_defaults(hash, values);
    set(hash, values, "load", "0");
    for (size_t k = 0; k < hash->question_count; k++)
        assert_false(question_pose(hash, &hash->questions[k], values, 1, &problem));
    assert_false(question_regenerate("hash:hit@1/1/1 load=0", NULL, &problem, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
}

/* Presets can be run, and are not all the same. */
static void test_presets(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++)
        for (size_t k = 0; k < all(i)->preset_count; k++) {
            const struct preset *preset = &all(i)->presets[k];
            double values[MOST], before[MOST];
            struct error error = {0};
            simulation_defaults(all(i), values);
            memcpy(before, values, sizeof before);
            if (!simulation_apply(all(i), values, preset->settings, &error))
                fail_msg("%s, %s: %s", all(i)->name, preset->name, error.message);
            assert_true(preset->name[0] && preset->shows[0]);
            assert_true(!preset->settings[0] ||
                        memcmp(values, before, all(i)->parameter_count * sizeof(double)) != 0);
            run_free(start(all(i), values, 1));
        }
}

static void test_settings_apply_whole_or_not_at_all(void **state)
{
    (void)state;
    const struct simulation *hash = simulation_find("hash");
    double values[MOST], again[MOST];
    struct error error = {0};
    struct text text = {0};
    simulation_defaults(hash, values);
    assert_true(simulation_apply(hash, values, " slots=128  load=0.5 words ", &error));
    assert_true(values[2] == 128 && values[3] == 0.5);
    assert_false(simulation_apply(hash, values, "slots=256 load=7", &error));
    assert_true(values[2] == 128);
    simulation_settings(hash, values, &text);
    simulation_defaults(hash, again);
    assert_true(simulation_apply(hash, again, text_string(&text), &error));
    assert_memory_equal(values, again, hash->parameter_count * sizeof(double));
    text_release(&text);
}

static void test_seek_and_furthest(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        simulation_defaults(all(i), values);
        struct run *run = start(all(i), values, 4), *straight = start(all(i), values, 4);
        run_seek(run, 12);
        long reached = run_position(run);
        run_seek(run, 3);
        assert_int_equal(run_position(run), reached < 3 ? reached : 3);
        assert_int_equal(run_furthest(run), reached);
        run_seek(run, 9);
        (void)run_step(straight, 9);
        char *a = picture(run, 80, 24, false), *b = picture(straight, 80, 24, false);
        assert_string_equal(a, b);
        run_complete(run);
        run_seek(run, 1000000000000L);
        assert_true(run_finished(run) && run_furthest(run) == run_position(run));
        free(a);
        free(b);
        run_free(run);
        run_free(straight);
    }
}

static void test_questions(void **state)
{
    (void)state;
    for (size_t i = 0; all(i); i++) {
        assert_true(all(i)->question_count > 0);
        for (size_t k = 0; k < all(i)->question_count; k++)
            for (uint64_t seed = 0; seed < 200; seed++)
                check_question(all(i), &all(i)->questions[k], seed);
    }
}

static void test_bad_question_identifiers(void **state)
{
    (void)state;
    static const char *const bad[] = {"hash@1/1/1",
                                      "hash:none@1/1/1",
                                      "none:hit@1/1/1",
                                      "hash:hit@9/1/1",
                                      "hash:hit@1/2/1",
                                      "hash:hit",
                                      ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct problem problem;
        struct error error = {0};
        assert_false(question_regenerate(bad[i], NULL, &problem, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
    }
}

/* A price has a shipped row (or may lack it), in the unit that the parameter shows. */
static void check_price(const struct simulation *simulation, const struct parameter *p)
{
    const struct price *price = price_find(price_book_shipped(), p->price);
    struct error error = {0};
    double value;
    char unit[80];
    assert_int_equal(p->kind, PARAMETER_REAL);
    assert_true(p->price_unit && p->price_unit[0]);
    if (!price && !p->optional)
        fail_msg("%s: there is no price %s", simulation->name, p->price);
    if (!price_value(NULL, p, &value, &error))
        fail_msg("%s: %s", simulation->name, error.message);
    (void)snprintf(unit, sizeof unit, "%s%s", p->price_field == PRICE_AMOUNT ? "USD per " : "",
                   p->price_unit);
    assert_string_equal(p->unit, p->price_field == PRICE_MINIMUM_DAYS ? "days" : unit);
    assert_true(price || isnan(value));
}

static void check_parameter(const struct simulation *simulation, const struct parameter *p)
{
    double initial = parameter_initial(p);
    if (p->price)
        check_price(simulation, p);
    bool none = p->optional && isnan(initial);
    bool open = p->price && p->price_field == PRICE_TIER_TO && isinf(initial);
    assert_true(p->help[0] && !(p->optional && !p->price));
    if (!none && !open && !(p->minimum <= initial && initial <= p->maximum))
        fail_msg("%s: %s begins at %g", simulation->name, p->name, initial);
}

static void test_descriptors(void **state)
{
    (void)state;
    assert_null(simulation_find("none"));
    for (size_t i = 0; all(i); i++) {
        double values[MOST];
        struct report report = {0};
        assert_ptr_equal(simulation_find(all(i)->name), all(i));
        assert_true(all(i)->title[0] && all(i)->summary[0] && all(i)->topics[0]);
        assert_true(all(i)->parameter_count <= MOST);
        for (size_t k = 0; k < all(i)->parameter_count; k++)
            check_parameter(all(i), &all(i)->parameters[k]);
        simulation_defaults(all(i), values);
        struct run *run = start(all(i), values, 1);
        run_complete(run);
        run_observe(run, &report);
        for (size_t k = 0; all(i)->series[k]; k++)
            assert_string_equal(all(i)->series[k], report.series[k].name);
        report_release(&report);
        run_free(run);
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_seed_gives_the_same_bytes),
        cmocka_unit_test(test_extreme_parameters),
        cmocka_unit_test(test_every_canvas),
        cmocka_unit_test(test_ascii_is_ascii),
        cmocka_unit_test(test_step_back_equals_running_again),
        cmocka_unit_test(test_step_back_in_a_long_run),
        cmocka_unit_test(test_every_step_is_described),
        cmocka_unit_test(test_agreement_with_theory),
        cmocka_unit_test(test_hash_agrees_at_many_sizes),
        cmocka_unit_test(test_knuth_finite_formulas),
        cmocka_unit_test(test_mean_miss_counts_clusters),
        cmocka_unit_test(test_bad_parameters),
        cmocka_unit_test(test_parameters_are_read_and_written),
        cmocka_unit_test(test_hash_needs_an_empty_slot),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_questions_are_posed_of_a_run),
        cmocka_unit_test(test_a_question_without_sense_is_not_posed),
        cmocka_unit_test(test_presets),
        cmocka_unit_test(test_settings_apply_whole_or_not_at_all),
        cmocka_unit_test(test_seek_and_furthest),
        cmocka_unit_test(test_bad_question_identifiers),
        cmocka_unit_test(test_descriptors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
