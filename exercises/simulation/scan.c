/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a query reads of a table in a row store and, at the same time, in a column store.
 *
 * The model is that of exercises/table_store.h. In a step of an analytic query the disk brings both
 * stores equally many pages; those that a zone map lets them skip cost nothing. In a step of
 * lookups or insertions both do one (or some) of them. Tables of more than WALKED_ROWS rows or
 * WALKED_PAGES pages are computed in closed form, while the picture walks through a smaller table
 * like it; results then say so.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/scan_question.h"

enum { STEPS = 100, OPERATION_STEPS = 100, CURVE = 33, SAMPLED = 16, COPIED = 1 << 15 };

struct scan {
    struct table_parameters asked, walked; /* equal where the table itself is walked */
    bool whole;
    enum table_layout chosen;
    struct row_marks marks; /* matches, or rows looked up or inserted; made at the first step */
    struct table_walk walks[TABLE_LAYOUTS];
    double pages_a_step;
    double operations; /* done */
    uint64_t last_row;
};

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    double page = values[SCAN_PAGE_BYTES], columns = values[SCAN_COLUMNS];
    if (values[SCAN_COLUMNS_READ] > columns)
        return error_set(error, ERROR_USAGE,
                         "columns-read is %.0f, but the table has %.0f: expected 1 to %.0f columns",
                         values[SCAN_COLUMNS_READ], columns, columns);
    if (values[SCAN_COLUMN_BYTES] > page)
        return error_set(error, ERROR_USAGE,
                         "a value of %.0f bytes does not fit on a page: expected column-bytes of 1 "
                         "to %.0f bytes",
                         values[SCAN_COLUMN_BYTES], page);
    if (values[SCAN_ATTRIBUTE_BYTES] > page)
        return error_set(error, ERROR_USAGE,
                         "an attribute of %.0f bytes does not fit on a page: expected "
                         "attribute-bytes of 1 to %.0f bytes",
                         values[SCAN_ATTRIBUTE_BYTES], page);
    return true;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct scan *scan = state;
    double most = 1;
    (void)rng;
    scan->asked = scan_parameters_from(values);
    scan->whole = table_walkable(&scan->asked, &scan->walked);
    scan->chosen = (enum table_layout)values[SCAN_LAYOUT];
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        table_walk_init(&scan->walks[layout], &scan->walked, (enum table_layout)layout);
        most = fmax(most, table_used_pages(&scan->walks[layout].plan));
    }
    scan->pages_a_step = ceil(most / STEPS);
}

static void release(void *state)
{
    row_marks_release(&((struct scan *)state)->marks);
}

static bool copy(void *to, const void *from)
{
    const struct scan *scan = from;
    if (scan->marks.rows / 8 > COPIED)
        return false;
    memcpy(to, from, sizeof *scan);
    row_marks_copy(&((struct scan *)to)->marks, &scan->marks);
    return true;
}

static bool is_operation(const struct scan *scan)
{
    return scan->asked.query != QUERY_ANALYTIC;
}

/* At the first step, not at the beginning: many runs are begun only to ask a question. */
static void lay_out(struct scan *scan, gsl_rng *rng)
{
    row_marks_init(&scan->marks, (uint64_t)scan->walked.rows);
    uint64_t matches = (uint64_t)table_matches(&scan->walked);
    if (is_operation(scan))
        return;
    if (scan->walked.sorted)
        row_marks_first(&scan->marks, matches);
    else
        row_marks_scatter(&scan->marks, matches, rng);
}

static void step_operations(struct scan *scan, gsl_rng *rng)
{
    double block = ceil(scan->asked.operations / OPERATION_STEPS);
    bool appended = scan->asked.query == QUERY_INSERT && !scan->asked.sorted;
    for (; block > 0 && scan->operations < scan->asked.operations; block--) {
        scan->last_row =
            appended ? scan->marks.rows - 1 : gsl_rng_uniform_int(rng, scan->marks.rows);
        for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
            table_walk_touch(&scan->walks[layout], &scan->marks, scan->last_row);
            table_walk_operation(&scan->walks[layout], &scan->walked);
        }
        (void)row_marks_add(&scan->marks, scan->last_row);
        scan->operations++;
    }
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++)
        scan->walks[layout].done = scan->operations >= scan->asked.operations;
}

static double pages_read(const struct table_cost *cost)
{
    return cost->pages[COST_FACT] + cost->pages[COST_DIMENSIONS];
}

static bool step(void *state, gsl_rng *rng)
{
    struct scan *scan = state;
    struct table_walk *walks = scan->walks;
    if (is_operation(scan) ? scan->operations >= scan->asked.operations
                           : walks[LAYOUT_ROW].done && walks[LAYOUT_COLUMN].done)
        return false;
    if (!scan->marks.rows)
        lay_out(scan, rng);
    if (is_operation(scan)) {
        step_operations(scan, rng);
        return true;
    }
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        double until = pages_read(&walks[layout].cost) + scan->pages_a_step;
        while (pages_read(&walks[layout].cost) < until &&
               table_walk_next(&walks[layout], &scan->walked, &scan->marks))
            continue;
    }
    return true;
}

/* --- Words --------------------------------------------------------------------------------------
 */

enum { WORD = 32 };

static const char *bytes_text(double bytes, char *buffer)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    size_t unit = 0;
    for (; bytes >= 999.5 && unit < 5; unit++)
        bytes /= 1000;
    (void)snprintf(buffer, WORD, "%.3g %s", bytes, units[unit]);
    return buffer;
}

static const char *time_text(double seconds, char *buffer)
{
    if (seconds >= 7200)
        (void)snprintf(buffer, WORD, "%.3g h", seconds / 3600);
    else if (seconds >= 120)
        (void)snprintf(buffer, WORD, "%.3g min", seconds / 60);
    else if (seconds >= 0.9995)
        (void)snprintf(buffer, WORD, "%.3g s", seconds);
    else
        (void)snprintf(buffer, WORD, "%.3g ms", 1000 * seconds);
    return buffer;
}

/* "10,000"; above a billion "1.5e+12". */
static const char *count_text(double count, char *buffer)
{
    unsigned long long whole = (unsigned long long)round(count);
    if (count >= 999999999999.5)
        (void)snprintf(buffer, WORD, "%.4g", count);
    else if (whole >= 1000000000)
        (void)snprintf(buffer, WORD, "%llu,%03llu,%03llu,%03llu", whole / 1000000000,
                       whole / 1000000 % 1000, whole / 1000 % 1000, whole % 1000);
    else if (whole >= 1000000)
        (void)snprintf(buffer, WORD, "%llu,%03llu,%03llu", whole / 1000000, whole / 1000 % 1000,
                       whole % 1000);
    else if (whole >= 1000)
        (void)snprintf(buffer, WORD, "%llu,%03llu", whole / 1000, whole % 1000);
    else
        (void)snprintf(buffer, WORD, "%llu", whole);
    return buffer;
}

