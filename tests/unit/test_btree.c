/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The B+-tree against a naive one, its theory against counting, and the race of both trees. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/btree.h"
#include "exercises/btree_theory.h"
#include "exercises/race_question.h"
#include "exercises/simulation.h"
#include "exercises/storage_race.h"

enum { SEEDS = 20 };

static gsl_rng *new_rng(unsigned long seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    return rng;
}

static uint32_t draw(gsl_rng *rng, uint32_t below)
{
    return (uint32_t)gsl_rng_uniform_int(rng, below);
}

static void begin(struct btree *btree, uint32_t keys, uint32_t room, uint64_t pool, bool rightmost)
{
    struct btree_parameters parameters = {.keys = keys,
                                          .overwrites = keys,
                                          .page_records = room,
                                          .pool_pages = pool,
                                          .rightmost_split = rightmost};
    btree_init(btree, &parameters);
}

static void shuffle(gsl_rng *rng, uint32_t *order, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = draw(rng, i + 1);
        order[i] = order[other];
        order[other] = i;
    }
}

/* --- Splits -----------------------------------------------------------------------------------*/

static void test_a_full_page_splits_in_halves(void **state)
{
    (void)state;
    struct btree btree;
    begin(&btree, 10, 4, 100, true);
    static const uint32_t keys[] = {9, 1, 3, 5, 4};
    for (size_t i = 0; i < 4; i++)
        btree_write(&btree, keys[i]);
    assert_int_equal(btree.page_count, 1);
    btree_write(&btree, keys[4]);
    assert_int_equal(btree.page_count, 2);
    assert_int_equal(btree.pages[0].records, 3); /* 1 3 4 | 5 9 */
    assert_int_equal(btree.pages[1].records, 2);
    assert_int_equal(btree.pages[1].low, 5);
    assert_int_equal(btree.pages[0].right, 1);
    assert_int_equal(btree_page_of(&btree, 4), 0);
    assert_int_equal(btree_page_of(&btree, 7), 1);
    assert_int_equal(btree.counts[BTREE_LOAD].splits, 1);
    btree_release(&btree);
}

static void check_ordered(uint32_t keys, uint32_t room, bool rightmost, uint32_t each)
{
    struct btree btree;
    begin(&btree, keys, room, 10, rightmost);
    for (uint32_t key = 0; key < keys; key++)
        btree_write(&btree, key);
    for (size_t i = 0; i + 1 < btree.page_count; i++)
        assert_int_equal(btree.pages[i].records, each);
    assert_true(btree_theory_ordered_pages(keys, room, rightmost) == (double)btree.page_count);
    btree_release(&btree);
}

static void test_keys_in_order_fill_pages_or_halves(void **state)
{
    (void)state;
    for (uint32_t keys = 1; keys < 400; keys += 3) {
        check_ordered(keys, 35, true, 35);
        check_ordered(keys, 35, false, 18);
        check_ordered(keys, 6, false, 4);
        check_ordered(keys, 1, true, 1);
        check_ordered(keys, 1, false, 1);
        check_ordered(keys, 2, false, 2);
    }
}

/* --- Against a naive tree ---------------------------------------------------------------------*/

/* Pages as sorted lists in a list, the pool as a list moved about, everything searched through. */
struct naive_page {
    uint32_t keys[64], count;
    bool dirty;
};
struct naive {
    struct btree_parameters parameters;
    struct naive_page *pages[4096]; /* in key order */
    size_t count;
    struct naive_page *pool[4096]; /* the newest first */
    size_t pooled;
    uint32_t records, largest;
    struct btree_counts counts[BTREE_PHASES];
};

static size_t naive_page_of(const struct naive *naive, uint32_t key)
{
    size_t at = 0;
    while (at + 1 < naive->count && naive->pages[at + 1]->keys[0] <= key)
        at++;
    return at;
}

static size_t naive_place(const struct naive *naive, const struct naive_page *page)
{
    size_t at = 0;
    while (at < naive->pooled && naive->pool[at] != page)
        at++;
    return at;
}

