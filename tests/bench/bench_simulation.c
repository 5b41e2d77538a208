/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast simulations run. Operations of `hash` are insertions into a table of 2^20 slots;
 * `availability` goes through 40,000 years of five components, and a failure is one with its
 * repair; `compaction` counts what 10,000,000 overwrites of 1,000,000 keys write, beside RocksDB
 * doing such writes (its db_bench, where installed: it moves bytes and we count records). The
 * B+-tree loads 1,000,000 keys and overwrites 10,000,000 times at random through a pool of a
 * quarter of its pages; then the same in `btree-lsm`, where a merge tree takes the same writes.
 * Customers of `queue` come, wait and are served, two events each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/base/random.h"
#include "exercises/btree.h"
#include "exercises/simulation.h"

static void set(const struct simulation *simulation, double *values, const char *name,
                const char *text)
{
    struct error error = {0};
    if (!simulation_set(simulation, values, name, text, &error)) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
}

static double run_seconds(const struct simulation *simulation, const double *values)
{
    struct error error = {0};
    struct clock clock;
    clock_init_system(&clock);
    int64_t start = clock_elapsed_ms(&clock);
    struct run *run = run_start(simulation, values, NULL, 1, &error);
    if (!run) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    run_complete(run);
    double seconds = (double)(clock_elapsed_ms(&clock) - start) / 1000;
    run_free(run);
    return seconds > 0 ? seconds : 0.001;
}

static void bench_hash(void)
{
    const struct simulation *simulation = simulation_find("hash");
    double values[32];
    simulation_defaults(simulation, values);
    set(simulation, values, "slots", "2^20");
    set(simulation, values, "load", "0.9");
    set(simulation, values, "trials", "40");
    (void)printf("hashing: %.0f operations/s (to reach 20,000,000)\n",
                 40 * 0.9 * 1048576 / run_seconds(simulation, values));
}

static void bench_availability(void)
{
    const struct simulation *simulation = simulation_find("availability");
    double values[32];
    simulation_defaults(simulation, values);
    set(simulation, values, "components", "5");
    set(simulation, values, "common-cause", "0.1");
    set(simulation, values, "repair-crews", "2");
    set(simulation, values, "years", "40000");
    (void)printf("availability: %.0f failures/s (to reach 1,000,000)\n",
                 5 * 40000 * 8760 / 400.0 / run_seconds(simulation, values));
}

static void bench_compaction(const char *policy, const char *distribution)
{
    const struct simulation *simulation = simulation_find("compaction");
    double values[32];
    simulation_defaults(simulation, values);
    set(simulation, values, "policy", policy);
    set(simulation, values, "distribution", distribution);
    set(simulation, values, "keys", "1e6");
    set(simulation, values, "operations", "1e7");
    set(simulation, values, "memtable-bytes", "1048576");
    set(simulation, values, "level1-bytes", "4194304");
    set(simulation, values, "target-file-bytes", "1048576");
    (void)printf("compaction, %s, %s: %.0f writes/s (to reach 10,000,000)\n", policy, distribution,
                 11e6 / run_seconds(simulation, values));
}

static void bench_btree(void)
{
    enum { KEYS = 1000000, OVERWRITES = 10000000 };
    struct btree_parameters parameters = {.keys = KEYS,
                                          .overwrites = OVERWRITES,
                                          .page_records = 35,
                                          .pool_pages = 10000,
                                          .rightmost_split = true};
    struct random_source source;
    struct clock clock;
    struct btree btree;
    random_init(&source, 1);
    clock_init_system(&clock);
    int64_t start = clock_elapsed_ms(&clock);
    btree_init(&btree, &parameters);
    for (uint32_t i = 0; i < KEYS; i++)
        btree_write(&btree, (uint32_t)((uint64_t)i * 618033 % KEYS)); /* each once, in disorder */
    for (uint32_t i = 0; i < OVERWRITES; i++)
        btree_write(&btree, (uint32_t)random_below(&source, KEYS));
    int64_t taken = clock_elapsed_ms(&clock) - start;
    (void)printf("B+-tree: %.0f operations/s (to reach 10,000,000)\n",
                 (KEYS + OVERWRITES) * 1000.0 / (double)(taken > 0 ? taken : 1));
    btree_release(&btree);
}

static void bench_race(void)
{
    const struct simulation *simulation = simulation_find("btree-lsm");
    double values[32];
    simulation_defaults(simulation, values);
    set(simulation, values, "keys", "1e6");
    set(simulation, values, "operations", "1e7");
    set(simulation, values, "memtable-bytes", "1048576");
    set(simulation, values, "level1-bytes", "4194304");
    set(simulation, values, "target-file-bytes", "1048576");
    set(simulation, values, "pool-bytes", "4e7");
    (void)printf("btree-lsm: %.0f writes/s into both\n", 11e6 / run_seconds(simulation, values));
}

static void bench_queue(const char *name, const char *settings, const char *target)
{
    enum { CUSTOMERS = 5000000 };
    const struct simulation *simulation = simulation_find("queue");
    double values[32];
    simulation_defaults(simulation, values);
    struct error error = {0};
    if (!simulation_apply(simulation, values, settings, &error)) {
        (void)fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    (void)printf("queue, %s: %.0f customers/s%s\n", name,
                 CUSTOMERS / run_seconds(simulation, values), target);
}

/* In the folder that the benchmark runs in, which is deleted afterwards. */
static void bench_rocksdb(void)
{
    char line[512];
    double rate = 0;
    FILE *peer = popen("db_bench --benchmarks=fillrandom --num=1000000 --key_size=16 "
                       "--value_size=100 --compression_type=none --disable_wal=1 --db=$PWD/db 2>&1",
                       "r");
    while (peer && fgets(line, sizeof line, peer)) {
        const char *at = strstr(line, "micros/op");
        if (at && !strncmp(line, "fillrandom", 10))
            rate = strtod(at + strlen("micros/op"), NULL);
    }
    if (peer)
        (void)pclose(peer);
    if (rate > 0)
        (void)printf("  beside: RocksDB's db_bench, fillrandom: %.0f writes/s\n", rate);
    else
        (void)printf("  skipped: db_bench is not installed (package rocksdb-tools)\n");
}

int main(void)
{
    bench_hash();
    bench_availability();
    bench_compaction("leveled", "uniform");
    bench_compaction("leveled", "zipf");
    bench_compaction("universal", "uniform");
    bench_rocksdb();
    bench_btree();
    bench_race();
    bench_queue("one server", "customers=5e6", " (to reach 5,000,000)");
    bench_queue("ten servers", "customers=5e6 servers=10 arrival-rate=8", " (to reach 5,000,000)");
    bench_queue("batches and streaming", "customers=5e6 mode=batch", "");
    bench_queue("autoscale", "customers=5e6 mode=autoscale", "");
    return 0;
}
