/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drills of logic, checked by a second way: what a prompt says is read from its text, and
 * counted out or tried in every case.
 */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/combinations.h"
#include "exercises/drill.h"
#include "exercises/formula.h"
#include "tests/support/seeds.h"

enum { SEEDS = 300 };

/* The whole numbers of a text, in order, without their signs. */
static int numbers_in(const char *text, long *numbers, int most)
{
    int count = 0;
    for (const char *at = text; *at && count < most;) {
        if (*at >= '0' && *at <= '9') {
            char *end;
            numbers[count++] = strtol(at, &end, 10);
            at = end;
        } else {
            at++;
        }
    }
    return count;
}

/* --- Truth tables -------------------------------------------------------------------------------
 */

/* Sets of possible values: bit 0 FALSE, bit 1 TRUE; NULL is both. Read straight from the text. */
static const char *at;
static int value_of[3];

static bool take(const char *word)
{
    while (*at == ' ')
        at++;
    if (strncmp(at, word, strlen(word)) != 0)
        return false;
    at += strlen(word);
    return true;
}

static int condition(void);

static int operand(void)
{
    if (take("NOT")) {
        int inner = operand();
        return (inner & 1) << 1 | (inner & 2) >> 1;
    }
    if (take("(")) {
        int inner = condition();
        assert_true(take(")"));
        return inner;
    }
    for (int i = 0; i < 3; i++) {
        char name[] = {(char)('a' + i), '\0'};
        if (take(name))
            return value_of[i];
    }
    fail_msg("no operand at '%s'", at);
    return 0;
}

/* Every pair of possible values gives a possible result. */
static int combine(int a, int b, int operation)
{
    int result = 0;
    for (int x = 0; x < 2; x++)
        for (int y = 0; y < 2; y++)
            if ((a >> x & 1) && (b >> y & 1)) {
                int value = operation == '&'   ? x && y
                            : operation == '|' ? x || y
                            : operation == '^' ? x != y
                                               : !x || y;
                result |= 1 << value;
            }
    return result;
}

static int condition(void)
{
    int left = operand();
    for (;;) {
        int operation = take("AND")   ? '&'
                        : take("OR")  ? '|'
                        : take("XOR") ? '^'
                        : take("->")  ? '>'
                                      : 0;
        if (!operation)
            return left;
        left = combine(left, operand(), operation);
    }
}

static bool counts_its_rows(const struct problem *problem)
{
    static const int values[] = {1, 2, 3};
    const char *where = strstr(problem->prompt, "WHERE ");
    const char *start = where ? where + 6 : strstr(problem->prompt, "\n    ") + 5;
    bool three = strncmp(problem->prompt, "a, b and c", 10) == 0;
    int kinds = where ? 3 : 2, count = 0;
    for (int a = 0; a < kinds; a++)
        for (int b = 0; b < kinds; b++)
            for (int c = 0; c < (three ? 2 : 1); c++) {
                value_of[0] = values[a];
                value_of[1] = values[b];
                value_of[2] = values[c];
                at = start;
                count += condition() == 2;
                assert_string_equal(at, "");
            }
    return count == atoi(problem->answer);
}

static void test_truth_tables(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++)
        seeds_hold_level("truth-table", level, SEEDS, counts_its_rows);
}

/* --- Negation -----------------------------------------------------------------------------------
 */

/* The first word of a fact behind "the": which of the two facts it is. */
static char subjects[2][20];

static bool fact(const char *text, size_t length, int model)
{
    char copy[200];
    (void)snprintf(copy, sizeof copy, "%.*s", (int)length, text);
    bool negated = strstr(copy, " not ") != NULL;
    for (int i = 0; i < 2; i++)
        if (strstr(copy, subjects[i]))
            return (model >> i & 1) != negated;
    fail_msg("'%s' is about nothing known", copy);
    return false;
}

/* "if A, then B", "A and B", "A or B". */
static bool statement(const char *text, int model)
{
    const char *then = strstr(text, ", then "), *either = strstr(text, " or "),
               *both = strstr(text, " and ");
    if (then)
        return !fact(text, (size_t)(then - text), model) || fact(then, strlen(then), model);
    const char *word = either ? either : both;
    bool first = fact(text, (size_t)(word - text), model), second = fact(word, strlen(word), model);
    return either ? first || second : first && second;
}

/* The two subjects, from the answer: the first word behind "the" in either part. */
static void find_subjects(const char *text)
{
    static const char *const words[] = {", then ", " and ", " or "};
    const char *second = NULL;
    for (size_t i = 0; i < 3 && !second; i++)
        second = strstr(text, words[i]);
    assert_non_null(second);
    assert_int_equal(sscanf(strstr(text, "the "), "the %19s", subjects[0]), 1);
    assert_int_equal(sscanf(strstr(second, " the "), " the %19s", subjects[1]), 1);
}

