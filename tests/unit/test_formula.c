/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/drill.h"
#include "exercises/formula.h"

static struct formula formula; /* large */

/* The value at n = 3, x = 3. */
static double at_three(const char *typed)
{
    char message[ANSWER_MESSAGE];
    const double values[] = {3, 3};
    if (!formula_read(typed, NULL, "n x", &formula, message))
        fail_msg("'%s': %s", typed, message);
    return formula_evaluate(&formula, values);
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        double value;
    } rows[] = {
        {"2x+1", 7},      {"2 x + 1", 7},       {"2*x+1", 7},       {"1+2·x", 7},
        {"n(n+1)/2", 6},  {"n (n + 1) / 2", 6}, {"(n+1)(n-1)", 8},  {"nx", 9},
        {"-x^2", -9},     {"(-x)^2", 9},        {"−x²", -9},        {"x**2", 9},
        {"2^3^2", 512},   {"2^-n", 0.125},      {"2^(-n)", 0.125},  {"2^n(n+1)", 32},
        {"n^2(n+1)", 36}, {"n²*x", 27},         {"3*2^(n-1)", 12},  {"10-2-3", 5},
        {"24/2/3", 4},    {"24/2*3", 36},       {"2--n", 5},        {"2*-n", -6},
        {"+n", 3},        {"sqrt(x+1)", 2},     {"√(x+1)", 2},      {"exp(0)", 1},
        {"e^0", 1},       {"2e^0", 2},          {"ln(e)", 1},       {"log(e)", 1},
        {"LOG2(8)", 3},   {"log_2(8)", 3},      {"log10(1000)", 3}, {"sin(pi/2)", 1},
        {"cos(π)", -1},   {"abs(-x)", 3},       {"n log2 8", 9},    {"nlog2(8)", 9},
        {"1.5e1", 15},    {"2e3", 2000},        {".5x", 1.5},       {"N", 3},
        {"1/3*x", 1},     {"0^0", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = at_three(rows[i].typed);
        if (!(fabs(value - rows[i].value) < 1e-12))
            fail_msg("'%s' is %.17g, not %g", rows[i].typed, value, rows[i].value);
    }
}

static void test_outside_the_domain(void **state)
{
    (void)state;
    static const char *const typed[] = {"1/0",      "sqrt(-1)",   "ln(0)",
                                        "ln(-1)",   "(-8)^(1/3)", "1/(1/(x-3))",
                                        "10^10^10", "0^(-1)",     "log2(3-x)"};
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
        assert_true(isnan(at_three(typed[i])));
}

static void test_errors_name_the_column(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *message;
    } rows[] = {
        {"", "column 1: something is missing"},
        {"2x+", "column 4: something is missing"},
        {"(2x+1", "column 1: this ( is not closed"},
        {"2x+1)", "column 5: this ) was never opened"},
        {"2y+1", "column 2: y has no meaning here; the variable is n"},
        {"12abc", "column 3: a has no meaning"},
        {"nan", "column 2: a has no meaning"},
        {"inf", "column 1: i has no meaning"},
        {"0x1F", "column 3: a sign is missing"},
        {"1e", "column 2: 1 times e, or an exponent such as 1e3?"},
        {"1e+", "column 2: 1 times e"},
        {"x2", "column 2: a sign is missing before this number"},
        {"2 3", "column 3: a sign is missing"},
        {"(x)2", "column 4: a sign is missing"},
        {"1/2n", "column 4: is this below"},
        {"n/2(n+1)", "column 4: is this below"},
        {"2^2n", "column 4: where does the exponent end"},
        {"2^nx", "column 4: where does the exponent end"},
        {"n²x", "column 3: where does the exponent end"},
        {"log 2n", "column 6: ln of what"},
        {"log n/2", "column 6: ln of what"},
        {"ln", "column 3: ln of what"},
        {"sin^2(x)", "column 4: a power of sin is written sin(...)^2"},
        {"y = 2x", "column 3: type only what stands to the right"},
        {"|x|", "column 1: an absolute value is written abs"},
        {"2+*3", "column 3: a number, a name or ( is expected"},
        {"1,5x", "column 2: digits are not grouped"},
        {"1.2.3", "column 4: digits are not grouped"},
        {"1_000", "column 2: digits are not grouped"},
        {"−x + $", "column 6: a number, a name"},
        {"x³ + $", "column 6: a number, a name"},
        {"x ** 2 + $", "column 10: a number, a name"},
        {"1e999", "column 1: this number is too large"},
        {"n!", "column 2: this cannot be read"},
        {"()", "column 2: a number, a name"},
        {"é", "column 1: é has no meaning"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char message[ANSWER_MESSAGE];
        bool read = formula_read(rows[i].typed, NULL, "n x", &formula, message);
        if (read || strncmp(message, rows[i].message, strlen(rows[i].message)) != 0)
            fail_msg("'%s': %s", rows[i].typed, read ? "read" : message);
    }
}

