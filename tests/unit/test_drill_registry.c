/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every drill: the suite walks the registry, so each newcomer meets it. */
#include "tests/support/suite.h"

#include <ctype.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "exercises/drill_terms.h"

enum { SEEDS = 1000 };

typedef void check(const struct drill *drill, const struct problem *problem);

/* Runs `check` on every level and seed; names the problem where it fails. */
static void for_each(check *one)
{
    for (size_t i = 0; drill_registry[i]; i++)
        for (int level = 1; level <= drill_registry[i]->levels; level++)
            for (uint64_t seed = 0; seed < SEEDS; seed++) {
                struct problem problem;
                struct error error = {0};
                assert_true(drill_generate(drill_registry[i], level, seed, &problem, &error));
                one(drill_registry[i], &problem);
                problem_release(&problem);
            }
}

static enum verdict judge(const struct problem *problem, const char *typed,
                          struct judgement *judgement)
{
    problem_judge(problem, typed, judgement);
    return judgement->verdict;
}

static void check_canonical(const struct drill *drill, const struct problem *problem)
{
    struct judgement judgement;
    (void)drill;
    if (judge(problem, problem->answer, &judgement) != VERDICT_CORRECT)
        fail_msg("%s: '%s' judged %s: %s", problem->id, problem->answer,
                 verdict_name(judgement.verdict), judgement.message);
    assert_true(judgement.read_as[0]);
}

static void test_canonical_answer_is_correct(void **state)
{
    (void)state;
    for_each(check_canonical);
}

/* Something else of a kind that holds more than one number. */
static bool perturb_list(const struct problem *problem, char *buffer, size_t size)
{
    if (problem->kind == ANSWER_SET)
        (void)snprintf(buffer, size, "{7777.5}");
    else if (problem->kind == ANSWER_INTERVAL)
        (void)snprintf(buffer, size, "(-7777.5, 7777.5]");
    else if (problem->kind == ANSWER_FORMULA)
        (void)snprintf(buffer, size, "(%s)*1.01 + %g", problem->answer, 1 + 3 * problem->absolute);
    else if (problem->kind == ANSWER_VECTOR || problem->kind == ANSWER_MATRIX)
        (void)snprintf(buffer, size, "%c7777.5%s", problem->answer[0],
                       problem->answer + 1 + strcspn(problem->answer + 1, " ,;])"));
    else
        return false;
    return true;
}

/* A value clearly outside the tolerance, in the answer's own unit. */
static void perturb(const struct problem *problem, char *buffer, size_t size)
{
    if (perturb_list(problem, buffer, size))
        return;
    struct quantity quantity;
    char message[ANSWER_MESSAGE];
    assert_true(quantity_read(problem->answer, NULL, problem->unit, &quantity, message));
    double off = 3 * (problem->absolute + problem->relative * quantity.number.value);
    struct number more = off > 0 ? number_from_double(off) : number_from_integer(1);
    if (problem->kind == ANSWER_ESTIMATE)
        more = number_from_double(quantity.number.value * 19);
    quantity.number = number_add(quantity.number, more);
    quantity_format(&quantity, buffer, size);
}

static void check_perturbed(const struct drill *drill, const struct problem *problem)
{
    char typed[256];
    struct judgement judgement;
    (void)drill;
    if (problem->kind == ANSWER_CHOICE)
        return;
    perturb(problem, typed, sizeof typed);
    if (judge(problem, typed, &judgement) != VERDICT_WRONG)
        fail_msg("%s: '%s' for '%s' judged %s", problem->id, typed, problem->answer,
                 verdict_name(judgement.verdict));
}

static void test_perturbed_answer_is_wrong(void **state)
{
    (void)state;
    for_each(check_perturbed);
}

