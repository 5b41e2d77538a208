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

/* The slope to one side, by two steps (Richardson); false where they disagree. */
static bool one_sided(struct fit_model *model, const double w[N], int k, double side, double *slope)
{
    double moved[N], found[2], value = fit_value(model, w);
    for (int j = 0; j < 2; j++) {
        double step = side * (j ? 1e-6 : 2e-6) * fmax(fabs(w[k]), 0.01);
        memcpy(moved, w, sizeof moved);
        moved[k] += step;
        found[j] = (fit_value(model, moved) - value) / step;
    }
    *slope = 2 * found[1] - found[0];
    return fabs(found[0] - found[1]) < 1e-4 * fmax(fabs(*slope), 1e-1);
}

/* At bounds clamps, the cap of a failure and the floor of a repeat are common, and a point may lie
 * just where one begins: the gradient is then the slope to one of the sides. */
static void test_gradient_at_bounds(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 3);
    long checked = 0, bent = 0, edges = 0;
    for (int i = 0; i < 300; i++) {
        struct fit_log log = {0};
        double w[N], gradient[N];
        any_log(&random, &log);
        any_point(&random, 0.5, w);
        struct fit_model *model = fit_model_new(&log, log.count, 1);
        (void)fit_value(model, w);
        fit_gradient(model, gradient);
        for (int k = 0; k < N; k++) {
            double up, down;
            if (!one_sided(model, w, k, 1, &up) || !one_sided(model, w, k, -1, &down)) {
                bent++;
                continue;
            }
            bool differ = fabs(up - down) > 1e-3 * fmax(fabs(up), 1e-1);
            double nearest = fabs(gradient[k] - up) < fabs(gradient[k] - down) ? up : down;
            near(gradient[k], nearest, 1e-3 * fmax(fabs(nearest), 1e-1));
            edges += differ;
            checked++;
        }
        fit_model_free(model);
        fit_log_release(&log);
    }
    assert_true(checked > 50 * bent && checked > 50 * edges);
}

/* Each card alone: information is the sum of squared slopes of R over R (1-R), and what the widths
 * add; the slopes by differences. */
static void test_information(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 4);
    for (int i = 0; i < 40; i++) {
        struct fit_log log = {0};
        double w[N], information[N * N], expected[N] = {0};
        day_number day = 0;
        int count = 2 + (int)random_below(&random, 6);
        for (int at = 0; at < count; at++, day += (day_number)random_below(&random, 9))
            fit_log_add(&log, 0, day, (int)random_below(&random, 6));
        reviews_person(w, 0.5, (uint64_t)i);
        struct fit_model *model = fit_model_new(&log, log.count, 1);
        double total = fit_model_weight(model);
        (void)fit_value(model, w);
        fit_information(model, information);
        size_t scored = fit_log_scored(&log, log.count), number = 0;
        for (size_t at = 1; at < log.count && total > 0; at++) {
            if (log.reviews[at].day <= log.reviews[at - 1].day)
                continue;
            double age = scored > 1 ? (double)number++ / (double)(scored - 1) : 1;
            for (int k = 0; k < N; k++) {
                double r[3], step = 1e-6 * fmax(w[k], 0.01);
                for (int j = -1; j <= 1; j++) {
                    double moved[N];
                    memcpy(moved, w, sizeof moved);
                    moved[k] += j * step;
                    struct fsrs_memory memory =
                        fsrs_first(moved, fsrs_rating(log.reviews[0].grade));
                    for (size_t b = 1; b < at; b++)
                        memory =
                            fsrs_next(moved, memory, log.reviews[b].day - log.reviews[b - 1].day,
                                      fsrs_rating(log.reviews[b].grade));
                    r[j + 1] = fsrs_retrievability(
                        moved, log.reviews[at].day - log.reviews[at - 1].day, memory.stability);
                }
                double slope = (r[2] - r[0]) / (2 * step);
                expected[k] += (0.25 + 0.75 * pow(age, 3)) * slope * slope / (r[1] * (1 - r[1]));
            }
        }
        for (int k = 0; k < N && total > 0; k++)
            near_relative(information[k * N + k],
                          (expected[k] + 1 / (fit_width[k] * fit_width[k])) / total, 1e-4);
        fit_model_free(model);
        fit_log_release(&log);
    }
}

