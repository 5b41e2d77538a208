/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/ownership.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/finance.h"

enum { LONGEST_LIFE = 100 };
static const double hours_a_month = 8760.0 / 12;

static const char *const category_names[OWNERSHIP_CATEGORIES] = {
    [OWN_SERVERS] = "servers",          [OWN_STORAGE] = "disks",
    [OWN_NETWORK] = "network",          [OWN_INSTALLATION] = "installation",
    [OWN_RESALE] = "sold again",        [OWN_POWER] = "power",
    [OWN_SPACE] = "space and line",     [OWN_MAINTENANCE] = "maintenance",
    [OWN_FAILURES] = "failed servers",  [OWN_STAFF] = "staff",
    [CLOUD_MACHINES] = "machine hours", [CLOUD_STORAGE] = "disks",
    [CLOUD_EGRESS] = "traffic out",     [CLOUD_STAFF] = "staff",
};

const char *ownership_category_name(enum ownership_category category)
{
    return category_names[category];
}

enum ownership_side ownership_category_side(enum ownership_category category)
{
    return category < CLOUD_MACHINES ? ON_PREMISES : CLOUD;
}

/* --- Futures ------------------------------------------------------------------------------------
 */

/* Room for the highest demand so far, over that of the first year. */
static void find_capacity(const struct ownership *ownership, const struct ownership_future *future,
                          double *capacity)
{
    for (int t = 0; t < ownership->years; t++)
        capacity[t] = t > 0 ? fmax(capacity[t - 1], future->demand[t]) : future->demand[t];
}

void ownership_plan(const struct ownership *ownership, struct ownership_future *future)
{
    double capacity[OWNERSHIP_YEARS];
    *future = (struct ownership_future){
        .own_staff = 1, .cloud_staff = 1, .refresh_years = ownership->refresh_years};
    future->demand[0] = future->price[0] = 1;
    for (int t = 1; t < ownership->years; t++) {
        future->demand[t] = future->demand[t - 1] * (1 + ownership->growth);
        future->price[t] = future->price[t - 1] * (1 - ownership->price_decline);
    }
    find_capacity(ownership, future, capacity);
    for (int t = 0; t < ownership->years; t++)
        future->failed[t] = capacity[t] * ownership->servers * ownership->failures;
}

/* A lognormal factor of mean 1. */
static double factor(gsl_rng *rng, double sigma)
{
    return gsl_ran_lognormal(rng, -sigma * sigma / 2, sigma);
}

static double poisson(gsl_rng *rng, double mean)
{
    static const double most = 1e8; /* GSL counts in an unsigned int */
    return mean < most ? (double)gsl_ran_poisson(rng, mean) : mean;
}

void ownership_draw(const struct ownership *ownership, double uncertainty, gsl_rng *rng,
                    struct ownership_future *future)
{
    double sigma = band_sigma(uncertainty), capacity[OWNERSHIP_YEARS];
    double step = ownership->years > 1 ? sigma / sqrt(ownership->years - 1) : 0;
    ownership_plan(ownership, future);
    for (int t = 1; t < ownership->years; t++) {
        future->demand[t] = future->demand[t - 1] * (1 + ownership->growth) * factor(rng, step);
        future->price[t] =
            future->price[t - 1] * (1 - ownership->price_decline) * factor(rng, step);
    }
    future->own_staff = factor(rng, sigma);
    future->cloud_staff = factor(rng, sigma);
    double life = round(ownership->refresh_years * gsl_ran_lognormal(rng, 0, sigma));
    future->refresh_years = (int)fmin(fmax(life, 1), LONGEST_LIFE);
    find_capacity(ownership, future, capacity);
    for (int t = 0; t < ownership->years; t++)
        future->failed[t] = poisson(rng, capacity[t] * ownership->servers * ownership->failures);
}

/* --- Cash ---------------------------------------------------------------------------------------
 */

static double hardware_price(const struct ownership *o)
{
    return o->servers * o->server_price + o->storage * o->storage_price + o->network_price;
}

/* Buys a part of the first fleet's size in a year, replaces it after each life, and sells it. */
static void buy(const struct ownership *o, double part, int year, int life,
                struct ownership_cash *cash)
{
    double hardware = part * hardware_price(o);
    for (int t = year; t < o->years; t += life) {
        int until = t + life < o->years ? t + life : o->years;
        double worth = 1 - (1 - o->residual) * (until - t) / life;
        cash->start[t][OWN_SERVERS] += part * o->servers * o->server_price;
        cash->start[t][OWN_STORAGE] += part * o->storage * o->storage_price;
        cash->start[t][OWN_NETWORK] += part * o->network_price;
        cash->start[t][OWN_INSTALLATION] += part * o->installation;
        cash->start[until][OWN_RESALE] -= hardware * worth;
    }
}

static void run_own(const struct ownership *o, const struct ownership_future *future, int t,
                    double capacity, double *month)
{
    double servers = capacity * o->servers;
    month[OWN_POWER] = servers * o->server_watts / 1000 * hours_a_month * o->pue * o->power_price;
    month[OWN_SPACE] = servers * o->space_price;
    month[OWN_MAINTENANCE] = capacity * hardware_price(o) * o->maintenance / 12;
    month[OWN_FAILURES] = future->failed[t] * o->server_price / 12;
    month[OWN_STAFF] = o->own_engineers * future->own_staff * o->engineer_cost / 12;
}

