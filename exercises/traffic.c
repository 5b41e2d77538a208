/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/traffic.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_bessel.h>

enum { PEAK_WAVE = 20 * 60, PEAK_ON_OFF = 13 * 60, GRID = 48, SAMPLES = 2 * GRID };
static const double correlation_minutes = 30;

/* --- The pattern --------------------------------------------------------------------------------
 */

static double missed_ratio(double logarithm, void *ratio)
{
    return gsl_sf_bessel_I0_scaled(exp(logarithm)) * *(double *)ratio - 1;
}

/* k with 1 / (exp(-k) I0(k)) = ratio. */
static double steepness_of(double ratio)
{
    if (!(ratio > 1 + 1e-12))
        return 0;
    gsl_function function = {missed_ratio, &ratio};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    double low = log((ratio - 1) / 4), high = log(8 * ratio * ratio), root = (double)NAN;
    if (solver && gsl_root_fsolver_set(solver, &function, low, high) == GSL_SUCCESS)
        for (int i = 0; i < 200 && gsl_root_fsolver_iterate(solver) == GSL_SUCCESS; i++) {
            root = gsl_root_fsolver_root(solver);
            if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                       gsl_root_fsolver_x_upper(solver), 1e-13,
                                       1e-13) == GSL_SUCCESS)
                break;
        }
    gsl_root_fsolver_free(solver);
    return exp(root);
}

struct traffic_form traffic_form(const struct traffic *traffic)
{
    double weekend = fmin(1, fmax(traffic->weekend, (7 / traffic->ratio - 5) / 2));
    double level = 7 / (5 + 2 * weekend); /* mean of a working day over that of the week */
    double ratio = fmax(1, traffic->ratio / level);
    return (struct traffic_form){
        .weekday = traffic->mean * level * ratio,
        .weekend = traffic->mean * level * ratio * weekend,
        .steepness = traffic->pattern == TRAFFIC_WAVE ? steepness_of(ratio) : 0,
        .on_minutes = TRAFFIC_DAY / ratio,
    };
}

/* Share of the day's peak, `minutes` after it (or before). */
static double wave_share(const struct traffic_form *form, double minutes)
{
    return exp(form->steepness * (cos(2 * M_PI * minutes / TRAFFIC_DAY) - 1));
}

/* Of the minute that begins so many minutes after the peak, -720 to 719. */
static double share_at(const struct traffic *traffic, const struct traffic_form *form, int minutes)
{
    if (traffic->pattern == TRAFFIC_WAVE)
        return wave_share(form, minutes);
    double into = minutes + TRAFFIC_DAY / 2.0; /* since the day began; on from its first minute */
    return fmin(fmax(form->on_minutes - into, 0), 1);
}

void traffic_chance_draw(struct traffic_chance *chance, const struct traffic *traffic, gsl_rng *rng)
{
    double keep = exp(-1 / correlation_minutes), fresh = sqrt(1 - keep * keep);
    double x = gsl_ran_gaussian_ziggurat(rng, 1);
    for (int i = 0; i < TRAFFIC_WEEK; i++) {
        chance->noise[i] = (float)x;
        chance->bursts[i] = 0;
        x = keep * x + fresh * gsl_ran_gaussian_ziggurat(rng, 1);
    }
    unsigned count = gsl_ran_poisson(rng, traffic->bursts);
    for (unsigned k = 0; k < count; k++) {
        unsigned long start = gsl_rng_uniform_int(rng, TRAFFIC_WEEK);
        for (unsigned long i = 0; i < (unsigned long)traffic->burst_minutes; i++)
            chance->bursts[(start + i) % TRAFFIC_WEEK]++;
    }
}