static const char *plural(double count)
{
    return count == 1 ? "" : "s";
}

/* "column 3", "key 1"; columns of the fact table count from the predicate, attributes by
 * dimension. */
static void part_text(const struct table_walk *walk, size_t index, unsigned copy_index,
                      char *buffer, size_t size)
{
    static const char *const names[] = {"rows",      "column",    "column",    "key",
                                        "attribute", "dimension", "dimension", "attribute"};
    const struct table_part *part = &walk->plan.parts[index];
    unsigned before = part->role == PART_VALUE ? 1 : 0;
    for (size_t i = 0; i < index; i++)
        before += walk->plan.parts[i].role == part->role ? walk->plan.parts[i].count : 0;
    (void)snprintf(buffer, size, "%s %u", names[part->role], before + copy_index + 1);
}

static void describe_unit(const struct scan *scan, enum table_layout layout, char *buffer,
                          size_t size)
{
    const struct table_walk *walk = &scan->walks[layout];
    const struct table_part *part = &walk->plan.parts[walk->last_part];
    const struct unit_view *last = &walk->last;
    char name[WORD], at[WORD];
    part_text(walk, walk->last_part, walk->last_copy, name, sizeof name);
    (void)count_text((double)walk->last_unit + 1, at);
    bool fact = part->role == PART_ROWS;
    const char *what = !fact ? "block" : part->unit_pages > 1 ? "row" : "row page";
    if (!last->read)
        (void)snprintf(buffer, size, "%s %s%s%s is skipped: no row of it can match", what, at,
                       fact ? "" : " of ", fact ? "" : name);
    else if (part->dimension)
        (void)snprintf(buffer, size, "%s %s of %s: read in full, to be joined",
                       layout == LAYOUT_ROW ? "page" : "block", at, name);
    else
        (void)snprintf(buffer, size, "%s %s%s%s: %d row%s, %d match%s", what, at,
                       fact ? "" : " of ", fact ? "" : name, (int)last->rows,
                       plural((double)last->rows), (int)last->matches,
                       last->matches == 1 ? "" : "es");
}

static void describe_operations(const struct scan *scan, char *buffer, size_t size)
{
    struct table_walk one[TABLE_LAYOUTS];
    char row[WORD];
    double pages[TABLE_LAYOUTS];
    bool insert = scan->asked.query == QUERY_INSERT;
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        table_walk_init(&one[layout], &scan->walked, (enum table_layout)layout);
        table_walk_operation(&one[layout], &scan->walked);
        pages[layout] = pages_read(&one[layout].cost);
    }
    if (scan->operations < 1)
        (void)snprintf(buffer, size, "%.0f row%s will be %s, one at a time, in both stores",
                       scan->asked.operations, plural(scan->asked.operations),
                       insert ? "inserted" : "looked up");
    else if (insert)
        (void)snprintf(buffer, size,
                       "A row is added%s: %.0f page%s of rows rewritten, %.0f block%s of columns",
                       scan->asked.sorted ? " in its place" : " at the end", pages[0],
                       plural(pages[0]), pages[1], plural(pages[1]));
    else
        (void)snprintf(buffer, size, "Row %s is read: %.0f page%s of rows, %.0f block%s of columns",
                       count_text((double)scan->last_row + 1, row), pages[0], plural(pages[0]),
                       pages[1], plural(pages[1]));
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct scan *scan = state;
    const struct table_walk *walks = scan->walks;
    char words[128], more[WORD];
    if (is_operation(scan)) {
        describe_operations(scan, buffer, size);
        return;
    }
    if (!scan->marks.rows) {
        (void)snprintf(buffer, size, "The same query waits in both; in a step both get %s page%s",
                       count_text(scan->pages_a_step, more), plural(scan->pages_a_step));
    } else if (walks[LAYOUT_ROW].done && walks[LAYOUT_COLUMN].done) {
        double lead = pages_read(&walks[LAYOUT_ROW].cost) - pages_read(&walks[LAYOUT_COLUMN].cost);
        (void)snprintf(buffer, size, "Both are done: %s",
                       lead > 0   ? "fewer pages were read of columns"
                       : lead < 0 ? "fewer pages were read of rows"
                                  : "as many pages were read of rows as of columns");
    } else if (walks[LAYOUT_ROW].done) {
        describe_unit(scan, LAYOUT_COLUMN, words, sizeof words);
        (void)snprintf(buffer, size, "Rows are done; %s", words);
    } else {
        describe_unit(scan, LAYOUT_ROW, words, sizeof words);
        if (walks[LAYOUT_COLUMN].done)
            (void)snprintf(buffer, size, "Columns are done; %s", words);
        else
            (void)snprintf(buffer, size, "R%s", words + 1);
    }
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static const char *const layout_names[TABLE_LAYOUTS] = {"row", "column"};
static const char *const schema_names[TABLE_SCHEMAS] = {"wide", "normalised"};

static const char *in_layout(char *buffer, size_t size, int layout, const char *name)
{
    (void)snprintf(buffer, size, "%s.%s", layout_names[layout], name);
    return buffer;
}

/* Share of a walk that is done, by pages. */
static double progress(const struct scan *scan, int layout)
{
    const struct table_walk *walk = &scan->walks[layout];
    if (walk->done)
        return 1;
    if (is_operation(scan))
        return scan->operations / scan->asked.operations;
    return (double)walk->visited / table_used_pages(&walk->plan);
}

/* What was counted so far; of a table that is too large to walk, so much of what is expected. */
static struct table_cost cost_so_far(const struct scan *scan, int layout)
{
    struct table_cost cost;
    if (scan->whole)
        return scan->walks[layout].cost;
    double share = progress(scan, layout);
    table_expect(&scan->asked, (enum table_layout)layout, &cost);
    double *values[] = {&cost.pages[0], &cost.pages[1], &cost.seeks[0],
                        &cost.seeks[1], &cost.written,  &cost.pruned,
                        &cost.matching, &cost.needed,   &cost.probes};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        *values[i] *= share;
    return cost;
}

struct result {
    const char *name, *unit;
    double value;
};
enum { RESULTS = 7 };

static void fill_results(const struct table_parameters *p, const struct table_cost *cost,
                         struct result *results)
{
    const struct result filled[RESULTS] = {
        {"bytes_read", "bytes", table_bytes_read(p, cost)},
        {"seconds", "s", table_seconds(p, cost)},
        {"pages_read", "pages", pages_read(cost)},
        {"useful_share", "", table_useful_share(p, cost)},
        {"pages_skipped", "pages", cost->pruned},
        {"pages_with_matches", "pages", cost->matching},
        {"pages_written", "pages", cost->written},
    };
    memcpy(results, filled, sizeof filled);
}

static const char *const computed_note =
    "Computed, not walked: the picture walks a smaller table like this one.";

