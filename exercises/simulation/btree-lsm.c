/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A B+-tree that is updated in place beside a log-structured merge tree, on the same writes.
 *
 * A step is one event of the merge tree and the writes that led to it, which the B+-tree takes one
 * by one: during a flush its pages come and go, during a merge it rests. Results named
 * `write_amplification` are bytes of pages or files written for each byte of user data; overwrites
 * of the B+-tree count from when its pool is warm. Both also write each record once to a log:
 * 1 more for either, left out.
 *
 * Left out: time, inner pages, caches of the merge tree; see exercises/btree.h and exercises/lsm.h.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/lsm_theory.h"
#include "exercises/race_question.h"

/* Copies of larger trees would take too much room. */
enum { SNAPSHOT_KEYS = 250000 };

/* First in the order of enum lsm_policy; the others lose data or have no levels. */
static const char *const policies[] = {"leveled", "universal", "lazy-leveling", NULL};
static const char *const distributions[] = {"uniform", "zipf", "sequential", NULL};
static const char *const loads[] = {"random", "ordered", NULL};

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    struct race_parameters parameters = race_parameters_from(values);
    return race_check(&parameters, error);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct race_parameters parameters = race_parameters_from(values);
    race_init(state, &parameters, rng);
}

static bool step(void *state, gsl_rng *rng)
{
    return race_step(state, rng);
}

static void release(void *state)
{
    race_release(state);
}

static bool copy(void *to, const void *from)
{
    if (((const struct race *)from)->parameters.lsm.keys > SNAPSHOT_KEYS)
        return false;
    race_copy(to, from);
    return true;
}

/* --- What just happened -------------------------------------------------------------------------
 */

