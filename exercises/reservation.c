/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/reservation.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

#include "engine/base/memory.h"

enum { DAYS_A_WEEK = 7, WORKING_DAYS = 5, TOP_HOUR = 14 };
static const double correlation = 0.9; /* of the noise, from hour to hour */

/* --- Demand -------------------------------------------------------------------------------------
 */

void demand_draw(const struct demand_shape *shape, size_t hours, gsl_rng *rng, uint32_t *demand)
{
    double x = gsl_ran_ugaussian(rng), s = shape->noise;
    for (size_t h = 0; h < hours; h++) {
        size_t hour = h % HOURS_A_DAY, day = h / HOURS_A_DAY % DAYS_A_WEEK;
        double wave = cos(2 * M_PI * ((double)hour - TOP_HOUR) / HOURS_A_DAY);
        double mean = shape->machines * pow(1 + shape->growth, (double)h / HOURS_A_YEAR) *
                      (1 + shape->daily * wave) * (day >= WORKING_DAYS ? 1 - shape->weekend : 1);
        demand[h] = (uint32_t)round(mean * exp(s * x - s * s / 2));
        x = correlation * x + sqrt(1 - correlation * correlation) * gsl_ran_ugaussian(rng);
    }
}

double demand_expected_mean(const struct demand_shape *shape, double years)
{
    double rate = log1p(shape->growth) * years;
    double grown = fabs(rate) > 1e-9 ? expm1(rate) / rate : 1;
    return shape->machines * grown *
           (1 - shape->weekend * (DAYS_A_WEEK - WORKING_DAYS) / DAYS_A_WEEK);
}

double demand_still_needed(double stop_risk, double hours)
{
    return pow(1 - stop_risk, hours / HOURS_A_YEAR);
}

void demand_table_fill(struct demand_table *table, const uint32_t *demand, size_t hours,
                       double stop_risk)
{
    size_t most = 0;
    for (size_t h = 0; h < hours; h++)
        most = demand[h] > most ? demand[h] : most;
    *table = (struct demand_table){.most = most, .hours = (double)hours};
    table->above = memory_allocate(most + 1, sizeof *table->above);
    table->top = memory_allocate(most + 1, sizeof *table->top);
    for (size_t h = 0; h < hours; h++)
        if (demand[h])
            table->above[demand[h] - 1] += demand_still_needed(stop_risk, (double)h);
    for (size_t q = most; q-- > 0;) {
        table->above[q] += table->above[q + 1];
        table->top[q] = table->top[q + 1] + table->above[q];
    }
}

void demand_table_release(struct demand_table *table)
{
    free(table->above);
    free(table->top);
    *table = (struct demand_table){0};
}

/* --- Reserving ----------------------------------------------------------------------------------
 */

double reservation_cost(const struct demand_table *table, size_t q, double reserved,
                        double on_demand)
{
    double top = q < table->most ? table->top[q] : 0;
    return reserved * (double)q * table->hours + on_demand * top;
}

size_t reservation_best(const struct demand_table *table, double reserved, double on_demand)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t q = 0; q <= table->most; q++) {
        double cost = reservation_cost(table, q, reserved, on_demand);
        if (cost < least) {
            least = cost;
            best = q;
        }
    }
    return best;
}

size_t reservation_rule(const struct demand_table *table, double reserved, double on_demand)
{
    size_t q = 0;
    while (q < table->most && table->above[q] * on_demand > reserved * table->hours)
        q++;
    return q;
}

double reservation_months(double months, double reserved, double on_demand, double use)
{
    double needed = months * reserved / (on_demand * use);
    return needed <= months ? needed : (double)NAN;
}
