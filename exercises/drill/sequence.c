/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the first terms of a sequence to a formula for the nth.
 *
 * Level 1: equal differences. 2: equal second differences (terms by gsl_poly_eval). 3: equal
 * ratios, and what grows by a factor and a constant.
 */
#include <gsl/gsl_poly.h>
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

enum { TERMS = 5 };

static const char *terms_text(struct problem *problem, const long *terms)
{
    return problem_text(problem, "%ld, %ld, %ld, %ld, %ld, ...", terms[0], terms[1], terms[2],
                        terms[3], terms[4]);
}

static void ask_for_formula(gsl_rng *rng, struct problem *problem, const long *terms)
{
    static const char *const texts[] = {
        "On days 1, 2, 3, ... a table has this many partitions",
        "Releases 1, 2, 3, ... of a program have this many settings",
        "With 1, 2, 3, ... nodes a cluster sends this many messages a round",
        "Steps 1, 2, 3, ... of a job read this many blocks",
        "Waits before retries 1, 2, 3, ..., in ms",
        "Levels 1, 2, 3, ... of an index hold this many pages",
    };
    problem->variables = "n";
    problem_prompt(problem, "%s:\n    %s\nGive a formula in n for the nth (the first is n = 1).",
                   draw_text(rng, texts, 6), terms_text(problem, terms));
}

static void polynomial_terms(const int *coefficients, int count, long *terms)
{
    double values[3];
    for (int i = 0; i < count; i++)
        values[i] = coefficients[i];
    for (int n = 1; n <= TERMS; n++)
        terms[n - 1] = lround(gsl_poly_eval(values, count, n));
}

/* "x + 3", "x - 3", "x": a constant behind something. */
static const char *plus(struct problem *problem, long constant)
{
    if (constant == 0)
        return "";
    return problem_text(problem, " %c %ld", constant < 0 ? '-' : '+', labs(constant));
}

/* --- Levels -------------------------------------------------------------------------------------
 */

static void ask_linear(gsl_rng *rng, struct problem *problem)
{
    int step = draw_nonzero(rng, -9, 15), first = draw_between(rng, 2, 60);
    if (step < 0)
        first += 50; /* counts stay above 0 */
    if (step == 1 || step == -1)
        step *= 2;
    int coefficients[] = {first - step, step}, late[] = {first, step};
    long terms[TERMS];
    polynomial_terms(coefficients, 2, terms);
    ask_for_formula(rng, problem, terms);
    problem_answer(problem, ANSWER_FORMULA, "%s", polynomial_text(problem, coefficients, 2, "n"));
    problem_hint(problem, "What is added from one term to the next?");
    problem_hint(problem, "Always %d: so the formula is %dn and a constant.", step, step);
    problem_hint(problem, "Choose the constant so that n = 1 gives %ld.", terms[0]);
    problem_step(problem, "differences: %d each time, so the formula is %dn + c", step, step);
    problem_step(problem, "n = 1: %d + c = %ld, so c = %d", step, terms[0], coefficients[0]);
    problem_step(problem, "the nth is %s", problem->answer);
    problem_misconception(problem, "counted-from-zero",
                          "that gives the first term at n = 0; here it is n = 1", "%s",
                          polynomial_text(problem, late, 2, "n"));
    problem_misconception(problem, "next-term-rule",
                          "that is how to go on from a term, not the term itself", "n%s",
                          plus(problem, step));
    problem_misconception(problem, "forgot-the-constant", "the sequence does not begin at the step",
                          "%dn", step);
    problem_misconception(problem, "swapped-step-and-start", "n is multiplied by what is added",
                          "%dn%s", first, plus(problem, step));
}

static void ask_quadratic(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 1, 4), b = draw_between(rng, -2, 6);
    int c = draw_between(rng, 1, 15) - a - b; /* the first term is above 0 */
    int coefficients[] = {c, b, a}, leading[] = {0, 0, a};
    int whole[] = {c, b, 2 * a}, late[] = {a + b + c, 2 * a + b, a}, square[] = {c, 0, a};
    long terms[TERMS];
    polynomial_terms(coefficients, 3, terms);
    ask_for_formula(rng, problem, terms);
    problem_answer(problem, ANSWER_FORMULA, "%s", polynomial_text(problem, coefficients, 3, "n"));
    problem_hint(problem, "Write the differences below, and the differences of those.");
    problem_hint(problem, "The second differences are all %d, so the formula begins with %s.",
                 2 * a, polynomial_text(problem, leading, 3, "n"));
    problem_hint(problem, "Subtract %s from every term: what is left has equal differences.",
                 polynomial_text(problem, leading, 3, "n"));
    problem_step(problem, "differences: %ld, %ld, %ld, %ld; second differences: %d each time",
                 terms[1] - terms[0], terms[2] - terms[1], terms[3] - terms[2], terms[4] - terms[3],
                 2 * a);
    problem_step(problem, "half of that is the factor of n^2: %d", a);
    problem_step(problem, "terms less %s: %ld, %ld, %ld, ...: differences %d",
                 polynomial_text(problem, leading, 3, "n"), terms[0] - a, terms[1] - 4 * a,
                 terms[2] - 9 * a, b);
    problem_step(problem, "n = 1: %d + c = %ld, so c = %d", a + b, terms[0], c);
    problem_step(problem, "the nth is %s", problem->answer);
    problem_misconception(problem, "forgot-to-halve",
                          "n^2 has second differences of 2: take half of them", "%s",
                          polynomial_text(problem, whole, 3, "n"));
    problem_misconception(problem, "counted-from-zero",
                          "that gives the first term at n = 0; here it is n = 1", "%s",
                          polynomial_text(problem, late, 3, "n"));
    problem_misconception(problem, "forgot-the-linear-part",
                          "after the square is taken away something still grows", "%s",
                          polynomial_text(problem, square, 3, "n"));
    problem_misconception(problem, "first-difference-only",
                          "that fits the first two terms; the differences grow", "%ldn%s",
                          terms[1] - terms[0], plus(problem, 2 * terms[0] - terms[1]));
}

