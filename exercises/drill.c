/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/drill.h"

#include <stdio.h>
#include <string.h>

#include "exercises/identifier.h"

const struct drill *drill_find(const char *name)
{
    for (size_t i = 0; drill_registry[i]; i++)
        if (!strcmp(drill_registry[i]->name, name))
            return drill_registry[i];
    return NULL;
}

bool drill_generate(const struct drill *drill, int level, uint64_t seed, struct problem *problem,
                    struct error *error)
{
    struct identifier identifier = {.version = drill->version, .level = level, .seed = seed};
    memset(problem, 0, sizeof *problem);
    if (level < 1 || level > drill->levels)
        return error_set(error, ERROR_USAGE, "level %d of %s: expected 1 to %d", level, drill->name,
                         drill->levels);
    (void)snprintf(identifier.name, sizeof identifier.name, "%s", drill->name);
    identifier_format(&identifier, problem->id, sizeof problem->id);
    problem->skill = drill->name;
    problem->version = drill->version;
    problem->level = level;
    problem->seed = seed;
    gsl_rng *rng = identifier_rng(&identifier);
    drill->generate(drill, level, rng, problem);
    gsl_rng_free(rng);
    return true;
}

bool drill_regenerate(const char *id, struct problem *problem, struct error *error)
{
    struct identifier identifier;
    memset(problem, 0, sizeof *problem);
    if (!identifier_parse(id, &identifier, error))
        return false;
    const struct drill *drill = drill_find(identifier.name);
    if (!drill)
        return error_set(error, ERROR_USAGE, "there is no drill named '%s'", identifier.name);
    if (identifier.version != drill->version)
        return error_set(error, ERROR_USAGE, "%s is at version %d; version %d is gone", drill->name,
                         drill->version, identifier.version);
    return drill_generate(drill, identifier.level, identifier.seed, problem, error);
}
