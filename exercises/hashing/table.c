/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"

const struct hash_method *const hash_methods[HASH_SCHEMES] = {
    [SCHEME_CHAINING] = &hash_chaining,     [SCHEME_LINEAR] = &hash_linear,
    [SCHEME_QUADRATIC] = &hash_quadratic,   [SCHEME_DOUBLE] = &hash_double,
    [SCHEME_ROBIN_HOOD] = &hash_robin_hood, [SCHEME_CUCKOO] = &hash_cuckoo,
    [SCHEME_TWO_CHOICE] = &hash_two_choice, [SCHEME_HOPSCOTCH] = &hash_hopscotch,
};

static bool keeps_aside(enum hash_scheme scheme)
{
    return scheme == SCHEME_ROBIN_HOOD || scheme == SCHEME_HOPSCOTCH;
}

void hash_table_init(struct hash_table *table, const struct hash_shape *shape, uint64_t keys)
{
    memset(table, 0, sizeof *table);
    table->shape = *shape;
    table->cells = memory_allocate(shape->slots, sizeof *table->cells);
    if (keeps_aside(shape->scheme))
        table->aside = memory_allocate(shape->slots, sizeof *table->aside);
    if (shape->scheme == SCHEME_HOPSCOTCH)
        table->homes = memory_allocate(shape->slots, sizeof *table->homes);
    if (shape->scheme == SCHEME_TWO_CHOICE) {
        table->room = keys;
        table->places = memory_allocate(keys, sizeof *table->places);
    }
}

void hash_table_release(struct hash_table *table)
{
    free(table->cells);
    free(table->aside);
    free(table->places);
    free(table->homes);
    table->cells = table->aside = table->places = NULL;
    table->homes = NULL;
}

static void *copy_of(const void *from, uint64_t count, size_t size)
{
    if (!from)
        return NULL;
    void *to = memory_allocate(count, size);
    if (count)
        memcpy(to, from, count * size);
    return to;
}

void hash_table_copy(struct hash_table *to, const struct hash_table *from)
{
    uint64_t slots = from->shape.slots;
    *to = *from;
    to->cells = copy_of(from->cells, slots, sizeof *from->cells);
    to->aside = copy_of(from->aside, slots, sizeof *from->aside);
    to->places = copy_of(from->places, from->room, sizeof *from->places);
    to->homes = copy_of(from->homes, slots, sizeof *from->homes);
}

void hash_table_clear(struct hash_table *table, const struct hash_keys *keys)
{
    uint64_t slots = table->shape.slots;
    struct hash_table fresh = {.shape = table->shape,
                               .keys = *keys,
                               .cells = table->cells,
                               .aside = table->aside,
                               .places = table->places,
                               .homes = table->homes,
                               .room = table->room,
                               .random = hash_mix(keys->salt)};
    memset(table->cells, 0, slots * sizeof *table->cells);
    if (table->homes)
        memset(table->homes, 0, slots * sizeof *table->homes);
    if (table->shape.scheme == SCHEME_CUCKOO)
        fresh.looked = slots / table->shape.bucket; /* the empty slot that each begins with */
    *table = fresh;
}

uint64_t hash_table_bytes(const struct hash_table *table)
{
    return table->shape.slots * 9 + table->room * 4;
}

struct hash_cost hash_table_hit(const struct hash_table *table, uint32_t sample)
{
    const struct hash_method *method = hash_methods[table->shape.scheme];
    if (!table->count)
        return (struct hash_cost){NAN, NAN};
    if (method->hit)
        return method->hit(table, sample);
    double mean = (double)table->probes / table->count;
    return (struct hash_cost){mean,
                              (double)table->squares / table->count - (mean - 1) * (mean - 1)};
}

double hash_table_miss(const struct hash_table *table, uint32_t sample)
{
    return hash_methods[table->shape.scheme]->miss(table, sample);
}

/* --- Walks --------------------------------------------------------------------------------------
 */

bool hash_walk_begin(struct hash_table *table)
{
    struct hash_walk *walk = &table->walk;
    bool fresh = walk->tries == 0 || walk->placed;
    if (fresh)
        *walk =
            (struct hash_walk){.key = table->count + 1,
                               .home = hash_home(table, table->count + 1, 0, table->shape.slots),
                               .other = table->shape.slots};
    walk->tries++;
    return fresh;
}

void hash_walk_end(struct hash_table *table)
{
    table->walk.placed = true;
    table->count++;
}

void hash_walk_fail(struct hash_table *table)
{
    table->walk.placed = true;
    table->failed = table->count + 1;
}

void hash_walk_tell(struct hash_table *table, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(table->walk.line, sizeof table->walk.line, format, arguments);
    va_end(arguments);
}

/* A word is cut at a character's end, not within it. */
struct hash_label hash_label(const struct hash_table *table, uint32_t key)
{
    struct hash_label label;
    char whole[256];
    hash_key_name(&table->keys, key, whole, sizeof whole);
    size_t length = text_fit(whole, strlen(whole), HASH_NAME - 1);
    while (length >= sizeof label.text)
        length = text_fit(whole, length - 1, HASH_NAME - 1);
    whole[length] = '\0';
    (void)snprintf(label.text, sizeof label.text, "%s", whole);
    return label;
}
