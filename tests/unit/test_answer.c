/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "tests/support/answer_rows.h"

/* The problems that the table answers. */
enum {
    THREE_QUARTERS,
    REDUCED,
    NEGATIVE,
    DECIMAL,
    BIG,
    POWER,
    SIZE,
    RATE,
    TIME,
    MONEY,
    SHARE,
    GUESS,
    LOSS,
    TENTHS,
    NOTHING,
    SPAN,
    PICK
};
static const struct problem problems[] = {
    [THREE_QUARTERS] = {.kind = ANSWER_EXACT, .answer = "3/4", .expression = "1-1/4"},
    [REDUCED] = {.kind = ANSWER_EXACT,
                 .answer = "3/4",
                 .expression = "84/112",
                 .lowest_terms = true},
    [NEGATIVE] = {.kind = ANSWER_EXACT, .answer = "-3/4"},
    [DECIMAL] = {.kind = ANSWER_DECIMAL, .answer = "0.634", .absolute = 0.0005},
    [BIG] = {.kind = ANSWER_EXACT, .answer = "1500"},
    [POWER] = {.kind = ANSWER_EXACT,
               .answer = "1024",
               .expression = "2^10",
               .misconceptions = {{"1000", "used-1000-for-1024", "2^10 is a little more"},
                                  {"20", "multiplied", "ten factors of 2"}},
               .misconception_count = 2},
    [SIZE] = {.kind = ANSWER_UNIT, .answer = "2 TiB", .unit = "TiB"},
    [RATE] = {.kind = ANSWER_UNIT, .answer = "10 Gbps", .unit = "Gbps", .relative = 0.01},
    [TIME] = {.kind = ANSWER_UNIT, .answer = "4.44 h", .unit = "h", .relative = 0.01},
    [MONEY] = {.kind = ANSWER_UNIT, .answer = "$1200.50", .unit = "$"},
    [SHARE] = {.kind = ANSWER_PERCENT, .answer = "75%", .absolute = 0.0005},
    [GUESS] = {.kind = ANSWER_ESTIMATE,
               .answer = "1000",
               .misconceptions = {{"8000", "bits-for-bytes", "a byte has 8 bits"},
                                  {"8600", "days-for-hours", "a day has 24 hours"},
                                  {"3100", "just-outside", "a known slip near the edge"}},
               .misconception_count = 3},
    [LOSS] = {.kind = ANSWER_ESTIMATE, .answer = "-1000"},
    [TENTHS] = {.kind = ANSWER_ESTIMATE, .answer = "0.3"},
    [NOTHING] = {.kind = ANSWER_ESTIMATE, .answer = "0", .absolute = 0.5},
    [SPAN] = {.kind = ANSWER_ESTIMATE, .answer = "2 h", .unit = "h"},
    [PICK] = {.kind = ANSWER_CHOICE,
              .answer = "chaining",
              .choices = {"linear probing", "chaining", "double hashing"},
              .choice_count = 3,
              .misconceptions = {{"linear probing", "confused", "it has no lists"}},
              .misconception_count = 1},
};

