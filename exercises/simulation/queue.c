/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting in front of servers, in three modes.
 *
 * `steady`: one line, c equal servers, first come first served, event by event, beside Erlang's
 * formulas. Load beyond what the servers can do is run all the same, as that is worth seeing: the
 * line grows for as long as customers come, its averages tell of the length of the run alone, and
 * the theory is "none" but for how fast it grows. `batch`: the same records in windows and one by
 * one. `autoscale`: a demand that changes, and workers that follow it late.
 *
 * In the first two nothing of the first tenth of customers is counted, and standard errors are
 * those of the means of 30 batches (exercises/latency.h); in the third all count, and there are
 * none: pieces of a day are not alike, and a run has few days. A prediction is exact where a run is
 * long enough to have forgotten how it began: ten relaxation times of the line before the first
 * customer that counts.
 *
 * Left out: customers who give up, lines of limited length, priorities, workers that fail, records
 * processed by several workers at once, scalers that look at the line.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/queue_picture.h"

/* --- Observing ----------------------------------------------------------------------------------
 */

static void observe_estimate(struct report *report, const char *name, const char *unit,
                             struct estimate estimate)
{
    report_observe(report, name, unit, estimate.mean, estimate.standard_error);
}

/* Without a long run, or with pieces that are not alike, a standard error would be about nothing.
 */
static struct estimate told(bool stable, struct estimate estimate)
{
    if (!stable)
        estimate.standard_error = NAN;
    return estimate;
}

static void observe_quantiles(const struct queue *q, const struct latency *latency,
                              const char *group, bool stable, struct report *report)
{
    static const char *const names[QUEUE_QUANTILES] = {"latency_p50", "latency_p95", "latency_p99"};
    struct estimate quantiles[QUEUE_QUANTILES];
    char name[64];
    latency_quantiles(latency, queue_quantiles, quantiles, QUEUE_QUANTILES);
    for (int i = 0; i < QUEUE_QUANTILES; i++) {
        (void)snprintf(name, sizeof name, "%s%s", group, names[i]);
        observe_estimate(report, name, "seconds", told(stable, quantiles[i]));
        if (q->theory.stable && q->mode == QUEUE_STEADY)
            report_predict(report, name, q->theory.quantiles[i], q->theory.settled,
                           "wait and service together, root by Brent's method");
    }
}

/* Customers a second among those that count, times their mean wait. */
static struct estimate rate_times_wait(const struct service_line *line)
{
    double by_batch[LATENCY_BATCHES];
    const struct latency *latency = &line->latency;
    const struct over_time *over = &line->over;
    double size = (double)latency->batch_size, last = over->clock;
    if (!over->marked)
        return (struct estimate){NAN, NAN};
    for (int i = 0; i < latency->batch && i + 1 < over->marked; i++)
        by_batch[i] = latency->batches[i].waits / (over->marks[i + 1][0] - over->marks[i][0]);
    double came = (double)(line->arrived - latency->warm_up);
    if (over->marked > LATENCY_BATCHES) {
        last = over->marks[LATENCY_BATCHES][0];
        came = size * LATENCY_BATCHES;
    }
    double rate = came / (last - over->marks[0][0]);
    bool complete = latency->batch < over->marked;
    struct estimate estimate =
        latency_estimate(latency, by_batch, rate * latency_wait(latency).mean);
    if (!complete || last <= over->marks[0][0])
        estimate = (struct estimate){NAN, NAN};
    return estimate;
}

static struct estimate scaled(struct estimate estimate, double factor)
{
    return (struct estimate){estimate.mean * factor, estimate.standard_error * factor};
}

