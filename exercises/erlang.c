/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/erlang.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

double erlang_load(const struct erlang *line)
{
    return line->rate * line->service;
}

double erlang_b(unsigned servers, double load)
{
    double blocked = 1;
    for (unsigned k = 1; k <= servers; k++)
        blocked = load * blocked / (k + load * blocked);
    return blocked;
}

double erlang_c(unsigned servers, double load)
{
    if (load >= servers)
        return NAN;
    double blocked = erlang_b(servers, load);
    return servers * blocked / (servers - load * (1 - blocked));
}

/* Customers a second that all servers together could serve beyond those that come. */
static double spare_rate(const struct erlang *line)
{
    return line->servers / line->service - line->rate;
}

double erlang_mean_wait(const struct erlang *line)
{
    return erlang_c(line->servers, erlang_load(line)) / spare_rate(line);
}

double erlang_mean_response(const struct erlang *line)
{
    return erlang_mean_wait(line) + line->service;
}

double erlang_mean_in_line(const struct erlang *line)
{
    return line->rate * erlang_mean_wait(line);
}

double erlang_wait_tail(const struct erlang *line, double seconds)
{
    return erlang_c(line->servers, erlang_load(line)) * exp(-spare_rate(line) * seconds);
}

double erlang_wait_quantile(const struct erlang *line, double share)
{
    double waits = erlang_c(line->servers, erlang_load(line));
    if (share <= 1 - waits)
        return 0;
    return log(waits / (1 - share)) / spare_rate(line); /* NaN where C is */
}

/*
 * e^(-mu t) + C mu (e^(-theta t) - e^(-mu t)) / (mu - theta), theta the spare rate; written with
 * the smaller of the two exponents in front, so that nothing overflows and equal rates cancel.
 */
static double response_tail(double waits, double mu, double theta, double seconds)
{
    double apart = fabs(mu - theta), slower = exp(-fmin(mu, theta) * seconds);
    double between = apart * seconds < 1e-12 ? seconds : -expm1(-apart * seconds) / apart;
    return exp(-mu * seconds) + waits * mu * slower * between;
}

double erlang_response_tail(const struct erlang *line, double seconds)
{
    double waits = erlang_c(line->servers, erlang_load(line));
    return response_tail(waits, 1 / line->service, spare_rate(line), seconds);
}

struct response {
    double waits, theta, tail; /* of a mean service of 1 */
};

static double above_tail(double services, void *parameters)
{
    const struct response *r = parameters;
    return response_tail(r->waits, 1, r->theta, services) - r->tail;
}

/* In units of the mean service. */
static double find_quantile(struct response *response)
{
    enum { MOST_ITERATIONS = 200 };
    gsl_function function = {above_tail, response};
    double high = 1, found = NAN;
    while (above_tail(high, response) > 0 && high < 1e300)
        high *= 2;
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver)
        return NAN;
    int status = gsl_root_fsolver_set(solver, &function, 0, high);
    for (int i = 0; i < MOST_ITERATIONS && status == GSL_SUCCESS && isnan(found); i++) {
        status = gsl_root_fsolver_iterate(solver);
        if (status == GSL_SUCCESS &&
            gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 0, 1e-12) == GSL_SUCCESS)
            found = gsl_root_fsolver_root(solver);
    }
    gsl_root_fsolver_free(solver);
    return found;
}

double erlang_response_quantile(const struct erlang *line, double share)
{
    struct response response = {.waits = erlang_c(line->servers, erlang_load(line)),
                                .theta = spare_rate(line) * line->service,
                                .tail = 1 - share};
    if (isnan(response.waits) || !(share < 1))
        return NAN;
    return share <= 0 ? 0 : line->service * find_quantile(&response);
}

double erlang_relaxation(const struct erlang *line)
{
    if (erlang_load(line) >= line->servers)
        return NAN;
    double apart = sqrt(line->servers / line->service) - sqrt(line->rate);
    return fmax(line->service, 1 / (apart * apart));
}
