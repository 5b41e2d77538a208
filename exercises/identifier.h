/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The identifier of a problem, "name@version/level/seed": written and read back, and the random
 * numbers that belong to it.
 */
#ifndef EXERCISES_IDENTIFIER_H
#define EXERCISES_IDENTIFIER_H

#include <stdbool.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/error.h"

enum { IDENTIFIER_NAME = 48 };

struct identifier {
    char name[IDENTIFIER_NAME]; /* "powers", or "hash:miss-near-full" */
    int version, level;
    uint64_t seed;
};

void identifier_format(const struct identifier *identifier, char *buffer, size_t size);

/* Accepts exactly what identifier_format() writes; anything else is ERROR_USAGE. */
bool identifier_parse(const char *text, struct identifier *identifier, struct error *error);

/* A gsl_rng_mt19937 seeded from all four, so that no two problems share numbers. The caller frees
 * it with gsl_rng_free(). */
gsl_rng *identifier_rng(const struct identifier *identifier);

/* A gsl_rng_mt19937 for any 64-bit seed (GSL itself takes 32 bits). */
gsl_rng *rng_from_seed(uint64_t seed);

#endif
