/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/table_store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

double table_matches(const struct table_parameters *parameters)
{
    return round(parameters->selectivity * parameters->rows);
}

/* --- Where the bytes are ------------------------------------------------------------------------
 */

static void set_units(struct table_part *part, double unit_rows)
{
    part->unit_rows = fmax(1, fmin(unit_rows, part->rows));
    part->units = ceil(part->rows / part->unit_rows);
    part->unit_pages = 1;
}

static double part_pages(const struct table_part *part)
{
    return part->units * part->unit_pages + part->dictionary_pages;
}

static void keep_smaller(struct table_part *part, const struct table_part *other)
{
    if (part_pages(other) < part_pages(part))
        *part = *other;
}

/* `part` holds role, count and rows of columns; finds their encoding. */
static void encode(struct table_part *part, const struct table_parameters *p, double width,
                   double distinct)
{
    double page = p->page_bytes, values = fmin(distinct, part->rows);
    double code = fmax(1, ceil(log2(values)));
    struct table_part plain = *part, other = *part;
    plain.bits = 8 * width;
    set_units(&plain, floor(page / width));
    *part = plain;
    if (p->compression == COMPRESSION_NONE)
        return;
    other.encoding = ENCODED_DICTIONARY;
    other.dictionary_bytes = values * width;
    other.dictionary_pages = ceil(other.dictionary_bytes / page);
    other.bits = code;
    set_units(&other, floor(8 * page / code));
    keep_smaller(part, &other);
    if (p->compression != COMPRESSION_RUNS || !p->sorted || part->role != PART_PREDICATE)
        return;
    other.encoding = ENCODED_RUNS;
    other.bits = values * (code + RUN_LENGTH_BITS) / part->rows;
    set_units(&other, floor(floor(8 * page / (code + RUN_LENGTH_BITS)) * part->rows / values));
    keep_smaller(part, &other);
}

static struct table_part *add_part(struct table_plan *plan, enum part_role role, double count,
                                   double rows, bool used)
{
    if (count < 1)
        return NULL;
    struct table_part *part = &plan->parts[plan->count++];
    *part = (struct table_part){.role = role, .count = (unsigned)count, .rows = rows, .used = used};
    part->dimension = role >= PART_DIMENSION_ROWS;
    return part;
}

static void add_rows(struct table_plan *plan, const struct table_parameters *p, enum part_role role,
                     double count, double width, bool used)
{
    bool dimension = role == PART_DIMENSION_ROWS;
    struct table_part *part =
        add_part(plan, role, count, dimension ? p->dimension_rows : p->rows, used);
    if (!part)
        return;
    part->bits = 8 * width;
    set_units(part, floor(p->page_bytes / width));
    part->unit_pages = fmax(1, ceil(width / p->page_bytes));
}

static void plan_rows(struct table_plan *plan, const struct table_parameters *p)
{
    bool wide = p->schema == SCHEMA_WIDE, analytic = p->query == QUERY_ANALYTIC;
    double attributes = p->dimension_columns * p->attribute_bytes;
    double width = p->columns * p->column_bytes + p->dimensions * (wide ? attributes : KEY_BYTES);
    add_rows(plan, p, PART_ROWS, 1, width, true);
    struct table_part *fact = &plan->parts[0];
    fact->prunable = analytic && p->zone_maps == ZONE_MAPS_BOTH;
    fact->needed_each = analytic ? p->column_bytes : width;
    fact->needed_match = (p->columns_read - 1) * p->column_bytes +
                         p->dimensions * (wide ? p->attribute_bytes : KEY_BYTES);
    if (wide)
        return;
    add_rows(plan, p, PART_DIMENSION_ROWS, p->dimensions, KEY_BYTES + attributes,
             p->query != QUERY_INSERT);
    if (plan->count > 1)
        plan->parts[1].needed_each = KEY_BYTES + (analytic ? p->attribute_bytes : attributes);
}

