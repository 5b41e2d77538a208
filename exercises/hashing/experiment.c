/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/experiment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum {
    STEPS = 150,           /* of a run, about */
    MOST_A_STEP = 1 << 17, /* insertions: a few milliseconds */
    MOST_CLUMPED = 1 << 10,
    EVERY_POINT = 4096, /* slots: curves of every trial, else of the first ones */
    FIRST_TRIALS = 3,
    COPIED = 1 << 17, /* bytes */
    SAMPLE = 16384,
    POINT_SAMPLE = 4096
};

uint64_t hash_capacity(const struct hash_shape *shape)
{
    const struct hash_method *method = hash_methods[shape->scheme];
    return method->lists ? UINT32_MAX : method->fails ? shape->slots : shape->slots - 1;
}

/* --- Beginning and end --------------------------------------------------------------------------
 */

static const struct hash_method *method_of(const struct hash_experiment *e)
{
    return hash_methods[e->table.shape.scheme];
}

static void clear(struct hash_experiment *e, uint64_t salt)
{
    struct hash_keys keys = {salt, e->words, e->word_count};
    hash_table_clear(&e->table, &keys);
}

/* A run of any size has about as many steps, but none takes longer than a frame may. */
static void choose_block(struct hash_experiment *e)
{
    uint64_t all = e->trials * (e->keys ? e->keys : 1);
    uint64_t most = e->table.shape.function == HASH_CHARACTER_SUM ? MOST_CLUMPED : MOST_A_STEP;
    e->block = (all + STEPS - 1) / STEPS;
    e->block = e->block > most ? most : e->block;
    if (e->table.shape.slots <= HASH_SMALL && e->trials == 1)
        e->block = 0;
}

void hash_experiment_init(struct hash_experiment *e, const struct hash_shape *shape, double load,
                          uint64_t trials, uint64_t salt)
{
    e->load = load;
    e->keys = (uint64_t)llround(load * (double)shape->slots);
    e->trials = trials;
    e->first_salt = salt;
    e->cache = memory_allocate(1, sizeof *e->cache);
    hash_table_init(&e->table, shape, e->keys);
    choose_block(e);
    clear(e, salt);
}

static bool is_space(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F || c == ',' || c == ';';
}

static bool is_there(const struct hash_experiment *e, const char *word)
{
    for (size_t i = 0; i < e->word_count; i++)
        if (!strcmp(e->words[i], word))
            return true;
    return false;
}

void hash_experiment_type(struct hash_experiment *e, const char *text)
{
    size_t room = 0;
    struct hash_shape shape = e->table.shape;
    e->typed = memory_copy_string(text);
    for (char *at = e->typed; *at;) {
        void *items = e->words;
        while (is_space(*at) && *at)
            *at++ = '\0';
        if (!*at)
            break;
        char *end = at;
        while (*end && !is_space(*end))
            end++;
        char *next = *end ? end + 1 : end;
        *end = '\0';
        memory_reserve(&items, e->word_count, &room, sizeof *e->words);
        e->words = items;
        if (is_there(e, at))
            e->repeated++;
        else
            e->words[e->word_count++] = at;
        at = next;
    }
    e->keys = e->word_count;
    e->load = (double)e->keys / (double)shape.slots;
    hash_table_release(&e->table);
    hash_table_init(&e->table, &shape, e->keys);
    choose_block(e);
    clear(e, e->first_salt);
}

void hash_experiment_release(struct hash_experiment *e)
{
    hash_table_release(&e->table);
    if (e->fills_on)
        hash_table_release(&e->onward);
    free(e->lengths);
    free(e->words);
    free(e->typed);
    free(e->cache);
}

static void copy_words(struct hash_experiment *to, const struct hash_experiment *from)
{
    if (!from->words)
        return;
    const char *last = from->words[from->word_count - 1];
    size_t length = (size_t)(last - from->typed) + strlen(last) + 1;
    to->typed = memory_allocate(length, 1);
    memcpy(to->typed, from->typed, length);
    to->words = memory_allocate(from->word_count, sizeof *to->words);
    for (size_t i = 0; i < from->word_count; i++)
        to->words[i] = to->typed + (from->words[i] - from->typed);
    to->table.keys.words = to->words;
}

