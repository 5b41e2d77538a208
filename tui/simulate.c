/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tui/json.h"

/* The simulation that "NAME parameter=value ..." names; `changes` receives the rest. */
static const struct simulation *find_linked(const char *link, const char **changes,
                                            struct error *error)
{
    size_t length = strcspn(link, " ");
    char *name = memory_copy_bytes(link, length);
    const struct simulation *simulation = simulation_find(name);
    *changes = link + length;
    if (!simulation)
        (void)error_set(error, ERROR_USAGE, "there is no simulation '%s'", name);
    free(name);
    return simulation;
}

static struct run *start(const struct simulation *simulation, const struct pricing *pricing,
                         const char *changes, uint64_t seed, struct error *error)
{
    double values[MOST_PARAMETERS];
    return pricing_defaults(pricing, simulation, values, error) &&
                   simulation_apply(simulation, values, changes, error)
               ? run_start(simulation, values, NULL, seed, error)
               : NULL;
}

static void print_parameters(const struct run *run, FILE *out)
{
    const struct simulation *simulation = run_simulation(run);
    for (size_t i = 0; i < simulation->parameter_count; i++) {
        char value[64];
        parameter_format(&simulation->parameters[i], run_values(run)[i], value, sizeof value);
        (void)fprintf(out, "  %-28s %s %s\n", simulation->parameters[i].name, value,
                      simulation->parameters[i].unit);
    }
}

void simulate_print_plain(const struct run *run, const struct pricing *pricing, FILE *out)
{
    struct report report = {0};
    char line[256];
    run_observe(run, &report);
    (void)fprintf(out, "%s\n%s\n", run_simulation(run)->title, run_simulation(run)->summary);
    print_parameters(run, out);
    (void)fprintf(out, "  %-28s %14s %12s %14s\n", "result", "measured", "+-", "theory");
    for (size_t i = 0; i < report.observation_count; i++) {
        const struct observation *observation = &report.observations[i];
        const struct prediction *theory = report_prediction(&report, observation->name);
        if (isfinite(observation->mean))
            (void)fprintf(out, "  %-28s %14.6g", observation->name, observation->mean);
        else
            (void)fprintf(out, "  %-28s %14s", observation->name, "none");
        if (isfinite(observation->standard_error))
            (void)fprintf(out, " %12.3g", observation->standard_error);
        else if (observation->kind == OBSERVED_COST && isfinite(observation->low) &&
                 isfinite(observation->high))
            (void)fprintf(out, " %.4g..%.4g", observation->low, observation->high);
        else
            (void)fprintf(out, " %12s", "");
        if (theory)
            (void)fprintf(out, " %14.6g%s", theory->value, theory->exact ? "" : " (approximately)");
        (void)fprintf(out, " %s\n", observation->unit ? observation->unit : "");
        if (observation->note)
            (void)fprintf(out, "    %s\n", observation->note);
    }
    run_describe(run, line, sizeof line);
    (void)fprintf(out, "%s\n", line);
    struct text prices = {0};
    pricing_text(pricing, run, &report, &prices);
    (void)fputs(text_string(&prices), out);
    text_release(&prices);
    report_release(&report);
}

bool simulate_exists(const char *link)
{
    char name[64];
    size_t length = link ? strcspn(link, " ") : 0;
    if (!length || length >= sizeof name)
        return false;
    memcpy(name, link, length);
    name[length] = '\0';
    return simulation_find(name) != NULL;
}

bool simulate_plain(const char *link, uint64_t seed, const struct clock *clock, FILE *out,
                    struct error *error)
{
    const char *changes;
    struct pricing pricing;
    const struct simulation *simulation = find_linked(link, &changes, error);
    if (!simulation || !pricing_open(&pricing, simulation, clock, error))
        return false;
    struct run *run = start(simulation, &pricing, changes, seed, error);
    if (run) {
        run_complete(run);
        simulate_print_plain(run, &pricing, out);
        run_free(run);
    }
    pricing_release(&pricing);
    return run != NULL;
}

static json_t *parameters_json(const struct run *run)
{
    const struct simulation *simulation = run_simulation(run);
    json_t *value = json_object();
    for (size_t i = 0; i < simulation->parameter_count; i++) {
        const struct parameter *parameter = &simulation->parameters[i];
        double number = run_values(run)[i];
        json_object_set_new(value, parameter->name,
                            parameter->kind == PARAMETER_CHOICE
                                ? json_string(parameter->choices[(size_t)number])
                                : json_number(number));
    }
    return value;
}