static void observe_costs(const struct scan *scan, struct report *report)
{
    struct result results[TABLE_LAYOUTS][RESULTS];
    char name[64];
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        struct table_cost cost = cost_so_far(scan, layout);
        fill_results(&scan->asked, &cost, results[layout]);
    }
    for (size_t i = 0; i < RESULTS; i++)
        for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
            const struct result *result = &results[layout][i];
            struct observation *seen =
                report_observe(report, in_layout(name, sizeof name, layout, result->name),
                               result->unit, result->value, NAN);
            seen->kind = OBSERVED_NUMBER;
            seen->note = scan->whole ? NULL : computed_note;
        }
    for (size_t i = 0; i < 4; i++)
        report_value(report, results[scan->chosen][i].name, results[scan->chosen][i].unit,
                     results[scan->chosen][i].value);
}

/* A result of the closed form is a mean over the places of matches, and a ratio of two means is not
 * the mean of the ratio. */
static void predict_costs(const struct scan *scan, struct report *report)
{
    static const char *const yao = "Yao 1977: pages with one of k rows, drawn without putting back";
    static const char *const counted = "counted: whole pages of all that is used";
    static const char *const skipped = "pages with a match: exact if sorted, else Yao 1977";
    static const char *const again = "rows drawn again and again: m (1 - (1 - 1/m)^k)";
    const struct table_parameters *p = &scan->asked;
    bool operations = is_operation(scan);
    char name[64];
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        bool whole = operations || p->sorted || p->zone_maps == ZONE_MAPS_NONE ||
                     (layout == LAYOUT_ROW && p->zone_maps == ZONE_MAPS_COLUMN);
        struct table_cost cost;
        struct result results[RESULTS];
        table_expect(p, (enum table_layout)layout, &cost);
        fill_results(p, &cost, results);
        for (size_t i = 0; i < RESULTS; i++) {
            bool matching = i == 5, ratio = i == 3;
            report_predict(report, in_layout(name, sizeof name, layout, results[i].name),
                           results[i].value, whole || !ratio,
                           matching ? p->sorted && !operations ? "side by side: k/rows a page"
                                      : operations             ? again
                                                               : yao
                           : whole  ? counted
                                    : skipped);
        }
    }
}

/* Of the pages of whole rows. */
static void predict_cardenas(const struct scan *scan, struct report *report)
{
    struct table_plan plan;
    const struct table_parameters *p = &scan->asked;
    if (is_operation(scan) || p->sorted)
        return;
    table_plan(p, LAYOUT_ROW, &plan);
    const struct table_part *fact = &plan.parts[0];
    report_predict(report, "row.pages_with_matches_cardenas",
                   fact->unit_pages *
                       table_cardenas_pages(p->rows, fact->unit_rows, table_matches(p)),
                   false, "Cardenas 1975, as if rows could be drawn twice: a little too few");
}

static void observe_storage(const struct scan *scan, struct report *report)
{
    const struct table_parameters *p = &scan->asked;
    struct table_plan plan;
    char name[64];
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++)
        for (int schema = 0; schema < TABLE_SCHEMAS; schema++) {
            struct table_parameters other = *p;
            struct table_cost cost;
            other.schema = (enum table_schema)schema;
            table_plan(&other, (enum table_layout)layout, &plan);
            (void)snprintf(name, sizeof name, "%s.%s_stored", layout_names[layout],
                           schema_names[schema]);
            report_value(report, name, "bytes", table_stored_bytes(&other, &plan));
            table_expect(&other, (enum table_layout)layout, &cost);
            (void)snprintf(name, sizeof name, "%s.%s_seconds", layout_names[layout],
                           schema_names[schema]);
            report_value(report, name, "s", table_seconds(&other, &cost));
        }
    table_plan(p, LAYOUT_COLUMN, &plan);
    double values = fmin(p->distinct, p->rows);
    report_value(report, "bits_per_value", "bits", plan.parts[0].bits);
    if (plan.parts[0].encoding != ENCODED_RUNS)
        report_predict(report, "bits_per_value_entropy", log2(values), false,
                       "log2 of the distinct values: no code of single values, all alike, is "
                       "shorter; Shannon 1948");
    report_value(report, "matches", "rows", is_operation(scan) ? NAN : table_matches(p));
    report_value(report, "join_probes", "rows", cost_so_far(scan, (int)scan->chosen).probes);
    report_value(report, "walked_rows", "rows", scan->walked.rows);
}

static void observe_break_evens(const struct scan *scan, struct report *report)
{
    const struct table_parameters *p = &scan->asked;
    double bytes = table_break_even_bytes(p), seconds = table_break_even_seconds(p);
    double share = table_break_even_selectivity(p);
    report_break_even(report, "columns_bytes", "columns", bytes, NULL,
                      isnan(bytes) ? "Even with all columns the column store reads less."
                                   : "From so many columns on the row store reads as little.");
    report_break_even(report, "columns_seconds", "columns", seconds, NULL,
                      isnan(seconds) ? "Even with all columns the column store is faster."
                                     : "From so many columns on the row store is as fast.");
    report_break_even(
        report, "selectivity", "", share, NULL,
        !isnan(share) ? "Above this share, reading all pages of the row store in order is faster "
                        "than fetching those with a match."
        : p->sorted   ? "Matches lie side by side: fetching their pages alone is never slower."
                    : "Seeks are too cheap, or pages too few: fetching those with a match is never "
                      "slower.");
}

/* Both costs are linear in the columns, from one column to all. */
static void observe_curves(const struct scan *scan, struct report *report)
{
    const struct table_parameters *p = &scan->asked;
    double x[CURVE], y[4][CURVE];
    size_t count = p->columns > 1 ? CURVE : 1;
    if (p->columns < CURVE)
        count = (size_t)p->columns;
    for (size_t i = 0; i < count; i++) {
        x[i] = count > 1 ? 1 + round((p->columns - 1) * (double)i / (double)(count - 1)) : 1;
        for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
            struct table_parameters changed = *p;
            struct table_cost cost;
            changed.columns_read = x[i];
            table_expect(&changed, (enum table_layout)layout, &cost);
            y[layout][i] = table_bytes_read(&changed, &cost);
            y[2 + layout][i] = table_seconds(&changed, &cost);
        }
    }
    report_series(report, "row.bytes", "columns read", "bytes", x, y[0], count);
    report_series(report, "column.bytes", "columns read", "bytes", x, y[1], count);
    report_series(report, "row.seconds", "columns read", "s", x, y[2], count);
    report_series(report, "column.seconds", "columns read", "s", x, y[3], count);
}

static void observe(const void *state, struct report *report)
{
    const struct scan *scan = state;
    observe_costs(scan, report);
    if (scan->whole) { /* else the results are what the theory says, not measured beside it */
        predict_costs(scan, report);
        predict_cardenas(scan, report);
    }
    observe_storage(scan, report);
    observe_break_evens(scan, report);
    observe_curves(scan, report);
}

/* --- The grid of pages --------------------------------------------------------------------------
 */

