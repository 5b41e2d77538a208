/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owning against renting, lock-in, and the fan of their futures: by hand, and by second ways. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/fan.h"
#include "exercises/finance.h"
#include "exercises/lock_in.h"
#include "exercises/ownership.h"
#include "tests/support/near.h"

/* Round figures: hardware 1000, installation 100, running 10 + 5 + 40 + 20 a month. */
static struct ownership round_figures(void)
{
    return (struct ownership){
        .years = 5,
        .discount_rate = 0.08,
        .utilisation = 0.5,
        .storage = 100,
        .egress = 100,
        .engineer_cost = 12000,
        .servers = 2,
        .machines_per_server = 10,
        .server_price = 300,
        .storage_price = 2,
        .network_price = 200,
        .installation = 100,
        .server_watts = 1000,
        .pue = 2,
        .power_price = 10.0 / (2 * 730 * 2), /* 10 a month */
        .space_price = 2.5,
        .maintenance = 0.48,
        .failures = 0.4, /* 0.8 servers a year: 20 a month */
        .refresh_years = 10,
        .residual = 0,
        .own_engineers = 0.01,
        .machine_hour = 0.1,
        .reserved_ratio = 1,
        .storage_month = 0.25,
        .egress_tiers = {{0.1, 50}, {0.05, 200}, {NAN, NAN}},
        .cloud_engineers = 0.02,
    };
}

static double total(const struct ownership *ownership, enum ownership_side side)
{
    struct ownership_future plan;
    struct ownership_cash cash;
    double sum[OWNERSHIP_YEARS + 1];
    ownership_plan(ownership, &plan);
    ownership_cash(ownership, &plan, &cash);
    ownership_cumulate(&cash, ownership->discount_rate, side, sum);
    return sum[ownership->years];
}

/* 60 months of 85 (10 power, 5 space, 40 upkeep, 20 failures, 10 staff); half the life is left. */
static void test_owning_by_hand(void **state)
{
    (void)state;
    struct ownership o = round_figures();
    double months = finance_annuity(finance_period_rate(0.08, 12), 60);
    near_relative(total(&o, ON_PREMISES), 1100 + 85 * months - 500 / pow(1.08, 5), 1e-12);
    o.discount_rate = 0;
    near_relative(total(&o, ON_PREMISES), 1100 + 85 * 60 - 500, 1e-12);
    o.years = 1;
    near_relative(total(&o, ON_PREMISES), 1100 + 85 * 12 - 900, 1e-12);
}

/* 730 of machines, 25 of disks, 7.50 out, 20 of staff a month. */
static void test_renting_by_hand(void **state)
{
    (void)state;
    struct ownership o = round_figures();
    double months = finance_annuity(finance_period_rate(0.08, 12), 60);
    near_relative(total(&o, CLOUD), (730 + 25 + 7.5 + 20) * months, 1e-12);
    o.slack = 0.5;
    o.reserved = 0.4;
    o.reserved_ratio = 0.25;
    near_relative(total(&o, CLOUD), (730 * 1.5 * 0.7 + 52.5) * months, 1e-12);
    o = round_figures();
    o.discount_rate = 0;
    o.years = 3;
    o.growth = 0.5;
    o.price_decline = 0.1; /* 100, 150, 225 GB a month: the last is beyond the tiers */
    assert_true(isnan(total(&o, CLOUD)));
    o.egress_tiers[1].to = INFINITY;
    near_relative(total(&o, CLOUD),
                  12 * (755 * (1 + 1.35 + 1.35 * 1.35) + 7.5 + 10 * 0.9 + 13.75 * 0.81 + 60),
                  1e-12);
}

static void test_refresh_and_growth_by_hand(void **state)
{
    (void)state;
    struct ownership o = round_figures();
    o.discount_rate = 0;
    o.years = 6;
    o.refresh_years = 3;
    o.residual = 0.2;
    near_relative(total(&o, ON_PREMISES), 2 * (1100 - 200) + 85 * 72, 1e-12);
    o.refresh_years =
        4; /* sold at 200 after year 4; bought again, half its way to 200 at the end */
    near_relative(total(&o, ON_PREMISES), 2 * 1100 - 200 - 600 + 85 * 72, 1e-12);
    o = round_figures();
    o.discount_rate = 0;
    o.years = 2;
    o.growth = 1; /* the second year doubles all but staff */
    near_relative(total(&o, ON_PREMISES), 2 * 1100 - 800 - 900 + 12 * (85 + 160), 1e-12);
    o.growth = -0.5; /* and nothing shrinks */
    near_relative(total(&o, ON_PREMISES), 1100 - 800 + 85 * 24, 1e-12);
    assert_true(total(&o, CLOUD) < 0.8 * 24 * 782.5);
}

