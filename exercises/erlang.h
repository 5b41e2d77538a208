/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line in front of c equal servers, first come first served; customers come at random (Poisson)
 * at `rate` a second and a service lasts `service` seconds on average, exponentially: M/M/c in the
 * long run (Erlang 1917). The offered load a = rate x service is the mean number of servers that
 * the work would keep busy, in erlangs; the line has a long run only where a < c, and every
 * function below returns NaN where it has none. Times are seconds throughout.
 */
#ifndef EXERCISES_ERLANG_H
#define EXERCISES_ERLANG_H

struct erlang {
    unsigned servers; /* from 1 */
    double rate;      /* customers a second, above 0 */
    double service;   /* mean seconds, above 0 */
};

double erlang_load(const struct erlang *line); /* a, in erlangs */

/*
 * Share of customers that are turned away where nobody may wait. By the recursion
 * B(k) = a B(k-1) / (k + a B(k-1)), which neither overflows nor cancels (Jagerman 1974). Any a.
 */
double erlang_b(unsigned servers, double load);

/* Share of customers that have to wait: c B / (c - a (1 - B)). NaN for a >= c. */
double erlang_c(unsigned servers, double load);

/* Mean seconds in line, over all customers: C / (c/service - rate); and with the service. */
double erlang_mean_wait(const struct erlang *line);
double erlang_mean_response(const struct erlang *line);
/* Mean number in line: rate x mean wait (Little 1961). */
double erlang_mean_in_line(const struct erlang *line);

/* P(wait > seconds) = C e^(-(c/service - rate) seconds), and the wait that a share of all
 * customers, from 0 to below 1, does not exceed: 0 where so many do not wait at all. */
double erlang_wait_tail(const struct erlang *line, double seconds);
double erlang_wait_quantile(const struct erlang *line, double share);

/*
 * The same of line and service together, which are independent: the sum of the mixture above and an
 * exponential. The quantile is a root found by Brent's method; NaN where that does not converge.
 */
double erlang_response_tail(const struct erlang *line, double seconds);
double erlang_response_quantile(const struct erlang *line, double share);

/*
 * Seconds in which the line forgets where it began: 1/(sqrt(c/service) - sqrt(rate))^2, the longest
 * of its relaxation times near saturation (Morse 1955), and not less than a service.
 */
double erlang_relaxation(const struct erlang *line);

#endif
