/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean and spread of what is measured again and again, added one value at a time (Welford 1962). */
#ifndef EXERCISES_MOMENTS_H
#define EXERCISES_MOMENTS_H

struct moments {
    double count, mean, squares;
};

void moments_add(struct moments *moments, double value);
double moments_mean(const struct moments *moments);  /* NaN for none */
double moments_error(const struct moments *moments); /* of the mean; NaN for fewer than two */

#endif
