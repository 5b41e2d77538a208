/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fan chart of two streams of costs: what each may have cost by the end of each year, over many
 * drawn futures, and in how many the second is the cheaper in the end.
 */
#ifndef EXERCISES_FAN_H
#define EXERCISES_FAN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/canvas.h"
#include "exercises/moments.h"

enum { FAN_SIDES = 2, FAN_QUANTILES = 5 };
extern const double fan_shares[FAN_QUANTILES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

struct fan {
    int years;
    size_t capacity, count;           /* futures: room for, drawn */
    double *sorted[FAN_SIDES];        /* [year * capacity + i], year from 0 to `years` */
    size_t priced, cheaper;           /* futures with both costs; of these, the second is less */
    struct moments totals[FAN_SIDES]; /* of the priced ones */
};

void fan_init(struct fan *fan, int years, size_t capacity);
void fan_release(struct fan *fan);
/* `to` is uninitialised. */
void fan_copy(struct fan *to, const struct fan *from);

/*
 * One future: costs by the end of year 0, ..., years. A cost that is not finite has no sourced
 * price; it is sorted above all others, as it is of the largest quantities.
 */
void fan_add(struct fan *fan, const double *first, const double *second);

/* The quantile fan_shares[which] of a side's costs by the end of a year; NaN: no future is drawn,
 * or too many of them have no price to say. */
double fan_quantile(const struct fan *fan, int side, int year, int which);

/*
 * The share of the priced futures in which the second side costs less; NaN for none. The standard
 * error is that of the share with two successes and two failures more (Agresti and Coull 1998),
 * which is not 0 where all futures agree.
 */
double fan_share(const struct fan *fan, double *standard_error);

/*
 * Both fans: a median line each, the middle 50 % dense and the middle 90 % thin about it. In few
 * rows a row a year, with both ranges beside each other on one scale.
 */
void fan_draw(const struct fan *fan, const char *const names[FAN_SIDES], int row,
              struct canvas *canvas);

#endif