static const char *plural(uint64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

/* The writes that filled the memtable: one file there, so many pages here. */
static void describe_writes(const struct race *race, char *buffer, size_t size)
{
    struct btree_counts last = race_last_counts(race);
    uint64_t written = last.pages_evicted_dirty + last.pages_checkpointed;
    char split[48] = "";
    if (last.splits)
        (void)snprintf(split, sizeof split, ", splits %llu", (unsigned long long)last.splits);
    (void)snprintf(buffer, size,
                   "%llu %s: LSM flushes a file; B-tree reads %llu %s, writes %llu%s%s",
                   (unsigned long long)last.writes, plural(last.writes, "write", "writes"),
                   (unsigned long long)last.pages_read, plural(last.pages_read, "page", "pages"),
                   (unsigned long long)written, split, last.checkpoints ? " (checkpoint)" : "");
}

/* One line that the picture has room for: the player looks for it there. */
static void describe(const void *state, char *buffer, size_t size)
{
    const struct race *race = state;
    const struct lsm_event *event = &race->lsm.event;
    size_t files = event->files_from + event->files_overlap;
    if (event->kind == LSM_NOTHING)
        (void)snprintf(buffer, size, "Two empty trees; %u keys will be loaded into both",
                       race->parameters.lsm.keys);
    else if (event->kind == LSM_FLUSH)
        describe_writes(race, buffer, size);
    else if (event->kind == LSM_TRIVIAL_MOVE)
        (void)snprintf(buffer, size, "LSM moves %zu %s to L%d, unread; B-tree rests",
                       event->files_out, plural(event->files_out, "file", "files"),
                       event->to_level);
    else
        (void)snprintf(buffer, size,
                       "LSM merges %zu %s of L%d into L%d, %llu records rewritten; B-tree rests",
                       files, plural(files, "file", "files"), event->from_level, event->to_level,
                       (unsigned long long)event->records_out);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static void observe_values(const struct race *race, struct report *report)
{
    const struct btree *btree = &race->btree;
    const struct lsm_totals *load = &race->lsm.totals[LSM_LOAD];
    const struct lsm_totals *overwrite = &race->lsm.totals[LSM_OVERWRITE];
    enum lsm_phase phase = race_phase(race);
    const struct {
        const char *name, *unit;
        double value;
    } values[] = {
        {"btree.write_amplification", "", race_btree_written(race, phase)},
        {"lsm.write_amplification", "", race_lsm_written(race, phase)},
        {"btree.space_amplification", "", race_btree_space(race)},
        {"lsm.space_amplification", "", lsm_space_amplification(&race->lsm)},
        {"btree.read_pages", "pages", btree_lookup_reads(btree)},
        {"lsm.read_files", "files", lsm_mean_probes(&race->lsm, false)},
        {"btree.hit_ratio", "", btree_hit_ratio(btree, (enum btree_phase)phase)},
        {"btree.occupancy", "", btree_occupancy(btree)},
        {"btree.leaf_pages", "pages", (double)btree->page_count},
        {"btree.dirty_pages", "pages", (double)btree->dirty},
        {"break_even_record_bytes", "bytes", race_break_even_bytes(race)},
        {"lsm.read_files_bloom", "files", lsm_mean_probes(&race->lsm, true)},
        {"lsm.sorted_runs", "runs", (double)lsm_sorted_runs(&race->lsm)},
        {"lsm.flushes", "", (double)(load->flushes + overwrite->flushes)},
        {"lsm.compactions", "", (double)(load->compactions + overwrite->compactions)},
        {"btree.load_write_amplification", "", race_btree_written(race, LSM_LOAD)},
        {"lsm.load_write_amplification", "", race_lsm_written(race, LSM_LOAD)},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        report_value(report, values[i].name, values[i].unit, values[i].value);
}

/* Records written by flushes and merges of overwrites, as `compaction` says it. */
static double merging_formula(const struct race *race, const char **source)
{
    const struct lsm_parameters *p = &race->parameters.lsm;
    double keys = p->keys, memtable = p->entries_per_flush, ratio = p->size_ratio;
    double level1 = (double)p->level1_bytes / race_record_bytes(&race->parameters);
    if (p->distribution == LSM_SEQUENTIAL && p->policy == LSM_LEVELED) {
        *source = "keys in order: the flush, and one merge with what is overwritten";
        return p->operations ? 2 : 1;
    }
    if (p->policy == LSM_UNIVERSAL) {
        *source = "universal: 1 + doublings of a memtable + (1 + a)/a; rough";
        return lsm_theory_universal(keys, memtable,
                                    p->universal_max_size_amplification_percent / 100.0);
    }
    if (p->policy == LSM_LAZY_LEVELING) {
        *source = "fluid: 1 + (T - 1)/(K + 1) a level; Dayan and Idreos 2018";
        return lsm_theory_fluid(lsm_theory_levels(keys, memtable, ratio), ratio, ratio - 1, 1);
    }
    *source = "leveled, uniform: 1 + 2 + T a full level + the last one's ratio; overshoots twofold";
    return lsm_theory_leveled(keys, level1, ratio);
}

static void predict_pool(const struct race *race, double page_records, struct report *report)
{
    const struct btree_theory *theory = &race->theory;
    enum lsm_distribution distribution = race->parameters.lsm.distribution;
    const char *source = theory->exact ? "independent writes, LRU: pool/pages"
                         : distribution == LSM_SEQUENTIAL
                             ? "each page once a pass"
                             : "LRU's characteristic time; Che, Tung and Wang 2002";
    report_predict(report, "btree.hit_ratio", theory->hit_ratio, theory->exact, source);
    report_predict(report, "btree.read_pages", theory->lookup_reads, theory->exact, source);
    report_predict(report, "btree.write_amplification", theory->pages_written * page_records,
                   theory->exact, "pages written a write x page/record");
}

static void predict(const struct race *race, struct report *report)
{
    const struct race_parameters *p = &race->parameters;
    double page_records = (double)p->page_bytes / race_record_bytes(p), pages, pool;
    const char *source;
    double merging = merging_formula(race, &source);
    bool ordered = race_ordered(p);
    if (race->loaded)
        predict_pool(race, page_records, report);
    report_predict(report, "lsm.write_amplification", merging, false, source);
    pages = race->pages_expected;
    pool = fmin((double)race_pool_pages(p), pages);
    report_predict(
        report, "btree.space_amplification", pages * page_records / p->lsm.keys, race->pages_exact,
        ordered ? "pages filled one after the other" : "insertions fall into gaps alike; Yao 1978");
    if (!ordered)
        report_predict(report, "btree.space_amplification_limit",
                       page_records / race_page_records(p) / M_LN2, false,
                       "ln 2 full, many records a page; Yao 1978");
    report_predict(report, "btree.hit_ratio_alike", pool / pages, false,
                   "pool/pages, as if pages were equally full and keys equally hot");
    report_predict(report, "btree.write_amplification_alike", (1 - pool / pages) * page_records,
                   false, "(1 - pool/pages) x page/record, no checkpoints");
}

static void observe_series(const struct race *race, struct report *report)
{
    static const char *const names[] = {"btree.write_amplification", "lsm.write_amplification",
                                        "btree.space_amplification", "lsm.space_amplification"};
    const race_samples *from[] = {&race->btree_written, &race->lsm_written, &race->btree_space,
                                  &race->lsm_space};
    double x[LSM_PHASES * LSM_SAMPLES], y[LSM_PHASES * LSM_SAMPLES];
    for (size_t i = 0; i < 4; i++) {
        size_t count = 0;
        double before = 0;
        for (int phase = 0; phase < LSM_PHASES; phase++) {
            double all =
                phase ? (double)race->parameters.lsm.operations : race->lsm.parameters.keys;
            for (size_t k = 0; k < race->samples[phase]; k++, count++) {
                x[count] = before + all * (double)(k + 1) / LSM_SAMPLES;
                y[count] = (*from[i])[phase][k];
            }
            before += all;
        }
        report_series(report, names[i], "writes", names[i], x, y, count);
    }
}

static void observe(const void *state, struct report *report)
{
    observe_values(state, report);
    predict(state, report);
    observe_series(state, report);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static const struct style dim = {.ink = INK_DIM}, strong = {.ink = INK_STRONG};

struct area {
    int column, row, columns, rows;
};

/* Ways a page can be, in the order in which they are told apart. */
enum page_state { PAGE_WRITTEN, PAGE_DIRTY, PAGE_CLEAN, PAGE_ON_DISK, PAGE_STATES };
static const struct {
    const char *glyph, *ascii, *name;
    uint8_t ink;
} page_looks[PAGE_STATES] = {
    [PAGE_WRITTEN] = {"×", "x", "written", INK_ACCENT},
    [PAGE_DIRTY] = {"█", "#", "dirty", INK_BAD},
    [PAGE_CLEAN] = {"▒", "=", "clean", INK_GOOD},
    [PAGE_ON_DISK] = {"·", ".", "on disk", INK_DIM},
};

static enum page_state state_of(const struct btree *btree, uint32_t number)
{
    const struct btree_page *page = &btree->pages[number];
    if (page->dirty)
        return PAGE_DIRTY;
    if (page->written_at == btree->clock && btree->clock > 1)
        return PAGE_WRITTEN;
    return page->pooled ? PAGE_CLEAN : PAGE_ON_DISK;
}

static const char *look(enum page_state state, const struct canvas *canvas)
{
    return canvas->ascii ? page_looks[state].ascii : page_looks[state].glyph;
}

/* Pages in key order, row by row: every one, or those of keys evenly spread. */
static void draw_pages(const struct race *race, struct area area, struct canvas *canvas)
{
    const struct btree *btree = &race->btree;
    bool any = area.columns > 0 && area.rows > 0;
    size_t columns = any ? (size_t)area.columns : 1;
    size_t cells = any ? columns * (size_t)area.rows : 0;
    bool all = btree->page_count <= cells;
    uint32_t page = 0;
    for (size_t i = 0; i < cells && page != BTREE_NONE; i++) {
        if (!all)
            page = btree_page_of(btree, (uint32_t)(i * btree->parameters.keys / cells));
        enum page_state state = state_of(btree, page);
        (void)canvas_text(canvas, area.column + (int)(i % columns), area.row + (int)(i / columns),
                          (struct style){.ink = page_looks[state].ink}, look(state, canvas));
        if (all)
            page = btree->pages[page].right;
    }
}

static void draw_legend(int column, int row, int columns, struct canvas *canvas)
{
    int end = column + columns;
    for (int state = 0; state < PAGE_STATES; state++) {
        const char *name = page_looks[state].name;
        if (column + 2 + (int)strlen(name) > end)
            return;
        column = canvas_text(canvas, column, row, (struct style){.ink = page_looks[state].ink},
                             look((enum page_state)state, canvas));
        column = canvas_text(canvas, column + 1, row, dim, name) + 2;
    }
}

static void format_bytes(double bytes, char *buffer, size_t size)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    for (; bytes >= 999.5 && unit < 4; unit++)
        bytes /= 1000;
    (void)snprintf(buffer, size, "%.3g %s", bytes, units[unit]);
}

static void draw_levels(const struct race *race, struct area area, struct canvas *canvas)
{
    enum { LABEL = 3, NOTE = 14 };
    const struct lsm *lsm = &race->lsm;
    const struct lsm_event *event = &lsm->event;
    uint64_t most = 1;
    for (int level = 0; level < LSM_LEVELS; level++)
        most = lsm->levels[level].bytes > most ? lsm->levels[level].bytes : most;
    for (int level = 0; level < LSM_LEVELS && area.rows > 0; level++) {
        const struct lsm_level *own = &lsm->levels[level];
        bool fresh = event->kind != LSM_NOTHING && event->to_level == level;
        char bytes[24], note[48];
        if (level && !own->count)
            continue;
        format_bytes((double)own->bytes, bytes, sizeof bytes);
        (void)snprintf(note, sizeof note, "%3zu: %s", own->count, bytes);
        (void)canvas_printf(canvas, area.column, area.row, strong, "L%d", level);
        canvas_bar(canvas, area.column + LABEL, area.row, area.columns - LABEL - NOTE,
                   (double)own->bytes / (double)most,
                   (struct style){.ink = fresh ? INK_ACCENT : INK_SERIES_B});
        (void)canvas_text_fit(canvas, area.column + area.columns - NOTE + 1, area.row, NOTE - 1,
                              dim, note);
        area.row++;
        area.rows--;
    }
}

/* "label value (theory 1.23)"; NaN where there is none. Returns the column after. */
static int draw_number(const char *label, double value, const char *unit, int column, int row,
                       struct canvas *canvas)
{
    column = canvas_printf(canvas, column, row, dim, "%s ", label);
    column = isnan(value) ? canvas_text(canvas, column, row, strong, "-")
                          : canvas_printf(canvas, column, row, strong, "%.2f", value);
    return canvas_text(canvas, column, row, dim, unit) + 2;
}

static int draw_theory(const char *label, double value, int column, int row, struct canvas *canvas)
{
    if (isnan(value))
        return column;
    return canvas_printf(canvas, column - 1, row, (struct style){.ink = INK_THEORY}, "(%s%.2f)",
                         label, value) +
           2;
}

static double predicted(const struct report *report, const char *name)
{
    const struct prediction *prediction = report_prediction(report, name);
    return prediction ? prediction->value : NAN;
}

/* One line a tree. */
static void draw_numbers(const struct report *report, int row, struct canvas *canvas)
{
    int column = canvas_text(canvas, 0, row, (struct style){.ink = INK_SERIES_A}, "B-tree ");
    column = draw_number("writes", report_mean(report, "btree.write_amplification"), "x", column,
                         row, canvas);
    column =
        draw_theory("theory ", predicted(report, "btree.write_amplification"), column, row, canvas);
    column = draw_number("space", report_mean(report, "btree.space_amplification"), "x", column,
                         row, canvas);
    column = draw_theory("", predicted(report, "btree.space_amplification"), column, row, canvas);
    (void)draw_number("a read", report_mean(report, "btree.read_pages"), " pages", column, row,
                      canvas);
    row++;
    column = canvas_text(canvas, 0, row, (struct style){.ink = INK_SERIES_B}, "LSM    ");
    column = draw_number("writes", report_mean(report, "lsm.write_amplification"), "x", column, row,
                         canvas);
    column =
        draw_theory("formula ", predicted(report, "lsm.write_amplification"), column, row, canvas);
    column = draw_number("space", report_mean(report, "lsm.space_amplification"), "x", column, row,
                         canvas);
    (void)draw_number("a read", report_mean(report, "lsm.read_files"), " files", column, row,
                      canvas);
}

/* Who writes less, and at which size of records that would turn. */
static void draw_winner(const struct race *race, int row, struct canvas *canvas)
{
    enum lsm_phase phase = race_phase(race);
    double in_place = race_btree_written(race, phase), merged = race_lsm_written(race, phase);
    double turn = race_break_even_bytes(race), most = race->parameters.page_bytes;
    char line[128], when[64] = "";
    if (phase == LSM_LOAD || isnan(in_place))
        return;
    if (turn > most)
        (void)snprintf(when, sizeof when, ", whatever fits in a page");
    else if (!isnan(turn))
        (void)snprintf(when, sizeof when, ", %s records of about %.0f B",
                       in_place < merged ? "down to" : "up to", turn);
    (void)snprintf(line, sizeof line, "%s writes less%s",
                   in_place < merged ? "The B-tree" : "The LSM tree", when);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, (struct style){0}, line);
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    const struct series *btree = &report->series[0], *lsm = &report->series[1];
    double ends[2] = {0, btree->count ? btree->x[btree->count - 1] : 1};
    double formula = predicted(report, "btree.write_amplification");
    double line[2] = {formula, formula};
    struct plot_series series[3];
    size_t used = 0;
    if (!isnan(formula))
        series[used++] = (struct plot_series){
            .name = "theory of B-tree", .x = ends, .y = line, .count = 2, .ink = INK_THEORY};
    series[used++] = (struct plot_series){
        .name = "LSM", .x = lsm->x, .y = lsm->y, .count = lsm->count, .ink = INK_SERIES_B};
    series[used++] = (struct plot_series){
        .name = "B-tree", .x = btree->x, .y = btree->y, .count = btree->count, .ink = INK_SERIES_A};
    struct plot plot = {.title = "bytes written a byte of user data",
                        .x_label = "writes",
                        .y_label = "times",
                        .series = series,
                        .series_count = used};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw_title(const struct race *race, struct canvas *canvas)
{
    static const char *const phases[] = {"loading", "overwriting", "done"};
    const struct lsm_parameters *p = &race->parameters.lsm;
    const struct btree_counts *counts = race->btree.counts;
    uint64_t all = p->keys + p->operations;
    uint64_t writes = counts[BTREE_LOAD].writes + counts[BTREE_OVERWRITE].writes;
    char line[160];
    (void)snprintf(line, sizeof line, "%s keys, records of %u B: %llu of %llu writes, %s",
                   distributions[p->distribution], race_record_bytes(&race->parameters),
                   (unsigned long long)writes, (unsigned long long)all, phases[race->lsm.phase]);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, strong, line);
}

/* A heading, pages, and what their signs mean. How full they are may be what is asked. */
static void draw_btree(const struct race *race, bool told, struct area area, struct canvas *canvas)
{
    const struct btree *btree = &race->btree;
    char line[128];
    char full[32] = "";
    if (told)
        (void)snprintf(full, sizeof full, " %.0f%% full", 100 * btree_occupancy(btree));
    (void)snprintf(line, sizeof line, "%zu leaf %s%s, pool %llu", btree->page_count,
                   plural(btree->page_count, "page", "pages"), full,
                   (unsigned long long)btree->parameters.pool_pages);
    (void)canvas_text_fit(canvas, area.column, area.row, area.columns, dim, line);
    bool legend = area.rows > 3;
    area.row++;
    area.rows -= legend ? 2 : 1;
    draw_pages(race, area, canvas);
    if (legend)
        draw_legend(area.column, area.row + area.rows, area.columns, canvas);
}

static void draw_lsm(const struct race *race, struct area area, struct canvas *canvas)
{
    size_t runs = lsm_sorted_runs(&race->lsm);
    char bytes[24], line[128];
    format_bytes((double)lsm_total_bytes(&race->lsm), bytes, sizeof bytes);
    (void)snprintf(line, sizeof line, "LSM: %zu sorted %s, files of %s", runs,
                   plural(runs, "run", "runs"), bytes);
    (void)canvas_text_fit(canvas, area.column, area.row, area.columns, dim, line);
    area.row++;
    area.rows--;
    draw_levels(race, area, canvas);
}

/* Pages at the left and levels at the right, or above each other where that is too narrow. */
static void draw_trees(const struct race *race, bool told, int row, int rows, struct canvas *canvas)
{
    enum { NARROW = 50 };
    int columns = canvas->columns, half = columns / 2 - 1;
    if (columns < NARROW) {
        draw_btree(race, told, (struct area){0, row, columns, rows / 2}, canvas);
        draw_lsm(race, (struct area){0, row + rows / 2, columns, rows - rows / 2}, canvas);
        return;
    }
    draw_btree(race, told, (struct area){0, row, half, rows}, canvas);
    draw_lsm(race, (struct area){columns - half, row, half, rows}, canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    enum {
        EVENT = 1,
        NUMBERS,
        WINNER = 4,
        TREES,
        LEAST_TREES = 3,
        LEAST_PLOT = 9,
        MOST_TREES = 20
    };
    const struct race *race = state;
    char line[256];
    draw_title(race, canvas);
    describe(race, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, EVENT, canvas->columns, (struct style){0}, line);
    int room = canvas->rows - TREES, trees = room;
    bool plot = report && room > LEAST_PLOT + 6 && report->series[0].count > 1;
    if (plot)
        trees = room / 2 < MOST_TREES ? room / 2 : MOST_TREES;
    if (report) {
        draw_numbers(report, NUMBERS, canvas);
        draw_winner(race, WINNER, canvas);
    }
    if (trees >= LEAST_TREES)
        draw_trees(race, report != NULL, TREES, trees, canvas);
    if (plot)
        draw_plot(report, TREES + trees + 1, canvas);
}

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[RACE_PARAMETERS] = {
    [RACE_KEYS] = {"keys", "keys", PARAMETER_INTEGER, 1, 2000000, 100000, NULL,
                   "each is loaded once"},
    [RACE_OPERATIONS] = {"operations", "writes", PARAMETER_INTEGER, 0, 10000000, 300000, NULL,
                         "overwrites after the load"},
    [RACE_DISTRIBUTION] = {"distribution", "", PARAMETER_CHOICE, 0, LSM_DISTRIBUTIONS - 1,
                           LSM_UNIFORM, distributions,
                           "which keys are overwritten; sequential also loads in key order"},
    [RACE_ZIPF_EXPONENT] = {"zipf-exponent", "", PARAMETER_REAL, 0, 4, 0.99, NULL,
                            "zipf: the n-th most popular key is drawn in proportion to 1/n^s"},
    [RACE_LOAD] = {"load", "", PARAMETER_CHOICE, 0, 1, 0, loads,
                   "order of the first keys: random leaves pages ln 2 full, ordered fills them"},
    [RACE_KEY_BYTES] = {"key-bytes", "bytes", PARAMETER_INTEGER, 4, 1024, 16, NULL, "of a key"},
    [RACE_VALUE_BYTES] = {"value-bytes", "bytes", PARAMETER_INTEGER, 1, 65000, 100, NULL,
                          "of a value; a record, key and value, has to fit in a page"},
    [RACE_PAGE_BYTES] = {"page-bytes", "bytes", PARAMETER_INTEGER, 128, 1048576, 4096, NULL,
                         "B-tree: of a leaf page, what one changed record writes"},
    [RACE_POOL_BYTES] = {"pool-bytes", "bytes", PARAMETER_INTEGER, 0, 1e12, 4194304, NULL,
                         "B-tree: leaf pages kept in memory, by least recent use"},
    [RACE_CHECKPOINT_WRITES] = {"checkpoint-writes", "writes", PARAMETER_INTEGER, 0, 1e9, 0, NULL,
                                "B-tree: dirty pages are written every so many; 0: never"},
    [RACE_RIGHTMOST_SPLIT] = {"rightmost-split", "", PARAMETER_INTEGER, 0, 1, 1, NULL,
                              "B-tree: 1 leaves the last page full when keys come in order"},
    [RACE_POLICY] = {"policy", "", PARAMETER_CHOICE, 0, LSM_LAZY_LEVELING, LSM_LEVELED, policies,
                     "LSM: which files are merged, and when"},
    [RACE_MEMTABLE_BYTES] = {"memtable-bytes", "bytes", PARAMETER_INTEGER, 1024, 1e12, 131072, NULL,
                             "LSM: keys and values that a flush writes"},
    [RACE_LEVEL0_TRIGGER] = {"level0-trigger", "files", PARAMETER_INTEGER, 1, 100, 4, NULL,
                             "LSM: files of level 0 or runs at which merging begins"},
    [RACE_LEVEL1_BYTES] = {"level1-bytes", "bytes", PARAMETER_INTEGER, 4096, 1e15, 524288, NULL,
                           "LSM, leveled: target of level 1"},
    [RACE_RATIO] = {"size-ratio", "", PARAMETER_REAL, 2, 100, 10, NULL,
                    "LSM: target of a level over that of the level above"},
    [RACE_TARGET_FILE_BYTES] = {"target-file-bytes", "bytes", PARAMETER_INTEGER, 4096, 1e12, 131072,
                                NULL, "LSM: size at which merges cut files below level 0"},
};

static const char *const topics[] = {"storage engines", "indexes", "B-trees",
                                     "log-structured merge trees", NULL};
static const char *const series_names[] = {"btree.write_amplification", "lsm.write_amplification",
                                           "btree.space_amplification", "lsm.space_amplification",
                                           NULL};

const struct simulation simulation_btree_lsm = {
    .name = "btree-lsm",
    .title = "B-tree or LSM tree: in place or merged",
    .summary = "The same writes into pages and into sorted files: what each writes and reads.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = RACE_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct race),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .questions = race_questions,
    .question_count = RACE_QUESTIONS,
    .presets = race_presets,
    .preset_count = RACE_PRESETS,
};