static struct ownership random_figures(gsl_rng *rng)
{
    struct ownership o = round_figures();
    o.years = 1 + (int)gsl_rng_uniform_int(rng, OWNERSHIP_YEARS);
    o.refresh_years = 1 + (int)gsl_rng_uniform_int(rng, 12);
    o.discount_rate = gsl_rng_uniform_int(rng, 4) ? 0.3 * gsl_rng_uniform(rng) : 0;
    o.growth = -0.4 + 0.9 * gsl_rng_uniform(rng);
    o.price_decline = -0.1 + 0.4 * gsl_rng_uniform(rng);
    o.residual = gsl_rng_uniform(rng);
    o.utilisation = gsl_rng_uniform(rng);
    o.machine_hour = 0.3 * gsl_rng_uniform(rng);
    o.egress_tiers[1].to = INFINITY;
    return o;
}

/* Year by year, month by month and by category the same, in drawn futures. */
static void test_three_ways_to_add_agree(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < 300; round++) {
        struct ownership o = random_figures(rng);
        struct ownership_future future;
        struct ownership_cash cash;
        ownership_draw(&o, 0.5, rng, &future);
        ownership_cash(&o, &future, &cash);
        for (int side = 0; side < OWNERSHIP_SIDES; side++) {
            double sum[OWNERSHIP_YEARS + 1], flows[OWNERSHIP_MONTHS + 1], parts = 0;
            ownership_cumulate(&cash, o.discount_rate, (enum ownership_side)side, sum);
            ownership_flows(&cash, (enum ownership_side)side, flows);
            near_relative(finance_npv(finance_period_rate(o.discount_rate, 12), flows,
                                      (size_t)(12 * o.years) + 1),
                          sum[o.years], 1e-10);
            for (int i = 0; i < OWNERSHIP_CATEGORIES; i++)
                if ((int)ownership_category_side((enum ownership_category)i) == side)
                    parts += ownership_category_worth(&cash, o.discount_rate,
                                                      (enum ownership_category)i);
            near_relative(parts, sum[o.years], 1e-10);
        }
    }
    gsl_rng_free(rng);
}

/* At the place of the closed form, both cost the same. */
static void test_break_even_utilisation(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int met = 0;
    for (int round = 0; round < 300; round++) {
        struct ownership o = random_figures(rng);
        double place = ownership_break_even_utilisation(&o);
        if (isnan(place))
            continue;
        met++;
        o.utilisation = place;
        near_relative(total(&o, CLOUD), total(&o, ON_PREMISES), 1e-9);
    }
    assert_true(met > 200);
    struct ownership dear = round_figures();
    dear.cloud_engineers = 100; /* renting is dearer even when idle */
    assert_true(isnan(ownership_break_even_utilisation(&dear)));
    gsl_rng_free(rng);
}

/* The mean over futures of what is linear in the draws is the plan. */
static void test_futures_have_the_mean_of_the_plan(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct ownership o = round_figures();
    struct moments cloud = {0}, failed = {0}, demand = {0};
    o.growth = 0.2;
    o.price_decline = 0.05;
    o.egress = 0;
    for (int round = 0; round < 20000; round++) {
        struct ownership_future future;
        struct ownership_cash cash;
        double sum[OWNERSHIP_YEARS + 1];
        ownership_draw(&o, 0.4, rng, &future);
        ownership_cash(&o, &future, &cash);
        ownership_cumulate(&cash, o.discount_rate, CLOUD, sum);
        moments_add(&cloud, sum[o.years]);
        moments_add(&failed, future.failed[0]);
        moments_add(&demand, future.demand[4]);
    }
    assert_true(fabs(cloud.mean - total(&o, CLOUD)) < 4 * moments_error(&cloud));
    assert_true(fabs(failed.mean - 0.8) < 4 * moments_error(&failed));
    assert_true(fabs(demand.mean - pow(1.2, 4)) < 4 * moments_error(&demand));
    gsl_rng_free(rng);
}

