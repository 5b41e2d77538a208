/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulation `hash`: every scheme against its formulas, its steps, and what it refuses. */
#include "tests/support/suite.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "exercises/hashing/quality.h"
#include "exercises/hashing/theory.h"
#include "exercises/moments.h"
#include "exercises/simulation.h"
#include "tests/support/near.h"

enum { MOST = 32, SEEDS = 20 };

#define LONG_WORD "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"

/* --- Runs ---------------------------------------------------------------------------------------
 */

static struct run *start(const char *settings, const char *typed, uint64_t seed)
{
    const struct simulation *hash = simulation_find("hash");
    double values[MOST];
    struct error error = {0};
    simulation_defaults(hash, values);
    if (!simulation_apply(hash, values, settings, &error))
        fail_msg("%s: %s", settings, error.message);
    struct run *run = run_start(hash, values, typed, seed, &error);
    if (!run)
        fail_msg("%s: %s", settings, error.message);
    return run;
}

/* The report of a whole run; the caller releases it. */
static struct report whole(const char *settings, uint64_t seed)
{
    struct report report = {0};
    struct run *run = start(settings, NULL, seed);
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

static char *picture(const struct run *run, int columns, int rows, bool ascii, bool told)
{
    struct text out = {0};
    struct report report = {0};
    struct canvas canvas;
    run_observe(run, &report);
    canvas_init(&canvas, columns, rows);
    canvas.ascii = ascii;
    run_draw(run, 0, told ? &report : NULL, &canvas);
    for (int row = 0; ascii && row < rows; row++)
        for (int column = 0; column < columns; column++)
            assert_true((unsigned char)canvas_cell(&canvas, column, row)->bytes[0] < 0x80);
    canvas_to_text(&canvas, &out);
    for (size_t i = 0; i < report.observation_count; i++)
        text_printf(&out, "%.17g\n", report.observations[i].mean);
    canvas_release(&canvas);
    report_release(&report);
    return text_take(&out);
}

/* --- Formulas -----------------------------------------------------------------------------------
 */

static void test_formulas(void **state)
{
    (void)state;
    double tails[4], law[40], sum = 0, mean = 0, square = 0;
    near(cuckoo_threshold(2, 1), 0.5, 1e-6);
    near(cuckoo_threshold(3, 1), 0.9179, 5e-5);
    near(cuckoo_threshold(4, 1), 0.9768, 5e-5);
    near(cuckoo_threshold(2, 2), 0.8970, 5e-5);
    near(cuckoo_threshold(2, 4), 0.9804, 5e-5);
    for (unsigned k = 2; k <= 4; k++)
        for (unsigned l = 1; l <= 8; l++)
            assert_true(cuckoo_threshold(k, l) > 0.49 && cuckoo_threshold(k, l) <= 1);
    choices_tails(2, 1, tails, 4);
    near(tails[0], 0.7616, 5e-5);
    near(tails[1], 0.2295, 5e-5);
    near(tails[2], 0.00890, 5e-6);
    choices_tails(1, 1, tails, 4); /* one choice: Poisson */
    near(tails[0], 1 - exp(-1), 1e-9);
    near(tails[1], 1 - 2 * exp(-1), 1e-9);
    near(robin_hood_limit_miss(0.9), 5.95, 1e-12);
    robin_hood_law(0.5, law, 40);
    for (int d = 0; d < 40; d++) {
        sum += law[d];
        mean += d * law[d];
        square += d * d * law[d];
    }
    near(sum, 1, 1e-9);
    near(mean, 0.5, 1e-9); /* (1/(1-a) - 1)/2 */
    near(square - mean * mean, robin_hood_limit_variance(0.5), 1e-9);
    near(double_expected_miss(10, 9), 5.5, 1e-12);
    near(double_expected_hit(3, 2), 7.0 / 6, 1e-12); /* 1 and 4/3 probes */
}

static void test_hash_functions(void **state)
{
    (void)state;
    unsigned char bytes[15];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    /* the example of the paper */
    assert_true(siphash(0x0706050403020100U, 0x0F0E0D0C0B0A0908U, bytes, 15) ==
                0xA129CA6149BE45E5U);
    const char *words[] = {"ab", "ba", "abc"};
    struct hash_keys typed = {1, words, 3}, drawn = {100, NULL, 0};
    assert_true(hash_slowly(HASH_CHARACTER_SUM, &typed, 1, 0) == 'a' + 'b');
    assert_true(hash_slowly(HASH_CHARACTER_SUM, &typed, 1, 0) ==
                hash_slowly(HASH_CHARACTER_SUM, &typed, 2, 0));
    assert_true(hash_slowly(HASH_CHARACTER_SUM, &drawn, 23, 0) == '1' + '2' + '3');
    assert_true(hash_slowly(HASH_IDENTITY, &typed, 1, 0) == 'a' * 256 + 'b');
    assert_true(hash_slowly(HASH_IDENTITY, &drawn, 7, 0) == 107);
    assert_true(hash_slowly(HASH_FNV1A, &typed, 3, 0) == hash_bytes("abc", 3));
    for (int f = 0; f < HASH_FUNCTIONS; f++)
        for (uint32_t key = 1; key <= 3; key++)
            for (unsigned choice = 0; choice < 4; choice++) {
                assert_true(hash_place((enum hash_function)f, &typed, key, choice, 7) < 7);
                assert_true(hash_place((enum hash_function)f, &drawn, key, choice, 1) == 0);
            }
}

static void test_quality(void **state)
{
    (void)state;
    struct hash_keys keys = {0x123456789ABCDEFU, NULL, 0};
    struct hash_shape shape = {SCHEME_LINEAR, HASH_UNIFORM, 1024, 2, 1};
    struct hash_quality quality;
    hash_measure(&shape, &keys, 900, &quality);
    assert_int_equal(quality.bins, 180);
    assert_true(quality.p > 0.001 && quality.p < 0.999);
    near(quality.p, gsl_cdf_chisq_Q(quality.chi_square, 179), 1e-12);
    near(quality.avalanche, 0.5, 0.02);
    assert_string_equal(hash_verdict(&quality), "as even as chance");
    shape.function = HASH_SIPHASH;
    hash_measure(&shape, &keys, 900, &quality);
    near(quality.avalanche, 0.5, 0.02);
    shape.function = HASH_CHARACTER_SUM;
    hash_measure(&shape, &keys, 900, &quality);
    assert_true(quality.p < 0.001);
    assert_string_equal(hash_verdict(&quality), "too uneven for chance");
    shape.function = HASH_IDENTITY; /* a flipped bit flips itself */
    hash_measure(&shape, &keys, 1024, &quality);
    near(quality.avalanche, 1.0 / 32, 1e-12);
    near(quality.bias, 1, 1e-12);
    assert_true(quality.flips[5][5] == 1 && quality.flips[5][6] == 0);
    assert_true(quality.p > 0.999); /* every slot once */
    assert_string_equal(hash_verdict(&quality), "too even for chance");
    hash_measure(&shape, &keys, 3, &quality);
    assert_true(isnan(quality.p));
}

/* --- Simulated against exact --------------------------------------------------------------------
 */

/* |simulated - exact| <= 4 standard errors between seeds for every exact prediction. Returns their
 * number. */
static int check_agreement(const char *settings)
{
    struct moments moments[MOST] = {{0}};
    struct report report = {0};
    int exact = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        report_release(&report);
        report = whole(settings, seed);
        for (size_t i = 0; i < report.prediction_count; i++)
            moments_add(&moments[i], mean_of(&report, report.predictions[i].name));
    }
    for (size_t i = 0; i < report.prediction_count; i++) {
        const struct prediction *p = &report.predictions[i];
        double off = fabs(moments[i].mean - p->value), error = moments_error(&moments[i]);
        exact += p->exact;
        if (p->exact && !(off <= 4 * error + 1e-12 * fabs(p->value)))
            fail_msg("%s: %s is %g, exactly %g, error %g", settings, p->name, moments[i].mean,
                     p->value, error);
        if (!p->exact && isfinite(p->tolerance) && !(off <= p->tolerance + 4 * error))
            fail_msg("%s: %s is %g, about %g within %g", settings, p->name, moments[i].mean,
                     p->value, p->tolerance);
    }
    report_release(&report);
    return exact;
}

