/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_reader.h"
#include "exercises/drill.h"
#include "tests/support/prompt.h"

/* Digits with commas before groups of three, and a point. */
static const char *read_number(const char *at, double *number)
{
    char digits[64];
    size_t count = 0;
    if (at[0] == '0' && at[1] == 'x') {
        char *end;
        *number = (double)strtoull(at + 2, &end, 16);
        return end;
    }
    while (count + 1 < sizeof digits &&
           (isdigit((unsigned char)*at) || (*at == '.' && isdigit((unsigned char)at[1])) ||
            (*at == ',' && isdigit((unsigned char)at[1])))) {
        if (*at != ',')
            digits[count++] = *at;
        at++;
    }
    digits[count] = '\0';
    *number = strtod(digits, NULL);
    return at;
}

static double scale_behind(const char *at)
{
    return !strncmp(at, " million", 8) ? 1e6 : !strncmp(at, " billion", 8) ? 1e9 : 1;
}

void prompt_read(struct prompt *prompt, const struct problem *problem)
{
    *prompt = (struct prompt){.problem = problem, .text = problem->prompt};
    for (const char *at = problem->prompt; *at;) {
        bool inside = at > problem->prompt && isalpha((unsigned char)at[-1]); /* of "L1", "p99" */
        if (!isdigit((unsigned char)*at) || inside || prompt->count == PROMPT_NUMBERS) {
            at++;
            continue;
        }
        double *number = &prompt->numbers[prompt->count];
        at = read_number(at, number);
        prompt->counts[prompt->count++] = *number * scale_behind(at);
    }
}

bool prompt_has(const struct prompt *prompt, const char *words)
{
    return strstr(prompt->text, words) != NULL;
}

void prompt_solve_all(const char *drill, unsigned seeds, solver *const *by_level, int levels)
{
    const struct drill *found = drill_find(drill);
    assert_non_null(found);
    assert_int_equal(found->levels, levels);
    for (int level = 1; level <= levels; level++)
        for (unsigned seed = 0; seed < seeds; seed++) {
            struct problem problem;
            struct prompt prompt;
            struct error error = {0};
            assert_true(drill_generate(found, level, seed, &problem, &error));
            assert_in_range(problem.hint_count, 2, 3);
            prompt_read(&prompt, &problem);
            by_level[level - 1](&prompt);
            problem_release(&problem);
        }
}

void prompt_expect(const struct prompt *prompt, double value, const char *unit, double relative)
{
    const struct problem *problem = prompt->problem;
    struct judgement judgement;
    struct quantity typed, canonical;
    char text[96], message[ANSWER_MESSAGE];
    (void)snprintf(text, sizeof text, "%.12g%s%s", value, unit[0] ? " " : "", unit);
    problem_judge(problem, text, &judgement);
    if (judgement.verdict != VERDICT_CORRECT)
        fail_msg("%s\n%s\n'%s' for '%s' judged %s: %s", problem->id, problem->prompt, text,
                 problem->answer, verdict_name(judgement.verdict), judgement.message);
    assert_true(quantity_read(text, NULL, problem->unit, &typed, message));
    assert_true(quantity_read(problem->answer, NULL, problem->unit, &canonical, message));
    double a = typed.number.value, e = canonical.number.value;
    if (typed.has_unit)
        a *= typed.unit.factor.value / canonical.unit.factor.value;
    if (!(fabs(a - e) <= relative * fabs(a) + 1e-12 * fabs(a)))
        fail_msg("%s\n%s\n%s is not %s", problem->id, problem->prompt, text, problem->answer);
}