bool hash_experiment_copy(struct hash_experiment *to, const struct hash_experiment *from)
{
    if (from->fills_on || hash_table_bytes(&from->table) > COPIED)
        return false;
    *to = *from;
    hash_table_copy(&to->table, &from->table);
    copy_words(to, from);
    to->cache = memory_allocate(1, sizeof *to->cache);
    to->lengths = NULL;
    if (from->length_count) {
        to->lengths = memory_allocate(from->length_count, sizeof *to->lengths);
        memcpy(to->lengths, from->lengths, from->length_count * sizeof *to->lengths);
    }
    return true;
}

/* --- Points of the curves -----------------------------------------------------------------------
 */

static uint64_t keys_at(const struct hash_experiment *e, int k)
{
    return (uint64_t)llround((double)e->keys * (k + 1) / HASH_GRID);
}

bool hash_experiment_point(const struct hash_experiment *e, int k, uint64_t *keys)
{
    *keys = keys_at(e, k);
    return *keys > 0 && (k == 0 || *keys > keys_at(e, k - 1));
}

static bool draws_curve(const struct hash_experiment *e)
{
    return e->trial < FIRST_TRIALS || e->table.shape.slots <= EVERY_POINT;
}

static uint32_t sample_of(const struct hash_experiment *e, uint32_t large)
{
    return e->table.shape.slots <= EVERY_POINT ? 0 : large;
}

static void note_point(struct hash_experiment *e)
{
    uint64_t keys;
    if (!draws_curve(e))
        return;
    for (int k = 0; k < HASH_GRID; k++)
        if (hash_experiment_point(e, k, &keys) && keys == e->table.count) {
            uint32_t sample = sample_of(e, POINT_SAMPLE);
            moments_add(&e->hit_at[k], hash_table_hit(&e->table, sample).mean);
            moments_add(&e->miss_at[k], hash_table_miss(&e->table, sample));
        }
}

/* The last key before something is to be noted. */
static uint32_t next_stop(const struct hash_experiment *e, uint64_t end)
{
    for (int k = 0; draws_curve(e) && k < HASH_GRID; k++)
        if (keys_at(e, k) > e->table.count)
            return (uint32_t)(keys_at(e, k) < end ? keys_at(e, k) : end);
    return (uint32_t)end;
}

/* --- The end of a trial -------------------------------------------------------------------------
 */

static void note_lengths(struct hash_experiment *e)
{
    const struct hash_table *table = &e->table;
    size_t count = (size_t)table->longest + 1;
    double *met = memory_allocate(count, sizeof *met);
    for (uint64_t at = 0; at < table->shape.slots; at++)
        met[table->cells[at]]++;
    if (count > e->length_count) {
        e->lengths = memory_resize(e->lengths, count, sizeof *e->lengths);
        for (size_t i = e->length_count; i < count; i++)
            e->lengths[i] = (struct length_sums){0, 0};
        e->length_count = count;
    }
    for (size_t i = 0; i < count; i++) {
        e->lengths[i].sum += met[i];
        e->lengths[i].squares += met[i] * met[i];
    }
    free(met);
}

static void note_failure(struct hash_experiment *e, const struct hash_table *table)
{
    moments_add(&e->failure, (double)table->count / (double)table->shape.slots);
}

static void measure(struct hash_experiment *e)
{
    const struct hash_table *table = &e->table;
    struct hash_cost hit = hash_table_hit(table, sample_of(e, SAMPLE));
    if (table->count) {
        moments_add(&e->hit, hit.mean);
        moments_add(&e->variance, hit.variance);
        if (table->longest)
            moments_add(&e->longest, table->longest);
    }
    moments_add(&e->miss, hash_table_miss(table, sample_of(e, SAMPLE)));
    if (method_of(e)->lists)
        note_lengths(e);
}

static void next_trial(struct hash_experiment *e, uint64_t (*salt)(void *), void *context)
{
    e->trial++;
    if (e->trial < e->trials)
        clear(e, salt(context));
}