static void naive_to_front(struct naive *naive, struct naive_page *page,
                           struct btree_counts *counts)
{
    size_t at = naive_place(naive, page);
    naive->pooled += at == naive->pooled;
    memmove(naive->pool + 1, naive->pool, at * sizeof *naive->pool);
    naive->pool[0] = page;
    page->dirty = true;
    if (naive->pooled > naive->parameters.pool_pages) {
        struct naive_page *last = naive->pool[--naive->pooled];
        counts->pages_evicted_dirty += last->dirty;
        last->dirty = false;
    }
}

static void naive_insert(struct naive *naive, size_t at, uint32_t key, struct btree_counts *counts)
{
    struct naive_page *page = naive->pages[at];
    uint32_t place = 0;
    while (place < page->count && page->keys[place] < key)
        place++;
    memmove(page->keys + place + 1, page->keys + place, (page->count - place) * sizeof key);
    page->keys[place] = key;
    page->count++;
    naive->largest = key > naive->largest ? key : naive->largest;
    naive->records++;
    if (page->count <= naive->parameters.page_records)
        return;
    struct naive_page *right = memory_allocate(1, sizeof *right);
    bool append = naive->parameters.rightmost_split && key == naive->largest;
    uint32_t kept = append ? page->count - 1 : (page->count + 1) / 2;
    right->count = page->count - kept;
    memcpy(right->keys, page->keys + kept, right->count * sizeof key);
    page->count = kept;
    memmove(naive->pages + at + 2, naive->pages + at + 1,
            (naive->count - at - 1) * sizeof *naive->pages);
    naive->pages[at + 1] = right;
    naive->count++;
    counts->splits++;
    naive_to_front(naive, right, counts);
}

static void naive_write(struct naive *naive, uint32_t key)
{
    bool loading = naive->records < naive->parameters.keys;
    struct btree_counts *counts = &naive->counts[loading ? BTREE_LOAD : BTREE_OVERWRITE];
    size_t at = naive_page_of(naive, key);
    struct naive_page *page = naive->pages[at];
    bool present = false, pooled = naive_place(naive, page) < naive->pooled;
    for (uint32_t i = 0; i < page->count; i++)
        present |= page->keys[i] == key;
    counts->writes++;
    counts->hits += pooled;
    counts->pages_read += !pooled && naive->records > 0;
    naive_to_front(naive, page, counts);
    if (!present)
        naive_insert(naive, at, key, counts);
    uint64_t every = naive->parameters.checkpoint_writes;
    bool loaded = loading && naive->records == naive->parameters.keys;
    if (!every || (counts->writes % every && !loaded))
        return;
    counts->checkpoints++;
    for (size_t i = 0; i < naive->pooled; i++) {
        counts->pages_checkpointed += naive->pool[i]->dirty;
        naive->pool[i]->dirty = false;
    }
}

static void compare(const struct btree *btree, const struct naive *naive)
{
    uint32_t page = 0, records = 0, at = btree->newest;
    uint64_t dirty = 0, pooled_records = 0;
    assert_memory_equal(btree->counts, naive->counts, sizeof naive->counts);
    assert_int_equal(btree->page_count, naive->count);
    for (size_t i = 0; i < naive->count; i++, page = btree->pages[page].right) {
        assert_int_equal(btree->pages[page].records, naive->pages[i]->count);
        for (uint32_t k = 0; k < naive->pages[i]->count; k++)
            assert_int_equal(btree_page_of(btree, naive->pages[i]->keys[k]), page);
        records += btree->pages[page].records;
    }
    assert_int_equal(page, BTREE_NONE);
    assert_int_equal(records, btree->records);
    assert_int_equal(btree->pooled, naive->pooled);
    for (size_t i = 0; i < naive->pooled; i++, at = btree->pages[at].older) {
        assert_int_equal(btree_page_of(btree, naive->pool[i]->keys[0]), at);
        assert_int_equal(btree->pages[at].dirty, naive->pool[i]->dirty);
        assert_true(btree->pages[at].pooled);
        dirty += btree->pages[at].dirty;
        pooled_records += btree->pages[at].records;
    }
    assert_int_equal(at, BTREE_NONE);
    assert_int_equal(dirty, btree->dirty);
    assert_int_equal(pooled_records, btree->pooled_records);
}