/* A sample of the cards weighs as much as all of them, and all of them are a sample of one in one.
 */
static void test_sample(void **state)
{
    (void)state;
    struct fit_log log = {0};
    reviews_generate(&log, fsrs_default, 20000, 9);
    struct fit_model *whole = fit_model_new(&log, log.count, 1);
    struct fit_model *sample = fit_model_new(&log, log.count, 4);
    assert_true(fit_model_nodes(sample) < fit_model_nodes(whole) / 2);
    near_relative(fit_model_weight(sample), fit_model_weight(whole), 1e-12);
    near_relative(fit_value(sample, fsrs_default), fit_value(whole, fsrs_default), 0.03);
    fit_model_free(whole);
    fit_model_free(sample);
    fit_log_release(&log);
}

/* --- The search --------------------------------------------------------------------------------
 */

static void check_parameters(const double w[N])
{
    for (int k = 0; k < N; k++)
        assert_true(w[k] >= fsrs_least[k] && w[k] <= fsrs_most[k]); /* false for NaN */
}

static double value_of(const struct fit_log *log, const double w[N])
{
    struct fit_model *model = fit_model_new(log, log->count, 1);
    double value = fit_value(model, w);
    fit_model_free(model);
    return value;
}

static void check_recovery(const double truth[N], size_t count, uint64_t seed)
{
    struct fit_log log = {0};
    double w[N];
    reviews_generate(&log, truth, count, seed);
    assert_int_equal(log.count, count);
    memcpy(w, fsrs_default, sizeof w);
    assert_true(fit_minimise(&log, log.count, 1, NULL, w));
    check_parameters(w);
    double found = value_of(&log, w), of_truth = value_of(&log, truth);
    if (!(found <= of_truth))
        fail_msg("seed %lu: %.9f is not below %.9f of the truth", (unsigned long)seed, found,
                 of_truth);
    assert_true(found <= value_of(&log, fsrs_default));
    fit_log_release(&log);
}

static void test_recovery(void **state)
{
    (void)state;
    struct random_source random;
    random_init(&random, 5);
    check_recovery(fsrs_default, 20000, 1);
    for (uint64_t seed = 2; seed < 8; seed++) {
        double truth[N];
        reviews_person(truth, seed % 2 ? 1 : 2, seed);
        check_recovery(truth, 20000, seed);
    }
    for (uint64_t seed = 8; seed < 14; seed++) {
        double truth[N];
        any_point(&random, seed % 2 ? 1 : 0.4, truth);
        check_recovery(truth, 20000, seed);
    }
}

/* No step along one parameter makes it better: the place is a least one, not only a lower one. */
static void test_nothing_better_nearby(void **state)
{
    (void)state;
    struct fit_log log = {0};
    double w[N], truth[N];
    reviews_person(truth, 1, 77);
    reviews_generate(&log, truth, 5000, 77);
    memcpy(w, fsrs_default, sizeof w);
    assert_true(fit_minimise(&log, log.count, 1, NULL, w));
    struct fit_model *model = fit_model_new(&log, log.count, 1);
    double found = fit_value(model, w);
    for (int k = 0; k < N; k++)
        for (int sign = -1; sign <= 1; sign += 2) {
            double moved[N];
            memcpy(moved, w, sizeof moved);
            moved[k] += sign * 0.02 * fit_width[k];
            moved[k] = fmin(fmax(moved[k], fsrs_least[k]), fsrs_most[k]);
            assert_true(fit_value(model, moved) > found - 1e-5);
        }
    fit_model_free(model);
    fit_log_release(&log);
}

