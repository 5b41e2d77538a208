/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/lsm_question.h"

#include <math.h>

#include "exercises/lsm.h"
#include "exercises/lsm_theory.h"
#include "exercises/problem_writer.h"

struct lsm_parameters lsm_parameters_from(const double *values)
{
    struct lsm_parameters p = {
        .policy = (enum lsm_policy)values[LSM_POLICY],
        .keys = (uint32_t)values[LSM_KEYS],
        .operations = (uint64_t)values[LSM_OPERATIONS],
        .distribution = (enum lsm_distribution)values[LSM_DISTRIBUTION],
        .zipf_exponent = values[LSM_ZIPF_EXPONENT],
        .key_bytes = (uint32_t)values[LSM_KEY_BYTES],
        .value_bytes = (uint32_t)values[LSM_VALUE_BYTES],
        .delete_fraction = values[LSM_DELETE_FRACTION],
        .entries_per_flush = (uint32_t)values[LSM_ENTRIES_PER_FLUSH],
        .level0_trigger = (uint32_t)values[LSM_LEVEL0_TRIGGER],
        .level1_bytes = (uint64_t)values[LSM_LEVEL1_BYTES],
        .size_ratio = values[LSM_RATIO],
        .target_file_bytes = (uint64_t)values[LSM_TARGET_FILE_BYTES],
        .dynamic_levels = values[LSM_DYNAMIC_LEVELS] > 0 && values[LSM_POLICY] == LSM_LEVELED,
        .universal_size_ratio_percent = (uint32_t)values[LSM_UNIVERSAL_RATIO],
        .universal_max_size_amplification_percent = (uint32_t)values[LSM_UNIVERSAL_AMPLIFICATION],
        .fifo_cap_bytes = (uint64_t)values[LSM_FIFO_CAP]};
    if (!p.entries_per_flush)
        p.entries_per_flush = lsm_default_entries_per_flush((uint64_t)values[LSM_MEMTABLE_BYTES],
                                                            p.key_bytes, p.value_bytes);
    return p;
}

/* Writes of a run that a question may make to know its answer: some tenths of a second. */
enum { WRITES_MEASURED = 4000000 };

static double measure(const struct lsm_parameters *parameters)
{
    struct lsm lsm;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 338);
    lsm_init(&lsm, parameters, rng);
    while (lsm_step(&lsm, rng))
        continue;
    double written = lsm_write_amplification(&lsm, LSM_OVERWRITE);
    lsm_release(&lsm);
    gsl_rng_free(rng);
    return written;
}

static double record_bytes(const double *values)
{
    return values[LSM_KEY_BYTES] + values[LSM_VALUE_BYTES];
}

/* --- How often a record is written --------------------------------------------------------------
 */

static void draw_leveled(gsl_rng *rng, double *values)
{
    static const int ratios[] = {4, 5, 6, 8, 10, 12};
    int memtables = 20 * draw_between(rng, 2, 5);
    double entries = 200;
    values[LSM_KEYS] = memtables * entries;
    values[LSM_OPERATIONS] = 3 * values[LSM_KEYS];
    values[LSM_MEMTABLE_BYTES] = entries * record_bytes(values);
    values[LSM_LEVEL1_BYTES] = 4 * values[LSM_MEMTABLE_BYTES];
    values[LSM_TARGET_FILE_BYTES] = values[LSM_MEMTABLE_BYTES];
    values[LSM_RATIO] = ratios[draw_between(rng, 0, 5)];
}

static bool pose_leveled(const double *values, struct problem *problem)
{
    struct lsm_parameters p = lsm_parameters_from(values);
    double flush = p.entries_per_flush, memtables = p.keys / flush;
    double level1 = (double)p.level1_bytes / (flush * record_bytes(values));
    if (p.policy != LSM_LEVELED || p.distribution != LSM_UNIFORM || p.dynamic_levels ||
        p.delete_fraction > 0 || memtables <= level1 || level1 < 1 || p.operations < p.keys ||
        p.keys + p.operations > WRITES_MEASURED)
        return false;
    double measured = measure(&p), formula = lsm_theory_leveled(memtables, level1, p.size_ratio);
    problem_prompt(problem,
                   "A leveled tree holds %.3g memtables of data. Level 0 is merged at %u file%s, "
                   "level 1 holds %.3g memtables, each further level %.3g times more. Keys are "
                   "overwritten at random: how often is a record written on average, the flush "
                   "included?",
                   memtables, p.level0_trigger, p.level0_trigger == 1 ? "" : "s", level1,
                   p.size_ratio);
    problem_answer(problem, ANSWER_ESTIMATE, "%.1f", measured);
    problem_hint(problem, "Count one for the flush, then what each level adds.");
    problem_hint(problem,
                 "The formula 1 + 2 + T a level + the last ratio overshoots about twofold: "
                 "the engine picks the files that overlap least.");
    problem_step(problem, "1 for the flush, 2 from level 0 into level 1");
    problem_step(problem, "level 1 holds %.3g, level 2 up to %.3g of the %.3g memtables", level1,
                 level1 * p.size_ratio, memtables);
    problem_step(problem, "the formula gives %.1f; the run, which merges what overlaps least: %.1f",
                 formula, measured);
    problem_misconception(problem, "no-compaction", "that is the flush alone: merges rewrite it",
                          "1");
    return true;
}

/* --- How many levels ----------------------------------------------------------------------------
 */

