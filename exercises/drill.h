/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drill is a skill that generates a fresh problem each time. One file in exercises/drill/ ends in
 * one filled `const struct drill drill_NAME`; the Makefile finds it and writes the registry.
 */
#ifndef EXERCISES_DRILL_H
#define EXERCISES_DRILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/error.h"
#include "engine/base/problem.h"

struct drill {
    const char *name;  /* "powers": lower case and hyphens, never show, check or sprint */
    const char *title; /* "Powers of two and ten" */
    const char *topic; /* "number sense" */
    int version;       /* raised when the same seed gives another problem */
    int levels;        /* at least 3 */
    /* Names of the drills that a right answer practises on the way, and is credited to: direct ones
     * only, NULL-terminated; NULL for a drill that needs no other. */
    const char *const *prerequisites;
    /* What notes that are about this call it: lower case, words or phrases, NULL-terminated; may be
     * NULL. "availability" leads a note on uptime targets to the drill of nines. */
    const char *const *terms;

    /*
     * Fills prompt, answer, kind, tolerances, steps, hints and misconceptions of a zeroed problem
     * whose id, skill, version, level (1..levels) and seed are set. Draws only from `rng`, which is
     * a fresh gsl_rng_mt19937 seeded from (name, version, level, seed).
     */
    void (*generate)(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem);

    /* How many distinct prompts a level has, where fewer than 50; 0: plenty. */
    size_t (*variants)(int level);
};

extern const struct drill *const drill_registry[]; /* NULL-terminated, in name order */

const struct drill *drill_find(const char *name); /* NULL: none */

/* Fills `problem` (to be released with problem_release()). `level` outside the range is
 * ERROR_USAGE. */
bool drill_generate(const struct drill *drill, int level, uint64_t seed, struct problem *problem,
                    struct error *error);

/* The same problem again from "name@version/level/seed"; anything else is ERROR_USAGE. */
bool drill_regenerate(const char *id, struct problem *problem, struct error *error);

/* Judges a typed answer: reads it as the problem's kind asks, compares, recognises misconceptions.
 */
void problem_judge(const struct problem *problem, const char *typed, struct judgement *judgement);

#endif