static void test_bounds(void **state)
{
    (void)state;
    char typed[600], message[ANSWER_MESSAGE];
    memset(typed, 'n', sizeof typed);
    typed[FORMULA_LONGEST] = '\0';
    assert_true(formula_read(typed, NULL, "n", &formula, message));
    typed[FORMULA_LONGEST] = 'n';
    typed[FORMULA_LONGEST + 1] = '\0';
    assert_false(formula_read(typed, NULL, "n", &formula, message));
    assert_non_null(strstr(message, "too long"));
    static const char *const openers[] = {"(", "-", "2^", "sin(", "ln ", "2^-"};
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
        typed[0] = '\0';
        while (strlen(typed) + strlen(openers[i]) < FORMULA_LONGEST)
            strcat(typed, openers[i]);
        strcat(typed, "n");
        assert_false(formula_read(typed, NULL, "n", &formula, message));
        if (!strstr(message, "nested"))
            fail_msg("%s: %s", openers[i], message);
    }
    assert_false(formula_read("a", NULL, "a b c d e f g h i", &formula, message));
    assert_false(formula_read("a", NULL, "a_name_of_16_too", &formula, message));
}

static void test_format_reads_back(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"2x+1", "2*x + 1"},   {"n(n+1)/2", "n*(n + 1)/2"}, {"2^(-n)", "2^(-n)"},
        {"(-1)^n", "(-1)^n"},  {"a-(b-c)", "a - (b - c)"},  {"a-b-c", "a - b - c"},
        {"a/(bc)", "a/(b*c)"}, {"(2^3)^2", "(2^3)^2"},      {"2^3^2", "2^3^2"},
        {"-x^2", "-x^2"},      {"log(x)", "ln(x)"},         {"-(a+b)", "-(a + b)"},
        {"a+-b", "a + (-b)"},  {"√2", "sqrt(2)"},           {"1e-3", "0.001"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static struct formula again;
        char message[ANSWER_MESSAGE];
        struct text shown = {0};
        const double values[] = {1.25, 2.5, 3.75, 5, 6};
        assert_true(formula_read(rows[i][0], NULL, "a b c n x", &formula, message));
        formula_format(&formula, &shown);
        assert_string_equal(text_string(&shown), rows[i][1]);
        assert_true(formula_read(text_string(&shown), NULL, "a b c n x", &again, message));
        assert_true(fabs(formula_evaluate(&again, values) - formula_evaluate(&formula, values)) <
                    1e-12);
        text_release(&shown);
    }
}

static enum formula_relation relate(const char *one, const char *other, uint64_t seed)
{
    static struct formula a, b;
    char message[ANSWER_MESSAGE];
    assert_true(formula_read(one, NULL, "n x", &a, message));
    assert_true(formula_read(other, NULL, "n x", &b, message));
    return formula_compare(&a, &b, seed, 0, 0);
}