static void test_a_certain_future_is_the_plan(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct ownership o = round_figures();
    struct ownership_future drawn, plan;
    o.failures = 0;
    o.growth = 0.1;
    ownership_draw(&o, 0, rng, &drawn);
    ownership_plan(&o, &plan);
    for (int t = 0; t < o.years; t++)
        assert_true(drawn.demand[t] == plan.demand[t] && drawn.price[t] == plan.price[t] &&
                    drawn.failed[t] == 0);
    assert_true(drawn.own_staff == 1 && drawn.refresh_years == 10);
    gsl_rng_free(rng);
}

/* --- Lock-in ------------------------------------------------------------------------------------
 */

static struct lock_in random_lock_in(gsl_rng *rng)
{
    struct lock_in model = {
        .years = 1 + (int)gsl_rng_uniform_int(rng, 8),
        .discount_rate = 0.2 * gsl_rng_uniform(rng),
        .chance = gsl_rng_uniform(rng),
        .month = {1000, 1000 * gsl_rng_uniform(rng)},
        .better_month = 1000 * gsl_rng_uniform(rng),
        .rewriting = {2000 * gsl_rng_uniform(rng), 40000 * gsl_rng_uniform(rng)}};
    for (int t = 0; t < LOCK_IN_YEARS; t++)
        model.moving[t] = 500 * (t + 1) * gsl_rng_uniform(rng);
    return model;
}

/* Over every year of the offer and every set of years in which one would leave. */
static double expected_by_enumeration(const struct lock_in *model, enum lock_in_side side,
                                      unsigned leaves)
{
    struct lock_in_plan plan = {.expected = 0};
    double expected = 0, none = 1, cumulative[LOCK_IN_YEARS + 1];
    for (int t = 0; t < model->years; t++)
        plan.leaves[t] = leaves >> t & 1;
    for (int offer = 1; offer <= model->years; offer++) {
        double chance = offer < model->years ? none * model->chance : none;
        (void)lock_in_future(model, side, &plan, offer < model->years ? offer : 0, 1, cumulative);
        expected += chance * cumulative[model->years];
        none *= 1 - model->chance;
    }
    return expected;
}

static void test_recursion_is_the_best_of_all_plans(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < 200; round++) {
        struct lock_in model = random_lock_in(rng);
        for (int side = 0; side < LOCK_IN_SIDES; side++) {
            struct lock_in_plan plan;
            double best = INFINITY, parts = 0;
            unsigned own = 0;
            lock_in_solve(&model, (enum lock_in_side)side, &plan);
            for (unsigned leaves = 0; leaves < 1U << model.years; leaves += 2)
                best = fmin(best, expected_by_enumeration(&model, (enum lock_in_side)side, leaves));
            near_relative(plan.expected, best, 1e-11);
            for (int t = 0; t < model.years; t++)
                own |= (unsigned)plan.leaves[t] << t;
            near_relative(expected_by_enumeration(&model, (enum lock_in_side)side, own), best,
                          1e-11);
            for (int part = 0; part < LOCK_IN_PARTS; part++)
                parts += plan.parts[part];
            near_relative(parts, best, 1e-11);
            assert_true(lock_in_free(&model, (enum lock_in_side)side) <= best * (1 + 1e-12));
            near_relative(plan.chance_of_offer, 1 - pow(1 - model.chance, model.years - 1), 1e-11);
        }
    }
    gsl_rng_free(rng);
}

/* Over 20 models; drawn futures have the mean of the recursion. */
static void test_simulation_agrees_with_the_recursion(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < 20; round++) {
        struct lock_in model = random_lock_in(rng);
        for (int side = 0; side < LOCK_IN_SIDES; side++) {
            struct lock_in_plan plan;
            struct moments cost = {0}, left = {0};
            double cumulative[LOCK_IN_YEARS + 1];
            lock_in_solve(&model, (enum lock_in_side)side, &plan);
            for (int i = 0; i < 5000; i++) {
                double overrun = gsl_ran_lognormal(rng, -0.02, 0.2);
                int year = lock_in_future(&model, (enum lock_in_side)side, &plan,
                                          lock_in_draw_offer(&model, rng), overrun, cumulative);
                moments_add(&cost, cumulative[model.years]);
                moments_add(&left, year > 0);
            }
            assert_true(fabs(cost.mean - plan.expected) <=
                        4 * moments_error(&cost) + 1e-9 * plan.expected);
            double error = sqrt(plan.leaving * (1 - plan.leaving) / left.count);
            if (fabs(left.mean - plan.leaving) > 4 * error + 1e-9)
                fail_msg("%g left, expected %g", left.mean, plan.leaving);
        }
    }
    gsl_rng_free(rng);
}

