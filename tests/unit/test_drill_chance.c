/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drills of probability and statistics: values to meet, and every answer once more from the
 * numbers in its prompt by another way (enumeration, plain sums, published tables).
 */
#include "tests/support/suite.h"

#include <ctype.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_reader.h"
#include "exercises/bloom_theory.h"
#include "exercises/collision.h"
#include "exercises/drill.h"
#include "exercises/drill_chance.h"
#include "tests/support/near.h"

enum { SEEDS = 300, NUMBERS = 40 };

/* --- Reading a problem --------------------------------------------------------------------------
 */

/* All numbers of a text in order, "1,500" as one; returns how many. */
static size_t numbers_of(const char *text, double *numbers)
{
    size_t count = 0;
    for (const char *at = text; *at && count < NUMBERS;) {
        char digits[64];
        size_t length = 0;
        if (!isdigit((unsigned char)*at)) {
            at++;
            continue;
        }
        while (length < sizeof digits - 1 &&
               (isdigit((unsigned char)*at) ||
                ((*at == '.' || *at == ',') && isdigit((unsigned char)at[1])))) {
            if (*at != ',')
                digits[length++] = *at;
            at++;
        }
        digits[length] = '\0';
        numbers[count++] = strtod(digits, NULL);
    }
    return count;
}

static double answer_of(const struct problem *problem)
{
    struct quantity quantity;
    char message[ANSWER_MESSAGE];
    if (!quantity_read(problem->answer, NULL, problem->unit, &quantity, message))
        fail_msg("%s: '%s': %s", problem->id, problem->answer, message);
    return quantity.number.value;
}

static bool says(const struct problem *problem, const char *words)
{
    return strstr(problem->prompt, words) != NULL;
}

/* --- Plain sums ---------------------------------------------------------------------------------
 */

static double poisson_up_to(double mean, int last)
{
    double sum = 0, term = exp(-mean);
    for (int i = 0; i <= last; i++) {
        sum += term;
        term *= mean / (i + 1);
    }
    return sum;
}

/* P(at least `least` of n), by going through all 2^n outcomes. */
static double at_least(int least, int n, double p)
{
    double sum = 0;
    for (int outcome = 0; outcome < 1 << n; outcome++) {
        int ones = __builtin_popcount((unsigned)outcome);
        double probability = 1;
        for (int i = 0; i < n; i++)
            probability *= outcome >> i & 1 ? p : 1 - p;
        if (ones >= least)
            sum += probability;
    }
    return sum;
}

/* P(at most `last` of n), term by term. */
static double binomial_up_to(int last, double n, double p)
{
    double sum = 0, term = pow(1 - p, n);
    for (int i = 0; i <= last; i++) {
        sum += term;
        term *= (n - i) / (i + 1) * p / (1 - p);
    }
    return sum;
}

static double some_of(double d, double n)
{
    double none = 1;
    for (double i = 1; i < n; i++)
        none *= (d - i) / d;
    return 1 - none;
}

/* --- One function a drill ------------------------------------------------------------------------
 */

typedef double second_way(const struct problem *problem, const double *n, size_t count);

static double again_bayes(const struct problem *p, const double *n, size_t count)
{
    (void)count;
    if (p->level == 1)
        return n[2] / (n[2] + n[3]);
    double bad = n[0] / 100, hit = n[1] / 100, alarm = n[2] / 100;
    if (says(p, "a second, independent check"))
        return bad * hit * hit / (bad * hit * hit + (1 - bad) * alarm * alarm);
    if (says(p, "nevertheless"))
        return bad * (1 - hit) / (bad * (1 - hit) + (1 - bad) * (1 - alarm));
    if (says(p, "may be picked out at most")) {
        near(bayes_posterior(bad, hit, answer_of(p)), n[2] / 100, 1e-3);
        return answer_of(p);
    }
    return bad * hit / (bad * hit + (1 - bad) * alarm);
}