static void test_comparison(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        enum formula_relation relation;
    } rows[] = {
        {"2(x+3)", "2x + 6", FORMULA_EQUAL},
        {"(n+1)^2 - n^2", "2n+1", FORMULA_EQUAL},
        {"n(n+1)/2", "n^2/2 + n/2", FORMULA_EQUAL},
        {"3*2^(n-1)", "1.5*2^n", FORMULA_EQUAL},
        {"sin(x)^2 + cos(x)^2", "1", FORMULA_EQUAL},
        {"ln(x^2)", "2ln(x)", FORMULA_EQUAL},   /* where both have a value */
        {"sqrt(x)^2", "x", FORMULA_EQUAL},      /* likewise */
        {"(-1)^n", "cos(pi n)", FORMULA_EQUAL}, /* at whole numbers only */
        {"(-1)^n", "(-1)^(n+1)", FORMULA_DIFFERENT},
        {"(-2)^n*n", "(-2)^n*(n+1)", FORMULA_DIFFERENT},
        {"abs(x)", "x", FORMULA_DIFFERENT},
        {"sqrt(x^2)", "x", FORMULA_DIFFERENT},
        {"2n+1", "2n+1.0001", FORMULA_DIFFERENT},
        {"2^n", "n^2", FORMULA_DIFFERENT},
        {"nx", "n+x", FORMULA_DIFFERENT},
        {"x/0", "x", FORMULA_NO_VALUE},
        {"sqrt(-1-x^2)", "x", FORMULA_NO_VALUE},
        {"0*ln(x)", "0", FORMULA_EQUAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (uint64_t seed = 0; seed < 50; seed++)
            if (relate(rows[i].one, rows[i].other, seed) != rows[i].relation ||
                relate(rows[i].other, rows[i].one, seed) != rows[i].relation)
                fail_msg("'%s' and '%s' with seed %d", rows[i].one, rows[i].other, (int)seed);
}

/* --- Verdicts -----------------------------------------------------------------------------------
 */

static void test_verdicts(void **state)
{
    (void)state;
    static const struct problem problem = {
        .kind = ANSWER_FORMULA,
        .answer = "2n + 1",
        .variables = "n",
        .expression = "n + (n + 1)",
        .misconceptions = {{"2n", "forgot-the-start", "the sequence starts at 3"}},
        .misconception_count = 1};
    static const struct {
        const char *typed;
        enum verdict verdict;
        const char *read_as, *message;
    } rows[] = {
        {"2n+1", VERDICT_CORRECT, "2*n + 1", ""},
        {"1 + n*2", VERDICT_CORRECT, "1 + n*2", ""},
        {"3 + 2(n-1)", VERDICT_CORRECT, "3 + 2*(n - 1)", ""},
        {"2n", VERDICT_WRONG, "2*n", "the sequence starts at 3"},
        {"n+n", VERDICT_WRONG, "n + n", "the sequence starts at 3"},
        {"n+1", VERDICT_WRONG, "n + 1", "try n = 1: this comes to 2, not to 3"},
        {"3/(n-1)", VERDICT_WRONG, "3/(n - 1)", "try n = 1: this has no value there"},
        {"3", VERDICT_WRONG, "3", "try n = 2"},
        {"n + (n + 1)", VERDICT_UNGRADED, "", "that is the question"},
        {"n+(n+1)", VERDICT_UNGRADED, "", "that is the question"},
        {"2x+1", VERDICT_UNGRADED, "", "column 2"},
        {"2n+1 bytes", VERDICT_UNGRADED, "", "column 6"},
        {"sqrt(-n^2-1)", VERDICT_UNGRADED, "sqrt(-n^2 - 1)", "no value"},
        {"", VERDICT_UNGRADED, "", "nothing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judgement got;
        problem_judge(&problem, rows[i].typed, &got);
        if (got.verdict != rows[i].verdict || strcmp(got.read_as, rows[i].read_as) != 0 ||
            !strstr(got.message, rows[i].message))
            fail_msg("'%s': %s, read as '%s': %s", rows[i].typed, verdict_name(got.verdict),
                     got.read_as, got.message);
    }
}

static void test_decimal_comma(void **state)
{
    (void)state;
    const struct answer_style comma = {.decimal_comma = true};
    char message[ANSWER_MESSAGE];
    const double three = 3;
    assert_true(formula_read("1,5n", &comma, "n", &formula, message));
    assert_true(fabs(formula_evaluate(&formula, &three) - 4.5) < 1e-15);
    assert_false(formula_read("1.5n", &comma, "n", &formula, message));
    assert_non_null(strstr(message, "column 2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_outside_the_domain),
        cmocka_unit_test(test_errors_name_the_column),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_format_reads_back),
        cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_decimal_comma),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