static void draw_levels(gsl_rng *rng, double *values)
{
    static const int thousands[] = {50, 100, 200, 400, 800};
    values[LSM_KEYS] = 1000.0 * thousands[draw_between(rng, 0, 4)];
    values[LSM_OPERATIONS] = values[LSM_KEYS];
    values[LSM_KEY_BYTES] = 20;
    values[LSM_VALUE_BYTES] = draw_between(rng, 0, 1) ? 80 : 180;
    values[LSM_MEMTABLE_BYTES] = 1000.0 * (50 << draw_between(rng, 0, 3));
    values[LSM_LEVEL1_BYTES] = 4 * values[LSM_MEMTABLE_BYTES];
    values[LSM_TARGET_FILE_BYTES] = values[LSM_MEMTABLE_BYTES];
    values[LSM_RATIO] = draw_between(rng, 3, 12);
}

static bool pose_levels(const double *values, struct problem *problem)
{
    struct lsm_parameters p = lsm_parameters_from(values);
    double data = p.keys * record_bytes(values) / 1e6;
    double memtable = p.entries_per_flush * record_bytes(values) / 1e6, ratio = p.size_ratio;
    bool tree = p.policy == LSM_LEVELED || p.policy == LSM_LAZY_LEVELING;
    if (!tree || data <= 2 * memtable)
        return false;
    double full = data / memtable * (ratio - 1) / ratio, exact = log(full) / log(ratio);
    double levels = lsm_theory_levels(data, memtable, ratio);
    problem_prompt(problem,
                   "A merge tree holds %.4g MB (10^6 bytes), its memtable %.4g MB, and each level "
                   "is %.3g times larger than the one above. How many levels does it have below "
                   "the memtable?",
                   data, memtable, ratio);
    problem_answer(problem, ANSWER_EXACT, "%.0f", levels);
    problem_hint(problem, "The last level holds (T - 1)/T of the data, each level T times more.");
    problem_hint(problem, "L = ceil(log_T(data/memtable x (T - 1)/T))");
    problem_step(problem, "data/memtable = %.1f, times (%.3g - 1)/%.3g = %.1f", data / memtable,
                 ratio, ratio, full);
    problem_step(problem, "log_%.3g of it is %.3f, so %.0f", ratio, exact, levels);
    return true;
}

/* --- What lazy leveling saves -------------------------------------------------------------------
 */

static void draw_lazy(gsl_rng *rng, double *values)
{
    int ratio = draw_between(rng, 4, 8), levels = draw_between(rng, 2, 4);
    double entries = 50;
    values[LSM_POLICY] = LSM_LAZY_LEVELING;
    values[LSM_RATIO] = ratio;
    values[LSM_KEYS] = round(entries * pow(ratio, levels - 0.5));
    values[LSM_OPERATIONS] = values[LSM_KEYS];
    values[LSM_MEMTABLE_BYTES] = fmax(1024, entries * record_bytes(values));
    values[LSM_LEVEL1_BYTES] = 4 * values[LSM_MEMTABLE_BYTES];
    values[LSM_TARGET_FILE_BYTES] = values[LSM_MEMTABLE_BYTES];
}

static bool pose_lazy(const double *values, struct problem *problem)
{
    struct lsm_parameters p = lsm_parameters_from(values);
    double ratio = p.size_ratio;
    double levels = lsm_theory_levels(p.keys, p.entries_per_flush, ratio);
    if (p.policy != LSM_LAZY_LEVELING || p.keys <= 2 * p.entries_per_flush || levels < 2)
        return false;
    double leveled = lsm_theory_fluid(levels, ratio, 1, 1);
    double lazy = lsm_theory_fluid(levels, ratio, ratio - 1, 1);
    problem_prompt(
        problem,
        "Leveling writes a record (T - 1)/2 times a level. Lazy leveling lets all levels "
        "but the last gather T - 1 runs. With %.0f levels and T = %.3g, by what factor does "
        "it cut the writes, one for the flush included in both?",
        levels, ratio);
    problem_answer(problem, ANSWER_ESTIMATE, "%.2f", leveled / lazy);
    problem_hint(problem, "A level of up to K runs costs (T - 1)/(K + 1).");
    problem_step(problem, "leveling: 1 + %.0f x %.3g/2 = %.2f", levels, ratio - 1, leveled);
    problem_step(problem, "lazy: 1 + %.0f x %.3g/%.3g + %.3g/2 = %.2f", levels - 1, ratio - 1,
                 ratio, ratio - 1, lazy);
    problem_step(problem, "%.2f / %.2f = %.2f", leveled, lazy, leveled / lazy);
    problem_misconception(problem, "last-level-too", "the last level stays a single run", "%.2f",
                          leveled / lsm_theory_fluid(levels, ratio, ratio - 1, ratio - 1));
    return true;
}

const struct question lsm_questions[LSM_QUESTIONS] = {
    {"leveled-writes", draw_leveled, pose_leveled},
    {"levels", draw_levels, pose_levels},
    {"lazy-leveling", draw_lazy, pose_lazy},
};

const struct preset lsm_presets[LSM_PRESETS] = {
    {"leveled, keys at random", "", "each record is written several times; the bars are files"},
    {"the same keys, a few of them hot", "distribution=zipf zipf-exponent=0.99",
     "hot keys meet in the upper levels and never reach the last"},
    {"keys in order", "distribution=sequential", "nothing overlaps: files move down unread"},
    {"universal: whole runs", "policy=universal",
     "runs alike in size are merged; writes come in bursts, space doubles"},
    {"lazy leveling", "policy=lazy-leveling size-ratio=5",
     "upper levels gather runs, only the last is one sorted run"},
    {"first in, first out", "policy=fifo fifo-cap-bytes=8388608",
     "written once; what is old is gone"},
    {"a small size ratio", "size-ratio=4", "more levels, each merged more cheaply"},
    {"a log of segments", "policy=segments level0-trigger=4 keys=20000 operations=60000",
     "a log is cut in segments; some of one size are merged into one"},
};
