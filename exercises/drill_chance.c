/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/drill_chance.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/number.h"
#include "exercises/problem_writer.h"

static const double FORGIVEN = 0.006, THIRD_DIGIT = 0.0006;

const char *scientific(struct problem *problem, double value)
{
    if (value < 1e5)
        return four_digits(problem, value);
    int exponent = (int)floor(log10(value));
    double mantissa = value / pow(10, exponent);
    if (mantissa >= 9.9995) { /* it would be shown as 10 */
        mantissa /= 10;
        exponent++;
    }
    return arena_format(&problem->arena, "%se%d", four_digits(problem, mantissa), exponent);
}

double draw_number(gsl_rng *rng, const double *numbers, int count)
{
    return numbers[draw_between(rng, 0, count - 1)];
}

static double forgiven(double probability)
{
    double smaller = FORGIVEN * fmin(probability, 1 - probability);
    return probability < 0.1 ? smaller : fmax(smaller, THIRD_DIGIT);
}

void problem_chance(struct problem *problem, double probability)
{
    problem->absolute = forgiven(probability);
    problem_answer(problem, ANSWER_PERCENT, "%s %%", four_digits(problem, 100 * probability));
}

void problem_chance_misconception(struct problem *problem, const char *name, const char *reason,
                                  double probability)
{
    problem_misconception(problem, name, reason, "%s %%", four_digits(problem, 100 * probability));
}

void problem_chance_ratio(struct problem *problem, int part, int whole)
{
    char ratio[64];
    number_format(number_from_ratio(part, whole), false, ratio, sizeof ratio);
    problem->absolute = forgiven((double)part / whole);
    problem_answer(problem, ANSWER_PERCENT, "%s", ratio);
}

static void write_measure(struct problem *problem, double value, char *buffer, size_t size)
{
    bool unit = problem->unit != NULL;
    (void)snprintf(buffer, size, "%s%s%s", four_digits(problem, value), unit ? " " : "",
                   unit ? problem->unit : "");
}

void problem_measure(struct problem *problem, double value, const char *unit)
{
    char text[96];
    problem->unit = unit;
    problem->relative = FORGIVEN;
    write_measure(problem, value, text, sizeof text);
    problem_answer(problem, unit ? ANSWER_UNIT : ANSWER_DECIMAL, "%s", text);
}

void problem_measure_misconception(struct problem *problem, const char *name, const char *reason,
                                   double value)
{
    char text[96];
    write_measure(problem, value, text, sizeof text);
    problem_misconception(problem, name, reason, "%s", text);
}

double bayes_posterior(double prior, double hit, double false_alarm)
{
    double caught = prior * hit;
    return caught / (caught + (1 - prior) * false_alarm);
}

const char *poisson_terms(struct problem *problem, double mean, unsigned last)
{
    char *text = arena_allocate(&problem->arena, 256);
    size_t used = 0;
    double term = 1;
    for (unsigned i = 0; i <= last && used < 230; i++) {
        used += (size_t)snprintf(text + used, 256 - used, "%s%s", i ? " + " : "",
                                 four_digits(problem, term));
        term *= mean / (i + 1);
    }
    return text;
}

double normal_critical(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
}

double student_critical(double confidence, double degrees)
{
    return gsl_cdf_tdist_Qinv((1 - confidence) / 2, degrees);
}

double sample_size_of_shares(double p, double q, double confidence, double power)
{
    double z = normal_critical(confidence) + gsl_cdf_ugaussian_Pinv(power);
    return z * z * (p * (1 - p) + q * (1 - q)) / ((p - q) * (p - q));
}

double chi_square_of_table(double a, double b, double c, double d)
{
    double cross = a * d - b * c;
    return (a + b + c + d) * cross * cross / ((a + b) * (c + d) * (a + c) * (b + d));
}
