/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compaction: what a log-structured merge tree writes, keeps and reads.
 *
 * The tree (exercises/lsm.h) follows the rules of RocksDB 7.8 event by event and counts records; a
 * step is one flush, merge or move. Formulas are shown beside it: they are the prediction, the
 * tree is what happens. Writes wait for compactions, as in a run that is paced; a real engine lets
 * debt grow and then slows writes down.
 *
 * Left out: time, caches, compression, snapshots; see exercises/lsm.h.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/lsm.h"
#include "exercises/lsm_question.h"
#include "exercises/lsm_theory.h"

/* A snapshot keeps files alive that the run has left behind: only of trees as large as this. */
enum { SNAPSHOT_KEYS = 250000 };

static const char *const policies[] = {"leveled", "universal", "lazy-leveling",
                                       "fifo",    "segments",  NULL};
static const char *const distributions[] = {"uniform", "zipf", "sequential", NULL};

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    struct lsm_parameters parameters = lsm_parameters_from(values);
    return lsm_parameters_check(&parameters, error);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct lsm_parameters parameters = lsm_parameters_from(values);
    lsm_init(state, &parameters, rng);
}

static bool step(void *state, gsl_rng *rng)
{
    return lsm_step(state, rng);
}

static void release(void *state)
{
    lsm_release(state);
}

static bool copy(void *to, const void *from)
{
    if (((const struct lsm *)from)->parameters.keys > SNAPSHOT_KEYS)
        return false;
    lsm_copy(to, from);
    return true;
}

/* The phase that is running, or the last one that ran. */
static enum lsm_phase current_phase(const struct lsm *lsm)
{
    if (lsm->phase < LSM_PHASES)
        return lsm->phase;
    return lsm->parameters.operations ? LSM_OVERWRITE : LSM_LOAD;
}

/* --- What just happened -------------------------------------------------------------------------
 */

