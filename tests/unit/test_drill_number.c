/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drills of number sense, each problem solved again from its prompt. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/growth.h"
#include "exercises/problem_writer.h"
#include "exercises/unit.h"
#include "tests/support/prompt.h"

enum { SEEDS = 300 };
static const double THREE_DIGITS = 0.005;

/* --- What writers of problems share --------------------------------------------------------------
 */

static void test_readable_numbers(void **state)
{
    (void)state;
    struct problem problem = {0};
    static const struct {
        double value;
        const char *text;
    } numbers[] = {{0, "0"},           {0.00819, "0.00819"},
                   {46.649, "46.6"},   {999.4, "999"},
                   {999.5, "1,000"},   {1239.6, "1,240"},
                   {99951, "100,000"}, {1e15, "1,000,000,000,000,000"}},
      times[] = {{1e-9, "1 ns"},   {100e-9, "100 ns"}, {999.4e-9, "999 ns"}, {999.6e-9, "1 µs"},
                 {16e-6, "16 µs"}, {0.9996, "1 s"},    {0.25, "250 ms"},     {179, "179 s"},
                 {240, "4 min"},   {16000, "4.44 h"},  {259200, "3 d"},      {1e9, "11,600 d"}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        assert_string_equal(three_digits(&problem, numbers[i].value), numbers[i].text);
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        assert_string_equal(readable_time(&problem, times[i].value), times[i].text);
    problem_release(&problem);
}

static void test_choices(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    static const char *const choices[] = {"right", "left", "left", "straight on"};
    int first = 0;
    for (int i = 0; i < 300; i++) {
        struct problem problem = {0};
        problem_choose(&problem, rng, "Where?", choices, 4);
        assert_int_equal(problem.choice_count, 3);
        assert_string_equal(problem.answer, "right");
        assert_non_null(strstr(problem.prompt, "Where?\na) "));
        assert_non_null(strstr(problem.prompt, "\nc) "));
        assert_null(strstr(problem.prompt, "\nd) "));
        assert_int_equal(problem_question_length(&problem), strlen("Where?"));
        first += !strcmp(problem.choices[0], "right");
        problem_release(&problem);
    }
    assert_in_range(first, 60, 140); /* a third of 300, six standard deviations either way */
    gsl_rng_free(rng);
}

/* The list is told from the question where the prompt ends in it, and only there. */
static void test_choices_and_question(void **state)
{
    (void)state;
    struct problem problem = {.choices = {"up", "down"}, .choice_count = 2, .answer = "down"};
    struct text text = {0};
    problem.prompt = "Up or down?";
    assert_int_equal(problem_question_length(&problem), strlen("Up or down?"));
    problem.prompt = "Up or down?\na) up\nb) down";
    assert_int_equal(problem_question_length(&problem), strlen("Up or down?"));
    problem.prompt = "Up or down?\na) up\nb) down\nSay it.";
    assert_int_equal(problem_question_length(&problem), strlen(problem.prompt));
    problem.prompt = "";
    assert_int_equal(problem_question_length(&problem), 0);
    problem_tell_answer(&problem, &text);
    assert_string_equal(text_string(&text), "b) down");
    text_clear(&text);
    problem_list_choices(&problem, &text);
    assert_string_equal(text_string(&text), "\na) up\nb) down");
    problem.choice_count = 0;
    text_clear(&text);
    problem_tell_answer(&problem, &text);
    assert_string_equal(text_string(&text), "down");
    text_release(&text);
}

/* --- Growth -------------------------------------------------------------------------------------
 */

static void test_growth(void **state)
{
    (void)state;
    static const double rates[] = {-0.9, -0.3, -0.01, 0.001, 0.03, 0.5, 2};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        for (int n = 1; n <= 60; n += 7) {
            double growth = growth_over(rates[i], n);
            assert_true(fabs(growth - (pow(1 + rates[i], n) - 1)) <= 1e-9 * (1 + fabs(growth)));
            if (growth > -0.999999)
                assert_true(fabs(growth_rate(growth, n) - rates[i]) < 1e-9);
            if (growth > -0.999999)
                assert_true(fabs(growth_periods(growth, rates[i]) - n) < 1e-6);
        }
    assert_true(growth_over(0.5, 0) == 0);
    assert_true(fabs(growth_over(1e-18, 1e6) / 1e-12 - 1) < 1e-12); /* 1 + 1e-18 is 1 */
    assert_true(fabs(growth_rate(1, 10) - 0.0717734625) < 1e-9);
    assert_true(fabs(growth_periods(1, 0.07) - 10.2447683511) < 1e-9);
}

static void test_any_slow(void **state)
{
    (void)state;
    assert_true(fabs(any_slow(0.01, 100) - 0.634) < 0.0005);
    assert_true(fabs(any_slow(0.01, 100) - 0.6339676587) < 1e-9);
    assert_true(any_slow(0, 100) == 0 && any_slow(1, 3) == 1 && any_slow(0.25, 0) == 0);
    assert_true(share_for_any_slow(1, 3) == 1 && share_for_any_slow(0, 3) == 0);
    assert_true(fabs(share_for_any_slow(any_slow(0.02, 30), 30) - 0.02) < 1e-12);
    for (int n = 1; n <= 12; n++) { /* every pattern of slow and fast */
        double sum = 0;
        for (unsigned pattern = 1; pattern < 1U << n; pattern++) {
            double chance = 1;
            for (int i = 0; i < n; i++)
                chance *= pattern >> i & 1 ? 0.2 : 0.8;
            sum += chance;
        }
        assert_true(fabs(any_slow(0.2, n) - sum) < 1e-12);
    }
}

/* --- byte-units ---------------------------------------------------------------------------------
 */

/* The factor of the `nth` unit of bytes that the prompt names, in bytes, by the table of units. */
static double unit_in(const struct prompt *prompt, int nth)
{
    static const char *const prefixes[] = {"Ki", "Mi", "Gi", "Ti", "Pi", "k", "M", "G", "T", "P"};
    for (const char *at = prompt->text; *at; at++)
        for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
            char symbol[8], message[160];
            struct unit unit;
            (void)snprintf(symbol, sizeof symbol, " %sB", prefixes[i]);
            if (strncmp(at, symbol, strlen(symbol)) || nth--)
                continue;
            assert_true(unit_read(symbol + 1, NULL, &unit, message, sizeof message));
            return unit.factor.value / 8;
        }
    fail_msg("no unit in %s", prompt->text);
    return 0;
}