void traffic_fill(const struct traffic *traffic, const struct traffic_chance *chance,
                  double *demand)
{
    const struct traffic_form form = traffic_form(traffic);
    int begins = (traffic->pattern == TRAFFIC_WAVE ? PEAK_WAVE : PEAK_ON_OFF) - TRAFFIC_DAY / 2;
    double share[TRAFFIC_DAY], s = traffic->noise;
    for (int i = 0; i < TRAFFIC_DAY; i++)
        share[i] = share_at(traffic, &form, i - TRAFFIC_DAY / 2);
    for (int i = 0; i < TRAFFIC_WEEK; i++) {
        int since = (i - begins + TRAFFIC_WEEK) % TRAFFIC_WEEK;
        demand[i] =
            share[since % TRAFFIC_DAY] * (since / TRAFFIC_DAY < 5 ? form.weekday : form.weekend);
        if (chance && s > 0)
            demand[i] *= exp(s * (double)chance->noise[i] - s * s / 2);
        if (chance)
            demand[i] += chance->bursts[i] * traffic->burst_size * traffic->mean;
    }
}

/* --- Following ----------------------------------------------------------------------------------
 */

/* The most (or least) of the last `window` + 1 values, by a queue of those that can still be it. */
static void slide(const uint32_t *values, int count, int window, bool most, uint32_t *extremes)
{
    int queue[TRAFFIC_WEEK], head = 0, tail = 0;
    for (int i = 0; i < count; i++) {
        while (tail > head &&
               (most ? values[queue[tail - 1]] <= values[i] : values[queue[tail - 1]] >= values[i]))
            tail--;
        queue[tail++] = i;
        while (queue[head] < i - window)
            head++;
        extremes[i] = values[queue[head]];
    }
}

void elastic_follow(const struct elastic *elastic, const double *demand, int minutes,
                    uint32_t *paid, uint32_t *ready)
{
    double each = elastic->target * elastic->capacity;
    for (int i = 0; i < minutes; i++) {
        double wanted = ceil(demand[i] / each - 1e-9);
        ready[i] = wanted > elastic->minimum ? (uint32_t)wanted : elastic->minimum;
    }
    slide(ready, minutes, elastic->scale_in, true, paid);
    slide(paid, minutes, (int)elastic->lag, false, ready);
}

/* --- Without whole machines ---------------------------------------------------------------------
 */

/* A part of the week that is alike. */
struct sample {
    double demand, paid, ready, weight; /* requests a second, machines, machines, share */
};

static double machines_for(const struct elastic *elastic, double demand)
{
    return fmax(elastic->minimum, demand / (elastic->target * elastic->capacity));
}

/* The share at that one of the minutes `from` to `to` that is nearest to the peak. */
static double highest_share(const struct traffic_form *form, double from, double to)
{
    double peak = TRAFFIC_DAY * ceil(from / TRAFFIC_DAY);
    return peak <= to ? 1 : fmax(wave_share(form, from), wave_share(form, to));
}

/* The least that was kept on during the lag; it is least where a long night ends. */
static double ready_share(const struct traffic_form *form, const struct elastic *elastic,
                          double minute)
{
    double from = minute - elastic->lag, keep = elastic->scale_in;
    double least =
        fmin(highest_share(form, from - keep, from), highest_share(form, minute - keep, minute));
    double night = TRAFFIC_DAY * (ceil((from - keep / 2) / TRAFFIC_DAY - 0.5) + 0.5) + keep / 2;
    if (night >= from && night <= minute)
        least = fmin(least, highest_share(form, night - keep, night));
    return least;
}

static size_t wave_samples(const struct traffic_form *form, const struct elastic *elastic,
                           double peak, double weight, struct sample *samples)
{
    for (int i = 0; i < GRID; i++) {
        double minute = (i + 0.5) * TRAFFIC_DAY / GRID;
        samples[i] = (struct sample){
            .demand = peak * wave_share(form, minute),
            .paid = machines_for(elastic,
                                 peak * highest_share(form, minute - elastic->scale_in, minute)),
            .ready = machines_for(elastic, peak * ready_share(form, elastic, minute)),
            .weight = weight / GRID,
        };
    }
    return GRID;
}

