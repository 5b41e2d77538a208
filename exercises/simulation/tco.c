/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Owning or renting, and being locked in: costs over years, worth today.
 *
 * capex-opex: machines of one's own (capital first, then power, space, maintenance, staff) against
 * the same work rented (exercises/ownership.h). lock-in: a portable service against a proprietary
 * one that is cheaper and costs more to leave (exercises/lock_in.h). Both are computed as planned,
 * exactly; the run draws futures that differ from the plan, and their costs make a fan.
 *
 * Only prices of the cloud have sources. What machines, power, space and people cost on one's own
 * premises differs too much to be looked up: those are the person's own figures, and the defaults
 * are assumed.
 *
 * Left out: what exercises/ownership.h and exercises/lock_in.h name. The discount of a reservation
 * is that of one machine type (t3.medium), taken over for the others.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "exercises/fan.h"
#include "exercises/finance.h"
#include "exercises/lock_in.h"
#include "exercises/ownership.h"
#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_tco;

enum parameter_index {
    SCENARIO,
    YEARS,
    DISCOUNT_RATE,
    FUTURES,
    UNCERTAINTY,
    ENGINEER_COST,
    UTILISATION,
    GROWTH,
    STORAGE,
    EGRESS,
    OWN_SERVER_COUNT,
    OWN_MACHINES_PER_SERVER,
    OWN_SERVER_PRICE,
    OWN_STORAGE_PRICE,
    OWN_NETWORK_PRICE,
    OWN_INSTALLATION_PRICE,
    OWN_SERVER_WATTS,
    OWN_PUE,
    OWN_POWER_PRICE,
    OWN_SPACE_PRICE,
    OWN_MAINTENANCE_SHARE,
    OWN_FAILURE_SHARE,
    OWN_REFRESH_YEARS,
    OWN_RESIDUAL,
    OWN_ENGINEERS,
    CLOUD_MACHINE,
    CLOUD_SLACK,
    CLOUD_RESERVED,
    CLOUD_PRICE_DECLINE,
    CLOUD_ENGINEERS,
    LOCK_COST,
    LOCK_SAVING,
    LOCK_BETTER_CHANCE,
    LOCK_BETTER_SAVING,
    LOCK_DATA,
    LOCK_REWRITE_MONTHS,
    LOCK_PORTABLE_MONTHS,
    MACHINE_M6I,
    MACHINE_M7G,
    MACHINE_T3,
    MACHINE_T3_RESERVED,
    DISK,
    EGRESS_1,
    EGRESS_1_TO,
    EGRESS_2,
    EGRESS_2_TO,
    EGRESS_3,
    EGRESS_3_TO,
    PARAMETERS
};
_Static_assert((int)PARAMETERS <= (int)MOST_PARAMETERS, "too many parameters");
enum scenario { CAPEX_OPEX, LOCK_IN_SCENARIO };
enum { M6I, M7G };
enum { SIDES = 2, SINGLE_FUTURES = 12, CURVE = 97 };

/* What is paid in each year as planned, or as expected, undiscounted. */
struct yearly {
    double capital[SIDES][OWNERSHIP_YEARS + 1]; /* at the start of year t; at the end of all */
    double running[SIDES][OWNERSHIP_YEARS];
};

struct tco {
    struct tradeoff_run base; /* costs as planned, and where they cross */
    enum scenario scenario;
    int years;
    double uncertainty;
    struct ownership ownership;
    struct lock_in lock;
    struct lock_in_plan plans[SIDES];
    struct yearly yearly;
    struct fan fan;
    /* of the newest future */
    double totals[SIDES], demand, price;
    int offer, left[SIDES];
};

static enum scenario scenario_of(const double *values)
{
    return (enum scenario)values[SCENARIO];
}

/* --- From parameters to models ------------------------------------------------------------------
 */

static void egress_tiers(const double *values, struct price_tier *tiers)
{
    for (size_t i = 0; i < OWNERSHIP_TIERS; i++)
        tiers[i] = (struct price_tier){values[EGRESS_1 + 2 * i], values[EGRESS_1_TO + 2 * i]};
}

static size_t machine_price(const double *values)
{
    return (size_t)values[CLOUD_MACHINE] == M6I ? MACHINE_M6I : MACHINE_M7G;
}

/* The part that costs the same in every simulation of it. */
static struct ownership ownership_of(const double *v)
{
    struct ownership ownership = {
        .years = (int)v[YEARS],
        .discount_rate = v[DISCOUNT_RATE],
        .utilisation = v[UTILISATION],
        .growth = v[GROWTH],
        .storage = v[STORAGE],
        .egress = v[EGRESS],
        .engineer_cost = v[ENGINEER_COST],
        .servers = v[OWN_SERVER_COUNT],
        .machines_per_server = v[OWN_MACHINES_PER_SERVER],
        .server_price = v[OWN_SERVER_PRICE],
        .storage_price = v[OWN_STORAGE_PRICE],
        .network_price = v[OWN_NETWORK_PRICE],
        .installation = v[OWN_INSTALLATION_PRICE],
        .server_watts = v[OWN_SERVER_WATTS],
        .pue = v[OWN_PUE],
        .power_price = v[OWN_POWER_PRICE],
        .space_price = v[OWN_SPACE_PRICE],
        .maintenance = v[OWN_MAINTENANCE_SHARE],
        .failures = v[OWN_FAILURE_SHARE],
        .refresh_years = (int)v[OWN_REFRESH_YEARS],
        .residual = v[OWN_RESIDUAL],
        .own_engineers = v[OWN_ENGINEERS],
        .machine_hour = v[machine_price(v)],
        .slack = v[CLOUD_SLACK],
        .reserved = v[CLOUD_RESERVED],
        .reserved_ratio = v[CLOUD_RESERVED] > 0 ? v[MACHINE_T3_RESERVED] / v[MACHINE_T3] : 1,
        .storage_month = v[DISK],
        .price_decline = v[CLOUD_PRICE_DECLINE],
        .cloud_engineers = v[CLOUD_ENGINEERS],
    };
    egress_tiers(v, ownership.egress_tiers);
    return ownership;
}

static struct lock_in lock_in_of(const double *v)
{
    struct lock_in lock = {
        .years = (int)v[YEARS],
        .discount_rate = v[DISCOUNT_RATE],
        .chance = v[LOCK_BETTER_CHANCE],
        .month = {v[LOCK_COST], v[LOCK_COST] * (1 - v[LOCK_SAVING])},
        .better_month = v[LOCK_COST] * (1 - v[LOCK_BETTER_SAVING]),
        .rewriting = {v[LOCK_PORTABLE_MONTHS] * v[ENGINEER_COST] / 12,
                      v[LOCK_REWRITE_MONTHS] * v[ENGINEER_COST] / 12},
    };
    struct price_tier tiers[OWNERSHIP_TIERS];
    double data = v[LOCK_DATA];
    egress_tiers(v, tiers);
    for (int t = 0; t < lock.years; t++) {
        lock.moving[t] = tiered_cost(tiers, OWNERSHIP_TIERS, data);
        data *= 1 + v[GROWTH];
    }
    return lock;
}

/* --- Costs of the two, as planned ---------------------------------------------------------------
 */

static void plan_cash(const struct ownership *ownership, struct ownership_cash *cash)
{
    struct ownership_future plan;
    ownership_plan(ownership, &plan);
    ownership_cash(ownership, &plan, cash);
}

