/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search. GSL's BFGS (gsl_multimin, after Fletcher 1987, 2.6) does the descent, in coordinates
 * in which the expected curvature where it begins is the unit matrix (w = w_begin + L'^-1 z with
 * L L' = information, Cholesky): its first step is then Fisher's scoring, and a few more finish.
 * Afterwards the coordinates are laid anew, until the next step promises nothing.
 *
 * Bounds: a parameter at one, pushed outward by the gradient, is left out of the descent; one that
 * a step would take beyond is held at the bound, where the function is flat to the outside.
 *
 * Several starts run on a sample of the cards of a large log, which costs little; the best goes on
 * with all of them.
 */
#include <float.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "engine/fit_model.h"

enum {
    N = FSRS_PARAMETERS,
    CYCLES = 60,   /* layings of the coordinates, at most */
    STEPS = 6,     /* of the descent in each */
    SAMPLE = 6000, /* scored reviews on which starts compete */
    STARTS_DRAWN = 2,
};

/* A step that promises less (of the function, in absolute terms) ends the search. */
static const double ENOUGH_TO_RANK = 1e-5, ENOUGH = 1e-9;

struct descent {
    struct fit_model *model;
    struct fit_model *metric; /* a sample of it, or it: tells the curvature */
    const struct fit_watch *watch;
    bool ended;                /* by the watch */
    double begin[N], w[N];     /* where the coordinates begin; where the function was taken last */
    double value, gradient[N]; /* there */
    bool has_gradient;
    int free_of[N]; /* parameters in the descent */
    size_t free_count;
    gsl_matrix *root; /* L of the free ones, lower left */
};

static double clamp_parameter(int k, double value)
{
    return value < fsrs_least[k] ? fsrs_least[k] : value > fsrs_most[k] ? fsrs_most[k] : value;
}

static void evaluate(struct descent *d, const double w[N])
{
    if (d->watch && d->watch->go_on && !d->ended)
        d->ended = !d->watch->go_on(d->watch->context);
    memcpy(d->w, w, sizeof d->w);
    d->value = d->ended ? 0 : fit_value(d->model, w);
    d->has_gradient = false;
}

static void need_gradient(struct descent *d)
{
    if (!d->has_gradient && !d->ended)
        fit_gradient(d->model, d->gradient);
    d->has_gradient = true;
}

/* --- In the coordinates of the descent ---------------------------------------------------------
 */

/* The parameters at z; `beyond` (or NULL): which of them were held at a bound. */
static void parameters_at(const struct descent *d, const gsl_vector *z, double w[N], bool *beyond)
{
    gsl_vector *away = gsl_vector_alloc(d->free_count);
    gsl_vector_memcpy(away, z);
    gsl_blas_dtrsv(CblasLower, CblasTrans, CblasNonUnit, d->root, away);
    memcpy(w, d->begin, N * sizeof *w);
    for (size_t i = 0; i < d->free_count; i++) {
        int k = d->free_of[i];
        double wanted = d->begin[k] + gsl_vector_get(away, i);
        w[k] = clamp_parameter(k, wanted);
        if (beyond)
            beyond[i] = w[k] < wanted || w[k] > wanted;
    }
    gsl_vector_free(away);
}

static void move_to(struct descent *d, const gsl_vector *z, bool *beyond)
{
    double w[N];
    parameters_at(d, z, w, beyond);
    if (memcmp(w, d->w, sizeof w) != 0)
        evaluate(d, w);
}

static double value_at(const gsl_vector *z, void *context)
{
    struct descent *d = context;
    move_to(d, z, NULL);
    return d->value;
}

static void slope_at(const gsl_vector *z, void *context, gsl_vector *slope)
{
    struct descent *d = context;
    bool beyond[N];
    move_to(d, z, beyond);
    need_gradient(d);
    for (size_t i = 0; i < d->free_count; i++)
        gsl_vector_set(slope, i, beyond[i] ? 0 : d->gradient[d->free_of[i]]);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, d->root, slope);
}

static void both_at(const gsl_vector *z, void *context, double *value, gsl_vector *slope)
{
    *value = value_at(z, context);
    slope_at(z, context, slope);
}

/* --- One laying of the coordinates -------------------------------------------------------------
 */

static void choose_free(struct descent *d)
{
    d->free_count = 0;
    for (int k = 0; k < N; k++) {
        bool low = d->w[k] <= fsrs_least[k] && d->gradient[k] > 0;
        bool high = d->w[k] >= fsrs_most[k] && d->gradient[k] < 0;
        if (!low && !high)
            d->free_of[d->free_count++] = k;
    }
}

/* Lays the coordinates at d->w; returns what the scoring step promises (half the decrement). */
static double lay(struct descent *d)
{
    double information[N * N], promise = 0;
    need_gradient(d);
    choose_free(d);
    memcpy(d->begin, d->w, sizeof d->begin);
    if (!d->free_count || d->ended)
        return 0;
    if (d->metric != d->model)
        (void)fit_value(d->metric, d->w);
    fit_information(d->metric, information);
    d->root = gsl_matrix_alloc(d->free_count, d->free_count);
    gsl_vector *slope = gsl_vector_alloc(d->free_count);
    for (size_t i = 0; i < d->free_count; i++) {
        gsl_vector_set(slope, i, d->gradient[d->free_of[i]]);
        for (size_t j = 0; j < d->free_count; j++)
            gsl_matrix_set(d->root, i, j, information[d->free_of[i] * N + d->free_of[j]]);
    }
    (void)gsl_linalg_cholesky_decomp1(d->root);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, d->root, slope);
    gsl_blas_ddot(slope, slope, &promise);
    gsl_vector_free(slope);
    return promise / 2;
}

