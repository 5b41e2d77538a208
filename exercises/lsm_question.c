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

/* Runs the engine small: some milliseconds. */
static double measure(const double *values, uint64_t seed)
{
    struct lsm_parameters parameters = lsm_parameters_from(values);
    struct lsm lsm;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, (unsigned long)seed);
    lsm_init(&lsm, &parameters, rng);
    while (lsm_step(&lsm, rng))
        continue;
    double written = lsm_write_amplification(&lsm, LSM_OVERWRITE);
    lsm_release(&lsm);
    gsl_rng_free(rng);
    return written;
}

static void ask_leveled(const struct question *question, gsl_rng *rng, double *values,
                        struct problem *problem)
{
    static const int ratios[] = {4, 5, 6, 8, 10, 12};
    int ratio = ratios[draw_between(rng, 0, 5)], memtables = 20 * draw_between(rng, 2, 5);
    double entries = 200;
    (void)question;
    values[LSM_KEYS] = memtables * entries;
    values[LSM_OPERATIONS] = 3 * values[LSM_KEYS];
    values[LSM_MEMTABLE_BYTES] = entries * 116;
    values[LSM_LEVEL1_BYTES] = 4 * values[LSM_MEMTABLE_BYTES];
    values[LSM_TARGET_FILE_BYTES] = values[LSM_MEMTABLE_BYTES];
    values[LSM_RATIO] = ratio;
    double measured = measure(values, gsl_rng_get(rng));
    double formula = lsm_theory_leveled(memtables, 4, ratio);
    problem_prompt(problem,
                   "A leveled tree holds %d memtables of data. Level 0 is merged at 4 files, level "
                   "1 holds 4 memtables, each further level %d times more. Keys are overwritten at "
                   "random: how often is a record written on average, the flush included?",
                   memtables, ratio);
    problem_answer(problem, ANSWER_ESTIMATE, "%.1f", measured);
    problem_hint(problem, "Count one for the flush, then what each level adds.");
    problem_hint(problem,
                 "The formula 1 + 2 + T a level + the last ratio overshoots about twofold: "
                 "the engine picks the files that overlap least.");
    problem_step(problem, "1 for the flush, 2 from level 0 into level 1");
    problem_step(problem, "level 1 holds 4, level 2 up to %d of the %d memtables", 4 * ratio,
                 memtables);
    problem_step(problem, "the formula gives %.1f; the run, which merges what overlaps least: %.1f",
                 formula, measured);
    problem_misconception(problem, "no-compaction", "that is the flush alone: merges rewrite it",
                          "1");
}

static void ask_levels(const struct question *question, gsl_rng *rng, double *values,
                       struct problem *problem)
{
    int ratio = draw_between(rng, 3, 12), megabytes = 1 << draw_between(rng, 4, 7);
    int gigabytes = 10 * draw_between(rng, 1, 50);
    double data = gigabytes * 1000.0, exact = log(data / megabytes * (ratio - 1) / ratio);
    double levels = lsm_theory_levels(data, megabytes, ratio);
    (void)question;
    values[LSM_RATIO] = ratio;
    problem_prompt(problem,
                   "A merge tree holds %d GB (10^9 bytes), its memtable %d MB (10^6 bytes), and "
                   "each level is %d times larger than the one above. How many levels does it have "
                   "below the memtable?",
                   gigabytes, megabytes, ratio);
    problem_answer(problem, ANSWER_EXACT, "%.0f", levels);
    problem_hint(problem, "The last level holds (T - 1)/T of the data, each level T times more.");
    problem_hint(problem, "L = ceil(log_T(data/memtable x (T - 1)/T))");
    problem_step(problem, "data/memtable = %.1f, times (%d - 1)/%d = %.1f", data / megabytes, ratio,
                 ratio, data / megabytes * (ratio - 1) / ratio);
    problem_step(problem, "log_%d of it is %.3f, so %.0f", ratio, exact / log(ratio), levels);
}

static void ask_lazy(const struct question *question, gsl_rng *rng, double *values,
                     struct problem *problem)
{
    int ratio = draw_between(rng, 4, 12), levels = draw_between(rng, 3, 6);
    double leveled = lsm_theory_fluid(levels, ratio, 1, 1);
    double lazy = lsm_theory_fluid(levels, ratio, ratio - 1, 1);
    (void)question;
    values[LSM_POLICY] = LSM_LAZY_LEVELING;
    values[LSM_RATIO] = ratio;
    problem_prompt(
        problem,
        "Leveling writes a record (T - 1)/2 times a level. Lazy leveling lets all levels "
        "but the last gather T - 1 runs. With %d levels and T = %d, by what factor does "
        "it cut the writes, one for the flush included in both?",
        levels, ratio);
    problem_answer(problem, ANSWER_ESTIMATE, "%.2f", leveled / lazy);
    problem_hint(problem, "A level of up to K runs costs (T - 1)/(K + 1).");
    problem_step(problem, "leveling: 1 + %d x %d/2 = %.2f", levels, ratio - 1, leveled);
    problem_step(problem, "lazy: 1 + %d x %d/%d + %d/2 = %.2f", levels - 1, ratio - 1, ratio,
                 ratio - 1, lazy);
    problem_step(problem, "%.2f / %.2f = %.2f", leveled, lazy, leveled / lazy);
    problem_misconception(problem, "last-level-too", "the last level stays a single run", "%.2f",
                          leveled / lsm_theory_fluid(levels, ratio, ratio - 1, ratio - 1));
}

const struct question lsm_questions[LSM_QUESTIONS] = {
    {"leveled-writes", ask_leveled},
    {"levels", ask_levels},
    {"lazy-leveling", ask_lazy},
};