static double own_cost(const double *values, size_t alternative, struct bill *bill)
{
    struct ownership ownership = ownership_of(values);
    struct ownership_cash cash;
    double total = 0;
    plan_cash(&ownership, &cash);
    for (int i = 0; i < OWNERSHIP_CATEGORIES; i++) {
        enum ownership_category category = (enum ownership_category)i;
        if ((size_t)ownership_category_side(category) == alternative)
            total += bill_add(bill, ownership_category_name(category),
                              ownership_category_worth(&cash, ownership.discount_rate, category));
    }
    return total;
}

static double lock_cost(const double *values, size_t alternative, struct bill *bill)
{
    struct lock_in lock = lock_in_of(values);
    struct lock_in_plan plan;
    lock_in_solve(&lock, (enum lock_in_side)alternative, &plan);
    for (int part = 0; part < LOCK_IN_PARTS; part++)
        (void)bill_add(bill, lock_in_part_name((enum lock_in_part)part),
                       isnan(plan.expected) ? plan.expected : plan.parts[part]);
    return plan.expected;
}

static const char *own_name(const double *values, size_t alternative)
{
    (void)values;
    return alternative == ON_PREMISES ? "on premises" : "cloud";
}

static const char *lock_name(const double *values, size_t alternative)
{
    (void)values;
    return alternative == PORTABLE ? "portable" : "proprietary";
}

static const char *why(const double *values, size_t alternative)
{
    (void)values;
    (void)alternative;
    return "more traffic leaves than the last tier whose price is sourced; add the next one to "
           "your prices.csv";
}

static const char *const *own_prices(const double *values, size_t alternative)
{
    static const char *const nothing[] = {NULL};
    static const char *const on_demand[2][6] = {
        {"ec2_m6i_large", "ebs_gp3_gb", "aws_egress_1", "aws_egress_2", "aws_egress_3", NULL},
        {"ec2_m7g_large", "ebs_gp3_gb", "aws_egress_1", "aws_egress_2", "aws_egress_3", NULL}};
    static const char *const reserved[2][8] = {
        {"ec2_m6i_large", "ec2_t3_medium", "ec2_t3m_ri1", "ebs_gp3_gb", "aws_egress_1",
         "aws_egress_2", "aws_egress_3", NULL},
        {"ec2_m7g_large", "ec2_t3_medium", "ec2_t3m_ri1", "ebs_gp3_gb", "aws_egress_1",
         "aws_egress_2", "aws_egress_3", NULL}};
    size_t machine = (size_t)values[CLOUD_MACHINE];
    if (alternative == ON_PREMISES)
        return nothing;
    return values[CLOUD_RESERVED] > 0 ? reserved[machine] : on_demand[machine];
}

static const char *const *lock_prices(const double *values, size_t alternative)
{
    static const char *const ids[] = {"aws_egress_1", "aws_egress_2", "aws_egress_3", NULL};
    (void)values;
    (void)alternative;
    return ids;
}

static void own_title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size,
                   "%.4g server%s or the same work rented: %.3g %% used, %+.3g %% a year, "
                   "%.0f year%s",
                   values[OWN_SERVER_COUNT], values[OWN_SERVER_COUNT] == 1 ? "" : "s",
                   100 * values[UTILISATION], 100 * values[GROWTH], values[YEARS],
                   values[YEARS] == 1 ? "" : "s");
}

static void lock_title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(
        buffer, size, "Portable at $%.6g a month, or %.3g %% less and locked in: %.0f year%s",
        values[LOCK_COST], 100 * values[LOCK_SAVING], values[YEARS], values[YEARS] == 1 ? "" : "s");
}

/* --- Further results ----------------------------------------------------------------------------
 */

/* What buying saves each month, and costs at once. */
static size_t saving_flows(const struct ownership *ownership, double *saving)
{
    struct ownership_cash cash;
    double own[OWNERSHIP_MONTHS + 1], cloud[OWNERSHIP_MONTHS + 1];
    size_t count = (size_t)(12 * ownership->years) + 1;
    plan_cash(ownership, &cash);
    ownership_flows(&cash, ON_PREMISES, own);
    ownership_flows(&cash, CLOUD, cloud);
    for (size_t k = 0; k < count; k++)
        saving[k] = cloud[k] - own[k];
    return count;
}

static void observe_payback(const double *values, const double *saving, size_t count,
                            struct report *report)
{
    const char *const *ids = own_prices(values, CLOUD);
    double monthly = finance_period_rate(values[DISCOUNT_RATE], 12);
    long plain = finance_payback(0, saving, count);
    long discounted = finance_payback(monthly, saving, count);
    const char *never = isfinite(finance_npv(0, saving, count))
                            ? "what is saved never makes up for what was paid, within the years"
                            : "the cloud has no sourced price";
    report_break_even(report, "payback_months", "months", plain < 0 ? (double)NAN : (double)plain,
                      ids, plain < 0 ? never : "the first month by which owning has cost less");
    report_break_even(report, "discounted_payback_months", "months",
                      discounted < 0 ? (double)NAN : (double)discounted, ids,
                      discounted < 0 ? never : "the same with later savings worth less");
}

static void observe_return(const double *values, const double *saving, size_t count,
                           struct report *report)
{
    double rates[4];
    size_t found =
        isfinite(finance_npv(0, saving, count)) ? finance_irr(saving, count, 12, rates, 4) : 0;
    const char *note = "discounted at this rate, owning and renting cost the same";
    if (!found)
        note = "at no rate from -99 % to 10,000 % a year do owning and renting cost the same";
    else if (found > 1)
        note = "the lowest of several: savings and payments change their sign more than once";
    report_break_even(report, "internal_rate_of_return", "a year", found ? rates[0] : (double)NAN,
                      own_prices(values, CLOUD), note);
}

static void own_extra(const double *values, struct report *report)
{
    struct ownership ownership = ownership_of(values);
    struct ownership_cash cash;
    double saving[OWNERSHIP_MONTHS + 1];
    size_t count = saving_flows(&ownership, saving);
    observe_payback(values, saving, count, report);
    observe_return(values, saving, count, report);
    plan_cash(&ownership, &cash);
    double capital = ownership_capital(&cash, ON_PREMISES, 0);
    report_value(report, "capital_at_the_start", "USD", capital);
    report_value(report, "opportunity_cost.capital", "USD after the last year",
                 capital * (pow(1 + values[DISCOUNT_RATE], values[YEARS]) - 1));
    double even = ownership_break_even_utilisation(&ownership);
    if (even >= 0.01 && even <= 1)
        report_predict(report, "break_even.on_premises_cloud", even, true,
                       "rent is a straight line in the use, its payments a growing annuity");
}

static void lock_extra(const double *values, struct report *report)
{
    static const char *const costs[] = {"opportunity_cost.portable",
                                        "opportunity_cost.proprietary"};
    static const char *const leaving[] = {"leaves.portable", "leaves.proprietary"};
    struct lock_in lock = lock_in_of(values);
    struct lock_in_plan plan;
    for (int side = 0; side < LOCK_IN_SIDES; side++) {
        lock_in_solve(&lock, (enum lock_in_side)side, &plan);
        report_value(report, costs[side], "USD",
                     plan.expected - lock_in_free(&lock, (enum lock_in_side)side));
        report_value(report, leaving[side], "",
                     isnan(plan.expected) ? plan.expected : plan.leaving);
    }
    report_value(report, "better_offer_comes", "", plan.chance_of_offer);
}

