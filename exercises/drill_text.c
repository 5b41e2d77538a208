/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/drill_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "engine/base/text.h"

const char *draw_text(gsl_rng *rng, const char *const *texts, int count)
{
    return texts[draw_between(rng, 0, count - 1)];
}

int draw_nonzero(gsl_rng *rng, int low, int high)
{
    int value;
    do
        value = draw_between(rng, low, high);
    while (value == 0);
    return value;
}

static const char *keep(struct problem *problem, struct text *text)
{
    char *kept = arena_allocate(&problem->arena, text->length + 1);
    (void)snprintf(kept, text->length + 1, "%s", text_string(text));
    text_release(text);
    return kept;
}

int64_t greatest_divisor(int64_t a, int64_t b)
{
    a = llabs(a);
    b = llabs(b);
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

const char *fraction_text(struct problem *problem, int64_t above, int64_t below)
{
    int64_t divisor = greatest_divisor(above, below) * (below < 0 ? -1 : 1);
    above /= divisor;
    below /= divisor;
    if (below == 1)
        return problem_text(problem, "%" PRId64, above);
    return problem_text(problem, "%" PRId64 "/%" PRId64, above, below);
}

const char *factor_text(struct problem *problem, double value)
{
    return problem_text(problem, value < 0 ? "(%g)" : "%g", value + 0.0);
}

const char *coefficient_text(struct problem *problem, double whole)
{
    return whole == 1 ? "" : whole == -1 ? "-" : problem_text(problem, "%g", whole);
}

const char *added_text(struct problem *problem, double value)
{
    return problem_text(problem, " %c %g", value < 0 ? '-' : '+', fabs(value));
}

const char *polynomial_text(struct problem *problem, const int *coefficients, int count,
                            const char *variable)
{
    struct text out = {0};
    for (int power = count - 1; power >= 0; power--) {
        int coefficient = coefficients[power], size = abs(coefficient);
        if (!coefficient)
            continue;
        if (out.length)
            text_append(&out, coefficient < 0 ? " - " : " + ");
        else if (coefficient < 0)
            text_append(&out, "-");
        if (size != 1 || power == 0)
            text_printf(&out, "%d", size);
        if (power > 0)
            text_append(&out, variable);
        if (power > 1)
            text_printf(&out, "^%d", power);
    }
    if (!out.length)
        text_append(&out, "0");
    return keep(problem, &out);
}

void choice_right(struct problem *problem, const char *text)
{
    problem_answer(problem, ANSWER_CHOICE, "%s", text);
    problem->choices[problem->choice_count++] = problem->answer;
}

static bool same_choice(const char *a, const char *b)
{
    char *one = text_fold(a, strlen(a)), *other = text_fold(b, strlen(b));
    bool same = !strcmp(one, other);
    free(one);
    free(other);
    return same;
}

void choice_wrong(struct problem *problem, const char *name, const char *reason, const char *text)
{
    for (size_t i = 0; i < problem->choice_count; i++)
        if (same_choice(problem->choices[i], text))
            return;
    problem->choices[problem->choice_count++] = problem_text(problem, "%s", text);
    problem_misconception(problem, name, reason, "%s", text);
}

void choice_finish(struct problem *problem, gsl_rng *rng)
{
    struct text out = {0};
    gsl_ran_shuffle(rng, problem->choices, problem->choice_count, sizeof problem->choices[0]);
    text_append(&out, problem->prompt);
    problem_list_choices(problem, &out);
    problem->prompt = keep(problem, &out);
}
