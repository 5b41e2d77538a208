/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arithmetic in the head: short prompts, whole numbers, each with the way that needs least memory.
 *
 * Level 1: tables to 12, sums and differences of two digits. 2: two digits by one, three-digit
 * sums. 3: two digits by two. 4: percentages, fractions and zeros.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/problem_writer.h"

static void ask(struct problem *problem, int a, const char *shown, char sign, int b, int result)
{
    problem_prompt(problem, "What is %d %s %d?", a, shown, b);
    problem_expression(problem, "%d%c%d", a, sign, b);
    problem_answer(problem, ANSWER_EXACT, "%d", result);
}

/* --- Products -----------------------------------------------------------------------------------
 */

static void ask_table(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 3, 12), b = draw_between(rng, 3, 12);
    int known = a > 10 ? 10 : a > 5 ? 5 : 2, rest = a - known;
    ask(problem, a, "×", '*', b, a * b);
    problem_hint(problem, "Start from a row you know well, such as the twos, fives or tens.");
    problem_hint(problem, "%d · %d = %d.", known, b, known * b);
    problem_step(problem, "%d · %d = %d · %d + %d · %d", a, b, known, b, rest, b);
    problem_step(problem, "= %d + %d = %d", known * b, rest * b, a * b);
    problem_misconception(problem, "one-row-off", "that is one row of the table too far", "%d",
                          (a + 1) * b);
    problem_misconception(problem, "one-row-off", "that is one row of the table too few", "%d",
                          (a - 1) * b);
    problem_misconception(problem, "one-column-off", "that is one column of the table too far",
                          "%d", a * (b + 1));
    problem_misconception(problem, "one-column-off", "that is one column of the table too few",
                          "%d", a * (b - 1));
    problem_misconception(problem, "added", "that is the sum", "%d", a + b);
}

static void ask_product_by_one(gsl_rng *rng, struct problem *problem)
{
    int a = 10 * draw_between(rng, 1, 9) + draw_between(rng, 1, 9), b = draw_between(rng, 3, 9);
    int tens = a / 10 * 10, ones = a % 10;
    ask(problem, a, "×", '*', b, a * b);
    problem_hint(problem, "Tens first, then ones, then add.");
    problem_hint(problem, "%d · %d = %d.", tens, b, tens * b);
    problem_step(problem, "%d · %d = %d · %d + %d · %d", a, b, tens, b, ones, b);
    problem_step(problem, "= %d + %d = %d", tens * b, ones * b, a * b);
    problem_misconception(problem, "lost-the-carry", "the tens of the ones' product are missing",
                          "%d", tens * b + ones * b % 10);
    problem_misconception(problem, "tens-only", "the ones are still to be multiplied", "%d",
                          tens * b);
    problem_misconception(problem, "added", "that is the sum", "%d", a + b);
}

static void ask_product_by_two(gsl_rng *rng, struct problem *problem)
{
    int a = 10 * draw_between(rng, 1, 6) + draw_between(rng, 1, 9);
    int b = 10 * draw_between(rng, 1, 3) + draw_between(rng, 1, 9);
    int tens = b / 10 * 10, ones = b % 10;
    ask(problem, a, "×", '*', b, a * b);
    problem_hint(problem, "Split one factor into tens and ones.");
    problem_hint(problem, "%d · %d = %d.", a, tens, a * tens);
    problem_step(problem, "%d · %d = %d · %d + %d · %d", a, b, a, tens, a, ones);
    problem_step(problem, "= %d + %d = %d", a * tens, a * ones, a * b);
    problem_misconception(problem, "tens-by-tens-and-ones-by-ones",
                          "each part of one factor meets each part of the other: four products",
                          "%d", a / 10 * 10 * tens + a % 10 * ones);
    problem_misconception(problem, "lost-a-place", "the tens are ten times as much", "%d",
                          a * (b / 10) + a * ones);
    problem_misconception(problem, "tens-only", "the ones are still to be multiplied", "%d",
                          a * tens);
}