static double again_tails(const struct problem *p, const double *n, size_t count)
{
    (void)count;
    if (says(p, "At least 2 must work"))
        return at_least(2, 3, n[1] / 100);
    if (says(p, "happens to at least two"))
        return at_least(2, (int)n[0], n[1] / 100);
    if (says(p, "happens to more than"))
        return 1 - binomial_up_to((int)n[2], n[0], n[1] / 100);
    if (says(p, "independently of the others"))
        return says(p, "likely is it that at least") ? at_least(1, (int)n[0], n[1] / 100)
                                                     : at_least((int)n[0], (int)n[0], n[1] / 100);
    if (says(p, "none at all"))
        return poisson_up_to(n[0], 0);
    if (says(p, "at least one"))
        return 1 - poisson_up_to(n[0], 0);
    if (says(p, "at least two"))
        return 1 - poisson_up_to(n[0], 1);
    if (says(p, "can be dealt with"))
        return 1 - poisson_up_to(n[0], (int)n[1]);
    int limit = (int)answer_of(p);
    assert_true(1 - poisson_up_to(n[0], limit) <= n[1] / 100);
    assert_true(limit == 0 || 1 - poisson_up_to(n[0], limit - 1) > n[1] / 100);
    return limit;
}

/* Published tables. */
static double z_of(double confidence)
{
    return confidence < 94 ? 1.644854 : confidence < 98 ? 1.959964 : 2.575829;
}

static double t_of(int degrees)
{
    return degrees == 4 ? 2.776445 : degrees == 8 ? 2.306004 : degrees == 9 ? 2.262157 : 2.131450;
}

static double again_interval(const struct problem *p, const double *n, size_t count)
{
    double sum = 0, squares = 0;
    (void)count;
    if (says(p, "standard error of the mean"))
        return n[2] / sqrt(n[0]);
    if (says(p, "In a random sample")) {
        double share = n[1] / 100, error = sqrt(share * (1 - share) / n[0]) * z_of(n[2]);
        return says(p, "upper") ? share + error : share - error;
    }
    if (says(p, "measured altogether"))
        return n[0] * pow(n[2] / n[4], 2);
    if (says(p, "end of the")) {
        double error = z_of(n[3]) * n[2] / sqrt(n[0]);
        return says(p, "upper") ? n[1] + error : n[1] - error;
    }
    if (says(p, "Only "))
        return t_of((int)n[0] - 1) * n[3] / sqrt(n[0]); /* n[2] is the 1 of "n - 1" */
    if (says(p, "Before a change"))
        return 1.959964 * sqrt((n[2] * n[2] + n[5] * n[5]) / n[0]);
    if (says(p, "Five ")) {
        for (int i = 0; i < 5; i++)
            sum += n[i];
        for (int i = 0; i < 5; i++)
            squares += (n[i] - sum / 5) * (n[i] - sum / 5);
        return t_of(4) * sqrt(squares / 4 / 5);
    }
    return 1.959964 * n[2] / sqrt(n[0]);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The list stands between ": " and ". What". */
static size_t list_of(const struct problem *p, double *values)
{
    char list[512];
    const char *from = strstr(p->prompt, ": "), *to = strstr(p->prompt, ". What");
    assert_true(from && to && to > from);
    (void)snprintf(list, sizeof list, "%.*s", (int)(to - from), from);
    size_t count = numbers_of(list, values);
    return count;
}

static double deviation_of(const double *values, size_t count, size_t divisor)
{
    double sum = 0, squares = 0; /* of all less the square of the sum: the other formula */
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        squares += values[i] * values[i];
    }
    return sqrt((squares - sum * sum / (double)count) / (double)divisor);
}