static void test_every_scheme_agrees(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        int exact;
    } rows[] = {
        {"scheme=chaining slots=1000 load=0.9 trials=20", 2},
        {"scheme=chaining slots=64 load=3 trials=50", 2},
        {"scheme=chaining slots=7 load=0.5 trials=50", 2},
        {"scheme=linear slots=1000 load=0.9 trials=20", 2},
        {"scheme=linear slots=100 load=0.99 trials=50", 2},
        {"scheme=linear slots=1000 load=0.9 trials=20 function=siphash", 2},
        {"scheme=linear slots=20000 load=0.95 trials=2", 2},
        {"scheme=quadratic slots=1024 load=0.8 trials=20", 0},
        {"scheme=quadratic slots=2^16 load=0.9 trials=2", 0},
        {"scheme=double slots=1009 load=0.9 trials=20", 2},
        {"scheme=double slots=65537 load=0.9 trials=1", 2},
        {"scheme=double slots=61 load=0.8 trials=20", 0},
        {"scheme=robin-hood slots=1000 load=0.9 trials=20", 1},
        {"scheme=robin-hood slots=64 load=0.5 trials=50", 1},
        {"scheme=cuckoo slots=1000 load=0.2 trials=2", 1},
        {"scheme=cuckoo slots=1000 load=0.8 choices=3 trials=5", 1},
        {"scheme=cuckoo slots=1000 load=0.9 choices=2 bucket=4 trials=5", 0},
        {"scheme=two-choice slots=1000 load=1 trials=5", 1},
        {"scheme=two-choice slots=1000 load=2 choices=4 trials=5", 1},
        {"scheme=hopscotch slots=1000 load=0.8 trials=20", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int exact = check_agreement(rows[i].settings);
        if (exact != rows[i].exact)
            fail_msg("%s: %d exact predictions", rows[i].settings, exact);
    }
}

