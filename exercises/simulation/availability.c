/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Availability: what redundancy does to being up, and what it does not do for data.
 *
 * Identical components fail and are repaired (exercises/plant.h); they are all needed (series), one
 * is enough (parallel) or some are (k of n). Beside them disasters strike, as a Poisson process:
 * each is met once with backups only and once with a replica, and costs data (against the RPO, the
 * recovery point objective) and time (against the RTO, the recovery time objective). Theory is in
 * exercises/reliability.h, exact for this model but where it says otherwise.
 *
 * The first events are shown one by one, then years pass in blocks. Standard errors are over years;
 * an outage or a repair that lasts across a year's end ties two of them together, a little. A
 * measured mean length of outages leaves out the one that is not over at the end.
 *
 * Left out: components that differ, switching over that fails, repairs that are not exponential,
 * planned maintenance, disasters that make the others likelier, backups that cannot be read.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/availability_question.h"
#include "exercises/moments.h"
#include "exercises/plant.h"

enum { SHOWN_EVENTS = 80, BLOCKS = 100, GRID = 20, HISTORY = 256, DISASTERS_KEPT = 32 };
enum { CURVE = 10, SECONDS_AN_HOUR = 3600, MINUTES_AN_HOUR = 60 };
static const double MOST_FAILURES = 5e6, OFTEN_COMMON = 0.1;

static const char *const arrangements[] = {"series", "parallel", "k-of-n", NULL};

/* What happened to the components until `end`, to be read backwards from their states then. */
struct history {
    double from, end; /* nothing is known of before */
    int count;
    struct plant_change changes[HISTORY];
    uint8_t states[MOST_COMPONENTS];
};

struct disaster {
    double hours;
    double lost, restoring;   /* with backups, hours */
    double lag, failing_over; /* with a replica, hours */
};

enum happening { NOTHING_YET, PLANT_EVENT, DISASTER_STRUCK, YEARS_PASSED, NOTHING_MORE };

struct availability {
    double values[AVAILABILITY_PARAMETERS];
    struct plant plant;
    double end, next_disaster, backup_phase;
    int events;
    /* of the year that runs, and of all that are over */
    double year_down, year_component_hours, year_outages, year_restoring, year_disasters;
    struct moments unavailable, outages, components_down, restoring, disasters_a_year;
    double outage_began; /* NaN: none is known to have begun */
    bool down_at_start;
    double longest;
    struct moments outage_lengths;
    struct moments lost, down_with_backups, met_rpo, met_rto;
    struct moments lag, down_with_replica, replica_met_rpo, replica_met_rto;
    double worst_lost, worst_down, worst_lag, worst_failover;
    struct disaster disasters[DISASTERS_KEPT];
    int disaster_count; /* all of them; the last DISASTERS_KEPT are kept */
    double years_at[GRID], unavailable_at[GRID], error_at[GRID];
    int points;
    struct history history, longest_history;
    /* what the last step did */
    enum happening happening;
    enum plant_event event;
    int component, struck;
    bool was_up;
    double outage_length; /* that ended with it; NaN: none did */
    double block_from, block_longest;
    long block_outages;
};

/* --- Setting up ---------------------------------------------------------------------------------
 */

static double expected_failures(const double *values)
{
    struct redundancy r = redundancy_from(values);
    return values[AVAILABILITY_YEARS] * HOURS_A_YEAR * r.components /
           (redundancy_hours_up(&r) + r.repair_hours);
}

static bool check(const double *values, struct error *error)
{
    if (values[AVAILABILITY_ARRANGEMENT] == ARRANGED_K_OF_N &&
        values[AVAILABILITY_NEEDED] > values[AVAILABILITY_COMPONENTS])
        return error_set(error, ERROR_USAGE,
                         "needed is %.0f of %.0f components: with k-of-n, expected 1 to %.0f "
                         "components",
                         values[AVAILABILITY_NEEDED], values[AVAILABILITY_COMPONENTS],
                         values[AVAILABILITY_COMPONENTS]);
    if (values[AVAILABILITY_BACKUP_HOURS] > values[AVAILABILITY_BACKUP_INTERVAL])
        return error_set(error, ERROR_USAGE,
                         "a backup takes %.4g hours and the next begins after %.4g: expected "
                         "backup-hours from 0 to %.4g hours",
                         values[AVAILABILITY_BACKUP_HOURS], values[AVAILABILITY_BACKUP_INTERVAL],
                         values[AVAILABILITY_BACKUP_INTERVAL]);
    double failures = expected_failures(values);
    if (failures > MOST_FAILURES)
        return error_set(error, ERROR_USAGE,
                         "%.3g failures in %.0f years are too many to go through (%.0g): expected "
                         "years from 1 to %.0f years",
                         failures, values[AVAILABILITY_YEARS], MOST_FAILURES,
                         fmax(1, floor(values[AVAILABILITY_YEARS] * MOST_FAILURES / failures)));
    return true;
}

static double to_next_disaster(const struct availability *s, gsl_rng *rng)
{
    double rate = s->values[AVAILABILITY_DISASTERS];
    return rate > 0 ? gsl_ran_exponential(rng, HOURS_A_YEAR / rate) : INFINITY;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct availability *s = state;
    struct redundancy r = redundancy_from(values);
    memcpy(s->values, values, sizeof s->values);
    plant_init(&s->plant, &r, rng);
    s->end = values[AVAILABILITY_YEARS] * HOURS_A_YEAR;
    s->backup_phase = gsl_rng_uniform(rng) * values[AVAILABILITY_BACKUP_INTERVAL];
    s->next_disaster = to_next_disaster(s, rng);
    s->down_at_start = !plant_is_up(&s->plant);
    s->outage_began = NAN;
    memcpy(s->history.states, s->plant.states, sizeof s->history.states);
}

static bool copy(void *to, const void *from)
{
    memcpy(to, from, sizeof(struct availability));
    return true;
}

/* --- Time passes --------------------------------------------------------------------------------
 */

static void note_point(struct availability *s)
{
    double years = s->unavailable.count;
    while (s->points < GRID && years * GRID >= s->values[AVAILABILITY_YEARS] * (s->points + 1)) {
        s->years_at[s->points] = years;
        s->unavailable_at[s->points] = s->unavailable.mean;
        s->error_at[s->points++] = 2 * moments_error(&s->unavailable);
    }
}

static void end_year(struct availability *s)
{
    moments_add(&s->unavailable, s->year_down / HOURS_A_YEAR);
    moments_add(&s->outages, s->year_outages);
    moments_add(&s->components_down,
                s->year_component_hours / HOURS_A_YEAR / s->plant.redundancy.components);
    moments_add(&s->restoring, s->year_restoring);
    moments_add(&s->disasters_a_year, s->year_disasters);
    s->year_down = s->year_component_hours = 0;
    s->year_outages = s->year_restoring = s->year_disasters = 0;
    note_point(s);
}

/* `down` components are down, the system with them or not, from one moment to another. */
static void pass(struct availability *s, double from, double to, int down, bool up)
{
    for (double year = s->unavailable.count; from < to; year++) {
        double until = fmin(to, (year + 1) * HOURS_A_YEAR), hours = until - from;
        s->year_component_hours += hours * down;
        s->year_down += up ? 0 : hours;
        from = until;
        if (until >= (year + 1) * HOURS_A_YEAR)
            end_year(s);
    }
}