/* The object that holds a name: "load.flushes" is `flushes` in the object `load`. */
static json_t *group_of(json_t *object, const char **name)
{
    const char *dot = strchr(*name, '.');
    if (!dot)
        return object;
    char *group = memory_copy_bytes(*name, (size_t)(dot - *name));
    json_t *inner = json_object_get(object, group);
    if (!inner) {
        inner = json_object();
        json_object_set_new(object, group, inner);
    }
    free(group);
    *name = dot + 1;
    return inner;
}

static json_t *histogram_json(const struct histogram *histogram)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < histogram->count; i++)
        json_array_append_new(rows, json_pack("{s:o, s:o, s:o}", "value",
                                              json_number(histogram->values[i]), "mean",
                                              json_number(histogram->means[i]), "standard_error",
                                              json_number(histogram->errors[i])));
    return rows;
}

static json_t *histogram_theory_json(const struct histogram *histogram)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < histogram->count; i++)
        json_array_append_new(rows,
                              json_pack("{s:o, s:o}", "value", json_number(histogram->values[i]),
                                        "mean", json_number(histogram->theory[i])));
    return json_pack("{s:o, s:b, s:o}", "value", rows, "exact", histogram->exact, "source",
                     json_text(histogram->source));
}

static json_t *price_ids_json(const struct observation *observation)
{
    json_t *ids = json_array();
    for (size_t i = 0; observation->prices && observation->prices[i]; i++)
        json_array_append_new(ids, json_text(observation->prices[i]));
    return ids;
}

static json_t *observation_json(const struct observation *observation)
{
    json_t *mean = json_number(observation->mean);
    switch (observation->kind) {
    case OBSERVED_NUMBER:
        return mean;
    case OBSERVED_COST:
        return json_pack("{s:o, s:o, s:o, s:s, s:o}", "low", json_number(observation->low),
                         "typical", mean, "high", json_number(observation->high), "unit",
                         observation->unit, "prices", price_ids_json(observation));
    case OBSERVED_BREAK_EVEN:
        return json_pack("{s:o, s:s, s:o, s:o}", "value", mean, "unit", observation->unit, "prices",
                         price_ids_json(observation), "note", json_text(observation->note));
    default:
        return json_pack("{s:o, s:o}", "mean", mean, "standard_error",
                         json_number(observation->standard_error));
    }
}

static json_t *results_json(const struct report *report)
{
    json_t *value = json_object();
    for (size_t i = 0; i < report->observation_count; i++) {
        const struct observation *observation = &report->observations[i];
        const char *name = observation->name;
        json_t *group = group_of(value, &name);
        json_object_set_new(group, name, observation_json(observation));
    }
    for (size_t i = 0; i < report->histogram_count; i++)
        json_object_set_new(value, report->histograms[i].name,
                            histogram_json(&report->histograms[i]));
    return value;
}

static json_t *theory_json(const struct report *report)
{
    json_t *value = json_object();
    for (size_t i = 0; i < report->prediction_count; i++) {
        const struct prediction *prediction = &report->predictions[i];
        json_object_set_new(value, prediction->name,
                            json_pack("{s:o, s:b, s:o}", "value", json_number(prediction->value),
                                      "exact", prediction->exact, "source",
                                      json_text(prediction->source)));
    }
    for (size_t i = 0; i < report->histogram_count; i++)
        if (report->histograms[i].theory)
            json_object_set_new(value, report->histograms[i].name,
                                histogram_theory_json(&report->histograms[i]));
    return value;
}

static json_t *series_json(const struct report *report)
{
    json_t *value = json_object();
    for (size_t i = 0; i < report->series_count; i++) {
        const struct series *series = &report->series[i];
        json_t *x = json_array(), *y = json_array();
        for (size_t k = 0; k < series->count; k++) {
            json_array_append_new(x, json_number(series->x[k]));
            json_array_append_new(y, json_number(series->y[k]));
        }
        json_t *error = series->error ? json_array() : json_null();
        for (size_t k = 0; series->error && k < series->count; k++)
            json_array_append_new(error, json_number(series->error[k]));
        json_object_set_new(value, series->name,
                            json_pack("{s:o, s:o, s:o, s:o, s:o}", "x_label",
                                      json_text(series->x_label), "y_label",
                                      json_text(series->y_label), "x", x, "y", y, "error", error));
    }
    return value;
}

