/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several regions: what being up more costs, and what it is worth.
 *
 * A region is up a share a of the time. Part of what takes it down, the common cause c of its
 * unavailability u = 1 - a, takes down all of them (a bad release, a name service): the beta-factor
 * model of Fleming (1975). With a_c = 1 - c u for the common part and a_i = a / a_c for what a
 * region does by itself, n regions are up a_c (1 - (1 - a_i)^n), which is a for one and 1 - (1 -
 * a)^n without common cause. While a region's share of the traffic moves to the others, that share
 * is down for the time of the failover.
 *
 * Costs are n times the machines and the stored copies, the changes sent to n - 1 regions, and what
 * the hours down cost. Left out: regions that slow down without failing, and customers who leave.
 */
#include <math.h>
#include <stdio.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_regions;

enum { MOST_REGIONS = 4 };
enum parameter_index {
    DOWN_HOUR,
    COMMON,
    AVAILABILITY,
    OUTAGES,
    FAILOVER,
    MACHINES,
    DATA,
    CHANGES,
    UNCERTAINTY,
    MACHINE,
    STORAGE,
    STORAGE_TO,
    TRANSFER,
    PARAMETERS
};
static const double hours_a_month = 730, hours_a_year = 8760;

/* --- Being up -----------------------------------------------------------------------------------
 */

static double availability_of(const double *values, int regions)
{
    double common = 1 - values[COMMON] * (1 - values[AVAILABILITY]);
    double own = values[AVAILABILITY] / common;
    return common * (1 - pow(1 - own, regions));
}

/* Hours a year that requests are not answered, weighted by the share of them. */
static double hours_down(const double *values, int regions)
{
    double all = (1 - availability_of(values, regions)) * hours_a_year;
    double own = values[OUTAGES] * (1 - values[COMMON]);           /* of each region */
    double moving = regions > 1 ? own * values[FAILOVER] / 60 : 0; /* n regions, a share 1/n each */
    return fmin(all + moving, hours_a_year);
}

/* --- Costs --------------------------------------------------------------------------------------
 */

static const char *name(const double *values, size_t alternative)
{
    static const char *const names[MOST_REGIONS] = {"one region", "two regions", "three regions",
                                                    "four regions"};
    (void)values;
    return names[alternative];
}

static const char *const *prices(const double *values, size_t alternative)
{
    static const char *const one[] = {"ec2_m6i_large", "s3_std", NULL};
    static const char *const more[] = {"ec2_m6i_large", "s3_std", "aws_interregion", NULL};
    (void)values;
    return alternative ? more : one;
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    int regions = (int)alternative + 1;
    /* the machines of one region carry the load; each further region has as many, to take over */
    double machines = regions * values[MACHINES] * values[MACHINE] * hours_a_month;
    struct price_tier tier = {values[STORAGE], values[STORAGE_TO]};
    double stored = regions * tiered_cost(&tier, 1, values[DATA]);
    double total = bill_add(bill, "machines", machines);
    total += bill_add(bill, "stored copies", stored);
    total += bill_add(bill, "replication", (regions - 1) * values[CHANGES] * values[TRANSFER]);
    return total +
           bill_add(bill, "hours down", hours_down(values, regions) / 12 * values[DOWN_HOUR]);
}

static const char *why(const double *values, size_t alternative)
{
    (void)values;
    (void)alternative;
    return "more data in a region than the last tier whose price is sourced; add the next one to "
           "your prices.csv";
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size,
                   "Regions up %.6g %% each, %.3g %% of that in common; an hour down costs $%.6g",
                   100 * values[AVAILABILITY], 100 * values[COMMON], values[DOWN_HOUR]);
}

/* Costs are straight lines over the cost of an hour. */
static void predict_crossings(const double *values, struct report *report)
{
    double without[PARAMETERS];
    static const char *const keys[MOST_REGIONS - 1] = {"break_even.one_region_two_regions",
                                                       "break_even.two_regions_three_regions",
                                                       "break_even.three_regions_four_regions"};
    for (size_t i = 0; i < PARAMETERS; i++)
        without[i] = values[i];
    without[DOWN_HOUR] = 0;
    for (size_t i = 0; i + 1 < MOST_REGIONS; i++) {
        double dearer = cost(without, i + 1, NULL) - cost(without, i, NULL);
        double saved = (hours_down(values, (int)i + 1) - hours_down(values, (int)i + 2)) / 12;
        double even = dearer / saved;
        if (isfinite(even) && even >= 1 && even <= 1e6)
            report_predict(report, keys[i], even, true, "dearer by month / hours saved a month");
    }
}

