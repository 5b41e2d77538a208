/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/simulation.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/pricing.h"
#include "tui/simulate.h"
#include "tui/terminal_choice.h"

static json_t *parameter_json(const struct parameter *parameter, double initial)
{
    json_t *value = json_object();
    bool choice = parameter->kind == PARAMETER_CHOICE;
    size_t count = 0;
    while (choice && parameter->choices[count])
        count++;
    json_object_set_new(value, "name", json_text(parameter->name));
    json_object_set_new(value, "unit", json_text(parameter->unit));
    json_object_set_new(value, "min", choice ? json_null() : json_number(parameter->minimum));
    json_object_set_new(value, "max", choice ? json_null() : json_number(parameter->maximum));
    json_object_set_new(value, "default",
                        choice ? json_text(parameter->choices[(size_t)initial])
                               : json_number(initial));
    if (choice)
        json_object_set_new(value, "choices", json_strings(parameter->choices, count));
    json_object_set_new(value, "help", json_text(parameter->help));
    if (parameter->price)
        json_object_set_new(value, "price", json_text(parameter->price));
    return value;
}

static json_t *names_json(const char *const *names)
{
    size_t count = 0;
    while (names && names[count])
        count++;
    return json_strings(names, count);
}

/* `values` are the defaults in force. */
static json_t *simulation_json(const struct simulation *simulation, const double *values)
{
    json_t *parameters = json_array(), *questions = json_array();
    for (size_t i = 0; i < simulation->parameter_count; i++)
        json_array_append_new(parameters, parameter_json(&simulation->parameters[i], values[i]));
    for (size_t i = 0; i < simulation->question_count; i++)
        json_array_append_new(questions, json_text(simulation->questions[i].name));
    json_t *pictures = json_array();
    if (simulation->picture)
        json_array_append_new(pictures, json_text(simulation->picture));
    for (size_t i = 0; i < simulation->picture_count; i++)
        json_array_append_new(pictures, json_text(simulation->pictures[i].name));
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "name", simulation->name, "title",
                     simulation->title, "topics", names_json(simulation->topics), "parameters",
                     parameters, "series", names_json(simulation->series), "questions", questions,
                     "pictures", pictures);
}

static int list_json(struct invocation *invocation, struct error *error)
{
    json_t *array = json_array();
    struct pricing pricing;
    bool good = pricing_open(&pricing, NULL, &invocation->clock, error);
    for (size_t i = 0; good && simulation_registry[i]; i++) {
        double values[MOST_PARAMETERS];
        good = pricing_defaults(&pricing, simulation_registry[i], values, error);
        if (good)
            json_array_append_new(array, simulation_json(simulation_registry[i], values));
    }
    pricing_release(&pricing);
    if (good)
        json_print(array, invocation->out);
    else
        json_decref(array);
    return good ? 0 : (int)error->kind;
}

static int list(struct invocation *invocation, struct error *error)
{
    if (invocation->json)
        return list_json(invocation, error);
    for (size_t i = 0; simulation_registry[i]; i++)
        (void)fprintf(invocation->out, "%-16s %s\n", simulation_registry[i]->name,
                      simulation_registry[i]->title);
    return 0;
}

/* The rows of a simulation; NULL: all. */
static int list_prices(struct invocation *invocation, const struct simulation *simulation,
                       struct error *error)
{
    struct pricing pricing;
    struct text text = {0};
    if (!pricing_open(&pricing, NULL, &invocation->clock, error))
        return (int)error->kind;
    if (invocation->json) {
        json_print(pricing_list_json(&pricing, simulation), invocation->out);
    } else {
        pricing_list(&pricing, simulation, &text);
        (void)fputs(text_string(&text), invocation->out);
        if (simulation && !text.length)
            (void)fprintf(invocation->out, "%s has no prices.\n", simulation->name);
    }
    text_release(&text);
    pricing_release(&pricing);
    return 0;
}

static bool is_own_option(const char *name)
{
    return !strcmp(name, "steps") || !strcmp(name, "svg") || !strcmp(name, "picture") ||
           !strcmp(name, "collection") || !strcmp(name, "now") || !strcmp(name, "seed");
}