static const char *asked_statement(const struct problem *problem, char *copy, size_t size)
{
    const char *start = strstr(problem->prompt, "\n    ") + 5;
    (void)snprintf(copy, size, "%.*s", (int)strcspn(start, "\n"), start);
    return copy;
}

/* What A, but only if B and the like say, as an "if". */
static void as_if(char *text, size_t size)
{
    static const struct {
        const char *before, *between;
        bool first_to_second;
    } forms[] = {{"", ", but only if ", true},
                 {"it is enough that ", " to know that ", true},
                 {"it is necessary that ", " for this: ", false},
                 {"", " whenever ", false}};
    for (size_t i = 0; i < 4; i++) {
        char first[100], second[100];
        const char *between = strstr(text, forms[i].between);
        if (!between || strncmp(text, forms[i].before, strlen(forms[i].before)) != 0)
            continue;
        const char *begin = text + strlen(forms[i].before);
        (void)snprintf(first, sizeof first, "%.*s", (int)(between - begin), begin);
        (void)snprintf(second, sizeof second, "%s", between + strlen(forms[i].between));
        (void)snprintf(text, size, "if %s, then %s", forms[i].first_to_second ? first : second,
                       forms[i].first_to_second ? second : first);
        return;
    }
}

/* In all four cases the answer is as it should be; of each other choice, in some case not. */
static bool says_the_same_or_the_opposite(const struct problem *problem)
{
    char asked[300];
    bool opposite = strstr(problem->prompt, "negation") || strstr(problem->prompt, "broken");
    find_subjects(problem->answer);
    (void)asked_statement(problem, asked, sizeof asked);
    as_if(asked, sizeof asked);
    for (size_t i = 0; i < problem->choice_count; i++) {
        bool fits = true;
        for (int model = 0; model < 4; model++)
            fits = fits &&
                   statement(problem->choices[i], model) == (statement(asked, model) != opposite);
        if (fits != !strcmp(problem->choices[i], problem->answer))
            return false;
    }
    return problem->choice_count >= 4;
}

/* "for every shard: some replica that it has is up" where `model` says which of 2 x 2 are. */
static bool quantified(const char *text, int model)
{
    bool all = strncmp(text, "for every ", 10) == 0, inner_all = strstr(text, ": every ") != NULL,
         negated = strstr(text, " not ") != NULL;
    int good = 0;
    for (int i = 0; i < 2; i++) {
        int inner = 0;
        for (int k = 0; k < 2; k++)
            inner += (model >> (2 * i + k) & 1) != negated;
        good += inner_all ? inner == 2 : inner > 0;
    }
    return all ? good == 2 : good > 0;
}

static bool denies_it_everywhere(const struct problem *problem)
{
    char asked[300];
    (void)asked_statement(problem, asked, sizeof asked);
    for (size_t i = 0; i < problem->choice_count; i++) {
        bool fits = true;
        for (int model = 0; model < 16; model++)
            fits = fits && quantified(problem->choices[i], model) != quantified(asked, model);
        if (fits != !strcmp(problem->choices[i], problem->answer))
            return false;
    }
    return problem->choice_count == 5;
}

static void test_negations(void **state)
{
    (void)state;
    seeds_hold_level("negation", 1, SEEDS, says_the_same_or_the_opposite);
    seeds_hold_level("negation", 2, SEEDS, says_the_same_or_the_opposite);
    seeds_hold_level("negation", 3, SEEDS, denies_it_everywhere);
}

/* --- Inclusion and exclusion --------------------------------------------------------------------
 */

/* All subsets, as bits of a number. */
static long count_choices(int groups, int each, int k)
{
    long count = 0;
    for (long set = 0; set < 1L << (groups * each); set++) {
        int hit = 0;
        if (__builtin_popcountl((unsigned long)set) != k)
            continue;
        for (int g = 0; g < groups; g++)
            hit += (set >> (g * each) & ((1L << each) - 1)) != 0;
        count += hit == groups;
    }
    return count;
}

/* All texts, as numbers to base `signs`. */
static long count_texts(int signs, int length, int wanted)
{
    long all = lround(pow(signs, length)), count = 0;
    for (long text = 0; text < all; text++) {
        int seen = 0;
        for (long rest = text, i = 0; i < length; i++, rest /= signs)
            seen |= rest % signs < wanted ? 1 << (rest % signs) : 0;
        count += seen == (1 << wanted) - 1;
    }
    return count;
}

