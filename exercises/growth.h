/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Growth that compounds, and with it chances that do: n servers that are each slow with chance q
 * are all fast with chance (1 - q)^n, which is a growth by -q, n times over.
 *
 * By gsl_log1p() and gsl_expm1(), so that rates near 0 keep all their digits, where 1 + rate would
 * drop them. Rates are shares: 0.03 is 3 %.
 */
#ifndef EXERCISES_GROWTH_H
#define EXERCISES_GROWTH_H

/* What grows by `rate` (> -1) in each of `periods`: its growth altogether, (1 + rate)^periods - 1.
 */
double growth_over(double rate, double periods);

/* The rate of each period that gives this growth (> -1) over all (> 0): the compound annual growth
 * rate where periods are years, (1 + growth)^(1 / periods) - 1. */
double growth_rate(double growth, double periods);

/* After how many periods it has grown by `growth` at this rate; both > -1, of one sign, not 0. */
double growth_periods(double growth, double rate);

/* The chance that at least one of `count` is slow, where each is with chance `share` (0 to 1), and
 * none has to do with another: 1 - (1 - share)^count. */
double any_slow(double share, double count);

/* The share that each may have, for that chance. */
double share_for_any_slow(double chance, double count);

#endif