/* (m - d)(m + d) = m^2 - d^2. */
static void ask_product_about_a_middle(gsl_rng *rng, struct problem *problem)
{
    int middle = 10 * draw_between(rng, 2, 9), apart = draw_between(rng, 1, 4);
    ask(problem, middle - apart, "×", '*', middle + apart, middle * middle - apart * apart);
    problem_hint(problem, "Both are equally far from a round number.");
    problem_hint(problem, "(%d - %d) · (%d + %d) is a difference of two squares.", middle, apart,
                 middle, apart);
    problem_step(problem, "(%d - %d) · (%d + %d) = %d² - %d²", middle, apart, middle, apart, middle,
                 apart);
    problem_step(problem, "= %d - %d = %s", middle * middle, apart * apart, problem->answer);
    problem_misconception(problem, "forgot-the-small-square",
                          "the square of what they are off is taken away", "%d", middle * middle);
    problem_misconception(problem, "added-the-small-square", "it is taken away, not added", "%d",
                          middle * middle + apart * apart);
    problem_misconception(problem, "took-away-the-distance", "its square is taken away", "%d",
                          middle * middle - apart);
}

/* --- Sums and differences -----------------------------------------------------------------------
 */

/* The sum of every digit pair without its carry. */
static int without_carries(int a, int b)
{
    int sum = 0;
    for (int place = 1; a || b; place *= 10, a /= 10, b /= 10)
        sum += (a % 10 + b % 10) % 10 * place;
    return sum;
}

/* In each place the smaller digit from the larger. */
static int smaller_from_larger(int a, int b)
{
    int difference = 0;
    for (int place = 1; a || b; place *= 10, a /= 10, b /= 10)
        difference += abs(a % 10 - b % 10) * place;
    return difference;
}

static void write_sum(struct problem *problem, int a, int b, int place)
{
    int high = b / place * place, rest = b % place;
    ask(problem, a, "+", '+', b, a + b);
    problem_hint(problem, "Add the second number in parts, the largest first.");
    problem_hint(problem, "%d + %d = %d.", a, high, a + high);
    problem_step(problem, "%d + %d = %d", a, high, a + high);
    problem_step(problem, "%d + %d = %d", a + high, rest, a + b);
    problem_misconception(problem, "lost-the-carry", "a place that is full carries one to the left",
                          "%d", without_carries(a, b));
    problem_misconception(problem, "off-by-ten", "a ten is missing", "%d", a + b - 10);
    problem_misconception(problem, "off-by-ten", "a ten too many", "%d", a + b + 10);
    problem_misconception(problem, "subtracted", "that is the difference", "%d", abs(a - b));
}

static void write_difference(struct problem *problem, int a, int b, int place)
{
    int high = b / place * place, rest = b % place;
    ask(problem, a, "-", '-', b, a - b);
    problem_hint(problem, "Take the second number away in parts, the largest first.");
    problem_hint(problem, "%d - %d = %d.", a, high, a - high);
    problem_step(problem, "%d - %d = %d", a, high, a - high);
    problem_step(problem, "%d - %d = %d", a - high, rest, a - b);
    problem_misconception(problem, "smaller-digit-from-larger",
                          "a digit too small to take from borrows one from the left", "%d",
                          smaller_from_larger(a, b));
    problem_misconception(problem, "off-by-ten", "a ten too many: it was borrowed", "%d",
                          a - b + 10);
    problem_misconception(problem, "off-by-ten", "a ten is missing", "%d", a - b - 10);
    problem_misconception(problem, "added", "that is the sum", "%d", a + b);
}

static void ask_sum(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 13, 89), b = 10 * draw_between(rng, 1, 8) + draw_between(rng, 1, 9);
    write_sum(problem, a, b, 10);
}

static void ask_difference(gsl_rng *rng, struct problem *problem)
{
    int b = 10 * draw_between(rng, 1, 5) + draw_between(rng, 1, 9);
    write_difference(problem, b + draw_between(rng, 12, 40), b, 10);
}

