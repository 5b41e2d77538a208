/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting what belongs to several sets without counting it twice.
 *
 * Level 1: two sets. 2: three sets, and multiples. 3: choices that leave no group out.
 */
#include <stdlib.h>

#include "exercises/combinations.h"
#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

static const struct subject {
    const char *things, *a, *b, *c; /* "of 200 users, 80 use search" */
} subjects[] = {
    {"users", "use search", "use export", "use alerts"},
    {"tables", "hold personal data", "are partitioned", "are replicated"},
    {"queries", "join tables", "sort their result", "group rows"},
    {"servers", "run the cache", "run the queue", "run the index"},
    {"jobs", "read from storage", "write to storage", "call a service"},
    {"files", "are compressed", "are encrypted", "are signed"},
};
enum { SUBJECTS = sizeof subjects / sizeof subjects[0] };

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_two(gsl_rng *rng, struct problem *problem)
{
    const struct subject *s = &subjects[draw_between(rng, 0, SUBJECTS - 1)];
    int only_a = 5 * draw_between(rng, 3, 14), only_b = 5 * draw_between(rng, 3, 14);
    int both = 5 * draw_between(rng, 1, 8), neither = 5 * draw_between(rng, 1, 12);
    int a = only_a + both, b = only_b + both, either = a + b - both, all = either + neither;
    int asked = draw_between(rng, 0, 2);
    if (asked == 2) { /* how many do both, from the rest */
        problem_prompt(
            problem,
            "Of %d %s, %d %s and %d %s; for %d neither is true. For how many are both true?", all,
            s->things, a, s->a, b, s->b, neither);
        problem_answer(problem, ANSWER_EXACT, "%d", both);
        problem_step(problem, "at least one: %d - %d = %d", all, neither, either);
    } else {
        problem_prompt(problem,
                       "Of %d %s, %d %s and %d %s; for %d both are true. For how many is %s true?",
                       all, s->things, a, s->a, b, s->b, both, asked ? "neither" : "at least one");
        problem_answer(problem, ANSWER_EXACT, "%d", asked ? neither : either);
        problem_step(problem, "%d + %d counts the %d with both twice", a, b, both);
    }
    problem_hint(problem, "Adding the two counts those with both twice.");
    problem_hint(problem, "at least one = first + second - both");
    if (asked == 2) {
        problem_step(problem, "%d + %d = %d is too many by those with both", a, b, a + b);
        problem_step(problem, "%d - %d = %d", a + b, either, both);
    } else {
        problem_step(problem, "%d + %d - %d = %d", a, b, both, either);
        if (asked)
            problem_step(problem, "%d - %d = %d", all, either, neither);
    }
    int answer = asked == 2 ? both : asked ? neither : either;
    if (asked == 0)
        problem_misconception(problem, "counted-twice", "those with both were counted twice", "%d",
                              a + b);
    if (asked == 1)
        problem_misconception(problem, "counted-twice", "those with both were taken away twice",
                              "%d", all - a - b);
    if (asked == 2)
        problem_misconception(problem, "forgot-the-rest",
                              "those with neither are in none of the sets", "%d", abs(a + b - all));
    problem_misconception(problem, "left-out-both", "those with both have at least one, too", "%d",
                          asked == 0 ? only_a + only_b : answer + both);
    problem_misconception(problem, "answered-the-complement", "that is the number of the others",
                          "%d", all - answer);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_three(gsl_rng *rng, struct problem *problem)
{
    const struct subject *s = &subjects[draw_between(rng, 0, SUBJECTS - 1)];
    int abc = draw_between(rng, 2, 9), neither = draw_between(rng, 5, 40);
    int ab = abc + draw_between(rng, 2, 12), ac = abc + draw_between(rng, 2, 12),
        bc = abc + draw_between(rng, 2, 12);
    int a = ab + ac - abc + draw_between(rng, 5, 40), b = ab + bc - abc + draw_between(rng, 5, 40),
        c = ac + bc - abc + draw_between(rng, 5, 40);
    int singles = a + b + c, pairs = ab + ac + bc, any = singles - pairs + abc, all = any + neither;
    problem_prompt(problem,
                   "Of %d %s, %d %s, %d %s and %d %s. The first and the second are true for %d, "
                   "the first and the third for %d, the second and the third for %d; all three for "
                   "%d. For how many is none true?",
                   all, s->things, a, s->a, b, s->b, c, s->c, ab, ac, bc, abc);
    problem_answer(problem, ANSWER_EXACT, "%d", neither);
    problem_hint(problem, "First count those with at least one.");
    problem_hint(problem, "Add the singles, take away the pairs; those with all three were added "
                          "three times and taken away three times.");
    problem_hint(problem, "at least one = singles - pairs + all three");
    problem_step(problem, "singles: %d + %d + %d = %d", a, b, c, singles);
    problem_step(problem, "pairs: %d + %d + %d = %d", ab, ac, bc, pairs);
    problem_step(problem, "at least one: %d - %d + %d = %d", singles, pairs, abc, any);
    problem_step(problem, "none: %d - %d = %d", all, any, neither);
    problem_misconception(problem, "forgot-the-triple",
                          "those with all three were taken away three times: add them again", "%d",
                          neither + abc);
    problem_misconception(problem, "subtracted-the-triple", "the triple is added, not taken away",
                          "%d", neither + 2 * abc);
    problem_misconception(problem, "answered-the-complement", "that is how many have at least one",
                          "%d", any);
    problem_misconception(problem, "counted-twice", "the pairs were counted twice", "%d",
                          abs(all - singles));
}

static void ask_multiples(gsl_rng *rng, struct problem *problem)
{
    static const int pairs[][2] = {{2, 3}, {2, 5},  {3, 4}, {3, 5},
                                   {4, 6}, {4, 10}, {6, 9}, {6, 10}};
    const int *pair = pairs[draw_between(rng, 0, 7)];
    int p = pair[0], q = pair[1], common = p * q / (int)greatest_divisor(p, q);
    int rows = 10 * draw_between(rng, 6, 60);
    int a = rows / p, b = rows / q, both = rows / common;
    problem_prompt(problem,
                   "Rows are numbered from 1 to %d. One check reads every row whose number %d "
                   "divides, another one every row whose number %d divides. How many rows are read "
                   "at least once?",
                   rows, p, q);
    problem_answer(problem, ANSWER_EXACT, "%d", a + b - both);
    problem_hint(problem, "How many multiples of %d are there up to %d?", p, rows);
    problem_hint(problem,
                 "Both checks read the multiples of the least common multiple of %d and "
                 "%d.",
                 p, q);
    problem_step(problem, "multiples of %d: %d; of %d: %d", p, a, q, b);
    problem_step(problem, "both: multiples of %d, the least common multiple: %d", common, both);
    problem_step(problem, "%d + %d - %d = %d", a, b, both, a + b - both);
    problem_misconception(problem, "counted-twice", "rows that both read were counted twice", "%d",
                          a + b);
    problem_misconception(problem, "product-for-common-multiple",
                          "a row is in both where the least common multiple divides it, which is "
                          "less than the product",
                          "%d", a + b - rows / (p * q));
    problem_misconception(problem, "left-out-both", "rows that both read are read, too", "%d",
                          a + b - 2 * both);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_every_rack(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        const char *group, *things, *copies;
    } scenes[] = {{"rack", "servers", "replicas"},
                  {"zone", "nodes", "copies"},
                  {"region", "sites", "backups"}};
    int which = draw_between(rng, 0, 2), groups = draw_between(rng, 2, 3);
    int each = draw_between(rng, 3, 6), k = groups + draw_between(rng, 0, 2), n = groups * each;
    long all = choose(n, k), one_missing = groups * choose(n - each, k),
         two_missing = groups == 3 ? 3 * choose(each, k) : 0;
    long answer = choices_of_every_group(groups, each, k);
    problem_prompt(problem,
                   "There are %d %ss of %d %s. %d %s go to %d different %s. How many choices of "
                   "%s use every %s?",
                   groups, scenes[which].group, each, scenes[which].things, k, scenes[which].copies,
                   k, scenes[which].things, scenes[which].things, scenes[which].group);
    problem_answer(problem, ANSWER_EXACT, "%ld", answer);
    problem_hint(problem, "Count all choices, then take away those that leave a %s empty.",
                 scenes[which].group);
    problem_hint(problem, "All: C(%d, %d) = %ld. With one given %s empty: C(%d, %d) = %ld.", n, k,
                 all, scenes[which].group, n - each, k, choose(n - each, k));
    if (groups == 3)
        problem_hint(problem, "Choices that leave two empty were taken away twice.");
    problem_step(problem, "all: C(%d, %d) = %ld", n, k, all);
    problem_step(problem, "a given %s empty: C(%d, %d) = %ld, and there are %d: %ld",
                 scenes[which].group, n - each, k, choose(n - each, k), groups, one_missing);
    if (groups == 3)
        problem_step(problem, "two given ones empty: C(%d, %d) = %ld, and there are 3 pairs: %ld",
                     each, k, choose(each, k), two_missing);
    if (groups == 3)
        problem_step(problem, "%ld - %ld + %ld = %ld", all, one_missing, two_missing, answer);
    else
        problem_step(problem, "%ld - %ld = %ld", all, one_missing, answer);
    problem_misconception(problem, "subtracted-once",
                          "any of the groups can be the empty one, not only the first", "%ld",
                          all - choose(n - each, k));
    problem_misconception(problem, "forgot-to-add-back",
                          "choices with two empty groups were taken away twice", "%ld",
                          all - one_missing);
    problem_misconception(problem, "counted-all", "that counts every choice", "%ld", all);
    problem_misconception(problem, "counted-the-order",
                          "one for each group, then the rest: the same choice is counted in more "
                          "than one order",
                          "%ld",
                          (groups == 3 ? (long)each * each * each : (long)each * each) *
                              choose(n - groups, k - groups));
}

static void ask_texts(gsl_rng *rng, struct problem *problem)
{
    int wanted = draw_between(rng, 1, 2), signs = draw_between(rng, 4, 10),
        length = draw_between(rng, 3, 5);
    long all = texts_holding(signs, length, 0), without = texts_holding(signs - 1, length, 0),
         without_both = texts_holding(signs - 2, length, 0);
    long answer = texts_holding(signs, length, wanted);
    problem_prompt(problem,
                   "A code has %d characters, each one of %d letters. How many codes hold %s?",
                   length, signs,
                   wanted == 1 ? "the letter A at least once"
                               : "both the letter A and the letter B, each at least once");
    problem_answer(problem, ANSWER_EXACT, "%ld", answer);
    problem_hint(problem, "Count the codes that lack a letter; that is easier.");
    problem_hint(problem, "Without A there are %d letters for each place: %d^%d.", signs - 1,
                 signs - 1, length);
    problem_step(problem, "all: %d^%d = %ld", signs, length, all);
    problem_step(problem, "without A: %d^%d = %ld", signs - 1, length, without);
    if (wanted == 2) {
        problem_step(problem, "without B: as many; without both: %d^%d = %ld", signs - 2, length,
                     without_both);
        problem_step(problem, "%ld - 2 · %ld + %ld = %ld", all, without, without_both, answer);
        problem_misconception(problem, "forgot-to-add-back",
                              "codes that lack both were taken away twice", "%ld",
                              all - 2 * without);
        problem_misconception(problem, "only-both-missing",
                              "a code that lacks only one of the two does not hold both", "%ld",
                              all - without_both);
    } else {
        problem_step(problem, "%ld - %ld = %ld", all, without, answer);
        problem_misconception(problem, "answered-the-complement", "those are the codes without A",
                              "%ld", without);
    }
    problem_misconception(problem, "one-place-fixed",
                          "fixing a place for each letter counts codes that hold it more than once "
                          "again and again",
                          "%ld",
                          wanted == 1
                              ? length * texts_holding(signs, length - 1, 0)
                              : (long)length * (length - 1) * texts_holding(signs, length - 2, 0));
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    bool other = draw_between(rng, 0, 1);
    (void)drill;
    if (level == 1)
        ask_two(rng, problem);
    else if (level == 2)
        (other ? ask_three : ask_multiples)(rng, problem);
    else
        (other ? ask_every_rack : ask_texts)(rng, problem);
}

const struct drill drill_inclusion_exclusion = {
    .name = "inclusion-exclusion",
    .title = "Inclusion and exclusion",
    .topic = "logic",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms = (const char *const[]){"inclusion exclusion", "venn diagram", "set theory", "union",
                                   "set intersection", "distinct count", "double counting",
                                   "cardinality", "combinatorics", NULL},
    .generate = generate,
};