static json_t *run_json(const struct run *run, const struct pricing *pricing,
                        const struct report *report)
{
    json_t *value = json_pack("{s:s, s:I, s:o, s:o, s:o, s:o}", "name", run_simulation(run)->name,
                              "seed", (json_int_t)run_seed(run), "parameters", parameters_json(run),
                              "results", results_json(report), "theory", theory_json(report),
                              "series", series_json(report));
    if (price_is_used(run_simulation(run)))
        json_object_set_new(value, "prices", pricing_json(pricing, run, report));
    return value;
}

void simulate_print_json(const struct run *run, const struct pricing *pricing, FILE *out)
{
    struct report report = {0};
    run_observe(run, &report);
    json_print(run_json(run, pricing, &report), out);
    report_release(&report);
}

/* --- Files --------------------------------------------------------------------------------------
 */

bool simulate_write_svg(const struct run *run, size_t picture, const char *path,
                        struct error *error)
{
    struct canvas canvas;
    struct report report = {0};
    struct text svg = {0};
    canvas_init(&canvas, 100, 32);
    run_observe(run, &report);
    run_draw(run, picture, &report, &canvas);
    canvas_to_svg(&canvas, &svg);
    bool good = file_write_atomic(path, svg.data, svg.length, error);
    text_release(&svg);
    report_release(&report);
    canvas_release(&canvas);
    return good;
}

/* A number as CSV has it; nothing where it does not exist. */
static void csv_number(struct text *out, double value)
{
    if (isfinite(value))
        text_printf(out, ",%.15g", value);
    else
        text_append(out, ",");
}

/* Names of results and series hold no comma and no quotation mark: they come from this program. */
static void csv_text(const struct report *report, struct text *out)
{
    text_append(out, "kind,name,x,value,error,theory\r\n");
    for (size_t i = 0; i < report->observation_count; i++) {
        const struct observation *observation = &report->observations[i];
        const struct prediction *theory = report_prediction(report, observation->name);
        text_printf(out, "result,%s,", observation->name);
        csv_number(out, observation->mean);
        csv_number(out, observation->kind == OBSERVED_COST
                            ? (observation->high - observation->low) / 2
                            : observation->standard_error);
        csv_number(out, theory ? theory->value : NAN);
        text_append(out, "\r\n");
    }
    for (size_t i = 0; i < report->histogram_count; i++)
        for (size_t k = 0; k < report->histograms[i].count; k++) {
            const struct histogram *histogram = &report->histograms[i];
            text_printf(out, "histogram,%s", histogram->name);
            csv_number(out, histogram->values[k]);
            csv_number(out, histogram->means[k]);
            csv_number(out, histogram->errors[k]);
            csv_number(out, histogram->theory ? histogram->theory[k] : NAN);
            text_append(out, "\r\n");
        }
    for (size_t i = 0; i < report->series_count; i++)
        for (size_t k = 0; k < report->series[i].count; k++) {
            const struct series *series = &report->series[i];
            text_printf(out, "series,%s", series->name);
            csv_number(out, series->x[k]);
            csv_number(out, series->y[k]);
            csv_number(out, series->error ? series->error[k] : NAN);
            text_append(out, ",\r\n");
        }
}

bool simulate_write(const struct run *run, const struct pricing *pricing, size_t picture,
                    const char *path, struct error *error)
{
    const char *ending = strrchr(path, '.');
    bool csv = ending && !strcmp(ending, ".csv"), json = ending && !strcmp(ending, ".json");
    struct report report = {0};
    struct text out = {0};
    if (ending && !strcmp(ending, ".svg"))
        return simulate_write_svg(run, picture, path, error);
    if (!csv && !json)
        return error_set(error, ERROR_USAGE, "'%s': expected a name ending in .svg, .csv or .json",
                         path);
    run_observe(run, &report);
    if (csv) {
        csv_text(&report, &out);
    } else {
        json_t *value = run_json(run, pricing, &report);
        char *text = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
        text_append(&out, text ? text : "");
        text_append(&out, "\n");
        free(text);
        json_decref(value);
    }
    bool good = file_write_atomic(path, out.data, out.length, error);
    text_release(&out);
    report_release(&report);
    return good;
}