static bool counts_sets(const struct problem *problem)
{
    long n[10], answer = atol(problem->answer);
    int count = numbers_in(problem->prompt, n, 10);
    if (strstr(problem->prompt, "neither is true. For how many are both"))
        return count == 4 && n[0] == n[3] + n[1] + n[2] - answer;
    if (strstr(problem->prompt, "at least one true"))
        return count == 4 && answer == (n[1] - n[3]) + (n[2] - n[3]) + n[3];
    return count == 4 && answer == n[0] - (n[1] - n[3]) - (n[2] - n[3]) - n[3];
}

/* By the seven parts of the three sets, or by trying every row. */
static bool counts_more(const struct problem *problem)
{
    long n[10], answer = atol(problem->answer);
    int count = numbers_in(problem->prompt, n, 10);
    if (strstr(problem->prompt, "Rows are numbered")) {
        long rows = 0;
        for (long row = 1; row <= n[1]; row++)
            rows += row % n[2] == 0 || row % n[3] == 0;
        return count == 4 && rows == answer;
    }
    long ab = n[4] - n[7], ac = n[5] - n[7], bc = n[6] - n[7], a = n[1] - ab - ac - n[7],
         b = n[2] - ab - bc - n[7], c = n[3] - ac - bc - n[7];
    bool possible = ab >= 0 && ac >= 0 && bc >= 0 && a >= 0 && b >= 0 && c >= 0;
    return count == 8 && possible && n[0] - (a + b + c + ab + ac + bc + n[7]) == answer;
}

static bool counts_choices(const struct problem *problem)
{
    static long known[4][8][8], known_texts[3][12][6];
    long n[6], answer = atol(problem->answer);
    int count = numbers_in(problem->prompt, n, 6);
    if (strstr(problem->prompt, "A code")) {
        int wanted = strstr(problem->prompt, "letter B") ? 2 : 1;
        long *memory = &known_texts[wanted][n[1]][n[0]];
        if (!*memory)
            *memory = count_texts((int)n[1], (int)n[0], wanted);
        return count == 2 && answer == *memory;
    }
    long *memory = &known[n[0]][n[1]][n[2]];
    if (!*memory)
        *memory = count_choices((int)n[0], (int)n[1], (int)n[2]);
    return count == 4 && n[2] == n[3] && answer == *memory;
}

static void test_inclusion_exclusion(void **state)
{
    (void)state;
    seeds_hold_level("inclusion-exclusion", 1, SEEDS, counts_sets);
    seeds_hold_level("inclusion-exclusion", 2, SEEDS, counts_more);
    seeds_hold_level("inclusion-exclusion", 3, SEEDS, counts_choices);
}

/* Pascal's triangle. */
static void test_choose(void **state)
{
    (void)state;
    for (int n = 1; n <= 50; n++)
        for (int k = 0; k <= n; k++)
            assert_int_equal(choose(n, k), k == 0 ? 1 : choose(n - 1, k - 1) + choose(n - 1, k));
    assert_int_equal(choose(5, 6), 0);
    assert_int_equal(choose(5, -1), 0);
    assert_int_equal(choose(49, 6), 13983816);
    assert_int_equal(choices_of_every_group(2, 4, 3), 48);
    assert_int_equal(choices_of_every_group(3, 2, 2), 0);
    assert_int_equal(texts_holding(2, 3, 2), 6);
}

/* --- Remainders ---------------------------------------------------------------------------------
 */

static bool leaves_the_remainder(const struct problem *problem)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    long n[5], answer = atol(problem->answer);
    int number, divisor, days_ahead, today = 0;
    char shown[8];
    if (sscanf(problem->prompt, "A block of %7s rows was to be split evenly between %d", shown,
               &divisor) == 2) {
        char *place = strchr(shown, '?');
        for (char digit = '0'; digit <= '9'; digit++) {
            *place = digit;
            if (atoi(shown) % divisor == 0)
                return answer == digit - '0';
        }
        return false;
    }
    if (sscanf(problem->prompt, "Today is %*s A certificate runs out in %d", &days_ahead) == 1) {
        while (strncmp(problem->prompt + 9, days[today], strlen(days[today])) != 0)
            today++;
        for (int i = 0; i < days_ahead; i++)
            today = today == 6 ? 0 : today + 1;
        return !strcmp(problem->answer, days[today]);
    }
    (void)numbers_in(problem->prompt, n, 5);
    divisor = (int)n[0];
    for (number = (int)n[strstr(problem->prompt, "hash mod") ? 1
                         : strstr(problem->prompt, "dealt")  ? 4
                                                             : 2];
         number >= divisor; number -= divisor)
        continue;
    return number == answer;
}

