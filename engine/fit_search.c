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
    SAMPLE = 4000, /* scored reviews on which starts compete */
    PATIENCE = 5,
    STARTS_DRAWN = 2,
};

/* A step that promises less (of the function, in absolute terms) ends the search. */
static const double ENOUGH_TO_RANK = 2e-5, ENOUGH = 1e-8;
static const double LINE_ACCURACY = 0.5;

struct descent {
    struct fit_model *model;
    struct fit_model *metric; /* a sample of it, or it: tells the curvature */
    const struct fit_watch *watch;
    bool ended;                /* by the watch */
    double begin[N], w[N];     /* where the coordinates begin; where the function was taken last */
    double value, gradient[N]; /* there */
    bool has_gradient;
    double best[N], best_value; /* of the places since the coordinates were laid */
    int vain;                   /* places tried since the best */
    int free_of[N];             /* parameters in the descent */
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
    d->vain++;
    if (d->value < d->best_value && !d->ended) {
        memcpy(d->best, w, sizeof d->best);
        d->best_value = d->value;
        d->vain = 0;
    }
}

/* Where a limit in the formulas bends the function, no place on a line may be good enough for the
 * line search, which would go on for long; so it is told that it stands on level ground. */
static bool is_stuck(const struct descent *d)
{
    return d->ended || d->vain > PATIENCE;
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
    if (!is_stuck(d) && memcmp(w, d->w, sizeof w) != 0)
        evaluate(d, w);
}

static double value_at(const gsl_vector *z, void *context)
{
    struct descent *d = context;
    move_to(d, z, NULL);
    return is_stuck(d) ? d->best_value : d->value;
}

static void slope_at(const gsl_vector *z, void *context, gsl_vector *slope)
{
    struct descent *d = context;
    bool beyond[N];
    move_to(d, z, beyond);
    gsl_vector_set_zero(slope);
    if (is_stuck(d))
        return;
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

static bool is_outward(int k, double value, double step)
{
    return (value <= fsrs_least[k] && step < 0) || (value >= fsrs_most[k] && step > 0);
}

static void choose_free(struct descent *d)
{
    d->free_count = 0;
    for (int k = 0; k < N; k++)
        if (!is_outward(k, d->w[k], -d->gradient[k]))
            d->free_of[d->free_count++] = k;
}

/* Factors the information on the free parameters; `step` becomes the scoring step, and what it
 * promises (half the decrement) is returned. */
static double factor(struct descent *d, const double information[N * N], gsl_vector *step)
{
    double promise;
    gsl_matrix_free(d->root);
    d->root = gsl_matrix_alloc(d->free_count, d->free_count);
    for (size_t i = 0; i < d->free_count; i++) {
        gsl_vector_set(step, i, -d->gradient[d->free_of[i]]);
        for (size_t j = 0; j < d->free_count; j++)
            gsl_matrix_set(d->root, i, j, information[d->free_of[i] * N + d->free_of[j]]);
    }
    (void)gsl_linalg_cholesky_decomp1(d->root);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, d->root, step);
    gsl_blas_ddot(step, step, &promise);
    gsl_blas_dtrsv(CblasLower, CblasTrans, CblasNonUnit, d->root, step);
    return promise / 2;
}

/* Lays the coordinates at d->w; returns what the scoring step promises. A parameter at a bound that
 * the step would push outward, for the sake of others, is left out as well (Bertsekas 1982). */
static double lay(struct descent *d)
{
    double information[N * N], promise = 0;
    need_gradient(d);
    memcpy(d->begin, d->w, sizeof d->begin);
    choose_free(d);
    if (d->ended)
        return 0;
    if (d->metric != d->model)
        (void)fit_value(d->metric, d->w);
    fit_information(d->metric, information);
    for (size_t before = 0; d->free_count && before != d->free_count;) {
        gsl_vector *step = gsl_vector_alloc(d->free_count);
        before = d->free_count;
        promise = factor(d, information, step);
        d->free_count = 0;
        for (size_t i = 0; i < before; i++) {
            int k = d->free_of[i];
            if (!is_outward(k, d->w[k], gsl_vector_get(step, i)))
                d->free_of[d->free_count++] = k;
        }
        gsl_vector_free(step);
    }
    return d->free_count ? promise : 0;
}

