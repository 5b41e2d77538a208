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
    [AVAILABILITY_SHARE] = {"availability", "", PARAMETER_REAL, 0.5, 0.9999999, 0.99, NULL,
                            "share of time one component is up, alone and repaired at once"},
    [AVAILABILITY_ARRANGEMENT] = {"arrangement", "", PARAMETER_CHOICE, 0, 2, ARRANGED_PARALLEL,
                                  arrangements,
                                  "all needed (series), one enough (parallel), or k of n"},
    [AVAILABILITY_COMPONENTS] = {"components", "components", PARAMETER_INTEGER, 1, MOST_ARRANGED, 2,
                                 NULL, "identical ones"},
    [AVAILABILITY_NEEDED] = {"needed", "components", PARAMETER_INTEGER, 1, MOST_ARRANGED, 2, NULL,
                             "that must be up, with k-of-n only"},
    [AVAILABILITY_REPAIR_HOURS] = {"repair-hours", "hours", PARAMETER_REAL, 0.1, 1000, 4, NULL,
                                   "mean time to repair; the time between failures follows"},
    [AVAILABILITY_CREWS] = {"repair-crews", "crews", PARAMETER_INTEGER, 1, MOST_ARRANGED,
                            MOST_ARRANGED, NULL, "repairs at once; the others wait"},
    [AVAILABILITY_COMMON_CAUSE] = {"common-cause", "", PARAMETER_REAL, 0, 1, 0, NULL,
                                   "share of a component's failures that strike all at once"},
    [AVAILABILITY_YEARS] = {"years", "years", PARAMETER_INTEGER, 1, 100000, 100, NULL,
                            "simulated; standard errors are over them"},
    [AVAILABILITY_DISASTERS] = {"disaster-rate", "", PARAMETER_REAL, 0, 12, 0.2, NULL,
                                "disasters a year that take the data; 0: none"},
    [AVAILABILITY_BACKUP_INTERVAL] = {"backup-interval-hours", "hours", PARAMETER_REAL, 0.1, 8760,
                                      24, NULL, "from the beginning of a backup to the next"},
    [AVAILABILITY_BACKUP_HOURS] = {"backup-hours", "hours", PARAMETER_REAL, 0, 8760, 2, NULL,
                                   "until a backup is complete and can be restored from"},
    [AVAILABILITY_RESTORE_HOURS] = {"restore-hours", "hours", PARAMETER_REAL, 0, 1000, 6, NULL,
                                    "mean time to restore from a backup"},
    [AVAILABILITY_LAG_SECONDS] = {"replication-lag-seconds", "seconds", PARAMETER_REAL, 0, 86400, 5,
                                  NULL, "mean time until a write has reached the replica"},
    [AVAILABILITY_FAILOVER_MINUTES] = {"failover-minutes", "minutes", PARAMETER_REAL, 0, 10000, 10,
                                       NULL, "mean time until the replica has taken over"},
    [AVAILABILITY_RTO_HOURS] = {"rto-hours", "hours", PARAMETER_REAL, 0, 1000, 8, NULL,
                                "recovery time objective: be back within it"},
    [AVAILABILITY_RPO_HOURS] = {"rpo-hours", "hours", PARAMETER_REAL, 0, 8760, 12, NULL,
                                "recovery point objective: lose no more than so much"},
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