static void check_misconceptions(const struct drill *drill, const struct problem *problem)
{
    (void)drill;
    for (size_t i = 0; i < problem->misconception_count; i++) {
        const struct misconception *known = &problem->misconceptions[i];
        struct judgement judgement;
        if (judge(problem, known->answer, &judgement) != VERDICT_WRONG ||
            strcmp(judgement.misconception, known->name) != 0)
            fail_msg("%s: misconception '%s' (%s) judged %s (%s)", problem->id, known->answer,
                     known->name, verdict_name(judgement.verdict), judgement.misconception);
        assert_true(known->reason[0]);
    }
}

static void test_no_misconception_is_the_answer(void **state)
{
    (void)state;
    for_each(check_misconceptions);
}

/* The answer as a word of its own, so that 4 is not found in 14. */
static bool ends_at(const char *step, const char *answer)
{
    size_t length = strlen(step), wanted = strlen(answer);
    for (size_t at = 0; at + wanted <= length; at++) {
        bool begins = at == 0 || !isdigit((unsigned char)step[at - 1]);
        bool ends = !isdigit((unsigned char)step[at + wanted]);
        if (!strncmp(step + at, answer, wanted) && begins && ends)
            return true;
    }
    return false;
}

static void check_text(const struct drill *drill, const struct problem *problem)
{
    (void)drill;
    assert_true(problem->prompt && strlen(problem->prompt) > 10);
    assert_true(problem->step_count >= 2);
    assert_true(problem->hint_count >= 1);
    if (!ends_at(problem->steps[problem->step_count - 1], problem->answer))
        fail_msg("%s: '%s' does not end at '%s'", problem->id,
                 problem->steps[problem->step_count - 1], problem->answer);
}

static void test_steps_end_at_the_answer(void **state)
{
    (void)state;
    for_each(check_text);
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return random_mix(hash, text ? hash_bytes(text, strlen(text)) : 1);
}

static uint64_t hash_problem(const struct problem *p)
{
    uint64_t hash = mix_text(mix_text(mix_text(0, p->prompt), p->answer), p->expression);
    hash = mix_text(random_mix(hash, p->kind), p->unit);
    for (size_t i = 0; i < p->step_count; i++)
        hash = mix_text(hash, p->steps[i]);
    for (size_t i = 0; i < p->hint_count; i++)
        hash = mix_text(hash, p->hints[i]);
    for (size_t i = 0; i < p->misconception_count; i++)
        hash = mix_text(mix_text(hash, p->misconceptions[i].answer), p->misconceptions[i].name);
    return hash;
}

static void check_regenerated(const struct drill *drill, const struct problem *problem)
{
    struct problem again;
    struct error error = {0};
    (void)drill;
    assert_true(drill_regenerate(problem->id, &again, &error));
    assert_string_equal(again.id, problem->id);
    assert_true(hash_problem(&again) == hash_problem(problem));
    problem_release(&again);
}

static void test_identifier_regenerates(void **state)
{
    (void)state;
    for_each(check_regenerated);
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static size_t distinct_prompts(const struct drill *drill, int level)
{
    uint64_t hashes[100];
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct problem problem;
        struct error error = {0};
        assert_true(drill_generate(drill, level, seed, &problem, &error));
        hashes[seed] = hash_bytes(problem.prompt, strlen(problem.prompt));
        problem_release(&problem);
    }
    qsort(hashes, 100, sizeof hashes[0], by_value);
    size_t distinct = 1;
    for (size_t i = 1; i < 100; i++)
        distinct += hashes[i] != hashes[i - 1];
    return distinct;
}

static void test_prompts_differ(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++)
        for (int level = 1; level <= drill_registry[i]->levels; level++) {
            const struct drill *drill = drill_registry[i];
            size_t few = drill->variants ? drill->variants(level) : 0;
            size_t wanted = few && few < 50 ? few : 50, distinct = distinct_prompts(drill, level);
            if (distinct < wanted)
                fail_msg("%s/%d: %zu distinct prompts", drill->name, level, distinct);
        }
}