static void check_against_naive(unsigned long seed)
{
    gsl_rng *rng = new_rng(seed);
    struct btree btree;
    struct naive *naive = memory_allocate(1, sizeof *naive);
    uint32_t keys = 1 + draw(rng, 300), order[301];
    naive->parameters =
        (struct btree_parameters){.keys = keys,
                                  .overwrites = 300,
                                  .page_records = 1 + draw(rng, 8),
                                  .pool_pages = draw(rng, 40),
                                  .checkpoint_writes = draw(rng, 2) ? 1 + draw(rng, 60) : 0,
                                  .rightmost_split = draw(rng, 2) > 0};
    btree_init(&btree, &naive->parameters);
    naive->pages[naive->count++] = memory_allocate(1, sizeof(struct naive_page));
    bool ordered = draw(rng, 4) == 0;
    shuffle(rng, order, keys);
    for (uint32_t i = 0; i < keys; i++) {
        uint32_t key = ordered ? i : order[i];
        btree_write(&btree, key);
        naive_write(naive, key);
        if (draw(rng, 3) == 0 && i + 1 < keys) { /* overwritten in the middle of the load */
            uint32_t again = ordered ? draw(rng, i + 1) : order[draw(rng, i + 1)];
            btree_write(&btree, again);
            naive_write(naive, again);
        }
        compare(&btree, naive);
    }
    for (int i = 0; i < 300; i++) {
        uint32_t key = draw(rng, 3) ? draw(rng, keys) : draw(rng, 1 + keys / 8);
        btree_write(&btree, key);
        naive_write(naive, key);
        compare(&btree, naive);
    }
    for (size_t i = 0; i < naive->count; i++)
        free(naive->pages[i]);
    free(naive);
    btree_release(&btree);
    gsl_rng_free(rng);
}

static void test_every_write_does_what_a_naive_tree_does(void **state)
{
    (void)state;
    for (unsigned long seed = 1; seed <= 150; seed++)
        check_against_naive(seed);
}

/* Many keys: the search for a page climbs all its levels. */
static void test_no_key_is_lost_among_many(void **state)
{
    (void)state;
    enum { KEYS = 300000 };
    struct btree btree;
    gsl_rng *rng = new_rng(5);
    uint32_t *order = memory_allocate(KEYS, sizeof *order);
    shuffle(rng, order, KEYS);
    begin(&btree, KEYS, 50, 100, true);
    for (uint32_t i = 0; i < KEYS; i++)
        btree_write(&btree, order[i]);
    assert_int_equal(btree.records, KEYS);
    uint32_t page = 0, sum = 0;
    for (; page != BTREE_NONE; page = btree.pages[page].right) {
        uint32_t right = btree.pages[page].right;
        uint32_t end = right == BTREE_NONE ? KEYS : btree.pages[right].low;
        assert_int_equal(btree.pages[page].records, end - btree.pages[page].low);
        assert_true(btree.pages[page].records >= 1 && btree.pages[page].records <= 50);
        sum += btree.pages[page].records;
    }
    assert_int_equal(sum, KEYS);
    free(order);
    btree_release(&btree);
    gsl_rng_free(rng);
}

/* The load ends in a checkpoint, so the first pages to go are clean: they would count for nothing.
 */
static void test_counting_begins_once_the_pool_has_been_renewed(void **state)
{
    (void)state;
    enum { ROOM = 10, PAGES = 50, POOL = 20, KEYS = ROOM * PAGES };
    struct btree_parameters parameters = {.keys = KEYS,
                                          .overwrites = 10000,
                                          .page_records = ROOM,
                                          .pool_pages = POOL,
                                          .checkpoint_writes = 1000000,
                                          .rightmost_split = true};
    struct btree btree;
    btree_init(&btree, &parameters);
    for (uint32_t key = 0; key < KEYS; key++)
        btree_write(&btree, key);
    assert_int_equal(btree.dirty, 0);
    for (uint32_t i = 0; i < POOL; i++) {
        btree_write(&btree, i * ROOM);
        assert_false(btree.warm);
        assert_true(btree_pages_written(&btree, BTREE_OVERWRITE) == 0);
    }
    for (uint32_t i = POOL; i < 10 * PAGES; i++) {
        btree_write(&btree, i % PAGES * ROOM);
        assert_true(btree.warm);
        assert_true(btree_pages_written(&btree, BTREE_OVERWRITE) == 1);
        assert_int_equal(btree_counted(&btree, BTREE_OVERWRITE).writes, i + 1 - POOL);
    }
    btree_release(&btree);
}

