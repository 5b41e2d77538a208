/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/schedule_theory.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>

double schedule_success(double failure, unsigned retries)
{
    return 1 - pow(failure, retries + 1.0);
}

double schedule_attempts(double failure, unsigned retries)
{
    return schedule_success(failure, retries) / (1 - failure);
}

double schedule_touched(const struct schedule_graph *graph, const struct day_chances *chances)
{
    double success = schedule_success(chances->failure, chances->retries), sum = 0;
    bool needed[GRAPH_TASKS];
    for (unsigned task = 0; task < graph->tasks; task++)
        sum += 1 - pow(success, graph_ancestors(graph, task, needed) + 1.0);
    return sum;
}

double schedule_work(const struct schedule_graph *graph, const struct day_chances *chances,
                     bool fixed)
{
    double success = schedule_success(chances->failure, chances->retries), sum = 0;
    bool needed[GRAPH_TASKS];
    for (unsigned task = 0; task < graph->tasks; task++)
        sum += graph->weight[task] *
               (fixed ? 1 : pow(success, (double)graph_ancestors(graph, task, needed)));
    return sum * chances->mean * schedule_attempts(chances->failure, chances->retries);
}

/* --- The slowest of several ---------------------------------------------------------------------
 */

struct maximum {
    double count, sigma;
};

/* e^(sigma z - sigma^2/2) n phi(z) Phi(z)^(n-1): the greatest of n in its normal score. */
static double maximum_density(double z, void *parameters)
{
    const struct maximum *m = parameters;
    return exp(m->sigma * z - m->sigma * m->sigma / 2) * m->count * gsl_ran_ugaussian_pdf(z) *
           pow(gsl_cdf_ugaussian_P(z), m->count - 1);
}

double schedule_maximum(unsigned count, const struct day_chances *chances)
{
    enum { PIECES = 200 };
    double sum = 0, error = 0;
    if (chances->distribution == DAY_EXPONENTIAL) {
        for (unsigned i = 1; i <= count; i++)
            sum += 1.0 / i;
        return sum;
    }
    struct maximum maximum = {count, sqrt(log1p(chances->spread * chances->spread))};
    gsl_function function = {maximum_density, &maximum};
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(PIECES);
    if (!workspace)
        return NAN;
    int status = gsl_integration_qag(&function, -12, 14, 1e-12, 1e-10, PIECES, GSL_INTEG_GAUSS61,
                                     workspace, &sum, &error);
    gsl_integration_workspace_free(workspace);
    return status == GSL_SUCCESS ? sum : NAN;
}

/* --- Makespan -----------------------------------------------------------------------------------
 */

/* A day goes on as far as all is right: task i is run with probability success^i. */
static double chain_makespan(const struct schedule_graph *graph, const struct day_chances *chances,
                             double delay)
{
    double attempts = schedule_attempts(chances->failure, chances->retries);
    double success = schedule_success(chances->failure, chances->retries), sum = 0;
    for (unsigned task = 0; task < graph->tasks; task++)
        sum += pow(success, task) *
               (attempts * chances->mean * graph->weight[task] + (attempts - 1) * delay);
    return sum;
}

double schedule_makespan(const struct schedule_graph *graph, enum graph_shape shape,
                         const struct day_chances *chances, unsigned workers, double delay,
                         const char **source)
{
    bool waits = chances->failure > 0 && chances->retries > 0 && delay > 0;
    unsigned parts = graph->tasks - 2; /* of a fan */
    if (shape == GRAPH_CHAIN) {
        *source = "a chain: the means of the tasks that are reached, added";
        return chain_makespan(graph, chances, delay);
    }
    if (workers == 1 && !waits) {
        *source = "one worker who is never idle: the work";
        return schedule_work(graph, chances, false);
    }
    if (shape == GRAPH_FAN && chances->failure <= 0 && workers >= parts) {
        *source = chances->distribution == DAY_EXPONENTIAL
                      ? "the slowest of n exponential parts takes H_n means; Renyi 1953"
                      : "the slowest of n lognormal parts, integrated";
        return chances->mean * (2 + schedule_maximum(parts, chances));
    }
    return NAN;
}

/* --- Workers ------------------------------------------------------------------------------------
 */

double schedule_expected_end(const struct schedule_graph *graph, const struct day_rules *rules,
                             unsigned workers, double mean)
{
    struct day_rules with = *rules;
    struct day_luck luck;
    struct day day;
    with.workers = workers;
    day_expect(&luck, graph, mean);
    day_run(&day, graph, &luck, &with);
    return day.makespan;
}

unsigned schedule_enough_workers(const struct schedule_graph *graph, const struct day_rules *rules,
                                 double mean)
{
    double least = schedule_expected_end(graph, rules, 0, mean);
    unsigned workers = 1;
    /* A hair of tolerance: the same minutes are added in another order. */
    while (workers < graph->tasks &&
           schedule_expected_end(graph, rules, workers, mean) > least * (1 + 1e-12))
        workers++;
    return workers;
}
