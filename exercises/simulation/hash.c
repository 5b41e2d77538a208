/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hash tables: probes against load.
 *
 * Source: Knuth, "Notes on open addressing" (1963); The Art of Computer Programming 3, 6.4. Theory
 * is the exact expectation for n keys in m slots under uniform hashing, not its limit for large m
 * (at m = 1000, load .9: 41.0, not 50.5); with the other hash functions it is shown as what they
 * should reach. One trial is one fresh table. Probes include the last. A hit is averaged over all
 * keys in the table, a miss exactly over all home slots.
 *
 * Left out: the cost of computing the hash, caches (probes next to each other are nearly free),
 * deletion, and resizing.
 *
 * A table of at most 64 slots in a single trial is stepped probe by probe, any other by blocks of
 * insertions.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/hash_question.h"
#include "exercises/hashing.h"

enum { SMALL = 64, BLOCK = 1 << 16, GRID = 20, SERIES_EVERY_TRIAL = 4096 };

/* Mean and spread, added to one value at a time (Welford 1962). */
struct moments {
    double count, mean, squares;
};

struct hash {
    uint64_t slots, keys, trials, trial; /* trials done */
    double load;
    enum hash_function function;
    uint64_t salt;
    uint32_t inserted; /* of the table being built */
    struct probe_sums sums;
    struct moments hit, miss, variance;
    struct moments hit_at[GRID], miss_at[GRID]; /* at loads (k + 1) / GRID, and at the end */
    uint64_t home, at, probes; /* stepping: of key inserted + 1; probes 0: not begun */
    bool placed;               /* what the last probe did */
    uint32_t met;              /* the key it met */
    uint32_t few[SMALL], *many;
};

static uint32_t *table_of(struct hash *hash)
{
    return hash->many ? hash->many : hash->few;
}

static const uint32_t *table_to_read(const struct hash *hash)
{
    return hash->many ? hash->many : hash->few;
}

static void moments_add(struct moments *moments, double value)
{
    double delta = value - moments->mean;
    moments->count++;
    moments->mean += delta / moments->count;
    moments->squares += delta * (value - moments->mean);
}

static double standard_error(const struct moments *m)
{
    return m->count < 2 ? NAN : sqrt(m->squares / (m->count - 1) / m->count);
}

static bool stepwise(const struct hash *hash)
{
    return hash->slots <= SMALL && hash->trials == 1;
}

/* --- Running ------------------------------------------------------------------------------------
 */

static bool check(const double *values, struct error *error)
{
    double keys = round(values[HASH_LOAD] * values[HASH_SLOTS]);
    if (keys < values[HASH_SLOTS])
        return true;
    return error_set(error, ERROR_USAGE,
                     "load %.12g fills all %.0f slots: expected at least one empty slot",
                     values[HASH_LOAD], values[HASH_SLOTS]);
}

static void begin_trial(struct hash *hash, gsl_rng *rng)
{
    memset(table_of(hash), 0, hash->slots * sizeof(uint32_t));
    hash->inserted = 0;
    hash->sums = (struct probe_sums){0};
    hash->salt = (uint64_t)gsl_rng_get(rng) << 32 | gsl_rng_get(rng);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct hash *hash = state;
    hash->slots = (uint64_t)values[HASH_SLOTS];
    hash->load = values[HASH_LOAD];
    hash->keys = (uint64_t)llround(hash->load * (double)hash->slots);
    hash->trials = (uint64_t)values[HASH_TRIALS];
    hash->function = (enum hash_function)values[HASH_FUNCTION];
    if (hash->slots > SMALL)
        hash->many = memory_allocate(hash->slots, sizeof *hash->many);
    begin_trial(hash, rng);
}

static void release(void *state)
{
    free(((struct hash *)state)->many);
}

static bool copy(void *to, const void *from)
{
    if (((const struct hash *)from)->many)
        return false;
    memcpy(to, from, sizeof(struct hash));
    return true;
}

static double mean_hit(const struct hash *hash)
{
    return hash->inserted ? (double)hash->sums.probes / hash->inserted : NAN;
}

static double displacement_variance(const struct hash *hash)
{
    double mean = mean_hit(hash) - 1;
    return hash->inserted ? hash->sums.squared_displacements / hash->inserted - mean * mean : NAN;
}

/* The number of keys at the k-th point of the curve. */
static uint64_t keys_at(const struct hash *hash, int k)
{
    uint64_t keys = (uint64_t)llround((double)hash->slots * (k + 1) / GRID);
    return keys < hash->keys ? keys : hash->keys;
}