/* Leaves d at the best place that the descent came to. */
static void descend(struct descent *d, double promise, double enough)
{
    gsl_multimin_function_fdf function = {value_at, slope_at, both_at, d->free_count, d};
    gsl_multimin_fdfminimizer *minimizer =
        gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, d->free_count);
    gsl_vector *origin = gsl_vector_calloc(d->free_count);
    double value = d->value, w[N];
    memcpy(w, d->w, sizeof w);
    gsl_multimin_fdfminimizer_set(minimizer, &function, origin, sqrt(2 * promise), 0.5);
    for (int step = 0; step < STEPS && !d->ended; step++) {
        if (gsl_multimin_fdfminimizer_iterate(minimizer) != GSL_SUCCESS)
            break;
        double slope = gsl_blas_dnrm2(gsl_multimin_fdfminimizer_gradient(minimizer));
        bool beyond[N], any = false;
        parameters_at(d, gsl_multimin_fdfminimizer_x(minimizer), w, beyond);
        for (size_t i = 0; i < d->free_count; i++)
            any |= beyond[i];
        if (any || slope * slope / 2 < enough)
            break;
    }
    parameters_at(d, gsl_multimin_fdfminimizer_x(minimizer), w, NULL);
    if (memcmp(w, d->w, sizeof w) != 0)
        evaluate(d, w);
    if (!d->ended && !(d->value <= value))
        evaluate(d, d->begin);
    gsl_vector_free(origin);
    gsl_multimin_fdfminimizer_free(minimizer);
}

/* From `w` to a place where no step promises `enough`. */
static double search(struct fit_model *model, struct fit_model *metric,
                     const struct fit_watch *watch, double enough, double w[N], bool *ended)
{
    struct descent d = {.model = model, .metric = metric, .watch = watch};
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    evaluate(&d, w);
    for (int cycle = 0; cycle < CYCLES && !d.ended; cycle++) {
        double value = d.value, promise = lay(&d);
        if (promise >= enough && !d.ended)
            descend(&d, promise, enough);
        gsl_matrix_free(d.root);
        d.root = NULL;
        if (promise < enough || !(d.value < value))
            break;
    }
    (void)gsl_set_error_handler(before);
    if (!d.ended)
        memcpy(w, d.w, sizeof d.w);
    *ended = d.ended;
    return d.value;
}

/* --- Starts ------------------------------------------------------------------------------------
 */

/* The published parameters, each moved by up to half the width in which people differ. */
static void draw_start(struct random_source *random, double w[N])
{
    for (int k = 0; k < N; k++) {
        double share = random_unit(random) - 0.5;
        double moved =
            k < 4 ? fsrs_default[k] * exp(2 * share) : fsrs_default[k] + share * fit_width[k];
        w[k] = clamp_parameter(k, moved);
    }
}

static size_t make_starts(const struct fit_model *model, uint64_t seed, const double given[N],
                          double starts[][N])
{
    struct random_source random;
    size_t count = 0;
    memcpy(starts[count++], fsrs_default, sizeof fsrs_default);
    memcpy(starts[count], fsrs_default, sizeof fsrs_default);
    fit_first_stabilities(model, starts[count++]);
    if (memcmp(given, fsrs_default, sizeof fsrs_default) != 0)
        memcpy(starts[count++], given, sizeof fsrs_default);
    random_init(&random, seed);
    for (int i = 0; i < STARTS_DRAWN; i++) {
        draw_start(&random, starts[count]);
        fit_first_stabilities(model, starts[count++]);
    }
    return count;
}

static bool best_start(struct fit_model *sample, const struct fit_watch *watch, uint64_t seed,
                       double w[N])
{
    double starts[3 + STARTS_DRAWN][N], least = HUGE_VAL;
    size_t count = make_starts(sample, seed, w, starts);
    bool ended = false;
    for (size_t i = 0; i < count && !ended; i++) {
        double value = search(sample, sample, watch, ENOUGH_TO_RANK, starts[i], &ended);
        if (ended || !(value < least))
            continue;
        least = value;
        memcpy(w, starts[i], N * sizeof *w);
    }
    return !ended;
}

bool fit_minimise(const struct fit_log *log, size_t count, uint64_t seed,
                  const struct fit_watch *watch, double w[FSRS_PARAMETERS])
{
    size_t scored = fit_log_scored(log, count);
    uint32_t one_in = (uint32_t)((scored + SAMPLE - 1) / SAMPLE);
    struct fit_model *whole = fit_model_new(log, count, 1);
    struct fit_model *sample = one_in > 1 ? fit_model_new(log, count, one_in) : whole;
    double best[N];
    bool ended = false;
    memcpy(best, w, sizeof best);
    double before = fit_value(whole, w);
    bool good = scored > 0 && best_start(sample, watch, seed, best);
    if (good && search(whole, sample, watch, ENOUGH, best, &ended) < before && !ended)
        memcpy(w, best, sizeof best);
    if (sample != whole)
        fit_model_free(sample);
    fit_model_free(whole);
    return good ? !ended : scored == 0;
}