static void solve_bytes_exactly(const struct prompt *p)
{
    double n = p->numbers[0];
    if (prompt_has(p, "bytes more"))
        prompt_expect(p, n * unit_in(p, 0) - p->numbers[1] * unit_in(p, 1), "", 0);
    else if (prompt_has(p, "How many bytes"))
        prompt_expect(p, n * unit_in(p, 0), "", 0);
    else
        prompt_expect(p, n * unit_in(p, 0) / unit_in(p, 1), "", 0);
}

static void solve_bytes_across(const struct prompt *p)
{
    if (prompt_has(p, "percent"))
        prompt_expect(p, 100 * fabs(unit_in(p, 0) / unit_in(p, 1) - 1), "%", THREE_DIGITS);
    else
        prompt_expect(p, p->numbers[0] * unit_in(p, 0) / unit_in(p, 1), "", 0.0005);
}

static void solve_bytes_costs(const struct prompt *p)
{
    const double *n = p->numbers;
    if (prompt_has(p, "cent")) {
        prompt_expect(p, n[1] * unit_in(p, 1) / unit_in(p, 0) * n[0] / 100, "", 0.0005);
    } else if (prompt_has(p, "node")) {
        long long held = (long long)(n[0] * unit_in(p, 0)) / 100 * (long long)n[1];
        long long data = (long long)(n[2] * unit_in(p, 1));
        prompt_expect(p, (double)((data + held - 1) / held), "", 0);
    } else {
        prompt_expect(p, n[0] * unit_in(p, 0) * 8 / 1e9, "", 0.0005);
    }
}