static void add_columns(struct table_plan *plan, const struct table_parameters *p,
                        enum part_role role, double count, bool used)
{
    bool key = role == PART_KEY || role == PART_DIMENSION_KEY;
    bool attribute = role == PART_ATTRIBUTE || role == PART_DIMENSION_ATTRIBUTE;
    bool dimension = role >= PART_DIMENSION_ROWS;
    double width = key ? KEY_BYTES : attribute ? p->attribute_bytes : p->column_bytes;
    double distinct = key         ? p->dimension_rows
                      : attribute ? fmin(p->distinct, p->dimension_rows)
                                  : p->distinct;
    struct table_part *part =
        add_part(plan, role, count, dimension ? p->dimension_rows : p->rows, used);
    if (!part)
        return;
    encode(part, p, width, distinct);
    bool analytic = p->query == QUERY_ANALYTIC;
    part->prunable = used && analytic && !dimension && p->zone_maps != ZONE_MAPS_NONE;
    bool each = !analytic || dimension || role == PART_PREDICATE;
    part->needed_each = each ? part->bits / 8 : 0;
    part->needed_match = each ? 0 : part->bits / 8;
}

static void plan_columns(struct table_plan *plan, const struct table_parameters *p)
{
    bool wide = p->schema == SCHEMA_WIDE, insert = p->query == QUERY_INSERT;
    double all = p->dimensions * p->dimension_columns;
    double attributes = p->query == QUERY_ANALYTIC ? p->dimensions : all;
    add_columns(plan, p, PART_PREDICATE, 1, true);
    add_columns(plan, p, PART_VALUE, p->columns_read - 1, true);
    if (wide) {
        add_columns(plan, p, PART_ATTRIBUTE, attributes, true);
    } else {
        add_columns(plan, p, PART_KEY, p->dimensions, true);
        add_columns(plan, p, PART_DIMENSION_KEY, p->dimensions, !insert);
        add_columns(plan, p, PART_DIMENSION_ATTRIBUTE, attributes, !insert);
    }
    add_columns(plan, p, PART_VALUE, p->columns - p->columns_read, false);
    add_columns(plan, p, wide ? PART_ATTRIBUTE : PART_DIMENSION_ATTRIBUTE, all - attributes, false);
}

void table_plan(const struct table_parameters *parameters, enum table_layout layout,
                struct table_plan *plan)
{
    memset(plan, 0, sizeof *plan);
    if (layout == LAYOUT_ROW)
        plan_rows(plan, parameters);
    else
        plan_columns(plan, parameters);
}

double table_stored_bytes(const struct table_parameters *parameters, const struct table_plan *plan)
{
    double pages = 0;
    for (size_t i = 0; i < plan->count; i++)
        pages += plan->parts[i].count * part_pages(&plan->parts[i]);
    return pages * parameters->page_bytes;
}

double table_used_pages(const struct table_plan *plan)
{
    double pages = 0;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->parts[i].used)
            pages += plan->parts[i].count * part_pages(&plan->parts[i]);
    return pages;
}

/* --- What it costs ------------------------------------------------------------------------------
 */

double table_bytes_read(const struct table_parameters *parameters, const struct table_cost *cost)
{
    return (cost->pages[COST_FACT] + cost->pages[COST_DIMENSIONS]) * parameters->page_bytes;
}

double table_part_seconds(const struct table_parameters *parameters, const struct table_cost *cost,
                          int part)
{
    if (part == COST_JOIN)
        return cost->probes * parameters->probe_seconds;
    double pages = cost->pages[part] + (part == COST_FACT ? cost->written : 0);
    return pages * parameters->page_bytes / parameters->bandwidth +
           cost->seeks[part] * parameters->seek_seconds;
}

double table_seconds(const struct table_parameters *parameters, const struct table_cost *cost)
{
    double seconds = 0;
    for (int part = 0; part < COST_PARTS; part++)
        seconds += table_part_seconds(parameters, cost, part);
    return seconds;
}

double table_useful_share(const struct table_parameters *parameters, const struct table_cost *cost)
{
    double bytes = table_bytes_read(parameters, cost);
    return bytes > 0 ? cost->needed / bytes : NAN;
}

/* --- Rows that are marked -----------------------------------------------------------------------
 */

void row_marks_init(struct row_marks *marks, uint64_t rows)
{
    *marks =
        (struct row_marks){.words = memory_allocate(rows / 64 + 1, sizeof(uint64_t)), .rows = rows};
}

void row_marks_release(struct row_marks *marks)
{
    free(marks->words);
    *marks = (struct row_marks){0};
}