struct area {
    int column, row, columns, rows;
};

static const enum ink layout_inks[TABLE_LAYOUTS] = {INK_SERIES_A, INK_SERIES_B};

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* How far a walk is: what lies behind it was read or skipped. */
static bool is_behind(const struct table_walk *walk, size_t part, unsigned copy_index,
                      uint64_t unit)
{
    if (walk->done || part != walk->part)
        return walk->done || part < walk->part;
    if (copy_index != walk->copy)
        return copy_index < walk->copy;
    return unit < walk->unit;
}

struct tally {
    unsigned read, skipped, waiting;
    double needed; /* share of the bytes read */
    bool newest;
};

/* Of the units of one cell, or of some of them, evenly spread. */
static struct tally tally_units(const struct scan *scan, int layout, size_t index, unsigned copy_at,
                                uint64_t from, uint64_t to)
{
    const struct table_walk *walk = &scan->walks[layout];
    const struct table_part *part = &walk->plan.parts[index];
    struct tally tally = {0};
    uint64_t looked = to - from < SAMPLED ? to - from : SAMPLED;
    double needed = 0;
    for (uint64_t i = 0; i < looked; i++) {
        uint64_t unit = from + i * (to - from) / looked;
        struct unit_view view = table_unit(part, unit, &scan->marks);
        bool behind = is_operation(scan) ? view.matches > 0 || part->dimension
                                         : is_behind(walk, index, copy_at, unit);
        if (!part->used || !scan->marks.rows || !behind) {
            tally.waiting++;
        } else if (!view.read) {
            tally.skipped++;
        } else {
            tally.read++;
            double rows =
                is_operation(scan) && !part->dimension ? (double)view.matches : (double)view.rows;
            needed += rows * part->needed_each + (double)view.matches * part->needed_match;
        }
    }
    tally.needed =
        tally.read ? needed / (tally.read * part->unit_pages * scan->asked.page_bytes) : 0;
    tally.newest = !is_operation(scan) && scan->marks.rows && !walk->done &&
                   index == walk->last_part && copy_at == walk->last_copy &&
                   walk->last_unit >= from && walk->last_unit < to;
    return tally;
}

static void draw_cell(const struct tally *tally, int layout, bool used, int column, int row,
                      struct canvas *canvas)
{
    static const char *const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    struct style style = ink(INK_DIM);
    const char *mark = canvas->ascii ? "." : "·";
    int level = (int)ceil(8 * tally->needed) - 1;
    level = level < 0 ? 0 : level > 7 ? 7 : level;
    if (used && tally->read && tally->read >= tally->skipped) {
        style = ink(layout_inks[layout]);
        mark = canvas->ascii ? digits[level] : levels[level];
    } else if (used && tally->skipped) {
        style = ink(INK_TEXT);
        mark = canvas->ascii ? "x" : "×";
    }
    if (tally->newest)
        style = (struct style){INK_ACCENT, ATTRIBUTE_REVERSE};
    (void)canvas_text(canvas, column, row, style, mark);
}

static uint64_t cells_of(const struct table_part *part, uint64_t scale)
{
    return ((uint64_t)part->units + scale - 1) / scale;
}

/* One table or column, in rows of the area from `column` on; returns the rows it took. */
static int draw_sequence(const struct scan *scan, int layout, size_t index, unsigned copy_at,
                         uint64_t scale, struct area area, struct canvas *canvas)
{
    const struct table_part *part = &scan->walks[layout].plan.parts[index];
    uint64_t cells = cells_of(part, scale), columns = (uint64_t)area.columns;
    for (uint64_t i = 0; i < cells && (int)(i / columns) < area.rows; i++) {
        uint64_t end = (i + 1) * scale, units = (uint64_t)part->units;
        struct tally tally =
            tally_units(scan, layout, index, copy_at, i * scale, end < units ? end : units);
        draw_cell(&tally, layout, part->used, area.column + (int)(i % columns),
                  area.row + (int)(i / columns), canvas);
    }
    return (int)((cells + columns - 1) / columns);
}

enum { LABEL = 13 };

/* What there was no room for. */
static void draw_rest(unsigned used, unsigned unused, struct area area, struct canvas *canvas)
{
    char line[96];
    if (used && unused)
        (void)snprintf(line, sizeof line, "and %u more read, %u not read", used, unused);
    else if (used)
        (void)snprintf(line, sizeof line, "and %u more, read as well", used);
    else
        (void)snprintf(line, sizeof line, "and %u column%s not read", unused, plural(unused));
    (void)canvas_text_fit(canvas, area.column, area.row, area.columns, ink(INK_DIM), line);
}

/* Tables or columns of a store, a line each but for the first of the row store. */
static int draw_store(const struct scan *scan, int layout, uint64_t scale, struct area area,
                      struct canvas *canvas)
{
    const struct table_plan *plan = &scan->walks[layout].plan;
    unsigned left[2] = {0}, used_rows = 0;
    unsigned room = (unsigned)(area.rows > 0 ? area.rows : 0), lines = 0;
    for (size_t i = 0; i < plan->count; i++) {
        left[!plan->parts[i].used] += plan->parts[i].count;
        lines += plan->parts[i].count;
    }
    for (size_t i = 0; i < plan->count && area.columns > LABEL; i++)
        for (unsigned k = 0; k < plan->parts[i].count && used_rows < room; k++) {
            const struct table_part *part = &plan->parts[i];
            bool whole = part->role == PART_ROWS;
            struct area line = {area.column, area.row + (int)used_rows, area.columns,
                                whole ? area.rows : 1};
            if (used_rows + 1 == room && lines > 1) {
                draw_rest(left[0], left[1], line, canvas);
                return (int)room;
            }
            if (!whole) {
                char name[WORD];
                part_text(&scan->walks[layout], i, k, name, sizeof name);
                (void)canvas_text_fit(canvas, line.column, line.row, LABEL - 1,
                                      ink(part->used ? INK_TEXT : INK_DIM), name);
                line.column += LABEL;
                line.columns -= LABEL;
            } else if (lines > 1) {
                line.rows -= lines > 2 ? 2 : 1;
            }
            int took = draw_sequence(scan, layout, i, k, scale, line, canvas);
            used_rows += (unsigned)(took < line.rows ? took : line.rows > 0 ? line.rows : 1);
            left[!part->used]--;
            lines--;
        }
    return (int)used_rows;
}

/* The least number of pages a character that makes both stores fit, each column on a line. */
static uint64_t find_scale(const struct scan *scan, int columns, int rows)
{
    const struct table_plan *row_plan = &scan->walks[LAYOUT_ROW].plan;
    const struct table_plan *column_plan = &scan->walks[LAYOUT_COLUMN].plan;
    int line = columns - LABEL, tables = row_plan->count > 1 ? 2 : 0;
    if (line < 1 || rows < 1)
        return 1;
    int fact_rows = rows - tables > 1 ? rows - tables : 1;
    double scale = ceil(row_plan->parts[0].units / ((double)columns * fact_rows));
    if (row_plan->count > 1)
        scale = fmax(scale, ceil(row_plan->parts[1].units / line));
    for (size_t i = 0; i < column_plan->count; i++)
        scale = fmax(scale, ceil(column_plan->parts[i].units / line));
    return (uint64_t)fmax(1, scale);
}