static void test_same_log_same_parameters(void **state)
{
    (void)state;
    double w[2][N];
    for (int i = 0; i < 2; i++) {
        struct fit_log log = {0};
        reviews_generate(&log, fsrs_default, 6000, 3);
        memcpy(w[i], fsrs_default, sizeof w[i]);
        assert_true(fit_minimise(&log, log.count, 7, NULL, w[i]));
        fit_log_release(&log);
    }
    assert_memory_equal(w[0], w[1], sizeof w[0]);
}

/* Initial stabilities come from the next reviews alone, rise with the rating, and stay as published
 * where nothing is known. */
static void test_first_stabilities(void **state)
{
    (void)state;
    struct fit_log log = {0};
    double w[N];
    for (uint32_t card = 0; card < 400; card++) { /* nine in ten pass after 5 days: that is S */
        fit_log_add(&log, card, 0, 4);
        fit_log_add(&log, card, 5, card % 10 ? 4 : 1);
    }
    memcpy(w, fsrs_default, sizeof w);
    struct fit_model *model = fit_model_new(&log, log.count, 1);
    fit_first_stabilities(model, w);
    near_relative(w[2], 5, 0.2);
    fit_model_free(model);
    for (uint32_t card = 400; card < 600; card++) { /* "easy" that is forgotten within two days */
        fit_log_add(&log, card, 0, 5);
        fit_log_add(&log, card, 2, card % 2 ? 4 : 1);
    }
    memcpy(w, fsrs_default, sizeof w);
    model = fit_model_new(&log, log.count, 1);
    fit_first_stabilities(model, w);
    assert_true(w[0] <= w[1] && w[1] <= w[2] && w[2] <= w[3]);
    near_relative(w[0], fsrs_default[0], 1e-12);
    assert_true(w[2] < 4);
    near_relative(w[2], w[3], 1e-12); /* pooled */
    fit_model_free(model);
    fit_log_release(&log);
}

struct counter {
    long asked, most;
};

static bool count_down(void *context)
{
    struct counter *counter = context;
    return ++counter->asked <= counter->most;
}

/* Ended after any number of rounds, the parameters are as they were, and it ends at once. */
static void test_interrupted(void **state)
{
    (void)state;
    struct fit_log log = {0};
    reviews_generate(&log, fsrs_default, 6000, 8);
    for (long most = 0; most < 60; most += 7) {
        struct counter counter = {0, most};
        struct fit_watch watch = {count_down, &counter};
        double w[N];
        struct fit_result result;
        memcpy(w, fsrs_default, sizeof w);
        if (!fit_minimise(&log, log.count, 1, &watch, w))
            assert_memory_equal(w, fsrs_default, sizeof w);
        assert_true(counter.asked <= most + 1);
        counter = (struct counter){0, most};
        fit_run(&log, fsrs_default, 1, &watch, &result);
        assert_true(result.outcome == FIT_INTERRUPTED || counter.asked <= most);
        assert_true(counter.asked <= most + 1);
    }
    fit_log_release(&log);
}

/* --- Logs that are hardly any ------------------------------------------------------------------
 */

enum odd { ALL_PASSED, ALL_FAILED, ALL_EASY, ONE_CARD, SAME_DAY, NO_GAP, LONG_GAPS, ODDS };

static void odd_log(enum odd odd, size_t count, struct fit_log *log)
{
    struct random_source random;
    random_init(&random, (uint64_t)odd);
    uint32_t cards = odd == ONE_CARD ? 1 : odd == NO_GAP ? (uint32_t)count : 40;
    for (size_t i = 0; i < count; i++) {
        int grade = (int)random_below(&random, 6);
        uint32_t card = (uint32_t)(i % cards);
        day_number step = odd == SAME_DAY ? 0 : odd == LONG_GAPS ? 36500 : 3;
        if (odd == ALL_PASSED)
            grade = 3 + grade % 3;
        if (odd == ALL_FAILED)
            grade = grade % 3;
        if (odd == ALL_EASY)
            grade = 5;
        fit_log_add(log, card, (day_number)(i / cards) * step, grade);
    }
}

