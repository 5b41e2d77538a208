/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many machines to reserve of a demand that goes up and down.
 *
 * A reserved machine costs r an hour, used or not; one on demand d an hour, only when it runs. With
 * q reserved and D needed an hour costs r q + d max(D - q, 0). One more reserved machine pays when
 * it is needed in more than a share r / d of the hours, so the best q is the smallest with
 * P(D > q) <= r / d: the quantile F^-1(1 - r/d) of the demand. That is the newsvendor's rule
 * (Arrow, Harris and Marschak 1951), with d - r what a machine too few costs, and r one too many.
 *
 * The demand of an hour is a whole number of machines: a mean that grows, a daily wave with its top
 * at 14 h, a dip on two days of seven, and noise that lasts some hours: exp(s x - s^2/2) with x
 * Gaussian, of mean 0, variance 1 and correlation 0.9 from hour to hour. Where the need may end
 * before the term, each hour counts with the chance that it is still there.
 */
#ifndef EXERCISES_RESERVATION_H
#define EXERCISES_RESERVATION_H

#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

enum { HOURS_A_DAY = 24, HOURS_A_YEAR = 8760 };

struct demand_shape {
    double machines; /* mean of a working day at the beginning */
    double daily;    /* 0..1: how far the wave goes above and below */
    double weekend;  /* 0..1: how much less on the sixth and seventh day */
    double noise;    /* s, about the relative deviation */
    double growth;   /* a year: 0.1 for a tenth more */
};
/* Fills `demand` with that many hours, from a Monday at 0 h on. */
void demand_draw(const struct demand_shape *shape, size_t hours, gsl_rng *rng, uint32_t *demand);
/* The mean over a number of whole years, roundings and the odd day left out. */
double demand_expected_mean(const struct demand_shape *shape, double years);

/* How many hours need more than so many machines. */
struct demand_table {
    size_t most;   /* machines ever needed */
    double hours;  /* of the term; with a risk that the need ends fewer are needed */
    double *above; /* [q], q = 0..most: hours in which more than q are needed */
    double *top;   /* [q]: machine-hours beyond q */
};
/* `stop_risk`: the chance that the need ends within a year, the same each year. */
void demand_table_fill(struct demand_table *table, const uint32_t *demand, size_t hours,
                       double stop_risk);
void demand_table_release(struct demand_table *table);

/* The chance that the need is still there after so many hours. */
double demand_still_needed(double stop_risk, double hours);

/* Of the whole term, with q machines reserved. */
double reservation_cost(const struct demand_table *table, size_t q, double reserved,
                        double on_demand);
/* The cheapest number of machines, by looking at every one; the smallest of equals. */
size_t reservation_best(const struct demand_table *table, double reserved, double on_demand);
/* The same by the quantile. */
size_t reservation_rule(const struct demand_table *table, double reserved, double on_demand);

/*
 * Months that a machine must be needed, running a share `use` of the hours, until a term of
 * `months` was cheaper than on demand: months r / (d use). NaN: it never is.
 */
double reservation_months(double months, double reserved, double on_demand, double use);

#endif