static void test_a_copy_goes_its_own_way(void **state)
{
    (void)state;
    struct btree one, two;
    begin(&one, 1000, 7, 20, true);
    for (uint32_t key = 0; key < 500; key++)
        btree_write(&one, key * 2);
    btree_copy(&two, &one);
    for (uint32_t key = 0; key < 500; key++)
        btree_write(&two, key * 2 + 1);
    assert_int_equal(one.records, 500);
    assert_int_equal(one.page_count, btree_theory_ordered_pages(500, 7, true));
    for (uint32_t key = 0; key < 500; key++)
        btree_write(&one, key * 2 + 1);
    assert_memory_equal(one.counts, two.counts, sizeof one.counts);
    assert_int_equal(one.page_count, two.page_count);
    btree_release(&one);
    btree_release(&two);
}

/* --- Theory -----------------------------------------------------------------------------------*/

static double pages_of_order(const uint32_t *order, uint32_t keys, uint32_t room, bool rightmost)
{
    struct btree btree;
    begin(&btree, keys, room, 0, rightmost);
    for (uint32_t i = 0; i < keys; i++)
        btree_write(&btree, order[i]);
    double pages = (double)btree.page_count;
    btree_release(&btree);
    return pages;
}

/* Over all orders (Heap's algorithm); returns their number. */
static double sum_over_orders(uint32_t keys, uint32_t room, bool rightmost, double *sum)
{
    uint32_t order[8] = {0, 1, 2, 3, 4, 5, 6, 7}, counter[8] = {0}, i = 1;
    double count = 1;
    *sum = pages_of_order(order, keys, room, rightmost);
    while (i < keys) {
        if (counter[i] >= i) {
            counter[i++] = 0;
            continue;
        }
        uint32_t other = i % 2 ? counter[i] : 0, held = order[other];
        order[other] = order[i];
        order[i] = held;
        *sum += pages_of_order(order, keys, room, rightmost);
        count++;
        counter[i]++;
        i = 1;
    }
    return count;
}

static void test_expected_pages_are_the_mean_over_all_orders(void **state)
{
    (void)state;
    for (uint32_t keys = 1; keys <= 7; keys++)
        for (uint32_t room = 1; room <= 4; room++)
            for (int rightmost = 0; rightmost < 2; rightmost++) {
                double sum, orders = sum_over_orders(keys, room, rightmost, &sum);
                double expected = btree_theory_random_pages(keys, room, rightmost);
                if (fabs(sum / orders - expected) > 1e-12)
                    fail_msg("%u keys, %u a page: %.15g, expected %.15g", keys, room, sum / orders,
                             expected);
            }
}

static void test_the_limit_is_that_of_yao(void **state)
{
    (void)state;
    for (uint32_t half = 1; half <= 300; half++) {
        double harmonic = 0;
        for (uint32_t i = half + 1; i <= 2 * half; i++)
            harmonic += 1.0 / i;
        double pages = btree_theory_limit_pages(2 * half - 1, NULL);
        assert_true(fabs(pages * 2 * half * harmonic - 1) < 1e-12);
    }
    assert_true(fabs(1 / (10000 * btree_theory_limit_pages(10000, NULL)) - M_LN2) < 1e-4);
    double by[36], sum = 0, records = 0;
    double pages = btree_theory_limit_pages(35, by);
    for (int i = 0; i <= 35; i++) {
        sum += by[i];
        records += i * by[i];
        assert_true(i >= 18 || by[i] == 0);
    }
    assert_true(fabs(sum - pages) < 1e-15 && fabs(records - 1) < 1e-12);
    assert_true(fabs(btree_theory_random_pages(200000, 35, false) / 200000 / pages - 1) < 1e-5);
    assert_true(isnan(btree_theory_random_pages(2000000, 35, false)));
}

