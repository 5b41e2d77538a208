/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Remainders: which bucket, which weekday, when two rhythms meet.
 *
 * Level 1: remainders and divisibility. 2: greatest common divisor by Euclid's algorithm, least
 * common multiple. 3: modular inverse by the extended algorithm, remainders of powers by squaring.
 */
#include <inttypes.h>
#include <stdio.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_remainder(gsl_rng *rng, struct problem *problem)
{
    static const int moduli[] = {6, 7, 8, 9, 11, 12, 13, 16};
    int which = draw_between(rng, 0, 2), modulus = moduli[draw_between(rng, 0, 7)];
    int number = draw_between(rng, 100, 999), rest = number % modulus, times = number / modulus;
    const char *sentences[] = {
        problem_text(problem,
                     "A key goes to bucket (hash mod %d). The hash is "
                     "%d. Which bucket is it?",
                     modulus, number),
        problem_text(problem,
                     "Rows are dealt to %d workers, numbered from 0, in turn; "
                     "row 0 goes to worker 0. Which worker gets row %d?",
                     modulus, number),
        problem_text(problem,
                     "A ring buffer has %d slots, numbered from 0. To which "
                     "slot does entry number %d (counted from 0) go?",
                     modulus, number)};
    problem_prompt(problem, "%s", sentences[which]);
    problem_expression(problem, "%d mod %d", number, modulus);
    problem_answer(problem, ANSWER_EXACT, "%d", rest);
    problem_hint(problem, "What is left when as many whole %ds as possible are taken away?",
                 modulus);
    problem_hint(problem, "%d is a multiple of %d. How far is it to %d?", 10 * modulus, modulus,
                 number);
    problem_step(problem, "%d · %d = %d", times, modulus, times * modulus);
    problem_step(problem, "%d - %d = %d", number, times * modulus, rest);
    problem_misconception(problem, "answered-the-quotient",
                          "that is how often it goes; what is left over is asked for", "%d", times);
    problem_misconception(problem, "counted-from-one", "numbering starts at 0", "%d", rest + 1);
    problem_misconception(problem, "distance-to-the-next",
                          "that is how much is missing to the next multiple", "%d", modulus - rest);
}

static void ask_divisible(gsl_rng *rng, struct problem *problem)
{
    static const int divisors[] = {3, 9, 11, 4, 6};
    int divisor = divisors[draw_between(rng, 0, 4)];
    int number = divisor * draw_between(rng, 1200 / divisor, 9900 / divisor);
    int place = divisor == 4 || divisor == 6 ? 10 : 100, digit = number / place % 10;
    int low = number - digit * place, first = -1, count = 0;
    for (int d = 0; d <= 9; d++)
        if ((low + d * place) % divisor == 0) {
            first = first < 0 ? d : first;
            count++;
        }
    char shown[16];
    (void)snprintf(shown, sizeof shown, "%d", number);
    shown[place == 10 ? 2 : 1] = '?';
    problem_prompt(
        problem,
        "A block of %s rows was to be split evenly between %d workers, but one digit (?) "
        "cannot be read. What is the smallest digit it can be?",
        shown, divisor);
    problem_answer(problem, ANSWER_EXACT, "%d", first);
    problem_hint(problem, "The number must be a multiple of %d.", divisor);
    problem_hint(problem, "%s",
                 divisor == 3   ? "3 divides a number when it divides the sum of its digits."
                 : divisor == 9 ? "9 divides a number when it divides the sum of its digits."
                 : divisor == 11
                     ? "11 divides a number when it divides the alternating sum of its digits."
                 : divisor == 4 ? "4 divides a number when it divides the last two digits."
                                : "6 divides a number when 2 and 3 divide it.");
    problem_step(problem, "with 0 in that place: %d = %d · %d + %d", low, low / divisor, divisor,
                 low % divisor);
    problem_step(problem, "one more in that place adds %d, which leaves %d when divided by %d",
                 place, place % divisor, divisor);
    problem_step(problem, "the smallest digit that leaves nothing over: %d", first);
    problem_misconception(problem, "not-the-smallest", "a smaller digit works as well", "%d",
                          count > 1 ? digit : first);
    problem_misconception(problem, "completed-to-the-next",
                          "that much is missing in the last place, not in this one", "%d",
                          (divisor - low % divisor) % divisor);
}

static void ask_weekday(gsl_rng *rng, struct problem *problem)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    int today = draw_between(rng, 0, 6), days = draw_between(rng, 20, 400);
    int rest = days % 7, day = (today + rest) % 7;
    problem_prompt(problem,
                   "Today is %s. A certificate runs out in %d days. Which day of the week is that?",
                   names[today], days);
    choice_right(problem, names[day]);
    choice_wrong(problem, "counted-today", "today does not count: tomorrow is the first day",
                 names[(day + 6) % 7]);
    choice_wrong(problem, "one-day-late", "that is one day too many", names[(day + 1) % 7]);
    choice_wrong(problem, "went-backwards", "it lies ahead, not behind",
                 names[(today - rest + 7) % 7]);
    choice_wrong(problem, "forgot-the-rest", "days are left over after the whole weeks",
                 names[today]);
    choice_finish(problem, rng);
    problem_hint(problem, "Every 7 days it is %s again.", names[today]);
    problem_hint(problem, "How many days are left over when whole weeks are taken away from %d?",
                 days);
    problem_step(problem, "%d = %d · 7 + %d", days, days / 7, rest);
    problem_step(problem, "%d day%s after %s: %s", rest, rest == 1 ? "" : "s", names[today],
                 names[day]);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* Euclid's algorithm, line by line; room is kept for the steps that follow. */
