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

/* Which column of a row of prices a parameter stands for (exercises/price.h). */
enum price_field { PRICE_AMOUNT, PRICE_TIER_TO, PRICE_MINIMUM_DAYS };

struct parameter {
    const char *name, *unit; /* "slots", "slots"; unit "" for a pure number */
    enum parameter_kind kind;
    double minimum, maximum, initial;
    const char *const
        *choices; /* NULL-terminated names for PARAMETER_CHOICE; the value is the index */
    const char *help;
    /*
     * A price: the id of its row. `initial` is then not used, the shipped prices say it
     * (parameter_initial()), and a row whose unit is not `price_unit` is refused. `optional`: the
     * row may be absent, the value is then NaN, shown and typed as "none". A tier without an end
     * ends at INFINITY, shown and typed as "open".
     */
    const char *price, *price_unit;
    enum price_field price_field;
    bool optional;
};

enum observation_kind {
    OBSERVED_MEAN,       /* measured again and again; has a standard error, or NaN for none */
    OBSERVED_NUMBER,     /* one number by its nature, printed as that */
    OBSERVED_COST,       /* `mean` is the typical cost, `low` and `high` the band about it */
    OBSERVED_BREAK_EVEN, /* where two alternatives cost the same; NaN: nowhere, `note` says why */
};

/* A named scalar of a run; NaN for "does not exist". "load.flushes" is `flushes` in the group
 * `load`. */
struct observation {
    const char *name, *unit;
    enum observation_kind kind;
    double mean, standard_error; /* standard_error NaN: a single number, no spread */
    double low, high;            /* of a cost */
    const char *const *prices;   /* ids of the rows it used, NULL-terminated; or NULL */
    const char *note;            /* a sentence, or NULL */
};

struct series {
    const char *name, *x_label, *y_label;
    const double *x, *y;
    const double *error; /* half the width of the band to draw about each y, or NULL: none */
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

/* How often each value was met: the mean over what is repeated, and what a formula expects. */
struct histogram {
    const char *name, *unit;
    const double *values, *means;
    const double *errors; /* standard errors of the means; NaN: none */
    const double *theory; /* NULL: none is known */
    size_t count;
    bool exact;         /* of the theory */
    const char *source; /* of the theory, or NULL */
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
    struct histogram *histograms;
    size_t histogram_count, histogram_capacity;
};
void report_release(struct report *report);
struct observation *report_observe(struct report *report, const char *name, const char *unit,
                                   double mean, double standard_error);
/* A plain number. */
void report_value(struct report *report, const char *name, const char *unit, double value);
/*
 * "cost.NAME" and "break_even.NAME". `prices` (may be NULL) is NULL-terminated and copied, and so
 * is `note` (may be NULL), which a break-even of NaN must have.
 */
struct observation *report_cost(struct report *report, const char *name, const char *unit,
                                double low, double typical, double high, const char *const *prices);
struct observation *report_break_even(struct report *report, const char *name, const char *unit,
                                      double value, const char *const *prices, const char *note);
struct prediction *report_predict(struct report *report, const char *name, double value, bool exact,
                                  const char *source);
/* Copies the arrays; returns the series, to which report_band() may be given. */
struct series *report_series(struct report *report, const char *name, const char *x_label,
                             const char *y_label, const double *x, const double *y, size_t count);
/* Draws y +- error as a band: two standard errors, or the tolerance of a theory. Copies `error`. */
void report_band(struct report *report, struct series *series, const double *error);
/* Copies the name and the arrays. */
struct histogram *report_histogram(struct report *report, const char *name, const char *unit,
                                   const double *values, const double *means, const double *errors,
                                   size_t count);
/* What a formula expects of the values of a histogram. Copies `theory`. */
void report_histogram_theory(struct report *report, struct histogram *histogram,
                             const double *theory, bool exact, const char *source);
/* NULL: none of that name. */
const struct observation *report_observation(const struct report *report, const char *name);
const struct prediction *report_prediction(const struct report *report, const char *name);
const struct series *report_find_series(const struct report *report, const char *name);
const struct histogram *report_find_histogram(const struct report *report, const char *name);
double report_mean(const struct report *report, const char *name); /* NaN: no such observation */

/*
 * Draws the series NAME, with its band, over the theory NAME_theory, from `row` to the canvas's
 * end. `plot` gives labels and ranges, `measured` what the legend calls the series; both series
 * exist.
 */
void report_plot(const struct report *report, const char *name, const char *measured,
                 const struct plot *plot, int row, struct canvas *canvas);

/*
 * What is asked before a run. On a card the parameters are drawn afresh each time; in the player
 * the question is posed of the run that stands there.
 */
struct question {
    const char *name; /* "miss-near-full" */
    /* Changes some of `values`, which hold the defaults, into a run worth asking about. */
    void (*draw)(gsl_rng *rng, double *values);
    /*
     * Fills the problem's prompt, answer (computed, not looked up), kind, tolerances, hints and
     * steps. False, with nothing filled: the question has no sense at these values. Draws of
     * draw() always have.
     */
    bool (*pose)(const double *values, struct problem *problem);
};

/* A further picture of a run, beside that of draw(). */
struct picture {
    const char *name; /* "map", "bill" */
    void (*draw)(const void *state, const struct report *report, struct canvas *canvas);
};

/* A run worth seeing. */
struct preset {
    const char *name;     /* "nearly full" */
    const char *settings; /* "slots=64 load=0.95": over the defaults */
    const char *shows;    /* what to look at, one line */
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
    /* Draws the state on the whole canvas, whatever its size. `report` is NULL before a guess:
     * nothing may then be drawn that would be the answer. */
    void (*draw)(const void *state, const struct report *report, struct canvas *canvas);
    const char *picture; /* the name of what draw() draws, where there are more: "costs" */
    const struct picture *pictures; /* what else can be looked at; NULL: nothing */
    size_t picture_count;
    void (*release)(void *state);
    /* A snapshot: makes `to` (uninitialised) an independent copy of `from`, or returns false where
     * that would cost too much. NULL: never; a step back then re-runs from the seed. */
    bool (*copy)(void *to, const void *from);