static void draw_legend(const struct scan *scan, uint64_t scale, int row, struct canvas *canvas)
{
    char line[160], cell[64] = "", count[WORD];
    bool ascii = canvas->ascii;
    bool skips = scan->asked.zone_maps != ZONE_MAPS_NONE && !is_operation(scan);
    if (scale > 1)
        (void)snprintf(cell, sizeof cell, "a mark is %s pages; ", count_text((double)scale, count));
    (void)snprintf(line, sizeof line, "%s%s not read  %s read, %s%s%s", cell, ascii ? "." : "·",
                   ascii ? "1-8" : "▁▄█",
                   ascii ? "so many eighths needed" : "as high as the part needed",
                   skips ? ascii ? "  x" : "  ×" : "", skips ? " skipped" : "");
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_DIM), line);
}

static void draw_heading(const struct scan *scan, int layout, struct area area,
                         struct canvas *canvas)
{
    const struct table_part *first = &scan->walks[layout].plan.parts[0];
    char line[128], rows[WORD], pages[WORD];
    (void)count_text(first->unit_rows, rows);
    (void)count_text(first->unit_pages, pages);
    if (layout == LAYOUT_COLUMN)
        (void)snprintf(line, sizeof line, "Column store: %s values a block", rows);
    else if (first->unit_pages > 1)
        (void)snprintf(line, sizeof line, "Row store: a row takes %s pages", pages);
    else
        (void)snprintf(line, sizeof line, "Row store: %s row%s a page", rows,
                       plural(first->unit_rows));
    (void)canvas_text_fit(canvas, area.column, area.row, area.columns,
                          (struct style){(uint8_t)layout_inks[layout], ATTRIBUTE_BOLD}, line);
}

static void draw_numbers(const struct scan *scan, const struct report *report, int layout,
                         struct area area, struct canvas *canvas)
{
    char name[64], bytes[WORD], seconds[WORD], line[128];
    double read = report_mean(report, in_layout(name, sizeof name, layout, "bytes_read"));
    double took = report_mean(report, in_layout(name, sizeof name, layout, "seconds"));
    double share = report_mean(report, in_layout(name, sizeof name, layout, "useful_share"));
    int used = snprintf(line, sizeof line, "%s read, %s", bytes_text(read, bytes),
                        time_text(took, seconds));
    if (!isnan(share) && used > 0 && (size_t)used < sizeof line)
        (void)snprintf(line + used, sizeof line - (size_t)used, ", %.3g %% needed", 100 * share);
    (void)canvas_text_fit(canvas, area.column, area.row, area.columns,
                          ink(progress(scan, layout) < 1 ? INK_TEXT : INK_STRONG), line);
}

static void draw_title(const struct scan *scan, struct canvas *canvas)
{
    static const char *const wheres[] = {"", "wide, ", "normalised, "};
    const struct table_parameters *p = &scan->asked;
    char line[200], rows[WORD], count[WORD], how[96];
    if (p->query == QUERY_ANALYTIC)
        (void)snprintf(how, sizeof how, "%.0f used, of %.3g %% of rows", p->columns_read,
                       100 * p->selectivity);
    else
        (void)snprintf(how, sizeof how, "%s row%s %s", count_text(p->operations, count),
                       plural(p->operations), p->query == QUERY_LOOKUP ? "looked up" : "inserted");
    (void)snprintf(line, sizeof line, "%s%s rows x %.0f columns: %s%s",
                   wheres[p->dimensions > 0 ? 1 + p->schema : 0], count_text(p->rows, rows),
                   p->columns, how, scan->whole ? "" : " (drawn smaller)");
    line[0] = line[0] >= 'a' && line[0] <= 'z' ? (char)(line[0] - 'a' + 'A') : line[0];
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
}

/* Where there is no room for a grid: pages so far, of all that the store that reads more will. */
static void draw_small(const struct scan *scan, const struct report *report, int row,
                       struct canvas *canvas)
{
    enum { NUMBERS = 37, ROOMY = 52 };
    static const char *const names[TABLE_LAYOUTS] = {"rows", "columns"};
    bool roomy = canvas->columns >= ROOMY, below = !roomy && canvas->rows >= row + 4;
    int bar = roomy ? canvas->columns - NUMBERS - 9 : canvas->columns - 9;
    double read[TABLE_LAYOUTS], most = 1;
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        struct table_cost cost = cost_so_far(scan, layout), all;
        table_expect(&scan->asked, (enum table_layout)layout, &all);
        read[layout] = pages_read(&cost);
        most = fmax(most, pages_read(&all));
    }
    for (int layout = 0; layout < TABLE_LAYOUTS && row < canvas->rows; layout++, row++) {
        (void)canvas_text(canvas, 0, row, ink(layout_inks[layout]), names[layout]);
        canvas_bar(canvas, 8, row, bar, read[layout] / most, ink(layout_inks[layout]));
        if (report && roomy)
            draw_numbers(scan, report, layout, (struct area){9 + bar, row, NUMBERS, 1}, canvas);
        else if (report && below)
            draw_numbers(scan, report, layout, (struct area){8, ++row, canvas->columns - 8, 1},
                         canvas);
    }
}

/* --- One page of each ---------------------------------------------------------------------------
 */

static const char *needed_mark(bool needed, const struct canvas *canvas)
{
    if (needed)
        return canvas->ascii ? "#" : "█";
    return canvas->ascii ? "." : "·";
}

static bool is_needed(const struct scan *scan, uint64_t row, bool predicate)
{
    return (predicate && !is_operation(scan)) || row_marks_has(&scan->marks, row);
}

/* Which unit to show: what came last, or where the row looked up last lies. */
static uint64_t unit_in_hand(const struct scan *scan, const struct table_walk *walk, size_t *part)
{
    *part =
        is_operation(scan) || !walk->plan.parts[walk->last_part].dimension ? walk->last_part : 0;
    if (is_operation(scan))
        return scan->last_row / (uint64_t)walk->plan.parts[0].unit_rows;
    return *part == walk->last_part ? walk->last_unit : (uint64_t)walk->plan.parts[0].units - 1;
}

