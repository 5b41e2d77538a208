/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/observe.h"

#include <math.h>

#include "exercises/availability/curve.h"

static const char *source_of(const struct redundancy *r)
{
    if (!redundancy_is_independent(r))
        return r->common_cause > 0 ? "Markov chain with the beta factor (Fleming 1975)"
                                   : "Markov chain of repairs that wait (Feller 1968, XVII.7)";
    return r->needed == r->components ? "series: 1 - a^n"
           : r->needed == 1           ? "parallel: (1 - a)^n"
                                      : "binomial sum of k of n";
}

enum { MINUTES_A_MONTH = 60 * HOURS_A_YEAR / 12 };

/* Where all were the same (nothing has failed, say), they have no spread and yet are not sure. */
static double error_of(const struct moments *moments)
{
    return moments->squares > 0 ? moments_error(moments) : NAN;
}

/* A thing that is measured once a year, or a disaster, and what it is on average. */
static void observe_mean(struct report *report, const char *name, const char *unit,
                         const struct moments *moments, double expected, const char *source)
{
    report_observe(report, name, unit, moments_mean(moments), error_of(moments));
    report_predict(report, name, expected, true, source);
}

/* How long outages last; `expected` hours. */
static void observe_lengths(const struct availability *s, struct report *report, double expected)
{
    report_observe(report, "outage_hours", "hours", moments_mean(&s->outage_lengths),
                   error_of(&s->outage_lengths));
    report_predict(report, "outage_hours", expected, false,
                   "hours down a year over outages a year; measured: those that are over");
    double running = isnan(s->outage_began) ? s->down_at_start ? s->plant.hours : 0
                                            : s->plant.hours - s->outage_began;
    double longest = fmax(s->longest, running);
    report_value(report, "longest_outage_hours", "hours", longest > 0 ? longest : NAN);
}

static void observe_system(const struct availability *s, struct report *report)
{
    const struct redundancy *r = &s->plant.redundancy;
    double down = redundancy_unavailability(r), outages = redundancy_outages(r);
    double mean = moments_mean(&s->unavailable), error = error_of(&s->unavailable);
    const char *source = source_of(r);
    report_observe(report, "down_hours_a_year", "hours", HOURS_A_YEAR * mean, HOURS_A_YEAR * error);
    report_predict(report, "down_hours_a_year", HOURS_A_YEAR * down, true, source);
    observe_mean(report, "outages_a_year", "outages", &s->outages, outages,
                 "how often the chain leaves being up");
    report_value(report, "nines", "nines", mean > 0 ? reliability_nines(mean) : NAN);
    report_predict(report, "nines", reliability_nines(down), false,
                   "-log10 of the expected unavailability");
    report_observe(report, "unavailability", "", mean, error);
    report_predict(report, "unavailability", down, true, source);
    report_observe(report, "availability", "", 1 - mean, error);
    report_predict(report, "availability", 1 - down, true, source);
    observe_lengths(s, report, HOURS_A_YEAR * down / outages);
    report_observe(report, "down_minutes_a_month", "minutes", MINUTES_A_MONTH * mean,
                   MINUTES_A_MONTH * error);
    report_predict(report, "down_minutes_a_month", MINUTES_A_MONTH * down, true, source);
    report_observe(report, "components_up", "", 1 - moments_mean(&s->components_down),
                   error_of(&s->components_down));
    report_predict(report, "components_up", redundancy_components_up(r), true,
                   "the chain's mean of how many are up");
}

static void observe_limit(struct report *report, const char *name, const char *unit, double worst,
                          const struct availability *s)
{
    report_value(report, name, unit, s->disaster_count ? worst : NAN);
}

static void observe_backups(const struct availability *s, struct report *report)
{
    const double *v = s->values;
    double interval = v[AVAILABILITY_BACKUP_INTERVAL], duration = v[AVAILABILITY_BACKUP_HOURS];
    double restore = v[AVAILABILITY_RESTORE_HOURS];
    observe_mean(report, "backup.lost_hours", "hours", &s->lost,
                 backup_loss_mean(interval, duration), "time a backup takes + interval / 2");
    observe_limit(report, "backup.worst_lost_hours", "hours", s->worst_lost, s);
    report_predict(report, "backup.worst_lost_hours", backup_loss_worst(interval, duration), false,
                   "the most there can be: time a backup takes + interval");
    observe_mean(report, "backup.rpo_met", "", &s->met_rpo,
                 backup_loss_within(interval, duration, v[AVAILABILITY_RPO_HOURS]),
                 "uniform between the last backup's ends");
    observe_mean(report, "backup.down_hours", "hours", &s->down_with_backups, restore,
                 "as given: restore-hours");
    observe_limit(report, "backup.worst_down_hours", "hours", s->worst_down, s);
    observe_mean(report, "backup.rto_met", "", &s->met_rto,
                 restore_within(restore, v[AVAILABILITY_RTO_HOURS]), "gamma distribution, shape 4");
}