/* The share, and nothing from 2 on divides both of its numbers; what was counted is the same share,
 * but not reduced. */
static bool is_in_lowest_terms(const struct problem *problem, const long counted[2])
{
    long above, below;
    char typed[64];
    struct judgement judgement;
    if (sscanf(problem->answer, "%ld/%ld", &above, &below) != 2)
        return false;
    for (long d = 2; d <= above; d++)
        if (above % d == 0 && below % d == 0)
            return false;
    (void)snprintf(typed, sizeof typed, "%ld/%ld", 7 * above, 7 * below);
    problem_judge(problem, typed, &judgement);
    return above * counted[1] == below * counted[0] && above < counted[0] &&
           judgement.verdict == VERDICT_WRONG && !strcmp(judgement.misconception, "not-reduced");
}

static bool divides_or_is_divided(const struct problem *problem)
{
    long n[2], answer = atol(problem->answer), found = 1;
    assert_int_equal(numbers_in(problem->prompt, n, 2), 2);
    if (strstr(problem->prompt, "Two tables")) {
        for (long d = 1; d <= n[0]; d++)
            found = n[0] % d == 0 && n[1] % d == 0 ? d : found;
        return answer == found;
    }
    if (strstr(problem->prompt, "lowest terms"))
        return is_in_lowest_terms(problem, n);
    while (found % n[0] || found % n[1])
        found++;
    return answer == found;
}

static bool undoes_or_raises(const struct problem *problem)
{
    long answer = atol(problem->answer), a, modulus, exponent, rest = 1;
    if (sscanf(problem->prompt, "A hash multiplies keys by %ld modulo %ld", &a, &modulus) == 2)
        return answer > 0 && answer < modulus && a * answer % modulus == 1;
    if (sscanf(problem->prompt, "A rolling hash needs %ld^%ld modulo %ld", &a, &exponent,
               &modulus) != 3)
        return false;
    while (exponent-- > 0)
        rest = rest * a % modulus;
    return answer == rest;
}

static void test_remainders(void **state)
{
    (void)state;
    seeds_hold_level("modular", 1, SEEDS, leaves_the_remainder);
    seeds_hold_level("modular", 2, SEEDS, divides_or_is_divided);
    seeds_hold_level("modular", 3, SEEDS, undoes_or_raises);
}

/* --- Sequences ----------------------------------------------------------------------------------
 */

/* The formula gives the terms that are shown; no misconception gives all of them. */
static bool gives_the_terms(const struct problem *problem)
{
    static struct formula formula;
    char message[ANSWER_MESSAGE];
    long terms[5];
    const char *line = strstr(problem->prompt, "\n    ");
    if (!line || sscanf(line, " %ld, %ld, %ld, %ld, %ld", &terms[0], &terms[1], &terms[2],
                        &terms[3], &terms[4]) != 5)
        return false;
    for (size_t i = 0; i <= problem->misconception_count; i++) {
        const char *text = i ? problem->misconceptions[i - 1].answer : problem->answer;
        bool all = true;
        assert_true(formula_read(text, NULL, "n", &formula, message));
        for (int n = 1; n <= 5; n++) {
            double place = n;
            all &= fabs(formula_evaluate(&formula, &place) - (double)terms[n - 1]) < 1e-9;
        }
        if (all != (i == 0))
            return false;
    }
    return true;
}

static void test_sequences(void **state)
{
    (void)state;
    for (int level = 1; level <= 3; level++)
        seeds_hold_level("sequence", level, SEEDS, gives_the_terms);
}

/* Other ways to write the same are right. */
static void test_other_formulas_are_right(void **state)
{
    (void)state;
    struct problem problem;
    struct error error = {0};
    for (uint64_t seed = 0; seed < 50; seed++) {
        long first, second;
        char typed[100];
        struct judgement got;
        assert_true(drill_generate(drill_find("sequence"), 1, seed, &problem, &error));
        assert_int_equal(sscanf(strstr(problem.prompt, "\n    "), " %ld, %ld", &first, &second), 2);
        (void)snprintf(typed, sizeof typed, "%ld + (n - 1)*(%ld)", first, second - first);
        problem_judge(&problem, typed, &got);
        assert_int_equal(got.verdict, VERDICT_CORRECT);
        (void)snprintf(typed, sizeof typed, "%ld + n*(%ld)", first, second - first);
        problem_judge(&problem, typed, &got);
        assert_string_equal(got.misconception, "counted-from-zero");
        problem_release(&problem);
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truth_tables),
        cmocka_unit_test(test_negations),
        cmocka_unit_test(test_inclusion_exclusion),
        cmocka_unit_test(test_choose),
        cmocka_unit_test(test_remainders),
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_other_formulas_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