static void check_scores(const struct fit_scores *scores)
{
    if (!scores->reviews) {
        assert_true(isnan(scores->log_loss) && isnan(scores->rmse_bins) && isnan(scores->auc));
        return;
    }
    assert_true(scores->log_loss >= 0 && scores->log_loss < 14);
    assert_true(scores->rmse_bins >= 0 && scores->rmse_bins <= 1);
    assert_true(isnan(scores->auc) || (scores->auc >= 0 && scores->auc <= 1));
}

static void test_odd_logs(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 399, 900, 3000};
    for (int odd = 0; odd < ODDS; odd++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            struct fit_log log = {0};
            struct fit_result result;
            double w[N], gradient[N];
            odd_log((enum odd)odd, counts[i], &log);
            fit_run(&log, fsrs_default, 1, NULL, &result);
            check_parameters(result.parameters);
            assert_true(isfinite(result.value) && isfinite(result.value_in_use));
            assert_true(result.value <= result.value_in_use);
            for (int k = 0; k < FIT_JUDGED_COUNT; k++)
                if (k != FIT_FITTED || result.outcome != FIT_TOO_FEW)
                    check_scores(&result.judged[k]);
            assert_int_equal(result.outcome == FIT_TOO_FEW, result.reviews < FIT_REVIEWS_LEAST);
            memcpy(w, fsrs_default, sizeof w);
            assert_true(fit_minimise(&log, log.count, 1, NULL, w));
            check_parameters(w);
            struct fit_model *model = fit_model_new(&log, log.count, 1);
            assert_true(isfinite(fit_value(model, w)));
            fit_gradient(model, gradient);
            for (int k = 0; k < N; k++)
                assert_true(isfinite(gradient[k]));
            fit_model_free(model);
            fit_log_release(&log);
        }
}

/* --- The rule ----------------------------------------------------------------------------------
 */

/* A memory that changes: what the earlier reviews teach is wrong of the later. */
static void two_lives(const double first[N], const double second[N], struct fit_log *log)
{
    struct fit_log later = {0};
    reviews_generate(log, first, 8000, 21);
    reviews_generate(&later, second, 2000, 22);
    day_number last = log->reviews[log->count - 1].day, begin = later.reviews[0].day;
    uint32_t cards = log->cards;
    for (size_t i = 0; i < later.count; i++)
        fit_log_add(log, cards + later.reviews[i].card, later.reviews[i].day - begin + last + 1,
                    later.reviews[i].grade);
    fit_log_release(&later);
}

static void test_rule(void **state)
{
    (void)state;
    struct fit_log log = {0};
    struct fit_result result;
    double forgetful[N], other[N];
    memcpy(forgetful, fsrs_default, sizeof forgetful);
    memcpy(other, fsrs_default, sizeof other);
    forgetful[0] = forgetful[1] = forgetful[2] = forgetful[3] = 0.3;
    forgetful[8] = 0.9;
    two_lives(forgetful, fsrs_default, &log);
    fit_run(&log, fsrs_default, 1, NULL, &result);
    assert_int_equal(result.outcome, FIT_NO_BETTER);
    assert_true(result.judged[FIT_FITTED].log_loss >= result.judged[FIT_IN_USE].log_loss);
    assert_true(result.value < result.value_in_use); /* although it fits all reviews better */
    fit_log_release(&log);

    reviews_generate(&log, forgetful, 10000, 23);
    fit_run(&log, fsrs_default, 1, NULL, &result);
    assert_int_equal(result.outcome, FIT_BETTER);
    assert_true(result.judged[FIT_FITTED].log_loss < result.judged[FIT_IN_USE].log_loss);
    assert_int_equal(result.reviews, fit_log_scored(&log, log.count));
    assert_int_equal(result.reviews - result.later, fit_log_scored(&log, result.split));
    near_relative((double)result.later, 0.2 * (double)result.reviews, 0.01);
    /* What was fitted to all of it is not beaten by what saw less. */
    double kept[N];
    memcpy(kept, result.parameters, sizeof kept);
    fit_run(&log, kept, 1, NULL, &result);
    assert_int_equal(result.outcome, FIT_NO_BETTER);
    fit_log_release(&log);
}