/* Mean over seeds of one result. */
static struct moments over_seeds(const char *settings, const char *name, uint64_t seeds)
{
    struct moments moments = {0};
    for (uint64_t seed = 100; seed < 100 + seeds; seed++) {
        struct report report = whole(settings, seed);
        moments_add(&moments, mean_of(&report, name));
        report_release(&report);
    }
    return moments;
}

static void test_finite_tables_differ_from_limits(void **state)
{
    (void)state;
    struct moments linear =
        over_seeds("scheme=linear slots=1000 load=0.9 trials=100", "probes_miss", SEEDS);
    near(linear.mean, 41.0, 4 * moments_error(&linear) + 0.05);
    assert_true(linear.mean < 45); /* the limit is 50.5 */
    struct moments robin =
        over_seeds("scheme=robin-hood slots=1000 load=0.9 trials=100", "probes_miss", SEEDS);
    near(robin.mean, 5.59, 4 * moments_error(&robin) + 0.005);
    assert_true(robin.mean < 5.8); /* the limit is 5.95 */
}

/* Limits of Robin Hood hashing, where tables are large. */
static void test_robin_hood_limits(void **state)
{
    (void)state;
    static const char settings[] = "scheme=robin-hood slots=2^18 load=0.9";
    struct moments miss = over_seeds(settings, "probes_miss", SEEDS);
    struct moments variance = over_seeds(settings, "displacement_variance", SEEDS);
    near(miss.mean, robin_hood_limit_miss(0.9), 4 * moments_error(&miss));
    near(variance.mean, robin_hood_limit_variance(0.9), 4 * moments_error(&variance));
}

/* D = C + J: each of P(D = 0) ... P(D = 10) and the tail, over seeds. */
static void test_robin_hood_law(void **state)
{
    (void)state;
    enum { CLASSES = 12 };
    static const double loads[] = {0.5, 0.9};
    for (size_t l = 0; l < 2; l++) {
        struct hash_shape shape = {SCHEME_ROBIN_HOOD, HASH_UNIFORM, 1 << 18, 2, 1};
        struct moments shares[CLASSES] = {{0}};
        struct hash_table table;
        double law[CLASSES], tail = 1;
        uint32_t keys = (uint32_t)lround(loads[l] * (1 << 18));
        hash_table_init(&table, &shape, keys);
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct hash_keys drawn = {random_mix(seed, 77), NULL, 0};
            double met[CLASSES] = {0};
            hash_table_clear(&table, &drawn);
            hash_methods[shape.scheme]->fill(&table, keys);
            for (uint64_t at = 0; at < shape.slots; at++)
                if (table.cells[at])
                    met[table.aside[at] < CLASSES - 1 ? table.aside[at] : CLASSES - 1]++;
            for (int d = 0; d < CLASSES; d++)
                moments_add(&shares[d], met[d] / keys);
        }
        robin_hood_law(loads[l], law, CLASSES - 1);
        for (int d = 0; d < CLASSES - 1; d++) {
            near(shares[d].mean, law[d], 4 * moments_error(&shares[d]));
            tail -= law[d];
        }
        near(shares[CLASSES - 1].mean, tail, 4 * moments_error(&shares[CLASSES - 1]));
        hash_table_release(&table);
    }
}