/* Fills the copy on by some keys; true: it is full or has failed. */
static bool fill_on(struct hash_experiment *e, uint64_t keys)
{
    struct hash_table *onward = &e->onward;
    uint64_t end = onward->count + keys;
    end = end < onward->shape.slots ? end : onward->shape.slots;
    hash_methods[onward->shape.scheme]->fill(onward, (uint32_t)end);
    if (!onward->failed && onward->count < onward->shape.slots)
        return false;
    note_failure(e, onward);
    hash_table_release(onward);
    e->fills_on = false;
    return true;
}

/* False: the table is being filled on, and the trial not over yet. */
static bool end_table(struct hash_experiment *e)
{
    if (e->table.failed) {
        e->failures++;
        note_failure(e, &e->table);
        return true;
    }
    measure(e);
    if (!method_of(e)->fails || e->words || e->table.shape.slots > FILLED_ON)
        return true;
    hash_table_copy(&e->onward, &e->table);
    e->fills_on = true;
    return e->table.shape.slots <= EVERY_POINT && fill_on(e, e->table.shape.slots);
}

/* --- Steps --------------------------------------------------------------------------------------
 */

static bool table_is_done(const struct hash_experiment *e)
{
    return e->table.failed || e->table.count == e->keys;
}

/* At least one key, or one trial without keys; returns the keys that went in. */
static uint64_t fill_some(struct hash_experiment *e, uint64_t budget)
{
    uint32_t before = e->table.count;
    uint64_t end = before + budget < e->keys ? before + budget : e->keys;
    method_of(e)->fill(&e->table, next_stop(e, end));
    if (e->table.count > before)
        note_point(e);
    return e->table.count > before ? e->table.count - before : 1;
}

bool hash_experiment_step(struct hash_experiment *e, uint64_t (*salt)(void *), void *context)
{
    if (e->trial == e->trials)
        return false;
    if (e->block == 0 && !table_is_done(e)) {
        uint32_t before = e->table.count;
        method_of(e)->step(&e->table);
        if (e->table.count > before)
            note_point(e);
        if (table_is_done(e) && end_table(e))
            next_trial(e, salt, context);
        return true;
    }
    for (uint64_t left = e->block ? e->block : 1; left > 0 && e->trial < e->trials;) {
        bool over;
        if (e->fills_on) {
            over = fill_on(e, EVERY_POINT);
            left = 0;
        } else {
            uint64_t used = fill_some(e, left);
            left -= used < left ? used : left;
            over = table_is_done(e) && end_table(e);
        }
        if (over)
            next_trial(e, salt, context);
    }
    return true;
}

/* --- What is asked again and again --------------------------------------------------------------
 */

void hash_experiment_cost(const struct hash_experiment *e, struct hash_cost *hit, double *miss)
{
    struct hash_cache *cache = e->cache;
    if (!cache->has_cost || cache->trial != e->trial || cache->count != e->table.count ||
        cache->tries != e->table.walk.tries) {
        cache->has_cost = true;
        cache->trial = e->trial;
        cache->count = e->table.count;
        cache->tries = e->table.walk.tries;
        cache->hit = hash_table_hit(&e->table, sample_of(e, POINT_SAMPLE));
        cache->miss = hash_table_miss(&e->table, sample_of(e, POINT_SAMPLE));
    }
    *hit = cache->hit;
    *miss = cache->miss;
}

const struct hash_quality *hash_experiment_quality(const struct hash_experiment *e)
{
    struct hash_keys keys = {e->first_salt, e->words, e->word_count};
    if (!e->cache->has_quality)
        hash_measure(&e->table.shape, &keys, e->keys, &e->cache->quality);
    e->cache->has_quality = true;
    return &e->cache->quality;
}

const struct hash_theory *hash_experiment_curves(const struct hash_experiment *e)
{
    for (int k = 0; k < HASH_GRID && !e->cache->has_curves; k++)
        hash_theory(&e->table.shape, (double)keys_at(e, k), &e->cache->curves[k]);
    e->cache->has_curves = true;
    return e->cache->curves;
}
