/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/question.h"

#include <math.h>

#include "exercises/hashing/theory.h"
#include "exercises/problem_writer.h"

struct table {
    int slots, keys;
    double load;
};

/* A size and one of `count` loads, in per cent. */
static void draw_table(gsl_rng *rng, const int *percents, int count, double *values)
{
    static const int sizes[] = {100, 200, 500, 1000, 2000, 5000, 10000, 100000};
    values[HASH_SLOTS] = sizes[draw_between(rng, 0, 7)];
    values[HASH_LOAD] = percents[draw_between(rng, 0, count - 1)] / 100.0;
    values[HASH_TRIALS] = values[HASH_SLOTS] > 10000 ? 4 : 100;
}

/* False where the formulas do not hold, or where there is nothing to estimate. */
static bool read_table(const double *values, struct table *table)
{
    table->slots = (int)values[HASH_SLOTS];
    table->load = values[HASH_LOAD];
    table->keys = (int)lround(table->load * table->slots);
    return values[HASH_FUNCTION] == HASH_UNIFORM && table->keys > 1 && table->keys < table->slots;
}

static void draw_miss(gsl_rng *rng, double *values)
{
    static const int percents[] = {70, 75, 80, 85, 90, 92, 95};
    draw_table(rng, percents, 7, values);
}

static bool pose_miss(const double *values, struct problem *problem)
{
    struct table t;
    if (!read_table(values, &t))
        return false;
    double a = t.load, limit = (1 + 1 / ((1 - a) * (1 - a))) / 2;
    double exact = linear_expected_miss(t.slots, t.keys);
    problem_prompt(problem,
                   "A linear-probing table has %s slots and is filled to a load of %.2f. How many "
                   "slots does an unsuccessful search look at on average, the empty one included?",
                   grouped(problem, (uint64_t)t.slots), a);
    problem_answer(problem, ANSWER_ESTIMATE, "%.1f", exact);
    problem_hint(problem, "The search walks to the end of the cluster that it falls into, and long "
                          "clusters are hit more often.");
    problem_hint(problem, "In a very large table it is (1 + 1/(1 - a)^2) / 2.");
    problem_step(problem, "a = %.2f leaves 1 - a = %.2f of the slots empty", a, 1 - a);
    problem_step(problem, "in a very large table: (1 + 1/%.2f^2) / 2 = %.1f", 1 - a, limit);
    problem_step(problem,
                 "exactly, for %d slots and %d keys: Q1 = 1 + 2·(%d/%d) + 3·(%d·%d/%d^2) + ... = "
                 "%.1f",
                 t.slots, t.keys, t.keys, t.slots, t.keys, t.keys - 1, t.slots, 2 * exact - 1);
    problem_step(problem, "(1 + Q1) / 2 = %.1f", exact);
    problem_misconception(
        problem, "no-clusters",
        "1/(1 - a) holds where every probe is independent; clusters make it worse", "%.2f",
        1 / (1 - a));
    problem_misconception(problem, "hit-for-miss", "that is a successful search", "%.2f",
                          linear_expected_hit(t.slots, t.keys));
    return true;
}

static void draw_hit(gsl_rng *rng, double *values)
{
    static const int percents[] = {50, 60, 70, 75, 80, 85, 90, 95};
    draw_table(rng, percents, 8, values);
}

static bool pose_hit(const double *values, struct problem *problem)
{
    struct table t;
    if (!read_table(values, &t))
        return false;
    double a = t.load, limit = (1 + 1 / (1 - a)) / 2;
    double exact = linear_expected_hit(t.slots, t.keys);
    problem_prompt(problem,
                   "A linear-probing table has %s slots and is filled to a load of %.2f. How many "
                   "slots does a successful search look at on average?",
                   grouped(problem, (uint64_t)t.slots), a);
    problem_answer(problem, ANSWER_ESTIMATE, "%.2f", exact);
    problem_hint(problem,
                 "Finding a key takes as many probes as inserting it did, when the table was "
                 "emptier.");
    problem_hint(problem, "In a very large table it is (1 + 1/(1 - a)) / 2.");
    problem_step(problem, "in a very large table: (1 + 1/%.2f) / 2 = %.2f", 1 - a, limit);
    problem_step(problem, "exactly, for %d slots and %d keys: Q0 = 1 + %d/%d + ... = %.2f", t.slots,
                 t.keys, t.keys - 1, t.slots, 2 * exact - 1);
    problem_step(problem, "(1 + Q0) / 2 = %.2f", exact);
    problem_misconception(problem, "miss-for-hit", "that is an unsuccessful search", "%.2f",
                          linear_expected_miss(t.slots, t.keys));
    return true;
}

static void draw_growth(gsl_rng *rng, double *values)
{
    static const int percents[] = {60, 65, 70, 75, 80, 85, 90};
    draw_table(rng, percents, 7, values);
}

/* From a tenth emptier. */
static bool pose_growth(const double *values, struct problem *problem)
{
    struct table t;
    if (!read_table(values, &t) || t.load < 0.3)
        return false;
    double emptier = t.load - 0.1;
    double before = linear_expected_miss(t.slots, round(emptier * t.slots));
    double after = linear_expected_miss(t.slots, t.keys), factor = after / before;
    problem_prompt(problem,
                   "A linear-probing table of %s slots grows from a load of %.2f to %.2f. By what "
                   "factor do the probes of an unsuccessful search grow?",
                   grouped(problem, (uint64_t)t.slots), emptier, t.load);
    problem_answer(problem, ANSWER_ESTIMATE, "%.1f", factor);
    problem_hint(problem, "What matters is how much of the table is still empty.");
    problem_hint(problem, "A miss costs about 1/(1 - a)^2 / 2 probes.");
    problem_step(problem, "at %.2f: %.1f probes; at %.2f: %.1f probes", emptier, before, t.load,
                 after);
    problem_step(problem, "%.4g / %.4g = %.1f", after, before, factor);
    problem_misconception(problem, "grows-with-the-keys",
                          "the cost follows the empty slots, not the keys", "%.3f",
                          t.load / emptier);
    return true;
}

const struct question hash_questions[HASH_QUESTIONS] = {
    {"miss-near-full", draw_miss, pose_miss},
    {"hit", draw_hit, pose_hit},
    {"miss-growth", draw_growth, pose_growth},
};
