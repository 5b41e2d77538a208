/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a purchase pays: break-even, net present value, internal rate of return, total cost of
 * ownership. Payments fall at the ends of years, the price now.
 *
 * Level 1: break-even and total cost, without interest. 2: present values. 3: internal rate of
 * return, discounted payback, cost a year.
 */
#include <math.h>

#include "engine/base/text.h"
#include "exercises/drill.h"
#include "exercises/drill_systems.h"
#include "exercises/finance.h"
#include "exercises/problem_writer.h"

enum { MOST_YEARS = 40 };

static const char *const purchases[] = {"A server", "A cache appliance", "A rewrite of a slow job",
                                        "A migration to columnar files", "A cooling upgrade"};

static void answer_money(struct problem *problem, double dollars, double tolerance)
{
    problem->unit = "$";
    problem->absolute = tolerance;
    problem_answer(problem, ANSWER_UNIT, "%s", money(problem, dollars));
}

static void wrong_money(struct problem *problem, const char *name, const char *reason,
                        double dollars)
{
    problem_misconception(problem, name, reason, "%s", money(problem, dollars));
}

/* The price now, then the same payment at the end of each year. */
static size_t fill_stream(double price, double yearly, int years, double flows[MOST_YEARS + 1])
{
    flows[0] = -price;
    for (int year = 1; year <= years; year++)
        flows[year] = yearly;
    return (size_t)years + 1;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_break_even(gsl_rng *rng, struct problem *problem)
{
    const char *purchase = DRAW_FROM(rng, purchases);
    int months = draw_between(rng, 4, 40), saved = draw_between(rng, 3, 30) * 50;
    int running = draw_between(rng, 1, 6) * 25, gross = saved + running;
    int price = saved * months;
    problem_prompt(problem,
                   "%s costs %s now and %s a month to run, and saves %s a month. After how many "
                   "months has it paid for itself, without interest?",
                   purchase, money(problem, price), money(problem, running), money(problem, gross));
    problem_answer(problem, ANSWER_UNIT, "%d months", months);
    problem->unit = "months";
    problem->relative = 0.005;
    problem_hint(problem, "What is left of a month's saving once running it is paid?");
    problem_hint(problem, "%s - %s = %s a month.", money(problem, gross), money(problem, running),
                 money(problem, saved));
    problem_step(problem, "saved a month: %s - %s = %s", money(problem, gross),
                 money(problem, running), money(problem, saved));
    problem_step(problem, "%s / %s = %s", money(problem, price), money(problem, saved),
                 problem->answer);
    problem_misconception(problem, "forgot-the-running-cost",
                          "running it takes a part of what it saves", "%s months",
                          shown(problem, (double)price / gross, 4));
    problem_misconception(problem, "added-the-running-cost",
                          "running costs are taken off the saving, not added", "%s months",
                          shown(problem, (double)price / (gross + running), 4));
    problem_misconception(problem, "took-running-for-saving", "divide by what is saved",
                          "%s months", shown(problem, (double)price / running, 4));
}

static void ask_ownership(gsl_rng *rng, struct problem *problem)
{
    int years = draw_between(rng, 2, 6), price = draw_between(rng, 8, 60) * 500;
    int power = draw_between(rng, 4, 30) * 10, upkeep = draw_between(rng, 2, 16) * 250;
    int total = price + years * (12 * power + upkeep);
    problem_prompt(problem,
                   "A machine costs %s. Power and rack space are %s a month, and upkeep is %s a "
                   "year. What does it cost altogether over %d years, without interest?",
                   money(problem, price), money(problem, power), money(problem, upkeep), years);
    answer_money(problem, total, 0.5);
    problem_hint(problem, "Bring everything to years first: a year has 12 months.");
    problem_hint(problem, "A year costs 12 · %s + %s.", money(problem, power),
                 money(problem, upkeep));
    problem_step(problem, "a year: 12 · %s + %s = %s", money(problem, power),
                 money(problem, upkeep), money(problem, 12 * power + upkeep));
    problem_step(problem, "%s + %d · %s = %s", money(problem, price), years,
                 money(problem, 12 * power + upkeep), problem->answer);
    wrong_money(problem, "mixed-months-and-years", "power is paid every month",
                price + years * (power + upkeep));
    wrong_money(problem, "mixed-months-and-years", "upkeep is paid once a year",
                price + years * 12 * (power + upkeep));
    wrong_money(problem, "forgot-the-price", "the machine itself is part of its cost",
                total - price);
    wrong_money(problem, "price-every-year", "the price is paid once", total + (years - 1) * price);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

/* "$400/1.10 + $400/1.10^2 + ...": what each payment is worth now. */
static void add_value_steps(struct problem *problem, double rate, const double *flows, size_t count)
{
    struct text sum = {0};
    for (size_t k = 1; k < count; k++)
        text_printf(&sum, "%s%s/%.2f^%zu", k > 1 ? " + " : "", money(problem, flows[k]), 1 + rate,
                    k);
    problem_step(problem, "received, worth now: %s", text_string(&sum));
    problem_step(problem, "= %s", money(problem, finance_npv(rate, flows, count) - flows[0]));
    text_release(&sum);
}

static void ask_value(gsl_rng *rng, struct problem *problem)
{
    static const int rates[] = {4, 5, 6, 8, 10, 12, 15};
    const char *purchase = DRAW_FROM(rng, purchases);
    double flows[MOST_YEARS + 1];
    int percent = DRAW_FROM(rng, rates), years = draw_between(rng, 2, 4);
    int yearly = draw_between(rng, 2, 12) * 100;
    int price = (yearly * years * draw_between(rng, 75, 105) / 100 + 25) / 50 * 50;
    double rate = percent / 100.0;
    size_t count = fill_stream(price, yearly, years, flows);
    double value = finance_npv(rate, flows, count);
    problem_prompt(problem,
                   "%s costs %s now and brings %s at the end of each of %d years. What is its net "
                   "present value at %d %% a year?",
                   purchase, money(problem, price), money(problem, yearly), years, percent);
    answer_money(problem, value, 0.51);
    problem_hint(problem, "What comes after n years is worth 1/%.2f^n as much now.", 1 + rate);
    problem_hint(problem,
                 "Add up what is received, each payment discounted, and take the price off.");
    add_value_steps(problem, rate, flows, count);
    problem_step(problem, "less the price, %s: %s", money(problem, price), problem->answer);
    wrong_money(problem, "forgot-the-interest", "later money is worth less now",
                yearly * years - price);
    wrong_money(problem, "forgot-the-price", "net means: less the price", value + price);
    wrong_money(problem, "first-payment-now", "the first payment comes after a year",
                (value + price) * (1 + rate) - price);
    wrong_money(problem, "discounted-the-price", "the price is paid now, at its full value",
                (value + price) - price / (1 + rate));
    wrong_money(problem, "discounted-all-alike",
                "only the last payment is discounted over all the years",
                yearly * years / pow(1 + rate, years) - price);
    wrong_money(problem, "swapped-the-sign", "what is paid is negative", -value);
}

static void ask_owning_now(gsl_rng *rng, struct problem *problem)
{
    static const int rates[] = {3, 4, 5, 6, 8, 10};
    int percent = DRAW_FROM(rng, rates), years = draw_between(rng, 2, 5);
    int yearly = draw_between(rng, 3, 20) * 100, price = draw_between(rng, 5, 40) * 250;
    double rate = percent / 100.0, factor = finance_annuity(rate, years);
    double total = price + yearly * factor;
    problem_prompt(problem,
                   "A machine costs %s now and %s at the end of each of %d years to run. What is "
                   "its total cost of ownership worth now, at %d %% a year?",
                   money(problem, price), money(problem, yearly), years, percent);
    answer_money(problem, total, 0.51);
    problem_hint(problem, "The price counts in full; what is paid later is discounted.");
    problem_hint(problem, "1 a year for n years is worth (1 - %.2f^-n) / %.2f now.", 1 + rate,
                 rate);
    problem_step(problem, "(1 - %.2f^-%d) / %.2f = %s", 1 + rate, years, rate,
                 shown(problem, factor, 6));
    problem_step(problem, "%s + %s · %s = %s", money(problem, price), money(problem, yearly),
                 shown(problem, factor, 6), problem->answer);
    wrong_money(problem, "forgot-the-interest", "what is paid later is worth less now",
                price + yearly * years);
    wrong_money(problem, "first-payment-now", "the first payment comes after a year",
                price + yearly * factor * (1 + rate));
    wrong_money(problem, "forgot-the-price", "the machine itself is part of its cost",
                yearly * factor);
    wrong_money(problem, "discounted-the-price", "the price is paid now, at its full value",
                price / (1 + rate) + yearly * factor);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_return(gsl_rng *rng, struct problem *problem)
{
    const char *purchase = DRAW_FROM(rng, purchases);
    double flows[MOST_YEARS + 1], found = 0;
    int years, yearly, price;
    size_t count;
    do { /* prices in round figures whose rate is one that people meet */
        years = draw_between(rng, 2, 4);
        yearly = draw_between(rng, 2, 12) * 100;
        price = draw_between(rng, 60, 95) * years * yearly / 100 / 50 * 50;
        count = fill_stream(price, yearly, years, flows);
    } while (finance_irr(flows, count, 1, &found, 1) != 1 || found < 0.03 || found > 0.4);
    double guess = round(found * 100) / 100;
    problem_prompt(problem,
                   "%s costs %s now and brings %s at the end of each of %d years. What is its "
                   "internal rate of return, in percent a year, to one decimal?",
                   purchase, money(problem, price), money(problem, yearly), years);
    answer_percent(problem, found, 2, 0.0006);
    problem_hint(problem, "At the internal rate of return, what is received is worth the price.");
    problem_hint(problem,
                 "The rate at which 1 a year for %d years is worth %s / %s = %s now; try "
                 "a rate, and look whether it is more.",
                 years, money(problem, price), money(problem, yearly),
                 shown(problem, (double)price / yearly, 5));
    problem_step(problem, "wanted: (1 - (1 + r)^-%d) / r = %s / %s = %s", years,
                 money(problem, price), money(problem, yearly),
                 shown(problem, (double)price / yearly, 5));
    problem_step(problem, "at %.0f %% the net present value is %s, at %.0f %% %s", 100 * guess - 1,
                 money(problem, finance_npv(guess - 0.01, flows, count)), 100 * guess + 1,
                 money(problem, finance_npv(guess + 0.01, flows, count)));
    problem_step(problem, "it is zero at %s", problem->answer);
    wrong_percent(problem, "forgot-compounding",
                  "the gain is not spread evenly: the price is paid back on the way",
                  ((double)yearly * years / price - 1) / years);
    wrong_percent(problem, "gave-the-whole-gain", "that is the gain over all years",
                  (double)yearly * years / price - 1);
    wrong_percent(problem, "as-if-paid-at-the-end", "most is received before the last year",
                  finance_period_rate((double)yearly * years / price - 1, years));
    wrong_percent(problem, "payment-over-price", "a part of each payment gives the price back",
                  (double)yearly / price);
}

static void ask_discounted_payback(gsl_rng *rng, struct problem *problem)
{
    static const int rates[] = {4, 5, 6, 8, 10, 12};
    const char *purchase = DRAW_FROM(rng, purchases);
    double flows[MOST_YEARS + 1];
    int percent, yearly, price;
    long years;
    double rate, left; /* what is missing at the end of the year before, and is not too close */
    do {
        percent = DRAW_FROM(rng, rates);
        rate = percent / 100.0;
        yearly = draw_between(rng, 2, 15) * 100;
        price = draw_between(rng, 20, 80) * yearly / 1000 * 100;
        years = finance_payback(rate, flows, fill_stream(price, yearly, MOST_YEARS, flows));
        left = years > 1 ? -finance_npv(rate, flows, (size_t)years) / yearly : 0;
    } while (years < 3 || years > 10 || left < 0.02);
    size_t count = (size_t)years;
    problem_prompt(problem,
                   "%s costs %s now and brings %s at the end of each year. Money costs %d %% a "
                   "year. After how many whole years has it paid for itself, interest included?",
                   purchase, money(problem, price), money(problem, yearly), percent);
    problem_answer(problem, ANSWER_EXACT, "%ld", years);
    problem_hint(problem, "Discount each payment, and add them up until they reach the price.");
    problem_hint(problem, "n payments are worth %s · (1 - %.2f^-n) / %.2f now.",
                 money(problem, yearly), 1 + rate, rate);
    problem_step(problem, "%ld payments are worth %s now: %s is missing", years - 1,
                 money(problem, finance_npv(rate, flows, count) + price),
                 money(problem, -finance_npv(rate, flows, count)));
    problem_step(problem, "%ld payments are worth %s, which is at least %s", years,
                 money(problem, finance_npv(rate, flows, count + 1) + price),
                 money(problem, price));
    problem_step(problem, "years: %ld", years);
    problem_misconception(problem, "forgot-the-interest", "later money is worth less now", "%d",
                          (price + yearly - 1) / yearly);
    problem_misconception(problem, "one-payment-short", "a little is still missing then", "%ld",
                          years - 1);
    problem_misconception(problem, "one-payment-too-many", "it has paid a year earlier", "%ld",
                          years + 1);
}

static void ask_cost_a_year(gsl_rng *rng, struct problem *problem)
{
    static const int rates[] = {4, 5, 6, 8, 10};
    int percent = DRAW_FROM(rng, rates), years = draw_between(rng, 3, 6);
    int price = draw_between(rng, 10, 80) * 500, running = draw_between(rng, 4, 30) * 100;
    double rate = percent / 100.0, factor = finance_annuity(rate, years);
    double each = price / factor + running;
    problem_prompt(problem,
                   "A cluster costs %s now and %s at the end of each year to run, and is worth "
                   "nothing after %d years. From which yearly rent on is buying cheaper, at %d %% "
                   "a year? The rent would be paid at the end of each year.",
                   money(problem, price), money(problem, running), years, percent);
    answer_money(problem, each, 1.01);
    problem_hint(problem, "Spread the price over the years as equal payments of the same value.");
    problem_hint(problem, "Divide the price by (1 - %.2f^-%d) / %.2f, and add what running costs.",
                 1 + rate, years, rate);
    problem_step(problem, "(1 - %.2f^-%d) / %.2f = %s", 1 + rate, years, rate,
                 shown(problem, factor, 6));
    problem_step(problem, "%s / %s = %s a year", money(problem, price), shown(problem, factor, 6),
                 money(problem, price / factor));
    problem_step(problem, "with %s for running: %s", money(problem, running), problem->answer);
    wrong_money(problem, "forgot-the-interest", "the price is paid before the rents would be",
                (double)price / years + running);
    wrong_money(problem, "forgot-the-running-cost", "rent pays for running it, too",
                price / factor);
    wrong_money(problem, "added-simple-interest",
                "interest is due only on what is not yet paid back",
                (double)price / years + rate * price + running);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][3] = {
        {ask_break_even, ask_break_even, ask_ownership},
        {ask_value, ask_value, ask_owning_now},
        {ask_return, ask_discounted_payback, ask_cost_a_year},
    };
    (void)drill;
    DRAW_FROM(rng, askers[level - 1])(rng, problem);
}

const struct drill drill_payback = {
    .name = "payback",
    .title = "Payback and present value",
    .topic = "systems",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"linear-equation", "percent-change", NULL},
    .terms = (const char *const[]){"break even", "payback", "net present value", "npv",
                                   "internal rate of return", "return on investment",
                                   "total cost of ownership", "tco", "capex", "opex", "cloud cost",
                                   "cloud pricing", NULL},
    .generate = generate,
};
