/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulations `bloom`, `ring`, `bitcask` and `birthday` against what they must converge to. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/moments.h"
#include "exercises/simulation.h"
#include "tests/support/near.h"

enum { MOST = 32, SEEDS = 20 };

static struct run *start(const char *name, const char *settings, const char *typed, uint64_t seed)
{
    const struct simulation *simulation = simulation_find(name);
    double values[MOST];
    struct error error = {0};
    simulation_defaults(simulation, values);
    if (!simulation_apply(simulation, values, settings, &error))
        fail_msg("%s: %s", settings, error.message);
    struct run *run = run_start(simulation, values, typed, seed, &error);
    if (!run)
        fail_msg("%s: %s", settings, error.message);
    return run;
}

static struct report whole(const char *name, const char *settings, uint64_t seed)
{
    struct report report = {0};
    struct run *run = start(name, settings, NULL, seed);
    run_complete(run);
    run_observe(run, &report);
    run_free(run);
    return report;
}

static double mean_of(const struct report *report, const char *name)
{
    const struct observation *observation = report_observation(report, name);
    assert_non_null(observation);
    return observation->mean;
}

static double theory_of(const struct report *report, const char *name)
{
    const struct prediction *prediction = report_prediction(report, name);
    assert_non_null(prediction);
    return prediction->value;
}

/* As in the other suites: 4 standard errors between seeds, or the tolerance that is stated. */
static void check_agreement(const char *name, const char *settings)
{
    struct moments moments[MOST] = {{0}};
    struct report report = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        report_release(&report);
        report = whole(name, settings, seed);
        for (size_t i = 0; i < report.prediction_count; i++)
            moments_add(&moments[i], mean_of(&report, report.predictions[i].name));
    }
    for (size_t i = 0; i < report.prediction_count; i++) {
        const struct prediction *p = &report.predictions[i];
        double off = fabs(moments[i].mean - p->value);
        double allowed = 4 * moments_error(&moments[i]) + 1e-12 * fabs(p->value);
        allowed += p->exact || isnan(p->tolerance) ? 0 : p->tolerance;
        if ((p->exact || !isnan(p->tolerance)) && !(off <= allowed))
            fail_msg("%s %s: %s is %g, theory %g", name, settings, p->name, moments[i].mean,
                     p->value);
    }
    report_release(&report);
}

/* --- bloom --------------------------------------------------------------------------------------
 */

static void test_bloom_rates(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        double plain, blocked;
    } rows[] = {{"keys=50000 bits-per-key=8 hashes=5", 0.02168, 0.0231},
                {"keys=50000 bits-per-key=10 hashes=6", 0.008436, 0.00958},
                {"keys=50000 bits-per-key=16 hashes=9", 0.000505, 8.3e-4}};
    for (size_t i = 0; i < 3; i++) {
        char blocked[128];
        (void)snprintf(blocked, sizeof blocked, "%s blocked=1", rows[i].settings);
        struct report report = whole("bloom", rows[i].settings, 3);
        near(theory_of(&report, "false_positive_rate"), rows[i].plain, rows[i].plain * 1e-3);
        assert_true(report_prediction(&report, "false_positive_rate")->exact);
        report_release(&report);
        report = whole("bloom", blocked, 3);
        near(theory_of(&report, "false_positive_rate"), rows[i].blocked, rows[i].blocked * 0.008);
        near(mean_of(&report, "false_positive_rate"), rows[i].blocked, rows[i].blocked * 0.12);
        report_release(&report);
    }
    check_agreement("bloom", "keys=20000 bits-per-key=8 hashes=5");
    check_agreement("bloom", "keys=20000 bits-per-key=8 hashes=5 blocked=1");
}

/* A key that was added is always found: every bit that the steps name is set. */
static void test_bloom_steps(void **state)
{
    (void)state;
    struct run *run = start("bloom", "keys=5 bits-per-key=8 hashes=3", "cat dog cat", 2);
    char line[256];
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "3 keys wait"));
    (void)run_step(run, 1);
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "cat sets 3 bits"));
    (void)run_step(run, 2);
    run_describe(run, line, sizeof line);
    assert_string_equal(line, "cat sets 3 bits, 0 of them new");
    (void)run_step(run, 1);
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "Stranger 1 finds"));
    run_free(run);
}

/* --- ring ---------------------------------------------------------------------------------------
 */

