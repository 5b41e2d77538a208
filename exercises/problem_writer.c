/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/problem_writer.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "engine/base/text.h"
#include "exercises/drill.h"

__attribute__((format(printf, 2, 0))) static char *write_text(struct problem *problem,
                                                              const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    size_t room = (size_t)(length > 0 ? length : 0) + 1;
    char *text = arena_allocate(&problem->arena, room);
    (void)vsnprintf(text, room, format, again);
    va_end(again);
    return text;
}

/* One body for the functions that differ only in where the text goes. */
#define WRITE(problem, format, target)                                                             \
    do {                                                                                           \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        (target) = write_text(problem, format, arguments);                                         \
        va_end(arguments);                                                                         \
    } while (0)

void problem_prompt(struct problem *problem, const char *format, ...)
{
    WRITE(problem, format, problem->prompt);
}

void problem_answer(struct problem *problem, enum answer_kind kind, const char *format, ...)
{
    problem->kind = kind;
    WRITE(problem, format, problem->answer);
}

void problem_expression(struct problem *problem, const char *format, ...)
{
    WRITE(problem, format, problem->expression);
}

const char *problem_text(struct problem *problem, const char *format, ...)
{
    const char *text;
    WRITE(problem, format, text);
    return text;
}

void problem_hint(struct problem *problem, const char *format, ...)
{
    if (problem->hint_count < PROBLEM_LIST)
        WRITE(problem, format, problem->hints[problem->hint_count++]);
}

void problem_step(struct problem *problem, const char *format, ...)
{
    if (problem->step_count < PROBLEM_LIST)
        WRITE(problem, format, problem->steps[problem->step_count++]);
}

void problem_misconception(struct problem *problem, const char *name, const char *reason,
                           const char *format, ...)
{
    struct judgement judgement;
    char *answer;
    WRITE(problem, format, answer);
    problem_judge(problem, answer, &judgement);
    bool taken = false;
    for (size_t i = 0; i < problem->misconception_count; i++)
        taken |= !strcmp(problem->misconceptions[i].name, judgement.misconception);
    if (judgement.verdict != VERDICT_WRONG || taken || problem->misconception_count >= PROBLEM_LIST)
        return;
    problem->misconceptions[problem->misconception_count++] =
        (struct misconception){.answer = answer, .name = name, .reason = reason};
}

int draw_between(gsl_rng *rng, int low, int high)
{
    return low + (int)gsl_rng_uniform_int(rng, (unsigned long)(high - low) + 1);
}

const char *grouped(struct problem *problem, uint64_t value)
{
    char digits[24], *out = arena_allocate(&problem->arena, 32), *to = out;
    int length = snprintf(digits, sizeof digits, "%" PRIu64, value);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    return out;
}

void problem_choose(struct problem *problem, gsl_rng *rng, const char *question,
                    const char *const *choices, size_t count)
{
    struct text prompt = {0};
    const char **shown = problem->choices;
    for (size_t i = 0; i < count && problem->choice_count < PROBLEM_LIST; i++) {
        bool alike = false;
        for (size_t k = 0; k < problem->choice_count; k++)
            alike |= !strcmp(shown[k], choices[i]);
        if (!alike)
            shown[problem->choice_count++] = choices[i];
    }
    gsl_ran_shuffle(rng, shown, problem->choice_count, sizeof *shown);
    text_append(&prompt, question);
    problem_list_choices(problem, &prompt);
    problem_prompt(problem, "%s", text_string(&prompt));
    problem_answer(problem, ANSWER_CHOICE, "%s", choices[0]);
    text_release(&prompt);
}

const char *three_digits(struct problem *problem, double value)
{
    if (value < 999.5)
        return problem_text(problem, "%.3g", value);
    double place = pow(10, floor(log10(value)) - 2);
    return grouped(problem, (uint64_t)(round(value / place) * place));
}

const char *readable_time(struct problem *problem, double seconds)
{
    static const struct {
        const char *symbol;
        double seconds, below; /* of a unit; of a time that is told in it */
    } units[] = {{"ns", 1e-9, 999.5e-9}, {"µs", 1e-6, 999.5e-6}, {"ms", 1e-3, 0.9995},
                 {"s", 1, 180},          {"min", 60, 10800},     {"h", 3600, 259200},
                 {"d", 86400, INFINITY}};
    size_t i = 0;
    while (seconds >= units[i].below)
        i++;
    return problem_text(problem, "%s %s", three_digits(problem, seconds / units[i].seconds),
                        units[i].symbol);
}
