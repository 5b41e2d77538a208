/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The merge tree beside RocksDB 7.8.3: rows measured there, with all their options. The median of
 * some seeds must lie as close as the engine's own seeds lie to each other; what is 0 is met
 * exactly. Under the sanitizers each row runs once, and its load, which has few compactions, is
 * not compared.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "exercises/lsm.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifdef SANITIZED
enum { SEEDS = 1, STRIDE = 4 };
#else
enum { SEEDS = 3, STRIDE = 1 };
#endif

enum measure { WRITE, SPACE, PEAK, COMPACTIONS, MOVES, FLUSHES, RUNS, MEASURES };
static const char *const names[MEASURES] = {"wa_entries",      "sa_mean",       "sa_peak",
                                            "compactions",     "trivial_moves", "flushes",
                                            "sorted_runs_mean"};

static double number(json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);
    if (!json_is_number(value))
        fail_msg("no number '%s'", name);
    return json_number_value(value);
}

static bool is(json_t *object, const char *name, const char *text)
{
    return !strcmp(json_string_value(json_object_get(object, name)), text);
}

static struct lsm_parameters parameters_of(json_t *options)
{
    json_t *universal = json_object_get(options, "universal");
    return (struct lsm_parameters){
        .policy = is(options, "style", "leveled")     ? LSM_LEVELED
                  : is(options, "style", "universal") ? LSM_UNIVERSAL
                                                      : LSM_FIFO,
        .distribution = is(options, "dist", "uniform") ? LSM_UNIFORM
                        : is(options, "dist", "zipf")  ? LSM_ZIPF
                                                       : LSM_SEQUENTIAL,
        .keys = (uint32_t)number(options, "nkeys"),
        .operations = (uint64_t)number(options, "nops"),
        .zipf_exponent = number(options, "theta"),
        .key_bytes = (uint32_t)number(options, "key_bytes"),
        .value_bytes = (uint32_t)number(options, "value_bytes"),
        .delete_fraction = number(options, "delete_fraction"),
        .entries_per_flush = (uint32_t)number(options, "puts_per_flush"),
        .level0_trigger = (uint32_t)number(options, "l0_trigger"),
        .level1_bytes = (uint64_t)number(options, "level1_bytes"),
        .size_ratio = number(options, "size_ratio"),
        .target_file_bytes = (uint64_t)number(options, "target_file_bytes"),
        .dynamic_levels = number(options, "dynamic_level_bytes") > 0,
        .universal_size_ratio_percent = (uint32_t)number(universal, "size_ratio_pct"),
        .universal_max_size_amplification_percent = (uint32_t)number(universal, "max_size_amp_pct"),
        .fifo_cap_bytes = (uint64_t)number(options, "level1_bytes")};
}

/* One run; measured[phase][measure]. */
static void measure(const struct lsm_parameters *parameters, unsigned long seed,
                    double measured[LSM_PHASES][MEASURES])
{
    struct lsm lsm;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    lsm_init(&lsm, parameters, rng);
    while (lsm_step(&lsm, rng))
        continue;
    for (int phase = 0; phase < LSM_PHASES; phase++) {
        const struct lsm_totals *totals = &lsm.totals[phase];
        double *to = measured[phase];
        to[WRITE] = lsm_write_amplification(&lsm, (enum lsm_phase)phase);
        to[SPACE] = totals->space_sum / LSM_SAMPLES;
        to[PEAK] = totals->space_peak;
        to[COMPACTIONS] = (double)totals->compactions;
        to[MOVES] = (double)totals->trivial_moves;
        to[FLUSHES] = (double)totals->flushes;
        to[RUNS] = totals->runs_sum / LSM_SAMPLES;
    }
    lsm_release(&lsm);
    gsl_rng_free(rng);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/*
 * What may lie between the median and the engine's mean. The engine's log is written late, so that
 * an event or two are counted in the wrong phase.
 */
static double allowed(enum measure what, bool leveled, enum lsm_phase phase, double expected)
{
    switch (what) {
    case WRITE:
        return expected * (leveled ? (phase == LSM_LOAD ? 0.045 : 0.03) : 0.05);
    case SPACE:
    case PEAK:
        return expected * 0.02;
    case COMPACTIONS:
        return expected * 0.04 + (phase == LSM_LOAD ? 2 + expected * 0.03 : 2);
    case MOVES:
        return 8 + expected * 0.2;
    case FLUSHES:
        return 1.5;
    default:
        return expected * 0.04;
    }
}

static void check_phase(const char *id, json_t *wanted, enum lsm_phase phase, bool leveled,
                        double runs[SEEDS][LSM_PHASES][MEASURES])
{
    for (int what = 0; what < MEASURES; what++) {
        json_t *row = json_object_get(wanted, names[what]);
        double values[SEEDS];
        if (!row)
            continue;
        for (int seed = 0; seed < SEEDS; seed++)
            values[seed] = runs[seed][phase][what];
        qsort(values, SEEDS, sizeof values[0], compare_numbers);
        double expected = number(row, "mean"), median = values[SEEDS / 2];
        double most = allowed((enum measure)what, leveled, phase, expected);
        bool exactly = expected == 0 && (what == COMPACTIONS || !leveled);
        if (fabs(median - expected) > (exactly ? 0 : most))
            fail_msg("%s, %s: %s is %.5g where the engine has %.5g", id,
                     phase ? "overwrite" : "load", names[what], median, expected);
    }
}

static void check_rows(const char *path)
{
    json_error_t error;
    json_t *file = json_load_file(path, 0, &error), *row;
    size_t i;
    if (!file)
        fail_msg("%s:%d: %s", path, error.line, error.text);
    json_array_foreach(json_object_get(file, "rows"), i, row)
    {
        struct lsm_parameters parameters = parameters_of(json_object_get(row, "options"));
        const char *id = json_string_value(json_object_get(row, "id"));
        bool leveled = parameters.policy == LSM_LEVELED;
        double runs[SEEDS][LSM_PHASES][MEASURES];
        if (i % STRIDE)
            continue;
        for (unsigned long seed = 0; seed < SEEDS; seed++)
            measure(&parameters, seed + 1, runs[seed]);
        if (SEEDS > 1)
            check_phase(id, json_object_get(row, "load"), LSM_LOAD, leveled, runs);
        check_phase(id, json_object_get(row, "overwrite"), LSM_OVERWRITE, leveled, runs);
    }
    assert_true(i > 0);
    json_decref(file);
}

static void test_own_rows(void **state)
{
    (void)state;
    const char *root = getenv("SOURCE_ROOT");
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/tests/fixtures/compaction.json", root ? root : ".");
    check_rows(path);
}

static void test_shared_rows(void **state)
{
    (void)state;
    char *path = shared_path("vectors/compaction.json");
    if (!path)
        skip();
    check_rows(path);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_rows),
        cmocka_unit_test(test_shared_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
