/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_reader.h"
#include "exercises/identifier.h"
#include "exercises/price.h"

const struct simulation *simulation_find(const char *name)
{
    for (size_t i = 0; simulation_registry[i]; i++)
        if (!strcmp(simulation_registry[i]->name, name))
            return simulation_registry[i];
    return NULL;
}

double parameter_initial(const struct parameter *parameter)
{
    struct error unused = {0};
    double value = parameter->initial;
    if (parameter->price)
        (void)price_value(NULL, parameter, &value, &unused);
    return value;
}

void simulation_defaults(const struct simulation *simulation, double *values)
{
    for (size_t i = 0; i < simulation->parameter_count; i++)
        values[i] = parameter_initial(&simulation->parameters[i]);
}

bool simulation_find_picture(const struct simulation *simulation, const char *name, size_t *picture)
{
    for (size_t i = 0; i < simulation->picture_count; i++)
        if (!strcmp(simulation->pictures[i].name, name)) {
            *picture = i + 1;
            return true;
        }
    *picture = 0;
    return simulation->picture && !strcmp(simulation->picture, name);
}

/* --- Parameters --------------------------------------------------------------------------------
 */

void parameter_format(const struct parameter *parameter, double value, char *buffer, size_t size)
{
    if (!isfinite(value))
        (void)snprintf(buffer, size, "%s", isnan(value) ? "none" : "open");
    else if (parameter->price)
        price_format(value, buffer, size);
    else if (parameter->kind == PARAMETER_CHOICE)
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

/* What a price can be beside a number; NaN and infinity are otherwise never taken. */
static bool set_word(const struct parameter *parameter, double *value, const char *text)
{
    bool none = parameter->optional && text_equal_ignoring_case(text, "none");
    bool open = parameter->price && parameter->price_field == PRICE_TIER_TO &&
                text_equal_ignoring_case(text, "open");
    if (none || open)
        *value = none ? NAN : INFINITY;
    return none || open;
}

/* Prices may be typed with the sign of their currency. */
static bool unit_fits(const struct parameter *parameter, const struct quantity *quantity)
{
    if (!quantity->has_unit)
        return true;
    const struct unit *unit = &quantity->unit;
    bool dollars = parameter->price && parameter->price_field == PRICE_AMOUNT && unit->money == 1 &&
                   !unit->bits && !unit->seconds && !unit->pieces && !strcmp(unit->currency, "USD");
    return dollars || (parameter->unit && !strcmp(unit->symbol, parameter->unit));
}

static bool set_number(const struct parameter *parameter, double *value, const char *text,
                       struct error *error)
{
    struct quantity quantity;
    char message[ANSWER_MESSAGE], low[64], high[64];
    const char *unit = parameter->unit && parameter->unit[0] ? parameter->unit : NULL;
    bool whole = parameter->kind == PARAMETER_INTEGER;
    if (set_word(parameter, value, text))
        return true;
    bool good = quantity_read(text, NULL, unit, &quantity, message);
    double read = good ? quantity.number.value : 0;
    if (good && unit_fits(parameter, &quantity) && read >= parameter->minimum &&
        read <= parameter->maximum && (!whole || number_is_integer(quantity.number))) {
        *value = read;
        return true;
    }
    parameter_format(parameter, parameter->minimum, low, sizeof low);
    parameter_format(parameter, parameter->maximum, high, sizeof high);
    bool may_be_open = parameter->price && parameter->price_field == PRICE_TIER_TO;
    return error_set(error, ERROR_USAGE, "%s '%.80s': expected %s from %s to %s%s%s%s%s",
                     parameter->name, text, whole ? "a whole number" : "a number", low, high,
                     unit ? " " : "", unit ? unit : "", may_be_open ? ", or open" : "",
                     parameter->optional ? ", or none" : "");
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

/* One "name=value" of `length` bytes. */
static bool apply_word(const struct simulation *simulation, double *values, const char *word,
                       size_t length, struct error *error)
{
    char *copy = memory_copy_bytes(word, length), *equals = strchr(copy, '=');
    bool good = true;
    if (equals) {
        *equals = '\0';
        good = simulation_set(simulation, values, copy, equals + 1, error);
    }
    free(copy);
    return good;
}

bool simulation_apply(const struct simulation *simulation, double *values, const char *settings,
                      struct error *error)
{
    double applied[MOST_PARAMETERS];
    size_t size = simulation->parameter_count * sizeof *values;
    memcpy(applied, values, size);
    for (const char *at = settings; *(at += strspn(at, " "));) {
        size_t length = strcspn(at, " ");
        if (!apply_word(simulation, applied, at, length, error))
            return false;
        at += length;
    }
    memcpy(values, applied, size);
    return true;
}

static bool is_changed(const struct parameter *parameter, double value)
{
    double initial = parameter_initial(parameter);
    return isnan(value) ? !isnan(initial) : value != initial;
}

void simulation_settings(const struct simulation *simulation, const double *values,
                         struct text *out)
{
    for (size_t i = 0; i < simulation->parameter_count; i++) {
        const struct parameter *parameter = &simulation->parameters[i];
        char value[64];
        parameter_format(parameter, values[i], value, sizeof value);
        if (is_changed(parameter, values[i]))
            text_printf(out, " %s=%s", parameter->name, value);
    }
}

/* The next of 1, 1.1, 1.2, ..., 10 times a power of ten. */
static double next_of_two_digits(double value, int direction)
{
    int exponent = (int)floor(log10(value)) - 1;
    double digits = value / pow(10, exponent);
    double next = direction > 0 ? floor(digits + 1 + 1e-9) : ceil(digits - 1 - 1e-9);
    if (next < 10) { /* below 1.0: the steps are a tenth of these */
        exponent--;
        next = 99;
    }
    /* dividing gives the number nearest to 0.0013, multiplying by 0.0001 does not */
    return exponent < 0 ? next / pow(10, -exponent) : next * pow(10, exponent);
}

/* Of prices, where the range says nothing: a hundredth of what is usual is the least step, and a
 * step from none, or from a tier without end, leads to it. */
static double usual_price(const struct parameter *parameter)
{
    double initial = parameter_initial(parameter);
    if (isfinite(initial) && initial > 0)
        return initial;
    return parameter->price_field == PRICE_AMOUNT ? 0.01 : 1000;
}

/* The number that twelve digits write, so that nobody meets 0.000011999999999999999. */
static double least_price_step(const struct parameter *parameter)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.12g", usual_price(parameter) / 100);
    return strtod(text, NULL);
}

double parameter_nudge(const struct parameter *parameter, double value, int direction)
{
    double range = parameter->maximum - parameter->minimum, next;
    double sign = direction > 0 ? 1 : -1;
    if (parameter->kind == PARAMETER_CHOICE) {
        size_t count = 0;
        while (parameter->choices[count])
            count++;
        return fmod(value + sign + (double)count, (double)count);
    }
    bool whole = parameter->kind == PARAMETER_INTEGER;
    double least = whole ? 1 : range <= 1 ? range / 20 : fmin(range / 1000, 0.01);
    if (parameter->price)
        least = least_price_step(parameter);
    if (parameter->price && !isfinite(value))
        return isinf(value) && direction > 0 ? value : usual_price(parameter);
    if (isnan(value))
        next = parameter->minimum;
    else if (!isfinite(value))
        next = parameter->maximum;
    else if (parameter->minimum < 0 || range <= 1 || (whole && range <= 100))
        next = (round(value / (whole ? 1 : range / 20)) + sign) * (whole ? 1 : range / 20);
    else if (value + sign * least <= least)
        next = direction > 0 ? least : parameter->minimum;
    else
        next = next_of_two_digits(value, direction);
    if (whole)
        next = direction > 0 ? fmax(round(next), value + 1) : fmin(round(next), value - 1);
    return fmin(fmax(next, parameter->minimum), parameter->maximum);
}

/* --- Questions ---------------------------------------------------------------------------------
 */

/* Fills `problem` but for what pose() fills; `settings` "" or " name=value ...". */
static bool pose(const struct simulation *simulation, const struct question *question,
                 const double *values, const struct identifier *identifier, const char *settings,
                 struct problem *problem)
{
    memset(problem, 0, sizeof *problem);
    identifier_format(identifier, problem->id, sizeof problem->id);
    size_t used = strlen(problem->id);
    if (used + strlen(settings) >= sizeof problem->id)
        return false;
    memcpy(problem->id + used, settings, strlen(settings) + 1);
    problem->skill = arena_copy_string(&problem->arena, identifier->name);
    problem->version = simulation->version;
    problem->level = 1;
    problem->seed = identifier->seed;
    if (question->pose(values, problem))
        return true;
    problem_release(problem);
    return false;
}

static struct identifier identify(const struct simulation *simulation,
                                  const struct question *question, uint64_t seed)
{
    struct identifier identifier = {.version = simulation->version, .level = 1, .seed = seed};
    (void)snprintf(identifier.name, sizeof identifier.name, "%s:%s", simulation->name,
                   question->name);
    return identifier;
}

bool question_generate(const struct simulation *simulation, const struct question *question,
                       uint64_t seed, double *values, struct problem *problem)
{
    double defaults[MOST_PARAMETERS];
    simulation_defaults(simulation, defaults);
    return question_generate_over(simulation, question, defaults, seed, values, problem);
}

bool question_generate_over(const struct simulation *simulation, const struct question *question,
                            const double *base, uint64_t seed, double *values,
                            struct problem *problem)
{
    double drawn[MOST_PARAMETERS];
    struct text differences = {0};
    struct identifier identifier = identify(simulation, question, seed);
    simulation_settings(simulation, base, &differences);
    bool over_defaults = !differences.length;
    text_release(&differences);
    memcpy(drawn, base, simulation->parameter_count * sizeof *drawn);
    gsl_rng *rng = identifier_rng(&identifier);
    question->draw(rng, drawn);
    gsl_rng_free(rng);
    if (values)
        memcpy(values, drawn, simulation->parameter_count * sizeof *values);
    return over_defaults ? pose(simulation, question, drawn, &identifier, "", problem)
                         : question_pose(simulation, question, drawn, seed, problem);
}

bool question_pose(const struct simulation *simulation, const struct question *question,
                   const double *values, uint64_t seed, struct problem *problem)
{
    struct text settings = {0};
    struct identifier identifier = identify(simulation, question, seed);
    simulation_settings(simulation, values, &settings);
    if (!settings.length) /* the defaults are not what the seed would draw */
        text_append(&settings, " as-it-is");
    bool posed = pose(simulation, question, values, &identifier, text_string(&settings), problem);
    text_release(&settings);
    return posed;
}

static const struct question *question_find(const struct simulation *simulation, const char *name)
{
    for (size_t i = 0; simulation && i < simulation->question_count; i++)
        if (!strcmp(simulation->questions[i].name, name))
            return &simulation->questions[i];
    return NULL;
}

/* The simulation and the question that "simulation:question" names; false: none. */
static bool find_both(const char *name, const struct simulation **simulation,
                      const struct question **question)
{
    char copy[IDENTIFIER_NAME];
    (void)snprintf(copy, sizeof copy, "%s", name);
    char *colon = strchr(copy, ':');
    if (colon)
        *colon = '\0';
    *simulation = simulation_find(copy);
    *question = question_find(*simulation, colon ? colon + 1 : "");
    return *question != NULL;
}

bool question_regenerate(const char *id, double *values, struct problem *problem,
                         struct error *error)
{
    struct identifier identifier;
    char head[PROBLEM_ID];
    size_t length = strcspn(id, " ");
    const struct simulation *simulation;
    const struct question *question;
    memset(problem, 0, sizeof *problem);
    (void)snprintf(head, sizeof head, "%.*s", (int)(length < sizeof head ? length : 0), id);
    if (!identifier_parse(head, &identifier, error))
        return false;
    if (!find_both(identifier.name, &simulation, &question))
        return error_set(error, ERROR_USAGE, "'%.80s' names no question of a simulation", id);
    if (identifier.version != simulation->version || identifier.level != 1)
        return error_set(error, ERROR_USAGE, "%s is at version %d and its questions have level 1",
                         simulation->name, simulation->version);
    if (!id[length])
        return question_generate(simulation, question, identifier.seed, values, problem);
    double posed[MOST_PARAMETERS];
    simulation_defaults(simulation, posed);
    if (!simulation_apply(simulation, posed, id + length, error))
        return false;
    if (values)
        memcpy(values, posed, simulation->parameter_count * sizeof *values);
    return question_pose(simulation, question, posed, identifier.seed, problem) ||
           error_set(error, ERROR_USAGE, "'%.80s' asks what has no sense there", id);
}
