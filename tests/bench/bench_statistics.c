/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the statistics take over 1,000,000 answers: one pass, when the screen is opened. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "engine/statistics.h"
#include "tests/support/generate.h"

enum { CARDS = 50000, REVIEWS = 1000000, ROUNDS = 5, TO_REACH_MS = 2000 };

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
    (void)fprintf(stderr, "bench_statistics: %s\n", error->message);
    exit(1);
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* `path`: a collection that is there already, to be measured in place of a generated one. */
int main(int count, char **arguments)
{
    const char *path = count > 1 ? arguments[1] : "statistics.db";
    struct clock clock;
    struct error error = {0};
    struct rusage usage;
    double took[ROUNDS];
    long reviews = 0;
    must(clock_init_fixed(&clock, "2026-03-10T09:00:00Z", &error), &error);
    if (count < 2)
        must(generate_collection(path, &clock, CARDS, REVIEWS, 338, &error), &error);
    struct collection_options options = {.path = path, .clock = &clock};
    struct collection *c = collection_open(&options, &error);
    must(c != NULL, &error);
    for (int i = 0; i < ROUNDS; i++) {
        struct statistics_request request = {.since = DAY_NONE, .until = DAY_NONE};
        struct statistics statistics;
        double begin = seconds();
        must(collection_statistics(c, &request, &statistics, &error), &error);
        took[i] = seconds() - begin;
        reviews = statistics.reviews;
        statistics_release(&statistics);
    }
    qsort(took, ROUNDS, sizeof *took, compare);
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("collection_statistics, %ld reviews %8.0f ms, best %.0f (to reach: under %d), %.0f MB\n",
           reviews, took[ROUNDS / 2] * 1e3, took[0] * 1e3, TO_REACH_MS,
           (double)usage.ru_maxrss / 1024);
    collection_close(c);
    return 0;
}