static void test_ring_shares(void **state)
{
    (void)state;
    check_agreement("ring", "nodes=5 virtual-nodes=1 rings=200");
    check_agreement("ring", "nodes=10 virtual-nodes=20 keys=2000");
    check_agreement("ring", "nodes=1 virtual-nodes=4");
    check_agreement("ring", "nodes=100 virtual-nodes=10 keys=500");
    struct report report = whole("ring", "nodes=9 virtual-nodes=16", 1);
    near(theory_of(&report, "share_cv"), sqrt(8.0 / 145), 1e-12);
    near(theory_of(&report, "moved_fraction"), 0.1, 1e-12);
    report_release(&report);
}

/* The first ring point by point is a ring like the others. */
static void test_ring_steps(void **state)
{
    (void)state;
    struct moments moved = {0}, squares = {0};
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct report report = whole("ring", "nodes=4 virtual-nodes=4 rings=1 keys=200", seed);
        moments_add(&moved, mean_of(&report, "moved_fraction"));
        moments_add(&squares, pow(mean_of(&report, "share_cv"), 2));
        report_release(&report);
    }
    near(moved.mean, 0.2, 4 * moments_error(&moved));
    near(squares.mean, 3.0 / 17, 4 * moments_error(&squares));
}

/* --- bitcask ------------------------------------------------------------------------------------
 */

static void test_bitcask_amplification(void **state)
{
    (void)state;
    static const struct {
        const char *fraction;
        double oldest;
    } rows[] = {{"0.5", 1.255}, {"0.2", 2.693}, {"0.1", 5.179}};
    for (size_t i = 0; i < 3; i++) {
        char settings[160];
        (void)snprintf(settings, sizeof settings,
                       "keys=20000 operations=300000 segment-bytes=8192 policy=oldest "
                       "merge-fraction=%s",
                       rows[i].fraction);
        struct report report = whole("bitcask", settings, 3);
        near(theory_of(&report, "write_amplification"), rows[i].oldest, 5e-4);
        near(mean_of(&report, "write_amplification"), rows[i].oldest, rows[i].oldest * 0.01);
        near(mean_of(&report, "keydir_bytes"), 20000 * 46, 0);
        report_release(&report);
        (void)snprintf(settings, sizeof settings,
                       "keys=2000 operations=30000 segment-bytes=65536 merge-fraction=%s",
                       rows[i].fraction);
        check_agreement("bitcask", settings);
        report = whole("bitcask", settings, 3);
        near(mean_of(&report, "write_amplification"), 1 / strtod(rows[i].fraction, NULL),
             0.04); /* whole records */
        report_release(&report);
    }
    check_agreement("bitcask", "merge-fraction=0.37");
    check_agreement("bitcask", "keys=1 operations=50");
}

/* Deletes, whatever the policy: what recovery reads is what the keydir held. */
static void test_bitcask_recovers(void **state)
{
    (void)state;
    static const char *const runs[] = {
        "delete-fraction=0.4", "delete-fraction=0.4 policy=oldest", "delete-fraction=0.9 keys=3",
        "keys=500 operations=20000 segment-bytes=4096 delete-fraction=0.3 policy=oldest",
        "keys=500 operations=20000 segment-bytes=128 delete-fraction=0.3 merge-fraction=0.8"};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        for (uint64_t seed = 0; seed < 10; seed++) {
            struct report report = whole("bitcask", runs[i], seed);
            double recovered = mean_of(&report, "recovered_fraction");
            if (!isnan(recovered)) /* some key is live */
                near(recovered, 1, 0);
            assert_true(fmod(mean_of(&report, "keydir_bytes"), 46) == 0);
            assert_null(report_prediction(&report, "write_amplification"));
            report_release(&report);
        }
}

static void test_bitcask_takes_words(void **state)
{
    (void)state;
    struct run *run = start("bitcask", "merge-fraction=0.9", "cat dog cat -dog -cow", 1);
    static const char *const said[] = {"put cat: appended",      "put dog",
                                       "its old record is dead", "delete dog: a tombstone",
                                       "it is not there",        "dies in the middle",
                                       "1 of 1 keys are back"};
    char line[256];
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "5 operations of yours"));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        assert_int_equal(run_step(run, 1), 1);
        run_describe(run, line, sizeof line);
        if (!strstr(line, said[i]))
            fail_msg("'%s' does not say '%s'", line, said[i]);
    }
    assert_int_equal(run_step(run, 1), 0);
    run_free(run);
}

/* --- birthday -----------------------------------------------------------------------------------
 */

