/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The function that the fit of FSRS minimises, its derivatives, the search, the scores. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "engine/fit.h"
#include "tests/support/near.h"
#include "tests/support/reviews.h"
#include "tests/support/suite.h"

enum { N = FSRS_PARAMETERS };

/* --- The function ------------------------------------------------------------------------------
 */

/* The same by the words of the definition: every review by fsrs.h, no sharing. */
static double value_by_definition(const struct fit_log *log, const double w[N])
{
    struct fsrs_memory *memories = memory_allocate(log->cards, sizeof *memories);
    day_number *last = memory_allocate(log->cards, sizeof *last);
    bool *known = memory_allocate(log->cards, sizeof *known);
    double n = (double)fit_log_scored(log, log->count), i = 0, sum = 0, weights = 0;
    for (size_t at = 0; at < log->count; at++) {
        const struct fit_review *review = &log->reviews[at];
        uint32_t card = review->card;
        int gap = known[card] ? review->day - last[card] : 0, rating = fsrs_rating(review->grade);
        if (gap > 0) {
            double recall = fsrs_retrievability(w, gap, memories[card].stability);
            double weight = 0.25 + 0.75 * (n > 1 ? pow(i / (n - 1), 3) : 1);
            sum -= weight * log1p(review->grade >= 3 ? recall - 1 : -recall);
            weights += weight;
            i++;
        }
        memories[card] = known[card] ? fsrs_next(w, memories[card], gap > 0 ? gap : 0, rating)
                                     : fsrs_first(w, rating);
        if (!known[card] || gap > 0)
            last[card] = review->day;
        known[card] = true;
    }
    for (int k = 0; k < N; k++)
        sum += pow((w[k] - fsrs_default[k]) / fit_width[k], 2) / 2;
    free(memories);
    free(last);
    free(known);
    return weights > 0 ? sum / weights : 0;
}

/* Any point within the bounds; `edge`: each parameter at one of its bounds by that chance. */
static void any_point(struct random_source *random, double edge, double w[N])
{
    for (int k = 0; k < N; k++) {
        double share = random_unit(random);
        if (random_unit(random) < edge)
            share = random_unit(random) < 0.5 ? 0 : 1;
        double low = fsrs_least[k], high = fsrs_most[k];
        w[k] = k < 4 ? low * pow(high / low, share) : low + share * (high - low);
        w[k] = fmin(fmax(w[k], low), high);
    }
}

/* A log without sense: any gaps, any grades, days that go back. */
static void any_log(struct random_source *random, struct fit_log *log)
{
    size_t count = 1 + random_below(random, 120);
    uint32_t cards = 1 + (uint32_t)random_below(random, 12);
    day_number days[12] = {0};
    for (size_t i = 0; i < count; i++) {
        uint32_t card = (uint32_t)random_below(random, cards);
        double kind = random_unit(random);
        if (kind > 0.3)
            days[card] += 1 + (day_number)random_below(random, kind < 0.9 ? 20 : 3000);
        else if (kind < 0.02)
            days[card]--;
        fit_log_add(log, card, days[card], (int)random_below(random, 6));
    }
}

static void test_value_is_the_definition(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 1);
    for (int i = 0; i < 400; i++) {
        struct fit_log log = {0};
        double w[N];
        any_log(&random, &log);
        any_point(&random, i % 2 ? 0.3 : 0, w);
        struct fit_model *model = fit_model_new(&log, log.count, 1);
        near_relative(fit_value(model, w), value_by_definition(&log, w), 1e-9);
        fit_model_free(model);
        fit_log_release(&log);
    }
}

/* Central differences of the fourth order; one-sided pieces meet at the limits of the formulas, so
 * a difference that straddles one is no derivative: there two steps disagree. */
static bool difference(struct fit_model *model, const double w[N], int k, double *slope)
{
    double found[2];
    for (int i = 0; i < 2; i++) {
        double step = (i ? 1e-5 : 2e-5) * fmax(fabs(w[k]), 0.02), v[4], moved[N];
        static const double away[] = {-2, -1, 1, 2};
        memcpy(moved, w, sizeof moved);
        for (int j = 0; j < 4; j++) {
            moved[k] = w[k] + away[j] * step;
            v[j] = fit_value(model, moved);
        }
        found[i] = (v[0] - 8 * v[1] + 8 * v[2] - v[3]) / (12 * step);
    }
    *slope = found[1];
    return fabs(found[0] - found[1]) <= 1e-6 * fmax(fabs(found[1]), 1e-2);
}

static void test_gradient(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 2);
    long checked = 0, straddled = 0;
    for (int i = 0; i < 600; i++) {
        struct fit_log log = {0};
        double w[N], gradient[N];
        any_log(&random, &log);
        any_point(&random, 0, w);
        if (i % 3 == 0)
            reviews_person(w, 1, (uint64_t)i);
        struct fit_model *model = fit_model_new(&log, log.count, 1);
        (void)fit_value(model, w);
        fit_gradient(model, gradient);
        for (int k = 0; k < N; k++) {
            double slope;
            bool smooth = difference(model, w, k, &slope);
            straddled += !smooth;
            checked += smooth;
            if (smooth)
                near(gradient[k], slope, 1e-5 * fmax(fabs(slope), 1e-1));
        }
        fit_model_free(model);
        fit_log_release(&log);
    }
    assert_true(checked > 50 * straddled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value_is_the_definition),
        cmocka_unit_test(test_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
