/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/checkpoint.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_lambert.h>

#include "engine/base/memory.h"
#include "exercises/solve.h"

/* --- Lifetimes ----------------------------------------------------------------------------------
 */

struct lifetime lifetime_exponential(double mean)
{
    return (struct lifetime){.mean = mean};
}

struct lifetime lifetime_bathtub(double mean, double early_share, double early_part,
                                 double late_part)
{
    double early = early_part * -expm1(-1 / early_part);
    double late = 1 - late_part * -expm1(-1 / late_part);
    double limit = mean / (early_share * early + (1 - early_share) * late);
    return (struct lifetime){.bathtub = true,
                             .mean = mean,
                             .early_share = early_share,
                             .early = early_part * limit,
                             .late = late_part * limit,
                             .limit = limit};
}

double lifetime_survival(const struct lifetime *life, double hours)
{
    if (hours < 0)
        return 1;
    if (!life->bathtub)
        return exp(-hours / life->mean);
    if (hours >= life->limit)
        return 0;
    return life->early_share * exp(-hours / life->early) -
           (1 - life->early_share) * expm1((hours - life->limit) / life->late);
}

double lifetime_lived(const struct lifetime *life, double hours)
{
    if (!life->bathtub)
        return -life->mean * expm1(-hours / life->mean);
    double to = fmin(hours, life->limit);
    double never = exp(-life->limit / life->late);
    return -life->early_share * life->early * expm1(-to / life->early) +
           (1 - life->early_share) *
               (to - life->late * (exp((to - life->limit) / life->late) - never));
}

double lifetime_draw(const struct lifetime *life, gsl_rng *rng)
{
    if (!life->bathtub)
        return gsl_ran_exponential(rng, life->mean);
    if (gsl_rng_uniform(rng) < life->early_share)
        return fmin(gsl_ran_exponential(rng, life->early), life->limit);
    return fmax(life->limit - gsl_ran_exponential(rng, life->late), 0);
}

/* --- Expectations -------------------------------------------------------------------------------
 */

double checkpoint_segments(const struct checkpoint_plan *plan)
{
    return ceil(plan->work / plan->interval * (1 - 1e-12));
}

/* Work in the last segment. */
static double last_work(const struct checkpoint_plan *plan)
{
    return plan->work - (checkpoint_segments(plan) - 1) * plan->interval;
}

/* `count` segments of `length` each. */
static void add_segments(struct job_expectation *sum, double count, double length, double mean)
{
    double interruptions = expm1(length / mean);
    if (!(count > 0))
        return; /* nothing, however often one of them would be interrupted */
    sum->interruptions += count * interruptions;
    sum->lost += count * (mean * interruptions - length);
}

static void finish(struct job_expectation *sum, const struct checkpoint_plan *plan, double count)
{
    sum->checkpoints = count * plan->checkpoint;
    sum->hours = plan->work + sum->checkpoints + sum->lost + sum->interruptions * plan->restart;
    if (!isfinite(sum->hours))
        sum->hours = INFINITY;
}

struct job_expectation checkpoint_formula(const struct checkpoint_plan *plan, double mean)
{
    struct job_expectation sum = {0};
    double count = plan->work / plan->interval;
    add_segments(&sum, count, plan->interval + plan->checkpoint, mean);
    finish(&sum, plan, count);
    return sum;
}

/* What V(k) needs of each number of whole segments. */
struct renewal {
    double *survival;      /* P(L > j segments) */
    double *hours, *times; /* V(k), and the same of the number of interruptions */
    size_t count;
};

/* Solves for k segments left; the last of them ends after `end` hours. */
static void solve_for(struct renewal *r, size_t k, double end, const struct lifetime *lifetime,
                      double restart)
{
    double survives = lifetime_survival(lifetime, end);
    double hours = lifetime_lived(lifetime, end) + restart * (1 - survives), times = 1 - survives;
    double first = k == 1 ? survives : r->survival[1];
    for (size_t j = 1; j < k; j++) {
        double dies = r->survival[j] - (j + 1 == k ? survives : r->survival[j + 1]);
        hours += dies * r->hours[k - j];
        times += dies * r->times[k - j];
        if (r->survival[j + 1 < k ? j + 1 : j] <= 0)
            break; /* no machine lives longer */
    }
    r->hours[k] = first > 0 ? hours / first : INFINITY;
    r->times[k] = first > 0 ? times / first : INFINITY;
}

