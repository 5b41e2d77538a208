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
    return values[HASH_FUNCTION] == HASH_UNIFORM && values[HASH_SCHEME] == SCHEME_LINEAR &&
           table->keys > 1 && table->keys < table->slots;
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

/* --- Other schemes ------------------------------------------------------------------------------
 */

static void draw_independent(gsl_rng *rng, double *values)
{
    static const int sizes[] = {101, 1009, 10007}; /* primes */
    static const int percents[] = {50, 60, 70, 75, 80, 85, 90, 95};
    values[HASH_SCHEME] = SCHEME_DOUBLE;
    values[HASH_SLOTS] = sizes[draw_between(rng, 0, 2)];
    values[HASH_LOAD] = percents[draw_between(rng, 0, 7)] / 100.0;
    values[HASH_TRIALS] = 100;
}

static bool pose_independent(const double *values, struct problem *problem)
{
    double m = values[HASH_SLOTS], a = values[HASH_LOAD], n = round(a * m);
    if (values[HASH_SCHEME] != SCHEME_DOUBLE || values[HASH_FUNCTION] != HASH_UNIFORM || n < 2 ||
        n >= m)
        return false;
    double exact = double_expected_miss(m, n);
    problem_prompt(
        problem,
        "A table of %.0f slots with double hashing is filled to a load of %.2f. How many "
        "slots does an unsuccessful search look at on average, the empty one included?",
        m, a);
    problem_answer(problem, ANSWER_ESTIMATE, "%.2f", exact);
    problem_hint(problem, "Every probe is as good as a fresh draw among the slots.");
    problem_hint(problem, "A draw meets an empty slot with probability 1 - a.");
    problem_step(problem, "waiting for an event of probability %.2f takes 1 / %.2f = %.2f draws",
                 1 - a, 1 - a, 1 / (1 - a));
    problem_step(problem, "no slot is met twice: (m + 1) / (m + 1 - n) = %.0f / %.0f = %.2f", m + 1,
                 m + 1 - n, exact);
    problem_misconception(problem, "clusters", "clusters are what double hashing avoids", "%.2f",
                          linear_expected_miss(m, n));
    problem_misconception(problem, "hit-for-miss", "that is a successful search", "%.3f",
                          double_expected_hit(m, n));
    return true;
}

static void draw_room(gsl_rng *rng, double *values)
{
    static const int shapes[][2] = {{2, 1}, {3, 1}, {4, 1}, {2, 2}, {2, 4}};
    static const int sizes[] = {1000, 4000, 20000, 100000};
    int shape = draw_between(rng, 0, 4);
    values[HASH_SCHEME] = SCHEME_CUCKOO;
    values[HASH_CHOICES] = shapes[shape][0];
    values[HASH_BUCKET] = shapes[shape][1];
    values[HASH_SLOTS] = sizes[draw_between(rng, 0, 3)];
    values[HASH_LOAD] = 1;
}

static bool pose_room(const double *values, struct problem *problem)
{
    unsigned choices = (unsigned)values[HASH_CHOICES], bucket = (unsigned)values[HASH_BUCKET];
    double slots = values[HASH_SLOTS], load = cuckoo_threshold(choices, bucket);
    if (values[HASH_SCHEME] != SCHEME_CUCKOO || values[HASH_FUNCTION] != HASH_UNIFORM ||
        slots < 500)
        return false;
    problem_prompt(problem,
                   "In a cuckoo hash table of %s slots each key may be in %u buckets of %u slot%s. "
                   "About how many keys does it take before one finds no place?",
                   grouped(problem, (uint64_t)slots), choices, bucket, bucket > 1 ? "s" : "");
    problem_answer(problem, ANSWER_ESTIMATE, "%.0f", load * slots);
    problem_hint(problem, "Two choices of one slot can be met up to half full.");
    problem_hint(problem, "A third choice, or a second slot a bucket, brings it near nine tenths.");
    problem_step(problem, "%u choices of %u slot%s can be met up to a load of %.4f", choices,
                 bucket, bucket > 1 ? "s" : "", load);
    problem_step(problem, "%.4f x %.0f = %.0f", load, slots, load * slots);
    problem_misconception(problem, "all-of-it",
                          "keys cannot all be moved to where the empty slots are", "%.0f", slots);
    problem_misconception(problem, "always-half", "more choices or larger buckets hold more",
                          "%.0f", slots / 2);
    return true;
}

static void draw_empty(gsl_rng *rng, double *values)
{
    static const int percents[] = {25, 50, 75, 100, 150, 200, 300};
    values[HASH_SCHEME] = SCHEME_CHAINING;
    values[HASH_SLOTS] = 1000;
    values[HASH_LOAD] = percents[draw_between(rng, 0, 6)] / 100.0;
    values[HASH_TRIALS] = 100;
}

static bool pose_empty(const double *values, struct problem *problem)
{
    double m = values[HASH_SLOTS], n = round(values[HASH_LOAD] * m), a = n / m;
    if (values[HASH_SCHEME] != SCHEME_CHAINING || values[HASH_FUNCTION] != HASH_UNIFORM || n < 2 ||
        m < 20)
        return false;
    double share = 100 * exp(n * log1p(-1 / m));
    problem_prompt(problem,
                   "%.0f keys are hashed into %.0f slots with separate chaining. What share of the "
                   "slots stays empty on average, in per cent?",
                   n, m);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", share);
    problem_hint(problem, "Each key misses a given slot with probability 1 - 1/m.");
    problem_hint(problem, "Many keys: about e^(-a).");
    problem_step(problem, "a slot is missed by all keys with probability (1 - 1/%.0f)^%.0f", m, n);
    problem_step(problem, "about e^(-%.4g), in per cent %.3g", a, share);
    if (a < 1)
        problem_misconception(problem, "no-collisions", "some keys share a slot", "%.3g",
                              100 * (1 - a));
    problem_misconception(problem, "the-filled-ones", "that is the share that is not empty", "%.3g",
                          100 - share);
    return true;
}

const struct question hash_questions[HASH_QUESTIONS] = {
    {"miss-near-full", draw_miss, pose_miss},
    {"hit", draw_hit, pose_hit},
    {"miss-growth", draw_growth, pose_growth},
    {"independent-probes", draw_independent, pose_independent},
    {"cuckoo-room", draw_room, pose_room},
    {"empty-lists", draw_empty, pose_empty},
};
