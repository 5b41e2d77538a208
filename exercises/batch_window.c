/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/batch_window.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

double batch_window_busy(const struct batch_window *batch)
{
    return batch->overhead / batch->window + batch->rate * batch->service;
}

/* P(N >= n) of a Poisson number. */
static double at_least(double n, double mean)
{
    return n <= 0 ? 1 : gsl_cdf_poisson_Q((unsigned)n - 1, mean);
}

/* E[N - y]+ of a Poisson number. */
static double mean_beyond(double mean, double y)
{
    static const double many = 1e7;
    double spread = sqrt(mean), apart = mean - y;
    if (mean < 1e-300)
        return 0;
    if (mean > many || y > 100 * many)
        return spread * gsl_ran_ugaussian_pdf(apart / spread) +
               apart * gsl_cdf_ugaussian_P(apart / spread);
    double first = floor(y) + 1;
    return fmax(0, mean * at_least(first - 1, mean) - y * at_least(first, mean));
}

/* All terms are above 0: the sum ends, infinite, where it is clearly beyond `most`. */
static double late_within(const struct batch_window *batch, double most)
{
    enum { MOST_TERMS = 5000 };
    double records = batch->rate * batch->window, sum = 0;
    double idle = (batch->window - batch->overhead) / batch->service; /* in services */
    if (batch_window_busy(batch) >= 1)
        return NAN;
    for (int k = 1; k <= MOST_TERMS; k++) {
        double term = mean_beyond(k * records, k * idle) / k;
        sum += term;
        if (batch->service * sum > most)
            return INFINITY;
        /* terms fall in the long run, and soon where load is low */
        if (term * k <= 1e-9 * (sum + 1e-6 * records))
            return batch->service * sum;
    }
    return NAN;
}

double batch_window_late(const struct batch_window *batch)
{
    return late_within(batch, INFINITY);
}

double batch_window_mean_wait(const struct batch_window *batch)
{
    return batch->window / 2 + batch_window_late(batch);
}

static double response_if(const struct batch_window *batch, double late)
{
    return batch->window / 2 + late + batch->overhead +
           batch->service * (batch->rate * batch->window + 1);
}

double batch_window_mean_response(const struct batch_window *batch)
{
    return response_if(batch, batch_window_late(batch));
}

void batch_window_response_shares(const struct batch_window *batch, const double *seconds,
                                  double *shares, size_t count)
{
    enum { SPREADS = 9, A_SPREAD = 24 }; /* how far the sum goes, and how densely at least */
    double others = batch->rate * batch->window, spread = sqrt(others), weight = 0;
    double stride = fmax(1, floor(spread / A_SPREAD));
    double first = fmax(0, floor(others - SPREADS * spread));
    memset(shares, 0, count * sizeof *shares);
    for (double n = first; n <= others + SPREADS * spread + 20; n += stride) {
        double chance = exp(n * log(fmax(others, 1e-300)) - others - lgamma(n + 1));
        double processing = batch->overhead + batch->service * (n + 1);
        weight += chance;
        for (size_t i = 0; i < count; i++)
            shares[i] += chance * fmin(1, fmax(0, (seconds[i] - processing) / batch->window));
    }
    for (size_t i = 0; i < count; i++)
        shares[i] = weight > 0 ? shares[i] / weight : NAN;
}

/* --- The best window ----------------------------------------------------------------------------
 */

struct windows {
    struct batch_window batch;
    double shortest; /* at which the worker is just overloaded */
    double least;    /* response so far; one that is longer need not be known */
};

/* By the logarithm of what a window has beyond the shortest, in proportion to it. */
static double window_of(const struct windows *windows, double beyond)
{
    return windows->shortest * (1 + exp(beyond));
}

static double response_of_window(double beyond, void *parameters)
{
    const struct windows *windows = parameters;
    struct batch_window batch = windows->batch;
    batch.window = window_of(windows, beyond);
    double punctual = response_if(&batch, 0);
    double response = punctual + late_within(&batch, windows->least - punctual);
    return !isfinite(response) ? 1e300 : response;
}

/* A minimum between its neighbours on a grid; false: at an end. */
static bool bracket(struct windows *windows, double *low, double *middle, double *high)
{
    enum { GRID = 60 };
    double from = log(1e-3), step = log(1e6) / GRID;
    int at = 0;
    for (int i = GRID; i >= 0; i--) { /* short windows take long to sum */
        double response = response_of_window(from + i * step, windows);
        if (response < windows->least) {
            windows->least = response;
            at = i;
        }
    }
    windows->least = INFINITY;
    *middle = from + at * step;
    *low = *middle - step;
    *high = *middle + step;
    return at > 0 && at < GRID;
}

double batch_window_best(const struct batch_window *batch)
{
    enum { MOST_ITERATIONS = 100 };
    double spare = 1 - batch->rate * batch->service, low, middle, high, best = NAN;
    struct windows own = {*batch, batch->overhead / spare, INFINITY};
    if (batch->overhead <= 0 || spare <= 0 || !bracket(&own, &low, &middle, &high))
        return NAN;
    gsl_function function = {response_of_window, &own};
    gsl_min_fminimizer *minimizer = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
    if (!minimizer)
        return NAN;
    int status = gsl_min_fminimizer_set(minimizer, &function, middle, low, high);
    for (int i = 0; i < MOST_ITERATIONS && status == GSL_SUCCESS && isnan(best); i++) {
        status = gsl_min_fminimizer_iterate(minimizer);
        if (status == GSL_SUCCESS &&
            gsl_min_test_interval(gsl_min_fminimizer_x_lower(minimizer),
                                  gsl_min_fminimizer_x_upper(minimizer), 1e-3, 0) == GSL_SUCCESS)
            best = window_of(&own, gsl_min_fminimizer_x_minimum(minimizer));
    }
    gsl_min_fminimizer_free(minimizer);
    return best;
}

/* --- One by one ---------------------------------------------------------------------------------
 */

double streaming_busy(const struct batch_window *batch)
{
    return batch->rate * (batch->overhead + batch->service);
}

double streaming_mean_wait(const struct batch_window *batch)
{
    double busy = streaming_busy(batch);
    return busy < 1 ? busy / (1 - busy) * (batch->overhead + batch->service) / 2 : NAN;
}

double streaming_mean_response(const struct batch_window *batch)
{
    return streaming_mean_wait(batch) + batch->overhead + batch->service;
}
