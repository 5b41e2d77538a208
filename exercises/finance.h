/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money at different times: present values, annuities, the rate at which a stream of payments is
 * worth nothing, and when what was paid has come back.
 *
 * A stream is an array of payments, one a period: flows[0] now, flows[k] after k periods; positive
 * is received. Rates are shares a period (0.08 is 8 %). Sources: Fisher (1930), "The Theory of
 * Interest"; Lorie and Savage (1955) for streams with several rates of return.
 */
#ifndef EXERCISES_FINANCE_H
#define EXERCISES_FINANCE_H

#include <stddef.h>

/* The rate a period that makes `rate` in `periods` of them: (1 + rate)^(1/periods) - 1. Not
 * rate/periods: compounded, that would be more. */
double finance_period_rate(double rate, double periods);

/* What 1 at the end of each of `count` periods is worth now: (1 - (1 + rate)^-count) / rate, and
 * `count` at a rate of 0. */
double finance_annuity(double rate, double count);

/* The same where each payment is (1 + growth) times the one before and the first is 1:
 * (1 - ((1 + growth) / (1 + rate))^count) / (rate - growth); growth and rate above -1. */
double finance_growing_annuity(double rate, double growth, double count);

/* The sum of flows[k] / (1 + rate)^k; rate above -1. */
double finance_npv(double rate, const double *flows, size_t count);

/*
 * Internal rates of return: the rates a year from -99 % to +10,000 % at which the stream, of
 * `periods` payments a year, is worth nothing now. Writes at most `most`, from low to high, and
 * returns how many. None where the payments never change their sign, or none is in that range; a
 * stream that changes its sign more than once may have several.
 */
size_t finance_irr(const double *flows, size_t count, double periods, double *rates, size_t most);

/* The first period at whose end the discounted payments so far sum to at least 0; -1: not within
 * the stream, or one of its payments is not finite. */
long finance_payback(double rate, const double *flows, size_t count);

#endif
