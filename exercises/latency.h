/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What customers met, told one customer after the other in the order of their coming.
 *
 * The first tenth is not counted where the line began empty. The rest falls into LATENCY_BATCHES
 * batches of equally many customers; neighbours in a line share their luck, so their spread is too
 * small for a standard error, but the means of long batches hardly depend on each other (Conway
 * 1963, "Some tactical problems in digital simulation"): standard errors are those of batch means,
 * over the batches that are complete. For quantiles and the histogram every so-manieth customer is
 * kept, evenly spaced, LATENCY_KEPT at most. Times are seconds.
 */
#ifndef EXERCISES_LATENCY_H
#define EXERCISES_LATENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LATENCY_BATCHES = 30, LATENCY_KEPT = 1 << 14 };

struct latency_batch {
    double waits, responses; /* sums */
    uint64_t waited;         /* that did not begin at once */
};

struct latency {
    uint64_t customers, warm_up; /* all, and those of them that are not counted */
    uint64_t batch_size;
    uint64_t seen, left;                               /* of the batch */
    int batch;                                         /* complete ones */
    struct latency_batch batches[LATENCY_BATCHES + 1]; /* the last stays empty */
    float *kept;                                       /* responses */
    size_t kept_count;
    uint64_t stride, until_kept;
};

/* At least 1000 customers. `all`: the first tenth counts, too, but for what does not fill a batch.
 */
void latency_init(struct latency *latency, uint64_t customers, bool all);
void latency_release(struct latency *latency);
void latency_copy(struct latency *to, const struct latency *from); /* `to` uninitialised */

/* One customer; more than `customers` are passed over. */
void latency_add(struct latency *latency, double wait, double response);

struct estimate {
    double mean, standard_error; /* NaN: nothing is counted yet; fewer than two batches */
};
double latency_counted(const struct latency *latency);
struct estimate latency_waited(const struct latency *latency); /* share */
struct estimate latency_wait(const struct latency *latency);
struct estimate latency_response(const struct latency *latency);
/* Of values that each complete batch has: their spread, about a mean known otherwise. */
struct estimate latency_estimate(const struct latency *latency, const double *by_batch,
                                 double mean);

/* Of the responses kept (gsl_stats_quantile_from_sorted_data); their standard errors are those of
 * the quantiles of batches, NaN where batches have fewer than 100 of them. */
void latency_quantiles(const struct latency *latency, const double *shares,
                       struct estimate *quantiles, size_t count);

/* One of them alone, which is faster; NaN where none are kept. */
double latency_quantile(const struct latency *latency, double share);

/* Shares of responses in `bins` bins of equal `width` from 0 on, and their standard errors. */
void latency_histogram(const struct latency *latency, double width, double *shares, double *errors,
                       size_t bins);
/* Shares of responses longer than width, 2 width, ... */
void latency_tail(const struct latency *latency, double width, double *shares, double *errors,
                  size_t count);

#endif