void row_marks_copy(struct row_marks *to, const struct row_marks *from)
{
    *to = *from;
    if (!from->words)
        return;
    size_t words = from->rows / 64 + 1;
    to->words = memory_allocate(words, sizeof(uint64_t));
    memcpy(to->words, from->words, words * sizeof(uint64_t));
}

bool row_marks_has(const struct row_marks *marks, uint64_t row)
{
    return marks->words[row / 64] >> row % 64 & 1;
}

bool row_marks_add(struct row_marks *marks, uint64_t row)
{
    if (row_marks_has(marks, row))
        return false;
    marks->words[row / 64] |= (uint64_t)1 << row % 64;
    marks->count++;
    return true;
}

uint64_t row_marks_between(const struct row_marks *marks, uint64_t from, uint64_t to)
{
    if (!marks->words || from >= to)
        return 0;
    uint64_t first = from / 64, last = (to - 1) / 64, count = 0;
    uint64_t head = ~(uint64_t)0 << from % 64, tail = ~(uint64_t)0 >> (63 - (to - 1) % 64);
    if (first == last)
        return (uint64_t)__builtin_popcountll(marks->words[first] & head & tail);
    count = (uint64_t)__builtin_popcountll(marks->words[first] & head);
    for (uint64_t word = first + 1; word < last; word++)
        count += (uint64_t)__builtin_popcountll(marks->words[word]);
    return count + (uint64_t)__builtin_popcountll(marks->words[last] & tail);
}

bool row_marks_any(const struct row_marks *marks, uint64_t from, uint64_t to)
{
    if (from >= to)
        return false;
    uint64_t first = from / 64, last = (to - 1) / 64;
    uint64_t head = ~(uint64_t)0 << from % 64, tail = ~(uint64_t)0 >> (63 - (to - 1) % 64);
    for (uint64_t word = first; word <= last; word++)
        if (marks->words[word] & (word == first ? head : ~(uint64_t)0) &
            (word == last ? tail : ~(uint64_t)0))
            return true;
    return false;
}

void row_marks_first(struct row_marks *marks, uint64_t count)
{
    for (uint64_t row = 0; row < count; row++)
        (void)row_marks_add(marks, row);
}

/* Drawn again where a row was taken already; of more than half of the rows the others are drawn. */
void row_marks_scatter(struct row_marks *marks, uint64_t count, gsl_rng *rng)
{
    bool others = count > marks->rows / 2;
    uint64_t drawn = others ? marks->rows - count : count;
    while (drawn > 0)
        drawn -= row_marks_add(marks, gsl_rng_uniform_int(rng, marks->rows));
    if (!others)
        return;
    for (uint64_t word = 0; word < marks->rows / 64 + 1; word++)
        marks->words[word] = ~marks->words[word];
    marks->words[marks->rows / 64] &= ((uint64_t)1 << marks->rows % 64) - 1;
    marks->count = count;
}

/* --- Reading page by page -----------------------------------------------------------------------
 */

bool table_walkable(const struct table_parameters *parameters, struct table_parameters *walked)
{
    double most = 1;
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        struct table_plan plan;
        table_plan(parameters, (enum table_layout)layout, &plan);
        most = fmax(most, table_used_pages(&plan));
    }
    double share = fmin(1, fmin(WALKED_ROWS / parameters->rows, WALKED_PAGES / most));
    *walked = *parameters;
    if (share >= 1)
        return true;
    walked->rows = fmax(1, floor(parameters->rows * share));
    walked->dimension_rows = fmax(1, floor(parameters->dimension_rows * share));
    return false;
}

struct unit_view table_unit(const struct table_part *part, uint64_t unit,
                            const struct row_marks *marks)
{
    uint64_t rows = (uint64_t)part->unit_rows, all = (uint64_t)part->rows, first = unit * rows;
    struct unit_view view = {.first = first, .rows = first + rows > all ? all - first : rows};
    if (!part->dimension)
        view.matches = row_marks_between(marks, first, first + view.rows);
    view.read = !part->prunable || view.matches > 0;
    return view;
}

void table_walk_init(struct table_walk *walk, const struct table_parameters *parameters,
                     enum table_layout layout)
{
    memset(walk, 0, sizeof *walk);
    table_plan(parameters, layout, &walk->plan);
}

