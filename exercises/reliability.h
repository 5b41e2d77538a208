/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What redundancy does to being up, in closed form: identical components that fail and are
 * repaired, of which some number must be up; and what a disaster costs with backups or a replica.
 *
 * The model of components. Each fails at a rate l and is repaired at a rate m, times exponential:
 * m = 1 / (mean time to repair), l = m (1 - a) / a, so that alone, and repaired at once, it is up a
 * share a of the time. `crews` at most are repaired at once, the others wait in the order of their
 * failures. Common causes follow the beta factor model (Fleming 1975): of a component's failures a
 * share b comes from shocks at rate b l that strike all components at once (those that are down
 * already stay so), the rest are its own, at rate (1 - b) l. After a shock each is repaired by
 * itself.
 *
 * The number down, j, is then a Markov chain: j to j + 1 at rate (n - j)(1 - b) l, j to n at rate
 * b l, j to j - 1 at rate m min(j, crews). In the long run what crosses from below j upwards
 * crosses back: p(j) m min(j, crews) = p(j-1) (n - j + 1)(1 - b) l + b l (p(0) + ... + p(j-1)).
 * With b = 0 that is the birth and death chain of servicing machines (Feller 1968, XVII.7), and
 * with enough crews besides the binomial law. All is exact for this model. Times are in hours.
 */
#ifndef EXERCISES_RELIABILITY_H
#define EXERCISES_RELIABILITY_H

#include <stdbool.h>

enum { MOST_COMPONENTS = 40, HOURS_A_YEAR = 8760 }; /* a year of 365 days */

struct redundancy {
    double availability; /* of one component, above 0 and below 1 */
    int components;      /* 1 to MOST_COMPONENTS */
    int needed;          /* 1 to components: the system is up while so many are */
    double repair_hours; /* mean time to repair, above 0 */
    int crews;           /* 1 or more */
    double common_cause; /* 0 to 1: the share of failures that strike all at once */
};

/* Mean time up between the failures of one component: repair_hours a / (1 - a). */
double redundancy_hours_up(const struct redundancy *redundancy);

/* Fills the share of time for which 0, 1, ..., components are down: components + 1 numbers. */
void redundancy_states(const struct redundancy *redundancy, double *shares);

/* Share of time the system is down. Relative precision also where it is tiny. */
double redundancy_unavailability(const struct redundancy *redundancy);

/* Outages that begin, a year. */
double redundancy_outages(const struct redundancy *redundancy);

/* Mean share of components that are up: below `availability` where repairs wait for crews. */
double redundancy_components_up(const struct redundancy *redundancy);

/* No common causes and a crew for each: then the three formulas below hold. */
bool redundancy_is_independent(const struct redundancy *redundancy);

/* Share of time down, of independent components: all needed, one enough, k of n (binomial sum). */
double series_unavailability(double availability, int components);
double parallel_unavailability(double availability, int components);
double quorum_unavailability(double availability, int components, int needed);

/* -log10 of the unavailability: 3 for 99.9 %. */
double reliability_nines(double unavailability);

/*
 * A disaster takes the data itself, at a moment that no backup knows of. Backups begin every
 * `interval` hours and can be restored from once they are complete, `duration` hours later (at most
 * the interval). What is lost is what was written since the last complete one began: the interval
 * is cut at a random place, so it is uniform between `duration` and `duration + interval`.
 */
double backup_loss_mean(double interval, double duration);  /* hours: duration + interval / 2 */
double backup_loss_worst(double interval, double duration); /* hours: duration + interval */
double backup_loss_within(double interval, double duration, double target); /* share */

/* A replica loses what it has not received: the lag, exponential about its mean (same units). */
double replica_loss_within(double mean_lag, double target);

/*
 * Restoring and failing over take a time that is gamma distributed with this shape: deviation half
 * the mean, so that a quarter of it or twice it is rare.
 */
enum { RESTORE_SHAPE = 4 };
double restore_within(double mean, double target); /* share; same units */

#endif
