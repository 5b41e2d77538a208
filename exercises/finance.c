/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/finance.h"

#include <math.h>
#include <stdbool.h>

#include "exercises/solve.h"

enum { MOST_RATES = 8 };
/* Of 1 + the rate a year. */
static const double lowest_factor = 0.01, highest_factor = 101;

double finance_period_rate(double rate, double periods)
{
    return expm1(log1p(rate) / periods);
}

double finance_annuity(double rate, double count)
{
    return rate == 0 ? count : -expm1(-count * log1p(rate)) / rate;
}

double finance_growing_annuity(double rate, double growth, double count)
{
    double ratio = log1p(growth) - log1p(rate);
    if (fabs(ratio) < 1e-12)
        return count / (1 + rate);
    return -expm1(count * ratio) / (rate - growth);
}

double finance_npv(double rate, const double *flows, size_t count)
{
    double value = 0;
    for (size_t k = count; k > 0; k--) /* Horner: the last payment is discounted most often */
        value = flows[k - 1] + value / (1 + rate);
    return value;
}

/* --- The rate of return -------------------------------------------------------------------------
 */

struct stream {
    const double *flows;
    size_t count;
    double periods;
};

static double worth(double factor, const void *context)
{
    const struct stream *stream = context;
    return finance_npv(finance_period_rate(factor - 1, stream->periods), stream->flows,
                       stream->count);
}

static bool changes_sign(const double *flows, size_t count)
{
    bool paid = false, received = false;
    for (size_t k = 0; k < count; k++) {
        paid = paid || flows[k] < 0;
        received = received || flows[k] > 0;
    }
    return paid && received;
}

size_t finance_irr(const double *flows, size_t count, double periods, double *rates, size_t most)
{
    struct stream stream = {flows, count, periods};
    double factors[MOST_RATES];
    if (!changes_sign(flows, count))
        return 0;
    size_t found =
        solve_roots(worth, &stream, (struct solve_range){lowest_factor, highest_factor, true},
                    factors, most < MOST_RATES ? most : MOST_RATES);
    for (size_t i = 0; i < found; i++)
        rates[i] = factors[i] - 1;
    return found;
}

long finance_payback(double rate, const double *flows, size_t count)
{
    double sum = 0, discount = 1;
    for (size_t k = 0; k < count; k++) {
        if (!isfinite(flows[k]))
            return -1;
        sum += flows[k] * discount;
        if (sum >= 0)
            return (long)k;
        discount /= 1 + rate;
    }
    return -1;
}