/* What a month of machines costs in the first year for each share of the fleet in use. */
static double full_rent(const struct ownership *o)
{
    double hours = o->servers * o->machines_per_server * (1 + o->slack) * hours_a_month;
    return hours * o->machine_hour * (o->reserved * o->reserved_ratio + 1 - o->reserved);
}

static void run_cloud(const struct ownership *o, const struct ownership_future *future, int t,
                      double *month)
{
    double demand = future->demand[t], price = future->price[t];
    month[CLOUD_MACHINES] = full_rent(o) * o->utilisation * demand * price;
    month[CLOUD_STORAGE] = o->storage * o->storage_month * demand * price;
    month[CLOUD_EGRESS] = tiered_cost(o->egress_tiers, OWNERSHIP_TIERS, o->egress * demand) * price;
    month[CLOUD_STAFF] = o->cloud_engineers * future->cloud_staff * o->engineer_cost / 12;
}

void ownership_cash(const struct ownership *ownership, const struct ownership_future *future,
                    struct ownership_cash *cash)
{
    double capacity[OWNERSHIP_YEARS];
    memset(cash, 0, sizeof *cash);
    cash->years = ownership->years;
    find_capacity(ownership, future, capacity);
    for (int t = 0; t < ownership->years; t++) {
        double part = t > 0 ? capacity[t] - capacity[t - 1] : capacity[t];
        if (part > 0)
            buy(ownership, part, t, future->refresh_years, cash);
        run_own(ownership, future, t, capacity[t], cash->month[t]);
        run_cloud(ownership, future, t, cash->month[t]);
    }
}

/* --- What it is worth ---------------------------------------------------------------------------
 */

static double sum_of(const double *amounts, enum ownership_side side)
{
    double sum = 0;
    for (int i = 0; i < OWNERSHIP_CATEGORIES; i++)
        if (ownership_category_side((enum ownership_category)i) == side)
            sum += amounts[i];
    return sum;
}

/* Twelve payments of 1, at the ends of the months, at the start of the year. */
static double year_of_months(double discount_rate)
{
    return finance_annuity(finance_period_rate(discount_rate, 12), 12);
}

double ownership_category_worth(const struct ownership_cash *cash, double discount_rate,
                                enum ownership_category category)
{
    double worth = 0, discount = 1, months = year_of_months(discount_rate);
    for (int t = 0; t < cash->years; t++) {
        worth += discount * (cash->start[t][category] + months * cash->month[t][category]);
        discount /= 1 + discount_rate;
    }
    return worth + discount * cash->start[cash->years][category];
}

void ownership_cumulate(const struct ownership_cash *cash, double discount_rate,
                        enum ownership_side side, double cumulative[OWNERSHIP_YEARS + 1])
{
    double discount = 1, months = year_of_months(discount_rate), sum = 0;
    for (int t = 0; t <= cash->years; t++) {
        if (t > 0) {
            sum += discount * months * sum_of(cash->month[t - 1], side);
            discount /= 1 + discount_rate;
        }
        sum += discount * sum_of(cash->start[t], side);
        cumulative[t] = sum;
    }
}

void ownership_flows(const struct ownership_cash *cash, enum ownership_side side,
                     double flows[OWNERSHIP_MONTHS + 1])
{
    for (int m = 0; m <= 12 * cash->years; m++) {
        flows[m] = m > 0 ? sum_of(cash->month[(m - 1) / 12], side) : 0;
        if (m % 12 == 0)
            flows[m] += sum_of(cash->start[m / 12], side);
    }
}

double ownership_capital(const struct ownership_cash *cash, enum ownership_side side, int year)
{
    return sum_of(cash->start[year], side);
}

double ownership_running(const struct ownership_cash *cash, enum ownership_side side, int year)
{
    return 12 * sum_of(cash->month[year], side);
}

double ownership_break_even_utilisation(const struct ownership *ownership)
{
    struct ownership idle = *ownership;
    struct ownership_future plan;
    struct ownership_cash cash;
    double own[OWNERSHIP_YEARS + 1], cloud[OWNERSHIP_YEARS + 1];
    idle.utilisation = 0;
    ownership_plan(&idle, &plan);
    ownership_cash(&idle, &plan, &cash);
    ownership_cumulate(&cash, idle.discount_rate, ON_PREMISES, own);
    ownership_cumulate(&cash, idle.discount_rate, CLOUD, cloud);
    double rate = idle.discount_rate;
    double change = (1 + idle.growth) * (1 - idle.price_decline) - 1;
    /* the growing annuity is of payments at the ends of years */
    double years = finance_growing_annuity(rate, change, idle.years) * (1 + rate);
    double rent = full_rent(&idle) * year_of_months(rate) * years;
    double place = (own[idle.years] - cloud[idle.years]) / rent;
    return isfinite(place) && place > 0 ? place : NAN;
}