/* A line a row of the page, a sign a column. */
static int draw_row_page(const struct scan *scan, struct area area, struct canvas *canvas)
{
    const struct table_parameters *p = &scan->asked;
    size_t index;
    uint64_t unit = unit_in_hand(scan, &scan->walks[LAYOUT_ROW], &index);
    const struct table_part *part = &scan->walks[LAYOUT_ROW].plan.parts[0];
    struct unit_view view = table_unit(part, unit, &scan->marks);
    int columns = (int)p->columns, lines = 0;
    for (uint64_t i = 0; i < view.rows && lines < area.rows; i++, lines++) {
        uint64_t row = view.first + i;
        int at = canvas_printf(canvas, area.column, area.row + lines, ink(INK_DIM), "row %-8llu",
                               (unsigned long long)row + 1);
        for (int column = 0; column < columns && at < area.column + area.columns - 8; column++) {
            bool used = column < (int)p->columns_read;
            bool needed = used && is_needed(scan, row, column == 0);
            at = canvas_text(canvas, at, area.row + lines,
                             ink(needed ? layout_inks[LAYOUT_ROW] : INK_DIM),
                             needed_mark(needed, canvas));
        }
        if (row_marks_has(&scan->marks, row))
            (void)canvas_text(canvas, at + 1, area.row + lines, ink(INK_ACCENT),
                              scan->asked.query == QUERY_INSERT ? "new"
                              : is_operation(scan)              ? "asked"
                                                                : "match");
    }
    return lines;
}

/* A sign a value. */
static int draw_column_block(const struct scan *scan, struct area area, struct canvas *canvas)
{
    const struct table_walk *walk = &scan->walks[LAYOUT_COLUMN];
    size_t index;
    uint64_t unit = unit_in_hand(scan, walk, &index);
    const struct table_part *part = &walk->plan.parts[index];
    struct unit_view view = table_unit(part, unit, &scan->marks);
    uint64_t columns = (uint64_t)area.columns, lines = (view.rows + columns - 1) / columns;
    for (uint64_t i = 0; i < view.rows && (int)(i / columns) < area.rows; i++) {
        bool needed = is_needed(scan, view.first + i, part->role == PART_PREDICATE);
        (void)canvas_text(canvas, area.column + (int)(i % columns), area.row + (int)(i / columns),
                          ink(needed ? layout_inks[LAYOUT_COLUMN] : INK_DIM),
                          needed_mark(needed, canvas));
    }
    return lines < (uint64_t)area.rows ? (int)lines : area.rows;
}

/* Two areas side by side. */
static void halves(const struct canvas *canvas, int row, int rows, struct area *areas)
{
    int columns = (canvas->columns - 3) / 2;
    areas[0] = (struct area){0, row, columns, rows};
    areas[1] = (struct area){canvas->columns - columns, row, columns, rows};
}

static void draw_values(const struct scan *scan, int row, int rows, struct canvas *canvas)
{
    struct area areas[2];
    char line[128], name[WORD], at[WORD];
    halves(canvas, row, rows, areas);
    if (rows < 3 || areas[0].columns < 24)
        return;
    const struct table_walk *walk = &scan->walks[LAYOUT_ROW];
    size_t part;
    uint64_t unit = unit_in_hand(scan, walk, &part);
    (void)snprintf(line, sizeof line, "Page %s, a line a row: %s needed",
                   count_text((double)unit + 1, at), needed_mark(true, canvas));
    (void)canvas_text_fit(canvas, areas[0].column, row, areas[0].columns, ink(INK_STRONG), line);
    walk = &scan->walks[LAYOUT_COLUMN];
    unit = unit_in_hand(scan, walk, &part);
    part_text(walk, part, part == walk->last_part ? walk->last_copy : 0, name, sizeof name);
    (void)snprintf(line, sizeof line, "Block %s of %s, a sign a value",
                   count_text((double)unit + 1, at), name);
    (void)canvas_text_fit(canvas, areas[1].column, row, areas[1].columns, ink(INK_STRONG), line);
    for (int i = 0; i < 2; i++) {
        areas[i].row++;
        areas[i].rows--;
    }
    (void)draw_row_page(scan, areas[0], canvas);
    (void)draw_column_block(scan, areas[1], canvas);
}

static void draw_page_picture(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct scan *scan = state;
    char line[200];
    (void)report;
    draw_title(scan, canvas);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    if (scan->marks.rows)
        draw_values(scan, canvas->rows >= 16 ? 3 : 2, canvas->rows - (canvas->rows >= 16 ? 3 : 2),
                    canvas);
    else
        (void)canvas_text_fit(canvas, 0, 2, canvas->columns, ink(INK_DIM),
                              "One page of each store, as it comes: which bytes were needed.");
}

/* --- Curves -------------------------------------------------------------------------------------
 */

static void draw_secret(struct canvas *canvas)
{
    (void)canvas_paragraph(canvas, 0, 0, canvas->columns, canvas->rows, 0, ink(INK_DIM),
                           "This picture would tell the answer: predict first.");
}

static void draw_curve(const struct scan *scan, const struct report *report, bool seconds,
                       struct area area, struct canvas *canvas)
{
    const struct series *rows = report_find_series(report, seconds ? "row.seconds" : "row.bytes");
    const struct series *columns =
        report_find_series(report, seconds ? "column.seconds" : "column.bytes");
    const struct observation *even = report_observation(
        report, seconds ? "break_even.columns_seconds" : "break_even.columns_bytes");
    const struct table_parameters *p = &scan->asked;
    double here = p->columns_read, most = fmax(p->columns, 2);
    const struct plot_series series[] = {
        {.name = "rows",
         .x = rows->x,
         .y = rows->y,
         .count = rows->count,
         .ink = INK_SERIES_A,
         .label = "R"},
        {.name = "columns",
         .x = columns->x,
         .y = columns->y,
         .count = columns->count,
         .ink = INK_SERIES_B,
         .label = "C"},
    };
    struct plot_mark marks[2] = {{.x = here, .y = NAN, .label = "here"}};
    size_t mark_count = 1;
    if (!isnan(even->mean) && even->mean != here)
        marks[mark_count++] = (struct plot_mark){.x = even->mean, .y = NAN, .label = "as good"};
    const struct plot plot = {
        .x_label = p->query == QUERY_ANALYTIC ? "columns read" : "columns touched",
        .y_label = seconds ? "seconds" : "bytes read",
        .x_low = 1,
        .x_high = most,
        .series = series,
        .series_count = 2,
        .marks = marks,
        .mark_count = mark_count,
    };
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

static void draw_even_line(const struct report *report, bool seconds, double columns, int row,
                           struct canvas *canvas)
{
    const struct observation *even = report_observation(
        report, seconds ? "break_even.columns_seconds" : "break_even.columns_bytes");
    char line[160];
    if (isnan(even->mean))
        (void)snprintf(line, sizeof line, "%s: column store better even with all %.0f columns.",
                       seconds ? "Seconds" : "Bytes", columns);
    else
        (void)snprintf(line, sizeof line, "%s: row store as good from %.0f of %.0f columns on.",
                       seconds ? "Seconds" : "Bytes", even->mean, columns);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_TEXT), line);
}

