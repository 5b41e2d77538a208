/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Availability: what redundancy does to being up, and what it does not do for data.
 *
 * Identical components fail and are repaired (exercises/availability/plant.h); they are all needed
 * (series), one is enough (parallel) or some are (k of n). Beside them disasters strike, as a
 * Poisson process: each is met once with backups only and once with a replica, and costs data
 * (against the RPO, the recovery point objective) and time (against the RTO, the recovery time
 * objective). Theory is in exercises/reliability.h, exact for this model but where it says
 * otherwise.
 *
 * The first events are shown one by one, then years pass in blocks. Standard errors are over years;
 * an outage or a repair that lasts across a year's end ties two of them together, a little. A
 * measured mean length of outages leaves out the one that is not over at the end.
 *
 * Left out: components that differ, switching over that fails, repairs that are not exponential,
 * planned maintenance, disasters that make the others likelier, backups that cannot be read.
 */
#include <string.h>

#include "exercises/availability/observe.h"
#include "exercises/availability/picture.h"
#include "exercises/availability/question.h"
#include "exercises/availability/wording.h"

static void init(void *state, const double *values, gsl_rng *rng)
{
    availability_init(state, values, rng);
}

static bool step(void *state, gsl_rng *rng)
{
    return availability_step(state, rng);
}

static bool copy(void *to, const void *from)
{
    memcpy(to, from, sizeof(struct availability));
    return true;
}

static void describe(const void *state, char *buffer, size_t size)
{
    availability_describe(state, buffer, size);
}

static void observe(const void *state, struct report *report)
{
    availability_observe(state, report);
}

static const char *const arrangements[] = {"series", "parallel", "k-of-n", NULL};

static const struct parameter parameters[AVAILABILITY_PARAMETERS] = {
    [AVAILABILITY_SHARE] = {.name = "availability",
                            .unit = "",
                            .kind = PARAMETER_REAL,
                            .minimum = 0.5,
                            .maximum = 0.9999999,
                            .initial = 0.99,
                            .help =
                                "share of time one component is up, alone and repaired at once"},
    [AVAILABILITY_ARRANGEMENT] = {.name = "arrangement",
                                  .unit = "",
                                  .kind = PARAMETER_CHOICE,
                                  .minimum = 0,
                                  .maximum = 2,
                                  .initial = ARRANGED_PARALLEL,
                                  .choices = arrangements,
                                  .help = "all needed (series), one enough (parallel), or k of n"},
    [AVAILABILITY_COMPONENTS] = {.name = "components",
                                 .unit = "components",
                                 .kind = PARAMETER_INTEGER,
                                 .minimum = 1,
                                 .maximum = MOST_ARRANGED,
                                 .initial = 2,
                                 .help = "identical ones"},
    [AVAILABILITY_NEEDED] = {.name = "needed",
                             .unit = "components",
                             .kind = PARAMETER_INTEGER,
                             .minimum = 1,
                             .maximum = MOST_ARRANGED,
                             .initial = 2,
                             .help = "that must be up, with k-of-n only"},
    [AVAILABILITY_REPAIR_HOURS] = {.name = "repair-hours",
                                   .unit = "hours",
                                   .kind = PARAMETER_REAL,
                                   .minimum = 0.1,
                                   .maximum = 1000,
                                   .initial = 4,
                                   .help =
                                       "mean time to repair; the time between failures follows"},
    [AVAILABILITY_CREWS] = {.name = "repair-crews",
                            .unit = "crews",
                            .kind = PARAMETER_INTEGER,
                            .minimum = 1,
                            .maximum = MOST_ARRANGED,
                            .initial = MOST_ARRANGED,
                            .help = "repairs at once; the others wait"},
    [AVAILABILITY_COMMON_CAUSE] = {.name = "common-cause",
                                   .unit = "",
                                   .kind = PARAMETER_REAL,
                                   .minimum = 0,
                                   .maximum = 1,
                                   .initial = 0,
                                   .help =
                                       "share of a component's failures that strike all at once"},
    [AVAILABILITY_YEARS] = {.name = "years",
                            .unit = "years",
                            .kind = PARAMETER_INTEGER,
                            .minimum = 1,
                            .maximum = 100000,
                            .initial = 100,
                            .help = "simulated; standard errors are over them"},
    [AVAILABILITY_DISASTERS] = {.name = "disaster-rate",
                                .unit = "",
                                .kind = PARAMETER_REAL,
                                .minimum = 0,
                                .maximum = 12,
                                .initial = 0.2,
                                .help = "disasters a year that take the data; 0: none"},
    [AVAILABILITY_BACKUP_INTERVAL] = {.name = "backup-interval-hours",
                                      .unit = "hours",
                                      .kind = PARAMETER_REAL,
                                      .minimum = 0.1,
                                      .maximum = 8760,
                                      .initial = 24,
                                      .help = "from the beginning of a backup to the next"},
    [AVAILABILITY_BACKUP_HOURS] = {.name = "backup-hours",
                                   .unit = "hours",
                                   .kind = PARAMETER_REAL,
                                   .minimum = 0,
                                   .maximum = 8760,
                                   .initial = 2,
                                   .help = "until a backup is complete and can be restored from"},
    [AVAILABILITY_RESTORE_HOURS] = {.name = "restore-hours",
                                    .unit = "hours",
                                    .kind = PARAMETER_REAL,
                                    .minimum = 0,
                                    .maximum = 1000,
                                    .initial = 6,
                                    .help = "mean time to restore from a backup"},
    [AVAILABILITY_LAG_SECONDS] = {.name = "replication-lag-seconds",
                                  .unit = "seconds",
                                  .kind = PARAMETER_REAL,
                                  .minimum = 0,
                                  .maximum = 86400,
                                  .initial = 5,
                                  .help = "mean time until a write has reached the replica"},
    [AVAILABILITY_FAILOVER_MINUTES] = {.name = "failover-minutes",
                                       .unit = "minutes",
                                       .kind = PARAMETER_REAL,
                                       .minimum = 0,
                                       .maximum = 10000,
                                       .initial = 10,
                                       .help = "mean time until the replica has taken over"},
    [AVAILABILITY_RTO_HOURS] = {.name = "rto-hours",
                                .unit = "hours",
                                .kind = PARAMETER_REAL,
                                .minimum = 0,
                                .maximum = 1000,
                                .initial = 8,
                                .help = "recovery time objective: be back within it"},
    [AVAILABILITY_RPO_HOURS] = {.name = "rpo-hours",
                                .unit = "hours",
                                .kind = PARAMETER_REAL,
                                .minimum = 0,
                                .maximum = 8760,
                                .initial = 12,
                                .help = "recovery point objective: lose no more than so much"},
};

static const char *const topics[] = {"availability", "reliability", "disaster recovery",
                                     "probability", NULL};
static const char *const series_names[] = {"nines_independent", "nines_common_cause",
                                           "unavailability", "unavailability_theory", NULL};
static const struct picture pictures[] = {{"nines", availability_draw_nines},
                                          {"recovery", availability_draw_recovery}};

const struct simulation simulation_availability = {
    .name = "availability",
    .title = "Availability: what redundancy buys",
    .summary = "Components fail and are repaired, in series, in parallel or k of n; disasters take "
               "data.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = AVAILABILITY_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct availability),
    .check = availability_check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = availability_draw_timeline,
    .picture = "timeline",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .copy = copy,
    .questions = availability_questions,
    .question_count = AVAILABILITY_QUESTIONS,
    .presets = availability_presets,
    .preset_count = AVAILABILITY_PRESETS,
};
