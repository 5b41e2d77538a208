/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Total cost of ownership: the same work on machines of one's own and on rented ones, year by year.
 *
 * Demand is D(0) = 1 in the first year and grows from year to year. On one's own premises there is
 * room for the highest demand so far, K(t) = max D(0..t): capital is paid at the start of the year
 * that needs it, in any amount (whole machines are not modelled), and does not come back when
 * demand falls. Hardware is replaced in full after its life at the price of today, is then worth
 * its residual share, and on the way there loses value in a straight line; what it is still worth
 * at the end of the last year is a payment received. Rented is what is used, D(t) times a mean
 * share of the first fleet, with a slack, at a price that changes a year.
 *
 * Capital moves at the start of a year, everything else at the end of each month. Present values
 * are discounted a month at (1 + rate)^(1/12) - 1.
 *
 * Left out: taxes and depreciation for them, interest of a loan, staff that grows with demand, the
 * cost of moving from one to the other, an outage's cost.
 */
#ifndef EXERCISES_OWNERSHIP_H
#define EXERCISES_OWNERSHIP_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

#include "exercises/tradeoff.h"

enum { OWNERSHIP_YEARS = 20, OWNERSHIP_MONTHS = 12 * OWNERSHIP_YEARS, OWNERSHIP_TIERS = 3 };

enum ownership_side { ON_PREMISES, CLOUD, OWNERSHIP_SIDES };

enum ownership_category {
    OWN_SERVERS,
    OWN_STORAGE,
    OWN_NETWORK,
    OWN_INSTALLATION,
    OWN_RESALE,
    OWN_POWER,
    OWN_SPACE,
    OWN_MAINTENANCE,
    OWN_FAILURES,
    OWN_STAFF,
    CLOUD_MACHINES,
    CLOUD_STORAGE,
    CLOUD_EGRESS,
    CLOUD_STAFF,
    OWNERSHIP_CATEGORIES
};
const char *ownership_category_name(enum ownership_category category); /* "machine hours" */
enum ownership_side ownership_category_side(enum ownership_category category);

struct ownership {
    int years;            /* 1 to OWNERSHIP_YEARS */
    double discount_rate; /* a year */
    double utilisation;   /* mean use of the first fleet in the first year, 0 to 1 */
    double growth;        /* of demand, a year, above -1 */
    double storage;       /* GB in the first year */
    double egress;        /* GB out a month in the first year */
    double engineer_cost; /* USD a year */

    double servers, machines_per_server; /* rented machines that do the work of one server */
    double server_price, storage_price;  /* USD, USD a GB */
    double network_price, installation;  /* USD for the first fleet */
    double server_watts, pue;            /* mean draw; facility's energy over the servers' */
    double power_price;                  /* USD a kWh */
    double space_price;                  /* USD a server and month, with its internet line */
    double maintenance;                  /* share of the hardware's price, a year */
    double failures;                     /* servers replaced early, of all, a year */
    int refresh_years;                   /* life of hardware, at least 1 */
    double residual;                     /* share of the price after that life */
    double own_engineers;

    double machine_hour;             /* USD */
    double slack;                    /* hours paid for beyond those used, as a share of them */
    double reserved, reserved_ratio; /* share of the hours, their price over that on demand */
    double storage_month;            /* USD a GB */
    struct price_tier egress_tiers[OWNERSHIP_TIERS];
    double price_decline; /* of all cloud prices, a year, below 1 */
    double cloud_engineers;
};

/* What one future makes of the plan, by year. */
struct ownership_future {
    double demand[OWNERSHIP_YEARS], price[OWNERSHIP_YEARS]; /* over those of the first year */
    double own_staff, cloud_staff;                          /* over the plan */
    double failed[OWNERSHIP_YEARS];                         /* servers */
    int refresh_years;
};
/* As planned: growth and decline as stated, failures as expected. */
void ownership_plan(const struct ownership *ownership, struct ownership_future *future);
/*
 * Drawn: demand and price take lognormal steps each year whose mean is that of the plan, staff of
 * both kinds has a lognormal factor of mean 1, failures are Poisson, and the life of hardware is
 * stretched and rounded to years. `uncertainty`: 90 % of the demands and prices in the last year,
 * of the staff and of the lives are within 1/(1 + uncertainty) and 1 + uncertainty of their median.
 */
void ownership_draw(const struct ownership *ownership, double uncertainty, gsl_rng *rng,
                    struct ownership_future *future);

/* What is paid; negative is received. NaN: no sourced price says it. */
struct ownership_cash {
    int years;
    double start[OWNERSHIP_YEARS + 1][OWNERSHIP_CATEGORIES]; /* of year t; of the end, [years] */
    double month[OWNERSHIP_YEARS][OWNERSHIP_CATEGORIES];     /* each of the 12 of year t */
};
void ownership_cash(const struct ownership *ownership, const struct ownership_future *future,
                    struct ownership_cash *cash);

/* The present value of one category. */
double ownership_category_worth(const struct ownership_cash *cash, double discount_rate,
                                enum ownership_category category);
/* What a side has cost, discounted, by the end of year 0 (capital alone), 1, ..., years. */
void ownership_cumulate(const struct ownership_cash *cash, double discount_rate,
                        enum ownership_side side, double cumulative[OWNERSHIP_YEARS + 1]);
/* What a side pays after 0, 1, ..., 12 years months. */
void ownership_flows(const struct ownership_cash *cash, enum ownership_side side,
                     double flows[OWNERSHIP_MONTHS + 1]);
/* Of one year (from 0): capital at its start, and what the twelve months cost. */
double ownership_capital(const struct ownership_cash *cash, enum ownership_side side, int year);
double ownership_running(const struct ownership_cash *cash, enum ownership_side side, int year);

/*
 * The utilisation at which both cost the same, in closed form: rent is a straight line in it, with
 * payments that grow by (1 + growth) (1 - decline) a year. NaN where there is none.
 */
double ownership_break_even_utilisation(const struct ownership *ownership);

#endif
