/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/growth.h"

#include <gsl/gsl_math.h>

double growth_over(double rate, double periods)
{
    return gsl_expm1(periods * gsl_log1p(rate));
}

double growth_rate(double growth, double periods)
{
    return gsl_expm1(gsl_log1p(growth) / periods);
}

double growth_periods(double growth, double rate)
{
    return gsl_log1p(growth) / gsl_log1p(rate);
}

double any_slow(double share, double count)
{
    return share < 1 ? -growth_over(-share, count) : 1;
}

double share_for_any_slow(double chance, double count)
{
    return chance < 1 ? -growth_rate(-chance, count) : 1;
}