/* The values of a dictionary lie before its column. */
static void read_dictionary(struct table_walk *walk, const struct table_part *part,
                            const struct row_marks *marks)
{
    int place = part->dimension ? COST_DIMENSIONS : COST_FACT;
    walk->before = false;
    if (part->dictionary_pages <= 0 || (part->prunable && marks->count == 0))
        return;
    walk->cost.pages[place] += part->dictionary_pages;
    walk->cost.needed += part->dictionary_bytes;
    walk->cost.seeks[place]++;
    walk->visited += (uint64_t)part->dictionary_pages;
    walk->before = true;
}

static void count_unit(struct table_walk *walk, const struct table_part *part,
                       const struct unit_view *view)
{
    struct table_cost *cost = &walk->cost;
    int place = part->dimension ? COST_DIMENSIONS : COST_FACT;
    walk->visited += (uint64_t)part->unit_pages;
    if (view->matches > 0)
        cost->matching += part->unit_pages;
    if (view->read) {
        cost->pages[place] += part->unit_pages;
        cost->seeks[place] += !walk->before;
        cost->needed +=
            (double)view->rows * part->needed_each + (double)view->matches * part->needed_match;
    } else {
        cost->pruned += part->unit_pages;
    }
    walk->before = view->read;
}

/* Matches are looked up in the hash table of each dimension, which holds all of its entries. */
static void end_walk(struct table_walk *walk, const struct table_parameters *p,
                     const struct row_marks *marks)
{
    walk->done = true;
    if (p->schema == SCHEMA_NORMALISED)
        walk->cost.probes = p->dimensions * ((double)marks->count + p->dimension_rows);
}

bool table_walk_next(struct table_walk *walk, const struct table_parameters *parameters,
                     const struct row_marks *marks)
{
    if (walk->done)
        return false;
    const struct table_part *part = &walk->plan.parts[walk->part];
    if (walk->unit == 0)
        read_dictionary(walk, part, marks);
    walk->last = table_unit(part, walk->unit, marks);
    walk->last_part = walk->part;
    walk->last_copy = walk->copy;
    walk->last_unit = walk->unit;
    count_unit(walk, part, &walk->last);
    if (++walk->unit < (uint64_t)part->units)
        return true;
    walk->unit = 0;
    if (++walk->copy < part->count)
        return true;
    walk->copy = 0;
    walk->part++;
    if (walk->part == walk->plan.count || !walk->plan.parts[walk->part].used)
        end_walk(walk, parameters, marks);
    return true;
}

void table_walk_operation(struct table_walk *walk, const struct table_parameters *parameters)
{
    bool insert = parameters->query == QUERY_INSERT;
    struct table_cost *cost = &walk->cost;
    for (size_t i = 0; i < walk->plan.count; i++) {
        const struct table_part *part = &walk->plan.parts[i];
        if (!part->used)
            continue;
        int place = part->dimension ? COST_DIMENSIONS : COST_FACT;
        bool dictionary = part->dictionary_pages > 0 && !insert;
        double pages = part->count * part->unit_pages;
        cost->pages[place] += pages + (dictionary ? part->count : 0);
        cost->seeks[place] += part->count * (1.0 + dictionary + insert);
        cost->written += insert ? pages : 0;
        cost->needed += part->count * part->needed_each;
        if (dictionary) /* one of the values */
            cost->needed += part->count * part->dictionary_bytes /
                            fmax(1, fmin(parameters->distinct, part->rows));
    }
    if (!insert && parameters->schema == SCHEMA_NORMALISED)
        cost->probes += parameters->dimensions;
}

void table_walk_touch(struct table_walk *walk, const struct row_marks *marks, uint64_t row)
{
    for (size_t i = 0; i < walk->plan.count; i++) {
        const struct table_part *part = &walk->plan.parts[i];
        if (!part->used || part->dimension)
            continue;
        uint64_t rows = (uint64_t)part->unit_rows, first = row / rows * rows, end = first + rows;
        if (!row_marks_any(marks, first, end < marks->rows ? end : marks->rows))
            walk->cost.matching += part->count * part->unit_pages;
    }
}