static double again_spread(const struct problem *p, const double *n, size_t numbers)
{
    double values[NUMBERS], sum = 0;
    if (says(p, "Three shards"))
        return (n[0] * n[3] + n[1] * n[4] + n[2] * n[5]) / (n[0] + n[1] + n[2]);
    if (says(p, "Two hosts")) { /* as four values with those means and deviations */
        double four[] = {n[1] - n[3], n[1] + n[3], n[2] - n[3], n[2] + n[3]};
        return deviation_of(four, 4, 4);
    }
    size_t count = list_of(p, values);
    if (says(p, "standard deviation"))
        return deviation_of(values, count, says(p, "divided by n - 1") ? count - 1 : count);
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    if (says(p, "their mean?"))
        return sum / (double)count;
    qsort(values, count, sizeof *values, by_size);
    if (says(p, "median"))
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    double percent = n[count];
    assert_true(numbers > count);
    if (says(p, "nearest rank"))
        for (size_t i = 0; i < count; i++) {
            size_t within = 0;
            for (size_t k = 0; k < count; k++)
                within += values[k] <= values[i];
            if ((double)within * 100 >= percent * (double)count)
                return values[i];
        }
    double at = percent / 100 * (double)(count - 1);
    size_t low = (size_t)at;
    return values[low] + (at - (double)low) * (values[low + 1] - values[low]);
}

static double again_sample(const struct problem *p, const double *n, size_t count)
{
    (void)count;
    if (says(p, "How many days"))
        return n[0] * n[1] / (n[2] * n[3] / 100);
    if (says(p, "tells a difference"))
        return n[0] * pow(n[1] / n[2], 2);
    if (says(p, "would one expect")) {
        assert_true(n[3] > 0 && n[1] < n[0] && n[3] < n[2]);
        return n[0] * (n[1] + n[3]) / (n[0] + n[2]);
    }
    if (says(p, "16 p (1 - p)"))
        return 16 * n[0] / 100 * (1 - n[0] / 100) / pow(n[1] / 100, 2);
    if (says(p, "split evenly"))
        return pow(n[0] - n[1], 2) / (n[0] + n[1]);
    if (says(p, "worth it from")) {
        double z = 1.959964 + (n[3] < 85 ? 0.841621 : 1.281552), a = n[0] / 100, b = n[1] / 100;
        return ceil(z * z * (a - a * a + b - b * b) / ((a - b) * (a - b)) - 1e-6);
    }
    double both = n[1] + n[3], all = n[0] + n[2], sum = 0;
    for (int i = 0; i < 2; i++) {
        double expected = n[2 * i] * both / all, rest = n[2 * i] - expected;
        double away = n[2 * i + 1] - expected;
        sum += away * away / expected + away * away / rest;
    }
    return sum;
}

static double again_birthday(const struct problem *p, const double *n, size_t count)
{
    (void)count;
    if (says(p, "How many pairs of keys have"))
        return n[0] * (n[0] - 1) / 2 / n[1];
    if (p->kind == ANSWER_EXACT && p->level == 1) {
        double pairs = 0;
        for (double i = 1; i < n[0]; i++)
            pairs += i;
        return pairs;
    }
    if (p->level == 1)
        return some_of(n[0], says(p, "Two ") ? 2 : 3);
    if (p->level == 2)
        return some_of(n[1], n[0]);
    if (says(p, "How likely")) /* at these sizes what it leaves out is below a part in a thousand */
        return -expm1(-n[0] * (n[0] - 1) / 2 / ldexp(1, (int)n[1]));
    if (says(p, "After about how many")) {
        near(collision_probability(ldexp(1, (int)n[0]), round(answer_of(p))), n[1] / 100,
             n[1] / 100 * (3e-3 + 2 / answer_of(p))); /* whole keys, n - 1 for n */
        return answer_of(p);
    }
    double pairs = n[0] * n[0] / 2 * pow(10, n[2]), bits = answer_of(p);
    assert_true(ldexp(1, (int)bits) >= pairs * (1 - 1e-9) && ldexp(1, (int)bits - 1) < pairs);
    return bits;
}

/* As if keys were set one bit at a time in a filter of ten million keys. */
static double filter_rate(double bits, double hashes)
{
    double m = 1e7 * bits;
    return pow(1 - exp(hashes * 1e7 * log1p(-1 / m)), hashes);
}