static void test_descriptors(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++) {
        const struct drill *drill = drill_registry[i];
        assert_ptr_equal(drill_find(drill->name), drill);
        assert_true(drill->levels >= 3 && drill->version >= 1);
        assert_true(drill->title[0] && drill->topic[0]);
        assert_int_equal(strspn(drill->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(drill->name));
        assert_true(strcmp(drill->name, "show") && strcmp(drill->name, "check") &&
                    strcmp(drill->name, "sprint"));
    }
    assert_null(drill_find("no-such-drill"));
}

/* --- Prerequisites -----------------------------------------------------------------------------
 */

/* Whether `name` is needed for the drill, at most `depth` drills away: a longer way has a cycle. */
static bool needs(const struct drill *drill, const char *name, size_t depth)
{
    for (size_t i = 0; drill->prerequisites && drill->prerequisites[i]; i++) {
        const struct drill *next = drill_find(drill->prerequisites[i]);
        if (next && (!strcmp(next->name, name) || (depth > 1 && needs(next, name, depth - 1))))
            return true;
    }
    return false;
}

static size_t drill_count(void)
{
    size_t count = 0;
    while (drill_registry[count])
        count++;
    return count;
}

static void test_prerequisites_exist_without_cycle(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++) {
        const struct drill *drill = drill_registry[i];
        size_t count = 0;
        for (; drill->prerequisites && drill->prerequisites[count]; count++)
            if (!drill_find(drill->prerequisites[count]))
                fail_msg("%s: no drill '%s'", drill->name, drill->prerequisites[count]);
        if (count > 3 || (drill->prerequisites && !count))
            fail_msg("%s: %zu prerequisites", drill->name, count);
        if (needs(drill, drill->name, drill_count()))
            fail_msg("%s needs itself", drill->name);
    }
}

/* What a prerequisite needs anyway is no prerequisite of its own. */
static void test_prerequisites_are_direct(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++) {
        const char *const *names = drill_registry[i]->prerequisites;
        for (size_t k = 0; names && names[k]; k++)
            for (size_t other = 0; names[other]; other++)
                if (!strcmp(names[k], names[other])
                        ? k != other
                        : needs(drill_find(names[other]), names[k], drill_count()))
                    fail_msg("%s: '%s' comes with '%s'", drill_registry[i]->name, names[k],
                             names[other]);
    }
}

/* --- Terms -------------------------------------------------------------------------------------
 */

static bool names_term(const char *term, const char *text)
{
    const char *const terms[] = {term, NULL};
    const struct drill drill = {.name = "one", .terms = terms};
    return drill_terms_in(&drill, text) == 1;
}

static bool same_term(const char *a, const char *b)
{
    return names_term(a, b) && names_term(b, a);
}

static size_t term_count(const struct drill *drill)
{
    size_t count = 0;
    while (drill->terms && drill->terms[count])
        count++;
    return count;
}

static void test_terms_are_plain(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++) {
        const struct drill *drill = drill_registry[i];
        size_t count = term_count(drill);
        if (count < 4 || count > 12)
            fail_msg("%s has %zu terms", drill->name, count);
        for (size_t k = 0; k < count; k++) {
            const char *term = drill->terms[k];
            size_t length = strlen(term);
            bool plain = length >= 3 && length <= 32 && isalnum((unsigned char)term[0]) &&
                         isalnum((unsigned char)term[length - 1]) && !strstr(term, "  ") &&
                         strspn(term, "abcdefghijklmnopqrstuvwxyz0123456789 -/'") == length;
            if (!plain || !names_term(term, term))
                fail_msg("%s: the term '%s'", drill->name, term);
        }
    }
}