static void extra(const double *values, struct report *report)
{
    for (int n = 1; n <= MOST_REGIONS; n++) {
        char key[32];
        (void)snprintf(key, sizeof key, "availability_%d", n);
        report_value(report, key, "", availability_of(values, n));
    }
    for (int n = 1; n <= MOST_REGIONS; n++) {
        char key[32];
        (void)snprintf(key, sizeof key, "hours_down_%d", n);
        report_value(report, key, "hours/year", hours_down(values, n));
    }
    predict_crossings(values, report);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_regions,
    .title = title,
    .alternative_count = MOST_REGIONS,
    .name = name,
    .cost = cost,
    .why = why,
    .prices = prices,
    .unit = "USD/month",
    .axes = {{DOWN_HOUR, 1, 1e6, true, "dollars that an hour down costs"},
             {COMMON, 0, 1, false, "share of the outages that hits all regions"},
             {AVAILABILITY, 0.9, 0.9999, false, "share of the time that one region is up"}},
    .axis_count = 3,
    .uncertain = {DOWN_HOUR, OUTAGES, CHANGES},
    .uncertain_count = 3,
    .uncertainty = UNCERTAINTY,
    .extra = extra,
};

static void init(void *state, const double *values, gsl_rng *rng)
{
    tradeoff_init(state, &tradeoff, values, rng);
}

/* --- Availability by number of regions ----------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* Each number of regions: how much it is up, and the hours down as a bar. */
static void draw_availability(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct tradeoff_run *run = state;
    char line[200];
    title(run->values, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    if (!report)
        return;
    double most = hours_down(run->values, 1);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_DIM),
                          "regions    up                hours down a year");
    for (int n = 1; n <= MOST_REGIONS && n + 1 < canvas->rows; n++) {
        double hours = hours_down(run->values, n);
        (void)canvas_printf(canvas, 0, n + 1, ink(INK_TEXT), "%7d    %.8g %%", n,
                            100 * availability_of(run->values, n));
        (void)canvas_printf(canvas, 29, n + 1, ink(INK_STRONG), "%8.4g", hours);
        canvas_bar(canvas, 39, n + 1, canvas->columns - 40, most > 0 ? hours / most : 0,
                   ink(INK_BAD));
    }
    (void)canvas_text_fit(canvas, 0, MOST_REGIONS + 3, canvas->columns, ink(INK_DIM),
                          "What all regions have in common does not shrink with their number.");
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_two(gsl_rng *rng, double *values)
{
    static const double availabilities[] = {0.95, 0.98, 0.99, 0.995, 0.999};
    values[AVAILABILITY] = availabilities[draw_between(rng, 0, 4)];
    values[COMMON] = 0;
}

static bool pose_together(const double *values, struct problem *problem)
{
    double u = 1 - values[AVAILABILITY], together = 1 - u * u;
    if (values[COMMON] > 0 || !(u > 0))
        return false;
    problem_prompt(problem,
                   "Two regions are each up %.4g %% of the time and fail independently of each "
                   "other; either can carry the load. How much of the time is at least one up?",
                   100 * values[AVAILABILITY]);
    problem_answer(problem, ANSWER_PERCENT, "%.8g %%", 100 * together);
    problem->absolute = u * u / 10;
    problem_hint(problem, "Both have to be down.");
    problem_step(problem, "both down: %.4g x %.4g = %.4g", u, u, u * u);
    problem_step(problem, "1 - %.4g = %.8g %%", u * u, 100 * together);
    problem_misconception(problem, "series", "that is how often both are up", "%.8g %%",
                          100 * values[AVAILABILITY] * values[AVAILABILITY]);
    return true;
}

static void draw_common(gsl_rng *rng, double *values)
{
    static const double shares[] = {0.05, 0.1, 0.2, 0.25};
    static const double availabilities[] = {0.99, 0.995, 0.999};
    values[AVAILABILITY] = availabilities[draw_between(rng, 0, 2)];
    values[COMMON] = shares[draw_between(rng, 0, 3)];
}