static void draw_columns_picture(const void *state, const struct report *report,
                                 struct canvas *canvas)
{
    const struct scan *scan = state;
    if (!report) {
        draw_secret(canvas);
        return;
    }
    draw_even_line(report, false, scan->asked.columns, 0, canvas);
    draw_even_line(report, true, scan->asked.columns, 1, canvas);
    int rows = canvas->rows - 2;
    if (rows < 5)
        return;
    if (rows >= 24) {
        draw_curve(scan, report, false, (struct area){0, 3, canvas->columns, rows / 2 - 1}, canvas);
        draw_curve(scan, report, true,
                   (struct area){0, 3 + rows / 2, canvas->columns, rows - rows / 2 - 1}, canvas);
    } else if (canvas->columns >= 110) {
        struct area areas[2];
        halves(canvas, 2, rows, areas);
        draw_curve(scan, report, false, areas[0], canvas);
        draw_curve(scan, report, true, areas[1], canvas);
    } else {
        draw_curve(scan, report, false, (struct area){0, 2, canvas->columns, rows}, canvas);
    }
}

/* --- The bill -----------------------------------------------------------------------------------
 */

struct bill {
    enum table_layout layout;
    enum table_schema schema;
    double seconds[COST_PARTS], all, bytes, stored;
};

static struct bill bill_of(const struct scan *scan, int layout, int schema)
{
    struct table_parameters p = scan->asked;
    struct table_cost cost;
    struct table_plan plan;
    struct bill bill = {.layout = (enum table_layout)layout, .schema = (enum table_schema)schema};
    p.schema = bill.schema;
    table_expect(&p, bill.layout, &cost);
    table_plan(&p, bill.layout, &plan);
    for (int part = 0; part < COST_PARTS; part++)
        bill.seconds[part] = table_part_seconds(&p, &cost, part);
    bill.all = table_seconds(&p, &cost);
    bill.bytes = table_bytes_read(&p, &cost);
    bill.stored = table_stored_bytes(&p, &plan);
    return bill;
}

static const struct {
    const char *glyph, *ascii, *name;
    enum ink ink;
} bill_looks[COST_PARTS] = {
    [COST_FACT] = {"█", "#", "fact table", INK_SERIES_A},
    [COST_DIMENSIONS] = {"▒", "=", "dimensions", INK_SERIES_B},
    [COST_JOIN] = {"+", "+", "join", INK_SERIES_C},
};

/* Ends are rounded, so that the whole has its length. */
static void draw_bill_bar(const struct bill *bill, double most, int column, int row, int columns,
                          struct canvas *canvas)
{
    double sum = 0;
    int at = 0;
    for (int part = 0; part < COST_PARTS; part++) {
        sum += bill->seconds[part];
        int end = most > 0 ? (int)lround(columns * sum / most) : 0;
        for (; at < end; at++)
            (void)canvas_text(canvas, column + at, row, ink(bill_looks[part].ink),
                              canvas->ascii ? bill_looks[part].ascii : bill_looks[part].glyph);
    }
}

static void draw_bill_line(const struct scan *scan, const struct bill *bill, double most, int row,
                           struct canvas *canvas)
{
    enum { NAME = 27, NUMBERS = 30 };
    char name[64], seconds[WORD], bytes[WORD], stored[WORD], line[128];
    bool here = bill->layout == scan->chosen && bill->schema == scan->asked.schema;
    (void)snprintf(name, sizeof name, "%s%s store%s%s", here ? canvas->ascii ? "> " : "▸ " : "  ",
                   layout_names[bill->layout], scan->asked.dimensions > 0 ? ", " : "",
                   scan->asked.dimensions > 0 ? schema_names[bill->schema] : "");
    (void)canvas_text_fit(canvas, 0, row, NAME, ink(here ? INK_STRONG : INK_TEXT), name);
    (void)snprintf(line, sizeof line, "%9s %9s %9s", time_text(bill->all, seconds),
                   bytes_text(bill->bytes, bytes), bytes_text(bill->stored, stored));
    int bar = canvas->columns - NAME - NUMBERS - 1;
    if (bar < 4) {
        (void)canvas_text_fit(canvas, NAME, row, canvas->columns - NAME, ink(INK_STRONG), line);
        return;
    }
    draw_bill_bar(bill, most, NAME, row, bar, canvas);
    (void)canvas_text(canvas, NAME + bar + 1, row, ink(INK_STRONG), line);
}

static void draw_bill_legend(int row, struct canvas *canvas)
{
    int column = 2;
    for (int part = 0; part < COST_PARTS; part++) {
        column = canvas_text(canvas, column, row, ink(bill_looks[part].ink),
                             canvas->ascii ? bill_looks[part].ascii : bill_looks[part].glyph);
        column = canvas_printf(canvas, column + 1, row, ink(INK_DIM), "%s", bill_looks[part].name);
        column += 2;
    }
    if (canvas->columns >= 61)
        (void)canvas_printf(canvas, canvas->columns - 30, row, ink(INK_DIM), "%9s %9s %9s", "time",
                            "read", "stored");
}

static void draw_bill_words(const struct scan *scan, const struct bill *least, int row,
                            struct canvas *canvas)
{
    const struct table_parameters *p = &scan->asked;
    char line[240], seconds[WORD];
    int used = snprintf(line, sizeof line, "Fastest: the %s store", layout_names[least->layout]);
    if (p->dimensions > 0 && used > 0)
        used +=
            snprintf(line + used, sizeof line - (size_t)used, ", %s", schema_names[least->schema]);
    if (used > 0)
        (void)snprintf(line + used, sizeof line - (size_t)used, ", %s.",
                       time_text(least->all, seconds));
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_TEXT), line);
    if (p->dimensions > 0)
        (void)snprintf(line, sizeof line,
                       "Wide rows repeat %.0f bytes of attributes for %.0f bytes of keys each.",
                       p->dimensions * p->dimension_columns * p->attribute_bytes,
                       p->dimensions * KEY_BYTES);
    else
        (void)snprintf(line, sizeof line,
                       "There are no dimensions: dimensions=3 shows what a join adds.");
    (void)canvas_text_fit(canvas, 0, row + 1, canvas->columns, ink(INK_DIM), line);
}

static void draw_bill_picture(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct scan *scan = state;
    struct bill bills[TABLE_LAYOUTS * TABLE_SCHEMAS];
    size_t count = 0, least = 0;
    double most = 0;
    if (!report) {
        draw_secret(canvas);
        return;
    }
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++)
        for (int schema = 0; schema < TABLE_SCHEMAS; schema++) {
            if (scan->asked.dimensions < 1 && schema != (int)scan->asked.schema)
                continue;
            bills[count] = bill_of(scan, layout, schema);
            most = fmax(most, bills[count].all);
            if (bills[count].all < bills[least].all)
                least = count;
            count++;
        }
    bool roomy = canvas->rows >= 9;
    int row = 0;
    (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_STRONG),
                          "The bill of the whole query, computed");
    if (roomy)
        draw_bill_legend(row++, canvas);
    for (size_t i = 0; i < count; i++)
        draw_bill_line(scan, &bills[i], most, row++, canvas);
    row += roomy && canvas->rows > row + 2;
    draw_bill_words(scan, &bills[least], row, canvas);
}

