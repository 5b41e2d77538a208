/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What being locked in costs: a proprietary service that is cheaper each year against a portable
 * one that can be left, when a better offer may come.
 *
 * At the start of each year but the first, a better offer appears with the same probability unless
 * it has appeared before; it then stays, and no second one comes. The person leaves as soon as what
 * is left of the horizon repays the exit (an optimal stopping problem, solved backwards: Bellman
 * 1957), or never. An exit costs the data's way out and the work of rewriting. The opportunity cost
 * of a contract is what it is expected to cost beyond the same contract with a free exit.
 *
 * Services are paid at the end of each month, an exit at the start of the year.
 *
 * Left out: months in which both services are paid, offers that are withdrawn, prices that change.
 */
#ifndef EXERCISES_LOCK_IN_H
#define EXERCISES_LOCK_IN_H

#include <stdbool.h>

#include <gsl/gsl_rng.h>

enum { LOCK_IN_YEARS = 20 };
enum lock_in_side { PORTABLE, PROPRIETARY, LOCK_IN_SIDES };

struct lock_in {
    int years;                       /* 1 to LOCK_IN_YEARS */
    double discount_rate;            /* a year */
    double chance;                   /* a year that a better offer appears, 0 to 1 */
    double month[LOCK_IN_SIDES];     /* USD */
    double better_month;             /* USD, of the better offer */
    double moving[LOCK_IN_YEARS];    /* USD at the start of year t; NaN: no sourced price */
    double rewriting[LOCK_IN_SIDES]; /* USD */
};

enum lock_in_part {
    LOCK_IN_SERVICE,
    LOCK_IN_BETTER,
    LOCK_IN_MOVING,
    LOCK_IN_REWRITING,
    LOCK_IN_PARTS
};
const char *lock_in_part_name(enum lock_in_part part); /* "service" */

/* When to leave, and what is then expected. */
struct lock_in_plan {
    bool leaves[LOCK_IN_YEARS];  /* at the start of year t, if there is a better offer */
    double expected;             /* present value, USD; NaN: an exit has no sourced price */
    double leaving;              /* the probability that one leaves at all */
    double chance_of_offer;      /* that a better offer appears at all */
    double parts[LOCK_IN_PARTS]; /* present values; they sum to `expected` */
    double by_year[LOCK_IN_YEARS][LOCK_IN_PARTS]; /* expected payments, undiscounted */
};
void lock_in_solve(const struct lock_in *model, enum lock_in_side side, struct lock_in_plan *plan);

/* The same contract if leaving were free. */
double lock_in_free(const struct lock_in *model, enum lock_in_side side);

/* The year (from 1) at whose start the offer appears; 0: never. */
int lock_in_draw_offer(const struct lock_in *model, gsl_rng *rng);

/*
 * What a future in which the offer appears in `offer` has cost, discounted, by the end of year 0,
 * 1, ..., years. `overrun` multiplies the work of rewriting. Returns the year in which one leaves;
 * 0: one stays. An exit at the start of year t counts with the end of the year before.
 */
int lock_in_future(const struct lock_in *model, enum lock_in_side side,
                   const struct lock_in_plan *plan, int offer, double overrun,
                   double cumulative[LOCK_IN_YEARS + 1]);

#endif