static void predict_steady(const struct queue *q, struct report *report)
{
    static const char littles[] = "Little 1961: rate x mean wait";
    struct erlang line = queue_line(q->values);
    bool settled = q->theory.settled;
    double load = erlang_load(&line);
    if (!q->theory.stable) {
        report_predict(report, "line_growth", line.rate - line.servers / line.service, false,
                       "what comes less what all servers can do");
        return;
    }
    report_predict(report, "wait_probability", erlang_c(line.servers, load), settled,
                   "Erlang 1917: C = c B / (c - a (1 - B))");
    report_predict(report, "mean_wait", erlang_mean_wait(&line), settled,
                   "C / (c/s - rate); Erlang 1917");
    report_predict(report, "mean_response", erlang_mean_response(&line), settled,
                   "C / (c/s - rate) + s");
    report_predict(report, "mean_in_queue", erlang_mean_in_line(&line), settled, littles);
    report_predict(report, "rate_times_wait", erlang_mean_in_line(&line), settled, littles);
    report_predict(report, "utilisation", load / line.servers, settled, "a / c");
}

static void observe_steady(const struct queue *q, struct report *report)
{
    const struct service_line *line = &q->line;
    const struct over_time *over = &line->over;
    double clock = q->closed_at > 0 ? q->closed_at : line->clock;
    size_t waiting = q->closed_at > 0 ? q->closed_waiting : line->waiting.count;
    bool stable = q->theory.stable;
    observe_estimate(report, "wait_probability", "", told(stable, latency_waited(&line->latency)));
    observe_estimate(report, "mean_wait", "seconds", told(stable, latency_wait(&line->latency)));
    observe_estimate(report, "mean_response", "seconds",
                     told(stable, latency_response(&line->latency)));
    observe_estimate(report, "mean_in_queue", "customers",
                     told(stable, over_time_mean(over, SERVICE_WAITING)));
    if (stable)
        observe_estimate(report, "rate_times_wait", "customers", rate_times_wait(line));
    observe_estimate(
        report, "utilisation", "",
        told(stable, scaled(over_time_mean(over, SERVICE_BUSY), 1 / (double)line->place_count)));
    predict_steady(q, report);
    observe_quantiles(q, &line->latency, "", stable, report);
    if (!q->theory.stable)
        report_value(report, "line_growth", "customers/s",
                     clock > 0 ? (double)waiting / clock : NAN);
    report_value(report, "not_counted", "customers", (double)line->latency.warm_up);
    report_value(report, "batches", "", (double)line->latency.batch);
}

static void predict_batch(const struct queue *q, struct report *report)
{
    static const char source[] =
        "window/2 + overhead + service (rate x window + 1) + Spitzer's sum";
    static const char alone_source[] = "Pollaczek 1930, Khinchin 1932, equal services";
    struct batch_window batch = queue_window(q->values);
    bool settled = q->theory.settled, alone_settled = streaming_busy(&batch) < 0.97;
    double customers = q->values[QUEUE_CUSTOMERS], busy = batch_window_busy(&batch);
    if (q->theory.stable) {
        report_predict(report, "batch.mean_wait", batch.window / 2 + q->theory.late, settled,
                       "window/2 + Spitzer's sum, 1956");
        report_predict(report, "batch.mean_response", q->theory.response, settled, source);
        report_predict(report, "batch.utilisation", busy, settled, "overhead/window + rate x s");
    }
    if (streaming_busy(&batch) < 1) {
        alone_settled &= customers * pow(1 - streaming_busy(&batch), 2) > 1000;
        report_predict(report, "stream.mean_wait", streaming_mean_wait(&batch), alone_settled,
                       alone_source);
        report_predict(report, "stream.mean_response", streaming_mean_response(&batch),
                       alone_settled, alone_source);
        report_predict(report, "stream.utilisation", streaming_busy(&batch), alone_settled,
                       "rate x (overhead + s)");
    }
    if (!isnan(q->theory.best_window))
        report_predict(report, "best_window_seconds", q->theory.best_window, false,
                       "the window with the shortest mean response, minimised");
}