static void observe_replica(const struct availability *s, struct report *report)
{
    const double *v = s->values;
    double failover = v[AVAILABILITY_FAILOVER_MINUTES];
    observe_mean(report, "replica.lost_seconds", "seconds", &s->lag, v[AVAILABILITY_LAG_SECONDS],
                 "as given: replication-lag-seconds");
    observe_limit(report, "replica.worst_lost_seconds", "seconds", s->worst_lag, s);
    observe_mean(report, "replica.rpo_met", "", &s->replica_met_rpo,
                 replica_loss_within(v[AVAILABILITY_LAG_SECONDS],
                                     SECONDS_AN_HOUR * v[AVAILABILITY_RPO_HOURS]),
                 "exponential distribution");
    observe_mean(report, "replica.down_minutes", "minutes", &s->down_with_replica, failover,
                 "as given: failover-minutes");
    observe_limit(report, "replica.worst_down_minutes", "minutes", s->worst_failover, s);
    observe_mean(report, "replica.rto_met", "", &s->replica_met_rto,
                 restore_within(failover, MINUTES_AN_HOUR * v[AVAILABILITY_RTO_HOURS]),
                 "gamma distribution, shape 4");
}

static void observe_disasters(const struct availability *s, struct report *report)
{
    double rate = s->values[AVAILABILITY_DISASTERS],
           restore = s->values[AVAILABILITY_RESTORE_HOURS];
    double down = redundancy_unavailability(&s->plant.redundancy);
    double mean = HOURS_A_YEAR * moments_mean(&s->unavailable) + moments_mean(&s->restoring);
    observe_mean(report, "disasters_a_year", "disasters", &s->disasters_a_year, rate,
                 "as given: disaster-rate");
    if (rate <= 0)
        return;
    report_observe(report, "down_and_restoring_hours_a_year", "hours", mean,
                   hypot(HOURS_A_YEAR * error_of(&s->unavailable), error_of(&s->restoring)));
    report_predict(report, "down_and_restoring_hours_a_year", HOURS_A_YEAR * down + rate * restore,
                   true, "outages and restores from backups, added; an hour of both counts twice");
    observe_backups(s, report);
    observe_replica(s, report);
}

static void observe_curves(const struct availability *s, struct report *report)
{
    double x[MOST_COMPONENTS], independent[MOST_COMPONENTS], dependent[MOST_COMPONENTS];
    int count = curve_count(s);
    for (int i = 0; i < count; i++) {
        x[i] = curve_from(s) + i;
        independent[i] = curve_nines(s, curve_from(s) + i, false);
        dependent[i] = curve_nines(s, curve_from(s) + i, true);
    }
    report_series(report, "nines_independent", "components", "nines", x, independent,
                  (size_t)count);
    report_series(report, "nines_common_cause", "components", "nines", x, dependent, (size_t)count);
}

static void observe_years(const struct availability *s, struct report *report)
{
    double x[AVAILABILITY_POINTS], theory[AVAILABILITY_POINTS],
        down = redundancy_unavailability(&s->plant.redundancy);
    for (int k = 0; k < AVAILABILITY_POINTS; k++) {
        x[k] = s->values[AVAILABILITY_YEARS] * (k + 1) / AVAILABILITY_POINTS;
        theory[k] = down;
    }
    report_band(report,
                report_series(report, "unavailability", "years", "share down", s->years_at,
                              s->unavailable_at, (size_t)s->points),
                s->error_at);
    report_series(report, "unavailability_theory", "years", "share down", x, theory,
                  AVAILABILITY_POINTS);
}

void availability_observe(const struct availability *s, struct report *report)
{
    observe_system(s, report);
    observe_disasters(s, report);
    observe_curves(s, report);
    observe_years(s, report);
}
