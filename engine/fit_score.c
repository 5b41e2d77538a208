/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores of chances told before each review.
 *
 * RMSE (bins), as the open benchmark of spaced repetition algorithms has it
 * (open-spaced-repetition/srs-benchmark): reviews are put into bins by the gap (powers of 3.62),
 * the number of the review among those of the card that are not repeats of a day (powers of 1.89,
 * the first being 1) and the failures before it (powers of 1.73; none: a bin of its own; the first
 * review is none of them). The mean chance of each bin is compared with its share of passes; the
 * squares are averaged by the number of reviews.
 *
 * AUC: the chance that a pass drawn at random was given a higher recall than a failure (Mann and
 * Whitney 1947).
 */
#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "engine/fit.h"

struct told {
    double recall;
    bool passed;
    uint32_t bin;
};

enum { GAP_BINS = 16, NUMBER_BINS = 64, FAILURE_BINS = 64 };

static uint32_t step_of(double value, double base, uint32_t most)
{
    uint32_t step = (uint32_t)floor(log(value) / log(base));
    return step < most ? step : most;
}

static uint32_t bin_of(int gap, uint32_t number, uint32_t failures)
{
    uint32_t failed = failures ? 1 + step_of(failures, 1.73, FAILURE_BINS - 2) : 0;
    return (step_of(gap, 3.62, GAP_BINS - 1) * NUMBER_BINS +
            step_of(number, 1.89, NUMBER_BINS - 1)) *
               FAILURE_BINS +
           failed;
}

/* --- Telling -----------------------------------------------------------------------------------
 */

struct card_past {
    struct schedule schedule;
    uint32_t number, failures;
};

/* Fills `told` with the scored reviews from `from` on; returns how many. */
static size_t tell(const struct fit_log *log, size_t from, const struct scheduling *scheduling,
                   struct told *told)
{
    struct card_past *cards = memory_allocate(log->cards, sizeof *cards);
    size_t count = 0;
    for (uint32_t i = 0; i < log->cards; i++)
        schedule_init(&cards[i].schedule);
    for (size_t i = 0; i < log->count; i++) {
        const struct fit_review *review = &log->reviews[i];
        struct card_past *card = &cards[review->card];
        bool known = card->schedule.last_review != DAY_NONE;
        int gap = known ? review->day - card->schedule.last_review : 0;
        double recall = schedule_retrievability(&card->schedule, scheduling, review->day);
        (void)schedule_grade(&card->schedule, scheduling, review->day, review->grade);
        card->number += !known || gap > 0;
        if (gap <= 0)
            continue;
        if (i >= from)
            told[count++] = (struct told){
                .recall = fmin(fmax(recall, 1e-6), 1 - 1e-6),
                .passed = review->grade >= 3,
                .bin = bin_of(gap, card->number, card->failures),
            };
        card->failures += review->grade < 3;
    }
    free(cards);
    return count;
}

/* --- Scores ------------------------------------------------------------------------------------
 */

static double log_loss(const struct told *told, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum -= told[i].passed ? log(told[i].recall) : log1p(-told[i].recall);
    return sum / (double)count;
}

static int by_bin(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    return (x->bin > y->bin) - (x->bin < y->bin);
}

static double rmse_bins(struct told *told, size_t count)
{
    double sum = 0;
    qsort(told, count, sizeof *told, by_bin);
    for (size_t i = 0, end; i < count; i = end) {
        double excess = 0;
        for (end = i; end < count && told[end].bin == told[i].bin; end++)
            excess += told[end].recall - told[end].passed;
        sum += excess * excess / (double)(end - i);
    }
    return sqrt(sum / (double)count);
}

static int by_recall(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    return (x->recall > y->recall) - (x->recall < y->recall);
}

static double auc(struct told *told, size_t count)
{
    double won = 0, passes = 0, failures = 0;
    qsort(told, count, sizeof *told, by_recall);
    for (size_t i = 0, end; i < count; i = end) {
        double passed = 0, failed = 0;
        for (end = i; end < count && !(told[end].recall > told[i].recall); end++) {
            passed += told[end].passed;
            failed += !told[end].passed;
        }
        won += passed * (failures + failed / 2);
        passes += passed;
        failures += failed;
    }
    return passes > 0 && failures > 0 ? won / (passes * failures) : NAN;
}

void fit_score(const struct fit_log *log, size_t from, const struct scheduling *scheduling,
               struct fit_scores *scores)
{
    struct told *told = memory_allocate(log->count, sizeof *told);
    size_t count = tell(log, from, scheduling, told);
    *scores = (struct fit_scores){count, NAN, NAN, NAN};
    if (count) {
        scores->log_loss = log_loss(told, count);
        scores->rmse_bins = rmse_bins(told, count);
        scores->auc = auc(told, count);
    }
    free(told);
}
