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

/* Of two slips in an estimate the nearer one is recognised, so they need not be far apart. */
static bool tells_apart(const struct problem *problem, const char *answer,
                        const struct misconception *known)
{
    struct problem other = {.answer = known->answer, .unit = problem->unit, .relative = 0.01};
    struct judgement judgement;
    other.kind = problem->unit ? ANSWER_UNIT : ANSWER_DECIMAL;
    problem_judge(&other, answer, &judgement);
    return problem->kind == ANSWER_ESTIMATE && judgement.verdict == VERDICT_WRONG;
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
        taken |= !strcmp(problem->misconceptions[i].name, judgement.misconception) &&
                 !tells_apart(problem, answer, &problem->misconceptions[i]);
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

/* --- Numbers ------------------------------------------------------------------------------------
 */

enum { DIGITS_ROOM = 352 }; /* DBL_MAX in full */

const char *with_marks(struct problem *problem, const char *digits)
{
    size_t length = strlen(digits), whole = strcspn(digits, "."), sign = digits[0] == '-';
    char *text = arena_allocate(&problem->arena, length + length / 3 + 1), *to = text;
    for (size_t i = 0; i < length; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return text;
}

/* To so many significant digits and at most so many decimals, without zeros at their end. */
static void write_digits(double value, int digits, int most_decimals, char text[DIGITS_ROOM])
{
    int decimals = value == 0 ? 0 : digits - 1 - (int)floor(log10(fabs(value)));
    decimals = decimals < 0 ? 0 : decimals > most_decimals ? most_decimals : decimals;
    /* 84.375 is rounded up as by hand, also where arithmetic has left the last bit below it. */
    (void)snprintf(text, DIGITS_ROOM, "%.*f", decimals, value * (1 + 1e-13));
    size_t length = strlen(text);
    if (decimals == 0)
        return;
    while (text[length - 1] == '0')
        length--;
    text[length - (text[length - 1] == '.')] = '\0';
}

const char *grouped_digits(struct problem *problem, double value, int digits)
{
    char text[DIGITS_ROOM];
    write_digits(value, digits, 60, text);
    return with_marks(problem, text);
}

const char *four_digits(struct problem *problem, double value)
{
    char text[DIGITS_ROOM];
    write_digits(value, 4, 12, text);
    return problem_text(problem, "%s", text);
}

const char *three_digits(struct problem *problem, double value)
{
    if (value < 999.5)
        return problem_text(problem, "%.3g", value);
    double place = pow(10, floor(log10(value)) - 2);
    return grouped(problem, (uint64_t)(round(value / place) * place));
}

/* --- Times --------------------------------------------------------------------------------------
 */

struct time_unit {
    const char *symbol;
    double seconds, below; /* of a unit; of a time that is told in it */
};

static const struct time_unit *suiting(const struct time_unit *units, double seconds)
{
    while (seconds >= units->below)
        units++;
    return units;
}

const char *readable_time(struct problem *problem, double seconds)
{
    static const struct time_unit units[] = {
        {"ns", 1e-9, 999.5e-9}, {"µs", 1e-6, 999.5e-6}, {"ms", 1e-3, 0.9995},   {"s", 1, 180},
        {"min", 60, 10800},     {"h", 3600, 259200},    {"d", 86400, INFINITY},
    };
    const struct time_unit *unit = suiting(units, seconds);
    return problem_text(problem, "%s %s", three_digits(problem, seconds / unit->seconds),
                        unit->symbol);
}

const char *duration(struct problem *problem, double seconds)
{
    static const double hair = 1 - 1e-9; /* 3 h that were computed are still hours */
    static const struct time_unit units[] = {
        {"ms", 1e-3, 1}, {"s", 1, 180}, {"min", 60, 10800}, {"h", 3600, INFINITY}};
    const struct time_unit *unit = suiting(units, seconds / hair);
    return problem_text(problem, "%s %s", grouped_digits(problem, seconds / unit->seconds, 4),
                        unit->symbol);
}