static const struct tradeoff tradeoffs[] = {
    [CAPEX_OPEX] = {.simulation = &simulation_tco,
                    .title = own_title,
                    .alternative_count = SIDES,
                    .name = own_name,
                    .cost = own_cost,
                    .why = why,
                    .prices = own_prices,
                    .unit = "USD",
                    .axes = {{UTILISATION, 0.01, 1, false, "share of the first fleet in use"},
                             {GROWTH, -0.3, 1, false, "growth of demand a year"},
                             {OWN_ENGINEERS, 0, 4, false, "engineers on premises"}},
                    .axis_count = 3,
                    .extra = own_extra},
    [LOCK_IN_SCENARIO] =
        {.simulation = &simulation_tco,
         .title = lock_title,
         .alternative_count = SIDES,
         .name = lock_name,
         .cost = lock_cost,
         .why = why,
         .prices = lock_prices,
         .unit = "USD",
         .axes = {{LOCK_BETTER_CHANCE, 0, 1, false, "chance a year of a better offer"},
                  {LOCK_REWRITE_MONTHS, 0, 36, false, "engineer-months to rewrite"},
                  {LOCK_SAVING, 0, 0.9, false, "saving by being locked in"}},
         .axis_count = 3,
         .extra = lock_extra},
};

static const char *side_name(const struct tco *tco, size_t side)
{
    return tco->base.tradeoff->name(tco->base.values, side);
}

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    if (scenario_of(values) == CAPEX_OPEX && values[CLOUD_RESERVED] > 0 &&
        !(values[MACHINE_T3] > 0)) {
        error_set(error, ERROR_USAGE,
                  "cloud-reserved above 0 takes its discount from ec2_t3m_ri1 over ec2_t3_medium: "
                  "ec2_t3_medium must be above 0 USD per hour, or cloud-reserved 0");
        return false;
    }
    return true;
}

static void own_yearly(struct tco *tco)
{
    struct ownership_cash cash;
    plan_cash(&tco->ownership, &cash);
    for (int side = 0; side < SIDES; side++)
        for (int t = 0; t <= tco->years; t++) {
            enum ownership_side which = (enum ownership_side)side;
            tco->yearly.capital[side][t] = ownership_capital(&cash, which, t);
            if (t < tco->years)
                tco->yearly.running[side][t] = ownership_running(&cash, which, t);
        }
}

static void lock_yearly(struct tco *tco)
{
    for (int side = 0; side < SIDES; side++) {
        struct lock_in_plan *plan = &tco->plans[side];
        lock_in_solve(&tco->lock, (enum lock_in_side)side, plan);
        for (int t = 0; t < tco->years; t++) {
            const double *paid = plan->by_year[t];
            bool known = !isnan(plan->expected);
            tco->yearly.capital[side][t] =
                known ? paid[LOCK_IN_MOVING] + paid[LOCK_IN_REWRITING] : (double)NAN;
            tco->yearly.running[side][t] =
                known ? paid[LOCK_IN_SERVICE] + paid[LOCK_IN_BETTER] : (double)NAN;
        }
    }
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct tco *tco = state;
    tco->scenario = scenario_of(values);
    tco->years = (int)values[YEARS];
    tco->uncertainty = values[UNCERTAINTY];
    tco->ownership = ownership_of(values);
    tco->lock = lock_in_of(values);
    tradeoff_init(&tco->base, &tradeoffs[tco->scenario], values, rng);
    fan_init(&tco->fan, tco->years, (size_t)values[FUTURES]);
    if (tco->scenario == CAPEX_OPEX)
        own_yearly(tco);
    else
        lock_yearly(tco);
}

static void release(void *state)
{
    struct tco *tco = state;
    fan_release(&tco->fan);
}

static bool copy(void *to, const void *from)
{
    const struct tco *tco = from;
    struct tco *twin = to;
    if (tco->fan.capacity * (size_t)(tco->years + 1) > 20000)
        return false;
    *twin = *tco;
    fan_copy(&twin->fan, &tco->fan);
    return true;
}

static void draw_own_future(struct tco *tco, gsl_rng *rng)
{
    struct ownership_future future;
    struct ownership_cash cash;
    double costs[SIDES][OWNERSHIP_YEARS + 1];
    ownership_draw(&tco->ownership, tco->uncertainty, rng, &future);
    ownership_cash(&tco->ownership, &future, &cash);
    for (int side = 0; side < SIDES; side++) {
        ownership_cumulate(&cash, tco->ownership.discount_rate, (enum ownership_side)side,
                           costs[side]);
        tco->totals[side] = costs[side][tco->years];
    }
    tco->demand = future.demand[tco->years - 1];
    tco->price = future.price[tco->years - 1];
    fan_add(&tco->fan, costs[0], costs[1]);
}

static void draw_lock_future(struct tco *tco, gsl_rng *rng)
{
    double costs[SIDES][LOCK_IN_YEARS + 1], sigma = band_sigma(tco->uncertainty);
    double overrun = gsl_ran_lognormal(rng, -sigma * sigma / 2, sigma);
    tco->offer = lock_in_draw_offer(&tco->lock, rng);
    for (int side = 0; side < SIDES; side++) {
        tco->left[side] = lock_in_future(&tco->lock, (enum lock_in_side)side, &tco->plans[side],
                                         tco->offer, overrun, costs[side]);
        if (isnan(tco->plans[side].expected)) /* whether one leaves cannot be said */
            for (int t = 0; t <= tco->years; t++)
                costs[side][t] = NAN;
        tco->totals[side] = costs[side][tco->years];
    }
    fan_add(&tco->fan, costs[0], costs[1]);
}

/* The band of the final cost, about the planned one. */
static void set_bands(struct tco *tco)
{
    for (int side = 0; side < SIDES; side++) {
        struct band *band = &tco->base.here[side];
        if (isnan(band->typical))
            continue;
        double low = fan_quantile(&tco->fan, side, tco->years, 0);
        double high = fan_quantile(&tco->fan, side, tco->years, FAN_QUANTILES - 1);
        band->low = fmin(low, band->typical); /* fmin() passes over NaN */
        band->high = isnan(high) ? high : fmax(high, band->typical);
    }
}

/* One at a time first, then a tenth more each step: the fan grows, and settles. */
static bool step(void *state, gsl_rng *rng)
{
    struct tco *tco = state;
    if (tco->fan.count == tco->fan.capacity)
        return false;
    size_t block = tco->fan.count < SINGLE_FUTURES ? 1 : tco->fan.count / 10 + 1;
    for (; block > 0 && tco->fan.count < tco->fan.capacity; block--)
        if (tco->scenario == CAPEX_OPEX)
            draw_own_future(tco, rng);
        else
            draw_lock_future(tco, rng);
    set_bands(tco);
    return true;
}

/* --- In words -----------------------------------------------------------------------------------
 */

/* "cloud is cheaper by $1,200" */
static void tell_cheaper(const struct tco *tco, char *buffer, size_t size)
{
    double difference = tco->totals[0] - tco->totals[1];
    char amount[48];
    money_format(fabs(difference), NULL, amount, sizeof amount);
    if (!isfinite(difference))
        (void)snprintf(buffer, size, "no sourced price says what it costs");
    else
        (void)snprintf(buffer, size, "%s costs %s less", side_name(tco, difference > 0), amount);
}