static void test_theory_of_the_pool(void **state)
{
    (void)state;
    struct btree_class alike = {.pages = 100, .share = 0.01, .lookups = 0.01};
    struct btree_theory theory = btree_theory_pool(&alike, 1, 25, 0);
    assert_true(theory.exact && theory.hit_ratio == 0.25 && theory.pages_written == 0.75);
    theory = btree_theory_pool(&alike, 1, 0, 0);
    assert_true(theory.exact && theory.hit_ratio == 0 && theory.pages_written == 1);
    theory = btree_theory_pool(&alike, 1, 100, 0);
    assert_true(theory.exact && theory.hit_ratio == 1 && theory.pages_written == 0);
    theory = btree_theory_pool(&alike, 1, 1000, 1); /* each write is followed by a checkpoint */
    assert_true(theory.exact && fabs(theory.pages_written - 1) < 1e-12);
    theory = btree_theory_pool(&alike, 1, 25, 1e9); /* a rare checkpoint changes nothing */
    assert_true(!theory.exact && fabs(theory.pages_written - 0.75) < 1e-5);
    struct btree_class mixed[2] = {{.pages = 50, .share = 0.018, .lookups = 0.01},
                                   {.pages = 50, .share = 0.002, .lookups = 0.01}};
    theory = btree_theory_pool(mixed, 2, 50, 0);
    assert_true(!theory.exact && theory.hit_ratio > 0.6 && theory.hit_ratio < 0.9);
    assert_true(fabs(theory.lookup_reads - 0.5) < 1e-9); /* half the pages, by time in the pool */
}

/* --- The race ---------------------------------------------------------------------------------*/

/* `wanted` must lie within 4 standard errors between seeds, or within `slack` of the value. */
static void check_settings(const char *settings, bool exact, double slack)
{
    static const char *const names[] = {"btree.hit_ratio", "btree.read_pages",
                                        "btree.write_amplification", "btree.space_amplification"};
    const struct simulation *simulation = simulation_find("btree-lsm");
    double values[RACE_PARAMETERS], sum[4] = {0}, squares[4] = {0}, wanted[4] = {0};
    struct error error = {0};
    simulation_defaults(simulation, values);
    if (!simulation_apply(simulation, values, settings, &error))
        fail_msg("%s", error.message);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct report report = {0};
        struct run *run = run_start(simulation, values, NULL, seed, &error);
        run_complete(run);
        run_observe(run, &report);
        for (int i = 0; i < 4; i++) {
            const struct prediction *prediction = report_prediction(&report, names[i]);
            double seen = report_observation(&report, names[i])->mean;
            assert_int_equal(prediction->exact, i == 3 || exact);
            sum[i] += seen;
            squares[i] += seen * seen;
            wanted[i] += prediction->value / SEEDS;
        }
        report_release(&report);
        run_free(run);
    }
    for (int i = 0; i < 4; i++) {
        double mean = sum[i] / SEEDS, spread = fmax(0, squares[i] / SEEDS - mean * mean);
        double deviation = sqrt(spread / (SEEDS - 1));
        if (getenv("AGREEMENT"))
            (void)printf("%s | %s | %.5f | %.5f | %.5f\n", settings, names[i], mean, wanted[i],
                         deviation);
        if (fabs(mean - wanted[i]) > 4 * deviation + slack * wanted[i] + 1e-9)
            fail_msg("%s: %s is %g, expected %g, standard error %g", settings, names[i], mean,
                     wanted[i], deviation);
    }
}

