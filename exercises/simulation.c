/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/simulation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/answer_reader.h"
#include "exercises/identifier.h"

enum { MOST_PARAMETERS = 32 };

const struct simulation *simulation_find(const char *name)
{
    for (size_t i = 0; simulation_registry[i]; i++)
        if (!strcmp(simulation_registry[i]->name, name))
            return simulation_registry[i];
    return NULL;
}

void simulation_defaults(const struct simulation *simulation, double *values)
{
    for (size_t i = 0; i < simulation->parameter_count; i++)
        values[i] = simulation->parameters[i].initial;
}

/* --- Parameters --------------------------------------------------------------------------------
 */

void parameter_format(const struct parameter *parameter, double value, char *buffer, size_t size)
{
    if (parameter->kind == PARAMETER_CHOICE)
        (void)snprintf(buffer, size, "%s", parameter->choices[(size_t)value]);
    else if (parameter->kind == PARAMETER_INTEGER)
        (void)snprintf(buffer, size, "%.0f", value);
    else
        (void)snprintf(buffer, size, "%.12g", value);
}

static bool set_choice(const struct parameter *parameter, double *value, const char *text,
                       struct error *error)
{
    struct text names = {0};
    for (size_t i = 0; parameter->choices[i]; i++) {
        if (text_equal_ignoring_case(parameter->choices[i], text)) {
            *value = (double)i;
            text_release(&names);
            return true;
        }
        text_printf(&names, "%s%s", i ? ", " : "", parameter->choices[i]);
    }
    (void)error_set(error, ERROR_USAGE, "%s '%.80s': expected %s", parameter->name, text,
                    text_string(&names));
    text_release(&names);
    return false;
}

static bool set_number(const struct parameter *parameter, double *value, const char *text,
                       struct error *error)
{
    struct quantity quantity;
    char message[ANSWER_MESSAGE], low[64], high[64];
    const char *unit = parameter->unit && parameter->unit[0] ? parameter->unit : NULL;
    bool whole = parameter->kind == PARAMETER_INTEGER;
    bool good = quantity_read(text, NULL, unit, &quantity, message);
    double read = good ? quantity.number.value : 0;
    if (good && (!quantity.has_unit || (unit && !strcmp(quantity.unit.symbol, unit))) &&
        read >= parameter->minimum && read <= parameter->maximum &&
        (!whole || number_is_integer(quantity.number))) {
        *value = read;
        return true;
    }
    parameter_format(parameter, parameter->minimum, low, sizeof low);
    parameter_format(parameter, parameter->maximum, high, sizeof high);
    return error_set(error, ERROR_USAGE, "%s '%.80s': expected %s from %s to %s%s%s",
                     parameter->name, text, whole ? "a whole number" : "a number", low, high,
                     unit ? " " : "", unit ? unit : "");
}

bool simulation_set(const struct simulation *simulation, double *values, const char *name,
                    const char *text, struct error *error)
{
    for (size_t i = 0; i < simulation->parameter_count; i++) {
        const struct parameter *parameter = &simulation->parameters[i];
        if (strcmp(parameter->name, name) != 0)
            continue;
        return parameter->kind == PARAMETER_CHOICE ? set_choice(parameter, &values[i], text, error)
                                                   : set_number(parameter, &values[i], text, error);
    }
    return error_set(error, ERROR_USAGE, "%s has no parameter '%.80s'", simulation->name, name);
}

/* --- Questions ---------------------------------------------------------------------------------
 */

bool question_generate(const struct simulation *simulation, const struct question *question,
                       uint64_t seed, double *values, struct problem *problem)
{
    double drawn[MOST_PARAMETERS];
    struct identifier identifier = {.version = simulation->version, .level = 1, .seed = seed};
    memset(problem, 0, sizeof *problem);
    if (simulation->parameter_count > MOST_PARAMETERS)
        return false;
    simulation_defaults(simulation, drawn);
    (void)snprintf(identifier.name, sizeof identifier.name, "%s:%s", simulation->name,
                   question->name);
    identifier_format(&identifier, problem->id, sizeof problem->id);
    problem->skill = arena_copy_string(&problem->arena, identifier.name);
    problem->version = simulation->version;
    problem->level = 1;
    problem->seed = seed;
    gsl_rng *rng = identifier_rng(&identifier);
    question->ask(question, rng, drawn, problem);
    gsl_rng_free(rng);
    if (values)
        memcpy(values, drawn, simulation->parameter_count * sizeof *values);
    return true;
}

static const struct question *question_find(const struct simulation *simulation, const char *name)
{
    for (size_t i = 0; simulation && i < simulation->question_count; i++)
        if (!strcmp(simulation->questions[i].name, name))
            return &simulation->questions[i];
    return NULL;
}

bool question_regenerate(const char *id, double *values, struct problem *problem,
                         struct error *error)
{
    struct identifier identifier;
    memset(problem, 0, sizeof *problem);
    if (!identifier_parse(id, &identifier, error))
        return false;
    char *colon = strchr(identifier.name, ':');
    if (colon)
        *colon = '\0';
    const struct simulation *simulation = simulation_find(identifier.name);
    const struct question *question = question_find(simulation, colon ? colon + 1 : "");
    if (!question)
        return error_set(error, ERROR_USAGE, "'%.80s' names no question of a simulation", id);
    if (identifier.version != simulation->version || identifier.level != 1)
        return error_set(error, ERROR_USAGE, "%s is at version %d and its questions have level 1",
                         simulation->name, simulation->version);
    return question_generate(simulation, question, identifier.seed, values, problem);
}
