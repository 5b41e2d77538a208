/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict on a typed formula. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "engine/base/random.h"
#include "exercises/answer_judge.h"
#include "exercises/formula.h"

bool repeats_formula(const struct problem *problem, const char *typed,
                     const struct answer_style *style)
{
    struct formula own, other;
    char message[ANSWER_MESSAGE];
    return formula_read(problem->expression, NULL, problem->variables, &own, message) &&
           formula_read(typed, style, problem->variables, &other, message) &&
           formula_same(&own, &other);
}

static enum formula_relation relation(const struct problem *problem, const struct formula *typed,
                                      const struct formula *other)
{
    uint64_t seed = random_mix(problem->seed, 338); /* the same verdict every time */
    return formula_compare(typed, other, seed, problem->absolute, problem->relative);
}

static bool decide_known(const struct problem *problem, const struct formula *typed,
                         struct judgement *judgement)
{
    struct formula wrong;
    char message[ANSWER_MESSAGE];
    for (size_t i = 0; i < problem->misconception_count; i++) {
        const struct misconception *known = &problem->misconceptions[i];
        if (formula_read(known->answer, NULL, problem->variables, &wrong, message) &&
            relation(problem, typed, &wrong) == FORMULA_EQUAL) {
            decide_misconception(judgement, known->name, known->reason);
            return true;
        }
    }
    return false;
}

/* Says where the formula goes wrong: at the first small whole number, which can be tried by hand.
 */
static void decide_different(const struct problem *problem, const struct formula *typed,
                             const struct formula *expected, struct judgement *judgement)
{
    for (int n = 1; n <= 10 && expected->variable_count == 1; n++) {
        double value = n, a = formula_evaluate(typed, &value),
               e = formula_evaluate(expected, &value);
        double off = fmax(fmax(problem->absolute, 1e-9), fmax(problem->relative, 1e-9) * fabs(e));
        if (!isfinite(e) || (isfinite(a) && fabs(a - e) <= off))
            continue;
        if (isfinite(a))
            decide(judgement, VERDICT_WRONG, "try %s = %d: this comes to %.6g, not to %.6g",
                   expected->variables[0], n, a, e);
        else
            decide(judgement, VERDICT_WRONG, "try %s = %d: this has no value there",
                   expected->variables[0], n);
        return;
    }
    decide(judgement, VERDICT_WRONG, "%s", judgement_no_more);
}

/* What follows "y =" or "a(n) ="; a variable is no name: "x = 2x + 1" is an equation. */
static const char *right_side(const struct problem *problem, const char *typed)
{
    const char *value = answer_after_name(typed), *name = typed + strspn(typed, " ");
    size_t length = strcspn(name, " =");
    for (const char *at = problem->variables; at && *at; at += at[0] == ' ') {
        size_t own = strcspn(at, " ");
        if (own == length && !strncasecmp(at, name, own))
            return typed;
        at += own;
    }
    return value;
}

void judge_formula(const struct problem *problem, const char *typed,
                   const struct answer_style *style, struct judgement *judgement)
{
    struct formula own, expected;
    struct text shown = {0};
    char message[ANSWER_MESSAGE];
    if (!formula_read(right_side(problem, typed), style, problem->variables, &own, message)) {
        decide(judgement, VERDICT_UNGRADED, "%s", message);
        return;
    }
    formula_format(&own, &shown);
    echo(judgement, text_string(&shown));
    text_release(&shown);
    if (!formula_read(problem->answer, NULL, problem->variables, &expected, message)) {
        decide(judgement, VERDICT_UNGRADED, "the problem's own answer cannot be read: %s", message);
        return;
    }
    enum formula_relation found = relation(problem, &own, &expected);
    if (found == FORMULA_NO_VALUE)
        decide(judgement, VERDICT_UNGRADED, "this has no value where it was tried");
    else if (found == FORMULA_EQUAL)
        decide(judgement, VERDICT_CORRECT, "%s", "");
    else if (!decide_known(problem, &own, judgement))
        decide_different(problem, &own, &expected, judgement);
}