/* Whether the k-th point lies within this run. The last is where the run ends. */
static bool has_point(const struct hash *hash, int k)
{
    return keys_at(hash, k) > 0 && (k == 0 || keys_at(hash, k) > keys_at(hash, k - 1));
}

/* Scanning a large table costs about as much as filling it: its curve is of the first trial. */
static bool draws_curve(const struct hash *hash)
{
    return hash->trial == 0 || hash->slots <= SERIES_EVERY_TRIAL;
}

static void note_points(struct hash *hash)
{
    for (int k = 0; draws_curve(hash) && k < GRID; k++)
        if (has_point(hash, k) && keys_at(hash, k) == hash->inserted) {
            moments_add(&hash->hit_at[k], mean_hit(hash));
            moments_add(&hash->miss_at[k], linear_mean_miss(table_of(hash), hash->slots));
        }
}

static void end_trial(struct hash *hash, gsl_rng *rng)
{
    if (hash->inserted) {
        moments_add(&hash->hit, mean_hit(hash));
        moments_add(&hash->variance, displacement_variance(hash));
    }
    moments_add(&hash->miss, linear_mean_miss(table_of(hash), hash->slots));
    hash->trial++;
    if (hash->trial < hash->trials)
        begin_trial(hash, rng);
}

/* One probe of the key that comes next. */
static void step_probe(struct hash *hash)
{
    uint32_t *table = table_of(hash), key = hash->inserted + 1;
    if (hash->probes == 0 || hash->placed)
        hash->home = hash->at = hash_home(hash->function, hash->salt, key, hash->slots);
    else
        hash->at = (hash->at + 1) % hash->slots;
    hash->probes = hash->placed ? 1 : hash->probes + 1;
    hash->met = table[hash->at];
    hash->placed = hash->met == 0;
    if (!hash->placed)
        return;
    double displacement = (double)(hash->probes - 1);
    table[hash->at] = key;
    hash->inserted++;
    hash->sums.probes += hash->probes;
    hash->sums.squared_displacements += displacement * displacement;
    note_points(hash);
}

/* Insertions up to the next point of the curve, the end of the block or of the trial. */
static void step_block(struct hash *hash)
{
    uint64_t end = hash->inserted + (uint64_t)BLOCK;
    end = end < hash->keys ? end : hash->keys;
    while (hash->inserted < end) {
        uint64_t to = end;
        for (int k = GRID - 1; k >= 0 && draws_curve(hash); k--)
            if (keys_at(hash, k) > hash->inserted && keys_at(hash, k) < to)
                to = keys_at(hash, k);
        linear_insert(table_of(hash), hash->slots, hash->function, hash->salt, hash->inserted + 1,
                      (uint32_t)to, &hash->sums);
        hash->inserted = (uint32_t)to;
        note_points(hash);
    }
}