/* Lengths of independent keys: chi-square with bins - 2 degrees of freedom, as they are counted
 * and as they sum to the keys. The p of many tables must not be extreme too often. */
static void test_chain_lengths(void **state)
{
    (void)state;
    int extreme = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct report report = whole("scheme=chaining slots=10000 load=1", seed);
        const struct histogram *h = report_find_histogram(&report, "chain_length_histogram");
        assert_non_null(h);
        double sum = 0, met = 0, expected = 0, slots = 0, keys = 0;
        int bins = 0;
        for (size_t i = 0; i < h->count; i++) {
            slots += h->means[i];
            keys += h->means[i] * h->values[i];
            met += h->means[i];
            expected += h->theory[i];
            bool last = i + 1 == h->count;
            if (expected < 5 && !last)
                continue;
            sum += (met - expected) * (met - expected) / expected;
            met = expected = 0;
            bins++;
        }
        assert_true(slots == 10000 && keys == 10000);
        double p = gsl_cdf_chisq_Q(sum, bins - 2);
        extreme += p < 0.001 || p > 0.999;
        assert_true(p > 1e-6);
        report_release(&report);
    }
    assert_true(extreme <= 2);
}

static void test_cuckoo_fills_to_its_threshold(void **state)
{
    (void)state;
    static const struct {
        unsigned choices, bucket;
        double load;
    } rows[] = {{2, 1, 0.5}, {3, 1, 0.9179}, {4, 1, 0.9768}, {2, 2, 0.8970}, {2, 4, 0.9804}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char settings[128];
        (void)snprintf(settings, sizeof settings,
                       "scheme=cuckoo slots=2^18 load=1 choices=%u bucket=%u trials=4",
                       rows[i].choices, rows[i].bucket);
        struct report report = whole(settings, 5);
        near(mean_of(&report, "load_at_failure"), rows[i].load, 0.02);
        near(report_prediction(&report, "load_at_failure")->value, rows[i].load, 5e-5);
        assert_true(isnan(mean_of(&report, "probes_hit"))); /* no table held them all */
        report_release(&report);
    }
    /* Asked for less, the table is filled on beside it. */
    struct report report = whole("scheme=cuckoo slots=2^16 load=0.3 choices=3 trials=2", 5);
    near(mean_of(&report, "load_at_failure"), 0.9179, 0.02);
    assert_true(mean_of(&report, "probes_hit") > 1 && mean_of(&report, "probes_miss") == 3);
    report_release(&report);
}

static void test_two_choices_keep_lists_short(void **state)
{
    (void)state;
    struct report report = whole("scheme=two-choice slots=2^18 load=1 trials=2", 3);
    const struct histogram *h = report_find_histogram(&report, "chain_length_histogram");
    double all = 0, tails[4] = {0};
    for (size_t i = 0; i < h->count; i++)
        for (size_t k = 0; k <= i && k < 4; k++)
            tails[k] += h->means[i];
    all = tails[0];
    near(tails[1] / all, 0.7616, 0.001);
    near(tails[2] / all, 0.2295, 0.001);
    near(tails[3] / all, 0.00890, 0.0005);
    assert_true(mean_of(&report, "max_load") <= 5);
    report_release(&report);
}

/* --- Steps and pictures -------------------------------------------------------------------------
 */

