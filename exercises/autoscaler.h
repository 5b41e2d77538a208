/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers that follow the demand, late. Every `interval` the scaler takes the demand of the last
 * interval and wants so many workers that they would be busy for the target share of the time:
 * rate x service / target, rounded up, within bounds. Who is wanted in addition is ready `lag`
 * later; who is wanted no longer goes at once, those first that are not ready yet. What is ready is
 * thus the least that was wanted during the last lag: a longer lag never has more of them. It does
 * not look at the line, only at the demand. Seconds throughout.
 */
#ifndef EXERCISES_AUTOSCALER_H
#define EXERCISES_AUTOSCALER_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

enum demand_shape { DEMAND_DAILY, DEMAND_STEP, DEMAND_SHAPES };

/* Daily: rate x (1 - swing cos(2 pi t / period)), lowest first. Step: rate x (1 - swing) for half a
 * period, then rate x (1 + swing) for the other half, again and again. */
struct demand {
    enum demand_shape shape;
    double rate, swing, period; /* customers a second, 0 to 1, seconds */
};
double demand_at(const struct demand *demand, double seconds);    /* rate */
double demand_until(const struct demand *demand, double seconds); /* expected customers since 0 */
double demand_peak(const struct demand *demand);                  /* rate */
/* The next customer after `seconds`, by thinning (Lewis and Shedler 1979). */
double demand_next(const struct demand *demand, double seconds, gsl_rng *rng);

struct scaler_rules {
    double service, target, lag, interval;
    size_t minimum, maximum; /* workers */
};

struct starting {
    double at; /* when they will be ready */
    size_t count;
};

struct scaler {
    struct scaler_rules rules;
    size_t ready, starting;  /* workers */
    struct starting *groups; /* in the order of being ready; room for `maximum` */
    size_t head, groups_count;
};

size_t scaler_wanted(const struct scaler_rules *rules, double rate);
void scaler_init(struct scaler *scaler, const struct scaler_rules *rules, size_t ready);
void scaler_release(struct scaler *scaler);
void scaler_copy(struct scaler *to, const struct scaler *from);
/* Now so many are wanted, ready and starting ones together. */
void scaler_want(struct scaler *scaler, double clock, size_t wanted);
double scaler_next(const struct scaler *scaler); /* when the next are ready; INFINITY: none start */
void scaler_wake(struct scaler *scaler, double clock); /* those that are due */

/*
 * The same without chance: work flows in as the demand says and out as the workers allow. An
 * approximation of a large system from below: the line that chance alone makes is not in it.
 * Over `duration`, two periods at most, from as many workers as the first rate wants.
 */
struct fluid {
    double peak_backlog; /* customers */
    double mean_workers; /* ready and starting, in the last period or all of it */
};
struct fluid autoscale_fluid(const struct demand *demand, const struct scaler_rules *rules,
                             double duration);

#endif