static void observe_batch(const struct queue *q, struct report *report)
{
    const struct batch_stream *both = &q->both;
    const struct latency *batch = &both->batch_latency, *alone = &both->alone_latency;
    struct batch_window costs = queue_window(q->values);
    bool keeps_up = batch_window_busy(&costs) < 1, alone_keeps_up = streaming_busy(&costs) < 1;
    observe_estimate(report, "batch.mean_wait", "seconds", told(keeps_up, latency_wait(batch)));
    observe_estimate(report, "batch.mean_response", "seconds",
                     told(keeps_up, latency_response(batch)));
    observe_estimate(report, "batch.utilisation", "", over_time_mean(&both->over, BATCH_BUSY));
    observe_estimate(report, "stream.mean_wait", "seconds",
                     told(alone_keeps_up, latency_wait(alone)));
    observe_estimate(report, "stream.mean_response", "seconds",
                     told(alone_keeps_up, latency_response(alone)));
    observe_estimate(report, "stream.utilisation", "", over_time_mean(&both->over, ALONE_BUSY));
    predict_batch(q, report);
    observe_quantiles(q, batch, "batch.", keeps_up, report);
    observe_quantiles(q, alone, "stream.", alone_keeps_up, report);
    report_value(report, "not_counted", "records", (double)batch->warm_up);
    report_value(report, "batches", "", (double)batch->batch);
}

/* Over the time in which customers came; NaN before it begins. */
static double mean_level(const struct queue *q, enum service_level level)
{
    bool closed = q->closed_at > 0;
    const double *areas = closed ? q->closed_areas : q->line.over.area;
    double clock = closed ? q->closed_at : q->line.clock;
    return clock > 0 ? areas[level] / clock : NAN;
}

static void observe_autoscale(const struct queue *q, struct report *report)
{
    static const char source[] = "without chance: work flows in and out; from below";
    const struct latency *latency = &q->line.latency;
    report_value(report, "peak_backlog", "customers", (double)q->line.most_waiting);
    report_value(report, "wait_probability", "", latency_waited(latency).mean);
    report_value(report, "mean_wait", "seconds", latency_wait(latency).mean);
    report_value(report, "mean_response", "seconds", latency_response(latency).mean);
    observe_quantiles(q, latency, "", false, report);
    report_value(report, "mean_in_queue", "customers", mean_level(q, SERVICE_WAITING));
    report_value(report, "mean_workers", "workers", mean_level(q, SERVICE_PAID));
    report_value(report, "utilisation", "",
                 mean_level(q, SERVICE_BUSY) / mean_level(q, SERVICE_THERE));
    report_value(report, "workers_for_the_peak", "workers",
                 (double)scaler_wanted(&q->scaler.rules, demand_peak(&q->demand)));
    report_predict(report, "peak_backlog", q->theory.fluid.peak_backlog, false, source);
    report_predict(report, "mean_workers", q->theory.fluid.mean_workers, false, source);
}

/* --- Curves -------------------------------------------------------------------------------------
 */

/* Seconds a bin: as far as 99.5 % of the responses reach, of both where there are two. */
static double bin_width(const struct queue *q)
{
    static const double most = 0.995;
    if (!isnan(q->theory.bin))
        return q->theory.bin;
    double far = q->mode == QUEUE_BATCH ? fmax(latency_quantile(&q->both.batch_latency, most),
                                               latency_quantile(&q->both.alone_latency, most))
                                        : latency_quantile(&q->line.latency, most);
    double width = far / QUEUE_BINS;
    return width > 0 ? width : 1;
}

/* Expected shares of responses beyond the ends of bins, ends[0] = 0; false: no formula. */
static bool expected_tail(const struct queue *q, const double *ends, double *tail)
{
    struct erlang line = queue_line(q->values);
    struct batch_window batch = queue_window(q->values);
    bool punctual = q->mode == QUEUE_BATCH && q->theory.stable &&
                    q->theory.late < 0.01 * q->values[QUEUE_WINDOW];
    if (punctual)
        batch_window_response_shares(&batch, ends, tail, QUEUE_TAIL);
    for (int i = 0; i < QUEUE_TAIL; i++)
        tail[i] = punctual ? 1 - tail[i] : erlang_response_tail(&line, ends[i]);
    return punctual || (q->mode == QUEUE_STEADY && q->theory.stable);
}

