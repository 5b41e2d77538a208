/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first look at a day and the start of a session take with a large collection. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/support/generate.h"
#include "tui/session.h"
#include "tui/today.h"

enum { CARDS = 100000, REVIEWS = 1000000, ROUNDS = 9 };

static double seconds(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void must(bool good, const struct error *error)
{
    if (good)
        return;
    (void)fprintf(stderr, "bench_session: %s\n", error->message);
    exit(1);
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void report(const char *what, double *took)
{
    qsort(took, ROUNDS, sizeof *took, compare);
    printf("%-34s %8.2f ms, best %.2f (to reach: under 50)\n", what, took[ROUNDS / 2] * 1e3,
           took[0] * 1e3);
}

static void measure_session(struct collection *c)
{
    double took[ROUNDS];
    struct error error = {0};
    struct session_options options = {.seed = 338};
    for (int i = 0; i < ROUNDS; i++) {
        double begin = seconds();
        struct session *session = session_start(c, &options, &error);
        took[i] = seconds() - begin;
        must(session != NULL, &error);
        session_free(session);
    }
    report("session_start, 100,000 cards", took);
}

static void measure_today(struct collection *c)
{
    double took[ROUNDS];
    struct error error = {0};
    for (int i = 0; i < ROUNDS; i++) {
        struct today today;
        double begin = seconds();
        must(today_read(c, &today, &error), &error);
        took[i] = seconds() - begin;
        today_release(&today);
    }
    report("today_read, 100,000 cards", took);
}

/* With the path of a collection that is there already, none is made: for a profiler. */
int main(int argc, char **argv)
{
    struct clock clock;
    struct error error = {0};
    const char *path = argc > 1 ? argv[1] : "session.db";
    must(clock_init_fixed(&clock, "2026-03-10T09:00:00Z", &error), &error);
    if (argc < 2)
        must(generate_collection(path, &clock, CARDS, REVIEWS, 338, &error), &error);
    struct collection_options options = {.path = path, .clock = &clock, .writable = true};
    struct collection *c = collection_open(&options, &error);
    must(c != NULL, &error);
    measure_today(c);
    measure_session(c);
    collection_close(c);
    return 0;
}