    /*
     * Takes what the person typed in place of the input that init() drew; called right after it,
     * never with an empty text. False: the text does not fit, the error says what was expected.
     * NULL: there is nothing to type. Input must depend on the seed alone, not on the parameters
     * that are compared, so that two runs side by side meet the same keys.
     */
    bool (*input)(void *state, const char *text, struct error *error);
    const char *input_help; /* "words, one key each: cat dog cat"; NULL where input is NULL */

    const struct question *questions;
    size_t question_count;
    const struct preset *presets;
    size_t preset_count;
};

extern const struct simulation *const simulation_registry[]; /* NULL-terminated, in name order */
const struct simulation *simulation_find(const char *name);

enum { MOST_PARAMETERS = 48 };

/* The default; of a price, what the shipped prices say. */
double parameter_initial(const struct parameter *parameter);

/* Fills `values` (parameter_count of them) with the defaults. */
void simulation_defaults(const struct simulation *simulation, double *values);

/*
 * Sets one parameter from text: a number (also 1e6, 2^10, 5%) or a choice's name. Out of range or
 * unreadable: ERROR_USAGE naming range and unit, the value kept. Unknown name: ERROR_USAGE.
 */
bool simulation_set(const struct simulation *simulation, double *values, const char *name,
                    const char *text, struct error *error);

/* Applies "name=value name=value": all of it, or nothing with the error filled. Words without "="
 * are passed over. */
bool simulation_apply(const struct simulation *simulation, double *values, const char *settings,
                      struct error *error);

/* Appends " name=value" for every parameter that is not at its default. */
void simulation_settings(const struct simulation *simulation, const double *values,
                         struct text *out);

/* A little more (direction > 0) or less, within the range: the next choice, the next whole number,
 * or about a tenth, rounded so that the steps up and down meet the same values. */
double parameter_nudge(const struct parameter *parameter, double value, int direction);

/* A value as it would be typed. */
void parameter_format(const struct parameter *parameter, double value, char *buffer, size_t size);

/* A run in progress. */
struct run;
/* NULL where check() or input() objects. `values` and `input` (NULL or empty: drawn from the seed)
 * are copied. */
struct run *run_start(const struct simulation *simulation, const double *values, const char *input,
                      uint64_t seed, struct error *error);
void run_free(struct run *run);
const struct simulation *run_simulation(const struct run *run);
const double *run_values(const struct run *run);
const char *run_input(const struct run *run); /* "" where none was typed */
uint64_t run_seed(const struct run *run);
long run_step(struct run *run, long steps);    /* steps really made, fewer at the end */
bool run_back(struct run *run, long steps);    /* false at the beginning */
void run_seek(struct run *run, long position); /* there, or to the end where that comes first */
long run_position(const struct run *run);
long run_furthest(
    const struct run *run); /* the furthest position so far; the length once finished */
bool run_finished(const struct run *run);
void run_complete(struct run *run); /* all the remaining steps */
void run_describe(const struct run *run, char *buffer, size_t size);
void run_observe(const struct run *run, struct report *report);
/* `picture` 0 is draw()'s, then pictures[0], ...; beyond the last: draw()'s. */
void run_draw(const struct run *run, size_t picture, const struct report *report,
              struct canvas *canvas);
/* The index of a picture for run_draw(); false: there is none of that name. */
bool simulation_find_picture(const struct simulation *simulation, const char *name,
                             size_t *picture);

/*
 * The question of a simulation as a problem whose id is "simulation:question@version/1/seed";
 * `values` (or NULL) receives the parameters drawn. answer_judge() judges it.
 */
bool question_generate(const struct simulation *simulation, const struct question *question,
                       uint64_t seed, double *values, struct problem *problem);
/*
 * As question_generate(), drawn over `base` in place of the defaults (the person's own prices). The
 * id then holds every value that is not a default, so that it alone still gives the same problem.
 */
bool question_generate_over(const struct simulation *simulation, const struct question *question,
                            const double *base, uint64_t seed, double *values,
                            struct problem *problem);
/*
 * The question posed of these values, as the player does; the id is then
 * "simulation:question@version/1/seed name=value ...", with what is not at its default. False: it
 * has no sense there.
 */
bool question_pose(const struct simulation *simulation, const struct question *question,
                   const double *values, uint64_t seed, struct problem *problem);
/* The same problem from either kind of id; anything else is ERROR_USAGE. */
bool question_regenerate(const char *id, double *values, struct problem *problem,
                         struct error *error);

#endif