static double again_bloom(const struct problem *p, const double *n, size_t count)
{
    (void)count;
    if (says(p, "How large is it"))
        return n[0] * n[1] / 8;
    if (says(p, "Half of the bits"))
        return ldexp(1, -(int)n[0]);
    if (says(p, "reads a second"))
        return n[0] * n[1] * n[2] / 1e4;
    if (says(p, "What share of lookups"))
        return filter_rate(n[0], n[1]);
    if (says(p, "err least")) {
        double k = answer_of(p);
        assert_true(filter_rate(n[0], k) <= filter_rate(n[0], k + 1));
        assert_true(k < 2 || filter_rate(n[0], k) <= filter_rate(n[0], k - 1));
        return k;
    }
    if (says(p, "How many bits a key"))
        return log2(100 / n[0]) / M_LN2;
    if (says(p, "How much memory"))
        return n[0] * log2(100 / n[1]) / M_LN2 / 8;
    if (says(p, "sorted runs"))
        return n[0] * filter_rate(n[1], n[2]);
    return log2(n[0]) / M_LN2;
}

static double again_skew(const struct problem *p, const double *n, size_t count)
{
    (void)count;
    if (says(p, "How many times the mean"))
        return n[2] / (n[0] / n[1]);
    if (says(p, "overloaded"))
        return n[0] * n[1] / n[2];
    if (says(p, "What is the standard deviation"))
        return sqrt(n[0] / n[1]);
    if (says(p, "What part of the mean"))
        return 1 / sqrt(n[0] / n[1]);
    if (says(p, "standard deviations above"))
        return n[0] / n[1] + n[2] * sqrt(n[0] / n[1]);
    if (says(p, "stay empty"))
        return n[1] * pow(1 - 1 / n[1], n[0]);
    if (says(p, "How many get more"))
        return n[1] * (1 - poisson_up_to(n[0] / n[1], (int)n[2]));
    if (says(p, "at least one gets more"))
        return 1 - pow(poisson_up_to(n[0] / n[1], (int)n[2]), n[1]);
    int room = (int)answer_of(p);
    assert_true(n[1] * (1 - poisson_up_to(n[0] / n[1], room)) < 1);
    assert_true(n[1] * (1 - poisson_up_to(n[0] / n[1], room - 1)) >= 1);
    return room;
}

static const struct {
    const char *name;
    second_way *again;
} drills[] = {
    {"bayes", again_bayes},
    {"tails", again_tails},
    {"confidence-interval", again_interval},
    {"spread", again_spread},
    {"sample-size", again_sample},
    {"birthday", again_birthday},
    {"bloom-size", again_bloom},
    {"shard-skew", again_skew},
};

/* --- All of them --------------------------------------------------------------------------------
 */

static bool holds_no_number(const char *text)
{
    return strstr(text, "nan") || strstr(text, "inf") || strstr(text, "-0 ");
}

static void check_texts(const struct problem *problem)
{
    assert_in_range(problem->hint_count, 2, 3);
    if (!problem->misconception_count)
        fail_msg("%s: no misconception", problem->id);
    for (size_t i = 0; i < problem->hint_count; i++)
        assert_false(holds_no_number(problem->hints[i]));
    for (size_t i = 0; i < problem->step_count; i++)
        assert_false(holds_no_number(problem->steps[i]));
    assert_false(holds_no_number(problem->prompt));
}

static void test_second_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof drills / sizeof *drills; i++)
        for (int level = 1; level <= 3; level++)
            for (uint64_t seed = 0; seed < SEEDS; seed++) {
                const struct drill *drill = drill_find(drills[i].name);
                struct problem problem;
                struct error error = {0};
                double numbers[NUMBERS] = {0};
                assert_non_null(drill);
                assert_true(drill_generate(drill, level, seed, &problem, &error));
                size_t count = numbers_of(problem.prompt, numbers);
                double given = answer_of(&problem);
                double again = drills[i].again(&problem, numbers, count);
                if (!(fabs(given - again) <= 6e-4 * fabs(again) + 1e-12))
                    fail_msg("%s: %s\n answer %s, but %.8g", problem.id, problem.prompt,
                             problem.answer, again);
                check_texts(&problem);
                problem_release(&problem);
            }
}

/* --- Values to meet -----------------------------------------------------------------------------
 */

