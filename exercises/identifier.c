/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/identifier.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"

void identifier_format(const struct identifier *identifier, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "%s@%d/%d/%" PRIu64, identifier->name, identifier->version,
                   identifier->level, identifier->seed);
}

/* Digits alone, without leading zeros, up to `end`. */
static bool read_whole(const char **at, char end, uint64_t most, uint64_t *value)
{
    const char *start = *at;
    size_t count = strspn(start, "0123456789");
    if (!count || count > 20 || (count > 1 && start[0] == '0') || start[count] != end)
        return false;
    errno = 0;
    *value = strtoull(start, NULL, 10);
    *at = start + count + (end != '\0');
    return errno == 0 && *value <= most;
}

bool identifier_parse(const char *text, struct identifier *identifier, struct error *error)
{
    const char *mark = strchr(text, '@');
    size_t length = mark ? (size_t)(mark - text) : 0;
    uint64_t version = 0, level = 0;
    bool good = length > 0 && length < sizeof identifier->name;
    if (good) {
        const char *at = mark + 1;
        good = read_whole(&at, '/', 1000000, &version) && read_whole(&at, '/', 1000, &level) &&
               read_whole(&at, '\0', UINT64_MAX, &identifier->seed);
    }
    if (!good)
        return error_set(error, ERROR_USAGE,
                         "'%.80s' is no problem; expected NAME@VERSION/LEVEL/SEED", text);
    (void)snprintf(identifier->name, sizeof identifier->name, "%.*s", (int)length, text);
    identifier->version = (int)version;
    identifier->level = (int)level;
    return true;
}

gsl_rng *rng_from_seed(uint64_t seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!rng) {
        memory_exhausted(gsl_rng_mt19937->size);
        abort();
    }
    uint64_t mixed = random_mix(seed, 338);
    gsl_rng_set(rng, (unsigned long)(mixed >> 32 ^ (mixed & 0xFFFFFFFFU)) | 1U << 31);
    return rng;
}

gsl_rng *identifier_rng(const struct identifier *identifier)
{
    uint64_t name = hash_bytes(identifier->name, strlen(identifier->name));
    uint64_t place = random_mix((uint64_t)identifier->version, (uint64_t)identifier->level);
    return rng_from_seed(random_mix(random_mix(name, place), identifier->seed));
}
