/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A week of requests, minute by minute, and machines that follow them.
 *
 * The pattern of a week has a given mean and a given ratio of its peak to that mean. A daily wave
 * follows exp(k cos a) over the hours of a day (von Mises 1918), whose peak is 1 / (exp(-k) I0(k))
 * times its mean; on-off is nothing but one level for a part of each day. Saturday and Sunday have
 * the same shape at a lower level; a day begins where the demand is lowest. A flat week has no room
 * for a quiet weekend: the weekend is then as high as the ratio asks for.
 *
 * About it goes noise, exp(s x - s^2/2) with x Gaussian of correlation exp(-minutes / 30), and
 * bursts: a Poisson number a week, each at any minute, a number of times the mean on top.
 */
#ifndef EXERCISES_TRAFFIC_H
#define EXERCISES_TRAFFIC_H

#include <stdint.h>

#include <gsl/gsl_rng.h>

enum { TRAFFIC_DAY = 24 * 60, TRAFFIC_WEEK = 7 * TRAFFIC_DAY }; /* minutes */

enum traffic_pattern { TRAFFIC_WAVE, TRAFFIC_ON_OFF };

struct traffic {
    enum traffic_pattern pattern;
    double mean, ratio;                       /* requests a second; peak over mean, at least 1 */
    double weekend;                           /* 0..1: its level over that of a working day */
    double noise;                             /* s */
    double bursts, burst_size, burst_minutes; /* a week; times the mean */
};

/* The pattern made ready for many evaluations. */
struct traffic_form {
    double weekday, weekend; /* peaks of a day, requests a second */
    double steepness;        /* k of the wave */
    double on_minutes;       /* a day, of on-off */
};
struct traffic_form traffic_form(const struct traffic *traffic);

/* What chance brings in a week, apart from how strong it is. */
struct traffic_chance {
    float noise[TRAFFIC_WEEK];     /* x */
    uint16_t bursts[TRAFFIC_WEEK]; /* how many last at that minute */
};
void traffic_chance_draw(struct traffic_chance *chance, const struct traffic *traffic,
                         gsl_rng *rng);
/* Requests a second, of each of TRAFFIC_WEEK minutes from Monday at 0 h on; `chance` NULL: none. */
void traffic_fill(const struct traffic *traffic, const struct traffic_chance *chance,
                  double *demand);

/*
 * Machines that follow. At each minute so many are wanted that they would be busy for the target
 * share, rounded up, and never less than the minimum; who is not wanted any more is kept until
 * nobody was wanted for `scale_in` minutes. They are paid from the minute they are wanted, and
 * ready `lag` minutes later: what is ready is the least that was wanted during the last `lag`
 * minutes, so that a longer lag never has more.
 */
struct elastic {
    double capacity, target; /* requests a second of a machine; 0..1 */
    uint32_t minimum;
    double lag; /* minutes; whole ones count in elastic_follow() */
    int scale_in;
};
/* `paid` and `ready` receive machines of each of `minutes` minutes, at most TRAFFIC_WEEK. */
void elastic_follow(const struct elastic *elastic, const double *demand, int minutes,
                    uint32_t *paid, uint32_t *ready);

/*
 * The same without whole machines and, for what is paid, without noise: means over a week. Noise
 * refuses what Margrabe's formula (1978) says of two lognormals, the demand now and at the lag
 * before; bursts do not overlap. An approximation but for on-off demand without chance, where it is
 * exact for numbers that divide and a weekend without demand or like any day.
 */
struct elastic_means {
    double paid;          /* machines */
    double base, top;     /* the best reserved part, and the mean above it; machines */
    double refused;       /* requests a second, of those that follow */
    double refused_fleet; /* of a fleet of fixed size */
    double demand;        /* requests a second, bursts included */
};
/* `fleet` machines of fixed size; `reserved` is the price of a reserved hour over one on demand. */
struct elastic_means elastic_expect(const struct traffic *traffic, const struct elastic *elastic,
                                    double fleet, double reserved);

#endif
