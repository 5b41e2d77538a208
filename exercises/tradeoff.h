/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A choice between priced alternatives: what each costs, where the cheapest changes, how sure that
 * is. A pricing simulation gives the cost of an alternative at any values of its parameters, and
 * where to look; all else is here:
 *
 *   - a run sweeps the first axis, point by point, with a band about each cost: parameters that are
 *     uncertain are multiplied by lognormal factors, the same ones at every point;
 *   - break-evens along each axis by root finding, for every pair, with the prices they rest on; a
 *     pair that does not meet along the first axis is reported with the reason;
 *   - pictures: costs along each axis, a map of the cheapest over the first two, the bill.
 *
 * The typical cost is the one at the stated values; low and high are the 5 % and 95 % quantiles.
 */
#ifndef EXERCISES_TRADEOFF_H
#define EXERCISES_TRADEOFF_H

#include "exercises/simulation.h"
#include "exercises/solve.h"

enum {
    TRADEOFF_ALTERNATIVES = 5,
    TRADEOFF_AXES = 3,
    TRADEOFF_POINTS = 97,
    TRADEOFF_DRAWS = 200,
    TRADEOFF_UNCERTAIN = 6,
    TRADEOFF_LINES = 12,
    TRADEOFF_CROSSINGS = 8, /* of one pair along one axis */
    TRADEOFF_JUMPS = 32,    /* along one axis */
};

/* What a cost is made of. Names live as long as the program. */
struct bill {
    struct bill_line lines[TRADEOFF_LINES];
    size_t count;
};
/* Adds a line where `bill` is not NULL, and returns the amount: `total += bill_add(bill, ...)`. */
double bill_add(struct bill *bill, const char *name, double amount);

/* A price for a part of a quantity: up to `to`, INFINITY for all the rest. */
struct price_tier {
    double price, to;
};
/* What `quantity` costs, each part at the price of its tier; NaN beyond the last one. Tiers that
 * are NaN (not sourced) end the list. */
double tiered_cost(const struct price_tier *tiers, size_t count, double quantity);

/* Where to look for the place at which the choice flips. */
struct tradeoff_axis {
    size_t parameter;
    double low, high;
    bool logarithmic;
    const char *label; /* "share of the data read each month" */
};

struct tradeoff {
    const struct simulation *simulation;
    /* One line: what is compared, with the numbers that matter. */
    void (*title)(const double *values, char *buffer, size_t size);
    size_t alternative_count;
    /* May depend on the values ("nearline", "infrequent access"); no dots. */
    const char *(*name)(const double *values, size_t alternative);
    /*
     * In `unit`; adds the lines of its bill where that is not NULL. NaN: it cannot be had there, or
     * no sourced price says what it costs; why() then tells in a sentence.
     */
    double (*cost)(const double *values, size_t alternative, struct bill *bill);
    /* The same of all alternatives at once, without bills, where that is faster. NULL: one by one.
     */
    void (*costs)(const double *values, double *out);
    const char *(*why)(const double *values, size_t alternative); /* NULL: cost is never NaN */
    /* Ids of the prices an alternative rests on, NULL-terminated. */
    const char *const *(*prices)(const double *values, size_t alternative);
    /* Whether a pair is worth a break-even of its own, also where neither is the cheapest: where
     * alternatives are made of two choices, those that differ in one. NULL: every pair is. */
    bool (*comparable)(size_t first, size_t second);
    /*
     * Where along an axis some cost jumps (machines are bought whole): places within the axis, from
     * low to high; returns how many, at most TRADEOFF_JUMPS. Break-evens are looked for between
     * them, and the choice may flip at one though no two alternatives cost the same there. NULL:
     * nowhere.
     */
    size_t (*jumps)(const double *values, size_t axis, double places[TRADEOFF_JUMPS]);
    const char *unit; /* "USD/month" */
    struct tradeoff_axis axes[TRADEOFF_AXES];
    size_t axis_count; /* at least one; with two there is a map */
    /* Parameters that are multiplied by a draw, and the one that says how uncertain they are: a
     * share of 0..1, of which band_sigma() makes the spread. */
    size_t uncertain[TRADEOFF_UNCERTAIN];
    size_t uncertain_count, uncertainty;
    /* Further results and theory; NULL: none. */
    void (*extra)(const double *values, struct report *report);
};

/* Where a pair costs the same along an axis. */
struct crossing {
    size_t axis, first, second;
    double places[TRADEOFF_CROSSINGS];
    bool cheapest[TRADEOFF_CROSSINGS]; /* nothing else is cheaper there: the choice flips */
    size_t count;
};
enum { TRADEOFF_PAIRS = TRADEOFF_AXES * TRADEOFF_ALTERNATIVES * (TRADEOFF_ALTERNATIVES - 1) / 2 };