static bool pose_common(const double *values, struct problem *problem)
{
    double u = 1 - values[AVAILABILITY], floor_of = values[COMMON] * u * hours_a_year;
    if (!(floor_of > 0))
        return false;
    problem_prompt(problem,
                   "A region is down %.4g %% of the time, and %.3g %% of that comes from causes "
                   "that take all regions down together. However many regions there are, how many "
                   "hours a year (8,760 h) stay down?",
                   100 * u, 100 * values[COMMON]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", floor_of);
    problem->relative = 0.03;
    problem_hint(problem, "More regions help against what each does by itself only.");
    problem_step(problem, "common part: %.4g x %.3g = %.4g of the time", u, values[COMMON],
                 u * values[COMMON]);
    problem_step(problem, "x 8760 h = %.4g", floor_of);
    problem_misconception(problem, "one-region", "that is one region by itself", "%.4g",
                          u * hours_a_year);
    return true;
}

static void draw_worth(gsl_rng *rng, double *values)
{
    values[MACHINES] = draw_between(rng, 2, 20);
    values[AVAILABILITY] = 0.999;
    values[COMMON] = draw_between(rng, 1, 4) / 10.0;
}

static bool pose_worth(const double *values, struct problem *problem)
{
    double without[PARAMETERS];
    for (size_t i = 0; i < PARAMETERS; i++)
        without[i] = values[i];
    without[DOWN_HOUR] = 0;
    double dearer = cost(without, 1, NULL) - cost(without, 0, NULL);
    double saved = (hours_down(values, 1) - hours_down(values, 2)) / 12, even = dearer / saved;
    if (!isfinite(even) || !(saved > 0))
        return false;
    problem_prompt(problem,
                   "A second region costs $%.4g a month more and takes the time down from %.4g to "
                   "%.4g hours a month. From which cost of an hour down on is it worth it?",
                   dearer, hours_down(values, 1) / 12, hours_down(values, 2) / 12);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", even);
    problem->relative = 0.03;
    problem_hint(problem, "What an hour saved costs.");
    problem_step(problem, "%.4g hours a month are saved", saved);
    problem_step(problem, "$%.4g / %.4g h = $%.4g", dearer, saved, even);
    problem_misconception(problem, "all-hours", "a second region does not save all of them", "%.4g",
                          dearer / (hours_down(values, 1) / 12));
    return true;
}

static const struct question questions[] = {
    {"two", draw_two, pose_together},
    {"common", draw_common, pose_common},
    {"worth", draw_worth, pose_worth},
};

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[PARAMETERS] = {
    [DOWN_HOUR] = {"down-hour-cost", "USD/hour", PARAMETER_REAL, 0, 1e9, 1000, NULL,
                   "what an hour without the service costs you: your own figure"},
    [COMMON] = {"common-cause", "", PARAMETER_REAL, 0, 1, 0.1, NULL,
                "share of a region's time down that hits all of them: assumed"},
    [AVAILABILITY] = {"availability", "", PARAMETER_REAL, 0.5, 0.9999999, 0.999, NULL,
                      "share of the time that one region is up: assumed"},
    [OUTAGES] = {"outages", "a year", PARAMETER_REAL, 0, 1000, 4, NULL, "of one region: assumed"},
    [FAILOVER] = {"failover-minutes", "minutes", PARAMETER_REAL, 0, 1440, 5, NULL,
                  "until the others have the traffic of a region that is down"},
    [MACHINES] = {"machines", "machines", PARAMETER_REAL, 1, 1e6, 10, NULL,
                  "in each region, m6i.large; each region can carry all of the load"},
    [DATA] = {"data", "GB", PARAMETER_REAL, 0, 1e9, 2000, NULL, "stored in each region"},
    [CHANGES] = {"changes", "GB/month", PARAMETER_REAL, 0, 1e9, 1000, NULL,
                 "that are sent to each further region"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.5, NULL,
                     "cost of an hour, outages and changes: this share more, or as much less"},
    [MACHINE] = PRICE("ec2_m6i_large", "hour", "a machine for an hour"),
    [STORAGE] = PRICE("s3_std", "GB-month", "storage of a copy"),
    [STORAGE_TO] = PRICE_TIER_END("s3_std", "GB-month", "the end of its first tier"),
    [TRANSFER] = PRICE("aws_interregion", "GB", "sending changes to another region"),
};

static const struct picture pictures[] = {
    {"common cause", tradeoff_draw_second},
    {"availability", draw_availability},
    {"map", tradeoff_draw_map},
    {"bill", tradeoff_draw_bill},
};

static const struct preset presets[] = {
    {"nothing in common", "common-cause=0", "Nines add up: 99.9 % becomes 99.9999 %."},
    {"one release for all", "common-cause=0.5", "A second region halves the time down, no more."},
    {"an hour that costs a fortune", "down-hour-cost=50000", "More regions pay for themselves."},
    {"shaky regions", "availability=0.98 outages=30", "Where a third region begins to matter."},
};

static const char *const topics[] = {"cloud cost", "availability", NULL};

const struct simulation simulation_regions = {
    .name = "regions",
    .title = "Regions: what being up is worth",
    .summary = "One to four regions: time down against machines, copies and replication.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = TRADEOFF_SERIES_4,
    .version = 1,
    .state_size = sizeof(struct tradeoff_run),
    .init = init,
    .step = tradeoff_step,
    .describe = tradeoff_describe,
    .observe = tradeoff_observe,
    .draw = tradeoff_draw,
    .copy = tradeoff_copy,
    .picture = "costs",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