static void tell_future(const struct tco *tco, char *buffer, size_t size)
{
    static const char *const leavers[] = {"both stay", "only portable leaves",
                                          "only proprietary leaves", "both leave"};
    char end[128];
    int number = (int)tco->fan.count;
    tell_cheaper(tco, end, sizeof end);
    if (tco->scenario == CAPEX_OPEX)
        (void)snprintf(buffer, size, "Future %d (demand x%.2f, prices x%.2f): %s", number,
                       tco->demand, tco->price, end);
    else if (!tco->offer)
        (void)snprintf(buffer, size, "Future %d: no better offer, both stay; %s", number, end);
    else
        (void)snprintf(buffer, size, "Future %d: offer after year %d, %s; %s", number, tco->offer,
                       leavers[(tco->left[PORTABLE] > 0) + 2 * (tco->left[PROPRIETARY] > 0)], end);
}

static void tell_share(const struct tco *tco, char *buffer, size_t size)
{
    double error, share = fan_share(&tco->fan, &error);
    size_t unpriced = tco->fan.count - tco->fan.priced;
    struct text text = {0};
    if (isnan(share))
        text_printf(&text, "%s", why(NULL, 0));
    else if (tco->fan.cheaper == 0 || tco->fan.cheaper == tco->fan.priced)
        text_printf(&text, "%s costs less in %s of %d futures", side_name(tco, 1),
                    tco->fan.cheaper ? "each" : "none", (int)tco->fan.priced);
    else
        text_printf(&text, "%s costs less in %.3g %% of %d futures (standard error %.2g %%)",
                    side_name(tco, 1), 100 * share, (int)tco->fan.priced, 100 * error);
    if (unpriced && !isnan(share))
        text_printf(&text, "; %d more need traffic beyond the last priced tier", (int)unpriced);
    (void)snprintf(buffer, size, "%s", text_string(&text));
    text_release(&text);
    if (buffer[0] >= 'a' && buffer[0] <= 'z')
        buffer[0] = (char)(buffer[0] - 'a' + 'A');
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct tco *tco = state;
    if (!tco->fan.count)
        (void)snprintf(buffer, size, "%s",
                       tco->scenario == CAPEX_OPEX
                           ? "No future is drawn yet: each will differ from the plan in demand and "
                             "prices"
                           : "No future is drawn yet: a better offer will come in some year, or "
                             "never");
    else if (tco->fan.count <= SINGLE_FUTURES)
        tell_future(tco, buffer, size);
    else
        tell_share(tco, buffer, size);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* The mean over futures is the plan's cost where every payment is linear in what is drawn. */
static bool mean_is_planned(const struct tco *tco, int side)
{
    if (tco->scenario != CAPEX_OPEX)
        return true;
    return side == CLOUD &&
           (!(tco->ownership.egress > 0) || isinf(tco->ownership.egress_tiers[0].to));
}

static void observe_futures(const struct tco *tco, struct report *report)
{
    double error, share = fan_share(&tco->fan, &error);
    char name[64];
    (void)snprintf(name, sizeof name, "futures_%s_cheaper", side_name(tco, 1));
    report_observe(report, name, "", share, error);
    for (int side = 0; side < SIDES; side++) {
        (void)snprintf(name, sizeof name, "mean_cost.%s",
                       tco->scenario == CAPEX_OPEX && side == ON_PREMISES
                           ? "on_premises"
                           : side_name(tco, (size_t)side));
        report_observe(report, name, "USD", moments_mean(&tco->fan.totals[side]),
                       moments_error(&tco->fan.totals[side]));
        double planned = tco->base.here[side].typical;
        if (isnan(planned) || tco->fan.priced < tco->fan.count)
            continue;
        if (mean_is_planned(tco, side))
            report_predict(report, name, planned, true,
                           tco->scenario == CAPEX_OPEX ? "the plan: each draw has its mean"
                                                       : "backward recursion, Bellman 1957");
        else if (side == CLOUD)
            report_predict(report, name, planned, false,
                           "the plan; tiers of traffic bend the mean a little");
        else
            report_predict(report, name, planned, false,
                           "the plan; the peak of a demand that varies is higher");
    }
    report_value(report, "futures_without_price", "", (double)(tco->fan.count - tco->fan.priced));
}

static void observe_fan(const struct tco *tco, struct report *report)
{
    double x[OWNERSHIP_YEARS + 1], y[OWNERSHIP_YEARS + 1];
    size_t count = tco->fan.count ? (size_t)tco->years + 1 : 0;
    for (int side = 0; side < SIDES; side++)
        for (int which = 0; which < FAN_QUANTILES; which++) {
            char name[32];
            (void)snprintf(name, sizeof name, "cost_%d_%.0f", side + 1, 100 * fan_shares[which]);
            for (int t = 0; t <= tco->years; t++) {
                x[t] = t;
                y[t] = fan_quantile(&tco->fan, side, t, which);
            }
            report_series(report, name, "years", "USD", x, y, count);
        }
}

static void observe_yearly(const struct tco *tco, struct report *report)
{
    double x[OWNERSHIP_YEARS + 1];
    size_t count = (size_t)tco->years + 1;
    for (size_t t = 0; t < count; t++)
        x[t] = (double)t;
    report_series(report, "capital_1", "years", "USD", x, tco->yearly.capital[0], count);
    report_series(report, "capital_2", "years", "USD", x, tco->yearly.capital[1], count);
    report_series(report, "running_1", "year from", "USD a year", x, tco->yearly.running[0],
                  count - 1);
    report_series(report, "running_2", "year from", "USD a year", x, tco->yearly.running[1],
                  count - 1);
}

/* How much dearer the first is than the second, along the first axis. */
static void find_difference(const struct tco *tco, double *x, double *y)
{
    const struct tradeoff_axis *axis = &tco->base.tradeoff->axes[0];
    double values[MOST_PARAMETERS];
    memcpy(values, tco->base.values, sizeof values);
    for (int k = 0; k < CURVE; k++) {
        x[k] = axis->low + (axis->high - axis->low) * k / (CURVE - 1);
        values[axis->parameter] = x[k];
        y[k] =
            tco->base.tradeoff->cost(values, 0, NULL) - tco->base.tradeoff->cost(values, 1, NULL);
    }
}

static void observe(const void *state, struct report *report)
{
    const struct tco *tco = state;
    double x[CURVE], y[CURVE];
    tradeoff_observe_results(&tco->base, report);
    observe_futures(tco, report);
    observe_fan(tco, report);
    observe_yearly(tco, report);
    find_difference(tco, x, y);
    report_series(report, "difference", tco->base.tradeoff->axes[0].label, "USD", x, y, CURVE);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static enum ink side_ink(int side)
{
    return side == 0 ? INK_SERIES_A : INK_SERIES_B;
}

/* As maps mark it: "O on premises". */
static char side_letter(const struct tco *tco, int side)
{
    const char *const names[] = {side_name(tco, 0), side_name(tco, 1), NULL};
    char letters[MAP_CHOICES];
    (void)canvas_map_letters(names, letters);
    return letters[side];
}

/* Title and one line below; returns the next row. */
static int draw_head(const struct tco *tco, const char *second, struct canvas *canvas)
{
    char line[256];
    tco->base.tradeoff->title(tco->base.values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), second);
    return 2;
}

/* Before a guess: what is compared, in words without a cost. */
static void draw_secret(const struct tco *tco, struct canvas *canvas)
{
    static const char *const own[] = {
        "O  on premises: capital at the start, then power, space, upkeep and staff;",
        "   bought for the highest demand so far, paid whether it is used or not",
        "C  cloud: nothing at the start, then machine hours, disks, traffic and staff;",
        "   as much as is used, at a price that may fall"};
    static const char *const lock[] = {
        "P  portable: the full price, but little to rewrite when a better offer comes",
        "R  proprietary: cheaper each year, and dear to leave: data out, and work",
        "   One leaves when what is left of the years repays the exit, else one stays."};
    bool owning = tco->scenario == CAPEX_OPEX;
    const char *const *lines = owning ? own : lock;
    size_t count = owning ? sizeof own / sizeof *own : sizeof lock / sizeof *lock;
    int row = draw_head(tco, "What will it cost over the years, in today's money?", canvas) + 1;
    for (size_t i = 0; i < count; i++)
        (void)canvas_text_fit(canvas, 0, row + (int)i, canvas->columns, ink(INK_TEXT), lines[i]);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tco *tco = state;
    const char *const names[FAN_SIDES] = {side_name(tco, 0), side_name(tco, 1)};
    char line[256];
    if (!report) {
        draw_secret(tco, canvas);
        return;
    }
    describe(state, line, sizeof line);
    int row = draw_head(tco, line, canvas);
    if (tco->fan.priced && canvas->rows - row >= 3)
        fan_draw(&tco->fan, names, row, canvas);
}

/* --- Payments of each year --- */

enum { YEAR_COLUMNS = 8, AMOUNT_COLUMNS = 11 };

static double most_paid(const struct tco *tco)
{
    double most = 0;
    for (int side = 0; side < SIDES; side++)
        for (int t = 0; t < tco->years; t++)
            most = fmax(most, fmax(tco->yearly.capital[side][t], 0) + tco->yearly.running[side][t]);
    return most;
}

/* Capital solid, running costs lighter, the sum as a number. */
static void draw_payment(double capital, double running, double most, int column, int row,
                         int columns, enum ink color, struct canvas *canvas)
{
    char amount[48];
    int room = columns - AMOUNT_COLUMNS;
    double scale = most > 0 ? room / most : 0;
    if (isnan(capital + running)) {
        (void)canvas_text(canvas, column, row, ink(INK_DIM), "no price");
        return;
    }
    int solid = (int)lround(fmax(capital, 0) * scale);
    int all = (int)lround((fmax(capital, 0) + running) * scale);
    money_format(capital + running, NULL, amount, sizeof amount);
    for (int i = 0; i < all && i < room; i++)
        (void)canvas_text(canvas, column + i, row, ink(color),
                          i < solid       ? canvas->ascii ? "#" : "█"
                          : canvas->ascii ? "="
                                          : "░");
    (void)canvas_text(canvas, column + (all < room ? all : room) + 1, row, ink(INK_TEXT), amount);
}

static void draw_year(const struct tco *tco, int year, double most, int row, struct canvas *canvas)
{
    int each = (canvas->columns - YEAR_COLUMNS) / SIDES;
    bool end = year == tco->years;
    if (end)
        (void)canvas_text(canvas, 0, row, ink(INK_DIM), "sold");
    else
        (void)canvas_printf(canvas, 0, row, ink(INK_DIM), "year %d", year + 1);
    for (int side = 0; side < SIDES; side++)
        if (!end || tco->yearly.capital[side][year] != 0)
            draw_payment(tco->yearly.capital[side][year], end ? 0 : tco->yearly.running[side][year],
                         most, YEAR_COLUMNS + side * each, row, each, side_ink(side), canvas);
}

static void draw_years(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tco *tco = state;
    char line[160], name[64];
    if (!report) {
        draw_secret(tco, canvas);
        return;
    }
    (void)snprintf(line, sizeof line, "%s  %s",
                   canvas->ascii ? "# capital at the start of the year"
                                 : "█ capital at the start of the year",
                   canvas->ascii ? "= running costs in it" : "░ running costs in it");
    if (tco->scenario == LOCK_IN_SCENARIO)
        (void)snprintf(line, sizeof line, "Expected:  %s  %s",
                       canvas->ascii ? "# leaving" : "█ leaving",
                       canvas->ascii ? "= the services" : "░ the services");
    int row = draw_head(tco, line, canvas), each = (canvas->columns - YEAR_COLUMNS) / SIDES;
    int last = tco->scenario == CAPEX_OPEX ? tco->years : tco->years - 1;
    for (int side = 0; side < SIDES && each > AMOUNT_COLUMNS; side++) {
        (void)snprintf(name, sizeof name, "%c %s", side_letter(tco, side),
                       side_name(tco, (size_t)side));
        (void)canvas_text_fit(canvas, YEAR_COLUMNS + side * each, row, each - 1,
                              ink(side_ink(side)), name);
    }
    if (each <= AMOUNT_COLUMNS)
        return;
    row++;
    int rows = canvas->rows - row, shown = last + 1 <= rows ? last + 1 : rows - 1;
    double most = most_paid(tco);
    for (int t = 0; t < shown; t++)
        draw_year(tco, t, most, row++, canvas);
    if (shown >= 0 && shown <= last)
        (void)canvas_printf(canvas, 0, row, ink(INK_DIM), "and %d rows more", last + 1 - shown);
}

/* --- The bill --- */

static void draw_bill(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tco *tco = state;
    int each = (canvas->columns - 2) / SIDES;
    if (!report) {
        draw_secret(tco, canvas);
        return;
    }
    int row =
        draw_head(tco,
                  tco->scenario == CAPEX_OPEX ? "What it is made of, as planned, worth today"
                                              : "What it is expected to be made of, worth today",
                  canvas);
    for (int side = 0; side < SIDES && canvas->rows > row + 1; side++) {
        struct bill bill = {.count = 0};
        char name[64];
        (void)tco->base.tradeoff->cost(tco->base.values, (size_t)side, &bill);
        int column = side * (each + 2);
        (void)snprintf(name, sizeof name, "%c %s", side_letter(tco, side),
                       side_name(tco, (size_t)side));
        (void)canvas_text_fit(canvas, column, row, each, ink(side_ink(side)), name);
        (void)canvas_bill(canvas, column, row + 1, each, canvas->rows - row - 1, bill.lines,
                          bill.count, "USD");
    }
}

/* --- Where it turns --- */

static size_t curve_marks(const struct tco *tco, const struct flip *flips, size_t count,
                          char labels[][24], struct plot_mark *marks)
{
    const struct tradeoff_axis *axis = &tco->base.tradeoff->axes[0];
    size_t used = 0;
    for (; used < count; used++) {
        (void)snprintf(labels[used], sizeof labels[used], "%.3g", flips[used].place);
        marks[used] = (struct plot_mark){flips[used].place, 0, labels[used]};
    }
    double here = tco->base.values[axis->parameter];
    marks[used++] =
        (struct plot_mark){here, tco->base.here[0].typical - tco->base.here[1].typical, "here"};
    return used;
}

static void draw_difference(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tco *tco = state;
    const struct tradeoff_axis *axis = &tco->base.tradeoff->axes[0];
    double x[CURVE], y[CURVE];
    const double ends[2] = {axis->low, axis->high}, zero[2] = {0, 0};
    struct flip flips[TRADEOFF_FLIPS];
    struct plot_mark marks[TRADEOFF_FLIPS + 1];
    char labels[TRADEOFF_FLIPS][24], line[256], name[96];
    if (!report) {
        draw_secret(tco, canvas);
        return;
    }
    size_t count = tradeoff_flips(&tco->base, 0, INFINITY, flips);
    tradeoff_tell_flips(&tco->base, 0, flips, count, line, sizeof line);
    int row = draw_head(tco, line, canvas);
    if (canvas->rows - row < 5)
        return;
    find_difference(tco, x, y);
    (void)snprintf(name, sizeof name, "%s less %s", side_name(tco, 0), side_name(tco, 1));
    const struct plot_series series[] = {
        {.name = name, .x = x, .y = y, .count = CURVE, .ink = INK_SERIES_A},
        {.name = "equal", .x = ends, .y = zero, .count = 2, .ink = INK_DIM, .label = "0"}};
    const struct plot plot = {.x_label = axis->label,
                              .y_label = "USD, worth today",
                              .x_low = axis->low,
                              .x_high = axis->high,
                              .series = series,
                              .series_count = 2,
                              .marks = marks,
                              .mark_count = curve_marks(tco, flips, count, labels, marks)};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw_map(const void *state, const struct report *report, struct canvas *canvas)
{
    if (report)
        tradeoff_draw_map(state, report, canvas);
    else
        draw_secret(state, canvas);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

/* A year of rent in round dollars. */
static double yearly_rent(const double *values)
{
    struct ownership ownership = ownership_of(values);
    struct ownership_cash cash;
    plan_cash(&ownership, &cash);
    double rent = ownership_running(&cash, CLOUD, 0);
    return rent >= 1e4 ? round(rent / 100) * 100 : round(rent);
}

static void draw_worth(gsl_rng *rng, double *values)
{
    static const double rates[] = {0.04, 0.05, 0.08, 0.1, 0.12};
    values[SCENARIO] = CAPEX_OPEX;
    values[YEARS] = draw_between(rng, 2, 6);
    values[DISCOUNT_RATE] = rates[draw_between(rng, 0, 4)];
    values[UTILISATION] = draw_between(rng, 2, 18) / 20.0;
}

static bool pose_worth(const double *values, struct problem *problem)
{
    double rent = yearly_rent(values), rate = values[DISCOUNT_RATE], years = values[YEARS];
    double annuity = finance_annuity(rate, years), worth = rent * annuity;
    if (scenario_of(values) != CAPEX_OPEX || !isfinite(rent) || rent < 1 || rent > 1e12 ||
        !(rate > 0) || years < 2)
        return false;
    problem_prompt(problem,
                   "Renting costs $%s, to be paid at the end of each of the next %.0f years. "
                   "Discounted at %.4g %% a year, what is that worth today, in dollars?",
                   grouped(problem, (uint64_t)rent), years, 100 * rate);
    problem_answer(problem, ANSWER_DECIMAL, "%.0f", worth);
    problem->relative = 0.01;
    problem_hint(problem, "A dollar after k years is worth 1 / (1 + rate)^k today.");
    problem_hint(problem, "Over all the years that is (1 - (1 + rate)^-years) / rate.");
    problem_step(problem, "a dollar a year: (1 - %.4g^-%.0f) / %.4g = %.5g", 1 + rate, years, rate,
                 annuity);
    problem_step(problem, "%.0f x %.5g = %.0f", rent, annuity, worth);
    problem_misconception(problem, "undiscounted",
                          "that adds payments of different years as if they were due today", "%.0f",
                          rent * years);
    problem_misconception(problem, "all-at-the-end",
                          "earlier payments are discounted less than the last one", "%.0f",
                          rent * years * pow(1 + rate, -years));
    return true;
}

static void draw_payback(gsl_rng *rng, double *values)
{
    static const double engineers[] = {0.2, 0.3, 0.4};
    values[SCENARIO] = CAPEX_OPEX;
    values[GROWTH] = 0;
    values[CLOUD_PRICE_DECLINE] = 0;
    values[UTILISATION] = draw_between(rng, 12, 19) / 20.0;
    values[OWN_ENGINEERS] = engineers[draw_between(rng, 0, 2)];
    values[CLOUD_ENGINEERS] = 0.1;
}

static bool pose_payback(const double *values, struct problem *problem)
{
    struct ownership ownership = ownership_of(values);
    struct ownership_cash cash;
    plan_cash(&ownership, &cash);
    double capital = round(ownership_capital(&cash, ON_PREMISES, 0));
    double staff = round(cash.month[0][OWN_STAFF]),
           rented_staff = round(cash.month[0][CLOUD_STAFF]);
    double own = round(ownership_running(&cash, ON_PREMISES, 0) / 12 - cash.month[0][OWN_STAFF]);
    double rent = round(ownership_running(&cash, CLOUD, 0) / 12 - cash.month[0][CLOUD_STAFF]);
    double saving = rent + rented_staff - own - staff, months = ceil(capital / saving);
    if (scenario_of(values) != CAPEX_OPEX || !(saving > 0) || !(months >= 2 && months <= 600) ||
        capital > 1e12)
        return false;
    problem_prompt(problem,
                   "Buying costs $%.0f at once, then $%.0f a month and $%.0f for staff. Renting "
                   "costs $%.0f a month and $%.0f for staff. If nothing changes, after how many "
                   "months has buying cost less (not discounted)?",
                   capital, own, staff, rent, rented_staff);
    problem_answer(problem, ANSWER_DECIMAL, "%.0f", months);
    problem->absolute = 1;
    problem->relative = 0.01;
    problem_hint(problem, "What does buying save each month?");
    problem_step(problem, "saved a month: %.0f + %.0f - %.0f - %.0f = %.0f", rent, rented_staff,
                 own, staff, saving);
    problem_step(problem, "%.0f / %.0f = %.4g, so month %.0f", capital, saving, capital / saving,
                 months);
    problem_misconception(problem, "forgets-running-costs",
                          "one's own machines cost something each month too", "%.0f",
                          ceil(capital / (rent + rented_staff)));
    if (rent > own)
        problem_misconception(problem, "forgets-staff", "people are a part of both bills", "%.0f",
                              ceil(capital / (rent - own)));
    return true;
}

static void draw_growth(gsl_rng *rng, double *values)
{
    values[SCENARIO] = CAPEX_OPEX;
    values[YEARS] = draw_between(rng, 3, 8);
    values[GROWTH] = draw_between(rng, 2, 10) / 20.0;
    values[CLOUD_PRICE_DECLINE] = draw_between(rng, 1, 10) / 100.0;
    values[UTILISATION] = draw_between(rng, 2, 10) / 20.0;
}

/* What growth makes of the rent by the last year. */
static bool pose_growth(const double *values, struct problem *problem)
{
    struct ownership ownership = ownership_of(values);
    struct ownership_cash cash;
    plan_cash(&ownership, &cash);
    double first = round(12 * cash.month[0][CLOUD_MACHINES]), years = values[YEARS];
    double growth = values[GROWTH], decline = values[CLOUD_PRICE_DECLINE];
    double factor = (1 + growth) * (1 - decline), last = first * pow(factor, years - 1);
    if (scenario_of(values) != CAPEX_OPEX || years < 3 || !(fabs(growth) >= 0.01) ||
        !(first >= 10) || !(last >= 10) || last > 1e12)
        return false;
    problem_prompt(problem,
                   "Machine hours cost $%.0f in the first year. Demand changes by %+.4g %% a year, "
                   "prices by %+.4g %%. What do machine hours cost in year %.0f, in dollars?",
                   first, 100 * growth, decline > 0 ? -100 * decline : 0 - 100 * decline, years);
    problem_answer(problem, ANSWER_DECIMAL, "%.0f", last);
    problem->relative = 0.01;
    problem_hint(problem, "From year 1 to year %.0f there are %.0f steps.", years, years - 1);
    problem_step(problem, "each year: %.4g x %.4g = %.5g times the one before", 1 + growth,
                 1 - decline, factor);
    problem_step(problem, "%.0f x %.5g^%.0f = %.0f", first, factor, years - 1, last);
    problem_misconception(problem, "adds-instead-of-compounding",
                          "each year grows from the one before, not from the first", "%.0f",
                          first * (1 + (years - 1) * (growth - decline)));
    problem_misconception(problem, "one-year-too-many", "the first year has not grown yet", "%.0f",
                          last * factor);
    problem_misconception(problem, "forgets-prices", "prices change each year as well", "%.0f",
                          last / pow(1 - decline, years - 1));
    return true;
}

static void draw_exit(gsl_rng *rng, double *values)
{
    static const double data[] = {2000, 8000, 20000, 40000, 60000, 100000, 150000};
    values[SCENARIO] = LOCK_IN_SCENARIO;
    values[LOCK_DATA] = data[draw_between(rng, 0, 6)];
    values[LOCK_REWRITE_MONTHS] = draw_between(rng, 0, 6) / 2.0;
}

/* The tiers as "the first 10240 GB at $0.09, to 51200 GB at $0.085"; false: the text has no room.
 */
static void tell_tiers(const struct price_tier *tiers, double quantity, char *buffer, size_t size)
{
    struct text text = {0};
    for (size_t i = 0; i < OWNERSHIP_TIERS; i++) {
        bool last = quantity <= tiers[i].to;
        if (last)
            text_printf(&text, "%s at $%.4g", i > 0 ? ", the rest" : "all", tiers[i].price);
        else
            text_printf(&text, "%s%.6g GB at $%.4g", i > 0 ? ", to " : "to ", tiers[i].to,
                        tiers[i].price);
        if (last)
            break;
    }
    (void)snprintf(buffer, size, "%s", text_string(&text));
    text_release(&text);
}

static bool pose_exit(const double *values, struct problem *problem)
{
    struct price_tier tiers[OWNERSHIP_TIERS];
    char prices[200];
    double data = values[LOCK_DATA], months = values[LOCK_REWRITE_MONTHS];
    egress_tiers(values, tiers);
    double moving = tiered_cost(tiers, OWNERSHIP_TIERS, data);
    double rewriting = months * values[ENGINEER_COST] / 12, exit = moving + rewriting;
    if (scenario_of(values) != LOCK_IN_SCENARIO || !(exit >= 10) || exit > 1e12 || !(moving >= 1))
        return false;
    tell_tiers(tiers, data, prices, sizeof prices);
    problem_prompt(problem,
                   "Leaving a service means moving %.6g GB out (%s a GB) and %.4g months of an "
                   "engineer at $%.0f a year. What does it cost to leave, in dollars?",
                   data, prices, months, values[ENGINEER_COST]);
    problem_answer(problem, ANSWER_DECIMAL, "%.0f", exit);
    problem->relative = 0.01;
    problem_hint(problem, "Each part of the data is paid at the price of its own tier.");
    problem_step(problem, "moving the data: $%.2f", moving);
    problem_step(problem, "rewriting: %.4g x %.0f / 12 = $%.2f", months, values[ENGINEER_COST],
                 rewriting);
    problem_step(problem, "together $%.0f", exit);
    problem_misconception(problem, "data-only", "somebody has to rewrite what used the service",
                          "%.0f", moving);
    problem_misconception(problem, "work-only", "the data's way out is paid too", "%.0f",
                          rewriting);
    return true;
}

static const struct question questions[] = {
    {"worth", draw_worth, pose_worth},
    {"payback", draw_payback, pose_payback},
    {"growth", draw_growth, pose_growth},
    {"exit", draw_exit, pose_exit},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const scenarios[] = {"capex-opex", "lock-in", NULL};
static const char *const machines[] = {"m6i-large", "m7g-large", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [SCENARIO] = {.name = "scenario",
                  .unit = "",
                  .kind = PARAMETER_CHOICE,
                  .choices = scenarios,
                  .help = "own machines or rented ones (own-, cloud-); portable or proprietary "
                          "service (lock-)"},
    [YEARS] = {"years", "years", PARAMETER_INTEGER, 1, OWNERSHIP_YEARS, 5, NULL,
               "how far one looks ahead"},
    [DISCOUNT_RATE] = {"discount-rate", "a year", PARAMETER_REAL, 0, 1, 0.08, NULL,
                       "what your money could earn elsewhere; assumed"},
    [FUTURES] = {"futures", "futures", PARAMETER_INTEGER, 20, 5000, 1000, NULL,
                 "that are drawn; the fan is of them"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 2, 0.3, NULL,
                     "last year's demand and price, staff, life of hardware, work of rewriting may "
                     "be this share more, or as much less, in 90 % of the futures; assumed"},
    [ENGINEER_COST] = {"engineer-cost", "USD a year", PARAMETER_REAL, 0, 1e7, 100000, NULL,
                       "yours: an engineer with all that comes on top of the salary; assumed"},
    [UTILISATION] = {"utilisation", "", PARAMETER_REAL, 0.01, 1, 0.45, NULL,
                     "mean use of the first fleet in the first year; yours, assumed"},
    [GROWTH] = {"growth", "a year", PARAMETER_REAL, -0.9, 3, 0.2, NULL,
                "of demand, disks, traffic and of the data to move; yours, assumed"},
    [STORAGE] = {"storage", "GB", PARAMETER_REAL, 0, 1e9, 10000, NULL,
                 "on disks in the first year; yours, assumed"},
    [EGRESS] = {"egress", "GB a month", PARAMETER_REAL, 0, 1e9, 1000, NULL,
                "traffic out in the first year; yours, assumed"},
    [OWN_SERVER_COUNT] = {"own-servers", "servers", PARAMETER_INTEGER, 1, 100000, 4, NULL,
                          "bought at the start, enough for the first year's peak; yours, assumed"},
    [OWN_MACHINES_PER_SERVER] = {"own-machines-per-server", "machines", PARAMETER_REAL, 0.1, 1000,
                                 24, NULL,
                                 "rented machines that do the work of one server; yours, assumed"},
    [OWN_SERVER_PRICE] = {"own-server-price", "USD", PARAMETER_REAL, 0, 1e7, 9000, NULL,
                          "yours: one server without its data disks; assumed"},
    [OWN_STORAGE_PRICE] = {"own-storage-price", "USD per GB", PARAMETER_REAL, 0, 1000, 0.2, NULL,
                           "yours: disks with their copies; assumed"},
    [OWN_NETWORK_PRICE] = {"own-network-price", "USD", PARAMETER_REAL, 0, 1e9, 4000, NULL,
                           "yours: switches and cables of the first fleet; assumed"},
    [OWN_INSTALLATION_PRICE] = {"own-installation", "USD", PARAMETER_REAL, 0, 1e9, 3000, NULL,
                                "yours: racking and setting up the first fleet; assumed"},
    [OWN_SERVER_WATTS] = {"own-server-watts", "W", PARAMETER_REAL, 0, 1e5, 400, NULL,
                          "yours: mean draw of a server with its disks; assumed"},
    [OWN_PUE] = {"own-pue", "", PARAMETER_REAL, 1, 5, 1.6, NULL,
                 "yours: energy of the building over that of the servers; assumed"},
    [OWN_POWER_PRICE] = {"own-power-price", "USD per kWh", PARAMETER_REAL, 0, 10, 0.15, NULL,
                         "yours; assumed"},
    [OWN_SPACE_PRICE] = {"own-space-price", "USD per server-month", PARAMETER_REAL, 0, 1e5, 60,
                         NULL, "yours: rack space with its internet line; assumed"},
    [OWN_MAINTENANCE_SHARE] = {"own-maintenance", "a year", PARAMETER_REAL, 0, 1, 0.08, NULL,
                               "yours: contract, as a share of the hardware's price; assumed"},
    [OWN_FAILURE_SHARE] = {"own-failures", "a year", PARAMETER_REAL, 0, 1, 0.03, NULL,
                           "yours: share of the servers bought anew after a failure; assumed"},
    [OWN_REFRESH_YEARS] = {"own-refresh-years", "years", PARAMETER_INTEGER, 1, 20, 5, NULL,
                           "yours: life of hardware, then it is bought anew; assumed"},
    [OWN_RESIDUAL] = {"own-residual", "", PARAMETER_REAL, 0, 1, 0.1, NULL,
                      "yours: share of its price that it brings after that life; assumed"},
    [OWN_ENGINEERS] = {"own-engineers", "engineers", PARAMETER_REAL, 0, 1000, 0.5, NULL,
                       "yours: full-time, to run what you own; assumed"},
    [CLOUD_MACHINE] = {.name = "cloud-machine",
                       .unit = "",
                       .kind = PARAMETER_CHOICE,
                       .choices = machines,
                       .help = "what is rented by the hour"},
    [CLOUD_SLACK] = {"cloud-slack", "", PARAMETER_REAL, 0, 10, 0.25, NULL,
                     "hours paid for beyond those used, as a share; yours, assumed"},
    [CLOUD_RESERVED] = {"cloud-reserved", "", PARAMETER_REAL, 0, 1, 0.5, NULL,
                        "share of the hours reserved for a year, at the discount of t3.medium; "
                        "assumed to hold for this machine"},
    [CLOUD_PRICE_DECLINE] = {"cloud-price-decline", "a year", PARAMETER_REAL, -0.5, 0.9, 0.02, NULL,
                             "by which all prices of the cloud fall; assumed"},
    [CLOUD_ENGINEERS] = {"cloud-engineers", "engineers", PARAMETER_REAL, 0, 1000, 0.2, NULL,
                         "yours: full-time, to run what you rent; assumed"},
    [LOCK_COST] = {"lock-cost", "USD a month", PARAMETER_REAL, 0, 1e9, 8000, NULL,
                   "yours: of the portable service; assumed"},
    [LOCK_SAVING] = {"lock-saving", "", PARAMETER_REAL, 0, 1, 0.15, NULL,
                     "by which the proprietary service is cheaper; yours, assumed"},
    [LOCK_BETTER_CHANCE] = {"lock-better-chance", "", PARAMETER_REAL, 0, 1, 0.3, NULL,
                            "that a better offer appears in a year; yours, assumed"},
    [LOCK_BETTER_SAVING] = {"lock-better-saving", "", PARAMETER_REAL, 0, 1, 0.5, NULL,
                            "by which it is cheaper than the portable one; yours, assumed"},
    [LOCK_DATA] = {"lock-data", "GB", PARAMETER_REAL, 0, 1e9, 40000, NULL,
                   "in the first year, to be moved out on leaving; yours, assumed"},
    [LOCK_REWRITE_MONTHS] = {"lock-rewrite-months", "engineer-months", PARAMETER_REAL, 0, 10000, 9,
                             NULL, "yours: work to leave the proprietary service; assumed"},
    [LOCK_PORTABLE_MONTHS] = {"lock-portable-months", "engineer-months", PARAMETER_REAL, 0, 10000,
                              1, NULL, "yours: work to leave the portable service; assumed"},
    [MACHINE_M6I] = PRICE("ec2_m6i_large", "hour", "an m6i.large, on demand"),
    [MACHINE_M7G] = PRICE("ec2_m7g_large", "hour", "an m7g.large, on demand"),
    [MACHINE_T3] = PRICE("ec2_t3_medium", "hour", "a t3.medium, on demand: for the discount"),
    [MACHINE_T3_RESERVED] = PRICE("ec2_t3m_ri1", "hour", "a t3.medium reserved for a year"),
    [DISK] = PRICE("ebs_gp3_gb", "GB-month", "disks for rented machines"),
    [EGRESS_1] = PRICE("aws_egress_1", "GB", "traffic out, first tier"),
    [EGRESS_1_TO] = PRICE_TIER_END("aws_egress_1", "GB", "the end of the first tier"),
    [EGRESS_2] = PRICE("aws_egress_2", "GB", "traffic out, second tier"),
    [EGRESS_2_TO] = PRICE_TIER_END("aws_egress_2", "GB", "the end of the second tier"),
    [EGRESS_3] = PRICE("aws_egress_3", "GB", "traffic out, third tier"),
    [EGRESS_3_TO] = PRICE_TIER_END("aws_egress_3", "GB", "the end of the third tier"),
};

static const struct picture pictures[] = {
    {"years", draw_years},
    {"bill", draw_bill},
    {"difference", draw_difference},
    {"map", draw_map},
};

static const struct preset presets[] = {
    {"a small data team", "", "Close to even: a little more use, or one engineer, decides."},
    {"a burst, idle most of the time", "utilisation=0.05 cloud-reserved=0",
     "Own machines are paid while they idle; the fans part for good."},
    {"a busy farm", "own-servers=20 storage=100000 utilisation=0.75 own-engineers=1.5",
     "Much steady work: buying pays back within the first years."},
    {"nobody counts the staff", "own-engineers=0 cloud-engineers=0",
     "The commonest mistake: without people, owning looks far cheaper."},
    {"demand that goes away", "growth=-0.25 utilisation=0.6",
     "Rent falls with demand; capital that is spent stays spent."},
    {"lock-in without an exit plan", "scenario=lock-in",
     "A better offer that comes late is not worth the exit: one stays, and pays."},
    {"lock-in with an exit plan", "scenario=lock-in lock-rewrite-months=2 lock-saving=0.12",
     "Work kept small gives up a little of the saving, and buys the freedom to leave."},
};

static const char *const topics[] = {"cloud cost", "finance", NULL};
static const char *const series_names[] = {"cost_1_5",  "cost_1_25", "cost_1_50",  "cost_1_75",
                                           "cost_1_95", "cost_2_5",  "cost_2_25",  "cost_2_50",
                                           "cost_2_75", "cost_2_95", "capital_1",  "capital_2",
                                           "running_1", "running_2", "difference", NULL};

const struct simulation simulation_tco = {
    .name = "tco",
    .title = "Owning or renting: total cost over the years",
    .summary = "Own machines against rented ones, and what it costs to be locked in, in today's "
               "money.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct tco),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .picture = "fan",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
