/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/report.h"

#include <string.h>

#include "tests/support/suite.h"

void report_whole_run(const struct simulation *simulation, const double *base, const char *settings,
                      uint64_t seed, struct report *report)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(simulation, values);
    if (base)
        memcpy(values, base, simulation->parameter_count * sizeof *values);
    if (!simulation_apply(simulation, values, settings, &error))
        fail_msg("%s", error.message);
    struct run *run = run_start(simulation, values, NULL, seed, &error);
    if (!run)
        fail_msg("%s", error.message);
    run_complete(run);
    memset(report, 0, sizeof *report);
    run_observe(run, report);
    run_free(run);
}

const struct observation *found(const struct report *report, const char *name)
{
    const struct observation *observation = report_observation(report, name);
    if (!observation)
        fail_msg("no result %s", name);
    return observation;
}
