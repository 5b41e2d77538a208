/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A simulation: seeded, stepped, observed, compared with theory, drawn on a canvas. One file in
 * exercises/simulation/ ends in one filled `const struct simulation simulation_NAME`.
 *
 * A run is (simulation, parameters, seed, step). The same four give the same bytes everywhere; a
 * step back is a run to step - 1, from the nearest snapshot where the simulation can take one.
 */
#ifndef EXERCISES_SIMULATION_H
#define EXERCISES_SIMULATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/canvas.h"
#include "engine/base/error.h"
#include "engine/base/problem.h"

enum parameter_kind { PARAMETER_INTEGER, PARAMETER_REAL, PARAMETER_CHOICE };

struct parameter {
    const char *name, *unit; /* "slots", "slots"; unit "" for a pure number */
    enum parameter_kind kind;
    double minimum, maximum, initial;
    const char *const
        *choices; /* NULL-terminated names for PARAMETER_CHOICE; the value is the index */
    const char *help;
};

/* A named scalar of a run; NaN for "does not exist". "load.flushes" is `flushes` in the group
 * `load`. */
struct observation {
    const char *name, *unit;
    double mean, standard_error; /* standard_error NaN: a single number, no spread */
    bool plain;                  /* one number by its nature: printed as that, not as a mean */
};

struct series {
    const char *name, *x_label, *y_label;
    const double *x, *y;
    size_t count;
};

/* What a formula says about an observation of the same name. */
struct prediction {
    const char *name; /* of the observation; an inexact one may stand alone */
    double value;
    bool exact;         /* false: a limit or an approximation */
    double tolerance;   /* absolute, where exact is false and it is known; else NaN */
    const char *source; /* "Knuth 1963; TAOCP 3, 6.4" */
};

/* What observe() fills. The arena owns names and arrays made on the way. */
struct report {
    struct arena arena;
    struct observation *observations;
    size_t observation_count, observation_capacity;
    struct series *series;
    size_t series_count, series_capacity;
    struct prediction *predictions;
    size_t prediction_count, prediction_capacity;
};
void report_release(struct report *report);
struct observation *report_observe(struct report *report, const char *name, const char *unit,
                                   double mean, double standard_error);
/* A plain number. */
void report_value(struct report *report, const char *name, const char *unit, double value);
struct prediction *report_predict(struct report *report, const char *name, double value, bool exact,
                                  const char *source);
/* Copies the arrays. */
void report_series(struct report *report, const char *name, const char *x_label,
                   const char *y_label, const double *x, const double *y, size_t count);

/* What one question asks before the run; parameters are drawn afresh from the seed. */
struct question {
    const char *name; /* "misses-near-full" */
    /*
     * Fills `values` (one a parameter of the simulation) and the problem's prompt, answer
     * (computed, not looked up), kind, tolerances and steps.
     */
    void (*ask)(const struct question *question, gsl_rng *rng, double *values,
                struct problem *problem);
};

struct simulation {
    const char *name, *title, *summary;
    const char *const *topics; /* NULL-terminated */
    const struct parameter *parameters;
    size_t parameter_count;
    const char *const *series; /* names of the series observe() gives, NULL-terminated */
    int version;
    size_t state_size;

    /* Says what is wrong with a combination of values that are each in range; NULL: may be NULL. */
    bool (*check)(const double *values, struct error *error);
    /* `state` is zeroed. */
    void (*init)(void *state, const double *values, gsl_rng *rng);
    /* One step; false when there is nothing left to do (the run is complete). */
    bool (*step)(void *state, gsl_rng *rng);
    /* What just happened, one line, into `buffer`. */
    void (*describe)(const void *state, char *buffer, size_t size);
    /* Observations, series and theory of the state as it is. */
    void (*observe)(const void *state, struct report *report);
    /* Draws the state on the whole canvas, whatever its size. */
    void (*draw)(const void *state, const struct report *report, struct canvas *canvas);
    void (*release)(void *state);
    /* A snapshot: makes `to` (uninitialised) an independent copy of `from`, or returns false where
     * that would cost too much. NULL: never; a step back then re-runs from the seed. */
    bool (*copy)(void *to, const void *from);

    const struct question *questions;
    size_t question_count;
};

extern const struct simulation *const simulation_registry[]; /* NULL-terminated, in name order */
const struct simulation *simulation_find(const char *name);

/* Fills `values` (parameter_count of them) with the defaults. */
void simulation_defaults(const struct simulation *simulation, double *values);

/*
 * Sets one parameter from text: a number (also 1e6, 2^10, 5%) or a choice's name. Out of range or
 * unreadable: ERROR_USAGE naming range and unit, the value kept. Unknown name: ERROR_USAGE.
 */
bool simulation_set(const struct simulation *simulation, double *values, const char *name,
                    const char *text, struct error *error);

/* A value as it would be typed. */
void parameter_format(const struct parameter *parameter, double value, char *buffer, size_t size);

/* A run in progress. */
struct run;
/* NULL where check() objects. `values` are copied. */
struct run *run_start(const struct simulation *simulation, const double *values, uint64_t seed,
                      struct error *error);
void run_free(struct run *run);
const struct simulation *run_simulation(const struct run *run);
const double *run_values(const struct run *run);
uint64_t run_seed(const struct run *run);
long run_step(struct run *run, long steps); /* steps really made, fewer at the end */
bool run_back(struct run *run, long steps); /* false at the beginning */
long run_position(const struct run *run);
bool run_finished(const struct run *run);
void run_complete(struct run *run); /* all the remaining steps */
void run_describe(const struct run *run, char *buffer, size_t size);
void run_observe(const struct run *run, struct report *report);
void run_draw(const struct run *run, const struct report *report, struct canvas *canvas);

/*
 * The question of a simulation as a problem whose id is "simulation:question@version/1/seed";
 * `values` (or NULL) receives the parameters drawn. problem_judge() judges it.
 */
bool question_generate(const struct simulation *simulation, const struct question *question,
                       uint64_t seed, double *values, struct problem *problem);
/* The same from an id; anything else is ERROR_USAGE. */
bool question_regenerate(const char *id, double *values, struct problem *problem,
                         struct error *error);

#endif
