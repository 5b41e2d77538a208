/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/simulation.h"

void report_release(struct report *report)
{
    free(report->observations);
    free(report->series);
    free(report->predictions);
    free(report->histograms);
    arena_release(&report->arena);
    memset(report, 0, sizeof *report);
}

struct observation *report_observe(struct report *report, const char *name, const char *unit,
                                   double mean, double standard_error)
{
    void *items = report->observations;
    memory_reserve(&items, report->observation_count, &report->observation_capacity,
                   sizeof *report->observations);
    report->observations = items;
    struct observation *observation = &report->observations[report->observation_count++];
    *observation = (struct observation){.name = arena_copy_string(&report->arena, name),
                                        .unit = arena_copy_string(&report->arena, unit),
                                        .mean = mean,
                                        .standard_error = standard_error};
    return observation;
}

void report_value(struct report *report, const char *name, const char *unit, double value)
{
    report_observe(report, name, unit, value, NAN)->kind = OBSERVED_NUMBER;
}

/* A copy in the arena, NULL-terminated as the original. */
static const char *const *copy_names(struct arena *arena, const char *const *names)
{
    size_t count = 0;
    while (names && names[count])
        count++;
    const char **copy = arena_allocate(arena, (count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = arena_copy_string(arena, names[i]);
    copy[count] = NULL;
    return names ? copy : NULL;
}

static struct observation *observe_in_group(struct report *report, const char *group,
                                            const char *name, const char *unit, double value,
                                            const char *const *prices)
{
    char full[128];
    (void)snprintf(full, sizeof full, "%s.%s", group, name);
    struct observation *observation = report_observe(report, full, unit, value, NAN);
    observation->prices = copy_names(&report->arena, prices);
    return observation;
}

struct observation *report_cost(struct report *report, const char *name, const char *unit,
                                double low, double typical, double high, const char *const *prices)
{
    struct observation *cost = observe_in_group(report, "cost", name, unit, typical, prices);
    cost->kind = OBSERVED_COST;
    cost->low = low;
    cost->high = high;
    return cost;
}

struct observation *report_break_even(struct report *report, const char *name, const char *unit,
                                      double value, const char *const *prices, const char *note)
{
    struct observation *even = observe_in_group(report, "break_even", name, unit, value, prices);
    even->kind = OBSERVED_BREAK_EVEN;
    even->note = note ? arena_copy_string(&report->arena, note) : NULL;
    return even;
}

struct prediction *report_predict(struct report *report, const char *name, double value, bool exact,
                                  const char *source)
{
    void *items = report->predictions;
    memory_reserve(&items, report->prediction_count, &report->prediction_capacity,
                   sizeof *report->predictions);
    report->predictions = items;
    struct prediction *prediction = &report->predictions[report->prediction_count++];
    *prediction = (struct prediction){.name = arena_copy_string(&report->arena, name),
                                      .value = value,
                                      .exact = exact,
                                      .tolerance = NAN,
                                      .source = arena_copy_string(&report->arena, source)};
    return prediction;
}

static const double *copy_numbers(struct arena *arena, const double *numbers, size_t count)
{
    double *copy = arena_allocate(arena, count * sizeof *copy);
    if (count)
        memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

struct series *report_series(struct report *report, const char *name, const char *x_label,
                             const char *y_label, const double *x, const double *y, size_t count)
{
    void *items = report->series;
    memory_reserve(&items, report->series_count, &report->series_capacity, sizeof *report->series);
    report->series = items;
    report->series[report->series_count++] =
        (struct series){.name = arena_copy_string(&report->arena, name),
                        .x_label = arena_copy_string(&report->arena, x_label),
                        .y_label = arena_copy_string(&report->arena, y_label),
                        .x = copy_numbers(&report->arena, x, count),
                        .y = copy_numbers(&report->arena, y, count),
                        .count = count};
    return &report->series[report->series_count - 1];
}

void report_band(struct report *report, struct series *series, const double *error)
{
    series->error = copy_numbers(&report->arena, error, series->count);
}

const struct observation *report_observation(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->observation_count; i++)
        if (!strcmp(report->observations[i].name, name))
            return &report->observations[i];
    return NULL;
}

const struct prediction *report_prediction(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->prediction_count; i++)
        if (!strcmp(report->predictions[i].name, name))
            return &report->predictions[i];
    return NULL;
}

struct histogram *report_histogram(struct report *report, const char *name, const char *unit,
                                   const double *values, const double *means, const double *errors,
                                   size_t count)
{
    void *items = report->histograms;
    memory_reserve(&items, report->histogram_count, &report->histogram_capacity,
                   sizeof *report->histograms);
    report->histograms = items;
    struct histogram *histogram = &report->histograms[report->histogram_count++];
    *histogram = (struct histogram){.name = arena_copy_string(&report->arena, name),
                                    .unit = arena_copy_string(&report->arena, unit),
                                    .values = copy_numbers(&report->arena, values, count),
                                    .means = copy_numbers(&report->arena, means, count),
                                    .errors = copy_numbers(&report->arena, errors, count),
                                    .count = count};
    return histogram;
}

void report_histogram_theory(struct report *report, struct histogram *histogram,
                             const double *theory, bool exact, const char *source)
{
    histogram->theory = copy_numbers(&report->arena, theory, histogram->count);
    histogram->exact = exact;
    histogram->source = arena_copy_string(&report->arena, source);
}

const struct series *report_find_series(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->series_count; i++)
        if (!strcmp(report->series[i].name, name))
            return &report->series[i];
    return NULL;
}

const struct histogram *report_find_histogram(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->histogram_count; i++)
        if (!strcmp(report->histograms[i].name, name))
            return &report->histograms[i];
    return NULL;
}

double report_mean(const struct report *report, const char *name)
{
    const struct observation *observation = report_observation(report, name);
    return observation ? observation->mean : NAN;
}

void report_plot(const struct report *report, const char *name, const char *measured,
                 const struct plot *plot, int row, struct canvas *canvas)
{
    char theory_name[64];
    (void)snprintf(theory_name, sizeof theory_name, "%s_theory", name);
    const struct series *seen = report_find_series(report, name);
    const struct series *theory = report_find_series(report, theory_name);
    struct plot_series series[] = {
        {.name = "theory",
         .x = theory->x,
         .y = theory->y,
         .count = theory->count,
         .ink = INK_THEORY},
        {.name = measured,
         .x = seen->x,
         .y = seen->y,
         .count = seen->count,
         .ink = INK_SERIES_A,
         .error = seen->error},
    };
    struct plot both = *plot;
    both.series = series;
    both.series_count = 2;
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &both);
}
