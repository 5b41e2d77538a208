/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One hash table, whatever its scheme, and what a scheme is: a way to fill many keys in, a way to
 * take one visible step of the next key, and what searches cost in the table as it stands.
 *
 * Slots hold key numbers from 1; 0 is empty. Probes are the keys or slots a search looks at, the
 * last included; a displacement is what a hit costs beyond one probe.
 */
#ifndef EXERCISES_HASHING_TABLE_H
#define EXERCISES_HASHING_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "exercises/hashing/function.h"

enum hash_scheme {
    SCHEME_CHAINING,
    SCHEME_LINEAR,
    SCHEME_QUADRATIC,
    SCHEME_DOUBLE,
    SCHEME_ROBIN_HOOD,
    SCHEME_CUCKOO,
    SCHEME_TWO_CHOICE,
    SCHEME_HOPSCOTCH,
    HASH_SCHEMES
};

enum { HASH_SMALL = 64, HASH_MOST_CHOICES = 4, HASH_LINE = 224, HASH_NAME = 24 };

/* The key number in a cell; cuckoo keeps the choice that brought it there above. */
enum { HASH_KEY = 0x3FFFFFFF };

struct hash_shape {
    enum hash_scheme scheme;
    enum hash_function function;
    uint64_t slots;
    unsigned choices, bucket; /* of cuckoo; choices also of two-choice */
};

/* The key on its way to a slot. A search that was not begun has tries 0. */
struct hash_walk {
    uint32_t key;       /* that is carried */
    uint64_t home, at;  /* where it belongs, and the slot looked at */
    uint64_t distance;  /* from home, as the scheme counts */
    uint32_t tries;     /* steps of this newcomer */
    uint32_t evictions; /* keys pushed out on its behalf */
    uint64_t other;     /* a second slot of interest, as hopscotch's hop; the slots for none */
    bool placed;        /* the last step ended it */
    char line[HASH_LINE];
};

struct hash_table {
    struct hash_shape shape;
    struct hash_keys keys; /* words are shared, not owned */
    uint32_t count;        /* keys in the table */
    uint32_t failed;       /* the key that found no place; 0: none */
    uint64_t probes;       /* of finding every key once */
    uint64_t squares;      /* of their displacements */
    uint64_t looked;       /* cuckoo: slots a miss looks at, over all buckets */
    uint32_t longest;      /* most keys in a list, a bucket or of one home; 0: does not apply */
    uint32_t *cells;       /* the key in each slot (& HASH_KEY); lists: their lengths */
    uint32_t *aside;       /* displacements; NULL where none are kept */
    uint32_t *places;      /* two-choice: of each key, (position << 3 | choice); else NULL */
    uint8_t *homes;        /* hopscotch: keys of each home */
    uint64_t room;         /* keys that `places` has room for */
    uint64_t random;       /* of evictions */
    struct hash_walk walk;
};

/* An empty table for at most `keys` keys. */
void hash_table_init(struct hash_table *table, const struct hash_shape *shape, uint64_t keys);
void hash_table_release(struct hash_table *table);
void hash_table_copy(struct hash_table *to, const struct hash_table *from);
/* Empties it for other keys. */
void hash_table_clear(struct hash_table *table, const struct hash_keys *keys);
uint64_t hash_table_bytes(const struct hash_table *table);

struct hash_cost {
    double mean, variance; /* of the probes; NaN where there is nothing to search */
};

struct hash_method {
    const char *name, *title;
    bool lists; /* a slot takes any number of keys */
    bool fails; /* a key may find no place though slots are empty */
    /* Keys count + 1 to `to`; ends early, with `failed` set, where one finds no place. */
    void (*fill)(struct hash_table *table, uint32_t to);
    /* One visible step of key count + 1, told in walk.line. */
    void (*step)(struct hash_table *table);
    /* Probes of a hit; NULL: from probes and squares. About `sample` searches, 0: every one. */
    struct hash_cost (*hit)(const struct hash_table *table, uint32_t sample);
    /* Mean probes of a miss over all places where one may begin; `sample` as above. */
    double (*miss)(const struct hash_table *table, uint32_t sample);
};
extern const struct hash_method *const hash_methods[HASH_SCHEMES];
extern const struct hash_method hash_chaining, hash_linear, hash_quadratic, hash_double,
    hash_robin_hood, hash_cuckoo, hash_two_choice, hash_hopscotch;

struct hash_cost hash_table_hit(const struct hash_table *table, uint32_t sample);
double hash_table_miss(const struct hash_table *table, uint32_t sample);

/* --- For the schemes ----------------------------------------------------------------------------
 */

static inline uint64_t hash_home(const struct hash_table *table, uint32_t key, unsigned choice,
                                 uint64_t range)
{
    return hash_place(table->shape.function, &table->keys, key, choice, range);
}

/* Numbers of the table's own, so that a trial's keys do not depend on the scheme. */
static inline uint64_t hash_random(struct hash_table *table, uint64_t bound)
{
    uint64_t drawn = hash_mix(table->random += 0x9E3779B97F4A7C15U);
    return (uint64_t)((hash_wide)drawn * bound >> 64);
}

static inline void hash_count_probes(struct hash_table *table, uint64_t probes)
{
    table->probes += probes;
    table->squares += (probes - 1) * (probes - 1);
}

/* Begins the next key where none is under way; returns whether it did. */
bool hash_walk_begin(struct hash_table *table);
/* Ends the walk: the newcomer is in. */
void hash_walk_end(struct hash_table *table);
/* Ends the walk: it found no place. */
void hash_walk_fail(struct hash_table *table);
void hash_walk_tell(struct hash_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

struct hash_label {
    char text[HASH_NAME];
};
/* How a key is called in a line. */
struct hash_label hash_label(const struct hash_table *table, uint32_t key);

/* Probes of an unsuccessful linear search, averaged over all homes: a cluster of L slots costs
 * 2 + 3 + ... + (L + 1), an empty slot 1. A cluster may wrap around the end. */
double linear_mean_miss(const uint32_t *cells, uint64_t slots);

#endif