static const struct problem_row table[] = {
    /* fractions */
    {THREE_QUARTERS, "3/4", VERDICT_CORRECT, "3/4", ""},
    {THREE_QUARTERS, " 3 / 4 ", VERDICT_CORRECT, "3/4", ""},
    {THREE_QUARTERS, "6/8", VERDICT_CORRECT, "3/4", "lowest terms"},
    {THREE_QUARTERS, "0.75", VERDICT_CORRECT, "0.75", ""},
    {THREE_QUARTERS, ".75", VERDICT_CORRECT, "0.75", ""},
    {THREE_QUARTERS, "75%", VERDICT_CORRECT, "75 %", ""},
    {THREE_QUARTERS, "75e-2", VERDICT_CORRECT, "0.75", ""},
    {THREE_QUARTERS, "1.5/2", VERDICT_CORRECT, "0.75", ""},
    {THREE_QUARTERS, "3/2^2", VERDICT_CORRECT, "3/4", NULL},
    {THREE_QUARTERS, "3⁄4", VERDICT_CORRECT, "3/4", ""},
    {THREE_QUARTERS, "+3/4", VERDICT_CORRECT, "3/4", ""},
    {THREE_QUARTERS, "1-1/4", VERDICT_UNGRADED, "", "the question"},
    {THREE_QUARTERS, "1 - 1/4", VERDICT_UNGRADED, "", "the question"},
    {THREE_QUARTERS, "3/0", VERDICT_UNGRADED, "", "zero"},
    {THREE_QUARTERS, "3/", VERDICT_UNGRADED, "", NULL},
    {THREE_QUARTERS, "/4", VERDICT_UNGRADED, "", NULL},
    {THREE_QUARTERS, "3//4", VERDICT_UNGRADED, "", NULL},
    {THREE_QUARTERS, "1/4", VERDICT_WRONG, "1/4", "not the answer"},
    {THREE_QUARTERS, "-3/4", VERDICT_WRONG, "-3/4", "sign"},
    {THREE_QUARTERS, "0.7501", VERDICT_WRONG, "0.7501", "exact"},
    {THREE_QUARTERS, "7.5", VERDICT_WRONG, "7.5", "power of ten"},
    {THREE_QUARTERS, "0,75", VERDICT_UNGRADED, "", "decimal comma"},
    /* where reducing is the skill */
    {REDUCED, "3/4", VERDICT_CORRECT, "3/4", ""},
    {REDUCED, "6/8", VERDICT_WRONG, "3/4", "6/8 is 3/4, but it is to be reduced"},
    {REDUCED, "0 6/8", VERDICT_WRONG, "3/4", "to be reduced"},
    {REDUCED, "84/112", VERDICT_UNGRADED, "", "the question"},
    {REDUCED, "168/224", VERDICT_WRONG, "3/4", "to be reduced"},
    {REDUCED, "0.75", VERDICT_UNGRADED, "0.75", "type it as a fraction"},
    {REDUCED, "75 %", VERDICT_UNGRADED, "75 %", "type it as a fraction"},
    {REDUCED, "6/7", VERDICT_WRONG, "6/7", "not the answer"},
    {REDUCED, "0.5", VERDICT_WRONG, "0.5", "not the answer"},
    {NEGATIVE, "−3/4", VERDICT_CORRECT, "-3/4", ""},
    {NEGATIVE, "- 3/4", VERDICT_CORRECT, "-3/4", ""},
    {NEGATIVE, "--3/4", VERDICT_UNGRADED, "", NULL},
    {NEGATIVE, "3/-4", VERDICT_UNGRADED, "", NULL},
    /* never a prefix */
    {BIG, "1500abc", VERDICT_UNGRADED, "", "abc"},
    {BIG, "12abc", VERDICT_UNGRADED, "", "abc"},
    {BIG, "nan", VERDICT_UNGRADED, "", NULL},
    {BIG, "inf", VERDICT_UNGRADED, "", NULL},
    {BIG, "0x1F", VERDICT_UNGRADED, "", NULL},
    {BIG, "0x10^2", VERDICT_UNGRADED, "", NULL},
    {BIG, "1e", VERDICT_UNGRADED, "", NULL},
    {BIG, "1e+", VERDICT_UNGRADED, "", NULL},
    {BIG, "1.5.0", VERDICT_UNGRADED, "", NULL},
    {BIG, "1500 1500", VERDICT_UNGRADED, "", NULL},
    {BIG, "1500!", VERDICT_UNGRADED, "", NULL},
    {BIG, "fifteen hundred", VERDICT_UNGRADED, "", NULL},
    {BIG, "", VERDICT_UNGRADED, "", "nothing"},
    {BIG, "   ", VERDICT_UNGRADED, "", "nothing"},
    {BIG, ".", VERDICT_UNGRADED, "", NULL},
    {BIG, "-", VERDICT_UNGRADED, "", NULL},
    {BIG, "%", VERDICT_UNGRADED, "", NULL},
    {BIG, "1e99999", VERDICT_UNGRADED, "", "too large"},
    {BIG, "1e999", VERDICT_UNGRADED, "", "too large"},
    /* ways to write a number */
    {BIG, "1500", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5e3", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5E+3", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5*10^3", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5×10^3", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5 x 10^3", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5·10³", VERDICT_CORRECT, "1500", ""},
    {BIG, "1.5*10**3", VERDICT_CORRECT, "1500", ""},
    {BIG, "15000*10^-1", VERDICT_CORRECT, "1500", ""},
    {BIG, "1_500", VERDICT_CORRECT, "1500", ""},
    {BIG, "1,500", VERDICT_CORRECT, "1500", ""},
    {BIG, "1 500", VERDICT_CORRECT, "1500", ""},
    {BIG, "1\u202F500", VERDICT_CORRECT, "1500", ""},
    {BIG, "1'500", VERDICT_CORRECT, "1500", ""},
    {BIG, "1,500.00", VERDICT_CORRECT, "1500", ""},
    {BIG, "1499 1/1", VERDICT_UNGRADED, "", "less than 1"},
    {BIG, "1499 2/4", VERDICT_WRONG, "2999/2", NULL},
    {BIG, "1,5", VERDICT_UNGRADED, "", "decimal comma"},
    {BIG, "1,50", VERDICT_UNGRADED, "", "decimal comma"},
    {BIG, "1,5000", VERDICT_UNGRADED, "", "decimal comma"},
    {BIG, "1500,000", VERDICT_UNGRADED, "", "decimal comma"},
    {BIG, "1_", VERDICT_UNGRADED, "", NULL},
    {BIG, "30*50", VERDICT_UNGRADED, "", "product"},
    {BIG, "1 500/3", VERDICT_UNGRADED, "", "ambiguous"},
    {BIG, "1,500,000", VERDICT_WRONG, "1500000", "power of ten"},
    {BIG, "1500 keys", VERDICT_UNGRADED, "1500 keys", "without a unit"},
    {POWER, "1024", VERDICT_CORRECT, "1024", ""},
    {POWER, "1,024", VERDICT_CORRECT, "1024", ""},
    {POWER, "2^10", VERDICT_UNGRADED, "", "the question"},
    {POWER, "2 ^ 10", VERDICT_UNGRADED, "", "the question"},
    {POWER, "2¹⁰", VERDICT_UNGRADED, "", "the question"},
    {POWER, "1*2^10", VERDICT_UNGRADED, "", "the question"},
    {POWER, "+2^010", VERDICT_UNGRADED, "", "the question"},
    {POWER, "4^5", VERDICT_CORRECT, "1024", ""},
    {POWER, "2^1.5", VERDICT_UNGRADED, "", "exponent"},
    {POWER, "2^", VERDICT_UNGRADED, "", "exponent"},
    {POWER, "2^99999", VERDICT_UNGRADED, "", "exponent"},
    {POWER, "1000", VERDICT_WRONG, "1000", "a little more"},
    {POWER, "20", VERDICT_WRONG, "20", "ten factors"},
    {POWER, "1023", VERDICT_WRONG, "1023", NULL},
    /* tolerance */
    {DECIMAL, "0.634", VERDICT_CORRECT, "0.634", ""},
    {DECIMAL, "0.6345", VERDICT_CORRECT, "0.6345", ""},
    {DECIMAL, "0.6346", VERDICT_WRONG, "0.6346", NULL},
    {DECIMAL, "63.4%", VERDICT_CORRECT, "63.4 %", ""},
    /* units */
    {SIZE, "2 TiB", VERDICT_CORRECT, "2 TiB", ""},
    {SIZE, "2TiB", VERDICT_CORRECT, "2 TiB", ""},
    {SIZE, "2048 GiB", VERDICT_CORRECT, "2048 GiB", ""},
    {SIZE, "2199023255552 bytes", VERDICT_CORRECT, "2199023255552 bytes", ""},
    {SIZE, "2^41 B", VERDICT_CORRECT, "2199023255552 B", ""},
    {SIZE, "2 TB", VERDICT_WRONG, "2 TB", "1024s"},
    {SIZE, "2 Tib", VERDICT_WRONG, "2 Tib", "8 bits"},
    {SIZE, "2 tib", VERDICT_UNGRADED, "", "capitals"},
    {SIZE, "2", VERDICT_UNGRADED, "2", "of what"},
    {SIZE, "3", VERDICT_WRONG, "3", NULL},
    {SIZE, "16 TiB", VERDICT_WRONG, "16 TiB", "8 bits"},
    {SIZE, "16 Tibit", VERDICT_CORRECT, "16 Tibit", ""},
    {SIZE, "2 h", VERDICT_WRONG, "2 h", "something else"},
    {SIZE, "2 %", VERDICT_UNGRADED, "2 %", "percentage"},
    {SIZE, "2 KB", VERDICT_UNGRADED, "", "kB (1000) or KiB (1024)"},
    {RATE, "10 Gbps", VERDICT_CORRECT, "10 Gbps", ""},
    {RATE, "10 Gbit/s", VERDICT_CORRECT, "10 Gbit/s", ""},
    {RATE, "1.25 GB/s", VERDICT_CORRECT, "1.25 GB/s", ""},
    {RATE, "1250 MB per s", VERDICT_CORRECT, "1250 MB/s", ""},
    {RATE, "75 GB/min", VERDICT_CORRECT, "75 GB/min", ""},
    {RATE, "10 GB/s", VERDICT_WRONG, "10 GB/s", "8 bits"},
    {RATE, "10 Gbps/s", VERDICT_WRONG, "10 Gbps/s", NULL},
    {RATE, "10 GB/s/s", VERDICT_UNGRADED, "", NULL},
    {TIME, "4.44 h", VERDICT_CORRECT, "4.44 h", ""},
    {TIME, "4 h 26 min", VERDICT_CORRECT, "4 h 26 min (4.433 h)", ""},
    {TIME, "4h26m", VERDICT_CORRECT, "4 h 26 min (4.433 h)", ""},
    {TIME, "16 000 s", VERDICT_CORRECT, "16000 s", ""},
    {TIME, "266.4 minutes", VERDICT_CORRECT, "266.4 minutes", ""},
    {TIME, "4.44", VERDICT_UNGRADED, "4.44", "of what"},
    {TIME, "26 min 4 h", VERDICT_UNGRADED, "", NULL},
    {TIME, "250 ms", VERDICT_WRONG, "250 ms", NULL},
    {MONEY, "$1,200.50", VERDICT_CORRECT, "$1200.50", ""},
    {MONEY, "1200.50 USD", VERDICT_CORRECT, "1200.50 USD", ""},
    {MONEY, "€1200.50", VERDICT_WRONG, "€1200.50", "something else"},
    {MONEY, "-$1200.50", VERDICT_WRONG, "-$1200.50", "sign"},
    {MONEY, "$1200.50/month", VERDICT_WRONG, "$1200.50/month", NULL},
    /* percent */
    {SHARE, "75%", VERDICT_CORRECT, "75 %", ""},
    {SHARE, "75.03 %", VERDICT_CORRECT, "75.03 %", ""},
    {SHARE, "0.75", VERDICT_CORRECT, "0.75", ""},
    {SHARE, "3/4", VERDICT_CORRECT, "3/4", ""},
    {SHARE, "75", VERDICT_UNGRADED, "75", "75 or 75 %"},
    {SHARE, "80%", VERDICT_WRONG, "80 %", NULL},
    {SHARE, "75%%", VERDICT_UNGRADED, "", NULL},
    /* estimates */
    {GUESS, "1000", VERDICT_CORRECT, "1000", ""},
    {GUESS, "2000", VERDICT_CORRECT, "2000", ""},
    {GUESS, "500", VERDICT_CORRECT, "500", ""},
    {GUESS, "2500", VERDICT_CORRECT, "2500", "close enough"},
    {GUESS, "400", VERDICT_CORRECT, "400", "close enough"},
    {GUESS, "2000.1", VERDICT_CORRECT, "2000.1", "close enough"},
    {GUESS, "499.9", VERDICT_CORRECT, "499.9", "close enough"},
    {GUESS, "3000", VERDICT_CORRECT, "3000", "close enough"},
    {GUESS, "1000/3", VERDICT_CORRECT, "1000/3", "close enough"},
    {GUESS, "333.3", VERDICT_WRONG, "333.3", "right idea"},
    {GUESS, "5000", VERDICT_WRONG, "5000", "right idea"},
    {GUESS, "10000", VERDICT_WRONG, "10000", "right idea"},
    {GUESS, "101", VERDICT_WRONG, "101", "right idea"},
    {GUESS, "100", VERDICT_WRONG, "100", "right idea"},
    {GUESS, "99.9", VERDICT_WRONG, "99.9", "not the answer"},
    {GUESS, "10001", VERDICT_WRONG, "10001", "not the answer"},
    {GUESS, "100000", VERDICT_WRONG, "100000", "power of ten"},
    {GUESS, "20000", VERDICT_WRONG, "20000", "not the answer"},
    {GUESS, "-1000", VERDICT_WRONG, "-1000", "sign"},
    {GUESS, "-1500", VERDICT_WRONG, "-1500", "sign"},
    {GUESS, "-9000", VERDICT_WRONG, "-9000", "not the answer"},
    {GUESS, "0", VERDICT_WRONG, "0", "not the answer"},
    /* a known slip, within a tenth of it, the nearest one, never within what is right */
    {GUESS, "8000", VERDICT_WRONG, "8000", "8 bits"},
    {GUESS, "7200", VERDICT_WRONG, "7200", "8 bits"},
    {GUESS, "7199", VERDICT_WRONG, "7199", "right idea"},
    {GUESS, "8250", VERDICT_WRONG, "8250", "8 bits"},
    {GUESS, "8400", VERDICT_WRONG, "8400", "24 hours"},
    {GUESS, "9460", VERDICT_WRONG, "9460", "24 hours"},
    {GUESS, "9461", VERDICT_WRONG, "9461", "right idea"},
    {GUESS, "2999", VERDICT_CORRECT, "2999", "close enough"},
    {GUESS, "3001", VERDICT_WRONG, "3001", "near the edge"},
    {LOSS, "-1000", VERDICT_CORRECT, "-1000", ""},
    {LOSS, "-2000", VERDICT_CORRECT, "-2000", ""},
    {LOSS, "-2500", VERDICT_CORRECT, "-2500", "close enough"},
    {LOSS, "-5000", VERDICT_WRONG, "-5000", "right idea"},
    {LOSS, "1000", VERDICT_WRONG, "1000", "sign"},
    {TENTHS, "0.6", VERDICT_CORRECT, "0.6", ""},
    {TENTHS, "0.15", VERDICT_CORRECT, "0.15", ""},
    {TENTHS, "0.9", VERDICT_CORRECT, "0.9", "close enough"},
    {TENTHS, "0.1", VERDICT_CORRECT, "0.1", "close enough"},
    {TENTHS, "0.03", VERDICT_WRONG, "0.03", "right idea"},
    {TENTHS, "3", VERDICT_WRONG, "3", "right idea"},
    {NOTHING, "0", VERDICT_CORRECT, "0", ""},
    {NOTHING, "0.5", VERDICT_CORRECT, "0.5", ""},
    {NOTHING, "-0.5", VERDICT_CORRECT, "-0.5", ""},
    {NOTHING, "0.51", VERDICT_WRONG, "0.51", "not the answer"},
    {SPAN, "2 h", VERDICT_CORRECT, "2 h", ""},
    {SPAN, "60 min", VERDICT_CORRECT, "60 min", ""},
    {SPAN, "240 min", VERDICT_CORRECT, "240 min", ""},
    {SPAN, "241 min", VERDICT_CORRECT, "241 min", "close enough"},
    {SPAN, "40 min", VERDICT_CORRECT, "40 min", "close enough"},
    {SPAN, "39 min", VERDICT_WRONG, "39 min", "right idea"},
    {SPAN, "72000 s", VERDICT_WRONG, "72000 s", "right idea"},
    {SPAN, "1 day", VERDICT_WRONG, "1 day", "not the answer"},
    {SPAN, "3", VERDICT_UNGRADED, "3", "of what"},
    {SPAN, "2 GB", VERDICT_WRONG, "2 GB", "something else"},
    /* choices */
    {PICK, "chaining", VERDICT_CORRECT, "chaining", ""},
    {PICK, " Chaining ", VERDICT_CORRECT, "chaining", ""},
    {PICK, "b", VERDICT_CORRECT, "chaining", ""},
    {PICK, "B)", VERDICT_CORRECT, "chaining", ""},
    {PICK, "2", VERDICT_CORRECT, "chaining", ""},
    {PICK, "(b)", VERDICT_CORRECT, "chaining", ""},
    {PICK, "b.", VERDICT_CORRECT, "chaining", ""},
    {PICK, "2)", VERDICT_CORRECT, "chaining", ""},
    {PICK, " b) Chaining", VERDICT_CORRECT, "chaining", ""},
    {PICK, "2 chaining", VERDICT_CORRECT, "chaining", ""},
    {PICK, "a) chaining", VERDICT_UNGRADED, "", "choices"},
    {PICK, "bchaining", VERDICT_UNGRADED, "", "choices"},
    {PICK, "b c", VERDICT_UNGRADED, "", "choices"},
    {PICK, "22", VERDICT_UNGRADED, "", "choices"},
    {PICK, "()", VERDICT_UNGRADED, "", "choices"},
    {PICK, "a", VERDICT_WRONG, "linear probing", "no lists"},
    {PICK, "double hashing", VERDICT_WRONG, "double hashing", "not the answer"},
    {PICK, "chain", VERDICT_UNGRADED, "", "choices"},
    {PICK, "d", VERDICT_UNGRADED, "", "choices"},
};