static void remember(struct history *history, const struct plant *plant)
{
    if (history->count + plant->change_count > HISTORY) {
        int dropped = HISTORY / 2;
        history->from = history->changes[dropped - 1].hours;
        history->count -= dropped;
        memmove(history->changes, history->changes + dropped,
                (size_t)history->count * sizeof *history->changes);
    }
    memcpy(history->changes + history->count, plant->changes,
           (size_t)plant->change_count * sizeof *plant->changes);
    history->count += plant->change_count;
    history->end = plant->hours;
    memcpy(history->states, plant->states, sizeof history->states);
}

static void end_outage(struct availability *s)
{
    double began = isnan(s->outage_began) ? 0 : s->outage_began;
    s->outage_length = s->plant.hours - began;
    if (!isnan(s->outage_began))
        moments_add(&s->outage_lengths, s->outage_length);
    s->outage_began = NAN;
    s->down_at_start = false;
    s->block_longest = fmax(s->block_longest, s->outage_length);
    if (s->outage_length > s->longest) {
        s->longest = s->outage_length;
        s->longest_history = s->history;
    }
}

static void take_event(struct availability *s, enum plant_event event)
{
    const struct plant *plant = &s->plant;
    s->happening = PLANT_EVENT;
    s->event = event;
    s->component = plant->changes[0].component;
    s->struck = event == PLANT_COMMON_CAUSE ? plant->change_count : 1;
    remember(&s->history, plant);
    bool up = plant_is_up(plant);
    if (s->was_up && !up) {
        s->outage_began = plant->hours;
        s->year_outages++;
        s->block_outages++;
    } else if (!s->was_up && up) {
        end_outage(s);
    }
}

static double gamma_time(gsl_rng *rng, double mean)
{
    return mean > 0 ? gsl_ran_gamma(rng, RESTORE_SHAPE, mean / RESTORE_SHAPE) : 0;
}

static struct disaster meet(const struct availability *s, gsl_rng *rng)
{
    const double *v = s->values;
    double interval = v[AVAILABILITY_BACKUP_INTERVAL], duration = v[AVAILABILITY_BACKUP_HOURS];
    double since_complete = fmod(s->plant.hours + s->backup_phase, interval);
    double lag = v[AVAILABILITY_LAG_SECONDS] / SECONDS_AN_HOUR;
    return (struct disaster){
        .hours = s->plant.hours,
        .lost = since_complete + duration,
        .restoring = gamma_time(rng, v[AVAILABILITY_RESTORE_HOURS]),
        .lag = lag > 0 ? gsl_ran_exponential(rng, lag) : 0,
        .failing_over = gamma_time(rng, v[AVAILABILITY_FAILOVER_MINUTES] / MINUTES_AN_HOUR)};
}

static void strike(struct availability *s, gsl_rng *rng)
{
    struct disaster d = meet(s, rng);
    double rpo = s->values[AVAILABILITY_RPO_HOURS], rto = s->values[AVAILABILITY_RTO_HOURS];
    s->disasters[s->disaster_count++ % DISASTERS_KEPT] = d;
    s->year_restoring += d.restoring;
    s->year_disasters++;
    moments_add(&s->lost, d.lost);
    moments_add(&s->down_with_backups, d.restoring);
    moments_add(&s->met_rpo, d.lost <= rpo);
    moments_add(&s->met_rto, d.restoring <= rto);
    moments_add(&s->lag, d.lag * SECONDS_AN_HOUR);
    moments_add(&s->down_with_replica, d.failing_over * MINUTES_AN_HOUR);
    moments_add(&s->replica_met_rpo, d.lag <= rpo);
    moments_add(&s->replica_met_rto, d.failing_over <= rto);
    s->worst_lost = fmax(s->worst_lost, d.lost);
    s->worst_down = fmax(s->worst_down, d.restoring);
    s->worst_lag = fmax(s->worst_lag, d.lag * SECONDS_AN_HOUR);
    s->worst_failover = fmax(s->worst_failover, d.failing_over * MINUTES_AN_HOUR);
    s->next_disaster = s->plant.hours + to_next_disaster(s, rng);
    s->happening = DISASTER_STRUCK;
}

/* To the next event or disaster, or to `limit` where none comes before. */
static void advance(struct availability *s, double limit, gsl_rng *rng)
{
    double from = s->plant.hours, until = fmin(limit, s->next_disaster);
    int down = s->plant.down;
    s->was_up = plant_is_up(&s->plant);
    s->outage_length = NAN;
    s->happening = NOTHING_MORE;
    enum plant_event event = plant_next(&s->plant, until, rng);
    pass(s, from, s->plant.hours, down, s->was_up);
    s->history.end = s->plant.hours;
    if (event != PLANT_QUIET)
        take_event(s, event);
    else if (s->next_disaster <= limit)
        strike(s, rng);
}

static bool step(void *state, gsl_rng *rng)
{
    struct availability *s = state;
    if (s->plant.hours >= s->end)
        return false;
    s->block_from = s->plant.hours;
    s->block_outages = 0;
    s->block_longest = 0;
    if (s->events < SHOWN_EVENTS) {
        advance(s, s->end, rng);
        s->events++;
        return true;
    }
    double block = fmax(1, ceil(s->values[AVAILABILITY_YEARS] / BLOCKS)) * HOURS_A_YEAR;
    double until = fmin(s->end, (floor(s->plant.hours / block) + 1) * block);
    while (s->plant.hours < until)
        advance(s, until, rng);
    s->happening = YEARS_PASSED;
    return true;
}

/* --- What just happened -------------------------------------------------------------------------
 */

static void format_moment(double hours, char *buffer, size_t size)
{
    double year = floor(hours / HOURS_A_YEAR), rest = hours - year * HOURS_A_YEAR;
    (void)snprintf(buffer, size, "year %.0f, day %.0f", year + 1, floor(rest / 24) + 1);
}

static void describe_failure(const struct availability *s, const char *moment, char *buffer,
                             size_t size)
{
    const struct redundancy *r = &s->plant.redundancy;
    char head[96], end[96];
    int up = r->components - s->plant.down;
    if (s->event == PLANT_COMMON_CAUSE)
        (void)snprintf(head, sizeof head, "one cause strikes all that were up (%d)", s->struck);
    else
        (void)snprintf(head, sizeof head, "%c fails%s", component_letter(s->component),
                       s->plant.down > r->crews ? " and waits for a crew" : "");
    if (plant_is_up(&s->plant))
        (void)snprintf(end, sizeof end, "%d of %d are up, %d needed: the system stays up", up,
                       r->components, r->needed);
    else
        (void)snprintf(end, sizeof end, "%d of %d are up, %d needed: the system is %s", up,
                       r->components, r->needed, s->was_up ? "DOWN" : "still down");
    (void)snprintf(buffer, size, "%s: %s; %s", moment, head, end);
}

static void describe_repair(const struct availability *s, const char *moment, char *buffer,
                            size_t size)
{
    const struct redundancy *r = &s->plant.redundancy;
    char length[48], letter = component_letter(s->component);
    int up = r->components - s->plant.down;
    if (!isnan(s->outage_length)) {
        format_hours(s->outage_length, length, sizeof length);
        (void)snprintf(buffer, size, "%s: %c is repaired; the system is up again after %s", moment,
                       letter, length);
        return;
    }
    (void)snprintf(buffer, size, "%s: %c is repaired; %d of %d are up, %d needed%s", moment, letter,
                   up, r->components, r->needed,
                   plant_is_up(&s->plant) ? "" : ": the system is still down");
}

