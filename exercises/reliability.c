/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/reliability.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* --- Components ---------------------------------------------------------------------------------
 */

double redundancy_hours_up(const struct redundancy *r)
{
    return r->repair_hours * r->availability / (1 - r->availability);
}

static double failure_rate(const struct redundancy *r)
{
    return 1 / redundancy_hours_up(r);
}

void redundancy_states(const struct redundancy *r, double *shares)
{
    int n = r->components;
    double own = (1 - r->common_cause) * failure_rate(r);
    double shock = r->common_cause * failure_rate(r);
    double below = 1; /* of the states under j, before all are divided by their sum */
    shares[0] = 1;
    for (int j = 1; j <= n; j++) {
        double repaired = (j < r->crews ? j : r->crews) / r->repair_hours;
        shares[j] = (shares[j - 1] * (n - j + 1) * own + shock * below) / repaired;
        below += shares[j];
    }
    for (int j = 0; j <= n; j++)
        shares[j] /= below;
}

bool redundancy_is_independent(const struct redundancy *r)
{
    return r->common_cause <= 0 && r->crews >= r->components;
}

double redundancy_unavailability(const struct redundancy *r)
{
    double shares[MOST_COMPONENTS + 1], sum = 0;
    if (redundancy_is_independent(r))
        return quorum_unavailability(r->availability, r->components, r->needed);
    redundancy_states(r, shares);
    for (int j = r->components; j > r->components - r->needed; j--)
        sum += shares[j];
    return sum;
}

double redundancy_outages(const struct redundancy *r)
{
    double shares[MOST_COMPONENTS + 1], up = 0, rate = failure_rate(r);
    int last = r->components - r->needed; /* so many down, and the system is still up */
    redundancy_states(r, shares);
    for (int j = 0; j <= last; j++)
        up += shares[j];
    return HOURS_A_YEAR * rate *
           (shares[last] * r->needed * (1 - r->common_cause) + up * r->common_cause);
}

double redundancy_components_up(const struct redundancy *r)
{
    double shares[MOST_COMPONENTS + 1], down = 0;
    redundancy_states(r, shares);
    for (int j = 1; j <= r->components; j++)
        down += j * shares[j];
    return 1 - down / r->components;
}

double series_unavailability(double availability, int components)
{
    return -expm1(components * log(availability));
}

double parallel_unavailability(double availability, int components)
{
    return pow(1 - availability, components);
}

double quorum_unavailability(double availability, int components, int needed)
{
    if (needed == components)
        return series_unavailability(availability, components);
    if (needed == 1)
        return parallel_unavailability(availability, components);
    /* more than n - k down, from the side where the terms are small */
    return gsl_cdf_binomial_Q((unsigned)(components - needed), 1 - availability,
                              (unsigned)components);
}

double reliability_nines(double unavailability)
{
    return 0 - log10(unavailability); /* not -0 of what is always down */
}

/* --- Disasters ----------------------------------------------------------------------------------
 */

double backup_loss_mean(double interval, double duration)
{
    return duration + interval / 2;
}

double backup_loss_worst(double interval, double duration)
{
    return duration + interval;
}

double backup_loss_within(double interval, double duration, double target)
{
    return gsl_cdf_flat_P(target, duration, duration + interval);
}

double replica_loss_within(double mean_lag, double target)
{
    return mean_lag > 0 ? gsl_cdf_exponential_P(target, mean_lag) : 1;
}

double restore_within(double mean, double target)
{
    return mean > 0 ? gsl_cdf_gamma_P(target, RESTORE_SHAPE, mean / RESTORE_SHAPE) : 1;
}