static void test_table(void **state)
{
    (void)state;
    problem_rows_check(problems, table, sizeof table / sizeof table[0]);
}

static void test_misconceptions_are_named(void **state)
{
    (void)state;
    struct judgement got;
    problem_judge(&problems[POWER], "1000", &got);
    assert_string_equal(got.misconception, "used-1000-for-1024");
    problem_judge(&problems[SIZE], "2 TB", &got);
    assert_string_equal(got.misconception, "used-1000-for-1024");
    problem_judge(&problems[RATE], "10 GB/s", &got);
    assert_string_equal(got.misconception, "mixed-bits-and-bytes");
    problem_judge(&problems[REDUCED], "6/8", &got);
    assert_string_equal(got.misconception, "not-reduced");
    problem_judge(&problems[PICK], "a", &got);
    assert_string_equal(got.misconception, "confused");
}

static void test_decimal_comma(void **state)
{
    (void)state;
    const struct answer_style comma = {.decimal_comma = true};
    struct judgement got;
    answer_judge(&problems[THREE_QUARTERS], "0,75", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
    answer_judge(&problems[BIG], "1.500", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
    answer_judge(&problems[BIG], "1.5", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_UNGRADED);
    answer_judge(&problems[BIG], "1.500,0", &comma, &got);
    assert_int_equal(got.verdict, VERDICT_CORRECT);
}

static void test_distance_of_an_estimate(void **state)
{
    (void)state;
    struct judgement got;
    problem_judge(&problems[GUESS], "1500", &got);
    assert_true(got.distance > 0.499 && got.distance < 0.501);
}

static void test_what_was_typed_is_shown_safely(void **state)
{
    (void)state;
    struct judgement got;
    problem_judge(&problems[BIG], "5 \x1b[31mred", &got);
    assert_int_equal(got.verdict, VERDICT_UNGRADED);
    assert_null(strchr(got.message, '\x1b'));
    char longest[1000];
    memset(longest, '1', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    problem_judge(&problems[BIG], longest, &got);
    assert_int_equal(got.verdict, VERDICT_UNGRADED);
    assert_non_null(strstr(got.message, "too long"));
}

/* Every length, so that reading past the end meets the end of some block of memory. */
static void test_answers_of_every_length(void **state)
{
    (void)state;
    static const char *const ends[] = {"1", "^", "*", "x", "/", ".", ",", "e", "-", "%", " ", "_"};
    for (int length = 0; length < 210; length++)
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
            char typed[256];
            struct judgement got;
            memset(typed, '0', sizeof typed);
            (void)snprintf(typed + length, sizeof typed - (size_t)length, "%s", ends[i]);
            for (size_t k = 0; k < sizeof problems / sizeof problems[0]; k++)
                problem_judge(&problems[k], typed, &got);
            assert_true(got.verdict != VERDICT_CORRECT);
        }
}

static void test_numbers_stay_exact(void **state)
{
    (void)state;
    struct number third = number_from_ratio(1, 3), sum = number_from_integer(0);
    for (int i = 0; i < 3; i++)
        sum = number_add(sum, third);
    assert_true(number_equal(sum, number_from_integer(1)));
    struct number large = number_power(number_from_integer(2), 120);
    assert_true(large.exact);
    char text[64];
    number_format(large, false, text, sizeof text);
    assert_string_equal(text, "1329227995784915872903807060280344576");
    large = number_multiply(large, large);
    assert_false(large.exact);
    assert_true(large.value > 1.7e72 && large.value < 1.8e72);
    assert_true(number_equal(
        number_divide(number_power(number_from_integer(10), -3), number_from_ratio(1, 1000)),
        number_from_integer(1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_misconceptions_are_named),
        cmocka_unit_test(test_decimal_comma),
        cmocka_unit_test(test_distance_of_an_estimate),
        cmocka_unit_test(test_what_was_typed_is_shown_safely),
        cmocka_unit_test(test_answers_of_every_length),
        cmocka_unit_test(test_numbers_stay_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