static void ask_large_sum(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 123, 879);
    write_sum(problem, a, 100 * draw_between(rng, 1, 8) + draw_between(rng, 13, 98), 100);
}

static void ask_large_difference(gsl_rng *rng, struct problem *problem)
{
    int b = 100 * draw_between(rng, 1, 4) + draw_between(rng, 13, 98);
    write_difference(problem, b + draw_between(rng, 115, 480), b, 100);
}

/* --- Quotients ----------------------------------------------------------------------------------
 */

/* In parts of ten divisors: 102 / 6 is 10 and 7. */
static void write_quotient(struct problem *problem, int divisor, int quotient)
{
    int tens = quotient / 10 * 10, ones = quotient % 10, whole = divisor * quotient;
    ask(problem, whole, "/", '/', divisor, quotient);
    problem_hint(problem, "How often does %d go into %d? Ask it as a product.", divisor, whole);
    if (tens && ones) {
        problem_hint(problem, "%d · %d = %d; what is left?", tens, divisor, tens * divisor);
        problem_step(problem, "%d · %d = %d; %d is left", tens, divisor, tens * divisor,
                     ones * divisor);
        problem_step(problem, "%d = %d · %d, so altogether %d", ones * divisor, ones, divisor,
                     quotient);
    } else {
        problem_hint(problem, "Look for %d in the row of %d.", whole, divisor);
        problem_step(problem, "%d · %d = %d", quotient, divisor, whole);
        problem_step(problem, "so it goes in %d times: %d", quotient, quotient);
    }
    problem_misconception(problem, "one-too-few", "once more fits", "%d", quotient - 1);
    problem_misconception(problem, "one-too-many", "that is once more than fits", "%d",
                          quotient + 1);
    problem_misconception(problem, "off-by-a-place", "check it: multiply back", "%d",
                          10 * quotient);
    if (tens)
        problem_misconception(problem, "forgot-the-rest", "what is left is to be divided, too",
                              "%d", tens);
}

static void ask_table_quotient(gsl_rng *rng, struct problem *problem)
{
    int divisor = draw_between(rng, 3, 12);
    write_quotient(problem, divisor, draw_between(rng, 3, 12));
}

static void ask_quotient_by_one(gsl_rng *rng, struct problem *problem)
{
    int divisor = draw_between(rng, 3, 9);
    write_quotient(problem, divisor, 10 * draw_between(rng, 1, 9) + draw_between(rng, 2, 9));
}

static void ask_quotient_by_two(gsl_rng *rng, struct problem *problem)
{
    int divisor = draw_between(rng, 12, 36);
    write_quotient(problem, divisor, 10 * draw_between(rng, 1, 4) + draw_between(rng, 2, 9));
}

/* --- Percentages, fractions, zeros --------------------------------------------------------------
 */

static void ask_percentage(gsl_rng *rng, struct problem *problem)
{
    static const int shares[] = {15, 20, 25, 30, 35, 40, 45, 60, 70, 75, 80, 85, 90};
    int share = DRAW_FROM(rng, shares), whole = 20 * draw_between(rng, 4, 60);
    int result = whole * share / 100, tenth = whole / 10;
    problem_prompt(problem, "What is %d %% of %d?", share, whole);
    problem_answer(problem, ANSWER_EXACT, "%d", result);
    problem_hint(problem, "10 %% is a tenth, 5 %% half of that; put the rest together from them.");
    problem_hint(problem, "10 %% of %d is %d.", whole, tenth);
    if (share % 10 == 0) {
        problem_step(problem, "10 %% of %d = %d", whole, tenth);
        problem_step(problem, "%d %% = %d · 10 %%: %d · %d = %d", share, share / 10, share / 10,
                     tenth, result);
    } else {
        problem_step(problem, "10 %% of %d = %d, 5 %% of it = %d", whole, tenth, tenth / 2);
        problem_step(problem, "%d %% = %d · 10 %% + 5 %%: %d + %d = %d", share, share / 10,
                     share / 10 * tenth, tenth / 2, result);
    }
    problem_misconception(problem, "took-the-rest", "that is what is left without it", "%d",
                          whole - result);
    problem_misconception(problem, "divided-by-the-percentage",
                          "20 % is a fifth, but 5 % is not: per cent is out of a hundred", "%d/%d",
                          whole, share);
    problem_misconception(problem, "off-by-a-place", "10 % is a tenth: check the zeros", "%d",
                          result * 10);
}