static void test_byte_units(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_bytes_exactly, solve_bytes_across, solve_bytes_costs};
    prompt_solve_all("byte-units", SEEDS, solvers, 3);
}

/* --- bases --------------------------------------------------------------------------------------
 */

/* The first run of at least `least` binary digits, blanks between them passed over. */
static unsigned long binary_in(const char *text, size_t least)
{
    for (; *text; text++) {
        char digits[40];
        size_t length = strspn(text, "01 "), count = 0;
        for (size_t i = 0; i < length && count + 1 < sizeof digits; i++)
            if (text[i] != ' ')
                digits[count++] = text[i];
        digits[count] = '\0';
        if (count >= least)
            return strtoul(digits, NULL, 2);
    }
    return 0;
}

/* What strtoul() makes of the digits in base 2. */
static void expect_binary(const struct prompt *p, unsigned long value)
{
    assert_int_equal(strtoul(p->problem->answer, NULL, 2), value);
    prompt_expect(p, strtod(p->problem->answer, NULL), "", 0);
}

static void solve_small_bases(const struct prompt *p)
{
    if (prompt_has(p, "How is"))
        expect_binary(p, (unsigned long)p->numbers[0]);
    else if (prompt_has(p, "0x"))
        prompt_expect(p, p->numbers[0], "", 0);
    else
        prompt_expect(p, (double)binary_in(p->text, 4), "", 0);
}

static void solve_bytes(const struct prompt *p)
{
    if (prompt_has(p, "chmod")) {
        const char *rights = strpbrk(strstr(p->text, "rights") + 7, "r-");
        int mode = 0;
        for (int i = 0; i < 9; i++)
            mode = mode * 2 + (rights[i] != '-');
        assert_int_equal(strtol(p->problem->answer, NULL, 8), mode);
    } else if (prompt_has(p, "hexadecimal")) {
        unsigned long value =
            prompt_has(p, "byte") ? binary_in(p->text, 8) : (unsigned long)p->numbers[0];
        assert_int_equal(strtoul(p->problem->answer, NULL, 16), value);
        assert_in_range(p->problem->choice_count, 3, 5);
    } else if (prompt_has(p, "binary")) {
        expect_binary(p, (unsigned long)p->numbers[0]);
    } else {
        prompt_expect(p, p->numbers[0], "", 0);
    }
}

static void solve_machine_words(const struct prompt *p)
{
    unsigned long a = (unsigned long)p->numbers[0], b = (unsigned long)p->numbers[1];
    if (prompt_has(p, " AND ") || prompt_has(p, " XOR ") || prompt_has(p, " OR ")) {
        unsigned long both = 0;
        for (unsigned i = 0; i < 8; i++) {
            unsigned ones = (a >> i & 1) + (b >> i & 1);
            bool set = prompt_has(p, " AND ")   ? ones == 2
                       : prompt_has(p, " XOR ") ? ones == 1
                                                : ones;
            both += set ? 1UL << i : 0;
        }
        prompt_expect(p, (double)both, "", 0);
    } else if (prompt_has(p, "network")) {
        unsigned part[4], prefix;
        assert_int_equal(sscanf(strstr(p->text, "10."), "%u.%u.%u.%u/%u", &part[0], &part[1],
                                &part[2], &part[3], &prefix),
                         5);
        unsigned size = 1U << (8 - prefix % 8), byte = part[prefix / 8];
        prompt_expect(p, byte - byte % size, "", 0);
    } else if (prompt_has(p, "signed")) {
        prompt_expect(p, (double)(signed char)a, "", 0);
    } else if (prompt_has(p, "shard")) {
        prompt_expect(p, fmod(p->numbers[0], pow(2, p->numbers[1])), "", 0);
    } else {
        prompt_expect(p, floor(p->numbers[2] / p->numbers[0]), "", 0);
    }
}

static void test_bases(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_small_bases, solve_bytes, solve_machine_words};
    prompt_solve_all("bases", SEEDS, solvers, 3);
}

/* --- arithmetic ---------------------------------------------------------------------------------
 */