/* Singular and plural, hyphen and blank do not make two terms of one. */
static void test_terms_are_few_drills_own(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++)
        for (size_t k = 0; k < term_count(drill_registry[i]); k++) {
            const char *term = drill_registry[i]->terms[k];
            size_t drills = 0;
            for (size_t j = 0; drill_registry[j]; j++) {
                size_t times = 0;
                for (size_t m = 0; m < term_count(drill_registry[j]); m++)
                    times += same_term(term, drill_registry[j]->terms[m]);
                if (times > 1)
                    fail_msg("%s: '%s' twice", drill_registry[j]->name, term);
                drills += times;
            }
            if (drills > 4)
                fail_msg("'%s' is a term of %zu drills", term, drills);
        }
}

/* Notes on a subject lead to its drill more than to any other. */
static void test_terms_lead_to_the_drill(void **state)
{
    (void)state;
    static const struct {
        const char *text, *drill;
    } notes[] = {
        {"An SLA promises availability; 99.9% uptime leaves 8.76 h of downtime a year.", "nines"},
        {"Bloom filters answer membership tests with false positives.", "bloom-size"},
        {"Sharding by a hot key skews: use consistent hashing.", "shard-skew"},
        {"Gradient descent: the learning rate scales each step.", "gradient-step"},
        {"Eigenvalues and eigenvectors of a symmetric matrix", "eigenpairs"},
        {"Bayes' theorem: the posterior depends on the base rate.", "bayes"},
        {"A/B testing: choose the sample size before the p-value.", "sample-size"},
        {"p99 latency grows with fan-out: the tail latency of microservices.", "fan-out-tail"},
        {"Queues: by Little's law the backlog follows from utilization.", "queueing"},
        {"Egress over the network link: bandwidth limits each data transfer.", "transfer-time"},
        {"TCO: weigh capex against opex and cloud cost until break-even.", "payback"},
        {"Backups in object storage; retention policies by storage class.", "storage-sizing"},
        {"Replication with a quorum has no single point of failure.", "redundancy"},
        {"PCA is dimensionality reduction by explained variance.", "principal-components"},
    };
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        size_t wanted = drill_terms_in(drill_find(notes[i].drill), notes[i].text);
        for (size_t k = 0; drill_registry[k]; k++)
            if (strcmp(drill_registry[k]->name, notes[i].drill) != 0 &&
                drill_terms_in(drill_registry[k], notes[i].text) >= wanted)
                fail_msg("'%s' leads to %s", notes[i].text, drill_registry[k]->name);
    }
}

static void test_bad_identifiers(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "powers",
                                      "powers@1/1",
                                      "powers@1/1/",
                                      "powers@1/1/x",
                                      "powers@1/1/1x",
                                      "powers@1/1/-1",
                                      "powers@1/1/01",
                                      "powers@1/1/ 1",
                                      "powers@1/0/1",
                                      "powers@1/99/1",
                                      "powers@99/1/1",
                                      "none@1/1/1",
                                      "@1/1/1",
                                      "powers@1/1/99999999999999999999",
                                      "powers@1/1/1/1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct problem problem;
        struct error error = {0};
        assert_false(drill_regenerate(bad[i], &problem, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
    }
    struct problem problem;
    struct error error = {0};
    assert_true(drill_regenerate("powers@1/4/18446744073709551615", &problem, &error));
    problem_release(&problem);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical_answer_is_correct),
        cmocka_unit_test(test_perturbed_answer_is_wrong),
        cmocka_unit_test(test_no_misconception_is_the_answer),
        cmocka_unit_test(test_steps_end_at_the_answer),
        cmocka_unit_test(test_identifier_regenerates),
        cmocka_unit_test(test_prompts_differ),
        cmocka_unit_test(test_descriptors),
        cmocka_unit_test(test_prerequisites_exist_without_cycle),
        cmocka_unit_test(test_prerequisites_are_direct),
        cmocka_unit_test(test_terms_are_plain),
        cmocka_unit_test(test_terms_are_few_drills_own),
        cmocka_unit_test(test_terms_lead_to_the_drill),
        cmocka_unit_test(test_bad_identifiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
