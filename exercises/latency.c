/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/latency.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/moments.h"

void latency_init(struct latency *latency, uint64_t customers, bool all)
{
    *latency = (struct latency){.customers = customers, .stride = 1, .until_kept = 1};
    latency->batch_size = (customers - (all ? 0 : customers / 10)) / LATENCY_BATCHES;
    latency->warm_up = customers - latency->batch_size * LATENCY_BATCHES;
    latency->left = latency->batch_size;
    latency->kept = memory_allocate(LATENCY_KEPT, sizeof *latency->kept);
}

void latency_release(struct latency *latency)
{
    free(latency->kept);
}

void latency_copy(struct latency *to, const struct latency *from)
{
    *to = *from;
    to->kept = memory_allocate(LATENCY_KEPT, sizeof *to->kept);
    memcpy(to->kept, from->kept, from->kept_count * sizeof *to->kept);
}

/* Every second one goes; the spacing doubles. */
static void thin_out(struct latency *latency)
{
    for (size_t i = 0; i < LATENCY_KEPT / 2; i++)
        latency->kept[i] = latency->kept[2 * i];
    latency->kept_count = LATENCY_KEPT / 2;
    latency->stride *= 2;
}

void latency_add(struct latency *latency, double wait, double response)
{
    if (latency->seen++ < latency->warm_up || latency->seen > latency->customers)
        return;
    struct latency_batch *batch = &latency->batches[latency->batch];
    batch->waits += wait;
    batch->responses += response;
    batch->waited += wait > 0;
    if (--latency->left == 0) {
        latency->batch++;
        latency->left = latency->batch_size;
    }
    if (--latency->until_kept)
        return;
    if (latency->kept_count == LATENCY_KEPT)
        thin_out(latency);
    latency->kept[latency->kept_count++] = (float)response;
    latency->until_kept = latency->stride;
}

double latency_counted(const struct latency *latency)
{
    uint64_t seen = latency->seen < latency->customers ? latency->seen : latency->customers;
    return seen > latency->warm_up ? (double)(seen - latency->warm_up) : 0;
}

struct estimate latency_estimate(const struct latency *latency, const double *by_batch, double mean)
{
    struct moments moments = {0};
    for (int i = 0; i < latency->batch; i++)
        moments_add(&moments, by_batch[i]);
    return (struct estimate){mean, moments_error(&moments)};
}

enum quantity { WAITED, WAIT, RESPONSE };

static double sum_of(const struct latency_batch *batch, enum quantity quantity)
{
    return quantity == WAITED ? (double)batch->waited
           : quantity == WAIT ? batch->waits
                              : batch->responses;
}

static struct estimate estimate_of(const struct latency *latency, enum quantity quantity)
{
    double by_batch[LATENCY_BATCHES], sum = 0, counted = latency_counted(latency);
    for (int i = 0; i <= latency->batch && i < LATENCY_BATCHES; i++) {
        double own = sum_of(&latency->batches[i], quantity);
        by_batch[i] = own / (double)latency->batch_size;
        sum += own;
    }
    return latency_estimate(latency, by_batch, counted > 0 ? sum / counted : NAN);
}

struct estimate latency_waited(const struct latency *latency)
{
    return estimate_of(latency, WAITED);
}

struct estimate latency_wait(const struct latency *latency)
{
    return estimate_of(latency, WAIT);
}

struct estimate latency_response(const struct latency *latency)
{
    return estimate_of(latency, RESPONSE);
}

/* The first of the responses kept that is in this batch. */
static size_t first_kept(const struct latency *latency, int batch)
{
    uint64_t customer = (uint64_t)batch * latency->batch_size;
    size_t at = (size_t)((customer + latency->stride - 1) / latency->stride);
    return at < latency->kept_count ? at : latency->kept_count;
}

static double *sorted_copy(const float *responses, size_t count)
{
    double *sorted = memory_allocate(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (double)responses[i];
    gsl_sort(sorted, 1, count);
    return sorted;
}

static void quantiles_of(const float *responses, size_t responses_count, const double *shares,
                         double *quantiles, size_t count)
{
    double *sorted = sorted_copy(responses, responses_count);
    for (size_t i = 0; i < count; i++)
        quantiles[i] =
            responses_count
                ? gsl_stats_quantile_from_sorted_data(sorted, 1, responses_count, shares[i])
                : NAN;
    free(sorted);
}

void latency_quantiles(const struct latency *latency, const double *shares,
                       struct estimate *quantiles, size_t count)
{
    enum { ENOUGH = 100 };
    double *values = memory_allocate(count, sizeof *values);
    struct moments *moments = memory_allocate(count, sizeof *moments);
    for (int batch = 0; batch < latency->batch; batch++) {
        size_t first = first_kept(latency, batch), next = first_kept(latency, batch + 1);
        if (next - first < ENOUGH)
            continue;
        quantiles_of(&latency->kept[first], next - first, shares, values, count);
        for (size_t i = 0; i < count; i++)
            moments_add(&moments[i], values[i]);
    }
    quantiles_of(latency->kept, latency->kept_count, shares, values, count);
    for (size_t i = 0; i < count; i++)
        quantiles[i] = (struct estimate){values[i], moments_error(&moments[i])};
    free(values);
    free(moments);
}

double latency_quantile(const struct latency *latency, double share)
{
    double quantile;
    quantiles_of(latency->kept, latency->kept_count, &share, &quantile, 1);
    return quantile;
}

/* Adds 1/count for each of the responses to its bin. */
static void count_bins(const float *responses, size_t count, double width, double *shares,
                       size_t bins)
{
    memset(shares, 0, bins * sizeof *shares);
    for (size_t i = 0; i < count; i++) {
        double bin = floor((double)responses[i] / width);
        if (bin < (double)bins)
            shares[(size_t)bin] += 1 / (double)count;
    }
}

/* Of shares of bins, or of what is beyond each of them. */
static void shares_of(const float *responses, size_t responses_count, double width, bool tail,
                      double *shares, size_t count)
{
    double beyond = 1;
    count_bins(responses, responses_count, width, shares, count);
    for (size_t i = 0; tail && i < count; i++)
        shares[i] = beyond = fmax(0, beyond - shares[i]);
}

static void estimate_shares(const struct latency *latency, double width, bool tail, double *shares,
                            double *errors, size_t count)
{
    struct moments *moments = memory_allocate(count, sizeof *moments);
    for (int batch = 0; batch < latency->batch; batch++) {
        size_t first = first_kept(latency, batch), next = first_kept(latency, batch + 1);
        if (next == first)
            continue;
        shares_of(&latency->kept[first], next - first, width, tail, shares, count);
        for (size_t i = 0; i < count; i++)
            moments_add(&moments[i], shares[i]);
    }
    shares_of(latency->kept, latency->kept_count, width, tail, shares, count);
    for (size_t i = 0; i < count; i++)
        errors[i] = moments_error(&moments[i]);
    free(moments);
}

void latency_histogram(const struct latency *latency, double width, double *shares, double *errors,
                       size_t bins)
{
    estimate_shares(latency, width, false, shares, errors, bins);
}

void latency_tail(const struct latency *latency, double width, double *shares, double *errors,
                  size_t count)
{
    estimate_shares(latency, width, true, shares, errors, count);
}
