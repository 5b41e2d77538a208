/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a textbook would not print: "1x", "x^1", "3 + -2", "1 bytes", "1.1e+09", doubled blanks. */
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <gsl/gsl_errno.h>

#include "exercises/drill.h"

enum { SEEDS = 200 };

static const struct {
    const char *fault, *pattern;
} faults[] = {
    {"a factor of 1", "(^|[^0-9.,/^])1 ?[xykv]($|[^[:alnum:]'_])"},
    {"two signs", "[+-] -[0-9a-z]"},
    {"an exponent of 1", "[a-z]\\^1($|[^0-9./])"},
    {"one of several", "(^|[^0-9.,/])1 (bytes|bits|days|hours|months|years|nodes|servers|replicas|"
                       "files|queries|jobs|requests|rows|messages|steps|workers|runs)"},
    {"an exponent of the machine", "[0-9]e[+-]?[0-9]"},
    {"doubled blanks", "(^|\n)[^ \n][^\n]*[^ \n]  "},
    {"old English", "(^|[^a-z])(shall|thus|hence)($|[^a-z])"},
    {"a mark after a blank", "[a-z0-9)] [?!;.,]($|[ \n])"},
};
enum { FAULTS = sizeof faults / sizeof faults[0] };

enum { MACHINE = 4 }; /* the exponent of the machine */

static regex_t compiled[FAULTS];

/* Asks for numbers of keys beyond what one would write out, and says how to type them. */
static bool is_large(const struct problem *problem)
{
    return !strcmp(problem->skill, "birthday");
}

static int compile_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < FAULTS; i++)
        if (regcomp(&compiled[i], faults[i].pattern, REG_EXTENDED | REG_NOSUB) != 0)
            return -1;
    return 0;
}

static int release_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < FAULTS; i++)
        regfree(&compiled[i]);
    return 0;
}

static void check_text(const struct problem *problem, const char *text)
{
    for (size_t i = 0; i < FAULTS; i++)
        if (regexec(&compiled[i], text, 0, NULL, 0) == 0 && !(i == MACHINE && is_large(problem)))
            fail_msg("%s: %s in '%s'", problem->id, faults[i].fault, text);
}

static void check_problem(const struct problem *problem)
{
    check_text(problem, problem->prompt);
    check_text(problem, problem->answer);
    for (size_t i = 0; i < problem->hint_count; i++)
        check_text(problem, problem->hints[i]);
    for (size_t i = 0; i < problem->step_count; i++)
        check_text(problem, problem->steps[i]);
    for (size_t i = 0; i < problem->misconception_count; i++)
        check_text(problem, problem->misconceptions[i].reason);
}

static void test_reads_like_a_textbook(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++)
        for (int level = 1; level <= drill_registry[i]->levels; level++)
            for (uint64_t seed = 1; seed <= SEEDS; seed++) {
                struct problem problem;
                struct error error = {0};
                assert_true(drill_generate(drill_registry[i], level, seed, &problem, &error));
                check_problem(&problem);
                problem_release(&problem);
            }
}

/* The patterns themselves: each finds what it is for. */
static void test_faults_are_found(void **state)
{
    (void)state;
    static const char *const samples[FAULTS] = {"3 + 1x",       "3 + -2",     "2x^1 + 3",
                                                "fill 1 bytes", "1.1e+09 s",  "one  blank",
                                                "it shall be",  "f(x) = 2x ?"};
    for (size_t i = 0; i < FAULTS; i++)
        assert_int_equal(regexec(&compiled[i], samples[i], 0, NULL, 0), 0);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_like_a_textbook),
        cmocka_unit_test(test_faults_are_found),
    };
    return cmocka_run_group_tests(tests, compile_all, release_all);
}