static void solve_arithmetic(const struct prompt *p)
{
    double a = p->numbers[0], b = p->numbers[1];
    assert_true(strlen(p->text) < 40); /* the sprint shows it in one line */
    if (prompt_has(p, "×"))
        prompt_expect(p, a * b, "", 0);
    else if (prompt_has(p, " + "))
        prompt_expect(p, a + b, "", 0);
    else if (prompt_has(p, " - "))
        prompt_expect(p, a - b, "", 0);
    else if (prompt_has(p, " / "))
        prompt_expect(p, a / b, "", 0);
    else if (prompt_has(p, "%"))
        prompt_expect(p, a * b / 100, "", 0);
    else
        prompt_expect(p, p->numbers[2] * a / b, "", 0);
}

static void test_arithmetic(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_arithmetic, solve_arithmetic, solve_arithmetic,
                                      solve_arithmetic};
    prompt_solve_all("arithmetic", SEEDS, solvers, 4);
}

/* The question typed back is not graded. */
static void test_arithmetic_typed_back(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct problem problem;
        struct judgement judgement;
        struct error error = {0};
        assert_true(drill_generate(drill_find("arithmetic"), 1, seed, &problem, &error));
        assert_non_null(problem.expression);
        problem_judge(&problem, problem.expression, &judgement);
        assert_int_equal(judgement.verdict, VERDICT_UNGRADED);
        problem_release(&problem);
    }
}

/* --- percent-change -----------------------------------------------------------------------------
 */

static double sign_of(const struct prompt *p)
{
    return prompt_has(p, "fell") ? -1 : 1;
}

static void solve_change(const struct prompt *p)
{
    const double *n = p->numbers;
    if (prompt_has(p, "went"))
        prompt_expect(p, (n[1] / n[0] - 1) * 100, "%", 0);
    else
        prompt_expect(p, round(n[0] * (100 + sign_of(p) * n[1])) / 100, "", 0);
}

static void solve_backwards(const struct prompt *p)
{
    const double *n = p->numbers;
    if (prompt_has(p, "before?")) {
        prompt_expect(p, round(n[1] * 100 / (100 + sign_of(p) * n[0])), "", 0);
    } else if (prompt_has(p, "altogether")) {
        double first = strstr(p->text, "fell") && strstr(p->text, "fell") < strchr(p->text, '%')
                           ? -n[0]
                           : n[0];
        double second = strstr(strchr(p->text, '%'), "fell by") ? -n[1] : n[1];
        prompt_expect(p, round((100 + first) * (100 + second) / 100 - 100), "%", 0);
    } else if (prompt_has(p, "where it was")) {
        prompt_expect(p, 100 / (1 - n[0] / 100) - 100, "%", THREE_DIGITS);
    } else {
        prompt_expect(p, 100 * n[1] / n[0] - 100, "%", 1e-9);
    }
}

static void solve_compound(const struct prompt *p)
{
    const double *n = p->numbers;
    if (prompt_has(p, "years")) {
        prompt_expect(p, 100 * pow(n[1] / n[0], 1 / n[2]) - 100, "%", THREE_DIGITS);
    } else if (prompt_has(p, "in a year")) {
        double value = 1;
        for (int i = 0; i < (int)n[1]; i++)
            value *= 1 + n[0] / 100;
        prompt_expect(p, 100 * value - 100, "%", THREE_DIGITS);
    } else {
        double whole = prompt_has(p, "tripled") ? 3 : 2, value = 1, months = 0;
        for (; value < whole; months += 1e-3)
            value *= pow(1 + n[0] / 100, 1e-3);
        prompt_expect(p, months, "", 0.006);
    }
}

static void test_percent_change(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_change, solve_backwards, solve_compound};
    prompt_solve_all("percent-change", SEEDS, solvers, 3);
}

/* ------------------------------------------------------------------------------------------------
 */

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable_numbers),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_choices_and_question),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_any_slow),
        cmocka_unit_test(test_byte_units),
        cmocka_unit_test(test_bases),
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_arithmetic_typed_back),
        cmocka_unit_test(test_percent_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