/* Every other option is a parameter of the simulation. */
static struct run *start(const struct invocation *invocation, const struct simulation *simulation,
                         const struct pricing *pricing, struct error *error)
{
    double values[MOST_PARAMETERS];
    bool good = pricing_defaults(pricing, simulation, values, error);
    for (size_t i = 0; good && i < invocation->option_count; i++) {
        const struct option_value *option = &invocation->options[i];
        if (option->text && !is_own_option(option->row->name))
            good = simulation_set(simulation, values, option->row->name, option->text, error);
    }
    uint64_t seed = invocation->seeded ? invocation->seed : 1;
    return good ? run_start(simulation, values, NULL, seed, error) : NULL;
}

static bool choose_picture(const struct invocation *invocation, const struct simulation *simulation,
                           size_t *picture, struct error *error)
{
    const char *name = invocation_text(invocation, "picture");
    struct text names = {0};
    if (!name || simulation_find_picture(simulation, name, picture))
        return true;
    text_append(&names, simulation->picture ? simulation->picture : "no name: it has only one");
    for (size_t i = 0; i < simulation->picture_count; i++)
        text_printf(&names, ", %s", simulation->pictures[i].name);
    (void)error_set(error, ERROR_USAGE, "picture '%.80s' of %s: expected %s", name,
                    simulation->name, text_string(&names));
    text_release(&names);
    return false;
}

static int play(struct invocation *invocation, const struct simulation *simulation,
                const struct pricing *pricing, struct error *error)
{
    const char *svg = invocation_text(invocation, "svg");
    size_t picture = 0;
    struct run *run = choose_picture(invocation, simulation, &picture, error)
                          ? start(invocation, simulation, pricing, error)
                          : NULL;
    if (!run)
        return (int)error->kind;
    if (invocation_flag(invocation, "steps"))
        (void)run_step(run, (long)invocation_number(invocation, "steps", 0));
    else
        run_complete(run);
    bool good = !svg || simulate_write_svg(run, picture, svg, error);
    if (good && invocation->json)
        simulate_print_json(run, pricing, invocation->out);
    else if (good)
        simulate_print_plain(run, pricing, invocation->out);
    run_free(run);
    return good ? 0 : (int)error->kind;
}

static int run_one(struct invocation *invocation, const struct simulation *simulation,
                   struct error *error)
{
    struct pricing pricing;
    if (invocation_flag(invocation, "prices"))
        return list_prices(invocation, simulation, error);
    int status = pricing_open(&pricing, simulation, &invocation->clock, error)
                     ? play(invocation, simulation, &pricing, error)
                     : (int)error->kind;
    pricing_release(&pricing);
    return status;
}

static int run(struct invocation *invocation, struct error *error)
{
    if (!invocation->argument_count) {
        for (size_t i = 0; i < invocation->option_count; i++) {
            const char *name = invocation->options[i].row->name;
            if (invocation->options[i].text && !is_own_option(name)) {
                (void)error_set(error, ERROR_USAGE, "--%s needs the name of a simulation", name);
                return ERROR_USAGE;
            }
        }
        return invocation_flag(invocation, "prices") ? list_prices(invocation, NULL, error)
                                                     : list(invocation, error);
    }
    const struct simulation *simulation = simulation_find(invocation->arguments[0]);
    if (simulation)
        return run_one(invocation, simulation, error);
    (void)error_set(error, ERROR_USAGE,
                    "there is no simulation '%s'; 'tutor338 sim' lists those there are",
                    invocation->arguments[0]);
    return ERROR_USAGE;
}

static const struct option_row options[] = {
    {"steps", "N", "stop after N steps", OPTION_INTEGER, 0, 1e12},
    {"svg", "FILE", "write the picture as SVG", OPTION_TEXT, 0, 0},
    {"picture", "NAME", "which picture, where there are several", OPTION_TEXT, 0, 0},
    {"prices", NULL, "list the prices with date, age and source; with NAME those it uses",
     OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_sim = {
    .name = "sim",
    .summary = "list simulations, or run one without a screen",
    .arguments = "[NAME] [--PARAMETER VALUE]...",
    .details =
        "Without NAME it lists the simulations; with --json also their parameters with units,\n"
        "ranges and defaults. The seed is 1 unless --seed is given.\n\n"
        "Prices are rows with a date and a source. Rows of $XDG_CONFIG_HOME/tutor338/prices.csv\n"
        "(columns id, unit, price_usd, as_of, source; optional tier_from, tier_to,\n"
        "min_duration_days and note) replace those of the same id and add others. A file with a\n"
        "row that cannot be right is refused as a whole.",
    .options = options,
    .maximum_arguments = 1,
    .open_options = true,
    .run = run,
};