static size_t on_off_samples(const struct traffic_form *form, const struct elastic *elastic,
                             double peak, double weight, struct sample *samples)
{
    double on = form->on_minutes, off = TRAFFIC_DAY - on, kept = fmin(elastic->scale_in, off);
    double late = kept < off ? fmin(elastic->lag, on) : 0, part = weight / TRAFFIC_DAY;
    double high = machines_for(elastic, peak), low = elastic->minimum;
    samples[0] = (struct sample){peak, high, low, late * part};
    samples[1] = (struct sample){peak, high, high, (on - late) * part};
    samples[2] = (struct sample){0, high, high, kept * part};
    samples[3] = (struct sample){0, low, low, (off - kept) * part};
    return 4;
}

static size_t take_samples(const struct traffic *traffic, const struct elastic *elastic,
                           struct sample *samples)
{
    const struct traffic_form form = traffic_form(traffic);
    size_t (*take)(const struct traffic_form *, const struct elastic *, double, double,
                   struct sample *) =
        traffic->pattern == TRAFFIC_WAVE ? wave_samples : on_off_samples;
    size_t count = take(&form, elastic, form.weekday, 5.0 / 7, samples);
    return count + take(&form, elastic, form.weekend, 2.0 / 7, samples + count);
}

/* E[(demand X - limit Y)+], X and Y lognormal of mean 1, `spread` the deviation of ln X/Y. */
static double excess(double demand, double limit, double spread)
{
    if (!(spread > 1e-12) || !(demand > 0) || !(limit > 0))
        return fmax(demand - limit, 0);
    double d = log(demand / limit) / spread + spread / 2;
    return demand * gsl_cdf_ugaussian_P(d) - limit * gsl_cdf_ugaussian_P(d - spread);
}

static int by_paid(const void *a, const void *b)
{
    double x = ((const struct sample *)a)->paid, y = ((const struct sample *)b)->paid;
    return (x < y) - (x > y);
}

/* The smallest q that is exceeded in no more than a share `reserved` of the time, and the mean
 * above it. Sorts. */
static void split(struct sample *samples, size_t count, double reserved,
                  struct elastic_means *means)
{
    double above = 0;
    size_t i = 0;
    qsort(samples, count, sizeof *samples, by_paid);
    while (i < count && above + samples[i].weight <= reserved * (1 + 1e-12))
        above += samples[i++].weight;
    means->base = i < count ? samples[i].paid : 0;
    for (size_t k = 0; k < count; k++)
        means->top += samples[k].weight * fmax(samples[k].paid - means->base, 0);
}

struct elastic_means elastic_expect(const struct traffic *traffic, const struct elastic *elastic,
                                    double fleet, double reserved)
{
    struct sample samples[SAMPLES];
    struct elastic_means means = {0};
    size_t count = take_samples(traffic, elastic, samples);
    double c = elastic->capacity, limit = fleet * c, s = traffic->noise, keep = elastic->scale_in;
    double lasting = traffic->burst_minutes, rate = traffic->bursts / TRAFFIC_WEEK;
    double lasts = rate * lasting, late = rate * fmin(elastic->lag, lasting);
    double size = traffic->burst_size * traffic->mean;
    double moved = s * sqrt(2 * (1 - exp(-elastic->lag / correlation_minutes)));
    for (size_t i = 0; i < count; i++) {
        const struct sample *at = &samples[i];
        double demand = at->demand, ready = at->ready * c, both = demand + size;
        double spread = at->ready > elastic->minimum || elastic->lag == 0 ? moved : s;
        double refused = excess(demand, ready, spread);
        double added = fmax(machines_for(elastic, both) - at->paid, 0);
        refused += late * (fmax(both - ready, 0) - fmax(demand - ready, 0));
        means.refused += at->weight * refused;
        means.refused_fleet +=
            at->weight *
            (excess(demand, limit, s) + lasts * (fmax(both - limit, 0) - fmax(demand - limit, 0)));
        means.paid += at->weight * (at->paid + rate * (lasting + keep) * added);
        means.demand += at->weight * (demand + lasts * size);
    }
    split(samples, count, reserved, &means);
    double pattern = 0;
    for (size_t i = 0; i < count; i++)
        pattern += samples[i].weight * samples[i].paid;
    means.top += means.paid - pattern; /* what bursts need is on demand */
    return means;
}