static const char *const small[] = {
    "scheme=chaining slots=40 load=1.5",
    "scheme=linear slots=50 load=0.9",
    "scheme=quadratic slots=64 load=0.9",
    "scheme=double slots=61 load=0.9",
    "scheme=robin-hood slots=64 load=0.95",
    "scheme=cuckoo slots=64 load=0.6",
    "scheme=cuckoo slots=60 load=0.9 choices=3 bucket=4",
    "scheme=two-choice slots=64 load=1 choices=3",
    "scheme=hopscotch slots=64 load=0.95",
    "scheme=linear slots=64 load=0.5 function=character-sum",
    "scheme=linear slots=3 load=0.5 function=identity",
    "scheme=cuckoo slots=2 load=1",
};

enum { SMALL_COUNT = sizeof small / sizeof *small };

/* One slot at a time, or all keys at once: the same table. */
static void test_stepping_fills_as_filling(void **state)
{
    (void)state;
    for (int scheme = 0; scheme < HASH_SCHEMES; scheme++)
        for (uint64_t seed = 1; seed <= 30; seed++) {
            struct hash_shape shape = {(enum hash_scheme)scheme, HASH_UNIFORM,
                                       scheme == SCHEME_DOUBLE ? 61 : 64, 2 + seed % 2,
                                       seed % 3 ? 1 : 4};
            struct hash_keys keys = {random_mix(seed, 1), NULL, 0};
            const struct hash_method *method = hash_methods[scheme];
            struct hash_table stepped, filled;
            uint32_t to = scheme == SCHEME_CUCKOO ? 48 : 58;
            hash_table_init(&stepped, &shape, to);
            hash_table_init(&filled, &shape, to);
            hash_table_clear(&stepped, &keys);
            hash_table_clear(&filled, &keys);
            for (long steps = 0; stepped.count < to && !stepped.failed; steps++) {
                method->step(&stepped);
                assert_true(stepped.walk.line[0] && steps < 100000);
            }
            method->fill(&filled, to);
            assert_int_equal(stepped.count, filled.count);
            assert_int_equal(stepped.failed, filled.failed);
            if (!filled.failed || scheme == SCHEME_CUCKOO) {
                assert_memory_equal(stepped.cells, filled.cells, shape.slots * sizeof(uint32_t));
                assert_true(stepped.probes == filled.probes);
                assert_true(stepped.squares == filled.squares);
            }
            assert_true(hash_table_miss(&stepped, 0) == hash_table_miss(&filled, 0));
            hash_table_release(&stepped);
            hash_table_release(&filled);
        }
}

/* Every key is where a search would find it. */
static void test_keys_are_in_reach(void **state)
{
    (void)state;
    struct hash_shape shape = {SCHEME_HOPSCOTCH, HASH_UNIFORM, 4096, 3, 2};
    struct hash_keys keys = {99, NULL, 0};
    struct hash_table table;
    hash_table_init(&table, &shape, 3900);
    hash_table_clear(&table, &keys);
    hash_methods[shape.scheme]->fill(&table, 3600);
    assert_int_equal(table.count, 3600);
    for (uint64_t at = 0; at < 4096; at++)
        if (table.cells[at]) {
            uint64_t home = hash_home(&table, table.cells[at], 0, 4096);
            assert_true((at + 4096 - home) % 4096 == table.aside[at] && table.aside[at] < 64);
        }
    hash_table_release(&table);
    shape.scheme = SCHEME_CUCKOO;
    hash_table_init(&table, &shape, 3900);
    hash_table_clear(&table, &keys);
    hash_methods[shape.scheme]->fill(&table, 3900);
    assert_int_equal(table.count, 3900);
    char seen[3901] = {0};
    for (uint64_t at = 0; at < 4096; at++) {
        uint32_t key = table.cells[at] & HASH_KEY;
        if (!key)
            continue;
        uint64_t home = hash_home(&table, key, table.cells[at] >> 30, 2048);
        assert_true(at / 2 == home || at / 2 == (home + 1) % 2048 || at / 2 == (home + 2) % 2048);
        assert_false(seen[key]);
        seen[key] = 1;
    }
    hash_table_release(&table);
}

