/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/run.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_randist.h>

enum { SHOWN_EVENTS = 80, BLOCKS = 100 };
static const double MOST_FAILURES = 5e6;

/* --- Setting up ---------------------------------------------------------------------------------
 */

static double expected_failures(const double *values)
{
    struct redundancy r = redundancy_from(values);
    return values[AVAILABILITY_YEARS] * HOURS_A_YEAR * r.components /
           (redundancy_hours_up(&r) + r.repair_hours);
}

bool availability_check(const double *values, struct error *error)
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

void availability_init(struct availability *s, const double *values, gsl_rng *rng)
{
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

/* --- Time passes --------------------------------------------------------------------------------
 */

static void note_point(struct availability *s)
{
    double years = s->unavailable.count;
    while (s->points < AVAILABILITY_POINTS &&
           years * AVAILABILITY_POINTS >= s->values[AVAILABILITY_YEARS] * (s->points + 1)) {
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

bool availability_step(struct availability *s, gsl_rng *rng)
{
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

const struct disaster *availability_last_disaster(const struct availability *s)
{
    return s->disaster_count ? &s->disasters[(s->disaster_count - 1) % DISASTERS_KEPT] : NULL;
}