static bool is_beyond(const struct descent *d, const gsl_vector *z)
{
    double w[N];
    bool beyond[N], any = false;
    parameters_at(d, z, w, beyond);
    for (size_t i = 0; i < d->free_count; i++)
        any |= beyond[i];
    return any;
}

/* Leaves d at the best place that the descent came to. */
static void descend(struct descent *d, double promise, double enough)
{
    gsl_multimin_function_fdf function = {value_at, slope_at, both_at, d->free_count, d};
    gsl_multimin_fdfminimizer *minimizer =
        gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, d->free_count);
    gsl_vector *origin = gsl_vector_calloc(d->free_count);
    gsl_multimin_fdfminimizer_set(minimizer, &function, origin, sqrt(2 * promise), LINE_ACCURACY);
    for (int step = 0; step < STEPS && !is_stuck(d); step++) {
        double value = d->best_value;
        if (gsl_multimin_fdfminimizer_iterate(minimizer) != GSL_SUCCESS ||
            value - d->best_value < enough)
            break;
        double slope = gsl_blas_dnrm2(gsl_multimin_fdfminimizer_gradient(minimizer));
        if (slope * slope / 2 < enough || is_beyond(d, gsl_multimin_fdfminimizer_x(minimizer)))
            break;
    }
    gsl_vector_free(origin);
    gsl_multimin_fdfminimizer_free(minimizer);
    if (memcmp(d->best, d->w, sizeof d->best) != 0)
        evaluate(d, d->best);
}

/* From `w` to a place where no step promises `enough`. */
static double search(struct fit_model *model, struct fit_model *metric,
                     const struct fit_watch *watch, double enough, double w[N], bool *ended)
{
    struct descent d = {.model = model, .metric = metric, .watch = watch, .best_value = HUGE_VAL};
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    evaluate(&d, w);
    for (int cycle = 0; cycle < CYCLES && !d.ended; cycle++) {
        double value = d.value, promise = lay(&d);
        d.vain = 0;
        if (promise >= enough && !d.ended)
            descend(&d, promise, enough);
        if (promise < enough || value - d.value < enough)
            break;
    }
    gsl_matrix_free(d.root);
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

/* A model of the first `count` reviews, and one of a sample of them: the same where they are few.
 */
struct models {
    struct fit_model *whole, *sample;
};

static struct models models_new(const struct fit_log *log, size_t count)
{
    size_t scored = fit_log_scored(log, count);
    uint32_t one_in = (uint32_t)((scored + SAMPLE - 1) / SAMPLE);
    struct models models = {.whole = fit_model_new(log, count, 1)};
    models.sample = one_in > 1 ? fit_model_new(log, count, one_in) : models.whole;
    return models;
}

static void models_free(struct models *models)
{
    if (models->sample != models->whole)
        fit_model_free(models->sample);
    fit_model_free(models->whole);
}

/* Goes on from `from`; `w` becomes what is found, where that is better than `w`. */
static bool refine(const struct models *models, const struct fit_watch *watch, const double from[N],
                   double w[N])
{
    double best[N], before = fit_value(models->whole, w);
    bool ended;
    memcpy(best, from, sizeof best);
    double value = search(models->whole, models->sample, watch, ENOUGH, best, &ended);
    if (!ended && value < before)
        memcpy(w, best, sizeof best);
    return !ended;
}

bool fit_minimise(const struct fit_log *log, size_t count, uint64_t seed,
                  const struct fit_watch *watch, double w[FSRS_PARAMETERS])
{
    struct models models = models_new(log, count);
    double best[N];
    bool good = true;
    memcpy(best, w, sizeof best);
    if (models.whole->weight > 0)
        good = best_start(models.sample, watch, seed, best) && refine(&models, watch, best, w);
    models_free(&models);
    return good;
}

bool fit_refine(const struct fit_log *log, size_t count, const double from[FSRS_PARAMETERS],
                const struct fit_watch *watch, double w[FSRS_PARAMETERS])
{
    struct models models = models_new(log, count);
    bool good = !(models.whole->weight > 0) || refine(&models, watch, from, w);
    models_free(&models);
    return good;
}
