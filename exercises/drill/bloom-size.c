/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bloom filters: memory, hashes, false positives.
 *
 * Level 1: bits to bytes, and a filter that is half full. 2: the rate of a given filter and the
 * best number of hashes. 3: bits for a wanted rate, memory for it, and reads saved in a tree of
 * runs.
 */
#include <math.h>

#include "exercises/bloom_theory.h"
#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "exercises/problem_writer.h"

static const char *const things[] = {"user names", "blocked addresses", "row keys",
                                     "addresses of pages", "device numbers"};

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_memory(gsl_rng *rng, struct problem *problem)
{
    int bits = draw_between(rng, 4, 16), millions = 4 * draw_between(rng, 1, 50);
    double answer = (double)millions * bits / 8;
    problem_prompt(problem,
                   "A Bloom filter for %d million %s has %d bits for each of them. How large is "
                   "it? (Give the unit, such as 12 MB.)",
                   millions, draw_text(rng, things, 5), bits);
    problem_measure(problem, answer, "MB");
    problem_hint(problem, "First all bits, then eight of them to a byte.");
    problem_hint(problem, "A million bytes are 1 MB.");
    problem_step(problem, "%d million · %d bits = %d million bits", millions, bits,
                 millions * bits);
    problem_step(problem, "divided by 8 bits a byte: %s", problem->answer);
    problem_measure_misconception(problem, "mixed-bits-and-bytes", "a byte has 8 bits", answer * 8);
    problem_measure_misconception(problem, "forgot-the-bits",
                                  "that is one bit for each of them only", millions / 8.0);
}

static void ask_half_full(gsl_rng *rng, struct problem *problem)
{
    int hashes = draw_between(rng, 2, 10);
    problem_prompt(problem,
                   "Half of the bits of a Bloom filter for %s are set. A lookup tests %d bits. How "
                   "likely is it that one that was never added is taken for one that was?",
                   draw_text(rng, things, 5), hashes);
    problem_chance_ratio(problem, 1, 1 << hashes);
    problem_hint(problem, "Each tested bit is set with probability 1/2.");
    problem_hint(problem, "All %d must be set for the filter to say \"perhaps\".", hashes);
    problem_step(problem, "(1/2)^%d = 1/2^%d", hashes, hashes);
    problem_step(problem, "= %s", problem->answer);
    problem_misconception(problem, "one-bit", "all of its bits must be set, not one", "1/2");
    problem_misconception(problem, "added-instead-of-multiplied",
                          "the bits must be set together: multiply", "1/%d", 2 * hashes);
    problem_misconception(problem, "complement", "that is how likely it is seen to be absent",
                          "%d/%d", (1 << hashes) - 1, 1 << hashes);
}

static void ask_share_of_lookups(gsl_rng *rng, struct problem *problem)
{
    static const double rates[] = {0.5, 1, 2, 5};
    double rate = draw_number(rng, rates, 4);
    int lookups = 1000 * draw_between(rng, 2, 40), absent = 10 * draw_between(rng, 3, 9);
    double answer = lookups * (absent / 100.0) * (rate / 100);
    problem_prompt(problem,
                   "A store gets %s lookups a second, %d %% of them for keys that it does not "
                   "hold. Its Bloom filter takes %s %% of these for keys that it holds. How many "
                   "reads a second find nothing?",
                   grouped(problem, (uint64_t)lookups), absent, four_digits(problem, rate));
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "The filter errs only on keys that are not there.");
    problem_hint(problem, "%d %% of %s are %s lookups.", absent,
                 grouped(problem, (uint64_t)lookups),
                 four_digits(problem, lookups * (absent / 100.0)));
    problem_step(problem, "%s · %d %% = %s lookups of absent keys",
                 grouped(problem, (uint64_t)lookups), absent,
                 four_digits(problem, lookups * (absent / 100.0)));
    problem_step(problem, "%s %% of them: %s", four_digits(problem, rate), problem->answer);
    problem_measure_misconception(problem, "rate-of-all-lookups",
                                  "keys that are there are not false positives",
                                  lookups * rate / 100);
    problem_measure_misconception(problem, "complement",
                                  "those are the reads that the filter saves",
                                  lookups * (absent / 100.0) * (1 - rate / 100));
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_rate(gsl_rng *rng, struct problem *problem)
{
    int b = draw_between(rng, 5, 14), k = draw_between(rng, 2, b < 8 ? 6 : 9);
    double set = 1 - exp(-(double)k / b);
    problem_prompt(problem,
                   "A Bloom filter for %s has %d bits a key and uses %d hashes. What share of "
                   "lookups for keys that were never added passes it?",
                   draw_text(rng, things, 5), b, k);
    problem_chance(problem, bloom_rate(1, b, k));
    problem->absolute *= 2; /* powers magnify rounding */
    problem_hint(problem, "First: what share of the bits is set when all keys are in?");
    problem_hint(problem, "A bit stays clear with probability e^(-k/b) = e^(-%d/%d).", k, b);
    problem_hint(problem, "Then all %d tested bits must be among the set ones.", k);
    problem_step(problem, "a bit is set with probability 1 - e^(-%d/%d) = %.5f", k, b, set);
    problem_step(problem, "all %d are: %.5f^%d = %s", k, set, k, problem->answer);
    problem_chance_misconception(problem, "one-bit", "all of its bits must be set, not one", set);
    problem_chance_misconception(problem, "clear-for-set",
                                 "e^(-k/b) is the share of bits that are clear",
                                 exp(-(double)k * k / b));
    problem_chance_misconception(problem, "forgot-the-hashes",
                                 "each key sets k bits, so the filter is fuller than that",
                                 pow(1 - exp(-1.0 / b), k));
    problem_chance_misconception(problem, "half-full",
                                 "that holds only at the best number of hashes", pow(0.5, k));
}