static void test_nothing_to_leave_for(void **state)
{
    (void)state;
    struct lock_in model = {
        .years = 4, .discount_rate = 0.08, .chance = 0, .month = {1000, 800}, .better_month = 100};
    struct lock_in_plan plan;
    double months = finance_annuity(finance_period_rate(0.08, 12), 48);
    for (int t = 0; t < LOCK_IN_YEARS; t++)
        model.moving[t] = NAN; /* and what has no price does not matter */
    lock_in_solve(&model, PROPRIETARY, &plan);
    near_relative(plan.expected, 800 * months, 1e-12);
    model.chance = 1;
    lock_in_solve(&model, PROPRIETARY, &plan);
    assert_true(isnan(plan.expected));
    model.years = 1; /* too short for an offer */
    lock_in_solve(&model, PROPRIETARY, &plan);
    near_relative(plan.expected, 800 * finance_annuity(finance_period_rate(0.08, 12), 12), 1e-12);
    model.years = 4;
    memset(model.moving, 0, sizeof model.moving);
    model.better_month = 900; /* an offer that is dearer is none */
    lock_in_solve(&model, PROPRIETARY, &plan);
    near_relative(plan.expected, 800 * months, 1e-12);
    assert_true(plan.leaving == 0);
}

/* --- The fan ------------------------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_quantiles_of_a_fan(void **state)
{
    (void)state;
    enum { COUNT = 101 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct fan fan, twin;
    double all[COUNT], error;
    int cheaper = 0;
    fan_init(&fan, 1, COUNT);
    assert_true(isnan(fan_quantile(&fan, 0, 0, 2)) && isnan(fan_share(&fan, &error)));
    for (int i = 0; i < COUNT; i++) {
        double first[2] = {0, gsl_rng_uniform(rng)}, second[2] = {0, 0.6};
        all[i] = first[1];
        cheaper += second[1] < first[1];
        if (i == COUNT - 1)
            fan_copy(&twin, &fan);
        fan_add(&fan, first, second);
    }
    qsort(all, COUNT, sizeof *all, by_size);
    static const int ranks[FAN_QUANTILES] = {5, 25, 50, 75, 95};
    for (int which = 0; which < FAN_QUANTILES; which++) {
        near_relative(fan_quantile(&fan, 0, 1, which), all[ranks[which]], 1e-12);
        assert_true(fan_quantile(&fan, 0, 0, which) == 0);
    }
    near_relative(fan_share(&fan, &error), cheaper / 101.0, 1e-12);
    assert_true(error > 0.03 && error < 0.06);
    assert_int_equal(twin.count, COUNT - 1); /* a copy is its own */
    double more[2] = {0, 2};
    fan_add(&fan, more, more);
    assert_int_equal(fan.count, COUNT);
    fan_release(&fan);
    fan_release(&twin);
    gsl_rng_free(rng);
}

/* What has no price lies above the rest: quantiles below it stand, those within it do not. */
static void test_futures_without_a_price(void **state)
{
    (void)state;
    struct fan fan;
    double error;
    fan_init(&fan, 1, 10);
    for (int i = 0; i < 10; i++) {
        double first[2] = {1, 5}, second[2] = {1, i < 6 ? 4 : (double)NAN};
        fan_add(&fan, first, second);
    }
    assert_true(fan_quantile(&fan, 1, 1, 2) == 4);
    assert_true(isnan(fan_quantile(&fan, 1, 1, 4)));
    assert_true(fan_quantile(&fan, 1, 0, 4) == 1);
    assert_int_equal(fan.priced, 6);
    assert_true(fan_share(&fan, &error) == 1);
    assert_true(error > 0); /* six that agree prove little */
    fan_release(&fan);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_owning_by_hand),
        cmocka_unit_test(test_renting_by_hand),
        cmocka_unit_test(test_refresh_and_growth_by_hand),
        cmocka_unit_test(test_three_ways_to_add_agree),
        cmocka_unit_test(test_break_even_utilisation),
        cmocka_unit_test(test_futures_have_the_mean_of_the_plan),
        cmocka_unit_test(test_a_certain_future_is_the_plan),
        cmocka_unit_test(test_recursion_is_the_best_of_all_plans),
        cmocka_unit_test(test_simulation_agrees_with_the_recursion),
        cmocka_unit_test(test_nothing_to_leave_for),
        cmocka_unit_test(test_quantiles_of_a_fan),
        cmocka_unit_test(test_futures_without_a_price),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