static void test_values_to_meet(void **state)
{
    (void)state;
    near(normal_critical(0.95), 1.95996, 5e-6);
    near(student_critical(0.95, 9), 2.26216, 5e-6);
    near(collision_probability(365, 23), 0.507297, 5e-7);
    near(collision_probability(ldexp(1, 64), 1e9), 0.0267, 5e-5);
    near(bloom_rate(1, 10, 7), 0.00819, 5e-6);
    near(bloom_bits_for(0.01), 9.585, 5e-4);
    assert_true(bloom_best_hashes(10) == 7 && bloom_best_hashes(1) == 1);
    near(bayes_posterior(0.01, 0.9, 0.1), 1.0 / 12, 1e-15);
    near(chi_square_of_table(20, 80, 30, 70), 8.0 / 3, 1e-12);
    near(sample_size_of_shares(0.1, 0.12, 0.95, 0.8), 3838.10, 0.01);
}

/* Student's t by Simpson's rule over its density. */
static void test_critical_values_enclose_their_share(void **state)
{
    static const double degrees[] = {1, 4, 9, 30};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        double t = student_critical(0.95, degrees[i]), step = t / 2000, sum = 0;
        for (int k = 0; k <= 2000; k++)
            sum += gsl_ran_tdist_pdf(k * step, degrees[i]) * (k == 0 || k == 2000 ? 1
                                                              : k % 2             ? 4
                                                                                  : 2);
        near(2 * sum * step / 3, 0.95, 1e-9);
    }
    near(erf(normal_critical(0.9) / M_SQRT2), 0.9, 1e-12);
    near(student_critical(0.99, 1e7), normal_critical(0.99), 1e-5);
}

static void test_collisions(void **state)
{
    (void)state;
    near(collision_probability(365, 1), 0, 0);
    near(collision_probability(10, 11), 1, 0);
    assert_true(collision_first_beyond(365, 0.5) == 23);
    assert_true(collision_first_beyond(ldexp(1, 32), 0.5) == 77164);
    /* Where it begins to be summed instead of multiplied, both must go on smoothly. */
    for (int bits = 34; bits <= 60; bits += 13) {
        double d = ldexp(1, bits), below = collision_probability(d, 999999);
        double log_below = log1p(-below), step = log1p(-999999 / d);
        near(collision_probability(d, 1000000), -expm1(log_below + step),
             1e-9 * collision_probability(d, 1000000));
    }
    near(collision_draws_for(365, 0.5), 22.49, 0.01);
    near(collision_expected(365, 23), 23 - 365 * (1 - pow(364.0 / 365, 23)), 1e-10);
}

/* The catalogue's problems come up: some seed asks for each, and its answer is that value. */
static void find_problem(const char *name, int level, const char *words, const char *more,
                         double expected, double within)
{
    for (uint64_t seed = 0; seed < 20000; seed++) {
        struct problem problem;
        struct error error = {0};
        assert_true(drill_generate(drill_find(name), level, seed, &problem, &error));
        bool found = says(&problem, words) && says(&problem, more);
        if (found)
            near(answer_of(&problem), expected, within);
        problem_release(&problem);
        if (found)
            return;
    }
    fail_msg("%s/%d never asks for %s, %s", name, level, words, more);
}

static void test_problems_of_the_catalogue(void **state)
{
    (void)state;
    find_problem("birthday", 2, "23 people", "365", 0.507297, 5e-5);
    find_problem("birthday", 3, "1,000,000,000", "64 bits", 0.0267, 5e-5);
    find_problem("bloom-size", 2, "10 bits a key", "7 hashes", 0.00819, 5e-6);
    find_problem("bloom-size", 3, "at most 1 %", "How many bits", 9.585, 5e-4);
    /* t with 9 degrees times 40 / sqrt(10) */
    find_problem("confidence-interval", 3, "Only 10 ", "of 40 ", 2.26216 * 40 / sqrt(10), 0.01);
    /* z times 40 / sqrt(100) */
    find_problem("confidence-interval", 1, "100 queries", "of 40 ms. What follows",
                 1.95996 * 40 / 10, 1e-3);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_to_meet),
        cmocka_unit_test(test_critical_values_enclose_their_share),
        cmocka_unit_test(test_collisions),
        cmocka_unit_test(test_second_way),
        cmocka_unit_test(test_problems_of_the_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