/* The state of a run; a simulation's own state may begin with it. */
struct tradeoff_run {
    const struct tradeoff *tradeoff;
    double values[MOST_PARAMETERS];
    double factors[TRADEOFF_DRAWS][TRADEOFF_UNCERTAIN];
    struct band here[TRADEOFF_ALTERNATIVES]; /* at the values */
    struct crossing crossings[TRADEOFF_PAIRS];
    size_t crossing_count;
    double x[TRADEOFF_POINTS];
    struct band costs[TRADEOFF_ALTERNATIVES][TRADEOFF_POINTS];
    int cheapest[TRADEOFF_POINTS]; /* -1: none can be said */
    int points;                    /* that were swept */
};

/* For the fields of a struct simulation; init() wraps tradeoff_init(). */
void tradeoff_init(struct tradeoff_run *run, const struct tradeoff *tradeoff, const double *values,
                   gsl_rng *rng);
bool tradeoff_step(void *state, gsl_rng *rng);
void tradeoff_describe(const void *state, char *buffer, size_t size);
void tradeoff_observe(const void *state, struct report *report);
/* Costs, break-evens and what extra() gives, without the series of the sweep: for a simulation that
 * has a run of its own. */
void tradeoff_observe_results(const struct tradeoff_run *run, struct report *report);
bool tradeoff_copy(void *to, const void *from);
void tradeoff_draw(const void *state, const struct report *report, struct canvas *canvas);
/* Costs along the second axis, costs along the third. */
void tradeoff_draw_second(const void *state, const struct report *report, struct canvas *canvas);
void tradeoff_draw_third(const void *state, const struct report *report, struct canvas *canvas);
void tradeoff_draw_map(const void *state, const struct report *report, struct canvas *canvas);
void tradeoff_draw_bill(const void *state, const struct report *report, struct canvas *canvas);
/* Names of the series tradeoff_observe() gives: "cost_1" ... by alternative, then "cheapest". */
#define TRADEOFF_SERIES_2                                                                          \
    (const char *const[])                                                                          \
    {                                                                                              \
        "cost_1", "cost_2", "cheapest", NULL                                                       \
    }
#define TRADEOFF_SERIES_3                                                                          \
    (const char *const[])                                                                          \
    {                                                                                              \
        "cost_1", "cost_2", "cost_3", "cheapest", NULL                                             \
    }
#define TRADEOFF_SERIES_4                                                                          \
    (const char *const[])                                                                          \
    {                                                                                              \
        "cost_1", "cost_2", "cost_3", "cost_4", "cheapest", NULL                                   \
    }
#define TRADEOFF_SERIES_5                                                                          \
    (const char *const[])                                                                          \
    {                                                                                              \
        "cost_1", "cost_2", "cost_3", "cost_4", "cost_5", "cheapest", NULL                         \
    }

/* A place along an axis where the cheapest alternative changes. */
enum { TRADEOFF_FLIPS = 16 };
struct flip {
    double place;
    size_t before, after;
    bool jump; /* a cost jumps over the other here: they are nowhere the same */
};
/* The flips along an axis in order, those up to `limit`; returns how many. */
size_t tradeoff_flips(const struct tradeoff_run *run, size_t axis, double limit,
                      struct flip flips[TRADEOFF_FLIPS]);
/* "Cheapest: archive to 0.0933, coldline to 0.6, then standard" */
void tradeoff_tell_flips(const struct tradeoff_run *run, size_t axis, const struct flip *flips,
                         size_t count, char *buffer, size_t size);

/* "$28.42", "$1,234", "$0.0042", "none"; and with how often it is paid: "$28.42 a month". */
void money_format(double amount, const char *unit, char *buffer, size_t size);

/* A place on an axis in three digits: "0.0933", "1,210". */
void place_format(double place, char *buffer, size_t size);

/* Bytes in words, by powers of 1000: "202 GB", "5 TB". */
void bytes_format(double bytes, char *buffer, size_t size);

/* The k-th (from 0) of `count` places along an axis, the first and the last on its ends. */
double tradeoff_place(const struct tradeoff_axis *axis, int k, int count);

/* The cheapest alternative at these values; -1: none can be said. */
int tradeoff_cheapest(const struct tradeoff *tradeoff, const double *values);

/*
 * Where two alternatives cost the same along an axis, from low to high; returns how many places,
 * at most `most`.
 */
size_t tradeoff_break_even(const struct tradeoff *tradeoff, const double *values, size_t axis,
                           size_t first, size_t second, double *places, size_t most);

/* The name of a break-even in the results: "nearline_standard", and of the k-th along a further
 * axis "nearline_standard_by_keep_days_2". */
void tradeoff_break_even_name(const struct tradeoff *tradeoff, const double *values, size_t axis,
                              size_t first, size_t second, size_t k, char *buffer, size_t size);

#endif
