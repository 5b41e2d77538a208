/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/over_time.h"

#include <math.h>

#include "exercises/moments.h"

void over_time_init(struct over_time *over, double duration)
{
    *over = (struct over_time){.spacing = duration * 2 / OVER_TIME_SAMPLES};
    over->next = over->spacing;
}

void over_time_init_first(struct over_time *over, double first)
{
    over_time_init(over, first / 2);
    over->first_only = true;
}

static void thin_out(struct over_time *over)
{
    if (over->first_only) {
        over->next = INFINITY;
        return;
    }
    over->count = OVER_TIME_SAMPLES / 2;
    for (size_t i = 0; i < over->count; i++) {
        over->at[i] = over->at[2 * i + 1];
        for (int k = 0; k < OVER_TIME_LEVELS; k++)
            over->level[k][i] = over->level[k][2 * i + 1];
    }
    over->spacing *= 2;
    over->next = over->at[over->count - 1] + over->spacing;
}

void over_time_sample(struct over_time *over, double to, const double *levels)
{
    while (over->next <= to) {
        over->at[over->count] = over->next;
        for (int k = 0; k < OVER_TIME_LEVELS; k++)
            over->level[k][over->count] = levels[k];
        over->count++;
        over->next += over->spacing;
        if (over->count == OVER_TIME_SAMPLES)
            thin_out(over);
    }
}

void over_time_mark(struct over_time *over)
{
    if (over->marked > LATENCY_BATCHES)
        return;
    double *mark = over->marks[over->marked++];
    mark[0] = over->clock;
    for (int k = 0; k < OVER_TIME_LEVELS; k++)
        mark[1 + k] = over->area[k];
}

struct estimate over_time_mean(const struct over_time *over, int level)
{
    struct moments moments = {0};
    const double *first = over->marks[0], *last = over->marks[LATENCY_BATCHES];
    bool complete = over->marked > LATENCY_BATCHES;
    double area = complete ? last[1 + level] : over->area[level];
    double clock = complete ? last[0] : over->clock;
    if (!over->marked || clock <= first[0])
        return (struct estimate){NAN, NAN};
    for (int i = 1; i < over->marked; i++) {
        const double *from = over->marks[i - 1], *to = over->marks[i];
        moments_add(&moments, (to[1 + level] - from[1 + level]) / (to[0] - from[0]));
    }
    return (struct estimate){(area - first[1 + level]) / (clock - first[0]),
                             moments_error(&moments)};
}