static bool step(void *state, gsl_rng *rng)
{
    struct hash *hash = state;
    if (hash->trial == hash->trials)
        return false;
    if (hash->inserted < hash->keys && stepwise(hash))
        step_probe(hash);
    else
        step_block(hash);
    if (hash->inserted == hash->keys)
        end_trial(hash, rng);
    return true;
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct hash *hash = state;
    unsigned key = hash->inserted + (hash->placed ? 0 : 1);
    if (stepwise(hash) && hash->probes && hash->placed)
        (void)snprintf(buffer, size, "Slot %d is empty: key %u goes there, after %d probe%s%s",
                       (int)hash->at, key, (int)hash->probes, hash->probes > 1 ? "s" : "",
                       hash->trial == hash->trials ? "; that was the last" : "");
    else if (stepwise(hash) && hash->probes)
        (void)snprintf(buffer, size, "Slot %d holds key %u: key %u (home %d) looks at the next",
                       (int)hash->at, hash->met, key, (int)hash->home);
    else if (hash->trial == hash->trials)
        (void)snprintf(buffer, size, "Done: %d table%s of %d keys built", (int)hash->trials,
                       hash->trials > 1 ? "s" : "", (int)hash->keys);
    else if (hash->trial == 0 && hash->inserted == 0)
        (void)snprintf(buffer, size, "An empty table of %d slots; %d keys wait", (int)hash->slots,
                       (int)hash->keys);
    else
        (void)snprintf(buffer, size, "Table %d of %d: %u of %d keys are in", (int)hash->trial + 1,
                       (int)hash->trials, hash->inserted, (int)hash->keys);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static const char source[] = "Knuth 1963; TAOCP 3, 6.4; exact for n keys in m slots";

static void observe_series(const struct hash *hash, struct report *report)
{
    double x[GRID], hit[GRID], miss[GRID], theory_hit[GRID], theory_miss[GRID];
    size_t measured = 0, planned = 0;
    double m = (double)hash->slots;
    for (int k = 0; k < GRID; k++) {
        double n = (double)keys_at(hash, k);
        if (!has_point(hash, k))
            continue;
        x[planned] = n / m;
        theory_hit[planned] = linear_expected_hit(m, n);
        theory_miss[planned++] = linear_expected_miss(m, n);
        if (hash->miss_at[k].count > 0) {
            hit[measured] = hash->hit_at[k].mean;
            miss[measured++] = hash->miss_at[k].mean;
        }
    }
    report_series(report, "probes_miss", "load", "probes", x, miss, measured);
    report_series(report, "probes_hit", "load", "probes", x, hit, measured);
    report_series(report, "probes_miss_theory", "load", "probes", x, theory_miss, planned);
    report_series(report, "probes_hit_theory", "load", "probes", x, theory_hit, planned);
}

static void observe(const void *state, struct report *report)
{
    const struct hash *hash = state;
    bool complete = hash->trial > 0; /* else: of the table as far as it is built */
    double n = complete ? (double)hash->keys : (double)hash->inserted, m = (double)hash->slots;
    bool none = complete ? hash->hit.count < 1 : !hash->inserted;
    double hit = complete ? hash->hit.mean : mean_hit(hash);
    double variance = complete ? hash->variance.mean : displacement_variance(hash);
    double miss = complete ? hash->miss.mean : linear_mean_miss(table_to_read(hash), hash->slots);
    bool exact = hash->function == HASH_UNIFORM;
    report_observe(report, "probes_hit", "probes", none ? NAN : hit, standard_error(&hash->hit));
    report_observe(report, "probes_miss", "probes", miss, standard_error(&hash->miss));
    report_observe(report, "displacement_variance", "probes²", none ? NAN : variance,
                   standard_error(&hash->variance));
    if (n >= 1)
        report_predict(report, "probes_hit", linear_expected_hit(m, n), exact, source);
    report_predict(report, "probes_miss", linear_expected_miss(m, n), exact, source);
    observe_series(hash, report);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static const char *const functions[] = {"uniform", "fnv1a", "identity", NULL};
static const char *const schemes[] = {"linear", NULL};

/* One slot of a small table: "[17]" where the probe is, "(17)" at its home, " 17 " elsewhere. */
static void draw_slot(const struct hash *hash, uint64_t slot, int column, int row,
                      struct canvas *canvas)
{
    const uint32_t *table = table_to_read(hash);
    bool probing = stepwise(hash) && hash->probes;
    bool here = probing && slot == hash->at, home = probing && slot == hash->home;
    struct style style = {.ink = table[slot] ? INK_SERIES_A : INK_DIM};
    const char *marks = here ? "[]" : home ? "()" : "  ";
    if (here)
        style = (struct style){INK_ACCENT, ATTRIBUTE_BOLD};
    if (table[slot])
        (void)canvas_printf(canvas, column, row, style, "%c%2u%c", marks[0], table[slot], marks[1]);
    else
        (void)canvas_printf(canvas, column, row, style, "%c%s%c", marks[0],
                            canvas->ascii ? " ." : " ·", marks[1]);
}

/* The slots in rows, each with the number of its first; returns the rows used. */
static int draw_small(const struct hash *hash, int row, struct canvas *canvas)
{
    int each = (canvas->columns - 5) / 4;
    each = each > 16 ? each / 16 * 16 : each > 8 ? 8 : each;
    int first = row;
    for (uint64_t slot = 0; each > 0 && slot < hash->slots; slot += (uint64_t)each, row++) {
        (void)canvas_printf(canvas, 0, row, (struct style){.ink = INK_DIM}, "%3d ", (int)slot);
        for (int i = 0; i < each && slot + (uint64_t)i < hash->slots; i++)
            draw_slot(hash, slot + (uint64_t)i, 4 + 4 * i, row, canvas);
    }
    return row - first;
}

/* One character a slot, full or empty: clusters show as bars. */
static int draw_large(const struct hash *hash, int row, int rows, struct canvas *canvas)
{
    const uint32_t *table = table_to_read(hash);
    uint64_t shown = (uint64_t)canvas->columns * (uint64_t)rows;
    shown = shown < hash->slots ? shown : hash->slots;
    for (uint64_t slot = 0; slot < shown; slot++) {
        int column = (int)(slot % (uint64_t)canvas->columns);
        int line = row + (int)(slot / (uint64_t)canvas->columns);
        bool full = table[slot] != 0;
        (void)canvas_text(canvas, column, line,
                          (struct style){.ink = full ? INK_SERIES_A : INK_DIM},
                          canvas->ascii ? (full ? "#" : ".") : (full ? "█" : "·"));
    }
    if (shown == 0)
        return 0;
    int used = (int)((shown - 1) / (uint64_t)canvas->columns) + 1;
    (void)canvas_printf(canvas, 0, row + used, (struct style){.ink = INK_DIM},
                        "the first %d of %d slots", (int)shown, (int)hash->slots);
    return used + 1;
}

static double value_of(const struct report *report, const char *name, bool predicted)
{
    for (size_t i = 0; predicted && i < report->prediction_count; i++)
        if (!strcmp(report->predictions[i].name, name))
            return report->predictions[i].value;
    for (size_t i = 0; !predicted && i < report->observation_count; i++)
        if (!strcmp(report->observations[i].name, name))
            return report->observations[i].mean;
    return NAN;
}

static int draw_value(const struct report *report, const char *label, const char *name, int column,
                      int row, struct canvas *canvas)
{
    double measured = value_of(report, name, false), theory = value_of(report, name, true);
    column = canvas_printf(canvas, column, row, (struct style){.ink = INK_DIM}, "%s ", label);
    if (isnan(measured))
        column = canvas_text(canvas, column, row, (struct style){.ink = INK_STRONG}, "-");
    else
        column =
            canvas_printf(canvas, column, row, (struct style){.ink = INK_STRONG}, "%.2f", measured);
    if (!isnan(theory))
        column = canvas_printf(canvas, column, row, (struct style){.ink = INK_THEORY},
                               " (theory %.2f)", theory);
    return column + 3;
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    /* Theory first: what was measured is drawn over it. */
    static const char *const names[] = {"miss, theory", "hit, theory", "miss", "hit"};
    static const enum ink inks[] = {INK_THEORY, INK_THEORY, INK_SERIES_A, INK_SERIES_B};
    static const size_t places[] = {2, 3, 0, 1};
    struct plot_series series[4];
    for (size_t i = 0; i < 4; i++) {
        const struct series *from = &report->series[places[i]];
        series[i] = (struct plot_series){
            .name = names[i], .x = from->x, .y = from->y, .count = from->count, .ink = inks[i]};
    }
    struct plot plot = {.x_label = "load",
                        .y_label = "probes",
                        .x_low = 0,
                        .x_high = 1,
                        .series = series,
                        .series_count = 4};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct hash *hash = state;
    char line[256];
    (void)snprintf(line, sizeof line,
                   "linear probing, %s hashing: %d slots, load %.4g (%d keys), %d trial%s",
                   functions[hash->function], (int)hash->slots, hash->load, (int)hash->keys,
                   (int)hash->trials, hash->trials > 1 ? "s" : "");
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, (struct style){.ink = INK_STRONG}, line);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, (struct style){.ink = INK_TEXT}, line);
    int row = 3, room = (canvas->rows - row) / 3;
    row += hash->slots <= SMALL ? draw_small(hash, row, canvas)
                                : draw_large(hash, row, room > 1 ? room - 1 : 1, canvas);
    if (!report)
        return;
    int column = draw_value(report, "hit", "probes_hit", 0, row + 1, canvas);
    (void)draw_value(report, "miss", "probes_miss", column, row + 1, canvas);
    if (canvas->rows - row > 7 && report->series_count == 4)
        draw_plot(report, row + 3, canvas);
}

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[HASH_PARAMETERS] = {
    [HASH_SCHEME] = {"scheme", "", PARAMETER_CHOICE, 0, 0, 0, schemes,
                     "where a key goes when its slot is taken"},
    [HASH_FUNCTION] = {"function", "", PARAMETER_CHOICE, 0, HASH_FUNCTIONS - 1, HASH_UNIFORM,
                       functions, "from key to home slot: uniform is as good as random"},
    [HASH_SLOTS] = {"slots", "slots", PARAMETER_INTEGER, 2, 1 << 22, 64, NULL,
                    "size of the table; up to 64 in one trial are stepped probe by probe"},
    [HASH_LOAD] = {"load", "", PARAMETER_REAL, 0, 0.99, 0.8, NULL, "share of the slots filled"},
    [HASH_TRIALS] = {"trials", "tables", PARAMETER_INTEGER, 1, 10000, 1, NULL,
                     "fresh tables; standard errors are over them"},
};

static const char *const topics[] = {"hash tables", "indexes", NULL};
static const char *const series_names[] = {"probes_miss", "probes_hit", "probes_miss_theory",
                                           "probes_hit_theory", NULL};

const struct simulation simulation_hash = {
    .name = "hash",
    .title = "Hash tables: probes against load",
    .summary = "Fills hash tables and counts probes: why a table must not be nearly full.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = HASH_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct hash),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .questions = hash_questions,
    .question_count = HASH_QUESTIONS,
};
