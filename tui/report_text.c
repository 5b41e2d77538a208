/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/report_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_LEAST = 22, NAME_MOST = 44 };

void report_text_value(double value, char *buffer, size_t size)
{
    if (!isfinite(value))
        (void)snprintf(buffer, size, "none");
    else if (fabs(value - nearbyint(value)) <= 1e-9 * fabs(value) && fabs(value) < 1e9)
        (void)snprintf(buffer, size, "%.0f", value + 0.0);
    else if (fabs(value) >= 1e4 && fabs(value) < 1e9)
        (void)snprintf(buffer, size, "%.0f", value);
    else if (value > 0.999 && value < 1) /* nines count */
        (void)snprintf(buffer, size, "%.*g", (int)ceil(-log10(1 - value)) + 2, value);
    else
        (void)snprintf(buffer, size, "%.4g", value);
}

void report_text_name(const struct observation *observation, char *buffer, size_t size)
{
    const char *dot = strchr(observation->name, '.');
    bool even = observation->kind == OBSERVED_BREAK_EVEN;
    if (dot && (even || observation->kind == OBSERVED_COST))
        (void)snprintf(buffer, size, "%s %s", even ? "even" : "cost", dot + 1);
    else
        (void)snprintf(buffer, size, "%s", observation->name);
}

void report_text_result(const struct observation *observation, double value, char *buffer,
                        size_t size)
{
    if (observation->kind == OBSERVED_COST && size >= REPORT_NUMBER)
        bill_amount(value, buffer, size);
    else
        report_text_value(value, buffer, size);
}

/* Widths in cells, so that no name with accents shifts a column. */
static void column(struct text *out, const char *text, int cells)
{
    size_t length = strlen(text), fits = text_fit(text, length, cells);
    text_append_bytes(out, text, fits);
    for (int width = text_width(text, fits); width < cells; width++)
        text_append(out, " ");
}

/* Wide enough for every name, within reason. */
static int name_cells(const struct report *report)
{
    int cells = NAME_LEAST;
    for (size_t i = 0; i < report->observation_count; i++) {
        char name[128];
        report_text_name(&report->observations[i], name, sizeof name);
        int width = text_width(name, strlen(name)) + 2;
        cells = width > cells ? width : cells;
    }
    return cells < NAME_MOST ? cells : NAME_MOST;
}

static void observation_row(const struct report *report, const struct observation *observation,
                            int cells, struct text *out)
{
    char name[128], mean[REPORT_NUMBER], spread[2 * REPORT_NUMBER + 8] = "";
    char theory[REPORT_NUMBER] = "";
    const struct prediction *prediction = report_prediction(report, observation->name);
    report_text_result(observation, observation->mean, mean, sizeof mean);
    if (observation->kind == OBSERVED_COST && observation->low < observation->high) {
        char low[REPORT_NUMBER], high[REPORT_NUMBER];
        report_text_result(observation, observation->low, low, sizeof low);
        report_text_result(observation, observation->high, high, sizeof high);
        (void)snprintf(spread, sizeof spread, "%s to %s", low, high);
    } else if (isfinite(observation->standard_error))
        (void)snprintf(spread, sizeof spread, "%.2g", observation->standard_error);
    if (prediction)
        report_text_result(observation, prediction->value, theory, sizeof theory);
    report_text_name(observation, name, sizeof name);
    column(out, name, cells);
    column(out, mean, 10);
    int spread_cells = text_width(spread, strlen(spread)) + 1;
    column(out, spread, spread_cells > 9 ? spread_cells : 9);
    text_append(out, theory);
    if (observation->kind == OBSERVED_COST || observation->kind == OBSERVED_BREAK_EVEN)
        text_printf(out, "%s%s", theory[0] ? " " : "", observation->unit);
    text_append(out, "\n");
    if (observation->note)
        text_printf(out, "  %s\n", observation->note);
}

void report_text_table(const struct report *report, struct text *out)
{
    int cells = name_cells(report);
    column(out, "Name", cells);
    text_append(out, "Measured  ± error  Theory\n");
    for (size_t i = 0; i < report->observation_count; i++)
        observation_row(report, &report->observations[i], cells, out);
    if (!report->observation_count)
        text_append(out, "Nothing has been measured yet.\n");
    for (size_t i = 0; i < report->prediction_count; i++) {
        const struct prediction *prediction = &report->predictions[i];
        if (prediction->source)
            text_printf(out, "%s%s (%s): %s\n", i ? "" : "\nWhere the theory comes from\n",
                        prediction->name, prediction->exact ? "exact" : "approximate",
                        prediction->source);
    }
}

void report_text_parameter(const struct parameter *parameter, struct text *out)
{
    text_printf(out, "%s: %s (", parameter->name, parameter->help ? parameter->help : "");
    if (parameter->kind == PARAMETER_CHOICE) {
        for (size_t i = 0; parameter->choices && parameter->choices[i]; i++)
            text_printf(out, "%s%s", i ? ", " : "", parameter->choices[i]);
    } else {
        char low[48], high[48];
        report_text_value(parameter->minimum, low, sizeof low);
        report_text_value(parameter->maximum, high, sizeof high);
        text_printf(out, "%s to %s%s%s", low, high, parameter->unit[0] ? " " : "", parameter->unit);
    }
    text_append(out, ")");
}
