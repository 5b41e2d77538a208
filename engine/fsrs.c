/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/fsrs.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const double fsrs_default[FSRS_PARAMETERS] = {
    0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001,  1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};
const double fsrs_least[FSRS_PARAMETERS] = {
    0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0,    0,   0.001,
    0.001, 0.001, 0.001, 0,     0, 1,     0,     0,     0.01, 0.1,
};
const double fsrs_most[FSRS_PARAMETERS] = {
    100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8,
};

static double clamp(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

int fsrs_rating(int grade)
{
    return grade < 3 ? 1 : grade > 5 ? 4 : grade - 1;
}

/* F of the forgetting curve. */
static double factor(const double w[FSRS_PARAMETERS])
{
    return pow(0.9, -1 / w[20]) - 1;
}

double fsrs_retrievability(const double w[FSRS_PARAMETERS], double days, double stability)
{
    return pow(1 + factor(w) * days / stability, -w[20]);
}

int fsrs_interval(const double w[FSRS_PARAMETERS], double stability, double retention)
{
    double days = round(stability / factor(w) * (pow(retention, -1 / w[20]) - 1));
    return (int)clamp(days, 1, FSRS_INTERVAL_MOST);
}

double fsrs_stability_least(const double w[FSRS_PARAMETERS], int interval_days, double retention)
{
    double days_per_stability = (pow(retention, -1 / w[20]) - 1) / factor(w);
    if (interval_days <= 1)
        return FSRS_STABILITY_LEAST;
    /* Half a day is what rounding hides; an interval taken over is the stability itself. */
    double least = (interval_days - 0.51) / (days_per_stability > 1 ? days_per_stability : 1);
    return clamp(least, FSRS_STABILITY_LEAST, FSRS_STABILITY_MOST);
}

/* D0(G), not clamped: difficulty drifts back to D0(4) as it is. */
static double first_difficulty(const double w[FSRS_PARAMETERS], int rating)
{
    return w[4] - exp(w[5] * (rating - 1)) + 1;
}

struct fsrs_memory fsrs_first(const double w[FSRS_PARAMETERS], int rating)
{
    return (struct fsrs_memory){
        clamp(w[rating - 1], FSRS_STABILITY_LEAST, FSRS_STABILITY_MOST),
        clamp(first_difficulty(w, rating), 1, 10),
    };
}

/* The nearer to 10, the less a change counts; then a step back to the mean. */
static double next_difficulty(const double w[FSRS_PARAMETERS], double difficulty, int rating)
{
    double changed = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9;
    return clamp(w[7] * first_difficulty(w, 4) + (1 - w[7]) * changed, 1, 10);
}

static double stability_same_day(const double w[FSRS_PARAMETERS], double stability, int rating)
{
    double growth = exp(w[17] * (rating - 3 + w[18])) * pow(stability, -w[19]);
    return stability * (rating >= 2 && growth < 1 ? 1 : growth);
}

static double stability_after_failure(const double w[FSRS_PARAMETERS],
                                      const struct fsrs_memory *memory, double recall)
{
    double forgotten = w[11] * pow(memory->difficulty, -w[12]) *
                       (pow(memory->stability + 1, w[13]) - 1) * exp(w[14] * (1 - recall));
    double most = memory->stability / exp(w[17] * w[18]);
    return forgotten < most ? forgotten : most;
}

static double stability_after_pass(const double w[FSRS_PARAMETERS],
                                   const struct fsrs_memory *memory, double recall, int rating)
{
    double growth = exp(w[8]) * (11 - memory->difficulty) * pow(memory->stability, -w[9]) *
                    expm1(w[10] * (1 - recall));
    if (rating == 2)
        growth *= w[15];
    if (rating == 4)
        growth *= w[16];
    return memory->stability * (1 + growth);
}

struct fsrs_memory fsrs_next(const double w[FSRS_PARAMETERS], struct fsrs_memory memory, int days,
                             int rating)
{
    double stability;
    if (days <= 0) {
        stability = stability_same_day(w, memory.stability, rating);
    } else {
        double recall = fsrs_retrievability(w, days, memory.stability);
        stability = rating == 1 ? stability_after_failure(w, &memory, recall)
                                : stability_after_pass(w, &memory, recall, rating);
    }
    return (struct fsrs_memory){
        clamp(stability, FSRS_STABILITY_LEAST, FSRS_STABILITY_MOST),
        next_difficulty(w, memory.difficulty, rating),
    };
}

struct fsrs_memory fsrs_from_interval(const double w[FSRS_PARAMETERS], int interval_days,
                                      double ease)
{
    double stability = clamp(interval_days, FSRS_STABILITY_LEAST, FSRS_STABILITY_MOST);
    double per_difficulty = exp(w[8]) * pow(stability, -w[9]) * expm1(w[10] * 0.1);
    double difficulty = per_difficulty > 0 ? 11 - (ease - 1) / per_difficulty : 10;
    return (struct fsrs_memory){stability, clamp(difficulty, 1, 10)};
}

/* --- As text -----------------------------------------------------------------------------------
 */

static const char separators[] = " \t\r\n,;[]";

bool fsrs_parameters_read(const char *text, double w[FSRS_PARAMETERS], struct error *error)
{
    for (int i = 0; i < FSRS_PARAMETERS; i++) {
        char *end = NULL;
        text += strspn(text, separators);
        if (!*text)
            return error_set(error, ERROR_USAGE, "FSRS has %d parameters, not %d", FSRS_PARAMETERS,
                             i);
        errno = 0;
        w[i] = strtod(text, &end);
        if (errno || end == text || (*end && !strchr(separators, *end)))
            return error_set(error, ERROR_USAGE, "parameter %d of FSRS is no number: '%.20s'",
                             i + 1, text);
        if (!(w[i] >= fsrs_least[i] && w[i] <= fsrs_most[i]))
            return error_set(error, ERROR_USAGE,
                             "parameter %d of FSRS is from %.15g to %.15g, not %.15g", i + 1,
                             fsrs_least[i], fsrs_most[i], w[i]);
        text = end;
    }
    text += strspn(text, separators);
    if (*text)
        return error_set(error, ERROR_USAGE, "FSRS has %d parameters, and more are given: '%.20s'",
                         FSRS_PARAMETERS, text);
    return true;
}

void fsrs_parameters_write(const double w[FSRS_PARAMETERS], struct text *out)
{
    for (int i = 0; i < FSRS_PARAMETERS; i++)
        text_printf(out, "%s%.10g", i ? " " : "", w[i]);
}
