/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that are collected for a window and then processed together, and the same records
 * processed one by one. They come at random (Poisson); one worker takes them. A batch costs an
 * overhead, also where its window was empty (a scheduled job starts and looks), and `service` for
 * each record; all its results are there when the last record is done. Alone, each record costs
 * overhead and service: it is a batch of one. All of it exact in the long run but for what is said
 * below; NaN where the worker cannot keep up.
 */
#ifndef EXERCISES_BATCH_WINDOW_H
#define EXERCISES_BATCH_WINDOW_H

#include <stddef.h>

struct batch_window {
    double rate;     /* records a second */
    double window;   /* seconds */
    double overhead; /* seconds, of a batch */
    double service;  /* seconds, of a record */
};

/* Share of time that the worker is busy: overhead/window + rate x service; 1 and more: overload. */
double batch_window_busy(const struct batch_window *batch);

/*
 * Mean seconds that a full window waits for a worker still busy with those before: the work of a
 * window is overhead + service x Poisson, so it is the mean wait of a queue D/G/1, the sum over k
 * of E[work of k windows - k windows]+ / k (Spitzer 1956). Above 10^7 records the Poisson tails are
 * normal ones. NaN also where the sum does not settle, within about a per cent of saturation.
 */
double batch_window_late(const struct batch_window *batch);

/* From a record's coming until its batch begins: window/2 + late. */
double batch_window_mean_wait(const struct batch_window *batch);

/* Until its result: + overhead + service x (rate x window + 1), as a record meets in its window
 * itself and rate x window others. */
double batch_window_mean_response(const struct batch_window *batch);

/* Shares of records with a response of at most seconds[i], where no window waits for the worker
 * (batch_window_late() near 0). For windows of many records a sum over evenly spaced numbers. */
void batch_window_response_shares(const struct batch_window *batch, const double *seconds,
                                  double *shares, size_t count);

/*
 * The window with the shortest mean response, by Brent's minimiser about the best of a grid (beyond
 * it the response may have further, shallower minima); NaN where there is none from 1.001 to 1001
 * times the shortest window that can be kept up with: without overhead the shorter the better.
 */
double batch_window_best(const struct batch_window *batch);

/* One by one: busy share, mean seconds before a record's turn (Pollaczek 1930, Khinchin 1932, of
 * equal services: busy/(1 - busy) x (overhead + service)/2), and until its result. */
double streaming_busy(const struct batch_window *batch);
double streaming_mean_wait(const struct batch_window *batch);
double streaming_mean_response(const struct batch_window *batch);

#endif