static struct job_expectation renew(const struct checkpoint_plan *plan,
                                    const struct lifetime *lifetime)
{
    size_t count = (size_t)checkpoint_segments(plan);
    double *room = memory_allocate(3 * (count + 1), sizeof *room);
    struct renewal r = {room, room + count + 1, room + 2 * (count + 1), count};
    double length = plan->interval + plan->checkpoint, last = last_work(plan) + plan->checkpoint;
    struct job_expectation sum = {.checkpoints = (double)count * plan->checkpoint};
    for (size_t j = 0; j <= count; j++)
        r.survival[j] = lifetime_survival(lifetime, (double)j * length);
    for (size_t k = 1; k <= count; k++)
        solve_for(&r, k, (double)(k - 1) * length + last, lifetime, plan->restart);
    sum.hours = isfinite(r.hours[count]) ? r.hours[count] : INFINITY;
    sum.interruptions = r.times[count];
    sum.lost = sum.hours - plan->work - sum.checkpoints - sum.interruptions * plan->restart;
    free(room);
    return sum;
}

struct job_expectation checkpoint_expectation(const struct checkpoint_plan *plan,
                                              const struct lifetime *lifetime)
{
    struct job_expectation sum = {0};
    double count = checkpoint_segments(plan);
    if (lifetime->bathtub)
        return renew(plan, lifetime);
    add_segments(&sum, count - 1, plan->interval + plan->checkpoint, lifetime->mean);
    add_segments(&sum, 1, last_work(plan) + plan->checkpoint, lifetime->mean);
    finish(&sum, plan, count);
    return sum;
}

/* --- The best interval --------------------------------------------------------------------------
 */

double checkpoint_rule(const struct checkpoint_plan *plan, double mean)
{
    return fmin(sqrt(2 * plan->checkpoint * mean), plan->work);
}

struct formula_at {
    struct checkpoint_plan plan;
    double mean;
};

static double formula_hours(double interval, const void *context)
{
    const struct formula_at *at = context;
    struct checkpoint_plan plan = at->plan;
    plan.interval = interval;
    return checkpoint_formula(&plan, at->mean).hours;
}

double checkpoint_best(const struct checkpoint_plan *plan, double mean)
{
    const struct formula_at at = {*plan, mean};
    /* the optimum lies below both sqrt(2 c M) and M, and not far */
    double near = fmin(sqrt(2 * plan->checkpoint * mean), mean), place = plan->work;
    const struct solve_range range = {near / 10, fmin(plan->work, near * 1.01), true};
    if (!(plan->checkpoint > 0) || !solve_minimum(formula_hours, &at, range, &place))
        return plan->work;
    return place;
}

double checkpoint_best_closed(const struct checkpoint_plan *plan, double mean)
{
    gsl_sf_result lambert;
    if (gsl_sf_lambert_W0_e(-exp(-1 - plan->checkpoint / mean), &lambert) != GSL_SUCCESS)
        return checkpoint_rule(plan, mean);
    return fmin(mean * (1 + lambert.val), plan->work);
}

double checkpoint_best_even(const struct checkpoint_plan *plan, const struct lifetime *lifetime)
{
    struct checkpoint_plan tried = *plan;
    double middle = plan->work / checkpoint_best_closed(plan, lifetime->mean);
    double best = plan->work, least = INFINITY, before = 0;
    for (int i = 0; i < CHECKPOINT_TRIED; i++) {
        double count = fmax(round(middle * pow(3, 2.0 * i / (CHECKPOINT_TRIED - 1) - 1)), 1);
        count = fmax(count, before + 1 <= 3 * middle ? before + 1 : before);
        if (count == before)
            continue;
        before = count;
        tried.interval = plan->work / count;
        double hours = checkpoint_expectation(&tried, lifetime).hours;
        if (hours < least) {
            least = hours;
            best = tried.interval;
        }
    }
    return best;
}