/* The curve is that of what takes longer; the histogram that of bins. */
static void observe_bins(const struct latency *latency, const char *name, const double *ends,
                         const double *tail, bool expected, struct report *report)
{
    double middles[QUEUE_BINS], seen[QUEUE_TAIL] = {1}, errors[QUEUE_TAIL] = {0},
                                theory[QUEUE_BINS], width = ends[1];
    char histogram_name[64];
    bool any = latency->kept_count > 0;
    latency_tail(latency, width, seen + 1, errors + 1, QUEUE_BINS);
    for (int i = 0; i < QUEUE_TAIL; i++)
        errors[i] *= 2;
    for (int i = 0; i < QUEUE_BINS; i++) {
        middles[i] = (i + 0.5) * width;
        theory[i] = tail[i] - tail[i + 1];
    }
    report_band(report,
                report_series(report, name, "seconds", "share that takes longer", ends, seen,
                              any ? QUEUE_TAIL : 0),
                errors);
    (void)snprintf(histogram_name, sizeof histogram_name, "%s_histogram", name);
    latency_histogram(latency, width, seen, errors, QUEUE_BINS);
    struct histogram *histogram = report_histogram(report, histogram_name, "seconds", middles, seen,
                                                   errors, any ? QUEUE_BINS : 0);
    if (expected)
        report_histogram_theory(report, histogram, theory, false,
                                "response times in the long run, shares of bins");
}

/* Curves have the same names in each mode; those that mean nothing there are empty. */
static void observe_curves(const struct queue *q, struct report *report)
{
    bool batch = q->mode == QUEUE_BATCH, scales = q->mode == QUEUE_AUTOSCALE;
    const struct over_time *over = batch ? &q->both.over : &q->line.over;
    double width = bin_width(q), ends[QUEUE_TAIL], tail[QUEUE_TAIL], demand[OVER_TIME_SAMPLES];
    for (int i = 0; i < QUEUE_TAIL; i++)
        ends[i] = i * width;
    bool known = expected_tail(q, ends, tail);
    for (size_t i = 0; i < over->count; i++)
        demand[i] = scales ? demand_at(&q->demand, over->at[i]) * q->values[QUEUE_SERVICE] : 0;
    report_series(report, "queue_length", "seconds", "waiting", over->at,
                  over->level[batch ? BATCH_WAITING : SERVICE_WAITING], over->count);
    observe_bins(batch ? &q->both.batch_latency : &q->line.latency, "latency", ends, tail, known,
                 report);
    report_series(report, "latency_theory", "seconds", "share that takes longer", ends, tail,
                  known ? QUEUE_TAIL : 0);
    report_series(report, "stream_queue_length", "seconds", "waiting", over->at,
                  over->level[ALONE_WAITING], batch ? over->count : 0);
    if (batch)
        observe_bins(&q->both.alone_latency, "stream_latency", ends, tail, false, report);
    else
        report_series(report, "stream_latency", "seconds", "share that takes longer", ends, tail,
                      0);
    report_series(report, "workers", "seconds", "workers", over->at, over->level[SERVICE_THERE],
                  scales ? over->count : 0);
    report_series(report, "demand", "seconds", "workers", over->at, demand,
                  scales ? over->count : 0);
}

static void observe(const void *state, struct report *report)
{
    const struct queue *q = state;
    if (q->mode == QUEUE_BATCH)
        observe_batch(q, report);
    else if (q->mode == QUEUE_AUTOSCALE)
        observe_autoscale(q, report);
    else
        observe_steady(q, report);
    observe_curves(q, report);
}

/* ------------------------------------------------------------------------------------------------
 */

static const struct picture pictures[] = {
    {"latency", queue_draw_latency},
    {"over time", queue_draw_over_time},
};