static void test_pages_alike_are_hit_exactly_as_often_as_they_are_pooled(void **state)
{
    (void)state;
    check_settings("keys=35000 operations=100000 load=ordered pool-bytes=409600", true, 0);
    check_settings("keys=35000 operations=100000 load=ordered pool-bytes=2048000", true, 0);
    check_settings("keys=35000 operations=100000 load=ordered pool-bytes=4000000", true, 0);
    check_settings("keys=3500 operations=50000 load=ordered pool-bytes=4096", true, 0);
    check_settings("keys=5000 operations=20000 value-bytes=3900 pool-bytes=8192000", true, 0);
    check_settings("keys=35000 operations=100000 pool-bytes=0", true, 0);
    check_settings("keys=35000 operations=100000 pool-bytes=1e9", true, 0);
    check_settings("keys=35000 operations=100000 pool-bytes=1e9 checkpoint-writes=3000", true, 0);
}

static void test_pages_unlike_are_hit_as_the_approximation_says(void **state)
{
    (void)state;
    check_settings("", false, 0);
    check_settings("keys=20000 operations=100000 pool-bytes=400000", false, 0);
    check_settings("keys=20000 operations=100000 pool-bytes=2500000", false, 0);
    check_settings("keys=20000 operations=100000 value-bytes=500", false, 0);
    check_settings("distribution=zipf", false, 0.005);
    check_settings("distribution=zipf zipf-exponent=0.5 keys=20000 pool-bytes=500000", false, 0);
    check_settings("keys=20000 operations=100000 pool-bytes=400000 checkpoint-writes=500", false,
                   0.01);
    check_settings("keys=20000 operations=100000 pool-bytes=400000 checkpoint-writes=50", false,
                   0.01);
}

static void test_keys_in_order_write_each_page_once_a_pass(void **state)
{
    (void)state;
    check_settings("keys=35000 operations=70000 distribution=sequential pool-bytes=819200", false,
                   0.001);
}

/* The merge tree of the race is the one of `compaction`: same seed, same files. */
static void test_the_race_leaves_the_merge_tree_as_it_is(void **state)
{
    (void)state;
    double values[RACE_PARAMETERS];
    simulation_defaults(simulation_find("btree-lsm"), values);
    struct race_parameters parameters = race_parameters_from(values);
    gsl_rng *rng = new_rng(9), *same = new_rng(9);
    struct race race;
    struct lsm lsm;
    race_init(&race, &parameters, rng);
    lsm_init(&lsm, &parameters.lsm, same);
    while (race_step(&race, rng)) {
        assert_true(lsm_step(&lsm, same));
        assert_memory_equal(&race.lsm.event, &lsm.event, sizeof lsm.event);
        const struct btree_counts *counts = race.btree.counts;
        for (int phase = 0; phase < LSM_PHASES; phase++) /* both have taken the same writes */
            assert_int_equal(counts[phase].writes, lsm.totals[phase].operations);
    }
    assert_false(lsm_step(&lsm, same));
    assert_int_equal(lsm_total_bytes(&race.lsm), lsm_total_bytes(&lsm));
    assert_int_equal(gsl_rng_get(rng), gsl_rng_get(same));
    lsm_release(&lsm);
    race_release(&race);
    gsl_rng_free(rng);
    gsl_rng_free(same);
}

static void test_key_shares_sum_to_one(void **state)
{
    (void)state;
    struct lsm_parameters parameters = {.keys = 1000,
                                        .distribution = LSM_ZIPF,
                                        .zipf_exponent = 1,
                                        .key_bytes = 16,
                                        .value_bytes = 100,
                                        .entries_per_flush = 100};
    double shares[1000], sum = 0, most = 0, harmonic = 0;
    gsl_rng *rng = new_rng(1);
    struct lsm lsm;
    lsm_init(&lsm, &parameters, rng);
    lsm_key_shares(&lsm, shares);
    for (int i = 0; i < 1000; i++) {
        sum += shares[i];
        most = fmax(most, shares[i]);
        harmonic += 1.0 / (i + 1);
    }
    assert_true(fabs(sum - 1) < 1e-12 && fabs(most - 1 / harmonic) < 1e-12);
    lsm_release(&lsm);
    gsl_rng_free(rng);
}