static const char *plural(uint64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

/* Why, up to the colon. */
static void describe_reason(const struct lsm *lsm, const struct lsm_event *event, char *buffer,
                            size_t size)
{
    double value = event->value;
    unsigned trigger = lsm->parameters.level0_trigger;
    if (event->reason == LSM_LEVEL0_SCORE)
        (void)snprintf(buffer, size, "L0 scores %.2f", value);
    else if (event->reason == LSM_LEVEL_SCORE)
        (void)snprintf(buffer, size, "L%d scores %.2f, overlap x%.1f", event->from_level, value,
                       event->overlap_ratio);
    else if (event->reason == LSM_SIZE_AMPLIFICATION)
        (void)snprintf(buffer, size, "Newer runs are %.0f%% of the oldest", value);
    else if (event->reason == LSM_SIZE_RATIO)
        (void)snprintf(buffer, size, "%.0f runs of like size", value);
    else if (event->reason == LSM_RUN_COUNT)
        (void)snprintf(buffer, size, "%.0f runs are over %u", value, trigger);
    else if (event->reason == LSM_CAP)
        (void)snprintf(buffer, size, "%.0f bytes over the cap", value);
    else if (event->reason == LSM_LEVEL_FULL)
        (void)snprintf(buffer, size, "L%d has %.0f runs", event->from_level, value);
    else if (event->reason == LSM_LAST_LEVEL_FULL)
        (void)snprintf(buffer, size, "The last level is %.1f times its size", value);
    else
        (void)snprintf(buffer, size, "%.0f segments of like size", value);
}

static void describe_merge(const struct lsm_event *event, const char *reason, char *buffer,
                           size_t size)
{
    char below[48] = "", gone[48] = "";
    if (event->files_overlap)
        (void)snprintf(below, sizeof below, " and %zu of L%d", event->files_overlap,
                       event->to_level);
    if (event->tombstones_dropped)
        (void)snprintf(gone, sizeof gone, ", %llu tombstones go",
                       (unsigned long long)event->tombstones_dropped);
    (void)snprintf(buffer, size, "%s: %zu %s%s become %zu in L%d, %llu records%s", reason,
                   event->files_from, plural(event->files_from, "file", "files"), below,
                   event->files_out, event->to_level, (unsigned long long)event->records_out, gone);
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct lsm *lsm = state;
    const struct lsm_event *event = &lsm->event;
    char reason[96];
    if (event->kind == LSM_NOTHING) {
        (void)snprintf(buffer, size, "An empty tree; %u keys will be loaded", lsm->parameters.keys);
        return;
    }
    describe_reason(lsm, event, reason, sizeof reason);
    if (event->kind == LSM_FLUSH)
        (void)snprintf(buffer, size, "Flush: %llu writes become a file of %llu records in L0",
                       (unsigned long long)event->records_in,
                       (unsigned long long)event->records_out);
    else if (event->kind == LSM_TRIVIAL_MOVE)
        (void)snprintf(buffer, size, "%s: %zu %s moved to L%d unread", reason, event->files_out,
                       plural(event->files_out, "file is", "files are"), event->to_level);
    else if (event->kind == LSM_DROP)
        (void)snprintf(buffer, size, "%s: the oldest %zu %s deleted", reason, event->files_from,
                       plural(event->files_from, "file is", "files are"));
    else
        describe_merge(event, reason, buffer, size);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static void observe_phase(const struct lsm *lsm, enum lsm_phase phase, const char *prefix,
                          struct report *report)
{
    const struct lsm_totals *totals = &lsm->totals[phase];
    double samples = totals->samples ? (double)totals->samples : NAN;
    const struct {
        const char *name, *unit;
        double value;
    } values[] = {
        {"write_amplification", "", lsm_write_amplification(lsm, phase)},
        {"space_amplification_mean", "", totals->space_sum / samples},
        {"space_amplification_peak", "", totals->samples ? totals->space_peak : NAN},
        {"compactions", "", (double)totals->compactions},
        {"trivial_moves", "", (double)totals->trivial_moves},
        {"flushes", "", (double)totals->flushes},
        {"sorted_runs_mean", "runs", totals->runs_sum / samples},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s.%s", prefix, values[i].name);
        report_value(report, name, values[i].unit, values[i].value);
    }
}

static size_t levels_in_use(const struct lsm *lsm)
{
    size_t levels = 0;
    for (int level = 1; level < LSM_LEVELS; level++)
        levels += lsm->levels[level].count > 0;
    return levels;
}

/* What the formulas say of each policy, whichever runs: writes a record. */
struct formulas {
    double levels, leveled, universal, lazy, tiered, segments;
    int best_ratio; /* for leveled */
};

static struct formulas formulas_of(const struct lsm *lsm)
{
    const struct lsm_parameters *p = &lsm->parameters;
    double keys = p->keys, memtable = p->entries_per_flush, ratio = p->size_ratio;
    double level1 = (double)p->level1_bytes / ((double)p->key_bytes + p->value_bytes);
    double amplification = p->universal_max_size_amplification_percent / 100.0;
    double levels = lsm_theory_levels(keys, memtable, ratio);
    return (struct formulas){.levels = levels,
                             .leveled = lsm_theory_leveled(keys, level1, ratio),
                             .universal = lsm_theory_universal(keys, memtable, amplification),
                             .lazy = lsm_theory_fluid(levels, ratio, ratio - 1, 1),
                             .tiered = lsm_theory_fluid(levels, ratio, ratio - 1, ratio - 1),
                             .segments =
                                 lsm_theory_segments(keys, memtable, fmax(2, p->level0_trigger)),
                             .best_ratio = lsm_theory_best_ratio(keys, level1)};
}

/* The formula of the policy that runs comes first, then all by name. */
static void predict(const struct lsm *lsm, struct report *report)
{
    struct formulas f = formulas_of(lsm);
    const struct {
        const char *name;
        double value;
        const char *source;
    } rows[LSM_POLICIES] = {
        [LSM_LEVELED] = {"write_amplification_leveled", f.leveled,
                         "leveled: 1 + 2 + T a full level + the last one's ratio; overshoots "
                         "twofold"},
        [LSM_UNIVERSAL] = {"write_amplification_universal", f.universal,
                           "universal: 1 + doublings of a memtable + (1 + a)/a; rough"},
        [LSM_LAZY_LEVELING] =
            {"write_amplification_lazy_leveling", f.lazy,
             "fluid: 1 + (T - 1)/(K + 1) a level, K = T - 1, at the last level 1; "
             "Dayan and Idreos 2018"},
        [LSM_FIFO] = {"write_amplification_fifo", 1, "fifo: one flush, no merge"},
        [LSM_SEGMENTS] = {"write_amplification_segments", f.segments,
                          "segments: 1 and one a level of merges"},
    };
    enum lsm_policy policy = lsm->parameters.policy;
    report_predict(report, "write_amplification", rows[policy].value, false, rows[policy].source);
    report_predict(report, "levels", f.levels, false,
                   "ceil(log_T(N E/M (T - 1)/T)); Dayan, Athanassoulis and Idreos 2017");
    for (size_t i = 0; i < LSM_POLICIES; i++)
        report_predict(report, rows[i].name, rows[i].value, false, rows[i].source);
    report_predict(report, "write_amplification_tiered", f.tiered, false,
                   "fluid: 1 + (T - 1)/(K + 1) a level, K = T - 1; Dayan and Idreos 2018");
    report_predict(report, "best_size_ratio", f.best_ratio, false,
                   "the whole T from 2 to 32 at which the leveled formula is least");
}

static void observe_series(const struct lsm *lsm, struct report *report)
{
    double x[LSM_PHASES * LSM_SAMPLES], y[3][LSM_PHASES * LSM_SAMPLES], before = 0;
    static const char *const names[] = {"write_amplification", "space_amplification",
                                        "sorted_runs"};
    size_t count = 0;
    for (int phase = 0; phase < LSM_PHASES; phase++) {
        const struct lsm_totals *totals = &lsm->totals[phase];
        double all = phase ? (double)lsm->parameters.operations : lsm->parameters.keys;
        for (size_t i = 0; i < totals->samples; i++, count++) {
            x[count] = before + all * (double)(i + 1) / LSM_SAMPLES;
            y[0][count] = totals->write[i];
            y[1][count] = totals->space[i];
            y[2][count] = totals->runs[i];
        }
        before += all;
    }
    for (size_t i = 0; i < 3; i++)
        report_series(report, names[i], "writes", names[i], x, y[i], count);
}

static void observe(const void *state, struct report *report)
{
    const struct lsm *lsm = state;
    report_value(report, "write_amplification", "",
                 lsm_write_amplification(lsm, current_phase(lsm)));
    report_value(report, "space_amplification", "", lsm_space_amplification(lsm));
    report_value(report, "read_amplification", "files", lsm_mean_probes(lsm, false));
    report_value(report, "read_amplification_bloom", "files", lsm_mean_probes(lsm, true));
    report_value(report, "sorted_runs", "runs", (double)lsm_sorted_runs(lsm));
    report_value(report, "levels", "levels", (double)levels_in_use(lsm));
    report_value(report, "debt", "bytes", (double)lsm_debt_bytes(lsm));
    observe_phase(lsm, LSM_LOAD, "load", report);
    observe_phase(lsm, LSM_OVERWRITE, "overwrite", report);
    predict(lsm, report);
    observe_series(lsm, report);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

enum { LABEL_COLUMNS = 4, NOTE_COLUMNS = 22 };

static void format_bytes(double bytes, char *buffer, size_t size)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    for (; bytes >= 999.5 && unit < 4; unit++)
        bytes /= 1000;
    (void)snprintf(buffer, size, "%.3g %s", bytes, units[unit]);
}

/* Whether the last event wrote to this level within these keys. */
static bool just_written(const struct lsm *lsm, int level, const struct lsm_file *file)
{
    const struct lsm_event *event = &lsm->event;
    return event->kind != LSM_NOTHING && event->kind != LSM_DROP && event->to_level == level &&
           file->largest >= event->smallest && file->smallest <= event->largest;
}

static int column_of(const struct lsm *lsm, uint64_t key, int columns)
{
    return (int)(key * (uint64_t)columns / lsm->parameters.keys);
}

static uint64_t largest_file(const struct lsm *lsm)
{
    uint64_t most = 1;
    for (int level = 0; level < LSM_LEVELS; level++)
        for (size_t i = 0; i < lsm->levels[level].count; i++)
            if (lsm->levels[level].files[i]->bytes > most)
                most = lsm->levels[level].files[i]->bytes;
    return most;
}

/* A file from its first to its last key; where every file spans about all keys, as long as it is
 * large. Neighbours differ in shade. */
static void draw_file(const struct lsm *lsm, const struct lsm_file *file, bool by_size, bool fresh,
                      bool even, int row, int columns, struct canvas *canvas)
{
    int from = column_of(lsm, file->smallest, columns), to = column_of(lsm, file->largest, columns);
    struct style style = {.ink = fresh ? INK_ACCENT : even ? INK_SERIES_A : INK_SERIES_B};
    const char *full = canvas->ascii ? (even ? "#" : "=") : (even ? "█" : "▓");
    if (fresh)
        full = canvas->ascii ? "*" : "▒";
    if (by_size) {
        from = 0;
        to = (int)(file->bytes * (uint64_t)columns / largest_file(lsm));
        to = to > 0 ? to - 1 : 0;
    }
    canvas_fill(canvas, LABEL_COLUMNS + from, row, to - from + 1, 1, style, full);
}

static void draw_level_note(const struct lsm *lsm, int number, int column, int row,
                            struct canvas *canvas)
{
    const struct lsm_level *level = &lsm->levels[number];
    char bytes[24], line[64];
    double score = lsm_score(lsm, number);
    format_bytes((double)level->bytes, bytes, sizeof bytes);
    int length = snprintf(line, sizeof line, "%zu %s", level->count, bytes);
    if (score > 0 && length < (int)sizeof line)
        (void)snprintf(line + length, sizeof line - (size_t)length, " score %.2f", score);
    (void)canvas_text_fit(canvas, column, row, NOTE_COLUMNS,
                          (struct style){.ink = score >= 1 ? INK_BAD : INK_DIM}, line);
}

/* A level takes a row; files that overlap take one each, the newest on top, as long as `most`
 * rows last. Returns the rows used. */
static int draw_level(const struct lsm *lsm, int number, int row, int most, struct canvas *canvas)
{
    const struct lsm_level *level = &lsm->levels[number];
    bool own_rows = lsm_overlapping_level(lsm, number);
    int columns = canvas->columns - LABEL_COLUMNS - NOTE_COLUMNS - 2;
    int rows = own_rows && level->count > 1 ? (int)level->count : 1;
    rows = rows < most ? rows : most;
    if (rows < 1)
        return 0;
    (void)canvas_printf(canvas, 0, row, (struct style){.ink = INK_STRONG}, "L%d", number);
    for (size_t i = 0; columns > 0 && i < level->count; i++) {
        const struct lsm_file *file = level->files[i];
        int line = own_rows ? (int)i : 0;
        bool fresh = just_written(lsm, number, file) && (!own_rows || i == 0);
        if (line < rows)
            draw_file(lsm, file, own_rows && lsm->parameters.policy != LSM_LEVELED, fresh,
                      i % 2 == 0, row + line, columns, canvas);
    }
    draw_level_note(lsm, number, canvas->columns - NOTE_COLUMNS, row, canvas);
    return rows;
}

static int draw_levels(const struct lsm *lsm, int row, int most, struct canvas *canvas)
{
    int first = row, below = 0;
    for (int level = 1; level < LSM_LEVELS; level++)
        below += lsm->levels[level].count > 0;
    for (int level = 0; level < LSM_LEVELS; level++) {
        int room = most - (row - first) - (level == 0 ? below : 0);
        if (level == 0 || lsm->levels[level].count)
            row += draw_level(lsm, level, row, room, canvas);
    }
    return row - first;
}

static void draw_formulas(const struct lsm *lsm, int row, struct canvas *canvas)
{
    struct formulas f = formulas_of(lsm);
    char line[160];
    (void)snprintf(
        line, sizeof line,
        "formulas: leveled %.1f (least at T = %d), tiered %.1f, lazy %.1f, universal %.1f",
        f.leveled, f.best_ratio, f.tiered, f.lazy, f.universal);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, (struct style){.ink = INK_THEORY}, line);
}

static int draw_number(const char *label, double value, int column, int row, struct canvas *canvas)
{
    column = canvas_printf(canvas, column, row, (struct style){.ink = INK_DIM}, "%s ", label);
    if (isnan(value))
        column = canvas_text(canvas, column, row, (struct style){.ink = INK_STRONG}, "-");
    else
        column =
            canvas_printf(canvas, column, row, (struct style){.ink = INK_STRONG}, "%.2f", value);
    return column + 2;
}

static void draw_numbers(const struct lsm *lsm, const struct report *report, int row,
                         struct canvas *canvas)
{
    char debt[24];
    int column = draw_number("written", report_mean(report, "write_amplification"), 0, row, canvas);
    if (report->prediction_count)
        column = canvas_printf(canvas, column - 1, row, (struct style){.ink = INK_THEORY},
                               "(formula %.1f)", report->predictions[0].value) +
                 2;
    column = draw_number("space", report_mean(report, "space_amplification"), column, row, canvas);
    column =
        draw_number("files read", report_mean(report, "read_amplification"), column, row, canvas);
    format_bytes((double)lsm_debt_bytes(lsm), debt, sizeof debt);
    if (column + 5 + (int)strlen(debt) <= canvas->columns)
        (void)canvas_printf(canvas, column, row, (struct style){.ink = INK_DIM}, "debt %s", debt);
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    const struct series *written = &report->series[0], *space = &report->series[1];
    double ends[2] = {0, written->count ? written->x[written->count - 1] : 1};
    double formula[2] = {0, 0};
    struct plot_series series[3];
    size_t used = 0;
    if (report->prediction_count) {
        formula[0] = formula[1] = report->predictions[0].value;
        series[used++] = (struct plot_series){
            .name = "formula", .x = ends, .y = formula, .count = 2, .ink = INK_THEORY};
    }
    series[used++] = (struct plot_series){
        .name = "space", .x = space->x, .y = space->y, .count = space->count, .ink = INK_SERIES_B};
    series[used++] = (struct plot_series){.name = "written",
                                          .x = written->x,
                                          .y = written->y,
                                          .count = written->count,
                                          .ink = INK_SERIES_A};
    struct plot plot = {
        .x_label = "writes", .y_label = "times", .series = series, .series_count = used};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct lsm *lsm = state;
    const struct lsm_parameters *p = &lsm->parameters;
    static const char *const phases[] = {"loading", "overwriting", "done"};
    uint64_t writes = lsm->totals[LSM_LOAD].operations + lsm->totals[LSM_OVERWRITE].operations;
    uint64_t all = p->keys + p->operations;
    char line[256];
    (void)snprintf(line, sizeof line, "%s, %s keys: %llu of %llu writes, %s", policies[p->policy],
                   distributions[p->distribution], (unsigned long long)writes,
                   (unsigned long long)all, phases[lsm->phase]);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, (struct style){.ink = INK_STRONG}, line);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, (struct style){.ink = INK_TEXT}, line);
    int room = canvas->rows - 5, plot = room > 14 ? room / 2 : 0;
    int row = 3 + draw_levels(lsm, 3, room - plot > 1 ? room - plot : 1, canvas);
    if (!report)
        return;
    draw_numbers(lsm, report, row + 1, canvas);
    draw_formulas(lsm, row + 2, canvas);
    if (canvas->rows - row > 8 && report->series_count && report->series[0].count > 1)
        draw_plot(report, row + 4, canvas);
}

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[LSM_PARAMETERS] = {
    [LSM_POLICY] = {"policy", "", PARAMETER_CHOICE, 0, LSM_POLICIES - 1, LSM_LEVELED, policies,
                    "which files are merged, and when"},
    [LSM_KEYS] = {"keys", "keys", PARAMETER_INTEGER, 1, 10000000, 100000, NULL,
                  "each is loaded once"},
    [LSM_OPERATIONS] = {"operations", "writes", PARAMETER_INTEGER, 0, 50000000, 300000, NULL,
                        "overwrites and deletions after the load"},
    [LSM_DISTRIBUTION] = {"distribution", "", PARAMETER_CHOICE, 0, LSM_DISTRIBUTIONS - 1,
                          LSM_UNIFORM, distributions,
                          "which keys are overwritten; sequential also loads in key order"},
    [LSM_ZIPF_EXPONENT] = {"zipf-exponent", "", PARAMETER_REAL, 0, 4, 0.99, NULL,
                           "zipf: the n-th most popular key is drawn in proportion to 1/n^s"},
    [LSM_KEY_BYTES] = {"key-bytes", "bytes", PARAMETER_INTEGER, 4, 1024, 16, NULL,
                       "of a key: hexadecimal digits, padded over 16"},
    [LSM_VALUE_BYTES] = {"value-bytes", "bytes", PARAMETER_INTEGER, 1, 100000, 100, NULL,
                         "of a value"},
    [LSM_DELETE_FRACTION] = {"delete-fraction", "", PARAMETER_REAL, 0, 1, 0, NULL,
                             "share of the overwrites that are deletions"},
    [LSM_MEMTABLE_BYTES] = {"memtable-bytes", "bytes", PARAMETER_INTEGER, 1024, 1e12, 131072, NULL,
                            "keys and values that a flush writes"},
    [LSM_ENTRIES_PER_FLUSH] = {"entries-per-flush", "writes", PARAMETER_INTEGER, 0, 1e9, 0, NULL,
                               "rules over memtable-bytes; 0: as many as fit there"},
    [LSM_LEVEL0_TRIGGER] = {"level0-trigger", "files", PARAMETER_INTEGER, 1, 100, 4, NULL,
                            "files of level 0, runs or segments at which merging begins"},
    [LSM_LEVEL1_BYTES] = {"level1-bytes", "bytes", PARAMETER_INTEGER, 4096, 1e15, 524288, NULL,
                          "leveled: target of level 1"},
    [LSM_RATIO] = {"size-ratio", "", PARAMETER_REAL, 2, 100, 10, NULL,
                   "T: target of a level over that of the level above"},
    [LSM_TARGET_FILE_BYTES] = {"target-file-bytes", "bytes", PARAMETER_INTEGER, 4096, 1e12, 131072,
                               NULL, "size at which merges cut files below level 0"},
    [LSM_DYNAMIC_LEVELS] = {"dynamic-levels", "", PARAMETER_INTEGER, 0, 1, 0, NULL,
                            "leveled: 1 has the last level's size fix the targets above it"},
    [LSM_UNIVERSAL_RATIO] = {"universal-size-ratio-percent", "%", PARAMETER_INTEGER, 0, 1000, 1,
                             NULL, "universal: how much larger the next run may be"},
    [LSM_UNIVERSAL_AMPLIFICATION] = {"universal-max-size-amplification-percent", "%",
                                     PARAMETER_INTEGER, 1, 100000, 200, NULL,
                                     "universal: newer runs over the oldest one"},
    [LSM_FIFO_CAP] = {"fifo-cap-bytes", "bytes", PARAMETER_INTEGER, 4096, 1e15, 8388608, NULL,
                      "fifo: size over which the oldest files go"},
};

static const char *const topics[] = {"storage engines", "indexes", "log-structured merge trees",
                                     NULL};
static const char *const series_names[] = {"write_amplification", "space_amplification",
                                           "sorted_runs", NULL};

const struct simulation simulation_compaction = {
    .name = "compaction",
    .title = "Compaction: what a tree rewrites",
    .summary = "Flushes and merges sorted files as RocksDB does: writes, space and reads.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = LSM_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct lsm),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .questions = lsm_questions,
    .question_count = LSM_QUESTIONS,
    .presets = lsm_presets,
    .preset_count = LSM_PRESETS,
};
