/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/fuzz.h"

#include <math.h>
#include <string.h>

#include "engine/base/random.h"

enum { INTERVAL_MOST = 36500 };

/* The part of `days` that lies between `from` and `to`. */
static double part(double days, double from, double to)
{
    double end = days < to ? days : to;
    return end > from ? end - from : 0;
}

int fuzz_most(int interval_days)
{
    double days = interval_days;
    if (days < 2.5 || interval_days > INTERVAL_MOST)
        return 0;
    double most =
        1 + 0.15 * part(days, 2.5, 7) + 0.1 * part(days, 7, 20) + 0.05 * part(days, 20, days);
    int whole = (int)lround(most);
    return whole < FUZZ_MOST ? whole : FUZZ_MOST;
}

uint64_t fuzz_seed(const char *card_id, int repetitions)
{
    return random_mix(hash_bytes(card_id, strlen(card_id)), (uint64_t)repetitions);
}

int fuzz_choose(int interval_days, const long *load, uint64_t seed)
{
    int most = fuzz_most(interval_days), days = 2 * most + 1, alike = 0;
    long least = load[0];
    struct random_source random;
    random_init(&random, seed);
    for (int i = 0; i < days; i++) {
        if (load[i] < least) {
            least = load[i];
            alike = 0;
        }
        alike += load[i] == least;
    }
    uint64_t nth = random_below(&random, (uint64_t)alike);
    for (int i = 0; i < days; i++)
        if (load[i] == least && nth-- == 0)
            return i - most;
    return 0;
}

void fuzz_apply(struct schedule *schedule, int shift, int of)
{
    int most = fuzz_most(of);
    if (schedule->reviewed && schedule->interval_days == of && shift >= -most && shift <= most)
        schedule->due += shift;
}