static const struct disaster *last_disaster(const struct availability *s)
{
    return s->disaster_count ? &s->disasters[(s->disaster_count - 1) % DISASTERS_KEPT] : NULL;
}

static void describe_disaster(const struct availability *s, const char *moment, char *buffer,
                              size_t size)
{
    const struct disaster *d = last_disaster(s);
    char lost[48], lag[48];
    format_hours(d->lost, lost, sizeof lost);
    format_hours(d->lag, lag, sizeof lag);
    (void)snprintf(buffer, size,
                   "%s: a disaster takes the data; backups lose %s of it, a replica %s", moment,
                   lost, lag);
}

static void describe_years(const struct availability *s, char *buffer, size_t size)
{
    char longest[48];
    double from = floor(s->block_from / HOURS_A_YEAR + 1e-9) + 1, to = s->unavailable.count;
    format_hours(s->block_longest, longest, sizeof longest);
    if (to > from)
        (void)snprintf(buffer, size, "Years %.0f to %.0f: ", from, to);
    else
        (void)snprintf(buffer, size, "Year %.0f: ", to);
    size_t used = strlen(buffer);
    if (s->block_outages == 0)
        (void)snprintf(buffer + used, size - used, "no outage");
    else if (s->block_longest > 0)
        (void)snprintf(buffer + used, size - used, "%ld outage%s, the longest of %s",
                       s->block_outages, s->block_outages == 1 ? "" : "s", longest);
    else
        (void)snprintf(buffer + used, size - used, "an outage begins and is not over");
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct availability *s = state;
    const struct redundancy *r = &s->plant.redundancy;
    char moment[64];
    format_moment(s->plant.hours, moment, sizeof moment);
    moment[0] = 'Y';
    if (s->happening == PLANT_EVENT && s->event == PLANT_REPAIR)
        describe_repair(s, moment, buffer, size);
    else if (s->happening == PLANT_EVENT)
        describe_failure(s, moment, buffer, size);
    else if (s->happening == DISASTER_STRUCK)
        describe_disaster(s, moment, buffer, size);
    else if (s->happening == YEARS_PASSED)
        describe_years(s, buffer, size);
    else if (s->happening == NOTHING_MORE)
        (void)snprintf(buffer, size, "Nothing more fails until the end, after %.0f year%s",
                       s->values[AVAILABILITY_YEARS],
                       s->values[AVAILABILITY_YEARS] == 1 ? "" : "s");
    else
        (void)snprintf(buffer, size, "%d component%s, %d needed: years of failures are to come",
                       r->components, r->components == 1 ? "" : "s", r->needed);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static const char *source_of(const struct redundancy *r)
{
    if (!redundancy_is_independent(r))
        return r->common_cause > 0 ? "Markov chain with the beta factor (Fleming 1975)"
                                   : "Markov chain of repairs that wait (Feller 1968, XVII.7)";
    return r->needed == r->components ? "series: 1 - a^n"
           : r->needed == 1           ? "parallel: (1 - a)^n"
                                      : "binomial sum of k of n";
}

/* Where nothing has failed, the years have no spread and yet are not sure. */
static double error_of(const struct availability *s, const struct moments *moments)
{
    return s->outages.mean > 0 || s->unavailable.mean > 0 ? moments_error(moments) : NAN;
}

/* A thing that is measured once a year, or a disaster, and what it is on average. */
static void observe_mean(struct report *report, const char *name, const char *unit,
                         const struct moments *moments, double scale, double expected,
                         const char *source)
{
    report_observe(report, name, unit, scale * moments_mean(moments),
                   scale * moments_error(moments));
    report_predict(report, name, expected, true, source);
}

static void observe_system(const struct availability *s, struct report *report)
{
    const struct redundancy *r = &s->plant.redundancy;
    double down = redundancy_unavailability(r), outages = redundancy_outages(r);
    double mean = moments_mean(&s->unavailable), error = error_of(s, &s->unavailable);
    const char *source = source_of(r);
    report_observe(report, "down_hours_a_year", "hours", HOURS_A_YEAR * mean, HOURS_A_YEAR * error);
    report_predict(report, "down_hours_a_year", HOURS_A_YEAR * down, true, source);
    report_observe(report, "outages_a_year", "outages", moments_mean(&s->outages),
                   error_of(s, &s->outages));
    report_predict(report, "outages_a_year", outages, true, "how often the chain leaves being up");
    report_value(report, "nines", "nines", mean > 0 ? reliability_nines(mean) : NAN);
    report_predict(report, "nines", reliability_nines(down), false,
                   "-log10 of the expected unavailability");
    report_observe(report, "unavailability", "", mean, error);
    report_predict(report, "unavailability", down, true, source);
    report_observe(report, "availability", "", 1 - mean, error);
    report_predict(report, "availability", 1 - down, true, source);
    report_observe(report, "outage_hours", "hours", moments_mean(&s->outage_lengths),
                   moments_error(&s->outage_lengths));
    report_predict(report, "outage_hours", HOURS_A_YEAR * down / outages, false,
                   "hours down a year over outages a year; measured: those that are over");
    double running = isnan(s->outage_began) ? s->down_at_start ? s->plant.hours : 0
                                            : s->plant.hours - s->outage_began;
    double longest = fmax(s->longest, running);
    report_value(report, "longest_outage_hours", "hours", longest > 0 ? longest : NAN);
    report_observe(report, "down_minutes_a_month", "minutes", 43800 * mean, 43800 * error);
    report_predict(report, "down_minutes_a_month", 43800 * down, true, source);
    report_observe(report, "components_up", "", 1 - moments_mean(&s->components_down),
                   moments_error(&s->components_down));
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
    observe_mean(report, "backup.lost_hours", "hours", &s->lost, 1,
                 backup_loss_mean(interval, duration), "time a backup takes + interval / 2");
    observe_limit(report, "backup.worst_lost_hours", "hours", s->worst_lost, s);
    report_predict(report, "backup.worst_lost_hours", backup_loss_worst(interval, duration), false,
                   "the most there can be: time a backup takes + interval");
    observe_mean(report, "backup.rpo_met", "", &s->met_rpo, 1,
                 backup_loss_within(interval, duration, v[AVAILABILITY_RPO_HOURS]),
                 "uniform between the last backup's ends");
    observe_mean(report, "backup.down_hours", "hours", &s->down_with_backups, 1, restore,
                 "as given: restore-hours");
    observe_limit(report, "backup.worst_down_hours", "hours", s->worst_down, s);
    observe_mean(report, "backup.rto_met", "", &s->met_rto, 1,
                 restore_within(restore, v[AVAILABILITY_RTO_HOURS]), "gamma distribution, shape 4");
}

static void observe_replica(const struct availability *s, struct report *report)
{
    const double *v = s->values;
    double failover = v[AVAILABILITY_FAILOVER_MINUTES];
    observe_mean(report, "replica.lost_seconds", "seconds", &s->lag, 1, v[AVAILABILITY_LAG_SECONDS],
                 "as given: replication-lag-seconds");
    observe_limit(report, "replica.worst_lost_seconds", "seconds", s->worst_lag, s);
    observe_mean(report, "replica.rpo_met", "", &s->replica_met_rpo, 1,
                 replica_loss_within(v[AVAILABILITY_LAG_SECONDS],
                                     SECONDS_AN_HOUR * v[AVAILABILITY_RPO_HOURS]),
                 "exponential distribution");
    observe_mean(report, "replica.down_minutes", "minutes", &s->down_with_replica, 1, failover,
                 "as given: failover-minutes");
    observe_limit(report, "replica.worst_down_minutes", "minutes", s->worst_failover, s);
    observe_mean(report, "replica.rto_met", "", &s->replica_met_rto, 1,
                 restore_within(failover, MINUTES_AN_HOUR * v[AVAILABILITY_RTO_HOURS]),
                 "gamma distribution, shape 4");
}

static void observe_disasters(const struct availability *s, struct report *report)
{
    double rate = s->values[AVAILABILITY_DISASTERS],
           restore = s->values[AVAILABILITY_RESTORE_HOURS];
    double down = redundancy_unavailability(&s->plant.redundancy);
    double mean = HOURS_A_YEAR * moments_mean(&s->unavailable) + moments_mean(&s->restoring);
    observe_mean(report, "disasters_a_year", "disasters", &s->disasters_a_year, 1, rate,
                 "as given: disaster-rate");
    if (rate <= 0)
        return;
    report_observe(
        report, "down_and_restoring_hours_a_year", "hours", mean,
        hypot(HOURS_A_YEAR * moments_error(&s->unavailable), moments_error(&s->restoring)));
    report_predict(report, "down_and_restoring_hours_a_year", HOURS_A_YEAR * down + rate * restore,
                   true, "outages and restores from backups, added; an hour of both counts twice");
    observe_backups(s, report);
    observe_replica(s, report);
}

/* --- How many components ------------------------------------------------------------------------
 */

/* The same arrangement of so many components: the needed stay, or are all of them. */
static struct redundancy with_components(const struct availability *s, int components)
{
    struct redundancy r = s->plant.redundancy;
    bool all = s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_SERIES;
    r.components = components;
    r.needed = all ? components : r.needed;
    return r;
}

static struct redundancy made_independent(struct redundancy r)
{
    r.common_cause = 0;
    r.crews = MOST_COMPONENTS;
    return r;
}

/* As it is set; where failures are independent, with a common cause such as there often is. */
static struct redundancy made_dependent(const struct availability *s, struct redundancy r)
{
    if (!redundancy_is_independent(&s->plant.redundancy))
        return r;
    r = made_independent(r);
    r.common_cause = OFTEN_COMMON;
    return r;
}

static int curve_from(const struct availability *s)
{
    return s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_K_OF_N ? s->plant.redundancy.needed : 1;
}

/* So many that the arrangement at hand is on it. */
static int curve_count(const struct availability *s)
{
    int needed = s->plant.redundancy.components - curve_from(s) + 3;
    return needed > CURVE ? needed : CURVE;
}

static double nines_of(const struct availability *s, int components, bool dependent)
{
    struct redundancy r = with_components(s, components);
    r = dependent ? made_dependent(s, r) : made_independent(r);
    return reliability_nines(redundancy_unavailability(&r));
}

/* The number of components from which one more adds less than a tenth of a nine; 0: none. */
static int enough_components(const struct availability *s)
{
    if (s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_SERIES)
        return 0;
    for (int n = curve_from(s); n < curve_from(s) + curve_count(s); n++)
        if (nines_of(s, n + 1, true) < nines_of(s, n, true) + 0.1)
            return n;
    return 0;
}

static void observe_curves(const struct availability *s, struct report *report)
{
    double x[MOST_COMPONENTS], independent[MOST_COMPONENTS], dependent[MOST_COMPONENTS];
    int count = curve_count(s);
    for (int i = 0; i < count; i++) {
        x[i] = curve_from(s) + i;
        independent[i] = nines_of(s, curve_from(s) + i, false);
        dependent[i] = nines_of(s, curve_from(s) + i, true);
    }
    report_series(report, "nines_independent", "components", "nines", x, independent,
                  (size_t)count);
    report_series(report, "nines_common_cause", "components", "nines", x, dependent, (size_t)count);
}

static void observe_years(const struct availability *s, struct report *report)
{
    double x[GRID], theory[GRID], down = redundancy_unavailability(&s->plant.redundancy);
    for (int k = 0; k < GRID; k++) {
        x[k] = s->values[AVAILABILITY_YEARS] * (k + 1) / GRID;
        theory[k] = down;
    }
    report_band(report,
                report_series(report, "unavailability", "years", "share down", s->years_at,
                              s->unavailable_at, (size_t)s->points),
                s->error_at);
    report_series(report, "unavailability_theory", "years", "share down", x, theory, GRID);
}

static void observe(const void *state, struct report *report)
{
    const struct availability *s = state;
    observe_system(s, report);
    observe_disasters(s, report);
    observe_curves(s, report);
    observe_years(s, report);
}

/* --- The timeline -------------------------------------------------------------------------------
 */

enum { LABEL = 10, EVENTS_ON_A_PAGE = 14, WIDE_ROWS = 18 };
enum mark { MARK_NONE, MARK_UP, MARK_REPAIRED, MARK_WAITING, MARK_DOWN, MARK_DISASTER, MARKS };

static const struct {
    const char *unicode, *ascii, *meaning;
    enum ink ink;
    bool bold;
} marks[MARKS] = {
    [MARK_NONE] = {" ", " ", NULL, INK_DIM, false},
    [MARK_UP] = {"─", "-", "up", INK_DIM, false},
    [MARK_REPAIRED] = {"▒", "r", "in repair", INK_SERIES_B, false},
    [MARK_WAITING] = {"░", "w", "waits for a crew", INK_SERIES_C, false},
    [MARK_DOWN] = {"█", "#", "system down", INK_BAD, true},
    [MARK_DISASTER] = {"X", "X", "disaster", INK_BAD, true},
};

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static int put_mark(struct canvas *canvas, int column, int row, enum mark mark)
{
    struct style style = {(uint8_t)marks[mark].ink, marks[mark].bold ? ATTRIBUTE_BOLD : 0};
    return canvas_text(canvas, column, row, style,
                       canvas->ascii ? marks[mark].ascii : marks[mark].unicode);
}

/* A stretch of time in a row of cells. */
struct page {
    double from, to;
    int cells;
};

static int cell_at(const struct page *page, double hours)
{
    return (int)floor((hours - page->from) / (page->to - page->from) * page->cells);
}

/* Every cell that is touched, at least one; what is worse stays. */
static void mark_cells(const struct page *page, uint8_t *cells, double from, double to,
                       enum mark mark)
{
    if (to < page->from || from >= page->to)
        return;
    int first = cell_at(page, fmax(from, page->from));
    int last = to >= page->to ? page->cells - 1 : cell_at(page, to);
    for (int i = first; i <= last && i < page->cells; i++)
        if (cells[i] < mark)
            cells[i] = (uint8_t)mark;
}

/* `states` held from one moment to another: a row of cells for each component, one for the system.
 */
static void mark_states(const struct availability *s, const struct page *page, uint8_t *cells,
                        const uint8_t *states, double from, double to)
{
    static const enum mark of[] = {MARK_UP, MARK_REPAIRED, MARK_WAITING};
    const struct redundancy *r = &s->plant.redundancy;
    int up = 0;
    for (int i = 0; i < r->components; i++) {
        up += states[i] == COMPONENT_UP;
        mark_cells(page, cells + (size_t)i * (size_t)page->cells, from, to, of[states[i]]);
    }
    mark_cells(page, cells + (size_t)r->components * (size_t)page->cells, from, to,
               up >= r->needed ? MARK_UP : MARK_DOWN);
}

/* Back from the end; what was before the first change that is kept stays blank. */
static void mark_history(const struct availability *s, const struct history *history,
                         const struct page *page, uint8_t *cells)
{
    uint8_t states[MOST_COMPONENTS];
    double until = history->end;
    memcpy(states, history->states, sizeof states);
    for (int i = history->count - 1; i >= 0; i--) {
        const struct plant_change *change = &history->changes[i];
        if (change->hours < until)
            mark_states(s, page, cells, states, change->hours, until);
        until = change->hours;
        states[change->component] = change->before;
    }
    if (history->from < until)
        mark_states(s, page, cells, states, history->from, until);
}

/* Time enough for some events, whole hours at least. */
static double page_hours(const struct availability *s)
{
    const struct redundancy *r = &s->plant.redundancy;
    double cycle = redundancy_hours_up(r) + r->repair_hours;
    double events = 2 * r->components / cycle + s->values[AVAILABILITY_DISASTERS] / HOURS_A_YEAR;
    return fmin(fmax(ceil(EVENTS_ON_A_PAGE / events), 2), s->end);
}

static bool years_pass(const struct availability *s)
{
    return s->happening == YEARS_PASSED;
}

/* While events are shown the page turns by halves; later it holds the longest outage so far. */
static struct page page_of(const struct availability *s, int cells)
{
    double width = page_hours(s), now = s->plant.hours;
    if (years_pass(s) && s->longest > 0) {
        width = fmin(fmax(width, 1.5 * s->longest), s->longest_history.end);
        return (struct page){s->longest_history.end - width, s->longest_history.end, cells};
    }
    double from = fmax(0, floor(now / (width / 2)) - 1) * width / 2;
    from = fmin(from, s->end - width);
    return (struct page){from, from + width, cells};
}

static void draw_cells(const uint8_t *cells, int count, int row, struct canvas *canvas)
{
    for (int i = 0; i < count; i++)
        (void)put_mark(canvas, LABEL + i, row, (enum mark)cells[i]);
}

/* The last row stands for all components that have none of their own: the worst of them. */
static int draw_components(const struct availability *s, const uint8_t *cells, int width, int row,
                           int rows, struct canvas *canvas)
{
    int n = s->plant.redundancy.components, own = n <= rows ? n : rows - 1;
    if (rows < 1)
        return 0;
    for (int i = 0; i < own; i++) {
        (void)canvas_printf(canvas, 0, row + i, ink(INK_TEXT), "%c", component_letter(i));
        draw_cells(cells + (size_t)i * (size_t)width, width, row + i, canvas);
    }
    if (own == n)
        return n;
    uint8_t *rest = memory_allocate((size_t)width, 1);
    for (int i = own; i < n; i++)
        for (int k = 0; k < width; k++) {
            uint8_t mark = cells[(size_t)i * (size_t)width + (size_t)k];
            rest[k] = mark > rest[k] ? mark : rest[k];
        }
    (void)canvas_printf(canvas, 0, row + own, ink(INK_TEXT), own ? "%d more" : "all %d", n - own);
    draw_cells(rest, width, row + own, canvas);
    free(rest);
    return own + 1;
}

/* Strokes, and the restores from backups that follow where there is a row for them. */
static void mark_disasters(const struct availability *s, const struct page *page, bool restores,
                           uint8_t *cells)
{
    int first = s->disaster_count > DISASTERS_KEPT ? s->disaster_count - DISASTERS_KEPT : 0;
    for (int i = first; i < s->disaster_count; i++) {
        const struct disaster *d = &s->disasters[i % DISASTERS_KEPT];
        if (restores)
            mark_cells(page, cells, d->hours, fmin(d->hours + d->restoring, s->plant.hours),
                       MARK_REPAIRED);
        mark_cells(page, cells, d->hours, d->hours, MARK_DISASTER);
    }
}

static void draw_scale(const struct page *page, int row, struct canvas *canvas)
{
    char left[64], right[64], whole[48], cell[48], middle[128];
    format_moment(page->from, left, sizeof left);
    format_moment(page->to - 1e-3, right, sizeof right); /* not yet the day after */
    format_hours(page->to - page->from, whole, sizeof whole);
    format_hours((page->to - page->from) / page->cells, cell, sizeof cell);
    (void)snprintf(middle, sizeof middle, "%s, %s a mark", whole, cell);
    int end = LABEL + page->cells, length = (int)strlen(right);
    int column = canvas_text(canvas, LABEL, row, ink(INK_DIM), left) + 2;
    int centre = LABEL + (page->cells - (int)strlen(middle)) / 2;
    (void)canvas_text(canvas, end - length > column ? end - length : column, row, ink(INK_DIM),
                      right);
    if (centre > column && centre + (int)strlen(middle) + 2 < end - length)
        (void)canvas_text(canvas, centre, row, ink(INK_DIM), middle);
}

static void draw_legend(const struct availability *s, int row, struct canvas *canvas)
{
    const struct redundancy *r = &s->plant.redundancy;
    int column = 0;
    for (int mark = MARK_UP; mark < MARKS; mark++) {
        if ((mark == MARK_WAITING && r->crews >= r->components) ||
            (mark == MARK_DISASTER && s->values[AVAILABILITY_DISASTERS] <= 0) ||
            column + 4 + (int)strlen(marks[mark].meaning) > canvas->columns)
            continue;
        column = put_mark(canvas, column, row, (enum mark)mark);
        column = canvas_printf(canvas, column, row, ink(INK_DIM), " %s", marks[mark].meaning) + 3;
    }
}

/*
 * Components, system, disasters, scale, legend. Where rows are few, disasters are marked on the
 * system's row. Returns the rows used.
 */
static int draw_timeline(const struct availability *s, int row, int rows, struct canvas *canvas)
{
    bool scale = rows >= 4, strikes = s->values[AVAILABILITY_DISASTERS] > 0;
    int width = canvas->columns - LABEL, top = row, n = s->plant.redundancy.components;
    if (width < 4 || rows < 2)
        return 0;
    bool own = strikes && rows - 1 - 2 * scale > n;
    bool longest = years_pass(s) && s->longest > 0;
    struct page page = page_of(s, width);
    uint8_t *cells = memory_allocate((size_t)(n + 2) * (size_t)width, 1);
    uint8_t *system = cells + (size_t)n * (size_t)width, *disasters = system + width;
    mark_history(s, longest ? &s->longest_history : &s->history, &page, cells);
    mark_disasters(s, &page, own, own ? disasters : system);
    row += draw_components(s, cells, width, row, rows - 1 - own - 2 * scale, canvas);
    (void)canvas_text(canvas, 0, row, ink(INK_STRONG), "system");
    draw_cells(system, width, row++, canvas);
    if (own) {
        (void)canvas_text(canvas, 0, row, ink(INK_TEXT), "disasters");
        draw_cells(disasters, width, row++, canvas);
    }
    free(cells);
    if (scale) {
        draw_scale(&page, row++, canvas);
        draw_legend(s, row++, canvas);
    }
    return row - top;
}

/* --- Heading and numbers ------------------------------------------------------------------------
 */

/* "52.6 min", where room is short. */
static void format_short(double hours, char *buffer, size_t size)
{
    if (hours >= 1)
        (void)snprintf(buffer, size, "%.3g h", hours);
    else if (hours * MINUTES_AN_HOUR >= 1)
        (void)snprintf(buffer, size, "%.3g min", hours * MINUTES_AN_HOUR);
    else
        (void)snprintf(buffer, size, "%.3g s", hours * SECONDS_AN_HOUR);
}

static void draw_head(const struct availability *s, const char *what, struct canvas *canvas)
{
    const struct redundancy *r = &s->plant.redundancy;
    char line[256], each[64], hours[48], causes[48] = "", crews[48] = "";
    format_availability(1 - r->availability, " ", each, sizeof each);
    format_short(r->repair_hours, hours, sizeof hours);
    if (r->common_cause > 0)
        (void)snprintf(causes, sizeof causes, ", common causes %.3g %%", 100 * r->common_cause);
    if (r->crews < r->components)
        (void)snprintf(crews, sizeof crews, ", %d crew%s", r->crews, r->crews == 1 ? "" : "s");
    (void)snprintf(line, sizeof line, "%s, %d of %d needed; %s each, repairs %s%s%s", what,
                   r->needed, r->components, each, hours, crews, causes);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(s, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
}

/* The part as a whole, or not at all. Returns the column after it. */
static int add_part(struct canvas *canvas, int column, int row, enum ink how, const char *part)
{
    if (column + (int)strlen(part) > canvas->columns)
        return column;
    return canvas_text(canvas, column, row, ink(how), part);
}

static void draw_share(const struct availability *s, int row, struct canvas *canvas)
{
    char share[64], part[128], expected[64];
    double mean = moments_mean(&s->unavailable);
    double down = redundancy_unavailability(&s->plant.redundancy);
    double outages = redundancy_outages(&s->plant.redundancy);
    format_availability(mean, " ", share, sizeof share);
    int column = add_part(canvas, 0, row, INK_DIM, "up ");
    column =
        add_part(canvas, column, row, INK_STRONG, isnan(mean) ? "(a year is not over yet)" : share);
    format_availability(down, " ", share, sizeof share);
    (void)snprintf(part, sizeof part, "  theory %s: %.2f nines", share, reliability_nines(down));
    column = add_part(canvas, column, row, INK_THEORY, part);
    if (isnan(mean))
        return;
    (void)snprintf(part, sizeof part, "   %.3g outages a year", moments_mean(&s->outages));
    (void)snprintf(expected, sizeof expected, "  theory %.3g", outages);
    if (column + (int)(strlen(part) + strlen(expected)) > canvas->columns)
        return;
    column = add_part(canvas, column, row, INK_STRONG, part);
    (void)add_part(canvas, column, row, INK_THEORY, expected);
}

static void draw_downtime(const struct availability *s, int row, struct canvas *canvas)
{
    char year[48], month[48], part[160];
    double mean = HOURS_A_YEAR * moments_mean(&s->unavailable);
    double down = HOURS_A_YEAR * redundancy_unavailability(&s->plant.redundancy);
    int column = add_part(canvas, 0, row, INK_DIM, "down ");
    if (mean > 0) {
        format_short(mean, year, sizeof year);
        format_short(mean / 12, month, sizeof month);
        (void)snprintf(part, sizeof part, "%s a year, %s a month  ", year, month);
        column = add_part(canvas, column, row, INK_STRONG, part);
    } else if (!isnan(mean)) {
        (void)snprintf(part, sizeof part, "never in %.0f year%s: too few to tell  ",
                       s->unavailable.count, s->unavailable.count == 1 ? "" : "s");
        column = add_part(canvas, column, row, INK_STRONG, part);
    }
    format_short(down, year, sizeof year);
    format_short(down / 12, month, sizeof month);
    (void)snprintf(part, sizeof part,
                   isnan(mean) ? "theory %s a year, %s a month" : "theory %s, %s", year, month);
    column = add_part(canvas, column, row, INK_THEORY, part);
    format_short(s->longest, year, sizeof year);
    (void)snprintf(part, sizeof part, "   longest outage %s", year);
    if (s->longest > 0)
        (void)add_part(canvas, column, row, INK_STRONG, part);
}

/* --- The nines ----------------------------------------------------------------------------------
 */

static double most_of(const struct series *series)
{
    double most = 0;
    for (size_t i = 0; i < series->count; i++)
        most = fmax(most, series->y[i]);
    return most;
}

/* What is independent soon leaves the picture at its top: the other curve is what matters. */
static void draw_nines_plot(const struct availability *s, const struct report *report, int row,
                            struct canvas *canvas)
{
    const struct series *alone = report_find_series(report, "nines_independent");
    const struct series *shared = report_find_series(report, "nines_common_cause");
    const struct redundancy *set = &s->plant.redundancy;
    char name[96];
    struct redundancy r = made_dependent(s, *set);
    double here = set->components, nines = report_mean(report, "nines");
    if (r.common_cause > 0)
        (void)snprintf(name, sizeof name, "common causes %.3g %%%s", 100 * r.common_cause,
                       r.crews < r.components ? ", few crews" : "");
    else
        (void)snprintf(name, sizeof name, "%d repair crew%s", r.crews, r.crews == 1 ? "" : "s");
    struct plot_series series[] = {
        {.name = "independent",
         .x = alone->x,
         .y = alone->y,
         .count = alone->count,
         .ink = INK_SERIES_A},
        {.name = name, .x = shared->x, .y = shared->y, .count = shared->count, .ink = INK_SERIES_B},
        {.name = "measured",
         .x = &here,
         .y = &nines,
         .count = 1,
         .ink = INK_ACCENT,
         .points = true},
    };
    double most = fmax(2 * most_of(shared), nines > 0 ? nines + 1 : 0);
    struct plot plot = {.x_label = "components",
                        .y_label = "nines (3: 99.9 %)",
                        .y_low = 0,
                        .y_high = fmin(most, most_of(alone)),
                        .series = series,
                        .series_count = isnan(nines) ? 2 : 3};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void write_lesson(const struct availability *s, char *buffer, size_t size)
{
    struct redundancy r = made_dependent(s, s->plant.redundancy);
    int enough = enough_components(s);
    const char *why = r.common_cause > 0 ? "common causes are left" : "the crews are busy";
    if (s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_SERIES)
        (void)snprintf(buffer, size, "All are needed: each further component takes nines away.");
    else if (enough)
        (void)snprintf(buffer, size, "From %d on, one more adds under a tenth of a nine: %s.",
                       enough, why);
    else
        (void)snprintf(buffer, size,
                       "Each further component still adds a tenth of a nine or more.");
}

enum { TABLE_LABEL = 15, TABLE_COLUMNS = 6 };

/* One row of the table: the column of this run is marked. */
static void draw_nines_row(const struct availability *s, const char *label, const struct series *of,
                           bool whole, enum ink how, int row, struct canvas *canvas)
{
    (void)canvas_text_fit(canvas, 0, row, TABLE_LABEL - 1, ink(how), label);
    for (size_t i = 0; i < of->count; i++) {
        int column = TABLE_LABEL + (int)i * TABLE_COLUMNS;
        bool here = (int)of->x[i] == s->plant.redundancy.components;
        struct style style = {(uint8_t)how, here ? ATTRIBUTE_BOLD | ATTRIBUTE_UNDERLINE : 0};
        if (column + TABLE_COLUMNS > canvas->columns + 1)
            return;
        if (whole)
            (void)canvas_printf(canvas, column, row, style, here ? "[%.0f]" : " %.0f", of->x[i]);
        else
            (void)canvas_printf(canvas, column, row, style, of->y[i] < 9.995 ? " %.2f" : " %.1f",
                                of->y[i]);
    }
}

/* Nines for each number of components, and below what was measured of this one. */
static int draw_nines_table(const struct availability *s, const struct report *report, int row,
                            struct canvas *canvas)
{
    const struct series *alone = report_find_series(report, "nines_independent");
    const struct series *shared = report_find_series(report, "nines_common_cause");
    struct redundancy r = made_dependent(s, s->plant.redundancy);
    char label[48], crews[24] = "";
    if (r.crews < r.components)
        (void)snprintf(crews, sizeof crews, "%d crew%s", r.crews, r.crews == 1 ? "" : "s");
    if (r.common_cause > 0)
        (void)snprintf(label, sizeof label, "%s%.3g %%%s%s", crews[0] ? "" : "common ",
                       100 * r.common_cause, crews[0] ? ", " : "", crews);
    else
        (void)snprintf(label, sizeof label, "%s", crews);
    draw_nines_row(s, "components", alone, true, INK_DIM, row, canvas);
    draw_nines_row(s, "independent", alone, false, INK_SERIES_A, row + 1, canvas);
    draw_nines_row(s, label, shared, false, INK_SERIES_B, row + 2, canvas);
    if (canvas->rows < WIDE_ROWS)
        return 3;
    double nines = report_mean(report, "nines");
    double down = redundancy_unavailability(&s->plant.redundancy);
    if (isnan(nines))
        (void)canvas_text(canvas, 0, row + 3, ink(INK_ACCENT), "this run: nothing measured yet");
    else
        (void)canvas_printf(canvas, 0, row + 3, ink(INK_ACCENT), "this run: measured %.2f", nines);
    (void)canvas_printf(canvas, 32, row + 3, ink(INK_THEORY), "theory %.2f",
                        reliability_nines(down));
    return 5;
}

static void draw_nines(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct availability *s = state;
    char line[160];
    draw_head(s, "Nines", canvas);
    if (!report) {
        (void)canvas_text_fit(canvas, 0, 2, canvas->columns, ink(INK_DIM),
                              "How many nines so many components bring is drawn after your guess.");
        return;
    }
    write_lesson(s, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 2, canvas->columns, ink(INK_ACCENT), line);
    int row = 3 + draw_nines_table(s, report, 3, canvas);
    if (canvas->rows - row >= 4)
        draw_nines_plot(s, report, row, canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct availability *s = state;
    static const char *const kinds[] = {"Series", "Parallel", "k of n"};
    draw_head(s, kinds[(int)s->values[AVAILABILITY_ARRANGEMENT]], canvas);
    int row = canvas->rows >= WIDE_ROWS ? 3 : 2;
    int numbers = !report ? 0 : canvas->rows >= 8 ? 2 : 1; /* the panel has them as well */
    int rows = canvas->rows - row - numbers;
    if (years_pass(s) && s->longest > 0 && rows > 6) {
        (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_DIM),
                              "Up to the end of the longest outage so far:");
        rows--;
    }
    row += draw_timeline(s, row, rows, canvas);
    if (!report)
        return;
    row += canvas->rows >= WIDE_ROWS;
    draw_share(s, row, canvas);
    if (numbers > 1)
        draw_downtime(s, row + 1, canvas);
    if (canvas->rows - row - 3 >= 9)
        draw_nines_plot(s, report, row + 3, canvas);
}

/* --- Recovery -----------------------------------------------------------------------------------
 */

/* From before the backup that is restored to after the restore; one page for both ways. */
static struct page recovery_page(const struct disaster *d, int cells)
{
    double margin = 0.15 * (d->lost + d->restoring);
    double from = d->hours - d->lost - margin, to = d->hours + d->restoring + margin;
    return (struct page){from, to, cells};
}

static void draw_span(struct canvas *canvas, const struct page *page, int row, double from,
                      double to, enum mark mark)
{
    int first = cell_at(page, from), last = cell_at(page, to);
    first = first < 0 ? 0 : first;
    for (int i = first; i <= last && i < page->cells; i++)
        (void)put_mark(canvas, LABEL + i, row, mark);
}

/* Each backup from its beginning to where it is complete. */
static void draw_backups(const struct availability *s, const struct disaster *d,
                         const struct page *page, int row, struct canvas *canvas)
{
    double interval = s->values[AVAILABILITY_BACKUP_INTERVAL];
    double duration = s->values[AVAILABILITY_BACKUP_HOURS];
    draw_span(canvas, page, row, page->from, d->hours - d->lost, MARK_UP);
    draw_span(canvas, page, row, d->hours - d->lost, d->hours, MARK_WAITING);
    draw_span(canvas, page, row, d->hours, d->hours + d->restoring, MARK_REPAIRED);
    draw_span(canvas, page, row, d->hours + d->restoring, page->to, MARK_UP);
    double at = d->hours - d->lost; /* the one that is restored from, and perhaps one that is not */
    for (at += at + interval < d->hours ? interval : 0; at >= page->from; at -= interval) {
        int column = LABEL + cell_at(page, at), complete = LABEL + cell_at(page, at + duration);
        (void)canvas_text(canvas, column, row, ink(INK_GOOD), "B");
        if (complete > column && at + duration < d->hours)
            (void)canvas_text(canvas, complete, row, ink(INK_GOOD), "C");
    }
    (void)put_mark(canvas, LABEL + cell_at(page, d->hours), row, MARK_DISASTER);
}

static const char *held(bool met)
{
    return met ? "kept" : "missed";
}

/* What one disaster cost, in words. */
static void draw_cost(const struct availability *s, double lost, double down, int row,
                      struct canvas *canvas)
{
    char lost_text[48], down_text[48], line[256];
    bool rpo = lost <= s->values[AVAILABILITY_RPO_HOURS];
    bool rto = down <= s->values[AVAILABILITY_RTO_HOURS];
    format_hours(lost, lost_text, sizeof lost_text);
    format_hours(down, down_text, sizeof down_text);
    (void)snprintf(line, sizeof line, "lost %s (RPO %s), back after %s (RTO %s)", lost_text,
                   held(rpo), down_text, held(rto));
    (void)canvas_text_fit(canvas, LABEL, row, canvas->columns - LABEL,
                          ink(rpo && rto ? INK_GOOD : INK_BAD), line);
}

static int draw_last_disaster(const struct availability *s, int row, struct canvas *canvas)
{
    const struct disaster *d = last_disaster(s);
    struct page page = recovery_page(d, canvas->columns - LABEL);
    int column = 0;
    (void)canvas_text(canvas, 0, row, ink(INK_TEXT), "backups");
    draw_backups(s, d, &page, row, canvas);
    draw_cost(s, d->lost, d->restoring, row + 1, canvas);
    (void)canvas_text(canvas, 0, row + 2, ink(INK_TEXT), "replica");
    draw_span(canvas, &page, row + 2, page.from, page.to, MARK_UP);
    draw_span(canvas, &page, row + 2, d->hours, d->hours + d->failing_over, MARK_REPAIRED);
    (void)put_mark(canvas, LABEL + cell_at(&page, d->hours), row + 2, MARK_DISASTER);
    draw_cost(s, d->lag, d->failing_over, row + 3, canvas);
    static const char *const words[] = {"data lost", "restoring", "disaster"};
    static const enum mark of[] = {MARK_WAITING, MARK_REPAIRED, MARK_DISASTER};
    column = canvas_text(canvas, column, row + 4, ink(INK_GOOD), "B C");
    column = canvas_text(canvas, column, row + 4, ink(INK_DIM), " backup begins, is complete") + 3;
    for (int i = 0; i < 3; i++) {
        column = put_mark(canvas, column, row + 4, of[i]);
        column = canvas_printf(canvas, column, row + 4, ink(INK_DIM), " %s", words[i]) + 3;
    }
    return 5;
}

enum { LOSSES = 6, LOSS_COLUMNS = 11 };

/* What each way costs, column by column; `hours` of one unit, 0 for a share. */
static const struct {
    const char *name;
    double hours;
} losses[2][LOSSES] = {{{"backup.lost_hours", 1},
                        {"backup.worst_lost_hours", 1},
                        {"backup.rpo_met", 0},
                        {"backup.down_hours", 1},
                        {"backup.worst_down_hours", 1},
                        {"backup.rto_met", 0}},
                       {{"replica.lost_seconds", 1.0 / SECONDS_AN_HOUR},
                        {"replica.worst_lost_seconds", 1.0 / SECONDS_AN_HOUR},
                        {"replica.rpo_met", 0},
                        {"replica.down_minutes", 1.0 / MINUTES_AN_HOUR},
                        {"replica.worst_down_minutes", 1.0 / MINUTES_AN_HOUR},
                        {"replica.rto_met", 0}}};

static void draw_loss(const struct report *report, int way, int loss, bool theory, int row,
                      struct canvas *canvas)
{
    const char *name = losses[way][loss].name;
    const struct prediction *p = report_prediction(report, name);
    double value = theory ? p ? p->value : NAN : report_mean(report, name);
    char text[64] = "-";
    if (!isnan(value) && losses[way][loss].hours > 0)
        format_short(value * losses[way][loss].hours, text, sizeof text);
    else if (!isnan(value))
        (void)snprintf(text, sizeof text, "%.3g %%", 100 * value);
    (void)canvas_text(canvas, LABEL + loss * LOSS_COLUMNS, row,
                      ink(theory ? INK_THEORY : INK_STRONG), text);
}

static void draw_losses(const struct availability *s, const struct report *report, int row,
                        struct canvas *canvas)
{
    static const char *const heads[] = {"lost: mean", "worst", "", "down: mean", "worst", ""};
    char rpo[24], rto[24], target[32];
    format_short(s->values[AVAILABILITY_RPO_HOURS], rpo, sizeof rpo);
    format_short(s->values[AVAILABILITY_RTO_HOURS], rto, sizeof rto);
    for (int i = 0; i < LOSSES; i++) {
        (void)snprintf(target, sizeof target, "in %s", i == 2 ? rpo : rto);
        (void)canvas_text(canvas, LABEL + i * LOSS_COLUMNS, row, ink(INK_DIM),
                          heads[i][0] ? heads[i] : target);
    }
    row++;
    for (int way = 0; way < 2; way++)
        for (int theory = 0; theory < 2; theory++, row++) {
            (void)canvas_text(canvas, 0, row, ink(theory ? INK_THEORY : INK_TEXT),
                              theory ? "  theory"
                              : way  ? "replica"
                                     : "backups");
            for (int i = 0; i < LOSSES; i++)
                draw_loss(report, way, i, theory, row, canvas);
        }
}

/* The last ones below each other, the disaster in one column: what is lost before, restoring after.
 */
static void draw_aligned(const struct availability *s, int row, int rows, struct canvas *canvas)
{
    double rpo = s->values[AVAILABILITY_RPO_HOURS], rto = s->values[AVAILABILITY_RTO_HOURS];
    int kept = s->disaster_count < DISASTERS_KEPT ? s->disaster_count : DISASTERS_KEPT;
    kept = kept < rows - 1 ? kept : rows - 1;
    struct page page = {-backup_loss_worst(s->values[AVAILABILITY_BACKUP_INTERVAL],
                                           s->values[AVAILABILITY_BACKUP_HOURS]),
                        1.05 * fmax(s->worst_down, rto), canvas->columns - LABEL};
    page.from = 1.05 * fmin(page.from, -rpo);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_DIM),
                          "Each with backups: data lost before it, restoring after it, | the "
                          "targets RPO and RTO");
    for (int i = 0; i < kept; i++) {
        const struct disaster *d = &s->disasters[(s->disaster_count - 1 - i) % DISASTERS_KEPT];
        int at = row + 1 + i;
        (void)canvas_printf(canvas, 0, at, ink(INK_TEXT), "year %.0f",
                            floor(d->hours / HOURS_A_YEAR) + 1);
        draw_span(canvas, &page, at, -d->lost, 0, MARK_WAITING);
        draw_span(canvas, &page, at, 0, d->restoring, MARK_REPAIRED);
        (void)canvas_text(canvas, LABEL + cell_at(&page, -rpo), at, ink(INK_STRONG), "|");
        (void)canvas_text(canvas, LABEL + cell_at(&page, rto), at, ink(INK_STRONG), "|");
        (void)put_mark(canvas, LABEL + cell_at(&page, 0), at, MARK_DISASTER);
    }
}

static void draw_recovery_head(const struct availability *s, struct canvas *canvas)
{
    const double *v = s->values;
    char line[256], interval[48], duration[48];
    format_hours(v[AVAILABILITY_BACKUP_INTERVAL], interval, sizeof interval);
    format_hours(v[AVAILABILITY_BACKUP_HOURS], duration, sizeof duration);
    (void)snprintf(line, sizeof line,
                   "Recovery: a backup every %s, complete after %s, against a replica", interval,
                   duration);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(s, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
}

static void draw_recovery(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct availability *s = state;
    int row = canvas->rows >= WIDE_ROWS ? 3 : 2;
    char line[160], moment[64];
    draw_recovery_head(s, canvas);
    if (s->values[AVAILABILITY_DISASTERS] <= 0 || !s->disaster_count) {
        (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_DIM),
                              s->values[AVAILABILITY_DISASTERS] > 0
                                  ? "No disaster has struck yet."
                                  : "No disaster strikes while disaster-rate is 0.");
        return;
    }
    if (canvas->rows >= WIDE_ROWS) {
        format_moment(last_disaster(s)->hours, moment, sizeof moment);
        (void)snprintf(line, sizeof line, "The last of %d disaster%s, in %s:", s->disaster_count,
                       s->disaster_count == 1 ? "" : "s", moment);
        (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_DIM), line);
    }
    if (canvas->columns - LABEL >= 4)
        row += draw_last_disaster(s, row, canvas);
    row += canvas->rows >= WIDE_ROWS;
    if (report && canvas->columns - LABEL >= LOSSES * LOSS_COLUMNS)
        draw_losses(s, report, row, canvas);
    row += 6;
    if (canvas->columns - LABEL >= 4 && canvas->rows - row >= 4)
        draw_aligned(s, row, canvas->rows - row, canvas);
}

/* ------------------------------------------------------------------------------------------------
 */

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
static const struct picture pictures[] = {{"nines", draw_nines}, {"recovery", draw_recovery}};

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
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .picture = "timeline",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .copy = copy,
    .questions = availability_questions,
    .question_count = AVAILABILITY_QUESTIONS,
    .presets = availability_presets,
    .preset_count = AVAILABILITY_PRESETS,
};