static double result(const char *settings, const char *name)
{
    const struct simulation *simulation = simulation_find("btree-lsm");
    double values[RACE_PARAMETERS];
    struct error error = {0};
    struct report report = {0};
    simulation_defaults(simulation, values);
    assert_true(simulation_apply(simulation, values, settings, &error));
    struct run *run = run_start(simulation, values, NULL, 1, &error);
    run_complete(run);
    run_observe(run, &report);
    double value = report_observation(&report, name)->mean;
    report_release(&report);
    run_free(run);
    return value;
}

/* What the presets promise. */
static void test_presets_show_what_they_say(void **state)
{
    (void)state;
    static const bool in_place_wins[RACE_PRESETS] = {false, true, true, false, true};
    for (int i = 0; i < RACE_PRESETS; i++) {
        double in_place = result(race_presets[i].settings, "btree.write_amplification");
        double merged = result(race_presets[i].settings, "lsm.write_amplification");
        if ((in_place < merged) != in_place_wins[i])
            fail_msg("%s: %g in place, %g merged", race_presets[i].name, in_place, merged);
    }
}

/* At the size said, both write about as much. */
static void test_the_turning_point_is_where_it_is_said_to_be(void **state)
{
    (void)state;
    char settings[64];
    double turn = result("", "break_even_record_bytes");
    (void)snprintf(settings, sizeof settings, "value-bytes=%.0f", turn - 16);
    double in_place = result(settings, "btree.write_amplification");
    double merged = result(settings, "lsm.write_amplification");
    assert_true(in_place / merged > 0.85 && in_place / merged < 1.15);
    assert_true(isnan(result("distribution=sequential", "break_even_record_bytes")));
    assert_true(isnan(result("pool-bytes=1e9", "break_even_record_bytes")));
    assert_true(isnan(result("operations=0", "break_even_record_bytes")));
}

static void test_a_record_has_to_fit_in_a_page(void **state)
{
    (void)state;
    const struct simulation *simulation = simulation_find("btree-lsm");
    double values[RACE_PARAMETERS];
    struct error error = {0};
    simulation_defaults(simulation, values);
    values[RACE_VALUE_BYTES] = 4096 - values[RACE_KEY_BYTES];
    run_free(run_start(simulation, values, NULL, 1, &error));
    values[RACE_VALUE_BYTES]++;
    assert_null(run_start(simulation, values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_non_null(strstr(error.message, "does not fit in a page of 4096"));
}

/* Both answers come up, so that neither is a safe guess. */
static void test_either_tree_may_win(void **state)
{
    (void)state;
    const struct simulation *simulation = simulation_find("btree-lsm");
    int in_place = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct problem problem;
        assert_true(question_generate(simulation, &race_questions[2], seed, NULL, &problem));
        in_place += !strcmp(problem.answer, "the B+-tree");
        problem_release(&problem);
    }
    assert_in_range(in_place, 12, 48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_full_page_splits_in_halves),
        cmocka_unit_test(test_keys_in_order_fill_pages_or_halves),
        cmocka_unit_test(test_every_write_does_what_a_naive_tree_does),
        cmocka_unit_test(test_no_key_is_lost_among_many),
        cmocka_unit_test(test_counting_begins_once_the_pool_has_been_renewed),
        cmocka_unit_test(test_a_copy_goes_its_own_way),
        cmocka_unit_test(test_expected_pages_are_the_mean_over_all_orders),
        cmocka_unit_test(test_the_limit_is_that_of_yao),
        cmocka_unit_test(test_theory_of_the_pool),
        cmocka_unit_test(test_pages_alike_are_hit_exactly_as_often_as_they_are_pooled),
        cmocka_unit_test(test_pages_unlike_are_hit_as_the_approximation_says),
        cmocka_unit_test(test_keys_in_order_write_each_page_once_a_pass),
        cmocka_unit_test(test_the_race_leaves_the_merge_tree_as_it_is),
        cmocka_unit_test(test_key_shares_sum_to_one),
        cmocka_unit_test(test_presets_show_what_they_say),
        cmocka_unit_test(test_the_turning_point_is_where_it_is_said_to_be),
        cmocka_unit_test(test_a_record_has_to_fit_in_a_page),
        cmocka_unit_test(test_either_tree_may_win),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