static void add_euclid(struct problem *problem, int64_t a, int64_t b)
{
    while (b && problem->step_count < PROBLEM_LIST - 3) {
        problem_step(problem, "%" PRId64 " = %" PRId64 " · %" PRId64 " + %" PRId64, a, a / b, b,
                     a % b);
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
}

static void ask_divisor(gsl_rng *rng, struct problem *problem)
{
    static const int shared[] = {6, 8, 9, 12, 14, 15, 16, 18, 21, 24, 28, 36};
    int divisor = shared[draw_between(rng, 0, 11)], p, q;
    do {
        p = draw_between(rng, 5, 19);
        q = draw_between(rng, 5, 19);
    } while (p <= q || greatest_divisor(p, q) != 1);
    int a = p * divisor, b = q * divisor;
    problem_prompt(problem,
                   "Two tables have %d and %d rows. Both are to be cut into pieces of the same "
                   "size, with nothing left over. What is the largest such size, in rows?",
                   a, b);
    problem_expression(problem, "gcd(%d, %d)", a, b);
    problem_answer(problem, ANSWER_EXACT, "%d", divisor);
    problem_hint(problem, "It is the greatest common divisor of %d and %d.", a, b);
    problem_hint(problem, "Euclid: what divides both also divides the remainder of %d by %d.", a,
                 b);
    problem_hint(problem, "%d = %d · %d + %d; go on with %d and %d.", a, a / b, b, a % b, b, a % b);
    add_euclid(problem, a, b);
    problem_step(problem, "the last remainder that is not 0: %d", divisor);
    problem_misconception(problem, "common-but-not-greatest",
                          "it divides both, but a larger number does, too", "%d",
                          divisor % 2 ? divisor / 3 : divisor / 2);
    problem_misconception(problem, "took-the-difference",
                          "the difference is a multiple of the common divisor, not always it", "%d",
                          a - b);
    problem_misconception(problem, "multiple-for-divisor",
                          "that is the least common multiple; a divisor is not larger than either",
                          "%" PRId64, (int64_t)p * q * divisor);
}

static void ask_multiple(gsl_rng *rng, struct problem *problem)
{
    static const char *const jobs[][2] = {{"A backup", "a compaction"},
                                          {"A report", "a vacuum"},
                                          {"A health check", "a metrics scrape"},
                                          {"A sync", "an audit"}};
    int which = draw_between(rng, 0, 3), divisor = draw_between(rng, 2, 12), p, q;
    do {
        p = draw_between(rng, 2, 9);
        q = draw_between(rng, 2, 9);
    } while (p == q || greatest_divisor(p, q) != 1);
    int a = p * divisor, b = q * divisor, together = p * q * divisor;
    problem_prompt(problem,
                   "%s runs every %d minutes, %s every %d minutes; now both start together. After "
                   "how many minutes do they start together again?",
                   jobs[which][0], a, jobs[which][1], b);
    problem_expression(problem, "lcm(%d, %d)", a, b);
    problem_answer(problem, ANSWER_EXACT, "%d", together);
    problem_hint(problem, "The smallest number that both %d and %d divide.", a, b);
    problem_hint(problem, "Product divided by the greatest common divisor.");
    add_euclid(problem, a > b ? a : b, a > b ? b : a);
    problem_step(problem, "greatest common divisor: %d", divisor);
    problem_step(problem, "%d · %d / %d = %d", a, b, divisor, together);
    problem_misconception(problem, "product-for-common-multiple",
                          "they do meet then, but also earlier: they share a divisor", "%d", a * b);
    problem_misconception(problem, "divisor-for-multiple",
                          "that is the greatest common divisor; both must divide the answer", "%d",
                          divisor);
    problem_misconception(problem, "added-the-periods", "the sum is no multiple of both", "%d",
                          a + b);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static int inverse_of(int a, int modulus)
{
    int before = 0, now = 1, high = modulus, low = a;
    while (low) {
        int times = high / low, rest = high - times * low, next = before - times * now;
        high = low;
        low = rest;
        before = now;
        now = next;
    }
    return (before % modulus + modulus) % modulus;
}

static void ask_inverse(gsl_rng *rng, struct problem *problem)
{
    static const int moduli[] = {7, 11, 13, 16, 17, 19, 20, 21, 23, 25, 26, 29, 31};
    int modulus = moduli[draw_between(rng, 0, 12)], a;
    do
        a = draw_between(rng, 3, modulus - 2);
    while (greatest_divisor(a, modulus) != 1);
    int inverse = inverse_of(a, modulus);
    problem_prompt(problem,
                   "A hash multiplies keys by %d modulo %d. Which number x from 1 to %d undoes "
                   "that: %d · x leaves 1 when divided by %d?",
                   a, modulus, modulus - 1, a, modulus);
    problem_answer(problem, ANSWER_EXACT, "%d", inverse);
    problem_hint(problem, "x is the inverse of %d modulo %d.", a, modulus);
    problem_hint(problem, "Which of %d, %d, %d, ... (1 more than a multiple of %d) does %d divide?",
                 modulus + 1, 2 * modulus + 1, 3 * modulus + 1, modulus, a);
    problem_hint(problem, "Or Euclid: %d = %d · %d + %d, and go back from the 1.", modulus,
                 modulus / a, a, modulus % a);
    add_euclid(problem, modulus, a);
    if (2 * inverse < modulus) {
        problem_step(problem, "going back to the 1: %d · %d - %d · %d = 1", inverse, a,
                     inverse * a / modulus, modulus);
        problem_step(problem, "x = %d", inverse);
    } else {
        int negative = modulus - inverse;
        problem_step(problem, "going back to the 1: %d · %d - %d · %d = 1, so -%d does it",
                     (negative * a + 1) / modulus, modulus, negative, a, negative);
        problem_step(problem, "x = -%d + %d = %d", negative, modulus, inverse);
    }
    problem_misconception(problem, "opposite-for-inverse",
                          "that is the opposite: added it leaves 0; multiplied it must leave 1",
                          "%d", modulus - a);
    problem_misconception(problem, "wrong-sign",
                          "multiplied, that leaves 1 less than a multiple, not 1 more", "%d",
                          modulus - inverse);
    problem_misconception(problem, "fraction-for-inverse",
                          "only whole numbers count modulo a number", "1/%d", a);
    problem_misconception(problem, "rounded-the-quotient",
                          "modulus divided by the number, rounded, is not the inverse", "%d",
                          modulus / a);
}

static int64_t power_modulo(int64_t base, int exponent, int64_t modulus)
{
    int64_t result = 1;
    for (base %= modulus; exponent; exponent /= 2, base = base * base % modulus)
        if (exponent % 2)
            result = result * base % modulus;
    return result;
}

static void ask_power(gsl_rng *rng, struct problem *problem)
{
    static const int moduli[] = {7, 9, 11, 13, 17, 10, 19};
    int modulus = moduli[draw_between(rng, 0, 6)], exponent = draw_between(rng, 10, 60), base;
    do
        base = draw_between(rng, 2, 9);
    while (greatest_divisor(base, modulus) != 1 || base * base % modulus == 1); /* too easy */
    int64_t rest = power_modulo(base, exponent, modulus), squared = base % modulus, product = 1;
    problem_prompt(
        problem, "A rolling hash needs %d^%d modulo %d. What does %d^%d leave when divided by %d?",
        base, exponent, modulus, base, exponent, modulus);
    problem_expression(problem, "%d^%d", base, exponent);
    problem_answer(problem, ANSWER_EXACT, "%" PRId64, rest);
    problem_hint(problem, "Take the remainder after every multiplication: the numbers stay small.");
    problem_hint(problem, "Square again and again: %d, %d^2, %d^4, %d^8, ... each modulo %d.", base,
                 base, base, base, modulus);
    problem_hint(problem, "Write %d as a sum of powers of two.", exponent);
    for (int bit = 1; bit <= exponent; bit *= 2, squared = squared * squared % modulus) {
        bool used = exponent & bit;
        product = used ? product * squared % modulus : product;
        problem_step(problem, "%d^%d leaves %" PRId64 "%s", base, bit, squared,
                     used ? problem_text(problem, "; taken, product so far: %" PRId64, product)
                          : "; not needed");
    }
    problem_step(problem, "%d^%d leaves %" PRId64, base, exponent, rest);
    problem_misconception(problem, "multiplied-base-and-exponent",
                          "a power is repeated multiplication, not one", "%d",
                          base * exponent % modulus);
    problem_misconception(problem, "reduced-the-exponent",
                          "exponents do not repeat with the modulus itself", "%" PRId64,
                          power_modulo(base, exponent % modulus, modulus));
    problem_misconception(problem, "off-by-one-exponent", "one factor too many", "%" PRId64,
                          power_modulo(base, exponent + 1, modulus));
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][3] = {
        {ask_remainder, ask_divisible, ask_weekday},
        {ask_divisor, ask_multiple, ask_divisor},
        {ask_inverse, ask_power, ask_inverse},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_modular = {
    .name = "modular",
    .title = "Remainders and divisors",
    .topic = "logic",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms = (const char *const[]){"modulo", "modulus", "modular arithmetic", "remainder",
                                   "divisibility", "greatest common divisor", "gcd",
                                   "least common multiple", "euclidean algorithm", "prime number",
                                   "coprime", "hash partitioning", NULL},
    .generate = generate,
};
