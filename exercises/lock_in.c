/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/lock_in.h"

#include <math.h>
#include <string.h>

#include "exercises/finance.h"

static const char *const part_names[LOCK_IN_PARTS] = {
    [LOCK_IN_SERVICE] = "service",
    [LOCK_IN_BETTER] = "better service",
    [LOCK_IN_MOVING] = "traffic out",
    [LOCK_IN_REWRITING] = "rewriting",
};

const char *lock_in_part_name(enum lock_in_part part)
{
    return part_names[part];
}

/* A year of monthly payments of 1, at its start. */
static double months_worth(const struct lock_in *model)
{
    return finance_annuity(finance_period_rate(model->discount_rate, 12), 12);
}

/* From the last year to the first: what is still to be paid with the offer there, and without. */
static void solve_backwards(const struct lock_in *model, enum lock_in_side side,
                            struct lock_in_plan *plan)
{
    double year = months_worth(model), discount = 1 / (1 + model->discount_rate);
    double better = 0, with_offer = 0, without = 0; /* from the start of year t + 1 on */
    for (int t = model->years - 1; t >= 0; t--) {
        double awaited = without;
        if (model->chance > 0)
            awaited = model->chance * with_offer + (1 - model->chance) * without;
        better = model->better_month * year + discount * better;
        double stay = model->month[side] * year + discount * with_offer;
        double leave = better + model->moving[t] + model->rewriting[side];
        plan->leaves[t] = t > 0 && leave < stay;
        without = model->month[side] * year + discount * awaited;
        with_offer = isnan(leave) ? (double)NAN : fmin(stay, leave);
    }
    plan->expected = without;
}

/* From the first year to the last, with the probabilities of what one pays. */
static void expect_parts(const struct lock_in *model, enum lock_in_side side,
                         struct lock_in_plan *plan)
{
    double none = 1, waiting = 0, gone = 0; /* no offer yet; one, and one stays; one has left */
    double year = months_worth(model), discount = 1;
    for (int t = 0; t < model->years; t++) {
        double *paid = plan->by_year[t];
        if (t > 0) {
            waiting += none * model->chance;
            none *= 1 - model->chance;
        }
        if (plan->leaves[t]) {
            paid[LOCK_IN_MOVING] = waiting * model->moving[t];
            paid[LOCK_IN_REWRITING] = waiting * model->rewriting[side];
            gone += waiting;
            waiting = 0;
        }
        paid[LOCK_IN_SERVICE] = 12 * (1 - gone) * model->month[side];
        paid[LOCK_IN_BETTER] = 12 * gone * model->better_month;
        for (int part = 0; part < LOCK_IN_PARTS; part++)
            plan->parts[part] += discount * paid[part] * (part < LOCK_IN_MOVING ? year / 12 : 1);
        discount /= 1 + model->discount_rate;
    }
    plan->leaving = gone;
    plan->chance_of_offer = 1 - none;
}

void lock_in_solve(const struct lock_in *model, enum lock_in_side side, struct lock_in_plan *plan)
{
    memset(plan, 0, sizeof *plan);
    solve_backwards(model, side, plan);
    expect_parts(model, side, plan);
}

double lock_in_free(const struct lock_in *model, enum lock_in_side side)
{
    struct lock_in free_to_leave = *model;
    struct lock_in_plan plan = {.expected = 0};
    memset(free_to_leave.moving, 0, sizeof free_to_leave.moving);
    free_to_leave.rewriting[side] = 0;
    solve_backwards(&free_to_leave, side, &plan);
    return plan.expected;
}

int lock_in_draw_offer(const struct lock_in *model, gsl_rng *rng)
{
    int offer = 0;
    for (int t = 1; t < model->years; t++) /* always as many draws: futures stay comparable */
        if (gsl_rng_uniform(rng) < model->chance && !offer)
            offer = t;
    return offer;
}

int lock_in_future(const struct lock_in *model, enum lock_in_side side,
                   const struct lock_in_plan *plan, int offer, double overrun,
                   double cumulative[LOCK_IN_YEARS + 1])
{
    double year = months_worth(model), discount = 1, sum = 0;
    int left = 0;
    cumulative[0] = 0;
    for (int t = 0; t < model->years; t++) {
        if (!left && offer > 0 && t >= offer && plan->leaves[t]) {
            left = t;
            sum += discount * (model->moving[t] + model->rewriting[side] * overrun);
            cumulative[t] = sum;
        }
        sum += discount * year * (left ? model->better_month : model->month[side]);
        cumulative[t + 1] = sum;
        discount /= 1 + model->discount_rate;
    }
    return left;
}