static void test_step_back_for_every_scheme(void **state)
{
    (void)state;
    for (size_t i = 0; i < SMALL_COUNT; i++) {
        struct run *run = start(small[i], NULL, 4), *fresh = start(small[i], NULL, 4);
        (void)run_step(run, 70);
        long back = run_position(run) / 3, target = run_position(run) - back;
        free(picture(run, 80, 24, false, true));
        if (back > 0)
            assert_true(run_back(run, back));
        (void)run_step(fresh, target);
        char *a = picture(run, 100, 40, false, true), *b = picture(fresh, 100, 40, false, true);
        assert_string_equal(a, b);
        free(a);
        free(b);
        run_complete(run);
        run_complete(fresh);
        a = picture(run, 100, 40, false, true);
        b = picture(fresh, 100, 40, false, true);
        assert_string_equal(a, b);
        free(a);
        free(b);
        run_free(run);
        run_free(fresh);
    }
}

static void test_every_scheme_on_every_canvas(void **state)
{
    (void)state;
    static const int columns[] = {0, 1, 3, 7, 19, 38, 60, 80, 120, 200};
    static const int rows[] = {0, 1, 2, 3, 5, 9, 11, 15, 24, 60};
    static const char *const large[] = {
        "scheme=chaining slots=300 load=2 trials=2", "scheme=linear slots=100000 load=0.5",
        "scheme=two-choice slots=5000 load=4", "scheme=cuckoo slots=4000 bucket=4"};
    for (size_t i = 0; i < SMALL_COUNT + 4; i++) {
        struct run *run = start(i < SMALL_COUNT ? small[i] : large[i - SMALL_COUNT], NULL, 4);
        (void)run_step(run, 33);
        for (int k = 0; k < 10; k++) {
            free(picture(run, columns[k], rows[k], false, true));
            free(picture(run, columns[9 - k], rows[k], true, k % 2 == 0));
        }
        run_complete(run);
        free(picture(run, 80, 24, true, true));
        free(picture(run, 200, 60, false, true));
        run_free(run);
    }
}

/* 100 to 200 steps, whatever the size; and 20 points with bands where there are several tables. */
static void test_runs_are_watched_in_steps(void **state)
{
    (void)state;
    static const char *const runs[] = {
        "slots=128 load=0.9",    "slots=65 load=0.95 trials=3",       "slots=4096 load=0.8",
        "slots=2^20 load=0.9",   "slots=1000 load=0.9 trials=200",    "slots=2^16 trials=8",
        "slots=64 trials=10000", "scheme=chaining slots=2^17 load=4",
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct run *run = start(runs[i], NULL, 9);
        struct report report = {0};
        (void)run_step(run, 20);
        run_observe(run, &report);
        size_t early = report_find_series(&report, "probes_miss")->count;
        report_release(&report);
        run_complete(run);
        run_observe(run, &report);
        const struct series *series = report_find_series(&report, "probes_miss");
        if (run_position(run) < 60 || run_position(run) > 200)
            fail_msg("%s: %ld steps", runs[i], run_position(run));
        if (!strstr(runs[i], "slots=6"))
            assert_int_equal(series->count, 20);
        assert_true(early > 0 && early <= series->count);
        assert_true(report_find_series(&report, "probes_miss_theory")->count >= series->count);
        if (strstr(runs[i], "trials"))
            for (size_t k = 0; k < series->count; k++)
                assert_true(series->error[k] >= 0);
        else
            assert_true(isnan(series->error[0]));
        report_release(&report);
        run_free(run);
    }
}

/* --- What is typed and what is refused ----------------------------------------------------------
 */

static void test_own_words(void **state)
{
    (void)state;
    struct run *run = start("slots=8 scheme=robin-hood", " cat dog\tcat, cow ", 3);
    struct report report = {0};
    char line[256];
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "3 of your keys"));
    assert_non_null(strstr(line, "1 typed again"));
    run_complete(run);
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "cow"));
    char *shown = picture(run, 80, 24, false, true);
    assert_true(strstr(shown, "cat") && strstr(shown, "dog") && strstr(shown, "cow"));
    run_observe(run, &report);
    assert_true(mean_of(&report, "probes_hit") >= 1);
    assert_true(run_back(run, 1));
    free(shown);
    report_release(&report);
    run_free(run);
    static const char *const schemes[] = {"scheme=chaining", "scheme=cuckoo", "scheme=hopscotch",
                                          "scheme=two-choice trials=3 slots=100"};
    for (size_t i = 0; i < 4; i++) {
        run = start(schemes[i],
                    "äpfel birnen 梨 \033[31mred a\x7f"
                    "b",
                    3);
        run_complete(run);
        free(picture(run, 60, 20, false, true));
        run_describe(run, line, sizeof line);
        for (const char *c = line; *c; c++)
            assert_true((unsigned char)*c >= 0x20 && *c != 0x7F);
        run_free(run);
    }
}

