/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/random.h"

#include <sys/random.h>
#include <time.h>
#include <unistd.h>

void random_init(struct random_source *source, uint64_t seed)
{
    source->state = seed;
}

void random_init_system(struct random_source *source)
{
    uint64_t seed;
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
        struct timespec ts = {0}; /* an old kernel: the clock and the process must do */
        (void)clock_gettime(CLOCK_REALTIME, &ts);
        seed = random_mix((uint64_t)ts.tv_sec << 20 ^ (uint64_t)ts.tv_nsec, (uint64_t)getpid());
    }
    random_init(source, seed);
}

static uint64_t scramble(uint64_t z)
{
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

uint64_t random_next(struct random_source *source)
{
    source->state += 0x9E3779B97F4A7C15U;
    return scramble(source->state);
}

uint64_t random_below(struct random_source *source, uint64_t bound)
{
    if (bound < 2)
        return 0;
    uint64_t reject =
        (0 - bound) % bound; /* drop the short remainder, so that all are equally likely */
    uint64_t value;
    do
        value = random_next(source);
    while (value < reject);
    return value % bound;
}

double random_unit(struct random_source *source)
{
    return (double)(random_next(source) >> 11) * 0x1.0p-53;
}

uint64_t random_mix(uint64_t a, uint64_t b)
{
    return scramble(scramble(a + 0x9E3779B97F4A7C15U) ^ (b + 0xD1B54A32D192ED03U));
}

uint64_t hash_bytes(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = 0xCBF29CE484222325U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * 0x100000001B3U;
    return hash;
}

__extension__ typedef unsigned __int128 uint128;

void hash_begin_128(uint64_t state[2])
{
    state[0] = 0x6C62272E07BB0142U;
    state[1] = 0x62B821756295C58DU;
}

void hash_extend_128(uint64_t state[2], const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    const uint128 prime = (uint128)0x1000000U << 64 | 0x13BU;
    uint128 hash = (uint128)state[0] << 64 | state[1];
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * prime;
    state[0] = (uint64_t)(hash >> 64);
    state[1] = (uint64_t)hash;
}

void hash_bytes_128(const void *bytes, size_t length, uint64_t out[2])
{
    hash_begin_128(out);
    hash_extend_128(out, bytes, length);
}