static const char *const modes[] = {"steady", "batch", "autoscale", NULL};
static const char *const shapes[] = {"daily", "step", NULL};

static const struct parameter parameters[QUEUE_PARAMETERS] = {
    [QUEUE_MODE] = {"mode", "", PARAMETER_CHOICE, 0, QUEUE_MODES - 1, QUEUE_STEADY, modes,
                    "one line and servers; windows against one by one; workers that follow"},
    [QUEUE_SERVERS] = {"servers", "servers", PARAMETER_INTEGER, 1, 1000, 1, NULL,
                       "steady: all alike, in front of one line"},
    [QUEUE_RATE] = {"arrival-rate", "customers/s", PARAMETER_REAL, 1e-6, 1e6, 0.8, NULL,
                    "mean number that come in a second, as chance has it (Poisson)"},
    [QUEUE_SERVICE] = {"service-time", "seconds", PARAMETER_REAL, 1e-6, 1e6, 1, NULL,
                       "mean, exponential; batch: of each record, always the same"},
    [QUEUE_CUSTOMERS] = {"customers", "customers", PARAMETER_INTEGER, 1000, 5000000, 100000, NULL,
                         "length of the run; the first tenth is not counted"},
    [QUEUE_WINDOW] = {"window", "seconds", PARAMETER_REAL, 1e-6, 1e6, 60, NULL,
                      "batch: records are collected for so long"},
    [QUEUE_OVERHEAD] = {"overhead", "seconds", PARAMETER_REAL, 0, 1e6, 0.2, NULL,
                        "batch: of each batch, and of each record that is processed alone"},
    [QUEUE_DEMAND] = {"demand", "", PARAMETER_CHOICE, 0, DEMAND_SHAPES - 1, DEMAND_DAILY, shapes,
                      "autoscale: a smooth wave, or half a period low, half high"},
    [QUEUE_SWING] = {"swing", "", PARAMETER_REAL, 0, 1, 0.5, NULL,
                     "autoscale: how far the rate goes above and below its mean"},
    [QUEUE_PERIOD] = {"period", "seconds", PARAMETER_REAL, 1e-3, 1e9, 3600, NULL,
                      "autoscale: of the demand; 86400 is a day"},
    [QUEUE_LAG] = {"lag", "seconds", PARAMETER_REAL, 0, 1e6, 120, NULL,
                   "autoscale: from asking for a worker until it is ready"},
    [QUEUE_INTERVAL] = {"interval", "seconds", PARAMETER_REAL, 1e-3, 1e6, 30, NULL,
                        "autoscale: between two looks at the demand"},
    [QUEUE_TARGET] = {"target", "", PARAMETER_REAL, 0.01, 1, 0.7, NULL,
                      "autoscale: share of time that workers are meant to be busy"},
    [QUEUE_MINIMUM] = {"min-workers", "workers", PARAMETER_INTEGER, 1, 10000, 1, NULL,
                       "autoscale: never fewer"},
    [QUEUE_MAXIMUM] = {"max-workers", "workers", PARAMETER_INTEGER, 1, 10000, 20, NULL,
                       "autoscale: never more"},
};

static const char *const topics[] = {"queueing", "latency", "stream processing", "autoscaling",
                                     NULL};
static const char *const series_names[] = {
    "queue_length",   "latency", "latency_theory", "stream_queue_length",
    "stream_latency", "workers", "demand",         NULL};

const struct simulation simulation_queue = {
    .name = "queue",
    .title = "Queues: who waits, and how long",
    .summary = "Customers in front of servers, records in windows, and workers that come "
               "late.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = QUEUE_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct queue),
    .check = queue_check,
    .init = queue_init,
    .step = queue_step,
    .describe = queue_describe,
    .observe = observe,
    .draw = queue_draw,
    .picture = "line",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .release = queue_release,
    .copy = queue_copy,
    .questions = queue_questions,
    .question_count = QUEUE_QUESTIONS,
    .presets = queue_presets,
    .preset_count = QUEUE_PRESETS,
};