static void test_words_that_do_not_fit(void **state)
{
    (void)state;
    const struct simulation *hash = simulation_find("hash");
    double values[MOST];
    static const char *const typed[] = {"a b c d e f g h", "   ", ",;,", LONG_WORD};
    static const char *const said[] = {"at most 7 in 8 slots", "expected words", "expected words",
                                       "at most 64 bytes"};
    for (size_t i = 0; i < 4; i++) {
        struct error error = {0};
        simulation_defaults(hash, values);
        assert_true(simulation_set(hash, values, "slots", "8", &error));
        assert_null(run_start(hash, values, typed[i], 1, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.message, said[i]))
            fail_msg("'%s' does not say '%s'", error.message, said[i]);
    }
}

static void test_what_does_not_go_together(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *said;
    } rows[] = {
        {"scheme=quadratic slots=100", "64 or 128 slots"},
        {"scheme=double slots=64", "61 or 67 slots"},
        {"scheme=double slots=4", "3 or 5 slots"},
        {"scheme=double slots=2^22", "4194301 slots"},
        {"scheme=cuckoo slots=64 bucket=3", "63 or 66 slots"},
        {"scheme=cuckoo slots=2 bucket=8", "16 or 24 slots"},
        {"load=1", "from 0 to 0.9844"},
        {"load=1.5", "at least one empty slot"},
        {"scheme=cuckoo load=1.5", "from 0 to 1 with cuckoo"},
        {"scheme=hopscotch load=1.01", "from 0 to 1 with hopscotch"},
        {"slots=8 load=0.99", "at least one empty slot"},
        {"function=character-sum slots=2^20", "2 to 16384 slots"},
    };
    const struct simulation *hash = simulation_find("hash");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double values[MOST];
        struct error error = {0};
        simulation_defaults(hash, values);
        assert_true(simulation_apply(hash, values, rows[i].settings, &error));
        assert_null(run_start(hash, values, NULL, 1, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.message, rows[i].said))
            fail_msg("%s: '%s' does not say '%s'", rows[i].settings, error.message, rows[i].said);
    }
}

static void test_one_table_has_no_standard_error(void **state)
{
    (void)state;
    struct report one = whole("scheme=chaining slots=500", 1);
    struct report many = whole("scheme=chaining slots=500 trials=3", 1);
    assert_true(isnan(report_observation(&one, "probes_hit")->standard_error));
    assert_true(report_observation(&many, "probes_hit")->standard_error > 0);
    assert_true(isnan(report_find_histogram(&one, "chain_length_histogram")->errors[0]));
    assert_true(report_find_histogram(&many, "chain_length_histogram")->errors[0] > 0);
    assert_true(report_find_histogram(&many, "chain_length_histogram")->exact);
    report_release(&one);
    report_release(&many);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_hash_functions),
        cmocka_unit_test(test_quality),
        cmocka_unit_test(test_every_scheme_agrees),
        cmocka_unit_test(test_finite_tables_differ_from_limits),
        cmocka_unit_test(test_robin_hood_limits),
        cmocka_unit_test(test_robin_hood_law),
        cmocka_unit_test(test_chain_lengths),
        cmocka_unit_test(test_cuckoo_fills_to_its_threshold),
        cmocka_unit_test(test_two_choices_keep_lists_short),
        cmocka_unit_test(test_stepping_fills_as_filling),
        cmocka_unit_test(test_keys_are_in_reach),
        cmocka_unit_test(test_step_back_for_every_scheme),
        cmocka_unit_test(test_every_scheme_on_every_canvas),
        cmocka_unit_test(test_runs_are_watched_in_steps),
        cmocka_unit_test(test_own_words),
        cmocka_unit_test(test_words_that_do_not_fit),
        cmocka_unit_test(test_what_does_not_go_together),
        cmocka_unit_test(test_one_table_has_no_standard_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
