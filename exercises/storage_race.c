/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/storage_race.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

uint32_t race_record_bytes(const struct race_parameters *parameters)
{
    return parameters->lsm.key_bytes + parameters->lsm.value_bytes;
}

uint32_t race_page_records(const struct race_parameters *parameters)
{
    return parameters->page_bytes / race_record_bytes(parameters);
}

uint64_t race_pool_pages(const struct race_parameters *parameters)
{
    return parameters->pool_bytes / parameters->page_bytes;
}

bool race_ordered(const struct race_parameters *parameters)
{
    return parameters->lsm.ordered_load || parameters->lsm.distribution == LSM_SEQUENTIAL;
}

bool race_check(const struct race_parameters *parameters, struct error *error)
{
    if (!race_page_records(parameters))
        return error_set(error, ERROR_USAGE,
                         "a record of %u bytes does not fit in a page of %u: enlarge page-bytes",
                         race_record_bytes(parameters), parameters->page_bytes);
    return lsm_parameters_check(&parameters->lsm, error);
}

/* --- Theory -----------------------------------------------------------------------------------*/

double race_expected_pages(const struct race_parameters *parameters, bool *exact)
{
    uint32_t keys = parameters->lsm.keys, room = race_page_records(parameters);
    bool ordered = race_ordered(parameters), rightmost = parameters->rightmost_split;
    double pages = ordered ? btree_theory_ordered_pages(keys, room, rightmost)
                           : btree_theory_random_pages(keys, room, rightmost);
    if (exact)
        *exact = !isnan(pages);
    return isnan(pages) ? keys * btree_theory_limit_pages(room, NULL) : pages;
}

/* Pages with as many records are written alike. */
static struct btree_theory uniform_theory(const struct btree *btree)
{
    uint32_t room = btree->parameters.page_records;
    struct btree_class *classes = memory_allocate((size_t)room + 1, sizeof *classes);
    size_t count = 0;
    for (size_t i = 0; i < btree->page_count; i++)
        classes[btree->pages[i].records].pages++;
    for (uint32_t records = 1; records <= room; records++)
        if (classes[records].pages > 0) {
            double share = (double)records / btree->records;
            classes[count++] = (struct btree_class){classes[records].pages, share, share};
        }
    struct btree_theory theory =
        btree_theory_pool(classes, count, (double)btree->parameters.pool_pages,
                          (double)btree->parameters.checkpoint_writes);
    free(classes);
    return theory;
}

static struct btree_theory zipf_theory(const struct lsm *lsm, const struct btree *btree)
{
    struct btree_class *classes = memory_allocate(btree->page_count, sizeof *classes);
    double *shares = memory_allocate(btree->records, sizeof *shares);
    lsm_key_shares(lsm, shares);
    for (uint32_t key = 0; key < btree->records; key++)
        classes[btree_page_of(btree, key)].share += shares[key];
    for (size_t i = 0; i < btree->page_count; i++) {
        classes[i].pages = 1;
        classes[i].lookups = (double)btree->pages[i].records / btree->records;
    }
    struct btree_theory theory =
        btree_theory_pool(classes, btree->page_count, (double)btree->parameters.pool_pages,
                          (double)btree->parameters.checkpoint_writes);
    free(shares);
    free(classes);
    return theory;
}

/* In key order each page is read and written once a pass, unless all are in the pool. */
static struct btree_theory sequential_theory(const struct btree *btree)
{
    double pages = (double)btree->page_count, pool = (double)btree->parameters.pool_pages;
    double pages_a_write = pages / btree->records;
    double every = (double)btree->parameters.checkpoint_writes;
    if (pool >= pages)
        return (struct btree_theory){
            .hit_ratio = 1, .pages_written = every > 0 ? fmin(pages_a_write, pages / every) : 0};
    if (pool < 1)
        return (struct btree_theory){.lookup_reads = 1, .pages_written = 1, .exact = true};
    return (struct btree_theory){.hit_ratio = 1 - pages_a_write,
                                 .lookup_reads = 1 - pool / pages,
                                 .pages_written = pages_a_write};
}

static void make_theory(struct race *race)
{
    const struct lsm_parameters *p = &race->parameters.lsm;
    uint64_t every = race->parameters.checkpoint_writes;
    race->loaded = true;
    if (p->distribution == LSM_SEQUENTIAL)
        race->theory = sequential_theory(&race->btree);
    else if (p->distribution == LSM_ZIPF)
        race->theory = zipf_theory(&race->lsm, &race->btree);
    else
        race->theory = uniform_theory(&race->btree);
    /* Where checkpoints alone write, only whole intervals count. */
    uint64_t counted = every ? p->operations - p->operations % every : 0;
    if (every && p->operations && race->theory.hit_ratio >= 1)
        race->theory.pages_written *= (double)counted / (double)p->operations;
}

/* --- Running ----------------------------------------------------------------------------------*/