static void ask_best_hashes(gsl_rng *rng, struct problem *problem)
{
    int b = draw_between(rng, 4, 24);
    double best = bloom_best_hashes(b);
    problem_prompt(problem,
                   "A Bloom filter for %s has %d bits a key. With how many hashes does it err "
                   "least?",
                   draw_text(rng, things, 5), b);
    problem_answer(problem, ANSWER_EXACT, "%.0f", best);
    problem_hint(problem, "Too few hashes ask for too little, too many fill the filter.");
    problem_hint(problem, "The best filter is half full: e^(-k/b) = 1/2, so k = b ln 2.");
    problem_step(problem, "k = %d · ln 2 = %d · 0.693 = %.2f", b, b, b * M_LN2);
    problem_step(problem, "the whole number beside it with the lower rate is %.0f", best);
    problem_misconception(problem, "more-is-better", "more hashes also fill the filter", "%d", b);
    problem_misconception(problem, "divided-by-ln-2",
                          "k = b ln 2; dividing gives the bits for b hashes", "%.0f",
                          round(b / M_LN2));
    problem_misconception(problem, "half-of-the-bits",
                          "half of the bits are set, but some of them by several keys", "%d",
                          b / 2);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static const double wanted[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5}; /* in per cent */

static void explain_bits(struct problem *problem, double percent)
{
    problem_hint(problem, "At the best number of hashes k half of the bits are set: p = 2^(-k).");
    problem_hint(problem, "k = b ln 2, so b = -ln p / (ln 2)^2, and (ln 2)^2 = 0.4805.");
    problem_step(problem, "p = 2^(-b ln 2), so b = -ln p / (ln 2)^2");
    problem_step(problem, "b = -ln %s / 0.4805 = %s / 0.4805 = %s bits a key",
                 four_digits(problem, percent / 100), four_digits(problem, -log(percent / 100)),
                 four_digits(problem, bloom_bits_for(percent / 100)));
}

static void ask_bits_for(gsl_rng *rng, struct problem *problem)
{
    double percent = draw_number(rng, wanted, 10), bits = bloom_bits_for(percent / 100);
    problem_prompt(problem,
                   "Of lookups for absent %s at most %s %% shall pass a Bloom filter with the best "
                   "number of hashes. How many bits a key does it need?",
                   draw_text(rng, things, 5), four_digits(problem, percent));
    problem_measure(problem, bits, NULL);
    explain_bits(problem, percent);
    problem_step(problem, "b = %s", problem->answer);
    problem_measure_misconception(problem, "hashes-for-bits",
                                  "that is the number of hashes; each needs 1.44 bits a key",
                                  -log2(percent / 100));
    problem_measure_misconception(problem, "forgot-ln-2", "divide by (ln 2)^2",
                                  -log(percent / 100));
    problem_measure_misconception(problem, "common-logarithm",
                                  "the formula wants the natural logarithm",
                                  -log10(percent / 100) / (M_LN2 * M_LN2));
}

static void ask_memory_for(gsl_rng *rng, struct problem *problem)
{
    static const double millions[] = {10, 20, 40, 50, 100, 200, 300, 500};
    double percent = draw_number(rng, wanted, 10), keys = draw_number(rng, millions, 8);
    double bits = bloom_bits_for(percent / 100);
    problem_prompt(problem,
                   "A Bloom filter shall hold %.0f million %s and let at most %s %% of strangers "
                   "pass, with the best number of hashes. How much memory does it take? (Give the "
                   "unit, such as 12 MB.)",
                   keys, draw_text(rng, things, 5), four_digits(problem, percent));
    problem_measure(problem, keys * bits / 8, "MB");
    explain_bits(problem, percent);
    problem_step(problem, "%.0f million keys · %s bits / 8 = %s", keys, four_digits(problem, bits),
                 problem->answer);
    problem_measure_misconception(problem, "mixed-bits-and-bytes", "a byte has 8 bits",
                                  keys * bits);
    problem_measure_misconception(problem, "hashes-for-bits",
                                  "-log2 p is the number of hashes; each needs 1.44 bits a key",
                                  keys * -log2(percent / 100) / 8);
}

static void ask_runs(gsl_rng *rng, struct problem *problem)
{
    int runs = draw_between(rng, 4, 20), b = draw_between(rng, 6, 12);
    double k = bloom_best_hashes(b), rate = bloom_rate(1, b, k);
    problem_prompt(problem,
                   "A log-structured store keeps %d sorted runs, each with a Bloom filter of %d "
                   "bits a key and %.0f hashes. A lookup asks for a key that is nowhere. How many "
                   "runs does it read in vain, on average?",
                   runs, b, k);
    problem_measure(problem, runs * rate, NULL);
    problem->relative *= 2; /* powers magnify rounding */
    problem_hint(problem, "Every run is one more chance of a false positive: means add up.");
    problem_hint(problem, "One filter errs with probability (1 - e^(-k/b))^k.");
    problem_step(problem, "one filter: (1 - e^(-%.0f/%d))^%.0f = %s", k, b, k,
                 four_digits(problem, rate));
    problem_step(problem, "%d runs: %d · %s = %s", runs, runs, four_digits(problem, rate),
                 problem->answer);
    problem_measure_misconception(problem, "one-run", "that is of a single run", rate);
    problem_measure_misconception(problem, "one-bit", "all of a key's bits must be set, not one",
                                  runs * (1 - exp(-k / b)));
}

static void ask_more_bits(gsl_rng *rng, struct problem *problem)
{
    static const double factors[] = {2, 3, 4, 5, 8, 10, 20, 50, 100, 1000};
    double factor = draw_number(rng, factors, 10), answer = bloom_bits_for(1 / factor);
    problem_prompt(problem,
                   "A Bloom filter for %s has the best number of hashes. How many more bits a key "
                   "make its false positives %.0f times rarer, again with the best number?",
                   draw_text(rng, things, 5), factor);
    problem_measure(problem, answer, NULL);
    problem_hint(problem, "b = -ln p / (ln 2)^2: what becomes of b when p is divided?");
    problem_hint(problem, "-ln(p/%.0f) = -ln p + ln %.0f.", factor, factor);
    problem_step(problem, "b grows by ln %.0f / (ln 2)^2", factor);
    problem_step(problem, "= %s / 0.4805 = %s", four_digits(problem, log(factor)), problem->answer);
    problem_measure_misconception(problem, "proportional",
                                  "bits buy rarity by multiplying, not by adding", factor);
    problem_measure_misconception(problem, "hashes-for-bits",
                                  "that is how many hashes more; each needs 1.44 bits",
                                  log2(factor));
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][4] = {
        {ask_memory, ask_memory, ask_half_full, ask_share_of_lookups},
        {ask_rate, ask_rate, ask_rate, ask_best_hashes},
        {ask_bits_for, ask_memory_for, ask_runs, ask_more_bits},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 3)](rng, problem);
}

const struct drill drill_bloom_size = {
    .name = "bloom-size",
    .title = "Bloom filters: bits and errors",
    .topic = "probability",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"byte-units", "logarithm", NULL},
    .terms = (const char *const[]){"bloom filter", "false positive", "false positive rate",
                                   "hash function", "hashing", "bit array", "membership test",
                                   "probabilistic data structure", "cuckoo filter", "lsm tree",
                                   "sstable", NULL},
    .generate = generate,
};