/* --- The main picture ---------------------------------------------------------------------------
 */

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    enum { SMALL = 8, SMALL_COLUMNS = 50 };
    const struct scan *scan = state;
    struct area areas[TABLE_LAYOUTS];
    char line[200];
    draw_title(scan, canvas);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    if (canvas->rows < SMALL || canvas->columns < SMALL_COLUMNS) {
        draw_small(scan, report, canvas->rows >= 5 ? 3 : 2, canvas);
        return;
    }
    int top = canvas->rows >= 16 ? 3 : 2, rows = canvas->rows - top - 2 - (report ? 1 : 0),
        used = 1;
    rows = canvas->rows >= 30 ? rows / 2 : rows;
    halves(canvas, top, 1, areas);
    uint64_t scale = find_scale(scan, areas[0].columns, rows);
    for (int layout = 0; layout < TABLE_LAYOUTS; layout++) {
        struct area grid = areas[layout];
        draw_heading(scan, layout, areas[layout], canvas);
        grid.row++;
        grid.rows = rows;
        int took = draw_store(scan, layout, scale, grid, canvas);
        used = took > used ? took : used;
    }
    int row = top + 1 + (canvas->rows >= 30 ? used : rows);
    for (int layout = 0; report && layout < TABLE_LAYOUTS; layout++) {
        areas[layout].row = row;
        draw_numbers(scan, report, layout, areas[layout], canvas);
    }
    row += report ? 1 : 0;
    draw_legend(scan, scale, row, canvas);
    if (canvas->rows - row > 6 && scan->marks.rows)
        draw_values(scan, row + 2, canvas->rows - row - 2, canvas);
}

static const struct picture pictures[] = {
    {"page", draw_page_picture},
    {"columns", draw_columns_picture},
    {"bill", draw_bill_picture},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const queries[] = {"analytic", "lookup", "insert", NULL};
static const char *const layouts[] = {"row", "column", NULL};
static const char *const schemas[] = {"wide", "normalised", NULL};
static const char *const compressions[] = {"none", "dictionary", "run-length", NULL};
static const char *const zone_maps[] = {"none", "column-store", "both", NULL};

static const struct parameter parameters[SCAN_PARAMETERS] = {
    [SCAN_QUERY] = {"query", "", PARAMETER_CHOICE, 0, 2, 0, queries,
                    "looks at one column of every row; or rows one at a time"},
    [SCAN_ROWS] = {"rows", "rows", PARAMETER_INTEGER, 1, 1e10, 10000, NULL,
                   "of the table; above 4 million the results are computed, not walked"},
    [SCAN_COLUMNS] = {"columns", "columns", PARAMETER_INTEGER, 1, 1000, 12, NULL,
                      "without keys and attributes of dimensions"},
    [SCAN_COLUMNS_READ] = {"columns-read", "columns", PARAMETER_INTEGER, 1, 1000, 3, NULL,
                           "that an analytic query uses, the one it filters by among them"},
    [SCAN_COLUMN_BYTES] = {"column-bytes", "bytes", PARAMETER_INTEGER, 1, 65536, 8, NULL,
                           "of each value"},
    [SCAN_PAGE_BYTES] = {"page-bytes", "bytes", PARAMETER_INTEGER, 512, 67108864, 4096, NULL,
                         "what the disk reads at once"},
    [SCAN_SELECTIVITY] = {"selectivity", "", PARAMETER_REAL, 0, 1, 0.01, NULL,
                          "share of the rows that match"},
    [SCAN_SORTED] = {"sorted", "", PARAMETER_INTEGER, 0, 1, 0, NULL,
                     "1: by the column that the query filters by"},
    [SCAN_ZONE_MAPS] = {"zone-maps", "", PARAMETER_CHOICE, 0, 2, 0, zone_maps,
                        "least and greatest value of a page: it can be skipped"},
    [SCAN_COMPRESSION] = {"compression", "", PARAMETER_CHOICE, 0, 2, 0, compressions,
                          "of the column store; run-length helps the sorted column"},
    [SCAN_DISTINCT] = {"distinct", "values", PARAMETER_INTEGER, 2, 1e9, 256, NULL,
                       "different values in each column, as frequent as each other"},
    [SCAN_SCHEMA] = {"schema", "", PARAMETER_CHOICE, 0, 1, 0, schemas,
                     "wide: attributes of dimensions in every row"},
    [SCAN_DIMENSIONS] = {"dimensions", "dimensions", PARAMETER_INTEGER, 0, 20, 0, NULL,
                         "one attribute of each is used"},
    [SCAN_DIMENSION_ROWS] = {"dimension-rows", "rows", PARAMETER_INTEGER, 1, 1e9, 1000, NULL,
                             "entries of each dimension"},
    [SCAN_DIMENSION_COLUMNS] = {"dimension-columns", "columns", PARAMETER_INTEGER, 1, 100, 5, NULL,
                                "attributes of each dimension"},
    [SCAN_ATTRIBUTE_BYTES] = {"attribute-bytes", "bytes", PARAMETER_INTEGER, 1, 65536, 20, NULL,
                              "of each attribute"},
    [SCAN_OPERATIONS] = {"operations", "rows", PARAMETER_INTEGER, 1, 100000, 100, NULL,
                         "looked up or inserted, nothing kept in memory"},
    [SCAN_LAYOUT] = {"layout", "", PARAMETER_CHOICE, 0, 1, 1, layouts,
                     "the store that questions and plain results are about"},
    [SCAN_BANDWIDTH] = {"disk-bandwidth-bytes", "B/s", PARAMETER_REAL, 1e3, 1e13, 2e8, NULL,
                        "bytes a second, pages in their order"},
    [SCAN_SEEK] = {"seek-time", "ms", PARAMETER_REAL, 0, 1000, 0.1, NULL,
                   "for each stretch of pages: 0.1 flash, 8 a turning disk"},
    [SCAN_PROBE] = {"probe-time", "ns", PARAMETER_REAL, 0, 1e6, 50, NULL,
                    "of each row put into or looked up in a join's hash table"},
};

static const char *const topics[] = {"column stores", "data warehouses", NULL};
static const char *const series_names[] = {"row.bytes", "column.bytes", "row.seconds",
                                           "column.seconds", NULL};

const struct simulation simulation_scan = {
    .name = "scan",
    .title = "Row store or column store: what a query reads",
    .summary = "The same query through pages of rows and pages of columns: bytes, pages, time, and "
               "who wins when.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = SCAN_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct scan),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .picture = "pages",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .release = release,
    .copy = copy,
    .questions = scan_questions,
    .question_count = SCAN_QUESTIONS,
    .presets = scan_presets,
    .preset_count = SCAN_PRESETS,
};