static void take_samples(struct race *race, enum lsm_phase phase)
{
    const struct lsm_parameters *p = &race->parameters.lsm;
    uint64_t all = phase == LSM_LOAD ? p->keys : p->operations;
    uint64_t done = race->btree.counts[phase].writes;
    size_t *samples = &race->samples[phase];
    while (*samples < LSM_SAMPLES && (*samples + 1) * all / LSM_SAMPLES <= done) {
        size_t at = (*samples)++;
        race->btree_written[phase][at] = race_btree_written(race, phase);
        race->lsm_written[phase][at] = race_lsm_written(race, phase);
        race->btree_space[phase][at] = race_btree_space(race);
        race->lsm_space[phase][at] = lsm_space_amplification(&race->lsm);
    }
}

static void take_write(void *context, uint32_t key)
{
    struct race *race = context;
    enum lsm_phase phase = race->lsm.phase;
    btree_write(&race->btree, key);
    if (!race->loaded && btree_phase(&race->btree) == BTREE_OVERWRITE)
        make_theory(race);
    take_samples(race, phase);
}

void race_init(struct race *race, const struct race_parameters *parameters, gsl_rng *rng)
{
    struct btree_parameters btree = {.keys = parameters->lsm.keys,
                                     .overwrites = parameters->lsm.operations,
                                     .page_records = race_page_records(parameters),
                                     .pool_pages = race_pool_pages(parameters),
                                     .checkpoint_writes = parameters->checkpoint_writes,
                                     .rightmost_split = parameters->rightmost_split};
    memset(race, 0, sizeof *race);
    race->parameters = *parameters;
    lsm_init(&race->lsm, &parameters->lsm, rng);
    race->lsm.on_write = take_write;
    race->lsm.context = race;
    btree_init(&race->btree, &btree);
    race->pages_expected = race_expected_pages(parameters, &race->pages_exact);
}

void race_release(struct race *race)
{
    lsm_release(&race->lsm);
    btree_release(&race->btree);
}

void race_copy(struct race *to, const struct race *from)
{
    memcpy(to, from, sizeof *to);
    lsm_copy(&to->lsm, &from->lsm);
    to->lsm.context = to;
    btree_copy(&to->btree, &from->btree);
}

static void add_counts(struct btree_counts *sum, const struct btree_counts *counts, uint64_t sign)
{
    sum->writes += sign * counts->writes;
    sum->hits += sign * counts->hits;
    sum->pages_read += sign * counts->pages_read;
    sum->pages_evicted_dirty += sign * counts->pages_evicted_dirty;
    sum->pages_checkpointed += sign * counts->pages_checkpointed;
    sum->splits += sign * counts->splits;
    sum->checkpoints += sign * counts->checkpoints;
}

static struct btree_counts all_counts(const struct race *race)
{
    struct btree_counts sum = race->btree.counts[BTREE_LOAD];
    add_counts(&sum, &race->btree.counts[BTREE_OVERWRITE], 1);
    return sum;
}

bool race_step(struct race *race, gsl_rng *rng)
{
    struct btree_counts before = all_counts(race);
    race->btree.clock++;
    if (!lsm_step(&race->lsm, rng)) {
        race->btree.clock--;
        return false;
    }
    race->before = before;
    return true;
}

/* --- Reading ----------------------------------------------------------------------------------*/

enum lsm_phase race_phase(const struct race *race)
{
    if (race->lsm.phase < LSM_PHASES)
        return race->lsm.phase;
    return race->parameters.lsm.operations ? LSM_OVERWRITE : LSM_LOAD;
}

double race_btree_written(const struct race *race, enum lsm_phase phase)
{
    enum btree_phase own = phase == LSM_LOAD ? BTREE_LOAD : BTREE_OVERWRITE;
    return btree_pages_written(&race->btree, own) * race->parameters.page_bytes /
           race_record_bytes(&race->parameters);
}

double race_lsm_written(const struct race *race, enum lsm_phase phase)
{
    const struct lsm_totals *totals = &race->lsm.totals[phase];
    if (!race->btree.counts[phase == LSM_LOAD ? BTREE_LOAD : BTREE_OVERWRITE].writes)
        return NAN;
    /* In the middle of a step the writes up to the last flush count. */
    if (!totals->operations)
        return 0;
    return (double)(totals->bytes_flushed + totals->bytes_compacted) /
           ((double)totals->operations * race_record_bytes(&race->parameters));
}

double race_btree_space(const struct race *race)
{
    return (double)race->btree.page_count * race->parameters.page_bytes /
           ((double)race->parameters.lsm.keys * race_record_bytes(&race->parameters));
}

struct btree_counts race_last_counts(const struct race *race)
{
    struct btree_counts counts = all_counts(race);
    add_counts(&counts, &race->before, UINT64_MAX); /* less what was before */
    return counts;
}

double race_break_even_bytes(const struct race *race)
{
    enum lsm_phase phase = race_phase(race);
    double factor = race_lsm_written(race, phase);
    bool evicts = race->btree.parameters.pool_pages < race->btree.page_count;
    if (race->parameters.lsm.distribution == LSM_SEQUENTIAL || phase == LSM_LOAD || !evicts ||
        !(factor > 0))
        return NAN;
    return race_btree_written(race, phase) / factor * race_record_bytes(&race->parameters);
}