static void ask_fraction(gsl_rng *rng, struct problem *problem)
{
    static const int fractions[][2] = {{2, 3}, {3, 4}, {2, 5}, {3, 5},  {4, 5}, {5, 6},
                                       {3, 8}, {5, 8}, {7, 8}, {7, 12}, {5, 12}};
    const int *fraction = DRAW_FROM(rng, fractions);
    int numerator = fraction[0], denominator = fraction[1], part = draw_between(rng, 12, 90);
    int whole = denominator * part;
    problem_prompt(problem, "What is %d/%d of %d?", numerator, denominator, whole);
    problem_answer(problem, ANSWER_EXACT, "%d", numerator * part);
    problem_hint(problem, "First one part, then as many as are asked for.");
    problem_hint(problem, "%d / %d = %d.", whole, denominator, part);
    problem_step(problem, "1/%d of %d = %d", denominator, whole, part);
    problem_step(problem, "%d · %d = %d", numerator, part, numerator * part);
    problem_misconception(problem, "one-part-only", "that is a single part", "%d", part);
    problem_misconception(problem, "took-the-rest", "that is what is left without it", "%d",
                          whole - numerator * part);
}

/* Powers of ten apart: 40,000 × 250. */
static void ask_zeros(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 2, 9), b = 5 * draw_between(rng, 3, 19);
    int more = draw_between(rng, 2, 4), also = draw_between(rng, 1, 3), zeros = more + also;
    uint64_t first = (uint64_t)a, second = (uint64_t)b, product = (uint64_t)(a * b);
    for (int i = 0; i < zeros; i++) {
        *(i < more ? &first : &second) *= 10;
        product *= 10;
    }
    problem_prompt(problem, "What is %s × %s?", grouped(problem, first), grouped(problem, second));
    problem_expression(problem, "%" PRIu64 "*%" PRIu64, first, second);
    problem_answer(problem, ANSWER_EXACT, "%" PRIu64, product);
    problem_hint(problem, "Set the zeros aside, multiply, and put them all back.");
    problem_hint(problem, "%d and %d zeros are %d zeros; %d · %d is left.", more, also, zeros, a,
                 b);
    problem_step(problem, "%d · %d = %d", a, b, a * b);
    problem_step(problem, "with %d + %d = %d zeros: %" PRIu64, more, also, zeros, product);
    problem_misconception(problem, "lost-a-zero", "one zero is missing", "%" PRIu64, product / 10);
    problem_misconception(problem, "extra-zero", "one zero too many", "%" PRIu64, product * 10);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[4][4] = {
        {ask_table, ask_table_quotient, ask_sum, ask_difference},
        {ask_product_by_one, ask_quotient_by_one, ask_large_sum, ask_large_difference},
        {ask_product_by_two, ask_product_by_two, ask_quotient_by_two, ask_product_about_a_middle},
        {ask_percentage, ask_percentage, ask_fraction, ask_zeros},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 3)](rng, problem);
}

const struct drill drill_arithmetic = {
    .name = "arithmetic",
    .title = "Arithmetic in the head",
    .topic = "number sense",
    .version = 1,
    .levels = 4,
    .terms = (const char *const[]){"arithmetic", "mental arithmetic", "mental math",
                                   "multiplication", "subtraction", "times table", NULL},
    .generate = generate,
};