static void test_birthdays(void **state)
{
    (void)state;
    struct report report = whole("birthday", "bits=32 keys=77164 trials=2", 1);
    near(theory_of(&report, "half_keys"), 77164, 0);
    assert_true(theory_of(&report, "collision_probability") > 0.5);
    report_release(&report);
    report = whole("birthday", "bits=32 keys=77163 trials=1", 1);
    assert_true(theory_of(&report, "collision_probability") < 0.5);
    report_release(&report);
    report = whole("birthday", "bits=1 keys=2", 1);
    near(theory_of(&report, "first_collision"), 2.5, 1e-12);
    near(theory_of(&report, "collisions"), 0.5, 1e-12);
    report_release(&report);
    check_agreement("birthday", "bits=8 keys=20");
    check_agreement("birthday", "bits=9 keys=60");
    check_agreement("birthday", "bits=16 keys=300");
    check_agreement("birthday", "bits=24 keys=10000 trials=50");
}

/* --- All of them --------------------------------------------------------------------------------
 */

/* Range and unit are said for every parameter, at both ends. */
static void test_ranges_are_told(void **state)
{
    (void)state;
    static const char *const names[] = {"bloom", "ring", "bitcask", "birthday", "hash"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct simulation *s = simulation_find(names[i]);
        for (size_t k = 0; k < s->parameter_count; k++)
            for (int high = 0; high < 2; high++) {
                const struct parameter *p = &s->parameters[k];
                double values[MOST];
                char text[64], low[64], top[64];
                struct error error = {0};
                simulation_defaults(s, values);
                (void)snprintf(text, sizeof text, "%.12g", high ? p->maximum + 1 : p->minimum - 1);
                assert_false(simulation_set(s, values, p->name, text, &error));
                assert_int_equal(error.kind, ERROR_USAGE);
                assert_non_null(strstr(error.message, p->name));
                if (p->kind == PARAMETER_CHOICE) {
                    assert_non_null(strstr(error.message, p->choices[0]));
                    continue;
                }
                parameter_format(p, p->minimum, low, sizeof low);
                parameter_format(p, p->maximum, top, sizeof top);
                (void)snprintf(text, sizeof text, "from %.20s to %.20s", low, top);
                assert_non_null(strstr(error.message, text));
                assert_non_null(strstr(error.message, p->unit));
            }
    }
}

/* Small runs and large ones, on canvases of all sizes, early and late. */
static void test_pictures(void **state)
{
    (void)state;
    static const struct {
        const char *name, *settings;
    } runs[] = {{"bloom", "keys=3 bits-per-key=1 hashes=1"},
                {"bloom", "keys=5000"},
                {"bloom", "keys=60 blocked=1"},
                {"ring", "nodes=1 virtual-nodes=1 rings=1 keys=1"},
                {"ring", "nodes=40 virtual-nodes=3 rings=3"},
                {"bitcask", "keys=64 operations=300 delete-fraction=0.3"},
                {"bitcask", "keys=3000 operations=20000 policy=oldest merge-fraction=0.2"},
                {"birthday", "bits=1 trials=1"},
                {"birthday", "bits=10 keys=500 trials=3"},
                {"birthday", "bits=20 trials=5"}};
    static const int columns[] = {0, 1, 7, 19, 38, 60, 80, 200},
                     rows[] = {0, 1, 2, 5, 9, 15, 24, 60};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct run *run = start(runs[i].name, runs[i].settings, NULL, 6);
        for (int phase = 0; phase < 4; phase++) {
            for (int c = 0; c < 8; c++)
                for (int told = 0; told < 4; told++) {
                    struct report report = {0};
                    struct canvas canvas;
                    canvas_init(&canvas, columns[c], rows[told & 1 ? 7 - c : c]);
                    canvas.ascii = told & 1;
                    run_observe(run, &report);
                    run_draw(run, 0, told & 2 ? &report : NULL, &canvas);
                    canvas_release(&canvas);
                    report_release(&report);
                }
            if (phase < 2)
                (void)run_step(run, phase ? 60 : 7);
            else
                run_complete(run);
        }
        run_free(run);
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bloom_rates),           cmocka_unit_test(test_bloom_steps),
        cmocka_unit_test(test_ring_shares),           cmocka_unit_test(test_ring_steps),
        cmocka_unit_test(test_bitcask_amplification), cmocka_unit_test(test_bitcask_recovers),
        cmocka_unit_test(test_bitcask_takes_words),   cmocka_unit_test(test_birthdays),
        cmocka_unit_test(test_ranges_are_told),       cmocka_unit_test(test_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
