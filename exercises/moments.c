/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/moments.h"

#include <math.h>

void moments_add(struct moments *moments, double value)
{
    double delta = value - moments->mean;
    moments->count++;
    moments->mean += delta / moments->count;
    moments->squares += delta * (value - moments->mean);
}

double moments_mean(const struct moments *moments)
{
    return moments->count < 1 ? NAN : moments->mean;
}

double moments_error(const struct moments *m)
{
    return m->count < 2 ? NAN : sqrt(m->squares / (m->count - 1) / m->count);
}