static void ask_geometric(gsl_rng *rng, struct problem *problem)
{
    int first = draw_between(rng, 2, 9) * (draw_between(rng, 0, 2) ? 1 : 10),
        ratio = draw_between(rng, 2, 5);
    bool alternating = draw_between(rng, 0, 4) == 0;
    long terms[TERMS];
    ratio = alternating ? -ratio : ratio;
    terms[0] = first;
    for (int i = 1; i < TERMS; i++)
        terms[i] = terms[i - 1] * ratio;
    if (alternating) {
        problem->variables = "n";
        problem_prompt(problem,
                       "The errors of an iteration, in units of the last place, are\n    %s\nGive "
                       "a formula in n for the nth (the first is n = 1).",
                       terms_text(problem, terms));
    } else {
        ask_for_formula(rng, problem, terms);
    }
    const char *base = problem_text(problem, alternating ? "(%d)" : "%d", ratio);
    problem_answer(problem, ANSWER_FORMULA, "%d*%s^(n-1)", first, base);
    problem_hint(problem, "Divide each term by the one before it.");
    problem_hint(problem, "Always %d: so a power of %d. How often has it been multiplied at n = 1?",
                 ratio, ratio);
    problem_step(problem, "ratios: %ld/%ld = %ld/%ld = %d", terms[1], terms[0], terms[2], terms[1],
                 ratio);
    problem_step(problem, "the nth term has been multiplied n - 1 times, beginning with %d", first);
    problem_step(problem, "the nth is %s", problem->answer);
    problem_misconception(problem, "counted-from-zero",
                          "at n = 1 nothing has been multiplied yet: the exponent is n - 1",
                          "%d*%s^n", first, base);
    problem_misconception(problem, "linear-for-exponential",
                          "the ratio is constant, not the difference", "%ldn%s",
                          terms[1] - terms[0], plus(problem, 2 * terms[0] - terms[1]));
    problem_misconception(problem, "raised-the-first-term", "only the ratio is raised to a power",
                          "%d^n", first);
    problem_misconception(problem, "power-for-exponential", "n stands in the exponent", "%d*n^%d",
                          first, ratio < 0 ? -ratio : ratio);
}

/* Terms c * r^(n-1) + d: from one to the next times r, less d (r - 1). */
static void ask_shifted(gsl_rng *rng, struct problem *problem)
{
    int factor = draw_between(rng, 1, 6), ratio = draw_between(rng, 2, 3),
        shift = draw_nonzero(rng, -1, 9);
    long terms[TERMS], power = 1;
    for (int i = 0; i < TERMS; i++, power *= ratio)
        terms[i] = factor * power + shift;
    ask_for_formula(rng, problem, terms);
    const char *times = factor == 1 ? "" : problem_text(problem, "%d*", factor);
    problem_answer(problem, ANSWER_FORMULA, "%s%d^(n-1)%s", times, ratio, plus(problem, shift));
    problem_hint(problem, "Look at the differences: what is their ratio?");
    problem_hint(problem, "The differences grow by %d each time, so the formula is c·%d^(n-1) + d.",
                 ratio, ratio);
    problem_hint(problem, "The first difference is c·%d - c.", ratio);
    problem_step(problem, "differences: %ld, %ld, %ld: each %d times the one before",
                 terms[1] - terms[0], terms[2] - terms[1], terms[3] - terms[2], ratio);
    problem_step(problem, "so c·%d^(n-1) + d, and c·(%d - 1) = %ld: c = %d", ratio, ratio,
                 terms[1] - terms[0], factor);
    problem_step(problem, "n = 1: %d + d = %ld, so d = %d", factor, terms[0], shift);
    problem_step(problem, "the nth is %s", problem->answer);
    problem_misconception(problem, "forgot-the-constant",
                          "the differences do not show the constant; look at n = 1", "%s%d^(n-1)",
                          times, ratio);
    problem_misconception(problem, "counted-from-zero",
                          "at n = 1 nothing has been multiplied yet: the exponent is n - 1",
                          "%s%d^n%s", times, ratio, plus(problem, shift));
    problem_misconception(problem, "first-difference-only",
                          "that fits the first two terms; the differences grow", "%ldn%s",
                          terms[1] - terms[0], plus(problem, 2 * terms[0] - terms[1]));
    problem_misconception(problem, "pure-ratio", "the terms themselves have no constant ratio",
                          "%ld*%d^(n-1)", terms[0], ratio);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    (void)drill;
    if (level == 1)
        ask_linear(rng, problem);
    else if (level == 2)
        ask_quadratic(rng, problem);
    else if (draw_between(rng, 0, 1))
        ask_geometric(rng, problem);
    else
        ask_shifted(rng, problem);
}

const struct drill drill_sequence = {
    .name = "sequence",
    .title = "From a sequence to its formula",
    .topic = "logic",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"linear-equation", NULL},
    .terms =
        (const char *const[]){"arithmetic sequence", "geometric sequence", "arithmetic progression",
                              "geometric progression", "geometric series", "recurrence relation",
                              "fibonacci", "closed form", "nth term", NULL},
    .generate = generate,
};
