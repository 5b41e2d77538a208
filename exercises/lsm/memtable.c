/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The memtable as one bit a key: writing a key again costs nothing, and a flush reads the bits in
 * key order. A second bitmap has one bit a word of the first, so that a small memtable over many
 * keys is read by the words that hold anything.
 */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "engine/base/memory.h"
#include "exercises/lsm/private.h"

struct lsm_plan {
    size_t references;
    uint32_t *order; /* the n-th key to be loaded, also the n-th most popular; NULL: itself */
    gsl_ran_discrete_t *zipf; /* over places in `order` */
};

/* Below `bound`, from 32 random bits; the bias is below 2^-8 of a share at 2^24 keys. */
static uint32_t below(gsl_rng *rng, uint32_t bound)
{
    return (uint32_t)(((uint64_t)gsl_rng_get(rng) * bound) >> 32);
}

struct lsm_plan *lsm_plan_new(const struct lsm_parameters *parameters, gsl_rng *rng)
{
    struct lsm_plan *plan = memory_allocate(1, sizeof *plan);
    plan->references = 1;
    if (parameters->distribution == LSM_SEQUENTIAL)
        return plan;
    plan->order = memory_resize(NULL, parameters->keys, sizeof *plan->order);
    for (uint32_t i = 0; i < parameters->keys; i++) {
        uint32_t other = below(rng, i + 1); /* Fisher and Yates, from the inside out */
        plan->order[i] = plan->order[other];
        plan->order[other] = i;
    }
    if (parameters->distribution == LSM_ZIPF) {
        double *weights = memory_resize(NULL, parameters->keys, sizeof *weights);
        for (uint32_t i = 0; i < parameters->keys; i++)
            weights[i] = pow(i + 1.0, -parameters->zipf_exponent);
        plan->zipf = gsl_ran_discrete_preproc(parameters->keys, weights);
        free(weights);
    }
    return plan;
}

struct lsm_plan *lsm_plan_share(struct lsm_plan *plan)
{
    plan->references++;
    return plan;
}

void lsm_plan_release(struct lsm_plan *plan)
{
    if (--plan->references)
        return;
    free(plan->order);
    if (plan->zipf)
        gsl_ran_discrete_free(plan->zipf);
    free(plan);
}

void lsm_memtable_init(struct lsm *lsm)
{
    size_t words = (lsm->parameters.keys + (size_t)63) / 64;
    lsm->bits = memory_allocate(words, sizeof *lsm->bits);
    lsm->deleted = memory_allocate(words, sizeof *lsm->deleted);
    lsm->summary = memory_allocate((words + 63) / 64, sizeof *lsm->summary);
}

static void put(struct lsm *lsm, uint32_t key)
{
    lsm->bits[key / 64] |= UINT64_C(1) << key % 64;
    lsm->summary[key / 4096] |= UINT64_C(1) << key / 64 % 64;
}

static uint32_t draw_key(const struct lsm *lsm, uint64_t operation, gsl_rng *rng)
{
    const struct lsm_plan *plan = lsm->plan;
    if (lsm->parameters.distribution == LSM_SEQUENTIAL)
        return (uint32_t)(operation % lsm->parameters.keys);
    if (lsm->phase == LSM_LOAD && lsm->parameters.ordered_load)
        return (uint32_t)operation;
    if (lsm->phase == LSM_LOAD)
        return plan->order[operation];
    if (plan->zipf)
        return plan->order[gsl_ran_discrete(rng, plan->zipf)];
    return below(rng, lsm->parameters.keys);
}

static void fill_with_deletions(struct lsm *lsm, uint64_t first, uint64_t count, gsl_rng *rng)
{
    for (uint64_t i = 0; i < count; i++) {
        uint32_t key = draw_key(lsm, first + i, rng);
        bool deletes = gsl_rng_uniform(rng) < lsm->parameters.delete_fraction;
        uint64_t bit = UINT64_C(1) << key % 64;
        put(lsm, key);
        if (lsm->on_write)
            lsm->on_write(lsm->context, key);
        if (deletes)
            lsm->deleted[key / 64] |= bit;
        else
            lsm->deleted[key / 64] &= ~bit;
    }
}

static void fill_and_tell(struct lsm *lsm, uint64_t first, uint64_t count, gsl_rng *rng)
{
    for (uint64_t i = 0; i < count; i++) {
        uint32_t key = draw_key(lsm, first + i, rng);
        put(lsm, key);
        lsm->on_write(lsm->context, key);
    }
}

void lsm_memtable_fill(struct lsm *lsm, uint64_t count, gsl_rng *rng)
{
    uint64_t first = lsm->totals[lsm->phase].operations;
    if (lsm->phase == LSM_OVERWRITE && lsm->parameters.delete_fraction > 0) {
        fill_with_deletions(lsm, first, count, rng);
        return;
    }
    if (lsm->on_write) {
        fill_and_tell(lsm, first, count, rng);
        return;
    }
    for (uint64_t i = 0; i < count; i++)
        put(lsm, draw_key(lsm, first + i, rng));
}

void lsm_key_shares(const struct lsm *lsm, double *shares)
{
    const struct lsm_parameters *p = &lsm->parameters;
    double sum = 0;
    for (uint32_t i = 0; i < p->keys; i++) {
        double weight = p->distribution == LSM_ZIPF ? pow(i + 1.0, -p->zipf_exponent) : 1;
        shares[lsm->plan->order ? lsm->plan->order[i] : i] = weight;
        sum += weight;
    }
    for (uint32_t i = 0; i < p->keys; i++)
        shares[i] /= sum;
}

/* The keys of one word; returns where the next record goes. */
static uint32_t *drain_word(struct lsm *lsm, size_t word, uint32_t *to)
{
    uint64_t bits = lsm->bits[word], deleted = lsm->deleted[word];
    lsm->bits[word] = lsm->deleted[word] = 0;
    for (; bits; bits &= bits - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(bits);
        *to++ = (uint32_t)(word * 64 + bit) << 1 | (uint32_t)(deleted >> bit & 1);
    }
    return to;
}

size_t lsm_memtable_drain(struct lsm *lsm, uint32_t *records)
{
    size_t words = ((size_t)lsm->parameters.keys + 63) / 64;
    uint32_t *to = records;
    for (size_t group = 0; group < (words + 63) / 64; group++) {
        for (uint64_t bits = lsm->summary[group]; bits; bits &= bits - 1)
            to = drain_word(lsm, group * 64 + (size_t)__builtin_ctzll(bits), to);
        lsm->summary[group] = 0;
    }
    return (size_t)(to - records);
}