/* --- Scores ------------------------------------------------------------------------------------
 */

/* Under SM-2 chances are known by hand: .9^(gap / interval). */
static void test_scores_by_hand(void **state)
{
    (void)state;
    static const struct fit_review reviews[] = {
        {0, 0, 4}, {1, 0, 4}, {0, 0, 4}, /* a repeat: not judged */
        {0, 1, 4},                       /* .9 passed: bin gap 1, number 2, no failure */
        {1, 2, 1},                       /* .81 failed: the same bin */
        {0, 7, 4},                       /* 6 of 6 days, .9 passed: another gap, number 3 */
        {1, 3, 4},                       /* 1 of 1 days, .9 passed: after one failure */
    };
    struct fit_log reviewed = {0};
    struct scheduling scheduling;
    struct fit_scores scores;
    for (size_t i = 0; i < sizeof reviews / sizeof *reviews; i++)
        fit_log_add(&reviewed, reviews[i].card, reviews[i].day, reviews[i].grade);
    scheduling_init(&scheduling, scheduler_find("sm2"));
    fit_score(&reviewed, 0, &scheduling, &scores);
    assert_int_equal(scores.reviews, 4);
    near(scores.log_loss, -(3 * log1p(-0.1) + log(0.19)) / 4, 1e-12);
    double first = (0.9 + 0.81) / 2 - 0.5; /* mean chance less share of passes */
    near(scores.rmse_bins, sqrt((2 * first * first + 0.01 + 0.01) / 4), 1e-12);
    near(scores.auc, 1, 0);
    fit_score(&reviewed, 5, &scheduling, &scores); /* the last two: no failure among them */
    assert_int_equal(scores.reviews, 2);
    near(scores.log_loss, -log(0.9), 1e-12);
    assert_true(isnan(scores.auc));
    fit_log_release(&reviewed);
}

/* Ties count half: passes at .9 .9 .81, failures at .9 .81: (2*(1+.5) + .5) / 6. */
static void test_auc_with_ties(void **state)
{
    (void)state;
    static const struct {
        day_number gap;
        int grade;
    } rows[] = {{1, 4}, {1, 4}, {2, 4}, {1, 1}, {2, 1}};
    struct fit_log log = {0};
    struct scheduling scheduling;
    struct fit_scores scores;
    for (uint32_t i = 0; i < 5; i++) {
        fit_log_add(&log, i, 0, 4);
        fit_log_add(&log, i, rows[i].gap, rows[i].grade);
    }
    scheduling_init(&scheduling, scheduler_find("sm2"));
    fit_score(&log, 0, &scheduling, &scores);
    near(scores.auc, (2 * 1.5 + 0.5) / 6, 1e-12);
    fit_log_release(&log);
}

/* FSRS is judged by the same chances that the function minimises: without weights and widths. */
static void test_scores_of_fsrs(void **state)
{
    (void)state;
    struct fit_log log = {0};
    struct scheduling scheduling;
    struct fit_scores scores;
    fit_log_add(&log, 0, 0, 4);
    fit_log_add(&log, 0, 3, 4);
    scheduling_init(&scheduling, scheduler_find("fsrs"));
    fit_score(&log, 0, &scheduling, &scores);
    near_relative(scores.log_loss, value_of(&log, fsrs_default), 1e-12); /* one review: weight 1 */
    fit_log_release(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value_is_the_definition),
        cmocka_unit_test(test_gradient),
        cmocka_unit_test(test_gradient_at_bounds),
        cmocka_unit_test(test_information),
        cmocka_unit_test(test_sample),
        cmocka_unit_test(test_recovery),
        cmocka_unit_test(test_nothing_better_nearby),
        cmocka_unit_test(test_same_log_same_parameters),
        cmocka_unit_test(test_first_stabilities),
        cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_odd_logs),
        cmocka_unit_test(test_rule),
        cmocka_unit_test(test_scores_by_hand),
        cmocka_unit_test(test_auc_with_ties),
        cmocka_unit_test(test_scores_of_fsrs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
